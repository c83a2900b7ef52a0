//! FENCE 13. The cycle collector.
//!
//! Reference counts free almost everything at once; what is left are cycles. A collection walks
//! all containers of the heap: it copies each count, subtracts every reference that containers
//! hold to each other, and what keeps a positive rest is held from outside (registers, natives).
//! Everything reachable from there lives; the remaining containers are garbage. (The scheme of
//! CPython's collector, after Bacon and Rajan's trial deletion, without generations: the next
//! collection comes when the number of containers has grown by half.)

use std::collections::HashMap;
use std::ptr::NonNull;
use std::sync::atomic::Ordering;

use crate::object::header::{Header, flag};
use crate::value::Value;
use crate::vm::Vm;

/// Least number of new containers between two collections.
const MIN_THRESHOLD: u32 = 20_000;

impl Vm {
    /// Collects garbage cycles; gives the number of objects found.
    pub fn collect_garbage(&self) -> usize {
        let gc = &self.interp().gc;
        if gc.running.swap(true, Ordering::Acquire) {
            return 0;
        }
        let (found, live) = self.collect_now();
        let threshold = u32::try_from(live / 2)
            .unwrap_or(u32::MAX)
            .max(MIN_THRESHOLD);
        gc.threshold.store(threshold, Ordering::Relaxed);
        gc.live_after
            .store(self.interp().heap.live(), Ordering::Relaxed);
        gc.collections.fetch_add(1, Ordering::Relaxed);
        gc.collected.fetch_add(found as u64, Ordering::Relaxed);
        gc.running.store(false, Ordering::Release);
        found
    }

    /// Collects if the heap has really grown since the last time: many allocations may have left
    /// nothing behind.
    pub(crate) fn collect_if_grown(&self) {
        let gc = &self.interp().gc;
        let live = self.interp().heap.live();
        let before = gc.live_after.fetch_min(live, Ordering::Relaxed).min(live);
        if live - before >= gc.threshold.load(Ordering::Relaxed) as usize {
            self.collect_garbage();
        }
    }

    fn collect_now(&self) -> (usize, usize) {
        let containers = self.containers();
        let garbage = self.unreachable(&containers);
        let live = containers.len() - garbage.len();
        if garbage.is_empty() {
            return (0, live);
        }
        // Hold everything, so that nothing is freed while finalizers and clearing run.
        let held: Vec<Value> = garbage
            .iter()
            .map(|ptr| {
                // SAFETY: a live container found on this heap.
                unsafe {
                    ptr.as_ref().retain();
                    Value::from_ptr(*ptr)
                }
            })
            .collect();
        let found = held.len();
        for v in &held {
            if let Some(header) = v.header()
                && header.has_flag(flag::WEAKREFS)
            {
                crate::object::weakref::clear_without_callbacks(self, header, &garbage);
            }
        }
        let mut finalized = false;
        for v in &held {
            if let Some(header) = v.header()
                && header.traits() & crate::object::header::FINALIZER != 0
                && !header.has_flag(flag::FINALIZED)
            {
                header.set_flag(flag::FINALIZED);
                finalized = true;
                crate::finalize::run_del(v);
            }
        }
        if finalized {
            // Finalizers may have brought objects back: judge again, counting our own holds out.
            let again = self.unreachable_among(&self.containers(), &held);
            let doomed: Vec<&Value> = held
                .iter()
                .filter(|v| v.as_ptr().is_some_and(|p| again.contains_key(&p)))
                .collect();
            doomed.iter().for_each(|v| clear(v));
            return (doomed.len(), live);
        }
        held.iter().for_each(clear);
        (found, live)
    }

    fn containers(&self) -> Vec<NonNull<Header>> {
        let mut containers = Vec::new();
        self.interp().heap.for_each(|ptr| {
            // SAFETY: the heap hands out live objects.
            if unsafe { ptr.as_ref() }.has_flag(flag::GC) {
                containers.push(ptr);
            }
        });
        containers
    }

    /// The containers that nothing outside them reaches.
    fn unreachable(&self, containers: &[NonNull<Header>]) -> Vec<NonNull<Header>> {
        let doomed = self.unreachable_among(containers, &[]);
        containers
            .iter()
            .copied()
            .filter(|p| doomed.contains_key(p))
            .collect()
    }

