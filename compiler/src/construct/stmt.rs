//! Constructors of statements.

use super::Ctx;
use crate::ast::*;
use crate::check::{call, target};
use crate::span::Span;

impl Ctx<'_> {
    pub(crate) fn stmt(&mut self, l: u32, r: u32, kind: StmtKind) -> Stmt {
        Stmt {
            span: Span::new(l, r),
            kind,
        }
    }

    pub(crate) fn assign(&mut self, targets: Vec<Expr>, value: Expr) -> StmtKind {
        for (i, t) in targets.iter().enumerate() {
            target::check_assign(self, t, i, targets.len(), &value);
        }
        StmtKind::Assign(Box::new(Assign { targets, value }))
    }

    pub(crate) fn aug_assign(&mut self, target: Expr, op: BinaryOp, value: Expr) -> StmtKind {
        target::check_aug(self, &target);
        StmtKind::AugAssign(Box::new(AugAssign { target, op, value }))
    }

    pub(crate) fn ann_assign(
        &mut self,
        target: Expr,
        annotation: Expr,
        value: Option<Expr>,
    ) -> StmtKind {
        target::check_ann(self, &target);
        let simple = matches!(target.kind, ExprKind::Name(_)) && !target.paren;
        StmtKind::AnnAssign(Box::new(AnnAssign {
            target,
            annotation,
            value,
            simple,
        }))
    }

    pub(crate) fn delete(&mut self, e: Expr) -> StmtKind {
        let mut e = e;
        let targets = match &mut e.kind {
            ExprKind::Tuple(t) if !e.paren && !t.elts.is_empty() => std::mem::take(&mut t.elts),
            _ => vec![e],
        };
        for t in &targets {
            target::check_delete(self, t);
        }
        StmtKind::Delete(targets.into())
    }

    pub(crate) fn assert(&mut self, test: Expr, msg: Option<Expr>) -> StmtKind {
        StmtKind::Assert(Box::new(Assert { test, msg }))
    }

    pub(crate) fn import_target(&mut self, e: Expr) -> Name {
        if let ExprKind::Name(name) = &e.kind
            && !e.paren
        {
            return name.clone();
        }
        let message = format!("cannot use {} as import target", target::describe(&e));
        self.fail(message, e.span);
        Name::new("_")
    }

    pub(crate) fn trailing_import_comma(&mut self, r: u32) {
        let rest = &self.src[r as usize..];
        let r = r + (rest.len() - rest.trim_start_matches([' ', '\t']).len()) as u32;
        self.fail(
            "trailing comma not allowed without surrounding parentheses",
            Span::new(r, r + 1),
        );
    }

    pub(crate) fn import_from(
        &mut self,
        level: u32,
        module: Option<Name>,
        names: Vec<Alias>,
        import: u32,
    ) -> StmtKind {
        if level == 0 && module.is_none() {
            self.fail("invalid syntax", Span::new(import, import + 6));
        }
        StmtKind::ImportFrom(Box::new(ImportFrom {
            module,
            names,
            level,
        }))
    }

    pub(crate) fn alias_value(&mut self, _value: &Expr) {}

    /// A compound statement from `l` to the end of its last body.
    pub(crate) fn block(&mut self, l: u32, block: impl Block) -> Stmt {
        let end = block.end().unwrap_or(l);
        Stmt {
            span: Span::new(l, end),
            kind: block.into_kind(),
        }
    }

    pub(crate) fn branch(&mut self, l: u32, test: Expr, body: Vec<Stmt>) -> IfBranch {
        let end = end_of(&body).unwrap_or(test.span.end);
        IfBranch {
            span: Span::new(l, end),
            test,
            body,
        }
    }

    pub(crate) fn for_loop(
        &mut self,
        target: Expr,
        iter: Expr,
        body: Vec<Stmt>,
        orelse: Option<Vec<Stmt>>,
    ) -> Box<For> {
        target::check_for(self, &target);
        Box::new(For {
            target,
            iter,
            body,
            orelse: orelse.unwrap_or_default(),
            is_async: false,
        })
    }

    pub(crate) fn with_item(&mut self, context: Expr, target: Expr) -> WithItem {
        target::check_with(self, &target);
        WithItem {
            context,
            target: Some(target),
        }
    }

    pub(crate) fn try_except(
        &mut self,
        body: Vec<Stmt>,
        handlers: Vec<(Handler, bool)>,
        orelse: Option<Vec<Stmt>>,
        finalbody: Option<Vec<Stmt>>,
    ) -> Box<Try> {
        let is_star = handlers.first().is_some_and(|h| h.1);
        if let Some((handler, _)) = handlers.iter().find(|h| h.1 != is_star) {
            let start = handler.span.start;
            self.fail(
                "cannot have both 'except' and 'except*' on the same 'try'",
                Span::new(start, start + 6),
            );
        }
        Box::new(Try {
            body,
            handlers: handlers.into_iter().map(|h| h.0).collect(),
            orelse: orelse.unwrap_or_default(),
            finalbody: finalbody.unwrap_or_default(),
            is_star,
        })
    }

    pub(crate) fn handler(
        &mut self,
        l: u32,
        r: u32,
        star: bool,
        typ: Option<Expr>,
        name: Option<Expr>,
        body: Vec<Stmt>,
    ) -> (Handler, bool) {
        let kind = if star { "except*" } else { "except" };
        let name = name.and_then(|e| {
            if let ExprKind::Name(n) = &e.kind
                && !e.paren
            {
                let n = n.clone();
                self.check_name_target(&e);
                return Some(n);
            }
            let message = format!("cannot use {kind} statement with {}", target::describe(&e));
            self.fail(message, e.span);
            None
        });
        let end = end_of(&body).unwrap_or(r);
        let handler = Handler {
            span: Span::new(l, end),
            typ,
            name,
            body,
        };
        (handler, star)
    }

    pub(crate) fn handler_tuple(
        &mut self,
        l: u32,
        tl: u32,
        r: u32,
        star: bool,
        types: Vec<Expr>,
        body: Vec<Stmt>,
    ) -> (Handler, bool) {
        let typ = self.tuple(tl, r, types);
        self.handler(l, r, star, Some(typ), None, body)
    }

    pub(crate) fn function(&mut self, l: u32, mut f: Box<FunctionDef>, is_async: bool) -> Stmt {
        self.check_defined(&f.name, Span::new(l, end_of(&f.body).unwrap_or(l)));
        f.is_async = is_async;
        self.block(l, f)
    }

    pub(crate) fn class_def(
        &mut self,
        l: u32,
        name: Name,
        name_span: Span,
        type_params: Option<Vec<TypeParam>>,
        args: Option<(Box<Call>, u32)>,
        body: Vec<Stmt>,
    ) -> Stmt {
        let (bases, keywords) = match args {
            Some((mut call, end)) => {
                call::check_class(self, &mut call, end);
                (call.args, call.keywords)
            }
            None => (Vec::new(), Vec::new()),
        };
        self.check_defined(&name, Span::new(l, end_of(&body).unwrap_or(l)));
        let class = ClassDef {
            name,
            name_span,
            type_params: type_params.unwrap_or_default(),
            bases,
            keywords,
            body,
            decorators: Vec::new(),
        };
        self.block(l, Box::new(class))
    }

    /// A function or class may not be called `__debug__`.
    pub(crate) fn check_defined(&mut self, name: &Name, span: Span) {
        if name == "__debug__" {
            self.fail_late("cannot assign to __debug__", span);
        }
    }

    pub(crate) fn decorate(&mut self, mut definition: Stmt, decorators: Vec<Expr>) -> Stmt {
        match &mut definition.kind {
            StmtKind::FunctionDef(f) => f.decorators = decorators,
            StmtKind::ClassDef(c) => c.decorators = decorators,
            _ => {}
        }
        definition
    }
}

