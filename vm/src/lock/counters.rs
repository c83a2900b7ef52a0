//! What threads have had of the lock, and why.
//!
//! Always counted is each time that a thread gets the lock, by the reason for which it had let go,
//! with a plain load and store of that thread; this is all that a releasing call pays. Times are
//! measured only from [`crate::thread::Threads::measure`] on: reading the clock three times costs
//! more than a short releasing call may.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::Reason;

/// Takes and releases for one reason.
#[derive(Clone, Copy, Debug)]
pub struct ReasonCounters {
    /// The reason.
    pub reason: Reason,
    /// How often it came up, counted when the thread has the lock again, or ends.
    pub times: u64,
    /// How long the lock had been held before these releases.
    pub held: Duration,
    /// The longest of these times.
    pub longest_held: Duration,
    /// How long it was waited for before it was taken.
    pub waited: Duration,
    /// The longest of these times.
    pub longest_waited: Duration,
}

impl ReasonCounters {
    /// Times the lock was taken.
    pub fn acquired(&self) -> u64 {
        match self.reason {
            Reason::Exit => 0,
            _ => self.times,
        }
    }
    /// Times it was released.
    pub fn released(&self) -> u64 {
        match self.reason {
            Reason::Start => 0,
            _ => self.times,
        }
    }
}

/// What a thread, or several, have had of the lock.
#[derive(Clone, Debug, Default)]
pub struct Counters {
    /// Times it was asked to give way.
    pub asked: u64,
    /// One row for each reason that came up.
    pub reasons: Vec<ReasonCounters>,
}

impl Counters {
    /// Adds another thread's.
    pub(crate) fn add(&mut self, other: &Counters) {
        self.asked += other.asked;
        for row in &other.reasons {
            let known = self.reasons.iter_mut().find(|r| r.reason == row.reason);
            let Some(sum) = known else {
                self.reasons.push(*row);
                continue;
            };
            sum.times += row.times;
            sum.held += row.held;
            sum.longest_held = sum.longest_held.max(row.longest_held);
            sum.waited += row.waited;
            sum.longest_waited = sum.longest_waited.max(row.longest_waited);
        }
    }
}

/// A number that one thread changes and others read.
#[derive(Default)]
struct Count(AtomicU64);

impl Count {
    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
    fn add(&self, n: u64) {
        self.0.store(self.get().wrapping_add(n), Ordering::Relaxed);
    }
    fn raise_to(&self, n: u64) {
        if n > self.get() {
            self.0.store(n, Ordering::Relaxed);
        }
    }
}

/// A sum of times and the longest of them, in nanoseconds.
#[derive(Default)]
struct Lengths {
    sum: Count,
    longest: Count,
}

impl Lengths {
    fn add(&self, length: Duration) {
        let nanos = length.as_nanos() as u64;
        self.sum.add(nanos);
        self.longest.raise_to(nanos);
    }
    fn get(&self) -> (Duration, Duration) {
        let nanos = |count: &Count| Duration::from_nanos(count.get());
        (nanos(&self.sum), nanos(&self.longest))
    }
}

/// One thread's counters for one reason.
struct Row {
    reason: Reason,
    times: Count,
    held: Lengths,
    waited: Lengths,
}

/// One thread's counters, for everyone to read.
#[derive(Default)]
pub(crate) struct Tally {
    asked: Count,
    rows: Mutex<Vec<Arc<Row>>>,
}

impl Tally {
    /// Somebody has asked the thread to give way. One at a time may say so.
    pub(crate) fn was_asked(&self) {
        self.asked.add(1);
    }

    /// The numbers of this moment.
    pub(crate) fn read(&self) -> Counters {
        let mut counters = Counters {
            asked: self.asked.get(),
            reasons: Vec::new(),
        };
        for row in &*self.rows.lock() {
            let (held, longest_held) = row.held.get();
            let (waited, longest_waited) = row.waited.get();
            let row = ReasonCounters {
                reason: row.reason,
                times: row.times.get(),
                held,
                longest_held,
                waited,
                longest_waited,
            };
            // The same name may stand at two places.
            counters.add(&Counters {
                asked: 0,
                reasons: vec![row],
            });
        }
        counters
    }
}

/// The counters as their own thread sees them.
pub(crate) struct Record {
    tally: Arc<Tally>,
    rows: RefCell<Vec<Arc<Row>>>,
    /// Index of the row that was used last.
    last: Cell<usize>,
    /// When the lock was taken, if that is known.
    since: Cell<Option<Instant>>,
}

impl Record {
    pub(crate) fn new() -> Record {
        Record {
            tally: Arc::default(),
            rows: RefCell::default(),
            last: Cell::new(0),
            since: Cell::new(None),
        }
    }

    /// For everyone.
    pub(crate) fn tally(&self) -> &Arc<Tally> {
        &self.tally
    }

    /// The time at which holding begins, for a thread that has the lock already.
    pub(crate) fn begin(&self, now: Instant) {
        self.since.set(Some(now));
    }

    /// The reason came up once more.
    #[inline]
    pub(crate) fn count(&self, reason: Reason) {
        if let Some(row) = self.rows.borrow().get(self.last.get())
            && is_same(row.reason, reason)
        {
            row.times.add(1);
            return;
        }
        self.with_row(reason, |row| row.times.add(1));
    }

    /// Taking the lock took so long.
    pub(crate) fn waited(&self, reason: Reason, from: Instant) {
        let now = Instant::now();
        let length = now.saturating_duration_since(from);
        self.with_row(reason, |row| row.waited.add(length));
        self.since.set(Some(now));
    }

    /// The lock is about to be released; gives the time.
    pub(crate) fn ends(&self, reason: Reason) -> Instant {
        let now = Instant::now();
        if let Some(since) = self.since.take() {
            let length = now.saturating_duration_since(since);
            self.with_row(reason, |row| row.held.add(length));
        }
        now
    }

    #[cold]
    fn with_row(&self, reason: Reason, f: impl Fn(&Row)) {
        self.find_row(reason);
        if let Some(row) = self.rows.borrow().get(self.last.get()) {
            f(row);
        }
    }

    fn find_row(&self, reason: Reason) {
        let mut rows = self.rows.borrow_mut();
        let known = rows.iter().position(|row| is_same(row.reason, reason));
        let at = known.unwrap_or_else(|| {
            let row = Arc::new(Row {
                reason,
                times: Count::default(),
                held: Lengths::default(),
                waited: Lengths::default(),
            });
            self.tally.rows.lock().push(row.clone());
            rows.push(row);
            rows.len() - 1
        });
        self.last.set(at);
    }
}

/// The same reason at a glance: names are compared by their place.
fn is_same(a: Reason, b: Reason) -> bool {
    match (a, b) {
        (Reason::Native(a), Reason::Native(b)) => std::ptr::eq(a, b),
        _ => a == b,
    }
}
