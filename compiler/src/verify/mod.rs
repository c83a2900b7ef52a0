//! What the VM relies on when it runs code without checking: [`verify`] proves it once per code object.

mod values;

pub use values::check_values;

use crate::code::{Code, CodeKind, Const};
use crate::op::{BinOp, Common, Ext, Instr, Intrinsic, Kind, Op, Special};

/// Nested code objects deeper than this are refused.
const MAX_DEPTH: usize = 400;

/// Checks a code object and those inside it: every operand lies in its table, every run of registers
/// within the frame, jumps and handlers go to the starts of instructions, extension words are in place,
/// control cannot run off the end, and closures fit the code that they are made for.
///
/// # Errors
/// What is wrong, with the code's name and the word's offset.
pub fn verify(code: &Code) -> Result<(), String> {
    let mut work = vec![(code, 0)];
    while let Some((code, depth)) = work.pop() {
        let checked = Verifier { code }.run();
        checked.map_err(|error| format!("{}: {error}", code.qualname))?;
        if depth >= MAX_DEPTH {
            return Err(format!("{}: nested too deeply", code.qualname));
        }
        let inner = code.consts.iter().filter_map(|c| match c {
            Const::Code(inner) => Some((&**inner, depth + 1)),
            _ => None,
        });
        work.extend(inner);
    }
    Ok(())
}

struct Verifier<'c> {
    code: &'c Code,
}

