//! `int`: its slots, and the operators on numbers of every size.
//!
//! Numbers beyond the word are mostly hashes, masks and products of 64-bit words: every operator
//! tries 64 and 128 bits before it makes big integers.

use std::sync::atomic::Ordering::Relaxed;

use dashu_int::IBig;
use hasp_compiler::op::BinOp;

use super::header::VTable;
use super::int::{Int, IntRef};
use super::int_methods;
use super::typ::TypeDef;
use crate::num::{bigint, hash, int_parse};
use crate::slots::{CmpOp, DIVMOD, Slots};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// The type `int`.
pub static INT: TypeDef = TypeDef {
    name: "int",
    layout: Some(VTable::of::<Int>),
    subclassable: true,
    doc: "int(x=0, /)\nint(x, /, base=10)\n\nThe whole number that x stands for: a number cut towards \
          zero, or text in the given base.\nBase 0 takes the base from the text's prefix.",
    slots,
    methods: int_methods::METHODS,
    getsets: int_methods::GETSETS,
    ..TypeDef::EMPTY
};

fn slots(s: &Slots) {
    s.repr.set(Some(repr));
    s.hash.set(Some(hash));
    s.compare.set(Some(compare));
    s.new.set(Some(super::int_new::new));
    s.bool
        .set(Some(|vm, v| operand(vm, v).map(|i| !i.is_zero())));
    s.neg.set(Some(neg));
    s.pos.set(Some(to_exact));
    s.int.set(Some(to_exact));
    s.index.set(Some(to_exact));
    s.invert.set(Some(invert));
    s.abs.set(Some(abs));
    s.float.set(Some(|vm, v| {
        Ok(Value::float(int_to_f64(vm, &operand(vm, v)?)?))
    }));
    s.pow3.set(Some(pow3));
    s.binary[BinOp::Add as usize].set(Some(add));
    s.binary[BinOp::Sub as usize].set(Some(sub));
    s.binary[BinOp::Mul as usize].set(Some(mul));
    s.binary[BinOp::TrueDiv as usize].set(Some(true_div));
    s.binary[BinOp::FloorDiv as usize].set(Some(floor_div));
    s.binary[BinOp::Mod as usize].set(Some(modulo));
    s.binary[BinOp::Pow as usize].set(Some(pow));
    s.binary[BinOp::LShift as usize].set(Some(shl));
    s.binary[BinOp::RShift as usize].set(Some(shr));
    s.binary[BinOp::And as usize].set(Some(and));
    s.binary[BinOp::Or as usize].set(Some(or));
    s.binary[BinOp::Xor as usize].set(Some(xor));
    s.binary[DIVMOD].set(Some(div_mod));
}

/// The int that a slot or method was called on.
///
/// # Errors
/// TypeError for anything else: the function was taken from the class and called on its own.
#[inline]
pub(crate) fn operand<'a>(vm: &Vm, v: &'a Value) -> Result<IntRef<'a>> {
    v.as_int().ok_or_else(|| vm.wrong_self(v))
}

/// Both operands, or NotImplemented.
macro_rules! both {
    ($a:expr, $b:expr) => {
        match ($a.as_int(), $b.as_int()) {
            (Some(x), Some(y)) => (x, y),
            _ => return Ok(Value::NOT_IMPLEMENTED),
        }
    };
}

/// Both numbers in 128 bits, if they fit.
#[inline(always)]
fn wide(x: &IntRef<'_>, y: &IntRef<'_>) -> Option<(i128, i128)> {
    Some((x.to_i128()?, y.to_i128()?))
}

/// Both numbers in 64 bits, if they fit.
#[inline(always)]
fn narrow(x: &IntRef<'_>, y: &IntRef<'_>) -> Option<(i64, i64)> {
    Some((x.to_i64()?, y.to_i64()?))
}

#[cold]
fn too_large(vm: &Vm) -> Raised {
    vm.memory_error("")
}

#[cold]
fn zero_division(vm: &Vm) -> Raised {
    vm.zero_division_error("division by zero")
}

/// `a + b`.
///
/// # Errors
/// None.
pub fn add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    if let Some((x, y)) = wide(&x, &y)
        && let Some(sum) = x.checked_add(y)
    {
        return Ok(vm.int_from_i128(sum));
    }
    Ok(vm.int_from_big(&*x.as_big() + &*y.as_big()))
}

/// `a - b`.
///
/// # Errors
/// None.
pub fn sub(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    if let Some((x, y)) = wide(&x, &y)
        && let Some(difference) = x.checked_sub(y)
    {
        return Ok(vm.int_from_i128(difference));
    }
    Ok(vm.int_from_big(&*x.as_big() - &*y.as_big()))
}

