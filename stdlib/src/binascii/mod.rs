//! `binascii`: bytes as text that every channel lets through, and two checksums.

mod base64;
mod quoted;
mod uu;

use std::borrow::Cow;

use hasp_vm::buffer::BytesLike;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::text::bytes_methods;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "binascii",
    doc: "Conversion between binary data and ASCII",
    functions: &[
        native!(
            "a2b_base64(data, /, *, strict_mode=False)",
            |vm: &Vm, data: &Value, strict: bool| {
                base64::decode(&ascii(vm, data)?, strict)
                    .map_err(|e| failed(vm, &e))
                    .and_then(|out| vm.checked_bytes(&out))
            }
        )
        .doc("Decode a line of base64 data."),
        native!(
            "b2a_base64(data, /, *, newline=True)",
            |vm: &Vm, data: BytesLike<'_>, newline: bool| {
                vm.checked_bytes(&base64::encode(&data, newline))
            }
        )
        .doc("Base64-code line of data."),
        native!("a2b_hex(hexstr, /)", unhexlify).doc("Binary data of hexadecimal representation."),
        native!("unhexlify(hexstr, /)", unhexlify)
            .doc("Binary data of hexadecimal representation."),
        native!("b2a_hex(data, sep=?, bytes_per_sep=1)", hexlify)
            .doc("Hexadecimal representation of binary data."),
        native!("hexlify(data, sep=?, bytes_per_sep=1)", hexlify)
            .doc("Hexadecimal representation of binary data."),
        native!("a2b_uu(data, /)", |vm: &Vm, data: &Value| {
            uu::decode(&ascii(vm, data)?)
                .map(|out| vm.bytes(&out))
                .map_err(|e| failed(vm, e))
        })
        .doc("Decode a line of uuencoded data."),
        native!(
            "b2a_uu(data, /, *, backtick=False)",
            |vm: &Vm, data: BytesLike<'_>, backtick: bool| {
                uu::encode(&data, backtick)
                    .map(|out| vm.bytes(&out))
                    .map_err(|e| failed(vm, e))
            }
        )
        .doc("Uuencode line of data."),
        native!(
            "a2b_qp(data, header=False)",
            |vm: &Vm, data: &Value, header: bool| {
                vm.checked_bytes(&quoted::decode(&ascii(vm, data)?, header))
            }
        )
        .doc("Decode a string of qp-encoded data."),
        native!(
            "b2a_qp(data, quotetabs=False, istext=True, header=False)",
            |vm: &Vm, data: BytesLike<'_>, quote_tabs: bool, is_text: bool, header: bool| {
                let how = quoted::How {
                    quote_tabs,
                    is_text,
                    header,
                };
                vm.checked_bytes(&quoted::encode(&data, how))
            }
        )
        .doc("Encode a string using quoted-printable encoding."),
        native!("crc32(data, crc=0, /)", crate::zlib::crc32)
            .doc("Compute CRC-32 incrementally.")
            .releases(),
        native!("crc_hqx(data, crc, /)", crc_hqx).doc("Compute CRC-CCITT incrementally."),
    ],
    init: |vm, module| {
        let classes = classes(vm);
        vm.add_to_module(module, "Error", classes.error);
        vm.add_to_module(module, "Incomplete", classes.incomplete);
        Ok(())
    },
};

/// The module's classes in one interpreter.
#[derive(Clone)]
struct Classes {
    error: Ref<Type>,
    incomplete: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        error: vm.new_native_type(&ERROR),
        incomplete: vm.new_native_type(&INCOMPLETE),
    })
}

static ERROR: TypeDef = TypeDef {
    name: "binascii.Error",
    base: "ValueError",
    subclassable: true,
    ..TypeDef::EMPTY
};

static INCOMPLETE: TypeDef = TypeDef {
    name: "binascii.Incomplete",
    base: "Exception",
    subclassable: true,
    ..TypeDef::EMPTY
};

/// `binascii.Error(message)`.
#[cold]
fn failed(vm: &Vm, message: &str) -> Raised {
    vm.error(&classes(vm).error, message)
}

/// An argument that is ASCII text or bytes. (Not by [`hasp_vm::args::FromArg`]: the error names no
/// function.)
///
/// # Errors
/// TypeError, ValueError.
fn ascii<'a>(vm: &Vm, arg: &'a Value) -> Result<Cow<'a, [u8]>> {
    if let Some(text) = arg.as_str_obj() {
        return if text.bytes().is_ascii() {
            Ok(Cow::Borrowed(text.bytes()))
        } else {
            Err(vm.value_error("string argument should contain only ASCII characters"))
        };
    }
    match vm.bytes_like_quietly(arg)? {
        Some(BytesLike::Borrowed(bytes)) => Ok(Cow::Borrowed(bytes)),
        Some(bytes) => Ok(Cow::Owned(bytes.into_vec())),
        None => Err(vm.type_error(format!(
            "argument should be bytes, buffer or ASCII string, not '{}'",
            vm.type_name(arg)
        ))),
    }
}

fn unhexlify(vm: &Vm, text: &Value) -> Result<Value> {
    let text = ascii(vm, text)?;
    if text.len() % 2 != 0 {
        return Err(failed(vm, "Odd-length string"));
    }
    let digit = |b: u8| char::from(b).to_digit(16).map(|d| d as u8);
    let mut out = Vec::with_capacity(text.len() / 2);
    for pair in text.chunks_exact(2) {
        match (digit(pair[0]), digit(pair[1])) {
            (Some(high), Some(low)) => out.push(high << 4 | low),
            _ => return Err(failed(vm, "Non-hexadecimal digit found")),
        }
    }
    vm.checked_bytes(&out)
}

fn hexlify(vm: &Vm, data: BytesLike<'_>, sep: Option<&Value>, per: i32) -> Result<Value> {
    let sep = match sep {
        None => None,
        Some(sep) => Some(separator(vm, sep)?),
    };
    // The digits are ASCII; the separator is one byte, whatever it is.
    let text = bytes_methods::hex(&data, sep, per.into());
    let out: Vec<u8> = text.chars().map(|c| c as u8).collect();
    vm.checked_bytes(&out)
}

fn separator(vm: &Vm, sep: &Value) -> Result<u8> {
    if vm.len(sep)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    if let Some(text) = sep.as_str_obj() {
        let first = text.to_string_lossy().chars().next().unwrap_or('\0');
        return u8::try_from(u32::from(first)).map_err(|_| vm.value_error("sep must be ASCII."));
    }
    match sep.as_bytes_obj().and_then(|bytes| bytes.bytes().first()) {
        Some(byte) => Ok(*byte),
        None => Err(vm.type_error("sep must be str or bytes.")),
    }
}

/// The CRC of BinHex: 16 bits, x^16 + x^12 + x^5 + 1.
fn crc_hqx(vm: &Vm, data: BytesLike<'_>, start: &Value) -> Result<i64> {
    let start = vm.index(start)?;
    let mut crc = start.as_int().map_or(0, |i| i.low_u128() as u16);
    for &byte in data.iter() {
        crc ^= u16::from(byte) << 8;
        for _ in 0..8 {
            let carry = crc & 0x8000 != 0;
            crc <<= 1;
            if carry {
                crc ^= 0x1021;
            }
        }
    }
    Ok(crc.into())
}
