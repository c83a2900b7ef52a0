//! The hooks of `sys`, and the exception being handled.

use hasp_vm::args::Args;
use hasp_vm::errors::Exception;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// `sys.exc_info()`.
pub(super) fn exc_info(vm: &Vm) -> Value {
    let Some(exception) = vm.handled_exception() else {
        return vm.tuple(vec![Value::NONE, Value::NONE, Value::NONE]);
    };
    let class = vm.type_of(&exception).to_value();
    let traceback = exception
        .downcast_ref::<Exception>()
        .and_then(|e| e.traceback.get());
    vm.tuple(vec![class, exception, traceback.unwrap_or(Value::NONE)])
}

/// `sys.exception()`.
pub(super) fn exception(vm: &Vm) -> Value {
    vm.handled_exception().unwrap_or(Value::NONE)
}

/// `sys.excepthook()`.
pub(super) fn excepthook(vm: &Vm, _class: &Value, exception: &Value, _traceback: &Value) {
    vm.write_stderr(&vm.format_exception(exception));
}

/// `sys.displayhook()`.
pub(super) fn displayhook(vm: &Vm, value: &Value) -> Result<()> {
    if value.is_none() {
        return Ok(());
    }
    let underscore = vm.intern("_");
    vm.interp()
        .builtins()
        .set_name(vm, &underscore, Value::NONE);
    let text = vm.repr_text(value)?;
    let Some(out) = vm.sys_attr(&vm.names().stdout) else {
        return Err(vm.runtime_error("lost sys.stdout"));
    };
    let write = vm.get_attr(&out, &vm.names().write)?;
    vm.call(&write, Args::positional(&[vm.str(text)]))?;
    vm.call(&write, Args::positional(&[vm.str("\n")]))?;
    vm.interp()
        .builtins()
        .set_name(vm, &underscore, value.clone());
    Ok(())
}

/// `sys.unraisablehook()`.
pub(super) fn unraisablehook(vm: &Vm, unraisable: &Value) -> Result<()> {
    let exception = vm.get_attr_str(unraisable, "exc_value")?;
    let message = vm.get_attr_str(unraisable, "err_msg")?;
    let object = vm.get_attr_str(unraisable, "object")?;
    let message = message
        .str_lossy()
        .unwrap_or_else(|| "Exception ignored in".to_owned());
    let head = if object.is_none() {
        format!("{message}:\n")
    } else {
        format!("{message}: {}\n", vm.repr_text(&object)?)
    };
    vm.write_stderr(&format!("{head}{}", vm.format_plainly(&exception)));
    Ok(())
}
