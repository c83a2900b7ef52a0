//! Handlers: displays, strings, slices.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use crate::interp::build;
use crate::interp::machine::{UNBOUND_BITS, handlers, tri};
use crate::object::Ref;
use crate::object::dict::Dict;
use crate::object::list::List;
use crate::value::Value;

handlers! { m, vm, i;
    BuildTuple => {
        let count = i.c() as usize;
        let start = m.base.add(i.b() as usize);
        let v = if count == 0 {
            vm.tuple(Vec::new())
        } else {
            vm.tuple_from(count, |n| std::ptr::replace(start.add(n), Value::UNBOUND))
                .into_value()
        };
        m.set(i.a(), v);
    },
    BuildList => {
        let start = m.base.add(i.b() as usize);
        let items = (0..i.c() as usize)
            .map(|n| std::ptr::replace(start.add(n), Value::UNBOUND))
            .collect();
        let v = vm.list(items);
        m.set(i.a(), v);
    },
    BuildSet => {
        m.save();
        let start = m.base.add(i.b() as usize);
        let items: Vec<Value> = (0..i.c() as usize)
            .map(|n| std::ptr::replace(start.add(n), Value::UNBOUND))
            .collect();
        let v = tri!(m, vm, vm.set(items));
        m.set(i.a(), v);
    },
    BuildMap => {
        m.save();
        let start = m.base.add(i.b() as usize);
        let dict = Dict::with_capacity(vm, i.c() as usize);
        for n in 0..i.c() as usize {
            let key = std::ptr::replace(start.add(2 * n), Value::UNBOUND);
            let value = std::ptr::replace(start.add(2 * n + 1), Value::UNBOUND);
            tri!(m, vm, dict.set(vm, key, value));
        }
        m.set(i.a(), dict.into_value());
    },
    BuildSlice => {
        let b = i.b();
        let (start, stop) = (m.take(b), m.take(b + 1));
        let step = if i.c() == 3 {
            m.take(b + 2)
        } else {
            Value::NONE
        };
        let v = build::slice(vm, start, stop, step);
        m.set(i.a(), v);
    },
    BuildString => {
        m.save();
        let start = m.base.add(i.b() as usize);
        let v = tri!(
            m,
            vm,
            build::string(vm, std::slice::from_raw_parts(start, i.c() as usize))
        );
        for n in 0..i.c() {
            m.set_bits(i.b() + n, UNBOUND_BITS);
        }
        m.set(i.a(), v);
    },
    FormatValue => {
        m.save();
        let v = m.take(i.b());
        let spec = (i.c() & 4 != 0).then(|| m.take(i.b() + 1));
        let text = tri!(m, vm, build::format_value(vm, v, i.c() & 3, spec));
        m.set(i.a(), text);
    },
    ListAppend => {
        let v = m.take(i.b());
        let list: &Ref<List> = Ref::from_value_ref_unchecked(&*m.at(i.a()));
        list.push(v);
    },
    ListExtend => {
        m.save();
        let v = m.take(i.b());
        let list = (*m.at(i.a())).clone();
        tri!(m, vm, build::list_extend(vm, &list, &v));
    },
    SetAdd => {
        m.save();
        let v = m.take(i.b());
        let set = (*m.at(i.a())).clone();
        tri!(m, vm, build::set_add(vm, &set, v));
    },
    SetUpdate => {
        m.save();
        let v = m.take(i.b());
        let set = (*m.at(i.a())).clone();
        tri!(m, vm, build::set_update(vm, &set, &v));
    },
    MapInsert => {
        m.save();
        let (key, value) = (m.take(i.b()), m.take(i.c()));
        let dict = (*m.at(i.a())).clone();
        tri!(m, vm, build::map_insert(vm, &dict, key, value));
    },
    DictUpdate => {
        m.save();
        let v = m.take(i.b());
        let dict = (*m.at(i.a())).clone();
        tri!(m, vm, build::dict_update(vm, &dict, &v));
    },
    DictMerge => {
        m.save();
        let v = m.take(i.b());
        let dict = (*m.at(i.a())).clone();
        let callable = (*m.at(i.c())).clone();
        tri!(m, vm, build::dict_merge(vm, &dict, &v, &callable));
    },
    ListToTuple => {
        let v = m.take(i.b());
        let tuple = build::list_to_tuple(vm, v);
        m.set(i.a(), tuple);
    },
}
