//! What the locks are made of: parking_lot's primitives, and under `--cfg loom` loom's with
//! the same face, so that a model can go through every order of events.

#[cfg(not(loom))]
pub(crate) use std::sync::atomic::AtomicU64;

#[cfg(not(loom))]
pub(crate) use std::time::Instant;

#[cfg(not(loom))]
pub(crate) use parking_lot::{Condvar, Mutex, MutexGuard};

#[cfg(loom)]
pub(crate) use loom::sync::atomic::AtomicU64;

#[cfg(loom)]
pub(crate) use modelled::{Condvar, Instant, Mutex, MutexGuard};

#[cfg(loom)]
mod modelled {
    use std::ops::{Deref, DerefMut};
    use std::sync::atomic::Ordering;
    use std::time::Duration;

    /// A point in time. In a model everything has taken a second, so that every run of it is the
    /// same: shorter times are over, longer ones are not.
    #[derive(Clone, Copy)]
    pub(crate) struct Instant;

    impl Instant {
        pub(crate) fn now() -> Instant {
            Instant
        }
        pub(crate) fn elapsed(self) -> Duration {
            Duration::from_secs(1)
        }
    }

    /// Loom's mutex; a panic in a model ends the model, so there is no poison to report.
    pub(crate) struct Mutex<T>(loom::sync::Mutex<T>);

    /// Holds the mutex. Empty only while a condition is waited for.
    pub(crate) struct MutexGuard<'a, T> {
        mutex: &'a Mutex<T>,
        guard: Option<loom::sync::MutexGuard<'a, T>>,
    }

    impl<T> Mutex<T> {
        pub(crate) fn new(value: T) -> Mutex<T> {
            Mutex(loom::sync::Mutex::new(value))
        }
        pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
            MutexGuard {
                mutex: self,
                guard: Some(self.0.lock().expect("no thread panics")),
            }
        }
    }

    impl<T> Deref for MutexGuard<'_, T> {
        type Target = T;
        fn deref(&self) -> &T {
            self.guard.as_ref().expect("nobody looks during a wait")
        }
    }
    impl<T> DerefMut for MutexGuard<'_, T> {
        fn deref_mut(&mut self) -> &mut T {
            self.guard.as_mut().expect("nobody looks during a wait")
        }
    }

    /// How a wait with a time limit ended.
    pub(crate) struct Waited(bool);

    impl Waited {
        pub(crate) fn timed_out(&self) -> bool {
            self.0
        }
    }

    /// Waits shorter than this are over at once, after other threads had a chance to run.
    const SHORT: Duration = Duration::from_millis(1);

    /// Loom's condition. Longer waits with a limit are over at once the first time only: threads that
    /// look again and again beside each other would keep a model from coming to its end.
    pub(crate) struct Condvar {
        condition: loom::sync::Condvar,
        was_over: std::sync::atomic::AtomicBool,
    }

    impl Condvar {
        pub(crate) fn new() -> Condvar {
            Condvar {
                condition: loom::sync::Condvar::new(),
                was_over: false.into(),
            }
        }
        pub(crate) fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
            let held = guard.guard.take().expect("one wait at a time");
            guard.guard = Some(self.condition.wait(held).expect("no thread panics"));
        }
        pub(crate) fn wait_for<T>(&self, guard: &mut MutexGuard<'_, T>, limit: Duration) -> Waited {
            // No schedule hangs on this flag: it is changed with the mutex only.
            if limit >= SHORT && self.was_over.swap(true, Ordering::Relaxed) {
                self.wait(guard);
                return Waited(false);
            }
            drop(guard.guard.take());
            loom::thread::yield_now();
            guard.guard = Some(guard.mutex.0.lock().expect("no thread panics"));
            Waited(true)
        }
        pub(crate) fn notify_one(&self) {
            self.condition.notify_one();
        }
        pub(crate) fn notify_all(&self) {
            self.condition.notify_all();
        }
    }
}
