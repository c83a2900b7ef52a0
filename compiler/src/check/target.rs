//! What may be assigned to, deleted, or named in a loop; and CPython's words for what may not.

use crate::ast::*;
use crate::construct::Ctx;
use crate::span::Span;

/// What kind of target is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Assign,
    Delete,
    For,
}

/// CPython's name for a kind of expression.
pub(crate) fn describe(e: &Expr) -> &'static str {
    match &e.kind {
        ExprKind::BoolOp(_) | ExprKind::BinOp(_) | ExprKind::UnaryOp(_) => "expression",
        ExprKind::NamedExpr(_) => "named expression",
        ExprKind::Lambda(_) => "lambda",
        ExprKind::IfExp(_) => "conditional expression",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::ListComp(_) => "list comprehension",
        ExprKind::SetComp(_) => "set comprehension",
        ExprKind::DictComp(_) => "dict comprehension",
        ExprKind::GeneratorExp(_) => "generator expression",
        ExprKind::Await(_) => "await expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Compare(_) => "comparison",
        ExprKind::Call(_) => "function call",
        ExprKind::FString(_) => "f-string expression",
        ExprKind::Int(_)
        | ExprKind::BigInt(_)
        | ExprKind::Float(_)
        | ExprKind::Imag(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_) => "literal",
        ExprKind::Bool(true) => "True",
        ExprKind::Bool(false) => "False",
        ExprKind::None => "None",
        ExprKind::Ellipsis => "ellipsis",
        ExprKind::Attribute(_) => "attribute",
        ExprKind::Subscript(_) => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::Name(_) => "name",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Slice(_) => "slice",
    }
}

/// The part of `e` that cannot be a target, if there is one.
fn invalid(e: &Expr, kind: Kind) -> Option<&Expr> {
    match &e.kind {
        ExprKind::List(s) | ExprKind::Tuple(s) => s.elts.iter().find_map(|e| invalid(e, kind)),
        ExprKind::Starred(_) if kind == Kind::Delete => Some(e),
        ExprKind::Starred(inner) => invalid(inner, kind),
        ExprKind::Compare(c) if kind == Kind::For && c.ops[0].0 == CmpOp::In => {
            invalid(&c.left, kind)
        }
        ExprKind::Name(_) | ExprKind::Attribute(_) | ExprKind::Subscript(_) => None,
        _ => Some(e),
    }
}

/// Errors that CPython's compiler reports once the whole text has been parsed, so only noted if the
/// parse finds nothing: stars where there is no list, `__debug__`.
fn late(cx: &mut Ctx<'_>, e: &Expr, top: bool) {
    match &e.kind {
        ExprKind::Starred(inner) => {
            if top {
                cx.fail_late(
                    "starred assignment target must be in a list or tuple",
                    e.span,
                );
            }
            late(cx, inner, false);
        }
        ExprKind::List(s) | ExprKind::Tuple(s) => {
            let star = |e: &&Expr| matches!(e.kind, ExprKind::Starred(_));
            if s.elts.iter().filter(star).count() > 1 {
                cx.fail_late("multiple starred expressions in assignment", e.span);
            }
            for e in &s.elts {
                late(cx, e, false);
            }
        }
        ExprKind::Name(n) if n == "__debug__" => {
            cx.fail_late("cannot assign to __debug__", e.span);
        }
        ExprKind::Attribute(a) if a.attr == "__debug__" => {
            cx.fail_late("cannot assign to __debug__", e.span);
        }
        _ => {}
    }
}

/// Whether CPython suspects that `==` was meant: what it can parse as a bitwise-or expression, without
/// the forms that it words otherwise.
fn hint(e: &Expr) -> bool {
    if matches!(
        e.kind,
        ExprKind::List(_)
            | ExprKind::Tuple(_)
            | ExprKind::GeneratorExp(_)
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Starred(_)
    ) {
        return false;
    }
    e.paren || is_bitwise_or(e)
}

/// Whether `e` binds at least as tightly as `|`.
pub(crate) fn is_bitwise_or(e: &Expr) -> bool {
    e.paren
        || !matches!(
            &e.kind,
            ExprKind::BoolOp(_)
                | ExprKind::NamedExpr(_)
                | ExprKind::Lambda(_)
                | ExprKind::IfExp(_)
                | ExprKind::Compare(_)
                | ExprKind::Yield(_)
                | ExprKind::YieldFrom(_)
                | ExprKind::Starred(_)
        ) && !matches!(&e.kind, ExprKind::UnaryOp(u) if u.op == UnaryOp::Not)
}

