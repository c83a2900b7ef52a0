//! The opcode table: every fact about an instruction stands in one row here.
//!
//! An instruction is one 64-bit word, low bits first: `op: u8 | spare: u8 | a: u16 | b: u16 | c: u16`.
//! Wide operands (`bx`) take the place of `b` and `c` as one 32-bit number. Some instructions are
//! followed by *extension words*: immediate operands (`ext`) or inline caches (`cache`, zero in
//! compiled code, written by the running VM).
//!
//! # Registers
//! `R[0..first_temp)` are the parameters, the locals, the cells and hidden variables of the code;
//! `R[first_temp..nregs)` are temporaries. Every register always holds a valid value; `Unbound`
//! stands for "nothing".
//! - `Out`: written; what was there before is dropped.
//! - `In`: read; **a temporary is consumed**: it is moved out of and left without a reference.
//!   A local is copied.
//! - `Keep`: read, and never consumed, temporary or not.
//! - `Base`: the first of a run of temporaries whose length the row tells.
//!
//! # Jumps
//! Offsets count words, from the word after the instruction and its extension words. A jump whose
//! offset is negative is a back-edge: it polls the safepoint word.

/// How an operand is read; see the module's notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not used; zero.
    None,
    /// Register that is written.
    Out,
    /// Register that is read; a temporary is consumed.
    In,
    /// Register that is read and kept.
    Keep,
    /// First register of a run (its length depends on the opcode; see [`Op::run_length`]).
    Base,
    /// First of the temporaries that hold nothing here.
    Rest,
    /// Number of registers, pairs or items.
    Count,
    /// Small bit set or selector; the row tells its meaning.
    Flags,
    /// Signed 16-bit integer.
    Imm,
    /// Index of a name, 16 bits.
    Name,
    /// Index of a free variable.
    Free,
    /// Jump offset, 16 bits signed.
    Off,
    /// Wide: signed 32-bit integer.
    ImmW,
    /// Wide: index of a constant.
    ConstW,
    /// Wide: index of a name.
    NameW,
    /// Wide: jump offset, 32 bits signed.
    OffW,
}

impl Kind {
    /// True for operands that take the place of both `b` and `c`.
    pub const fn is_wide(self) -> bool {
        matches!(self, Kind::ImmW | Kind::ConstW | Kind::NameW | Kind::OffW)
    }
}

/// What the words after an instruction hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ext {
    /// No word follows.
    None,
    /// Two words of inline cache.
    Cache,
    /// One word: an index into the constants.
    Const,
    /// One word: two counts (low half: before the star, high half: after it).
    Counts,
    /// One word: the number of a [`BinOp`].
    Operator,
}

impl Ext {
    /// Number of words.
    pub const fn words(self) -> usize {
        match self {
            Ext::None => 0,
            Ext::Cache => 2,
            Ext::Const | Ext::Counts | Ext::Operator => 1,
        }
    }
}

