//! What `bytes` and `bytearray` have in common: methods over a run of bytes.

use super::Ref;
use super::header::Payload;
use super::list::List;
use super::str_methods::bounds;
use super::tuple::Tuple;
use crate::args::This;
use crate::buffer::BytesLike;
use crate::text::methods::Side;
use crate::text::{TooLarge, bytes_methods, search};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// A payload that is a run of bytes.
pub(crate) trait ByteRun: Payload {
    /// Name of the type.
    const NAME: &'static str;
    /// Opens the bytes; `read` must not reach any other bytearray.
    fn read<R>(this: &Ref<Self>, read: impl FnOnce(&[u8]) -> R) -> R;
    /// A new object of the plain type.
    ///
    /// # Errors
    /// MemoryError.
    fn make(vm: &Vm, bytes: &[u8]) -> Result<Value>;
    /// An object equal to `this`: itself, if that cannot change.
    ///
    /// # Errors
    /// MemoryError.
    fn same(vm: &Vm, this: &Ref<Self>) -> Result<Value>;
}

/// A byte or a run of bytes to search for.
pub(super) enum Needle<'a> {
    Byte(u8),
    Run(BytesLike<'a>),
}

impl Needle<'_> {
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Needle::Byte(b) => std::slice::from_ref(b),
            Needle::Run(run) => run,
        }
    }
}

/// An int from 0 to 255.
///
/// # Errors
/// ValueError `byte must be in range(0, 256)`, TypeError for what is no index.
#[inline]
pub(crate) fn byte_arg(vm: &Vm, v: &Value) -> Result<u8> {
    let wide = match v.as_small_int() {
        Some(i) => i.into(),
        None => vm.index_i128(v)?,
    };
    u8::try_from(wide).map_err(|_| vm.value_error("byte must be in range(0, 256)"))
}

fn needle<'a>(vm: &Vm, v: &'a Value) -> Result<Needle<'a>> {
    if let Some(run) = vm.bytes_like(v)? {
        return Ok(Needle::Run(run));
    }
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        let name = vm.type_name(v);
        return Err(vm.type_error(format!(
            "argument should be integer or bytes-like object, not '{name}'"
        )));
    }
    byte_arg(vm, v).map(Needle::Byte)
}

/// A bytes-like argument.
///
/// # Errors
/// TypeError `a bytes-like object is required, not 'int'`.
pub(super) fn run_arg<'a>(vm: &Vm, v: &'a Value) -> Result<BytesLike<'a>> {
    vm.bytes_like(v)?.ok_or_else(|| vm.not_bytes_like(v))
}

/// `item in bytes`.
pub(super) fn contains_in<T: ByteRun>(vm: &Vm, this: &Ref<T>, item: &Value) -> Result<bool> {
    // An `__index__` that fails leaves the buffer to be tried.
    if (item.as_int().is_some() || vm.type_of(item).slots.index.get().is_some())
        && let Ok(number) = vm.index(item)
    {
        let byte = byte_arg(vm, &number)?;
        return Ok(T::read(this, |s| memchr::memchr(byte, s).is_some()));
    }
    let part = run_arg(vm, item)?;
    Ok(T::read(this, |s| search::find(s, &part).is_some()))
}

type FindFn = fn(&[u8], &[u8], i64, i64) -> Option<usize>;

fn search_by<T: ByteRun>(
    vm: &Vm,
    s: &Ref<T>,
    sub: &Value,
    range: [&Value; 2],
    f: FindFn,
) -> Result<Option<usize>> {
    let (start, end) = bounds(vm, range[0], range[1])?;
    let sub = needle(vm, sub)?;
    Ok(T::read(s, |s| f(s, sub.bytes(), start, end)))
}

