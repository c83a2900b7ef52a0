//! The end of an interpreter.

use crate::object::header::flag;
use crate::vm::Vm;

impl Vm {
    /// What has been made so far stays until the end: from now on collections leave it out.
    pub fn settle(&self) {
        self.set_frozen(true);
    }

    /// May the process end now, without freeing anything? Only if nothing that scripts made has a
    /// finalizer or weak references to it, the standard streams are those of the start (they have
    /// been flushed), and no embedder waits for a return.
    pub fn nothing_to_end(&self) -> bool {
        let names = self.names();
        let original = |name| {
            self.sys_attr(name)
                .is_some_and(|v| v.header().is_none_or(|h| h.has_flag(flag::FROZEN)))
        };
        original(&names.stdout) && original(&names.stderr) && !self.some_end_matters()
    }

    /// What scripts still want done when the program is over: waits for the threads that are not
    /// daemons, then calls what `atexit` was given. Everything scripts made is still there.
    /// What goes wrong is reported.
    pub fn finish(&self) {
        call_exit_hook(self, "threading", "_shutdown");
        call_exit_hook(self, "atexit", "_run_exitfuncs");
    }
}

/// Lets go of everything scripts made: modules first, then cycles, so that finalizers run.
pub(crate) fn tear_down(vm: &Vm) {
    vm.finish();
    let interp = vm.interp();
    interp.threads.end();
    interp.signals.clear();
    vm.set_frozen(false);
    let modules = interp.modules().values();
    interp.modules().clear_all();
    drop(modules);
    if let Some((callbacks, garbage)) = vm.collector_lists() {
        drop((callbacks.take_all(), garbage.take_all()));
    }
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
        vm.report_unraisable(raised, "Exception ignored on threading shutdown", None);
    }
}
