//! `_signal`: signals by number, timers. The module `signal` over it is in Python.

mod timers;

use hasp_vm::args::Args;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::module::Module;
use hasp_vm::object::typ::Type;
use hasp_vm::signals::{Action, COUNT};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_signal",
    doc: "This module provides mechanisms to use signal handlers in Python.",
    functions: &[
        native!("signal(signalnum, handler, /)", signal),
        native!("getsignal(signalnum, /)", getsignal),
        native!("default_int_handler(signalnum, frame, /)", |vm: &Vm,
                                                             _n: i64,
                                                             _f: &Value|
         -> Result<
            Value,
        > {
            Err(vm.keyboard_interrupt())
        }),
        native!("raise_signal(signalnum, /)", |vm: &Vm, number: i64| {
            send(vm, number)
        }),
        native!("strsignal(signalnum, /)", strsignal),
        native!("valid_signals()", |vm: &Vm| {
            let all = numbers().map(|n| vm.int(n.into())).collect();
            let all = vm.tuple(all);
            vm.call(vm.types().set.value(), Args::positional(&[all]))
        }),
        native!(
            "set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)",
            set_wakeup_fd
        ),
        native!(
            "siginterrupt(signalnum, flag, /)",
            |vm: &Vm, number: i64, _flag: bool| {
                // System calls are always made again after a signal's handler has run.
                checked(vm, number).map(drop)
            }
        ),
        native!("pthread_kill(thread_id, signalnum, /)", pthread_kill),
        native!("pthread_sigmask(how, mask, /)", sigmask),
        native!("sigpending()", |vm: &Vm| {
            number_set(vm, &vm.interp().signals.held())
        }),
        native!("sigwait(sigset, /)", sigwait).releases(),
        native!("pause()", |vm: &Vm| {
            while vm.pause("pause", None) {}
            vm.poll_native()
        })
        .releases(),
        native!("alarm(seconds, /)", timers::alarm),
        native!(
            "setitimer(which, seconds, interval=0.0, /)",
            timers::setitimer
        ),
        native!("getitimer(which, /)", timers::getitimer),
    ],
    init,
};

/// Names, numbers and descriptions; names that stand for the same number come first to last as
/// CPython prefers them.
const SIGNALS: &[(&str, i32, &str)] = &[
    ("SIGHUP", 1, "Hangup"),
    ("SIGINT", 2, "Interrupt"),
    ("SIGQUIT", 3, "Quit"),
    ("SIGILL", 4, "Illegal instruction"),
    ("SIGTRAP", 5, "Trace/breakpoint trap"),
    ("SIGABRT", 6, "Aborted"),
    ("SIGIOT", 6, "Aborted"),
    ("SIGBUS", 7, "Bus error"),
    ("SIGFPE", 8, "Floating point exception"),
    ("SIGKILL", 9, "Killed"),
    ("SIGUSR1", 10, "User defined signal 1"),
    ("SIGSEGV", 11, "Segmentation fault"),
    ("SIGUSR2", 12, "User defined signal 2"),
    ("SIGPIPE", 13, "Broken pipe"),
    ("SIGALRM", 14, "Alarm clock"),
    ("SIGTERM", 15, "Terminated"),
    ("SIGSTKFLT", 16, "Stack fault"),
    ("SIGCHLD", 17, "Child exited"),
    ("SIGCLD", 17, "Child exited"),
    ("SIGCONT", 18, "Continued"),
    ("SIGSTOP", 19, "Stopped (signal)"),
    ("SIGTSTP", 20, "Stopped"),
    ("SIGTTIN", 21, "Stopped (tty input)"),
    ("SIGTTOU", 22, "Stopped (tty output)"),
    ("SIGURG", 23, "Urgent I/O condition"),
    ("SIGXCPU", 24, "CPU time limit exceeded"),
    ("SIGXFSZ", 25, "File size limit exceeded"),
    ("SIGVTALRM", 26, "Virtual timer expired"),
    ("SIGPROF", 27, "Profiling timer expired"),
    ("SIGWINCH", 28, "Window changed"),
    ("SIGIO", 29, "I/O possible"),
    ("SIGPOLL", 29, "I/O possible"),
    ("SIGPWR", 30, "Power failure"),
    ("SIGSYS", 31, "Bad system call"),
    ("SIGRTMIN", REALTIME, "Real-time signal 0"),
    ("SIGRTMAX", COUNT - 1, "Real-time signal 30"),
];

