//! Floats to decimal text: `repr`, and the `e`, `f`, `g` styles at any precision.
//!
//! Shortest digits come from `zmij`, digits at a precision from `std`; the layout (when to use
//! an exponent, how many zeros to keep) is here.

/// How digits are chosen and laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Shortest digits that read back as the same float; exponent when outside 1e-4 .. 1e16.
    Repr,
    /// `e`: one digit before the point, `precision` after it.
    Exp,
    /// `f`: `precision` digits after the point.
    Fixed,
    /// `g`: `precision` significant digits, trailing zeros dropped unless `alt`.
    General,
}

/// What [`format`] is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Digits and layout.
    pub style: Style,
    /// Digits, as `style` counts them; unused by [`Style::Repr`].
    pub precision: usize,
    /// `E`, `INF` and `NAN` instead of `e`, `inf`, `nan`.
    pub upper: bool,
    /// `#`: keep the point and, for `g`, the trailing zeros.
    pub alt: bool,
    /// Add `.0` to a result that would otherwise look like an int.
    pub add_dot_0: bool,
}

/// The longest exact decimal expansions: past these many digits only zeros follow.
const MAX_FRACTION_DIGITS: usize = 1100;
const MAX_SIGNIFICANT_DIGITS: usize = 800;

/// Decimal digits without leading zeros, and the place of the point: the value is
/// `0.DIGITS * 10^point`.
struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

/// Reads `1234.5`, `1.5e-7` and the like back into digits and point.
fn parse_decimal(text: &[u8]) -> Decimal {
    let (body, exp) = match text.iter().position(|&b| b == b'e') {
        Some(i) => {
            let e = std::str::from_utf8(&text[i + 1..])
                .ok()
                .and_then(|t| t.parse::<i32>().ok());
            (&text[..i], e.unwrap_or(0))
        }
        None => (text, 0),
    };
    let whole = body.iter().position(|&b| b == b'.').unwrap_or(body.len());
    let mut digits: Vec<u8> = body.iter().copied().filter(|&b| b != b'.').collect();
    let mut point = whole as i32 + exp;
    let lead = digits
        .iter()
        .position(|&b| b != b'0')
        .unwrap_or(digits.len());
    digits.drain(..lead);
    if digits.is_empty() {
        return Decimal {
            digits: vec![b'0'],
            point: 1,
        };
    }
    point -= lead as i32;
    Decimal { digits, point }
}

/// Shortest digits of a finite, non-negative float.
fn shortest(v: f64) -> Decimal {
    let mut buf = zmij::Buffer::new();
    let mut d = parse_decimal(buf.format_finite(v).as_bytes());
    while d.digits.len() > 1 && d.digits.last() == Some(&b'0') {
        d.digits.pop();
    }
    d
}

/// `count` significant digits of a finite, non-negative float, rounded half to even.
fn significant(v: f64, count: usize) -> Decimal {
    let count = count.max(1);
    let exact = count.min(MAX_SIGNIFICANT_DIGITS);
    let mut d = parse_decimal(format!("{:.*e}", exact - 1, v).as_bytes());
    d.digits.resize(count, b'0');
    d
}

fn push_exponent(out: &mut String, exp: i32, upper: bool) {
    out.push(if upper { 'E' } else { 'e' });
    out.push(if exp < 0 { '-' } else { '+' });
    let e = exp.unsigned_abs();
    if e < 10 {
        out.push('0');
    }
    out.push_str(itoa_u32(e, &mut [0; 10]));
}

fn itoa_u32(mut v: u32, buf: &mut [u8; 10]) -> &str {
    let mut at = buf.len();
    loop {
        at -= 1;
        buf[at] = b'0' + (v % 10) as u8;
        v /= 10;
        if v == 0 {
            break;
        }
    }
    std::str::from_utf8(&buf[at..]).unwrap_or("0")
}

fn push_digits(out: &mut String, digits: &[u8]) {
    out.push_str(std::str::from_utf8(digits).unwrap_or_default());
}

fn push_zeros(out: &mut String, n: usize) {
    out.extend(std::iter::repeat_n('0', n));
}

