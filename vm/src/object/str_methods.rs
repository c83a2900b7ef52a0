//! Methods of `str`: searching, splitting, joining, replacing, stripping.

use super::Ref;
use super::list::List;
use super::str::{JoinedLen, Str};
use super::str_type::as_exact;
use super::tuple::Tuple;
use crate::args::This;
use crate::native;
use crate::native::NativeDef;
use crate::text::{methods, methods::Side, search};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

use super::str_convert as convert;
use super::str_format as format;

/// `self` of the methods.
pub(crate) type Text<'a> = This<'a, Str>;

/// The methods.
pub(crate) const METHODS: &[NativeDef] = &[
    native!("find(self, sub, start=None, end=None, /)", find)
        .quick(|vm, args| {
            Some(Ok(vm.int(
                whole_search(args, search::find)?.map_or(-1, |at| at as i64),
            )))
        })
        .doc("Return the lowest index in S where substring sub is found, -1 on failure."),
    native!("rfind(self, sub, start=None, end=None, /)", rfind)
        .quick(|vm, args| {
            Some(Ok(vm.int(
                whole_search(args, search::rfind)?.map_or(-1, |at| at as i64),
            )))
        })
        .doc("Return the highest index in S where substring sub is found, -1 on failure."),
    native!("index(self, sub, start=None, end=None, /)", index)
        .quick(|vm, args| Some(Ok(vm.int(whole_search(args, search::find)?? as i64))))
        .doc("As find, but raise ValueError on failure."),
    native!("rindex(self, sub, start=None, end=None, /)", rindex)
        .quick(|vm, args| Some(Ok(vm.int(whole_search(args, search::rfind)?? as i64))))
        .doc("As rfind, but raise ValueError on failure."),
    native!("count(self, sub, start=None, end=None, /)", count)
        .quick(|vm, args| {
            let (s, sub) = two_texts(args)?;
            (!sub.is_empty()).then(|| Ok(vm.int(search::count(s.bytes(), sub) as i64)))
        })
        .doc("Return the number of non-overlapping occurrences of sub."),
    native!(
        "startswith(self, prefix, start=None, end=None, /)",
        startswith
    )
    .quick(|_, args| {
        let (s, prefix) = two_texts(args)?;
        Some(Ok(Value::bool(s.bytes().starts_with(prefix))))
    })
    .doc("Return True if the string starts with the prefix, or one of a tuple of prefixes."),
    native!("endswith(self, suffix, start=None, end=None, /)", endswith)
        .quick(|_, args| {
            let (s, suffix) = two_texts(args)?;
            Some(Ok(Value::bool(s.bytes().ends_with(suffix))))
        })
        .doc("Return True if the string ends with the suffix, or one of a tuple of suffixes."),
    native!("replace(self, old, new, /, count=-1)", replace)
        .quick(|vm, args| match args {
            [s, old, new] => Some(replace(vm, text(s)?, old, new, -1)),
            _ => None,
        })
        .doc("Return a copy with occurrences of old replaced by new, at most count of them."),
    native!("split(self, /, sep=None, maxsplit=-1)", split)
        .quick(|vm, args| match args {
            [s] => Some(split(vm, text(s)?, NONE, -1)),
            [s, sep] => Some(split(vm, text(s)?, sep, -1)),
            _ => None,
        })
        .doc("Return a list of the parts between separators."),
    native!("rsplit(self, /, sep=None, maxsplit=-1)", rsplit)
        .quick(|vm, args| match args {
            [s] => Some(rsplit(vm, text(s)?, NONE, -1)),
            [s, sep] => Some(rsplit(vm, text(s)?, sep, -1)),
            _ => None,
        })
        .doc("Return a list of the parts between separators, split from the end."),
    native!("splitlines(self, /, keepends=False)", splitlines)
        .quick(|vm, args| match args {
            [s] => Some(Ok(splitlines(vm, text(s)?, false))),
            _ => None,
        })
        .doc("Return a list of the lines."),
    native!("partition(self, sep, /)", partition)
        .doc("Split at the first sep into a tuple of three."),
    native!("rpartition(self, sep, /)", rpartition)
        .doc("Split at the last sep into a tuple of three."),
    native!("join(self, iterable, /)", join)
        .doc("Concatenate the strings of an iterable with this one between them."),
    native!(
        "strip(self, chars=None, /)",
        |vm: &Vm, s: Text<'_>, c: &Value| strip(vm, s, c, Side::Both, "strip")
    )
    .quick(|vm, args| strip_quick(vm, args, Side::Both, "strip"))
    .doc("Return a copy without leading and trailing whitespace, or characters of chars."),
    native!(
        "lstrip(self, chars=None, /)",
        |vm: &Vm, s: Text<'_>, c: &Value| strip(vm, s, c, Side::Left, "lstrip")
    )
    .quick(|vm, args| strip_quick(vm, args, Side::Left, "lstrip"))
    .doc("Return a copy without leading whitespace, or characters of chars."),
    native!(
        "rstrip(self, chars=None, /)",
        |vm: &Vm, s: Text<'_>, c: &Value| strip(vm, s, c, Side::Right, "rstrip")
    )
    .quick(|vm, args| strip_quick(vm, args, Side::Right, "rstrip"))
    .doc("Return a copy without trailing whitespace, or characters of chars."),
    native!("removeprefix(self, prefix, /)", removeprefix)
        .doc("Return the string without the prefix, if it has it."),
    native!("removesuffix(self, suffix, /)", removesuffix)
        .doc("Return the string without the suffix, if it has it."),
    native!("upper(self, /)", convert::upper).doc("Return a copy in upper case."),
    native!("lower(self, /)", convert::lower).doc("Return a copy in lower case."),
    native!("title(self, /)", convert::title)
        .doc("Return a copy whose words start with a capital."),
    native!("capitalize(self, /)", convert::capitalize)
        .doc("Return a copy that starts with a capital, the rest in lower case."),
    native!("swapcase(self, /)", convert::swapcase)
        .doc("Return a copy with upper and lower case exchanged."),
    native!("casefold(self, /)", convert::casefold).doc("Return a copy for caseless comparison."),
    native!("center(self, width, fillchar=' ', /)", convert::center)
        .doc("Return the string centered in a field."),
    native!("ljust(self, width, fillchar=' ', /)", convert::ljust)
        .doc("Return the string at the left of a field."),
    native!("rjust(self, width, fillchar=' ', /)", convert::rjust)
        .doc("Return the string at the right of a field."),
    native!("zfill(self, width, /)", convert::zfill)
        .doc("Fill with zeros on the left, behind a sign."),
    native!("expandtabs(self, /, tabsize=8)", convert::expandtabs)
        .doc("Return a copy with tabs expanded to spaces."),
    native!("isascii(self, /)", |_: &Vm, s: Text<'_>| s.is_ascii())
        .doc("True if all characters are ASCII."),
    native!("isalpha(self, /)", |_: &Vm, s: Text<'_>| methods::is_alpha(
        s.bytes()
    ))
    .doc("True if all are letters."),
    native!("isalnum(self, /)", |_: &Vm, s: Text<'_>| methods::is_alnum(
        s.bytes()
    ))
    .doc("True if all are letters or digits."),
    native!("isdecimal(self, /)", |_: &Vm, s: Text<'_>| {
        methods::is_decimal(s.bytes())
    })
    .doc("True if all are decimal digits."),
    native!("isdigit(self, /)", |_: &Vm, s: Text<'_>| methods::is_digit(
        s.bytes()
    ))
    .doc("True if all are digits."),
    native!("isnumeric(self, /)", |_: &Vm, s: Text<'_>| {
        methods::is_numeric(s.bytes())
    })
    .doc("True if all are numeric."),
    native!("isspace(self, /)", |_: &Vm, s: Text<'_>| methods::is_space(
        s.bytes()
    ))
    .doc("True if all are whitespace."),
    native!("isupper(self, /)", |_: &Vm, s: Text<'_>| methods::is_upper(
        s.bytes()
    ))
    .doc("True if all cased characters are upper case."),
    native!("islower(self, /)", |_: &Vm, s: Text<'_>| methods::is_lower(
        s.bytes()
    ))
    .doc("True if all cased characters are lower case."),
    native!("istitle(self, /)", |_: &Vm, s: Text<'_>| methods::is_title(
        s.bytes()
    ))
    .doc("True if words start with a capital."),
    native!("isidentifier(self, /)", |_: &Vm, s: Text<'_>| {
        methods::is_identifier(s.bytes())
    })
    .doc("True for a valid identifier."),
    native!("isprintable(self, /)", |_: &Vm, s: Text<'_>| {
        methods::is_printable(s.bytes())
    })
    .doc("True if all are printable."),
    native!(
        "encode(self, /, encoding='utf-8', errors='strict')",
        convert::encode
    )
    .doc("Encode the string into bytes."),
    native!("translate(self, table, /)", super::str_translate::translate)
        .doc("Replace each character by what the table says."),
    native!("maketrans(x, y=?, z=?, /)", super::str_translate::maketrans)
        .static_method()
        .doc("Make a table for translate()."),
    native!("format(self, /, *args, **kwargs)", format::format)
        .doc("Format by the replacement fields in the string."),
    native!("format_map(self, mapping, /)", format::format_map)
        .doc("Format with the fields looked up in a mapping."),
    native!("__format__(self, format_spec, /)", format::dunder_format)
        .doc("Return the string formatted by a specification."),
    native!("__getnewargs__(self, /)", |vm: &Vm, s: Text<'_>| vm
        .tuple(vec![vm.new_wtf8(s.bytes()).into_value()])),
    native!("__sizeof__(self, /)", |_: &Vm, s: Text<'_>| 41
        + s.body.len())
    .doc("Size in memory, in bytes."),
];

