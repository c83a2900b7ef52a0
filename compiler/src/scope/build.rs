//! Walks the tree and records how each block uses each name.

use std::rc::Rc;

use super::{Map, Part, Scope, ScopeId, ScopeKey, ScopeKind, Scopes, flag};
use crate::ast::*;
use crate::diag::Diagnostic;
use crate::intern::{Interner, Sym, known};
use crate::span::Span;

pub(super) type Res = Result<(), Diagnostic>;

/// The walk over the tree.
pub(super) struct Builder<'n> {
    pub(super) scopes: Scopes,
    names: &'n mut Interner,
    pub(super) current: ScopeId,
    /// Inside `if`, `for`, `try`, …, where a class's annotations are conditional.
    conditional: bool,
}

/// Builds the scopes of a text; every name's place is still open.
pub(super) fn build(
    module: &Module,
    names: &mut Interner,
    future_annotations: bool,
) -> Result<Scopes, Diagnostic> {
    let mut builder = Builder {
        scopes: Scopes {
            list: Vec::new(),
            by_key: Map::default(),
            future_annotations,
        },
        names,
        current: ScopeId::MODULE,
        conditional: false,
    };
    builder.enter(ScopeKind::Module, ScopeKey::new(module, Part::Body));
    builder.stmts(&module.body)?;
    Ok(builder.scopes)
}

