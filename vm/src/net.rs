//! FENCE 14. The sockets API, by descriptor.
//!
//! As in [`crate::fd`], a descriptor is a number that a script may use and close at any time.
//! Addresses are bytes, as the system has them: whoever reads or writes one knows its family's form.
//! Errors are numbers (`errno`), those of the resolver its own.

use std::ffi::{CStr, CString};
use std::io::{IoSlice, IoSliceMut};

/// The most bytes that an address has.
const ADDRESS_ROOM: usize = std::mem::size_of::<libc::sockaddr_storage>();

/// An address of any family: a `sockaddr` as bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(C, align(8))]
pub struct Address {
    bytes: [u8; ADDRESS_ROOM],
    len: libc::socklen_t,
}

const _: () = assert!(std::mem::align_of::<libc::sockaddr_storage>() <= 8);

impl Address {
    /// No address.
    pub const EMPTY: Address = Address {
        bytes: [0; ADDRESS_ROOM],
        len: 0,
    };
    /// The address with these bytes, if there are not too many.
    pub fn new(bytes: &[u8]) -> Option<Address> {
        let mut address = Address::EMPTY;
        address.bytes.get_mut(..bytes.len())?.copy_from_slice(bytes);
        address.len = bytes.len() as libc::socklen_t;
        Some(address)
    }
    /// Room for an address that the system writes.
    fn room() -> Address {
        Address {
            len: ADDRESS_ROOM as libc::socklen_t,
            ..Address::EMPTY
        }
    }
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        // The system tells the whole length of an address that it had to cut.
        &self.bytes[..(self.len as usize).min(ADDRESS_ROOM)]
    }
    /// The family, 0 of an empty address.
    pub fn family(&self) -> i32 {
        match self.bytes() {
            [a, b, ..] => u16::from_ne_bytes([*a, *b]).into(),
            _ => 0,
        }
    }
    fn pointer(&self) -> *const libc::sockaddr {
        self.bytes.as_ptr().cast()
    }
    fn pointer_mut(&mut self) -> *mut libc::sockaddr {
        self.bytes.as_mut_ptr().cast()
    }
}

/// The error of a call that has just failed.
fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// The result of a call that gives -1 where it fails.
fn done(result: libc::c_int) -> Result<i32, i32> {
    if result < 0 { Err(errno()) } else { Ok(result) }
}

/// The same for a number of bytes.
fn count(result: libc::ssize_t) -> Result<usize, i32> {
    usize::try_from(result).map_err(|_| errno())
}

/// A new socket, which programs that are started do not inherit.
///
/// # Errors
/// The system's, as in all functions of this module.
pub fn socket(family: i32, kind: i32, protocol: i32) -> Result<i32, i32> {
    // SAFETY: no memory is involved.
    done(unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, protocol) })
}

/// Two sockets that are connected with each other.
///
/// # Errors
/// As [`socket`].
pub fn pair(family: i32, kind: i32, protocol: i32) -> Result<(i32, i32), i32> {
    let mut fds = [0; 2];
    // SAFETY: writes two numbers, for which there is room.
    done(unsafe {
        libc::socketpair(
            family,
            kind | libc::SOCK_CLOEXEC,
            protocol,
            fds.as_mut_ptr(),
        )
    })?;
    Ok((fds[0], fds[1]))
}

/// Gives the socket an address of its own.
///
/// # Errors
/// As [`socket`].
pub fn bind(fd: i32, address: &Address) -> Result<(), i32> {
    // SAFETY: reads as many bytes as the address has.
    done(unsafe { libc::bind(fd, address.pointer(), address.len) }).map(drop)
}

/// Connects the socket.
///
/// # Errors
/// As [`socket`].
pub fn connect(fd: i32, address: &Address) -> Result<(), i32> {
    // SAFETY: reads as many bytes as the address has.
    done(unsafe { libc::connect(fd, address.pointer(), address.len) }).map(drop)
}

/// Lets others connect to the socket.
///
/// # Errors
/// As [`socket`].
pub fn listen(fd: i32, backlog: i32) -> Result<(), i32> {
    // SAFETY: no memory is involved.
    done(unsafe { libc::listen(fd, backlog) }).map(drop)
}