/// A default of the signatures.
const NONE: &Value = &Value::NONE;

/// `self` of a short cut.
#[inline(always)]
fn text(v: &Value) -> Option<Text<'_>> {
    v.as_str_obj().map(This)
}

/// The arguments of a short cut that takes the string and another.
#[inline(always)]
fn two_texts(args: &[Value]) -> Option<(&Ref<Str>, &[u8])> {
    match args {
        [s, other] => Some((s.as_str_obj()?, other.as_str_obj()?.bytes())),
        _ => None,
    }
}

/// Searches the whole of an ASCII string, where places of bytes are those of characters.
#[inline(always)]
fn whole_search(args: &[Value], find: fn(&[u8], &[u8]) -> Option<usize>) -> Option<Option<usize>> {
    let (s, sub) = two_texts(args)?;
    s.is_ascii().then(|| find(s.bytes(), sub))
}

/// TypeError `find() argument 1 must be str, not int`; without a number for 0.
#[cold]
pub(crate) fn bad_argument(
    vm: &Vm,
    function: &str,
    number: usize,
    wanted: &str,
    got: &Value,
) -> Raised {
    let name = vm.argument_class(got);
    let number = if number == 0 {
        String::new()
    } else {
        format!(" {number}")
    };
    vm.type_error(format!(
        "{function}() argument{number} must be {wanted}, not {name}"
    ))
}

