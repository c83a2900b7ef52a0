//! Small things several native modules need.

use hasp_vm::object::Ref;
use hasp_vm::object::typ::Type;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// `iter(self)` of iterators.
pub(crate) fn iter_self(_: &Vm, v: &Value) -> Result<Value> {
    Ok(v.clone())
}

/// A class that a native module holds.
pub(crate) fn class_of_module(vm: &Vm, module: &str, name: &str) -> Result<Ref<Type>> {
    let module = vm.import_module(module)?;
    let class = vm.get_attr_str(&module, name)?;
    class
        .downcast::<Type>()
        .map_err(|v| vm.wrong_type("type", &v))
}

/// `name(arguments)` texts without stopping at lone surrogates.
pub(crate) fn join(vm: &Vm, parts: &[&[u8]]) -> Value {
    vm.new_wtf8(&parts.concat()).into_value()
}

/// A number of seconds as nanoseconds, for waits: fractions are rounded up, away from zero.
///
/// # Errors
/// TypeError for what is no number; ValueError for NaN; OverflowError.
pub(crate) fn duration_arg(vm: &Vm, seconds: &Value) -> Result<i64> {
    duration_in(vm, seconds, 1_000_000_000)
}

/// The same for a number of units that last `unit` nanoseconds.
///
/// # Errors
/// As [`duration_arg`].
pub(crate) fn duration_in(vm: &Vm, count: &Value, unit: i64) -> Result<i64> {
    let too_large = || vm.overflow_error("timestamp out of range for C PyTime_t");
    if let Some(count) = count.as_float() {
        if count.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let nanos = count * unit as f64;
        let nanos = if nanos < 0.0 {
            nanos.floor()
        } else {
            nanos.ceil()
        };
        // 2^63 as a float: the first number that does not fit.
        if !(-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&nanos) {
            return Err(too_large());
        }
        return Ok(nanos as i64);
    }
    if count.as_int().is_none() && vm.type_of(count).slots.index.get().is_none() {
        let class = vm.type_name(count);
        return Err(vm.type_error(format!(
            "'{class}' object cannot be interpreted as an integer or float"
        )));
    }
    let count = vm.index(count)?;
    let count = count.as_int().and_then(|i| i.to_i64());
    count
        .and_then(|n| n.checked_mul(unit))
        .ok_or_else(too_large)
}
