//! FENCE 13. Which containers nothing outside them reaches.
//!
//! Reference counts free almost everything at once; what is left are cycles. A *trial* goes over a
//! set of containers: from the count of each it takes every reference that the others hold. Where
//! something is left, the container is held from outside (registers, natives, objects outside
//! the set); everything reachable from there lives, the rest is garbage. Then all that was taken is
//! given back. (Trial deletion, after Christopher, and after Bacon and Rajan.)
//!
//! The trial happens in the count words themselves: no table beside the heap, no hashing. So that
//! a traversal may take and give back a reference meanwhile, a count on trial is biased far
//! above the one that would free the object. Immortal objects are never on trial and hold what
//! they hold. An object that is being freed is no container any more (see `header::finish`).

use std::collections::{HashMap, HashSet};
use std::ptr::NonNull;

use crate::heap::Heap;
use crate::object::dict::Dict;
use crate::object::header::{EXACT, Header, Kind, OWNS_TYPE, Obj, flag};
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// Containers that wait to be looked into. What does not fit is flagged and found again by a walk
/// over the set: the memory of a collection is bounded.
const MAX_WAITING: usize = 1 << 15;

/// A set of containers that can be walked over again and again.
trait Set {
    fn each(&self, f: impl FnMut(&Header));
}

/// All containers of a heap, except frozen ones.
struct Whole<'a>(&'a Heap);

impl Set for Whole<'_> {
    #[inline(always)]
    fn each(&self, mut f: impl FnMut(&Header)) {
        self.0.for_each(|ptr| {
            // SAFETY: the heap shows live objects.
            let header = unsafe { ptr.as_ref() };
            if header.has_flag(flag::GC) && !header.has_flag(flag::FROZEN) {
                f(header);
            }
        });
    }
}

/// Some containers.
struct Given<'a>(&'a [Value]);

impl Set for Given<'_> {
    #[inline(always)]
    fn each(&self, f: impl FnMut(&Header)) {
        self.0.iter().filter_map(Value::header).for_each(f);
    }
}

impl Vm {
    /// The garbage among all containers of the heap.
    pub(crate) fn garbage_of_heap(&self) -> Vec<Value> {
        self.trial(&Whole(&self.interp().heap), 0)
    }

    /// The garbage among these containers, each of which the slice holds once.
    pub(crate) fn garbage_among(&self, values: &[Value]) -> Vec<Value> {
        self.trial(&Given(values), 1)
    }

    /// The trial of a set; `holds` references to each do not count.
    fn trial(&self, set: &impl Set, holds: u32) -> Vec<Value> {
        let mut tried = 0;
        set.each(|header| tried += usize::from(header.trial_begins()));
        set.each(|header| {
            if header.has_flag(flag::TRIAL) {
                self.edges(header, |v| on_trial(v).for_each(Header::trial_takes));
            }
        });
        let mut reach = Reach::default();
        set.each(|header| {
            if header.has_flag(flag::TRIAL)
                && !header.has_flag(flag::MARK)
                && header.trial_leaves(holds)
            {
                header.put_flag(flag::MARK);
                reach.walk(self, header);
            }
        });
        while std::mem::take(&mut reach.overflowed) {
            set.each(|header| {
                if header.has_flag(flag::TRIAL) && header.has_flag(flag::GREY) {
                    header.drop_flag(flag::GREY);
                    reach.walk(self, header);
                }
            });
        }
        let mut garbage = Vec::new();
        if reach.reached < tried {
            set.each(|header| {
                if header.has_flag(flag::TRIAL) && !header.has_flag(flag::MARK) {
                    self.edges(header, |v| on_trial(v).for_each(Header::trial_gives_back));
                    header.retain();
                    // SAFETY: a live object; the reference was taken on the line above. (On trial
                    // its count is biased, and the bias is taken off by subtraction.)
                    garbage.push(unsafe { Value::from_ptr(NonNull::from(header)) });
                }
            });
        }
        set.each(|header| {
            if header.has_flag(flag::TRIAL) {
                header.trial_ends();
            }
        });
        garbage
    }

    /// Shows every reference that the object owns.
    #[inline(always)]
    fn edges(&self, header: &Header, mut visit: impl FnMut(&Value)) {
        let ptr = std::ptr::from_ref(header);
        let traits = header.traits();
        // SAFETY: a live object: its kind tells its payload, its shape's table describes it.
        unsafe {
            match header.kind() {
                Kind::Instance => {}
                Kind::Tuple => (*ptr.cast::<Obj<Tuple>>())
                    .as_slice()
                    .iter()
                    .for_each(&mut visit),
                Kind::List => (*ptr.cast::<Obj<List>>()).each_value(&mut visit),
                Kind::Dict => (*ptr.cast::<Obj<Dict>>()).each_value(&mut visit),
                _ => (header.shape().vtable.traverse)(ptr, &mut visit),
            }
            if traits & EXACT != 0 && matches!(header.kind(), Kind::Tuple | Kind::List | Kind::Dict)
            {
                return;
            }
            header.traverse_attributes(&mut visit);
            if traits & OWNS_TYPE != 0 {
                let ty = std::mem::ManuallyDrop::new(Value::from_ptr(header.shape().ty_ptr()));
                visit(&ty);
            }
        }
        if header.has_flag(flag::SIDE_DICT)
            && let Some(dict) = self.interp().side_dict(header)
        {
            visit(dict.value());
        }
    }

