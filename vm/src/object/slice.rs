//! `slice`, and what a slice means for a sequence of a given length.

use dashu_int::IBig;

use super::Ref;
use super::header::{Kind, Payload, Visit};
use super::sequence::positional_at_most;
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::native;
use crate::native::GetSetDef;
use crate::num::hash::TupleHasher;
use crate::object::VTable;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of `slice`.
pub struct Slice {
    /// `start`, often None.
    pub start: Value,
    /// `stop`, often None.
    pub stop: Value,
    /// `step`, often None.
    pub step: Value,
}

impl Payload for Slice {
    const KIND: Kind = Kind::Slice;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.start);
        visit(&self.stop);
        visit(&self.step);
    }
}

/// A slice's numbers before the sequence's length is known.
#[derive(Clone, Copy, Debug)]
pub struct RawSlice {
    start: Option<i64>,
    stop: Option<i64>,
    step: i64,
}

/// A slice of a sequence of known length.
#[derive(Clone, Copy, Debug)]
pub struct Indices {
    /// First position (clipped).
    pub start: i64,
    /// Position at which the slice ends (clipped; -1 for a downward one to the beginning).
    pub stop: i64,
    /// Distance; never 0.
    pub step: i64,
    /// Number of items.
    pub count: usize,
}

impl Indices {
    /// The positions, in the slice's order.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..self.count as i64).map(move |i| (self.start + i * self.step) as usize)
    }
    /// Start and end of the slice if it is a plain one (`step` 1): `end` is never below `start`.
    pub fn plain(self) -> Option<(usize, usize)> {
        (self.step == 1).then(|| (self.start as usize, self.start as usize + self.count))
    }
}

impl RawSlice {
    /// `start:stop`, if both are small ints or None.
    #[inline]
    pub(crate) fn simple(start: &Value, stop: &Value) -> Option<RawSlice> {
        let part = |v: &Value| match v.as_small_int() {
            None if !v.is_none() => Err(()),
            part => Ok(part),
        };
        Some(RawSlice {
            start: part(start).ok()?,
            stop: part(stop).ok()?,
            step: 1,
        })
    }
    /// Fits it to a sequence of `len` items.
    #[inline]
    pub fn fit(self, len: usize) -> Indices {
        let len = len as i64;
        let down = self.step < 0;
        let (low, high) = if down { (-1, len - 1) } else { (0, len) };
        let clip = |i: i64| {
            if i < 0 {
                i.saturating_add(len).max(low)
            } else {
                i.min(high)
            }
        };
        let start = self.start.map_or(if down { high } else { low }, clip);
        let stop = self.stop.map_or(if down { low } else { high }, clip);
        let count = if down {
            if stop < start {
                ((start - stop - 1) as u64 / self.step.unsigned_abs()) as usize + 1
            } else {
                0
            }
        } else if start < stop {
            ((stop - start - 1) / self.step) as usize + 1
        } else {
            0
        };
        Indices {
            start,
            stop,
            step: self.step,
            count,
        }
    }
}

impl Slice {
    /// The numbers, each by `__index__`, clipped to 64 bits.
    ///
    /// # Errors
    /// TypeError for what is no index, ValueError `slice step cannot be zero`.
    #[inline]
    pub fn unpack(&self, vm: &Vm) -> Result<RawSlice> {
        let step = match part(vm, &self.step)? {
            None => 1,
            Some(0) => return Err(vm.value_error("slice step cannot be zero")),
            Some(step) => step.max(-i64::MAX),
        };
        Ok(RawSlice {
            start: part(vm, &self.start)?,
            stop: part(vm, &self.stop)?,
            step,
        })
    }
}

#[inline]
fn part(vm: &Vm, v: &Value) -> Result<Option<i64>> {
    if v.is_none() {
        return Ok(None);
    }
    match v.as_small_int() {
        Some(i) => Ok(Some(i)),
        None => part_slow(vm, v).map(Some),
    }
}

#[cold]
fn part_slow(vm: &Vm, v: &Value) -> Result<i64> {
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        return Err(
            vm.type_error("slice indices must be integers or None or have an __index__ method")
        );
    }
    vm.index_clipped(v)
}

/// Start, stop, step and number of items of `slice` on a sequence of `len` items. Where the
/// indices' `__index__` could change the length, use [`Slice::unpack`] and [`RawSlice::fit`].
///
/// # Errors
/// As [`Slice::unpack`].
#[inline]
pub fn slice_indices(vm: &Vm, slice: &Slice, len: usize) -> Result<(i64, i64, i64, usize)> {
    let Indices {
        start,
        stop,
        step,
        count,
    } = slice.unpack(vm)?.fit(len);
    Ok((start, stop, step, count))
}

impl Vm {
    /// A slice.
    #[inline]
    pub fn slice(&self, start: Value, stop: Value, step: Value) -> Value {
        self.alloc(&self.types().slice, Slice { start, stop, step })
            .into_value()
    }
}

