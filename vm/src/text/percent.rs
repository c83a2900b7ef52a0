//! `%` formatting: reading the template, and formatting what goes into it. Strings and bytes
//! share the syntax.

use dashu_int::IBig;

use super::format_number::IntRef;
use super::{TooLarge, try_buffer, wtf8};
use crate::num::bigint;
use crate::num::float_repr::{self, Layout, Style};
use crate::num::int_parse;

/// A width or precision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Count {
    /// Not given.
    #[default]
    None,
    /// Given in the template.
    Given(usize),
    /// `*`: the next argument.
    Argument,
}

/// Flags of a conversion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// Space.
    pub space: bool,
    /// `#`
    pub alt: bool,
    /// `0`
    pub zero: bool,
}

/// A conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion<'a> {
    /// The mapping key, if any.
    pub key: Option<&'a [u8]>,
    /// Flags.
    pub flags: Flags,
    /// Least width.
    pub width: Count,
    /// Precision.
    pub precision: Count,
    /// The conversion's letter. It may be one that does not exist.
    pub letter: u32,
    /// Position of the letter in the template, for [`unsupported`].
    pub position: usize,
}

/// Part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text as it is.
    Literal(&'a [u8]),
    /// Something to be formatted.
    Conversion(Conversion<'a>),
}

/// Iterates over the pieces of a template. Errors are messages of ValueErrors.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    s: &'a [u8],
    at: usize,
    wide: bool,
}

impl<'a> Template<'a> {
    /// The pieces of a string (WTF-8).
    pub fn of_str(s: &'a [u8]) -> Self {
        Template {
            s,
            at: 0,
            wide: true,
        }
    }

    /// The pieces of a bytes object.
    pub fn of_bytes(s: &'a [u8]) -> Self {
        Template {
            s,
            at: 0,
            wide: false,
        }
    }