/// Lays `d` out with a point or an exponent.
fn lay_out(out: &mut String, d: &Decimal, use_exp: bool, l: &Layout) {
    let start = out.len();
    let digits = &d.digits[..];
    if use_exp {
        push_digits(out, &digits[..1]);
        if digits.len() > 1 {
            out.push('.');
            push_digits(out, &digits[1..]);
        } else if l.alt {
            out.push('.');
        }
        push_exponent(out, d.point - 1, l.upper);
        return;
    }
    if d.point <= 0 {
        out.push_str("0.");
        push_zeros(out, d.point.unsigned_abs() as usize);
        push_digits(out, digits);
    } else {
        let whole = d.point as usize;
        if whole >= digits.len() {
            push_digits(out, digits);
            push_zeros(out, whole - digits.len());
        } else {
            push_digits(out, &digits[..whole]);
            out.push('.');
            push_digits(out, &digits[whole..]);
        }
    }
    if !out[start..].contains('.') {
        if l.add_dot_0 {
            out.push_str(".0");
        } else if l.alt {
            out.push('.');
        }
    }
}

/// Most digits behind the point that [`write_short_fixed`] writes.
const SHORT_FRACTION: usize = 9;

/// Appends `v` >= 0 with `precision` digits behind the point, rounded half to even, if all the digits fit
/// a word; false, with nothing done, if they may not.
fn write_short_fixed(out: &mut String, v: f64, precision: usize) -> bool {
    if precision > SHORT_FRACTION || v >= 1e9 {
        return false;
    }
    let bits = v.to_bits();
    let (exponent, fraction) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
    // v = mantissa / 2^shift, where the shift is at least 52 - 29, as v < 2^30.
    let (mantissa, shift) = match exponent {
        0 => (fraction, 1074),
        _ => (fraction | 1 << 52, 1075 - exponent),
    };
    let scale = 10u64.pow(precision as u32);
    // At most 53 + 30 bits: with a shift of more, not even half a digit is left.
    let scaled = u128::from(mantissa) * u128::from(scale);
    let digits = if shift > 100 {
        0
    } else {
        let (whole, half) = ((scaled >> shift) as u64, 1u128 << (shift - 1));
        let rest = scaled & ((half << 1) - 1);
        whole + u64::from(rest > half || rest == half && whole & 1 == 1)
    };
    let mut buffer = [b'0'; 24];
    let mut at = buffer.len();
    let mut left = digits;
    loop {
        let written = buffer.len() - at;
        if precision > 0 && written == precision {
            at -= 1;
            buffer[at] = b'.';
        } else if left == 0 && written > precision + usize::from(precision > 0) {
            break;
        } else {
            at -= 1;
            buffer[at] = b'0' + (left % 10) as u8;
            left /= 10;
        }
    }
    push_digits(out, &buffer[at..]);
    true
}

/// Appends `v` laid out as `l` says, with a `-` if its sign bit is set (not for nan).
pub fn write(out: &mut String, v: f64, l: &Layout) {
    if v.is_nan() {
        out.push_str(if l.upper { "NAN" } else { "nan" });
        return;
    }
    if v.is_sign_negative() {
        out.push('-');
    }
    let v = v.abs();
    if v.is_infinite() {
        out.push_str(if l.upper { "INF" } else { "inf" });
        return;
    }
    match l.style {
        Style::Repr => {
            let d = shortest(v);
            let use_exp = d.point <= -4 || d.point > 16;
            lay_out(out, &d, use_exp, l);
        }
        Style::Exp => {
            let d = significant(v, l.precision.saturating_add(1));
            lay_out(out, &d, true, l);
        }
        Style::Fixed => {
            if !write_short_fixed(out, v, l.precision) {
                let exact = l.precision.min(MAX_FRACTION_DIGITS);
                let text = format!("{v:.exact$}");
                out.push_str(&text);
                push_zeros(out, l.precision - exact);
            }
            if l.precision == 0 && l.alt {
                out.push('.');
            } else if l.precision == 0 && l.add_dot_0 {
                out.push_str(".0");
            }
        }
        Style::General => {
            let precision = l.precision.max(1);
            let mut d = significant(v, precision);
            if !l.alt {
                while d.digits.len() > 1 && d.digits.last() == Some(&b'0') {
                    d.digits.pop();
                }
            }
            let room = precision as i64 - i64::from(l.add_dot_0);
            let use_exp = d.point <= -4 || i64::from(d.point) > room;
            lay_out(out, &d, use_exp, l);
        }
    }
}

/// `v` laid out as `l` says.
pub fn format(v: f64, l: &Layout) -> String {
    let mut out = String::with_capacity(24);
    write(&mut out, v, l);
    out
}

