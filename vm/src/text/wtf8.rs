//! Code points of WTF-8 strings: reading, writing, counting, slicing, and UTF-16/32.
//!
//! "WTF-8" here is the generalised form: a high surrogate followed by a low one stays two code
//! points of three bytes each, because in Python they are two characters.

/// The largest code point.
pub const MAX_CODE_POINT: u32 = 0x10FFFF;

/// Whether `cp` is a surrogate (U+D800 to U+DFFF).
#[inline]
pub const fn is_surrogate(cp: u32) -> bool {
    cp & 0xFFFF_F800 == 0xD800
}

/// How many bytes `cp` takes.
#[inline]
pub const fn encoded_len(cp: u32) -> usize {
    match cp {
        0..0x80 => 1,
        0x80..0x800 => 2,
        0x800..0x10000 => 3,
        _ => 4,
    }
}

/// Encodes `cp` (at most U+10FFFF) into a small buffer; gives the buffer and the length used.
#[inline]
pub const fn encode(cp: u32) -> ([u8; 4], usize) {
    const fn tail(cp: u32, shift: u32) -> u8 {
        0x80 | (cp >> shift) as u8 & 0x3F
    }
    match cp {
        0..0x80 => ([cp as u8, 0, 0, 0], 1),
        0x80..0x800 => ([0xC0 | (cp >> 6) as u8, tail(cp, 0), 0, 0], 2),
        0x800..0x10000 => ([0xE0 | (cp >> 12) as u8, tail(cp, 6), tail(cp, 0), 0], 3),
        _ => (
            [
                0xF0 | (cp >> 18) as u8 & 7,
                tail(cp, 12),
                tail(cp, 6),
                tail(cp, 0),
            ],
            4,
        ),
    }
}

/// Appends `cp` to `out`.
#[inline]
pub fn push(out: &mut Vec<u8>, cp: u32) {
    if cp < 0x80 {
        out.push(cp as u8);
    } else {
        let (buf, len) = encode(cp);
        out.extend_from_slice(&buf[..len]);
    }
}

/// The bytes of one code point.
pub fn single(cp: u32) -> Vec<u8> {
    let (buf, len) = encode(cp);
    buf[..len].to_vec()
}

/// Encodes a sequence of code points.
pub fn from_code_points(cps: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let mut out = Vec::new();
    for cp in cps {
        push(&mut out, cp);
    }
    out
}

/// Whether `byte` continues a sequence (so no code point starts at it).
#[inline]
pub const fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Length of the sequence that `lead` opens.
#[inline]
pub const fn sequence_len(lead: u8) -> usize {
    match lead {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// The code point at byte `at` and its length in bytes; `None` at the end.
#[inline]
pub fn decode_at(s: &[u8], at: usize) -> Option<(u32, usize)> {
    let lead = *s.get(at)?;
    if lead < 0x80 {
        return Some((u32::from(lead), 1));
    }
    let next = |i: usize| u32::from(s.get(at + i).copied().unwrap_or(0) & 0x3F);
    Some(match sequence_len(lead) {
        1 => (u32::from(lead), 1),
        2 => (u32::from(lead & 0x1F) << 6 | next(1), 2),
        3 => (u32::from(lead & 0x0F) << 12 | next(1) << 6 | next(2), 3),
        _ => (
            u32::from(lead & 7) << 18 | next(1) << 12 | next(2) << 6 | next(3),
            4,
        ),
    })
}

/// The code point that ends before byte `end` and its length; `None` at the start.
#[inline]
pub fn decode_before(s: &[u8], end: usize) -> Option<(u32, usize)> {
    let mut at = end.checked_sub(1)?;
    while at > 0 && end - at < 4 && s.get(at).is_some_and(|&b| is_continuation(b)) {
        at -= 1;
    }
    decode_at(s, at).map(|(cp, _)| (cp, end - at))
}

/// The code points of `s`, from either end.
#[inline]
pub fn code_points(s: &[u8]) -> CodePoints<'_> {
    CodePoints {
        s,
        front: 0,
        back: s.len(),
    }
}

/// Iterator over code points; knows the byte offsets of both its ends.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    s: &'a [u8],
    front: usize,
    back: usize,
}

impl<'a> CodePoints<'a> {
    /// Byte offset of the next code point from the front.
    #[inline]
    pub fn offset(&self) -> usize {
        self.front
    }

    /// Byte offset just behind the next code point from the back.
    #[inline]
    pub fn back_offset(&self) -> usize {
        self.back
    }

    /// What has not been iterated yet.
    #[inline]
    pub fn rest(&self) -> &'a [u8] {
        self.s.get(self.front..self.back).unwrap_or_default()
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.front >= self.back {
            return None;
        }
        let (cp, len) = decode_at(self.s, self.front)?;
        self.front += len;
        Some(cp)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let bytes = self.back.saturating_sub(self.front);
        (bytes.div_ceil(4), Some(bytes))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u32> {
        if self.front >= self.back {
            return None;
        }
        let (cp, len) = decode_before(self.s, self.back)?;
        self.back -= len;
        Some(cp)
    }
}

