//! Searching, splitting and replacing by an exact separator: the same for strings (WTF-8) and
//! bytes, because WTF-8 sequences never match across code point borders.

use memchr::memmem;

use super::{TooLarge, try_buffer};

/// Byte offset of the first `needle` in `hay`.
#[inline]
pub fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [b] if hay.len() < SHORT => hay.iter().position(|byte| byte == b),
        [b] => memchr::memchr(*b, hay),
        _ => memmem::find(hay, needle),
    }
}

/// Byte offset of the last `needle` in `hay`.
#[inline]
pub fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(hay.len()),
        [b] => memchr::memrchr(*b, hay),
        _ => memmem::rfind(hay, needle),
    }
}

/// Number of non-overlapping occurrences of a non-empty `needle`.
pub fn count(hay: &[u8], needle: &[u8]) -> usize {
    match needle {
        [] => 0,
        [b] => memchr::memchr_iter(*b, hay).count(),
        _ => memmem::find_iter(hay, needle).count(),
    }
}

/// Texts shorter than this are gone through byte by byte: less than what a call of `memchr` costs.
const SHORT: usize = 32;

/// `hay.split(sep, max)` with a non-empty separator; a negative `max` is no limit.
pub fn split<'a>(hay: &'a [u8], sep: &[u8], max: i64) -> Vec<&'a [u8]> {
    let mut out = Vec::new();
    split_each(hay, sep, max, |part| out.push(part));
    out
}

/// The same, each piece given to `take`.
#[inline]
pub fn split_each<'a>(hay: &'a [u8], sep: &[u8], max: i64, mut take: impl FnMut(&'a [u8])) {
    let mut left = usize::try_from(max).unwrap_or(usize::MAX);
    let mut from = 0;
    let mut found = |at: usize| {
        if left == 0 {
            return false;
        }
        left -= 1;
        take(&hay[from..at]);
        from = at + sep.len();
        true
    };
    match sep {
        [] => {}
        [b] if hay.len() < SHORT => {
            for (at, byte) in hay.iter().enumerate() {
                if byte == b && !found(at) {
                    break;
                }
            }
        }
        [b] => {
            for at in memchr::memchr_iter(*b, hay) {
                if !found(at) {
                    break;
                }
            }
        }
        _ => {
            for at in memmem::find_iter(hay, sep) {
                if !found(at) {
                    break;
                }
            }
        }
    }
    take(&hay[from..]);
}

/// `hay.rsplit(sep, max)` with a non-empty separator; pieces from left to right.
pub fn rsplit<'a>(hay: &'a [u8], sep: &[u8], max: i64) -> Vec<&'a [u8]> {
    let mut left = usize::try_from(max).unwrap_or(usize::MAX);
    let mut out = Vec::new();
    let mut end = hay.len();
    while left > 0 && !sep.is_empty() {
        let Some(at) = rfind(&hay[..end], sep) else {
            break;
        };
        out.push(&hay[at + sep.len()..end]);
        end = at;
        left -= 1;
    }
    out.push(&hay[..end]);
    out.reverse();
    out
}

/// What comes before and after the first `sep` (not empty), if there is one.
pub fn partition<'a>(hay: &'a [u8], sep: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find(hay, sep)?;
    Some((&hay[..at], &hay[at + sep.len()..]))
}

/// What comes before and after the last `sep` (not empty), if there is one.
pub fn rpartition<'a>(hay: &'a [u8], sep: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = rfind(hay, sep)?;
    Some((&hay[..at], &hay[at + sep.len()..]))
}