    fn unreachable_among(
        &self,
        containers: &[NonNull<Header>],
        held: &[Value],
    ) -> HashMap<NonNull<Header>, i64, Hash> {
        let mut rest: HashMap<NonNull<Header>, i64, Hash> =
            HashMap::with_capacity_and_hasher(containers.len(), Hash);
        for &ptr in containers {
            // SAFETY: live objects; nothing is freed during the walk.
            let count = unsafe { ptr.as_ref() }.ref_count();
            rest.insert(
                ptr,
                if count == u32::MAX {
                    i64::MAX / 2
                } else {
                    count.into()
                },
            );
        }
        for v in held {
            if let Some(count) = v.as_ptr().and_then(|p| rest.get_mut(&p)) {
                *count -= 1;
            }
        }
        for &ptr in containers {
            self.edges(ptr, &mut |v| {
                if let Some(count) = v.as_ptr().and_then(|p| rest.get_mut(&p)) {
                    *count -= 1;
                }
            });
        }
        let mut reached: Vec<NonNull<Header>> = rest
            .iter()
            .filter(|(_, c)| **c > 0)
            .map(|(p, _)| *p)
            .collect();
        for ptr in &reached {
            rest.remove(ptr);
        }
        while let Some(ptr) = reached.pop() {
            self.edges(ptr, &mut |v| {
                if let Some(p) = v.as_ptr()
                    && rest.remove(&p).is_some()
                {
                    reached.push(p);
                }
            });
        }
        rest
    }

    /// Shows every reference that the object owns.
    fn edges(&self, ptr: NonNull<Header>, visit: &mut dyn FnMut(&Value)) {
        // SAFETY: a live object, described by its shape's table.
        unsafe {
            let header = ptr.as_ref();
            (header.shape().vtable.traverse)(ptr.as_ptr(), visit);
            header.traverse_attributes(visit);
            if header.traits() & crate::object::header::OWNS_TYPE != 0 {
                let ty = std::mem::ManuallyDrop::new(Value::from_ptr(header.shape().ty_ptr()));
                visit(&ty);
            }
            if header.has_flag(flag::SIDE_DICT)
                && let Some(dict) = self.interp().side_dict(header)
            {
                visit(dict.value());
            }
        }
    }

    /// What `gc.get_referents` tells of an object.
    pub fn referents(&self, v: &Value) -> Vec<Value> {
        let mut found = Vec::new();
        if let Some(ptr) = v.as_ptr() {
            self.edges(ptr, &mut |v| found.push(v.clone()));
        }
        found
    }

    /// All containers (`gc.get_objects`).
    pub fn all_containers(&self) -> Vec<Value> {
        let containers = self.containers();
        containers
            .into_iter()
            .map(|ptr| {
                // SAFETY: live; a reference is taken.
                unsafe {
                    ptr.as_ref().retain();
                    Value::from_ptr(ptr)
                }
            })
            .collect()
    }

    /// Checks that every count equals the references found in the heap plus those that `outside`
    /// tells; gives a line for each object where it does not.
    pub fn audit_counts(&self) -> Vec<String> {
        let mut inside: HashMap<NonNull<Header>, u64, Hash> = HashMap::with_hasher(Hash);
        let mut all = Vec::new();
        self.interp().heap.for_each(|ptr| all.push(ptr));
        for &ptr in &all {
            self.edges(ptr, &mut |v| {
                if let Some(p) = v.as_ptr() {
                    *inside.entry(p).or_default() += 1;
                }
            });
        }
        let mut wrong = Vec::new();
        for ptr in all {
            // SAFETY: live.
            let header = unsafe { ptr.as_ref() };
            let (count, found) = (header.ref_count(), inside.get(&ptr).copied().unwrap_or(0));
            if count != u32::MAX && found > count.into() {
                wrong.push(format!(
                    "{:?}: count {count}, {found} references",
                    header.kind()
                ));
            }
        }
        wrong
    }
}

fn clear(v: &Value) {
    if let Some(header) = v.header() {
        header.clear_own_attrs();
        if let Some(ptr) = v.as_ptr() {
            // SAFETY: a live object that `v` holds.
            unsafe { (header.shape().vtable.clear)(ptr.as_ptr()) };
        }
    }
}

/// Hashes an address: the low bits are always zero.
#[derive(Clone, Copy, Default)]
pub(crate) struct Hash;

impl std::hash::BuildHasher for Hash {
    type Hasher = AddressHasher;
    fn build_hasher(&self) -> AddressHasher {
        AddressHasher(0)
    }
}

pub(crate) struct AddressHasher(u64);

impl std::hash::Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 << 8 | u64::from(b)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }
    fn write_usize(&mut self, n: usize) {
        self.0 = (n as u64 >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Vm {
    /// Do collections start by themselves?
    pub fn collector_enabled(&self) -> bool {
        self.interp().gc.enabled.load(Ordering::Relaxed)
    }
    /// Lets collections start by themselves, or not.
    pub fn set_collector_enabled(&self, enabled: bool) {
        self.interp().gc.enabled.store(enabled, Ordering::Relaxed);
    }
}
