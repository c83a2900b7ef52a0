//! Expressions as source text.

use super::Writer;
use crate::ast::*;
use crate::ast_dump::constant_text;
use std::fmt::Write;

/// How tightly an expression binds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Prec {
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arith,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

const MAX_DEPTH: u16 = 1000;

/// A binary operator's text, how tightly it binds, and what its operands must.
pub(super) fn binary(op: BinaryOp) -> (&'static str, Prec, Prec, Prec) {
    let left = |text, own, right| (text, own, own, right);
    match op {
        BinaryOp::BitOr => left("|", Prec::BitOr, Prec::BitXor),
        BinaryOp::BitXor => left("^", Prec::BitXor, Prec::BitAnd),
        BinaryOp::BitAnd => left("&", Prec::BitAnd, Prec::Shift),
        BinaryOp::LShift => left("<<", Prec::Shift, Prec::Arith),
        BinaryOp::RShift => left(">>", Prec::Shift, Prec::Arith),
        BinaryOp::Add => left("+", Prec::Arith, Prec::Term),
        BinaryOp::Sub => left("-", Prec::Arith, Prec::Term),
        BinaryOp::Mult => left("*", Prec::Term, Prec::Factor),
        BinaryOp::MatMult => left("@", Prec::Term, Prec::Factor),
        BinaryOp::Div => left("/", Prec::Term, Prec::Factor),
        BinaryOp::Mod => left("%", Prec::Term, Prec::Factor),
        BinaryOp::FloorDiv => left("//", Prec::Term, Prec::Factor),
        BinaryOp::Pow => ("**", Prec::Power, Prec::Await, Prec::Factor),
    }
}

fn precedence(e: &Expr) -> Prec {
    match &e.kind {
        ExprKind::Lambda(_) | ExprKind::IfExp(_) | ExprKind::Starred(_) | ExprKind::Slice(_) => {
            Prec::Test
        }
        ExprKind::BoolOp(b) => match b.op {
            BoolOp::Or => Prec::Or,
            BoolOp::And => Prec::And,
        },
        ExprKind::UnaryOp(u) if u.op == UnaryOp::Not => Prec::Not,
        ExprKind::UnaryOp(_) => Prec::Factor,
        ExprKind::Compare(_) => Prec::Compare,
        ExprKind::BinOp(b) => binary(b.op).1,
        ExprKind::Await(_) => Prec::Await,
        _ => Prec::Atom,
    }
}

impl Writer {
    /// `e`, in parentheses unless it binds at least as tightly as `least`.
    pub(super) fn expr(&mut self, e: &Expr, least: Prec) {
        if e.depth > MAX_DEPTH {
            return self.push("...");
        }
        if precedence(e) < least {
            self.push("(");
            self.bare(e);
            self.push(")");
        } else {
            self.bare(e);
        }
    }

