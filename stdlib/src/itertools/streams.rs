//! Iterators that make or join streams.

use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::Relaxed};

use hasp_compiler::op::BinOp;
use hasp_vm::args::{Args, This};
use hasp_vm::native;
use hasp_vm::object::generic_alias::class_getitem;
use hasp_vm::object::list::List;
use hasp_vm::object::typ::Type;
use hasp_vm::object::{Payload, Ref, Slot, Visit};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::{bind, class, exactly, or_none};

pub(super) struct Accumulate {
    iterator: Value,
    function: Value,
    total: Slot,
    initial: Slot,
}
impl Payload for Accumulate {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.iterator);
        visit(&self.function);
        self.total.visit(visit);
        self.initial.visit(visit);
    }
}
fn accumulate_new(vm: &Vm, args: Args<'_>) -> Result<Accumulate> {
    let [source, function, initial] = bind(
        vm,
        "accumulate",
        args,
        ["iterable", "func", "initial"],
        1,
        2,
    )?;
    let iterator = vm.iter(&or_none(source))?;
    let initial = Slot::from_option(initial.filter(|i| !i.is_none()));
    Ok(Accumulate {
        iterator,
        function: or_none(function),
        total: Slot::empty(),
        initial,
    })
}
fn accumulate_next(vm: &Vm, this: &Accumulate) -> Result<Option<Value>> {
    if let Some(initial) = this.initial.take() {
        this.total.set(initial.clone());
        return Ok(Some(initial));
    }
    let Some(item) = vm.next(&this.iterator)? else {
        return Ok(None);
    };
    let total = match this.total.get() {
        None => item,
        Some(total) if this.function.is_none() => vm.binary(BinOp::Add as usize, &total, &item)?,
        Some(total) => vm.call(&this.function, Args::positional(&[total, item]))?,
    };
    this.total.set(total.clone());
    Ok(Some(total))
}
class!(
    ACCUMULATE,
    "accumulate",
    Accumulate,
    accumulate_new,
    accumulate_next,
    |_| {},
    &[],
    "Return series of accumulated sums (or other binary function results)."
);

pub(super) struct Batched {
    iterator: Slot,
    size: usize,
    strict: bool,
}
impl Payload for Batched {
    fn traverse(&self, visit: Visit<'_>) {
        self.iterator.visit(visit);
    }
}
fn batched_new(vm: &Vm, args: Args<'_>) -> Result<Batched> {
    let [source, size, strict] = bind(vm, "batched", args, ["iterable", "n", "strict"], 2, 2)?;
    let size = vm.index_clipped(&or_none(size))?;
    if size < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let strict = vm.truth(&or_none(strict))?;
    Ok(Batched {
        iterator: Slot::new(vm.iter(&or_none(source))?),
        size: size as usize,
        strict,
    })
}
fn batched_next(vm: &Vm, this: &Batched) -> Result<Option<Value>> {
    let Some(it) = this.iterator.get() else {
        return Ok(None);
    };
    let mut batch = Vec::with_capacity(this.size.min(64));
    while batch.len() < this.size {
        match vm.next(&it)? {
            Some(item) => batch.push(item),
            None => break,
        }
        vm.poll_native()?;
    }
    if batch.len() < this.size {
        drop(this.iterator.take());
        if batch.is_empty() {
            return Ok(None);
        }
        if this.strict {
            return Err(vm.value_error("batched(): incomplete batch"));
        }
    }
    Ok(Some(vm.tuple(batch)))
}
class!(
    BATCHED,
    "batched",
    Batched,
    batched_new,
    batched_next,
    |_| {},
    &[],
    "Batch data into tuples of length n. The last batch may be shorter than n."
);

pub(super) struct Chain {
    outer: Slot,
    inner: Slot,
}
impl Payload for Chain {
    fn traverse(&self, visit: Visit<'_>) {
        self.outer.visit(visit);
        self.inner.visit(visit);
    }
}
fn chain_new(vm: &Vm, args: Args<'_>) -> Result<Chain> {
    args.no_keywords(vm, "chain")?;
    let sources = vm.tuple(args.pos().to_vec());
    Ok(Chain {
        outer: Slot::new(vm.iter(&sources)?),
        inner: Slot::empty(),
    })
}
fn chain_next(vm: &Vm, this: &Chain) -> Result<Option<Value>> {
    loop {
        if let Some(inner) = this.inner.get() {
            if let Some(item) = vm.next(&inner)? {
                return Ok(Some(item));
            }
            drop(this.inner.take());
        }
        let Some(outer) = this.outer.get() else {
            return Ok(None);
        };
        match vm.next(&outer)? {
            Some(source) => this.inner.set(vm.iter(&source)?),
            None => {
                drop(this.outer.take());
                return Ok(None);
            }
        }
        vm.poll_native()?;
    }
}
class!(
    CHAIN,
    "chain",
    Chain,
    chain_new,
    chain_next,
    |_| {},
    &[
        native!(
            "from_iterable(cls, iterable, /)",
            |vm: &Vm, cls: &Value, source: &Value| {
                let outer = Slot::new(vm.iter(source)?);
                let Some(cls) = cls.downcast_ref::<Type>() else {
                    return Err(vm.type_error("a class is needed"));
                };
                Ok(vm
                    .alloc(
                        cls,
                        Chain {
                            outer,
                            inner: Slot::empty(),
                        },
                    )
                    .into_value())
            }
        )
        .class_method(),
        native!("__class_getitem__(cls, object, /)", class_getitem).class_method(),
    ],
    "Return a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted."
);