fn cannot(e: &Expr, verb: &str) -> String {
    format!("cannot {verb} {}", describe(e))
}

/// The target `e`, number `index` of `count`, of an assignment of `value`.
pub(crate) fn check_assign(cx: &mut Ctx<'_>, e: &Expr, index: usize, count: usize, value: &Expr) {
    late(cx, e, true);
    if matches!(e.kind, ExprKind::Name(_)) {
        return;
    }
    if matches!(e.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_)) && !e.paren {
        cx.fail("assignment to yield expression not possible", e.span);
        return;
    }
    let Some(bad) = invalid(e, Kind::Assign) else {
        return;
    };
    // The `==` hint is for a single `=`, before the whole of an unparenthesised element.
    let element = match &e.kind {
        ExprKind::Tuple(t) if !e.paren => t.elts.last(),
        _ => Some(e),
    };
    if index == 0
        && count == 1
        && let Some(last) = element
        && first_is_bitwise_or(value)
    {
        if matches!(last.kind, ExprKind::Name(_)) && !last.paren {
            let end = match &value.kind {
                ExprKind::Tuple(t) if !value.paren => t.elts.first().map_or(value.span, |e| e.span),
                _ => value.span,
            };
            cx.fail(
                "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
                last.span.to(end),
            );
            return;
        }
        if hint(last) {
            let message = cannot(last, "assign to");
            cx.fail(
                format!("{message} here. Maybe you meant '==' instead of '='?"),
                last.span,
            );
            return;
        }
    }
    cx.fail(cannot(bad, "assign to"), bad.span);
}

/// Whether what follows the `=` starts with a bitwise-or expression.
fn first_is_bitwise_or(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Tuple(t) if !value.paren => t.elts.first().is_none_or(first_is_bitwise_or),
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) | ExprKind::Lambda(_) => value.paren,
        ExprKind::Starred(_) => false,
        _ => true,
    }
}

pub(crate) fn check_aug(cx: &mut Ctx<'_>, e: &Expr) {
    late(cx, e, true);
    if !matches!(
        e.kind,
        ExprKind::Name(_) | ExprKind::Attribute(_) | ExprKind::Subscript(_)
    ) {
        let message = format!(
            "'{}' is an illegal expression for augmented assignment",
            describe(e)
        );
        cx.fail(message, e.span);
    }
}

pub(crate) fn check_ann(cx: &mut Ctx<'_>, e: &Expr) {
    late(cx, e, true);
    match &e.kind {
        ExprKind::Name(_) | ExprKind::Attribute(_) | ExprKind::Subscript(_) => {}
        ExprKind::List(_) => cx.fail("only single target (not list) can be annotated", e.span),
        ExprKind::Tuple(t) => {
            let span = if e.paren || t.elts.is_empty() {
                e.span
            } else {
                t.elts[0].span
            };
            cx.fail("only single target (not tuple) can be annotated", span);
        }
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) | ExprKind::Starred(_) if !e.paren => {
            cx.fail("invalid syntax", Span::new(e.span.end, e.span.end + 1));
        }
        _ => cx.fail("illegal target for annotation", e.span),
    }
}

pub(crate) fn check_delete(cx: &mut Ctx<'_>, e: &Expr) {
    if let Some(bad) = invalid(e, Kind::Delete) {
        cx.fail(cannot(bad, "delete"), bad.span);
    }
    if let ExprKind::Name(n) = &e.kind
        && n == "__debug__"
    {
        cx.fail_late("cannot delete __debug__", e.span);
    }
}

pub(crate) fn check_for(cx: &mut Ctx<'_>, e: &Expr) {
    late(cx, e, true);
    if let Some(bad) = invalid(e, Kind::For) {
        cx.fail(cannot(bad, "assign to"), bad.span);
    }
}

/// CPython's name for the part of `e` that a `for` cannot assign to, and its span.
pub(crate) fn invalid_for(e: &Expr) -> Option<(&'static str, Span)> {
    invalid(e, Kind::For).map(|bad| (describe(bad), bad.span))
}

pub(crate) fn check_with(cx: &mut Ctx<'_>, e: &Expr) {
    late(cx, e, true);
    if let Some(bad) = invalid(e, Kind::Assign) {
        cx.fail(cannot(bad, "assign to"), bad.span);
    }
}
