//! Objects: references with a type, allocation, downcasts.
//!
//! FENCE 5 (this file): turns a checked kind into a typed reference.

pub mod bool;
pub mod byte_iter;
pub mod byte_ops;
pub mod bytearray;
pub mod bytes;
pub mod bytes_type;
pub mod bytes_view;
pub mod cell;
pub mod class_bases;
pub mod class_build;
pub mod class_check;
pub mod class_layout;
pub mod code;
pub mod code_type;
mod code_view;
pub mod codec;
pub mod complex;
pub mod complex_new;
pub mod descr;
pub mod dict;
pub mod dict_iter;
pub mod dict_table;
pub mod dict_type;
pub mod dict_views;
pub mod exc_group;
pub mod exceptions;
pub mod float;
pub mod float_methods;
pub mod float_ops;
pub mod frame_locals;
pub mod frame_object;
pub mod frame_type;
pub mod function;
pub mod function_type;
pub mod generator;
pub mod generator_type;
pub mod generic_alias;
pub mod header;
pub mod int;
pub mod int_methods;
pub mod int_new;
pub mod int_ops;
pub mod iter;
pub mod iter_text;
pub mod iter_tools;
pub mod list;
pub mod list_sort;
pub mod list_type;
pub mod mappingproxy;
pub mod memory_item;
pub mod memoryview;
pub mod module;
pub mod mro;
pub mod native_type;
pub mod object_methods;
pub mod ordered_dict;
pub mod ordered_views;
pub mod os_error;
pub mod plain;
pub mod range;
pub mod sequence;
pub mod set;
pub mod set_table;
pub mod set_type;
pub mod shape;
pub mod singletons;
pub mod slice;
pub mod slot_args;
pub mod str;
pub mod str_convert;
pub mod str_format;
pub mod str_methods;
pub mod str_percent;
pub mod str_translate;
pub mod str_type;
pub mod super_type;
pub mod traceback;
pub mod tuple;
pub mod tuple_type;
pub mod typ;
pub mod type_type;
pub mod unicode_error;
pub mod union_type;
pub mod var;
pub mod weakref;
pub mod wrappers;

use std::any::TypeId;
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

pub use cell::{FnCell, Locked, Slot};
pub use header::{Header, Kind, Obj, Payload, VTable, Visit};

use crate::value::Value;

/// An owned reference to an object with payload `T`.
#[repr(transparent)]
pub struct Ref<T>(Value, PhantomData<T>);

impl<T> Clone for Ref<T> {
    #[inline(always)]
    fn clone(&self) -> Ref<T> {
        Ref(self.0.clone(), PhantomData)
    }
}

impl<T> Deref for Ref<T> {
    type Target = Obj<T>;
    #[inline(always)]
    fn deref(&self) -> &Obj<T> {
        // SAFETY: a Ref<T> is only made of values whose payload is T.
        unsafe { &*(self.0.bits() as *const Obj<T>) }
    }
}

impl<T> Ref<T> {
    /// The value, borrowed.
    #[inline(always)]
    pub fn value(&self) -> &Value {
        &self.0
    }
    /// The value, owned.
    #[inline(always)]
    pub fn into_value(self) -> Value {
        self.0
    }
    /// The same object?
    #[inline(always)]
    pub fn is(&self, other: &Ref<T>) -> bool {
        self.0.is(&other.0)
    }
    /// # Safety
    /// `value` is an object with payload `T`.
    #[inline(always)]
    pub(crate) unsafe fn from_value_unchecked(value: Value) -> Ref<T> {
        Ref(value, PhantomData)
    }
    /// A typed reference seen in a borrowed value.
    ///
    /// # Safety
    /// `value` is an object with payload `T`.
    #[inline(always)]
    pub(crate) unsafe fn from_value_ref_unchecked(value: &Value) -> &Ref<T> {
        // SAFETY: Ref is a transparent wrapper of Value.
        unsafe { &*std::ptr::from_ref(value).cast::<Ref<T>>() }
    }
}

