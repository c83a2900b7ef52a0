//! The cycle collector's policy: when it runs, and what happens to what it finds.
//!
//! A collection looks at all containers, so it must be worth it: the heap must have grown by as
//! much as it was large after the last one, or by a quarter of that if the last one found that
//! much of the growth was garbage. (CPython looks at new containers first; here the frozen objects
//! of the start are left out, and most programs never get to a collection.)

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};

use crate::args::Args;
use crate::gc::clear;
use crate::object::Ref;
use crate::object::header::{FINALIZER, flag};
use crate::object::list::List;
use crate::value::Value;
use crate::vm::Vm;

/// Least growth of the heap, in objects, between two collections that start by themselves.
const LEAST_GROWTH: usize = 5_000;
/// What `gc.get_threshold` says at first.
const THRESHOLDS: [u32; 3] = [2000, 10, 10];
/// `gc.DEBUG_SAVEALL`
const SAVE_ALL: u32 = 32;

/// Counts of one generation, as `gc.get_stats` tells them.
#[derive(Default)]
pub(crate) struct Stats {
    collections: AtomicU64,
    collected: AtomicU64,
}

/// Settings and counters of the collector.
pub(crate) struct GcState {
    enabled: AtomicBool,
    /// Container allocations of a thread after which it looks whether the heap has grown enough.
    pub(crate) look_after: AtomicU32,
    running: AtomicBool,
    /// Live objects after the last collection.
    base: AtomicUsize,
    /// Growth beyond `base` that calls for the next one.
    growth: AtomicUsize,
    thresholds: [AtomicU32; 3],
    stats: [Stats; 3],
    frozen: AtomicUsize,
    debug: AtomicU32,
    /// `gc.callbacks` and `gc.garbage`, once the module exists.
    lists: OnceLock<(Ref<List>, Ref<List>)>,
}

impl GcState {
    pub(crate) fn new() -> GcState {
        GcState {
            enabled: AtomicBool::new(true),
            look_after: AtomicU32::new(LEAST_GROWTH as u32),
            running: AtomicBool::new(false),
            base: AtomicUsize::new(0),
            growth: AtomicUsize::new(LEAST_GROWTH),
            thresholds: THRESHOLDS.map(AtomicU32::new),
            stats: Default::default(),
            frozen: AtomicUsize::new(0),
            debug: AtomicU32::new(0),
            lists: OnceLock::new(),
        }
    }

    /// Least growth between collections: ours, or what the script asked for.
    fn least_growth(&self) -> usize {
        match self.thresholds[0].load(Ordering::Relaxed) {
            first if first == THRESHOLDS[0] => LEAST_GROWTH,
            first => first as usize,
        }
    }
}

impl Vm {
    /// Enough containers have been made to look whether a collection is due.
    pub(crate) fn collector_looks(&self) {
        let gc = &self.interp().gc;
        let live = self.interp().heap.live();
        let mut base = gc.base.load(Ordering::Relaxed);
        if live < base {
            base = live;
            gc.base.store(base, Ordering::Relaxed);
            gc.growth
                .fetch_min(base.max(gc.least_growth()), Ordering::Relaxed);
        }
        let (grown, wanted) = (live - base, gc.growth.load(Ordering::Relaxed));
        if grown >= wanted && self.collector_enabled() {
            self.collect_generation(2);
            self.gc_left.set(gc.look_after.load(Ordering::Relaxed));
            return;
        }
        let left = wanted.saturating_sub(grown).max(gc.least_growth());
        let left = u32::try_from(left).unwrap_or(u32::MAX);
        gc.look_after.store(left, Ordering::Relaxed);
        self.gc_left.set(left);
    }

    /// Collects garbage cycles; gives the number of objects found.
    pub fn collect_garbage(&self) -> usize {
        self.collect_generation(2)
    }

    /// The same on behalf of a generation: all are collected alike, but counted apart.
    pub fn collect_generation(&self, generation: usize) -> usize {
        let gc = &self.interp().gc;
        if gc.running.swap(true, Ordering::Acquire) {
            return 0;
        }
        self.tell_callbacks("start", generation, 0);
        let before = self.interp().heap.live();
        let found = self.collect_now();
        let live = self.interp().heap.live();
        let grown = before.saturating_sub(gc.base.load(Ordering::Relaxed));
        let least = gc.least_growth();
        // Where little of the growth was garbage, the next collection can wait for longer.
        let growth = if found > grown / 8 { live / 4 } else { live };
        gc.base.store(live, Ordering::Relaxed);
        gc.growth.store(growth.max(least), Ordering::Relaxed);
        let look = u32::try_from(growth.max(least)).unwrap_or(u32::MAX);
        gc.look_after.store(look, Ordering::Relaxed);
        if let Some(stats) = gc.stats.get(generation) {
            stats.collections.fetch_add(1, Ordering::Relaxed);
            stats.collected.fetch_add(found as u64, Ordering::Relaxed);
        }
        self.tell_callbacks("stop", generation, found);
        gc.running.store(false, Ordering::Release);
        found
    }

