//! `try` and `with`.
//!
//! A handler finds the exception in a temporary, and saves the one that was handled before in the next;
//! its own body is guarded by a second handler, which restores that before the new exception goes on.

use super::flow::Flow;
use super::ir::{Label, Reg};
use super::unwind::Block;
use super::{Emitter, Res, Want};
use crate::ast::*;
use crate::op::{Op, Special};
use crate::span::Span;

/// The registers and labels of a handler.
struct Guard {
    /// Takes the exception.
    exc: Reg,
    /// Takes the exception that was handled before.
    saved: Reg,
    /// Takes an exception raised by the handler itself.
    second: Reg,
    /// Where such an exception goes.
    cleanup: Label,
}

impl<'a> Emitter<'a> {
    /// `try`.
    pub(crate) fn try_(&mut self, e: &'a Try, span: Span) -> Res {
        if e.finalbody.is_empty() {
            return self.try_except(e, span);
        }
        let before = self.risky_flow();
        let handler = self.unit.label();
        let mark = self.unit.temps;
        let exc = Reg::temp(mark);
        self.push_block(Block::Finally { body: &e.finalbody }, span)?;
        self.open_region(handler, exc, exc);
        if e.handlers.is_empty() {
            self.stmts(&e.body)?;
        } else {
            self.try_except(e, span)?;
        }
        self.close_region();
        self.pop_block();
        if !self.unit.flow.is_dead() {
            self.stmts(&e.finalbody)?;
        }
        let after = std::mem::replace(&mut self.unit.flow, before);
        let end = self.unit.label();
        let end_span = self.unit.ir.last().map_or(span, |ins| ins.span);
        self.emit(Op::Jump, (), end, (), end_span);
        let guard = self.enter_handler(handler, span)?;
        self.stmts(&e.finalbody)?;
        self.leave_handler(&guard);
        self.emit(Op::LeaveHandler, guard.saved, (), (), span);
        self.emit(Op::Reraise, guard.exc, (), (), span);
        self.cleanup(&guard, span);
        self.unit.temps = mark;
        self.unit.flow = after;
        self.unit.place(end);
        Ok(())
    }

    /// The state of the locals wherever in the coming region an exception is raised.
    fn risky_flow(&self) -> Flow {
        let mut flow = self.unit.flow.clone();
        flow.remove(&self.unit.deletable);
        flow
    }

    /// The start of a handler; its code up to [`Emitter::leave_handler`] is guarded.
    fn enter_handler(&mut self, handler: Label, span: Span) -> Res<Guard> {
        self.unit.place(handler);
        let guard = Guard {
            exc: self.unit.push_temp(),
            saved: self.unit.push_temp(),
            second: Reg::temp(self.unit.temps),
            cleanup: self.unit.label(),
        };
        self.emit(Op::EnterHandler, guard.exc, guard.saved, (), span);
        self.reenter_handler(&guard, span)?;
        Ok(guard)
    }

    /// Guards the code that follows as a part of the handler.
    fn reenter_handler(&mut self, guard: &Guard, span: Span) -> Res {
        let block = Block::Handler {
            exc: guard.exc,
            saved: guard.saved,
        };
        self.push_block(block, span)?;
        self.open_region(guard.cleanup, guard.second, guard.second);
        Ok(())
    }

    /// The end of a handler's guarded code.
    fn leave_handler(&mut self, _: &Guard) {
        self.close_region();
        self.pop_block();
    }

    /// Where an exception raised by the handler itself goes.
    fn cleanup(&mut self, guard: &Guard, span: Span) {
        self.unit.place(guard.cleanup);
        if let Some(temp) = guard.second.as_temp() {
            self.unit.temps = temp;
            self.unit.push_temp();
        }
        self.emit(Op::LeaveHandler, guard.saved, (), (), span);
        self.emit(Op::Reraise, guard.second, (), (), span);
    }

