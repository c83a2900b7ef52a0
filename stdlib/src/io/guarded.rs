//! A file's state under a lock that is kept while the file waits for the system.
//!
//! [`hasp_vm::object::cell::Locked`] closes before a thread detaches; what a file has in its
//! buffers must belong to one operation from beginning to end. The state is a box that the
//! operation takes out and its guard puts back.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use hasp_vm::object::cell::{Locked, is_parallel};
use hasp_vm::vm::Vm;

/// State that one thread at a time works on.
pub(crate) struct Guarded<T> {
    /// Identity of the thread that is at work; 0 for none.
    owner: AtomicU64,
    waiting: AtomicU32,
    queue: Mutex<()>,
    freed: Condvar,
    data: Locked<Option<Box<T>>>,
}

impl<T> Guarded<T> {
    pub(crate) fn new(data: T) -> Guarded<T> {
        Guarded {
            owner: AtomicU64::new(0),
            waiting: AtomicU32::new(0),
            queue: Mutex::new(()),
            freed: Condvar::new(),
            data: Locked::new(Some(Box::new(data))),
        }
    }

    /// The state, when no other thread works on it any more; None if this thread itself does, or
    /// if no other thread will go on any more.
    #[inline]
    pub(crate) fn enter(&self, vm: &Vm) -> Option<Guard<'_, T>> {
        let me = vm.thread_ident();
        while !self.try_own(me) {
            // At the end of the interpreter the owner may be a thread that never goes on.
            if self.owner.load(Ordering::Relaxed) == me || vm.interp().threads.is_ending() {
                return None;
            }
            self.wait(vm);
        }
        let data = self.data.with(Option::take)?;
        Some(Guard {
            cell: self,
            data: Some(data),
        })
    }

    /// Owners change while they are attached only: as long as one thread at a time is, no atomic
    /// exchange is needed.
    #[inline]
    fn try_own(&self, me: u64) -> bool {
        if is_parallel() {
            return self
                .owner
                .compare_exchange(0, me, Ordering::SeqCst, Ordering::Relaxed)
                .is_ok();
        }
        if self.owner.load(Ordering::Acquire) != 0 {
            return false;
        }
        self.owner.store(me, Ordering::Relaxed);
        true
    }

    /// Waits until the owner has left, or a little longer.
    #[cold]
    fn wait(&self, vm: &Vm) {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let (owner, queue, freed) = (&self.owner, &self.queue, &self.freed);
        vm.detached("file lock", move || {
            let mut turn = queue.lock().unwrap_or_else(PoisonError::into_inner);
            while owner.load(Ordering::SeqCst) != 0 {
                turn = freed.wait(turn).unwrap_or_else(PoisonError::into_inner);
            }
        });
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }

    #[inline]
    fn leave(&self) {
        let order = if is_parallel() {
            Ordering::SeqCst
        } else {
            Ordering::Release
        };
        self.owner.store(0, order);
        if self.waiting.load(Ordering::SeqCst) > 0 {
            self.wake();
        }
    }

    #[cold]
    fn wake(&self) {
        let _turn = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        self.freed.notify_all();
    }

    /// Works on the state for the time of a closure that neither waits nor runs code of a script;
    /// None if a thread is at work on it, or if the closure cannot serve.
    #[inline]
    pub(crate) fn quick<R>(&self, f: impl FnOnce(&mut T) -> Option<R>) -> Option<R> {
        self.data.with(|data| data.as_deref_mut().and_then(f))
    }

    /// Looks at the state if nobody works on it.
    pub(crate) fn peek<R>(&self, f: impl FnOnce(&T) -> R) -> Option<R> {
        self.data.with(|data| data.as_deref().map(f))
    }
}

/// The right to work on the state.
pub(crate) struct Guard<'a, T> {
    cell: &'a Guarded<T>,
    data: Option<Box<T>>,
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        match &self.data {
            Some(data) => data,
            None => unreachable!("a guard has its data until it is dropped"),
        }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        match &mut self.data {
            Some(data) => data,
            None => unreachable!("a guard has its data until it is dropped"),
        }
    }
}

impl<T> Drop for Guard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        let data = self.data.take();
        self.cell.data.with(|place| *place = data);
        self.cell.leave();
    }
}
