//! The built-in error handlers.

use super::{Codec, DecodeError, EncodeError, Replacement};
use crate::text::{repr, unicode, wtf8};

/// A built-in error handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errors {
    /// `strict`: raise.
    Strict,
    /// `ignore`: leave out.
    Ignore,
    /// `replace`: U+FFFD or `?`.
    Replace,
    /// `backslashreplace`
    BackslashReplace,
    /// `surrogateescape`: bytes 0x80 to 0xFF as U+DC80 to U+DCFF and back.
    SurrogateEscape,
    /// `surrogatepass`: encode surrogates like other code points.
    SurrogatePass,
    /// `xmlcharrefreplace`: `&#233;`, when encoding.
    XmlCharRefReplace,
    /// `namereplace`: `\N{…}`, when encoding.
    NameReplace,
}

impl Errors {
    /// The handler with this name.
    pub fn lookup(name: &str) -> Option<Errors> {
        Some(match name {
            "strict" => Errors::Strict,
            "ignore" => Errors::Ignore,
            "replace" => Errors::Replace,
            "backslashreplace" => Errors::BackslashReplace,
            "surrogateescape" => Errors::SurrogateEscape,
            "surrogatepass" => Errors::SurrogatePass,
            "xmlcharrefreplace" => Errors::XmlCharRefReplace,
            "namereplace" => Errors::NameReplace,
            _ => return None,
        })
    }

    /// Whether the handler can handle decoding errors; CPython raises TypeError `don't know how
    /// to handle UnicodeDecodeError in error callback` for the others.
    pub fn can_decode(self) -> bool {
        !matches!(self, Errors::XmlCharRefReplace | Errors::NameReplace)
    }
}

/// What `errors` puts for a decoding error (WTF-8), and where to go on in the object; `None` to
/// raise. `object` is the exception's.
pub fn handle_decode(
    errors: Errors,
    codec: Codec,
    error: &DecodeError,
    object: &[u8],
) -> Option<(Vec<u8>, usize)> {
    let bad = object.get(error.start..error.end)?;
    let mut out = Vec::new();
    match errors {
        Errors::Strict | Errors::XmlCharRefReplace | Errors::NameReplace => return None,
        Errors::Ignore => {}
        Errors::Replace => out.extend_from_slice("\u{FFFD}".as_bytes()),
        Errors::BackslashReplace => {
            for &b in bad {
                repr::push_escape(&mut out, u32::from(b));
            }
        }
        Errors::SurrogateEscape => {
            // Only bytes past ASCII are escaped, four at most; the rest is tried again.
            let run = bad.iter().take(4).take_while(|&&b| b >= 0x80);
            for &b in run.clone() {
                wtf8::push(&mut out, 0xDC00 + u32::from(b));
            }
            let n = run.count();
            return (n > 0).then_some((out, error.start + n));
        }
        Errors::SurrogatePass => {
            let (cp, len) = encoded_surrogate(codec, error, &object[error.start..])?;
            wtf8::push(&mut out, cp);
            return Some((out, error.start + len));
        }
    }
    Some((out, error.end))
}

/// The surrogate that `bytes` start with in a UTF, and how many bytes it takes.
fn encoded_surrogate(codec: Codec, error: &DecodeError, bytes: &[u8]) -> Option<(u32, usize)> {
    let big = error.encoding.ends_with("-be");
    let (cp, len) = match (codec, bytes) {
        (Codec::Utf8 | Codec::Utf8Sig, [0xED, b @ 0xA0..=0xBF, c @ 0x80..=0xBF, ..]) => {
            (0xD000 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F), 3)
        }
        (Codec::Utf16(_), [a, b, ..]) => {
            let pair = [*a, *b];
            let unit = if big {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            };
            (u32::from(unit), 2)
        }
        (Codec::Utf32(_), [a, b, c, d, ..]) => {
            let quad = [*a, *b, *c, *d];
            let cp = if big {
                u32::from_be_bytes(quad)
            } else {
                u32::from_le_bytes(quad)
            };
            (cp, 4)
        }
        _ => return None,
    };
    wtf8::is_surrogate(cp).then_some((cp, len))
}

/// What `errors` puts for an encoding error, and at which byte offset of `object` (WTF-8) to go
/// on; `None` to raise.
pub fn handle_encode(
    errors: Errors,
    codec: Codec,
    error: &EncodeError,
    object: &[u8],
) -> Option<(Replacement, usize)> {
    let bad = object.get(error.start_byte..error.end_byte)?;
    let cps = wtf8::code_points(bad);
    let mut text = Vec::new();
    match errors {
        Errors::Strict => return None,
        Errors::Ignore => {}
        Errors::Replace => cps.for_each(|_| text.push(b'?')),
        Errors::BackslashReplace => cps.for_each(|cp| repr::push_escape(&mut text, cp)),
        Errors::XmlCharRefReplace => {
            for cp in cps {
                text.extend_from_slice(format!("&#{cp};").as_bytes());
            }
        }
        Errors::NameReplace => {
            for cp in cps {
                match unicode::name(cp) {
                    Some(name) => text.extend_from_slice(format!("\\N{{{name}}}").as_bytes()),
                    None => repr::push_escape(&mut text, cp),
                }
            }
        }
        Errors::SurrogateEscape => {
            let mut bytes = Vec::new();
            let mut rest = cps;
            let mut resume = error.start_byte;
            while let Some(cp @ 0xDC80..=0xDCFF) = rest.next() {
                bytes.push(cp as u8);
                resume = error.start_byte + rest.offset();
            }
            // Tables have no use for half a run; UTF-16 and 32 have none for single bytes.
            let whole = resume == error.end_byte;
            let usable = match codec {
                Codec::Charmap(_) => whole,
                Codec::Utf16(_) | Codec::Utf32(_) => false,
                _ => !bytes.is_empty(),
            };
            return usable.then_some((Replacement::Bytes(bytes), resume));
        }
        Errors::SurrogatePass => {
            let mut bytes = Vec::new();
            for cp in cps {
                if !wtf8::is_surrogate(cp) {
                    return None;
                }
                match codec {
                    Codec::Utf8 | Codec::Utf8Sig => wtf8::push(&mut bytes, cp),
                    Codec::Utf16(order) => super::encode::push_unit16(&mut bytes, cp, order),
                    Codec::Utf32(order) => super::encode::push_unit32(&mut bytes, cp, order),
                    _ => return None,
                }
            }
            return Some((Replacement::Bytes(bytes), error.end_byte));
        }
    }
    Some((Replacement::Text(text), error.end_byte))
}
