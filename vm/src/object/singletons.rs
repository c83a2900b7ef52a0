//! The types of `None`, `NotImplemented` and `...`.

use super::typ::TypeDef;
use crate::args::Args;
use crate::native;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The type of `None`.
pub static NONE_TYPE: TypeDef = TypeDef {
    name: "NoneType",
    doc: "The type of None.",
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.str("None"))));
        s.bool.set(Some(|_, _| Ok(false)));
        s.hash.set(Some(|_, _| Ok(NONE_HASH)));
        s.new.set(Some(|vm, _, args| {
            the_one(vm, "NoneType", args, Value::NONE)
        }));
    },
    ..TypeDef::EMPTY
};

/// `hash(None)`, the same in every run.
const NONE_HASH: i64 = 0xFCA8_6420;

/// The type of `NotImplemented`.
pub static NOT_IMPLEMENTED_TYPE: TypeDef = TypeDef {
    name: "NotImplementedType",
    doc: "The type of NotImplemented.",
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.str("NotImplemented"))));
        s.bool.set(Some(|vm, _| {
            Err(vm.type_error("NotImplemented should not be used in a boolean context"))
        }));
        s.new.set(Some(|vm, _, args| {
            the_one(vm, "NotImplementedType", args, Value::NOT_IMPLEMENTED)
        }));
    },
    methods: &[native!(
        "__reduce__(self, /)",
        |_: &Vm, _: &Value| "NotImplemented"
    )],
    ..TypeDef::EMPTY
};

/// The type of `...`.
pub static ELLIPSIS_TYPE: TypeDef = TypeDef {
    name: "ellipsis",
    doc: "The type of Ellipsis.",
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.str("Ellipsis"))));
        s.new.set(Some(|vm, _, args| {
            the_one(vm, "EllipsisType", args, Value::ELLIPSIS)
        }));
    },
    methods: &[native!(
        "__reduce__(self, /)",
        |_: &Vm, _: &Value| "Ellipsis"
    )],
    ..TypeDef::EMPTY
};

/// `__new__` of a type with one instance.
fn the_one(vm: &Vm, name: &str, args: Args<'_>, value: Value) -> Result<Value> {
    if args.all().is_empty() {
        Ok(value)
    } else {
        Err(vm.type_error(format!("{name} takes no arguments")))
    }
}
