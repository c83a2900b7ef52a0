//! `int`: inline up to 48 bits, a heap object with a big integer beyond (and for subclasses).

use std::borrow::Cow;

use dashu_int::{IBig, Sign};

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
    /// The number as a big integer; a heap int's own is borrowed.
    #[inline]
    pub fn as_big(&self) -> Cow<'_, IBig> {
        match self {
            IntRef::Small(i) => Cow::Owned(IBig::from(*i)),
            IntRef::Big(b) => Cow::Borrowed(b),
        }
    }
    /// The number as a big integer.
    pub fn to_big(&self) -> IBig {
        self.as_big().into_owned()
    }
    /// The number, if it fits.
    #[inline]
    pub fn to_i128(&self) -> Option<i128> {
        match self {
            IntRef::Small(i) => Some((*i).into()),
            IntRef::Big(b) => big_to_i128(b),
        }
    }
    /// The number, if it fits.
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            IntRef::Small(i) => Some(*i),
            IntRef::Big(b) => big_to_i64(b),
        }
    }
    /// Sign (true: negative) and magnitude, if the magnitude fits a word.
    #[inline]
    pub fn to_word(&self) -> Option<(bool, u64)> {
        match self {
            IntRef::Small(i) => Some((*i < 0, i.unsigned_abs())),
            IntRef::Big(b) => match b.as_sign_words() {
                (sign, [word]) => Some((sign == Sign::Negative, *word)),
                (_, []) => Some((false, 0)),
                _ => None,
            },
        }
    }
    /// The low 128 bits in two's complement.
    #[inline]
    pub fn low_u128(&self) -> u128 {
        match self {
            IntRef::Small(i) => i128::from(*i) as u128,
            IntRef::Big(b) => {
                let (sign, words) = b.as_sign_words();
                let low = match *words {
                    [] => 0,
                    [low] => u128::from(low),
                    [low, high, ..] => u128::from(low) | u128::from(high) << 64,
                };
                if sign == Sign::Negative {
                    low.wrapping_neg()
                } else {
                    low
                }
            }
        }
    }
    /// Negative?
    #[inline]
    pub fn is_negative(&self) -> bool {
        match self {
            IntRef::Small(i) => *i < 0,
            IntRef::Big(b) => crate::num::bigint::is_negative(b),
        }
    }
    /// Zero?
    #[inline]
    pub fn is_zero(&self) -> bool {
        match self {
            IntRef::Small(i) => *i == 0,
            IntRef::Big(b) => b.is_zero(),
        }
    }
    /// Number of bits of the magnitude, as `int.bit_length()`.
    pub fn bit_length(&self) -> usize {
        match self {
            IntRef::Small(i) => 64 - i.unsigned_abs().leading_zeros() as usize,
            IntRef::Big(b) => crate::num::bigint::bit_length(b),
        }
    }
    /// The nearest float, ties to even; None if it is past the largest one.
    #[inline]
    pub fn to_f64(&self) -> Option<f64> {
        match self {
            IntRef::Small(i) => Some(*i as f64),
            IntRef::Big(b) => crate::num::bigint::to_f64(b),
        }
    }
}

/// The number, if it fits. (The library's own conversion is not inlined.)
#[inline]
fn big_to_i128(big: &IBig) -> Option<i128> {
    let (sign, words) = big.as_sign_words();
    let magnitude = match *words {
        [] => 0,
        [low] => u128::from(low),
        [low, high] => u128::from(low) | u128::from(high) << 64,
        _ => return None,
    };
    if sign == Sign::Negative {
        (magnitude <= i128::MIN.unsigned_abs()).then(|| (magnitude as i128).wrapping_neg())
    } else {
        i128::try_from(magnitude).ok()
    }
}

/// The number, if it fits.
#[inline]
fn big_to_i64(big: &IBig) -> Option<i64> {
    let (sign, words) = big.as_sign_words();
    let magnitude = match *words {
        [] => 0,
        [low] => low,
        _ => return None,
    };
    if sign == Sign::Negative {
        (magnitude <= i64::MIN.unsigned_abs()).then(|| (magnitude as i64).wrapping_neg())
    } else {
        i64::try_from(magnitude).ok()
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
        match big_to_i64(&big).and_then(Value::try_small_int) {
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
    /// [`Vm::index`] as a plain int, also for a bool or an instance of a subclass.
    ///
    /// # Errors
    /// As there.
    pub fn exact_index(&self, v: &Value) -> Result<Value> {
        let found = self.index(v)?;
        if found.is_small_int() {
            return Ok(found);
        }
        super::int_ops::to_exact(self, &found)
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
        self.checked_int(index(self, v)?, "__index__")
    }
    /// The value as a number through `__index__`; numbers beyond 128 bits come out as the
    /// extreme of their sign.
    ///
    /// # Errors
    /// TypeError as [`Vm::index`].
    pub fn index_i128(&self, v: &Value) -> Result<i128> {
        let v = self.index(v)?;
        let int = v.as_int().unwrap_or(IntRef::Small(0));
        Ok(int.to_i128().unwrap_or(if int.is_negative() {
            i128::MIN
        } else {
            i128::MAX
        }))
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

#[cfg(test)]
mod tests {
    use dashu_int::IBig;

    use super::{big_to_i64, big_to_i128};

    #[test]
    fn conversions_at_the_edges() {
        for i in [
            0,
            1,
            -1,
            i64::MAX.into(),
            i64::MIN.into(),
            i128::MAX,
            i128::MIN,
        ] {
            assert_eq!(big_to_i128(&IBig::from(i)), Some(i));
            assert_eq!(big_to_i64(&IBig::from(i)), i64::try_from(i).ok());
        }
        let more = IBig::from(i128::MAX) + IBig::ONE;
        assert_eq!(big_to_i128(&more), None);
        assert_eq!(big_to_i128(&-&more), Some(i128::MIN));
        assert_eq!(big_to_i128(&(-more - IBig::ONE)), None);
        assert_eq!(big_to_i64(&IBig::from(i128::from(i64::MAX) + 1)), None);
        assert_eq!(big_to_i64(&IBig::from(i128::from(i64::MIN) - 1)), None);
    }
}
