//! Paths as arguments: text, bytes, whatever has `__fspath__`, sometimes a descriptor or None.

use std::ffi::{CStr, CString};
use std::os::fd::BorrowedFd;

use hasp_vm::args::OrNone;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// What a parameter takes besides paths.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Also {
    Nothing,
    Descriptor,
    DescriptorOrNone,
}

/// A path argument.
pub(crate) struct PathArg {
    /// The path as the system takes it; `.` for None.
    pub(crate) path: CString,
    /// The descriptor given in place of a path.
    pub(crate) fd: Option<i32>,
    /// Results are bytes.
    pub(crate) in_bytes: bool,
    /// The path as the script sees it in error messages; None for None.
    pub(crate) given: Option<Value>,
}

/// `fspath(path)`: a `str` or `bytes` object.
pub(crate) fn fspath(vm: &Vm, v: &Value) -> Result<Value> {
    match converted(vm, v)? {
        Some(path) => Ok(path),
        None => Err(vm.type_error(format!(
            "expected str, bytes or os.PathLike object, not {}",
            vm.type_name(v)
        ))),
    }
}

fn converted(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let is_path = |v: &Value| v.as_str_obj().is_some() || v.as_bytes_obj().is_some();
    if is_path(v) {
        return Ok(Some(v.clone()));
    }
    let Some(method) = vm.lookup_special(v, &vm.intern("__fspath__"))? else {
        return Ok(None);
    };
    if method.is_none() {
        return Ok(None);
    }
    let result = vm.call(&method, hasp_vm::args::Args::NONE)?;
    if is_path(&result) {
        return Ok(Some(result));
    }
    Err(vm.type_error(format!(
        "expected {}.__fspath__() to return str or bytes, not {}",
        vm.type_name(v),
        vm.type_name(&result)
    )))
}

/// A path as the system has it. `message` is the text of the error for a NUL inside.
pub(crate) fn encoded(vm: &Vm, path: &Value, message: impl FnOnce() -> String) -> Result<CString> {
    let owned;
    let bytes = match path.as_str_obj() {
        Some(text) => {
            owned = vm.encode(text, "utf-8", "surrogateescape")?;
            vm.bytes_of(&owned)
        }
        None => vm.bytes_of(path),
    };
    CString::new(bytes.unwrap_or_default()).map_err(|_| vm.value_error(message()))
}

/// The argument `name` of `function`.
pub(crate) fn path(vm: &Vm, v: &Value, function: &str, name: &str, also: Also) -> Result<PathArg> {
    let nul = || format!("{function}: embedded null character in {name}");
    if v.as_str_obj().is_some() {
        return Ok(PathArg {
            path: encoded(vm, v, nul)?,
            fd: None,
            in_bytes: false,
            given: Some(v.clone()),
        });
    }
    if v.is_none() && also == Also::DescriptorOrNone {
        return Ok(PathArg {
            path: c".".to_owned(),
            fd: None,
            in_bytes: false,
            given: None,
        });
    }
    if also != Also::Nothing && vm.type_of(v).slots.index.get().is_some() {
        return Ok(PathArg {
            path: CString::default(),
            fd: Some(descriptor_number(vm, v)?),
            in_bytes: false,
            given: Some(v.clone()),
        });
    }
    match converted(vm, v)? {
        Some(path) => Ok(PathArg {
            path: encoded(vm, &path, nul)?,
            fd: None,
            in_bytes: path.as_bytes_obj().is_some(),
            given: Some(path),
        }),
        None => {
            let wanted = match also {
                Also::Nothing => "string, bytes or os.PathLike",
                Also::Descriptor => "string, bytes, os.PathLike or integer",
                Also::DescriptorOrNone => "string, bytes, os.PathLike, integer or None",
            };
            Err(vm.type_error(format!(
                "{function}: {name} should be {wanted}, not {}",
                vm.type_name(v)
            )))
        }
    }
}

fn descriptor_number(vm: &Vm, v: &Value) -> Result<i32> {
    let number = vm.index_clipped(v)?;
    i32::try_from(number).map_err(|_| {
        vm.overflow_error(if number < 0 {
            "fd is less than minimum"
        } else {
            "fd is greater than maximum"
        })
    })
}

