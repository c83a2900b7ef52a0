//! FENCE 7. Shapes: which type an object has and where its attributes stand.
//!
//! An object of a fixed-size kind is laid out as
//! ```text
//! header | payload | member slots (`__slots__`) | ext word | inline attribute slots
//! ```
//! The shape says which attribute names the object has and in which order they were added:
//! attribute i stands in inline slot i, or, beyond `inline_cap`, in the overflow array that the
//! ext word points to. Adding an attribute moves the object along a transition to a child shape;
//! objects built alike share shapes, so one guard check finds any of their attributes.
//!
//! When `__dict__` is asked for, or an attribute is deleted, or there are too many, the object
//! changes to a *dict shape*: the ext word then owns a dict that holds everything.
//!
//! # Guards
//! `guard` is a number unique in the interpreter. An inline cache that holds it may rely on: the
//! type, the place of every attribute the shape lists, the absence of those it does not list, and
//! everything the type and its bases say about attributes. When a class changes in a way that
//! matters, its shapes and those of its subclasses get new guards and every cache misses.
//!
//! Shapes belong to their type and live as long as it.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::cell::{Locked, Slot};
use super::header::{self, Header, Obj, VTable};
use super::typ::Type;
use super::{Ref, dict::Dict};
use crate::names::Name;
use crate::value::Value;
use crate::vm::Vm;

/// More attributes than this, and the object gets a dict.
const MAX_PLAIN: usize = 128;

/// Where the attributes of an object stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The object has no place for attributes.
    None,
    /// Inline slots, then the overflow array.
    Plain,
    /// In the dict that the ext word owns (made on first use).
    Dict,
    /// In the interpreter's side table (variable-sized objects).
    Side,
}

/// Type and attribute layout of an object.
pub struct Shape {
    pub(crate) guard: AtomicU32,
    ty: NonNull<Obj<Type>>,
    pub(crate) vtable: &'static VTable,
    mode: Mode,
    /// Byte offset of the first member slot.
    members_at: u32,
    members: u32,
    /// Byte offset of the ext word.
    ext_at: u32,
    inline_cap: u32,
    /// Bytes of a whole object; 0 for variable-sized kinds.
    size: u32,
    names: Box<[Name]>,
    next: Locked<Vec<(Name, NonNull<Shape>)>>,
}

/// Where [`Shape::place`] found an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// At this byte offset in the object.
    Inline(u32),
    /// At this index of the overflow array.
    Overflow(u32),
}

/// What a type tells about the layout of its instances.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) vtable: &'static VTable,
    pub(crate) mode: Mode,
    pub(crate) members: u32,
}

impl Shape {
    /// The first shape of a type's instances, with room for `inline_cap` attributes.
    pub(crate) fn root(
        vm: &Vm,
        ty: NonNull<Obj<Type>>,
        layout: Layout,
        inline_cap: u32,
    ) -> Box<Shape> {
        let fixed = layout.vtable.fixed_size as u32;
        let members_at = fixed.div_ceil(8) * 8;
        let ext_at = members_at + layout.members * 8;
        let has_ext = matches!(layout.mode, Mode::Plain | Mode::Dict);
        let inline_cap = if has_ext { inline_cap } else { 0 };
        let size = if fixed == 0 {
            0
        } else {
            ext_at + 8 * (has_ext as u32 + inline_cap)
        };
        Box::new(Shape {
            guard: AtomicU32::new(vm.interp().new_guard()),
            ty,
            vtable: layout.vtable,
            mode: layout.mode,
            members_at,
            members: layout.members,
            ext_at,
            inline_cap,
            size,
            names: Box::default(),
            next: Locked::new(Vec::new()),
        })
    }

    fn derive(&self, vm: &Vm, mode: Mode, names: Box<[Name]>) -> Box<Shape> {
        Box::new(Shape {
            guard: AtomicU32::new(vm.interp().new_guard()),
            ty: self.ty,
            vtable: self.vtable,
            mode,
            members_at: self.members_at,
            members: self.members,
            ext_at: self.ext_at,
            inline_cap: self.inline_cap,
            size: self.size,
            names,
            next: Locked::new(Vec::new()),
        })
    }

