//! `dict`: the payload and the operations the VM itself uses.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::Ref;
use super::cell::Locked;
use super::dict_table::{Probe, Same, Table};
use super::header::{Kind, Obj, Payload, Visit};
use super::list::copied;
use crate::names::Name;
use crate::proto::quick::quick_eq;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of `dict`.
pub struct Dict {
    pub(crate) table: Locked<Table<Option<Value>>>,
    /// For inline caches: 0, or a number that stands for "these keys at these places". Cleared
    /// whenever a key is added, removed or moved.
    version: AtomicU32,
}

impl Payload for Dict {
    const KIND: Kind = Kind::Dict;
    fn traverse(&self, visit: Visit<'_>) {
        self.each_value(visit);
    }
    fn clear(&self) {
        drop(self.take_all());
    }
}

/// The place where a dict was last found to have a certain name.
pub(crate) struct NamePlace(AtomicU64);

impl NamePlace {
    pub(crate) const fn new() -> NamePlace {
        NamePlace(AtomicU64::new(0))
    }
    /// The value under the name.
    #[inline]
    pub(crate) fn get(&self, vm: &Vm, dict: &Dict, name: &Name) -> Option<Value> {
        let (known, version) = (self.0.load(Ordering::Relaxed), dict.version());
        if version != 0 && known >> 32 == u64::from(version) {
            return dict.value_at(known as u32 as usize);
        }
        let at = dict.index_of_name(name, name.name_hash())?;
        let version = u64::from(dict.version_or_new(vm));
        self.0.store(version << 32 | at as u64, Ordering::Relaxed);
        dict.value_at(at)
    }
}

/// The hash of something that is to be a key of a dict.
///
/// # Errors
/// What hashing raises; a TypeError says what was tried.
#[inline]
pub(crate) fn hash_key(vm: &Vm, v: &Value) -> Result<i64> {
    vm.hash(v)
        .map_err(|e| super::set::reword_unhashable(vm, v, e, "a dict key"))
}

impl Dict {
    /// Shows every key and value to the collector.
    #[inline(always)]
    pub(crate) fn each_value(&self, mut visit: impl FnMut(&Value)) {
        self.table.peek(|t| {
            for entry in t.entries() {
                if let (Some(key), Some(value)) = (&entry.key, &entry.value) {
                    visit(key);
                    visit(value);
                }
            }
        });
    }
    /// An empty payload.
    pub(crate) fn empty() -> Dict {
        Dict {
            table: Locked::new(Table::new()),
            version: AtomicU32::new(0),
        }
    }
    pub(crate) fn from_table(table: Table<Option<Value>>) -> Dict {
        Dict {
            table: Locked::new(table),
            version: AtomicU32::new(0),
        }
    }
    /// A new empty dict.
    pub fn new(vm: &Vm) -> Ref<Dict> {
        vm.alloc(&vm.types().dict, Dict::empty())
    }
    /// A new dict with room for `n` keys.
    pub fn with_capacity(vm: &Vm, n: usize) -> Ref<Dict> {
        vm.alloc(&vm.types().dict, Dict::from_table(Table::with_capacity(n)))
    }

