//! `str.format`, `str.format_map`, `str.__format__`, and formatting by a specification without
//! a detour over `__format__` for the frequent types.

use super::Ref;
use super::str::Str;
use super::str_methods::{Text, bad_argument, view};
use crate::object::tuple::Tuple;
use crate::text::format_number::{self, IntRef as TextInt};
use crate::text::format_spec::{self, SpecError};
use crate::text::format_str::{
    self, Accessor, Field, First, MAX_DEPTH, Numbering, TOO_DEEP, Template,
};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// The exception for a specification that does not work.
#[cold]
pub(crate) fn spec_error(vm: &Vm, e: SpecError) -> Raised {
    match e {
        SpecError::Value(message) => vm.value_error(message),
        SpecError::Overflow(message) => vm.overflow_error(message),
        SpecError::TooLarge => vm.memory_error(""),
    }
}

/// Appends `format(v, spec)` if `v` is an exact str, small int or float; false for all else.
///
/// # Errors
/// As `__format__` of the type.
#[inline]
pub(crate) fn quick_format(vm: &Vm, v: &Value, spec: &[u8], out: &mut Vec<u8>) -> Result<bool> {
    if spec.is_empty() {
        if let Some(s) = v.exact_ref::<Str>() {
            out.extend_from_slice(s.bytes());
            return Ok(true);
        }
        if let Some(i) = v.as_small_int() {
            super::str_percent::push_decimal(out, i);
            return Ok(true);
        }
    }
    match specified(v, spec) {
        None => Ok(false),
        Some(Ok(text)) => {
            out.extend_from_slice(&text);
            Ok(true)
        }
        Some(Err(e)) => Err(spec_error(vm, e)),
    }
}

/// The value by a specification, if it is an exact str, small int or float.
#[inline]
fn specified(v: &Value, spec: &[u8]) -> Option<std::result::Result<Vec<u8>, SpecError>> {
    if let Some(s) = v.exact_ref::<Str>() {
        Some(format_spec::format_str(view(s), spec, "str"))
    } else if let Some(i) = v.as_small_int() {
        Some(format_number::format_int(TextInt::Small(i), spec, "int", 0))
    } else {
        let x = v.as_float()?;
        Some(format_number::format_float(x, spec, "float"))
    }
}

/// `format(v, spec)` for those types; None for all else.
///
/// # Errors
/// As `__format__` of the type.
pub(crate) fn quick_formatted(vm: &Vm, v: &Value, spec: &[u8]) -> Result<Option<Ref<Str>>> {
    if let Some(i) = v.as_small_int().filter(|_| spec.is_empty()) {
        let mut out = Vec::with_capacity(20);
        super::str_percent::push_decimal(&mut out, i);
        return Ok(Some(vm.new_ascii(&out)));
    }
    match specified(v, spec) {
        None => Ok(None),
        Some(Ok(text)) => {
            vm.check_text_len(text.len())?;
            Ok(Some(vm.new_wtf8(&text)))
        }
        Some(Err(e)) => Err(spec_error(vm, e)),
    }
}

/// `str.__format__`.
pub(super) fn dunder_format(vm: &Vm, s: Text<'_>, spec: &Value) -> Result<Value> {
    let Some(spec) = spec.as_str_obj() else {
        return Err(bad_argument(vm, "__format__", 0, "str", spec));
    };
    if spec.body.is_empty() {
        return vm.to_str(s.value()).map(Ref::into_value);
    }
    let name = vm.type_name(s.value());
    match format_spec::format_str(view(&s), spec.bytes(), &name) {
        Ok(text) => vm.text(&text),
        Err(e) => Err(spec_error(vm, e)),
    }
}

/// Where fields come from.
struct Source<'a> {
    /// Positional arguments; None for `format_map`.
    args: Option<&'a Ref<Tuple>>,
    /// Keyword arguments, or the mapping.
    named: &'a Value,
}

pub(super) fn format(vm: &Vm, s: Text<'_>, args: &Value, kwargs: &Value) -> Result<Value> {
    run(
        vm,
        &s,
        &Source {
            args: args.as_tuple(),
            named: kwargs,
        },
    )
}

