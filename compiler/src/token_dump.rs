//! The tokens of a text, one per line.

use crate::diag::Diagnostic;
use crate::layout;
use crate::span::LineIndex;
use crate::token::Tok;
use std::fmt::Write;

/// One line per token: `line:column-line:column kind text`, columns in characters from 0. The error is
/// the first that the tokens themselves show.
pub fn dump_tokens(src: &str) -> Result<String, Diagnostic> {
    let tokens = layout::tokenize(src)?;
    let index = LineIndex::new(src);
    let mut out = String::new();
    for t in &tokens.list {
        let (line, col) = index.line_char_col(src, t.span.start);
        let (end_line, end_col) = index.line_char_col(src, t.span.end);
        let place = format!("{line}:{col}-{end_line}:{end_col}");
        let text = match t.tok {
            Tok::Newline | Tok::Indent | Tok::Dedent => "",
            _ => t.span.text(src),
        };
        let kind = format!("{:?}", t.tok);
        let line = if text.is_empty() {
            format!("{place:<16}{kind}")
        } else {
            format!("{place:<16}{kind:<18}{}", text.escape_debug())
        };
        let _ = writeln!(out, "{line}");
    }
    Ok(out)
}
