//! The algorithms behind the methods of `bytes` and `bytearray`: ASCII rules, byte positions.

use super::methods::Side;
use super::search;
use super::{TooLarge, try_buffer};

pub use super::search::{partition, rpartition, rsplit, split};

/// Whitespace as bytes methods see it.
#[inline]
pub fn is_space_byte(b: u8) -> bool {
    matches!(b, 9..=13 | 32)
}

/// The part of `s` between two positions given as to `bytes.find`, and where it starts.
fn window(s: &[u8], start: i64, end: i64) -> Option<(&[u8], usize)> {
    let (start, end) = search::adjust(s.len(), start, end);
    s.get(start..end).map(|part| (part, start))
}

/// `s.find(needle, start, end)`.
pub fn find(s: &[u8], needle: &[u8], start: i64, end: i64) -> Option<usize> {
    let (part, base) = window(s, start, end)?;
    search::find(part, needle).map(|at| base + at)
}

/// `s.rfind(needle, start, end)`.
pub fn rfind(s: &[u8], needle: &[u8], start: i64, end: i64) -> Option<usize> {
    let (part, base) = window(s, start, end)?;
    search::rfind(part, needle).map(|at| base + at)
}

/// `s.count(needle, start, end)`.
pub fn count(s: &[u8], needle: &[u8], start: i64, end: i64) -> usize {
    match window(s, start, end) {
        None => 0,
        Some((part, _)) if needle.is_empty() => part.len() + 1,
        Some((part, _)) => search::count(part, needle),
    }
}

/// `s.startswith(prefix, start, end)`.
pub fn starts_with(s: &[u8], prefix: &[u8], start: i64, end: i64) -> bool {
    window(s, start, end).is_some_and(|(part, _)| part.starts_with(prefix))
}

/// `s.endswith(suffix, start, end)`.
pub fn ends_with(s: &[u8], suffix: &[u8], start: i64, end: i64) -> bool {
    window(s, start, end).is_some_and(|(part, _)| part.ends_with(suffix))
}

/// `s.replace(old, new, max)`; `None` when the result equals `s`.
///
/// # Errors
/// The result would not fit memory.
pub fn replace(s: &[u8], old: &[u8], new: &[u8], max: i64) -> Result<Option<Vec<u8>>, TooLarge> {
    if !old.is_empty() {
        return search::replace(s, old, new, max);
    }
    if new.is_empty() || max == 0 {
        return Ok(None);
    }
    search::interleave(s.chunks(1), new, max).map(Some)
}

/// `s.split(None, max)`.
pub fn split_whitespace(s: &[u8], max: i64) -> Vec<&[u8]> {
    let mut left = usize::try_from(max).unwrap_or(usize::MAX);
    let mut out = Vec::new();
    let mut rest = s.trim_start_with(is_space_byte);
    while !rest.is_empty() {
        if left == 0 {
            out.push(rest);
            break;
        }
        left -= 1;
        let end = rest
            .iter()
            .position(|&b| is_space_byte(b))
            .unwrap_or(rest.len());
        out.push(&rest[..end]);
        rest = rest[end..].trim_start_with(is_space_byte);
    }
    out
}

/// `s.rsplit(None, max)`; pieces from left to right.
pub fn rsplit_whitespace(s: &[u8], max: i64) -> Vec<&[u8]> {
    let mut left = usize::try_from(max).unwrap_or(usize::MAX);
    let mut out = Vec::new();
    let mut rest = s.trim_end_with(is_space_byte);
    while !rest.is_empty() {
        if left == 0 {
            out.push(rest);
            break;
        }
        left -= 1;
        let start = rest
            .iter()
            .rposition(|&b| is_space_byte(b))
            .map_or(0, |i| i + 1);
        out.push(&rest[start..]);
        rest = rest[..start].trim_end_with(is_space_byte);
    }
    out.reverse();
    out
}

/// Trimming by a predicate on bytes.
trait TrimWith {
    fn trim_start_with(&self, drop: impl Fn(u8) -> bool) -> &Self;
    fn trim_end_with(&self, drop: impl Fn(u8) -> bool) -> &Self;
}

