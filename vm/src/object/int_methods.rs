//! `int`: its methods and attributes.

use super::Ref;
use super::int::{Int, IntRef};
use super::int_ops::{operand, repr, to_exact};
use super::str::Str;
use crate::native;
use crate::native::{GetSetDef, NativeDef};
use crate::num::bigint;
use crate::text::format_number;
use crate::text::format_spec::SpecError;
use crate::value::Value;
use crate::vm::{Result, Vm};

pub(super) static METHODS: &[NativeDef] = &[
    native!("bit_length(self, /)", bit_length).doc("Number of bits that the magnitude takes."),
    native!("bit_count(self, /)", bit_count).doc("Number of ones in the binary magnitude."),
    native!(
        "to_bytes(self, /, length=1, byteorder='big', *, signed=False)",
        to_bytes
    )
    .doc("The number as bytes, most or least significant first."),
    native!(
        "from_bytes(self, /, bytes, byteorder='big', *, signed=False)",
        from_bytes
    )
    .class_method()
    .doc("The number that the bytes stand for."),
    native!("as_integer_ratio(self, /)", as_integer_ratio).doc("The number and 1."),
    native!("conjugate(self, /)", to_exact).doc("The number itself."),
    native!("is_integer(self, /)", is_integer).doc("True."),
    native!("__trunc__(self, /)", to_exact).doc("The number itself."),
    native!("__floor__(self, /)", to_exact).doc("The number itself."),
    native!("__ceil__(self, /)", to_exact).doc("The number itself."),
    native!("__round__(self, ndigits=None, /)", round)
        .doc("The number rounded to a power of ten where ndigits is negative, half to even."),
    native!("__format__(self, format_spec, /)", format)
        .doc("The number by a format specification."),
    native!("__getnewargs__(self, /)", getnewargs),
    native!("__sizeof__(self, /)", sizeof).doc("Size in memory, in bytes."),
];

pub(super) static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "real",
        get: to_exact,
        set: None,
    },
    GetSetDef {
        name: "imag",
        get: |_, _| Ok(Value::small_int(0)),
        set: None,
    },
    GetSetDef {
        name: "numerator",
        get: to_exact,
        set: None,
    },
    GetSetDef {
        name: "denominator",
        get: |_, _| Ok(Value::small_int(1)),
        set: None,
    },
];

fn bit_length(vm: &Vm, this: &Value) -> Result<usize> {
    Ok(operand(vm, this)?.bit_length())
}

fn bit_count(vm: &Vm, this: &Value) -> Result<usize> {
    Ok(match operand(vm, this)? {
        IntRef::Small(i) => i.unsigned_abs().count_ones() as usize,
        IntRef::Big(big) => bigint::bit_count(big),
    })
}

