//! `typing.Union`: `int | str`.

use super::Ref;
use super::generic_alias::{self, GenericAlias};
use super::header::{Payload, Visit};
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::native;
use crate::native::GetSetDef;
use crate::object::VTable;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of `typing.Union`.
pub struct Union {
    /// The members: a tuple without duplicates.
    args: Value,
}

impl Payload for Union {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.args);
    }
}

/// Can it stand beside `|` in a union?
fn is_member(vm: &Vm, v: &Value) -> bool {
    v.is_none()
        || v.downcast_ref::<Type>().is_some()
        || v.downcast_ref::<GenericAlias>().is_some()
        || v.downcast_ref::<Union>().is_some()
        || vm.type_of(v).name_text() == "typing.TypeAliasType"
}

/// `a | b` of classes, aliases, unions and None; the slot of all of these.
///
/// # Errors
/// What comparing the members raises.
pub fn or(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    if !is_member(vm, a) || !is_member(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    make(vm, &[a.clone(), b.clone()])
}

/// The union of these: flat, without duplicates; one member alone stands for itself.
///
/// # Errors
/// What comparing the members raises.
pub fn make(vm: &Vm, members: &[Value]) -> Result<Value> {
    let mut flat: Vec<Value> = Vec::new();
    for member in members {
        match self::members(member) {
            Some(inner) => {
                for member in inner {
                    add(vm, &mut flat, member)?;
                }
            }
            None if member.is_none() => add(vm, &mut flat, vm.types().none.value().clone())?,
            None => add(vm, &mut flat, member.clone())?,
        }
    }
    if flat.len() == 1 {
        return Ok(flat.remove(0));
    }
    let args = vm.tuple(flat);
    Ok(vm.alloc(&vm.types().union, Union { args }).into_value())
}

fn add(vm: &Vm, flat: &mut Vec<Value>, member: Value) -> Result<()> {
    for known in flat.iter() {
        if vm.eq(known, &member)? {
            return Ok(());
        }
    }
    flat.push(member);
    Ok(())
}

/// The members of a union: what `isinstance` and `issubclass` have to go through.
pub fn members(v: &Value) -> Option<Vec<Value>> {
    let union = v.downcast_ref::<Union>()?;
    union.args.as_tuple().map(|t| t.as_slice().to_vec())
}

/// The type.
pub static UNION: TypeDef = TypeDef {
    name: "typing.Union",
    layout: Some(VTable::of::<Union>),
    doc: "Represent a union type\n\nE.g. for int | str",
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.getitem.set(Some(getitem));
        s.binary[hasp_compiler::op::BinOp::Or as usize].set(Some(or));
    },
    methods: &[
        native!(
            "__instancecheck__(self, instance, /)",
            |vm: &Vm, this: This<'_, Union>, v: Value| { check(vm, &this, &v, "isinstance") }
        ),
        native!(
            "__subclasscheck__(self, cls, /)",
            |vm: &Vm, this: This<'_, Union>, v: Value| { check(vm, &this, &v, "issubclass") }
        ),
        native!("__class_getitem__(cls, object, /)", class_getitem).class_method(),
        native!("__mro_entries__(self, bases, /)", |vm: &Vm,
                                                    this: Value,
                                                    _bases: Value|
         -> Result<()> {
            Err(vm.type_error(format!("Cannot subclass {}", vm.repr_text(&this)?)))
        }),
    ],
    getsets: &[
        GetSetDef {
            name: "__args__",
            get: |_, v| Ok(args_of(v)),
            set: Some(super::descr::read_only),
        },
        GetSetDef {
            name: "__parameters__",
            get: |vm, v| Ok(vm.tuple(generic_alias::parameters(vm, &args_of(v))?)),
            set: None,
        },
        GetSetDef {
            name: "__origin__",
            get: |vm, _| Ok(vm.types().union.value().clone()),
            set: None,
        },
        GetSetDef {
            name: "__name__",
            get: |vm, _| Ok(vm.str("Union")),
            set: None,
        },
        GetSetDef {
            name: "__qualname__",
            get: |vm, _| Ok(vm.str("Union")),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn args_of(v: &Value) -> Value {
    v.downcast_ref::<Union>()
        .map_or(Value::NONE, |u| u.args.clone())
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let mut out = Vec::new();
    for (i, member) in members(v).unwrap_or_default().iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(b" | ");
        }
        generic_alias::write_type(vm, &mut out, member)?;
    }
    Ok(vm.new_wtf8(&out).into_value())
}

fn hash(vm: &Vm, v: &Value) -> Result<i64> {
    let mut hashes = Vec::new();
    for member in members(v).unwrap_or_default() {
        hashes.push(vm.hash(&member)?);
    }
    Ok(crate::num::hash::hash_frozenset(hashes))
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (members(a), members(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let mut equal = x.len() == y.len();
    for member in x {
        if !equal {
            break;
        }
        equal = false;
        for other in &y {
            if vm.eq(&member, other)? {
                equal = true;
                break;
            }
        }
    }
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

/// Asks `isinstance` or `issubclass` for each member in turn.
fn check(vm: &Vm, this: &Ref<Union>, v: &Value, which: &str) -> Result<bool> {
    let function = super::iter::builtin(vm, which);
    for member in members(this.value()).unwrap_or_default() {
        if generic_alias::parts(&member).is_some() {
            let text = format!("{which}() argument 2 cannot be a parameterized generic");
            return Err(vm.type_error(text));
        }
        let found = vm.call(&function, Args::positional(&[v.clone(), member]))?;
        if vm.truth(&found)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn class_getitem(vm: &Vm, _class: Value, item: Value) -> Result<Value> {
    let members = item
        .as_tuple()
        .map_or_else(|| vec![item.clone()], |t| t.as_slice().to_vec());
    if members.is_empty() {
        return Err(vm.type_error("Cannot take a Union of no types."));
    }
    make(vm, &members)
}

fn getitem(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let args = args_of(v);
    let parameters = generic_alias::parameters(vm, &args)?;
    let args = generic_alias::substitute(vm, v, &args, &parameters, key)?;
    make(
        vm,
        args.as_tuple().map(|t| t.as_slice()).unwrap_or_default(),
    )
}