impl TrimWith for [u8] {
    fn trim_start_with(&self, drop: impl Fn(u8) -> bool) -> &Self {
        let from = self.iter().position(|&b| !drop(b)).unwrap_or(self.len());
        &self[from..]
    }

    fn trim_end_with(&self, drop: impl Fn(u8) -> bool) -> &Self {
        let to = self.iter().rposition(|&b| !drop(b)).map_or(0, |i| i + 1);
        &self[..to]
    }
}

/// `s.strip()`, `lstrip()` or `rstrip()`: whitespace, or the bytes of `set`.
pub fn strip<'a>(s: &'a [u8], side: Side, set: Option<&[u8]>) -> &'a [u8] {
    let mut members = [false; 256];
    match set {
        Some(set) => set.iter().for_each(|&b| members[usize::from(b)] = true),
        None => b"\t\n\x0b\x0c\r "
            .iter()
            .for_each(|&b| members[usize::from(b)] = true),
    }
    let drop = |b: u8| members[usize::from(b)];
    let s = if side.left() {
        s.trim_start_with(drop)
    } else {
        s
    };
    if side.right() {
        s.trim_end_with(drop)
    } else {
        s
    }
}

/// `s.splitlines(keep_ends)`: lines end at `\n`, `\r` and `\r\n`.
pub fn splitlines(s: &[u8], keep_ends: bool) -> Vec<&[u8]> {
    let mut out = Vec::new();
    let mut rest = s;
    while let Some(at) = memchr::memchr2(b'\n', b'\r', rest) {
        let ending = if rest[at..].starts_with(b"\r\n") {
            2
        } else {
            1
        };
        let end = if keep_ends { at + ending } else { at };
        out.push(&rest[..end]);
        rest = &rest[at + ending..];
    }
    if !rest.is_empty() {
        out.push(rest);
    }
    out
}

/// `s.title()`.
pub fn title(s: &[u8]) -> Vec<u8> {
    let mut after_letter = false;
    s.iter()
        .map(|&b| {
            let mapped = if after_letter {
                b.to_ascii_lowercase()
            } else {
                b.to_ascii_uppercase()
            };
            after_letter = b.is_ascii_alphabetic();
            mapped
        })
        .collect()
}

/// `s.capitalize()`.
pub fn capitalize(s: &[u8]) -> Vec<u8> {
    let mut out = s.to_ascii_lowercase();
    if let Some(b) = out.first_mut() {
        b.make_ascii_uppercase();
    }
    out
}

/// `s.swapcase()`.
pub fn swapcase(s: &[u8]) -> Vec<u8> {
    s.iter()
        .map(|&b| if b.is_ascii_alphabetic() { b ^ 0x20 } else { b })
        .collect()
}

fn all(s: &[u8], f: impl Fn(u8) -> bool) -> bool {
    !s.is_empty() && s.iter().all(|&b| f(b))
}

/// `s.isalpha()`.
pub fn is_alpha(s: &[u8]) -> bool {
    all(s, |b| b.is_ascii_alphabetic())
}

/// `s.isalnum()`.
pub fn is_alnum(s: &[u8]) -> bool {
    all(s, |b| b.is_ascii_alphanumeric())
}

/// `s.isdigit()`.
pub fn is_digit(s: &[u8]) -> bool {
    all(s, |b| b.is_ascii_digit())
}

/// `s.isspace()`.
pub fn is_space(s: &[u8]) -> bool {
    all(s, is_space_byte)
}

/// `s.isupper()`.
pub fn is_upper(s: &[u8]) -> bool {
    !s.iter().any(u8::is_ascii_lowercase) && s.iter().any(u8::is_ascii_uppercase)
}

/// `s.islower()`.
pub fn is_lower(s: &[u8]) -> bool {
    !s.iter().any(u8::is_ascii_uppercase) && s.iter().any(u8::is_ascii_lowercase)
}

/// `s.istitle()`.
pub fn is_title(s: &[u8]) -> bool {
    let mut cased = false;
    let mut after_letter = false;
    for b in s {
        if b.is_ascii_alphabetic() {
            if b.is_ascii_uppercase() == after_letter {
                return false;
            }
            cased = true;
        }
        after_letter = b.is_ascii_alphabetic();
    }
    cased
}

