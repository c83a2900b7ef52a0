//! Text and byte-string algorithms that know nothing of the VM's objects.
//!
//! Strings are WTF-8: UTF-8 in which surrogates (U+D800 to U+DFFF) may also be encoded, each
//! as its own three-byte sequence. Every function that takes such a string takes `&[u8]` and
//! trusts it; on malformed input the result is unspecified, but nothing panics.

pub mod repr;
pub mod unicode;
mod unicode_tables;
pub mod wtf8;