/// `a * b`.
///
/// # Errors
/// MemoryError for a product past any memory.
pub fn mul(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    if let Some((x, y)) = narrow(&x, &y) {
        return Ok(vm.int_from_i128(i128::from(x) * i128::from(y)));
    }
    if let (Some((x_negative, x)), Some((y_negative, y))) = (x.to_word(), y.to_word()) {
        let negative = x_negative != y_negative;
        let product = u128::from(x) * u128::from(y);
        return Ok(match i128::try_from(product) {
            Ok(product) => vm.int_from_i128(if negative { -product } else { product }),
            Err(_) if negative => vm.int_from_big(-IBig::from(product)),
            Err(_) => vm.int_from_big(IBig::from(product)),
        });
    }
    if let Some((x, y)) = wide(&x, &y)
        && let Some(product) = x.checked_mul(y)
    {
        return Ok(vm.int_from_i128(product));
    }
    let product = bigint::mul(&x.as_big(), &y.as_big()).map_err(|_| too_large(vm))?;
    Ok(vm.int_from_big(product))
}

/// `a / b`.
///
/// # Errors
/// ZeroDivisionError; OverflowError for a quotient past the largest float.
pub fn true_div(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    if y.is_zero() {
        return Err(zero_division(vm));
    }
    if let Some((x, y)) = narrow(&x, &y) {
        return Ok(Value::float(bigint::true_div_i64(x, y)));
    }
    match bigint::true_div(&x.as_big(), &y.as_big()) {
        Ok(quotient) => Ok(Value::float(quotient)),
        Err(bigint::DivError::Zero) => Err(zero_division(vm)),
        Err(bigint::DivError::Overflow) => {
            Err(vm.overflow_error("integer division result too large for a float"))
        }
    }
}

/// Quotient rounded down and remainder; None for division by zero and for the one quotient that
/// does not fit.
macro_rules! floor_div_mod {
    ($name:ident, $t:ty) => {
        #[inline(always)]
        fn $name(x: $t, y: $t) -> Option<($t, $t)> {
            let (q, r) = (x.checked_div(y)?, x.checked_rem(y)?);
            Some(if r != 0 && (r < 0) != (y < 0) {
                (q - 1, r + y)
            } else {
                (q, r)
            })
        }
    };
}
floor_div_mod!(floor_div_mod_64, i64);
floor_div_mod!(floor_div_mod_128, i128);

/// `a // b`.
///
/// # Errors
/// ZeroDivisionError.
pub fn floor_div(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    if let Some((x, y)) = narrow(&x, &y)
        && let Some((q, _)) = floor_div_mod_64(x, y)
    {
        return Ok(vm.int(q));
    }
    if let Some((x, y)) = wide(&x, &y)
        && let Some((q, _)) = floor_div_mod_128(x, y)
    {
        return Ok(vm.int_from_i128(q));
    }
    let q = bigint::floor_div(&x.as_big(), &y.as_big()).ok_or_else(|| zero_division(vm))?;
    Ok(vm.int_from_big(q))
}

/// `a % b`.
///
/// # Errors
/// ZeroDivisionError.
pub fn modulo(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    if let Some((x, y)) = narrow(&x, &y)
        && let Some((_, r)) = floor_div_mod_64(x, y)
    {
        return Ok(vm.int(r));
    }
    if let Some((x, y)) = wide(&x, &y)
        && let Some((_, r)) = floor_div_mod_128(x, y)
    {
        return Ok(vm.int_from_i128(r));
    }
    let r = bigint::modulo(&x.as_big(), &y.as_big()).ok_or_else(|| zero_division(vm))?;
    Ok(vm.int_from_big(r))
}

/// `divmod(a, b)`.
///
/// # Errors
/// ZeroDivisionError.
pub fn div_mod(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    if let Some((x, y)) = narrow(&x, &y)
        && let Some((q, r)) = floor_div_mod_64(x, y)
    {
        return Ok(vm.pair(vm.int(q), vm.int(r)));
    }
    if let Some((x, y)) = wide(&x, &y)
        && let Some((q, r)) = floor_div_mod_128(x, y)
    {
        return Ok(vm.pair(vm.int_from_i128(q), vm.int_from_i128(r)));
    }
    let (q, r) = bigint::div_mod(&x.as_big(), &y.as_big()).ok_or_else(|| zero_division(vm))?;
    Ok(vm.pair(vm.int_from_big(q), vm.int_from_big(r)))
}

/// `a & b`.
///
/// # Errors
/// None.
pub fn and(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    // A mask that is not negative takes low bits only, however long the other side is.
    for (mask, other) in [(&y, &x), (&x, &y)] {
        if let Some(mask) = mask.to_i128()
            && mask >= 0
        {
            return Ok(vm.int_from_i128(mask & other.low_u128() as i128));
        }
    }
    if let Some((x, y)) = wide(&x, &y) {
        return Ok(vm.int_from_i128(x & y));
    }
    Ok(vm.int_from_big(bigint::and(&x.as_big(), &y.as_big())))
}

