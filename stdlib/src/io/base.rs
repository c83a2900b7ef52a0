//! `_io._IOBase`: what every file can do, in terms of what its class defines.

use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::bytes::Bytes;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::support::{ask, check_closed, closed_error, is_closed, size, unsupported};

/// Attribute that marks a closed file of a class without a state of its own.
const MARK: &str = "__IOBase_closed";

/// The class.
pub(super) static IO_BASE: TypeDef = TypeDef {
    name: "_io._IOBase",
    subclassable: true,
    has_dict: true,
    doc: "The abstract base class for all I/O classes.",
    slots: |s| {
        s.iter.set(Some(|vm, v| {
            check_closed(vm, v)?;
            Ok(v.clone())
        }));
        s.next.set(Some(|vm, v| {
            let line = super::support::call_str(vm, v, "readline", &[])?;
            Ok(if vm.len(&line)? > 0 { Some(line) } else { None })
        }));
        s.del.set(Some(finalize));
    },
    methods: METHODS,
    getsets: &[GetSetDef {
        name: "closed",
        get: |vm, v| Ok(Value::bool(is_marked(vm, v)?)),
        set: None,
    }],
    ..TypeDef::EMPTY
};

const METHODS: &[NativeDef] = &[
    native!("seek(self, offset, whence=0, /)", |vm: &Vm,
                                                _s: &Value,
                                                _o: &Value,
                                                _w: &Value|
     -> Result<Value> {
        Err(unsupported(vm, "seek"))
    })
    .doc("Change the stream position to the given byte offset."),
    native!("tell(self, /)", |vm: &Vm, s: &Value| {
        super::support::call_str(vm, s, "seek", &[vm.int(0), vm.int(1)])
    })
    .doc("Return current stream position."),
    native!("truncate(self, size=None, /)", |vm: &Vm,
                                             _s: &Value,
                                             _n: &Value|
     -> Result<Value> {
        Err(unsupported(vm, "truncate"))
    })
    .doc("Truncate file to size bytes."),
    native!("flush(self, /)", flush).doc("Flush write buffers, if applicable."),
    native!("close(self, /)", close).doc("Flush and close the IO object."),
    native!("seekable(self, /)", |_: &Vm, _s: &Value| false)
        .doc("Return whether object supports random access."),
    native!("readable(self, /)", |_: &Vm, _s: &Value| false)
        .doc("Return whether object was opened for reading."),
    native!("writable(self, /)", |_: &Vm, _s: &Value| false)
        .doc("Return whether object was opened for writing."),
    native!(
        "_checkClosed(self, msg=None)",
        |vm: &Vm, s: &Value, _m: &Value| check_closed(vm, s)
    ),
    native!(
        "_checkSeekable(self, /, *args)",
        |vm: &Vm, s: &Value, _a: &Value| {
            require(vm, s, "seekable", "File or stream is not seekable.")
        }
    ),
    native!(
        "_checkReadable(self, /, *args)",
        |vm: &Vm, s: &Value, _a: &Value| {
            require(vm, s, "readable", "File or stream is not readable.")
        }
    ),
    native!(
        "_checkWritable(self, /, *args)",
        |vm: &Vm, s: &Value, _a: &Value| {
            require(vm, s, "writable", "File or stream is not writable.")
        }
    ),
    native!("fileno(self, /)", |vm: &Vm, _s: &Value| -> Result<Value> {
        Err(unsupported(vm, "fileno"))
    })
    .doc("Return underlying file descriptor if one exists."),
    native!("isatty(self, /)", |vm: &Vm, s: &Value| -> Result<bool> {
        check_closed(vm, s)?;
        Ok(false)
    })
    .doc("Return whether this is an 'interactive' stream."),
    native!("__enter__(self, /)", |vm: &Vm, s: Value| -> Result<Value> {
        check_closed(vm, &s)?;
        Ok(s)
    }),
    native!(
        "__exit__(self, /, *args)",
        |vm: &Vm, s: &Value, _a: &Value| { super::support::call_str(vm, s, "close", &[]) }
    ),
    native!("readline(self, size=-1, /)", readline).doc("Read and return a line from the stream."),
    native!("readlines(self, hint=-1, /)", readlines)
        .doc("Return a list of lines from the stream."),
    native!("writelines(self, lines, /)", writelines).doc("Write a list of lines to stream."),
    native!("__del__(self, /)", finalize),
];

fn is_marked(vm: &Vm, v: &Value) -> Result<bool> {
    if let Some(file) = v.downcast_ref::<super::fileio::FileIo>() {
        return Ok(file.fd() < 0);
    }
    match vm.get_attr_opt(v, &vm.intern(MARK))? {
        Some(mark) => vm.truth(&mark),
        None => Ok(false),
    }
}

