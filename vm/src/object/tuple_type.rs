//! `tuple`: slots and methods.

use hasp_compiler::op::BinOp;

use super::Ref;
use super::cell::Slot;
use super::dict_table::Same;
use super::generic_alias::class_getitem;
use super::header::VTable;
use super::iter::tuple_iter;
use super::sequence::{self, Repeat, as_index, bad_index, clip, position, quick_eq};
use super::tuple::{TUPLE_VTABLE, Tuple, TupleInfo};
use super::typ::{Type, TypeDef, tflag};
use crate::args::{Args, This};
use crate::native;
use crate::num::hash::TupleHasher;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Result, Vm};

const ADD: usize = BinOp::Add as usize;
const MUL: usize = BinOp::Mul as usize;

fn vtable() -> &'static VTable {
    &TUPLE_VTABLE
}

/// The type.
pub static TUPLE: TypeDef = TypeDef {
    name: "tuple",
    layout: Some(vtable),
    subclassable: true,
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.iter.set(Some(tuple_iter));
        s.len
            .set(Some(|_, v| Ok(v.as_tuple().map_or(0, |t| t.body.len()))));
        s.getitem.set(Some(getitem));
        s.contains.set(Some(|vm, v, item| match v.as_tuple() {
            Some(tuple) => Ok(find(vm, tuple.as_slice(), item)?.is_some()),
            None => Ok(false),
        }));
        s.binary[ADD].set(Some(add));
        s.binary[MUL].set(Some(mul));
    },
    methods: &[
        native!("count(self, value, /)", count).doc("Return number of occurrences of value."),
        native!(
            "index(self, value, start=0, stop=9223372036854775807, /)",
            index
        )
        .doc("Return first index of value.\n\nRaises ValueError if the value is not present."),
        native!(
            "__getnewargs__(self, /)",
            |vm: &Vm, this: This<'_, Tuple>| {
                let copy = vm.tuple(this.as_slice().to_vec());
                vm.tuple(vec![copy])
            }
        ),
        native!("__class_getitem__(cls, object, /)", class_getitem)
            .class_method()
            .doc("See PEP 585"),
    ],
    ..TypeDef::EMPTY
};

impl Vm {
    /// A tuple of class `cls` (`tuple` or derived from it).
    pub fn tuple_of(&self, cls: &Ref<Type>, values: Vec<Value>) -> Value {
        if cls.is(&self.types().tuple) {
            return self.tuple(values);
        }
        self.note_gc_alloc();
        let len = values.len();
        let mut values = values.into_iter();
        if cls.has(tflag::HEAP) {
            cls.header.retain();
        }
        let traits = cls.traits.load(std::sync::atomic::Ordering::Relaxed) as u8;
        let shape = self.shape_ref(cls.root_shape());
        Tuple::create(
            &self.interp().heap,
            shape,
            traits,
            TupleInfo,
            0,
            len,
            |_| Slot::new(values.next().unwrap_or(Value::NONE)),
        )
        .into_value()
    }
}

fn new(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    // Classes with an `__init__` of their own may take keywords.
    if cls.is(&vm.types().tuple) || args.names().is_empty() {
        sequence::positional_at_most(vm, "tuple", &args, 0, 1)?;
    }
    let Some(items) = args.pos().first() else {
        return Ok(vm.tuple_of(cls, Vec::new()));
    };
    if cls.is(&vm.types().tuple) && items.exact_ref::<Tuple>().is_some() {
        return Ok(items.clone());
    }
    let items = vm.collect(items)?;
    sequence::checked_len(vm, items.len().min(super::var::MAX_LEN + 1))?;
    if items.len() > super::var::MAX_LEN {
        return Err(vm.memory_error(""));
    }
    Ok(vm.tuple_of(cls, items))
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(tuple) = v.as_tuple() else {
        return Ok(Value::NONE);
    };
    if tuple.body.is_empty() {
        return Ok(vm.str("()"));
    }
    let text = vm.repr_guard(v, || {
        let mut out = vec![b'('];
        for (i, item) in tuple.as_slice().iter().enumerate() {
            if i > 0 {
                out.extend_from_slice(b", ");
            }
            out.extend_from_slice(vm.repr(item)?.bytes());
            if i & 0x3ff == 0x3ff {
                vm.poll_native()?;
            }
        }
        out.extend_from_slice(if tuple.body.len() == 1 { b",)" } else { b")" });
        Ok(out)
    })?;
    Ok(text.map_or_else(|| vm.str("(...)"), |text| vm.new_wtf8(&text).into_value()))
}