/// Hands the whole table to a macro: `row!{ /// doc Name = "text" (a, b, c) ext; … }`.
#[macro_export]
macro_rules! for_each_op {
    ($m:ident) => {
        $m! {
            // ---- moves and constants -------------------------------------------------------
            /// Does nothing.
            Nop = "nop" (None, None, None) None;
            /// R[a] := R[b].
            Move = "move" (Out, In, None) None;
            /// R[a] := R[b]; b is kept even if it is a temporary.
            Copy = "copy" (Out, Keep, None) None;
            /// R[a] := K[bx].
            LoadConst = "load_const" (Out, ConstW, None) None;
            /// R[a] := int(bx).
            LoadInt = "load_int" (Out, ImmW, None) None;
            /// R[a] := None.
            LoadNone = "load_none" (Out, None, None) None;
            /// R[a] := Unbound: drops what the register holds.
            Clear = "clear" (Out, None, None) None;
            /// Raises UnboundLocalError (with the register's variable name) if R[a] is Unbound.
            CheckLocal = "check_local" (Keep, None, None) None;
            /// `del` of a local: raises UnboundLocalError if R[a] is Unbound, else clears it.
            DelLocal = "del_local" (Out, None, None) None;
            /// R[a] := the well-known object that `b` selects (see [`Common`]).
            LoadCommon = "load_common" (Out, Flags, None) None;

            // ---- cells ----------------------------------------------------------------------
            /// R[a] := new cell that holds what R[a] held (Unbound: an empty cell).
            MakeCell = "make_cell" (Out, None, None) None;
            /// R[a] := contents of the cell R[b]; NameError/UnboundLocalError if empty.
            LoadCell = "load_cell" (Out, Keep, None) None;
            /// Contents of the cell R[a] := R[b].
            StoreCell = "store_cell" (Keep, In, None) None;
            /// Empties the cell R[a]; error if it is empty.
            DelCell = "del_cell" (Keep, None, None) None;
            /// R[a] := contents of free variable b; NameError if empty.
            LoadFree = "load_free" (Out, Free, None) None;
            /// Free variable a := R[b].
            StoreFree = "store_free" (Free, In, None) None;
            /// Empties free variable a.
            DelFree = "del_free" (Free, None, None) None;
            /// R[a] := the cell of free variable b itself (to build closures).
            LoadFreeCell = "load_free_cell" (Out, Free, None) None;

            // ---- names ----------------------------------------------------------------------
            /// R[a] := global or builtin names[bx]. Cache: word 0 globals, word 1 builtins.
            LoadGlobal = "load_global" (Out, NameW, None) Cache;
            /// globals[names[bx]] := R[a].
            StoreGlobal = "store_global" (In, NameW, None) Cache;
            /// del globals[names[bx]].
            DelGlobal = "del_global" (None, NameW, None) None;
            /// R[a] := names[bx] from the frame's local mapping, then global, then builtin.
            LoadName = "load_name" (Out, NameW, None) Cache;
            /// Frame's local mapping (globals where it has none)[names[bx]] := R[a].
            StoreName = "store_name" (In, NameW, None) Cache;
            /// del of the same.
            DelName = "del_name" (None, NameW, None) None;
            /// R[a] := names[c] from the frame's local mapping, else free variable b.
            LoadNameOrFree = "load_name_or_free" (Out, Free, Name) None;
            /// R[a] := names[c] from the mapping R[b] (consumed), else global, else builtin.
            /// Used by annotation scopes inside classes.
            LoadFromDict = "load_from_dict" (Out, In, Name) None;
            /// R[a] := names[c] from the frame's local mapping, else the cell R[b].
            LoadNameOrCell = "load_name_or_cell" (Out, Keep, Name) None;
            /// R[a] := the frame's local mapping (class bodies, module: `locals()`).
            LoadLocals = "load_locals" (Out, None, None) None;

            // ---- attributes and items -------------------------------------------------------
            /// R[a] := R[b].names[c].
            LoadAttr = "load_attr" (Out, In, Name) Cache;
            /// R[a].names[c] := R[b].
            StoreAttr = "store_attr" (In, In, Name) Cache;
            /// del R[a].names[b].
            DelAttr = "del_attr" (In, Name, None) None;
            /// R[a], R[a+1] := the method names[c] of R[b] and R[b] itself; or the attribute's value
            /// and Unbound where it is no plain method. For CallMethod.
            LoadMethod = "load_method" (Base, In, Name) Cache;
            /// R[a] := super(R[b+1], R[b+2]).names[c], where R[b] is what the name `super` gave.
            /// Consumes R[b..b+3].
            LoadSuperAttr = "load_super_attr" (Out, Base, Name) None;
            /// The same as a method pair in R[a], R[a+1], as LoadMethod.
            LoadSuperMethod = "load_super_method" (Base, Base, Name) None;
            /// R[a], R[a+1] := special method c (see [`Special`]) of R[b]'s type, and R[b].
            LoadSpecial = "load_special" (Base, Keep, Flags) None;
            /// R[a] := R[b][R[c]].
            GetItem = "get_item" (Out, In, In) None;
            /// R[a] := R[b][int(c)].
            GetItemI = "get_item_i" (Out, In, Imm) None;
            /// R[a] := R[b][R[c]:R[c+1]], as GetItem with slice(R[c], R[c+1]). Consumes R[c..c+2].
            GetSlice = "get_slice" (Out, In, Base) None;
            /// R[a][R[b]] := R[c].
            SetItem = "set_item" (In, In, In) None;
            /// del R[a][R[b]].
            DelItem = "del_item" (In, In, None) None;

            // ---- arithmetic -----------------------------------------------------------------
            /// R[a] := R[b] + R[c].
            Add = "add" (Out, In, In) None;
            /// R[a] := R[b] - R[c].
            Sub = "sub" (Out, In, In) None;
            /// R[a] := R[b] * R[c].
            Mul = "mul" (Out, In, In) None;
            /// R[a] := R[b] / R[c].
            TrueDiv = "true_div" (Out, In, In) None;
            /// R[a] := R[b] // R[c].
            FloorDiv = "floor_div" (Out, In, In) None;
            /// R[a] := R[b] % R[c].
            Mod = "mod" (Out, In, In) None;
            /// R[a] := R[b] ** R[c].
            Pow = "pow" (Out, In, In) None;
            /// R[a] := R[b] @ R[c].
            MatMul = "mat_mul" (Out, In, In) None;
            /// R[a] := R[b] << R[c].
            LShift = "lshift" (Out, In, In) None;
            /// R[a] := R[b] >> R[c].
            RShift = "rshift" (Out, In, In) None;
            /// R[a] := R[b] & R[c].
            And = "and" (Out, In, In) None;
            /// R[a] := R[b] | R[c].
            Or = "or" (Out, In, In) None;
            /// R[a] := R[b] ^ R[c].
            Xor = "xor" (Out, In, In) None;
            /// R[a] := R[b] + int(c).
            AddI = "add_i" (Out, In, Imm) None;
            /// R[a] := R[b] - int(c).
            SubI = "sub_i" (Out, In, Imm) None;
            /// R[a] := R[b] * int(c).
            MulI = "mul_i" (Out, In, Imm) None;
            /// R[a] := R[b] // int(c).
            FloorDivI = "floor_div_i" (Out, In, Imm) None;
            /// R[a] := R[b] % int(c).
            ModI = "mod_i" (Out, In, Imm) None;
            /// R[a] := R[b] << int(c).
            LShiftI = "lshift_i" (Out, In, Imm) None;
            /// R[a] := R[b] >> int(c).
            RShiftI = "rshift_i" (Out, In, Imm) None;
            /// R[a] := R[b] & int(c).
            AndI = "and_i" (Out, In, Imm) None;
            /// R[a] := R[b] += R[c] (the in-place form; a is usually b).
            IAdd = "iadd" (Out, In, In) None;
            /// R[a] := R[b] -= R[c].
            ISub = "isub" (Out, In, In) None;
            /// R[a] := R[b] *= R[c].
            IMul = "imul" (Out, In, In) None;
            /// R[a] := R[b] += int(c) (the in-place form: `__iadd__` first).
            IAddI = "iadd_i" (Out, In, Imm) None;
            /// R[a] := R[b] -= int(c).
            ISubI = "isub_i" (Out, In, Imm) None;
            /// R[a] := R[b] *= int(c).
            IMulI = "imul_i" (Out, In, Imm) None;
            /// R[a] := R[b] <op>= R[c] for the rarer operators; the operator is the next word.
            IOther = "iother" (Out, In, In) Operator;
            /// R[a] := -R[b].
            Neg = "neg" (Out, In, None) None;
            /// R[a] := +R[b].
            Pos = "pos" (Out, In, None) None;
            /// R[a] := ~R[b].
            Invert = "invert" (Out, In, None) None;
            /// R[a] := not R[b].
            Not = "not" (Out, In, None) None;

            // ---- comparison -----------------------------------------------------------------
            /// R[a] := R[b] < R[c].
            Lt = "lt" (Out, In, In) None;
            /// R[a] := R[b] <= R[c].
            Le = "le" (Out, In, In) None;
            /// R[a] := R[b] == R[c].
            Eq = "eq" (Out, In, In) None;
            /// R[a] := R[b] != R[c].
            Ne = "ne" (Out, In, In) None;
            /// R[a] := R[b] > R[c].
            Gt = "gt" (Out, In, In) None;
            /// R[a] := R[b] >= R[c].
            Ge = "ge" (Out, In, In) None;
            /// R[a] := R[b] is R[c].
            Is = "is" (Out, In, In) None;
            /// R[a] := R[b] is not R[c].
            IsNot = "is_not" (Out, In, In) None;
            /// R[a] := R[b] in R[c].
            In = "in" (Out, In, In) None;
            /// R[a] := R[b] not in R[c].
            NotIn = "not_in" (Out, In, In) None;

            // ---- jumps ----------------------------------------------------------------------
            /// Jumps by bx.
            Jump = "jump" (None, OffW, None) None;
            /// Jumps by bx if R[a] is true.
            JumpIfTrue = "jump_if_true" (In, OffW, None) None;
            /// Jumps by bx if R[a] is false.
            JumpIfFalse = "jump_if_false" (In, OffW, None) None;
            /// Jumps by bx if R[a] is true; R[a] is kept.
            JumpIfTrueKeep = "jump_if_true_keep" (Keep, OffW, None) None;
            /// Jumps by bx if R[a] is false; R[a] is kept.
            JumpIfFalseKeep = "jump_if_false_keep" (Keep, OffW, None) None;
            /// Jumps by bx if R[a] is None.
            JumpIfNone = "jump_if_none" (In, OffW, None) None;
            /// Jumps by bx if R[a] is not None.
            JumpIfNotNone = "jump_if_not_none" (In, OffW, None) None;
            /// Jumps by c if R[a] < R[b].
            JumpIfLt = "jump_if_lt" (In, In, Off) None;
            /// Jumps by c if R[a] <= R[b].
            JumpIfLe = "jump_if_le" (In, In, Off) None;
            /// Jumps by c if R[a] == R[b].
            JumpIfEq = "jump_if_eq" (In, In, Off) None;
            /// Jumps by c if R[a] != R[b].
            JumpIfNe = "jump_if_ne" (In, In, Off) None;
            /// Jumps by c if R[a] > R[b].
            JumpIfGt = "jump_if_gt" (In, In, Off) None;
            /// Jumps by c if R[a] >= R[b].
            JumpIfGe = "jump_if_ge" (In, In, Off) None;
            /// Jumps by c unless R[a] < R[b].
            JumpUnlessLt = "jump_unless_lt" (In, In, Off) None;
            /// Jumps by c unless R[a] <= R[b].
            JumpUnlessLe = "jump_unless_le" (In, In, Off) None;
            /// Jumps by c unless R[a] == R[b].
            JumpUnlessEq = "jump_unless_eq" (In, In, Off) None;
            /// Jumps by c unless R[a] != R[b].
            JumpUnlessNe = "jump_unless_ne" (In, In, Off) None;
            /// Jumps by c unless R[a] > R[b].
            JumpUnlessGt = "jump_unless_gt" (In, In, Off) None;
            /// Jumps by c unless R[a] >= R[b].
            JumpUnlessGe = "jump_unless_ge" (In, In, Off) None;
            /// Jumps by c if R[a] < int(b).
            JumpIfLtI = "jump_if_lt_i" (In, Imm, Off) None;
            /// Jumps by c if R[a] <= int(b).
            JumpIfLeI = "jump_if_le_i" (In, Imm, Off) None;
            /// Jumps by c if R[a] == int(b).
            JumpIfEqI = "jump_if_eq_i" (In, Imm, Off) None;
            /// Jumps by c if R[a] != int(b).
            JumpIfNeI = "jump_if_ne_i" (In, Imm, Off) None;
            /// Jumps by c if R[a] > int(b).
            JumpIfGtI = "jump_if_gt_i" (In, Imm, Off) None;
            /// Jumps by c if R[a] >= int(b).
            JumpIfGeI = "jump_if_ge_i" (In, Imm, Off) None;
            /// Jumps by c unless R[a] < int(b).
            JumpUnlessLtI = "jump_unless_lt_i" (In, Imm, Off) None;
            /// Jumps by c unless R[a] <= int(b).
            JumpUnlessLeI = "jump_unless_le_i" (In, Imm, Off) None;
            /// Jumps by c unless R[a] == int(b).
            JumpUnlessEqI = "jump_unless_eq_i" (In, Imm, Off) None;
            /// Jumps by c unless R[a] != int(b).
            JumpUnlessNeI = "jump_unless_ne_i" (In, Imm, Off) None;
            /// Jumps by c unless R[a] > int(b).
            JumpUnlessGtI = "jump_unless_gt_i" (In, Imm, Off) None;
            /// Jumps by c unless R[a] >= int(b).
            JumpUnlessGeI = "jump_unless_ge_i" (In, Imm, Off) None;
            /// Jumps by c if R[a] is R[b].
            JumpIfIs = "jump_if_is" (In, In, Off) None;
            /// Jumps by c if R[a] is not R[b].
            JumpIfIsNot = "jump_if_is_not" (In, In, Off) None;
            /// Jumps by c if R[a] in R[b].
            JumpIfIn = "jump_if_in" (In, In, Off) None;
            /// Jumps by c if R[a] not in R[b].
            JumpIfNotIn = "jump_if_not_in" (In, In, Off) None;

            // ---- iteration ------------------------------------------------------------------
            /// R[a] := iter(R[b]).
            GetIter = "get_iter" (Out, In, None) None;
            /// If the iterator R[a] has a next item: R[b] := item, jump by c (usually a back-edge).
            /// Else clears R[a] and goes on.
            ForIter = "for_iter" (Keep, Out, Off) None;
            /// R[b..b+c] := the items of R[a], which must be c. Writes nothing if it raises (the run may
            /// be locals).
            Unpack = "unpack" (In, Base, Count) None;
            /// R[b..] := items of R[a] with one starred target: ext = counts before and after it.
            UnpackEx = "unpack_ex" (In, Base, None) Counts;

            // ---- building -------------------------------------------------------------------
            /// R[a] := tuple of R[b..b+c].
            BuildTuple = "build_tuple" (Out, Base, Count) None;
            /// R[a] := list of R[b..b+c].
            BuildList = "build_list" (Out, Base, Count) None;
            /// R[a] := set of R[b..b+c].
            BuildSet = "build_set" (Out, Base, Count) None;
            /// R[a] := dict of c pairs R[b], R[b+1], …
            BuildMap = "build_map" (Out, Base, Count) None;
            /// R[a] := slice(R[b], R[b+1]) or, with c = 3, slice(R[b], R[b+1], R[b+2]).
            BuildSlice = "build_slice" (Out, Base, Count) None;
            /// R[a] := the strings R[b..b+c] joined.
            BuildString = "build_string" (Out, Base, Count) None;
            /// R[a] := format(R[b]). Flags: low 2 bits conversion (0 none, 1 str, 2 repr, 3 ascii),
            /// bit 2: the format spec is R[b+1] (then R[b], R[b+1] are a run of temporaries).
            FormatValue = "format_value" (Out, Base, Flags) None;
            /// R[a].append(R[b]) for the list of a display or comprehension.
            ListAppend = "list_append" (Keep, In, None) None;
            /// R[a].extend(R[b]).
            ListExtend = "list_extend" (Keep, In, None) None;
            /// R[a].add(R[b]).
            SetAdd = "set_add" (Keep, In, None) None;
            /// R[a].update(R[b]) for sets.
            SetUpdate = "set_update" (Keep, In, None) None;
            /// R[a][R[b]] := R[c] for the dict of a display or comprehension.
            MapInsert = "map_insert" (Keep, In, In) None;
            /// R[a].update(R[b]) for a dict display (`**` in a display).
            DictUpdate = "dict_update" (Keep, In, None) None;
            /// The same for call arguments: TypeError for a repeated key; R[c] is the callable.
            DictMerge = "dict_merge" (Keep, In, Keep) None;
            /// R[a] := tuple(R[b]) of a list that nobody else holds.
            ListToTuple = "list_to_tuple" (Out, In, None) None;

            // ---- calls ----------------------------------------------------------------------
            /// R[c] := R[a](R[a+1..a+1+b]). Consumes the run.
            Call = "call" (Base, Count, Out) None;
            /// R[c] := the method pair R[a], R[a+1] called with R[a+2..a+2+b]. Consumes the run.
            CallMethod = "call_method" (Base, Count, Out) None;
            /// As Call; the last arguments are keywords, ext = constant: tuple of their names.
            CallKw = "call_kw" (Base, Count, Out) Const;
            /// As CallMethod with keywords.
            CallMethodKw = "call_method_kw" (Base, Count, Out) Const;
            /// R[c] := R[a](*R[a+1], **R[a+2]). Bit 0 of b: there is R[a+2], a dict. R[a+1] is a tuple or
            /// list; with bit 1 of b it is any object that must be iterable (TypeError "… argument
            /// after * must be an iterable, not …").
            CallEx = "call_ex" (Base, Flags, Out) None;
            /// Returns R[a]. Temporaries from b on hold nothing: only the registers before it are looked at.
            Return = "return" (In, Rest, None) None;
            /// Returns None; b as for Return.
            ReturnNone = "return_none" (None, Rest, None) None;
            /// Suspends the generator with R[b]; when it goes on, R[a] := what was sent.
            Yield = "yield" (Out, In, None) None;
            /// R[a] := iterator for `yield from R[b]` (generators as they are, else iter()).
            GetYieldFrom = "get_yield_from" (Out, In, None) None;
            /// Delegates to the iterator R[b]: sends it what was sent (first: None). Suspends with what
            /// it yields and runs again when resumed; when it ends, R[a] := its value and R[b] is cleared.
            YieldFrom = "yield_from" (Out, Keep, None) None;
            /// R[a] := function of code K[ext]. R[b..] holds, in this order and as flags c tell:
            /// 1 defaults tuple, 2 keyword defaults dict, 4 annotate function, 8 closure tuple.
            MakeFunction = "make_function" (Out, Base, Flags) Const;
            /// R[a] := builtins.__build_class__.
            LoadBuildClass = "load_build_class" (Out, None, None) None;

            // ---- exceptions -----------------------------------------------------------------
            /// Raises R[a] (class or instance).
            Raise = "raise" (In, None, None) None;
            /// Raises R[a] from R[b].
            RaiseFrom = "raise_from" (In, In, None) None;
            /// Bare `raise`: the exception that is being handled.
            RaiseCurrent = "raise_current" (None, None, None) None;
            /// Raises the caught R[a] again, its traceback going on where it was.
            Reraise = "reraise" (In, None, None) None;
            /// Entry of a handler: R[b] := the exception handled so far (or None); the one handled
            /// now is R[a] (kept).
            EnterHandler = "enter_handler" (Keep, Out, None) None;
            /// Exit of a handler: the exception handled now is R[a] (as EnterHandler saved it).
            LeaveHandler = "leave_handler" (In, None, None) None;
            /// Jumps by c unless the exception R[a] (kept) matches the class or tuple R[b].
            JumpUnlessMatch = "jump_unless_match" (Keep, In, Off) None;
            /// `except*`: R[a], R[a+1] := the part of R[b] (kept) that matches class R[c], and the
            /// rest; each None if empty.
            MatchStar = "match_star" (Base, Keep, In) None;
            /// R[a] := what is to be raised at the end of a try with `except*`, or None:
            /// R[b] (kept) the exception caught, R[c] the list of those raised and left over.
            PrepReraiseStar = "prep_reraise_star" (Out, Keep, In) None;
            /// R[a..a+3] := type, value, traceback of the exception R[b] (kept).
            ExcTriple = "exc_triple" (Base, Keep, None) None;

            // ---- imports --------------------------------------------------------------------
            /// R[a] := __import__(names[c], level = R[b], fromlist = R[b+1]). Consumes R[b..b+2].
            ImportName = "import_name" (Out, Base, Name) None;
            /// R[a] := names[c] of module R[b] (kept), or its submodule.
            ImportFrom = "import_from" (Out, Keep, Name) None;
            /// `from R[a] import *` into the frame's namespace.
            ImportStar = "import_star" (In, None, None) None;

            // ---- pattern matching -----------------------------------------------------------
            /// R[a] := R[b] (kept) is a sequence for `match`.
            MatchSequence = "match_sequence" (Out, Keep, None) None;
            /// R[a] := R[b] (kept) is a mapping for `match`.
            MatchMapping = "match_mapping" (Out, Keep, None) None;
            /// R[a] := len(R[b]) (kept).
            GetLen = "get_len" (Out, Keep, None) None;
            /// R[a] := tuple of the values of R[b] (kept) at the keys in tuple R[c], or None.
            MatchKeys = "match_keys" (Out, Keep, In) None;
            /// R[a] := tuple of the attributes that a class pattern asks of R[b] (kept), or None.
            /// R[c] is a run: the class, the number of positional patterns, the tuple of names.
            MatchClass = "match_class" (Out, Keep, Base) None;
            /// R[a] := copy of the mapping R[b] (kept) without the keys in tuple R[c].
            MatchRest = "match_rest" (Out, Keep, In) None;

            // ---- rest -----------------------------------------------------------------------
            /// R[a] := the intrinsic function c (see [`Intrinsic`]) of the run R[b..].
            CallIntrinsic = "call_intrinsic" (Out, Base, Flags) None;
        }
    };
}

