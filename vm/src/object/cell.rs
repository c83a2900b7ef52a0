//! FENCE 4. What may change inside an object.
//!
//! Payloads are reached by shared reference, by whichever thread is attached. What changes in
//! them stands in one of these:
//! - [`Slot`]: one value (or nothing) in one atomic word: read and written without a lock.
//! - [`Locked`]: any data behind a byte lock, opened for the time of a closure that must not run
//!   script code (no VM call, no drop of a value that may be the last reference).
//! - [`FnCell`]: a function pointer.
//!
//! Plain numbers stand in the standard atomics with relaxed order.

use std::cell::UnsafeCell;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering};

use crate::value::Value;

/// One value or nothing, in one word.
#[repr(transparent)]
pub struct Slot(AtomicU64, PhantomData<Value>);

impl Slot {
    /// A slot that holds `value`.
    #[inline(always)]
    pub fn new(value: Value) -> Slot {
        Slot(AtomicU64::new(value.into_bits()), PhantomData)
    }
    /// A slot that holds nothing.
    #[inline(always)]
    pub const fn empty() -> Slot {
        Slot(AtomicU64::new(0), PhantomData)
    }
    /// A slot from an optional value.
    pub fn from_option(value: Option<Value>) -> Slot {
        value.map_or_else(Slot::empty, Slot::new)
    }
    /// The word, 0 for nothing; borrowed: no reference is taken.
    #[inline(always)]
    pub(crate) fn bits(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
    /// The value, with a reference of its own.
    #[inline(always)]
    pub fn get(&self) -> Option<Value> {
        self.borrowed(|v| v.cloned())
    }
    /// Lets `read` look at the value without counting.
    #[inline(always)]
    pub fn borrowed<R>(&self, read: impl FnOnce(Option<&Value>) -> R) -> R {
        let bits = self.bits();
        if bits == 0 {
            return read(None);
        }
        // SAFETY: a non-zero word is a value whose reference the slot owns; the copy is not
        // dropped. Nobody replaces it meanwhile: only this thread is attached, or the object
        // queue keeps what a shared slot held until this thread's next safepoint.
        let value = std::mem::ManuallyDrop::new(unsafe { Value::from_bits(bits) });
        read(Some(&value))
    }
    /// True if it holds nothing.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.bits() == 0
    }
    /// Puts `value` in; what was there is dropped after the change is visible.
    #[inline(always)]
    pub fn set(&self, value: Value) {
        drop(self.replace(Some(value)));
    }
    /// Takes the value out.
    #[inline(always)]
    pub fn take(&self) -> Option<Value> {
        self.replace(None)
    }
    /// Puts a value or nothing in and gives what was there.
    #[inline(always)]
    pub fn replace(&self, value: Option<Value>) -> Option<Value> {
        let bits = value.map_or(0, Value::into_bits);
        let old = self.0.load(Ordering::Relaxed);
        self.0.store(bits, Ordering::Release);
        // SAFETY: the slot owned the old word's reference and has given it up.
        (old != 0).then(|| unsafe { Value::from_bits(old) })
    }
    /// The same with words, 0 for nothing, which carry their reference.
    ///
    /// # Safety
    /// `bits` is 0 or a value's word, whose reference the caller gives up; the caller owns that of the
    /// word it gets.
    #[inline(always)]
    pub(crate) unsafe fn replace_bits(&self, bits: u64) -> u64 {
        let old = self.0.load(Ordering::Relaxed);
        self.0.store(bits, Ordering::Release);
        old
    }
    /// For traversal.
    pub fn visit(&self, visit: super::header::Visit<'_>) {
        self.borrowed(|v| {
            if let Some(v) = v {
                visit(v);
            }
        });
    }
}

impl Drop for Slot {
    #[inline(always)]
    fn drop(&mut self) {
        let bits = *self.0.get_mut();
        if bits != 0 {
            // SAFETY: the slot owned the word's reference and is not used again.
            drop(unsafe { Value::from_bits(bits) });
        }
    }
}

impl From<Value> for Slot {
    fn from(value: Value) -> Slot {
        Slot::new(value)
    }
}

/// Set, and never cleared, when an interpreter of this process runs without a lock. While it is
/// clear, at most one thread of an interpreter is attached, and a byte lock needs no atomic
/// exchange: it only has to notice being opened twice.
pub(crate) static PARALLEL: AtomicBool = AtomicBool::new(false);

