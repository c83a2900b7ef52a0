//! Short ways: moves, constants, cells, names, attributes.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::Ordering;

use super::{calls, discard, fast, next, put};
use crate::interp::machine::{Machine, NONE_BITS, UNBOUND_BITS, copied};
use crate::interp::words::from_int;
use crate::interp::{cache, loads};
use crate::object::code::Cell;
use crate::object::function::Function;
use crate::object::header::{self, Header};
use crate::object::module::Module;
use crate::object::shape::{overflow_slot, slot_at};
use crate::object::typ::Type;
use crate::object::{Kind, Obj, Ref};

// A global or built-in name through the cache behind the instruction: the versions of both namespaces
// (the latter 0 for a global), and where the value stands while they have them.
macro_rules! global {
    ($m:ident, $vm:ident, $i:ident) => {{
        let function: *const Ref<Function> = &raw const (*$m.frame).function;
        let word = $m.word(0).load(Ordering::Relaxed);
        if word as u32 == (*function).globals.version()
            && word != 0
            && (word >> 32 == 0 || (word >> 32) as u32 == (*function).builtins.version())
        {
            let found = *($m.word(1).load(Ordering::Relaxed) as *const u64);
            $m.ip = $m.ip.add(2);
            put!($m, $vm, $i.a(), copied(found));
        }
    }};
}
macro_rules! store_global {
    ($m:ident, $vm:ident, $i:ident) => {{
        let globals: *const Ref<crate::object::dict::Dict> =
            &raw const (*$m.frame).function.globals;
        let word = $m.word(0).load(Ordering::Relaxed);
        if word as u32 == (*globals).version() && word != 0 {
            let place = (*globals).value_place((word >> 32) as usize).cast::<u64>();
            if !place.is_null() && *place != 0 {
                let old = std::mem::replace(&mut *place, $m.take_bits($i.a()));
                $m.ip = $m.ip.add(2);
                discard!($m, $vm, old);
            }
        }
    }};
}

/// The word of an attribute that stands in a module, a class or an object's overflow array, by the cache
/// behind the instruction; 0 if that is not known. No reference is taken.
#[inline(always)]
unsafe fn found_elsewhere(m: &Machine, object: u64) -> u64 {
    unsafe {
        if object >> 48 != 0 {
            return 0;
        }
        let header = &*(object as *const Header);
        let word = m.word(0).load(Ordering::Relaxed);
        let guard = word as u32;
        let kind = word >> 32 & 0xff;
        if kind == cache::MODULE {
            if header.kind() == Kind::Module
                && (*(object as *const Obj<Module>)).body.dict.version() == guard
            {
                return *(m.word(1).load(Ordering::Relaxed) as *const u64);
            }
        } else if kind == cache::TYPE {
            if header.kind() == Kind::Type
                && (*(object as *const Obj<Type>))
                    .version
                    .load(Ordering::Relaxed)
                    == guard
            {
                return m.word(1).load(Ordering::Relaxed);
            }
        } else if kind == cache::CLASS {
            if header.shape().guard.load(Ordering::Relaxed) == guard {
                return m.word(1).load(Ordering::Relaxed);
            }
        } else if kind == cache::OVERFLOW
            && header.shape().guard.load(Ordering::Relaxed) == guard
            && let Some(slot) = overflow_slot(header, (word >> 40) as u32)
        {
            return slot.bits();
        }
        0
    }
}

/// The class that a class method found by a cache with this guard is called with, 0 if the cache is stale.
#[inline(always)]
unsafe fn class_of_method(object: u64, guard: u32) -> u64 {
    unsafe {
        let header = &*(object as *const Header);
        if header.kind() == Kind::Type {
            let version = (*(object as *const Obj<Type>))
                .version
                .load(Ordering::Relaxed);
            return if version == guard { object } else { 0 };
        }
        let shape = header.shape();
        if shape.guard.load(Ordering::Relaxed) == guard {
            std::ptr::from_ref(shape.ty()) as u64
        } else {
            0
        }
    }
}

