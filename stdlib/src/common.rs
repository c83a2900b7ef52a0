//! Small things several native modules need.

use hasp_vm::object::Ref;
use hasp_vm::object::typ::Type;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// `iter(self)` of iterators.
pub(crate) fn iter_self(_: &Vm, v: &Value) -> Result<Value> {
    Ok(v.clone())
}

/// A class that a native module holds.
pub(crate) fn class_of_module(vm: &Vm, module: &str, name: &str) -> Result<Ref<Type>> {
    let module = vm.import_module(module)?;
    let class = vm.get_attr_str(&module, name)?;
    class
        .downcast::<Type>()
        .map_err(|v| vm.wrong_type("type", &v))
}

/// `name(arguments)` texts without stopping at lone surrogates.
pub(crate) fn join(vm: &Vm, parts: &[&[u8]]) -> Value {
    vm.new_wtf8(&parts.concat()).into_value()
}