macro_rules! bitwise {
    ($(#[$doc:meta] $name:ident $op:tt $big:path;)*) => {$(
        #[$doc]
        ///
        /// # Errors
        /// None.
        pub fn $name(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
            let (x, y) = both!(a, b);
            if let Some((x, y)) = wide(&x, &y) {
                return Ok(vm.int_from_i128(x $op y));
            }
            Ok(vm.int_from_big($big(&x.as_big(), &y.as_big())))
        }
    )*};
}
bitwise! {
    #[doc = "`a | b`."] or | bigint::or;
    #[doc = "`a ^ b`."] xor ^ bigint::xor;
}

#[cold]
fn negative_shift(vm: &Vm) -> Raised {
    vm.value_error("negative shift count")
}

/// Shift counts from here on are an overflow by themselves: no number has as many digits.
const SHIFT_LIMIT: u64 = 1 << 62;

/// `a << b`.
///
/// # Errors
/// ValueError for a negative count; OverflowError and MemoryError for huge ones.
pub fn shl(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    if y.is_negative() {
        return Err(negative_shift(vm));
    }
    if x.is_zero() {
        return Ok(Value::small_int(0));
    }
    let count = y
        .to_i64()
        .map(i64::unsigned_abs)
        .filter(|&c| c < SHIFT_LIMIT);
    let Some(count) = count else {
        return Err(vm.overflow_error("too many digits in integer"));
    };
    if count < 127
        && let Some(x) = x.to_i128()
        && u64::from(x.unsigned_abs().leading_zeros()) > count
    {
        return Ok(vm.int_from_i128(x << count));
    }
    let shifted = bigint::shl(&x.as_big(), count).map_err(|_| too_large(vm))?;
    Ok(vm.int_from_big(shifted))
}

/// `a >> b`.
///
/// # Errors
/// ValueError for a negative count.
pub fn shr(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    if y.is_negative() {
        return Err(negative_shift(vm));
    }
    let count = y.to_i64().map_or(u64::MAX, i64::unsigned_abs);
    if let Some(x) = x.to_i128() {
        return Ok(vm.int_from_i128(x >> count.min(127)));
    }
    Ok(vm.int_from_big(bigint::shr(&x.as_big(), count)))
}

/// `a ** b`.
///
/// # Errors
/// MemoryError for huge results; those of float powers where the exponent is negative.
pub fn pow(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    if y.is_negative() {
        let (x, y) = (int_to_f64(vm, &x)?, int_to_f64(vm, &y)?);
        return super::float_ops::pow_f64(vm, x, y);
    }
    if let Some(base) = x.to_i128()
        && let Some(exponent) = y.to_i64()
        && exponent < 128
        && let Some(power) = base.checked_pow(exponent as u32)
    {
        return Ok(vm.int_from_i128(power));
    }
    // An exponent past 64 bits only has a result for the bases -1, 0 and 1, where its parity
    // is all that counts.
    let exponent = match y.to_i64() {
        Some(exponent) => exponent.unsigned_abs(),
        None => u64::MAX - 1 + (bigint::low_u64(&y.as_big()) & 1),
    };
    let power = bigint::pow(&x.as_big(), exponent).map_err(|_| too_large(vm))?;
    Ok(vm.int_from_big(power))
}

/// `pow(a, b, m)`.
///
/// # Errors
/// ValueError for a zero modulus, and for a negative exponent of a base without an inverse.
pub fn pow3(vm: &Vm, a: &Value, b: &Value, m: &Value) -> Result<Value> {
    let (x, y) = both!(a, b);
    let Some(m) = m.as_int() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if let (Some(base), Some(exponent), Some(modulus)) = (x.to_i64(), y.to_i64(), m.to_i64())
        && exponent >= 0
        && modulus > 0
    {
        return Ok(vm.int(mod_pow_64(
            base,
            exponent.unsigned_abs(),
            modulus.unsigned_abs(),
        )));
    }
    match bigint::mod_pow(&x.as_big(), &y.as_big(), &m.as_big()) {
        Ok(power) => Ok(vm.int_from_big(power)),
        Err(error) => Err(vm.value_error(error.message())),
    }
}

/// `base ** exponent % modulus` for a modulus below 2⁶³.
fn mod_pow_64(base: i64, mut exponent: u64, modulus: u64) -> i64 {
    let mut square = i128::from(base).rem_euclid(i128::from(modulus)) as u64;
    let mut result = 1 % modulus;
    let small = modulus <= 1 << 32;
    let times = |a: u64, b: u64| {
        if small {
            a * b % modulus
        } else {
            (u128::from(a) * u128::from(b) % u128::from(modulus)) as u64
        }
    };
    while exponent != 0 {
        if exponent & 1 == 1 {
            result = times(result, square);
        }
        exponent >>= 1;
        if exponent != 0 {
            square = times(square, square);
        }
    }
    result as i64
}

