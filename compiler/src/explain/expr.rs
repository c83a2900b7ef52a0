//! Expressions, read slowly: what fits, and the advice CPython gives on what does not.

use super::{MAX_NESTING, Read, Reader};
use crate::ast::{ExprKind, StmtKind};
use crate::check::target;
use crate::diag::Diagnostic;
use crate::layout::starts_expression;
use crate::span::Span;
use crate::token::Tok;

/// Binary operators from `|` to `**`, whose precedence does not matter here.
/// Operators after which CPython says what is wrong with `not`.
fn is_arithmetic(tok: Tok) -> bool {
    matches!(
        tok,
        Tok::Plus | Tok::Minus | Tok::Star | Tok::Slash | Tok::DoubleSlash | Tok::Percent | Tok::At
    )
}

fn is_binary(tok: Tok) -> bool {
    matches!(
        tok,
        Tok::Plus
            | Tok::Minus
            | Tok::Star
            | Tok::Slash
            | Tok::DoubleSlash
            | Tok::Percent
            | Tok::At
            | Tok::DoubleStar
            | Tok::LeftShift
            | Tok::RightShift
            | Tok::Amper
            | Tok::VBar
            | Tok::Circumflex
    )
}

impl Reader<'_> {
    /// Runs `f` unless readers are nested too deeply.
    fn nested(&mut self, f: impl FnOnce(&mut Self) -> Read) -> Read {
        if self.nesting >= MAX_NESTING {
            return Ok(None);
        }
        self.nesting += 1;
        let result = f(self);
        self.nesting -= 1;
        result
    }

    /// Runs `f`, without nesting or advice changed, once per token.
    fn memo(&mut self, key: u8, i: usize, f: impl FnOnce(&mut Self) -> Read) -> Read {
        let key = (key, i, self.advise);
        if let Some(&known) = self.memo.get(&key) {
            return Ok(known);
        }
        let result = self.nested(f)?;
        self.memo.insert(key, result);
        Ok(result)
    }

    /// Runs `f` without advice.
    fn quietly(&mut self, f: impl FnOnce(&mut Self) -> Read) -> Option<usize> {
        let advise = std::mem::replace(&mut self.advise, false);
        let result = f(self);
        self.advise = advise;
        result.ok().flatten()
    }

    /// `a, *b, c`: expressions and starred ones between commas.
    pub(super) fn star_expressions(&mut self, i: usize) -> Read {
        self.list(i, Self::star_expression)
    }

    /// One or more of `item` between commas, with or without a last comma.
    pub(super) fn list(&mut self, i: usize, item: fn(&mut Self, usize) -> Read) -> Read {
        let Some(mut end) = item(self, i)? else {
            return Ok(None);
        };
        while let Some(next) = self.eat(end, Tok::Comma) {
            match item(self, next)? {
                Some(e) => end = e,
                None => return Ok(Some(next)),
            }
        }
        Ok(Some(end))
    }

    fn star_expression(&mut self, i: usize) -> Read {
        match self.eat(i, Tok::Star) {
            Some(next) => self.bitwise_or(next),
            None => self.expression(i),
        }
    }

    pub(super) fn star_named(&mut self, i: usize) -> Read {
        match self.eat(i, Tok::Star) {
            Some(next) => self.bitwise_or(next),
            None => self.named_expression(i),
        }
    }

    /// `yield …` or expressions.
    pub(super) fn yield_or_star(&mut self, i: usize) -> Read {
        match self.eat(i, Tok::Yield) {
            Some(next) => self.yield_rest(next),
            None => self.star_expressions(i),
        }
    }

    fn yield_rest(&mut self, i: usize) -> Read {
        if let Some(next) = self.eat(i, Tok::From) {
            return self.expression(next);
        }
        Ok(Some(self.star_expressions(i)?.unwrap_or(i)))
    }

    /// `NAME := expression` or an expression; with advice on `=` where `==` or `:=` was meant.
    pub(super) fn named_expression(&mut self, i: usize) -> Read {
        if self.tok(i) == Tok::Name
            && let Some(next) = self.eat(i + 1, Tok::ColonEqual)
        {
            return self.expression(next);
        }
        let end = self.expression(i)?;
        if self.advise {
            self.advise_equals(i, end)?;
        }
        match end {
            Some(e) if self.tok(e) != Tok::ColonEqual => Ok(Some(e)),
            _ => Ok(None),
        }
    }

    fn advise_equals(&mut self, i: usize, end: Option<usize>) -> Result<(), Diagnostic> {
        if let Some(e) = end
            && let Some(next) = self.eat(e, Tok::ColonEqual)
            && self.expression(next)?.is_some()
        {
            let (what, span) = self.describe(i, e);
            let message = format!("cannot use assignment expressions with {what}");
            return self.fail(message, span).map(|_| ());
        }
        let Some(left) = self.bitwise_or(i)? else {
            return Ok(());
        };
        let Some(next) = self.eat(left, Tok::Equal) else {
            return Ok(());
        };
        let Some(right) = self.bitwise_or(next)? else {
            return Ok(());
        };
        if matches!(self.tok(right), Tok::Equal | Tok::ColonEqual) {
            return Ok(());
        }
        if self.tok(i) == Tok::Name && left == i + 1 {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return self.fail(message, self.range(i, right)).map(|_| ());
        }
        let (what, span) = self.describe(i, left);
        if !matches!(
            what,
            "list" | "tuple" | "generator expression" | "True" | "None" | "False"
        ) {
            let message =
                format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?");
            return self.fail(message, span).map(|_| ());
        }
        Ok(())
    }

    /// CPython's name for the expression of tokens `i..end`, which is known to fit, and its span without
    /// parentheses around it.
    pub(super) fn describe(&self, i: usize, end: usize) -> (&'static str, Span) {
        let whole = self.range(i, end);
        // A tree is not at hand, so the text is parsed again, in parentheses that let it span lines.
        let text = format!("({}\n)", whole.text(self.src));
        let Ok(mut body) = crate::parse::parse_quietly(&text) else {
            return ("expression", whole);
        };
        match body.pop().map(|s| s.kind) {
            Some(StmtKind::Expr(e)) => {
                let mut span = e.span;
                if matches!(e.kind, ExprKind::Tuple(_) | ExprKind::GeneratorExp(_))
                    && span.start == 0
                {
                    return (target::describe(&e), whole);
                }
                span.start = (span.start + whole.start).saturating_sub(1);
                span.end = (span.end + whole.start).saturating_sub(1);
                (target::describe(&e), span)
            }
            _ => ("expression", whole),
        }
    }

    /// The part of the expression of tokens `i..end` that cannot be a loop's target.
    pub(super) fn bad_target(&self, i: usize, end: usize) -> Option<(&'static str, Span)> {
        let whole = self.range(i, end);
        let text = format!("({}\n)", whole.text(self.src));
        let body = crate::parse::parse_quietly(&text).ok()?;
        let StmtKind::Expr(e) = &body.first()?.kind else {
            return None;
        };
        let (what, span) = target::invalid_for(e)?;
        let back = |at: u32| (at + whole.start).saturating_sub(1);
        Some((what, Span::new(back(span.start), back(span.end))))
    }

    /// From the start of one expression to the end of another, without parentheses around either.
    fn across(&self, a: (usize, usize), b: (usize, usize)) -> Span {
        let mut span = self.range(a.0, b.1);
        if self.tok(a.0) == Tok::LParen {
            span.start = self.describe(a.0, a.1).1.start;
        }
        if self.tok(b.1 - 1) == Tok::RParen {
            span.end = self.describe(b.0, b.1).1.end;
        }
        span
    }

    pub(super) fn expression(&mut self, i: usize) -> Read {
        self.memo(0, i, |r| {
            if r.advise {
                r.advise_expression(i)?;
            }
            if r.tok(i) == Tok::Lambda {
                return r.lambda(i + 1);
            }
            let Some(body) = r.disjunction(i)? else {
                return Ok(None);
            };
            if let Some(next) = r.eat(body, Tok::If)
                && let Some(test) = r.disjunction(next)?
                && let Some(next) = r.eat(test, Tok::Else)
                && let Some(orelse) = r.expression(next)?
            {
                return Ok(Some(orelse));
            }
            Ok(Some(body))
        })
    }

    fn is_soft_keyword(&self, i: usize) -> bool {
        matches!(self.tok(i), Tok::Match | Tok::Case | Tok::Type)
            || self.tok(i) == Tok::Name && matches!(self.text(i), "match" | "case" | "type" | "_")
    }

    fn advise_expression(&mut self, i: usize) -> Result<(), Diagnostic> {
        let name_string = self.tok(i) == Tok::Name && matches!(self.tok(i + 1), Tok::String);
        let legacy = self.tok(i) == Tok::Name && matches!(self.text(i), "print" | "exec");
        if let Some(a) = self.disjunction(i)? {
            if !name_string
                && !self.is_soft_keyword(i)
                && starts_expression(self.tok(a))
                && self.tok(a) != Tok::Star
                && let Some(b) = self.quietly(|r| r.expression(a))
                && !(legacy && a == i + 1)
                && self.level(b - 1) > 0
            {
                let message = "invalid syntax. Perhaps you forgot a comma?";
                return self.fail(message, self.across((i, a), (a, b))).map(|_| ());
            }
            if let Some(next) = self.eat(a, Tok::If)
                && let Some(b) = self.disjunction(next)?
            {
                if !matches!(self.tok(b), Tok::Else | Tok::Colon) {
                    let message = "expected 'else' after 'if' expression";
                    return self.fail(message, self.range(i, b)).map(|_| ());
                }
                if let Some(next) = self.eat(b, Tok::Else)
                    && self.expression(next)?.is_none()
                {
                    let message = "expected expression after 'else', but statement is given";
                    return self.fail(message, self.span(next)).map(|_| ());
                }
            }
        }
        if matches!(self.tok(i), Tok::Pass | Tok::Break | Tok::Continue)
            && let Some(next) = self.eat(i + 1, Tok::If)
            && let Some(b) = self.disjunction(next)?
            && self.eat(b, Tok::Else).is_some()
        {
            let message = "expected expression before 'if', but statement is given";
            return self.fail(message, self.span(i)).map(|_| ());
        }
        if self.tok(i) == Tok::Lambda
            && let Some(colon) = self.lambda_params(i + 1)?
            && matches!(self.tok(colon), Tok::Colon)
            && matches!(
                self.tok(colon + 1),
                Tok::FStringMiddle | Tok::FStringRawMiddle | Tok::RBrace
            )
        {
            let message = "f-string: lambda expressions are not allowed without parentheses";
            return self.fail(message, self.range(i, colon + 1)).map(|_| ());
        }
        if self.tok(i) == Tok::Name
            && self.tok(i + 1) != Tok::LParen
            && starts_expression(self.tok(i + 1))
            && let Some(b) = self.star_expressions(i + 1)?
            && legacy
        {
            let name = self.text(i).to_string();
            let message =
                format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
            return self.fail(message, self.range(i, b)).map(|_| ());
        }
        Ok(())
    }

    /// After `lambda`.
    fn lambda(&mut self, i: usize) -> Read {
        let Some(end) = self.lambda_params(i)? else {
            return Ok(None);
        };
        match self.eat(end, Tok::Colon) {
            Some(next) => self.expression(next),
            None => Ok(None),
        }
    }

    fn lambda_params(&mut self, i: usize) -> Read {
        self.params(i, true)
    }

    pub(super) fn disjunction(&mut self, i: usize) -> Read {
        self.memo(1, i, |r| {
            let Some(mut end) = r.inversion(i)? else {
                return Ok(None);
            };
            while matches!(r.tok(end), Tok::And | Tok::Or) {
                match r.inversion(end + 1)? {
                    Some(e) => end = e,
                    None => break,
                }
            }
            Ok(Some(end))
        })
    }

    fn inversion(&mut self, mut i: usize) -> Read {
        while self.tok(i) == Tok::Not {
            i += 1;
        }
        let Some(mut end) = self.bitwise_or(i)? else {
            return Ok(None);
        };
        while let Some(next) = self.compare_op(end) {
            match self.bitwise_or(next)? {
                Some(e) => end = e,
                None => break,
            }
        }
        Ok(Some(end))
    }

    fn compare_op(&self, i: usize) -> Option<usize> {
        match self.tok(i) {
            Tok::EqEqual
            | Tok::NotEqual
            | Tok::Less
            | Tok::LessEqual
            | Tok::Greater
            | Tok::GreaterEqual
            | Tok::In => Some(i + 1),
            Tok::Is => Some(if self.tok(i + 1) == Tok::Not {
                i + 2
            } else {
                i + 1
            }),
            Tok::Not => self.eat(i + 1, Tok::In),
            _ => None,
        }
    }

    pub(super) fn bitwise_or(&mut self, i: usize) -> Read {
        self.memo(2, i, |r| {
            let Some(mut end) = r.factor(i)? else {
                return Ok(None);
            };
            while is_binary(r.tok(end)) {
                if r.advise
                    && is_arithmetic(r.tok(end))
                    && r.tok(end + 1) == Tok::Not
                    && r.inversion(end + 1)?.is_some()
                {
                    let e = r.inversion(end + 1)?.unwrap_or(end + 2);
                    let message = "'not' after an operator must be parenthesized";
                    return r.fail(message, r.range(end + 1, e));
                }
                match r.factor(end + 1)? {
                    Some(e) => end = e,
                    None => break,
                }
            }
            Ok(Some(end))
        })
    }

    fn factor(&mut self, mut i: usize) -> Read {
        while matches!(self.tok(i), Tok::Plus | Tok::Minus | Tok::Tilde) {
            i += 1;
            if self.advise
                && self.tok(i) == Tok::Not
                && let Some(e) = self.inversion(i)?
            {
                let message = "'not' after an operator must be parenthesized";
                return self.fail(message, self.range(i, e));
            }
        }
        if self.tok(i) == Tok::Await {
            i += 1;
        }
        self.primary(i)
    }

    fn primary(&mut self, i: usize) -> Read {
        let Some(mut end) = self.atom(i)? else {
            return Ok(None);
        };
        loop {
            let next = match self.tok(end) {
                Tok::Dot if self.is_name(end + 1) => Some(end + 2),
                Tok::LParen => self.call(end)?,
                Tok::LBracket => self.subscript(end + 1)?,
                _ => None,
            };
            match next {
                Some(e) => end = e,
                None => return Ok(Some(end)),
            }
        }
    }

    pub(super) fn is_name(&self, i: usize) -> bool {
        matches!(self.tok(i), Tok::Name | Tok::Match | Tok::Case | Tok::Type)
    }

    fn atom(&mut self, i: usize) -> Read {
        match self.tok(i) {
            Tok::Name
            | Tok::Match
            | Tok::Case
            | Tok::Type
            | Tok::Number
            | Tok::True
            | Tok::False
            | Tok::None
            | Tok::Ellipsis => Ok(Some(i + 1)),
            Tok::String | Tok::FStringStart | Tok::TStringStart => self.strings(i),
            Tok::LParen => self.nested(|r| r.parens(i)),
            Tok::LBracket => self.nested(|r| r.bracketed(i)),
            Tok::LBrace => self.nested(|r| r.braced(i)),
            _ => Ok(None),
        }
    }

    fn strings(&mut self, mut i: usize) -> Read {
        loop {
            match self.tok(i) {
                Tok::String => i += 1,
                Tok::FStringStart | Tok::TStringStart => match self.fstring(i)? {
                    Some(e) => i = e,
                    None => return Ok(None),
                },
                _ => return Ok(Some(i)),
            }
        }
    }

    /// `(` and what follows.
    fn parens(&mut self, i: usize) -> Read {
        if let Some(end) = self.eat(i + 1, Tok::RParen) {
            return Ok(Some(end));
        }
        if self.tok(i + 1) == Tok::Yield {
            return Ok(self
                .yield_rest(i + 2)?
                .and_then(|e| self.eat(e, Tok::RParen)));
        }
        if self.advise
            && self.tok(i + 1) == Tok::DoubleStar
            && let Some(e) = self.expression(i + 2)?
            && self.tok(e) == Tok::RParen
        {
            let message = "cannot use double starred expression here";
            return self.fail(message, self.span(i + 1));
        }
        self.display(i, Tok::RParen)
    }

    fn bracketed(&mut self, i: usize) -> Read {
        if let Some(end) = self.eat(i + 1, Tok::RBracket) {
            return Ok(Some(end));
        }
        self.display(i, Tok::RBracket)
    }

    /// Elements, or an element and comprehension clauses, up to `close`; `i` is the opening bracket.
    fn display(&mut self, i: usize, close: Tok) -> Read {
        let Some(first) = self.star_named(i + 1)? else {
            if self.advise && close != Tok::RParen && self.tok(i + 1) == Tok::Star {
                return self.fail("Invalid star expression", self.span(i + 2));
            }
            return Ok(None);
        };
        if self.starts_for(first) {
            return Ok(self.for_clauses(first)?.and_then(|e| self.eat(e, close)));
        }
        let mut end = first;
        let mut last = i + 1;
        while let Some(next) = self.eat(end, Tok::Comma) {
            match self.star_named(next)? {
                Some(e) => {
                    last = next;
                    end = e;
                }
                None => {
                    end = next;
                    break;
                }
            }
        }
        if self.advise
            && close != Tok::RParen
            && end > first
            && self.starts_for(end)
            && self.for_clauses(end)?.is_some()
        {
            let message = "did you forget parentheses around the comprehension target?";
            let _ = last;
            return self.fail(message, self.range(i + 1, end));
        }
        Ok(self.eat(end, close))
    }

    pub(super) fn starts_for(&self, i: usize) -> bool {
        self.tok(i) == Tok::For || self.tok(i) == Tok::Async && self.tok(i + 1) == Tok::For
    }

    /// `for targets in disjunction if … for …`.
    pub(super) fn for_clauses(&mut self, mut i: usize) -> Read {
        while self.starts_for(i) {
            if self.tok(i) == Tok::Async {
                i += 1;
            }
            let Some(target) = self.list(i + 1, Self::star_bitwise)? else {
                return Ok(None);
            };
            let Some(next) = self.eat(target, Tok::In) else {
                if self.advise {
                    let message = "'in' expected after for-loop variables";
                    // Where an operator could go on with the target, its operand was looked for too.
                    let goes_on = is_binary(self.tok(target)) || self.tok(target) == Tok::Dot;
                    return self.fail(message, self.span(target + usize::from(goes_on)));
                }
                return Ok(None);
            };
            let Some(mut end) = self.disjunction(next)? else {
                return Ok(None);
            };
            while let Some(next) = self.eat(end, Tok::If) {
                match self.disjunction(next)? {
                    Some(e) => end = e,
                    None => return Ok(None),
                }
            }
            i = end;
        }
        Ok(Some(i))
    }

    pub(super) fn star_bitwise(&mut self, i: usize) -> Read {
        let i = self.eat(i, Tok::Star).unwrap_or(i);
        self.bitwise_or(i)
    }

    /// A dict or set; `i` is the `{`.
    fn braced(&mut self, i: usize) -> Read {
        if let Some(end) = self.eat(i + 1, Tok::RBrace) {
            return Ok(Some(end));
        }
        let double = self.eat(i + 1, Tok::DoubleStar);
        let first = match double {
            Some(next) => self.bitwise_or(next)?,
            None if self.tok(i + 1) == Tok::Star => return self.display(i, Tok::RBrace),
            None => self.expression(i + 1)?,
        };
        let Some(first) = first else {
            return Ok(None);
        };
        if double.is_none() && self.tok(first) != Tok::Colon {
            return self.display(i, Tok::RBrace);
        }
        let mut end = i + 1;
        loop {
            let at = end;
            let Some(e) = self.pair(at, at > i + 1)? else {
                return Ok((at > i + 1)
                    .then_some(at)
                    .and_then(|at| self.eat(at, Tok::RBrace)));
            };
            if at == i + 1 && self.starts_for(e) {
                return Ok(self.for_clauses(e)?.and_then(|e| self.eat(e, Tok::RBrace)));
            }
            match self.eat(e, Tok::Comma) {
                Some(next) => end = next,
                None => return Ok(self.eat(e, Tok::RBrace)),
            }
        }
    }

    /// `key: value` or `**value`; advice on the colon only after the first pair.
    fn pair(&mut self, i: usize, later: bool) -> Read {
        if let Some(next) = self.eat(i, Tok::DoubleStar) {
            return self.bitwise_or(next);
        }
        // After the first pair a missing colon counts for more than anything in the key.
        let quiet = if later {
            self.quietly(|r| r.expression(i))
        } else {
            None
        };
        let key = match quiet {
            Some(key) if self.tok(key) != Tok::Colon => key,
            _ => match self.expression(i)? {
                Some(key) => key,
                None => return Ok(None),
            },
        };
        let Some(next) = self.eat(key, Tok::Colon) else {
            if self.advise && later {
                let span = self.range(i, key);
                let at = span.end.saturating_sub(1);
                let message = "':' expected after dictionary key";
                return Err(Diagnostic::syntax(message, Span::new(at, at + 1)).without_end(0));
            }
            return Ok(None);
        };
        let value = self.expression(next)?;
        if value.is_none() && self.advise {
            if self.tok(next) == Tok::Star
                && let Some(e) = self.bitwise_or(next + 1)?
            {
                let message = "cannot use a starred expression in a dictionary value";
                return self.fail(message, self.range(next, e));
            }
            if matches!(self.tok(next), Tok::RBrace | Tok::Comma) {
                let message = "expression expected after dictionary key and ':'";
                return self.fail(message, self.span(key));
            }
        }
        Ok(value)
    }

    /// After `[` of a subscript.
    fn subscript(&mut self, i: usize) -> Read {
        self.nested(|r| {
            Ok(r.list(i, Self::slice)?
                .and_then(|e| r.eat(e, Tok::RBracket)))
        })
    }

    fn slice(&mut self, i: usize) -> Read {
        if let Some(next) = self.eat(i, Tok::Star) {
            return self.expression(next);
        }
        let mut end = i;
        if self.tok(i) != Tok::Colon {
            match self.named_expression(i)? {
                Some(e) => end = e,
                None => return Ok(None),
            }
        }
        for _ in 0..2 {
            let Some(next) = self.eat(end, Tok::Colon) else {
                break;
            };
            end = match self.tok(next) {
                Tok::Colon => next,
                _ => self.expression(next)?.unwrap_or(next),
            };
        }
        Ok(Some(end))
    }

    /// A call's `(` at `i`, its arguments and `)`.
    pub(super) fn call(&mut self, i: usize) -> Read {
        self.nested(|r| {
            if let Some(end) = r.eat(i + 1, Tok::RParen) {
                return Ok(Some(end));
            }
            let mut end = i + 1;
            loop {
                let Some(e) = r.argument(end)? else {
                    return Ok(if end > i + 1 {
                        r.eat(end, Tok::RParen)
                    } else {
                        None
                    });
                };
                match r.eat(e, Tok::Comma) {
                    Some(next) => end = next,
                    None => return Ok(r.eat(e, Tok::RParen)),
                }
            }
        })
    }

    fn argument(&mut self, i: usize) -> Read {
        if let Some(next) = self.eat(i, Tok::Star) {
            let end = self.expression(next)?;
            if self.advise {
                if end.is_none() && self.tok(next) != Tok::Comma {
                    return self.fail("Invalid star expression", self.span(next));
                }
                if let Some(e) = end
                    && self.starts_for(e)
                    && self.for_clauses(e)?.is_some()
                {
                    let message = "iterable unpacking cannot be used in comprehension";
                    return self.fail(message, self.range(i, e));
                }
                return self.unpacked_equals(i, end, "iterable argument unpacking");
            }
            return Ok(end);
        }
        if let Some(next) = self.eat(i, Tok::DoubleStar) {
            let end = self.expression(next)?;
            if self.advise {
                return self.unpacked_equals(i, end, "keyword argument unpacking");
            }
            return Ok(end);
        }
        if self.is_name(i) && self.tok(i + 1) == Tok::Equal {
            let end = self.expression(i + 2)?;
            if self.advise {
                if let Some(e) = end
                    && self.starts_for(e)
                    && self.for_clauses(e)?.is_some()
                {
                    let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                    return self.fail(message, self.range(i, i + 2));
                }
                if end.is_none() && matches!(self.tok(i + 2), Tok::Comma | Tok::RParen) {
                    let message = "expected argument value expression";
                    return self.fail(message, self.range(i, i + 2));
                }
            }
            return Ok(end);
        }
        if self.tok(i) == Tok::Name && self.tok(i + 1) == Tok::ColonEqual {
            return self.expression(i + 2);
        }
        let Some(end) = self.expression(i)? else {
            return Ok(None);
        };
        if self.advise && self.tok(end) == Tok::Equal {
            let span = self.range(i, end + 1);
            let single = end == i + 1;
            return match self.tok(i) {
                Tok::True if single => self.fail("cannot assign to True", span),
                Tok::False if single => self.fail("cannot assign to False", span),
                Tok::None if single => self.fail("cannot assign to None", span),
                _ => self.fail(
                    "expression cannot contain assignment, perhaps you meant \"==\"?",
                    span,
                ),
            };
        }
        if self.advise && self.tok(end) == Tok::ColonEqual && self.expression(end + 1)?.is_some() {
            let (what, span) = self.describe(i, end);
            return self.fail(
                format!("cannot use assignment expressions with {what}"),
                span,
            );
        }
        if self.starts_for(end) {
            return self.for_clauses(end);
        }
        Ok(Some(end))
    }

    /// `*a=b` or `**a=b` in a call.
    fn unpacked_equals(&mut self, i: usize, end: Option<usize>, what: &str) -> Read {
        if let Some(e) = end
            && let Some(next) = self.eat(e, Tok::Equal)
            && let Some(value) = self.expression(next)?
        {
            return self.fail(format!("cannot assign to {what}"), self.range(i, value));
        }
        Ok(end)
    }
}
