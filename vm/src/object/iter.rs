//! Iterators over list, tuple and range, the iterator of objects that have only `__getitem__`,
//! and the one that calls a function until a sentinel comes.
//!
//! The first three have a `step` that the dispatch loop calls without any detour: it needs no
//! VM, because it neither allocates nor fails.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};

use super::cell::Slot;
use super::header::{Kind, Payload, Visit};
use super::list::{List, copied};
use super::tuple::Tuple;
use super::typ::TypeDef;
use crate::args::{Args, This};
use crate::native;
use crate::object::VTable;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// `iter(self)` of every iterator.
///
/// # Errors
/// None.
pub fn iter_self(_: &Vm, v: &Value) -> Result<Value> {
    Ok(v.clone())
}

/// The built-in function of this name, for `__reduce__`.
pub fn builtin(vm: &Vm, name: &str) -> Value {
    vm.interp()
        .builtins()
        .get_name(&vm.intern(name))
        .unwrap_or(Value::NONE)
}

/// `(iter, ([],))`: what an exhausted iterator reduces to.
pub fn reduce_exhausted(vm: &Vm, empty: Value) -> Value {
    let args = vm.tuple(vec![empty]);
    vm.pair(builtin(vm, "iter"), args)
}

/// `(function, (container,), position)`.
pub fn reduce_at(vm: &Vm, function: &str, container: Value, at: i64) -> Value {
    let args = vm.tuple(vec![container]);
    vm.tuple(vec![builtin(vm, function), args, vm.int(at)])
}

/// Position of an iterator that has met its end.
const EXHAUSTED: usize = usize::MAX;

// ---- list ---------------------------------------------------------------------------------

/// Payload of `list_iterator`.
pub struct ListIter {
    /// The list; empty once the end was met.
    list: Slot,
    at: AtomicUsize,
}

impl Payload for ListIter {
    const KIND: Kind = Kind::ListIter;
    fn traverse(&self, visit: Visit<'_>) {
        self.list.visit(visit);
    }
    fn clear(&self) {
        drop(self.list.take());
    }
}

impl ListIter {
    pub(crate) fn new(list: Value) -> ListIter {
        ListIter {
            list: Slot::new(list),
            at: AtomicUsize::new(0),
        }
    }
    /// The list's word, 0 once the end was met, and the place of the next item.
    #[inline(always)]
    pub(crate) fn position(&self) -> (u64, &AtomicUsize) {
        (self.list.bits(), &self.at)
    }
    /// The next item.
    #[inline(always)]
    pub(crate) fn step(&self) -> Option<Value> {
        let at = self.at.load(Ordering::Relaxed);
        let item = self
            .list
            .borrowed(|list| list?.downcast_ref::<List>()?.get(at));
        if item.is_some() {
            self.at.store(at + 1, Ordering::Relaxed);
        } else {
            self.at.store(EXHAUSTED, Ordering::Relaxed);
        }
        item
    }
    /// `next()`: also lets go of the container at the end. (`step` does not: that might run a
    /// finalizer, which the dispatch loop does not expect there; the loop drops the iterator.)
    #[inline]
    pub(crate) fn next(&self) -> Option<Value> {
        let item = self.step();
        if item.is_none() {
            drop(self.list.take());
        }
        item
    }
    fn left(&self) -> usize {
        let at = self.at.load(Ordering::Relaxed);
        self.list.borrowed(|list| {
            list.and_then(|l| l.downcast_ref::<List>())
                .map_or(0, |l| l.len().saturating_sub(at))
        })
    }
}

/// `iter(list)`.
///
/// # Errors
/// None.
pub(crate) fn list_iter(vm: &Vm, v: &Value) -> Result<Value> {
    Ok(vm
        .alloc(&vm.types().list_iterator, ListIter::new(v.clone()))
        .into_value())
}

/// The type.
pub static LIST_ITERATOR: TypeDef = TypeDef {
    name: "list_iterator",
    layout: Some(VTable::of::<ListIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(|_, v| {
            Ok(v.downcast_ref::<ListIter>().and_then(|it| it.next()))
        }));
    },
    methods: &[
        native!(
            "__length_hint__(self, /)",
            |_: &Vm, this: This<'_, ListIter>| this.left()
        ),
        native!(
            "__reduce__(self, /)",
            |vm: &Vm, this: This<'_, ListIter>| match this.list.get() {
                Some(list) => reduce_at(vm, "iter", list, this.at.load(Ordering::Relaxed) as i64),
                None => reduce_exhausted(vm, vm.list(Vec::new())),
            }
        ),
        native!(
            "__setstate__(self, state, /)",
            |_: &Vm, this: This<'_, ListIter>, state: i64| {
                if !this.list.is_empty() {
                    this.at.store(state.max(0) as usize, Ordering::Relaxed);
                }
            }
        ),
    ],
    ..TypeDef::EMPTY
};