impl Builder<'_> {
    // ---- scopes and names -------------------------------------------------------------------

    pub(super) fn scope(&mut self) -> &mut Scope {
        self.scopes.get_mut(self.current)
    }

    /// Opens a block inside the current one, and makes it current.
    pub(super) fn enter(&mut self, kind: ScopeKind, key: ScopeKey) -> ScopeId {
        let parent = (!self.scopes.list.is_empty()).then_some(self.current);
        let mut scope = Scope {
            kind,
            parent,
            symbols: Vec::new(),
            index: Map::default(),
            frees: Vec::new(),
            private: None,
            generator: kind == ScopeKind::Generator,
            nested: false,
            needs_class: false,
            needs_classdict: false,
            sees_class: None,
            nonlocals: Vec::new(),
            conditional_annotations: false,
            has_annotations: false,
            in_iterable: 0,
            has_walrus: false,
        };
        if let Some(parent) = parent {
            let outer = self.scopes.get(parent);
            scope.private = outer.private.clone();
            scope.nested = outer.nested || outer.kind.is_function_like();
            if matches!(kind, ScopeKind::Comprehension | ScopeKind::Generator) {
                scope.in_iterable = outer.in_iterable;
            }
            if kind.is_annotation() {
                scope.sees_class = match outer.kind {
                    ScopeKind::Class => Some(parent),
                    _ if outer.kind.is_annotation() => outer.sees_class,
                    _ => None,
                };
            }
        }
        let sees_class = scope.sees_class.is_some();
        let id = ScopeId(self.scopes.list.len() as u32);
        self.scopes.list.push(scope);
        self.scopes.by_key.insert(key, id);
        self.current = id;
        if sees_class {
            self.scope().mark(known::CLASSDICT, flag::USED);
        }
        id
    }

    pub(super) fn leave(&mut self, outer: ScopeId) {
        self.current = outer;
    }

    pub(super) fn sym(&mut self, text: &str) -> Sym {
        let private = self.scopes.get(self.current).private.clone();
        self.names.intern_mangled(text, private.as_deref())
    }

    pub(super) fn mark(&mut self, text: &str, flags: u16) -> u16 {
        let sym = self.sym(text);
        self.scope().mark(sym, flags)
    }

    fn bind(&mut self, text: &str) {
        self.mark(text, flag::BOUND);
    }

    pub(super) fn quoted(&self, sym: Sym) -> &str {
        self.names.text(sym)
    }

    // ---- statements -------------------------------------------------------------------------

    fn stmts(&mut self, body: &[Stmt]) -> Res {
        body.iter().try_for_each(|s| self.stmt(s))
    }

    /// Statements that may not run.
    fn branch(&mut self, body: &[Stmt]) -> Res {
        let outer = std::mem::replace(&mut self.conditional, true);
        let result = self.stmts(body);
        self.conditional = outer;
        result
    }

    fn stmt(&mut self, stmt: &Stmt) -> Res {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function_def(def),
            StmtKind::ClassDef(def) => self.class_def(def),
            StmtKind::Return(value) => self.opt_box(value),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.delete(t)),
            StmtKind::Assign(assign) => {
                assign.targets.iter().try_for_each(|t| self.target(t))?;
                self.expr(&assign.value)
            }
            StmtKind::AugAssign(aug) => {
                if let ExprKind::Name(name) = &aug.target.kind {
                    self.mark(name, flag::BOUND | flag::USED);
                } else {
                    self.expr(&aug.target)?;
                }
                self.expr(&aug.value)
            }
            StmtKind::AnnAssign(ann) => self.ann_assign(ann, stmt.span),
            StmtKind::TypeAlias(alias) => self.type_alias(alias),
            StmtKind::For(f) => {
                self.target(&f.target)?;
                self.expr(&f.iter)?;
                self.branch(&f.body)?;
                self.branch(&f.orelse)
            }
            StmtKind::While(w) => {
                self.expr(&w.test)?;
                self.branch(&w.body)?;
                self.branch(&w.orelse)
            }
            StmtKind::If(i) => {
                for branch in &i.branches {
                    self.expr(&branch.test)?;
                    self.branch(&branch.body)?;
                }
                self.branch(&i.orelse)
            }
            StmtKind::With(w) => {
                for item in &w.items {
                    self.expr(&item.context)?;
                    if let Some(target) = &item.target {
                        self.target(target)?;
                    }
                }
                self.branch(&w.body)
            }
            StmtKind::Match(m) => {
                self.expr(&m.subject)?;
                for case in &m.cases {
                    self.pattern(&case.pattern)?;
                    self.opt(&case.guard)?;
                    self.branch(&case.body)?;
                }
                Ok(())
            }
            StmtKind::Raise(None) => Ok(()),
            StmtKind::Raise(Some(raise)) => {
                self.expr(&raise.exc)?;
                self.opt(&raise.cause)
            }
            StmtKind::Try(t) => {
                self.branch(&t.body)?;
                for handler in &t.handlers {
                    self.opt(&handler.typ)?;
                    if let Some(name) = &handler.name {
                        self.mark(name, flag::BOUND | flag::DELETED);
                    }
                    self.branch(&handler.body)?;
                }
                self.branch(&t.orelse)?;
                self.branch(&t.finalbody)
            }
            StmtKind::Assert(a) => {
                self.expr(&a.test)?;
                self.opt(&a.msg)
            }
            StmtKind::Import(aliases) => {
                for alias in aliases {
                    match &alias.asname {
                        Some(name) => self.bind(name),
                        None => self.bind(alias.name.split('.').next().unwrap_or("")),
                    }
                }
                Ok(())
            }
            StmtKind::ImportFrom(import) => {
                for alias in &import.names {
                    if &*alias.name == "*" {
                        if self.scope().kind != ScopeKind::Module {
                            return Err(Diagnostic::syntax(
                                "import * only allowed at module level",
                                alias.span,
                            ));
                        }
                    } else {
                        self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                    }
                }
                Ok(())
            }
            StmtKind::Global(names) => names.iter().try_for_each(|n| self.global(n, stmt.span)),
            StmtKind::Nonlocal(names) => names.iter().try_for_each(|n| self.nonlocal(n, stmt.span)),
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn global(&mut self, name: &Name, span: Span) -> Res {
        let before = self.mark(name, flag::GLOBAL);
        self.check_declaration(name, before, "global", span)
    }

    fn nonlocal(&mut self, name: &Name, span: Span) -> Res {
        if self.scope().kind == ScopeKind::Module {
            return Err(Diagnostic::syntax(
                "nonlocal declaration not allowed at module level",
                span,
            ));
        }
        let before = self.mark(name, flag::NONLOCAL);
        let sym = self.sym(name);
        self.scope().nonlocals.push((sym, span));
        self.check_declaration(name, before, "nonlocal", span)
    }

    fn check_declaration(&mut self, name: &Name, before: u16, what: &str, span: Span) -> Res {
        let sym = self.sym(name);
        let name = self.quoted(sym);
        let message = if before & flag::PARAM != 0 {
            format!("name '{name}' is parameter and {what}")
        } else if before & flag::USED != 0 {
            format!("name '{name}' is used prior to {what} declaration")
        } else if before & flag::ANNOTATED != 0 {
            format!("annotated name '{name}' can't be {what}")
        } else if before & (flag::BOUND | flag::DELETED) != 0 {
            format!("name '{name}' is assigned to before {what} declaration")
        } else {
            return Ok(());
        };
        Err(Diagnostic::syntax(message, span))
    }

    fn ann_assign(&mut self, ann: &AnnAssign, span: Span) -> Res {
        if let ExprKind::Name(name) = &ann.target.kind {
            let sym = self.sym(name);
            let before = self.scope().get(sym).map_or(0, |s| s.flags);
            let is_module = self.scope().kind == ScopeKind::Module;
            if before & (flag::GLOBAL | flag::NONLOCAL) != 0 && !is_module && ann.simple {
                let what = if before & flag::GLOBAL != 0 {
                    "global"
                } else {
                    "nonlocal"
                };
                let message = format!("annotated name '{}' can't be {what}", self.quoted(sym));
                return Err(Diagnostic::syntax(message, span));
            }
            if ann.simple {
                self.scope().mark(sym, flag::ANNOTATED | flag::BOUND);
            } else if ann.value.is_some() {
                self.scope().mark(sym, flag::BOUND);
            }
        } else {
            self.expr(&ann.target)?;
        }
        self.variable_annotation(ann)?;
        self.opt(&ann.value)
    }

    /// The annotation of a variable belongs to the annotate function of its class or module; one of a
    /// function's local, or of another target, is never evaluated.
    fn variable_annotation(&mut self, ann: &AnnAssign) -> Res {
        let block = self.current;
        let kind = self.scope().kind;
        if self.scopes.future_annotations
            || !ann.simple
            || kind.is_function_like()
            || !matches!(ann.target.kind, ExprKind::Name(_))
        {
            return unevaluated_annotation(&ann.annotation);
        }
        let conditional = kind == ScopeKind::Module || self.conditional;
        if conditional && !self.scope().conditional_annotations {
            let scope = self.scope();
            scope.conditional_annotations = true;
            if kind == ScopeKind::Module {
                scope.mark(known::CONDITIONAL, flag::USED);
            }
        }
        self.scope().has_annotations = true;
        let key = ScopeKey(usize::MAX - block.0 as usize, Part::Annotate);
        match self.scopes.by_key.get(&key) {
            Some(&existing) => self.current = existing,
            None => {
                self.enter(ScopeKind::Annotate, key);
                self.scope().mark(known::FORMAT, flag::PARAM | flag::BOUND);
            }
        }
        if conditional {
            self.scope().mark(known::CONDITIONAL, flag::USED);
        }
        let result = self.expr(&ann.annotation);
        self.leave(block);
        result
    }

    fn delete(&mut self, target: &Expr) -> Res {
        match &target.kind {
            ExprKind::Name(name) => {
                self.mark(name, flag::BOUND | flag::DELETED);
                Ok(())
            }
            ExprKind::List(seq) | ExprKind::Tuple(seq) => {
                seq.elts.iter().try_for_each(|e| self.delete(e))
            }
            _ => self.expr(target),
        }
    }

    /// An assignment target.
    pub(super) fn target(&mut self, target: &Expr) -> Res {
        match &target.kind {
            ExprKind::Name(name) => {
                if matches!(
                    self.scope().kind,
                    ScopeKind::Comprehension | ScopeKind::Generator
                ) {
                    self.iteration_variable(name, target.span)?;
                } else {
                    self.bind(name);
                }
                Ok(())
            }
            ExprKind::List(seq) | ExprKind::Tuple(seq) => {
                seq.elts.iter().try_for_each(|e| self.target(e))
            }
            ExprKind::Starred(inner) => self.target(inner),
            _ => self.expr(target),
        }
    }

    fn iteration_variable(&mut self, name: &Name, span: Span) -> Res {
        let before = self.mark(name, flag::BOUND | flag::ITERATION);
        if before & (flag::GLOBAL | flag::NONLOCAL) != 0 {
            return Err(Diagnostic::syntax(
                format!(
                    "comprehension inner loop cannot rebind assignment expression target '{name}'"
                ),
                span,
            ));
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &Pattern) -> Res {
        match &pattern.kind {
            PatternKind::Value(value) | PatternKind::Singleton(value) => self.expr(value),
            PatternKind::Sequence(items) | PatternKind::Or(items) => {
                items.iter().try_for_each(|p| self.pattern(p))
            }
            PatternKind::Mapping(mapping) => {
                self.exprs(&mapping.keys)?;
                mapping.patterns.iter().try_for_each(|p| self.pattern(p))?;
                if let Some(rest) = &mapping.rest {
                    self.bind(rest);
                }
                Ok(())
            }
            PatternKind::Class(class) => {
                self.expr(&class.cls)?;
                class.patterns.iter().try_for_each(|p| self.pattern(p))?;
                class.keywords.iter().try_for_each(|(_, p)| self.pattern(p))
            }
            PatternKind::Star(name) => {
                if let Some(name) = name {
                    self.bind(name);
                }
                Ok(())
            }
            PatternKind::As(inner, name) => {
                self.pattern(inner)?;
                self.bind(name);
                Ok(())
            }
            PatternKind::Capture(name) => {
                self.bind(name);
                Ok(())
            }
            PatternKind::Wildcard => Ok(()),
        }
    }

    // ---- definitions ------------------------------------------------------------------------

    pub(super) fn defaults(&mut self, params: &Params) -> Res {
        params.iter().try_for_each(|p| self.opt(&p.default))
    }

    fn function_def(&mut self, def: &FunctionDef) -> Res {
        self.bind(&def.name);
        self.exprs(&def.decorators)?;
        self.defaults(&def.params)?;
        let outer = self.current;
        if !def.type_params.is_empty() {
            self.enter(ScopeKind::TypeParams, ScopeKey::new(def, Part::TypeParams));
            // Written in the order of CPython's `varnames`: these two are parameters.
            if def
                .params
                .posonly
                .iter()
                .chain(&def.params.args)
                .any(|p| p.default.is_some())
            {
                self.scope()
                    .mark(known::DOT_DEFAULTS, flag::PARAM | flag::BOUND);
            }
            if def.params.kwonly.iter().any(|p| p.default.is_some()) {
                self.scope()
                    .mark(known::DOT_KWDEFAULTS, flag::PARAM | flag::BOUND);
            }
            self.type_params(&def.type_params)?;
        }
        self.function_annotations(def)?;
        self.function_body(&def.params, ScopeKey::new(def, Part::Body), |this| {
            this.stmts(&def.body)
        })?;
        self.leave(outer);
        Ok(())
    }

    fn function_annotations(&mut self, def: &FunctionDef) -> Res {
        let annotated = def.params.iter().any(|p| p.annotation.is_some()) || def.returns.is_some();
        if !annotated {
            return Ok(());
        }
        let outer = self.current;
        self.enter(ScopeKind::Annotate, ScopeKey::new(def, Part::Annotate));
        self.scope().mark(known::FORMAT, flag::PARAM | flag::BOUND);
        if !self.scopes.future_annotations {
            for param in def.params.iter() {
                match param.annotation.as_ref().map(|a| &a.kind) {
                    // `*args: *Ts`
                    Some(ExprKind::Starred(inner)) => self.expr(inner)?,
                    _ => self.opt(&param.annotation)?,
                }
            }
            self.opt(&def.returns)?;
        } else {
            let params = def.params.iter().filter_map(|p| p.annotation.as_ref());
            params
                .chain(&def.returns)
                .try_for_each(unevaluated_annotation)?;
        }
        self.leave(outer);
        Ok(())
    }

    pub(super) fn function_body(
        &mut self,
        params: &Params,
        key: ScopeKey,
        body: impl FnOnce(&mut Self) -> Res,
    ) -> Res {
        let outer = self.current;
        let conditional = std::mem::replace(&mut self.conditional, false);
        self.enter(ScopeKind::Function, key);
        for param in params.iter() {
            let before = self.mark(&param.name, flag::PARAM | flag::BOUND);
            if before & flag::PARAM != 0 {
                return Err(Diagnostic::syntax(
                    format!(
                        "duplicate parameter '{}' in function definition",
                        param.name
                    ),
                    param.span,
                ));
            }
        }
        body(self)?;
        self.leave(outer);
        self.conditional = conditional;
        Ok(())
    }

    fn class_def(&mut self, def: &ClassDef) -> Res {
        self.bind(&def.name);
        self.exprs(&def.decorators)?;
        let outer = self.current;
        let generic = !def.type_params.is_empty();
        if generic {
            self.enter(ScopeKind::TypeParams, ScopeKey::new(def, Part::TypeParams));
            let scope = self.scope();
            scope.private = Some(Rc::from(&*def.name));
            scope.mark(known::DOT_TYPE_PARAMS, flag::BOUND | flag::USED);
            scope.mark(known::DOT_GENERIC_BASE, flag::BOUND | flag::USED);
            self.type_params(&def.type_params)?;
        }
        self.exprs(&def.bases)?;
        def.keywords.iter().try_for_each(|k| self.expr(&k.value))?;
        let conditional = std::mem::replace(&mut self.conditional, false);
        self.enter(ScopeKind::Class, ScopeKey::new(def, Part::Body));
        self.scope().private = Some(Rc::from(&*def.name));
        if generic {
            self.scope().mark(known::TYPE_PARAMS, flag::BOUND);
            self.scope().mark(known::DOT_TYPE_PARAMS, flag::USED);
        }
        self.stmts(&def.body)?;
        self.conditional = conditional;
        self.leave(outer);
        Ok(())
    }

    fn type_params(&mut self, params: &[TypeParam]) -> Res {
        for param in params {
            let sym = self.sym(&param.name);
            let before = self.scope().mark(sym, flag::BOUND | flag::TYPE_PARAM);
            if before & flag::TYPE_PARAM != 0 {
                return Err(Diagnostic::syntax(
                    format!("duplicate type parameter '{}'", param.name),
                    param.span,
                ));
            }
            if let TypeParamKind::TypeVar(Some(bound)) = &param.kind {
                self.evaluator(bound, ScopeKey::new(param, Part::Bound), "a TypeVar bound")?;
            }
            if let Some(default) = &param.default {
                let default = match &default.kind {
                    ExprKind::Starred(inner) => inner,
                    _ => default,
                };
                let what = match &param.kind {
                    TypeParamKind::TypeVar(_) => "a TypeVar default",
                    TypeParamKind::ParamSpec => "a ParamSpec default",
                    TypeParamKind::TypeVarTuple => "a TypeVarTuple default",
                };
                self.evaluator(default, ScopeKey::new(param, Part::Default), what)?;
            }
        }
        Ok(())
    }

    /// A block that evaluates one expression when asked.
    fn evaluator(&mut self, value: &Expr, key: ScopeKey, what: &'static str) -> Res {
        let outer = self.current;
        self.enter(ScopeKind::Evaluator(what), key);
        self.scope()
            .mark(known::DOT_FORMAT, flag::PARAM | flag::BOUND);
        self.expr(value)?;
        self.leave(outer);
        Ok(())
    }

    fn type_alias(&mut self, alias: &TypeAlias) -> Res {
        self.bind(&alias.name);
        let outer = self.current;
        if !alias.type_params.is_empty() {
            self.enter(
                ScopeKind::TypeParams,
                ScopeKey::new(alias, Part::TypeParams),
            );
            self.type_params(&alias.type_params)?;
        }
        self.evaluator(
            &alias.value,
            ScopeKey::new(alias, Part::Body),
            "a type alias",
        )?;
        self.leave(outer);
        Ok(())
    }
}

