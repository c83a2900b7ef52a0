//! `_thread._ThreadHandle`: a thread that can be joined.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hasp_vm::args::This;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::gate::{self, Gate};
use crate::common::{class_of_module, duration_arg};

/// Payload of `_ThreadHandle`.
#[derive(Default)]
pub(super) struct Handle {
    /// Closed while the thread runs.
    pub(super) gate: Arc<Gate>,
    pub(super) ident: Arc<AtomicU64>,
    pub(super) started: AtomicBool,
}
impl Payload for Handle {
    const GC: bool = false;
}
type MyHandle<'a> = This<'a, Handle>;

pub(super) static HANDLE: TypeDef = TypeDef {
    name: "_thread._ThreadHandle",
    layout: Some(VTable::of::<Handle>),
    slots: |s| {
        s.new.set(Some(|vm, cls, _| {
            Ok(vm.alloc(cls, Handle::default()).into_value())
        }));
        s.repr.set(Some(|vm, v| {
            let ident = v
                .downcast_ref::<Handle>()
                .map_or(0, |h| h.ident.load(Ordering::Relaxed));
            Ok(vm.str(format!(
                "<{} object: ident={ident}>",
                vm.type_full_name(vm.type_of(v))
            )))
        }));
    },
    methods: &[
        native!("join(self, timeout=None, /)", join).releases(),
        native!("is_done(self, /)", |_: &Vm, h: MyHandle<'_>| {
            h.started.load(Ordering::Relaxed) && !h.gate.is_closed()
        }),
        native!("_set_done(self, /)", |vm: &Vm, h: MyHandle<'_>| {
            if !h.started.load(Ordering::Relaxed) {
                return Err(vm.runtime_error("thread not started"));
            }
            h.gate.open_for_all();
            Ok(())
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

fn join(vm: &Vm, h: MyHandle<'_>, timeout: &Value) -> Result<()> {
    let nanos = if timeout.is_none() {
        -1
    } else {
        duration_arg(vm, timeout)?
    };
    if !h.started.load(Ordering::Relaxed) {
        return Err(vm.runtime_error("thread not started"));
    }
    if h.ident.load(Ordering::Relaxed) == vm.thread_ident() && h.gate.is_closed() {
        return Err(vm.runtime_error("Cannot join current thread"));
    }
    let length = u64::try_from(nanos).ok().map(Duration::from_nanos);
    let deadline = length.and_then(|length| Instant::now().checked_add(length));
    gate::wait(vm, &h.gate, deadline, false)?;
    Ok(())
}

/// A handle of a thread that has not started.
pub(super) fn new_handle(vm: &Vm) -> Result<Value> {
    let class = class_of_module(vm, "_thread", "_ThreadHandle")?;
    Ok(vm.alloc(&class, Handle::default()).into_value())
}

/// `_make_thread_handle(ident)`: a handle of a thread that runs already.
pub(super) fn make_handle(vm: &Vm, ident: &Value) -> Result<Value> {
    let Some(ident) = ident.as_int() else {
        return Err(vm.type_error("ident must be an integer"));
    };
    let ident = ident.to_i64().unwrap_or(0) as u64;
    let handle = new_handle(vm)?;
    if let Some(h) = handle.downcast_ref::<Handle>() {
        h.ident.store(ident, Ordering::Relaxed);
        h.started.store(true, Ordering::Relaxed);
        h.gate.try_close();
    }
    Ok(handle)
}