/// Payload of `list_reverseiterator`.
pub struct ListReverseIter {
    list: Slot,
    /// Number of items that are still to come.
    left: AtomicI64,
}

impl Payload for ListReverseIter {
    fn traverse(&self, visit: Visit<'_>) {
        self.list.visit(visit);
    }
    fn clear(&self) {
        drop(self.list.take());
    }
}

impl ListReverseIter {
    fn step(&self) -> Option<Value> {
        let at = self.left.load(Ordering::Relaxed) - 1;
        let item = self
            .list
            .borrowed(|list| list?.downcast_ref::<List>()?.get(usize::try_from(at).ok()?));
        self.left
            .store(if item.is_some() { at } else { 0 }, Ordering::Relaxed);
        if item.is_none() {
            drop(self.list.take());
        }
        item
    }
    fn left(&self) -> i64 {
        let left = self.left.load(Ordering::Relaxed);
        let len = self.list.borrowed(|list| {
            list.and_then(|l| l.downcast_ref::<List>())
                .map_or(0, |l| l.len() as i64)
        });
        if len < left { 0 } else { left }
    }
}

/// `list.__reversed__`.
pub(crate) fn list_reversed(vm: &Vm, this: This<'_, List>) -> Value {
    let payload = ListReverseIter {
        left: AtomicI64::new(this.len() as i64),
        list: Slot::new(this.value().clone()),
    };
    vm.alloc(&vm.types().list_reverseiterator, payload)
        .into_value()
}

/// The type.
pub static LIST_REVERSEITERATOR: TypeDef = TypeDef {
    name: "list_reverseiterator",
    layout: Some(VTable::of::<ListReverseIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(|_, v| {
            Ok(v.downcast_ref::<ListReverseIter>().and_then(|it| it.step()))
        }));
    },
    methods: &[
        native!("__length_hint__(self, /)", |_: &Vm,
                                             this: This<
            '_,
            ListReverseIter,
        >| this.left()),
        native!(
            "__reduce__(self, /)",
            |vm: &Vm, this: This<'_, ListReverseIter>| match this.list.get() {
                Some(list) =>
                    reduce_at(vm, "reversed", list, this.left.load(Ordering::Relaxed) - 1),
                None => reduce_exhausted(vm, vm.list(Vec::new())),
            }
        ),
        native!(
            "__setstate__(self, state, /)",
            |_: &Vm, this: This<'_, ListReverseIter>, state: i64| {
                let len = this
                    .list
                    .borrowed(|l| l.and_then(|l| l.as_list()).map_or(0, |l| l.len() as i64));
                this.left
                    .store(state.saturating_add(1).clamp(0, len), Ordering::Relaxed);
            }
        ),
    ],
    ..TypeDef::EMPTY
};

// ---- tuple --------------------------------------------------------------------------------

/// Payload of `tuple_iterator`.
pub struct TupleIter {
    tuple: Slot,
    at: AtomicUsize,
}

impl Payload for TupleIter {
    const KIND: Kind = Kind::TupleIter;
    fn traverse(&self, visit: Visit<'_>) {
        self.tuple.visit(visit);
    }
    fn clear(&self) {
        drop(self.tuple.take());
    }
}

impl TupleIter {
    pub(crate) fn new(tuple: Value) -> TupleIter {
        TupleIter {
            tuple: Slot::new(tuple),
            at: AtomicUsize::new(0),
        }
    }
    /// The tuple's word, 0 once the end was met, and the place of the next item.
    #[inline(always)]
    pub(crate) fn position(&self) -> (u64, &AtomicUsize) {
        (self.tuple.bits(), &self.at)
    }
    /// The next item.
    #[inline(always)]
    pub(crate) fn step(&self) -> Option<Value> {
        let at = self.at.load(Ordering::Relaxed);
        let item = self
            .tuple
            .borrowed(|t| copied(t?.downcast_ref::<Tuple>()?.as_slice().get(at)));
        if item.is_some() {
            self.at.store(at + 1, Ordering::Relaxed);
        } else {
            self.at.store(EXHAUSTED, Ordering::Relaxed);
        }
        item
    }
    /// `next()`: also lets go of the container at the end. (`step` does not: that might run a
    /// finalizer, which the dispatch loop does not expect there; the loop drops the iterator.)
    fn next(&self) -> Option<Value> {
        let item = self.step();
        if item.is_none() {
            drop(self.tuple.take());
        }
        item
    }
    fn left(&self) -> usize {
        let at = self.at.load(Ordering::Relaxed);
        self.tuple.borrowed(|t| {
            t.and_then(|t| t.as_tuple())
                .map_or(0, |t| t.body.len().saturating_sub(at))
        })
    }
}

