//! `str.translate` and `str.maketrans`.

use super::dict::Dict;
use super::str_methods::{Text, bad_argument};
use crate::text::wtf8;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// What a table says about a code point.
#[derive(Clone)]
enum Entry {
    Keep,
    Drop,
    Char(u32),
    Text(Value),
}

fn lookup(vm: &Vm, table: &Value, cp: u32) -> Result<Entry> {
    let key = Value::small_int(cp.into());
    let found = match table.exact_ref::<Dict>() {
        Some(dict) => match dict.get(vm, &key)? {
            Some(found) => found,
            None => return Ok(Entry::Keep),
        },
        None => match vm.get_item(table, &key) {
            Ok(found) => found,
            Err(raised) if vm.is_error(&raised, &vm.exceptions().lookup_error) => {
                return Ok(Entry::Keep);
            }
            Err(raised) => return Err(raised),
        },
    };
    if found.is_none() {
        return Ok(Entry::Drop);
    }
    if let Some(int) = found.as_int() {
        return match int.to_i64().and_then(|i| u32::try_from(i).ok()) {
            Some(cp) if cp <= wtf8::MAX_CODE_POINT => Ok(Entry::Char(cp)),
            _ => Err(vm.value_error("character mapping must be in range(0x110000)")),
        };
    }
    if found.as_str_obj().is_some() {
        return Ok(Entry::Text(found));
    }
    Err(vm.type_error("character mapping must return integer, None or str"))
}

fn put(entry: &Entry, cp: u32, out: &mut Vec<u8>) {
    match entry {
        Entry::Keep => wtf8::push(out, cp),
        Entry::Drop => {}
        Entry::Char(cp) => wtf8::push(out, *cp),
        Entry::Text(text) => out.extend_from_slice(text.as_str_obj().map_or(&[], |t| t.bytes())),
    }
}

pub(super) fn translate(vm: &Vm, s: Text<'_>, table: &Value) -> Result<Value> {
    // Each ASCII character is looked up once, as CPython does it too.
    let mut known: [Option<Entry>; 128] = [const { None }; 128];
    let mut out = Vec::with_capacity(s.body.len());
    let mut fits = s.body.len();
    for (i, cp) in wtf8::code_points(s.bytes()).enumerate() {
        if cp < 128 {
            let slot = &mut known[cp as usize];
            match slot {
                Some(entry) => put(entry, cp, &mut out),
                None => put(slot.insert(lookup(vm, table, cp)?), cp, &mut out),
            }
        } else {
            put(&lookup(vm, table, cp)?, cp, &mut out);
        }
        if out.len() > fits {
            vm.check_text_len(out.len())?;
            fits = out.len().saturating_mul(2);
        }
        if i & 0x3ff == 0x3ff {
            vm.poll_native()?;
        }
    }
    vm.text(&out)
}

pub(super) fn maketrans(vm: &Vm, x: &Value, y: &Value, z: &Value) -> Result<Value> {
    let table = Dict::new(vm);
    let number = |cp: u32| Value::small_int(cp.into());
    if y.is_unbound() {
        let Some(source) = x.exact_ref::<Dict>() else {
            return Err(
                vm.type_error("if you give only one argument to maketrans it must be a dict")
            );
        };
        for (key, value) in source.items() {
            let key = if let Some(text) = key.as_str_obj() {
                if text.char_len() != 1 {
                    return Err(vm.value_error("string keys in translatetable must be of length 1"));
                }
                number(wtf8::nth(text.bytes(), text.is_ascii(), 0).unwrap_or(0))
            } else if key.as_int().is_some() {
                key
            } else {
                return Err(vm.type_error("keys in translate table mustbe strings or integers"));
            };
            table.set(vm, key, value)?;
        }
        return Ok(table.into_value());
    }
    let wrong =
        |number: usize, v: &Value| -> Raised { bad_argument(vm, "maketrans", number, "str", v) };
    let to = y.as_str_obj().ok_or_else(|| wrong(2, y))?;
    let gone = if z.is_unbound() {
        None
    } else {
        Some(z.as_str_obj().ok_or_else(|| wrong(3, z))?)
    };
    let Some(from) = x.as_str_obj() else {
        return Err(vm.type_error(
            "first maketrans argument must be a string if there is a second argument",
        ));
    };
    if from.char_len() != to.char_len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (a, b) in wtf8::code_points(from.bytes()).zip(wtf8::code_points(to.bytes())) {
        table.set(vm, number(a), number(b))?;
    }
    for cp in gone.iter().flat_map(|gone| wtf8::code_points(gone.bytes())) {
        table.set(vm, number(cp), Value::NONE)?;
    }
    Ok(table.into_value())
}
