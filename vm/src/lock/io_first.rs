//! `io-first`: a thread that comes back from a releasing call goes before those that compute.
//!
//! State: a [`Word`] with the holder; behind a mutex two [`Line`]s, of the threads that came *back*
//! and of those that are *busy* (they start, or gave way), the holder's turn (kind, beginning, what
//! is left of it), and `debt`, the time that threads which came back have taken from busy ones.
//!
//! Who wakes whom: a release gives the lock from hand to hand, to the first of those who came back,
//! else to the first busy one. The first in line keeps the time and asks the holder when its turn is
//! over: a busy holder at once if somebody came back, else after `ms` milliseconds; a holder that came
//! back after `burst` milliseconds, whereupon it counts as busy. A busy thread that must give way to one
//! that came back stands at the front of its line with the rest of its turn, else at the end.
//!
//! So that nobody starves: every turn of a thread that came back, while busy ones wait, adds to the
//! debt; every turn of a busy one pays ten times its length. When the debt has grown beyond
//! `age` milliseconds, a busy thread goes first and is not asked before the debt is paid.
//!
//! Promises: with little I/O, a thread that comes back waits for one safepoint of the holder and the
//! system's wake-up. With much of it, busy threads get a tenth of the time at least, in order.
//! Not that busy threads run undisturbed: each return costs them two switches.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::line::Line;
use super::word::Word;
use super::{Host, Interval, LockPolicy, Reason, ThreadId};
use crate::sync::{AtomicU64, Condvar, Instant, Mutex, MutexGuard};

/// So much of a debt is paid by a busy thread's turn: the debt over this.
const PAYS: u32 = 10;

/// What kind of turn the holder has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Back,
    Busy,
}

struct Turn {
    kind: Kind,
    since: Instant,
    /// What a busy thread has used of its quantum before.
    used: Duration,
    /// How long a busy thread may run though others came back.
    safe: Duration,
}

struct State {
    back: Line,
    /// With what each has used of its quantum.
    busy: Line<Duration>,
    turn: Turn,
    debt: Duration,
    asked: bool,
}

impl State {
    fn nobody_waits(&self) -> bool {
        self.back.is_empty() && self.busy.is_empty()
    }
    /// Does the thread keep the time?
    fn keeps_time(&self, thread: ThreadId) -> bool {
        if self.back.is_empty() {
            self.busy.starts_with(thread)
        } else {
            self.back.starts_with(thread)
        }
    }
    fn ring(&self) {
        if self.back.is_empty() {
            self.busy.ring();
        } else {
            self.back.ring();
        }
    }
}

/// The policy's times.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// How long a busy thread may run while only busy ones wait.
    pub quantum: Duration,
    /// How long a thread that came back may run before it counts as busy.
    pub burst: Duration,
    /// How much time threads that came back may take before a busy one goes first.
    pub age: Duration,
}

/// The policy.
pub struct IoFirst {
    word: Word,
    state: Mutex<State>,
    quantum: Interval,
    times: Times,
    /// 1 if the thread that took the lock last had come back. Written by the holder.
    took_back: AtomicU64,
    host: Arc<dyn Host>,
}

impl IoFirst {
    /// A lock that nobody holds.
    pub fn new(host: Arc<dyn Host>, times: Times) -> IoFirst {
        IoFirst {
            word: Word::new(),
            state: Mutex::new(State {
                back: Line::new(),
                busy: Line::new(),
                turn: Turn {
                    kind: Kind::Busy,
                    since: Instant::now(),
                    used: Duration::ZERO,
                    safe: Duration::ZERO,
                },
                debt: Duration::ZERO,
                asked: false,
            }),
            quantum: Interval::new(times.quantum),
            times,
            took_back: AtomicU64::new(0),
            host,
        }
    }

    /// For how much longer the holder may run.
    fn left(&self, state: &State) -> Duration {
        let turn = &state.turn;
        let length = match turn.kind {
            Kind::Back => self.times.burst,
            Kind::Busy if state.back.is_empty() => self.quantum.wait().saturating_sub(turn.used),
            Kind::Busy => turn.safe,
        };
        length.saturating_sub(turn.since.elapsed())
    }

    /// The holder's turn ends: debts are made or paid.
    fn end_turn(&self, state: &mut State) {
        if std::mem::take(&mut state.asked) {
            self.host.unask(self.word.holder());
        }
        let length = state.turn.since.elapsed();
        state.debt = match state.turn.kind {
            _ if state.busy.is_empty() => Duration::ZERO,
            Kind::Back => state.debt.saturating_add(length),
            Kind::Busy => state.debt.saturating_sub(length.saturating_mul(PAYS)),
        };
    }