/// The first real-time signal that programs may use; the two before it belong to the threads'
/// library.
const REALTIME: i32 = 34;

/// The signals of the system.
fn numbers() -> impl Iterator<Item = i32> {
    (1..COUNT).filter(|n| *n < 32 || *n >= REALTIME)
}

fn init(vm: &Vm, module: &Ref<Module>) -> Result<()> {
    for (name, number, _) in SIGNALS {
        vm.add_to_module(module, name, vm.int((*number).into()));
    }
    for (name, number) in [
        ("SIG_DFL", 0),
        ("SIG_IGN", 1),
        ("NSIG", i64::from(COUNT)),
        ("SIG_BLOCK", 0),
        ("SIG_UNBLOCK", 1),
        ("SIG_SETMASK", 2),
        ("ITIMER_REAL", 0),
        ("ITIMER_VIRTUAL", 1),
        ("ITIMER_PROF", 2),
    ] {
        vm.add_to_module(module, name, vm.int(number));
    }
    let namespace = hasp_vm::object::dict::Dict::new(vm);
    namespace.set_name(vm, &vm.intern("__module__"), vm.str("signal"));
    let bases = vm.tuple(vec![vm.exceptions().os_error.value().clone()]);
    let error = vm.call(
        vm.types().type_.value(),
        Args::positional(&[vm.str("ItimerError"), bases, namespace.into_value()]),
    )?;
    vm.add_to_module(module, "ItimerError", error);
    Ok(())
}

/// `ItimerError(EINVAL, text)`.
fn itimer_error(vm: &Vm) -> Result<Value> {
    let class = crate::common::class_of_module(vm, "_signal", "ItimerError")?;
    let text = vm.str(hasp_vm::object::os_error::strerror(libc::EINVAL));
    let args = [vm.int(libc::EINVAL.into()), text];
    let error = vm.call(Ref::<Type>::value(&class), Args::positional(&args))?;
    Err(hasp_vm::vm::Raised::new(error))
}

fn checked(vm: &Vm, number: i64) -> Result<i32> {
    match i32::try_from(number) {
        Ok(number) if (1..COUNT).contains(&number) => Ok(number),
        _ => Err(vm.value_error("signal number out of range")),
    }
}

/// What scripts see of an action.
fn shown(vm: &Vm, action: Action) -> Result<Value> {
    match action {
        Action::Default => Ok(vm.int(0)),
        Action::Ignore => Ok(vm.int(1)),
        Action::Interrupt => {
            let module = vm.import_module("_signal")?;
            vm.get_attr_str(&module, "default_int_handler")
        }
        Action::Call(handler) => Ok(handler),
    }
}

fn signal(vm: &Vm, number: i64, handler: &Value) -> Result<Value> {
    if !vm.is_main_thread() {
        let only = "signal only works in main thread of the main interpreter";
        return Err(vm.value_error(only));
    }
    let number = checked(vm, number)?;
    let action = if vm.type_of(handler).slots.call.get().is_some() {
        Action::Call(handler.clone())
    } else {
        match handler.as_int().and_then(|i| i.to_i64()) {
            Some(0) => Action::Default,
            Some(1) => Action::Ignore,
            _ => {
                return Err(vm.type_error(
                    "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object",
                ));
            }
        }
    };
    vm.poll_native()?;
    if !numbers().any(|n| n == number) || [libc::SIGKILL, libc::SIGSTOP].contains(&number) {
        return Err(vm.os_error(libc::EINVAL, None));
    }
    let before = vm.interp().signals.set_action(number, action);
    let before = before.map_err(|error| vm.io_error(&error, None))?;
    shown(vm, before)
}

fn getsignal(vm: &Vm, number: i64) -> Result<Value> {
    let number = checked(vm, number)?;
    if !numbers().any(|n| n == number) {
        return Ok(Value::NONE);
    }
    shown(vm, vm.interp().signals.action(number))
}

