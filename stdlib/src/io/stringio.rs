//! `io.StringIO`: a file of text in memory.

use std::sync::atomic::{AtomicU8, Ordering};

use hasp_vm::args::{Args, This};
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::Ref;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::header::{Payload, VTable};
use hasp_vm::object::typ::TypeDef;
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use super::newline::{Newline, NewlineDecoder, line_end, write_line_ends};
use super::support::{bind, offset, size};

/// Payload.
pub(crate) struct StringIo {
    state: Locked<State>,
    life: AtomicU8,
}

/// Text below this size is made without asking whether there is memory for it.
const UNCHECKED: usize = 1 << 24;

const NEW: u8 = 0;
const OPEN: u8 = 1;
const CLOSED: u8 = 2;

impl Payload for StringIo {}

struct State {
    /// WTF-8.
    text: Vec<u8>,
    /// Code points in `text`.
    chars: usize,
    /// Position in code points; it may lie behind the end.
    pos: usize,
    /// The same in bytes, as long as it is not behind the end.
    at: usize,
    newline: Newline,
    /// The `newline` argument as it was given.
    given: Option<&'static str>,
    decoder: Option<NewlineDecoder>,
}

impl State {
    fn new() -> State {
        State {
            text: Vec::new(),
            chars: 0,
            pos: 0,
            at: 0,
            newline: Newline {
                universal: false,
                translate: false,
                end: super::newline::LineEnd::Lf,
                written: None,
            },
            given: Some("\n"),
            decoder: None,
        }
    }
    fn is_ascii(&self) -> bool {
        self.chars == self.text.len()
    }
    fn go_to(&mut self, pos: usize) {
        self.pos = pos;
        self.at = self.byte_at(pos);
    }
    /// Byte offset of a code point.
    fn byte_at(&self, pos: usize) -> usize {
        if pos >= self.chars {
            self.text.len()
        } else if self.is_ascii() {
            pos
        } else {
            wtf8::offset_of(&self.text, pos)
        }
    }
    /// Byte offset `n` code points behind `from`.
    fn advance(&self, from: usize, n: usize) -> usize {
        let rest = &self.text[from..];
        if self.is_ascii() {
            from + n.min(rest.len())
        } else if n >= rest.len() {
            self.text.len()
        } else {
            from + wtf8::offset_of(rest, n)
        }
    }
    /// Takes the bytes up to `end`.
    fn take_to(&mut self, end: usize) -> &[u8] {
        let part = &self.text[self.at..end];
        self.pos += if self.chars == self.text.len() {
            part.len()
        } else {
            wtf8::count(part)
        };
        let start = self.at;
        self.at = end;
        &self.text[start..end]
    }
    fn take(&mut self, limit: Option<usize>) -> &[u8] {
        if self.pos > self.chars {
            return &[];
        }
        let end = limit.map_or(self.text.len(), |n| self.advance(self.at, n));
        self.take_to(end)
    }
    fn take_line(&mut self, limit: Option<usize>) -> &[u8] {
        if self.pos > self.chars {
            return &[];
        }
        let rest = &self.text[self.at..];
        let end = self.at + line_end(rest, self.newline.end).unwrap_or(rest.len());
        let end = limit.map_or(end, |n| end.min(self.advance(self.at, n)));
        self.take_to(end)
    }
    /// Writes text of `chars` code points over what is there.
    fn put(&mut self, text: &[u8], chars: usize) {
        if self.pos > self.chars {
            let gap = self.pos - self.chars;
            self.text.resize(self.text.len() + gap, 0);
            self.chars += gap;
            self.at = self.text.len();
        }
        if self.at == self.text.len() {
            self.text.extend_from_slice(text);
            self.chars += chars;
        } else {
            let end = self.advance(self.at, chars);
            let over = wtf8::count(&self.text[self.at..end]);
            self.text.splice(self.at..end, text.iter().copied());
            self.chars = self.chars - over + chars;
        }
        self.pos += chars;
        self.at += text.len();
    }
    fn write(&mut self, text: &[u8], chars: usize) {
        if self.decoder.is_none() && self.newline.written.is_none() {
            return self.put(text, chars);
        }
        let mut text = text.to_vec();
        if let Some(decoder) = &mut self.decoder {
            text = decoder.decode(text, true);
        }
        if let Some(end) = self.newline.written {
            text = write_line_ends(&text, end);
        }
        let chars = wtf8::count(&text);
        self.put(&text, chars);
    }
}

type Me<'a> = This<'a, StringIo>;

