//! What CPython's compiler refuses after parsing, and what it warns of: statements and expressions that
//! stand where they have no meaning. Names and scopes are checked elsewhere.

use crate::ast::*;
use crate::check::pattern;
use crate::diag::{DiagKind, Diagnostic, Stage};
use crate::span::Span;

/// The scope that an expression or statement is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Module,
    Class,
    /// The bases of a class with type parameters: what has no place there is found with the names.
    Generic,
    Function,
    AsyncFunction,
    Lambda,
    /// A comprehension, by CPython's name for it.
    Comp(&'static str),
}

impl Scope {
    fn is_function(self) -> bool {
        !matches!(self, Scope::Module | Scope::Class | Scope::Generic)
    }
}

/// What an expression is to the one around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    /// An item, which may have a star.
    Item,
    /// What is stored to or deleted; may have a star.
    Target,
}

/// Where a statement is within its function.
#[derive(Clone, Copy)]
struct Place {
    scope: Scope,
    /// Whether there is a loop to leave.
    in_loop: bool,
    /// Whether `break`, `continue` (out of a loop around it) and `return` would leave `except*`.
    in_star: bool,
    loop_in_star: bool,
    /// The same for `finally`.
    in_finally: bool,
    loop_in_finally: bool,
}

impl Place {
    fn new(scope: Scope) -> Self {
        Place {
            scope,
            in_loop: false,
            in_star: false,
            loop_in_star: false,
            in_finally: false,
            loop_in_finally: false,
        }
    }

    fn in_a_loop(self) -> Self {
        Place {
            in_loop: true,
            loop_in_star: false,
            loop_in_finally: false,
            ..self
        }
    }
}

/// Checks a whole tree; adds warnings to it, in the order of CPython's passes. The error is the first in source order, statement by
/// statement.
pub(crate) fn check(module: &mut Module) -> Result<(), Diagnostic> {
    let mut checker = Checker {
        warnings: Vec::new(),
        finally_warnings: Vec::new(),
        async_function: None,
    };
    let mut futures = true;
    for (i, s) in module.body.iter().enumerate() {
        match &s.kind {
            StmtKind::ImportFrom(import) if is_future(import) => {
                if !futures {
                    return Err(late_future(s.span));
                }
                check_features(import)?;
            }
            StmtKind::Expr(e) if i == 0 && matches!(e.kind, ExprKind::Str(_)) => {}
            _ => {
                futures = false;
                checker.stmt(s, Place::new(Scope::Module))?;
            }
        }
    }
    for mut phase in [checker.finally_warnings, checker.warnings] {
        phase.sort_by_key(Diagnostic::start);
        let of_code = |warning: Diagnostic| warning.in_stage(Stage::Code);
        module.warnings.extend(phase.into_iter().map(of_code));
    }
    Ok(())
}

fn is_future(import: &ImportFrom) -> bool {
    import.level == 0 && import.module.as_ref().is_some_and(|m| m == "__future__")
}

fn late_future(span: Span) -> Diagnostic {
    Diagnostic::syntax(
        "from __future__ imports must occur at the beginning of the file",
        span,
    )
}

fn check_features(import: &ImportFrom) -> Result<(), Diagnostic> {
    for alias in &import.names {
        match alias.name.as_str() {
            "nested_scopes" | "generators" | "division" | "absolute_import" | "with_statement"
            | "print_function" | "unicode_literals" | "barry_as_FLUFL" | "generator_stop"
            | "annotations" => {}
            "braces" => return Err(Diagnostic::syntax("not a chance", alias.span)),
            other => {
                let message = format!("future feature {other} is not defined");
                return Err(Diagnostic::syntax(message, alias.span));
            }
        }
    }
    Ok(())
}

/// What has been seen in the innermost async function.
#[derive(Clone, Copy, Default)]
struct AsyncFunction {
    yields: bool,
    value_return: Option<Span>,
}

struct Checker {
    warnings: Vec<Diagnostic>,
    /// Those of statements that leave `finally`: they come first.
    finally_warnings: Vec<Diagnostic>,
    async_function: Option<AsyncFunction>,
}

