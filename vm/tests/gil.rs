//! What the policy `gil` promises, for any program of threads: at most one is attached at a time,
//! every wish is met, and a thread that was asked to give way gets the lock back only after another
//! one had it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use hasp_vm::lock::gil::Gil;
use hasp_vm::lock::{Host, LockPolicy, Reason, ThreadId};
use proptest::prelude::*;

/// What a thread does while or between it holds the lock.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// So many safepoints.
    Compute(u32),
    /// Detached for so many microseconds.
    Wait(u64),
}

/// The threads' polled words.
struct Words(Vec<AtomicBool>);

impl Host for Words {
    fn ask(&self, thread: ThreadId) {
        self.0[thread as usize].store(true, Ordering::Release);
    }
    fn unask(&self, thread: ThreadId) {
        self.0[thread as usize].store(false, Ordering::Release);
    }
}

struct World {
    gil: Gil,
    words: Arc<Words>,
    attached: AtomicUsize,
    /// Who had the lock, in order.
    holders: Mutex<Vec<ThreadId>>,
}

impl World {
    /// The thread has the lock; gives who had it before.
    fn got(&self, me: ThreadId) -> Option<ThreadId> {
        assert_eq!(
            self.attached.fetch_add(1, Ordering::SeqCst),
            0,
            "two at a time"
        );
        let mut holders = self.holders.lock().expect("no thread panics here");
        let before = holders.last().copied();
        holders.push(me);
        before
    }
    fn leaving(&self) {
        assert_eq!(self.attached.fetch_sub(1, Ordering::SeqCst), 1);
    }

    fn safepoint(&self, me: ThreadId) {
        if self.words.0[me as usize].load(Ordering::Acquire) {
            self.leaving();
            self.gil.give_way(me);
            let before = self.got(me);
            assert_ne!(before, Some(me), "nobody ran in between");
        }
    }

    fn run(&self, me: ThreadId, steps: &[Step]) {
        self.gil.attach(me, Reason::Start);
        self.got(me);
        for step in steps {
            match *step {
                Step::Compute(points) => {
                    for _ in 0..points {
                        for _ in 0..50 {
                            std::hint::spin_loop();
                        }
                        self.safepoint(me);
                    }
                }
                Step::Wait(micros) => {
                    self.leaving();
                    self.gil.detach(me, Reason::Native("wait"));
                    thread::sleep(Duration::from_micros(micros));
                    self.gil.attach(me, Reason::Native("wait"));
                    self.got(me);
                }
            }
        }
        self.leaving();
        self.gil.detach(me, Reason::Exit);
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..3000u32).prop_map(Step::Compute),
        (0..500u64).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 0..8)
}

/// Runs the threads; fails if they do not end.
fn play(interval: Duration, programs: Vec<Vec<Step>>) {
    let words = Arc::new(Words(
        programs.iter().map(|_| AtomicBool::default()).collect(),
    ));
    let world = Arc::new(World {
        gil: Gil::new(words.clone(), interval),
        words,
        attached: AtomicUsize::new(0),
        holders: Mutex::default(),
    });
    let (tell, told) = mpsc::channel();
    let threads: Vec<_> = (0..)
        .zip(programs)
        .map(|(me, steps)| {
            let (world, tell) = (world.clone(), tell.clone());
            thread::spawn(move || {
                world.run(me, &steps);
                tell.send(()).expect("the test listens");
            })
        })
        .collect();
    for _ in &threads {
        let ended = told.recv_timeout(Duration::from_secs(60));
        assert!(ended.is_ok(), "a wish for the lock was not met");
    }
    for thread in threads {
        thread.join().expect("no panic");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn promises_hold(
        micros in prop_oneof![Just(0u64), 1..200u64, Just(5000)],
        programs in prop::collection::vec(steps(), 1..5),
    ) {
        play(Duration::from_micros(micros), programs);
    }
}

#[test]
fn two_busy_threads_take_turns() {
    let busy = || vec![Step::Compute(20_000)];
    play(Duration::from_micros(100), vec![busy(), busy(), busy()]);
}
