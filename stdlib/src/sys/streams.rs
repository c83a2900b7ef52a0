//! The standard streams as plain text streams.

use std::io::IsTerminal;
use std::os::fd::BorrowedFd;
use std::sync::Arc;

use hasp_vm::args::This;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::Ref;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::header::{Payload, VTable, Visit};
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// Bytes that are collected before they are written.
const BUFFER: usize = 64 * 1024;

/// What is on its way out; written at the latest when the interpreter ends.
#[derive(Clone, Default)]
struct Pending(Arc<Buffer>);

struct Buffer(Locked<Vec<u8>>);

impl Default for Buffer {
    fn default() -> Buffer {
        Buffer(Locked::new(Vec::new()))
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let rest = self.0.with(std::mem::take);
        let _ignored = write_all(1, &rest);
    }
}

/// Payload of a standard stream.
struct Stream {
    fd: i32,
    name: &'static str,
    errors: &'static str,
    /// Lines are written at once.
    by_line: bool,
    out: Pending,
    /// Bytes that were read and not asked for yet.
    ahead: Locked<Vec<u8>>,
    closed: std::sync::atomic::AtomicBool,
}

impl Payload for Stream {
    const GC: bool = false;
    fn traverse(&self, _: Visit<'_>) {}
}

fn descriptor(fd: i32) -> BorrowedFd<'static> {
    match fd {
        0 => rustix::stdio::stdin(),
        1 => rustix::stdio::stdout(),
        _ => rustix::stdio::stderr(),
    }
}