/// `iter(tuple)`.
///
/// # Errors
/// None.
pub(crate) fn tuple_iter(vm: &Vm, v: &Value) -> Result<Value> {
    Ok(vm
        .alloc(&vm.types().tuple_iterator, TupleIter::new(v.clone()))
        .into_value())
}

/// The type.
pub static TUPLE_ITERATOR: TypeDef = TypeDef {
    name: "tuple_iterator",
    layout: Some(VTable::of::<TupleIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(|_, v| {
            Ok(v.downcast_ref::<TupleIter>().and_then(|it| it.next()))
        }));
    },
    methods: &[
        native!(
            "__length_hint__(self, /)",
            |_: &Vm, this: This<'_, TupleIter>| this.left()
        ),
        native!(
            "__reduce__(self, /)",
            |vm: &Vm, this: This<'_, TupleIter>| match this.tuple.get() {
                Some(tuple) => reduce_at(vm, "iter", tuple, this.at.load(Ordering::Relaxed) as i64),
                None => reduce_exhausted(vm, vm.tuple(Vec::new())),
            }
        ),
        native!(
            "__setstate__(self, state, /)",
            |_: &Vm, this: This<'_, TupleIter>, state: i64| {
                this.at.store(state.max(0) as usize, Ordering::Relaxed);
            }
        ),
    ],
    ..TypeDef::EMPTY
};

// ---- range --------------------------------------------------------------------------------

/// Payload of `range_iterator`: all its items are inline ints.
pub struct RangeIter {
    next: AtomicI64,
    left: AtomicUsize,
    step: i64,
}

impl Payload for RangeIter {
    const KIND: Kind = Kind::RangeIter;
    const GC: bool = false;
}

impl RangeIter {
    /// Iterates over `count` items from `start`; every item must fit an inline int.
    #[inline(always)]
    pub(crate) fn new(start: i64, step: i64, count: usize) -> RangeIter {
        RangeIter {
            next: AtomicI64::new(start),
            left: AtomicUsize::new(count),
            step,
        }
    }
    /// The next item.
    #[inline(always)]
    pub(crate) fn step(&self) -> Option<Value> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return None;
        }
        self.left.store(left - 1, Ordering::Relaxed);
        let item = self.next.load(Ordering::Relaxed);
        self.next
            .store(item.wrapping_add(self.step), Ordering::Relaxed);
        Some(Value::small_int(item))
    }
}

/// The type.
pub static RANGE_ITERATOR: TypeDef = TypeDef {
    name: "range_iterator",
    layout: Some(VTable::of::<RangeIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(|_, v| {
            Ok(v.downcast_ref::<RangeIter>().and_then(|it| it.step()))
        }));
    },
    methods: &[
        native!(
            "__length_hint__(self, /)",
            |_: &Vm, this: This<'_, RangeIter>| this.left.load(Ordering::Relaxed)
        ),
        native!(
            "__reduce__(self, /)",
            |vm: &Vm, this: This<'_, RangeIter>| {
                let next = this.next.load(Ordering::Relaxed);
                let left = this.left.load(Ordering::Relaxed) as i64;
                let stop = i128::from(next) + i128::from(this.step) * i128::from(left);
                let range = super::range::make(
                    vm,
                    vm.int(next),
                    vm.int_from_i128(stop),
                    vm.int(this.step),
                )?;
                let args = vm.tuple(vec![range]);
                Ok::<Value, crate::vm::Raised>(vm.tuple(vec![
                    builtin(vm, "iter"),
                    args,
                    Value::NONE,
                ]))
            }
        ),
        native!(
            "__setstate__(self, state, /)",
            |_: &Vm, this: This<'_, RangeIter>, state: i64| {
                let left = this.left.load(Ordering::Relaxed);
                let skip = (state.max(0) as usize).min(left);
                this.left.store(left - skip, Ordering::Relaxed);
                let next = this.next.load(Ordering::Relaxed);
                this.next.store(
                    next.wrapping_add(this.step.wrapping_mul(skip as i64)),
                    Ordering::Relaxed,
                );
            }
        ),
    ],
    ..TypeDef::EMPTY
};

// ---- objects with `__getitem__` only ---------------------------------------------------------

/// Payload of `iterator`.
pub struct SequenceIter {
    sequence: Slot,
    at: AtomicI64,
}

impl Payload for SequenceIter {
    fn traverse(&self, visit: Visit<'_>) {
        self.sequence.visit(visit);
    }
    fn clear(&self) {
        drop(self.sequence.take());
    }
}

