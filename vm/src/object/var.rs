//! FENCE 6. Objects whose items follow the payload in the same memory: str, bytes, tuple.

use std::any::TypeId;
use std::ptr::NonNull;
use std::sync::atomic::AtomicU32;

use super::cell::Slot;
use super::header::{self, Header, Kind, Obj, VTable, Visit};
use super::{Payload, Ref};
use crate::heap::Heap;
use crate::object::shape::Shape;
use crate::value::Value;

/// What differs between the kinds of variable-sized objects.
pub trait VarInfo: Sized + 'static {
    /// Layout.
    const KIND: Kind;
    /// The items refer to other objects.
    const GC: bool;
    /// One item.
    type Item: 'static;
    /// Shows the references among `items`.
    fn traverse_items(items: &[Self::Item], visit: Visit<'_>);
}

/// Payload: fixed part, number of items, items.
#[repr(C)]
pub struct Var<I: VarInfo> {
    /// The fixed part.
    pub info: I,
    /// A number beside it (strings: the length in code points).
    pub(crate) extra: AtomicU32,
    len: u32,
    items: [I::Item; 0],
}

/// Most items that a variable-sized object can have.
pub(crate) const MAX_LEN: usize = u32::MAX as usize - 64;

/// Room that an object of `len` bytes-long items gets: exact when small, and in steps of an
/// eighth when large, so that appending to a string in place is amortised.
#[inline(always)]
fn room(len: usize) -> usize {
    if len < 256 { len } else { large_room(len) }
}

#[cold]
fn large_room(len: usize) -> usize {
    let step = (len.next_power_of_two() >> 3).max(64);
    len.div_ceil(step) * step
}

impl<I: VarInfo> Var<I> {
    #[inline(always)]
    fn bytes_for(len: usize) -> usize {
        let items = len.saturating_mul(size_of::<I::Item>());
        let items = if I::GC { items } else { room(items) };
        size_of::<Obj<Var<I>>>()
            .saturating_add(items)
            .saturating_add(15)
            & !15
    }

    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[I::Item] {
        // SAFETY: `len` items were written behind the payload when the object was made.
        unsafe { std::slice::from_raw_parts(self.items.as_ptr(), self.len as usize) }
    }
    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len as usize
    }
    /// No items?
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// # Safety
    /// `ptr` is an object with this payload.
    #[inline(always)]
    pub(crate) unsafe fn size(ptr: *const Header) -> usize {
        // SAFETY: the vtable belongs to objects of this payload.
        Self::bytes_for(unsafe { (*ptr.cast::<Obj<Var<I>>>()).body.len as usize })
    }
    /// # Safety
    /// `ptr` is an object with this payload, which is not used again.
    #[inline(always)]
    pub(crate) unsafe fn drop_in_place(ptr: *mut Header) {
        // SAFETY: as above; each item and the fixed part are dropped once.
        unsafe {
            let body = &raw mut (*ptr.cast::<Obj<Var<I>>>()).body;
            if std::mem::needs_drop::<I::Item>() {
                let items = (&raw mut (*body).items).cast::<I::Item>();
                for i in 0..(*body).len as usize {
                    std::ptr::drop_in_place(items.add(i));
                }
            }
            std::ptr::drop_in_place(&raw mut (*body).info);
        }
    }
    unsafe fn traverse(ptr: *const Header, visit: Visit<'_>) {
        // SAFETY: as above.
        I::traverse_items(unsafe { (*ptr.cast::<Obj<Var<I>>>()).body.items() }, visit);
    }

    /// Makes an object of `len` <= [`MAX_LEN`] items; `fill(i)` gives the items in order and must not fail,
    /// allocate objects on this heap, or panic half-way for items that need a drop.
    #[inline(always)]
    pub(crate) fn create(
        heap: &Heap,
        shape: &Shape,
        traits: u8,
        info: I,
        extra: u32,
        len: usize,
        mut fill: impl FnMut(usize) -> I::Item,
    ) -> Ref<Var<I>> {
        let ptr = heap.alloc(Self::bytes_for(len));
        // SAFETY: fresh memory of at least the size asked for.
        unsafe {
            let items = Self::begin(ptr, info, extra, len);
            for i in 0..len {
                items.add(i).write(fill(i));
            }
            Self::finish(ptr, shape, traits)
        }
    }

    /// Writes the fixed part of an object of `len` items and gives the place of the first.
    ///
    /// # Safety
    /// `ptr` is fresh memory of at least `bytes_for(len)` bytes.
    #[inline(always)]
    unsafe fn begin(ptr: NonNull<Header>, info: I, extra: u32, len: usize) -> *mut I::Item {
        let obj = ptr.as_ptr().cast::<Obj<Var<I>>>();
        // SAFETY: by contract.
        unsafe {
            (&raw mut (*obj).body.info).write(info);
            (&raw mut (*obj).body.extra).write(AtomicU32::new(extra));
            (&raw mut (*obj).body.len).write(len as u32);
            (&raw mut (*obj).body.items).cast()
        }
    }

    #[inline(always)]
    unsafe fn finish(ptr: NonNull<Header>, shape: &Shape, traits: u8) -> Ref<Var<I>> {
        let flags = if I::GC { header::flag::GC } else { 0 };
        // SAFETY: the caller has written the payload; the header completes the object, whose
        // first reference the result owns.
        unsafe {
            ptr.as_ptr()
                .write(Header::new(I::KIND, traits, flags, NonNull::from(shape)));
            Ref::from_value_unchecked(Value::from_ptr(ptr))
        }
    }
}

