//! Text encodings: strict cores that stop at the first error and say what it is, the built-in
//! error handlers, and drivers that put the two together or let the caller handle errors.

mod charmap;
mod decode;
mod encode;
mod errors;
mod escape;
mod names;

pub use decode::{Decoded, decode, decode_with};
pub use encode::{EncodeFailure, Replacement, encode, encode_with};
pub use errors::{Errors, handle_decode, handle_encode};

/// Byte order of UTF-16 and UTF-32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// A byte order mark decides (little-endian without one; one is written when encoding).
    Marked,
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

/// A text encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// `utf-8`
    Utf8,
    /// `utf-8-sig`: UTF-8 with a byte order mark.
    Utf8Sig,
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// `utf-16`, `utf-16-le`, `utf-16-be`
    Utf16(Order),
    /// `utf-32`, `utf-32-le`, `utf-32-be`
    Utf32(Order),
    /// `unicode-escape`
    UnicodeEscape,
    /// `raw-unicode-escape`
    RawUnicodeEscape,
    /// One byte per character: an index into a table of character sets.
    Charmap(u8),
}

impl Codec {
    /// The codec with this name, in any of its spellings.
    pub fn lookup(name: &str) -> Option<Codec> {
        names::lookup(name)
    }

    /// The name as `codecs.lookup(…).name` gives it.
    pub fn name(self) -> &'static str {
        names::canonical(self)
    }

    /// The name as it appears in UnicodeError objects.
    pub fn error_name(self) -> &'static str {
        match self {
            Codec::Utf8 | Codec::Utf8Sig => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Utf16(Order::Marked) => "utf-16",
            Codec::Utf16(Order::Little) => "utf-16-le",
            Codec::Utf16(Order::Big) => "utf-16-be",
            Codec::Utf32(Order::Marked) => "utf-32",
            Codec::Utf32(Order::Little) => "utf-32-le",
            Codec::Utf32(Order::Big) => "utf-32-be",
            Codec::UnicodeEscape => "unicodeescape",
            Codec::RawUnicodeEscape => "rawunicodeescape",
            Codec::Charmap(_) => "charmap",
        }
    }
}

/// What a UnicodeDecodeError says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Name of the encoding.
    pub encoding: &'static str,
    /// Where the offending bytes start in the object. The object is the input from
    /// [`DecodeError::object_start`] on.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// Why.
    pub reason: &'static str,
    /// Where the exception's object starts in the input: 3 behind a UTF-8 signature, else 0.
    pub object_start: usize,
}

impl DecodeError {
    /// The exception's text. `object` is what was decoded, from `object_start` on.
    pub fn message(&self, object: &[u8]) -> String {
        decode_message(self.encoding, object, self.start, self.end, self.reason)
    }
}

/// The text of a UnicodeDecodeError.
pub fn decode_message(
    encoding: &str,
    object: &[u8],
    start: usize,
    end: usize,
    reason: &str,
) -> String {
    match object.get(start) {
        Some(b) if end == start + 1 => {
            format!("'{encoding}' codec can't decode byte 0x{b:02x} in position {start}: {reason}")
        }
        _ => format!(
            "'{encoding}' codec can't decode bytes in position {start}-{}: {reason}",
            end as i64 - 1
        ),
    }
}

/// What a UnicodeEncodeError says; positions are code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// Name of the encoding.
    pub encoding: &'static str,
    /// First code point that cannot be encoded.
    pub start: usize,
    /// Behind the last one.
    pub end: usize,
    /// Why.
    pub reason: &'static str,
    /// `start` as a byte offset.
    pub start_byte: usize,
    /// `end` as a byte offset.
    pub end_byte: usize,
}

impl EncodeError {
    /// The exception's text. `object` is the string (WTF-8).
    pub fn message(&self, object: &[u8]) -> String {
        let cp = super::wtf8::decode_at(object, self.start_byte).map(|(cp, _)| cp);
        encode_message(self.encoding, cp, self.start, self.end, self.reason)
    }
}

/// The text of a UnicodeEncodeError; `cp` is the code point at `start`, if there is one.
pub fn encode_message(
    encoding: &str,
    cp: Option<u32>,
    start: usize,
    end: usize,
    reason: &str,
) -> String {
    match cp {
        Some(cp) if end == start + 1 => {
            let shown = match cp {
                0..0x100 => format!("\\x{cp:02x}"),
                0x100..0x10000 => format!("\\u{cp:04x}"),
                _ => format!("\\U{cp:08x}"),
            };
            format!(
                "'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}"
            )
        }
        _ => format!(
            "'{encoding}' codec can't encode characters in position {start}-{}: {reason}",
            end as i64 - 1
        ),
    }
}

#[cfg(test)]
mod tests;
