//! Decoding: bytes to strings.

use super::{Codec, DecodeError, Errors, Order, charmap, escape, handle_decode};
use crate::text::wtf8;

/// What decoding gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text (WTF-8).
    pub text: Vec<u8>,
    /// How many bytes were used; less than all only of unfinished input.
    pub consumed: usize,
}

/// An error without what is the same for the whole input.
pub(super) struct Stop {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) reason: &'static str,
}

/// Result of a strict core: how far it came, or where it stopped.
pub(super) type Step = Result<usize, Stop>;

fn utf8(b: &[u8], from: usize, last: bool, out: &mut Vec<u8>) -> Step {
    match std::str::from_utf8(&b[from..]) {
        Ok(_) => {
            out.extend_from_slice(&b[from..]);
            Ok(b.len())
        }
        Err(e) => {
            let start = from + e.valid_up_to();
            out.extend_from_slice(&b[from..start]);
            match e.error_len() {
                None if !last => Ok(start),
                None => Err(Stop {
                    start,
                    end: b.len(),
                    reason: "unexpected end of data",
                }),
                Some(n) => Err(Stop {
                    start,
                    end: start + n,
                    reason: match b[start] {
                        0xC2..=0xF4 => "invalid continuation byte",
                        _ => "invalid start byte",
                    },
                }),
            }
        }
    }
}

fn ascii(b: &[u8], from: usize, out: &mut Vec<u8>) -> Step {
    let rest = &b[from..];
    match rest.iter().position(|&c| c >= 0x80) {
        None => {
            out.extend_from_slice(rest);
            Ok(b.len())
        }
        Some(n) => {
            out.extend_from_slice(&rest[..n]);
            Err(Stop {
                start: from + n,
                end: from + n + 1,
                reason: "ordinal not in range(128)",
            })
        }
    }
}

fn utf16(b: &[u8], from: usize, big: bool, last: bool, out: &mut Vec<u8>) -> Step {
    let unit = |at: usize| -> Option<u32> {
        let pair = [*b.get(at)?, *b.get(at + 1)?];
        Some(u32::from(if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }))
    };
    let mut at = from;
    loop {
        let Some(first) = unit(at) else {
            if at == b.len() || !last {
                return Ok(at);
            }
            return Err(Stop {
                start: at,
                end: b.len(),
                reason: "truncated data",
            });
        };
        let stop = |end: usize, reason| {
            Err(Stop {
                start: at,
                end,
                reason,
            })
        };
        match first {
            0xD800..0xDC00 => match unit(at + 2) {
                Some(second @ 0xDC00..0xE000) => {
                    wtf8::push(out, 0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF));
                    at += 4;
                }
                Some(_) => return stop(at + 2, "illegal UTF-16 surrogate"),
                None if !last => return Ok(at),
                None => return stop(b.len(), "unexpected end of data"),
            },
            0xDC00..0xE000 => return stop(at + 2, "illegal encoding"),
            _ => {
                wtf8::push(out, first);
                at += 2;
            }
        }
    }
}

fn utf32(b: &[u8], from: usize, big: bool, last: bool, out: &mut Vec<u8>) -> Step {
    let mut at = from;
    loop {
        let Some(quad) = b.get(at..at + 4).and_then(|q| <[u8; 4]>::try_from(q).ok()) else {
            if at == b.len() || !last {
                return Ok(at);
            }
            return Err(Stop {
                start: at,
                end: b.len(),
                reason: "truncated data",
            });
        };
        let cp = if big {
            u32::from_be_bytes(quad)
        } else {
            u32::from_le_bytes(quad)
        };
        let reason = if cp > wtf8::MAX_CODE_POINT {
            "code point not in range(0x110000)"
        } else if wtf8::is_surrogate(cp) {
            "code point in surrogate code point range(0xd800, 0xe000)"
        } else {
            wtf8::push(out, cp);
            at += 4;
            continue;
        };
        return Err(Stop {
            start: at,
            end: at + 4,
            reason,
        });
    }
}

