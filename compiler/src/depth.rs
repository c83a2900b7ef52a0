//! How deep an expression is, and taking apart deep ones without recursion.

use crate::ast::*;
use crate::span::Span;

/// Deeper expressions than this are dropped by a loop instead of by recursion.
const RECURSIVE_DROP: u16 = 200;

impl Expr {
    /// An expression of this kind at `span`.
    pub fn new(kind: ExprKind, span: Span) -> Self {
        let mut depth = 0;
        kind.for_each_child(&mut |e| depth = depth.max(e.depth));
        Expr {
            span,
            kind,
            depth: depth.saturating_add(1),
            paren: false,
        }
    }
}

impl Drop for Expr {
    fn drop(&mut self) {
        if self.depth <= RECURSIVE_DROP {
            return;
        }
        let mut stack = Vec::new();
        take_children(self, &mut stack);
        while let Some(mut e) = stack.pop() {
            if e.depth > RECURSIVE_DROP {
                take_children(&mut e, &mut stack);
            }
        }
    }
}

/// Moves the deep children of `e` to `stack`, leaving leaves.
fn take_children(e: &mut Expr, stack: &mut Vec<Expr>) {
    e.kind.for_each_child_mut(&mut |child| {
        if child.depth > RECURSIVE_DROP {
            let leaf = Expr {
                span: child.span,
                kind: ExprKind::None,
                depth: 1,
                paren: false,
            };
            stack.push(std::mem::replace(child, leaf));
        }
    });
    e.depth = 1;
}

/// Writes the visit of an expression's direct children once, for shared and for mutable references.
macro_rules! children {
    ($(#[$doc:meta])* $name:ident, $generators:ident, $parts:ident $(, $m:ident)?) => {
        impl ExprKind {
            $(#[$doc])*
            pub(crate) fn $name<'a, F: FnMut(&'a $($m)? Expr)>(&'a $($m)? self, f: &mut F) {
                match self {
                    ExprKind::BoolOp(b) => {
                        for e in &$($m)? b.values {
                            f(e);
                        }
                    }
                    ExprKind::NamedExpr(n) => {
                        let NamedExpr { target, value } = &$($m)? **n;
                        f(target);
                        f(value);
                    }
                    ExprKind::BinOp(b) => {
                        let BinOp { left, right, .. } = &$($m)? **b;
                        f(left);
                        f(right);
                    }
                    ExprKind::UnaryOp(u) => f(&$($m)? u.operand),
                    ExprKind::Lambda(l) => {
                        let Lambda { params, body } = &$($m)? **l;
                        let Params { posonly, args, kwonly, .. } = params;
                        for list in [posonly, args, kwonly] {
                            for p in list {
                                if let Some(e) = &$($m)? p.default {
                                    f(e);
                                }
                            }
                        }
                        f(body);
                    }
                    ExprKind::IfExp(i) => {
                        let IfExp { test, body, orelse } = &$($m)? **i;
                        f(body);
                        f(test);
                        f(orelse);
                    }
                    ExprKind::Dict(d) => {
                        for item in &$($m)? d.items {
                            if let Some(e) = &$($m)? item.key {
                                f(e);
                            }
                            f(&$($m)? item.value);
                        }
                    }
                    ExprKind::Set(s) | ExprKind::List(s) | ExprKind::Tuple(s) => {
                        for e in &$($m)? s.elts {
                            f(e);
                        }
                    }
                    ExprKind::ListComp(c) | ExprKind::SetComp(c) | ExprKind::GeneratorExp(c) => {
                        let Comp { elt, generators } = &$($m)? **c;
                        f(elt);
                        $generators(generators, f);
                    }
                    ExprKind::DictComp(c) => {
                        let DictComp { key, value, generators } = &$($m)? **c;
                        f(key);
                        f(value);
                        $generators(generators, f);
                    }
                    ExprKind::Await(e) | ExprKind::YieldFrom(e) | ExprKind::Starred(e) => f(e),
                    ExprKind::Yield(e) => {
                        if let Some(e) = e {
                            f(e);
                        }
                    }
                    ExprKind::Compare(c) => {
                        let Compare { left, ops } = &$($m)? **c;
                        f(left);
                        for (_, e) in ops {
                            f(e);
                        }
                    }
                    ExprKind::Call(c) => {
                        let Call { func, args, keywords } = &$($m)? **c;
                        f(func);
                        for e in args {
                            f(e);
                        }
                        for k in keywords {
                            f(&$($m)? k.value);
                        }
                    }
                    ExprKind::FString(s) => $parts(&$($m)? s.parts, f),
                    ExprKind::Attribute(a) => f(&$($m)? a.value),
                    ExprKind::Subscript(s) => {
                        let Subscript { value, index } = &$($m)? **s;
                        f(value);
                        f(index);
                    }
                    ExprKind::Slice(s) => {
                        let Slice { lower, upper, step } = &$($m)? **s;
                        for part in [lower, upper, step] {
                            if let Some(e) = part {
                                f(e);
                            }
                        }
                    }
                    ExprKind::Int(_)
                    | ExprKind::BigInt(_)
                    | ExprKind::Float(_)
                    | ExprKind::Imag(_)
                    | ExprKind::Str(_)
                    | ExprKind::Bytes(_)
                    | ExprKind::Bool(_)
                    | ExprKind::None
                    | ExprKind::Ellipsis
                    | ExprKind::Name(_) => {}
                }
            }
        }

        fn $generators<'a, F: FnMut(&'a $($m)? Expr)>(
            list: &'a $($m)? [Comprehension],
            f: &mut F,
        ) {
            for Comprehension { target, iter, ifs, .. } in list {
                f(target);
                f(iter);
                for e in ifs {
                    f(e);
                }
            }
        }

        /// The fields of an f-string, those in format specifications included (these nest twice).
        fn $parts<'a, F: FnMut(&'a $($m)? Expr)>(list: &'a $($m)? [FStringPart], f: &mut F) {
            for part in list {
                if let FStringPart::Field(field) = part {
                    let FStringField { expr, spec, .. } = &$($m)? **field;
                    f(expr);
                    if let Some(spec) = spec {
                        $parts(&$($m)? spec.parts, f);
                    }
                }
            }
        }
    };
}

children! {
    /// Calls `f` on each direct child expression.
    for_each_child, generators, parts
}
children! {
    /// Calls `f` on each direct child expression, which it may change.
    for_each_child_mut, generators_mut, parts_mut, mut
}