/// The descriptor that relative paths start from.
pub(crate) fn start_at(vm: &Vm, dir_fd: &OrNone<i32>) -> Result<BorrowedFd<'static>> {
    match dir_fd.0 {
        None => Ok(rustix::fs::CWD),
        Some(fd) => descriptor(vm, fd),
    }
}

/// The descriptor with this number.
pub(crate) fn descriptor(vm: &Vm, fd: i32) -> Result<BorrowedFd<'static>> {
    hasp_vm::fd::borrow(fd).ok_or_else(|| vm.os_error(libc::EBADF, None))
}

/// A name from the system as the script wants it.
pub(crate) fn decoded(vm: &Vm, name: &[u8], in_bytes: bool) -> Result<Value> {
    if in_bytes {
        return Ok(vm.bytes(name));
    }
    Ok(vm.decode(name, "utf-8", "surrogateescape")?.into_value())
}

/// Makes a system call detached, again if a signal interrupts it.
pub(crate) fn call<R: Send>(
    vm: &Vm,
    name: &'static str,
    f: impl Fn() -> rustix::io::Result<R> + Send + Sync,
) -> Result<std::result::Result<R, i32>> {
    loop {
        match vm.detached(name, &f) {
            Err(rustix::io::Errno::INTR) => vm.poll_native()?,
            Ok(result) => return Ok(Ok(result)),
            Err(error) => return Ok(Err(error.raw_os_error())),
        }
    }
}

/// The same; OSError without a file name.
pub(crate) fn plain<R: Send>(
    vm: &Vm,
    name: &'static str,
    f: impl Fn() -> rustix::io::Result<R> + Send + Sync,
) -> Result<R> {
    call(vm, name, f)?.map_err(|errno| vm.os_error(errno, None))
}

/// A system call that cannot wait: giving the lock away for it would cost more than the call.
pub(crate) fn brief<R>(vm: &Vm, f: impl Fn() -> rustix::io::Result<R>) -> Result<R> {
    loop {
        match f() {
            Err(rustix::io::Errno::INTR) => vm.poll_native()?,
            Ok(result) => return Ok(result),
            Err(error) => return Err(vm.os_error(error.raw_os_error(), None)),
        }
    }
}

impl PathArg {
    /// A system call on this path; OSError names it.
    pub(crate) fn call<R: Send>(
        &self,
        vm: &Vm,
        name: &'static str,
        f: impl Fn(&CStr) -> rustix::io::Result<R> + Send + Sync,
    ) -> Result<R> {
        let path: &CStr = &self.path;
        call(vm, name, || f(path))?.map_err(|errno| self.error(vm, errno))
    }
    /// A system call on this path and another; OSError names both.
    pub(crate) fn call_with<R: Send>(
        &self,
        vm: &Vm,
        other: &PathArg,
        name: &'static str,
        f: impl Fn(&CStr, &CStr) -> rustix::io::Result<R> + Send + Sync,
    ) -> Result<R> {
        let (path, second): (&CStr, &CStr) = (&self.path, &other.path);
        call(vm, name, || f(path, second))?.map_err(|errno| two_names(vm, errno, self, other))
    }
    /// OSError that names this path.
    pub(crate) fn error(&self, vm: &Vm, errno: i32) -> Raised {
        vm.os_error(errno, self.given.clone())
    }
}

fn two_names(vm: &Vm, errno: i32, first: &PathArg, second: &PathArg) -> Raised {
    let class = vm.exceptions().os_error.value().clone();
    let name = |p: &PathArg| p.given.clone().unwrap_or(Value::NONE);
    let args = [
        vm.int(errno.into()),
        vm.str(hasp_vm::object::os_error::strerror(errno)),
        name(first),
        Value::NONE,
        name(second),
    ];
    match vm.call(&class, hasp_vm::args::Args::positional(&args)) {
        Ok(exception) => Raised::new(exception),
        Err(raised) => raised,
    }
}
