//! What every lock policy promises, for any program of threads: at most one is attached at a time,
//! and every wish is met or its thread ends. Where a policy forces a switch, a thread that gave way
//! gets the lock back only after another one had it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use hasp_vm::lock::{Host, LockPolicy, LockSpec, POLICIES, Reason, ThreadId};
use proptest::prelude::*;

/// What a thread does while or between it holds the lock.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// So many safepoints.
    Compute(u32),
    /// Detached for so many microseconds.
    Wait(u64),
    /// Detached and back at once, so many times.
    Touch(u32),
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
    policy: Box<dyn LockPolicy>,
    words: Arc<Words>,
    attached: AtomicUsize,
    /// Who had the lock, in order.
    holders: Mutex<Vec<ThreadId>>,
}

impl World {
    fn attach(&self, me: ThreadId, reason: Reason) {
        self.policy.attach(me, reason);
        self.got(me);
    }
    fn detach(&self, me: ThreadId, reason: Reason) {
        self.leaving();
        self.policy.detach(me, reason);
    }

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
        if self.words.0[me as usize].load(Ordering::Acquire) && self.policy.due(me) {
            self.leaving();
            self.policy.give_way(me);
            let before = self.got(me);
            let forced = self.policy.name() != "ticks";
            assert!(!forced || before != Some(me), "nobody ran in between");
        }
    }

    fn run(&self, me: ThreadId, steps: &[Step]) {
        self.attach(me, Reason::Start);
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
                    self.detach(me, Reason::Native("wait"));
                    thread::sleep(Duration::from_micros(micros));
                    self.attach(me, Reason::Native("wait"));
                }
                Step::Touch(times) => {
                    for _ in 0..times {
                        self.detach(me, Reason::Native("touch"));
                        self.attach(me, Reason::Native("touch"));
                        self.safepoint(me);
                    }
                }
            }
        }
        self.detach(me, Reason::Exit);
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..3000u32).prop_map(Step::Compute),
        (0..500u64).prop_map(Step::Wait),
        (0..200u32).prop_map(Step::Touch),
    ];
    prop::collection::vec(step, 0..8)
}

/// Policies with parameters that bring out what is rare.
fn specs() -> impl Strategy<Value = String> {
    let interval = prop_oneof![
        Just("0".to_owned()),
        Just("0.001".to_owned()),
        (0.0..0.2f64).prop_map(|ms| ms.to_string()),
        Just("5".to_owned()),
        Just("inf".to_owned()),
    ];
    (0..POLICIES.len(), interval, 1..200u32).prop_map(|(at, ms, n)| {
        let row = &POLICIES[at];
        let value = |name: &str| match name {
            "n" | "us" => n.to_string(),
            "burst" | "age" => (f64::from(n) / 100.0).to_string(),
            _ => ms.clone(),
        };
        let params: Vec<String> = row
            .params
            .iter()
            .map(|p| format!("{}={}", p.name, value(p.name)))
            .collect();
        format!("{}:{}", row.name, params.join(","))
    })
}

/// Runs the threads; fails if they do not end.
fn play(spec: &str, programs: Vec<Vec<Step>>) {
    let threads = programs.len() + 1;
    let words = Arc::new(Words((0..threads).map(|_| AtomicBool::default()).collect()));
    let spec = LockSpec::parse(spec).expect("a policy of the table");
    let world = Arc::new(World {
        policy: spec.make(words.clone()),
        words,
        attached: AtomicUsize::new(0),
        holders: Mutex::default(),
    });
    let (tell, told) = mpsc::channel();
    let threads: Vec<_> = (1..)
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
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn promises_hold(
        spec in specs(),
        programs in prop::collection::vec(steps(), 1..6),
    ) {
        play(&spec, programs);
    }
}

#[test]
fn busy_threads_take_turns() {
    let busy = || vec![Step::Compute(20_000)];
    for row in POLICIES {
        let spec = match row.has_interval() {
            true => format!("{}:ms=0.1", row.name),
            false => row.name.to_owned(),
        };
        play(&spec, vec![busy(), busy(), busy()]);
    }
}

#[test]
fn an_interval_can_be_made_shorter_while_others_wait_for_it() {
    for row in POLICIES.iter().filter(|row| row.has_interval()) {
        let words = Arc::new(Words((0..3).map(|_| AtomicBool::default()).collect()));
        let spec = LockSpec::parse(&format!("{}:ms=inf", row.name)).expect("a policy of the table");
        let policy: Arc<dyn LockPolicy> = Arc::from(spec.make(words.clone()));
        policy.attach(1, Reason::Start);
        let other = policy.clone();
        let waits = thread::spawn(move || {
            other.attach(2, Reason::Start);
            other.detach(2, Reason::Exit);
        });
        thread::sleep(Duration::from_millis(20));
        assert!(!words.0[1].load(Ordering::Acquire), "{}", row.name);
        policy.set_interval(Duration::from_millis(1));
        while !words.0[1].load(Ordering::Acquire) {
            thread::yield_now();
        }
        policy.give_way(1);
        policy.detach(1, Reason::Exit);
        waits.join().expect("no panic");
    }
}
