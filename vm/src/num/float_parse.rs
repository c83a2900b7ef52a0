//! Text to float, as Python's `float()` reads it.

use crate::text::{unicode, wtf8};

/// Reads a float from a string (WTF-8): surrounding whitespace, any script's decimal digits,
/// underscores between digits, `inf`, `infinity` and `nan` in any case. `None` if malformed.
pub fn parse(s: &[u8]) -> Option<f64> {
    if s.is_ascii() {
        return parse_ascii(s);
    }
    let mut plain = Vec::with_capacity(s.len());
    for cp in wtf8::code_points(s) {
        plain.push(unicode::to_ascii_digit_or_space(cp)?);
    }
    parse_ascii(&plain)
}

/// Reads a float from bytes: ASCII only. `None` if malformed.
pub fn parse_ascii(s: &[u8]) -> Option<f64> {
    if let Some(number) = short_decimal(s) {
        return Some(number);
    }
    let t = trim(s);
    if let Some(plain) = plain_number(t) {
        return plain.parse().ok();
    }
    if memchr::memchr(b'_', t).is_some() {
        let mut without = Vec::with_capacity(t.len());
        for (i, &b) in t.iter().enumerate() {
            if b != b'_' {
                without.push(b);
                continue;
            }
            let before = i.checked_sub(1).and_then(|j| t.get(j));
            let digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
            if !digit(before) || !digit(t.get(i + 1)) {
                return None;
            }
        }
        return plain_number(&without)?.parse().ok();
    }
    special(t)
}

/// The number, if the text is a short decimal fraction: digits and power of ten are exact as floats, so that
/// their quotient is the float nearest the text.
fn short_decimal(s: &[u8]) -> Option<f64> {
    const MOST: usize = 15;
    const POWERS: [f64; MOST + 1] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ];
    let (negative, digits) = match s {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.len() > MOST + 1 {
        return None;
    }
    let (mut number, mut count, mut point) = (0u64, 0, None);
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            number = number * 10 + u64::from(digit);
            count += 1;
        } else if byte == b'.' && point.is_none() {
            point = Some(count);
        } else {
            return None;
        }
    }
    if !(1..=MOST).contains(&count) {
        return None;
    }
    let number = number as f64 / POWERS[count - point.unwrap_or(count)];
    Some(if negative { -number } else { number })
}

/// Strips C's whitespace: unlike in `str.isspace`, `\x1c` to `\x1f` are not among it.
fn trim(s: &[u8]) -> &[u8] {
    let space = |b: &u8| matches!(b, 9..=13 | 32);
    let from = s.iter().position(|b| !space(b)).unwrap_or(s.len());
    let to = s.iter().rposition(|b| !space(b)).map_or(from, |i| i + 1);
    &s[from..to]
}

fn special(t: &[u8]) -> Option<f64> {
    let (negative, word) = match t {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, t),
    };
    let v = if word.eq_ignore_ascii_case(b"inf") || word.eq_ignore_ascii_case(b"infinity") {
        f64::INFINITY
    } else if word.eq_ignore_ascii_case(b"nan") {
        f64::NAN
    } else {
        return None;
    };
    Some(if negative { -v } else { v })
}

/// `t` as text if it is `[sign] digits [. digits] [e [sign] digits]` with a digit in the mantissa.
fn plain_number(t: &[u8]) -> Option<&str> {
    let digits = |from: usize| {
        t[from..]
            .iter()
            .position(|b| !b.is_ascii_digit())
            .map_or(t.len(), |n| from + n)
    };
    let sign = |at: usize| at + usize::from(matches!(t.get(at), Some(b'+' | b'-')));
    let start = sign(0);
    let mut at = digits(start);
    let mut any = at > start;
    if t.get(at) == Some(&b'.') {
        let end = digits(at + 1);
        any |= end > at + 1;
        at = end;
    }
    if !any {
        return None;
    }
    if matches!(t.get(at), Some(b'e' | b'E')) {
        let from = sign(at + 1);
        at = digits(from);
        if at == from {
            return None;
        }
    }
    if at != t.len() {
        return None;
    }
    std::str::from_utf8(t).ok()
}

/// Length of the longest prefix of ASCII `t` that is an unsigned or signed float literal
/// (`inf`, `nan` included, no underscores), or 0. For `complex()`.
pub fn prefix_len(t: &[u8]) -> usize {
    let sign = usize::from(matches!(t.first(), Some(b'+' | b'-')));
    for word in [&b"infinity"[..], b"inf", b"nan"] {
        if t.len() >= sign + word.len() && t[sign..sign + word.len()].eq_ignore_ascii_case(word) {
            return sign + word.len();
        }
    }
    let digits = |from: usize| from + t[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut at = digits(sign);
    let mut any = at > sign;
    if t.get(at) == Some(&b'.') {
        let end = digits(at + 1);
        any |= end > at + 1;
        if any {
            at = end;
        }
    }
    if !any {
        return 0;
    }
    if matches!(t.get(at), Some(b'e' | b'E')) {
        let from = at + 1 + usize::from(matches!(t.get(at + 1), Some(b'+' | b'-')));
        let end = digits(from.min(t.len()));
        if end > from {
            at = end;
        }
    }
    at
}

/// Why text is no complex number: ValueErrors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComplexError {
    /// `complex() arg is a malformed string`.
    Malformed,
    /// Underscores that do not stand between digits: the message shows the text.
    Underscores,
}

