//! FENCE 8. Making fixed-size objects.

use std::ptr::NonNull;
use std::sync::atomic::Ordering;

use crate::object::header::{EXACT, Header, OWNS_TYPE, Obj, Payload, flag};
use crate::object::typ::{Type, bare_layout};
use crate::object::{Kind, Ref};
use crate::value::Value;
use crate::vm::Vm;

/// An object of type `ty` with this payload.
///
/// # Panics
/// If the type's layout is not `T`'s: a mistake in this program.
#[inline]
pub(crate) fn alloc<T: Payload>(vm: &Vm, ty: &Obj<Type>, body: T) -> Ref<T> {
    debug_assert_eq!(
        ty.layout.vtable.type_id,
        std::any::TypeId::of::<T>(),
        "{}",
        ty.name_text()
    );
    if ty.bare.load(Ordering::Relaxed) != const { bare_layout(T::KIND, size_of::<Obj<T>>()) } {
        return alloc_other(vm, ty, body);
    }
    // Nothing but header and payload, as most built-in types have it.
    let ptr = vm.interp().heap.alloc(size_of::<Obj<T>>());
    if T::GC {
        vm.note_gc_alloc();
    }
    let flags = if T::GC { flag::GC } else { 0 };
    // SAFETY: fresh memory of the size of header and payload, both of which are written; the type's
    // kind and size are those of `T`.
    unsafe {
        (&raw mut (*ptr.as_ptr().cast::<Obj<T>>()).body).write(body);
        ptr.as_ptr()
            .write(Header::new(T::KIND, EXACT, flags, ty.root_shape()));
        Ref::from_value_unchecked(Value::from_ptr(ptr))
    }
}

/// The same for instances of classes of scripts, and where attributes follow the payload.
#[inline(never)]
fn alloc_other<T: Payload>(vm: &Vm, ty: &Obj<Type>, body: T) -> Ref<T> {
    assert!(ty.layout.vtable.fixed_size == size_of::<Obj<T>>() && ty.layout.vtable.kind == T::KIND);
    let shape = vm.shape_ref(ty.shape_for_instance(vm));
    let traits = ty.traits.load(Ordering::Relaxed) as u8;
    let size = shape.instance_size();
    let ptr = vm.interp().heap.alloc(size);
    let owns_type = traits & OWNS_TYPE != 0;
    if owns_type {
        ty.header.retain();
    }
    let gc = T::GC || owns_type;
    if gc {
        vm.note_gc_alloc();
    }
    let flags = if gc { flag::GC } else { 0 };
    // SAFETY: fresh memory of the instance size, which covers header, payload and attributes;
    // every part is written before the object is visible.
    unsafe {
        (&raw mut (*ptr.as_ptr().cast::<Obj<T>>()).body).write(body);
        shape.clear_attributes(ptr.as_ptr());
        ptr.as_ptr()
            .write(Header::new(T::KIND, traits, flags, NonNull::from(shape)));
        Ref::from_value_unchecked(Value::from_ptr(ptr))
    }
}

/// The payload of plain objects: nothing but attributes.
pub struct Plain;

impl Payload for Plain {
    const KIND: Kind = Kind::Instance;
}