/// A string argument.
///
/// # Errors
/// See [`bad_argument`].
#[inline]
pub(crate) fn text_arg<'a>(
    vm: &Vm,
    function: &str,
    number: usize,
    v: &'a Value,
) -> Result<&'a Ref<Str>> {
    v.as_str_obj()
        .ok_or_else(|| bad_argument(vm, function, number, "str", v))
}

/// The start and end of a search.
///
/// # Errors
/// TypeError for what is neither None nor an index.
#[inline]
pub(crate) fn bounds(vm: &Vm, start: &Value, end: &Value) -> Result<(i64, i64)> {
    Ok((bound(vm, start, 0)?, bound(vm, end, i64::MAX)?))
}

#[inline]
fn bound(vm: &Vm, v: &Value, default: i64) -> Result<i64> {
    if v.is_none() {
        return Ok(default);
    }
    if let Some(i) = v.as_small_int() {
        return Ok(i);
    }
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        return Err(
            vm.type_error("slice indices must be integers or None or have an __index__ method")
        );
    }
    vm.index_clipped(v)
}

/// The string as the algorithms take it.
#[inline]
pub(crate) fn view(s: &Ref<Str>) -> methods::Str<'_> {
    methods::Str {
        bytes: s.bytes(),
        chars: s.char_len(),
    }
}

