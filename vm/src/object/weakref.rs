//! Weak references: `weakref.ref`, kept in the interpreter's table by the object's address.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};

use super::Ref;
use super::cell::Slot;
use super::header::{Header, Payload, VTable, Visit, flag};
use super::typ::{Type, TypeDef};
use crate::args::Args;
use crate::value::Value;
use crate::vm::Vm;

/// Payload of weak references.
pub struct WeakRef {
    /// Address of the object; 0 when it has ended.
    target: AtomicUsize,
    /// Called with the reference when the object ends.
    callback: Slot,
    /// Hash of the object, once asked for.
    hash: AtomicI64,
    hashed: AtomicBool,
}

impl Payload for WeakRef {
    fn traverse(&self, visit: Visit<'_>) {
        self.callback.visit(visit);
    }
    fn clear(&self) {
        drop(self.callback.take());
    }
}

impl Drop for WeakRef {
    fn drop(&mut self) {
        let target = self.target.load(Ordering::Relaxed);
        if target == 0 {
            return;
        }
        let Some(vm) = Vm::try_current() else { return };
        let this = std::ptr::from_ref(self) as usize;
        vm.interp().weakrefs.with(|table| {
            if let Some(list) = table.get_mut(&target) {
                list.retain(|entry| *entry != this);
            }
        });
    }
}

impl WeakRef {
    /// The object, if it still lives.
    pub fn get(&self) -> Option<Value> {
        let target = self.target.load(Ordering::Acquire);
        let ptr = NonNull::new(target as *mut Header)?;
        Some(super::revive(ptr))
    }
    /// The object's hash, if it was asked for before.
    pub fn known_hash(&self) -> Option<i64> {
        self.hashed
            .load(Ordering::Acquire)
            .then(|| self.hash.load(Ordering::Relaxed))
    }
    /// Keeps the object's hash for the time after its end.
    pub fn keep_hash(&self, hash: i64) {
        self.hash.store(hash, Ordering::Relaxed);
        self.hashed.store(true, Ordering::Release);
    }
    /// The callback.
    pub fn callback(&self) -> Option<Value> {
        self.callback.get()
    }
}

/// The class of weak references that no script sees: from a generator's frame to the generator.
pub static WEAK_LINK: TypeDef = TypeDef {
    name: "weak_link",
    layout: Some(VTable::of::<WeakRef>),
    ..TypeDef::EMPTY
};

impl Vm {
    /// A weak reference of class `ty` to an object. None if values of its kind cannot have one.
    pub fn new_weakref(
        &self,
        ty: &Ref<Type>,
        v: &Value,
        callback: Option<Value>,
    ) -> Option<Ref<WeakRef>> {
        let header = v.header()?;
        let address = std::ptr::from_ref(header) as usize;
        let body = WeakRef {
            target: AtomicUsize::new(address),
            callback: Slot::from_option(callback),
            hash: AtomicI64::new(0),
            hashed: AtomicBool::new(false),
        };
        let reference = self.alloc(ty, body);
        header.set_flag(flag::WEAKREFS);
        let entry = std::ptr::from_ref(&reference.body) as usize;
        self.interp()
            .weakrefs
            .with(|table| table.entry(address).or_default().push(entry));
        Some(reference)
    }

    /// The weak references to an object, oldest first.
    pub fn weakrefs_of(&self, v: &Value) -> Vec<Ref<WeakRef>> {
        let Some(header) = v.header() else {
            return Vec::new();
        };
        let address = std::ptr::from_ref(header) as usize;
        let entries = self
            .interp()
            .weakrefs
            .with(|table| table.get(&address).cloned().unwrap_or_default());
        entries.into_iter().map(super::weakref_of_payload).collect()
    }
}

/// The object has no references left: its weak references end and their callbacks run.
pub(crate) fn object_ends(vm: &Vm, header: &Header) {
    let address = std::ptr::from_ref(header) as usize;
    let entries = vm
        .interp()
        .weakrefs
        .with(|table| table.remove(&address))
        .unwrap_or_default();
    header.clear_flag(flag::WEAKREFS);
    let references: Vec<Ref<WeakRef>> =
        entries.into_iter().map(super::weakref_of_payload).collect();
    for reference in &references {
        reference.target.store(0, Ordering::Release);
    }
    vm.shielded(|| {
        for reference in references.iter().rev() {
            if let Some(callback) = reference.callback.take() {
                let args = [reference.value().clone()];
                if let Err(raised) = vm.call(&callback, Args::positional(&args)) {
                    vm.report_unraisable(
                        raised,
                        "Exception ignored while calling weakref callback",
                        Some(&callback),
                    );
                }
            }
        }
    });
}

/// An object is garbage: its weak references end. Callbacks of references that are garbage
/// themselves (flagged `GREY`) do not run; the others do.
pub(crate) fn clear_without_callbacks(vm: &Vm, header: &Header) {
    let address = std::ptr::from_ref(header) as usize;
    let entries = vm
        .interp()
        .weakrefs
        .with(|table| table.get(&address).cloned())
        .unwrap_or_default();
    for entry in entries {
        let reference = super::weakref_of_payload(entry);
        if reference.header.has_flag(flag::GREY) {
            drop(reference.callback.take());
        }
    }
    object_ends(vm, header);
}
