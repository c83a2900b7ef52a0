//! Text to integer, as Python's `int(text, base)` reads it.

use std::borrow::Cow;

use dashu_int::{IBig, UBig};

use crate::text::{repr, unicode, wtf8};

/// An integer as parsed: a machine word when it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    /// Fits 64 bits.
    Small(i64),
    /// Does not.
    Big(IBig),
}

/// Why an integer could not be read. All are ValueErrors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntError {
    /// Not a literal of that base.
    Invalid,
    /// More decimal digits than the limit allows.
    TooManyDigits {
        /// How many digits the text has.
        digits: usize,
        /// The limit in force.
        limit: usize,
    },
    /// The base is not 0 or 2 to 36.
    BadBase,
}

/// Limits below this are never in force: CPython checks only past this many digits.
pub const DIGIT_LIMIT_THRESHOLD: usize = 640;

/// The default of `sys.get_int_max_str_digits()`.
pub const DEFAULT_DIGIT_LIMIT: usize = 4300;

impl IntError {
    /// CPython's message. `source_repr` is the repr of the text that was given.
    pub fn message(&self, base: i64, source_repr: &[u8]) -> String {
        match self {
            IntError::Invalid => {
                let shown = wtf8::slice(source_repr, false, 0, 200);
                format!(
                    "invalid literal for int() with base {base}: {}",
                    String::from_utf8_lossy(shown)
                )
            }
            IntError::TooManyDigits { digits, limit } => format!(
                "Exceeds the limit ({limit} digits) for integer string conversion: value has \
                 {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
            ),
            IntError::BadBase => "int() base must be >= 2 and <= 36, or 0".to_owned(),
        }
    }

    /// The message for text given as a str.
    pub fn message_for_str(&self, base: i64, source: &[u8]) -> String {
        self.message(base, &repr::str_repr(source))
    }

    /// The message for text given as bytes.
    pub fn message_for_bytes(&self, base: i64, source: &[u8]) -> String {
        let shown = &source[..source.len().min(200)];
        self.message(base, repr::bytes_repr(shown).as_bytes())
    }
}

/// Message of the ValueError for an int with too many digits to print.
pub fn too_many_digits_to_print(limit: usize) -> String {
    format!(
        "Exceeds the limit ({limit} digits) for integer string conversion; \
         use sys.set_int_max_str_digits() to increase the limit"
    )
}

/// Reads an int from a string (WTF-8). `limit` bounds decimal digits; 0 is no limit.
///
/// # Errors
/// See [`IntError`].
pub fn parse(s: &[u8], base: i64, limit: usize) -> Result<Int, IntError> {
    if base == 10
        && let Some(i) = short_decimal(s)
    {
        return Ok(Int::Small(i));
    }
    if s.is_ascii() {
        return parse_ascii(s, base, limit);
    }
    let mut plain = Vec::with_capacity(s.len());
    for cp in wtf8::code_points(s) {
        plain.push(unicode::to_ascii_digit_or_space(cp).unwrap_or(b'?'));
    }
    parse_ascii(&plain, base, limit)
}

/// The number, if the text is nothing but decimal digits, perhaps behind a minus sign, and surely fits a
/// word.
fn short_decimal(s: &[u8]) -> Option<i64> {
    let (negative, digits) = match s {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if !(1..=18).contains(&digits.len()) {
        return None;
    }
    let mut number = 0i64;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + i64::from(digit);
    }
    Some(if negative { -number } else { number })
}

/// Reads an int from ASCII text (bytes, or a string known to be ASCII).
///
/// # Errors
/// See [`IntError`].
pub fn parse_ascii(s: &[u8], base: i64, limit: usize) -> Result<Int, IntError> {
    if base != 0 && !(2..=36).contains(&base) {
        return Err(IntError::BadBase);
    }
    let space = |b: &u8| matches!(b, 9..=13 | 32);
    let from = s.iter().position(|b| !space(b)).unwrap_or(s.len());
    let to = s.iter().rposition(|b| !space(b)).map_or(from, |i| i + 1);
    let (negative, t) = match &s[from..to] {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        t => (false, t),
    };
    let (radix, digits, only_zero) = split_prefix(t, base as u32);
    digits_to_int(digits, radix, negative, limit, only_zero)
}