fn hash(vm: &Vm, v: &Value) -> Result<i64> {
    let Some(tuple) = v.as_tuple() else {
        return Ok(0);
    };
    let mut hasher = TupleHasher::new();
    for item in tuple.as_slice() {
        hasher.add(vm.hash(item)?);
    }
    Ok(hasher.finish())
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.as_tuple(), b.as_tuple()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (x, y) = (x.as_slice(), y.as_slice());
    if matches!(op, CmpOp::Eq | CmpOp::Ne) && x.len() != y.len() {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    for (p, q) in x.iter().zip(y) {
        let same = match quick_eq(p, q) {
            Same::Yes => true,
            Same::No => false,
            Same::Ask => vm.eq(p, q)?,
        };
        if !same {
            return match op {
                CmpOp::Eq => Ok(Value::FALSE),
                CmpOp::Ne => Ok(Value::TRUE),
                _ => vm.compare(p, q, op),
            };
        }
    }
    Ok(Value::bool(op.holds(Some(x.len().cmp(&y.len())))))
}

fn find(vm: &Vm, items: &[Value], item: &Value) -> Result<Option<usize>> {
    for (i, x) in items.iter().enumerate() {
        let same = match quick_eq(x, item) {
            Same::Yes => true,
            Same::No => false,
            Same::Ask => vm.eq(x, item)?,
        };
        if same {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

fn getitem(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let Some(tuple) = v.as_tuple() else {
        return Ok(Value::NONE);
    };
    let items = tuple.as_slice();
    if let Some(slice) = key.as_slice_obj() {
        let at = slice.unpack(vm)?.fit(items.len());
        if at.count == items.len() && at.step == 1 && tuple.header.is_exact() {
            return Ok(v.clone());
        }
        return Ok(vm.tuple(match at.plain() {
            Some((start, end)) => items[start..end].to_vec(),
            None => at.positions().map(|i| items[i].clone()).collect(),
        }));
    }
    match as_index(vm, key)? {
        Some(index) => match position(index, items.len()) {
            Some(at) => Ok(items[at].clone()),
            None => Err(vm.index_error("tuple index out of range")),
        },
        None => Err(bad_index(vm, "tuple", key)),
    }
}

fn add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(x) = a.as_tuple() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if let Some(y) = b.as_tuple() {
        if y.body.is_empty() && x.header.is_exact() {
            return Ok(a.clone());
        }
        if x.body.is_empty() && y.header.is_exact() {
            return Ok(b.clone());
        }
        let (x, y) = (x.as_slice(), y.as_slice());
        if x.len() + y.len() > super::var::MAX_LEN {
            return Err(vm.memory_error(""));
        }
        let len = x.len() + y.len();
        if len == 0 {
            return Ok(vm.tuple(Vec::new()));
        }
        return Ok(vm
            .tuple_from(len, |i| {
                if i < x.len() {
                    x[i].clone()
                } else {
                    y[i - x.len()].clone()
                }
            })
            .into_value());
    }
    match sequence::ask_right(vm, ADD, add, a, b)? {
        Some(result) => Ok(result),
        None => Err(sequence::cannot_concat(vm, "tuple", b)),
    }
}

fn mul(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (left, times) = match sequence::repeat(vm, mul, |v| v.as_tuple().is_some(), a, b)? {
        Repeat::Times(left, times) => (left, times),
        Repeat::Done(result) => return Ok(result),
    };
    let v = if left { a } else { b };
    let Some(tuple) = v.as_tuple() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if tuple.header.is_exact() && (times == 1 || tuple.body.is_empty()) {
        return Ok(v.clone());
    }
    match sequence::repeat_items(tuple.as_slice(), times) {
        Some(items) if items.len() <= super::var::MAX_LEN => Ok(vm.tuple(items)),
        _ => Err(vm.memory_error("")),
    }
}

fn count(vm: &Vm, this: This<'_, Tuple>, value: &Value) -> Result<usize> {
    let items = this.as_slice();
    let (mut count, mut at) = (0, 0);
    while let Some(found) = find(vm, &items[at..], value)? {
        count += 1;
        at += found + 1;
    }
    Ok(count)
}

fn index(
    vm: &Vm,
    this: This<'_, Tuple>,
    value: &Value,
    start: &Value,
    stop: &Value,
) -> Result<usize> {
    let items = this.as_slice();
    let (start, stop) = (
        sequence::search_bound(vm, start)?,
        sequence::search_bound(vm, stop)?,
    );
    let stop = clip(stop, items.len()).min(items.len());
    let start = clip(start, items.len()).min(stop);
    match find(vm, &items[start..stop], value)? {
        Some(at) => Ok(start + at),
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    }
}
