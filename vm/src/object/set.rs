//! `set` and `frozenset`: the payload and the operations the VM itself uses.

use std::sync::atomic::{AtomicI64, Ordering};

use super::Ref;
use super::cell::Locked;
use super::dict_table::Same;
use super::header::{Kind, Obj, Payload, Visit};
use super::set_table::{Cell, Probe, SetTable};
use super::str::Str;
use super::typ::Type;
use crate::proto::quick::quick_eq;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Payload of `set` and `frozenset`.
pub struct Set {
    pub(crate) table: Locked<SetTable>,
    /// Hash of a frozenset, once computed; 0 before (a hash that is 0 is computed again).
    pub(crate) hash: AtomicI64,
}

impl Payload for Set {
    const KIND: Kind = Kind::Set;
    fn traverse(&self, visit: Visit<'_>) {
        self.table
            .peek(|t| t.iter().for_each(|(key, _)| visit(key)));
    }
    fn clear(&self) {
        drop(self.take_all());
    }
}

/// The hash of something that is to be an element of a set.
///
/// # Errors
/// What hashing raises; a TypeError says what was tried.
#[inline]
pub(crate) fn hash_element(vm: &Vm, v: &Value) -> Result<i64> {
    vm.hash(v)
        .map_err(|e| reword_unhashable(vm, v, e, "a set element"))
}

/// Puts "cannot use … as …" around a TypeError that hashing raised.
#[cold]
pub(crate) fn reword_unhashable(vm: &Vm, v: &Value, e: Raised, role: &str) -> Raised {
    if !std::ptr::eq(vm.type_of(e.value()), &*vm.exceptions().type_error) {
        return e;
    }
    match vm.to_str(e.value()) {
        Ok(text) => {
            let name = vm.type_message_name(vm.type_of(v));
            vm.type_error(format!(
                "cannot use '{name}' as {role} ({})",
                text.to_string_lossy()
            ))
        }
        Err(e) => e,
    }
}