    /// `try` with handlers, without its `finally`.
    fn try_except(&mut self, e: &'a Try, span: Span) -> Res {
        if e.is_star {
            return self.try_star(e, span);
        }
        let before = self.risky_flow();
        let mark = self.unit.temps;
        let handler = self.unit.label();
        let end = self.unit.label();
        let exc = Reg::temp(mark);
        self.push_block(Block::Try, span)?;
        self.open_region(handler, exc, exc);
        self.stmts(&e.body)?;
        self.close_region();
        self.pop_block();
        self.stmts(&e.orelse)?;
        let jump_span = self.unit.ir.last().map_or(span, |ins| ins.span);
        self.emit(Op::Jump, (), end, (), jump_span);
        let mut after = std::mem::replace(&mut self.unit.flow, before);
        let guard = self.enter_handler(handler, span)?;
        let handled = self.unit.temps;
        let mut catches_all = false;
        for (i, clause) in e.handlers.iter().enumerate() {
            let next = self.unit.label();
            if i > 0 {
                self.reenter_handler(&guard, span)?;
            }
            match &clause.typ {
                Some(typ) => {
                    let class = self.value(typ, Want::Any)?;
                    self.emit(Op::JumpUnlessMatch, guard.exc, class, next, clause.span);
                    self.unit.temps = handled;
                }
                None => catches_all = true,
            }
            let unmatched = self.unit.flow.clone();
            match &clause.name {
                Some(name) => self.named_handler(&guard, name, clause, end)?,
                None => {
                    self.stmts(&clause.body)?;
                    self.leave_handler(&guard);
                    self.end_handler(&guard, end, clause.span);
                }
            }
            after.join(&self.unit.flow);
            self.unit.flow = unmatched;
            self.unit.place(next);
        }
        if !catches_all {
            self.emit(Op::LeaveHandler, guard.saved, (), (), span);
            self.emit(Op::Reraise, guard.exc, (), (), span);
        }
        self.cleanup(&guard, span);
        self.unit.temps = mark;
        self.unit.flow = after;
        self.unit.place(end);
        Ok(())
    }

    /// After a handler's body: the exception is done with.
    fn end_handler(&mut self, guard: &Guard, end: Label, span: Span) {
        let span = self.unit.ir.last().map_or(span, |ins| ins.span);
        self.emit(Op::LeaveHandler, guard.saved, (), (), span);
        self.emit(Op::Clear, guard.exc, (), (), span);
        self.emit(Op::Jump, (), end, (), span);
    }

    /// The body of `except … as name`, the name's end included.
    fn named_handler(
        &mut self,
        guard: &Guard,
        name: &'a Name,
        clause: &'a Handler,
        end: Label,
    ) -> Res {
        let span = clause.span;
        let handled = self.unit.temps;
        let sym = self.sym(name);
        let copy = self.unit.push_temp();
        self.emit(Op::Copy, copy, guard.exc, (), span);
        self.store_name(sym, copy, span);
        self.unit.temps = handled;
        let failed = self.unit.label();
        let before = self.risky_flow();
        self.push_block(Block::Named { name, span }, span)?;
        self.open_region(failed, guard.second, guard.second);
        self.stmts(&clause.body)?;
        self.close_region();
        self.pop_block();
        self.leave_handler(guard);
        let at = self.unit.ir.last().map_or(span, |ins| ins.span);
        self.emit(Op::LeaveHandler, guard.saved, (), (), at);
        self.emit(Op::Clear, guard.exc, (), (), at);
        self.forget_name(name, at)?;
        self.emit(Op::Jump, (), end, (), at);
        let after = std::mem::replace(&mut self.unit.flow, before);
        self.unit.place(failed);
        self.reenter_handler(guard, span)?;
        let second = self.unit.push_temp();
        self.forget_name(name, span)?;
        self.leave_handler(guard);
        self.emit(Op::LeaveHandler, guard.saved, (), (), span);
        self.emit(Op::Reraise, second, (), (), span);
        self.unit.temps = handled;
        self.unit.flow = after;
        Ok(())
    }

