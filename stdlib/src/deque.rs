//! `collections.deque`.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};

use hasp_vm::args::{Args, This};
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::cell::{Locked, Slot};
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::slots::CmpOp;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::common::{class_of_module, iter_self};

/// Payload of deques.
pub(crate) struct Deque {
    items: Locked<VecDeque<Value>>,
    /// -1: none.
    maxlen: AtomicI64,
    /// Changes with every change of the number of items.
    state: AtomicU64,
}

impl Payload for Deque {
    fn traverse(&self, visit: Visit<'_>) {
        self.items
            .peek_in_traverse(|items| items.iter().for_each(visit));
    }
    fn clear(&self) {
        drop(self.take_all());
    }
}

type Me<'a> = This<'a, Deque>;

impl Deque {
    fn of(items: VecDeque<Value>, maxlen: i64) -> Deque {
        Deque {
            items: Locked::new(items),
            maxlen: AtomicI64::new(maxlen),
            state: AtomicU64::new(0),
        }
    }
    fn len(&self) -> usize {
        self.items.with(|items| items.len())
    }
    fn get(&self, at: usize) -> Option<Value> {
        self.items.with(|items| items.get(at).cloned())
    }
    fn state(&self) -> u64 {
        self.state.load(Ordering::Relaxed)
    }
    fn changed(&self) {
        // Another thread's change that comes between makes it another number all the same.
        let state = self.state.load(Ordering::Relaxed);
        self.state.store(state.wrapping_add(1), Ordering::Relaxed);
    }
    fn maxlen(&self) -> i64 {
        self.maxlen.load(Ordering::Relaxed)
    }
    fn to_vec(&self) -> Vec<Value> {
        self.items.with(|items| items.iter().cloned().collect())
    }
    fn take_all(&self) -> VecDeque<Value> {
        self.changed();
        self.items.with(std::mem::take)
    }
    fn full(&self, len: usize) -> bool {
        let maxlen = self.maxlen();
        maxlen >= 0 && len as i64 > maxlen
    }
    fn push_back(&self, v: Value) {
        self.changed();
        let dropped = self.items.with(|items| {
            items.push_back(v);
            if self.full(items.len()) {
                items.pop_front()
            } else {
                None
            }
        });
        drop(dropped);
    }
    fn push_front(&self, v: Value) {
        self.changed();
        let dropped = self.items.with(|items| {
            items.push_front(v);
            if self.full(items.len()) {
                items.pop_back()
            } else {
                None
            }
        });
        drop(dropped);
    }
    fn turn(&self, n: i64) {
        self.items.with(|items| {
            if items.len() > 1 {
                let by = n.rem_euclid(items.len() as i64) as usize;
                items.rotate_right(by);
            }
        });
        self.changed();
    }
}

