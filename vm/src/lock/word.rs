//! The word in front of a lock's mutex: takes and releases that concern nobody else are one atomic
//! exchange.
//!
//! It holds the number of the thread that has the lock (0: nobody) and a bit that says that others
//! wait. While the bit is set no short way works, so whoever has the mutex knows that nothing
//! changes under it.

use std::sync::atomic::Ordering;

use super::ThreadId;
use crate::sync::AtomicU64;

/// Somebody waits.
const WAITED: u64 = 1;

/// The word.
pub(super) struct Word(AtomicU64);

impl Word {
    pub(super) fn new() -> Word {
        Word(AtomicU64::new(0))
    }

    /// The short way in: nobody has the lock and nobody waits for it.
    #[inline]
    pub(super) fn try_take(&self, thread: ThreadId) -> bool {
        self.0
            .compare_exchange(0, thread << 1, Ordering::Acquire, Ordering::Relaxed)
            .is_ok()
    }

    /// The short way out: nobody waits.
    #[inline]
    pub(super) fn try_release(&self, thread: ThreadId) -> bool {
        self.0
            .compare_exchange(thread << 1, 0, Ordering::Release, Ordering::Relaxed)
            .is_ok()
    }

    /// Who has the lock; 0 is nobody. With the mutex.
    pub(super) fn holder(&self) -> ThreadId {
        self.0.load(Ordering::Relaxed) >> 1
    }

    /// Takes the lock if nobody has it; from now on the short ways are closed. With the mutex.
    pub(super) fn take_or_wait(&self, thread: ThreadId) -> bool {
        let free = self.0.fetch_or(WAITED, Ordering::Acquire) >> 1 == 0;
        if free {
            self.give(thread, true);
        }
        free
    }

    /// Gives the lock to a thread (0: to nobody) and says whether others wait. With the mutex, and
    /// only by the holder, or for a lock that nobody has while the short ways are closed.
    pub(super) fn give(&self, thread: ThreadId, others_wait: bool) {
        let bit = if others_wait { WAITED } else { 0 };
        self.0.store(thread << 1 | bit, Ordering::Release);
    }
}
