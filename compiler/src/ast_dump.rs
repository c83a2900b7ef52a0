//! The tree as text, in the shape of Python's `ast.dump(tree, indent=2)`.

use crate::ast::*;
use crate::span::{LineIndex, Span};
use std::fmt::Write;

/// Expressions nested deeper than this are shown as `...`, and so are later `elif`s.
const MAX_DEPTH: u16 = 400;

/// The tree as text, one field per line, as Python's `ast.dump` with an indent of 2.
pub fn dump_ast(module: &Module) -> String {
    let mut out = String::new();
    Printer {
        out: &mut out,
        positions: None,
    }
    .node(&root(module), 0);
    out.push('\n');
    out
}

/// The same with every node's `lineno`, `col_offset`, `end_lineno` and `end_col_offset`; `src` is the
/// text that was parsed.
pub fn dump_ast_with_positions(module: &Module, src: &str) -> String {
    let index = LineIndex::new(src);
    let mut out = String::new();
    Printer {
        out: &mut out,
        positions: Some(&index),
    }
    .node(&root(module), 0);
    out.push('\n');
    out
}

/// A value to show.
enum Node {
    Ast {
        name: &'static str,
        fields: Vec<(&'static str, Node)>,
        span: Option<Span>,
    },
    List(Vec<Node>),
    Text(String),
}

use Node::Text;

/// A node under construction.
struct Build {
    name: &'static str,
    fields: Vec<(&'static str, Node)>,
    span: Option<Span>,
}

fn ast(name: &'static str) -> Build {
    Build {
        name,
        fields: Vec::new(),
        span: None,
    }
}

impl Build {
    fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    fn field(mut self, name: &'static str, node: Node) -> Self {
        self.fields.push((name, node));
        self
    }

    fn opt(self, name: &'static str, node: Option<Node>) -> Self {
        match node {
            Some(node) => self.field(name, node),
            None => self,
        }
    }

    /// A list, left out when empty.
    fn list(self, name: &'static str, nodes: Vec<Node>) -> Self {
        if nodes.is_empty() {
            return self;
        }
        self.field(name, Node::List(nodes))
    }

    fn text(self, name: &'static str, text: impl ToString) -> Self {
        self.field(name, Text(text.to_string()))
    }

    fn done(self) -> Node {
        Node::Ast {
            name: self.name,
            fields: self.fields,
            span: self.span,
        }
    }
}

fn quoted(name: &Name) -> Node {
    Text(repr_str(&StrContent::from(name.as_str())))
}

fn names(list: &[Name]) -> Vec<Node> {
    list.iter().map(quoted).collect()
}

struct Printer<'a> {
    out: &'a mut String,
    positions: Option<&'a LineIndex>,
}

impl Printer<'_> {
    fn simple(&self, node: &Node) -> bool {
        match node {
            Text(_) => true,
            Node::Ast { fields, span, .. } => {
                fields.is_empty() && (self.positions.is_none() || span.is_none())
            }
            Node::List(items) => items.is_empty(),
        }
    }

    fn line(&mut self, level: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", level));
    }

    fn node(&mut self, node: &Node, level: usize) {
        match node {
            Text(text) => self.out.push_str(text),
            Node::List(items) => {
                self.out.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        self.out.push(',');
                    }
                    self.line(level + 1);
                    self.node(item, level + 1);
                }
                self.out.push(']');
            }
            Node::Ast { name, fields, span } => {
                let mut extra = Vec::new();
                if let (Some(index), Some(span)) = (self.positions, span) {
                    let (line, col) = index.line_col(span.start);
                    let (end_line, end_col) = index.line_col(span.end);
                    extra = vec![
                        ("lineno", Text(line.to_string())),
                        ("col_offset", Text(col.to_string())),
                        ("end_lineno", Text(end_line.to_string())),
                        ("end_col_offset", Text(end_col.to_string())),
                    ];
                }
                let count = fields.len() + extra.len();
                let flat = count <= 3 && fields.iter().all(|(_, n)| self.simple(n));
                let _ = write!(self.out, "{name}(");
                for (i, (field, value)) in fields.iter().chain(&extra).enumerate() {
                    if i > 0 {
                        self.out.push_str(if flat { ", " } else { "," });
                    }
                    if !flat {
                        self.line(level + 1);
                    }
                    let _ = write!(self.out, "{field}=");
                    self.node(value, level + 1);
                }
                self.out.push(')');
            }
        }
    }
}

