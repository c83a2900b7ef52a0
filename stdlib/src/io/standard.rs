//! Making of the standard streams, and `print`'s way into them.

use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::buffered::{READS, WRITES};
use super::fileio::FileIo;
use super::support::types;
use super::text::{Options, newline_of};

/// The text file for one of the process's first three descriptors; None if it is not open.
///
/// # Errors
/// What making the file raises.
pub(crate) fn standard_stream(
    vm: &Vm,
    fd: i32,
    name: &'static str,
    errors: &str,
    unbuffered: bool,
) -> Result<Value> {
    let open = hasp_vm::fd::borrow(fd).is_some_and(|fd| rustix::io::fcntl_getfd(fd).is_ok());
    if !open {
        return Ok(Value::NONE);
    }
    let types = types(vm);
    let names = vm.names();
    let raw = vm.alloc(&types.file, FileIo::standard(fd));
    vm.set_attr(raw.value(), &names.name_plain, vm.str(name))?;
    let (class, abilities) = if fd == 0 {
        (&types.reader, READS)
    } else {
        (&types.writer, WRITES)
    };
    let is_tty = raw.is_tty();
    let unbuffered = unbuffered && fd != 0;
    let buffer = if unbuffered {
        raw.into_value()
    } else {
        let buffer = super::buffered::new(vm, class);
        let size = super::DEFAULT_BUFFER_SIZE as i64;
        buffer.open(vm, raw.into_value(), size, abilities)?;
        buffer.into_value()
    };
    let options = Options {
        encoding: Some("utf-8"),
        errors: Some(errors),
        newline: newline_of(vm, Some("\n"))?,
        line_buffering: !unbuffered && (is_tty || fd == 2),
        write_through: unbuffered,
    };
    let text = super::text::create(vm, &types.text, &buffer, &options)?;
    let mode = if fd == 0 { "r" } else { "w" };
    vm.set_attr(text.value(), &names.mode_plain, vm.str(mode))?;
    Ok(text.into_value())
}

/// Tells `print` how to write to text files without calling a method.
pub(crate) fn speed_up_print(vm: &Vm) {
    vm.interp().set_text_sink(hasp_vm::builtins::TextSink {
        class: types(vm).text.clone(),
        write: super::text_write::write_text,
    });
}