    /// The next code point or byte, and its length.
    fn peek(&self) -> Result<(u32, usize), &'static str> {
        let item = if self.wide {
            wtf8::decode_at(self.s, self.at)
        } else {
            self.s.get(self.at).map(|&b| (u32::from(b), 1))
        };
        item.ok_or("incomplete format")
    }

    fn count(&mut self, overflow: &'static str) -> Result<Count, &'static str> {
        if self.s.get(self.at) == Some(&b'*') {
            self.at += 1;
            return Ok(Count::Argument);
        }
        let start = self.at;
        let mut value: usize = 0;
        while let Some(d) = self.s.get(self.at).filter(|b| b.is_ascii_digit()) {
            value = value
                .checked_mul(10)
                .and_then(|v| v.checked_add(usize::from(d - b'0')))
                .filter(|&v| isize::try_from(v).is_ok())
                .ok_or(overflow)?;
            self.at += 1;
        }
        Ok(if self.at > start {
            Count::Given(value)
        } else {
            Count::None
        })
    }

    /// A conversion, from behind its `%`.
    fn conversion(&mut self) -> Result<Conversion<'a>, &'static str> {
        let mut c = Conversion {
            key: None,
            flags: Flags::default(),
            width: Count::None,
            precision: Count::None,
            letter: 0,
            position: 0,
        };
        if self.s.get(self.at) == Some(&b'(') {
            self.at += 1;
            let start = self.at;
            let mut depth = 1;
            while depth > 0 {
                match self.s.get(self.at) {
                    None => return Err("incomplete format key"),
                    Some(b'(') => depth += 1,
                    Some(b')') => depth -= 1,
                    Some(_) => {}
                }
                self.at += 1;
            }
            c.key = Some(&self.s[start..self.at - 1]);
        }
        loop {
            match self.s.get(self.at) {
                Some(b'-') => c.flags.left = true,
                Some(b'+') => c.flags.plus = true,
                Some(b' ') => c.flags.space = true,
                Some(b'#') => c.flags.alt = true,
                Some(b'0') => c.flags.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        c.width = self.count("width too big")?;
        if self.s.get(self.at) == Some(&b'.') {
            self.at += 1;
            c.precision = match self.count("precision too big")? {
                Count::None => Count::Given(0),
                given => given,
            };
        }
        if matches!(self.s.get(self.at), Some(b'h' | b'l' | b'L')) {
            self.at += 1;
        }
        let (letter, len) = self.peek()?;
        c.letter = letter;
        c.position = if self.wide {
            wtf8::count(&self.s[..self.at])
        } else {
            self.at
        };
        self.at += len;
        Ok(c)
    }
}

impl<'a> Iterator for Template<'a> {
    type Item = Result<Piece<'a>, &'static str>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.s.get(self.at..).filter(|r| !r.is_empty())?;
        let percent = memchr::memchr(b'%', rest).unwrap_or(rest.len());
        if percent > 0 {
            self.at += percent;
            return Some(Ok(Piece::Literal(&rest[..percent])));
        }
        self.at += 1;
        if rest.get(1) == Some(&b'%') {
            self.at += 1;
            return Some(Ok(Piece::Literal(&rest[..1])));
        }
        let piece = self.conversion();
        if piece.is_err() {
            self.at = self.s.len();
        }
        Some(piece.map(Piece::Conversion))
    }
}

/// Message of the ValueError for a letter that is not a conversion.
pub fn unsupported(c: &Conversion<'_>) -> String {
    let shown = match char::from_u32(c.letter) {
        Some(ch) if (31..=126).contains(&c.letter) => ch,
        _ => '?',
    };
    format!(
        "unsupported format character '{shown}' (0x{:x}) at index {}",
        c.letter, c.position
    )
}

/// Pads formatted text. `sign_len` leading bytes (sign and prefix) stay before zeros;
/// `zeros` is the flag, honoured unless the text is flushed left.
fn pad(
    text: &[u8],
    chars: usize,
    sign_len: usize,
    flags: Flags,
    zeros: bool,
    width: usize,
) -> Result<Vec<u8>, TooLarge> {
    let n = width.saturating_sub(chars);
    let mut out = try_buffer(text.len().checked_add(n).ok_or(TooLarge)?)?;
    if flags.left {
        out.extend_from_slice(text);
        out.resize(out.len() + n, b' ');
    } else if zeros {
        out.extend_from_slice(&text[..sign_len]);
        out.resize(out.len() + n, b'0');
        out.extend_from_slice(&text[sign_len..]);
    } else {
        out.resize(n, b' ');
        out.extend_from_slice(text);
    }
    Ok(out)
}

/// Formats text (WTF-8) for `%s`, `%r`, `%a` and, without precision, `%c`.
///
/// # Errors
/// The result would not fit memory.
pub fn format_text(
    s: &[u8],
    flags: Flags,
    width: usize,
    precision: Option<usize>,
) -> Result<Vec<u8>, TooLarge> {
    let cut = match precision {
        Some(p) => wtf8::slice(s, s.is_ascii(), 0, p),
        None => s,
    };
    pad(cut, wtf8::count(cut), 0, flags, false, width)
}

/// The same for bytes.
///
/// # Errors
/// The result would not fit memory.
pub fn format_bytes(
    s: &[u8],
    flags: Flags,
    width: usize,
    precision: Option<usize>,
) -> Result<Vec<u8>, TooLarge> {
    let cut = &s[..precision.unwrap_or(usize::MAX).min(s.len())];
    pad(cut, cut.len(), 0, flags, false, width)
}

/// Why a number could not be formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// ValueError with this message.
    Value(String),
    /// MemoryError.
    TooLarge,
}

impl From<TooLarge> for NumberError {
    fn from(_: TooLarge) -> Self {
        NumberError::TooLarge
    }
}

fn sign(negative: bool, flags: Flags) -> &'static str {
    match (negative, flags.plus, flags.space) {
        (true, _, _) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        _ => "",
    }
}

