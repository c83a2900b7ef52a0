//! Python's integer operations on big integers.

use std::cmp::Ordering;

use dashu_base::{BitTest, DivRem, ExtendedGcd, Gcd, SquareRoot, UnsignedAbs};
use dashu_int::fast_div::ConstDivisor;
use dashu_int::{IBig, Sign, UBig};

use super::float_hex::scale;

/// Results longer than this many bits (1 GiB) are refused rather than left to the allocator,
/// whose failure would end the process.
pub const MAX_BITS: u64 = 1 << 33;

/// The result would be too long: MemoryError.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// Number of bits of the magnitude, as `int.bit_length()`.
pub fn bit_length(a: &IBig) -> usize {
    match a.as_sign_words().1 {
        [] => 0,
        [.., top] => (a.as_sign_words().1.len() - 1) * 64 + (64 - top.leading_zeros() as usize),
    }
}

/// Number of ones in the magnitude, as `int.bit_count()`.
pub fn bit_count(a: &IBig) -> usize {
    a.as_sign_words()
        .1
        .iter()
        .map(|w| w.count_ones() as usize)
        .sum()
}

/// Whether `a` is below zero.
#[inline]
pub fn is_negative(a: &IBig) -> bool {
    a.sign() == Sign::Negative
}

/// `a * b`.
///
/// # Errors
/// The product would be too long.
pub fn mul(a: &IBig, b: &IBig) -> Result<IBig, TooLarge> {
    if (bit_length(a) + bit_length(b)) as u64 > MAX_BITS {
        return Err(TooLarge);
    }
    Ok(a * b)
}

/// `a // b` and `a % b`; `None` when `b` is zero.
pub fn div_mod(a: &IBig, b: &IBig) -> Option<(IBig, IBig)> {
    if b.is_zero() {
        return None;
    }
    let (q, r) = a.div_rem(b);
    if !r.is_zero() && is_negative(&r) != is_negative(b) {
        Some((q - IBig::ONE, r + b))
    } else {
        Some((q, r))
    }
}

/// `a // b`; `None` when `b` is zero.
pub fn floor_div(a: &IBig, b: &IBig) -> Option<IBig> {
    div_mod(a, b).map(|(q, _)| q)
}

/// `a % b`; `None` when `b` is zero.
pub fn modulo(a: &IBig, b: &IBig) -> Option<IBig> {
    if b.is_zero() {
        return None;
    }
    let r = a % b;
    Some(if !r.is_zero() && is_negative(&r) != is_negative(b) {
        r + b
    } else {
        r
    })
}

/// `a << bits`.
///
/// # Errors
/// The result would be too long.
pub fn shl(a: &IBig, bits: u64) -> Result<IBig, TooLarge> {
    if a.is_zero() {
        return Ok(IBig::ZERO);
    }
    match (bit_length(a) as u64).checked_add(bits) {
        Some(total) if total <= MAX_BITS => Ok(a << bits as usize),
        _ => Err(TooLarge),
    }
}

/// `a >> bits`, rounding down.
pub fn shr(a: &IBig, bits: u64) -> IBig {
    if bits >= bit_length(a) as u64 {
        return if is_negative(a) {
            IBig::NEG_ONE
        } else {
            IBig::ZERO
        };
    }
    a >> bits as usize
}

/// `a & b` in two's complement.
pub fn and(a: &IBig, b: &IBig) -> IBig {
    a & b
}

/// `a | b` in two's complement.
pub fn or(a: &IBig, b: &IBig) -> IBig {
    a | b
}

/// `a ^ b` in two's complement.
pub fn xor(a: &IBig, b: &IBig) -> IBig {
    a ^ b
}

/// `~a`.
pub fn not(a: &IBig) -> IBig {
    !a
}

