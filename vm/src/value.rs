//! FENCE 1. The one-word value.
//!
//! A [`Value`] is 64 bits, told apart by its top 16 bits:
//!
//! | top 16 bits       | meaning                                                        |
//! |-------------------|----------------------------------------------------------------|
//! | `0x0000`          | pointer to an object header (never null)                       |
//! | `0x0001..=0xFFFA` | a float: its IEEE bits plus `FLOAT_OFFSET`                     |
//! | `0xFFFE`          | an immediate: None, False, True, NotImplemented, Ellipsis, Unbound |
//! | `0xFFFF`          | an int: 48 bits, two's complement                              |
//!
//! The int tag is all ones so that "both are ints" is one AND and one comparison, and so that
//! `a << 16` of two ints add with the machine's own overflow check.
//!
//! `Value` owns one reference to the object it points to: `Clone` adds one, `Drop` gives it back.
//! It is neither `Send` nor `Sync`: an object is touched by attached threads only.

use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::num::NonZeroU64;
use std::ptr::NonNull;

use crate::object::header::{self, Header};

/// Added to a float's bits, so that no float looks like a pointer.
pub(crate) const FLOAT_OFFSET: u64 = 0x0001_0000_0000_0000;
/// First word that is no float any more.
const FLOAT_END: u64 = 0xFFFB_0000_0000_0000;
/// Lowest word that is an int.
pub(crate) const INT_TAG: u64 = 0xFFFF_0000_0000_0000;
const IMMEDIATE: u64 = 0xFFFE_0000_0000_0000;

/// Greatest int that is held inline.
pub const SMALL_INT_MAX: i64 = (1 << 47) - 1;
/// Least int that is held inline.
pub const SMALL_INT_MIN: i64 = -(1 << 47);

/// Any value of the language, in one word.
#[repr(transparent)]
pub struct Value(NonZeroU64, PhantomData<*const ()>);

const _: () = assert!(size_of::<Value>() == 8 && size_of::<Option<Value>>() == 8);

const fn immediate(n: u64) -> Value {
    match NonZeroU64::new(IMMEDIATE | n) {
        Some(word) => Value(word, PhantomData),
        None => unreachable!(),
    }
}

/// The bits of a NaN that stands for a new object.
///
/// Equal floats are the same word, which scripts cannot tell from the same object, as equal floats
/// compare equal. NaNs do not: containers look for identity first, so `[nan]` contains *that* NaN
/// and no other. Each NaN therefore gets a payload of its own, made of the thread's number and a count.
#[cold]
#[inline(never)]
fn fresh_nan(f: f64) -> u64 {
    use std::cell::Cell;
    use std::sync::atomic::{AtomicU64, Ordering};
    static THREADS: AtomicU64 = AtomicU64::new(0);
    const COUNT_BITS: u32 = 34;
    /// Bits of a quiet NaN below the quiet bit, the topmost left free: with the sign bit set, the
    /// words of greater payloads would leave the range of floats.
    const PAYLOAD: u64 = (1 << 48) - 1;
    thread_local! {
        static NEXT: Cell<u64> = Cell::new(THREADS.fetch_add(1, Ordering::Relaxed) << COUNT_BITS);
    }
    let payload = NEXT.get() & PAYLOAD;
    NEXT.set(NEXT.get().wrapping_add(1));
    f64::NAN.to_bits() | (f.to_bits() & (1 << 63)) | payload
}

impl Value {
    /// `None`.
    pub const NONE: Value = immediate(0);
    /// `False`.
    pub const FALSE: Value = immediate(2);
    /// `True`.
    pub const TRUE: Value = immediate(3);
    /// `NotImplemented`.
    pub const NOT_IMPLEMENTED: Value = immediate(4);
    /// `...`.
    pub const ELLIPSIS: Value = immediate(6);
    /// "Nothing": an unbound variable, a missing argument, a deleted slot. Scripts never see it.
    pub const UNBOUND: Value = immediate(8);

    /// The raw word.
    #[inline(always)]
    pub fn bits(&self) -> u64 {
        self.0.get()
    }

    /// A value from a raw word, taking over the reference that the word stands for.
    ///
    /// # Safety
    /// `bits` came from [`Value::into_bits`], or is an immediate, and its reference is not given
    /// up a second time.
    #[inline(always)]
    pub(crate) unsafe fn from_bits(bits: u64) -> Value {
        // SAFETY: every value's word is non-zero.
        Value(unsafe { NonZeroU64::new_unchecked(bits) }, PhantomData)
    }

    /// The raw word, with the reference it owns.
    #[inline(always)]
    pub(crate) fn into_bits(self) -> u64 {
        ManuallyDrop::new(self).0.get()
    }

    /// A bool.
    #[inline(always)]
    pub fn bool(b: bool) -> Value {
        // SAFETY: FALSE is IMMEDIATE|2 and TRUE is IMMEDIATE|3; immediates own no reference.
        unsafe { Value::from_bits(IMMEDIATE | 2 | b as u64) }
    }

