//! `_io`: files. The classes for scripts, in one file each, and what they share.

mod base;
mod buffered;
mod buffered_base;
mod buffered_methods;
mod bytesio;
mod decoder;
mod fileio;
mod guarded;
mod newline;
mod newline_type;
mod open;
mod pair;
mod random;
mod raw_base;
mod reader;
mod standard;
mod stringio;
pub(crate) mod support;
mod text;
mod text_base;
mod text_methods;
mod text_read;
mod text_seek;
mod text_write;
mod writer;

use hasp_vm::import::ModuleDef;
use hasp_vm::object::Ref;
use hasp_vm::object::module::Module;
use hasp_vm::vm::{Result, Vm};

pub(crate) use standard::{speed_up_print, standard_stream};

/// `io.DEFAULT_BUFFER_SIZE`.
pub(crate) const DEFAULT_BUFFER_SIZE: usize = 128 * 1024;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_io",
    doc: "The io module provides the Python interfaces to stream handling.",
    functions: open::FUNCTIONS,
    init,
};

fn init(vm: &Vm, module: &Ref<Module>) -> Result<()> {
    let types = support::types(vm);
    for (name, class) in [
        ("_IOBase", &types.base),
        ("_RawIOBase", &types.raw_base),
        ("_BufferedIOBase", &types.buffered_base),
        ("_TextIOBase", &types.text_base),
        ("FileIO", &types.file),
        ("BufferedReader", &types.reader),
        ("BufferedWriter", &types.writer),
        ("BufferedRandom", &types.random),
        ("BufferedRWPair", &types.pair),
        ("TextIOWrapper", &types.text),
        ("BytesIO", &types.bytes),
        ("StringIO", &types.string),
        ("IncrementalNewlineDecoder", &types.newline_decoder),
    ] {
        vm.add_to_module(module, name, class.clone());
    }
    // The built-in function is this very one.
    let name = vm.intern("open");
    if let Some(open) = module.body.dict.get_name(&name) {
        vm.interp().builtins().set_name(vm, &name, open);
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
