//! FENCE 10. The loop.
//!
//! Runs verified code only; see `frame.rs` for what that means for register access. Each opcode has
//! a *short way* here, a function that does what most instructions of it come to and calls nothing
//! but what it inlines; what it leaves undone goes to the opcode's handler in `handlers/`.
//!
//! # Threaded code
//! An optimising compiler makes a jump of a call in tail position whose arguments stand in
//! registers. So a short way ends by calling the next instruction's, and the loop is a chain of jumps,
//! one indirect jump an opcode (which the processor predicts each by itself), with the loop's state in the
//! registers of the arguments. Three rules keep the calls in tail position:
//! - nothing that needs dropping lives at the end of a short way;
//! - the functions give nothing back;
//! - no address of a local variable is given to anything: what needs memory or frees objects is a
//!   function of its own, behind a call in tail position.
//!
//! Without optimisation the same functions return to [`dispatch`], which goes round for each.
//! `tests/threaded.rs` runs every opcode often enough to exhaust the stack if its way was no jump.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract of `Way` covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

mod bind;
mod calls;
mod generators;
mod items;
mod jumps;
mod loads;
mod natives;
mod numbers;
mod wide;

use std::sync::atomic::{AtomicU64, Ordering};

use hasp_compiler::op::{Instr, Op};

pub(super) use generators::enter_from_rust;

use super::handlers;
use super::machine::{Flow, Next, Way, stop};
use crate::frame::Frame;
use crate::object::header;
use crate::value::Value;
use crate::vm::Vm;

/// The first function of each opcode: its short way, or what leads to its handler.
static FIRST: [Way; 256] = {
    let mut table = handlers::STEPS;
    let families = [
        calls::TABLE,
        generators::TABLE,
        items::TABLE,
        jumps::TABLE,
        loads::TABLE,
        numbers::TABLE,
    ];
    let mut family = 0;
    while family < families.len() {
        let mut n = 0;
        while n < families[family].len() {
            let (op, way) = families[family][n];
            table[op as usize] = way;
            n += 1;
        }
        family += 1;
    }
    table
};

/// Runs the innermost frame until the loop stops; [`Vm::thrown`] or [`Vm::exited`] then says why.
#[inline(never)]
pub(super) fn dispatch(vm: &Vm) {
    // SAFETY: the innermost frame, which runs verified code.
    unsafe {
        let frame = vm.stack.top();
        let (ip, base) = ((*frame).ip, (*frame).base);
        #[cfg(hasp_threaded)]
        step(vm, frame, ip, base);
        #[cfg(not(hasp_threaded))]
        {
            let mut next = step(vm, frame, ip, base);
            while !next.ip.is_null() {
                next = step(vm, next.frame, next.ip, (*next.frame).base);
            }
        }
    }
}

/// Runs the instruction at `ip`, and, where calls in tail position are jumps, all that follow.
///
/// # Safety
/// As [`Way`](super::machine::Way), with `ip` at an instruction.
#[inline(always)]
unsafe fn step(vm: &Vm, frame: *mut Frame, ip: *const AtomicU64, base: *mut Value) -> Flow {
    unsafe {
        let i = Instr((*ip).load(Ordering::Relaxed));
        let first = *FIRST.get_unchecked(i.op_number() as usize);
        first(vm, frame, ip.add(1), base, i)
    }
}

/// Goes on at `ip` in `frame`, whose registers stand at `base`: the end of every way.
///
/// # Safety
/// As [`step`]; `frame` is the innermost.
#[inline(always)]
pub(super) unsafe fn go(
    vm: &Vm,
    frame: *mut Frame,
    ip: *const AtomicU64,
    base: *mut Value,
) -> Flow {
    #[cfg(hasp_threaded)]
    return unsafe { step(vm, frame, ip, base) };
    #[cfg(not(hasp_threaded))]
    {
        let _ = (vm, base);
        Next { ip, frame }
    }
}

/// Writes a word, and the reference it owns, into a register and goes on.
///
/// # Safety
/// As [`go`]; the register is one of the frame's.
#[inline(always)]
unsafe fn put_and_go(
    vm: &Vm,
    frame: *mut Frame,
    ip: *const AtomicU64,
    base: *mut Value,
    register: u16,
    word: u64,
) -> Flow {
    unsafe {
        let place = base.cast::<u64>().add(register as usize);
        let old = std::mem::replace(&mut *place, word);
        if old >> 48 == 0 {
            return release_and_go(vm, frame, ip, base, Instr(old));
        }
        go(vm, frame, ip, base)
    }
}

/// Goes on where a handler says.
///
/// # Safety
/// As [`go`], for what `next` names.
#[inline(always)]
pub(super) unsafe fn follow(vm: &Vm, next: Next) -> Flow {
    if next.ip.is_null() {
        return stop(next.frame);
    }
    unsafe { go(vm, next.frame, next.ip, (*next.frame).base) }
}

