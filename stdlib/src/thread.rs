//! `_thread`: locks, starting threads, data of one thread.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use hasp_vm::args::{Args, This};
use hasp_vm::import::ModuleDef;
use hasp_vm::names::Name;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::thread::Parcel;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::common::class_of_module;

/// Longest time a lock can be waited for, in seconds.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;
/// Stack of threads, unless a program asks for another.
const STACK: usize = 16 << 20;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    doc: "This module provides primitive operations to write multi-threaded programs.",
    functions: &[
        native!("allocate_lock()", |vm: &Vm| {
            let class = class_of_module(vm, "_thread", "lock")?;
            vm.call(class.value(), Args::NONE)
        }),
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
        native!("stack_size(size=0, /)", |vm: &Vm, size: i64| {
            if size < 0 {
                return Err(vm.value_error("size must be 0 or a positive value"));
            }
            let state = vm.interp().state(State::default);
            Ok(state.stack.swap(size as usize, Ordering::Relaxed))
        }),
        native!(
            "start_new_thread(function, args, kwargs=?, /)",
            start_new_thread
        ),
        native!(
            "start_joinable_thread(function, handle=None, daemon=True)",
            start_joinable_thread
        ),
        native!("_make_thread_handle(ident, /)", |vm: &Vm, ident: u64| {
            let handle = new_handle(vm)?;
            if let Some(h) = handle.downcast_ref::<Handle>() {
                h.ident.store(ident, Ordering::Relaxed);
                h.started.store(1, Ordering::Relaxed);
            }
            Ok(handle)
        }),
        native!("_shutdown()", shutdown),
    ],
    init: |vm, module| {
        let lock = vm.new_native_type(&LOCK).into_value();
        vm.add_to_module(module, "LockType", lock.clone());
        vm.add_to_module(module, "lock", lock);
        vm.add_to_module(module, "RLock", vm.new_native_type(&RLOCK).into_value());
        vm.add_to_module(
            module,
            "_ThreadHandle",
            vm.new_native_type(&HANDLE).into_value(),
        );
        vm.add_to_module(module, "_local", vm.new_native_type(&LOCAL).into_value());
        vm.add_to_module(
            module,
            "error",
            vm.exceptions().runtime_error.value().clone(),
        );
        vm.add_to_module(module, "TIMEOUT_MAX", Value::float(TIMEOUT_MAX));
        Ok(())
    },
};

/// What the module keeps for an interpreter.
#[derive(Clone, Default)]
struct State {
    stack: Arc<AtomicUsize>,
    /// Threads that the end of the program waits for.
    joined: Arc<Mutex<Vec<Arc<Gate>>>>,
}

/// A flag that can be waited for.
#[derive(Default)]
struct Gate {
    closed: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn try_close(&self) -> bool {
        let mut closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        !std::mem::replace(&mut *closed, true)
    }
    fn is_closed(&self) -> bool {
        *self.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn open(&self) -> bool {
        let was = std::mem::replace(
            &mut *self.closed.lock().unwrap_or_else(PoisonError::into_inner),
            false,
        );
        self.opened.notify_one();
        was
    }
    /// Waits until it is open, at most `slice`; closes it again if `close`.
    fn wait(&self, slice: Duration, close: bool) -> bool {
        let closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut closed, _) = self
            .opened
            .wait_timeout_while(closed, slice, |c| *c)
            .unwrap_or_else(PoisonError::into_inner);
        if *closed {
            return false;
        }
        *closed = close;
        true
    }
}

/// Waits detached, until the deadline; signals are served in between.
fn wait(vm: &Vm, gate: &Arc<Gate>, deadline: Option<Instant>, close: bool) -> Result<bool> {
    loop {
        let mut slice = Duration::from_millis(if vm.is_main_thread() { 50 } else { 1000 });
        if let Some(deadline) = deadline {
            slice = slice.min(deadline.saturating_duration_since(Instant::now()));
        }
        let waiting = gate.clone();
        if vm.detached("lock", move || waiting.wait(slice, close)) {
            return Ok(true);
        }
        vm.poll_native()?;
        if deadline.is_some_and(|d| Instant::now() >= d) {
            return Ok(false);
        }
    }
}

