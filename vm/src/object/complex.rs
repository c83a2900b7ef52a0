//! `complex`: its payload, slots and methods.

use std::cmp::Ordering;

use hasp_compiler::op::BinOp;

use super::Ref;
use super::float_ops::compare_int;
use super::header::{Kind, Payload, VTable};
use super::int_methods::{format_spec, formatted};
use super::int_ops::int_to_f64;
use super::typ::TypeDef;
use crate::native;
use crate::native::{GetSetDef, NativeDef};
use crate::num::complex::{self as arith, PowError};
use crate::num::{float_repr, hash};
use crate::proto::compare::identity_hash;
use crate::slots::{CmpOp, Slots};
use crate::text::format_number;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of complex numbers.
pub struct Complex {
    /// Real part and imaginary part.
    pub value: arith::Complex,
}

impl Payload for Complex {
    const KIND: Kind = Kind::Complex;
    const GC: bool = false;
}

/// The type `complex`.
pub static COMPLEX: TypeDef = TypeDef {
    name: "complex",
    layout: Some(VTable::of::<Complex>),
    subclassable: true,
    doc: "complex(real=0, imag=0)\n\nA complex number from its parts, from a number or from text.",
    slots,
    methods: METHODS,
    getsets: GETSETS,
    ..TypeDef::EMPTY
};

static METHODS: &[NativeDef] = &[
    native!("conjugate(self, /)", conjugate)
        .doc("The number with the imaginary part's sign changed."),
    native!(
        "from_number(self, number, /)",
        super::complex_new::from_number
    )
    .class_method()
    .doc("The number as a complex number."),
    native!("__complex__(self, /)", to_exact).doc("The number as a plain complex number."),
    native!("__format__(self, format_spec, /)", format)
        .doc("The number by a format specification."),
    native!("__getnewargs__(self, /)", getnewargs),
    native!("__sizeof__(self, /)", |_: &Vm, _: &Value| 32_i64).doc("Size in memory, in bytes."),
];

static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "real",
        get: |vm, v| Ok(Value::float(this(vm, v)?.0)),
        set: None,
    },
    GetSetDef {
        name: "imag",
        get: |vm, v| Ok(Value::float(this(vm, v)?.1)),
        set: None,
    },
];

fn slots(s: &Slots) {
    s.repr.set(Some(repr));
    s.hash.set(Some(hash));
    s.compare.set(Some(compare));
    s.new.set(Some(super::complex_new::new));
    s.bool.set(Some(|vm, v| Ok(this(vm, v)? != (0.0, 0.0))));
    s.neg.set(Some(neg));
    s.pos.set(Some(to_exact));
    s.abs.set(Some(abs));
    s.pow3.set(Some(pow3));
    s.binary[BinOp::Add as usize].set(Some(add));
    s.binary[BinOp::Sub as usize].set(Some(sub));
    s.binary[BinOp::Mul as usize].set(Some(mul));
    s.binary[BinOp::TrueDiv as usize].set(Some(true_div));
    s.binary[BinOp::Pow as usize].set(Some(pow));
}

impl Value {
    /// The complex number (subclasses included), without calling `__complex__`.
    #[inline]
    pub fn as_complex(&self) -> Option<arith::Complex> {
        self.downcast_ref::<Complex>()
            .map(|complex| complex.body.value)
    }
}

impl Vm {
    /// A complex number.
    pub fn complex(&self, re: f64, im: f64) -> Value {
        self.alloc(&self.types().complex, Complex { value: (re, im) })
            .into_value()
    }
}

/// The complex number that a slot or method was called on.
fn this(vm: &Vm, v: &Value) -> Result<arith::Complex> {
    v.as_complex().ok_or_else(|| vm.wrong_self(v))
}

fn to_exact(vm: &Vm, v: &Value) -> Result<Value> {
    if v.exact_ref::<Complex>().is_some() {
        return Ok(v.clone());
    }
    let (re, im) = this(vm, v)?;
    Ok(vm.complex(re, im))
}

/// An operand. Real numbers keep their kind: arithmetic between real and complex numbers does
/// not give the real one an imaginary zero, whose sign would count.
enum Operand {
    Real(f64),
    Complex(arith::Complex),
}

impl Operand {
    fn of(vm: &Vm, v: &Value) -> Result<Option<Operand>> {
        if let Some(value) = v.as_complex() {
            return Ok(Some(Operand::Complex(value)));
        }
        if let Some(value) = v.as_f64() {
            return Ok(Some(Operand::Real(value)));
        }
        v.as_int()
            .map(|int| int_to_f64(vm, &int).map(Operand::Real))
            .transpose()
    }
    fn widened(self) -> arith::Complex {
        match self {
            Operand::Real(re) => (re, 0.0),
            Operand::Complex(value) => value,
        }
    }
}

macro_rules! operands {
    ($vm:expr, $a:expr, $b:expr) => {
        match (Operand::of($vm, $a)?, Operand::of($vm, $b)?) {
            (Some(x), Some(y)) => (x, y),
            _ => return Ok(Value::NOT_IMPLEMENTED),
        }
    };
}

