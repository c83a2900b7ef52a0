//! `io.TextIOWrapper`: the payload, making one, its attributes.

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use hasp_vm::args::Args;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::Ref;
use hasp_vm::object::cell::Slot;
use hasp_vm::object::header::{Payload, VTable, Visit};
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::text::codecs::Codec;
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use super::buffered::Buffered;
use super::decoder::{Decoder, DecoderState};
use super::guarded::{Guard, Guarded};
use super::newline::{Newline, NewlineDecoder, line_end};
use super::support::{ask, bind, closed_error, is_closed, text_or_none, types};

/// Payload.
pub(crate) struct TextFile {
    pub(super) buffer: Slot,
    encoding: Slot,
    errors: Slot,
    flags: AtomicU8,
    pub(super) chunk: AtomicUsize,
    state: Guarded<State>,
}

/// Lines up to this length are taken the quick way.
const QUICK: usize = 1 << 20;

/// Ready for use.
const READY: u8 = 1;
const DETACHED: u8 = 2;
pub(super) const LINE_BUFFERING: u8 = 4;
pub(super) const WRITE_THROUGH: u8 = 8;
pub(super) const SEEKABLE: u8 = 16;
/// `tell` works; iteration switches it off.
pub(super) const TELLING: u8 = 32;
/// The buffer is one of ours: no calls by name are needed.
const DIRECT: u8 = 64;
/// The buffer has `read1`.
pub(super) const READ1: u8 = 128;

impl Payload for TextFile {
    fn traverse(&self, visit: Visit<'_>) {
        self.buffer.visit(visit);
    }
    fn clear(&self) {
        drop(self.buffer.take());
    }
}

/// What an operation works on.
pub(super) struct State {
    pub(super) codec: Codec,
    pub(super) errors: String,
    pub(super) newline: Newline,
    pub(super) writes: bool,
    /// A byte order mark has been written or is not wanted.
    pub(super) started: bool,
    /// Encoded text that the buffer has not got yet.
    pub(super) pending: Vec<u8>,
    pub(super) decoder: Option<Decoder>,
    /// Decoded text (WTF-8); what is before `used` has been read.
    pub(super) decoded: Vec<u8>,
    pub(super) used: usize,
    /// `decoded` is ASCII.
    pub(super) ascii: bool,
    /// The decoder's state and all bytes that `decoded` came from.
    pub(super) snapshot: Option<Snapshot>,
    /// Bytes a character in the last chunk.
    pub(super) ratio: f64,
}

/// Where the decoded text came from.
pub(super) struct Snapshot {
    pub(super) flags: u32,
    pub(super) input: Vec<u8>,
}

impl Snapshot {
    pub(super) fn before(state: DecoderState, input: &[u8]) -> Snapshot {
        let mut all = state.tail;
        all.extend_from_slice(input);
        Snapshot {
            flags: state.flags,
            input: all,
        }
    }
}

impl State {
    fn new(codec: Codec, errors: String, newline: Newline) -> State {
        State {
            codec,
            errors,
            newline,
            writes: false,
            started: false,
            pending: Vec::new(),
            decoder: None,
            decoded: Vec::new(),
            used: 0,
            ascii: true,
            snapshot: None,
            ratio: 0.0,
        }
    }
    /// Gives up text that was decoded and not read.
    pub(super) fn forget_decoded(&mut self) {
        self.decoded.clear();
        self.used = 0;
    }
    /// The next line, if all of it is decoded already.
    #[inline]
    fn quick_line(&mut self, vm: &Vm) -> Option<Value> {
        if !self.pending.is_empty() {
            return None;
        }
        let rest = self.decoded.get(self.used..)?;
        let len = line_end(rest, self.newline.end).filter(|len| *len < QUICK)?;
        let line = if self.ascii {
            vm.new_ascii(&rest[..len])
        } else {
            vm.new_wtf8(&rest[..len])
        };
        self.used += len;
        Some(line.into_value())
    }
    /// Takes text to be written, if that is all there is to do.
    #[inline]
    fn quick_put(&mut self, text: &[u8], chunk: usize) -> Option<()> {
        let plain = self.writes
            && self.decoder.is_none()
            && self.newline.written.is_none()
            && text.len() < chunk.saturating_sub(self.pending.len())
            && match self.codec {
                Codec::Utf8 => text.is_ascii() || !wtf8::has_surrogates(text),
                Codec::Ascii | Codec::Latin1 => text.is_ascii(),
                _ => false,
            };
        plain.then(|| self.pending.extend_from_slice(text))
    }
    fn make_decoder(&self) -> Decoder {
        let newline = self.newline;
        let ends = newline
            .universal
            .then(|| NewlineDecoder::new(newline.translate));
        Decoder::new(self.codec, self.errors.clone(), ends)
    }
}

