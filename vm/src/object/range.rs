//! `range`. Where start, stop and step are inline ints, so are all its items, and everything is
//! machine arithmetic; else it is done with big integers.

use dashu_int::IBig;

use super::Ref;
use super::cell::Locked;
use super::header::{Kind, Payload, Visit};
use super::iter::{RangeIter, builtin, iter_self};
use super::sequence::{bad_index, positional_at_most};
use super::slice::Slice;
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::native;
use crate::native::GetSetDef;
use crate::num::bigint;
use crate::num::hash::hash_tuple;
use crate::object::VTable;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Payload of `range`.
pub struct Range {
    start: Value,
    stop: Value,
    step: Value,
    /// Number of items; None where one of the three is no inline int.
    small_len: Option<i64>,
}

impl Payload for Range {
    const KIND: Kind = Kind::Range;
    const GC: bool = false;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.start);
        visit(&self.stop);
        visit(&self.step);
    }
}

/// A range of inline ints.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Small {
    pub(crate) start: i64,
    pub(crate) step: i64,
    pub(crate) len: i64,
}

impl Small {
    fn item(self, at: i64) -> i64 {
        self.start + at * self.step
    }
    /// All items.
    pub(crate) fn items(self) -> impl ExactSizeIterator<Item = Value> {
        // Lengths beyond the address space end in MemoryError before this.
        (0..self.len as usize).map(move |at| Value::small_int(self.item(at as i64)))
    }
    fn position(self, i: i64) -> Option<i64> {
        let distance = i - self.start;
        let at = distance / self.step;
        (distance % self.step == 0 && (0..self.len).contains(&at)).then_some(at)
    }
}

struct Big {
    start: IBig,
    step: IBig,
    len: IBig,
}

impl Big {
    fn item(&self, at: &IBig) -> IBig {
        &self.start + at * &self.step
    }
    fn position(&self, i: &IBig) -> Option<IBig> {
        let (at, rest) = bigint::div_mod(&(i - &self.start), &self.step)?;
        (rest == IBig::ZERO && at >= IBig::ZERO && at < self.len).then_some(at)
    }
}

/// Number of items.
fn small_len(start: i64, stop: i64, step: i64) -> i64 {
    if step > 0 {
        if start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        }
    } else if start > stop {
        (start - stop - 1) / -step + 1
    } else {
        0
    }
}

fn big_len(start: &IBig, stop: &IBig, step: &IBig) -> IBig {
    let (distance, step) = if *step > IBig::ZERO {
        (stop - start, step.clone())
    } else {
        (start - stop, -step)
    };
    if distance <= IBig::ZERO {
        return IBig::ZERO;
    }
    bigint::floor_div(&(distance - IBig::ONE), &step).unwrap_or_default() + IBig::ONE
}

impl Range {
    /// The numbers, if all are inline ints.
    #[inline(always)]
    pub(crate) fn small(&self) -> Option<Small> {
        let len = self.small_len?;
        Some(Small {
            start: self.start.as_small_int()?,
            step: self.step.as_small_int()?,
            len,
        })
    }
    fn big(&self) -> Big {
        let number = |v: &Value| v.as_int().map(|i| i.to_big()).unwrap_or_default();
        let (start, stop, step) = (number(&self.start), number(&self.stop), number(&self.step));
        let len = big_len(&start, &stop, &step);
        Big { start, step, len }
    }
    fn len_value(&self, vm: &Vm) -> Value {
        match self.small_len {
            Some(len) => vm.int(len),
            None => vm.int_from_big(self.big().len),
        }
    }
    /// The item at a position that is in range (as an int of any size).
    fn item(&self, vm: &Vm, at: i64) -> Value {
        match self.small() {
            Some(small) => Value::small_int(small.item(at)),
            None => vm.int_from_big(self.big().item(&IBig::from(at))),
        }
    }
}

/// `range(start, stop, step)` of ints.
///
/// # Errors
/// ValueError for a step of 0.
pub(crate) fn make(vm: &Vm, start: Value, stop: Value, step: Value) -> Result<Value> {
    let small = (
        start.as_small_int(),
        stop.as_small_int(),
        step.as_small_int(),
    );
    let small_len = match small {
        (_, _, Some(0)) => return Err(vm.value_error("range() arg 3 must not be zero")),
        (Some(start), Some(stop), Some(step)) => Some(small_len(start, stop, step)),
        _ => None,
    };
    Ok(vm
        .alloc(
            &vm.types().range,
            Range {
                start,
                stop,
                step,
                small_len,
            },
        )
        .into_value())
}

