//! Generators: resuming, suspending, delegating.
//!
//! Part of fence 10: generator frames and their registers.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]

use std::sync::atomic::Ordering;

use hasp_compiler::op::{Instr, Op};

use super::fast::enter_from_rust;
use super::frames::{Left, give, pop_frame, write_frame};
use crate::args::Args;
use crate::errors::Exception;
use crate::frame::{self, Frame};
use crate::object::generator::{Generator, State};
use crate::object::{Kind as ObjectKind, Ref};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Pushes the frame of a generator that `try_run` has marked as running.
#[inline(always)]
fn push(
    vm: &Vm,
    generator: &Ref<Generator>,
    kind: frame::Kind,
    dst: u16,
    jump: i16,
    sent: Value,
    started: bool,
) {
    let code = &generator.code;
    let base = generator.registers.with(|r| r.as_mut_ptr());
    let mut word = generator.resume_at.load(Ordering::Relaxed);
    if started {
        let instr = Instr(code.words[word].load(Ordering::Relaxed));
        if instr.op_number() == Op::Yield as u8 {
            // SAFETY: verified code: a register of the generator.
            drop(unsafe { std::ptr::replace(base.add(instr.a() as usize), sent) });
            word += 1;
        } else {
            *vm.sent.borrow_mut() = sent;
        }
    }
    let handled = generator.handled.take();
    if handled.is_some() {
        vm.handling.set(vm.handling.get() + 1);
    }
    let (caller, free) = (vm.stack.top(), vm.stack.bottom());
    let function = generator.function.value().clone();
    let target = std::ptr::from_ref::<crate::object::Obj<_>>(code);
    // SAFETY: the generator's registers, as many as its code has; what is written over owns nothing.
    unsafe {
        let f = write_frame(vm, caller, base, function, target, kind, dst, None);
        (*f).ip = code.words.as_ptr().add(word);
        (*f).top = free;
        (&raw mut (*f).handled).write(handled);
        (&raw mut (*f).object).write(generator.frame_object.take());
        (&raw mut (*f).generator).write(Some(generator.clone()));
        (*f).rare = true;
        (*f).jump = jump;
    }
}

/// Starts or resumes a generator for a `ForIter`; false if it is finished or already runs.
#[inline(always)]
pub(crate) fn enter_for(vm: &Vm, generator: &Ref<Generator>, dst: u16, jump: i16) -> bool {
    let started = generator.state() == State::Suspended;
    if !vm.may_call() || !generator.try_run() {
        return false;
    }
    push(
        vm,
        generator,
        frame::Kind::ForIter,
        dst,
        jump,
        Value::NONE,
        started,
    );
    true
}

#[cold]
pub(crate) fn already_executing(vm: &Vm) -> Raised {
    if !vm.may_call() {
        return vm.recursion_error("maximum recursion depth exceeded");
    }
    vm.value_error("generator already executing")
}

/// Suspends the innermost frame, a generator's, at the instruction before its saved ip, and the
/// generators that delegate to it.
#[inline(always)]
pub(crate) fn suspend(vm: &Vm, value: Value) -> Left {
    loop {
        // SAFETY: the innermost frame, a generator's.
        let (kind, dst, jump) = unsafe { suspend_one(vm) };
        match kind {
            frame::Kind::Delegate => {}
            frame::Kind::ForIter => {
                let caller = vm.stack.top();
                // SAFETY: the caller's ForIter jumps when it has an item.
                unsafe { (*caller).ip = (*caller).ip.offset(jump.into()) };
                return give(vm, dst, value);
            }
            _ => return Left::Exit(value),
        }
    }
}

