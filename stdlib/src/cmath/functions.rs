//! The functions, on pairs of real and imaginary part.
//!
//! Arguments near the ends of the range are scaled before they are squared, and logarithms near one
//! are taken by `ln_1p`, so that results keep their precision everywhere.

use std::f64::consts::{E, FRAC_PI_2, LN_2, LN_10};

use super::table::{self, Table, lookup};
use crate::math::special;

/// A complex number.
pub(super) type Complex = (f64, f64);

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// `math domain error`
    Domain,
    /// `math range error`
    Range,
}

pub(super) type Answer = Result<Complex, Problem>;

/// Numbers above this are halved before they are added or squared.
const LARGE: f64 = f64::MAX / 4.0;

fn large_sqrt() -> f64 {
    LARGE.sqrt()
}

fn large_log() -> f64 {
    LARGE.ln()
}

fn is_finite((x, y): Complex) -> bool {
    x.is_finite() && y.is_finite()
}

fn domain(failed: bool, z: Complex) -> Answer {
    if failed { Err(Problem::Domain) } else { Ok(z) }
}

fn in_range(z: Complex) -> Answer {
    if z.0.is_infinite() || z.1.is_infinite() {
        Err(Problem::Range)
    } else {
        Ok(z)
    }
}

/// ln(2 * hypot(x, y)) for parts of which one is very large.
fn log_of_large(x: f64, y: f64) -> f64 {
    (x / 2.0).hypot(y / 2.0).ln() + 2.0 * LN_2
}

/// The entry of a table, without a check.
fn special_value(table: &Table, (x, y): Complex) -> Answer {
    Ok(lookup(table, x, y))
}

pub(super) fn sqrt(z: Complex) -> Answer {
    if !is_finite(z) {
        return special_value(&table::SQRT, z);
    }
    Ok(finite_sqrt(z))
}

fn finite_sqrt((x, y): Complex) -> Complex {
    if x == 0.0 && y == 0.0 {
        return (0.0, y);
    }
    let (ax, ay) = (x.abs(), y.abs());
    let tiny = f64::MIN_POSITIVE;
    let s = if ax < tiny && ay < tiny {
        let scale = 2f64.powi(53);
        let ax = ax * scale;
        (ax + ax.hypot(ay * scale)).sqrt() * 2f64.powi(-27)
    } else {
        let ax = ax / 8.0;
        2.0 * (ax + ax.hypot(ay / 8.0)).sqrt()
    };
    let d = ay / (2.0 * s);
    if x >= 0.0 {
        (s, d.copysign(y))
    } else {
        (d, s.copysign(y))
    }
}

pub(super) fn acos(z: Complex) -> Answer {
    if !is_finite(z) {
        return special_value(&table::ACOS, z);
    }
    let (x, y) = z;
    if x.abs() > LARGE || y.abs() > LARGE {
        let size = log_of_large(x, y);
        let im = if x < 0.0 {
            -size.copysign(y)
        } else {
            size.copysign(-y)
        };
        return Ok((y.abs().atan2(x), im));
    }
    let s1 = finite_sqrt((1.0 - x, -y));
    let s2 = finite_sqrt((1.0 + x, y));
    Ok((
        2.0 * s1.0.atan2(s2.0),
        special::asinh(s2.0 * s1.1 - s2.1 * s1.0),
    ))
}

pub(super) fn acosh(z: Complex) -> Answer {
    if !is_finite(z) {
        return special_value(&table::ACOSH, z);
    }
    let (x, y) = z;
    if x.abs() > LARGE || y.abs() > LARGE {
        return Ok((log_of_large(x, y), y.atan2(x)));
    }
    let s1 = finite_sqrt((x - 1.0, y));
    let s2 = finite_sqrt((x + 1.0, y));
    Ok((
        special::asinh(s1.0 * s2.0 + s1.1 * s2.1),
        2.0 * s1.1.atan2(s2.0),
    ))
}

