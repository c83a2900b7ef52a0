//! Directory listings: `listdir`, `scandir`, `DirEntry`.

use std::ffi::CString;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use hasp_vm::args::This;
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::Ref;
use hasp_vm::object::cell::Slot;
use hasp_vm::object::header::{Payload, VTable, Visit};
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags};

use super::path::{Also, PathArg, decoded, descriptor, encoded, path};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("listdir(path=None)", listdir)
        .doc("Return a list containing the names of the files in the directory.")
        .releases(),
    native!("scandir(path=None)", scandir)
        .doc("Return an iterator of DirEntry objects for given path.")
        .releases(),
];

/// Bytes of a directory that are read at once.
const LISTING: usize = 32 * 1024;

/// A name in a directory.
#[derive(Clone)]
struct Found {
    name: Vec<u8>,
    kind: FileType,
    inode: u64,
}

fn list(vm: &Vm, target: &PathArg) -> Result<Vec<Found>> {
    let given = target.fd.map(|fd| descriptor(vm, fd)).transpose()?;
    target.call(vm, "listdir", |path| {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let dir = match given {
            Some(fd) => rustix::fs::openat(fd, c".", flags, Mode::empty())?,
            None => rustix::fs::openat(CWD, path, flags, Mode::empty())?,
        };
        let mut memory = Vec::with_capacity(LISTING);
        let mut entries = rustix::fs::RawDir::new(dir, memory.spare_capacity_mut());
        let mut found = Vec::new();
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name != b"." && name != b".." {
                found.push(Found {
                    name: name.to_vec(),
                    kind: entry.file_type(),
                    inode: entry.ino(),
                });
            }
        }
        Ok(found)
    })
}

fn listdir(vm: &Vm, given: &Value) -> Result<Value> {
    let target = path(vm, given, "listdir", "path", Also::DescriptorOrNone)?;
    let found = list(vm, &target)?;
    let names: Result<Vec<Value>> = found
        .iter()
        .map(|f| decoded(vm, &f.name, target.in_bytes))
        .collect();
    Ok(vm.list(names?))
}

/// Payload of `scandir()`'s iterator.
struct Scan {
    entries: Vec<Found>,
    next: AtomicUsize,
    /// What the script gave as path; nothing for a descriptor.
    given: Option<Value>,
    in_bytes: bool,
    closed: AtomicBool,
}

impl Payload for Scan {
    fn traverse(&self, visit: Visit<'_>) {
        if let Some(given) = &self.given {
            visit(given);
        }
    }
}

/// Payload of an entry.
struct DirEntry {
    name: Value,
    path: Value,
    kind: FileType,
    inode: u64,
    /// Results of `stat()`: followed, and not.
    stats: [Slot; 2],
}

impl Payload for DirEntry {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.name);
        visit(&self.path);
        for slot in &self.stats {
            slot.visit(visit);
        }
    }
}

static SCAN: TypeDef = TypeDef {
    name: "posix.ScandirIterator",
    layout: Some(VTable::of::<Scan>),
    slots: |s| {
        s.iter.set(Some(crate::common::iter_self));
        s.next.set(Some(next));
    },
    methods: &[
        native!("close(self, /)", close),
        native!("__enter__(self, /)", |_: &Vm, this: Value| this),
        native!(
            "__exit__(self, /, *args)",
            |_: &Vm, this: This<'_, Scan>, _args: &Value| {
                this.closed.store(true, Ordering::Relaxed);
            }
        ),
    ],
    ..TypeDef::EMPTY
};

static DIR_ENTRY: TypeDef = TypeDef {
    name: "posix.DirEntry",
    layout: Some(VTable::of::<DirEntry>),
    slots: |s| {
        s.repr.set(Some(|vm, v| {
            let e = this(vm, v)?;
            Ok(vm.str(format!("<DirEntry {}>", vm.repr_text(&e.name)?)))
        }));
    },
    methods: &[
        native!(
            "is_dir(self, /, *, follow_symlinks=True)",
            |vm: &Vm, e: This<'_, DirEntry>, follow: bool| is_kind(
                vm,
                &e,
                follow,
                FileType::Directory
            )
        )
        .doc("Return True if the entry is a directory; cached per entry."),
        native!(
            "is_file(self, /, *, follow_symlinks=True)",
            |vm: &Vm, e: This<'_, DirEntry>, follow: bool| is_kind(
                vm,
                &e,
                follow,
                FileType::RegularFile
            )
        )
        .doc("Return True if the entry is a file; cached per entry."),
        native!("is_symlink(self, /)", |vm: &Vm, e: This<'_, DirEntry>| {
            is_kind(vm, &e, false, FileType::Symlink)
        })
        .doc("Return True if the entry is a symbolic link; cached per entry."),
        native!("is_junction(self, /)", |_: &Vm, _e: This<'_, DirEntry>| {
            false
        })
        .doc("Return True if the entry is a junction; cached per entry."),
        native!(
            "stat(self, /, *, follow_symlinks=True)",
            |vm: &Vm, e: This<'_, DirEntry>, follow: bool| stat(vm, &e, follow)
        )
        .doc("Return stat_result object for the entry; cached per entry."),
        native!("inode(self, /)", |vm: &Vm, e: This<'_, DirEntry>| vm
            .int_from_u64(e.inode))
        .doc("Return inode of the entry; cached per entry."),
        native!("__fspath__(self, /)", |_: &Vm, e: This<'_, DirEntry>| e
            .path
            .clone())
        .doc("Returns the path for the entry."),
    ],
    getsets: &[
        GetSetDef {
            name: "name",
            get: |vm, v| Ok(this(vm, v)?.name.clone()),
            set: None,
        },
        GetSetDef {
            name: "path",
            get: |vm, v| Ok(this(vm, v)?.path.clone()),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

/// The classes.
#[derive(Clone)]
struct Classes {
    scan: Ref<Type>,
    entry: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        scan: vm.new_native_type(&SCAN),
        entry: vm.new_native_type(&DIR_ENTRY),
    })
}