/// An argument: its `__index__` as an exact int.
fn number(vm: &Vm, v: &Value) -> Result<Value> {
    if v.is_small_int() {
        return Ok(v.clone());
    }
    let index = vm.index(v)?;
    Ok(index
        .as_int()
        .map_or(Value::NONE, |i| vm.int_from_big(i.to_big())))
}

fn new(vm: &Vm, _: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    positional_at_most(vm, "range", &args, 1, 3)?;
    match args.pos() {
        [stop] => make(
            vm,
            Value::small_int(0),
            number(vm, stop)?,
            Value::small_int(1),
        ),
        [start, stop] => make(
            vm,
            number(vm, start)?,
            number(vm, stop)?,
            Value::small_int(1),
        ),
        [start, stop, step] => make(vm, number(vm, start)?, number(vm, stop)?, number(vm, step)?),
        _ => Ok(Value::NONE),
    }
}

/// The type.
pub static RANGE: TypeDef = TypeDef {
    name: "range",
    layout: Some(VTable::of::<Range>),
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nAn immutable sequence of integers from start (inclusive) to stop (exclusive) by step.",
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.iter.set(Some(iter));
        s.len.set(Some(len));
        s.bool
            .set(Some(|_, v| Ok(this(v).is_some_and(|r| is_filled(r)))));
        s.getitem.set(Some(getitem));
        s.contains.set(Some(contains));
    },
    methods: &[
        native!("count(self, value, /)", count),
        native!("index(self, value, /)", index),
        native!("__reversed__(self, /)", reversed),
        native!("__reduce__(self, /)", |vm: &Vm, this: This<'_, Range>| {
            let args = vm.tuple(vec![
                this.start.clone(),
                this.stop.clone(),
                this.step.clone(),
            ]);
            vm.pair(vm.types().range.value().clone(), args)
        }),
    ],
    getsets: &[
        GetSetDef {
            name: "start",
            get: |_, v| Ok(this(v).map_or(Value::NONE, |r| r.start.clone())),
            set: Some(super::descr::read_only),
        },
        GetSetDef {
            name: "stop",
            get: |_, v| Ok(this(v).map_or(Value::NONE, |r| r.stop.clone())),
            set: Some(super::descr::read_only),
        },
        GetSetDef {
            name: "step",
            get: |_, v| Ok(this(v).map_or(Value::NONE, |r| r.step.clone())),
            set: Some(super::descr::read_only),
        },
    ],
    ..TypeDef::EMPTY
};

#[inline(always)]
fn this(v: &Value) -> Option<&Ref<Range>> {
    v.downcast_ref::<Range>()
}

fn is_filled(range: &Range) -> bool {
    match range.small_len {
        Some(len) => len > 0,
        None => range.big().len > IBig::ZERO,
    }
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(range) = this(v) else {
        return Ok(Value::NONE);
    };
    let mut text = format!(
        "range({}, {}",
        vm.repr_text(&range.start)?,
        vm.repr_text(&range.stop)?
    );
    if range.step.as_small_int() != Some(1) {
        text.push_str(&format!(", {}", vm.repr_text(&range.step)?));
    }
    text.push(')');
    Ok(vm.str(text))
}

/// Length, start if there is an item, step if there are two: equal for equal ranges.
fn essence(vm: &Vm, range: &Range) -> [Value; 3] {
    let len = range.len_value(vm);
    match len.as_small_int() {
        Some(0) => [len, Value::NONE, Value::NONE],
        Some(1) => [len, range.start.clone(), Value::NONE],
        _ => [len, range.start.clone(), range.step.clone()],
    }
}