/// Replaces up to `max` (negative: all) occurrences of a non-empty `old`; `None` when there
/// is nothing to replace.
///
/// # Errors
/// The result would not fit memory.
pub fn replace(hay: &[u8], old: &[u8], new: &[u8], max: i64) -> Result<Option<Vec<u8>>, TooLarge> {
    let most = usize::try_from(max).unwrap_or(usize::MAX);
    if most == 0 || old.is_empty() || old == new {
        return Ok(None);
    }
    if let ([a], [b]) = (old, new) {
        let Some(first) = memchr::memchr(*a, hay) else {
            return Ok(None);
        };
        let mut out = try_buffer(hay.len())?;
        out.extend_from_slice(hay);
        for (n, at) in memchr::memchr_iter(*a, &hay[first..]).enumerate() {
            if n == most {
                break;
            }
            out[first + at] = *b;
        }
        return Ok(Some(out));
    }
    let n = if most == usize::MAX {
        count(hay, old)
    } else {
        memmem::find_iter(hay, old).take(most).count()
    };
    if n == 0 {
        return Ok(None);
    }
    let size = n
        .checked_mul(new.len())
        .and_then(|added| added.checked_add(hay.len() - n * old.len()))
        .ok_or(TooLarge)?;
    let mut out = try_buffer(size)?;
    let mut from = 0;
    for at in memmem::find_iter(hay, old).take(n) {
        out.extend_from_slice(&hay[from..at]);
        out.extend_from_slice(new);
        from = at + old.len();
    }
    out.extend_from_slice(&hay[from..]);
    Ok(Some(out))
}

/// Replaces the empty string: puts `new` before each of the first `max` items of `items` and at
/// the end if `max` (negative: no limit) allows.
///
/// # Errors
/// The result would not fit memory.
pub fn interleave<'a>(
    items: impl Iterator<Item = &'a [u8]> + Clone,
    new: &[u8],
    max: i64,
) -> Result<Vec<u8>, TooLarge> {
    let most = usize::try_from(max).unwrap_or(usize::MAX);
    let (mut n, mut bytes) = (0usize, 0usize);
    for item in items.clone() {
        n += 1;
        bytes += item.len();
    }
    let size = (n + 1)
        .min(most)
        .checked_mul(new.len())
        .and_then(|added| added.checked_add(bytes))
        .ok_or(TooLarge)?;
    let mut out = try_buffer(size)?;
    for (i, item) in items.enumerate() {
        if i < most {
            out.extend_from_slice(new);
        }
        out.extend_from_slice(item);
    }
    if n < most {
        out.extend_from_slice(new);
    }
    Ok(out)
}

/// Python's rule for optional `start` and `end` arguments of search methods on a sequence of
/// `len` items: negative ones count from the end, and all are clamped. `start` may stay past
/// `len`, in which case nothing is found, not even the empty needle.
#[inline]
pub fn adjust(len: usize, start: i64, end: i64) -> (usize, usize) {
    let n = len as i64;
    let end = if end > n {
        n
    } else if end < 0 {
        end.saturating_add(n).max(0)
    } else {
        end
    };
    let start = if start < 0 {
        start.saturating_add(n).max(0)
    } else {
        start
    };
    (start as usize, end as usize)
}

/// `expandtabs`. `wide`: `s` is WTF-8 and columns are code points, else they are bytes.
///
/// # Errors
/// The result would not fit memory.
pub fn expand_tabs(s: &[u8], tab_size: i64, wide: bool) -> Result<Vec<u8>, TooLarge> {
    let tab = usize::try_from(tab_size).unwrap_or(0);
    let fill = |column: usize| if tab > 0 { tab - column % tab } else { 0 };
    let starts_item = |b: u8| !wide || !super::wtf8::is_continuation(b);
    // First the size, so that a huge tab size fails cleanly.
    let (mut size, mut column) = (0usize, 0usize);
    for &b in s {
        if b == b'\t' {
            let n = fill(column);
            size = size.checked_add(n).ok_or(TooLarge)?;
            column = column.checked_add(n).ok_or(TooLarge)?;
            continue;
        }
        size = size.checked_add(1).ok_or(TooLarge)?;
        if starts_item(b) {
            column += 1;
        }
        if matches!(b, b'\n' | b'\r') {
            column = 0;
        }
    }
    let mut out = try_buffer(size)?;
    column = 0;
    for &b in s {
        if b == b'\t' {
            let n = fill(column);
            out.resize(out.len() + n, b' ');
            column += n;
            continue;
        }
        out.push(b);
        if starts_item(b) {
            column += 1;
        }
        if matches!(b, b'\n' | b'\r') {
            column = 0;
        }
    }
    Ok(out)
}
