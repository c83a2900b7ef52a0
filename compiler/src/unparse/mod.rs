//! From a tree back to source text. The text is plain rather than pretty; parsed again it gives the same
//! tree.

mod expr;

use crate::ast::*;

/// Source text for a tree. Expressions nested more than a thousand deep are written as `...`.
pub fn unparse(module: &Module) -> String {
    let mut writer = Writer {
        out: String::new(),
        level: 0,
    };
    match (module.mode, &module.body[..]) {
        (
            Mode::Eval,
            [
                Stmt {
                    kind: StmtKind::Expr(e),
                    ..
                },
            ],
        ) => {
            writer.expr(e, expr::Prec::Test);
            writer.out.push('\n');
        }
        (_, body) => body.iter().for_each(|s| writer.stmt(s)),
    }
    writer.out
}

/// Source text for one expression, on one line: what annotations become under
/// `from __future__ import annotations`.
pub fn unparse_expr(e: &Expr) -> String {
    let mut writer = Writer {
        out: String::new(),
        level: 0,
    };
    writer.expr(e, expr::Prec::Test);
    writer.out
}

struct Writer {
    out: String,
    level: usize,
}

impl Writer {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Starts a line.
    fn line(&mut self, text: &str) {
        self.out.extend(std::iter::repeat_n(' ', self.level));
        self.push(text);
    }

