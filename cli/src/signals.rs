//! The process's signals. The thread in which the process began waits for them and forwards them
//! to the interpreter that runs the program.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hasp_vm::signals::{Inbox, SignalSource};
use signal_hook::consts::FORBIDDEN;
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level;

/// What is done with a signal that arrives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Do {
    Forward,
    Default,
    Nothing,
}

/// The registry.
pub(crate) struct Process {
    handle: Handle,
    inbox: OnceLock<Arc<Inbox>>,
    /// Signals with a handler in the system, which stays once it is installed.
    caught: Mutex<HashMap<i32, Do>>,
    /// Signals that the parent process had ignored, one bit each.
    ignored: u64,
}

impl Process {
    /// The registry, and the source of signals for [`Process::serve`].
    ///
    /// # Errors
    /// The system's.
    pub(crate) fn new() -> io::Result<(Arc<Process>, Signals)> {
        let signals = Signals::new([] as [i32; 0])?;
        let process = Process {
            handle: signals.handle(),
            inbox: OnceLock::new(),
            caught: Mutex::default(),
            ignored: ignored_signals(),
        };
        Ok((Arc::new(process), signals))
    }

    /// Forwards signals until [`Process::close`].
    pub(crate) fn serve(&self, mut signals: Signals) {
        for number in signals.forever() {
            let todo = self
                .caught
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(&number)
                .copied();
            match (todo, self.inbox.get()) {
                (Some(Do::Forward), Some(inbox)) => inbox.deliver(number),
                (Some(Do::Default), _) => {
                    // What cannot be done by default is left undone.
                    let _done = low_level::emulate_default_handler(number);
                }
                _ => {}
            }
        }
    }

    /// Ends [`Process::serve`].
    pub(crate) fn close(&self) {
        self.handle.close();
    }

    fn set(&self, number: i32, todo: Do) -> io::Result<()> {
        let mut caught = self.caught.lock().unwrap_or_else(PoisonError::into_inner);
        let known = caught.contains_key(&number);
        if !known && !FORBIDDEN.contains(&number) {
            // A signal that nobody has caught does by default what it should.
            if todo == Do::Default {
                return Ok(());
            }
            self.handle.add_signal(number)?;
        } else if number == libc::SIGKILL || number == libc::SIGSTOP {
            return Err(io::Error::from_raw_os_error(libc::EINVAL));
        }
        caught.insert(number, todo);
        Ok(())
    }
}

impl SignalSource for Process {
    fn connect(&self, inbox: Arc<Inbox>) {
        // The first interpreter gets the signals.
        let _first = self.inbox.set(inbox);
    }

    fn catch(&self, number: i32) -> io::Result<()> {
        self.set(number, Do::Forward)
    }

    fn restore(&self, number: i32) {
        // Only catching can fail.
        let _done = self.set(number, Do::Default);
    }

    fn ignore(&self, number: i32) {
        let _done = self.set(number, Do::Nothing);
    }

    fn raise(&self, number: i32) -> io::Result<()> {
        let caught = self.caught.lock().unwrap_or_else(PoisonError::into_inner);
        let todo = caught.get(&number).copied();
        drop(caught);
        match todo {
            Some(Do::Nothing) => Ok(()),
            Some(Do::Forward) => {
                if let Some(inbox) = self.inbox.get() {
                    inbox.deliver(number);
                }
                Ok(())
            }
            Some(Do::Default) => low_level::emulate_default_handler(number),
            None => low_level::raise(number),
        }
    }

    fn starts_ignored(&self, number: i32) -> bool {
        self.ignored & 1 << (number - 1) != 0
    }
}

/// The signals that this process was started with ignored (a shell does that to what runs in the
/// background), one bit each.
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or(0)
}

/// Ends the process as SIGINT does by default, so that a shell sees that it was interrupted.
pub(crate) fn die_interrupted() -> u8 {
    // Does not come back; if it does, this is the status that a shell gives such a process.
    let _gone = low_level::emulate_default_handler(libc::SIGINT);
    130
}
