//! Work with file descriptors.

use std::os::fd::IntoRawFd;

use hasp_vm::args::OrNone;
use hasp_vm::buffer::{BytesLike, WritableBytes};
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use rustix::fs::{Mode, OFlags, SeekFrom};
use rustix::io::FdFlags;

use super::path::{Also, brief, descriptor, path, plain, start_at};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("open(path, flags, mode=511, *, dir_fd=None)", open)
        .doc("Open a file for low level IO.  Returns a file descriptor (integer).")
        .releases(),
    native!("close(fd)", close)
        .doc("Close a file descriptor.")
        .releases(),
    native!(
        "closerange(fd_low, fd_high, /)",
        |vm: &Vm, low: i32, high: i32| {
            vm.detached("closerange", move || {
                for fd in low.max(0)..high {
                    let _closed = hasp_vm::fd::close(fd);
                }
            });
        }
    )
    .doc("Closes all file descriptors in [fd_low, fd_high), ignoring errors.")
    .releases(),
    native!("read(fd, length, /)", read)
        .doc("Read from a file descriptor.  Returns a bytes object.")
        .releases(),
    native!("readinto(fd, buffer, /)", readinto)
        .doc("Read into a buffer object from a file descriptor.")
        .releases(),
    native!("write(fd, data, /)", write)
        .doc("Write a bytes object to a file descriptor.")
        .releases(),
    native!("pread(fd, length, offset, /)", pread)
        .doc("Read a number of bytes from a file descriptor starting at a particular offset.")
        .releases(),
    native!("pwrite(fd, buffer, offset, /)", pwrite)
        .doc("Write bytes to a file descriptor starting at a particular offset.")
        .releases(),
    native!("lseek(fd, position, whence, /)", lseek)
        .doc("Set the position of a file descriptor.  Return the new position.")
        .releases(),
    native!("fsync(fd)", |vm: &Vm, fd: &Value| sync(vm, fd, true))
        .doc("Force write of fd to disk.")
        .releases(),
    native!("fdatasync(fd)", |vm: &Vm, fd: &Value| sync(vm, fd, false))
        .doc("Force write of fd to disk without forcing update of metadata.")
        .releases(),
    native!("sync()", |vm: &Vm| vm.detached("sync", rustix::fs::sync))
        .doc("Force write of everything to disk.")
        .releases(),
    native!("ftruncate(fd, length, /)", ftruncate)
        .doc("Truncate a file, specified by file descriptor, to a specific length.")
        .releases(),
    native!("fchmod(fd, mode)", fchmod)
        .doc("Change the access permissions of the file given by file descriptor.")
        .releases(),
    native!("dup(fd, /)", dup).doc("Return a duplicate of a file descriptor."),
    native!("dup2(fd, fd2, inheritable=True)", dup2)
        .doc("Duplicate file descriptor.")
        .releases(),
    native!("pipe()", |vm: &Vm| pipe(vm, OFlags::CLOEXEC.bits()))
        .doc("Create a pipe.  Returns a tuple of two file descriptors."),
    native!("pipe2(flags, /)", |vm: &Vm, flags: i32| pipe(
        vm,
        flags as u32
    ))
    .doc("Create a pipe with flags set atomically."),
    native!("isatty(fd, /)", |_: &Vm, fd: i32| hasp_vm::fd::borrow(fd)
        .is_some_and(rustix::termios::isatty))
    .doc("Return True if the fd is connected to a terminal."),
    native!("ttyname(fd, /)", |vm: &Vm, fd: i32| -> Result<Value> {
        let fd = descriptor(vm, fd)?;
        let name = brief(vm, || rustix::termios::ttyname(fd, Vec::new()))?;
        super::path::decoded(vm, name.to_bytes(), false)
    })
    .doc("Return the name of the terminal device connected to 'fd'."),
    native!("device_encoding(fd)", |_: &Vm, fd: i32| {
        hasp_vm::fd::borrow(fd)
            .is_some_and(rustix::termios::isatty)
            .then_some("utf-8")
    })
    .doc("Return a string describing the encoding of a terminal's file descriptor."),
    native!("get_inheritable(fd, /)", |vm: &Vm,
                                       fd: i32|
     -> Result<bool> {
        let fd = descriptor(vm, fd)?;
        let flags = brief(vm, || rustix::io::fcntl_getfd(fd))?;
        Ok(!flags.contains(FdFlags::CLOEXEC))
    })
    .doc("Get the close-on-exe flag of the specified file descriptor."),
    native!("set_inheritable(fd, inheritable, /)", set_inheritable)
        .doc("Set the inheritable flag of the specified file descriptor."),
    native!("get_blocking(fd, /)", |vm: &Vm, fd: i32| -> Result<bool> {
        let fd = descriptor(vm, fd)?;
        let flags = brief(vm, || rustix::fs::fcntl_getfl(fd))?;
        Ok(!flags.contains(OFlags::NONBLOCK))
    })
    .doc("Get the blocking mode of the file descriptor."),
    native!("set_blocking(fd, blocking, /)", set_blocking)
        .doc("Set the blocking mode of the specified file descriptor."),
    native!("sendfile(out_fd, in_fd, offset, count)", sendfile)
        .doc("Copy count bytes from file descriptor in_fd to file descriptor out_fd.")
        .releases(),
];

