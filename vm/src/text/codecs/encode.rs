//! Encoding: strings to bytes.

use super::{Codec, EncodeError, Errors, Order, charmap, escape, handle_encode};
use crate::text::wtf8;

/// What an error handler puts in place of what cannot be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// A string (WTF-8), to be encoded itself.
    Text(Vec<u8>),
    /// Bytes as they are.
    Bytes(Vec<u8>),
}

/// Why encoding with a handler failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodeFailure<E> {
    /// UnicodeEncodeError: not handled, or the replacement cannot be encoded either.
    Codec(EncodeError),
    /// The handler's own error.
    Handler(E),
}

/// Appends a UTF-16 unit.
pub(super) fn push_unit16(out: &mut Vec<u8>, unit: u32, order: Order) {
    let bytes = (unit as u16).to_le_bytes();
    match order {
        Order::Big => out.extend(bytes.iter().rev()),
        _ => out.extend_from_slice(&bytes),
    }
}

/// Appends a UTF-32 unit.
pub(super) fn push_unit32(out: &mut Vec<u8>, unit: u32, order: Order) {
    match order {
        Order::Big => out.extend_from_slice(&unit.to_be_bytes()),
        _ => out.extend_from_slice(&unit.to_le_bytes()),
    }
}

/// Appends one code point; `false` if it cannot be encoded.
#[inline]
fn push_code_point(codec: Codec, out: &mut Vec<u8>, cp: u32) -> bool {
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => {
            if wtf8::is_surrogate(cp) {
                return false;
            }
            wtf8::push(out, cp);
        }
        Codec::Ascii | Codec::Latin1 => {
            let end = if codec == Codec::Ascii { 0x80 } else { 0x100 };
            if cp >= end {
                return false;
            }
            out.push(cp as u8);
        }
        Codec::Utf16(order) => {
            if wtf8::is_surrogate(cp) {
                return false;
            }
            if cp < 0x10000 {
                push_unit16(out, cp, order);
            } else {
                push_unit16(out, 0xD800 | (cp - 0x10000) >> 10, order);
                push_unit16(out, 0xDC00 | cp & 0x3FF, order);
            }
        }
        Codec::Utf32(order) => {
            if wtf8::is_surrogate(cp) {
                return false;
            }
            push_unit32(out, cp, order);
        }
        Codec::UnicodeEscape => escape::push_escaped(out, cp),
        Codec::RawUnicodeEscape => escape::push_raw_escaped(out, cp),
        Codec::Charmap(i) => match charmap::get(i).encode(cp) {
            Some(b) => out.push(b),
            None => return false,
        },
    }
    true
}

fn reason(codec: Codec) -> &'static str {
    match codec {
        Codec::Ascii => "ordinal not in range(128)",
        Codec::Latin1 => "ordinal not in range(256)",
        Codec::Charmap(_) => "character maps to <undefined>",
        _ => "surrogates not allowed",
    }
}

/// A byte offset and the number of code points before it.
#[derive(Clone, Copy, Default)]
struct Mark {
    byte: usize,
    index: usize,
}

/// Encodes from byte offset `from` of `s` up to the first error, or to the end. `mark` is any
/// known place, and is moved to the error: counting code points stays linear that way.
fn encode_from(
    codec: Codec,
    s: &[u8],
    from: usize,
    mark: &mut Mark,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let mut at = from;
    while let Some((cp, len)) = wtf8::decode_at(s, at) {
        if push_code_point(codec, out, cp) {
            at += len;
            continue;
        }
        // Some codecs report a run of what they cannot encode, UTF-16 and 32 one at a time.
        let mut end = at + len;
        let mut count = 1;
        if !matches!(codec, Codec::Utf16(_) | Codec::Utf32(_)) {
            let mut scratch = Vec::new();
            while let Some((cp, len)) = wtf8::decode_at(s, end) {
                if push_code_point(codec, &mut scratch, cp) {
                    break;
                }
                end += len;
                count += 1;
            }
        }
        let start = if mark.byte <= at {
            mark.index + wtf8::count(&s[mark.byte..at])
        } else {
            wtf8::index_at(s, at)
        };
        *mark = Mark {
            byte: at,
            index: start,
        };
        return Err(EncodeError {
            encoding: codec.error_name(),
            start,
            end: start + count,
            reason: reason(codec),
            start_byte: at,
            end_byte: end,
        });
    }
    Ok(())
}

/// What comes before the text: a byte order mark, for the codecs that write one.
fn prologue(codec: Codec) -> &'static [u8] {
    match codec {
        Codec::Utf8Sig => b"\xef\xbb\xbf",
        Codec::Utf16(Order::Marked) => b"\xff\xfe",
        Codec::Utf32(Order::Marked) => b"\xff\xfe\0\0",
        _ => b"",
    }
}

/// Encodes `s` (WTF-8); `handler` gets each error and gives a replacement and the byte offset
/// to go on from, or its own error.
///
/// # Errors
/// The handler's, or a replacement that cannot be encoded.
pub fn encode_with<E>(
    codec: Codec,
    s: &[u8],
    mut handler: impl FnMut(&EncodeError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, EncodeFailure<E>> {
    let mut out = prologue(codec).to_vec();
    let mut at = 0;
    let mut mark = Mark::default();
    loop {
        let Err(error) = encode_from(codec, s, at, &mut mark, &mut out) else {
            return Ok(out);
        };
        let (replacement, resume) = handler(&error).map_err(EncodeFailure::Handler)?;
        let unit = match codec {
            Codec::Utf16(_) => 2,
            Codec::Utf32(_) => 4,
            _ => 1,
        };
        match replacement {
            Replacement::Bytes(b) if b.len().is_multiple_of(unit) => out.extend_from_slice(&b),
            Replacement::Bytes(_) => return Err(EncodeFailure::Codec(error)),
            Replacement::Text(t) => {
                encode_from(codec, &t, 0, &mut Mark::default(), &mut out)
                    .map_err(|_| EncodeFailure::Codec(error))?;
            }
        }
        at = resume;
    }
}

/// Encodes `s` (WTF-8) with a built-in error handler.
///
/// # Errors
/// What cannot be encoded and is not handled.
pub fn encode(codec: Codec, s: &[u8], errors: Errors) -> Result<Vec<u8>, EncodeError> {
    // The common cases are a copy.
    let plain = match codec {
        Codec::Utf8 => std::str::from_utf8(s).is_ok(),
        Codec::Ascii | Codec::Latin1 | Codec::Charmap(_) => s.is_ascii(),
        _ => false,
    };
    if plain {
        return Ok(s.to_vec());
    }
    encode_with(codec, s, |e| handle_encode(errors, codec, e, s).ok_or(*e)).map_err(|e| match e {
        EncodeFailure::Codec(e) | EncodeFailure::Handler(e) => e,
    })
}