fn root(module: &Module) -> Node {
    match (module.mode, &module.body[..]) {
        (
            Mode::Eval,
            [
                Stmt {
                    kind: StmtKind::Expr(e),
                    ..
                },
            ],
        ) => ast("Expression").field("body", expr(e)).done(),
        (Mode::Single, body) => ast("Interactive").list("body", stmts(body)).done(),
        (_, body) => ast("Module").list("body", stmts(body)).done(),
    }
}

fn stmts(body: &[Stmt]) -> Vec<Node> {
    body.iter().map(stmt).collect()
}

fn exprs(list: &[Expr]) -> Vec<Node> {
    list.iter().map(expr).collect()
}

fn stmt(s: &Stmt) -> Node {
    let node = match &s.kind {
        StmtKind::FunctionDef(f) => ast(if f.is_async {
            "AsyncFunctionDef"
        } else {
            "FunctionDef"
        })
        .field("name", quoted(&f.name))
        .field("args", arguments(&f.params))
        .list("body", stmts(&f.body))
        .list("decorator_list", exprs(&f.decorators))
        .opt("returns", f.returns.as_ref().map(expr))
        .list("type_params", type_params(&f.type_params)),
        StmtKind::ClassDef(c) => ast("ClassDef")
            .field("name", quoted(&c.name))
            .list("bases", exprs(&c.bases))
            .list("keywords", c.keywords.iter().map(keyword).collect())
            .list("body", stmts(&c.body))
            .list("decorator_list", exprs(&c.decorators))
            .list("type_params", type_params(&c.type_params)),
        StmtKind::Return(e) => ast("Return").opt("value", e.as_deref().map(expr)),
        StmtKind::Delete(targets) => ast("Delete").list(
            "targets",
            targets.iter().map(|e| target(e, "Del")).collect(),
        ),
        StmtKind::Assign(a) => ast("Assign")
            .list("targets", a.targets.iter().map(store).collect())
            .field("value", expr(&a.value)),
        StmtKind::AugAssign(a) => ast("AugAssign")
            .field("target", store(&a.target))
            .field("op", ast(binary_name(a.op)).done())
            .field("value", expr(&a.value)),
        StmtKind::AnnAssign(a) => ast("AnnAssign")
            .field("target", store(&a.target))
            .field("annotation", expr(&a.annotation))
            .opt("value", a.value.as_ref().map(expr))
            .text("simple", i32::from(a.simple)),
        StmtKind::TypeAlias(t) => ast("TypeAlias")
            .field(
                "name",
                ast("Name")
                    .at(t.name_span)
                    .field("id", quoted(&t.name))
                    .field("ctx", ast("Store").done())
                    .done(),
            )
            .list("type_params", type_params(&t.type_params))
            .field("value", expr(&t.value)),
        StmtKind::For(f) => ast(if f.is_async { "AsyncFor" } else { "For" })
            .field("target", store(&f.target))
            .field("iter", expr(&f.iter))
            .list("body", stmts(&f.body))
            .list("orelse", stmts(&f.orelse)),
        StmtKind::While(w) => ast("While")
            .field("test", expr(&w.test))
            .list("body", stmts(&w.body))
            .list("orelse", stmts(&w.orelse)),
        StmtKind::If(i) => return if_chain(i, s.span.end),
        StmtKind::With(w) => ast(if w.is_async { "AsyncWith" } else { "With" })
            .list(
                "items",
                w.items
                    .iter()
                    .map(|i| {
                        ast("withitem")
                            .field("context_expr", expr(&i.context))
                            .opt("optional_vars", i.target.as_ref().map(store))
                            .done()
                    })
                    .collect(),
            )
            .list("body", stmts(&w.body)),
        StmtKind::Match(m) => ast("Match").field("subject", expr(&m.subject)).list(
            "cases",
            m.cases
                .iter()
                .map(|c| {
                    ast("match_case")
                        .field("pattern", pattern(&c.pattern))
                        .opt("guard", c.guard.as_ref().map(expr))
                        .list("body", stmts(&c.body))
                        .done()
                })
                .collect(),
        ),
        StmtKind::Raise(r) => match r {
            None => ast("Raise"),
            Some(r) => ast("Raise")
                .field("exc", expr(&r.exc))
                .opt("cause", r.cause.as_ref().map(expr)),
        },
        StmtKind::Try(t) => ast(if t.is_star { "TryStar" } else { "Try" })
            .list("body", stmts(&t.body))
            .list(
                "handlers",
                t.handlers
                    .iter()
                    .map(|h| {
                        ast("ExceptHandler")
                            .at(h.span)
                            .opt("type", h.typ.as_ref().map(expr))
                            .opt("name", h.name.as_ref().map(quoted))
                            .list("body", stmts(&h.body))
                            .done()
                    })
                    .collect(),
            )
            .list("orelse", stmts(&t.orelse))
            .list("finalbody", stmts(&t.finalbody)),
        StmtKind::Assert(a) => ast("Assert")
            .field("test", expr(&a.test))
            .opt("msg", a.msg.as_ref().map(expr)),
        StmtKind::Import(list) => ast("Import").list("names", list.iter().map(alias).collect()),
        StmtKind::ImportFrom(i) => ast("ImportFrom")
            .opt("module", i.module.as_ref().map(quoted))
            .list("names", i.names.iter().map(alias).collect())
            .text("level", i.level),
        StmtKind::Global(list) => ast("Global").list("names", names(list)),
        StmtKind::Nonlocal(list) => ast("Nonlocal").list("names", names(list)),
        StmtKind::Expr(e) => ast("Expr").field("value", expr(e)),
        StmtKind::Pass => ast("Pass"),
        StmtKind::Break => ast("Break"),
        StmtKind::Continue => ast("Continue"),
    };
    node.at(s.span).done()
}

