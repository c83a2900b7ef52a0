//! The class `str`: construction, subscripts, comparison and operators.

use hasp_compiler::op::BinOp;

use super::Ref;
use super::sequence::{Repeat, as_index, ask_right, cannot_concat, position, repeat};
use super::slice::RawSlice;
use super::str::Str;
use super::typ::{Type, TypeDef};
use crate::args::Args;
use crate::slots::CmpOp;
use crate::text::{repr as text_repr, wtf8};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The type.
pub static STR: TypeDef = TypeDef {
    name: "str",
    layout: Some(|| &super::str::STR_VTABLE),
    subclassable: true,
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object.",
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.str.set(Some(to_str));
        s.hash
            .set(Some(|vm, v| Ok(v.as_str_obj().map_or(0, |s| s.hash(vm)))));
        s.compare.set(Some(compare));
        s.len
            .set(Some(|_, v| Ok(v.as_str_obj().map_or(0, |s| s.char_len()))));
        s.getitem.set(Some(getitem));
        s.contains.set(Some(contains));
        s.iter.set(Some(super::iter_text::str_iter));
        s.binary[BinOp::Add as usize].set(Some(add));
        s.binary[BinOp::Mul as usize].set(Some(mul));
        s.binary[BinOp::Mod as usize].set(Some(super::str_percent::modulo));
    },
    methods: super::str_methods::METHODS,
    ..TypeDef::EMPTY
};

/// Arguments of a constructor that may be named: `names` in order.
///
/// # Errors
/// TypeError for too many, unknown or doubled ones.
pub fn named_args<'a, const N: usize>(
    vm: &Vm,
    function: &str,
    args: Args<'a>,
    names: [&str; N],
) -> Result<[Option<&'a Value>; N]> {
    let given = args.all().len();
    if given > N {
        let s = if N == 1 { "" } else { "s" };
        return Err(vm.type_error(format!(
            "{function}() takes at most {N} argument{s} ({given} given)"
        )));
    }
    let mut found = [None; N];
    for (slot, value) in found.iter_mut().zip(args.pos()) {
        *slot = Some(value);
    }
    for (name, value) in args.keywords() {
        let name = name.str_lossy().unwrap_or_default();
        let Some(at) = names.iter().position(|n| *n == name) else {
            return Err(vm.type_error(format!(
                "{function}() got an unexpected keyword argument '{name}'"
            )));
        };
        if found[at].replace(value).is_some() {
            let position = at + 1;
            return Err(vm.type_error(format!(
                "argument for {function}() given by name ('{name}') and position ({position})"
            )));
        }
    }
    Ok(found)
}

/// A string argument with an encoding's or error handler's name.
///
/// # Errors
/// TypeError `str() argument 'encoding' must be str, not int`; ValueError for a null character.
pub(crate) fn name_arg(
    vm: &Vm,
    function: &str,
    name: &str,
    v: Option<&Value>,
) -> Result<Option<String>> {
    let Some(v) = v else { return Ok(None) };
    let Some(text) = v.str_lossy() else {
        let got = if v.is_none() {
            "None".to_owned()
        } else {
            vm.argument_class(v)
        };
        return Err(vm.type_error(format!(
            "{function}() argument '{name}' must be str, not {got}"
        )));
    };
    if text.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(Some(text))
}

fn new(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let text = match (args.pos(), args.names()) {
        ([], []) => vm.new_str(""),
        ([one], []) => vm.to_str(one)?,
        (many, []) if many.len() > 3 => {
            let given = many.len();
            return Err(vm.type_error(format!("str expected at most 3 arguments, got {given}")));
        }
        _ => {
            let [object, encoding, errors] =
                named_args(vm, "str", args, ["object", "encoding", "errors"])?;
            let encoding = name_arg(vm, "str", "encoding", encoding)?;
            let errors = name_arg(vm, "str", "errors", errors)?;
            match object {
                None => vm.new_str(""),
                Some(object) if encoding.is_none() && errors.is_none() => vm.to_str(object)?,
                Some(object) => decode_object(vm, object, encoding.as_deref(), errors.as_deref())?,
            }
        }
    };
    if cls.is(&vm.types().str) {
        return Ok(text.into_value());
    }
    vm.check_text_len(text.body.len())?;
    Ok(vm.new_str_of(cls, text.bytes()).into_value())
}

fn decode_object(
    vm: &Vm,
    object: &Value,
    encoding: Option<&str>,
    errors: Option<&str>,
) -> Result<Ref<Str>> {
    if object.as_str_obj().is_some() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    let Some(bytes) = vm.bytes_like(object)? else {
        let name = vm.type_name(object);
        return Err(vm.type_error(format!(
            "decoding to str: need a bytes-like object, {name} found"
        )));
    };
    vm.decode(
        &bytes,
        encoding.unwrap_or("utf-8"),
        errors.unwrap_or("strict"),
    )
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(s) = v.as_str_obj() else {
        return Ok(Value::NONE);
    };
    vm.text(&text_repr::str_repr(s.bytes()))
}

fn to_str(vm: &Vm, v: &Value) -> Result<Value> {
    match v.as_str_obj() {
        Some(s) if !s.header.is_exact() => vm.text(s.bytes()),
        _ => Ok(v.clone()),
    }
}

