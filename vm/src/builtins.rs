//! The module `builtins`.

use crate::native;
use crate::native::{NativeDef, NativeFunction};
use crate::object::dict::Dict;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Signature of the built-in importer, by which the import statement knows it.
pub(crate) const IMPORT_SIGNATURE: &str = "__import__(name, globals=None, locals=None, fromlist=(), level=0)";

const FUNCTIONS: &[NativeDef] = &[
    native!("__import__(name, globals=None, locals=None, fromlist=(), level=0)", import),
    native!("__build_class__(func, name, /, *bases, **kwds)", crate::object::class_build::build_class),
    native!("print(*args, sep=' ', end='\\n', file=None, flush=False)", print),
    native!("len(obj, /)", |vm: &Vm, v: &Value| vm.len(v)),
    native!("repr(obj, /)", |vm: &Vm, v: &Value| vm.repr(v)),
    native!("id(obj, /)", |_: &Vm, v: &Value| v.bits() as i64),
    native!("isinstance(obj, class_or_tuple, /)", |vm: &Vm, v: &Value, c: &Value| vm.isinstance(v, c)),
    native!("issubclass(cls, class_or_tuple, /)", |vm: &Vm, v: &Value, c: &Value| vm.issubclass(v, c)),
];

/// Fills the namespace.
pub(crate) fn fill(vm: &Vm, dict: &Dict) {
    for def in FUNCTIONS {
        let module = vm.names().builtins_plain.value().clone();
        let native = NativeFunction::new(vm, def, None, Some(module));
        let name = native.name.clone();
        let native = vm.alloc(&vm.types().native_function, native);
        dict.set_name(vm, &name, native.into_value());
    }
    let types = vm.types();
    for ty in [
        &types.object, &types.type_, &types.str, &types.tuple, &types.dict, &types.list, &types.int, &types.bool,
        &types.float, &types.complex, &types.bytes, &types.bytearray, &types.set, &types.frozenset, &types.range,
        &types.slice, &types.zip, &types.map, &types.filter, &types.enumerate, &types.reversed, &types.property, &types.staticmethod, &types.classmethod, &types.super_,
    ] {
        dict.set_name(vm, &vm.intern(&ty.name_text()), ty.value().clone());
    }
    vm.exceptions().each(|name, class| dict.set_name(vm, &vm.intern(name), class.value().clone()));
    for (name, value) in [
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("Ellipsis", Value::ELLIPSIS),
        ("__debug__", Value::TRUE),
    ] {
        dict.set_name(vm, &vm.intern(name), value);
    }
}

fn import(vm: &Vm, name: &Value, globals: &Value, _locals: &Value, from: &Value, level: i64) -> Result<Value> {
    let Some(name) = name.as_str_obj() else { return Err(vm.type_error("module name must be a string")) };
    let globals = globals.as_dict().cloned().unwrap_or_else(|| Dict::new(vm));
    crate::import::import(vm, &vm.intern_str(name), &globals, from, level)
}

fn print(vm: &Vm, args: &Value, sep: &Value, end: &Value, _file: &Value, _flush: bool) -> Result<()> {
    let mut out = String::new();
    for (i, v) in vm.collect(args)?.iter().enumerate() {
        if i > 0 {
            out.push_str(&sep.str_lossy().unwrap_or_else(|| " ".into()));
        }
        out.push_str(&vm.to_str(v)?.to_string_lossy());
    }
    out.push_str(&end.str_lossy().unwrap_or_else(|| "\n".into()));
    use std::io::Write;
    let _written = std::io::stdout().write_all(out.as_bytes());
    Ok(())
}
