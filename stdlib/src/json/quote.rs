//! Strings as JSON writes them.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends a text (in WTF-8) in quotes.
pub(super) fn quote(text: &[u8], ascii: bool, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text;
    loop {
        let plain = rest
            .iter()
            .position(|&b| b < 0x20 || b == b'"' || b == b'\\' || (ascii && b >= 0x7F))
            .unwrap_or(rest.len());
        out.extend_from_slice(&rest[..plain]);
        rest = &rest[plain..];
        let Some(&first) = rest.first() else { break };
        let (code, len) = match first {
            0x80.. => character(rest),
            _ => (first.into(), 1),
        };
        rest = &rest[len.min(rest.len())..];
        match first {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0C => out.extend_from_slice(b"\\f"),
            // A character beyond 16 bits is written as its two surrogates.
            _ if code > 0xFFFF => {
                let code = code - 0x1_0000;
                unit(0xD800 + (code >> 10), out);
                unit(0xDC00 + (code & 0x3FF), out);
            }
            _ => unit(code, out),
        }
    }
    out.push(b'"');
}

/// The first character of a text, which is not ASCII, and how many bytes it has.
fn character(text: &[u8]) -> (u32, usize) {
    let (bits, len) = match text[0] {
        0xF0.. => (7, 4),
        0xE0.. => (15, 3),
        _ => (31, 2),
    };
    let first = u32::from(text[0]) & bits;
    let rest = text.iter().take(len).skip(1);
    (
        rest.fold(first, |code, b| code << 6 | u32::from(b & 63)),
        len,
    )
}

fn unit(code: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\\u");
    out.extend([12, 8, 4, 0].map(|shift| DIGITS[(code >> shift & 15) as usize]));
}