    /// What `gc.get_referents` tells of an object.
    pub fn referents(&self, v: &Value) -> Vec<Value> {
        let mut found = Vec::new();
        if let Some(header) = v.header() {
            self.edges(header, |v| found.push(v.clone()));
        }
        found
    }

    /// All containers (`gc.get_objects`).
    pub fn all_containers(&self) -> Vec<Value> {
        let mut found = Vec::new();
        self.interp().heap.for_each(|ptr| {
            // SAFETY: the heap shows live objects; a reference is taken.
            unsafe {
                let header = ptr.as_ref();
                if header.has_flag(flag::GC) {
                    header.retain();
                    found.push(Value::from_ptr(ptr));
                }
            }
        });
        found
    }

    /// Takes all containers from the collector, or gives them back; gives their number.
    pub(crate) fn set_frozen(&self, frozen: bool) -> usize {
        let mut count = 0;
        self.interp().heap.for_each(|ptr| {
            // SAFETY: the heap shows live objects.
            let header = unsafe { ptr.as_ref() };
            if header.has_flag(flag::GC) {
                count += 1;
                if frozen {
                    header.put_flag(flag::FROZEN);
                } else {
                    header.drop_flag(flag::FROZEN);
                }
            }
        });
        count
    }

    /// Is there an object, not frozen, whose end would be noticed?
    pub(crate) fn some_end_matters(&self) -> bool {
        let mut some = false;
        self.interp().heap.for_each(|ptr| {
            // SAFETY: the heap shows live objects.
            let header = unsafe { ptr.as_ref() };
            some |= !header.has_flag(flag::FROZEN) && header.end_matters();
        });
        some
    }

    /// Addresses of all objects, for [`Vm::audit_counts`]. They mean nothing once objects are freed.
    pub fn object_addresses(&self) -> HashSet<usize> {
        let mut found = HashSet::new();
        self.interp().heap.for_each(|ptr| {
            found.insert(ptr.as_ptr() as usize);
        });
        found
    }

    /// Compares counts with the references found in the heap, at rest: a line for each object whose
    /// count is less, and for each container that is not in `known` (and not in `held`, which Rust
    /// code holds) whose count is more.
    pub fn audit_counts(&self, known: &HashSet<usize>, held: &[Value]) -> Vec<String> {
        let mut inside: HashMap<u64, u64> = HashMap::new();
        let heap = &self.interp().heap;
        heap.for_each(|ptr| {
            // SAFETY: the heap shows live objects.
            let header = unsafe { ptr.as_ref() };
            self.edges(header, |v| {
                if v.is_object() {
                    *inside.entry(v.bits()).or_default() += 1;
                }
            });
        });
        let mut wrong = Vec::new();
        heap.for_each(|ptr| {
            // SAFETY: as above.
            let header = unsafe { ptr.as_ref() };
            let key = ptr.as_ptr() as u64;
            let (count, found) = (header.ref_count(), inside.get(&key).copied().unwrap_or(0));
            if count == u32::MAX {
                return;
            }
            let strict = header.has_flag(flag::GC)
                && !known.contains(&(key as usize))
                && !held.iter().any(|v| v.bits() == key);
            if found > count.into() || strict && found != count.into() {
                wrong.push(format!(
                    "{:?} of type {}: count {count}, {found} references",
                    header.kind(),
                    header.shape().ty().name_text()
                ));
            }
        });
        wrong
    }
}

/// The object behind a value, if it is on trial.
#[inline(always)]
fn on_trial(v: &Value) -> impl Iterator<Item = &Header> {
    v.header().filter(|h| h.has_flag(flag::TRIAL)).into_iter()
}

/// The walk over what lives.
#[derive(Default)]
struct Reach {
    waiting: Vec<NonNull<Header>>,
    reached: usize,
    /// Some containers were flagged `GREY` because too many waited.
    overflowed: bool,
}

impl Reach {
    /// Marks all that can be reached from a marked container, and gives back what the trial
    /// took for the references on the way.
    #[inline(always)]
    fn walk(&mut self, vm: &Vm, header: &Header) {
        self.look_into(vm, header);
        while let Some(ptr) = self.waiting.pop() {
            // SAFETY: a live object; nothing is freed during a trial.
            self.look_into(vm, unsafe { ptr.as_ref() });
        }
    }

    #[inline(always)]
    fn look_into(&mut self, vm: &Vm, header: &Header) {
        self.reached += 1;
        vm.edges(header, |v| {
            for target in on_trial(v) {
                target.trial_gives_back();
                if target.has_flag(flag::MARK) {
                    continue;
                }
                target.put_flag(flag::MARK);
                if self.waiting.len() < MAX_WAITING {
                    self.waiting.push(NonNull::from(target));
                } else {
                    target.put_flag(flag::GREY);
                    self.overflowed = true;
                }
            }
        });
    }
}

/// Gives up the references of a garbage container that can be part of a cycle.
pub(crate) fn clear(v: &Value) {
    if let Some(header) = v.header() {
        header.clear_own_attrs();
        // SAFETY: a live object that `v` holds.
        unsafe { (header.shape().vtable.clear)(std::ptr::from_ref(header)) };
    }
}
