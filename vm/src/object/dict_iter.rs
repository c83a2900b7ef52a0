//! Iterators over the keys, values and items of a dict, in both directions.

use std::sync::atomic::{AtomicI64, Ordering};

use super::cell::Slot;
use super::dict::Dict;
use super::header::{Kind, Payload, Visit};
use super::iter::{builtin, iter_self};
use super::typ::TypeDef;
use crate::args::This;
use crate::native;
use crate::native::NativeDef;
use crate::object::VTable;
use crate::proto::pairs::Two;
use crate::slots::Slots;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// What an iterator or a view shows of each entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
    /// Both, in a tuple.
    Item,
}

/// Payload of the six iterator types.
pub struct DictIter {
    /// The dict; empty once the end was met.
    dict: Slot,
    /// Entry position to look at next.
    at: AtomicI64,
    /// Number of entries still to come.
    left: AtomicI64,
    /// Number of keys at the start; -1 once a change was noticed.
    used: AtomicI64,
    part: Part,
    backwards: bool,
    /// The last pair given; see [`Vm::next_pair`].
    pair: Slot,
}

impl Payload for DictIter {
    const KIND: Kind = Kind::DictIter;
    fn traverse(&self, visit: Visit<'_>) {
        self.dict.visit(visit);
        self.pair.visit(visit);
    }
    fn clear(&self) {
        drop(self.dict.take());
        drop(self.pair.take());
    }
}

enum Step {
    Item(Value),
    Pair(Value, Value),
    End,
    Changed,
    Surprise,
}

impl DictIter {
    #[inline]
    fn step(&self, dict: &Dict) -> Step {
        let used = self.used.load(Ordering::Relaxed);
        let at = self.at.load(Ordering::Relaxed);
        dict.table.with(|t| {
            if t.len() as i64 != used {
                return Step::Changed;
            }
            let found = if self.backwards {
                t.last_live((at + 1).max(0) as usize)
            } else {
                t.next_live(at as usize)
            };
            let Some(found) = found else { return Step::End };
            let left = self.left.load(Ordering::Relaxed);
            if left == 0 {
                return Step::Surprise;
            }
            self.left.store(left - 1, Ordering::Relaxed);
            self.at.store(
                if self.backwards {
                    found as i64 - 1
                } else {
                    found as i64 + 1
                },
                Ordering::Relaxed,
            );
            match (&t.entries()[found], self.part) {
                (entry, Part::Key) => entry.key.clone().map_or(Step::End, Step::Item),
                (entry, Part::Value) => entry.value.clone().map_or(Step::End, Step::Item),
                (entry, Part::Item) => match (entry.key.clone(), entry.value.clone()) {
                    (Some(key), Some(value)) => Step::Pair(key, value),
                    _ => Step::End,
                },
            }
        })
    }
}

fn next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<DictIter>() else {
        return Ok(None);
    };
    match it.advance() {
        Step::Item(item) => Ok(Some(item)),
        Step::Pair(key, value) => Ok(Some(vm.next_pair(&it.pair, key, value))),
        other => it.ended(vm, &other).map(|()| None),
    }
}

impl DictIter {
    #[inline(always)]
    fn advance(&self) -> Step {
        self.dict.borrowed(|dict| {
            dict.and_then(|d| d.as_dict())
                .map_or(Step::End, |d| self.step(d))
        })
    }
    /// The next key and value without a tuple around them, if both are wanted.
    #[inline(always)]
    pub(crate) fn next_two(&self, vm: &Vm, put: impl FnOnce(Value, Value)) -> Result<Two> {
        if self.part != Part::Item {
            return Ok(Two::Unknown);
        }
        match self.advance() {
            Step::Pair(key, value) => {
                put(key, value);
                Ok(Two::Put)
            }
            other => self.ended(vm, &other).map(|()| Two::End),
        }
    }
    /// What follows from a step that gave nothing.
    #[cold]
    fn ended(&self, vm: &Vm, step: &Step) -> Result<()> {
        match step {
            Step::Changed => {
                self.used.store(-1, Ordering::Relaxed);
                Err(vm.runtime_error("dictionary changed size during iteration"))
            }
            Step::Surprise => {
                drop(self.dict.take());
                Err(vm.runtime_error("dictionary keys changed during iteration"))
            }
            _ => {
                drop(self.dict.take());
                Ok(())
            }
        }
    }
}

