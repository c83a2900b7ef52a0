//! Short ways: subscripts, iteration, unpacking.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{discard, fast, generators, natives, next, put, release_between, ways};
use crate::frame;
use crate::interp::machine::{Machine, copied};
use crate::interp::words::to_int;
use crate::object::Kind;
use crate::object::dict::Dict;
use crate::object::header::{self, Header, Obj};
use crate::object::iter::{ListIter, RangeIter, TupleIter};
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::value::{INT_TAG, Value};
use crate::vm::Vm;

/// Address of the item at a Python index, or null.
#[inline(always)]
unsafe fn item_place(items: &[Value], index: i64) -> *mut u64 {
    let at = if index < 0 {
        index.wrapping_add(items.len() as i64)
    } else {
        index
    };
    if (at as u64) < items.len() as u64 {
        unsafe { items.as_ptr().add(at as usize).cast_mut().cast() }
    } else {
        std::ptr::null_mut()
    }
}

/// The word of an item of a list, 0 if that is no list or has no such item; no reference is taken.
#[inline(always)]
unsafe fn item_of_list(object: u64, index: i64) -> u64 {
    unsafe {
        if object >> 48 != 0 || !(*(object as *const Header)).is_exactly(Kind::List) {
            return 0;
        }
        let list = &*(object as *const Obj<List>);
        match list.items().alone(|items| item_place(items, index)) {
            Some(place) if !place.is_null() => *place,
            _ => 0,
        }
    }
}

/// Is it exactly a dict?
#[inline(always)]
unsafe fn is_dict(object: u64) -> bool {
    object >> 48 == 0 && unsafe { (*(object as *const Header)).is_exactly(Kind::Dict) }
}

/// The same for tuples and ASCII strings.
#[inline(always)]
unsafe fn item_of_fixed(vm: &Vm, object: u64, index: i64) -> u64 {
    unsafe {
        if object >> 48 != 0 || !(*(object as *const Header)).is_exact() {
            return 0;
        }
        match (*(object as *const Header)).kind() {
            Kind::Tuple => {
                let place = item_place((*(object as *const Obj<Tuple>)).as_slice(), index);
                if place.is_null() { 0 } else { *place }
            }
            Kind::Str => vm.ascii_char_word(&*(object as *const Obj<Str>), index),
            _ => 0,
        }
    }
}

/// The word of the item at `at`, which moves on, 0 at the end; no reference is taken. At the end the
/// handler marks the iterator as exhausted: its place is past all items then.
#[inline(always)]
unsafe fn step_in(items: &[Value], at: &AtomicUsize) -> u64 {
    let next = at.load(Ordering::Relaxed);
    match items.get(next) {
        Some(item) => {
            at.store(next + 1, Ordering::Relaxed);
            unsafe { *(&raw const *item).cast::<u64>() }
        }
        None => 0,
    }
}

/// The same for the list of a list iterator, by its word.
#[inline(always)]
unsafe fn step_in_list(list: u64, at: &AtomicUsize) -> u64 {
    if list == 0 {
        return 0;
    }
    let list = unsafe { &*(list as *const Obj<List>) };
    list.items()
        .alone(|items| unsafe { step_in(items, at) })
        .unwrap_or(0)
}

/// Can `count` registers from `target` on be overwritten so that at most one object ends?
#[inline(always)]
unsafe fn may_replace(target: *mut u64, count: usize) -> bool {
    // Each object has another reference, which can only be one more of these registers.
    count <= 3
        && (0..count).all(|n| unsafe {
            let word = *target.add(n);
            word >> 48 != 0 || (*(word as *const Header)).ref_count() > 1
        })
}

ways! {
    /// `GetItem` of exactly a dict whose key is found without a search.
    fn item_at_sight(vm, frame, ip, base, i) {
        let m = Machine { frame, ip, base };
        let key = m.bits(i.c());
        let hash = if key >= INT_TAG {
            let int = to_int(key);
            if int == -1 { -2 } else { int }
        } else if key >> 48 == 0 && (*(key as *const Header)).is_exactly(Kind::Str) {
            (*(key as *const Obj<Str>)).name_hash()
        } else {
            0
        };
        if hash != 0 || key == INT_TAG {
            let dict = &*(m.bits(i.b()) as *const Obj<Dict>);
            let item = dict.word_at_sight(hash, key);
            if item != 0 && m.spend_both(i.b(), i.c()) {
                put!(m, vm, i.a(), copied(item));
            }
        }
        natives::item_of_dict(vm, frame, ip, base, i)
    }
}

