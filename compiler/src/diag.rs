//! Diagnostics: what is wrong with a source text, where, and how CPython would show it.

use crate::span::{LineIndex, Span};
use std::fmt::Write;

/// Which exception (or warning) a diagnostic becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagKind {
    /// `SyntaxError`.
    Syntax,
    /// `IndentationError`.
    Indentation,
    /// `TabError`.
    Tab,
    /// `RecursionError`: the text is nested too deeply for the compiler.
    Recursion,
    /// `MemoryError`: the text is nested too deeply for the parser.
    Memory,
    /// `ValueError`.
    Value,
    /// `SyntaxWarning`.
    SyntaxWarning,
    /// Valid Python that Hasp does not support; a `SyntaxError` that says so.
    Unsupported,
}

impl DiagKind {
    /// The name of the exception class.
    pub fn class_name(self) -> &'static str {
        match self {
            DiagKind::Syntax | DiagKind::Unsupported => "SyntaxError",
            DiagKind::Indentation => "IndentationError",
            DiagKind::Tab => "TabError",
            DiagKind::Recursion => "RecursionError",
            DiagKind::Memory => "MemoryError",
            DiagKind::Value => "ValueError",
            DiagKind::SyntaxWarning => "SyntaxWarning",
        }
    }
}

/// One thing wrong with a source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which exception it becomes.
    pub kind: DiagKind,
    /// CPython's message, without the class name.
    pub message: String,
    /// Where; `None` when it concerns the whole text.
    pub span: Option<Span>,
    /// Whether the text merely stopped too early, so that an interactive reader may ask for more.
    pub incomplete: bool,
}

/// A diagnostic's place as `SyntaxError`'s attributes: `lineno`, `offset`, `end_lineno`,
/// `end_offset` (lines and columns count from 1, columns in characters) and `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line of the first character.
    pub lineno: u32,
    /// Column of the first character.
    pub offset: u32,
    /// Line of the end.
    pub end_lineno: u32,
    /// Column just after the last character.
    pub end_offset: u32,
    /// The first line, with a newline at its end.
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic of the given kind at `span`.
    pub fn new(kind: DiagKind, message: impl Into<String>, span: Span) -> Self {
        Diagnostic {
            kind,
            message: message.into(),
            span: Some(span),
            incomplete: false,
        }
    }

    /// The same, marked as [`Diagnostic::incomplete`] if `yes`.
    pub fn incomplete_if(mut self, yes: bool) -> Self {
        self.incomplete |= yes;
        self
    }

    /// A `SyntaxError` at `span`.
    pub fn syntax(message: impl Into<String>, span: Span) -> Self {
        Diagnostic::new(DiagKind::Syntax, message, span)
    }

    /// Where it starts, for ordering.
    pub(crate) fn start(&self) -> u32 {
        self.span.map_or(0, |s| s.start)
    }

    /// Where in `src` it is, or `None` when it concerns the whole text.
    pub fn place(&self, src: &str) -> Option<Place> {
        let span = self.span?;
        let index = LineIndex::new(src);
        let (lineno, col) = index.line_char_col(src, span.start);
        let start = (span.start as usize).min(src.len());
        let past_line = matches!(src.as_bytes().get(start), None | Some(b'\n' | b'\r'));
        let (end_lineno, end_col) = if past_line && span.end == span.start + 1 {
            // The column after the line's text, not the start of the next line.
            (lineno, col + 1)
        } else {
            index.line_char_col(src, span.end.max(span.start))
        };
        let mut text = index.line_text(src, lineno).to_string();
        text.push('\n');
        Some(Place {
            lineno,
            offset: col + 1,
            end_lineno,
            end_offset: end_col + 1,
            text,
        })
    }

    /// Renders it as CPython prints it: file and line, the source line, carets, class and message.
    pub fn render(&self, filename: &str, src: &str) -> String {
        let mut out = String::new();
        if let Some(place) = self.place(src) {
            let _ = writeln!(out, "  File \"{filename}\", line {}", place.lineno);
            render_line(&mut out, &place);
        }
        let _ = writeln!(out, "{}: {}", self.kind.class_name(), self.message);
        out
    }
}

/// The source line without its indentation, and carets below it.
fn render_line(out: &mut String, place: &Place) {
    let line = place.text.trim_end();
    let shown = line.trim_start_matches([' ', '\t', '\x0c']);
    let cut = (line.chars().count() - shown.chars().count()) as u32;
    if shown.is_empty() {
        return;
    }
    let _ = writeln!(out, "    {shown}");
    let start = (place.offset - 1).saturating_sub(cut);
    if place.offset == 0 || place.offset - 1 < cut {
        return;
    }
    let end = if place.end_lineno == place.lineno {
        place.end_offset.saturating_sub(1).saturating_sub(cut)
    } else {
        shown.chars().count() as u32
    };
    let width = end.saturating_sub(start).max(1);
    // Tabs stay tabs under the line so that the carets line up.
    let pad: String = shown
        .chars()
        .chain(std::iter::repeat(' '))
        .take(start as usize)
        .map(|c| if c.is_whitespace() { c } else { ' ' })
        .collect();
    let _ = writeln!(out, "    {pad}{}", "^".repeat(width as usize));
}
