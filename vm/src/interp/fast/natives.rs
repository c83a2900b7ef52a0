//! Ways of calls and iterations that leave the frame where it stands: native functions, classes and other
//! callables that Rust code serves, and iterators.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).
//!
//! They call functions, unlike the short ways, and still end in a jump: nothing that needs dropping lives
//! then, and no local variable's address is given away. What takes either is a function of its own.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::{AtomicU64, Ordering};

use hasp_compiler::op::{Instr, Op};

use super::{go, put_and_go, ways};
use crate::args::Args;
use crate::frame::Frame;
use crate::interp::handlers::STEPS;
use crate::interp::machine::{Flow, Machine, UNBOUND_BITS, stop};
use crate::native::NativeFunction;
use crate::object::Ref;
use crate::object::dict::Dict;
use crate::object::header::{self, Header};
use crate::proto::pairs::Two;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// An exception is raised at the instruction before `ip`.
///
/// # Safety
/// As [`Way`](crate::interp::machine::Way).
#[cold]
#[inline(never)]
unsafe fn raise(
    vm: &Vm,
    frame: *mut Frame,
    ip: *const AtomicU64,
    base: *mut Value,
    raised: Raised,
) -> Flow {
    let m = Machine { frame, ip, base };
    unsafe { m.save() };
    let next = m.raise(vm, raised);
    stop(next.frame)
}

/// Serves the poll word, then goes on.
///
/// # Safety
/// As [`Way`](crate::interp::machine::Way).
#[cold]
#[inline(never)]
unsafe fn poll(vm: &Vm, frame: *mut Frame, ip: *const AtomicU64, base: *mut Value) -> Flow {
    unsafe {
        (*frame).ip = ip;
        match vm.handle_poll() {
            Ok(()) => go(vm, frame, ip, base),
            Err(raised) => raise(vm, frame, ip, base, raised),
        }
    }
}

/// Gives up the reference that a register owns.
#[inline(always)]
unsafe fn clear(place: *mut u64) {
    unsafe {
        let word = std::mem::replace(&mut *place, UNBOUND_BITS);
        if word >> 48 == 0 {
            header::release(word as *mut Header);
        }
    }
}

/// The end of a call: lets go of the window, puts the result into its register and goes on.
///
/// Everything is worked out again from frame and instruction: what is kept across the call would have to
/// be saved and restored.
macro_rules! finish {
    ($method:ident, $vm:ident, $frame:ident, $i:ident, $result:expr) => {{
        let value = match $result {
            Ok(value) => Value::into_bits(value),
            Err(raised) => return failed::<$method>($vm, $frame, $i, raised),
        };
        let_go_of_window::<$method>((*$frame).base, $i);
        let (ip, base) = ((*$frame).ip, (*$frame).base);
        let old = std::mem::replace(&mut *base.cast::<u64>().add($i.c() as usize), value);
        if old >> 48 == 0 {
            header::release(old as *mut Header);
        }
        if $vm.poll.is_set() {
            return poll($vm, $frame, ip, base);
        }
        return go($vm, $frame, ip, base);
    }};
}

/// Lets go of the callable and the arguments of a call.
#[inline(always)]
unsafe fn let_go_of_window<const METHOD: bool>(base: *mut Value, i: Instr) {
    unsafe {
        let window = base.cast::<u64>().add(i.a() as usize);
        let mut n = i.b() as usize + 1 + METHOD as usize;
        let mut place = window;
        while n > 0 {
            clear(place);
            place = place.add(1);
            n -= 1;
        }
    }
}

/// The end of a call that has raised.
#[cold]
#[inline(never)]
unsafe fn failed<const METHOD: bool>(vm: &Vm, frame: *mut Frame, i: Instr, raised: Raised) -> Flow {
    unsafe {
        let_go_of_window::<METHOD>((*frame).base, i);
        raise(vm, frame, (*frame).ip, (*frame).base, raised)
    }
}

/// The arguments of a call: where they stand and how many there are.
#[inline(always)]
pub(super) unsafe fn arguments<const METHOD: bool>(
    base: *mut Value,
    i: Instr,
) -> (*const Value, usize) {
    unsafe {
        let at = base.add(i.a() as usize);
        let this = METHOD && *at.add(1).cast::<u64>() != UNBOUND_BITS;
        let first = at.add(1 + (METHOD && !this) as usize);
        (first, i.b() as usize + this as usize)
    }
}

ways! {
    /// Calls the native function that stands in the callee's register of a `Call` or `CallMethod`.
    pub(super) fn call_native<const METHOD>(vm, frame, ip, base, i) {
        (*frame).ip = ip;
        let (first, argc) = arguments::<METHOD>(base, i);
        let callee = base.add(i.a() as usize);
        let native: &Ref<NativeFunction> = Ref::from_value_ref_unchecked(&*callee);
        let result = native.call_positional(vm, std::slice::from_raw_parts(first, argc));
        finish!(METHOD, vm, frame, i, result)
    }
}

ways! {
    /// Calls what stands there through its type's slot.
    pub(super) fn call_slot<const METHOD>(vm, frame, ip, base, i) {
        (*frame).ip = ip;
        let (first, argc) = arguments::<METHOD>(base, i);
        let result = through_slot(vm, base.add(i.a() as usize), first, argc);
        finish!(METHOD, vm, frame, i, result)
    }
}

