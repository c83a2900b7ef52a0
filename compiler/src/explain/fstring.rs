//! F-strings, read slowly.

use super::{Read, Reader};
use crate::token::Tok;

impl Reader<'_> {
    /// The f-string whose start is token `i`.
    pub(super) fn fstring(&mut self, i: usize) -> Read {
        let kind = if self.tok(i) == Tok::TStringStart {
            "t-string"
        } else {
            "f-string"
        };
        let Some(end) = self.fstring_parts(i + 1, kind)? else {
            return Ok(None);
        };
        Ok(self.eat(end, Tok::FStringEnd))
    }

    fn fstring_parts(&mut self, mut i: usize, kind: &str) -> Read {
        loop {
            match self.tok(i) {
                Tok::FStringMiddle | Tok::FStringRawMiddle => i += 1,
                Tok::LBrace => match self.field(i + 1, kind)? {
                    Some(e) => i = e,
                    None => return Ok(None),
                },
                _ => return Ok(Some(i)),
            }
        }
    }

    /// After the `{` of a field.
    fn field(&mut self, i: usize, kind: &str) -> Read {
        if self.advise {
            let first = match self.tok(i) {
                Tok::Equal => "=",
                Tok::Exclamation => "!",
                Tok::Colon => ":",
                Tok::RBrace => "}",
                _ => "",
            };
            if !first.is_empty() {
                let message = format!("{kind}: valid expression required before '{first}'");
                return self.fail(message, self.span(i));
            }
        }
        let Some(value) = self.yield_or_star(i)? else {
            return self.stop(kind, "expecting a valid expression after '{'", i);
        };
        let mut end = value;
        if let Some(next) = self.eat(end, Tok::Equal) {
            end = next;
            if !matches!(self.tok(end), Tok::Exclamation | Tok::Colon | Tok::RBrace) {
                return self.stop(kind, "expecting '!', or ':', or '}'", end);
            }
        } else if !matches!(self.tok(end), Tok::Exclamation | Tok::Colon | Tok::RBrace) {
            return self.stop(kind, "expecting '=', or '!', or ':', or '}'", end);
        }
        if let Some(next) = self.eat(end, Tok::Exclamation) {
            if matches!(self.tok(next), Tok::Colon | Tok::RBrace) {
                return self.stop(kind, "missing conversion character", next);
            }
            if !self.is_name(next) {
                return self.stop(kind, "invalid conversion character", next);
            }
            if self.advise && !matches!(self.text(next), "s" | "r" | "a") {
                let name = self.text(next);
                let message = format!(
                    "{kind}: invalid conversion character '{name}': expected 's', 'r', or 'a'"
                );
                return self.fail(message, self.span(next));
            }
            end = next + 1;
            if !matches!(self.tok(end), Tok::Colon | Tok::RBrace) {
                return self.stop(kind, "expecting ':' or '}'", end);
            }
        }
        if let Some(next) = self.eat(end, Tok::Colon) {
            let Some(e) = self.fstring_parts(next, kind)? else {
                return Ok(None);
            };
            end = e;
            if self.tok(end) != Tok::RBrace {
                return self.stop(kind, "expecting '}', or format specs", end);
            }
        }
        Ok(self.eat(end, Tok::RBrace))
    }

    /// The field does not fit at token `i`.
    fn stop(&mut self, kind: &str, what: &str, i: usize) -> Read {
        if !self.advise || self.tok(i) == Tok::Newline {
            return Ok(None);
        }
        self.fail(format!("{kind}: {what}"), self.span(i))
    }
}
