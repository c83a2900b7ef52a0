//! repr, str, ascii, format.

use crate::args::Args;
use crate::object::Ref;
use crate::object::str::Str;
use crate::value::Value;
use crate::vm::{Result, Vm};

impl Vm {
    /// `repr(v)`.
    ///
    /// # Errors
    /// What `__repr__` raises; TypeError if it gives no string.
    pub fn repr(&self, v: &Value) -> Result<Ref<Str>> {
        let result = match self.type_of(v).slots.repr.get() {
            Some(repr) => self.recurse(|| repr(self, v))?,
            None => self.str(self.default_repr(v)),
        };
        result.downcast::<Str>().map_err(|other| {
            let name = self.type_name(&other);
            self.type_error(format!("__repr__ returned non-string (type {name})"))
        })
    }

    /// `repr(v)` as Rust text (lone surrogates replaced).
    ///
    /// # Errors
    /// As [`Vm::repr`].
    pub fn repr_text(&self, v: &Value) -> Result<String> {
        Ok(self.repr(v)?.to_string_lossy())
    }

    /// `<module.Class object at 0x…>`.
    pub fn default_repr(&self, v: &Value) -> String {
        let ty = self.type_of(v);
        format!("<{} object at {:#x}>", self.type_full_name(ty), v.bits())
    }

    /// Module and qualified name of a class, without the module for built-ins.
    pub fn type_full_name(&self, ty: &crate::object::Obj<crate::object::typ::Type>) -> String {
        let qualname = ty
            .qualname
            .get()
            .and_then(|q| q.str_lossy())
            .unwrap_or_default();
        match ty
            .dict()
            .get_name(&self.names().module)
            .and_then(|m| m.str_lossy())
        {
            Some(module) if module != "builtins" => format!("{module}.{qualname}"),
            _ => qualname,
        }
    }

    /// The same without the module `__main__`, as some messages name classes.
    pub fn type_message_name(&self, ty: &crate::object::Obj<crate::object::typ::Type>) -> String {
        let full = self.type_full_name(ty);
        match full.strip_prefix("__main__.") {
            Some(name) => name.to_owned(),
            None => full,
        }
    }

    /// `str(v)`.
    ///
    /// # Errors
    /// What `__str__` raises; TypeError if it gives no string.
    pub fn to_str(&self, v: &Value) -> Result<Ref<Str>> {
        if let Some(s) = v.exact_ref::<Str>() {
            return Ok(s.clone());
        }
        let Some(str) = self.type_of(v).slots.str.get() else {
            return self.repr(v);
        };
        let result = self.recurse(|| str(self, v))?;
        result.downcast::<Str>().map_err(|other| {
            let name = self.type_name(&other);
            self.type_error(format!("__str__ returned non-string (type {name})"))
        })
    }

    /// `ascii(v)`.
    ///
    /// # Errors
    /// As [`Vm::repr`].
    pub fn ascii(&self, v: &Value) -> Result<Ref<Str>> {
        let repr = self.repr(v)?;
        if repr.is_ascii() {
            return Ok(repr);
        }
        Ok(self.new_wtf8(&crate::text::repr::escape_non_ascii(repr.bytes())))
    }

    /// `format(v, spec)`; `spec` None stands for the empty one.
    ///
    /// # Errors
    /// What `__format__` raises; TypeError if it gives no string.
    pub fn format(&self, v: &Value, spec: Option<&Value>) -> Result<Ref<Str>> {
        let empty = spec.is_none_or(|s| s.as_str_obj().is_some_and(|s| s.bytes().is_empty()));
        if empty {
            if let Some(s) = v.exact_ref::<Str>() {
                return Ok(s.clone());
            }
            if v.is_small_int() || v.is_float() {
                return self.to_str(v);
            }
        } else if let Some(text) = spec.and_then(|s| s.as_str_obj())
            && let Some(done) = crate::object::str_format::quick_formatted(self, v, text.bytes())?
        {
            return Ok(done);
        }
        let ty = self.type_of(v);
        let Some(method) = ty.lookup(self, &self.names().format) else {
            return self.to_str(v);
        };
        let spec = spec.cloned().unwrap_or_else(|| self.str(""));
        let result = self.call_unbound(&method, v, Args::positional(&[spec]))?;
        result.downcast::<Str>().map_err(|other| {
            let name = self.type_name(&other);
            self.type_error(format!("__format__ must return a str, not {name}"))
        })
    }

    /// Guards a container's repr against meeting itself: gives None if `v` is being printed.
    ///
    /// # Errors
    /// What `f` raises.
    pub fn repr_guard<R>(&self, v: &Value, f: impl FnOnce() -> Result<R>) -> Result<Option<R>> {
        let id = v.bits() as usize;
        if !self.repr_ids.borrow_mut().insert(id) {
            return Ok(None);
        }
        let result = f();
        self.repr_ids.borrow_mut().remove(&id);
        result.map(Some)
    }
}
