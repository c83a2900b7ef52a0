//! `_traceback`: the underlining of source that `traceback` shares with uncaught exceptions.

use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::report::carets;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_traceback",
    doc: "What tracebacks show of the source.",
    functions: &[native!("picture(lines, start, end, /)", picture)
        .doc("Lines of source, underlined from a byte column of the first to one of the last.")],
    init: |_, _| Ok(()),
};

fn picture(vm: &Vm, lines: &Value, start: usize, end: usize) -> Result<Value> {
    let lines: Vec<String> = vm
        .collect(lines)?
        .iter()
        .filter_map(Value::str_lossy)
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let picture = carets::picture(&lines, start, end);
    Ok(vm.list(picture.into_iter().map(|line| vm.str(line)).collect()))
}
