//! `_io._RawIOBase`: files without a buffer.

use hasp_vm::native;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// Bytes that `readall` asks for at a time.
const CHUNK: i64 = 131_072;

/// The class.
pub(super) static RAW_BASE: TypeDef = TypeDef {
    name: "_io._RawIOBase",
    subclassable: true,
    doc: "Base class for raw binary I/O.",
    methods: &[
        native!("read(self, size=-1, /)", read),
        native!("readall(self, /)", readall).doc("Read until EOF, using multiple read() call."),
        native!("readinto(self, buffer, /)", |vm: &Vm,
                                              _s: &Value,
                                              _b: &Value|
         -> Result<Value> {
            Err(vm.not_implemented_error(""))
        }),
        native!("write(self, b, /)", |vm: &Vm,
                                      _s: &Value,
                                      _b: &Value|
         -> Result<Value> {
            Err(vm.not_implemented_error(""))
        }),
    ],
    ..TypeDef::EMPTY
};

fn read(vm: &Vm, this: &Value, size: &Value) -> Result<Value> {
    let size = vm.index_clipped(size)?;
    let Ok(len) = usize::try_from(size) else {
        return super::support::call_str(vm, this, "readall", &[]);
    };
    vm.check_text_len(len)?;
    let array = vm.new_bytearray(vec![0; len]);
    let got = super::support::call_str(vm, this, "readinto", &[array.value().clone()])?;
    if got.is_none() {
        return Ok(got);
    }
    let got = vm.index_clipped(&got)?;
    let bytes = array.to_vec();
    match usize::try_from(got).ok().and_then(|got| bytes.get(..got)) {
        Some(part) => Ok(vm.bytes(part)),
        None => Err(vm.value_error(format!(
            "readinto returned {got} outside buffer size {}",
            bytes.len()
        ))),
    }
}

fn readall(vm: &Vm, this: &Value) -> Result<Value> {
    let mut all: Vec<u8> = Vec::new();
    let mut any = false;
    loop {
        let chunk = super::support::call_str(vm, this, "read", &[vm.int(CHUNK)])?;
        if chunk.is_none() {
            return Ok(if any { vm.bytes(&all) } else { chunk });
        }
        let Some(bytes) = vm.bytes_of(&chunk) else {
            return Err(vm.type_error("read() should return bytes"));
        };
        if bytes.is_empty() {
            return Ok(vm.bytes(&all));
        }
        any = true;
        all.extend_from_slice(bytes);
    }
}
