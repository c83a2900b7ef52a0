//! FENCE 12. Threads of an interpreter: attach, detach, start.
//!
//! A thread is *attached* (may touch objects) or *detached* (may not). Rust's type system keeps
//! the boundary: [`Vm::detached`] takes a `Send` closure, and neither a handle nor a value is
//! `Send` or can be borrowed across it.
//!
//! ```compile_fail
//! # use hasp_vm::{value::Value, vm::Vm};
//! fn peek(vm: &Vm, v: &Value) {
//!     vm.detached("peek", || { let _ = v.is_none(); }); // a value cannot enter
//! }
//! ```

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use parking_lot::Mutex;

use crate::config::Config;
use crate::lock::counters::{Counters, Tally};
use crate::lock::{Host, LockPolicy, Reason, ThreadId};
use crate::safepoint::{self, PollWord};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// What is known of a thread from outside.
struct Seat {
    poll: Arc<PollWord>,
    ident: u64,
    tally: Arc<Tally>,
}

/// The threads' poll words and counters, reachable from any thread.
#[derive(Default)]
struct Registry {
    seats: Mutex<HashMap<ThreadId, Seat>>,
    /// The counters of threads that have ended. Locked after the seats.
    ended: Mutex<Counters>,
}

impl Registry {
    /// The thread is about to leave for good.
    fn remove(&self, thread: ThreadId) {
        let mut seats = self.seats.lock();
        if let Some(seat) = seats.remove(&thread) {
            self.ended.lock().add(&seat.tally.read());
        }
    }
}

impl Host for Registry {
    fn ask(&self, thread: ThreadId) {
        if let Some(seat) = self.seats.lock().get(&thread)
            && seat.poll.set(safepoint::DROP_REQUEST)
        {
            seat.tally.was_asked();
        }
    }
    fn unask(&self, thread: ThreadId) {
        if let Some(seat) = self.seats.lock().get(&thread) {
            seat.poll.clear(safepoint::DROP_REQUEST);
        }
    }
}

/// Who is attached, where nobody vouches for the policy.
#[derive(Default)]
struct Watch(AtomicU64);

impl Watch {
    fn enter(&self, thread: ThreadId) {
        let before = self
            .0
            .compare_exchange(0, thread, Ordering::Acquire, Ordering::Relaxed);
        if let Err(other) = before {
            // Neither may go on, and unwinding would touch objects.
            eprintln!("hasp: the lock policy let thread {thread} in beside thread {other}");
            std::process::abort();
        }
    }
    fn leave(&self) {
        self.0.store(0, Ordering::Release);
    }
}

/// The threads of one interpreter and the policy that rules them.
pub struct Threads {
    policy: Box<dyn LockPolicy>,
    watch: Option<Watch>,
    registry: Arc<Registry>,
    next: AtomicU64,
    main: AtomicU64,
    /// The interpreter is ending: a thread that attaches now stops for ever.
    ending: AtomicBool,
    /// The clock is read for the counters.
    measuring: AtomicBool,
}

/// Signal that ends a system call of the main thread. By default the system ignores it.
const NUDGE: libc::c_int = libc::SIGURG;

/// A thread of the operating system that can be nudged out of a system call.
pub(crate) struct OsThread(libc::pthread_t);

// SAFETY: an identity, which any thread may use while the thread lives; see `nudge`.
unsafe impl Send for OsThread {}

impl OsThread {
    /// The thread that calls.
    pub(crate) fn current() -> OsThread {
        // SAFETY: pthread_self has no preconditions.
        OsThread(unsafe { libc::pthread_self() })
    }

    /// Lets nudges end system calls of this process's threads: they do nothing, but a system call
    /// in which one arrives ends with EINTR.
    pub(crate) fn allow_nudges() {
        extern "C" fn nothing(_: libc::c_int) {}
        // SAFETY: a zeroed sigaction is a valid one; the handler does nothing at all.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = nothing as *const () as usize;
            libc::sigaction(NUDGE, &raw const action, std::ptr::null_mut());
        }
    }

    /// Ends a system call in which the thread waits. The caller sees to it that the thread lives:
    /// the main thread takes its identity out of the inbox before it ends.
    pub(crate) fn nudge(&self) {
        // SAFETY: the thread lives (see above), and the signal's handler does nothing.
        unsafe { libc::pthread_kill(self.0, NUDGE) };
    }
}

/// Writes one byte to a descriptor that a script named; nothing happens if that fails.
pub(crate) fn write_byte(fd: i32, byte: u8) {
    if fd >= 0 {
        // SAFETY: reads one byte of a local variable.
        unsafe { libc::write(fd, (&raw const byte).cast(), 1) };
    }
}

/// The operating system's number of this thread, for `threading.get_ident`.
pub(crate) fn os_ident() -> u64 {
    // SAFETY: pthread_self has no preconditions.
    unsafe { libc::pthread_self() as u64 }
}

