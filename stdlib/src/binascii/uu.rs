//! Uuencoding: a line of up to 45 bytes, its length first.

/// The most bytes of a line.
const LINE: usize = 45;

/// # Errors
/// Too many bytes.
pub(super) fn encode(data: &[u8], backtick: bool) -> Result<Vec<u8>, &'static str> {
    if data.len() > LINE {
        return Err("At most 45 bytes at once");
    }
    let character = |value: u32| match value {
        0 if backtick => b'`',
        value => b' ' + value as u8,
    };
    let mut out = vec![character(data.len() as u32)];
    for group in data.chunks(3) {
        let at = |i: usize| u32::from(group.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        out.extend((0..4).map(|place| character(bits >> (18 - 6 * place) & 63)));
    }
    out.push(b'\n');
    Ok(out)
}

/// # Errors
/// Characters that do not belong there.
pub(super) fn decode(line: &[u8]) -> Result<Vec<u8>, &'static str> {
    let Some((first, rest)) = line.split_first() else {
        return Err("Missing length byte");
    };
    let len = usize::from(first.wrapping_sub(b' ') & 63);
    let mut rest = rest.iter();
    let mut out = Vec::with_capacity(len);
    let (mut bits, mut count) = (0_u32, 0);
    while out.len() < len {
        // Spaces at the end may have been lost on the way.
        let value = match rest.next() {
            None | Some(b'\n' | b'\r') => 0,
            Some(c @ b' '..=b'`') => u32::from(c - b' ') & 63,
            Some(_) => return Err("Illegal char"),
        };
        bits = bits << 6 | value;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    // What fills up the last group, and the end of the line.
    if rest.any(|c| !matches!(c, b' ' | b'`' | b'\n' | b'\r')) {
        return Err("Trailing garbage");
    }
    Ok(out)
}
