//! `_thread`: locks, starting threads, data of one thread.

mod excepthook;
mod gate;
mod handle;
mod local;
mod lock;

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hasp_vm::args::Args;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::module::Module;
use hasp_vm::thread::Parcel;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::common::class_of_module;
use gate::{Gate, TIMEOUT_MAX};
use handle::{Handle, new_handle};

/// Stack of threads, unless a program asks for another.
const STACK: usize = 16 << 20;
/// The least that a program may ask for, as CPython has it.
const LEAST_STACK: i64 = 53_248;
/// The least that a thread gets: natives need more than CPython's.
const LEAST_OWN_STACK: usize = 1 << 20;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    doc: "This module provides primitive operations to write multi-threaded programs.",
    functions: &[
        native!("allocate_lock()", new_lock),
        native!("allocate()", new_lock),
        native!("get_ident()", |vm: &Vm| vm.int_from_u64(vm.thread_ident())),
        native!("get_native_id()", |_: &Vm| i64::from(
            rustix::thread::gettid().as_raw_nonzero().get()
        )),
        native!("_get_main_thread_ident()", |vm: &Vm| vm
            .int_from_u64(vm.interp().threads.main_ident())),
        native!("_count()", |vm: &Vm| vm
            .interp()
            .threads
            .count()
            .saturating_sub(1)),
        native!("_is_main_interpreter()", |_: &Vm| true),
        native!("daemon_threads_allowed()", |_: &Vm| true),
        native!("stack_size(size=0, /)", stack_size),
        native!(
            "start_new_thread(function, args, kwargs=?, /)",
            start_new_thread
        )
        .releases(),
        native!("start_new(function, args, kwargs=?, /)", start_new_thread).releases(),
        native!(
            "start_joinable_thread(function, handle=None, daemon=True)",
            start_joinable_thread
        )
        .releases(),
        native!("_make_thread_handle(ident, /)", handle::make_handle),
        native!("exit()", exit),
        native!("exit_thread()", exit),
        native!("interrupt_main(signum=2, /)", |vm: &Vm, number: i64| {
            if !(1..i64::from(hasp_vm::signals::COUNT)).contains(&number) {
                return Err(vm.value_error("signal number out of range"));
            }
            vm.interrupt_main(number as i32);
            vm.poll_native()
        }),
        native!("set_name(name)", |_: &Vm, name: String| {
            // The system keeps 15 bytes; a name it does not take is left out.
            let end = (0..=name.len().min(15))
                .rev()
                .find(|at| name.is_char_boundary(*at));
            let short = name.as_bytes()[..end.unwrap_or(0)].to_vec();
            if let Ok(name) = std::ffi::CString::new(short) {
                let _set = rustix::thread::set_name(&name);
            }
        }),
        native!("_excepthook(exc_info, /)", excepthook::excepthook),
        native!("_shutdown()", shutdown).releases(),
    ],
    init,
};

fn init(vm: &Vm, module: &Ref<Module>) -> Result<()> {
    let lock = vm.new_native_type(&lock::LOCK).into_value();
    vm.add_to_module(module, "LockType", lock.clone());
    vm.add_to_module(module, "lock", lock);
    for (name, class) in [
        ("RLock", &lock::RLOCK),
        ("_ThreadHandle", &handle::HANDLE),
        ("_local", &local::LOCAL),
    ] {
        vm.add_to_module(module, name, vm.new_native_type(class).into_value());
    }
    let hook_args = excepthook::args_type(vm).into_value();
    vm.add_to_module(module, "_ExceptHookArgs", hook_args);
    let error = vm.exceptions().runtime_error.value().clone();
    vm.add_to_module(module, "error", error);
    vm.add_to_module(module, "TIMEOUT_MAX", Value::float(TIMEOUT_MAX));
    Ok(())
}

/// What the module keeps for an interpreter.
#[derive(Clone, Default)]
struct State {
    stack: Arc<AtomicUsize>,
    /// Threads that the end of the program waits for.
    joined: Arc<Mutex<Vec<Arc<Gate>>>>,
}

fn new_lock(vm: &Vm) -> Result<Value> {
    let class = class_of_module(vm, "_thread", "lock")?;
    vm.call(class.value(), Args::NONE)
}

fn exit(vm: &Vm) -> Result<Value> {
    Err(vm.error_with(&vm.exceptions().system_exit, Vec::new()))
}

