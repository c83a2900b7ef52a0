//! FENCE 2. The object header: reference count, state bits, byte lock, kind and shape.
//!
//! ```text
//!  byte 0        4      5       6      7        8                16
//!       +--------+------+-------+------+--------+----------------+-- payload …
//!       | count  | lock | flags | kind | traits |  shape pointer |
//!       +--------+------+-------+------+--------+----------------+
//!  count: bit 31 IMMORTAL | bits 1..=30 number of references | bit 0 SHARED
//! ```
//!
//! - SHARED clear: the count is read and written with plain loads and stores. Only one thread
//!   can reach the object, or a lock policy lets only one thread run.
//! - SHARED set (policy `free` only): the count is changed by atomic read-modify-writes.
//! - IMMORTAL set: the count is left alone. A count that overflows carries into this bit, so an
//!   object with 2^30 references simply lives for ever.
//!
//! The header holds the *shape*, not the type: the shape names the type (`shape.ty`) and, for
//! objects with attributes, where each stands. One word so answers "which class" and "which
//! layout", and one 32-bit guard in it validates an inline cache for both.

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicPtr, AtomicU8, AtomicU16, AtomicU32, Ordering};

use super::code::Cell as CellObject;
use super::dict::Dict;
use super::dict_iter::DictIter;
use super::function::BoundMethod;
use super::generator::{Generator, State};
use super::int::Int;
use super::iter::{ListIter, RangeIter, TupleIter};
use super::list::List;
use super::set::Set;
use super::shape::Shape;
use super::slice::Slice;
use super::str::StrInfo;
use super::tuple::TupleInfo;
use super::var::{Var, VarInfo};
use crate::heap;
use crate::value::Value;

/// One reference, in the count word.
pub(crate) const ONE: u32 = 2;
/// The count is changed atomically.
pub(crate) const SHARED: u32 = 1;
/// The count is not changed at all.
pub(crate) const IMMORTAL: u32 = 1 << 31;

/// Flag bits of the header.
pub(crate) mod flag {
    /// The collector looks into this object.
    pub(crate) const GC: u8 = 1;
    /// `__del__` has run.
    pub(crate) const FINALIZED: u8 = 2;
    /// The interpreter's weak reference table knows this object.
    pub(crate) const WEAKREFS: u8 = 4;
    /// Attributes of this object stand in the interpreter's side table.
    pub(crate) const SIDE_DICT: u8 = 8;
    /// String: interned.
    pub(crate) const INTERNED: u8 = 16;
    /// Container, while a collection is under way: reached, but not looked into yet; later,
    /// garbage.
    pub(crate) const GREY: u8 = 16;
    /// Container, while a collection is under way: reached from outside.
    pub(crate) const MARK: u8 = 32;
    /// Container that `gc.freeze` took from the collector.
    pub(crate) const FROZEN: u8 = 64;
    /// Container, while a collection is under way: its count is on trial.
    pub(crate) const TRIAL: u8 = 128;
}

/// What a count on trial has more than it should: so much that nothing a traversal does for a
/// moment makes it look like the last reference.
const TRIAL_BIAS: u32 = 1 << 30;

/// Trait bit: the object's type is the built-in type of its kind, no subclass.
pub(crate) const EXACT: u8 = 1;
/// Trait bit: the object owns a reference to its type (instances of classes made by scripts).
pub(crate) const OWNS_TYPE: u8 = 4;
/// Trait bit: dropping the object needs more than its payload's drop (finalizer).
pub(crate) const FINALIZER: u8 = 8;

/// Layout of an object's payload. Subclasses keep the kind of the built-in type they come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Kind {
    /// Memory that holds no object.
    Free,
    Str,
    Bytes,
    ByteArray,
    Int,
    Float,
    Complex,
    Tuple,
    List,
    Dict,
    Set,
    Range,
    Slice,
    /// An object with attributes only.
    Instance,
    Type,
    Function,
    NativeFunction,
    BoundMethod,
    Cell,
    Code,
    Module,
    Generator,
    Exception,
    RangeIter,
    ListIter,
    TupleIter,
    DictIter,
    Enumerate,
    Zip,
    Property,
    StaticMethod,
    ClassMethod,
    Super,
    /// Anything else: told apart by the payload's Rust type.
    Native,
}

