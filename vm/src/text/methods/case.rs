//! Case conversion of whole strings: full mappings, final sigma included.

use crate::text::{bytes_methods, unicode, wtf8};

const CAPITAL_SIGMA: u32 = 0x3A3;
const FINAL_SIGMA: u32 = 0x3C2;
const SMALL_SIGMA: u32 = 0x3C3;

/// Lower case of the capital sigma between `before` and `after`: final when a cased letter
/// precedes and none follows, whatever is case-ignorable apart.
fn lower_sigma(before: &[u8], after: &[u8]) -> u32 {
    let cased = |cp: Option<u32>| cp.is_some_and(unicode::is_cased);
    let skip = |cp: &u32| !unicode::is_case_ignorable(*cp);
    let final_here = cased(wtf8::code_points(before).rev().find(skip))
        && !cased(wtf8::code_points(after).find(skip));
    if final_here { FINAL_SIGMA } else { SMALL_SIGMA }
}

/// Appends the lower case of the code point `cp` at `at..at + len` of `s`.
fn push_lower(out: &mut Vec<u8>, s: &[u8], at: usize, cp: u32, len: usize) {
    if cp == CAPITAL_SIGMA {
        wtf8::push(out, lower_sigma(&s[..at], &s[(at + len).min(s.len())..]));
    } else {
        unicode::to_lower(cp).push_to(out);
    }
}

/// Calls `f` with each code point's offset, value and length.
fn each(s: &[u8], mut f: impl FnMut(usize, u32, usize)) {
    let mut at = 0;
    while let Some((cp, len)) = wtf8::decode_at(s, at) {
        f(at, cp, len);
        at += len;
    }
}

/// `s.upper()`.
pub fn upper(s: &[u8]) -> Vec<u8> {
    if s.is_ascii() {
        return s.to_ascii_uppercase();
    }
    let mut out = Vec::with_capacity(s.len());
    each(s, |_, cp, _| unicode::to_upper(cp).push_to(&mut out));
    out
}

/// `s.lower()`.
pub fn lower(s: &[u8]) -> Vec<u8> {
    if s.is_ascii() {
        return s.to_ascii_lowercase();
    }
    let mut out = Vec::with_capacity(s.len());
    each(s, |at, cp, len| push_lower(&mut out, s, at, cp, len));
    out
}

/// `s.casefold()`.
pub fn casefold(s: &[u8]) -> Vec<u8> {
    if s.is_ascii() {
        return s.to_ascii_lowercase();
    }
    let mut out = Vec::with_capacity(s.len());
    each(s, |_, cp, _| unicode::to_folded(cp).push_to(&mut out));
    out
}

/// `s.swapcase()`.
pub fn swapcase(s: &[u8]) -> Vec<u8> {
    if s.is_ascii() {
        return bytes_methods::swapcase(s);
    }
    let mut out = Vec::with_capacity(s.len());
    each(s, |at, cp, len| {
        if unicode::is_upper(cp) {
            push_lower(&mut out, s, at, cp, len);
        } else if unicode::is_lower(cp) {
            unicode::to_upper(cp).push_to(&mut out);
        } else {
            wtf8::push(&mut out, cp);
        }
    });
    out
}

/// `s.title()`.
pub fn title(s: &[u8]) -> Vec<u8> {
    if s.is_ascii() {
        return bytes_methods::title(s);
    }
    let mut out = Vec::with_capacity(s.len());
    let mut after_cased = false;
    each(s, |at, cp, len| {
        if after_cased {
            push_lower(&mut out, s, at, cp, len);
        } else {
            unicode::to_title(cp).push_to(&mut out);
        }
        after_cased = unicode::is_cased(cp);
    });
    out
}

/// `s.capitalize()`.
pub fn capitalize(s: &[u8]) -> Vec<u8> {
    if s.is_ascii() {
        return bytes_methods::capitalize(s);
    }
    let mut out = Vec::with_capacity(s.len());
    each(s, |at, cp, len| {
        if at == 0 {
            unicode::to_title(cp).push_to(&mut out);
        } else {
            push_lower(&mut out, s, at, cp, len);
        }
    });
    out
}
