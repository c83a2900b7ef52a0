//! The views `dict.keys()`, `dict.values()` and `dict.items()`.

use hasp_compiler::op::BinOp;

use super::Ref;
use super::dict::Dict;
use super::dict_iter::{Part, dict_iterator};
use super::header::{Payload, Visit};
use super::set::Set;
use super::set_type;
use super::typ::{Type, TypeDef};
use crate::args::This;
use crate::native;
use crate::native::{GetSetDef, NativeDef};
use crate::object::VTable;
use crate::proto::compare::{identity_hash, unhashable};
use crate::slots::{CmpOp, Slots};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of the views.
pub struct DictView {
    dict: Value,
    part: Part,
}

impl Payload for DictView {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.dict);
    }
}

/// A view of a dict.
pub(crate) fn view(vm: &Vm, dict: &Value, part: Part) -> Value {
    let types = vm.types();
    let ty = match part {
        Part::Key => &types.dict_keys,
        Part::Value => &types.dict_values,
        Part::Item => &types.dict_items,
    };
    view_of_class(vm, ty, dict, part)
}

/// The same as an instance of a class derived from the usual one.
pub(crate) fn view_of_class(vm: &Vm, class: &Ref<Type>, dict: &Value, part: Part) -> Value {
    let dict = dict.clone();
    vm.alloc(class, DictView { dict, part }).into_value()
}

/// What a view shows, and the dict.
pub(crate) fn viewed(v: &Value) -> Option<(Part, &Ref<Dict>)> {
    let view = this(v)?;
    Some((view.part, dict_of(view)?))
}

fn slots(s: &Slots) {
    s.repr.set(Some(repr));
    s.iter.set(Some(|vm, v| match this(v) {
        Some(view) => Ok(dict_iterator(vm, &view.dict, view.part, false)),
        None => Ok(Value::NONE),
    }));
    s.len
        .set(Some(|_, v| Ok(this(v).map_or(0, |view| len(view)))));
}

/// What keys and items have of a set.
fn set_slots(s: &Slots) {
    slots(s);
    s.hash.set(Some(unhashable));
    s.compare.set(Some(compare));
    s.contains.set(Some(contains));
    s.binary[BinOp::Sub as usize].set(Some(sub));
    s.binary[BinOp::And as usize].set(Some(and));
    s.binary[BinOp::Or as usize].set(Some(or));
    s.binary[BinOp::Xor as usize].set(Some(xor));
}

const MAPPING: GetSetDef = GetSetDef {
    name: "mapping",
    get: |vm, v| {
        Ok(this(v).map_or(Value::NONE, |view| {
            super::mappingproxy::make(vm, view.dict.clone())
        }))
    },
    set: None,
};

const REVERSED: NativeDef = native!(
    "__reversed__(self, /)",
    |vm: &Vm, this: This<'_, DictView>| { dict_iterator(vm, &this.dict, this.part, true) }
);

const ISDISJOINT: NativeDef = native!("isdisjoint(self, other, /)", isdisjoint)
    .doc("Return True if the view and the given iterable have a null intersection.");

/// The type.
pub static DICT_KEYS: TypeDef = TypeDef {
    name: "dict_keys",
    layout: Some(VTable::of::<DictView>),
    slots: set_slots,
    methods: &[ISDISJOINT, REVERSED],
    getsets: &[MAPPING],
    ..TypeDef::EMPTY
};

/// The type.
pub static DICT_VALUES: TypeDef = TypeDef {
    name: "dict_values",
    layout: Some(VTable::of::<DictView>),
    slots: |s| {
        slots(s);
        s.hash.set(Some(identity_hash));
    },
    methods: &[REVERSED],
    getsets: &[MAPPING],
    ..TypeDef::EMPTY
};

/// The type.
pub static DICT_ITEMS: TypeDef = TypeDef {
    name: "dict_items",
    layout: Some(VTable::of::<DictView>),
    slots: set_slots,
    methods: &[ISDISJOINT, REVERSED],
    getsets: &[MAPPING],
    ..TypeDef::EMPTY
};

#[inline]
fn this(v: &Value) -> Option<&Ref<DictView>> {
    v.downcast_ref::<DictView>()
}

fn dict_of(view: &DictView) -> Option<&Ref<Dict>> {
    view.dict.as_dict()
}

fn len(view: &DictView) -> usize {
    dict_of(view).map_or(0, |d| d.len())
}