pub(super) fn format_map(vm: &Vm, s: Text<'_>, mapping: &Value) -> Result<Value> {
    run(
        vm,
        &s,
        &Source {
            args: None,
            named: mapping,
        },
    )
}

fn run(vm: &Vm, s: &Ref<Str>, source: &Source<'_>) -> Result<Value> {
    if memchr::memchr2(b'{', b'}', s.bytes()).is_none() && !s.body.is_empty() {
        return Ok(s.value().clone());
    }
    let mut out = Vec::with_capacity(s.body.len() * 2);
    let mut numbering = Numbering::default();
    build(vm, s.bytes(), source, &mut numbering, MAX_DEPTH, &mut out)?;
    vm.text(&out)
}

fn build(
    vm: &Vm,
    template: &[u8],
    source: &Source<'_>,
    numbering: &mut Numbering,
    depth: usize,
    out: &mut Vec<u8>,
) -> Result<()> {
    if depth == 0 {
        return Err(vm.value_error(TOO_DEEP));
    }
    for piece in Template::new(template) {
        let piece = piece.map_err(|message| vm.value_error(message))?;
        out.extend_from_slice(piece.literal);
        if let Some(field) = piece.field {
            put_field(vm, &field, source, numbering, depth, out)?;
        }
        vm.check_text_len(out.len())?;
    }
    Ok(())
}

fn put_field(
    vm: &Vm,
    field: &Field<'_>,
    source: &Source<'_>,
    numbering: &mut Numbering,
    depth: usize,
    out: &mut Vec<u8>,
) -> Result<()> {
    let mut value = field_value(vm, field.name, source, numbering)?;
    if let Some(conversion) = field.conversion {
        value = match u8::try_from(conversion) {
            Ok(b'r') => vm.repr(&value)?,
            Ok(b's') => vm.to_str(&value)?,
            Ok(b'a') => vm.ascii(&value)?,
            _ => return Err(vm.value_error(format_str::unknown_conversion(conversion))),
        }
        .into_value();
    }
    let mut nested = Vec::new();
    let spec = if field.nested {
        build(vm, field.spec, source, numbering, depth - 1, &mut nested)?;
        &nested[..]
    } else {
        field.spec
    };
    if quick_format(vm, &value, spec, out)? {
        return Ok(());
    }
    let spec = vm.new_wtf8(spec).into_value();
    out.extend_from_slice(vm.format(&value, Some(&spec))?.bytes());
    Ok(())
}

fn field_value(
    vm: &Vm,
    name: &[u8],
    source: &Source<'_>,
    numbering: &mut Numbering,
) -> Result<Value> {
    let (first, accessors) =
        format_str::split_name(name).map_err(|message| vm.value_error(message))?;
    let mut value = match numbering
        .resolve(first)
        .map_err(|message| vm.value_error(message))?
    {
        First::Index(i) => match source.args {
            None => return Err(vm.value_error("Format string contains positional fields")),
            Some(args) => args.as_slice().get(i).cloned().ok_or_else(|| {
                vm.index_error(format!(
                    "Replacement index {i} out of range for positional args tuple"
                ))
            })?,
        },
        First::Name(name) => {
            let key = vm.new_wtf8(name).into_value();
            match source.args {
                None => vm.get_item(source.named, &key)?,
                Some(_) => {
                    let found = match source.named.as_dict() {
                        Some(dict) => dict.get(vm, &key)?,
                        None => None,
                    };
                    found.ok_or_else(|| vm.key_error(key))?
                }
            }
        }
        First::Auto => unreachable!("numbering gives every automatic field its index"),
    };
    for accessor in accessors {
        value = match accessor.map_err(|message| vm.value_error(message))? {
            Accessor::Attribute(name) => vm.get_attr(&value, &vm.intern_wtf8(name))?,
            Accessor::Index(i) => vm.get_item(&value, &vm.int(i as i64))?,
            Accessor::Key(key) => vm.get_item(&value, vm.new_wtf8(key).value())?,
        };
    }
    Ok(value)
}
