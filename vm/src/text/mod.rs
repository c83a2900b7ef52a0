//! Text and byte-string algorithms that know nothing of the VM's objects.
//!
//! Strings are WTF-8: UTF-8 in which surrogates (U+D800 to U+DFFF) may also be encoded, each
//! as its own three-byte sequence. Every function that takes such a string takes `&[u8]` and
//! trusts it; on malformed input the result is unspecified, but nothing panics.

pub mod bytes_methods;
pub mod codecs;
pub mod format_number;
pub mod format_spec;
pub mod format_str;
pub mod methods;
pub mod percent;
pub mod repr;
pub mod search;
pub mod unicode;
mod unicode_tables;
pub(crate) mod width;
pub mod wtf8;

/// The result does not fit memory: MemoryError (or CPython's OverflowError where it has one).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// An empty buffer with room for `len` bytes.
///
/// # Errors
/// The allocator refuses.
pub fn try_buffer(len: usize) -> Result<Vec<u8>, TooLarge> {
    // No string is longer than this, and a kernel that overcommits grants what it cannot back.
    const MOST: usize = u32::MAX as usize - 64;
    let mut out = Vec::new();
    if len > MOST || out.try_reserve_exact(len).is_err() {
        return Err(TooLarge);
    }
    Ok(out)
}