/// `a ** exp`.
///
/// # Errors
/// The result would be too long.
pub fn pow(a: &IBig, exp: u64) -> Result<IBig, TooLarge> {
    if exp == 0 || a.is_one() {
        return Ok(IBig::ONE);
    }
    if a.is_zero() {
        return Ok(IBig::ZERO);
    }
    if *a == IBig::NEG_ONE {
        return Ok(if exp & 1 == 0 {
            IBig::ONE
        } else {
            IBig::NEG_ONE
        });
    }
    let least = (bit_length(a) as u64 - 1).checked_mul(exp);
    match least {
        Some(bits) if bits <= MAX_BITS => Ok(a.pow(exp as usize)),
        _ => Err(TooLarge),
    }
}

/// Why three-argument `pow` failed. Both are ValueErrors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModPowError {
    /// The modulus is zero.
    ZeroModulus,
    /// A negative exponent, and no inverse.
    NotInvertible,
}

impl ModPowError {
    /// CPython's message.
    pub fn message(self) -> &'static str {
        match self {
            ModPowError::ZeroModulus => "pow() 3rd argument cannot be 0",
            ModPowError::NotInvertible => "base is not invertible for the given modulus",
        }
    }
}

/// Inverse of `a` modulo `m` (positive), in `0..m`; `None` if there is none.
fn invert(a: &UBig, m: &UBig) -> Option<UBig> {
    if m.is_one() {
        return Some(UBig::ZERO);
    }
    if a.is_zero() {
        return None;
    }
    let (g, x, _) = a.gcd_ext(m);
    if !g.is_one() {
        return None;
    }
    let m = IBig::from(m.clone());
    let x = modulo(&x, &m)?;
    Some(x.unsigned_abs())
}

/// `pow(base, exp, modulus)`: the result has the sign of the modulus.
///
/// # Errors
/// Zero modulus, or a negative exponent of a base that has no inverse.
pub fn mod_pow(base: &IBig, exp: &IBig, modulus: &IBig) -> Result<IBig, ModPowError> {
    if modulus.is_zero() {
        return Err(ModPowError::ZeroModulus);
    }
    let m = modulus.clone().unsigned_abs();
    let m_signed = IBig::from(m.clone());
    let mut b = modulo(base, &m_signed)
        .ok_or(ModPowError::ZeroModulus)?
        .unsigned_abs();
    if is_negative(exp) {
        b = invert(&b, &m).ok_or(ModPowError::NotInvertible)?;
    }
    let e = exp.clone().unsigned_abs();
    let r = if m.is_one() {
        UBig::ZERO
    } else {
        ConstDivisor::new(m).reduce(b).pow(&e).residue()
    };
    let r = IBig::from(r);
    Ok(if is_negative(modulus) && !r.is_zero() {
        r + modulus
    } else {
        r
    })
}

/// Largest whole number whose square is at most `a`; `None` if `a` is negative.
pub fn isqrt(a: &IBig) -> Option<IBig> {
    a.as_ubig().map(|u| IBig::from(u.sqrt()))
}

/// Greatest common divisor, not negative; `gcd(0, 0)` is 0.
pub fn gcd(a: &IBig, b: &IBig) -> IBig {
    let (x, y) = (a.clone().unsigned_abs(), b.clone().unsigned_abs());
    if x.is_zero() {
        return IBig::from(y);
    }
    if y.is_zero() {
        return IBig::from(x);
    }
    IBig::from((&x).gcd(&y))
}

/// `a` rounded half to even to a multiple of `10**power`, as `round(a, -power)`.
pub fn round_to_power_of_ten(a: &IBig, power: u64) -> IBig {
    // A power past the number's own digits rounds to zero.
    if power > bit_length(a) as u64 / 3 + 2 {
        return IBig::ZERO;
    }
    let unit = IBig::from(10).pow(power as usize);
    let Some((mut q, r)) = div_mod(a, &unit) else {
        return IBig::ZERO;
    };
    let twice = r << 1;
    let odd = q.trailing_zeros() == Some(0);
    if twice > unit || twice == unit && odd {
        q += IBig::ONE;
    }
    q * unit
}

