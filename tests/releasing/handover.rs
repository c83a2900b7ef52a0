//! A lock policy for one question: does another thread run while the main one is in a native?
//!
//! The main thread is never asked to give way. When it comes back from a native that has detached it,
//! it gets the lock only after the second thread, which counts in a loop, has come past safepoints;
//! nothing is left to chance or to a clock. So the count grows during a call if and only if the call
//! has released the lock.
//!
//! State, behind one mutex: who is attached; the second thread; how many safepoints it owes the main
//! thread, which `give_way` pays off one by one; how many others want the lock. Every change wakes all
//! who wait.

use std::sync::Arc;

use hasp_vm::lock::{Host, LockPolicy, LockSpec, Reason, ThreadId};
use parking_lot::{Condvar, Mutex};

/// Number of the thread that runs the program.
const MAIN: ThreadId = 1;
/// How many safepoints the second thread passes meanwhile: each round of its loop has one, what it is told
/// to do has a few.
const OWED: u32 = 100;

#[derive(Default)]
struct State {
    holder: Option<ThreadId>,
    counter: Option<ThreadId>,
    /// The second thread has ended; no other takes its place.
    over: bool,
    owed: u32,
    wanting: usize,
}

struct Handover {
    state: Mutex<State>,
    changed: Condvar,
    host: Arc<dyn Host>,
}

/// Name, for a script that asks.
const NAME: &str = "handover";

/// The policy, for a configuration: whoever comes back from a native waits until the second thread has
/// run.
pub(crate) fn spec() -> LockSpec {
    LockSpec::custom(|host| {
        Box::new(Handover {
            state: Mutex::default(),
            changed: Condvar::new(),
            host,
        })
    })
}

impl Handover {
    /// Takes the lock when it is free and nothing is owed to this thread.
    fn take(&self, state: &mut parking_lot::MutexGuard<'_, State>, thread: ThreadId) {
        state.wanting += 1;
        loop {
            let waits_for_count = thread == MAIN && state.owed > 0;
            match state.holder {
                None if !waits_for_count => break,
                Some(holder) if holder != MAIN => self.host.ask(holder),
                _ => {}
            }
            self.changed.wait(state);
        }
        state.wanting -= 1;
        state.holder = Some(thread);
    }
}

impl LockPolicy for Handover {
    fn name(&self) -> &'static str {
        NAME
    }

    fn attach(&self, thread: ThreadId, reason: Reason) {
        let mut state = self.state.lock();
        if thread != MAIN && reason == Reason::Start && state.counter.is_none() && !state.over {
            state.counter = Some(thread);
        }
        self.take(&mut state, thread);
        if state.wanting > 0 && thread != MAIN {
            self.host.ask(thread);
        }
    }

    fn detach(&self, thread: ThreadId, reason: Reason) {
        let mut state = self.state.lock();
        state.holder = None;
        match reason {
            Reason::Native(_) if thread == MAIN && state.counter.is_some() => state.owed = OWED,
            Reason::Exit if state.counter == Some(thread) => {
                (state.counter, state.over) = (None, true);
                state.owed = 0;
            }
            _ => {}
        }
        self.changed.notify_all();
    }

    fn give_way(&self, thread: ThreadId) {
        let mut state = self.state.lock();
        if state.counter == Some(thread) && state.owed > 0 {
            state.owed -= 1;
            if state.owed > 0 {
                return;
            }
        }
        self.host.unask(thread);
        if state.wanting > 0 {
            state.holder = None;
            self.changed.notify_all();
            // Those who wait have been woken, but they come only when the mutex is open.
            self.changed
                .wait_for(&mut state, std::time::Duration::from_millis(1));
            self.take(&mut state, thread);
            if state.wanting > 0 {
                self.host.ask(thread);
            }
        }
    }
}
