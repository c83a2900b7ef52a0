//! Properties and case mappings of code points: Unicode 16, as CPython 3.14 has it.
//!
//! Crates with newer data are cut back: a code point that Unicode 16 does not assign has no
//! property and maps to itself.

use caseless::Caseless;
use unicode_general_category::{GeneralCategory as Gc, get_general_category};

use super::unicode_tables::{DECIMAL_ZEROS, DIGITS, NUMERIC, TITLE, TITLE_SELF};
use super::wtf8;

/// General category of a code point; surrogates are [`Gc::Surrogate`].
#[inline]
pub fn category(cp: u32) -> Gc {
    match char::from_u32(cp) {
        Some(c) => get_general_category(c),
        None => Gc::Surrogate,
    }
}

/// Two-letter name of the general category: `Lu`, `Nd` …
pub fn category_name(cp: u32) -> &'static str {
    category(cp).abbreviation()
}

/// Whether Unicode 16 assigns `c`.
#[inline]
fn is_assigned(c: char) -> bool {
    get_general_category(c) != Gc::Unassigned
}

/// `isalpha` of one code point: a letter.
#[inline]
pub fn is_alpha(cp: u32) -> bool {
    if cp < 0x80 {
        return (cp as u8).is_ascii_alphabetic();
    }
    matches!(
        category(cp),
        Gc::UppercaseLetter
            | Gc::LowercaseLetter
            | Gc::TitlecaseLetter
            | Gc::ModifierLetter
            | Gc::OtherLetter
    )
}

/// Value of a decimal digit of any script.
#[inline]
pub fn decimal_value(cp: u32) -> Option<u8> {
    if cp < 0x80 {
        return (cp as u8).is_ascii_digit().then(|| cp as u8 - b'0');
    }
    let i = DECIMAL_ZEROS.partition_point(|&z| z <= cp);
    let offset = cp - DECIMAL_ZEROS.get(i.checked_sub(1)?)?;
    (offset < 10).then_some(offset as u8)
}

/// Value of a digit: decimals, superscripts, circled digits and the like.
#[inline]
pub fn digit_value(cp: u32) -> Option<u8> {
    if let Some(v) = decimal_value(cp) {
        return Some(v);
    }
    let i = DIGITS.partition_point(|row| row.0 <= cp);
    let &(start, len, first) = DIGITS.get(i.checked_sub(1)?)?;
    let offset = cp - start;
    (offset < u32::from(len)).then(|| first + offset as u8)
}

/// Numeric value: digits, fractions, number letters and ideographs.
pub fn numeric_value(cp: u32) -> Option<f64> {
    if let Some(v) = digit_value(cp) {
        return Some(f64::from(v));
    }
    let i = NUMERIC.partition_point(|row| row.0 <= cp);
    let &(start, len, first, step, den) = NUMERIC.get(i.checked_sub(1)?)?;
    let offset = cp - start;
    (offset < u32::from(len)).then(|| (first + step * i64::from(offset)) as f64 / f64::from(den))
}

/// `isdecimal` of one code point.
#[inline]
pub fn is_decimal(cp: u32) -> bool {
    decimal_value(cp).is_some()
}

/// `isdigit` of one code point.
#[inline]
pub fn is_digit(cp: u32) -> bool {
    digit_value(cp).is_some()
}

/// `isnumeric` of one code point.
#[inline]
pub fn is_numeric(cp: u32) -> bool {
    numeric_value(cp).is_some()
}

/// `isalnum` of one code point.
#[inline]
pub fn is_alnum(cp: u32) -> bool {
    is_alpha(cp) || is_numeric(cp)
}

/// `isspace` of one code point.
#[inline]
pub fn is_space(cp: u32) -> bool {
    matches!(
        cp,
        0x09..=0x0D
            | 0x1C..=0x20
            | 0x85
            | 0xA0
            | 0x1680
            | 0x2000..=0x200A
            | 0x2028
            | 0x2029
            | 0x202F
            | 0x205F
            | 0x3000
    )
}

/// Whether `splitlines` breaks a line at `cp`.
#[inline]
pub fn is_line_break(cp: u32) -> bool {
    matches!(cp, 0x0A..=0x0D | 0x1C..=0x1E | 0x85 | 0x2028 | 0x2029)
}

/// `isprintable` of one code point: `repr` shows it as itself.
#[inline]
pub fn is_printable(cp: u32) -> bool {
    if cp < 0x80 {
        return matches!(cp, 0x20..=0x7E);
    }
    !matches!(
        category(cp),
        Gc::Control
            | Gc::Format
            | Gc::Surrogate
            | Gc::PrivateUse
            | Gc::Unassigned
            | Gc::LineSeparator
            | Gc::ParagraphSeparator
            | Gc::SpaceSeparator
    )
}

fn assigned_char(cp: u32) -> Option<char> {
    char::from_u32(cp).filter(|&c| is_assigned(c))
}

