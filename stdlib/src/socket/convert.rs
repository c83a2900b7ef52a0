//! Numbers and addresses between the forms that machines, networks and people use.

use std::ffi::CString;
use std::net::{Ipv4Addr, Ipv6Addr};

use hasp_vm::buffer::BytesLike;
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::net;
use hasp_vm::object::Ref;
use hasp_vm::object::str::Str;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::address::show_v6;
use super::message::control_len;

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("htons(integer, /)", |vm: &Vm, n: &Value| short(vm, n))
        .doc("Convert a 16-bit unsigned integer from host to network byte order."),
    native!("ntohs(integer, /)", |vm: &Vm, n: &Value| short(vm, n))
        .doc("Convert a 16-bit unsigned integer from network to host byte order."),
    native!("htonl(integer, /)", |vm: &Vm, n: &Value| long(vm, n))
        .doc("Convert a 32-bit unsigned integer from host to network byte order."),
    native!("ntohl(integer, /)", |vm: &Vm, n: &Value| long(vm, n))
        .doc("Convert a 32-bit unsigned integer from network to host byte order."),
    native!("inet_aton(ip_addr, /)", |vm: &Vm,
                                      text: &Ref<Str>|
     -> Result<Value> {
        match v4_of(text.bytes()) {
            Some(number) => Ok(vm.bytes(&number.to_be_bytes())),
            None => Err(vm.os_error_text("illegal IP address string passed to inet_aton")),
        }
    })
    .doc("Convert an address like '127.0.0.1' to four bytes."),
    native!("inet_ntoa(packed_ip, /)", |vm: &Vm,
                                        packed: BytesLike<'_>|
     -> Result<Value> {
        match <[u8; 4]>::try_from(&packed[..]) {
            Ok(octets) => Ok(vm.str(Ipv4Addr::from(octets).to_string())),
            Err(_) => Err(vm.os_error_text("packed IP wrong length for inet_ntoa")),
        }
    })
    .doc("Convert four bytes to an address like '127.0.0.1'."),
    native!("inet_pton(af, ip, /)", inet_pton)
        .counted()
        .doc("Convert an address of this family to bytes."),
    native!("inet_ntop(af, packed_ip, /)", inet_ntop)
        .counted()
        .doc("Convert bytes to an address of this family."),
    native!("CMSG_LEN(length, /)", |vm: &Vm, len: isize| control_len(
        vm, len, false
    ))
    .counted()
    .doc("Return the length of ancillary data with their header."),
    native!("CMSG_SPACE(length, /)", |vm: &Vm, len: isize| control_len(
        vm, len, true
    ))
    .counted()
    .doc("Return how much room ancillary data of this length take."),
    native!("if_nametoindex(oname, /)", |vm: &Vm,
                                         name: &Ref<Str>|
     -> Result<i64> {
        let name = CString::new(name.bytes()).map_err(|_| vm.value_error("embedded null byte"))?;
        let number = net::interface_number(&name);
        number
            .map(i64::from)
            .map_err(|errno| vm.os_error(errno, None))
    })
    .doc("Return the number of a network interface."),
    native!("if_indextoname(if_index, /)", |vm: &Vm,
                                            number: &Value|
     -> Result<Value> {
        let number = u32::try_from(vm.index_i128(number)?)
            .map_err(|_| vm.overflow_error("Python int too large to convert to C unsigned int"))?;
        match net::interface_name(number) {
            Ok(name) => Ok(vm.str(name.to_string_lossy())),
            Err(errno) => Err(vm.os_error(errno, None)),
        }
    })
    .doc("Return the name of a network interface."),
];

/// A number that must not be negative.
fn unsigned(vm: &Vm, n: &Value) -> Result<u128> {
    u128::try_from(vm.index_i128(n)?).map_err(|_| vm.value_error("Cannot convert negative int"))
}

fn short(vm: &Vm, n: &Value) -> Result<i64> {
    match u16::try_from(unsigned(vm, n)?) {
        Ok(n) => Ok(n.to_be().into()),
        Err(_) => Err(vm.overflow_error("Python int too large for C uint16_t")),
    }
}

fn long(vm: &Vm, n: &Value) -> Result<i64> {
    match u32::try_from(unsigned(vm, n)?) {
        Ok(n) => Ok(n.to_be().into()),
        Err(_) => Err(vm.overflow_error("Python int too large for C uint32_t")),
    }
}

/// An IPv4 address of one to four numbers, decimal, octal or hexadecimal, the last of which fills
/// what is left; what stands behind white space does not count.
fn v4_of(text: &[u8]) -> Option<u32> {
    let end = text.iter().position(|b| b" \t\n\r\x0b\x0c".contains(b));
    let text = std::str::from_utf8(&text[..end.unwrap_or(text.len())]).ok()?;
    let mut numbers = Vec::new();
    for part in text.split('.') {
        let hex = part.strip_prefix("0x").or_else(|| part.strip_prefix("0X"));
        let (digits, radix) = match hex {
            Some(digits) => (digits, 16),
            None if part.len() > 1 && part.starts_with('0') => (&part[1..], 8),
            None => (part, 10),
        };
        if !digits.chars().all(|c| c.is_digit(radix)) {
            return None;
        }
        numbers.push(u32::from_str_radix(digits, radix).ok()?);
    }
    let (last, first) = numbers.split_last()?;
    if first.len() > 3 || first.iter().any(|n| *n > 255) {
        return None;
    }
    let room = 32 - 8 * first.len() as u32;
    if u64::from(*last) >> room != 0 {
        return None;
    }
    let high = first
        .iter()
        .fold(0_u64, |high, n| high << 8 | u64::from(*n));
    Some((high << room) as u32 | last)
}

fn inet_pton(vm: &Vm, family: i32, text: &Ref<Str>) -> Result<Value> {
    let illegal = || vm.os_error_text("illegal IP address string passed to inet_pton");
    let words = std::str::from_utf8(text.bytes()).map_err(|_| illegal())?;
    match family {
        libc::AF_INET => {
            let ip: Ipv4Addr = words.parse().map_err(|_| illegal())?;
            Ok(vm.bytes(&ip.octets()))
        }
        libc::AF_INET6 => {
            let ip: Ipv6Addr = words.parse().map_err(|_| illegal())?;
            Ok(vm.bytes(&ip.octets()))
        }
        _ => Err(vm.os_error(libc::EAFNOSUPPORT, None)),
    }
}

fn inet_ntop(vm: &Vm, family: i32, packed: BytesLike<'_>) -> Result<Value> {
    let wrong = || vm.value_error("invalid length of packed IP address string");
    match family {
        libc::AF_INET => {
            let octets: [u8; 4] = packed[..].try_into().map_err(|_| wrong())?;
            Ok(vm.str(Ipv4Addr::from(octets).to_string()))
        }
        libc::AF_INET6 => {
            let octets: [u8; 16] = packed[..].try_into().map_err(|_| wrong())?;
            Ok(vm.str(show_v6(Ipv6Addr::from(octets))))
        }
        _ => Err(vm.value_error(format!("unknown address family {family}"))),
    }
}