    /// The type.
    #[inline(always)]
    pub(crate) fn ty(&self) -> &Obj<Type> {
        // SAFETY: a shape belongs to its type and is dropped with it.
        unsafe { self.ty.as_ref() }
    }
    pub(crate) fn ty_ptr(&self) -> NonNull<Header> {
        self.ty.cast()
    }
    /// Whole size of a fixed-size object, else 0.
    #[inline(always)]
    pub(crate) fn instance_size(&self) -> usize {
        self.size as usize
    }
    pub(crate) fn mode(&self) -> Mode {
        self.mode
    }
    pub(crate) fn inline_cap(&self) -> u32 {
        self.inline_cap
    }
    /// Byte offset of member slot `index`.
    pub(crate) fn member_offset(&self, index: u32) -> u32 {
        self.members_at + 8 * index
    }
    /// Place of attribute number `index`.
    fn place_of(&self, index: usize) -> Place {
        let index = index as u32;
        if index < self.inline_cap {
            Place::Inline(self.ext_at + 8 + 8 * index)
        } else {
            Place::Overflow(index - self.inline_cap)
        }
    }

    /// Where the attribute `name` stands, if objects of this (plain) shape have it.
    pub(crate) fn place(&self, name: &Name) -> Option<Place> {
        let index = self.names.iter().position(|n| n.is(name))?;
        Some(self.place_of(index))
    }

    /// The shape after adding `name`.
    fn with_name(&self, vm: &Vm, name: &Name) -> &Shape {
        let known = self
            .next
            .with(|next| next.iter().find(|(n, _)| n.is(name)).map(|&(_, s)| s));
        let shape = known.unwrap_or_else(|| {
            let names = self.names.iter().chain([name]).cloned().collect();
            let child = self.ty().adopt_shape(self.derive(vm, Mode::Plain, names));
            self.next.with(|next| next.push((name.clone(), child)));
            child
        });
        // SAFETY: shapes live as long as their type.
        unsafe { shape.as_ref() }
    }

    /// The shape of objects of this layout whose attributes are in a dict.
    fn dict_shape(&self, vm: &Vm) -> &Shape {
        let ty = self.ty();
        let shape = ty
            .find_shape(|s| s.mode == Mode::Dict && s.inline_cap == self.inline_cap)
            .unwrap_or_else(|| ty.adopt_shape(self.derive(vm, Mode::Dict, Box::default())));
        // SAFETY: shapes live as long as their type.
        unsafe { shape.as_ref() }
    }

    /// Sets the member, ext and inline words of a fresh object to "nothing".
    ///
    /// # Safety
    /// `ptr` is memory of `instance_size` bytes whose words are not in use yet.
    #[inline(always)]
    pub(crate) unsafe fn clear_attributes(&self, ptr: *mut Header) {
        if self.size > self.members_at {
            // SAFETY: the words from `members_at` to `size` lie in the object.
            unsafe {
                let first = ptr.cast::<u8>().add(self.members_at as usize);
                std::ptr::write_bytes(first, 0, (self.size - self.members_at) as usize);
            }
        }
    }

    /// Drops everything in the attribute part.
    ///
    /// # Safety
    /// `ptr` is an object of this shape that nobody can reach any more.
    #[inline(always)]
    pub(crate) unsafe fn drop_attributes(&self, ptr: *mut Header) {
        if self.size > self.members_at {
            // SAFETY: as the caller promises.
            unsafe { self.drop_attributes_slow(ptr) }
        }
    }

    unsafe fn drop_attributes_slow(&self, ptr: *mut Header) {
        // SAFETY: the object is alive until the caller frees it; each slot is dropped once.
        unsafe {
            let header = &*ptr;
            let end = |offset: u32| std::ptr::from_ref(slot_at(header, offset)).cast_mut();
            for i in 0..self.members {
                std::ptr::drop_in_place(end(self.member_offset(i)));
            }
            if matches!(self.mode, Mode::Plain | Mode::Dict) {
                let used = (self.names.len() as u32).min(self.inline_cap);
                for i in 0..used {
                    std::ptr::drop_in_place(end(self.ext_at + 8 + 8 * i));
                }
                let ext = self.ext(header).load(Ordering::Acquire);
                if ext != 0 {
                    drop_ext(self.mode, ext);
                }
            }
        }
    }