fn stack_size(vm: &Vm, size: i64) -> Result<usize> {
    if size != 0 && size < LEAST_STACK {
        return Err(vm.value_error(format!("size must be at least {LEAST_STACK} bytes")));
    }
    let state = vm.interp().state(State::default);
    Ok(state.stack.swap(size as usize, Ordering::Relaxed))
}

/// Opens a gate at the end of its scope, for everyone who waits.
struct OpenAtEnd(Arc<Gate>);
impl Drop for OpenAtEnd {
    fn drop(&mut self) {
        self.0.open_for_all();
    }
}

/// Starts a thread that calls `parts`: function, arguments, keywords. The gate is closed while it
/// runs; by the time it opens the thread has let go of everything.
fn start(vm: &Vm, gate: Arc<Gate>, ident: Arc<AtomicU64>, parts: Vec<Value>) -> Result<u64> {
    let size = vm.interp().state(State::default).stack;
    let size = match size.load(Ordering::Relaxed) {
        0 => STACK,
        size => size.max(LEAST_OWN_STACK),
    };
    gate.try_close();
    let end = OpenAtEnd(gate);
    vm.start_thread(size, Parcel::pack(vm, parts), move |vm, parts| {
        let _end = end;
        ident.store(vm.thread_ident(), Ordering::Relaxed);
        run(vm, &parts);
        drop(parts);
        local::thread_ends(vm);
    })
}

fn run(vm: &Vm, parts: &[Value]) {
    let [function, args, keywords] = parts else {
        return;
    };
    let keywords = Some(keywords).filter(|k| !k.is_none());
    if let Err(raised) = vm.call_spread(function, args, keywords)
        && !vm.is_error(&raised, &vm.exceptions().system_exit)
    {
        vm.report_unraisable(
            raised,
            "Exception ignored in thread started by",
            Some(function),
        );
    }
}

fn start_new_thread(
    vm: &Vm,
    function: Value,
    args: Value,
    keywords: Option<Value>,
) -> Result<Value> {
    if vm.type_of(&function).slots.call.get().is_none() {
        return Err(vm.type_error("first arg must be callable"));
    }
    if args.as_tuple().is_none() {
        return Err(vm.type_error("2nd arg must be a tuple"));
    }
    if keywords.as_ref().is_some_and(|k| k.as_dict().is_none()) {
        return Err(vm.type_error("optional 3rd arg must be a dictionary"));
    }
    let ident = start(
        vm,
        Arc::default(),
        Arc::default(),
        vec![function, args, keywords.unwrap_or(Value::NONE)],
    )?;
    Ok(vm.int_from_u64(ident))
}

fn start_joinable_thread(vm: &Vm, function: Value, handle: Value, daemon: bool) -> Result<Value> {
    if vm.type_of(&function).slots.call.get().is_none() {
        return Err(vm.type_error("thread function must be callable"));
    }
    let handle = if handle.is_none() {
        new_handle(vm)?
    } else {
        handle
    };
    let Some(h) = handle.downcast_ref::<Handle>() else {
        return Err(vm.type_error("'handle' must be a _ThreadHandle"));
    };
    if h.started.swap(true, Ordering::Relaxed) {
        return Err(vm.runtime_error("thread already started"));
    }
    let gate = h.gate.clone();
    gate.try_close();
    if !daemon {
        let joined = vm.interp().state(State::default).joined;
        let mut list = joined.lock().unwrap_or_else(PoisonError::into_inner);
        list.retain(|g| g.is_closed());
        list.push(gate.clone());
    }
    let call = vec![function, vm.tuple(Vec::new()), Value::NONE];
    if let Err(raised) = start(vm, gate, h.ident.clone(), call) {
        h.started.store(false, Ordering::Relaxed);
        return Err(raised);
    }
    Ok(handle.clone())
}

/// Waits for the threads that are not daemons.
fn shutdown(vm: &Vm) -> Result<()> {
    let joined = vm.interp().state(State::default).joined;
    loop {
        let next = joined.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let Some(gate) = next else { return Ok(()) };
        if let Err(raised) = gate::wait(vm, &gate, None, false) {
            let joining = "Exception ignored while joining a thread in _thread._shutdown()";
            vm.report_unraisable(raised, joining, None);
            return Ok(());
        }
    }
}
