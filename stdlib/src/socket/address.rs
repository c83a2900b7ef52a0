//! Addresses: what scripts write, and what the system has.

use std::ffi::CString;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hasp_vm::net::{Address, Hints};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::resolve;

/// Bytes that a path in an address has at most.
const PATH_ROOM: usize = 108;
/// The flow information of IPv6 has twenty bits.
const FLOW_MAX: u32 = 0xf_ffff;

// ---- from scripts -------------------------------------------------------------------------

/// The address that `v` stands for, of this family; `caller` names the method in errors.
///
/// # Errors
/// TypeError, OverflowError; OSError of a family that is not known, or if a name is not.
pub(super) fn parse(vm: &Vm, family: i32, v: &Value, caller: &str) -> Result<Address> {
    match family {
        libc::AF_UNIX => unix(vm, v),
        libc::AF_INET => {
            let [host, port] = parts(vm, v, caller, "AF_INET")?
                .try_into()
                .map_err(|_| vm.type_error("AF_INET address must be a pair (host, port)"))?;
            let host = host_name(vm, &host)?;
            let port = self::port(vm, &port, caller)?;
            match lookup(vm, &host, libc::AF_INET)? {
                IpAddr::V4(ip) => Ok(of_v4(ip, port)),
                IpAddr::V6(_) => Err(vm.os_error_text("address family mismatched")),
            }
        }
        libc::AF_INET6 => {
            let parts = parts(vm, v, caller, "AF_INET6")?;
            if !(2..=4).contains(&parts.len()) {
                return Err(vm.type_error(
                    "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])",
                ));
            }
            let host = host_name(vm, &parts[0])?;
            // The order of the conversions, then that of the checks.
            let port_given = int_or_overflow(vm, &parts[1], caller)?;
            let flow = parts.get(2).map_or(Ok(0), |v| masked(vm, v))?;
            let scope = parts.get(3).map_or(Ok(0), |v| masked(vm, v))?;
            let port = checked_port(vm, port_given, caller)?;
            check_flow(vm, flow, caller)?;
            Ok(of_v6(lookup_v6(vm, &host)?, port, flow, scope))
        }
        _ => Err(vm.os_error_text(format!("{caller}(): bad family"))),
    }
}

fn parts(vm: &Vm, v: &Value, caller: &str, family: &str) -> Result<Vec<Value>> {
    match v.as_tuple() {
        Some(parts) => Ok(parts.as_slice().to_vec()),
        None => Err(vm.type_error(format!(
            "{caller}(): {family} address must be tuple, not {}",
            vm.type_name(v)
        ))),
    }
}

/// A number whose low 32 bits count.
pub(super) fn masked(vm: &Vm, v: &Value) -> Result<u32> {
    Ok(vm.index(v)?.as_int().map_or(0, |i| i.low_u128() as u32))
}

/// Refuses flow information that is too large.
pub(super) fn check_flow(vm: &Vm, flow: u32, caller: &str) -> Result<()> {
    if flow > FLOW_MAX {
        return Err(vm.overflow_error(format!("{caller}(): flowinfo must be 0-1048575.")));
    }
    Ok(())
}

/// A number as C's int; one that does not fit is no port.
fn int_or_overflow(vm: &Vm, v: &Value, caller: &str) -> Result<i32> {
    let index = vm.index(v)?;
    let small = index.as_int().and_then(|i| i.to_i64());
    small
        .and_then(|i| i32::try_from(i).ok())
        .ok_or_else(|| port_error(vm, caller))
}

fn port_error(vm: &Vm, caller: &str) -> hasp_vm::vm::Raised {
    vm.overflow_error(format!("{caller}(): port must be 0-65535."))
}

fn checked_port(vm: &Vm, port: i32, caller: &str) -> Result<u16> {
    u16::try_from(port).map_err(|_| port_error(vm, caller))
}

/// A port number.
pub(super) fn port(vm: &Vm, v: &Value, caller: &str) -> Result<u16> {
    checked_port(vm, int_or_overflow(vm, v, caller)?, caller)
}