pub(super) fn find<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    sub: &Value,
    start: &Value,
    end: &Value,
) -> Result<i64> {
    Ok(search_by(vm, &s, sub, [start, end], bytes_methods::find)?.map_or(-1, |i| i as i64))
}
pub(super) fn rfind<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    sub: &Value,
    start: &Value,
    end: &Value,
) -> Result<i64> {
    Ok(search_by(vm, &s, sub, [start, end], bytes_methods::rfind)?.map_or(-1, |i| i as i64))
}
pub(super) fn index<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    sub: &Value,
    start: &Value,
    end: &Value,
) -> Result<usize> {
    let found = search_by(vm, &s, sub, [start, end], bytes_methods::find)?;
    found.ok_or_else(|| vm.value_error("subsection not found"))
}
pub(super) fn rindex<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    sub: &Value,
    start: &Value,
    end: &Value,
) -> Result<usize> {
    let found = search_by(vm, &s, sub, [start, end], bytes_methods::rfind)?;
    found.ok_or_else(|| vm.value_error("subsection not found"))
}
pub(super) fn count<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    sub: &Value,
    start: &Value,
    end: &Value,
) -> Result<usize> {
    let (start, end) = bounds(vm, start, end)?;
    let sub = needle(vm, sub)?;
    Ok(T::read(&s, |s| {
        bytes_methods::count(s, sub.bytes(), start, end)
    }))
}

fn starts_or_ends<T: ByteRun>(
    vm: &Vm,
    name: &str,
    s: &Ref<T>,
    what: &Value,
    range: [&Value; 2],
    f: fn(&[u8], &[u8], i64, i64) -> bool,
) -> Result<bool> {
    let (start, end) = bounds(vm, range[0], range[1])?;
    if let Some(parts) = what.as_tuple() {
        for part in parts.as_slice() {
            let part = run_arg(vm, part)?;
            if T::read(s, |s| f(s, &part, start, end)) {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match vm.bytes_like(what)? {
        Some(part) => Ok(T::read(s, |s| f(s, &part, start, end))),
        None => {
            let got = vm.type_name(what);
            Err(vm.type_error(format!(
                "{name} first arg must be bytes or a tuple of bytes, not {got}"
            )))
        }
    }
}

pub(super) fn startswith<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    what: &Value,
    start: &Value,
    end: &Value,
) -> Result<bool> {
    starts_or_ends(
        vm,
        "startswith",
        &s,
        what,
        [start, end],
        bytes_methods::starts_with,
    )
}
pub(super) fn endswith<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    what: &Value,
    start: &Value,
    end: &Value,
) -> Result<bool> {
    starts_or_ends(
        vm,
        "endswith",
        &s,
        what,
        [start, end],
        bytes_methods::ends_with,
    )
}

pub(super) fn replace<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    old: &Value,
    new: &Value,
    count: isize,
) -> Result<Value> {
    let (old, new) = (run_arg(vm, old)?, run_arg(vm, new)?);
    match T::read(&s, |s| bytes_methods::replace(s, &old, &new, count as i64)) {
        Ok(None) => T::same(vm, &s),
        Ok(Some(bytes)) => T::make(vm, &bytes),
        Err(TooLarge) => Err(vm.memory_error("")),
    }
}

/// A list of new objects.
fn list_of<T: ByteRun>(vm: &Vm, parts: &[Vec<u8>]) -> Result<Value> {
    let items = parts
        .iter()
        .map(|part| T::make(vm, part))
        .collect::<Result<Vec<_>>>()?;
    Ok(vm.list(items))
}

fn owned(parts: Vec<&[u8]>) -> Vec<Vec<u8>> {
    parts.into_iter().map(<[u8]>::to_vec).collect()
}

/// Splits bytes at separators, at most so many times.
type SplitBy = for<'a> fn(&'a [u8], &[u8], i64) -> Vec<&'a [u8]>;

fn split_by<T: ByteRun>(
    vm: &Vm,
    s: &Ref<T>,
    sep: &Value,
    max: isize,
    by: SplitBy,
    at_space: fn(&[u8], i64) -> Vec<&[u8]>,
) -> Result<Value> {
    let max = max as i64;
    if sep.is_none() {
        return list_of::<T>(vm, &T::read(s, |s| owned(at_space(s, max))));
    }
    let sep = run_arg(vm, sep)?;
    if sep.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    list_of::<T>(vm, &T::read(s, |s| owned(by(s, &sep, max))))
}