/// Refuses what is not `readable()` and so on.
///
/// # Errors
/// UnsupportedOperation; what the question raises.
pub(super) fn require(vm: &Vm, v: &Value, question: &str, message: &str) -> Result<()> {
    if ask(vm, v, question)? {
        Ok(())
    } else {
        Err(unsupported(vm, message))
    }
}

fn flush(vm: &Vm, this: &Value) -> Result<()> {
    if is_marked(vm, this)? {
        return Err(closed_error(vm));
    }
    Ok(())
}

fn close(vm: &Vm, this: &Value) -> Result<()> {
    if is_marked(vm, this)? {
        return Ok(());
    }
    let flushed = super::support::call_name(vm, this, &vm.names().flush, &[]);
    vm.set_attr(this, &vm.intern(MARK), Value::TRUE)?;
    flushed.map(drop)
}

/// Closes a file that nobody refers to any more.
fn finalize(vm: &Vm, this: &Value) -> Result<()> {
    if !is_closed(vm, this).unwrap_or(true) {
        close_at_end(vm, this);
    }
    Ok(())
}

/// Calls `close`; what it raises is reported. Not for a standard stream: whoever ends the program
/// has flushed it and said what there was to say.
pub(super) fn close_at_end(vm: &Vm, this: &Value) {
    if let Err(raised) = super::support::call_name(vm, this, &vm.names().close, &[])
        && !is_standard(this)
    {
        let what = "Exception ignored while finalizing file";
        vm.report_unraisable(raised, what, Some(this));
    }
}

/// Is it one of the streams that the process was started with?
fn is_standard(v: &Value) -> bool {
    let mut file = v.clone();
    loop {
        let below = if let Some(text) = file.downcast_ref::<super::text::TextFile>() {
            text.buffer.get()
        } else if let Some(buffer) = file.downcast_ref::<super::buffered::Buffered>() {
            buffer.raw.get()
        } else {
            let raw = file.downcast_ref::<super::fileio::FileIo>();
            return raw.is_some_and(|raw| raw.is_standard());
        };
        match below {
            Some(below) => file = below,
            None => return false,
        }
    }
}

/// Bytes up to and with a newline, by `peek` and `read` of the class.
fn readline(vm: &Vm, this: &Value, limit: Option<&Value>) -> Result<Value> {
    let limit = size(vm, limit)?;
    let peek = vm.get_attr_opt(this, &vm.intern("peek"))?;
    let mut line: Vec<u8> = Vec::new();
    while limit.is_none_or(|limit| line.len() < limit) {
        let mut want = 1;
        if let Some(peek) = &peek {
            let ahead = vm.call(peek, hasp_vm::args::Args::positional(&[vm.int(1)]))?;
            let Some(ahead) = vm.bytes_of(&ahead) else {
                return Err(vm.os_error_text(format!(
                    "peek() should have returned a bytes object, not '{}'",
                    vm.type_name(&ahead)
                )));
            };
            if !ahead.is_empty() {
                want = memchr::memchr(b'\n', ahead).map_or(ahead.len(), |at| at + 1);
                if let Some(limit) = limit {
                    want = want.min(limit - line.len());
                }
            }
        }
        let got = super::support::call_str(vm, this, "read", &[vm.int(want as i64)])?;
        let Some(bytes) = got.downcast_ref::<Bytes>() else {
            return Err(vm.os_error_text(format!(
                "read() should have returned a bytes object, not '{}'",
                vm.type_name(&got)
            )));
        };
        line.extend_from_slice(bytes.bytes());
        if bytes.bytes().is_empty() || line.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(vm.bytes(&line))
}

fn readlines(vm: &Vm, this: &Value, hint: Option<&Value>) -> Result<Value> {
    let hint = size(vm, hint)?.filter(|hint| *hint > 0);
    let mut lines = Vec::new();
    let Some(hint) = hint else {
        return Ok(vm.list(vm.collect(this)?));
    };
    let iterator = vm.iter(this)?;
    let mut total = 0;
    while let Some(line) = vm.next(&iterator)? {
        total += vm.len(&line)?;
        lines.push(line);
        if total > hint {
            break;
        }
    }
    Ok(vm.list(lines))
}

fn writelines(vm: &Vm, this: &Value, lines: &Value) -> Result<()> {
    check_closed(vm, this)?;
    vm.iterate(lines, |line| {
        super::support::call_name(vm, this, &vm.names().write, &[line]).map(drop)
    })
}
