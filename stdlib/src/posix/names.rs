//! What is done to names in the file system: make, remove, rename, link, change.

use hasp_vm::args::OrNone;
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use rustix::fs::{Access, AtFlags, Gid, Mode, OFlags, Timespec, Timestamps, Uid};

use super::path::{Also, decoded, descriptor, path, start_at};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("fspath(path)", super::path::fspath)
        .doc("Return the file system path representation of the object."),
    native!("getcwd()", |vm: &Vm| getcwd(vm, false))
        .doc("Return a unicode string representing the current working directory."),
    native!("getcwdb()", |vm: &Vm| getcwd(vm, true))
        .doc("Return a bytes string representing the current working directory."),
    native!("chdir(path)", chdir)
        .doc("Change the current working directory to the specified path.")
        .releases(),
    native!("fchdir(fd)", chdir)
        .doc("Change to the directory of the given file descriptor.")
        .releases(),
    native!("mkdir(path, mode=511, *, dir_fd=None)", mkdir)
        .doc("Create a directory.")
        .releases(),
    native!(
        "rmdir(path, *, dir_fd=None)",
        |vm: &Vm, p: &Value, d: OrNone<i32>| unlink(vm, p, d, "rmdir")
    )
    .doc("Remove a directory.")
    .releases(),
    native!(
        "unlink(path, *, dir_fd=None)",
        |vm: &Vm, p: &Value, d: OrNone<i32>| unlink(vm, p, d, "unlink")
    )
    .doc("Remove a file (same as remove()).")
    .releases(),
    native!(
        "remove(path, *, dir_fd=None)",
        |vm: &Vm, p: &Value, d: OrNone<i32>| unlink(vm, p, d, "remove")
    )
    .doc("Remove a file (same as unlink()).")
    .releases(),
    native!(
        "rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
        |vm: &Vm, s: &Value, d: &Value, sfd: OrNone<i32>, dfd: OrNone<i32>| rename(
            vm, s, d, sfd, dfd, "rename"
        )
    )
    .doc("Rename a file or directory.")
    .releases(),
    native!(
        "replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
        |vm: &Vm, s: &Value, d: &Value, sfd: OrNone<i32>, dfd: OrNone<i32>| rename(
            vm, s, d, sfd, dfd, "replace"
        )
    )
    .doc("Rename a file or directory, overwriting the destination.")
    .releases(),
    native!(
        "link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)",
        link
    )
    .doc("Create a hard link to a file.")
    .releases(),
    native!(
        "symlink(src, dst, target_is_directory=False, *, dir_fd=None)",
        symlink
    )
    .doc("Create a symbolic link pointing to src named dst.")
    .releases(),
    native!("readlink(path, *, dir_fd=None)", readlink)
        .doc("Return a string representing the path to which the symbolic link points.")
        .releases(),
    native!(
        "access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
        access
    )
    .doc("Use the real uid/gid to test for access to a path.")
    .releases(),
    native!(
        "chmod(path, mode, *, dir_fd=None, follow_symlinks=True)",
        chmod
    )
    .doc("Change the access permissions of a file.")
    .releases(),
    native!(
        "chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)",
        chown
    )
    .doc("Change the owner and group id of path to the numeric uid and gid.")
    .releases(),
    native!(
        "lchown(path, uid, gid)",
        |vm: &Vm, p: &Value, uid: i64, gid: i64| chown(vm, p, uid, gid, OrNone(None), false)
    )
    .doc("Change the owner and group id of path, without following symbolic links.")
    .releases(),
    native!(
        "utime(path, times=None, *, ns=?, dir_fd=None, follow_symlinks=True)",
        utime
    )
    .doc("Set the access and modified time of path.")
    .releases(),
    native!("truncate(path, length)", truncate)
        .doc("Truncate a file, specified by path, to a specific length.")
        .releases(),
    native!("mkfifo(path, mode=438, *, dir_fd=None)", mkfifo)
        .doc("Create a FIFO (a POSIX named pipe).")
        .releases(),
    native!("umask(mask, /)", |_: &Vm, mask: i32| i64::from(
        rustix::process::umask(Mode::from_raw_mode(mask as u32)).as_raw_mode()
    ))
    .doc("Set the current numeric umask and return the previous umask."),
];

fn getcwd(vm: &Vm, in_bytes: bool) -> Result<Value> {
    let here = super::path::plain(vm, "getcwd", || rustix::process::getcwd(Vec::new()))?;
    decoded(vm, here.to_bytes(), in_bytes)
}

fn chdir(vm: &Vm, given: &Value) -> Result<()> {
    let target = path(vm, given, "chdir", "path", Also::Descriptor)?;
    match target.fd {
        Some(fd) => {
            let found = hasp_vm::fd::borrow(fd);
            let fd = found.ok_or_else(|| target.error(vm, libc::EBADF))?;
            target.call(vm, "chdir", |_| rustix::process::fchdir(fd))
        }
        None => target.call(vm, "chdir", |p| rustix::process::chdir(p)),
    }
}

