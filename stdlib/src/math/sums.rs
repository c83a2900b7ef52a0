//! `math`'s functions of many numbers.

use hasp_compiler::op::BinOp;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// A sum kept without loss: numbers that do not overlap, smallest first.
#[derive(Default)]
struct Exact {
    parts: Vec<f64>,
    /// Sum of the infinities and NaNs given.
    special: f64,
    /// Sum of the infinities given.
    infinities: f64,
    overflowed: bool,
}

impl Exact {
    fn add(&mut self, given: f64) {
        if !given.is_finite() {
            self.special += given;
            if given.is_infinite() {
                self.infinities += given;
            }
            return;
        }
        let (mut x, mut kept) = (given, 0);
        for at in 0..self.parts.len() {
            let mut y = self.parts[at];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.parts[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.parts.truncate(kept);
        if x.is_finite() {
            if x != 0.0 {
                self.parts.push(x);
            }
        } else {
            self.overflowed = true;
        }
    }

    /// The float nearest the sum.
    fn total(mut self) -> f64 {
        let Some(mut high) = self.parts.pop() else {
            return 0.0;
        };
        let mut low = 0.0;
        while let Some(y) = self.parts.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // Half-way cases look at the sign of what follows.
        if let Some(next) = self.parts.last()
            && (low < 0.0 && *next < 0.0 || low > 0.0 && *next > 0.0)
        {
            let twice = low * 2.0;
            let x = high + twice;
            if twice == x - high {
                high = x;
            }
        }
        high
    }
}

/// `fsum(seq)`
pub(super) fn fsum(vm: &Vm, seq: &Value) -> Result<f64> {
    let mut sum = Exact::default();
    vm.iterate(seq, |item| {
        sum.add(vm.to_f64(&item)?);
        if sum.overflowed {
            Err(vm.overflow_error("intermediate overflow in fsum"))
        } else {
            Ok(())
        }
    })?;
    if sum.special != 0.0 {
        if sum.infinities.is_nan() {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return Ok(sum.special);
    }
    Ok(sum.total())
}

/// `prod(iterable, start=1)`
pub(super) fn prod(vm: &Vm, iterable: &Value, start: Value) -> Result<Value> {
    let mut result = start;
    vm.iterate(iterable, |item| {
        result = vm.binary(BinOp::Mul as usize, &result, &item)?;
        Ok(())
    })?;
    Ok(result)
}

/// `sumprod(p, q)`
pub(super) fn sumprod(vm: &Vm, p: &Value, q: &Value) -> Result<Value> {
    let (p, q) = (vm.collect(p)?, vm.collect(q)?);
    if p.len() != q.len() {
        return Err(vm.value_error("Inputs are not the same length"));
    }
    let number = |v: &Value| v.is_float() || v.is_small_int();
    let floats = p.iter().chain(&q).any(Value::is_float) && p.iter().chain(&q).all(number);
    if floats {
        let mut sum = Exact::default();
        let mut simple = 0.0;
        for (x, y) in p.iter().zip(&q) {
            let (x, y) = (vm.to_f64(x)?, vm.to_f64(y)?);
            let high = x * y;
            simple += high;
            sum.add(high);
            if high.is_finite() {
                sum.add(x.mul_add(y, -high));
            }
        }
        let exact = simple.is_finite() && !sum.overflowed;
        return Ok(Value::float(if exact { sum.total() } else { simple }));
    }
    let mut total = Value::small_int(0);
    for (x, y) in p.iter().zip(&q) {
        let product = vm.binary(BinOp::Mul as usize, x, y)?;
        total = vm.binary(BinOp::Add as usize, &total, &product)?;
    }
    Ok(total)
}

/// The length of a vector, without overflow on the way.
fn norm(coordinates: &mut [f64]) -> f64 {
    let (mut largest, mut nan) = (0f64, false);
    for x in coordinates.iter_mut() {
        *x = x.abs();
        nan |= x.is_nan();
        largest = largest.max(*x);
    }
    if largest.is_infinite() {
        return largest;
    }
    if nan {
        return f64::NAN;
    }
    if largest == 0.0 || coordinates.len() == 1 {
        return largest;
    }
    let (_, exponent) = super::special::frexp(largest);
    let mut sum = Exact::default();
    for x in coordinates.iter() {
        let x = super::special::ldexp(*x, -exponent);
        let square = x * x;
        sum.add(square);
        sum.add(x.mul_add(x, -square));
    }
    let low: f64 = sum.parts.iter().rev().skip(1).sum();
    let high = sum.parts.last().copied().unwrap_or(0.0);
    let root = (high + low).sqrt();
    // One step of Newton's, with the residue exact to the last bit.
    let residue = (-root).mul_add(root, high) + low;
    super::special::ldexp(root + residue / (2.0 * root), exponent)
}

/// `hypot(*coordinates)`
pub(super) fn hypot(vm: &Vm, coordinates: &Value) -> Result<f64> {
    let items = coordinates
        .as_tuple()
        .map(|t| t.as_slice())
        .unwrap_or_default();
    let mut numbers = items
        .iter()
        .map(|x| vm.to_f64(x))
        .collect::<Result<Vec<f64>>>()?;
    Ok(norm(&mut numbers))
}

/// `dist(p, q)`
pub(super) fn dist(vm: &Vm, p: &Value, q: &Value) -> Result<f64> {
    let (p, q) = (vm.to_tuple(p)?, vm.to_tuple(q)?);
    if p.as_slice().len() != q.as_slice().len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let apart = |(x, y): (&Value, &Value)| Ok(vm.to_f64(x)? - vm.to_f64(y)?);
    let mut numbers = p
        .as_slice()
        .iter()
        .zip(q.as_slice())
        .map(apart)
        .collect::<Result<Vec<f64>>>()?;
    Ok(norm(&mut numbers))
}
