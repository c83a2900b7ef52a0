//! `stat` and its result, file system statistics.

use hasp_vm::args::OrNone;
use hasp_vm::hidden_field;
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::Ref;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::struct_seq::{self, item};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use rustix::fs::{AtFlags, FileType, Stat};

use super::path::{Also, descriptor, path, plain, start_at};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("stat(path, *, dir_fd=None, follow_symlinks=True)", stat)
        .doc("Perform a stat system call on the given path.")
        .releases(),
    native!("lstat(path, *, dir_fd=None)", lstat)
        .doc("Perform a stat system call on the given path, without following symbolic links.")
        .releases(),
    native!("fstat(fd)", fstat)
        .doc("Perform a stat system call on the given file descriptor.")
        .releases(),
    native!("_path_exists(path)", |vm: &Vm, p: &Value| -> Result<bool> {
        Ok(mode(vm, p, true)?.is_some())
    })
    .releases(),
    native!("_path_lexists(path)", |vm: &Vm,
                                    p: &Value|
     -> Result<bool> {
        Ok(mode(vm, p, false)?.is_some())
    })
    .releases(),
    native!("_path_isfile(path)", |vm: &Vm, p: &Value| is_kind(
        vm,
        p,
        FileType::RegularFile
    ))
    .releases(),
    native!("_path_isdir(path)", |vm: &Vm, p: &Value| is_kind(
        vm,
        p,
        FileType::Directory
    ))
    .releases(),
    native!("_path_islink(path)", |vm: &Vm, p: &Value| is_kind(
        vm,
        p,
        FileType::Symlink
    ))
    .releases(),
    native!("statvfs(path)", statvfs)
        .doc("Perform a statvfs system call on the given path.")
        .releases(),
    native!("fstatvfs(fd, /)", |vm: &Vm, fd: &Value| statvfs(vm, fd))
        .doc("Perform an fstatvfs system call on the given fd.")
        .releases(),
];

const FIELDS: &[&str] = &[
    "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size",
];
/// Times: attributes with fractions, and items of whole seconds that have no name.
const TIMES: [(&str, &str); 3] = [
    ("st_atime", "st_atime_ns"),
    ("st_mtime", "st_mtime_ns"),
    ("st_ctime", "st_ctime_ns"),
];

fn time<const N: usize>(vm: &Vm, v: &Value) -> Result<Value> {
    let (name, ns) = TIMES[N];
    if let Some(given) = struct_seq::hidden(vm, v, name) {
        return Ok(given);
    }
    match struct_seq::hidden(vm, v, ns) {
        Some(ns) => {
            let ns = vm.index_i128(&ns)?;
            let (whole, rest) = (ns.div_euclid(1_000_000_000), ns.rem_euclid(1_000_000_000));
            Ok(Value::float(whole as f64 + 1e-9 * rest as f64))
        }
        // One that a script made from a plain sequence.
        None => {
            let items = v.as_tuple().map(|t| t.as_slice());
            Ok(items
                .and_then(|i| i.get(FIELDS.len() + N).cloned())
                .unwrap_or(Value::NONE))
        }
    }
}

static STAT_RESULT: TypeDef = TypeDef {
    name: "os.stat_result",
    base: "tuple",
    has_dict: true,
    doc: "stat_result: Result from stat, fstat, or lstat.",
    slots: struct_seq::slots,
    methods: struct_seq::METHODS,
    getsets: &[
        item("st_mode", 0),
        item("st_ino", 1),
        item("st_dev", 2),
        item("st_nlink", 3),
        item("st_uid", 4),
        item("st_gid", 5),
        item("st_size", 6),
        GetSetDef {
            name: "st_atime",
            get: time::<0>,
            set: Some(struct_seq::read_only),
        },
        GetSetDef {
            name: "st_mtime",
            get: time::<1>,
            set: Some(struct_seq::read_only),
        },
        GetSetDef {
            name: "st_ctime",
            get: time::<2>,
            set: Some(struct_seq::read_only),
        },
        hidden_field!("st_atime_ns"),
        hidden_field!("st_mtime_ns"),
        hidden_field!("st_ctime_ns"),
        hidden_field!("st_blksize"),
        hidden_field!("st_blocks"),
        hidden_field!("st_rdev"),
    ],
    ..TypeDef::EMPTY
};

const VFS_FIELDS: &[&str] = &[
    "f_bsize",
    "f_frsize",
    "f_blocks",
    "f_bfree",
    "f_bavail",
    "f_files",
    "f_ffree",
    "f_favail",
    "f_flag",
    "f_namemax",
];
static STATVFS_RESULT: TypeDef = TypeDef {
    name: "os.statvfs_result",
    base: "tuple",
    has_dict: true,
    doc: "statvfs_result: Result from statvfs or fstatvfs.",
    slots: struct_seq::slots,
    methods: struct_seq::METHODS,
    getsets: &[
        item("f_bsize", 0),
        item("f_frsize", 1),
        item("f_blocks", 2),
        item("f_bfree", 3),
        item("f_bavail", 4),
        item("f_files", 5),
        item("f_ffree", 6),
        item("f_favail", 7),
        item("f_flag", 8),
        item("f_namemax", 9),
        hidden_field!("f_fsid"),
    ],
    ..TypeDef::EMPTY
};

/// The classes.
#[derive(Clone)]
struct Classes {
    stat: Ref<Type>,
    statvfs: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        stat: vm.struct_sequence_type(&STAT_RESULT, FIELDS, 3),
        statvfs: vm.struct_sequence_type(&STATVFS_RESULT, VFS_FIELDS, 0),
    })
}