macro_rules! define_ops {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal ($a:ident, $b:ident, $c:ident) $ext:ident;)*) => {
        /// The opcodes; each one's meaning is its row's text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Op { $($(#[doc = $doc])* $name,)* }

        impl Op {
            /// Every opcode, in numeric order.
            pub const ALL: &'static [Op] = &[$(Op::$name,)*];
            const TEXT: &'static [&'static str] = &[$($text,)*];
            const KINDS: &'static [[Kind; 3]] = &[$([Kind::$a, Kind::$b, Kind::$c],)*];
            const EXT: &'static [Ext] = &[$(Ext::$ext,)*];
            const DOC: &'static [&'static str] = &[$(concat!($($doc, "\n",)*),)*];
        }
    };
}
for_each_op!(define_ops);

impl Op {
    /// The opcode with this number, if there is one.
    pub fn from_u8(number: u8) -> Option<Op> {
        Op::ALL.get(number as usize).copied()
    }
    /// Name as the disassembler prints it.
    pub fn text(self) -> &'static str {
        Op::TEXT[self as usize]
    }
    /// Kinds of the operands a, b, c (a wide operand stands at b).
    pub fn kinds(self) -> [Kind; 3] {
        Op::KINDS[self as usize]
    }
    /// What follows the instruction word.
    pub fn ext(self) -> Ext {
        Op::EXT[self as usize]
    }
    /// Length in words, extension words included.
    #[allow(clippy::len_without_is_empty, reason = "no instruction is empty")]
    pub fn len(self) -> usize {
        1 + self.ext().words()
    }
    /// The row's text.
    pub fn doc(self) -> &'static str {
        Op::DOC[self as usize]
    }

    /// Length of the run that the `Base` operand at `position` (0 = a) starts.
    /// `ext` is the extension word (0 where there is none).
    pub fn run_length(self, position: usize, instr: Instr, ext: u64) -> usize {
        match (self, position) {
            (Op::LoadMethod | Op::LoadSpecial | Op::LoadSuperMethod, 0) => 2,
            (Op::LoadSuperAttr | Op::LoadSuperMethod, 1) => 3,
            (Op::GetSlice, 2) => 2,
            (Op::Unpack, 1) => instr.c() as usize,
            (Op::UnpackEx, 1) => (ext as u32) as usize + (ext >> 32) as usize + 1,
            (
                Op::BuildTuple | Op::BuildList | Op::BuildSet | Op::BuildString | Op::BuildSlice,
                1,
            ) => instr.c() as usize,
            (Op::BuildMap, 1) => 2 * instr.c() as usize,
            (Op::FormatValue, 1) => 1 + (instr.c() >> 2 & 1) as usize,
            (Op::Call | Op::CallKw, 0) => 1 + instr.b() as usize,
            (Op::CallMethod | Op::CallMethodKw, 0) => 2 + instr.b() as usize,
            (Op::CallEx, 0) => 2 + (instr.b() & 1) as usize,
            (Op::MakeFunction, 1) => (instr.c() & 15).count_ones() as usize,
            (Op::MatchStar, 0) => 2,
            (Op::ExcTriple, 0) => 3,
            (Op::ImportName, 1) => 2,
            (Op::MatchClass, 2) => 3,
            (Op::CallIntrinsic, 1) => Intrinsic::from_u16(instr.c()).map_or(0, Intrinsic::arity),
            _ => 1,
        }
    }
}