fn add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    use Operand::{Complex, Real};
    Ok(match operands!(vm, a, b) {
        (Complex(x), Complex(y)) => vm.complex(x.0 + y.0, x.1 + y.1),
        (Complex(x), Real(y)) => vm.complex(x.0 + y, x.1),
        (Real(x), Complex(y)) => vm.complex(x + y.0, y.1),
        (Real(x), Real(y)) => vm.complex(x + y, 0.0),
    })
}

fn sub(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    use Operand::{Complex, Real};
    Ok(match operands!(vm, a, b) {
        (Complex(x), Complex(y)) => vm.complex(x.0 - y.0, x.1 - y.1),
        (Complex(x), Real(y)) => vm.complex(x.0 - y, x.1),
        (Real(x), Complex(y)) => vm.complex(x - y.0, -y.1),
        (Real(x), Real(y)) => vm.complex(x - y, 0.0),
    })
}

fn mul(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    use Operand::{Complex, Real};
    let (re, im) = match operands!(vm, a, b) {
        (Complex(x), Complex(y)) => arith::mul(x, y),
        (Complex(x), Real(y)) => (x.0 * y, x.1 * y),
        (Real(x), Complex(y)) => (x * y.0, x * y.1),
        (Real(x), Real(y)) => (x * y, 0.0),
    };
    Ok(vm.complex(re, im))
}

fn true_div(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    use Operand::{Complex, Real};
    let quotient = match operands!(vm, a, b) {
        (Complex(x), Complex(y)) => arith::div(x, y),
        (Complex(_) | Real(_), Real(0.0)) => None,
        (Complex(x), Real(y)) => Some((x.0 / y, x.1 / y)),
        (Real(x), Complex(y)) => arith::real_div(x, y),
        (Real(x), Real(y)) => Some((x / y, 0.0)),
    };
    match quotient {
        Some((re, im)) => Ok(vm.complex(re, im)),
        None => Err(vm.zero_division_error("division by zero")),
    }
}

fn pow(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (x, y) = operands!(vm, a, b);
    pow_complex(vm, x.widened(), y.widened())
}

/// `x ** y`.
///
/// # Errors
/// ZeroDivisionError, OverflowError.
pub(super) fn pow_complex(vm: &Vm, x: arith::Complex, y: arith::Complex) -> Result<Value> {
    match arith::pow(x, y) {
        Ok((re, im)) => Ok(vm.complex(re, im)),
        Err(error @ PowError::Overflow) => Err(vm.overflow_error(error.message())),
        Err(error) => Err(vm.zero_division_error(error.message())),
    }
}

fn pow3(vm: &Vm, a: &Value, b: &Value, _: &Value) -> Result<Value> {
    let (_, _) = operands!(vm, a, b);
    Err(vm.value_error("complex modulo"))
}

fn neg(vm: &Vm, v: &Value) -> Result<Value> {
    let (re, im) = this(vm, v)?;
    Ok(vm.complex(-re, -im))
}

fn abs(vm: &Vm, v: &Value) -> Result<Value> {
    match arith::abs(this(vm, v)?) {
        Some(size) => Ok(Value::float(size)),
        None => Err(vm.overflow_error("absolute value too large")),
    }
}

/// Complex numbers are equal or not; they have no order.
fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let x = this(vm, a)?;
    let equal = if let Some(y) = b.as_complex() {
        x == y
    } else if let Some(y) = b.as_f64() {
        x.1 == 0.0 && x.0 == y
    } else if let Some(int) = b.as_int() {
        x.1 == 0.0 && compare_int(&int, x.0) == Some(Ordering::Equal)
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

fn hash(vm: &Vm, v: &Value) -> Result<i64> {
    let (re, im) = this(vm, v)?;
    match (hash::hash_f64(re), hash::hash_f64(im)) {
        (Some(re), Some(im)) => Ok(hash::hash_complex(re, im)),
        _ => identity_hash(vm, v),
    }
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let (re, im) = this(vm, v)?;
    Ok(vm.str(float_repr::complex_repr(re, im)))
}

fn conjugate(vm: &Vm, v: &Value) -> Result<Value> {
    let (re, im) = this(vm, v)?;
    Ok(vm.complex(re, -im))
}

fn format(vm: &Vm, v: &Value, spec: &Value) -> Result<Value> {
    let spec = format_spec(vm, spec)?;
    if spec.bytes().is_empty() {
        return vm.to_str(v).map(Ref::into_value);
    }
    let (re, im) = this(vm, v)?;
    formatted(
        vm,
        format_number::format_complex(re, im, spec.bytes(), &vm.type_name(v)),
    )
}

fn getnewargs(vm: &Vm, v: &Value) -> Result<Value> {
    let (re, im) = this(vm, v)?;
    Ok(vm.pair(Value::float(re), Value::float(im)))
}