/// Base in force, what follows the prefix, and whether only zeros may follow (`012` in base 0).
fn split_prefix(t: &[u8], base: u32) -> (u32, &[u8], bool) {
    let named = match t {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    if named != 0 && (base == 0 || base == named) {
        let rest = &t[2..];
        return (named, rest.strip_prefix(b"_").unwrap_or(rest), false);
    }
    if base == 0 {
        return (10, t, t.first() == Some(&b'0'));
    }
    (base, t, false)
}

fn digits_to_int(
    t: &[u8],
    radix: u32,
    negative: bool,
    limit: usize,
    only_zero: bool,
) -> Result<Int, IntError> {
    let mut value: u64 = 0;
    let mut fits = true;
    let mut count = 0;
    let mut after_digit = false;
    let mut broken = false;
    for &b in t {
        if b == b'_' {
            if !after_digit {
                broken = true;
                break;
            }
            after_digit = false;
            continue;
        }
        let Some(d) = (b as char).to_digit(radix) else {
            broken = true;
            break;
        };
        after_digit = true;
        count += 1;
        if fits {
            match value
                .checked_mul(u64::from(radix))
                .and_then(|v| v.checked_add(u64::from(d)))
            {
                Some(v) => value = v,
                None => fits = false,
            }
        }
    }
    // CPython counts the digits up to a stray character before it minds that character.
    if after_digit
        && limit > 0
        && !radix.is_power_of_two()
        && count > limit
        && count > DIGIT_LIMIT_THRESHOLD
    {
        return Err(IntError::TooManyDigits {
            digits: count,
            limit,
        });
    }
    if broken || !after_digit || only_zero && (!fits || value != 0) {
        return Err(IntError::Invalid);
    }
    if fits {
        let wide = if negative {
            -i128::from(value)
        } else {
            i128::from(value)
        };
        return Ok(match i64::try_from(wide) {
            Ok(v) => Int::Small(v),
            Err(_) => Int::Big(IBig::from(wide)),
        });
    }
    let clean: Cow<'_, [u8]> = if memchr::memchr(b'_', t).is_some() {
        t.iter().copied().filter(|&b| b != b'_').collect()
    } else {
        Cow::Borrowed(t)
    };
    let text = std::str::from_utf8(&clean).map_err(|_| IntError::Invalid)?;
    let magnitude = UBig::from_str_radix(text, radix).map_err(|_| IntError::Invalid)?;
    let big = IBig::from(magnitude);
    let big = if negative { -big } else { big };
    Ok(match i64::try_from(&big) {
        Ok(v) => Int::Small(v),
        Err(_) => Int::Big(big),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(t: &str, base: i64) -> Result<Int, IntError> {
        parse(t.as_bytes(), base, DEFAULT_DIGIT_LIMIT)
    }

    #[test]
    fn accepted() {
        for (t, base, want) in [
            ("0", 10, 0),
            ("  -1_000\n", 10, -1000),
            ("0x_ff", 16, 255),
            ("0XFF", 0, 255),
            ("0b101", 0, 5),
            ("0o17", 8, 15),
            ("0b1", 16, 0xb1),
            ("0_0", 0, 0),
            ("zz", 36, 1295),
            ("\u{663}\u{2003}", 10, 3),
            ("-9223372036854775808", 10, i64::MIN),
            ("-0x1", 0, -1),
        ] {
            assert_eq!(p(t, base), Ok(Int::Small(want)), "{t}");
        }
        assert_eq!(
            p("9_223372036854775808", 10),
            Ok(Int::Big(IBig::from(1u64 << 63)))
        );
        assert_eq!(
            p("-123456789012345678901234567890", 10),
            Ok(Int::Big(IBig::from(-123456789012345678901234567890i128)))
        );
    }

    #[test]
    fn rejected() {
        for (t, base) in [
            ("", 10),
            ("-", 10),
            ("+ 1", 10),
            ("1__0", 10),
            ("_1", 10),
            ("1_", 10),
            ("01", 0),
            ("00_", 0),
            ("0x", 16),
            ("2", 2),
            ("1\0", 10),
            ("\u{bd}", 10),
            ("\x1c1", 10),
        ] {
            assert_eq!(p(t, base), Err(IntError::Invalid), "{t}");
        }
        assert_eq!(p("1", 37), Err(IntError::BadBase));
        assert_eq!(p("1", 1), Err(IntError::BadBase));
        let long = "1".repeat(5000);
        assert_eq!(
            p(&long, 10).unwrap_err().message_for_str(10, b""),
            "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 \
             digits; use sys.set_int_max_str_digits() to increase the limit"
        );
        assert!(p(&long, 16).is_ok());
        assert!(parse(long.as_bytes(), 10, 0).is_ok());
        assert_eq!(
            IntError::Invalid.message_for_str(10, b"zz"),
            "invalid literal for int() with base 10: 'zz'"
        );
        assert_eq!(
            IntError::Invalid.message_for_bytes(10, &[b'1'; 300]).len(),
            40 + 200
        );
    }
}
