//! Bytes of whatever exports memory.
use crate::value::Value;
use crate::vm::{Result, Vm};
pub(crate) fn byte_view<R>(vm: &Vm, v: &Value, read: impl FnOnce(&[u8]) -> R) -> Result<Option<R>> {
    let Some(buffer) = vm.type_of(v).slots.buffer.get() else { return Ok(None) };
    let _ = (buffer, read);
    Ok(None)
}
pub(crate) fn with_bytes_of<R>(vm: &Vm, v: &Value, read: impl FnOnce(&[u8]) -> R) -> Result<R> {
    byte_view(vm, v, read)?.ok_or_else(|| vm.wrong_self(v))
}