/// `elif`s as Python nests them: each in the `orelse` of the one before.
fn if_chain(chain: &If, end: u32) -> Node {
    let mut orelse = stmts(&chain.orelse);
    let shown = chain.branches.len().min(usize::from(MAX_DEPTH));
    if shown < chain.branches.len() {
        orelse = vec![Text("...".into())];
    }
    for branch in chain.branches[..shown].iter().rev() {
        let node = ast("If")
            .at(Span::new(branch.span.start, end))
            .field("test", expr(&branch.test))
            .list("body", stmts(&branch.body))
            .list("orelse", std::mem::take(&mut orelse));
        orelse.push(node.done());
    }
    orelse.pop().unwrap_or(Text("...".into()))
}

fn arguments(p: &Params) -> Node {
    let list = |params: &[Param]| params.iter().map(param).collect();
    let defaults = |params: &[Param]| -> Vec<Node> {
        params
            .iter()
            .filter_map(|p| p.default.as_ref().map(expr))
            .collect()
    };
    let mut positional = defaults(&p.posonly);
    positional.extend(defaults(&p.args));
    let kw_defaults = p
        .kwonly
        .iter()
        .map(|p| p.default.as_ref().map_or(Text("None".into()), expr))
        .collect();
    ast("arguments")
        .list("posonlyargs", list(&p.posonly))
        .list("args", list(&p.args))
        .opt("vararg", p.vararg.as_deref().map(param))
        .list("kwonlyargs", list(&p.kwonly))
        .list("kw_defaults", kw_defaults)
        .opt("kwarg", p.kwarg.as_deref().map(param))
        .list("defaults", positional)
        .done()
}

fn param(p: &Param) -> Node {
    ast("arg")
        .at(p.span)
        .field("arg", quoted(&p.name))
        .opt("annotation", p.annotation.as_ref().map(expr))
        .done()
}

fn keyword(k: &Keyword) -> Node {
    ast("keyword")
        .at(k.span)
        .opt("arg", k.name.as_ref().map(quoted))
        .field("value", expr(&k.value))
        .done()
}

fn alias(a: &Alias) -> Node {
    ast("alias")
        .at(a.span)
        .field("name", quoted(&a.name))
        .opt("asname", a.asname.as_ref().map(quoted))
        .done()
}