/// Do underscores stand somewhere else than between digits? Text with underscores may hold no
/// zero byte either.
fn misplaced_underscores(t: &[u8]) -> bool {
    let end = t.iter().position(|&b| b == 0).unwrap_or(t.len());
    let digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
    let mut at = (0..end).filter(|&i| t[i] == b'_').peekable();
    at.peek().is_some()
        && (end < t.len() || at.any(|i| i == 0 || !digit(t.get(i - 1)) || !digit(t.get(i + 1))))
}

/// Reads a complex number from a string (WTF-8), as `complex(text)` does: an optional pair of
/// parentheses, then `a`, `bj`, or `a±bj`.
///
/// # Errors
/// See [`ComplexError`].
pub fn parse_complex(s: &[u8]) -> Result<(f64, f64), ComplexError> {
    let mut t = Vec::with_capacity(s.len());
    for cp in wtf8::code_points(s) {
        match unicode::to_ascii_digit_or_space(cp) {
            Some(b) => t.push(b),
            None => {
                // Reading ends here, and fails.
                t.push(b'?');
                break;
            }
        }
    }
    if misplaced_underscores(&t) {
        return Err(ComplexError::Underscores);
    }
    t.retain(|&b| b != b'_');
    complex_parts(&t).ok_or(ComplexError::Malformed)
}

/// [`parse_complex`] of ASCII text without underscores.
fn complex_parts(t: &[u8]) -> Option<(f64, f64)> {
    let mut t = trim(t);
    if let [b'(', inner @ .., b')'] = t {
        t = trim(inner);
    }
    let value = |part: &[u8]| parse_ascii(part);
    let is_j = |b: Option<&u8>| matches!(b, Some(b'j' | b'J'));
    let first = prefix_len(t);
    if first > 0 {
        let rest = &t[first..];
        let head = value(&t[..first])?;
        return match rest {
            [] => Some((head, 0.0)),
            [b'j' | b'J'] => Some((0.0, head)),
            [b'+' | b'-', ..] => {
                let n = prefix_len(rest);
                let (imag, tail) = if n > 0 {
                    (value(&rest[..n])?, &rest[n..])
                } else {
                    (if rest[0] == b'-' { -1.0 } else { 1.0 }, &rest[1..])
                };
                (tail.len() == 1 && is_j(tail.first())).then_some((head, imag))
            }
            _ => None,
        };
    }
    match t {
        [b'j' | b'J'] | [b'+', b'j' | b'J'] => Some((0.0, 1.0)),
        [b'-', b'j' | b'J'] => Some((0.0, -1.0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted() {
        for (t, want) in [
            ("1", 1.0),
            (" -1.5e3\n", -1500.0),
            ("1.", 1.0),
            (".5", 0.5),
            ("1_000.2_5", 1000.25),
            ("+Infinity", f64::INFINITY),
            ("-inf", f64::NEG_INFINITY),
            ("1e400", f64::INFINITY),
            ("\u{663}.\u{664}\u{2003}", 3.4),
        ] {
            assert_eq!(parse(t.as_bytes()), Some(want), "{t}");
        }
        assert!(parse(b"-NaN").unwrap().is_nan());
    }

    #[test]
    fn rejected() {
        for t in [
            "", " ", ".", "1e", "e5", "1__0", "_1", "1_", "1._5", "1 2", "infx", "0x1", "--1",
            "1e+", "\u{bd}", "\x1c1",
        ] {
            assert_eq!(parse(t.as_bytes()), None, "{t}");
        }
    }

    #[test]
    fn complex_underscores() {
        for t in ["_1", "1__0", "1_+2j", "1_0_", "1_0\0", "1_\u{bd}"] {
            assert_eq!(
                parse_complex(t.as_bytes()),
                Err(ComplexError::Underscores),
                "{t}"
            );
        }
        for t in ["1_0+", "1\0_", "\u{bd}_1"] {
            assert_eq!(
                parse_complex(t.as_bytes()),
                Err(ComplexError::Malformed),
                "{t}"
            );
        }
    }

    #[test]
    fn complex() {
        for (t, want) in [
            ("1+2j", Some((1.0, 2.0))),
            (" ( -j ) ", Some((0.0, -1.0))),
            ("1e5-J", Some((1e5, -1.0))),
            ("3", Some((3.0, 0.0))),
            ("1_0j", Some((0.0, 10.0))),
            ("1 + 2j", None),
            ("1+2", None),
            ("(1", None),
            ("", None),
            ("inf+infj", Some((f64::INFINITY, f64::INFINITY))),
            ("1.5.5", None),
            ("jj", None),
        ] {
            assert_eq!(parse_complex(t.as_bytes()).ok(), want, "{t}");
        }
    }
}