pub(super) fn split<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    sep: &Value,
    maxsplit: isize,
) -> Result<Value> {
    split_by(
        vm,
        &s,
        sep,
        maxsplit,
        bytes_methods::split,
        bytes_methods::split_whitespace,
    )
}
pub(super) fn rsplit<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    sep: &Value,
    maxsplit: isize,
) -> Result<Value> {
    split_by(
        vm,
        &s,
        sep,
        maxsplit,
        bytes_methods::rsplit,
        bytes_methods::rsplit_whitespace,
    )
}
pub(super) fn splitlines<T: ByteRun>(vm: &Vm, s: This<'_, T>, keepends: bool) -> Result<Value> {
    list_of::<T>(
        vm,
        &T::read(&s, |s| owned(bytes_methods::splitlines(s, keepends))),
    )
}

fn partition_by<T: ByteRun>(vm: &Vm, s: &Ref<T>, sep: &Value, last: bool) -> Result<Value> {
    let given = if T::NAME == "bytes" {
        run_arg(vm, sep)?
    } else {
        BytesLike::Owned(vm.buffer(sep)?.to_vec())
    };
    if given.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let parts = T::read(s, |s| {
        let parts = if last {
            search::rpartition(s, &given)
        } else {
            search::partition(s, &given)
        };
        parts.map(|(a, b)| (a.to_vec(), b.to_vec()))
    });
    let items = match parts {
        Some((before, after)) => {
            let middle = if T::NAME == "bytes" {
                sep.clone()
            } else {
                T::make(vm, &given)?
            };
            vec![T::make(vm, &before)?, middle, T::make(vm, &after)?]
        }
        None => {
            let whole = if T::NAME == "bytes" {
                s.value().clone()
            } else {
                T::same(vm, s)?
            };
            let (a, b) = (T::make(vm, b"")?, T::make(vm, b"")?);
            if last {
                vec![a, b, whole]
            } else {
                vec![whole, a, b]
            }
        }
    };
    Ok(vm.tuple(items))
}
pub(super) fn partition<T: ByteRun>(vm: &Vm, s: This<'_, T>, sep: &Value) -> Result<Value> {
    partition_by(vm, &s, sep, false)
}
pub(super) fn rpartition<T: ByteRun>(vm: &Vm, s: This<'_, T>, sep: &Value) -> Result<Value> {
    partition_by(vm, &s, sep, true)
}

pub(super) fn join<T: ByteRun>(vm: &Vm, s: This<'_, T>, iterable: &Value) -> Result<Value> {
    let items = if let Some(list) = iterable.exact_ref::<List>() {
        list.to_vec()
    } else if let Some(tuple) = iterable.exact_ref::<Tuple>() {
        tuple.as_slice().to_vec()
    } else {
        let ty = vm.type_of(iterable);
        if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
            return Err(vm.type_error("can only join an iterable"));
        }
        vm.collect(iterable)?
    };
    let mut parts = Vec::with_capacity(items.len());
    let sep = T::read(&s, <[u8]>::to_vec);
    let mut size = sep.len().saturating_mul(items.len().saturating_sub(1));
    for (i, item) in items.iter().enumerate() {
        let Some(part) = vm.bytes_like_quietly(item)? else {
            let name = vm.type_name(item);
            return Err(vm.type_error(format!(
                "sequence item {i}: expected a bytes-like object, {name} found"
            )));
        };
        size = size.saturating_add(part.len());
        parts.push(part);
    }
    vm.check_text_len(size)?;
    let mut out = Vec::with_capacity(size);
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(&sep);
        }
        out.extend_from_slice(part);
    }
    T::make(vm, &out)
}

fn strip_by<T: ByteRun>(vm: &Vm, s: &Ref<T>, set: &Value, side: Side) -> Result<Value> {
    let set = if set.is_none() {
        None
    } else {
        Some(run_arg(vm, set)?)
    };
    let stripped = T::read(s, |s| {
        let rest = bytes_methods::strip(s, side, set.as_deref());
        (rest.len() < s.len()).then(|| rest.to_vec())
    });
    match stripped {
        Some(rest) => T::make(vm, &rest),
        None => T::same(vm, s),
    }
}
pub(super) fn strip<T: ByteRun>(vm: &Vm, s: This<'_, T>, set: &Value) -> Result<Value> {
    strip_by(vm, &s, set, Side::Both)
}
pub(super) fn lstrip<T: ByteRun>(vm: &Vm, s: This<'_, T>, set: &Value) -> Result<Value> {
    strip_by(vm, &s, set, Side::Left)
}
pub(super) fn rstrip<T: ByteRun>(vm: &Vm, s: This<'_, T>, set: &Value) -> Result<Value> {
    strip_by(vm, &s, set, Side::Right)
}