/// Refuses precisions that CPython refuses, or that would exhaust memory.
fn check_precision(precision: Option<usize>) -> Result<(), NumberError> {
    match precision {
        Some(p) if p > i32::MAX as usize => Err(NumberError::Value("precision too big".to_owned())),
        Some(p) if p > 1 << 28 => Err(NumberError::TooLarge),
        _ => Ok(()),
    }
}

/// Formats an int for `%d`, `%i`, `%u`, `%o`, `%x` or `%X`. `limit` bounds decimal digits.
///
/// # Errors
/// Too many digits, or a result that would not fit memory.
pub fn format_int(
    value: IntRef<'_>,
    letter: u8,
    flags: Flags,
    width: usize,
    precision: Option<usize>,
    limit: usize,
) -> Result<Vec<u8>, NumberError> {
    check_precision(precision)?;
    let small = match value {
        IntRef::Small(v) => Some(v.unsigned_abs()),
        IntRef::Big(_) => None,
    };
    let negative = match value {
        IntRef::Small(v) => v < 0,
        IntRef::Big(v) => bigint::is_negative(v),
    };
    let digits = match (letter, small, value) {
        (b'o', Some(v), _) => format!("{v:o}"),
        (b'x', Some(v), _) => format!("{v:x}"),
        (b'X', Some(v), _) => format!("{v:X}"),
        (_, Some(v), _) => v.to_string(),
        (b'o', _, IntRef::Big(v)) => bigint::magnitude_digits(v, 8),
        (b'x', _, IntRef::Big(v)) => bigint::magnitude_digits(v, 16),
        (b'X', _, IntRef::Big(v)) => bigint::magnitude_digits(v, 16).to_ascii_uppercase(),
        (_, _, IntRef::Big(v)) => decimal(v, limit)?,
        (_, None, IntRef::Small(v)) => v.to_string(),
    };
    let prefix = match (flags.alt, letter) {
        (true, b'o') => "0o",
        (true, b'x') => "0x",
        (true, b'X') => "0X",
        _ => "",
    };
    let sign = sign(negative, flags);
    let zeros = precision.unwrap_or(0).saturating_sub(digits.len());
    let head = sign.len() + prefix.len();
    let mut text = try_buffer(head + zeros + digits.len())?;
    text.extend_from_slice(sign.as_bytes());
    text.extend_from_slice(prefix.as_bytes());
    text.resize(head + zeros, b'0');
    text.extend_from_slice(digits.as_bytes());
    Ok(pad(&text, text.len(), head, flags, flags.zero, width)?)
}

fn decimal(v: &IBig, limit: usize) -> Result<String, NumberError> {
    let text = bigint::to_decimal(v, limit)
        .ok_or_else(|| NumberError::Value(int_parse::too_many_digits_to_print(limit)))?;
    Ok(match text.strip_prefix('-') {
        Some(t) => t.to_owned(),
        None => text,
    })
}