/// Where a body ends.
pub(crate) fn end_of(body: &[Stmt]) -> Option<u32> {
    body.last().map(|s| s.span.end)
}

/// A compound statement's node: its kind, and the end of its last body.
pub(crate) trait Block {
    fn end(&self) -> Option<u32>;
    fn into_kind(self) -> StmtKind;
}

macro_rules! blocks {
    ($($node:ident: $($body:ident),*;)*) => {$(
        impl Block for Box<$node> {
            fn end(&self) -> Option<u32> {
                None$(.or(end_of(&self.$body)))*
            }
            fn into_kind(self) -> StmtKind {
                StmtKind::$node(self)
            }
        }
    )*};
}

blocks! {
    FunctionDef: body;
    ClassDef: body;
    For: orelse, body;
    While: orelse, body;
    With: body;
}

impl Block for Box<If> {
    fn end(&self) -> Option<u32> {
        end_of(&self.orelse).or(self.branches.last().map(|b| b.span.end))
    }
    fn into_kind(self) -> StmtKind {
        StmtKind::If(self)
    }
}

impl Block for Box<Try> {
    fn end(&self) -> Option<u32> {
        end_of(&self.finalbody)
            .or(end_of(&self.orelse))
            .or(self.handlers.last().map(|h| h.span.end))
            .or(end_of(&self.body))
    }
    fn into_kind(self) -> StmtKind {
        StmtKind::Try(self)
    }
}

impl Block for Box<Match> {
    fn end(&self) -> Option<u32> {
        self.cases.last().map(|c| c.span.end)
    }
    fn into_kind(self) -> StmtKind {
        StmtKind::Match(self)
    }
}