pub(super) fn removeprefix<T: ByteRun>(vm: &Vm, s: This<'_, T>, prefix: &Value) -> Result<Value> {
    let prefix = run_arg(vm, prefix)?;
    match T::read(&s, |s| {
        s.strip_prefix(&*prefix)
            .filter(|_| !prefix.is_empty())
            .map(<[u8]>::to_vec)
    }) {
        Some(rest) => T::make(vm, &rest),
        None => T::same(vm, &s),
    }
}
pub(super) fn removesuffix<T: ByteRun>(vm: &Vm, s: This<'_, T>, suffix: &Value) -> Result<Value> {
    let suffix = run_arg(vm, suffix)?;
    match T::read(&s, |s| {
        s.strip_suffix(&*suffix)
            .filter(|_| !suffix.is_empty())
            .map(<[u8]>::to_vec)
    }) {
        Some(rest) => T::make(vm, &rest),
        None => T::same(vm, &s),
    }
}

/// A conversion of all bytes.
pub(super) fn map<T: ByteRun>(vm: &Vm, s: &Ref<T>, f: fn(&[u8]) -> Vec<u8>) -> Result<Value> {
    let bytes = T::read(s, f);
    T::make(vm, &bytes)
}

/// The byte to fill with.
fn fill_arg(vm: &Vm, name: &str, fill: &Value) -> Result<u8> {
    let (what, bytes) = if let Some(bytes) = fill.as_bytes_obj() {
        ("bytes", bytes.bytes().to_vec())
    } else if let Some(array) = fill.downcast_ref::<super::bytearray::ByteArray>() {
        ("bytearray", array.to_vec())
    } else {
        let got = vm.argument_class(fill);
        return Err(vm.type_error(format!(
            "{name}() argument 2 must be a byte string of length 1, not {got}"
        )));
    };
    match bytes[..] {
        [one] => Ok(one),
        _ => Err(vm.type_error(format!(
            "{name}(): argument 2 must be a byte string of length 1, not a {what} object of length {}",
            bytes.len()
        ))),
    }
}

type PadFn = fn(&[u8], i64, u8) -> std::result::Result<Vec<u8>, TooLarge>;

fn pad<T: ByteRun>(
    vm: &Vm,
    s: &Ref<T>,
    name: &str,
    width: isize,
    fill: &Value,
    f: PadFn,
) -> Result<Value> {
    let fill = fill_arg(vm, name, fill)?;
    let padded = T::read(s, |s| {
        if width <= s.len() as isize {
            Ok(None)
        } else {
            f(s, width as i64, fill).map(Some)
        }
    });
    match padded {
        Ok(None) => T::same(vm, s),
        Ok(Some(bytes)) => T::make(vm, &bytes),
        Err(TooLarge) => Err(vm.memory_error("")),
    }
}
pub(super) fn center<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    width: isize,
    fill: &Value,
) -> Result<Value> {
    pad(vm, &s, "center", width, fill, bytes_methods::center)
}
pub(super) fn ljust<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    width: isize,
    fill: &Value,
) -> Result<Value> {
    pad(vm, &s, "ljust", width, fill, bytes_methods::ljust)
}
pub(super) fn rjust<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    width: isize,
    fill: &Value,
) -> Result<Value> {
    pad(vm, &s, "rjust", width, fill, bytes_methods::rjust)
}
pub(super) fn zfill<T: ByteRun>(vm: &Vm, s: This<'_, T>, width: isize) -> Result<Value> {
    let padded = T::read(&s, |s| {
        if width <= s.len() as isize {
            Ok(None)
        } else {
            bytes_methods::zfill(s, width as i64).map(Some)
        }
    });
    match padded {
        Ok(None) => T::same(vm, &s),
        Ok(Some(bytes)) => T::make(vm, &bytes),
        Err(TooLarge) => Err(vm.memory_error("")),
    }
}
pub(super) fn expandtabs<T: ByteRun>(vm: &Vm, s: This<'_, T>, tabsize: i32) -> Result<Value> {
    match T::read(&s, |s| bytes_methods::expandtabs(s, tabsize.into())) {
        Ok(bytes) => T::make(vm, &bytes),
        Err(TooLarge) => Err(vm.memory_error("")),
    }
}

