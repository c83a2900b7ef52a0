//! Short ways: subscripts, iteration, unpacking.
//!
//! Part of fence 10: the contract is that of [`Handler`](crate::interp::machine::Handler).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{discard, fast, generators, next, put, release_between};
use crate::interp::machine::{UNBOUND_BITS, copied};
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

/// The word of an item of a list, tuple or ASCII string, 0 where it takes more to find it; no
/// reference is taken.
#[inline(always)]
unsafe fn item_of(vm: &Vm, object: u64, index: i64) -> u64 {
    unsafe {
        if object >> 48 != 0 {
            return 0;
        }
        let header = &*(object as *const Header);
        if !header.is_exact() {
            return 0;
        }
        let place = match header.kind() {
            Kind::List => {
                let list = &*(object as *const Obj<List>);
                list.items()
                    .alone(|items| item_place(items, index))
                    .unwrap_or(std::ptr::null_mut())
            }
            Kind::Tuple => item_place((*(object as *const Obj<Tuple>)).as_slice(), index),
            Kind::Str => {
                let text = &*(object as *const Obj<Str>);
                return vm.ascii_char_word(text, index);
            }
            _ => std::ptr::null_mut(),
        };
        if place.is_null() { 0 } else { *place }
    }
}

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
            let item = item_of(vm, m.bits(i.b()), to_int(key));
            if item != 0 && m.spend(i.b()) {
                put!(m, vm, i.a(), copied(item));
            }
        }
    },
    GetItemI => {
        let item = item_of(vm, m.bits(i.b()), i.sc().into());
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
    ForIter => {
        // With something to poll for, the handler takes the step.
        let it = m.bits(i.a());
        if it >> 48 == 0 && !vm.poll.is_set() {
            let item = match (*(it as *const Header)).kind() {
                Kind::RangeIter => match (*(it as *const Obj<RangeIter>)).step() {
                    Some(item) => item.into_bits(),
                    None => 0,
                },
                Kind::ListIter => {
                    let (list, at) = (*(it as *const Obj<ListIter>)).position();
                    step_in(list, at)
                }
                Kind::TupleIter => {
                    let (tuple, at) = (*(it as *const Obj<TupleIter>)).position();
                    step_in(tuple, at)
                }
                _ => 0,
            };
            if item != 0 {
                m.ip = m.ip.offset(i.sc() as isize);
                put!(m, vm, i.b(), copied(item));
            }
        }
    }; {
        if generators::resume(vm, &mut m, i) {
            next!(m, vm);
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
            // The tuple's own register may be one of the targets.
            let word = if m.is_temporary(i.a()) {
                m.replace_bits(i.a(), UNBOUND_BITS)
            } else {
                0
            };
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
            if word != 0 {
                m.replace_bits(i.a(), word);
            }
        }
    },
}
