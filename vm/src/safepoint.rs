//! The one word that a thread polls: every reason to stop is a bit in it.

use std::sync::atomic::{AtomicU32, Ordering};

/// A waiter wants the lock.
pub(crate) const DROP_REQUEST: u32 = 1;
/// A signal has arrived (main thread).
pub(crate) const SIGNAL: u32 = 2;
/// An exception waits in `pending`.
pub(crate) const ASYNC_EXC: u32 = 4;
/// The collector is due.
pub(crate) const GC: u32 = 8;
/// The interpreter is ending: daemon threads stop here.
pub(crate) const EXIT: u32 = 16;

/// Reasons for a thread to leave its fast path, one bit each. Set by any thread, taken by the
/// owner at back-edges, function entries and after natives.
pub(crate) struct PollWord(AtomicU32);

impl PollWord {
    pub(crate) const fn new() -> PollWord {
        PollWord(AtomicU32::new(0))
    }
    /// Any reason?
    #[inline(always)]
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed) != 0
    }
    /// The reasons.
    pub(crate) fn bits(&self) -> u32 {
        self.0.load(Ordering::Acquire)
    }
    /// Adds a reason; false if it was there.
    pub(crate) fn set(&self, bit: u32) -> bool {
        self.0.load(Ordering::Relaxed) & bit == 0
            && self.0.fetch_or(bit, Ordering::Release) & bit == 0
    }
    /// Takes a reason away; true if it was there.
    pub(crate) fn clear(&self, bit: u32) -> bool {
        self.0.fetch_and(!bit, Ordering::AcqRel) & bit != 0
    }
}
