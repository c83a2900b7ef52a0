//! Handlers: attributes and methods behind the inline caches.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use crate::interp::loads;
use crate::interp::machine::{handlers, tri};
use crate::value::Value;

handlers! { m, vm, i;
    LoadAttr => {
        m.save();
        let v = m.take(i.b());
        let found = tri!(
            m,
            vm,
            loads::load_attr(vm, &v, m.name(i.c()), &*m.ip, &*m.ip.add(1))
        );
        m.ip = m.ip.add(2);
        drop(v);
        m.set(i.a(), found);
    },
    StoreAttr => {
        m.save();
        let (target, v) = (m.take(i.a()), m.take(i.b()));
        tri!(
            m,
            vm,
            loads::store_attr(vm, &target, m.name(i.c()), v, &*m.ip, &*m.ip.add(1))
        );
        m.ip = m.ip.add(2);
    },
    DelAttr => {
        m.save();
        let target = m.take(i.a());
        tri!(m, vm, vm.del_attr(&target, m.name(i.b())));
    },
    LoadMethod => {
        m.save();
        let v = m.take(i.b());
        let found = loads::load_method(vm, v, m.name(i.c()), m.word(0), m.word(1));
        let (found, this) = tri!(m, vm, found);
        m.ip = m.ip.add(2);
        m.set(i.a(), found);
        m.set(i.a() + 1, this);
    },
    LoadSuperAttr => {
        m.save();
        let b = i.b();
        let args = [m.take(b), m.take(b + 1), m.take(b + 2)];
        let (found, bind) = tri!(m, vm, loads::super_method(vm, &args, m.name(i.c())));
        let [_, _, this] = args;
        let v = if bind {
            tri!(
                m,
                vm,
                vm.bind_descriptor(&found, Some(&this), &vm.type_of(&this).to_value())
            )
        } else {
            found
        };
        m.set(i.a(), v);
    },
    LoadSuperMethod => {
        m.save();
        let b = i.b();
        let args = [m.take(b), m.take(b + 1), m.take(b + 2)];
        let (found, bind) = tri!(m, vm, loads::super_method(vm, &args, m.name(i.c())));
        let [_, _, this] = args;
        m.set(i.a(), found);
        m.set(i.a() + 1, if bind { this } else { Value::UNBOUND });
    },
    LoadSpecial => {
        m.save();
        let v = (*m.at(i.b())).clone();
        let (found, bind) = tri!(m, vm, loads::load_special(vm, &v, i.c()));
        m.set(i.a(), found);
        m.set(i.a() + 1, if bind { v } else { Value::UNBOUND });
    },
}
