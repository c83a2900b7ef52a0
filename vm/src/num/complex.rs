//! Complex arithmetic as CPython computes it, operation for operation.

/// A complex number: real and imaginary part.
pub type Complex = (f64, f64);

/// 1 with the sign of `v` if `v` is infinite, else 0 with its sign.
fn box_infinity(v: f64) -> f64 {
    (if v.is_infinite() { 1f64 } else { 0.0 }).copysign(v)
}

/// 0 with the sign of `v` if `v` is nan, else `v`.
fn nan_to_zero(v: f64) -> f64 {
    if v.is_nan() { 0f64.copysign(v) } else { v }
}

/// `a * b`. A product with an infinite operand stays infinite (C99, Annex G).
pub fn mul(a: Complex, b: Complex) -> Complex {
    let (ac, bd, ad, bc) = (a.0 * b.0, a.1 * b.1, a.0 * b.1, a.1 * b.0);
    let r = (ac - bd, ad + bc);
    if !(r.0.is_nan() && r.1.is_nan()) {
        return r;
    }
    let (mut a, mut b) = (a, b);
    let mut recalculate = false;
    if a.0.is_infinite() || a.1.is_infinite() {
        a = (box_infinity(a.0), box_infinity(a.1));
        b = (nan_to_zero(b.0), nan_to_zero(b.1));
        recalculate = true;
    }
    if b.0.is_infinite() || b.1.is_infinite() {
        b = (box_infinity(b.0), box_infinity(b.1));
        a = (nan_to_zero(a.0), nan_to_zero(a.1));
        recalculate = true;
    }
    if !recalculate && [ac, bd, ad, bc].iter().any(|v| v.is_infinite()) {
        a = (nan_to_zero(a.0), nan_to_zero(a.1));
        b = (nan_to_zero(b.0), nan_to_zero(b.1));
        recalculate = true;
    }
    if recalculate {
        return (
            f64::INFINITY * (a.0 * b.0 - a.1 * b.1),
            f64::INFINITY * (a.0 * b.1 + a.1 * b.0),
        );
    }
    r
}

/// `a / b`; `None` when `b` is zero.
pub fn div(a: Complex, b: Complex) -> Option<Complex> {
    let r = if b.0.abs() >= b.1.abs() {
        if b.0 == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let den = b.0 + b.1 * ratio;
        ((a.0 + a.1 * ratio) / den, (a.1 - a.0 * ratio) / den)
    } else if b.1.abs() >= b.0.abs() {
        let ratio = b.0 / b.1;
        let den = b.0 * ratio + b.1;
        ((a.0 * ratio + a.1) / den, (a.1 * ratio - a.0) / den)
    } else {
        (f64::NAN, f64::NAN)
    };
    if !(r.0.is_nan() && r.1.is_nan()) {
        return Some(r);
    }
    let infinite = |z: Complex| z.0.is_infinite() || z.1.is_infinite();
    let finite = |z: Complex| z.0.is_finite() && z.1.is_finite();
    if infinite(a) && finite(b) {
        let (x, y) = (box_infinity(a.0), box_infinity(a.1));
        return Some((
            f64::INFINITY * (x * b.0 + y * b.1),
            f64::INFINITY * (y * b.0 - x * b.1),
        ));
    }
    if infinite(b) && finite(a) {
        let (x, y) = (box_infinity(b.0), box_infinity(b.1));
        return Some((0.0 * (a.0 * x + a.1 * y), 0.0 * (a.1 * x - a.0 * y)));
    }
    Some(r)
}

/// Real number divided by complex: what `float / complex` gives. `None` when `b` is zero.
pub fn real_div(a: f64, b: Complex) -> Option<Complex> {
    let r = if b.0.abs() >= b.1.abs() {
        if b.0 == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let den = b.0 + b.1 * ratio;
        (a / den, -a * ratio / den)
    } else if b.1.abs() >= b.0.abs() {
        let ratio = b.0 / b.1;
        let den = b.0 * ratio + b.1;
        (a * ratio / den, -a / den)
    } else {
        (f64::NAN, f64::NAN)
    };
    if r.0.is_nan() && r.1.is_nan() && a.is_finite() && (b.0.is_infinite() || b.1.is_infinite()) {
        let (x, y) = (box_infinity(b.0), box_infinity(b.1));
        return Some((0.0 * (a * x), 0.0 * (-a * y)));
    }
    Some(r)
}