fast! { m, vm, i;
    Nop => next!(m, vm),
    Move => {
        let word = m.take_bits(i.b());
        put!(m, vm, i.a(), word)
    },
    Copy => put!(m, vm, i.a(), copied(m.bits(i.b()))),
    LoadConst => {
        let word = *(*m.frame).consts.add(i.bx() as usize).cast::<u64>();
        put!(m, vm, i.a(), copied(word))
    },
    LoadInt => put!(m, vm, i.a(), from_int(i.sbx().into())),
    LoadNone => put!(m, vm, i.a(), NONE_BITS),
    Clear => put!(m, vm, i.a(), UNBOUND_BITS),
    CheckLocal => {
        if m.bits(i.a()) != UNBOUND_BITS {
            next!(m, vm);
        }
    },
    LoadCell => {
        let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&*m.at(i.b()));
        let word = cell.contents.bits();
        if word != 0 {
            put!(m, vm, i.a(), copied(word));
        }
    },
    StoreCell => {
        let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&*m.at(i.a()));
        let old = cell.contents.replace_bits(m.take_bits(i.b()));
        discard!(m, vm, old)
    },
    LoadFree => {
        let cell = (*m.frame).function.closure.get_unchecked(i.b() as usize);
        let word = cell.contents.bits();
        if word != 0 {
            put!(m, vm, i.a(), copied(word));
        }
    },
    StoreFree => {
        let cell = (*m.frame).function.closure.get_unchecked(i.a() as usize);
        let old = cell.contents.replace_bits(m.take_bits(i.b()));
        discard!(m, vm, old)
    },
    LoadGlobal => global!(m, vm, i),
    StoreGlobal => store_global!(m, vm, i),
    // Where there is a mapping of locals, it has to be asked first.
    LoadName => {
        if (*m.frame).locals.is_none() {
            global!(m, vm, i)
        }
    },
    StoreName => {
        if (*m.frame).locals.is_none() {
            store_global!(m, vm, i)
        }
    },

    LoadAttr => {
        let object = m.bits(i.b());
        if object >> 48 == 0 {
            let header = &*(object as *const Header);
            let word = m.word(0).load(Ordering::Relaxed);
            if word as u32 == header.shape().guard.load(Ordering::Relaxed) {
                let kind = word >> 32 & 0xff;
                // The guard proves that the object has the slot.
                let found = if kind == cache::SLOT {
                    slot_at(header, (word >> 40) as u32).bits()
                } else if kind == cache::CLASS {
                    m.word(1).load(Ordering::Relaxed)
                } else {
                    0
                };
                if found != 0 && m.spend(i.b()) {
                    m.ip = m.ip.add(2);
                    put!(m, vm, i.a(), copied(found));
                }
            }
        }
    }; {
        let object = m.bits(i.b());
        let found = found_elsewhere(&m, object);
        if found != 0 && m.spend(i.b()) {
            m.ip = m.ip.add(2);
            put!(m, vm, i.a(), copied(found));
        }
        if calls::enter_property(vm, &mut m, i) {
            next!(m, vm);
        }
    },
    StoreAttr => {
        let object = m.bits(i.a());
        if object >> 48 == 0 {
            let header = &*(object as *const Header);
            let word = m.word(0).load(Ordering::Relaxed);
            let kind = word >> 32 & 0xff;
            if word as u32 == header.shape().guard.load(Ordering::Relaxed)
                && (kind == cache::SLOT || kind == cache::ADD)
                && m.spend(i.a())
            {
                let slot = slot_at(header, (word >> 40) as u32);
                let old = slot.replace_bits(m.take_bits(i.b()));
                if kind == cache::ADD {
                    header.set_shape(loads::cached_shape(m.word(1).load(Ordering::Relaxed)));
                }
                m.ip = m.ip.add(2);
                discard!(m, vm, old)
            }
        }
    },
    LoadMethod => {
        let object = m.bits(i.b());
        if object >> 48 == 0 {
            let header = &*(object as *const Header);
            let word = m.word(0).load(Ordering::Relaxed);
            if word as u32 == header.shape().guard.load(Ordering::Relaxed)
                && word >> 32 & 0xff == cache::METHOD
            {
                let found = copied(m.word(1).load(Ordering::Relaxed));
                let this = m.take_bits(i.b());
                m.ip = m.ip.add(2);
                // Temporaries, which hold nothing (or were just taken from).
                *m.at(i.a()).cast::<u64>() = found;
                *m.at(i.a() + 1).cast::<u64>() = this;
                next!(m, vm)
            }
        }
    }; {
        // A function that is called without the object, or with its class.
        let object = m.bits(i.b());
        let found = found_elsewhere(&m, object);
        if found != 0 && m.spend(i.b()) {
            m.ip = m.ip.add(2);
            *m.at(i.a()).cast::<u64>() = copied(found);
            *m.at(i.a() + 1).cast::<u64>() = UNBOUND_BITS;
            next!(m, vm)
        }
        let word = m.word(0).load(Ordering::Relaxed);
        if word >> 32 & 0xff == cache::CLASS_METHOD && object >> 48 == 0 {
            let class = class_of_method(object, word as u32);
            if class != 0 {
                let found = copied(m.word(1).load(Ordering::Relaxed));
                let class = copied(class);
                if m.spend(i.b()) {
                    m.ip = m.ip.add(2);
                    *m.at(i.a()).cast::<u64>() = found;
                    *m.at(i.a() + 1).cast::<u64>() = class;
                    next!(m, vm)
                }
                // The handler does it all again.
                header::release_plain(found as *mut Header);
                header::release_plain(class as *mut Header);
            }
        }
    },
}
