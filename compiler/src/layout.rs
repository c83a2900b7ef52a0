//! The layout pass: from physical lines to NEWLINE, INDENT and DEDENT, and the decisions that need a
//! look ahead over a whole line: `match`, `case` and `type` as keywords, and `with (a, b):`.

use crate::diag::{DiagKind, Diagnostic};
use crate::lexer::Lexer;
use crate::span::Span;
use crate::token::{Tok, Token};

/// CPython's limit on the depth of indentation.
const MAX_INDENT: usize = 100;

/// One level of indentation.
#[derive(Clone, Copy)]
struct Level {
    /// Its column with tabs to the next multiple of 8, and with tabs as one column: both must agree.
    col: u32,
    alt: u32,
    /// Whether it is the block of a `match`, in which `case` is a keyword.
    of_match: bool,
}

/// What the layout pass gives.
#[derive(Debug)]
pub struct Tokens {
    /// The tokens with layout.
    pub list: Vec<Token>,
    /// Warnings met on the way.
    pub warnings: Vec<Diagnostic>,
    /// Where each bracket stands that the end of the text left open, outermost first.
    pub open_brackets: Vec<Span>,
    /// What stopped the lexer or the layout pass before the end of the text.
    pub(crate) error: Option<Diagnostic>,
    /// Whether that happened inside an f-string.
    pub(crate) in_fstring: bool,
}

impl Tokens {
    /// Whether `error`, which stopped these tokens, counts even if the grammar stops before it. Those of
    /// layout and of f-strings do not.
    pub(crate) fn is_hard(&self, error: &Diagnostic) -> bool {
        !self.in_fstring
            && error.kind == DiagKind::Syntax
            && !error.message.starts_with("unexpected character after line")
            && !error.message.starts_with("unexpected EOF")
    }
}

/// Turns `src` into tokens. The error is the first that the tokens themselves show (a bad number, a
/// string without end, wrong indentation); CPython, too, reports these before errors of grammar.
pub fn tokenize(src: &str) -> Result<Tokens, Diagnostic> {
    let mut tokens = tokenize_to_error(src);
    match tokens.error.take() {
        Some(error) => Err(error),
        None => Ok(tokens),
    }
}

/// The same; an error comes with the tokens before it.
pub(crate) fn tokenize_to_error(src: &str) -> Tokens {
    let lexer = Lexer::new(src);
    let mut pass = Layout {
        src,
        lexer,
        out: Vec::with_capacity(src.len() / 4 + 8),
        levels: Vec::with_capacity(16),
        line_start: 0,
        match_header: false,
    };
    pass.levels.push(Level {
        col: 0,
        alt: 0,
        of_match: false,
    });
    let error = pass.run().err();
    let in_fstring = pass.lexer.in_fstring();
    Tokens {
        list: pass.out,
        open_brackets: pass
            .lexer
            .brackets
            .iter()
            .map(|b| Span::new(b.at, b.at + 1))
            .collect(),
        warnings: pass.lexer.warnings,
        error,
        in_fstring,
    }
}

struct Layout<'s> {
    src: &'s str,
    lexer: Lexer<'s>,
    out: Vec<Token>,
    levels: Vec<Level>,
    /// Index in `out` of the first token of the current logical line.
    line_start: usize,
    /// Whether the last logical line was the header of a `match`.
    match_header: bool,
}