/// `-v`.
fn neg(vm: &Vm, v: &Value) -> Result<Value> {
    let x = operand(vm, v)?;
    Ok(match x.to_i128().and_then(i128::checked_neg) {
        Some(negative) => vm.int_from_i128(negative),
        None => vm.int_from_big(-&*x.as_big()),
    })
}

/// `abs(v)`.
fn abs(vm: &Vm, v: &Value) -> Result<Value> {
    if operand(vm, v)?.is_negative() {
        neg(vm, v)
    } else {
        to_exact(vm, v)
    }
}

/// `~v`.
pub(crate) fn invert(vm: &Vm, v: &Value) -> Result<Value> {
    let x = operand(vm, v)?;
    Ok(match x.to_i128() {
        Some(x) => vm.int_from_i128(!x),
        None => vm.int_from_big(bigint::not(&x.as_big())),
    })
}

/// `+v`: the number as a plain int.
///
/// # Errors
/// TypeError if it is no int.
pub(crate) fn to_exact(vm: &Vm, v: &Value) -> Result<Value> {
    if v.is_small_int() || v.exact_ref::<Int>().is_some() {
        return Ok(v.clone());
    }
    Ok(match operand(vm, v)? {
        IntRef::Small(i) => vm.int(i),
        IntRef::Big(big) => vm.int_from_big(big.clone()),
    })
}

/// The nearest float.
///
/// # Errors
/// OverflowError if it is past the largest one.
pub(crate) fn int_to_f64(vm: &Vm, int: &IntRef<'_>) -> Result<f64> {
    int.to_f64()
        .ok_or_else(|| vm.overflow_error("int too large to convert to float"))
}

/// Comparison with another int.
fn compare(_: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (x, y) = both!(a, b);
    let ordering = match wide(&x, &y) {
        Some((x, y)) => x.cmp(&y),
        None => x.as_big().cmp(&y.as_big()),
    };
    Ok(Value::bool(op.holds(Some(ordering))))
}

/// `hash(v)`.
pub(crate) fn hash(vm: &Vm, v: &Value) -> Result<i64> {
    Ok(match operand(vm, v)? {
        IntRef::Small(i) => hash::hash_i64(i),
        IntRef::Big(big) => hash::hash_big(big),
    })
}

/// `repr(v)`.
pub(crate) fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    match operand(vm, v)? {
        IntRef::Small(i) => {
            let mut buffer = [0; 20];
            Ok(vm.new_ascii(decimal(i, &mut buffer)).into_value())
        }
        IntRef::Big(big) => Ok(vm.new_ascii(big_decimal(vm, big)?.as_bytes()).into_value()),
    }
}

/// Decimal digits with the sign, written to the buffer's end.
fn decimal(i: i64, buffer: &mut [u8; 20]) -> &[u8] {
    let mut rest = i.unsigned_abs();
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if i < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    &buffer[at..]
}

/// Decimal text of a big int.
fn big_decimal(vm: &Vm, big: &IBig) -> Result<String> {
    let limit = vm.int_max_str_digits();
    bigint::to_decimal(big, limit)
        .ok_or_else(|| vm.value_error(int_parse::too_many_digits_to_print(limit)))
}

impl Vm {
    /// `sys.get_int_max_str_digits()`: most decimal digits that a conversion between int and
    /// text may have; 0 is no limit.
    pub fn int_max_str_digits(&self) -> usize {
        self.interp().int_max_str_digits.load(Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, floor_div_mod_64, floor_div_mod_128, mod_pow_64};

    #[test]
    fn decimal_of_extremes() {
        for i in [0, 7, -7, 10, i64::MAX, i64::MIN] {
            assert_eq!(decimal(i, &mut [0; 20]), i.to_string().as_bytes());
        }
    }

    #[test]
    fn division_rounds_down() {
        assert_eq!(floor_div_mod_64(7, -2), Some((-4, -1)));
        assert_eq!(floor_div_mod_64(-7, 2), Some((-4, 1)));
        assert_eq!(floor_div_mod_64(-6, 2), Some((-3, 0)));
        assert_eq!(floor_div_mod_64(i64::MIN, -1), None);
        assert_eq!(floor_div_mod_128(1, 0), None);
    }

    #[test]
    fn powers_with_modulus() {
        assert_eq!(mod_pow_64(-2, 3, 7), 6);
        assert_eq!(mod_pow_64(5, 0, 1), 0);
        let prime = (1 << 61) - 1;
        assert_eq!(mod_pow_64(3, prime - 1, prime), 1);
    }
}
