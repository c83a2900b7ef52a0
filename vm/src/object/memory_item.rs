//! Items of memory views: native formats of one character.

use crate::num::bigint;
use crate::object::int::IntRef;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// The character of a native format, perhaps behind an `@`.
pub(crate) fn native_kind(format: &str) -> Option<u8> {
    match format.as_bytes() {
        [b'@', kind] | [kind] => Some(*kind),
        _ => None,
    }
}

/// Bytes of an item of a native format; None for an unknown one.
pub(crate) fn native_size(kind: u8) -> Option<usize> {
    Some(match kind {
        b'c' | b'b' | b'B' | b'?' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'P' | b'd' => 8,
        _ => return None,
    })
}

/// A format of single bytes?
pub(crate) fn is_byte_kind(kind: u8) -> bool {
    matches!(kind, b'B' | b'b' | b'c')
}

/// The format's character, if items of this format can be read and written.
///
/// # Errors
/// NotImplementedError for all other formats.
pub(crate) fn supported_kind(vm: &Vm, format: &str) -> Result<u8> {
    match native_kind(format) {
        Some(kind) if native_size(kind).is_some() => Ok(kind),
        Some(_) => {
            Err(vm.not_implemented_error(format!("memoryview: format {format} not supported")))
        }
        None => Err(vm.not_implemented_error(format!("memoryview: unsupported format {format}"))),
    }
}

/// The item that these bytes stand for; a missing byte reads as zero.
pub(crate) fn unpack(vm: &Vm, kind: u8, bytes: &[u8]) -> Value {
    let mut word = [0u8; 8];
    for (to, from) in word.iter_mut().zip(bytes) {
        *to = *from;
    }
    let wide = u64::from_ne_bytes(word);
    match kind {
        b'b' => vm.int((wide as i8).into()),
        b'B' => vm.int((wide as u8).into()),
        b'h' => vm.int((wide as i16).into()),
        b'H' => vm.int((wide as u16).into()),
        b'i' => vm.int((wide as i32).into()),
        b'I' => vm.int((wide as u32).into()),
        b'l' | b'q' | b'n' => vm.int(wide as i64),
        b'L' | b'Q' | b'N' | b'P' => vm.int_from_u64(wide),
        b'?' => Value::bool(wide as u8 != 0),
        b'f' => Value::float(f32::from_bits(wide as u32).into()),
        b'd' => Value::float(f64::from_bits(wide)),
        b'e' => Value::float(half_to_f64(wide as u16)),
        _ => vm.bytes(bytes.get(..1).unwrap_or_default()),
    }
}

/// The bytes of an item; as many as the format's size are meant.
///
/// # Errors
/// TypeError and ValueError as CPython's memoryview words them.
pub(crate) fn pack(vm: &Vm, kind: u8, format: &str, v: &Value) -> Result<[u8; 8]> {
    let wrong_type = || vm.type_error(format!("memoryview: invalid type for format '{format}'"));
    let wrong_value = || vm.value_error(format!("memoryview: invalid value for format '{format}'"));
    let fix = |raised: Raised| {
        if vm.is_error(&raised, &vm.exceptions().type_error) {
            wrong_type()
        } else if vm.is_error(&raised, &vm.exceptions().overflow_error)
            || vm.is_error(&raised, &vm.exceptions().value_error)
        {
            wrong_value()
        } else {
            raised
        }
    };
    let word = match kind {
        b'c' => match vm.bytes_of(v) {
            Some([one]) => u64::from(*one),
            Some(_) => return Err(wrong_value()),
            None => return Err(wrong_type()),
        },
        b'?' => u64::from(vm.truth(v)?),
        b'd' => vm.to_f64(v).map_err(fix)?.to_bits(),
        b'f' => (vm.to_f64(v).map_err(fix)? as f32).to_bits().into(),
        b'e' => match f64_to_half(vm.to_f64(v).map_err(fix)?) {
            Some(half) => half.into(),
            None => return Err(wrong_value()),
        },
        _ => {
            let index = vm.index(v).map_err(fix)?;
            let wide = match index.as_int() {
                Some(IntRef::Small(i)) => i128::from(i),
                Some(IntRef::Big(big)) => bigint::to_i128(big).unwrap_or(i128::MAX),
                None => return Err(wrong_type()),
            };
            let (low, high) = range(kind);
            if wide < low || wide > high {
                return Err(wrong_value());
            }
            wide as u64
        }
    };
    Ok(word.to_ne_bytes())
}

fn range(kind: u8) -> (i128, i128) {
    match kind {
        b'b' => (i8::MIN.into(), i8::MAX.into()),
        b'B' => (0, u8::MAX.into()),
        b'h' => (i16::MIN.into(), i16::MAX.into()),
        b'H' => (0, u16::MAX.into()),
        b'i' => (i32::MIN.into(), i32::MAX.into()),
        b'I' => (0, u32::MAX.into()),
        b'l' | b'q' | b'n' => (i64::MIN.into(), i64::MAX.into()),
        _ => (0, u64::MAX.into()),
    }
}

/// The number that a half-precision float stands for.
pub fn half_to_f64(half: u16) -> f64 {
    let sign = if half & 0x8000 != 0 { -1.0 } else { 1.0 };
    let exponent = i32::from(half >> 10 & 0x1F);
    let fraction = f64::from(half & 0x3FF);
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

/// The nearest half-precision float (ties to even); None if it is too large.
pub fn f64_to_half(value: f64) -> Option<u16> {
    let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
    let magnitude = value.abs();
    if value.is_nan() {
        return Some(sign | 0x7E00);
    }
    if magnitude.is_infinite() {
        return Some(sign | 0x7C00);
    }
    // In units of the least step at this size, which `round_ties_even` then settles.
    let exponent = if magnitude < 2f64.powi(-14) {
        -14
    } else {
        magnitude.log2().floor() as i32
    };
    let exponent = if magnitude < 2f64.powi(exponent) {
        exponent - 1
    } else {
        exponent
    }
    .max(-14);
    let steps = (magnitude * 2f64.powi(10 - exponent)).round_ties_even() as u32;
    let bits = ((exponent + 14) as u32 * 1024) + steps;
    (bits < 0x7C00).then_some(sign | bits as u16)
}
