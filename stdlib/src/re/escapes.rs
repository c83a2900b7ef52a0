//! Reading escapes and sets.

use hasp_vm::vm::{Result, Vm};

use super::node::{Category, Node, Place, SetItem};
use super::parser::Parser;
use super::source::{Token, lossy, number, text_of};

fn warn(vm: &Vm, message: &str) -> Result<()> {
    vm.warn(&vm.exceptions().future_warning, message)
}

/// The control character of an escape.
pub(super) fn control(c: u32) -> Option<u32> {
    Some(match char::from_u32(c)? {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        '\\' => 92,
        _ => return None,
    })
}

fn category(c: u32) -> Option<SetItem> {
    let (kind, negate) = match char::from_u32(c)? {
        'd' => (Category::Digit, false),
        'D' => (Category::Digit, true),
        's' => (Category::Space, false),
        'S' => (Category::Space, true),
        'w' => (Category::Word, false),
        'W' => (Category::Word, true),
        _ => return None,
    };
    Some(SetItem::Category(kind, negate))
}

fn is_octal(b: u8) -> bool {
    (b'0'..=b'7').contains(&b)
}

impl Parser<'_> {
    fn bad_escape(&self, text: &[u32]) -> hasp_vm::vm::Raised {
        let message = format!("bad escape {}", lossy(text));
        self.source.error(&message, text.len())
    }

    /// `\x`, `\u`, `\U`, `\N`; None for other letters.
    fn code_escape(&mut self, c: u32) -> Result<Option<u32>> {
        let is_text = self.source.is_text;
        let digits = match char::from_u32(c) {
            Some('x') => 2,
            Some('u') if is_text => 4,
            Some('U') if is_text => 8,
            Some('N') if is_text => return self.named_character().map(Some),
            _ => return Ok(None),
        };
        let mut text = vec![u32::from(b'\\'), c];
        text.extend(self.source.get_while(digits, |b| b.is_ascii_hexdigit())?);
        if text.len() != digits + 2 {
            let message = format!("incomplete escape {}", lossy(&text));
            return Err(self.source.error(&message, text.len()));
        }
        let value = u32::from_str_radix(&lossy(&text[2..]), 16).unwrap_or(u32::MAX);
        if value > 0x10_FFFF {
            return Err(self.bad_escape(&text));
        }
        Ok(Some(value))
    }

    fn named_character(&mut self) -> Result<u32> {
        if !self.source.take('{')? {
            return Err(self.source.error("missing {", 0));
        }
        let name = self.source.get_until('}', "character name")?;
        match hasp_vm::text::unicode::lookup_name(&lossy(&name)) {
            Some(c) => Ok(c),
            None => {
                let shown = self.vm.repr_text(&text_of(self.vm, &name))?;
                let message = format!("undefined character name {shown}");
                Err(self.source.error(&message, name.len() + 4))
            }
        }
    }

    fn octal(&self, text: &[u32]) -> Result<u32> {
        let value = text[1..].iter().fold(0, |n, d| n * 8 + (d - 48));
        if value > 0o377 {
            let message = format!(
                "octal escape value {} outside of range 0-0o377",
                lossy(text)
            );
            return Err(self.source.error(&message, text.len()));
        }
        Ok(value)
    }

    /// An escape outside of sets.
    pub(super) fn escape(&mut self, c: u32) -> Result<Node> {
        if let Some(item) = category(c) {
            return Ok(Node::Set {
                items: vec![item],
                negate: false,
            });
        }
        let place = match char::from_u32(c) {
            Some('A') => Some(Place::Start),
            Some('Z' | 'z') => Some(Place::End),
            Some('b') => Some(Place::Boundary),
            Some('B') => Some(Place::NotBoundary),
            _ => None,
        };
        if let Some(place) = place {
            return Ok(Node::Place(place));
        }
        if let Some(c) = control(c) {
            return Ok(Node::Char(c));
        }
        if let Some(c) = self.code_escape(c)? {
            return Ok(Node::Char(c));
        }
        let mut text = vec![u32::from(b'\\'), c];
        if c == u32::from(b'0') {
            text.extend(self.source.get_while(2, is_octal)?);
            return self.octal(&text).map(Node::Char);
        }
        if (49..58).contains(&c) {
            let octal = |c: u32| c < 128 && is_octal(c as u8);
            if self.source.next_is(|b| b.is_ascii_digit()) {
                text.extend(self.source.get_while(1, |b| b.is_ascii_digit())?);
                if octal(c) && octal(text[2]) && self.source.next_is(is_octal) {
                    text.extend(self.source.get_while(1, is_octal)?);
                    return self.octal(&text).map(Node::Char);
                }
            }
            let group = number(&text[1..]) as usize;
            if group < self.groups.len() {
                if self.groups[group].is_none() {
                    return Err(self
                        .source
                        .error("cannot refer to an open group", text.len()));
                }
                self.check_lookbehind(group)?;
                return Ok(Node::Backref(group));
            }
            let message = format!("invalid group reference {group}");
            return Err(self.source.error(&message, text.len() - 1));
        }
        if c < 128 && (c as u8).is_ascii_alphabetic() {
            return Err(self.bad_escape(&text));
        }
        Ok(Node::Char(c))
    }

    /// An escape in a set.
    fn set_escape(&mut self, c: u32) -> Result<SetItem> {
        if let Some(c) = control(c) {
            return Ok(SetItem::Char(c));
        }
        if let Some(item) = category(c) {
            return Ok(item);
        }
        if let Some(c) = self.code_escape(c)? {
            return Ok(SetItem::Char(c));
        }
        let mut text = vec![u32::from(b'\\'), c];
        if c < 128 && is_octal(c as u8) {
            text.extend(self.source.get_while(2, is_octal)?);
            return self.octal(&text).map(SetItem::Char);
        }
        if c < 128 && (c as u8).is_ascii_alphanumeric() {
            return Err(self.bad_escape(&text));
        }
        Ok(SetItem::Char(c))
    }

    /// What follows `[`.
    pub(super) fn set(&mut self) -> Result<Node> {
        let here = self.source.tell() - 1;
        let mut items = Vec::new();
        if self.source.next.is_some_and(|t| t.is('[')) {
            let at = self.source.tell();
            warn(self.vm, &format!("Possible nested set at position {at}"))?;
        }
        let negate = self.source.take('^')?;
        loop {
            let token = self.set_token(here)?;
            if token.is(']') && !items.is_empty() {
                break;
            }
            let low = match token.escaped {
                Some(c) => self.set_escape(c)?,
                None => {
                    if !items.is_empty() && self.source.next == Some(token) {
                        let what = match char::from_u32(token.first) {
                            Some('-') => Some("difference"),
                            Some('&') => Some("intersection"),
                            Some('~') => Some("symmetric difference"),
                            Some('|') => Some("union"),
                            _ => None,
                        };
                        if let Some(what) = what {
                            let at = self.source.tell() - 1;
                            warn(self.vm, &format!("Possible set {what} at position {at}"))?;
                        }
                    }
                    SetItem::Char(token.first)
                }
            };
            if !self.source.take('-')? {
                items.push(low);
                continue;
            }
            let end = self.set_token(here)?;
            if end.is(']') {
                items.push(low);
                items.push(SetItem::Char(u32::from(b'-')));
                break;
            }
            let high = match end.escaped {
                Some(c) => self.set_escape(c)?,
                None => {
                    if end.is('-') {
                        let at = self.source.tell() - 2;
                        warn(
                            self.vm,
                            &format!("Possible set difference at position {at}"),
                        )?;
                    }
                    SetItem::Char(end.first)
                }
            };
            match (low, high) {
                (SetItem::Char(a), SetItem::Char(b)) if a <= b => items.push(SetItem::Range(a, b)),
                _ => {
                    // Escapes of several characters are shown by their first two.
                    let message = format!(
                        "bad character range {}-{}",
                        lossy(&token.text()),
                        lossy(&end.text())
                    );
                    let back = token.len() + 1 + end.len();
                    return Err(self.source.error(&message, back));
                }
            }
        }
        Ok(Node::Set { items, negate })
    }

    fn set_token(&mut self, here: usize) -> Result<Token> {
        match self.source.get()? {
            Some(token) => Ok(token),
            None => {
                let back = self.source.tell() - here;
                Err(self.source.error("unterminated character set", back))
            }
        }
    }
}
