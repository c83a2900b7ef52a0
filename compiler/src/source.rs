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
pub(crate) fn decode(bytes: &[u8], filename: Option<&str>) -> Result<String, DecodeError> {
    let (bom, rest) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    if let Some(at) = rest.iter().position(|&b| b == 0) {
        let text = String::from_utf8_lossy(&rest[..at]).into_owned();
        return match filename {
            Some(_) => {
                let span = Span::at(text.len() as u32);
                fail(
                    text,
                    "source code cannot contain null bytes".into(),
                    Some(span),
                )
            }
            None => fail(
                text,
                "source code string cannot contain null bytes".into(),
                None,
            ),
        };
    }
    let cookie = cookie(rest);
    match cookie.as_deref().map(normalize) {
        None | Some("utf-8") => utf8(rest, cookie.is_some() || bom, filename),
        Some("iso-8859-1") if !bom => Ok(rest.iter().map(|&b| char::from(b)).collect()),
        Some("ascii") if !bom => match rest.iter().position(|b| !b.is_ascii()) {
            None => utf8(rest, true, filename),
            Some(at) => fail(
                String::new(),
                format!(
                    "'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in range(128)",
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
                    format!("encoding problem: {} with BOM", python_name(&name)),
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

/// The name that CPython's messages use for a known encoding.
fn python_name(name: &str) -> &str {
    match normalize(name) {
        "unknown" => name,
        known => known,
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

fn utf8(bytes: &[u8], declared: bool, filename: Option<&str>) -> Result<String, DecodeError> {
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
    if !declared || filename.is_none() {
        let line = 1 + bytes[..at].iter().filter(|&&b| b == b'\n').count();
        let file = filename.map_or(String::new(), |name| format!(" in file {name}"));
        return fail(
            text,
            format!(
                "Non-UTF-8 code starting with '\\x{bad:02x}'{file} on line {line}, but no encoding declared; see https://peps.python.org/pep-0263/ for details"
            ),
            Some(Span::at(at as u32)),
        );
    }
    fail(
        text,
        format!(
            "(unicode error) 'utf-8' codec can't decode byte 0x{bad:02x} in position {}: {reason}",
            at - line_start
        ),
        Some(Span::at(at as u32)),
    )
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn message(bytes: &[u8], filename: Option<&str>) -> String {
        match decode(bytes, filename) {
            Ok(text) => format!("ok {text}"),
            Err(e) => e.diagnostic.message,
        }
    }

    #[test]
    fn encodings() {
        assert_eq!(message("é".as_bytes(), None), "ok é");
        assert_eq!(message(b"\xEF\xBB\xBFx", None), "ok x");
        assert_eq!(
            message(b"# -*- coding: latin-1 -*-\n\xE9", None),
            "ok # -*- coding: latin-1 -*-\né"
        );
        assert_eq!(
            message(b"#!/bin/x\n# vim: fileencoding=foo\n", None),
            "unknown encoding: foo"
        );
        assert_eq!(
            message(b"\xEF\xBB\xBF# coding: latin-1\n", None),
            "encoding problem: iso-8859-1 with BOM"
        );
    }

    #[test]
    fn bad_bytes() {
        assert_eq!(
            message(b"x\ny = '\xFF'", Some("a.py")),
            "Non-UTF-8 code starting with '\\xff' in file a.py on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details"
        );
        assert_eq!(
            message(b"# coding: utf-8\nx = '\xE9'", Some("a.py")),
            "(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 5: invalid continuation byte"
        );
        assert_eq!(
            message(b"a\0", Some("a.py")),
            "source code cannot contain null bytes"
        );
    }
}
