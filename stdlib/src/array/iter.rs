//! Iterating over arrays.

use std::sync::atomic::{AtomicUsize, Ordering};

use hasp_vm::args::This;
use hasp_vm::native;
use hasp_vm::object::cell::Slot;
use hasp_vm::object::header::Visit;
use hasp_vm::object::iter::{iter_self, reduce_at, reduce_exhausted};
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, VTable};
use hasp_vm::slots::Slots;
use hasp_vm::vm::Vm;

use super::{Array, classes};

/// Payload of the iterators.
pub(super) struct ArrayIter {
    /// The array; empty once the end was met.
    array: Slot,
    at: AtomicUsize,
}

impl Payload for ArrayIter {
    fn traverse(&self, visit: Visit<'_>) {
        self.array.visit(visit);
    }
    fn clear(&self) {
        drop(self.array.take());
    }
}

/// Makes arrays iterable.
pub(super) fn slots(s: &Slots) {
    s.iter.set(Some(|vm, v| {
        let body = ArrayIter {
            array: Slot::new(v.clone()),
            at: AtomicUsize::new(0),
        };
        Ok(vm.alloc(&classes(vm).iterator, body).into_value())
    }));
}

/// The iterators' type.
pub(super) static ARRAY_ITER: TypeDef = TypeDef {
    name: "array.arrayiterator",
    layout: Some(VTable::of::<ArrayIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(|vm, v| {
            let Some(it) = v.downcast_ref::<ArrayIter>() else {
                return Err(vm.wrong_self(v));
            };
            let at = it.at.load(Ordering::Relaxed);
            let found = it.array.borrowed(|array| {
                let array = array?.downcast_ref::<Array>()?;
                Some((array.kind, array.word(at)?))
            });
            match found {
                Some((kind, word)) => {
                    it.at.store(at + 1, Ordering::Relaxed);
                    kind.value(vm, word).map(Some)
                }
                None => {
                    drop(it.array.take());
                    Ok(None)
                }
            }
        }));
    },
    methods: &[
        native!(
            "__reduce__(self, /)",
            |vm: &Vm, it: This<'_, ArrayIter>| match it.array.get() {
                Some(array) => reduce_at(vm, "iter", array, it.at.load(Ordering::Relaxed) as i64),
                None => reduce_exhausted(vm, vm.tuple(Vec::new())),
            }
        ),
        native!(
            "__setstate__(self, state, /)",
            |_: &Vm, it: This<'_, ArrayIter>, state: i64| {
                let len = it.array.borrowed(|array| {
                    let array = array.and_then(|a| a.downcast_ref::<Array>());
                    array.map_or(0, |a| a.len())
                });
                let at = usize::try_from(state).unwrap_or(0).min(len);
                it.at.store(at, Ordering::Relaxed);
            }
        ),
    ],
    ..TypeDef::EMPTY
};
