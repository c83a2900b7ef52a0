//! FENCE: running a child process and asking the system what it used.
//!
//! The standard library waits for a child without telling what it used, so this file calls
//! `waitid` and `wait4` itself; these two calls are the crate's only unsafe code.
//!
//! Linux lets a child start with its parent's peak memory as its own, so commands that report peak
//! memory must stay small themselves (a few megabytes), or each child seems as large as they are.

use std::io::{self, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// What a finished child left behind.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// From the start of the child to its end.
    pub wall: Duration,
    /// Processor time of all its threads, user and system.
    pub cpu: Duration,
    /// Largest resident memory, in kilobytes.
    pub peak_kb: u64,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: Vec<u8>,
    /// Why the child did not end with exit code 0, if it did not.
    pub failure: Option<String>,
}

/// Runs `command` to its end, or kills it after `limit`.
///
/// # Errors
/// If the child cannot be started or waited for. A child that fails is not an error but an
/// [`Outcome`] with a `failure`.
pub fn run(command: &mut Command, limit: Duration) -> io::Result<Outcome> {
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let pid = child.id();
    let out = child.stdout.take();
    let err = child.stderr.take();
    thread::scope(|scope| {
        let errors = scope.spawn(|| drain(err));
        let output = scope.spawn(|| drain(out));
        let (ended, end) = mpsc::channel::<()>();
        let watchdog = scope.spawn(move || {
            let late = end.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout);
            // The child has not been reaped yet, so its id cannot belong to another process.
            late && child.kill().is_ok()
        });
        let waited = wait_without_reaping(pid);
        let wall = started.elapsed();
        drop(ended);
        let killed = watchdog.join().unwrap_or(false);
        waited?;
        let (status, usage) = reap(pid)?;
        let failure = match status {
            _ if killed => Some(format!("killed after {} s", limit.as_secs())),
            status if libc::WIFSIGNALED(status) => {
                Some(format!("killed by signal {}", libc::WTERMSIG(status)))
            }
            status => match libc::WEXITSTATUS(status) {
                0 => None,
                code => Some(format!("exit code {code}")),
            },
        };
        Ok(Outcome {
            wall,
            cpu: duration(usage.ru_utime) + duration(usage.ru_stime),
            peak_kb: u64::try_from(usage.ru_maxrss).unwrap_or(0),
            stdout: output.join().unwrap_or_default(),
            stderr: errors.join().unwrap_or_default(),
            failure,
        })
    })
}

fn drain(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // A pipe that breaks leaves what came before; the child's status tells the rest.
        let _ = pipe.read_to_end(&mut bytes);
    }
    bytes
}

fn duration(time: libc::timeval) -> Duration {
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::from_secs(seconds) + Duration::from_micros(u64::try_from(time.tv_usec).unwrap_or(0))
}

/// Calls `wait` until no signal interrupts it.
fn retry(mut wait: impl FnMut() -> i32) -> io::Result<()> {
    while wait() < 0 {
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    Ok(())
}

/// Returns when the child has ended, and leaves it to be reaped.
fn wait_without_reaping(pid: u32) -> io::Result<()> {
    retry(|| {
        // SAFETY: all-zero bytes are a valid `siginfo_t`, which holds integers and pointers only.
        let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
        // SAFETY: `info` is a valid place for the answer; the options ask for no more than that.
        unsafe {
            libc::waitid(
                libc::P_PID,
                pid,
                &raw mut info,
                libc::WEXITED | libc::WNOWAIT,
            )
        }
    })
}

/// Reaps the ended child: its status and what it used.
fn reap(pid: u32) -> io::Result<(i32, libc::rusage)> {
    let mut status = 0;
    // SAFETY: all-zero bytes are a valid `rusage`, which holds integers only.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    retry(|| {
        // SAFETY: both pointers are valid for writes for the length of the call.
        unsafe { libc::wait4(pid.cast_signed(), &raw mut status, 0, &raw mut usage) }
    })?;
    Ok((status, usage))
}

#[cfg(test)]
mod tests {
    use super::run;
    use std::process::Command;
    use std::time::Duration;

    #[test]
    fn output_status_and_use_are_reported() {
        let outcome = run(
            Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"]),
            Duration::from_secs(20),
        );
        let outcome = outcome.expect("sh runs");
        assert_eq!(outcome.stdout, b"out\n");
        assert_eq!(outcome.stderr, b"err\n");
        assert_eq!(outcome.failure.as_deref(), Some("exit code 3"));
        assert!(outcome.peak_kb > 0);
    }

    #[test]
    fn a_child_that_does_not_end_is_killed() {
        let outcome =
            run(Command::new("sleep").arg("60"), Duration::from_millis(50)).expect("sleep runs");
        assert!(
            outcome
                .failure
                .is_some_and(|failure| failure.starts_with("killed after"))
        );
        assert!(outcome.wall < Duration::from_secs(30));
    }
}
