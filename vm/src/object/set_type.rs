//! `set` and `frozenset`: slots and methods.
//!
//! The order of the steps (which operand is gone through, when a table is copied whole) is
//! CPython's, because it shows in the order in which the result is printed.

use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use hasp_compiler::op::BinOp;

use super::Ref;
use super::cell::Slot;
use super::dict::Dict;
use super::generic_alias::class_getitem;
use super::header::{Payload, Visit};
use super::iter::{builtin, iter_self};
use super::sequence::positional_at_most;
use super::set::{Set, hash_element};
use super::set_table::SetTable;
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::native;
use crate::native::NativeDef;
use crate::num::hash::hash_frozenset;
use crate::object::VTable;
use crate::proto::compare::unhashable;
use crate::slots::{CmpOp, Slots};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

const SUB: usize = BinOp::Sub as usize;
const AND: usize = BinOp::And as usize;
const OR: usize = BinOp::Or as usize;
const XOR: usize = BinOp::Xor as usize;

fn common_slots(s: &Slots) {
    s.repr.set(Some(repr));
    s.compare.set(Some(compare));
    s.iter.set(Some(iter));
    s.len
        .set(Some(|_, v| Ok(v.as_set().map_or(0, |s| s.len()))));
    s.contains.set(Some(|vm, v, key| match v.as_set() {
        Some(set) => contains_key(vm, set, key),
        None => Ok(false),
    }));
    s.binary[SUB].set(Some(|vm, a, b| operator(vm, a, b, difference)));
    s.binary[AND].set(Some(|vm, a, b| operator(vm, a, b, intersection)));
    s.binary[OR].set(Some(|vm, a, b| operator(vm, a, b, union)));
    s.binary[XOR].set(Some(|vm, a, b| operator(vm, a, b, symmetric_difference)));
}

const COPY: NativeDef = native!("copy(self, /)", copy).doc("Return a shallow copy of a set.");
const DIFFERENCE: NativeDef = native!("difference(self, /, *others)", difference_of)
    .doc("Return a new set with elements in the set that are not in the others.");
const INTERSECTION: NativeDef = native!("intersection(self, /, *others)", intersection_of)
    .doc("Return a new set with elements common to the set and all others.");
const ISDISJOINT: NativeDef = native!("isdisjoint(self, other, /)", isdisjoint)
    .doc("Return True if two sets have a null intersection.");
const ISSUBSET: NativeDef = native!(
    "issubset(self, other, /)",
    |vm: &Vm, this: This<'_, Set>, other: &Value| issubset(vm, &this, other)
)
.doc("Report whether another set contains this set.");
const ISSUPERSET: NativeDef = native!("issuperset(self, other, /)", issuperset)
    .doc("Report whether this set contains another set.");
const SYMMETRIC_DIFFERENCE: NativeDef = native!(
    "symmetric_difference(self, other, /)",
    |vm: &Vm, this: This<'_, Set>, other: &Value| { symmetric_difference(vm, &this, other) }
)
.doc("Return a new set with elements in either the set or other but not both.");
const UNION: NativeDef = native!("union(self, /, *others)", union_of)
    .doc("Return a new set with elements from the set and all others.");
const REDUCE: NativeDef =
    native!("__reduce__(self, /)", reduce).doc("Return state information for pickling.");
const SIZEOF: NativeDef = native!("__sizeof__(self, /)", |_: &Vm, this: This<'_, Set>| {
    this.table.with(|t| t.memory()) + 200
})
.doc("S.__sizeof__() -> size of S in memory, in bytes.");
const CLASS_GETITEM: NativeDef = native!("__class_getitem__(cls, object, /)", class_getitem)
    .class_method()
    .doc("See PEP 585");