/// Takes the next connection: its descriptor and the address at its other end.
///
/// # Errors
/// As [`socket`].
pub fn accept(fd: i32) -> Result<(i32, Address), i32> {
    let mut peer = Address::room();
    let (pointer, len) = (peer.pointer_mut(), &raw mut peer.len);
    // SAFETY: `len` says how much room there is at `pointer`, and gets how much was used.
    let fd = done(unsafe { libc::accept4(fd, pointer, len, libc::SOCK_CLOEXEC) })?;
    Ok((fd, peer))
}

/// The socket's own address.
///
/// # Errors
/// As [`socket`].
pub fn local_address(fd: i32) -> Result<Address, i32> {
    let mut address = Address::room();
    let (pointer, len) = (address.pointer_mut(), &raw mut address.len);
    // SAFETY: `len` says how much room there is at `pointer`, and gets how much was used.
    done(unsafe { libc::getsockname(fd, pointer, len) })?;
    Ok(address)
}

/// The address of the socket's other end.
///
/// # Errors
/// As [`socket`].
pub fn peer_address(fd: i32) -> Result<Address, i32> {
    let mut address = Address::room();
    let (pointer, len) = (address.pointer_mut(), &raw mut address.len);
    // SAFETY: `len` says how much room there is at `pointer`, and gets how much was used.
    done(unsafe { libc::getpeername(fd, pointer, len) })?;
    Ok(address)
}

/// Ends one direction of a connection, or both.
///
/// # Errors
/// As [`socket`].
pub fn shutdown(fd: i32, how: i32) -> Result<(), i32> {
    // SAFETY: no memory is involved.
    done(unsafe { libc::shutdown(fd, how) }).map(drop)
}

/// Flags with which as many bytes are written as are told. `MSG_TRUNC`, for one, only counts those of a
/// stream.
const FILLING: i32 = libc::MSG_PEEK | libc::MSG_WAITALL | libc::MSG_DONTWAIT;

/// Receives at most as many bytes as `into`, which is cleared first, has room for, and with
/// `from` the sender's address.
///
/// # Errors
/// As [`socket`].
pub fn receive(fd: i32, into: &mut Vec<u8>, flags: i32, from: bool) -> Result<Address, i32> {
    into.clear();
    if flags & !FILLING != 0 {
        into.resize(into.capacity(), 0);
        into.clear();
    }
    let room = into.spare_capacity_mut();
    let mut sender = Address::room();
    let (mut pointer, mut len) = (sender.pointer_mut(), &raw mut sender.len);
    if !from {
        (pointer, len) = (std::ptr::null_mut(), std::ptr::null_mut());
    }
    // SAFETY: writes no more than `room`, and an address as `len` allows, unless both are null.
    let got = count(unsafe {
        libc::recvfrom(
            fd,
            room.as_mut_ptr().cast(),
            room.len(),
            flags,
            pointer,
            len,
        )
    })?;
    // MSG_TRUNC tells the length that there would have been.
    let filled = got.min(room.len());
    // SAFETY: so many bytes were written, or they were zeroed before.
    unsafe { into.set_len(filled) };
    Ok(if from { sender } else { Address::EMPTY })
}

/// Sends bytes, to an address if one is given; gives how many were taken.
///
/// # Errors
/// As [`socket`].
pub fn send(fd: i32, data: &[u8], flags: i32, to: Option<&Address>) -> Result<usize, i32> {
    let (pointer, len) = to.map_or((std::ptr::null(), 0), |to| (to.pointer(), to.len));
    // SAFETY: reads the data, and as many bytes as the address has.
    count(unsafe { libc::sendto(fd, data.as_ptr().cast(), data.len(), flags, pointer, len) })
}

/// A message that was received.
pub struct Received {
    /// How many bytes came.
    pub len: usize,
    /// How many bytes of ancillary data.
    pub control_len: usize,
    /// What the system says of it: `MSG_TRUNC` and so on.
    pub flags: i32,
    /// The sender.
    pub from: Address,
}

