//! Calls on sockets, as their timeouts say.

use std::time::{Duration, Instant};

use hasp_vm::vm::{Raised, Result, Vm};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

/// How long an operation may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// As long as it takes. The descriptor is in blocking mode.
    Forever,
    /// Not at all: the lock is not released for that.
    None,
    /// Until then.
    Until(Instant),
}

impl Patience {
    /// From a timeout in nanoseconds; a negative one is none.
    pub(super) fn of(timeout: i64) -> Patience {
        match u64::try_from(timeout) {
            Err(_) => Patience::Forever,
            Ok(0) => Patience::None,
            Ok(nanos) => Instant::now()
                .checked_add(Duration::from_nanos(nanos))
                .map_or(Patience::Forever, Patience::Until),
        }
    }
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    Readable,
    Writable,
    /// A connection is made, or not.
    Connected,
}

/// Why a call did not succeed.
pub(super) enum Failed {
    /// `errno`.
    System(i32),
    TimedOut,
    /// What a signal handler raised.
    Raised(Raised),
}

impl Failed {
    pub(super) fn raise(self, vm: &Vm) -> Raised {
        match self {
            Failed::System(errno) => vm.os_error(errno, None),
            Failed::TimedOut => vm.timeout_error("timed out"),
            Failed::Raised(raised) => raised,
        }
    }
}

/// Waits in the system until the descriptor is ready; false when the time is over.
fn ready(fd: i32, until: Until, deadline: Instant) -> std::result::Result<bool, i32> {
    // A closed socket is ready: the call that follows says what is wrong.
    let Some(fd) = hasp_vm::fd::borrow(fd) else {
        return Ok(true);
    };
    let flags = match until {
        Until::Readable => PollFlags::IN,
        Until::Writable => PollFlags::OUT,
        Until::Connected => PollFlags::OUT | PollFlags::ERR,
    };
    let left = deadline.saturating_duration_since(Instant::now());
    let left = Timespec {
        tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: left.subsec_nanos().into(),
    };
    match poll(&mut [PollFd::from_borrowed_fd(fd, flags)], Some(&left)) {
        Ok(count) => Ok(count > 0),
        Err(error) => Err(error.raw_os_error()),
    }
}

/// Makes a call on a descriptor: at once where it may not wait, else detached, waiting first
/// where there is a deadline. It is made again after a signal.
pub(super) fn call<R: Send>(
    vm: &Vm,
    name: &'static str,
    fd: i32,
    until: Until,
    patience: Patience,
    mut f: impl FnMut(i32) -> std::result::Result<R, i32> + Send,
) -> std::result::Result<R, Failed> {
    loop {
        // None: the time is over.
        let result = match patience {
            Patience::None => f(fd).map(Some),
            Patience::Forever => vm.detached(name, || f(fd).map(Some)),
            Patience::Until(deadline) => vm.detached(name, || {
                loop {
                    if !ready(fd, until, deadline)? {
                        return Ok(None);
                    }
                    match f(fd) {
                        // Another thread was faster.
                        Err(libc::EAGAIN) => {}
                        result => return result.map(Some),
                    }
                }
            }),
        };
        match result {
            Ok(Some(result)) => return Ok(result),
            Ok(None) => return Err(Failed::TimedOut),
            Err(libc::EINTR) => vm.poll_native().map_err(Failed::Raised)?,
            Err(errno) => return Err(Failed::System(errno)),
        }
    }
}

/// Takes a descriptor in or out of blocking mode.
pub(super) fn set_blocking(vm: &Vm, fd: i32, blocking: bool) -> Result<()> {
    let result = match hasp_vm::fd::borrow(fd) {
        Some(fd) => rustix::io::ioctl_fionbio(fd, !blocking),
        None => Err(Errno::BADF),
    };
    result.map_err(|error| vm.os_error(error.raw_os_error(), None))
}
