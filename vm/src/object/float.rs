//! `float`: inline in the value; instances of subclasses are objects.

use super::Ref;
use super::float_methods;
use super::header::{Kind, Payload, VTable};
use super::int_ops::int_to_f64;
use super::typ::{Type, TypeDef};
use crate::args::Args;
use crate::num::float_parse;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Payload of instances of float's subclasses.
pub struct Float {
    /// The number.
    pub value: f64,
}

impl Payload for Float {
    const KIND: Kind = Kind::Float;
    const GC: bool = false;
}

/// The type `float`.
pub static FLOAT: TypeDef = TypeDef {
    name: "float",
    layout: Some(VTable::of::<Float>),
    subclassable: true,
    doc: "float(x=0, /)\n\nThe floating-point number that x, a number or text, stands for.",
    slots: super::float_ops::slots,
    methods: float_methods::METHODS,
    getsets: float_methods::GETSETS,
    ..TypeDef::EMPTY
};

impl Value {
    /// The float (subclasses included), without calling `__float__`.
    #[inline(always)]
    pub fn as_f64(&self) -> Option<f64> {
        match self.as_float() {
            Some(value) => Some(value),
            None => self.downcast_ref::<Float>().map(|float| float.body.value),
        }
    }
}

/// [`Vm::to_f64`] of what is neither an inline float nor an inline int.
///
/// # Errors
/// TypeError `must be real number, not str`, OverflowError for huge ints, and what `__float__`
/// raises.
pub(crate) fn to_f64_slow(vm: &Vm, v: &Value) -> Result<f64> {
    if let Some(value) = v.as_f64() {
        return Ok(value);
    }
    match by_protocol(vm, v)? {
        Some(value) => Ok(value),
        None => Err(vm.type_error(format!("must be real number, not {}", vm.type_name(v)))),
    }
}

/// The number by `__float__` or `__index__`; None if there is neither.
fn by_protocol(vm: &Vm, v: &Value) -> Result<Option<f64>> {
    let ty = vm.type_of(v);
    if let Some(convert) = ty.slots.float.get() {
        let result = vm.recurse(|| convert(vm, v))?;
        if let Some(value) = result.as_float() {
            return Ok(Some(value));
        }
        let (class, name) = (ty.name_text(), vm.type_name(&result));
        let Some(value) = result.as_f64() else {
            return Err(vm.type_error(format!(
                "{class}.__float__ returned non-float (type {name})"
            )));
        };
        vm.warn_deprecated(&format!(
            "{class}.__float__ returned non-float (type {name}).  The ability to return an instance of a \
             strict subclass of float is deprecated, and may be removed in a future version of Python."
        ))?;
        return Ok(Some(value));
    }
    if ty.slots.index.get().is_none() {
        return Ok(None);
    }
    let int = vm.index(v)?;
    int.as_int().map(|int| int_to_f64(vm, &int)).transpose()
}

/// `float.__new__`.
///
/// # Errors
/// What the conversion raises.
pub(super) fn new(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    if class.is(&vm.types().float) {
        args.no_keywords(vm, "float")?;
    }
    let value = match args.pos() {
        [] if args.names().is_empty() => 0.0,
        [x] if args.names().is_empty() => from_value(vm, x)?,
        _ if !args.names().is_empty() => {
            return Err(vm.type_error("float() takes no keyword arguments"));
        }
        more => {
            return Err(vm.type_error(format!(
                "float expected at most 1 argument, got {}",
                more.len()
            )));
        }
    };
    Ok(wrap(vm, class, value))
}

/// The number as an instance of `class`: `float` itself or a subclass.
fn wrap(vm: &Vm, class: &Ref<Type>, value: f64) -> Value {
    if class.is(&vm.types().float) {
        Value::float(value)
    } else {
        vm.alloc(class, Float { value }).into_value()
    }
}

/// `float(x)`.
fn from_value(vm: &Vm, x: &Value) -> Result<f64> {
    if let Some(value) = x.as_float() {
        return Ok(value);
    }
    if let Some(text) = x.exact_ref::<super::str::Str>()
        && let Some(value) = float_parse::parse(text.bytes())
    {
        return Ok(value);
    }
    if let Some(value) = by_protocol(vm, x)? {
        return Ok(value);
    }
    let parsed = match x.as_str_obj() {
        Some(text) => Some(float_parse::parse(text.bytes())),
        None => super::bytes_view::byte_view(vm, x, float_parse::parse_ascii)?,
    };
    match parsed {
        Some(Some(value)) => Ok(value),
        Some(None) => Err(bad_text(vm, "float", x)?),
        None => Err(vm.type_error(format!(
            "float() argument must be a string or a real number, not '{}'",
            vm.type_name(x)
        ))),
    }
}

/// ValueError: `could not convert string to float: 'x'`.
///
/// # Errors
/// What the text's `__repr__` raises.
pub(super) fn bad_text(vm: &Vm, kind: &str, text: &Value) -> Result<Raised> {
    let mut message = format!("could not convert string to {kind}: ").into_bytes();
    message.extend_from_slice(vm.repr(text)?.bytes());
    let message = vm.new_wtf8(&message).into_value();
    Ok(vm.error_with(&vm.exceptions().value_error, vec![message]))
}
