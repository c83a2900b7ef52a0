//! Reading the template of `str.format`: literals, replacement fields, field names.

use super::format_spec::TOO_MANY_DIGITS;
use super::{unicode, wtf8};

/// Deepest nesting of fields inside format specifications.
pub const MAX_DEPTH: usize = 2;

/// Message of the ValueError for deeper nesting.
pub const TOO_DEEP: &str = "Max string recursion exceeded";

/// A replacement field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// Everything before `!` and `:`.
    pub name: &'a [u8],
    /// What follows `!`.
    pub conversion: Option<u32>,
    /// What follows `:`.
    pub spec: &'a [u8],
    /// Whether the specification contains fields itself.
    pub nested: bool,
}

/// Literal text, then perhaps a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Text as it is; a doubled brace is already a single one.
    pub literal: &'a [u8],
    /// The field that follows.
    pub field: Option<Field<'a>>,
}

/// Iterates over the pieces of a template. Errors are messages of ValueErrors.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    s: &'a [u8],
    at: usize,
}

impl<'a> Template<'a> {
    /// Starts at the front of `s` (WTF-8).
    pub fn new(s: &'a [u8]) -> Self {
        Template { s, at: 0 }
    }

    fn piece(&mut self) -> Result<Piece<'a>, &'static str> {
        let start = self.at;
        let Some(brace) = memchr::memchr2(b'{', b'}', &self.s[start..]) else {
            self.at = self.s.len();
            return Ok(Piece {
                literal: &self.s[start..],
                field: None,
            });
        };
        let at = start + brace;
        let b = self.s[at];
        let next = self.s.get(at + 1).copied();
        if next == Some(b) {
            self.at = at + 2;
            return Ok(Piece {
                literal: &self.s[start..=at],
                field: None,
            });
        }
        if b == b'}' {
            return Err("Single '}' encountered in format string");
        }
        if next.is_none() {
            return Err("Single '{' encountered in format string");
        }
        self.at = at + 1;
        let field = self.field()?;
        Ok(Piece {
            literal: &self.s[start..at],
            field: Some(field),
        })
    }

    /// Takes the next byte.
    fn bump(&mut self) -> Option<u8> {
        let b = *self.s.get(self.at)?;
        self.at += 1;
        Some(b)
    }

    fn field(&mut self) -> Result<Field<'a>, &'static str> {
        let start = self.at;
        let end = loop {
            match self.bump() {
                None => return Err("expected '}' before end of string"),
                Some(b'{') => return Err("unexpected '{' in field name"),
                Some(b'[') => {
                    // The closing bracket itself is left to this loop, which skips it.
                    self.at = memchr::memchr(b']', &self.s[self.at..])
                        .map_or(self.s.len(), |n| self.at + n);
                }
                Some(b @ (b'}' | b':' | b'!')) => break b,
                Some(_) => {}
            }
        };
        let mut field = Field {
            name: &self.s[start..self.at - 1],
            conversion: None,
            spec: b"",
            nested: false,
        };
        if end == b'}' {
            return Ok(field);
        }
        if end == b'!' {
            let Some((cp, len)) = wtf8::decode_at(self.s, self.at) else {
                return Err("end of string while looking for conversion specifier");
            };
            self.at += len;
            field.conversion = Some(cp);
            match self.bump() {
                Some(b'}') => return Ok(field),
                Some(b':') | None => {}
                Some(_) => return Err("expected ':' after conversion specifier"),
            }
        }
        let from = self.at;
        let mut depth = 1;
        while let Some(b) = self.bump() {
            match b {
                b'{' => {
                    field.nested = true;
                    depth += 1;
                }
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        field.spec = &self.s[from..self.at - 1];
                        return Ok(field);
                    }
                }
                _ => {}
            }
        }
        Err("unmatched '{' in format spec")
    }
}

impl<'a> Iterator for Template<'a> {
    type Item = Result<Piece<'a>, &'static str>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.s.len() {
            return None;
        }
        let piece = self.piece();
        if piece.is_err() {
            self.at = self.s.len();
        }
        Some(piece)
    }
}

/// Message of the ValueError for a conversion other than `r`, `s` and `a`.
pub fn unknown_conversion(conversion: u32) -> String {
    match char::from_u32(conversion) {
        Some(c) if (33..127).contains(&conversion) => {
            format!("Unknown conversion specifier {c}")
        }
        _ => format!("Unknown conversion specifier \\x{conversion:x}"),
    }
}

/// Reads a run of decimal digits that is the whole of `s`; `None` if it is not one.
fn whole_number(s: &[u8]) -> Result<Option<usize>, &'static str> {
    if s.is_empty() {
        return Ok(None);
    }
    let mut value: usize = 0;
    for cp in wtf8::code_points(s) {
        let Some(d) = unicode::decimal_value(cp) else {
            return Ok(None);
        };
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(usize::from(d)))
            .filter(|&v| isize::try_from(v).is_ok())
            .ok_or(TOO_MANY_DIGITS)?;
    }
    Ok(Some(value))
}

/// What a field's name starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// Nothing: the next positional argument.
    Auto,
    /// A positional argument.
    Index(usize),
    /// A keyword argument.
    Name(&'a [u8]),
}

/// What is looked up in the argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accessor<'a> {
    /// `.name`
    Attribute(&'a [u8]),
    /// `[digits]`
    Index(usize),
    /// `[text]`
    Key(&'a [u8]),
}

/// Splits a field's name into the argument and an iterator over what is looked up in it.
///
/// # Errors
/// Message of a ValueError.
pub fn split_name(name: &[u8]) -> Result<(First<'_>, Accessors<'_>), &'static str> {
    let end = name
        .iter()
        .position(|&b| b == b'.' || b == b'[')
        .unwrap_or(name.len());
    let (head, rest) = name.split_at(end);
    let first = match whole_number(head)? {
        Some(i) => First::Index(i),
        None if head.is_empty() => First::Auto,
        None => First::Name(head),
    };
    Ok((first, Accessors { rest }))
}