impl Set {
    /// An empty payload.
    pub(crate) fn empty() -> Set {
        Set::from_table(SetTable::new())
    }
    /// A payload of this table.
    pub(crate) fn from_table(table: SetTable) -> Set {
        Set {
            table: Locked::new(table),
            hash: AtomicI64::new(0),
        }
    }
    /// Number of keys.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.table.with(|t| t.len())
    }
    /// No keys?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// All keys, in order.
    pub fn keys(&self) -> Vec<Value> {
        self.table
            .with(|t| t.iter().map(|(key, _)| key.clone()).collect())
    }
    /// All keys with their hashes, in order.
    pub(crate) fn hashed_keys(&self) -> Vec<(Value, i64)> {
        self.table
            .with(|t| t.iter().map(|(key, hash)| (key.clone(), hash)).collect())
    }
    /// Empties it; the contents are to be dropped by the caller.
    pub(crate) fn take_all(&self) -> Vec<Cell> {
        self.table.with(SetTable::take_all)
    }
    /// The key at or after cell `at`: the cell, the key, its hash.
    #[inline]
    pub(crate) fn key_from(&self, at: usize) -> Option<(usize, Value, i64)> {
        self.table.with(|t| {
            t.next_key(at)
                .map(|(at, key, hash)| (at, key.clone(), hash))
        })
    }

    /// Where the key is (Ok) or would go (Err).
    ///
    /// # Errors
    /// What comparing keys raises.
    #[inline]
    pub(crate) fn find(
        &self,
        vm: &Vm,
        key: &Value,
        hash: i64,
    ) -> Result<std::result::Result<usize, usize>> {
        match self.table.with(|t| t.first(hash, key)) {
            Some(Probe::Found(at)) => Ok(Ok(at)),
            Some(Probe::Absent(at)) => Ok(Err(at)),
            _ => self.search(vm, key, hash),
        }
    }

    /// The part of `find` that compares keys.
    #[inline(never)]
    fn search(&self, vm: &Vm, key: &Value, hash: i64) -> Result<std::result::Result<usize, usize>> {
        match self.table.with(|t| probe_key(t, key, hash)) {
            Probe::Found(at) => Ok(Ok(at)),
            Probe::Absent(at) => Ok(Err(at)),
            Probe::Unsure(..) => self.find_slow(vm, key, hash),
        }
    }

    /// The part of `find` that runs script code; starts over when that changed the table.
    #[cold]
    fn find_slow(
        &self,
        vm: &Vm,
        key: &Value,
        hash: i64,
    ) -> Result<std::result::Result<usize, usize>> {
        'again: loop {
            let (mut probe, stamp) = self
                .table
                .with(|t| (t.probe(hash, |k| quick_eq(k, key)), t.stamp()));
            loop {
                let (at, resume) = match probe {
                    Probe::Found(at) => return Ok(Ok(at)),
                    Probe::Absent(at) => return Ok(Err(at)),
                    Probe::Unsure(at, resume) => (at, resume),
                };
                let candidate = self
                    .table
                    .with(|t| t.cells().get(at).and_then(|c| c.key().cloned()));
                let Some(candidate) = candidate else {
                    continue 'again;
                };
                let equal = vm.eq(&candidate, key)?;
                let next = self.table.with(|t| {
                    let same_place = t
                        .cells()
                        .get(at)
                        .is_some_and(|c| c.key().is_some_and(|k| k.is(&candidate)));
                    (t.stamp() == stamp && same_place)
                        .then(|| t.resume(hash, resume, |k| quick_eq(k, key)))
                });
                match next {
                    None => continue 'again,
                    Some(_) if equal => return Ok(Ok(at)),
                    Some(next) => probe = next,
                }
            }
        }
    }

    /// Are they equal, as far as it can be told without script code? Only of two frozensets whose
    /// hashes are known, and whose keys are strings or no objects: looking for others could open a
    /// table that is open already, or go as deep as sets in sets do.
    pub(crate) fn quick_same(&self, other: &Set) -> Same {
        let (p, q) = (
            self.hash.load(Ordering::Relaxed),
            other.hash.load(Ordering::Relaxed),
        );
        if p == 0 || q == 0 {
            return Same::Ask;
        }
        if p != q {
            return Same::No;
        }
        let same = self.table.try_with(|x| {
            other.table.try_with(|y| {
                if x.len() != y.len() {
                    return Same::No;
                }
                for (key, hash) in x.iter() {
                    if key.is_object() && key.exact_ref::<Str>().is_none() {
                        return Same::Ask;
                    }
                    match y
                        .first(hash, key)
                        .unwrap_or_else(|| probe_key(y, key, hash))
                    {
                        Probe::Found(_) => {}
                        Probe::Absent(_) => return Same::No,
                        Probe::Unsure(..) => return Same::Ask,
                    }
                }
                Same::Yes
            })
        });
        same.flatten().unwrap_or(Same::Ask)
    }
    /// Is the key there, if that takes no script code to tell?
    #[inline(always)]
    pub(crate) fn quick_contains(&self, vm: &Vm, key: &Value) -> Option<bool> {
        let hash = vm.quick_hash(key)?;
        self.table.with(|t| {
            match t
                .first(hash, key)
                .unwrap_or_else(|| probe_key(t, key, hash))
            {
                Probe::Found(_) => Some(true),
                Probe::Absent(_) => Some(false),
                Probe::Unsure(..) => None,
            }
        })
    }
    /// Is the key there?
    ///
    /// # Errors
    /// What hashing or comparing keys raises.
    #[inline]
    pub fn contains(&self, vm: &Vm, key: &Value) -> Result<bool> {
        let hash = hash_element(vm, key)?;
        self.contains_hashed(vm, key, hash)
    }
    /// The same with a known hash.
    ///
    /// # Errors
    /// What comparing keys raises.
    #[inline]
    pub fn contains_hashed(&self, vm: &Vm, key: &Value, hash: i64) -> Result<bool> {
        let first = self.table.with(|t| t.first(hash, key));
        match first {
            Some(probe) => Ok(matches!(probe, Probe::Found(_))),
            None => Ok(self.search(vm, key, hash)?.is_ok()),
        }
    }
    /// Adds a key.
    ///
    /// # Errors
    /// What hashing or comparing keys raises.
    #[inline]
    pub fn add(&self, vm: &Vm, key: Value) -> Result<()> {
        let hash = hash_element(vm, &key)?;
        self.add_hashed(vm, key, hash).map(drop)
    }
    /// Adds a key with a known hash; false if it was there.
    ///
    /// # Errors
    /// What comparing keys raises.
    #[inline]
    pub fn add_hashed(&self, vm: &Vm, key: Value, hash: i64) -> Result<bool> {
        // Most new keys go where they are looked for first.
        let mut key = Some(key);
        let quick = self.table.with(|t| {
            let probe = t.first(hash, key.as_ref()?)?;
            if let Probe::Absent(at) = probe {
                t.insert_at(at, hash, key.take()?);
                return Some(true);
            }
            matches!(probe, Probe::Found(_)).then_some(false)
        });
        match (quick, key) {
            (Some(added), _) => Ok(added),
            (None, Some(key)) => self.add_searched(vm, key, hash),
            (None, None) => Ok(true),
        }
    }
    #[inline(never)]
    fn add_searched(&self, vm: &Vm, key: Value, hash: i64) -> Result<bool> {
        match self.search(vm, &key, hash)? {
            Ok(_) => Ok(false),
            Err(at) => {
                self.table.with(|t| t.insert_at(at, hash, key));
                Ok(true)
            }
        }
    }
    /// Removes a key; false if it was not there.
    ///
    /// # Errors
    /// What hashing or comparing keys raises.
    pub fn remove(&self, vm: &Vm, key: &Value) -> Result<bool> {
        let hash = hash_element(vm, key)?;
        self.remove_hashed(vm, key, hash)
    }
    /// The same with a known hash.
    ///
    /// # Errors
    /// What comparing keys raises.
    pub fn remove_hashed(&self, vm: &Vm, key: &Value, hash: i64) -> Result<bool> {
        match self.find(vm, key, hash)? {
            Ok(at) => Ok(self.table.with(|t| t.remove_at(at)).is_some()),
            Err(_) => Ok(false),
        }
    }
    /// Takes some key out.
    pub fn pop(&self) -> Option<Value> {
        self.table.with(SetTable::pop)
    }
    /// Adds every key of `other`, whose hashes are known.
    ///
    /// # Errors
    /// What comparing keys raises.
    pub(crate) fn merge(&self, vm: &Vm, other: &Set) -> Result<()> {
        if std::ptr::eq(self, other) || other.is_empty() {
            return Ok(());
        }
        if self.table.with(|t| t.is_pristine()) {
            let copy = other.copy_table();
            drop(self.table.with(|t| t.replace_with(copy)));
            return Ok(());
        }
        let keys = other.hashed_keys();
        self.table.with(|t| t.reserve_merge(keys.len()));
        for (key, hash) in keys {
            self.add_hashed(vm, key, hash)?;
        }
        Ok(())
    }
    /// A copy of the table, laid out as CPython's copy is.
    pub(crate) fn copy_table(&self) -> SetTable {
        let mut copy = SetTable::new();
        self.table.with(|t| copy.merge_into_empty(t));
        copy
    }
}

