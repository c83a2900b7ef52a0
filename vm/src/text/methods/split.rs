//! Splitting strings at whitespace and at line ends.

use crate::text::{unicode, wtf8};

/// Byte offset of the first code point from `from` on that is whitespace (or is not); the end
/// of `s` if there is none.
fn seek(s: &[u8], from: usize, space: bool) -> usize {
    let mut at = from;
    while let Some(&b) = s.get(at) {
        let (is_space, len) = if b < 0x80 {
            (matches!(b, 9..=13 | 28..=32), 1)
        } else {
            wtf8::decode_at(s, at).map_or((false, 1), |(cp, len)| (unicode::is_space(cp), len))
        };
        if is_space == space {
            return at;
        }
        at += len;
    }
    s.len()
}

/// As [`seek`], backwards from `end`: the offset just behind the code point found, or 0.
fn seek_back(s: &[u8], end: usize, space: bool) -> usize {
    let mut at = end;
    while let Some((cp, len)) = wtf8::decode_before(s, at) {
        if unicode::is_space(cp) == space {
            return at;
        }
        at -= len;
    }
    0
}

/// `s.split(None, max)`: runs of whitespace separate; a negative `max` is no limit.
pub fn split_whitespace(s: &[u8], max: i64) -> Vec<&[u8]> {
    let mut out = Vec::new();
    split_whitespace_each(s, max, |part| out.push(part));
    out
}

/// The same, each piece given to `take`.
#[inline]
pub fn split_whitespace_each<'a>(s: &'a [u8], max: i64, mut take: impl FnMut(&'a [u8])) {
    let mut left = usize::try_from(max).unwrap_or(usize::MAX);
    let mut at = seek(s, 0, false);
    while at < s.len() {
        if left == 0 {
            take(&s[at..]);
            break;
        }
        left -= 1;
        let end = seek(s, at, true);
        take(&s[at..end]);
        at = seek(s, end, false);
    }
}

/// `s.rsplit(None, max)`; pieces from left to right.
pub fn rsplit_whitespace(s: &[u8], max: i64) -> Vec<&[u8]> {
    let mut left = usize::try_from(max).unwrap_or(usize::MAX);
    let mut out = Vec::new();
    let mut end = seek_back(s, s.len(), false);
    while end > 0 {
        if left == 0 {
            out.push(&s[..end]);
            break;
        }
        left -= 1;
        let start = seek_back(s, end, true);
        out.push(&s[start..end]);
        end = seek_back(s, start, false);
    }
    out.reverse();
    out
}

/// `s.splitlines(keep_ends)`.
pub fn splitlines(s: &[u8], keep_ends: bool) -> Vec<&[u8]> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    // Besides ASCII controls only U+0085 (lead byte C2) and U+2028, U+2029 (E2) break lines.
    while let Some(n) = s.get(at..).and_then(|r| {
        r.iter()
            .position(|b| matches!(b, 10..=13 | 28..=30 | 0xC2 | 0xE2))
    }) {
        at += n;
        let Some((cp, len)) = wtf8::decode_at(s, at) else {
            break;
        };
        if !unicode::is_line_break(cp) {
            at += len;
            continue;
        }
        let mut next = at + len;
        if cp == 0x0D && s.get(next) == Some(&b'\n') {
            next += 1;
        }
        let end = if keep_ends { next } else { at };
        out.push(&s[start..end.min(s.len())]);
        start = next;
        at = next;
    }
    if start < s.len() {
        out.push(&s[start..]);
    }
    out
}