/// The type.
pub(crate) static DEQUE: TypeDef = TypeDef {
    name: "collections.deque",
    sequence: true,
    layout: Some(VTable::of::<Deque>),
    subclassable: true,
    doc: "A list-like sequence optimized for data accesses near its endpoints.",
    slots: |s| {
        s.new.set(Some(|vm, cls, _| {
            Ok(vm.alloc(cls, Deque::of(VecDeque::new(), -1)).into_value())
        }));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.hash.set(Some(hasp_vm::proto::compare::unhashable));
        s.len.set(Some(|vm, v| Ok(this(vm, v)?.len())));
        s.iter.set(Some(|vm, v| iterator(vm, v, false)));
        s.compare.set(Some(compare));
        s.contains.set(Some(|vm, v, item| {
            Ok(find(vm, this(vm, v)?, item, 0, i64::MAX)?.is_some())
        }));
        s.getitem.set(Some(get_item));
        s.setitem.set(Some(set_item));
        s.binary[ADD].set(Some(add));
        s.binary[MUL].set(Some(multiply));
        s.inplace[ADD].set(Some(|vm, a, b| {
            extend_back(vm, this(vm, a)?, b)?;
            Ok(a.clone())
        }));
        s.inplace[MUL].set(Some(multiply_in_place));
    },
    methods: &[
        native!("append(self, item, /)", |_: &Vm, d: Me<'_>, v: Value| d
            .push_back(v)),
        native!(
            "appendleft(self, item, /)",
            |_: &Vm, d: Me<'_>, v: Value| d.push_front(v)
        ),
        native!("pop(self, /)", |vm: &Vm, d: Me<'_>| {
            d.changed();
            d.items
                .with(VecDeque::pop_back)
                .ok_or_else(|| vm.index_error("pop from an empty deque"))
        }),
        native!("popleft(self, /)", |vm: &Vm, d: Me<'_>| {
            d.changed();
            d.items
                .with(VecDeque::pop_front)
                .ok_or_else(|| vm.index_error("pop from an empty deque"))
        }),
        native!("clear(self, /)", |_: &Vm, d: Me<'_>| drop(d.take_all())),
        native!("copy(self, /)", |vm: &Vm, v: &Value| copy(vm, v)),
        native!("__copy__(self, /)", |vm: &Vm, v: &Value| copy(vm, v)),
        native!("count(self, value, /)", count),
        native!(
            "extend(self, iterable, /)",
            |vm: &Vm, d: Me<'_>, items: &Value| extend_back(vm, &d, items)
        ),
        native!("extendleft(self, iterable, /)", extend_left),
        native!(
            "index(self, value, start=0, stop=9223372036854775807, /)",
            index
        ),
        native!("insert(self, index, value, /)", insert),
        native!("remove(self, value, /)", remove),
        native!("reverse(self, /)", |_: &Vm, d: Me<'_>| d
            .items
            .with(|i| i.make_contiguous().reverse())),
        native!("rotate(self, n=1, /)", |_: &Vm, d: Me<'_>, n: i64| d
            .turn(n)),
        native!("__reversed__(self, /)", |vm: &Vm, v: &Value| iterator(
            vm, v, true
        )),
        native!("__reduce__(self, /)", reduce),
        native!("__sizeof__(self, /)", |_: &Vm, d: Me<'_>| 64 + 8 * d.len()),
        native!(
            "__class_getitem__(cls, item, /)",
            hasp_vm::object::generic_alias::class_getitem
        )
        .class_method(),
    ],
    getsets: &[GetSetDef {
        name: "maxlen",
        get: |vm, v| {
            let maxlen = this(vm, v)?.maxlen();
            Ok(if maxlen < 0 {
                Value::NONE
            } else {
                vm.int(maxlen)
            })
        },
        set: None,
    }],
    ..TypeDef::EMPTY
};

const ADD: usize = 0;
const MUL: usize = 2;

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Deque>> {
    v.downcast_ref::<Deque>().ok_or_else(|| vm.wrong_self(v))
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let d = this(vm, v)?;
    let given = args.all().len();
    if given > 2 {
        return Err(vm.type_error(format!("deque() takes at most 2 arguments ({given} given)")));
    }
    let (mut iterable, mut maxlen) = (args.pos().first().cloned(), args.pos().get(1).cloned());
    for (name, value) in args.keywords() {
        match name.str_lossy().as_deref() {
            Some("iterable") => iterable = Some(value.clone()),
            Some("maxlen") => maxlen = Some(value.clone()),
            other => {
                let other = other.unwrap_or_default();
                let text = format!("deque() got an unexpected keyword argument '{other}'");
                return Err(vm.type_error(text));
            }
        }
    }
    let maxlen = match maxlen.filter(|m| !m.is_none()) {
        None => -1,
        Some(m) if vm.type_of(&m).is_subtype(&vm.types().int) => {
            let m = vm.index_clipped(&m)?;
            if m < 0 {
                return Err(vm.value_error("maxlen must be non-negative"));
            }
            m
        }
        Some(_) => return Err(vm.type_error("an integer is required")),
    };
    d.maxlen.store(maxlen, Ordering::Relaxed);
    drop(d.take_all());
    match iterable {
        Some(iterable) => extend_back(vm, d, &iterable),
        None => Ok(()),
    }
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let d = this(vm, v)?;
    let name = vm.type_of(v).name_text();
    let name = name.rsplit('.').next().unwrap_or(&name).to_owned();
    let text = vm.repr_guard(v, || {
        let mut out = name.clone().into_bytes();
        out.extend_from_slice(b"([");
        for (i, item) in d.to_vec().iter().enumerate() {
            if i > 0 {
                out.extend_from_slice(b", ");
            }
            out.extend_from_slice(vm.repr(item)?.bytes());
        }
        out.push(b']');
        if d.maxlen() >= 0 {
            out.extend_from_slice(format!(", maxlen={}", d.maxlen()).as_bytes());
        }
        out.push(b')');
        Ok(out)
    })?;
    Ok(text.map_or_else(|| vm.str("[...]"), |t| vm.new_wtf8(&t).into_value()))
}

