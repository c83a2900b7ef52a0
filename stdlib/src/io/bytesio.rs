//! `io.BytesIO`: a file in memory.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use hasp_vm::args::{Args, This};
use hasp_vm::buffer::{Buffer, BytesLike};
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::Ref;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::header::{Payload, VTable};
use hasp_vm::object::typ::TypeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::support::{bind, closed_error, offset, size, writable};

/// Payload.
pub(crate) struct BytesIo {
    state: Locked<State>,
    /// Memoryviews that look at the bytes.
    exports: AtomicUsize,
    closed: AtomicBool,
}

impl Payload for BytesIo {}

#[derive(Default)]
struct State {
    data: Vec<u8>,
    pos: usize,
}

impl State {
    /// What is left to read, at most `limit` bytes of it; the position moves behind it.
    fn take(&mut self, limit: Option<usize>) -> &[u8] {
        let rest = self.data.get(self.pos..).unwrap_or_default();
        let part = &rest[..limit.unwrap_or(rest.len()).min(rest.len())];
        self.pos += part.len();
        part
    }
    fn take_line(&mut self, limit: Option<usize>) -> &[u8] {
        let rest = self.data.get(self.pos..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let part = &rest[..end.min(limit.unwrap_or(end))];
        self.pos += part.len();
        part
    }
    fn put(&mut self, bytes: &[u8]) {
        let end = self.pos + bytes.len();
        if self.pos == self.data.len() {
            self.data.extend_from_slice(bytes);
        } else {
            if self.data.len() < end {
                self.data.resize(end, 0);
            }
            self.data[self.pos..end].copy_from_slice(bytes);
        }
        self.pos = end;
    }
}

type Me<'a> = This<'a, BytesIo>;

/// The class.
pub(super) static BYTES_IO: TypeDef = TypeDef {
    name: "_io.BytesIO",
    layout: Some(VTable::of::<BytesIo>),
    subclassable: true,
    doc: "Buffered I/O implementation using an in-memory bytes buffer.",
    slots: |s| {
        s.new.set(Some(|vm, class, _| {
            let body = BytesIo {
                state: Locked::new(State::default()),
                exports: AtomicUsize::new(0),
                closed: AtomicBool::new(false),
            };
            Ok(vm.alloc(class, body).into_value())
        }));
        s.init.set(Some(init));
        s.iter.set(Some(|vm, v| {
            open_file(vm, this(vm, v)?)?;
            Ok(v.clone())
        }));
        s.next.set(Some(|vm, v| {
            let b = this(vm, v)?;
            open_file(vm, b)?;
            let line = b.state.with(|s| s.take_line(None).to_vec());
            Ok((!line.is_empty()).then(|| vm.bytes(&line)))
        }));
    },
    methods: METHODS,
    getsets: &[GetSetDef {
        name: "closed",
        get: |vm, v| Ok(Value::bool(this(vm, v)?.closed.load(Ordering::Relaxed))),
        set: None,
    }],
    ..TypeDef::EMPTY
};

const METHODS: &[NativeDef] = &[
    native!(
        "read(self, size=-1, /)",
        |vm: &Vm, b: Me<'_>, n: Option<&Value>| take(vm, &b, n, State::take)
    )
    .doc("Read at most size bytes, returned as a bytes object."),
    native!(
        "read1(self, size=-1, /)",
        |vm: &Vm, b: Me<'_>, n: Option<&Value>| take(vm, &b, n, State::take)
    )
    .doc("Read at most size bytes, returned as a bytes object."),
    native!(
        "readline(self, size=-1, /)",
        |vm: &Vm, b: Me<'_>, n: Option<&Value>| take(vm, &b, n, State::take_line)
    )
    .doc("Next line from the file, as a bytes object."),
    native!("readlines(self, size=None, /)", readlines)
        .doc("List of bytes objects, each a line from the file."),
    native!("readinto(self, buffer, /)", readinto).doc("Read bytes into buffer."),
    native!("write(self, b, /)", write).doc("Write bytes to file."),
    native!("writelines(self, lines, /)", |vm: &Vm,
                                           b: Me<'_>,
                                           lines: &Value|
     -> Result<()> {
        open_file(vm, &b)?;
        vm.iterate(lines, |line| write(vm, This(&b), &line).map(drop))
    })
    .doc("Write lines to the file."),
    native!("seek(self, pos, whence=0, /)", seek).doc("Change stream position."),
    native!("tell(self, /)", |vm: &Vm, b: Me<'_>| -> Result<usize> {
        open_file(vm, &b)?;
        Ok(b.state.with(|s| s.pos))
    })
    .doc("Current file position, an integer."),
    native!("truncate(self, size=None, /)", truncate)
        .doc("Truncate the file to at most size bytes."),
    native!("getvalue(self, /)", |vm: &Vm, b: Me<'_>| -> Result<Value> {
        open_file(vm, &b)?;
        Ok(b.state.with(|s| vm.bytes(&s.data)))
    })
    .doc("Retrieve the entire contents of the BytesIO object."),
    native!("getbuffer(self, /)", getbuffer)
        .doc("Get a read-write view over the contents of the BytesIO object."),
    native!("close(self, /)", close).doc("Disable all I/O operations."),
    native!("flush(self, /)", |vm: &Vm, b: Me<'_>| open_file(vm, &b)).doc("Does nothing."),
    native!("isatty(self, /)", no).doc("Always returns False."),
    native!("readable(self, /)", yes).doc("Returns True if the IO object can be read."),
    native!("writable(self, /)", yes).doc("Returns True if the IO object can be written."),
    native!("seekable(self, /)", yes).doc("Returns True if the IO object can be seeked."),
    native!("__getstate__(self, /)", |vm: &Vm,
                                      b: Me<'_>|
     -> Result<Value> {
        open_file(vm, &b)?;
        let (data, pos) = b.state.with(|s| (s.data.clone(), s.pos));
        Ok(vm.tuple(vec![vm.bytes(&data), vm.int(pos as i64), Value::NONE]))
    }),
    native!("__setstate__(self, state, /)", |vm: &Vm,
                                             b: Me<'_>,
                                             state: &Value|
     -> Result<()> {
        open_file(vm, &b)?;
        let Some([data, pos, _]) = state.as_tuple().map(|t| t.as_slice()) else {
            return Err(vm.type_error(format!(
                "BytesIO.__setstate__ argument should be 3-tuple, got {}",
                vm.type_name(state)
            )));
        };
        let bytes = vm
            .bytes_like(data)?
            .ok_or_else(|| vm.not_bytes_like(data))?;
        let data = bytes.into_vec();
        let pos = usize::try_from(vm.index_clipped(pos)?)
            .map_err(|_| vm.value_error("position value cannot be negative"))?;
        unpinned(vm, &b)?;
        b.state.with(|s| *s = State { data, pos });
        Ok(())
    }),
];

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<BytesIo>> {
    v.downcast_ref::<BytesIo>().ok_or_else(|| vm.wrong_self(v))
}