fn acquire_gate(vm: &Vm, gate: &Arc<Gate>, blocking: bool, timeout: f64) -> Result<bool> {
    if !blocking && timeout != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if timeout > TIMEOUT_MAX || timeout.is_nan() {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    if gate.try_close() {
        return Ok(true);
    }
    if !blocking || timeout == 0.0 {
        return Ok(false);
    }
    let deadline = (timeout > 0.0).then(|| Instant::now() + Duration::from_secs_f64(timeout));
    wait(vm, gate, deadline, true)
}

// ---- lock ---------------------------------------------------------------------------------

struct Lock(Arc<Gate>);
impl Payload for Lock {
    const GC: bool = false;
}
type MyLock<'a> = This<'a, Lock>;

static LOCK: TypeDef = TypeDef {
    name: "_thread.lock",
    layout: Some(VTable::of::<Lock>),
    doc: "A lock object is a synchronization primitive.",
    slots: |s| {
        s.new.set(Some(|vm, cls, _| {
            Ok(vm.alloc(cls, Lock(Arc::default())).into_value())
        }));
        s.repr.set(Some(|vm, v| {
            let held = v
                .downcast_ref::<Lock>()
                .is_some_and(|l| l.body.0.is_closed());
            let state = if held { "locked" } else { "unlocked" };
            let plain = vm.default_repr(v);
            Ok(vm.str(plain.replacen('<', &format!("<{state} "), 1)))
        }));
    },
    methods: &[
        native!("acquire(self, /, blocking=True, timeout=-1)", lock_acquire),
        native!(
            "acquire_lock(self, /, blocking=True, timeout=-1)",
            lock_acquire
        ),
        native!("release(self, /)", lock_release),
        native!("release_lock(self, /)", lock_release),
        native!("locked(self, /)", |_: &Vm, l: MyLock<'_>| l
            .0
            .body
            .0
            .is_closed()),
        native!("__enter__(self, /)", |vm: &Vm, l: MyLock<'_>| acquire_gate(
            vm,
            &l.0.body.0,
            true,
            -1.0
        )),
        native!(
            "__exit__(self, /, *exc_info)",
            |vm: &Vm, l: MyLock<'_>, _exc: &Value| lock_release(vm, l)
        ),
        native!("_at_fork_reinit(self, /)", |_: &Vm, l: MyLock<'_>| {
            l.0.body.0.open();
        }),
    ],
    ..TypeDef::EMPTY
};

fn lock_acquire(vm: &Vm, l: MyLock<'_>, blocking: bool, timeout: f64) -> Result<bool> {
    acquire_gate(vm, &l.0.body.0, blocking, timeout)
}

fn lock_release(vm: &Vm, l: MyLock<'_>) -> Result<()> {
    if l.0.body.0.open() {
        Ok(())
    } else {
        Err(vm.runtime_error("release unlocked lock"))
    }
}

// ---- RLock --------------------------------------------------------------------------------

#[derive(Default)]
struct RLock {
    gate: Arc<Gate>,
    owner: AtomicU64,
    count: AtomicU64,
}
impl Payload for RLock {
    const GC: bool = false;
}
type MyRLock<'a> = This<'a, RLock>;

static RLOCK: TypeDef = TypeDef {
    name: "_thread.RLock",
    layout: Some(VTable::of::<RLock>),
    subclassable: true,
    slots: |s| {
        s.new.set(Some(|vm, cls, _| {
            Ok(vm.alloc(cls, RLock::default()).into_value())
        }));
        s.repr.set(Some(|vm, v| {
            let Some(l) = v.downcast_ref::<RLock>() else {
                return Err(vm.wrong_self(v));
            };
            let count = l.count.load(Ordering::Relaxed);
            let state = if count > 0 { "locked" } else { "unlocked" };
            let owner = l.owner.load(Ordering::Relaxed);
            let class = vm.type_full_name(vm.type_of(v));
            let plain = vm.default_repr(v);
            let at = plain.rsplit_once(" at ").map_or("", |(_, at)| at);
            Ok(vm.str(format!(
                "<{state} {class} object owner={owner} count={count} at {at}"
            )))
        }));
    },
    methods: &[
        native!("acquire(self, /, blocking=True, timeout=-1)", rlock_acquire),
        native!("release(self, /)", rlock_release),
        native!("locked(self, /)", |_: &Vm, l: MyRLock<'_>| l
            .count
            .load(Ordering::Relaxed)
            > 0),
        native!("__enter__(self, /)", |vm: &Vm, l: MyRLock<'_>| {
            rlock_acquire(vm, l, true, -1.0)
        }),
        native!(
            "__exit__(self, /, *exc_info)",
            |vm: &Vm, l: MyRLock<'_>, _exc: &Value| rlock_release(vm, l)
        ),
        native!("_is_owned(self, /)", |vm: &Vm, l: MyRLock<'_>| owns(vm, &l)),
        native!("_recursion_count(self, /)", |vm: &Vm, l: MyRLock<'_>| {
            if owns(vm, &l) {
                l.count.load(Ordering::Relaxed) as i64
            } else {
                0
            }
        }),
        native!("_release_save(self, /)", |vm: &Vm, l: MyRLock<'_>| {
            let count = l.count.swap(0, Ordering::Relaxed);
            if count == 0 {
                return Err(vm.runtime_error("cannot release un-acquired lock"));
            }
            let owner = l.owner.swap(0, Ordering::Relaxed);
            l.gate.open();
            Ok(vm.pair(vm.int_from_u64(count), vm.int_from_u64(owner)))
        }),
        native!(
            "_acquire_restore(self, state, /)",
            |vm: &Vm, l: MyRLock<'_>, state: &Value| {
                let parts = vm.collect(state)?;
                let number = |i: usize| parts.get(i).map_or(Ok(0), |v| vm.index_i128(v));
                acquire_gate(vm, &l.gate, true, -1.0)?;
                l.count.store(number(0)? as u64, Ordering::Relaxed);
                l.owner.store(number(1)? as u64, Ordering::Relaxed);
                Ok(())
            }
        ),
    ],
    ..TypeDef::EMPTY
};

