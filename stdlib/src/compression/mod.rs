//! `_bz2` and `_lzma`, and what decompressors for data in pieces have in common.

pub(crate) mod bz2;
mod filters;
pub(crate) mod lzma;
pub(crate) mod pieces;

use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// An integer that is not negative and at most `max`; `c_type` is what C would hold it in.
///
/// # Errors
/// TypeError, ValueError or OverflowError, as CPython's conversions raise them.
pub(crate) fn unsigned(vm: &Vm, v: &Value, max: u64, c_type: &str) -> Result<u64> {
    let index = vm.index(v)?;
    let number = index.as_int();
    if number.as_ref().is_some_and(|i| i.is_negative()) {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    number
        .and_then(|i| i.to_i128())
        .and_then(|i| u64::try_from(i).ok())
        .filter(|i| *i <= max)
        .ok_or_else(|| vm.overflow_error(format!("Python int too large for C {c_type}")))
}