fn mkdir(vm: &Vm, given: &Value, mode: i32, dir_fd: OrNone<i32>) -> Result<()> {
    let target = path(vm, given, "mkdir", "path", Also::Nothing)?;
    let start = start_at(vm, &dir_fd)?;
    let mode = Mode::from_raw_mode(mode as u32);
    target.call(vm, "mkdir", |p| rustix::fs::mkdirat(start, p, mode))
}

fn unlink(vm: &Vm, given: &Value, dir_fd: OrNone<i32>, name: &'static str) -> Result<()> {
    let target = path(vm, given, name, "path", Also::Nothing)?;
    let start = start_at(vm, &dir_fd)?;
    let flags = if name == "rmdir" {
        AtFlags::REMOVEDIR
    } else {
        AtFlags::empty()
    };
    target.call(vm, name, |p| rustix::fs::unlinkat(start, p, flags))
}

fn rename(
    vm: &Vm,
    src: &Value,
    dst: &Value,
    src_fd: OrNone<i32>,
    dst_fd: OrNone<i32>,
    name: &'static str,
) -> Result<()> {
    let from = path(vm, src, name, "src", Also::Nothing)?;
    let to = path(vm, dst, name, "dst", Also::Nothing)?;
    let (a, b) = (start_at(vm, &src_fd)?, start_at(vm, &dst_fd)?);
    from.call_with(vm, &to, name, |s, d| rustix::fs::renameat(a, s, b, d))
}

fn link(
    vm: &Vm,
    src: &Value,
    dst: &Value,
    src_fd: OrNone<i32>,
    dst_fd: OrNone<i32>,
    follow: bool,
) -> Result<()> {
    let from = path(vm, src, "link", "src", Also::Nothing)?;
    let to = path(vm, dst, "link", "dst", Also::Nothing)?;
    let (a, b) = (start_at(vm, &src_fd)?, start_at(vm, &dst_fd)?);
    // The system's own link(), which is the default, does not follow links either.
    let explicit = follow && (src_fd.0.is_some() || dst_fd.0.is_some());
    let flags = if explicit {
        AtFlags::SYMLINK_FOLLOW
    } else {
        AtFlags::empty()
    };
    from.call_with(vm, &to, "link", |s, d| {
        rustix::fs::linkat(a, s, b, d, flags)
    })
}

fn symlink(vm: &Vm, src: &Value, dst: &Value, _dir: bool, dir_fd: OrNone<i32>) -> Result<()> {
    let from = path(vm, src, "symlink", "src", Also::Nothing)?;
    let to = path(vm, dst, "symlink", "dst", Also::Nothing)?;
    let start = start_at(vm, &dir_fd)?;
    from.call_with(vm, &to, "symlink", |s, d| {
        rustix::fs::symlinkat(s, start, d)
    })
}

fn readlink(vm: &Vm, given: &Value, dir_fd: OrNone<i32>) -> Result<Value> {
    let target = path(vm, given, "readlink", "path", Also::Nothing)?;
    let start = start_at(vm, &dir_fd)?;
    let text = target.call(vm, "readlink", |p| {
        rustix::fs::readlinkat(start, p, Vec::new())
    })?;
    decoded(vm, text.to_bytes(), target.in_bytes)
}

fn access(
    vm: &Vm,
    given: &Value,
    mode: i32,
    dir_fd: OrNone<i32>,
    effective: bool,
    follow: bool,
) -> Result<bool> {
    let target = path(vm, given, "access", "path", Also::Nothing)?;
    let start = start_at(vm, &dir_fd)?;
    let mut flags = AtFlags::empty();
    if effective {
        flags |= AtFlags::EACCESS;
    }
    if !follow {
        flags |= AtFlags::SYMLINK_NOFOLLOW;
    }
    let mode = Access::from_bits_retain(mode as u32);
    let result = super::path::call(vm, "access", || {
        rustix::fs::accessat(start, &*target.path, mode, flags)
    })?;
    Ok(result.is_ok())
}

fn chmod(vm: &Vm, given: &Value, mode: i32, dir_fd: OrNone<i32>, follow: bool) -> Result<()> {
    let target = path(vm, given, "chmod", "path", Also::Descriptor)?;
    let mode = Mode::from_raw_mode(mode as u32);
    if let Some(fd) = target.fd {
        let fd = descriptor(vm, fd)?;
        return target.call(vm, "chmod", |_| rustix::fs::fchmod(fd, mode));
    }
    let start = start_at(vm, &dir_fd)?;
    let flags = if follow {
        AtFlags::empty()
    } else {
        AtFlags::SYMLINK_NOFOLLOW
    };
    target.call(vm, "chmod", |p| rustix::fs::chmodat(start, p, mode, flags))
}

