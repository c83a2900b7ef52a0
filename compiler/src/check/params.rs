//! Parameter lists: gathers them one by one and checks their order.

use crate::ast::*;
use crate::construct::Ctx;
use crate::span::Span;

/// One item of a parameter list.
pub(crate) struct Star {
    span: Span,
    kind: ItemKind,
}

enum ItemKind {
    Plain(Param),
    Bare,
    Args(Param),
    Kwargs(Param),
    Slash,
}

impl Star {
    fn boxed(span: Span, kind: ItemKind) -> Box<Star> {
        Box::new(Star { span, kind })
    }

    pub(crate) fn param(
        l: u32,
        r: u32,
        name: Name,
        annotation: Option<Expr>,
        default: Option<Expr>,
    ) -> Param {
        Param {
            span: Span::new(l, r),
            name,
            annotation,
            default,
        }
    }

    pub(crate) fn plain(param: Param) -> Box<Star> {
        Star::boxed(param.span, ItemKind::Plain(param))
    }

    /// `*name`, where the star is at `star`.
    pub(crate) fn args(star: u32, param: Param) -> Box<Star> {
        Star::boxed(Span::new(star, star + 1), ItemKind::Args(param))
    }

    /// `**name`, where the stars are at `star`.
    pub(crate) fn kwargs(star: u32, param: Param) -> Box<Star> {
        Star::boxed(Span::new(star, star + 2), ItemKind::Kwargs(param))
    }

    pub(crate) fn bare(at: u32) -> Box<Star> {
        Star::boxed(Span::new(at, at + 1), ItemKind::Bare)
    }

    pub(crate) fn slash(at: u32) -> Box<Star> {
        Star::boxed(Span::new(at, at + 1), ItemKind::Slash)
    }

    pub(crate) fn into_builder(self, cx: &mut Ctx<'_>) -> Box<ParamsBuilder> {
        let mut builder = Box::<ParamsBuilder>::default();
        builder.add(cx, self);
        builder
    }
}

/// A parameter list so far.
#[derive(Default)]
pub(crate) struct ParamsBuilder {
    params: Params,
    star: Option<Span>,
    slash: bool,
    bare: bool,
    lambda: bool,
}

fn no_default(cx: &mut Ctx<'_>, param: &Param, what: &str) {
    if let Some(default) = &param.default {
        // CPython marks the `=`.
        let src = cx.src.as_bytes();
        let mut at = default.span.start as usize;
        while at > param.span.end as usize && src[at - 1] != b'=' {
            at -= 1;
        }
        let at = at.saturating_sub(1) as u32;
        cx.fail(
            format!("{what} cannot have default value"),
            Span::new(at, at + 1),
        );
    }
}

impl ParamsBuilder {
    pub(crate) fn add(&mut self, cx: &mut Ctx<'_>, item: Star) {
        if self.params.kwarg.is_some() {
            cx.fail("arguments cannot follow var-keyword argument", item.span);
        }
        match item.kind {
            ItemKind::Plain(param) if self.star.is_some() => self.params.kwonly.push(param),
            ItemKind::Plain(param) => {
                let before = self.params.args.last().or(self.params.posonly.last());
                if param.default.is_none() && before.is_some_and(|p| p.default.is_some()) {
                    cx.fail(
                        "parameter without a default follows parameter with a default",
                        param.span,
                    );
                }
                self.params.args.push(param);
            }
            ItemKind::Slash => {
                if self.slash {
                    cx.fail("/ may appear only once", item.span);
                } else if self.star.is_some() {
                    cx.fail("/ must be ahead of *", item.span);
                } else if self.params.args.is_empty() {
                    cx.fail("at least one argument must precede /", item.span);
                }
                self.slash = true;
                self.params.posonly = std::mem::take(&mut self.params.args);
            }
            ItemKind::Bare => {
                if self.star.is_some() {
                    cx.fail("* argument may appear only once", item.span);
                }
                self.star = Some(item.span);
                self.bare = true;
            }
            ItemKind::Args(param) => {
                if self.star.is_some() {
                    cx.fail("* argument may appear only once", item.span);
                }
                no_default(cx, &param, "var-positional argument");
                self.star = Some(item.span);
                self.params.vararg = Some(Box::new(param));
            }
            ItemKind::Kwargs(param) => {
                self.check_bare(cx, item.span);
                no_default(cx, &param, "var-keyword argument");
                self.params.kwarg = Some(Box::new(param));
            }
        }
    }

    /// A bare `*` needs a name after it; `next` is what a lambda has there.
    fn check_bare(&mut self, cx: &mut Ctx<'_>, next: Span) {
        if let (Some(span), true, true) = (self.star, self.bare, self.params.kwonly.is_empty()) {
            let span = if self.lambda { next } else { span };
            cx.fail("named arguments must follow bare *", span);
        }
    }
}

/// The finished list.
pub(crate) fn finish(cx: &mut Ctx<'_>, mut builder: ParamsBuilder, lambda: bool) -> Params {
    builder.lambda = lambda;
    if builder.params.kwarg.is_none() {
        // A lambda's colon comes next, perhaps after a comma.
        let after = builder.star.map_or(0, |s| s.end as usize);
        let skipped = cx.src[after..]
            .bytes()
            .take_while(|b| matches!(b, b' ' | b','))
            .count();
        let colon = (after + skipped) as u32;
        builder.check_bare(cx, Span::new(colon, colon + 1));
    }
    let params = builder.params;
    let all: Vec<&Param> = params.iter().collect();
    for (i, p) in all.iter().enumerate() {
        if p.name == "__debug__" {
            cx.fail_late("cannot assign to __debug__", p.span);
        }
        // Quadratic for few, which is what parameter lists are; a set for more.
        if i < 32 && all[..i].iter().any(|q| q.name == p.name) {
            duplicate(cx, p);
        }
    }
    if all.len() > 32 {
        let mut seen = std::collections::HashSet::new();
        for p in &all {
            if !seen.insert(&p.name) {
                duplicate(cx, p);
            }
        }
    }
    params
}

fn duplicate(cx: &mut Ctx<'_>, p: &Param) {
    let message = format!("duplicate argument '{}' in function definition", p.name);
    cx.fail_late(message, p.span);
}