fn hash(vm: &Vm, v: &Value) -> Result<i64> {
    let Some(range) = this(v) else { return Ok(0) };
    let [len, start, step] = essence(vm, range);
    Ok(hash_tuple([
        vm.hash(&len)?,
        vm.hash(&start)?,
        vm.hash(&step)?,
    ]))
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (this(a), this(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let mut equal = true;
    for (p, q) in essence(vm, x).iter().zip(&essence(vm, y)) {
        equal = equal && vm.eq(p, q)?;
    }
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

fn iter(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(range) = this(v) else {
        return Ok(Value::NONE);
    };
    Ok(match range.small() {
        Some(s) => vm
            .alloc(
                &vm.types().range_iterator,
                RangeIter::new(s.start, s.step, s.len as usize),
            )
            .into_value(),
        None => {
            let big = range.big();
            big_iterator(vm, big.start, big.step, big.len)
        }
    })
}

fn reversed(vm: &Vm, this: This<'_, Range>) -> Value {
    match this.small() {
        Some(s) => {
            let last = s.start.wrapping_add((s.len - 1).wrapping_mul(s.step));
            vm.alloc(
                &vm.types().range_iterator,
                RangeIter::new(last, -s.step, s.len as usize),
            )
            .into_value()
        }
        None => {
            let big = this.big();
            let last = big.item(&(&big.len - IBig::ONE));
            big_iterator(vm, last, -big.step, big.len)
        }
    }
}

fn len(vm: &Vm, v: &Value) -> Result<usize> {
    let Some(range) = this(v) else { return Ok(0) };
    match range.small_len {
        Some(len) => Ok(len as usize),
        None => match i64::try_from(&range.big().len) {
            Ok(len) => Ok(len as usize),
            Err(_) => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        },
    }
}

fn out_of_range(vm: &Vm) -> Raised {
    vm.index_error("range object index out of range")
}

fn getitem(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let Some(range) = this(v) else {
        return Ok(Value::NONE);
    };
    if let Some(slice) = key.as_slice_obj() {
        return subrange(vm, range, slice);
    }
    if let (Some(i), Some(small)) = (key.as_small_int(), range.small()) {
        let at = if i < 0 { i + small.len } else { i };
        return if (0..small.len).contains(&at) {
            Ok(range.item(vm, at))
        } else {
            Err(out_of_range(vm))
        };
    }
    if key.as_int().is_none() && vm.type_of(key).slots.index.get().is_none() {
        return Err(bad_index(vm, "range", key));
    }
    let index = vm
        .index(key)?
        .as_int()
        .map(|i| i.to_big())
        .unwrap_or_default();
    let big = range.big();
    let at = if index < IBig::ZERO {
        index + &big.len
    } else {
        index
    };
    if at < IBig::ZERO || at >= big.len {
        return Err(out_of_range(vm));
    }
    Ok(vm.int_from_big(big.item(&at)))
}

/// `range[slice]`.
fn subrange(vm: &Vm, range: &Ref<Range>, slice: &Slice) -> Result<Value> {
    if let Some(small) = range.small()
        && [&slice.start, &slice.stop, &slice.step]
            .iter()
            .all(|v| v.is_none() || v.is_small_int())
    {
        let at = slice.unpack(vm)?.fit(small.len as usize);
        let item = |at: i64| {
            vm.int_from_i128(i128::from(small.start) + i128::from(at) * i128::from(small.step))
        };
        let step = vm.int_from_i128(i128::from(at.step) * i128::from(small.step));
        return make(vm, item(at.start), item(at.stop), step);
    }
    let big = range.big();
    let (start, stop, step) = super::slice::big_indices(vm, slice, &big.len)?;
    let step = vm.int_from_big(step * &big.step);
    make(
        vm,
        vm.int_from_big(big.item(&start)),
        vm.int_from_big(big.item(&stop)),
        step,
    )
}

/// Position of an int (bools and subclasses included).
fn find(vm: &Vm, range: &Range, v: &Value) -> Option<Value> {
    if let (Some(small), Some(i)) = (range.small(), v.as_small_int()) {
        return small.position(i).map(Value::small_int);
    }
    range
        .big()
        .position(&v.as_int()?.to_big())
        .map(|at| vm.int_from_big(at))
}

/// True for values that compare as ints do: exact ints and bools.
fn is_plain_int(v: &Value) -> bool {
    v.is_small_int() || v.is_bool() || v.header().is_some_and(|h| h.is_exactly(Kind::Int))
}

/// The item as an int, if it can be found by arithmetic.
fn plain_number(vm: &Vm, v: &Value) -> Option<Option<Value>> {
    if is_plain_int(v) {
        return Some(Some(v.clone()));
    }
    let f = v.as_float()?;
    Some(
        (f.fract() == 0.0)
            .then(|| bigint::from_f64(f))
            .flatten()
            .map(|i| vm.int_from_big(i)),
    )
}

fn contains(vm: &Vm, v: &Value, item: &Value) -> Result<bool> {
    let Some(range) = this(v) else {
        return Ok(false);
    };
    match plain_number(vm, item) {
        Some(number) => Ok(number.is_some_and(|n| find(vm, range, &n).is_some())),
        None => Ok(search(vm, v, item, true)?.0 > 0),
    }
}

/// Compares item by item: how many are equal and the position of the first.
fn search(vm: &Vm, v: &Value, item: &Value, first_only: bool) -> Result<(i64, i64)> {
    let it = vm.iter(v)?;
    let (mut count, mut first, mut at) = (0, -1, 0);
    while let Some(x) = vm.next(&it)? {
        if vm.eq(&x, item)? {
            if count == 0 {
                first = at;
            }
            count += 1;
            if first_only {
                break;
            }
        }
        at += 1;
        if at & 0x3ff == 0 {
            vm.poll_native()?;
        }
    }
    Ok((count, first))
}

fn count(vm: &Vm, this: This<'_, Range>, value: &Value) -> Result<i64> {
    match plain_number(vm, value) {
        Some(number) => Ok(number.is_some_and(|n| find(vm, &this, &n).is_some()).into()),
        None => Ok(search(vm, this.value(), value, false)?.0),
    }
}

fn index(vm: &Vm, this: This<'_, Range>, value: &Value) -> Result<Value> {
    if is_plain_int(value) {
        return match find(vm, &this, value) {
            Some(at) => Ok(at),
            None => Err(vm.value_error("range.index(x): x not in range")),
        };
    }
    match search(vm, this.value(), value, true)? {
        (0, _) => Err(vm.value_error("sequence.index(x): x not in sequence")),
        (_, at) => Ok(vm.int(at)),
    }
}

/// Payload of `longrange_iterator`.
pub struct LongRangeIter {
    step: IBig,
    /// Next item and number of items left.
    state: Locked<(IBig, IBig)>,
}

impl Payload for LongRangeIter {
    const GC: bool = false;
}

fn big_iterator(vm: &Vm, start: IBig, step: IBig, len: IBig) -> Value {
    let payload = LongRangeIter {
        step,
        state: Locked::new((start, len)),
    };
    vm.alloc(&vm.types().longrange_iterator, payload)
        .into_value()
}

fn big_next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<LongRangeIter>() else {
        return Ok(None);
    };
    let item = it.state.with(|(next, left)| {
        if *left <= IBig::ZERO {
            return None;
        }
        *left -= IBig::ONE;
        let following = &*next + &it.step;
        Some(std::mem::replace(next, following))
    });
    Ok(item.map(|i| vm.int_from_big(i)))
}

/// The type.
pub static LONGRANGE_ITERATOR: TypeDef = TypeDef {
    name: "longrange_iterator",
    layout: Some(VTable::of::<LongRangeIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(big_next));
    },
    methods: &[
        native!("__length_hint__(self, /)", |vm: &Vm,
                                             this: This<
            '_,
            LongRangeIter,
        >| {
            vm.int_from_big(this.state.with(|(_, left)| left.clone()))
        }),
        native!(
            "__reduce__(self, /)",
            |vm: &Vm, this: This<'_, LongRangeIter>| {
                let (next, left) = this.state.with(|s| s.clone());
                let stop = &next + left * &this.step;
                let [start, stop, step] =
                    [next, stop, this.step.clone()].map(|i| vm.int_from_big(i));
                let args = vm.tuple(vec![make(vm, start, stop, step)?]);
                Ok::<Value, Raised>(vm.tuple(vec![builtin(vm, "iter"), args, Value::NONE]))
            }
        ),
        native!(
            "__setstate__(self, state, /)",
            |vm: &Vm, this: This<'_, LongRangeIter>, state: Value| {
                let skip = vm
                    .index(&state)?
                    .as_int()
                    .map(|i| i.to_big())
                    .unwrap_or_default();
                this.state.with(|(next, left)| {
                    let skip = skip.max(IBig::ZERO).min(left.clone());
                    *next += &skip * &this.step;
                    *left -= skip;
                });
                Ok::<(), Raised>(())
            }
        ),
    ],
    ..TypeDef::EMPTY
};
