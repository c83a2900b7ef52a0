//! `math`: functions of real numbers.

mod integer;
pub(crate) mod special;
mod sums;

use hasp_vm::args::Args;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::num::{bigint, float_repr};
use hasp_vm::object::Ref;
use hasp_vm::object::int::IntRef;
use hasp_vm::object::module::Module;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// The module.
pub(crate) const MATH: ModuleDef = ModuleDef {
    name: "math",
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
    functions: &[
        native!("acos(x, /)", |vm: &Vm, x: f64| plain(vm, x, f64::acos, IN_UNIT)).doc("Return the arc cosine (measured in radians) of x."),
        native!("acosh(x, /)", |vm: &Vm, x: f64| plain(vm, x, special::acosh, "expected argument value not less than 1, got ")).doc("Return the inverse hyperbolic cosine of x."),
        native!("asin(x, /)", |vm: &Vm, x: f64| plain(vm, x, f64::asin, IN_UNIT)).doc("Return the arc sine (measured in radians) of x."),
        native!("asinh(x, /)", |vm: &Vm, x: f64| plain(vm, x, special::asinh, "")).doc("Return the inverse hyperbolic sine of x."),
        native!("atan(x, /)", |vm: &Vm, x: f64| plain(vm, x, f64::atan, "")).doc("Return the arc tangent (measured in radians) of x."),
        native!("atan2(y, x, /)", |_: &Vm, y: f64, x: f64| y.atan2(x)).doc("Return the arc tangent (measured in radians) of y/x."),
        native!("atanh(x, /)", |vm: &Vm, x: f64| plain(vm, x, special::atanh, "expected a number between -1 and 1, got ")).doc("Return the inverse hyperbolic tangent of x."),
        native!("cbrt(x, /)", |vm: &Vm, x: f64| plain(vm, x, libm::cbrt, "")).doc("Return the cube root of x."),
        native!("ceil(x, /)", ceil).doc("Return the ceiling of x as an Integral."),
        native!("copysign(x, y, /)", |_: &Vm, x: f64, y: f64| x.copysign(y)).doc("Return a float with the magnitude of x and the sign of y."),
        native!("cos(x, /)", |vm: &Vm, x: f64| plain(vm, x, f64::cos, FINITE)).doc("Return the cosine of x (measured in radians)."),
        native!("cosh(x, /)", |vm: &Vm, x: f64| growing(vm, x, f64::cosh)).doc("Return the hyperbolic cosine of x."),
        native!("degrees(x, /)", |_: &Vm, x: f64| x * (180.0 / std::f64::consts::PI)).doc("Convert angle x from radians to degrees."),
        native!("dist(p, q, /)", sums::dist).doc("Return the Euclidean distance between two points p and q."),
        native!("erf(x, /)", |_: &Vm, x: f64| libm::erf(x)).doc("Error function at x."),
        native!("erfc(x, /)", |_: &Vm, x: f64| libm::erfc(x)).doc("Complementary error function at x."),
        native!("exp(x, /)", |vm: &Vm, x: f64| growing(vm, x, f64::exp)).doc("Return e raised to the power of x."),
        native!("exp2(x, /)", |vm: &Vm, x: f64| growing(vm, x, f64::exp2)).doc("Return 2 raised to the power of x."),
        native!("expm1(x, /)", |vm: &Vm, x: f64| growing(vm, x, f64::exp_m1)).doc("Return exp(x)-1."),
        native!("fabs(x, /)", |_: &Vm, x: f64| x.abs()).doc("Return the absolute value of the float x."),
        native!("factorial(n, /)", integer::factorial).doc("Find n!.").releases(),
        native!("floor(x, /)", floor).doc("Return the floor of x as an Integral."),
        native!("fma(x, y, z, /)", fma).doc("Fused multiply-add operation."),
        native!("fmod(x, y, /)", fmod).doc("Return fmod(x, y), according to platform C."),
        native!("frexp(x, /)", frexp).doc("Return the mantissa and exponent of x, as pair (m, e)."),
        native!("fsum(seq, /)", sums::fsum).doc("Return an accurate floating-point sum of values in the iterable seq."),
        native!("gamma(x, /)", gamma).doc("Gamma function at x."),
        native!("gcd(*integers)", integer::gcd).doc("Greatest Common Divisor."),
        native!("hypot(*coordinates)", sums::hypot).doc("Multidimensional Euclidean distance from the origin to a point."),
        native!("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", is_close).doc("Determine whether two floating-point numbers are close in value."),
        native!("isfinite(x, /)", |_: &Vm, x: f64| x.is_finite()).doc("Return True if x is neither an infinity nor a NaN, and False otherwise."),
        native!("isinf(x, /)", |_: &Vm, x: f64| x.is_infinite()).doc("Return True if x is a positive or negative infinity, and False otherwise."),
        native!("isnan(x, /)", |_: &Vm, x: f64| x.is_nan()).doc("Return True if x is a NaN (not a number), and False otherwise."),
        native!("isqrt(n, /)", integer::isqrt).doc("Return the integer part of the square root of the input."),
        native!("comb(n, k, /)", integer::comb).doc("Number of ways to choose k items from n items without repetition and without order.").releases(),
        native!("perm(n, k=None, /)", integer::perm).doc("Number of ways to choose k items from n items without repetition and with order.").releases(),
        native!("lcm(*integers)", integer::lcm).doc("Least Common Multiple."),
        native!("ldexp(x, i, /)", ldexp).doc("Return x * (2**i)."),
        native!("lgamma(x, /)", lgamma).doc("Natural logarithm of absolute value of Gamma function at x."),
        native!("log(x, base=?, /)", log).doc("Return the logarithm of x to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of x."),
        native!("log10(x, /)", |vm: &Vm, x: &Value| log_of(vm, x, f64::log10)).doc("Return the base 10 logarithm of x."),
        native!("log1p(x, /)", |vm: &Vm, x: f64| plain(vm, x, f64::ln_1p, "expected argument value > -1, got ")).doc("Return the natural logarithm of 1+x (base e)."),
        native!("log2(x, /)", |vm: &Vm, x: &Value| log_of(vm, x, f64::log2)).doc("Return the base 2 logarithm of x."),
        native!("modf(x, /)", modf).doc("Return the fractional and integer parts of x."),
        native!("nextafter(x, y, /, *, steps=None)", next_after).doc("Return the floating-point value the given number of steps after x towards y."),
        native!("pow(x, y, /)", pow).doc("Return x**y (x to the power of y)."),
        native!("prod(iterable, /, *, start=1)", sums::prod).doc("Calculate the product of all the elements in the input iterable."),
        native!("radians(x, /)", |_: &Vm, x: f64| x * (std::f64::consts::PI / 180.0)).doc("Convert angle x from degrees to radians."),
        native!("remainder(x, y, /)", remainder).doc("Difference between x and the closest integer multiple of y."),
        native!("sin(x, /)", |vm: &Vm, x: f64| plain(vm, x, f64::sin, FINITE)).doc("Return the sine of x (measured in radians)."),
        native!("sinh(x, /)", |vm: &Vm, x: f64| growing(vm, x, f64::sinh)).doc("Return the hyperbolic sine of x."),
        native!("sqrt(x, /)", |vm: &Vm, x: f64| plain(vm, x, f64::sqrt, "expected a nonnegative input, got ")).doc("Return the square root of x."),
        native!("sumprod(p, q, /)", sums::sumprod).doc("Return the sum of products of values from two iterables p and q."),
        native!("tan(x, /)", |vm: &Vm, x: f64| plain(vm, x, f64::tan, FINITE)).doc("Return the tangent of x (measured in radians)."),
        native!("tanh(x, /)", |vm: &Vm, x: f64| plain(vm, x, f64::tanh, "")).doc("Return the hyperbolic tangent of x."),
        native!("trunc(x, /)", trunc).doc("Truncates the Real x to the nearest Integral toward 0."),
        native!("ulp(x, /)", |_: &Vm, x: f64| ulp(x)).doc("Return the value of the least significant bit of the float x."),
    ],
    init: |vm: &Vm, module: &Ref<Module>| {
        vm.add_to_module(module, "pi", std::f64::consts::PI);
        vm.add_to_module(module, "e", std::f64::consts::E);
        vm.add_to_module(module, "tau", std::f64::consts::TAU);
        vm.add_to_module(module, "inf", f64::INFINITY);
        vm.add_to_module(module, "nan", f64::NAN);
        Ok(())
    },
};