/// The nearest float, ties to even; `None` if it overflows.
pub fn to_f64(a: &IBig) -> Option<f64> {
    let (sign, words) = a.as_sign_words();
    let v = match words {
        [] => return Some(0.0),
        [w] => *w as f64,
        [low, high] => (u128::from(*high) << 64 | u128::from(*low)) as f64,
        [rest @ .., second, top] => {
            let lead = top.leading_zeros();
            let mut head = top << lead;
            let mut sticky = rest.iter().any(|&w| w != 0);
            if lead > 0 {
                head |= second >> (64 - lead);
                sticky |= second << lead != 0;
            } else {
                sticky |= *second != 0;
            }
            scale(
                head,
                (words.len() as i64 - 1) * 64 - i64::from(lead),
                sticky,
            )?
        }
    };
    Some(if sign == Sign::Negative { -v } else { v })
}

/// `a` as `m * 2^e` with `m` in 0.5 .. 1 (or a rounding error above), for logarithms and roots of
/// ints past the largest float. Zero gives zeros.
pub fn frexp(a: &IBig) -> (f64, i64) {
    let bits = bit_length(a) as i64;
    let shift = (bits - 64).max(0);
    let head = shr(&IBig::from(a.clone().unsigned_abs()), shift as u64);
    let m = to_f64(&head).unwrap_or(0.0) * 2f64.powi((shift - bits) as i32);
    (if is_negative(a) { -m } else { m }, bits)
}

/// Why `/` of two ints failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DivError {
    /// ZeroDivisionError.
    Zero,
    /// OverflowError `integer division result too large for a float`.
    Overflow,
}

/// `a / b`, correctly rounded.
///
/// # Errors
/// Zero divisor, or a quotient past the largest float.
pub fn true_div(a: &IBig, b: &IBig) -> Result<f64, DivError> {
    if b.is_zero() {
        return Err(DivError::Zero);
    }
    let negative = is_negative(a) != is_negative(b);
    if a.is_zero() {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    let sign = if negative { -1.0 } else { 1.0 };
    let (x, y) = (a.clone().unsigned_abs(), b.clone().unsigned_abs());
    let gap = x.bit_len() as i64 - y.bit_len() as i64;
    if gap > 1026 {
        return Err(DivError::Overflow);
    }
    if gap < -1080 {
        return Ok(sign * 0.0);
    }
    // A quotient of 63 or 64 bits, and whether something is left over.
    let shift = 63 - gap;
    let (q, r) = if shift >= 0 {
        (x << shift as usize).div_rem(&y)
    } else {
        x.div_rem(y << shift.unsigned_abs() as usize)
    };
    let q = u64::try_from(&q).map_err(|_| DivError::Overflow)?;
    scale(q, -shift, !r.is_zero())
        .map(|v| sign * v)
        .ok_or(DivError::Overflow)
}

/// `a / b` for machine ints, correctly rounded; `b` must not be zero.
pub fn true_div_i64(a: i64, b: i64) -> f64 {
    const EXACT: u64 = 1 << 53;
    if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
        return a as f64 / b as f64;
    }
    true_div(&IBig::from(a), &IBig::from(b)).unwrap_or(f64::NAN)
}

/// A finite float truncated to an integer; `None` for nan and infinities.
pub fn from_f64(v: f64) -> Option<IBig> {
    if !v.is_finite() {
        return None;
    }
    let v = v.trunc();
    if v.abs() < 9.2e18 {
        return Some(IBig::from(v as i64));
    }
    let (negative, mantissa, exp) = super::float_arith::decompose(v);
    let m = IBig::from(mantissa) << exp.max(0) as usize;
    Some(if negative { -m } else { m })
}