/// `isupper` of one code point (property Uppercase).
#[inline]
pub fn is_upper(cp: u32) -> bool {
    if cp < 0x80 {
        return (cp as u8).is_ascii_uppercase();
    }
    assigned_char(cp).is_some_and(char::is_uppercase)
}

/// `islower` of one code point (property Lowercase).
#[inline]
pub fn is_lower(cp: u32) -> bool {
    if cp < 0x80 {
        return (cp as u8).is_ascii_lowercase();
    }
    is_lower_char(cp)
}

/// Lowercase beyond ASCII. U+0295 lost its case in Unicode 17.
fn is_lower_char(cp: u32) -> bool {
    cp == 0x295 || assigned_char(cp).is_some_and(char::is_lowercase)
}

/// Whether `cp` is a title-case letter such as U+01C5.
#[inline]
pub fn is_title(cp: u32) -> bool {
    cp >= 0x80 && category(cp) == Gc::TitlecaseLetter
}

/// Whether `cp` has a case.
#[inline]
pub fn is_cased(cp: u32) -> bool {
    if cp < 0x80 {
        return (cp as u8).is_ascii_alphabetic();
    }
    is_lower_char(cp) || is_title(cp) || assigned_char(cp).is_some_and(char::is_uppercase)
}

/// Whether the search for a final sigma's neighbours skips `cp` (property Case_Ignorable).
pub fn is_case_ignorable(cp: u32) -> bool {
    matches!(
        cp,
        0x27 | 0x2E
            | 0x3A
            | 0xB7
            | 0x387
            | 0x55F
            | 0x5F4
            | 0x2018
            | 0x2019
            | 0x2024
            | 0x2027
            | 0xFE13
            | 0xFE52
            | 0xFE55
            | 0xFF07
            | 0xFF0E
            | 0xFF1A
    ) || matches!(
        category(cp),
        Gc::NonspacingMark
            | Gc::EnclosingMark
            | Gc::Format
            | Gc::ModifierLetter
            | Gc::ModifierSymbol
    )
}

/// What a code point maps to: one to three code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped {
    cps: [u32; 3],
    len: u8,
}

impl Mapped {
    /// The mapping to one code point.
    #[inline]
    pub const fn one(cp: u32) -> Self {
        Mapped {
            cps: [cp, 0, 0],
            len: 1,
        }
    }

    /// The code points.
    #[inline]
    pub fn as_slice(&self) -> &[u32] {
        &self.cps[..usize::from(self.len)]
    }

    /// Appends them to `out`.
    #[inline]
    pub fn push_to(&self, out: &mut Vec<u8>) {
        for &cp in self.as_slice() {
            wtf8::push(out, cp);
        }
    }

    /// Collects a mapping; falls back on `cp` if it uses what Unicode 16 does not assign.
    fn collect(cp: u32, chars: impl Iterator<Item = char>) -> Self {
        let mut m = Mapped {
            cps: [0; 3],
            len: 0,
        };
        for c in chars {
            if usize::from(m.len) == m.cps.len() || !is_assigned(c) {
                return Mapped::one(cp);
            }
            m.cps[usize::from(m.len)] = u32::from(c);
            m.len += 1;
        }
        if m.len == 0 { Mapped::one(cp) } else { m }
    }
}

/// Full upper-case mapping.
#[inline]
pub fn to_upper(cp: u32) -> Mapped {
    if cp < 0x80 {
        return Mapped::one(u32::from((cp as u8).to_ascii_uppercase()));
    }
    match assigned_char(cp) {
        Some(c) => Mapped::collect(cp, c.to_uppercase()),
        None => Mapped::one(cp),
    }
}

/// Full lower-case mapping, without the rule for a final sigma.
#[inline]
pub fn to_lower(cp: u32) -> Mapped {
    if cp < 0x80 {
        return Mapped::one(u32::from((cp as u8).to_ascii_lowercase()));
    }
    match assigned_char(cp) {
        Some(c) => Mapped::collect(cp, c.to_lowercase()),
        None => Mapped::one(cp),
    }
}

/// Full title-case mapping.
pub fn to_title(cp: u32) -> Mapped {
    if cp < 0x80 {
        return to_upper(cp);
    }
    if let Ok(i) = TITLE.binary_search_by_key(&cp, |row| row.0) {
        let mut m = Mapped::one(cp);
        for (slot, &c) in m.cps.iter_mut().zip(TITLE[i].1) {
            *slot = c;
        }
        m.len = TITLE[i].1.len() as u8;
        return m;
    }
    let i = TITLE_SELF.partition_point(|r| r.0 <= cp);
    if i > 0 && cp <= TITLE_SELF[i - 1].1 {
        return Mapped::one(cp);
    }
    to_upper(cp)
}

/// Full case folding.
#[inline]
pub fn to_folded(cp: u32) -> Mapped {
    if cp < 0x80 {
        return to_lower(cp);
    }
    match assigned_char(cp) {
        Some(c) => Mapped::collect(cp, std::iter::once(c).default_case_fold()),
        None => Mapped::one(cp),
    }
}

