//! `ticks`: CPython's lock before 3.2.
//!
//! State: a [`Word`] with the holder; `left`, the checks until the next release, which only the
//! holder counts down; behind a mutex the number of waiters and whether the holder knows of them.
//!
//! A *check* is a safepoint of the loop. The loop does not count them: while somebody waits, the
//! holder stays asked, so that it comes here at every safepoint (which makes it slower, as counting
//! did there). While nobody waits nothing is counted, and nothing is paid.
//!
//! Who wakes whom: a release wakes one waiter. After `n` checks the holder releases and takes the
//! lock again at once: the waiter that was woken most often comes too late. That is the
//! pathology that D. Beazley measured in 2010, with much signalling and few switches.
//!
//! Promises: the lock is free for a moment every `n` checks while somebody waits. Not that a waiter
//! gets it then: there is no forced switch, no order, and no bound on a wait.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::word::Word;
use super::{Host, LockPolicy, Reason, ThreadId};
use crate::sync::{AtomicU64, Condvar, Mutex};

struct State {
    waiters: usize,
    /// The holder is asked to come by at every safepoint.
    asked: bool,
}

/// The policy.
pub struct Ticks {
    word: Word,
    state: Mutex<State>,
    free: Condvar,
    checks: u64,
    left: AtomicU64,
    host: Arc<dyn Host>,
}

impl Ticks {
    /// A lock that nobody holds, released every `checks` checks.
    pub fn new(host: Arc<dyn Host>, checks: u64) -> Ticks {
        let checks = checks.max(1);
        Ticks {
            word: Word::new(),
            state: Mutex::new(State {
                waiters: 0,
                asked: false,
            }),
            free: Condvar::new(),
            checks,
            left: AtomicU64::new(checks),
            host,
        }
    }

    fn take(&self, thread: ThreadId) {
        let mut state = self.state.lock();
        state.waiters += 1;
        while !self.word.take_or_wait(thread) {
            if !state.asked {
                state.asked = true;
                self.host.ask(self.word.holder());
            }
            self.free.wait(&mut state);
        }
        state.waiters -= 1;
        self.word.give(thread, state.waiters > 0);
        if state.waiters > 0 {
            state.asked = true;
            self.host.ask(thread);
        }
    }

    fn release(&self, thread: ThreadId) {
        let mut state = self.state.lock();
        if std::mem::take(&mut state.asked) {
            self.host.unask(thread);
        }
        self.word.give(0, state.waiters > 0);
        self.free.notify_one();
    }
}

impl LockPolicy for Ticks {
    fn name(&self) -> &'static str {
        "ticks"
    }

    fn attach(&self, thread: ThreadId, _: Reason) {
        if !self.word.try_take(thread) {
            self.take(thread);
        }
    }

    fn detach(&self, thread: ThreadId, _: Reason) {
        if !self.word.try_release(thread) {
            self.release(thread);
        }
    }

    fn due(&self, _: ThreadId) -> bool {
        let left = self.left.load(Ordering::Relaxed) - 1;
        let due = left == 0;
        self.left
            .store(if due { self.checks } else { left }, Ordering::Relaxed);
        due
    }

    fn give_way(&self, thread: ThreadId) {
        self.release(thread);
        self.take(thread);
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("n", self.checks as f64)]
    }
}
