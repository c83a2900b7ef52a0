//! String literals: from source text to content. Escapes, raw and bytes literals, and adjacent literals
//! joined into one.

use crate::ast::*;
use crate::construct::Ctx;
use crate::diag::{DiagKind, Diagnostic};
use crate::span::Span;

/// A literal taken apart.
struct Literal<'s> {
    bytes: bool,
    raw: bool,
    body: &'s str,
    /// Offset of the body in the source.
    at: usize,
}

fn take_apart<'s>(src: &'s str, span: Span) -> Literal<'s> {
    let text = span.text(src);
    let prefix = text
        .bytes()
        .position(|b| matches!(b, b'"' | b'\''))
        .unwrap_or(0);
    let rest = &text[prefix..];
    let has = |c: u8| {
        text.as_bytes()[..prefix]
            .iter()
            .any(|b| b.to_ascii_lowercase() == c)
    };
    let triple = rest.len() >= 6 && (rest.starts_with("\"\"\"") || rest.starts_with("'''"));
    let quotes = if triple { 3 } else { 1 };
    Literal {
        bytes: has(b'b'),
        raw: has(b'r'),
        body: rest
            .get(quotes..rest.len().saturating_sub(quotes))
            .unwrap_or(""),
        at: span.start as usize + prefix + quotes,
    }
}

/// The content of an escape or literal: text or bytes.
enum Content {
    Str(StrContent),
    Bytes(Vec<u8>),
}

fn decode(cx: &mut Ctx<'_>, span: Span) -> Content {
    let literal = take_apart(cx.src, span);
    if literal.bytes {
        if !literal.body.is_ascii() {
            cx.fail_now("bytes can only contain ASCII literal characters", span);
        }
        let body = newlines(literal.body);
        if literal.raw || !body.contains('\\') {
            return Content::Bytes(body.into_owned().into_bytes());
        }
        return Content::Bytes(unescape_bytes(cx, &body, literal.at, span));
    }
    let body = newlines(literal.body);
    if literal.raw || !body.contains('\\') {
        return Content::Str(StrContent::from(&*body));
    }
    Content::Str(unescape(cx, &body, literal.at, span))
}

