//! `_thread._excepthook`: what is shown of an exception that ends a thread.

use hasp_vm::object::Ref;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::struct_seq;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::common::class_of_module;

const FIELDS: &[&str] = &["exc_type", "exc_value", "exc_traceback", "thread"];

static ARGS: TypeDef = TypeDef {
    name: "_thread._ExceptHookArgs",
    base: "tuple",
    doc: "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
    slots: struct_seq::slots,
    methods: struct_seq::METHODS,
    getsets: &[
        struct_seq::item("exc_type", 0),
        struct_seq::item("exc_value", 1),
        struct_seq::item("exc_traceback", 2),
        struct_seq::item("thread", 3),
    ],
    ..TypeDef::EMPTY
};

/// The class of the hook's argument.
pub(super) fn args_type(vm: &Vm) -> Ref<Type> {
    vm.struct_sequence_type(&ARGS, FIELDS, 0)
}

/// `_excepthook(args, /)`: writes the traceback to `sys.stderr`; SystemExit ends a thread silently.
pub(super) fn excepthook(vm: &Vm, args: &Value) -> Result<()> {
    let class = class_of_module(vm, "_thread", "_ExceptHookArgs")?;
    let fields = args
        .as_tuple()
        .filter(|_| vm.type_of(args).to_ref().is(&class));
    let Some([kind, exception, _, thread]) = fields.map(|t| t.as_slice()) else {
        return Err(vm.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
    };
    if kind.is(vm.exceptions().system_exit.value()) {
        return Ok(());
    }
    let name = if thread.is_none() {
        None
    } else {
        vm.get_attr_opt(thread, &vm.intern("_name"))?
    };
    let name = match name {
        Some(name) => vm.to_str(&name)?.to_string_lossy(),
        None => vm.thread_ident().to_string(),
    };
    let text = vm.format_exception(exception);
    vm.write_stderr(&format!("Exception in thread {name}:\n{text}"));
    Ok(())
}
