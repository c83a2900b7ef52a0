//! Iterators over `bytes` and `bytearray`.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::bytearray::ByteArray;
use super::bytes::Bytes;
use super::cell::Slot;
use super::header::{Payload, Visit};
use super::iter::{iter_self, reduce_at, reduce_exhausted};
use super::typ::TypeDef;
use crate::args::This;
use crate::native;
use crate::object::VTable;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of these iterators: what is iterated (nothing once the end was met) and how far.
pub struct ByteIter {
    source: Slot,
    at: AtomicUsize,
}

impl Payload for ByteIter {
    fn traverse(&self, visit: Visit<'_>) {
        self.source.visit(visit);
    }
    fn clear(&self) {
        drop(self.source.take());
    }
}

impl ByteIter {
    fn new(source: Value) -> ByteIter {
        ByteIter {
            source: Slot::new(source),
            at: AtomicUsize::new(0),
        }
    }
    /// The next byte.
    #[inline]
    fn next_byte(&self) -> Option<Value> {
        let at = self.at.load(Ordering::Relaxed);
        let item = self.source.borrowed(|source| byte_at(source?, at));
        match item {
            Some(b) => {
                self.at.store(at + 1, Ordering::Relaxed);
                Some(Value::small_int(b.into()))
            }
            None => {
                drop(self.source.take());
                None
            }
        }
    }
    fn left(&self) -> usize {
        self.source.borrowed(|source| {
            source.map_or(0, |source| {
                byte_len(source).saturating_sub(self.at.load(Ordering::Relaxed))
            })
        })
    }
    fn reduce(&self, vm: &Vm, empty: &dyn Fn() -> Value) -> Value {
        match self.source.get() {
            Some(source) => reduce_at(vm, "iter", source, self.at.load(Ordering::Relaxed) as i64),
            None => reduce_exhausted(vm, empty()),
        }
    }
    fn set_state(&self, state: i64) {
        if !self.source.is_empty() {
            self.at.store(state.max(0) as usize, Ordering::Relaxed);
        }
    }
}

fn byte_at(v: &Value, at: usize) -> Option<u8> {
    match v.downcast_ref::<Bytes>() {
        Some(bytes) => bytes.bytes().get(at).copied(),
        None => v
            .downcast_ref::<ByteArray>()?
            .with(|data| data.get(at).copied()),
    }
}

fn byte_len(v: &Value) -> usize {
    match v.downcast_ref::<Bytes>() {
        Some(bytes) => bytes.body.len(),
        None => v.downcast_ref::<ByteArray>().map_or(0, |b| b.len()),
    }
}

/// `iter(bytes)`.
///
/// # Errors
/// None.
pub(crate) fn bytes_iter(vm: &Vm, v: &Value) -> Result<Value> {
    Ok(vm
        .alloc(&vm.types().bytes_iterator, ByteIter::new(v.clone()))
        .into_value())
}

/// `iter(bytearray)`.
///
/// # Errors
/// None.
pub(crate) fn bytearray_iter(vm: &Vm, v: &Value) -> Result<Value> {
    Ok(vm
        .alloc(&vm.types().bytearray_iterator, ByteIter::new(v.clone()))
        .into_value())
}

type Iter<'a> = This<'a, ByteIter>;

macro_rules! iterator {
    ($name:literal, $empty:expr) => {
        TypeDef {
            name: $name,
            layout: Some(VTable::of::<ByteIter>),
            slots: |s| {
                s.iter.set(Some(iter_self));
                s.next.set(Some(next_byte));
            },
            methods: &[
                native!("__length_hint__(self, /)", |_: &Vm, this: Iter<'_>| this
                    .left()),
                native!("__reduce__(self, /)", |vm: &Vm, this: Iter<'_>| this
                    .reduce(vm, &|| $empty(vm))),
                native!(
                    "__setstate__(self, state, /)",
                    |_: &Vm, this: Iter<'_>, state: i64| this.set_state(state)
                ),
            ],
            ..TypeDef::EMPTY
        }
    };
}

fn next_byte(_: &Vm, v: &Value) -> Result<Option<Value>> {
    Ok(v.downcast_ref::<ByteIter>().and_then(|it| it.next_byte()))
}
fn empty_bytes(vm: &Vm) -> Value {
    vm.bytes(b"")
}
fn empty_tuple(vm: &Vm) -> Value {
    vm.tuple(Vec::new())
}

/// The iterator of bytes.
pub static BYTES_ITERATOR: TypeDef = iterator!("bytes_iterator", empty_bytes);
/// The iterator of bytearrays.
pub static BYTEARRAY_ITERATOR: TypeDef = iterator!("bytearray_iterator", empty_tuple);