/// One instruction word.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Instr(pub u64);

impl Instr {
    /// An instruction with three 16-bit operands.
    pub const fn abc(op: Op, a: u16, b: u16, c: u16) -> Instr {
        Instr(op as u64 | (a as u64) << 16 | (b as u64) << 32 | (c as u64) << 48)
    }
    /// An instruction with a wide second operand.
    pub const fn abx(op: Op, a: u16, bx: u32) -> Instr {
        Instr(op as u64 | (a as u64) << 16 | (bx as u64) << 32)
    }
    /// The opcode's number.
    #[inline(always)]
    pub const fn op_number(self) -> u8 {
        self.0 as u8
    }
    /// The opcode, if the number is one.
    pub fn op(self) -> Option<Op> {
        Op::from_u8(self.op_number())
    }
    /// Operand a.
    #[inline(always)]
    pub const fn a(self) -> u16 {
        (self.0 >> 16) as u16
    }
    /// Operand b.
    #[inline(always)]
    pub const fn b(self) -> u16 {
        (self.0 >> 32) as u16
    }
    /// Operand c.
    #[inline(always)]
    pub const fn c(self) -> u16 {
        (self.0 >> 48) as u16
    }
    /// The wide operand.
    #[inline(always)]
    pub const fn bx(self) -> u32 {
        (self.0 >> 32) as u32
    }
    /// Operand b as a signed number.
    #[inline(always)]
    pub const fn sb(self) -> i16 {
        self.b() as i16
    }
    /// Operand c as a signed number.
    #[inline(always)]
    pub const fn sc(self) -> i16 {
        self.c() as i16
    }
    /// The wide operand as a signed number.
    #[inline(always)]
    pub const fn sbx(self) -> i32 {
        self.bx() as i32
    }
}

