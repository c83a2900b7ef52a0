//! Expressions: how each block uses each name.

use super::build::{Builder, Res, forbidden, misplaced};
use super::{Part, ScopeKey, ScopeKind, flag};
use crate::ast::*;
use crate::diag::Diagnostic;
use crate::intern::known;
use crate::span::Span;

impl Builder<'_> {
    pub(super) fn exprs(&mut self, exprs: &[Expr]) -> Res {
        exprs.iter().try_for_each(|e| self.expr(e))
    }

    pub(super) fn opt(&mut self, expr: &Option<Expr>) -> Res {
        expr.as_ref().map_or(Ok(()), |e| self.expr(e))
    }

    pub(super) fn opt_box(&mut self, expr: &Option<Box<Expr>>) -> Res {
        expr.as_ref().map_or(Ok(()), |e| self.expr(e))
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Res {
        if let Some(block) = self.scope().kind.forbidding()
            && let Some(what) = forbidden(&expr.kind)
        {
            return Err(misplaced(what, block, expr.span));
        }
        match &expr.kind {
            ExprKind::Name(name) => {
                let before = self.mark(name, flag::USED);
                // `super` in a function makes `__class__` a free variable of it.
                if before & flag::USED == 0 && &**name == "super" {
                    let scope = self.scope();
                    if scope.kind.is_function_like() {
                        scope.mark(known::CLASS, flag::USED);
                    }
                }
                Ok(())
            }
            ExprKind::Int(_)
            | ExprKind::BigInt(_)
            | ExprKind::Float(_)
            | ExprKind::Imag(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Ellipsis => Ok(()),
            ExprKind::Attribute(attribute) => self.expr(&attribute.value),
            ExprKind::Call(call) => self.call(call),
            ExprKind::BinOp(_) => self.bin_op(expr),
            ExprKind::BoolOp(e) => self.exprs(&e.values),
            ExprKind::UnaryOp(e) => self.expr(&e.operand),
            ExprKind::Compare(e) => {
                self.expr(&e.left)?;
                e.ops.iter().try_for_each(|(_, right)| self.expr(right))
            }
            ExprKind::Subscript(e) => {
                self.expr(&e.value)?;
                self.expr(&e.index)
            }
            ExprKind::Slice(e) => {
                self.opt(&e.lower)?;
                self.opt(&e.upper)?;
                self.opt(&e.step)
            }
            ExprKind::IfExp(e) => {
                self.expr(&e.test)?;
                self.expr(&e.body)?;
                self.expr(&e.orelse)
            }
            ExprKind::List(seq) | ExprKind::Tuple(seq) | ExprKind::Set(seq) => {
                self.exprs(&seq.elts)
            }
            ExprKind::Dict(dict) => dict.items.iter().try_for_each(|item| {
                self.opt(&item.key)?;
                self.expr(&item.value)
            }),
            ExprKind::FString(f) => self.fstring(f),
            ExprKind::Starred(inner) | ExprKind::Await(inner) => self.expr(inner),
            ExprKind::Lambda(lambda) => {
                self.defaults(&lambda.params)?;
                self.function_body(
                    &lambda.params,
                    ScopeKey::new(&**lambda, Part::Body),
                    |this| this.expr(&lambda.body),
                )
            }
            ExprKind::NamedExpr(named) => self.named_expr(named, expr.span),
            ExprKind::Yield(value) => {
                self.opt_box(value)?;
                self.scope().generator = true;
                Ok(())
            }
            ExprKind::YieldFrom(value) => {
                self.expr(value)?;
                self.scope().generator = true;
                Ok(())
            }
            ExprKind::ListComp(comp) => self.comprehension(
                "list comprehension",
                ScopeKind::Comprehension,
                ScopeKey::new(&**comp, Part::Body),
                &comp.generators,
                [&comp.elt, &comp.elt],
            ),
            ExprKind::SetComp(comp) => self.comprehension(
                "set comprehension",
                ScopeKind::Comprehension,
                ScopeKey::new(&**comp, Part::Body),
                &comp.generators,
                [&comp.elt, &comp.elt],
            ),
            ExprKind::DictComp(comp) => self.comprehension(
                "dict comprehension",
                ScopeKind::Comprehension,
                ScopeKey::new(&**comp, Part::Body),
                &comp.generators,
                [&comp.key, &comp.value],
            ),
            ExprKind::GeneratorExp(comp) => self.comprehension(
                "generator expression",
                ScopeKind::Generator,
                ScopeKey::new(&**comp, Part::Body),
                &comp.generators,
                [&comp.elt, &comp.elt],
            ),
        }
    }

    pub(super) fn call(&mut self, call: &Call) -> Res {
        self.expr(&call.func)?;
        self.exprs(&call.args)?;
        call.keywords.iter().try_for_each(|k| self.expr(&k.value))
    }

    /// Goes down the left operands in a loop: they may be very many.
    pub(super) fn bin_op(&mut self, expr: &Expr) -> Res {
        let mut rights = Vec::new();
        let mut left = expr;
        while let ExprKind::BinOp(op) = &left.kind {
            rights.push(&op.right);
            left = &op.left;
        }
        self.expr(left)?;
        rights.iter().rev().try_for_each(|r| self.expr(r))
    }

    pub(super) fn fstring(&mut self, f: &FString) -> Res {
        for part in &f.parts {
            if let FStringPart::Field(field) = part {
                self.expr(&field.expr)?;
                if let Some(spec) = &field.spec {
                    self.fstring(spec)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn named_expr(&mut self, named: &NamedExpr, span: Span) -> Res {
        let ExprKind::Name(name) = &named.target.kind else {
            return self.expr(&named.value);
        };
        if self.scope().in_iterable > 0 {
            return Err(Diagnostic::syntax(
                "assignment expression cannot be used in a comprehension iterable expression",
                span,
            ));
        }
        match self.scope().kind {
            ScopeKind::Comprehension | ScopeKind::Generator => {
                self.walrus_in_comprehension(name, named.target.span)?;
            }
            _ => {
                self.mark(name, flag::BOUND | flag::WALRUS);
                self.scope().has_walrus = true;
            }
        }
        self.expr(&named.value)
    }

    /// The target of an assignment expression in a comprehension belongs to the block around all
    /// comprehensions.
    pub(super) fn walrus_in_comprehension(&mut self, name: &Name, span: Span) -> Res {
        let sym = self.sym(name);
        let mut at = self.current;
        let owner = loop {
            let scope = self.scopes.get(at);
            if !matches!(scope.kind, ScopeKind::Comprehension | ScopeKind::Generator) {
                break at;
            }
            if scope
                .get(sym)
                .is_some_and(|s| s.flags & flag::ITERATION != 0)
            {
                return Err(Diagnostic::syntax(
                    format!(
                        "assignment expression cannot rebind comprehension iteration variable '{name}'"
                    ),
                    span,
                ));
            }
            match scope.parent {
                Some(parent) => at = parent,
                None => break at,
            }
        };
        let kind = self.scopes.get(owner).kind;
        let declare = match kind {
            ScopeKind::Class => {
                return Err(Diagnostic::syntax(
                    "assignment expression within a comprehension cannot be used in a class body",
                    span,
                ));
            }
            ScopeKind::Annotate => {
                return Err(Diagnostic::syntax(
                    "assignment expression within a comprehension cannot be used within an annotation",
                    span,
                ));
            }
            ScopeKind::TypeParams => {
                return Err(Diagnostic::syntax(
                    "assignment expression within a comprehension cannot be used within the definition of a generic",
                    span,
                ));
            }
            ScopeKind::Evaluator(what) => {
                // CPython's text does not tell bounds and defaults apart.
                let block = match what {
                    "a type alias" => what,
                    _ => "a TypeVar bound",
                };
                return Err(Diagnostic::syntax(
                    format!(
                        "assignment expression within a comprehension cannot be used in {block}"
                    ),
                    span,
                ));
            }
            ScopeKind::Module => {
                self.scopes
                    .get_mut(owner)
                    .mark(sym, flag::GLOBAL | flag::WALRUS);
                flag::GLOBAL
            }
            _ => {
                let outer = self.scopes.get_mut(owner);
                let before = outer.mark(sym, flag::WALRUS);
                outer.has_walrus = true;
                if before & flag::GLOBAL != 0 {
                    flag::GLOBAL
                } else {
                    if before & flag::NONLOCAL == 0 {
                        outer.mark(sym, flag::BOUND);
                    }
                    flag::NONLOCAL
                }
            }
        };
        let mut at = self.current;
        while at != owner {
            let scope = self.scopes.get_mut(at);
            scope.has_walrus = true;
            if at == self.current {
                scope.mark(sym, declare | flag::WALRUS);
            }
            match scope.parent {
                Some(parent) => at = parent,
                None => break,
            }
        }
        Ok(())
    }

    pub(super) fn comprehension(
        &mut self,
        what: &str,
        kind: ScopeKind,
        key: ScopeKey,
        generators: &[Comprehension],
        elements: [&Expr; 2],
    ) -> Res {
        let Some((first, rest)) = generators.split_first() else {
            return Ok(());
        };
        self.iterable(&first.iter)?;
        let outer = self.current;
        let id = self.enter(kind, key);
        if kind == ScopeKind::Generator {
            self.scope()
                .mark(known::DOT_ZERO, flag::PARAM | flag::BOUND);
        }
        let was_generator = std::mem::replace(&mut self.scope().generator, false);
        self.target(&first.target)?;
        self.exprs(&first.ifs)?;
        for generator in rest {
            self.target(&generator.target)?;
            self.iterable(&generator.iter)?;
            self.exprs(&generator.ifs)?;
        }
        self.expr(elements[0])?;
        if !std::ptr::eq(elements[0], elements[1]) {
            self.expr(elements[1])?;
        }
        if self.scope().generator {
            let span = elements[0].span;
            return Err(Diagnostic::syntax(format!("'yield' inside {what}"), span));
        }
        self.scope().generator = was_generator;
        debug_assert_eq!(self.current, id);
        self.leave(outer);
        Ok(())
    }

    pub(super) fn iterable(&mut self, iter: &Expr) -> Res {
        self.scope().in_iterable += 1;
        self.expr(iter)?;
        self.scope().in_iterable -= 1;
        Ok(())
    }
}
