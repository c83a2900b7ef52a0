//! `groupby` and `tee`.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

use hasp_vm::args::Args;
use hasp_vm::native;
use hasp_vm::object::list::List;
use hasp_vm::object::typ::Type;
use hasp_vm::object::{Payload, Ref, Slot, Visit};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::{bind, class, exactly, or_none};

/// The classes of which objects are made by others.
#[derive(Clone)]
pub(super) struct Classes {
    pub(super) groupby: Ref<Type>,
    pub(super) grouper: Ref<Type>,
    pub(super) tee: Ref<Type>,
    chunk: Ref<Type>,
}

/// The classes of this interpreter.
pub(super) fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        groupby: vm.new_native_type(&GROUPBY),
        grouper: vm.new_native_type(&GROUPER),
        tee: vm.new_native_type(&TEE),
        chunk: vm.new_native_type(&CHUNK),
    })
}

pub(super) struct GroupBy {
    iterator: Value,
    function: Value,
    grouper: Ref<Type>,
    target: Slot,
    key: Slot,
    item: Slot,
    /// Number of the group that may still be read.
    turn: AtomicU64,
}
impl Payload for GroupBy {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.iterator);
        visit(&self.function);
        visit(self.grouper.value());
        self.target.visit(visit);
        self.key.visit(visit);
        self.item.visit(visit);
    }
}
fn groupby_new(vm: &Vm, args: Args<'_>) -> Result<GroupBy> {
    let [source, function] = bind(vm, "groupby", args, ["iterable", "key"], 1, 2)?;
    Ok(GroupBy {
        iterator: vm.iter(&or_none(source))?,
        function: or_none(function),
        grouper: classes(vm).grouper,
        target: Slot::empty(),
        key: Slot::empty(),
        item: Slot::empty(),
        turn: AtomicU64::new(0),
    })
}
/// Takes the next item and its key; false at the end.
fn step(vm: &Vm, this: &GroupBy) -> Result<bool> {
    let Some(item) = vm.next(&this.iterator)? else {
        return Ok(false);
    };
    let key = match this.function.is_none() {
        true => item.clone(),
        false => vm.call(
            &this.function,
            Args::positional(std::slice::from_ref(&item)),
        )?,
    };
    this.item.set(item);
    this.key.set(key);
    Ok(true)
}
fn same(vm: &Vm, a: &Value, b: &Value) -> Result<bool> {
    if a.is(b) { Ok(true) } else { vm.eq(a, b) }
}
/// Payload of the groups.
pub(super) struct Grouper {
    parent: Value,
    key: Value,
    turn: u64,
}
impl Payload for Grouper {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.parent);
        visit(&self.key);
    }
}
fn groupby_next(vm: &Vm, this: &Ref<GroupBy>) -> Result<Option<Value>> {
    let turn = this.turn.fetch_add(1, Relaxed) + 1;
    let key = loop {
        if let Some(key) = this.key.get() {
            match this.target.get() {
                Some(target) if same(vm, &target, &key)? => {}
                _ => break key,
            }
        }
        if !step(vm, this)? {
            return Ok(None);
        }
        vm.poll_native()?;
    };
    this.target.set(key.clone());
    let grouper = Grouper {
        parent: this.value().clone(),
        key: key.clone(),
        turn,
    };
    Ok(Some(
        vm.pair(key, vm.alloc(&this.grouper, grouper).into_value()),
    ))
}
fn grouper_next(vm: &Vm, this: &Grouper) -> Result<Option<Value>> {
    let Some(parent) = this.parent.downcast_ref::<GroupBy>() else {
        return Ok(None);
    };
    if parent.turn.load(Relaxed) != this.turn || parent.item.is_empty() && !step(vm, parent)? {
        return Ok(None);
    }
    match parent.key.get() {
        Some(key) if same(vm, &this.key, &key)? => Ok(parent.item.take()),
        _ => Ok(None),
    }
}
fn grouper_new(vm: &Vm, args: Args<'_>) -> Result<Grouper> {
    let [parent, key] = exactly(vm, "_grouper", args)?;
    let Some(groups) = parent.downcast_ref::<GroupBy>() else {
        return Err(vm.wrong_type("itertools.groupby", parent));
    };
    Ok(Grouper {
        parent: parent.clone(),
        key: key.clone(),
        turn: groups.turn.load(Relaxed),
    })
}
class!(
    GROUPBY,
    "groupby",
    GroupBy,
    groupby_new,
    groupby_next,
    |_| {},
    &[],
    "make an iterator that returns consecutive keys and groups from the iterable"
);
class!(
    GROUPER,
    "_grouper",
    Grouper,
    grouper_new,
    grouper_next,
    |_| {},
    &[],
    ""
);

