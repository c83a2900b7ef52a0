//! Finding, counting and replacing in strings; positions are code points.

use super::Str;
use crate::text::{TooLarge, search, wtf8};

/// The part of `s` between two positions given as to `str.find`, and where it starts.
/// `None` when nothing, not even an empty needle, can be in it.
fn window<'a>(s: Str<'a>, start: i64, end: i64) -> Option<(&'a [u8], usize)> {
    let (start, end) = search::adjust(s.chars, start, end);
    if start > end {
        return None;
    }
    Some((wtf8::slice(s.bytes, s.is_ascii(), start, end), start))
}

/// `s.find(needle, start, end)`.
pub fn find(s: Str<'_>, needle: &[u8], start: i64, end: i64) -> Option<usize> {
    let (part, base) = window(s, start, end)?;
    let at = search::find(part, needle)?;
    Some(
        base + if s.is_ascii() {
            at
        } else {
            wtf8::count(&part[..at])
        },
    )
}

/// `s.rfind(needle, start, end)`.
pub fn rfind(s: Str<'_>, needle: &[u8], start: i64, end: i64) -> Option<usize> {
    let (part, base) = window(s, start, end)?;
    let at = search::rfind(part, needle)?;
    Some(
        base + if s.is_ascii() {
            at
        } else {
            wtf8::count(&part[..at])
        },
    )
}

/// `s.count(needle, start, end)`.
pub fn count(s: Str<'_>, needle: &[u8], start: i64, end: i64) -> usize {
    match window(s, start, end) {
        None => 0,
        Some((part, _)) if needle.is_empty() => wtf8::count(part) + 1,
        Some((part, _)) => search::count(part, needle),
    }
}

/// `s.startswith(prefix, start, end)`.
pub fn starts_with(s: Str<'_>, prefix: &[u8], start: i64, end: i64) -> bool {
    window(s, start, end).is_some_and(|(part, _)| part.starts_with(prefix))
}

/// `s.endswith(suffix, start, end)`.
pub fn ends_with(s: Str<'_>, suffix: &[u8], start: i64, end: i64) -> bool {
    window(s, start, end).is_some_and(|(part, _)| part.ends_with(suffix))
}

/// `s.replace(old, new, max)`; `None` when the result is `s` itself.
///
/// # Errors
/// The result would not fit memory.
pub fn replace(s: &[u8], old: &[u8], new: &[u8], max: i64) -> Result<Option<Vec<u8>>, TooLarge> {
    if !old.is_empty() {
        return search::replace(s, old, new, max);
    }
    if new.is_empty() || max == 0 {
        return Ok(None);
    }
    let items = Items { rest: s };
    search::interleave(items, new, max).map(Some)
}

/// The encoded code points of a string.
#[derive(Clone)]
struct Items<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Items<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let len = wtf8::sequence_len(*self.rest.first()?).min(self.rest.len());
        let (item, rest) = self.rest.split_at(len);
        self.rest = rest;
        Some(item)
    }
}