fn pad(s: &[u8], left: usize, right: usize, fill: u8) -> Result<Vec<u8>, TooLarge> {
    let size = left
        .checked_add(right)
        .and_then(|n| n.checked_add(s.len()))
        .ok_or(TooLarge)?;
    let mut out = try_buffer(size)?;
    out.resize(left, fill);
    out.extend_from_slice(s);
    out.resize(size, fill);
    Ok(out)
}

fn missing(s: &[u8], width: i64) -> usize {
    usize::try_from(width).unwrap_or(0).saturating_sub(s.len())
}

/// `s.ljust(width, fill)`.
///
/// # Errors
/// The result would not fit memory.
pub fn ljust(s: &[u8], width: i64, fill: u8) -> Result<Vec<u8>, TooLarge> {
    pad(s, 0, missing(s, width), fill)
}

/// `s.rjust(width, fill)`.
///
/// # Errors
/// The result would not fit memory.
pub fn rjust(s: &[u8], width: i64, fill: u8) -> Result<Vec<u8>, TooLarge> {
    pad(s, missing(s, width), 0, fill)
}

/// `s.center(width, fill)`.
///
/// # Errors
/// The result would not fit memory.
pub fn center(s: &[u8], width: i64, fill: u8) -> Result<Vec<u8>, TooLarge> {
    let n = missing(s, width);
    let left = n / 2 + (n & width as usize & 1);
    pad(s, left, n - left, fill)
}

/// `s.zfill(width)`.
///
/// # Errors
/// The result would not fit memory.
pub fn zfill(s: &[u8], width: i64) -> Result<Vec<u8>, TooLarge> {
    let n = missing(s, width);
    let mut out = pad(s, n, 0, b'0')?;
    if let Some(&sign @ (b'+' | b'-')) = s.first() {
        out[n] = b'0';
        out[0] = sign;
    }
    Ok(out)
}

/// `s.expandtabs(tab_size)`.
///
/// # Errors
/// The result would not fit memory.
pub fn expandtabs(s: &[u8], tab_size: i64) -> Result<Vec<u8>, TooLarge> {
    search::expand_tabs(s, tab_size, false)
}

/// `s.translate(table, delete)`: bytes of `delete` go, the rest is looked up in `table`.
pub fn translate(s: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let mut gone = [false; 256];
    delete.iter().for_each(|&b| gone[usize::from(b)] = true);
    s.iter()
        .filter(|&&b| !gone[usize::from(b)])
        .map(|&b| table.map_or(b, |t| t[usize::from(b)]))
        .collect()
}

/// `bytes.maketrans(from, to)`; `None` when the lengths differ.
pub fn make_trans(from: &[u8], to: &[u8]) -> Option<[u8; 256]> {
    if from.len() != to.len() {
        return None;
    }
    let mut table: [u8; 256] = std::array::from_fn(|i| i as u8);
    for (&a, &b) in from.iter().zip(to) {
        table[usize::from(a)] = b;
    }
    Some(table)
}

/// `s.hex(sep, per)`: groups of `per` bytes counted from the right, from the left if negative.
pub fn hex(s: &[u8], sep: Option<u8>, per: i64) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let group = usize::try_from(per.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = Vec::with_capacity(s.len() * 2);
    for (i, &b) in s.iter().enumerate() {
        if let Some(sep) = sep
            && group > 0
            && i > 0
            && if per > 0 {
                (s.len() - i).is_multiple_of(group)
            } else {
                i.is_multiple_of(group)
            }
        {
            out.push(sep);
        }
        out.push(DIGITS[usize::from(b >> 4)]);
        out.push(DIGITS[usize::from(b & 15)]);
    }
    out.into_iter().map(char::from).collect()
}

/// Why `fromhex` failed: ValueErrors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FromHexError {
    /// Something else than a hexadecimal digit at this position.
    NotHex(usize),
    /// The last pair has one digit only.
    Odd,
}

impl FromHexError {
    /// CPython's message.
    pub fn message(self) -> String {
        match self {
            FromHexError::NotHex(at) => {
                format!("non-hexadecimal number found in fromhex() arg at position {at}")
            }
            FromHexError::Odd => {
                "fromhex() arg must contain an even number of hexadecimal digits".to_owned()
            }
        }
    }
}

