//! Loops.

use super::flow::Flow;
use super::ir::{Label, Reg};
use super::unwind::Block;
use super::{Emitter, Res};
use crate::ast::*;
use crate::diag::Diagnostic;
use crate::op::Op;
use crate::span::Span;

impl<'a> Emitter<'a> {
    /// Enters a loop: what may be deleted on a later turn is not sure to be assigned on any.
    fn enter_loop(&mut self, exit: Label, next: Label, iter: Option<Reg>, span: Span) -> Res {
        let deletable = std::mem::take(&mut self.unit.deletable);
        self.unit.flow.remove(&deletable);
        self.unit.deletable = deletable;
        let breaks = self.unit.breaks.len();
        self.unit.breaks.push(Flow::unreached());
        self.push_block(
            Block::Loop {
                exit,
                next,
                iter,
                breaks,
            },
            span,
        )
    }

    /// Leaves a loop; gives what is assigned at its `break`s.
    fn leave_loop(&mut self) -> Flow {
        self.pop_block();
        self.unit.breaks.pop().unwrap_or_default()
    }

    /// `while`.
    pub(crate) fn while_(&mut self, e: &'a While, span: Span) -> Res {
        let body = self.unit.label();
        let next = self.unit.label();
        let exit = self.unit.label();
        let truth = self.constant_truth(&e.test);
        if truth == Some(false) {
            return self.stmts(&e.orelse);
        }
        self.enter_loop(exit, next, None, span)?;
        let head = self.unit.flow.clone();
        let endless = truth == Some(true);
        let leave = self.unit.label();
        if self.unit.has_walrus && !endless {
            // Testing at the top as well lets the body know what the condition assigned.
            self.jump_if(&e.test, false, leave)?;
        } else if !endless {
            self.emit(Op::Jump, (), next, (), e.test.span);
        }
        self.unit.place(body);
        self.stmts(&e.body)?;
        self.unit.place(next);
        self.unit.flow = head;
        self.jump_if(&e.test, true, body)?;
        if endless {
            self.unit.flow.kill();
        }
        self.unit.place(leave);
        let breaks = self.leave_loop();
        self.stmts(&e.orelse)?;
        self.unit.flow.join(&breaks);
        self.unit.place(exit);
        Ok(())
    }

    /// `for`.
    pub(crate) fn for_(&mut self, e: &'a For, span: Span) -> Res {
        if e.is_async {
            return self.unsupported("'async for'", span);
        }
        let mark = self.unit.temps;
        let iter = self.push_iter(&e.iter)?;
        let body = self.unit.label();
        let next = self.unit.label();
        let exit = self.unit.label();
        self.enter_loop(exit, next, Some(iter), span)?;
        let head = self.unit.flow.clone();
        self.emit(Op::Jump, (), next, (), e.iter.span);
        let item = self.loop_target(&e.target, body)?;
        self.stmts(&e.body)?;
        self.unit.place(next);
        self.emit(Op::ForIter, iter, item, body, e.iter.span);
        self.unit.flow = head;
        let breaks = self.leave_loop();
        self.unit.temps = mark;
        self.stmts(&e.orelse)?;
        self.unit.flow.join(&breaks);
        self.unit.place(exit);
        Ok(())
    }

    fn innermost_loop(&self) -> Option<usize> {
        let blocks = &self.unit.blocks;
        blocks
            .iter()
            .rposition(|block| matches!(block, Block::Loop { .. }))
    }

    /// `break`.
    pub(crate) fn break_(&mut self, span: Span) -> Res {
        let Some(at) = self.innermost_loop() else {
            return Err(Diagnostic::syntax("'break' outside loop", span));
        };
        let unwound = self.unwind(at + 1, false, None, span)?;
        if let Block::Loop {
            exit, iter, breaks, ..
        } = self.unit.blocks[at]
        {
            if let Some(iter) = iter {
                self.emit(Op::Clear, iter, (), (), span);
            }
            self.emit(Op::Jump, (), exit, (), span);
            let flow = std::mem::take(&mut self.unit.flow);
            self.unit.breaks[breaks].join(&flow);
            self.unit.flow = flow;
            self.unit.flow.kill();
        }
        self.rewind(unwound);
        Ok(())
    }

    /// `continue`.
    pub(crate) fn continue_(&mut self, span: Span) -> Res {
        let Some(at) = self.innermost_loop() else {
            return Err(Diagnostic::syntax("'continue' not properly in loop", span));
        };
        let unwound = self.unwind(at + 1, false, None, span)?;
        if let Block::Loop { next, .. } = self.unit.blocks[at] {
            self.emit(Op::Jump, (), next, (), span);
            self.unit.flow.kill();
        }
        self.rewind(unwound);
        Ok(())
    }
}
