//! Frames: laying out, pushing, leaving.
//!
//! Part of fence 10: works on register windows of verified frames.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]

use std::sync::atomic::Ordering;

use crate::frame::{self, Frame};
use crate::object::code::Code;
use crate::object::function::Function;
use crate::object::generator::State;
use crate::object::{Obj, Ref};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// What leaving a frame came to.
pub(crate) enum Left {
    /// Go on in the caller, now the innermost frame.
    Resume,
    /// The run loop's own entry frame was left.
    Exit(Value),
    /// The caller gets an exception.
    Raise(Raised),
}

impl Function {
    /// The code's address, for the loop.
    #[inline(always)]
    pub(crate) fn code_ptr(&self) -> *const Obj<Code> {
        self.code.bits() as *const Obj<Code>
    }
}

/// Drops registers.
///
/// # Safety
/// `count` registers from `at` on belong to the running frame.
#[inline(always)]
pub(crate) unsafe fn clear(at: *mut Value, count: usize) {
    for n in 0..count {
        // SAFETY: by contract; the register is valid before and after.
        drop(unsafe { std::ptr::replace(at.add(n), Value::UNBOUND) });
    }
}

/// Drops the registers of a frame that is left: the last first, as CPython does.
///
/// # Safety
/// As [`clear`].
#[inline(always)]
unsafe fn clear_frame(base: *mut Value, count: usize) {
    for n in (0..count).rev() {
        // SAFETY: by contract; the register is valid before and after.
        drop(unsafe { std::ptr::replace(base.add(n), Value::UNBOUND) });
    }
}

/// The window of a callee whose first registers are the `argc` arguments at `args`: moves them if
/// the window cannot start there.
///
/// # Safety
/// `caller` is the innermost frame; `args` are `argc` of its registers.
#[inline(always)]
pub(super) unsafe fn callee_window(
    vm: &Vm,
    caller: *mut Frame,
    args: *mut Value,
    argc: usize,
    nregs: usize,
) -> *mut Value {
    // SAFETY: by contract.
    unsafe {
        let at = if (*caller).generator.is_none() {
            args
        } else {
            (*caller).top
        };
        let base = vm.stack.window(at, nregs);
        if base != args {
            for n in 0..argc {
                base.add(n)
                    .write(std::ptr::replace(args.add(n), Value::UNBOUND));
            }
        }
        base
    }
}

/// Makes a frame of `target` with the registers at `base` the innermost, and gives it.
///
/// # Safety
/// `caller` is the innermost frame or the place before the outermost; the window at `base` has all
/// registers of `target`, written; `function`, or the generator, keeps `target` alive.
#[allow(clippy::too_many_arguments)]
#[inline(always)]
pub(crate) unsafe fn write_frame(
    vm: &Vm,
    caller: *mut Frame,
    base: *mut Value,
    function: Value,
    target: *const Obj<Code>,
    kind: frame::Kind,
    dst: u16,
    instance: Option<Value>,
) -> *mut Frame {
    // SAFETY: by contract.
    unsafe {
        let place = vm.stack.place();
        write_frame_at(
            vm, place, caller, base, function, target, kind, dst, instance,
        )
    }
}

/// The same at `place`, which [`FrameStack::place`](frame::FrameStack::place) gave or would give.
///
/// # Safety
/// As [`write_frame`].
#[allow(clippy::too_many_arguments)]
#[inline(always)]
pub(crate) unsafe fn write_frame_at(
    vm: &Vm,
    f: *mut Frame,
    caller: *mut Frame,
    base: *mut Value,
    function: Value,
    target: *const Obj<Code>,
    kind: frame::Kind,
    dst: u16,
    instance: Option<Value>,
) -> *mut Frame {
    // SAFETY: by contract. Field by field: a frame that is put together elsewhere and copied would
    // stall on its own stores.
    unsafe {
        (&raw mut (*f).prev).write(caller);
        (&raw mut (*f).ip).write((*target).words.as_ptr());
        (&raw mut (*f).base).write(base);
        (&raw mut (*f).top).write(base.add((*target).nregs as usize));
        (&raw mut (*f).code).write(target);
        (&raw mut (*f).consts).write((*target).consts.as_ptr());
        (&raw mut (*f).function).write(Ref::from_value_unchecked(function));
        (&raw mut (*f).locals).write(None);
        (&raw mut (*f).handled).write(None);
        (&raw mut (*f).object).write(None);
        (&raw mut (*f).instance).write(instance);
        (&raw mut (*f).generator).write(None);
        (&raw mut (*f).index).write((*caller).index.wrapping_add(1));
        (&raw mut (*f).first_temp).write((*target).first_temp as u16);
        (&raw mut (*f).kind).write(kind);
        (&raw mut (*f).rare).write(false);
        (&raw mut (*f).dst).write(dst);
        (&raw mut (*f).jump).write(0);
        vm.stack.pushed(f);
        f
    }
}

