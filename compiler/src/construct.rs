//! What the grammar's actions call: makes nodes, keeps their depth in bounds, and notes the first thing
//! that Python's grammar would refuse.

mod pattern;
mod stmt;

use crate::ast::*;
use crate::check::{call, params, target};
use crate::diag::{DiagKind, Diagnostic};
use crate::number;
use crate::span::Span;
use crate::strings;
use foldhash::fast::FixedState;
use hashbrown::HashMap;

pub(crate) use crate::check::params::{ParamsBuilder, Star};

/// A pending operand of a chain of binary operators, with the span that includes its parentheses.
struct Operand {
    expr: Expr,
    start: u32,
    end: u32,
}

/// The state of one parse.
pub(crate) struct Ctx<'s> {
    pub(crate) src: &'s str,
    names: HashMap<&'s str, Name, FixedState>,
    /// The first error that an action found.
    pub(crate) error: Option<Diagnostic>,
    /// Whether CPython reports that error at once, whatever follows in the text.
    pub(crate) immediate: bool,
    /// The first error that CPython reports only when the whole text has been parsed.
    pub(crate) late: Option<Diagnostic>,
    /// An error about arguments that CPython marks at the call's closing parenthesis.
    at_close: Option<(&'static str, u32)>,
    pub(crate) warnings: Vec<Diagnostic>,
    operands: Vec<Operand>,
    operators: Vec<BinaryOp>,
    depth_limit: u16,
}

/// How tightly a binary operator of a chain binds.
fn precedence(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::BitOr => 0,
        BinaryOp::BitXor => 1,
        BinaryOp::BitAnd => 2,
        BinaryOp::LShift | BinaryOp::RShift => 3,
        BinaryOp::Add | BinaryOp::Sub => 4,
        _ => 5,
    }
}

impl<'s> Ctx<'s> {
    pub(crate) fn new(src: &'s str) -> Self {
        Ctx {
            src,
            names: HashMap::default(),
            error: None,
            immediate: false,
            late: None,
            at_close: None,
            warnings: Vec::new(),
            operands: Vec::new(),
            operators: Vec::new(),
            depth_limit: MAX_EXPR_DEPTH,
        }
    }

    /// Notes an error, unless there was one before.
    pub(crate) fn fail(&mut self, message: impl Into<String>, span: Span) {
        self.note(Diagnostic::syntax(message, span));
    }

    /// Notes an error about the content of a literal, which later errors do not displace.
    pub(crate) fn fail_now(&mut self, message: impl Into<String>, span: Span) {
        if self.error.is_none() {
            self.immediate = true;
        }
        self.fail(message, span);
    }

    /// Notes an error that counts only if the rest of the text can be parsed.
    pub(crate) fn fail_late(&mut self, message: impl Into<String>, span: Span) {
        if self.late.is_none() {
            self.late = Some(Diagnostic::syntax(message, span));
        }
    }

    /// Notes an error about an argument; its place starts at `start` (`u32::MAX` for the closing
    /// parenthesis itself) and ends with the call.
    pub(crate) fn fail_at_close(&mut self, message: &'static str, start: u32) {
        if self.at_close.is_none() {
            self.at_close = Some((message, start));
        }
    }

    /// Settles [`Ctx::fail_at_close`] at a call that ends at `end`.
    pub(crate) fn settle_at_close(&mut self, end: u32) {
        if let Some((message, start)) = self.at_close.take() {
            let close = end - 1;
            let span = if start == u32::MAX {
                Span::new(close, end)
            } else {
                Span::new(start, close)
            };
            self.fail(message, span);
        }
    }

    pub(crate) fn note(&mut self, error: Diagnostic) {
        if self.error.is_none() {
            self.error = Some(error);
        }
    }