/// The first 16 bytes of every object.
#[repr(C)]
pub struct Header {
    count: AtomicU32,
    pub(crate) lock: AtomicU8,
    flags: AtomicU8,
    /// The kind below, the traits above: one load answers "exactly of this built-in type".
    kind_traits: AtomicU16,
    shape: AtomicPtr<Shape>,
}

const _: () = assert!(size_of::<Header>() == 16);

impl Header {
    pub(crate) fn new(kind: Kind, traits: u8, flags: u8, shape: NonNull<Shape>) -> Header {
        Header {
            count: AtomicU32::new(ONE),
            lock: AtomicU8::new(0),
            flags: AtomicU8::new(flags),
            kind_traits: AtomicU16::new(kind as u16 | (traits as u16) << 8),
            shape: AtomicPtr::new(shape.as_ptr()),
        }
    }

    /// The payload's layout.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        // SAFETY: the lower byte is only ever written by `new`, from a kind, and by `set_traits`,
        // which keeps it; free memory has 0 there, which is `Free`.
        unsafe { std::mem::transmute(self.kind_traits.load(Ordering::Relaxed) as u8) }
    }
    /// True if the type is the built-in type of this kind itself.
    #[inline(always)]
    pub fn is_exact(&self) -> bool {
        self.traits() & EXACT != 0
    }
    /// True for an object of exactly the built-in type of this kind.
    #[inline(always)]
    pub fn is_exactly(&self, kind: Kind) -> bool {
        let (mask, want) = (
            0xff | (EXACT as u16) << 8,
            kind as u16 | (EXACT as u16) << 8,
        );
        self.kind_traits.load(Ordering::Relaxed) & mask == want
    }
    #[inline(always)]
    pub(crate) fn traits(&self) -> u8 {
        (self.kind_traits.load(Ordering::Relaxed) >> 8) as u8
    }
    pub(crate) fn set_traits(&self, traits: u8) {
        let word = self.kind() as u16 | (traits as u16) << 8;
        self.kind_traits.store(word, Ordering::Relaxed);
    }
    /// The shape: type and place of attributes.
    #[inline(always)]
    pub(crate) fn shape(&self) -> &Shape {
        // SAFETY: every object has a shape from its birth; shapes live as long as their type,
        // which lives as long as its instances.
        unsafe { &*self.shape.load(Ordering::Acquire) }
    }
    #[inline(always)]
    pub(crate) fn set_shape(&self, shape: &Shape) {
        self.shape
            .store(std::ptr::from_ref(shape).cast_mut(), Ordering::Release);
    }
    #[inline(always)]
    pub(crate) fn has_flag(&self, bit: u8) -> bool {
        self.flags.load(Ordering::Relaxed) & bit != 0
    }
    pub(crate) fn set_flag(&self, bit: u8) {
        self.flags.fetch_or(bit, Ordering::Relaxed);
    }
    pub(crate) fn clear_flag(&self, bit: u8) {
        self.flags.fetch_and(!bit, Ordering::Relaxed);
    }

    /// Number of references; `u32::MAX` for immortal objects.
    pub fn ref_count(&self) -> u32 {
        let count = self.count.load(Ordering::Relaxed);
        if count & IMMORTAL != 0 {
            u32::MAX
        } else {
            count >> 1
        }
    }
    /// True if exactly one reference exists and no other thread can make another.
    #[inline(always)]
    pub(crate) fn is_unique(&self) -> bool {
        self.count.load(Ordering::Relaxed) == ONE
    }
    /// Excludes the object from counting.
    pub(crate) fn make_immortal(&self) {
        self.count.fetch_or(IMMORTAL, Ordering::Relaxed);
    }

    /// Would freeing the object run anything that a script or another process can notice?
    pub(crate) fn end_matters(&self) -> bool {
        if self.has_flag(flag::WEAKREFS) {
            return true;
        }
        if self.traits() & FINALIZER == 0 || self.has_flag(flag::FINALIZED) {
            return false;
        }
        if self.kind() != Kind::Generator {
            return true;
        }
        // SAFETY: the kind was checked.
        let generator = unsafe { &*std::ptr::from_ref(self).cast::<Obj<Generator>>() };
        generator.state() == State::Suspended
    }

    /// Sets flags, for the collector: no other thread runs.
    #[inline(always)]
    pub(crate) fn put_flag(&self, bit: u8) {
        let flags = self.flags.load(Ordering::Relaxed);
        self.flags.store(flags | bit, Ordering::Relaxed);
    }
    /// Clears flags, for the collector: no other thread runs.
    #[inline(always)]
    pub(crate) fn drop_flag(&self, bit: u8) {
        let flags = self.flags.load(Ordering::Relaxed);
        self.flags.store(flags & !bit, Ordering::Relaxed);
    }
    /// Begins the trial of a count; false for immortal objects, which are not tried.
    #[inline(always)]
    pub(crate) fn trial_begins(&self) -> bool {
        let count = self.count.load(Ordering::Relaxed);
        if count & IMMORTAL != 0 {
            return false;
        }
        // With more than 2^29 references this carries into IMMORTAL: the object stays for ever.
        let count = count.wrapping_add(TRIAL_BIAS);
        self.count.store(count, Ordering::Relaxed);
        if count & IMMORTAL != 0 {
            return false;
        }
        self.put_flag(flag::TRIAL);
        true
    }
    /// Takes one reference from a count on trial.
    #[inline(always)]
    pub(crate) fn trial_takes(&self) {
        let count = self.count.load(Ordering::Relaxed);
        self.count.store(count.wrapping_sub(ONE), Ordering::Relaxed);
    }
    /// Gives it back.
    #[inline(always)]
    pub(crate) fn trial_gives_back(&self) {
        let count = self.count.load(Ordering::Relaxed);
        self.count.store(count.wrapping_add(ONE), Ordering::Relaxed);
    }
    /// Are more than `holds` references left of a count on trial?
    #[inline(always)]
    pub(crate) fn trial_leaves(&self, holds: u32) -> bool {
        let count = self.count.load(Ordering::Relaxed);
        count.wrapping_sub(TRIAL_BIAS) as i32 >> 1 > holds as i32
    }
    /// Ends the trial of a count; all that was taken has been given back.
    #[inline(always)]
    pub(crate) fn trial_ends(&self) {
        let count = self.count.load(Ordering::Relaxed);
        self.count
            .store(count.wrapping_sub(TRIAL_BIAS), Ordering::Relaxed);
        self.drop_flag(flag::TRIAL | flag::MARK | flag::GREY);
    }

    /// Takes one more reference.
    ///
    /// All of it stands in line: a call, however rare, would make every place that copies a value
    /// keep what it works on out of the registers that calls change.
    #[inline(always)]
    pub(crate) fn retain(&self) {
        let count = self.count.load(Ordering::Relaxed);
        if count & (SHARED | IMMORTAL) == 0 {
            self.count.store(count.wrapping_add(ONE), Ordering::Relaxed);
        } else if count & IMMORTAL == 0 {
            self.count.fetch_add(ONE, Ordering::Relaxed);
        }
    }
}

