//! From the token at which the parser stopped to the message that CPython would give.

use crate::ast::Mode;
use crate::diag::{DiagKind, Diagnostic};
use crate::layout::Tokens;
use crate::span::Span;
use crate::token::Tok;

/// The error for a parser that stopped at token `at` (or at the end).
pub(crate) fn explain(src: &str, tokens: &Tokens, at: usize, mode: Mode) -> Diagnostic {
    let _ = mode;
    let end = Span::at(src.len() as u32);
    let (tok, span) = tokens
        .list
        .get(at)
        .map_or((Tok::Newline, end), |t| (t.tok, t.span));
    match tok {
        Tok::Indent => Diagnostic::new(DiagKind::Indentation, "unexpected indent", span),
        _ => Diagnostic::syntax("invalid syntax", span),
    }
}

/// An error that an action noted, unless CPython would report another first.
pub(crate) fn promote(_src: &str, _tokens: &Tokens, error: Diagnostic) -> Diagnostic {
    error
}
