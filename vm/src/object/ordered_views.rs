//! Iterators over ordered dicts, and the views `keys()`, `values()` and `items()` of them.

use std::sync::atomic::{AtomicI64, Ordering};

use super::Ref;
use super::cell::Slot;
use super::dict::Dict;
use super::dict_iter::Part;
use super::dict_views::{view_of_class, viewed};
use super::header::{Payload, Visit};
use super::iter::{builtin, iter_self};
use super::typ::{Type, TypeDef};
use crate::args::This;
use crate::native;
use crate::native::NativeDef;
use crate::object::VTable;
use crate::slots::Slots;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Payload of the iterators.
struct OrderedIter {
    /// The dict; empty once the end was met.
    dict: Slot,
    /// Position of the entry to come; -1 behind the last.
    at: AtomicI64,
    /// The state of the dict's table at the start: it must not change as long as there is more to come.
    state: (u32, u32, u32),
    part: Part,
    backwards: bool,
    /// The last pair given; see [`Vm::next_pair`].
    pair: Slot,
}

impl Payload for OrderedIter {
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
    Mutated,
}

/// A position in a table: -1 for none.
fn position(at: Option<usize>) -> i64 {
    at.map_or(-1, |at| at as i64)
}

impl OrderedIter {
    fn step(&self, dict: &Dict) -> Step {
        let Ok(at) = usize::try_from(self.at.load(Ordering::Relaxed)) else {
            return Step::End;
        };
        dict.table.with(|t| {
            let entry = match t.entries().get(at) {
                Some(entry) if t.state() == self.state => entry,
                _ => return Step::Mutated,
            };
            let next = if self.backwards {
                t.last_live(at)
            } else {
                t.next_live(at + 1)
            };
            self.at.store(position(next), Ordering::Relaxed);
            match (&entry.key, &entry.value) {
                (Some(key), Some(value)) => match self.part {
                    Part::Key => Step::Item(key.clone()),
                    Part::Value => Step::Item(value.clone()),
                    Part::Item => Step::Pair(key.clone(), value.clone()),
                },
                _ => Step::End,
            }
        })
    }
}

static ITERATOR: TypeDef = TypeDef {
    name: "odict_iterator",
    layout: Some(VTable::of::<OrderedIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(next));
    },
    methods: &[native!("__reduce__(self, /)", reduce).doc("Return state information for pickling")],
    ..TypeDef::EMPTY
};

static VIEWS: [TypeDef; 3] = [
    view_type("odict_keys", "dict_keys"),
    view_type("odict_values", "dict_values"),
    view_type("odict_items", "dict_items"),
];

const fn view_type(name: &'static str, base: &'static str) -> TypeDef {
    const REVERSED: NativeDef = native!("__reversed__(self, /)", |vm: &Vm, view: &Value| {
        iterate_view(vm, view, true)
    });
    fn slots(s: &Slots) {
        s.iter.set(Some(|vm, v| iterate_view(vm, v, false)));
    }
    TypeDef {
        name,
        base,
        slots,
        methods: &[REVERSED],
        ..TypeDef::EMPTY
    }
}

/// One of the classes above; made when first asked for.
#[derive(Clone)]
struct Class<const WHICH: usize>(Ref<Type>);

fn class<const WHICH: usize>(vm: &Vm) -> Ref<Type> {
    let make = || Class::<WHICH>(vm.new_native_type(VIEWS.get(WHICH).unwrap_or(&ITERATOR)));
    vm.interp().state(make).0
}

/// A view of an ordered dict.
pub(crate) fn view(vm: &Vm, dict: &Value, part: Part) -> Value {
    let class = match part {
        Part::Key => class::<0>(vm),
        Part::Value => class::<1>(vm),
        Part::Item => class::<2>(vm),
    };
    view_of_class(vm, &class, dict, part)
}

/// An iterator over an ordered dict.
pub(crate) fn iterator(vm: &Vm, dict: &Value, part: Part, backwards: bool) -> Value {
    let start = |d: &Ref<Dict>| {
        d.table.with(|t| {
            let first = if backwards {
                t.last_live(usize::MAX)
            } else {
                t.next_live(t.front())
            };
            (position(first), t.state())
        })
    };
    let (at, state) = dict.as_dict().map_or((-1, (0, 0, 0)), start);
    let iterator = OrderedIter {
        dict: Slot::new(dict.clone()),
        at: AtomicI64::new(at),
        state,
        part,
        backwards,
        pair: Slot::empty(),
    };
    vm.alloc(&class::<3>(vm), iterator).into_value()
}

fn iterate_view(vm: &Vm, v: &Value, backwards: bool) -> Result<Value> {
    match viewed(v) {
        Some((part, dict)) => Ok(iterator(vm, dict.value(), part, backwards)),
        None => Err(vm.wrong_self(v)),
    }
}

fn next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<OrderedIter>() else {
        return Ok(None);
    };
    let step = it.dict.borrowed(|dict| {
        dict.and_then(|d| d.as_dict())
            .map_or(Step::End, |d| it.step(d))
    });
    match step {
        Step::Item(item) => Ok(Some(item)),
        Step::Pair(key, value) => Ok(Some(vm.next_pair(&it.pair, key, value))),
        Step::End => {
            drop(it.dict.take());
            Ok(None)
        }
        Step::Mutated => {
            drop(it.dict.take());
            Err(mutated(vm))
        }
    }
}

/// The RuntimeError for a dict that was changed at the wrong time.
#[cold]
pub(crate) fn mutated(vm: &Vm) -> Raised {
    vm.runtime_error("OrderedDict mutated during iteration")
}

/// `(iter, ([what is left],))`; the iterator itself is not moved.
fn reduce(vm: &Vm, this: This<'_, OrderedIter>) -> Result<Value> {
    let copy = OrderedIter {
        dict: Slot::from_option(this.dict.get()),
        at: AtomicI64::new(this.at.load(Ordering::Relaxed)),
        state: this.state,
        part: this.part,
        backwards: this.backwards,
        pair: Slot::empty(),
    };
    let copy = vm.alloc(&class::<3>(vm), copy).into_value();
    let args = vm.tuple(vec![vm.list(vm.collect(&copy)?)]);
    Ok(vm.pair(builtin(vm, "iter"), args))
}
