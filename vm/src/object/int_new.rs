//! Making ints: `int.__new__`, the number protocol behind `int(x)`, text in any base.

use super::bytes_view::byte_view;
use super::header::Kind;
use super::int::{Int, IntRef};
use super::typ::Type;
use super::{Obj, Ref, int_ops};
use crate::args::Args;
use crate::native_bind::unexpected_keyword;
use crate::num::int_parse::{self, IntError};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// `int.__new__`.
///
/// # Errors
/// What the conversion raises.
pub(crate) fn new(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let int = from_args(vm, args)?;
    wrap(vm, class, int)
}

/// The number as an instance of `class`: `int` itself or a subclass with int's layout.
///
/// # Errors
/// TypeError for `bool`, whose instances are two.
fn wrap(vm: &Vm, class: &Ref<Type>, int: Value) -> Result<Value> {
    if class.is(&vm.types().int) {
        return Ok(int);
    }
    if class.is(&vm.types().bool) {
        return Err(vm.type_error("int.__new__(bool) is not safe, use bool.__new__()"));
    }
    let big = int_ops::operand(vm, &int)?.to_big();
    Ok(vm.alloc(class, Int { big }).into_value())
}

fn from_args(vm: &Vm, args: Args<'_>) -> Result<Value> {
    let given = args.pos();
    match (given, args.names()) {
        ([], []) => return Ok(Value::small_int(0)),
        ([x], []) => return vm.to_int(x),
        _ => {}
    }
    let count = args.all().len();
    if count > 2 {
        return Err(vm.type_error(if args.names().is_empty() {
            format!("int expected at most 2 arguments, got {count}")
        } else {
            format!("int() takes at most 2 arguments ({count} given)")
        }));
    }
    let mut base = given.get(1);
    for (name, value) in args.keywords() {
        let name = name.str_lossy().unwrap_or_default();
        if name != "base" {
            return Err(unexpected_keyword(
                vm,
                "int",
                &name,
                std::iter::once("base".to_owned()),
            ));
        }
        base = Some(value);
    }
    match (given.first(), base) {
        (Some(x), Some(base)) => with_base(vm, x, base),
        _ => Err(vm.type_error("int() missing string argument")),
    }
}

/// `int(x, base)`.
fn with_base(vm: &Vm, x: &Value, base: &Value) -> Result<Value> {
    let base = vm.index_clipped(base)?;
    if base != 0 && !(2..=36).contains(&base) {
        return Err(vm.value_error(IntError::BadBase.message(base, b"")));
    }
    if let Some(text) = x.as_str_obj() {
        return from_text(vm, text.bytes(), base);
    }
    if x.is_kind(Kind::Bytes) || x.is_kind(Kind::ByteArray) {
        return byte_view(vm, x, |bytes| from_bytes_text(vm, bytes, base))?
            .unwrap_or(Ok(Value::NONE));
    }
    Err(vm.type_error("int() can't convert non-string with explicit base"))
}

fn parsed(vm: &Vm, int: int_parse::Int) -> Value {
    match int {
        int_parse::Int::Small(i) => vm.int(i),
        int_parse::Int::Big(big) => vm.int_from_big(big),
    }
}

fn from_text(vm: &Vm, text: &[u8], base: i64) -> Result<Value> {
    match int_parse::parse(text, base, vm.int_max_str_digits()) {
        Ok(int) => Ok(parsed(vm, int)),
        Err(error) => Err(vm.value_error(error.message_for_str(base, text))),
    }
}

fn from_bytes_text(vm: &Vm, text: &[u8], base: i64) -> Result<Value> {
    match int_parse::parse_ascii(text, base, vm.int_max_str_digits()) {
        Ok(int) => Ok(parsed(vm, int)),
        Err(error) => Err(vm.value_error(error.message_for_bytes(base, text))),
    }
}

impl Vm {
    /// `int(v)`: by `__int__`, `__index__`, or as decimal text. The result is exactly an `int`.
    ///
    /// # Errors
    /// TypeError for what is no number, ValueError for text that is none, and what the methods
    /// raise.
    pub fn to_int(&self, v: &Value) -> Result<Value> {
        if v.is_small_int() || v.exact_ref::<Int>().is_some() {
            return Ok(v.clone());
        }
        if let Some(text) = v.as_str_obj() {
            let convert = self.type_of(v).slots.int.get();
            if convert.is_none() {
                return from_text(self, text.bytes(), 10);
            }
        }
        let ty = self.type_of(v);
        if let Some(convert) = ty.slots.int.get() {
            let result = self.recurse(|| convert(self, v))?;
            return self.exact_int(result, "__int__");
        }
        if ty.slots.index.get().is_some() {
            let result = self.index(v)?;
            return int_ops::to_exact(self, &result);
        }
        if let Some(result) = byte_view(self, v, |bytes| from_bytes_text(self, bytes, 10))? {
            return result;
        }
        Err(self.type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{}'",
            ty.name_text()
        )))
    }

    /// The result of a conversion method as a plain int.
    fn exact_int(&self, result: Value, method: &str) -> Result<Value> {
        int_ops::to_exact(self, &self.checked_int(result, method)?)
    }

    /// The result of a conversion method: an int, of a subclass with a warning.
    pub(crate) fn checked_int(&self, result: Value, method: &str) -> Result<Value> {
        if result.is_small_int() || result.exact_ref::<Int>().is_some() {
            return Ok(result);
        }
        let name = self.type_name(&result);
        if result.as_int().is_none() {
            return Err(self.type_error(format!("{method} returned non-int (type {name})")));
        }
        self.warn_deprecated(&format!(
            "{method} returned non-int (type {name}).  The ability to return an instance of a strict \
             subclass of int is deprecated, and may be removed in a future version of Python."
        ))?;
        Ok(result)
    }

    /// `class(value)`, or the value itself if the class is `exactly`: how a class method hands
    /// out what it has made.
    ///
    /// # Errors
    /// What the subclass's constructor raises.
    pub(crate) fn for_class(
        &self,
        exactly: &Obj<Type>,
        class: &Value,
        value: Value,
    ) -> Result<Value> {
        if std::ptr::eq(
            exactly,
            self.as_type(class)
                .map_or(std::ptr::null(), |ty| &raw const **ty),
        ) {
            return Ok(value);
        }
        self.call(class, Args::positional(&[value]))
    }

    /// The number in 64 bits, or None if it does not fit.
    ///
    /// # Errors
    /// TypeError as [`Vm::index`].
    pub fn index_i64(&self, v: &Value) -> Result<Option<i64>> {
        let v = self.index(v)?;
        Ok(v.as_int().unwrap_or(IntRef::Small(0)).to_i64())
    }
}
