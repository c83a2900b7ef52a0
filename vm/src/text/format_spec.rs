//! The format mini-language: reading a specification, and formatting strings by one.
//! Numbers are in [`super::format_number`].

use super::methods::Str;
use super::{TooLarge, try_buffer, unicode, wtf8};

/// Why formatting failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpecError {
    /// ValueError with this message.
    Value(String),
    /// OverflowError with this message.
    Overflow(&'static str),
    /// MemoryError.
    TooLarge,
}

impl From<TooLarge> for SpecError {
    fn from(_: TooLarge) -> Self {
        SpecError::TooLarge
    }
}

fn value_error<T>(message: impl Into<String>) -> Result<T, SpecError> {
    Err(SpecError::Value(message.into()))
}

/// What separates groups of digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Nothing.
    #[default]
    None,
    /// A comma every three digits.
    Comma,
    /// An underscore, every three digits or every four of a binary base.
    Underscore,
}

impl Grouping {
    /// The separator.
    pub fn separator(self) -> Option<u8> {
        match self {
            Grouping::None => None,
            Grouping::Comma => Some(b','),
            Grouping::Underscore => Some(b'_'),
        }
    }
}

/// Where a value stands in a field wider than itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: padding between sign and digits.
    AfterSign,
}

impl Align {
    fn from_code_point(cp: u32) -> Option<Self> {
        match char::from_u32(cp)? {
            '<' => Some(Align::Left),
            '>' => Some(Align::Right),
            '^' => Some(Align::Center),
            '=' => Some(Align::AfterSign),
            _ => None,
        }
    }
}

/// A specification, read.
#[derive(Clone, Debug)]
pub struct FormatSpec {
    /// What fills a field.
    pub fill: u32,
    /// Where the value stands.
    pub align: Align,
    /// `+`, `-`, a space, or 0 when not given.
    pub sign: u8,
    /// `z`: a negative zero loses its sign.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// Least number of code points.
    pub width: usize,
    /// Separator of the whole part.
    pub grouping: Grouping,
    /// Separator of the fraction.
    pub fraction_grouping: Grouping,
    /// Digits after the point, or most code points of a string.
    pub precision: Option<usize>,
    /// Presentation type, the default one if none was given (0 for floats).
    pub kind: u32,
}

/// The kinds of values that have a mini-language: they differ in defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Left-aligned, type `s`.
    Text,
    /// Right-aligned, type `d`.
    Int,
    /// Right-aligned, no default type.
    Float,
}

struct Cursor<'a> {
    s: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<(u32, usize)> {
        wtf8::decode_at(self.s, self.at)
    }

    fn next_if(&mut self, wanted: u8) -> bool {
        let hit = self.s.get(self.at) == Some(&wanted);
        self.at += usize::from(hit);
        hit
    }

    /// A decimal number in any script's digits; `None` if there is no digit.
    fn number(&mut self) -> Result<Option<usize>, SpecError> {
        let mut value: Option<usize> = None;
        while let Some((cp, len)) = self.peek() {
            let Some(d) = unicode::decimal_value(cp) else {
                break;
            };
            let next = value
                .unwrap_or(0)
                .checked_mul(10)
                .and_then(|v| v.checked_add(usize::from(d)))
                .filter(|&v| isize::try_from(v).is_ok());
            match next {
                Some(v) => value = Some(v),
                None => return value_error(TOO_MANY_DIGITS),
            }
            self.at += len;
        }
        Ok(value)
    }

    /// At most one kind of separator.
    fn grouping(&mut self) -> Result<Grouping, SpecError> {
        const BOTH: &str = "Cannot specify both ',' and '_'.";
        let comma = self.next_if(b',');
        if self.next_if(b'_') {
            if comma || self.s.get(self.at) == Some(&b',') {
                return value_error(BOTH);
            }
            return Ok(Grouping::Underscore);
        }
        Ok(if comma {
            Grouping::Comma
        } else {
            Grouping::None
        })
    }
}

/// Message for a width, precision or index that does not fit.
pub(super) const TOO_MANY_DIGITS: &str = "Too many decimal digits in format string";