fn type_params(list: &[TypeParam]) -> Vec<Node> {
    list.iter()
        .map(|t| {
            let (name, bound) = match &t.kind {
                TypeParamKind::TypeVar(bound) => ("TypeVar", bound.as_ref()),
                TypeParamKind::ParamSpec => ("ParamSpec", None),
                TypeParamKind::TypeVarTuple => ("TypeVarTuple", None),
            };
            ast(name)
                .at(t.span)
                .field("name", quoted(&t.name))
                .opt("bound", bound.map(expr))
                .opt("default_value", t.default.as_ref().map(expr))
                .done()
        })
        .collect()
}

fn pattern(p: &Pattern) -> Node {
    let list = |patterns: &[Pattern]| patterns.iter().map(pattern).collect();
    let node = match &p.kind {
        PatternKind::Value(e) => ast("MatchValue").field("value", expr(e)),
        PatternKind::Singleton(e) => ast("MatchSingleton").field("value", constant(&e.kind)),
        PatternKind::Sequence(v) => ast("MatchSequence").list("patterns", list(v)),
        PatternKind::Mapping(m) => ast("MatchMapping")
            .list("keys", exprs(&m.keys))
            .list("patterns", list(&m.patterns))
            .opt("rest", m.rest.as_ref().map(quoted)),
        PatternKind::Class(c) => ast("MatchClass")
            .field("cls", expr(&c.cls))
            .list("patterns", list(&c.patterns))
            .list(
                "kwd_attrs",
                c.keywords.iter().map(|(n, _)| quoted(n)).collect(),
            )
            .list(
                "kwd_patterns",
                c.keywords.iter().map(|(_, p)| pattern(p)).collect(),
            ),
        PatternKind::Star(name) => ast("MatchStar").opt("name", name.as_ref().map(quoted)),
        PatternKind::As(inner, name) => ast("MatchAs")
            .field("pattern", pattern(inner))
            .field("name", quoted(name)),
        PatternKind::Capture(name) => ast("MatchAs").field("name", quoted(name)),
        PatternKind::Wildcard => ast("MatchAs"),
        PatternKind::Or(v) => ast("MatchOr").list("patterns", list(v)),
    };
    node.at(p.span).done()
}

fn store(e: &Expr) -> Node {
    target(e, "Store")
}

/// A target, or (with `Load`) any expression that could be one.
fn target(e: &Expr, ctx: &'static str) -> Node {
    let context = ast(ctx).done();
    let elements = |seq: &Seq| seq.elts.iter().map(|e| target(e, ctx)).collect();
    let node = match &e.kind {
        ExprKind::Name(n) => ast("Name").field("id", quoted(n)),
        ExprKind::Attribute(a) => ast("Attribute")
            .field("value", expr(&a.value))
            .field("attr", quoted(&a.attr)),
        ExprKind::Subscript(s) => ast("Subscript")
            .field("value", expr(&s.value))
            .field("slice", expr(&s.index)),
        ExprKind::Starred(inner) => ast("Starred").field("value", target(inner, ctx)),
        ExprKind::List(seq) => ast("List").list("elts", elements(seq)),
        ExprKind::Tuple(seq) => ast("Tuple").list("elts", elements(seq)),
        _ => return expr(e),
    };
    node.field("ctx", context).at(e.span).done()
}

fn comprehensions(list: &[Comprehension]) -> Vec<Node> {
    list.iter()
        .map(|c| {
            ast("comprehension")
                .field("target", store(&c.target))
                .field("iter", expr(&c.iter))
                .list("ifs", exprs(&c.ifs))
                .text("is_async", i32::from(c.is_async))
                .done()
        })
        .collect()
}

