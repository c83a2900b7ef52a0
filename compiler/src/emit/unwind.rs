//! What `break`, `continue` and `return` pass on their way out: loops, handlers, `finally` bodies and
//! context managers; and the regions of code that handlers guard.

use super::ir::{Label, Range, Reg};
use super::{Emitter, Res};
use crate::ast::{Name, Stmt};
use crate::diag::Diagnostic;
use crate::op::Op;
use crate::span::Span;

/// CPython's limit on blocks within blocks.
const MAX_BLOCKS: usize = 21;

/// A statement around the current point that has something to do on the way out.
#[derive(Clone)]
pub(crate) enum Block<'a> {
    /// A loop.
    Loop {
        /// Where `break` goes.
        exit: Label,
        /// Where `continue` goes.
        next: Label,
        /// The iterator of a `for`.
        iter: Option<Reg>,
        /// Where the unit keeps what is assigned at the `break`s.
        breaks: usize,
    },
    /// A region whose `finally` body is still to run.
    Finally {
        /// The body.
        body: &'a [Stmt],
    },
    /// A region whose handlers need nothing on the way out.
    Try,
    /// A `with` body.
    With {
        /// The pair that LoadSpecial made of `__exit__`.
        exit: Reg,
        /// The context expression.
        span: Span,
    },
    /// A handler's body.
    Handler {
        /// The caught exception.
        exc: Reg,
        /// The exception handled before.
        saved: Reg,
    },
    /// The body of `except … as name`.
    Named {
        /// The name, which is deleted at the end.
        name: &'a Name,
        /// Where it stands.
        span: Span,
    },
    /// A value that a `return` carries through `finally` bodies.
    Value {
        /// Its register.
        value: Reg,
    },
}

impl Block<'_> {
    /// Whether the block guards a region of its own.
    fn has_region(&self) -> bool {
        match self {
            Block::Loop { .. } | Block::Value { .. } => false,
            Block::Finally { .. }
            | Block::Try
            | Block::With { .. }
            | Block::Handler { .. }
            | Block::Named { .. } => true,
        }
    }
}

/// A region that is open, and where its current piece began.
#[derive(Clone, Copy)]
pub(crate) struct Region {
    target: Label,
    exc: Reg,
    clear_from: Reg,
    start: u32,
}

/// The blocks and regions that were left, to be taken up again.
#[must_use]
pub(crate) struct Unwound<'a> {
    blocks: Vec<Block<'a>>,
    regions: Vec<Region>,
}

impl<'a> Emitter<'a> {
    // ---- regions ----------------------------------------------------------------------------

    /// Opens a region: from here on, exceptions go to `target`.
    pub(crate) fn open_region(&mut self, target: Label, exc: Reg, clear_from: Reg) {
        let start = self.unit.ir.len() as u32;
        self.unit.regions.push(Region {
            target,
            exc,
            clear_from,
            start,
        });
    }

    /// Closes the innermost region.
    pub(crate) fn close_region(&mut self) {
        let depth = self.unit.regions.len() as u32;
        if let Some(region) = self.unit.regions.pop() {
            self.end_piece(region, depth);
        }
    }

    fn end_piece(&mut self, region: Region, depth: u32) {
        let end = self.unit.ir.len() as u32;
        if region.start < end {
            self.unit.ranges.push(Range {
                start: region.start,
                end,
                depth,
                target: region.target,
                exc: region.exc,
                clear_from: region.clear_from,
            });
        }
    }

    // ---- blocks -----------------------------------------------------------------------------

    /// Enters a block.
    ///
    /// # Errors
    /// Too many blocks in blocks.
    pub(crate) fn push_block(&mut self, block: Block<'a>, span: Span) -> Res {
        if self.unit.blocks.len() >= MAX_BLOCKS && !matches!(block, Block::Value { .. }) {
            return Err(Diagnostic::syntax(
                "too many statically nested blocks",
                span,
            ));
        }
        self.unit.blocks.push(block);
        Ok(())
    }

