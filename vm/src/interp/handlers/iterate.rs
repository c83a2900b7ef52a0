//! Handlers: iteration and unpacking.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::Ordering;

use crate::interp::machine::{UNBOUND_BITS, descend, fail, handlers, jump, poll, tri};
use crate::interp::{build, generators};
use crate::object::generator::{Generator, State};
use crate::object::iter::{ListIter, RangeIter, TupleIter};
use crate::object::tuple::Tuple;
use crate::object::{Kind, Ref};

handlers! { m, vm, i;
    GetIter => {
        m.save();
        let v = m.take(i.b());
        let it = tri!(m, vm, vm.iter(&v));
        drop(v);
        m.set(i.a(), it);
    },
    ForIter => {
        let it = &raw const (*m.at(i.a()));
        let header = (*it).header();
        let item = match header.map(|h| h.kind()) {
            Some(Kind::RangeIter) => {
                let range: &Ref<RangeIter> = Ref::from_value_ref_unchecked(&*it);
                range.step()
            }
            Some(Kind::ListIter) => {
                let list: &Ref<ListIter> = Ref::from_value_ref_unchecked(&*it);
                list.step()
            }
            Some(Kind::TupleIter) => {
                let tuple: &Ref<TupleIter> = Ref::from_value_ref_unchecked(&*it);
                tuple.step()
            }
            Some(Kind::Generator) => {
                let generator: &Ref<Generator> = Ref::from_value_ref_unchecked(&*it);
                m.save();
                if generators::enter_for(vm, generator, i.b(), i.sc()) {
                    descend!(m, vm);
                    return m.next();
                }
                if generator.state() == State::Finished {
                    None
                } else {
                    fail!(m, vm, generators::already_executing(vm))
                }
            }
            _ => {
                // The register keeps the iterator: it is none that a script can name.
                m.save();
                tri!(m, vm, vm.next(&*it))
            }
        };
        match item {
            Some(item) => {
                m.set(i.b(), item);
                jump!(m, vm, i.sc());
            }
            None => m.set_bits(i.a(), UNBOUND_BITS),
        }
    },
    Unpack => {
        m.save();
        let v = m.take(i.a());
        let count = i.c() as usize;
        if let Some(tuple) = v.exact_ref::<Tuple>()
            && tuple.body.len() == count
        {
            for (n, item) in tuple.as_slice().iter().enumerate() {
                let item = item.clone();
                m.set(i.b() as usize + n, item);
            }
            return m.next();
        }
        let items = tri!(m, vm, build::unpack(vm, &v, count));
        for (n, item) in items.into_iter().enumerate() {
            m.set(i.b() as usize + n, item);
        }
    },
    UnpackEx => {
        let counts = (*m.ip).load(Ordering::Relaxed);
        m.ip = m.ip.add(1);
        m.save();
        let v = m.take(i.a());
        let items = tri!(
            m,
            vm,
            build::unpack_ex(vm, &v, counts as u32 as usize, (counts >> 32) as usize)
        );
        for (n, item) in items.into_iter().enumerate() {
            m.set(i.b() as usize + n, item);
        }
    },
}
