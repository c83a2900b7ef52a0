//! Line ends: finding them, translating them, remembering which were seen.

use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Vm};

/// What ends a line for `readline`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEnd {
    /// `\n`
    Lf,
    /// `\r`
    Cr,
    /// `\r\n`
    CrLf,
    /// Any of the three.
    Any,
}

/// The `newline` argument of text files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Newline {
    /// Line ends are recognised in all forms.
    pub(crate) universal: bool,
    /// They are translated to `\n` when they are read.
    pub(crate) translate: bool,
    /// What `readline` looks for.
    pub(crate) end: LineEnd,
    /// What `\n` is written as, if not as it is.
    pub(crate) written: Option<&'static [u8]>,
}

impl Newline {
    /// For the argument's text; None for a text that is no line end.
    pub(crate) fn of(text: Option<&str>) -> Option<Newline> {
        let plain = |end, written| Newline {
            universal: false,
            translate: false,
            end,
            written,
        };
        Some(match text {
            None => Newline {
                universal: true,
                translate: true,
                end: LineEnd::Lf,
                written: None,
            },
            Some("") => Newline {
                universal: true,
                translate: false,
                end: LineEnd::Any,
                written: None,
            },
            Some("\n") => plain(LineEnd::Lf, None),
            Some("\r") => plain(LineEnd::Cr, Some(b"\r")),
            Some("\r\n") => plain(LineEnd::CrLf, Some(b"\r\n")),
            Some(_) => return None,
        })
    }
    /// ValueError for a text that is no line end.
    pub(crate) fn illegal(vm: &Vm, text: &str) -> Raised {
        vm.value_error(format!("illegal newline value: {text}"))
    }
}

/// Where the first line of `text` ends (behind its line end), if it ends.
#[inline]
pub(crate) fn line_end(text: &[u8], end: LineEnd) -> Option<usize> {
    match end {
        LineEnd::Lf => memchr::memchr(b'\n', text).map(|at| at + 1),
        LineEnd::Cr => memchr::memchr(b'\r', text).map(|at| at + 1),
        LineEnd::CrLf => memchr::memmem::find(text, b"\r\n").map(|at| at + 2),
        LineEnd::Any => memchr::memchr2(b'\n', b'\r', text).map(|at| {
            if text[at] == b'\r' && text.get(at + 1) == Some(&b'\n') {
                at + 2
            } else {
                at + 1
            }
        }),
    }
}

/// Replaces `\n` by `with`.
pub(crate) fn write_line_ends(text: &[u8], with: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 16);
    let mut at = 0;
    for lf in memchr::memchr_iter(b'\n', text) {
        out.extend_from_slice(&text[at..lf]);
        out.extend_from_slice(with);
        at = lf + 1;
    }
    out.extend_from_slice(&text[at..]);
    out
}

const SEEN_CR: u8 = 1;
const SEEN_LF: u8 = 2;
const SEEN_CRLF: u8 = 4;

/// Translates line ends of text that comes in pieces, and notes which there were.
#[derive(Clone, Debug)]
pub(crate) struct NewlineDecoder {
    /// Line ends become `\n`.
    pub(crate) translate: bool,
    /// The last piece ended with a `\r` that is held back.
    pub(crate) pending_cr: bool,
    seen: u8,
}

impl NewlineDecoder {
    pub(crate) fn new(translate: bool) -> NewlineDecoder {
        NewlineDecoder {
            translate,
            pending_cr: false,
            seen: 0,
        }
    }

    /// The next piece.
    pub(crate) fn decode(&mut self, mut text: Vec<u8>, last: bool) -> Vec<u8> {
        if self.pending_cr && (last || !text.is_empty()) {
            text.insert(0, b'\r');
            self.pending_cr = false;
        }
        if !last && text.last() == Some(&b'\r') {
            text.pop();
            self.pending_cr = true;
        }
        let Some(first) = memchr::memchr(b'\r', &text) else {
            if self.seen & SEEN_LF == 0 && memchr::memchr(b'\n', &text).is_some() {
                self.seen |= SEEN_LF;
            }
            return text;
        };
        if memchr::memchr(b'\n', &text[..first]).is_some() {
            self.seen |= SEEN_LF;
        }
        let mut out = Vec::with_capacity(if self.translate { text.len() } else { 0 });
        out.extend_from_slice(if self.translate { &text[..first] } else { &[] });
        let mut at = first;
        while at < text.len() {
            let Some(next) = memchr::memchr2(b'\r', b'\n', &text[at..]).map(|n| at + n) else {
                break;
            };
            let crlf = text[next] == b'\r' && text.get(next + 1) == Some(&b'\n');
            self.seen |= match (crlf, text[next]) {
                (true, _) => SEEN_CRLF,
                (false, b'\r') => SEEN_CR,
                _ => SEEN_LF,
            };
            if self.translate {
                out.extend_from_slice(&text[at..next]);
                out.push(b'\n');
            }
            at = next + 1 + usize::from(crlf);
        }
        if !self.translate {
            return text;
        }
        out.extend_from_slice(&text[at..]);
        out
    }

    /// Forgets what came before.
    pub(crate) fn reset(&mut self) {
        self.seen = 0;
        self.pending_cr = false;
    }

    /// The line ends seen: None, a string, or a tuple of them.
    pub(crate) fn newlines(&self, vm: &Vm) -> Value {
        let mut found: Vec<Value> = Vec::new();
        for (bit, text) in [(SEEN_CR, "\r"), (SEEN_LF, "\n"), (SEEN_CRLF, "\r\n")] {
            if self.seen & bit != 0 {
                found.push(vm.str(text));
            }
        }
        match found.len() {
            0 => Value::NONE,
            1 => found.remove(0),
            _ => vm.tuple(found),
        }
    }
}
