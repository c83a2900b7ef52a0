//! Iteration.

use crate::object::Kind;
use crate::object::Ref;
use crate::object::list::List;
use crate::object::range::Range;
use crate::object::tuple::Tuple;
use crate::object::typ::tflag;
use crate::value::Value;
use crate::vm::{Result, Vm};

impl Vm {
    /// `iter(v)`.
    ///
    /// # Errors
    /// TypeError `'int' object is not iterable`, and what `__iter__` raises.
    pub fn iter(&self, v: &Value) -> Result<Value> {
        let ty = self.type_of(v);
        if let Some(iter) = ty.slots.iter.get() {
            let it = iter(self, v)?;
            if self.type_of(&it).slots.next.get().is_none() {
                let name = self.type_name(&it);
                return Err(
                    self.type_error(format!("iter() returned non-iterator of type '{name}'"))
                );
            }
            return Ok(it);
        }
        // Built-in sequences say how to iterate; `__getitem__` alone does in classes of scripts.
        if ty.slots.getitem.get().is_some() && ty.has(tflag::HEAP) {
            return Ok(crate::object::iter::sequence_iterator(self, v.clone()));
        }
        Err(self.type_error(format!("'{}' object is not iterable", ty.name_text())))
    }

    /// Next item of an iterator; None at the end.
    ///
    /// # Errors
    /// TypeError `'list' object is not an iterator`, and what `__next__` raises (not
    /// StopIteration, which becomes None).
    #[inline]
    pub fn next(&self, it: &Value) -> Result<Option<Value>> {
        match self.type_of(it).slots.next.get() {
            Some(next) => next(self, it),
            None => Err(self.type_error(format!(
                "'{}' object is not an iterator",
                self.type_name(it)
            ))),
        }
    }

    /// Calls `each` for every item of an iterable.
    ///
    /// # Errors
    /// What iterating or `each` raises.
    pub fn iterate(&self, v: &Value, mut each: impl FnMut(Value) -> Result<()>) -> Result<()> {
        if let Some(list) = v.exact_ref::<List>() {
            let mut i = 0;
            while let Some(item) = list.get(i) {
                each(item)?;
                i += 1;
            }
            return Ok(());
        }
        if let Some(tuple) = v.exact_ref::<Tuple>() {
            return tuple.as_slice().iter().cloned().try_for_each(each);
        }
        let it = self.iter(v)?;
        let next = self.type_of(&it).slots.next.get();
        let Some(next) = next else {
            return self.next(&it).map(drop);
        };
        while let Some(item) = next(self, &it)? {
            each(item)?;
            self.poll_native()?;
        }
        Ok(())
    }

    /// All items of an iterable.
    ///
    /// # Errors
    /// What iterating raises.
    pub fn collect(&self, v: &Value) -> Result<Vec<Value>> {
        if let Some(list) = v.exact_ref::<List>() {
            return Ok(list.to_vec());
        }
        if let Some(tuple) = v.exact_ref::<Tuple>() {
            return Ok(tuple.as_slice().to_vec());
        }
        if let Some(range) = v.exact_ref::<Range>().and_then(|r| r.small()) {
            let mut items = Vec::new();
            let len = range.len as usize;
            items
                .try_reserve_exact(len)
                .map_err(|_| self.memory_error(""))?;
            items.extend(range.items());
            return Ok(items);
        }
        // What is not known to be long grows as it goes: asking for a length could run code.
        let mut items = Vec::with_capacity(match v.header().map(|h| h.kind()) {
            Some(Kind::Dict) => v.as_dict().map_or(0, |d| d.len()),
            Some(Kind::Set) => v.as_set().map_or(0, |s| s.len()),
            _ => 0,
        });
        self.iterate(v, |item| {
            items.push(item);
            Ok(())
        })?;
        Ok(items)
    }

    /// How many items an iterable may give; 0 if it does not tell.
    ///
    /// # Errors
    /// What `__len__` or `__length_hint__` raises, TypeError apart.
    pub fn length_hint(&self, v: &Value) -> Result<usize> {
        let ty = self.type_of(v);
        if let Some(len) = ty.slots.len.get() {
            return match len(self, v) {
                Ok(n) => Ok(n),
                Err(e) if self.is_error(&e, &self.exceptions().type_error) => Ok(0),
                Err(e) => Err(e),
            };
        }
        let Some(hint) = self.lookup_special(v, &self.names().length_hint)? else {
            return Ok(0);
        };
        let hint = match self.call(&hint, crate::args::Args::NONE) {
            Ok(hint) if hint.is_not_implemented() => return Ok(0),
            Ok(hint) => hint,
            Err(e) if self.is_error(&e, &self.exceptions().type_error) => return Ok(0),
            Err(e) => return Err(e),
        };
        match hint.as_int().and_then(|i| i.to_i64()) {
            Some(n) if n >= 0 => Ok(n as usize),
            Some(_) => Err(self.value_error("__length_hint__() should return >= 0")),
            None => {
                let name = self.type_name(&hint);
                Err(self.type_error(format!("__length_hint__ must be an integer, not {name}")))
            }
        }
    }

    /// The items of a sequence argument of a call or display (`*v`) as a tuple.
    ///
    /// # Errors
    /// What iterating raises.
    pub fn to_tuple(&self, v: &Value) -> Result<Ref<Tuple>> {
        match v.exact_ref::<Tuple>() {
            Some(t) => Ok(t.clone()),
            None => Ok(self.new_tuple(self.collect(v)?)),
        }
    }
}
