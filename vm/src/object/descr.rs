//! Descriptors that classes hold: computed attributes and `__slots__` members of native layout.
//!
//! `property`, `staticmethod` and `classmethod` stand in `wrappers.rs`.

use super::Ref;
use super::header::{Header, Payload, VTable, Visit};
use super::shape::{Shape, slot_at};
use super::typ::{Type, TypeDef};
use crate::names::Name;
use crate::native::GetSetDef;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

pub use super::wrappers::static_method;

/// Payload of `getset_descriptor`.
pub struct GetSet {
    /// What it does.
    pub def: &'static GetSetDef,
    /// The class it stands in.
    pub owner: Ref<Type>,
    /// Its name.
    pub name: Name,
}

impl Payload for GetSet {
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.owner.value());
    }
}

/// Payload of `member_descriptor`: an attribute that `__slots__` declares.
pub struct Member {
    /// Number of its place among the members; [`SIDE`] if instances are of variable size and
    /// keep it with their attributes.
    pub index: u32,
    /// Its name.
    pub name: Name,
    /// The class that declares it.
    pub owner: Ref<Type>,
}

/// Index of members that have no place of their own in the instances.
pub const SIDE: u32 = u32::MAX;

impl Payload for Member {
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.owner.value());
    }
}

/// Byte offset of the value, if the attribute is a member that objects of this shape have.
pub(crate) fn member_offset(attr: &Value, shape: &Shape) -> Option<u32> {
    let member = attr.downcast_ref::<Member>()?;
    if member.index == SIDE || !shape.ty().is_subtype(&member.owner) {
        return None;
    }
    Some(shape.member_offset(member.index))
}