    #[inline(always)]
    fn ext<'a>(&self, header: &'a Header) -> &'a AtomicU64 {
        // SAFETY: objects of Plain and Dict shapes have the word at this offset, aligned to 8.
        unsafe {
            &*std::ptr::from_ref(header)
                .cast::<u8>()
                .add(self.ext_at as usize)
                .cast::<AtomicU64>()
        }
    }

    /// The overflow array of a plain object, if it has one.
    fn overflow<'a>(&self, header: &'a Header) -> Option<&'a Vec<Slot>> {
        let word = self.ext(header).load(Ordering::Acquire);
        // SAFETY: in a Plain object the ext word is null or a leaked Box<Vec<Slot>>.
        (word != 0).then(|| unsafe { &*(word as *const Vec<Slot>) })
    }
}

unsafe fn drop_ext(mode: Mode, word: u64) {
    // SAFETY: by the mode, the word is a value or a leaked box.
    unsafe {
        if mode == Mode::Dict {
            drop(Value::from_bits(word));
        } else {
            drop(Box::from_raw(word as *mut Vec<Slot>));
        }
    }
}

/// The slot at a byte offset that the object's shape gave.
#[inline(always)]
pub(crate) fn slot_at(header: &Header, offset: u32) -> &Slot {
    debug_assert!(offset >= 16 && (offset as usize) < header.shape().instance_size());
    // SAFETY: callers pass offsets from `member_offset` or `place` of the object's own shape, or
    // from a cache validated against that shape's guard; the word there is a Slot.
    unsafe {
        &*std::ptr::from_ref(header)
            .cast::<u8>()
            .add(offset as usize)
            .cast::<Slot>()
    }
}

/// The attribute at overflow index `index`.
#[inline(always)]
pub(crate) fn overflow_slot(header: &Header, index: u32) -> Option<&Slot> {
    header.shape().overflow(header)?.get(index as usize)
}

impl Header {
    /// The object's own attribute `name` (what its `__dict__` would hold).
    pub(crate) fn own_attr(&self, vm: &Vm, name: &Name) -> Option<Value> {
        let shape = self.shape();
        match shape.mode {
            Mode::None => None,
            Mode::Plain => match shape.place(name)? {
                Place::Inline(offset) => slot_at(self, offset).get(),
                Place::Overflow(index) => overflow_slot(self, index)?.get(),
            },
            Mode::Dict => self.dict_in_ext(shape)?.get_name(name),
            Mode::Side => vm.interp().side_dict(self)?.get_name(name),
        }
    }

    fn dict_in_ext(&self, shape: &Shape) -> Option<Ref<Dict>> {
        let word = shape.ext(self).load(Ordering::Acquire);
        // SAFETY: in a Dict object the ext word is 0 or owns a dict value; a copy is counted.
        (word != 0).then(|| unsafe {
            let value = std::mem::ManuallyDrop::new(Value::from_bits(word));
            Ref::from_value_unchecked((*value).clone())
        })
    }

    /// Sets the object's own attribute. Gives false if the object has no place for it.
    pub(crate) fn set_own_attr(&self, vm: &Vm, name: &Name, value: Value) -> bool {
        let shape = self.shape();
        match shape.mode {
            Mode::None => return false,
            Mode::Plain => {
                if let Some(place) = shape.place(name) {
                    match place {
                        Place::Inline(offset) => slot_at(self, offset).set(value),
                        Place::Overflow(index) => {
                            if let Some(slot) = overflow_slot(self, index) {
                                slot.set(value);
                            }
                        }
                    }
                    return true;
                }
                if shape.names.len() < MAX_PLAIN {
                    self.add_plain_attr(vm, shape, name, value);
                    return true;
                }
            }
            Mode::Dict | Mode::Side => {}
        }
        if let Some(dict) = self.attr_dict(vm) {
            dict.set_name(vm, name, value);
        }
        true
    }

