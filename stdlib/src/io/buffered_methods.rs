//! The methods of buffered files; each class lists those it has.

use hasp_vm::args::{Args, This};
use hasp_vm::buffer::BytesLike;
use hasp_vm::native::GetSetDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::base::require;
use super::buffered::{Buffered, READS, WRITES, this};
use super::fileio::bytes_or_none;
use super::support::{bind, chain, is_closed, offset, size, unsupported, writable as memory};

pub(super) type Me<'a> = This<'a, Buffered>;

/// `__init__(raw, buffer_size=DEFAULT_BUFFER_SIZE)`.
pub(super) fn init(vm: &Vm, v: &Value, args: Args<'_>, class: &str, abilities: u8) -> Result<()> {
    let [raw, size] = bind(vm, class, args, ["raw", "buffer_size"], 1)?;
    let size = match size {
        Some(size) => offset(vm, size)?,
        None => super::DEFAULT_BUFFER_SIZE as i64,
    };
    let none = Value::NONE;
    let raw = raw.unwrap_or(&none);
    if abilities == READS | WRITES {
        require(vm, raw, "seekable", "File or stream is not seekable.")?;
    }
    if abilities & READS != 0 {
        require(vm, raw, "readable", "File or stream is not readable.")?;
    }
    if abilities & WRITES != 0 {
        require(vm, raw, "writable", "File or stream is not writable.")?;
    }
    this(vm, v)?.open(vm, raw.clone(), size, abilities)
}

pub(super) fn read(vm: &Vm, f: Me<'_>, n: Option<&Value>) -> Result<Value> {
    let n = match n {
        Some(v) if !v.is_none() => {
            let given = size(vm, Some(v))?;
            if given.is_none() && vm.index_clipped(v)? != -1 {
                return Err(vm.value_error("read length must be non-negative or -1"));
            }
            given
        }
        _ => None,
    };
    f.check_open(vm, "read of closed file")?;
    if let Some(n) = n.filter(|n| *n > 0)
        && let Some(bytes) = f.quick_read(vm, n)
    {
        return Ok(bytes);
    }
    let mut work = f.work(vm, f.value())?;
    let bytes = match n {
        Some(n) => work.read(n)?,
        None => work.read_all()?,
    };
    drop(work);
    bytes_or_none(vm, bytes)
}

pub(super) fn read1(vm: &Vm, f: Me<'_>, n: i64) -> Result<Value> {
    let n =
        usize::try_from(n).unwrap_or_else(|_| f.size.load(std::sync::atomic::Ordering::Relaxed));
    f.check_open(vm, "read of closed file")?;
    vm.check_text_len(n)?;
    let bytes = f.work(vm, f.value())?.read1(n)?;
    // Nothing at once and nothing at all look the same here.
    vm.checked_bytes(&bytes.unwrap_or_default())
}

pub(super) fn readinto(vm: &Vm, f: Me<'_>, target: &Value) -> Result<Option<usize>> {
    into(vm, f, target, "readinto")
}

pub(super) fn readinto1(vm: &Vm, f: Me<'_>, target: &Value) -> Result<Option<usize>> {
    into(vm, f, target, "readinto1")
}

fn into(vm: &Vm, f: Me<'_>, target: &Value, name: &str) -> Result<Option<usize>> {
    let target = memory(vm, target, &format!("{name}() argument"))?;
    f.check_open(vm, "readinto of closed file")?;
    let mut work = f.work(vm, f.value())?;
    let bytes = if name == "readinto" {
        work.read(target.byte_len())?
    } else {
        work.read1(target.byte_len())?
    };
    drop(work);
    Ok(bytes.map(|bytes| {
        target.with_bytes_mut(|out| out[..bytes.len()].copy_from_slice(&bytes));
        bytes.len()
    }))
}

