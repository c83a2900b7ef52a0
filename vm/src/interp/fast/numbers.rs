//! Short ways: arithmetic and comparison of ints and floats.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::Ordering;

use hasp_compiler::op::BinOp;

use super::{fast, put, wide};
use crate::interp::machine::{TRUE_BITS, truth_of};
use crate::interp::words::{both_float, float_bits, from_int, mixed, to_float, to_int};
use crate::value::{FLOAT_OFFSET, INT_TAG, Value};

macro_rules! int {
    ($m:ident, $vm:ident, $i:ident, $op:ident) => {{
        let (x, y) = ($m.bits($i.b()), $m.bits($i.c()));
        if x & y >= INT_TAG {
            let (result, over) = ((x << 16) as i64).$op((y << 16) as i64);
            if !over {
                put!($m, $vm, $i.a(), INT_TAG | (result as u64 >> 16));
            }
        }
    }};
}
macro_rules! int_imm {
    ($m:ident, $vm:ident, $i:ident, $op:ident) => {{
        let x = $m.bits($i.b());
        if x >= INT_TAG {
            let (result, over) = ((x << 16) as i64).$op(($i.sc() as i64) << 16);
            if !over {
                put!($m, $vm, $i.a(), INT_TAG | (result as u64 >> 16));
            }
        }
    }};
}
// One factor is shifted to the top, so that the product overflows with it.
macro_rules! int_mul {
    ($m:ident, $vm:ident, $i:ident, $x:expr, $y:expr) => {{
        if let Some(product) = (($x << 16) as i64).checked_mul($y) {
            put!($m, $vm, $i.a(), INT_TAG | (product as u64 >> 16));
        }
    }};
}
// Two floats, or a float and an int, give a float.
macro_rules! float {
    ($m:ident, $vm:ident, $i:ident, $sign:tt) => {{
        let (x, y) = ($m.bits($i.b()), $m.bits($i.c()));
        if float_bits(x) && float_bits(y) {
            put_float!($m, $vm, $i.a(), to_float(x) $sign to_float(y));
        } else if let Some((p, q)) = mixed(x, y) {
            put_float!($m, $vm, $i.a(), p $sign q);
        }
    }};
}
macro_rules! float_imm {
    ($m:ident, $vm:ident, $i:ident, $sign:tt) => {{
        let x = $m.bits($i.b());
        if float_bits(x) {
            put_float!($m, $vm, $i.a(), to_float(x) $sign ($i.sc() as f64));
        }
    }};
}
// A result that is a NaN is left to the handler, which makes a new one.
macro_rules! put_float {
    ($m:ident, $vm:ident, $register:expr, $result:expr) => {{
        let result: f64 = $result;
        if !result.is_nan() {
            put!($m, $vm, $register, result.to_bits() + FLOAT_OFFSET);
        }
    }};
}
macro_rules! bitop {
    ($m:ident, $vm:ident, $i:ident, $sign:tt) => {{
        let (x, y) = ($m.bits($i.b()), $m.bits($i.c()));
        if x & y >= INT_TAG {
            put!($m, $vm, $i.a(), from_int(to_int(x) $sign to_int(y)));
        }
    }};
}
macro_rules! shift_left {
    ($m:ident, $vm:ident, $i:ident, $x:expr, $count:expr) => {{
        let (x, count) = ($x, $count);
        if (0..47).contains(&count) {
            let word = (x << 16) as i64;
            let shifted = word << count;
            if shifted >> count == word {
                put!($m, $vm, $i.a(), INT_TAG | (shifted as u64 >> 16));
            }
        }
    }};
}
macro_rules! divide {
    ($m:ident, $vm:ident, $i:ident, $x:expr, $y:expr, $op:ident) => {{
        let (x, y) = ($x, $y);
        if y > 0 {
            put!($m, $vm, $i.a(), from_int(x.$op(y)));
        }
    }};
}
macro_rules! compare_ints {
    ($m:ident, $vm:ident, $i:ident, $sign:tt) => {{
        let (x, y) = ($m.bits($i.b()), $m.bits($i.c()));
        if x & y >= INT_TAG {
            let holds = ((x as i64) << 16) $sign ((y as i64) << 16);
            put!($m, $vm, $i.a(), (TRUE_BITS - 1) | holds as u64);
        }
    }};
}
macro_rules! compare_floats {
    ($m:ident, $vm:ident, $i:ident, $sign:tt) => {{
        let (x, y) = ($m.bits($i.b()), $m.bits($i.c()));
        if float_bits(x) && float_bits(y) {
            let holds = to_float(x) $sign to_float(y);
            put!($m, $vm, $i.a(), (TRUE_BITS - 1) | holds as u64);
        }
    }};
}
macro_rules! identity {
    ($m:ident, $vm:ident, $i:ident, $sign:tt) => {{
        let (x, y) = ($m.bits($i.b()), $m.bits($i.c()));
        if $m.spend_both($i.b(), $i.c()) {
            put!($m, $vm, $i.a(), (TRUE_BITS - 1) | (x $sign y) as u64);
        }
    }};
}