    fn add_plain_attr(&self, vm: &Vm, shape: &Shape, name: &Name, value: Value) {
        let new = shape.with_name(vm, name);
        let index = shape.names.len();
        shape.ty().note_attr_count(index as u32 + 1);
        match new.place_of(index) {
            Place::Inline(offset) => slot_at(self, offset).set(value),
            Place::Overflow(at) => {
                let at = at as usize;
                if shape.overflow(self).is_none_or(|v| v.len() <= at) {
                    let old = shape.ext(self).load(Ordering::Acquire);
                    let mut grown: Vec<Slot> = Vec::with_capacity((at + 1).max(4) * 3 / 2);
                    if let Some(slots) = shape.overflow(self) {
                        grown.extend(slots.iter().map(|s| Slot::from_option(s.take())));
                    }
                    grown.resize_with(grown.capacity(), Slot::empty);
                    let word = Box::into_raw(Box::new(grown)) as u64;
                    shape.ext(self).store(word, Ordering::Release);
                    if old != 0 {
                        // SAFETY: the old array is out of the object, its slots are empty.
                        unsafe { drop_ext(Mode::Plain, old) }
                    }
                }
                if let Some(slot) = shape.overflow(self).and_then(|v| v.get(at)) {
                    slot.set(value);
                }
            }
        }
        self.set_shape(new);
    }

    /// Deletes the object's own attribute; false if it has none of that name.
    pub(crate) fn del_own_attr(&self, vm: &Vm, name: &Name) -> bool {
        if self.shape().mode == Mode::Plain && self.shape().place(name).is_none() {
            return false;
        }
        self.attr_dict(vm)
            .is_some_and(|dict| dict.del_name(vm, name))
    }

    /// The object's `__dict__`: from now on its attributes stand in it. None if it has no place
    /// for attributes.
    pub(crate) fn attr_dict(&self, vm: &Vm) -> Option<Ref<Dict>> {
        let shape = self.shape();
        match shape.mode {
            Mode::None => None,
            Mode::Side => Some(vm.interp().side_dict_or_new(vm, self)),
            Mode::Dict => Some(self.dict_in_ext(shape).unwrap_or_else(|| {
                let dict = Dict::new(vm);
                self.put_dict(shape, dict.clone());
                dict
            })),
            Mode::Plain => {
                let dict = Dict::new(vm);
                for (i, name) in shape.names.iter().enumerate() {
                    let value = match shape.place_of(i) {
                        Place::Inline(offset) => slot_at(self, offset).take(),
                        Place::Overflow(index) => overflow_slot(self, index).and_then(Slot::take),
                    };
                    if let Some(value) = value {
                        dict.set_name(vm, name, value);
                    }
                }
                self.put_dict(shape, dict.clone());
                Some(dict)
            }
        }
    }

    fn put_dict(&self, shape: &Shape, dict: Ref<Dict>) {
        let old = shape
            .ext(self)
            .swap(dict.into_value().into_bits(), Ordering::AcqRel);
        let mode = shape.mode;
        if mode == Mode::Plain {
            let vm = Vm::current();
            self.set_shape(shape.dict_shape(vm));
        }
        if old != 0 {
            // SAFETY: the old word is out of the object.
            unsafe { drop_ext(mode, old) }
        }
    }

    /// Replaces the object's `__dict__`. False if it has no place for one.
    pub(crate) fn set_attr_dict(&self, vm: &Vm, dict: Ref<Dict>) -> bool {
        let Some(old) = self.attr_dict(vm) else {
            return false;
        };
        let shape = self.shape();
        if shape.mode == Mode::Side {
            vm.interp().set_side_dict(self, dict);
        } else {
            self.put_dict(shape, dict);
        }
        drop(old);
        true
    }