/// The class of entries.
pub(super) fn entry_class(vm: &Vm) -> Ref<Type> {
    classes(vm).entry
}

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<DirEntry>> {
    v.downcast_ref::<DirEntry>().ok_or_else(|| vm.wrong_self(v))
}

fn scandir(vm: &Vm, given: &Value) -> Result<Value> {
    let target = path(vm, given, "scandir", "path", Also::DescriptorOrNone)?;
    let entries = list(vm, &target)?;
    let given = match (target.fd, &target.given) {
        (Some(_), _) => None,
        (None, Some(given)) => Some(super::path::fspath(vm, given)?),
        (None, None) => Some(vm.str(".")),
    };
    let scan = Scan {
        entries,
        next: AtomicUsize::new(0),
        given,
        in_bytes: target.in_bytes,
        closed: AtomicBool::new(false),
    };
    Ok(vm.alloc(&classes(vm).scan, scan).into_value())
}

fn close(_: &Vm, scan: This<'_, Scan>) {
    scan.closed.store(true, Ordering::Relaxed);
}

fn next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let scan = v.downcast_ref::<Scan>().ok_or_else(|| vm.wrong_self(v))?;
    if scan.closed.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let at = scan.next.fetch_add(1, Ordering::Relaxed);
    let Some(found) = scan.entries.get(at) else {
        scan.closed.store(true, Ordering::Relaxed);
        return Ok(None);
    };
    let name = decoded(vm, &found.name, scan.in_bytes)?;
    let path = match &scan.given {
        None => name.clone(),
        Some(folder) => {
            let folder = encoded(vm, folder, String::new)?.into_bytes();
            let sep: &[u8] = if folder.is_empty() || folder.ends_with(b"/") {
                b""
            } else {
                b"/"
            };
            decoded(vm, &[&folder[..], sep, &found.name].concat(), scan.in_bytes)?
        }
    };
    let entry = DirEntry {
        name,
        path,
        kind: found.kind,
        inode: found.inode,
        stats: [Slot::empty(), Slot::empty()],
    };
    Ok(Some(vm.alloc(&classes(vm).entry, entry).into_value()))
}

fn system_path(vm: &Vm, e: &DirEntry) -> Result<CString> {
    encoded(vm, &e.path, || "embedded null byte".to_owned())
}

fn is_kind(vm: &Vm, e: &DirEntry, follow: bool, wanted: FileType) -> Result<bool> {
    let look = e.kind == FileType::Unknown || follow && e.kind == FileType::Symlink;
    if !look {
        return Ok(e.kind == wanted);
    }
    let path = system_path(vm, e)?;
    let flags = if follow {
        AtFlags::empty()
    } else {
        AtFlags::SYMLINK_NOFOLLOW
    };
    match super::path::call(vm, "stat", || rustix::fs::statat(CWD, &*path, flags))? {
        Ok(st) => Ok(FileType::from_raw_mode(st.st_mode) == wanted),
        Err(libc::ENOENT) => Ok(false),
        Err(errno) => Err(vm.os_error(errno, Some(e.path.clone()))),
    }
}

fn stat(vm: &Vm, e: &DirEntry, follow: bool) -> Result<Value> {
    // Without a link both ways of asking see the same.
    let which = usize::from(follow && e.kind == FileType::Symlink);
    if let Some(known) = e.stats[which].get() {
        return Ok(known);
    }
    let path = system_path(vm, e)?;
    let flags = if follow {
        AtFlags::empty()
    } else {
        AtFlags::SYMLINK_NOFOLLOW
    };
    let st = super::path::call(vm, "stat", || rustix::fs::statat(CWD, &*path, flags))?
        .map_err(|errno| vm.os_error(errno, Some(e.path.clone())))?;
    let result = super::stat::result(vm, &st)?;
    e.stats[which].set(result.clone());
    Ok(result)
}