/// True for `'big'`, false for `'little'`.
fn is_big_endian(vm: &Vm, byteorder: &Ref<Str>) -> Result<bool> {
    match byteorder.bytes() {
        b"big" => Ok(true),
        b"little" => Ok(false),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn to_bytes(
    vm: &Vm,
    this: &Value,
    length: isize,
    byteorder: &Value,
    signed: bool,
) -> Result<Value> {
    let Some(order) = byteorder.as_str_obj() else {
        let name = vm.argument_class(byteorder);
        return Err(vm.type_error(format!(
            "to_bytes() argument 'byteorder' must be str, not {name}"
        )));
    };
    let big = is_big_endian(vm, order)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    crate::text::try_buffer(length).map_err(|_| vm.memory_error(""))?;
    let int = operand(vm, this)?;
    match bigint::to_bytes(&int.as_big(), length, big, signed) {
        Ok(bytes) => Ok(vm.bytes(&bytes)),
        Err(error) => Err(vm.overflow_error(error.message())),
    }
}

fn from_bytes(
    vm: &Vm,
    class: &Value,
    bytes: &Value,
    byteorder: &Value,
    signed: bool,
) -> Result<Value> {
    let Some(order) = byteorder.as_str_obj() else {
        let name = vm.argument_class(byteorder);
        return Err(vm.type_error(format!(
            "from_bytes() argument 'byteorder' must be str, not {name}"
        )));
    };
    let big = is_big_endian(vm, order)?;
    let int = match vm.bytes_or_dunder(bytes)? {
        Some(bytes) => bigint::from_bytes(&bytes, big, signed),
        None => bigint::from_bytes(&bytes_of_items(vm, bytes)?, big, signed),
    };
    vm.for_class(&vm.types().int, class, vm.int_from_big(int))
}

/// The bytes that an iterable of ints stands for; text is none.
fn bytes_of_items(vm: &Vm, v: &Value) -> Result<Vec<u8>> {
    let slots = &vm.type_of(v).slots;
    let iterable = slots.iter.get().is_some() || slots.getitem.get().is_some();
    if v.as_str_obj().is_some() || !iterable {
        let name = vm.type_name(v);
        return Err(vm.type_error(format!("cannot convert '{name}' object to bytes")));
    }
    vm.bytes_from_iterable(v, "bytes")
}

fn as_integer_ratio(vm: &Vm, this: &Value) -> Result<Value> {
    Ok(vm.pair(to_exact(vm, this)?, Value::small_int(1)))
}

fn is_integer(_: &Vm, _: &Value) -> bool {
    true
}

/// `round(this, ndigits)`.
fn round(vm: &Vm, this: &Value, ndigits: &Value) -> Result<Value> {
    if ndigits.is_none() {
        return to_exact(vm, this);
    }
    let digits = vm.index_clipped(ndigits)?;
    if digits >= 0 {
        return to_exact(vm, this);
    }
    let rounded =
        bigint::round_to_power_of_ten(&operand(vm, this)?.as_big(), digits.unsigned_abs());
    Ok(vm.int_from_big(rounded))
}

fn format(vm: &Vm, this: &Value, spec: &Value) -> Result<Value> {
    let spec = format_spec(vm, spec)?;
    if spec.bytes().is_empty() {
        return if this.is_small_int() || this.exact_ref::<Int>().is_some() {
            repr(vm, this)
        } else {
            vm.to_str(this).map(Ref::into_value)
        };
    }
    let int = operand(vm, this)?;
    let big = int.as_big();
    let int = int.to_i64().map_or(
        format_number::IntRef::Big(&big),
        format_number::IntRef::Small,
    );
    let text = format_number::format_int(
        int,
        spec.bytes(),
        &vm.type_name(this),
        vm.int_max_str_digits(),
    );
    formatted(vm, text)
}

/// The argument of `__format__`.
///
/// # Errors
/// TypeError if it is no string.
pub(super) fn format_spec<'a>(vm: &Vm, spec: &'a Value) -> Result<&'a Ref<Str>> {
    spec.as_str_obj().ok_or_else(|| {
        let name = vm.argument_class(spec);
        vm.type_error(format!("__format__() argument must be str, not {name}"))
    })
}

/// What formatting gave, as a string or an exception.
///
/// # Errors
/// ValueError, OverflowError or MemoryError, as the formatter says.
pub(super) fn formatted(vm: &Vm, text: std::result::Result<Vec<u8>, SpecError>) -> Result<Value> {
    match text {
        Ok(text) => Ok(vm.new_wtf8(&text).into_value()),
        Err(SpecError::Value(message)) => Err(vm.value_error(message)),
        Err(SpecError::Overflow(message)) => Err(vm.overflow_error(message)),
        Err(SpecError::TooLarge) => Err(vm.memory_error("")),
    }
}

fn getnewargs(vm: &Vm, this: &Value) -> Result<Value> {
    Ok(vm.tuple(vec![to_exact(vm, this)?]))
}

/// As in CPython, which keeps 30 bits in each four bytes.
fn sizeof(vm: &Vm, this: &Value) -> Result<usize> {
    let bits = operand(vm, this)?.bit_length();
    Ok(24 + 4 * bits.div_ceil(30).max(1))
}