type Checked = Result<(), Diagnostic>;

fn fail<T>(message: impl Into<String>, span: Span) -> Result<T, Diagnostic> {
    Err(Diagnostic::syntax(message, span))
}

impl Checker {
    fn warn_finally(&mut self, word: &str, span: Span) {
        let message = format!("'{word}' in a 'finally' block");
        self.finally_warnings
            .push(Diagnostic::new(DiagKind::SyntaxWarning, message, span));
    }

    fn warn(&mut self, message: impl Into<String>, span: Span) {
        self.warnings
            .push(Diagnostic::new(DiagKind::SyntaxWarning, message, span));
    }

    fn block(&mut self, body: &[Stmt], place: Place) -> Checked {
        for s in body {
            self.stmt(s, place)?;
        }
        Ok(())
    }

    fn exprs<'a>(&mut self, list: impl IntoIterator<Item = &'a Expr>, scope: Scope) -> Checked {
        for e in list {
            self.expr(e, scope)?;
        }
        Ok(())
    }

    fn stmt(&mut self, s: &Stmt, place: Place) -> Checked {
        let scope = place.scope;
        match &s.kind {
            StmtKind::FunctionDef(f) => {
                self.exprs(&f.decorators, scope)?;
                self.exprs(f.params.iter().filter_map(|p| p.default.as_ref()), scope)?;
                type_params(&f.type_params)?;
                let inner = if f.is_async {
                    Scope::AsyncFunction
                } else {
                    Scope::Function
                };
                let record = f.is_async.then(AsyncFunction::default);
                let outer = std::mem::replace(&mut self.async_function, record);
                self.block(&f.body, Place::new(inner))?;
                let record = std::mem::replace(&mut self.async_function, outer);
                if let Some(AsyncFunction {
                    yields: true,
                    value_return: Some(span),
                }) = record
                {
                    return fail("'return' with value in async generator", span);
                }
                Ok(())
            }
            StmtKind::ClassDef(c) => {
                self.exprs(&c.decorators, scope)?;
                type_params(&c.type_params)?;
                let around = if c.type_params.is_empty() {
                    scope
                } else {
                    Scope::Generic
                };
                self.arguments(&c.bases, &c.keywords, around)?;
                let outer = self.async_function.take();
                self.block(&c.body, Place::new(Scope::Class))?;
                self.async_function = outer;
                Ok(())
            }
            StmtKind::TypeAlias(t) => {
                binds(&t.name, t.name_span)?;
                type_params(&t.type_params)
            }
            StmtKind::Return(value) => self.check_return(s, value.as_deref(), place),
            StmtKind::Delete(targets) => {
                for t in targets {
                    if matches!(&t.kind, ExprKind::Attribute(a) if a.attr == "__debug__") {
                        return fail("cannot delete __debug__", t.span);
                    }
                    self.target(t, scope)?;
                }
                Ok(())
            }
            StmtKind::Assign(a) => {
                for t in &a.targets {
                    self.target(t, scope)?;
                }
                self.expr(&a.value, scope)
            }
            StmtKind::AugAssign(a) => {
                self.target(&a.target, scope)?;
                self.expr(&a.value, scope)
            }
            StmtKind::AnnAssign(a) => {
                self.target(&a.target, scope)?;
                self.exprs(&a.value, scope)
            }
            StmtKind::For(f) => {
                if f.is_async && scope != Scope::AsyncFunction {
                    return fail("'async for' outside async function", s.span);
                }
                self.expr(&f.iter, scope)?;
                self.target(&f.target, scope)?;
                self.block(&f.body, place.in_a_loop())?;
                self.block(&f.orelse, place)
            }
            StmtKind::While(w) => {
                self.expr(&w.test, scope)?;
                self.block(&w.body, place.in_a_loop())?;
                self.block(&w.orelse, place)
            }
            StmtKind::If(i) => {
                for branch in &i.branches {
                    self.expr(&branch.test, scope)?;
                    self.block(&branch.body, place)?;
                }
                self.block(&i.orelse, place)
            }
            StmtKind::With(w) => {
                if w.is_async && scope != Scope::AsyncFunction {
                    return fail("'async with' outside async function", s.span);
                }
                for item in &w.items {
                    self.expr(&item.context, scope)?;
                    if let Some(t) = &item.target {
                        self.target(t, scope)?;
                    }
                }
                self.block(&w.body, place)
            }
            StmtKind::Match(m) => {
                self.expr(&m.subject, scope)?;
                for (i, case) in m.cases.iter().enumerate() {
                    let last = i + 1 == m.cases.len() || case.guard.is_some();
                    pattern::check(&case.pattern, last)?;
                    self.exprs(&case.guard, scope)?;
                    self.block(&case.body, place)?;
                }
                Ok(())
            }
            StmtKind::Raise(r) => match r {
                Some(r) => {
                    self.expr(&r.exc, scope)?;
                    self.exprs(&r.cause, scope)
                }
                None => Ok(()),
            },
            StmtKind::Try(t) => self.check_try(t, place),
            StmtKind::Assert(a) => {
                if matches!(&a.test.kind, ExprKind::Tuple(t) if !t.elts.is_empty()) {
                    let message = "assertion is always true, perhaps remove parentheses?";
                    self.warn(message, s.span);
                }
                self.expr(&a.test, scope)?;
                self.exprs(&a.msg, scope)
            }
            StmtKind::ImportFrom(import) if is_future(import) => Err(late_future(s.span)),
            StmtKind::Expr(e) => self.expr(e, scope),
            StmtKind::Break | StmtKind::Continue => self.check_leave(s, place),
            StmtKind::Import(names) => names.iter().try_for_each(binds_import),
            StmtKind::ImportFrom(import) => import.names.iter().try_for_each(binds_import),
            StmtKind::Global(_) | StmtKind::Nonlocal(_) | StmtKind::Pass => Ok(()),
        }
    }

    fn check_return(&mut self, s: &Stmt, value: Option<&Expr>, place: Place) -> Checked {
        if !place.scope.is_function() {
            return fail("'return' outside function", s.span);
        }
        if place.in_star {
            return fail(STAR_LEFT, s.span);
        }
        if place.in_finally {
            self.warn_finally("return", s.span);
        }
        if let (Some(f), Some(_)) = (&mut self.async_function, value) {
            f.value_return.get_or_insert(s.span);
        }
        self.exprs(value, place.scope)
    }

    /// `break` or `continue`.
    fn check_leave(&mut self, s: &Stmt, place: Place) -> Checked {
        let is_break = matches!(s.kind, StmtKind::Break);
        if place.loop_in_star {
            return fail(STAR_LEFT, s.span);
        }
        if !place.in_loop {
            let message = if is_break {
                "'break' outside loop"
            } else {
                "'continue' not properly in loop"
            };
            return fail(message, s.span);
        }
        if place.loop_in_finally {
            let word = if is_break { "break" } else { "continue" };
            self.warn_finally(word, s.span);
        }
        Ok(())
    }

    fn check_try(&mut self, t: &Try, place: Place) -> Checked {
        self.block(&t.body, place)?;
        for (i, h) in t.handlers.iter().enumerate() {
            if h.typ.is_none() && i + 1 < t.handlers.len() {
                return fail("default 'except:' must be last", h.span);
            }
            self.exprs(&h.typ, place.scope)?;
            h.name.iter().try_for_each(|n| binds(n, h.span))?;
            let inner = Place {
                in_star: place.in_star || t.is_star,
                loop_in_star: place.loop_in_star || t.is_star,
                ..place
            };
            self.block(&h.body, inner)?;
        }
        self.block(&t.orelse, place)?;
        let inner = Place {
            in_finally: true,
            loop_in_finally: true,
            ..place
        };
        self.block(&t.finalbody, inner)
    }

    /// Positional and keyword arguments, where stars are at home.
    fn arguments(&mut self, args: &[Expr], keywords: &[Keyword], scope: Scope) -> Checked {
        for e in args {
            self.unstarred(e, scope)?;
        }
        self.exprs(keywords.iter().map(|k| &k.value), scope)
    }

    /// An expression that may carry a star.
    fn unstarred(&mut self, e: &Expr, scope: Scope) -> Checked {
        match &e.kind {
            ExprKind::Starred(inner) => self.expr(inner, scope),
            _ => self.expr(e, scope),
        }
    }

    /// A target; its stars have been checked.
    fn target(&mut self, e: &Expr, scope: Scope) -> Checked {
        if matches!(e.kind, ExprKind::Name(_)) {
            return Ok(());
        }
        self.expr_as(e, scope, Role::Target)
    }

    fn expr(&mut self, e: &Expr, scope: Scope) -> Checked {
        self.expr_as(e, scope, Role::Plain)
    }

    /// Checks an expression and all in it, by a loop, for it may be deep. The error is the first in
    /// source order.
    fn expr_as(&mut self, e: &Expr, scope: Scope, role: Role) -> Checked {
        if is_leaf(e) {
            return Ok(());
        }
        let mut first: Option<Diagnostic> = None;
        let mut note = |d: Diagnostic| {
            if first.as_ref().is_none_or(|f| f.span > d.span) {
                first = Some(d);
            }
        };
        let mut stack = vec![(e, scope, role)];
        while let Some((e, scope, role)) = stack.pop() {
            if let Err(d) = self.one(e, scope, role) {
                note(d);
            }
            let mut push = |child, scope, role| {
                if !is_leaf(child) {
                    stack.push((child, scope, role));
                }
            };
            match &e.kind {
                ExprKind::Lambda(l) => {
                    for p in l.params.iter() {
                        p.default.iter().for_each(|e| push(e, scope, Role::Plain));
                    }
                    push(&l.body, Scope::Lambda, Role::Plain);
                }
                ExprKind::ListComp(c) | ExprKind::SetComp(c) | ExprKind::GeneratorExp(c) => {
                    let inner = Scope::Comp(comp_name(&e.kind));
                    push(&c.elt, inner, Role::Plain);
                    comprehension(&c.generators, scope, inner, &mut push);
                }
                ExprKind::DictComp(c) => {
                    let inner = Scope::Comp("dict comprehension");
                    push(&c.key, inner, Role::Plain);
                    push(&c.value, inner, Role::Plain);
                    comprehension(&c.generators, scope, inner, &mut push);
                }
                ExprKind::Call(c) => {
                    push(&c.func, scope, Role::Plain);
                    c.args.iter().for_each(|e| push(e, scope, Role::Item));
                    c.keywords
                        .iter()
                        .for_each(|k| push(&k.value, scope, Role::Plain));
                }
                ExprKind::List(s) | ExprKind::Tuple(s) | ExprKind::Set(s) => {
                    let inner = if role == Role::Target {
                        role
                    } else {
                        Role::Item
                    };
                    s.elts.iter().for_each(|e| push(e, scope, inner));
                }
                ExprKind::Starred(inner) if role == Role::Target => push(inner, scope, role),
                kind => kind.for_each_child(&mut |child| push(child, scope, Role::Plain)),
            }
        }
        first.map_or(Ok(()), Err)
    }

    /// Checks one expression without its children.
    fn one(&mut self, e: &Expr, scope: Scope, role: Role) -> Checked {
        match &e.kind {
            ExprKind::Starred(_) if role == Role::Plain => {
                fail("can't use starred expression here", e.span)
            }
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) => self.check_yield(e, scope),
            ExprKind::Await(_) => match scope {
                Scope::Module | Scope::Class => fail("'await' outside function", e.span),
                Scope::Function | Scope::Lambda => fail("'await' outside async function", e.span),
                Scope::AsyncFunction | Scope::Comp(_) | Scope::Generic => Ok(()),
            },
            ExprKind::ListComp(c) | ExprKind::SetComp(c) => {
                async_comp(e, &c.generators, &[&c.elt], scope)
            }
            ExprKind::DictComp(c) => async_comp(e, &c.generators, &[&c.key, &c.value], scope),
            ExprKind::Compare(c) => {
                self.check_is(e, c);
                Ok(())
            }
            ExprKind::Call(c) => {
                self.check_callee(&c.func);
                Ok(())
            }
            ExprKind::Subscript(s) if role != Role::Target => {
                self.check_subscript(s);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn check_yield(&mut self, e: &Expr, scope: Scope) -> Checked {
        match scope {
            Scope::Module | Scope::Class => {
                let word = match e.kind {
                    ExprKind::YieldFrom(_) => "yield from",
                    _ => "yield",
                };
                fail(format!("'{word}' outside function"), e.span)
            }
            Scope::Comp(name) => fail(format!("'yield' inside {name}"), e.span),
            Scope::AsyncFunction => {
                if matches!(e.kind, ExprKind::YieldFrom(_)) {
                    return fail("'yield from' inside async function", e.span);
                }
                if let Some(f) = &mut self.async_function {
                    f.yields = true;
                }
                Ok(())
            }
            Scope::Function | Scope::Lambda | Scope::Generic => Ok(()),
        }
    }

    /// `x is 1` may or may not be true.
    fn check_is(&mut self, e: &Expr, c: &Compare) {
        let mut left = &c.left;
        for (op, right) in &c.ops {
            if matches!(op, CmpOp::Is | CmpOp::IsNot) {
                let literal = literal_type(left)
                    .filter(|_| literal_type(right).is_none() || !is_singleton(right))
                    .or(literal_type(right));
                if let Some(name) = literal.filter(|_| !is_singleton(left) || !is_singleton(right))
                {
                    let (word, instead) = match op {
                        CmpOp::Is => ("is", "=="),
                        _ => ("is not", "!="),
                    };
                    let message =
                        format!("\"{word}\" with '{name}' literal. Did you mean \"{instead}\"?");
                    self.warn(message, e.span);
                }
            }
            left = right;
        }
    }

    fn check_callee(&mut self, func: &Expr) {
        // A lambda is callable.
        if let Some(name) = display_type(func).filter(|name| *name != "function") {
            let message = format!("'{name}' object is not callable; perhaps you missed a comma?");
            self.warn(message, func.span);
        }
    }

    fn check_subscript(&mut self, s: &Subscript) {
        let container = match &s.value.kind {
            ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Ellipsis
            | ExprKind::Int(_)
            | ExprKind::BigInt(_)
            | ExprKind::Float(_)
            | ExprKind::Imag(_)
            | ExprKind::Set(_)
            | ExprKind::SetComp(_)
            | ExprKind::GeneratorExp(_)
            | ExprKind::Lambda(_) => {
                if let Some(name) = display_type(&s.value) {
                    let message = format!(
                        "'{name}' object is not subscriptable; perhaps you missed a comma?"
                    );
                    self.warn(message, s.value.span);
                }
                return;
            }
            ExprKind::Str(_) | ExprKind::FString(_) => "str",
            ExprKind::Bytes(_) => "bytes",
            ExprKind::Tuple(_) => "tuple",
            ExprKind::List(_) | ExprKind::ListComp(_) => "list",
            _ => return,
        };
        let index = match &s.index.kind {
            ExprKind::Int(_) | ExprKind::BigInt(_) | ExprKind::Bool(_) | ExprKind::Slice(_) => {
                return;
            }
            _ => match display_type(&s.index) {
                Some(name) => name,
                None => return,
            },
        };
        let message = format!(
            "{container} indices must be integers or slices, not {index}; perhaps you missed a comma?"
        );
        self.warn(message, s.value.span);
    }
}

/// `__debug__` cannot be bound.
pub(super) fn binds(name: &Name, span: Span) -> Checked {
    if name == "__debug__" {
        return fail("cannot assign to __debug__", span);
    }
    Ok(())
}

fn binds_import(alias: &Alias) -> Checked {
    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
    if bound.split('.').next() == Some("__debug__") {
        return fail("cannot assign to __debug__", alias.span);
    }
    Ok(())
}

const STAR_LEFT: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

/// Whether there is nothing to check in `e`.
fn is_leaf(e: &Expr) -> bool {
    matches!(
        e.kind,
        ExprKind::Name(_)
            | ExprKind::Int(_)
            | ExprKind::Str(_)
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Float(_)
            | ExprKind::Bytes(_)
    )
}

fn comp_name(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::ListComp(_) => "list comprehension",
        ExprKind::SetComp(_) => "set comprehension",
        ExprKind::DictComp(_) => "dict comprehension",
        _ => "generator expression",
    }
}