    fn collect_now(&self) -> usize {
        let mut garbage = self.garbage_of_heap();
        if garbage.is_empty() {
            return 0;
        }
        let headers = || garbage.iter().filter_map(Value::header);
        if headers().any(|h| h.has_flag(flag::WEAKREFS)) {
            headers().for_each(|h| h.put_flag(flag::GREY));
            for header in headers().filter(|h| h.has_flag(flag::WEAKREFS)) {
                crate::object::weakref::clear_without_callbacks(self, header);
            }
            headers().for_each(|h| h.drop_flag(flag::GREY));
        }
        let mut finalized = false;
        for v in &garbage {
            if let Some(header) = v.header()
                && header.traits() & FINALIZER != 0
                && !header.has_flag(flag::FINALIZED)
            {
                header.set_flag(flag::FINALIZED);
                finalized = true;
                crate::finalize::run_del(v);
            }
        }
        if finalized {
            // Finalizers may have brought objects back.
            let doomed = self.garbage_among(&garbage);
            drop(std::mem::replace(&mut garbage, doomed));
        }
        let found = garbage.len();
        let gc = &self.interp().gc;
        if gc.debug.load(Ordering::Relaxed) & SAVE_ALL != 0
            && let Some((_, saved)) = gc.lists.get()
        {
            garbage.into_iter().for_each(|v| saved.push(v));
            return found;
        }
        garbage.iter().for_each(clear);
        found
    }

    /// Calls the functions in `gc.callbacks`.
    fn tell_callbacks(&self, phase: &str, generation: usize, found: usize) {
        let Some((callbacks, _)) = self.interp().gc.lists.get() else {
            return;
        };
        for callback in callbacks.to_vec() {
            let info = crate::object::dict::Dict::new(self);
            for (name, n) in [
                ("generation", generation),
                ("collected", found),
                ("uncollectable", 0),
            ] {
                info.set_name(self, &self.intern(name), self.int(n as i64));
            }
            let args = [self.str(phase), info.into_value()];
            let told = self.shielded(|| self.call(&callback, Args::positional(&args)));
            if let Err(raised) = told {
                self.report_unraisable(
                    raised,
                    "Exception ignored while calling GC callback",
                    Some(&callback),
                );
            }
        }
    }

    /// Gives the collector the lists `gc.callbacks` and `gc.garbage`.
    pub fn set_collector_lists(&self, callbacks: Ref<List>, garbage: Ref<List>) {
        // A second module object of the same name keeps the first one's lists.
        let _first = self.interp().gc.lists.set((callbacks, garbage));
    }
    /// The lists, if they were given.
    pub(crate) fn collector_lists(&self) -> Option<&(Ref<List>, Ref<List>)> {
        self.interp().gc.lists.get()
    }
    /// Do collections start by themselves?
    pub fn collector_enabled(&self) -> bool {
        let gc = &self.interp().gc;
        gc.enabled.load(Ordering::Relaxed) && gc.thresholds[0].load(Ordering::Relaxed) != 0
    }
    /// What `gc.isenabled` says: collections start by themselves, unless the threshold is 0.
    pub fn collector_switched_on(&self) -> bool {
        self.interp().gc.enabled.load(Ordering::Relaxed)
    }
    /// Lets collections start by themselves, or not.
    pub fn set_collector_enabled(&self, enabled: bool) {
        self.interp().gc.enabled.store(enabled, Ordering::Relaxed);
    }
    /// The thresholds that `gc.set_threshold` set.
    pub fn collector_thresholds(&self) -> [u32; 3] {
        let thresholds = &self.interp().gc.thresholds;
        std::array::from_fn(|i| thresholds[i].load(Ordering::Relaxed))
    }
    /// Sets the thresholds; the first is the least growth between collections.
    pub fn set_collector_thresholds(&self, thresholds: [u32; 3]) {
        let gc = &self.interp().gc;
        for (old, new) in gc.thresholds.iter().zip(thresholds) {
            old.store(new, Ordering::Relaxed);
        }
        let least = gc.least_growth();
        gc.growth.store(
            gc.base.load(Ordering::Relaxed).max(least),
            Ordering::Relaxed,
        );
        let least = u32::try_from(least).unwrap_or(u32::MAX);
        gc.look_after.store(least, Ordering::Relaxed);
        self.gc_left.set(least);
    }
    /// New containers, as far as `gc.get_count` is concerned.
    pub fn collector_count(&self) -> u32 {
        let look_after = self.interp().gc.look_after.load(Ordering::Relaxed);
        look_after.saturating_sub(self.gc_left.get())
    }
    /// For each generation: collections and collected objects.
    pub fn collector_stats(&self) -> [(u64, u64); 3] {
        let stats = &self.interp().gc.stats;
        std::array::from_fn(|i| {
            (
                stats[i].collections.load(Ordering::Relaxed),
                stats[i].collected.load(Ordering::Relaxed),
            )
        })
    }
    /// The flags of `gc.set_debug`.
    pub fn collector_debug(&self) -> u32 {
        self.interp().gc.debug.load(Ordering::Relaxed)
    }
    /// Sets them; `DEBUG_SAVEALL` is the one that does something.
    pub fn set_collector_debug(&self, flags: u32) {
        self.interp().gc.debug.store(flags, Ordering::Relaxed);
    }
    /// Takes all containers from the collector (`gc.freeze`) or gives them back.
    pub fn freeze_containers(&self, frozen: bool) {
        let count = self.set_frozen(frozen);
        let count = if frozen { count } else { 0 };
        self.interp().gc.frozen.store(count, Ordering::Relaxed);
    }
    /// Number of containers that `gc.freeze` took.
    pub fn frozen_containers(&self) -> usize {
        self.interp().gc.frozen.load(Ordering::Relaxed)
    }
}
