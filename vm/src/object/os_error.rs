//! `OSError`: fields, the choice of the subclass by `errno`, and errors of system calls.

use super::Ref;
use super::exceptions::{args_of, field, init as base_init, new as base_new, this};
use super::header::Obj;
use super::typ::Type;
use crate::args::Args;
use crate::native::GetSetDef;
use crate::slots::Slots;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

// Fields: 0 errno, 1 strerror, 2 filename, 3 filename2, 4 characters_written.
pub(crate) const GETSETS: &[GetSetDef] = &[
    field!("errno", 0),
    field!("strerror", 1),
    field!("filename", 2),
    field!("filename2", 3),
    GetSetDef {
        name: "characters_written",
        get: |vm, v| match this(vm, v)?.fields[4].get() {
            Some(n) => Ok(n),
            None => Err(vm.attribute_error("characters_written")),
        },
        set: Some(|vm, v, value| {
            drop(this(vm, v)?.fields[4].replace(value));
            Ok(())
        }),
    },
];

pub(crate) fn slots(s: &Slots) {
    s.new.set(Some(new));
    s.init.set(Some(init));
    s.str.set(Some(str));
}

/// The class that an errno stands for.
fn class_of(vm: &Vm, errno: i64) -> Option<&Ref<Type>> {
    let e = vm.exceptions();
    Some(match i32::try_from(errno).ok()? {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &e.blocking_io_error,
        libc::EPIPE | libc::ESHUTDOWN => &e.broken_pipe_error,
        libc::ECHILD => &e.child_process_error,
        libc::ECONNABORTED => &e.connection_aborted_error,
        libc::ECONNREFUSED => &e.connection_refused_error,
        libc::ECONNRESET => &e.connection_reset_error,
        libc::EEXIST => &e.file_exists_error,
        libc::ENOENT => &e.file_not_found_error,
        libc::EISDIR => &e.is_a_directory_error,
        libc::ENOTDIR => &e.not_a_directory_error,
        libc::EINTR => &e.interrupted_error,
        libc::EACCES | libc::EPERM => &e.permission_error,
        libc::ESRCH => &e.process_lookup_error,
        libc::ETIMEDOUT => &e.timeout_error,
        _ => return None,
    })
}

/// A class with `__init__` but no `__new__` of its own gets its arguments by calling
/// `OSError.__init__`; any other by `OSError.__new__`, so that what `__init__` is given does not
/// matter.
fn filled_by_init(class: &Obj<Type>) -> bool {
    let own_init = class
        .slots
        .init
        .get()
        .is_none_or(|f| f as usize != init as *const () as usize);
    let own_new = class
        .slots
        .new
        .get()
        .is_none_or(|f| f as usize != new as *const () as usize);
    own_init && !own_new
}

fn new(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    if filled_by_init(class) {
        return base_new(vm, class, Args::NONE);
    }
    args.no_keywords(vm, &class.name_text())?;
    let mut class = class;
    if class.is(&vm.exceptions().os_error)
        && (2..=5).contains(&args.pos().len())
        && let Some(special) = args.pos()[0]
            .as_small_int()
            .and_then(|errno| class_of(vm, errno))
    {
        class = special;
    }
    let made = base_new(vm, class, args)?;
    fill(vm, &made, args)?;
    Ok(made)
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    if !filled_by_init(vm.type_of(v)) {
        return Ok(());
    }
    base_init(vm, v, args)?;
    fill(vm, v, args)
}

/// Sets the fields.
fn fill(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let pos = args.pos();
    if (2..=5).contains(&pos.len()) {
        let e = this(vm, v)?;
        let blocking = vm.is_instance_of(v, &vm.exceptions().blocking_io_error);
        for (field, at) in [(0, 0), (1, 1), (2, 2), (3, 4)] {
            if let Some(value) = pos.get(at).filter(|v| at < 2 || !v.is_none()) {
                let written = field == 2 && blocking && value.as_int().is_some();
                e.fields[if written { 4 } else { field }].set(value.clone());
            }
        }
        if pos.len() > 2 {
            e.args.set(vm.tuple(pos[..2].to_vec()));
        }
    }
    Ok(())
}

fn str(vm: &Vm, v: &Value) -> Result<Value> {
    let e = this(vm, v)?;
    let text = |i: usize| -> Result<String> {
        match e.fields[i].get() {
            Some(f) => Ok(vm.to_str(&f)?.to_string_lossy()),
            None => Ok("None".to_owned()),
        }
    };
    let repr = |i: usize| -> Result<Option<String>> {
        e.fields[i]
            .get()
            .filter(|f| !f.is_none())
            .map(|f| vm.repr_text(&f))
            .transpose()
    };
    if let Some(file) = repr(2)? {
        let head = format!("[Errno {}] {}: {file}", text(0)?, text(1)?);
        return Ok(vm.str(match repr(3)? {
            Some(second) => format!("{head} -> {second}"),
            None => head,
        }));
    }
    if !e.fields[0].is_empty() && !e.fields[1].is_empty() {
        return Ok(vm.str(format!("[Errno {}] {}", text(0)?, text(1)?)));
    }
    match args_of(vm, v)?.as_slice() {
        [] => Ok(vm.str("")),
        [one] => vm.to_str(one).map(Ref::into_value),
        many => vm.repr(&vm.tuple(many.to_vec())).map(Ref::into_value),
    }
}

/// What the system calls an errno.
pub fn strerror(errno: i32) -> String {
    let text = std::io::Error::from_raw_os_error(errno).to_string();
    // The standard library appends " (os error N)".
    text.rsplit_once(" (os error")
        .map_or(text.clone(), |(head, _)| head.to_owned())
}

impl Vm {
    /// `OSError(errno, strerror[, filename])` of the right subclass.
    pub fn os_error(&self, errno: i32, filename: Option<Value>) -> Raised {
        let mut args = vec![self.int(errno.into()), self.str(strerror(errno))];
        args.extend(filename);
        let class = self.exceptions().os_error.value().clone();
        match self.call(&class, Args::positional(&args)) {
            Ok(exception) => Raised::new(exception),
            Err(raised) => raised,
        }
    }

    /// The exception for an error of Rust's I/O.
    pub fn io_error(&self, error: &std::io::Error, filename: Option<Value>) -> Raised {
        match error.raw_os_error() {
            Some(errno) => self.os_error(errno, filename),
            None => {
                let message = error.to_string();
                self.os_error_text(message)
            }
        }
    }
}