fast! { m, vm, i;
    GetItem => {
        let key = m.bits(i.c());
        if key >= INT_TAG {
            let item = item_of_list(m.bits(i.b()), to_int(key));
            if item != 0 && m.spend(i.b()) {
                put!(m, vm, i.a(), copied(item));
            }
        }
    }; {
        let key = m.bits(i.c());
        if key >= INT_TAG {
            let item = item_of_fixed(vm, m.bits(i.b()), to_int(key));
            if item != 0 && m.spend(i.b()) {
                put!(m, vm, i.a(), copied(item));
            }
        }
        if is_dict(m.bits(i.b())) {
            return item_at_sight(vm, m.frame, m.ip, m.base, i);
        }
    },
    GetItemI => {
        let item = item_of_list(m.bits(i.b()), i.sc().into());
        if item != 0 && m.spend(i.b()) {
            put!(m, vm, i.a(), copied(item));
        }
    }; {
        let item = item_of_fixed(vm, m.bits(i.b()), i.sc().into());
        if item != 0 && m.spend(i.b()) {
            put!(m, vm, i.a(), copied(item));
        }
    },
    SetItem => {
        let (object, key) = (m.bits(i.a()), m.bits(i.b()));
        if key >= INT_TAG && object >> 48 == 0 && (*(object as *const Header)).is_exactly(Kind::List) {
            let list = &*(object as *const Obj<List>);
            let place = list
                .items()
                .alone(|items| item_place(items, to_int(key)))
                .unwrap_or(std::ptr::null_mut());
            if !place.is_null() && m.spend(i.a()) {
                let old = std::mem::replace(&mut *place, m.take_bits(i.c()));
                discard!(m, vm, old);
            }
        } else if is_dict(object) {
            return natives::set_item_of_dict(vm, m.frame, m.ip, m.base, i);
        }
    },
    // With something to poll for, the handler takes the step.
    ForIter => {
        let it = m.bits(i.a());
        if it >> 48 == 0
            && (*(it as *const Header)).kind() == Kind::RangeIter
            && !vm.poll.is_set()
            && let Some(item) = (*(it as *const Obj<RangeIter>)).step()
        {
            m.ip = m.ip.offset(i.sc() as isize);
            put!(m, vm, i.b(), item.into_bits());
        }
    }; {
        let it = m.bits(i.a());
        if it >> 48 == 0 && !vm.poll.is_set() {
            let kind = (*(it as *const Header)).kind();
            let item = if kind == Kind::ListIter {
                let (list, at) = (*(it as *const Obj<ListIter>)).position();
                step_in_list(list, at)
            } else if kind == Kind::TupleIter {
                let (tuple, at) = (*(it as *const Obj<TupleIter>)).position();
                if tuple != 0 { step_in((*(tuple as *const Obj<Tuple>)).as_slice(), at) } else { 0 }
            } else {
                0
            };
            if item != 0 {
                m.ip = m.ip.offset(i.sc() as isize);
                put!(m, vm, i.b(), copied(item));
            }
            if kind == Kind::Generator
                && generators::resume(vm, &mut m, i.a(), frame::Kind::ForIter, i.b(), i.sc())
            {
                next!(m, vm);
            }
            match kind {
                Kind::DictIter | Kind::Enumerate | Kind::Zip => {
                    return natives::iterate_pairs(vm, m.frame, m.ip, m.base, i);
                }
                Kind::ListIter | Kind::TupleIter | Kind::RangeIter | Kind::Generator => {}
                _ => return natives::iterate(vm, m.frame, m.ip, m.base, i),
            }
        }
    },
    ListAppend => {
        let list = &*(m.bits(i.a()) as *const Obj<List>);
        let fits = list.items().alone(|items| items.len() < items.capacity());
        if fits == Some(true) {
            let value = Value::from_bits(m.take_bits(i.b()));
            list.items().alone(|items| {
                let end = items.len();
                items.as_mut_ptr().add(end).write(value);
                items.set_len(end + 1);
            });
            next!(m, vm);
        }
    },
    // A tuple of as many items, where what the targets held before is not lost with them.
    Unpack => {
        let (object, count) = (m.bits(i.a()), i.c() as usize);
        if object >> 48 == 0 && (*(object as *const Header)).is_exactly(Kind::Tuple) {
            let items = (*(object as *const Obj<Tuple>)).as_slice();
            let target = m.at(i.b()).cast::<u64>();
            // The tuple's own register may be one of the targets: it is held until the end.
            let word = m.take_bits(i.a());
            if items.len() == count && may_replace(target, count) {
                let items = items.as_ptr().cast::<u64>();
                for n in 0..count {
                    let old = std::mem::replace(&mut *target.add(n), copied(*items.add(n)));
                    if old >> 48 == 0 && !header::release_plain(old as *mut Header) {
                        m.save();
                        release_between(old);
                    }
                }
                discard!(m, vm, word);
            }
            if m.is_temporary(i.a()) {
                m.replace_bits(i.a(), word);
            } else {
                // The local holds it too.
                header::release_plain(word as *mut Header);
            }
        }
    },
}
