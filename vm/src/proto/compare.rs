//! Comparison and hash.

use std::cmp::Ordering;

use crate::num::hash::TupleHasher;
use crate::object::Ref;
use crate::object::dict_table::Same;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::proto::quick::{quick_eq, quick_less};
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Does the relation hold between two texts?
#[inline(always)]
fn texts_hold(x: &Ref<Str>, y: &Ref<Str>, op: CmpOp) -> bool {
    match op {
        CmpOp::Eq => x.same_text(y),
        CmpOp::Ne => !x.same_text(y),
        _ => op.holds(Some(x.bytes().cmp(y.bytes()))),
    }
}

/// Are they equal tuples, if that is asked and takes no script code to tell? Tuples compare their items
/// by identity first, as `quick_eq` does.
#[inline(always)]
fn equal_tuples(a: &Value, b: &Value, op: CmpOp) -> Option<bool> {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne)
        || a.exact_ref::<Tuple>().is_none()
        || b.exact_ref::<Tuple>().is_none()
    {
        return None;
    }
    match quick_eq(a, b) {
        Same::Yes => Some(true),
        Same::No => Some(false),
        Same::Ask => None,
    }
}

impl Vm {
    /// `a <op> b`, whatever it gives.
    ///
    /// # Errors
    /// TypeError for an ordering that neither side knows, and what the methods raise.
    #[inline]
    pub fn compare(&self, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
            return Ok(Value::bool(op.holds(Some(x.cmp(&y)))));
        }
        if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
            return Ok(Value::bool(op.holds(x.partial_cmp(&y))));
        }
        if let (Some(x), Some(y)) = (a.exact_ref::<Str>(), b.exact_ref::<Str>()) {
            return Ok(Value::bool(texts_hold(x, y, op)));
        }
        self.compare_slow(a, b, op)
    }

    #[inline(never)]
    fn compare_slow(&self, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
        if let Some(equal) = equal_tuples(a, b, op) {
            return Ok(Value::bool(equal == (op == CmpOp::Eq)));
        }
        self.recurse(|| {
            let (ta, tb) = (self.type_of(a), self.type_of(b));
            let (fa, fb) = (ta.slots.compare.get(), tb.slots.compare.get());
            let reflected_first = !std::ptr::eq(ta, tb) && tb.is_subtype(ta) && fb.is_some();
            if reflected_first && let Some(f) = fb {
                let result = f(self, b, a, op.swapped())?;
                if !result.is_not_implemented() {
                    return Ok(result);
                }
            }
            if let Some(f) = fa {
                let result = f(self, a, b, op)?;
                if !result.is_not_implemented() {
                    return Ok(result);
                }
            }
            if !reflected_first && let Some(f) = fb {
                let result = f(self, b, a, op.swapped())?;
                if !result.is_not_implemented() {
                    return Ok(result);
                }
            }
            match op {
                CmpOp::Eq => Ok(Value::bool(a.is(b))),
                CmpOp::Ne => Ok(Value::bool(!a.is(b))),
                _ => Err(self.type_error(format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    op.sign(),
                    ta.name_text(),
                    tb.name_text()
                ))),
            }
        })
    }

    /// Truth of `a <op> b`.
    ///
    /// # Errors
    /// As [`Vm::compare`], and what the result's truth raises.
    #[inline]
    pub fn compare_bool(&self, a: &Value, b: &Value, op: CmpOp) -> Result<bool> {
        match (a.exact_ref::<Str>(), b.exact_ref::<Str>()) {
            (Some(x), Some(y)) => Ok(texts_hold(x, y, op)),
            _ => self.compare_bool_other(a, b, op),
        }
    }
    #[inline(never)]
    fn compare_bool_other(&self, a: &Value, b: &Value, op: CmpOp) -> Result<bool> {
        if let Some(equal) = equal_tuples(a, b, op) {
            return Ok(equal == (op == CmpOp::Eq));
        }
        let result = self.compare(a, b, op)?;
        self.truth(&result)
    }

    /// `a is b or a == b`, as containers compare their items.
    ///
    /// # Errors
    /// What `__eq__` raises.
    #[inline(always)]
    pub fn eq(&self, a: &Value, b: &Value) -> Result<bool> {
        match quick_eq(a, b) {
            Same::Yes => Ok(true),
            Same::No => Ok(false),
            Same::Ask => self.compare_bool(a, b, CmpOp::Eq),
        }
    }

    /// Order of two values by `<` alone, as sorting asks it.
    ///
    /// # Errors
    /// What `__lt__` raises.
    #[inline(always)]
    pub fn less(&self, a: &Value, b: &Value) -> Result<bool> {
        match quick_less(a, b) {
            Some(less) => Ok(less),
            None => self.compare_bool(a, b, CmpOp::Lt),
        }
    }

    /// The same, if it can be told without script code.
    #[inline(always)]
    pub fn quick_less(a: &Value, b: &Value) -> Option<bool> {
        quick_less(a, b)
    }

    /// Compares two sequences item by item, as list and tuple do.
    ///
    /// # Errors
    /// What comparing items raises.
    pub fn compare_items(&self, a: &[Value], b: &[Value], op: CmpOp) -> Result<Value> {
        if matches!(op, CmpOp::Eq | CmpOp::Ne) && a.len() != b.len() {
            return Ok(Value::bool(op == CmpOp::Ne));
        }
        for (x, y) in a.iter().zip(b) {
            if !self.eq(x, y)? {
                return match op {
                    CmpOp::Eq => Ok(Value::FALSE),
                    CmpOp::Ne => Ok(Value::TRUE),
                    _ => self.compare(x, y, op),
                };
            }
        }
        Ok(Value::bool(
            op.holds(Some::<Ordering>(a.len().cmp(&b.len()))),
        ))
    }

    /// `hash(v)`.
    ///
    /// # Errors
    /// TypeError: `unhashable type: 'list'`, and what `__hash__` raises.
    #[inline(always)]
    pub fn hash(&self, v: &Value) -> Result<i64> {
        if let Some(s) = v.exact_ref::<Str>() {
            return Ok(s.hash(self));
        }
        if let Some(i) = v.as_small_int() {
            return Ok(if i == -1 { -2 } else { i });
        }
        self.hash_slow(v)
    }

    #[inline(never)]
    fn hash_slow(&self, v: &Value) -> Result<i64> {
        if let Some(tuple) = v.exact_ref::<Tuple>() {
            return self.hash_tuple(tuple);
        }
        let ty = self.type_of(v);
        match ty.slots.hash.get() {
            Some(hash) => self.recurse(|| hash(self, v)),
            None => Err(self.unhashable(v)),
        }
    }

    /// The hash of a value that needs no script code for it: a string, a small int, or a tuple of such.
    #[inline(always)]
    pub(crate) fn quick_hash(&self, v: &Value) -> Option<i64> {
        match self.atom_hash(v) {
            Some(hash) => Some(hash),
            None => self.quick_tuple_hash(v.exact_ref::<Tuple>()?),
        }
    }
    /// The hash of a string or a small int.
    #[inline(always)]
    fn atom_hash(&self, v: &Value) -> Option<i64> {
        if let Some(s) = v.exact_ref::<Str>() {
            return Some(s.hash(self));
        }
        let i = v.as_small_int()?;
        Some(if i == -1 { -2 } else { i })
    }
    #[inline(never)]
    fn quick_tuple_hash(&self, tuple: &Ref<Tuple>) -> Option<i64> {
        let mut hasher = TupleHasher::new();
        for item in tuple.as_slice() {
            hasher.add(self.atom_hash(item)?);
        }
        Some(hasher.finish())
    }

    fn hash_tuple(&self, tuple: &Ref<Tuple>) -> Result<i64> {
        let mut hasher = TupleHasher::new();
        for item in tuple.as_slice() {
            hasher.add(match self.atom_hash(item) {
                Some(hash) => hash,
                None => self.recurse(|| self.hash_slow(item))?,
            });
        }
        Ok(hasher.finish())
    }

    /// TypeError: `unhashable type`.
    #[cold]
    pub fn unhashable(&self, v: &Value) -> crate::vm::Raised {
        self.type_error(format!("unhashable type: '{}'", self.type_name(v)))
    }
}

/// The hash slot of types that cannot be hashed.
///
/// # Errors
/// TypeError, always.
pub fn unhashable(vm: &Vm, v: &Value) -> Result<i64> {
    Err(vm.unhashable(v))
}
/// The hash slot of types that are hashed by identity.
///
/// # Errors
/// None.
pub fn identity_hash(_: &Vm, v: &Value) -> Result<i64> {
    let address = v.bits() as i64;
    Ok(address.rotate_right(4) & i64::MAX)
}
