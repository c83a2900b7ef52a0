//! Arguments of a call, and typed access to them.

use crate::object::Payload;
use crate::object::Ref;
use crate::object::list::List;
use crate::object::str::Str;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// The arguments of one call: positional values, then the values of keywords.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    values: &'a [Value],
    /// Names of the last `names.len()` values; strings.
    names: &'a [Value],
}

impl<'a> Args<'a> {
    /// No arguments.
    pub const NONE: Args<'static> = Args {
        values: &[],
        names: &[],
    };

    /// Positional arguments only.
    #[inline(always)]
    pub fn positional(values: &'a [Value]) -> Args<'a> {
        Args { values, names: &[] }
    }
    /// The last `names.len()` of `values` are keyword arguments.
    #[inline(always)]
    pub fn with_names(values: &'a [Value], names: &'a [Value]) -> Args<'a> {
        debug_assert!(names.len() <= values.len());
        Args { values, names }
    }
    /// Positional values.
    #[inline(always)]
    pub fn pos(&self) -> &'a [Value] {
        &self.values[..self.values.len() - self.names.len()]
    }
    /// All values, keywords last.
    #[inline(always)]
    pub fn all(&self) -> &'a [Value] {
        self.values
    }
    /// Names of the keywords.
    #[inline(always)]
    pub fn names(&self) -> &'a [Value] {
        self.names
    }
    /// Keyword names and values.
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Value, &'a Value)> {
        self.names
            .iter()
            .zip(&self.values[self.values.len() - self.names.len()..])
    }
    /// The arguments without the first positional one.
    ///
    /// # Panics
    /// If there is none (the caller has checked).
    pub fn skip_first(&self) -> Args<'a> {
        Args {
            values: &self.values[1..],
            names: self.names,
        }
    }
    /// Raises TypeError if there are keywords: `name() takes no keyword arguments`.
    ///
    /// # Errors
    /// As said.
    pub fn no_keywords(&self, vm: &Vm, name: &str) -> Result<()> {
        if self.names.is_empty() {
            Ok(())
        } else {
            Err(vm.type_error(format!("{name}() takes no keyword arguments")))
        }
    }
}

/// A Rust type that a native's parameter can have.
///
/// A missing argument arrives as `Value::UNBOUND`, unless the signature gives a default.
pub trait FromArg<'a>: Sized {
    /// Converts the argument.
    ///
    /// # Errors
    /// TypeError, OverflowError … as CPython's argument parsing raises them.
    fn from_arg(vm: &Vm, arg: &'a Value) -> Result<Self>;
}

impl<'a> FromArg<'a> for &'a Value {
    #[inline(always)]
    fn from_arg(_: &Vm, arg: &'a Value) -> Result<&'a Value> {
        Ok(arg)
    }
}

impl FromArg<'_> for Value {
    #[inline(always)]
    fn from_arg(_: &Vm, arg: &Value) -> Result<Value> {
        Ok(arg.clone())
    }
}

/// None for a missing argument; `None` given by the script is a value.
impl<'a, T: FromArg<'a>> FromArg<'a> for Option<T> {
    #[inline(always)]
    fn from_arg(vm: &Vm, arg: &'a Value) -> Result<Option<T>> {
        if arg.is_unbound() {
            Ok(None)
        } else {
            T::from_arg(vm, arg).map(Some)
        }
    }
}

/// An argument that may be `None` or missing.
pub struct OrNone<T>(pub Option<T>);

impl<'a, T: FromArg<'a>> FromArg<'a> for OrNone<T> {
    fn from_arg(vm: &Vm, arg: &'a Value) -> Result<OrNone<T>> {
        if arg.is_unbound() || arg.is_none() {
            Ok(OrNone(None))
        } else {
            T::from_arg(vm, arg).map(|x| OrNone(Some(x)))
        }
    }
}

/// Truth value, as CPython's `p` format.
impl FromArg<'_> for bool {
    fn from_arg(vm: &Vm, arg: &Value) -> Result<bool> {
        vm.truth(arg)
    }
}