pub(super) fn translate<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    table: &Value,
    delete: &Value,
) -> Result<Value> {
    let table = if table.is_none() {
        None
    } else {
        Some(run_arg(vm, table)?)
    };
    let table: Option<&[u8; 256]> = match &table {
        None => None,
        Some(bytes) => match <&[u8; 256]>::try_from(&**bytes) {
            Ok(table) => Some(table),
            Err(_) => return Err(vm.value_error("translation table must be 256 characters long")),
        },
    };
    let delete = if delete.is_unbound() {
        None
    } else {
        Some(run_arg(vm, delete)?)
    };
    let bytes = T::read(&s, |s| {
        bytes_methods::translate(s, table, delete.as_deref().unwrap_or_default())
    });
    T::make(vm, &bytes)
}

pub(super) fn maketrans(vm: &Vm, from: BytesLike<'_>, to: BytesLike<'_>) -> Result<Value> {
    match bytes_methods::make_trans(&from, &to) {
        Some(table) => Ok(vm.bytes(&table)),
        None => Err(vm.value_error("maketrans arguments must have same length")),
    }
}

pub(super) fn decode<T: ByteRun>(
    vm: &Vm,
    s: This<'_, T>,
    encoding: &Value,
    errors: &Value,
) -> Result<Value> {
    let name = |v: &Value, which: &str| -> Result<String> {
        super::str_type::name_arg(vm, "decode", which, Some(v)).map(Option::unwrap_or_default)
    };
    let (encoding, errors) = (name(encoding, "encoding")?, name(errors, "errors")?);
    let run = run_arg(vm, s.value())?;
    vm.decode(&run, &encoding, &errors).map(Ref::into_value)
}

/// The separator and group size of `hex`.
///
/// # Errors
/// ValueError and TypeError as CPython words them.
pub(super) fn hex_args(vm: &Vm, sep: &Value) -> Result<Option<u8>> {
    if sep.is_unbound() {
        return Ok(None);
    }
    if vm.len(sep)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    let (ascii, bytes) = if let Some(text) = sep.as_str_obj() {
        (text.is_ascii(), text.bytes())
    } else if let Some(bytes) = sep.as_bytes_obj() {
        (bytes.bytes().is_ascii(), bytes.bytes())
    } else {
        return Err(vm.type_error("sep must be str or bytes."));
    };
    if ascii {
        Ok(bytes.first().copied())
    } else {
        Err(vm.value_error("sep must be ASCII."))
    }
}

pub(super) fn hex<T: ByteRun>(vm: &Vm, s: This<'_, T>, sep: &Value, per: i32) -> Result<Value> {
    let sep = hex_args(vm, sep)?;
    let text = T::read(&s, |s| bytes_methods::hex(s, sep, per.into()));
    vm.text(text.as_bytes())
}

/// The bytes that a text of hexadecimal digits stands for.
///
/// # Errors
/// ValueError; TypeError for what is neither str nor bytes-like.
pub(super) fn from_hex(vm: &Vm, text: &Value) -> Result<Vec<u8>> {
    let result = if let Some(text) = text.as_str_obj() {
        bytes_methods::from_hex(text.bytes())
    } else if let Some(bytes) = vm.bytes_like(text)? {
        bytes_methods::from_hex(&bytes)
    } else {
        let name = vm.type_name(text);
        return Err(vm.type_error(format!(
            "fromhex() argument must be str or bytes-like, not {name}"
        )));
    };
    result.map_err(|e| vm.value_error(e.message()))
}