/// `bytes.fromhex(text)`: pairs of digits, whitespace between pairs skipped. Positions are in
/// code points if `text` is WTF-8.
///
/// # Errors
/// See [`FromHexError`].
pub fn from_hex(text: &[u8]) -> Result<Vec<u8>, FromHexError> {
    let digit = |b: u8| (b as char).to_digit(16).map(|d| d as u8);
    // What is not ASCII is complained about first. Before it, bytes are code points.
    if let Some(at) = text.iter().position(|b| !b.is_ascii()) {
        return Err(FromHexError::NotHex(at));
    }
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while let Some(&b) = text.get(at) {
        if is_space_byte(b) {
            at += 1;
            continue;
        }
        let high = digit(b).ok_or(FromHexError::NotHex(at))?;
        match text.get(at + 1) {
            None => return Err(FromHexError::Odd),
            Some(&c) => {
                let low = digit(c).ok_or(FromHexError::NotHex(at + 1))?;
                out.push(high << 4 | low);
            }
        }
        at += 2;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitting() {
        assert_eq!(split_whitespace(b" a  b c ", 1), [&b"a"[..], b"b c "]);
        assert_eq!(rsplit_whitespace(b" a  b c ", 1), [&b" a  b"[..], b"c"]);
        assert_eq!(
            splitlines(b"a\r\nb\rc\x0bd\n", true),
            [&b"a\r\n"[..], b"b\r", b"c\x0bd\n"]
        );
        assert_eq!(split_whitespace(b"a\x1cb", -1), [&b"a\x1cb"[..]]);
    }

    #[test]
    fn cases() {
        assert_eq!(title(b"hello wORLD's \xe9a"), b"Hello World'S \xe9A");
        assert_eq!(capitalize(b"aBC"), b"Abc");
        assert_eq!(swapcase(b"aB\xe9@["), b"Ab\xe9@[");
        assert!(is_title(b"Ab C") && !is_title(b"AB") && !is_title(b"aB") && !is_title(b"1"));
        assert!(is_upper(b"A1") && !is_upper(b"1") && is_lower(b"a") && is_space(b" \t"));
    }

    #[test]
    fn hexadecimal() {
        assert_eq!(hex(b"\x01\xab\xcd", None, 1), "01abcd");
        assert_eq!(hex(b"\x01\xab\xcd", Some(b':'), 2), "01:abcd");
        assert_eq!(hex(b"\x01\xab\xcd", Some(b':'), -2), "01ab:cd");
        assert_eq!(hex(b"\x01\xab\xcd", Some(b':'), 0), "01abcd");
        assert_eq!(from_hex(b" 01 aB\n"), Ok(vec![1, 0xAB]));
        assert_eq!(from_hex(b"0 1"), Err(FromHexError::NotHex(1)));
        assert_eq!(from_hex(b"01 a"), Err(FromHexError::Odd));
        assert_eq!(from_hex("a\u{e9}".as_bytes()), Err(FromHexError::NotHex(1)));
    }

    #[test]
    fn rest() {
        assert_eq!(center(b"ab", 5, b'*').unwrap(), b"**ab*");
        assert_eq!(zfill(b"+1", 4).unwrap(), b"+001");
        assert_eq!(
            replace(b"\xe9a", b"", b"-", -1).unwrap().unwrap(),
            b"-\xe9-a-"
        );
        assert_eq!(find(b"abcabc", b"c", 3, i64::MAX), Some(5));
        assert_eq!(rfind(b"abcabc", b"c", 0, -1), Some(2));
        assert_eq!(count(b"abc", b"", 1, 2), 2);
        assert_eq!(find(b"abc", b"", 4, i64::MAX), None);
        assert_eq!(strip(b"\x0b a ", Side::Both, None), b"a");
        assert_eq!(strip(b"xyax", Side::Left, Some(b"yx")), b"ax");
        let table = make_trans(b"ab", b"xy").unwrap();
        assert_eq!(translate(b"abcd", Some(&table), b"d"), b"xyc");
        assert!(make_trans(b"a", b"").is_none());
        assert_eq!(expandtabs(b"\xc3\xa9\tx", 4).unwrap(), b"\xc3\xa9  x");
    }
}
