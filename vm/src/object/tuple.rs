//! `tuple`: its items follow the payload in the same memory.

use super::Ref;
use super::cell::Slot;
use super::header::{self, Kind, Obj, VTable, Visit};
use super::var::{Var, VarInfo, var_vtable, visit_slots};
use crate::value::Value;
use crate::vm::Vm;

/// Fixed part of a tuple: nothing.
pub struct TupleInfo;

impl VarInfo for TupleInfo {
    const KIND: Kind = Kind::Tuple;
    const GC: bool = true;
    type Item = Slot;
    fn traverse_items(items: &[Slot], visit: Visit<'_>) {
        visit_slots(items, visit);
    }
}

/// Payload of `tuple`. Its slots are never empty and never change while anybody looks at them: only
/// [`Vm::next_pair`] writes them again, in a pair that nobody else holds.
pub type Tuple = Var<TupleInfo>;

pub(crate) static TUPLE_VTABLE: VTable = var_vtable::<TupleInfo>();

impl Obj<Tuple> {
    /// The items.
    #[inline(always)]
    pub fn as_slice(&self) -> &[Value] {
        crate::object::slots_as_values(self.body.items())
    }
    /// The items, each with a reference of its own.
    pub fn values(&self) -> impl ExactSizeIterator<Item = Value> + '_ {
        self.as_slice().iter().cloned()
    }
}

impl Value {
    /// The items of a `tuple` (subclasses included).
    #[inline(always)]
    pub fn as_tuple(&self) -> Option<&Ref<Tuple>> {
        self.downcast_ref::<Tuple>()
    }
}

impl Vm {
    /// A tuple of these values.
    pub fn new_tuple(&self, values: Vec<Value>) -> Ref<Tuple> {
        if values.is_empty() {
            return self.interp().consts().empty_tuple.clone();
        }
        let len = values.len();
        let mut values = values.into_iter();
        self.tuple_from(len, |_| values.next().unwrap_or(Value::NONE))
    }
    /// A tuple of two.
    #[inline]
    pub fn pair(&self, a: Value, b: Value) -> Value {
        let mut pair = [Some(a), Some(b)];
        self.tuple_from(2, |i| pair[i].take().unwrap_or(Value::NONE))
            .into_value()
    }
    /// A pair for an iterator that keeps the last one it gave: the same again if nobody else
    /// holds it any more.
    #[inline]
    pub(crate) fn next_pair(&self, kept: &Slot, a: Value, b: Value) -> Value {
        let unique = kept.borrowed(|pair| {
            let pair = pair?.exact_ref::<Tuple>()?;
            pair.header.is_unique().then(|| pair.clone())
        });
        let Some(pair) = unique else {
            let pair = self.pair(a, b);
            kept.set(pair.clone());
            return pair;
        };
        let old = match pair.body.items() {
            [x, y] => (x.replace(Some(a)), y.replace(Some(b))),
            _ => (Some(a), Some(b)),
        };
        drop(old);
        pair.into_value()
    }
    /// A tuple value of these values.
    pub fn tuple(&self, values: Vec<Value>) -> Value {
        self.new_tuple(values).into_value()
    }
    /// A tuple of `len` > 0 items, made in order by `fill`, which must not allocate objects.
    #[inline]
    pub(crate) fn tuple_from(
        &self,
        len: usize,
        mut fill: impl FnMut(usize) -> Value,
    ) -> Ref<Tuple> {
        self.note_gc_alloc();
        let shape = self.types().tuple.root_shape();
        Tuple::create(
            &self.interp().heap,
            self.shape_ref(shape),
            header::EXACT,
            TupleInfo,
            0,
            len,
            |i| Slot::new(fill(i)),
        )
    }
}