/// Can threads of an interpreter be attached at the same time? Never again false once it is true.
#[inline(always)]
pub fn is_parallel() -> bool {
    PARALLEL.load(Ordering::Relaxed)
}

/// Data behind a byte lock.
pub struct Locked<T> {
    lock: AtomicU8,
    data: UnsafeCell<T>,
}

impl<T> Locked<T> {
    /// Wraps `data`.
    pub const fn new(data: T) -> Locked<T> {
        Locked {
            lock: AtomicU8::new(0),
            data: UnsafeCell::new(data),
        }
    }

    /// Opens the data for `f`, which must be short and must not run script code: no call into
    /// the VM, no drop of a value that could be the last reference (move such values out).
    ///
    /// # Panics
    /// If `f` opens the same cell again on this thread (under a lock policy; an internal error).
    #[inline(always)]
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        if self.lock.load(Ordering::Relaxed) != 0 {
            self.contended();
        } else if !PARALLEL.load(Ordering::Relaxed) {
            self.lock.store(1, Ordering::Relaxed);
        } else if self.lock.swap(1, Ordering::Acquire) != 0 {
            self.contended();
        }
        let _guard = Unlock(&self.lock);
        // SAFETY: the byte lock is ours until the guard is dropped.
        f(unsafe { &mut *self.data.get() })
    }

    /// As [`Locked::with`], without taking the lock: None if an interpreter without a lock runs in this
    /// process, whose threads could have the data open at the same time. `f` must not open it again.
    #[inline(always)]
    pub(crate) fn alone<R>(&self, f: impl FnOnce(&mut T) -> R) -> Option<R> {
        if PARALLEL.load(Ordering::Relaxed) {
            return None;
        }
        debug_assert_eq!(self.lock.swap(1, Ordering::Relaxed), 0, "opened twice");
        // SAFETY: only one thread is attached, and no closure of `with` is under way: it would have
        // had to open the cell twice, which `f` does not.
        let result = f(unsafe { &mut *self.data.get() });
        if cfg!(debug_assertions) {
            self.lock.store(0, Ordering::Relaxed);
        }
        Some(result)
    }

    #[cold]
    #[inline(never)]
    fn contended(&self) {
        let mut spins = 0u32;
        while self.lock.swap(1, Ordering::Acquire) != 0 {
            spins += 1;
            assert!(
                spins < 100_000_000,
                "a locked cell was opened twice by one thread"
            );
            std::thread::yield_now();
        }
    }

    /// The data, for a caller that has the only reference.
    pub fn get_mut(&mut self) -> &mut T {
        self.data.get_mut()
    }

    /// Lets the collector look at the data while no thread can change it.
    pub(crate) fn peek<R>(&self, f: impl FnOnce(&T) -> R) -> R {
        // SAFETY: called by traversals only: the world is stopped, and no closure of `with` is
        // under way, because none can reach a point where the collector starts.
        f(unsafe { &*self.data.get() })
    }

    /// As [`Locked::peek`], for payloads outside this crate: call it from `Payload::traverse` only.
    pub fn peek_in_traverse<R>(&self, f: impl FnOnce(&T) -> R) -> R {
        self.with(|data| f(data))
    }
}

struct Unlock<'a>(&'a AtomicU8);

impl Drop for Unlock<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.0.store(0, Ordering::Release);
    }
}

/// A function pointer that can be replaced.
pub struct FnCell<F>(AtomicUsize, PhantomData<F>);

impl<F: Copy> FnCell<F> {
    const FITS: () = assert!(size_of::<F>() == size_of::<usize>());

    /// Nothing.
    pub const fn none() -> FnCell<F> {
        FnCell(AtomicUsize::new(0), PhantomData)
    }
    /// The function.
    #[inline(always)]
    pub fn get(&self) -> Option<F> {
        let () = Self::FITS;
        let word = self.0.load(Ordering::Relaxed);
        if word == 0 {
            return None;
        }
        // SAFETY: `set` stored an F of one word's size; function pointers are never null.
        Some(unsafe { std::mem::transmute_copy::<usize, F>(&word) })
    }
    /// Replaces the function.
    pub fn set(&self, f: Option<F>) {
        let () = Self::FITS;
        // SAFETY: F has one word's size (checked above).
        let word = f.map_or(0, |f| unsafe { std::mem::transmute_copy::<F, usize>(&f) });
        self.0.store(word, Ordering::Relaxed);
    }
}
