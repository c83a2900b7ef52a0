//! The `unicode-escape` and `raw-unicode-escape` codecs.

use super::decode::{Step, Stop};
use crate::text::{repr, unicode, wtf8};

/// Appends the `unicode-escape` form of a code point.
pub(super) fn push_escaped(out: &mut Vec<u8>, cp: u32) {
    match cp {
        0x5C => out.extend_from_slice(b"\\\\"),
        0x09 => out.extend_from_slice(b"\\t"),
        0x0A => out.extend_from_slice(b"\\n"),
        0x0D => out.extend_from_slice(b"\\r"),
        0x20..0x7F => out.push(cp as u8),
        _ => repr::push_escape(out, cp),
    }
}

/// Appends the `raw-unicode-escape` form of a code point.
pub(super) fn push_raw_escaped(out: &mut Vec<u8>, cp: u32) {
    if cp < 0x100 {
        out.push(cp as u8);
    } else {
        repr::push_escape(out, cp);
    }
}

/// Reads up to `count` hexadecimal digits: the value, and how many there were.
fn hex_run(b: &[u8], from: usize, count: usize) -> (u32, usize) {
    let mut value: u32 = 0;
    let mut n = 0;
    while n < count {
        let Some(d) = b.get(from + n).and_then(|&c| (c as char).to_digit(16)) else {
            break;
        };
        value = value << 4 | d;
        n += 1;
    }
    (value, n)
}

/// What follows a backslash that stands for one character.
fn simple(letter: u8) -> Option<u8> {
    Some(match letter {
        b'\\' | b'\'' | b'"' => letter,
        b'a' => 7,
        b'b' => 8,
        b't' => 9,
        b'n' => 10,
        b'v' => 11,
        b'f' => 12,
        b'r' => 13,
        _ => return None,
    })
}

/// A hexadecimal escape of `count` digits whose digits start at `from`.
fn hex_escape(b: &[u8], start: usize, from: usize, count: usize) -> Result<(u32, usize), Stop> {
    let (value, n) = hex_run(b, from, count);
    if n < count {
        return Err(Stop {
            start,
            end: from + n,
            reason: match count {
                2 => "truncated \\xXX escape",
                4 => "truncated \\uXXXX escape",
                _ => "truncated \\UXXXXXXXX escape",
            },
        });
    }
    Ok((value, from + count))
}

/// A `\N{…}` whose backslash is at `start`.
fn named(b: &[u8], start: usize) -> Result<(u32, usize), Stop> {
    let malformed = |end: usize| Stop {
        start,
        end,
        reason: "malformed \\N character escape",
    };
    if b.get(start + 2) != Some(&b'{') {
        return Err(malformed(start + 2));
    }
    let from = start + 3;
    let len = match memchr::memchr(b'}', &b[from..]) {
        None => return Err(malformed(b.len())),
        Some(0) => return Err(malformed(from)),
        Some(n) => n,
    };
    let end = from + len + 1;
    std::str::from_utf8(&b[from..from + len])
        .ok()
        .and_then(unicode::lookup_name)
        .map(|cp| (cp, end))
        .ok_or(Stop {
            start,
            end,
            reason: "unknown Unicode character name",
        })
}

/// Strict core of `unicode-escape`: everything else is Latin-1.
pub(super) fn decode(b: &[u8], from: usize, last: bool, out: &mut Vec<u8>) -> Step {
    let mut at = from;
    while let Some(&c) = b.get(at) {
        if c != b'\\' {
            wtf8::push(out, u32::from(c));
            at += 1;
            continue;
        }
        let result = match b.get(at + 1) {
            None => Err(Stop {
                start: at,
                end: at + 1,
                reason: "\\ at end of string",
            }),
            Some(b'\n') => {
                at += 2;
                continue;
            }
            Some(b'0'..=b'7') => {
                let digits = b[at + 1..]
                    .iter()
                    .take(3)
                    .take_while(|d| (b'0'..=b'7').contains(d));
                let value = digits.clone().fold(0, |v, d| v << 3 | u32::from(d - b'0'));
                Ok((value, at + 1 + digits.count()))
            }
            Some(b'x') => hex_escape(b, at, at + 2, 2),
            Some(b'u') => hex_escape(b, at, at + 2, 4),
            Some(b'U') => hex_escape(b, at, at + 2, 8).and_then(|(cp, end)| {
                if cp <= wtf8::MAX_CODE_POINT {
                    Ok((cp, end))
                } else {
                    Err(Stop {
                        start: at,
                        end,
                        reason: "illegal Unicode character",
                    })
                }
            }),
            Some(b'N') => named(b, at),
            Some(&letter) => match simple(letter) {
                Some(v) => Ok((u32::from(v), at + 2)),
                // An unknown escape stays as it is.
                None => {
                    out.push(b'\\');
                    Ok((u32::from(letter), at + 2))
                }
            },
        };
        match result {
            Ok((cp, end)) => {
                wtf8::push(out, cp);
                at = end;
            }
            // More input may complete an escape that the end cuts off.
            Err(stop) if !last && stop.end == b.len() => return Ok(at),
            Err(stop) => return Err(stop),
        }
    }
    Ok(at)
}

/// Strict core of `raw-unicode-escape`: only `\u` and `\U` mean something.
pub(super) fn decode_raw(b: &[u8], from: usize, last: bool, out: &mut Vec<u8>) -> Step {
    let mut at = from;
    while let Some(&c) = b.get(at) {
        if c != b'\\' {
            wtf8::push(out, u32::from(c));
            at += 1;
            continue;
        }
        let count = match b.get(at + 1) {
            None if !last => return Ok(at),
            Some(b'u') => 4,
            Some(b'U') => 8,
            other => {
                out.push(b'\\');
                if let Some(&letter) = other {
                    wtf8::push(out, u32::from(letter));
                }
                at = (at + 2).min(b.len());
                continue;
            }
        };
        match hex_escape(b, at, at + 2, count) {
            Ok((cp, end)) if cp <= wtf8::MAX_CODE_POINT => {
                wtf8::push(out, cp);
                at = end;
            }
            Ok((_, end)) => {
                return Err(Stop {
                    start: at,
                    end,
                    reason: "\\Uxxxxxxxx out of range",
                });
            }
            Err(stop) if !last && stop.end == b.len() => return Ok(at),
            Err(stop) => return Err(stop),
        }
    }
    Ok(at)
}
