//! From symbolic instructions to words: dead code, jump targets, register and name numbers.

use std::sync::Arc;

use super::ir::{Ins, Label, Range, Reg};
use super::unit::Unit;
use crate::code::Handler;
use crate::diag::{DiagKind, Diagnostic};
use crate::intern::Interner;
use crate::op::{Ext, Instr, Kind, Op};
use crate::span::Span;

/// The assembled parts of a code object.
pub(crate) struct Assembled {
    pub(crate) words: Box<[u64]>,
    pub(crate) names: Box<[Arc<str>]>,
    pub(crate) handlers: Box<[Handler]>,
    pub(crate) positions: Positions,
    pub(crate) first_temp: u16,
    pub(crate) nregs: u16,
}

/// A limit of the code format was passed.
pub(crate) fn too_many(what: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        DiagKind::Unsupported,
        format!("too many {what} in one code block"),
        span,
    )
}

/// Source positions by word offset.
type Positions = Box<[(u32, Span)]>;

struct Assembler<'u> {
    unit: &'u Unit<'u>,
    ir: Vec<Ins>,
    /// Which instructions are kept.
    keep: Vec<bool>,
    /// Word offset of the first kept instruction at or after each instruction.
    offsets: Vec<u32>,
    /// Jumps that need a trampoline.
    long: Vec<bool>,
    names: Vec<u32>,
    first_temp: u32,
}

/// Assembles a finished unit.
///
/// # Errors
/// When the block has more registers, names or constants than operands can number.
pub(crate) fn assemble(
    unit: &mut Unit<'_>,
    interner: &Interner,
    span: Span,
) -> Result<Assembled, Diagnostic> {
    let first_temp = unit.fixed;
    let nregs = first_temp + unit.max_temps;
    if nregs > u32::from(u16::MAX) {
        return Err(too_many("variables or nested values", span));
    }
    let count = unit.ir.len();
    let ir = std::mem::take(&mut unit.ir);
    let mut assembler = Assembler {
        unit,
        ir,
        keep: vec![false; count],
        offsets: Vec::new(),
        long: Vec::new(),
        names: Vec::new(),
        first_temp,
    };
    assembler.find_live();
    assembler.invert_over_jumps();
    assembler.drop_idle_jumps();
    let names = assembler.number_names(interner, span)?;
    assembler.layout(false);
    if *assembler.offsets.last().unwrap_or(&0) > i16::MAX as u32 {
        assembler.find_long_jumps();
    }
    let (words, positions) = assembler.encode(span)?;
    let handlers = assembler.handlers();
    Ok(Assembled {
        words,
        names,
        handlers,
        positions,
        first_temp: first_temp as u16,
        nregs: nregs as u16,
    })
}

/// The operand that holds a label, if the opcode has one: its position, and whether it is wide.
fn jump_operand(op: Op) -> Option<bool> {
    match op.kinds() {
        [_, Kind::OffW, _] => Some(true),
        [_, _, Kind::Off] => Some(false),
        _ => None,
    }
}

/// The jump that is taken exactly when this one is not.
fn opposite(op: Op) -> Option<Op> {
    const PAIRS: [(Op, Op); 17] = [
        (Op::JumpIfTrue, Op::JumpIfFalse),
        (Op::JumpIfTrueKeep, Op::JumpIfFalseKeep),
        (Op::JumpIfNone, Op::JumpIfNotNone),
        (Op::JumpIfLt, Op::JumpUnlessLt),
        (Op::JumpIfLe, Op::JumpUnlessLe),
        (Op::JumpIfEq, Op::JumpUnlessEq),
        (Op::JumpIfNe, Op::JumpUnlessNe),
        (Op::JumpIfGt, Op::JumpUnlessGt),
        (Op::JumpIfGe, Op::JumpUnlessGe),
        (Op::JumpIfLtI, Op::JumpUnlessLtI),
        (Op::JumpIfLeI, Op::JumpUnlessLeI),
        (Op::JumpIfEqI, Op::JumpUnlessEqI),
        (Op::JumpIfNeI, Op::JumpUnlessNeI),
        (Op::JumpIfGtI, Op::JumpUnlessGtI),
        (Op::JumpIfGeI, Op::JumpUnlessGeI),
        (Op::JumpIfIs, Op::JumpIfIsNot),
        (Op::JumpIfIn, Op::JumpIfNotIn),
    ];
    let found = PAIRS.iter().find(|(a, b)| *a == op || *b == op)?;
    match *found {
        (a, b) if a == op => Some(b),
        (a, _) => Some(a),
    }
}

