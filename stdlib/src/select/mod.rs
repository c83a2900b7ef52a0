//! `select`: waiting until one of many descriptors is ready.
//!
//! A call that is not to wait (a timeout of 0) does not release the lock.

mod epoll;
mod poll;

use std::time::{Duration, Instant};

use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::typ::Type;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use rustix::event::{PollFd, PollFlags, Timespec};

use crate::common::duration_in;
use crate::posix::descriptors::number_of;

/// Descriptors from this number on do not fit into what `select` hands to the system.
const SET_SIZE: usize = 1024;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "select",
    doc: "This module supports asynchronous I/O on multiple file descriptors.",
    functions: &[
        native!("select(rlist, wlist, xlist, timeout=None, /)", select)
            .doc("Wait until descriptors are ready for reading, for writing, or have urgent data; return three lists.")
            .releases(),
        native!("poll()", |vm: &Vm| poll::object(vm))
            .doc("Return an object that waits for the descriptors that are registered with it."),
    ],
    init: |vm, module| {
        vm.add_to_module(module, "epoll", classes(vm).epoll);
        vm.add_to_module(module, "error", vm.exceptions().os_error.clone());
        for (name, number) in NUMBERS {
            vm.add_to_module(module, name, vm.int(*number));
        }
        Ok(())
    },
};

const NUMBERS: &[(&str, i64)] = &[
    ("PIPE_BUF", 4096),
    ("POLLIN", 0x1),
    ("POLLPRI", 0x2),
    ("POLLOUT", 0x4),
    ("POLLERR", 0x8),
    ("POLLHUP", 0x10),
    ("POLLNVAL", 0x20),
    ("POLLRDNORM", 0x40),
    ("POLLRDBAND", 0x80),
    ("POLLWRNORM", 0x100),
    ("POLLWRBAND", 0x200),
    ("POLLMSG", 0x400),
    ("POLLRDHUP", 0x2000),
    ("EPOLL_CLOEXEC", 0x80000),
    ("EPOLLIN", 0x1),
    ("EPOLLPRI", 0x2),
    ("EPOLLOUT", 0x4),
    ("EPOLLERR", 0x8),
    ("EPOLLHUP", 0x10),
    ("EPOLLRDNORM", 0x40),
    ("EPOLLRDBAND", 0x80),
    ("EPOLLWRNORM", 0x100),
    ("EPOLLWRBAND", 0x200),
    ("EPOLLMSG", 0x400),
    ("EPOLLRDHUP", 0x2000),
    ("EPOLLEXCLUSIVE", 1 << 28),
    ("EPOLLWAKEUP", 1 << 29),
    ("EPOLLONESHOT", 1 << 30),
    ("EPOLLET", 1 << 31),
];

/// The module's classes in one interpreter.
#[derive(Clone)]
struct Classes {
    poll: Ref<Type>,
    epoll: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        poll: vm.new_native_type(&poll::POLL),
        epoll: vm.new_native_type(&epoll::EPOLL),
    })
}

/// How long to wait.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Patience {
    /// Not at all.
    None,
    Until(Instant),
    Forever,
}

impl Patience {
    fn of(length: Option<Duration>) -> Patience {
        match length {
            None => Patience::Forever,
            Some(Duration::ZERO) => Patience::None,
            Some(length) => Instant::now()
                .checked_add(length)
                .map_or(Patience::Forever, Patience::Until),
        }
    }
    /// What is left, as the system takes it; None for ever.
    fn left(self) -> Option<Timespec> {
        let left = match self {
            Patience::Forever => return None,
            Patience::None => Duration::ZERO,
            Patience::Until(deadline) => deadline.saturating_duration_since(Instant::now()),
        };
        Some(Timespec {
            tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: left.subsec_nanos().into(),
        })
    }
}

/// Makes a waiting call, detached unless it does not wait; again after a signal, with the time that
/// is left.
fn wait<R: Send>(
    vm: &Vm,
    name: &'static str,
    patience: Patience,
    mut f: impl FnMut(Option<&Timespec>) -> rustix::io::Result<R> + Send,
) -> Result<R> {
    loop {
        let mut call = || f(patience.left().as_ref());
        let result = if patience == Patience::None {
            call()
        } else {
            vm.detached(name, call)
        };
        match result {
            Err(rustix::io::Errno::INTR) => vm.poll_native()?,
            Ok(result) => return Ok(result),
            Err(error) => return Err(vm.os_error(error.raw_os_error(), None)),
        }
    }
}

