//! `_thread.lock` and `_thread.RLock`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use hasp_vm::args::{Args, This};
use hasp_vm::native;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::gate::{self, Gate, Patience, patience};

// ---- lock ---------------------------------------------------------------------------------

pub(super) struct Lock(Arc<Gate>);
impl Payload for Lock {
    const GC: bool = false;
}
type MyLock<'a> = This<'a, Lock>;

pub(super) static LOCK: TypeDef = TypeDef {
    name: "_thread.lock",
    layout: Some(VTable::of::<Lock>),
    doc: "A lock that one thread takes and any thread may give back.",
    slots: |s| {
        s.new.set(Some(|vm, cls, args: Args<'_>| {
            if args.keywords().next().is_some() {
                return Err(vm.type_error("lock() takes no keyword arguments"));
            }
            match args.pos().len() {
                0 => Ok(vm.alloc(cls, Lock(Arc::default())).into_value()),
                n => Err(vm.type_error(format!("lock expected 0 arguments, got {n}"))),
            }
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
        native!("acquire(self, /, blocking=True, timeout=?)", lock_acquire).releases(),
        native!(
            "acquire_lock(self, /, blocking=True, timeout=?)",
            lock_acquire
        )
        .releases(),
        native!("release(self, /)", lock_release),
        native!("release_lock(self, /)", lock_release),
        native!("locked(self, /)", locked),
        native!("locked_lock(self, /)", locked),
        native!("__enter__(self, /)", |vm: &Vm, l: MyLock<'_>| {
            gate::acquire(vm, &l.0.body.0, &Patience::Forever)
        })
        .releases(),
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

fn locked(_: &Vm, l: MyLock<'_>) -> bool {
    l.0.body.0.is_closed()
}

fn lock_acquire(vm: &Vm, l: MyLock<'_>, blocking: bool, timeout: Option<&Value>) -> Result<bool> {
    let patience = patience(vm, blocking, timeout)?;
    gate::acquire(vm, &l.0.body.0, &patience)
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
pub(super) struct RLock {
    gate: Arc<Gate>,
    owner: AtomicU64,
    count: AtomicU64,
}
impl Payload for RLock {
    const GC: bool = false;
}
type MyRLock<'a> = This<'a, RLock>;

pub(super) static RLOCK: TypeDef = TypeDef {
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
        native!("acquire(self, /, blocking=True, timeout=?)", rlock_acquire).releases(),
        native!("release(self, /)", rlock_release),
        native!("locked(self, /)", |_: &Vm, l: MyRLock<'_>| l
            .count
            .load(Ordering::Relaxed)
            > 0),
        native!("__enter__(self, /)", |vm: &Vm, l: MyRLock<'_>| {
            take(vm, &l, &Patience::Forever)
        })
        .releases(),
        native!(
            "__exit__(self, /, *exc_info)",
            |vm: &Vm, l: MyRLock<'_>, _exc: &Value| rlock_release(vm, l)
        ),
        native!("_at_fork_reinit(self, /)", |_: &Vm, l: MyRLock<'_>| {
            l.count.store(0, Ordering::Relaxed);
            l.owner.store(0, Ordering::Relaxed);
            l.gate.open();
        }),
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
        native!("_acquire_restore(self, state, /)", acquire_restore).releases(),
    ],
    ..TypeDef::EMPTY
};

fn acquire_restore(vm: &Vm, l: MyRLock<'_>, state: &Value) -> Result<()> {
    let Some(parts) = state.as_tuple() else {
        let class = vm.type_name(state);
        return Err(vm.type_error(format!(
            "_acquire_restore() argument 1 must be 2-item tuple, not {class}"
        )));
    };
    let [count, owner] = parts.as_slice() else {
        let n = parts.as_slice().len();
        return Err(vm.type_error(format!(
            "_acquire_restore() argument 1 must be tuple of length 2, not {n}"
        )));
    };
    let (count, owner) = (vm.index_i128(count)?, vm.index_i128(owner)?);
    // The state must be restored even if a handler raises meanwhile: the caller's `with` gives
    // the lock back.
    let mut raised = None;
    while let Err(error) = gate::acquire(vm, &l.gate, &Patience::Forever) {
        raised = Some(error);
    }
    l.count.store(count as u64, Ordering::Relaxed);
    l.owner.store(owner as u64, Ordering::Relaxed);
    raised.map_or(Ok(()), Err)
}

fn owns(vm: &Vm, l: &RLock) -> bool {
    l.count.load(Ordering::Relaxed) > 0 && l.owner.load(Ordering::Relaxed) == vm.thread_ident()
}

fn rlock_acquire(vm: &Vm, l: MyRLock<'_>, blocking: bool, timeout: Option<&Value>) -> Result<bool> {
    let patience = patience(vm, blocking, timeout)?;
    take(vm, &l, &patience)
}

fn take(vm: &Vm, l: &RLock, patience: &Patience) -> Result<bool> {
    if owns(vm, l) {
        l.count.fetch_add(1, Ordering::Relaxed);
        return Ok(true);
    }
    let got = gate::acquire(vm, &l.gate, patience)?;
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