/// How `a` compares with a float, exactly; `None` for nan.
pub fn cmp_f64(a: &IBig, v: f64) -> Option<Ordering> {
    if v.is_nan() {
        return None;
    }
    let Some(whole) = from_f64(v) else {
        return Some(if v > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    };
    Some(
        a.cmp(&whole)
            .then_with(|| 0f64.total_cmp(&(v.fract() + 0.0))),
    )
}

/// How a machine int compares with a float, exactly; `None` for nan.
#[inline]
pub fn cmp_i64_f64(a: i64, v: f64) -> Option<Ordering> {
    const EXACT: u64 = 1 << 53;
    if a.unsigned_abs() <= EXACT {
        return (a as f64).partial_cmp(&v);
    }
    if v.is_nan() {
        return None;
    }
    // Out of i64's range the sign of `v` decides; inside, its whole part is exact.
    if v >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if v < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    Some(
        a.cmp(&(v as i64))
            .then_with(|| 0f64.total_cmp(&(v.fract() + 0.0))),
    )
}

/// As a 64-bit int, if it fits.
#[inline]
pub fn to_i64(a: &IBig) -> Option<i64> {
    i64::try_from(a).ok()
}

/// As an unsigned 64-bit int, if it fits.
#[inline]
pub fn to_u64(a: &IBig) -> Option<u64> {
    u64::try_from(a).ok()
}

/// As a 128-bit int, if it fits.
#[inline]
pub fn to_i128(a: &IBig) -> Option<i128> {
    i128::try_from(a).ok()
}

/// The low 64 bits in two's complement.
pub fn low_u64(a: &IBig) -> u64 {
    let (sign, words) = a.as_sign_words();
    let low = words.first().copied().unwrap_or(0);
    if sign == Sign::Negative {
        low.wrapping_neg()
    } else {
        low
    }
}

/// Whether `a` has more than `limit` decimal digits. Cheap unless the length is borderline.
fn exceeds_digits(a: &IBig, limit: usize) -> bool {
    let bits = bit_length(a) as f64;
    // digits is between (bits-1)*log10(2) and bits*log10(2), plus one.
    const LOG10_2: f64 = std::f64::consts::LOG10_2;
    let limit_f = limit as f64;
    if bits * LOG10_2 + 1.0 < limit_f {
        return false;
    }
    if (bits - 1.0) * LOG10_2 > limit_f + 1.0 {
        return true;
    }
    let bound = UBig::from(10u8).pow(limit);
    a.clone().unsigned_abs() >= bound
}

/// `str(a)`, or `None` when it has more than `limit` digits (0: no limit).
pub fn to_decimal(a: &IBig, limit: usize) -> Option<String> {
    let limited = limit > 0 && bit_length(a) > super::int_parse::DIGIT_LIMIT_THRESHOLD * 3;
    if limited && exceeds_digits(a, limit) {
        return None;
    }
    Some(a.to_string())
}

/// Digits of the magnitude in `radix` (2 to 36), lower case, no prefix, no sign.
pub fn magnitude_digits(a: &IBig, radix: u8) -> String {
    let radix = radix.clamp(2, 36);
    a.clone().unsigned_abs().in_radix(radix).to_string()
}

/// Why `int.to_bytes` failed: OverflowErrors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToBytesError {
    /// Too long for the length asked.
    TooBig,
    /// Negative and not asked to be signed.
    Negative,
}

impl ToBytesError {
    /// CPython's message.
    pub fn message(self) -> &'static str {
        match self {
            ToBytesError::TooBig => "int too big to convert",
            ToBytesError::Negative => "can't convert negative int to unsigned",
        }
    }
}

/// `a.to_bytes(len, order, signed=signed)`.
///
/// # Errors
/// See [`ToBytesError`].
pub fn to_bytes(a: &IBig, len: usize, big: bool, signed: bool) -> Result<Vec<u8>, ToBytesError> {
    let negative = is_negative(a);
    if negative && !signed {
        return Err(ToBytesError::Negative);
    }
    // Bits needed: the magnitude's (less one for a negative number), and a sign bit.
    let value_bits = if negative {
        bit_length(&!a)
    } else {
        bit_length(a)
    };
    let need = value_bits + usize::from(signed && !a.is_zero());
    if need > len.saturating_mul(8) {
        return Err(ToBytesError::TooBig);
    }
    let mut out = if negative {
        let mut m = (!a).unsigned_abs().to_le_bytes().into_vec();
        m.resize(len, 0);
        m.iter_mut().for_each(|b| *b = !*b);
        m
    } else {
        let mut m = a.clone().unsigned_abs().to_le_bytes().into_vec();
        m.resize(len, 0);
        m
    };
    if big {
        out.reverse();
    }
    Ok(out)
}

