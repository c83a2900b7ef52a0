//! Built-in functions on numbers and text: `abs`, `chr`, `round` and their like.

use crate::native;
use crate::native::NativeDef;
use crate::object::Ref;
use crate::object::int::IntRef;
use crate::object::str::Str;
use crate::text::wtf8;
use crate::value::Value;
use crate::vm::{Result, Vm};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("abs(x, /)", |vm: &Vm, x: &Value| vm.abs(x)).doc("The absolute value of the argument."),
    native!("ascii(obj, /)", |vm: &Vm, v: &Value| vm.ascii(v))
        .doc("repr() with everything beyond ASCII escaped."),
    native!("bin(number, /)", |vm: &Vm, v: &Value| in_base(
        vm, v, 2, "0b"
    ))
    .doc("The integer in base two."),
    native!("chr(i, /)", chr).doc("The one-character string of a code point."),
    native!("divmod(x, y, /)", |vm: &Vm, x: &Value, y: &Value| vm
        .divmod(x, y))
    .doc("The tuple (x//y, x%y)."),
    native!("format(value, format_spec='', /)", format).doc("value.__format__(format_spec)."),
    native!("hash(obj, /)", |vm: &Vm, v: &Value| vm.hash(v)).doc("The hash of a hashable object."),
    native!("hex(number, /)", |vm: &Vm, v: &Value| in_base(
        vm, v, 16, "0x"
    ))
    .doc("The integer in base sixteen."),
    native!("oct(number, /)", |vm: &Vm, v: &Value| in_base(
        vm, v, 8, "0o"
    ))
    .doc("The integer in base eight."),
    native!("ord(c, /)", ord).doc("The code point of a one-character string."),
    native!(
        "pow(base, exp, mod=None)",
        |vm: &Vm, base: &Value, exp: &Value, m: &Value| vm.power(base, exp, m)
    )
    .doc("base**exp, or base**exp % mod."),
    native!("repr(obj, /)", |vm: &Vm, v: &Value| vm.repr(v))
        .doc("The canonical text of an object."),
    native!(
        "round(number, ndigits=None)",
        |vm: &Vm, v: &Value, digits: &Value| vm.round(v, digits)
    )
    .doc("The number rounded to a number of decimal digits."),
];

fn in_base(vm: &Vm, v: &Value, radix: u8, prefix: &str) -> Result<String> {
    let index = vm.index(v)?;
    let int = index.as_int().unwrap_or(IntRef::Small(0));
    let sign = if int.is_negative() { "-" } else { "" };
    let digits = match &int {
        IntRef::Small(i) => match radix {
            2 => format!("{:b}", i.unsigned_abs()),
            8 => format!("{:o}", i.unsigned_abs()),
            _ => format!("{:x}", i.unsigned_abs()),
        },
        IntRef::Big(big) => crate::num::bigint::magnitude_digits(big, radix),
    };
    Ok(format!("{sign}{prefix}{digits}"))
}

fn chr(vm: &Vm, v: &Value) -> Result<Ref<Str>> {
    let code_point = match v.as_small_int() {
        Some(i) => i.into(),
        None => vm.index_i128(v)?,
    };
    match u32::try_from(code_point) {
        Ok(cp) if cp < 0x80 => Ok(vm.new_ascii(&[cp as u8])),
        Ok(cp) if cp <= 0x10FFFF => Ok(vm.new_wtf8(&wtf8::single(cp))),
        _ => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(vm: &Vm, v: &Value) -> Result<i64> {
    let len = if let Some(s) = v.as_str_obj() {
        let len = s.char_len();
        if len == 1
            && let Some((cp, _)) = wtf8::decode_at(s.bytes(), 0)
        {
            return Ok(cp.into());
        }
        len
    } else if v.as_bytes_obj().is_some() || vm.is_instance_of(v, &vm.types().bytearray) {
        let bytes = vm
            .bytes_like(v)?
            .map(crate::buffer::BytesLike::into_vec)
            .unwrap_or_default();
        if let [byte] = bytes[..] {
            return Ok(byte.into());
        }
        bytes.len()
    } else {
        return Err(vm.type_error(format!(
            "ord() expected string of length 1, but {} found",
            vm.type_name(v)
        )));
    };
    Err(vm.type_error(format!(
        "ord() expected a character, but string of length {len} found"
    )))
}

fn format(vm: &Vm, v: &Value, spec: &Value) -> Result<Ref<Str>> {
    if spec.as_str_obj().is_none() {
        return Err(vm.type_error(format!(
            "format() argument 2 must be str, not {}",
            vm.argument_class(spec)
        )));
    }
    vm.format(v, Some(spec))
}
