//! Short ways: calls of script functions and returns from them.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::{AtomicU64, Ordering};

use hasp_compiler::op::Instr;

use super::natives::{call_native, call_slot};
use super::{bind, fast, next, put};
use crate::frame::{self, Frame, fill_unbound};
use crate::interp::machine::{Machine, NONE_BITS, UNBOUND_BITS, copied, stop};
use crate::interp::{cache, calls, frames};
use crate::object::code::cflag;
use crate::object::function::Function;
use crate::object::header::{self, Header, Obj};
use crate::object::typ::{Type, tflag};
use crate::object::wrappers::Property;
use crate::object::{Kind, Ref};
use crate::value::Value;
use crate::vm::Vm;

// Enters a function that takes just these arguments, which become its first registers where they
// stand.
macro_rules! enter {
    ($m:ident, $vm:ident, $i:ident, $at:expr, $args:expr, $argc:expr) => {{
        let (at, args, argc): (*mut Value, *mut Value, usize) = ($at, $args, $argc);
        let callee = *at.cast::<u64>();
        if callee >> 48 == 0 && (*(callee as *const Header)).kind() == Kind::Function {
            let target = (*(callee as *const Obj<Function>)).code_ptr();
            let nregs = (*target).nregs as usize;
            if (*target).takes as usize == argc
                && (*$m.frame).generator.is_none()
                && !$vm.poll.is_set()
                && $vm.may_call()
                && $vm.stack.has_room(args, nregs)
            {
                let function = std::mem::replace(&mut *at.cast::<u64>(), UNBOUND_BITS);
                $m.save();
                fill_unbound(args, argc, (*target).first_temp as usize);
                $m.push($vm, args, function, target, frame::Kind::Call, $i.c());
                next!($m, $vm);
            }
        }
    }};
}

// Leaves a frame that is nothing but registers, none of which holds the last reference to anything.
macro_rules! leave {
    ($m:ident, $vm:ident, $i:ident, $value:expr, $restore:expr) => {{
        let frame = $m.frame;
        if !(*frame).rare {
            let mut value: u64 = $value;
            // From here on the registers own nothing.
            let mut n = $i.b() as usize;
            let registers = $m.base.cast::<u64>();
            // The last first, as CPython does.
            let alone = loop {
                if (*frame).kind == frame::Kind::Init && value != NONE_BITS {
                    break true;
                }
                if n == 0 {
                    break !header::release_plain((*frame).function.value().bits() as *mut Header);
                }
                n -= 1;
                let word = *registers.add(n);
                if word >> 48 == 0 {
                    if !header::release_plain(word as *mut Header) {
                        break true;
                    }
                    *registers.add(n) = UNBOUND_BITS;
                }
            };
            if alone {
                // The handler goes on from here.
                $restore(value);
            } else {
                $vm.stack.pop_in_place(frame);
                if (*frame).kind != frame::Kind::Call {
                    if (*frame).kind == frame::Kind::Entry {
                        $vm.exited.set(value);
                        return stop(frame);
                    }
                    // The reference that the frame held.
                    value = *(&raw const (*frame).instance).cast::<u64>();
                }
                let dst = (*frame).dst;
                $m.frame = (*frame).prev;
                $m.ip = (*$m.frame).ip;
                $m.base = (*$m.frame).base;
                put!($m, $vm, dst, value);
            }
        }
    }};
}

// Calls what is no function of a script, nor would call one.
macro_rules! native {
    ($m:ident, $vm:ident, $i:ident, $method:literal) => {{
        let callee = $m.bits($i.a());
        if callee >> 48 == 0 {
            let callee = &*(callee as *const Header);
            match callee.kind() {
                Kind::NativeFunction => {
                    return call_native::<$method>($vm, $m.frame, $m.ip, $m.base, $i);
                }
                Kind::Function => {
                    return bind::call_function::<$method>($vm, $m.frame, $m.ip, $m.base, $i);
                }
                Kind::BoundMethod => {}
                Kind::Type if (*(&raw const *callee).cast::<Obj<Type>>()).has(tflag::PLAIN_NEW) => {
                }
                _ => return call_slot::<$method>($vm, $m.frame, $m.ip, $m.base, $i),
            }
        }
    }};
}

