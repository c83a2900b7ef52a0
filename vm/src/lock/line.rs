//! Threads that stand in line for a lock, each with a bell of its own, so that exactly the one that
//! is to go next is woken.

use std::collections::VecDeque;
use std::sync::Arc;

use super::ThreadId;
use crate::sync::Condvar;

/// One of those who wait; `extra` is what the policy remembers of it.
struct Place<T> {
    thread: ThreadId,
    bell: Arc<Condvar>,
    extra: T,
}

/// The line.
pub(super) struct Line<T = ()>(VecDeque<Place<T>>);

impl<T> Line<T> {
    pub(super) fn new() -> Line<T> {
        Line(VecDeque::new())
    }
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    #[cfg(all(test, not(loom)))]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
    /// Does the thread stand first?
    pub(super) fn starts_with(&self, thread: ThreadId) -> bool {
        self.0.front().is_some_and(|p| p.thread == thread)
    }
    /// Lets a thread stand at the end; gives its bell.
    pub(super) fn push(&mut self, thread: ThreadId, extra: T) -> Arc<Condvar> {
        let bell = Arc::new(Condvar::new());
        self.0.push_back(Place {
            thread,
            bell: bell.clone(),
            extra,
        });
        bell
    }
    /// Lets a thread stand at the front; gives its bell.
    pub(super) fn push_front(&mut self, thread: ThreadId, extra: T) -> Arc<Condvar> {
        let bell = self.push(thread, extra);
        self.0.rotate_right(1);
        bell
    }
    /// The first leaves the line and is woken.
    pub(super) fn call(&mut self) -> Option<(ThreadId, T)> {
        let place = self.0.pop_front()?;
        place.bell.notify_one();
        Some((place.thread, place.extra))
    }
    /// Wakes the first, which may be a new one, so that it looks at the clock.
    pub(super) fn ring(&self) {
        if let Some(place) = self.0.front() {
            place.bell.notify_one();
        }
    }
}

#[cfg(all(test, not(loom)))]
pub(super) mod tests {
    use super::super::{Host, LockPolicy, Reason, ThreadId};
    use parking_lot::Mutex;
    use std::sync::Arc;
    use std::thread;

    /// Passes no wishes on.
    pub(in super::super) struct Nobody;

    impl Host for Nobody {
        fn ask(&self, _: ThreadId) {}
        fn unask(&self, _: ThreadId) {}
    }

    /// Thread 1 has the lock; the others stand in line one after the other, then `leave` lets
    /// thread 1 go and come back. Gives the order in which they had the lock, thread 1's return
    /// included.
    pub(in super::super) fn stand_in_line<P: LockPolicy + 'static>(
        policy: &Arc<P>,
        wishes: &[(ThreadId, Reason)],
        waiting: impl Fn(&P) -> usize,
        leave: impl FnOnce(),
    ) -> Vec<ThreadId> {
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut threads = Vec::new();
        for (count, (id, reason)) in wishes.iter().copied().enumerate() {
            let (policy, order) = (policy.clone(), order.clone());
            let other = policy.clone();
            threads.push(thread::spawn(move || {
                policy.attach(id, reason);
                order.lock().push(id);
                policy.detach(id, Reason::Exit);
            }));
            while waiting(&other) <= count {
                thread::yield_now();
            }
        }
        leave();
        order.lock().push(1);
        policy.detach(1, Reason::Exit);
        for thread in threads {
            thread.join().expect("no panic");
        }
        let order = order.lock();
        order.clone()
    }
}
