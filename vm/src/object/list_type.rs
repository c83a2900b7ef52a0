//! `list`: slots and methods.

use hasp_compiler::op::BinOp;

use super::Ref;
use super::dict_table::Same;
use super::generic_alias::class_getitem;
use super::iter::{list_iter, list_reversed};
use super::list::List;
use super::sequence::{self, Repeat, as_index, bad_index, clip, position, quick_eq};
use super::slice::{Indices, RawSlice, Slice};
use super::typ::TypeDef;
use crate::args::{Args, This};
use crate::native;
use crate::object::VTable;
use crate::proto::compare::unhashable;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Result, Vm};

const ADD: usize = BinOp::Add as usize;
const MUL: usize = BinOp::Mul as usize;

/// The type.
pub static LIST: TypeDef = TypeDef {
    name: "list",
    layout: Some(VTable::of::<List>),
    subclassable: true,
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    slots: |s| {
        s.new.set(Some(|vm, cls, _| Ok(vm.alloc(cls, List::with_items(Vec::new())).into_value())));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.hash.set(Some(unhashable));
        s.compare.set(Some(compare));
        s.iter.set(Some(list_iter));
        s.len.set(Some(|_, v| Ok(v.as_list().map_or(0, |l| l.len()))));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.contains.set(Some(|vm, v, item| match v.as_list() {
            Some(list) => Ok(find(vm, list, item, 0)?.is_some()),
            None => Ok(false),
        }));
        s.binary[ADD].set(Some(add));
        s.binary[MUL].set(Some(mul));
        s.inplace[ADD].set(Some(inplace_add));
        s.inplace[MUL].set(Some(inplace_mul));
    },
    methods: &[
        native!("append(self, object, /)", |_: &Vm, this: This<'_, List>, object: Value| this.push(object))
            .doc("Append object to the end of the list."),
        native!("clear(self, /)", |_: &Vm, this: This<'_, List>| drop(this.take_all()))
            .doc("Remove all items from list."),
        native!("copy(self, /)", |vm: &Vm, this: This<'_, List>| vm.new_list(this.to_vec()))
            .doc("Return a shallow copy of the list."),
        native!("count(self, value, /)", count).doc("Return number of occurrences of value."),
        native!("extend(self, iterable, /)", |vm: &Vm, this: This<'_, List>, iterable: &Value| {
            extend(vm, &this, iterable)
        })
        .doc("Extend list by appending elements from the iterable."),
        native!("index(self, value, start=0, stop=9223372036854775807, /)", index)
            .quick(|vm, args| match args {
                [list, value] => Some(index_between(vm, list.as_list()?, value, 0, usize::MAX)),
                _ => None,
            })
            .doc("Return first index of value.\n\nRaises ValueError if the value is not present."),
        native!("insert(self, index, object, /)", insert).doc("Insert object before index."),
        native!("pop(self, index=-1, /)", pop)
            .quick(|vm, args| match args {
                [list] => list.as_list()?.pop().map(Ok),
                [list, index] if index.is_small_int() => Some(pop(vm, This(list.as_list()?), index)),
                _ => None,
            })
            .doc("Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range."),
        native!("remove(self, value, /)", remove)
            .doc("Remove first occurrence of value.\n\nRaises ValueError if the value is not present."),
        native!("reverse(self, /)", |_: &Vm, this: This<'_, List>| this.with_vec(|v| v.reverse()))
            .doc("Reverse *IN PLACE*."),
        native!("sort(self, /, *, key=None, reverse=False)", sort)
            .doc("Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order."),
        native!("__reversed__(self, /)", list_reversed).doc("Return a reverse iterator over the list."),
        native!("__sizeof__(self, /)", |_: &Vm, this: This<'_, List>| {
            this.with_vec(|v| v.capacity()) * 8 + 40
        })
        .doc("Return the size of the list in memory, in bytes."),
        native!("__class_getitem__(cls, object, /)", class_getitem).class_method().doc("See PEP 585"),
    ],
    ..TypeDef::EMPTY
};

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    sequence::positional_at_most(vm, "list", &args, 0, 1)?;
    let Some(list) = v.as_list() else {
        return Ok(());
    };
    if !list.is_empty() {
        drop(list.take_all());
    }
    match args.pos() {
        [items] => extend(vm, list, items),
        _ => Ok(()),
    }
}

/// Appends all items of an iterable; what came before an exception stays.
///
/// # Errors
/// What iterating raises.
pub(crate) fn extend(vm: &Vm, list: &Ref<List>, items: &Value) -> Result<()> {
    if let Some(other) = items.exact_ref::<List>() {
        let mut copy = other.to_vec();
        list.with_vec(|v| {
            if v.is_empty() {
                std::mem::swap(v, &mut copy)
            } else {
                v.append(&mut copy)
            }
        });
        return Ok(());
    }
    if let Some(tuple) = items.exact_ref::<super::tuple::Tuple>() {
        list.with_vec(|v| v.extend_from_slice(tuple.as_slice()));
        return Ok(());
    }
    if let Some(range) = items
        .exact_ref::<super::range::Range>()
        .and_then(|r| r.small())
    {
        let len = sequence::checked_len(vm, range.len as usize)?;
        list.with_vec(|v| {
            v.reserve(len);
            v.extend(range.items());
        });
        return Ok(());
    }
    let it = vm.iter(items)?;
    let hint = vm.length_hint(items)?;
    list.with_vec(|v| v.reserve(hint.min(1 << 20)));
    let Some(next) = vm.type_of(&it).slots.next.get() else {
        return vm.next(&it).map(drop);
    };
    let mut n = 0u32;
    while let Some(item) = next(vm, &it)? {
        list.push(item);
        n += 1;
        if n & 0x3ff == 0 {
            vm.poll_native()?;
        }
    }
    Ok(())
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(list) = v.as_list() else {
        return Ok(Value::NONE);
    };
    if list.is_empty() {
        return Ok(vm.str("[]"));
    }
    let text = vm.repr_guard(v, || {
        let mut out = vec![b'['];
        let mut at = 0;
        while let Some(item) = list.get(at) {
            if at > 0 {
                out.extend_from_slice(b", ");
            }
            out.extend_from_slice(vm.repr(&item)?.bytes());
            at += 1;
            if at & 0x3ff == 0 {
                vm.poll_native()?;
            }
        }
        out.push(b']');
        Ok(out)
    })?;
    Ok(text.map_or_else(|| vm.str("[...]"), |text| vm.new_wtf8(&text).into_value()))
}

/// What a scan that runs no script code found.
enum Scan {
    Stop(usize),
    Ask(usize, Value),
    End,
}

/// Position of the first item from `start` on that equals `item`.
///
/// # Errors
/// What comparing raises.
pub(crate) fn find(vm: &Vm, list: &List, item: &Value, start: usize) -> Result<Option<usize>> {
    find_before(vm, list, item, start, usize::MAX)
}

fn find_before(
    vm: &Vm,
    list: &List,
    item: &Value,
    start: usize,
    stop: usize,
) -> Result<Option<usize>> {
    let mut at = start;
    loop {
        let scan = list.with_vec(|v| {
            for (i, x) in v.iter().enumerate().take(stop).skip(at) {
                match quick_eq(x, item) {
                    Same::Yes => return Scan::Stop(i),
                    Same::No => {}
                    Same::Ask => return Scan::Ask(i, x.clone()),
                }
            }
            Scan::End
        });
        match scan {
            Scan::Stop(i) => return Ok(Some(i)),
            Scan::End => return Ok(None),
            Scan::Ask(i, x) => {
                if vm.eq(&x, item)? {
                    return Ok(Some(i));
                }
                at = i + 1;
                if at & 0x3ff == 0 {
                    vm.poll_native()?;
                }
            }
        }
    }
}

/// Opens two different lists, always in the same order, so that two threads cannot block each
/// other.
fn with_both<R>(a: &List, b: &List, f: impl FnOnce(&[Value], &[Value]) -> R) -> R {
    if std::ptr::from_ref(a) < std::ptr::from_ref(b) {
        a.with_vec(|x| b.with_vec(|y| f(x, y)))
    } else {
        b.with_vec(|y| a.with_vec(|x| f(x, y)))
    }
}

/// The first position at which the lists differ (or one ends) with the two items there.
fn first_difference(vm: &Vm, a: &List, b: &List) -> Result<(usize, Option<(Value, Value)>)> {
    let mut at = 0;
    loop {
        let ask = with_both(a, b, |x, y| {
            let start = at.min(x.len());
            for (p, q) in x[start..].iter().zip(y.get(start..).unwrap_or_default()) {
                if quick_eq(p, q) != Same::Yes {
                    return Some((p.clone(), q.clone()));
                }
                at += 1;
            }
            None
        });
        let Some((p, q)) = ask else {
            return Ok((at, None));
        };
        if quick_eq(&p, &q) == Same::No || !vm.eq(&p, &q)? {
            return Ok((at, Some((p, q))));
        }
        at += 1;
        if at & 0x3ff == 0 {
            vm.poll_native()?;
        }
    }
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.as_list(), b.as_list()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if a.is(b) {
        // Every item is identical to itself.
        return Ok(Value::bool(matches!(op, CmpOp::Eq | CmpOp::Le | CmpOp::Ge)));
    }
    if matches!(op, CmpOp::Eq | CmpOp::Ne) && x.len() != y.len() {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    match first_difference(vm, x, y)? {
        (_, Some((p, q))) => match op {
            CmpOp::Eq => Ok(Value::FALSE),
            CmpOp::Ne => Ok(Value::TRUE),
            _ => vm.compare(&p, &q, op),
        },
        (_, None) => Ok(Value::bool(op.holds(Some(x.len().cmp(&y.len()))))),
    }
}

fn getitem(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let Some(list) = v.as_list() else {
        return Ok(Value::NONE);
    };
    if let Some(i) = key.as_small_int() {
        return list
            .get_signed(i)
            .ok_or_else(|| vm.index_error("list index out of range"));
    }
    if let Some(slice) = key.as_slice_obj() {
        let raw = slice.unpack(vm)?;
        return Ok(get_slice(vm, list, raw));
    }
    match as_index(vm, key)? {
        Some(i) => list
            .get_signed(i)
            .ok_or_else(|| vm.index_error("list index out of range")),
        None => Err(bad_index(vm, "list", key)),
    }
}

/// A list of the items of a slice.
pub(crate) fn get_slice(vm: &Vm, list: &List, slice: RawSlice) -> Value {
    let items = list.with_vec(|v| {
        let at = slice.fit(v.len());
        let mut items = Vec::with_capacity(at.count);
        match at.plain() {
            Some((start, end)) => items.extend_from_slice(&v[start..end]),
            None if at.step == -1 && at.count > 0 => {
                let part = &v[at.start as usize + 1 - at.count..=at.start as usize];
                items.extend(part.iter().rev().cloned());
            }
            None => items.extend(at.positions().map(|i| v[i].clone())),
        }
        items
    });
    vm.list(items)
}

fn setitem(vm: &Vm, v: &Value, key: &Value, value: Option<Value>) -> Result<()> {
    let Some(list) = v.as_list() else {
        return Ok(());
    };
    if let (Some(index), Some(value)) = (key.as_small_int(), &value) {
        return match list.replace_signed(index, || value.clone()) {
            Some(_old) => Ok(()),
            None => Err(vm.index_error("list assignment index out of range")),
        };
    }
    if let Some(slice) = key.as_slice_obj() {
        return match value {
            Some(value) => set_slice(vm, list, slice, value),
            None => del_slice(vm, list, slice),
        };
    }
    let Some(index) = as_index(vm, key)? else {
        return Err(bad_index(vm, "list", key));
    };
    let done = match value {
        Some(value) => list.set_signed(index, value).map_err(drop).is_ok(),
        None => list
            .with_vec(|v| position(index, v.len()).map(|at| v.remove(at)))
            .is_some(),
    };
    if done {
        Ok(())
    } else {
        Err(vm.index_error("list assignment index out of range"))
    }
}

/// Deletes the items of a slice.
fn del_slice(vm: &Vm, list: &List, slice: &Slice) -> Result<()> {
    let raw = slice.unpack(vm)?;
    let removed: Vec<Value> = list.with_vec(|v| {
        let at = raw.fit(v.len());
        if let Some((start, end)) = at.plain() {
            return v.drain(start..end).collect();
        }
        if at.count == 0 {
            return Vec::new();
        }
        // The positions upwards: `low`, then every `gap` items.
        let gap = at.step.unsigned_abs() as usize;
        let low = if at.step > 0 {
            at.start as usize
        } else {
            at.start as usize - (at.count - 1) * gap
        };
        let last = low + (at.count - 1) * gap;
        let old = std::mem::take(v);
        let mut removed = Vec::with_capacity(at.count);
        v.reserve(old.len() - at.count);
        for (i, item) in old.into_iter().enumerate() {
            let hit = i >= low && i <= last && (i - low).is_multiple_of(gap);
            if hit {
                removed.push(item)
            } else {
                v.push(item)
            }
        }
        removed
    });
    drop(removed);
    Ok(())
}

/// Assigns the items of an iterable to a slice.
fn set_slice(vm: &Vm, list: &Ref<List>, slice: &Slice, value: Value) -> Result<()> {
    let raw = slice.unpack(vm)?;
    let mut items = match value.exact_ref::<List>() {
        // A list that nobody else holds gives its items away.
        Some(source) if source.header.is_unique() => source.take_all(),
        _ => sequence::to_items(vm, &value, "must assign iterable to extended slice")?,
    };
    // The length is looked at after the iteration, which may have changed it.
    let wrong = list.with_vec(|v| {
        let at = raw.fit(v.len());
        if let Some((start, end)) = at.plain() {
            if end - start == items.len() {
                v[start..end].swap_with_slice(&mut items);
                return Ok(items);
            }
            return Ok(v.splice(start..end, items).collect::<Vec<Value>>());
        }
        if items.len() != at.count {
            return Err((items, at));
        }
        Ok(at
            .positions()
            .zip(items)
            .map(|(i, item)| std::mem::replace(&mut v[i], item))
            .collect())
    });
    match wrong {
        Ok(old) => {
            drop(old);
            Ok(())
        }
        Err((items, Indices { count, .. })) => Err(vm.value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {count}",
            items.len()
        ))),
    }
}

