//! `io.FileIO`: a file of the system, without a buffer.

use std::os::fd::IntoRawFd;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicI64, AtomicU8, AtomicU32, Ordering};

use hasp_vm::args::{Args, This};
use hasp_vm::buffer::BytesLike;
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::Ref;
use hasp_vm::object::header::{Payload, VTable};
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};
use rustix::fs::{FileType, Mode, OFlags};
use rustix::io::Errno;

use super::support::{bind, offset, size, unsupported, writable};
use crate::posix::descriptors::seek_from;
use crate::posix::path::{Also, path};

/// Payload.
pub(crate) struct FileIo {
    fd: AtomicI32,
    flags: AtomicU8,
    /// Whether it can seek: unknown (2), no, yes.
    seekable: AtomicU8,
    block: AtomicU32,
    /// Size when it was opened, a hint for `readall`; -1: unknown.
    size: AtomicI64,
    close_fd: AtomicBool,
}

const READ: u8 = 1;
const WRITE: u8 = 2;
const APPEND: u8 = 4;
const CREATED: u8 = 8;
const REGULAR: u8 = 16;
const STANDARD: u8 = 32;
const UNKNOWN: u8 = 2;

impl Payload for FileIo {}

impl Drop for FileIo {
    fn drop(&mut self) {
        let fd = *self.fd.get_mut();
        if fd >= 0 && *self.close_fd.get_mut() {
            let _closed = hasp_vm::fd::close(fd);
        }
    }
}

type Me<'a> = This<'a, FileIo>;

/// Bytes that the system takes or gives at once.
const MOST: usize = 0x7fff_f000;

/// The class.
pub(super) static FILE_IO: TypeDef = TypeDef {
    name: "_io.FileIO",
    layout: Some(VTable::of::<FileIo>),
    subclassable: true,
    doc: "Open a file.",
    slots: |s| {
        s.new.set(Some(|vm, class, _| {
            Ok(vm.alloc(class, FileIo::closed()).into_value())
        }));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.del.set(Some(|vm, v| {
            let file = this(vm, v)?;
            if file.fd() >= 0 {
                file.warn_unclosed(vm, v);
                super::base::close_at_end(vm, v);
            }
            Ok(())
        }));
    },
    methods: METHODS,
    getsets: &[
        GetSetDef {
            name: "closed",
            get: |vm, v| Ok(Value::bool(this(vm, v)?.fd() < 0)),
            set: None,
        },
        GetSetDef {
            name: "closefd",
            get: |vm, v| Ok(Value::bool(this(vm, v)?.close_fd.load(Ordering::Relaxed))),
            set: None,
        },
        GetSetDef {
            name: "mode",
            get: |vm, v| Ok(vm.str(this(vm, v)?.mode())),
            set: None,
        },
        GetSetDef {
            name: "_blksize",
            get: |vm, v| Ok(vm.int(this(vm, v)?.block_size() as i64)),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

const METHODS: &[NativeDef] = &[
    native!("read(self, size=-1, /)", read)
        .doc("Read at most size bytes, returned as bytes.")
        .releases(),
    native!("readall(self, /)", |vm: &Vm, f: Me<'_>| bytes_or_none(
        vm,
        f.read_all(vm)?
    ))
    .doc("Read all data from the file, returned as bytes.")
    .releases(),
    native!("readinto(self, buffer, /)", readinto)
        .doc("Same as RawIOBase.readinto().")
        .releases(),
    native!("write(self, b, /)", |vm: &Vm,
                                  f: Me<'_>,
                                  data: &Value|
     -> Result<Option<usize>> {
        f.check_open(vm)?;
        if !f.has(WRITE) {
            return Err(unsupported(vm, "File not open for writing"));
        }
        let data = vm
            .bytes_like(data)?
            .ok_or_else(|| vm.not_bytes_like(data))?;
        let data: BytesLike<'_> = data;
        f.write_some(vm, &data)
    })
    .doc("Write buffer b to file, return number of bytes written.")
    .releases(),
    native!("seek(self, pos, whence=0, /)", |vm: &Vm,
                                             f: Me<'_>,
                                             pos: &Value,
                                             whence: i32|
     -> Result<Value> {
        f.check_open(vm)?;
        Ok(vm.int(f.seek(vm, offset(vm, pos)?, whence)?))
    })
    .doc("Move to new file position and return the file position.")
    .releases(),
    native!("tell(self, /)", |vm: &Vm, f: Me<'_>| -> Result<Value> {
        f.check_open(vm)?;
        Ok(vm.int(f.seek(vm, 0, 1)?))
    })
    .doc("Current file position.")
    .releases(),
    native!("truncate(self, size=None, /)", |vm: &Vm,
                                             f: Me<'_>,
                                             to: &Value|
     -> Result<Value> {
        f.check_open(vm)?;
        if !f.has(WRITE) {
            return Err(unsupported(vm, "File not open for writing"));
        }
        let to = if to.is_none() {
            f.seek(vm, 0, 1)?
        } else {
            offset(vm, to)?
        };
        f.truncate(vm, to)?;
        Ok(vm.int(to))
    })
    .doc("Truncate the file to at most size bytes and return the truncated size.")
    .releases(),
    native!("close(self, /)", |vm: &Vm, f: Me<'_>| f.close(vm))
        .doc("Close the file.")
        .releases(),
    native!("seekable(self, /)", |vm: &Vm, f: Me<'_>| -> Result<bool> {
        f.check_open(vm)?;
        Ok(f.is_seekable(vm))
    })
    .doc("True if file supports random-access."),
    native!("readable(self, /)", |vm: &Vm, f: Me<'_>| -> Result<bool> {
        f.check_open(vm)?;
        Ok(f.has(READ))
    })
    .doc("True if file was opened in a read mode."),
    native!("writable(self, /)", |vm: &Vm, f: Me<'_>| -> Result<bool> {
        f.check_open(vm)?;
        Ok(f.has(WRITE))
    })
    .doc("True if file was opened in a write mode."),
    native!("fileno(self, /)", |vm: &Vm, f: Me<'_>| -> Result<i64> {
        f.check_open(vm)?;
        Ok(f.fd().into())
    })
    .doc("Return the underlying file descriptor (an integer)."),
    native!("isatty(self, /)", |vm: &Vm, f: Me<'_>| -> Result<bool> {
        f.check_open(vm)?;
        Ok(f.is_tty())
    })
    .doc("True if the file is connected to a TTY device."),
    native!("_isatty_open_only(self, /)", |vm: &Vm,
                                           f: Me<'_>|
     -> Result<bool> {
        f.check_open(vm)?;
        Ok(f.is_tty())
    }),
    native!(
        "_dealloc_warn(self, source, /)",
        |vm: &Vm, f: Me<'_>, source: &Value| f.warn_unclosed(vm, source)
    ),
    native!("__getstate__(self, /)", |vm: &Vm,
                                      f: &Value|
     -> Result<Value> {
        Err(super::support::not_picklable(vm, f))
    }),
];

