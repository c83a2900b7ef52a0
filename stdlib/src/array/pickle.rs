//! How arrays are copied and pickled: by a description of their items' machine format.

use hasp_vm::args::{Args, This};
use hasp_vm::object::Ref;
use hasp_vm::object::typ::Type;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::item::Kind;
use super::{Array, classes, make, typecode_arg};

/// What the machine formats describe, by number.
enum Format {
    Int { size: usize, signed: bool },
    Float { size: usize },
    Text(&'static str),
}

/// Greatest number of a machine format.
const LAST_FORMAT: i64 = 21;

/// The format of this number, and whether it is a big-endian one.
fn format(number: i64) -> (Format, bool) {
    let int = |size, signed| Format::Int { size, signed };
    let big = number % 2 == 1 && number > 1;
    let format = match number {
        0 => int(1, false),
        1 => int(1, true),
        2 | 3 => int(2, false),
        4 | 5 => int(2, true),
        6 | 7 => int(4, false),
        8 | 9 => int(4, true),
        10 | 11 => int(8, false),
        12 | 13 => int(8, true),
        14 | 15 => Format::Float { size: 4 },
        16 | 17 => Format::Float { size: 8 },
        18 => Format::Text("utf-16-le"),
        19 => Format::Text("utf-16-be"),
        20 => Format::Text("utf-32-le"),
        _ => Format::Text("utf-32-be"),
    };
    (format, big)
}

/// The machine format of a kind on this machine.
fn format_of(kind: Kind) -> i64 {
    let base = match (kind.code(), kind.size(), kind.is_signed()) {
        (b'u' | b'w', ..) => 20,
        (b'f', ..) => 14,
        (b'd', ..) => 16,
        (_, 1, false) => return 0,
        (_, 1, true) => return 1,
        (_, 2, false) => 2,
        (_, 2, true) => 4,
        (_, 4, false) => 6,
        (_, 4, true) => 8,
        (_, _, false) => 10,
        (_, _, true) => 12,
    };
    base + i64::from(cfg!(target_endian = "big"))
}

/// `__reduce_ex__`.
pub(super) fn reduce_ex(vm: &Vm, a: This<'_, Array>, protocol: &Value) -> Result<Value> {
    if protocol.as_int().is_none() {
        return Err(vm.type_error("__reduce_ex__ argument should be an integer"));
    }
    let protocol = vm.index_clipped(protocol)?;
    let state = vm
        .get_attr_opt(a.value(), &vm.intern("__dict__"))?
        .unwrap_or(Value::NONE);
    let class = vm.type_of(a.value()).to_value();
    let code = vm.str(char::from(a.kind.code()).to_string());
    if protocol < 3 {
        let args = vm.pair(code, vm.list(a.values(vm)?));
        return Ok(vm.tuple(vec![class, args, state]));
    }
    let module = vm.import_module("array")?;
    let function = vm.get_attr_str(&module, "_array_reconstructor")?;
    let args = vec![
        class,
        code,
        vm.int(format_of(a.kind)),
        vm.bytes(&a.to_vec()),
    ];
    Ok(vm.tuple(vec![function, vm.tuple(args), state]))
}

/// `_array_reconstructor`.
pub(super) fn reconstruct(
    vm: &Vm,
    class: &Value,
    code: &Value,
    number: i32,
    items: &Value,
) -> Result<Value> {
    let code = typecode_arg(vm, "_array_reconstructor() argument 2", code)?;
    let Some(class) = class.downcast_ref::<Type>() else {
        let name = vm.type_name(class);
        return Err(vm.type_error(format!("first argument must be a type object, not {name}")));
    };
    if !class.is_subtype(&classes(vm).array) {
        let name = class.name_text();
        return Err(vm.type_error(format!("{name} is not a subtype of array.array")));
    }
    let Some(kind) = Kind::of(code) else {
        return Err(vm.value_error("second argument must be a valid type code"));
    };
    let number = i64::from(number);
    if !(0..=LAST_FORMAT).contains(&number) {
        return Err(vm.value_error("third argument must be a valid machine format code."));
    }
    let Some(bytes) = items.as_bytes_obj() else {
        let name = vm.type_name(items);
        return Err(vm.type_error(format!("fourth argument should be bytes, not {name}")));
    };
    let bytes = bytes.bytes();
    let odd = || vm.value_error("string length not a multiple of item size");
    if number == format_of(kind) {
        if bytes.len() % kind.size() != 0 {
            return Err(odd());
        }
        return Ok(make(vm, class, kind, bytes.to_vec()));
    }
    let (format, big) = format(number);
    let size = match format {
        Format::Int { size, .. } | Format::Float { size } => size,
        Format::Text(codec) => {
            let text = vm.decode(bytes, codec, "strict")?.into_value();
            return by_constructor(vm, class, kind, text);
        }
    };
    if bytes.len() % size != 0 {
        return Err(odd());
    }
    let mut values = Vec::with_capacity(bytes.len() / size);
    let mut target = kind;
    for item in bytes.chunks_exact(size) {
        let mut word = [0; 8];
        for (i, b) in item.iter().enumerate() {
            word[if big { size - 1 - i } else { i }] = *b;
        }
        let word = u64::from_le_bytes(word);
        let unused = 64 - 8 * size as u32;
        values.push(match format {
            Format::Int { signed: true, .. } => vm.int(((word << unused) as i64) >> unused),
            Format::Float { size: 4 } => Value::float(f32::from_bits(word as u32).into()),
            Format::Float { .. } => Value::float(f64::from_bits(word)),
            _ => vm.int_from_u64(word),
        });
    }
    if let Format::Int { size, signed } = format {
        // The code that has this size here; the pickle may be from a machine with other sizes.
        let code = match (size, signed) {
            (1, true) => b'b',
            (1, false) => b'B',
            (2, true) => b'h',
            (2, false) => b'H',
            (4, true) => b'i',
            (4, false) => b'I',
            (_, true) => b'q',
            (_, false) => b'Q',
        };
        target = Kind::of(code.into()).unwrap_or(kind);
    }
    by_constructor(vm, class, target, vm.list(values))
}

fn by_constructor(vm: &Vm, class: &Ref<Type>, kind: Kind, items: Value) -> Result<Value> {
    let code = vm.str(char::from(kind.code()).to_string());
    vm.call(class.value(), Args::positional(&[code, items]))
}