    /// Leaves the innermost block.
    pub(crate) fn pop_block(&mut self) -> Option<Block<'a>> {
        self.unit.blocks.pop()
    }

    /// Whether a `return` here has more to do than to return.
    pub(crate) fn return_unwinds(&self) -> bool {
        self.unit
            .blocks
            .iter()
            .any(|block| !matches!(block, Block::Loop { .. } | Block::Try))
    }

    /// Emits what the blocks from the innermost to number `down_to` do on the way out, as they are
    /// left one after the other. The caller emits the jump or return, which is outside of them, and then
    /// [rewinds](Emitter::rewind), so that emission goes on inside.
    /// `exits_frame`: a `return`, after which the frame drops its registers anyway; `value`: the
    /// temporary that holds what it returns.
    pub(crate) fn unwind(
        &mut self,
        down_to: usize,
        exits_frame: bool,
        value: Option<Reg>,
        span: Span,
    ) -> Res<Unwound<'a>> {
        let blocks = self.unit.blocks.clone();
        let regions = self.unit.regions.clone();
        let runs_code = blocks[down_to..]
            .iter()
            .any(|b| matches!(b, Block::Finally { .. } | Block::With { .. }));
        while self.unit.blocks.len() > down_to {
            let Some(block) = self.unit.blocks.pop() else {
                break;
            };
            if block.has_region() {
                let depth = self.unit.regions.len() as u32;
                if let Some(region) = self.unit.regions.pop() {
                    self.end_piece(region, depth);
                    // Outer pieces go on; this one is taken up again below.
                }
            }
            if let (Block::Finally { .. }, Some(value)) = (&block, value) {
                // What leaves the body otherwise drops the value.
                self.unit.blocks.push(Block::Value { value });
            }
            self.leave(block, exits_frame && !runs_code, span)?;
            if let Some(Block::Value { .. }) = self.unit.blocks.last() {
                self.unit.blocks.pop();
            }
        }
        Ok(Unwound { blocks, regions })
    }

    /// Takes up the blocks and regions again that [`Emitter::unwind`] left.
    pub(crate) fn rewind(&mut self, unwound: Unwound<'a>) {
        let here = self.unit.ir.len() as u32;
        let kept = self.unit.regions.len();
        self.unit.blocks = unwound.blocks;
        for region in &unwound.regions[kept..] {
            self.unit.regions.push(Region {
                start: here,
                ..*region
            });
        }
    }

    /// What one block does on the way out.
    fn leave(&mut self, block: Block<'a>, last: bool, span: Span) -> Res {
        match block {
            Block::Try => {}
            Block::Loop { iter, .. } => {
                if let Some(iter) = iter
                    && !last
                {
                    self.emit(Op::Clear, iter, (), (), span);
                }
            }
            Block::Value { value } => self.emit(Op::Clear, value, (), (), span),
            Block::Finally { body } => self.stmts(body)?,
            Block::With { exit, span } => {
                let mark = self.unit.temps;
                let base = if exit.as_temp() == mark.checked_sub(2) {
                    exit
                } else {
                    let base = self.unit.push_temp();
                    self.emit(Op::Move, base, exit, (), span);
                    let me = self.unit.push_temp();
                    self.emit(Op::Move, me, exit.plus(1), (), span);
                    base
                };
                self.call_exit_normally(base, span);
                self.unit.temps = mark;
            }
            Block::Handler { exc, saved } => {
                self.emit(Op::LeaveHandler, saved, (), (), span);
                if !last {
                    self.emit(Op::Clear, exc, (), (), span);
                }
            }
            Block::Named { name, span } => self.forget_name(name, span)?,
        }
        Ok(())
    }

    /// Calls the `__exit__` pair at `base`, on top of the temporaries, with three Nones, and drops the result.
    pub(crate) fn call_exit_normally(&mut self, base: Reg, span: Span) {
        let mark = self.unit.temps;
        for _ in 0..3 {
            let none = self.unit.push_temp();
            self.emit(Op::LoadNone, none, (), (), span);
        }
        self.emit(Op::CallMethod, base, 3u32, base, span);
        self.emit(Op::Clear, base, (), (), span);
        self.unit.temps = mark;
    }
}
