//! The module `builtins`: its functions by theme, and the filling of its namespace.

mod code;
mod convert;
mod inspect;
mod io;
mod iterate;

pub use io::TextSink;

use crate::args::Args;
use crate::native;
use crate::native::{NativeDef, NativeFunction};
use crate::object::Ref;
use crate::object::dict::Dict;
use crate::object::module::Module;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Signature of the built-in importer, by which the import statement knows it.
pub(crate) const IMPORT_SIGNATURE: &str =
    "__import__(name, globals=None, locals=None, fromlist=(), level=0)";

const DOC: &str =
    "The functions, types and exceptions that every program sees without importing them.";

/// What statements call.
const STATEMENTS: &[NativeDef] = &[
    native!(
        "__import__(name, globals=None, locals=None, fromlist=(), level=0)",
        import
    )
    .doc("Imports a module; what the import statement calls."),
    native!("__build_class__(*args, **kwds)", build_class)
        .doc("Makes a class; what the class statement calls."),
];

/// The types that have a name here.
const TYPES: &[&str] = &[
    "bool",
    "bytearray",
    "bytes",
    "classmethod",
    "complex",
    "dict",
    "enumerate",
    "filter",
    "float",
    "frozenset",
    "int",
    "list",
    "map",
    "memoryview",
    "object",
    "property",
    "range",
    "reversed",
    "set",
    "slice",
    "staticmethod",
    "str",
    "super",
    "tuple",
    "type",
    "zip",
];

/// Fills the namespace, and registers the module.
pub(crate) fn fill(vm: &Vm, dict: &Ref<Dict>) {
    let names = vm.names();
    dict.set_name(vm, &names.name, names.builtins_plain.value().clone());
    dict.set_name(vm, &names.doc, vm.str(DOC));
    dict.set_name(vm, &names.package, vm.str(""));
    for name in [&names.loader, &names.spec] {
        dict.set_name(vm, name, Value::NONE);
    }
    for functions in [
        STATEMENTS,
        code::FUNCTIONS,
        convert::FUNCTIONS,
        inspect::FUNCTIONS,
        io::FUNCTIONS,
        iterate::FUNCTIONS,
    ] {
        for def in functions {
            let native =
                NativeFunction::new(vm, def, None, Some(names.builtins_plain.value().clone()));
            let name = native.name.clone();
            let native = vm.alloc(&vm.types().native_function, native);
            dict.set_name(vm, &name, native.into_value());
        }
    }
    vm.types().each(|ty| {
        if let Some(def) = ty.def.filter(|def| TYPES.contains(&def.name)) {
            dict.set_name(vm, &vm.intern(def.name), ty.value().clone());
        }
    });
    vm.exceptions()
        .each(|name, class| dict.set_name(vm, &vm.intern(name), class.value().clone()));
    for alias in ["EnvironmentError", "IOError"] {
        dict.set_name(
            vm,
            &vm.intern(alias),
            vm.exceptions().os_error.value().clone(),
        );
    }
    for (name, value) in [
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("Ellipsis", Value::ELLIPSIS),
        ("__debug__", Value::TRUE),
    ] {
        dict.set_name(vm, &vm.intern(name), value);
    }
    if let Ok(group) = exception_group(vm) {
        dict.set_name(vm, &vm.intern("ExceptionGroup"), group);
    }
    let module = vm.alloc(&vm.types().module, Module { dict: dict.clone() });
    vm.interp()
        .modules()
        .set_name(vm, &names.builtins_plain, module.into_value());
}

/// `ExceptionGroup`, the one built-in class with two bases.
fn exception_group(vm: &Vm) -> Result<Value> {
    let exceptions = vm.exceptions();
    let bases = vec![
        exceptions.base_exception_group.value().clone(),
        exceptions.exception.value().clone(),
    ];
    let namespace = Dict::new(vm);
    namespace.set_name(
        vm,
        &vm.names().module,
        vm.names().builtins_plain.value().clone(),
    );
    let args = [
        vm.str("ExceptionGroup"),
        vm.tuple(bases),
        namespace.into_value(),
    ];
    vm.call(vm.types().type_.value(), Args::positional(&args))
}

fn import(
    vm: &Vm,
    name: &Value,
    globals: &Value,
    _locals: &Value,
    from: &Value,
    level: i64,
) -> Result<Value> {
    let Some(name) = name.as_str_obj() else {
        return Err(vm.type_error("module name must be a string"));
    };
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    if level == 0 && name.bytes().is_empty() {
        return Err(vm.value_error("Empty module name"));
    }
    let globals = match globals.as_dict() {
        Some(dict) => dict.clone(),
        None if level > 0 && !globals.is_none() => {
            return Err(vm.type_error("globals must be a dict"));
        }
        None => Dict::new(vm),
    };
    crate::import::import(vm, &vm.intern_str(name), &globals, from, level)
}

fn build_class(vm: &Vm, args: &Value, keywords: &Value) -> Result<Value> {
    let mut all = args
        .as_tuple()
        .map_or_else(Vec::new, |t| t.as_slice().to_vec());
    let (names, values): (Vec<Value>, Vec<Value>) = keywords
        .as_dict()
        .map(|k| k.items())
        .unwrap_or_default()
        .into_iter()
        .unzip();
    all.extend(values);
    crate::object::class_build::make_class(vm, Args::with_names(&all, &names))
}