pub(super) struct Count {
    current: Slot,
    step: Value,
}
impl Payload for Count {
    fn traverse(&self, visit: Visit<'_>) {
        self.current.visit(visit);
        visit(&self.step);
    }
}
fn count_new(vm: &Vm, args: Args<'_>) -> Result<Count> {
    let [start, step] = bind(vm, "count", args, ["start", "step"], 0, 2)?;
    let start = start.unwrap_or(Value::small_int(0));
    let step = step.unwrap_or(Value::small_int(1));
    for number in [&start, &step] {
        let ty = vm.type_of(number);
        let s = &ty.slots;
        let numeric = s.index.get().is_some() || s.float.get().is_some() || s.int.get().is_some();
        if !numeric && !ty.is_subtype(&vm.types().complex) {
            return Err(vm.type_error("a number is required"));
        }
    }
    Ok(Count {
        current: Slot::new(start),
        step,
    })
}
#[inline]
fn count_next(vm: &Vm, this: &Count) -> Result<Option<Value>> {
    let current = this.current.get().unwrap_or(Value::NONE);
    let next = match (current.as_small_int(), this.step.as_small_int()) {
        (Some(a), Some(b)) => vm.int(a + b),
        _ => vm.binary(BinOp::Add as usize, &current, &this.step)?,
    };
    this.current.set(next);
    Ok(Some(current))
}
class!(
    COUNT,
    "count",
    Count,
    count_new,
    count_next,
    |s| s.repr.set(Some(|vm, v| {
        let Some(this) = v.downcast_ref::<Count>() else {
            return Ok(Value::NONE);
        };
        let current = vm.repr_text(&this.current.get().unwrap_or(Value::NONE))?;
        if this.step.as_small_int() == Some(1) {
            return Ok(vm.str(format!("count({current})")));
        }
        Ok(vm.str(format!("count({current}, {})", vm.repr_text(&this.step)?)))
    })),
    &[],
    "Return a count object whose .__next__() method returns consecutive values."
);

pub(super) struct Cycle {
    iterator: Slot,
    saved: Ref<List>,
    at: AtomicUsize,
}
impl Payload for Cycle {
    fn traverse(&self, visit: Visit<'_>) {
        self.iterator.visit(visit);
        visit(self.saved.value());
    }
}
fn cycle_new(vm: &Vm, args: Args<'_>) -> Result<Cycle> {
    let [source] = exactly(vm, "cycle", args)?;
    let iterator = Slot::new(vm.iter(source)?);
    Ok(Cycle {
        iterator,
        saved: vm.new_list(Vec::new()),
        at: AtomicUsize::new(0),
    })
}
fn cycle_next(vm: &Vm, this: &Cycle) -> Result<Option<Value>> {
    if let Some(it) = this.iterator.get() {
        if let Some(item) = vm.next(&it)? {
            this.saved.push(item.clone());
            return Ok(Some(item));
        }
        drop(this.iterator.take());
    }
    let at = this.at.load(Relaxed);
    let item = this.saved.get(at);
    let next = if at + 1 >= this.saved.len() {
        0
    } else {
        at + 1
    };
    this.at.store(next, Relaxed);
    Ok(item)
}
class!(
    CYCLE,
    "cycle",
    Cycle,
    cycle_new,
    cycle_next,
    |_| {},
    &[],
    "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely."
);

pub(super) struct Pairwise {
    iterator: Slot,
    old: Slot,
}
impl Payload for Pairwise {
    fn traverse(&self, visit: Visit<'_>) {
        self.iterator.visit(visit);
        self.old.visit(visit);
    }
}
fn pairwise_new(vm: &Vm, args: Args<'_>) -> Result<Pairwise> {
    let [source] = exactly(vm, "pairwise", args)?;
    Ok(Pairwise {
        iterator: Slot::new(vm.iter(source)?),
        old: Slot::empty(),
    })
}
fn pairwise_next(vm: &Vm, this: &Pairwise) -> Result<Option<Value>> {
    let Some(it) = this.iterator.get() else {
        return Ok(None);
    };
    let old = match this.old.get() {
        Some(old) => Some(old),
        None => {
            let first = vm.next(&it)?;
            if let Some(first) = &first {
                this.old.set(first.clone());
            }
            first
        }
    };
    let new = if old.is_some() { vm.next(&it)? } else { None };
    let (Some(old), Some(new)) = (old, new) else {
        drop((this.iterator.take(), this.old.take()));
        return Ok(None);
    };
    this.old.set(new.clone());
    Ok(Some(vm.pair(old, new)))
}
class!(
    PAIRWISE,
    "pairwise",
    Pairwise,
    pairwise_new,
    pairwise_next,
    |_| {},
    &[],
    "Return an iterator of overlapping pairs taken from the input iterator."
);

