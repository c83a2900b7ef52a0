//! The `hasp` command.

use std::process::ExitCode;

use hasp_vm::config::Config;
use hasp_vm::vm::Vm;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let config = Config { library: hasp_stdlib::LIBRARY, ..Config::default() };
    let ok = hasp_vm::setup::with_interpreter(config, |vm| run(vm, &args));
    if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(vm: &Vm, args: &[String]) -> bool {
    let (source, name) = match args {
        [_, c, code, ..] if c == "-c" => (code.clone(), "<string>".to_owned()),
        [_, file, ..] => (std::fs::read_to_string(file).unwrap_or_default(), file.clone()),
        _ => return false,
    };
    let module = vm.new_module("__main__");
    match vm.exec_source(&source, &name, &module.dict) {
        Ok(()) => true,
        Err(raised) => {
            eprint!("{}", vm.format_exception(raised.value()));
            false
        }
    }
}