impl std::fmt::Debug for Instr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.op() {
            Some(op) => write!(f, "{} {} {} {}", op.text(), self.a(), self.b(), self.c()),
            None => write!(f, "word {:#x}", self.0),
        }
    }
}

macro_rules! selector {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident = $arity:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub enum $name { $($(#[doc = $doc])* $variant,)* }
        impl $name {
            /// The variant with this number.
            pub fn from_u16(number: u16) -> Option<$name> {
                const ALL: &[$name] = &[$($name::$variant,)*];
                ALL.get(number as usize).copied()
            }
            /// Number of registers it reads.
            pub fn arity(self) -> usize {
                match self { $($name::$variant => $arity,)* }
            }
        }
    };
}

selector! {
    /// What `LoadCommon` loads.
    Common {
        /// `AssertionError`.
        AssertionError = 0,
        /// `NotImplementedError`.
        NotImplementedError = 0,
        /// `StopIteration`.
        StopIteration = 0,
    }
}

selector! {
    /// The special methods that `LoadSpecial` looks up on the type.
    Special {
        /// `__enter__`; TypeError "… does not support the context manager protocol" if missing.
        Enter = 0,
        /// `__exit__`; the same with "(missed __exit__ method)".
        Exit = 0,
    }
}

selector! {
    /// Rare operations that are functions of the VM rather than opcodes.
    Intrinsic {
        /// Interactive mode: hands the value of an expression statement to `sys.displayhook`.
        PrintExpr = 1,
        /// TypeVar(name).
        TypeVar = 1,
        /// TypeVar(name, evaluator of its bound).
        TypeVarBound = 2,
        /// TypeVar(name, evaluator of its constraints).
        TypeVarConstraints = 2,
        /// ParamSpec(name).
        ParamSpec = 1,
        /// TypeVarTuple(name).
        TypeVarTuple = 1,
        /// Sets the evaluator of a type parameter's default: (parameter, evaluator) → parameter.
        SetTypeParamDefault = 2,
        /// (function, tuple of type parameters) → function.
        SetFunctionTypeParams = 2,
        /// typing.Generic[tuple of type parameters].
        SubscriptGeneric = 1,
        /// TypeAliasType(name, type parameters tuple or None, evaluator of the value).
        TypeAlias = 3,
        /// Turns an exception that leaves a generator into what leaves it: StopIteration becomes
        /// RuntimeError("generator raised StopIteration").
        StopIterationError = 1,
        /// (mapping, name, cell) → what the mapping holds under the name, else the cell's contents.
        /// Used by annotation scopes inside classes.
        LoadFromDictOrCell = 3,
        /// Makes sure that the frame's namespace has a dict `__annotations__`; → None.
        SetupAnnotations = 0,
    }
}

/// The operators of `IOther`, in the extension word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum BinOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    TrueDiv,
    /// `//`
    FloorDiv,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `@`
    MatMul,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
}

impl BinOp {
    /// All of them, in numeric order.
    pub const ALL: [BinOp; 13] = [
        BinOp::Add,
        BinOp::Sub,
        BinOp::Mul,
        BinOp::TrueDiv,
        BinOp::FloorDiv,
        BinOp::Mod,
        BinOp::Pow,
        BinOp::MatMul,
        BinOp::LShift,
        BinOp::RShift,
        BinOp::And,
        BinOp::Or,
        BinOp::Xor,
    ];
    /// The operator's sign as in source.
    pub fn sign(self) -> &'static str {
        [
            "+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^",
        ][self as usize]
    }
}