type FindFn = for<'a> fn(methods::Str<'a>, &[u8], i64, i64) -> Option<usize>;

#[inline]
fn search(
    vm: &Vm,
    name: &str,
    s: &Ref<Str>,
    sub: &Value,
    range: [&Value; 2],
    f: FindFn,
) -> Result<Option<usize>> {
    let sub = text_arg(vm, name, 1, sub)?;
    let (start, end) = bounds(vm, range[0], range[1])?;
    Ok(f(view(s), sub.bytes(), start, end))
}

fn find(vm: &Vm, s: Text<'_>, sub: &Value, start: &Value, end: &Value) -> Result<i64> {
    Ok(search(vm, "find", &s, sub, [start, end], methods::find)?.map_or(-1, |i| i as i64))
}
fn rfind(vm: &Vm, s: Text<'_>, sub: &Value, start: &Value, end: &Value) -> Result<i64> {
    Ok(search(vm, "rfind", &s, sub, [start, end], methods::rfind)?.map_or(-1, |i| i as i64))
}
fn index(vm: &Vm, s: Text<'_>, sub: &Value, start: &Value, end: &Value) -> Result<usize> {
    let found = search(vm, "index", &s, sub, [start, end], methods::find)?;
    found.ok_or_else(|| vm.value_error("substring not found"))
}
fn rindex(vm: &Vm, s: Text<'_>, sub: &Value, start: &Value, end: &Value) -> Result<usize> {
    let found = search(vm, "rindex", &s, sub, [start, end], methods::rfind)?;
    found.ok_or_else(|| vm.value_error("substring not found"))
}
fn count(vm: &Vm, s: Text<'_>, sub: &Value, start: &Value, end: &Value) -> Result<usize> {
    let sub = text_arg(vm, "count", 1, sub)?;
    let (start, end) = bounds(vm, start, end)?;
    Ok(methods::count(view(&s), sub.bytes(), start, end))
}

type EndFn = for<'a> fn(methods::Str<'a>, &[u8], i64, i64) -> bool;

fn starts_or_ends(
    vm: &Vm,
    name: &str,
    s: &Ref<Str>,
    what: &Value,
    range: [&Value; 2],
    f: EndFn,
) -> Result<bool> {
    let (start, end) = bounds(vm, range[0], range[1])?;
    if let Some(part) = what.as_str_obj() {
        return Ok(f(view(s), part.bytes(), start, end));
    }
    let Some(parts) = what.as_tuple() else {
        let got = vm.type_name(what);
        return Err(vm.type_error(format!(
            "{name} first arg must be str or a tuple of str, not {got}"
        )));
    };
    for part in parts.as_slice() {
        let Some(part) = part.as_str_obj() else {
            let got = vm.type_name(part);
            return Err(vm.type_error(format!("tuple for {name} must only contain str, not {got}")));
        };
        if f(view(s), part.bytes(), start, end) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn startswith(vm: &Vm, s: Text<'_>, prefix: &Value, start: &Value, end: &Value) -> Result<bool> {
    if start.is_none()
        && end.is_none()
        && let Some(prefix) = prefix.as_str_obj()
    {
        return Ok(s.bytes().starts_with(prefix.bytes()));
    }
    starts_or_ends(
        vm,
        "startswith",
        &s,
        prefix,
        [start, end],
        methods::starts_with,
    )
}
fn endswith(vm: &Vm, s: Text<'_>, suffix: &Value, start: &Value, end: &Value) -> Result<bool> {
    if start.is_none()
        && end.is_none()
        && let Some(suffix) = suffix.as_str_obj()
    {
        return Ok(s.bytes().ends_with(suffix.bytes()));
    }
    starts_or_ends(vm, "endswith", &s, suffix, [start, end], methods::ends_with)
}

fn replace(vm: &Vm, s: Text<'_>, old: &Value, new: &Value, count: isize) -> Result<Value> {
    let old = text_arg(vm, "replace", 1, old)?;
    let new = text_arg(vm, "replace", 2, new)?;
    // One ASCII character for another: the new string is made at once.
    if let ([a], [b]) = (old.bytes(), new.bytes())
        && s.is_ascii()
        && count < 0
    {
        return Ok(match search::find(s.bytes(), &[*a]) {
            Some(_) => vm
                .map_ascii(s.bytes(), |c| if c == *a { *b } else { c })
                .into_value(),
            None => as_exact(vm, &s),
        });
    }
    match methods::replace(s.bytes(), old.bytes(), new.bytes(), count as i64) {
        Ok(None) => Ok(as_exact(vm, &s)),
        Ok(Some(text)) if s.is_ascii() && new.is_ascii() => {
            vm.check_text_len(text.len())?;
            Ok(vm.new_ascii(&text).into_value())
        }
        replaced => vm.text_or_too_large(replaced.map(Option::unwrap_or_default)),
    }
}

/// The separator of a split: None for whitespace.
fn separator<'a>(vm: &Vm, sep: &'a Value) -> Result<Option<&'a [u8]>> {
    if sep.is_none() {
        return Ok(None);
    }
    let Some(sep) = sep.as_str_obj() else {
        let name = vm.type_name(sep);
        return Err(vm.type_error(format!("must be str or None, not {name}")));
    };
    if sep.body.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    Ok(Some(sep.bytes()))
}