/// Gives back one reference; the last one frees the object.
///
/// # Safety
/// `ptr` is a live object and the caller owns the reference that it gives up.
#[inline(always)]
pub(crate) unsafe fn release(ptr: *mut Header) {
    // SAFETY: the caller's reference keeps the header alive until here.
    let header = unsafe { &*ptr };
    let count = header.count.load(Ordering::Relaxed);
    if count & (SHARED | IMMORTAL) == 0 {
        if count == ONE {
            // SAFETY: the last reference is given up: nobody else can reach the object.
            unsafe { dealloc(ptr) }
        } else {
            header.count.store(count - ONE, Ordering::Relaxed);
        }
    } else if count & IMMORTAL == 0 {
        // SAFETY: as the caller promises.
        unsafe { release_shared(ptr) }
    }
}

/// Gives back one reference, if it is not the last and no other thread counts: false, with nothing
/// done, otherwise.
///
/// # Safety
/// As [`release`], if it gives true.
#[inline(always)]
pub(crate) unsafe fn release_plain(ptr: *mut Header) -> bool {
    // SAFETY: the caller's reference keeps the header alive.
    let header = unsafe { &*ptr };
    let count = header.count.load(Ordering::Relaxed);
    if count & (SHARED | IMMORTAL) != 0 {
        return count & IMMORTAL != 0;
    }
    if count == ONE {
        return false;
    }
    header.count.store(count - ONE, Ordering::Relaxed);
    true
}