/// The file behind a value.
pub(super) fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<FileIo>> {
    v.downcast_ref::<FileIo>().ok_or_else(|| vm.wrong_self(v))
}

impl FileIo {
    fn closed() -> FileIo {
        FileIo {
            fd: AtomicI32::new(-1),
            flags: AtomicU8::new(0),
            seekable: AtomicU8::new(UNKNOWN),
            block: AtomicU32::new(super::DEFAULT_BUFFER_SIZE as u32),
            size: AtomicI64::new(-1),
            close_fd: AtomicBool::new(true),
        }
    }
    /// A standard stream's file: a descriptor that stays open when the object goes.
    pub(crate) fn standard(fd: i32) -> FileIo {
        let file = FileIo::closed();
        file.fd.store(fd, Ordering::Relaxed);
        let flags = if fd == 0 { READ } else { WRITE };
        file.flags.store(flags | STANDARD, Ordering::Relaxed);
        file.close_fd.store(false, Ordering::Relaxed);
        file
    }
    /// Is it the process's own standard stream?
    pub(super) fn is_standard(&self) -> bool {
        self.has(STANDARD)
    }
    #[inline]
    pub(crate) fn fd(&self) -> i32 {
        self.fd.load(Ordering::Relaxed)
    }
    fn has(&self, flag: u8) -> bool {
        self.flags.load(Ordering::Relaxed) & flag != 0
    }
    /// Opened for reading?
    pub(crate) fn is_readable(&self) -> bool {
        self.has(READ)
    }
    /// Opened for writing?
    pub(crate) fn is_writable(&self) -> bool {
        self.has(WRITE)
    }
    /// The block size that the system recommends.
    pub(crate) fn block_size(&self) -> usize {
        self.block.load(Ordering::Relaxed) as usize
    }
    fn mode(&self) -> &'static str {
        let read = self.has(READ);
        if self.has(CREATED) {
            if read { "xb+" } else { "xb" }
        } else if self.has(APPEND) {
            if read { "ab+" } else { "ab" }
        } else if read {
            if self.has(WRITE) { "rb+" } else { "rb" }
        } else {
            "wb"
        }
    }
    /// Refuses a closed file.
    ///
    /// # Errors
    /// ValueError.
    pub(crate) fn check_open(&self, vm: &Vm) -> Result<()> {
        if self.fd() < 0 {
            return Err(vm.value_error("I/O operation on closed file"));
        }
        Ok(())
    }
    /// A terminal?
    pub(crate) fn is_tty(&self) -> bool {
        !self.has(REGULAR) && hasp_vm::fd::borrow(self.fd()).is_some_and(rustix::termios::isatty)
    }
    /// Can it seek?
    pub(crate) fn is_seekable(&self, vm: &Vm) -> bool {
        match self.seekable.load(Ordering::Relaxed) {
            UNKNOWN => {
                let fd = hasp_vm::fd::borrow(self.fd());
                let can = fd.is_some_and(|fd| vm.detached("seek", || rustix::fs::tell(fd)).is_ok());
                self.seekable.store(u8::from(can), Ordering::Relaxed);
                can
            }
            known => known != 0,
        }
    }

    /// A system call that is made again when a signal interrupts it; None where it would block.
    fn call<R: Send>(
        &self,
        vm: &Vm,
        name: &'static str,
        f: impl Fn(std::os::fd::BorrowedFd<'static>) -> rustix::io::Result<R> + Send + Sync,
    ) -> Result<Option<R>> {
        let Some(fd) = hasp_vm::fd::borrow(self.fd()) else {
            return Err(vm.value_error("I/O operation on closed file"));
        };
        loop {
            match vm.detached(name, || f(fd)) {
                Ok(result) => return Ok(Some(result)),
                Err(Errno::INTR) => vm.poll_native()?,
                Err(Errno::AGAIN) => return Ok(None),
                Err(error) => return Err(failed(vm, error)),
            }
        }
    }

    /// Reads once, at most `len` bytes, behind what `into` holds; gives how many, None where it
    /// would block.
    ///
    /// # Errors
    /// OSError; ValueError for a closed file.
    pub(crate) fn read_some(
        &self,
        vm: &Vm,
        into: &mut Vec<u8>,
        len: usize,
    ) -> Result<Option<usize>> {
        let Some(fd) = hasp_vm::fd::borrow(self.fd()) else {
            return Err(vm.value_error("I/O operation on closed file"));
        };
        let len = len.min(MOST);
        let start = into.len();
        let room = if start == 0 {
            into.try_reserve_exact(len)
        } else {
            into.try_reserve(len)
        };
        if room.is_err() {
            return Err(vm.memory_error(""));
        }
        loop {
            let taken = std::mem::take(into);
            let (result, back) = vm.detached("read", move || {
                let mut bytes = taken;
                let result = if bytes.capacity() - start == len {
                    // What there is room for is what is wanted: it need not be cleared first.
                    rustix::io::read(fd, rustix::buffer::spare_capacity(&mut bytes))
                } else {
                    bytes.resize(start + len, 0);
                    let result = rustix::io::read(fd, &mut bytes[start..]);
                    bytes.truncate(start + result.unwrap_or(0));
                    result
                };
                (result, bytes)
            });
            *into = back;
            match result {
                Ok(n) => return Ok(Some(n)),
                Err(Errno::INTR) => vm.poll_native()?,
                Err(Errno::AGAIN) => return Ok(None),
                Err(error) => return Err(failed(vm, error)),
            }
        }
    }

    /// Reads to the end; None if nothing came because it would block.
    ///
    /// # Errors
    /// OSError; ValueError for a closed file.
    pub(crate) fn read_all(&self, vm: &Vm) -> Result<Option<Vec<u8>>> {
        self.check_open(vm)?;
        let mut all = Vec::new();
        let known = self.size.load(Ordering::Relaxed);
        let mut step = match usize::try_from(known) {
            Ok(size) if size > 0 => {
                let at = self.call(vm, "seek", rustix::fs::tell).ok().flatten();
                size.saturating_sub(at.unwrap_or(0) as usize) + 1
            }
            _ => 8192,
        };
        loop {
            match self.read_some(vm, &mut all, step)? {
                Some(0) => return Ok(Some(all)),
                Some(_) => step = (all.len() / 2).clamp(8192, 8 << 20),
                None if all.is_empty() => return Ok(None),
                None => return Ok(Some(all)),
            }
        }
    }

    /// Writes once; gives how many bytes the system took, None where it would block.
    ///
    /// # Errors
    /// OSError; ValueError for a closed file.
    pub(crate) fn write_some(&self, vm: &Vm, bytes: &[u8]) -> Result<Option<usize>> {
        let bytes = &bytes[..bytes.len().min(MOST)];
        self.call(vm, "write", |fd| rustix::io::write(fd, bytes))
    }

    /// Moves the position.
    ///
    /// # Errors
    /// OSError; ValueError for a closed file.
    pub(crate) fn seek(&self, vm: &Vm, to: i64, whence: i32) -> Result<i64> {
        let from = seek_from(to, whence).ok_or_else(|| vm.os_error(libc::EINVAL, None))?;
        let at = self.call(vm, "seek", |fd| rustix::fs::seek(fd, from))?;
        self.seekable.store(1, Ordering::Relaxed);
        Ok(at.unwrap_or(0) as i64)
    }

    /// Cuts or extends the file.
    ///
    /// # Errors
    /// OSError; ValueError for a closed file.
    pub(crate) fn truncate(&self, vm: &Vm, to: i64) -> Result<()> {
        let to = u64::try_from(to).map_err(|_| vm.os_error(libc::EINVAL, None))?;
        self.size.store(-1, Ordering::Relaxed);
        self.call(vm, "truncate", |fd| rustix::fs::ftruncate(fd, to))?;
        Ok(())
    }

    /// Closes the descriptor, unless it is to stay open.
    ///
    /// # Errors
    /// OSError.
    pub(crate) fn close(&self, vm: &Vm) -> Result<()> {
        let fd = self.fd.swap(-1, Ordering::AcqRel);
        if fd < 0 || !self.close_fd.load(Ordering::Relaxed) {
            return Ok(());
        }
        match vm.detached("close", move || hasp_vm::fd::close(fd)) {
            Err(errno) if errno != libc::EINTR => Err(vm.os_error(errno, None)),
            _ => Ok(()),
        }
    }

    /// ResourceWarning for a file that nobody closed.
    ///
    /// # Errors
    /// None: what the warning raises is reported.
    pub(crate) fn warn_unclosed(&self, vm: &Vm, source: &Value) {
        if self.fd() < 0 || !self.close_fd.load(Ordering::Relaxed) {
            return;
        }
        let Ok(shown) = vm.repr_text(source) else {
            return;
        };
        let class = &vm.exceptions().resource_warning;
        if let Err(raised) = vm.warn(class, &format!("unclosed file {shown}")) {
            vm.report_unraisable(
                raised,
                "Exception ignored while finalizing file",
                Some(source),
            );
        }
    }
}