/// An iterator over `v[0]`, `v[1]`, … until IndexError or StopIteration.
pub(crate) fn sequence_iterator(vm: &Vm, v: Value) -> Value {
    vm.alloc(
        &vm.types().iterator,
        SequenceIter {
            sequence: Slot::new(v),
            at: AtomicI64::new(0),
        },
    )
    .into_value()
}

fn sequence_next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<SequenceIter>() else {
        return Ok(None);
    };
    let Some(sequence) = it.sequence.get() else {
        return Ok(None);
    };
    let at = it.at.load(Ordering::Relaxed);
    if at == i64::MAX {
        return Err(vm.overflow_error("iter index too large"));
    }
    it.at.store(at + 1, Ordering::Relaxed);
    match vm.get_item(&sequence, &vm.int(at)) {
        Ok(item) => Ok(Some(item)),
        Err(e)
            if vm.is_error(&e, &vm.exceptions().index_error)
                || vm.is_error(&e, &vm.exceptions().stop_iteration) =>
        {
            drop(it.sequence.take());
            Ok(None)
        }
        Err(e) => {
            it.at.store(at, Ordering::Relaxed);
            Err(e)
        }
    }
}

fn sequence_hint(vm: &Vm, this: This<'_, SequenceIter>) -> Result<Value> {
    let Some(sequence) = this.sequence.get() else {
        return Ok(vm.int(0));
    };
    if vm.type_of(&sequence).slots.len.get().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let len = vm.len(&sequence)? as i64;
    Ok(vm.int((len - this.at.load(Ordering::Relaxed)).max(0)))
}

/// The type.
pub static ITERATOR: TypeDef = TypeDef {
    name: "iterator",
    layout: Some(VTable::of::<SequenceIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(sequence_next));
    },
    methods: &[
        native!("__length_hint__(self, /)", sequence_hint),
        native!(
            "__reduce__(self, /)",
            |vm: &Vm, this: This<'_, SequenceIter>| match this.sequence.get() {
                Some(sequence) => reduce_at(vm, "iter", sequence, this.at.load(Ordering::Relaxed)),
                None => reduce_exhausted(vm, vm.tuple(Vec::new())),
            }
        ),
        native!(
            "__setstate__(self, state, /)",
            |_: &Vm, this: This<'_, SequenceIter>, state: i64| {
                this.at.store(state.max(0), Ordering::Relaxed);
            }
        ),
    ],
    ..TypeDef::EMPTY
};

// ---- iter(function, sentinel) ------------------------------------------------------------------

/// Payload of `callable_iterator`.
pub struct CallableIter {
    function: Slot,
    sentinel: Slot,
    /// A call is under way: guards against the function ending its own iterator.
    done: AtomicBool,
}

impl Payload for CallableIter {
    fn traverse(&self, visit: Visit<'_>) {
        self.function.visit(visit);
        self.sentinel.visit(visit);
    }
    fn clear(&self) {
        self.end();
    }
}

impl CallableIter {
    fn end(&self) {
        self.done.store(true, Ordering::Relaxed);
        drop((self.function.take(), self.sentinel.take()));
    }
}

/// `iter(function, sentinel)`.
pub fn callable_iterator(vm: &Vm, function: Value, sentinel: Value) -> Value {
    let payload = CallableIter {
        function: function.into(),
        sentinel: sentinel.into(),
        done: AtomicBool::new(false),
    };
    vm.alloc(&vm.types().callable_iterator, payload)
        .into_value()
}

fn callable_next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<CallableIter>() else {
        return Ok(None);
    };
    let Some(function) = it.function.get() else {
        return Ok(None);
    };
    let item = match vm.call(&function, Args::NONE) {
        Ok(item) => item,
        Err(e) if vm.is_error(&e, &vm.exceptions().stop_iteration) => {
            it.end();
            return Ok(None);
        }
        Err(e) => return Err(e),
    };
    // The call may have run this iterator to its end.
    let Some(sentinel) = it.sentinel.get() else {
        return Ok(None);
    };
    if vm.eq(&sentinel, &item)? {
        it.end();
        return Ok(None);
    }
    Ok(if it.done.load(Ordering::Relaxed) {
        None
    } else {
        Some(item)
    })
}

/// The type.
pub static CALLABLE_ITERATOR: TypeDef = TypeDef {
    name: "callable_iterator",
    layout: Some(VTable::of::<CallableIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(callable_next));
    },
    methods: &[native!("__reduce__(self, /)", |vm: &Vm,
                                               this: This<
        '_,
        CallableIter,
    >| {
        match (this.function.get(), this.sentinel.get()) {
            (Some(function), Some(sentinel)) => {
                let args = vm.pair(function, sentinel);
                vm.pair(builtin(vm, "iter"), args)
            }
            _ => reduce_exhausted(vm, vm.tuple(Vec::new())),
        }
    })],
    ..TypeDef::EMPTY
};