/// Items that a chunk holds.
const CHUNK_LEN: usize = 64;

/// Items already taken from the source, and where it goes on.
struct Chunk {
    items: Ref<List>,
    next: Slot,
}
impl Payload for Chunk {
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.items.value());
        self.next.visit(visit);
    }
    fn clear(&self) {
        drop(self.next.take());
    }
}
static CHUNK: hasp_vm::object::typ::TypeDef = hasp_vm::object::typ::TypeDef {
    name: "itertools._tee_dataobject",
    layout: Some(hasp_vm::object::VTable::of::<Chunk>),
    ..hasp_vm::object::typ::TypeDef::EMPTY
};
fn new_chunk(vm: &Vm) -> Value {
    let chunk = Chunk {
        items: vm.new_list(Vec::new()),
        next: Slot::empty(),
    };
    vm.alloc(&classes(vm).chunk, chunk).into_value()
}

/// Payload of `tee`'s iterators.
pub(super) struct Tee {
    iterator: Value,
    chunk: Slot,
    at: AtomicUsize,
}
impl Payload for Tee {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.iterator);
        self.chunk.visit(visit);
    }
}
impl Tee {
    /// Another iterator at the same place.
    fn copy(&self) -> Tee {
        Tee {
            iterator: self.iterator.clone(),
            chunk: Slot::from_option(self.chunk.get()),
            at: AtomicUsize::new(self.at.load(Relaxed)),
        }
    }
}
fn make_tee(vm: &Vm, source: &Value) -> Result<Tee> {
    if let Some(tee) = source.downcast_ref::<Tee>() {
        return Ok(tee.copy());
    }
    let iterator = vm.iter(source)?;
    Ok(match iterator.downcast_ref::<Tee>() {
        Some(tee) => tee.copy(),
        None => Tee {
            chunk: Slot::new(new_chunk(vm)),
            iterator: iterator.clone(),
            at: AtomicUsize::new(0),
        },
    })
}
fn tee_new(vm: &Vm, args: Args<'_>) -> Result<Tee> {
    let [source] = exactly(vm, "_tee", args)?;
    make_tee(vm, source)
}
fn tee_next(vm: &Vm, this: &Tee) -> Result<Option<Value>> {
    let Some(mut current) = this.chunk.get() else {
        return Ok(None);
    };
    let mut at = this.at.load(Relaxed);
    if at == CHUNK_LEN {
        let Some(chunk) = current.downcast_ref::<Chunk>() else {
            return Ok(None);
        };
        let next = match chunk.next.get() {
            Some(next) => next,
            None => {
                let next = new_chunk(vm);
                chunk.next.set(next.clone());
                next
            }
        };
        this.chunk.set(next.clone());
        current = next;
        at = 0;
        this.at.store(0, Relaxed);
    }
    let Some(chunk) = current.downcast_ref::<Chunk>() else {
        return Ok(None);
    };
    let item = match chunk.items.get(at) {
        Some(item) => item,
        None => {
            let Some(item) = vm.next(&this.iterator)? else {
                return Ok(None);
            };
            chunk.items.push(item.clone());
            item
        }
    };
    this.at.store(at + 1, Relaxed);
    Ok(Some(item))
}
class!(
    TEE,
    "_tee",
    Tee,
    tee_new,
    tee_next,
    |_| {},
    &[native!("__copy__(self, /)", |vm: &Vm,
                                    this: hasp_vm::args::This<
        '_,
        Tee,
    >| {
        vm.alloc(&classes(vm).tee, this.copy())
    }),],
    "Iterator wrapped to make it copyable."
);

/// `tee(iterable, n=2)`
pub(super) fn tee(vm: &Vm, source: &Value, n: i64) -> Result<Value> {
    if n < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    let mut copies = Vec::new();
    if n > 0 {
        let first = make_tee(vm, source)?;
        let class = classes(vm).tee;
        for _ in 1..n {
            copies.push(vm.alloc(&class, first.copy()).into_value());
            vm.poll_native()?;
        }
        copies.push(vm.alloc(&class, first).into_value());
    }
    Ok(vm.tuple(copies))
}
