//! Running a program: `__main__`, uncaught exceptions, exit statuses.

use std::path::Path;
use std::sync::Arc;

use hasp_compiler::{Mode, Options};
use hasp_vm::args::Args;
use hasp_vm::config::Config;
use hasp_vm::errors::Exception;
use hasp_vm::object::Ref;
use hasp_vm::object::code::Code;
use hasp_vm::object::dict::Dict;
use hasp_vm::signals::SignalSource;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use crate::flags::{Job, Program};
use crate::session::SessionEnd;
use crate::signals::Process;

/// Machine stack of the main thread; the system gives only what is used.
const STACK: usize = 64 << 20;

/// How the program ended before it ran.
enum Failure {
    Raised(Raised),
    /// A line for standard error, and the exit status.
    Told(String, u8),
}

impl From<Raised> for Failure {
    fn from(raised: Raised) -> Failure {
        Failure::Raised(raised)
    }
}

/// `[Errno 2] No such file or directory`
pub(crate) fn errno_text(error: &std::io::Error) -> String {
    match error.raw_os_error() {
        Some(number) => format!(
            "[Errno {number}] {}",
            hasp_vm::object::os_error::strerror(number)
        ),
        None => error.to_string(),
    }
}

/// How the program ended.
enum End {
    Status(u8),
    /// By a KeyboardInterrupt that nobody caught.
    Interrupted,
}

impl End {
    /// The exit status; does not come back if the process is to die by a signal.
    fn status(self) -> u8 {
        match self {
            End::Status(status) => status,
            End::Interrupted => crate::signals::die_interrupted(),
        }
    }
}

/// Runs the program on a thread with a large stack, while this one waits for signals; gives the
/// exit status.
pub(crate) fn run(job: Job) -> u8 {
    let (process, arriving) = match Process::new() {
        Ok((process, arriving)) => (Some(process), Some(arriving)),
        // Without signals the program runs all the same.
        Err(_) => (None, None),
    };
    let owner = process.clone();
    let thread = std::thread::Builder::new()
        .name("main".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let _close = CloseAtEnd(owner.clone());
            start(job, owner)
        });
    if let (Some(process), Some(arriving), Ok(_)) = (process, arriving, &thread) {
        process.serve(arriving);
    }
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(end)) => end.status(),
        Ok(Err(_)) => 101,
        Err(error) => {
            eprintln!("hasp: can't start: {error}");
            1
        }
    }
}

/// Ends the waiting for signals when the program ends.
struct CloseAtEnd(Option<Arc<Process>>);

impl Drop for CloseAtEnd {
    fn drop(&mut self) {
        if let Some(process) = &self.0 {
            process.close();
        }
    }
}

fn hash_seed() -> std::result::Result<u64, String> {
    match std::env::var("PYTHONHASHSEED") {
        Ok(text) if text != "random" && !text.is_empty() => match text.parse::<u32>() {
            Ok(seed) => Ok(seed.into()),
            Err(_) => Err(
                "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]"
                    .to_owned(),
            ),
        },
        _ => {
            use std::hash::{BuildHasher, Hasher};
            // The standard library's hasher is seeded by the system.
            Ok(std::collections::hash_map::RandomState::new()
                .build_hasher()
                .finish()
                | 1)
        }
    }
}

/// A program's path as `__file__` and tracebacks show it.
fn absolute(path: &Path) -> String {
    let absolute = std::path::absolute(path);
    let path = absolute.as_deref().unwrap_or(path);
    path.to_string_lossy().into_owned()
}

/// The folder that stands first on `sys.path`.
fn first_folder(program: &Program) -> String {
    match program {
        Program::File(file) => {
            let path = Path::new(file);
            let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            if real.is_dir() {
                return real.to_string_lossy().into_owned();
            }
            real.parent()
                .map(|p| p.to_string_lossy().into_owned())
                .unwrap_or_default()
        }
        Program::Module(_) => std::env::current_dir()
            .map(|p| p.to_string_lossy().into_owned())
            .unwrap_or_default(),
        Program::Code(_) | Program::Stdin | Program::Session => String::new(),
    }
}

