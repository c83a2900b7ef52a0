//! Processes: who this one is, waiting, signals, starting a shell, ending.

use hasp_vm::buffer::BytesLike;
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use rustix::process::{Pid, Signal, WaitOptions};

use super::path::{brief, call, encoded, plain};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("getpid()", |_: &Vm| i64::from(Pid::as_raw(Some(
        rustix::process::getpid()
    ))))
    .doc("Return the current process id."),
    native!("getppid()", |_: &Vm| i64::from(Pid::as_raw(
        rustix::process::getppid()
    )))
    .doc("Return the parent's process id."),
    native!("getpgrp()", |_: &Vm| i64::from(Pid::as_raw(Some(
        rustix::process::getpgrp()
    ))))
    .doc("Return the current process group id."),
    native!("getpgid(pid)", |vm: &Vm, pid: i32| -> Result<i64> {
        let found = brief(vm, || rustix::process::getpgid(Pid::from_raw(pid)))?;
        Ok(Pid::as_raw(Some(found)).into())
    })
    .doc("Call the system call getpgid(), and return the result."),
    native!("getsid(pid, /)", |vm: &Vm, pid: i32| -> Result<i64> {
        let found = brief(vm, || rustix::process::getsid(Pid::from_raw(pid)))?;
        Ok(Pid::as_raw(Some(found)).into())
    })
    .doc("Call the system call getsid(pid) and return the result."),
    native!("setsid()", |vm: &Vm| brief(vm, rustix::process::setsid)
        .map(drop))
    .doc("Call the system call setsid()."),
    native!("getuid()", |_: &Vm| i64::from(
        rustix::process::getuid().as_raw()
    ))
    .doc("Return the current process's user id."),
    native!("geteuid()", |_: &Vm| i64::from(
        rustix::process::geteuid().as_raw()
    ))
    .doc("Return the current process's effective user id."),
    native!("getgid()", |_: &Vm| i64::from(
        rustix::process::getgid().as_raw()
    ))
    .doc("Return the current process's group id."),
    native!("getegid()", |_: &Vm| i64::from(
        rustix::process::getegid().as_raw()
    ))
    .doc("Return the current process's effective group id."),
    native!("getgroups()", |vm: &Vm| -> Result<Value> {
        let groups = brief(vm, rustix::process::getgroups)?;
        Ok(vm.list(groups.iter().map(|g| vm.int(g.as_raw().into())).collect()))
    })
    .doc("Return list of supplemental group IDs for the process."),
    native!("nice(increment, /)", |vm: &Vm, by: i32| -> Result<i64> {
        Ok(brief(vm, || rustix::process::nice(by))?.into())
    })
    .doc("Add increment to the priority of process and return the new priority."),
    native!("kill(pid, signal, /)", kill).doc("Kill a process with a signal."),
    native!(
        "killpg(pgid, signal, /)",
        |vm: &Vm, group: i32, signal: i32| kill(vm, group.saturating_neg(), signal)
    )
    .doc("Kill a process group with a signal."),
    native!("waitpid(pid, options, /)", waitpid)
        .doc("Wait for completion of a given child process.")
        .releases(),
    native!("wait()", |vm: &Vm| waitpid(vm, -1, 0))
        .doc("Wait for completion of a child process.")
        .releases(),
    native!("system(command)", system)
        .doc("Execute the command in a subshell.")
        .releases(),
    native!(
        "_exit(status)",
        |_: &Vm, status: i32| hasp_vm::fd::exit_now(status) as ()
    )
    .doc("Exit to the system with specified status, without normal exit processing."),
    native!("abort()", |_: &Vm| std::process::abort() as ())
        .doc("Abort the interpreter immediately."),
    native!("urandom(size, /)", urandom)
        .doc("Return a bytes object containing random bytes suitable for cryptographic use.")
        .releases(),
    native!(
        "getrandom(size, flags=0)",
        |vm: &Vm, size: isize, _flags: i32| urandom(vm, size)
    )
    .doc("Obtain a series of random bytes.")
    .releases(),
    native!("strerror(code, /)", |_: &Vm, code: i32| {
        hasp_vm::object::os_error::strerror(code)
    })
    .doc("Translate an error code to a message string."),
    native!("sched_yield()", |vm: &Vm| vm
        .detached("sched_yield", std::thread::yield_now))
    .doc("Voluntarily relinquish the CPU.")
    .releases(),
    native!(
        "register_at_fork(*, before=?, after_in_child=?, after_in_parent=?)",
        |_: &Vm, _a: &Value, _b: &Value, _c: &Value| ()
    )
    .doc("Accepted; a process is never forked here."),
    native!("writev(fd, buffers, /)", writev)
        .doc("Iterate over buffers, and write the contents of each to a file descriptor.")
        .releases(),
];

