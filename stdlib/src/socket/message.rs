//! Messages with ancillary data.

use std::io::{IoSlice, IoSliceMut};

use hasp_vm::buffer::BytesLike;
use hasp_vm::net::{self, Received};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::address;
use super::object::{Me, Socket};
use super::wait::{Until, call};

/// Length of the header before a piece of ancillary data.
pub(super) const HEADER: usize = 16;
/// The system's counters of such lengths are signed.
const MOST: usize = i32::MAX as usize;

/// Length of ancillary data with its header, rounded up so that more can follow.
pub(super) fn space(len: usize) -> Option<usize> {
    len.checked_next_multiple_of(8)?.checked_add(HEADER)
}

/// `CMSG_LEN` and `CMSG_SPACE`.
pub(super) fn control_len(vm: &Vm, len: isize, padded: bool) -> Result<usize> {
    let name = if padded { "CMSG_SPACE" } else { "CMSG_LEN" };
    usize::try_from(len)
        .ok()
        .and_then(|len| {
            let len = if padded {
                space(len)?
            } else {
                len.checked_add(HEADER)?
            };
            (len <= MOST).then_some(len)
        })
        .ok_or_else(|| vm.overflow_error(format!("{name}() argument out of range")))
}

/// Splits what the system wrote into (level, type, data).
fn split(vm: &Vm, mut rest: &[u8]) -> Value {
    let mut list = Vec::new();
    while let Some((header, _)) = rest.split_at_checked(HEADER) {
        let number = |at: usize| {
            let bytes = header.get(at..at + 4).and_then(|b| b.try_into().ok());
            i32::from_ne_bytes(bytes.unwrap_or_default())
        };
        let len = header.first_chunk().map_or(0, |b| usize::from_ne_bytes(*b));
        if len < HEADER {
            break;
        }
        // Data that were cut are given as far as they came.
        let data = &rest[HEADER..len.min(rest.len())];
        list.push(vm.tuple(vec![
            vm.int(number(8).into()),
            vm.int(number(12).into()),
            vm.bytes(data),
        ]));
        let next = len.checked_next_multiple_of(8).unwrap_or(usize::MAX);
        rest = rest.get(next..).unwrap_or_default();
    }
    vm.list(list)
}

