//! What the functions give where a part of the argument is infinite or not a number.
//!
//! Rows go by the real part (or the modulus), columns by the imaginary part (or the angle), both in
//! the order: -inf, negative, -0.0, 0.0, positive, inf, nan. An entry names the real and the imaginary
//! part of the result by a letter each; see [`number`]. Entries of finite arguments are not used.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// The results of one function.
pub(super) type Table = [&'static [u8; 20]; 7];

/// The entry for an argument.
pub(super) fn lookup(table: &Table, re: f64, im: f64) -> (f64, f64) {
    let row = table[class(re)];
    let at = 3 * class(im);
    (number(row[at]), number(row[at + 1]))
}

fn class(x: f64) -> usize {
    if x.is_nan() {
        6
    } else if x == 0.0 {
        2 + usize::from(x.is_sign_positive())
    } else {
        match (x.is_finite(), x > 0.0) {
            (false, false) => 0,
            (true, false) => 1,
            (true, true) => 4,
            (false, true) => 5,
        }
    }
}

fn number(letter: u8) -> f64 {
    let magnitude = match letter.to_ascii_uppercase() {
        b'0' | b'O' => 0.0,
        b'1' | b'M' => 1.0,
        b'I' => f64::INFINITY,
        b'P' => PI,
        b'H' => FRAC_PI_2,
        b'Q' => FRAC_PI_4,
        b'T' => 3.0 * FRAC_PI_4,
        _ => f64::NAN,
    };
    if letter.is_ascii_lowercase() {
        -magnitude
    } else {
        magnitude
    }
}

pub(super) static ACOS: Table = [
    b"TI PI PI Pi Pi Ti NI",
    b"HI .. .. .. .. Hi NN",
    b"HI .. .. .. .. Hi HN",
    b"HI .. .. .. .. Hi HN",
    b"HI .. .. .. .. Hi NN",
    b"QI 0I 0I 0i 0i Qi NI",
    b"NI NN NN NN NN Ni NN",
];
pub(super) static ACOSH: Table = [
    b"It Ip Ip IP IP IT IN",
    b"Ih .. .. .. .. IH NN",
    b"Ih .. .. .. .. IH NH",
    b"Ih .. .. .. .. IH NH",
    b"Ih .. .. .. .. IH NN",
    b"Iq Io Io I0 I0 IQ IN",
    b"IN NN NN NN NN IN NN",
];
pub(super) static ASINH: Table = [
    b"iq io io i0 i0 iQ iN",
    b"ih .. .. .. .. iH NN",
    b"ih .. .. .. .. iH NN",
    b"Ih .. .. .. .. IH NN",
    b"Ih .. .. .. .. IH NN",
    b"Iq Io Io I0 I0 IQ IN",
    b"IN NN No N0 NN IN NN",
];
pub(super) static ATANH: Table = [
    b"oh oh oh oH oH oH oN",
    b"oh .. .. .. .. oH NN",
    b"oh .. .. .. .. oH oN",
    b"0h .. .. .. .. 0H 0N",
    b"0h .. .. .. .. 0H NN",
    b"0h 0h 0h 0H 0H 0H 0N",
    b"0h NN NN NN NN 0H NN",
];
pub(super) static COSH: Table = [
    b"NN II I0 Io Ii NN IN",
    b"NN .. .. .. .. NN NN",
    b"NN .. .. .. .. NN N0",
    b"NN .. .. .. .. NN N0",
    b"NN .. .. .. .. NN NN",
    b"NN Ii Io I0 II NN IN",
    b"NN NN N0 N0 NN NN NN",
];
pub(super) static EXP: Table = [
    b"00 0o 0o 00 00 00 00",
    b"NN .. .. .. .. NN NN",
    b"NN .. .. .. .. NN NN",
    b"NN .. .. .. .. NN NN",
    b"NN .. .. .. .. NN NN",
    b"NN Ii Io I0 II NN IN",
    b"NN NN No N0 NN NN NN",
];
pub(super) static LOG: Table = [
    b"It Ip Ip IP IP IT IN",
    b"Ih .. .. .. .. IH NN",
    b"Ih .. .. .. .. IH NN",
    b"Ih .. .. .. .. IH NN",
    b"Ih .. .. .. .. IH NN",
    b"Iq Io Io I0 I0 IQ IN",
    b"IN NN NN NN NN IN NN",
];
pub(super) static SINH: Table = [
    b"NN ii io i0 iI NN IN",
    b"NN .. .. .. .. NN NN",
    b"NN .. .. .. .. NN 0N",
    b"NN .. .. .. .. NN 0N",
    b"NN .. .. .. .. NN NN",
    b"NN Ii Io I0 II NN IN",
    b"NN NN No N0 NN NN NN",
];
pub(super) static SQRT: Table = [
    b"Ii 0i 0i 0I 0I II NI",
    b"Ii .. .. .. .. II NN",
    b"Ii .. .. .. .. II NN",
    b"Ii .. .. .. .. II NN",
    b"Ii .. .. .. .. II NN",
    b"Ii Io Io I0 I0 II IN",
    b"Ii NN NN NN NN II NN",
];
pub(super) static TANH: Table = [
    b"m0 mo mo m0 m0 m0 m0",
    b"NN .. .. .. .. NN NN",
    b"NN .. .. .. .. NN oN",
    b"NN .. .. .. .. NN 0N",
    b"NN .. .. .. .. NN NN",
    b"10 1o 1o 10 10 10 10",
    b"NN NN No N0 NN NN NN",
];
pub(super) static RECT: Table = [
    b"NN iI i0 io ii NN IN",
    b"NN .. .. .. .. NN NN",
    b"00 .. .. .. .. 00 00",
    b"00 .. .. .. .. 00 00",
    b"NN .. .. .. .. NN NN",
    b"NN Ii Io I0 II NN IN",
    b"NN NN N0 N0 NN NN NN",
];
