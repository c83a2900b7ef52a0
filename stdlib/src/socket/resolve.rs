//! Names and numbers of hosts, services and protocols.

use std::ffi::CString;
use std::net::IpAddr;

use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::net::{self, Found, Hints, Unresolved};
use hasp_vm::object::Ref;
use hasp_vm::object::str::Str;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use super::{address, classes};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!(
        "getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)",
        getaddrinfo
    )
    .doc("Resolve host and port into addrinfo struct.")
    .releases(),
    native!("getnameinfo(sockaddr, flags, /)", getnameinfo)
        .counted()
        .doc("Get host and port for a sockaddr.")
        .releases(),
    native!("gethostbyname(host, /)", |vm: &Vm,
                                       host: &Value|
     -> Result<Value> {
        let wrong = |wanted| {
            let class = vm.argument_class(host);
            vm.type_error(format!(
                "gethostbyname() argument 1 must be {wanted}, not {class}"
            ))
        };
        let known = host.as_str_obj().is_some()
            || host.as_bytes_obj().is_some()
            || vm.type_name(host) == "bytearray";
        if !known {
            return Err(wrong("str, bytes or bytearray"));
        }
        let host = match address::host_name(vm, host) {
            Err(raised) if vm.is_error(&raised, &vm.exceptions().type_error) => {
                return Err(wrong("encoded string without null bytes"));
            }
            host => host?,
        };
        match address::lookup(vm, &host, libc::AF_INET)? {
            IpAddr::V4(ip) => Ok(vm.str(ip.to_string())),
            IpAddr::V6(ip) => Ok(vm.str(address::show_v6(ip))),
        }
    })
    .counted()
    .doc("Return the IP address (a string of the form '255.255.255.255') for a host.")
    .releases(),
    native!("gethostname()", |vm: &Vm| -> Result<Value> {
        let name = rustix::system::uname();
        let name = name.nodename().to_bytes().to_vec();
        Ok(vm.decode(&name, "utf-8", "surrogateescape")?.into_value())
    })
    .doc("Return the current host name."),
    native!("getservbyname(servicename, protocolname=?, /)", service)
        .counted()
        .doc("Return a port number from a service name and protocol name.")
        .releases(),
    native!("getservbyport(port, protocolname=?, /)", service_name)
        .counted()
        .doc("Return the service name from a port number and protocol name.")
        .releases(),
    native!("getprotobyname(name, /)", protocol)
        .counted()
        .doc("Return the protocol number for the named protocol.")
        .releases(),
];

/// The exception for what the resolver says.
#[cold]
pub(super) fn unresolved(vm: &Vm, error: Unresolved) -> Raised {
    match error {
        Unresolved::System(errno) => vm.os_error(errno, None),
        Unresolved::Resolver(code) => {
            let args = [vm.int(code.into()), vm.str(net::resolver_error(code))];
            let class = classes(vm).gaierror;
            match vm.call(class.value(), hasp_vm::args::Args::positional(&args)) {
                Ok(exception) => Raised::new(exception),
                Err(raised) => raised,
            }
        }
    }
}

/// Asks the resolver, detached.
///
/// # Errors
/// `socket.gaierror`.
pub(super) fn ask(
    vm: &Vm,
    host: Option<CString>,
    service: Option<CString>,
    hints: Hints,
) -> Result<Vec<Found>> {
    let found = vm.detached("getaddrinfo", move || {
        net::resolve(host.as_deref(), service.as_deref(), hints)
    });
    vm.poll_native()?;
    found.map_err(|error| unresolved(vm, error))
}

fn getaddrinfo(
    vm: &Vm,
    host: &Value,
    port: &Value,
    family: i32,
    kind: i32,
    protocol: i32,
    flags: i32,
) -> Result<Value> {
    let host = if host.is_none() {
        None
    } else if host.as_str_obj().is_some() || host.as_bytes_obj().is_some() {
        Some(text_arg(vm, host)?)
    } else {
        return Err(vm.type_error("getaddrinfo() argument 1 must be string or None"));
    };
    let service = if port.is_none() {
        None
    } else if port.as_int().is_some() {
        let digits = vm.to_str(port)?;
        Some(CString::new(digits.bytes()).unwrap_or_default())
    } else if port.as_str_obj().is_some() || port.as_bytes_obj().is_some() {
        Some(text_arg(vm, port)?)
    } else {
        return Err(vm.os_error_text("Int or String expected"));
    };
    let hints = Hints {
        family,
        kind,
        protocol,
        flags,
    };
    let mut rows = Vec::new();
    for found in ask(vm, host, service, hints)? {
        let canonical = found.canonical.unwrap_or_default();
        rows.push(vm.tuple(vec![
            vm.int(found.family.into()),
            vm.int(found.kind.into()),
            vm.int(found.protocol.into()),
            vm.decode(&canonical, "utf-8", "surrogateescape")?
                .into_value(),
            address::show(vm, &found.address)?,
        ]));
    }
    Ok(vm.list(rows))
}

/// A name for the resolver; what stands behind a null character does not count.
fn text_arg(vm: &Vm, v: &Value) -> Result<CString> {
    let bytes = match v.as_str_obj() {
        Some(text) if text.bytes().is_ascii() => text.bytes().to_vec(),
        Some(text) => {
            let encoded = vm.encode(text, "idna", "strict")?;
            vm.bytes_of(&encoded).unwrap_or_default().to_vec()
        }
        None => vm.bytes_of(v).unwrap_or_default().to_vec(),
    };
    let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    Ok(CString::new(&bytes[..end]).unwrap_or_default())
}