impl<T> From<Ref<T>> for Value {
    #[inline(always)]
    fn from(r: Ref<T>) -> Value {
        r.0
    }
}

impl<T> AsRef<Value> for Ref<T> {
    fn as_ref(&self) -> &Value {
        &self.0
    }
}

impl<T> Obj<T> {
    /// Another owned reference to this object.
    #[inline(always)]
    pub fn to_ref(&self) -> Ref<T> {
        Ref(self.to_value(), PhantomData)
    }
    /// The object as an owned value.
    #[inline(always)]
    pub fn to_value(&self) -> Value {
        self.header.retain();
        // SAFETY: the reference was taken on the line above.
        unsafe { Value::from_ptr(NonNull::from(&self.header)) }
    }
    /// The object's address as a number (`id()`).
    pub fn address(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }
}

impl Header {
    #[inline(always)]
    pub(crate) fn is_payload<T: Payload>(&self) -> bool {
        if T::KIND as u8 == Kind::Native as u8 {
            self.kind() == Kind::Native && self.shape().vtable.type_id == TypeId::of::<T>()
        } else {
            self.kind() == T::KIND
        }
    }
}

impl Value {
    /// The object, if its payload is `T` (instances of subclasses included).
    #[inline(always)]
    pub fn downcast_ref<T: Payload>(&self) -> Option<&Ref<T>> {
        let header = self.header()?;
        // SAFETY: the payload's type was checked.
        header
            .is_payload::<T>()
            .then(|| unsafe { Ref::from_value_ref_unchecked(self) })
    }

    /// The object, if its type is exactly the built-in type of kind `T::KIND`.
    #[inline(always)]
    pub fn exact_ref<T: Payload>(&self) -> Option<&Ref<T>> {
        let header = self.header()?;
        if T::KIND as u8 != Kind::Native as u8 && header.is_exactly(T::KIND) {
            // SAFETY: the kind was checked.
            Some(unsafe { Ref::from_value_ref_unchecked(self) })
        } else {
            None
        }
    }

    /// As [`Value::downcast_ref`], owned; gives the value back if it is something else.
    ///
    /// # Errors
    /// The value itself.
    pub fn downcast<T: Payload>(self) -> Result<Ref<T>, Value> {
        match self.header() {
            Some(header) if header.is_payload::<T>() => Ok(Ref(self, PhantomData)),
            _ => Err(self),
        }
    }

    /// True if it is an object of this kind, subclass or not.
    #[inline(always)]
    pub fn is_kind(&self, kind: Kind) -> bool {
        self.header().is_some_and(|h| h.kind() == kind)
    }
}

/// Slots that are never empty and never change, as values.
#[inline(always)]
pub(crate) fn slots_as_values(slots: &[Slot]) -> &[Value] {
    // SAFETY: only tuples call this: their slots always hold a value and are not written while
    // anybody looks at them, so each word is a valid Value for as long as the tuple is borrowed.
    unsafe { std::slice::from_raw_parts(slots.as_ptr().cast::<Value>(), slots.len()) }
}

/// A counted reference to an object known to be alive by its address.
pub(crate) fn revive(ptr: NonNull<Header>) -> Value {
    // SAFETY: callers hold an address that the weak reference table keeps current: it is set to
    // zero before the object is freed.
    unsafe {
        ptr.as_ref().retain();
        Value::from_ptr(ptr)
    }
}

/// The weak reference whose payload stands at this address.
pub(crate) fn weakref_of_payload(address: usize) -> Ref<weakref::WeakRef> {
    let header = (address - std::mem::offset_of!(Obj<weakref::WeakRef>, body)) as *mut Header;
    // SAFETY: the table holds addresses of live payloads only: a payload takes itself out when
    // it is dropped.
    unsafe {
        (*header).retain();
        Ref::from_value_unchecked(Value::from_ptr(NonNull::new_unchecked(header)))
    }
}