/// The clauses of a comprehension: the first iterable belongs to the scope around it.
fn comprehension<'a>(
    generators: &'a [Comprehension],
    outer: Scope,
    inner: Scope,
    push: &mut impl FnMut(&'a Expr, Scope, Role),
) {
    for (i, g) in generators.iter().enumerate() {
        push(&g.target, inner, Role::Target);
        push(&g.iter, if i == 0 { outer } else { inner }, Role::Plain);
        for e in &g.ifs {
            push(e, inner, Role::Plain);
        }
    }
}

/// An asynchronous comprehension needs an asynchronous function around it.
fn async_comp(e: &Expr, g: &[Comprehension], elts: &[&Expr], scope: Scope) -> Checked {
    if matches!(scope, Scope::AsyncFunction | Scope::Comp(_)) {
        return Ok(());
    }
    let awaits = |e: &Expr| matches!(e.kind, ExprKind::Await(_));
    if g.iter().any(|g| g.is_async || g.ifs.iter().any(awaits)) || elts.iter().any(|e| awaits(e)) {
        return fail(
            "asynchronous comprehension outside of an asynchronous function",
            e.span,
        );
    }
    Ok(())
}

fn type_params(list: &[TypeParam]) -> Checked {
    let mut defaults = false;
    for t in list {
        binds(&t.name, t.span)?;
        if t.default.is_some() {
            defaults = true;
        } else if defaults {
            let message = format!(
                "non-default type parameter '{}' follows default type parameter",
                t.name
            );
            return fail(message, t.span);
        }
    }
    Ok(())
}

