//! The text that a tree holds: names, and the content of string literals.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

/// An identifier (NFKC-normalised), or a dotted module name in an import. One word; cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Rc<Box<str>>);

impl Name {
    /// A name with this text.
    pub fn new(text: &str) -> Self {
        Name(Rc::new(text.into()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Name::new(text)
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// The content of a string literal: UTF-8, except that lone surrogates (from `"\ud800"`) are kept as
/// the three bytes that generalised UTF-8 (WTF-8) gives them.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct StrContent(Vec<u8>);

impl StrContent {
    /// No text.
    pub fn new() -> Self {
        StrContent(Vec::new())
    }

    /// Appends text.
    pub fn push_str(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Appends other content; a surrogate pair split over the seam stays two surrogates, as in Python.
    pub fn push(&mut self, other: &StrContent) {
        self.0.extend_from_slice(&other.0);
    }

    /// Appends the code point `c`, a surrogate included. Values above `0x10FFFF` are ignored.
    pub fn push_code_point(&mut self, c: u32) {
        match char::from_u32(c) {
            Some(c) => self.push_str(c.encode_utf8(&mut [0; 4])),
            None if c <= 0xFFFF => self.0.extend_from_slice(&[
                0xE0 | (c >> 12) as u8,
                0x80 | (c >> 6 & 0x3F) as u8,
                0x80 | (c & 0x3F) as u8,
            ]),
            None => {}
        }
    }

    /// The text, or `None` when it holds a lone surrogate.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The WTF-8 bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The code points, surrogates included.
    pub fn code_points(&self) -> impl Iterator<Item = u32> + '_ {
        let bytes = &self.0;
        let mut i = 0;
        std::iter::from_fn(move || {
            let b = u32::from(*bytes.get(i)?);
            let next = |k: usize| u32::from(bytes.get(i + k).copied().unwrap_or(0) & 0x3F);
            let (len, c) = match b {
                0..0x80 => (1, b),
                0x80..0xE0 => (2, (b & 0x1F) << 6 | next(1)),
                0xE0..0xF0 => (3, (b & 0x0F) << 12 | next(1) << 6 | next(2)),
                _ => (4, (b & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)),
            };
            i += len;
            Some(c)
        })
    }
}

impl From<&str> for StrContent {
    fn from(text: &str) -> Self {
        StrContent(text.as_bytes().to_vec())
    }
}

impl From<String> for StrContent {
    fn from(text: String) -> Self {
        StrContent(text.into_bytes())
    }
}

impl fmt::Debug for StrContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_str() {
            Some(text) => fmt::Debug::fmt(text, f),
            None => write!(f, "wtf8\"{}\"", self.0.escape_ascii()),
        }
    }
}