fn extend_back(vm: &Vm, d: &Ref<Deque>, items: &Value) -> Result<()> {
    if items.is(d.value()) {
        d.to_vec().into_iter().for_each(|v| d.push_back(v));
        return Ok(());
    }
    vm.iterate(items, |v| {
        d.push_back(v);
        Ok(())
    })
}

fn extend_left(vm: &Vm, d: Me<'_>, items: &Value) -> Result<()> {
    if items.is(d.value()) {
        d.to_vec().into_iter().for_each(|v| d.push_front(v));
        return Ok(());
    }
    vm.iterate(items, |v| {
        d.push_front(v);
        Ok(())
    })
}

fn copy(vm: &Vm, v: &Value) -> Result<Value> {
    let d = this(vm, v)?;
    let class = vm.type_of(v).to_ref();
    if class_of_module(vm, "_collections", "deque")?.is(&class) {
        return Ok(vm
            .alloc(&class, Deque::of(d.to_vec().into(), d.maxlen()))
            .into_value());
    }
    if d.maxlen() < 0 {
        return vm.call(class.value(), Args::positional(std::slice::from_ref(v)));
    }
    vm.call(
        class.value(),
        Args::positional(&[v.clone(), vm.int(d.maxlen())]),
    )
}

fn same_kind(vm: &Vm, like: &Value, items: VecDeque<Value>) -> Result<Value> {
    let maxlen = this(vm, like)?.maxlen();
    let class = vm.type_of(like).to_ref();
    let mut items = items;
    if maxlen >= 0 {
        let excess = items.len().saturating_sub(maxlen as usize);
        items.drain(..excess);
    }
    if class_of_module(vm, "_collections", "deque")?.is(&class) {
        return Ok(vm.alloc(&class, Deque::of(items, maxlen)).into_value());
    }
    let list = vm.list(items.into());
    if maxlen < 0 {
        return vm.call(class.value(), Args::positional(&[list]));
    }
    vm.call(class.value(), Args::positional(&[list, vm.int(maxlen)]))
}

fn add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(left) = a.downcast_ref::<Deque>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let Some(right) = b.downcast_ref::<Deque>() else {
        let name = vm.type_name(b);
        return Err(vm.type_error(format!(
            "can only concatenate deque (not \"{name}\") to deque"
        )));
    };
    let mut items = left.to_vec();
    items.extend(right.to_vec());
    same_kind(vm, a, items.into())
}

fn repeated(vm: &Vm, d: &Deque, times: i64) -> Result<VecDeque<Value>> {
    let items = d.to_vec();
    let times = usize::try_from(times).unwrap_or(0);
    let total = items
        .len()
        .checked_mul(times)
        .filter(|n| *n <= isize::MAX as usize / 16);
    let Some(total) = total else {
        return Err(vm.memory_error(""));
    };
    let kept = if d.maxlen() >= 0 {
        total.min(d.maxlen() as usize)
    } else {
        total
    };
    let mut out = VecDeque::new();
    out.try_reserve(kept).map_err(|_| vm.memory_error(""))?;
    // The last `kept` items of the repetition.
    let skip = total - kept;
    out.extend((skip..total).map(|i| items[i % items.len()].clone()));
    Ok(out)
}

