//! What a handler works on: where the loop stands, and the registers of the innermost frame.
//!
//! Part of fence 10.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract of `Way` covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::AtomicU64;

use hasp_compiler::op::Instr;

use super::frames;
use crate::frame::{self, Frame};
use crate::names::Name;
use crate::object::Obj;
use crate::object::code::Code;
use crate::object::header::{self, Header};
use crate::value::{INT_TAG, Value};
use crate::vm::{Raised, Vm};

/// The word of the internal "nothing".
pub(crate) const UNBOUND_BITS: u64 = 0xFFFE_0000_0000_0008;
/// The word of `True`; `False` is one less.
pub(crate) const TRUE_BITS: u64 = 0xFFFE_0000_0000_0003;
/// The word of `None`.
pub(crate) const NONE_BITS: u64 = 0xFFFE_0000_0000_0000;

/// Truth of a word that says it by itself: bools, None, ints.
#[inline(always)]
pub(super) fn truth_of(x: u64) -> Option<bool> {
    if x | 1 == TRUE_BITS {
        Some(x == TRUE_BITS)
    } else if x == NONE_BITS {
        Some(false)
    } else if x >= INT_TAG {
        Some(x != INT_TAG)
    } else {
        None
    }
}

/// A value's word with a reference of its own.
///
/// # Safety
/// `word` is a value that somebody holds.
#[inline(always)]
pub(super) unsafe fn copied(word: u64) -> u64 {
    if word >> 48 == 0 {
        unsafe { (*(word as *const Header)).retain() }
    }
    word
}

/// An exception that ends the loop.
pub(crate) struct Thrown {
    /// The exception.
    pub(crate) raised: Raised,
    /// It was raised or passed through here now. A re-raise adds no traceback entry for its own
    /// frame.
    pub(crate) fresh: bool,
}

/// How the loop goes on after a handler: at `ip` in `frame`, or, if `ip` is null, not at all: then
/// [`Vm::thrown`] holds an exception or [`Vm::exited`] the result of the entry frame.
///
/// Two words, so that it comes back in registers.
pub(crate) struct Next {
    pub(crate) ip: *const AtomicU64,
    pub(crate) frame: *mut Frame,
}

/// What the functions of the loop's chain give: nothing, where each ends in a jump to the next one
/// (a value that a caller could look at would tempt the compiler to make it a call); else where to go
/// on, a null `ip` for nowhere.
#[cfg(hasp_threaded)]
pub(crate) type Flow = ();
#[cfg(not(hasp_threaded))]
pub(crate) type Flow = Next;

/// A function of the loop's chain: gets the innermost frame, the address behind the instruction, the
/// frame's registers, and the instruction. Handlers get the same, and give a [`Next`].
///
/// # Safety
/// `frame` is the innermost frame and runs verified code; `base` is its register 0; `ip` stands
/// behind the instruction `i`.
pub(crate) type Way =
    unsafe fn(vm: &Vm, frame: *mut Frame, ip: *const AtomicU64, base: *mut Value, i: Instr) -> Flow;

impl Next {
    /// Nowhere.
    #[inline(always)]
    fn none(frame: *mut Frame) -> Next {
        let ip = std::ptr::null();
        Next { ip, frame }
    }
}

/// The end of the chain.
#[inline(always)]
pub(crate) fn stop(frame: *mut Frame) -> Flow {
    let _end = Next::none(frame);
    #[cfg(not(hasp_threaded))]
    return _end;
}

/// Where the loop stands.
pub(crate) struct Machine {
    pub(crate) frame: *mut Frame,
    pub(crate) ip: *const AtomicU64,
    pub(crate) base: *mut Value,
}