fn add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(list) = a.as_list() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if let Some(other) = b.as_list() {
        let (n, m) = (list.len(), other.len());
        sequence::checked_len(vm, n + m)?;
        let mut items = Vec::with_capacity(n + m);
        list.with_vec(|v| items.extend_from_slice(v));
        other.with_vec(|v| items.extend_from_slice(v));
        return Ok(vm.list(items));
    }
    match sequence::ask_right(vm, ADD, add, a, b)? {
        Some(result) => Ok(result),
        None => Err(sequence::cannot_concat(vm, "list", b)),
    }
}

fn mul(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (left, times) = match sequence::repeat(vm, mul, |v| v.as_list().is_some(), a, b)? {
        Repeat::Times(left, times) => (left, times),
        Repeat::Done(result) => return Ok(result),
    };
    let Some(list) = (if left { a } else { b }).as_list() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let items = list.with_vec(|v| sequence::repeat_items(v, times));
    match items {
        Some(items) => Ok(vm.list(items)),
        None => Err(vm.memory_error("")),
    }
}

fn inplace_add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(list) = a.as_list() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    extend(vm, list, b)?;
    Ok(a.clone())
}

fn inplace_mul(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(list) = a.as_list() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let times = match sequence::repeat(vm, mul, |v| v.as_list().is_some(), a, b)? {
        Repeat::Times(true, times) => times,
        Repeat::Times(..) => return Ok(Value::NOT_IMPLEMENTED),
        Repeat::Done(result) => return Ok(result),
    };
    match list.with_vec(|v| sequence::repeat_items(v, times)) {
        Some(items) => drop(list.replace_all(items)),
        None => return Err(vm.memory_error("")),
    }
    Ok(a.clone())
}