fn multiply(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (v, times) = if a.downcast_ref::<Deque>().is_some() {
        (a, b)
    } else {
        (b, a)
    };
    if times.as_int().is_none() && vm.type_of(times).slots.index.get().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let items = repeated(vm, this(vm, v)?, vm.index_clipped(times)?)?;
    same_kind(vm, v, items)
}

fn multiply_in_place(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    if b.as_int().is_none() && vm.type_of(b).slots.index.get().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let times = vm.index_clipped(b)?;
    let d = this(vm, a)?;
    let items = repeated(vm, d, times)?;
    d.changed();
    drop(d.items.with(|old| std::mem::replace(old, items)));
    Ok(a.clone())
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.downcast_ref::<Deque>(), b.downcast_ref::<Deque>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if op == CmpOp::Eq && x.len() != y.len() {
        return Ok(Value::FALSE);
    }
    vm.compare_items(&x.to_vec(), &y.to_vec(), op)
}

/// Position of an equal item in `start..stop`.
fn find(vm: &Vm, d: &Deque, item: &Value, start: i64, stop: i64) -> Result<Option<usize>> {
    let state = d.state();
    let mut at = start as usize;
    while (at as i64) < stop {
        let Some(v) = d.get(at) else { break };
        let same = vm.eq(&v, item)?;
        if d.state() != state {
            return Err(vm.runtime_error("deque mutated during iteration"));
        }
        if same {
            return Ok(Some(at));
        }
        at += 1;
        if at & 0x3ff == 0 {
            vm.poll_native()?;
        }
    }
    Ok(None)
}

fn count(vm: &Vm, d: Me<'_>, item: &Value) -> Result<usize> {
    let (mut from, mut n) = (0, 0);
    while let Some(at) = find(vm, &d, item, from, i64::MAX)? {
        n += 1;
        from = at as i64 + 1;
    }
    Ok(n)
}

fn index(vm: &Vm, d: Me<'_>, item: &Value, start: &Value, stop: &Value) -> Result<usize> {
    let len = d.len() as i64;
    let bound = |v: &Value| -> Result<i64> {
        let i = vm.index_clipped(v)?;
        Ok(if i < 0 { (i + len).max(0) } else { i.min(len) })
    };
    let (start, stop) = (bound(start)?, bound(stop)?);
    match find(vm, &d, item, start, stop)? {
        Some(at) => Ok(at),
        None => Err(vm.value_error("deque.index(x): x not in deque")),
    }
}