/// The type.
pub static SET: TypeDef = TypeDef {
    name: "set",
    layout: Some(VTable::of::<Set>),
    subclassable: true,
    doc: "Build an unordered collection of unique elements.",
    slots: |s| {
        common_slots(s);
        s.new.set(Some(|vm, cls, _| Ok(vm.alloc(cls, Set::empty()).into_value())));
        s.init.set(Some(init));
        s.hash.set(Some(unhashable));
        s.inplace[SUB].set(Some(|vm, a, b| inplace(vm, a, b, difference_update)));
        s.inplace[AND].set(Some(|vm, a, b| inplace(vm, a, b, intersection_update)));
        s.inplace[OR].set(Some(|vm, a, b| inplace(vm, a, b, update)));
        s.inplace[XOR].set(Some(|vm, a, b| inplace(vm, a, b, symmetric_difference_update)));
    },
    methods: &[
        native!("add(self, object, /)", |vm: &Vm, this: This<'_, Set>, object: Value| this.add(vm, object))
            .doc("Add an element to a set.\n\nThis has no effect if the element is already present."),
        native!("clear(self, /)", |_: &Vm, this: This<'_, Set>| drop(this.take_all()))
            .doc("Remove all elements from this set."),
        COPY,
        native!("discard(self, object, /)", |vm: &Vm, this: This<'_, Set>, key: &Value| {
            discard(vm, &this, key).map(drop)
        })
        .doc("Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set."),
        DIFFERENCE,
        native!("difference_update(self, /, *others)", |vm: &Vm, this: This<'_, Set>, others: &Value| {
            each(others, |other| difference_update(vm, &this, other))
        })
        .doc("Update the set, removing elements found in others."),
        INTERSECTION,
        native!("intersection_update(self, /, *others)", intersection_update_of)
            .doc("Update the set, keeping only elements found in it and all others."),
        ISDISJOINT,
        ISSUBSET,
        ISSUPERSET,
        native!("pop(self, /)", |vm: &Vm, this: This<'_, Set>| {
            this.pop().ok_or_else(|| vm.key_error_text("pop from an empty set"))
        })
        .doc("Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty."),
        native!("remove(self, object, /)", |vm: &Vm, this: This<'_, Set>, key: &Value| {
            if discard(vm, &this, key)? { Ok(()) } else { Err(vm.key_error(key.clone())) }
        })
        .doc("Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError."),
        SYMMETRIC_DIFFERENCE,
        native!("symmetric_difference_update(self, other, /)", |vm: &Vm, this: This<'_, Set>, other: &Value| {
            symmetric_difference_update(vm, &this, other)
        })
        .doc("Update the set, keeping only elements found in either set, but not in both."),
        UNION,
        native!("update(self, /, *others)", |vm: &Vm, this: This<'_, Set>, others: &Value| {
            each(others, |other| update(vm, &this, other))
        })
        .doc("Update the set, adding elements from all others."),
        REDUCE,
        SIZEOF,
        CLASS_GETITEM,
    ],
    ..TypeDef::EMPTY
};

/// The type.
pub static FROZENSET: TypeDef = TypeDef {
    name: "frozenset",
    layout: Some(VTable::of::<Set>),
    subclassable: true,
    doc: "Build an immutable unordered collection of unique elements.",
    slots: |s| {
        common_slots(s);
        s.new.set(Some(new_frozen));
        s.hash.set(Some(hash));
    },
    methods: &[
        COPY,
        DIFFERENCE,
        INTERSECTION,
        ISDISJOINT,
        ISSUBSET,
        ISSUPERSET,
        SYMMETRIC_DIFFERENCE,
        UNION,
        REDUCE,
        SIZEOF,
        CLASS_GETITEM,
    ],
    ..TypeDef::EMPTY
};

fn each(others: &Value, mut f: impl FnMut(&Value) -> Result<()>) -> Result<()> {
    others
        .as_tuple()
        .map(|t| t.as_slice())
        .unwrap_or_default()
        .iter()
        .try_for_each(&mut f)
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    positional_at_most(vm, "set", &args, 0, 1)?;
    let Some(set) = v.as_set() else { return Ok(()) };
    if !set.is_empty() {
        drop(set.take_all());
    }
    match args.pos() {
        [items] => update(vm, set, items),
        _ => Ok(()),
    }
}

