//! `gc`: the cycle collector.

use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "gc",
    doc: "This module provides access to the garbage collector for reference cycles.",
    functions: &[
        native!("collect(generation=2)", |vm: &Vm, generation: i64| {
            if !(0..=2).contains(&generation) {
                return Err(vm.value_error("invalid generation"));
            }
            Ok(vm.collect_garbage())
        }),
        native!("enable()", |vm: &Vm| vm.set_collector_enabled(true)),
        native!("disable()", |vm: &Vm| vm.set_collector_enabled(false)),
        native!("isenabled()", |vm: &Vm| vm.collector_enabled()),
        native!("get_count()", |vm: &Vm| three(vm, [0, 0, 0])),
        native!("get_threshold()", |vm: &Vm| three(vm, [2000, 10, 0])),
        native!(
            "set_threshold(threshold0, threshold1=?, threshold2=?, /)",
            set_threshold
        ),
        native!("get_debug()", |_: &Vm| 0i64),
        native!("set_debug(flags, /)", |_: &Vm, _flags: i64| {}),
        native!(
            "get_objects(generation=None)",
            |vm: &Vm, _generation: &Value| vm.list(vm.all_containers())
        ),
        native!("get_referents(*objs)", |vm: &Vm, objects: &Value| {
            let objects = vm.collect(objects)?;
            Ok(vm.list(objects.iter().flat_map(|v| vm.referents(v)).collect()))
        }),
        native!("get_referrers(*objs)", |vm: &Vm, objects: &Value| {
            let wanted = vm.collect(objects)?;
            let holds = |v: &Value| {
                !v.is(objects)
                    && vm
                        .referents(v)
                        .iter()
                        .any(|r| wanted.iter().any(|w| w.is(r)))
            };
            Ok(vm.list(vm.all_containers().into_iter().filter(holds).collect()))
        }),
        native!("is_tracked(obj, /)", |vm: &Vm, v: &Value| vm
            .all_containers()
            .iter()
            .any(|c| c.is(v))),
        native!("is_finalized(obj, /)", |_: &Vm, _v: &Value| false),
        native!("freeze()", |_: &Vm| {}),
        native!("unfreeze()", |_: &Vm| {}),
        native!("get_freeze_count()", |_: &Vm| 0i64),
    ],
    init: |vm, module| {
        vm.add_to_module(module, "garbage", vm.list(Vec::new()));
        vm.add_to_module(module, "callbacks", vm.list(Vec::new()));
        let flags = [
            ("STATS", 1),
            ("COLLECTABLE", 2),
            ("UNCOLLECTABLE", 4),
            ("SAVEALL", 32),
            ("LEAK", 38),
        ];
        for (name, value) in flags {
            vm.add_to_module(module, &format!("DEBUG_{name}"), vm.int(value));
        }
        Ok(())
    },
};

fn three(vm: &Vm, numbers: [i64; 3]) -> Value {
    vm.tuple(numbers.iter().map(|n| vm.int(*n)).collect())
}

/// The collector paces itself; 0 switches it off as in CPython.
fn set_threshold(vm: &Vm, first: i64, _second: Option<i64>, _third: Option<i64>) -> Result<()> {
    vm.set_collector_enabled(first != 0);
    Ok(())
}
