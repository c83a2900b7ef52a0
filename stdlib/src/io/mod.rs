//! `_io`: files. The classes for scripts, in one file each, and what they share.

mod base;
mod buffered_base;
mod bytesio;
mod newline;
mod newline_type;
mod raw_base;
mod stringio;
mod support;
mod text_base;

use hasp_vm::import::ModuleDef;
use hasp_vm::object::Ref;
use hasp_vm::object::module::Module;
use hasp_vm::vm::{Result, Vm};

/// `io.DEFAULT_BUFFER_SIZE`.
pub(crate) const DEFAULT_BUFFER_SIZE: usize = 128 * 1024;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_io",
    doc: "The io module provides the Python interfaces to stream handling.",
    functions: &[],
    init,
};

fn init(vm: &Vm, module: &Ref<Module>) -> Result<()> {
    let types = support::types(vm);
    for (name, class) in [
        ("_IOBase", &types.base),
        ("_RawIOBase", &types.raw_base),
        ("_BufferedIOBase", &types.buffered_base),
        ("_TextIOBase", &types.text_base),
        ("BytesIO", &types.bytes),
        ("StringIO", &types.string),
        ("IncrementalNewlineDecoder", &types.newline_decoder),
    ] {
        vm.add_to_module(module, name, class.clone());
    }
    vm.add_to_module(
        module,
        "BlockingIOError",
        vm.exceptions().blocking_io_error.clone(),
    );
    vm.add_to_module(
        module,
        "UnsupportedOperation",
        support::unsupported_class(vm),
    );
    vm.add_to_module(
        module,
        "DEFAULT_BUFFER_SIZE",
        vm.int(DEFAULT_BUFFER_SIZE as i64),
    );
    Ok(())
}
