//! `_sre`: regular expressions.
//!
//! A pattern's text becomes a tree (`parser`), the tree a program (`compile`), and a backtracking
//! machine with a stack of its own runs that (`matcher`). Positions are byte offsets; scripts see
//! characters.

mod charset;
mod compile;
mod escapes;
mod found;
mod matcher;
mod node;
mod parser;
mod pattern;
mod program;
mod scanner;
mod source;
mod subject;
mod template;

use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::typ::Type;
use hasp_vm::value::Value;
use hasp_vm::vm::Vm;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_sre",
    doc: "The engine behind the module re.",
    functions: &[native!(
        "compile(pattern, flags, /)",
        |vm: &Vm, pattern: &Value, flags: u32| { pattern::compile(vm, pattern, flags) }
    )],
    init: |vm, module| {
        let classes = classes(vm);
        vm.add_to_module(module, "Pattern", classes.pattern);
        vm.add_to_module(module, "Match", classes.matched);
        vm.add_to_module(module, "MAXREPEAT", vm.int(node::MAX_REPEAT.into()));
        Ok(())
    },
};

/// The module's classes in one interpreter.
#[derive(Clone)]
struct Classes {
    pattern: Ref<Type>,
    matched: Ref<Type>,
    scanner: Ref<Type>,
    iterator: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        pattern: vm.new_native_type(&pattern::PATTERN),
        matched: vm.new_native_type(&found::MATCH),
        scanner: vm.new_native_type(&scanner::SCANNER),
        iterator: vm.new_native_type(&scanner::ITERATOR),
    })
}