const IN_UNIT: &str = "expected a number in range from -1 up to 1, got ";
const FINITE: &str = "expected a finite input, got ";
const POLE: &str = "expected a noninteger or positive integer, got ";

/// ValueError for an argument outside the function's domain; `message` ends in "got ", or is
/// empty for the general one.
#[cold]
fn domain(vm: &Vm, x: f64, message: &str) -> Raised {
    if message.is_empty() {
        return vm.value_error("math domain error");
    }
    vm.value_error(format!("{message}{}", float_repr::repr(x)))
}

#[cold]
fn range(vm: &Vm) -> Raised {
    vm.overflow_error("math range error")
}

/// A function that cannot overflow: an infinity from a finite argument is a domain error.
#[inline]
fn plain(vm: &Vm, x: f64, f: fn(f64) -> f64, message: &str) -> Result<f64> {
    let r = f(x);
    if r.is_nan() && !x.is_nan() || r.is_infinite() && x.is_finite() {
        return Err(domain(vm, x, message));
    }
    Ok(r)
}

/// A function that can overflow.
#[inline]
fn growing(vm: &Vm, x: f64, f: fn(f64) -> f64) -> Result<f64> {
    let r = f(x);
    if r.is_infinite() && x.is_finite() {
        Err(range(vm))
    } else {
        Ok(r)
    }
}