pub(super) fn peek(vm: &Vm, f: Me<'_>, _size: i64) -> Result<Value> {
    f.check_open(vm, "peek of closed file")?;
    let bytes = f.work(vm, f.value())?.peek()?;
    Ok(vm.bytes(&bytes))
}

pub(super) fn readline(vm: &Vm, f: Me<'_>, limit: Option<&Value>) -> Result<Value> {
    let limit = size(vm, limit)?;
    f.check_open(vm, "readline of closed file")?;
    if limit.is_none()
        && let Some(line) = f.quick_line(vm)
    {
        return Ok(line);
    }
    let line = f.work(vm, f.value())?.line(limit)?;
    Ok(vm.bytes(&line))
}

/// The next line, for iteration.
pub(super) fn next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let f = this(vm, v)?;
    if !vm.type_of(v).is_native_class() {
        let line = super::support::call_str(vm, v, "readline", &[])?;
        if vm.bytes_of(&line).is_none() {
            return Err(vm.os_error_text(format!(
                "readline() should have returned a bytes object, not '{}'",
                vm.type_name(&line)
            )));
        }
        return Ok((vm.len(&line)? > 0).then_some(line));
    }
    f.check_open(vm, "readline of closed file")?;
    if let Some(line) = f.quick_line(vm) {
        return Ok(Some(line));
    }
    let line = f.work(vm, v)?.line(None)?;
    Ok((!line.is_empty()).then(|| vm.bytes(&line)))
}

pub(super) fn write(vm: &Vm, f: Me<'_>, data: &Value) -> Result<usize> {
    if let Some(bytes) = vm.bytes_of(data)
        && f.is_surely_open()
        && f.quick_write(bytes).is_some()
    {
        return Ok(bytes.len());
    }
    f.raw(vm)?;
    let Some(bytes) = vm.bytes_like(data)? else {
        return Err(vm.not_bytes_like(data));
    };
    let bytes: BytesLike<'_> = bytes;
    if f.closed(vm)? {
        return Err(vm.value_error("write to closed file"));
    }
    f.work(vm, f.value())?.write(&bytes)
}

/// `flush` of a file that writes.
pub(super) fn flush(vm: &Vm, f: Me<'_>) -> Result<()> {
    f.raw(vm)?;
    if f.closed(vm)? {
        return Err(vm.value_error("flush of closed file"));
    }
    f.work(vm, f.value())?.flush()
}

/// `flush` of a file that only reads: the raw file's.
pub(super) fn flush_raw(vm: &Vm, f: Me<'_>) -> Result<Value> {
    super::support::call_name(vm, &f.raw(vm)?, &vm.names().flush, &[])
}

pub(super) fn tell(vm: &Vm, f: Me<'_>) -> Result<Value> {
    Ok(vm.int(f.work(vm, f.value())?.tell()?))
}

pub(super) fn seek(vm: &Vm, f: Me<'_>, to: &Value, whence: i32) -> Result<Value> {
    f.raw(vm)?;
    if !(0..=4).contains(&whence) {
        return Err(vm.value_error(format!("whence value {whence} unsupported")));
    }
    if f.closed(vm)? {
        return Err(vm.value_error("seek of closed file"));
    }
    let raw = f.raw(vm)?;
    match f.file(&raw) {
        Some(file) if file.is_seekable(vm) => {}
        _ => require(vm, &raw, "seekable", "File or stream is not seekable.")?,
    }
    let to = offset(vm, to)?;
    Ok(vm.int(f.work(vm, f.value())?.seek(to, whence)?))
}

pub(super) fn truncate(vm: &Vm, f: Me<'_>, to: Value) -> Result<Value> {
    let raw = f.raw(vm)?;
    if f.closed(vm)? {
        return Err(vm.value_error("truncate of closed file"));
    }
    if !f.has(WRITES) {
        return Err(unsupported(vm, "truncate"));
    }
    let mut work = f.work(vm, f.value())?;
    work.flush()?;
    drop(work);
    let result = super::support::call_str(vm, &raw, "truncate", &[to])?;
    if let Ok(mut work) = f.work(vm, f.value()) {
        let _position = work.tell();
    }
    Ok(result)
}

