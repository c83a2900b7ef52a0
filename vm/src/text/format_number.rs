//! The format mini-language for ints, floats and complex numbers.

use dashu_int::IBig;

use super::format_spec::{
    Align, FormatSpec, Grouping, SpecError, ValueKind, pad, padding, parse, push_fill, unknown_kind,
};
use super::{TooLarge, try_buffer, wtf8};
use crate::num::bigint;
use crate::num::float_repr::{self, Layout, Style};
use crate::num::int_parse;

/// An int to format.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    /// Fits 64 bits.
    Small(i64),
    /// Does not.
    Big(&'a IBig),
}

impl IntRef<'_> {
    fn is_negative(self) -> bool {
        match self {
            IntRef::Small(v) => v < 0,
            IntRef::Big(v) => bigint::is_negative(v),
        }
    }

    /// Digits of the magnitude; `limit` bounds decimal ones (0: no limit).
    fn digits(self, radix: u8, upper: bool, limit: usize) -> Result<String, SpecError> {
        let text = match (self, radix) {
            (IntRef::Small(v), 2) => format!("{:b}", v.unsigned_abs()),
            (IntRef::Small(v), 8) => format!("{:o}", v.unsigned_abs()),
            (IntRef::Small(v), 16) if upper => format!("{:X}", v.unsigned_abs()),
            (IntRef::Small(v), 16) => format!("{:x}", v.unsigned_abs()),
            (IntRef::Small(v), _) => v.unsigned_abs().to_string(),
            (IntRef::Big(v), 10) => {
                let text = bigint::to_decimal(v, limit)
                    .ok_or_else(|| SpecError::Value(int_parse::too_many_digits_to_print(limit)))?;
                match text.strip_prefix('-') {
                    Some(t) => t.to_owned(),
                    None => text,
                }
            }
            (IntRef::Big(v), _) => {
                let mut t = bigint::magnitude_digits(v, radix);
                if upper {
                    t.make_ascii_uppercase();
                }
                t
            }
        };
        Ok(text)
    }

    fn to_f64(self) -> Result<f64, SpecError> {
        match self {
            IntRef::Small(v) => Ok(v as f64),
            IntRef::Big(v) => {
                bigint::to_f64(v).ok_or(SpecError::Overflow("int too large to convert to float"))
            }
        }
    }
}

/// A number taken apart: sign, prefix, whole digits, and all that follows them.
struct Number<'a> {
    negative: bool,
    prefix: &'a str,
    digits: &'a [u8],
    /// Point, exponent, percent sign; or a whole `inf` or `nan`. `fraction` leading bytes of it
    /// (after the point) are digits.
    rest: &'a [u8],
    fraction: usize,
    group: usize,
}

/// Appends `digits` in groups of `group`, with zeros in front to at least `min` code points.
fn push_grouped(out: &mut Vec<u8>, digits: &[u8], sep: Option<u8>, group: usize, min: usize) {
    let Some(sep) = sep else {
        push_fill(out, u32::from(b'0'), min.saturating_sub(digits.len()));
        out.extend_from_slice(digits);
        return;
    };
    let count = grouped_digits(digits.len(), group, min);
    for i in (0..count).rev() {
        // `i` digits follow this one.
        out.push(match (digits.len()).checked_sub(i + 1) {
            Some(at) => digits[at],
            None => b'0',
        });
        if i > 0 && i % group == 0 {
            out.push(sep);
        }
    }
}

/// How many digits, zeros in front included, a grouped number has that is to be `min` wide.
fn grouped_digits(len: usize, group: usize, min: usize) -> usize {
    // A number of d digits is d + (d-1)/group wide; a separator never comes first.
    let mut need = min - min / (group + 1);
    if need > 0 && need.is_multiple_of(group) && need + (need - 1) / group < min {
        need += 1;
    }
    len.max(need).max(1)
}

fn grouped_width(len: usize, sep: Option<u8>, group: usize, min: usize) -> usize {
    match sep {
        None => len.max(min),
        Some(_) => {
            let d = grouped_digits(len, group, min);
            d + (d - 1) / group
        }
    }
}