/// A float of moderate size without its fraction.
#[inline(always)]
fn near(x: f64) -> Option<i64> {
    (x.abs() < 1e15).then_some(x as i64)
}

/// The int nearest a float that has no fraction.
fn whole(vm: &Vm, x: f64) -> Result<Value> {
    if x.abs() < 9.0e18 {
        return Ok(vm.int(x as i64));
    }
    match bigint::from_f64(x) {
        Some(big) => Ok(vm.int_from_big(big)),
        None if x.is_nan() => Err(vm.value_error("cannot convert float NaN to integer")),
        None => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

/// What the special method gives, if the class has it.
fn by_method(vm: &Vm, x: &Value, name: &str) -> Result<Option<Value>> {
    match vm.lookup_special(x, &vm.intern(name))? {
        Some(method) => vm.call(&method, Args::NONE).map(Some),
        None => Ok(None),
    }
}

fn ceil(vm: &Vm, x: &Value) -> Result<Value> {
    match x.as_float() {
        Some(f) => match near(f) {
            Some(i) => Ok(vm.int(i + (i as f64).lt(&f) as i64)),
            None => whole(vm, f.ceil()),
        },
        None if x.is_small_int() => Ok(x.clone()),
        None => match by_method(vm, x, "__ceil__")? {
            Some(result) => Ok(result),
            None => whole(vm, vm.to_f64(x)?.ceil()),
        },
    }
}

fn floor(vm: &Vm, x: &Value) -> Result<Value> {
    match x.as_float() {
        Some(f) => match near(f) {
            Some(i) => Ok(vm.int(i - (i as f64).gt(&f) as i64)),
            None => whole(vm, f.floor()),
        },
        None if x.is_small_int() => Ok(x.clone()),
        None => match by_method(vm, x, "__floor__")? {
            Some(result) => Ok(result),
            None => whole(vm, vm.to_f64(x)?.floor()),
        },
    }
}

fn trunc(vm: &Vm, x: &Value) -> Result<Value> {
    if let Some(f) = x.as_float() {
        return whole(vm, f.trunc());
    }
    match by_method(vm, x, "__trunc__")? {
        Some(result) => Ok(result),
        None => {
            let name = vm.type_name(x);
            Err(vm.type_error(format!("type {name} doesn't define __trunc__ method")))
        }
    }
}

fn fma(vm: &Vm, x: f64, y: f64, z: f64) -> Result<f64> {
    let r = x.mul_add(y, z);
    if r.is_finite() {
        return Ok(r);
    }
    if r.is_nan() {
        let given_nan = x.is_nan() || y.is_nan() || z.is_nan();
        return if given_nan {
            Ok(r)
        } else {
            Err(vm.value_error("invalid operation in fma"))
        };
    }
    let finite = x.is_finite() && y.is_finite() && z.is_finite();
    if finite {
        Err(vm.overflow_error("overflow in fma"))
    } else {
        Ok(r)
    }
}

fn fmod(vm: &Vm, x: f64, y: f64) -> Result<f64> {
    if y.is_infinite() && x.is_finite() {
        return Ok(x);
    }
    let r = x % y;
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain(vm, x, ""));
    }
    Ok(r)
}

fn frexp(vm: &Vm, x: f64) -> Value {
    let (m, e) = special::frexp(x);
    vm.pair(Value::float(m), vm.int(e))
}

fn ldexp(vm: &Vm, x: f64, i: &Value) -> Result<f64> {
    let Some(int) = i.as_int() else {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    };
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let extreme = if int.is_negative() {
        i64::MIN
    } else {
        i64::MAX
    };
    let e = int.to_i64().unwrap_or(extreme);
    let r = special::ldexp(x, e);
    if r.is_infinite() {
        Err(range(vm))
    } else {
        Ok(r)
    }
}

fn modf(vm: &Vm, x: f64) -> Value {
    let (fraction, whole) = if x.is_infinite() {
        (0f64.copysign(x), x)
    } else {
        ((x - x.trunc()).copysign(x), x.trunc())
    };
    vm.pair(Value::float(fraction), Value::float(whole))
}