    /// `try` with `except*`.
    fn try_star(&mut self, e: &'a Try, span: Span) -> Res {
        let before = self.risky_flow();
        let mark = self.unit.temps;
        let handler = self.unit.label();
        let end = self.unit.label();
        let exc = Reg::temp(mark);
        self.push_block(Block::Try, span)?;
        self.open_region(handler, exc, exc);
        self.stmts(&e.body)?;
        self.close_region();
        self.pop_block();
        self.stmts(&e.orelse)?;
        let jump_span = self.unit.ir.last().map_or(span, |ins| ins.span);
        self.emit(Op::Jump, (), end, (), jump_span);
        let mut after = std::mem::replace(&mut self.unit.flow, before);

        let guard = self.enter_handler(handler, span)?;
        // What was raised by the clauses and what is left over, in a list; and what is still to match.
        let raised = self.unit.push_temp();
        self.emit(Op::BuildList, raised, raised, 0u32, span);
        let rest = self.unit.push_temp();
        self.emit(Op::Copy, rest, guard.exc, (), span);
        for clause in &e.handlers {
            self.star_clause(raised, rest, clause, span)?;
            after.join(&self.unit.flow);
        }
        self.emit(Op::ListAppend, raised, rest, (), span);
        let result = self.unit.push_temp();
        self.emit(Op::PrepReraiseStar, result, guard.exc, raised, span);
        let test = self.unit.push_temp();
        self.emit(Op::Copy, test, result, (), span);
        let done = self.unit.label();
        self.emit(Op::JumpIfNone, test, done, (), span);
        self.leave_handler(&guard);
        self.emit(Op::LeaveHandler, guard.saved, (), (), span);
        self.emit(Op::Clear, guard.exc, (), (), span);
        self.emit(Op::Reraise, result, (), (), span);
        self.unit.place(done);
        self.emit(Op::LeaveHandler, guard.saved, (), (), span);
        self.emit(Op::Clear, guard.exc, (), (), span);
        self.emit(Op::Jump, (), end, (), span);
        self.cleanup(&guard, span);
        self.unit.temps = mark;
        self.unit.flow = after;
        self.unit.place(end);
        Ok(())
    }

    /// One `except*` clause: `rest` is what is still to match, `raised` takes what the clause raises.
    fn star_clause(&mut self, raised: Reg, rest: Reg, clause: &'a Handler, span: Span) -> Res {
        let Some(typ) = &clause.typ else {
            return Ok(());
        };
        let mark = self.unit.temps;
        let next = self.unit.label();
        let matched = self.unit.push_temp();
        let saved = self.unit.push_temp();
        let class = self.value(typ, Want::Any)?;
        self.emit(Op::MatchStar, matched, rest, class, clause.span);
        self.emit(Op::Move, rest, saved, (), typ.span);
        self.emit(Op::Copy, saved, matched, (), typ.span);
        self.emit(Op::JumpIfNone, saved, next, (), typ.span);
        let mut flow = self.risky_flow();
        self.emit(Op::EnterHandler, matched, saved, (), clause.span);
        let failed = self.unit.label();
        self.unit.temps = mark + 2;
        let second = Reg::temp(mark + 2);
        self.push_block(
            Block::Handler {
                exc: matched,
                saved,
            },
            span,
        )?;
        self.open_region(failed, second, second);
        if let Some(name) = &clause.name {
            let sym = self.sym(name);
            let copy = self.unit.push_temp();
            self.emit(Op::Copy, copy, matched, (), clause.span);
            self.store_name(sym, copy, clause.span);
            self.unit.temps = mark + 2;
        }
        self.stmts(&clause.body)?;
        self.close_region();
        self.pop_block();
        let at = self.unit.ir.last().map_or(span, |ins| ins.span);
        self.end_star_clause(matched, saved, clause, at)?;
        self.emit(Op::Jump, (), next, (), at);
        flow.join(&self.unit.flow);
        self.unit.flow = flow;
        self.unit.place(failed);
        self.unit.temps = mark + 3;
        self.emit(Op::ListAppend, raised, second, (), clause.span);
        self.end_star_clause(matched, saved, clause, clause.span)?;
        self.unit.place(next);
        self.unit.temps = mark;
        Ok(())
    }