/// A text file under way with an operation.
pub(super) struct Work<'a> {
    pub(super) vm: &'a Vm,
    pub(super) file: &'a TextFile,
    pub(super) buffer: Value,
    pub(super) state: Guard<'a, State>,
}

/// The class.
pub(super) static TEXT_FILE: TypeDef = TypeDef {
    name: "_io.TextIOWrapper",
    layout: Some(VTable::of::<TextFile>),
    subclassable: true,
    doc: "Character and line based layer over a BufferedIOBase object, buffer.",
    slots: |s| {
        s.new
            .set(Some(|vm, class, _| Ok(new(vm, class).into_value())));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.next.set(Some(super::text_read::next));
        s.del.set(Some(finalize));
    },
    methods: super::text_methods::METHODS,
    getsets: GETSETS,
    ..TypeDef::EMPTY
};

macro_rules! flag {
    ($name:literal, $flag:expr) => {
        GetSetDef {
            name: $name,
            get: |vm, v| {
                let file = this(vm, v)?;
                file.check_ready(vm, false)?;
                Ok(Value::bool(file.has($flag)))
            },
            set: None,
        }
    };
}

const GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "encoding",
        get: |vm, v| {
            let file = this(vm, v)?;
            file.check_ready(vm, false)?;
            Ok(file.encoding.get().unwrap_or(Value::NONE))
        },
        set: None,
    },
    GetSetDef {
        name: "errors",
        get: |vm, v| {
            let file = this(vm, v)?;
            file.check_ready(vm, false)?;
            Ok(file.errors.get().unwrap_or(Value::NONE))
        },
        set: None,
    },
    GetSetDef {
        name: "buffer",
        get: |vm, v| this(vm, v)?.buffer(vm),
        set: None,
    },
    flag!("line_buffering", LINE_BUFFERING),
    flag!("write_through", WRITE_THROUGH),
    GetSetDef {
        name: "newlines",
        get: |vm, v| {
            let file = this(vm, v)?;
            file.buffer(vm)?;
            let decoder = file.state.peek(|s| {
                let decoder = s.decoder.as_ref()?;
                decoder.newline.clone()
            });
            Ok(decoder.flatten().map_or(Value::NONE, |d| d.newlines(vm)))
        },
        set: None,
    },
    GetSetDef {
        name: "closed",
        get: |vm, v| Ok(Value::bool(this(vm, v)?.closed(vm)?)),
        set: None,
    },
    GetSetDef {
        name: "name",
        get: |vm, v| {
            let buffer = this(vm, v)?.buffer(vm)?;
            vm.recurse(|| vm.get_attr(&buffer, &vm.names().name_plain))
        },
        set: None,
    },
    GetSetDef {
        name: "_CHUNK_SIZE",
        get: |vm, v| Ok(vm.int(this(vm, v)?.chunk.load(Ordering::Relaxed) as i64)),
        set: Some(|vm, v, size| {
            let file = this(vm, v)?;
            let Some(size) = size else {
                return Err(vm.attribute_error("cannot delete attribute"));
            };
            match usize::try_from(vm.index_clipped(&size)?) {
                Ok(size) if size > 0 => {
                    file.chunk.store(size, Ordering::Relaxed);
                    Ok(())
                }
                _ => Err(vm.value_error("a strictly positive integer is required")),
            }
        }),
    },
];

/// The file behind a value.
#[inline]
pub(super) fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<TextFile>> {
    v.downcast_ref::<TextFile>().ok_or_else(|| vm.wrong_self(v))
}

fn new(vm: &Vm, class: &Ref<Type>) -> Ref<TextFile> {
    let newline = Newline {
        universal: false,
        translate: false,
        end: super::newline::LineEnd::Lf,
        written: None,
    };
    let body = TextFile {
        buffer: Slot::empty(),
        encoding: Slot::empty(),
        errors: Slot::empty(),
        flags: AtomicU8::new(0),
        chunk: AtomicUsize::new(8192),
        state: Guarded::new(State::new(Codec::Utf8, String::new(), newline)),
    };
    vm.alloc(class, body)
}

