//! Functions that the language's own library lacks.

use std::f64::consts::{LN_2, PI};

/// 2 / sqrt(pi).
const TWO_OVER_ROOT_PI: f64 = std::f64::consts::FRAC_2_SQRT_PI;
/// ln(2 pi) / 2.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_7;

/// Mantissa in [0.5, 1) and exponent.
pub(super) fn frexp(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (x, lifted) = if x.is_subnormal() {
        (x * 2f64.powi(64), 64)
    } else {
        (x, 0)
    };
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i64 - 1022;
    (
        f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52),
        exponent - lifted,
    )
}

/// `x * 2**e`, rounded once.
pub(super) fn ldexp(x: f64, e: i64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (m, own) = frexp(x);
    let e = own.saturating_add(e);
    if e > 1024 {
        return f64::INFINITY.copysign(x);
    }
    if e < -1080 {
        return 0f64.copysign(x);
    }
    let power = |e: i64| f64::from_bits(((e + 1023) as u64) << 52);
    if e == 1024 {
        m * 2.0 * power(1023)
    } else if e >= -1021 {
        m * power(e)
    } else {
        // The first product is exact, the second rounds.
        m * power(-1000) * power((e + 1000).max(-1000))
    }
}

/// Inverse hyperbolic cosine; NaN below 1.
pub(crate) fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        f64::NAN
    } else if x > 2f64.powi(28) {
        x.ln() + LN_2
    } else {
        let t = x - 1.0;
        (t + (2.0 * t + t * t).sqrt()).ln_1p()
    }
}

/// Inverse hyperbolic sine.
pub(crate) fn asinh(x: f64) -> f64 {
    let a = x.abs();
    if !x.is_finite() || a < 2f64.powi(-28) {
        return x;
    }
    let r = if a > 2f64.powi(28) {
        a.ln() + LN_2
    } else {
        let square = a * a;
        (a + square / (1.0 + (1.0 + square).sqrt())).ln_1p()
    };
    r.copysign(x)
}

/// Inverse hyperbolic tangent; NaN or infinite outside (-1, 1).
pub(crate) fn atanh(x: f64) -> f64 {
    let a = x.abs();
    if a < 2f64.powi(-28) {
        return x;
    }
    (0.5 * (2.0 * a / (1.0 - a)).ln_1p()).copysign(x)
}

/// Below this the series of erf is used.
const ERF_SERIES: f64 = 2.0;

/// The error function.
pub(super) fn erf(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let a = x.abs();
    let r = if a < ERF_SERIES {
        erf_series(a)
    } else {
        1.0 - erfc_fraction(a)
    };
    r.copysign(x)
}

/// The complementary error function.
pub(super) fn erfc(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x >= ERF_SERIES {
        erfc_fraction(x)
    } else if x > -ERF_SERIES {
        1.0 - erf_series(x.abs()).copysign(x)
    } else {
        2.0 - erfc_fraction(-x)
    }
}

/// exp(-x²) with the square's rounding error taken in.
fn exp_minus_square(x: f64) -> f64 {
    let square = x * x;
    let error = x.mul_add(x, -square);
    (-square).exp() * (1.0 - error)
}

/// Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!, all terms positive.
fn erf_series(x: f64) -> f64 {
    if x < 1e-10 {
        return x * TWO_OVER_ROOT_PI;
    }
    let square = x * x;
    let (mut term, mut sum, mut n) = (x, x, 0.0);
    while term > sum * 1e-17 {
        n += 1.0;
        term *= 2.0 * square / (2.0 * n + 1.0);
        sum += term;
    }
    TWO_OVER_ROOT_PI * exp_minus_square(x) * sum
}

/// The continued fraction, from its far end.
fn erfc_fraction(x: f64) -> f64 {
    if x > 27.3 {
        return 0.0;
    }
    let levels = (60.0 + 300.0 / (x * x)) as u32;
    let mut rest = 0.0;
    for k in (1..=levels).rev() {
        rest = f64::from(k) * 0.5 / (x + rest);
    }
    exp_minus_square(x) / (x + rest) * (0.5 * TWO_OVER_ROOT_PI)
}

/// The correction of Stirling's formula for ln Γ(x), x large.
fn stirling_tail(x: f64) -> f64 {
    const TERMS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    let square = 1.0 / (x * x);
    TERMS
        .iter()
        .rev()
        .fold(0.0, |sum, term| sum * square + term)
        / x
}

/// sin(pi x), exact at multiples of a half.
fn sin_pi(x: f64) -> f64 {
    let a = x.abs() % 2.0;
    let r = match (2.0 * a).round() as i32 {
        0 => (PI * a).sin(),
        1 => (PI * (a - 0.5)).cos(),
        2 => (PI * (1.0 - a)).sin(),
        3 => -(PI * (a - 1.5)).cos(),
        _ => (PI * (a - 2.0)).sin(),
    };
    if x < 0.0 { -r } else { r }
}

/// Γ of a number that is not a pole.
pub(super) fn gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return x;
    }
    if x.abs() < 1e-20 {
        return 1.0 / x;
    }
    if x == x.floor() && (1.0..=23.0).contains(&x) {
        return (2..x as u32).map(f64::from).product();
    }
    if x > 171.7 {
        return f64::INFINITY;
    }
    if x < 0.5 {
        if x < -200.0 {
            return if (x.floor() as i64) % 2 == 0 {
                0.0
            } else {
                -0.0
            };
        }
        // Reflection; the quotient is taken in two steps lest Γ(1-x) overflow.
        let (half, rest) = gamma_halves(1.0 - x);
        return PI / sin_pi(x) / half / rest;
    }
    let (half, rest) = gamma_halves(x);
    half * rest
}

/// Γ(x) as a product of two factors of similar size, x >= 0.5.
fn gamma_halves(mut x: f64) -> (f64, f64) {
    let mut divisor = 1.0;
    while x < 12.0 {
        divisor *= x;
        x += 1.0;
    }
    let half = x.powf(0.5 * x - 0.25) * (-0.5 * x).exp();
    let root_tau = std::f64::consts::TAU.sqrt();
    (half / divisor, half * root_tau * stirling_tail(x).exp())
}

/// ln |Γ(x)| of a number that is not a pole.
pub(super) fn lgamma(x: f64) -> f64 {
    if x.is_infinite() {
        return f64::INFINITY;
    }
    if x.is_nan() || x == 1.0 || x == 2.0 {
        return if x.is_nan() { x } else { 0.0 };
    }
    if x.abs() < 1e-20 {
        return -x.abs().ln();
    }
    if x < 0.5 {
        return PI.ln() - sin_pi(x).abs().ln() - lgamma(1.0 - x);
    }
    let (mut x, mut divisor) = (x, 1.0);
    while x < 12.0 {
        divisor *= x;
        x += 1.0;
    }
    (x - 0.5) * (x.ln() - 1.0) + (HALF_LN_TAU - 0.5) + stirling_tail(x) - f64::ln(divisor)
}
