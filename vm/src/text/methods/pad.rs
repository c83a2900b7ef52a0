//! Widening strings.

use super::Str;
use crate::text::{TooLarge, search, try_buffer, wtf8};

/// `left` and `right` times `fill` around `s`.
fn pad(s: &[u8], left: usize, right: usize, fill: u32) -> Result<Vec<u8>, TooLarge> {
    let size = left
        .checked_add(right)
        .and_then(|n| n.checked_mul(wtf8::encoded_len(fill)))
        .and_then(|n| n.checked_add(s.len()))
        .ok_or(TooLarge)?;
    let mut out = try_buffer(size)?;
    let put = |out: &mut Vec<u8>, n: usize| {
        if fill < 0x80 {
            out.resize(out.len() + n, fill as u8);
        } else {
            for _ in 0..n {
                wtf8::push(out, fill);
            }
        }
    };
    put(&mut out, left);
    out.extend_from_slice(s);
    put(&mut out, right);
    Ok(out)
}

/// How many code points `s` lacks to `width`.
fn missing(s: Str<'_>, width: i64) -> usize {
    usize::try_from(width).unwrap_or(0).saturating_sub(s.chars)
}

/// `s.ljust(width, fill)`.
///
/// # Errors
/// The result would not fit memory.
pub fn ljust(s: Str<'_>, width: i64, fill: u32) -> Result<Vec<u8>, TooLarge> {
    pad(s.bytes, 0, missing(s, width), fill)
}

/// `s.rjust(width, fill)`.
///
/// # Errors
/// The result would not fit memory.
pub fn rjust(s: Str<'_>, width: i64, fill: u32) -> Result<Vec<u8>, TooLarge> {
    pad(s.bytes, missing(s, width), 0, fill)
}

/// `s.center(width, fill)`: the odd one goes left when the width is odd.
///
/// # Errors
/// The result would not fit memory.
pub fn center(s: Str<'_>, width: i64, fill: u32) -> Result<Vec<u8>, TooLarge> {
    let n = missing(s, width);
    let left = n / 2 + (n & width as usize & 1);
    pad(s.bytes, left, n - left, fill)
}

/// `s.zfill(width)`: zeros after the sign.
///
/// # Errors
/// The result would not fit memory.
pub fn zfill(s: Str<'_>, width: i64) -> Result<Vec<u8>, TooLarge> {
    let n = missing(s, width);
    let mut out = pad(s.bytes, n, 0, u32::from(b'0'))?;
    if let Some(&sign @ (b'+' | b'-')) = s.bytes.first() {
        out[n] = b'0';
        out[0] = sign;
    }
    Ok(out)
}

/// `s.expandtabs(tab_size)`.
///
/// # Errors
/// The result would not fit memory.
pub fn expandtabs(s: &[u8], tab_size: i64) -> Result<Vec<u8>, TooLarge> {
    search::expand_tabs(s, tab_size, true)
}
