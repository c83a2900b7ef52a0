//! Float arithmetic where Python's meaning differs from Rust's operators.

use dashu_int::IBig;

/// `a // b` and `a % b`, as Python defines them: the remainder has the sign of the divisor.
/// `b` must not be zero (the caller raises ZeroDivisionError).
#[inline]
pub fn div_mod(a: f64, b: f64) -> (f64, f64) {
    let mut rem = a % b;
    // `a - rem` is exact or nearly so; the quotient is then rounded to the nearest whole number.
    let mut quotient = (a - rem) / b;
    if rem != 0.0 {
        if (b < 0.0) != (rem < 0.0) {
            rem += b;
            quotient -= 1.0;
        }
    } else {
        rem = 0f64.copysign(b);
    }
    let floor = if quotient != 0.0 {
        let f = quotient.floor();
        if quotient - f > 0.5 { f + 1.0 } else { f }
    } else {
        0f64.copysign(a / b)
    };
    (floor, rem)
}

/// `a // b`; `b` must not be zero.
#[inline]
pub fn floor_div(a: f64, b: f64) -> f64 {
    div_mod(a, b).0
}

/// `a % b` with the sign of `b`; `b` must not be zero.
#[inline]
pub fn modulo(a: f64, b: f64) -> f64 {
    let rem = a % b;
    if rem == 0.0 {
        0f64.copysign(b)
    } else if (b < 0.0) != (rem < 0.0) {
        rem + b
    } else {
        rem
    }
}

/// What `a ** b` gives when it is not a plain float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PowError {
    /// Zero to a negative power: ZeroDivisionError.
    ZeroToNegative,
    /// Finite operands, infinite result: OverflowError `(34, 'Numerical result out of range')`.
    Overflow,
    /// A negative base with a fractional exponent: the result is complex.
    NeedsComplex,
}

/// `a ** b`.
///
/// # Errors
/// See [`PowError`].
pub fn pow(a: f64, b: f64) -> Result<f64, PowError> {
    if b == 0.0 || a == 1.0 {
        return Ok(1.0);
    }
    if a.is_nan() || b.is_nan() {
        return Ok(f64::NAN);
    }
    if a.is_finite() && b.is_finite() {
        if a == 0.0 && b < 0.0 {
            return Err(PowError::ZeroToNegative);
        }
        if a < 0.0 && b.floor() != b {
            return Err(PowError::NeedsComplex);
        }
        let r = a.powf(b);
        return if r.is_infinite() {
            Err(PowError::Overflow)
        } else {
            Ok(r)
        };
    }
    Ok(a.powf(b))
}

/// `round(v, ndigits)` for a finite or non-finite `v`: half to even on the exact value.
/// `None` when the result overflows (OverflowError `rounded value too large to represent`).
pub fn round_digits(v: f64, ndigits: i64) -> Option<f64> {
    if !v.is_finite() || ndigits > 323 {
        return Some(v);
    }
    if ndigits < -308 {
        return Some(0.0 * v);
    }
    if ndigits >= 0 {
        let text = format!("{:.*}", ndigits as usize, v);
        return text.parse().ok();
    }
    let cut = ndigits.unsigned_abs() as usize;
    let whole = format!("{:.0}", v.abs().trunc());
    if whole.len() < cut {
        return Some(0.0 * v);
    }
    let kept = whole.len() - cut;
    let (head, tail) = whole.split_at(kept);
    let half_or_more = tail.starts_with('5');
    let past_half = tail.as_bytes()[0] > b'5'
        || half_or_more && (tail[1..].bytes().any(|b| b != b'0') || v.fract() != 0.0);
    let odd = head.bytes().last().is_some_and(|b| b & 1 == 1);
    let up = past_half || half_or_more && odd;
    let mut digits: Vec<u8> = head.bytes().collect();
    if up {
        let mut at = digits.len();
        loop {
            if at == 0 {
                digits.insert(0, b'1');
                break;
            }
            at -= 1;
            if digits[at] == b'9' {
                digits[at] = b'0';
            } else {
                digits[at] += 1;
                break;
            }
        }
    }
    if digits.is_empty() {
        return Some(0.0 * v);
    }
    let text = format!("{}e{cut}", std::str::from_utf8(&digits).unwrap_or("0"));
    let r: f64 = text.parse().ok()?;
    r.is_finite().then(|| r.copysign(v))
}

/// `round(v)` to a whole float, half to even. `v` should be finite.
#[inline]
pub fn round_half_even(v: f64) -> f64 {
    v.round_ties_even()
}

/// A finite float as `mantissa * 2^exp` with an odd mantissa (or zero), and whether it is negative.
pub fn decompose(v: f64) -> (bool, u64, i32) {
    let bits = v.to_bits();
    let negative = bits >> 63 == 1;
    let exp = (bits >> 52 & 0x7FF) as i32;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exp) = if exp == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, exp - 1075)
    };
    if mantissa == 0 {
        return (negative, 0, 0);
    }
    let zeros = mantissa.trailing_zeros();
    (negative, mantissa >> zeros, exp + zeros as i32)
}

/// `v.as_integer_ratio()` of a finite float: numerator and positive denominator in lowest terms.
pub fn as_integer_ratio(v: f64) -> (IBig, IBig) {
    let (negative, mantissa, exp) = decompose(v);
    let mut num = IBig::from(mantissa);
    let mut den = IBig::ONE;
    if exp >= 0 {
        num <<= exp as usize;
    } else {
        den <<= exp.unsigned_abs() as usize;
    }
    (if negative { -num } else { num }, den)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division() {
        assert_eq!(div_mod(7.0, -2.0), (-4.0, -1.0));
        assert_eq!(div_mod(-7.0, 2.0), (-4.0, 1.0));
        assert_eq!(div_mod(1e300, 1e-300).1, modulo(1e300, 1e-300));
        assert!(div_mod(-0.0, 3.0).1.is_sign_positive());
        assert!(div_mod(0.0, -3.0).0.is_sign_negative());
        assert_eq!(modulo(-1e-20, 3.0), 3.0);
        assert_eq!(div_mod(0.7, 0.1).0, 6.0);
    }

    #[test]
    fn powers() {
        assert_eq!(pow(2.0, 0.5), Ok(2f64.sqrt()));
        assert_eq!(pow(0.0, -1.0), Err(PowError::ZeroToNegative));
        assert_eq!(pow(-8.0, 1.5), Err(PowError::NeedsComplex));
        assert_eq!(pow(2.0, 5000.0), Err(PowError::Overflow));
        assert_eq!(pow(f64::NAN, 0.0), Ok(1.0));
        assert_eq!(pow(f64::NEG_INFINITY, 3.0), Ok(f64::NEG_INFINITY));
        assert_eq!(pow(-1.0, f64::INFINITY), Ok(1.0));
    }

    #[test]
    fn rounding() {
        assert_eq!(round_digits(2.675, 2), Some(2.67));
        assert_eq!(round_digits(0.125, 2), Some(0.12));
        assert_eq!(round_digits(1250.0, -2), Some(1200.0));
        assert_eq!(round_digits(1350.0, -2), Some(1400.0));
        assert_eq!(round_digits(50.0, -2), Some(0.0));
        assert_eq!(round_digits(50.000001, -2), Some(100.0));
        assert_eq!(round_digits(-95.0, -1), Some(-100.0));
        assert_eq!(round_digits(1.7e308, -308), None);
        assert_eq!(round_digits(1e22, -22), Some(1e22));
        assert_eq!(as_integer_ratio(-0.75), (IBig::from(-3), IBig::from(4)));
    }
}
