//! Handlers: calls, returns, generators, functions.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::Ordering;

use crate::interp::machine::{UNBOUND_BITS, after_leaving, descend, handlers, poll, tri};
use crate::interp::{calls, frames, generators, loads, spread};
use crate::object::generator::Generator;
use crate::value::Value;

/// What a call came to: a frame to go on in, or the result.
macro_rules! after_call {
    ($m:ident, $vm:ident, $i:ident, $called:expr) => {
        match tri!($m, $vm, $called) {
            calls::Called::Frame => descend!($m, $vm),
            calls::Called::Value(v) => {
                $m.set($i.c(), v);
                poll!($m, $vm);
            }
        }
    };
}
/// A call without keywords of anything but a native function; with `method`, the first argument may
/// be the self slot's.
macro_rules! call {
    ($m:ident, $vm:ident, $i:ident, $method:literal) => {{
        let at = $m.at($i.a());
        $m.save();
        let count = $i.b() as usize;
        let called = calls::call_window($vm, $m.frame, at, count, &[], $method, $i.c());
        after_call!($m, $vm, $i, called);
    }};
}
/// A call whose last arguments are keywords with the names of the constant behind the instruction.
macro_rules! call_keywords {
    ($m:ident, $vm:ident, $i:ident, $method:literal) => {{
        let constant = $m.word(0).load(Ordering::Relaxed) as usize;
        $m.ip = $m.ip.add(1);
        $m.save();
        let names = (&(*(*$m.frame).code).consts)[constant].clone();
        let names = names.as_tuple().expect("verified: a tuple of names");
        let (at, count) = ($m.at($i.a()), $i.b() as usize);
        let names = names.as_slice();
        let called = calls::call_window($vm, $m.frame, at, count, names, $method, $i.c());
        after_call!($m, $vm, $i, called);
    }};
}

handlers! { m, vm, i;
    Call => call!(m, vm, i, false),
    CallMethod => call!(m, vm, i, true),
    CallKw => call_keywords!(m, vm, i, false),
    CallMethodKw => call_keywords!(m, vm, i, true),
    CallEx => {
        m.save();
        let a = i.a();
        let (f, args) = (m.take(a), m.take(a + 1));
        let kwargs = if i.b() & 1 != 0 {
            Some(m.take(a + 2))
        } else {
            None
        };
        let called = spread::call_ex(vm, m.frame, f, args, kwargs, i.c());
        after_call!(m, vm, i, called);
    },
    Return => {
        let v = std::ptr::replace(m.at(i.a()), Value::UNBOUND);
        after_leaving!(m, vm, frames::leave_fast(vm, m.frame, v))
    },
    ReturnNone => after_leaving!(m, vm, frames::leave_fast(vm, m.frame, Value::NONE)),
    Yield => {
        let v = m.take(i.b());
        m.save();
        after_leaving!(m, vm, generators::suspend(vm, v));
        poll!(m, vm);
    },
    GetYieldFrom => {
        m.save();
        let v = m.take(i.b());
        let it = tri!(m, vm, generators::yield_from_iter(vm, v));
        m.set(i.a(), it);
    },
    YieldFrom => {
        m.save();
        if let Some(inner) = (*m.at(i.b())).downcast_ref::<Generator>()
            && generators::enter_delegate(vm, inner, i.a())
        {
            descend!(m, vm);
            return m.next();
        }
        let it = (*m.at(i.b())).clone();
        match tri!(m, vm, generators::delegate(vm, &it)) {
            generators::Delegated::Yielded(v) => {
                drop(it);
                after_leaving!(m, vm, generators::suspend(vm, v));
                poll!(m, vm);
            }
            generators::Delegated::Finished(v) => {
                drop(it);
                m.set_bits(i.b(), UNBOUND_BITS);
                m.set(i.a(), v);
            }
        }
    },
    MakeFunction => {
        let k = (*m.ip).load(Ordering::Relaxed) as usize;
        m.ip = m.ip.add(1);
        m.save();
        let mut at = i.b();
        let mut next = |bit: u16| {
            (i.c() & bit != 0).then(|| {
                at += 1;
                m.take(at - 1)
            })
        };
        let parts = [next(1), next(2), next(4), next(8)];
        let constant = (&(*(*m.frame).code).consts)[k].clone();
        let globals = (*m.frame).function.globals.clone();
        let v = calls::make_function(vm, constant, globals, parts);
        m.set(i.a(), v);
    },
    LoadBuildClass => {
        m.save();
        let v = tri!(m, vm, loads::build_class(vm, &(*m.frame).function));
        m.set(i.a(), v);
    },
}
