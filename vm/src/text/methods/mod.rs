//! The algorithms behind the methods of `str`.

mod case;
mod find;
mod pad;
mod predicates;
mod split;
mod strip;

pub use case::{capitalize, casefold, lower, swapcase, title, upper};
pub use find::{count, ends_with, find, replace, rfind, starts_with};
pub use pad::{center, expandtabs, ljust, rjust, zfill};
pub use predicates::{
    is_alnum, is_alpha, is_decimal, is_digit, is_identifier, is_lower, is_numeric, is_printable,
    is_space, is_title, is_upper,
};
pub use split::{rsplit_whitespace, split_whitespace, split_whitespace_each, splitlines};
pub use strip::{Side, remove_prefix, remove_suffix, strip, strip_chars};

pub use super::search::{partition, rpartition, rsplit, split};

use super::wtf8;

/// A string with its length, which tells whether it is ASCII.
#[derive(Clone, Copy, Debug)]
pub struct Str<'a> {
    /// WTF-8.
    pub bytes: &'a [u8],
    /// Number of code points.
    pub chars: usize,
}

impl<'a> Str<'a> {
    /// A string whose code points are counted here.
    pub fn new(bytes: &'a [u8]) -> Self {
        Str {
            bytes,
            chars: wtf8::count(bytes),
        }
    }

    /// Whether all code points are below U+0080.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.chars == self.bytes.len()
    }
}

#[cfg(test)]
mod tests;