/// Number of code points in `s`.
#[inline]
pub fn count(s: &[u8]) -> usize {
    if s.is_ascii() {
        s.len()
    } else {
        count_mixed(s)
    }
}

fn count_mixed(s: &[u8]) -> usize {
    if s.len() < 64 {
        return s.iter().filter(|&&b| !is_continuation(b)).count();
    }
    // Sums in a byte lane at a time let the compiler use whole vectors; 255 rounds cannot overflow.
    let mut total = 0;
    for block in s.chunks(32 * 255) {
        let mut lanes = [0u8; 32];
        let mut rows = block.chunks_exact(32);
        for row in &mut rows {
            for (lane, &b) in lanes.iter_mut().zip(row) {
                *lane += u8::from(!is_continuation(b));
            }
        }
        total += lanes.iter().map(|&n| usize::from(n)).sum::<usize>();
        total += rows
            .remainder()
            .iter()
            .filter(|&&b| !is_continuation(b))
            .count();
    }
    total
}

/// Whether all bytes are ASCII.
#[inline]
pub fn is_ascii(s: &[u8]) -> bool {
    s.is_ascii()
}

/// Byte offset of code point number `n`; the length of `s` when `n` is at or past the end.
pub fn offset_of(s: &[u8], n: usize) -> usize {
    if n >= s.len() {
        return s.len();
    }
    let mut left = n;
    let mut at = 0;
    // Whole blocks are skipped by counting; a block never holds more code points than bytes.
    const BLOCK: usize = 256;
    while left > BLOCK && at + BLOCK <= s.len() {
        let here = count(&s[at..at + BLOCK]);
        if here > left {
            break;
        }
        left -= here;
        at += BLOCK;
    }
    while at < s.len() && is_continuation(s[at]) {
        at += 1;
    }
    while left > 0 && at < s.len() {
        at += sequence_len(s[at]);
        left -= 1;
    }
    at.min(s.len())
}

/// Number of code points before byte offset `offset`.
#[inline]
pub fn index_at(s: &[u8], offset: usize) -> usize {
    count(&s[..offset.min(s.len())])
}

/// Code point number `n`, if there is one. `ascii` says that `s` is known to be ASCII.
#[inline]
pub fn nth(s: &[u8], ascii: bool, n: usize) -> Option<u32> {
    if ascii {
        return s.get(n).map(|&b| u32::from(b));
    }
    decode_at(s, offset_of(s, n)).map(|(cp, _)| cp)
}

/// Code points `start..end` (clamped to the string). `ascii` says that `s` is known to be ASCII.
pub fn slice(s: &[u8], ascii: bool, start: usize, end: usize) -> &[u8] {
    if start >= end {
        return &[];
    }
    if ascii {
        let end = end.min(s.len());
        return s.get(start..end).unwrap_or_default();
    }
    let from = offset_of(s, start);
    let rest = &s[from..];
    &rest[..offset_of(rest, end - start)]
}

/// `len` code points from number `start` on, `step` apart; `step` may be negative, not zero.
/// The caller has clamped the slice as Python's `slice.indices` does.
pub fn slice_step(s: &[u8], ascii: bool, start: usize, step: isize, len: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(len.min(s.len()));
    if len == 0 {
        return out;
    }
    if ascii {
        let mut at = start as isize;
        for _ in 0..len {
            match usize::try_from(at).ok().and_then(|i| s.get(i)) {
                Some(&b) => out.push(b),
                None => break,
            }
            at = at.saturating_add(step);
        }
        return out;
    }
    let gap = step.unsigned_abs().saturating_sub(1);
    let from = offset_of(s, start);
    if step > 0 {
        let mut cps = code_points(&s[from..]);
        for _ in 0..len {
            let Some(cp) = cps.next() else { break };
            push(&mut out, cp);
            if gap > 0 && cps.nth(gap - 1).is_none() {
                break;
            }
        }
    } else {
        let upto = from + s.get(from).map_or(0, |&b| sequence_len(b));
        let mut cps = code_points(&s[..upto.min(s.len())]);
        for _ in 0..len {
            let Some(cp) = cps.next_back() else { break };
            push(&mut out, cp);
            if gap > 0 && cps.nth_back(gap - 1).is_none() {
                break;
            }
        }
    }
    out
}

/// Byte offsets of every `stride`-th code point (0, stride, 2*stride …): a table that makes
/// indexing into a long non-ASCII string constant-time.
pub fn offset_table(s: &[u8], stride: usize) -> Vec<usize> {
    let stride = stride.max(1);
    let mut table = Vec::with_capacity(s.len() / stride + 1);
    let mut seen = 0usize;
    let mut at = 0;
    while at < s.len() {
        if seen.is_multiple_of(stride) {
            table.push(at);
        }
        seen += 1;
        at += sequence_len(s[at]);
    }
    table
}

