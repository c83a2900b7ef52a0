//! Functions that the language's own library lacks.

use std::f64::consts::{LN_2, PI};

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
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
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
    } else if a > 2.0 {
        (2.0 * a + 1.0 / ((a * a + 1.0).sqrt() + a)).ln()
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
    let twice = a + a;
    let ratio = if a < 0.5 {
        twice + twice * a / (1.0 - a)
    } else {
        twice / (1.0 - a)
    };
    (0.5 * ratio.ln_1p()).copysign(x)
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

/// The parameter of Lanczos's approximation of the gamma function.
const LANCZOS_G: f64 = 6.024_680_040_776_73;
/// Numerator and denominator of its sum, the highest power last.
const LANCZOS: [(f64, f64); 13] = [
    (23_531_376_880.410_76, 0.0),
    (42_919_803_642.649_1, 39_916_800.0),
    (35_711_959_237.355_67, 120_543_840.0),
    (17_921_034_426.037_21, 150_917_976.0),
    (6_039_542_586.352_028, 105_258_076.0),
    (1_439_720_407.311_721_6, 45_995_730.0),
    (248_874_557.862_054_17, 13_339_535.0),
    (31_426_415.585_400_194, 2_637_558.0),
    (2_876_370.628_935_372_5, 357_423.0),
    (186_056.265_395_223_48, 32_670.0),
    (8_071.672_002_365_816, 1_925.0),
    (210.824_277_751_579_36, 66.0),
    (2.506_628_274_631_000_2, 1.0),
];

/// The sum of the approximation, x > 0.
fn lanczos_sum(x: f64) -> f64 {
    let (num, den) = if x < 5.0 {
        let step = |(num, den): (f64, f64), c: &(f64, f64)| (num * x + c.0, den * x + c.1);
        LANCZOS.iter().rev().fold((0.0, 0.0), step)
    } else {
        let step = |(num, den): (f64, f64), c: &(f64, f64)| (num / x + c.0, den / x + c.1);
        LANCZOS.iter().fold((0.0, 0.0), step)
    };
    num / den
}

/// Γ of a number that is not a pole.
pub(super) fn gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return x;
    }
    let a = x.abs();
    if a < 1e-20 {
        return 1.0 / x;
    }
    if x == x.floor() && (1.0..=23.0).contains(&x) {
        return (2..x as u32).map(f64::from).product();
    }
    if a > 200.0 {
        return if x < 0.0 {
            0.0 / sin_pi(x)
        } else {
            f64::INFINITY
        };
    }
    let shift = LANCZOS_G - 0.5;
    let y = a + shift;
    // What the sum has lost by rounding, relative to it.
    let lost = if a > shift {
        (y - a) - shift
    } else {
        (y - shift) - a
    };
    let lost = lost * LANCZOS_G / y;
    // y^(a - 1/2) in two steps where it would overflow.
    let (power, steps) = if a < 140.0 {
        (y.powf(a - 0.5), 1)
    } else {
        (y.powf(a / 2.0 - 0.25), 2)
    };
    if x < 0.0 {
        let mut r = -PI / sin_pi(a) / a * y.exp() / lanczos_sum(a);
        r -= lost * r;
        (0..steps).fold(r, |r, _| r / power)
    } else {
        let mut r = lanczos_sum(a) / y.exp();
        r += lost * r;
        (0..steps).fold(r, |r, _| r * power)
    }
}

/// ln |Γ(x)| of a number that is not a pole.
pub(super) fn lgamma(x: f64) -> f64 {
    if x.is_infinite() {
        return f64::INFINITY;
    }
    if x.is_nan() || x == 1.0 || x == 2.0 {
        return if x.is_nan() { x } else { 0.0 };
    }
    let a = x.abs();
    if a < 1e-20 {
        return -a.ln();
    }
    let r = lanczos_sum(a).ln() - LANCZOS_G + (a - 0.5) * ((a + LANCZOS_G - 0.5).ln() - 1.0);
    if x < 0.0 {
        PI.ln() - sin_pi(a).abs().ln() - a.ln() - r
    } else {
        r
    }
}