fn write_all(fd: i32, mut bytes: &[u8]) -> std::result::Result<(), rustix::io::Errno> {
    while !bytes.is_empty() {
        match rustix::io::write(descriptor(fd), bytes) {
            Ok(n) => bytes = &bytes[n..],
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn failed(vm: &Vm, error: rustix::io::Errno) -> Raised {
    vm.os_error(error.raw_os_error(), None)
}

fn flush_pending(vm: &Vm, pending: &Pending) -> Result<()> {
    let bytes = pending.0.0.with(std::mem::take);
    if bytes.is_empty() {
        return Ok(());
    }
    vm.detached("write", move || write_all(1, &bytes))
        .map_err(|e| failed(vm, e))
}

/// Writes what `sys.stdout` holds back.
///
/// # Errors
/// OSError.
pub fn flush_stdout(vm: &Vm) -> Result<()> {
    flush_pending(vm, &vm.interp().state(Pending::default))
}

fn check_open(vm: &Vm, s: &Stream) -> Result<()> {
    if s.closed.load(std::sync::atomic::Ordering::Relaxed) {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(())
}

fn write(vm: &Vm, s: This<'_, Stream>, text: &Value) -> Result<usize> {
    check_open(vm, &s)?;
    if s.fd == 0 {
        return Err(vm.os_error_text("not writable"));
    }
    let Some(text) = text.as_str_obj() else {
        return Err(vm.type_error(format!(
            "write() argument must be str, not {}",
            vm.type_name(text)
        )));
    };
    let owned;
    let bytes = match text.as_str() {
        Some(plain) => plain.as_bytes(),
        None if s.fd == 2 => {
            owned = escaped(text.bytes());
            &owned
        }
        None => return Err(lone_surrogate(vm, text)),
    };
    if s.fd == 2 {
        flush_pending(vm, &s.out)?;
        let bytes = bytes.to_vec();
        vm.detached("write", move || write_all(2, &bytes))
            .map_err(|e| failed(vm, e))?;
    } else {
        let full = s.out.0.0.with(|b| {
            b.extend_from_slice(bytes);
            b.len() >= BUFFER
        });
        if full || s.by_line && bytes.contains(&b'\n') {
            flush_pending(vm, &s.out)?;
        }
    }
    Ok(text.char_len())
}

/// Text in which lone surrogates stand as `\udXXX`.
fn escaped(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == 0xED && at + 2 < bytes.len() && bytes[at + 1] >= 0xA0 {
            let code =
                0xD000 | u32::from(bytes[at + 1] & 0x3F) << 6 | u32::from(bytes[at + 2] & 0x3F);
            out.extend_from_slice(format!("\\u{code:04x}").as_bytes());
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}

fn lone_surrogate(vm: &Vm, text: &Ref<hasp_vm::object::str::Str>) -> Raised {
    let bytes = text.bytes();
    let at = (0..bytes.len())
        .find(|&i| bytes[i] == 0xED && bytes.get(i + 1).is_some_and(|b| *b >= 0xA0));
    let place = bytes[..at.unwrap_or(0)]
        .iter()
        .filter(|b| **b & 0xC0 != 0x80)
        .count() as i64;
    let args = [
        vm.str("utf-8"),
        text.value().clone(),
        vm.int(place),
        vm.int(place + 1),
        vm.str("surrogates not allowed"),
    ];
    let class = vm.exceptions().unicode_encode_error.value().clone();
    match vm.call(&class, hasp_vm::args::Args::positional(&args)) {
        Ok(exception) => Raised::new(exception),
        Err(raised) => raised,
    }
}

fn flush(vm: &Vm, s: This<'_, Stream>) -> Result<()> {
    check_open(vm, &s)?;
    if s.fd == 0 {
        Ok(())
    } else {
        flush_pending(vm, &s.out)
    }
}

/// Reads more bytes; false at the end.
fn fill(vm: &Vm, s: &Stream) -> Result<bool> {
    flush_pending(vm, &s.out)?;
    loop {
        let read = vm.detached("read", || {
            let mut chunk = vec![0; 8192];
            rustix::io::read(rustix::stdio::stdin(), &mut chunk[..]).map(|n| {
                chunk.truncate(n);
                chunk
            })
        });
        match read {
            Ok(chunk) if chunk.is_empty() => return Ok(false),
            Ok(chunk) => {
                s.ahead.with(|a| a.extend_from_slice(&chunk));
                return Ok(true);
            }
            Err(rustix::io::Errno::INTR) => vm.poll_native()?,
            Err(error) => return Err(failed(vm, error)),
        }
    }
}

fn text_of(vm: &Vm, bytes: Vec<u8>) -> Value {
    let text = String::from_utf8_lossy(&bytes);
    if text.contains('\r') {
        vm.str(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        vm.str(text)
    }
}

fn readable(vm: &Vm, s: &Stream) -> Result<()> {
    check_open(vm, s)?;
    if s.fd == 0 {
        Ok(())
    } else {
        Err(vm.os_error_text("not readable"))
    }
}

fn read_line(vm: &Vm, s: &Stream) -> Result<Value> {
    readable(vm, s)?;
    loop {
        let line = s.ahead.with(|a| {
            let end = memchr::memchr(b'\n', a)?;
            Some(a.drain(..=end).collect::<Vec<u8>>())
        });
        if let Some(line) = line {
            return Ok(text_of(vm, line));
        }
        if !fill(vm, s)? {
            return Ok(text_of(vm, s.ahead.with(std::mem::take)));
        }
    }
}

fn readline(vm: &Vm, s: This<'_, Stream>, _size: i64) -> Result<Value> {
    read_line(vm, &s)
}

fn readlines(vm: &Vm, s: This<'_, Stream>, _hint: &Value) -> Result<Value> {
    let mut lines = Vec::new();
    loop {
        let line = read_line(vm, &s)?;
        if !vm.truth(&line)? {
            return Ok(vm.list(lines));
        }
        lines.push(line);
    }
}

fn read(vm: &Vm, s: This<'_, Stream>, size: Option<Value>) -> Result<Value> {
    readable(vm, &s)?;
    let size = match size.filter(|v| !v.is_none()) {
        Some(size) => vm.index_clipped(&size)?,
        None => -1,
    };
    let Ok(size) = usize::try_from(size) else {
        while fill(vm, &s)? {}
        return Ok(text_of(vm, s.ahead.with(std::mem::take)));
    };
    // Characters: that many starts of one, and all that belongs to the last.
    let end = |a: &Vec<u8>| {
        let mut starts = a.iter().enumerate().filter(|(_, b)| **b & 0xC0 != 0x80);
        starts.nth(size).map(|(i, _)| i)
    };
    loop {
        if let Some(bytes) = s
            .ahead
            .with(|a| end(a).map(|i| a.drain(..i).collect::<Vec<u8>>()))
        {
            return Ok(text_of(vm, bytes));
        }
        if !fill(vm, &s)? {
            return Ok(text_of(vm, s.ahead.with(std::mem::take)));
        }
    }
}

fn close(vm: &Vm, s: This<'_, Stream>) -> Result<()> {
    if s.fd != 0 {
        flush_pending(vm, &s.out)?;
    }
    s.closed.store(true, std::sync::atomic::Ordering::Relaxed);
    Ok(())
}

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Stream>> {
    v.downcast_ref::<Stream>().ok_or_else(|| vm.wrong_self(v))
}

static STREAM: TypeDef = TypeDef {
    name: "_io.TextIOWrapper",
    layout: Some(VTable::of::<Stream>),
    doc: "A standard stream of text.",
    slots: |s| {
        s.repr.set(Some(|vm, v| {
            let s = this(vm, v)?;
            let mode = if s.fd == 0 { 'r' } else { 'w' };
            Ok(vm.str(format!(
                "<_io.TextIOWrapper name='{}' mode='{mode}' encoding='utf-8'>",
                s.name
            )))
        }));
        s.iter.set(Some(|_, v| Ok(v.clone())));
        s.next.set(Some(|vm, v| {
            let line = read_line(vm, this(vm, v)?)?;
            Ok(vm.truth(&line)?.then_some(line))
        }));
    },
    methods: &[
        native!("write(self, text, /)", write).releases(),
        native!("flush(self, /)", flush).releases(),
        native!("read(self, size=?, /)", read).releases(),
        native!("readline(self, size=-1, /)", readline).releases(),
        native!("readlines(self, hint=-1, /)", readlines).releases(),
        native!("close(self, /)", close),
        native!("writelines(self, lines, /)", |vm: &Vm,
                                               s: &Value,
                                               lines: &Value|
         -> Result<()> {
            vm.iterate(lines, |line| write(vm, This(this(vm, s)?), &line).map(drop))
        }),
        native!("fileno(self, /)", |_: &Vm, s: This<'_, Stream>| i64::from(
            s.fd
        )),
        native!("isatty(self, /)", |_: &Vm, s: This<'_, Stream>| descriptor(
            s.fd
        )
        .is_terminal()),
        native!("readable(self, /)", |_: &Vm, s: This<'_, Stream>| s.fd == 0),
        native!("writable(self, /)", |_: &Vm, s: This<'_, Stream>| s.fd != 0),
        native!("seekable(self, /)", |_: &Vm, _s: &Value| false),
        native!(
            "reconfigure(self, **options)",
            |_: &Vm, _s: &Value, _options: &Value| ()
        ),
    ],
    getsets: &[
        GetSetDef {
            name: "encoding",
            get: |vm, _| Ok(vm.str("utf-8")),
            set: None,
        },
        GetSetDef {
            name: "errors",
            get: |vm, v| Ok(vm.str(this(vm, v)?.errors)),
            set: None,
        },
        GetSetDef {
            name: "name",
            get: |vm, v| Ok(vm.str(this(vm, v)?.name)),
            set: None,
        },
        GetSetDef {
            name: "newlines",
            get: |_, _| Ok(Value::NONE),
            set: None,
        },
        GetSetDef {
            name: "line_buffering",
            get: |vm, v| Ok(Value::bool(this(vm, v)?.by_line)),
            set: None,
        },
        GetSetDef {
            name: "mode",
            get: |vm, v| Ok(vm.str(if this(vm, v)?.fd == 0 { "r" } else { "w" })),
            set: None,
        },
        GetSetDef {
            name: "closed",
            get: |vm, v| {
                Ok(Value::bool(
                    this(vm, v)?
                        .closed
                        .load(std::sync::atomic::Ordering::Relaxed),
                ))
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

/// The three streams: input, output, errors.
pub(super) fn standard(vm: &Vm) -> [Value; 3] {
    let class: Ref<Type> = vm.new_native_type(&STREAM);
    let out = vm.interp().state(Pending::default);
    [
        (0, "<stdin>", "strict"),
        (1, "<stdout>", "strict"),
        (2, "<stderr>", "backslashreplace"),
    ]
    .map(|(fd, name, errors)| {
        let stream = Stream {
            fd,
            name,
            errors,
            by_line: fd == 2 || descriptor(fd).is_terminal(),
            out: out.clone(),
            ahead: Locked::new(Vec::new()),
            closed: std::sync::atomic::AtomicBool::new(false),
        };
        vm.alloc(&class, stream).into_value()
    })
}