impl TextFile {
    #[inline]
    pub(super) fn has(&self, flag: u8) -> bool {
        self.flags.load(Ordering::Relaxed) & flag != 0
    }
    pub(super) fn set(&self, flag: u8, on: bool) {
        let now = self.flags.load(Ordering::Relaxed);
        if now & flag == if on { flag } else { 0 } {
            return;
        }
        if on {
            self.flags.fetch_or(flag, Ordering::Relaxed);
        } else {
            self.flags.fetch_and(!flag, Ordering::Relaxed);
        }
    }
    /// Refuses a file that was never opened, or, if `attached`, one whose buffer is gone.
    ///
    /// # Errors
    /// ValueError.
    pub(super) fn check_ready(&self, vm: &Vm, attached: bool) -> Result<()> {
        let flags = self.flags.load(Ordering::Relaxed);
        if flags & READY != 0 && !(attached && flags & DETACHED != 0) {
            return Ok(());
        }
        Err(vm.value_error(if flags & DETACHED != 0 {
            "underlying buffer has been detached"
        } else {
            "I/O operation on uninitialized object"
        }))
    }
    /// The buffer.
    ///
    /// # Errors
    /// ValueError without one.
    #[inline]
    pub(super) fn buffer(&self, vm: &Vm) -> Result<Value> {
        self.check_ready(vm, true)?;
        Ok(self.buffer.get().unwrap_or(Value::NONE))
    }
    /// The buffer, if it is one of ours.
    #[inline]
    pub(super) fn direct<'a>(&self, buffer: &'a Value) -> Option<&'a Ref<Buffered>> {
        if self.has(DIRECT) {
            buffer.downcast_ref::<Buffered>()
        } else {
            None
        }
    }
    /// Closed, as the buffer has it?
    ///
    /// # Errors
    /// Of the question.
    pub(super) fn closed(&self, vm: &Vm) -> Result<bool> {
        let buffer = self.buffer(vm)?;
        match self.direct(&buffer) {
            Some(direct) => direct.closed(vm),
            None => is_closed(vm, &buffer),
        }
    }
    /// Refuses a closed file.
    ///
    /// # Errors
    /// ValueError.
    #[inline]
    pub(super) fn check_open(&self, vm: &Vm) -> Result<()> {
        let open = self.has(DIRECT)
            && self.buffer.borrowed(|buffer| {
                buffer
                    .and_then(Value::downcast_ref::<Buffered>)
                    .is_some_and(|buffer| buffer.is_surely_open())
            });
        if !open && self.closed(vm)? {
            return Err(closed_error(vm));
        }
        Ok(())
    }
    /// The next line of an open file, if it can be had at once.
    #[inline]
    pub(super) fn quick_line(&self, vm: &Vm) -> Option<Value> {
        self.state.quick(|state| state.quick_line(vm))
    }
    /// Takes text to be written to an open file, if it is only to be kept for later.
    #[inline]
    pub(super) fn quick_put(&self, text: &[u8]) -> Option<()> {
        if self.has(LINE_BUFFERING | WRITE_THROUGH) {
            return None;
        }
        let chunk = self.chunk.load(Ordering::Relaxed);
        self.state.quick(|state| state.quick_put(text, chunk))
    }
    /// Begins an operation; other threads wait until it ends.
    ///
    /// # Errors
    /// RuntimeError if this thread is inside one already; ValueError without a buffer.
    #[inline]
    pub(super) fn work<'a>(&'a self, vm: &'a Vm, this: &Value) -> Result<Work<'a>> {
        let buffer = self.buffer(vm)?;
        match self.state.enter(vm) {
            Some(state) => Ok(Work {
                vm,
                file: self,
                buffer,
                state,
            }),
            None => Err(reentrant(vm, this)),
        }
    }
    /// Gives the buffer away.
    pub(super) fn let_go(&self) -> Option<Value> {
        self.set(DETACHED, true);
        self.buffer.take()
    }

    /// Sets how text is encoded.
    ///
    /// # Errors
    /// LookupError for an unknown encoding.
    fn set_encoding(&self, vm: &Vm, encoding: &str, errors: &str) -> Result<Codec> {
        let Some(codec) = Codec::lookup(encoding) else {
            return Err(vm.lookup_error(format!("unknown encoding: {encoding}")));
        };
        self.encoding.set(vm.intern(encoding).into_value());
        self.errors.set(vm.intern(errors).into_value());
        Ok(codec)
    }
}

