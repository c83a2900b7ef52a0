//! The emitter's own form of code: instructions whose registers, labels and names are still symbolic.

use crate::op::Op;
use crate::span::Span;

/// A register: a fixed one (parameters, locals, cells, hidden variables), or a temporary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reg(pub(crate) u32);

const TEMP: u32 = 1 << 31;

impl Reg {
    /// The temporary with this number.
    pub(crate) fn temp(number: u32) -> Reg {
        Reg(TEMP | number)
    }
    /// The temporary's number, or `None` for a fixed register.
    pub(crate) fn as_temp(self) -> Option<u32> {
        (self.0 & TEMP != 0).then_some(self.0 & !TEMP)
    }
    /// Whether it is a temporary.
    pub(crate) fn is_temp(self) -> bool {
        self.0 & TEMP != 0
    }
    /// The register `n` places further on.
    pub(crate) fn plus(self, n: u32) -> Reg {
        Reg(self.0 + n)
    }
}

/// A place in the code that jumps go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label(pub(crate) u32);

/// Any operand of an instruction; the opcode tells what it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arg(pub(crate) u32);

impl From<Reg> for Arg {
    fn from(reg: Reg) -> Arg {
        Arg(reg.0)
    }
}
impl From<Label> for Arg {
    fn from(label: Label) -> Arg {
        Arg(label.0)
    }
}
impl From<u32> for Arg {
    fn from(number: u32) -> Arg {
        Arg(number)
    }
}
impl From<i32> for Arg {
    fn from(number: i32) -> Arg {
        Arg(number as u32)
    }
}
impl From<()> for Arg {
    fn from((): ()) -> Arg {
        Arg(0)
    }
}

/// An instruction before assembly. A wide operand stands in `b`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ins {
    /// The opcode.
    pub(crate) op: Op,
    /// First operand.
    pub(crate) a: u32,
    /// Second operand.
    pub(crate) b: u32,
    /// Third operand.
    pub(crate) c: u32,
    /// The extension word, for rows that have one that is no cache.
    pub(crate) ext: u64,
    /// What a traceback shows for it.
    pub(crate) span: Span,
}

impl Ins {
    /// Whether control never goes on to the next instruction.
    pub(crate) fn ends_flow(&self) -> bool {
        matches!(
            self.op,
            Op::Jump
                | Op::Return
                | Op::ReturnNone
                | Op::Raise
                | Op::RaiseFrom
                | Op::RaiseCurrent
                | Op::Reraise
        )
    }
}

/// A stretch of instructions whose exceptions go to one handler.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    /// First instruction.
    pub(crate) start: u32,
    /// Instruction after the last.
    pub(crate) end: u32,
    /// Nesting depth of the region: deeper ones are found first.
    pub(crate) depth: u32,
    /// The handler.
    pub(crate) target: Label,
    /// Register that takes the exception.
    pub(crate) exc: Reg,
    /// First temporary that is cleared.
    pub(crate) clear_from: Reg,
}