/// Receives into `buffers`.
fn receive(
    vm: &Vm,
    s: &Socket,
    name: &'static str,
    buffers: &mut [IoSliceMut<'_>],
    control_len: isize,
    flags: i32,
) -> Result<(Received, Value)> {
    let Some(control_len) = usize::try_from(control_len).ok().filter(|n| *n <= MOST) else {
        return Err(vm.value_error("invalid ancillary data buffer length"));
    };
    vm.check_text_len(control_len)?;
    let mut control = vec![0; control_len];
    let received = call(vm, name, s.fd(), Until::Readable, s.patience(), |fd| {
        net::receive_message(fd, buffers, &mut control, flags)
    });
    let received = received.map_err(|failed| failed.raise(vm))?;
    let used = control.get(..received.control_len).unwrap_or_default();
    let list = split(vm, used);
    Ok((received, list))
}

/// `recvmsg(bufsize, ancbufsize=0, flags=0)`.
pub(super) fn recvmsg(
    vm: &Vm,
    s: Me<'_>,
    len: isize,
    control_len: isize,
    flags: i32,
) -> Result<Value> {
    let len =
        usize::try_from(len).map_err(|_| vm.value_error("negative buffer size in recvmsg()"))?;
    vm.check_text_len(len)?;
    let mut bytes = vec![0; len];
    let mut buffers = [IoSliceMut::new(&mut bytes)];
    let (received, control) = receive(vm, &s, "recvmsg", &mut buffers, control_len, flags)?;
    bytes.truncate(received.len);
    Ok(vm.tuple(vec![
        vm.bytes(&bytes),
        control,
        vm.int(received.flags.into()),
        address::show(vm, &received.from)?,
    ]))
}

/// The items of the first argument.
fn items(vm: &Vm, v: &Value, function: &str) -> Result<Vec<Value>> {
    let mut items = Vec::new();
    if vm.type_of(v).slots.iter.get().is_none() && vm.type_of(v).slots.getitem.get().is_none() {
        return Err(vm.type_error(format!("{function}() argument 1 must be an iterable")));
    }
    vm.iterate(v, |item| {
        items.push(item);
        Ok(())
    })?;
    Ok(items)
}

/// `recvmsg_into(buffers, ancbufsize=0, flags=0)`.
pub(super) fn recvmsg_into(
    vm: &Vm,
    s: Me<'_>,
    targets: &Value,
    control_len: isize,
    flags: i32,
) -> Result<Value> {
    let mut held = Vec::new();
    for item in items(vm, targets, "recvmsg_into")? {
        let buffer = vm
            .buffer_opt(&item)?
            .filter(|b| !b.readonly && b.is_contiguous());
        held.push(buffer.ok_or_else(|| {
            vm.type_error(
                "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers",
            )
        })?);
    }
    let mut memory: Vec<Vec<u8>> = held.iter().map(|b| vec![0; b.byte_len()]).collect();
    let mut buffers: Vec<IoSliceMut<'_>> = memory.iter_mut().map(|m| IoSliceMut::new(m)).collect();
    let (received, control) = receive(vm, &s, "recvmsg_into", &mut buffers, control_len, flags)?;
    let mut left = received.len;
    for (target, bytes) in held.iter().zip(&memory) {
        let n = left.min(bytes.len());
        target.with_bytes_mut(|out| out[..n].copy_from_slice(&bytes[..n]));
        left -= n;
    }
    Ok(vm.tuple(vec![
        vm.int_from_u64(received.len as u64),
        control,
        vm.int(received.flags.into()),
        address::show(vm, &received.from)?,
    ]))
}

/// `sendmsg(buffers, ancdata=(), flags=0, address=None)`.
pub(super) fn sendmsg(
    vm: &Vm,
    s: Me<'_>,
    sources: &Value,
    ancillary: &Value,
    flags: i32,
    target: &Value,
) -> Result<usize> {
    let sources = items(vm, sources, "sendmsg")?;
    let mut data: Vec<BytesLike<'_>> = Vec::with_capacity(sources.len());
    for item in &sources {
        data.push(
            vm.bytes_like(item)?
                .ok_or_else(|| vm.not_bytes_like(item))?,
        );
    }
    let control = control(vm, ancillary)?;
    let target = if target.is_none() {
        None
    } else {
        Some(address::parse(vm, s.family(), target, "sendmsg")?)
    };
    let slices: Vec<IoSlice<'_>> = data.iter().map(|d| IoSlice::new(d)).collect();
    let sent = call(vm, "sendmsg", s.fd(), Until::Writable, s.patience(), |fd| {
        net::send_message(fd, &slices, &control, flags, target.as_ref())
    });
    sent.map_err(|failed| failed.raise(vm))
}

/// Ancillary data, as the system takes them, from (level, type, data) each.
fn control(vm: &Vm, given: &Value) -> Result<Vec<u8>> {
    let mut control: Vec<u8> = Vec::new();
    if vm.type_of(given).slots.iter.get().is_none()
        && vm.type_of(given).slots.getitem.get().is_none()
    {
        return Err(vm.type_error("sendmsg() argument 2 must be an iterable"));
    }
    vm.iterate(given, |item| {
        let is_sequence = item.as_tuple().is_some() || item.as_list().is_some();
        if !is_sequence {
            return Err(vm.type_error(format!(
                "[sendmsg() ancillary data items]() argument must be 3-item tuple, not {}",
                vm.argument_class(&item)
            )));
        }
        let mut parts = Vec::new();
        vm.iterate(&item, |part| {
            parts.push(part);
            Ok(())
        })?;
        let [level, kind, data] = parts.as_slice() else {
            return Err(vm.type_error(format!(
                "[sendmsg() ancillary data items]() argument must be tuple of length 3, not {}",
                parts.len()
            )));
        };
        let int = |v: &Value| -> Result<i32> {
            i32::try_from(vm.index_i128(v)?)
                .map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
        };
        let (level, kind) = (int(level)?, int(kind)?);
        let data = vm
            .bytes_like(data)?
            .ok_or_else(|| vm.not_bytes_like(data))?;
        let len = data.len();
        let end = space(len).and_then(|space| space.checked_add(control.len()));
        let Some(end) = end.filter(|end| *end <= MOST) else {
            return Err(vm.os_error_text("too much ancillary data"));
        };
        control.extend_from_slice(&(HEADER + len).to_ne_bytes());
        control.extend_from_slice(&level.to_ne_bytes());
        control.extend_from_slice(&kind.to_ne_bytes());
        control.extend_from_slice(&data);
        control.resize(end, 0);
        Ok(())
    })?;
    Ok(control)
}