impl<I: VarInfo<Item = Slot>> Var<I> {
    /// Makes an object of these values, which move into it.
    pub(crate) fn of_values(
        heap: &Heap,
        shape: &Shape,
        traits: u8,
        info: I,
        extra: u32,
        mut values: Vec<Value>,
    ) -> Ref<Var<I>> {
        let len = values.len();
        let ptr = heap.alloc(Self::bytes_for(len));
        // SAFETY: fresh memory with room for `len` items behind the payload. A slot is the word of
        // its value; the vector gives up all of them before it is dropped.
        unsafe {
            let items = Self::begin(ptr, info, extra, len).cast::<Value>();
            std::ptr::copy_nonoverlapping(values.as_ptr(), items, len);
            values.set_len(0);
            Self::finish(ptr, shape, traits)
        }
    }
}

impl<I: VarInfo<Item = u8>> Var<I> {
    /// Makes an object whose bytes are the `parts` one after the other.
    #[inline]
    pub(crate) fn from_parts(
        heap: &Heap,
        shape: &Shape,
        traits: u8,
        info: I,
        extra: u32,
        parts: &[&[u8]],
    ) -> Ref<Var<I>> {
        let len = parts.iter().map(|p| p.len()).sum();
        let ptr = heap.alloc(Self::bytes_for(len));
        // SAFETY: fresh memory with room for `len` bytes behind the payload.
        unsafe {
            let mut at = Self::begin(ptr, info, extra, len);
            for part in parts {
                std::ptr::copy_nonoverlapping(part.as_ptr(), at, part.len());
                at = at.add(part.len());
            }
            Self::finish(ptr, shape, traits)
        }
    }

    /// Makes an object of these bytes.
    #[inline]
    pub(crate) fn from_bytes(
        heap: &Heap,
        shape: &Shape,
        traits: u8,
        info: I,
        extra: u32,
        bytes: &[u8],
    ) -> Ref<Var<I>> {
        let ptr = heap.alloc(Self::bytes_for(bytes.len()));
        // SAFETY: fresh memory with room for the bytes behind the payload.
        unsafe {
            let items = Self::begin(ptr, info, extra, bytes.len());
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), items, bytes.len());
            Self::finish(ptr, shape, traits)
        }
    }

    /// The same for parts that an iterator gives, with `sep` between them, `len` bytes in all: more is
    /// left out, and what is missing becomes zeros.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn from_joined<'a>(
        heap: &Heap,
        shape: &Shape,
        traits: u8,
        info: I,
        extra: u32,
        len: usize,
        sep: &[u8],
        parts: impl Iterator<Item = &'a [u8]>,
    ) -> Ref<Var<I>> {
        let ptr = heap.alloc(Self::bytes_for(len));
        // SAFETY: fresh memory with room for `len` bytes behind the payload, all of which are
        // written: `at` never passes `len`.
        unsafe {
            let items = Self::begin(ptr, info, extra, len);
            let mut at = 0;
            let mut put = |bytes: &[u8]| {
                let n = bytes.len().min(len - at);
                // Single characters are frequent, and less than a call.
                if n == 1 {
                    items.add(at).write(bytes[0]);
                } else {
                    std::ptr::copy_nonoverlapping(bytes.as_ptr(), items.add(at), n);
                }
                at += n;
            };
            let mut first = true;
            for part in parts {
                if !first && !sep.is_empty() {
                    put(sep);
                }
                first = false;
                put(part);
            }
            std::ptr::write_bytes(items.add(at), 0, len - at);
            Self::finish(ptr, shape, traits)
        }
    }

    /// Appends `more` in place if the object is held once and its memory has room; `update`
    /// then adjusts the fixed part. Gives false if it cannot be done.
    pub(crate) fn append_in_place(
        this: &mut Ref<Var<I>>,
        more: &[u8],
        update: impl FnOnce(&mut Var<I>),
    ) -> bool {
        let len = this.body.len as usize;
        if !this.header.is_unique()
            || len + more.len() > MAX_LEN
            || Self::bytes_for(len) != Self::bytes_for(len + more.len())
        {
            return false;
        }
        // SAFETY: the only reference is ours, so nobody reads the bytes meanwhile; the memory's
        // size depends on `len` only through `bytes_for`, which stays the same, so there is room
        // and the size given to `free` later is right. `more` cannot overlap the free room.
        unsafe {
            let obj = this.value().bits() as *mut Obj<Var<I>>;
            let items = (&raw mut (*obj).body.items).cast::<u8>();
            std::ptr::copy_nonoverlapping(more.as_ptr(), items.add(len), more.len());
            (*obj).body.len = (len + more.len()) as u32;
            update(&mut (*obj).body);
        }
        true
    }
}

impl<I: VarInfo> Payload for Var<I> {
    const KIND: Kind = I::KIND;
    const GC: bool = I::GC;
}

/// The vtable of a variable-sized payload.
pub(crate) const fn var_vtable<I: VarInfo>() -> VTable {
    VTable {
        type_id: TypeId::of::<Var<I>>(),
        kind: I::KIND,
        fixed_size: 0,
        size: Var::<I>::size,
        drop: Var::<I>::drop_in_place,
        traverse: Var::<I>::traverse,
        clear: |_| {},
    }
}

/// Visits every slot.
pub(crate) fn visit_slots(slots: &[Slot], visit: Visit<'_>) {
    for slot in slots {
        slot.visit(visit);
    }
}
