//! Handlers: subscripts.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use crate::interp::machine::{handlers, rest, tri};
use crate::interp::operators;
use crate::value::Value;

handlers! { m, vm, i;
    GetItem => {
        if let Some(item) = vm.quick_item(&*m.at(i.b()), &*m.at(i.c())) {
            m.save();
            m.let_go(i.b());
            m.let_go(i.c());
            m.set(i.a(), item);
            return m.next();
        }
        rest!(m, vm, i, {
            m.save();
            let (v, key) = (m.take(i.b()), m.take(i.c()));
            let item = tri!(m, vm, operators::get_item(vm, &v, &key));
            drop((v, key));
            m.set(i.a(), item);
        })
    },
    GetItemI => {
        m.save();
        let v = m.take(i.b());
        let item = tri!(
            m,
            vm,
            operators::get_item(vm, &v, &Value::small_int(i.sc().into()))
        );
        drop(v);
        m.set(i.a(), item);
    },
    GetSlice => {
        m.save();
        let v = m.take(i.b());
        let (lower, upper) = (m.take(i.c()), m.take(i.c() + 1));
        let item = tri!(m, vm, operators::get_slice(vm, &v, lower, upper));
        drop(v);
        m.set(i.a(), item);
    },
    SetItem => {
        m.save();
        let (v, key, value) = (m.take(i.a()), m.take(i.b()), m.take(i.c()));
        tri!(m, vm, operators::set_item(vm, &v, key, value));
    },
    DelItem => {
        m.save();
        let (v, key) = (m.take(i.a()), m.take(i.b()));
        tri!(m, vm, vm.del_item(&v, &key));
    },
}