    fn end_star_clause(
        &mut self,
        matched: Reg,
        saved: Reg,
        clause: &'a Handler,
        span: Span,
    ) -> Res {
        self.emit(Op::LeaveHandler, saved, (), (), span);
        self.emit(Op::Clear, matched, (), (), span);
        match &clause.name {
            Some(name) => self.forget_name(name, span),
            None => Ok(()),
        }
    }

    /// `with`.
    pub(crate) fn with(&mut self, e: &'a With, span: Span) -> Res {
        if e.is_async {
            return self.unsupported("'async with'", span);
        }
        self.with_items(&e.items, &e.body, span)
    }

    fn with_items(&mut self, items: &'a [WithItem], body: &'a [Stmt], span: Span) -> Res {
        let Some((item, rest)) = items.split_first() else {
            return self.stmts(body);
        };
        let at = item.context.span;
        let mark = self.unit.temps;
        let exc = self.unit.push_temp();
        let saved = self.unit.push_temp();
        let exit = self.unit.push_temp();
        self.unit.push_temp();
        let inner = self.unit.temps;
        let context = self.value(&item.context, Want::Any)?;
        self.emit(Op::LoadSpecial, exit, context, Special::Exit as u32, at);
        let enter = self.unit.push_temp();
        self.unit.push_temp();
        self.emit(Op::LoadSpecial, enter, context, Special::Enter as u32, at);
        let direct = match item.target.as_ref().map(|t| &t.kind) {
            Some(ExprKind::Name(name)) => self.local_register(name),
            _ => None,
        };
        self.emit(Op::CallMethod, enter, 0u32, direct.unwrap_or(enter), at);
        if context.is_temp() {
            self.emit(Op::Clear, context, (), (), at);
        }
        let handler = self.unit.label();
        let end = self.unit.label();
        if let Some(local) = direct {
            self.unit.flow.set(local.0);
        }
        let before = self.risky_flow();
        self.push_block(Block::With { exit, span: at }, span)?;
        self.open_region(handler, exc, Reg::temp(inner));
        match (&item.target, direct) {
            (Some(target), None) => self.store(target, enter)?,
            (None, _) => self.emit(Op::Clear, enter, (), (), at),
            _ => {}
        }
        self.unit.temps = inner;
        self.with_items(rest, body, span)?;
        self.close_region();
        self.pop_block();
        if !self.unit.flow.is_dead() {
            self.call_exit_normally(exit, at);
        }
        self.emit(Op::Jump, (), end, (), at);

        let mut after = std::mem::replace(&mut self.unit.flow, before);
        self.unit.place(handler);
        let guard = Guard {
            exc,
            saved,
            second: Reg::temp(inner),
            cleanup: self.unit.label(),
        };
        self.emit(Op::EnterHandler, exc, saved, (), at);
        self.reenter_handler(&guard, span)?;
        let triple = self.unit.push_temp();
        self.unit.push_temp();
        self.unit.push_temp();
        self.emit(Op::ExcTriple, triple, exc, (), at);
        self.emit(Op::CallMethod, exit, 3u32, exit, at);
        let suppressed = self.unit.label();
        self.emit(Op::JumpIfTrue, exit, suppressed, (), at);
        self.leave_handler(&guard);
        let alive = self.unit.flow.clone();
        self.emit(Op::LeaveHandler, saved, (), (), at);
        self.emit(Op::Reraise, exc, (), (), at);
        self.unit.place(suppressed);
        self.unit.flow = alive;
        self.emit(Op::LeaveHandler, saved, (), (), at);
        self.emit(Op::Clear, exc, (), (), at);
        self.emit(Op::Jump, (), end, (), at);
        after.join(&self.unit.flow);
        self.cleanup(&guard, at);
        self.unit.temps = mark;
        self.unit.flow = after;
        self.unit.place(end);
        Ok(())
    }
}