/// Looks for a key as far as it can be told without script code.
#[inline(never)]
fn probe_key(table: &SetTable, key: &Value, hash: i64) -> Probe {
    table.probe(hash, |k| quick_eq(k, key))
}

impl Obj<Set> {
    /// A `frozenset`, or of a class derived from it?
    pub fn is_frozen(&self, vm: &Vm) -> bool {
        self.header.shape().ty().is_subtype(&vm.types().frozenset)
    }
}

impl Vm {
    fn make_set(&self, ty: &Ref<Type>, items: Vec<Value>) -> Result<Value> {
        let set = self.alloc(ty, Set::empty());
        for item in items {
            set.add(self, item)?;
        }
        Ok(set.into_value())
    }
    /// A `set` of these values.
    ///
    /// # Errors
    /// What hashing or comparing them raises.
    pub fn set(&self, items: Vec<Value>) -> Result<Value> {
        self.make_set(&self.types().set, items)
    }
    /// A `frozenset` of these values.
    ///
    /// # Errors
    /// What hashing or comparing them raises.
    pub fn frozen_set(&self, items: Vec<Value>) -> Result<Value> {
        self.make_set(&self.types().frozenset, items)
    }
    /// A new empty `set`.
    pub fn new_set(&self) -> Ref<Set> {
        self.alloc(&self.types().set, Set::empty())
    }
}

impl Value {
    /// The set or frozenset, if it is one (subclasses included).
    #[inline(always)]
    pub fn as_set(&self) -> Option<&Ref<Set>> {
        self.downcast_ref::<Set>()
    }
}
