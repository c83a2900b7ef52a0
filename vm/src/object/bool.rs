//! `bool`: the two ints with names.

use hasp_compiler::op::BinOp;

use super::Ref;
use super::int_ops;
use super::typ::{Type, TypeDef};
use crate::args::Args;
use crate::slots::Slots;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The type `bool`.
pub static BOOL: TypeDef = TypeDef {
    name: "bool",
    base: "int",
    doc: "bool(object=False, /)\n\nTrue if the object counts as true, else False.",
    slots,
    ..TypeDef::EMPTY
};

fn slots(s: &Slots) {
    s.repr.set(Some(repr));
    s.new.set(Some(new));
    s.invert.set(Some(invert));
    s.binary[BinOp::And as usize].set(Some(and));
    s.binary[BinOp::Or as usize].set(Some(or));
    s.binary[BinOp::Xor as usize].set(Some(xor));
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    Ok(vm.str(if v.is_true() { "True" } else { "False" }))
}

fn new(vm: &Vm, _: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    args.no_keywords(vm, "bool")?;
    match args.pos() {
        [] => Ok(Value::FALSE),
        [x] => Ok(Value::bool(vm.truth(x)?)),
        more => Err(vm.type_error(format!(
            "bool expected at most 1 argument, got {}",
            more.len()
        ))),
    }
}

fn invert(vm: &Vm, v: &Value) -> Result<Value> {
    vm.warn_deprecated(
        "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns \
         the bitwise inversion of the underlying int object and is usually not what you expect from \
         negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want \
         the bitwise inversion of the underlying int.",
    )?;
    int_ops::invert(vm, v)
}

macro_rules! logic {
    ($($name:ident $op:tt;)*) => {$(
        fn $name(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
            match (a.as_bool(), b.as_bool()) {
                (Some(x), Some(y)) => Ok(Value::bool(x $op y)),
                _ => int_ops::$name(vm, a, b),
            }
        }
    )*};
}
logic! {
    and &;
    or |;
    xor ^;
}
