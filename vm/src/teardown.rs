//! The end of an interpreter.

use crate::vm::Vm;

/// Lets go of everything scripts made: modules first, then cycles, so that finalizers run.
pub(crate) fn tear_down(vm: &Vm) {
    let interp = vm.interp();
    call_exit_hook(vm, "threading", "_shutdown");
    call_exit_hook(vm, "atexit", "_run_exitfuncs");
    interp.threads.end();
    let modules = interp.modules().values();
    interp.modules().clear_all();
    drop(modules);
    vm.collect_garbage();
    interp.builtins().clear_all();
    vm.collect_garbage();
}

/// Calls a function of a module, if that has been imported.
fn call_exit_hook(vm: &Vm, module: &str, function: &str) {
    let Some(module) = vm.interp().modules().get_name(&vm.intern(module)) else {
        return;
    };
    if let Err(raised) = vm.call_method_str(&module, function, &[]) {
        vm.report_unraisable(
            raised,
            "Exception ignored on threading shutdown",
            Some(&module),
        );
    }
}