/// Every line end in a literal is a newline.
fn newlines(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

/// A single string token as an expression.
pub(crate) fn literal(cx: &mut Ctx<'_>, span: Span) -> ExprKind {
    match decode(cx, span) {
        Content::Str(s) => ExprKind::Str(Box::new(s)),
        Content::Bytes(b) => ExprKind::Bytes(Box::new(b)),
    }
}

/// Bytes among the parts of adjacent literals, before they are joined: kept as text of one character per
/// byte, in a field that no f-string has.
fn bytes_part(bytes: Vec<u8>) -> FStringPart {
    FStringPart::Field(Box::new(FStringField {
        span: Span::at(u32::MAX),
        expr: Expr::new(ExprKind::Bytes(Box::new(bytes)), Span::at(u32::MAX)),
        conversion: None,
        spec: None,
    }))
}

fn is_bytes(part: &FStringPart) -> bool {
    matches!(part, FStringPart::Field(f) if f.span.start == u32::MAX)
}

/// Adds a string token to adjacent ones.
pub(crate) fn push_literal(cx: &mut Ctx<'_>, parts: &mut Vec<FStringPart>, span: Span) {
    match decode(cx, span) {
        Content::Str(s) => push_text(parts, &s),
        Content::Bytes(b) => parts.push(bytes_part(b)),
    }
}

/// Adds text to the last literal part, or as a part of its own. Empty text is kept, so that a literal
/// leaves a trace for [`join`] to see.
pub(crate) fn push_text(parts: &mut Vec<FStringPart>, text: &StrContent) {
    match parts.last_mut() {
        Some(FStringPart::Literal(last)) => last.push(text),
        _ => parts.push(FStringPart::Literal(text.clone())),
    }
}

/// A mark that an f-string was among the literals: without it `"a" f"b"` would look like plain text.
fn fstring_mark() -> FStringPart {
    FStringPart::Field(Box::new(FStringField {
        span: Span::at(u32::MAX - 1),
        expr: Expr::new(ExprKind::None, Span::at(u32::MAX - 1)),
        conversion: None,
        spec: None,
    }))
}

fn is_mark(part: &FStringPart) -> bool {
    matches!(part, FStringPart::Field(f) if f.span.start == u32::MAX - 1)
}

/// Adds an f-string's parts to adjacent ones. The mark goes first, where it splits no text.
pub(crate) fn push_fstring(parts: &mut Vec<FStringPart>, more: Vec<FStringPart>) {
    if !parts.first().is_some_and(is_mark) {
        parts.insert(0, fstring_mark());
    }
    for part in more {
        match part {
            FStringPart::Literal(text) => push_text(parts, &text),
            field => parts.push(field),
        }
    }
}

/// Adjacent literals as one expression.
pub(crate) fn join(cx: &mut Ctx<'_>, mut parts: Vec<FStringPart>, span: Span) -> ExprKind {
    let fstring = parts.first().is_some_and(is_mark);
    if fstring {
        parts.remove(0);
    }
    let bytes = parts.iter().filter(|p| is_bytes(p)).count();
    if bytes > 0 {
        if bytes != parts.len() || fstring {
            // CPython marks what follows.
            let rest = &cx.src[span.end as usize..];
            let skipped = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let next = span.end + skipped as u32;
            cx.fail_now(
                "cannot mix bytes and nonbytes literals",
                Span::new(next, next + 1),
            );
        }
        let mut all = Vec::new();
        for part in &parts {
            if let FStringPart::Field(f) = part
                && let ExprKind::Bytes(b) = &f.expr.kind
            {
                all.extend_from_slice(b);
            }
        }
        return ExprKind::Bytes(Box::new(all));
    }
    if fstring {
        tidy(&mut parts);
        return ExprKind::FString(Box::new(FString { parts }));
    }
    match parts.pop() {
        Some(FStringPart::Literal(text)) => ExprKind::Str(Box::new(text)),
        _ => ExprKind::Str(Box::default()),
    }
}

/// Drops empty literals, here and in format specifications.
fn tidy(parts: &mut Vec<FStringPart>) {
    parts.retain(|p| !matches!(p, FStringPart::Literal(t) if t.is_empty()));
    for part in parts {
        if let FStringPart::Field(f) = part
            && let Some(spec) = &mut f.spec
        {
            tidy(&mut spec.parts);
        }
    }
}

/// A piece of text of an f-string: doubled braces stand for one, then escapes.
pub(crate) fn middle(cx: &mut Ctx<'_>, span: Span, raw: bool) -> StrContent {
    let text = newlines(span.text(cx.src));
    let text = if text.contains(['{', '}']) {
        single_braces(&text, raw).into()
    } else {
        text
    };
    if raw || !text.contains('\\') {
        return StrContent::from(&*text);
    }
    unescape(cx, &text, span.start as usize, span)
}

/// The text of `{expr=}` up to and with the white space after the `=`, without the comments in it. A `#`
/// in the expression may stand in a string; only lines outside of quotes lose theirs.
pub(crate) fn without_comments(expr: &str, space: &str) -> Box<str> {
    let mut out = String::with_capacity(expr.len() + space.len());
    let mut quote = None;
    let mut in_comment = false;
    for c in expr.chars().chain(space.chars()) {
        match c {
            '\n' => in_comment = false,
            '#' if quote.is_none() => in_comment = true,
            '"' | '\'' if !in_comment => match quote {
                None => quote = Some(c),
                Some(q) if q == c => quote = None,
                Some(_) => {}
            },
            _ => {}
        }
        if !in_comment {
            out.push(c);
        }
    }
    out.into()
}

/// `{{` to `{` and `}}` to `}`, except in the name of `\N{…}`.
fn single_braces(text: &str, raw: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        match c {
            '{' | '}' if chars.peek() == Some(&c) => {
                chars.next();
            }
            '\\' if !raw => match chars.peek() {
                Some('{' | '}') | None => {}
                Some('N') => {
                    out.push('N');
                    chars.next();
                    if chars.peek() == Some(&'{') {
                        for c in chars.by_ref() {
                            out.push(c);
                            if c == '}' {
                                break;
                            }
                        }
                    }
                }
                Some(_) => out.extend(chars.next()),
            },
            _ => {}
        }
    }
    out
}

/// Resolves the escapes in `body`, which starts at byte `at` of the source.
fn unescape(cx: &mut Ctx<'_>, body: &str, at: usize, span: Span) -> StrContent {
    let bytes = body.as_bytes();
    let mut out = StrContent::new();
    let mut i = 0;
    while i < bytes.len() {
        let run = bytes[i..]
            .iter()
            .position(|&b| b == b'\\')
            .map_or(bytes.len(), |n| i + n);
        out.push_str(&body[i..run]);
        i = run;
        if i >= bytes.len() {
            break;
        }
        let Some(&b) = bytes.get(i + 1) else {
            // Only in an f-string, before a brace.
            invalid_escape(cx, '\\', at + i);
            out.push_str("\\");
            break;
        };
        let (c, used) = match b {
            b'x' => hex(cx, body, i, 2, span),
            b'u' => hex(cx, body, i, 4, span),
            b'U' => hex(cx, body, i, 8, span),
            b'N' => named(cx, body, i, span),
            b'\n' => {
                i += 2;
                continue;
            }
            _ => match simple(b) {
                Some(c) => (c, 2),
                None if (b'0'..=b'7').contains(&b) => octal(cx, bytes, i, at),
                None => {
                    let c = body[i + 1..].chars().next().unwrap_or('\\');
                    invalid_escape(cx, c, at + i);
                    out.push_str("\\");
                    i += 1;
                    if !c.is_ascii() || matches!(c, '{' | '}') {
                        continue;
                    }
                    (u32::from(c), 1)
                }
            },
        };
        out.push_code_point(c);
        i += used;
    }
    out
}

