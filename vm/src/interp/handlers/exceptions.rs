//! Handlers: raising, handling, matching exceptions.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use crate::interp::machine::{fail, handlers, jump, poll, tri};
use crate::interp::unwind;
use crate::value::Value;
use crate::vm::Raised;

handlers! { m, vm, i;
    Raise => {
        m.save();
        let v = m.take(i.a());
        let raised = unwind::make_exception(vm, v);
        fail!(m, vm, raised);
    },
    RaiseFrom => {
        m.save();
        let (v, cause) = (m.take(i.a()), m.take(i.b()));
        let raised = unwind::make_exception_from(vm, v, cause);
        fail!(m, vm, raised);
    },
    RaiseCurrent => {
        m.save();
        match vm.handled_exception() {
            Some(exception) => {
                return m.reraise(vm, Raised(exception));
            }
            None => fail!(m, vm, vm.runtime_error("No active exception to reraise")),
        }
    },
    Reraise => {
        m.save();
        let raised = Raised(m.take(i.a()));
        return m.reraise(vm, raised);
    },
    EnterHandler => {
        let exception = (*m.at(i.a())).clone();
        (*m.frame).rare = true;
        let saved = (*m.frame).handled.replace(exception);
        if saved.is_none() {
            vm.handling.set(vm.handling.get() + 1);
        }
        m.set(i.b(), saved.unwrap_or(Value::NONE));
    },
    LeaveHandler => {
        let saved = m.take(i.a());
        let old = if saved.is_none() {
            vm.handling.set(vm.handling.get() - 1);
            (*m.frame).handled.take()
        } else {
            (*m.frame).handled.replace(saved)
        };
        m.save();
        drop(old);
    },
    JumpUnlessMatch => {
        m.save();
        let class = m.take(i.b());
        let exception = (*m.at(i.a())).clone();
        if !tri!(m, vm, unwind::matches(vm, &exception, &class)) {
            jump!(m, vm, i.sc());
        }
    },
    MatchStar => {
        m.save();
        let class = m.take(i.c());
        let exception = (*m.at(i.b())).clone();
        let (matched, rest) = tri!(m, vm, unwind::match_star(vm, &exception, &class));
        m.set(i.a(), matched);
        m.set(i.a() + 1, rest);
    },
    PrepReraiseStar => {
        m.save();
        let list = m.take(i.c());
        let exception = (*m.at(i.b())).clone();
        let v = tri!(m, vm, unwind::prep_reraise_star(vm, &exception, &list));
        m.set(i.a(), v);
    },
    ExcTriple => {
        let exception = (*m.at(i.b())).clone();
        let [ty, value, traceback] = unwind::triple(vm, exception);
        m.set(i.a(), ty);
        m.set(i.a() + 1, value);
        m.set(i.a() + 2, traceback);
    },
}
