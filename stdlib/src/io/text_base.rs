//! `_io._TextIOBase`: files of text.

use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::support::unsupported;

macro_rules! nothing {
    ($name:literal) => {
        GetSetDef {
            name: $name,
            get: |_, _| Ok(Value::NONE),
            set: None,
        }
    };
}

/// The class.
pub(super) static TEXT_BASE: TypeDef = TypeDef {
    name: "_io._TextIOBase",
    subclassable: true,
    doc: "Base class for text I/O.",
    methods: &[
        native!("read(self, size=-1, /)", |vm: &Vm,
                                           _s: &Value,
                                           _n: &Value|
         -> Result<Value> {
            Err(unsupported(vm, "read"))
        })
        .doc("Read at most size characters from stream."),
        native!("readline(self, size=-1, /)", |vm: &Vm,
                                               _s: &Value,
                                               _n: &Value|
         -> Result<Value> {
            Err(unsupported(vm, "readline"))
        })
        .doc("Read until newline or EOF."),
        native!("write(self, s, /)", |vm: &Vm,
                                      _s: &Value,
                                      _t: &Value|
         -> Result<Value> {
            Err(unsupported(vm, "write"))
        })
        .doc("Write string s to stream."),
        native!("detach(self, /)", |vm: &Vm, _s: &Value| -> Result<Value> {
            Err(unsupported(vm, "detach"))
        })
        .doc("Separate the underlying buffer from the TextIOBase and return it."),
    ],
    getsets: &[
        nothing!("encoding"),
        nothing!("newlines"),
        nothing!("errors"),
    ],
    ..TypeDef::EMPTY
};
