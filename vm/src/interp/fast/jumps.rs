//! Short ways: jumps.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use super::{fast, next};
use crate::interp::machine::{NONE_BITS, truth_of};
use crate::interp::words::{float_bits, to_float, to_int};
use crate::object::dict::Dict;
use crate::object::header::Header;
use crate::object::list::List;
use crate::object::set::Set;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::{Kind, Obj};
use crate::value::INT_TAG;

// Jumps back go to the handler if there is something to poll for.
macro_rules! jump {
    ($m:ident, $vm:ident, $off:expr) => {{
        let off = $off as isize;
        if off >= 0 || !$vm.poll.is_set() {
            $m.ip = $m.ip.offset(off);
            next!($m, $vm);
        }
    }};
}
macro_rules! jump_if {
    ($m:ident, $vm:ident, $holds:expr, $off:expr) => {{
        if !$holds {
            next!($m, $vm);
        }
        jump!($m, $vm, $off)
    }};
}
macro_rules! ints {
    ($m:ident, $vm:ident, $i:ident, $sign:tt, $want:expr) => {{
        let (x, y) = ($m.bits($i.a()), $m.bits($i.b()));
        if x & y >= INT_TAG {
            jump_if!($m, $vm, (((x << 16) as i64) $sign ((y << 16) as i64)) == $want, $i.sc())
        }
    }};
}
macro_rules! floats {
    ($m:ident, $vm:ident, $i:ident, $sign:tt, $want:expr) => {{
        let (x, y) = ($m.bits($i.a()), $m.bits($i.b()));
        if float_bits(x) && float_bits(y) {
            jump_if!($m, $vm, (to_float(x) $sign to_float(y)) == $want, $i.sc())
        }
    }};
}
macro_rules! int_imm {
    ($m:ident, $vm:ident, $i:ident, $sign:tt, $want:expr) => {{
        let x = $m.bits($i.a());
        if x >= INT_TAG {
            jump_if!($m, $vm, (to_int(x) $sign ($i.sb() as i64)) == $want, $i.sc())
        }
    }};
}
macro_rules! float_imm {
    ($m:ident, $vm:ident, $i:ident, $sign:tt, $want:expr) => {{
        let x = $m.bits($i.a());
        if float_bits(x) {
            jump_if!($m, $vm, (to_float(x) $sign ($i.sb() as f64)) == $want, $i.sc())
        }
    }};
}
// Strings that can be told apart, or found the same, at a glance.
macro_rules! same_jump {
    ($m:ident, $vm:ident, $i:ident, $equal:expr) => {{
        let (x, y) = ($m.bits($i.a()), $m.bits($i.b()));
        if x >> 48 == 0 && y >> 48 == 0 && !$vm.poll.is_set() {
            let (p, q) = (&*(x as *const Obj<Str>), &*(y as *const Obj<Str>));
            if p.header.is_exactly(Kind::Str)
                && q.header.is_exactly(Kind::Str)
                && let Some(equal) = p.same_at_sight(q)
                && $m.spend_both($i.a(), $i.b())
            {
                jump_if!($m, $vm, equal == $equal, $i.sc())
            }
        }
    }};
}
macro_rules! none_jump {
    ($m:ident, $vm:ident, $i:ident, $want:expr) => {{
        if !$vm.poll.is_set() {
            let none = $m.bits($i.a()) == NONE_BITS;
            if $m.spend($i.a()) {
                jump_if!($m, $vm, none == $want, $i.sbx())
            }
        }
    }};
}
macro_rules! identity_jump {
    ($m:ident, $vm:ident, $i:ident, $want:expr) => {{
        if !$vm.poll.is_set() {
            let same = $m.bits($i.a()) == $m.bits($i.b());
            if $m.spend_both($i.a(), $i.b()) {
                jump_if!($m, $vm, same == $want, $i.sc())
            }
        }
    }};
}
macro_rules! truth_jump {
    ($m:ident, $vm:ident, $i:ident, $want:expr) => {{
        if let Some(truth) = truth_of($m.bits($i.a())) {
            jump_if!($m, $vm, truth == $want, $i.sbx())
        }
    }};
}

// The same for floats, strings and built-in containers.
macro_rules! truth_jump_more {
    ($m:ident, $vm:ident, $i:ident, $want:expr, $spend:ident) => {{
        let word = $m.bits($i.a());
        if let Some(truth) = truth_by_size(word)
            && !$vm.poll.is_set()
            && truth_jump_more!(@$spend $m, $i)
        {
            jump_if!($m, $vm, truth == $want, $i.sbx())
        }
    }};
    (@spend $m:ident, $i:ident) => { $m.spend($i.a()) };
    (@keep $m:ident, $i:ident) => { true };
}

