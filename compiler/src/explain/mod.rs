//! From the token at which the parser stopped to the message that CPython would give. The generated
//! parser knows only that the token does not fit; here the statement is read again, slowly, by code that
//! knows what people get wrong. It runs on one statement, and only after an error.

mod expr;
mod fstring;
mod stmt;

use crate::ast::Mode;
use crate::diag::{DiagKind, Diagnostic};
use crate::layout::Tokens;
use crate::span::{LineIndex, Span};
use crate::token::{Tok, Token};
use std::collections::HashMap;

/// What a reader gives: the index after what it read, `None` if it does not fit, or the error.
type Read = Result<Option<usize>, Diagnostic>;

/// Readers nest no deeper than this; CPython's own limit comes first for what people write.
const MAX_NESTING: u32 = 600;

/// Reads one statement again.
pub(crate) struct Reader<'a> {
    src: &'a str,
    tokens: &'a [Token],
    /// How many brackets are open after each token, counted from the first one read.
    levels: Vec<u32>,
    /// What [`Reader::disjunction`] and [`Reader::expression`] gave, by token and whether advice is given.
    memo: HashMap<(u8, usize, bool), Option<usize>>,
    /// The token furthest on that was looked at.
    furthest: std::cell::Cell<usize>,
    /// Where the parser stopped.
    stopped: usize,
    /// Whether to look for advice, rather than only for what fits.
    advise: bool,
    nesting: u32,
}

/// The error for a parser that stopped at token `at` (or at the end).
pub(crate) fn explain(src: &str, tokens: &Tokens, at: usize, mode: Mode) -> Diagnostic {
    let list = &tokens.list;
    let text_end = src.trim_end_matches(['\n', '\r']).len() as u32;
    let at_end = list[at.min(list.len())..]
        .iter()
        .all(|t| matches!(t.tok, Tok::Newline | Tok::Dedent));
    if let Some(error) = layout_error(src, list, at, at_end, text_end) {
        return error.incomplete_if(at_end);
    }
    let start = statement_start(list, at);
    let misplaced = at == start
        && list.get(at).is_some_and(|t| {
            matches!(
                t.tok,
                Tok::Else | Tok::Elif | Tok::Except | Tok::Finally | Tok::Case
            )
        });
    if misplaced {
        return generic(src, list, at, mode);
    }
    let mut reader = Reader {
        src,
        tokens: list,
        levels: levels(list, start),
        memo: HashMap::new(),
        furthest: std::cell::Cell::new(at),
        stopped: at,
        advise: true,
        nesting: 0,
    };
    let found = match mode {
        Mode::Eval => reader.star_expressions(start).map(|_| ()),
        _ => reader.statement(start).map(|_| ()),
    };
    let furthest = reader.furthest.get();
    let error = match found {
        // Whoever looks past the last token of an open bracket finds that out first.
        _ if (at_end || furthest >= list.len()) && !tokens.open_brackets.is_empty() => {
            return never_closed(src, tokens);
        }
        Err(error) => Some(error),
        Ok(()) => None,
    };
    let line_of = LineIndex::new(src);
    let seen = list
        .get(furthest.max(at))
        .map_or(text_end, |t| t.span.start);
    if let Some(open) = tokens.open_brackets.last()
        && line_of.line(seen) > line_of.line(open.start)
    {
        return never_closed(src, tokens);
    }
    error
        .unwrap_or_else(|| {
            generic(
                src,
                list,
                furthest_of_grammar(src, list, start, at, mode),
                mode,
            )
        })
        .seen(seen)
        .incomplete_if(at_end && matches!(last_word(list), Some(Tok::At)))
}

/// An error that an action noted, unless CPython would report an open bracket instead.
pub(crate) fn promote(src: &str, tokens: &Tokens, error: Diagnostic) -> Diagnostic {
    if error.kind == DiagKind::Syntax
        && let (Some(open), Some(span)) = (tokens.open_brackets.last(), error.span)
    {
        let index = LineIndex::new(src);
        if index.line(span.end) > index.line(open.start) {
            return never_closed(src, tokens);
        }
    }
    error
}