/// How a presentation type is shown in messages.
fn show_kind(kind: u32) -> String {
    match char::from_u32(kind) {
        Some(c) if (33..127).contains(&kind) => c.to_string(),
        _ => format!("\\x{kind:x}"),
    }
}

/// The error for a presentation type that the value does not have.
pub(super) fn unknown_kind(kind: u32, type_name: &str) -> SpecError {
    SpecError::Value(format!(
        "Unknown format code '{}' for object of type '{type_name}'",
        show_kind(kind)
    ))
}

fn bad_grouping<T>(grouping: Grouping, kind: u32) -> Result<T, SpecError> {
    let sep = char::from(grouping.separator().unwrap_or(b','));
    value_error(format!(
        "Cannot specify '{sep}' with '{}'.",
        show_kind(kind)
    ))
}

/// Reads a specification (WTF-8) for a value of `kind`; `type_name` is for messages.
///
/// # Errors
/// The specification is malformed or contradicts itself.
pub fn parse(spec: &[u8], kind: ValueKind, type_name: &str) -> Result<FormatSpec, SpecError> {
    let (default_type, default_align) = match kind {
        ValueKind::Text => (u32::from(b's'), Align::Left),
        ValueKind::Int => (u32::from(b'd'), Align::Right),
        ValueKind::Float => (0, Align::Right),
    };
    let mut f = FormatSpec {
        fill: u32::from(b' '),
        align: default_align,
        sign: 0,
        no_negative_zero: false,
        alternate: false,
        width: 0,
        grouping: Grouping::None,
        fraction_grouping: Grouping::None,
        precision: None,
        kind: default_type,
    };
    let mut c = Cursor { s: spec, at: 0 };
    let mut fill_given = false;
    let mut align_given = false;
    if let Some((first, len)) = c.peek() {
        let second = wtf8::decode_at(spec, len).and_then(|(cp, _)| Align::from_code_point(cp));
        if let Some(align) = second {
            (f.fill, f.align) = (first, align);
            (fill_given, align_given) = (true, true);
            c.at = len + 1;
        } else if let Some(align) = Align::from_code_point(first) {
            f.align = align;
            align_given = true;
            c.at = len;
        }
    }
    if let Some(&sign @ (b'+' | b'-' | b' ')) = spec.get(c.at) {
        f.sign = sign;
        c.at += 1;
    }
    f.no_negative_zero = c.next_if(b'z');
    f.alternate = c.next_if(b'#');
    if !fill_given && c.next_if(b'0') {
        f.fill = u32::from(b'0');
        if !align_given && default_align == Align::Right {
            f.align = Align::AfterSign;
        }
    }
    f.width = c.number()?.unwrap_or(0);
    f.grouping = c.grouping()?;
    if c.next_if(b'.') {
        f.precision = c.number()?;
        f.fraction_grouping = c.grouping()?;
        if f.precision.is_none() && f.fraction_grouping == Grouping::None {
            return value_error("Format specifier missing precision");
        }
    }
    if let Some((cp, len)) = c.peek() {
        if c.at + len < spec.len() {
            return value_error(format!(
                "Invalid format specifier '{}' for object of type '{type_name}'",
                wtf8::to_string_lossy(spec)
            ));
        }
        f.kind = cp;
    }
    check_grouping(&f)?;
    Ok(f)
}

fn check_grouping(f: &FormatSpec) -> Result<(), SpecError> {
    if f.grouping != Grouping::None {
        let fits = match u8::try_from(f.kind) {
            Ok(b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'%' | b'F' | 0) => true,
            Ok(b'b' | b'o' | b'x' | b'X') => f.grouping == Grouping::Underscore,
            _ => false,
        };
        if !fits {
            return bad_grouping(f.grouping, f.kind);
        }
    }
    if f.fraction_grouping != Grouping::None && f.kind == u32::from(b'n') {
        return bad_grouping(f.fraction_grouping, f.kind);
    }
    Ok(())
}

/// Appends `n` times `fill`.
pub(super) fn push_fill(out: &mut Vec<u8>, fill: u32, n: usize) {
    if fill < 0x80 {
        out.resize(out.len() + n, fill as u8);
    } else {
        for _ in 0..n {
            wtf8::push(out, fill);
        }
    }
}