/// `int.from_bytes(bytes, order, signed=signed)`.
pub fn from_bytes(bytes: &[u8], big: bool, signed: bool) -> IBig {
    let top = if big { bytes.first() } else { bytes.last() };
    let negative = signed && top.is_some_and(|b| b & 0x80 != 0);
    if !negative {
        return IBig::from(if big {
            UBig::from_be_bytes(bytes)
        } else {
            UBig::from_le_bytes(bytes)
        });
    }
    let flipped: Vec<u8> = bytes.iter().map(|b| !b).collect();
    !IBig::from(if big {
        UBig::from_be_bytes(&flipped)
    } else {
        UBig::from_le_bytes(&flipped)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn big(words: &[u64], negative: bool) -> IBig {
        let sign = if negative {
            Sign::Negative
        } else {
            Sign::Positive
        };
        IBig::from_sign_words(sign, words)
    }

    proptest! {
        #[test]
        fn small_agree_with_i128(a in any::<i64>(), b in any::<i64>(), s in 0u64..70) {
            let (x, y) = (IBig::from(a), IBig::from(b));
            let (p, q) = (i128::from(a), i128::from(b));
            if b != 0 {
                let (d, m) = div_mod(&x, &y).unwrap();
                prop_assert_eq!(&d * &y + &m, x.clone());
                prop_assert!(m.is_zero() || is_negative(&m) == (b < 0));
                prop_assert!(to_i128(&m).unwrap().abs() < q.abs());
            }
            prop_assert_eq!(to_i128(&and(&x, &y)), Some(p & q));
            prop_assert_eq!(to_i128(&or(&x, &y)), Some(p | q));
            prop_assert_eq!(to_i128(&xor(&x, &y)), Some(p ^ q));
            prop_assert_eq!(to_i128(&not(&x)), Some(!p));
            prop_assert_eq!(to_i128(&shr(&x, s)), Some(p >> s));
            prop_assert_eq!(bit_length(&x), 64 - a.unsigned_abs().leading_zeros() as usize);
            prop_assert_eq!(to_f64(&x), Some(a as f64));
            prop_assert_eq!(low_u64(&x), a as u64);
        }

        #[test]
        fn bytes_round_trip(w in proptest::collection::vec(any::<u64>(), 0..4), n: bool, o: bool) {
            let a = big(&w, n);
            let b = to_bytes(&a, 40, o, true).unwrap();
            prop_assert_eq!(from_bytes(&b, o, true), a);
        }

        #[test]
        fn floats(w in proptest::collection::vec(any::<u64>(), 1..6), n: bool) {
            let a = big(&w, n);
            let text: f64 = a.to_string().parse().unwrap();
            prop_assert_eq!(to_f64(&a), Some(text));
            prop_assert_eq!(true_div(&a, &IBig::ONE), Ok(text));
            prop_assert_eq!(cmp_f64(&a, text).unwrap(), a.cmp(&from_f64(text).unwrap()));
        }

        #[test]
        fn shifting_right_floors(w in proptest::collection::vec(any::<u64>(), 1..5), s in 0u64..300) {
            let a = big(&w, true);
            let want = floor_div(&a, &(IBig::ONE << s as usize)).unwrap();
            prop_assert_eq!(shr(&a, s), want);
        }
    }

    #[test]
    fn edges() {
        let ten = IBig::from(10);
        assert_eq!(to_f64(&(IBig::ONE << 1024)), None);
        let edge = (IBig::ONE << 1024) - (IBig::ONE << 970);
        assert_eq!(to_f64(&edge), None);
        assert_eq!(to_f64(&(edge - IBig::ONE)), Some(f64::MAX));
        assert_eq!(true_div(&ten.pow(400), &IBig::ONE), Err(DivError::Overflow));
        assert_eq!(true_div(&IBig::ONE, &ten.pow(400)), Ok(0.0));
        assert_eq!(true_div(&-ten.pow(323), &ten.pow(646)), Ok(-1e-323));
        assert_eq!(true_div_i64(i64::MAX, 3), 3074457345618258602.0);
        assert_eq!(pow(&IBig::from(2), 1 << 40), Err(TooLarge));
        assert_eq!(pow(&IBig::NEG_ONE, u64::MAX), Ok(IBig::NEG_ONE));
        assert_eq!(shl(&IBig::ONE, u64::MAX), Err(TooLarge));
        assert_eq!(frexp(&IBig::from(-12)), (-0.75, 4));
        assert_eq!(frexp(&(IBig::from(3) << 5000)), (0.75, 5002));
        assert_eq!(frexp(&IBig::ZERO), (0.0, 0));
        assert_eq!(isqrt(&ten.pow(40)), Some(ten.pow(20)));
        assert_eq!(gcd(&IBig::from(-12), &IBig::from(18)), IBig::from(6));
        assert_eq!(gcd(&IBig::ZERO, &IBig::from(-5)), IBig::from(5));
        let mp = |a: i64, b: i64, c: i64| mod_pow(&a.into(), &b.into(), &c.into());
        assert_eq!(mp(3, -1, 7), Ok(IBig::from(5)));
        assert_eq!(mp(3, 5, -7), Ok(IBig::from(-2)));
        assert_eq!(mp(2, -1, 4), Err(ModPowError::NotInvertible));
        assert_eq!(mp(2, 2, 0), Err(ModPowError::ZeroModulus));
        assert_eq!(mp(-5, 0, 1), Ok(IBig::ZERO));
        assert_eq!(mp(0, -1, 1), Ok(IBig::ZERO));
        assert_eq!(mp(0, 0, 5), Ok(IBig::ONE));
        assert_eq!(
            to_bytes(&IBig::from(128), 1, true, true),
            Err(ToBytesError::TooBig)
        );
        assert_eq!(to_bytes(&IBig::from(-128), 1, true, true), Ok(vec![0x80]));
        assert_eq!(
            to_bytes(&IBig::from(-1), 1, true, false),
            Err(ToBytesError::Negative)
        );
        assert_eq!(to_bytes(&IBig::ZERO, 0, true, true), Ok(vec![]));
        assert_eq!(from_bytes(b"", true, true), IBig::ZERO);
        assert_eq!(
            to_decimal(&ten.pow(4299), 4300).map(|s| s.len()),
            Some(4300)
        );
        assert_eq!(to_decimal(&ten.pow(4300), 4300), None);
        assert_eq!(to_decimal(&ten.pow(4300), 0).map(|s| s.len()), Some(4301));
        assert_eq!(round_to_power_of_ten(&IBig::from(25), 1), IBig::from(20));
        assert_eq!(round_to_power_of_ten(&IBig::from(-35), 1), IBig::from(-40));
        assert_eq!(round_to_power_of_ten(&IBig::from(50), 2), IBig::ZERO);
        assert_eq!(round_to_power_of_ten(&IBig::from(51), 2), IBig::from(100));
        assert_eq!(
            cmp_i64_f64(1 << 53, 9007199254740992.0),
            Some(Ordering::Equal)
        );
        assert_eq!(
            cmp_i64_f64((1 << 53) + 1, 9007199254740992.0),
            Some(Ordering::Greater)
        );
        assert_eq!(
            cmp_i64_f64(i64::MAX, 9223372036854775808.0),
            Some(Ordering::Less)
        );
        assert_eq!(cmp_f64(&IBig::from(-5), -5.5), Some(Ordering::Greater));
        assert_eq!(cmp_f64(&IBig::from(0), -0.0), Some(Ordering::Equal));
    }
}