/// `'(' was never closed`, for the innermost bracket that the end of the text leaves open.
pub(crate) fn never_closed(src: &str, tokens: &Tokens) -> Diagnostic {
    let span = tokens.open_brackets.last().copied().unwrap_or_default();
    let message = format!("'{}' was never closed", span.text(src));
    Diagnostic::syntax(message, span)
        .without_end(0)
        .seen(src.len() as u32)
        .incomplete_if(true)
}

/// The first token of the last line, if it is one that asks for another line.
fn last_word(list: &[Token]) -> Option<Tok> {
    let end = list
        .iter()
        .rposition(|t| !matches!(t.tok, Tok::Newline | Tok::Dedent))?;
    list.get(statement_start(list, end)).map(|t| t.tok)
}

/// Where CPython's parser stops, for the two forms in which it is not where ours does: `type X …` may
/// be the beginning of a type alias until the name has been read, and a colon is only read behind what
/// can be annotated.
fn furthest_of_grammar(src: &str, list: &[Token], start: usize, at: usize, mode: Mode) -> usize {
    let begins_alias = at == start + 1
        && mode != Mode::Eval
        && list[start].span.text(src) == "type"
        && list.get(at).is_some_and(|t| t.tok == Tok::Name);
    if begins_alias {
        return at + 1;
    }
    let Some(colon) = at.checked_sub(1).filter(|&i| i > start) else {
        return at;
    };
    let first = list[start].span.text(src);
    if list[colon].tok == Tok::Colon
        && !matches!(first, "match" | "case")
        && is_plain_expression(&list[start..colon])
    {
        return colon;
    }
    at
}

/// Whether the tokens can only be an expression, of a kind that is no target of an annotation: there
/// is no header of a statement, lambda or open bracket, and the last part is a call or an operand.
fn is_plain_expression(tokens: &[Token]) -> bool {
    let (mut depth, mut operators) = (0u32, 0);
    for (i, t) in tokens.iter().enumerate() {
        match t.tok {
            Tok::LParen | Tok::LBracket | Tok::LBrace => depth += 1,
            Tok::RParen | Tok::RBracket | Tok::RBrace => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            Tok::Name | Tok::Dot => {}
            tok if depth > 0 => {
                if matches!(tok, Tok::Newline | Tok::Indent | Tok::Dedent) {
                    return false;
                }
            }
            Tok::Number | Tok::String | Tok::Ellipsis if i == 0 => operators += 1,
            Tok::Comma | Tok::In | Tok::Greater | Tok::Less | Tok::EqEqual => operators += 1,
            _ => return false,
        }
    }
    let is_call = tokens.last().is_some_and(|t| t.tok == Tok::RParen)
        && tokens.first().is_some_and(|t| t.tok == Tok::Name);
    depth == 0 && (operators > 0 || is_call)
}

/// "invalid syntax" at the token where the parser stopped.
fn generic(src: &str, list: &[Token], at: usize, mode: Mode) -> Diagnostic {
    // Only whole files end with a newline in any case.
    let is_end = |t: &Token| {
        mode != Mode::Exec && t.tok == Tok::Newline && !src[t.span.start as usize..].contains('\n')
    };
    let Some(token) = list.get(at).filter(|t| !is_end(t)) else {
        return Diagnostic::syntax("invalid syntax", Span::at(src.len() as u32)).at_end();
    };
    let span = match token.tok {
        Tok::Newline => line_end(src, token.span),
        Tok::Dedent => {
            let text_end = src.trim_end_matches(['\n', '\r']).len() as u32;
            let place = Span::at(text_end.min(token.span.start));
            return Diagnostic::new(DiagKind::Indentation, "unexpected unindent", place);
        }
        _ => token.span,
    };
    if span.text(src) == "<>" {
        let message = "invalid syntax.  Maybe you meant '!=' instead of '<>'?";
        return Diagnostic::syntax(message, span);
    }
    Diagnostic::syntax("invalid syntax", span)
}

