//! Rare operations that are functions rather than opcodes.

use hasp_compiler::op::Intrinsic;

use crate::args::Args;
use crate::errors::Exception;
use crate::object::code::Cell;
use crate::object::function::Function;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Runs an intrinsic.
pub(crate) fn call(vm: &Vm, which: Intrinsic, mut args: Vec<Value>) -> Result<Value> {
    match which {
        Intrinsic::PrintExpr => {
            let hook = vm.sys_attr(&vm.names().displayhook);
            match hook {
                Some(hook) => vm.call(&hook, Args::positional(&args)),
                None => Err(vm.runtime_error("lost sys.displayhook")),
            }
        }
        Intrinsic::TypeVar => typing(vm, "_typevar", &args),
        Intrinsic::TypeVarBound => typing(vm, "_typevar", &args),
        Intrinsic::TypeVarConstraints => {
            args.insert(1, Value::NONE);
            typing(vm, "_typevar", &args)
        }
        Intrinsic::ParamSpec => typing(vm, "_paramspec", &args),
        Intrinsic::TypeVarTuple => typing(vm, "_typevartuple", &args),
        Intrinsic::SetTypeParamDefault => typing(vm, "_set_default", &args),
        Intrinsic::SubscriptGeneric => typing(vm, "_subscript_generic", &args),
        Intrinsic::TypeAlias => typing(vm, "_typealias", &args),
        Intrinsic::SetFunctionTypeParams => {
            let params = args.pop().unwrap_or(Value::NONE);
            let function = args.pop().unwrap_or(Value::NONE);
            if let Some(f) = function.downcast_ref::<Function>() {
                f.type_params.set(params);
            }
            Ok(function)
        }
        Intrinsic::StopIterationError => {
            Ok(stop_iteration_error(vm, args.pop().unwrap_or(Value::NONE)))
        }
        Intrinsic::LoadFromDictOrCell => {
            let [mapping, name, cell] = args.as_slice() else {
                return Ok(Value::NONE);
            };
            let name = name
                .as_str_obj()
                .map(|s| vm.intern_str(s))
                .unwrap_or_else(|| vm.intern(""));
            if let Some(found) = super::loads::from_mapping(vm, mapping, &name)? {
                return Ok(found);
            }
            let held = cell.downcast_ref::<Cell>().and_then(|c| c.contents.get());
            held.ok_or_else(|| {
                vm.name_error(format!(
                    "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
                    name.to_string_lossy()
                ))
            })
        }
        Intrinsic::SetupAnnotations => {
            let namespace = vm.current_namespace();
            let name = vm.names().annotations.value().clone();
            if !vm.contains(&namespace, &name)? {
                let dict = crate::object::dict::Dict::new(vm).into_value();
                vm.set_item(&namespace, &name, dict)?;
            }
            Ok(Value::NONE)
        }
    }
}

/// A function of the module that implements type parameters.
fn typing(vm: &Vm, function: &str, args: &[Value]) -> Result<Value> {
    let module = vm.import_module("_typing")?;
    let function = vm.get_attr_str(&module, function)?;
    vm.call(&function, Args::positional(args))
}

/// A StopIteration that leaves a generator becomes a RuntimeError.
fn stop_iteration_error(vm: &Vm, exception: Value) -> Value {
    if !vm.is_instance_of(&exception, &vm.exceptions().stop_iteration) {
        return exception;
    }
    let raised = vm.runtime_error("generator raised StopIteration");
    if let Some(e) = raised.value().downcast_ref::<Exception>() {
        e.context.set(exception.clone());
        e.set_cause(exception);
    }
    raised.into_value()
}