/// A list of parts of `s`; a single part that is all of it is the string itself.
fn parts_list(vm: &Vm, s: &Ref<Str>, parts: &[&[u8]]) -> Value {
    if let [one] = parts
        && one.len() == s.body.len()
    {
        return vm.list(vec![as_exact(vm, s)]);
    }
    let items = if s.is_ascii() {
        parts
            .iter()
            .map(|part| vm.new_ascii(part).into_value())
            .collect()
    } else {
        parts
            .iter()
            .map(|part| vm.new_wtf8(part).into_value())
            .collect()
    };
    vm.list(items)
}

fn split(vm: &Vm, s: Text<'_>, sep: &Value, maxsplit: isize) -> Result<Value> {
    let mut items: Vec<Value> = Vec::with_capacity(4);
    let all = s.body.len();
    let take = |part: &[u8]| {
        items.push(if part.len() == all {
            as_exact(vm, &s)
        } else {
            vm.str_part(&s, part)
        });
    };
    match separator(vm, sep)? {
        Some(sep) => search::split_each(s.bytes(), sep, maxsplit as i64, take),
        None => methods::split_whitespace_each(s.bytes(), maxsplit as i64, take),
    }
    Ok(vm.list(items))
}
fn rsplit(vm: &Vm, s: Text<'_>, sep: &Value, maxsplit: isize) -> Result<Value> {
    let parts = match separator(vm, sep)? {
        Some(sep) => search::rsplit(s.bytes(), sep, maxsplit as i64),
        None => methods::rsplit_whitespace(s.bytes(), maxsplit as i64),
    };
    Ok(parts_list(vm, &s, &parts))
}
fn splitlines(vm: &Vm, s: Text<'_>, keepends: bool) -> Value {
    parts_list(vm, &s, &methods::splitlines(s.bytes(), keepends))
}