#[inline]
fn open_file(vm: &Vm, b: &BytesIo) -> Result<()> {
    if b.closed.load(Ordering::Relaxed) {
        return Err(closed_error(vm));
    }
    Ok(())
}

fn unpinned(vm: &Vm, b: &BytesIo) -> Result<()> {
    if b.exports.load(Ordering::Relaxed) > 0 {
        return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    Ok(())
}

fn yes(vm: &Vm, b: Me<'_>) -> Result<bool> {
    open_file(vm, &b).map(|()| true)
}
fn no(vm: &Vm, b: Me<'_>) -> Result<bool> {
    open_file(vm, &b).map(|()| false)
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let [initial] = bind(vm, "BytesIO", args, ["initial_bytes"], 0)?;
    let b = this(vm, v)?;
    unpinned(vm, b)?;
    let data = match initial.filter(|i| !i.is_none()) {
        Some(initial) => vm
            .bytes_like(initial)?
            .ok_or_else(|| vm.not_bytes_like(initial))?
            .into_vec(),
        None => Vec::new(),
    };
    b.state.with(|s| *s = State { data, pos: 0 });
    b.closed.store(false, Ordering::Relaxed);
    Ok(())
}

fn take(
    vm: &Vm,
    b: &BytesIo,
    n: Option<&Value>,
    part: impl FnOnce(&mut State, Option<usize>) -> &[u8],
) -> Result<Value> {
    let n = size(vm, n)?;
    open_file(vm, b)?;
    Ok(b.state.with(|s| vm.bytes(part(s, n))))
}

fn readlines(vm: &Vm, b: Me<'_>, hint: Option<&Value>) -> Result<Value> {
    if let Some(hint) = hint.filter(|h| !h.is_none())
        && vm.type_of(hint).slots.index.get().is_none()
    {
        return Err(vm.type_error(format!(
            "integer argument expected, got '{}'",
            vm.type_name(hint)
        )));
    }
    let hint = size(vm, hint)?.unwrap_or(0);
    open_file(vm, &b)?;
    let (mut lines, mut total) = (Vec::new(), 0);
    loop {
        let line = b.state.with(|s| vm.new_bytes(s.take_line(None)));
        if line.bytes().is_empty() {
            break;
        }
        total += line.bytes().len();
        lines.push(line.into_value());
        if hint > 0 && total >= hint {
            break;
        }
    }
    Ok(vm.list(lines))
}

fn readinto(vm: &Vm, b: Me<'_>, target: &Value) -> Result<usize> {
    let target = writable(vm, target, "readinto() argument")?;
    open_file(vm, &b)?;
    let part = b.state.with(|s| s.take(Some(target.byte_len())).to_vec());
    target.with_bytes_mut(|out| out[..part.len()].copy_from_slice(&part));
    Ok(part.len())
}

fn write(vm: &Vm, b: Me<'_>, data: &Value) -> Result<usize> {
    open_file(vm, &b)?;
    let bytes: BytesLike<'_> = match vm.bytes_like(data)? {
        Some(bytes) => bytes,
        None => return Err(vm.not_bytes_like(data)),
    };
    open_file(vm, &b)?;
    unpinned(vm, &b)?;
    let pos = b.state.with(|s| s.pos);
    if !bytes.is_empty() {
        vm.check_text_len(pos.saturating_add(bytes.len()))?;
        b.state.with(|s| s.put(&bytes));
    }
    Ok(bytes.len())
}