/// An iterator over a dict.
pub(crate) fn dict_iterator(vm: &Vm, dict: &Value, part: Part, backwards: bool) -> Value {
    let types = vm.types();
    let ty = match (part, backwards) {
        (Part::Key, false) => &types.dict_keyiterator,
        (Part::Value, false) => &types.dict_valueiterator,
        (Part::Item, false) => &types.dict_itemiterator,
        (Part::Key, true) => &types.dict_reversekeyiterator,
        (Part::Value, true) => &types.dict_reversevalueiterator,
        (Part::Item, true) => &types.dict_reverseitemiterator,
    };
    let (len, front, positions) = dict.as_dict().map_or((0, 0, 0), |d| {
        d.table
            .with(|t| (t.len() as i64, t.front() as i64, t.entries().len() as i64))
    });
    let payload = DictIter {
        dict: Slot::new(dict.clone()),
        at: AtomicI64::new(if backwards { positions - 1 } else { front }),
        left: AtomicI64::new(len),
        used: AtomicI64::new(len),
        part,
        backwards,
        pair: Slot::empty(),
    };
    vm.alloc(ty, payload).into_value()
}

fn length_hint(_: &Vm, this: This<'_, DictIter>) -> i64 {
    let len = this
        .dict
        .borrowed(|d| d.and_then(|d| d.as_dict()).map_or(-2, |d| d.len() as i64));
    if len == this.used.load(Ordering::Relaxed) {
        this.left.load(Ordering::Relaxed)
    } else {
        0
    }
}

/// `(iter, ([what is left],))`; the iterator itself is not moved.
fn reduce(vm: &Vm, this: This<'_, DictIter>) -> Result<Value> {
    let copy = DictIter {
        dict: Slot::from_option(this.dict.get()),
        at: AtomicI64::new(this.at.load(Ordering::Relaxed)),
        left: AtomicI64::new(this.left.load(Ordering::Relaxed)),
        used: AtomicI64::new(this.used.load(Ordering::Relaxed)),
        part: this.part,
        backwards: this.backwards,
        pair: Slot::empty(),
    };
    let copy = vm.alloc(&vm.types().dict_keyiterator, copy).into_value();
    let args = vm.tuple(vec![vm.list(vm.collect(&copy)?)]);
    Ok(vm.pair(builtin(vm, "iter"), args))
}

const fn iterator_type(name: &'static str) -> TypeDef {
    const METHODS: &[NativeDef] = &[
        native!("__length_hint__(self, /)", length_hint),
        native!("__reduce__(self, /)", reduce),
    ];
    fn slots(s: &Slots) {
        s.iter.set(Some(iter_self));
        s.next.set(Some(next));
    }
    TypeDef {
        name,
        layout: Some(VTable::of::<DictIter>),
        slots,
        methods: METHODS,
        ..TypeDef::EMPTY
    }
}

/// The type.
pub static KEY_ITERATOR: TypeDef = iterator_type("dict_keyiterator");
/// The type.
pub static VALUE_ITERATOR: TypeDef = iterator_type("dict_valueiterator");
/// The type.
pub static ITEM_ITERATOR: TypeDef = iterator_type("dict_itemiterator");
/// The type.
pub static REVERSE_KEY_ITERATOR: TypeDef = iterator_type("dict_reversekeyiterator");
/// The type.
pub static REVERSE_VALUE_ITERATOR: TypeDef = iterator_type("dict_reversevalueiterator");
/// The type.
pub static REVERSE_ITEM_ITERATOR: TypeDef = iterator_type("dict_reverseitemiterator");