/// How much padding goes before and after a value of `len` code points.
pub(super) fn padding(f: &FormatSpec, len: usize) -> (usize, usize) {
    let n = f.width.saturating_sub(len);
    match f.align {
        Align::Left => (0, n),
        Align::Right | Align::AfterSign => (n, 0),
        Align::Center => (n / 2, n - n / 2),
    }
}

/// Puts fill around `text`, which has `chars` code points.
pub(super) fn pad(f: &FormatSpec, text: &[u8], chars: usize) -> Result<Vec<u8>, TooLarge> {
    let (left, right) = padding(f, chars);
    let size = (left + right)
        .checked_mul(wtf8::encoded_len(f.fill))
        .and_then(|n| n.checked_add(text.len()))
        .ok_or(TooLarge)?;
    let mut out = try_buffer(size)?;
    push_fill(&mut out, f.fill, left);
    out.extend_from_slice(text);
    push_fill(&mut out, f.fill, right);
    Ok(out)
}

/// `format(text, spec)` of a string; `type_name` is for messages.
///
/// # Errors
/// The specification is malformed or not for strings.
pub fn format_str(text: Str<'_>, spec: &[u8], type_name: &str) -> Result<Vec<u8>, SpecError> {
    if spec.is_empty() {
        return Ok(text.bytes.to_vec());
    }
    let f = parse(spec, ValueKind::Text, type_name)?;
    if f.kind != u32::from(b's') {
        return Err(unknown_kind(f.kind, type_name));
    }
    match f.sign {
        0 => {}
        b' ' => return value_error("Space not allowed in string format specifier"),
        _ => return value_error("Sign not allowed in string format specifier"),
    }
    if f.no_negative_zero {
        return value_error("Negative zero coercion (z) not allowed in string format specifier");
    }
    if f.alternate {
        return value_error("Alternate form (#) not allowed in string format specifier");
    }
    if f.align == Align::AfterSign {
        return value_error("'=' alignment not allowed in string format specifier");
    }
    let chars = f.precision.unwrap_or(usize::MAX).min(text.chars);
    let shown = if chars < text.chars {
        wtf8::slice(text.bytes, text.is_ascii(), 0, chars)
    } else {
        text.bytes
    };
    Ok(pad(&f, shown, chars)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(text: &str, spec: &str) -> Result<String, String> {
        match format_str(Str::new(text.as_bytes()), spec.as_bytes(), "str") {
            Ok(v) => Ok(String::from_utf8(v).unwrap()),
            Err(SpecError::Value(m)) => Err(m),
            Err(e) => Err(format!("{e:?}")),
        }
    }

    #[test]
    fn strings() {
        for (text, spec, want) in [
            ("a", "05", "a0000"),
            ("abc", "^10.2", "    ab    "),
            ("abc", "é^9", "éééabcééé"),
            ("añb", ">5", "  añb"),
            ("añb", ".2s", "añ"),
            ("a", "._", "a"),
            ("", "<<3", "<<<"),
            ("x", "٣", "x  "),
        ] {
            assert_eq!(s(text, spec).as_deref(), Ok(want), "{spec}");
        }
    }

    #[test]
    fn errors() {
        for (spec, want) in [
            ("=5", "'=' alignment not allowed in string format specifier"),
            ("+", "Sign not allowed in string format specifier"),
            (" ", "Space not allowed in string format specifier"),
            (
                "#",
                "Alternate form (#) not allowed in string format specifier",
            ),
            (
                "z",
                "Negative zero coercion (z) not allowed in string format specifier",
            ),
            ("d", "Unknown format code 'd' for object of type 'str'"),
            ("é", "Unknown format code '\\xe9' for object of type 'str'"),
            (",", "Cannot specify ',' with 's'."),
            ("_,", "Cannot specify both ',' and '_'."),
            (",_", "Cannot specify both ',' and '_'."),
            (
                "10x3",
                "Invalid format specifier '10x3' for object of type 'str'",
            ),
            (".", "Format specifier missing precision"),
            ("9223372036854775808", TOO_MANY_DIGITS),
        ] {
            assert_eq!(s("a", spec).unwrap_err(), want, "{spec}");
        }
        assert_eq!(
            format_str(Str::new(b"a"), b"9223372036854775807", "str"),
            Err(SpecError::TooLarge)
        );
    }
}