macro_rules! int_args {
    ($($ty:ty, $message:literal;)*) => {$(
        impl FromArg<'_> for $ty {
            #[inline]
            fn from_arg(vm: &Vm, arg: &Value) -> Result<$ty> {
                let wide = match arg.as_small_int() {
                    Some(i) => i128::from(i),
                    None => vm.index_i128(arg)?,
                };
                <$ty>::try_from(wide).map_err(|_| vm.overflow_error($message))
            }
        }
    )*};
}
int_args! {
    i64, "Python int too large to convert to C long";
    i32, "Python int too large to convert to C int";
    isize, "Python int too large to convert to C ssize_t";
    u64, "Python int too large to convert to C unsigned long";
    u32, "Python int too large to convert to C unsigned int";
    usize, "Python int too large to convert to C size_t";
    u8, "unsigned byte integer is greater than maximum";
}

impl FromArg<'_> for f64 {
    #[inline]
    fn from_arg(vm: &Vm, arg: &Value) -> Result<f64> {
        match arg.as_float() {
            Some(f) => Ok(f),
            None => vm.to_f64(arg),
        }
    }
}

/// A `str`; anything else: TypeError.
impl<'a> FromArg<'a> for &'a Ref<Str> {
    fn from_arg(vm: &Vm, arg: &'a Value) -> Result<&'a Ref<Str>> {
        arg.as_str_obj().ok_or_else(|| vm.wrong_type("str", arg))
    }
}

/// A `list`; anything else: TypeError.
impl<'a> FromArg<'a> for &'a Ref<List> {
    fn from_arg(vm: &Vm, arg: &'a Value) -> Result<&'a Ref<List>> {
        arg.as_list().ok_or_else(|| vm.wrong_type("list", arg))
    }
}

impl FromArg<'_> for String {
    fn from_arg(vm: &Vm, arg: &Value) -> Result<String> {
        arg.str_lossy().ok_or_else(|| vm.wrong_type("str", arg))
    }
}

/// `self` of a method: an object with this payload (checked by the method's binding).
pub struct This<'a, T: Payload>(pub &'a Ref<T>);

impl<'a, T: Payload> FromArg<'a> for This<'a, T> {
    #[inline(always)]
    fn from_arg(vm: &Vm, arg: &'a Value) -> Result<This<'a, T>> {
        arg.downcast_ref::<T>()
            .map(This)
            .ok_or_else(|| vm.wrong_self(arg))
    }
}

impl<T: Payload> std::ops::Deref for This<'_, T> {
    type Target = Ref<T>;
    #[inline(always)]
    fn deref(&self) -> &Ref<T> {
        self.0
    }
}

/// What a native can return.
pub trait IntoResult {
    /// The result as a value.
    ///
    /// # Errors
    /// The native's own.
    fn into_result(self, vm: &Vm) -> Result<Value>;
}

impl IntoResult for Value {
    #[inline(always)]
    fn into_result(self, _: &Vm) -> Result<Value> {
        Ok(self)
    }
}
impl IntoResult for () {
    #[inline(always)]
    fn into_result(self, _: &Vm) -> Result<Value> {
        Ok(Value::NONE)
    }
}
impl IntoResult for bool {
    #[inline(always)]
    fn into_result(self, _: &Vm) -> Result<Value> {
        Ok(Value::bool(self))
    }
}
impl IntoResult for f64 {
    #[inline(always)]
    fn into_result(self, _: &Vm) -> Result<Value> {
        Ok(Value::float(self))
    }
}
impl IntoResult for i64 {
    #[inline(always)]
    fn into_result(self, vm: &Vm) -> Result<Value> {
        Ok(vm.int(self))
    }
}
impl IntoResult for usize {
    #[inline(always)]
    fn into_result(self, vm: &Vm) -> Result<Value> {
        Ok(vm.int_from_u64(self as u64))
    }
}
impl IntoResult for String {
    fn into_result(self, vm: &Vm) -> Result<Value> {
        Ok(vm.str(self))
    }
}
impl IntoResult for &str {
    fn into_result(self, vm: &Vm) -> Result<Value> {
        Ok(vm.str(self))
    }
}
impl<T> IntoResult for Ref<T> {
    #[inline(always)]
    fn into_result(self, _: &Vm) -> Result<Value> {
        Ok(self.into_value())
    }
}
impl<T: IntoResult> IntoResult for Option<T> {
    fn into_result(self, vm: &Vm) -> Result<Value> {
        self.map_or(Ok(Value::NONE), |x| x.into_result(vm))
    }
}
impl<T: IntoResult> IntoResult for std::result::Result<T, Raised> {
    #[inline(always)]
    fn into_result(self, vm: &Vm) -> Result<Value> {
        self?.into_result(vm)
    }
}