fn open(vm: &Vm, given: &Value, flags: i32, mode: i32, dir_fd: OrNone<i32>) -> Result<i64> {
    let target = path(vm, given, "open", "path", Also::Nothing)?;
    let start = start_at(vm, &dir_fd)?;
    let flags = OFlags::from_bits_retain(flags as u32) | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(mode as u32);
    let fd = target.call(vm, "open", |p| rustix::fs::openat(start, p, flags, mode))?;
    Ok(fd.into_raw_fd().into())
}

fn close(vm: &Vm, fd: i32) -> Result<()> {
    vm.detached("close", move || hasp_vm::fd::close(fd))
        .map_err(|errno| vm.os_error(errno, None))
}

/// A length that must not be negative.
fn length(vm: &Vm, n: isize) -> Result<usize> {
    usize::try_from(n).map_err(|_| vm.os_error(libc::EINVAL, None))
}

/// Memory for what is read.
fn memory(vm: &Vm, len: usize) -> Result<()> {
    vm.check_text_len(len)
}

fn read(vm: &Vm, fd: i32, len: isize) -> Result<Value> {
    let len = length(vm, len)?;
    memory(vm, len)?;
    let fd = descriptor(vm, fd)?;
    let bytes = plain(vm, "read", || {
        let mut bytes = vec![0; len];
        let n = rustix::io::read(fd, &mut bytes[..])?;
        bytes.truncate(n);
        Ok(bytes)
    })?;
    Ok(vm.bytes(&bytes))
}

fn readinto(vm: &Vm, fd: i32, buffer: WritableBytes) -> Result<usize> {
    let len = buffer.len();
    let fd = descriptor(vm, fd)?;
    let bytes = plain(vm, "readinto", || {
        let mut bytes = vec![0; len];
        let n = rustix::io::read(fd, &mut bytes[..])?;
        bytes.truncate(n);
        Ok(bytes)
    })?;
    buffer.with(|out| out[..bytes.len()].copy_from_slice(&bytes));
    Ok(bytes.len())
}

fn write(vm: &Vm, fd: i32, data: BytesLike<'_>) -> Result<usize> {
    let fd = descriptor(vm, fd)?;
    let bytes: &[u8] = &data;
    plain(vm, "write", || rustix::io::write(fd, bytes))
}

fn offset(vm: &Vm, at: i64) -> Result<u64> {
    u64::try_from(at).map_err(|_| vm.os_error(libc::EINVAL, None))
}

fn pread(vm: &Vm, fd: i32, len: isize, at: i64) -> Result<Value> {
    let len = length(vm, len)?;
    memory(vm, len)?;
    let (fd, at) = (descriptor(vm, fd)?, offset(vm, at)?);
    let bytes = plain(vm, "pread", || {
        let mut bytes = vec![0; len];
        let n = rustix::io::pread(fd, &mut bytes[..], at)?;
        bytes.truncate(n);
        Ok(bytes)
    })?;
    Ok(vm.bytes(&bytes))
}

fn pwrite(vm: &Vm, fd: i32, data: BytesLike<'_>, at: i64) -> Result<usize> {
    let (fd, at) = (descriptor(vm, fd)?, offset(vm, at)?);
    let bytes: &[u8] = &data;
    plain(vm, "pwrite", || rustix::io::pwrite(fd, bytes, at))
}

/// The way of seeking that a number stands for.
pub(crate) fn seek_from(position: i64, whence: i32) -> Option<SeekFrom> {
    Some(match whence {
        0 => SeekFrom::Start(u64::try_from(position).ok()?),
        1 => SeekFrom::Current(position),
        2 => SeekFrom::End(position),
        libc::SEEK_DATA => SeekFrom::Data(u64::try_from(position).ok()?),
        libc::SEEK_HOLE => SeekFrom::Hole(u64::try_from(position).ok()?),
        _ => return None,
    })
}

