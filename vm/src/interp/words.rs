//! Numbers in value words: what the loop's arithmetic works on.

use crate::value::{FLOAT_OFFSET, INT_TAG, Value};

/// Is it a float's word?
#[inline(always)]
pub(super) fn float_bits(x: u64) -> bool {
    x.wrapping_sub(FLOAT_OFFSET) < 0xFFFA_0000_0000_0000
}
/// The number of a float's word.
#[inline(always)]
pub(super) fn to_float(x: u64) -> f64 {
    f64::from_bits(x - FLOAT_OFFSET)
}
/// The number of an int's word.
#[inline(always)]
pub(super) fn to_int(x: u64) -> i64 {
    (x << 16) as i64 >> 16
}
/// The word of an int that is known to fit.
#[inline(always)]
pub(super) fn from_int(i: i64) -> u64 {
    INT_TAG | (i as u64 & !INT_TAG)
}
/// The word of a float that arithmetic on canonical floats gave.
#[inline(always)]
pub(super) fn from_float(f: f64) -> u64 {
    if f.is_nan() {
        Value::float(f).into_bits()
    } else {
        f.to_bits() + FLOAT_OFFSET
    }
}

/// One int and one float, both as floats.
#[inline(always)]
pub(super) fn mixed(x: u64, y: u64) -> Option<(f64, f64)> {
    if x >= INT_TAG && float_bits(y) {
        Some((to_int(x) as f64, to_float(y)))
    } else if float_bits(x) && y >= INT_TAG {
        Some((to_float(x), to_int(y) as f64))
    } else {
        None
    }
}

/// Two numbers, ints or floats; both as floats.
#[inline(always)]
pub(super) fn both_float(x: u64, y: u64) -> Option<(f64, f64)> {
    if float_bits(x) && float_bits(y) {
        return Some((to_float(x), to_float(y)));
    }
    if x & y >= INT_TAG {
        return Some((to_int(x) as f64, to_int(y) as f64));
    }
    mixed(x, y)
}
