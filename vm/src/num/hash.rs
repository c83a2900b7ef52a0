//! Python's hashes: numbers that compare equal hash equally, whatever their type.
//!
//! A rational number hashes to itself modulo the prime 2^61 - 1. The value -1 is never a hash.

use std::hash::Hasher;

use dashu_int::{IBig, Sign};
use foldhash::SharedSeed;
use foldhash::fast::FoldHasher;

/// `sys.hash_info.modulus`.
pub const MODULUS: u64 = (1 << 61) - 1;
/// `sys.hash_info.inf`.
pub const INF_HASH: i64 = 314159;
/// `sys.hash_info.imag`.
pub const IMAG_FACTOR: u64 = 1000003;

/// -1 is reserved: it becomes -2.
#[inline]
pub const fn avoid_minus_one(h: i64) -> i64 {
    if h == -1 { -2 } else { h }
}

#[inline]
fn signed(h: u64, negative: bool) -> i64 {
    avoid_minus_one(if negative { -(h as i64) } else { h as i64 })
}

/// Hash of an int.
#[inline]
pub fn hash_i64(v: i64) -> i64 {
    let m = v.unsigned_abs();
    let r = (m & MODULUS) + (m >> 61);
    signed(if r >= MODULUS { r - MODULUS } else { r }, v < 0)
}

/// Hash of a big int.
pub fn hash_big(v: &IBig) -> i64 {
    let (sign, words) = v.as_sign_words();
    let mut h: u64 = 0;
    for &w in words.iter().rev() {
        // h * 2^64 + w, with 2^64 = 2^3 modulo the prime.
        let x = (u128::from(h) << 3) + u128::from(w);
        let r = (x as u64 & MODULUS) + (x >> 61) as u64;
        h = if r >= MODULUS { r - MODULUS } else { r };
    }
    signed(h, sign == Sign::Negative)
}

/// Hash of a float; `None` for nan, whose hash is that of the object's identity.
#[inline]
pub fn hash_f64(v: f64) -> Option<i64> {
    let whole = v as i64;
    if whole as f64 == v && whole != i64::MAX {
        return Some(hash_i64(whole));
    }
    if v.is_nan() {
        return None;
    }
    if v.is_infinite() {
        return Some(if v > 0.0 { INF_HASH } else { -INF_HASH });
    }
    let (negative, mantissa, exp) = super::float_arith::decompose(v);
    // 2^exp is a rotation in 61 bits, for negative exponents too.
    let turn = exp.rem_euclid(61) as u32;
    let m = mantissa; // at most 53 bits
    let h = if turn == 0 {
        m
    } else {
        (m << turn & MODULUS) | m >> (61 - turn)
    };
    Some(signed(h, negative))
}

/// Hash of a complex number from the hashes of its parts (see [`hash_f64`]).
#[inline]
pub fn hash_complex(re: i64, im: i64) -> i64 {
    let h = (re as u64).wrapping_add(IMAG_FACTOR.wrapping_mul(im as u64));
    avoid_minus_one(h as i64)
}

const PRIME_1: u64 = 11400714785074694791;
const PRIME_2: u64 = 14029467366897019727;
const PRIME_5: u64 = 2870177450012600261;

/// Hash of a tuple, fed with its items' hashes one by one.
#[derive(Clone, Copy, Debug)]
pub struct TupleHasher {
    acc: u64,
    len: u64,
}

impl Default for TupleHasher {
    fn default() -> Self {
        Self::new()
    }
}

impl TupleHasher {
    /// A hasher that has seen no item.
    #[inline]
    pub const fn new() -> Self {
        TupleHasher {
            acc: PRIME_5,
            len: 0,
        }
    }

    /// Takes the next item's hash.
    #[inline]
    pub fn add(&mut self, item: i64) {
        self.acc = self
            .acc
            .wrapping_add((item as u64).wrapping_mul(PRIME_2))
            .rotate_left(31)
            .wrapping_mul(PRIME_1);
        self.len += 1;
    }