fn failed(vm: &Vm, error: Errno) -> Raised {
    vm.os_error(error.raw_os_error(), None)
}

/// What `mode` means: flags of the object, flags for the system.
fn parse_mode(vm: &Vm, mode: &str) -> Result<(u8, OFlags)> {
    let bad = || {
        vm.value_error(
            "Must have exactly one of create/read/write/append mode and at most one plus",
        )
    };
    let (mut flags, mut how, mut kind, mut plus) = (0, OFlags::empty(), false, false);
    for c in mode.chars() {
        match c {
            'x' | 'r' | 'w' | 'a' if kind => return Err(bad()),
            'x' => (flags, how) = (flags | CREATED | WRITE, OFlags::CREATE | OFlags::EXCL),
            'r' => flags |= READ,
            'w' => (flags, how) = (flags | WRITE, OFlags::CREATE | OFlags::TRUNC),
            'a' => (flags, how) = (flags | APPEND | WRITE, OFlags::CREATE | OFlags::APPEND),
            '+' if plus => return Err(bad()),
            '+' => plus = true,
            'b' => {}
            _ => return Err(vm.value_error(format!("invalid mode: {mode}"))),
        }
        kind |= "xrwa".contains(c);
    }
    if !kind {
        return Err(bad());
    }
    if plus {
        flags |= READ | WRITE;
    }
    how |= match (flags & READ != 0, flags & WRITE != 0) {
        (true, true) => OFlags::RDWR,
        (false, true) => OFlags::WRONLY,
        _ => OFlags::RDONLY,
    };
    Ok((flags, how | OFlags::CLOEXEC))
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let names = ["file", "mode", "closefd", "opener"];
    let [file, mode, closefd, opener] = bind(vm, "FileIO", args, names, 1)?;
    let mode = match mode {
        None => "r".to_owned(),
        Some(mode) => mode.str_lossy().ok_or_else(|| {
            vm.type_error(format!(
                "FileIO() argument 'mode' must be str, not {}",
                vm.argument_class(mode)
            ))
        })?,
    };
    let closefd = closefd.map_or(Ok(true), |c| vm.truth(c))?;
    let none = Value::NONE;
    open(vm, v, file.unwrap_or(&none), &mode, closefd, opener)
}

