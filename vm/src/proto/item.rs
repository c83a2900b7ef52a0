//! Subscripts, length and membership.

use crate::object::Kind;
use crate::object::dict::Dict;
use crate::object::list::List;
use crate::object::set::Set;
use crate::object::set_type::contains_key;
use crate::object::slice::RawSlice;
use crate::object::str::Str;
use crate::object::typ::{Type, tflag};
use crate::object::{dict_type, list_type, str_type};
use crate::text::search;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

impl Vm {
    /// `v[key]`.
    ///
    /// # Errors
    /// TypeError `'int' object is not subscriptable`, and what the container raises.
    pub fn get_item(&self, v: &Value, key: &Value) -> Result<Value> {
        if let Some(get) = self.type_of(v).slots.getitem.get() {
            return get(self, v, key);
        }
        if v.is_kind(Kind::Type) {
            return self.class_item(v, key);
        }
        Err(self.type_error(format!(
            "'{}' object is not subscriptable",
            self.type_name(v)
        )))
    }

    /// `v[start:stop]`.
    ///
    /// # Errors
    /// As [`Vm::get_item`].
    #[inline]
    pub(crate) fn get_slice(&self, v: &Value, start: Value, stop: Value) -> Result<Value> {
        if let Some(simple) = RawSlice::simple(&start, &stop) {
            if let Some(s) = v.exact_ref::<Str>() {
                return Ok(str_type::get_slice(self, s, simple));
            }
            if let Some(list) = v.exact_ref::<List>() {
                return Ok(list_type::get_slice(self, list, simple));
            }
        }
        self.get_item(v, &self.slice(start, stop, Value::NONE))
    }

    /// `C[key]` for a class without a metaclass `__getitem__`.
    fn class_item(&self, class: &Value, key: &Value) -> Result<Value> {
        if class.is(self.types().type_.value()) {
            return crate::object::generic_alias::make(self, class.clone(), key.clone());
        }
        match self.get_attr_opt(class, &self.names().class_getitem)? {
            Some(f) => self.call(&f, crate::args::Args::positional(std::slice::from_ref(key))),
            None => {
                let name = class
                    .downcast_ref::<Type>()
                    .map(|t| t.name_text())
                    .unwrap_or_default();
                Err(self.type_error(format!("type '{name}' is not subscriptable")))
            }
        }
    }

    /// `v[key] = value`.
    ///
    /// # Errors
    /// TypeError `'tuple' object does not support item assignment`, and the container's.
    pub fn set_item(&self, v: &Value, key: &Value, value: Value) -> Result<()> {
        match self.type_of(v).slots.setitem.get() {
            Some(set) => set(self, v, key, Some(value)),
            None => {
                let name = self.type_name(v);
                Err(self.type_error(format!("'{name}' object does not support item assignment")))
            }
        }
    }

    /// `del v[key]`.
    ///
    /// # Errors
    /// TypeError `'tuple' object does not support item deletion`, and the container's.
    pub fn del_item(&self, v: &Value, key: &Value) -> Result<()> {
        match self.type_of(v).slots.setitem.get() {
            Some(set) => set(self, v, key, None),
            None => Err(self.no_item_deletion(v, key)),
        }
    }

    /// The TypeError of `del v[key]`; CPython words it in another way where the type could be a
    /// sequence and the key an index.
    #[cold]
    pub(crate) fn no_item_deletion(&self, v: &Value, key: &Value) -> Raised {
        let ty = self.type_of(v);
        let sequence = ty.has(tflag::HEAP) || ty.slots.len.get().is_some();
        let index = key.as_int().is_some() || self.type_of(key).slots.index.get().is_some();
        let not = if sequence && index {
            "doesn't"
        } else {
            "does not"
        };
        let name = self.type_name(v);
        self.type_error(format!("'{name}' object {not} support item deletion"))
    }

    /// `len(v)`.
    ///
    /// # Errors
    /// TypeError `object of type 'int' has no len()`, and what `__len__` raises.
    pub fn len(&self, v: &Value) -> Result<usize> {
        if let Some(header) = v.header().filter(|h| h.is_exact()) {
            match header.kind() {
                Kind::List => return Ok(v.as_list().map_or(0, |l| l.len())),
                Kind::Str => return Ok(v.as_str_obj().map_or(0, |s| s.char_len())),
                _ => {}
            }
        }
        match self.type_of(v).slots.len.get() {
            Some(len) => len(self, v),
            None => Err(self.type_error(format!(
                "object of type '{}' has no len()",
                self.type_name(v)
            ))),
        }
    }

    /// `v[key]` where no script code has to run for it and the item is there.
    #[inline(always)]
    pub(crate) fn quick_item(&self, v: &Value, key: &Value) -> Option<Value> {
        let dict = v.as_dict()?;
        if !dict.header.is_exact() && !dict_type::has_own_getitem(self.type_of(v)) {
            return None;
        }
        dict.quick_get(self, key)?
    }

    /// `item in container` where no script code has to run for it.
    #[inline(always)]
    pub(crate) fn quick_contains(&self, container: &Value, item: &Value) -> Option<bool> {
        if let Some(dict) = container.exact_ref::<Dict>() {
            return dict.quick_get(self, item).map(|found| found.is_some());
        }
        if let Some(set) = container.exact_ref::<Set>() {
            return set.quick_contains(self, item);
        }
        let (text, part) = (container.exact_ref::<Str>()?, item.exact_ref::<Str>()?);
        Some(match part.bytes() {
            [byte] if text.body.len() <= 16 => text.bytes().contains(byte),
            part => search::find(text.bytes(), part).is_some(),
        })
    }

    /// `item in container`.
    ///
    /// # Errors
    /// TypeError `argument of type 'int' is not a container or iterable`, and what it raises.
    #[inline]
    pub fn contains(&self, container: &Value, item: &Value) -> Result<bool> {
        if let Some(dict) = container.exact_ref::<Dict>() {
            return dict.contains(self, item);
        }
        if let Some(set) = container.exact_ref::<Set>() {
            return contains_key(self, set, item);
        }
        self.contains_other(container, item)
    }
    #[inline(never)]
    fn contains_other(&self, container: &Value, item: &Value) -> Result<bool> {
        let ty = self.type_of(container);
        if let Some(contains) = ty.slots.contains.get() {
            return contains(self, container, item);
        }
        if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
            let name = ty.name_text();
            return Err(self.type_error(format!(
                "argument of type '{name}' is not a container or iterable"
            )));
        }
        let it = self.iter(container).map_err(|raised| {
            if !self.is_error(&raised, &self.exceptions().type_error) {
                return raised;
            }
            self.type_error(format!(
                "argument of type '{}' is not a container or iterable",
                self.type_name(container)
            ))
        })?;
        while let Some(x) = self.next(&it)? {
            if self.eq(&x, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
