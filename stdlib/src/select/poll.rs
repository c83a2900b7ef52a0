//! `select.poll()`: descriptors and what is waited for on each.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hasp_vm::args::This;
use hasp_vm::native;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use rustix::event::{PollFd, PollFlags};

use super::{Patience, length, wait};
use crate::posix::descriptors::number_of;

/// Payload.
pub(super) struct Poll {
    /// Descriptors and events, in the order of their registration.
    watched: Locked<Vec<(i32, u16)>>,
    /// A thread waits.
    running: AtomicBool,
}

impl Payload for Poll {
    const GC: bool = false;
}

type Me<'a> = This<'a, Poll>;

/// The class.
pub(super) static POLL: TypeDef = TypeDef {
    name: "select.poll",
    layout: Some(VTable::of::<Poll>),
    methods: &[
        native!("register(self, fd, eventmask=7, /)", register).doc("Watch a descriptor."),
        native!("modify(self, fd, eventmask, /)", modify)
            .doc("Change what a watched descriptor is watched for."),
        native!("unregister(self, fd, /)", unregister).doc("Watch a descriptor no longer."),
        native!("poll(self, timeout=None, /)", poll)
            .doc("Wait, at most as many milliseconds; return a list of (fd, event) pairs.")
            .releases(),
    ],
    ..TypeDef::EMPTY
};

/// A new one.
pub(super) fn object(vm: &Vm) -> Value {
    let body = Poll {
        watched: Locked::new(Vec::new()),
        running: AtomicBool::new(false),
    };
    vm.alloc(&super::classes(vm).poll, body).into_value()
}

fn events(vm: &Vm, v: &Value) -> Result<u16> {
    let number = vm.index_i128(v)?;
    if number < 0 {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    u16::try_from(number)
        .map_err(|_| vm.overflow_error("Python int too large for C unsigned short"))
}

fn register(vm: &Vm, p: Me<'_>, fd: &Value, mask: &Value) -> Result<()> {
    let mask = events(vm, mask)?;
    let fd = number_of(vm, fd)?;
    p.watched.with(
        |watched| match watched.iter_mut().find(|(known, _)| *known == fd) {
            Some(entry) => entry.1 = mask,
            None => watched.push((fd, mask)),
        },
    );
    Ok(())
}

fn modify(vm: &Vm, p: Me<'_>, fd: &Value, mask: &Value) -> Result<()> {
    let mask = events(vm, mask)?;
    let fd = number_of(vm, fd)?;
    let known = p.watched.with(|watched| {
        let entry = watched.iter_mut().find(|(known, _)| *known == fd);
        entry.map(|entry| entry.1 = mask)
    });
    known.ok_or_else(|| vm.os_error(libc::ENOENT, None))
}

fn unregister(vm: &Vm, p: Me<'_>, fd: &Value) -> Result<()> {
    let fd = number_of(vm, fd)?;
    let known = p.watched.with(|watched| {
        let at = watched.iter().position(|(known, _)| *known == fd)?;
        Some(watched.remove(at))
    });
    match known {
        Some(_) => Ok(()),
        None => Err(vm.key_error(vm.int(fd.into()))),
    }
}

/// A timeout in whole milliseconds, as the system counts them, given in units that last `unit`
/// nanoseconds. None, and what is negative, mean for ever.
pub(super) fn milliseconds(vm: &Vm, timeout: &Value, unit: i64) -> Result<Option<Duration>> {
    let nanos = length(vm, timeout, unit, "timeout must be an integer or None")?;
    let Some(nanos) = nanos.and_then(|nanos| u64::try_from(nanos).ok()) else {
        return Ok(None);
    };
    let millis = nanos.div_ceil(1_000_000);
    if millis > i32::MAX as u64 {
        return Err(vm.overflow_error("timeout is too large"));
    }
    Ok(Some(Duration::from_millis(millis)))
}

fn poll(vm: &Vm, p: Me<'_>, timeout: &Value) -> Result<Value> {
    /// Ends the run, however that ends.
    struct Running<'a>(&'a AtomicBool);
    impl Drop for Running<'_> {
        fn drop(&mut self) {
            self.0.store(false, Ordering::Release);
        }
    }
    let patience = Patience::of(milliseconds(vm, timeout, 1_000_000)?);
    if p.running.swap(true, Ordering::Acquire) {
        return Err(vm.runtime_error("concurrent poll() invocation"));
    }
    let _running = Running(&p.running);
    let watched = p.watched.with(|watched| watched.clone());
    let answers = wait(vm, "poll", patience, |left| {
        let mut fds: Vec<PollFd<'_>> = watched
            .iter()
            .filter_map(|(fd, events)| {
                let fd = hasp_vm::fd::borrow(*fd)?;
                Some(PollFd::from_borrowed_fd(
                    fd,
                    PollFlags::from_bits_retain(*events),
                ))
            })
            .collect();
        rustix::event::poll(&mut fds, left)?;
        Ok(fds.iter().map(PollFd::revents).collect::<Vec<_>>())
    })?;
    let mut ready = Vec::new();
    for ((fd, _), answer) in watched.iter().zip(answers) {
        if !answer.is_empty() {
            let answer = vm.int(answer.bits().into());
            ready.push(vm.pair(vm.int((*fd).into()), answer));
        }
    }
    Ok(vm.list(ready))
}