fn gamma(vm: &Vm, x: f64) -> Result<f64> {
    if x == f64::NEG_INFINITY || x == 0.0 || x < 0.0 && x.floor() == x {
        return Err(domain(vm, x, POLE));
    }
    growing(vm, x, special::gamma)
}

fn lgamma(vm: &Vm, x: f64) -> Result<f64> {
    if x.is_finite() && x <= 0.0 && x.floor() == x {
        return Err(domain(vm, x, POLE));
    }
    growing(vm, x, special::lgamma)
}

fn is_close(vm: &Vm, a: f64, b: f64, relative: f64, absolute: f64) -> Result<bool> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let apart = (b - a).abs();
    Ok(apart <= (relative * b).abs() || apart <= (relative * a).abs() || apart <= absolute)
}

/// A logarithm of a float, or of an int of any size.
fn log_of(vm: &Vm, x: &Value, f: fn(f64) -> f64) -> Result<f64> {
    if let Some(int) = x.as_int() {
        if int.is_negative() || int.is_zero() {
            return Err(vm.value_error("expected a positive input"));
        }
        if let IntRef::Big(big) = int {
            return Ok(match bigint::to_f64(big) {
                Some(x) => f(x),
                None => {
                    let (m, e) = bigint::frexp(big);
                    f(m) + f(2.0) * e as f64
                }
            });
        }
    }
    let x = vm.to_f64(x)?;
    plain(vm, x, f, "expected a positive input, got ")
}

fn log(vm: &Vm, x: &Value, base: Option<Value>) -> Result<f64> {
    let top = log_of(vm, x, f64::ln)?;
    let Some(base) = base else { return Ok(top) };
    let bottom = log_of(vm, &base, f64::ln)?;
    if bottom == 0.0 {
        Err(vm.zero_division_error("division by zero"))
    } else {
        Ok(top / bottom)
    }
}

fn next_after(vm: &Vm, x: f64, y: f64, steps: &Value) -> Result<f64> {
    if steps.is_none() {
        return Ok(step_towards(x, y, 1));
    }
    let steps = vm.index(steps)?;
    let Some(int) = steps.as_int() else {
        return Ok(x);
    };
    if int.is_negative() {
        return Err(vm.value_error("steps must be a non-negative integer"));
    }
    Ok(step_towards(
        x,
        y,
        int.to_i64().map_or(u64::MAX, |n| n as u64),
    ))
}

/// Floats in order, as numbers: -0.0 and 0.0 are both 0.
fn rank(x: f64) -> i128 {
    let magnitude = i128::from(x.to_bits() & (u64::MAX >> 1));
    if x.is_sign_negative() {
        -magnitude
    } else {
        magnitude
    }
}

fn step_towards(x: f64, y: f64, steps: u64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if steps == 0 {
        return x;
    }
    if x == y {
        return y;
    }
    let (from, to) = (rank(x), rank(y));
    let steps = i128::from(steps);
    if (to - from).abs() <= steps {
        return y;
    }
    let at = if to > from {
        from + steps
    } else {
        from - steps
    };
    let magnitude = f64::from_bits(at.unsigned_abs() as u64);
    let negative = at < 0 || at == 0 && from < 0;
    if negative { -magnitude } else { magnitude }
}

fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let next = f64::from_bits(x.to_bits() + 1);
    if next.is_infinite() {
        x - f64::from_bits(x.to_bits() - 1)
    } else {
        next - x
    }
}

fn pow(vm: &Vm, x: f64, y: f64) -> Result<f64> {
    let r = x.powf(y);
    if r.is_finite() || !x.is_finite() || !y.is_finite() {
        return Ok(r);
    }
    if r.is_nan() || x == 0.0 {
        Err(domain(vm, x, ""))
    } else {
        Err(range(vm))
    }
}

fn remainder(vm: &Vm, x: f64, y: f64) -> Result<f64> {
    if x.is_nan() || y.is_nan() {
        return Ok(f64::NAN);
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain(vm, x, ""));
    }
    if y.is_infinite() {
        return Ok(x);
    }
    // The quotient's parity decides a tie, and `part` of an even multiple keeps it exact.
    let (ax, ay) = (x.abs(), y.abs());
    let part = ax % ay;
    let rest = ay - part;
    let r = if part < rest {
        part
    } else if part > rest {
        -rest
    } else {
        part - 2.0 * ((0.5 * (ax - part)) % ay)
    };
    Ok(1f64.copysign(x) * r)
}
