//! Drives `logos`, and scans by hand what a regular expression cannot: strings, f-strings, numbers and
//! identifiers outside ASCII. Gives tokens with line ends ([`Tok::Eol`]) but without layout.

use crate::diag::Diagnostic;
use crate::number;
use crate::span::Span;
use crate::token::{Tok, Token};
use logos::Logos;

/// How many brackets, and f-strings within f-strings, may be open at once; CPython's numbers.
const MAX_BRACKETS: usize = 200;
const MAX_FSTRINGS: usize = 150;

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bracket {
    pub(crate) open: u8,
    pub(crate) at: u32,
}

/// An f-string (or t-string) that is being scanned.
#[derive(Clone, Copy, Debug)]
struct FStr {
    start: u32,
    quote: u8,
    triple: bool,
    raw: bool,
    template: bool,
    /// Bracket depth outside the string.
    base: usize,
    /// For each open field the bracket depth inside its `{`, and whether its format specification is
    /// being scanned. Fields nest through format specifications.
    in_spec: bool,
    /// How many fields are open.
    fields: u32,
}

/// The lexer over one source text.
pub(crate) struct Lexer<'s> {
    src: &'s str,
    inner: logos::Lexer<'s, Tok>,
    pub(crate) brackets: Vec<Bracket>,
    fstrings: Vec<FStr>,
    /// Whether the innermost f-string's text is being scanned, rather than code.
    in_text: bool,
    /// Where the last token ended.
    pub(crate) last_end: u32,
    pub(crate) warnings: Vec<Diagnostic>,
}

type LexResult = Result<Option<Token>, Diagnostic>;

impl<'s> Lexer<'s> {
    pub(crate) fn new(src: &'s str) -> Self {
        Lexer {
            src,
            inner: Tok::lexer(src),
            brackets: Vec::new(),
            fstrings: Vec::new(),
            in_text: false,
            last_end: 0,
            warnings: Vec::new(),
        }
    }

    /// Whether an f-string is being scanned.
    pub(crate) fn in_fstring(&self) -> bool {
        !self.fstrings.is_empty()
    }

    /// Offset of the next byte to be read.
    pub(crate) fn pos(&self) -> usize {
        self.inner.span().end
    }

    /// Skips `n` bytes, which must end at a character boundary.
    pub(crate) fn skip(&mut self, n: usize) {
        self.inner.bump(n);
    }

    /// Goes back (or on) to `pos`.
    fn seek(&mut self, pos: usize) {
        self.inner = Tok::lexer(self.src);
        self.inner.bump(pos);
    }