fn start(job: Job, process: Option<Arc<Process>>) -> End {
    let seed = match hash_seed() {
        Ok(seed) => seed,
        Err(message) => {
            eprintln!("hasp: {message}");
            return End::Status(1);
        }
    };
    let mut path = vec![first_folder(&job.program)];
    if let Some(more) = std::env::var_os("PYTHONPATH") {
        path.extend(std::env::split_paths(&more).map(|p| p.to_string_lossy().into_owned()));
    }
    let executable = std::env::current_exe()
        .map(|p| p.to_string_lossy().into_owned())
        .unwrap_or_default();
    let config = Config {
        argv: job.argv,
        path,
        hash_seed: seed,
        lock: job.lock,
        library: hasp_stdlib::LIBRARY,
        executable,
        stack_bytes: STACK,
        signals: process.map(|p| p as Arc<dyn SignalSource>),
    };
    hasp_vm::setup::with_interpreter(config, |vm| {
        let end = match run_main(vm, &job.program) {
            Ok(()) => End::Status(0),
            Err(Failure::Raised(raised)) => uncaught(vm, &raised),
            Err(Failure::Told(line, status)) => {
                vm.write_stderr(&format!("{line}\n"));
                End::Status(status)
            }
        };
        vm.finish();
        let end = flush(vm, end);
        if vm.nothing_to_end() {
            // The system frees faster than we do.
            std::process::exit(end.status().into());
        }
        end
    })
}

/// Flushes `sys.stdout` and `sys.stderr`; a failure of the first makes the status 120, as in
/// CPython.
fn flush(vm: &Vm, end: End) -> End {
    let names = vm.names();
    let flush = |stream: &hasp_vm::names::Name| -> Result<()> {
        let Some(file) = vm.sys_attr(stream).filter(|s| !s.is_none()) else {
            return Ok(());
        };
        // One that was closed has nothing to say any more.
        if let Ok(closed) = vm.get_attr_str(&file, "closed")
            && vm.truth(&closed).unwrap_or(true)
        {
            return Ok(());
        }
        vm.call_method(&file, &names.flush, &[]).map(drop)
    };
    let flushed = flush(&names.stdout);
    let end = match flushed {
        Ok(()) => end,
        Err(raised) => {
            vm.report_unraisable(raised, "Exception ignored while flushing sys.stdout", None);
            End::Status(120)
        }
    };
    let _nowhere_to_tell = flush(&names.stderr);
    end
}

fn run_main(vm: &Vm, program: &Program) -> std::result::Result<(), Failure> {
    vm.import_module("sys")?;
    hasp_stdlib::site::install(vm);
    vm.settle();
    let main = vm.new_module("__main__");
    let names = vm.names();
    let globals = main.dict.clone();
    vm.interp()
        .modules()
        .set_name(vm, &names.main, main.value().clone());
    let builtins = vm.interp().modules().get_name(&names.builtins_plain);
    let builtins = builtins.unwrap_or_else(|| vm.interp().builtins().value().clone());
    globals.set_name(vm, &names.builtins, builtins);
    if matches!(program, Program::Session) {
        return match crate::session::run(vm, &globals) {
            SessionEnd::Done => Ok(()),
            SessionEnd::Raised(raised) => Err(raised.into()),
            SessionEnd::Broken(error) => Err(Failure::Told(
                format!("hasp: can't read the terminal: {}", errno_text(&error)),
                1,
            )),
        };
    }
    // What sets everything up is not needed while the program is compiled, nor the compiler while it runs.
    crate::memory::give_back_code();
    let code = load(vm, program, &globals)?;
    crate::memory::give_back_code();
    vm.run_code(&code, &globals, None, Box::default())?;
    Ok(())
}

/// Text of a program that is in no file.
fn compile_text(vm: &Vm, text: &str, name: &str) -> Result<Ref<Code>> {
    let code = vm.compile(text, name, Mode::Exec, &Options::default())?;
    vm.remember_source(&code, text);
    Ok(code)
}