#[cold]
fn reentrant(vm: &Vm, this: &Value) -> Raised {
    let shown = vm.repr_text(this).unwrap_or_default();
    vm.runtime_error(format!("reentrant call inside {shown}"))
}

/// The name of the encoding that an argument stands for.
fn encoding_name(given: Option<&str>) -> &str {
    match given {
        None | Some("locale") => "UTF-8",
        Some(name) => name,
    }
}

/// What a text file is made with.
pub(super) struct Options<'a> {
    pub(super) encoding: Option<&'a str>,
    pub(super) errors: Option<&'a str>,
    pub(super) newline: Newline,
    pub(super) line_buffering: bool,
    pub(super) write_through: bool,
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    const NAME: &str = "TextIOWrapper";
    let names = [
        "buffer",
        "encoding",
        "errors",
        "newline",
        "line_buffering",
        "write_through",
    ];
    let [buffer, encoding, errors, newline, lines, through] = bind(vm, NAME, args, names, 1)?;
    let encoding = text_or_none(vm, encoding, NAME, "encoding")?;
    let errors = text_or_none(vm, errors, NAME, "errors")?;
    let newline = text_or_none(vm, newline, NAME, "newline")?;
    let none = Value::NONE;
    let buffer = buffer.unwrap_or(&none);
    let options = Options {
        encoding: encoding.as_deref(),
        errors: errors.as_deref(),
        newline: newline_of(vm, newline.as_deref())?,
        line_buffering: lines.map_or(Ok(false), |l| vm.truth(l))?,
        write_through: through.map_or(Ok(false), |t| vm.truth(t))?,
    };
    open(vm, this(vm, v)?, buffer, &options)
}

/// # Errors
/// ValueError for a text that is no line end.
pub(super) fn newline_of(vm: &Vm, text: Option<&str>) -> Result<Newline> {
    Newline::of(text).ok_or_else(|| Newline::illegal(vm, text.unwrap_or_default()))
}

/// A new text file of exactly this class over a buffer.
///
/// # Errors
/// As [`open`].
pub(super) fn create(
    vm: &Vm,
    class: &Ref<Type>,
    buffer: &Value,
    options: &Options<'_>,
) -> Result<Ref<TextFile>> {
    let file = new(vm, class);
    open(vm, &file, buffer, options)?;
    Ok(file)
}

/// Puts the file over a buffer.
///
/// # Errors
/// LookupError for an unknown encoding; what the buffer raises.
fn open(vm: &Vm, file: &TextFile, buffer: &Value, options: &Options<'_>) -> Result<()> {
    file.flags.store(0, Ordering::Relaxed);
    let errors = options.errors.unwrap_or("strict");
    let codec = file.set_encoding(vm, encoding_name(options.encoding), errors)?;
    let known = types(vm);
    let class = vm.type_of(buffer);
    let direct = [&known.reader, &known.writer, &known.random]
        .into_iter()
        .any(|ours| std::ptr::eq(class, &**ours));
    let ours = if direct {
        buffer.downcast_ref::<Buffered>()
    } else {
        None
    };
    let raw = ours.and_then(|b| b.raw.get());
    let raw_file = ours.zip(raw.as_ref()).and_then(|(b, raw)| b.file(raw));
    let mut state = State::new(codec, errors.to_owned(), options.newline);
    let (reads, seekable);
    match raw_file {
        Some(raw) => {
            reads = raw.is_readable() && !std::ptr::eq(class, &*known.writer);
            state.writes = raw.is_writable() && !std::ptr::eq(class, &*known.reader);
            seekable = raw.is_seekable(vm);
        }
        None => {
            reads = ask(vm, buffer, "readable")?;
            state.writes = ask(vm, buffer, "writable")?;
            seekable = ask(vm, buffer, "seekable")?;
        }
    }
    if reads {
        state.decoder = Some(state.make_decoder());
    }
    if seekable && state.writes {
        // Behind other text there is no place for a byte order mark.
        let at = match ours {
            Some(ours) => ours.work(vm, buffer)?.tell()?,
            None => {
                let at = super::support::call_str(vm, buffer, "tell", &[])?;
                i64::from(vm.truth(&at)?)
            }
        };
        state.started = at != 0;
    }
    let read1 = direct || vm.get_attr_opt(buffer, &vm.intern("read1"))?.is_some();
    let mut flags = READY;
    for (on, flag) in [
        (options.line_buffering, LINE_BUFFERING),
        (options.write_through, WRITE_THROUGH),
        (seekable, SEEKABLE | TELLING),
        (direct, DIRECT),
        (read1, READ1),
    ] {
        flags |= if on { flag } else { 0 };
    }
    if let Some(mut place) = file.state.enter(vm) {
        *place = state;
    }
    file.buffer.set(buffer.clone());
    file.flags.store(flags, Ordering::Relaxed);
    Ok(())
}