/// Is an object alive after `times` calls of [`release_plain`], which all give true?
///
/// # Safety
/// The object is alive.
#[inline(always)]
pub(crate) unsafe fn outlives(ptr: *const Header, times: u32) -> bool {
    // SAFETY: as the caller promises.
    let count = unsafe { (*ptr).count.load(Ordering::Relaxed) };
    count & IMMORTAL != 0 || count & SHARED == 0 && count > times * ONE
}

#[cold]
#[inline(never)]
unsafe extern "C" fn release_shared(ptr: *mut Header) {
    // SAFETY: the caller's reference keeps the header alive.
    let header = unsafe { &*ptr };
    if header.count.fetch_sub(ONE, Ordering::AcqRel) & !SHARED == ONE {
        // SAFETY: the last reference is gone.
        unsafe { dealloc(ptr) }
    }
}

thread_local! {
    /// How many `dealloc` calls are under way on this thread; `WAITING` is added while objects
    /// wait in `PENDING`.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// Objects whose end was put off because the nesting was too deep.
    static PENDING: RefCell<Vec<NonNull<Header>>> = const { RefCell::new(Vec::new()) };
}

/// How deep frees nest on the machine stack before they queue.
const MAX_NESTED_FREES: u32 = 40;
const WAITING: u32 = 1 << 16;

/// Ends an object whose last reference is gone (its count word still says one).
///
/// With this calling convention a panic in it ends the process instead of unwinding: nothing that
/// drops a value needs a way out for that, and what holds the value can stay in machine registers.
///
/// # Safety
/// Nobody else can reach the object.
#[inline(never)]
unsafe extern "C" fn dealloc(ptr: *mut Header) {
    // The kinds that end most often first, each in a function that needs little more than the
    // object's address.
    // SAFETY: the object is alive until it is destroyed below; the kinds are checked.
    unsafe {
        let header = &*ptr;
        let traits = header.traits();
        if header.has_flag(flag::WEAKREFS | flag::SIDE_DICT) || traits & FINALIZER != 0 {
            return dealloc_any(ptr);
        }
        match header.kind() {
            Kind::Instance => dealloc_instance(ptr),
            _ if traits & EXACT == 0 => dealloc_any(ptr),
            Kind::Str => destroy_var::<StrInfo>(ptr),
            Kind::Tuple => dealloc_tuple(ptr),
            Kind::List => dealloc_list(ptr),
            Kind::Dict => dealloc_dict(ptr),
            Kind::Set => dealloc_set(ptr),
            Kind::BoundMethod => dealloc_bound_method(ptr),
            Kind::Cell => dealloc_cell(ptr),
            Kind::ListIter => dealloc_list_iter(ptr),
            Kind::TupleIter => dealloc_tuple_iter(ptr),
            Kind::DictIter => dealloc_dict_iter(ptr),
            Kind::Int => destroy_fixed::<Int>(ptr),
            Kind::RangeIter => destroy_fixed::<RangeIter>(ptr),
            _ => dealloc_any(ptr),
        }
    }
}