    /// The tuple's hash.
    #[inline]
    pub fn finish(self) -> i64 {
        let h = self.acc.wrapping_add(self.len ^ (PRIME_5 ^ 3527539));
        if h == u64::MAX { 1546275796 } else { h as i64 }
    }

    /// The hash of a sequence of fixed length, as `slice` has it.
    #[inline]
    pub fn finish_without_len(self) -> i64 {
        if self.acc == u64::MAX {
            1546275796
        } else {
            self.acc as i64
        }
    }
}

/// Hash of a tuple from its items' hashes.
pub fn hash_tuple(items: impl IntoIterator<Item = i64>) -> i64 {
    let mut h = TupleHasher::new();
    for item in items {
        h.add(item);
    }
    h.finish()
}

/// Hash of a frozenset from its items' hashes, in any order.
pub fn hash_frozenset(items: impl IntoIterator<Item = i64>) -> i64 {
    let mut h: u64 = 0;
    let mut len: u64 = 0;
    for item in items {
        let i = item as u64;
        h ^= ((i ^ 89869747) ^ (i << 16)).wrapping_mul(3644798167);
        len += 1;
    }
    h ^= (len + 1).wrapping_mul(1927868237);
    h ^= (h >> 11) ^ (h >> 25);
    h = h.wrapping_mul(69069).wrapping_add(907133923);
    if h == u64::MAX { 590923713 } else { h as i64 }
}

/// Hash of an address (objects without `__hash__`, nan): rotated, since low bits are zero.
#[inline]
pub const fn hash_address(address: usize) -> i64 {
    avoid_minus_one((address as u64).rotate_right(4) as i64)
}

/// Seeded hash of strings and bytes.
#[derive(Clone, Debug)]
pub struct BytesHasher {
    shared: SharedSeed,
    seed: u64,
}

impl BytesHasher {
    /// A hasher whose results are decided by `seed`.
    pub const fn new(seed: u64) -> Self {
        BytesHasher {
            shared: SharedSeed::from_u64(seed),
            seed,
        }
    }

    /// Hash of `s`; the empty string's is 0.
    #[inline]
    pub fn hash(&self, s: &[u8]) -> i64 {
        if s.is_empty() {
            return 0;
        }
        let mut h = FoldHasher::with_seed(self.seed, &self.shared);
        h.write(s);
        avoid_minus_one(h.finish() as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(hash_i64(-1), -2);
        assert_eq!(hash_i64((1 << 61) - 1), 0);
        assert_eq!(hash_i64(i64::MIN), -4);
        assert_eq!(hash_big(&IBig::from(10).pow(30)), 465258685558744706);
        assert_eq!(hash_big(&-IBig::from(10).pow(30)), -465258685558744706);
        assert_eq!(hash_f64(1.5), Some(1152921504606846977));
        assert_eq!(hash_f64(5e-324), Some(16777216));
        assert_eq!(hash_f64(f64::NEG_INFINITY), Some(-314159));
        assert_eq!(hash_f64(f64::NAN), None);
        assert_eq!(hash_f64(-1.0), Some(-2));
        for v in [
            2f64.powi(63),
            -(2f64.powi(63)),
            2f64.powi(62),
            1e300,
            -1e200,
        ] {
            let (num, den) = crate::num::float_arith::as_integer_ratio(v);
            assert_eq!(den, IBig::ONE);
            assert_eq!(hash_f64(v), Some(hash_big(&num)));
        }
    }

    #[test]
    fn containers() {
        assert_eq!(hash_tuple([]), 5740354900026072187);
        assert_eq!(hash_tuple([1, 2, 3]), 529344067295497451);
        assert_eq!(hash_frozenset([]), 133146708735736);
        assert_eq!(hash_frozenset([1, 2, 3]), -272375401224217160);
        assert_eq!(hash_frozenset([3, 1, 2]), -272375401224217160);
    }

    #[test]
    fn strings() {
        let h = BytesHasher::new(7);
        assert_eq!(h.hash(b""), 0);
        assert_eq!(h.hash(b"abc"), h.hash(b"abc"));
        assert_ne!(h.hash(b"abc"), BytesHasher::new(8).hash(b"abc"));
    }
}
