//! The one door: text in, code object out.

use std::sync::Arc;

use crate::ast::*;
use crate::code::Code;
use crate::diag::{DiagKind, Diagnostic, Stage};
use crate::emit;
use crate::intern::Interner;
use crate::parse;
use crate::scope::Scopes;
use crate::span::{LineIndex, Span};

/// Expressions deeper than this are compiled on a thread with a large stack: scopes and emitter recurse.
const SHALLOW: u16 = 60;

/// Stack of that thread; only what is used is ever committed.
const LARGE_STACK: usize = 256 << 20;

/// How to compile.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// 0, 1 (no asserts, `__debug__` is false) or 2 (no docstrings either).
    pub optimize: u8,
    /// Annotations are kept as text, as under `from __future__ import annotations`; for code that
    /// inherits this from the code that compiles it.
    pub future_annotations: bool,
}

/// What compiling gives.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The code of the whole text.
    pub code: Arc<Code>,
    /// `SyntaxWarning`s, in the order in which CPython gives them.
    pub warnings: Vec<Diagnostic>,
}

/// Compiles `source`; `filename` is what tracebacks show.
///
/// # Errors
/// The syntax error that CPython reports first, or what Hasp does not support.
pub fn compile(
    source: &str,
    filename: &str,
    mode: Mode,
    options: &Options,
) -> Result<Arc<Code>, Diagnostic> {
    compile_with_warnings(source, filename, mode, options).map(|compiled| compiled.code)
}

/// As [`compile`], giving the warnings too.
///
/// # Errors
/// As [`compile`].
pub fn compile_with_warnings(
    source: &str,
    filename: &str,
    mode: Mode,
    options: &Options,
) -> Result<Compiled, Diagnostic> {
    let module = parse::parse(source, mode)?;
    if deepest(&module.body) <= SHALLOW {
        return finish(module, source, filename, options);
    }
    // The tree cannot move between threads: it is built again over there.
    drop(module);
    let work = || finish(parse::parse(source, mode)?, source, filename, options);
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(LARGE_STACK)
            .spawn_scoped(scope, work);
        match thread.map(|thread| thread.join()) {
            Ok(Ok(result)) => result,
            _ => Err(too_deep()),
        }
    })
}

fn finish(
    mut module: Module,
    source: &str,
    filename: &str,
    options: &Options,
) -> Result<Compiled, Diagnostic> {
    let warnings = std::mem::take(&mut module.warnings);
    let code = emit_module(&module, source, filename, options)?;
    Ok(Compiled { code, warnings })
}

/// Compiles a tree that was parsed before; `source` is the text that its spans refer to.
///
/// # Errors
/// As [`compile`]; RecursionError for expressions so deep that they need a stack of their own.
pub fn compile_module(
    module: &Module,
    source: &str,
    filename: &str,
    options: &Options,
) -> Result<Arc<Code>, Diagnostic> {
    if deepest(&module.body) > 4 * SHALLOW {
        return Err(too_deep());
    }
    emit_module(module, source, filename, options)
}

fn emit_module(
    module: &Module,
    source: &str,
    filename: &str,
    options: &Options,
) -> Result<Arc<Code>, Diagnostic> {
    let mut names = Interner::new();
    let future = options.future_annotations || imports_annotations(&module.body);
    let scopes =
        Scopes::analyse(module, &mut names, future).map_err(|error| error.in_stage(Stage::Code))?;
    let input = emit::Input {
        module,
        scopes: &scopes,
        filename: filename.into(),
        lines: Arc::new(LineIndex::new(source)),
        optimize: options.optimize,
    };
    emit::emit(input, names)
}

fn too_deep() -> Diagnostic {
    Diagnostic::new(
        DiagKind::Recursion,
        "maximum recursion depth exceeded during compilation",
        Span::default(),
    )
}

/// Whether the text starts with `from __future__ import annotations`.
fn imports_annotations(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::ImportFrom(import) => {
            import.level == 0
                && import.module.as_deref() == Some("__future__")
                && import.names.iter().any(|alias| alias.name == "annotations")
        }
        _ => false,
    })
}

/// Depth of the deepest expression of some statements and of those inside them.
fn deepest(body: &[Stmt]) -> u16 {
    body.iter().map(stmt_depth).max().unwrap_or(0)
}

fn depth<'e>(exprs: impl IntoIterator<Item = &'e Expr>) -> u16 {
    exprs.into_iter().map(|e| e.depth).max().unwrap_or(0)
}