/// Refuses in an annotation that is never evaluated what has no place in one.
fn unevaluated_annotation(annotation: &Expr) -> Res {
    let mut stack = vec![annotation];
    while let Some(e) = stack.pop() {
        match &e.kind {
            // Blocks of their own, but for the first iterable.
            ExprKind::Lambda(_) => {}
            ExprKind::ListComp(c) | ExprKind::SetComp(c) | ExprKind::GeneratorExp(c) => {
                stack.extend(c.generators.first().map(|g| &g.iter));
            }
            ExprKind::DictComp(c) => stack.extend(c.generators.first().map(|g| &g.iter)),
            kind => {
                if let Some(what) = forbidden(kind) {
                    return Err(misplaced(what, "an annotation", e.span));
                }
                kind.for_each_child(&mut |child| stack.push(child));
            }
        }
    }
    Ok(())
}

/// How errors name an expression that has no place in annotations and type parameters.
pub(super) fn forbidden(kind: &ExprKind) -> Option<&'static str> {
    Some(match kind {
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield",
        ExprKind::Await(_) => "await",
        ExprKind::NamedExpr(_) => "named",
        _ => return None,
    })
}

pub(super) fn misplaced(what: &str, block: &str, span: Span) -> Diagnostic {
    Diagnostic::syntax(
        format!("{what} expression cannot be used within {block}"),
        span,
    )
}

impl Scopes {
    /// The annotation scope of a class or module, if it has annotations.
    pub(crate) fn annotations_of(&self, block: ScopeId) -> Option<ScopeId> {
        let key = ScopeKey(usize::MAX - block.0 as usize, Part::Annotate);
        self.by_key.get(&key).copied()
    }
}