fn getnameinfo(vm: &Vm, given: &Value, flags: i32) -> Result<Value> {
    let Some(parts) = given.as_tuple().map(|t| t.as_slice()) else {
        return Err(vm.type_error("getnameinfo() argument 1 must be a tuple"));
    };
    let bad = || vm.type_error("getnameinfo(): illegal sockaddr argument");
    let (Some(host), Some(port)) = (parts.first(), parts.get(1)) else {
        return Err(bad());
    };
    if parts.len() > 4 {
        return Err(bad());
    }
    let host = host.as_str_obj().ok_or_else(bad)?;
    let port = i32::try_from(vm.index_i128(port)?)
        .map_err(|_| vm.overflow_error("Python int too large to convert to C int"))?;
    let flow = parts.get(2).map_or(Ok(0), |v| address::masked(vm, v))?;
    let scope = parts.get(3).map_or(Ok(0), |v| address::masked(vm, v))?;
    address::check_flow(vm, flow, "getnameinfo")?;
    let host = CString::new(host.bytes()).map_err(|_| vm.value_error("embedded null character"))?;
    let hints = Hints {
        kind: libc::SOCK_DGRAM,
        flags: libc::AI_NUMERICHOST,
        ..Hints::default()
    };
    let service = CString::new(port.to_string()).unwrap_or_default();
    let found = ask(vm, Some(host), Some(service), hints)?;
    let [found] = found.as_slice() else {
        return Err(vm.os_error_text("sockaddr resolved to multiple addresses"));
    };
    if found.family == libc::AF_INET && parts.len() != 2 {
        return Err(vm.os_error_text("IPv4 sockaddr must be 2 tuple"));
    }
    let target = address::scoped(&found.address, flow, scope);
    let names = vm.detached("getnameinfo", move || net::names_of(&target, flags));
    let (host, service) = names.map_err(|error| unresolved(vm, error))?;
    let text = |name: &CString| vm.decode(name.to_bytes(), "utf-8", "surrogateescape");
    Ok(vm.pair(text(&host)?.into_value(), text(&service)?.into_value()))
}

/// The kind of socket that a protocol of services has; None for one that has no services here.
fn kind_of(protocol: Option<&Ref<Str>>) -> Option<i32> {
    match protocol.map(|p| p.bytes()) {
        None => Some(0),
        Some(b"tcp") => Some(libc::SOCK_STREAM),
        Some(b"udp") => Some(libc::SOCK_DGRAM),
        Some(_) => None,
    }
}

fn service(vm: &Vm, name: &Ref<Str>, protocol: Option<&Ref<Str>>) -> Result<i64> {
    let unknown = || vm.os_error_text("service/proto not found");
    let name = CString::new(name.bytes()).map_err(|_| vm.value_error("embedded null character"))?;
    let is_number = name.to_bytes().iter().all(u8::is_ascii_digit);
    let Some(kind) = kind_of(protocol).filter(|_| !is_number) else {
        return Err(unknown());
    };
    let hints = Hints {
        family: libc::AF_INET,
        kind,
        ..Hints::default()
    };
    let found = vm.detached("getservbyname", move || {
        net::resolve(None, Some(&name), hints)
    });
    let found = found.map_err(|_| unknown())?;
    let address = found.first().ok_or_else(unknown)?.address;
    match address.bytes() {
        [_, _, high, low, ..] => Ok(u16::from_be_bytes([*high, *low]).into()),
        _ => Err(unknown()),
    }
}

fn service_name(vm: &Vm, port: i32, protocol: Option<&Ref<Str>>) -> Result<Value> {
    let port = u16::try_from(port)
        .map_err(|_| vm.overflow_error("getservbyport: port must be 0-65535."))?;
    let kinds = match kind_of(protocol) {
        Some(0) => vec![libc::SOCK_STREAM, libc::SOCK_DGRAM],
        kind => Vec::from_iter(kind),
    };
    let target = address::of_v4(std::net::Ipv4Addr::LOCALHOST, port);
    let name = vm.detached("getservbyport", move || {
        kinds.into_iter().find_map(|kind| {
            let datagram = if kind == libc::SOCK_DGRAM {
                libc::NI_DGRAM
            } else {
                0
            };
            let names = net::names_of(&target, libc::NI_NUMERICHOST | datagram);
            let (_, name) = names.ok()?;
            // A number is no name: the service is not known.
            (!name.to_bytes().iter().all(u8::is_ascii_digit)).then_some(name)
        })
    });
    match name {
        Some(name) => Ok(vm.str(name.to_string_lossy())),
        None => Err(vm.os_error_text("port/proto not found")),
    }
}

/// The number of a protocol, from the system's table.
fn protocol(vm: &Vm, name: &Ref<Str>) -> Result<i64> {
    let table = vm.detached("getprotobyname", || {
        std::fs::read_to_string("/etc/protocols").unwrap_or_default()
    });
    let name = name.to_string_lossy();
    table
        .lines()
        .find_map(|line| {
            let mut words = line.split('#').next()?.split_whitespace();
            let (first, number) = (words.next()?, words.next()?);
            let named = first == name || words.any(|alias| alias == name);
            number.parse::<i64>().ok().filter(|_| named)
        })
        .ok_or_else(|| vm.os_error_text("protocol not found"))
}
