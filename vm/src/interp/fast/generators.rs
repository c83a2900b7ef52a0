//! Short ways: generators driven by a `for` loop, or from Rust.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::Ordering;

use hasp_compiler::op::{Instr, Op};

use super::{fast, next, put, release_between};
use crate::frame::{self, Frame};
use crate::interp::frames;
use crate::interp::machine::{Machine, NONE_BITS, copied, stop};
use crate::object::generator::{Generator, State};
use crate::object::header::{self, Header, Obj};
use crate::object::{Kind, Ref};
use crate::value::Value;
use crate::vm::Vm;

/// Goes on in the generator in register `iterator`, to which nothing is sent; false, with nothing done,
/// if that takes more than a frame, or if it is no generator. `kind`, `dst` and `jump` are the frame's.
#[inline(always)]
pub(super) unsafe fn resume(
    vm: &Vm,
    m: &mut Machine,
    iterator: u16,
    kind: frame::Kind,
    dst: u16,
    jump: i16,
) -> bool {
    unsafe {
        let it = m.bits(iterator);
        if it >> 48 != 0 || (*(it as *const Header)).kind() != Kind::Generator || vm.poll.is_set() {
            return false;
        }
        let (caller, top) = (m.frame, (*m.frame).top);
        let frame = enter(vm, it, caller, top, kind, dst, jump);
        if frame.is_null() {
            return false;
        }
        // The loop's own frame: nobody has looked at it yet.
        (*caller).ip = m.ip;
        m.frame = frame;
        m.ip = (*frame).ip;
        m.base = (*frame).base;
        true
    }
}

/// Pushes the frame of a generator that Rust code drives, to which nothing is sent; false, with nothing
/// done, if that takes more.
pub(in crate::interp) fn enter_from_rust(vm: &Vm, generator: &Ref<Generator>) -> bool {
    let (caller, top) = (vm.stack.top(), vm.stack.bottom());
    // SAFETY: a generator; the innermost frame, or the place before the outermost.
    let frame = unsafe {
        let word = generator.value().bits();
        enter(vm, word, caller, top, frame::Kind::Entry, 0, 0)
    };
    !frame.is_null()
}

/// Pushes the frame of the generator `it`, to which nothing is sent; null, with nothing done, if that takes
/// more than a frame.
///
/// # Safety
/// The word of a generator; `caller` is the innermost frame, or the place before the outermost, and the
/// registers from `top` on are free.
#[inline(always)]
unsafe fn enter(
    vm: &Vm,
    it: u64,
    caller: *mut Frame,
    top: *mut Value,
    kind: frame::Kind,
    dst: u16,
    jump: i16,
) -> *mut Frame {
    unsafe {
        let generator = &*(it as *const Obj<Generator>);
        let state = generator.state();
        if !matches!(state, State::Created | State::Suspended)
            || !vm.may_call()
            || !generator.handled.is_empty()
            || !generator.frame_object.is_empty()
            || !vm.stack.has_room(top, 0)
        {
            return std::ptr::null_mut();
        }
        let Some(base) = generator.registers.alone(|r| r.as_mut_ptr()) else {
            return std::ptr::null_mut();
        };
        let words = generator.code.words.as_ptr();
        let mut ip = words.add(generator.resume_at.load(Ordering::Relaxed));
        if state == State::Suspended {
            // A YieldFrom runs again, and finds that nothing was sent; a Yield gives None.
            let suspended = Instr((*ip).load(Ordering::Relaxed));
            if suspended.op_number() == Op::Yield as u8 {
                let sent = base.add(suspended.a() as usize).cast::<u64>();
                if *sent >> 48 == 0 {
                    return std::ptr::null_mut();
                }
                *sent = NONE_BITS;
                ip = ip.add(1);
            }
        }
        generator.set_state(State::Running);
        let function = Value::from_bits(copied(generator.function.value().bits()));
        let place = vm.stack.top().add(1);
        let code = &raw const *generator.code;
        let f = frames::write_frame_at(vm, place, caller, base, function, code, kind, dst, None);
        (*f).ip = ip;
        (*f).top = top;
        let held = Ref::from_value_unchecked(Value::from_bits(copied(it)));
        (&raw mut (*f).generator).write(Some(held));
        (*f).rare = true;
        (*f).jump = jump;
        f
    }
}

/// Can the generators that delegate to the innermost frame's, up to the one that is driven otherwise, be
/// suspended by nothing but popping their frames? Gives that one's frame.
#[inline(always)]
unsafe fn driven(mut frame: *mut Frame) -> Option<*mut Frame> {
    unsafe {
        loop {
            if (*frame).handled.is_some() || (*frame).object.is_some() {
                return None;
            }
            match (*frame).kind {
                frame::Kind::Delegate => frame = (*frame).prev,
                frame::Kind::ForIter | frame::Kind::Entry => return Some(frame),
                _ => return None,
            }
        }
    }
}

fast! { m, vm, i;
    Yield => {
        if let Some(outermost) = driven(m.frame) {
            let value = m.take_bits(i.b());
            m.save();
            let mut frame = m.frame;
            loop {
                if let Some(generator) = &(*frame).generator {
                    // The instruction to go on from.
                    let at = (*frame).ip.sub(1).offset_from(generator.code.words.as_ptr());
                    generator.resume_at.store(at as usize, Ordering::Relaxed);
                    generator.set_state(State::Suspended);
                    vm.stack.pop_in_place(frame);
                    // Who drives the generator holds it, and it its function.
                    for held in [(*frame).function.value().bits(), generator.value().bits()] {
                        if !header::release_plain(held as *mut Header) {
                            release_between(held);
                        }
                    }
                }
                if frame == outermost {
                    break;
                }
                frame = (*frame).prev;
            }
            if (*frame).kind == frame::Kind::Entry {
                vm.exited.set(value);
                return stop(frame);
            }
            m.frame = (*frame).prev;
            // Its ForIter jumps when it has an item.
            m.ip = (*m.frame).ip.offset((*frame).jump.into());
            m.base = (*m.frame).base;
            put!(m, vm, (*frame).dst, value)
        }
    },
    YieldFrom => {
        if vm.nothing_sent() && resume(vm, &mut m, i.b(), frame::Kind::Delegate, i.a(), 0) {
            next!(m, vm);
        }
    },
}
