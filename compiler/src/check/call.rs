//! Arguments of calls and class definitions: gathers them one by one and checks their order.

use crate::ast::*;
use crate::check::target;
use crate::construct::Ctx;
use crate::span::Span;

/// One argument.
pub(crate) struct Arg {
    span: Span,
    name: Option<Name>,
    /// Whether it was written with `=` or `**`.
    keyword: bool,
    value: Expr,
}

impl Arg {
    /// `value` or `*value`.
    pub(crate) fn positional(span: Span, value: Expr) -> Arg {
        Arg {
            span,
            name: None,
            keyword: false,
            value,
        }
    }

    /// `**value`.
    pub(crate) fn double_star(span: Span, value: Expr) -> Arg {
        Arg {
            span,
            name: None,
            keyword: true,
            value,
        }
    }
}

/// `name=value`, where `eq_end` is the end of the `=`.
pub(crate) fn keyword(cx: &mut Ctx<'_>, span: Span, name: Expr, eq_end: u32, value: Expr) -> Arg {
    let mark = Span::new(span.start, eq_end);
    let text = match &name.kind {
        ExprKind::Name(n) if !name.paren => {
            if n == "__debug__" {
                cx.fail_late("cannot assign to __debug__", span);
            }
            n.clone()
        }
        ExprKind::Bool(_) | ExprKind::None if !name.paren => {
            cx.fail(
                format!("cannot assign to {}", target::describe(&name)),
                mark,
            );
            Name::new("_")
        }
        _ => {
            cx.fail(
                "expression cannot contain assignment, perhaps you meant \"==\"?",
                mark,
            );
            Name::new("_")
        }
    };
    Arg {
        span,
        name: Some(text),
        keyword: true,
        value,
    }
}

/// Adds an argument.
pub(crate) fn add(cx: &mut Ctx<'_>, call: &mut Call, arg: Arg) {
    if arg.keyword {
        call.keywords.push(Keyword {
            span: arg.span,
            name: arg.name,
            value: arg.value,
        });
        return;
    }
    if !call.keywords.is_empty() {
        let unpacked = call.keywords.iter().any(|k| k.name.is_none());
        if is_bare_generator(&arg.value) {
            cx.fail("Generator expression must be parenthesized", arg.value.span);
        } else if matches!(arg.value.kind, ExprKind::Starred(_)) {
            if unpacked {
                // Marked from the comma before it.
                let comma = cx.src[..arg.span.start as usize].rfind(',').unwrap_or(0);
                cx.fail_at_close(
                    "iterable argument unpacking follows keyword argument unpacking",
                    comma as u32,
                );
            }
        } else if unpacked {
            cx.fail_at_close(
                "positional argument follows keyword argument unpacking",
                u32::MAX,
            );
        } else {
            cx.fail_at_close("positional argument follows keyword argument", u32::MAX);
        }
    }
    call.args.push(arg.value);
}

/// `f(x for x in y,)`: the comma makes the generator one of several arguments.
pub(crate) fn check_trailing_comma(cx: &mut Ctx<'_>, call: &Call, _comma: u32) {
    if let [only] = &call.args[..]
        && call.keywords.is_empty()
        && is_bare_generator(only)
    {
        cx.fail("Generator expression must be parenthesized", only.span);
    }
}

fn is_bare_generator(e: &Expr) -> bool {
    matches!(e.kind, ExprKind::GeneratorExp(_)) && !e.paren
}

/// The arguments of a call whose `)` ends at `end`.
pub(crate) fn check_call(cx: &mut Ctx<'_>, call: &mut Call, end: u32) {
    cx.settle_at_close(end);
    if call.args.len() + call.keywords.len() > 1
        && let Some(bare) = call.args.iter().find(|e| is_bare_generator(e))
    {
        cx.fail("Generator expression must be parenthesized", bare.span);
    }
    // The generator's span takes in the call's parentheses, as in Python.
    if let [only] = &mut call.args[..]
        && is_bare_generator(only)
    {
        let open = cx.src.as_bytes()[..only.span.start as usize]
            .iter()
            .rposition(|&b| b == b'(');
        only.span = Span::new(open.map_or(only.span.start, |p| p as u32), end);
        only.paren = true;
    }
    check_repeated(cx, call);
}

fn check_repeated(cx: &mut Ctx<'_>, call: &Call) {
    let n = call.keywords.len();
    let repeated =
        |seen: &[Keyword], k: &Keyword| k.name.is_some() && seen.iter().any(|s| s.name == k.name);
    if (2..=32).contains(&n) {
        for (i, k) in call.keywords.iter().enumerate() {
            if repeated(&call.keywords[..i], k) {
                fail_repeated(cx, k);
            }
        }
    } else if n > 32 {
        let mut seen = std::collections::HashSet::new();
        for k in &call.keywords {
            if k.name.is_some() && !seen.insert(&k.name) {
                fail_repeated(cx, k);
            }
        }
    }
}

fn fail_repeated(cx: &mut Ctx<'_>, k: &Keyword) {
    if let Some(name) = &k.name {
        cx.fail_late(format!("keyword argument repeated: {name}"), k.span);
    }
}

/// The bases and keywords of a class.
pub(crate) fn check_class(cx: &mut Ctx<'_>, call: &mut Call, end: u32) {
    cx.settle_at_close(end);
    if let Some(bare) = call.args.iter().find(|e| is_bare_generator(e)) {
        let ExprKind::GeneratorExp(comp) = &bare.kind else {
            return;
        };
        let at = comp.elt.span.end + 1;
        if call.args.len() + call.keywords.len() > 1 {
            cx.fail("Generator expression must be parenthesized", bare.span);
        } else {
            cx.fail("invalid syntax", Span::new(at, at + 3));
        }
    }
    check_repeated(cx, call);
}