macro_rules! dealloc_kinds {
    ($($name:ident => $ty:ty, $destroy:ident;)*) => {$(
        /// # Safety
        /// As [`dealloc`], for an object of exactly this kind with neither weak references nor a
        /// finalizer.
        #[inline(never)]
        unsafe extern "C" fn $name(ptr: *mut Header) {
            // SAFETY: as the caller promises.
            unsafe {
                nested(ptr, || {
                    (*ptr).flags.store(0, Ordering::Relaxed);
                    $destroy::<$ty>(ptr);
                });
            }
        }
    )*};
}
dealloc_kinds! {
    dealloc_tuple => TupleInfo, destroy_var;
    dealloc_list => List, destroy_fixed;
    dealloc_dict => Dict, destroy_fixed;
    dealloc_set => Set, destroy_fixed;
    dealloc_bound_method => BoundMethod, destroy_fixed;
    dealloc_cell => CellObject, destroy_fixed;
    dealloc_list_iter => ListIter, destroy_fixed;
    dealloc_tuple_iter => TupleIter, destroy_fixed;
    dealloc_dict_iter => DictIter, destroy_fixed;
}

/// # Safety
/// As [`dealloc`], for a plain instance with neither weak references nor a finalizer.
#[inline(never)]
unsafe extern "C" fn dealloc_instance(ptr: *mut Header) {
    // SAFETY: as the caller promises.
    unsafe { nested(ptr, || finish(ptr, (*ptr).traits())) }
}

/// Runs `f`, which ends an object and may so end others, or puts its end off where frees are nested
/// too deep.
///
/// # Safety
/// As [`dealloc`]; `f` ends the object at `ptr`.
#[inline(always)]
unsafe fn nested(ptr: *mut Header, f: impl FnOnce()) {
    let depth = DEPTH.get();
    if depth & (WAITING - 1) >= MAX_NESTED_FREES {
        put_off(ptr);
        return;
    }
    DEPTH.set(depth + 1);
    f();
    let now = DEPTH.get();
    if now == WAITING + 1 {
        // SAFETY: this is the outermost call of the thread.
        unsafe { end_pending() };
    } else {
        DEPTH.set(now - 1);
    }
}

/// # Safety
/// As [`dealloc`].
#[inline(never)]
unsafe extern "C" fn dealloc_any(ptr: *mut Header) {
    // SAFETY: the object is alive until it is destroyed below.
    let header = unsafe { &*ptr };
    let (flags, traits) = (header.flags.load(Ordering::Relaxed), header.traits());
    if flags & (flag::GC | flag::WEAKREFS | flag::SIDE_DICT) == 0
        && traits & (FINALIZER | OWNS_TYPE) == 0
    {
        // A leaf: its payload's drop reaches no other object.
        // SAFETY: the payload is dropped once, then the memory is freed.
        unsafe { destroy(ptr, traits) };
        return;
    }
    // SAFETY: as the caller promises; the kind was checked.
    unsafe {
        nested(ptr, || {
            let silent = traits & FINALIZER == 0
                || header.kind() == Kind::Generator
                    && (*ptr.cast::<Obj<Generator>>()).state() == State::Finished;
            if flags & (flag::WEAKREFS | flag::SIDE_DICT) == 0 && silent {
                finish(ptr, traits);
            } else {
                end(ptr);
            }
        });
    }
}

#[cold]
#[inline(never)]
fn put_off(ptr: *mut Header) {
    PENDING.with_borrow_mut(|p| p.extend(NonNull::new(ptr)));
    DEPTH.set(DEPTH.get() | WAITING);
}

