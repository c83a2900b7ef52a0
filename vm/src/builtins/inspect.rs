//! Built-in functions that look at objects and their attributes.

use crate::args::Args;
use crate::names::Name;
use crate::native;
use crate::native::NativeDef;
use crate::object::list_sort::sort_values;
use crate::value::Value;
use crate::vm::{Result, Vm};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("callable(obj, /)", |vm: &Vm, v: &Value| vm.type_of(v).slots.call.get().is_some())
        .doc("Can the object be called?"),
    native!("delattr(obj, name, /)", |vm: &Vm, v: &Value, name: &Value| vm.del_attr(v, &attr_name(vm, name)?))
        .doc("del obj.name for a name in a string."),
    native!("dir(object=?, /)", dir).doc("The sorted names in the current scope, or of an object's attributes."),
    native!("getattr(object, name, default=?, /)", getattr)
        .doc("object.name for a name in a string; the default, if given, where there is no such attribute."),
    native!("globals()", |vm: &Vm| vm.current_globals()).doc("The namespace of the current module."),
    native!("hasattr(obj, name, /)", |vm: &Vm, v: &Value, name: &Value| -> Result<bool> {
        Ok(vm.get_attr_opt(v, &attr_name(vm, name)?)?.is_some())
    })
    .doc("Has the object an attribute of this name?"),
    native!("id(obj, /)", |_: &Vm, v: &Value| v.bits() as usize).doc("A number that no other living object has."),
    native!("isinstance(obj, class_or_tuple, /)", |vm: &Vm, v: &Value, c: &Value| vm.isinstance(v, c))
        .doc("Is the object an instance of the class, or of one of several?"),
    native!("issubclass(cls, class_or_tuple, /)", |vm: &Vm, v: &Value, c: &Value| vm.issubclass(v, c))
        .doc("Is the class derived from the other, or from one of several?"),
    native!("locals()", |vm: &Vm| vm.current_locals()).doc("The namespace of the current scope."),
    native!("setattr(obj, name, value, /)", |vm: &Vm, v: &Value, name: &Value, value: Value| {
        vm.set_attr(v, &attr_name(vm, name)?, value)
    })
    .doc("obj.name = value for a name in a string."),
    native!("vars(object=?, /)", vars).doc("An object's __dict__, or the namespace of the current scope."),
];

fn attr_name(vm: &Vm, name: &Value) -> Result<Name> {
    match name.as_str_obj() {
        Some(name) => Ok(vm.intern_str(name)),
        None => Err(vm.type_error(format!(
            "attribute name must be string, not '{}'",
            vm.type_name(name)
        ))),
    }
}

fn getattr(vm: &Vm, v: &Value, name: &Value, default: Option<Value>) -> Result<Value> {
    let name = attr_name(vm, name)?;
    match default {
        Some(default) => Ok(vm.get_attr_opt(v, &name)?.unwrap_or(default)),
        None => vm.get_attr(v, &name),
    }
}

fn vars(vm: &Vm, v: Option<&Value>) -> Result<Value> {
    let Some(v) = v else {
        return vm.current_locals();
    };
    vm.get_attr_opt(v, &vm.names().dict)?
        .ok_or_else(|| vm.type_error("vars() argument must have __dict__ attribute"))
}

fn dir(vm: &Vm, v: Option<&Value>) -> Result<Value> {
    let names = match v {
        Some(v) => match vm.lookup_special(v, &vm.names().dir)? {
            Some(method) => vm.call(&method, Args::NONE)?,
            None => return Err(vm.type_error("object does not provide __dir__")),
        },
        None => {
            let locals = vm.current_locals()?;
            match locals.as_dict() {
                Some(dict) => vm.list(dict.keys()),
                None => vm.call_method(&locals, &vm.names().keys, &[])?,
            }
        }
    };
    let mut names = vm.collect(&names)?;
    sort_values(vm, &mut names, None, false)?;
    Ok(vm.list(names))
}