/// Lays a number out in its field.
fn lay_out(f: &FormatSpec, n: &Number<'_>) -> Result<Vec<u8>, TooLarge> {
    let sign = match (n.negative, f.sign) {
        (true, _) => Some(b'-'),
        (false, b'+') => Some(b'+'),
        (false, b' ') => Some(b' '),
        _ => None,
    };
    let sep = f.grouping.separator();
    let fraction_sep = f.fraction_grouping.separator();
    let fraction_seps = match fraction_sep {
        Some(_) if n.fraction > 0 => (n.fraction - 1) / 3,
        _ => 0,
    };
    let fixed = usize::from(sign.is_some()) + n.prefix.len() + n.rest.len() + fraction_seps;
    let zero_fill = f.fill == u32::from(b'0') && f.align == Align::AfterSign;
    let min = if zero_fill {
        f.width.saturating_sub(fixed)
    } else {
        0
    };
    let grouped = if n.digits.is_empty() {
        0
    } else {
        grouped_width(n.digits.len(), sep, n.group, min)
    };
    let len = fixed.checked_add(grouped).ok_or(TooLarge)?;
    let (left, right) = padding(f, len);
    let size = (left + right)
        .checked_mul(wtf8::encoded_len(f.fill))
        .and_then(|p| p.checked_add(len))
        .ok_or(TooLarge)?;
    let mut out = try_buffer(size)?;
    if f.align != Align::AfterSign {
        push_fill(&mut out, f.fill, left);
    }
    out.extend(sign);
    out.extend_from_slice(n.prefix.as_bytes());
    if f.align == Align::AfterSign {
        push_fill(&mut out, f.fill, left);
    }
    if !n.digits.is_empty() {
        push_grouped(&mut out, n.digits, sep, n.group, min);
    }
    match fraction_sep {
        Some(sep) if fraction_seps > 0 => {
            out.push(n.rest[0]);
            let (digits, tail) = n.rest[1..].split_at(n.fraction);
            for (i, group) in digits.chunks(3).enumerate() {
                if i > 0 {
                    out.push(sep);
                }
                out.extend_from_slice(group);
            }
            out.extend_from_slice(tail);
        }
        _ => out.extend_from_slice(n.rest),
    }
    push_fill(&mut out, f.fill, right);
    Ok(out)
}

fn value_error<T>(message: &str) -> Result<T, SpecError> {
    Err(SpecError::Value(message.to_owned()))
}

/// `format(value, spec)` of an int. `type_name` is for messages, `limit` bounds decimal digits.
///
/// # Errors
/// The specification is malformed or not for ints, or the value does not fit it.
pub fn format_int(
    value: IntRef<'_>,
    spec: &[u8],
    type_name: &str,
    limit: usize,
) -> Result<Vec<u8>, SpecError> {
    let f = parse(spec, ValueKind::Int, type_name)?;
    let kind = u8::try_from(f.kind).unwrap_or(0);
    if matches!(kind, b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%') {
        return float_by_spec(value.to_f64()?, &f);
    }
    let radix = match kind {
        b'b' => 2,
        b'o' => 8,
        b'x' | b'X' => 16,
        b'd' | b'n' | b'c' => 10,
        _ => return Err(unknown_kind(f.kind, type_name)),
    };
    if f.precision.is_some() {
        return value_error("Precision not allowed in integer format specifier");
    }
    if f.no_negative_zero {
        return value_error("Negative zero coercion (z) not allowed in integer format specifier");
    }
    if kind == b'c' {
        return format_char(value, &f);
    }
    let digits = value.digits(radix, kind == b'X', limit)?;
    let prefix = match (f.alternate, kind) {
        (true, b'b') => "0b",
        (true, b'o') => "0o",
        (true, b'x') => "0x",
        (true, b'X') => "0X",
        _ => "",
    };
    let n = Number {
        negative: value.is_negative(),
        prefix,
        digits: digits.as_bytes(),
        rest: b"",
        fraction: 0,
        group: if radix == 10 { 3 } else { 4 },
    };
    Ok(lay_out(&f, &n)?)
}

/// The `c` type: the code point with that number.
fn format_char(value: IntRef<'_>, f: &FormatSpec) -> Result<Vec<u8>, SpecError> {
    if f.sign != 0 {
        return value_error("Sign not allowed with integer format specifier 'c'");
    }
    if f.alternate {
        return value_error("Alternate form (#) not allowed with integer format specifier 'c'");
    }
    let IntRef::Small(v) = value else {
        return Err(SpecError::Overflow(
            "Python int too large to convert to C long",
        ));
    };
    match u32::try_from(v) {
        Ok(cp) if cp <= wtf8::MAX_CODE_POINT => Ok(pad(f, &wtf8::single(cp), 1)?),
        _ => Err(SpecError::Overflow("%c arg not in range(0x110000)")),
    }
}

