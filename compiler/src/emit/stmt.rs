//! Statements.

use super::{Emitter, Res, Want};
use crate::ast::*;
use crate::code::CodeKind;
use crate::diag::Diagnostic;
use crate::op::{Common, Intrinsic, Op};
use crate::scope::{ScopeId, ScopeKind};
use crate::span::Span;

impl<'a> Emitter<'a> {
    /// Emits statements one after the other.
    pub(crate) fn stmts(&mut self, body: &'a [Stmt]) -> Res {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Res {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr(value) => {
                if self.unit.scope == ScopeId::MODULE && self.input.module.mode == Mode::Single {
                    return self.print_value(value);
                }
                self.effect(value)
            }
            StmtKind::Assign(assign) => self.assign(assign),
            StmtKind::AugAssign(aug) => self.aug_assign(aug, span),
            StmtKind::AnnAssign(ann) => self.ann_assign(ann, span),
            StmtKind::If(e) => self.if_(e),
            StmtKind::For(e) => self.for_(e, span),
            StmtKind::While(e) => self.while_(e, span),
            StmtKind::Return(value) => self.return_(value.as_deref(), span),
            StmtKind::FunctionDef(def) => self.function_def(def, span),
            StmtKind::ClassDef(def) => self.class_def(def, span),
            StmtKind::TypeAlias(alias) => self.type_alias(alias, span),
            StmtKind::Raise(raise) => self.raise(raise.as_deref(), span),
            StmtKind::Try(e) => self.try_(e, span),
            StmtKind::With(e) => self.with(e, span),
            StmtKind::Match(e) => self.match_(e, span),
            StmtKind::Assert(e) => self.assert(e, span),
            StmtKind::Import(aliases) => self.import(aliases, span),
            StmtKind::ImportFrom(import) => self.import_from(import, span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.delete(t)),
            StmtKind::Break => self.break_(span),
            StmtKind::Continue => self.continue_(span),
            StmtKind::Pass | StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
        }
    }

    /// An expression statement of an interactive session.
    fn print_value(&mut self, value: &'a Expr) -> Res {
        let mark = self.unit.temps;
        let reg = self.value(value, Want::Temp)?;
        let which = Intrinsic::PrintExpr as u32;
        self.emit(Op::CallIntrinsic, reg, reg, which, value.span);
        self.emit(Op::Clear, reg, (), (), value.span);
        self.unit.temps = mark;
        Ok(())
    }

    fn return_(&mut self, value: Option<&'a Expr>, span: Span) -> Res {
        let kind = self.input.scopes.get(self.unit.scope).kind;
        if self.unit.kind != CodeKind::Function || kind != ScopeKind::Function {
            return Err(Diagnostic::syntax("'return' outside function", span));
        }
        let mark = self.unit.temps;
        let unwinds = self.return_unwinds();
        let constant = value.and_then(|v| self.constant(v));
        let value = value.filter(|_| !matches!(constant, Some(crate::code::Const::None)));
        // A value that is not constant is evaluated first, and carried in a temporary.
        let carried = match value {
            Some(value) if unwinds && constant.is_none() => Some(self.value(value, Want::Temp)?),
            _ => None,
        };
        let unwound = match unwinds {
            true => Some(self.unwind(0, true, carried, span)?),
            false => None,
        };
        match (carried, value) {
            (Some(reg), _) => self.emit_return(Some(reg), mark, span),
            (None, Some(value)) => {
                let reg = self.value(value, Want::Any)?;
                self.emit_return(Some(reg), mark, span);
            }
            (None, None) => self.emit_return(None, mark, span),
        }
        if let Some(unwound) = unwound {
            self.rewind(unwound);
        }
        self.unit.temps = mark;
        Ok(())
    }

    fn raise(&mut self, raise: Option<&'a Raise>, span: Span) -> Res {
        let mark = self.unit.temps;
        match raise {
            None => self.emit(Op::RaiseCurrent, (), (), (), span),
            Some(Raise { exc, cause: None }) => {
                let exc = self.value(exc, Want::Any)?;
                self.emit(Op::Raise, exc, (), (), span);
            }
            Some(Raise {
                exc,
                cause: Some(cause),
            }) => {
                let exc = self.value(exc, Want::Any)?;
                let exc = self.protect(exc, &[cause], span);
                let cause = self.value(cause, Want::Any)?;
                self.emit(Op::RaiseFrom, exc, cause, (), span);
            }
        }
        self.unit.temps = mark;
        Ok(())
    }

    fn assert(&mut self, e: &'a Assert, span: Span) -> Res {
        if self.input.optimize > 0 {
            return Ok(());
        }
        let mark = self.unit.temps;
        let holds = self.unit.label();
        self.jump_if(&e.test, true, holds)?;
        let flow = self.unit.flow.clone();
        let error = self.unit.push_temp();
        self.emit(
            Op::LoadCommon,
            error,
            Common::AssertionError as u32,
            (),
            span,
        );
        if let Some(msg) = &e.msg {
            self.value(msg, Want::Temp)?;
            self.emit(Op::Call, error, 1u32, error, span);
        }
        self.emit(Op::Raise, error, (), (), e.test.span);
        self.unit.flow = flow;
        self.unit.temps = mark;
        self.unit.place(holds);
        Ok(())
    }

    fn if_(&mut self, e: &'a If) -> Res {
        let end = self.unit.label();
        let mut after = super::flow::Flow::unreached();
        for (i, branch) in e.branches.iter().enumerate() {
            let next = self.unit.label();
            self.jump_if(&branch.test, false, next)?;
            let flow = self.unit.flow.clone();
            self.stmts(&branch.body)?;
            let last = i + 1 == e.branches.len() && e.orelse.is_empty();
            if !last {
                let span = self.unit.ir.last().map_or(branch.span, |ins| ins.span);
                self.emit(Op::Jump, (), end, (), span);
            }
            after.join(&self.unit.flow);
            self.unit.flow = flow;
            self.unit.place(next);
        }
        self.stmts(&e.orelse)?;
        self.unit.flow.join(&after);
        self.unit.place(end);
        Ok(())
    }

    fn delete(&mut self, target: &'a Expr) -> Res {
        let mark = self.unit.temps;
        let span = target.span;
        match &target.kind {
            ExprKind::Name(name) => {
                let sym = self.sym(name);
                self.delete_name(sym, span);
            }
            ExprKind::Attribute(attribute) => {
                let object = self.value(&attribute.value, Want::Any)?;
                let sym = self.sym(&attribute.attr);
                let name = self.unit.name(sym);
                let span = self.attribute_span(attribute, span);
                self.emit(Op::DelAttr, object, name, (), span);
            }
            ExprKind::Subscript(subscript) => {
                let object = self.value(&subscript.value, Want::Any)?;
                let object = self.protect(object, &[&subscript.index], span);
                let index = self.value(&subscript.index, Want::Any)?;
                self.emit(Op::DelItem, object, index, (), span);
            }
            ExprKind::List(seq) | ExprKind::Tuple(seq) => {
                seq.elts.iter().try_for_each(|e| self.delete(e))?;
            }
            _ => return Err(Diagnostic::syntax("cannot delete expression", span)),
        }
        self.unit.temps = mark;
        Ok(())
    }
}
