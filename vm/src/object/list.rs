//! `list`: the payload and the operations the VM itself uses.

use super::Ref;
use super::cell::Locked;
use super::header::{Kind, Obj, Payload, Visit};
use crate::value::Value;
use crate::vm::Vm;

/// Payload of `list`.
pub struct List {
    items: Locked<Vec<Value>>,
}

impl Payload for List {
    const KIND: Kind = Kind::List;
    fn traverse(&self, visit: Visit<'_>) {
        self.each_value(visit);
    }
    fn clear(&self) {
        drop(self.take_all());
    }
}

impl List {
    /// Shows every item to the collector.
    #[inline(always)]
    pub(crate) fn each_value(&self, visit: impl FnMut(&Value)) {
        self.items.peek(|items| items.iter().for_each(visit));
    }
    /// The items' cell, for the dispatch loop.
    #[inline(always)]
    pub(crate) fn items(&self) -> &Locked<Vec<Value>> {
        &self.items
    }
    /// A payload with these items.
    pub(crate) fn with_items(items: Vec<Value>) -> List {
        List {
            items: Locked::new(items),
        }
    }
    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.items.with(|v| v.len())
    }
    /// No items?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Item at `index`.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Value> {
        self.items.with(|v| copied(v.get(index)))
    }
    /// Item at a Python index (negative: from the end).
    #[inline(always)]
    pub fn get_signed(&self, index: i64) -> Option<Value> {
        self.items.with(|v| {
            let index = if index < 0 {
                index + v.len() as i64
            } else {
                index
            };
            copied(v.get(usize::try_from(index).ok()?))
        })
    }
    /// Replaces the item at a Python index with what `value` gives, which must not run script code;
    /// None, without asking for the value, if the index is out of range.
    #[inline(always)]
    pub(crate) fn replace_signed(
        &self,
        index: i64,
        value: impl FnOnce() -> Value,
    ) -> Option<Value> {
        self.items.with(|v| {
            let index = if index < 0 {
                index + v.len() as i64
            } else {
                index
            };
            let slot = v.get_mut(usize::try_from(index).ok()?)?;
            Some(std::mem::replace(slot, value()))
        })
    }
    /// Replaces the item at a Python index; gives the value back if the index is out of range.
    #[inline(always)]
    pub fn set_signed(&self, index: i64, value: Value) -> std::result::Result<(), Value> {
        let old = self.items.with(|v| {
            let index = if index < 0 {
                index + v.len() as i64
            } else {
                index
            };
            match usize::try_from(index).ok().and_then(|i| v.get_mut(i)) {
                Some(slot) => Ok(std::mem::replace(slot, value)),
                None => Err(value),
            }
        })?;
        drop(old);
        Ok(())
    }
    /// Appends.
    #[inline(always)]
    pub fn push(&self, value: Value) {
        self.items.with(|v| {
            if v.len() == v.capacity() {
                make_room(v);
            }
            v.push(value);
        });
    }
    /// Takes the last item off.
    #[inline(always)]
    pub fn pop(&self) -> Option<Value> {
        self.items.with(|v| v.pop())
    }
    /// A copy of all items.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.with(|v| v.clone())
    }
    /// Takes all items out.
    pub fn take_all(&self) -> Vec<Value> {
        self.items.with(std::mem::take)
    }
    /// Puts `items` in and gives the old ones.
    pub fn replace_all(&self, items: Vec<Value>) -> Vec<Value> {
        self.items.with(|v| std::mem::replace(v, items))
    }
    /// Opens the items for `f`, which must not run script code nor drop values: move removed
    /// ones out and drop them afterwards.
    #[inline(always)]
    pub fn with_vec<R>(&self, f: impl FnOnce(&mut Vec<Value>) -> R) -> R {
        self.items.with(f)
    }
}

/// Lists up to this many items grow twofold, which is fast; longer ones by a quarter, which wastes less.
const DOUBLING: usize = 1024;

/// Room for at least one more item.
#[cold]
#[inline(never)]
fn make_room(items: &mut Vec<Value>) {
    let len = items.len();
    if len < DOUBLING {
        items.reserve(1);
    } else {
        items.reserve_exact(len / 4);
    }
}

/// As `Option::cloned`, which is not always inlined.
#[inline(always)]
#[allow(clippy::manual_map)]
pub(crate) fn copied(v: Option<&Value>) -> Option<Value> {
    match v {
        Some(v) => Some(v.clone()),
        None => None,
    }
}

impl Vm {
    /// A list of these values.
    pub fn new_list(&self, values: Vec<Value>) -> Ref<List> {
        self.alloc(&self.types().list, List::with_items(values))
    }
    /// A list value.
    pub fn list(&self, values: Vec<Value>) -> Value {
        self.new_list(values).into_value()
    }
}

impl Value {
    /// The list, if it is one (subclasses included).
    #[inline(always)]
    pub fn as_list(&self) -> Option<&Ref<List>> {
        self.downcast_ref::<List>()
    }
}

impl Obj<List> {
    /// Items in a tuple, for calls and unpacking.
    pub fn to_tuple(&self, vm: &Vm) -> Value {
        vm.tuple(self.to_vec())
    }
}