    /// Makes the object an instance of `new`, whose instances are laid out alike (the caller has
    /// checked that). False if the object has no type of its own.
    pub(crate) fn change_type(&self, vm: &Vm, new: &Ref<Type>) -> bool {
        if self.shape().mode == Mode::Plain {
            drop(self.attr_dict(vm));
        }
        let old = self.shape();
        let shape = if matches!(old.mode, Mode::Plain | Mode::Dict) {
            let cap = old.inline_cap;
            let layout = Layout {
                mode: Mode::Dict,
                ..new.layout
            };
            new.find_shape(|s| s.mode == Mode::Dict && s.inline_cap == cap)
                .unwrap_or_else(|| {
                    new.adopt_shape(Shape::root(vm, NonNull::from(&**new), layout, cap))
                })
        } else {
            new.root_shape()
        };
        let new_traits = new.traits.load(Ordering::Relaxed) as u8;
        if new_traits & header::OWNS_TYPE != 0 {
            new.header.retain();
        }
        let owner = (self.traits() & header::OWNS_TYPE != 0).then(|| old.ty_ptr());
        self.set_shape(vm.shape_ref(shape));
        self.set_traits(new_traits);
        if let Some(ty) = owner {
            // SAFETY: the object owned one reference to its former type.
            drop(unsafe { Value::from_ptr(ty) });
        }
        true
    }

    /// Names and values of the object's own attributes, in order.
    pub(crate) fn own_attrs(&self, vm: &Vm) -> Vec<(Value, Value)> {
        let shape = self.shape();
        match shape.mode {
            Mode::None => Vec::new(),
            Mode::Plain => {
                let names = shape.names.iter().enumerate();
                names
                    .filter_map(|(i, name)| {
                        let value = match shape.place_of(i) {
                            Place::Inline(offset) => slot_at(self, offset).get(),
                            Place::Overflow(index) => overflow_slot(self, index)?.get(),
                        };
                        Some((name.value().clone(), value?))
                    })
                    .collect()
            }
            Mode::Dict => self
                .dict_in_ext(shape)
                .map(|d| d.items())
                .unwrap_or_default(),
            Mode::Side => vm
                .interp()
                .side_dict(self)
                .map(|d| d.items())
                .unwrap_or_default(),
        }
    }

    /// Shows the collector every reference in the attribute part.
    #[inline(always)]
    pub(crate) fn traverse_attributes(&self, mut visit: impl FnMut(&Value)) {
        let shape = self.shape();
        if shape.size <= shape.members_at {
            return;
        }
        let mut each = |slot: &Slot| slot.borrowed(|v| v.into_iter().for_each(&mut visit));
        for i in 0..shape.members {
            each(slot_at(self, shape.member_offset(i)));
        }
        match shape.mode {
            Mode::Plain => {
                let (inline, rest) = (
                    shape.names.len().min(shape.inline_cap as usize) as u32,
                    shape.names.len() > shape.inline_cap as usize,
                );
                for i in 0..inline {
                    each(slot_at(self, shape.ext_at + 8 + 8 * i));
                }
                if rest && let Some(slots) = shape.overflow(self) {
                    slots.iter().for_each(each);
                }
            }
            Mode::Dict => {
                if let Some(dict) = self.dict_in_ext(shape) {
                    visit(dict.value());
                }
            }
            Mode::None | Mode::Side => {}
        }
    }

    /// Gives up every reference in the attribute part (the collector breaks cycles).
    pub(crate) fn clear_own_attrs(&self) {
        let shape = self.shape();
        if shape.size <= shape.members_at {
            return;
        }
        let mut dropped = Vec::new();
        for i in 0..shape.members {
            dropped.extend(slot_at(self, shape.member_offset(i)).take());
        }
        if matches!(shape.mode, Mode::Plain | Mode::Dict) {
            for i in 0..shape.inline_cap {
                dropped.extend(slot_at(self, shape.ext_at + 8 + 8 * i).take());
            }
        }
        match shape.mode {
            Mode::Plain => {
                if let Some(slots) = shape.overflow(self) {
                    dropped.extend(slots.iter().filter_map(Slot::take));
                }
            }
            Mode::Dict => {
                let word = shape.ext(self).swap(0, Ordering::AcqRel);
                if word != 0 {
                    // SAFETY: the word owned the dict and is cleared.
                    dropped.push(unsafe { Value::from_bits(word) });
                }
            }
            Mode::None | Mode::Side => {}
        }
    }
}
