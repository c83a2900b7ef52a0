//! `sys.stdin`, `sys.stdout` and `sys.stderr`: text files over buffers over the process's own
//! descriptors.

use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::io::standard_stream;

/// The three streams; None for one whose descriptor is closed.
///
/// # Errors
/// What making a file raises.
pub(super) fn standard(vm: &Vm) -> Result<[Value; 3]> {
    vm.import_module("_io")?;
    crate::io::speed_up_print(vm);
    let unbuffered = std::env::var_os("PYTHONUNBUFFERED").is_some_and(|v| !v.is_empty());
    let errors = if is_plain_locale() {
        "surrogateescape"
    } else {
        "strict"
    };
    Ok([
        standard_stream(vm, 0, "<stdin>", errors, unbuffered)?,
        standard_stream(vm, 1, "<stdout>", errors, unbuffered)?,
        standard_stream(vm, 2, "<stderr>", "backslashreplace", unbuffered)?,
    ])
}

/// Is the locale the one that promises nothing? Then input that is no text passes unharmed.
fn is_plain_locale() -> bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    match name.as_deref() {
        None => true,
        Some(name) => ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(&name),
    }
}