fn stmt_depth(stmt: &Stmt) -> u16 {
    match &stmt.kind {
        StmtKind::Expr(e) => e.depth,
        StmtKind::Return(e) => depth(e.as_deref()),
        StmtKind::Assign(e) => depth(&e.targets).max(e.value.depth),
        StmtKind::AugAssign(e) => e.target.depth.max(e.value.depth),
        StmtKind::AnnAssign(e) => depth([&e.target, &e.annotation]).max(depth(&e.value)),
        StmtKind::Delete(e) => depth(e),
        StmtKind::Raise(e) => e.as_deref().map_or(0, |e| e.exc.depth.max(depth(&e.cause))),
        StmtKind::Assert(e) => e.test.depth.max(depth(&e.msg)),
        StmtKind::TypeAlias(e) => e.value.depth.max(type_params(&e.type_params)),
        StmtKind::If(e) => {
            let branches = e.branches.iter();
            let branches = branches.map(|b| b.test.depth.max(deepest(&b.body))).max();
            branches.unwrap_or(0).max(deepest(&e.orelse))
        }
        StmtKind::For(e) => depth([&e.target, &e.iter])
            .max(deepest(&e.body))
            .max(deepest(&e.orelse)),
        StmtKind::While(e) => e.test.depth.max(deepest(&e.body)).max(deepest(&e.orelse)),
        StmtKind::With(e) => {
            let items = e.items.iter();
            let items = items.map(|i| i.context.depth.max(depth(&i.target))).max();
            items.unwrap_or(0).max(deepest(&e.body))
        }
        StmtKind::Match(e) => {
            let cases = e.cases.iter();
            let cases = cases.map(|c| {
                let pattern = pattern_depth(&c.pattern);
                pattern.max(depth(&c.guard)).max(deepest(&c.body))
            });
            cases.max().unwrap_or(0).max(e.subject.depth)
        }
        StmtKind::Try(e) => {
            let handlers = e.handlers.iter();
            let handlers = handlers.map(|h| depth(&h.typ).max(deepest(&h.body))).max();
            [&e.body, &e.orelse, &e.finalbody]
                .into_iter()
                .map(|body| deepest(body))
                .chain(handlers)
                .max()
                .unwrap_or(0)
        }
        StmtKind::FunctionDef(e) => {
            let params = e.params.iter();
            let params = params.map(|p| depth(&p.annotation).max(depth(&p.default)));
            params
                .chain([depth(&e.decorators), depth(&e.returns)])
                .chain([type_params(&e.type_params), deepest(&e.body)])
                .max()
                .unwrap_or(0)
        }
        StmtKind::ClassDef(e) => depth(&e.bases)
            .max(depth(&e.decorators))
            .max(depth(e.keywords.iter().map(|k| &k.value)))
            .max(type_params(&e.type_params))
            .max(deepest(&e.body)),
        StmtKind::Import(_)
        | StmtKind::ImportFrom(_)
        | StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::Pass
        | StmtKind::Break
        | StmtKind::Continue => 0,
    }
}

fn type_params(params: &[TypeParam]) -> u16 {
    let params = params.iter().map(|p| match &p.kind {
        TypeParamKind::TypeVar(bound) => depth(bound).max(depth(&p.default)),
        _ => depth(&p.default),
    });
    params.max().unwrap_or(0)
}

/// Depth of a pattern, its expressions included.
fn pattern_depth(pattern: &Pattern) -> u16 {
    let deepest = |patterns: &[Pattern]| patterns.iter().map(pattern_depth).max().unwrap_or(0);
    let inner = match &pattern.kind {
        PatternKind::Value(e) | PatternKind::Singleton(e) => e.depth,
        PatternKind::Sequence(items) | PatternKind::Or(items) => deepest(items),
        PatternKind::Mapping(mapping) => deepest(&mapping.patterns).max(depth(&mapping.keys)),
        PatternKind::Class(class) => {
            let keywords = class.keywords.iter().map(|(_, p)| pattern_depth(p));
            let keywords = keywords.max().unwrap_or(0);
            keywords.max(deepest(&class.patterns)).max(class.cls.depth)
        }
        PatternKind::As(inner, _) => pattern_depth(inner),
        PatternKind::Star(_) | PatternKind::Capture(_) | PatternKind::Wildcard => 0,
    };
    inner.saturating_add(1)
}
