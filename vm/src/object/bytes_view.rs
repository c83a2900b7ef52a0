//! Bytes of whatever lends memory, for natives that only look at them.

use crate::value::Value;
use crate::vm::{Result, Vm};

/// What `read` makes of the bytes, or None if `v` lends no memory.
///
/// # Errors
/// What lending raises.
pub(crate) fn byte_view<R>(vm: &Vm, v: &Value, read: impl FnOnce(&[u8]) -> R) -> Result<Option<R>> {
    Ok(vm.bytes_like(v)?.map(|bytes| read(&bytes)))
}