/// Iterates over `.name` and `[key]`. Errors are messages of ValueErrors.
#[derive(Clone, Debug)]
pub struct Accessors<'a> {
    rest: &'a [u8],
}

impl<'a> Accessors<'a> {
    fn step(&mut self) -> Result<Accessor<'a>, &'static str> {
        const EMPTY: &str = "Empty attribute in format string";
        let body = &self.rest[1..];
        match self.rest[0] {
            b'.' => {
                let end = body
                    .iter()
                    .position(|&b| b == b'.' || b == b'[')
                    .unwrap_or(body.len());
                self.rest = &body[end..];
                if end == 0 {
                    return Err(EMPTY);
                }
                Ok(Accessor::Attribute(&body[..end]))
            }
            b'[' => {
                let end = memchr::memchr(b']', body).ok_or("Missing ']' in format string")?;
                self.rest = &body[end + 1..];
                let key = &body[..end];
                let index = whole_number(key)?;
                if key.is_empty() {
                    return Err(EMPTY);
                }
                Ok(index.map_or(Accessor::Key(key), Accessor::Index))
            }
            _ => Err("Only '.' or '[' may follow ']' in format field specifier"),
        }
    }
}

impl<'a> Iterator for Accessors<'a> {
    type Item = Result<Accessor<'a>, &'static str>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.rest = &[];
        }
        Some(step)
    }
}

/// Which kind of numbering a template uses: `{}` or `{0}`, never both.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbering {
    next: usize,
    automatic: Option<bool>,
}

impl Numbering {
    /// Turns [`First::Auto`] into the next index and checks that numberings are not mixed.
    ///
    /// # Errors
    /// Message of a ValueError.
    pub fn resolve<'a>(&mut self, first: First<'a>) -> Result<First<'a>, &'static str> {
        let automatic = match first {
            First::Name(_) => return Ok(first),
            First::Auto => true,
            First::Index(_) => false,
        };
        match self.automatic {
            Some(true) if !automatic => {
                return Err(
                    "cannot switch from automatic field numbering to manual field specification",
                );
            }
            Some(false) if automatic => {
                return Err(
                    "cannot switch from manual field specification to automatic field numbering",
                );
            }
            _ => self.automatic = Some(automatic),
        }
        if !automatic {
            return Ok(first);
        }
        self.next += 1;
        Ok(First::Index(self.next - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_error(s: &str) -> &'static str {
        for piece in Template::new(s.as_bytes()) {
            match piece {
                Err(e) => return e,
                Ok(p) => {
                    let Some(f) = p.field else { continue };
                    match split_name(f.name) {
                        Err(e) => return e,
                        Ok((_, mut rest)) => {
                            if let Some(Err(e)) = rest.find(Result::is_err) {
                                return e;
                            }
                        }
                    }
                }
            }
        }
        ""
    }

    #[test]
    fn pieces() {
        let all: Vec<_> = Template::new(b"a{{b{0.x[1][k]!r:>{w}}}}c")
            .map(Result::unwrap)
            .collect();
        assert_eq!(all.len(), 4);
        assert_eq!(all[0].literal, b"a{");
        let f = all[1].field.clone().unwrap();
        assert_eq!(all[1].literal, b"b");
        assert_eq!(
            (f.name, f.conversion, f.spec, f.nested),
            (&b"0.x[1][k]"[..], Some(0x72), &b">{w}"[..], true)
        );
        assert_eq!(all[2].literal, b"}");
        assert_eq!(all[3].literal, b"c");
        let (first, rest) = split_name(f.name).unwrap();
        assert_eq!(first, First::Index(0));
        assert_eq!(
            rest.map(Result::unwrap).collect::<Vec<_>>(),
            [
                Accessor::Attribute(b"x"),
                Accessor::Index(1),
                Accessor::Key(b"k")
            ]
        );
    }

    #[test]
    fn errors() {
        for (s, want) in [
            ("{", "Single '{' encountered in format string"),
            ("a}b", "Single '}' encountered in format string"),
            ("a{b", "expected '}' before end of string"),
            ("{0:", "unmatched '{' in format spec"),
            (
                "{0!",
                "end of string while looking for conversion specifier",
            ),
            ("{0!}", "unmatched '{' in format spec"),
            ("{0!r", "unmatched '{' in format spec"),
            ("{0!rx}", "expected ':' after conversion specifier"),
            ("{0.}", "Empty attribute in format string"),
            ("{0[]}", "Empty attribute in format string"),
            ("{0[}", "expected '}' before end of string"),
            (
                "{0[a]b}",
                "Only '.' or '[' may follow ']' in format field specifier",
            ),
            ("{0{", "unexpected '{' in field name"),
            ("{99999999999999999999}", TOO_MANY_DIGITS),
            ("{0:{{}", "unmatched '{' in format spec"),
            ("{{}}", ""),
            ("{-1}{ }{0 }{0!r:}", ""),
        ] {
            assert_eq!(first_error(s), want, "{s}");
        }
        let mut n = Numbering::default();
        assert_eq!(n.resolve(First::Auto), Ok(First::Index(0)));
        assert_eq!(n.resolve(First::Name(b"a")), Ok(First::Name(b"a")));
        assert_eq!(n.resolve(First::Auto), Ok(First::Index(1)));
        assert!(n.resolve(First::Index(0)).is_err());
        assert_eq!(
            unknown_conversion(0xE9),
            "Unknown conversion specifier \\xe9"
        );
    }
}