/// Formats a float for `%e`, `%E`, `%f`, `%F`, `%g` or `%G`.
///
/// # Errors
/// A precision that is too big, or a result that would not fit memory.
pub fn format_float(
    value: f64,
    letter: u8,
    flags: Flags,
    width: usize,
    precision: Option<usize>,
) -> Result<Vec<u8>, NumberError> {
    check_precision(precision)?;
    let layout = Layout {
        style: match letter {
            b'e' | b'E' => Style::Exp,
            b'f' | b'F' => Style::Fixed,
            _ => Style::General,
        },
        precision: precision.unwrap_or(6),
        upper: letter.is_ascii_uppercase(),
        alt: flags.alt,
        add_dot_0: false,
    };
    let mut text = float_repr::format(value, &layout);
    if !text.starts_with('-') {
        text.insert_str(0, sign(false, flags));
    }
    let head = usize::from(!text.starts_with(|c: char| c.is_ascii_alphanumeric()));
    Ok(pad(
        text.as_bytes(),
        text.len(),
        head,
        flags,
        flags.zero,
        width,
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(s: &str) -> Result<Conversion<'_>, &'static str> {
        match Template::of_str(s.as_bytes()).next().unwrap()? {
            Piece::Conversion(c) => Ok(c),
            Piece::Literal(_) => Err("literal"),
        }
    }

    fn int(v: i64, s: &str) -> String {
        let c = one(s).unwrap();
        let n = |c| match c {
            Count::Given(n) => Some(n),
            _ => None,
        };
        let r = format_int(
            IntRef::Small(v),
            c.letter as u8,
            c.flags,
            n(c.width).unwrap_or(0),
            n(c.precision),
            4300,
        );
        String::from_utf8(r.unwrap()).unwrap()
    }

    fn float(v: f64, s: &str) -> String {
        let c = one(s).unwrap();
        let n = |c| match c {
            Count::Given(n) => Some(n),
            _ => None,
        };
        let r = format_float(
            v,
            c.letter as u8,
            c.flags,
            n(c.width).unwrap_or(0),
            n(c.precision),
        );
        String::from_utf8(r.unwrap()).unwrap()
    }

    #[test]
    fn templates() {
        let all: Vec<_> = Template::of_str("é%%%(a(b))-+05.3ld%*.*f".as_bytes())
            .map(Result::unwrap)
            .collect();
        assert_eq!(all[0], Piece::Literal("é".as_bytes()));
        assert_eq!(all[1], Piece::Literal(b"%"));
        let Piece::Conversion(c) = all[2] else {
            panic!("not a conversion")
        };
        assert_eq!(c.key, Some(&b"a(b)"[..]));
        assert!(c.flags.left && c.flags.plus && c.flags.zero && !c.flags.alt);
        assert_eq!((c.width, c.precision), (Count::Given(5), Count::Given(3)));
        let Piece::Conversion(c) = all[3] else {
            panic!("not a conversion")
        };
        assert_eq!(
            (c.width, c.precision, c.letter),
            (Count::Argument, Count::Argument, 0x66)
        );
        for (s, want) in [
            ("%", "incomplete format"),
            ("%5", "incomplete format"),
            ("%.", "incomplete format"),
            ("%(a", "incomplete format key"),
            ("%99999999999999999999d", "width too big"),
            ("%.99999999999999999999d", "precision too big"),
        ] {
            assert_eq!(one(s), Err(want), "{s}");
        }
        assert_eq!(
            unsupported(&one("%hhd").unwrap()),
            "unsupported format character 'h' (0x68) at index 2"
        );
        assert_eq!(
            unsupported(&one("%\u{20ac}").unwrap()),
            "unsupported format character '?' (0x20ac) at index 1"
        );
    }

    #[test]
    fn numbers() {
        for (v, s, want) in [
            (3, "%-05d", "3    "),
            (-3, "%05d", "-0003"),
            (5, "%+.3d", "+005"),
            (-255, "%#08x", "-0x000ff"),
            (255, "%#.5x", "0x000ff"),
            (255, "%#X", "0XFF"),
            (5, "%08.3d", "00000005"),
            (8, "%#o", "0o10"),
            (5, "%- 5d", " 5   "),
            (0, "%.0d", "0"),
            (-5, "%.3u", "-005"),
            (i64::MIN, "%d", "-9223372036854775808"),
        ] {
            assert_eq!(int(v, s), want, "{s}");
        }
        for (v, s, want) in [
            (f64::INFINITY, "%05f", "00inf"),
            (f64::NAN, "%+f", "+nan"),
            (2.5, "%.0f", "2"),
            (2.5, "%#.0f", "2."),
            (1.0, "%#g", "1.00000"),
            (1e-10, "%G", "1E-10"),
            (-1.5, "%08.2f", "-0001.50"),
            (1.5, "% .1e", " 1.5e+00"),
        ] {
            assert_eq!(float(v, s), want, "{s}");
        }
        let f = Flags::default();
        assert_eq!(
            format_text("abñd".as_bytes(), f, 5, Some(3)).unwrap(),
            "  abñ".as_bytes()
        );
        assert_eq!(format_bytes(b"abc", f, 4, Some(1)).unwrap(), b"   a");
    }
}
