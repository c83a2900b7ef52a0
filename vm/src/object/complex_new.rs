//! Making complex numbers: `complex(real, imag)`, text, the number protocol.

use super::Ref;
use super::complex::Complex;
use super::typ::Type;
use crate::args::Args;
use crate::native_bind::unexpected_keyword;
use crate::num::complex as arith;
use crate::num::float_parse::{self, ComplexError};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// `complex.__new__`.
///
/// # Errors
/// TypeError for what is no number, ValueError for malformed text, and what the methods raise.
pub(super) fn new(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let exactly = class.is(&vm.types().complex);
    let value = match (args.pos(), args.names()) {
        ([x], []) => {
            if exactly && x.exact_ref::<Complex>().is_some() {
                return Ok(x.clone());
            }
            from_one(vm, x)?
        }
        _ => {
            let (real, imag) = named(vm, args)?;
            from_parts(vm, real, imag)?
        }
    };
    Ok(vm.alloc(class, Complex { value }).into_value())
}

/// The arguments `real` and `imag`.
fn named<'a>(vm: &Vm, args: Args<'a>) -> Result<(Option<&'a Value>, Option<&'a Value>)> {
    let given = args.pos();
    let count = args.all().len();
    if count > 2 {
        let kind = if given.is_empty() { "keyword " } else { "" };
        return Err(vm.type_error(format!(
            "complex() takes at most 2 {kind}arguments ({count} given)"
        )));
    }
    let mut parts = [given.first(), given.get(1)];
    for (name, value) in args.keywords() {
        let name = name.str_lossy().unwrap_or_default();
        let at = match name.as_str() {
            "real" => 0,
            "imag" => 1,
            _ => {
                let known = ["real", "imag"].map(str::to_owned).into_iter();
                return Err(unexpected_keyword(vm, "complex", &name, known));
            }
        };
        if parts[at].is_some() {
            return Err(vm.type_error(format!(
                "argument for complex() given by name ('{name}') and position ({})",
                at + 1
            )));
        }
        parts[at] = Some(value);
    }
    Ok((parts[0], parts[1]))
}

/// `complex(x)`.
fn from_one(vm: &Vm, x: &Value) -> Result<arith::Complex> {
    if let Some(text) = x.as_str_obj() {
        return match float_parse::parse_complex(text.bytes()) {
            Ok(value) => Ok(value),
            Err(ComplexError::Malformed) => {
                Err(vm.value_error("complex() arg is a malformed string"))
            }
            Err(ComplexError::Underscores) => Err(super::float::bad_text(vm, "complex", x)?),
        };
    }
    if let Some(value) = by_method(vm, x)? {
        return Ok(value);
    }
    if let Some(value) = x.as_complex() {
        return Ok(value);
    }
    if !is_real(vm, x) {
        let name = vm.type_name(x);
        return Err(vm.type_error(format!(
            "complex() argument must be a string or a number, not {name}"
        )));
    }
    Ok((vm.to_f64(x)?, 0.0))
}

/// Does the value have `__float__` or `__index__`?
fn is_real(vm: &Vm, x: &Value) -> bool {
    let slots = &vm.type_of(x).slots;
    slots.float.get().is_some() || slots.index.get().is_some()
}

/// What `__complex__` gives; None if there is no such method.
pub fn by_method(vm: &Vm, x: &Value) -> Result<Option<arith::Complex>> {
    if x.is_float() || x.is_small_int() || x.exact_ref::<Complex>().is_some() {
        return Ok(None);
    }
    let Some(method) = vm.lookup_special(x, &vm.names().complex)? else {
        return Ok(None);
    };
    let result = vm.call(&method, Args::NONE)?;
    let Some(value) = result.as_complex() else {
        let name = vm.type_name(&result);
        return Err(vm.type_error(format!("__complex__ returned non-complex (type {name})")));
    };
    if result.exact_ref::<Complex>().is_none() {
        let name = vm.type_name(&result);
        vm.warn_deprecated(&format!(
            "__complex__ returned non-complex (type {name}).  The ability to return an instance of a \
             strict subclass of complex is deprecated, and may be removed in a future version of Python."
        ))?;
    }
    Ok(Some(value))
}

/// `complex(real, imag)`.
fn from_parts(vm: &Vm, real: Option<&Value>, imag: Option<&Value>) -> Result<arith::Complex> {
    // Both are checked before either is converted.
    let real = real.map(|x| real_part(vm, x)).transpose()?;
    if let Some(x) = imag
        && x.as_complex().is_none()
        && !is_real(vm, x)
    {
        return Err(no_real(vm, x, "imag"));
    }
    let (mut re, carried) = match real {
        Some(Part::Complex(value, deprecated)) => {
            if deprecated {
                deprecated_part(vm, "real")?;
            }
            (value.0, Some(value.1))
        }
        Some(Part::Real(x)) => (vm.to_f64(x)?, None),
        None => (0.0, None),
    };
    let Some(imag) = imag else {
        return Ok((re, carried.unwrap_or(0.0)));
    };
    let im = match imag.as_complex() {
        Some(value) => {
            deprecated_part(vm, "imag")?;
            re -= value.1;
            value.0
        }
        None => vm.to_f64(imag)?,
    };
    // A sum with zero would lose the sign of a negative zero.
    Ok((re, carried.map_or(im, |more| im + more)))
}

/// The real part as given: `complex`, and whether that deserves a warning, or a real number.
enum Part<'a> {
    Complex(arith::Complex, bool),
    Real(&'a Value),
}

fn real_part<'a>(vm: &Vm, x: &'a Value) -> Result<Part<'a>> {
    if let Some(value) = by_method(vm, x)? {
        return Ok(Part::Complex(value, x.as_complex().is_some()));
    }
    if let Some(value) = x.as_complex() {
        return Ok(Part::Complex(value, true));
    }
    if is_real(vm, x) {
        Ok(Part::Real(x))
    } else {
        Err(no_real(vm, x, "real"))
    }
}

#[cold]
fn no_real(vm: &Vm, x: &Value, part: &str) -> crate::vm::Raised {
    let name = vm.type_name(x);
    vm.type_error(format!(
        "complex() argument '{part}' must be a real number, not {name}"
    ))
}

fn deprecated_part(vm: &Vm, part: &str) -> Result<()> {
    vm.warn_deprecated(&format!(
        "complex() argument '{part}' must be a real number, not complex"
    ))
}

/// `complex.from_number(number)`.
pub(super) fn from_number(vm: &Vm, class: &Value, number: &Value) -> Result<Value> {
    let exact = &vm.types().complex;
    if number.exact_ref::<Complex>().is_some() {
        return vm.for_class(exact, class, number.clone());
    }
    let (re, im) = vm.to_complex(number)?;
    vm.for_class(exact, class, vm.complex(re, im))
}

impl Vm {
    /// The value as a complex number, by `__complex__`, `__float__` or `__index__`, as `cmath`
    /// functions take it.
    ///
    /// # Errors
    /// TypeError `must be real number, not str`, and what the methods raise.
    pub fn to_complex(&self, v: &Value) -> Result<arith::Complex> {
        if let Some(value) = v.as_complex() {
            return Ok(value);
        }
        match by_method(self, v)? {
            Some(value) => Ok(value),
            None => Ok((self.to_f64(v)?, 0.0)),
        }
    }
}
