//! What happens to objects at their end besides freeing: `__del__`, weak references.

use crate::object::generator::Generator;
use crate::object::header::Header;
use crate::value::Value;
use crate::vm::Vm;

/// Runs `__del__`; what it raises is reported and forgotten.
#[cold]
pub(crate) fn run_del(v: &Value) {
    let Some(vm) = Vm::try_current() else { return };
    let Some(del) = vm.type_of(v).slots.del.get() else {
        return;
    };
    vm.shielded(|| {
        if let Err(raised) = del(vm, v) {
            if v.downcast_ref::<Generator>().is_some() {
                vm.report_unraisable(raised, "Exception ignored while closing generator", Some(v));
                return;
            }
            let method = vm.type_of(v).lookup(vm, &vm.names().del);
            vm.report_unraisable(
                raised,
                "Exception ignored while calling deallocator",
                method.as_ref(),
            );
        }
    });
}

/// Ends the weak references to an object and calls their callbacks.
#[cold]
pub(crate) fn clear_weakrefs(header: &Header) {
    let Some(vm) = Vm::try_current() else { return };
    crate::object::weakref::object_ends(vm, header);
}

/// Drops what stands for an object in the side table.
#[cold]
pub(crate) fn drop_side_dict(header: &Header) {
    if let Some(vm) = Vm::try_current() {
        vm.interp().forget_side(header);
    }
}

impl Vm {
    /// Runs `f`, which may run script code, in the middle of something else: what that has
    /// under way (a value being sent, the reason why the loop stops) stays as it is.
    pub(crate) fn shielded<R>(&self, f: impl FnOnce() -> R) -> R {
        let sent = std::mem::replace(&mut *self.sent.borrow_mut(), Value::NONE);
        let stopped = (self.thrown.take(), self.exited.replace(0));
        let result = f();
        self.thrown.set(stopped.0);
        self.exited.set(stopped.1);
        *self.sent.borrow_mut() = sent;
        result
    }
}
