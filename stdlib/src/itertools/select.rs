//! Iterators that pass some of a stream's items.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::Relaxed};

use hasp_vm::args::Args;
use hasp_vm::object::{Payload, Slot, Visit};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::{bind, class, exactly, or_none};

pub(super) struct Compress {
    data: Value,
    selectors: Value,
}
impl Payload for Compress {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.data);
        visit(&self.selectors);
    }
}
fn compress_new(vm: &Vm, args: Args<'_>) -> Result<Compress> {
    let [data, selectors] = bind(vm, "compress", args, ["data", "selectors"], 2, 2)?;
    Ok(Compress {
        data: vm.iter(&or_none(data))?,
        selectors: vm.iter(&or_none(selectors))?,
    })
}
fn compress_next(vm: &Vm, this: &Compress) -> Result<Option<Value>> {
    loop {
        let Some(item) = vm.next(&this.data)? else {
            return Ok(None);
        };
        let Some(selector) = vm.next(&this.selectors)? else {
            return Ok(None);
        };
        if vm.truth(&selector)? {
            return Ok(Some(item));
        }
        vm.poll_native()?;
    }
}
class!(
    COMPRESS,
    "compress",
    Compress,
    compress_new,
    compress_next,
    |_| {},
    &[],
    "Return data elements corresponding to true selector elements."
);

/// Payload of the classes with a predicate.
pub(super) struct Filtered<const WHICH: u8> {
    predicate: Value,
    iterator: Value,
    switched: AtomicBool,
}
impl<const WHICH: u8> Payload for Filtered<WHICH> {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.predicate);
        visit(&self.iterator);
    }
}
fn filtered_new<const WHICH: u8>(vm: &Vm, args: Args<'_>) -> Result<Filtered<WHICH>> {
    let name = ["dropwhile", "filterfalse", "takewhile"][WHICH as usize];
    let [predicate, source] = exactly(vm, name, args)?;
    let iterator = vm.iter(source)?;
    Ok(Filtered {
        predicate: predicate.clone(),
        iterator,
        switched: AtomicBool::new(false),
    })
}
fn holds(vm: &Vm, predicate: &Value, item: &Value) -> Result<bool> {
    let verdict = vm.call(predicate, Args::positional(std::slice::from_ref(item)))?;
    vm.truth(&verdict)
}
fn drop_next(vm: &Vm, this: &Filtered<0>) -> Result<Option<Value>> {
    while let Some(item) = vm.next(&this.iterator)? {
        if this.switched.load(Relaxed) {
            return Ok(Some(item));
        }
        if !holds(vm, &this.predicate, &item)? {
            this.switched.store(true, Relaxed);
            return Ok(Some(item));
        }
        vm.poll_native()?;
    }
    Ok(None)
}
fn false_next(vm: &Vm, this: &Filtered<1>) -> Result<Option<Value>> {
    let plain = this.predicate.is_none() || this.predicate.is(vm.types().bool.value());
    while let Some(item) = vm.next(&this.iterator)? {
        let holds = if plain {
            vm.truth(&item)?
        } else {
            holds(vm, &this.predicate, &item)?
        };
        if !holds {
            return Ok(Some(item));
        }
        vm.poll_native()?;
    }
    Ok(None)
}
fn take_next(vm: &Vm, this: &Filtered<2>) -> Result<Option<Value>> {
    if this.switched.load(Relaxed) {
        return Ok(None);
    }
    let Some(item) = vm.next(&this.iterator)? else {
        return Ok(None);
    };
    if holds(vm, &this.predicate, &item)? {
        return Ok(Some(item));
    }
    this.switched.store(true, Relaxed);
    Ok(None)
}
class!(
    DROPWHILE,
    "dropwhile",
    Filtered<0>,
    filtered_new::<0>,
    drop_next,
    |_| {},
    &[],
    "Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted."
);
class!(
    FILTERFALSE,
    "filterfalse",
    Filtered<1>,
    filtered_new::<1>,
    false_next,
    |_| {},
    &[],
    "Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false."
);
class!(
    TAKEWHILE,
    "takewhile",
    Filtered<2>,
    filtered_new::<2>,
    take_next,
    |_| {},
    &[],
    "Return successive entries from an iterable as long as the predicate evaluates to true for each entry."
);

pub(super) struct Islice {
    iterator: Slot,
    next: AtomicI64,
    /// i64::MAX: none.
    stop: i64,
    step: i64,
    count: AtomicI64,
}
impl Payload for Islice {
    fn traverse(&self, visit: Visit<'_>) {
        self.iterator.visit(visit);
    }
}
fn bound(vm: &Vm, v: &Value, default: i64, message: &str) -> Result<i64> {
    if v.is_none() {
        return Ok(default);
    }
    match vm
        .index(v)
        .ok()
        .and_then(|i| i.as_int().and_then(|i| i.to_i64()))
    {
        Some(i) if i >= 0 => Ok(i),
        _ => Err(vm.value_error(message)),
    }
}
fn islice_new(vm: &Vm, args: Args<'_>) -> Result<Islice> {
    args.no_keywords(vm, "islice")?;
    let none = Value::NONE;
    let (source, start, stop, step) = match args.pos() {
        [source, stop] => (source, &none, stop, &none),
        [source, start, stop] => (source, start, stop, &none),
        [source, start, stop, step] => (source, start, stop, step),
        other => {
            let (how, limit) = if other.len() < 2 {
                ("at least", 2)
            } else {
                ("at most", 4)
            };
            return Err(vm.type_error(format!(
                "islice expected {how} {limit} arguments, got {}",
                other.len()
            )));
        }
    };
    const INDICES: &str = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const STOP: &str =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const STEP: &str = "Step for islice() must be a positive integer or None.";
    let stop = bound(vm, stop, i64::MAX, STOP)?;
    let start = bound(vm, start, 0, INDICES)?;
    let step = bound(vm, step, 1, STEP)?;
    if step < 1 {
        return Err(vm.value_error(STEP));
    }
    let iterator = Slot::new(vm.iter(source)?);
    Ok(Islice {
        iterator,
        next: AtomicI64::new(start),
        stop,
        step,
        count: AtomicI64::new(0),
    })
}
fn islice_next(vm: &Vm, this: &Islice) -> Result<Option<Value>> {
    let Some(it) = this.iterator.get() else {
        return Ok(None);
    };
    let next = this.next.load(Relaxed);
    let mut count = this.count.load(Relaxed);
    while count < next.min(this.stop) {
        if vm.next(&it)?.is_none() {
            drop(this.iterator.take());
            return Ok(None);
        }
        count += 1;
        this.count.store(count, Relaxed);
        vm.poll_native()?;
    }
    let item = if count >= this.stop {
        None
    } else {
        vm.next(&it)?
    };
    if item.is_none() {
        drop(this.iterator.take());
        return Ok(None);
    }
    this.count.store(count + 1, Relaxed);
    this.next
        .store(next.saturating_add(this.step).min(this.stop), Relaxed);
    Ok(item)
}
class!(
    ISLICE,
    "islice",
    Islice,
    islice_new,
    islice_next,
    |_| {},
    &[],
    "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable."
);
