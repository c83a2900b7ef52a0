//! `gil`: CPython's lock since 3.2.
//!
//! State: a [`Word`] with the holder; behind a mutex:
//! - `last`: the thread that had the lock last, as far as waiters have seen; decides whether a
//!   forced switch has happened.
//! - `switches`: how often the lock changed hands while somebody waited; a waiter that times out
//!   asks the holder to give way only if nobody else got the lock meanwhile.
//! - `waiters`: how many wait; `asked`: who has been asked; `forced`: how many wait for a switch.
//!
//! Who wakes whom: a release signals `free` (one waiter); whoever takes the lock signals `taken`,
//! for a holder that was asked and waits until another thread has run (the *forced switch*). While
//! nobody waits, taking and releasing are one exchange each and wake nobody.
//!
//! Promises: a waiter asks again after every interval in which the lock did not change hands; a
//! holder that was asked does not get the lock back before somebody else had it. No order among
//! waiters: the operating system's wake-up order decides, so with n waiters a thread may wait n
//! intervals or more. A voluntary release (I/O) forces nothing: the thread that comes back may find
//! that the lock was not taken, or must wait an interval for it (the convoy).

use std::sync::Arc;
use std::time::Duration;

use super::word::Word;
use super::{Host, Interval, LockPolicy, Reason, ThreadId};
use crate::sync::{Condvar, Mutex, MutexGuard};

struct State {
    last: ThreadId,
    switches: u64,
    waiters: usize,
    asked: Option<ThreadId>,
    forced: usize,
}

/// The policy.
pub struct Gil {
    word: Word,
    state: Mutex<State>,
    free: Condvar,
    taken: Condvar,
    interval: Interval,
    host: Arc<dyn Host>,
}

impl Gil {
    /// A lock that nobody holds.
    pub fn new(host: Arc<dyn Host>, interval: Duration) -> Gil {
        Gil {
            word: Word::new(),
            state: Mutex::new(State {
                last: 0,
                switches: 0,
                waiters: 0,
                asked: None,
                forced: 0,
            }),
            free: Condvar::new(),
            taken: Condvar::new(),
            interval: Interval::new(interval),
            host,
        }
    }

    /// Waits until the lock is free and takes it.
    fn take(&self, state: &mut MutexGuard<'_, State>, thread: ThreadId) {
        state.waiters += 1;
        while !self.word.take_or_wait(thread) {
            let switches = state.switches;
            let waited = self.free.wait_for(state, self.interval.wait());
            let holder = self.word.holder();
            if waited.timed_out() && holder != 0 && state.switches == switches {
                state.asked = Some(holder);
                self.host.ask(holder);
            }
        }
        state.waiters -= 1;
        self.word.give(thread, state.waiters > 0);
        state.asked = None;
        if state.last != thread {
            state.last = thread;
            state.switches += 1;
        }
        if state.forced > 0 {
            self.taken.notify_all();
        }
    }

    fn release(&self, state: &mut State, thread: ThreadId) {
        state.last = thread;
        if state.asked.take_if(|asked| *asked == thread).is_some() {
            self.host.unask(thread);
        }
        self.word.give(0, state.waiters > 0);
        self.free.notify_one();
    }
}

impl LockPolicy for Gil {
    fn name(&self) -> &'static str {
        "gil"
    }

    fn attach(&self, thread: ThreadId, _: Reason) {
        if !self.word.try_take(thread) {
            self.take(&mut self.state.lock(), thread);
        }
    }

    fn detach(&self, thread: ThreadId, _: Reason) {
        if !self.word.try_release(thread) {
            self.release(&mut self.state.lock(), thread);
        }
    }

    fn give_way(&self, thread: ThreadId) {
        let mut state = self.state.lock();
        self.host.unask(thread);
        self.release(&mut state, thread);
        // The forced switch. Those who wait do not go away without having had the lock.
        state.forced += 1;
        while state.last == thread && state.waiters > 0 {
            self.taken.wait(&mut state);
        }
        state.forced -= 1;
        self.take(&mut state, thread);
    }

    fn interval(&self) -> Option<Duration> {
        Some(self.interval.get())
    }

    fn set_interval(&self, interval: Duration) {
        self.interval.set(interval);
        let _state = self.state.lock();
        self.free.notify_all();
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("ms", self.interval.millis())]
    }
}
