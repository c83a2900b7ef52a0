//! Operators and subscripts behind the fast paths.

use hasp_compiler::op::BinOp;

use crate::object::dict::Dict;
use crate::object::str::Str;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// `a + b` and the like after the fast paths: strings first.
#[inline(never)]
pub(crate) fn binary_slow(vm: &Vm, op: BinOp, a: Value, b: Value) -> Result<Value> {
    if op == BinOp::Add && a.exact_ref::<Str>().is_some() && b.exact_ref::<Str>().is_some() {
        return concat(vm, a, &b);
    }
    vm.binary(op as usize, &a, &b)
}

fn concat(vm: &Vm, a: Value, b: &Value) -> Result<Value> {
    match (a.downcast::<Str>(), b.as_str_obj()) {
        (Ok(a), Some(b)) => vm.append_checked(a, b),
        (Ok(a), None) => vm.binary(BinOp::Add as usize, a.value(), b),
        (Err(a), _) => vm.binary(BinOp::Add as usize, &a, b),
    }
}

/// `a += b` after the fast paths.
#[inline(never)]
pub(crate) fn inplace_add(vm: &Vm, a: Value, b: Value) -> Result<Value> {
    if a.exact_ref::<Str>().is_some() && b.exact_ref::<Str>().is_some() {
        return concat(vm, a, &b);
    }
    vm.inplace(BinOp::Add as usize, &a, &b)
}

/// `v[key]` after the fast paths.
#[inline(never)]
pub(crate) fn get_item(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    if let Some(dict) = v.exact_ref::<Dict>() {
        return match dict.get(vm, key)? {
            Some(found) => Ok(found),
            None => Err(vm.key_error(key.clone())),
        };
    }
    vm.get_item(v, key)
}

/// `v[lower:upper]`.
pub(crate) fn get_slice(vm: &Vm, v: &Value, lower: Value, upper: Value) -> Result<Value> {
    vm.get_slice(v, lower, upper)
}

/// `v[key] = value` after the fast paths.
#[inline(never)]
pub(crate) fn set_item(vm: &Vm, v: &Value, key: Value, value: Value) -> Result<()> {
    if let Some(dict) = v.exact_ref::<Dict>() {
        return dict.set(vm, key, value);
    }
    vm.set_item(v, &key, value)
}
