//! Short ways: subscripts, iteration, unpacking.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{discard, fast, generators, next, put, release_between};
use crate::frame;
use crate::interp::machine::copied;
use crate::interp::words::to_int;
use crate::object::Kind;
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

/// For what is no iterator over a list or tuple.
static NOWHERE: AtomicUsize = AtomicUsize::new(0);

/// The word of the next item of an iterator over a list or tuple, 0 at the end; no reference is
/// taken.
#[inline(always)]
unsafe fn step_in(container: u64, at: &AtomicUsize) -> u64 {
    unsafe {
        if container == 0 {
            return 0;
        }
        let next = at.load(Ordering::Relaxed);
        let place = match (*(container as *const Header)).kind() {
            Kind::List => (*(container as *const Obj<List>))
                .items()
                .alone(|items| item_place(items, next as i64))
                .unwrap_or(std::ptr::null_mut()),
            _ => item_place((*(container as *const Obj<Tuple>)).as_slice(), next as i64),
        };
        // At the end the handler marks the iterator as exhausted: its place is -1 then.
        if place.is_null() || next as i64 <= -1 {
            return 0;
        }
        at.store(next + 1, Ordering::Relaxed);
        *place
    }
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
            let (container, at) = match (*(it as *const Header)).kind() {
                Kind::ListIter => (*(it as *const Obj<ListIter>)).position(),
                Kind::TupleIter => (*(it as *const Obj<TupleIter>)).position(),
                _ => (0, &NOWHERE),
            };
            let item = step_in(container, at);
            if item != 0 {
                m.ip = m.ip.offset(i.sc() as isize);
                put!(m, vm, i.b(), copied(item));
            }
            if generators::resume(vm, &mut m, i.a(), frame::Kind::ForIter, i.b(), i.sc()) {
                next!(m, vm);
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