/// A host's name: text or bytes.
///
/// # Errors
/// TypeError for anything else, and for a null character inside.
pub(super) fn host_name(vm: &Vm, v: &Value) -> Result<CString> {
    let bytes = if let Some(text) = v.as_str_obj() {
        if text.bytes().is_ascii() {
            text.bytes().to_vec()
        } else {
            let encoded = vm.encode(text, "idna", "strict")?;
            vm.bytes_of(&encoded).unwrap_or_default().to_vec()
        }
    } else if v.as_bytes_obj().is_some() || vm.type_name(v) == "bytearray" {
        vm.buffer(v)?.to_vec()
    } else {
        return Err(vm.type_error(format!(
            "str, bytes or bytearray expected, not {}",
            vm.type_name(v)
        )));
    };
    CString::new(bytes).map_err(|_| vm.type_error("host name must not contain null character"))
}

/// The address of a host: an address in figures, `''` for all of this machine's, `<broadcast>`,
/// or a name, for which the resolver is asked.
///
/// # Errors
/// `socket.gaierror`; OSError.
pub(super) fn lookup(vm: &Vm, host: &CString, family: i32) -> Result<IpAddr> {
    match host.to_bytes() {
        b"" => {
            let hints = Hints {
                family,
                kind: libc::SOCK_DGRAM,
                flags: libc::AI_PASSIVE,
                ..Hints::default()
            };
            let found = resolve::ask(vm, None, Some(c"0".to_owned()), hints)?;
            match found.as_slice() {
                [one] => Ok(ip_of(&one.address)),
                _ => Err(vm.os_error_text("wildcard resolved to multiple address")),
            }
        }
        b"<broadcast>" | b"255.255.255.255" => {
            if family == libc::AF_INET6 {
                return Err(vm.os_error_text("address family mismatched"));
            }
            Ok(IpAddr::V4(Ipv4Addr::BROADCAST))
        }
        name => {
            let text = std::str::from_utf8(name).unwrap_or_default();
            if family != libc::AF_INET6
                && let Ok(ip) = text.parse::<Ipv4Addr>()
            {
                return Ok(IpAddr::V4(ip));
            }
            let hints = Hints {
                family,
                ..Hints::default()
            };
            let found = resolve::ask(vm, Some(host.clone()), None, hints)?;
            Ok(found
                .first()
                .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |f| ip_of(&f.address)))
        }
    }
}

/// The IPv6 address of a host.
fn lookup_v6(vm: &Vm, host: &CString) -> Result<Ipv6Addr> {
    let text = std::str::from_utf8(host.to_bytes()).unwrap_or_default();
    if let Ok(ip) = text.parse::<Ipv6Addr>() {
        return Ok(ip);
    }
    match lookup(vm, host, libc::AF_INET6)? {
        IpAddr::V6(ip) => Ok(ip),
        IpAddr::V4(_) => Err(vm.os_error_text("address family mismatched")),
    }
}

fn unix(vm: &Vm, v: &Value) -> Result<Address> {
    let path = match v.as_str_obj() {
        Some(text) => {
            let encoded = vm.encode(text, "utf-8", "surrogateescape")?;
            vm.bytes_of(&encoded).unwrap_or_default().to_vec()
        }
        None => vm
            .bytes_like(v)?
            .ok_or_else(|| vm.not_bytes_like(v))?
            .into_vec(),
    };
    let mut bytes = (libc::AF_UNIX as u16).to_ne_bytes().to_vec();
    bytes.extend_from_slice(&path);
    // A name that begins with NUL stands in no directory, and may fill all the room there is.
    let is_abstract = path.first().is_none_or(|b| *b == 0);
    if path.len() > PATH_ROOM - usize::from(!is_abstract) {
        return Err(vm.os_error_text("AF_UNIX path too long"));
    }
    if !is_abstract {
        bytes.push(0);
    }
    Ok(Address::new(&bytes).unwrap_or(Address::EMPTY))
}

