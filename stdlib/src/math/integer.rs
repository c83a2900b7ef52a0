//! `math`'s functions of integers.

use std::borrow::Cow;

use dashu_int::IBig;
use hasp_vm::num::bigint;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// Numbers up to which a product is computed without letting other threads run.
const SHORT: u64 = 500;

/// The product of `from..=to`, by halves.
fn product(from: u64, to: u64) -> IBig {
    if from > to {
        return IBig::ONE;
    }
    if to - from < 8 {
        return (from..=to).fold(IBig::ONE, |p, n| p * n);
    }
    let middle = from + (to - from) / 2;
    product(from, middle) * product(middle + 1, to)
}

/// The product of the `count` numbers that end with `top`, by halves.
fn falling(top: &IBig, count: u64) -> IBig {
    if let Some(top) = bigint::to_u64(top) {
        return product(top - count + 1, top);
    }
    match count {
        0 => IBig::ONE,
        1 => top.clone(),
        _ => falling(top, count / 2) * falling(&(top - IBig::from(count / 2)), count - count / 2),
    }
}

fn run<R: Send>(vm: &Vm, size: u64, f: impl FnOnce() -> R + Send) -> R {
    if size > SHORT {
        vm.detached("math", f)
    } else {
        f()
    }
}

fn big(v: &Value) -> Cow<'_, IBig> {
    v.as_int().map_or(Cow::Owned(IBig::ZERO), |i| match i {
        hasp_vm::object::int::IntRef::Small(i) => Cow::Owned(IBig::from(i)),
        hasp_vm::object::int::IntRef::Big(b) => Cow::Borrowed(b),
    })
}

/// `factorial(n)`
pub(super) fn factorial(vm: &Vm, n: &Value) -> Result<Value> {
    let n = vm.index(n)?;
    let n = big(&n);
    if bigint::is_negative(&n) {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    let Some(n) = bigint::to_i64(&n) else {
        return Err(vm.overflow_error(format!(
            "factorial() argument should not exceed {}",
            i64::MAX
        )));
    };
    let n = n as u64;
    if n > 1 << 40 {
        return Err(vm.memory_error(""));
    }
    if n <= 20 {
        return Ok(vm.int((2..=n as i64).product()));
    }
    Ok(vm.int_from_big(run(vm, n, move || product(2, n))))
}

/// `comb(n, k)`
pub(super) fn comb(vm: &Vm, n: &Value, k: &Value) -> Result<Value> {
    let (n, k) = (vm.index(n)?, vm.index(k)?);
    let (n, k) = (big(&n), big(&k));
    if bigint::is_negative(&n) {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if bigint::is_negative(&k) {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    if k > n {
        return Ok(Value::small_int(0));
    }
    let other = &*n - &*k;
    let k = if other < *k { Cow::Owned(other) } else { k };
    let Some(k) = bigint::to_i64(&k) else {
        return Err(vm.overflow_error(format!("min(n - k, k) must not exceed {}", i64::MAX)));
    };
    let k = k as u64;
    if let Some(small) = bigint::to_u64(&n).and_then(|n| comb_small(n, k)) {
        return Ok(vm.int_from_u64(small));
    }
    let n = n.into_owned();
    Ok(vm.int_from_big(run(vm, k, move || falling(&n, k) / product(2, k))))
}

/// Step by step, while the steps fit a word.
fn comb_small(n: u64, k: u64) -> Option<u64> {
    let mut result = 1u64;
    for i in 0..k {
        result = u64::try_from(u128::from(result) * u128::from(n - i) / u128::from(i + 1)).ok()?;
    }
    Some(result)
}

/// `perm(n, k=None)`
pub(super) fn perm(vm: &Vm, n: &Value, k: &Value) -> Result<Value> {
    if k.is_none() {
        return factorial(vm, n);
    }
    let (n, k) = (vm.index(n)?, vm.index(k)?);
    let (n, k) = (big(&n), big(&k));
    if bigint::is_negative(&n) {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if bigint::is_negative(&k) {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    if k > n {
        return Ok(Value::small_int(0));
    }
    let Some(k) = bigint::to_i64(&k) else {
        return Err(vm.overflow_error(format!("k must not exceed {}", i64::MAX)));
    };
    let n = n.into_owned();
    Ok(vm.int_from_big(run(vm, k as u64, move || falling(&n, k as u64))))
}

/// `isqrt(n)`
pub(super) fn isqrt(vm: &Vm, n: &Value) -> Result<Value> {
    let n = vm.index(n)?;
    if let Some(small) = n.as_small_int().filter(|n| *n >= 0) {
        return Ok(vm.int(small.isqrt()));
    }
    match bigint::isqrt(&big(&n)) {
        Some(root) => Ok(vm.int_from_big(root)),
        None => Err(vm.value_error("isqrt() argument must be nonnegative")),
    }
}

fn gcd_words(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn gcd_two(vm: &Vm, a: &Value, b: &Value) -> Value {
    match (a.as_small_int(), b.as_small_int()) {
        (Some(a), Some(b)) => vm.int_from_u64(gcd_words(a.unsigned_abs(), b.unsigned_abs())),
        _ => vm.int_from_big(bigint::gcd(&big(a), &big(b))),
    }
}

/// `gcd(*integers)`
pub(super) fn gcd(vm: &Vm, numbers: &Value) -> Result<Value> {
    let mut result = Value::small_int(0);
    for n in numbers.as_tuple().map(|t| t.as_slice()).unwrap_or_default() {
        result = gcd_two(vm, &result, &vm.index(n)?);
    }
    Ok(result)
}

/// `lcm(*integers)`
pub(super) fn lcm(vm: &Vm, numbers: &Value) -> Result<Value> {
    let mut result = Value::small_int(1);
    for n in numbers.as_tuple().map(|t| t.as_slice()).unwrap_or_default() {
        let n = vm.index(n)?;
        let divisor = bigint::gcd(&big(&result), &big(&n));
        if divisor.is_zero() || big(&n).is_zero() {
            result = Value::small_int(0);
            continue;
        }
        let multiple = big(&result).as_ref() / divisor * big(&n).as_ref();
        let multiple = if bigint::is_negative(&multiple) {
            -multiple
        } else {
            multiple
        };
        result = vm.int_from_big(multiple);
    }
    Ok(result)
}
