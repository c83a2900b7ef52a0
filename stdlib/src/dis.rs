//! `_dis`: the disassembler, for the module `dis`.

use hasp_compiler::disasm;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::code::Code;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_dis",
    doc: "The disassembler of Hasp's bytecode.",
    functions: &[
        native!("disassemble_text(code, lines, /)", text)
            .doc("Return the listing of a code object, with these lines of source in it."),
        native!("instructions(code, /)", instructions)
            .doc("Return the instructions of a code object: name, operands, offset, line."),
        native!("registers(code, /)", |vm: &Vm, code: &Value| Ok(i64::from(
            code_of(vm, code)?.source.nregs
        )))
        .doc("Return the number of registers of a code object."),
    ],
    init: |_, _| Ok(()),
};

fn code_of<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Code>> {
    v.downcast_ref::<Code>()
        .ok_or_else(|| vm.wrong_type("code", v))
}

fn text(vm: &Vm, code: &Value, lines: &Value) -> Result<String> {
    let code = code_of(vm, code)?;
    let lines: Vec<String> = vm
        .collect(lines)?
        .iter()
        .map(|line| line.str_lossy().unwrap_or_default())
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    Ok(disasm::disassemble_one(&code.source, &lines))
}

fn instructions(vm: &Vm, code: &Value) -> Result<Value> {
    let rows = disasm::rows(&code_of(vm, code)?.source);
    let rows = rows.into_iter().map(|row| {
        vm.tuple(vec![
            vm.str(row.name),
            vm.str(row.operands),
            vm.int(row.at as i64),
            vm.int(row.line.into()),
        ])
    });
    Ok(vm.list(rows.collect()))
}