    fn bytes(&self) -> &'s [u8] {
        self.src.as_bytes()
    }

    fn token(&self, tok: Tok) -> LexResult {
        let s = self.inner.span();
        Ok(Some(Token {
            tok,
            span: Span::new(s.start as u32, s.end as u32),
        }))
    }

    /// A token from `start` up to the read position.
    fn token_from(&self, tok: Tok, start: usize) -> LexResult {
        Ok(Some(Token {
            tok,
            span: Span::new(start as u32, self.pos() as u32),
        }))
    }

    /// The next token, `None` at the end of the text.
    pub(crate) fn next_token(&mut self) -> LexResult {
        if self.in_text {
            return self.fstring_text();
        }
        let Some(result) = self.inner.next() else {
            return self.end();
        };
        let Ok(tok) = result else {
            return self.odd_character();
        };
        if tok == Tok::Name || tok.is_keyword() {
            let next = self.bytes().get(self.pos()).copied().unwrap_or(0);
            if next >= 0x80 {
                return self.identifier(self.inner.span().start);
            }
            if tok == Tok::Name && (next == b'"' || next == b'\'') {
                self.check_prefix()?;
            }
            return self.token(tok);
        }
        match tok {
            Tok::LParen | Tok::LBracket | Tok::LBrace => self.open(),
            Tok::RParen | Tok::RBracket | Tok::RBrace => self.close(tok),
            Tok::String => self.string(),
            Tok::FStringStart | Tok::TStringStart => self.fstring_start(tok),
            Tok::Number => self.number(),
            Tok::Colon | Tok::ColonEqual if self.at_field_level() => {
                let start = self.inner.span().start;
                if tok == Tok::ColonEqual {
                    self.seek(start + 1);
                }
                if let Some(f) = self.fstrings.last_mut() {
                    f.in_spec = true;
                }
                self.in_text = true;
                self.token_from(Tok::Colon, start)
            }
            _ => self.token(tok),
        }
    }

    /// Whether the read position is directly inside the `{…}` of an f-string field.
    fn at_field_level(&self) -> bool {
        self.fstrings
            .last()
            .is_some_and(|f| self.brackets.len() == f.base + f.fields as usize)
    }

    fn open(&mut self) -> LexResult {
        let at = self.inner.span().start;
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(self.error_before("too many nested parentheses", at + 1));
        }
        self.brackets.push(Bracket {
            open: self.bytes()[at],
            at: at as u32,
        });
        let tok = match self.bytes()[at] {
            b'(' => Tok::LParen,
            b'[' => Tok::LBracket,
            _ => Tok::LBrace,
        };
        self.token(tok)
    }

    fn close(&mut self, tok: Tok) -> LexResult {
        let at = self.inner.span().start;
        let close = self.bytes()[at];
        if let Some(f) = self.fstrings.last() {
            let level = self.brackets.len();
            if f.fields == 0 || level == f.base {
                return Err(self.error_before("f-string: single '}' is not allowed", at + 1));
            }
            if close != b'}' && level == f.base + f.fields as usize {
                let kind = if f.template { 't' } else { 'f' };
                let message = format!("{kind}-string: unmatched '{}'", close as char);
                return Err(self.error_before(message, at + 1));
            }
        }
        let Some(open) = self.brackets.pop() else {
            let message = format!("unmatched '{}'", close as char);
            return Err(self.error_before(message, at + 1));
        };
        let fits = matches!(
            (open.open, close),
            (b'(', b')') | (b'[', b']') | (b'{', b'}')
        );
        if !fits {
            return Err(self.mismatch(open, close, at));
        }
        if let Some(f) = self.fstrings.last_mut()
            && self.brackets.len() + 1 == f.base + f.fields as usize
        {
            f.fields -= 1;
            f.in_spec = f.fields > 0;
            self.in_text = true;
        }
        self.token(tok)
    }

    fn mismatch(&self, open: Bracket, close: u8, at: usize) -> Diagnostic {
        let before = &self.bytes()[open.at as usize..at];
        let message = if before.contains(&b'\n') {
            let line = 1 + self.bytes()[..open.at as usize]
                .iter()
                .filter(|&&b| b == b'\n')
                .count();
            format!(
                "closing parenthesis '{}' does not match opening parenthesis '{}' on line {line}",
                close as char, open.open as char
            )
        } else {
            format!(
                "closing parenthesis '{}' does not match opening parenthesis '{}'",
                close as char, open.open as char
            )
        };
        self.error_before(message, at + 1)
    }

    /// An error at the character that ends at `pos`: where CPython's tokenizer puts its own.
    fn error_before(&self, message: impl Into<String>, pos: usize) -> Diagnostic {
        let pos = pos.min(self.src.len());
        let start = self.src[..pos]
            .chars()
            .next_back()
            .map_or(pos, |c| pos - c.len_utf8());
        Diagnostic::syntax(message, Span::at(start as u32))
    }

    /// The end of the text; an f-string still open is an error.
    fn end(&mut self) -> LexResult {
        match self.fstrings.last() {
            // The parser reports the bracket.
            Some(_) if !self.brackets.is_empty() => Ok(None),
            Some(&f) => Err(self.unterminated_fstring(f, self.src.len())),
            None => self.end_of_line().map(|()| None),
        }
    }

    /// At the end of the text: an error if the last line ends in a backslash that continues it.
    pub(crate) fn end_of_line(&self) -> Result<(), Diagnostic> {
        let text = self.src.trim_end_matches(['\n', '\r']);
        if !self.brackets.is_empty() || text.len() == self.src.len() || !text.ends_with('\\') {
            return Ok(());
        }
        let at = text.len() - 1;
        let line = text.rfind(['\n', '\r']).map_or(0, |i| i + 1);
        // A comment may end in a backslash; nothing else that ends here can.
        let inside = (self.last_end as usize).max(line);
        if inside > at || text[inside..].contains('#') {
            return Ok(());
        }
        Err(
            Diagnostic::syntax("unexpected EOF while parsing", Span::at(text.len() as u32))
                .without_end(-1)
                .incomplete_if(true),
        )
    }

    fn unterminated_fstring(&self, f: FStr, pos: usize) -> Diagnostic {
        let kind = if f.template { 't' } else { 'f' };
        let triple = if f.triple { "triple-quoted " } else { "" };
        let message = format!(
            "unterminated {triple}{kind}-string literal (detected at line {})",
            self.line_of(pos)
        );
        Diagnostic::syntax(message, Span::at(f.start))
    }

    fn line_of(&self, pos: usize) -> usize {
        let pos = pos.min(self.src.len());
        1 + self.bytes()[..pos].iter().filter(|&&b| b == b'\n').count()
    }

    fn number(&mut self) -> LexResult {
        let start = self.inner.span().start;
        match number::scan(self.bytes(), start) {
            Ok(scan) => {
                self.inner.bump(scan.end - self.pos());
                if let Some(kind) = scan.glued {
                    let span = Span::at(scan.end as u32 - 1);
                    let message = format!("invalid {kind} literal");
                    self.warnings.push(Diagnostic::new(
                        crate::diag::DiagKind::SyntaxWarning,
                        message,
                        span,
                    ));
                }
                self.token_from(Tok::Number, start)
            }
            Err(e) => Err(match e.range {
                Some((from, to)) => {
                    Diagnostic::syntax(e.message, Span::new(from as u32, to as u32))
                }
                None => self.error_before(e.message, e.pos),
            }),
        }
    }

    fn bad_character(&self, c: char, at: usize) -> Diagnostic {
        let code = c as u32;
        let message = if is_printable(c) {
            format!("invalid character '{c}' (U+{code:04X})")
        } else {
            format!("invalid non-printable character U+{code:04X}")
        };
        Diagnostic::syntax(message, Span::at(at as u32))
    }

    /// What `logos` could not match.
    fn odd_character(&mut self) -> LexResult {
        let start = self.inner.span().start;
        let Some(c) = self.src[start..].chars().next() else {
            return Ok(None);
        };
        if c == '\\' {
            let after = start + 1;
            return Err(if after >= self.src.len() {
                Diagnostic::syntax("unexpected EOF while parsing", Span::at(after as u32))
                    .without_end(-1)
                    .incomplete_if(true)
            } else {
                Diagnostic::syntax(
                    "unexpected character after line continuation character",
                    Span::at(after as u32),
                )
                .without_end(0)
            });
        }
        if !c.is_ascii() {
            return self.identifier(start);
        }
        Err(self.bad_character(c, start))
    }

    /// The identifier at `start`, which holds characters outside ASCII.
    fn identifier(&mut self, start: usize) -> LexResult {
        let rest = &self.src[start..];
        let len = rest
            .bytes()
            .position(|b| !(b >= 0x80 || b == b'_' || b.is_ascii_alphanumeric()))
            .unwrap_or(rest.len());
        for (i, c) in rest[..len].char_indices() {
            let fits = if i == 0 {
                c == '_' || unicode_ident::is_xid_start(c)
            } else {
                unicode_ident::is_xid_continue(c)
            };
            if !fits {
                return Err(self.bad_character(c, start + i));
            }
        }
        self.seek(start + len);
        self.token_from(Tok::Name, start)
    }

    /// A name directly before a quote: an error if it could only be a wrong string prefix.
    fn check_prefix(&self) -> Result<(), Diagnostic> {
        let span = self.inner.span();
        let name = &self.src[span.clone()];
        let mut seen: Vec<u8> = Vec::new();
        for b in name.bytes() {
            let b = b.to_ascii_lowercase();
            if !b"bfrtu".contains(&b) || seen.contains(&b) {
                return Ok(());
            }
            seen.push(b);
        }
        for (a, b) in [
            (b'u', b'b'),
            (b'u', b'r'),
            (b'u', b'f'),
            (b'u', b't'),
            (b'b', b'f'),
            (b'b', b't'),
            (b'f', b't'),
        ] {
            if seen.contains(&a) && seen.contains(&b) {
                let message = format!(
                    "'{}' and '{}' prefixes are incompatible",
                    a as char, b as char
                );
                return Err(Diagnostic::syntax(
                    message,
                    Span::new(span.start as u32, span.end as u32),
                ));
            }
        }
        Ok(())
    }

    /// The rest of a plain string or bytes literal, whose prefix and first quote have been read.
    fn string(&mut self) -> LexResult {
        let span = self.inner.span();
        let bytes = self.bytes();
        let quote = bytes[span.end - 1];
        let mut i = span.end;
        let triple = bytes.get(i) == Some(&quote) && bytes.get(i + 1) == Some(&quote);
        if triple {
            i += 2;
        }
        let mut escaped_quote = false;
        let place = (span.start, span.end - 1);
        let end = loop {
            match bytes.get(i) {
                None => return Err(self.unterminated(place, triple, i, escaped_quote)),
                Some(&b) if b == quote => {
                    if !triple {
                        break i + 1;
                    }
                    if bytes.get(i + 1) == Some(&quote) && bytes.get(i + 2) == Some(&quote) {
                        break i + 3;
                    }
                    i += 1;
                }
                Some(b'\\') => {
                    escaped_quote |= bytes.get(i + 1) == Some(&quote);
                    let crlf = bytes.get(i + 1) == Some(&b'\r') && bytes.get(i + 2) == Some(&b'\n');
                    i += if crlf { 3 } else { 2 };
                }
                Some(b'\n' | b'\r') if !triple => {
                    return Err(self.unterminated(place, false, i, escaped_quote));
                }
                Some(_) => i += 1,
            }
        };
        self.inner.bump(end - span.end);
        self.token_from(Tok::String, span.start)
    }

    fn unterminated(
        &self,
        (start, quote_at): (usize, usize),
        triple: bool,
        pos: usize,
        escaped_quote: bool,
    ) -> Diagnostic {
        let quote = self.bytes()[quote_at];
        if let Some(f) = self.fstrings.last()
            && quote == f.quote
            && !triple
            && !f.triple
        {
            let kind = if f.template { 't' } else { 'f' };
            return Diagnostic::syntax(
                format!("{kind}-string: expecting '}}'"),
                Span::at(start as u32),
            );
        }
        // A text that ends in a newline ends on its last line, not after it.
        let mut line = self.line_of(pos);
        if pos >= self.src.len() && self.src.ends_with('\n') {
            line -= 1;
        }
        let message = if triple {
            format!("unterminated triple-quoted string literal (detected at line {line})")
        } else if escaped_quote {
            format!(
                "unterminated string literal (detected at line {line}); perhaps you escaped the end quote?"
            )
        } else {
            format!("unterminated string literal (detected at line {line})")
        };
        Diagnostic::syntax(message, Span::at(start as u32)).incomplete_if(triple)
    }

    fn fstring_start(&mut self, tok: Tok) -> LexResult {
        let span = self.inner.span();
        let bytes = self.bytes();
        if self.fstrings.len() >= MAX_FSTRINGS {
            return Err(self.error_before("too many nested f-strings", span.end));
        }
        let quote = bytes[span.end - 1];
        let triple = bytes.get(span.end) == Some(&quote) && bytes.get(span.end + 1) == Some(&quote);
        if triple {
            self.inner.bump(2);
        }
        self.fstrings.push(FStr {
            start: span.start as u32,
            quote,
            triple,
            raw: bytes[span.start..span.end]
                .iter()
                .any(|b| b.eq_ignore_ascii_case(&b'r')),
            template: tok == Tok::TStringStart,
            base: self.brackets.len(),
            in_spec: false,
            fields: 0,
        });
        self.in_text = true;
        self.token_from(tok, span.start)
    }

    /// Text of an f-string or of a format specification, or the token that ends it.
    fn fstring_text(&mut self) -> LexResult {
        let Some(&f) = self.fstrings.last() else {
            self.in_text = false;
            return self.next_token();
        };
        let bytes = self.bytes();
        let start = self.pos();
        let mut i = start;
        loop {
            let Some(&b) = bytes.get(i) else {
                return Err(self.unterminated_fstring(f, self.end_line_pos()));
            };
            match b {
                _ if b == f.quote => {
                    let closes =
                        !f.triple || bytes.get(i + 1) == Some(&b) && bytes.get(i + 2) == Some(&b);
                    if !closes {
                        i += 1;
                        continue;
                    }
                    if i > start {
                        break;
                    }
                    self.inner.bump(if f.triple { 3 } else { 1 });
                    self.fstrings.pop();
                    // A format specification may still be open: the parser will see that.
                    self.brackets.truncate(f.base);
                    self.in_text = false;
                    return self.token_from(Tok::FStringEnd, start);
                }
                b'\n' | b'\r' if !f.triple => {
                    if f.in_spec && f.fields > 0 {
                        let kind = if f.template { 't' } else { 'f' };
                        return Err(self.error_before(
                            format!("{kind}-string: newlines are not allowed in format specifiers for single quoted {kind}-strings"),
                            i + 1,
                        ));
                    }
                    return Err(self.unterminated_fstring(f, i));
                }
                b'{' => {
                    if !f.in_spec && bytes.get(i + 1) == Some(&b'{') {
                        i += 2;
                        continue;
                    }
                    if i > start {
                        break;
                    }
                    self.inner.bump(1);
                    self.in_text = false;
                    if self.brackets.len() >= MAX_BRACKETS {
                        return Err(self.error_before("too many nested parentheses", i + 1));
                    }
                    if f.fields >= 3 {
                        return Err(self.error_before("f-string: expressions nested too deeply", i));
                    }
                    self.brackets.push(Bracket {
                        open: b'{',
                        at: i as u32,
                    });
                    if let Some(f) = self.fstrings.last_mut() {
                        f.fields += 1;
                    }
                    return self.token_from(Tok::LBrace, start);
                }
                b'}' if f.in_spec => {
                    if i > start {
                        break;
                    }
                    self.in_text = false;
                    self.inner.bump(1);
                    self.brackets.pop();
                    if let Some(f) = self.fstrings.last_mut() {
                        f.fields -= 1;
                        f.in_spec = f.fields > 0;
                    }
                    self.in_text = true;
                    return self.token_from(Tok::RBrace, start);
                }
                b'}' => {
                    if bytes.get(i + 1) == Some(&b'}') {
                        i += 2;
                        continue;
                    }
                    let kind = if f.template { 't' } else { 'f' };
                    return Err(self.error_before(
                        format!("{kind}-string: single '}}' is not allowed"),
                        i + 1,
                    ));
                }
                b'\\' if !f.raw => {
                    match bytes.get(i + 1) {
                        // `\{` is a backslash and the start of a field.
                        Some(b'{' | b'}') => i += 1,
                        Some(b'N') if bytes.get(i + 2) == Some(&b'{') => {
                            let name = bytes[i + 3..].iter().position(|&b| {
                                b == b'}' || b == b'{' || b == f.quote || b == b'\n'
                            });
                            match name {
                                Some(n) if bytes[i + 3 + n] == b'}' => i += 4 + n,
                                _ => i += 3,
                            }
                        }
                        Some(b'\r') if bytes.get(i + 2) == Some(&b'\n') => i += 3,
                        Some(_) => i += 2,
                        None => i += 1,
                    }
                }
                b'\\' => {
                    // In a raw string a backslash still protects the quote after it.
                    match bytes.get(i + 1) {
                        Some(b'{' | b'}') | None => i += 1,
                        Some(b'\r') if bytes.get(i + 2) == Some(&b'\n') => i += 3,
                        Some(_) => i += 2,
                    }
                }
                _ => i += 1,
            }
        }
        self.seek_within(i);
        self.token_from(
            if f.raw {
                Tok::FStringRawMiddle
            } else {
                Tok::FStringMiddle
            },
            start,
        )
    }

    /// Reads on to `pos`, moved to a character boundary.
    fn seek_within(&mut self, mut pos: usize) {
        while !self.src.is_char_boundary(pos) {
            pos += 1;
        }
        self.inner.bump(pos - self.pos());
    }

    /// A position on the last line that has text.
    fn end_line_pos(&self) -> usize {
        self.src.len() - usize::from(self.src.ends_with('\n'))
    }
}

/// Whether `repr` would show the character as it is.
pub(crate) fn is_printable(c: char) -> bool {
    c == ' '
        || !(c.is_control()
            || c.is_whitespace()
            || matches!(c as u32,
                0xAD | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x8E2 | 0x180E | 0x200B..=0x200F
                | 0x2028..=0x202E | 0x2060..=0x206F | 0xE000..=0xF8FF | 0xFEFF | 0xFFF0..=0xFFFB
                | 0xFFFE..=0xFFFF | 0xE0000..=0xE00FF | 0xE01F0..=0xE0FFF | 0xF0000..=0x10FFFF))
}
