//! `_io._BufferedIOBase`: files with a buffer.

use hasp_vm::buffer::WritableBytes;
use hasp_vm::native;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::support::unsupported;

/// The class.
pub(super) static BUFFERED_BASE: TypeDef = TypeDef {
    name: "_io._BufferedIOBase",
    subclassable: true,
    doc: "Base class for buffered IO objects.",
    methods: &[
        native!("read(self, size=-1, /)", |vm: &Vm,
                                           _s: &Value,
                                           _n: &Value|
         -> Result<Value> {
            Err(unsupported(vm, "read"))
        })
        .doc("Read and return up to n bytes."),
        native!("read1(self, size=-1, /)", |vm: &Vm,
                                            _s: &Value,
                                            _n: &Value|
         -> Result<Value> {
            Err(unsupported(vm, "read1"))
        })
        .doc("Read and return up to size bytes, with at most one read() call."),
        native!(
            "readinto(self, buffer, /)",
            |vm: &Vm, s: &Value, b: WritableBytes| { read_into(vm, s, &b, "read") }
        ),
        native!(
            "readinto1(self, buffer, /)",
            |vm: &Vm, s: &Value, b: WritableBytes| { read_into(vm, s, &b, "read1") }
        ),
        native!("write(self, b, /)", |vm: &Vm,
                                      _s: &Value,
                                      _b: &Value|
         -> Result<Value> {
            Err(unsupported(vm, "write"))
        })
        .doc("Write buffer b to the IO stream."),
        native!("detach(self, /)", |vm: &Vm, _s: &Value| -> Result<Value> {
            Err(unsupported(vm, "detach"))
        })
        .doc("Disconnect this buffer from its underlying raw stream and return it."),
    ],
    ..TypeDef::EMPTY
};

fn read_into(vm: &Vm, this: &Value, buffer: &WritableBytes, method: &str) -> Result<usize> {
    let len = buffer.len();
    let data = super::support::call_str(vm, this, method, &[vm.int(len as i64)])?;
    let Some(bytes) = vm.bytes_of(&data) else {
        return Err(vm.type_error("read() should return bytes"));
    };
    if bytes.len() > len {
        return Err(vm.value_error(format!(
            "read() returned too much data: {len} bytes requested, {} returned",
            bytes.len()
        )));
    }
    buffer.with(|out| out[..bytes.len()].copy_from_slice(bytes));
    Ok(bytes.len())
}