fn new_frozen(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let exact = cls.is(&vm.types().frozenset);
    if exact || args.names().is_empty() {
        positional_at_most(vm, "frozenset", &args, 0, 1)?;
    }
    let items = args.pos().first();
    if exact && let Some(items) = items.filter(|i| is_exact_frozen(vm, i)) {
        return Ok(items.clone());
    }
    let set = vm.alloc(cls, Set::empty());
    if let Some(items) = items {
        update(vm, &set, items)?;
    }
    Ok(set.into_value())
}

fn is_exact_frozen(vm: &Vm, v: &Value) -> bool {
    std::ptr::eq(vm.type_of(v), &*vm.types().frozenset)
}

/// The class of results: `set` or `frozenset`, whichever `v` is.
fn base_type<'a>(vm: &'a Vm, set: &Ref<Set>) -> &'a Ref<Type> {
    if set.is_frozen(vm) {
        &vm.types().frozenset
    } else {
        &vm.types().set
    }
}

fn empty_like(vm: &Vm, set: &Ref<Set>) -> Ref<Set> {
    vm.alloc(base_type(vm, set), Set::empty())
}

fn copy_of(vm: &Vm, set: &Ref<Set>) -> Ref<Set> {
    vm.alloc(base_type(vm, set), Set::from_table(set.copy_table()))
}

fn copy(vm: &Vm, this: This<'_, Set>) -> Value {
    if is_exact_frozen(vm, this.value()) {
        this.value().clone()
    } else {
        copy_of(vm, &this).into_value()
    }
}

/// Is the key in the set? A `set` as key is looked up by its contents.
///
/// # Errors
/// What hashing or comparing keys raises.
#[inline]
pub(crate) fn contains_key(vm: &Vm, set: &Set, key: &Value) -> Result<bool> {
    let hash = key_hash(vm, key)?;
    set.contains_hashed(vm, key, hash)
}

fn discard(vm: &Vm, set: &Set, key: &Value) -> Result<bool> {
    let hash = key_hash(vm, key)?;
    set.remove_hashed(vm, key, hash)
}

/// The hash for a lookup: that of a `set` is the one of the frozenset with the same contents.
#[inline]
fn key_hash(vm: &Vm, key: &Value) -> Result<i64> {
    hash_element(vm, key).or_else(|e| set_key_hash(vm, key, e))
}
#[cold]
fn set_key_hash(vm: &Vm, key: &Value, e: Raised) -> Result<i64> {
    match key.as_set() {
        Some(set) if vm.is_error(&e, &vm.exceptions().type_error) => Ok(contents_hash(set)),
        _ => Err(e),
    }
}

fn contents_hash(set: &Set) -> i64 {
    let hashes: Vec<i64> = set.table.with(|t| t.iter().map(|(_, hash)| hash).collect());
    hash_frozenset(hashes)
}

fn hash(_: &Vm, v: &Value) -> Result<i64> {
    let Some(set) = v.as_set() else { return Ok(0) };
    let known = set.hash.load(Ordering::Relaxed);
    if known != 0 {
        return Ok(known);
    }
    let hash = contents_hash(set);
    set.hash.store(hash, Ordering::Relaxed);
    Ok(hash)
}

/// Adds all items of an iterable.
///
/// # Errors
/// What iterating, hashing and comparing raise.
pub(crate) fn update(vm: &Vm, set: &Ref<Set>, items: &Value) -> Result<()> {
    if let Some(other) = items.as_set() {
        return set.merge(vm, other);
    }
    if let Some(dict) = items.exact_ref::<Dict>() {
        set.table.with(|t| t.reserve_merge(dict.len()));
        return each_key(dict, |key, hash| {
            set.add_hashed(vm, key.clone(), hash).map(drop)
        });
    }
    vm.iterate(items, |item| set.add(vm, item))
}