/// # Safety
/// The innermost frame is a generator's, and its ip stands after a Yield or YieldFrom.
#[inline(always)]
unsafe fn suspend_one(vm: &Vm) -> (frame::Kind, u16, i16) {
    let frame = vm.stack.top();
    // SAFETY: by contract. What the frame owns is taken over after it has been popped.
    unsafe {
        let index = (*frame).word_index();
        vm.stack.pop_in_place(frame);
        let generator = (&raw mut (*frame).generator).read();
        let generator = generator.expect("only generators yield");
        generator.resume_at.store(index, Ordering::Relaxed);
        generator.set_state(State::Suspended);
        if let Some(handled) = (&raw mut (*frame).handled).read() {
            vm.handling.set(vm.handling.get() - 1);
            generator.handled.set(handled);
        }
        if let Some(object) = (&raw mut (*frame).object).read() {
            crate::object::frame_object::park(&object);
            generator.frame_object.set(object);
        }
        let how = ((*frame).kind, (*frame).dst, (*frame).jump);
        drop((&raw mut (*frame).function).read());
        drop(generator);
        how
    }
}

/// Enters the generator that a `YieldFrom` delegates to, with what was sent; false if the general
/// way has to be gone.
#[inline(always)]
pub(crate) fn enter_delegate(vm: &Vm, generator: &Ref<Generator>, dst: u16) -> bool {
    let state = generator.state();
    if !vm.may_call()
        || !matches!(state, State::Created | State::Suspended)
        || state == State::Created && !vm.sent.borrow().is_none()
    {
        return false;
    }
    generator.set_state(State::Running);
    let sent = vm.sent.replace(Value::NONE);
    let started = state == State::Suspended;
    push(vm, generator, frame::Kind::Delegate, dst, 0, sent, started);
    true
}

/// What a resumed generator did.
pub enum Resumed {
    /// It yielded.
    Yielded(Value),
    /// It returned.
    Returned(Value),
}

impl Vm {
    /// Has the generator that runs been sent nothing, for its YieldFrom?
    #[inline(always)]
    pub(crate) fn nothing_sent(&self) -> bool {
        self.sent.try_borrow().is_ok_and(|sent| sent.is_none())
    }

    /// Resumes a generator with a value.
    ///
    /// # Errors
    /// ValueError `generator already executing`; TypeError for a value sent to one that has not
    /// started; what the body raises.
    pub fn resume_generator(&self, generator: &Ref<Generator>, sent: Value) -> Result<Resumed> {
        self.recurse(|| {
            if sent.is_none() && self.nothing_sent() && enter_from_rust(self, generator) {
                return self.finish_resume(generator);
            }
            self.resume_any(generator, sent)
        })
    }

