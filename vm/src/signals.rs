//! Signals: from the process to the main thread of the interpreter that owns them.
//!
//! Whoever owns the process's signals (the command line) gives an interpreter a [`SignalSource`].
//! The source tells every signal that arrives to the interpreter's [`Inbox`], from an ordinary
//! thread. The inbox notes it, sets the main thread's polled word, and ends the wait in which the
//! main thread may be: one on a condition variable by its [`Wake`], one in the system by a
//! nudge. The main thread runs the handlers at its next safepoint.
//!
//! Nothing here is global to the process: an interpreter without a source has its own table of
//! handlers, and sees only the signals that its scripts send to themselves.

use std::io;
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};
use std::sync::{Arc, Condvar};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::args::Args;
use crate::object::cell::Locked;
use crate::safepoint::{self, PollWord};
use crate::thread::OsThread;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Numbers of signals are below this.
pub const COUNT: i32 = 65;

/// Who installs the handlers of the process.
pub trait SignalSource: Send + Sync {
    /// Called once, by the interpreter that gets the signals: what arrives goes to `inbox`.
    fn connect(&self, inbox: Arc<Inbox>);
    /// From now on the signal goes to the inbox.
    ///
    /// # Errors
    /// The system's, if the signal cannot be caught.
    fn catch(&self, number: i32) -> io::Result<()>;
    /// From now on the signal does what the system does by default.
    fn restore(&self, number: i32);
    /// From now on nothing happens when the signal arrives.
    fn ignore(&self, number: i32);
    /// Sends a signal to this process: to the inbox if it is caught.
    ///
    /// # Errors
    /// The system's.
    fn raise(&self, number: i32) -> io::Result<()>;
    /// Is it a signal that the process ignored from its start?
    fn starts_ignored(&self, number: i32) -> bool;
}

/// Ends a wait: called after a signal has been noted.
pub trait Wake: Send + Sync {
    /// Makes the waiting thread look again whether it was interrupted. The lock of what it waits
    /// for must be taken between the noting and the waking, or the waking may be lost.
    fn wake(&self);
}

struct Main {
    poll: Arc<PollWord>,
    thread: OsThread,
}

/// Where the signals of one interpreter arrive.
#[derive(Default)]
pub struct Inbox {
    pending: AtomicU64,
    /// Signals that the main thread has blocked.
    mask: AtomicU64,
    /// Blocked signals that have arrived.
    held: AtomicU64,
    /// Signals for which `sigwait` waits.
    awaited: AtomicU64,
    main: Mutex<Option<Main>>,
    /// How to end the wait in which the main thread is.
    sleeper: Mutex<Option<Arc<dyn Wake>>>,
    wakeup_fd: AtomicI32,
}

impl Inbox {
    fn new() -> Inbox {
        Inbox {
            wakeup_fd: AtomicI32::new(-1),
            ..Inbox::default()
        }
    }

    /// Notes a signal and sees to it that the main thread notices. Not for signal handlers:
    /// takes locks.
    pub fn deliver(&self, number: i32) {
        self.note(number);
        crate::thread::write_byte(self.wakeup_fd.load(Ordering::Relaxed), number as u8);
        // A nudge may come just before the thread enters the system call that it should end.
        for pause in [1, 2, 4, 8, 16, 32, 64, 128] {
            let sleeper = self.sleeper.lock().clone();
            if let Some(sleeper) = sleeper {
                sleeper.wake();
            }
            if let Some(main) = &*self.main.lock() {
                main.thread.nudge();
            }
            if !self.is_pending() {
                return;
            }
            std::thread::sleep(Duration::from_millis(pause));
            if !self.is_pending() {
                return;
            }
        }
    }

    /// Notes a signal that the main thread sends itself, or that need not end a wait.
    pub(crate) fn note(&self, number: i32) {
        let bit = bit(number);
        if bit & self.awaited.load(Ordering::Acquire) != 0 {
            self.pending.fetch_or(bit, Ordering::AcqRel);
            return;
        }
        if bit & self.mask.load(Ordering::Acquire) != 0 {
            self.held.fetch_or(bit, Ordering::AcqRel);
            return;
        }
        self.pending.fetch_or(bit, Ordering::AcqRel);
        if let Some(main) = &*self.main.lock() {
            main.poll.set(safepoint::SIGNAL);
        }
    }

    /// Do signals wait for the main thread?
    pub fn is_pending(&self) -> bool {
        self.pending.load(Ordering::Acquire) != 0
    }

