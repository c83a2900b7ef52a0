//! `float`: its slots.

use std::cmp::Ordering;

use hasp_compiler::op::BinOp;

use super::complex;
use super::int::IntRef;
use super::int_ops::int_to_f64;
use crate::num::float_arith::{self, PowError};
use crate::num::{bigint, float_repr, hash};
use crate::proto::compare::identity_hash;
use crate::slots::{CmpOp, DIVMOD, Slots};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

pub(super) fn slots(s: &Slots) {
    s.repr.set(Some(repr));
    s.hash.set(Some(hash));
    s.compare.set(Some(compare));
    s.new.set(Some(super::float::new));
    s.bool.set(Some(|vm, v| Ok(this(vm, v)? != 0.0)));
    s.neg.set(Some(|vm, v| Ok(Value::float(-this(vm, v)?))));
    s.pos.set(Some(to_exact));
    s.float.set(Some(to_exact));
    s.abs
        .set(Some(|vm, v| Ok(Value::float(this(vm, v)?.abs()))));
    s.int.set(Some(|vm, v| int_from_f64(vm, this(vm, v)?)));
    s.pow3.set(Some(pow3));
    s.binary[BinOp::Add as usize].set(Some(add));
    s.binary[BinOp::Sub as usize].set(Some(sub));
    s.binary[BinOp::Mul as usize].set(Some(mul));
    s.binary[BinOp::TrueDiv as usize].set(Some(true_div));
    s.binary[BinOp::FloorDiv as usize].set(Some(floor_div));
    s.binary[BinOp::Mod as usize].set(Some(modulo));
    s.binary[BinOp::Pow as usize].set(Some(pow));
    s.binary[DIVMOD].set(Some(div_mod));
}

/// The float that a slot or method was called on.
///
/// # Errors
/// TypeError for anything else: the function was taken from the class and called on its own.
#[inline]
pub(super) fn this(vm: &Vm, v: &Value) -> Result<f64> {
    v.as_f64().ok_or_else(|| vm.wrong_self(v))
}

/// `+v`: the number as a plain float.
pub(super) fn to_exact(vm: &Vm, v: &Value) -> Result<Value> {
    this(vm, v).map(Value::float)
}

/// An operand as a float: floats and ints only, None for anything else.
#[inline]
fn operand(vm: &Vm, v: &Value) -> Result<Option<f64>> {
    if let Some(value) = v.as_f64() {
        return Ok(Some(value));
    }
    v.as_int().map(|int| int_to_f64(vm, &int)).transpose()
}

#[cold]
fn zero_division(vm: &Vm) -> Raised {
    vm.zero_division_error("division by zero")
}

/// A binary slot: `name(vm, x, y)` computes with both operands as floats.
macro_rules! binary {
    ($(#[doc = $doc:literal] $name:ident |$vm:ident, $x:ident, $y:ident| $result:expr;)*) => {$(
        #[doc = $doc]
        fn $name($vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
            let (Some($x), Some($y)) = (operand($vm, a)?, operand($vm, b)?) else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            $result
        }
    )*};
}
binary! {
    /// `a + b`
    add |vm, x, y| Ok(Value::float(x + y));
    /// `a - b`
    sub |vm, x, y| Ok(Value::float(x - y));
    /// `a * b`
    mul |vm, x, y| Ok(Value::float(x * y));
    /// `a / b`
    true_div |vm, x, y| if y == 0.0 { Err(zero_division(vm)) } else { Ok(Value::float(x / y)) };
    /// `a // b`
    floor_div |vm, x, y| {
        if y == 0.0 { Err(zero_division(vm)) } else { Ok(Value::float(float_arith::floor_div(x, y))) }
    };
    /// `a % b`
    modulo |vm, x, y| {
        if y == 0.0 { Err(zero_division(vm)) } else { Ok(Value::float(float_arith::modulo(x, y))) }
    };
    /// `divmod(a, b)`
    div_mod |vm, x, y| {
        if y == 0.0 {
            return Err(zero_division(vm));
        }
        let (q, r) = float_arith::div_mod(x, y);
        Ok(vm.pair(Value::float(q), Value::float(r)))
    };
    /// `a ** b`
    pow |vm, x, y| pow_f64(vm, x, y);
}

/// `x ** y`, which is complex for a negative base and a broken exponent.
///
/// # Errors
/// ZeroDivisionError, OverflowError.
pub(super) fn pow_f64(vm: &Vm, x: f64, y: f64) -> Result<Value> {
    match float_arith::pow(x, y) {
        Ok(power) => Ok(Value::float(power)),
        Err(PowError::ZeroToNegative) => Err(vm.zero_division_error("zero to a negative power")),
        Err(PowError::Overflow) => {
            let args = vec![vm.int(34), vm.str("Numerical result out of range")];
            Err(vm.error_with(&vm.exceptions().overflow_error, args))
        }
        Err(PowError::NeedsComplex) => complex::pow_complex(vm, (x, 0.0), (y, 0.0)),
    }
}

fn pow3(vm: &Vm, _: &Value, _: &Value, _: &Value) -> Result<Value> {
    Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"))
}

/// How an int compares with a float, exactly; None for nan.
pub(super) fn compare_int(int: &IntRef<'_>, float: f64) -> Option<Ordering> {
    match int {
        IntRef::Small(i) => bigint::cmp_i64_f64(*i, float),
        IntRef::Big(big) => bigint::cmp_f64(big, float),
    }
}

/// Comparison with a float or an int, exact.
fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let x = this(vm, a)?;
    let ordering = if let Some(y) = b.as_f64() {
        x.partial_cmp(&y)
    } else if let Some(int) = b.as_int() {
        compare_int(&int, x).map(Ordering::reverse)
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(op.holds(ordering)))
}

/// `hash(v)`; a nan is hashed by identity.
fn hash(vm: &Vm, v: &Value) -> Result<i64> {
    match hash::hash_f64(this(vm, v)?) {
        Some(hash) => Ok(hash),
        None => identity_hash(vm, v),
    }
}

/// `repr(v)`.
pub(super) fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let text = float_repr::repr(this(vm, v)?);
    Ok(vm.new_ascii(text.as_bytes()).into_value())
}

/// The whole number that is left when the fraction is cut off.
///
/// # Errors
/// ValueError for nan, OverflowError for infinities.
pub(crate) fn int_from_f64(vm: &Vm, value: f64) -> Result<Value> {
    // Every float of smaller magnitude is cut exactly by the machine's own conversion.
    const EXACT: f64 = 9.0e18;
    if value.abs() < EXACT {
        return Ok(vm.int(value as i64));
    }
    match bigint::from_f64(value) {
        Some(big) => Ok(vm.int_from_big(big)),
        None if value.is_nan() => Err(vm.value_error("cannot convert float NaN to integer")),
        None => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}
