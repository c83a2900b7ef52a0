//! The methods of text files.

use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::support::{chain, size, unsupported};
use super::text::{reconfigure, this};
use super::{text_read, text_seek, text_write};

pub(super) const METHODS: &[NativeDef] = &[
    native!("write(self, text, /)", text_write::write)
        .doc("Write string s to stream. Return the number of characters written.")
        .releases(),
    native!("read(self, size=-1, /)", |vm: &Vm, f: &Value, n: Option<&Value>| {
        text_read::read(vm, f, size(vm, n)?)
    })
    .doc("Read at most size characters from stream.")
    .releases(),
    native!("readline(self, size=-1, /)", |vm: &Vm, f: &Value, n: &Value| {
        let limit = match n.as_small_int() {
            Some(n) => n,
            None => vm.index_clipped(n)?,
        };
        text_read::readline(vm, f, usize::try_from(limit).ok())
    })
    .doc("Read until newline or EOF.")
    .releases(),
    native!("tell(self, /)", text_seek::tell)
        .doc("Return the stream position as an opaque number.")
        .releases(),
    native!("seek(self, cookie, whence=0, /)", text_seek::seek)
        .doc("Set the stream position, and return the new stream position.")
        .releases(),
    native!("truncate(self, pos=None, /)", truncate).releases(),
    native!("flush(self, /)", flush).releases(),
    native!("close(self, /)", close).releases(),
    native!("detach(self, /)", detach),
    native!(
        "reconfigure(self, /, *, encoding=None, errors=None, newline=?, line_buffering=None, write_through=None)",
        |vm: &Vm, f: &Value, encoding: &Value, errors: &Value, newline: &Value, lines: &Value, through: &Value| {
            reconfigure(vm, f, [encoding, errors, newline, lines, through])
        }
    )
    .doc("Reconfigure the text stream with new parameters."),
    native!("readable(self, /)", |vm: &Vm, f: &Value| ask(vm, f, "readable")),
    native!("writable(self, /)", |vm: &Vm, f: &Value| ask(vm, f, "writable")),
    native!("seekable(self, /)", |vm: &Vm, f: &Value| ask(vm, f, "seekable")),
    native!("fileno(self, /)", |vm: &Vm, f: &Value| ask(vm, f, "fileno")),
    native!("isatty(self, /)", |vm: &Vm, f: &Value| ask(vm, f, "isatty")),
    native!("__getstate__(self, /)", |vm: &Vm, f: &Value| -> Result<Value> {
        Err(super::support::not_picklable(vm, f))
    }),
];

/// What the buffer says.
fn ask(vm: &Vm, v: &Value, question: &str) -> Result<Value> {
    let buffer = this(vm, v)?.buffer(vm)?;
    super::support::call_str(vm, &buffer, question, &[])
}

fn flush(vm: &Vm, v: &Value) -> Result<()> {
    let file = this(vm, v)?;
    file.check_open(vm)?;
    file.set(super::text::TELLING, file.has(super::text::SEEKABLE));
    let mut work = file.work(vm, v)?;
    work.write_pending()?;
    work.flush_buffer()
}

fn truncate(vm: &Vm, v: &Value, to: Value) -> Result<Value> {
    let file = this(vm, v)?;
    file.check_ready(vm, true)?;
    super::support::call_name(vm, v, &vm.names().flush, &[])?;
    super::support::call_str(vm, &file.buffer(vm)?, "truncate", &[to])
}

fn close(vm: &Vm, v: &Value) -> Result<Value> {
    let file = this(vm, v)?;
    file.check_ready(vm, true)?;
    if file.closed(vm)? {
        return Ok(Value::NONE);
    }
    let flushed = super::support::call_name(vm, v, &vm.names().flush, &[]);
    let closed = super::support::call_name(vm, &file.buffer(vm)?, &vm.names().close, &[]);
    match (flushed, closed) {
        (Ok(_), closed) => closed,
        (Err(first), Ok(_)) => Err(first),
        (Err(first), Err(second)) => Err(chain(Some(first), second)),
    }
}

fn detach(vm: &Vm, v: &Value) -> Result<Value> {
    let file = this(vm, v)?;
    file.check_ready(vm, true)?;
    super::support::call_name(vm, v, &vm.names().flush, &[])?;
    file.let_go().ok_or_else(|| unsupported(vm, "detach"))
}
