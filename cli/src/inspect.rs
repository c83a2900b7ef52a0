//! `hasp dis`, `hasp tokens`, `hasp ast`.

use hasp_compiler::code::Code;
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
        View::Dis => {
            hasp_compiler::compile(&source, file, Mode::Exec, &Options::default()).map(|code| {
                let mut out = String::new();
                disassemble(&code, &source, &mut out);
                out
            })
        }
    };
    shown
        .map(|s| if s.ends_with('\n') { s } else { s + "\n" })
        .map_err(|d| vm.syntax_error(&d, &source, file))
}

/// A code object with the source lines it comes from, then those inside it.
fn disassemble(code: &Code, source: &str, out: &mut String) {
    let lines = code
        .positions
        .iter()
        .map(|(_, span)| code.lines.line(span.start));
    let last = lines
        .max()
        .unwrap_or(code.firstlineno)
        .max(code.firstlineno);
    out.push_str(&format!(
        "# {}, lines {}-{last}\n",
        code.qualname, code.firstlineno
    ));
    for line in code.firstlineno..=last {
        out.push_str(&format!(
            "# {line:>4}  {}\n",
            code.lines.line_text(source, line)
        ));
    }
    out.push_str(&hasp_compiler::disasm::disassemble(code));
}