// ---- bytes --------------------------------------------------------------------------------

/// The address of an IPv4 host's port.
pub(super) fn of_v4(ip: Ipv4Addr, port: u16) -> Address {
    let mut bytes = (libc::AF_INET as u16).to_ne_bytes().to_vec();
    bytes.extend_from_slice(&port.to_be_bytes());
    bytes.extend_from_slice(&ip.octets());
    bytes.extend_from_slice(&[0; 8]);
    Address::new(&bytes).unwrap_or(Address::EMPTY)
}

/// The address of an IPv6 host's port.
pub(super) fn of_v6(ip: Ipv6Addr, port: u16, flow: u32, scope: u32) -> Address {
    let mut bytes = (libc::AF_INET6 as u16).to_ne_bytes().to_vec();
    bytes.extend_from_slice(&port.to_be_bytes());
    bytes.extend_from_slice(&flow.to_be_bytes());
    bytes.extend_from_slice(&ip.octets());
    bytes.extend_from_slice(&scope.to_ne_bytes());
    Address::new(&bytes).unwrap_or(Address::EMPTY)
}

/// `N` bytes of an address; what is missing is 0.
fn field<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    bytes
        .get(at..at + N)
        .and_then(|b| b.try_into().ok())
        .unwrap_or([0; N])
}

/// The host in an internet address.
pub(super) fn ip_of(address: &Address) -> IpAddr {
    let bytes = address.bytes();
    if address.family() == libc::AF_INET6 {
        IpAddr::V6(Ipv6Addr::from(field::<16>(bytes, 8)))
    } else {
        IpAddr::V4(Ipv4Addr::from(field::<4>(bytes, 4)))
    }
}

/// The same address with other flow information and scope.
pub(super) fn scoped(address: &Address, flow: u32, scope: u32) -> Address {
    let port = u16::from_be_bytes(field(address.bytes(), 2));
    match ip_of(address) {
        IpAddr::V6(ip) => of_v6(ip, port, flow, scope),
        IpAddr::V4(_) => *address,
    }
}

// ---- for scripts --------------------------------------------------------------------------

/// An IPv6 address as the system writes it: one that only stands for an IPv4 address ends like
/// that.
pub(super) fn show_v6(ip: Ipv6Addr) -> String {
    match ip.segments() {
        [0, 0, 0, 0, 0, 0, high, _] if high != 0 => {
            let [.., a, b, c, d] = ip.octets();
            format!("::{a}.{b}.{c}.{d}")
        }
        _ => ip.to_string(),
    }
}

/// An address as scripts see it; None for none.
///
/// # Errors
/// None but a lack of memory.
pub(super) fn show(vm: &Vm, address: &Address) -> Result<Value> {
    let bytes = address.bytes();
    if bytes.is_empty() {
        return Ok(Value::NONE);
    }
    let port = || vm.int(u16::from_be_bytes(field(bytes, 2)).into());
    Ok(match address.family() {
        libc::AF_INET => {
            let ip = Ipv4Addr::from(field::<4>(bytes, 4));
            vm.pair(vm.str(ip.to_string()), port())
        }
        libc::AF_INET6 => {
            let ip = Ipv6Addr::from(field::<16>(bytes, 8));
            let flow = u32::from_be_bytes(field(bytes, 4));
            let scope = u32::from_ne_bytes(field(bytes, 24));
            vm.tuple(vec![
                vm.str(show_v6(ip)),
                port(),
                vm.int(flow.into()),
                vm.int(scope.into()),
            ])
        }
        libc::AF_UNIX => {
            let path = &bytes[2..];
            if path.first() == Some(&0) {
                return Ok(vm.bytes(path));
            }
            let end = path.iter().position(|b| *b == 0).unwrap_or(path.len());
            vm.decode(&path[..end], "utf-8", "surrogateescape")?
                .into_value()
        }
        family => vm.pair(vm.int(family.into()), vm.bytes(&field::<14>(bytes, 2))),
    })
}
