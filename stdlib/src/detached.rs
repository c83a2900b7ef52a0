//! Natives that compute on bytes, without objects: when they let other threads run meanwhile, and
//! how threads share what has state.

use std::sync::{Mutex, PoisonError, TryLockError};

use hasp_vm::vm::Vm;

/// Inputs from this size on are worked on detached, counted in bytes for a hash function; where a
/// byte is less or more work, the caller scales the size.
///
/// Measured: to detach and attach costs 112 instructions (0.03 µs) when nobody else wants the lock.
/// When somebody does, a thread has to be woken, which takes several µs, and the lock may come back
/// only after the other's switch interval (5 ms): beside a thread that computes, a detached call of
/// 38 µs took 0.2 ms in the mean. SHA-256 takes 3 µs for 5 KiB here, MD5 9 µs, SHA-3 16 µs; CRC-32
/// takes 0.2 µs, `zlib.compress` 50 µs.
pub(crate) const DETACH_FROM: usize = 5 * 1024;

/// Runs `f`, detached if there is much to do.
#[inline]
pub(crate) fn work<R: Send>(
    vm: &Vm,
    name: &'static str,
    size: usize,
    f: impl FnOnce() -> R + Send,
) -> R {
    if size >= DETACH_FROM {
        vm.detached(name, f)
    } else {
        f()
    }
}

/// State that natives work on, attached or detached; one thread at a time. It holds no object, and
/// nobody attaches while it is open: so whoever waits for it may be attached or not.
pub(crate) struct Shared<T>(Mutex<T>);

impl<T: Send> Shared<T> {
    pub(crate) fn new(state: T) -> Shared<T> {
        Shared(Mutex::new(state))
    }

    /// Opens the state; detached if there is much to do or another thread has it.
    #[inline]
    pub(crate) fn with<R: Send>(
        &self,
        vm: &Vm,
        name: &'static str,
        size: usize,
        f: impl FnOnce(&mut T) -> R + Send,
    ) -> R {
        let mutex = &self.0;
        if size < DETACH_FROM {
            match mutex.try_lock() {
                Ok(mut state) => return f(&mut state),
                Err(TryLockError::Poisoned(broken)) => return f(&mut broken.into_inner()),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        vm.detached(name, || {
            f(&mut mutex.lock().unwrap_or_else(PoisonError::into_inner))
        })
    }

    /// Looks at the state for a moment, attached.
    pub(crate) fn look<R>(&self, vm: &Vm, name: &'static str, f: impl FnOnce(&T) -> R) -> R {
        let mutex = &self.0;
        if let Err(TryLockError::WouldBlock) = mutex.try_lock() {
            // Another thread is at work: wait detached, then look again.
            vm.detached(name, || drop(mutex.lock()));
        }
        f(&mutex.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