/// The length of a wait in nanoseconds, given in units that last `unit` of them; None for ever. What is
/// no number is refused with `message`.
fn length(vm: &Vm, timeout: &Value, unit: i64, message: &str) -> Result<Option<i64>> {
    if timeout.is_none() {
        return Ok(None);
    }
    match duration_in(vm, timeout, unit) {
        Ok(nanos) => Ok(Some(nanos)),
        Err(raised) if vm.is_error(&raised, &vm.exceptions().type_error) => {
            Err(vm.type_error(message))
        }
        Err(raised) => Err(raised),
    }
}

/// The objects of one list, with their descriptors.
fn watched(vm: &Vm, list: &Value) -> Result<Vec<(Value, i32)>> {
    if vm.type_of(list).slots.iter.get().is_none() && vm.type_of(list).slots.getitem.get().is_none()
    {
        return Err(vm.type_error("arguments 1-3 must be sequences"));
    }
    let mut found = Vec::new();
    vm.iterate(list, |item| {
        let fd = number_of(vm, &item)?;
        if fd as usize >= SET_SIZE {
            return Err(vm.value_error("filedescriptor out of range in select()"));
        }
        if found.len() >= SET_SIZE {
            return Err(vm.value_error("too many file descriptors in select()"));
        }
        found.push((item, fd));
        Ok(())
    })?;
    Ok(found)
}

/// `select(rlist, wlist, xlist, timeout=None)`, by the system's `poll`.
fn select(vm: &Vm, read: &Value, write: &Value, urgent: &Value, timeout: &Value) -> Result<Value> {
    let message = "timeout must be a float or None";
    let nanos = length(vm, timeout, 1_000_000_000, message)?;
    if nanos.is_some_and(|n| n < 0) {
        return Err(vm.value_error("timeout must be non-negative"));
    }
    let length = nanos.map(|n| Duration::from_nanos(n as u64));
    let lists = [
        watched(vm, read)?,
        watched(vm, write)?,
        watched(vm, urgent)?,
    ];
    // For what each list waits, and which of the answers mean it.
    let wanted = [PollFlags::IN, PollFlags::OUT, PollFlags::PRI];
    let meant = [
        PollFlags::IN | PollFlags::RDNORM | PollFlags::RDBAND | PollFlags::HUP | PollFlags::ERR,
        PollFlags::OUT | PollFlags::WRNORM | PollFlags::WRBAND | PollFlags::ERR,
        PollFlags::PRI,
    ];
    let mut all: Vec<(i32, PollFlags)> = Vec::new();
    for (list, flags) in lists.iter().zip(wanted) {
        all.extend(list.iter().map(|(_, fd)| (*fd, flags)));
    }
    let patience = Patience::of(length);
    let answers = wait(vm, "select", patience, |left| {
        let mut fds: Vec<PollFd<'_>> = all
            .iter()
            .filter_map(|(fd, flags)| {
                let fd = hasp_vm::fd::borrow(*fd)?;
                Some(PollFd::from_borrowed_fd(fd, *flags))
            })
            .collect();
        rustix::event::poll(&mut fds, left)?;
        let answers: Vec<PollFlags> = fds.iter().map(PollFd::revents).collect();
        if answers.iter().any(|a| a.contains(PollFlags::NVAL)) {
            return Err(rustix::io::Errno::BADF);
        }
        Ok(answers)
    })?;
    let mut answers = answers.into_iter();
    let mut results = Vec::with_capacity(3);
    for (list, meant) in lists.iter().zip(meant) {
        let mut ready = Vec::new();
        for (item, _) in list {
            if answers.next().is_some_and(|a| a.intersects(meant)) {
                ready.push(item.clone());
            }
        }
        results.push(vm.list(ready));
    }
    Ok(vm.tuple(results))
}