/// `f(z)` as `-i * g(i * z)`.
fn turned(g: fn(Complex) -> Answer, (x, y): Complex) -> Answer {
    g((-y, x)).map(|(re, im)| (im, -re))
}

pub(super) fn asin(z: Complex) -> Answer {
    turned(asinh, z)
}

pub(super) fn asinh(z: Complex) -> Answer {
    if !is_finite(z) {
        return special_value(&table::ASINH, z);
    }
    let (x, y) = z;
    if x.abs() > LARGE || y.abs() > LARGE {
        let size = log_of_large(x, y);
        let re = if y >= 0.0 {
            size.copysign(x)
        } else {
            -size.copysign(-x)
        };
        return Ok((re, y.atan2(x.abs())));
    }
    let s1 = finite_sqrt((1.0 + y, -x));
    let s2 = finite_sqrt((1.0 - y, x));
    Ok((
        special::asinh(s1.0 * s2.1 - s2.0 * s1.1),
        y.atan2(s1.0 * s2.0 - s1.1 * s2.1),
    ))
}

pub(super) fn atan(z: Complex) -> Answer {
    turned(atanh, z)
}

pub(super) fn atanh(z: Complex) -> Answer {
    if !is_finite(z) {
        return special_value(&table::ATANH, z);
    }
    let (x, y) = z;
    if x.is_sign_negative() {
        return atanh((-x, -y)).map(|(re, im)| (-re, -im));
    }
    let ay = y.abs();
    if x > large_sqrt() || ay > large_sqrt() {
        let h = (x / 2.0).hypot(y / 2.0);
        return Ok((x / 4.0 / h / h, -FRAC_PI_2.copysign(-y)));
    }
    if x == 1.0 && ay < f64::MIN_POSITIVE.sqrt() {
        if ay == 0.0 {
            return Err(Problem::Domain);
        }
        let re = -(ay.sqrt() / ay.hypot(2.0).sqrt()).ln();
        return Ok((re, (2f64.atan2(-ay) / 2.0).copysign(y)));
    }
    let re = (4.0 * x / ((1.0 - x) * (1.0 - x) + ay * ay)).ln_1p() / 4.0;
    let im = -(-2.0 * y).atan2((1.0 - x) * (1.0 + x) - ay * ay) / 2.0;
    Ok((re, im))
}

pub(super) fn cos((x, y): Complex) -> Answer {
    cosh((-y, x))
}

pub(super) fn cosh(z: Complex) -> Answer {
    let (x, y) = z;
    if !is_finite(z) {
        let inf = f64::INFINITY;
        let value = if x.is_infinite() && y.is_finite() && y != 0.0 {
            let im = inf.copysign(y.sin());
            (inf.copysign(y.cos()), if x > 0.0 { im } else { -im })
        } else {
            lookup(&table::COSH, x, y)
        };
        return domain(y.is_infinite() && !x.is_nan(), value);
    }
    in_range(if x.abs() > large_log() {
        let less = x - 1f64.copysign(x);
        (y.cos() * less.cosh() * E, y.sin() * less.sinh() * E)
    } else {
        (y.cos() * x.cosh(), y.sin() * x.sinh())
    })
}

pub(super) fn exp(z: Complex) -> Answer {
    let (x, y) = z;
    if !is_finite(z) {
        let value = if x.is_infinite() && y.is_finite() && y != 0.0 {
            let size = if x > 0.0 { f64::INFINITY } else { 0.0 };
            (size.copysign(y.cos()), size.copysign(y.sin()))
        } else {
            lookup(&table::EXP, x, y)
        };
        let failed = y.is_infinite() && (x.is_finite() || x == f64::INFINITY);
        return domain(failed, value);
    }
    in_range(if x > large_log() {
        let size = (x - 1.0).exp();
        (size * y.cos() * E, size * y.sin() * E)
    } else {
        let size = x.exp();
        (size * y.cos(), size * y.sin())
    })
}

pub(super) fn ln(z: Complex) -> Answer {
    domain(z == (0.0, 0.0), unchecked_ln(z))
}