/// The word of what an in-place operator gives, if it is an int that fits.
#[inline(always)]
fn other_of_ints(op: u8, p: i64, q: i64) -> Option<u64> {
    const AND: u8 = BinOp::And as u8;
    const OR: u8 = BinOp::Or as u8;
    const XOR: u8 = BinOp::Xor as u8;
    const RSHIFT: u8 = BinOp::RShift as u8;
    const LSHIFT: u8 = BinOp::LShift as u8;
    const MOD: u8 = BinOp::Mod as u8;
    const FLOOR_DIV: u8 = BinOp::FloorDiv as u8;
    let result = match op {
        AND => p & q,
        OR => p | q,
        XOR => p ^ q,
        RSHIFT if (0..64).contains(&q) => p >> q,
        LSHIFT if (0..16).contains(&q) => p << q,
        MOD if q > 0 => p.rem_euclid(q),
        FLOOR_DIV if q > 0 => p.div_euclid(q),
        _ => return None,
    };
    Value::try_small_int(result).map(Value::into_bits)
}

fast! { m, vm, i;
    Add => int!(m, vm, i, overflowing_add); float!(m, vm, i, +),
    IAdd => int!(m, vm, i, overflowing_add); float!(m, vm, i, +),
    Sub => int!(m, vm, i, overflowing_sub); float!(m, vm, i, -),
    ISub => int!(m, vm, i, overflowing_sub); float!(m, vm, i, -),
    Mul => {
        let (x, y) = (m.bits(i.b()), m.bits(i.c()));
        if x & y >= INT_TAG {
            int_mul!(m, vm, i, x, to_int(y));
            return wide::multiply(vm, m.frame, m.ip, m.base, i);
        }
    }; float!(m, vm, i, *),
    IMul => {
        let (x, y) = (m.bits(i.b()), m.bits(i.c()));
        if x & y >= INT_TAG {
            int_mul!(m, vm, i, x, to_int(y));
        }
    }; float!(m, vm, i, *),
    AddI => int_imm!(m, vm, i, overflowing_add); float_imm!(m, vm, i, +),
    IAddI => int_imm!(m, vm, i, overflowing_add); float_imm!(m, vm, i, +),
    SubI => int_imm!(m, vm, i, overflowing_sub); float_imm!(m, vm, i, -),
    ISubI => int_imm!(m, vm, i, overflowing_sub); float_imm!(m, vm, i, -),
    MulI => {
        let x = m.bits(i.b());
        if x >= INT_TAG {
            int_mul!(m, vm, i, x, i.sc().into());
        }
    }; float_imm!(m, vm, i, *),
    IMulI => {
        let x = m.bits(i.b());
        if x >= INT_TAG {
            int_mul!(m, vm, i, x, i.sc().into());
        }
    }; float_imm!(m, vm, i, *),
    TrueDiv => {
        if let Some((p, q)) = both_float(m.bits(i.b()), m.bits(i.c()))
            && q != 0.0
        {
            put_float!(m, vm, i.a(), p / q);
        }
    },
    FloorDiv => {
        let (x, y) = (m.bits(i.b()), m.bits(i.c()));
        if x & y >= INT_TAG {
            divide!(m, vm, i, to_int(x), to_int(y), div_euclid);
        }
    },
    FloorDivI => {
        let x = m.bits(i.b());
        if x >= INT_TAG {
            divide!(m, vm, i, to_int(x), i64::from(i.sc()), div_euclid);
        }
    },
    Mod => {
        let (x, y) = (m.bits(i.b()), m.bits(i.c()));
        if x & y >= INT_TAG {
            divide!(m, vm, i, to_int(x), to_int(y), rem_euclid);
        }
    },
    ModI => {
        let x = m.bits(i.b());
        if x >= INT_TAG {
            divide!(m, vm, i, to_int(x), i64::from(i.sc()), rem_euclid);
        }
    },
    LShift => {
        let (x, y) = (m.bits(i.b()), m.bits(i.c()));
        if x & y >= INT_TAG {
            shift_left!(m, vm, i, x, to_int(y));
        }
    },
    LShiftI => {
        let x = m.bits(i.b());
        if x >= INT_TAG {
            shift_left!(m, vm, i, x, i.sc());
        }
    },
    RShift => {
        let (x, y) = (m.bits(i.b()), m.bits(i.c()));
        if x & y >= INT_TAG && (0..64).contains(&to_int(y)) {
            put!(m, vm, i.a(), from_int(to_int(x) >> to_int(y)));
        }
    },
    RShiftI => {
        let x = m.bits(i.b());
        if x >= INT_TAG && (0..64).contains(&i.sc()) {
            put!(m, vm, i.a(), from_int(to_int(x) >> i.sc()));
        }
    },
    And => bitop!(m, vm, i, &),
    Or => bitop!(m, vm, i, |),
    Xor => bitop!(m, vm, i, ^),
    AndI => {
        let x = m.bits(i.b());
        if x >= INT_TAG {
            put!(m, vm, i.a(), from_int(to_int(x) & i.sc() as i64));
        }
    },
    IOther => {
        let (x, y) = (m.bits(i.b()), m.bits(i.c()));
        let op = m.word(0).load(Ordering::Relaxed) as u8;
        if x & y >= INT_TAG
            && let Some(word) = other_of_ints(op, to_int(x), to_int(y))
        {
            m.ip = m.ip.add(1);
            put!(m, vm, i.a(), word);
        }
    }; {
        let op = m.word(0).load(Ordering::Relaxed) as u8;
        if op == BinOp::TrueDiv as u8
            && let Some((p, q)) = both_float(m.bits(i.b()), m.bits(i.c()))
            && q != 0.0
            && !(p / q).is_nan()
        {
            m.ip = m.ip.add(1);
            put_float!(m, vm, i.a(), p / q);
        }
    },
    Neg => {
        let x = m.bits(i.b());
        if float_bits(x) {
            put_float!(m, vm, i.a(), -to_float(x));
        } else if x >= INT_TAG
            && let Some(v) = Value::try_small_int(-to_int(x))
        {
            put!(m, vm, i.a(), v.into_bits());
        }
    },
    Invert => {
        let x = m.bits(i.b());
        if x >= INT_TAG {
            put!(m, vm, i.a(), from_int(!to_int(x)));
        }
    },
    Not => {
        if let Some(truth) = truth_of(m.bits(i.b())) {
            put!(m, vm, i.a(), TRUE_BITS ^ truth as u64);
        }
    },
    Is => identity!(m, vm, i, ==),
    IsNot => identity!(m, vm, i, !=),
    Lt => compare_ints!(m, vm, i, <); compare_floats!(m, vm, i, <),
    Le => compare_ints!(m, vm, i, <=); compare_floats!(m, vm, i, <=),
    Eq => compare_ints!(m, vm, i, ==); compare_floats!(m, vm, i, ==),
    Ne => compare_ints!(m, vm, i, !=); compare_floats!(m, vm, i, !=),
    Gt => compare_ints!(m, vm, i, >); compare_floats!(m, vm, i, >),
    Ge => compare_ints!(m, vm, i, >=); compare_floats!(m, vm, i, >=),
}
