//! Taking code points off the ends of strings.

use crate::text::{unicode, wtf8};

/// Which ends to strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `lstrip`
    Left,
    /// `rstrip`
    Right,
    /// `strip`
    Both,
}

impl Side {
    /// Whether the start is stripped.
    #[inline]
    pub fn left(self) -> bool {
        self != Side::Right
    }

    /// Whether the end is stripped.
    #[inline]
    pub fn right(self) -> bool {
        self != Side::Left
    }
}

fn strip_where(s: &[u8], side: Side, drop: impl Fn(u32) -> bool) -> &[u8] {
    let mut cps = wtf8::code_points(s);
    if side.left() {
        loop {
            let before = cps.clone();
            if !cps.next().is_some_and(&drop) {
                cps = before;
                break;
            }
        }
    }
    if side.right() {
        loop {
            let before = cps.clone();
            if !cps.next_back().is_some_and(&drop) {
                cps = before;
                break;
            }
        }
    }
    cps.rest()
}

/// `s.strip()`, `lstrip()` or `rstrip()` without argument: whitespace.
pub fn strip(s: &[u8], side: Side) -> &[u8] {
    let mut s = s;
    if side.left() {
        while let [9..=13 | 28..=32, rest @ ..] = s {
            s = rest;
        }
    }
    if side.right() {
        while let [rest @ .., 9..=13 | 28..=32] = s {
            s = rest;
        }
    }
    match s {
        [first, .., last] if first.is_ascii() && last.is_ascii() => s,
        _ => strip_where(s, side, unicode::is_space),
    }
}

/// The same with a set of code points to drop.
pub fn strip_chars<'a>(s: &'a [u8], side: Side, set: &[u8]) -> &'a [u8] {
    if set.is_ascii() {
        let mut ascii = 0u128;
        for &b in set {
            ascii |= 1 << b;
        }
        return strip_where(s, side, |cp| cp < 128 && ascii >> cp & 1 == 1);
    }
    let mut members: Vec<u32> = wtf8::code_points(set).collect();
    members.sort_unstable();
    strip_where(s, side, |cp| members.binary_search(&cp).is_ok())
}

/// `s.removeprefix(prefix)`.
pub fn remove_prefix<'a>(s: &'a [u8], prefix: &[u8]) -> &'a [u8] {
    s.strip_prefix(prefix).unwrap_or(s)
}

/// `s.removesuffix(suffix)`.
pub fn remove_suffix<'a>(s: &'a [u8], suffix: &[u8]) -> &'a [u8] {
    s.strip_suffix(suffix).unwrap_or(s)
}