/// The class.
pub(super) static STRING_IO: TypeDef = TypeDef {
    name: "_io.StringIO",
    layout: Some(VTable::of::<StringIo>),
    subclassable: true,
    doc: "Text I/O implementation using an in-memory buffer.",
    slots: |s| {
        s.new.set(Some(|vm, class, _| {
            let body = StringIo {
                state: Locked::new(State::new()),
                life: AtomicU8::new(NEW),
            };
            Ok(vm.alloc(class, body).into_value())
        }));
        s.init.set(Some(init));
        s.next.set(Some(next));
    },
    methods: METHODS,
    getsets: &[
        GetSetDef {
            name: "closed",
            get: |vm, v| {
                let life = this(vm, v)?.life.load(Ordering::Relaxed);
                Ok(Value::bool(life == CLOSED))
            },
            set: None,
        },
        GetSetDef {
            name: "line_buffering",
            get: |vm, v| {
                open_file(vm, this(vm, v)?)?;
                Ok(Value::FALSE)
            },
            set: None,
        },
        GetSetDef {
            name: "newlines",
            get: |vm, v| {
                let s = this(vm, v)?;
                open_file(vm, s)?;
                let decoder = s.state.with(|s| s.decoder.clone());
                Ok(decoder.map_or(Value::NONE, |d| d.newlines(vm)))
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

const METHODS: &[NativeDef] = &[
    native!(
        "read(self, size=-1, /)",
        |vm: &Vm, s: Me<'_>, n: Option<&Value>| take(vm, &s, n, State::take)
    )
    .doc("Read at most size characters, returned as a string."),
    native!(
        "readline(self, size=-1, /)",
        |vm: &Vm, s: Me<'_>, n: Option<&Value>| take(vm, &s, n, State::take_line)
    )
    .doc("Read until newline or EOF."),
    native!("write(self, s, /)", write).doc("Write string to file."),
    native!("getvalue(self, /)", |vm: &Vm, s: Me<'_>| -> Result<Value> {
        open_file(vm, &s)?;
        Ok(s.state.with(|s| vm.new_wtf8(&s.text)).into_value())
    })
    .doc("Retrieve the entire contents of the object."),
    native!("tell(self, /)", |vm: &Vm, s: Me<'_>| -> Result<usize> {
        open_file(vm, &s)?;
        Ok(s.state.with(|s| s.pos))
    })
    .doc("Tell the current file position."),
    native!("seek(self, pos, whence=0, /)", seek).doc("Change stream position."),
    native!("truncate(self, pos=None, /)", truncate).doc("Truncate size to pos."),
    native!("close(self, /)", |_: &Vm, s: Me<'_>| {
        s.life.store(CLOSED, Ordering::Relaxed);
        drop(s.state.with(|s| std::mem::replace(s, State::new())));
    })
    .doc("Close the IO object."),
    native!("readable(self, /)", yes).doc("Returns True if the IO object can be read."),
    native!("writable(self, /)", yes).doc("Returns True if the IO object can be written."),
    native!("seekable(self, /)", yes).doc("Returns True if the IO object can be seeked."),
    native!("__getstate__(self, /)", getstate),
    native!("__setstate__(self, state, /)", setstate),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<StringIo>> {
    v.downcast_ref::<StringIo>().ok_or_else(|| vm.wrong_self(v))
}

#[inline]
fn open_file(vm: &Vm, s: &StringIo) -> Result<()> {
    match s.life.load(Ordering::Relaxed) {
        OPEN => Ok(()),
        life => Err(not_open(vm, life)),
    }
}

#[cold]
fn not_open(vm: &Vm, life: u8) -> Raised {
    vm.value_error(if life == NEW {
        "I/O operation on uninitialized object"
    } else {
        "I/O operation on closed file"
    })
}

fn yes(vm: &Vm, s: Me<'_>) -> Result<bool> {
    open_file(vm, &s).map(|()| true)
}

fn newline_of(vm: &Vm, v: Option<&Value>) -> Result<(Newline, Option<&'static str>)> {
    let text = match v {
        None => Some("\n".to_owned()),
        Some(v) if v.is_none() => None,
        Some(v) => match v.str_lossy() {
            Some(text) => Some(text),
            None => {
                return Err(vm.type_error(format!(
                    "newline must be str or None, not {}",
                    vm.type_name(v)
                )));
            }
        },
    };
    match Newline::of(text.as_deref()) {
        Some(newline) => {
            let known = ["", "\n", "\r", "\r\n"];
            let given = known.into_iter().find(|k| Some(*k) == text.as_deref());
            Ok((newline, given))
        }
        None => {
            let shown = v.map_or(Ok(String::new()), |v| vm.repr_text(v))?;
            Err(Newline::illegal(vm, &shown))
        }
    }
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let [initial, newline] = bind(vm, "StringIO", args, ["initial_value", "newline"], 0)?;
    start(vm, v, initial, newline)
}

fn start(vm: &Vm, v: &Value, initial: Option<&Value>, newline: Option<&Value>) -> Result<()> {
    let s = this(vm, v)?;
    let (newline, given) = newline_of(vm, newline)?;
    let initial = initial.filter(|i| !i.is_none());
    let text = match initial {
        None => None,
        Some(initial) => Some(initial.as_str_obj().ok_or_else(|| {
            vm.type_error(format!(
                "initial_value must be str or None, not {}",
                vm.type_name(initial)
            ))
        })?),
    };
    let mut state = State::new();
    state.newline = newline;
    state.given = given;
    state.decoder = newline
        .universal
        .then(|| NewlineDecoder::new(newline.translate));
    if let Some(text) = text {
        state.write(text.bytes(), text.char_len());
        state.go_to(0);
    }
    drop(s.state.with(|old| std::mem::replace(old, state)));
    s.life.store(OPEN, Ordering::Relaxed);
    Ok(())
}

fn take(
    vm: &Vm,
    s: &StringIo,
    n: Option<&Value>,
    part: impl FnOnce(&mut State, Option<usize>) -> &[u8],
) -> Result<Value> {
    let n = size(vm, n)?;
    open_file(vm, s)?;
    Ok(s.state.with(|s| vm.new_wtf8(part(s, n))).into_value())
}

fn next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let s = this(vm, v)?;
    open_file(vm, s)?;
    // A class of a script may read its lines in its own way.
    if !vm.type_of(v).is_native_class() {
        let line = super::support::call_str(vm, v, "readline", &[])?;
        if line.as_str_obj().is_none() {
            return Err(vm.os_error_text(format!(
                "readline() should have returned a str object, not '{}'",
                vm.type_name(&line)
            )));
        }
        return Ok((vm.len(&line)? > 0).then_some(line));
    }
    let line = s.state.with(|s| {
        if s.is_ascii() {
            vm.new_ascii(s.take_line(None))
        } else {
            vm.new_wtf8(s.take_line(None))
        }
    });
    Ok((!line.bytes().is_empty()).then(|| line.into_value()))
}

fn write(vm: &Vm, s: Me<'_>, text: &Value) -> Result<usize> {
    let Some(text) = text.as_str_obj() else {
        return Err(vm.type_error(format!(
            "string argument expected, got '{}'",
            vm.type_name(text)
        )));
    };
    open_file(vm, &s)?;
    let chars = text.char_len();
    if chars > 0 {
        let written = s.state.with(|s| {
            let fits = s.text.len().max(s.pos) + text.bytes().len() < UNCHECKED;
            if fits {
                s.write(text.bytes(), chars);
            }
            fits
        });
        if !written {
            let pos = s.state.with(|s| s.text.len().max(s.pos));
            vm.check_text_len(pos.saturating_add(text.bytes().len()))?;
            s.state.with(|s| s.write(text.bytes(), chars));
        }
    }
    Ok(chars)
}

fn seek(vm: &Vm, s: Me<'_>, pos: &Value, whence: i32) -> Result<Value> {
    let pos = offset(vm, pos)?;
    open_file(vm, &s)?;
    if !(0..=2).contains(&whence) {
        return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")));
    }
    if pos < 0 && whence == 0 {
        return Err(vm.value_error(format!("Negative seek position {pos}")));
    }
    if whence != 0 && pos != 0 {
        return Err(vm.os_error_text("Can't do nonzero cur-relative seeks"));
    }
    let to = s.state.with(|s| {
        let to = match whence {
            0 => pos as usize,
            1 => s.pos,
            _ => s.chars,
        };
        s.go_to(to);
        to
    });
    Ok(vm.int(to as i64))
}

fn truncate(vm: &Vm, s: Me<'_>, to: Option<&Value>) -> Result<Value> {
    open_file(vm, &s)?;
    let to = match to.filter(|t| !t.is_none()) {
        None => s.state.with(|s| s.pos as i64),
        Some(to) if vm.type_of(to).slots.index.get().is_none() => {
            return Err(vm.type_error(format!(
                "argument should be integer or None, not '{}'",
                vm.type_name(to)
            )));
        }
        Some(to) => offset(vm, to)?,
    };
    let Ok(len) = usize::try_from(to) else {
        return Err(vm.value_error(format!("Negative size value {to}")));
    };
    s.state.with(|s| {
        if len < s.chars {
            let end = s.byte_at(len);
            s.text.truncate(end);
            s.chars = len;
            s.at = s.at.min(end);
        }
    });
    Ok(vm.int(to))
}

fn getstate(vm: &Vm, s: Me<'_>) -> Result<Value> {
    open_file(vm, &s)?;
    let (text, given, pos) = s.state.with(|s| (vm.new_wtf8(&s.text), s.given, s.pos));
    let given = given.map_or(Value::NONE, |g| vm.str(g));
    Ok(vm.tuple(vec![
        text.into_value(),
        given,
        vm.int(pos as i64),
        Value::NONE,
    ]))
}

fn setstate(vm: &Vm, s: Me<'_>, state: &Value) -> Result<()> {
    let Some([text, newline, pos, _]) = state.as_tuple().map(|t| t.as_slice()) else {
        return Err(vm.type_error(format!(
            "StringIO.__setstate__ argument should be 4-tuple, got {}",
            vm.type_name(state)
        )));
    };
    start(vm, s.value(), None, Some(newline))?;
    let Some(text) = text.as_str_obj() else {
        return Err(vm.type_error("the state's text must be a string"));
    };
    let pos = usize::try_from(vm.index_clipped(pos)?)
        .map_err(|_| vm.value_error("position value cannot be negative"))?;
    s.state.with(|s| {
        s.put(text.bytes(), text.char_len());
        s.go_to(pos);
    });
    Ok(())
}