    pub(crate) fn text(&self, l: u32, r: u32) -> &'s str {
        &self.src[l as usize..r as usize]
    }

    pub(crate) fn name(&mut self, l: u32, r: u32) -> Name {
        let text = self.text(l, r);
        if let Some(name) = self.names.get(text) {
            return name.clone();
        }
        let name = if text.is_ascii() {
            Name::new(text)
        } else {
            use unicode_normalization::UnicodeNormalization;
            Name::new(&text.nfkc().collect::<String>())
        };
        self.names.insert(text, name.clone());
        name
    }

    pub(crate) fn dotted(&mut self, n: Name, m: Name) -> Name {
        Name::new(&format!("{n}.{m}"))
    }

    // Expressions.

    /// An expression over `l..r`; replaced by a leaf, with an error, if it is nested too deeply.
    pub(crate) fn expr(&mut self, l: u32, r: u32, kind: ExprKind) -> Expr {
        let span = Span::new(l, r);
        let expr = Expr::new(kind, span);
        if expr.depth > self.depth_limit {
            // CPython's compiler fails on what leans left, its parser on what leans right.
            let leans_left = matches!(
                &expr.kind,
                ExprKind::BinOp(b) if b.op != BinaryOp::Pow
            ) || matches!(
                &expr.kind,
                ExprKind::Attribute(_) | ExprKind::Subscript(_) | ExprKind::Call(_)
            );
            let (kind, message) = if leans_left {
                let message = "maximum recursion depth exceeded during compilation";
                (DiagKind::Recursion, message)
            } else {
                let message = "Parser stack overflowed - Python source too complex to parse";
                (DiagKind::Memory, message)
            };
            self.note(Diagnostic::new(kind, message, span));
            return Expr::new(ExprKind::None, span);
        }
        expr
    }

    pub(crate) fn number(&mut self, l: u32, r: u32) -> Expr {
        match number::value(self.text(l, r)) {
            Ok(kind) => self.expr(l, r, kind),
            Err(message) => {
                self.fail(message, Span::new(l, r));
                self.expr(l, r, ExprKind::Int(0))
            }
        }
    }

    pub(crate) fn tuple(&mut self, l: u32, r: u32, elts: Vec<Expr>) -> Expr {
        self.expr(l, r, ExprKind::Tuple(Box::new(Seq { elts })))
    }

    pub(crate) fn tuple_parens(&mut self, l: u32, r: u32, elts: Vec<Expr>) -> Expr {
        let mut e = self.tuple(l, r, elts);
        e.paren = true;
        e
    }

    /// `(e)`.
    pub(crate) fn parens(&mut self, _l: u32, _r: u32, mut e: Expr) -> Expr {
        if matches!(e.kind, ExprKind::Starred(_)) {
            self.fail("cannot use starred expression here", e.span);
        }
        e.paren = true;
        e
    }

    pub(crate) fn unary(&mut self, l: u32, r: u32, op: UnaryOp, operand: Expr) -> Expr {
        self.expr(
            l,
            r,
            ExprKind::UnaryOp(Box::new(UnaryOpExpr { op, operand })),
        )
    }

    pub(crate) fn binary(&mut self, l: u32, r: u32, left: Expr, op: BinaryOp, right: Expr) -> Expr {
        self.expr(l, r, ExprKind::BinOp(Box::new(BinOp { left, op, right })))
    }

    /// The first operand of a chain. Chains nest like the parse, so they share one stack; the number
    /// says where this one starts.
    pub(crate) fn chain_start(&mut self, start: u32, end: u32, expr: Expr) -> u32 {
        let base = self.operands.len();
        self.operands.push(Operand { expr, start, end });
        base as u32
    }

    pub(crate) fn chain_push(&mut self, base: u32, op: BinaryOp, start: u32, end: u32, expr: Expr) {
        let base = base as usize;
        while self.operands.len() > base + 1
            && self
                .operators
                .last()
                .is_some_and(|&top| precedence(top) >= precedence(op))
        {
            self.chain_join();
        }
        self.operators.push(op);
        self.operands.push(Operand { expr, start, end });
    }

    /// Joins the last two operands.
    fn chain_join(&mut self) {
        if let (Some(op), Some(b), Some(a)) = (
            self.operators.pop(),
            self.operands.pop(),
            self.operands.pop(),
        ) {
            let expr = self.binary(a.start, b.end, a.expr, op, b.expr);
            self.operands.push(Operand {
                expr,
                start: a.start,
                end: b.end,
            });
        }
    }

    pub(crate) fn chain_end(&mut self, base: u32) -> Expr {
        while self.operands.len() > base as usize + 1 {
            self.chain_join();
        }
        match self.operands.pop() {
            Some(operand) => operand.expr,
            None => Expr::new(ExprKind::None, Span::at(0)),
        }
    }

    pub(crate) fn bool_op(&mut self, l: u32, r: u32, op: BoolOp, values: Vec<Expr>) -> Expr {
        self.expr(l, r, ExprKind::BoolOp(Box::new(BoolOpExpr { op, values })))
    }

    pub(crate) fn named(&mut self, l: u32, r: u32, target: Expr, value: Expr) -> Expr {
        if !matches!(target.kind, ExprKind::Name(_)) || target.paren {
            let message = format!(
                "cannot use assignment expressions with {}",
                target::describe(&target)
            );
            self.fail(message, target.span);
        }
        self.check_name_target(&target);
        self.expr(
            l,
            r,
            ExprKind::NamedExpr(Box::new(NamedExpr { target, value })),
        )
    }

    pub(crate) fn check_name_target(&mut self, e: &Expr) {
        if let ExprKind::Name(n) = &e.kind
            && n == "__debug__"
        {
            self.fail_late("cannot assign to __debug__", e.span);
        }
    }

    pub(crate) fn if_exp(&mut self, l: u32, r: u32, test: Expr, body: Expr, orelse: Expr) -> Expr {
        self.expr(
            l,
            r,
            ExprKind::IfExp(Box::new(IfExp { test, body, orelse })),
        )
    }

    pub(crate) fn lambda(&mut self, l: u32, r: u32, params: ParamsBuilder, body: Expr) -> Expr {
        let params = params::finish(self, params, true);
        self.expr(l, r, ExprKind::Lambda(Box::new(Lambda { params, body })))
    }

    pub(crate) fn params(&mut self, builder: ParamsBuilder) -> Params {
        params::finish(self, builder, false)
    }

    pub(crate) fn attribute(&mut self, l: u32, r: u32, value: Expr, attr: Name) -> Expr {
        self.expr(
            l,
            r,
            ExprKind::Attribute(Box::new(Attribute { value, attr })),
        )
    }

    pub(crate) fn subscript(&mut self, l: u32, r: u32, value: Expr, index: Expr) -> Expr {
        // `a[*b]` is a tuple of one.
        let index = if matches!(index.kind, ExprKind::Starred(_)) {
            let span = index.span;
            self.tuple(span.start, span.end, vec![index])
        } else {
            index
        };
        self.expr(
            l,
            r,
            ExprKind::Subscript(Box::new(Subscript { value, index })),
        )
    }

    pub(crate) fn slice(
        &mut self,
        l: u32,
        r: u32,
        lower: Option<Expr>,
        upper: Option<Expr>,
        step: Option<Expr>,
    ) -> Expr {
        self.expr(
            l,
            r,
            ExprKind::Slice(Box::new(Slice { lower, upper, step })),
        )
    }

    pub(crate) fn call(&mut self, l: u32, r: u32, func: Expr, mut call: Box<Call>) -> Expr {
        call.func = func;
        call::check_call(self, &mut call, r);
        self.expr(l, r, ExprKind::Call(call))
    }

    // Comprehensions.

    pub(crate) fn comp_for(
        &mut self,
        is_async: bool,
        target: Expr,
        iter: Expr,
        ifs: Vec<Expr>,
    ) -> Comprehension {
        target::check_for(self, &target);
        Comprehension {
            target,
            iter,
            ifs,
            is_async,
        }
    }

    fn comp(&mut self, elt: Expr, generators: Vec<Comprehension>) -> Box<Comp> {
        if matches!(elt.kind, ExprKind::Starred(_)) {
            self.fail(
                "iterable unpacking cannot be used in comprehension",
                elt.span,
            );
        }
        Box::new(Comp { elt, generators })
    }

    pub(crate) fn generator(&mut self, l: u32, r: u32, elt: Expr, g: Vec<Comprehension>) -> Expr {
        let comp = self.comp(elt, g);
        let mut e = self.expr(l, r, ExprKind::GeneratorExp(comp));
        e.paren = true;
        e
    }

    pub(crate) fn list_comp(&mut self, l: u32, r: u32, elt: Expr, g: Vec<Comprehension>) -> Expr {
        let comp = self.comp(elt, g);
        self.expr(l, r, ExprKind::ListComp(comp))
    }

    pub(crate) fn set_comp(&mut self, l: u32, r: u32, elt: Expr, g: Vec<Comprehension>) -> Expr {
        let comp = self.comp(elt, g);
        self.expr(l, r, ExprKind::SetComp(comp))
    }

    pub(crate) fn dict_comp(
        &mut self,
        l: u32,
        r: u32,
        item: DictItem,
        g: Vec<Comprehension>,
    ) -> Expr {
        let Some(key) = item.key else {
            self.fail(
                "dict unpacking cannot be used in dict comprehension",
                Span::new(l + 1, item.value.span.start),
            );
            return item.value;
        };
        let comp = DictComp {
            key,
            value: item.value,
            generators: g,
        };
        self.expr(l, r, ExprKind::DictComp(Box::new(comp)))
    }

    // Strings.

    pub(crate) fn string(&mut self, l: u32, r: u32) -> Expr {
        let kind = strings::literal(self, Span::new(l, r));
        self.expr(l, r, kind)
    }

    pub(crate) fn string_part(
        &mut self,
        mut parts: Vec<FStringPart>,
        l: u32,
        r: u32,
    ) -> Vec<FStringPart> {
        strings::push_literal(self, &mut parts, Span::new(l, r));
        parts
    }

    pub(crate) fn fstring_part(
        &mut self,
        mut parts: Vec<FStringPart>,
        more: Vec<FStringPart>,
    ) -> Vec<FStringPart> {
        strings::push_fstring(&mut parts, more);
        parts
    }

    pub(crate) fn joined(&mut self, l: u32, r: u32, parts: Vec<FStringPart>) -> Expr {
        let kind = strings::join(self, parts, Span::new(l, r));
        self.expr(l, r, kind)
    }

    pub(crate) fn template(&mut self, l: u32, r: u32, parts: Vec<FStringPart>) -> Vec<FStringPart> {
        self.note(Diagnostic::new(
            DiagKind::Unsupported,
            "template strings are not supported",
            Span::new(l, r),
        ));
        parts
    }

    pub(crate) fn middle(&mut self, l: u32, r: u32, raw: bool) -> FStringPart {
        FStringPart::Literal(strings::middle(self, Span::new(l, r), raw))
    }

    pub(crate) fn conversion(&mut self, bang_end: u32, l: u32, r: u32) -> Conversion {
        if bang_end != l {
            self.fail(
                "f-string: conversion type must come right after the exclamation mark",
                Span::new(bang_end - 1, r),
            );
        }
        match self.text(l, r) {
            "s" => Conversion::Str,
            "r" => Conversion::Repr,
            "a" => Conversion::Ascii,
            other => {
                let message = format!(
                    "f-string: invalid conversion character '{other}': expected 's', 'r', or 'a'"
                );
                self.fail_now(message, Span::new(l, r));
                Conversion::Str
            }
        }
    }

    /// `{expr=!r:spec}` over `l..r`; `v` is after the `{`, `e` before the `:` or `}`.
    #[allow(clippy::too_many_arguments, reason = "one per part of the field")]
    pub(crate) fn field(
        &mut self,
        l: u32,
        r: u32,
        v: u32,
        e: u32,
        expr: Expr,
        eq: Option<u32>,
        conversion: Option<(u32, Conversion)>,
        spec: Option<Vec<FStringPart>>,
    ) -> (Option<Box<str>>, Box<FStringField>) {
        let debug = eq.map(|eq| {
            let end = conversion.map_or(e, |c| c.0);
            strings::without_comments(self.text(v, eq), self.text(eq, end))
        });
        let mut conversion = conversion.map(|c| c.1);
        if eq.is_some() && conversion.is_none() && spec.is_none() {
            conversion = Some(Conversion::Repr);
        }
        let field = FStringField {
            span: Span::new(l, r),
            expr,
            conversion,
            spec: spec.map(|parts| FString { parts }),
        };
        (debug, Box::new(field))
    }

    pub(crate) fn add_field(
        &mut self,
        parts: &mut Vec<FStringPart>,
        (debug, field): (Option<Box<str>>, Box<FStringField>),
    ) {
        if let Some(text) = debug {
            strings::push_text(parts, &StrContent::from(&*text));
        }
        parts.push(FStringPart::Field(field));
    }

    // Arguments.

    pub(crate) fn no_args(&mut self) -> Box<Call> {
        Box::new(Call {
            func: Expr::new(ExprKind::None, Span::at(0)),
            args: Vec::new(),
            keywords: Vec::new(),
        })
    }

    /// A positional argument, told from a keyword one by an impossible name.
    pub(crate) fn positional(&mut self, l: u32, r: u32, value: Expr) -> call::Arg {
        call::Arg::positional(Span::new(l, r), value)
    }

    pub(crate) fn bare_generator(
        &mut self,
        l: u32,
        r: u32,
        elt: Expr,
        g: Vec<Comprehension>,
    ) -> call::Arg {
        let comp = self.comp(elt, g);
        let e = self.expr(l, r, ExprKind::GeneratorExp(comp));
        call::Arg::positional(Span::new(l, r), e)
    }

    pub(crate) fn keyword(&mut self, l: u32, r: u32, name: Expr, m: u32, value: Expr) -> call::Arg {
        call::keyword(self, Span::new(l, r), name, m, value)
    }

    pub(crate) fn keyword_generator(
        &mut self,
        l: u32,
        r: u32,
        name: Expr,
        m: u32,
        value: Expr,
        g: Vec<Comprehension>,
    ) -> call::Arg {
        let _ = g;
        self.fail(
            "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
            Span::new(l, m),
        );
        call::keyword(self, Span::new(l, r), name, m, value)
    }

    pub(crate) fn double_star(&mut self, l: u32, r: u32, value: Expr) -> call::Arg {
        call::Arg::double_star(Span::new(l, r), value)
    }

    pub(crate) fn add_arg(&mut self, call: &mut Call, arg: call::Arg) {
        call::add(self, call, arg);
    }

    pub(crate) fn trailing_arg_comma(&mut self, call: &Call, comma: u32) {
        call::check_trailing_comma(self, call, comma);
    }

    // Type parameters.

    pub(crate) fn type_params(&mut self, params: Vec<TypeParam>) -> Vec<TypeParam> {
        params
    }

    pub(crate) fn no_type_params(&mut self, _l: u32, r: u32) -> Vec<TypeParam> {
        self.fail("Type parameter list cannot be empty", Span::at(r - 1));
        Vec::new()
    }

    pub(crate) fn no_bound(&mut self, kind: &str, bound: Option<(u32, Expr)>) {
        if let Some((l, bound)) = bound {
            let what = if matches!(bound.kind, ExprKind::Tuple(_)) {
                "constraints"
            } else {
                "bound"
            };
            let message = format!("cannot use {what} with {kind}");
            self.fail(message, Span::new(l, bound.span.end));
        }
    }
}
