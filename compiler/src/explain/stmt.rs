//! Statements, read slowly.

use super::{Read, Reader};
use crate::diag::Diagnostic;
use crate::token::Tok;

impl Reader<'_> {
    /// The logical line that starts at token `i`.
    pub(super) fn statement(&mut self, i: usize) -> Read {
        match self.tok(i) {
            Tok::If | Tok::Elif | Tok::While => {
                let test = self.named_expression(i + 1)?;
                self.header_end(test)
            }
            Tok::Else | Tok::Finally | Tok::Try => {
                if self.tok(i + 1) != Tok::Colon {
                    return self.expected(":", i + 1);
                }
                self.after_colon(i + 2)
            }
            Tok::For => {
                let Some(target) = self.list(i + 1, Self::star_bitwise)? else {
                    return self.bad_for_target(i + 1);
                };
                let Some(next) = self.eat(target, Tok::In) else {
                    return self.bad_for_target(i + 1);
                };
                let iter = self.star_expressions(next)?;
                self.header_end(iter)
            }
            Tok::With | Tok::WithParen => self.with(i + 1),
            Tok::Async => match self.tok(i + 1) {
                Tok::For | Tok::With | Tok::WithParen | Tok::Def => self.statement(i + 1),
                _ => Ok(None),
            },
            Tok::Def => self.def(i + 1),
            Tok::Class => self.class(i + 1),
            Tok::Except => self.except(i + 1),
            Tok::At => self.named_expression(i + 1),
            Tok::Match => {
                let subject = self.list(i + 1, Self::star_named)?;
                self.header_end(subject)
            }
            Tok::Case => self.case(i + 1),
            Tok::Name if self.text(i) == "match" => self.loose_match(i),
            _ => self.simple_statements(i),
        }
    }

    /// After a `for` without `in`: whether what follows could be a target at all.
    fn bad_for_target(&mut self, i: usize) -> Read {
        if let Some(end) = self.star_expressions(i)?
            && let Some((what, span)) = self.bad_target(i, end)
        {
            return self.fail(format!("cannot assign to {what}"), span);
        }
        Ok(None)
    }

    /// The end of a compound statement's header: a colon, or advice if the line ends instead.
    fn header_end(&mut self, end: Option<usize>) -> Read {
        let Some(end) = end else {
            return Ok(None);
        };
        if self.tok(end) == Tok::Newline {
            return self.expected(":", end);
        }
        match self.eat(end, Tok::Colon) {
            Some(next) => self.after_colon(next),
            None => Ok(None),
        }
    }

    /// The body of a one-line compound statement.
    fn after_colon(&mut self, i: usize) -> Read {
        if self.tok(i) == Tok::Newline {
            return Ok(Some(i));
        }
        self.simple_statements(i)
    }

    /// `match` where the layout pass saw no header: it lacks its colon, or is a name.
    fn loose_match(&mut self, i: usize) -> Read {
        let next = self.tok(i + 1);
        let subject_like = crate::layout::starts_expression(next)
            && !matches!(
                next,
                Tok::LParen | Tok::LBracket | Tok::Plus | Tok::Minus | Tok::Star
            );
        if subject_like
            && let Some(end) = self.list(i + 1, Self::star_named)?
            && self.tok(end) == Tok::Newline
        {
            return self.expected(":", end);
        }
        self.simple_statements(i)
    }

    fn simple_statements(&mut self, mut i: usize) -> Read {
        loop {
            let Some(end) = self.simple_statement(i)? else {
                return Ok(None);
            };
            match self.eat(end, Tok::Semi) {
                Some(next) if self.tok(next) != Tok::Newline => i = next,
                _ => return Ok(Some(end)),
            }
        }
    }

    fn simple_statement(&mut self, i: usize) -> Read {
        match self.tok(i) {
            Tok::Pass | Tok::Break | Tok::Continue if self.tok(i + 1) != Tok::If => Ok(Some(i + 1)),
            Tok::Return => Ok(Some(self.star_expressions(i + 1)?.unwrap_or(i + 1))),
            Tok::Raise => {
                let Some(end) = self.expression(i + 1)? else {
                    return Ok(Some(i + 1));
                };
                match self.eat(end, Tok::From) {
                    Some(next) => self.expression(next),
                    None => Ok(Some(end)),
                }
            }
            Tok::Del => self.list(i + 1, Self::expression),
            Tok::Assert => {
                let Some(end) = self.expression(i + 1)? else {
                    return Ok(None);
                };
                match self.eat(end, Tok::Comma) {
                    Some(next) => self.expression(next),
                    None => Ok(Some(end)),
                }
            }
            Tok::Global | Tok::Nonlocal => Ok(None),
            Tok::Import => self.import(i + 1),
            Tok::From => self.import_from(i + 1),
            Tok::Type => {
                let mut end = i + 2;
                if self.tok(end) == Tok::LBracket {
                    match self.type_params(end)? {
                        Some(e) => end = e,
                        None => return Ok(None),
                    }
                }
                match self.eat(end, Tok::Equal) {
                    Some(next) => self.expression(next),
                    None => Ok(None),
                }
            }
            _ => self.expression_statement(i),
        }
    }

    /// An expression, assignment, augmented assignment or annotation.
    fn expression_statement(&mut self, i: usize) -> Read {
        let Some(mut end) = self.yield_or_star(i)? else {
            return Ok(None);
        };
        if let Some(next) = self.eat(end, Tok::ColonEqual)
            && end > i + 1
            && self.expression(next)?.is_some()
        {
            let (what, span) = self.describe(i, end);
            return self.fail(
                format!("cannot use assignment expressions with {what}"),
                span,
            );
        }
        if let Some(next) = self.eat(end, Tok::Colon) {
            let Some(e) = self.expression(next)? else {
                return Ok(None);
            };
            return match self.eat(e, Tok::Equal) {
                Some(next) => self.yield_or_star(next),
                None => Ok(Some(e)),
            };
        }
        if self.tok(end).is_augmented() {
            return self.yield_or_star(end + 1);
        }
        let mut start = i;
        while let Some(next) = self.eat(end, Tok::Equal) {
            match self.yield_or_star(next)? {
                Some(e) => end = e,
                None => {
                    // Nothing follows, but what stands before could not be assigned to anyway.
                    if let Some((what, span)) = self.bad_target(start, end) {
                        return self.fail(format!("cannot assign to {what}"), span);
                    }
                    return Ok(None);
                }
            }
            start = next;
        }
        Ok(Some(end))
    }

    /// After `import`.
    fn import(&mut self, i: usize) -> Read {
        if self.tok(i) == Tok::Newline {
            return self.no_names(i);
        }
        let mut end = i;
        loop {
            let Some(mut e) = self.dotted_name(end) else {
                return Ok(None);
            };
            if let Some(next) = self.eat(e, Tok::As) {
                self.import_target(next)?;
                e = next + 1;
            }
            match self.eat(e, Tok::Comma) {
                Some(next) => end = next,
                None => {
                    if let Some(next) = self.eat(e, Tok::From)
                        && let Some(module) = self.dotted_name(next)
                    {
                        let message = "Did you mean to use 'from ... import ...' instead?";
                        let more = usize::from(self.tok(module) != Tok::Newline);
                        return self.fail(message, self.range(i - 1, module + more));
                    }
                    return Ok(Some(e));
                }
            }
        }
    }

    /// The line ends at token `i`, where names should be.
    fn no_names(&self, i: usize) -> Read {
        let mut span = self.span(i);
        if span.end == span.start + 1 {
            span.end = span.start;
        }
        self.fail("Expected one or more names after 'import'", span)
    }

    fn dotted_name(&self, i: usize) -> Option<usize> {
        let mut end = self.is_name(i).then_some(i + 1)?;
        while self.tok(end) == Tok::Dot && self.is_name(end + 1) {
            end += 2;
        }
        Some(end)
    }

    /// After `from`.
    fn import_from(&mut self, mut i: usize) -> Read {
        while matches!(self.tok(i), Tok::Dot | Tok::Ellipsis) {
            i += 1;
        }
        i = self.dotted_name(i).unwrap_or(i);
        if let Some(next) = self.eat(i, Tok::Import)
            && self.tok(next) == Tok::Newline
        {
            return self.no_names(next);
        }
        if let Some(next) = self.eat(i, Tok::Import) {
            let mut i = self.eat(next, Tok::LParen).unwrap_or(next);
            while self.is_name(i) {
                i += 1;
                if let Some(next) = self.eat(i, Tok::As) {
                    self.import_target(next)?;
                    i = next + 1;
                }
                match self.eat(i, Tok::Comma) {
                    Some(next) => i = next,
                    None => break,
                }
            }
        }
        Ok(None)
    }

    /// After `as` in an import: only a name alone will do.
    fn import_target(&mut self, i: usize) -> Read {
        let alone = self.is_name(i)
            && matches!(
                self.tok(i + 1),
                Tok::Comma | Tok::RParen | Tok::Newline | Tok::Semi
            );
        if !alone && let Some(e) = self.expression(i)? {
            let (what, span) = self.describe(i, e);
            return self.fail(format!("cannot use {what} as import target"), span);
        }
        Ok(None)
    }

    /// After `with`.
    fn with(&mut self, i: usize) -> Read {
        if self.tok(i) == Tok::LParen
            && let Some(end) = self.list(i + 1, Self::with_item)?
            && let Some(end) = self.eat(end, Tok::RParen)
        {
            if matches!(self.tok(end), Tok::Colon | Tok::Newline) {
                return self.header_end(Some(end));
            }
            if self.stopped < end {
                return self.fail("invalid syntax", self.span(end));
            }
        }
        let end = self.list_once(i)?;
        self.header_end(end)
    }

    /// Items without a last comma.
    fn list_once(&mut self, mut i: usize) -> Read {
        loop {
            let Some(end) = self.with_item(i)? else {
                return Ok(None);
            };
            match self.eat(end, Tok::Comma) {
                Some(next) => i = next,
                None => return Ok(Some(end)),
            }
        }
    }

    fn with_item(&mut self, i: usize) -> Read {
        let Some(end) = self.expression(i)? else {
            return Ok(None);
        };
        match self.eat(end, Tok::As) {
            Some(next) => {
                let target = self.star_bitwise(next)?;
                if self.advise
                    && target.is_none_or(|e| {
                        !matches!(self.tok(e), Tok::Comma | Tok::RParen | Tok::Colon)
                    })
                {
                    self.expression(next)?;
                }
                Ok(target)
            }
            None => Ok(Some(end)),
        }
    }

    /// After `except`.
    fn except(&mut self, i: usize) -> Read {
        let star = self.eat(i, Tok::Star);
        let start = star.unwrap_or(i);
        if star.is_some() && matches!(self.tok(start), Tok::Newline | Tok::Colon) {
            return self.fail("expected one or more exception types", self.span(start));
        }
        if self.tok(start) == Tok::Newline {
            return self.expected(":", start);
        }
        let Some(mut end) = self.expression(start)? else {
            return self.header_end(Some(start));
        };
        if self.tok(end) == Tok::Comma {
            while let Some(next) = self.eat(end, Tok::Comma) {
                match self.expression(next)? {
                    Some(e) => end = e,
                    None => {
                        end = next;
                        break;
                    }
                }
            }
            if let Some(next) = self.eat(end, Tok::As)
                && self.is_name(next)
                && self.tok(next + 1) == Tok::Colon
            {
                let message = "multiple exception types must be parenthesized when using 'as'";
                return self.fail(message, self.range(start, next + 1));
            }
            return self.header_end(Some(end));
        }
        if let Some(next) = self.eat(end, Tok::As) {
            match self.bitwise_or(next)? {
                Some(e) => end = e,
                None => return Ok(None),
            }
        }
        self.header_end(Some(end))
    }

    /// After `class`.
    fn class(&mut self, i: usize) -> Read {
        if !self.is_name(i) {
            return Ok(None);
        }
        let mut end = i + 1;
        if self.tok(end) == Tok::LBracket {
            match self.type_params(end)? {
                Some(e) => end = e,
                None => return Ok(None),
            }
        }
        if self.tok(end) == Tok::LParen {
            match self.call(end)? {
                Some(e) => end = e,
                None => return Ok(None),
            }
        }
        self.header_end(Some(end))
    }

    /// After `def`.
    fn def(&mut self, i: usize) -> Read {
        if !self.is_name(i) {
            return Ok(None);
        }
        let mut end = i + 1;
        if self.tok(end) == Tok::LBracket {
            end = self.type_params(end)?.unwrap_or(end);
        }
        let Some(next) = self.eat(end, Tok::LParen) else {
            return self.expected("(", end);
        };
        let Some(params) = self.params(next, false)? else {
            return Ok(None);
        };
        let Some(mut end) = self.eat(params, Tok::RParen) else {
            return Ok(None);
        };
        if let Some(next) = self.eat(end, Tok::Arrow)
            && let Some(e) = self.expression(next)?
        {
            end = e;
        }
        if self.tok(end) != Tok::Colon {
            return self.expected(":", end);
        }
        self.after_colon(end + 1)
    }

    /// `[T, …]` at token `i`.
    fn type_params(&mut self, i: usize) -> Read {
        let mut end = i + 1;
        loop {
            if matches!(self.tok(end), Tok::Star | Tok::DoubleStar) {
                end += 1;
            }
            if !self.is_name(end) {
                return Ok(self.eat(end, Tok::RBracket));
            }
            end += 1;
            if let Some(next) = self.eat(end, Tok::Colon) {
                match self.expression(next)? {
                    Some(e) => end = e,
                    None => return Ok(None),
                }
            }
            if let Some(next) = self.eat(end, Tok::Equal) {
                match self.star_bitwise(next)? {
                    Some(e) => end = e,
                    None => return Ok(None),
                }
            }
            match self.eat(end, Tok::Comma) {
                Some(next) => end = next,
                None => return Ok(self.eat(end, Tok::RBracket)),
            }
        }
    }

    /// Parameters up to, not including, `)` or (for a lambda) `:`.
    pub(super) fn params(&mut self, i: usize, lambda: bool) -> Read {
        let close = if lambda { Tok::Colon } else { Tok::RParen };
        let mut end = i;
        loop {
            if self.tok(end) == close {
                return Ok(Some(end));
            }
            match self.tok(end) {
                Tok::LParen if self.advise => {
                    if let Some(e) = self.parenthesized(end, lambda)? {
                        let what = if lambda {
                            "Lambda expression parameters"
                        } else {
                            "Function parameters"
                        };
                        let message = format!("{what} cannot be parenthesized");
                        return self.fail(message, self.range(end, e));
                    }
                    return Ok(None);
                }
                Tok::Slash => {
                    end += 1;
                    if self.advise && self.tok(end) == Tok::Star {
                        return self.fail("expected comma between / and *", self.span(end));
                    }
                }
                Tok::Star | Tok::DoubleStar => {
                    end += 1;
                    if self.is_name(end) {
                        match self.param(end, lambda, true)? {
                            Some(e) => end = e,
                            None => return Ok(None),
                        }
                    }
                }
                _ => match self.param(end, lambda, false)? {
                    Some(e) => end = e,
                    None => return Ok(None),
                },
            }
            match self.eat(end, Tok::Comma) {
                Some(next) => end = next,
                None => return Ok((self.tok(end) == close).then_some(end)),
            }
        }
    }

    /// `name: annotation = default`.
    fn param(&mut self, i: usize, lambda: bool, starred: bool) -> Read {
        if !self.is_name(i) {
            return Ok(None);
        }
        let mut end = i + 1;
        if !lambda && let Some(next) = self.eat(end, Tok::Colon) {
            let annotation = if starred {
                self.star_named(next)?
            } else {
                self.expression(next)?
            };
            match annotation {
                Some(e) => end = e,
                None => return Ok(None),
            }
        }
        if let Some(next) = self.eat(end, Tok::Equal) {
            match self.expression(next)? {
                Some(e) => end = e,
                None => {
                    let close = matches!(self.tok(next), Tok::RParen | Tok::Comma);
                    if self.advise && close {
                        let message = "expected default value expression";
                        return self.fail(message, self.span(end));
                    }
                    return Ok(None);
                }
            }
        }
        Ok(Some(end))
    }

    /// `(a, b)` among parameters, as Python 2 had them.
    fn parenthesized(&mut self, i: usize, lambda: bool) -> Read {
        let mut end = i + 1;
        loop {
            if !self.is_name(end) {
                return Ok(None);
            }
            end += 1;
            if !lambda && let Some(next) = self.eat(end, Tok::Colon) {
                match self.expression(next)? {
                    Some(e) => end = e,
                    None => return Ok(None),
                }
            }
            match self.tok(end) {
                Tok::Comma => end += 1,
                Tok::RParen => return Ok(Some(end + 1)),
                _ => return Ok(None),
            }
            if self.tok(end) == Tok::RParen {
                return Ok(Some(end + 1));
            }
        }
    }

    /// After `case`: the pattern is skipped up to `if`, `:` or the end of the line.
    fn case(&mut self, i: usize) -> Result<Option<usize>, Diagnostic> {
        if self.tok(i) == Tok::Newline {
            return Ok(None);
        }
        let mut depth = 0u32;
        let mut end = i;
        loop {
            match self.peek(end) {
                Tok::Newline if self.stopped == end => return self.expected(":", end),
                Tok::Newline => return Ok(None),
                Tok::LParen | Tok::LBracket | Tok::LBrace => depth += 1,
                Tok::RParen | Tok::RBracket | Tok::RBrace => depth = depth.saturating_sub(1),
                Tok::Colon if depth == 0 => {
                    // The parser stopped in the pattern, or in the body.
                    if self.stopped > end {
                        return self.after_colon(end + 1);
                    }
                    return Ok(None);
                }
                Tok::If if depth == 0 => {
                    let guard = self.named_expression(end + 1)?;
                    return self.header_end(guard);
                }
                _ => {}
            }
            end += 1;
        }
    }
}