/// All methods: the safety contract is [`Way`]'s; register numbers are operands of the
/// instruction.
#[allow(clippy::missing_safety_doc)]
impl Machine {
    /// Address of a register.
    #[inline(always)]
    pub(crate) unsafe fn at(&self, index: impl Into<usize>) -> *mut Value {
        unsafe { self.base.add(index.into()) }
    }
    /// The word in a register.
    #[inline(always)]
    pub(crate) unsafe fn bits(&self, index: impl Into<usize>) -> u64 {
        unsafe { *self.at(index).cast::<u64>() }
    }
    /// Writes a register; the old value is dropped after the new one is in place.
    #[inline(always)]
    pub(crate) unsafe fn set(&self, index: impl Into<usize>, value: Value) {
        unsafe { drop(std::ptr::replace(self.at(index), value)) }
    }
    /// Writes a word that owns nothing.
    #[inline(always)]
    pub(crate) unsafe fn set_bits(&self, index: impl Into<usize>, word: u64) {
        unsafe {
            let old = std::mem::replace(&mut *self.at(index).cast::<u64>(), word);
            if old >> 48 == 0 {
                drop(Value::from_bits(old));
            }
        }
    }
    /// Writes a word, with the reference it owns, and gives the old one with its own.
    #[inline(always)]
    pub(crate) unsafe fn replace_bits(&self, index: impl Into<usize>, word: u64) -> u64 {
        unsafe { std::mem::replace(&mut *self.at(index).cast::<u64>(), word) }
    }
    /// Is the register one of the temporaries?
    #[inline(always)]
    pub(crate) unsafe fn is_temporary(&self, index: u16) -> bool {
        unsafe { index >= (*self.frame).first_temp }
    }
    /// Would letting go of an `In` operand be nothing to do?
    #[inline(always)]
    unsafe fn owns_nothing(&self, index: u16) -> bool {
        unsafe { !self.is_temporary(index) || self.bits(index) >> 48 != 0 }
    }
    /// [`Machine::spend`] for two different registers; false, with nothing done, if either would end
    /// an object.
    #[inline(always)]
    pub(crate) unsafe fn spend_both(&self, first: u16, second: u16) -> bool {
        unsafe {
            if self.owns_nothing(second) {
                return self.spend(first);
            }
            // Both may be the same object.
            header::outlives(self.bits(second) as *const Header, 2)
                && self.spend(first)
                && self.spend(second)
        }
    }
    /// Lets go of an `In` operand that has been looked at; false, with nothing done, if that would
    /// end an object.
    #[inline(always)]
    pub(crate) unsafe fn spend(&self, index: u16) -> bool {
        unsafe {
            if !self.is_temporary(index) {
                return true;
            }
            let word = self.bits(index);
            if word >> 48 == 0 && !header::release_plain(word as *mut Header) {
                return false;
            }
            *self.at(index).cast::<u64>() = UNBOUND_BITS;
            true
        }
    }
    /// Reads an `In` operand as a word, with a reference of its own.
    #[inline(always)]
    pub(crate) unsafe fn take_bits(&self, index: u16) -> u64 {
        unsafe {
            if self.is_temporary(index) {
                self.replace_bits(index, UNBOUND_BITS)
            } else {
                copied(self.bits(index))
            }
        }
    }
    /// Reads an `In` operand: temporaries are moved out of, others copied.
    #[inline(always)]
    pub(crate) unsafe fn take(&self, index: u16) -> Value {
        unsafe {
            if index >= (*self.frame).first_temp {
                std::ptr::replace(self.at(index), Value::UNBOUND)
            } else {
                (*self.at(index)).clone()
            }
        }
    }
    /// Lets go of an `In` operand that has been looked at where it stands.
    #[inline(always)]
    pub(crate) unsafe fn let_go(&self, index: u16) {
        unsafe {
            if self.is_temporary(index) {
                self.set_bits(index, UNBOUND_BITS);
            }
        }
    }
    /// Lets others see where the frame stands.
    #[inline(always)]
    pub(crate) unsafe fn save(&self) {
        unsafe { (*self.frame).ip = self.ip }
    }
    /// A name of the code.
    #[inline(always)]
    pub(crate) unsafe fn name<'a>(&self, index: impl Into<usize>) -> &'a Name {
        unsafe { (*(*self.frame).code).names.get_unchecked(index.into()) }
    }
    /// The word `n` words behind the instruction.
    #[inline(always)]
    pub(crate) unsafe fn word<'a>(&self, n: usize) -> &'a AtomicU64 {
        unsafe { &*self.ip.add(n) }
    }
    /// Pushes a frame, for which [`FrameStack::has_room`](crate::frame::FrameStack::has_room), and goes on in
    /// it: the function's word, with a reference, its code, and the rest as in
    /// [`write_frame`](super::frames::write_frame).
    ///
    /// The loop's own frame has to be saved before.
    #[inline(always)]
    pub(crate) unsafe fn push(
        &mut self,
        vm: &Vm,
        base: *mut Value,
        function: u64,
        target: *const Obj<Code>,
        kind: frame::Kind,
        dst: u16,
    ) {
        unsafe {
            let function = Value::from_bits(function);
            let place = vm.stack.top().add(1);
            self.frame = frames::write_frame_at(
                vm, place, self.frame, base, function, target, kind, dst, None,
            );
            self.ip = (*self.frame).ip;
            self.base = base;
        }
    }
    /// Goes on in the frame that is innermost now.
    #[inline(always)]
    pub(crate) unsafe fn enter(&mut self, vm: &Vm) {
        unsafe {
            self.frame = vm.stack.top();
            self.ip = (*self.frame).ip;
            self.base = (*self.frame).base;
        }
    }

