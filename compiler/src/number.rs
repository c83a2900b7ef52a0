//! Number literals: where one ends and what is wrong with it (CPython's rules, step by step), and its value.

use crate::ast::{BigIntLit, ExprKind};

/// A number that was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Scan {
    /// Offset just after it.
    pub(crate) end: usize,
    /// The literal's kind if a keyword follows without a space (`1if`), which earns a warning.
    pub(crate) glued: Option<&'static str>,
}

/// What is wrong with a number.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NumberError {
    pub(crate) message: String,
    /// Offset up to which the tokenizer had read.
    pub(crate) pos: usize,
    /// A range to mark instead of the character before `pos`.
    pub(crate) range: Option<(usize, usize)>,
}

fn fail<T>(message: impl Into<String>, pos: usize) -> Result<T, NumberError> {
    Err(NumberError {
        message: message.into(),
        pos,
        range: None,
    })
}

/// Finds the end of the number literal that starts at `start` with a digit, or a dot and a digit.
pub(crate) fn scan(src: &[u8], start: usize) -> Result<Scan, NumberError> {
    let at = |i: usize| src.get(i).copied().unwrap_or(0);
    let mut i = start;
    if at(i) == b'0' {
        i += 1;
        match at(i) {
            b'x' | b'X' => return radix(src, i + 1, 16, "hexadecimal"),
            b'o' | b'O' => return radix(src, i + 1, 8, "octal"),
            b'b' | b'B' => return radix(src, i + 1, 2, "binary"),
            _ => {}
        }
        loop {
            if at(i) == b'_' {
                i += 1;
                if !at(i).is_ascii_digit() {
                    return fail("invalid decimal literal", i);
                }
            }
            if at(i) != b'0' {
                break;
            }
            i += 1;
        }
        let zeros_end = i;
        let nonzero = at(i).is_ascii_digit();
        if nonzero {
            i = digits(src, i)?;
        }
        if nonzero && !matches!(at(i), b'.' | b'e' | b'E' | b'j' | b'J') {
            return Err(NumberError {
                message: "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers".into(),
                pos: i,
                range: Some((start, zeros_end)),
            });
        }
    } else if at(i) != b'.' {
        i = digits(src, i)?;
    }
    if at(i) == b'.' {
        i += 1;
        if at(i).is_ascii_digit() {
            i = digits(src, i)?;
        }
    }
    if matches!(at(i), b'e' | b'E') {
        let e = i;
        i += 1;
        if matches!(at(i), b'+' | b'-') {
            i += 1;
            if !at(i).is_ascii_digit() {
                return fail("invalid decimal literal", i);
            }
        } else if !at(i).is_ascii_digit() {
            return verify_end(src, e, "decimal");
        }
        i = digits(src, i)?;
    }
    if matches!(at(i), b'j' | b'J') {
        return verify_end(src, i + 1, "imaginary");
    }
    verify_end(src, i, "decimal")
}

/// Decimal digits with single underscores between them.
fn digits(src: &[u8], mut i: usize) -> Result<usize, NumberError> {
    let at = |i: usize| src.get(i).copied().unwrap_or(0);
    loop {
        while at(i).is_ascii_digit() {
            i += 1;
        }
        if at(i) != b'_' {
            return Ok(i);
        }
        i += 1;
        if !at(i).is_ascii_digit() {
            return fail("invalid decimal literal", i);
        }
    }
}

