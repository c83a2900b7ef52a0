//! `hasp dis`, `hasp tokens`, `hasp ast`.

use hasp_compiler::{Mode, Options};
use hasp_vm::config::Config;
use hasp_vm::vm::{Result, Vm};

use crate::flags::View;

/// Prints a view of a file; gives the exit status.
pub(crate) fn show(view: View, file: &str) -> u8 {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!(
                "hasp: can't open file '{file}': {}",
                crate::run::errno_text(&error)
            );
            return 2;
        }
    };
    let config = Config {
        library: hasp_stdlib::LIBRARY,
        ..Config::default()
    };
    hasp_vm::setup::with_interpreter(config, |vm| match text(vm, view, &bytes, file) {
        Ok(text) => {
            use std::io::Write;
            // A reader that has gone away is no error.
            let _written = std::io::stdout().write_all(text.as_bytes());
            0
        }
        Err(raised) => {
            eprint!("{}", vm.format_exception(raised.value()));
            1
        }
    })
}

fn text(vm: &Vm, view: View, bytes: &[u8], file: &str) -> Result<String> {
    let source = vm.decode_source(bytes, file)?;
    let shown = match view {
        View::Tokens => hasp_compiler::token_dump::dump_tokens(&source),
        View::Ast => hasp_compiler::parse::parse(&source, Mode::Exec)
            .map(|m| hasp_compiler::ast_dump::dump_ast(&m)),
        View::Dis => hasp_compiler::compile(&source, file, Mode::Exec, &Options::default())
            .map(|code| hasp_compiler::disasm::disassemble_with(&code, &source)),
    };
    shown
        .map(|s| if s.ends_with('\n') { s } else { s + "\n" })
        .map_err(|d| vm.syntax_error(&d, &source, file))
}
