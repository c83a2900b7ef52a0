//! Handlers: imports, patterns, intrinsics.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use crate::interp::machine::{handlers, tri};
use crate::interp::{imports, intrinsics, patterns};
use crate::value::Value;

handlers! { m, vm, i;
    ImportName => {
        m.save();
        let (level, from) = (m.take(i.b()), m.take(i.b() + 1));
        let globals = (*m.frame).function.globals.clone();
        let locals = (*m.frame).locals.clone();
        let v = tri!(
            m,
            vm,
            imports::import_name(vm, m.name(i.c()), &globals, locals.as_ref(), level, from)
        );
        m.set(i.a(), v);
    },
    ImportFrom => {
        m.save();
        let module = (*m.at(i.b())).clone();
        let v = tri!(m, vm, imports::import_from(vm, &module, m.name(i.c())));
        m.set(i.a(), v);
    },
    ImportStar => {
        m.save();
        let module = m.take(i.a());
        let globals = (*m.frame).function.globals.clone();
        let locals = (*m.frame).locals.clone();
        tri!(
            m,
            vm,
            imports::import_star(vm, &module, &globals, locals.as_ref())
        );
    },
    MatchSequence => {
        let yes = patterns::is_sequence(vm, &(*m.at(i.b())));
        m.set(i.a(), Value::bool(yes));
    },
    MatchMapping => {
        let yes = patterns::is_mapping(vm, &(*m.at(i.b())));
        m.set(i.a(), Value::bool(yes));
    },
    GetLen => {
        m.save();
        let v = (*m.at(i.b())).clone();
        let len = tri!(m, vm, vm.len(&v));
        m.set(i.a(), vm.int_from_u64(len as u64));
    },
    MatchKeys => {
        m.save();
        let keys = m.take(i.c());
        let v = (*m.at(i.b())).clone();
        let found = tri!(m, vm, patterns::keys(vm, &v, &keys));
        m.set(i.a(), found);
    },
    MatchClass => {
        m.save();
        let c = i.c();
        let (class, count, names) = (m.take(c), m.take(c + 1), m.take(c + 2));
        let v = (*m.at(i.b())).clone();
        let found = tri!(m, vm, patterns::class(vm, &v, &class, &count, &names));
        m.set(i.a(), found);
    },
    MatchRest => {
        m.save();
        let keys = m.take(i.c());
        let v = (*m.at(i.b())).clone();
        let rest = tri!(m, vm, patterns::rest(vm, &v, &keys));
        m.set(i.a(), rest);
    },
    CallIntrinsic => {
        m.save();
        let which = hasp_compiler::op::Intrinsic::from_u16(i.c()).expect("verified");
        let args: Vec<Value> = (0..which.arity() as u16)
            .map(|n| m.take(i.b() + n))
            .collect();
        let v = tri!(m, vm, intrinsics::call(vm, which, args));
        m.set(i.a(), v);
    },
}
