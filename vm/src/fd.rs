//! FENCE 13. File descriptors by number, as scripts have them.
//!
//! Rust's types say who owns a descriptor; a script may read, write and close any number at any
//! time. Nothing in this program relies on owning a descriptor for its memory safety, and a call
//! with a number that is not open fails with EBADF.

use std::os::fd::BorrowedFd;

/// The descriptor with this number, if it can be one at all (it need not be open).
#[inline]
pub fn borrow(fd: i32) -> Option<BorrowedFd<'static>> {
    // SAFETY: -1 is excluded; see the module's text for the rest.
    (fd >= 0).then(|| unsafe { BorrowedFd::borrow_raw(fd) })
}

/// Closes a descriptor.
///
/// # Errors
/// EBADF and what else the system says.
pub fn close(fd: i32) -> Result<(), i32> {
    if fd < 0 {
        return Err(libc::EBADF);
    }
    // SAFETY: see the module's text.
    match unsafe { libc::close(fd) } {
        0 => Ok(()),
        _ => Err(std::io::Error::last_os_error().raw_os_error().unwrap_or(0)),
    }
}

/// `dup3`, or `dup2` if the copy is to be inherited by other programs.
///
/// # Errors
/// EBADF and what else the system says.
pub fn dup_to(from: i32, to: i32, inheritable: bool) -> Result<(), i32> {
    let flags = if inheritable { 0 } else { libc::O_CLOEXEC };
    let result = if from == to {
        // SAFETY: no memory is involved. dup3 refuses equal numbers, dup2 checks them.
        unsafe { libc::dup2(from, to) }
    } else {
        // SAFETY: as above.
        unsafe { libc::dup3(from, to, flags) }
    };
    if result < 0 {
        return Err(std::io::Error::last_os_error().raw_os_error().unwrap_or(0));
    }
    Ok(())
}

/// Ends the process at once: nothing is flushed, no destructor runs.
pub fn exit_now(status: i32) -> ! {
    // SAFETY: the process ends here.
    unsafe { libc::_exit(status) }
}