    /// Each item by `each`, with commas between.
    fn commas<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.push(", ");
            }
            each(self, item);
        }
    }

    fn test(&mut self, e: &Expr) {
        self.expr(e, expr::Prec::Test);
    }

    /// `word` and an expression, if there is one.
    fn word(&mut self, word: &str, e: Option<&Expr>) {
        if let Some(e) = e {
            self.push(word);
            self.test(e);
        }
    }

    fn end(&mut self) {
        self.push("\n");
    }

    fn block(&mut self, body: &[Stmt]) {
        self.push(":\n");
        self.level += 1;
        body.iter().for_each(|s| self.stmt(s));
        self.level -= 1;
    }

    fn else_block(&mut self, word: &str, body: &[Stmt]) {
        if !body.is_empty() {
            self.line(word);
            self.block(body);
        }
    }

    fn stmt(&mut self, s: &Stmt) {
        match &s.kind {
            StmtKind::FunctionDef(f) => self.function(f),
            StmtKind::ClassDef(c) => {
                self.decorators(&c.decorators);
                self.line("class ");
                self.push(&c.name);
                self.type_params(&c.type_params);
                self.push("(");
                self.arguments(&c.bases, &c.keywords);
                self.push(")");
                self.block(&c.body);
            }
            StmtKind::For(f) => {
                self.line(if f.is_async { "async for " } else { "for " });
                self.test(&f.target);
                self.word(" in ", Some(&f.iter));
                self.block(&f.body);
                self.else_block("else", &f.orelse);
            }
            StmtKind::While(w) => {
                self.line("while ");
                self.test(&w.test);
                self.block(&w.body);
                self.else_block("else", &w.orelse);
            }
            StmtKind::If(i) => {
                for (n, branch) in i.branches.iter().enumerate() {
                    self.line(if n == 0 { "if " } else { "elif " });
                    self.test(&branch.test);
                    self.block(&branch.body);
                }
                self.else_block("else", &i.orelse);
            }
            StmtKind::With(w) => {
                self.line(if w.is_async { "async with " } else { "with " });
                self.commas(&w.items, |w, item| {
                    // `with (a, b):` would be two items.
                    let tuple =
                        matches!(item.context.kind, ExprKind::Tuple(_)) && item.target.is_none();
                    w.push(if tuple { "(" } else { "" });
                    w.test(&item.context);
                    w.push(if tuple { ")" } else { "" });
                    w.word(" as ", item.target.as_ref());
                });
                self.block(&w.body);
            }
            StmtKind::Match(m) => self.match_stmt(m),
            StmtKind::Try(t) => self.try_stmt(t),
            _ => {
                self.line("");
                self.simple(&s.kind);
                self.end();
            }
        }
    }

    fn simple(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::Return(e) => {
                self.push("return");
                self.word(" ", e.as_deref());
            }
            StmtKind::Delete(targets) => {
                self.push("del ");
                self.commas(targets, |w, e| w.test(e));
                // `del (a, b)` is one target here, not two.
                if let [only] = &targets[..]
                    && matches!(only.kind, ExprKind::Tuple(_))
                {
                    self.push(",");
                }
            }
            StmtKind::Assign(a) => {
                for t in &a.targets {
                    self.test(t);
                    self.push(" = ");
                }
                self.test(&a.value);
            }
            StmtKind::AugAssign(a) => {
                self.test(&a.target);
                self.push(" ");
                self.push(expr::binary(a.op).0);
                self.word("= ", Some(&a.value));
            }
            StmtKind::AnnAssign(a) => {
                let parens = matches!(a.target.kind, ExprKind::Name(_)) && !a.simple;
                self.push(if parens { "(" } else { "" });
                self.test(&a.target);
                self.push(if parens { ")" } else { "" });
                self.word(": ", Some(&a.annotation));
                self.word(" = ", a.value.as_ref());
            }
            StmtKind::TypeAlias(t) => {
                self.push("type ");
                self.push(&t.name);
                self.type_params(&t.type_params);
                self.word(" = ", Some(&t.value));
            }
            StmtKind::Raise(r) => {
                self.push("raise");
                if let Some(r) = r {
                    self.word(" ", Some(&r.exc));
                    self.word(" from ", r.cause.as_ref());
                }
            }
            StmtKind::Assert(a) => {
                self.push("assert ");
                self.test(&a.test);
                self.word(", ", a.msg.as_ref());
            }
            StmtKind::Import(names) => {
                self.push("import ");
                self.aliases(names);
            }
            StmtKind::ImportFrom(i) => {
                self.push("from ");
                self.out.extend(std::iter::repeat_n('.', i.level as usize));
                self.push(i.module.as_deref().unwrap_or(""));
                self.push(" import ");
                self.aliases(&i.names);
            }
            StmtKind::Global(names) => {
                self.push("global ");
                self.commas(names, |w, n| w.push(n));
            }
            StmtKind::Nonlocal(names) => {
                self.push("nonlocal ");
                self.commas(names, |w, n| w.push(n));
            }
            StmtKind::Expr(e) => self.test(e),
            StmtKind::Break => self.push("break"),
            StmtKind::Continue => self.push("continue"),
            _ => self.push("pass"),
        }
    }

    fn aliases(&mut self, names: &[Alias]) {
        self.commas(names, |w, a| {
            w.push(&a.name);
            if let Some(name) = &a.asname {
                w.push(" as ");
                w.push(name);
            }
        });
    }

    fn decorators(&mut self, list: &[Expr]) {
        for e in list {
            self.line("@");
            self.test(e);
            self.end();
        }
    }

    fn function(&mut self, f: &FunctionDef) {
        self.decorators(&f.decorators);
        self.line(if f.is_async { "async def " } else { "def " });
        self.push(&f.name);
        self.type_params(&f.type_params);
        self.push("(");
        self.params(&f.params);
        self.push(")");
        self.word(" -> ", f.returns.as_ref());
        self.block(&f.body);
    }

    fn type_params(&mut self, list: &[TypeParam]) {
        if list.is_empty() {
            return;
        }
        self.push("[");
        self.commas(list, |w, t| {
            w.push(match t.kind {
                TypeParamKind::TypeVar(_) => "",
                TypeParamKind::TypeVarTuple => "*",
                TypeParamKind::ParamSpec => "**",
            });
            w.push(&t.name);
            if let TypeParamKind::TypeVar(bound) = &t.kind {
                w.word(": ", bound.as_ref());
            }
            w.word(" = ", t.default.as_ref());
        });
        self.push("]");
    }

    fn try_stmt(&mut self, t: &Try) {
        self.line("try");
        self.block(&t.body);
        for h in &t.handlers {
            self.line(if t.is_star { "except*" } else { "except" });
            self.word(" ", h.typ.as_ref());
            if let Some(name) = &h.name {
                self.push(" as ");
                self.push(name);
            }
            self.block(&h.body);
        }
        self.else_block("else", &t.orelse);
        self.else_block("finally", &t.finalbody);
    }

    fn match_stmt(&mut self, m: &Match) {
        self.line("match ");
        self.test(&m.subject);
        self.push(":\n");
        self.level += 1;
        for case in &m.cases {
            self.line("case ");
            self.pattern(&case.pattern);
            self.word(" if ", case.guard.as_ref());
            self.block(&case.body);
        }
        self.level -= 1;
    }

    /// Patterns nest no deeper than brackets do.
    fn pattern(&mut self, p: &Pattern) {
        match &p.kind {
            PatternKind::Value(e) | PatternKind::Singleton(e) => self.test(e),
            PatternKind::Sequence(items) => {
                self.push("[");
                self.commas(items, Self::pattern);
                self.push("]");
            }
            PatternKind::Mapping(m) => {
                self.push("{");
                for (key, value) in m.keys.iter().zip(&m.patterns) {
                    self.test(key);
                    self.push(": ");
                    self.pattern(value);
                    self.push(", ");
                }
                if let Some(rest) = &m.rest {
                    self.push("**");
                    self.push(rest);
                }
                self.push("}");
            }
            PatternKind::Class(c) => {
                self.test(&c.cls);
                self.push("(");
                for value in &c.patterns {
                    self.pattern(value);
                    self.push(", ");
                }
                for (name, value) in &c.keywords {
                    self.push(name);
                    self.push("=");
                    self.pattern(value);
                    self.push(", ");
                }
                self.push(")");
            }
            PatternKind::Star(name) => {
                self.push("*");
                self.push(name.as_deref().unwrap_or("_"));
            }
            PatternKind::As(inner, name) => {
                self.push("(");
                self.pattern(inner);
                self.push(" as ");
                self.push(name);
                self.push(")");
            }
            PatternKind::Capture(name) => self.push(name),
            PatternKind::Wildcard => self.push("_"),
            PatternKind::Or(items) => {
                self.push("(");
                for (i, item) in items.iter().enumerate() {
                    self.push(if i > 0 { " | " } else { "" });
                    self.pattern(item);
                }
                self.push(")");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unparse;
    use crate::ast_dump::dump_ast;
    use crate::parse::parse_module;

    fn round_trip(src: &str) {
        let first = parse_module(src).expect(src);
        let text = unparse(&first);
        let second = parse_module(&text).expect(&text);
        assert_eq!(dump_ast(&first), dump_ast(&second), "{text}");
    }

    #[test]
    fn statements() {
        round_trip(
            "@d\nasync def f[T: int, *U, **V](a, /, b: int = 1, *c: *d, e, f=2, **g) -> int:\n    await x\n    return\n",
        );
        round_trip("class A(B, *c, k=1, **d):\n    x: int\n    (y): int = 2\n    z.w: int\n");
        round_trip("if a:\n  b\nelif c:\n  d\nelse:\n  e\nwhile a: break\nelse: pass\n");
        round_trip("with (a, b): pass\nwith ((a, b)): pass\nwith (a, b) as c, d: pass\n");
        round_trip("try: a\nexcept* (A, B) as e: b\ntry: a\nfinally: c\n");
        round_trip(
            "match x, y:\n  case [1, *_] if z: pass\n  case {'a': None, **r}: pass\n  case A(b, c=-1+2j): pass\n  case (1 | b.c) as d: pass\n",
        );
        round_trip(
            "del (a, b)\ndel a, b\nfrom . import x as y\nfrom ..a.b import *\nraise A from b\n",
        );
        round_trip("type X[T=int] = list[T]\nglobal g\nx, *y = z = *a, b\nx **= 2\nassert a, b\n");
    }

    #[test]
    fn expressions() {
        for e in [
            "-x ** -y",
            "(-x) ** y",
            "(a ** b) ** c",
            "a - (b - c)",
            "(a, b)[c, 1:2, ::3, *d]",
            "not (a and b) or c",
            "(a if b else c) if d else lambda *x, y=1: z",
            "(a < b) < c",
            "(lambda: x)()",
            "(await_)(x for x in y)",
            "[(x, y) for x, y in z if (a if b else c)]",
            "{**a, 'b': c}",
            "{x for x in (lambda: y)}",
            "(1).real + 1.5.imag",
            "(yield)",
            "f'a{b!r:>{w}}c{{}}{d=}' 'e'",
            "f'{(lambda: 1)}{ {1: 2} }{\"x\" + \"y\"}\\n'",
            "(a := b)",
            "x[(a := b)]",
            "b'\\x00\\'' + b\"'\"",
            "'\\ud800\\n\\'' \"'\"",
            "...",
            "0xffffffffffffffffff",
            "1e400",
            "2.5j",
            "~(+x)",
            "a @ b // c % d << e >> f & g | h ^ i",
            "await_.x",
            "f(*a, b, *c, d=e, **g)",
            "f'{x:{y}{{}}}'",
            "f'{x:\\x7b}'",
            "''",
            "f''",
        ] {
            round_trip(&format!("def f(): {e}\n"));
        }
    }
}