/// `format(value, spec)` of a float.
///
/// # Errors
/// The specification is malformed or not for floats.
pub fn format_float(value: f64, spec: &[u8], type_name: &str) -> Result<Vec<u8>, SpecError> {
    if spec.is_empty() {
        return Ok(float_repr::repr(value).into_bytes());
    }
    let f = parse(spec, ValueKind::Float, type_name)?;
    match u8::try_from(f.kind) {
        Ok(0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' | b'%') => float_by_spec(value, &f),
        _ => Err(unknown_kind(f.kind, type_name)),
    }
}

/// The layout that a type and precision ask for. `plain` is the one for no type and no precision.
fn layout(f: &FormatSpec, plain_dot_0: bool) -> Result<Layout, SpecError> {
    let precision = f.precision;
    if precision.is_some_and(|p| p > i32::MAX as usize) {
        return value_error("precision too big");
    }
    // Nothing past this is an answer to a real question, and it must not exhaust memory.
    if precision.is_some_and(|p| p > 1 << 28) {
        return Err(SpecError::TooLarge);
    }
    let style = match (u8::try_from(f.kind).unwrap_or(0), precision) {
        (0, None) => Style::Repr,
        (b'e' | b'E', _) => Style::Exp,
        (b'f' | b'F' | b'%', _) => Style::Fixed,
        _ => Style::General,
    };
    Ok(Layout {
        style,
        precision: precision.unwrap_or(6),
        upper: matches!(u8::try_from(f.kind), Ok(b'E' | b'F' | b'G')),
        alt: f.alternate,
        add_dot_0: f.kind == 0 && plain_dot_0,
    })
}

/// Whether all digits of a printed number are zeros.
fn is_zero_text(text: &str) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or("");
    !mantissa
        .bytes()
        .any(|b| b.is_ascii_alphabetic() || (b'1'..=b'9').contains(&b))
}

/// Splits printed text into whole digits and the rest, and counts the digits of the fraction.
fn split_number(text: &[u8]) -> (&[u8], &[u8], usize) {
    let digits = |t: &[u8]| t.iter().take_while(|b| b.is_ascii_digit()).count();
    let (whole, rest) = text.split_at(digits(text));
    let fraction = match rest.first() {
        Some(b'.') => digits(&rest[1..]),
        _ => 0,
    };
    (whole, rest, fraction)
}

fn float_by_spec(value: f64, f: &FormatSpec) -> Result<Vec<u8>, SpecError> {
    let l = layout(f, true)?;
    let percent = f.kind == u32::from(b'%');
    let value = if percent { value * 100.0 } else { value };
    let mut text = float_repr::format(value, &l);
    let mut negative = text.starts_with('-');
    if negative {
        text.remove(0);
        if f.no_negative_zero && is_zero_text(&text) {
            negative = false;
        }
    }
    if percent {
        text.push('%');
    }
    let (digits, rest, fraction) = split_number(text.as_bytes());
    let n = Number {
        negative,
        prefix: "",
        digits,
        rest,
        fraction,
        group: 3,
    };
    Ok(lay_out(f, &n)?)
}