fn owns(vm: &Vm, l: &RLock) -> bool {
    l.count.load(Ordering::Relaxed) > 0 && l.owner.load(Ordering::Relaxed) == vm.thread_ident()
}

fn rlock_acquire(vm: &Vm, l: MyRLock<'_>, blocking: bool, timeout: f64) -> Result<bool> {
    if owns(vm, &l) {
        l.count.fetch_add(1, Ordering::Relaxed);
        return Ok(true);
    }
    let got = acquire_gate(vm, &l.gate, blocking, timeout)?;
    if got {
        l.owner.store(vm.thread_ident(), Ordering::Relaxed);
        l.count.store(1, Ordering::Relaxed);
    }
    Ok(got)
}

fn rlock_release(vm: &Vm, l: MyRLock<'_>) -> Result<()> {
    if !owns(vm, &l) {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    if l.count.fetch_sub(1, Ordering::Relaxed) == 1 {
        l.owner.store(0, Ordering::Relaxed);
        l.gate.open();
    }
    Ok(())
}

// ---- threads ------------------------------------------------------------------------------

/// Payload of `_ThreadHandle`; its gate is closed while the thread runs.
#[derive(Default)]
struct Handle {
    gate: Arc<Gate>,
    ident: AtomicU64,
    started: AtomicU64,
}
impl Payload for Handle {
    const GC: bool = false;
}
type MyHandle<'a> = This<'a, Handle>;

static HANDLE: TypeDef = TypeDef {
    name: "_thread._ThreadHandle",
    layout: Some(VTable::of::<Handle>),
    slots: |s| {
        s.new.set(Some(|vm, cls, _| {
            Ok(vm.alloc(cls, Handle::default()).into_value())
        }))
    },
    methods: &[
        native!(
            "join(self, timeout=None, /)",
            |vm: &Vm, h: MyHandle<'_>, timeout: &Value| {
                if h.started.load(Ordering::Relaxed) == 0 {
                    return Err(vm.runtime_error("thread not started"));
                }
                if h.ident.load(Ordering::Relaxed) == vm.thread_ident() && h.gate.is_closed() {
                    return Err(vm.runtime_error("Cannot join current thread"));
                }
                let seconds = if timeout.is_none() {
                    -1.0
                } else {
                    vm.to_f64(timeout)?
                };
                let limit = (0.0..=TIMEOUT_MAX).contains(&seconds);
                let deadline = limit.then(|| Instant::now() + Duration::from_secs_f64(seconds));
                wait(vm, &h.gate, deadline, false)?;
                Ok(())
            }
        ),
        native!("is_done(self, /)", |_: &Vm, h: MyHandle<'_>| {
            h.started.load(Ordering::Relaxed) != 0 && !h.gate.is_closed()
        }),
        native!("_set_done(self, /)", |_: &Vm, h: MyHandle<'_>| {
            h.gate.open();
        }),
    ],
    getsets: &[GetSetDef {
        name: "ident",
        get: |vm, v| {
            let ident = v
                .downcast_ref::<Handle>()
                .map_or(0, |h| h.ident.load(Ordering::Relaxed));
            Ok(vm.int_from_u64(ident))
        },
        set: None,
    }],
    ..TypeDef::EMPTY
};

fn new_handle(vm: &Vm) -> Result<Value> {
    let class = class_of_module(vm, "_thread", "_ThreadHandle")?;
    Ok(vm.alloc(&class, Handle::default()).into_value())
}

/// Opens a gate at the end of its scope, for everyone who waits.
struct OpenAtEnd(Arc<Gate>);
impl Drop for OpenAtEnd {
    fn drop(&mut self) {
        self.0.open();
        self.0.opened.notify_all();
    }
}