/// A new file of exactly this class.
///
/// # Errors
/// As [`open`].
pub(super) fn create(
    vm: &Vm,
    class: &Ref<Type>,
    name: &Value,
    mode: &str,
    closefd: bool,
    opener: &Value,
) -> Result<Ref<FileIo>> {
    let file = vm.alloc(class, FileIo::closed());
    open(vm, file.value(), name, mode, closefd, Some(opener))?;
    Ok(file)
}

/// Opens the file that `name`, a path or a descriptor, stands for.
///
/// # Errors
/// ValueError for a wrong mode and so on; OSError.
fn open(
    vm: &Vm,
    v: &Value,
    name: &Value,
    mode: &str,
    closefd: bool,
    opener: Option<&Value>,
) -> Result<()> {
    let file = this(vm, v)?;
    if file.fd() >= 0 {
        file.close(vm)?;
    }
    let by_number = !name.is_none() && vm.type_of(name).slots.index.get().is_some();
    let given = if by_number {
        if name.is_bool() {
            vm.warn(
                &vm.exceptions().runtime_warning,
                "bool is used as a file descriptor",
            )?;
        }
        let number = vm.index_clipped(name)?;
        let fd = i32::try_from(number)
            .map_err(|_| vm.overflow_error("Python int too large to convert to C int"))?;
        if fd < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        Some(fd)
    } else {
        None
    };
    let (flags, how) = parse_mode(vm, mode)?;
    file.flags.store(flags, Ordering::Relaxed);
    file.close_fd.store(closefd, Ordering::Relaxed);
    file.seekable.store(UNKNOWN, Ordering::Relaxed);
    let fd = match given {
        Some(fd) => fd,
        None => {
            let target = crate::posix::path::fspath(vm, name)?;
            if !closefd {
                return Err(vm.value_error("Cannot use closefd=False with file name"));
            }
            match opener.filter(|o| !o.is_none()) {
                Some(opener) => call_opener(vm, opener, name, how)?,
                None => open_path(vm, &target, name, how)?,
            }
        }
    };
    file.fd.store(fd, Ordering::Relaxed);
    let looked = look_at(vm, file, name).and_then(|()| {
        vm.set_attr(v, &vm.names().name_plain, name.clone())?;
        if flags & APPEND != 0 {
            // A file that cannot seek is appended to all the same.
            let _position = file.seek(vm, 0, 2);
        }
        Ok(())
    });
    if let Err(raised) = looked {
        if given.is_some() {
            // The descriptor is the caller's.
            file.fd.store(-1, Ordering::Relaxed);
        } else {
            let _closed = file.close(vm);
        }
        return Err(raised);
    }
    Ok(())
}