/// Gives back the reference that the word `old` owns, then goes on.
///
/// # Safety
/// As [`go`]; `old` is the word of an object.
#[inline(never)]
pub(super) unsafe fn release_and_go(
    vm: &Vm,
    frame: *mut Frame,
    ip: *const AtomicU64,
    base: *mut Value,
    old: Instr,
) -> Flow {
    unsafe {
        if header::release_plain(old.0 as *mut header::Header) {
            return go(vm, frame, ip, base);
        }
        end_and_go(vm, frame, ip, base, old)
    }
}

/// The same for what is likely the last reference, whose end may run script code.
#[inline(never)]
unsafe fn end_and_go(
    vm: &Vm,
    frame: *mut Frame,
    ip: *const AtomicU64,
    base: *mut Value,
    old: Instr,
) -> Flow {
    unsafe {
        (*frame).ip = ip;
        header::release(old.0 as *mut header::Header);
        go(vm, frame, ip, base)
    }
}

/// Gives back a reference between the other steps of a short way.
#[cold]
#[inline(never)]
unsafe fn release_between(object: u64) {
    unsafe { header::release(object as *mut header::Header) }
}

/// Goes on with the next instruction.
macro_rules! next {
    ($m:ident, $vm:ident) => {
        return crate::interp::fast::go($vm, $m.frame, $m.ip, $m.base)
    };
}
/// Writes a word, and the reference it owns, into a register and goes on.
macro_rules! put {
    ($m:ident, $vm:ident, $register:expr, $word:expr) => {{
        let (register, word) = ($register, $word);
        return crate::interp::fast::put_and_go($vm, $m.frame, $m.ip, $m.base, register, word);
    }};
}
/// Ways that are no opcode's first: functions of the chain with bodies of their own.
macro_rules! ways {
    ($(
        $(#[$about:meta])*
        $visible:vis fn $name:ident $(<const $flag:ident>)?
            ($vm:ident, $frame:ident, $ip:ident, $base:ident, $i:ident) $body:block
    )*) => {$(
        $(#[$about])*
        ///
        /// # Safety
        /// As [`Way`](crate::interp::machine::Way).
        #[inline(never)]
        $visible unsafe fn $name $(<const $flag: bool>)? (
            $vm: &crate::vm::Vm,
            $frame: *mut crate::frame::Frame,
            $ip: *const std::sync::atomic::AtomicU64,
            $base: *mut crate::value::Value,
            $i: hasp_compiler::op::Instr,
        ) -> crate::interp::machine::Flow {
            unsafe { $body }
        }
    )*};
}
/// Gives up the reference that a word owns, 0 for nothing, and goes on.
macro_rules! discard {
    ($m:ident, $vm:ident, $word:expr) => {{
        let old: u64 = $word;
        if old != 0 && old >> 48 == 0 {
            let old = hasp_compiler::op::Instr(old);
            return crate::interp::fast::release_and_go($vm, $m.frame, $m.ip, $m.base, old);
        }
        next!($m, $vm)
    }};
}
/// Short ways of opcodes, and their table. A body that comes to its end leaves the instruction to
/// what stands behind the semicolon, a function of its own, so that the first way needs few machine
/// registers; and that one to the opcode's handler. A body must not have changed anything then.
macro_rules! fast {
    ($m:ident, $vm:ident, $i:ident; $($name:ident => $body:expr $(; $more:expr)?,)*) => {
        /// The short ways of this family.
        pub(super) const TABLE: &[(hasp_compiler::op::Op, crate::interp::machine::Way)] =
            &[$((hasp_compiler::op::Op::$name, $name)),*];
        $(
            fast!(@way $name, $m, $vm, $i, $body, {
                const STEP: crate::interp::machine::Way =
                    crate::interp::handlers::STEPS[hasp_compiler::op::Op::$name as usize];
                let rest = STEP;
                $(
                    fast!(@way more, $m, $vm, $i, $more, {
                        crate::interp::handlers::STEPS[hasp_compiler::op::Op::$name as usize]
                    });
                    let rest = more;
                )?
                rest
            });
        )*
    };
    (@way $name:ident, $m:ident, $vm:ident, $i:ident, $body:expr, $rest:block) => {
        crate::interp::machine::on_machine!(
            $name($m, $vm, $i) -> crate::interp::machine::Flow {
                // What it has before the body is what the rest gets.
                let crate::interp::machine::Machine { frame, ip, base } = $m;
                $body;
                let rest = $rest;
                rest($vm, frame, ip, base, $i)
            }
        );
    };
}
use {discard, fast, next, put, ways};

const _: () = assert!(Op::ALL.len() <= 256);