/// # Safety
/// The callee and `argc` arguments are registers of the running frame.
#[inline(never)]
unsafe fn through_slot(
    vm: &Vm,
    callee: *const Value,
    first: *const Value,
    argc: usize,
) -> Result<Value> {
    unsafe {
        let callee = &*callee;
        let args = Args::positional(std::slice::from_raw_parts(first, argc));
        match vm.type_of(callee).slots.call.get() {
            Some(call) => call(vm, callee, args),
            None => vm.call(callee, args),
        }
    }
}

/// Lets go of an `In` operand.
#[inline(always)]
unsafe fn let_go(frame: *mut Frame, base: *mut Value, register: u16) {
    unsafe {
        if register >= (*frame).first_temp {
            clear(base.cast::<u64>().add(register as usize));
        }
    }
}

ways! {
    /// `GetItem` of exactly a dict.
    pub(super) fn item_of_dict(vm, frame, ip, base, i) {
        let dict: &Ref<Dict> = Ref::from_value_ref_unchecked(&*base.add(i.b() as usize));
        let Some(Some(item)) = dict.quick_get(vm, &*base.add(i.c() as usize)) else {
            return STEPS[Op::GetItem as usize](vm, frame, ip, base, i);
        };
        let item = item.into_bits();
        (*frame).ip = ip;
        let_go(frame, base, i.b());
        let_go(frame, base, i.c());
        put_and_go(vm, frame, ip, base, i.a(), item)
    }
}

ways! {
    /// `SetItem` of exactly a dict.
    pub(super) fn set_item_of_dict(vm, frame, ip, base, i) {
        let [dict, key, value] = [i.a(), i.b(), i.c()].map(|n| &*base.add(n as usize));
        let old = quick_set(vm, dict, key, value);
        if old == 0 {
            return STEPS[Op::SetItem as usize](vm, frame, ip, base, i);
        }
        (*frame).ip = ip;
        let_go(frame, base, i.c());
        let_go(frame, base, i.b());
        let_go(frame, base, i.a());
        if old >> 48 == 0 {
            header::release(old as *mut Header);
        }
        go(vm, frame, ip, base)
    }
}

/// Sets an item of exactly a dict if that takes no script code: gives the old value's word, with its
/// reference, `Unbound` for none; else 0.
///
/// # Safety
/// `dict` is exactly a dict.
#[inline(never)]
unsafe fn quick_set(vm: &Vm, dict: &Value, key: &Value, value: &Value) -> u64 {
    let dict: &Ref<Dict> = unsafe { Ref::from_value_ref_unchecked(dict) };
    match dict.quick_set(vm, key, value) {
        Some(old) => old.map_or(UNBOUND_BITS, Value::into_bits),
        None => 0,
    }
}

ways! {
    /// `ForIter` over what has no shorter way.
    pub(super) fn iterate(vm, frame, ip, base, i) {
        (*frame).ip = ip;
        // The register keeps the iterator: it is none that a script can name.
        let it = &*base.add(i.a() as usize);
        match vm.next(it) {
            Ok(Some(item)) => {
                let body = (*frame).ip.offset(i.sc() as isize);
                put_and_go(vm, frame, body, (*frame).base, i.b(), item.into_bits())
            }
            Ok(None) => exhausted(vm, frame, ip, base, i),
            Err(raised) => raise(vm, frame, (*frame).ip, (*frame).base, raised),
        }
    }
}

/// The end of an iteration: lets go of the iterator.
#[inline(never)]
unsafe fn exhausted(
    vm: &Vm,
    frame: *mut Frame,
    ip: *const AtomicU64,
    base: *mut Value,
    i: Instr,
) -> Flow {
    unsafe {
        clear(base.cast::<u64>().add(i.a() as usize));
        go(vm, frame, ip, base)
    }
}

ways! {
    /// `ForIter` over an iterator of pairs whose next instruction may take them apart: then no tuple is made.
    pub(super) fn iterate_pairs(vm, frame, ip, base, i) {
        let body = ip.offset(i.sc() as isize);
        let then = Instr((*body).load(Ordering::Relaxed));
        let apart = then.op_number() == Op::Unpack as u8
            && then.c() == 2
            && then.a() == i.b()
            && i.b() >= (*frame).first_temp;
        if !apart {
            return iterate(vm, frame, ip, base, i);
        }
        (*frame).ip = ip;
        let targets = base.add(then.b() as usize);
        match put_pair(vm, base.add(i.a() as usize), targets) {
            Ok(Two::Put) => go(vm, frame, body.add(1), (*frame).base),
            Ok(Two::End) => exhausted(vm, frame, ip, base, i),
            Ok(Two::Unknown) => iterate(vm, frame, ip, base, i),
            Err(raised) => raise(vm, frame, ip, base, raised),
        }
    }
}

/// Puts an iterator's next pair into two registers.
///
/// # Safety
/// `it` and the targets are registers of the running frame.
#[inline(never)]
unsafe fn put_pair(vm: &Vm, it: *const Value, targets: *mut Value) -> Result<Two> {
    unsafe {
        vm.next_two(&*it, |first, second| {
            drop(std::ptr::replace(targets, first));
            drop(std::ptr::replace(targets.add(1), second));
        })
    }
}