/// The rows that `bytes` and `bytearray` share, for a payload type, followed by rows of its own.
macro_rules! byte_methods {
    ($t:ty; $($extra:expr,)*) => {
        &[
            native!("find(self, sub, start=None, end=None, /)", byte_ops::find::<$t>),
            native!("rfind(self, sub, start=None, end=None, /)", byte_ops::rfind::<$t>),
            native!("index(self, sub, start=None, end=None, /)", byte_ops::index::<$t>),
            native!("rindex(self, sub, start=None, end=None, /)", byte_ops::rindex::<$t>),
            native!("count(self, sub, start=None, end=None, /)", byte_ops::count::<$t>),
            native!("startswith(self, prefix, start=None, end=None, /)", byte_ops::startswith::<$t>),
            native!("endswith(self, suffix, start=None, end=None, /)", byte_ops::endswith::<$t>),
            native!("replace(self, old, new, count=-1, /)", byte_ops::replace::<$t>),
            native!("split(self, /, sep=None, maxsplit=-1)", byte_ops::split::<$t>),
            native!("rsplit(self, /, sep=None, maxsplit=-1)", byte_ops::rsplit::<$t>),
            native!("splitlines(self, /, keepends=False)", byte_ops::splitlines::<$t>),
            native!("partition(self, sep, /)", byte_ops::partition::<$t>),
            native!("rpartition(self, sep, /)", byte_ops::rpartition::<$t>),
            native!("join(self, iterable_of_bytes, /)", byte_ops::join::<$t>),
            native!("strip(self, bytes=None, /)", byte_ops::strip::<$t>),
            native!("lstrip(self, bytes=None, /)", byte_ops::lstrip::<$t>),
            native!("rstrip(self, bytes=None, /)", byte_ops::rstrip::<$t>),
            native!("removeprefix(self, prefix, /)", byte_ops::removeprefix::<$t>),
            native!("removesuffix(self, suffix, /)", byte_ops::removesuffix::<$t>),
            native!("upper(self, /)", |vm: &Vm, s: This<'_, $t>| byte_ops::map(vm, &s, <[u8]>::to_ascii_uppercase)),
            native!("lower(self, /)", |vm: &Vm, s: This<'_, $t>| byte_ops::map(vm, &s, <[u8]>::to_ascii_lowercase)),
            native!("title(self, /)", |vm: &Vm, s: This<'_, $t>| byte_ops::map(vm, &s, bytes_methods::title)),
            native!("capitalize(self, /)", |vm: &Vm, s: This<'_, $t>| byte_ops::map(vm, &s, bytes_methods::capitalize)),
            native!("swapcase(self, /)", |vm: &Vm, s: This<'_, $t>| byte_ops::map(vm, &s, bytes_methods::swapcase)),
            native!("center(self, width, fillchar=b' ', /)", byte_ops::center::<$t>),
            native!("ljust(self, width, fillchar=b' ', /)", byte_ops::ljust::<$t>),
            native!("rjust(self, width, fillchar=b' ', /)", byte_ops::rjust::<$t>),
            native!("zfill(self, width, /)", byte_ops::zfill::<$t>),
            native!("expandtabs(self, /, tabsize=8)", byte_ops::expandtabs::<$t>),
            native!("isascii(self, /)", |_: &Vm, s: This<'_, $t>| <$t>::read(&s, <[u8]>::is_ascii)),
            native!("isalpha(self, /)", |_: &Vm, s: This<'_, $t>| <$t>::read(&s, bytes_methods::is_alpha)),
            native!("isalnum(self, /)", |_: &Vm, s: This<'_, $t>| <$t>::read(&s, bytes_methods::is_alnum)),
            native!("isdigit(self, /)", |_: &Vm, s: This<'_, $t>| <$t>::read(&s, bytes_methods::is_digit)),
            native!("isspace(self, /)", |_: &Vm, s: This<'_, $t>| <$t>::read(&s, bytes_methods::is_space)),
            native!("isupper(self, /)", |_: &Vm, s: This<'_, $t>| <$t>::read(&s, bytes_methods::is_upper)),
            native!("islower(self, /)", |_: &Vm, s: This<'_, $t>| <$t>::read(&s, bytes_methods::is_lower)),
            native!("istitle(self, /)", |_: &Vm, s: This<'_, $t>| <$t>::read(&s, bytes_methods::is_title)),
            native!("translate(self, table, /, delete=?)", byte_ops::translate::<$t>),
            native!("maketrans(frm, to, /)", byte_ops::maketrans).static_method(),
            native!("decode(self, /, encoding='utf-8', errors='strict')", byte_ops::decode::<$t>),
            native!("hex(self, /, sep=?, bytes_per_sep=1)", byte_ops::hex::<$t>),
            native!("__buffer__(self, flags, /)", super::memoryview::dunder_buffer),
            $($extra,)*
        ]
    };
}
pub(super) use byte_methods;