fn start(vm: &Vm, gate: Arc<Gate>, parts: Vec<Value>) -> Result<u64> {
    let size = vm
        .interp()
        .state(State::default)
        .stack
        .load(Ordering::Relaxed);
    let size = if size == 0 { STACK } else { size };
    gate.try_close();
    let end = OpenAtEnd(gate);
    vm.start_thread(size, Parcel::pack(vm, parts), move |vm, parts| {
        let _end = end;
        let [function, args, keywords] = parts.as_slice() else {
            return;
        };
        let mut values = args
            .as_tuple()
            .map(|t| t.as_slice().to_vec())
            .unwrap_or_default();
        let (names, more) = keywords
            .as_dict()
            .map(|d| (d.keys(), d.values()))
            .unwrap_or_default();
        values.extend(more);
        if let Err(raised) = vm.call(function, Args::with_names(&values, &names))
            && !vm.is_error(&raised, &vm.exceptions().system_exit)
        {
            vm.report_unraisable(
                raised,
                "Exception ignored in thread started by",
                Some(function),
            );
        }
    })
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
    if h.started.swap(1, Ordering::Relaxed) != 0 {
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
    let ident = start(vm, gate, vec![function, vm.tuple(Vec::new()), Value::NONE])?;
    h.ident.store(ident, Ordering::Relaxed);
    Ok(handle.clone())
}

/// Waits for the threads that are not daemons.
fn shutdown(vm: &Vm) -> Result<()> {
    let joined = vm.interp().state(State::default).joined;
    loop {
        let next = joined.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let Some(gate) = next else { return Ok(()) };
        wait(vm, &gate, None, false)?;
    }
}

// ---- local --------------------------------------------------------------------------------

/// Payload of `_local`: a dict for each thread.
struct Local {
    dicts: Locked<HashMap<u64, Ref<Dict>>>,
    args: Value,
    keywords: Ref<Dict>,
}

impl Payload for Local {
    fn traverse(&self, visit: Visit<'_>) {
        self.dicts
            .peek_in_traverse(|d| d.values().for_each(|d| visit(d.value())));
        visit(&self.args);
        visit(self.keywords.value());
    }
    fn clear(&self) {
        drop(self.dicts.with(std::mem::take));
    }
}

static LOCAL: TypeDef = TypeDef {
    name: "_thread._local",
    layout: Some(VTable::of::<Local>),
    subclassable: true,
    doc: "Thread-local data",
    slots: |s| {
        s.new.set(Some(|vm, cls, args| {
            let keywords = Dict::new(vm);
            for (k, v) in args.keywords() {
                keywords.set(vm, k.clone(), v.clone())?;
            }
            let dicts = HashMap::from([(vm.thread_ident(), Dict::new(vm))]);
            let args = vm.tuple(args.pos().to_vec());
            Ok(vm
                .alloc(
                    cls,
                    Local {
                        dicts: Locked::new(dicts),
                        args,
                        keywords,
                    },
                )
                .into_value())
        }));
        s.getattr.set(Some(|vm, v, name: &Name| {
            let dict = local_dict(vm, v)?;
            if let Some(value) = dict.get_name(name) {
                return Ok(value);
            }
            if name.to_string_lossy() == "__dict__" {
                return Ok(dict.into_value());
            }
            hasp_vm::proto::attr::generic_get(vm, v, name)
        }));
        s.setattr.set(Some(|vm, v, name: &Name, value| {
            let dict = local_dict(vm, v)?;
            match value {
                Some(value) => dict.set_name(vm, name, value),
                None if dict.del_name(vm, name) => {}
                None => return Err(vm.missing_attribute(v, name)),
            }
            Ok(())
        }));
    },
    ..TypeDef::EMPTY
};

fn local_dict(vm: &Vm, v: &Value) -> Result<Ref<Dict>> {
    let Some(local) = v.downcast_ref::<Local>() else {
        return Err(vm.wrong_self(v));
    };
    let ident = vm.thread_ident();
    if let Some(dict) = local.dicts.with(|d| d.get(&ident).cloned()) {
        return Ok(dict);
    }
    let dict = Dict::new(vm);
    let old = local.dicts.with(|d| d.insert(ident, dict.clone()));
    drop(old);
    // A thread's first use initialises its part.
    let mut values = vec![v.clone()];
    values.extend_from_slice(local.args.as_tuple().map_or(&[][..], |t| t.as_slice()));
    values.extend(local.keywords.values());
    if let Some(init) = vm.type_of(v).slots.init.get() {
        let names = local.keywords.keys();
        init(vm, v, Args::with_names(&values, &names).skip_first())?;
    }
    Ok(dict)
}