/// The escapes of one letter.
fn simple(b: u8) -> Option<u32> {
    Some(match b {
        b'\\' | b'\'' | b'"' => u32::from(b),
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => 10,
        b'r' => 13,
        b't' => 9,
        b'v' => 11,
        _ => return None,
    })
}

/// `\ooo`: the value, and how many bytes it takes.
fn octal(cx: &mut Ctx<'_>, bytes: &[u8], i: usize, at: usize) -> (u32, usize) {
    let digits = bytes[i + 1..]
        .iter()
        .take(3)
        .take_while(|b| (b'0'..=b'7').contains(b));
    let (mut value, mut n) = (0, 0);
    for d in digits {
        value = value * 8 + u32::from(d - b'0');
        n += 1;
    }
    if value > 0o377 {
        let message = format!(
            "\"\\{value:o}\" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean \"\\\\{value:o}\"? A raw string is also an option."
        );
        warn(cx, message, at + i, 2);
    }
    (value, n + 1)
}

fn invalid_escape(cx: &mut Ctx<'_>, c: char, at: usize) {
    if !c.is_ascii() {
        // CPython sees such a character as an escape of its own here and stays silent.
        return;
    }
    let message = format!(
        "\"\\{c}\" is an invalid escape sequence. Such sequences will not work in the future. Did you mean \"\\\\{c}\"? A raw string is also an option."
    );
    warn(cx, message, at, 2);
}

fn warn(cx: &mut Ctx<'_>, message: String, at: usize, len: usize) {
    let span = Span::new(at as u32, (at + len) as u32);
    cx.warnings
        .push(Diagnostic::new(DiagKind::SyntaxWarning, message, span));
}

/// CPython's position: it has turned each character outside ASCII into ten by then.
fn position(body: &str, i: usize) -> usize {
    body[..i]
        .chars()
        .map(|c| if c.is_ascii() { 1 } else { 10 })
        .sum()
}

fn escape_error(cx: &mut Ctx<'_>, body: &str, i: usize, len: usize, what: &str, span: Span) {
    let from = position(body, i);
    let message = format!(
        "(unicode error) 'unicodeescape' codec can't decode bytes in position {from}-{}: {what}",
        from + len - 1
    );
    cx.fail_now(message, span);
}

/// `\xhh` and its longer kin: the value, and how many bytes it takes.
fn hex(cx: &mut Ctx<'_>, body: &str, i: usize, digits: usize, span: Span) -> (u32, usize) {
    let found: Vec<u8> = body.as_bytes()[i + 2..]
        .iter()
        .take(digits)
        .take_while(|b| b.is_ascii_hexdigit())
        .copied()
        .collect();
    let len = 2 + found.len();
    if found.len() < digits {
        let what = match digits {
            2 => "truncated \\xXX escape",
            4 => "truncated \\uXXXX escape",
            _ => "truncated \\UXXXXXXXX escape",
        };
        escape_error(cx, body, i, len, what, span);
        return (0, len);
    }
    let value = found.iter().fold(0u32, |v, &b| {
        v.wrapping_mul(16) + char::from(b).to_digit(16).unwrap_or(0)
    });
    if value > 0x10FFFF {
        escape_error(cx, body, i, len, "illegal Unicode character", span);
    }
    (value, len)
}

/// `\N{NAME}`.
fn named(cx: &mut Ctx<'_>, body: &str, i: usize, span: Span) -> (u32, usize) {
    let rest = &body[i + 2..];
    let name = rest
        .strip_prefix('{')
        .and_then(|r| r.find('}').map(|end| &r[..end]));
    let Some(name) = name.filter(|n| !n.is_empty()) else {
        let len = match rest.strip_prefix('{') {
            None => 2,
            Some(r) if r.starts_with('}') => 3,
            Some(r) => 3 + position(r, r.len()),
        };
        escape_error(cx, body, i, len, "malformed \\N character escape", span);
        return (0, body.len() - i);
    };
    let len = name.len() + 4;
    match unicode_names2::character(name) {
        Some(c) => (c as u32, len),
        None => {
            escape_error(cx, body, i, len, "unknown Unicode character name", span);
            (0, len)
        }
    }
}