/// The digits after `0x`, `0o` or `0b`.
fn radix(src: &[u8], mut i: usize, radix: u32, kind: &'static str) -> Result<Scan, NumberError> {
    let at = |i: usize| src.get(i).copied().unwrap_or(0);
    let fits = |b: u8| (b as char).is_digit(radix);
    let bad_digit = |b: u8, i: usize| {
        fail(
            format!("invalid digit '{}' in {kind} literal", b as char),
            i + 1,
        )
    };
    loop {
        if at(i) == b'_' {
            i += 1;
        }
        if !fits(at(i)) {
            if radix != 16 && at(i).is_ascii_digit() {
                return bad_digit(at(i), i);
            }
            return fail(format!("invalid {kind} literal"), i);
        }
        while fits(at(i)) {
            i += 1;
        }
        if at(i) != b'_' {
            break;
        }
    }
    if radix != 16 && at(i).is_ascii_digit() {
        return bad_digit(at(i), i);
    }
    verify_end(src, i, kind)
}

/// Checks that what follows a number at `i` may follow one.
fn verify_end(src: &[u8], i: usize, kind: &'static str) -> Result<Scan, NumberError> {
    let rest = &src[i.min(src.len())..];
    let keyword = ["and", "else", "for", "if", "in", "is", "or", "not"];
    if keyword.iter().any(|k| rest.starts_with(k.as_bytes())) {
        return Ok(Scan {
            end: i,
            glued: Some(kind),
        });
    }
    match rest.first() {
        Some(&b) if b == b'_' || b.is_ascii_alphanumeric() => {
            fail(format!("invalid {kind} literal"), i)
        }
        _ => Ok(Scan {
            end: i,
            glued: None,
        }),
    }
}

/// The value of a number literal that [`scan`] has accepted. The error is CPython's for an integer of
/// too many decimal digits.
pub(crate) fn value(text: &str) -> Result<ExprKind, String> {
    if let Ok(small) = text.parse::<u32>() {
        return Ok(ExprKind::Int(i64::from(small)));
    }
    let clean: String = text.chars().filter(|&c| c != '_').collect();
    let lower = clean.to_ascii_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = lower.strip_prefix(prefix) {
            return Ok(integer(digits, radix));
        }
    }
    if let Some(number) = lower.strip_suffix('j') {
        return Ok(ExprKind::Imag(number.parse().unwrap_or(0.0)));
    }
    if lower.contains(['.', 'e']) {
        return Ok(ExprKind::Float(lower.parse().unwrap_or(0.0)));
    }
    let digits = lower.trim_start_matches('0');
    if digits.len() > 4300 {
        return Err(format!(
            "Exceeds the limit (4300 digits) for integer string conversion: value has {} digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
            lower.len()
        ));
    }
    Ok(integer(&lower, 10))
}

fn integer(digits: &str, radix: u32) -> ExprKind {
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return ExprKind::Int(0);
    }
    match i64::from_str_radix(digits, radix) {
        Ok(small) => ExprKind::Int(small),
        Err(_) => ExprKind::BigInt(Box::new(BigIntLit {
            radix,
            digits: digits.into(),
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        for (text, end) in [
            ("0", 1),
            ("00", 2),
            ("1_000+", 5),
            ("0x_ff)", 5),
            ("1.", 2),
            ("1.5e-3 ", 6),
            ("1e5", 3),
            (".5j", 3),
            ("1..x", 2),
            ("1if x", 1),
            ("0.1.2", 3),
            ("00.5", 4),
        ] {
            assert_eq!(scan(text.as_bytes(), 0).map(|s| s.end), Ok(end), "{text}");
        }
    }

    #[test]
    fn errors() {
        for (text, message) in [
            ("1abc", "invalid decimal literal"),
            ("1__0", "invalid decimal literal"),
            ("1e+", "invalid decimal literal"),
            ("0o8", "invalid digit '8' in octal literal"),
            ("0b12", "invalid digit '2' in binary literal"),
            ("0xg", "invalid hexadecimal literal"),
            ("1jx", "invalid imaginary literal"),
        ] {
            assert_eq!(
                scan(text.as_bytes(), 0).map_err(|e| e.message),
                Err(message.to_string()),
                "{text}"
            );
        }
        let octal = scan(b"007", 0).unwrap_err();
        assert_eq!(octal.range, Some((0, 2)));
    }
}