    pub(crate) fn set_main(&self, poll: Option<Arc<PollWord>>) {
        *self.main.lock() = poll.map(|poll| Main {
            poll,
            thread: OsThread::current(),
        });
    }
}

/// The bit of a signal.
fn bit(number: i32) -> u64 {
    1 << (number & 63)
}

/// Tells a wait of the main thread whether a signal came.
#[derive(Clone)]
pub struct Interrupt(Option<Arc<Inbox>>);

impl Interrupt {
    /// Must the wait end?
    pub fn is_set(&self) -> bool {
        self.0.as_ref().is_some_and(|inbox| inbox.is_pending())
    }
}

/// Sends signals from threads that are not the interpreter's.
pub struct Sender {
    inbox: Arc<Inbox>,
    source: Option<Arc<dyn SignalSource>>,
}

impl Sender {
    /// As if the signal had arrived from outside.
    pub fn send(&self, number: i32) {
        match &self.source {
            Some(source) => {
                // There is nobody to tell that a signal cannot be sent.
                let _sent = source.raise(number);
            }
            None => self.inbox.deliver(number),
        }
    }
}

/// What happens when a signal arrives.
#[derive(Clone, Default)]
pub enum Action {
    /// What the system does.
    #[default]
    Default,
    /// Nothing.
    Ignore,
    /// KeyboardInterrupt: what SIGINT does until a script decides otherwise.
    Interrupt,
    /// A call with the number and the frame that was interrupted.
    Call(Value),
}

/// The signals of one interpreter.
pub struct Signals {
    /// Where they arrive.
    pub inbox: Arc<Inbox>,
    source: Option<Arc<dyn SignalSource>>,
    actions: Locked<Vec<Action>>,
}

impl Signals {
    pub(crate) fn new(source: Option<Arc<dyn SignalSource>>) -> Signals {
        let mut actions = vec![Action::Default; COUNT as usize];
        actions[libc::SIGINT as usize] = Action::Interrupt;
        // As CPython does: writing to a closed pipe is an error, not the end.
        actions[libc::SIGPIPE as usize] = Action::Ignore;
        actions[libc::SIGXFSZ as usize] = Action::Ignore;
        if let Some(source) = &source {
            for number in 1..COUNT {
                if source.starts_ignored(number) {
                    actions[number as usize] = Action::Ignore;
                }
            }
        }
        Signals {
            inbox: Arc::new(Inbox::new()),
            source,
            actions: Locked::new(actions),
        }
    }

    /// The main thread is there: signals may come.
    pub(crate) fn open(&self, vm: &Vm) {
        self.inbox.set_main(Some(vm.poll.clone()));
        let Some(source) = &self.source else { return };
        OsThread::allow_nudges();
        source.connect(self.inbox.clone());
        if matches!(self.action(libc::SIGINT), Action::Interrupt) {
            // Without it Ctrl-C ends the process, which is what it does by default.
            let _caught = source.catch(libc::SIGINT);
        }
        if matches!(self.action(libc::SIGXFSZ), Action::Ignore) {
            source.ignore(libc::SIGXFSZ);
        }
    }

    /// The main thread is about to end.
    pub(crate) fn close(&self) {
        self.inbox.set_main(None);
    }

    /// For threads that send signals.
    pub fn sender(&self) -> Sender {
        Sender {
            inbox: self.inbox.clone(),
            source: self.source.clone(),
        }
    }

    /// Forgets the handlers of scripts.
    pub(crate) fn clear(&self) {
        let fresh = vec![Action::Default; COUNT as usize];
        let old = self
            .actions
            .with(|actions| std::mem::replace(actions, fresh));
        drop(old);
    }

    /// What happens when a signal arrives; `number` is below [`COUNT`].
    pub fn action(&self, number: i32) -> Action {
        self.actions.with(|a| a[number as usize].clone())
    }

    /// Changes what happens; gives what happened before.
    ///
    /// # Errors
    /// The system's, if the signal cannot be caught.
    pub fn set_action(&self, number: i32, action: Action) -> io::Result<Action> {
        if let Some(source) = &self.source {
            match action {
                Action::Default => source.restore(number),
                Action::Ignore => source.ignore(number),
                Action::Interrupt | Action::Call(_) => source.catch(number)?,
            }
        }
        Ok(self
            .actions
            .with(|a| std::mem::replace(&mut a[number as usize], action)))
    }

    /// Does the main thread block this signal?
    fn is_blocked(&self, number: i32) -> bool {
        self.inbox.mask.load(Ordering::Acquire) & bit(number) != 0
    }

