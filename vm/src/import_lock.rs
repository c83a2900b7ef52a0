//! The locks of modules that are being imported: a module is executed once, however many threads
//! import it.
//!
//! A thread that loads a module owns the module's lock; others wait for it. Threads that import
//! modules in circles would wait for each other for ever: a thread whose wait would close such a
//! circle does not wait, and gets the module as far as it is initialised (as in CPython).

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::{Condvar, Mutex};

use crate::signals::{Interrupt, Wake};
use crate::vm::{Result, Vm};

struct Owner {
    thread: u64,
    /// How often the thread has taken the lock.
    depth: u32,
    /// The module is being executed.
    loading: bool,
}

#[derive(Default)]
struct State {
    owners: HashMap<String, Owner>,
    /// The module for which a thread waits.
    waiting: HashMap<u64, String>,
}

impl State {
    /// Would it be for ever if `thread` waited for the module?
    fn is_circular(&self, thread: u64, name: &str) -> bool {
        let mut name = name;
        loop {
            let Some(owner) = self.owners.get(name) else {
                return false;
            };
            if owner.thread == thread {
                return true;
            }
            match self.waiting.get(&owner.thread) {
                Some(next) => name = next,
                None => return false,
            }
        }
    }
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    released: Condvar,
}

impl Wake for Shared {
    fn wake(&self) {
        drop(self.state.lock());
        self.released.notify_all();
    }
}

/// The locks of one interpreter's modules.
#[derive(Default)]
pub(crate) struct ImportLocks {
    shared: Arc<Shared>,
    /// Number of locks that are held; 0 spares everyone the look.
    held: AtomicUsize,
}

/// How taking a lock ended.
enum Taken {
    Yes,
    /// Waiting would be for ever.
    Circular,
    /// A signal came.
    Interrupted,
}

impl State {
    /// Takes the lock if no other thread has it.
    fn try_take(&mut self, thread: u64, name: &str) -> bool {
        match self.owners.get_mut(name) {
            None => {
                let owner = Owner {
                    thread,
                    depth: 1,
                    loading: false,
                };
                self.owners.insert(name.to_owned(), owner);
                true
            }
            Some(owner) if owner.thread == thread => {
                owner.depth += 1;
                true
            }
            Some(_) => false,
        }
    }
}

impl Shared {
    /// Waits for the lock. For detached threads: the owner may need to attach to give it back.
    fn take(&self, thread: u64, name: &str, interrupt: &Interrupt) -> Taken {
        let mut state = self.state.lock();
        loop {
            if state.try_take(thread, name) {
                return Taken::Yes;
            }
            if state.is_circular(thread, name) {
                return Taken::Circular;
            }
            if interrupt.is_set() {
                return Taken::Interrupted;
            }
            state.waiting.insert(thread, name.to_owned());
            self.released.wait(&mut state);
            state.waiting.remove(&thread);
        }
    }
}

impl ImportLocks {
    /// Is the module being executed, by any thread?
    pub(crate) fn is_loading(&self, name: &str) -> bool {
        self.held.load(Ordering::Acquire) != 0
            && self
                .shared
                .state
                .lock()
                .owners
                .get(name)
                .is_some_and(|o| o.loading)
    }

    /// Is it being executed by another thread than this one?
    fn is_loading_elsewhere(&self, thread: u64, name: &str) -> bool {
        self.held.load(Ordering::Acquire) != 0
            && self
                .shared
                .state
                .lock()
                .owners
                .get(name)
                .is_some_and(|o| o.loading && o.thread != thread)
    }

    fn release(&self, name: &str) {
        let mut state = self.shared.state.lock();
        let Some(owner) = state.owners.get_mut(name) else {
            return;
        };
        owner.depth -= 1;
        if owner.depth == 0 {
            state.owners.remove(name);
            self.held.fetch_sub(1, Ordering::AcqRel);
            drop(state);
            self.shared.released.notify_all();
        }
    }
}

/// A module's lock, held.
pub(crate) struct ModuleLock<'a> {
    vm: &'a Vm,
    name: &'a str,
}

impl ModuleLock<'_> {
    /// From now on the module counts as partially initialised.
    pub(crate) fn start_loading(&self) {
        self.set_loading(true);
    }
    fn set_loading(&self, loading: bool) {
        let mut state = self.vm.interp().import_locks.shared.state.lock();
        if let Some(owner) = state.owners.get_mut(self.name) {
            owner.loading = loading;
        }
    }
}

impl Drop for ModuleLock<'_> {
    fn drop(&mut self) {
        self.vm.interp().import_locks.release(self.name);
    }
}

impl Vm {
    /// Takes a module's lock. None if waiting for it would be for ever.
    ///
    /// # Errors
    /// What the handlers of signals raise.
    pub(crate) fn lock_module<'a>(&'a self, name: &'a str) -> Result<Option<ModuleLock<'a>>> {
        let locks = &self.interp().import_locks;
        let thread = self.ident;
        loop {
            let free = locks.shared.state.lock().try_take(thread, name);
            let taken = if free {
                Taken::Yes
            } else {
                let shared = locks.shared.clone();
                self.detached_wait("import", locks.shared.clone(), move |interrupt| {
                    shared.take(thread, name, interrupt)
                })
            };
            match taken {
                Taken::Yes => {
                    let state = locks.shared.state.lock();
                    if state.owners.get(name).is_some_and(|o| o.depth == 1) {
                        locks.held.fetch_add(1, Ordering::AcqRel);
                    }
                    return Ok(Some(ModuleLock { vm: self, name }));
                }
                Taken::Circular => return Ok(None),
                Taken::Interrupted => self.poll_native()?,
            }
        }
    }

    /// Waits until no other thread executes the module any more, unless that would be for ever.
    ///
    /// # Errors
    /// What the handlers of signals raise.
    pub(crate) fn await_module(&self, name: &str) -> Result<bool> {
        let locks = &self.interp().import_locks;
        if !locks.is_loading_elsewhere(self.ident, name) {
            return Ok(false);
        }
        self.lock_module(name)?;
        Ok(true)
    }
}