/// Decodes from `from` up to the first error, the end, or (unless `last`) what is unfinished.
fn decode_from(codec: Codec, b: &[u8], from: usize, last: bool, out: &mut Vec<u8>) -> Step {
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => utf8(b, from, last, out),
        Codec::Ascii => ascii(b, from, out),
        Codec::Latin1 => {
            for &c in &b[from..] {
                wtf8::push(out, u32::from(c));
            }
            Ok(b.len())
        }
        Codec::Utf16(order) => utf16(b, from, order == Order::Big, last, out),
        Codec::Utf32(order) => utf32(b, from, order == Order::Big, last, out),
        Codec::UnicodeEscape => escape::decode(b, from, last, out),
        Codec::RawUnicodeEscape => escape::decode_raw(b, from, last, out),
        Codec::Charmap(i) => {
            let map = charmap::get(i);
            for (n, &c) in b[from..].iter().enumerate() {
                match map.decode(c) {
                    Some(cp) => wtf8::push(out, cp),
                    None => {
                        return Err(Stop {
                            start: from + n,
                            end: from + n + 1,
                            reason: "character maps to <undefined>",
                        });
                    }
                }
            }
            Ok(b.len())
        }
    }
}

/// Looks for a byte order mark: the codec to go on with, and the length of the mark. `None`
/// when the input is too short to tell and more may come.
fn begin(codec: Codec, b: &[u8], last: bool) -> Option<(Codec, usize)> {
    let known = |mark: &[u8]| b.starts_with(mark);
    let undecided =
        |marks: &[&[u8]]| !last && marks.iter().any(|m| b.len() < m.len() && m.starts_with(b));
    match codec {
        Codec::Utf8Sig => {
            let mark = b"\xef\xbb\xbf";
            if undecided(&[mark]) {
                return None;
            }
            Some((Codec::Utf8, if known(mark) { 3 } else { 0 }))
        }
        Codec::Utf16(Order::Marked) => {
            if !last && b.len() < 2 {
                return None;
            }
            Some(if known(b"\xff\xfe") {
                (Codec::Utf16(Order::Little), 2)
            } else if known(b"\xfe\xff") {
                (Codec::Utf16(Order::Big), 2)
            } else {
                (Codec::Utf16(Order::Little), 0)
            })
        }
        Codec::Utf32(Order::Marked) => {
            if !last && b.len() < 4 {
                return None;
            }
            Some(if known(b"\xff\xfe\0\0") {
                (Codec::Utf32(Order::Little), 4)
            } else if known(b"\0\0\xfe\xff") {
                (Codec::Utf32(Order::Big), 4)
            } else {
                (Codec::Utf32(Order::Little), 0)
            })
        }
        _ => Some((codec, 0)),
    }
}

/// Decodes `input`; `handler` gets each error and the exception's object, and gives a
/// replacement (WTF-8) and the position in the object to go on from, or its own error. Unless
/// `last`, an unfinished sequence at the end is left unconsumed.
///
/// An incremental decoder of UTF-16 or UTF-32 with a byte order mark must itself go on with the
/// explicit order after the first piece.
///
/// # Errors
/// The handler's.
pub fn decode_with<E>(
    codec: Codec,
    input: &[u8],
    last: bool,
    mut handler: impl FnMut(&DecodeError, &[u8]) -> Result<(Vec<u8>, usize), E>,
) -> Result<Decoded, E> {
    let mut text = Vec::with_capacity(input.len());
    let Some((codec, mark)) = begin(codec, input, last) else {
        return Ok(Decoded { text, consumed: 0 });
    };
    // A UTF-8 signature is cut off before decoding, the other marks are part of the input.
    let object_start = if matches!(codec, Codec::Utf8) {
        mark
    } else {
        0
    };
    let object = &input[object_start..];
    let mut at = mark - object_start;
    loop {
        match decode_from(codec, object, at, last, &mut text) {
            Ok(end) => {
                return Ok(Decoded {
                    text,
                    consumed: object_start + end,
                });
            }
            Err(stop) => {
                let error = DecodeError {
                    encoding: codec.error_name(),
                    start: stop.start,
                    end: stop.end,
                    reason: stop.reason,
                    object_start,
                };
                let (replacement, resume) = handler(&error, object)?;
                text.extend_from_slice(&replacement);
                at = resume.min(object.len());
            }
        }
    }
}

/// Decodes all of `input` with a built-in error handler.
///
/// # Errors
/// What cannot be decoded and is not handled.
pub fn decode(codec: Codec, input: &[u8], errors: Errors) -> Result<Vec<u8>, DecodeError> {
    let decoded = decode_with(codec, input, true, |e, object| {
        handle_decode(errors, codec, e, object).ok_or(*e)
    })?;
    Ok(decoded.text)
}