/// Goes through the keys of a dict with their hashes.
fn each_key(dict: &Dict, mut f: impl FnMut(&Value, i64) -> Result<()>) -> Result<()> {
    let keys: Vec<(Value, i64)> = dict.table.with(|t| {
        t.entries()
            .iter()
            .filter_map(|e| Some((e.key.clone()?, e.hash)))
            .collect()
    });
    keys.iter().try_for_each(|(key, hash)| f(key, *hash))
}

/// Goes through the keys of a set, tolerating that `f` changes it.
fn each_element(set: &Set, mut f: impl FnMut(Value, i64) -> Result<()>) -> Result<()> {
    let mut from = 0;
    while let Some((at, key, hash)) = set.key_from(from) {
        f(key, hash)?;
        from = at + 1;
    }
    Ok(())
}

fn operator(
    vm: &Vm,
    a: &Value,
    b: &Value,
    f: fn(&Vm, &Ref<Set>, &Value) -> Result<Value>,
) -> Result<Value> {
    match (a.as_set(), b.as_set()) {
        (Some(set), Some(_)) => f(vm, set, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(
    vm: &Vm,
    a: &Value,
    b: &Value,
    f: fn(&Vm, &Ref<Set>, &Value) -> Result<()>,
) -> Result<Value> {
    match (a.as_set(), b.as_set()) {
        (Some(set), Some(_)) => {
            f(vm, set, b)?;
            Ok(a.clone())
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

// ---- union ------------------------------------------------------------------------------------

fn union(vm: &Vm, set: &Ref<Set>, other: &Value) -> Result<Value> {
    let made = copy_of(vm, set);
    if !set.value().is(other) {
        update(vm, &made, other)?;
    }
    Ok(made.into_value())
}

fn union_of(vm: &Vm, this: This<'_, Set>, others: &Value) -> Result<Value> {
    let made = copy_of(vm, &this);
    each(others, |other| {
        if this.value().is(other) {
            Ok(())
        } else {
            update(vm, &made, other)
        }
    })?;
    Ok(made.into_value())
}

// ---- intersection -----------------------------------------------------------------------------

fn intersection(vm: &Vm, set: &Ref<Set>, other: &Value) -> Result<Value> {
    intersect(vm, set, other).map(Ref::into_value)
}

fn intersect(vm: &Vm, set: &Ref<Set>, other: &Value) -> Result<Ref<Set>> {
    if set.value().is(other) {
        return Ok(copy_of(vm, set));
    }
    let made = empty_like(vm, set);
    if let Some(other) = other.as_set() {
        // The smaller of the two is gone through.
        let (large, small) = if other.len() > set.len() {
            (other, set)
        } else {
            (set, other)
        };
        each_element(small, |key, hash| {
            if large.contains_hashed(vm, &key, hash)? {
                made.add_hashed(vm, key, hash)?;
            }
            Ok(())
        })?;
    } else {
        vm.iterate(other, |key| {
            let hash = vm.hash(&key)?;
            if set.contains_hashed(vm, &key, hash)? {
                made.add_hashed(vm, key, hash)?;
            }
            Ok(())
        })?;
    }
    Ok(made)
}

fn intersect_all(vm: &Vm, set: &Ref<Set>, others: &Value) -> Result<Ref<Set>> {
    match others.as_tuple().map(|t| t.as_slice()).unwrap_or_default() {
        [] => Ok(copy_of(vm, set)),
        [first, rest @ ..] => {
            let mut made = intersect(vm, set, first)?;
            for other in rest {
                made = intersect(vm, &made, other)?;
            }
            Ok(made)
        }
    }
}

fn intersection_of(vm: &Vm, this: This<'_, Set>, others: &Value) -> Result<Value> {
    if others.as_tuple().is_some_and(|t| t.body.is_empty()) {
        return Ok(copy(vm, this));
    }
    intersect_all(vm, &this, others).map(Ref::into_value)
}

/// Puts the contents of `made` into `set`.
fn take_over(set: &Set, made: &Set) {
    let table = made.table.with(|t| t.replace_with(SetTable::new()));
    drop(set.table.with(|t| t.replace_with(table)));
}

pub(crate) fn intersection_update(vm: &Vm, set: &Ref<Set>, other: &Value) -> Result<()> {
    take_over(set, &*intersect(vm, set, other)?);
    Ok(())
}

fn intersection_update_of(vm: &Vm, this: This<'_, Set>, others: &Value) -> Result<()> {
    take_over(&this, &*intersect_all(vm, &this, others)?);
    Ok(())
}

// ---- difference -------------------------------------------------------------------------------

/// Removes all items of an iterable.
///
/// # Errors
/// What iterating, hashing and comparing raise.
pub(crate) fn difference_update(vm: &Vm, set: &Ref<Set>, other: &Value) -> Result<()> {
    if set.value().is(other) {
        drop(set.take_all());
        return Ok(());
    }
    if let Some(other) = other.as_set() {
        // A much larger set is cut down first.
        let cut = if other.len() >> 3 > set.len() {
            Some(intersect(vm, set, other.value())?)
        } else {
            None
        };
        let other = cut.as_ref().unwrap_or(other);
        each_element(other, |key, hash| {
            set.remove_hashed(vm, &key, hash).map(drop)
        })?;
    } else {
        vm.iterate(other, |key| {
            let hash = hash_element(vm, &key)?;
            set.remove_hashed(vm, &key, hash).map(drop)
        })?;
    }
    set.table.with(SetTable::shed_tombstones);
    Ok(())
}

fn difference(vm: &Vm, set: &Ref<Set>, other: &Value) -> Result<Value> {
    let (other_set, other_dict) = (other.as_set(), other.exact_ref::<Dict>());
    let size = other_set.map(|s| s.len()).or(other_dict.map(|d| d.len()));
    if size.is_none_or(|size| set.len() >> 2 > size) {
        let made = copy_of(vm, set);
        if set.value().is(other) {
            drop(made.take_all());
        } else {
            difference_update(vm, &made, other)?;
        }
        return Ok(made.into_value());
    }
    let made = empty_like(vm, set);
    each_element(set, |key, hash| {
        let found = match (other_set, other_dict) {
            (Some(other), _) => other.contains_hashed(vm, &key, hash)?,
            (_, Some(dict)) => dict.find(vm, &key, hash)?.is_some(),
            _ => false,
        };
        if !found {
            made.add_hashed(vm, key, hash)?;
        }
        Ok(())
    })?;
    Ok(made.into_value())
}

fn difference_of(vm: &Vm, this: This<'_, Set>, others: &Value) -> Result<Value> {
    match others.as_tuple().map(|t| t.as_slice()).unwrap_or_default() {
        [] => Ok(copy(vm, this)),
        [first, rest @ ..] => {
            let made = difference(vm, &this, first)?;
            if let Some(set) = made.as_set() {
                rest.iter()
                    .try_for_each(|other| difference_update(vm, set, other))?;
            }
            Ok(made)
        }
    }
}

// ---- symmetric difference ---------------------------------------------------------------------

pub(crate) fn symmetric_difference_update(vm: &Vm, set: &Ref<Set>, other: &Value) -> Result<()> {
    if set.value().is(other) {
        drop(set.take_all());
        return Ok(());
    }
    let toggle = |key: &Value, hash: i64| {
        if !set.remove_hashed(vm, key, hash)? {
            set.add_hashed(vm, key.clone(), hash)?;
        }
        Ok(())
    };
    if let Some(dict) = other.exact_ref::<Dict>() {
        return each_key(dict, toggle);
    }
    let made;
    let other = match other.as_set() {
        Some(other) => other,
        None => {
            made = empty_like(vm, set);
            update(vm, &made, other)?;
            &made
        }
    };
    each_element(other, |key, hash| toggle(&key, hash))
}

fn symmetric_difference(vm: &Vm, set: &Ref<Set>, other: &Value) -> Result<Value> {
    let made = empty_like(vm, set);
    update(vm, &made, other)?;
    symmetric_difference_update(vm, &made, set.value())?;
    Ok(made.into_value())
}

// ---- comparisons ------------------------------------------------------------------------------

/// Is every key of `set` in `other`?
fn is_subset_of(vm: &Vm, set: &Set, other: &Set) -> Result<bool> {
    if set.len() > other.len() {
        return Ok(false);
    }
    let mut from = 0;
    while let Some((at, key, hash)) = set.key_from(from) {
        if !other.contains_hashed(vm, &key, hash)? {
            return Ok(false);
        }
        from = at + 1;
    }
    Ok(true)
}

fn issubset(vm: &Vm, set: &Ref<Set>, other: &Value) -> Result<bool> {
    match other.as_set() {
        Some(other) => is_subset_of(vm, set, other),
        None => Ok(intersect(vm, set, other)?.len() == set.len()),
    }
}

fn issuperset(vm: &Vm, this: This<'_, Set>, other: &Value) -> Result<bool> {
    if let Some(other) = other.as_set() {
        return is_subset_of(vm, other, &this);
    }
    let it = vm.iter(other)?;
    while let Some(key) = vm.next(&it)? {
        if !contains_key(vm, &this, &key)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn isdisjoint(vm: &Vm, this: This<'_, Set>, other: &Value) -> Result<bool> {
    if this.value().is(other) {
        return Ok(this.is_empty());
    }
    if let Some(other) = other.as_set() {
        let (large, small) = if other.len() > this.len() {
            (other, this.0)
        } else {
            (this.0, other)
        };
        let mut from = 0;
        while let Some((at, key, hash)) = small.key_from(from) {
            if large.contains_hashed(vm, &key, hash)? {
                return Ok(false);
            }
            from = at + 1;
        }
        return Ok(true);
    }
    let it = vm.iter(other)?;
    while let Some(key) = vm.next(&it)? {
        let hash = hash_element(vm, &key)?;
        if this.contains_hashed(vm, &key, hash)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.as_set(), b.as_set()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (n, m) = (x.len(), y.len());
    let equal = || -> Result<bool> {
        let (p, q) = (
            x.hash.load(Ordering::Relaxed),
            y.hash.load(Ordering::Relaxed),
        );
        Ok(n == m && (p == 0 || q == 0 || p == q) && is_subset_of(vm, x, y)?)
    };
    let holds = match op {
        CmpOp::Eq => equal()?,
        CmpOp::Ne => !equal()?,
        CmpOp::Le => is_subset_of(vm, x, y)?,
        CmpOp::Ge => is_subset_of(vm, y, x)?,
        CmpOp::Lt => n < m && is_subset_of(vm, x, y)?,
        CmpOp::Gt => n > m && is_subset_of(vm, y, x)?,
    };
    Ok(Value::bool(holds))
}

// ---- the rest ---------------------------------------------------------------------------------

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(set) = v.as_set() else {
        return Ok(Value::NONE);
    };
    let name = vm.type_name(v);
    if set.is_empty() {
        return Ok(vm.str(format!("{name}()")));
    }
    let plain = std::ptr::eq(vm.type_of(v), &*vm.types().set);
    let text = vm.repr_guard(v, || {
        let mut out = if plain {
            vec![b'{']
        } else {
            format!("{name}({{").into_bytes()
        };
        for (i, key) in set.keys().iter().enumerate() {
            if i > 0 {
                out.extend_from_slice(b", ");
            }
            out.extend_from_slice(vm.repr(key)?.bytes());
        }
        out.extend_from_slice(if plain { b"}" } else { b"})" });
        Ok(out)
    })?;
    Ok(text.map_or_else(
        || vm.str(format!("{name}(...)")),
        |text| vm.new_wtf8(&text).into_value(),
    ))
}

fn reduce(vm: &Vm, this: &Value) -> Result<Value> {
    let keys = vm.list(this.as_set().map(|s| s.keys()).unwrap_or_default());
    let state = match vm.get_attr_opt(this, &vm.intern("__getstate__"))? {
        Some(get) => vm.call(&get, Args::NONE)?,
        None => Value::NONE,
    };
    let class = vm.type_of(this).to_value();
    let args = vm.tuple(vec![keys]);
    Ok(vm.tuple(vec![class, args, state]))
}

/// Payload of `set_iterator`.
pub struct SetIter {
    set: Slot,
    /// Cell to look at next.
    at: AtomicUsize,
    /// Keys still to come.
    left: AtomicUsize,
    /// Keys at the start; -1 once a change was noticed.
    used: AtomicI64,
}

impl Payload for SetIter {
    fn traverse(&self, visit: Visit<'_>) {
        self.set.visit(visit);
    }
    fn clear(&self) {
        drop(self.set.take());
    }
}

fn iter(vm: &Vm, v: &Value) -> Result<Value> {
    let len = v.as_set().map_or(0, |s| s.len());
    let payload = SetIter {
        set: Slot::new(v.clone()),
        at: AtomicUsize::new(0),
        left: AtomicUsize::new(len),
        used: AtomicI64::new(len as i64),
    };
    Ok(vm.alloc(&vm.types().set_iterator, payload).into_value())
}

fn next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<SetIter>() else {
        return Ok(None);
    };
    let at = it.at.load(Ordering::Relaxed);
    let used = it.used.load(Ordering::Relaxed);
    // Err: the set has changed.
    let found = it.set.borrowed(|set| {
        let Some(set) = set.and_then(|s| s.as_set()) else {
            return Ok(None);
        };
        set.table.with(|t| {
            if t.len() as i64 != used {
                return Err(());
            }
            Ok(t.next_key(at).map(|(at, key, _)| (at, key.clone())))
        })
    });
    match found {
        Ok(Some((at, key))) => {
            it.at.store(at + 1, Ordering::Relaxed);
            it.left.store(
                it.left.load(Ordering::Relaxed).saturating_sub(1),
                Ordering::Relaxed,
            );
            Ok(Some(key))
        }
        Ok(None) => {
            drop(it.set.take());
            Ok(None)
        }
        Err(()) => {
            it.used.store(-1, Ordering::Relaxed);
            Err(vm.runtime_error("Set changed size during iteration"))
        }
    }
}

/// The type.
pub static SET_ITERATOR: TypeDef = TypeDef {
    name: "set_iterator",
    layout: Some(VTable::of::<SetIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(next));
    },
    methods: &[
        native!(
            "__length_hint__(self, /)",
            |_: &Vm, this: This<'_, SetIter>| {
                let len = this
                    .set
                    .borrowed(|s| s.and_then(|s| s.as_set()).map_or(-2, |s| s.len() as i64));
                if len == this.used.load(Ordering::Relaxed) {
                    this.left.load(Ordering::Relaxed)
                } else {
                    0
                }
            }
        ),
        native!("__reduce__(self, /)", |vm: &Vm, this: This<'_, SetIter>| {
            let copy = SetIter {
                set: Slot::from_option(this.set.get()),
                at: AtomicUsize::new(this.at.load(Ordering::Relaxed)),
                left: AtomicUsize::new(this.left.load(Ordering::Relaxed)),
                used: AtomicI64::new(this.used.load(Ordering::Relaxed)),
            };
            let copy = vm.alloc(&vm.types().set_iterator, copy).into_value();
            let args = vm.tuple(vec![vm.list(vm.collect(&copy)?)]);
            Ok::<Value, crate::vm::Raised>(vm.pair(builtin(vm, "iter"), args))
        }),
    ],
    ..TypeDef::EMPTY
};