/// Truth of a float, or of exactly a string or container that only this thread has open.
#[inline(always)]
unsafe fn truth_by_size(word: u64) -> Option<bool> {
    if word >> 48 != 0 {
        return float_bits(word).then(|| to_float(word) != 0.0);
    }
    unsafe {
        if !(*(word as *const Header)).is_exact() {
            return None;
        }
        match (*(word as *const Header)).kind() {
            Kind::List => (*(word as *const Obj<List>))
                .items()
                .alone(|items| !items.is_empty()),
            Kind::Dict => (*(word as *const Obj<Dict>)).len_alone().map(|n| n != 0),
            Kind::Set => (*(word as *const Obj<Set>)).table.alone(|t| t.len() != 0),
            Kind::Tuple => Some(!(*(word as *const Obj<Tuple>)).as_slice().is_empty()),
            Kind::Str => Some(!(*(word as *const Obj<Str>)).bytes().is_empty()),
            _ => None,
        }
    }
}

fast! { m, vm, i;
    Jump => jump!(m, vm, i.sbx()),
    JumpIfTrue => truth_jump!(m, vm, i, true); truth_jump_more!(m, vm, i, true, spend),
    JumpIfFalse => truth_jump!(m, vm, i, false); truth_jump_more!(m, vm, i, false, spend),
    JumpIfTrueKeep => truth_jump!(m, vm, i, true); truth_jump_more!(m, vm, i, true, keep),
    JumpIfFalseKeep => truth_jump!(m, vm, i, false); truth_jump_more!(m, vm, i, false, keep),
    JumpIfNone => none_jump!(m, vm, i, true),
    JumpIfNotNone => none_jump!(m, vm, i, false),
    JumpIfIs => identity_jump!(m, vm, i, true),
    JumpIfIsNot => identity_jump!(m, vm, i, false),
    JumpIfLt => ints!(m, vm, i, <, true); floats!(m, vm, i, <, true),
    JumpIfLe => ints!(m, vm, i, <=, true); floats!(m, vm, i, <=, true),
    JumpIfEq => ints!(m, vm, i, ==, true); {
        same_jump!(m, vm, i, true);
        floats!(m, vm, i, ==, true)
    },
    JumpIfNe => ints!(m, vm, i, !=, true); {
        same_jump!(m, vm, i, false);
        floats!(m, vm, i, !=, true)
    },
    JumpIfGt => ints!(m, vm, i, >, true); floats!(m, vm, i, >, true),
    JumpIfGe => ints!(m, vm, i, >=, true); floats!(m, vm, i, >=, true),
    JumpUnlessLt => ints!(m, vm, i, <, false); floats!(m, vm, i, <, false),
    JumpUnlessLe => ints!(m, vm, i, <=, false); floats!(m, vm, i, <=, false),
    JumpUnlessEq => ints!(m, vm, i, ==, false); {
        same_jump!(m, vm, i, false);
        floats!(m, vm, i, ==, false)
    },
    JumpUnlessNe => ints!(m, vm, i, !=, false); {
        same_jump!(m, vm, i, true);
        floats!(m, vm, i, !=, false)
    },
    JumpUnlessGt => ints!(m, vm, i, >, false); floats!(m, vm, i, >, false),
    JumpUnlessGe => ints!(m, vm, i, >=, false); floats!(m, vm, i, >=, false),
    JumpIfLtI => int_imm!(m, vm, i, <, true); float_imm!(m, vm, i, <, true),
    JumpIfLeI => int_imm!(m, vm, i, <=, true); float_imm!(m, vm, i, <=, true),
    JumpIfEqI => int_imm!(m, vm, i, ==, true); float_imm!(m, vm, i, ==, true),
    JumpIfNeI => int_imm!(m, vm, i, !=, true); float_imm!(m, vm, i, !=, true),
    JumpIfGtI => int_imm!(m, vm, i, >, true); float_imm!(m, vm, i, >, true),
    JumpIfGeI => int_imm!(m, vm, i, >=, true); float_imm!(m, vm, i, >=, true),
    JumpUnlessLtI => int_imm!(m, vm, i, <, false); float_imm!(m, vm, i, <, false),
    JumpUnlessLeI => int_imm!(m, vm, i, <=, false); float_imm!(m, vm, i, <=, false),
    JumpUnlessEqI => int_imm!(m, vm, i, ==, false); float_imm!(m, vm, i, ==, false),
    JumpUnlessNeI => int_imm!(m, vm, i, !=, false); float_imm!(m, vm, i, !=, false),
    JumpUnlessGtI => int_imm!(m, vm, i, >, false); float_imm!(m, vm, i, >, false),
    JumpUnlessGeI => int_imm!(m, vm, i, >=, false); float_imm!(m, vm, i, >=, false),
}