fn chown(
    vm: &Vm,
    given: &Value,
    uid: i64,
    gid: i64,
    dir_fd: OrNone<i32>,
    follow: bool,
) -> Result<()> {
    let target = path(vm, given, "chown", "path", Also::Descriptor)?;
    let number = |n: i64, what: &str| -> Result<Option<u32>> {
        match n {
            -1 => Ok(None),
            n => u32::try_from(n).map(Some).map_err(|_| {
                let side = if n < 0 {
                    "less than minimum"
                } else {
                    "greater than maximum"
                };
                vm.overflow_error(format!("{what} is {side}"))
            }),
        }
    };
    let uid = number(uid, "uid")?.map(Uid::from_raw);
    let gid = number(gid, "gid")?.map(Gid::from_raw);
    if let Some(fd) = target.fd {
        let fd = descriptor(vm, fd)?;
        return target.call(vm, "chown", |_| rustix::fs::fchown(fd, uid, gid));
    }
    let start = start_at(vm, &dir_fd)?;
    let flags = if follow {
        AtFlags::empty()
    } else {
        AtFlags::SYMLINK_NOFOLLOW
    };
    target.call(vm, "chown", |p| {
        rustix::fs::chownat(start, p, uid, gid, flags)
    })
}

/// A time in seconds, whole or not.
fn seconds(vm: &Vm, v: &Value) -> Result<Timespec> {
    if let Some(f) = v.as_float() {
        if f.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let whole = f.floor();
        if whole.abs() >= 9.2e18 {
            return Err(vm.overflow_error("timestamp out of range for platform time_t"));
        }
        return Ok(Timespec {
            tv_sec: whole as i64,
            tv_nsec: ((f - whole) * 1e9) as _,
        });
    }
    let whole = i64::try_from(vm.index_i128(v)?)
        .map_err(|_| vm.overflow_error("timestamp out of range for platform time_t"))?;
    Ok(Timespec {
        tv_sec: whole,
        tv_nsec: 0,
    })
}

fn nanoseconds(vm: &Vm, v: &Value) -> Result<Timespec> {
    let ns = vm.index_i128(v)?;
    Ok(Timespec {
        tv_sec: ns.div_euclid(1_000_000_000) as i64,
        tv_nsec: ns.rem_euclid(1_000_000_000) as _,
    })
}

fn utime(
    vm: &Vm,
    given: &Value,
    times: &Value,
    ns: Option<&Value>,
    dir_fd: OrNone<i32>,
    follow: bool,
) -> Result<()> {
    let target = path(vm, given, "utime", "path", Also::Descriptor)?;
    let ns = ns.filter(|ns| !ns.is_none());
    if ns.is_some() && !times.is_none() {
        return Err(vm.value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    let pair = |v: &Value| match v.as_tuple().map(|t| t.as_slice()) {
        Some([a, b]) => Some((a.clone(), b.clone())),
        _ => None,
    };
    let (last_access, last_modification) = if !times.is_none() {
        let (a, m) = pair(times).ok_or_else(|| {
            vm.type_error("utime: 'times' must be either a tuple of two ints or None")
        })?;
        (seconds(vm, &a)?, seconds(vm, &m)?)
    } else if let Some(ns) = ns {
        let (a, m) =
            pair(ns).ok_or_else(|| vm.type_error("utime: 'ns' must be a tuple of two ints"))?;
        (nanoseconds(vm, &a)?, nanoseconds(vm, &m)?)
    } else {
        let now = Timespec {
            tv_sec: 0,
            tv_nsec: rustix::fs::UTIME_NOW as _,
        };
        (now, now)
    };
    let stamps = Timestamps {
        last_access,
        last_modification,
    };
    if let Some(fd) = target.fd {
        let fd = descriptor(vm, fd)?;
        return target.call(vm, "utime", |_| rustix::fs::futimens(fd, &stamps));
    }
    let start = start_at(vm, &dir_fd)?;
    let flags = if follow {
        AtFlags::empty()
    } else {
        AtFlags::SYMLINK_NOFOLLOW
    };
    target.call(vm, "utime", |p| {
        rustix::fs::utimensat(start, p, &stamps, flags)
    })
}

fn truncate(vm: &Vm, given: &Value, length: i64) -> Result<()> {
    let target = path(vm, given, "truncate", "path", Also::Descriptor)?;
    let Ok(length) = u64::try_from(length) else {
        return Err(target.error(vm, libc::EINVAL));
    };
    if let Some(fd) = target.fd {
        let fd = descriptor(vm, fd)?;
        return target.call(vm, "truncate", |_| rustix::fs::ftruncate(fd, length));
    }
    target.call(vm, "truncate", |p| {
        let flags = OFlags::WRONLY | OFlags::CLOEXEC;
        rustix::fs::ftruncate(rustix::fs::open(p, flags, Mode::empty())?, length)
    })
}

fn mkfifo(vm: &Vm, given: &Value, mode: i32, dir_fd: OrNone<i32>) -> Result<()> {
    let target = path(vm, given, "mkfifo", "path", Also::Nothing)?;
    let start = start_at(vm, &dir_fd)?;
    let mode = Mode::from_raw_mode(mode as u32);
    target.call(vm, "mkfifo", |p| {
        rustix::fs::mknodat(start, p, rustix::fs::FileType::Fifo, mode, 0)
    })
}