/// Enters the getter of a property that an attribute cache knows, a function of a script; false, with
/// nothing done, if that takes more.
#[inline(always)]
pub(super) unsafe fn enter_property(vm: &Vm, m: &mut Machine, i: Instr) -> bool {
    unsafe {
        let object = m.bits(i.b());
        let word = m.word(0).load(Ordering::Relaxed);
        if object >> 48 != 0
            || word >> 32 & 0xff != cache::PROPERTY
            || word as u32
                != (*(object as *const Header))
                    .shape()
                    .guard
                    .load(Ordering::Relaxed)
        {
            return false;
        }
        let property = &*(m.word(1).load(Ordering::Relaxed) as *const Obj<Property>);
        let getter = property.getter.bits();
        if getter == 0 || getter >> 48 != 0 || (*(getter as *const Header)).kind() != Kind::Function
        {
            return false;
        }
        let target = (*(getter as *const Obj<Function>)).code_ptr();
        let nregs = (*target).nregs as usize;
        let base = (*m.frame).top;
        if (*target).flags & cflag::SIMPLE == 0
            || (*target).argcount != 1
            || vm.poll.is_set()
            || !vm.may_call()
            || !vm.stack.has_room(base, nregs)
        {
            return false;
        }
        base.write(Value::from_bits(m.take_bits(i.b())));
        fill_unbound(base, 1, (*target).first_temp as usize);
        m.ip = m.ip.add(2);
        m.save();
        m.push(vm, base, copied(getter), target, frame::Kind::Call, i.a());
        true
    }
}

// Makes an instance of a class of a script and enters its `__init__`; see `instance_frame`.
macro_rules! instance {
    ($m:ident, $vm:ident, $i:ident, $at:expr, $count:expr) => {{
        let callee = $m.bits($i.a());
        if callee >> 48 == 0 && (*(callee as *const Header)).kind() == Kind::Type {
            let frame = instance_frame($vm, $m.frame, $m.ip, $at, $count, $i);
            if !frame.is_null() {
                $m.frame = frame;
                $m.ip = (*frame).ip;
                $m.base = (*frame).base;
                next!($m, $vm);
            }
        }
    }};
}

/// The frame of `__init__` for a new instance of the class that `i` calls, a script's function that
/// takes just the instance and the `argc` arguments behind the register at `this`; null, with nothing
/// done, where it is not that plain.
///
/// # Safety
/// As [`Way`](crate::interp::machine::Way); the register at `this` is the callable's own, or the self slot
/// behind it, which is empty.
#[inline(never)]
unsafe fn instance_frame(
    vm: &Vm,
    caller: *mut Frame,
    ip: *const AtomicU64,
    this: *mut Value,
    argc: usize,
    i: Instr,
) -> *mut Frame {
    unsafe {
        let callee = (*caller).base.add(i.a() as usize);
        let class: &Ref<Type> = Ref::from_value_ref_unchecked(&*callee);
        let Some(Some(init)) = calls::plain_instantiation(vm, class) else {
            return std::ptr::null_mut();
        };
        let function: &Ref<Function> = Ref::from_value_ref_unchecked(&init);
        let target = function.code_ptr();
        if (*target).flags & cflag::SIMPLE == 0
            || (*target).argcount as usize != argc + 1
            || vm.poll.is_set()
            || !vm.may_call()
            || (*caller).generator.is_some()
            || !vm.stack.has_room(this, (*target).nregs as usize)
        {
            return std::ptr::null_mut();
        }
        (*caller).ip = ip;
        let instance = crate::object::plain::new_instance(vm, class);
        let class = std::ptr::replace(callee, Value::UNBOUND);
        this.write(instance.clone());
        // The instance holds it.
        drop(class);
        fill_unbound(this, argc + 1, (*target).first_temp as usize);
        let place = vm.stack.top().add(1);
        let kind = frame::Kind::Init;
        frames::write_frame_at(
            vm,
            place,
            caller,
            this,
            init,
            target,
            kind,
            i.c(),
            Some(instance),
        )
    }
}

fast! { m, vm, i;
    Call => {
        let at = m.at(i.a());
        enter!(m, vm, i, at, at.add(1), i.b() as usize)
    }; {
        native!(m, vm, i, false);
        instance!(m, vm, i, m.at(i.a()), i.b() as usize)
    },
    CallMethod => {
        let at = m.at(i.a());
        let has_self = (m.bits(i.a() + 1) != UNBOUND_BITS) as usize;
        enter!(m, vm, i, at, at.add(2 - has_self), i.b() as usize + has_self)
    }; {
        native!(m, vm, i, true);
        if m.bits(i.a() + 1) == UNBOUND_BITS {
            instance!(m, vm, i, m.at(i.a() + 1), i.b() as usize)
        }
    },
    CallKw => return bind::call_keywords::<false>(vm, m.frame, m.ip, m.base, i),
    CallMethodKw => return bind::call_keywords::<true>(vm, m.frame, m.ip, m.base, i),
    Return => {
        let register = i.a();
        leave!(
            m,
            vm,
            i,
            m.replace_bits(register, UNBOUND_BITS),
            |value| m.replace_bits(register, value)
        )
    },
    ReturnNone => leave!(m, vm, i, NONE_BITS, |_: u64| {}),
}