pub(super) struct Repeat {
    object: Value,
    /// How often still; negative: for ever.
    left: AtomicI64,
}
impl Payload for Repeat {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.object);
    }
}
fn repeat_new(vm: &Vm, args: Args<'_>) -> Result<Repeat> {
    let [object, times] = bind(vm, "repeat", args, ["object", "times"], 1, 2)?;
    let left = match times {
        Some(times) => vm.index_clipped(&times)?.max(0),
        None => -1,
    };
    Ok(Repeat {
        object: or_none(object),
        left: AtomicI64::new(left),
    })
}
fn repeat_next(_: &Vm, this: &Repeat) -> Result<Option<Value>> {
    let left = this.left.load(Relaxed);
    if left == 0 {
        return Ok(None);
    }
    if left > 0 {
        this.left.store(left - 1, Relaxed);
    }
    Ok(Some(this.object.clone()))
}
class!(
    REPEAT,
    "repeat",
    Repeat,
    repeat_new,
    repeat_next,
    |s| s.repr.set(Some(|vm, v| {
        let Some(this) = v.downcast_ref::<Repeat>() else {
            return Ok(Value::NONE);
        };
        let (object, left) = (vm.repr_text(&this.object)?, this.left.load(Relaxed));
        Ok(vm.str(if left < 0 {
            format!("repeat({object})")
        } else {
            format!("repeat({object}, {left})")
        }))
    })),
    &[native!("__length_hint__(self, /)", |vm: &Vm,
                                           this: This<
        '_,
        Repeat,
    >| {
        match this.left.load(Relaxed) {
            left if left < 0 => Err(vm.type_error("len() of unsized object")),
            left => Ok(left),
        }
    })],
    "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly."
);

pub(super) struct Starmap {
    function: Value,
    iterator: Value,
}
impl Payload for Starmap {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.function);
        visit(&self.iterator);
    }
}
fn starmap_new(vm: &Vm, args: Args<'_>) -> Result<Starmap> {
    let [function, source] = exactly(vm, "starmap", args)?;
    Ok(Starmap {
        function: function.clone(),
        iterator: vm.iter(source)?,
    })
}
fn starmap_next(vm: &Vm, this: &Starmap) -> Result<Option<Value>> {
    let Some(item) = vm.next(&this.iterator)? else {
        return Ok(None);
    };
    let args = vm.to_tuple(&item)?;
    vm.call(&this.function, Args::positional(args.as_slice()))
        .map(Some)
}
class!(
    STARMAP,
    "starmap",
    Starmap,
    starmap_new,
    starmap_next,
    |_| {},
    &[],
    "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence."
);

pub(super) struct ZipLongest {
    iterators: Vec<Slot>,
    active: AtomicUsize,
    fill: Value,
}
impl Payload for ZipLongest {
    fn traverse(&self, visit: Visit<'_>) {
        self.iterators.iter().for_each(|i| i.visit(visit));
        visit(&self.fill);
    }
}
fn zip_longest_new(vm: &Vm, args: Args<'_>) -> Result<ZipLongest> {
    let mut fill = Value::NONE;
    for (name, value) in args.keywords() {
        if name.str_lossy().as_deref() != Some("fillvalue") {
            return Err(vm.type_error("zip_longest() got an unexpected keyword argument"));
        }
        fill = value.clone();
    }
    let iterators = args
        .pos()
        .iter()
        .map(|s| vm.iter(s).map(Slot::new))
        .collect::<Result<Vec<Slot>>>()?;
    Ok(ZipLongest {
        active: AtomicUsize::new(iterators.len()),
        iterators,
        fill,
    })
}
fn zip_longest_next(vm: &Vm, this: &ZipLongest) -> Result<Option<Value>> {
    if this.active.load(Relaxed) == 0 {
        return Ok(None);
    }
    let mut row = Vec::with_capacity(this.iterators.len());
    for slot in &this.iterators {
        let mut item = None;
        if let Some(it) = slot.get() {
            item = vm.next(&it)?;
            if item.is_none() && slot.take().is_some() {
                let active = this.active.load(Relaxed).saturating_sub(1);
                this.active.store(active, Relaxed);
                if active == 0 {
                    return Ok(None);
                }
            }
        }
        row.push(item.unwrap_or_else(|| this.fill.clone()));
    }
    Ok(Some(vm.tuple(row)))
}
class!(
    ZIP_LONGEST,
    "zip_longest",
    ZipLongest,
    zip_longest_new,
    zip_longest_next,
    |_| {},
    &[],
    "Return a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument."
);
