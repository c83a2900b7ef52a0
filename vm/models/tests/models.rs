//! Every order of events, up to a bound, for two or three threads under each policy: nobody is in
//! beside another, what one thread wrote the next one sees, and nobody waits for ever (loom fails
//! where all threads wait).
#![cfg(loom)]

use std::time::Duration;

use hasp_lock_models::lock::fifo::Fifo;
use hasp_lock_models::lock::gil::Gil;
use hasp_lock_models::lock::io_first::{IoFirst, Times};
use hasp_lock_models::lock::reclaim::Reclaim;
use hasp_lock_models::lock::ticks::Ticks;
use hasp_lock_models::lock::{Host, LockPolicy, Reason, ThreadId};
use loom::cell::UnsafeCell;
use loom::sync::atomic::{AtomicBool, Ordering};
use loom::thread;
use std::sync::Arc;

/// Most threads of a model, and one.
const WORDS: usize = 4;

/// The threads' polled words.
struct Words([AtomicBool; WORDS]);

impl Host for Words {
    fn ask(&self, thread: ThreadId) {
        self.0[thread as usize].store(true, Ordering::Release);
    }
    fn unask(&self, thread: ThreadId) {
        self.0[thread as usize].store(false, Ordering::Release);
    }
}

struct World<P> {
    policy: P,
    words: Arc<Words>,
    /// Loom fails if two threads are in it at once, or one does not see what the last one did.
    inside: UnsafeCell<()>,
}

impl<P: LockPolicy> World<P> {
    fn work(&self, me: ThreadId) {
        self.inside.with_mut(|_| ());
        if self.words.0[me as usize].load(Ordering::Acquire) && self.policy.due(me) {
            self.policy.give_way(me);
            self.inside.with_mut(|_| ());
        }
    }

    /// Starts, lets go `waits` times, ends.
    fn run(&self, me: ThreadId, waits: usize) {
        self.policy.attach(me, Reason::Start);
        self.work(me);
        for _ in 0..waits {
            self.policy.detach(me, Reason::Native("wait"));
            self.policy.attach(me, Reason::Native("wait"));
            self.work(me);
        }
        self.policy.detach(me, Reason::Exit);
    }
}

/// Runs threads that let go so many times each.
fn check<P: LockPolicy + 'static>(
    waits: &'static [usize],
    make: impl Fn(Arc<dyn Host>) -> P + Send + Sync + 'static,
) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(3);
    model.check(move || {
        let words = Arc::new(Words(std::array::from_fn(|_| AtomicBool::new(false))));
        let world = Arc::new(World {
            policy: make(words.clone()),
            words,
            inside: UnsafeCell::new(()),
        });
        let threads: Vec<_> = (2..)
            .zip(&waits[1..])
            .map(|(me, waits)| {
                let world = world.clone();
                thread::spawn(move || world.run(me, *waits))
            })
            .collect();
        world.run(1, waits[0]);
        for thread in threads {
            thread.join().expect("no panic");
        }
    });
}

/// Two threads that let go, and three that start and end.
fn check_both<P: LockPolicy + 'static>(
    make: impl Fn(Arc<dyn Host>) -> P + Clone + Send + Sync + 'static,
) {
    check(&[1, 1], make.clone());
    check(&[0, 0, 0], make);
}

/// A time that is never over in a model; zero always is.
const NEVER: Duration = Duration::MAX;

#[test]
fn gil() {
    check_both(|host| Gil::new(host, Duration::from_millis(1)));
}

#[test]
fn ticks() {
    check_both(|host| Ticks::new(host, 1));
}

#[test]
fn fifo() {
    check_both(|host| Fifo::new(host, Duration::ZERO));
}

#[test]
fn io_first() {
    for quantum in [Duration::ZERO, NEVER] {
        check_both(move |host| {
            let times = Times {
                quantum,
                burst: Duration::ZERO,
                age: Duration::ZERO,
            };
            IoFirst::new(host, times)
        });
    }
}

#[test]
fn reclaim() {
    check_both(|host| Reclaim::new(host, NEVER, Duration::ZERO));
    check_both(|host| Reclaim::new(host, Duration::ZERO, Duration::ZERO));
}
