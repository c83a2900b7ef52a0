//! `_socket`: sockets, names of hosts, numbers in the order of bytes that networks use.
//!
//! A socket's calls run detached where they may wait, and attached where its timeout is 0: giving
//! the lock away for a call that comes back at once makes a thread that does little wait for those
//! that compute.

mod address;
mod constants;
mod convert;
mod message;
mod object;
mod options;
mod resolve;
mod transfer;
mod wait;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::net;
use hasp_vm::object::Ref;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use object::Socket;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_socket",
    doc: "Implementation module for socket operations.\n\nSee the socket module for documentation.",
    functions: FUNCTIONS,
    init: |vm, module| {
        vm.add_functions(module, resolve::FUNCTIONS);
        vm.add_functions(module, convert::FUNCTIONS);
        let classes = classes(vm);
        let exceptions = vm.exceptions();
        vm.add_to_module(module, "error", exceptions.os_error.clone());
        vm.add_to_module(module, "timeout", exceptions.timeout_error.clone());
        vm.add_to_module(module, "gaierror", classes.gaierror);
        vm.add_to_module(module, "herror", classes.herror);
        vm.add_to_module(module, "SocketType", classes.socket.clone());
        vm.add_to_module(module, "socket", classes.socket);
        vm.add_to_module(module, "has_ipv6", Value::TRUE);
        for (name, number) in constants::NUMBERS {
            vm.add_to_module(module, name, vm.int(*number));
        }
        Ok(())
    },
};

const FUNCTIONS: &[NativeDef] = &[
    native!("socketpair(family=1, type=1, proto=0, /)", socketpair)
        .counted()
        .doc("Return two sockets that are connected with each other."),
    native!("close(fd, /)", |vm: &Vm, fd: i32| -> Result<()> {
        match vm.detached("socket.close", move || hasp_vm::fd::close(fd)) {
            Err(errno) if errno != libc::ECONNRESET => Err(vm.os_error(errno, None)),
            _ => Ok(()),
        }
    })
    .doc("Close a descriptor.")
    .releases(),
    native!("dup(fd, /)", |vm: &Vm, fd: i32| -> Result<i64> {
        let fd = crate::posix::path::descriptor(vm, fd)?;
        let copy = rustix::io::fcntl_dupfd_cloexec(fd, 0);
        let copy = copy.map_err(|error| vm.os_error(error.raw_os_error(), None))?;
        Ok(std::os::fd::IntoRawFd::into_raw_fd(copy).into())
    })
    .doc("Duplicate a descriptor."),
    native!("getdefaulttimeout()", |vm: &Vm| object::timeout_value(
        default_timeout(vm).load(Ordering::Relaxed)
    ))
    .doc("Return how many seconds calls of new sockets wait, or None."),
    native!("setdefaulttimeout(timeout, /)", |vm: &Vm,
                                              given: &Value|
     -> Result<()> {
        let timeout = object::timeout_arg(vm, given)?;
        default_timeout(vm).store(timeout, Ordering::Relaxed);
        Ok(())
    })
    .doc("Set how many seconds calls of new sockets wait; None: as long as it takes."),
];

/// The module's classes in one interpreter.
#[derive(Clone)]
struct Classes {
    socket: Ref<Type>,
    gaierror: Ref<Type>,
    herror: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        socket: vm.new_native_type(&object::SOCKET),
        gaierror: vm.new_native_type(&GAIERROR),
        herror: vm.new_native_type(&HERROR),
    })
}

static GAIERROR: TypeDef = TypeDef {
    name: "socket.gaierror",
    base: "OSError",
    subclassable: true,
    ..TypeDef::EMPTY
};

static HERROR: TypeDef = TypeDef {
    name: "socket.herror",
    base: "OSError",
    subclassable: true,
    ..TypeDef::EMPTY
};

/// The timeout of new sockets in nanoseconds, -1 for none.
fn default_timeout(vm: &Vm) -> Arc<AtomicI64> {
    #[derive(Clone)]
    struct Default(Arc<AtomicI64>);
    vm.interp()
        .state(|| Default(Arc::new(AtomicI64::new(-1))))
        .0
}

fn socketpair(vm: &Vm, family: i32, kind: i32, protocol: i32) -> Result<Value> {
    let made = net::pair(family, kind, protocol);
    let (a, b) = made.map_err(|errno| vm.os_error(errno, None))?;
    let class = classes(vm).socket;
    let socket = |fd| vm.alloc(&class, Socket::open(fd, family, kind, protocol));
    let (a, b) = (socket(a), socket(b));
    a.start(vm, kind)?;
    b.start(vm, kind)?;
    Ok(vm.pair(a.into_value(), b.into_value()))
}
