//! A check of the compiler's own work: no instruction reads a register that may be empty.
//!
//! The VM does not need this to be safe, since an empty register holds a valid value too; but code that
//! fails here would behave wrongly. The tests run it over everything that they compile.

use std::collections::VecDeque;

use crate::code::Code;
use crate::op::{Instr, Kind, Op};

/// A set of registers that surely hold a value.
#[derive(Clone, PartialEq, Eq)]
struct Filled(Vec<u64>);

impl Filled {
    fn new(registers: usize) -> Filled {
        Filled(vec![0; registers.div_ceil(64)])
    }
    fn has(&self, r: usize) -> bool {
        self.0.get(r / 64).is_some_and(|w| w >> (r % 64) & 1 != 0)
    }
    fn set(&mut self, r: usize) {
        if let Some(w) = self.0.get_mut(r / 64) {
            *w |= 1 << (r % 64);
        }
    }
    fn unset(&mut self, r: usize) {
        if let Some(w) = self.0.get_mut(r / 64) {
            *w &= !(1 << (r % 64));
        }
    }
    /// Keeps what `other` has too; tells whether anything changed.
    fn join(&mut self, other: &Filled) -> bool {
        let mut changed = false;
        for (w, o) in self.0.iter_mut().zip(&other.0) {
            changed |= *w & !o != 0;
            *w &= o;
        }
        changed
    }
}

/// Whether the run at this operand is written rather than read.
fn run_is_written(op: Op, position: usize) -> bool {
    matches!(
        (op, position),
        (
            Op::LoadMethod | Op::LoadSpecial | Op::LoadSuperMethod | Op::MatchStar | Op::ExcTriple,
            0
        ) | (Op::Unpack | Op::UnpackEx, 1)
    )
}

/// What an instruction does to the registers.
struct Effect {
    reads: Vec<usize>,
    takes: Vec<usize>,
    writes: Vec<usize>,
    clears: Vec<usize>,
}

fn effect(code: &Code, op: Op, instr: Instr, ext: u64) -> Effect {
    let first_temp = code.first_temp as usize;
    let mut effect = Effect {
        reads: Vec::new(),
        takes: Vec::new(),
        writes: Vec::new(),
        clears: Vec::new(),
    };
    let values = [instr.a(), instr.b(), instr.c()];
    for (i, (kind, value)) in op.kinds().into_iter().zip(values).enumerate() {
        let r = value as usize;
        match kind {
            Kind::Out => effect.writes.push(r),
            Kind::Keep => effect.reads.push(r),
            Kind::In => {
                effect.reads.push(r);
                if r >= first_temp {
                    effect.takes.push(r);
                }
            }
            Kind::Base => {
                let run = r..r + op.run_length(i, instr, ext);
                if run_is_written(op, i) {
                    effect.writes.extend(run);
                } else {
                    effect.reads.extend(run.clone());
                    effect.takes.extend(run.filter(|&r| r >= first_temp));
                }
            }
            _ => {}
        }
    }
    let (a, b) = (instr.a() as usize, instr.b() as usize);
    match op {
        Op::Clear => {
            effect.writes.clear();
            effect.clears.push(a);
        }
        Op::DelLocal => {
            effect.writes.clear();
            effect.clears.push(a);
        }
        Op::CheckLocal => {
            effect.reads.clear();
            effect.writes.push(a);
        }
        Op::YieldFrom => effect.takes.push(b),
        _ => {}
    }
    effect
}

/// Checks one code object and those inside it.
///
/// # Errors
/// The first instruction that may read an empty register.
pub fn check_values(code: &Code) -> Result<(), String> {
    let mut work = vec![code];
    while let Some(code) = work.pop() {
        Checker::new(code)
            .run()
            .map_err(|error| format!("{}: {error}", code.qualname))?;
        work.extend(code.consts.iter().filter_map(|c| match c {
            crate::code::Const::Code(inner) => Some(&**inner),
            _ => None,
        }));
    }
    Ok(())
}

struct Checker<'c> {
    code: &'c Code,
    before: Vec<Option<Filled>>,
    work: VecDeque<usize>,
}

impl<'c> Checker<'c> {
    fn new(code: &'c Code) -> Self {
        Checker {
            code,
            before: vec![None; code.words.len() + 1],
            work: VecDeque::new(),
        }
    }

    fn flow(&mut self, to: usize, state: &Filled) {
        let changed = match self.before.get_mut(to) {
            Some(Some(known)) => known.join(state),
            Some(unknown) => {
                *unknown = Some(state.clone());
                true
            }
            None => false,
        };
        if changed {
            self.work.push_back(to);
        }
    }

    fn run(mut self) -> Result<(), String> {
        let code = self.code;
        let mut entry = Filled::new(code.nregs as usize);
        let params = code.argcount + code.kwonly;
        let params = params + u32::from(code.varargs) + u32::from(code.varkeywords);
        (0..params as usize).for_each(|r| entry.set(r));
        self.flow(0, &entry);
        while let Some(at) = self.work.pop_front() {
            let Some(state) = self.before[at].clone() else {
                continue;
            };
            self.step(at, state)?;
        }
        Ok(())
    }

    fn step(&mut self, at: usize, before: Filled) -> Result<(), String> {
        let code = self.code;
        let instr = Instr(code.words[at]);
        let Some(op) = instr.op() else {
            return Err(format!("no instruction at {at}"));
        };
        let ext = code.words.get(at + 1).copied().unwrap_or(0);
        let effect = effect(code, op, instr, ext);
        for &r in &effect.reads {
            if !before.has(r) {
                return Err(format!(
                    "{} at {at} reads register {r}, which may be empty",
                    op.text()
                ));
            }
        }
        let mut failed = before.clone();
        effect.takes.iter().for_each(|&r| failed.unset(r));
        let mut after = failed.clone();
        effect.writes.iter().for_each(|&r| after.set(r));
        effect.clears.iter().for_each(|&r| after.unset(r));
        effect.clears.iter().for_each(|&r| failed.unset(r));
        for h in &code.handlers {
            if (h.start..h.end).contains(&(at as u32)) {
                let mut caught = failed.clone();
                for r in h.clear_from..code.nregs {
                    caught.unset(r as usize);
                }
                caught.set(h.exc as usize);
                self.flow(h.target as usize, &caught);
                break;
            }
        }
        let next = at + op.len();
        let target = match op.kinds() {
            [_, Kind::OffW, _] => Some(next as i64 + i64::from(instr.sbx())),
            [_, _, Kind::Off] => Some(next as i64 + i64::from(instr.sc())),
            _ => None,
        };
        if op == Op::ForIter {
            let mut done = before;
            done.unset(instr.a() as usize);
            self.flow(next, &done);
        } else if !matches!(
            op,
            Op::Jump
                | Op::Return
                | Op::ReturnNone
                | Op::Raise
                | Op::RaiseFrom
                | Op::RaiseCurrent
                | Op::Reraise
        ) {
            self.flow(next, &after);
        }
        if let Some(target) = target {
            self.flow(target as usize, &after);
        }
        Ok(())
    }
}
