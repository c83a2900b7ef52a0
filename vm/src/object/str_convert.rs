//! Methods of `str` that convert: case, padding, encoding.

use super::Ref;
use super::str::Str;
use super::str_methods::{Text, view};
use super::str_type::as_exact;
use crate::text::{TooLarge, methods, wtf8};
use crate::value::Value;
use crate::vm::{Result, Vm};

macro_rules! cases {
    ($($name:ident)*) => {$(
        pub(super) fn $name(vm: &Vm, s: Text<'_>) -> Result<Value> {
            if s.is_ascii() {
                return Ok(vm.new_ascii(&methods::$name(s.bytes())).into_value());
            }
            vm.text(&methods::$name(s.bytes()))
        }
    )*};
}
cases! { title capitalize swapcase casefold }

pub(super) fn upper(vm: &Vm, s: Text<'_>) -> Result<Value> {
    if s.is_ascii() {
        return Ok(vm
            .map_ascii(s.bytes(), |b| b.to_ascii_uppercase())
            .into_value());
    }
    vm.text(&methods::upper(s.bytes()))
}
pub(super) fn lower(vm: &Vm, s: Text<'_>) -> Result<Value> {
    if s.is_ascii() {
        return Ok(vm
            .map_ascii(s.bytes(), |b| b.to_ascii_lowercase())
            .into_value());
    }
    vm.text(&methods::lower(s.bytes()))
}

/// The code point to fill with.
fn fill_arg(vm: &Vm, fill: &Value) -> Result<u32> {
    let Some(fill) = fill.as_str_obj() else {
        let name = vm.type_name(fill);
        return Err(vm.type_error(format!(
            "The fill character must be a unicode character, not {name}"
        )));
    };
    match wtf8::nth(fill.bytes(), fill.is_ascii(), 0) {
        Some(cp) if fill.char_len() == 1 => Ok(cp),
        _ => Err(vm.type_error("The fill character must be exactly one character long")),
    }
}

type PadFn = fn(methods::Str<'_>, i64, u32) -> std::result::Result<Vec<u8>, TooLarge>;

fn pad(vm: &Vm, s: &Ref<Str>, width: isize, fill: &Value, f: PadFn) -> Result<Value> {
    let fill = fill_arg(vm, fill)?;
    if width <= s.char_len() as isize {
        return Ok(as_exact(vm, s));
    }
    vm.text_or_too_large(f(view(s), width as i64, fill))
}

pub(super) fn center(vm: &Vm, s: Text<'_>, width: isize, fill: &Value) -> Result<Value> {
    pad(vm, &s, width, fill, methods::center)
}
pub(super) fn ljust(vm: &Vm, s: Text<'_>, width: isize, fill: &Value) -> Result<Value> {
    pad(vm, &s, width, fill, methods::ljust)
}
pub(super) fn rjust(vm: &Vm, s: Text<'_>, width: isize, fill: &Value) -> Result<Value> {
    pad(vm, &s, width, fill, methods::rjust)
}
pub(super) fn zfill(vm: &Vm, s: Text<'_>, width: isize) -> Result<Value> {
    if width <= s.char_len() as isize {
        return Ok(as_exact(vm, &s));
    }
    vm.text_or_too_large(methods::zfill(view(&s), width as i64))
}
pub(super) fn expandtabs(vm: &Vm, s: Text<'_>, tabsize: i32) -> Result<Value> {
    if memchr::memchr(b'\t', s.bytes()).is_none() {
        return Ok(as_exact(vm, &s));
    }
    vm.text_or_too_large(methods::expandtabs(s.bytes(), tabsize.into()))
}

pub(super) fn encode(vm: &Vm, s: Text<'_>, encoding: &Value, errors: &Value) -> Result<Value> {
    let name = |v: &Value, which: &str| -> Result<String> {
        super::str_type::name_arg(vm, "encode", which, Some(v)).map(Option::unwrap_or_default)
    };
    let (encoding, errors) = (name(encoding, "encoding")?, name(errors, "errors")?);
    vm.encode(&s, &encoding, &errors)
}