fn unescape_bytes(cx: &mut Ctx<'_>, body: &str, at: usize, span: Span) -> Vec<u8> {
    let bytes = body.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let b = bytes[i];
        let next = bytes.get(i + 1).copied();
        match (b, next) {
            (b'\\', Some(b'\n')) => i += 2,
            (b'\\', Some(b'x')) => {
                let digit = |k: usize| bytes.get(i + k).and_then(|&b| char::from(b).to_digit(16));
                match (digit(2), digit(3)) {
                    (Some(a), Some(b)) => {
                        out.push((a * 16 + b) as u8);
                        i += 4;
                    }
                    (a, _) => {
                        let message = format!("(value error) invalid \\x escape at position {i}");
                        cx.fail_now(message, span);
                        i += 2 + usize::from(a.is_some());
                    }
                }
            }
            (b'\\', Some(c)) => match simple(c) {
                Some(c) => {
                    out.push(c as u8);
                    i += 2;
                }
                None if (b'0'..=b'7').contains(&c) => {
                    let (value, used) = octal(cx, bytes, i, at);
                    out.push(value as u8);
                    i += used;
                }
                None => {
                    invalid_escape(cx, char::from(c), at + i);
                    out.push(b);
                    i += 1;
                }
            },
            _ => {
                out.push(b);
                i += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::ast::*;
    use crate::parse::{parse_expression, parse_module};

    fn text(src: &str) -> StrContent {
        match &parse_expression(src).expect(src).body[0].kind {
            StmtKind::Expr(e) => match &e.kind {
                ExprKind::Str(s) => (**s).clone(),
                other => panic!("{src}: {other:?}"),
            },
            other => panic!("{src}: {other:?}"),
        }
    }

    fn message(src: &str) -> String {
        parse_module(src).expect_err(src).message
    }

    #[test]
    fn escapes() {
        assert_eq!(
            text(r"'a\n\x41\u00e9\U0001F600\101\0'").as_str(),
            Some("a\nAé😀A\0")
        );
        assert_eq!(
            text(r"'\N{BULLET}\N{greek small letter alpha}'").as_str(),
            Some("•α")
        );
        assert_eq!(text("'a\\\nb'").as_str(), Some("ab"));
        assert_eq!(text("'''a\r\nb\rc'''").as_str(), Some("a\nb\nc"));
        assert_eq!(text(r"r'\n\''").as_str(), Some(r"\n\'"));
        assert_eq!(text(r"'\d\é'").as_str(), Some(r"\d\é"));
    }

    #[test]
    fn surrogates_stay() {
        let s = text(r"'\ud800x\udc00'");
        assert_eq!(s.as_str(), None);
        assert_eq!(s.code_points().collect::<Vec<_>>(), [0xD800, 0x78, 0xDC00]);
    }

    #[test]
    fn joined() {
        assert_eq!(text("'a' \"b\" r'\\c'").as_str(), Some("ab\\c"));
        assert_eq!(
            message("'a' b'b'"),
            "cannot mix bytes and nonbytes literals"
        );
        assert_eq!(
            message("b'é'"),
            "bytes can only contain ASCII literal characters"
        );
    }

    #[test]
    fn errors() {
        assert_eq!(
            message(r"'é\x4'"),
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 10-12: truncated \\xXX escape"
        );
        assert_eq!(
            message(r"b'a\xg'"),
            "(value error) invalid \\x escape at position 1"
        );
    }

    #[test]
    fn fstring_parts() {
        let module = parse_expression(r#"'a' f'{{{x!r:>{w}}}}' 'b' f"{y = }""#).expect("parses");
        let StmtKind::Expr(e) = &module.body[0].kind else {
            panic!("no expression")
        };
        let ExprKind::FString(f) = &e.kind else {
            panic!("no f-string: {e:?}")
        };
        let shape: Vec<String> = f
            .parts
            .iter()
            .map(|p| match p {
                FStringPart::Literal(t) => format!("{t:?}"),
                FStringPart::Field(f) => format!("{:?}", f.conversion),
            })
            .collect();
        assert_eq!(shape, ["\"a{\"", "Some(Repr)", "\"}by = \"", "Some(Repr)"]);
    }

    #[test]
    fn invalid_escape_warns() {
        let module = parse_module("'\\d'\n").expect("parses");
        assert!(
            module.warnings[0]
                .message
                .starts_with("\"\\d\" is an invalid escape sequence.")
        );
    }
}
