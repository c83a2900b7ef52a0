//! `_json`: JSON straight to objects and back; the classes around it are in `json`, in Python.

mod decode;
mod encode;
mod quote;

use hasp_vm::args::FromArg;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_json",
    doc: "json speedups\n",
    functions: &[
        native!("scanstring(string, end, strict=True, /)", |vm: &Vm,
                                                            text: &Value,
                                                            end: isize,
                                                            strict: bool|
         -> Result<Value> {
            decode::scan_string(vm, text, end, strict)
        })
        .doc("Scan the string for a JSON string. End is the index of the character after the quote that started it."),
        native!(
            "scan(string, idx, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, /)",
            decode::scan
        )
        .doc("Return the value that begins at an index, and the index behind it."),
        native!("encode_basestring(string, /)", |vm: &Vm, text: &Value| quoted(
            vm, text, false
        ))
        .doc("Return a JSON representation of a Python string"),
        native!("encode_basestring_ascii(string, /)", |vm: &Vm,
                                                       text: &Value| {
            quoted(vm, text, true)
        })
        .doc("Return an ASCII-only JSON representation of a Python string"),
        native!(
            "encode(obj, default, ensure_ascii, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan, check_circular, /)",
            |vm: &Vm,
             obj: &Value,
             default: &Value,
             ascii: bool,
             indent: &Value,
             key_separator: &Value,
             item_separator: &Value,
             sort: bool,
             skip: bool,
             nan: bool,
             circular: bool| {
                let settings = encode::Settings {
                    default,
                    ascii,
                    indent: text_or_none(vm, indent)?,
                    key_separator: text_or_none(vm, key_separator)?.unwrap_or_default(),
                    item_separator: text_or_none(vm, item_separator)?.unwrap_or_default(),
                    sort,
                    skip,
                    nan,
                    circular,
                };
                encode::encode(vm, obj, &settings)
            }
        )
        .doc("Return an object as JSON."),
    ],
    init: |_, _| Ok(()),
};

fn text_or_none(vm: &Vm, v: &Value) -> Result<Option<Vec<u8>>> {
    if v.is_none() {
        return Ok(None);
    }
    let text = <&hasp_vm::object::Ref<hasp_vm::object::str::Str>>::from_arg(vm, v)?;
    Ok(Some(text.bytes().to_vec()))
}

fn quoted(vm: &Vm, text: &Value, ascii: bool) -> Result<Value> {
    let Some(text) = text.as_str_obj() else {
        let class = vm.type_name(text);
        return Err(vm.type_error(format!("first argument must be a string, not {class}")));
    };
    let mut out = Vec::with_capacity(text.bytes().len() + 2);
    quote::quote(text.bytes(), ascii, &mut out);
    vm.text(&out)
}
