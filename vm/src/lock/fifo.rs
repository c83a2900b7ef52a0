//! `fifo`: tickets, and the lock goes from hand to hand.
//!
//! State: a [`Word`] with the holder; behind a mutex the [`Line`] of those who wait, in the order
//! of their wishes, and whether the holder has been asked.
//!
//! Who wakes whom: a release gives the lock to the first of the line and wakes that thread only;
//! nobody can get in between. The thread that got it wakes the new first, which keeps the time:
//! after a quantum it asks the holder. A holder that gives way stands at the end of the line.
//!
//! Promises: the lock is had in the order in which it was wished for. With n threads in line, each
//! of which runs for at most a quantum and the time to its next safepoint, a wait takes at most n
//! of these. Not that short: each switch waits until the next thread is awake, even if the one that
//! releases comes back sooner, so threads that release often run as slowly as the line is long.

use std::sync::Arc;
use std::time::Duration;

use super::line::Line;
use super::word::Word;
use super::{Host, Interval, LockPolicy, Reason, ThreadId};
use crate::sync::{Condvar, Instant, Mutex, MutexGuard};

struct State {
    line: Line,
    asked: bool,
}

/// The policy.
pub struct Fifo {
    word: Word,
    state: Mutex<State>,
    quantum: Interval,
    host: Arc<dyn Host>,
}

impl Fifo {
    /// A lock that nobody holds.
    pub fn new(host: Arc<dyn Host>, quantum: Duration) -> Fifo {
        Fifo {
            word: Word::new(),
            state: Mutex::new(State {
                line: Line::new(),
                asked: false,
            }),
            quantum: Interval::new(quantum),
            host,
        }
    }

    /// The lock goes to the first of the line, or is free.
    fn hand_over(&self, state: &mut State, thread: ThreadId) {
        if std::mem::take(&mut state.asked) {
            self.host.unask(thread);
        }
        let next = state.line.call().map_or(0, |(next, ())| next);
        self.word.give(next, !state.line.is_empty());
    }

    /// Waits, in line, until the lock comes.
    fn wait(&self, mut state: MutexGuard<'_, State>, thread: ThreadId, bell: &Condvar) {
        // The time at which this thread, now the first, began to wait for the holder.
        let mut first_since = None;
        while self.word.holder() != thread {
            if state.asked || !state.line.starts_with(thread) {
                bell.wait(&mut state);
                continue;
            }
            let since = *first_since.get_or_insert_with(Instant::now);
            let left = self.quantum.wait().saturating_sub(since.elapsed());
            if bell.wait_for(&mut state, left).timed_out()
                && !state.asked
                && self.word.holder() != thread
            {
                state.asked = true;
                self.host.ask(self.word.holder());
            }
        }
        state.line.ring();
    }
}

impl LockPolicy for Fifo {
    fn name(&self) -> &'static str {
        "fifo"
    }

    fn attach(&self, thread: ThreadId, _: Reason) {
        if self.word.try_take(thread) {
            return;
        }
        let mut state = self.state.lock();
        if self.word.take_or_wait(thread) {
            // It was released since; nobody can stand in line then.
            self.word.give(thread, false);
            return;
        }
        let bell = state.line.push(thread, ());
        self.wait(state, thread, &bell);
    }

    fn detach(&self, thread: ThreadId, _: Reason) {
        if !self.word.try_release(thread) {
            self.hand_over(&mut self.state.lock(), thread);
        }
    }

    fn give_way(&self, thread: ThreadId) {
        let mut state = self.state.lock();
        self.host.unask(thread);
        if state.line.is_empty() {
            return;
        }
        let bell = state.line.push(thread, ());
        self.hand_over(&mut state, thread);
        self.wait(state, thread, &bell);
    }

    fn interval(&self) -> Option<Duration> {
        Some(self.quantum.get())
    }

    fn set_interval(&self, interval: Duration) {
        self.quantum.set(interval);
        self.state.lock().line.ring();
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![("ms", self.quantum.millis())]
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::super::line::tests::{Nobody, stand_in_line};
    use super::*;

    fn order(leave: impl FnOnce(&Fifo)) -> Vec<ThreadId> {
        let fifo = Arc::new(Fifo::new(Arc::new(Nobody), Duration::MAX));
        fifo.attach(1, Reason::Start);
        let wishes: Vec<_> = (2..10).map(|id| (id, Reason::Native("wait"))).collect();
        let waiting = |fifo: &Fifo| fifo.state.lock().line.len();
        stand_in_line(&fifo, &wishes, waiting, || leave(&fifo))
    }

    #[test]
    fn who_wished_first_is_served_first() {
        let came_back = order(|fifo| {
            fifo.detach(1, Reason::Native("wait"));
            fifo.attach(1, Reason::Native("wait"));
        });
        assert_eq!(came_back, [2, 3, 4, 5, 6, 7, 8, 9, 1]);
        assert_eq!(order(|fifo| fifo.give_way(1)), came_back);
    }
}