/// Receives a message into buffers, and ancillary data.
///
/// # Errors
/// As [`socket`].
pub fn receive_message(
    fd: i32,
    buffers: &mut [IoSliceMut<'_>],
    control: &mut [u8],
    flags: i32,
) -> Result<Received, i32> {
    let mut from = Address::room();
    // SAFETY: a zeroed header is a valid one.
    let mut header: libc::msghdr = unsafe { std::mem::zeroed() };
    header.msg_name = from.pointer_mut().cast();
    header.msg_namelen = from.len;
    header.msg_iov = buffers.as_mut_ptr().cast();
    header.msg_iovlen = buffers.len();
    header.msg_control = control.as_mut_ptr().cast();
    header.msg_controllen = control.len();
    // SAFETY: everything the header points at is as long as it says, and may be written; an
    // IoSliceMut is laid out as an iovec.
    let len = count(unsafe { libc::recvmsg(fd, &raw mut header, flags) })?;
    from.len = header.msg_namelen;
    Ok(Received {
        len,
        control_len: header.msg_controllen,
        flags: header.msg_flags,
        from,
    })
}

/// Sends what stands in buffers, and ancillary data.
///
/// # Errors
/// As [`socket`].
pub fn send_message(
    fd: i32,
    buffers: &[IoSlice<'_>],
    control: &[u8],
    flags: i32,
    to: Option<&Address>,
) -> Result<usize, i32> {
    // SAFETY: a zeroed header is a valid one.
    let mut header: libc::msghdr = unsafe { std::mem::zeroed() };
    if let Some(to) = to {
        header.msg_name = to.pointer().cast_mut().cast();
        header.msg_namelen = to.len;
    }
    header.msg_iov = buffers.as_ptr().cast_mut().cast();
    header.msg_iovlen = buffers.len();
    if !control.is_empty() {
        header.msg_control = control.as_ptr().cast_mut().cast();
        header.msg_controllen = control.len();
    }
    // SAFETY: everything the header points at is as long as it says, and only read; an IoSlice is
    // laid out as an iovec.
    count(unsafe { libc::sendmsg(fd, &raw const header, flags) })
}

/// Reads an option into `value`; gives its length.
///
/// # Errors
/// As [`socket`].
pub fn get_option(fd: i32, level: i32, name: i32, value: &mut [u8]) -> Result<usize, i32> {
    let mut len = value.len() as libc::socklen_t;
    let pointer = value.as_mut_ptr().cast();
    // SAFETY: `len` says how much room there is at `pointer`, and gets how much was used.
    done(unsafe { libc::getsockopt(fd, level, name, pointer, &raw mut len) })?;
    Ok((len as usize).min(value.len()))
}

/// Sets an option.
///
/// # Errors
/// As [`socket`].
pub fn set_option(fd: i32, level: i32, name: i32, value: &[u8]) -> Result<(), i32> {
    let (pointer, len) = (value.as_ptr().cast(), value.len() as libc::socklen_t);
    // SAFETY: reads the value.
    done(unsafe { libc::setsockopt(fd, level, name, pointer, len) }).map(drop)
}

/// Sets an option that has a length but no value: a null pointer.
///
/// # Errors
/// As [`socket`].
pub fn set_option_null(fd: i32, level: i32, name: i32, len: u32) -> Result<(), i32> {
    // SAFETY: the system refuses to read at a null pointer.
    done(unsafe { libc::setsockopt(fd, level, name, std::ptr::null(), len) }).map(drop)
}

/// What the resolver knows of a name.
pub struct Found {
    /// Family of the address.
    pub family: i32,
    /// Kind of socket.
    pub kind: i32,
    /// Protocol.
    pub protocol: i32,
    /// The name as the resolver has it, if that was asked for.
    pub canonical: Option<Vec<u8>>,
    /// The address.
    pub address: Address,
}

/// What to look for.
#[derive(Clone, Copy, Default)]
pub struct Hints {
    /// Family, or 0.
    pub family: i32,
    /// Kind of socket, or 0.
    pub kind: i32,
    /// Protocol, or 0.
    pub protocol: i32,
    /// `AI_…`
    pub flags: i32,
}

/// What the resolver says when it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// `EAI_…`
    Resolver(i32),
    /// `errno`.
    System(i32),
}

fn unresolved(code: i32) -> Unresolved {
    if code == libc::EAI_SYSTEM {
        Unresolved::System(errno())
    } else {
        Unresolved::Resolver(code)
    }
}

/// The addresses of a host and a service.
///
/// # Errors
/// The resolver's.
pub fn resolve(
    host: Option<&CStr>,
    service: Option<&CStr>,
    hints: Hints,
) -> Result<Vec<Found>, Unresolved> {
    // SAFETY: a zeroed record is a valid one.
    let mut wanted: libc::addrinfo = unsafe { std::mem::zeroed() };
    wanted.ai_family = hints.family;
    wanted.ai_socktype = hints.kind;
    wanted.ai_protocol = hints.protocol;
    wanted.ai_flags = hints.flags;
    let text = |s: Option<&CStr>| s.map_or(std::ptr::null(), CStr::as_ptr);
    let mut first = std::ptr::null_mut();
    // SAFETY: both texts end with NUL or are null; `first` gets a list, which is freed below.
    let code =
        unsafe { libc::getaddrinfo(text(host), text(service), &raw const wanted, &raw mut first) };
    if code != 0 {
        return Err(unresolved(code));
    }
    let mut found = Vec::new();
    let mut next = first;
    // SAFETY: every node of the list is valid until the list is freed.
    while let Some(node) = unsafe { next.as_ref() } {
        let len = (node.ai_addrlen as usize).min(ADDRESS_ROOM);
        // SAFETY: the node's address has as many bytes as it says.
        let bytes = unsafe { std::slice::from_raw_parts(node.ai_addr.cast::<u8>(), len) };
        let canonical = (!node.ai_canonname.is_null()).then(|| {
            // SAFETY: a name that is there ends with NUL.
            unsafe { CStr::from_ptr(node.ai_canonname) }
                .to_bytes()
                .to_vec()
        });
        found.push(Found {
            family: node.ai_family,
            kind: node.ai_socktype,
            protocol: node.ai_protocol,
            canonical,
            address: Address::new(bytes).unwrap_or(Address::EMPTY),
        });
        next = node.ai_next;
    }
    // SAFETY: the list came from getaddrinfo and is not used any more.
    unsafe { libc::freeaddrinfo(first) };
    Ok(found)
}

/// The names of an address's host and service.
///
/// # Errors
/// The resolver's.
pub fn names_of(address: &Address, flags: i32) -> Result<(CString, CString), Unresolved> {
    let (mut host, mut service) = ([0u8; 1025], [0u8; 32]);
    // SAFETY: reads the address, and writes no more than there is room for.
    let code = unsafe {
        libc::getnameinfo(
            address.pointer(),
            address.len,
            host.as_mut_ptr().cast(),
            host.len() as libc::socklen_t,
            service.as_mut_ptr().cast(),
            service.len() as libc::socklen_t,
            flags,
        )
    };
    if code != 0 {
        return Err(unresolved(code));
    }
    let text = |bytes: &[u8]| {
        CStr::from_bytes_until_nul(bytes)
            .map(CStr::to_owned)
            .unwrap_or_default()
    };
    Ok((text(&host), text(&service)))
}

/// What the resolver calls one of its errors.
pub fn resolver_error(code: i32) -> String {
    // SAFETY: gives a text that stays, for any number.
    let text = unsafe { CStr::from_ptr(libc::gai_strerror(code)) };
    text.to_string_lossy().into_owned()
}

/// The number of a network interface.
///
/// # Errors
/// As [`socket`].
pub fn interface_number(name: &CStr) -> Result<u32, i32> {
    // SAFETY: the name ends with NUL.
    match unsafe { libc::if_nametoindex(name.as_ptr()) } {
        0 => Err(errno()),
        number => Ok(number),
    }
}

/// The name of a network interface.
///
/// # Errors
/// As [`socket`].
pub fn interface_name(number: u32) -> Result<CString, i32> {
    let mut name = [0u8; libc::IF_NAMESIZE];
    // SAFETY: writes a name, for the longest of which there is room.
    let found = unsafe { libc::if_indextoname(number, name.as_mut_ptr().cast()) };
    if found.is_null() {
        return Err(errno());
    }
    let name = CStr::from_bytes_until_nul(&name);
    Ok(name.map(CStr::to_owned).unwrap_or_default())
}