    fn bare(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::BoolOp(b) => {
                let (word, least) = match b.op {
                    BoolOp::Or => (" or ", Prec::And),
                    BoolOp::And => (" and ", Prec::Not),
                };
                for (i, value) in b.values.iter().enumerate() {
                    self.push(if i > 0 { word } else { "" });
                    self.expr(value, least);
                }
            }
            ExprKind::NamedExpr(n) => {
                self.push("(");
                self.test(&n.target);
                self.word(" := ", Some(&n.value));
                self.push(")");
            }
            ExprKind::BinOp(b) => {
                let (text, _, left, right) = binary(b.op);
                self.expr(&b.left, left);
                self.push(" ");
                self.push(text);
                self.push(" ");
                self.expr(&b.right, right);
            }
            ExprKind::UnaryOp(u) => {
                let (text, least) = match u.op {
                    UnaryOp::Not => ("not ", Prec::Not),
                    UnaryOp::Invert => ("~", Prec::Factor),
                    UnaryOp::UAdd => ("+", Prec::Factor),
                    UnaryOp::USub => ("-", Prec::Factor),
                };
                self.push(text);
                self.expr(&u.operand, least);
            }
            ExprKind::Lambda(l) => {
                // CPython sets the space by the positional parameters alone.
                let positional = !l.params.posonly.is_empty() || !l.params.args.is_empty();
                self.push(if positional { "lambda " } else { "lambda" });
                self.params(&l.params);
                self.word(": ", Some(&l.body));
            }
            ExprKind::IfExp(i) => {
                self.expr(&i.body, Prec::Or);
                self.push(" if ");
                self.expr(&i.test, Prec::Or);
                self.word(" else ", Some(&i.orelse));
            }
            ExprKind::Dict(d) => {
                self.push("{");
                self.commas(&d.items, |w, item| match &item.key {
                    Some(key) => {
                        w.test(key);
                        w.word(": ", Some(&item.value));
                    }
                    None => {
                        w.push("**");
                        w.expr(&item.value, Prec::BitOr);
                    }
                });
                self.push("}");
            }
            ExprKind::Set(s) => self.seq("{", s, "}"),
            ExprKind::List(s) => self.seq("[", s, "]"),
            ExprKind::Tuple(s) => {
                let close = if s.elts.len() == 1 { ",)" } else { ")" };
                self.seq("(", s, close);
            }
            ExprKind::ListComp(c) => self.comp("[", c, "]"),
            ExprKind::SetComp(c) => self.comp("{", c, "}"),
            ExprKind::GeneratorExp(c) => self.comp("(", c, ")"),
            ExprKind::DictComp(c) => {
                self.push("{");
                self.test(&c.key);
                self.word(": ", Some(&c.value));
                self.generators(&c.generators);
                self.push("}");
            }
            ExprKind::Await(v) => {
                self.push("await ");
                self.expr(v, Prec::Atom);
            }
            ExprKind::Yield(v) => {
                self.push("(yield");
                self.word(" ", v.as_deref());
                self.push(")");
            }
            ExprKind::YieldFrom(v) => {
                self.push("(yield from ");
                self.test(v);
                self.push(")");
            }
            ExprKind::Compare(c) => {
                self.expr(&c.left, Prec::BitOr);
                for (op, right) in &c.ops {
                    self.push(compare(*op));
                    self.expr(right, Prec::BitOr);
                }
            }
            ExprKind::Call(c) => {
                self.expr(&c.func, Prec::Atom);
                self.push("(");
                self.arguments(&c.args, &c.keywords);
                self.push(")");
            }
            ExprKind::FString(f) => {
                self.push("f\"");
                self.parts(&f.parts, false);
                self.push("\"");
            }
            ExprKind::Attribute(a) => {
                let number = matches!(a.value.kind, ExprKind::Int(_) | ExprKind::BigInt(_));
                self.push(if number { "(" } else { "" });
                self.expr(&a.value, Prec::Atom);
                self.push(if number { ")." } else { "." });
                self.push(&a.attr);
            }
            ExprKind::Subscript(s) => {
                self.expr(&s.value, Prec::Atom);
                match &s.index.kind {
                    ExprKind::Tuple(t) if !t.elts.is_empty() => {
                        let close = if t.elts.len() == 1 { ",]" } else { "]" };
                        self.seq("[", t, close);
                    }
                    _ => {
                        self.push("[");
                        self.test(&s.index);
                        self.push("]");
                    }
                }
            }
            ExprKind::Starred(v) => {
                self.push("*");
                self.expr(v, Prec::BitOr);
            }
            ExprKind::Slice(s) => {
                self.word("", s.lower.as_ref());
                self.push(":");
                self.word("", s.upper.as_ref());
                self.word(":", s.step.as_ref());
            }
            ExprKind::Name(n) => self.push(n),
            ExprKind::Ellipsis => self.push("..."),
            constant => {
                let text = constant_text(constant);
                self.push(&text);
            }
        }
    }

    fn seq(&mut self, open: &str, seq: &Seq, close: &str) {
        self.push(open);
        self.commas(&seq.elts, |w, e| w.test(e));
        self.push(close);
    }

    fn comp(&mut self, open: &str, c: &Comp, close: &str) {
        self.push(open);
        self.test(&c.elt);
        self.generators(&c.generators);
        self.push(close);
    }

    fn generators(&mut self, list: &[Comprehension]) {
        for g in list {
            self.push(if g.is_async { " async for " } else { " for " });
            self.test(&g.target);
            self.push(" in ");
            self.expr(&g.iter, Prec::Or);
            for e in &g.ifs {
                self.push(" if ");
                self.expr(e, Prec::Or);
            }
        }
    }

    pub(super) fn arguments(&mut self, args: &[Expr], keywords: &[Keyword]) {
        self.commas(args, |w, e| w.test(e));
        if !args.is_empty() && !keywords.is_empty() {
            self.push(", ");
        }
        self.commas(keywords, |w, k| {
            match &k.name {
                Some(name) => {
                    w.push(name);
                    w.push("=");
                }
                None => w.push("**"),
            }
            w.test(&k.value);
        });
    }

    pub(super) fn params(&mut self, p: &Params) {
        let mut first = true;
        let mut comma = |w: &mut Self| {
            if !std::mem::replace(&mut first, false) {
                w.push(", ");
            }
        };
        for param in &p.posonly {
            comma(self);
            self.param(param);
        }
        if !p.posonly.is_empty() {
            comma(self);
            self.push("/");
        }
        for param in &p.args {
            comma(self);
            self.param(param);
        }
        if p.vararg.is_some() || !p.kwonly.is_empty() {
            comma(self);
            self.push("*");
        }
        if let Some(param) = &p.vararg {
            self.param(param);
        }
        for param in &p.kwonly {
            comma(self);
            self.param(param);
        }
        if let Some(param) = &p.kwarg {
            comma(self);
            self.push("**");
            self.param(param);
        }
    }

    fn param(&mut self, p: &Param) {
        self.push(&p.name);
        self.word(": ", p.annotation.as_ref());
        self.word("=", p.default.as_ref());
    }

    /// The inside of an f-string or format specification. Fields may use any quotes.
    fn parts(&mut self, parts: &[FStringPart], in_spec: bool) {
        for part in parts {
            match part {
                FStringPart::Literal(text) => self.fstring_text(text, in_spec),
                FStringPart::Field(f) => {
                    // A space keeps `{` apart from a display's own.
                    self.push("{ ");
                    self.expr(&f.expr, Prec::Or);
                    self.push(match f.conversion {
                        None => "",
                        Some(Conversion::Str) => "!s",
                        Some(Conversion::Repr) => "!r",
                        Some(Conversion::Ascii) => "!a",
                    });
                    if let Some(spec) = &f.spec {
                        self.push(":");
                        self.parts(&spec.parts, true);
                    }
                    self.push("}");
                }
            }
        }
    }

    fn fstring_text(&mut self, text: &StrContent, in_spec: bool) {
        for c in text.code_points() {
            match char::from_u32(c) {
                Some('{') if !in_spec => self.push("{{"),
                Some('}') if !in_spec => self.push("}}"),
                Some(ch @ ' '..='~') if !matches!(ch, '"' | '\\' | '{' | '}') => self.out.push(ch),
                Some(_) if c <= 0xFF => {
                    let _ = write!(self.out, "\\x{c:02x}");
                }
                _ if c <= 0xFFFF => {
                    let _ = write!(self.out, "\\u{c:04x}");
                }
                _ => {
                    let _ = write!(self.out, "\\U{c:08x}");
                }
            }
        }
    }
}

fn compare(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}
