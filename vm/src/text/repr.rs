//! `repr()` and `ascii()` of strings, `repr()` of bytes and bytearrays.

use super::{unicode, wtf8};

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Appends `\xNN`.
fn push_hex2(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&[
        b'\\',
        b'x',
        HEX[(value >> 4 & 15) as usize],
        HEX[(value & 15) as usize],
    ]);
}

/// Appends the shortest of `\xNN`, `\uNNNN` and `\UNNNNNNNN` that holds `cp`.
pub fn push_escape(out: &mut Vec<u8>, cp: u32) {
    let (letter, digits) = match cp {
        0..0x100 => (b'x', 2),
        0x100..0x10000 => (b'u', 4),
        _ => (b'U', 8),
    };
    out.extend_from_slice(&[b'\\', letter]);
    for i in (0..digits).rev() {
        out.push(HEX[(cp >> (4 * i) & 15) as usize]);
    }
}

/// The quote that `repr` puts around `s`: single, unless only single ones occur inside.
fn quote_for(s: &[u8]) -> u8 {
    if memchr::memchr(b'\'', s).is_some() && memchr::memchr(b'"', s).is_none() {
        b'"'
    } else {
        b'\''
    }
}

/// Whether an ASCII byte stands for itself in a repr (quotes apart).
#[inline]
fn is_plain(b: u8) -> bool {
    matches!(b, 0x20..=0x7E) && b != b'\\'
}

/// Appends an ASCII byte that is not plain, or is the quote.
fn push_ascii_escape(out: &mut Vec<u8>, b: u8) {
    match b {
        b'\\' | b'\'' | b'"' => out.extend_from_slice(&[b'\\', b]),
        b'\t' => out.extend_from_slice(b"\\t"),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => push_hex2(out, u32::from(b)),
    }
}

fn write_str(out: &mut Vec<u8>, s: &[u8], ascii_only: bool) {
    let quote = quote_for(s);
    out.reserve(s.len() + 2);
    out.push(quote);
    let mut at = 0;
    while at < s.len() {
        let run = s[at..]
            .iter()
            .position(|&b| !is_plain(b) || b == quote)
            .unwrap_or(s.len() - at);
        out.extend_from_slice(&s[at..at + run]);
        at += run;
        let Some((cp, len)) = wtf8::decode_at(s, at) else {
            break;
        };
        if len == 1 {
            push_ascii_escape(out, s[at]);
        } else if ascii_only || !unicode::is_printable(cp) {
            push_escape(out, cp);
        } else {
            out.extend_from_slice(&s[at..(at + len).min(s.len())]);
        }
        at += len;
    }
    out.push(quote);
}

/// Appends `repr(s)` to `out`. The result never contains surrogates: it is valid UTF-8.
pub fn write_str_repr(out: &mut Vec<u8>, s: &[u8]) {
    write_str(out, s, false);
}

/// `repr(s)` of a string, quotes included.
pub fn str_repr(s: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    write_str_repr(&mut out, s);
    out
}

/// `ascii(s)` of a string, quotes included.
pub fn str_ascii(s: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    write_str(&mut out, s, true);
    out
}

/// `ascii(x)` of anything else: its repr with every non-ASCII code point escaped.
pub fn escape_non_ascii(repr: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(repr.len());
    for cp in wtf8::code_points(repr) {
        if cp < 0x80 {
            out.push(cp as u8);
        } else {
            push_escape(&mut out, cp);
        }
    }
    out
}

/// `repr(b)` of a bytes object: `b'…'`.
pub fn bytes_repr(b: &[u8]) -> String {
    let quote = quote_for(b);
    bytes_literal(b, quote, quote)
}

/// `repr(b)` of a bytearray: `bytearray(b'…')`. A single quote is escaped even between double
/// quotes, as CPython does it.
pub fn bytearray_repr(b: &[u8]) -> String {
    format!("bytearray({})", bytes_literal(b, quote_for(b), b'\''))
}

fn bytes_literal(b: &[u8], quote: u8, escaped: u8) -> String {
    let mut out = Vec::with_capacity(b.len() + 3);
    out.extend_from_slice(&[b'b', quote]);
    for &c in b {
        if is_plain(c) && c != escaped {
            out.push(c);
        } else {
            push_ascii_escape(&mut out, c);
        }
    }
    out.push(quote);
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn r(cps: &[u32]) -> String {
        String::from_utf8(str_repr(&wtf8::from_code_points(cps.iter().copied()))).unwrap()
    }

    #[test]
    fn strings() {
        assert_eq!(str_repr(b"abc"), b"'abc'");
        assert_eq!(str_repr(b"it's"), b"\"it's\"");
        assert_eq!(str_repr(b"it's \"q\""), b"'it\\'s \"q\"'");
        assert_eq!(str_repr(b"\"q\""), b"'\"q\"'");
        assert_eq!(
            str_repr(b"a\\b\t\n\r\0\x7f"),
            b"'a\\\\b\\t\\n\\r\\x00\\x7f'"
        );
        assert_eq!(r(&[0xE9, 0x80, 0xA0, 0xAD]), "'é\\x80\\xa0\\xad'");
        assert_eq!(r(&[0xD800, 0x2028, 0x3000]), "'\\ud800\\u2028\\u3000'");
        assert_eq!(
            r(&[0x1F600, 0xE0001, 0x10FFFF]),
            "'😀\\U000e0001\\U0010ffff'"
        );
        assert_eq!(
            str_ascii("é\u{20ac}😀'".as_bytes()),
            b"\"\\xe9\\u20ac\\U0001f600'\""
        );
        assert_eq!(escape_non_ascii("['é']".as_bytes()), b"['\\xe9']");
    }

    #[test]
    fn bytes() {
        assert_eq!(bytes_repr(b"a'b"), "b\"a'b\"");
        assert_eq!(
            bytes_repr(b"a'\"\\\n\xff\x00"),
            "b'a\\'\"\\\\\\n\\xff\\x00'"
        );
        assert_eq!(bytearray_repr(b"x"), "bytearray(b'x')");
        assert_eq!(bytearray_repr(b"a'b"), "bytearray(b\"a\\'b\")");
        assert_eq!(bytearray_repr(b"'\""), "bytearray(b'\\'\"')");
    }
}