impl Assembler<'_> {
    fn label(&self, label: Label) -> u32 {
        self.unit.labels[label.0 as usize]
    }

    /// The instruction that a jump finally arrives at: jumps to jumps are cut short.
    fn target(&self, ins: &Ins, wide: bool) -> u32 {
        let mut at = self.label(Label(if wide { ins.b } else { ins.c }));
        for _ in 0..16 {
            match self.ir.get(at as usize) {
                Some(next) if next.op == Op::Jump => at = self.label(Label(next.b)),
                _ => break,
            }
        }
        at
    }

    fn find_live(&mut self) {
        let ir = &self.ir;
        let mut work = vec![0u32];
        let mut pending: Vec<&Range> = self.unit.ranges.iter().collect();
        loop {
            while let Some(start) = work.pop() {
                let mut at = start as usize;
                while let Some(ins) = ir.get(at)
                    && !self.keep[at]
                {
                    self.keep[at] = true;
                    if let Some(wide) = jump_operand(ins.op) {
                        work.push(self.target(ins, wide));
                    }
                    if ins.ends_flow() {
                        break;
                    }
                    at += 1;
                }
            }
            let keep = &self.keep;
            let labels = &self.unit.labels;
            pending.retain(|range| {
                let live = keep[range.start as usize..range.end as usize].contains(&true);
                if live {
                    work.push(labels[range.target.0 as usize]);
                }
                !live
            });
            if work.is_empty() {
                break;
            }
        }
    }

    /// A conditional jump over a jump becomes the opposite jump to where that one goes.
    fn invert_over_jumps(&mut self) {
        let kept: Vec<usize> = (0..self.ir.len()).filter(|&at| self.keep[at]).collect();
        let mut is_target = vec![false; self.ir.len() + 1];
        for &at in &kept {
            if let Some(wide) = jump_operand(self.ir[at].op) {
                is_target[self.target(&self.ir[at], wide) as usize] = true;
            }
        }
        for window in kept.windows(3) {
            let [test, jump, after] = *window else {
                continue;
            };
            let ins = self.ir[test];
            let Some(opposite) = opposite(ins.op) else {
                continue;
            };
            let Some(wide) = jump_operand(ins.op) else {
                continue;
            };
            let target = self.target(&ins, wide);
            // Jumps to the jump are cut short as a rule, so that only the test leads to it.
            if self.ir[jump].op != Op::Jump
                || is_target[jump]
                || target <= jump as u32
                || target > after as u32
            {
                continue;
            }
            let far = self.ir[jump].b;
            self.keep[jump] = false;
            let ins = &mut self.ir[test];
            ins.op = opposite;
            if wide {
                ins.b = far;
            } else {
                ins.c = far;
            }
        }
    }

    /// Drops jumps that go to the instruction after them.
    fn drop_idle_jumps(&mut self) {
        let mut next = self.ir.len() as u32;
        for at in (0..self.ir.len()).rev() {
            if !self.keep[at] {
                continue;
            }
            let ins = &self.ir[at];
            if ins.op == Op::Jump {
                let target = self.target(ins, true);
                // Everything between is dead or dropped, and the target is live.
                if target > at as u32 && target <= next {
                    self.keep[at] = false;
                    continue;
                }
            }
            next = at as u32;
        }
    }

    fn layout(&mut self, all_long: bool) {
        self.offsets.clear();
        let mut offset = 0;
        for (at, ins) in self.ir.iter().enumerate() {
            self.offsets.push(offset);
            if self.keep[at] {
                offset += ins.op.len() as u32;
                let short = jump_operand(ins.op) == Some(false);
                if short && (all_long || self.long.get(at).copied().unwrap_or(false)) {
                    offset += 2;
                }
            }
        }
        self.offsets.push(offset);
    }

    /// Marks the 16-bit jumps whose target may be too far away.
    fn find_long_jumps(&mut self) {
        // With every jump at its longest, whatever is near now stays near.
        self.layout(true);
        self.long = vec![false; self.ir.len()];
        for (at, ins) in self.ir.iter().enumerate() {
            if self.keep[at] && jump_operand(ins.op) == Some(false) {
                let from = i64::from(self.offsets[at]);
                let to = i64::from(self.offsets[self.target(ins, false) as usize]);
                self.long[at] = (to - from).abs() > i64::from(i16::MAX) - 8;
            }
        }
        self.layout(false);
    }

    /// Numbers the names: those in 16-bit operands come first.
    fn number_names(
        &mut self,
        interner: &Interner,
        span: Span,
    ) -> Result<Box<[Arc<str>]>, Diagnostic> {
        const NEW: u32 = u32::MAX;
        self.names = vec![NEW; self.unit.names.len()];
        let mut list = Vec::new();
        for narrow in [true, false] {
            for (at, ins) in self.ir.iter().enumerate() {
                if !self.keep[at] {
                    continue;
                }
                let kinds = ins.op.kinds();
                for (kind, operand) in kinds.into_iter().zip([ins.a, ins.b, ins.c]) {
                    let wanted = match kind {
                        Kind::Name => narrow,
                        Kind::NameW => !narrow,
                        _ => false,
                    };
                    if wanted && self.names[operand as usize] == NEW {
                        self.names[operand as usize] = list.len() as u32;
                        list.push(interner.text(self.unit.names[operand as usize]).clone());
                    }
                }
            }
            if narrow && list.len() > u16::MAX as usize {
                return Err(too_many("names", span));
            }
        }
        Ok(list.into())
    }

    fn register(&self, number: u32) -> u16 {
        let reg = Reg(number);
        match reg.as_temp() {
            Some(t) => (self.first_temp + t) as u16,
            None => number as u16,
        }
    }

    fn encode(&self, span: Span) -> Result<(Box<[u64]>, Positions), Diagnostic> {
        let total = *self.offsets.last().unwrap_or(&0);
        let mut words: Vec<u64> = Vec::with_capacity(total as usize);
        let mut positions: Vec<(u32, Span)> = Vec::new();
        for (at, ins) in self.ir.iter().enumerate() {
            if !self.keep[at] {
                continue;
            }
            if positions.last().is_none_or(|&(_, last)| last != ins.span) {
                positions.push((words.len() as u32, ins.span));
            }
            let long = self.long.get(at).copied().unwrap_or(false);
            let mut operands = [0u16; 3];
            let mut wide = None;
            let kinds = ins.op.kinds();
            for (i, (kind, value)) in kinds.into_iter().zip([ins.a, ins.b, ins.c]).enumerate() {
                operands[i] = match kind {
                    Kind::None => 0,
                    Kind::Out | Kind::In | Kind::Keep | Kind::Base | Kind::Rest => {
                        self.register(value)
                    }
                    Kind::Imm => value as i32 as i16 as u16,
                    Kind::Name => self.names[value as usize] as u16,
                    Kind::Count | Kind::Flags | Kind::Free => match u16::try_from(value) {
                        Ok(v) => v,
                        Err(_) => return Err(too_many("values or variables", span)),
                    },
                    Kind::Off => {
                        let to = self.offsets[self.target(ins, false) as usize];
                        let from = words.len() as u32 + ins.op.len() as u32;
                        if long {
                            1
                        } else {
                            (i64::from(to) - i64::from(from)) as i16 as u16
                        }
                    }
                    Kind::ImmW | Kind::ConstW => {
                        wide = Some(value);
                        0
                    }
                    Kind::NameW => {
                        wide = Some(self.names[value as usize]);
                        0
                    }
                    Kind::OffW => {
                        let to = self.offsets[self.target(ins, true) as usize];
                        let from = words.len() as u32 + ins.op.len() as u32;
                        wide = Some(to.wrapping_sub(from));
                        0
                    }
                };
            }
            let instr = match wide {
                Some(bx) => Instr::abx(ins.op, operands[0], bx),
                None => Instr::abc(ins.op, operands[0], operands[1], operands[2]),
            };
            words.push(instr.0);
            match ins.op.ext() {
                Ext::None => {}
                Ext::Cache => words.extend([0, 0]),
                Ext::Const | Ext::Counts | Ext::Operator => words.push(ins.ext),
            }
            if long {
                // The short jump goes over one word: to a far jump. The word between skips that one.
                words.push(Instr::abx(Op::Jump, 0, 1).0);
                let to = self.offsets[self.target(ins, false) as usize];
                let from = words.len() as u32 + 1;
                words.push(Instr::abx(Op::Jump, 0, to.wrapping_sub(from)).0);
            }
        }
        debug_assert_eq!(words.len() as u32, total);
        Ok((words.into(), positions.into()))
    }

    fn handlers(&self) -> Box<[Handler]> {
        let mut ranges: Vec<&Range> = self.unit.ranges.iter().collect();
        ranges.sort_by_key(|range| std::cmp::Reverse(range.depth));
        ranges
            .into_iter()
            .filter_map(|range| {
                let start = self.offsets[range.start as usize];
                let end = self.offsets[range.end as usize];
                let target = self.label(range.target);
                let live = start < end && self.keep.get(target as usize) == Some(&true);
                live.then(|| Handler {
                    start,
                    end,
                    target: self.offsets[target as usize],
                    exc: self.register(range.exc.0),
                    clear_from: self.register(range.clear_from.0),
                })
            })
            .collect()
    }
}