fn load(
    vm: &Vm,
    program: &Program,
    globals: &Ref<Dict>,
) -> std::result::Result<Ref<Code>, Failure> {
    let set_file = |file: &str| globals.set_name(vm, &vm.names().file, vm.str(file));
    match program {
        Program::Code(text) => Ok(compile_text(vm, text, "<string>")?),
        Program::Stdin | Program::Session => {
            use std::io::Read;
            let mut bytes = Vec::new();
            if let Err(error) = std::io::stdin().read_to_end(&mut bytes) {
                return Err(Failure::Told(
                    format!("hasp: can't read standard input: {}", errno_text(&error)),
                    1,
                ));
            }
            let text = vm.decode_source(&bytes, "<stdin>")?;
            Ok(compile_text(vm, &text, "<stdin>")?)
        }
        Program::Module(name) => {
            let missing = || Failure::Told(format!("hasp: No module named {name}"), 1);
            let found = match vm.find_main(name) {
                Ok(found) => found.ok_or_else(missing)?,
                Err(raised) if vm.is_error(&raised, &vm.exceptions().module_not_found_error) => {
                    return Err(missing());
                }
                Err(raised) => return Err(raised.into()),
            };
            if let Some(file) = &found.file {
                set_file(file);
                if let Some(argv) = vm
                    .sys_attr(&vm.intern("argv"))
                    .as_ref()
                    .and_then(Value::as_list)
                {
                    let _old = argv.set_signed(0, vm.str(file));
                }
            }
            globals.set_name(vm, &vm.names().package, vm.str(found.package));
            Ok(found.code)
        }
        Program::File(file) => {
            let path = Path::new(file);
            let mut path = path.to_owned();
            let mut shown = absolute(&path);
            if path.is_dir() {
                path.push("__main__.py");
                shown = absolute(&path);
                if !path.is_file() {
                    return Err(Failure::Told(
                        format!("hasp: can't find '__main__' module in '{file}'"),
                        1,
                    ));
                }
            }
            if let Err(error) = std::fs::File::open(&path) {
                let why = errno_text(&error);
                return Err(Failure::Told(
                    format!("hasp: can't open file '{file}': {why}"),
                    2,
                ));
            }
            set_file(&shown);
            Ok(vm.compile_file(&path, &shown)?)
        }
    }
}

/// Shows an exception that left the program.
fn uncaught(vm: &Vm, raised: &Raised) -> End {
    let e = vm.exceptions();
    if vm.is_error(raised, &e.system_exit) {
        return End::Status(exit_status(vm, raised.value()));
    }
    let end = if vm.is_error(raised, &e.keyboard_interrupt) {
        End::Interrupted
    } else {
        End::Status(1)
    };
    let exception = raised.value().clone();
    let hook = vm.sys_attr(&vm.names().excepthook).filter(|h| !h.is_none());
    let Some(hook) = hook else {
        vm.write_stderr(&vm.format_exception(&exception));
        return end;
    };
    let class = vm.type_of(&exception).to_value();
    let traceback = exception
        .downcast_ref::<Exception>()
        .and_then(|e| e.traceback.get())
        .unwrap_or(Value::NONE);
    let shown = vm.call(
        &hook,
        Args::positional(&[class, exception.clone(), traceback]),
    );
    if let Err(second) = shown {
        if vm.is_error(&second, &e.system_exit) {
            return End::Status(exit_status(vm, second.value()));
        }
        let first = vm.format_exception(&exception);
        let second = vm.format_exception(second.value());
        vm.write_stderr(&format!(
            "Error in sys.excepthook:\n{second}\nOriginal exception was:\n{first}"
        ));
    }
    end
}

/// What `SystemExit(code)` asks for.
fn exit_status(vm: &Vm, exception: &Value) -> u8 {
    let code = vm.get_attr_str(exception, "code").unwrap_or(Value::NONE);
    if code.is_none() {
        return 0;
    }
    if let Some(number) = code.as_int() {
        return number.to_i64().unwrap_or(-1) as u8;
    }
    let text = vm
        .to_str(&code)
        .map(|s| s.to_string_lossy())
        .unwrap_or_default();
    vm.write_stderr(&format!("{text}\n"));
    1
}
