//! `int`: inline up to 48 bits, a heap object with a big integer beyond (and for subclasses).

use dashu_int::IBig;

use super::header::{Kind, Payload};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of heap ints. An exact `int` on the heap never fits inline.
pub struct Int {
    /// The number.
    pub big: IBig,
}

impl Payload for Int {
    const KIND: Kind = Kind::Int;
    const GC: bool = false;
}

/// An int, seen.
pub enum IntRef<'a> {
    /// It fits a word (bools included).
    Small(i64),
    /// A heap int, whatever its size.
    Big(&'a IBig),
}

impl IntRef<'_> {
    /// The number as a big integer.
    pub fn to_big(&self) -> IBig {
        match self {
            IntRef::Small(i) => IBig::from(*i),
            IntRef::Big(b) => (*b).clone(),
        }
    }
    /// The number, if it fits.
    pub fn to_i128(&self) -> Option<i128> {
        match self {
            IntRef::Small(i) => Some((*i).into()),
            IntRef::Big(b) => i128::try_from(*b).ok(),
        }
    }
    /// The number, if it fits.
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            IntRef::Small(i) => Some(*i),
            IntRef::Big(b) => i64::try_from(*b).ok(),
        }
    }
    /// Negative?
    pub fn is_negative(&self) -> bool {
        match self {
            IntRef::Small(i) => *i < 0,
            IntRef::Big(b) => crate::num::bigint::is_negative(b),
        }
    }
}

impl Value {
    /// The int (bools and subclasses included), without calling `__index__`.
    #[inline(always)]
    pub fn as_int(&self) -> Option<IntRef<'_>> {
        if let Some(i) = self.as_small_int() {
            return Some(IntRef::Small(i));
        }
        match self.downcast_ref::<Int>() {
            Some(int) => Some(IntRef::Big(&int.body.big)),
            None => self.as_bool().map(|b| IntRef::Small(b.into())),
        }
    }
}

impl Vm {
    /// An int.
    #[inline(always)]
    pub fn int(&self, i: i64) -> Value {
        Value::try_small_int(i).unwrap_or_else(|| self.heap_int(IBig::from(i)))
    }
    /// An int.
    pub fn int_from_u64(&self, i: u64) -> Value {
        match i64::try_from(i) {
            Ok(i) => self.int(i),
            Err(_) => self.heap_int(IBig::from(i)),
        }
    }
    /// An int.
    #[inline]
    pub fn int_from_i128(&self, i: i128) -> Value {
        match i64::try_from(i) {
            Ok(i) => self.int(i),
            Err(_) => self.heap_int(IBig::from(i)),
        }
    }
    /// An int; inline if it fits.
    pub fn int_from_big(&self, big: IBig) -> Value {
        match i64::try_from(&big).ok().and_then(Value::try_small_int) {
            Some(small) => small,
            None => self.heap_int(big),
        }
    }
    #[inline(never)]
    fn heap_int(&self, big: IBig) -> Value {
        self.alloc(&self.types().int, Int { big }).into_value()
    }
    /// The int of these digits, which are valid for the radix.
    pub(crate) fn int_from_digits(&self, digits: &str, radix: u32) -> Value {
        self.int_from_big(IBig::from_str_radix(digits, radix).unwrap_or_default())
    }

    /// `operator.index(v)`: the value as an int object.
    ///
    /// # Errors
    /// TypeError: `'str' object cannot be interpreted as an integer`.
    #[inline]
    pub fn index(&self, v: &Value) -> Result<Value> {
        if v.is_small_int() {
            return Ok(v.clone());
        }
        self.index_slow(v)
    }
    fn index_slow(&self, v: &Value) -> Result<Value> {
        if v.as_int().is_some() {
            return Ok(v.clone());
        }
        let ty = self.type_of(v);
        let Some(index) = ty.slots.index.get() else {
            return Err(self.type_error(format!(
                "'{}' object cannot be interpreted as an integer",
                ty.name_text()
            )));
        };
        let result = index(self, v)?;
        if result.as_int().is_none() {
            let name = self.type_name(&result);
            return Err(self.type_error(format!("__index__ returned non-int (type {name})")));
        }
        Ok(result)
    }
    /// The value as a number through `__index__`; numbers beyond 128 bits come out as the
    /// extreme of their sign.
    ///
    /// # Errors
    /// TypeError as [`Vm::index`].
    pub fn index_i128(&self, v: &Value) -> Result<i128> {
        let v = self.index(v)?;
        let int = v.as_int().unwrap_or(IntRef::Small(0));
        Ok(int.to_i128().unwrap_or(if int.is_negative() { i128::MIN } else { i128::MAX }))
    }
    /// The value as an index into a sequence, clipped to the range of `i64`.
    ///
    /// # Errors
    /// TypeError as [`Vm::index`].
    pub fn index_clipped(&self, v: &Value) -> Result<i64> {
        if let Some(i) = v.as_small_int() {
            return Ok(i);
        }
        let wide = self.index_i128(v)?;
        Ok(wide.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
    }
}
