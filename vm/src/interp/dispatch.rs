//! FENCE 10. The loop.
//!
//! Runs verified code only; see `frame.rs` for what that means for register access. Here stand the
//! ways that most instructions go: they call nothing but what they inline. Whatever is rarer falls
//! through to the opcode's handler in `handlers/`, by one indirect call at the bottom of the loop:
//! with a single call the compiler keeps the loop's state in registers.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// `unsafe` covers the whole loop: its note stands at its start.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::Ordering;

use hasp_compiler::op::{Instr, Op};

use super::machine::{Machine, NONE_BITS, Next, TRUE_BITS, UNBOUND_BITS};
use super::words::{both_float, float_bits, from_float, from_int, mixed, to_float, to_int};
use super::{cache, calls, handlers, loads};
use crate::frame;
use crate::object::code::{Cell, cflag};
use crate::object::function::Function;
use crate::object::iter::{ListIter, RangeIter};
use crate::object::list::List;
use crate::object::shape::slot_at;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::{Kind, Ref};
use crate::value::{INT_TAG, Value};
use crate::vm::Vm;

macro_rules! op_numbers {
    ($($(#[$doc:meta])* $name:ident = $text:literal ($a:ident, $b:ident, $c:ident) $ext:ident;)*) => {
        /// The opcodes' numbers as constants, for patterns.
        struct OpNumber;
        #[allow(non_upper_case_globals, dead_code)]
        impl OpNumber { $(const $name: u8 = Op::$name as u8;)* }
    };
}
hasp_compiler::for_each_op!(op_numbers);

// All opcodes are named, so that the jump through the table needs no check of its bounds.
macro_rules! ops {
    ($number:expr; slow: $($slow:ident)*; $($op:ident => $body:expr,)*) => {
        match $number {
            $(OpNumber::$slow => {})*
            $(OpNumber::$op => $body,)*
            // Verified code holds opcodes only.
            _ => std::hint::unreachable_unchecked(),
        }
    };
}

/// Truth of a word that says it by itself: bools, None, ints.
#[inline(always)]
fn truth(x: u64) -> Option<bool> {
    if x | 1 == TRUE_BITS {
        Some(x == TRUE_BITS)
    } else if x == NONE_BITS {
        Some(false)
    } else if x >= INT_TAG {
        Some(x != INT_TAG)
    } else {
        None
    }
}

/// Runs the innermost frame until the loop stops; [`Vm::stopped`] then says why.
#[inline(never)]
pub(super) fn dispatch(vm: &Vm) {
    // SAFETY (of the whole function): `m.frame` is the innermost frame; `m.base` is its window of
    // `nregs` valid values; `m.ip` walks its verified code, whose operands are registers below
    // `nregs`, constants, names and free variables in range, and whose extension words stand where
    // the opcode table says. Frames, registers and code stay where they are while the frame is
    // alive. No reference to a register is kept across anything that can write registers.
    unsafe {
        let frame = vm.stack.top();
        let mut m = Machine {
            frame,
            ip: (*frame).ip,
            base: (*frame).base,
        };

        // Two ints give an int, two floats a float, mixed ones a float.
        macro_rules! arith {
            ($i:ident, $int:ident, $float:tt) => {{
                let (x, y) = (m.bits($i.b()), m.bits($i.c()));
                if x & y >= INT_TAG {
                    let (sum, over) = ((x << 16) as i64).$int((y << 16) as i64);
                    if !over {
                        m.set_bits($i.a(), INT_TAG | (sum as u64 >> 16));
                        continue;
                    }
                } else if float_bits(x) && float_bits(y) {
                    m.set_bits($i.a(), from_float(to_float(x) $float to_float(y)));
                    continue;
                } else if let Some((p, q)) = mixed(x, y) {
                    m.set_bits($i.a(), from_float(p $float q));
                    continue;
                }
            }};
        }
        macro_rules! arith_imm {
            ($i:ident, $int:ident, $float:tt) => {{
                let x = m.bits($i.b());
                if x >= INT_TAG {
                    let (sum, over) = ((x << 16) as i64).$int(($i.sc() as i64) << 16);
                    if !over {
                        m.set_bits($i.a(), INT_TAG | (sum as u64 >> 16));
                        continue;
                    }
                } else if float_bits(x) {
                    m.set_bits($i.a(), from_float(to_float(x) $float ($i.sc() as f64)));
                    continue;
                }
            }};
        }
        macro_rules! mul {
            ($i:ident) => {{
                let (x, y) = (m.bits($i.b()), m.bits($i.c()));
                if x & y >= INT_TAG {
                    if let Some(v) = to_int(x)
                        .checked_mul(to_int(y))
                        .and_then(Value::try_small_int)
                    {
                        m.set_bits($i.a(), v.into_bits());
                        continue;
                    }
                } else if let Some((p, q)) = both_float(x, y) {
                    m.set_bits($i.a(), from_float(p * q));
                    continue;
                }
            }};
        }
        macro_rules! mul_imm {
            ($i:ident) => {{
                let x = m.bits($i.b());
                if x >= INT_TAG {
                    if let Some(v) = to_int(x)
                        .checked_mul($i.sc().into())
                        .and_then(Value::try_small_int)
                    {
                        m.set_bits($i.a(), v.into_bits());
                        continue;
                    }
                } else if float_bits(x) {
                    m.set_bits($i.a(), from_float(to_float(x) * $i.sc() as f64));
                    continue;
                }
            }};
        }
        macro_rules! bitop {
            ($i:ident, $sign:tt) => {{
                let (x, y) = (m.bits($i.b()), m.bits($i.c()));
                if x & y >= INT_TAG {
                    m.set_bits($i.a(), from_int(to_int(x) $sign to_int(y)));
                    continue;
                }
            }};
        }
        macro_rules! compare {
            ($i:ident, $sign:tt) => {{
                let (x, y) = (m.bits($i.b()), m.bits($i.c()));
                if x & y >= INT_TAG {
                    m.set_bits($i.a(), (TRUE_BITS - 1) | (((x as i64) << 16) $sign ((y as i64) << 16)) as u64);
                    continue;
                }
                if float_bits(x) && float_bits(y) {
                    m.set_bits($i.a(), (TRUE_BITS - 1) | (to_float(x) $sign to_float(y)) as u64);
                    continue;
                }
            }};
        }
        // Jumps back go to the handler if there is something to poll for.
        macro_rules! jump {
            ($off:expr) => {{
                let off = $off as isize;
                if off >= 0 || !vm.poll.is_set() {
                    m.ip = m.ip.offset(off);
                    continue;
                }
            }};
        }
        macro_rules! jump_if {
            ($holds:expr, $off:expr) => {{
                if !$holds {
                    continue;
                }
                jump!($off)
            }};
        }
        macro_rules! compare_jump {
            ($i:ident, $sign:tt, $want:expr) => {{
                let (x, y) = (m.bits($i.a()), m.bits($i.b()));
                if x & y >= INT_TAG {
                    jump_if!((((x << 16) as i64) $sign ((y << 16) as i64)) == $want, $i.sc())
                } else if float_bits(x) && float_bits(y) {
                    jump_if!((to_float(x) $sign to_float(y)) == $want, $i.sc())
                }
            }};
        }
        macro_rules! compare_jump_imm {
            ($i:ident, $sign:tt, $want:expr) => {{
                let x = m.bits($i.a());
                if x >= INT_TAG {
                    jump_if!((to_int(x) $sign ($i.sb() as i64)) == $want, $i.sc())
                } else if float_bits(x) {
                    jump_if!((to_float(x) $sign ($i.sb() as f64)) == $want, $i.sc())
                }
            }};
        }
        // Identical words that are no floats are equal: strings of the same object above all.
        macro_rules! same_jump {
            ($i:ident, $equal:expr) => {{
                let (x, y) = (m.bits($i.a()), m.bits($i.b()));
                if x == y
                    && !vm.poll.is_set()
                    && (*m.at($i.a()))
                        .header()
                        .is_some_and(|h| h.kind() == Kind::Str && h.is_exact())
                {
                    m.used($i.a());
                    m.used($i.b());
                    jump_if!($equal, $i.sc())
                }
            }};
        }
        macro_rules! call_function {
            ($i:ident, $at:expr, $args:expr, $argc:expr) => {{
                let (at, args, argc): (*mut Value, *mut Value, usize) = ($at, $args, $argc);
                if let Some(header) = (*at).header()
                    && header.kind() == Kind::Function
                {
                    let function: &Ref<Function> = Ref::from_value_ref_unchecked(&*at);
                    let target = function.code_ptr();
                    if (*target).flags & cflag::SIMPLE != 0
                        && (*target).argcount as usize == argc
                        && !vm.poll.is_set()
                        && vm.may_call()
                    {
                        m.save();
                        let f = std::ptr::replace(at, Value::UNBOUND);
                        calls::push_counted(
                            vm,
                            m.frame,
                            args,
                            argc,
                            f,
                            target,
                            frame::Kind::Call,
                            $i.c(),
                            None,
                        );
                        m.enter(vm);
                        continue;
                    }
                }
            }};
        }

        loop {
            let i = Instr((*m.ip).load(Ordering::Relaxed));
            m.ip = m.ip.add(1);
            ops! { i.op_number();
                slow: DelLocal LoadCommon MakeCell StoreCell DelCell StoreFree DelFree
                    LoadFreeCell StoreGlobal DelGlobal LoadName StoreName DelName LoadNameOrFree
                    LoadFromDict LoadNameOrCell LoadLocals DelAttr LoadSuperAttr LoadSuperMethod
                    LoadSpecial GetSlice DelItem Pow MatMul IOther Neg Pos Invert Is IsNot In
                    NotIn JumpIfTrueKeep JumpIfFalseKeep JumpIfIs JumpIfIsNot JumpIfIn
                    JumpIfNotIn GetIter Unpack UnpackEx BuildTuple BuildList BuildSet BuildMap
                    BuildSlice BuildString FormatValue ListExtend SetAdd SetUpdate MapInsert
                    DictUpdate DictMerge ListToTuple CallKw CallMethodKw CallEx Yield
                    GetYieldFrom YieldFrom MakeFunction LoadBuildClass Raise RaiseFrom
                    RaiseCurrent Reraise EnterHandler LeaveHandler JumpUnlessMatch MatchStar
                    PrepReraiseStar ExcTriple ImportName ImportFrom ImportStar MatchSequence
                    MatchMapping GetLen MatchKeys MatchClass MatchRest CallIntrinsic;
                Nop => continue,
                Move => {
                    let v = m.take(i.b());
                    m.set(i.a(), v);
                    continue;
                },
                Copy => {
                    let v = (*m.at(i.b())).clone();
                    m.set(i.a(), v);
                    continue;
                },
                LoadConst => {
                    let v = (*(*m.frame).consts.add(i.bx() as usize)).clone();
                    m.set(i.a(), v);
                    continue;
                },
                LoadInt => {
                    m.set_bits(i.a(), from_int(i.sbx().into()));
                    continue;
                },
                LoadNone => {
                    m.set_bits(i.a(), NONE_BITS);
                    continue;
                },
                Clear => {
                    m.set_bits(i.a(), UNBOUND_BITS);
                    continue;
                },
                CheckLocal => {
                    if m.bits(i.a()) != UNBOUND_BITS {
                        continue;
                    }
                },
                LoadCell => {
                    let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&*m.at(i.b()));
                    if let Some(v) = cell.contents.get() {
                        m.set(i.a(), v);
                        continue;
                    }
                },
                LoadFree => {
                    let cell = (*m.frame).function.closure.get_unchecked(i.b() as usize);
                    if let Some(v) = cell.contents.get() {
                        m.set(i.a(), v);
                        continue;
                    }
                },
                LoadGlobal => {
                    let function: *const Ref<Function> = &raw const (*m.frame).function;
                    let word = m.word(0).load(Ordering::Relaxed);
                    if word as u32 == (*function).globals.version() && word != 0 {
                        let at = (word >> 32) as u32;
                        if at != u32::MAX {
                            if let Some(v) = (*function).globals.value_at(at as usize) {
                                m.ip = m.ip.add(2);
                                m.set(i.a(), v);
                                continue;
                            }
                        } else {
                            let word = m.word(1).load(Ordering::Relaxed);
                            if word as u32 == (*function).builtins.version() && word != 0
                                && let Some(v) = (*function).builtins.value_at((word >> 32) as usize)
                            {
                                m.ip = m.ip.add(2);
                                m.set(i.a(), v);
                                continue;
                            }
                        }
                    }
                },

                LoadAttr => {
                    if let Some(header) = (*m.at(i.b())).header() {
                        let word = m.word(0).load(Ordering::Relaxed);
                        if word as u32 == header.shape().guard.load(Ordering::Relaxed) {
                            let kind = word >> 32 & 0xff;
                            // The guard proves that the object has the slot.
                            let found = if kind == cache::SLOT {
                                slot_at(header, (word >> 40) as u32).get()
                            } else if kind == cache::CLASS {
                                Some(loads::borrowed(m.word(1).load(Ordering::Relaxed)))
                            } else {
                                None
                            };
                            if let Some(found) = found {
                                m.ip = m.ip.add(2);
                                m.used(i.b());
                                m.set(i.a(), found);
                                continue;
                            }
                        }
                    }
                },
                StoreAttr => {
                    if let Some(header) = (*m.at(i.a())).header() {
                        let word = m.word(0).load(Ordering::Relaxed);
                        let kind = word >> 32 & 0xff;
                        if word as u32 == header.shape().guard.load(Ordering::Relaxed)
                            && (kind == cache::SLOT || kind == cache::ADD)
                        {
                            let slot = slot_at(header, (word >> 40) as u32);
                            let v = m.take(i.b());
                            let old = slot.replace(Some(v));
                            if kind == cache::ADD {
                                header.set_shape(loads::cached_shape(m.word(1).load(Ordering::Relaxed)));
                            }
                            m.ip = m.ip.add(2);
                            m.save();
                            m.used(i.a());
                            drop(old);
                            continue;
                        }
                    }
                },
                LoadMethod => {
                    let guard = vm.guard_of(&*m.at(i.b()));
                    let word = m.word(0).load(Ordering::Relaxed);
                    if word as u32 == guard && word >> 32 & 0xff == cache::METHOD {
                        let found = loads::borrowed(m.word(1).load(Ordering::Relaxed));
                        m.ip = m.ip.add(2);
                        let this = m.take(i.b());
                        m.set(i.a(), found);
                        m.set(i.a() + 1, this);
                        continue;
                    }
                },
                GetItem => {
                    let (v, key) = (m.at(i.b()), m.bits(i.c()));
                    if key >= INT_TAG {
                        let index = to_int(key);
                        let found = if let Some(list) = (*v).exact_ref::<List>() {
                            list.get_signed(index)
                        } else if let Some(tuple) = (*v).exact_ref::<Tuple>() {
                            tuple.get_signed(index)
                        } else if let Some(s) = (*v).exact_ref::<Str>() {
                            vm.ascii_char_at(s, index)
                        } else {
                            None
                        };
                        if let Some(item) = found {
                            m.used(i.b());
                            m.set(i.a(), item);
                            continue;
                        }
                    }
                },
                GetItemI => {
                    let v = m.at(i.b());
                    let index = i.sc() as i64;
                    let found = if let Some(list) = (*v).exact_ref::<List>() {
                        list.get_signed(index)
                    } else if let Some(tuple) = (*v).exact_ref::<Tuple>() {
                        tuple.get_signed(index)
                    } else if let Some(s) = (*v).exact_ref::<Str>() {
                        vm.ascii_char_at(s, index)
                    } else {
                        None
                    };
                    if let Some(item) = found {
                        m.used(i.b());
                        m.set(i.a(), item);
                        continue;
                    }
                },
                SetItem => {
                    let key = m.bits(i.b());
                    if key >= INT_TAG
                        && let Some(list) = (*m.at(i.a())).exact_ref::<List>()
                        && let Some(old) = list.replace_signed(to_int(key), || m.take(i.c()))
                    {
                        m.save();
                        m.used(i.a());
                        drop(old);
                        continue;
                    }
                },

                Add => arith!(i, overflowing_add, +),
                IAdd => arith!(i, overflowing_add, +),
                Sub => arith!(i, overflowing_sub, -),
                ISub => arith!(i, overflowing_sub, -),
                Mul => mul!(i),
                IMul => mul!(i),
                AddI => arith_imm!(i, overflowing_add, +),
                IAddI => arith_imm!(i, overflowing_add, +),
                SubI => arith_imm!(i, overflowing_sub, -),
                ISubI => arith_imm!(i, overflowing_sub, -),
                MulI => mul_imm!(i),
                IMulI => mul_imm!(i),
                TrueDiv => {
                    let (x, y) = (m.bits(i.b()), m.bits(i.c()));
                    if let Some((p, q)) = both_float(x, y)
                        && q != 0.0
                    {
                        m.set_bits(i.a(), from_float(p / q));
                        continue;
                    }
                },
                FloorDiv => {
                    let (x, y) = (m.bits(i.b()), m.bits(i.c()));
                    if x & y >= INT_TAG && to_int(y) > 0 {
                        m.set_bits(i.a(), from_int(to_int(x).div_euclid(to_int(y))));
                        continue;
                    }
                },
                FloorDivI => {
                    let x = m.bits(i.b());
                    if x >= INT_TAG && i.sc() > 0 {
                        m.set_bits(i.a(), from_int(to_int(x).div_euclid(i.sc().into())));
                        continue;
                    }
                },
                Mod => {
                    let (x, y) = (m.bits(i.b()), m.bits(i.c()));
                    if x & y >= INT_TAG && to_int(y) > 0 {
                        m.set_bits(i.a(), from_int(to_int(x).rem_euclid(to_int(y))));
                        continue;
                    }
                },
                ModI => {
                    let x = m.bits(i.b());
                    if x >= INT_TAG && i.sc() > 0 {
                        m.set_bits(i.a(), from_int(to_int(x).rem_euclid(i.sc().into())));
                        continue;
                    }
                },
                LShift => {
                    let (x, y) = (m.bits(i.b()), m.bits(i.c()));
                    if x & y >= INT_TAG
                        && (0..16).contains(&to_int(y))
                        && let Some(v) = Value::try_small_int(to_int(x) << to_int(y))
                    {
                        m.set_bits(i.a(), v.into_bits());
                        continue;
                    }
                },
                LShiftI => {
                    let x = m.bits(i.b());
                    if x >= INT_TAG
                        && (0..16).contains(&i.sc())
                        && let Some(v) = Value::try_small_int(to_int(x) << i.sc())
                    {
                        m.set_bits(i.a(), v.into_bits());
                        continue;
                    }
                },
                RShift => {
                    let (x, y) = (m.bits(i.b()), m.bits(i.c()));
                    if x & y >= INT_TAG && (0..64).contains(&to_int(y)) {
                        m.set_bits(i.a(), from_int(to_int(x) >> to_int(y)));
                        continue;
                    }
                },
                RShiftI => {
                    let x = m.bits(i.b());
                    if x >= INT_TAG && (0..64).contains(&i.sc()) {
                        m.set_bits(i.a(), from_int(to_int(x) >> i.sc()));
                        continue;
                    }
                },
                And => bitop!(i, &),
                Or => bitop!(i, |),
                Xor => bitop!(i, ^),
                AndI => {
                    let x = m.bits(i.b());
                    if x >= INT_TAG {
                        m.set_bits(i.a(), from_int(to_int(x) & i.sc() as i64));
                        continue;
                    }
                },
                Not => {
                    if let Some(truth) = truth(m.bits(i.b())) {
                        m.set_bits(i.a(), TRUE_BITS ^ truth as u64);
                        continue;
                    }
                },
                Lt => compare!(i, <),
                Le => compare!(i, <=),
                Eq => compare!(i, ==),
                Ne => compare!(i, !=),
                Gt => compare!(i, >),
                Ge => compare!(i, >=),

                Jump => jump!(i.sbx()),
                JumpIfTrue => {
                    if let Some(truth) = truth(m.bits(i.a())) {
                        jump_if!(truth, i.sbx())
                    }
                },
                JumpIfFalse => {
                    if let Some(truth) = truth(m.bits(i.a())) {
                        jump_if!(!truth, i.sbx())
                    }
                },
                JumpIfNone => {
                    if !vm.poll.is_set() {
                        let none = m.bits(i.a()) == NONE_BITS;
                        m.used(i.a());
                        jump_if!(none, i.sbx())
                    }
                },
                JumpIfNotNone => {
                    if !vm.poll.is_set() {
                        let none = m.bits(i.a()) == NONE_BITS;
                        m.used(i.a());
                        jump_if!(!none, i.sbx())
                    }
                },
                JumpIfLt => compare_jump!(i, <, true),
                JumpIfLe => compare_jump!(i, <=, true),
                JumpIfEq => {
                    compare_jump!(i, ==, true);
                    same_jump!(i, true)
                },
                JumpIfNe => {
                    compare_jump!(i, !=, true);
                    same_jump!(i, false)
                },
                JumpIfGt => compare_jump!(i, >, true),
                JumpIfGe => compare_jump!(i, >=, true),
                JumpUnlessLt => compare_jump!(i, <, false),
                JumpUnlessLe => compare_jump!(i, <=, false),
                JumpUnlessEq => {
                    compare_jump!(i, ==, false);
                    same_jump!(i, false)
                },
                JumpUnlessNe => {
                    compare_jump!(i, !=, false);
                    same_jump!(i, true)
                },
                JumpUnlessGt => compare_jump!(i, >, false),
                JumpUnlessGe => compare_jump!(i, >=, false),
                JumpIfLtI => compare_jump_imm!(i, <, true),
                JumpIfLeI => compare_jump_imm!(i, <=, true),
                JumpIfEqI => compare_jump_imm!(i, ==, true),
                JumpIfNeI => compare_jump_imm!(i, !=, true),
                JumpIfGtI => compare_jump_imm!(i, >, true),
                JumpIfGeI => compare_jump_imm!(i, >=, true),
                JumpUnlessLtI => compare_jump_imm!(i, <, false),
                JumpUnlessLeI => compare_jump_imm!(i, <=, false),
                JumpUnlessEqI => compare_jump_imm!(i, ==, false),
                JumpUnlessNeI => compare_jump_imm!(i, !=, false),
                JumpUnlessGtI => compare_jump_imm!(i, >, false),
                JumpUnlessGeI => compare_jump_imm!(i, >=, false),

                ForIter => {
                    // With something to poll for, the handler takes the step.
                    if !vm.poll.is_set() {
                        let it = m.at(i.a());
                        let item = match (*it).header().map(|h| h.kind()) {
                            Some(Kind::RangeIter) => {
                                let range: &Ref<RangeIter> = Ref::from_value_ref_unchecked(&*it);
                                range.step()
                            }
                            Some(Kind::ListIter) => {
                                let list: &Ref<ListIter> = Ref::from_value_ref_unchecked(&*it);
                                list.step()
                            }
                            _ => None,
                        };
                        if let Some(item) = item {
                            m.set(i.b(), item);
                            m.ip = m.ip.offset(i.sc() as isize);
                            continue;
                        }
                    }
                },
                ListAppend => {
                    let v = m.take(i.b());
                    let list: &Ref<List> = Ref::from_value_ref_unchecked(&*m.at(i.a()));
                    list.push(v);
                    continue;
                },
                Call => {
                    let at = m.at(i.a());
                    call_function!(i, at, at.add(1), i.b() as usize)
                },
                CallMethod => {
                    let at = m.at(i.a());
                    let has_self = (m.bits(i.a() + 1) != UNBOUND_BITS) as usize;
                    call_function!(i, at, at.add(2 - has_self), i.b() as usize + has_self)
                },
                Return => {
                    let frame = m.frame;
                    if !(*frame).rare && (*frame).kind == frame::Kind::Call {
                        let v = std::ptr::replace(m.at(i.a()), Value::UNBOUND);
                        calls::leave_call(vm, frame, v);
                        m.enter(vm);
                        continue;
                    }
                },
                ReturnNone => {
                    let frame = m.frame;
                    if !(*frame).rare && (*frame).kind == frame::Kind::Call {
                        calls::leave_call(vm, frame, Value::NONE);
                        m.enter(vm);
                        continue;
                    }
                },
            }
            let handler = *handlers::TABLE.get_unchecked(i.op_number() as usize);
            let Next { ip, frame } = handler(vm, m.frame, m.ip, m.base, i);
            if ip.is_null() {
                return;
            }
            m.ip = ip;
            m.frame = frame;
            m.base = (*frame).base;
        }
    }
}