fn insert(vm: &Vm, d: Me<'_>, at: &Value, item: Value) -> Result<()> {
    let at = vm.index_clipped(at)?;
    let len = d.len() as i64;
    if d.maxlen() == len {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    d.changed();
    let at = if at < 0 {
        (at + len).max(0)
    } else {
        at.min(len)
    };
    d.items.with(|items| {
        let at = (at as usize).min(items.len());
        items.insert(at, item);
    });
    Ok(())
}

fn remove(vm: &Vm, d: Me<'_>, item: &Value) -> Result<()> {
    let state = d.state();
    let len = d.len();
    for at in 0..len {
        let Some(v) = d.get(at) else { break };
        let same = vm.eq(&v, item)?;
        if d.state() != state {
            return Err(vm.index_error("deque mutated during remove()."));
        }
        if same {
            d.changed();
            drop(d.items.with(|items| items.remove(at)));
            return Ok(());
        }
    }
    Err(vm.value_error("deque.remove(x): x not in deque"))
}

fn place(vm: &Vm, d: &Deque, key: &Value) -> Result<usize> {
    if key.as_int().is_none() && vm.type_of(key).slots.index.get().is_none() {
        let name = vm.type_name(key);
        return Err(vm.type_error(format!("sequence index must be integer, not '{name}'")));
    }
    let at = vm.index_clipped(key)?;
    let len = d.len() as i64;
    let at = if at < 0 { at + len } else { at };
    if at < 0 || at >= len {
        return Err(vm.index_error("deque index out of range"));
    }
    Ok(at as usize)
}

fn get_item(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let d = this(vm, v)?;
    let at = place(vm, d, key)?;
    d.get(at)
        .ok_or_else(|| vm.index_error("deque index out of range"))
}

fn set_item(vm: &Vm, v: &Value, key: &Value, value: Option<Value>) -> Result<()> {
    let d = this(vm, v)?;
    let at = place(vm, d, key)?;
    let old = match value {
        Some(value) => d.items.with(|items| match items.get_mut(at) {
            Some(place) => std::mem::replace(place, value),
            None => value,
        }),
        None => {
            d.changed();
            d.items
                .with(|items| items.remove(at))
                .unwrap_or(Value::NONE)
        }
    };
    drop(old);
    Ok(())
}

fn reduce(vm: &Vm, v: &Value) -> Result<Value> {
    let d = this(vm, v)?;
    let args = if d.maxlen() < 0 {
        Vec::new()
    } else {
        vec![vm.tuple(Vec::new()), vm.int(d.maxlen())]
    };
    let state = vm
        .get_attr_opt(v, &vm.intern("__dict__"))?
        .unwrap_or(Value::NONE);
    let class = vm.type_of(v).to_value();
    Ok(vm.tuple(vec![class, vm.tuple(args), state, vm.iter(v)?]))
}

// ---- iterators ----------------------------------------------------------------------------

/// Payload of the iterators.
struct DequeIter {
    deque: Slot,
    at: AtomicUsize,
    state: u64,
    backwards: bool,
}

impl Payload for DequeIter {
    fn traverse(&self, visit: Visit<'_>) {
        self.deque.visit(visit);
    }
    fn clear(&self) {
        drop(self.deque.take());
    }
}

fn iterator(vm: &Vm, v: &Value, backwards: bool) -> Result<Value> {
    let state = this(vm, v)?.state();
    let name = if backwards {
        "_deque_reverse_iterator"
    } else {
        "_deque_iterator"
    };
    let class = class_of_module(vm, "_collections", name)?;
    let body = DequeIter {
        deque: Slot::new(v.clone()),
        at: AtomicUsize::new(0),
        state,
        backwards,
    };
    Ok(vm.alloc(&class, body).into_value())
}

const ITER_METHODS: &[NativeDef] = &[native!("__length_hint__(self, /)", length_hint)];

fn length_hint(_: &Vm, it: This<'_, DequeIter>) -> usize {
    let at = it.at.load(Ordering::Relaxed);
    it.deque
        .get()
        .and_then(|d| d.downcast_ref::<Deque>().map(|d| d.len()))
        .unwrap_or(0)
        .saturating_sub(at)
}

const fn iterator_type(name: &'static str) -> TypeDef {
    TypeDef {
        name,
        layout: Some(VTable::of::<DequeIter>),
        slots: |s| {
            s.iter.set(Some(iter_self));
            s.next.set(Some(iter_next));
        },
        methods: ITER_METHODS,
        ..TypeDef::EMPTY
    }
}

/// The forward iterator.
pub(crate) static DEQUE_ITER: TypeDef = iterator_type("_collections._deque_iterator");
/// The backward iterator.
pub(crate) static DEQUE_REVERSE_ITER: TypeDef =
    iterator_type("_collections._deque_reverse_iterator");

fn iter_next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<DequeIter>() else {
        return Err(vm.wrong_self(v));
    };
    let Some(held) = it.deque.get() else {
        return Ok(None);
    };
    let Some(d) = held.downcast_ref::<Deque>() else {
        return Ok(None);
    };
    let at = it.at.load(Ordering::Relaxed);
    if d.state() != it.state {
        it.at.store(usize::MAX, Ordering::Relaxed);
        if at == usize::MAX {
            return Ok(None);
        }
        return Err(vm.runtime_error("deque mutated during iteration"));
    }
    let item = d.items.with(|items| {
        let place = if it.backwards {
            items.len().checked_sub(at.saturating_add(1))
        } else {
            Some(at)
        };
        place.and_then(|p| items.get(p).cloned())
    });
    if item.is_some() {
        it.at.store(at + 1, Ordering::Relaxed);
    } else {
        drop(it.deque.take());
    }
    Ok(item)
}
