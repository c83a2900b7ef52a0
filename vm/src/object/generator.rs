//! Generators: a suspended frame with registers of its own.

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use super::Ref;
use super::cell::{Locked, Slot};
use super::code::Code;
use super::function::Function;
use super::header::{Kind, Payload, Visit};
use crate::value::Value;

/// Where a generator is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// The body has not started.
    Created,
    /// The body waits at a `yield`.
    Suspended,
    /// The body runs.
    Running,
    /// The body has ended.
    Finished,
}

/// Payload of generators.
pub struct Generator {
    /// The function whose body it is.
    pub function: Ref<Function>,
    /// The code.
    pub code: Ref<Code>,
    /// `__name__`
    pub name: Slot,
    /// `__qualname__`
    pub qualname: Slot,
    /// The registers; while the body runs only its frame touches them.
    pub(crate) registers: Locked<Box<[Value]>>,
    /// Word index at which the body goes on.
    pub(crate) resume_at: AtomicUsize,
    /// The exception that the body handles while it is suspended.
    pub(crate) handled: Slot,
    /// Its frame object, once somebody asked for it.
    pub(crate) frame_object: Slot,
    state: AtomicU8,
}

impl Payload for Generator {
    const KIND: Kind = Kind::Generator;
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.function.value());
        visit(self.code.value());
        self.name.visit(visit);
        self.qualname.visit(visit);
        self.handled.visit(visit);
        self.frame_object.visit(visit);
        self.registers.peek(|r| r.iter().for_each(visit));
    }
    fn clear(&self) {
        if self.state() != State::Running {
            self.set_state(State::Finished);
            drop(self.registers.with(std::mem::take));
            drop(self.handled.take());
        }
    }
}

impl Generator {
    /// A generator of `function` whose registers are bound.
    pub(crate) fn new(
        function: Ref<Function>,
        code: Ref<Code>,
        registers: Box<[Value]>,
    ) -> Generator {
        Generator {
            name: Slot::from_option(function.name.get()),
            qualname: Slot::from_option(function.qualname.get()),
            function,
            code,
            registers: Locked::new(registers),
            resume_at: AtomicUsize::new(0),
            handled: Slot::empty(),
            frame_object: Slot::empty(),
            state: AtomicU8::new(State::Created as u8),
        }
    }
    /// Where it is in its life.
    #[inline(always)]
    pub fn state(&self) -> State {
        match self.state.load(Ordering::Relaxed) {
            0 => State::Created,
            1 => State::Suspended,
            2 => State::Running,
            _ => State::Finished,
        }
    }
    #[inline(always)]
    pub(crate) fn set_state(&self, state: State) {
        self.state.store(state as u8, Ordering::Relaxed);
    }
    /// Marks it as running; false if it already is.
    #[inline(always)]
    pub(crate) fn try_run(&self) -> bool {
        let state = self.state();
        if matches!(state, State::Created | State::Suspended) {
            self.set_state(State::Running);
            return true;
        }
        false
    }
}