    /// Number of keys.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.table.with(|t| t.len())
    }
    /// The same, where no other thread can have the dict open.
    #[inline(always)]
    pub(crate) fn len_alone(&self) -> Option<usize> {
        self.table.alone(|t| t.len())
    }
    /// No keys?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline(always)]
    fn changed_keys(&self) {
        self.version.store(0, Ordering::Release);
    }
    /// The version for a cache; made when first asked for.
    pub(crate) fn version_or_new(&self, vm: &Vm) -> u32 {
        let version = self.version.load(Ordering::Acquire);
        if version != 0 {
            return version;
        }
        let version = vm.interp().new_guard();
        self.version.store(version, Ordering::Release);
        version
    }
    /// The version, 0 if none was asked for since the keys changed.
    #[inline(always)]
    pub(crate) fn version(&self) -> u32 {
        self.version.load(Ordering::Acquire)
    }
    /// The value at an entry number that a cache remembered.
    #[inline(always)]
    pub(crate) fn value_at(&self, at: usize) -> Option<Value> {
        self.table
            .with(|t| copied(t.entries().get(at)?.value.as_ref()))
    }
    /// Where the value of an entry that a cache remembered stands; null if there is no such entry, or
    /// if another thread could change it meanwhile. Good until the dict is changed.
    #[inline(always)]
    pub(crate) fn value_place(&self, at: usize) -> *mut Option<Value> {
        self.table
            .alone(|t| match t.entry_at(at) {
                Some(entry) => &raw mut entry.value,
                None => std::ptr::null_mut(),
            })
            .unwrap_or(std::ptr::null_mut())
    }
    /// Replaces the value at an entry number that a cache remembered; false if there is none.
    #[inline(always)]
    pub(crate) fn set_value_at(&self, at: usize, value: Value) -> bool {
        let old = self.table.with(|t| {
            let live = t.entries().get(at).is_some_and(|e| e.key.is_some());
            if live {
                t.entry_mut(at).value.replace(value)
            } else {
                None
            }
        });
        old.is_some()
    }
    /// The entry number of a name.
    #[inline]
    pub(crate) fn index_of_name(&self, name: &Name, hash: i64) -> Option<usize> {
        match self.table.with(|t| t.first(hash, name.value())) {
            Some(Probe::Found(at)) => Some(at),
            Some(Probe::Absent | Probe::Unsure(..)) => None,
            None => self.search_name(name, hash),
        }
    }
    #[inline(never)]
    fn search_name(&self, name: &Name, hash: i64) -> Option<usize> {
        match self.table.with(|t| t.probe(hash, |k| same_name(k, name))) {
            Probe::Found(at) => Some(at),
            Probe::Absent | Probe::Unsure(..) => None,
        }
    }
    /// The value under a name; keys that are no `str` are not considered.
    #[inline]
    pub fn get_name(&self, name: &Name) -> Option<Value> {
        let hash = name.name_hash();
        let at = self.index_of_name(name, hash)?;
        self.value_at(at)
    }
    /// Sets the value under a name.
    pub fn set_name(&self, vm: &Vm, name: &Name, value: Value) {
        let hash = name.hash(vm);
        let old = match self.index_of_name(name, hash) {
            Some(at) => self.table.with(|t| t.entry_mut(at).value.replace(value)),
            None => {
                self.changed_keys();
                self.table
                    .with(|t| t.insert_new(hash, name.value().clone(), Some(value)));
                None
            }
        };
        drop(old);
    }
    /// Removes a name; false if it is not there.
    pub fn del_name(&self, vm: &Vm, name: &Name) -> bool {
        self.pop_name(vm, name).is_some()
    }
    /// Removes a name and gives its value.
    pub fn pop_name(&self, vm: &Vm, name: &Name) -> Option<Value> {
        let at = self.index_of_name(name, name.hash(vm))?;
        self.changed_keys();
        let (_key, value) = self.table.with(|t| t.remove_at(at))?;
        value
    }

    /// The entry number of a key with this hash.
    ///
    /// # Errors
    /// What comparing keys raises.
    #[inline]
    pub(crate) fn find(&self, vm: &Vm, key: &Value, hash: i64) -> Result<Option<usize>> {
        match self.table.with(|t| t.first(hash, key)) {
            Some(Probe::Found(at)) => Ok(Some(at)),
            Some(Probe::Absent) => Ok(None),
            _ => self.search(vm, key, hash),
        }
    }

    /// The part of `find` that compares keys.
    #[inline(never)]
    fn search(&self, vm: &Vm, key: &Value, hash: i64) -> Result<Option<usize>> {
        match self.table.with(|t| probe_key(t, key, hash)) {
            Probe::Found(at) => Ok(Some(at)),
            Probe::Absent => Ok(None),
            Probe::Unsure(..) => self.find_slow(vm, key, hash),
        }
    }

    /// The part of `find` that runs script code; starts over when that changed the table.
    #[cold]
    fn find_slow(&self, vm: &Vm, key: &Value, hash: i64) -> Result<Option<usize>> {
        'again: loop {
            let (mut probe, epoch) = self
                .table
                .with(|t| (t.probe(hash, |k| quick_eq(k, key)), t.epoch()));
            loop {
                let (at, resume) = match probe {
                    Probe::Found(at) => return Ok(Some(at)),
                    Probe::Absent => return Ok(None),
                    Probe::Unsure(at, resume) => (at, resume),
                };
                let Some(candidate) = self.table.with(|t| t.entries().get(at)?.key.clone()) else {
                    continue 'again;
                };
                let equal = vm.eq(&candidate, key)?;
                let next = self.table.with(|t| {
                    let entry = t.entries().get(at);
                    let same_place =
                        entry.is_some_and(|e| e.key.as_ref().is_some_and(|k| k.is(&candidate)));
                    (t.epoch() == epoch && same_place)
                        .then(|| t.resume(hash, resume, |k| quick_eq(k, key)))
                });
                match next {
                    None => continue 'again,
                    Some(_) if equal => return Ok(Some(at)),
                    Some(next) => probe = next,
                }
            }
        }
    }

    /// The value under `key`.
    ///
    /// # Errors
    /// What hashing or comparing keys raises.
    #[inline]
    pub fn get(&self, vm: &Vm, key: &Value) -> Result<Option<Value>> {
        let hash = hash_key(vm, key)?;
        self.get_hashed(vm, key, hash)
    }
    /// The same with a known hash.
    ///
    /// # Errors
    /// What comparing keys raises.
    #[inline]
    pub fn get_hashed(&self, vm: &Vm, key: &Value, hash: i64) -> Result<Option<Value>> {
        let first = self.table.with(|t| match t.first(hash, key)? {
            Probe::Found(at) => Some(copied(t.entries().get(at)?.value.as_ref())),
            Probe::Absent => Some(None),
            Probe::Unsure(..) => None,
        });
        match first {
            Some(found) => Ok(found),
            None => self.get_searched(vm, key, hash),
        }
    }
    #[inline(never)]
    fn get_searched(&self, vm: &Vm, key: &Value, hash: i64) -> Result<Option<Value>> {
        Ok(self.search(vm, key, hash)?.and_then(|at| self.value_at(at)))
    }
    /// The value under `key`, if that takes no script code to find: None if it would.
    #[inline(always)]
    pub(crate) fn quick_get(&self, vm: &Vm, key: &Value) -> Option<Option<Value>> {
        let hash = vm.quick_hash(key)?;
        self.table.with(|t| {
            match t
                .first(hash, key)
                .unwrap_or_else(|| probe_key(t, key, hash))
            {
                Probe::Found(at) => Some(copied(t.entries().get(at)?.value.as_ref())),
                Probe::Absent => Some(None),
                Probe::Unsure(..) => None,
            }
        })
    }
    /// The word of the value under a key that is found at sight, 0 if it is not; no reference is taken.
    #[inline(always)]
    pub(crate) fn word_at_sight(&self, hash: i64, key: u64) -> u64 {
        self.table
            .alone(|t| {
                let entry = t.at_sight(hash, key)?;
                entry.value.as_ref().map(Value::bits)
            })
            .flatten()
            .unwrap_or(0)
    }
    /// Sets the value under `key` and gives the old one, if that takes no script code: None, with
    /// nothing done, if it would.
    #[inline(always)]
    pub(crate) fn quick_set(&self, vm: &Vm, key: &Value, value: &Value) -> Option<Option<Value>> {
        let hash = vm.quick_hash(key)?;
        self.table.with(|t| {
            match t
                .first(hash, key)
                .unwrap_or_else(|| probe_key(t, key, hash))
            {
                Probe::Found(at) => Some(t.entry_mut(at).value.replace(value.clone())),
                Probe::Absent => {
                    self.changed_keys();
                    t.insert_new(hash, key.clone(), Some(value.clone()));
                    Some(None)
                }
                Probe::Unsure(..) => None,
            }
        })
    }
    /// Sets the value under `key`.
    ///
    /// # Errors
    /// What hashing or comparing keys raises.
    #[inline]
    pub fn set(&self, vm: &Vm, key: Value, value: Value) -> Result<()> {
        let hash = hash_key(vm, &key)?;
        self.set_hashed(vm, key, hash, value)
    }
    /// The same with a known hash.
    ///
    /// # Errors
    /// What comparing keys raises.
    #[inline]
    pub fn set_hashed(&self, vm: &Vm, key: Value, hash: i64, value: Value) -> Result<()> {
        match self.find(vm, &key, hash)? {
            Some(at) => drop(self.table.with(|t| t.entry_mut(at).value.replace(value))),
            None => {
                self.changed_keys();
                self.table.with(|t| t.insert_new(hash, key, Some(value)));
            }
        }
        Ok(())
    }
    /// Removes `key` and gives key and value.
    ///
    /// # Errors
    /// What hashing or comparing keys raises.
    pub fn remove(&self, vm: &Vm, key: &Value) -> Result<Option<(Value, Value)>> {
        let hash = hash_key(vm, key)?;
        self.remove_hashed(vm, key, hash)
    }
    /// The same with a known hash.
    ///
    /// # Errors
    /// What comparing keys raises.
    pub(crate) fn remove_hashed(
        &self,
        vm: &Vm,
        key: &Value,
        hash: i64,
    ) -> Result<Option<(Value, Value)>> {
        let Some(at) = self.find(vm, key, hash)? else {
            return Ok(None);
        };
        self.changed_keys();
        Ok(self
            .table
            .with(|t| t.remove_at(at))
            .and_then(|(k, v)| Some((k, v?))))
    }
    /// Is `key` there?
    ///
    /// # Errors
    /// What hashing or comparing keys raises.
    pub fn contains(&self, vm: &Vm, key: &Value) -> Result<bool> {
        let hash = hash_key(vm, key)?;
        Ok(self.find(vm, key, hash)?.is_some())
    }
    /// Removes the last key inserted.
    pub fn pop_last(&self) -> Option<(Value, Value)> {
        self.changed_keys();
        let (key, value) = self.table.with(Table::pop_last)?;
        Some((key, value?))
    }
    /// Removes the first key.
    pub fn pop_first(&self) -> Option<(Value, Value)> {
        self.changed_keys();
        let (key, value) = self.table.with(Table::pop_first)?;
        Some((key, value?))
    }
    /// Moves the key at a position behind all others, or in front of them.
    pub(crate) fn move_to_end(&self, at: usize, last: bool) {
        self.changed_keys();
        self.table.with(|t| t.move_to_end(at, last));
    }

    /// The entry at or after position `at`: its position, key and value. Positions are stable
    /// until a key is added or removed.
    #[inline]
    pub fn entry_from(&self, at: usize) -> Option<(usize, Value, Value)> {
        self.table.with(|t| {
            let at = t.next_live(at)?;
            let entry = &t.entries()[at];
            Some((at, entry.key.clone()?, entry.value.clone()?))
        })
    }
    /// All keys with their values, in order.
    pub fn items(&self) -> Vec<(Value, Value)> {
        self.table.with(|t| {
            t.entries()
                .iter()
                .filter_map(|e| Some((e.key.clone()?, e.value.clone()?)))
                .collect()
        })
    }
    /// All keys, in order.
    pub fn keys(&self) -> Vec<Value> {
        self.table
            .with(|t| t.entries().iter().filter_map(|e| e.key.clone()).collect())
    }
    /// All values, in order.
    pub fn values(&self) -> Vec<Value> {
        self.table.with(|t| {
            t.entries()
                .iter()
                .filter(|e| e.key.is_some())
                .filter_map(|e| e.value.clone())
                .collect()
        })
    }
    /// Empties the dict; the contents are to be dropped by the caller, outside any lock.
    pub(crate) fn take_all(&self) -> Vec<super::dict_table::Entry<Option<Value>>> {
        self.changed_keys();
        self.table.with(Table::take_all)
    }
    /// Empties it.
    pub fn clear_all(&self) {
        drop(self.take_all());
    }
    /// Puts another table in and gives the old one, to be dropped by the caller.
    pub(crate) fn replace_table(&self, table: Table<Option<Value>>) -> Table<Option<Value>> {
        self.changed_keys();
        self.table.with(|t| t.replace_with(table))
    }
    /// The entry at or after position `at`: its position, hash, key and value.
    #[inline]
    pub(crate) fn hashed_entry_from(&self, at: usize) -> Option<(usize, i64, Value, Value)> {
        self.table.with(|t| {
            let at = t.next_live(at)?;
            let entry = &t.entries()[at];
            Some((at, entry.hash, entry.key.clone()?, entry.value.clone()?))
        })
    }
    /// A copy of the table, for a new dict.
    pub(crate) fn copy_table(&self) -> Table<Option<Value>> {
        self.table.with(|t| t.clone())
    }
}

impl Obj<Dict> {
    /// A new dict with the same contents.
    pub fn copy(&self, vm: &Vm) -> Ref<Dict> {
        vm.alloc(&vm.types().dict, Dict::from_table(self.copy_table()))
    }
}

/// Looks for a key as far as it can be told without script code.
#[inline(never)]
fn probe_key(table: &Table<Option<Value>>, key: &Value, hash: i64) -> Probe {
    table.probe(hash, |k| quick_eq(k, key))
}

#[inline(always)]
fn same_name(key: &Value, name: &Name) -> Same {
    if key.is(name.value()) {
        return Same::Yes;
    }
    match key.as_str_obj() {
        Some(s) if !s.is_interned() && s.same_text(name) => Same::Yes,
        _ => Same::No,
    }
}

impl Value {
    /// The dict, if it is one (subclasses included).
    #[inline(always)]
    pub fn as_dict(&self) -> Option<&Ref<Dict>> {
        self.downcast_ref::<Dict>()
    }
}
