//! How deep an expression is, and taking apart deep ones without recursion.

use crate::ast::*;
use crate::span::Span;

/// Deeper expressions than this are dropped by a loop instead of by recursion.
const RECURSIVE_DROP: u16 = 200;

impl Expr {
    /// An expression of this kind at `span`.
    pub fn new(mut kind: ExprKind, span: Span) -> Self {
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
    e.kind.for_each_child(&mut |child| {
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

impl ExprKind {
    /// Calls `f` on each direct child expression.
    pub(crate) fn for_each_child<F: FnMut(&mut Expr)>(&mut self, f: &mut F) {
        match self {
            ExprKind::BoolOp(b) => b.values.iter_mut().for_each(f),
            ExprKind::NamedExpr(n) => {
                f(&mut n.target);
                f(&mut n.value);
            }
            ExprKind::BinOp(b) => {
                f(&mut b.left);
                f(&mut b.right);
            }
            ExprKind::UnaryOp(u) => f(&mut u.operand),
            ExprKind::Lambda(l) => {
                let params = &mut l.params;
                [&mut params.posonly, &mut params.args, &mut params.kwonly]
                    .into_iter()
                    .flatten()
                    .filter_map(|p| p.default.as_mut())
                    .for_each(&mut *f);
                f(&mut l.body);
            }
            ExprKind::IfExp(i) => {
                f(&mut i.test);
                f(&mut i.body);
                f(&mut i.orelse);
            }
            ExprKind::Dict(d) => {
                for item in &mut d.items {
                    item.key.iter_mut().for_each(&mut *f);
                    f(&mut item.value);
                }
            }
            ExprKind::Set(s) | ExprKind::List(s) | ExprKind::Tuple(s) => {
                s.elts.iter_mut().for_each(f);
            }
            ExprKind::ListComp(c) | ExprKind::SetComp(c) | ExprKind::GeneratorExp(c) => {
                f(&mut c.elt);
                generators(&mut c.generators, f);
            }
            ExprKind::DictComp(c) => {
                f(&mut c.key);
                f(&mut c.value);
                generators(&mut c.generators, f);
            }
            ExprKind::Await(e) | ExprKind::YieldFrom(e) | ExprKind::Starred(e) => f(e),
            ExprKind::Yield(e) => {
                if let Some(e) = e {
                    f(e);
                }
            }
            ExprKind::Compare(c) => {
                f(&mut c.left);
                c.ops.iter_mut().for_each(|(_, e)| f(e));
            }
            ExprKind::Call(c) => {
                f(&mut c.func);
                c.args.iter_mut().for_each(&mut *f);
                c.keywords.iter_mut().for_each(|k| f(&mut k.value));
            }
            ExprKind::FString(s) => parts(&mut s.parts, f),
            ExprKind::Attribute(a) => f(&mut a.value),
            ExprKind::Subscript(s) => {
                f(&mut s.value);
                f(&mut s.index);
            }
            ExprKind::Slice(s) => {
                [&mut s.lower, &mut s.upper, &mut s.step]
                    .into_iter()
                    .flatten()
                    .for_each(f);
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

fn generators<F: FnMut(&mut Expr)>(list: &mut [Comprehension], f: &mut F) {
    for g in list {
        f(&mut g.target);
        f(&mut g.iter);
        g.ifs.iter_mut().for_each(&mut *f);
    }
}

/// The fields of an f-string, those in format specifications included (these nest at most 150 deep).
fn parts<F: FnMut(&mut Expr)>(list: &mut [FStringPart], f: &mut F) {
    for part in list {
        if let FStringPart::Field(field) = part {
            f(&mut field.expr);
            if let Some(spec) = &mut field.spec {
                parts(&mut spec.parts, f);
            }
        }
    }
}