fn kill(vm: &Vm, pid: i32, number: i32) -> Result<()> {
    if pid == rustix::process::getpid().as_raw_nonzero().get() && vm.catches_signal(number) {
        // What the system would bring back by a detour.
        return vm.raise_signal(number);
    }
    use rustix::process as p;
    let target = Pid::from_raw(pid.saturating_abs());
    let signal = match number {
        0 => None,
        n => Some(Signal::from_named_raw(n).ok_or_else(|| vm.os_error(libc::EINVAL, None))?),
    };
    brief(vm, || match (pid, target, signal) {
        (0, _, None) => p::test_kill_current_process_group(),
        (0, _, Some(signal)) => p::kill_current_process_group(signal),
        (1.., Some(target), None) => p::test_kill_process(target),
        (1.., Some(target), Some(signal)) => p::kill_process(target, signal),
        (_, Some(target), None) => p::test_kill_process_group(target),
        (_, Some(target), Some(signal)) => p::kill_process_group(target, signal),
        (_, None, _) => Err(rustix::io::Errno::SRCH),
    })?;
    // A signal for this process has its effect before the next statement.
    vm.poll_native()
}

fn waitpid(vm: &Vm, pid: i32, options: i32) -> Result<Value> {
    let options = WaitOptions::from_bits_retain(options as u32);
    let found = plain(vm, "waitpid", || match pid {
        -1 => rustix::process::wait(options),
        0.. => rustix::process::waitpid(Pid::from_raw(pid), options),
        _ => match Pid::from_raw(pid.saturating_neg()) {
            Some(group) => rustix::process::waitpgid(group, options),
            None => Err(rustix::io::Errno::INVAL),
        },
    })?;
    let (pid, status) = found.map_or((0, 0), |(pid, status)| {
        (Pid::as_raw(Some(pid)), status.as_raw())
    });
    Ok(vm.pair(vm.int(pid.into()), vm.int(status.into())))
}

fn system(vm: &Vm, command: &Value) -> Result<i64> {
    use std::os::unix::ffi::OsStringExt;
    use std::os::unix::process::ExitStatusExt;
    let text = super::path::fspath(vm, command)?;
    let text = encoded(vm, &text, || "embedded null byte".to_owned())?;
    let text = std::ffi::OsString::from_vec(text.into_bytes());
    let variables = super::env::Variables::of(vm).to_vec();
    let status = vm.detached("system", move || {
        std::process::Command::new("/bin/sh")
            .arg("-c")
            .arg(text)
            .env_clear()
            .envs(variables)
            .status()
    });
    match status {
        Ok(status) => Ok(status.into_raw().into()),
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

fn urandom(vm: &Vm, size: isize) -> Result<Value> {
    let size =
        usize::try_from(size).map_err(|_| vm.value_error("negative argument not allowed"))?;
    vm.check_text_len(size)?;
    let bytes = vm.detached("urandom", || {
        let mut bytes = vec![0; size];
        getrandom::fill(&mut bytes).map(|()| bytes)
    });
    match bytes {
        Ok(bytes) => Ok(vm.bytes(&bytes)),
        Err(e) => Err(vm.os_error(e.raw_os_error().unwrap_or(libc::EIO), None)),
    }
}

fn writev(vm: &Vm, fd: i32, buffers: &Value) -> Result<usize> {
    let fd = super::path::descriptor(vm, fd)?;
    let mut parts = Vec::new();
    for buffer in vm.collect(buffers)? {
        let bytes = vm.bytes_like(&buffer)?;
        let bytes = bytes.ok_or_else(|| vm.not_bytes_like(&buffer))?;
        parts.push(BytesLike::into_vec(bytes));
    }
    let written = call(vm, "writev", || {
        let slices: Vec<_> = parts.iter().map(|p| std::io::IoSlice::new(p)).collect();
        rustix::io::writev(fd, &slices)
    })?;
    written.map_err(|errno| vm.os_error(errno, None))
}