/// `format(complex(re, im), spec)`.
///
/// # Errors
/// The specification is malformed or not for complex numbers.
pub fn format_complex(
    re: f64,
    im: f64,
    spec: &[u8],
    type_name: &str,
) -> Result<Vec<u8>, SpecError> {
    if spec.is_empty() {
        return Ok(float_repr::complex_repr(re, im).into_bytes());
    }
    let f = parse(spec, ValueKind::Float, type_name)?;
    if !matches!(
        u8::try_from(f.kind),
        Ok(0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n')
    ) {
        return Err(unknown_kind(f.kind, type_name));
    }
    if f.fill == u32::from(b'0') {
        return value_error("Zero padding is not allowed in complex format specifier");
    }
    if f.align == Align::AfterSign {
        return value_error("'=' alignment flag is not allowed in complex format specifier");
    }
    let l = layout(&f, false)?;
    let bare = FormatSpec {
        width: 0,
        ..f.clone()
    };
    let part = |v: f64, sign: u8| -> Result<Vec<u8>, SpecError> {
        let mut text = float_repr::format(v, &l);
        let mut negative = text.starts_with('-');
        if negative {
            text.remove(0);
            if f.no_negative_zero && is_zero_text(&text) {
                negative = false;
            }
        }
        let (digits, rest, fraction) = split_number(text.as_bytes());
        let n = Number {
            negative,
            prefix: "",
            digits,
            rest,
            fraction,
            group: 3,
        };
        let spec = FormatSpec {
            sign,
            ..bare.clone()
        };
        Ok(lay_out(&spec, &n)?)
    };
    let parens = f.kind == 0;
    let only_imaginary = parens && re == 0.0 && re.is_sign_positive();
    let mut text = Vec::new();
    if only_imaginary {
        text.extend(part(im, f.sign)?);
        text.push(b'j');
    } else {
        if parens {
            text.push(b'(');
        }
        text.extend(part(re, f.sign)?);
        text.extend(part(im, b'+')?);
        text.push(b'j');
        if parens {
            text.push(b')');
        }
    }
    let chars = text.len();
    Ok(pad(&f, &text, chars)?)
}

/// Digits grouped by three with commas or underscores: `1234567` as `1,234,567`.
pub fn group_digits(digits: &[u8], grouping: Grouping) -> Vec<u8> {
    let mut out = Vec::with_capacity(digits.len() * 4 / 3);
    push_grouped(&mut out, digits, grouping.separator(), 3, 0);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(r: Result<Vec<u8>, SpecError>) -> String {
        match r {
            Ok(v) => String::from_utf8(v).unwrap(),
            Err(SpecError::Value(m)) => format!("ValueError {m}"),
            Err(e) => format!("{e:?}"),
        }
    }

    fn i(v: i64, spec: &str) -> String {
        show(format_int(IntRef::Small(v), spec.as_bytes(), "int", 4300))
    }

    fn f(v: f64, spec: &str) -> String {
        show(format_float(v, spec.as_bytes(), "float"))
    }

    fn c(re: f64, im: f64, spec: &str) -> String {
        show(format_complex(re, im, spec.as_bytes(), "complex"))
    }

    #[test]
    fn ints() {
        for (v, spec, want) in [
            (1234567, "020,", "0,000,000,001,234,567"),
            (1234567, "015_x", "0_0000_0012_d687"),
            (1234567, "012,", "0,001,234,567"),
            (1234567, "011,", "001,234,567"),
            (-255, "#010x", "-0x00000ff"),
            (-255, "#_b", "-0b1111_1111"),
            (65, "5c", "    A"),
            (65, "05c", "0000A"),
            (5, "<05", "50000"),
            (5, "=5", "    5"),
            (5, "^+7", "  +5   "),
            (1, "._", "1"),
            (3, "e", "3.000000e+00"),
            (3, "X", "3"),
            (255, "#X", "0XFF"),
            (
                1,
                ".2",
                "ValueError Precision not allowed in integer format specifier",
            ),
            (
                1,
                "s",
                "ValueError Unknown format code 's' for object of type 'int'",
            ),
            (1, ",x", "ValueError Cannot specify ',' with 'x'."),
            (1, ",,", "ValueError Cannot specify ',' with ','."),
            (-1, "c", "Overflow(\"%c arg not in range(0x110000)\")"),
        ] {
            assert_eq!(i(v, spec), want, "{spec}");
        }
        let big = IBig::from(10).pow(30);
        assert_eq!(
            show(format_int(IntRef::Big(&big), b",", "int", 4300)),
            "1,000,000,000,000,000,000,000,000,000,000"
        );
        let huge = IBig::from(10).pow(4400);
        assert!(
            show(format_int(IntRef::Big(&huge), b"d", "int", 4300))
                .starts_with("ValueError Exceeds")
        );
        assert!(show(format_int(IntRef::Big(&huge), b"f", "int", 4300)).starts_with("Overflow"));
    }

    #[test]
    fn huge_fields_fail_cleanly() {
        for spec in [
            "09223372036854775807,",
            "9223372036854775807",
            "é<9223372036854775807",
        ] {
            assert_eq!(i(1, spec), "TooLarge", "{spec}");
            assert_eq!(f(1.0, spec), "TooLarge", "{spec}");
        }
        assert_eq!(f(1.0, ".2147483647f"), "TooLarge");
    }

    #[test]
    fn floats() {
        for (v, spec, want) in [
            (1234567.1234567, ".,", "1234567.123,456,7"),
            (1234567.1234567, ",._", "1,234,567.123_456_7"),
            (1234.5678, "010_.3_f", "01_234.568"),
            (0.000012345678, "._", "1.234_567_8e-05"),
            (f64::INFINITY, "010,", "0000000inf"),
            (f64::NAN, "+010,", "+000000nan"),
            (-0.001, "z.1f", "0.0"),
            (-0.0, "z", "0.0"),
            (1.5, "%", "150.000000%"),
            (3.0, ".3", "3.0"),
            (5.0, ".0", "5e+00"),
            (5.0, "#.0f", "5."),
            (3.0, "#.3g", "3.00"),
            (1e10, "g", "1e+10"),
            (12345.0, ".5", "1.2345e+04"),
            (2.5, ".0f", "2"),
            (1.0, ".999999999999", "ValueError precision too big"),
            (1.5, ",n", "ValueError Cannot specify ',' with 'n'."),
        ] {
            assert_eq!(f(v, spec), want, "{spec}");
        }
    }

    #[test]
    fn complexes() {
        assert_eq!(c(1.0, 2.0, "*>20"), "**************(1+2j)");
        assert_eq!(c(1.0, 2.0, ".2f"), "1.00+2.00j");
        assert_eq!(c(12345.0, 2.5, ",.1f"), "12,345.0+2.5j");
        assert_eq!(c(0.0, 0.0, ".3"), "0j");
        assert_eq!(c(-0.0, 1.0, "g"), "-0+1j");
        assert_eq!(
            c(1.0, 2.0, "010"),
            "ValueError Zero padding is not allowed in complex format specifier"
        );
        assert_eq!(
            c(1.0, 2.0, "=10"),
            "ValueError '=' alignment flag is not allowed in complex format specifier"
        );
    }
}
