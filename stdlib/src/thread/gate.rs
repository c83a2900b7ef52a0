//! A flag that can be waited for: what every lock, handle and join is made of.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hasp_vm::signals::{Interrupt, Wake};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::common::duration_arg;

/// Longest time a lock can be waited for, in seconds.
pub(super) const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// Closed or open.
#[derive(Default)]
pub(super) struct Gate {
    closed: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, bool> {
        self.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes it; false if it was closed.
    pub(super) fn try_close(&self) -> bool {
        !std::mem::replace(&mut *self.state(), true)
    }

    pub(super) fn is_closed(&self) -> bool {
        *self.state()
    }

    /// Opens it for one of those who wait; false if it was open.
    pub(super) fn open(&self) -> bool {
        let was = std::mem::replace(&mut *self.state(), false);
        self.opened.notify_one();
        was
    }

    /// Opens it for all who wait.
    pub(super) fn open_for_all(&self) {
        *self.state() = false;
        self.opened.notify_all();
    }

    /// Waits until it is open, at most until the deadline; closes it again if `close`. False if it
    /// is still closed.
    fn wait(&self, deadline: Option<Instant>, close: bool, interrupt: &Interrupt) -> bool {
        let mut closed = self.state();
        while *closed && !interrupt.is_set() {
            closed = match deadline {
                None => self
                    .opened
                    .wait(closed)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        break;
                    }
                    let waited = self.opened.wait_timeout(closed, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        if *closed {
            return false;
        }
        *closed = close;
        true
    }
}

impl Wake for Gate {
    fn wake(&self) {
        drop(self.state());
        self.opened.notify_all();
    }
}

/// Waits detached, until the deadline; signals are served in between. False if the gate is still
/// closed.
pub(super) fn wait(
    vm: &Vm,
    gate: &Arc<Gate>,
    deadline: Option<Instant>,
    close: bool,
) -> Result<bool> {
    loop {
        let waiting = gate.clone();
        let done = vm.detached_wait("lock", gate.clone(), move |interrupt| {
            waiting.wait(deadline, close, interrupt)
        });
        if done {
            return Ok(true);
        }
        vm.poll_native()?;
        if deadline.is_some_and(|d| Instant::now() >= d) {
            return Ok(false);
        }
    }
}

/// How long `acquire` waits.
pub(super) enum Patience {
    /// It does not wait.
    None,
    /// So long.
    For(Duration),
    /// Until it gets the lock.
    Forever,
}

/// The arguments of `acquire`: whether to wait, and a number of seconds; -1 stands for ever.
pub(super) fn patience(vm: &Vm, blocking: bool, timeout: Option<&Value>) -> Result<Patience> {
    let nanos = match timeout {
        None => None,
        Some(timeout) => Some(duration_arg(vm, timeout)?).filter(|n| *n != -1_000_000_000),
    };
    match nanos {
        None if blocking => Ok(Patience::Forever),
        None => Ok(Patience::None),
        Some(_) if !blocking => {
            Err(vm.value_error("can't specify a timeout for a non-blocking call"))
        }
        Some(nanos) if nanos < 0 => {
            Err(vm.value_error("timeout value must be a non-negative number"))
        }
        Some(nanos) if nanos as f64 / 1e9 > TIMEOUT_MAX => {
            Err(vm.overflow_error("timeout value is too large"))
        }
        Some(0) => Ok(Patience::None),
        Some(nanos) => Ok(Patience::For(Duration::from_nanos(nanos as u64))),
    }
}

/// Closes the gate, waiting for it as long as told; false if the time was over.
pub(super) fn acquire(vm: &Vm, gate: &Arc<Gate>, patience: &Patience) -> Result<bool> {
    if gate.try_close() {
        return Ok(true);
    }
    match patience {
        Patience::None => Ok(false),
        Patience::Forever => wait(vm, gate, None, true),
        Patience::For(length) => wait(vm, gate, Instant::now().checked_add(*length), true),
    }
}
