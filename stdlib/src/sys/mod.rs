//! `sys`: the interpreter seen by scripts.

mod hooks;
mod info;
mod streams;

use std::time::Duration;

use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::object::Ref;
use hasp_vm::object::module::Module;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "sys",
    doc: "What scripts may know and set of the interpreter that runs them.",
    functions: FUNCTIONS,
    init,
};

const FUNCTIONS: &[NativeDef] = &[
    native!("exit(status=None, /)", exit).doc("Raise SystemExit(status)."),
    native!("exc_info()", hooks::exc_info)
        .doc("The exception being handled: class, instance, traceback."),
    native!("exception()", hooks::exception).doc("The exception being handled, or None."),
    native!(
        "excepthook(exctype, value, traceback, /)",
        hooks::excepthook
    )
    .doc("Print an exception that nobody caught on sys.stderr."),
    native!("displayhook(object, /)", hooks::displayhook)
        .doc("Print a value that is not None and keep it in _."),
    native!("unraisablehook(unraisable, /)", hooks::unraisablehook)
        .doc("Print an exception that could not be raised."),
    native!("getrefcount(object, /)", |vm: &Vm, v: &Value| i64::from(
        vm.ref_count(v).unwrap_or(u32::MAX)
    ))
    .doc("Number of references to an object."),
    native!("getsizeof(object, default=?)", getsizeof).doc("Size of an object in bytes."),
    native!("getrecursionlimit()", |vm: &Vm| i64::from(
        vm.recursion_limit()
    ))
    .doc("The recursion limit."),
    native!("setrecursionlimit(limit, /)", set_recursion_limit).doc("Set the recursion limit."),
    native!("get_int_max_str_digits()", |vm: &Vm| vm
        .int_max_str_digits())
    .doc("Most digits in conversions between int and str."),
    native!("set_int_max_str_digits(maxdigits)", set_int_max_str_digits)
        .doc("Set the limit of digits in conversions between int and str."),
    native!("getswitchinterval()", get_switch_interval)
        .doc("The lock policy's switch interval in seconds."),
    native!("setswitchinterval(interval, /)", set_switch_interval)
        .doc("Set the lock policy's switch interval."),
    native!("intern(string, /)", intern).doc("The one interned string with this text."),
    native!("_getframe(depth=0, /)", getframe).doc("The frame that many calls up."),
    native!("_getframemodulename(depth=0)", getframemodulename)
        .doc("Name of the module of a frame."),
    native!("_current_frames()", current_frames).doc("The frame that each thread runs."),
    native!("_is_gil_enabled()", |vm: &Vm| vm
        .interp()
        .threads
        .policy()
        .name()
        != "free")
    .doc("Does a lock keep threads from running at once?"),
    native!("_is_interned(string, /)", |_: &Vm,
                                        s: &Ref<
        hasp_vm::object::str::Str,
    >| s.is_interned())
    .doc("Is the string interned?"),
    native!("_clear_type_cache()", |_: &Vm| ()),
    native!("_clear_internal_caches()", |_: &Vm| ()),
    native!("getdefaultencoding()", |_: &Vm| "utf-8")
        .doc("The encoding that strings are encoded with."),
    native!("getfilesystemencoding()", |_: &Vm| "utf-8").doc("The encoding of file names."),
    native!("getfilesystemencodeerrors()", |_: &Vm| "surrogateescape")
        .doc("How file names are encoded."),
    native!(
        "audit(event, /, *args)",
        |_: &Vm, _event: &Value, _args: &Value| ()
    )
    .doc("Nobody listens."),
    native!("addaudithook(hook)", |_: &Vm, _hook: &Value| ())
        .doc("Accepted; no event is ever reported."),
    native!("gettrace()", |_: &Vm| ()).doc("None: there is no tracing."),
    native!("getprofile()", |_: &Vm| ()).doc("None: there is no profiling."),
    native!("settrace(function, /)", |vm: &Vm, f: &Value| unsupported(
        vm, "settrace", f
    )),
    native!("setprofile(function, /)", |vm: &Vm, f: &Value| unsupported(
        vm,
        "setprofile",
        f
    )),
    native!("is_finalizing()", |_: &Vm| false).doc("Is the interpreter ending?"),
    native!("is_stack_trampoline_active()", |_: &Vm| false),
    native!("getallocatedblocks()", |_: &Vm| 0_i64),
    native!("get_coroutine_origin_tracking_depth()", |_: &Vm| 0_i64),
    native!("getunicodeinternedsize()", |_: &Vm| 0_i64),
];