    /// The signals that the main thread blocks.
    pub fn blocked(&self) -> Vec<i32> {
        let mask = self.inbox.mask.load(Ordering::Acquire);
        (1..COUNT).filter(|n| mask & bit(*n) != 0).collect()
    }

    /// Blocked signals that have arrived.
    pub fn held(&self) -> Vec<i32> {
        let held = self.inbox.held.load(Ordering::Acquire);
        (1..COUNT).filter(|n| held & bit(*n) != 0).collect()
    }

    /// Sets which signals the main thread, which calls this, blocks. What it blocked before and has
    /// arrived takes its effect at the next safepoint.
    ///
    /// # Errors
    /// The system's, when a signal that would end the process by default is unblocked.
    pub fn set_blocked(&self, numbers: &[i32]) -> io::Result<()> {
        let unblockable = bit(libc::SIGKILL) | bit(libc::SIGSTOP);
        let mask = numbers.iter().fold(0, |mask, n| mask | bit(*n)) & !unblockable;
        let before = self.inbox.mask.swap(mask, Ordering::AcqRel);
        let mut result = Ok(());
        for number in (1..COUNT).filter(|n| (before ^ mask) & bit(*n) != 0) {
            let blocks = mask & bit(number) != 0;
            let by_default = matches!(self.action(number), Action::Default);
            if blocks {
                // It must arrive here, not do what it does by default.
                if let (true, Some(source)) = (by_default, &self.source) {
                    let _uncatchable = source.catch(number);
                }
                continue;
            }
            let came = self.inbox.held.fetch_and(!bit(number), Ordering::AcqRel) & bit(number) != 0;
            match (by_default, &self.source) {
                (true, Some(source)) => {
                    source.restore(number);
                    if came {
                        result = result.and(source.raise(number));
                    }
                }
                _ if came => self.inbox.note(number),
                _ => {}
            }
        }
        result
    }

    /// Sets the descriptor to which the numbers of arriving signals are written; gives the old
    /// one. -1 is none.
    pub fn set_wakeup_fd(&self, fd: i32) -> i32 {
        self.inbox.wakeup_fd.swap(fd, Ordering::Relaxed)
    }
}

/// A wait for nothing but time and signals.
#[derive(Default)]
struct Pause {
    lock: std::sync::Mutex<()>,
    condition: Condvar,
}

impl Wake for Pause {
    fn wake(&self) {
        drop(self.lock.lock());
        self.condition.notify_all();
    }
}

impl Vm {
    /// Like [`Vm::detached`], for a wait that a signal must end early: `wake` is called when one
    /// arrives, after which the [`Interrupt`] is set. Only the main thread is interrupted.
    pub fn detached_wait<R: Send>(
        &self,
        name: &'static str,
        wake: Arc<dyn Wake>,
        wait: impl FnOnce(&Interrupt) -> R + Send,
    ) -> R {
        if !self.is_main_thread() {
            return self.detached(name, || wait(&Interrupt(None)));
        }
        let inbox = &self.interp().signals.inbox;
        *inbox.sleeper.lock() = Some(wake);
        let interrupt = Interrupt(Some(inbox.clone()));
        let result = self.detached(name, || wait(&interrupt));
        *inbox.sleeper.lock() = None;
        result
    }

    /// Waits, detached, for some time or for ever; gives false if a signal ended the wait.
    pub fn pause(&self, name: &'static str, length: Option<Duration>) -> bool {
        if let (Some(length), false) = (length, self.is_main_thread()) {
            self.detached(name, || std::thread::sleep(length));
            return true;
        }
        let pause = Arc::new(Pause::default());
        let deadline = length.and_then(|length| Instant::now().checked_add(length));
        self.detached_wait(name, pause.clone(), move |interrupt| {
            let Ok(mut guard) = pause.lock.lock() else {
                return true;
            };
            loop {
                if interrupt.is_set() {
                    return false;
                }
                let left = deadline.map(|d| d.saturating_duration_since(Instant::now()));
                guard = match left {
                    Some(Duration::ZERO) => return true,
                    Some(left) => match pause.condition.wait_timeout(guard, left) {
                        Ok((guard, _)) => guard,
                        Err(_) => return true,
                    },
                    None => match pause.condition.wait(guard) {
                        Ok(guard) => guard,
                        Err(_) => return true,
                    },
                };
            }
        })
    }

