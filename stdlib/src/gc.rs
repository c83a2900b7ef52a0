//! `gc`: the cycle collector.

use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::dict::Dict;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "gc",
    doc: "This module provides access to the garbage collector for reference cycles.",
    functions: &[
        native!("collect(generation=2)", |vm: &Vm, generation: i64| {
            match usize::try_from(generation) {
                Ok(generation @ 0..=2) => Ok(vm.collect_generation(generation)),
                _ => Err(vm.value_error("invalid generation")),
            }
        }),
        native!("enable()", |vm: &Vm| vm.set_collector_enabled(true)),
        native!("disable()", |vm: &Vm| vm.set_collector_enabled(false)),
        native!("isenabled()", |vm: &Vm| vm.collector_switched_on()),
        native!("get_count()", |vm: &Vm| three(
            vm,
            [vm.collector_count(), 0, 0]
        )),
        native!("get_threshold()", |vm: &Vm| three(
            vm,
            vm.collector_thresholds()
        )),
        native!(
            "set_threshold(threshold0, threshold1=?, threshold2=?, /)",
            set_threshold
        ),
        native!("get_stats()", get_stats),
        native!("get_debug()", |vm: &Vm| i64::from(vm.collector_debug())),
        native!("set_debug(flags, /)", |vm: &Vm, flags: i64| vm
            .set_collector_debug(flags as u32)),
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
        native!("freeze()", |vm: &Vm| vm.freeze_containers(true)),
        native!("unfreeze()", |vm: &Vm| vm.freeze_containers(false)),
        native!("get_freeze_count()", |vm: &Vm| vm.frozen_containers()),
    ],
    init: |vm, module| {
        let (callbacks, garbage) = (vm.new_list(Vec::new()), vm.new_list(Vec::new()));
        vm.add_to_module(module, "garbage", garbage.value().clone());
        vm.add_to_module(module, "callbacks", callbacks.value().clone());
        vm.set_collector_lists(callbacks, garbage);
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

fn three(vm: &Vm, numbers: [u32; 3]) -> Value {
    vm.tuple(numbers.iter().map(|n| vm.int(i64::from(*n))).collect())
}

fn set_threshold(vm: &Vm, first: i64, second: Option<i64>, third: Option<i64>) -> Result<()> {
    let old = vm.collector_thresholds();
    let new = |given: Option<i64>, old: u32| given.map_or(old, |n| u32::try_from(n).unwrap_or(0));
    vm.set_collector_thresholds([
        new(Some(first), old[0]),
        new(second, old[1]),
        new(third, old[2]),
    ]);
    Ok(())
}

fn get_stats(vm: &Vm) -> Value {
    let one = |(collections, collected): (u64, u64)| {
        let dict = Dict::new(vm);
        for (name, n) in [
            ("collections", collections),
            ("collected", collected),
            ("uncollectable", 0),
        ] {
            dict.set_name(vm, &vm.intern(name), vm.int(n as i64));
        }
        dict.into_value()
    };
    vm.list(vm.collector_stats().into_iter().map(one).collect())
}
