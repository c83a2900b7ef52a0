//! `select.epoll`: a set of watched descriptors that the system keeps.

use std::os::fd::{BorrowedFd, IntoRawFd};
use std::sync::atomic::{AtomicI32, Ordering};

use hasp_vm::args::{Args, This};
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};

use super::poll::milliseconds;
use super::{Patience, SET_SIZE, wait};
use crate::io::support::bind;
use crate::posix::descriptors::number_of;

/// Payload.
pub(super) struct Epoll {
    /// -1: closed.
    fd: AtomicI32,
}

impl Payload for Epoll {
    const GC: bool = false;
}

impl Drop for Epoll {
    fn drop(&mut self) {
        self.close();
    }
}

type Me<'a> = This<'a, Epoll>;

/// No more events than this are asked for at once.
const MOST: usize = 1 << 16;

/// The class.
pub(super) static EPOLL: TypeDef = TypeDef {
    name: "select.epoll",
    layout: Some(VTable::of::<Epoll>),
    doc: "A set of descriptors that can be waited for. The size hint is not used.",
    slots: |s| {
        s.new.set(Some(|vm, class, args: Args<'_>| {
            let [hint, flags] = bind(vm, "epoll", args, ["sizehint", "flags"], 0)?;
            let int = |v: Option<&Value>, default| match v {
                None => Ok(default),
                Some(v) => vm.index_i128(v),
            };
            let (hint, flags) = (int(hint, -1)?, int(flags, 0)?);
            if hint != -1 && hint <= 0 {
                return Err(vm.value_error("negative sizehint"));
            }
            if flags & !i128::from(libc::EPOLL_CLOEXEC) != 0 {
                return Err(vm.os_error_text("invalid flags"));
            }
            new(vm, class)
        }));
    },
    methods: &[
        native!("close(self, /)", |_: &Vm, e: Me<'_>| e.close())
            .doc("Close the descriptor of the set."),
        native!("fileno(self, /)", |vm: &Vm, e: Me<'_>| -> Result<i64> {
            e.fd(vm)?;
            Ok(e.fd.load(Ordering::Relaxed).into())
        })
        .doc("Return the descriptor of the set."),
        native!("fromfd(cls, fd, /)", |vm: &Vm,
                                       class: &Value,
                                       fd: i32|
         -> Result<Value> {
            match class.downcast_ref::<Type>() {
                Some(class) if fd == -1 => new(vm, class),
                Some(class) => Ok(vm
                    .alloc(
                        class,
                        Epoll {
                            fd: AtomicI32::new(fd),
                        },
                    )
                    .into_value()),
                None => Err(vm.wrong_type("type", class)),
            }
        })
        .class_method()
        .doc("Return an object for an open descriptor of a set."),
        native!("register(self, fd, eventmask=7)", |vm: &Vm,
                                                    e: Me<'_>,
                                                    fd: &Value,
                                                    mask: &Value|
         -> Result<()> {
            control(vm, &e, fd, Some(mask), |set, fd, data, flags| {
                epoll::add(set, fd, data, flags)
            })
        })
        .doc("Watch a descriptor."),
        native!("modify(self, fd, eventmask)", |vm: &Vm,
                                                e: Me<'_>,
                                                fd: &Value,
                                                mask: &Value|
         -> Result<()> {
            control(vm, &e, fd, Some(mask), |set, fd, data, flags| {
                epoll::modify(set, fd, data, flags)
            })
        })
        .doc("Change what a watched descriptor is watched for."),
        native!("unregister(self, fd)", |vm: &Vm,
                                         e: Me<'_>,
                                         fd: &Value|
         -> Result<()> {
            control(vm, &e, fd, None, |set, fd, _, _| epoll::delete(set, fd))
        })
        .doc("Watch a descriptor no longer."),
        native!("poll(self, timeout=None, maxevents=-1)", poll)
            .doc("Wait, at most as many seconds; return a list of (fd, events) pairs.")
            .releases(),
        native!("__enter__(self, /)", |vm: &Vm,
                                       e: Me<'_>|
         -> Result<Value> {
            e.fd(vm)?;
            Ok(e.value().clone())
        }),
        native!(
            "__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)",
            |_: &Vm, e: Me<'_>, _t: &Value, _v: &Value, _tb: &Value| e.close()
        ),
    ],
    getsets: &[GetSetDef {
        name: "closed",
        get: |vm, v| {
            let e = v.downcast_ref::<Epoll>().ok_or_else(|| vm.wrong_self(v))?;
            Ok(Value::bool(e.fd.load(Ordering::Relaxed) < 0))
        },
        set: None,
    }],
    ..TypeDef::EMPTY
};

fn new(vm: &Vm, class: &Ref<Type>) -> Result<Value> {
    let made = epoll::create(CreateFlags::CLOEXEC);
    let fd = made.map_err(|error| vm.os_error(error.raw_os_error(), None))?;
    let body = Epoll {
        fd: AtomicI32::new(fd.into_raw_fd()),
    };
    Ok(vm.alloc(class, body).into_value())
}

impl Epoll {
    fn close(&self) {
        let fd = self.fd.swap(-1, Ordering::AcqRel);
        // A set of descriptors has nothing to lose; a script may have closed it by its number.
        let _closed = hasp_vm::fd::close(fd);
    }
    fn fd(&self, vm: &Vm) -> Result<BorrowedFd<'static>> {
        hasp_vm::fd::borrow(self.fd.load(Ordering::Relaxed))
            .ok_or_else(|| vm.value_error("I/O operation on closed epoll object"))
    }
}

/// Changes the set.
fn control(
    vm: &Vm,
    e: &Epoll,
    fd: &Value,
    mask: Option<&Value>,
    f: impl FnOnce(
        BorrowedFd<'static>,
        BorrowedFd<'static>,
        EventData,
        EventFlags,
    ) -> rustix::io::Result<()>,
) -> Result<()> {
    let mask = match mask {
        None => 0,
        Some(mask) => vm.index(mask)?.as_int().map_or(0, |i| i.low_u128() as u32),
    };
    let set = e.fd(vm)?;
    let number = number_of(vm, fd)?;
    let fd = crate::posix::path::descriptor(vm, number)?;
    let data = EventData::new_u64(number as u64);
    f(set, fd, data, EventFlags::from_bits_retain(mask))
        .map_err(|error| vm.os_error(error.raw_os_error(), None))
}

fn poll(vm: &Vm, e: Me<'_>, timeout: &Value, most: i32) -> Result<Value> {
    e.fd(vm)?;
    let patience = Patience::of(milliseconds(vm, timeout, 1_000_000_000)?);
    let most = match most {
        -1 => SET_SIZE - 1,
        most if most > 0 => most as usize,
        most => {
            return Err(vm.value_error(format!("maxevents must be greater than 0, got {most}")));
        }
    };
    let set = e.fd(vm)?;
    let events = wait(vm, "epoll", patience, |left| {
        let mut events = Vec::with_capacity(most.min(MOST));
        epoll::wait(set, rustix::buffer::spare_capacity(&mut events), left)?;
        let plain = events.iter().map(|event: &epoll::Event| {
            // The struct is packed: its fields are copied out.
            let (data, flags) = (event.data, event.flags);
            (data.u64() as i32, flags.bits())
        });
        Ok(plain.collect::<Vec<_>>())
    })?;
    let ready = events
        .into_iter()
        .map(|(fd, flags)| vm.pair(vm.int(fd.into()), vm.int(flags.into())));
    Ok(vm.list(ready.collect()))
}
