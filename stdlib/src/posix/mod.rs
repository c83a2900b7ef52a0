//! `posix`: the system calls behind `os`.

pub(crate) mod descriptors;
mod env;
mod info;
mod names;
pub(crate) mod path;
mod process;
mod scandir;
mod stat;

use hasp_vm::import::ModuleDef;
use hasp_vm::object::Ref;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::module::Module;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "posix",
    doc: "This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\ndisguised Unix interface).",
    functions: &[],
    init,
};

fn init(vm: &Vm, module: &Ref<Module>) -> Result<()> {
    for table in [
        names::FUNCTIONS,
        stat::FUNCTIONS,
        scandir::FUNCTIONS,
        descriptors::FUNCTIONS,
        env::FUNCTIONS,
        process::FUNCTIONS,
        info::FUNCTIONS,
    ] {
        vm.add_functions(module, table);
    }
    for (name, class) in stat::types(vm).into_iter().chain(info::types(vm)) {
        vm.add_to_module(module, name, class);
    }
    vm.add_to_module(module, "DirEntry", scandir::entry_class(vm));
    vm.add_to_module(module, "error", vm.exceptions().os_error.clone());
    vm.add_to_module(module, "environ", env::environ(vm)?);
    for (name, number) in NUMBERS {
        vm.add_to_module(module, name, vm.int(*number));
    }
    let names = Dict::new(vm);
    for (name, number) in info::SYSCONF {
        names.set_name(vm, &vm.intern(name), vm.int((*number).into()));
    }
    vm.add_to_module(module, "sysconf_names", names);
    Ok(())
}

macro_rules! numbers {
    ($($name:ident)*; $($other:literal $value:expr;)*) => {
        &[$((stringify!($name), libc::$name as i64),)* $(($other, $value as i64),)*]
    };
}

const NUMBERS: &[(&str, i64)] = numbers! {
    F_OK R_OK W_OK X_OK
    O_ACCMODE O_APPEND O_ASYNC O_CLOEXEC O_CREAT O_DIRECT O_DIRECTORY O_DSYNC O_EXCL O_FSYNC
    O_NDELAY O_NOATIME O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH O_RDONLY O_RDWR O_RSYNC O_SYNC
    O_TMPFILE O_TRUNC O_WRONLY
    SEEK_DATA SEEK_HOLE
    WNOHANG WUNTRACED WCONTINUED WEXITED WSTOPPED WNOWAIT
    PRIO_PROCESS PRIO_PGRP PRIO_USER
    P_ALL P_PID P_PGID P_PIDFD
    SCHED_OTHER SCHED_BATCH SCHED_FIFO SCHED_IDLE SCHED_RR
    RTLD_LAZY RTLD_NOW RTLD_GLOBAL RTLD_LOCAL RTLD_NODELETE RTLD_NOLOAD RTLD_DEEPBIND
    GRND_NONBLOCK GRND_RANDOM
    ST_RDONLY ST_NOSUID;
    "O_LARGEFILE" 0;
    "NGROUPS_MAX" 65536;
    "TMP_MAX" 238_328;
    "EX_OK" 0;
    "EX_USAGE" 64;
    "EX_DATAERR" 65;
    "EX_NOINPUT" 66;
    "EX_NOUSER" 67;
    "EX_NOHOST" 68;
    "EX_UNAVAILABLE" 69;
    "EX_SOFTWARE" 70;
    "EX_OSERR" 71;
    "EX_OSFILE" 72;
    "EX_CANTCREAT" 73;
    "EX_IOERR" 74;
    "EX_TEMPFAIL" 75;
    "EX_PROTOCOL" 76;
    "EX_NOPERM" 77;
    "EX_CONFIG" 78;
};