/// The classes for the module's namespace.
pub(super) fn types(vm: &Vm) -> [(&'static str, Ref<Type>); 2] {
    let classes = classes(vm);
    [
        ("stat_result", classes.stat),
        ("statvfs_result", classes.statvfs),
    ]
}

/// A `stat_result`.
pub(super) fn result(vm: &Vm, st: &Stat) -> Result<Value> {
    let unsigned = |n: u64| vm.int_from_u64(n);
    let items = vec![
        unsigned(st.st_mode.into()),
        unsigned(st.st_ino),
        unsigned(st.st_dev),
        unsigned(st.st_nlink),
        unsigned(st.st_uid.into()),
        unsigned(st.st_gid.into()),
        vm.int(st.st_size),
        vm.int(st.st_atime),
        vm.int(st.st_mtime),
        vm.int(st.st_ctime),
    ];
    let ns = |s: i64, ns: u64| vm.int_from_i128(i128::from(s) * 1_000_000_000 + i128::from(ns));
    let hidden = [
        ("st_atime_ns", ns(st.st_atime, st.st_atime_nsec)),
        ("st_mtime_ns", ns(st.st_mtime, st.st_mtime_nsec)),
        ("st_ctime_ns", ns(st.st_ctime, st.st_ctime_nsec)),
        ("st_blksize", vm.int(st.st_blksize)),
        ("st_blocks", vm.int(st.st_blocks)),
        ("st_rdev", unsigned(st.st_rdev)),
    ];
    Ok(vm.struct_sequence_with(&classes(vm).stat, items, &hidden))
}

fn stat(vm: &Vm, given: &Value, dir_fd: OrNone<i32>, follow: bool) -> Result<Value> {
    let target = path(vm, given, "stat", "path", Also::Descriptor)?;
    if let Some(fd) = target.fd {
        let found = hasp_vm::fd::borrow(fd);
        let fd = found.ok_or_else(|| target.error(vm, libc::EBADF))?;
        return result(vm, &target.call(vm, "stat", |_| rustix::fs::fstat(fd))?);
    }
    let start = start_at(vm, &dir_fd)?;
    let flags = if follow {
        AtFlags::empty()
    } else {
        AtFlags::SYMLINK_NOFOLLOW
    };
    let st = target.call(vm, "stat", |p| rustix::fs::statat(start, p, flags))?;
    result(vm, &st)
}

fn lstat(vm: &Vm, given: &Value, dir_fd: OrNone<i32>) -> Result<Value> {
    let target = path(vm, given, "lstat", "path", Also::Nothing)?;
    let start = start_at(vm, &dir_fd)?;
    let st = target.call(vm, "lstat", |p| {
        rustix::fs::statat(start, p, AtFlags::SYMLINK_NOFOLLOW)
    })?;
    result(vm, &st)
}

/// The mode of what a path stands for; None if there is no such thing.
fn mode(vm: &Vm, given: &Value, follow: bool) -> Result<Option<u32>> {
    let (name, also) = if follow {
        ("stat", Also::Descriptor)
    } else {
        ("lstat", Also::Nothing)
    };
    let target = match path(vm, given, name, "path", also) {
        Ok(target) => target,
        // A null character, or text that cannot be encoded.
        Err(raised) if vm.is_error(&raised, &vm.exceptions().value_error) => return Ok(None),
        Err(raised) => return Err(raised),
    };
    let flags = if follow {
        AtFlags::empty()
    } else {
        AtFlags::SYMLINK_NOFOLLOW
    };
    let found = match target.fd {
        Some(fd) => match hasp_vm::fd::borrow(fd) {
            Some(fd) => super::path::call(vm, "stat", || rustix::fs::fstat(fd))?,
            None => return Ok(None),
        },
        None => super::path::call(vm, "stat", || {
            rustix::fs::statat(rustix::fs::CWD, &*target.path, flags)
        })?,
    };
    Ok(found.ok().map(|st| st.st_mode))
}

fn is_kind(vm: &Vm, given: &Value, kind: FileType) -> Result<bool> {
    let mode = mode(vm, given, kind != FileType::Symlink)?;
    Ok(mode.is_some_and(|mode| FileType::from_raw_mode(mode) == kind))
}

fn fstat(vm: &Vm, fd: i32) -> Result<Value> {
    let fd = descriptor(vm, fd)?;
    result(vm, &plain(vm, "fstat", || rustix::fs::fstat(fd))?)
}

fn statvfs(vm: &Vm, given: &Value) -> Result<Value> {
    let target = path(vm, given, "statvfs", "path", Also::Descriptor)?;
    let st = match target.fd {
        Some(fd) => {
            let fd = descriptor(vm, fd)?;
            target.call(vm, "statvfs", |_| rustix::fs::fstatvfs(fd))?
        }
        None => target.call(vm, "statvfs", |p| rustix::fs::statvfs(p))?,
    };
    let numbers = [
        st.f_bsize,
        st.f_frsize,
        st.f_blocks,
        st.f_bfree,
        st.f_bavail,
        st.f_files,
        st.f_ffree,
        st.f_favail,
        st.f_flag.bits(),
        st.f_namemax,
    ];
    let items = numbers.map(|n| vm.int_from_u64(n)).to_vec();
    let hidden = [("f_fsid", vm.int_from_u64(st.f_fsid))];
    Ok(vm.struct_sequence_with(&classes(vm).statvfs, items, &hidden))
}
