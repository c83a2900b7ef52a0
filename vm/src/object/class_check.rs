//! `isinstance` and `issubclass`.

use super::Ref;
use super::typ::Type;
use super::union_type;
use crate::args::Args;
use crate::value::Value;
use crate::vm::{Result, Vm};

const INSTANCE_ARG: &str = "isinstance() arg 2 must be a type, a tuple of types, or a union";
const SUBCLASS_ARG: &str = "issubclass() arg 2 must be a class, a tuple of classes, or a union";

impl Vm {
    /// `isinstance(v, class)`.
    ///
    /// # Errors
    /// TypeError if `class` is no class; what `__instancecheck__` raises.
    pub fn isinstance(&self, v: &Value, class: &Value) -> Result<bool> {
        let own = self.type_of(v);
        if own.header_is(class) {
            return Ok(true);
        }
        if let Some(ty) = class.downcast_ref::<Type>()
            && std::ptr::eq(self.type_of(class), &*self.types().type_)
        {
            return instance_of_type(self, v, ty);
        }
        if let Some(tuple) = class.as_tuple() {
            for class in tuple.as_slice() {
                if self.recurse(|| self.isinstance(v, class))? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(check) = self.lookup_special(class, &self.names().instancecheck)? {
            let answer =
                self.recurse(|| self.call(&check, Args::positional(std::slice::from_ref(v))))?;
            return self.truth(&answer);
        }
        default_instance_check(self, v, class)
    }

    /// `issubclass(sub, class)`.
    ///
    /// # Errors
    /// TypeError if one of them is no class; what `__subclasscheck__` raises.
    pub fn issubclass(&self, sub: &Value, class: &Value) -> Result<bool> {
        if class.downcast_ref::<Type>().is_some()
            && std::ptr::eq(self.type_of(class), &*self.types().type_)
        {
            return if sub.is(class) {
                Ok(true)
            } else {
                default_subclass_check(self, sub, class)
            };
        }
        if let Some(tuple) = class.as_tuple() {
            for class in tuple.as_slice() {
                if self.recurse(|| self.issubclass(sub, class))? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(check) = self.lookup_special(class, &self.names().subclasscheck)? {
            let answer =
                self.recurse(|| self.call(&check, Args::positional(std::slice::from_ref(sub))))?;
            return self.truth(&answer);
        }
        default_subclass_check(self, sub, class)
    }
}

impl super::Obj<Type> {
    fn header_is(&self, v: &Value) -> bool {
        v.is_object() && v.bits() == std::ptr::from_ref(self) as u64
    }
}

fn instance_of_type(vm: &Vm, v: &Value, class: &Ref<Type>) -> Result<bool> {
    let own = vm.type_of(v);
    if own.is_subtype(class) {
        return Ok(true);
    }
    if own.is_native_class() && own.has(super::typ::tflag::PLAIN_GETATTR) {
        // Such types tell no other class in `__class__`.
        return Ok(false);
    }
    // An object may tell another class in `__class__`.
    let name = &vm.names().class;
    let plain = own.has(super::typ::tflag::PLAIN_GETATTR)
        && own
            .lookup(vm, name)
            .is_none_or(|found| vm.interp().is_object_class(&found));
    if plain {
        return Ok(false);
    }
    let told = vm.get_attr_opt(v, name)?;
    Ok(told
        .and_then(|t| t.downcast::<Type>().ok())
        .is_some_and(|t| !std::ptr::eq(&*t, own) && t.is_subtype(class)))
}

/// `type.__instancecheck__`, and what stands for it with objects that only look like classes.
///
/// # Errors
/// TypeError if `class` does not look like a class.
pub(crate) fn default_instance_check(vm: &Vm, v: &Value, class: &Value) -> Result<bool> {
    if let Some(ty) = class.downcast_ref::<Type>() {
        return instance_of_type(vm, v, ty);
    }
    if bases_of(vm, class)?.is_none() {
        return Err(vm.type_error(INSTANCE_ARG));
    }
    match vm.get_attr_opt(v, &vm.names().class)? {
        Some(own) => derives(vm, &own, class),
        None => Ok(false),
    }
}

/// `type.__subclasscheck__`, likewise.
///
/// # Errors
/// TypeError if one of them does not look like a class.
pub(crate) fn default_subclass_check(vm: &Vm, sub: &Value, class: &Value) -> Result<bool> {
    if let (Some(sub), Some(class)) = (sub.downcast_ref::<Type>(), class.downcast_ref::<Type>()) {
        return Ok(sub.is_subtype(class));
    }
    if bases_of(vm, sub)?.is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    if union_type::members(class).is_none() && bases_of(vm, class)?.is_none() {
        return Err(vm.type_error(SUBCLASS_ARG));
    }
    derives(vm, sub, class)
}

/// `__bases__`, if it is a tuple.
fn bases_of(vm: &Vm, class: &Value) -> Result<Option<Value>> {
    let bases = vm.get_attr_opt(class, &vm.names().bases)?;
    Ok(bases.filter(|b| b.as_tuple().is_some()))
}

/// Goes up the `__bases__`.
fn derives(vm: &Vm, sub: &Value, class: &Value) -> Result<bool> {
    if sub.is(class) {
        return Ok(true);
    }
    let Some(bases) = bases_of(vm, sub)? else {
        return Ok(false);
    };
    for base in bases.as_tuple().map(|b| b.as_slice()).unwrap_or_default() {
        if vm.recurse(|| derives(vm, base, class))? {
            return Ok(true);
        }
    }
    Ok(false)
}