    /// An int that must lie in `SMALL_INT_MIN..=SMALL_INT_MAX`.
    #[inline(always)]
    pub fn small_int(i: i64) -> Value {
        debug_assert!((SMALL_INT_MIN..=SMALL_INT_MAX).contains(&i));
        // SAFETY: the int tag makes the word non-zero; ints own no reference.
        unsafe { Value::from_bits(INT_TAG | (i as u64 & !INT_TAG)) }
    }

    /// An int, if it fits inline.
    #[inline(always)]
    pub fn try_small_int(i: i64) -> Option<Value> {
        ((i << 16) >> 16 == i).then(|| Value::small_int(i))
    }

    /// A float. A NaN keeps its sign only, and is another object than every NaN before.
    #[inline(always)]
    pub fn float(f: f64) -> Value {
        let bits = if f.is_nan() {
            fresh_nan(f)
        } else {
            f.to_bits()
        };
        // SAFETY: the bits are at most 0xFFF8_FFFF_FFFF_FFFF, so the sum lies in the float range.
        unsafe { Value::from_bits(bits + FLOAT_OFFSET) }
    }

    /// True for a pointer to a heap object.
    #[inline(always)]
    pub fn is_object(&self) -> bool {
        self.bits() >> 48 == 0
    }
    /// True for an inline int.
    #[inline(always)]
    pub fn is_small_int(&self) -> bool {
        self.bits() >= INT_TAG
    }
    /// True for a float (subclasses of float are objects).
    #[inline(always)]
    pub fn is_float(&self) -> bool {
        self.bits().wrapping_sub(FLOAT_OFFSET) < FLOAT_END - FLOAT_OFFSET
    }
    /// True for `None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.bits() == IMMEDIATE
    }
    /// True for the internal "nothing".
    #[inline(always)]
    pub fn is_unbound(&self) -> bool {
        self.bits() == IMMEDIATE | 8
    }
    /// True for `NotImplemented`.
    #[inline(always)]
    pub fn is_not_implemented(&self) -> bool {
        self.bits() == IMMEDIATE | 4
    }
    /// True for `True` and `False`.
    #[inline(always)]
    pub fn is_bool(&self) -> bool {
        self.bits() | 1 == IMMEDIATE | 3
    }
    /// True for `True` itself.
    #[inline(always)]
    pub fn is_true(&self) -> bool {
        self.bits() == IMMEDIATE | 3
    }
    /// The bool, if it is one.
    #[inline(always)]
    pub fn as_bool(&self) -> Option<bool> {
        self.is_bool().then(|| self.bits() & 1 == 1)
    }

    /// The inline int's number, if it is one.
    #[inline(always)]
    pub fn as_small_int(&self) -> Option<i64> {
        self.is_small_int()
            .then(|| (self.bits() << 16) as i64 >> 16)
    }

    /// The float's number, if it is an inline float.
    #[inline(always)]
    pub fn as_float(&self) -> Option<f64> {
        self.is_float()
            .then(|| f64::from_bits(self.bits() - FLOAT_OFFSET))
    }

    /// The object's header, if it is an object.
    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        if self.is_object() {
            // SAFETY: an object word is the address of a live header, kept alive by the
            // reference that `self` owns.
            Some(unsafe { &*(self.bits() as *const Header) })
        } else {
            None
        }
    }

    /// A value that takes over one reference to the object at `ptr`.
    ///
    /// # Safety
    /// `ptr` is a live object and the caller owns one reference, which it gives up.
    #[inline(always)]
    pub(crate) unsafe fn from_ptr(ptr: NonNull<Header>) -> Value {
        // SAFETY: user-space addresses have 16 zero bits on top and are not null.
        unsafe { Value::from_bits(ptr.as_ptr() as u64) }
    }

    /// `a is b`: the same object or the same immediate.
    #[inline(always)]
    pub fn is(&self, other: &Value) -> bool {
        self.0 == other.0
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        if let Some(header) = self.header() {
            header.retain();
        }
        Value(self.0, PhantomData)
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if self.is_object() {
            // SAFETY: `self` owns a reference to a live object and is given up here.
            unsafe { header::release(self.bits() as *mut Header) }
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(i) = self.as_small_int() {
            write!(f, "{i}")
        } else if let Some(x) = self.as_float() {
            write!(f, "{x:?}")
        } else if let Some(header) = self.header() {
            write!(f, "<{:?} at {:p}>", header.kind(), header)
        } else {
            f.write_str(match self.bits() & 0xff {
                0 => "None",
                2 => "False",
                3 => "True",
                4 => "NotImplemented",
                6 => "Ellipsis",
                _ => "Unbound",
            })
        }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::bool(b)
    }
}

impl From<f64> for Value {
    fn from(f: f64) -> Value {
        Value::float(f)
    }
}
