//! Handlers: calls, returns, generators, functions.
//!
//! Part of fence 10: the contract is that of [`Handler`](crate::interp::machine::Handler).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::Ordering;

use crate::frame;
use crate::interp::machine::{UNBOUND_BITS, after_leaving, descend, handlers, poll, tri};
use crate::interp::{calls, generators, loads};
use crate::object::code::cflag;
use crate::object::function::Function;
use crate::object::generator::Generator;
use crate::object::{Kind, Ref};
use crate::value::Value;

handlers! { m, vm, i;
    Call => {
        let argc = i.b() as usize;
        let at = m.base.add(i.a() as usize);
        let callee = &raw const *at;
        if let Some(header) = (*callee).header() {
            match header.kind() {
                Kind::Function => {
                    let function: &Ref<Function> = Ref::from_value_ref_unchecked(&*callee);
                    let target = function.code_ptr();
                    if (*target).flags & cflag::SIMPLE != 0 && (*target).argcount as usize == argc {
                        m.save();
                        tri!(
                            m,
                            vm,
                            calls::push_simple(
                                vm,
                                m.frame,
                                at.add(1),
                                argc,
                                std::ptr::replace(at, Value::UNBOUND),
                                target,
                                frame::Kind::Call,
                                i.c(),
                                None
                            )
                        );
                        descend!(m, vm);
                        return m.next();
                    }
                }
                Kind::NativeFunction => {
                    let native: &Ref<crate::native::NativeFunction> =
                        Ref::from_value_ref_unchecked(&*callee);
                    m.save();
                    let args = std::slice::from_raw_parts(at.add(1), argc);
                    let result = native.call(vm, crate::args::Args::positional(args));
                    calls::clear(at, argc + 1);
                    let v = tri!(m, vm, result);
                    m.set(i.c(), v);
                    poll!(m, vm);
                    return m.next();
                }
                _ => {}
            }
        }
        m.save();
        match tri!(
            m,
            vm,
            calls::call_window(vm, m.frame, at, argc, &[], false, i.c())
        ) {
            calls::Called::Frame => descend!(m, vm),
            calls::Called::Value(v) => {
                m.set(i.c(), v);
                poll!(m, vm);
            }
        }
    },
    CallMethod => {
        let mut argc = i.b() as usize;
        let at = m.base.add(i.a() as usize);
        let has_self = m.bits(i.a() + 1) != UNBOUND_BITS;
        argc += has_self as usize;
        let args_at = at.add(2 - has_self as usize);
        let callee = &raw const *at;
        if let Some(header) = (*callee).header() {
            match header.kind() {
                Kind::Function => {
                    let function: &Ref<Function> = Ref::from_value_ref_unchecked(&*callee);
                    let target = function.code_ptr();
                    if (*target).flags & cflag::SIMPLE != 0 && (*target).argcount as usize == argc {
                        m.save();
                        tri!(
                            m,
                            vm,
                            calls::push_simple(
                                vm,
                                m.frame,
                                args_at,
                                argc,
                                std::ptr::replace(at, Value::UNBOUND),
                                target,
                                frame::Kind::Call,
                                i.c(),
                                None
                            )
                        );
                        descend!(m, vm);
                        return m.next();
                    }
                }
                Kind::NativeFunction => {
                    let native: &Ref<crate::native::NativeFunction> =
                        Ref::from_value_ref_unchecked(&*callee);
                    m.save();
                    let args = std::slice::from_raw_parts(args_at, argc);
                    let result = native.call(vm, crate::args::Args::positional(args));
                    calls::clear(at, i.b() as usize + 2);
                    let v = tri!(m, vm, result);
                    m.set(i.c(), v);
                    poll!(m, vm);
                    return m.next();
                }
                _ => {}
            }
        }
        m.save();
        match tri!(
            m,
            vm,
            calls::call_window(vm, m.frame, at, i.b() as usize, &[], true, i.c())
        ) {
            calls::Called::Frame => descend!(m, vm),
            calls::Called::Value(v) => {
                m.set(i.c(), v);
                poll!(m, vm);
            }
        }
    },
    CallKw => {
        let names = (&(*(*m.frame).code).consts)[(*m.ip).load(Ordering::Relaxed) as usize].clone();
        m.ip = m.ip.add(1);
        m.save();
        let names = names
            .as_tuple()
            .expect("verified: a tuple of names")
            .clone();
        match tri!(
            m,
            vm,
            calls::call_window(
                vm,
                m.frame,
                m.base.add(i.a() as usize),
                i.b() as usize,
                names.as_slice(),
                false,
                i.c()
            )
        ) {
            calls::Called::Frame => descend!(m, vm),
            calls::Called::Value(v) => {
                m.set(i.c(), v);
                poll!(m, vm);
            }
        }
    },
    CallMethodKw => {
        let names = (&(*(*m.frame).code).consts)[(*m.ip).load(Ordering::Relaxed) as usize].clone();
        m.ip = m.ip.add(1);
        m.save();
        let names = names
            .as_tuple()
            .expect("verified: a tuple of names")
            .clone();
        match tri!(
            m,
            vm,
            calls::call_window(
                vm,
                m.frame,
                m.base.add(i.a() as usize),
                i.b() as usize,
                names.as_slice(),
                true,
                i.c()
            )
        ) {
            calls::Called::Frame => descend!(m, vm),
            calls::Called::Value(v) => {
                m.set(i.c(), v);
                poll!(m, vm);
            }
        }
    },
    CallEx => {
        m.save();
        let a = i.a();
        let (f, args) = (m.take(a), m.take(a + 1));
        let kwargs = if i.b() & 1 != 0 {
            Some(m.take(a + 2))
        } else {
            None
        };
        let called = calls::call_ex(vm, m.frame, f, args, kwargs, i.c());
        match tri!(m, vm, called) {
            calls::Called::Frame => descend!(m, vm),
            calls::Called::Value(v) => {
                m.set(i.c(), v);
                poll!(m, vm);
            }
        }
    },
    Return => {
        let v = std::ptr::replace(m.at(i.a()), Value::UNBOUND);
        after_leaving!(m, vm, calls::leave_fast(vm, m.frame, v))
    },
    ReturnNone => after_leaving!(m, vm, calls::leave_fast(vm, m.frame, Value::NONE)),
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