/// Whether an identifier may start with `cp`.
pub fn is_identifier_start(cp: u32) -> bool {
    cp == u32::from(b'_') || assigned_char(cp).is_some_and(unicode_ident::is_xid_start)
}

/// Whether an identifier may go on with `cp`.
pub fn is_identifier_continue(cp: u32) -> bool {
    assigned_char(cp).is_some_and(unicode_ident::is_xid_continue)
}

/// The ASCII digit that a decimal digit of any script stands for, a space for any whitespace,
/// ASCII as it is; `None` for the rest. Number parsers see text through this.
#[inline]
pub fn to_ascii_digit_or_space(cp: u32) -> Option<u8> {
    if cp < 0x80 {
        return Some(cp as u8);
    }
    if is_space(cp) {
        return Some(b' ');
    }
    decimal_value(cp).map(|d| b'0' + d)
}

/// Official name of a code point; `None` for those without one (controls, surrogates …).
pub fn name(cp: u32) -> Option<String> {
    let c = assigned_char(cp)?;
    unicode_names2::name(c).map(|n| n.to_string())
}

/// The code point with an official name or alias, in any letter case.
pub fn lookup_name(name: &str) -> Option<u32> {
    // Every name starts and ends with a letter or digit and has single spaces.
    let plain = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = name.as_bytes();
    if !plain(bytes.first()) || !plain(bytes.last()) || name.contains('_') || name.contains("  ") {
        return None;
    }
    let c = unicode_names2::character(name).filter(|&c| is_assigned(c))?;
    // The crate matches loosely (spaces, hyphens and underscores aside), Python does not: a
    // match must be the name itself, or an alias, which differs from it by more than that.
    let wanted = name.to_ascii_uppercase();
    if let Some(official) = unicode_names2::name(c) {
        let official = official.to_string();
        if official == wanted {
            return Some(u32::from(c));
        }
        let letters =
            |s: &str| -> String { s.chars().filter(char::is_ascii_alphanumeric).collect() };
        if letters(&official) == letters(&wanted) {
            return None;
        }
    }
    Some(u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of code points with each property, and sums over mappings, from CPython 3.14.
    #[test]
    fn totals_of_cpython() {
        let all = || 0..0x110000u32;
        let count = |f: &dyn Fn(u32) -> bool| all().filter(|&c| f(c)).count();
        assert_eq!(count(&is_alpha), COUNTS[0]);
        assert_eq!(count(&is_decimal), COUNTS[1]);
        assert_eq!(count(&is_digit), COUNTS[2]);
        assert_eq!(count(&is_numeric), COUNTS[3]);
        assert_eq!(count(&is_space), COUNTS[4]);
        assert_eq!(count(&is_printable), COUNTS[5]);
        assert_eq!(count(&is_upper), COUNTS[6]);
        assert_eq!(count(&is_lower), COUNTS[7]);
        assert_eq!(count(&is_identifier_start), COUNTS[8]);
        assert_eq!(count(&is_identifier_continue), COUNTS[9]);
        let sum = |f: &dyn Fn(u32) -> Mapped| -> u64 {
            all()
                .flat_map(|c| {
                    let m = f(c);
                    m.as_slice()
                        .iter()
                        .map(|&x| u64::from(x))
                        .collect::<Vec<_>>()
                })
                .sum()
        };
        assert_eq!(sum(&to_upper), SUMS[0]);
        assert_eq!(sum(&to_lower), SUMS[1]);
        assert_eq!(sum(&to_title), SUMS[2]);
        assert_eq!(sum(&to_folded), SUMS[3]);
    }

    const COUNTS: [usize; 10] = [
        141028, 760, 888, 2002, 29, 154810, 1978, 2569, 141247, 144522,
    ];
    const SUMS: [u64; 4] = [620618642804, 620624825654, 620618502796, 620617677617];

    #[test]
    fn samples() {
        assert_eq!(to_upper(0xDF).as_slice(), [0x53, 0x53]);
        assert_eq!(to_title(0xDF).as_slice(), [0x53, 0x73]);
        assert_eq!(to_upper(0x149).as_slice(), [0x2BC, 0x4E]);
        assert_eq!(to_lower(0x130).as_slice(), [0x69, 0x307]);
        assert_eq!(to_folded(0x1E9E).as_slice(), [0x73, 0x73]);
        assert_eq!(numeric_value(0xBD), Some(0.5));
        assert_eq!(numeric_value(0x4E07), Some(10000.0));
        assert_eq!(digit_value(0xB2), Some(2));
        assert_eq!(decimal_value(0x1D7FF), Some(9));
        assert_eq!(
            name(0xE9).as_deref(),
            Some("LATIN SMALL LETTER E WITH ACUTE")
        );
        assert_eq!(lookup_name("greek small letter alpha"), Some(0x3B1));
        assert_eq!(lookup_name("LINE FEED"), Some(0x0A));
        assert_eq!(lookup_name("latinsmalllettera"), None);
        assert_eq!(lookup_name("LINE_FEED"), None);
        assert_eq!(category_name(0xD800), "Cs");
    }
}
