//! `float`: its methods and attributes.

use super::Ref;
use super::float_ops::{int_from_f64, repr, this, to_exact};
use super::int_methods::{format_spec, formatted};
use crate::native;
use crate::native::{GetSetDef, NativeDef};
use crate::num::float_arith;
use crate::num::float_hex::{self, HexError};
use crate::text::format_number;
use crate::value::Value;
use crate::vm::{Result, Vm};

pub(super) static METHODS: &[NativeDef] = &[
    native!("conjugate(self, /)", to_exact).doc("The number itself."),
    native!("is_integer(self, /)", is_integer).doc("True if there is no fraction."),
    native!("as_integer_ratio(self, /)", as_integer_ratio)
        .doc("Numerator and denominator of the exact value, in lowest terms."),
    native!("hex(self, /)", hex).doc("The number in hexadecimal digits."),
    native!("fromhex(self, string, /)", fromhex)
        .class_method()
        .doc("The number from hexadecimal digits."),
    native!("from_number(self, number, /)", from_number)
        .class_method()
        .doc("The number as a float."),
    native!("__trunc__(self, /)", trunc).doc("The number without its fraction, as an int."),
    native!("__floor__(self, /)", floor).doc("The greatest int that is not above the number."),
    native!("__ceil__(self, /)", ceil).doc("The least int that is not below the number."),
    native!("__round__(self, ndigits=None, /)", round).doc("The number rounded half to even."),
    native!("__format__(self, format_spec, /)", format)
        .doc("The number by a format specification."),
    native!("__getnewargs__(self, /)", getnewargs),
    native!("__getformat__(self, typestr, /)", getformat).class_method(),
    native!("__sizeof__(self, /)", |_: &Vm, _: &Value| 24_i64).doc("Size in memory, in bytes."),
];

pub(super) static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "real",
        get: to_exact,
        set: None,
    },
    GetSetDef {
        name: "imag",
        get: |_, _| Ok(Value::float(0.0)),
        set: None,
    },
];

fn is_integer(vm: &Vm, v: &Value) -> Result<bool> {
    let value = this(vm, v)?;
    Ok(value.is_finite() && value.floor() == value)
}

fn as_integer_ratio(vm: &Vm, v: &Value) -> Result<Value> {
    let value = this(vm, v)?;
    if value.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let (numerator, denominator) = float_arith::as_integer_ratio(value);
    Ok(vm.pair(vm.int_from_big(numerator), vm.int_from_big(denominator)))
}

fn hex(vm: &Vm, v: &Value) -> Result<String> {
    Ok(float_hex::to_hex(this(vm, v)?))
}

fn fromhex(vm: &Vm, class: &Value, string: &Value) -> Result<Value> {
    let Some(text) = string.as_str_obj() else {
        return Err(vm.type_error("bad argument type for built-in operation"));
    };
    match float_hex::from_hex(text.bytes()) {
        Ok(value) => vm.for_class(&vm.types().float, class, Value::float(value)),
        Err(error @ HexError::Invalid) => Err(vm.value_error(error.message())),
        Err(error @ HexError::TooLarge) => Err(vm.overflow_error(error.message())),
    }
}

fn from_number(vm: &Vm, class: &Value, number: &Value) -> Result<Value> {
    let value = vm.to_f64(number)?;
    vm.for_class(&vm.types().float, class, Value::float(value))
}

fn trunc(vm: &Vm, v: &Value) -> Result<Value> {
    int_from_f64(vm, this(vm, v)?)
}

fn floor(vm: &Vm, v: &Value) -> Result<Value> {
    int_from_f64(vm, this(vm, v)?.floor())
}

fn ceil(vm: &Vm, v: &Value) -> Result<Value> {
    int_from_f64(vm, this(vm, v)?.ceil())
}

fn round(vm: &Vm, v: &Value, ndigits: &Value) -> Result<Value> {
    let value = this(vm, v)?;
    if ndigits.is_none() {
        return int_from_f64(vm, float_arith::round_half_even(value));
    }
    let digits = vm.index_clipped(ndigits)?;
    match float_arith::round_digits(value, digits) {
        Some(rounded) => Ok(Value::float(rounded)),
        None => Err(vm.overflow_error("rounded value too large to represent")),
    }
}

fn format(vm: &Vm, v: &Value, spec: &Value) -> Result<Value> {
    let spec = format_spec(vm, spec)?;
    if spec.bytes().is_empty() {
        return if v.is_float() {
            repr(vm, v)
        } else {
            vm.to_str(v).map(Ref::into_value)
        };
    }
    formatted(
        vm,
        format_number::format_float(this(vm, v)?, spec.bytes(), &vm.type_name(v)),
    )
}

fn getnewargs(vm: &Vm, v: &Value) -> Result<Value> {
    Ok(vm.tuple(vec![to_exact(vm, v)?]))
}

fn getformat(vm: &Vm, _class: &Value, typestr: &Value) -> Result<&'static str> {
    let Some(text) = typestr.as_str_obj() else {
        let name = vm.argument_class(typestr);
        return Err(vm.type_error(format!("__getformat__() argument must be str, not {name}")));
    };
    match text.bytes() {
        b"double" | b"float" if cfg!(target_endian = "little") => Ok("IEEE, little-endian"),
        b"double" | b"float" => Ok("IEEE, big-endian"),
        _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}