fn partition_sep<'a>(vm: &Vm, sep: &'a Value) -> Result<&'a Ref<Str>> {
    let Some(sep) = sep.as_str_obj() else {
        let name = vm.type_name(sep);
        return Err(vm.type_error(format!("must be str, not {name}")));
    };
    if sep.body.is_empty() {
        Err(vm.value_error("empty separator"))
    } else {
        Ok(sep)
    }
}
fn partition(vm: &Vm, s: Text<'_>, sep: &Value) -> Result<Value> {
    let sep = partition_sep(vm, sep)?;
    let items = match search::partition(s.bytes(), sep.bytes()) {
        Some((before, after)) => vec![
            vm.str_part(&s, before),
            sep.value().clone(),
            vm.str_part(&s, after),
        ],
        None => vec![s.value().clone(), vm.str(""), vm.str("")],
    };
    Ok(vm.tuple(items))
}
fn rpartition(vm: &Vm, s: Text<'_>, sep: &Value) -> Result<Value> {
    let sep = partition_sep(vm, sep)?;
    let items = match search::rpartition(s.bytes(), sep.bytes()) {
        Some((before, after)) => vec![
            vm.str_part(&s, before),
            sep.value().clone(),
            vm.str_part(&s, after),
        ],
        None => vec![vm.str(""), vm.str(""), s.value().clone()],
    };
    Ok(vm.tuple(items))
}

fn join(vm: &Vm, s: Text<'_>, iterable: &Value) -> Result<Value> {
    if let Some(list) = iterable.exact_ref::<List>() {
        // Where it cannot fail, the list's items are read where they stand.
        let done = list.with_vec(|items| {
            let size = JoinedLen::of(Some(&s), items);
            let texts = items.iter().all(|item| item.as_str_obj().is_some());
            (texts && items.len() > 1 && size.is_modest())
                .then(|| vm.join_parts(Some(&s), items, size))
        });
        return match done {
            Some(joined) => Ok(joined),
            None => join_items(vm, &s, &list.to_vec()),
        };
    }
    if let Some(tuple) = iterable.exact_ref::<Tuple>() {
        return join_items(vm, &s, tuple.as_slice());
    }
    let ty = vm.type_of(iterable);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Err(vm.type_error("can only join an iterable"));
    }
    join_items(vm, &s, &vm.collect(iterable)?)
}

fn join_items(vm: &Vm, sep: &Ref<Str>, items: &[Value]) -> Result<Value> {
    if let [one] = items
        && one.exact_ref::<Str>().is_some()
    {
        return Ok(one.clone());
    }
    if let Some(i) = items.iter().position(|item| item.as_str_obj().is_none()) {
        let name = vm.type_name(&items[i]);
        return Err(vm.type_error(format!(
            "sequence item {i}: expected str instance, {name} found"
        )));
    }
    let size = vm.joined_len(Some(sep), items)?;
    Ok(vm.join_parts(Some(sep), items, size))
}

fn strip(vm: &Vm, s: Text<'_>, chars: &Value, side: Side, name: &str) -> Result<Value> {
    let rest = if chars.is_none() {
        methods::strip(s.bytes(), side)
    } else if let Some(set) = chars.as_str_obj() {
        methods::strip_chars(s.bytes(), side, set.bytes())
    } else {
        return Err(vm.type_error(format!("{name} arg must be None or str")));
    };
    Ok(whole_or_part(vm, &s, rest))
}

fn strip_quick(vm: &Vm, args: &[Value], side: Side, name: &str) -> Option<Result<Value>> {
    match args {
        [s] => Some(Ok(whole_or_part(
            vm,
            s.as_str_obj()?,
            methods::strip(s.as_str_obj()?.bytes(), side),
        ))),
        [s, chars] => Some(strip(vm, text(s)?, chars, side, name)),
        _ => None,
    }
}

fn whole_or_part(vm: &Vm, s: &Ref<Str>, part: &[u8]) -> Value {
    if part.len() == s.body.len() {
        as_exact(vm, s)
    } else {
        vm.str_part(s, part)
    }
}

fn removeprefix(vm: &Vm, s: Text<'_>, prefix: &Value) -> Result<Value> {
    let prefix = text_arg(vm, "removeprefix", 0, prefix)?;
    Ok(whole_or_part(
        vm,
        &s,
        methods::remove_prefix(s.bytes(), prefix.bytes()),
    ))
}
fn removesuffix(vm: &Vm, s: Text<'_>, suffix: &Value) -> Result<Value> {
    let suffix = text_arg(vm, "removesuffix", 0, suffix)?;
    Ok(whole_or_part(
        vm,
        &s,
        methods::remove_suffix(s.bytes(), suffix.bytes()),
    ))
}