fn seek(vm: &Vm, b: Me<'_>, pos: &Value, whence: i32) -> Result<Value> {
    let pos = offset(vm, pos)?;
    open_file(vm, &b)?;
    if pos < 0 && whence == 0 {
        return Err(vm.value_error(format!("negative seek value {pos}")));
    }
    let (now, len) = b.state.with(|s| (s.pos as i64, s.data.len() as i64));
    let start = match whence {
        0 => 0,
        1 => now,
        2 => len,
        _ => {
            return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")));
        }
    };
    let Some(to) = start.checked_add(pos) else {
        return Err(vm.overflow_error("new position too large"));
    };
    let to = to.max(0);
    b.state.with(|s| s.pos = to as usize);
    Ok(vm.int(to))
}

fn truncate(vm: &Vm, b: Me<'_>, to: &Value) -> Result<Value> {
    open_file(vm, &b)?;
    unpinned(vm, &b)?;
    let to = if to.is_none() {
        b.state.with(|s| s.pos as i64)
    } else {
        offset(vm, to)?
    };
    let Ok(len) = usize::try_from(to) else {
        return Err(vm.value_error(format!("negative size value {to}")));
    };
    b.state.with(|s| s.data.truncate(len));
    Ok(vm.int(to))
}

fn close(vm: &Vm, b: Me<'_>) -> Result<()> {
    unpinned(vm, &b)?;
    b.closed.store(true, Ordering::Relaxed);
    drop(b.state.with(std::mem::take));
    Ok(())
}

fn open_memory(owner: &Value, f: &mut dyn FnMut(&mut [u8])) {
    if let Some(b) = owner.downcast_ref::<BytesIo>() {
        b.state.with(|s| f(&mut s.data));
    }
}

fn pin(owner: &Value, take: bool) {
    if let Some(b) = owner.downcast_ref::<BytesIo>() {
        if take {
            b.exports.fetch_add(1, Ordering::Relaxed);
        } else {
            b.exports.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

fn getbuffer(vm: &Vm, b: Me<'_>) -> Result<Value> {
    open_file(vm, &b)?;
    let len = b.state.with(|s| s.data.len());
    let buffer = Buffer::of_other(b.value().clone(), len, false, open_memory, pin);
    Ok(vm.memoryview(buffer))
}