/// The logarithm; that of zero has the real part -inf.
pub(super) fn unchecked_ln(z: Complex) -> Complex {
    if !is_finite(z) {
        return lookup(&table::LOG, z.0, z.1);
    }
    let (x, y) = z;
    let (ax, ay) = (x.abs(), y.abs());
    let tiny = f64::MIN_POSITIVE;
    let re = if ax > LARGE || ay > LARGE {
        (ax / 2.0).hypot(ay / 2.0).ln() + LN_2
    } else if ax < tiny && ay < tiny {
        let scale = 2f64.powi(53);
        (ax * scale).hypot(ay * scale).ln() - 53.0 * LN_2
    } else {
        let h = ax.hypot(ay);
        if (0.71..=1.73).contains(&h) {
            let (more, less) = (ax.max(ay), ax.min(ay));
            ((more - 1.0) * (more + 1.0) + less * less).ln_1p() / 2.0
        } else {
            h.ln()
        }
    };
    (re, y.atan2(x))
}

pub(super) fn log10(z: Complex) -> Answer {
    ln(z).map(|(re, im)| (re / LN_10, im / LN_10))
}

pub(super) fn sin(z: Complex) -> Answer {
    turned(sinh, z)
}

pub(super) fn sinh(z: Complex) -> Answer {
    let (x, y) = z;
    if !is_finite(z) {
        let inf = f64::INFINITY;
        let value = if x.is_infinite() && y.is_finite() && y != 0.0 {
            let re = inf.copysign(y.cos());
            (if x > 0.0 { re } else { -re }, inf.copysign(y.sin()))
        } else {
            lookup(&table::SINH, x, y)
        };
        return domain(y.is_infinite() && !x.is_nan(), value);
    }
    in_range(if x.abs() > large_log() {
        let less = x - 1f64.copysign(x);
        (y.cos() * less.sinh() * E, y.sin() * less.cosh() * E)
    } else {
        (y.cos() * x.sinh(), y.sin() * x.cosh())
    })
}

pub(super) fn tan(z: Complex) -> Answer {
    turned(tanh, z)
}

pub(super) fn tanh(z: Complex) -> Answer {
    let (x, y) = z;
    if !is_finite(z) {
        let value = if x.is_infinite() && y.is_finite() && y != 0.0 {
            (1f64.copysign(x), 0f64.copysign(2.0 * y.sin() * y.cos()))
        } else {
            lookup(&table::TANH, x, y)
        };
        return domain(y.is_infinite() && x.is_finite(), value);
    }
    if x.abs() > large_log() {
        let im = 4.0 * y.sin() * y.cos() * (-2.0 * x.abs()).exp();
        return Ok((1f64.copysign(x), im));
    }
    let (tx, ty, cx) = (x.tanh(), y.tan(), 1.0 / x.cosh());
    let both = tx * ty;
    let denominator = 1.0 + both * both;
    Ok((
        tx * (1.0 + ty * ty) / denominator,
        ((ty / denominator) * cx) * cx,
    ))
}

/// The angle of a number. As in C, one too small for a float is an error.
pub(super) fn phase((x, y): Complex) -> Result<f64, Problem> {
    let angle = y.atan2(x);
    if angle == 0.0 && y != 0.0 && x.is_finite() {
        return Err(Problem::Range);
    }
    Ok(angle)
}

/// The number with this modulus and angle.
pub(super) fn rect(r: f64, phi: f64) -> Answer {
    if !r.is_finite() || !phi.is_finite() {
        let inf = f64::INFINITY;
        let value = if r.is_infinite() && phi.is_finite() && phi != 0.0 {
            let sign = r.signum();
            (
                sign * inf.copysign(phi.cos()),
                sign * inf.copysign(phi.sin()),
            )
        } else {
            lookup(&table::RECT, r, phi)
        };
        return domain(r != 0.0 && !r.is_nan() && phi.is_infinite(), value);
    }
    Ok(if phi == 0.0 {
        (r, r * phi)
    } else {
        (r * phi.cos(), r * phi.sin())
    })
}
