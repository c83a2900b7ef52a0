//! `atexit`: what is called when the interpreter ends.

use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::list::List;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "atexit",
    doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.",
    functions: &[
        native!("register(func, /, *args, **kwargs)", register),
        native!("unregister(func, /)", unregister),
        native!("_run_exitfuncs()", run),
        native!("_clear()", |vm: &Vm| drop(hooks(vm).take_all())),
        native!("_ncallbacks()", |vm: &Vm| hooks(vm).len()),
    ],
    init: |_, _| Ok(()),
};

/// The registered calls: tuples of function, arguments, keywords.
#[derive(Clone)]
struct Hooks(Ref<List>);

fn hooks(vm: &Vm) -> Ref<List> {
    let state = vm.interp().state(|| Hooks(vm.new_list(Vec::new())));
    Ref::clone(&state.0)
}

fn register(vm: &Vm, function: Value, args: Value, keywords: Value) -> Result<Value> {
    if vm.type_of(&function).slots.call.get().is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    hooks(vm).push(vm.tuple(vec![function.clone(), args, keywords]));
    Ok(function)
}

fn unregister(vm: &Vm, function: &Value) -> Result<()> {
    let list = hooks(vm);
    for entry in list.to_vec() {
        let Some(registered) = entry.as_tuple().and_then(|t| t.as_slice().first().cloned()) else {
            continue;
        };
        if vm.eq(&registered, function)? {
            let gone =
                list.with_vec(|v| v.iter().position(|e| e.is(&entry)).map(|at| v.remove(at)));
            drop(gone);
        }
    }
    Ok(())
}

/// Calls them, the last registered first; what they raise is reported.
fn run(vm: &Vm) -> Result<()> {
    let list = hooks(vm);
    while let Some(entry) = list.pop() {
        let parts = entry
            .as_tuple()
            .map(|t| t.as_slice().to_vec())
            .unwrap_or_default();
        let [function, args, keywords] = parts.as_slice() else {
            continue;
        };
        if let Err(raised) = vm.call_spread(function, args, Some(keywords)) {
            vm.report_unraisable(
                raised,
                "Exception ignored in atexit callback",
                Some(function),
            );
        }
    }
    Ok(())
}