fn expr(e: &Expr) -> Node {
    if e.depth > MAX_DEPTH {
        return Text("...".into());
    }
    let comp = |name, c: &Comp| {
        ast(name)
            .field("elt", expr(&c.elt))
            .list("generators", comprehensions(&c.generators))
    };
    let node = match &e.kind {
        ExprKind::BoolOp(b) => ast("BoolOp")
            .field(
                "op",
                ast(match b.op {
                    BoolOp::And => "And",
                    BoolOp::Or => "Or",
                })
                .done(),
            )
            .list("values", exprs(&b.values)),
        ExprKind::NamedExpr(n) => ast("NamedExpr")
            .field("target", store(&n.target))
            .field("value", expr(&n.value)),
        ExprKind::BinOp(b) => ast("BinOp")
            .field("left", expr(&b.left))
            .field("op", ast(binary_name(b.op)).done())
            .field("right", expr(&b.right)),
        ExprKind::UnaryOp(u) => ast("UnaryOp")
            .field(
                "op",
                ast(match u.op {
                    UnaryOp::Invert => "Invert",
                    UnaryOp::Not => "Not",
                    UnaryOp::UAdd => "UAdd",
                    UnaryOp::USub => "USub",
                })
                .done(),
            )
            .field("operand", expr(&u.operand)),
        ExprKind::Lambda(l) => ast("Lambda")
            .field("args", arguments(&l.params))
            .field("body", expr(&l.body)),
        ExprKind::IfExp(i) => ast("IfExp")
            .field("test", expr(&i.test))
            .field("body", expr(&i.body))
            .field("orelse", expr(&i.orelse)),
        ExprKind::Dict(d) => ast("Dict")
            .list(
                "keys",
                d.items
                    .iter()
                    .map(|i| i.key.as_ref().map_or(Text("None".into()), expr))
                    .collect(),
            )
            .list("values", d.items.iter().map(|i| expr(&i.value)).collect()),
        ExprKind::Set(s) => ast("Set").list("elts", exprs(&s.elts)),
        ExprKind::ListComp(c) => comp("ListComp", c),
        ExprKind::SetComp(c) => comp("SetComp", c),
        ExprKind::GeneratorExp(c) => comp("GeneratorExp", c),
        ExprKind::DictComp(c) => ast("DictComp")
            .field("key", expr(&c.key))
            .field("value", expr(&c.value))
            .list("generators", comprehensions(&c.generators)),
        ExprKind::Await(v) => ast("Await").field("value", expr(v)),
        ExprKind::Yield(v) => ast("Yield").opt("value", v.as_deref().map(expr)),
        ExprKind::YieldFrom(v) => ast("YieldFrom").field("value", expr(v)),
        ExprKind::Compare(c) => ast("Compare")
            .field("left", expr(&c.left))
            .list(
                "ops",
                c.ops
                    .iter()
                    .map(|(op, _)| ast(compare_name(*op)).done())
                    .collect(),
            )
            .list("comparators", c.ops.iter().map(|(_, e)| expr(e)).collect()),
        ExprKind::Call(c) => ast("Call")
            .field("func", expr(&c.func))
            .list("args", exprs(&c.args))
            .list("keywords", c.keywords.iter().map(keyword).collect()),
        ExprKind::FString(f) => ast("JoinedStr").list("values", parts(f, e.span)),
        ExprKind::Attribute(_)
        | ExprKind::Subscript(_)
        | ExprKind::Starred(_)
        | ExprKind::Name(_)
        | ExprKind::List(_)
        | ExprKind::Tuple(_) => return target(e, "Load"),
        ExprKind::Slice(s) => ast("Slice")
            .opt("lower", s.lower.as_ref().map(expr))
            .opt("upper", s.upper.as_ref().map(expr))
            .opt("step", s.step.as_ref().map(expr)),
        other => ast("Constant").field("value", constant(other)),
    };
    node.at(e.span).done()
}

fn parts(f: &FString, span: Span) -> Vec<Node> {
    f.parts
        .iter()
        .map(|part| match part {
            FStringPart::Literal(text) => ast("Constant")
                .text("value", repr_str(text))
                .at(span)
                .done(),
            FStringPart::Field(field) => ast("FormattedValue")
                .field("value", expr(&field.expr))
                .text(
                    "conversion",
                    match field.conversion {
                        None => -1,
                        Some(Conversion::Str) => 115,
                        Some(Conversion::Repr) => 114,
                        Some(Conversion::Ascii) => 97,
                    },
                )
                .opt(
                    "format_spec",
                    field.spec.as_ref().map(|s| {
                        ast("JoinedStr")
                            .list("values", parts(s, field.span))
                            .at(field.span)
                            .done()
                    }),
                )
                .at(field.span)
                .done(),
        })
        .collect()
}