/// Appends `repr(v)`.
pub fn write_repr(out: &mut String, v: f64) {
    let magnitude = v.abs();
    if magnitude < 9e15 && magnitude.trunc() == magnitude {
        // Whole numbers are common and need no search for digits.
        if v.is_sign_negative() {
            out.push('-');
        }
        let mut n = magnitude as u64;
        let mut buf = [0u8; 20];
        let mut at = buf.len();
        loop {
            at -= 1;
            buf[at] = b'0' + (n % 10) as u8;
            n /= 10;
            if n == 0 {
                break;
            }
        }
        push_digits(out, &buf[at..]);
        out.push_str(".0");
        return;
    }
    if (1e-4..9e15).contains(&magnitude) {
        // Here the shortest digits are laid out without an exponent, as zmij does it too.
        let mut buf = zmij::Buffer::new();
        let text = buf.format_finite(v);
        if !text.contains('e') {
            out.push_str(text);
            return;
        }
    }
    write(
        out,
        v,
        &Layout {
            style: Style::Repr,
            precision: 0,
            upper: false,
            alt: false,
            add_dot_0: true,
        },
    );
}

/// `repr(v)`.
pub fn repr(v: f64) -> String {
    let mut out = String::with_capacity(24);
    write_repr(&mut out, v);
    out
}

/// One part of a complex number's repr: like a float's, but whole numbers have no `.0`.
fn complex_part(v: f64) -> String {
    format(
        v,
        &Layout {
            style: Style::Repr,
            precision: 0,
            upper: false,
            alt: false,
            add_dot_0: false,
        },
    )
}

/// `repr(complex(re, im))`: `(1+2j)`, or `2j` when the real part is a positive zero.
pub fn complex_repr(re: f64, im: f64) -> String {
    let imag = complex_part(im);
    if re == 0.0 && re.is_sign_positive() {
        return format!("{imag}j");
    }
    let sign = if imag.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imag}j)", complex_part(re))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reprs() {
        for (v, want) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (9007199254740993.0, "9007199254740992.0"),
            (1e22, "1e+22"),
            (1e23, "1e+23"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.5e-7, "1.5e-07"),
            (1e100, "1e+100"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (1292198800036475.2, "1292198800036475.2"),
            (f64::NAN, "nan"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (123456.789, "123456.789"),
            (-2.5, "-2.5"),
        ] {
            assert_eq!(repr(v), want);
        }
        assert_eq!(complex_repr(0.0, 2.0), "2j");
        assert_eq!(complex_repr(-0.0, 2.0), "(-0+2j)");
        assert_eq!(complex_repr(1.5, -0.0), "(1.5-0j)");
        assert_eq!(complex_repr(f64::NAN, f64::INFINITY), "(nan+infj)");
    }

    #[test]
    fn layouts() {
        let l = |style, precision| Layout {
            style,
            precision,
            upper: false,
            alt: false,
            add_dot_0: false,
        };
        assert_eq!(format(2.5, &l(Style::Fixed, 0)), "2");
        assert_eq!(format(0.125, &l(Style::Fixed, 2)), "0.12");
        assert_eq!(format(1.0, &l(Style::Exp, 3)), "1.000e+00");
        assert_eq!(format(0.0, &l(Style::Exp, 1)), "0.0e+00");
        assert_eq!(format(123456.0, &l(Style::General, 3)), "1.23e+05");
        assert_eq!(format(0.00012345, &l(Style::General, 3)), "0.000123");
        assert_eq!(format(100000.0, &l(Style::General, 6)), "100000");
        assert_eq!(format(1e6, &l(Style::General, 6)), "1e+06");
        assert_eq!(format(0.1, &l(Style::Fixed, 70000)).len(), 70002);
        let mut alt = l(Style::General, 6);
        alt.alt = true;
        assert_eq!(format(1.0, &alt), "1.00000");
        assert_eq!(format(0.0, &alt), "0.00000");
        let mut dot = l(Style::General, 5);
        dot.add_dot_0 = true;
        assert_eq!(format(12345.0, &dot), "1.2345e+04");
        assert_eq!(format(1234.0, &dot), "1234.0");
    }

    proptest! {
        #[test]
        fn short_fixed(v in 0.0..1.1e9f64, quarters in 0u32..4_000_000, precision in 0usize..10) {
            for v in [v, v * 1e-9, f64::from(quarters) / 8.0, f64::from(quarters) * 0.001] {
                let mut short = String::new();
                if write_short_fixed(&mut short, v, precision) {
                    prop_assert_eq!(short, format!("{v:.precision$}"));
                }
            }
        }

        #[test]
        fn reads_back(bits in any::<u64>()) {
            let v = f64::from_bits(bits);
            prop_assume!(v.is_finite());
            prop_assert_eq!(repr(v).parse::<f64>().unwrap().to_bits(), bits);
        }
    }
}
