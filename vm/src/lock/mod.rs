//! Lock policies: who may run when.
//!
//! A policy sees thread numbers, reasons and a clock; never an object, a frame or an opcode. It
//! asks the holder to give way through [`Host::ask`]; the holder notices at its next safepoint and
//! calls [`LockPolicy::give_way`].
//!
//! Who embeds the machine can pass a policy of its own ([`LockSpec::custom`]). It works as the
//! built-in ones do, counters included, and it is watched: should it let two threads in at once, the
//! process ends with a message before they can touch an object.
//!
//! ```
//! use std::sync::Arc;
//! use hasp_vm::config::Config;
//! use hasp_vm::lock::{Host, LockPolicy, LockSpec, Reason, ThreadId};
//! use hasp_vm::setup::with_interpreter;
//! use parking_lot::{Condvar, Mutex};
//!
//! /// Whoever wants the lock asks at once: threads take turns at every safepoint.
//! struct Eager {
//!     holder: Mutex<Option<ThreadId>>,
//!     free: Condvar,
//!     host: Arc<dyn Host>,
//! }
//!
//! impl LockPolicy for Eager {
//!     fn name(&self) -> &'static str {
//!         "eager"
//!     }
//!     fn attach(&self, thread: ThreadId, _: Reason) {
//!         let mut holder = self.holder.lock();
//!         while let Some(other) = *holder {
//!             self.host.ask(other);
//!             self.free.wait(&mut holder);
//!         }
//!         *holder = Some(thread);
//!     }
//!     fn detach(&self, thread: ThreadId, _: Reason) {
//!         self.host.unask(thread);
//!         *self.holder.lock() = None;
//!         self.free.notify_all();
//!     }
//!     fn give_way(&self, thread: ThreadId) {
//!         self.detach(thread, Reason::Switch);
//!         std::thread::yield_now();
//!         self.attach(thread, Reason::Switch);
//!     }
//! }
//!
//! let lock = LockSpec::custom(|host| {
//!     Box::new(Eager { holder: Mutex::new(None), free: Condvar::new(), host })
//! });
//! let config = Config { lock, ..Config::default() };
//! let name = with_interpreter(config, |vm| vm.interp().threads.policy().name());
//! assert_eq!(name, "eager");
//! ```

#[cfg(not(loom))]
pub mod counters;
pub mod fifo;
pub mod gil;
pub mod io_first;
mod line;
pub mod reclaim;
#[cfg(not(loom))]
mod table;
pub mod ticks;
mod word;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

#[cfg(not(loom))]
pub use table::{Kind, LockSpec, POLICIES, Param, PolicyRow};

/// Number of a thread of one interpreter; never 0 and never reused.
pub type ThreadId = u64;

/// Why a thread gives the lock up or wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The thread starts.
    Start,
    /// It was asked to give way.
    Switch,
    /// A native that waits or computes without objects (its name).
    Native(&'static str),
    /// The thread ends.
    Exit,
}

impl Reason {
    /// The reason as the counters show it: a native by its name.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Start => "start",
            Reason::Switch => "switch",
            Reason::Native(name) => name,
            Reason::Exit => "exit",
        }
    }
}

/// What a policy may ask of the VM.
pub trait Host: Send + Sync {
    /// Asks a thread to give way at its next safepoint. It stays asked until [`Host::unask`].
    fn ask(&self, thread: ThreadId);
    /// Takes such a wish back.
    fn unask(&self, thread: ThreadId);
}

/// Decides which threads are attached.
pub trait LockPolicy: Send + Sync {
    /// Name, as `--lock` takes it.
    fn name(&self) -> &'static str;
    /// Waits until `thread` may run. Called by that thread, which is not attached.
    fn attach(&self, thread: ThreadId, reason: Reason);
    /// `thread`, which is attached, stops touching objects.
    fn detach(&self, thread: ThreadId, reason: Reason);
    /// `thread`, which is attached and was asked, is at a safepoint: is it to give way now? As long
    /// as the answer is no, it is asked again at every safepoint.
    fn due(&self, thread: ThreadId) -> bool {
        let _ = thread;
        true
    }
    /// `thread` gives way: detaches and attaches as the policy sees fit, and takes the wish back.
    fn give_way(&self, thread: ThreadId);
    /// The switch interval, if the policy has one.
    fn interval(&self) -> Option<Duration> {
        None
    }
    /// Sets the switch interval. Called only if the policy has one.
    fn set_interval(&self, interval: Duration) {
        let _ = interval;
    }
    /// The parameters with which it runs now.
    fn parameters(&self) -> Vec<(&'static str, f64)> {
        Vec::new()
    }
}

/// A time that may be changed while others wait for it to pass. The longest one never passes.
pub(crate) struct Interval(AtomicU64);

/// Shortest wait, so that an interval of zero does not spin.
const LEAST_WAIT: Duration = Duration::from_micros(1);

impl Interval {
    /// Longer ones count as the longest.
    pub(crate) fn new(length: Duration) -> Interval {
        let interval = Interval(AtomicU64::new(0));
        interval.set(length);
        interval
    }
    pub(crate) fn set(&self, length: Duration) {
        let nanos = u64::try_from(length.as_nanos()).unwrap_or(u64::MAX);
        self.0.store(nanos, Ordering::Relaxed);
    }
    /// [`Duration::MAX`] is for ever.
    pub(crate) fn get(&self) -> Duration {
        match self.0.load(Ordering::Relaxed) {
            u64::MAX => Duration::MAX,
            nanos => Duration::from_nanos(nanos),
        }
    }
    /// How long a waiter waits for it.
    pub(crate) fn wait(&self) -> Duration {
        self.get().max(LEAST_WAIT)
    }
    /// In milliseconds; infinite if it is for ever.
    pub(crate) fn millis(&self) -> f64 {
        match self.0.load(Ordering::Relaxed) {
            u64::MAX => f64::INFINITY,
            nanos => nanos as f64 / 1e6,
        }
    }
}