fn constant(kind: &ExprKind) -> Node {
    Text(constant_text(kind))
}

/// A constant as Python source; other expressions give nothing.
pub(crate) fn constant_text(kind: &ExprKind) -> String {
    match kind {
        ExprKind::Int(i) => i.to_string(),
        ExprKind::BigInt(b) => big_int(b),
        ExprKind::Float(f) => float(*f),
        ExprKind::Imag(f) => {
            let text = float(*f);
            format!("{}j", text.strip_suffix(".0").unwrap_or(&text))
        }
        ExprKind::Str(s) => repr_str(s),
        ExprKind::Bytes(b) => repr_bytes(b),
        ExprKind::Bool(true) => "True".into(),
        ExprKind::Bool(false) => "False".into(),
        ExprKind::None => "None".into(),
        ExprKind::Ellipsis => "Ellipsis".into(),
        _ => String::new(),
    }
}

fn big_int(b: &BigIntLit) -> String {
    match b.radix {
        2 => format!("0b{}", b.digits),
        8 => format!("0o{}", b.digits),
        16 => format!("0x{}", b.digits),
        _ => b.digits.to_string(),
    }
}

fn float(f: f64) -> String {
    if f.is_infinite() {
        return "1e309".into();
    }
    let plain = format!("{f:?}");
    let Some((digits, exponent)) = plain.split_once('e') else {
        return plain;
    };
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    match exponent.strip_prefix('-') {
        Some(e) => format!("{digits}e-{e:0>2}"),
        None => format!("{digits}e+{exponent:0>2}"),
    }
}

/// Text as a Python literal.
pub(crate) fn repr_str(s: &StrContent) -> String {
    let single = s.code_points().any(|c| c == 0x27);
    let double = s.code_points().any(|c| c == 0x22);
    let quote = if single && !double { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in s.code_points() {
        match char::from_u32(c) {
            None => {
                let _ = write!(out, "\\u{c:04x}");
            }
            Some(c) if c == quote || c == '\\' => {
                out.push('\\');
                out.push(c);
            }
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(ch) if crate::lexer::is_printable(ch) => out.push(ch),
            Some(_) if c <= 0xFF => {
                let _ = write!(out, "\\x{c:02x}");
            }
            Some(_) if c <= 0xFFFF => {
                let _ = write!(out, "\\u{c:04x}");
            }
            Some(_) => {
                let _ = write!(out, "\\U{c:08x}");
            }
        }
    }
    out.push(quote);
    out
}

fn repr_bytes(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') {
        '"'
    } else {
        '\''
    };
    let mut out = format!("b{quote}");
    for &b in bytes {
        match b {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'\\' => out.push_str("\\\\"),
            _ if char::from(b) == quote => {
                out.push('\\');
                out.push(quote);
            }
            0x20..0x7F => out.push(char::from(b)),
            _ => {
                let _ = write!(out, "\\x{b:02x}");
            }
        }
    }
    out.push(quote);
    out
}

fn binary_name(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "Add",
        BinaryOp::Sub => "Sub",
        BinaryOp::Mult => "Mult",
        BinaryOp::MatMult => "MatMult",
        BinaryOp::Div => "Div",
        BinaryOp::Mod => "Mod",
        BinaryOp::Pow => "Pow",
        BinaryOp::LShift => "LShift",
        BinaryOp::RShift => "RShift",
        BinaryOp::BitOr => "BitOr",
        BinaryOp::BitXor => "BitXor",
        BinaryOp::BitAnd => "BitAnd",
        BinaryOp::FloorDiv => "FloorDiv",
    }
}

fn compare_name(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "Eq",
        CmpOp::NotEq => "NotEq",
        CmpOp::Lt => "Lt",
        CmpOp::LtE => "LtE",
        CmpOp::Gt => "Gt",
        CmpOp::GtE => "GtE",
        CmpOp::Is => "Is",
        CmpOp::IsNot => "IsNot",
        CmpOp::In => "In",
        CmpOp::NotIn => "NotIn",
    }
}