/// `__init__` must return None.
pub(super) fn finish_init(vm: &Vm, instance: Value, result: &Value) -> Result<Value> {
    if result.is_none() {
        return Ok(instance);
    }
    let name = vm.type_name(result);
    Err(vm.type_error(format!("__init__() should return None, not '{name}'")))
}

/// Ends the innermost frame: drops its registers and pops it.
pub(crate) fn pop_frame(vm: &Vm) -> Frame {
    let last = vm.stack.last().expect("a frame to leave");
    // SAFETY: the innermost frame and its window; dropping registers may run script code, which
    // pushes and pops frames above `top` only, so the window stays as it is.
    unsafe {
        if (*last).object.is_some() {
            crate::object::frame_object::detach(vm, &mut *last);
        }
        let last = vm.stack.last().expect("a frame to leave");
        let (base, nregs) = ((*last).base, (*last).code().nregs as usize);
        if (*last).generator.is_none() {
            clear_frame(base, nregs);
        }
    }
    let frame = vm.stack.pop().expect("a frame to leave");
    if frame.handled.is_some() {
        vm.handling.set(vm.handling.get() - 1);
    }
    frame
}

/// Returns `value` from the innermost frame, `frame`.
///
/// # Safety
/// `frame` is the innermost frame, of verified code.
#[inline(always)]
pub(crate) unsafe fn leave_fast(vm: &Vm, frame: *mut Frame, value: Value) -> Left {
    // SAFETY: by contract. Dropping registers may run script code, which pushes and pops frames
    // above this one only.
    unsafe {
        if (*frame).rare {
            return leave(vm, value);
        }
        clear_frame((*frame).base, (*(*frame).code).nregs as usize);
        vm.stack.pop_in_place(frame);
        let (kind, dst) = ((*frame).kind, (*frame).dst);
        let instance = (&raw mut (*frame).instance).read();
        drop((&raw mut (*frame).function).read());
        match kind {
            frame::Kind::Call => give(vm, dst, value),
            frame::Kind::Entry => Left::Exit(value),
            frame::Kind::Init => {
                let instance = instance.expect("an Init frame has its instance");
                if value.is_none() {
                    return give(vm, dst, instance);
                }
                match finish_init(vm, instance, &value) {
                    Ok(instance) => give(vm, dst, instance),
                    Err(raised) => Left::Raise(raised),
                }
            }
            frame::Kind::ForIter | frame::Kind::Delegate => {
                unreachable!("generator frames are rare")
            }
        }
    }
}

/// Returns `value` from the innermost frame.
#[inline(never)]
pub(crate) fn leave(vm: &Vm, value: Value) -> Left {
    let frame = pop_frame(vm);
    if let Some(generator) = &frame.generator {
        generator.set_state(State::Finished);
        let registers = generator.registers.with(std::mem::take);
        drop(registers);
    }
    match frame.kind {
        frame::Kind::Entry => Left::Exit(value),
        frame::Kind::Call => {
            drop(frame.function);
            give(vm, frame.dst, value)
        }
        frame::Kind::Init => {
            let instance = frame.instance.expect("an Init frame has its instance");
            match finish_init(vm, instance, &value) {
                Ok(instance) => give(vm, frame.dst, instance),
                Err(raised) => Left::Raise(raised),
            }
        }
        frame::Kind::ForIter => {
            // The generator is exhausted: the loop ends and lets go of it.
            drop(value);
            drop(frame);
            let caller = vm.stack.top();
            // SAFETY: the caller's saved ip stands after its ForIter, whose operand a holds the iterator.
            unsafe {
                let word = (*(*caller).ip.sub(1)).load(Ordering::Relaxed);
                let iterator = hasp_compiler::op::Instr(word).a();
                drop((*caller).set_register(iterator.into(), Value::UNBOUND));
            }
            Left::Resume
        }
        frame::Kind::Delegate => {
            let dst = frame.dst;
            drop(frame);
            let caller = vm.stack.top();
            // SAFETY: the caller's saved ip stands after its YieldFrom, whose operand b holds the
            // generator.
            unsafe {
                let word = (*(*caller).ip.sub(1)).load(Ordering::Relaxed);
                let iterator = hasp_compiler::op::Instr(word).b();
                drop((*caller).set_register(iterator.into(), Value::UNBOUND));
            }
            give(vm, dst, value)
        }
    }
}

/// Puts a result into a register of the innermost frame.
#[inline(always)]
pub(crate) fn give(vm: &Vm, dst: u16, value: Value) -> Left {
    let caller = vm.stack.top();
    // SAFETY: frames that are called from a frame have it before them; verified code: `dst` is a
    // register of the caller.
    let old = unsafe { std::ptr::replace((*caller).base.add(dst as usize), value) };
    drop(old);
    Left::Resume
}