fn strsignal(vm: &Vm, number: i64) -> Result<Value> {
    let number = checked(vm, number)?;
    if number >= REALTIME {
        return Ok(vm.str(format!("Real-time signal {}", number - REALTIME)));
    }
    let text = SIGNALS.iter().find(|(_, n, _)| *n == number);
    Ok(text.map_or(Value::NONE, |(_, _, text)| vm.str(text)))
}

fn set_wakeup_fd(vm: &Vm, fd: i32, _warn: bool) -> Result<i64> {
    if !vm.is_main_thread() {
        let only = "set_wakeup_fd only works in main thread of the main interpreter";
        return Err(vm.value_error(only));
    }
    if fd >= 0 {
        let open = hasp_vm::fd::borrow(fd).is_some_and(|fd| rustix::fs::fstat(fd).is_ok());
        if !open {
            return Err(vm.os_error(libc::EBADF, None));
        }
        let flags = hasp_vm::fd::borrow(fd).and_then(|fd| rustix::fs::fcntl_getfl(fd).ok());
        if flags.is_some_and(|f| !f.contains(rustix::fs::OFlags::NONBLOCK)) {
            return Err(vm.value_error(format!("the fd {fd} must be in non-blocking mode")));
        }
    }
    Ok(vm.interp().signals.set_wakeup_fd(fd.max(-1)).into())
}

/// Signals of this process are handled by the main thread, whichever thread they are sent to.
fn pthread_kill(vm: &Vm, _thread: u64, number: i64) -> Result<()> {
    send(vm, number)
}

fn number_set(vm: &Vm, numbers: &[i32]) -> Result<Value> {
    let numbers = numbers.iter().map(|n| vm.int((*n).into())).collect();
    let numbers = vm.tuple(numbers);
    vm.call(vm.types().set.value(), Args::positional(&[numbers]))
}

/// The numbers in a set of signals.
fn sigset(vm: &Vm, set: &Value) -> Result<Vec<i32>> {
    let mut numbers = Vec::new();
    vm.iterate(set, |item| {
        let number = vm.index_i128(&item)?;
        if !(1..i128::from(COUNT)).contains(&number) {
            return Err(vm.value_error(format!(
                "signal number {number} out of range [1; {}]",
                COUNT - 1
            )));
        }
        numbers.push(number as i32);
        Ok(())
    })?;
    Ok(numbers)
}

thread_local! {
    /// What a thread that is not the main one blocks: no signal is handled in it anyway.
    static OTHER_MASK: std::cell::RefCell<Vec<i32>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// `pthread_sigmask(how, mask)`: gives the signals that were blocked.
fn sigmask(vm: &Vm, how: i64, set: &Value) -> Result<Value> {
    let set = sigset(vm, set)?;
    let signals = &vm.interp().signals;
    let main = vm.is_main_thread();
    let before = if main {
        signals.blocked()
    } else {
        OTHER_MASK.with(|mask| mask.borrow().clone())
    };
    let mut now = before.clone();
    match how {
        0 => now.extend(set),
        1 => now.retain(|n| !set.contains(n)),
        2 => now = set,
        _ => return Err(vm.os_error(libc::EINVAL, None)),
    }
    if main {
        let done = signals.set_blocked(&now);
        done.map_err(|error| vm.io_error(&error, None))?;
        vm.handle_signals()?;
    } else {
        now.sort_unstable();
        now.dedup();
        OTHER_MASK.with(|mask| *mask.borrow_mut() = now);
    }
    number_set(vm, &before)
}

/// `sigwait(sigset)`: waits for one of the signals and gives its number.
fn sigwait(vm: &Vm, set: &Value) -> Result<i64> {
    let set = sigset(vm, set)?;
    if !vm.is_main_thread() {
        let only = "sigwait only works in the main thread";
        return Err(vm.runtime_error(only));
    }
    Ok(vm.await_signal(&set)?.into())
}

/// Sends this process a signal; 0 only asks whether that could be done.
fn send(vm: &Vm, number: i64) -> Result<()> {
    match i32::try_from(number) {
        Ok(0) => Ok(()),
        Ok(number) if (1..COUNT).contains(&number) => vm.raise_signal(number),
        _ => Err(vm.os_error(libc::EINVAL, None)),
    }
}
