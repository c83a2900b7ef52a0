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

/// Which of CPython's passes finds an error; they differ in how they quote the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Within a token.
    Tokens,
    /// The grammar.
    Grammar,
    /// Names and code generation, for which only a file has lines to quote.
    Code,
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
    /// The pass that finds it.
    pub stage: Stage,
    /// The `end_offset`, where CPython gives none that is a column.
    end_offset: Option<i32>,
    /// It concerns the end of the text, which has a line but no column.
    at_end: bool,
    /// How far the text had been read.
    seen: u32,
    /// The quoted line ends with a newline.
    newline: bool,
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
    /// Column just after the last character; 0 or -1 where CPython knows none.
    pub end_offset: i32,
    /// The first line, mostly with a newline at its end.
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
            stage: Stage::Grammar,
            end_offset: match kind {
                DiagKind::Indentation => Some(-1),
                DiagKind::Tab => Some(0),
                _ => None,
            },
            at_end: false,
            seen: span.end,
            newline: true,
        }
    }

    /// The same, with an `end_offset` that is no column.
    pub(crate) fn without_end(mut self, end_offset: i32) -> Self {
        self.end_offset = Some(end_offset);
        self
    }

    /// The same, with the end of its span as `end_offset` in any case.
    pub(crate) fn with_end(mut self) -> Self {
        self.end_offset = None;
        self
    }

    /// The same, at the end of the text, after its last line.
    pub(crate) fn at_end(mut self) -> Self {
        self.at_end = true;
        self
    }

    /// The same, found when the text had been read up to `at`.
    pub(crate) fn seen(mut self, at: u32) -> Self {
        self.seen = self.seen.max(at);
        self
    }

    /// The same, found by the pass `stage`.
    pub(crate) fn in_stage(mut self, stage: Stage) -> Self {
        self.stage = stage;
        self
    }

    /// The same, as an error of the tokens. Some of them CPython words itself while it reads a token,
    /// others only when the parser gets to it.
    pub(crate) fn of_tokens(self) -> Self {
        let by_parser = self.kind != DiagKind::Syntax
            || self.end_offset.is_some()
            || self.message == "invalid syntax";
        if by_parser {
            self
        } else {
            self.in_stage(Stage::Tokens)
        }
    }

    /// Settles whether the quoted line ends with a newline: CPython quotes what it has in its buffer,
    /// to which it adds a newline only for whole files.
    pub(crate) fn quoting(mut self, src: &str, whole_file: bool) -> Self {
        let line_end = |at: usize| {
            let rest = src.as_bytes().get(at..).unwrap_or_default();
            rest.iter()
                .position(|b| matches!(b, b'\n' | b'\r'))
                .map(|n| at + n)
        };
        let ended = match self.span {
            _ if self.at_end => src.ends_with('\n'),
            Some(span) => match line_end(span.start as usize) {
                Some(end) if self.stage == Stage::Grammar && self.seen as usize > end + 1 => {
                    self.newline = false;
                    return self;
                }
                end => end.is_some(),
            },
            None => true,
        };
        self.newline = self.stage != Stage::Tokens && (whole_file || ended);
        self
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
        if self.at_end {
            let lines = src.lines().count() as u32;
            let mut text = src.lines().last().unwrap_or_default().to_owned();
            if self.newline {
                text.push('\n');
            }
            return Some(Place {
                lineno: lines,
                offset: 0,
                end_lineno: lines,
                end_offset: 0,
                text,
            });
        }
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
        if self.newline {
            text.push('\n');
        }
        let (end_lineno, end_offset) = match self.end_offset {
            Some(end_offset) => (lineno, end_offset),
            None => (end_lineno, end_col as i32 + 1),
        };
        Some(Place {
            lineno,
            offset: col + 1,
            end_lineno,
            end_offset,
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
    if place.offset == 0 || place.offset - 1 < cut {
        return;
    }
    let start = place.offset - 1 - cut;
    let end = if place.end_lineno == place.lineno {
        (place.end_offset.max(1) as u32 - 1).saturating_sub(cut)
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