/// The class `getset_descriptor`.
pub static GETSET: TypeDef = TypeDef {
    name: "getset_descriptor",
    layout: Some(VTable::of::<GetSet>),
    slots: |s| {
        s.descr_get.set(Some(getset_get));
        s.descr_set.set(Some(getset_set));
        s.repr.set(Some(getset_repr));
    },
    getsets: &[
        GetSetDef {
            name: "__name__",
            get: |_, v| Ok(getset(v).map_or(Value::NONE, |d| d.name.value().clone())),
            set: None,
        },
        GetSetDef {
            name: "__objclass__",
            get: |_, v| Ok(getset(v).map_or(Value::NONE, |d| d.owner.value().clone())),
            set: None,
        },
        GetSetDef {
            name: "__qualname__",
            get: |vm, v| Ok(getset(v).map_or(Value::NONE, |d| qualname(vm, &d.owner, &d.name))),
            set: None,
        },
        GetSetDef {
            name: "__doc__",
            get: |_, _| Ok(Value::NONE),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

/// The class `member_descriptor`.
pub static MEMBER: TypeDef = TypeDef {
    name: "member_descriptor",
    layout: Some(VTable::of::<Member>),
    slots: |s| {
        s.descr_get.set(Some(member_get));
        s.descr_set.set(Some(member_set));
        s.repr.set(Some(member_repr));
    },
    getsets: &[
        GetSetDef {
            name: "__name__",
            get: |_, v| Ok(member(v).map_or(Value::NONE, |d| d.name.value().clone())),
            set: None,
        },
        GetSetDef {
            name: "__objclass__",
            get: |_, v| Ok(member(v).map_or(Value::NONE, |d| d.owner.value().clone())),
            set: None,
        },
        GetSetDef {
            name: "__qualname__",
            get: |vm, v| Ok(member(v).map_or(Value::NONE, |d| qualname(vm, &d.owner, &d.name))),
            set: None,
        },
        GetSetDef {
            name: "__doc__",
            get: |_, _| Ok(Value::NONE),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn getset(v: &Value) -> Option<&Ref<GetSet>> {
    v.downcast_ref::<GetSet>()
}
fn member(v: &Value) -> Option<&Ref<Member>> {
    v.downcast_ref::<Member>()
}

/// `Class.name`, as `__qualname__` of descriptors tells it.
pub(crate) fn qualname(vm: &Vm, owner: &Ref<Type>, name: &Name) -> Value {
    let class = owner
        .qualname
        .get()
        .and_then(|q| q.str_lossy())
        .unwrap_or_default();
    vm.str(format!("{class}.{}", name.to_string_lossy()))
}

/// TypeError for an object that the descriptor is not for.
#[cold]
pub(crate) fn does_not_apply(vm: &Vm, name: &Name, owner: &Ref<Type>, this: &Value) -> Raised {
    vm.type_error(format!(
        "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
        name.to_string_lossy(),
        owner.name_text(),
        vm.type_name(this)
    ))
}

/// Sets nothing: what a read-only member does.
///
/// # Errors
/// AttributeError, always.
pub fn read_only(vm: &Vm, _: &Value, _: Option<Value>) -> Result<()> {
    Err(vm.attribute_error("readonly attribute"))
}

fn getset_get(vm: &Vm, d: &Value, this: Option<&Value>, _: &Value) -> Result<Value> {
    let (Some(this), Some(getset)) = (this, getset(d)) else {
        return Ok(d.clone());
    };
    if !vm.is_instance_of(this, &getset.owner) {
        return Err(does_not_apply(vm, &getset.name, &getset.owner, this));
    }
    (getset.def.get)(vm, this)
}

fn getset_set(vm: &Vm, d: &Value, this: &Value, value: Option<Value>) -> Result<()> {
    let Some(getset) = getset(d) else {
        return Ok(());
    };
    if !vm.is_instance_of(this, &getset.owner) {
        return Err(does_not_apply(vm, &getset.name, &getset.owner, this));
    }
    match getset.def.set {
        Some(set) => set(vm, this, value),
        None => {
            let (name, class) = (getset.name.to_string_lossy(), getset.owner.name_text());
            Err(vm.attribute_error(format!(
                "attribute '{name}' of '{class}' objects is not writable"
            )))
        }
    }
}

fn getset_repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(d) = getset(v) else {
        return Ok(vm.str(vm.default_repr(v)));
    };
    Ok(vm.str(format!(
        "<attribute '{}' of '{}' objects>",
        d.name.to_string_lossy(),
        d.owner.name_text()
    )))
}

fn member_repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(d) = member(v) else {
        return Ok(vm.str(vm.default_repr(v)));
    };
    Ok(vm.str(format!(
        "<member '{}' of '{}' objects>",
        d.name.to_string_lossy(),
        d.owner.name_text()
    )))
}

/// The object's header, if the member is one of the object's class.
fn checked<'a>(vm: &Vm, member: &Member, this: &'a Value) -> Result<&'a Header> {
    match this.header() {
        Some(header) if vm.is_instance_of(this, &member.owner) => Ok(header),
        _ => Err(does_not_apply(vm, &member.name, &member.owner, this)),
    }
}

fn member_get(vm: &Vm, d: &Value, this: Option<&Value>, _: &Value) -> Result<Value> {
    let (Some(this), Some(member)) = (this, member(d)) else {
        return Ok(d.clone());
    };
    let header = checked(vm, member, this)?;
    let value = if member.index == SIDE {
        vm.interp()
            .side_dict(header)
            .and_then(|dict| dict.get_name(&member.name))
    } else {
        slot_at(header, header.shape().member_offset(member.index)).get()
    };
    match value {
        Some(value) => Ok(value),
        None => {
            let (class, name) = (
                vm.type_message_name(vm.type_of(this)),
                member.name.to_string_lossy(),
            );
            Err(vm.attribute_error_for(
                format!("'{class}' object has no attribute '{name}'"),
                this,
                &member.name,
            ))
        }
    }
}

fn member_set(vm: &Vm, d: &Value, this: &Value, value: Option<Value>) -> Result<()> {
    let Some(member) = member(d) else {
        return Ok(());
    };
    let header = checked(vm, member, this)?;
    let deleting = value.is_none();
    let had = if member.index == SIDE {
        let dict = vm.interp().side_dict_or_new(vm, header);
        match value {
            Some(value) => {
                dict.set_name(vm, &member.name, value);
                true
            }
            None => dict.del_name(vm, &member.name),
        }
    } else {
        let slot = slot_at(header, header.shape().member_offset(member.index));
        slot.replace(value).is_some()
    };
    if deleting && !had {
        return Err(vm.attribute_error_for(member.name.to_string_lossy(), this, &member.name));
    }
    Ok(())
}