fn open_path(vm: &Vm, target: &Value, name: &Value, how: OFlags) -> Result<i32> {
    let path = match path(vm, target, "open", "path", Also::Nothing) {
        Ok(path) => path,
        Err(raised)
            if vm.is_error(&raised, &vm.exceptions().value_error)
                && !vm.is_error(&raised, &vm.exceptions().unicode_error) =>
        {
            return Err(vm.value_error("embedded null byte"));
        }
        Err(raised) => return Err(raised),
    };
    let mode = Mode::from_raw_mode(0o666);
    let system: &std::ffi::CStr = &path.path;
    loop {
        match vm.detached("open", || rustix::fs::open(system, how, mode)) {
            Ok(fd) => return Ok(fd.into_raw_fd()),
            Err(Errno::INTR) => vm.poll_native()?,
            Err(error) => return Err(vm.os_error(error.raw_os_error(), Some(name.clone()))),
        }
    }
}

fn call_opener(vm: &Vm, opener: &Value, name: &Value, how: OFlags) -> Result<i32> {
    let args = [name.clone(), vm.int(how.bits().into())];
    let result = vm.call(opener, Args::positional(&args))?;
    if result.as_int().is_none() {
        return Err(vm.type_error("expected integer from opener"));
    }
    let fd = vm.index_clipped(&result)?;
    match i32::try_from(fd) {
        Ok(fd) if fd >= 0 => Ok(fd),
        _ => Err(vm.value_error(format!("opener returned {fd}"))),
    }
}