impl Verifier<'_> {
    fn run(&self) -> Result<(), String> {
        self.header()?;
        let starts = self.starts()?;
        let mut at = 0;
        while at < self.code.words.len() {
            let instr = Instr(self.code.words[at]);
            // `starts` has seen every instruction.
            let Some(op) = instr.op() else {
                return Err(format!("no instruction at {at}"));
            };
            self.instruction(op, instr, at, &starts)
                .map_err(|error| format!("{} at {at}: {error}", op.text()))?;
            at += op.len();
        }
        self.handlers(&starts)?;
        self.positions()
    }

    fn header(&self) -> Result<(), String> {
        let code = self.code;
        let fail = |what: &str| Err(what.to_string());
        if code.words.is_empty() {
            return fail("no instructions");
        }
        if code.words.len() > i32::MAX as usize {
            return fail("too many instructions");
        }
        if code.first_temp > code.nregs {
            return fail("temporaries start after the last register");
        }
        if code.varnames.len() != code.first_temp as usize {
            return fail("the number of variable names is not that of the variables");
        }
        let params = u64::from(code.argcount)
            + u64::from(code.kwonly)
            + u64::from(code.varargs)
            + u64::from(code.varkeywords);
        if params > u64::from(code.first_temp) || code.posonly > code.argcount {
            return fail("more parameters than registers");
        }
        if code.kind != CodeKind::Function && (params > 0 || code.generator) {
            return fail("parameters without a function");
        }
        if code.cells.iter().any(|&r| r >= code.first_temp) {
            return fail("a cell in a temporary");
        }
        if code.freevars.len() > u16::MAX as usize {
            return fail("too many free variables");
        }
        Ok(())
    }

    /// Which words start an instruction.
    fn starts(&self) -> Result<Vec<bool>, String> {
        let words = &self.code.words;
        let mut starts = vec![false; words.len()];
        let mut at = 0;
        let mut last = None;
        while at < words.len() {
            let Some(op) = Instr(words[at]).op() else {
                return Err(format!("no instruction at {at}"));
            };
            starts[at] = true;
            last = Some(op);
            at += op.len();
        }
        if at != words.len() {
            return Err("the last instruction is cut off".into());
        }
        match last {
            Some(
                Op::Jump
                | Op::Return
                | Op::ReturnNone
                | Op::Raise
                | Op::RaiseFrom
                | Op::RaiseCurrent
                | Op::Reraise,
            ) => Ok(starts),
            _ => Err("control runs off the end".into()),
        }
    }

    fn instruction(&self, op: Op, instr: Instr, at: usize, starts: &[bool]) -> Result<(), String> {
        let code = self.code;
        let ext = code.words.get(at + 1).copied().unwrap_or(0);
        match op.ext() {
            Ext::None | Ext::Counts => {}
            Ext::Cache => {
                if code.words[at + 1..at + op.len()].iter().any(|&w| w != 0) {
                    return Err("a cache that is not empty".into());
                }
            }
            Ext::Const => {
                let is_code = matches!(code.consts.get(ext as usize), Some(Const::Code(_)));
                let is_tuple = matches!(code.consts.get(ext as usize), Some(Const::Tuple(_)));
                if (op == Op::MakeFunction) != is_code || (op != Op::MakeFunction) != is_tuple {
                    return Err("a constant of another kind is needed".into());
                }
            }
            Ext::Operator => {
                if ext as usize >= BinOp::ALL.len() {
                    return Err("no such operator".into());
                }
            }
        }
        let values = [instr.a(), instr.b(), instr.c()];
        for (i, (kind, value)) in op.kinds().into_iter().zip(values).enumerate() {
            let next = (at + op.len()) as i64;
            match kind {
                Kind::None => {
                    let wide_before = i == 2 && op.kinds()[1].is_wide();
                    if value != 0 && !wide_before {
                        return Err(format!("operand {i} is not used but set"));
                    }
                }
                Kind::Out | Kind::In | Kind::Keep => self.run_of(value, 1)?,
                Kind::Rest => {
                    if value < code.first_temp || value > code.nregs {
                        return Err(format!("no temporaries start at {value}"));
                    }
                }
                Kind::Base => self.run_of(value, op.run_length(i, instr, ext))?,
                Kind::Count | Kind::Imm | Kind::ImmW => {}
                Kind::Flags => check_flags(op, value)?,
                Kind::Name => below("name", u32::from(value), code.names.len())?,
                Kind::NameW => below("name", instr.bx(), code.names.len())?,
                Kind::Free => below("free variable", u32::from(value), code.freevars.len())?,
                Kind::ConstW => below("constant", instr.bx(), code.consts.len())?,
                Kind::Off => jump(next + i64::from(value as i16), starts)?,
                Kind::OffW => jump(next + i64::from(instr.sbx()), starts)?,
            }
        }
        self.special(op, instr, ext)
    }

    /// What single opcodes need besides.
    fn special(&self, op: Op, instr: Instr, ext: u64) -> Result<(), String> {
        let code = self.code;
        match op {
            Op::MakeFunction => {
                let Some(Const::Code(inner)) = code.consts.get(ext as usize) else {
                    return Err("no code".into());
                };
                let closure = instr.c() & 8 != 0;
                if closure == inner.freevars.is_empty() {
                    return Err("the closure does not fit the code's free variables".into());
                }
            }
            Op::CallKw | Op::CallMethodKw => {
                if let Some(Const::Tuple(names)) = code.consts.get(ext as usize) {
                    let strings = names.iter().all(|n| matches!(n, Const::Str(_)));
                    if !strings || names.len() > instr.b() as usize || names.is_empty() {
                        return Err("keyword names that do not fit the arguments".into());
                    }
                }
            }
            Op::BuildSlice if !(2..=3).contains(&instr.c()) => {
                return Err("a slice has two or three parts".into());
            }
            Op::Yield | Op::YieldFrom if !code.generator => {
                return Err("not in a generator".into());
            }
            // A temporary would lose its value when the other operand takes it.
            Op::ForIter if instr.a() == instr.b() => {
                return Err("the item would overwrite the iterator".into());
            }
            _ => {}
        }
        Ok(())
    }

    fn run_of(&self, first: u16, length: usize) -> Result<(), String> {
        if first as usize + length <= self.code.nregs as usize {
            return Ok(());
        }
        Err(format!(
            "registers {first}..{} of {}",
            first as usize + length,
            self.code.nregs
        ))
    }

    fn handlers(&self, starts: &[bool]) -> Result<(), String> {
        for (i, h) in self.code.handlers.iter().enumerate() {
            let at_start = |w: u32| starts.get(w as usize) == Some(&true);
            let ends = h.end as usize == starts.len() || at_start(h.end);
            if h.start >= h.end || !at_start(h.start) || !ends || !at_start(h.target) {
                return Err(format!("handler {i} is not placed at instructions"));
            }
            if h.exc >= self.code.nregs
                || h.clear_from > self.code.nregs
                || h.clear_from < self.code.first_temp
            {
                return Err(format!("handler {i} has registers out of range"));
            }
        }
        Ok(())
    }

    fn positions(&self) -> Result<(), String> {
        let sorted = self.code.positions.windows(2).all(|w| w[0].0 < w[1].0);
        if sorted {
            Ok(())
        } else {
            Err("positions are out of order".into())
        }
    }
}

fn below(what: &str, index: u32, length: usize) -> Result<(), String> {
    if (index as usize) < length {
        return Ok(());
    }
    Err(format!("{what} {index} of {length}"))
}

fn jump(target: i64, starts: &[bool]) -> Result<(), String> {
    let found = usize::try_from(target).ok().and_then(|t| starts.get(t));
    match found {
        Some(true) => Ok(()),
        _ => Err(format!("a jump to {target}, which starts no instruction")),
    }
}

fn check_flags(op: Op, value: u16) -> Result<(), String> {
    let known = match op {
        Op::LoadCommon => Common::from_u16(value).is_some(),
        Op::LoadSpecial => Special::from_u16(value).is_some(),
        Op::CallIntrinsic => Intrinsic::from_u16(value).is_some(),
        Op::MakeFunction => value < 16,
        Op::FormatValue => value < 8,
        Op::CallEx => value < 4,
        _ => true,
    };
    if known {
        return Ok(());
    }
    Err(format!("no such selector: {value}"))
}