/// Whether `s` contains a surrogate.
pub fn has_surrogates(s: &[u8]) -> bool {
    memchr::memchr_iter(0xED, s).any(|i| s.get(i + 1).is_some_and(|&b| b >= 0xA0))
}

/// `s` as a Rust string, if it has no surrogates.
pub fn as_str(s: &[u8]) -> Option<&str> {
    std::str::from_utf8(s).ok()
}

/// `s` as a Rust string with every surrogate replaced by U+FFFD.
pub fn to_string_lossy(s: &[u8]) -> String {
    match as_str(s) {
        Some(t) => t.to_owned(),
        None => code_points(s)
            .map(|cp| char::from_u32(cp).unwrap_or('\u{FFFD}'))
            .collect(),
    }
}

/// Whether `s` is well-formed: UTF-8 apart from encoded surrogates.
pub fn is_valid(s: &[u8]) -> bool {
    let mut rest = s;
    loop {
        match std::str::from_utf8(rest) {
            Ok(_) => return true,
            Err(e) => {
                rest = &rest[e.valid_up_to()..];
                match rest {
                    [0xED, 0xA0..=0xBF, 0x80..=0xBF, tail @ ..] => rest = tail,
                    _ => return false,
                }
            }
        }
    }
}

/// UTF-16 units of `s`: pairs for code points past U+FFFF, surrogates as they are.
pub fn to_utf16(s: &[u8]) -> Vec<u16> {
    let mut out = Vec::with_capacity(s.len());
    for cp in code_points(s) {
        if cp < 0x10000 {
            out.push(cp as u16);
        } else {
            let v = cp - 0x10000;
            out.push(0xD800 | (v >> 10) as u16);
            out.push(0xDC00 | (v & 0x3FF) as u16);
        }
    }
    out
}

/// WTF-8 of UTF-16 units: pairs are joined, lone surrogates kept.
pub fn from_utf16(units: &[u16]) -> Vec<u8> {
    let mut out = Vec::with_capacity(units.len());
    for unit in char::decode_utf16(units.iter().copied()) {
        match unit {
            Ok(c) => push(&mut out, u32::from(c)),
            Err(e) => push(&mut out, u32::from(e.unpaired_surrogate())),
        }
    }
    out
}

/// Compares by code point. WTF-8 sorts bytewise in code point order, so this is a byte compare.
#[inline]
pub fn compare(a: &[u8], b: &[u8]) -> std::cmp::Ordering {
    a.cmp(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cps() -> impl Strategy<Value = Vec<u32>> {
        proptest::collection::vec(
            prop_oneof![
                0u32..0x80,
                0x80u32..0x800,
                0x800u32..0x10000,
                0x10000u32..0x110000
            ],
            0..600,
        )
    }

    proptest! {
        #[test]
        fn round_trip_and_count(v in cps()) {
            let s = from_code_points(v.iter().copied());
            prop_assert!(is_valid(&s));
            prop_assert_eq!(code_points(&s).collect::<Vec<_>>(), v.clone());
            let back: Vec<u32> = code_points(&s).rev().collect();
            prop_assert!(back.iter().rev().eq(v.iter()));
            prop_assert_eq!(count(&s), v.len());
            prop_assert_eq!(has_surrogates(&s), v.iter().any(|&c| is_surrogate(c)));
        }

        #[test]
        fn slices(v in cps(), a in 0usize..700, b in 0usize..700, step in 1usize..5) {
            let s = from_code_points(v.iter().copied());
            let want: Vec<u32> = v.iter().copied().skip(a).take(b.saturating_sub(a)).collect();
            prop_assert_eq!(slice(&s, false, a, b), &from_code_points(want)[..]);
            prop_assert_eq!(nth(&s, false, a), v.get(a).copied());
            let want: Vec<u32> = v.iter().copied().skip(a).step_by(step).collect();
            let got = slice_step(&s, false, a, step as isize, want.len());
            prop_assert_eq!(got, from_code_points(want));
            if !v.is_empty() {
                let a = a % v.len();
                let want: Vec<u32> = v[..=a].iter().rev().copied().step_by(step).collect();
                let got = slice_step(&s, false, a, -(step as isize), want.len());
                prop_assert_eq!(got, from_code_points(want));
            }
        }

        #[test]
        fn utf16(s in ".{0,40}") {
            let units: Vec<u16> = s.encode_utf16().collect();
            prop_assert_eq!(to_utf16(s.as_bytes()), units.clone());
            prop_assert_eq!(from_utf16(&units), s.as_bytes());
        }
    }

    #[test]
    fn malformed_does_not_panic() {
        for s in [&[0x80u8, 0x80][..], &[0xF0], &[0xE0, 0x80], &[0xFF; 9]] {
            let _ = code_points(s).count();
            let _ = code_points(s).rev().count();
            let _ = offset_of(s, 1);
            assert!(!is_valid(s));
        }
    }
}