/// # Safety
/// Called by the outermost `dealloc`.
#[cold]
#[inline(never)]
unsafe fn end_pending() {
    while let Some(next) = PENDING.with_borrow_mut(|p| p.pop()) {
        // SAFETY: a queued object has no references left.
        unsafe { end(next.as_ptr()) };
    }
    DEPTH.set(0);
}

/// Finalizer and weak references, then the end.
///
/// # Safety
/// As [`dealloc`].
#[inline(never)]
unsafe fn end(ptr: *mut Header) {
    // SAFETY: alive until destroyed below.
    let header = unsafe { &*ptr };
    if header.traits() & FINALIZER != 0 && !header.has_flag(flag::FINALIZED) {
        header.set_flag(flag::FINALIZED);
        if let Some(object) = NonNull::new(ptr) {
            // SAFETY: the count word says one: this value is that reference.
            let value = unsafe { Value::from_ptr(object) };
            crate::finalize::run_del(&value);
            std::mem::forget(value);
        }
        if !header.is_unique() {
            // Resurrected: the finalizer stored the object somewhere; only our reference goes.
            // SAFETY: we own the reference that the count still holds for us.
            unsafe { release(ptr) };
            return;
        }
    }
    if header.has_flag(flag::WEAKREFS) {
        crate::finalize::clear_weakrefs(header);
        if !header.is_unique() {
            // SAFETY: as above; a callback made a new reference through another path.
            unsafe { release(ptr) };
            return;
        }
    }
    if header.has_flag(flag::SIDE_DICT) {
        crate::finalize::drop_side_dict(header);
    }
    // SAFETY: as the caller promises.
    unsafe { finish(ptr, header.traits()) }
}

/// The end of an object that has nothing to say about it.
///
/// # Safety
/// As [`dealloc`].
#[inline(always)]
unsafe fn finish(ptr: *mut Header, traits: u8) {
    // SAFETY: alive until destroyed below.
    let header = unsafe { &*ptr };
    // What the payload's drop ends may run script code, and so the collector: it must not look
    // into half an object.
    header.flags.store(0, Ordering::Relaxed);
    let owner = (traits & OWNS_TYPE != 0).then(|| header.shape().ty_ptr());
    // SAFETY: dropped once, freed once.
    unsafe { destroy(ptr, traits) };
    if let Some(ty) = owner {
        // SAFETY: the object owned one reference to its type.
        drop(unsafe { Value::from_ptr(ty) });
    }
}

/// # Safety
/// The payload has not been dropped; nobody can reach the object.
#[inline(always)]
unsafe fn destroy(ptr: *mut Header, traits: u8) {
    // SAFETY: the kind tells the payload; for any other the shape's table describes it.
    unsafe {
        match (*ptr).kind() {
            Kind::BoundMethod if traits & EXACT != 0 => destroy_fixed::<BoundMethod>(ptr),
            Kind::Slice if traits & EXACT != 0 => destroy_fixed::<Slice>(ptr),
            Kind::ListIter if traits & EXACT != 0 => destroy_fixed::<ListIter>(ptr),
            Kind::Instance => {
                let shape = (*ptr).shape();
                let size = shape.instance_size();
                shape.drop_attributes(ptr);
                heap::free(ptr, size);
            }
            _ => destroy_any(ptr),
        }
    }
}

/// # Safety
/// The object is of exactly the variable-sized kind `I`.
#[inline(always)]
unsafe fn destroy_var<I: VarInfo>(ptr: *mut Header) {
    // SAFETY: as the caller promises; such objects have no attribute part.
    unsafe {
        let size = Var::<I>::size(ptr);
        Var::<I>::drop_in_place(ptr);
        heap::free(ptr, size);
    }
}

/// # Safety
/// The object is of exactly the built-in type of payload `T`, which has no attributes.
#[inline(always)]
unsafe fn destroy_fixed<T: Payload>(ptr: *mut Header) {
    // SAFETY: as the caller promises.
    unsafe {
        drop_payload::<T>(ptr);
        heap::free(ptr, size_of::<Obj<T>>());
    }
}

