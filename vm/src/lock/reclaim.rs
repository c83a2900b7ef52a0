//! `reclaim`: a release costs a store, and taking the lock back an exchange.
//!
//! State: `word`, the number of the thread that has the lock or had it last, and a bit that tells
//! which; behind a mutex the [`Line`] of those who wait, and who has been asked. PyPy's lock
//! (one thread that looks often, the others behind it) and CRuby 4.0's (a thread whose successor has
//! not started keeps going) in one.
//!
//! Who wakes whom: a release wakes nobody. The first of the line looks every `us` microseconds
//! whether the lock is open, and takes it; the thread that released it takes it back with one
//! exchange if it comes first, whoever waits. Anybody else stands in line. After `ms` milliseconds at
//! the head of the line a thread asks the holder, which gives it the lock from hand to hand, as
//! does a thread that ends.
//!
//! Promises: a wait for the lock at the head of the line takes at most `ms` and the time to the
//! holder's next safepoint, and the line is in order. Not that an open lock is taken at once: that
//! takes up to `us` and the timer's slack. The thread that looks takes some machine time for it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::line::Line;
use super::{Host, Interval, LockPolicy, Reason, ThreadId};
use crate::sync::{AtomicU64, Condvar, Instant, Mutex, MutexGuard};

/// The lock is held.
const HELD: u64 = 1;

struct State {
    line: Line,
    asked: Option<ThreadId>,
}

/// The policy.
pub struct Reclaim {
    word: AtomicU64,
    state: Mutex<State>,
    interval: Interval,
    look: Duration,
    host: Arc<dyn Host>,
}

impl Reclaim {
    /// A lock that nobody holds.
    pub fn new(host: Arc<dyn Host>, interval: Duration, look: Duration) -> Reclaim {
        Reclaim {
            word: AtomicU64::new(0),
            state: Mutex::new(State {
                line: Line::new(),
                asked: None,
            }),
            interval: Interval::new(interval),
            look: look.max(Duration::from_micros(1)),
            host,
        }
    }

    /// Takes the lock that `thread` left open.
    fn take_from(&self, thread: ThreadId, me: ThreadId) -> bool {
        self.word
            .compare_exchange(
                thread << 1,
                me << 1 | HELD,
                Ordering::Acquire,
                Ordering::Relaxed,
            )
            .is_ok()
    }

    /// Takes the lock if it is open, whoever left it so.
    fn take_open(&self, me: ThreadId) -> bool {
        let word = self.word.load(Ordering::Relaxed);
        word & HELD == 0 && self.take_from(word >> 1, me)
    }

    fn is_mine(&self, me: ThreadId) -> bool {
        self.word.load(Ordering::Acquire) == me << 1 | HELD
    }

    /// The lock goes to the first of the line, or is open.
    fn hand_over(&self, state: &mut State, thread: ThreadId) {
        self.take_back_wish(state);
        let word = match state.line.call() {
            Some((next, ())) => next << 1 | HELD,
            None => thread << 1,
        };
        self.word.store(word, Ordering::Release);
    }

    fn take_back_wish(&self, state: &mut State) {
        if let Some(asked) = state.asked.take() {
            self.host.unask(asked);
        }
    }

    /// Waits, in line, until the lock comes or can be taken.
    fn wait(&self, mut state: MutexGuard<'_, State>, me: ThreadId, bell: &Condvar) {
        let mut first_since = None;
        while !self.is_mine(me) {
            if !state.line.starts_with(me) {
                bell.wait(&mut state);
                continue;
            }
            if self.take_open(me) {
                self.take_back_wish(&mut state);
                state.line.call();
                break;
            }
            let since = *first_since.get_or_insert_with(Instant::now);
            if state.asked.is_none() && since.elapsed() >= self.interval.wait() {
                // It may release the lock meanwhile, and end: then nobody is asked, and this
                // thread finds the lock open.
                let holder = self.word.load(Ordering::Relaxed) >> 1;
                state.asked = Some(holder);
                self.host.ask(holder);
            }
            bell.wait_for(&mut state, self.look);
        }
        state.line.ring();
    }
}

impl LockPolicy for Reclaim {
    fn name(&self) -> &'static str {
        "reclaim"
    }

    fn attach(&self, thread: ThreadId, _: Reason) {
        if self.take_from(thread, thread) {
            return;
        }
        let mut state = self.state.lock();
        if state.line.is_empty() && self.take_open(thread) {
            return;
        }
        let bell = state.line.push(thread, ());
        self.wait(state, thread, &bell);
    }

    fn detach(&self, thread: ThreadId, reason: Reason) {
        if reason == Reason::Exit {
            self.hand_over(&mut self.state.lock(), thread);
        } else {
            self.word.store(thread << 1, Ordering::Release);
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
        Some(self.interval.get())
    }

    fn set_interval(&self, interval: Duration) {
        self.interval.set(interval);
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("ms", self.interval.millis()),
            ("us", self.look.as_secs_f64() * 1e6),
        ]
    }
}