fn count(vm: &Vm, this: This<'_, List>, value: &Value) -> Result<usize> {
    let (mut count, mut at) = (0, 0);
    while let Some(found) = find(vm, &this, value, at)? {
        count += 1;
        at = found + 1;
    }
    Ok(count)
}

fn index(
    vm: &Vm,
    this: This<'_, List>,
    value: &Value,
    start: &Value,
    stop: &Value,
) -> Result<Value> {
    let (start, stop) = (
        sequence::search_bound(vm, start)?,
        sequence::search_bound(vm, stop)?,
    );
    let len = this.len();
    index_between(vm, &this, value, clip(start, len), clip(stop, len))
}

fn index_between(vm: &Vm, list: &List, value: &Value, start: usize, stop: usize) -> Result<Value> {
    match find_before(vm, list, value, start, stop)? {
        Some(at) => Ok(vm.int(at as i64)),
        None => Err(vm.value_error("list.index(x): x not in list")),
    }
}

fn insert(vm: &Vm, this: This<'_, List>, index: &Value, object: Value) -> Result<()> {
    let index = sequence::ssize(vm, index)?;
    this.with_vec(|v| {
        let at = clip(index, v.len()).min(v.len());
        v.insert(at, object);
    });
    Ok(())
}

fn pop(vm: &Vm, this: This<'_, List>, index: &Value) -> Result<Value> {
    if index.as_small_int() == Some(-1)
        && let Some(item) = this.pop()
    {
        return Ok(item);
    }
    let index = sequence::ssize(vm, index)?;
    let popped = this.with_vec(|v| match position(index, v.len()) {
        Some(at) => Ok(v.remove(at)),
        None => Err(v.is_empty()),
    });
    popped.map_err(|empty| {
        vm.index_error(if empty {
            "pop from empty list"
        } else {
            "pop index out of range"
        })
    })
}

fn remove(vm: &Vm, this: This<'_, List>, value: &Value) -> Result<()> {
    match find(vm, &this, value, 0)? {
        Some(at) => {
            // The comparison may have shortened the list.
            drop(this.with_vec(|v| (at < v.len()).then(|| v.remove(at))));
            Ok(())
        }
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

fn sort(vm: &Vm, this: This<'_, List>, key: &Value, reverse: &Value) -> Result<()> {
    let reverse = vm.truth(reverse)?;
    let key = if key.is_none() { None } else { Some(key) };
    super::list_sort::sort_list(vm, &this, key, reverse)
}
