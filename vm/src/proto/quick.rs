//! Comparisons of built-in values that need no script code: what containers, sorts and searches
//! try first.

use std::cmp::Ordering;

use crate::object::Kind;
use crate::object::dict_table::Same;
use crate::object::int::IntRef;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::value::Value;

/// Tuples in tuples are looked into this deep.
const MAX_DEPTH: u32 = 8;

/// `a is b or a == b`, as far as it can be told without script code.
#[inline(always)]
pub(crate) fn quick_eq(a: &Value, b: &Value) -> Same {
    if a.is(b) {
        return Same::Yes;
    }
    if a.is_small_int() && b.is_small_int() {
        return Same::No;
    }
    unlike_eq(a, b)
}

/// The same for two words that differ and are not both ints.
#[inline(never)]
fn unlike_eq(a: &Value, b: &Value) -> Same {
    if let (Some(x), Some(y)) = (a.exact_ref::<Str>(), b.exact_ref::<Str>()) {
        return said(x.same_text(y));
    }
    if let (Some(x), Some(y)) = (a.exact_ref::<Tuple>(), b.exact_ref::<Tuple>()) {
        let (x, y) = (x.as_slice(), y.as_slice());
        if x.len() == y.len() && x.iter().zip(y).all(|(p, q)| p.is(q)) {
            return Same::Yes;
        }
    }
    other_eq(a, b, 0)
}

fn said(same: bool) -> Same {
    if same { Same::Yes } else { Same::No }
}

/// The rest of `quick_eq`.
fn other_eq(a: &Value, b: &Value, depth: u32) -> Same {
    let (x, y) = match (a.header(), b.header()) {
        (Some(x), Some(y)) => (x, y),
        (None, None) => return atoms_eq(a, b),
        // None, ints and floats against something built in that is no number.
        (Some(x), None) | (None, Some(x)) => {
            return if x.is_exact() && !is_number(x.kind()) && is_plain(x.kind()) {
                Same::No
            } else {
                Same::Ask
            };
        }
    };
    if !x.is_exact() || !y.is_exact() {
        return Same::Ask;
    }
    match (x.kind(), y.kind()) {
        (Kind::Tuple, Kind::Tuple) => tuples_eq(a, b, depth),
        (Kind::Int, Kind::Int) => match (a.as_int(), b.as_int()) {
            (Some(IntRef::Big(x)), Some(IntRef::Big(y))) => said(x == y),
            _ => Same::Ask,
        },
        (Kind::Bytes, Kind::Bytes) => match (a.as_bytes_obj(), b.as_bytes_obj()) {
            (Some(x), Some(y)) => said(x.bytes() == y.bytes()),
            _ => Same::Ask,
        },
        (p, q) if p != q && is_plain(p) && is_plain(q) && !(is_number(p) && is_number(q)) => {
            Same::No
        }
        _ => Same::Ask,
    }
}

fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Int | Kind::Float | Kind::Complex)
}

/// Built-in kinds that are equal to their own kind (or to numbers) only.
fn is_plain(kind: Kind) -> bool {
    is_number(kind) || matches!(kind, Kind::Str | Kind::Tuple | Kind::List | Kind::Dict)
}

fn tuples_eq(a: &Value, b: &Value, depth: u32) -> Same {
    let (Some(x), Some(y)) = (a.exact_ref::<Tuple>(), b.exact_ref::<Tuple>()) else {
        return Same::Ask;
    };
    let (x, y) = (x.as_slice(), y.as_slice());
    if x.len() != y.len() {
        return Same::No;
    }
    if depth >= MAX_DEPTH {
        return Same::Ask;
    }
    for (p, q) in x.iter().zip(y) {
        if p.is(q) {
            continue;
        }
        if p.is_small_int() && q.is_small_int() {
            return Same::No;
        }
        let same = match (p.exact_ref::<Str>(), q.exact_ref::<Str>()) {
            (Some(p), Some(q)) => said(p.same_text(q)),
            _ => other_eq(p, q, depth + 1),
        };
        if same != Same::Yes {
            return same;
        }
    }
    Same::Yes
}

/// Equality of two values that are no objects and are not the same word.
fn atoms_eq(a: &Value, b: &Value) -> Same {
    match (number(a), number(b)) {
        (Some(x), Some(y)) => said(x == y),
        (None, _) if a.is_none() => Same::No,
        (_, None) if b.is_none() => Same::No,
        _ => Same::Ask,
    }
}

/// An inline number as a float: inline ints fit one exactly.
fn number(v: &Value) -> Option<f64> {
    v.as_float()
        .or_else(|| v.as_small_int().map(|i| i as f64))
        .or_else(|| v.as_bool().map(|b| f64::from(u8::from(b))))
}

/// `a < b`, if it can be told without script code.
#[inline(always)]
pub(crate) fn quick_less(a: &Value, b: &Value) -> Option<bool> {
    if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
        return Some(x < y);
    }
    other_less(a, b, 0)
}

#[inline(never)]
fn other_less(a: &Value, b: &Value, depth: u32) -> Option<bool> {
    if let (Some(x), Some(y)) = (number(a), number(b)) {
        return Some(x < y);
    }
    if let (Some(x), Some(y)) = (a.exact_ref::<Str>(), b.exact_ref::<Str>()) {
        return Some(x.bytes().cmp(y.bytes()) == Ordering::Less);
    }
    let (x, y) = (a.exact_ref::<Tuple>()?, b.exact_ref::<Tuple>()?);
    if depth >= MAX_DEPTH {
        return None;
    }
    let (x, y) = (x.as_slice(), y.as_slice());
    for (p, q) in x.iter().zip(y) {
        match quick_eq(p, q) {
            Same::Yes => {}
            Same::No => {
                return match (p.as_small_int(), q.as_small_int()) {
                    (Some(x), Some(y)) => Some(x < y),
                    _ => other_less(p, q, depth + 1),
                };
            }
            Same::Ask => return None,
        }
    }
    Some(x.len() < y.len())
}
