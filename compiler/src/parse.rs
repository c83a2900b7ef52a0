//! The one door to the parser: text (or bytes) in, tree or the first error out.

use crate::ast::{Mode, Module};
use crate::check::structure;
use crate::construct::Ctx;
use crate::diag::{DiagKind, Diagnostic, Stage};
use crate::explain;
use crate::layout::{self, Tokens};
use crate::source;
use crate::span::Span;
use crate::token::{Tok, Token};
use lalrpop_util::ParseError;

/// The generated parser.
#[allow(clippy::all, clippy::pedantic, missing_docs, unused, unreachable_pub)]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/grammar.rs"));
}

/// Parses a whole file. The error is the one that CPython reports first.
pub fn parse_module(src: &str) -> Result<Module, Diagnostic> {
    parse(src, Mode::Exec)
}

/// Parses one expression, as `eval` does once it has taken off leading blanks.
pub fn parse_expression(src: &str) -> Result<Module, Diagnostic> {
    parse(src, Mode::Eval)
}

/// Parses one interactive statement; several on one line count as one.
pub fn parse_interactive(src: &str) -> Result<Module, Diagnostic> {
    parse(src, Mode::Single)
}

/// The text of the bytes of a source file: takes off a byte order mark and heeds a coding cookie. The
/// file's name is for messages; without one they are those of `compile()`. An error comes with what text
/// there is, for the diagnostic to quote.
pub fn decode_source(bytes: &[u8], filename: Option<&str>) -> Result<String, (String, Diagnostic)> {
    source::decode(bytes, filename).map_err(|e| {
        let diagnostic = e.diagnostic.quoting(&e.text, false);
        (e.text, diagnostic)
    })
}

/// Parses the bytes of a file: [`decode_source`], then [`parse_module`]. Gives the decoded text as well,
/// for diagnostics to quote.
pub fn parse_bytes(
    bytes: &[u8],
    filename: Option<&str>,
) -> Result<(String, Module), (String, Diagnostic)> {
    let src = decode_source(bytes, filename)?;
    match parse_module(&src) {
        Ok(module) => Ok((src, module)),
        Err(e) => Err((src, e)),
    }
}

/// Parses `src` in the given mode.
pub fn parse(src: &str, mode: Mode) -> Result<Module, Diagnostic> {
    parse_text(src, mode).map_err(|error| error.quoting(src, mode == Mode::Exec))
}

fn parse_text(src: &str, mode: Mode) -> Result<Module, Diagnostic> {
    if let Some(at) = memchr_nul(src) {
        let span = Span::at(at as u32);
        return Err(Diagnostic::syntax(
            "source code string cannot contain null bytes",
            span,
        ));
    }
    if src.len() >= u32::MAX as usize {
        return Err(Diagnostic::syntax("source code is too large", Span::at(0)));
    }
    let mut tokens = layout::tokenize_to_error(src);
    let mut cx = Ctx::new(src);
    let result = run(&mut cx, &tokens, mode);
    if let Some(error) = first_error(src, &mut tokens, &mut cx, &result, mode) {
        return Err(error);
    }
    let body = result.unwrap_or_default();
    if mode == Mode::Single {
        single(&tokens, body.len())?;
    }
    // The tokens' and the literals' warnings come together, before those of the checks.
    let of_tokens = |warning: Diagnostic| warning.in_stage(Stage::Tokens).quoting(src, true);
    let mut warnings: Vec<Diagnostic> = tokens.warnings.into_iter().map(of_tokens).collect();
    warnings.append(&mut cx.warnings);
    warnings.sort_by_key(Diagnostic::start);
    let mut module = Module {
        mode,
        body,
        warnings,
    };
    structure::check(&mut module).map_err(|error| error.in_stage(Stage::Code))?;
    Ok(module)
}

/// The error that CPython would report, if there is any: of the tokens, of the grammar, or of an action.
fn first_error(
    src: &str,
    tokens: &mut Tokens,
    cx: &mut Ctx<'_>,
    result: &Result<Vec<crate::ast::Stmt>, usize>,
    mode: Mode,
) -> Option<Diagnostic> {
    let lexical = tokens.error.take().map(Diagnostic::of_tokens);
    let is_hard = lexical.as_ref().is_some_and(|e| tokens.is_hard(e));
    // An error that an action noted lies before the token at which the parser stopped.
    if let Some(error) = cx.error.take() {
        if cx.immediate || !is_hard {
            return Some(explain::promote(src, tokens, error));
        }
        return lexical;
    }
    match result {
        Err(at) if lexical.is_none() || *at < tokens.list.len() => {
            let error = explain::explain(src, tokens, *at, mode);
            let unexpected =
                error.kind == DiagKind::Indentation && error.message.starts_with("unexpected");
            if is_hard && !unexpected {
                lexical
            } else {
                Some(error)
            }
        }
        _ => lexical.or_else(|| cx.late.take().map(|e| e.in_stage(Stage::Code))),
    }
}

/// The statements of a piece of a text that has an error elsewhere; no error is explained.
pub(crate) fn parse_quietly(src: &str) -> Result<Vec<crate::ast::Stmt>, ()> {
    let tokens = layout::tokenize(src).map_err(|_| ())?;
    run(&mut Ctx::new(src), &tokens, Mode::Exec).map_err(|_| ())
}

fn memchr_nul(src: &str) -> Option<usize> {
    src.bytes().position(|b| b == 0)
}

/// Runs the generated parser. The error is the index of the token at which it stopped, or the number of
/// tokens when it wanted more.
fn run(cx: &mut Ctx<'_>, tokens: &Tokens, mode: Mode) -> Result<Vec<crate::ast::Stmt>, usize> {
    let start = (mode == Mode::Eval).then_some(Token {
        tok: Tok::StartEval,
        span: Span::at(0),
    });
    let next = std::cell::Cell::new(0usize);
    let stream = start.iter().chain(&tokens.list).map(|t| {
        next.set(next.get() + 1);
        Ok((t.span.start, t.tok, t.span.end))
    });
    let result = grammar::TopParser::new().parse(cx, stream);
    let shift = usize::from(start.is_some());
    result.map_err(|e| match e {
        ParseError::UnrecognizedEof { .. } => tokens.list.len(),
        _ => next.get().saturating_sub(1 + shift),
    })
}

/// In interactive mode there may be one statement, or several on one line.
fn single(tokens: &Tokens, statements: usize) -> Result<(), Diagnostic> {
    if statements == 0 {
        let error = Diagnostic::syntax("invalid syntax", Span::at(0)).at_end();
        return Err(error.incomplete_if(true));
    }
    let mut depth = 0usize;
    let mut ended = false;
    let mut end = Span::at(0);
    for t in &tokens.list {
        if t.tok == Tok::Newline && !ended {
            end = Span::new(t.span.start, t.span.start + 1);
        }
        match t.tok {
            Tok::Indent => {
                depth += 1;
                ended = false;
            }
            Tok::Dedent => {
                depth -= 1;
                ended = depth == 0;
            }
            Tok::Newline => ended = depth == 0,
            Tok::Elif | Tok::Else | Tok::Except | Tok::Finally if ended => ended = false,
            _ if ended => {
                return Err(Diagnostic::new(
                    DiagKind::Syntax,
                    "multiple statements found while compiling a single statement",
                    end,
                ));
            }
            _ => {}
        }
    }
    Ok(())
}
