//! Base64: three bytes as four characters.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What a character stands for; 64 for one that is no digit.
const VALUES: [u8; 256] = {
    let mut values = [64; 256];
    let mut at = 0;
    while at < 64 {
        values[DIGITS[at] as usize] = at as u8;
        at += 1;
    }
    values
};

/// Text for data, filled up with `=`, and with a newline if that is wanted.
pub(super) fn encode(data: &[u8], newline: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4 + 1);
    for group in data.chunks(3) {
        let at = |i: usize| u32::from(group.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            out.push(if place <= group.len() {
                DIGITS[(bits >> (18 - 6 * place) & 63) as usize]
            } else {
                b'='
            });
        }
    }
    if newline {
        out.push(b'\n');
    }
    out
}

/// Data for text. What is no digit is skipped, unless `strict`, when the text must be exactly what
/// an encoder would write.
///
/// # Errors
/// What is wrong with the text.
pub(super) fn decode(text: &[u8], strict: bool) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 3);
    // Digits since the last full group, their bits, and how much padding came after the last digit.
    let (mut digits, mut bits, mut padding) = (0, 0_u32, 0);
    let one_too_many = |bytes: usize| {
        let digits = bytes / 3 * 4 + 1;
        format!(
            "Invalid base64-encoded string: number of data characters ({digits}) cannot be 1 more than a multiple of 4"
        )
    };
    for (at, &character) in text.iter().enumerate() {
        if character == b'=' {
            padding += 1;
            if strict {
                match digits {
                    _ if at == 0 => return Err("Leading padding not allowed".to_owned()),
                    0 => return Err("Excess padding not allowed".to_owned()),
                    1 => return Err(one_too_many(out.len())),
                    _ if digits + padding > 4 => {
                        return Err("Excess padding not allowed".to_owned());
                    }
                    _ => {}
                }
            }
            continue;
        }
        let value = VALUES[usize::from(character)];
        if value == 64 {
            if strict {
                return Err("Only base64 data is allowed".to_owned());
            }
            continue;
        }
        if strict && padding > 0 {
            return Err(if digits + padding == 4 {
                "Excess data after padding".to_owned()
            } else {
                "Discontinuous padding not allowed".to_owned()
            });
        }
        padding = 0;
        bits = bits << 6 | u32::from(value);
        digits += 1;
        if digits == 4 {
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
            (digits, bits) = (0, 0);
        }
    }
    match digits {
        0 => {}
        1 => return Err(one_too_many(out.len())),
        _ if digits + padding < 4 => return Err("Incorrect padding".to_owned()),
        2 => out.push((bits >> 4) as u8),
        _ => out.extend_from_slice(&[(bits >> 10) as u8, (bits >> 2) as u8]),
    }
    Ok(out)
}