    /// Calls the one whose turn it is, and starts its turn; 0 if nobody waits.
    fn next(&self, state: &mut State) -> ThreadId {
        let starved = !state.busy.is_empty() && state.debt > self.times.age;
        let back = if starved { None } else { state.back.call() };
        let kind = if back.is_some() {
            Kind::Back
        } else {
            Kind::Busy
        };
        let next = back.map(|(next, ())| (next, Duration::ZERO));
        let next = next.or_else(|| state.busy.call());
        let (next, used) = next.unwrap_or_default();
        let safe = if starved {
            state.debt / PAYS
        } else {
            Duration::ZERO
        };
        state.turn = Turn {
            kind,
            since: Instant::now(),
            used,
            safe,
        };
        next
    }

    /// Waits, in line, until the lock comes.
    fn wait(&self, mut state: MutexGuard<'_, State>, thread: ThreadId, bell: &Condvar) {
        while self.word.holder() != thread {
            if state.asked || !state.keeps_time(thread) {
                bell.wait(&mut state);
                continue;
            }
            let left = self.left(&state);
            if left.is_zero() {
                state.asked = true;
                self.host.ask(self.word.holder());
            } else {
                bell.wait_for(&mut state, left);
            }
        }
        let back = state.turn.kind == Kind::Back;
        self.took_back.store(back.into(), Ordering::Relaxed);
        state.ring();
    }
}

impl LockPolicy for IoFirst {
    fn name(&self) -> &'static str {
        "io-first"
    }

    fn attach(&self, thread: ThreadId, reason: Reason) {
        let back = matches!(reason, Reason::Native(_));
        if self.word.try_take(thread) {
            self.took_back.store(back.into(), Ordering::Relaxed);
            return;
        }
        let mut state = self.state.lock();
        if self.word.take_or_wait(thread) {
            // It was released since; nobody can stand in line then.
            self.word.give(thread, false);
            self.took_back.store(back.into(), Ordering::Relaxed);
            return;
        }
        if state.nobody_waits() {
            // The holder may have come by the short way; its turn is counted from now.
            let kind = match self.took_back.load(Ordering::Relaxed) {
                0 => Kind::Busy,
                _ => Kind::Back,
            };
            state.turn = Turn {
                kind,
                since: Instant::now(),
                used: Duration::ZERO,
                safe: Duration::ZERO,
            };
        }
        let bell = if back {
            state.back.push(thread, ())
        } else {
            state.busy.push(thread, Duration::ZERO)
        };
        self.wait(state, thread, &bell);
    }

    fn detach(&self, thread: ThreadId, _: Reason) {
        if !self.word.try_release(thread) {
            let mut state = self.state.lock();
            self.end_turn(&mut state);
            let next = self.next(&mut state);
            self.word.give(next, !state.nobody_waits());
        }
    }

    fn give_way(&self, thread: ThreadId) {
        let mut state = self.state.lock();
        self.host.unask(thread);
        if state.nobody_waits() {
            return;
        }
        let used = state.turn.used.saturating_add(state.turn.since.elapsed());
        let goes_on = state.turn.kind == Kind::Busy && used < self.quantum.wait();
        self.end_turn(&mut state);
        let next = self.next(&mut state);
        let bell = if goes_on {
            state.busy.push_front(thread, used)
        } else {
            state.busy.push(thread, Duration::ZERO)
        };
        self.word.give(next, true);
        self.wait(state, thread, &bell);
    }

    fn interval(&self) -> Option<Duration> {
        Some(self.quantum.get())
    }

    fn set_interval(&self, interval: Duration) {
        self.quantum.set(interval);
        self.state.lock().ring();
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        let millis = |d: Duration| Interval::new(d).millis();
        vec![
            ("ms", self.quantum.millis()),
            ("burst", millis(self.times.burst)),
            ("age", millis(self.times.age)),
        ]
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::super::line::tests::{Nobody, stand_in_line};
    use super::*;

    /// Threads 2 and 3 are busy, 4 comes back; thread 1 gives way. Gives the order in which they
    /// had the lock then.
    fn order(debt: Duration) -> Vec<ThreadId> {
        let times = Times {
            quantum: Duration::MAX,
            burst: Duration::MAX,
            age: Duration::from_secs(1),
        };
        let policy = Arc::new(IoFirst::new(Arc::new(Nobody), times));
        policy.attach(1, Reason::Start);
        let wishes = [
            (2, Reason::Start),
            (3, Reason::Start),
            (4, Reason::Native("read")),
        ];
        let waiting = |policy: &IoFirst| {
            let state = policy.state.lock();
            state.back.len() + state.busy.len()
        };
        stand_in_line(&policy, &wishes, waiting, || {
            policy.state.lock().debt = debt;
            policy.give_way(1);
        })
    }

    #[test]
    fn who_comes_back_goes_first_and_who_was_stopped_for_it_goes_on() {
        assert_eq!(order(Duration::ZERO), [4, 1, 2, 3]);
    }

    #[test]
    fn busy_threads_go_first_when_they_have_waited_long() {
        // What ran so far pays a little of it.
        assert_eq!(order(Duration::from_secs(100_000)), [2, 1, 3, 4]);
    }
}
