//! `_string`: the parts of format templates, for `string.Formatter`.

use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::str::Str;
use hasp_vm::text::format_str::{Accessor, First, Template, split_name};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const STRING_PARSER: ModuleDef = ModuleDef {
    name: "_string",
    doc: "string helper module",
    functions: &[
        native!("formatter_parser(object, /)", formatter_parser)
            .doc("parse the argument as a format string"),
        native!("formatter_field_name_split(object, /)", field_name_split)
            .doc("split the argument as a field name"),
    ],
    init: |_, _| Ok(()),
};

fn text(vm: &Vm, bytes: &[u8]) -> Value {
    vm.new_wtf8(bytes).into_value()
}

/// Tuples of literal text, field name, specification and conversion.
fn formatter_parser(vm: &Vm, template: &Ref<Str>) -> Result<Value> {
    let mut rows = Vec::new();
    for piece in Template::new(template.bytes()) {
        let piece = piece.map_err(|message| vm.value_error(message))?;
        let mut row = vec![text(vm, piece.literal)];
        match piece.field {
            Some(field) => {
                let conversion = field
                    .conversion
                    .map(|c| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER));
                row.push(text(vm, field.name));
                row.push(text(vm, field.spec));
                row.push(conversion.map_or(Value::NONE, |c| vm.str(c.to_string())));
            }
            None => row.extend([Value::NONE, Value::NONE, Value::NONE]),
        }
        rows.push(vm.tuple(row));
    }
    vm.iter(&vm.list(rows))
}

/// The first part, and an iterator over the rest: is it an attribute, its name or key.
fn field_name_split(vm: &Vm, name: &Ref<Str>) -> Result<Value> {
    let index = |i: usize| vm.int_from_u64(i as u64);
    let (first, accessors) = split_name(name.bytes()).map_err(|message| vm.value_error(message))?;
    let first = match first {
        First::Auto => vm.str(""),
        First::Index(i) => index(i),
        First::Name(name) => text(vm, name),
    };
    let mut rest = Vec::new();
    for accessor in accessors {
        rest.push(match accessor.map_err(|message| vm.value_error(message))? {
            Accessor::Attribute(name) => vm.pair(Value::TRUE, text(vm, name)),
            Accessor::Index(i) => vm.pair(Value::FALSE, index(i)),
            Accessor::Key(key) => vm.pair(Value::FALSE, text(vm, key)),
        });
    }
    Ok(vm.pair(first, vm.iter(&vm.list(rest))?))
}