/// `abs(z)`; `None` when finite parts overflow (OverflowError `absolute value too large`).
pub fn abs(z: Complex) -> Option<f64> {
    let r = z.0.hypot(z.1);
    (r.is_finite() || !z.0.is_finite() || !z.1.is_finite()).then_some(r)
}

/// Why `**` failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PowError {
    /// Zero to a negative or complex power: ZeroDivisionError.
    ZeroBase,
    /// OverflowError `complex exponentiation`.
    Overflow,
}

impl PowError {
    /// CPython's message.
    pub fn message(self) -> &'static str {
        match self {
            PowError::ZeroBase => "zero to a negative or complex power",
            PowError::Overflow => "complex exponentiation",
        }
    }
}

/// `a ** b`.
///
/// # Errors
/// See [`PowError`].
pub fn pow(a: Complex, b: Complex) -> Result<Complex, PowError> {
    let small_int = b.1 == 0.0 && b.0 == b.0.floor() && b.0.abs() <= 100.0;
    let r = if small_int {
        let n = b.0 as i64;
        let p = int_pow(a, n.unsigned_abs());
        if n > 0 {
            p
        } else {
            div((1.0, 0.0), p).ok_or(PowError::ZeroBase)?
        }
    } else {
        general_pow(a, b)?
    };
    if r.0.is_infinite() || r.1.is_infinite() {
        return Err(PowError::Overflow);
    }
    Ok(r)
}

fn int_pow(a: Complex, n: u64) -> Complex {
    let mut r = (1.0, 0.0);
    let mut p = a;
    let mut mask = 1;
    while mask > 0 && n >= mask {
        if n & mask != 0 {
            r = mul(r, p);
        }
        mask <<= 1;
        p = mul(p, p);
    }
    r
}

fn general_pow(a: Complex, b: Complex) -> Result<Complex, PowError> {
    if b == (0.0, 0.0) {
        return Ok((1.0, 0.0));
    }
    if a == (0.0, 0.0) {
        return if b.1 != 0.0 || b.0 < 0.0 {
            Err(PowError::ZeroBase)
        } else {
            Ok((0.0, 0.0))
        };
    }
    let modulus = a.0.hypot(a.1);
    let mut len = modulus.powf(b.0);
    let angle = a.1.atan2(a.0);
    let mut phase = angle * b.0;
    if b.1 != 0.0 {
        len *= (-angle * b.1).exp();
        phase += b.1 * modulus.ln();
    }
    // C's sine and cosine of infinity are domain errors, which CPython takes for a zero base.
    if phase.is_infinite() {
        return Err(PowError::ZeroBase);
    }
    Ok((len * phase.cos(), len * phase.sin()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic() {
        assert_eq!(mul((1.0, 2.0), (3.0, 4.0)), (-5.0, 10.0));
        assert_eq!(div((1.0, 2.0), (3.0, 4.0)), Some((0.44, 0.08)));
        assert_eq!(div((1.0, 2.0), (0.0, 0.0)), None);
        assert_eq!(
            mul((1e300, 1.0), (f64::NAN, f64::INFINITY)),
            (f64::NEG_INFINITY, f64::INFINITY)
        );
        assert_eq!(
            div((1.0, 0.0), (f64::INFINITY, f64::INFINITY)),
            Some((0.0, -0.0))
        );
        assert_eq!(pow((1.0, 2.0), (2.0, 0.0)), Ok((-3.0, 4.0)));
        assert_eq!(pow((0.0, 0.0), (-1.0, 0.0)), Err(PowError::ZeroBase));
        assert_eq!(pow((1e200, 0.0), (2.0, 0.0)), Err(PowError::Overflow));
        assert_eq!(abs((3.0, 4.0)), Some(5.0));
        assert_eq!(abs((1e308, 1.5e308)), None);
    }
}