    /// Go on.
    #[inline(always)]
    pub(crate) fn next(&self) -> Next {
        Next {
            ip: self.ip,
            frame: self.frame,
        }
    }
    /// The entry frame has returned.
    pub(crate) fn exit(&self, vm: &Vm, value: Value) -> Next {
        vm.exited.set(value.into_bits());
        Next::none(self.frame)
    }
    /// An exception was raised.
    #[cold]
    pub(crate) fn raise(&self, vm: &Vm, raised: Raised) -> Next {
        let fresh = true;
        self.throw(vm, Thrown { raised, fresh })
    }
    /// An exception goes on.
    #[cold]
    pub(crate) fn reraise(&self, vm: &Vm, raised: Raised) -> Next {
        let fresh = false;
        self.throw(vm, Thrown { raised, fresh })
    }
    fn throw(&self, vm: &Vm, thrown: Thrown) -> Next {
        vm.thrown.set(Some(thrown));
        Next::none(self.frame)
    }
}

/// The value, or the exception is raised here.
macro_rules! tri {
    ($m:ident, $vm:ident, $e:expr) => {
        match $e {
            Ok(v) => v,
            Err(e) => {
                $m.save();
                return $m.raise($vm, e);
            }
        }
    };
}
/// Raises an exception.
macro_rules! fail {
    ($m:ident, $vm:ident, $e:expr) => {{
        let e: crate::vm::Raised = $e;
        $m.save();
        return $m.raise($vm, e);
    }};
}
/// Checks the poll word: at back-edges, function entries and after calls.
macro_rules! poll {
    ($m:ident, $vm:ident) => {
        if $vm.poll.is_set() {
            $m.save();
            tri!($m, $vm, $vm.handle_poll());
        }
    };
}
/// Jumps by a number of words.
macro_rules! jump {
    ($m:ident, $vm:ident, $off:expr) => {{
        let off = $off as isize;
        if off < 0 {
            poll!($m, $vm);
        }
        $m.ip = $m.ip.offset(off);
    }};
}
/// After a callee's frame was pushed: goes on in it.
macro_rules! descend {
    ($m:ident, $vm:ident) => {{
        $m.enter($vm);
        poll!($m, $vm);
    }};
}
/// What leaving a frame came to.
macro_rules! after_leaving {
    ($m:ident, $vm:ident, $left:expr) => {
        match $left {
            frames::Left::Resume => $m.enter($vm),
            frames::Left::Exit(v) => return $m.exit($vm, v),
            frames::Left::Raise(e) => {
                $m.frame = $vm.stack.top();
                return $m.raise($vm, e);
            }
        }
    };
}
/// A function with the parameters of a [`Way`], whose body works on a [`Machine`].
macro_rules! on_machine {
    ($name:ident($m:ident, $vm:ident, $i:ident) -> $given:ty $body:block) => {
        #[allow(non_snake_case, unreachable_code, unused_mut, unused_variables)]
        #[inline(never)]
        unsafe fn $name(
            $vm: &crate::vm::Vm,
            frame: *mut crate::frame::Frame,
            ip: *const std::sync::atomic::AtomicU64,
            base: *mut crate::value::Value,
            $i: hasp_compiler::op::Instr,
        ) -> $given {
            let mut $m = crate::interp::machine::Machine { frame, ip, base };
            unsafe { $body }
        }
    };
}
/// Handlers of opcodes, each a function of the opcode's name, and what leads to them from the loop:
/// a step calls the handler and goes on with the instruction it gives.
macro_rules! handlers {
    ($m:ident, $vm:ident, $i:ident; $($name:ident => $body:expr,)*) => {
        /// The steps of this family.
        pub(super) const STEPS: &[(hasp_compiler::op::Op, crate::interp::machine::Way)] =
            &[$((hasp_compiler::op::Op::$name, step::$name)),*];
        $(
            crate::interp::machine::on_machine!($name($m, $vm, $i) -> crate::interp::machine::Next {
                $body;
                $m.next()
            });
        )*
        #[allow(non_snake_case)]
        mod step {
            use crate::interp::fast;
            use crate::interp::machine::Flow;
            $(
                #[inline(never)]
                pub(super) unsafe fn $name(
                    vm: &crate::vm::Vm,
                    frame: *mut crate::frame::Frame,
                    ip: *const std::sync::atomic::AtomicU64,
                    base: *mut crate::value::Value,
                    i: hasp_compiler::op::Instr,
                ) -> Flow {
                    unsafe {
                        fast::follow(vm, super::$name(vm, frame, ip, base, i))
                    }
                }
            )*
        }
    };
}
/// The part of a handler behind its quick way, as a function of its own: the quick way then needs few
/// machine registers.
macro_rules! rest {
    ($m:ident, $vm:ident, $i:ident, $body:expr) => {{
        crate::interp::machine::on_machine!(rest($m, $vm, $i) -> crate::interp::machine::Next {
            $body;
            $m.next()
        });
        return rest($vm, $m.frame, $m.ip, $m.base, $i);
    }};
}
pub(crate) use {after_leaving, descend, fail, handlers, jump, on_machine, poll, rest, tri};