/// `reconfigure`.
///
/// # Errors
/// UnsupportedOperation after the first read; LookupError, ValueError, TypeError for arguments.
pub(super) fn reconfigure(vm: &Vm, v: &Value, given: [&Value; 5]) -> Result<()> {
    const NAME: &str = "reconfigure";
    let file = this(vm, v)?;
    let [encoding, errors, newline, lines, through] = given;
    let encoding = text_or_none(vm, Some(encoding), NAME, "encoding")?;
    let errors = text_or_none(vm, Some(errors), NAME, "errors")?;
    let newline = match newline.is_unbound() {
        true => None,
        false => {
            let text = text_or_none(vm, Some(newline), NAME, "newline")?;
            Some(newline_of(vm, text.as_deref())?)
        }
    };
    let flag = |v: &Value| -> Result<Option<bool>> {
        Ok(if v.is_none() {
            None
        } else {
            Some(vm.index_clipped(v)? != 0)
        })
    };
    let changes = encoding.is_some() || errors.is_some() || newline.is_some();
    let has_read = file
        .state
        .peek(|s| s.decoder.is_some() && (!s.decoded.is_empty() || s.snapshot.is_some()));
    if changes && has_read == Some(true) {
        return Err(super::support::unsupported(
            vm,
            "It is not possible to set the encoding or newline of stream after the first read",
        ));
    }
    let (lines, through) = (flag(lines)?, flag(through)?);
    file.check_open(vm)?;
    super::support::call_name(vm, v, &vm.names().flush, &[])?;
    if changes {
        let mut work = file.work(vm, v)?;
        let old_errors = work.state.errors.clone();
        let new_errors = match (&errors, &encoding) {
            (Some(errors), _) => errors.clone(),
            (None, Some(_)) => "strict".to_owned(),
            (None, None) => old_errors,
        };
        let old = file.encoding.get().and_then(|e| e.str_lossy());
        let name = match &encoding {
            Some(name) => encoding_name(Some(name)).to_owned(),
            None => old.unwrap_or_default(),
        };
        work.state.codec = file.set_encoding(vm, &name, &new_errors)?;
        work.state.errors = new_errors;
        if let Some(newline) = newline {
            work.state.newline = newline;
        }
        if work.state.decoder.is_some() {
            work.state.decoder = Some(work.state.make_decoder());
        }
    }
    if let Some(on) = lines {
        file.set(LINE_BUFFERING, on);
    }
    if let Some(on) = through {
        file.set(WRITE_THROUGH, on);
    }
    Ok(())
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let file = this(vm, v)?;
    file.check_ready(vm, false)?;
    let shown = vm.repr_guard(v, || {
        let mut text = String::new();
        for (key, name) in [
            ("name", &vm.names().name_plain),
            ("mode", &vm.names().mode_plain),
        ] {
            let found = match vm.get_attr_opt(v, name) {
                Ok(found) => found,
                Err(raised) if vm.is_error(&raised, &vm.exceptions().value_error) => None,
                Err(raised) => return Err(raised),
            };
            if let Some(found) = found {
                text.push_str(&format!(" {key}={}", vm.repr_text(&found)?));
            }
        }
        Ok(text)
    })?;
    let class = vm.type_name(v);
    let Some(shown) = shown else {
        return Err(vm.runtime_error(format!(
            "reentrant call inside {}.__repr__",
            vm.type_name(v)
        )));
    };
    let encoding = file.encoding.get().unwrap_or(Value::NONE);
    Ok(vm.str(format!(
        "<{class}{shown} encoding={}>",
        vm.repr_text(&encoding)?
    )))
}

/// The end of a file that nobody closed: a warning, then what is pending is written.
fn finalize(vm: &Vm, v: &Value) -> Result<()> {
    let file = this(vm, v)?;
    if file.closed(vm).unwrap_or(true) {
        return Ok(());
    }
    if let Ok(buffer) = file.buffer(vm) {
        let _warned =
            super::support::call_str(vm, &buffer, "_dealloc_warn", std::slice::from_ref(v));
    }
    super::base::close_at_end(vm, v);
    Ok(())
}
