//! What an operation means across types.

pub mod arith;
pub mod attr;
pub mod compare;
pub mod item;
pub mod iterate;
pub mod number;
pub(crate) mod pairs;
pub(crate) mod quick;
pub mod text;
pub mod warn;

use crate::object::typ::Type;
use crate::object::{Obj, Ref};
use crate::value::Value;
use crate::vm::{Result, Vm};

impl Vm {
    /// The value's class.
    #[inline(always)]
    pub fn type_of<'a>(&'a self, v: &'a Value) -> &'a Obj<Type> {
        match v.header() {
            Some(header) => header.shape().ty(),
            None => self.type_of_immediate(v),
        }
    }
    #[inline]
    fn type_of_immediate(&self, v: &Value) -> &Obj<Type> {
        let types = self.types();
        if v.is_small_int() {
            &types.int
        } else if v.is_float() {
            &types.float
        } else if v.is_none() {
            &types.none
        } else if v.is_bool() {
            &types.bool
        } else if v.is_not_implemented() {
            &types.not_implemented
        } else {
            &types.ellipsis
        }
    }
    /// The name of the value's class, for messages.
    pub fn type_name(&self, v: &Value) -> String {
        self.type_of(v).name_text()
    }

    /// Truth.
    ///
    /// # Errors
    /// What `__bool__` or `__len__` raises.
    #[inline(always)]
    pub fn truth(&self, v: &Value) -> Result<bool> {
        if let Some(b) = v.as_bool() {
            return Ok(b);
        }
        if let Some(i) = v.as_small_int() {
            return Ok(i != 0);
        }
        if v.is_none() {
            return Ok(false);
        }
        self.truth_slow(v)
    }
    fn truth_slow(&self, v: &Value) -> Result<bool> {
        let ty = self.type_of(v);
        if let Some(bool) = ty.slots.bool.get() {
            return bool(self, v);
        }
        match ty.slots.len.get() {
            Some(len) => Ok(len(self, v)? != 0),
            None => Ok(true),
        }
    }

    /// Is the value's class `ty` or a subclass of it (no `__instancecheck__`)?
    #[inline]
    pub fn is_instance_of(&self, v: &Value, ty: &Obj<Type>) -> bool {
        self.type_of(v).is_subtype(ty)
    }
    /// The class, if the value is one.
    pub fn as_type<'a>(&self, v: &'a Value) -> Option<&'a Ref<Type>> {
        v.downcast_ref::<Type>()
    }
}
