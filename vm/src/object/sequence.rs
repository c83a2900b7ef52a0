//! What list, tuple, str, bytes and range share: indices, comparison of items without script
//! code, and the order in which `+` and `*` ask the two sides.

use super::header::Kind;
use crate::args::Args;
pub(crate) use crate::proto::quick::quick_eq;
use crate::slots::BinaryFn;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Most items that a list or tuple may get from a repetition or concatenation.
pub(crate) const MAX_ITEMS: usize = 1 << 33;

/// The index that a subscript stands for, or None if it is no index.
///
/// # Errors
/// IndexError `cannot fit 'int' into an index-sized integer`, and what `__index__` raises.
#[inline]
pub fn as_index(vm: &Vm, key: &Value) -> Result<Option<i64>> {
    if let Some(i) = key.as_small_int() {
        return Ok(Some(i));
    }
    as_index_slow(vm, key)
}

#[inline(never)]
fn as_index_slow(vm: &Vm, key: &Value) -> Result<Option<i64>> {
    if key.as_int().is_none() && vm.type_of(key).slots.index.get().is_none() {
        return Ok(None);
    }
    let number = vm.index(key)?;
    match number.as_int().and_then(|i| i.to_i64()) {
        Some(i) => Ok(Some(i)),
        None => {
            let name = vm.type_name(key);
            Err(vm.index_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

/// An index argument of a method.
///
/// # Errors
/// TypeError for what is no index, OverflowError `Python int too large to convert to C ssize_t`,
/// and what `__index__` raises.
#[inline]
pub fn ssize(vm: &Vm, v: &Value) -> Result<i64> {
    if let Some(i) = v.as_small_int() {
        return Ok(i);
    }
    let number = vm.index(v)?;
    let small = number.as_int().and_then(|i| i.to_i64());
    small.ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}

/// TypeError for a subscript that is neither index nor slice.
#[cold]
pub(crate) fn bad_index(vm: &Vm, what: &str, key: &Value) -> Raised {
    let name = vm.type_name(key);
    vm.type_error(format!(
        "{what} indices must be integers or slices, not {name}"
    ))
}

/// Position of a Python index in a sequence of `len` items.
#[inline(always)]
pub fn position(index: i64, len: usize) -> Option<usize> {
    let index = if index < 0 {
        index.checked_add(len as i64)?
    } else {
        index
    };
    usize::try_from(index).ok().filter(|&i| i < len)
}

/// The `start`/`stop` argument of `index()`: clipped, with `None` not allowed.
///
/// # Errors
/// TypeError `slice indices must be integers or have an __index__ method`, and what it raises.
pub fn search_bound(vm: &Vm, v: &Value) -> Result<i64> {
    if let Some(i) = v.as_small_int() {
        return Ok(i);
    }
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
    }
    vm.index_clipped(v)
}

/// A search bound as a position: negative ones count from the end.
pub fn clip(bound: i64, len: usize) -> usize {
    if bound < 0 {
        (bound.saturating_add(len as i64)).max(0) as usize
    } else {
        bound as usize
    }
}

/// True for the built-in sequences, which take part in `+` and `*` as sequences.
fn is_sequence(v: &Value) -> bool {
    matches!(
        v.header().map(|h| h.kind()),
        Some(Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray)
    )
}

/// Asks the right side of `left <op> right` first, as CPython does for a sequence on the left:
/// None if the right side has nothing of its own to say.
///
/// # Errors
/// What the right side's operation raises.
pub fn ask_right(vm: &Vm, op: usize, own: BinaryFn, a: &Value, b: &Value) -> Result<Option<Value>> {
    if b.is_small_int() || is_sequence(b) && b.header().is_some_and(|h| h.is_exact()) {
        return Ok(None);
    }
    match vm.type_of(b).binary_slot(op) {
        Some(f) if f as usize != own as usize => {
            let result = f(vm, a, b)?;
            Ok(if result.is_not_implemented() {
                None
            } else {
                Some(result)
            })
        }
        _ => Ok(None),
    }
}

/// TypeError for `sequence + other`.
#[cold]
pub(crate) fn cannot_concat(vm: &Vm, what: &str, other: &Value) -> Raised {
    let name = vm.type_name(other);
    vm.type_error(format!(
        "can only concatenate {what} (not \"{name}\") to {what}"
    ))
}

/// What `*` does with a sequence.
pub enum Repeat {
    /// Repeat the left (true) or right operand this often.
    Times(bool, usize),
    /// The result is already there (another type's, or NotImplemented).
    Done(Value),
}

/// Sorts out `a * b` of which at least one is a sequence that `mine` knows; `own` is the slot
/// function that asks.
///
/// # Errors
/// TypeError `can't multiply sequence by non-int of type …`, OverflowError, and what the other
/// side raises.
pub fn repeat(
    vm: &Vm,
    own: BinaryFn,
    mine: fn(&Value) -> bool,
    a: &Value,
    b: &Value,
) -> Result<Repeat> {
    let left = mine(a);
    let count = if left { b } else { a };
    if let Some(n) = count.as_small_int() {
        return Ok(Repeat::Times(left, n.max(0) as usize));
    }
    if left {
        let mul = hasp_compiler::op::BinOp::Mul as usize;
        if let Some(result) = ask_right(vm, mul, own, a, b)? {
            return Ok(Repeat::Done(result));
        }
    }
    if count.as_int().is_none() && vm.type_of(count).slots.index.get().is_none() {
        if !left && is_sequence(a) {
            return Ok(Repeat::Done(Value::NOT_IMPLEMENTED));
        }
        let name = vm.type_name(count);
        return Err(vm.type_error(format!(
            "can't multiply sequence by non-int of type '{name}'"
        )));
    }
    let times = repeat_count(vm, count)?;
    Ok(Repeat::Times(left, times))
}

/// The count of a repetition: at least 0.
///
/// # Errors
/// OverflowError `cannot fit 'int' into an index-sized integer`, and what `__index__` raises.
pub fn repeat_count(vm: &Vm, count: &Value) -> Result<usize> {
    let number = vm.index(count)?;
    match number.as_int().and_then(|i| i.to_i64()) {
        Some(n) => Ok(n.max(0) as usize),
        None => {
            let name = vm.type_name(count);
            Err(vm.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

/// The items `times` times over; None if the result would not fit memory.
pub(crate) fn repeat_items(items: &[Value], times: usize) -> Option<Vec<Value>> {
    let total = items.len().checked_mul(times).filter(|&n| n <= MAX_ITEMS)?;
    let mut out: Vec<Value> = Vec::new();
    out.try_reserve_exact(total).ok()?;
    match items {
        [one] => out.resize(total, one.clone()),
        [] => {}
        _ => {
            for _ in 0..times {
                out.extend_from_slice(items);
            }
        }
    }
    Some(out)
}

/// The number of items if a list or tuple can have that many.
///
/// # Errors
/// MemoryError.
pub(crate) fn checked_len(vm: &Vm, len: usize) -> Result<usize> {
    if len <= MAX_ITEMS {
        Ok(len)
    } else {
        Err(vm.memory_error(""))
    }
}

/// The items of an iterable; `message` is the TypeError's if `iter()` raises one.
///
/// # Errors
/// That one, and what iterating raises.
pub(crate) fn to_items(vm: &Vm, v: &Value, message: &str) -> Result<Vec<Value>> {
    if v.exact_ref::<super::list::List>().is_some()
        || v.exact_ref::<super::tuple::Tuple>().is_some()
    {
        return vm.collect(v);
    }
    match vm.iter(v) {
        Ok(it) => vm.collect(&it),
        Err(e) if vm.is_error(&e, &vm.exceptions().type_error) => Err(vm.type_error(message)),
        Err(e) => Err(e),
    }
}

/// Checks the arguments of a constructor such as `list(x=(), /)`: at most `most`, no keywords.
///
/// # Errors
/// TypeError as CPython words it.
pub fn positional_at_most(
    vm: &Vm,
    name: &str,
    args: &Args<'_>,
    least: usize,
    most: usize,
) -> Result<()> {
    args.no_keywords(vm, name)?;
    let got = args.pos().len();
    if got < least || got > most {
        let (bound, n) = if got < least {
            ("least", least)
        } else {
            ("most", most)
        };
        let exact = if least == most {
            String::new()
        } else {
            format!("at {bound} ")
        };
        let s = if n == 1 { "" } else { "s" };
        return Err(vm.type_error(format!("{name} expected {exact}{n} argument{s}, got {got}")));
    }
    Ok(())
}