/// Asks the system about a file that was just opened; directories are refused.
fn look_at(vm: &Vm, file: &FileIo, name: &Value) -> Result<()> {
    let Some(fd) = hasp_vm::fd::borrow(file.fd()) else {
        return Err(vm.os_error(libc::EBADF, None));
    };
    match vm.detached("stat", || rustix::fs::fstat(fd)) {
        Ok(st) => {
            match FileType::from_raw_mode(st.st_mode) {
                FileType::Directory => {
                    return Err(vm.os_error(libc::EISDIR, Some(name.clone())));
                }
                FileType::RegularFile => {
                    file.flags.fetch_or(REGULAR, Ordering::Relaxed);
                    file.seekable.store(1, Ordering::Relaxed);
                    file.size.store(st.st_size, Ordering::Relaxed);
                }
                _ => {}
            }
            if st.st_blksize > 1 {
                let block = u32::try_from(st.st_blksize).unwrap_or(u32::MAX);
                file.block.store(block, Ordering::Relaxed);
            }
            Ok(())
        }
        Err(Errno::BADF) => Err(vm.os_error(libc::EBADF, None)),
        // Other failures are met again when the file is used.
        Err(_) => Ok(()),
    }
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let file = this(vm, v)?;
    if file.fd() < 0 {
        return Ok(vm.str("<_io.FileIO [closed]>"));
    }
    let (mode, close) = (file.mode(), file.close_fd.load(Ordering::Relaxed));
    let close = if close { "True" } else { "False" };
    let shown = match vm.get_attr_opt(v, &vm.names().name_plain)? {
        None => Some(format!("fd={}", file.fd())),
        Some(name) => vm
            .repr_guard(v, || vm.repr_text(&name))?
            .map(|name| format!("name={name}")),
    };
    match shown {
        Some(shown) => Ok(vm.str(format!(
            "<_io.FileIO {shown} mode='{mode}' closefd={close}>"
        ))),
        None => Err(vm.runtime_error(format!(
            "reentrant call inside {}.__repr__",
            vm.type_name(v)
        ))),
    }
}

/// Bytes for the script; None where reading would block.
pub(super) fn bytes_or_none(vm: &Vm, bytes: Option<Vec<u8>>) -> Result<Value> {
    match bytes {
        Some(bytes) => vm.checked_bytes(&bytes),
        None => Ok(Value::NONE),
    }
}

fn read(vm: &Vm, file: Me<'_>, n: Option<&Value>) -> Result<Value> {
    file.check_open(vm)?;
    if !file.has(READ) {
        return Err(unsupported(vm, "File not open for reading"));
    }
    let Some(n) = size(vm, n)? else {
        // A class of a script may read it all in its own way.
        if !vm.type_of(file.value()).is_native_class() {
            return super::support::call_str(vm, file.value(), "readall", &[]);
        }
        return bytes_or_none(vm, file.read_all(vm)?);
    };
    vm.check_text_len(n)?;
    let mut bytes = Vec::new();
    Ok(match file.read_some(vm, &mut bytes, n)? {
        Some(_) => vm.bytes(&bytes),
        None => Value::NONE,
    })
}

fn readinto(vm: &Vm, file: Me<'_>, target: &Value) -> Result<Option<usize>> {
    file.check_open(vm)?;
    if !file.has(READ) {
        return Err(unsupported(vm, "File not open for reading"));
    }
    let target = writable(vm, target, "readinto() argument 1")?;
    let mut bytes = Vec::new();
    let n = file.read_some(vm, &mut bytes, target.byte_len())?;
    target.with_bytes_mut(|out| out[..bytes.len()].copy_from_slice(&bytes));
    Ok(n)
}