impl Threads {
    pub(crate) fn new(config: &Config) -> Threads {
        let registry = Arc::new(Registry::default());
        let watched = config.lock.is_given() || cfg!(debug_assertions);
        Threads {
            policy: config.lock.make(registry.clone()),
            watch: watched.then(Watch::default),
            registry,
            next: AtomicU64::new(1),
            main: AtomicU64::new(0),
            ending: AtomicBool::new(false),
            measuring: AtomicBool::new(false),
        }
    }

    /// The policy.
    pub fn policy(&self) -> &dyn LockPolicy {
        &*self.policy
    }

    fn register(&self, vm: &Vm) {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let seat = Seat {
            poll: vm.poll.clone(),
            ident: vm.ident,
            tally: vm.record.tally().clone(),
        };
        self.registry.seats.lock().insert(id, seat);
        vm.thread_id.set(id);
    }

    #[inline]
    fn measures(&self) -> bool {
        self.measuring.load(Ordering::Relaxed)
    }

    #[inline]
    fn attach(&self, vm: &Vm, reason: Reason) {
        let from = self.measures().then(Instant::now);
        self.policy.attach(vm.thread_id.get(), reason);
        self.is_in(vm, reason, from);
    }

    #[inline]
    fn is_in(&self, vm: &Vm, reason: Reason, from: Option<Instant>) {
        if let Some(watch) = &self.watch {
            watch.enter(vm.thread_id.get());
        }
        vm.record.count(reason);
        if let Some(from) = from {
            vm.record.waited(reason, from);
        }
    }

    #[inline]
    fn detach(&self, vm: &Vm, reason: Reason) {
        self.goes_out(vm, reason);
        self.policy.detach(vm.thread_id.get(), reason);
    }

    /// The thread is about to let go; gives the time if it is measured.
    #[inline]
    fn goes_out(&self, vm: &Vm, reason: Reason) -> Option<Instant> {
        let now = self.measures().then(|| vm.record.ends(reason));
        if let Some(watch) = &self.watch {
            watch.leave();
        }
        now
    }

    /// The thread leaves for good.
    fn leave(&self, vm: &Vm) {
        vm.record.count(Reason::Exit);
        self.goes_out(vm, Reason::Exit);
        let id = vm.thread_id.get();
        self.registry.remove(id);
        self.policy.detach(id, Reason::Exit);
    }

    fn give_way(&self, vm: &Vm) {
        let id = vm.thread_id.get();
        if self.policy.due(id) {
            let now = self.goes_out(vm, Reason::Switch);
            self.policy.give_way(id);
            self.is_in(vm, Reason::Switch, now);
        }
    }

    pub(crate) fn attach_main(&self, vm: &Vm) {
        self.register(vm);
        self.main.store(vm.ident, Ordering::Relaxed);
        self.attach(vm, Reason::Start);
        vm.interp().signals.open(vm);
    }

    /// The main thread leaves for good.
    pub(crate) fn detach_main(&self, vm: &Vm) {
        vm.interp().signals.close();
        self.leave(vm);
    }

    /// From now on the counters tell times, too.
    pub fn measure(&self, vm: &Vm) {
        if !self.measuring.swap(true, Ordering::Relaxed) {
            vm.record.begin(Instant::now());
        }
    }

    /// The counters of the threads that are registered, by their identity.
    pub fn counters(&self) -> Vec<(u64, Counters)> {
        let seats = self.registry.seats.lock();
        let mut all: Vec<_> = seats.iter().collect();
        all.sort_by_key(|(id, _)| **id);
        let read = |(_, seat): (_, &Seat)| (seat.ident, seat.tally.read());
        all.into_iter().map(read).collect()
    }

    /// The counters of all threads together, those that have ended included.
    pub fn total_counters(&self) -> Counters {
        let seats = self.registry.seats.lock();
        let mut total = self.registry.ended.lock().clone();
        for seat in seats.values() {
            total.add(&seat.tally.read());
        }
        total
    }

    /// Identity of the main thread.
    pub fn main_ident(&self) -> u64 {
        self.main.load(Ordering::Relaxed)
    }

    /// Number of threads that are registered.
    pub fn count(&self) -> usize {
        self.registry.seats.lock().len()
    }

    /// Has the interpreter come to its end? Then no thread but the main one goes on.
    pub fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Acquire)
    }

    /// From now on threads other than the main one stop where they would attach.
    pub(crate) fn end(&self) {
        self.ending.store(true, Ordering::Release);
        for seat in self.registry.seats.lock().values() {
            seat.poll.set(safepoint::EXIT);
        }
    }
}

/// Values on their way to another thread of the same interpreter.
pub struct Parcel(Vec<Value>);

// SAFETY: a parcel is packed and opened by attached threads of one interpreter only (both take
// the handle); in between nobody touches the values.
unsafe impl Send for Parcel {}

impl Parcel {
    /// Packs values.
    pub fn pack(_: &Vm, values: Vec<Value>) -> Parcel {
        Parcel(values)
    }
    /// Takes them out.
    pub fn open(self, _: &Vm) -> Vec<Value> {
        self.0
    }
}