fn init(vm: &Vm, module: &Ref<Module>) -> Result<()> {
    info::fill(vm, module);
    let [stdin, stdout, stderr] = streams::standard(vm)?;
    for (name, hidden, stream) in [
        ("stdin", "__stdin__", stdin),
        ("stdout", "__stdout__", stdout),
        ("stderr", "__stderr__", stderr),
    ] {
        vm.add_to_module(module, name, stream.clone());
        vm.add_to_module(module, hidden, stream);
    }
    for name in ["excepthook", "displayhook", "unraisablehook"] {
        if let Some(hook) = module.body.dict.get_name(&vm.intern(name)) {
            vm.add_to_module(module, &format!("__{name}__"), hook);
        }
    }
    Ok(())
}

fn exit(vm: &Vm, status: Value) -> Result<()> {
    let class = vm.exceptions().system_exit.value();
    let args: &[Value] = if status.is_none() { &[] } else { &[status] };
    let made = vm.call(class, hasp_vm::args::Args::positional(args))?;
    Err(Raised::new(made))
}

fn unsupported(vm: &Vm, name: &str, function: &Value) -> Result<()> {
    if function.is_none() {
        return Ok(());
    }
    Err(vm.not_implemented_error(format!("sys.{name}() is not supported")))
}

fn getsizeof(vm: &Vm, v: &Value, default: Option<Value>) -> Result<Value> {
    let found = vm.lookup_special(v, &vm.intern("__sizeof__"))?;
    let size = match (found, default) {
        (Some(method), _) => vm.call(&method, hasp_vm::args::Args::NONE)?,
        (None, Some(default)) => return Ok(default),
        (None, None) => {
            return Err(vm.type_error(format!(
                "Type {} doesn't define __sizeof__",
                vm.type_name(v)
            )));
        }
    };
    let bytes = vm.index_clipped(&size)?;
    if bytes < 0 {
        return Err(vm.value_error("__sizeof__() should return >= 0"));
    }
    Ok(vm.int(bytes))
}

fn set_recursion_limit(vm: &Vm, limit: i32) -> Result<()> {
    let Some(limit) = u32::try_from(limit).ok().filter(|l| *l > 0) else {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    };
    let depth = vm.call_depth();
    if depth >= limit {
        return Err(vm.recursion_error(format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        )));
    }
    vm.set_recursion_limit(limit);
    Ok(())
}

fn set_int_max_str_digits(vm: &Vm, digits: i32) -> Result<()> {
    match usize::try_from(digits) {
        Ok(n) if n == 0 || n >= 640 => {
            vm.set_int_max_str_digits(n);
            Ok(())
        }
        _ => Err(vm.value_error("maxdigits must be >= 640 or 0 for unlimited")),
    }
}

fn set_switch_interval(vm: &Vm, seconds: f64) -> Result<()> {
    if seconds.is_nan() || seconds <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    // Whole microseconds, as in CPython; what is too long is for ever.
    let interval = match (seconds * 1e6) as u64 {
        u64::MAX => Duration::MAX,
        micros => Duration::from_micros(micros),
    };
    let policy = vm.interp().threads.policy();
    if policy.interval().is_none() {
        return Err(no_interval(vm));
    }
    policy.set_interval(interval);
    Ok(())
}

fn get_switch_interval(vm: &Vm) -> Result<f64> {
    match vm.interp().threads.policy().interval() {
        Some(Duration::MAX) => Ok(f64::INFINITY),
        Some(interval) => Ok(1e-6 * (interval.as_nanos() as f64 / 1000.0)),
        None => Err(no_interval(vm)),
    }
}

fn no_interval(vm: &Vm) -> Raised {
    let name = vm.interp().threads.policy().name();
    vm.runtime_error(format!("the lock policy '{name}' has no switch interval"))
}

fn intern(vm: &Vm, text: &Value) -> Result<Value> {
    match text.as_str_obj() {
        Some(s) if vm.type_of(text).is_subtype(&vm.types().str) && vm.type_name(text) == "str" => {
            Ok(vm.intern_str(s).into_value())
        }
        Some(_) => Err(vm.type_error(format!("can't intern {}", vm.type_name(text)))),
        None => Err(vm.type_error(format!(
            "intern() argument must be str, not {}",
            vm.argument_class(text)
        ))),
    }
}

fn getframe(vm: &Vm, depth: i64) -> Result<Value> {
    let up = usize::try_from(depth).unwrap_or(0);
    match vm.frame_above(up) {
        Some(frame) => Ok(frame.into_value()),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

fn getframemodulename(vm: &Vm, depth: i64) -> Value {
    let frame = vm.frame_above(usize::try_from(depth).unwrap_or(0));
    frame
        .and_then(|f| f.globals().get_name(&vm.names().name))
        .unwrap_or(Value::NONE)
}

fn current_frames(vm: &Vm) -> Result<Value> {
    let frames = hasp_vm::object::dict::Dict::new(vm);
    if let Some(frame) = vm.frame_above(0) {
        frames.set(vm, vm.int_from_u64(vm.thread_ident()), frame.into_value())?;
    }
    Ok(frames.into_value())
}