    /// Waits until one of these signals arrives, without running its handler.
    ///
    /// # Errors
    /// What the handlers of other signals raise.
    pub fn await_signal(&self, numbers: &[i32]) -> Result<i32> {
        struct Await<'a>(&'a Inbox);
        impl Drop for Await<'_> {
            fn drop(&mut self) {
                self.0.awaited.store(0, Ordering::Release);
            }
        }
        let inbox = &self.interp().signals.inbox;
        let wanted = numbers.iter().fold(0, |set, n| set | bit(*n));
        inbox.awaited.store(wanted, Ordering::Release);
        let _await = Await(inbox);
        // From here on those that come are pending; those that came before are held.
        loop {
            for store in [&inbox.held, &inbox.pending] {
                let found = store.load(Ordering::Acquire) & wanted;
                let number = (1..COUNT).find(|n| found & bit(*n) != 0);
                if let Some(number) = number {
                    store.fetch_and(!bit(number), Ordering::AcqRel);
                    let others = inbox.pending.fetch_and(!wanted, Ordering::AcqRel) & wanted;
                    inbox.held.fetch_or(others, Ordering::AcqRel);
                    return Ok(number);
                }
            }
            self.pause("sigwait", None);
            if inbox.pending.load(Ordering::Acquire) & wanted == 0 {
                self.handle_signals()?;
            }
        }
    }

    /// Runs the handlers of the signals that have arrived.
    ///
    /// # Errors
    /// KeyboardInterrupt; what a handler raises. The signals after it stay noted.
    pub fn handle_signals(&self) -> Result<()> {
        if !self.is_main_thread() {
            return Ok(());
        }
        let signals = &self.interp().signals;
        let mut pending = signals.inbox.pending.swap(0, Ordering::AcqRel);
        for number in 1..COUNT {
            let bit = bit(number);
            if pending & bit == 0 {
                continue;
            }
            pending &= !bit;
            let handled = match signals.action(number) {
                Action::Default | Action::Ignore => Ok(()),
                Action::Interrupt => Err(self.keyboard_interrupt()),
                Action::Call(handler) => {
                    let frame = self.frame_above(0);
                    let frame = frame.map_or(Value::NONE, |f| f.into_value());
                    let args = [self.int(number.into()), frame];
                    self.shielded(|| self.call(&handler, Args::positional(&args)))
                        .map(drop)
                }
            };
            if handled.is_err() {
                for left in (1..COUNT).filter(|n| pending & 1 << (*n & 63) != 0) {
                    signals.inbox.note(left);
                }
                return handled;
            }
        }
        Ok(())
    }

    /// KeyboardInterrupt.
    pub fn keyboard_interrupt(&self) -> crate::vm::Raised {
        self.error_with(&self.exceptions().keyboard_interrupt, Vec::new())
    }

    /// Sends a signal to this process: handlers of scripts run before the next step of the main
    /// thread, anything else is left to the system.
    ///
    /// # Errors
    /// What the handlers raise; OSError.
    pub fn raise_signal(&self, number: i32) -> Result<()> {
        let signals = &self.interp().signals;
        match signals.action(number) {
            Action::Interrupt | Action::Call(_) => {
                crate::thread::write_byte(
                    signals.inbox.wakeup_fd.load(Ordering::Relaxed),
                    number as u8,
                );
                signals.inbox.note(number);
                self.wake_main();
                self.handle_signals()
            }
            Action::Default if signals.is_blocked(number) => {
                signals.inbox.note(number);
                Ok(())
            }
            Action::Ignore => Ok(()),
            Action::Default => match &signals.source {
                Some(source) => source
                    .raise(number)
                    .map_err(|error| self.io_error(&error, None)),
                None => Ok(()),
            },
        }
    }

    /// Does a script, or KeyboardInterrupt, wait for this signal?
    pub fn catches_signal(&self, number: i32) -> bool {
        (1..COUNT).contains(&number)
            && matches!(
                self.interp().signals.action(number),
                Action::Interrupt | Action::Call(_)
            )
    }

    /// As if the signal had arrived, if a script or KeyboardInterrupt waits for it
    /// (`_thread.interrupt_main`).
    pub fn interrupt_main(&self, number: i32) {
        let signals = &self.interp().signals;
        if self.catches_signal(number) {
            signals.inbox.note(number);
            self.wake_main();
        }
    }

    fn wake_main(&self) {
        let inbox = &self.interp().signals.inbox;
        let sleeper = inbox.sleeper.lock().clone();
        if let Some(sleeper) = sleeper {
            sleeper.wake();
        }
        if !self.is_main_thread()
            && let Some(main) = &*inbox.main.lock()
        {
            main.thread.nudge();
        }
    }
}
