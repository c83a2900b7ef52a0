//! `_hasp_lock`: what `hasp.lock` is made of.

use hasp_vm::import::ModuleDef;
use hasp_vm::lock::counters::{Counters, ReasonCounters};
use hasp_vm::native;
use hasp_vm::object::dict::Dict;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_hasp_lock",
    doc: "The running lock policy and its counters.",
    functions: &[
        native!("policy()", |vm: &Vm| vm.interp().threads.policy().name())
            .doc("The name of the running lock policy."),
        native!("parameters()", parameters)
            .doc("The parameters with which the lock policy runs now, by name."),
        native!("measure()", |vm: &Vm| vm.interp().threads.measure(vm))
            .doc("Measure times from now on."),
        native!("threads()", threads).doc("Counters of each thread, by its identity."),
        native!("total()", |vm: &Vm| {
            counters(vm, &vm.interp().threads.total_counters())
        })
        .doc("Counters of all threads together."),
    ],
    init: |_, _| Ok(()),
};

fn parameters(vm: &Vm) -> Result<Value> {
    let dict = Dict::new(vm);
    for (name, value) in vm.interp().threads.policy().parameters() {
        dict.set(vm, vm.str(name), Value::float(value))?;
    }
    Ok(dict.into_value())
}

fn threads(vm: &Vm) -> Result<Value> {
    let dict = Dict::new(vm);
    for (ident, thread) in vm.interp().threads.counters() {
        dict.set(vm, vm.int_from_u64(ident), counters(vm, &thread))?;
    }
    Ok(dict.into_value())
}

/// Times asked, and a list of reasons: name, takes, releases, times.
fn counters(vm: &Vm, counters: &Counters) -> Value {
    let row = |row: &ReasonCounters| {
        vm.tuple(vec![
            vm.str(row.reason.name()),
            vm.int_from_u64(row.acquired()),
            vm.int_from_u64(row.released()),
            Value::float(row.held.as_secs_f64()),
            Value::float(row.longest_held.as_secs_f64()),
            Value::float(row.waited.as_secs_f64()),
            Value::float(row.longest_waited.as_secs_f64()),
        ])
    };
    let reasons = counters.reasons.iter().map(row).collect();
    vm.tuple(vec![vm.int_from_u64(counters.asked), vm.list(reasons)])
}
