//! Quoted-printable: text in which what is not plain stands as `=` and two hexadecimal digits.

/// No line is longer.
const LINE: usize = 76;

/// What is quoted.
#[derive(Clone, Copy)]
pub(super) struct How {
    /// Spaces and tabs everywhere, not only at the ends of lines.
    pub(super) quote_tabs: bool,
    /// Ends of lines stay ends of lines.
    pub(super) is_text: bool,
    /// Spaces become underscores.
    pub(super) header: bool,
}

/// Data for text.
pub(super) fn decode(text: &[u8], header: bool) -> Vec<u8> {
    let digit = |at: usize| {
        let character = text.get(at).copied().map(char::from);
        character.and_then(|c| c.to_digit(16)).map(|d| d as u8)
    };
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&character) = text.get(at) {
        at += 1;
        match (character, text.get(at)) {
            (b'=', None) => {}
            // The line goes on with the next one.
            (b'=', Some(b'\n' | b'\r')) => {
                let end = text[at..].iter().position(|b| *b == b'\n');
                at = end.map_or(text.len(), |end| at + end + 1);
            }
            // Some encoders leave out the digits.
            (b'=', Some(b'=')) => {
                out.push(b'=');
                at += 1;
            }
            (b'=', Some(_)) => match (digit(at), digit(at + 1)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    at += 2;
                }
                _ => out.push(b'='),
            },
            (b'_', _) if header => out.push(b' '),
            (other, _) => out.push(other),
        }
    }
    out
}

/// Text for data.
pub(super) fn encode(data: &[u8], how: How) -> Vec<u8> {
    let first = data.iter().position(|b| *b == b'\n');
    let crlf = first.is_some_and(|at| at > 0 && data[at - 1] == b'\r');
    let end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let mut out = Vec::with_capacity(data.len() + data.len() / 8);
    let (mut at, mut width) = (0, 0);
    while let Some(&byte) = data.get(at) {
        let next = data.get(at + 1).copied();
        if must_quote(byte, next, width == 0, how) {
            if width + 3 >= LINE {
                out.push(b'=');
                out.extend_from_slice(end);
                width = 0;
            }
            quote(&mut out, byte);
            width += 3;
            at += 1;
            continue;
        }
        let ends_line = byte == b'\n' || (byte == b'\r' && next == Some(b'\n'));
        if how.is_text && ends_line {
            // Spaces at the end of a line would get lost.
            if let Some(space @ (b' ' | b'\t')) = out.last().copied() {
                out.pop();
                quote(&mut out, space);
            }
            out.extend_from_slice(end);
            width = 0;
            at += if byte == b'\r' { 2 } else { 1 };
            continue;
        }
        if next.is_some_and(|next| next != b'\n') && width + 1 >= LINE {
            out.push(b'=');
            out.extend_from_slice(end);
            width = 0;
        }
        width += 1;
        out.push(if how.header && byte == b' ' {
            b'_'
        } else {
            byte
        });
        at += 1;
    }
    out
}

fn quote(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
    out.extend_from_slice(&[b'=', DIGITS[high], DIGITS[low]]);
}

/// Must this byte be quoted?
fn must_quote(byte: u8, next: Option<u8>, starts_line: bool, how: How) -> bool {
    match byte {
        b'=' | 127.. => true,
        b'_' => how.header,
        // A dot alone on its line would end a mail.
        b'.' => starts_line && matches!(next, None | Some(b'\n' | b'\r' | 0)),
        b'\r' | b'\n' => !how.is_text,
        b'\t' | b' ' => next.is_none() || how.quote_tabs,
        0..32 => true,
        _ => false,
    }
}