/// Constants that are single objects, for which `is` has a meaning.
fn is_singleton(e: &Expr) -> bool {
    matches!(
        e.kind,
        ExprKind::None | ExprKind::Bool(_) | ExprKind::Ellipsis
    )
}

/// The type of a literal for which `is` has no meaning.
fn literal_type(e: &Expr) -> Option<&'static str> {
    match &e.kind {
        ExprKind::Tuple(t)
            if !t
                .elts
                .iter()
                .all(|e| literal_type(e).is_some() || is_singleton(e)) =>
        {
            None
        }
        ExprKind::Int(_)
        | ExprKind::BigInt(_)
        | ExprKind::Float(_)
        | ExprKind::Imag(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Tuple(_) => display_type(e),
        _ => None,
    }
}

/// The type of a literal or display.
fn display_type(e: &Expr) -> Option<&'static str> {
    Some(match &e.kind {
        ExprKind::Int(_) | ExprKind::BigInt(_) => "int",
        ExprKind::Float(_) => "float",
        ExprKind::Imag(_) => "complex",
        ExprKind::Str(_) | ExprKind::FString(_) => "str",
        ExprKind::Bytes(_) => "bytes",
        ExprKind::Bool(_) => "bool",
        ExprKind::None => "NoneType",
        ExprKind::Ellipsis => "ellipsis",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) | ExprKind::ListComp(_) => "list",
        ExprKind::Dict(_) | ExprKind::DictComp(_) => "dict",
        ExprKind::Set(_) | ExprKind::SetComp(_) => "set",
        ExprKind::GeneratorExp(_) => "generator",
        ExprKind::Lambda(_) => "function",
        _ => return None,
    })
}
