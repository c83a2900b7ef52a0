//! The class `_socket.socket`: a descriptor, what kind of socket it is, and how long its calls wait.

use std::sync::atomic::{AtomicI32, AtomicI64, Ordering};

use hasp_vm::args::{Args, This};
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::net;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::wait::{Failed, Patience, Until, call, set_blocking};
use super::{address, options, transfer};
use crate::common::duration_arg;
use crate::io::support::bind as bind_names;

/// Payload.
pub(super) struct Socket {
    /// -1: closed.
    fd: AtomicI32,
    family: AtomicI32,
    kind: AtomicI32,
    protocol: AtomicI32,
    /// Nanoseconds that calls wait; -1: as long as it takes.
    timeout: AtomicI64,
}

impl Payload for Socket {
    const GC: bool = false;
}

impl Drop for Socket {
    fn drop(&mut self) {
        let fd = *self.fd.get_mut();
        if fd >= 0 {
            // There is nobody to tell.
            let _closed = hasp_vm::fd::close(fd);
        }
    }
}

pub(super) type Me<'a> = This<'a, Socket>;

/// The class.
pub(super) static SOCKET: TypeDef = TypeDef {
    name: "_socket.socket",
    layout: Some(VTable::of::<Socket>),
    subclassable: true,
    doc: "One end of a connection, or a place where datagrams and connections arrive.",
    slots: |s| {
        s.new.set(Some(|vm, class, _| {
            Ok(vm.alloc(class, Socket::closed()).into_value())
        }));
        s.init.set(Some(init));
        s.repr.set(Some(|vm, v| {
            let s = this(vm, v)?;
            Ok(vm.str(format!(
                "<socket object, fd={}, family={}, type={}, proto={}>",
                s.fd(),
                s.family(),
                s.kind.load(Ordering::Relaxed),
                s.protocol.load(Ordering::Relaxed)
            )))
        }));
        s.del.set(Some(finalize));
    },
    methods: METHODS,
    getsets: &[
        GetSetDef {
            name: "family",
            get: |vm, v| Ok(vm.int(this(vm, v)?.family().into())),
            set: None,
        },
        GetSetDef {
            name: "type",
            get: |vm, v| Ok(vm.int(this(vm, v)?.kind.load(Ordering::Relaxed).into())),
            set: None,
        },
        GetSetDef {
            name: "proto",
            get: |vm, v| Ok(vm.int(this(vm, v)?.protocol.load(Ordering::Relaxed).into())),
            set: None,
        },
        GetSetDef {
            name: "timeout",
            get: |vm, v| Ok(timeout_value(this(vm, v)?.timeout())),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

const METHODS: &[NativeDef] = &[
    native!("__del__(self, /)", finalize),
    native!("_accept(self, /)", accept)
        .doc("Wait for a connection.  Return its descriptor and the address at its other end.")
        .releases(),
    native!("bind(self, address, /)", |vm: &Vm,
                                       s: Me<'_>,
                                       v: &Value|
     -> Result<()> {
        let target = address::parse(vm, s.family(), v, "bind")?;
        let fd = s.fd();
        let done = vm.detached("bind", move || net::bind(fd, &target));
        done.map_err(|errno| vm.os_error(errno, None))
    })
    .doc("Bind the socket to a local address.")
    .releases(),
    native!("connect(self, address, /)", |vm: &Vm,
                                          s: Me<'_>,
                                          v: &Value|
     -> Result<()> {
        let target = address::parse(vm, s.family(), v, "connect")?;
        connect(vm, &s, target).map_err(|failed| failed.raise(vm))
    })
    .doc("Connect the socket to a remote address.")
    .releases(),
    native!("connect_ex(self, address, /)", |vm: &Vm,
                                             s: Me<'_>,
                                             v: &Value|
     -> Result<i64> {
        let target = address::parse(vm, s.family(), v, "connect_ex")?;
        match connect(vm, &s, target) {
            Ok(()) => Ok(0),
            Err(Failed::System(errno)) => Ok(errno.into()),
            Err(Failed::TimedOut) => Ok(libc::EWOULDBLOCK.into()),
            Err(Failed::Raised(raised)) => Err(raised),
        }
    })
    .doc("Connect like connect(), but return the error number, or 0.")
    .releases(),
    native!("listen(self, backlog=128, /)", |vm: &Vm,
                                             s: Me<'_>,
                                             backlog: i32|
     -> Result<()> {
        let fd = s.fd();
        let done = vm.detached("listen", move || net::listen(fd, backlog.max(0)));
        done.map_err(|errno| vm.os_error(errno, None))
    })
    .counted()
    .doc("Enable a server to accept connections.")
    .releases(),
    native!("getsockname(self, /)", |vm: &Vm,
                                     s: Me<'_>|
     -> Result<Value> {
        let found = net::local_address(s.fd());
        address::show(vm, &found.map_err(|errno| vm.os_error(errno, None))?)
    })
    .doc("Return the address of the local endpoint."),
    native!("getpeername(self, /)", |vm: &Vm,
                                     s: Me<'_>|
     -> Result<Value> {
        let found = net::peer_address(s.fd());
        address::show(vm, &found.map_err(|errno| vm.os_error(errno, None))?)
    })
    .doc("Return the address of the remote endpoint."),
    native!("shutdown(self, how, /)", |vm: &Vm,
                                       s: Me<'_>,
                                       how: i32|
     -> Result<()> {
        let fd = s.fd();
        let done = vm.detached("shutdown", move || net::shutdown(fd, how));
        done.map_err(|errno| vm.os_error(errno, None))
    })
    .doc("Shut down the reading side, the writing side, or both.")
    .releases(),
    native!("close(self, /)", |vm: &Vm, s: Me<'_>| s.close(vm))
        .doc("Close the socket.")
        .releases(),
    native!("detach(self, /)", |_: &Vm, s: Me<'_>| i64::from(
        s.fd.swap(-1, Ordering::AcqRel)
    ))
    .doc("Close the socket object without closing the descriptor, which is returned."),
    native!("fileno(self, /)", |_: &Vm, s: Me<'_>| i64::from(s.fd()))
        .doc("Return the descriptor, or -1."),
    native!("settimeout(self, timeout, /)", |vm: &Vm,
                                             s: Me<'_>,
                                             given: &Value|
     -> Result<()> {
        let timeout = timeout_arg(vm, given)?;
        s.set_timeout(vm, timeout)
    })
    .doc("Set how many seconds calls wait; None: as long as it takes."),
    native!("gettimeout(self, /)", |_: &Vm, s: Me<'_>| timeout_value(
        s.timeout()
    ))
    .doc("Return how many seconds calls wait, or None."),
    native!(
        "setblocking(self, flag, /)",
        |vm: &Vm, s: Me<'_>, flag: bool| { s.set_timeout(vm, if flag { -1 } else { 0 }) }
    )
    .doc("Let calls wait as long as it takes, or not at all."),
    native!("getblocking(self, /)", |_: &Vm, s: Me<'_>| s.timeout() != 0)
        .doc("Return whether calls wait."),
    native!("getsockopt(self, level, option, buflen=0, /)", options::get)
        .counted()
        .doc("Return an option: a number, or as many bytes as buflen says."),
    native!("setsockopt(self, *args)", options::set).doc("Set an option."),
    native!("recv(self, buffersize, flags=0, /)", transfer::recv)
        .counted()
        .doc("Receive up to buffersize bytes; b'' when the other end has closed.")
        .releases(),
    native!(
        "recv_into(self, buffer, nbytes=0, flags=0)",
        transfer::recv_into
    )
    .doc("Receive into a buffer; return the number of bytes.")
    .releases(),
    native!("recvfrom(self, buffersize, flags=0, /)", transfer::recvfrom)
        .counted()
        .doc("Like recv(), but return the sender's address too.")
        .releases(),
    native!(
        "recvfrom_into(self, buffer, nbytes=0, flags=0)",
        transfer::recvfrom_into
    )
    .doc("Like recv_into(), but return the sender's address too.")
    .releases(),
    native!("send(self, data, flags=0, /)", transfer::send)
        .counted()
        .doc("Send bytes; return how many were taken.")
        .releases(),
    native!("sendall(self, data, flags=0, /)", transfer::sendall)
        .counted()
        .doc("Send all the bytes.")
        .releases(),
    native!("sendto(self, *args)", transfer::sendto)
        .doc("Send bytes to an address, the last argument; flags may stand before it.")
        .releases(),
    native!(
        "recvmsg(self, bufsize, ancbufsize=0, flags=0, /)",
        super::message::recvmsg
    )
    .counted()
    .doc("Receive bytes and ancillary data: (data, ancdata, msg_flags, address).")
    .releases(),
    native!(
        "recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)",
        super::message::recvmsg_into
    )
    .counted()
    .doc("Like recvmsg(), but into buffers: (nbytes, ancdata, msg_flags, address).")
    .releases(),
    native!(
        "sendmsg(self, buffers, ancdata=(), flags=0, address=None, /)",
        super::message::sendmsg
    )
    .counted()
    .doc("Send the bytes of buffers, and ancillary data; return how many were taken.")
    .releases(),
];

/// The socket behind a value.
pub(super) fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Socket>> {
    v.downcast_ref::<Socket>().ok_or_else(|| vm.wrong_self(v))
}

impl Socket {
    fn closed() -> Socket {
        Socket {
            fd: AtomicI32::new(-1),
            family: AtomicI32::new(0),
            kind: AtomicI32::new(0),
            protocol: AtomicI32::new(0),
            timeout: AtomicI64::new(-1),
        }
    }
    /// A socket of this kind; it owns the descriptor.
    pub(super) fn open(fd: i32, family: i32, kind: i32, protocol: i32) -> Socket {
        let socket = Socket::closed();
        socket.fd.store(fd, Ordering::Relaxed);
        socket.family.store(family, Ordering::Relaxed);
        socket.kind.store(kind & !KIND_FLAGS, Ordering::Relaxed);
        socket.protocol.store(protocol, Ordering::Relaxed);
        socket
    }
    /// The descriptor, -1 if it is closed.
    pub(super) fn fd(&self) -> i32 {
        self.fd.load(Ordering::Relaxed)
    }
    pub(super) fn family(&self) -> i32 {
        self.family.load(Ordering::Relaxed)
    }
    fn timeout(&self) -> i64 {
        self.timeout.load(Ordering::Relaxed)
    }
    /// How long a call that begins now may wait.
    pub(super) fn patience(&self) -> Patience {
        Patience::of(self.timeout())
    }
    fn set_timeout(&self, vm: &Vm, timeout: i64) -> Result<()> {
        self.timeout.store(timeout, Ordering::Relaxed);
        set_blocking(vm, self.fd(), timeout < 0)
    }
    /// The mode of a new socket: as its kind says, or as `setdefaulttimeout` said.
    pub(super) fn start(&self, vm: &Vm, kind: i32) -> Result<()> {
        if kind & libc::SOCK_NONBLOCK != 0 {
            self.timeout.store(0, Ordering::Relaxed);
            return Ok(());
        }
        let timeout = super::default_timeout(vm).load(Ordering::Relaxed);
        self.timeout.store(timeout, Ordering::Relaxed);
        if timeout >= 0 {
            set_blocking(vm, self.fd(), false)?;
        }
        Ok(())
    }
    fn close(&self, vm: &Vm) -> Result<()> {
        let fd = self.fd.swap(-1, Ordering::AcqRel);
        if fd < 0 {
            return Ok(());
        }
        match vm.detached("socket.close", move || hasp_vm::fd::close(fd)) {
            // The other end may have gone, which does not matter any more.
            Err(errno) if errno != libc::ECONNRESET => Err(vm.os_error(errno, None)),
            _ => Ok(()),
        }
    }
}

/// Flags in the number of a socket's kind.
const KIND_FLAGS: i32 = libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC;

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let names = ["family", "type", "proto", "fileno"];
    let [family, kind, protocol, fileno] = bind_names(vm, "socket", args, names, 0)?;
    let number = |given: Option<&Value>| match given {
        None => Ok(-1),
        Some(v) => i32::try_from(vm.index_i128(v)?)
            .map_err(|_| vm.overflow_error("Python int too large to convert to C int")),
    };
    let (family, kind, protocol) = (number(family)?, number(kind)?, number(protocol)?);
    let or = |n: i32, default: i32| if n == -1 { default } else { n };
    let s = this(vm, v)?;
    let system = |errno| vm.os_error(errno, None);
    let made = match fileno.filter(|f| !f.is_none()) {
        None => {
            let family = or(family, libc::AF_INET);
            let (kind, protocol) = (or(kind, libc::SOCK_STREAM), or(protocol, 0));
            let fd = vm.detached("socket", move || net::socket(family, kind, protocol));
            (fd.map_err(system)?, family, kind, protocol)
        }
        Some(given) => {
            let fd = number(Some(given))?;
            if fd < 0 {
                return Err(vm.value_error("negative file descriptor"));
            }
            let found = net::local_address(fd);
            let family = match found {
                Ok(address) => or(family, address.family()),
                Err(errno) if family == -1 || [libc::EBADF, libc::ENOTSOCK].contains(&errno) => {
                    return Err(system(errno));
                }
                Err(_) => family,
            };
            let ask = |given: i32, option| match given {
                -1 => options::number(fd, libc::SOL_SOCKET, option).map_err(system),
                given => Ok(given),
            };
            let kind = ask(kind, libc::SO_TYPE)?;
            (fd, family, kind, ask(protocol, libc::SO_PROTOCOL)?)
        }
    };
    let (fd, family, kind, protocol) = made;
    s.close(vm)?;
    s.fd.store(fd, Ordering::Relaxed);
    s.family.store(family, Ordering::Relaxed);
    s.kind.store(kind & !KIND_FLAGS, Ordering::Relaxed);
    s.protocol.store(protocol, Ordering::Relaxed);
    s.start(vm, kind)
}

/// `None` or a number of seconds as nanoseconds; -1 for None.
pub(super) fn timeout_arg(vm: &Vm, given: &Value) -> Result<i64> {
    if given.is_none() {
        return Ok(-1);
    }
    match duration_arg(vm, given)? {
        nanos if nanos < 0 => Err(vm.value_error("Timeout value out of range")),
        nanos => Ok(nanos),
    }
}

/// A timeout as scripts see it.
pub(super) fn timeout_value(timeout: i64) -> Value {
    if timeout < 0 {
        Value::NONE
    } else {
        Value::float(timeout as f64 / 1e9)
    }
}

/// `__del__`: closes a socket that nobody has closed, and says so.
fn finalize(vm: &Vm, v: &Value) -> Result<()> {
    let s = this(vm, v)?;
    if s.fd() < 0 {
        return Ok(());
    }
    warn_unclosed(vm, v);
    s.close(vm)
}

/// ResourceWarning for a socket that nobody closed.
fn warn_unclosed(vm: &Vm, v: &Value) {
    let Ok(shown) = vm.repr_text(v) else { return };
    let class = &vm.exceptions().resource_warning;
    if let Err(raised) = vm.warn(class, &format!("unclosed {shown}")) {
        let what = "Exception ignored while finalizing socket";
        vm.report_unraisable(raised, what, Some(v));
    }
}

fn accept(vm: &Vm, s: Me<'_>) -> Result<Value> {
    let accepted = call(
        vm,
        "accept",
        s.fd(),
        Until::Readable,
        s.patience(),
        net::accept,
    );
    let (fd, peer) = accepted.map_err(|failed| failed.raise(vm))?;
    Ok(vm.pair(vm.int(fd.into()), address::show(vm, &peer)?))
}

fn connect(vm: &Vm, s: &Socket, target: net::Address) -> std::result::Result<(), Failed> {
    let fd = s.fd();
    let patience = s.patience();
    let begun = match patience {
        Patience::None => net::connect(fd, &target),
        _ => vm.detached("connect", || net::connect(fd, &target)),
    };
    match begun {
        Ok(()) => return Ok(()),
        // A signal came; the connection is still being made.
        Err(libc::EINTR) if patience != Patience::None => {
            vm.poll_native().map_err(Failed::Raised)?;
        }
        Err(libc::EINPROGRESS) if matches!(patience, Patience::Until(_)) => {}
        Err(errno) => return Err(Failed::System(errno)),
    }
    let deadline = match patience {
        Patience::Until(deadline) => Patience::Until(deadline),
        _ => Patience::of(i64::MAX),
    };
    call(
        vm,
        "connect",
        fd,
        Until::Connected,
        deadline,
        |fd| match options::number(fd, libc::SOL_SOCKET, libc::SO_ERROR)? {
            0 | libc::EISCONN => Ok(()),
            errno => Err(errno),
        },
    )
}
