//! The interactive session: `hasp` on a terminal.
//!
//! The line editor waits detached, so that other threads of the session go on meanwhile; what it
//! needs to know of the session's names it gets as a copy before each input.

mod complete;
mod highlight;
mod input;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use hasp_compiler::{Mode, Options};
use hasp_vm::object::Ref;
use hasp_vm::object::dict::Dict;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};
use reedline::{
    ColumnarMenu, Emacs, FileBackedHistory, KeyCode, KeyModifiers, MenuBuilder, Reedline,
    ReedlineEvent, ReedlineMenu, Signal, default_emacs_keybindings,
};

use complete::Names;

/// Inputs that the history keeps.
const HISTORY: usize = 10_000;
const MENU: &str = "completion";

/// How the session ended.
pub(crate) enum SessionEnd {
    /// By the end of the input.
    Done,
    /// By an exception that ends the program: `SystemExit`.
    Raised(Raised),
    /// The terminal could not be read.
    Broken(std::io::Error),
}

/// Reads, runs and prints until the input ends.
pub(crate) fn run(vm: &Vm, globals: &Ref<Dict>) -> SessionEnd {
    println!(
        "Hasp {} (language of CPython 3.14). Ctrl-D ends the session.",
        env!("CARGO_PKG_VERSION")
    );
    let names = Arc::new(Mutex::new(Names::default()));
    let mut editor = editor(&names);
    let prompt = input::Prompt::new(vm);
    let mut number = 0;
    loop {
        if let Ok(mut names) = names.lock() {
            *names = Names::of(vm, globals);
        }
        let read = vm.detached("read", || editor.read_line(&prompt));
        let text = match read {
            Ok(Signal::Success(text)) => text,
            Ok(Signal::CtrlC) => {
                println!("KeyboardInterrupt");
                continue;
            }
            Ok(Signal::CtrlD) => return SessionEnd::Done,
            Ok(_) => continue,
            Err(error) => return SessionEnd::Broken(error),
        };
        if text.trim().is_empty() {
            continue;
        }
        let file = format!("<input-{number}>");
        number += 1;
        if let Err(raised) = execute(vm, globals, &text, &file) {
            if vm.is_error(&raised, &vm.exceptions().system_exit) {
                return SessionEnd::Raised(raised);
            }
            vm.write_stderr(&vm.format_exception(raised.value()));
        }
        if let Some(out) = vm.sys_attr(&vm.names().stdout).filter(|f| !f.is_none())
            && let Err(raised) = vm.call_method(&out, &vm.names().flush, &[])
        {
            vm.write_stderr(&vm.format_exception(raised.value()));
        }
    }
}

fn execute(vm: &Vm, globals: &Ref<Dict>, text: &str, file: &str) -> Result<Value> {
    let text = format!("{text}\n");
    let code = vm.compile(&text, file, Mode::Single, &Options::default())?;
    vm.remember_source(&code, &text);
    vm.run_code(&code, globals, None, Box::default())
}

/// The file of the history: in `HASP_HISTORY`, or `.hasp_history` in the home folder.
fn history_file() -> Option<PathBuf> {
    if let Some(file) = std::env::var_os("HASP_HISTORY") {
        return (!file.is_empty()).then(|| file.into());
    }
    Some(PathBuf::from(std::env::var_os("HOME")?).join(".hasp_history"))
}

fn editor(names: &Arc<Mutex<Names>>) -> Reedline {
    let mut keys = default_emacs_keybindings();
    keys.add_binding(
        KeyModifiers::NONE,
        KeyCode::Tab,
        ReedlineEvent::UntilFound(vec![
            ReedlineEvent::Menu(MENU.to_owned()),
            ReedlineEvent::MenuNext,
        ]),
    );
    let menu = ColumnarMenu::default().with_name(MENU);
    let mut editor = Reedline::create()
        .with_edit_mode(Box::new(Emacs::new(keys)))
        .with_validator(Box::new(input::Complete))
        .with_highlighter(Box::new(highlight::Tokens))
        .with_completer(Box::new(complete::ByName(names.clone())))
        .with_quick_completions(true)
        .with_partial_completions(true)
        .with_menu(ReedlineMenu::EngineCompleter(Box::new(menu)));
    // A history that cannot be kept is no reason not to work.
    if let Some(file) = history_file()
        && let Ok(history) = FileBackedHistory::with_file(HISTORY, file)
    {
        editor = editor.with_history(Box::new(history));
    }
    editor
}
