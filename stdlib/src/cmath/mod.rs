//! `cmath`: functions of complex numbers.

mod functions;
mod table;

use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::num::complex as arith;
use hasp_vm::object::complex_new;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use functions::{Answer, Complex, Problem};

macro_rules! functions {
    ($($signature:literal $function:path, $doc:literal;)*) => {
        &[
            $(native!($signature, |vm: &Vm, z: &Value| {
                let z = argument(vm, z)?;
                answer(vm, $function(z))
            }).doc($doc),)*
            native!("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", is_close)
                .doc("Determine whether two complex numbers are close in value."),
            native!("isfinite(z, /)", |vm: &Vm, z: &Value| {
                let (re, im) = argument(vm, z)?;
                Ok(re.is_finite() && im.is_finite())
            }).doc("Return True if both parts are finite."),
            native!("isinf(z, /)", |vm: &Vm, z: &Value| {
                let (re, im) = argument(vm, z)?;
                Ok(re.is_infinite() || im.is_infinite())
            }).doc("Return True if a part is infinite."),
            native!("isnan(z, /)", |vm: &Vm, z: &Value| {
                let (re, im) = argument(vm, z)?;
                Ok(re.is_nan() || im.is_nan())
            }).doc("Return True if a part is not a number."),
            native!("log(z, base=?, /)", log)
                .doc("Return the logarithm of z to the given base, by default e."),
            native!("phase(z, /)", |vm: &Vm, z: &Value| {
                let z = argument(vm, z)?;
                functions::phase(z).map_err(|problem| raise(vm, problem))
            }).doc("Return the angle of z."),
            native!("polar(z, /)", polar).doc("Return modulus and angle of z."),
            native!("rect(r, phi, /)", |vm: &Vm, r: f64, phi: f64| {
                answer(vm, functions::rect(r, phi))
            }).doc("Return the number with this modulus and angle."),
        ]
    };
}

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "cmath",
    doc: "This module provides access to mathematical functions for complex\nnumbers.",
    functions: functions! {
        "acos(z, /)" functions::acos, "Return the arc cosine of z.";
        "acosh(z, /)" functions::acosh, "Return the inverse hyperbolic cosine of z.";
        "asin(z, /)" functions::asin, "Return the arc sine of z.";
        "asinh(z, /)" functions::asinh, "Return the inverse hyperbolic sine of z.";
        "atan(z, /)" functions::atan, "Return the arc tangent of z.";
        "atanh(z, /)" functions::atanh, "Return the inverse hyperbolic tangent of z.";
        "cos(z, /)" functions::cos, "Return the cosine of z.";
        "cosh(z, /)" functions::cosh, "Return the hyperbolic cosine of z.";
        "exp(z, /)" functions::exp, "Return e to the power of z.";
        "log10(z, /)" functions::log10, "Return the logarithm of z to base 10.";
        "sin(z, /)" functions::sin, "Return the sine of z.";
        "sinh(z, /)" functions::sinh, "Return the hyperbolic sine of z.";
        "sqrt(z, /)" functions::sqrt, "Return the square root of z.";
        "tan(z, /)" functions::tan, "Return the tangent of z.";
        "tanh(z, /)" functions::tanh, "Return the hyperbolic tangent of z.";
    },
    init: |vm, module| {
        use std::f64::consts;
        for (name, value) in [
            ("pi", consts::PI),
            ("e", consts::E),
            ("tau", consts::TAU),
            ("inf", f64::INFINITY),
            ("nan", f64::NAN),
        ] {
            vm.add_to_module(module, name, Value::float(value));
        }
        vm.add_to_module(module, "infj", vm.complex(0.0, f64::INFINITY));
        vm.add_to_module(module, "nanj", vm.complex(0.0, f64::NAN));
        Ok(())
    },
};

/// The number of an argument: a complex one, one that has `__complex__`, or a real one.
fn argument(vm: &Vm, v: &Value) -> Result<Complex> {
    if let Some(z) = complex_new::by_method(vm, v)? {
        return Ok((z.0, z.1));
    }
    match v.as_complex() {
        Some(z) => Ok((z.0, z.1)),
        None => Ok((vm.to_f64(v)?, 0.0)),
    }
}

#[cold]
fn raise(vm: &Vm, problem: Problem) -> Raised {
    match problem {
        Problem::Domain => vm.value_error("math domain error"),
        Problem::Range => vm.overflow_error("math range error"),
    }
}

fn answer(vm: &Vm, answer: Answer) -> Result<Value> {
    match answer {
        Ok((re, im)) => Ok(vm.complex(re, im)),
        Err(problem) => Err(raise(vm, problem)),
    }
}

fn log(vm: &Vm, z: &Value, base: Option<&Value>) -> Result<Value> {
    let z = argument(vm, z)?;
    let Some(base) = base else {
        return answer(vm, functions::ln(z));
    };
    let base = argument(vm, base)?;
    // Only the base's logarithm is checked, as CPython does it.
    let quotient = functions::ln(base)
        .and_then(|base| arith::div(functions::unchecked_ln(z), base).ok_or(Problem::Domain));
    answer(vm, quotient)
}

fn polar(vm: &Vm, z: &Value) -> Result<Value> {
    let z = argument(vm, z)?;
    match arith::abs(z) {
        Some(r) => Ok(vm.pair(Value::float(r), Value::float(z.1.atan2(z.0)))),
        None => Err(raise(vm, Problem::Range)),
    }
}

fn is_close(vm: &Vm, a: &Value, b: &Value, rel_tol: f64, abs_tol: f64) -> Result<bool> {
    let (a, b) = (argument(vm, a)?, argument(vm, b)?);
    if rel_tol < 0.0 || abs_tol < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if [a.0, a.1, b.0, b.1].iter().any(|x| x.is_infinite()) {
        return Ok(false);
    }
    let size = |z: Complex| z.0.hypot(z.1);
    let difference = size((a.0 - b.0, a.1 - b.1));
    Ok(difference <= rel_tol * size(b) || difference <= rel_tol * size(a) || difference <= abs_tol)
}