pub(super) fn close(vm: &Vm, f: Me<'_>) -> Result<Value> {
    let raw = f.raw(vm)?;
    if f.closed(vm)? {
        f.forget(vm);
        return Ok(Value::NONE);
    }
    let flushed = super::support::call_name(vm, f.value(), &vm.names().flush, &[]);
    let closed = super::support::call_name(vm, &raw, &vm.names().close, &[]);
    f.forget(vm);
    match (flushed, closed) {
        (Ok(_), closed) => closed,
        (Err(first), Ok(_)) => Err(first),
        (Err(first), Err(second)) => Err(chain(Some(first), second)),
    }
}

pub(super) fn detach(vm: &Vm, f: Me<'_>) -> Result<Value> {
    f.raw(vm)?;
    super::support::call_name(vm, f.value(), &vm.names().flush, &[])?;
    Ok(f.let_go().unwrap_or(Value::NONE))
}

macro_rules! forward {
    ($($name:ident)*) => {$(
        pub(super) fn $name(vm: &Vm, f: Me<'_>) -> Result<Value> {
            super::support::call_str(vm, &f.raw(vm)?, stringify!($name), &[])
        }
    )*};
}
forward! { seekable readable writable fileno isatty }

pub(super) fn dealloc_warn(vm: &Vm, f: Me<'_>, source: &Value) -> Result<()> {
    if let Ok(raw) = f.raw(vm) {
        super::support::call_str(vm, &raw, "_dealloc_warn", std::slice::from_ref(source))?;
    }
    Ok(())
}

pub(super) fn no_pickle(vm: &Vm, f: &Value) -> Result<Value> {
    Err(super::support::not_picklable(vm, f))
}

pub(super) const GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "raw",
        get: |vm, v| match this(vm, v)?.raw.get() {
            Some(raw) => Ok(raw),
            None => Ok(Value::NONE),
        },
        set: None,
    },
    GetSetDef {
        name: "closed",
        get: |vm, v| {
            let raw = this(vm, v)?.raw(vm)?;
            Ok(Value::bool(is_closed(vm, &raw)?))
        },
        set: None,
    },
    GetSetDef {
        name: "name",
        get: |vm, v| {
            let raw = this(vm, v)?.raw(vm)?;
            vm.recurse(|| vm.get_attr(&raw, &vm.names().name_plain))
        },
        set: None,
    },
    GetSetDef {
        name: "mode",
        get: |vm, v| {
            let raw = this(vm, v)?.raw(vm)?;
            vm.recurse(|| vm.get_attr(&raw, &vm.names().mode_plain))
        },
        set: None,
    },
];

pub(super) fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let class = vm.type_name(v);
    let name = match vm.get_attr_opt(v, &vm.names().name_plain) {
        Ok(name) => name,
        Err(raised) if vm.is_error(&raised, &vm.exceptions().value_error) => None,
        Err(raised) => return Err(raised),
    };
    let Some(name) = name else {
        return Ok(vm.str(format!("<{class}>")));
    };
    match vm.repr_guard(v, || vm.repr_text(&name))? {
        Some(name) => Ok(vm.str(format!("<{class} name={name}>"))),
        None => Err(vm.runtime_error(format!(
            "reentrant call inside {}.__repr__",
            vm.type_name(v)
        ))),
    }
}

/// The end of a file that nobody closed: a warning, then what is pending is written.
pub(super) fn finalize(vm: &Vm, v: &Value) -> Result<()> {
    let f = this(vm, v)?;
    if f.closed(vm).unwrap_or(true) {
        return Ok(());
    }
    let _warned = super::support::call_str(vm, v, "_dealloc_warn", std::slice::from_ref(v));
    super::base::close_at_end(vm, v);
    Ok(())
}
