//! A check of the compiler's own work: no instruction reads a register that may be empty, and a return
//! leaves no temporary behind that may hold something.
//!
//! The VM does not need this to be safe, since an empty register holds a valid value too, and a temporary
//! left behind is let go of when it is written the next time; but code that fails here would behave wrongly. The tests run it over everything that they compile.

use std::collections::VecDeque;

use crate::code::Code;
use crate::op::{Instr, Kind, Op};

/// A set of registers: those that surely hold a value, or those that may hold one.
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
    /// Adds what `other` has; tells whether anything changed.
    fn add(&mut self, other: &Filled) -> bool {
        let mut changed = false;
        for (w, o) in self.0.iter_mut().zip(&other.0) {
            changed |= o & !*w != 0;
            *w |= o;
        }
        changed
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

/// What is known of the registers at a place.
#[derive(Clone)]
struct State {
    surely: Filled,
    maybe: Filled,
}

impl State {
    fn set(&mut self, r: usize) {
        self.surely.set(r);
        self.maybe.set(r);
    }
    fn unset(&mut self, r: usize) {
        self.surely.unset(r);
        self.maybe.unset(r);
    }
    /// Takes in what is known on another way to the same place; tells whether anything changed.
    fn join(&mut self, other: &State) -> bool {
        // Both, not the first that changes.
        self.surely.join(&other.surely) | self.maybe.add(&other.maybe)
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
    before: Vec<Option<State>>,
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

    fn flow(&mut self, to: usize, state: &State) {
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
        let mut entry = State {
            surely: Filled::new(code.nregs as usize),
            maybe: Filled::new(code.nregs as usize),
        };
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

    fn step(&mut self, at: usize, before: State) -> Result<(), String> {
        let code = self.code;
        let instr = Instr(code.words[at]);
        let Some(op) = instr.op() else {
            return Err(format!("no instruction at {at}"));
        };
        let ext = code.words.get(at + 1).copied().unwrap_or(0);
        let effect = effect(code, op, instr, ext);
        for &r in &effect.reads {
            if !before.surely.has(r) {
                return Err(format!(
                    "{} at {at} reads register {r}, which may be empty",
                    op.text()
                ));
            }
        }
        if matches!(op, Op::Return | Op::ReturnNone) {
            let left = |&r: &usize| before.maybe.has(r) && !effect.takes.contains(&r);
            if let Some(r) = (instr.b() as usize..code.nregs as usize).find(left) {
                return Err(format!("the return at {at} leaves register {r} behind"));
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
            // What was copied to be asked whether it is None is None: it holds nothing.
            if op == Op::JumpIfNone
                && let Some(copied) = at.checked_sub(1).map(|before| Instr(code.words[before]))
                && copied.op() == Some(Op::Copy)
                && copied.a() == instr.a()
            {
                after.maybe.unset(copied.b() as usize);
            }
            self.flow(target as usize, &after);
        }
        Ok(())
    }
}
