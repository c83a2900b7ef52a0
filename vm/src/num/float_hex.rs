//! `float.hex()` and `float.fromhex()`.

/// Why `float.fromhex` failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HexError {
    /// Not a hexadecimal float (ValueError).
    Invalid,
    /// Past the largest float (OverflowError).
    TooLarge,
}

impl HexError {
    /// CPython's message.
    pub fn message(self) -> &'static str {
        match self {
            HexError::Invalid => "invalid hexadecimal floating-point string",
            HexError::TooLarge => "hexadecimal value too large to represent as a float",
        }
    }
}

/// `v.hex()`: `0x1.8000000000000p+0`.
pub fn to_hex(v: f64) -> String {
    if !v.is_finite() {
        return super::float_repr::repr(v);
    }
    let bits = v.to_bits();
    let sign = if bits >> 63 == 1 { "-" } else { "" };
    let fraction = bits & ((1 << 52) - 1);
    let exp = (bits >> 52 & 0x7FF) as i32;
    match (exp, fraction) {
        (0, 0) => format!("{sign}0x0.0p+0"),
        (0, _) => format!("{sign}0x0.{fraction:013x}p-1022"),
        _ => format!("{sign}0x1.{fraction:013x}p{:+}", exp - 1023),
    }
}

/// `float.fromhex(s)`: rounds half to even.
///
/// # Errors
/// Malformed text, or a value that does not fit.
pub fn from_hex(s: &[u8]) -> Result<f64, HexError> {
    let space = |b: &u8| matches!(b, 9..=13 | 32);
    let from = s.iter().position(|b| !space(b)).unwrap_or(s.len());
    let to = s.iter().rposition(|b| !space(b)).map_or(from, |i| i + 1);
    let t = &s[from..to];
    let (negative, t) = match t {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, t),
    };
    let v = unsigned(t)?;
    Ok(if negative { -v } else { v })
}

fn unsigned(t: &[u8]) -> Result<f64, HexError> {
    if t.eq_ignore_ascii_case(b"inf") || t.eq_ignore_ascii_case(b"infinity") {
        return Ok(f64::INFINITY);
    }
    if t.eq_ignore_ascii_case(b"nan") {
        return Ok(f64::NAN);
    }
    let t = match t {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => t,
    };
    let hex_run = |t: &[u8]| t.iter().take_while(|b| b.is_ascii_hexdigit()).count();
    let whole = hex_run(t);
    let mut at = whole;
    let mut fraction = 0;
    if t.get(at) == Some(&b'.') {
        fraction = hex_run(&t[at + 1..]);
        at += 1 + fraction;
    }
    if whole + fraction == 0 {
        return Err(HexError::Invalid);
    }
    let digits = t[..at].iter().filter(|&&b| b != b'.');
    let mut exp: i64 = 0;
    if matches!(t.get(at), Some(b'p' | b'P')) {
        at += 1;
        let down = t.get(at) == Some(&b'-');
        at += usize::from(matches!(t.get(at), Some(b'+' | b'-')));
        let from = at;
        while let Some(d) = t.get(at).filter(|b| b.is_ascii_digit()) {
            exp = exp.saturating_mul(10).saturating_add(i64::from(d - b'0'));
            at += 1;
        }
        if at == from {
            return Err(HexError::Invalid);
        }
        if down {
            exp = -exp;
        }
    }
    // CPython minds an overflow before it minds what follows the number.
    let end = if at == t.len() {
        Ok(())
    } else {
        Err(HexError::Invalid)
    };
    // Keep the first 64 significant bits or so; the rest only matters as "not all zero".
    let mut mantissa: u64 = 0;
    let mut sticky = false;
    let mut dropped: i64 = 0;
    for &b in digits {
        let d = (b as char).to_digit(16).unwrap_or(0);
        if mantissa >> 59 == 0 {
            mantissa = mantissa << 4 | u64::from(d);
        } else {
            dropped += 4;
            sticky |= d != 0;
        }
    }
    if mantissa == 0 {
        return end.map(|()| 0.0);
    }
    let exp = exp
        .saturating_add(dropped)
        .saturating_sub(4 * fraction as i64);
    let v = scale(mantissa, exp, sticky).ok_or(HexError::TooLarge)?;
    end.map(|()| v)
}

/// `mantissa * 2^exp` rounded half to even (`sticky`: a little more than that); `None` if it
/// overflows. `mantissa` is not zero.
pub fn scale(mantissa: u64, exp: i64, sticky: bool) -> Option<f64> {
    let bits = 64 - i64::from(mantissa.leading_zeros());
    let top = exp.saturating_add(bits); // value < 2^top
    if top > 1024 {
        return None;
    }
    if top < -1075 {
        return Some(0.0);
    }
    // Exponent of the last place kept: 53 bits, fewer for subnormals.
    let last = (top - 53).max(-1074);
    let drop = last - exp;
    let kept = if drop <= 0 {
        mantissa << (-drop).min(63)
    } else {
        let wide = u128::from(mantissa);
        let kept = (wide >> drop) as u64;
        let rest = wide & ((1 << drop) - 1);
        let half = 1u128 << (drop - 1);
        let up = rest > half || rest == half && (sticky || kept & 1 == 1);
        kept + u64::from(up)
    };
    let v = kept as f64;
    // Two steps keep each factor a normal power of two; both products are exact.
    let v = if last < -1000 {
        v * 2f64.powi(-1000) * 2f64.powi((last + 1000) as i32)
    } else {
        v * 2f64.powi(last as i32)
    };
    v.is_finite().then_some(v)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known() {
        assert_eq!(to_hex(1.5), "0x1.8000000000000p+0");
        assert_eq!(to_hex(-0.0), "-0x0.0p+0");
        assert_eq!(to_hex(5e-324), "0x0.0000000000001p-1022");
        assert_eq!(from_hex(b" 0x1.8p1 "), Ok(3.0));
        assert_eq!(from_hex(b"-.8"), Ok(-0.5));
        assert_eq!(from_hex(b"0x1p5000"), Err(HexError::TooLarge));
        assert_eq!(
            from_hex(b"0x1.fffffffffffff8p1023"),
            Err(HexError::TooLarge)
        );
        assert_eq!(from_hex(b"0x1.fffffffffffff7p1023"), Ok(f64::MAX));
        assert_eq!(from_hex(b"0x1p-1075"), Ok(0.0));
        assert_eq!(from_hex(b"0x1.000001p-1075"), Ok(5e-324));
        assert_eq!(from_hex(b"0x"), Err(HexError::Invalid));
        assert_eq!(from_hex(b"1p"), Err(HexError::Invalid));
        assert_eq!(from_hex(b"iNf"), Ok(f64::INFINITY));
    }

    proptest! {
        #[test]
        fn round_trip(bits in any::<u64>()) {
            let v = f64::from_bits(bits);
            prop_assume!(!v.is_nan());
            prop_assert_eq!(from_hex(to_hex(v).as_bytes()).unwrap().to_bits(), bits);
        }
    }
}