fn lseek(vm: &Vm, fd: i32, position: i64, whence: i32) -> Result<Value> {
    let fd = descriptor(vm, fd)?;
    let from = seek_from(position, whence).ok_or_else(|| vm.os_error(libc::EINVAL, None))?;
    let at = plain(vm, "lseek", || rustix::fs::seek(fd, from))?;
    Ok(vm.int_from_u64(at))
}

/// The descriptor of an object that has one: a number, or what its `fileno()` gives.
pub(crate) fn number_of(vm: &Vm, v: &Value) -> Result<i32> {
    if v.as_int().is_some() {
        if v.is_bool() {
            vm.warn(
                &vm.exceptions().runtime_warning,
                "bool is used as a file descriptor",
            )?;
        }
        let fd = i32::try_from(vm.index_i128(v)?)
            .map_err(|_| vm.overflow_error("Python int too large to convert to C int"))?;
        return not_negative(vm, fd.into());
    }
    let Some(method) = vm.get_attr_opt(v, &vm.intern("fileno"))? else {
        return Err(vm.type_error("argument must be an int, or have a fileno() method."));
    };
    let number = vm.call(&method, hasp_vm::args::Args::NONE)?;
    if number.as_int().is_none() {
        return Err(vm.type_error("fileno() returned a non-integer"));
    }
    let fd = vm.index_clipped(&number)?;
    not_negative(vm, fd)
}

fn not_negative(vm: &Vm, fd: i64) -> Result<i32> {
    match i32::try_from(fd) {
        Ok(fd) if fd >= 0 => Ok(fd),
        _ => Err(vm.value_error(format!(
            "file descriptor cannot be a negative integer ({fd})"
        ))),
    }
}

fn sync(vm: &Vm, fd: &Value, all: bool) -> Result<()> {
    let fd = descriptor(vm, number_of(vm, fd)?)?;
    plain(vm, "fsync", || {
        if all {
            rustix::fs::fsync(fd)
        } else {
            rustix::fs::fdatasync(fd)
        }
    })
}

fn ftruncate(vm: &Vm, fd: i32, len: i64) -> Result<()> {
    let (fd, len) = (descriptor(vm, fd)?, offset(vm, len)?);
    plain(vm, "ftruncate", || rustix::fs::ftruncate(fd, len))
}

fn fchmod(vm: &Vm, fd: i32, mode: i32) -> Result<()> {
    let fd = descriptor(vm, fd)?;
    let mode = Mode::from_raw_mode(mode as u32);
    plain(vm, "fchmod", || rustix::fs::fchmod(fd, mode))
}

fn dup(vm: &Vm, fd: i32) -> Result<i64> {
    let fd = descriptor(vm, fd)?;
    let copy = brief(vm, || rustix::io::fcntl_dupfd_cloexec(fd, 0))?;
    Ok(copy.into_raw_fd().into())
}

fn dup2(vm: &Vm, fd: i32, to: i32, inheritable: bool) -> Result<i64> {
    vm.detached("dup2", move || hasp_vm::fd::dup_to(fd, to, inheritable))
        .map_err(|errno| vm.os_error(errno, None))?;
    Ok(to.into())
}

fn pipe(vm: &Vm, flags: u32) -> Result<Value> {
    let flags = rustix::pipe::PipeFlags::from_bits_retain(flags);
    let (reader, writer) = brief(vm, || rustix::pipe::pipe_with(flags))?;
    let number = |fd: std::os::fd::OwnedFd| vm.int(fd.into_raw_fd().into());
    Ok(vm.pair(number(reader), number(writer)))
}

fn set_inheritable(vm: &Vm, fd: i32, inheritable: bool) -> Result<()> {
    let fd = descriptor(vm, fd)?;
    brief(vm, || {
        let mut flags = rustix::io::fcntl_getfd(fd)?;
        flags.set(FdFlags::CLOEXEC, !inheritable);
        rustix::io::fcntl_setfd(fd, flags)
    })
}

fn set_blocking(vm: &Vm, fd: i32, blocking: bool) -> Result<()> {
    let fd = descriptor(vm, fd)?;
    brief(vm, || {
        let mut flags = rustix::fs::fcntl_getfl(fd)?;
        flags.set(OFlags::NONBLOCK, !blocking);
        rustix::fs::fcntl_setfl(fd, flags)
    })
}

fn sendfile(vm: &Vm, out: i32, input: i32, at: OrNone<i64>, count: usize) -> Result<usize> {
    let (out, input) = (descriptor(vm, out)?, descriptor(vm, input)?);
    let at = at.0.map(|at| offset(vm, at)).transpose()?;
    plain(vm, "sendfile", || {
        let mut at = at;
        rustix::fs::sendfile(out, input, at.as_mut(), count)
    })
}