impl Layout<'_> {
    fn run(&mut self) -> Result<(), Diagnostic> {
        self.indentation()?;
        while let Some(token) = self.lexer.next_token()? {
            self.lexer.last_end = token.span.end;
            match token.tok {
                Tok::Eol => {
                    if !self.lexer.brackets.is_empty() {
                        continue;
                    }
                    if self.out.len() > self.line_start {
                        self.end_line(token.span);
                    }
                    self.indentation()?;
                }
                Tok::Name if self.out.len() == self.line_start => {
                    let is_case = self.in_match() && token.span.text(self.src) == "case";
                    let tok = if is_case { Tok::Case } else { Tok::Name };
                    self.out.push(Token { tok, ..token });
                }
                Tok::Equal | Tok::LBracket => {
                    self.type_alias();
                    self.out.push(token);
                }
                _ => self.out.push(token),
            }
        }
        let end = Span::at(self.src.len() as u32);
        if self.out.len() > self.line_start {
            self.end_line(end);
        }
        for _ in 1..self.levels.len() {
            self.out.push(Token {
                tok: Tok::Dedent,
                span: end,
            });
        }
        Ok(())
    }

    fn in_match(&self) -> bool {
        self.levels.last().is_some_and(|l| l.of_match)
    }

    /// At the start of a physical line: measures its indentation, and emits INDENT or DEDENT if the line
    /// holds a token.
    fn indentation(&mut self) -> Result<(), Diagnostic> {
        let bytes = self.src.as_bytes();
        let start = self.lexer.pos();
        let (mut i, mut col, mut alt) = (start, 0u32, 0u32);
        // Columns before a backslash that continues an otherwise empty line.
        let mut continued: Option<(u32, u32)> = None;
        let mut continued_line = false;
        loop {
            match bytes.get(i) {
                Some(b' ') => {
                    col += 1;
                    alt += 1;
                }
                Some(b'\t') => {
                    col = (col / 8 + 1) * 8;
                    alt += 1;
                }
                Some(b'\x0c') => {
                    col = 0;
                    alt = 0;
                }
                Some(b'\\') => {
                    let len = match bytes.get(i + 1) {
                        Some(b'\n') => 1,
                        Some(b'\r') if bytes.get(i + 2) == Some(&b'\n') => 2,
                        Some(b'\r') => 1,
                        _ => break,
                    };
                    if col != 0 && continued.is_none() {
                        continued = Some((col, alt));
                    }
                    i += len;
                    continued_line = true;
                    (col, alt) = (0, 0);
                }
                _ => break,
            }
            i += 1;
        }
        if let Some((c, a)) = continued {
            (col, alt) = (c, a);
        }
        self.lexer.skip(i - start);
        if i >= bytes.len() && continued_line {
            self.lexer.end_of_line()?;
        }
        if matches!(bytes.get(i), None | Some(b'\n' | b'\r' | b'#')) {
            return Ok(());
        }
        let top = self.levels[self.levels.len() - 1];
        let here = Span::new(start as u32, i as u32);
        if col == top.col {
            if alt != top.alt {
                return Err(self.tab_error(i));
            }
        } else if col > top.col {
            if self.levels.len() >= MAX_INDENT {
                return Err(Diagnostic::new(
                    DiagKind::Indentation,
                    "too many levels of indentation",
                    self.line_of(i),
                ));
            }
            if alt <= top.alt {
                return Err(self.tab_error(i));
            }
            self.levels.push(Level {
                col,
                alt,
                of_match: self.match_header,
            });
            self.out.push(Token {
                tok: Tok::Indent,
                span: here,
            });
        } else {
            let before = self.out.len();
            while self.levels.len() > 1 && col < self.levels[self.levels.len() - 1].col {
                self.levels.pop();
                self.out.push(Token {
                    tok: Tok::Dedent,
                    span: Span::at(i as u32),
                });
            }
            let top = self.levels[self.levels.len() - 1];
            if col != top.col {
                self.out.truncate(before);
                return Err(
                    self.indent_error("unindent does not match any outer indentation level", i)
                );
            }
            if alt != top.alt {
                return Err(self.tab_error(i));
            }
        }
        self.match_header = false;
        self.line_start = self.out.len();
        Ok(())
    }

    /// The rest of the line at `at`, which is what CPython marks.
    fn rest_of_line(&self, at: usize) -> Span {
        let rest = &self.src.as_bytes()[at..];
        let len = rest
            .iter()
            .position(|b| matches!(b, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        Span::at((at + len) as u32)
    }

    /// The start of the line that holds `at`.
    fn line_of(&self, at: usize) -> Span {
        let start = self.src[..at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        Span::at(start as u32)
    }

    fn tab_error(&self, at: usize) -> Diagnostic {
        Diagnostic::new(
            DiagKind::Tab,
            "inconsistent use of tabs and spaces in indentation",
            self.line_of(at),
        )
    }

    fn indent_error(&self, message: &str, at: usize) -> Diagnostic {
        Diagnostic::new(DiagKind::Indentation, message, self.rest_of_line(at))
    }

    /// Emits NEWLINE and settles what the line's first word is.
    fn end_line(&mut self, eol: Span) {
        let start = self.line_start;
        match self.out[start].tok {
            Tok::Name if self.is_match_header() => {
                self.out[start].tok = Tok::Match;
                self.match_header = true;
            }
            Tok::With => self.with_parens(start),
            Tok::Async if self.out.get(start + 1).map(|t| t.tok) == Some(Tok::With) => {
                self.with_parens(start + 1);
            }
            _ => {}
        }
        // A comment before the line's end is part of the token, as in CPython.
        let last = self.out[self.out.len() - 1].span.end as usize;
        let gap = &self.src[last.min(eol.start as usize)..eol.start as usize];
        let start = gap.find('#').map_or(eol.start, |i| (last + i) as u32);
        self.out.push(Token {
            tok: Tok::Newline,
            span: Span::new(start, eol.end),
        });
        self.line_start = self.out.len();
    }

    /// Whether the line reads `match subject:`. No other statement starts with a name, goes on with an
    /// expression and ends with a colon.
    fn is_match_header(&self) -> bool {
        let line = &self.out[self.line_start..];
        line.len() > 2
            && line[line.len() - 1].tok == Tok::Colon
            && line[0].span.text(self.src) == "match"
            && starts_expression(line[1].tok)
    }

    /// If the tokens so far end in `type NAME`, with a statement starting there, makes `type` a keyword.
    fn type_alias(&mut self) {
        let n = self.out.len();
        if n < self.line_start + 2
            || self.out[n - 1].tok != Tok::Name
            || self.out[n - 2].tok != Tok::Name
        {
            return;
        }
        let starts =
            n - 2 == self.line_start || matches!(self.out[n - 3].tok, Tok::Semi | Tok::Colon);
        if starts && self.out[n - 2].span.text(self.src) == "type" {
            self.out[n - 2].tok = Tok::Type;
        }
    }

    /// `with (…):` holds several items, rather than one expression in parentheses, if there is a comma or
    /// an `as` in the outer parentheses and nothing that only an expression can hold there.
    fn with_parens(&mut self, with: usize) {
        if self.out.get(with + 1).map(|t| t.tok) != Some(Tok::LParen) {
            return;
        }
        let mut depth = 0u32;
        let (mut comma, mut named) = (false, false);
        let mut before = Tok::Comma;
        for i in with + 1..self.out.len() {
            let tok = self.out[i].tok;
            match tok {
                Tok::LParen | Tok::LBracket | Tok::LBrace => depth += 1,
                Tok::RParen | Tok::RBracket | Tok::RBrace => {
                    depth -= 1;
                    if depth == 0 {
                        let colon = self.out.get(i + 1).map(|t| t.tok) == Some(Tok::Colon);
                        if colon && (comma || named) {
                            self.out[with].tok = Tok::WithParen;
                        }
                        return;
                    }
                }
                Tok::Comma if depth == 1 => comma = true,
                Tok::As if depth == 1 => named = true,
                Tok::Star if depth == 1 && !named && matches!(before, Tok::Comma | Tok::LParen) => {
                    return;
                }
                Tok::Yield | Tok::ColonEqual | Tok::For if depth == 1 => return,
                _ => {}
            }
            before = tok;
        }
    }
}

/// Whether an expression can start with this token.
pub(crate) fn starts_expression(tok: Tok) -> bool {
    matches!(
        tok,
        Tok::Name
            | Tok::Number
            | Tok::String
            | Tok::FStringStart
            | Tok::TStringStart
            | Tok::False
            | Tok::None
            | Tok::True
            | Tok::Await
            | Tok::Lambda
            | Tok::Not
            | Tok::LParen
            | Tok::LBracket
            | Tok::LBrace
            | Tok::Ellipsis
            | Tok::Plus
            | Tok::Minus
            | Tok::Star
            | Tok::Tilde
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(src: &str) -> Vec<Tok> {
        tokenize(src)
            .map(|t| t.list.iter().map(|t| t.tok).collect())
            .unwrap_or_default()
    }

    fn error(src: &str) -> (DiagKind, String) {
        tokenize(src)
            .map(|_| (DiagKind::Syntax, "none".to_string()))
            .unwrap_or_else(|e| (e.kind, e.message))
    }

    #[test]
    fn blocks() {
        use Tok::*;
        assert_eq!(
            kinds("if x:\n  y\n\n # c\n\nz"),
            [
                If, Name, Colon, Newline, Indent, Name, Newline, Dedent, Name, Newline
            ]
        );
        assert_eq!(
            kinds("if x:\n  y"),
            [If, Name, Colon, Newline, Indent, Name, Newline, Dedent]
        );
        assert_eq!(kinds("\n\n# only\n"), []);
        assert_eq!(
            kinds("(a,\n   b)\n"),
            [LParen, Name, Comma, Name, RParen, Newline]
        );
        assert_eq!(kinds("a + \\\n   b\n"), [Name, Plus, Name, Newline]);
    }

    #[test]
    fn soft_keywords() {
        use Tok::*;
        assert_eq!(kinds("match = 1\n"), [Name, Equal, Number, Newline]);
        assert_eq!(kinds("match(x)\n"), [Name, LParen, Name, RParen, Newline]);
        assert_eq!(
            kinds("match x:\n case case: pass\n"),
            [
                Match, Name, Colon, Newline, Indent, Case, Name, Colon, Pass, Newline, Dedent
            ]
        );
        assert_eq!(kinds("type X = y\n"), [Type, Name, Equal, Name, Newline]);
        assert_eq!(kinds("type = y\n"), [Name, Equal, Name, Newline]);
        assert_eq!(kinds("with (a, b): c\n")[0], WithParen);
        assert_eq!(kinds("with (a, b).c: c\n")[0], With);
        assert_eq!(kinds("with (a): c\n")[0], With);
        assert_eq!(kinds("with (a, *b): c\n")[0], With);
    }

    #[test]
    fn bad_indentation() {
        let (kind, message) = error("if x:\n    a\n  b\n");
        assert_eq!(kind, DiagKind::Indentation);
        assert_eq!(
            message,
            "unindent does not match any outer indentation level"
        );
        assert_eq!(error("if x:\n\ta\n        b\n").0, DiagKind::Tab);
        let deep: String = (0..101)
            .map(|i| format!("{}if x:\n", " ".repeat(i)))
            .collect();
        assert_eq!(error(&deep).1, "too many levels of indentation");
    }

    #[test]
    fn fstrings() {
        use Tok::*;
        assert_eq!(
            kinds("f'a{b!r:>{w}}c'\n"),
            [
                FStringStart,
                FStringMiddle,
                LBrace,
                Name,
                Exclamation,
                Name,
                Colon,
                FStringMiddle,
                LBrace,
                Name,
                RBrace,
                RBrace,
                FStringMiddle,
                FStringEnd,
                Newline
            ]
        );
        assert_eq!(
            kinds("f'{{}}'\n"),
            [FStringStart, FStringMiddle, FStringEnd, Newline]
        );
        assert_eq!(kinds("f'{f'{x}'}'\n").len(), 10);
    }
}