/// # Safety
/// As [`destroy`].
#[inline(never)]
unsafe fn destroy_any(ptr: *mut Header) {
    // SAFETY: the header is alive and its shape's table describes its payload.
    unsafe {
        let shape = (*ptr).shape();
        let own = match shape.vtable.fixed_size {
            0 => (shape.vtable.size)(ptr),
            fixed => fixed,
        };
        let size = own.max(shape.instance_size());
        shape.drop_attributes(ptr);
        (shape.vtable.drop)(ptr);
        heap::free(ptr, size);
    }
}

/// What a traversal calls for each reference it finds.
pub type Visit<'a> = &'a mut dyn FnMut(&Value);

/// What the VM must know of a payload's Rust type.
pub struct VTable {
    /// The payload's Rust type.
    pub(crate) type_id: TypeId,
    /// Layout.
    pub(crate) kind: Kind,
    /// Bytes of header and payload.
    pub(crate) fixed_size: usize,
    /// Bytes of this object, the variable part included (attributes not).
    pub(crate) size: unsafe fn(*const Header) -> usize,
    /// Drops the payload in place.
    pub(crate) drop: unsafe fn(*mut Header),
    /// Shows every reference that the payload holds.
    pub(crate) traverse: unsafe fn(*const Header, Visit<'_>),
    /// Gives up the references that can be part of a cycle.
    pub(crate) clear: unsafe fn(*const Header),
}

/// A Rust type that can be the payload of an object.
///
/// The payload is only ever reached by `&self`: whatever changes in it stands in a cell of
/// [`crate::object::cell`].
pub trait Payload: Sized + 'static {
    /// The layout; everything outside the VM's core is `Native`.
    const KIND: Kind = Kind::Native;
    /// Set if the payload holds references to other objects.
    const GC: bool = true;
    /// Shows every reference the payload holds to `visit`, each as often as it is held.
    fn traverse(&self, visit: Visit<'_>) {
        let _ = visit;
    }
    /// Gives up references that can be part of a cycle. Must not run with a cell locked.
    fn clear(&self) {}
}

/// An object with a payload of type `T`.
#[repr(C)]
pub struct Obj<T> {
    /// The common part.
    pub header: Header,
    /// The payload.
    pub body: T,
}

impl<T> std::ops::Deref for Obj<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        &self.body
    }
}

pub(crate) trait HasVTable {
    const VTABLE: VTable;
}

unsafe fn drop_payload<T: Payload>(ptr: *mut Header) {
    // SAFETY: the vtable belongs to objects whose payload is T.
    unsafe { std::ptr::drop_in_place(&raw mut (*ptr.cast::<Obj<T>>()).body) }
}
unsafe fn traverse_payload<T: Payload>(ptr: *const Header, visit: Visit<'_>) {
    // SAFETY: as above.
    unsafe { (*ptr.cast::<Obj<T>>()).body.traverse(visit) }
}
unsafe fn clear_payload<T: Payload>(ptr: *const Header) {
    // SAFETY: as above.
    unsafe { (*ptr.cast::<Obj<T>>()).body.clear() }
}
unsafe fn payload_size<T: Payload>(_: *const Header) -> usize {
    size_of::<Obj<T>>()
}

impl<T: Payload> HasVTable for T {
    const VTABLE: VTable = VTable {
        type_id: TypeId::of::<T>(),
        kind: T::KIND,
        fixed_size: size_of::<Obj<T>>(),
        size: payload_size::<T>,
        drop: drop_payload::<T>,
        traverse: traverse_payload::<T>,
        clear: clear_payload::<T>,
    };
}

impl VTable {
    /// The table of payload type `T`.
    pub fn of<T: Payload>() -> &'static VTable {
        &<T as HasVTable>::VTABLE
    }
}
