//! The import statements.

use crate::args::Args;
use crate::names::Name;
use crate::object::Ref;
use crate::object::dict::Dict;
use crate::object::module::Module;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// `__import__(name, globals, locals, fromlist, level)`: by the built-in importer, unless a script
/// has replaced `builtins.__import__`.
pub(crate) fn import_name(
    vm: &Vm,
    name: &Name,
    globals: &Ref<Dict>,
    locals: Option<&Value>,
    level: Value,
    from: Value,
) -> Result<Value> {
    let builtins = vm.builtins_of(globals);
    let Some(import) = builtins.get_name(&vm.names().import_) else {
        return Err(vm.import_error("__import__ not found"));
    };
    if crate::import::is_builtin_import(vm, &import) || comes_before_scripts(vm, globals) {
        let level = level.as_small_int().unwrap_or(0);
        return crate::import::import(vm, name, globals, &from, level);
    }
    let locals = locals.cloned().unwrap_or_else(|| globals.value().clone());
    vm.call(
        &import,
        Args::positional(&[
            name.value().clone(),
            globals.value().clone(),
            locals,
            from,
            level,
        ]),
    )
}

/// Modules that CPython has imported before the script begins: a script that replaces `__import__`
/// never sees what they import.
const BEFORE_SCRIPTS: [&str; 8] = [
    "os",
    "posixpath",
    "genericpath",
    "stat",
    "abc",
    "io",
    "codecs",
    "_collections_abc",
];

fn comes_before_scripts(vm: &Vm, globals: &Ref<Dict>) -> bool {
    let name = globals.get_name(&vm.names().name);
    name.and_then(|n| n.str_lossy())
        .is_some_and(|n| BEFORE_SCRIPTS.contains(&n.as_str()))
        && globals.get_name(&vm.names().file).is_none()
}

/// `from module import name`.
pub(crate) fn import_from(vm: &Vm, module: &Value, name: &Name) -> Result<Value> {
    if let Some(found) = vm.get_attr_opt(module, name)? {
        return Ok(found);
    }
    let names = vm.names();
    let module_name = vm
        .get_attr_opt(module, &names.name)?
        .and_then(|n| n.str_lossy());
    if let Some(module_name) = &module_name {
        // A submodule that is being imported may be in sys.modules only.
        let full = vm.intern(&format!("{module_name}.{}", name.to_string_lossy()));
        if let Some(found) = vm.interp().modules().get_name(&full) {
            return Ok(found);
        }
    }
    Err(crate::import::cannot_import(vm, module, module_name, name)?)
}

/// `from module import *`.
pub(crate) fn import_star(
    vm: &Vm,
    module: &Value,
    globals: &Ref<Dict>,
    locals: Option<&Value>,
) -> Result<()> {
    let names = vm.names();
    let mut wanted = Vec::new();
    match vm.get_attr_opt(module, &names.all)? {
        Some(all) => {
            vm.iterate(&all, |name| {
                wanted.push(name);
                Ok(())
            })?;
        }
        None => {
            let Some(dict) = module.downcast_ref::<Module>().map(|m| m.body.dict.clone()) else {
                return Err(vm.import_error("from-import-* object has no __dict__ and no __all__"));
            };
            wanted.extend(
                dict.keys()
                    .into_iter()
                    .filter(|k| k.as_str_obj().is_some_and(|s| !s.bytes().starts_with(b"_"))),
            );
        }
    }
    for name in wanted {
        let Some(text) = name.as_str_obj() else {
            let (module, what) = (vm.repr_text(module)?, vm.type_name(&name));
            return Err(vm.type_error(format!("Item in {module}.__all__ must be str, not {what}")));
        };
        let name = vm.intern_str(text);
        let value = vm.get_attr(module, &name)?;
        match locals {
            Some(mapping) => vm.set_item(mapping, name.value(), value)?,
            None => globals.set_name(vm, &name, value),
        }
    }
    Ok(())
}
