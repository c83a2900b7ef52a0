//! From the bytes of a source file to text: byte order mark, coding cookie, UTF-8 errors.

use crate::diag::Diagnostic;
use crate::span::Span;

/// Bytes that are no source text.
pub(crate) struct DecodeError {
    /// The text as far as it can be shown.
    pub(crate) text: String,
    pub(crate) diagnostic: Diagnostic,
}

fn fail<T>(text: String, message: String, span: Option<Span>) -> Result<T, DecodeError> {
    let mut diagnostic = Diagnostic::syntax(message, span.unwrap_or_default());
    diagnostic.span = span;
    Err(DecodeError { text, diagnostic })
}

/// Decodes the bytes of a source file. UTF-8 (with or without a byte order mark), Latin-1 and ASCII are
/// known; a coding cookie on the first or second line says which.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, DecodeError> {
    let (bom, rest) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    if rest.contains(&0) {
        return fail(
            String::new(),
            "source code cannot contain null bytes".into(),
            None,
        );
    }
    let cookie = cookie(rest);
    match cookie.as_deref().map(normalize) {
        None | Some("utf-8") => utf8(rest, cookie.is_some() || bom),
        Some("iso-8859-1") if !bom => Ok(rest.iter().map(|&b| char::from(b)).collect()),
        Some("ascii") if !bom => match rest.iter().position(|b| !b.is_ascii()) {
            None => utf8(rest, true),
            Some(at) => fail(
                String::new(),
                format!(
                    "(unicode error) 'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in range(128)",
                    rest[at]
                ),
                None,
            ),
        },
        Some(_) => {
            let name = cookie.unwrap_or_default();
            if bom {
                fail(
                    String::new(),
                    format!("encoding problem: {name} with BOM"),
                    None,
                )
            } else {
                fail(String::new(), format!("unknown encoding: {name}"), None)
            }
        }
    }
}

/// The name by which we know an encoding.
fn normalize(name: &str) -> &'static str {
    let name: String = name
        .to_ascii_lowercase()
        .chars()
        .map(|c| if c == '_' { '-' } else { c })
        .collect();
    match name.as_str() {
        "utf8" | "u8" | "cp65001" => "utf-8",
        n if n == "utf-8" || n.starts_with("utf-8-") => "utf-8",
        "latin-1" | "iso-8859-1" | "iso-latin-1" | "latin1" | "l1" | "iso8859-1" | "8859"
        | "cp819" => "iso-8859-1",
        n if n.starts_with("latin-1-") || n.starts_with("iso-8859-1-") => "iso-8859-1",
        "ascii" | "us-ascii" | "646" => "ascii",
        _ => "unknown",
    }
}

/// The name in a coding cookie, which is a comment alone on the first line, or on the second if the
/// first is blank or a comment.
fn cookie(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|b| matches!(b, b'\n' | b'\r')).take(2) {
        let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\x0c');
        let text = &line[line.iter().take_while(|b| blank(b)).count()..];
        if text.is_empty() {
            continue;
        }
        if text[0] != b'#' {
            return None;
        }
        if let Some(name) = cookie_name(text) {
            return Some(name);
        }
    }
    None
}

fn cookie_name(comment: &[u8]) -> Option<String> {
    let at = comment
        .windows(7)
        .position(|w| w.starts_with(b"coding") && matches!(w[6], b':' | b'='))?;
    let rest = &comment[at + 7..];
    let rest = &rest[rest
        .iter()
        .take_while(|b| matches!(b, b' ' | b'\t'))
        .count()..];
    let name: String = rest
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        .map(|&b| char::from(b))
        .collect();
    (!name.is_empty()).then_some(name)
}

fn utf8(bytes: &[u8], declared: bool) -> Result<String, DecodeError> {
    let _ = declared;
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_string()),
        Err(e) => e,
    };
    let at = error.valid_up_to();
    let bad = bytes[at];
    // CPython reads line by line and counts positions within the line.
    let line_start = bytes[..at]
        .iter()
        .rposition(|&b| b == b'\n')
        .map_or(0, |p| p + 1);
    let reason = if !(0xC2..=0xF4).contains(&bad) {
        "invalid start byte"
    } else if error.error_len().is_none() {
        "unexpected end of data"
    } else {
        "invalid continuation byte"
    };
    let text = String::from_utf8_lossy(bytes).into_owned();
    fail(
        text,
        format!(
            "(unicode error) 'utf-8' codec can't decode byte 0x{bad:02x} in position {}: {reason}",
            at - line_start
        ),
        Some(Span::at(at as u32)),
    )
}