/// A NEWLINE token's place: a comment before it, or one column.
fn line_end(src: &str, span: Span) -> Span {
    let text = span.text(src).trim_end_matches(['\n', '\r']);
    if text.is_empty() {
        one_column(span.start)
    } else {
        Span::new(span.start, span.start + text.len() as u32)
    }
}

/// The column at `start`, even past the end of its line.
fn one_column(start: u32) -> Span {
    Span::new(start, start + 1)
}

/// The index of the first token of the logical line that holds token `at`.
fn statement_start(list: &[Token], at: usize) -> usize {
    let at = at.min(list.len());
    let mut start = list[..at]
        .iter()
        .rposition(|t| matches!(t.tok, Tok::Newline | Tok::Indent | Tok::Dedent))
        .map_or(0, |i| i + 1);
    while matches!(
        list.get(start).map(|t| t.tok),
        Some(Tok::Indent | Tok::Dedent)
    ) {
        start += 1;
    }
    start
}

/// The bracket depth after each token from `start` on.
fn levels(list: &[Token], start: usize) -> Vec<u32> {
    let mut depth = 0u32;
    list.iter()
        .enumerate()
        .map(|(i, t)| {
            if i >= start {
                match t.tok {
                    Tok::LParen | Tok::LBracket | Tok::LBrace => depth += 1,
                    Tok::RParen | Tok::RBracket | Tok::RBrace => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            depth
        })
        .collect()
}

/// Errors of layout: a block that is missing or not asked for, and a `try` without handlers.
fn layout_error(
    src: &str,
    list: &[Token],
    at: usize,
    at_end: bool,
    text_end: u32,
) -> Option<Diagnostic> {
    let token = list.get(at).copied();
    let place = match token {
        Some(t) if !at_end && t.tok != Tok::Dedent => t.span,
        // A DEDENT stands one column before the token after it.
        Some(t) if !at_end => {
            let line = src[..t.span.start as usize]
                .rfind(['\n', '\r'])
                .map_or(0, |i| i + 1);
            Span::at(t.span.start.saturating_sub(1).max(line as u32))
        }
        _ => Span::at(text_end),
    };
    let is_newline = |i: usize| list.get(i).is_some_and(|t| t.tok == Tok::Newline);
    if at >= 2 && is_newline(at - 1) && list[at - 2].tok == Tok::Colon {
        let header = statement_start(list, at - 1);
        if let Some(what) = header_name(src, list, header) {
            let mut message = "expected an indented block".to_string();
            if !what.is_empty() {
                let line = LineIndex::new(src).line(list[header].span.start);
                message = format!("expected an indented block after {what} on line {line}");
            }
            let error = Diagnostic::new(DiagKind::Indentation, message, place);
            let is_token = token.is_some_and(|t| t.tok != Tok::Dedent) && !at_end;
            return Some(if is_token { error.with_end() } else { error });
        }
    }
    if token.is_some_and(|t| t.tok == Tok::Indent) {
        let span = Span::at(token?.span.end.saturating_sub(1));
        return Some(Diagnostic::new(
            DiagKind::Indentation,
            "unexpected indent",
            span,
        ));
    }
    let header = ended_block(list, at)?;
    match list[header].tok {
        Tok::Try => {
            let error = Diagnostic::syntax("expected 'except' or 'finally' block", place);
            let is_token = token.is_some_and(|t| t.tok != Tok::Dedent) && !at_end;
            Some(if is_token {
                error
            } else {
                error.without_end(-1)
            })
        }
        Tok::Else if token?.tok == Tok::Elif => Some(Diagnostic::syntax(
            "'elif' block follows an 'else' block",
            token?.span,
        )),
        _ => None,
    }
}

/// The header of the statement whose body ends just before token `at`, which is the next token on the
/// same level.
fn ended_block(list: &[Token], at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    match list.get(before)?.tok {
        Tok::Newline => Some(statement_start(list, before)),
        Tok::Dedent => {
            let mut depth = 0;
            let mut i = before;
            loop {
                match list[i].tok {
                    Tok::Dedent => depth += 1,
                    Tok::Indent => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
                i = i.checked_sub(1)?;
            }
            // `i` is the INDENT; before it come NEWLINE and the header.
            Some(statement_start(list, i.checked_sub(1)?))
        }
        _ => None,
    }
}

/// How CPython calls the statement whose header starts at token `i`; empty if it gives no name, `None` if
/// it is no header.
fn header_name(src: &str, list: &[Token], i: usize) -> Option<&'static str> {
    let next = list.get(i + 1).map(|t| t.tok);
    Some(match list[i].tok {
        Tok::If => "'if' statement",
        Tok::Elif => "'elif' statement",
        Tok::Else => "'else' statement",
        Tok::For => "'for' statement",
        Tok::While => "'while' statement",
        Tok::With | Tok::WithParen => "'with' statement",
        Tok::Try => "'try' statement",
        Tok::Finally => "'finally' statement",
        Tok::Except => {
            let line: &[Token] = &list[i..];
            let end = line.iter().position(|t| t.tok == Tok::Newline)?;
            let line = &line[..end];
            let at_top = |tok: Tok| {
                let mut depth = 0i32;
                line.iter().position(|t| {
                    match t.tok {
                        Tok::LParen | Tok::LBracket | Tok::LBrace => depth += 1,
                        Tok::RParen | Tok::RBracket | Tok::RBrace => depth -= 1,
                        _ => {}
                    }
                    depth == 0 && t.tok == tok
                })
            };
            let plain_name = at_top(Tok::As).is_none_or(|a| a + 3 == line.len());
            if at_top(Tok::Comma).is_some() || !plain_name {
                return Some("");
            }
            if next == Some(Tok::Star) {
                "'except*' statement"
            } else {
                "'except' statement"
            }
        }
        Tok::Def => "function definition",
        Tok::Class => "class definition",
        Tok::Match => "'match' statement",
        Tok::Case => "'case' statement",
        Tok::Async => return header_name(src, list, i + 1),
        Tok::Name if list[i].span.text(src) == "case" => "'case' statement",
        _ => return None,
    })
}

impl Reader<'_> {
    /// The kind of token `i`; the end of the text reads as the end of a line.
    fn tok(&self, i: usize) -> Tok {
        self.furthest.set(self.furthest.get().max(i));
        self.tokens.get(i).map_or(Tok::Newline, |t| t.tok)
    }

    /// The kind of token `i`, which does not count as looked at.
    fn peek(&self, i: usize) -> Tok {
        self.tokens.get(i).map_or(Tok::Newline, |t| t.tok)
    }

    fn span(&self, i: usize) -> Span {
        match self.tokens.get(i) {
            Some(t) if t.tok == Tok::Newline => line_end(self.src, t.span),
            Some(t) => t.span,
            None => Span::at(self.src.len() as u32),
        }
    }

    fn text(&self, i: usize) -> &str {
        self.span(i).text(self.src)
    }

    /// The text from token `from` up to, not including, token `to`.
    fn range(&self, from: usize, to: usize) -> Span {
        Span::new(
            self.span(from).start,
            self.span(to.saturating_sub(1).max(from)).end,
        )
    }

    fn level(&self, i: usize) -> u32 {
        self.levels.get(i).copied().unwrap_or(0)
    }

    /// `i + 1` if token `i` is `tok`.
    fn eat(&self, i: usize, tok: Tok) -> Option<usize> {
        (self.tok(i) == tok).then_some(i + 1)
    }

    fn fail(&self, message: impl Into<String>, span: Span) -> Read {
        Err(Diagnostic::syntax(message, span))
    }

    /// `expected ':'` and its like, at token `i`.
    fn expected(&self, what: &str, i: usize) -> Read {
        self.fail(format!("expected '{what}'"), self.span(i))
    }
}