    #[inline(never)]
    fn resume_any(&self, generator: &Ref<Generator>, sent: Value) -> Result<Resumed> {
        let state = generator.state();
        match state {
            State::Finished => return Ok(Resumed::Returned(Value::NONE)),
            State::Running => return Err(self.value_error("generator already executing")),
            State::Created if !sent.is_none() => {
                return Err(
                    self.type_error("can't send non-None value to a just-started generator")
                );
            }
            _ => {}
        }
        if !self.may_call() {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        generator.try_run();
        push(
            self,
            generator,
            frame::Kind::Entry,
            0,
            0,
            sent,
            state == State::Suspended,
        );
        self.finish_resume(generator)
    }

    fn finish_resume(&self, generator: &Ref<Generator>) -> Result<Resumed> {
        let value = super::run(self)?;
        Ok(if generator.state() == State::Suspended {
            Resumed::Yielded(value)
        } else {
            Resumed::Returned(value)
        })
    }

    /// Raises an exception inside a generator.
    ///
    /// # Errors
    /// What leaves the body.
    pub fn throw_into_generator(
        &self,
        generator: &Ref<Generator>,
        raised: Raised,
    ) -> Result<Resumed> {
        match generator.state() {
            State::Running => return Err(self.value_error("generator already executing")),
            State::Finished => return Err(raised),
            State::Created => {
                // The body never starts; the exception passes through its first line.
                self.start_to_raise(generator);
                return Err(self
                    .unwind_thrown(generator, raised)
                    .err()
                    .unwrap_or_else(|| self.system_error("throw")));
            }
            State::Suspended => {}
        }
        if let Some(delegate) = self.delegate_of(generator) {
            return self.throw_into_delegate(generator, delegate, raised);
        }
        self.start_to_raise(generator);
        self.unwind_thrown(generator, raised)
    }

    /// Pushes the frame of a generator into which an exception is to be raised.
    fn start_to_raise(&self, generator: &Ref<Generator>) {
        let started = generator.state() == State::Suspended;
        generator.try_run();
        push(
            self,
            generator,
            frame::Kind::Entry,
            0,
            0,
            Value::NONE,
            started,
        );
        if started && let Some(last) = self.stack.last() {
            // The exception counts as raised by the yield itself.
            let at = generator.resume_at.load(Ordering::Relaxed);
            // SAFETY: the frame was just pushed; the word after the yield exists.
            unsafe { (*last).ip = (&raw const generator.code.words[at]).add(1) };
        } else if let Some(last) = self.stack.last() {
            // SAFETY: as above; the first word of the code.
            unsafe { (*last).ip = (&raw const generator.code.words[0]).add(1) };
        }
    }

    fn unwind_thrown(&self, generator: &Ref<Generator>, raised: Raised) -> Result<Resumed> {
        self.recurse(|| {
            let value = super::run_with(self, raised)?;
            Ok(if generator.state() == State::Suspended {
                Resumed::Yielded(value)
            } else {
                Resumed::Returned(value)
            })
        })
    }

    /// The iterator that a suspended generator delegates to.
    pub fn delegate_of(&self, generator: &Ref<Generator>) -> Option<Value> {
        if generator.state() != State::Suspended {
            return None;
        }
        let at = generator.resume_at.load(Ordering::Relaxed);
        let instr = Instr(generator.code.words[at].load(Ordering::Relaxed));
        (instr.op() == Some(Op::YieldFrom))
            .then(|| generator.registers.with(|r| r[instr.b() as usize].clone()))
    }

    /// `throw` into a generator that is in the middle of a `yield from`.
    fn throw_into_delegate(
        &self,
        generator: &Ref<Generator>,
        delegate: Value,
        raised: Raised,
    ) -> Result<Resumed> {
        // While the delegate runs, the generator counts as running.
        generator.set_state(State::Running);
        let closing = self.is_error(&raised, &self.exceptions().generator_exit);
        let outcome = if closing {
            self.close_iterator(&delegate).and(Err(raised))
        } else {
            self.throw_into(&delegate, raised)
        };
        generator.set_state(State::Suspended);
        match outcome {
            Ok(Some(value)) => Ok(Resumed::Yielded(value)),
            Ok(None) => {
                self.start_to_raise(generator);
                super::run_finished_delegate(self, generator, Value::NONE)
            }
            Err(raised)
                if self.is_error(&raised, &self.exceptions().stop_iteration) && !closing =>
            {
                let value = stop_value(&raised);
                self.start_to_raise(generator);
                super::run_finished_delegate(self, generator, value)
            }
            Err(raised) => {
                self.start_to_raise(generator);
                self.unwind_thrown(generator, raised)
            }
        }
    }

    /// Throws into any iterator; Some is what it yielded. An end of the iterator is the
    /// StopIteration that its `throw` raises.
    fn throw_into(&self, iterator: &Value, raised: Raised) -> Result<Option<Value>> {
        if let Some(inner) = iterator.downcast_ref::<Generator>() {
            return match self.throw_into_generator(inner, raised)? {
                Resumed::Yielded(v) => Ok(Some(v)),
                Resumed::Returned(v) => Err(self.stop_iteration(v)),
            };
        }
        match self.get_attr_opt(iterator, &self.names().throw)? {
            Some(throw) => self
                .call(&throw, Args::positional(&[raised.into_value()]))
                .map(Some),
            None => Err(raised),
        }
    }

    /// `close()` of an iterator, if it has one.
    ///
    /// # Errors
    /// What it raises.
    pub fn close_iterator(&self, iterator: &Value) -> Result<()> {
        if let Some(inner) = iterator.downcast_ref::<Generator>() {
            return self.close_generator(inner);
        }
        match self.get_attr_opt(iterator, &self.names().close)? {
            Some(close) => self.call(&close, Args::NONE).map(drop),
            None => Ok(()),
        }
    }

    /// `generator.close()`; its return value is dropped here.
    ///
    /// # Errors
    /// RuntimeError `generator ignored GeneratorExit`, and what the body raises.
    pub fn close_generator(&self, generator: &Ref<Generator>) -> Result<()> {
        self.close_generator_value(generator).map(drop)
    }

    /// `generator.close()`: gives what the body returned.
    ///
    /// # Errors
    /// As [`Vm::close_generator`].
    pub fn close_generator_value(&self, generator: &Ref<Generator>) -> Result<Value> {
        match generator.state() {
            State::Created => {
                generator.set_state(State::Finished);
                drop(generator.registers.with(std::mem::take));
                return Ok(Value::NONE);
            }
            State::Finished => return Ok(Value::NONE),
            _ => {}
        }
        let exit = self.error_with(&self.exceptions().generator_exit, Vec::new());
        match self.throw_into_generator(generator, exit) {
            Ok(Resumed::Yielded(_)) => Err(self.runtime_error("generator ignored GeneratorExit")),
            Ok(Resumed::Returned(value)) => Ok(value),
            Err(raised)
                if self.is_error(&raised, &self.exceptions().generator_exit)
                    || self.is_error(&raised, &self.exceptions().stop_iteration) =>
            {
                Ok(Value::NONE)
            }
            Err(raised) => Err(raised),
        }
    }
}

/// The value that a StopIteration carries.
pub(crate) fn stop_value(raised: &Raised) -> Value {
    raised
        .value()
        .downcast_ref::<Exception>()
        .and_then(|e| e.fields[0].get())
        .unwrap_or(Value::NONE)
}

/// `iter(v)` for `yield from`; generators are taken as they are.
pub(crate) fn yield_from_iter(vm: &Vm, v: Value) -> Result<Value> {
    if v.is_kind(ObjectKind::Generator) {
        Ok(v)
    } else {
        vm.iter(&v)
    }
}

/// What one step of a `yield from` came to.
pub(crate) enum Delegated {
    Yielded(Value),
    Finished(Value),
}

/// Sends what the generator was sent to the iterator it delegates to.
pub(crate) fn delegate(vm: &Vm, iterator: &Value) -> Result<Delegated> {
    let sent = std::mem::replace(&mut *vm.sent.borrow_mut(), Value::NONE);
    if let Some(inner) = iterator.downcast_ref::<Generator>() {
        return Ok(match vm.resume_generator(inner, sent)? {
            Resumed::Yielded(v) => Delegated::Yielded(v),
            Resumed::Returned(v) => Delegated::Finished(v),
        });
    }
    let result = if sent.is_none() {
        match vm.next_with_value(iterator)? {
            Ok(v) => return Ok(Delegated::Yielded(v)),
            Err(v) => return Ok(Delegated::Finished(v)),
        }
    } else {
        vm.call_method(iterator, &vm.names().send, &[sent])
    };
    match result {
        Ok(v) => Ok(Delegated::Yielded(v)),
        Err(raised) if vm.is_error(&raised, &vm.exceptions().stop_iteration) => {
            Ok(Delegated::Finished(stop_value(&raised)))
        }
        Err(raised) => Err(raised),
    }
}

/// The end of a generator frame that an exception leaves.
pub(crate) fn finish(vm: &Vm) -> Frame {
    let frame = pop_frame(vm);
    if let Some(generator) = &frame.generator {
        generator.set_state(State::Finished);
        drop(generator.registers.with(std::mem::take));
    }
    frame
}