/// The string itself, or a plain `str` of its text if its class is derived.
pub(crate) fn as_exact(vm: &Vm, s: &Ref<Str>) -> Value {
    if s.header.is_exact() {
        s.value().clone()
    } else {
        vm.new_wtf8(s.bytes()).into_value()
    }
}

fn compare(_: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.as_str_obj(), b.as_str_obj()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let holds = match op {
        CmpOp::Eq => x.same_text(y),
        CmpOp::Ne => !x.same_text(y),
        _ => op.holds(Some(x.bytes().cmp(y.bytes()))),
    };
    Ok(Value::bool(holds))
}

/// Byte offset of code point `index` (at most the length).
#[inline]
pub(crate) fn offset(vm: &Vm, s: &Ref<Str>, index: usize) -> usize {
    if s.is_ascii() {
        index
    } else if index >= s.char_len() {
        s.body.len()
    } else {
        vm.interp().char_offset(s, index)
    }
}

fn char_at(vm: &Vm, s: &Ref<Str>, index: i64) -> Result<Value> {
    let Some(at) = position(index, s.char_len()) else {
        return Err(vm.index_error("string index out of range"));
    };
    let bytes = s.bytes();
    if s.is_ascii() {
        return Ok(vm.new_ascii(&bytes[at..=at]).into_value());
    }
    let from = vm.interp().char_offset(s, at);
    let end = from + bytes.get(from).map_or(0, |&lead| wtf8::sequence_len(lead));
    Ok(vm
        .new_wtf8(bytes.get(from..end).unwrap_or_default())
        .into_value())
}

#[inline]
fn getitem(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let Some(s) = v.as_str_obj() else {
        return Ok(Value::NONE);
    };
    if let Some(i) = key.as_small_int() {
        return char_at(vm, s, i);
    }
    if let Some(slice) = key.as_slice_obj() {
        return Ok(get_slice(vm, s, slice.unpack(vm)?));
    }
    match as_index(vm, key)? {
        Some(i) => char_at(vm, s, i),
        None => {
            let name = vm.type_name(key);
            Err(vm.type_error(format!("string indices must be integers, not '{name}'")))
        }
    }
}

/// The text of a slice.
pub(crate) fn get_slice(vm: &Vm, s: &Ref<Str>, slice: RawSlice) -> Value {
    let at = slice.fit(s.char_len());
    match at.plain() {
        Some((0, end)) if end == s.char_len() => as_exact(vm, s),
        Some((start, end)) if s.is_ascii() => vm.new_ascii(&s.bytes()[start..end]).into_value(),
        Some((start, end)) if start >= end => vm.str(""),
        Some((start, end)) => {
            let (from, to) = (offset(vm, s, start), offset(vm, s, end));
            vm.str_part(s, &s.bytes()[from..to])
        }
        None => {
            let start = at.start.max(0) as usize;
            let picked =
                wtf8::slice_step(s.bytes(), s.is_ascii(), start, at.step as isize, at.count);
            vm.str_part(s, &picked)
        }
    }
}

fn contains(vm: &Vm, v: &Value, item: &Value) -> Result<bool> {
    let Some(s) = v.as_str_obj() else {
        return Ok(false);
    };
    let Some(part) = item.as_str_obj() else {
        let name = vm.type_name(item);
        return Err(vm.type_error(format!(
            "'in <string>' requires string as left operand, not {name}"
        )));
    };
    Ok(crate::text::search::find(s.bytes(), part.bytes()).is_some())
}

fn add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(x) = a.as_str_obj() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if let Some(y) = b.as_str_obj() {
        vm.check_text_len(x.body.len() + y.body.len())?;
        if y.body.is_empty() {
            return Ok(as_exact(vm, x));
        }
        if x.body.is_empty() {
            return Ok(as_exact(vm, y));
        }
        return Ok(vm.concat_str(x, y).into_value());
    }
    match ask_right(vm, BinOp::Add as usize, add, a, b)? {
        Some(result) => Ok(result),
        None => Err(cannot_concat(vm, "str", b)),
    }
}

fn mul(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (left, times) = match repeat(vm, mul, |v| v.as_str_obj().is_some(), a, b)? {
        Repeat::Times(left, times) => (left, times),
        Repeat::Done(result) => return Ok(result),
    };
    let Some(s) = (if left { a } else { b }).as_str_obj() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if times == 1 {
        return Ok(as_exact(vm, s));
    }
    let bytes = repeat_bytes(vm, s.bytes(), times, "repeated string is too long")?;
    Ok(vm.str_part(s, &bytes))
}

/// The bytes `times` times over; `too_long` is what is said of a size past all bounds.
///
/// # Errors
/// MemoryError; OverflowError with that message, unless it is empty.
pub(crate) fn repeat_bytes(vm: &Vm, bytes: &[u8], times: usize, too_long: &str) -> Result<Vec<u8>> {
    let Some(size) = bytes
        .len()
        .checked_mul(times)
        .filter(|&n| isize::try_from(n).is_ok())
    else {
        return Err(if too_long.is_empty() {
            vm.memory_error("")
        } else {
            vm.overflow_error(too_long)
        });
    };
    vm.check_text_len(size)?;
    Ok(match bytes {
        [one] => vec![*one; size],
        _ => bytes.repeat(times),
    })
}
