//! The `is…` methods of `str`.

use crate::text::{unicode, wtf8};

fn all(s: &[u8], f: impl Fn(u32) -> bool) -> bool {
    !s.is_empty() && wtf8::code_points(s).all(f)
}

/// `s.isalpha()`.
pub fn is_alpha(s: &[u8]) -> bool {
    all(s, unicode::is_alpha)
}

/// `s.isalnum()`.
pub fn is_alnum(s: &[u8]) -> bool {
    all(s, unicode::is_alnum)
}

/// `s.isdecimal()`.
pub fn is_decimal(s: &[u8]) -> bool {
    all(s, unicode::is_decimal)
}

/// `s.isdigit()`.
pub fn is_digit(s: &[u8]) -> bool {
    all(s, unicode::is_digit)
}

/// `s.isnumeric()`.
pub fn is_numeric(s: &[u8]) -> bool {
    all(s, unicode::is_numeric)
}

/// `s.isspace()`.
pub fn is_space(s: &[u8]) -> bool {
    all(s, unicode::is_space)
}

/// `s.isprintable()`: true of the empty string.
pub fn is_printable(s: &[u8]) -> bool {
    wtf8::code_points(s).all(unicode::is_printable)
}

/// `s.isupper()`: something upper-case, nothing lower- or title-case.
pub fn is_upper(s: &[u8]) -> bool {
    let mut cased = false;
    for cp in wtf8::code_points(s) {
        if unicode::is_lower(cp) || unicode::is_title(cp) {
            return false;
        }
        cased |= unicode::is_upper(cp);
    }
    cased
}

/// `s.islower()`: something lower-case, nothing upper- or title-case.
pub fn is_lower(s: &[u8]) -> bool {
    let mut cased = false;
    for cp in wtf8::code_points(s) {
        if unicode::is_upper(cp) || unicode::is_title(cp) {
            return false;
        }
        cased |= unicode::is_lower(cp);
    }
    cased
}

/// `s.istitle()`: upper case only after uncased, lower case only after cased code points.
pub fn is_title(s: &[u8]) -> bool {
    let mut cased = false;
    let mut after_cased = false;
    for cp in wtf8::code_points(s) {
        if unicode::is_upper(cp) || unicode::is_title(cp) {
            if after_cased {
                return false;
            }
            after_cased = true;
            cased = true;
        } else if unicode::is_lower(cp) {
            if !after_cased {
                return false;
            }
            cased = true;
        } else {
            after_cased = false;
        }
    }
    cased
}

/// `s.isidentifier()`.
pub fn is_identifier(s: &[u8]) -> bool {
    let mut cps = wtf8::code_points(s);
    cps.next().is_some_and(unicode::is_identifier_start) && cps.all(unicode::is_identifier_continue)
}
