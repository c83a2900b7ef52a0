//! The end of an interpreter.

use crate::vm::Vm;

/// Lets go of everything scripts made: modules first, then cycles, so that finalizers run.
pub(crate) fn tear_down(vm: &Vm) {
    let interp = vm.interp();
    interp.threads.end();
    let modules = interp.modules().values();
    interp.modules().clear_all();
    drop(modules);
    vm.collect_garbage();
    interp.builtins().clear_all();
    vm.collect_garbage();
}
