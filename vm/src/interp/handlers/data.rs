//! Handlers: moving values: constants, locals, cells, globals, names.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use crate::interp::loads;
use crate::interp::machine::{UNBOUND_BITS, fail, handlers, tri};
use crate::object::Ref;
use crate::object::code::Cell;
use crate::object::dict::Dict;
use crate::value::Value;
use std::sync::atomic::Ordering;

handlers! { m, vm, i;
    CheckLocal => fail!(m, vm, loads::unbound_local(vm, &*(*m.frame).code, i.a())),
    DelLocal => {
        if m.bits(i.a()) == UNBOUND_BITS {
            fail!(m, vm, loads::unbound_local(vm, &*(*m.frame).code, i.a()));
        }
        m.set_bits(i.a(), UNBOUND_BITS);
    },
    LoadCommon => {
        let v = loads::common(vm, i.b());
        m.set(i.a(), v);
    },
    MakeCell => {
        let held = std::ptr::replace(m.base.add(i.a() as usize), Value::UNBOUND);
        let cell = loads::new_cell(vm, held);
        m.set(i.a(), cell);
    },
    LoadCell => {
        let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&(*m.at(i.b())));
        match cell.contents.get() {
            Some(v) => m.set(i.a(), v),
            None => fail!(m, vm, loads::unbound_local(vm, &*(*m.frame).code, i.b())),
        }
    },
    StoreCell => {
        let v = m.take(i.b());
        let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&(*m.at(i.a())));
        let old = cell.contents.replace(Some(v));
        drop(old);
    },
    DelCell => {
        let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&(*m.at(i.a())));
        match cell.contents.take() {
            Some(v) => drop(v),
            None => fail!(m, vm, loads::unbound_local(vm, &*(*m.frame).code, i.a())),
        }
    },
    LoadFree => {
        match (&(*m.frame).function.closure)[i.b() as usize]
            .contents
            .get()
        {
            Some(v) => m.set(i.a(), v),
            None => fail!(m, vm, loads::unbound_free(vm, &*(*m.frame).code, i.b())),
        }
    },
    StoreFree => {
        let v = m.take(i.b());
        let old = (&(*m.frame).function.closure)[i.a() as usize]
            .contents
            .replace(Some(v));
        drop(old);
    },
    DelFree => {
        match (&(*m.frame).function.closure)[i.a() as usize]
            .contents
            .take()
        {
            Some(v) => drop(v),
            None => fail!(m, vm, loads::unbound_free(vm, &*(*m.frame).code, i.a())),
        }
    },
    LoadFreeCell => {
        let cell = (&(*m.frame).function.closure)[i.b() as usize]
            .value()
            .clone();
        m.set(i.a(), cell);
    },
    LoadGlobal => {
        let v = tri!(
            m,
            vm,
            loads::load_global(
                vm,
                &(*m.frame).function,
                m.name(i.bx() as usize),
                &*m.ip,
                &*m.ip.add(1)
            )
        );
        m.ip = m.ip.add(2);
        m.set(i.a(), v);
    },
    StoreGlobal => {
        let v = m.take(i.a());
        let globals: *const Ref<Dict> = &raw const (*m.frame).function.globals;
        let word = m.word(0).load(Ordering::Relaxed);
        if word != 0 && word as u32 == (*globals).version() {
            (*globals).set_value_at((word >> 32) as usize, v);
        } else {
            loads::store_global(vm, &*globals, m.name(i.bx() as usize), v, &*m.ip);
        }
        m.ip = m.ip.add(2);
    },
    DelGlobal => {
        m.save();
        tri!(
            m,
            vm,
            loads::del_global(vm, &(*m.frame).function.globals, m.name(i.bx() as usize))
        );
    },
    LoadName => {
        m.save();
        let locals = (*m.frame).locals.clone();
        let v = tri!(
            m,
            vm,
            loads::load_name(
                vm,
                &(*m.frame).function,
                locals.as_ref(),
                m.name(i.bx() as usize),
                &*m.ip,
                &*m.ip.add(1)
            )
        );
        m.ip = m.ip.add(2);
        m.set(i.a(), v);
    },
    StoreName => {
        m.save();
        let v = m.take(i.a());
        let locals = (*m.frame).locals.clone();
        tri!(
            m,
            vm,
            loads::store_name(
                vm,
                &(*m.frame).function.globals,
                locals.as_ref(),
                m.name(i.bx() as usize),
                v,
                &*m.ip
            )
        );
        m.ip = m.ip.add(2);
    },
    DelName => {
        m.save();
        let locals = (*m.frame).locals.clone();
        tri!(
            m,
            vm,
            loads::del_name(
                vm,
                &(*m.frame).function.globals,
                locals.as_ref(),
                m.name(i.bx() as usize)
            )
        );
    },
    LoadNameOrFree => {
        m.save();
        let locals = (*m.frame).locals.clone();
        let found = match &locals {
            Some(mapping) => tri!(m, vm, loads::from_mapping(vm, mapping, m.name(i.c()))),
            None => None,
        };
        match found.or_else(|| {
            (&(*m.frame).function.closure)[i.b() as usize]
                .contents
                .get()
        }) {
            Some(v) => m.set(i.a(), v),
            None => fail!(m, vm, loads::unbound_free(vm, &*(*m.frame).code, i.b())),
        }
    },
    LoadNameOrCell => {
        m.save();
        let locals = (*m.frame).locals.clone();
        let found = match &locals {
            Some(mapping) => tri!(m, vm, loads::from_mapping(vm, mapping, m.name(i.c()))),
            None => None,
        };
        let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&(*m.at(i.b())));
        match found.or_else(|| cell.contents.get()) {
            Some(v) => m.set(i.a(), v),
            None => fail!(m, vm, loads::unbound_local(vm, &*(*m.frame).code, i.b())),
        }
    },
    LoadFromDict => {
        m.save();
        let mapping = m.take(i.b());
        let found = tri!(m, vm, loads::from_mapping(vm, &mapping, m.name(i.c())));
        let v = match found {
            Some(v) => v,
            None => tri!(
                m,
                vm,
                loads::global_or_builtin(vm, &(*m.frame).function, m.name(i.c()))
            ),
        };
        m.set(i.a(), v);
    },
    LoadLocals => {
        let v = (*m.frame)
            .locals
            .clone()
            .unwrap_or_else(|| (*m.frame).function.globals.value().clone());
        m.set(i.a(), v);
    },
}