impl Value {
    /// The slice, if it is one.
    #[inline(always)]
    pub fn as_slice_obj(&self) -> Option<&Ref<Slice>> {
        self.downcast_ref::<Slice>()
    }
}

/// The type.
pub static SLICE: TypeDef = TypeDef {
    name: "slice",
    layout: Some(VTable::of::<Slice>),
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
    },
    methods: &[
        native!("indices(self, object, /)", indices),
        native!("__reduce__(self, /)", reduce),
    ],
    getsets: &[
        GetSetDef {
            name: "start",
            get: |_, v| Ok(field(v, |s| &s.start)),
            set: Some(super::descr::read_only),
        },
        GetSetDef {
            name: "stop",
            get: |_, v| Ok(field(v, |s| &s.stop)),
            set: Some(super::descr::read_only),
        },
        GetSetDef {
            name: "step",
            get: |_, v| Ok(field(v, |s| &s.step)),
            set: Some(super::descr::read_only),
        },
    ],
    ..TypeDef::EMPTY
};

fn field(v: &Value, get: fn(&Slice) -> &Value) -> Value {
    v.as_slice_obj().map_or(Value::NONE, |s| get(s).clone())
}

fn new(vm: &Vm, _: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    positional_at_most(vm, "slice", &args, 1, 3)?;
    let none = || Value::NONE;
    Ok(match args.pos() {
        [start, stop, step] => vm.slice(start.clone(), stop.clone(), step.clone()),
        [start, stop] => vm.slice(start.clone(), stop.clone(), none()),
        [stop] => vm.slice(none(), stop.clone(), none()),
        _ => vm.slice(none(), none(), none()),
    })
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(s) = v.as_slice_obj() else {
        return Ok(Value::NONE);
    };
    let mut out = b"slice(".to_vec();
    for (i, part) in [&s.start, &s.stop, &s.step].into_iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(vm.repr(part)?.bytes());
    }
    out.push(b')');
    Ok(vm.new_wtf8(&out).into_value())
}

fn hash(vm: &Vm, v: &Value) -> Result<i64> {
    let Some(s) = v.as_slice_obj() else {
        return Ok(0);
    };
    let mut hasher = TupleHasher::new();
    for part in [&s.start, &s.stop, &s.step] {
        hasher.add(vm.hash(part)?);
    }
    Ok(hasher.finish_without_len())
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.as_slice_obj(), b.as_slice_obj()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if a.is(b) {
        return Ok(Value::bool(matches!(op, CmpOp::Eq | CmpOp::Le | CmpOp::Ge)));
    }
    let parts = |s: &Slice| [s.start.clone(), s.stop.clone(), s.step.clone()];
    vm.compare_items(&parts(x), &parts(y), op)
}

fn reduce(vm: &Vm, this: This<'_, Slice>) -> Value {
    let args = vec![this.start.clone(), this.stop.clone(), this.step.clone()];
    vm.pair(vm.types().slice.value().clone(), vm.tuple(args))
}

/// `slice.indices(len)`, which is exact for numbers of any size.
fn indices(vm: &Vm, this: This<'_, Slice>, length: &Value) -> Result<Value> {
    let len = vm
        .index(length)?
        .as_int()
        .map(|i| i.to_big())
        .unwrap_or_default();
    if len < IBig::ZERO {
        return Err(vm.value_error("length should not be negative"));
    }
    let (start, stop, step) = big_indices(vm, &this, &len)?;
    Ok(vm.tuple(
        [start, stop, step]
            .into_iter()
            .map(|i| vm.int_from_big(i))
            .collect(),
    ))
}

/// Start, stop and step of a slice of a sequence of any length, with numbers of any size.
///
/// # Errors
/// As [`Slice::unpack`].
pub(crate) fn big_indices(vm: &Vm, slice: &Slice, len: &IBig) -> Result<(IBig, IBig, IBig)> {
    let number = |v: &Value| -> Result<Option<IBig>> {
        if v.is_none() {
            return Ok(None);
        }
        if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
            return Err(
                vm.type_error("slice indices must be integers or None or have an __index__ method")
            );
        }
        Ok(vm.index(v)?.as_int().map(|i| i.to_big()))
    };
    let step = number(&slice.step)?.unwrap_or(IBig::ONE);
    if step == IBig::ZERO {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let down = step < IBig::ZERO;
    let (low, high) = if down {
        (IBig::NEG_ONE, len - IBig::ONE)
    } else {
        (IBig::ZERO, len.clone())
    };
    let clip = |i: IBig| {
        if i < IBig::ZERO {
            (i + len).max(low.clone())
        } else {
            i.min(high.clone())
        }
    };
    let start =
        number(&slice.start)?.map_or_else(|| if down { high.clone() } else { low.clone() }, clip);
    let stop =
        number(&slice.stop)?.map_or_else(|| if down { low.clone() } else { high.clone() }, clip);
    Ok((start, stop, step))
}
