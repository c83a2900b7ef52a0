//! Receiving and sending bytes.

use hasp_vm::buffer::BytesLike;
use hasp_vm::net::{self, Address};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::address;
use super::object::{Me, Socket};
use super::wait::{Until, call};
use crate::io::support::writable;

/// Bytes that the system takes or gives at once.
const MOST: usize = 0x7fff_f000;

/// Receives at most `len` bytes.
fn receive(
    vm: &Vm,
    s: &Socket,
    name: &'static str,
    len: usize,
    flags: i32,
    from: bool,
) -> Result<(Vec<u8>, Address)> {
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(len.min(MOST)).is_err() {
        return Err(vm.memory_error(""));
    }
    let sender = call(vm, name, s.fd(), Until::Readable, s.patience(), |fd| {
        net::receive(fd, &mut bytes, flags, from)
    });
    let sender = sender.map_err(|failed| failed.raise(vm))?;
    bytes.truncate(len);
    Ok((bytes, sender))
}

/// A number of bytes, which must not be negative.
fn length(vm: &Vm, len: isize, function: &str) -> Result<usize> {
    let len = usize::try_from(len)
        .map_err(|_| vm.value_error(format!("negative buffersize in {function}")))?;
    vm.check_text_len(len)?;
    Ok(len)
}

/// `recv(buffersize, flags=0)`.
pub(super) fn recv(vm: &Vm, s: Me<'_>, len: isize, flags: i32) -> Result<Value> {
    let len = length(vm, len, "recv")?;
    if len == 0 {
        return Ok(vm.bytes(b""));
    }
    let (bytes, _) = receive(vm, &s, "recv", len, flags, false)?;
    Ok(vm.bytes(&bytes))
}

/// `recvfrom(buffersize, flags=0)`.
pub(super) fn recvfrom(vm: &Vm, s: Me<'_>, len: isize, flags: i32) -> Result<Value> {
    let len = length(vm, len, "recvfrom")?;
    let (bytes, sender) = receive(vm, &s, "recvfrom", len, flags, true)?;
    Ok(vm.pair(vm.bytes(&bytes), address::show(vm, &sender)?))
}

/// How many bytes to receive into a buffer of this size; 0 is all of it.
fn portion(vm: &Vm, len: isize, room: usize, function: &str, too_many: &str) -> Result<usize> {
    match length(vm, len, function)? {
        0 => Ok(room),
        len if len > room => Err(vm.value_error(too_many)),
        len => Ok(len),
    }
}

/// `recv_into(buffer, nbytes=0, flags=0)`.
pub(super) fn recv_into(
    vm: &Vm,
    s: Me<'_>,
    buffer: &Value,
    len: isize,
    flags: i32,
) -> Result<usize> {
    let buffer = writable(vm, buffer, "recv_into() argument 1")?;
    let too_many = "buffer too small for requested bytes";
    let len = portion(vm, len, buffer.byte_len(), "recv_into", too_many)?;
    if len == 0 {
        return Ok(0);
    }
    let (bytes, _) = receive(vm, &s, "recv_into", len, flags, false)?;
    buffer.with_bytes_mut(|out| out[..bytes.len()].copy_from_slice(&bytes));
    Ok(bytes.len())
}

/// `recvfrom_into(buffer, nbytes=0, flags=0)`.
pub(super) fn recvfrom_into(
    vm: &Vm,
    s: Me<'_>,
    buffer: &Value,
    len: isize,
    flags: i32,
) -> Result<Value> {
    let buffer = writable(vm, buffer, "recvfrom_into() argument 1")?;
    let too_many = "nbytes is greater than the length of the buffer";
    let len = portion(vm, len, buffer.byte_len(), "recvfrom_into", too_many)?;
    let (bytes, sender) = receive(vm, &s, "recvfrom_into", len, flags, true)?;
    buffer.with_bytes_mut(|out| out[..bytes.len()].copy_from_slice(&bytes));
    let count = vm.int_from_u64(bytes.len() as u64);
    Ok(vm.pair(count, address::show(vm, &sender)?))
}

/// `send(data, flags=0)`.
pub(super) fn send(vm: &Vm, s: Me<'_>, data: BytesLike<'_>, flags: i32) -> Result<usize> {
    let bytes: &[u8] = &data;
    let sent = call(vm, "send", s.fd(), Until::Writable, s.patience(), |fd| {
        net::send(fd, bytes, flags, None)
    });
    sent.map_err(|failed| failed.raise(vm))
}

/// `sendall(data, flags=0)`: the timeout is for all of it.
pub(super) fn sendall(vm: &Vm, s: Me<'_>, data: BytesLike<'_>, flags: i32) -> Result<()> {
    let mut rest: &[u8] = &data;
    let patience = s.patience();
    loop {
        let sent = call(vm, "sendall", s.fd(), Until::Writable, patience, |fd| {
            net::send(fd, rest, flags, None)
        });
        let sent = sent.map_err(|failed| failed.raise(vm))?;
        rest = rest.get(sent..).unwrap_or_default();
        vm.poll_native()?;
        if rest.is_empty() {
            return Ok(());
        }
    }
}

/// `sendto(data, address)` and `sendto(data, flags, address)`.
pub(super) fn sendto(vm: &Vm, s: Me<'_>, args: &Value) -> Result<usize> {
    let args = args.as_tuple().map(|t| t.as_slice()).unwrap_or_default();
    let (data, flags, target) = match args {
        [data, target] => (data, None, target),
        [data, flags, target] => (data, Some(flags), target),
        _ => {
            let n = args.len();
            return Err(vm.type_error(format!("sendto() takes 2 or 3 arguments ({n} given)")));
        }
    };
    let data = vm
        .bytes_like(data)?
        .ok_or_else(|| vm.not_bytes_like(data))?;
    let flags = match flags {
        None => 0,
        Some(flags) => i32::try_from(vm.index_i128(flags)?)
            .map_err(|_| vm.overflow_error("Python int too large to convert to C int"))?,
    };
    let target = address::parse(vm, s.family(), target, "sendto")?;
    let bytes: &[u8] = &data;
    let sent = call(vm, "sendto", s.fd(), Until::Writable, s.patience(), |fd| {
        net::send(fd, bytes, flags, Some(&target))
    });
    sent.map_err(|failed| failed.raise(vm))
}