/// A view of keys or items?
fn is_set_like(v: &Value) -> bool {
    this(v).is_some_and(|view| view.part != Part::Value)
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let text = vm.repr_guard(v, || {
        let items = vm.list(vm.collect(v)?);
        let mut out = vm.type_name(v).into_bytes();
        out.push(b'(');
        out.extend_from_slice(vm.repr(&items)?.bytes());
        out.push(b')');
        Ok(out)
    })?;
    Ok(text.map_or_else(|| vm.str("..."), |text| vm.new_wtf8(&text).into_value()))
}

fn contains(vm: &Vm, v: &Value, item: &Value) -> Result<bool> {
    let Some((view, dict)) = this(v).and_then(|view| Some((view, dict_of(view)?))) else {
        return Ok(false);
    };
    if view.part == Part::Key {
        return dict.contains(vm, item);
    }
    let Some([key, value]) = item.as_tuple().map(|t| t.as_slice()) else {
        return Ok(false);
    };
    match dict.get(vm, key)? {
        Some(found) => vm.eq(&found, value),
        None => Ok(false),
    }
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    if !is_set_like(a) || !(is_set_like(b) || b.as_set().is_some()) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (n, m) = (vm.len(a)?, vm.len(b)?);
    let holds = match op {
        CmpOp::Eq => n == m && all_in(vm, a, b)?,
        CmpOp::Ne => !(n == m && all_in(vm, a, b)?),
        CmpOp::Lt => n < m && all_in(vm, a, b)?,
        CmpOp::Le => n <= m && all_in(vm, a, b)?,
        CmpOp::Gt => n > m && all_in(vm, b, a)?,
        CmpOp::Ge => n >= m && all_in(vm, b, a)?,
    };
    Ok(Value::bool(holds))
}

/// Is every item of `a` in `b`?
fn all_in(vm: &Vm, a: &Value, b: &Value) -> Result<bool> {
    let it = vm.iter(a)?;
    while let Some(item) = vm.next(&it)? {
        if !vm.contains(b, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A new set of the items of an operand.
fn to_set(vm: &Vm, v: &Value) -> Result<Ref<Set>> {
    let set = vm.new_set();
    let dict = this(v)
        .filter(|view| view.part == Part::Key)
        .map(|view| &view.dict);
    // A plain dict gives its keys faster (and in another order) than a view.
    let source = dict
        .filter(|d| d.exact_ref::<Dict>().is_some())
        .unwrap_or(v);
    set_type::update(vm, &set, source)?;
    Ok(set)
}

fn sub(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let set = to_set(vm, a)?;
    set_type::difference_update(vm, &set, b)?;
    Ok(set.into_value())
}

fn or(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let set = to_set(vm, a)?;
    set_type::update(vm, &set, b)?;
    Ok(set.into_value())
}

fn and(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    // The operand that is a view does the looking up; the other is gone through.
    let (mut view, mut other) = if is_set_like(a) { (a, b) } else { (b, a) };
    let size = vm.len(view)?;
    let set = vm.new_set();
    if let Some(other) = other.as_set()
        && std::ptr::eq(vm.type_of(other.value()), &raw const *vm.types().set)
        && size <= other.len()
    {
        let it = vm.iter(view)?;
        while let Some(item) = vm.next(&it)? {
            if set_type::contains_key(vm, other, &item)? {
                set.add(vm, item)?;
            }
        }
        return Ok(set.into_value());
    }
    if is_set_like(other) && vm.len(other)? > size {
        std::mem::swap(&mut view, &mut other);
    }
    let it = vm.iter(other)?;
    while let Some(item) = vm.next(&it)? {
        if contains(vm, view, &item)? {
            set.add(vm, item)?;
        }
    }
    Ok(set.into_value())
}

fn xor(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let set = to_set(vm, a)?;
    set_type::symmetric_difference_update(vm, &set, b)?;
    Ok(set.into_value())
}

fn isdisjoint(vm: &Vm, this: This<'_, DictView>, other: &Value) -> Result<bool> {
    let this = this.value();
    if this.is(other) {
        return Ok(vm.len(this)? == 0);
    }
    // The smaller of two sets is gone through.
    let set_like = other.as_set().is_some() || is_set_like(other);
    let (container, source) = if set_like && vm.len(other)? > vm.len(this)? {
        (other, this)
    } else {
        (this, other)
    };
    let it = vm.iter(source)?;
    while let Some(item) = vm.next(&it)? {
        if vm.contains(container, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}