/// Detaches a thread at its end, also if that is a panic: the others must go on.
struct Leave<'a>(&'a Vm);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.interp().threads.leave(self.0);
    }
}

impl Vm {
    /// Runs `f` detached: other threads may run meanwhile. `name` names the native for statistics.
    pub fn detached<R: Send>(&self, name: &'static str, f: impl FnOnce() -> R + Send) -> R {
        struct Attach<'a>(&'a Vm, &'static str);
        impl Drop for Attach<'_> {
            fn drop(&mut self) {
                self.0.reattach(Reason::Native(self.1));
            }
        }
        self.interp().threads.detach(self, Reason::Native(name));
        let _attach = Attach(self, name);
        f()
    }

    fn reattach(&self, reason: Reason) {
        let threads = &self.interp().threads;
        self.stop_if_ending();
        threads.attach(self, reason);
        if threads.ending.load(Ordering::Acquire) && self.ident != threads.main_ident() {
            threads.detach(self, Reason::Exit);
            self.stop_if_ending();
        }
    }

    /// A daemon thread that would run after the interpreter's end sleeps instead: the process is
    /// about to exit and its objects may be gone.
    fn stop_if_ending(&self) {
        let threads = &self.interp().threads;
        while threads.ending.load(Ordering::Acquire) && self.ident != threads.main_ident() {
            std::thread::park();
        }
    }

    /// Is this the main thread?
    pub fn is_main_thread(&self) -> bool {
        self.ident == self.interp().threads.main_ident()
    }

    /// `threading.get_ident()`.
    pub fn thread_ident(&self) -> u64 {
        self.ident
    }

    /// Starts a thread that runs `body` attached. `started` gets its identity before it runs.
    ///
    /// # Errors
    /// RuntimeError `can't start new thread`.
    pub fn start_thread(
        &self,
        stack_bytes: usize,
        parcel: Parcel,
        body: impl FnOnce(&Vm, Vec<Value>) + Send + 'static,
    ) -> Result<u64> {
        let interp = self.interp_arc();
        let (tell, told) = std::sync::mpsc::channel();
        let spawned = std::thread::Builder::new()
            .stack_size(stack_bytes)
            .spawn(move || {
                let vm = Vm::new(interp, os_ident(), stack_bytes);
                let threads = &vm.interp().threads;
                threads.register(&vm);
                // The thread that waits for it may be gone: then nobody wants to know.
                let _told = tell.send(vm.ident);
                vm.reattach(Reason::Start);
                let _leave = Leave(&vm);
                vm.enter(|vm| {
                    let values = parcel.open(vm);
                    body(vm, values);
                    vm.forget_values();
                });
            });
        match spawned {
            Ok(_) => {
                let ident = self.detached("start_new_thread", move || told.recv().ok());
                ident.ok_or_else(|| self.runtime_error("can't start new thread"))
            }
            Err(_) => Err(self.runtime_error("can't start new thread")),
        }
    }

    /// What a set poll word asks for. Called at safepoints.
    ///
    /// # Errors
    /// KeyboardInterrupt and other exceptions sent to this thread.
    #[cold]
    #[inline(never)]
    pub(crate) fn handle_poll(&self) -> Result<()> {
        let bits = self.poll.bits();
        let threads = &self.interp().threads;
        if bits & safepoint::GC != 0 {
            self.poll.clear(safepoint::GC);
            self.collector_looks();
        }
        if bits & safepoint::DROP_REQUEST != 0 {
            threads.give_way(self);
        }
        self.handle_urgent()
    }

    /// What cannot wait until the native that runs is done: the end, signals, exceptions.
    #[cold]
    #[inline(never)]
    fn handle_urgent(&self) -> Result<()> {
        let bits = self.poll.bits();
        if bits & safepoint::EXIT != 0 && !self.is_main_thread() {
            self.interp().threads.detach(self, Reason::Exit);
            self.stop_if_ending();
        }
        if bits & safepoint::SIGNAL != 0 && self.is_main_thread() {
            self.poll.clear(safepoint::SIGNAL);
            self.handle_signals()?;
        }
        if bits & safepoint::ASYNC_EXC != 0 {
            self.poll.clear(safepoint::ASYNC_EXC);
            let pending = self.pending.borrow_mut().take();
            if let Some(exception) = pending {
                return Err(crate::interp::unwind::make_exception(self, exception));
            }
        }
        Ok(())
    }

    /// For long natives: Ctrl-C ends them. They do not give way to other threads and do not
    /// collect garbage: scripts rely on it that `list(d.items())`, `a.sort()` and their like are
    /// one step, as in CPython.
    ///
    /// # Errors
    /// KeyboardInterrupt and what else is sent to this thread.
    #[inline(always)]
    pub fn poll_native(&self) -> Result<()> {
        if self.poll.is_set() {
            self.handle_urgent()
        } else {
            Ok(())
        }
    }
}
