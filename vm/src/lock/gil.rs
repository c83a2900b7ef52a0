//! `gil`: CPython's lock since 3.2.
//!
//! State, all behind one mutex:
//! - `holder`: the thread that is attached, if any.
//! - `last`: the thread that was attached last; decides whether a forced switch has happened.
//! - `switches`: how often the lock changed hands; a waiter that times out asks the holder to give
//!   way only if nobody else got the lock meanwhile.
//!
//! Who wakes whom: a release signals `free` (one waiter); whoever takes the lock signals `taken`,
//! for a holder that was asked and waits until another thread has run (the *forced switch*).
//!
//! Promises: a waiter asks again after every interval in which the lock did not change hands; a
//! holder that was asked does not get the lock back before somebody else had it. No order among
//! waiters: the operating system's wake-up order decides, so with n waiters a thread may wait n
//! intervals or more. A voluntary release (I/O) forces nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::{Condvar, Mutex};

use super::{Host, LockPolicy, Reason, ThreadId};

struct State {
    holder: Option<ThreadId>,
    last: ThreadId,
    switches: u64,
    waiters: usize,
    asked: Option<ThreadId>,
}

/// The policy.
pub struct Gil {
    state: Mutex<State>,
    free: Condvar,
    taken: Condvar,
    interval_nanos: AtomicU64,
    host: Arc<dyn Host>,
}

/// Shortest wait, so that an interval of zero does not spin.
const MIN_WAIT: Duration = Duration::from_micros(1);

impl Gil {
    /// A lock that nobody holds.
    pub fn new(host: Arc<dyn Host>, interval: Duration) -> Gil {
        Gil {
            state: Mutex::new(State {
                holder: None,
                last: 0,
                switches: 0,
                waiters: 0,
                asked: None,
            }),
            free: Condvar::new(),
            taken: Condvar::new(),
            interval_nanos: AtomicU64::new(interval.as_nanos() as u64),
            host,
        }
    }

    fn wait_time(&self) -> Duration {
        Duration::from_nanos(self.interval_nanos.load(Ordering::Relaxed)).max(MIN_WAIT)
    }

    fn take(&self, state: &mut State, thread: ThreadId) {
        state.holder = Some(thread);
        if state.last != thread {
            state.last = thread;
            state.switches += 1;
        }
        if state.asked.take().is_some() {
            self.taken.notify_all();
        }
    }

    fn release(&self, state: &mut State, thread: ThreadId) {
        debug_assert_eq!(state.holder, Some(thread));
        state.holder = None;
        state.last = thread;
        self.free.notify_one();
    }
}

impl LockPolicy for Gil {
    fn name(&self) -> &'static str {
        "gil"
    }

    fn attach(&self, thread: ThreadId, _: Reason) {
        let mut state = self.state.lock();
        state.waiters += 1;
        while let Some(holder) = state.holder {
            let switches = state.switches;
            let timed_out = self.free.wait_for(&mut state, self.wait_time()).timed_out();
            if timed_out && state.holder.is_some() && state.switches == switches {
                let holder = state.holder.unwrap_or(holder);
                state.asked = Some(holder);
                self.host.ask(holder);
            }
        }
        state.waiters -= 1;
        self.take(&mut state, thread);
    }

    fn detach(&self, thread: ThreadId, _: Reason) {
        let mut state = self.state.lock();
        self.release(&mut state, thread);
        if state.asked == Some(thread) {
            // It gives the lock away anyway.
            state.asked = None;
            self.host.unask(thread);
        }
    }

    fn give_way(&self, thread: ThreadId) {
        let mut state = self.state.lock();
        self.host.unask(thread);
        self.release(&mut state, thread);
        // The forced switch: wait until another thread has had the lock. Whoever waits takes it
        // or leaves the queue; both end the wait.
        while state.last == thread && state.waiters > 0 {
            self.taken.wait_for(&mut state, self.wait_time());
        }
        while state.holder.is_some() {
            state.waiters += 1;
            let switches = state.switches;
            let timed_out = self.free.wait_for(&mut state, self.wait_time()).timed_out();
            state.waiters -= 1;
            if timed_out
                && state.switches == switches
                && let Some(holder) = state.holder
            {
                state.asked = Some(holder);
                self.host.ask(holder);
            }
        }
        self.take(&mut state, thread);
    }

    fn interval(&self) -> Option<Duration> {
        Some(Duration::from_nanos(
            self.interval_nanos.load(Ordering::Relaxed),
        ))
    }

    fn set_interval(&self, interval: Duration) {
        self.interval_nanos.store(
            interval.as_nanos().min(u64::MAX.into()) as u64,
            Ordering::Relaxed,
        );
    }
}
