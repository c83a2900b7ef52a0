//! Handlers: operators.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use hasp_compiler::op::BinOp;

use crate::interp::machine::{TRUE_BITS, handlers, tri};
use crate::interp::operators;
use crate::interp::words::{float_bits, from_float, to_float, to_int};
use crate::object::str::Str;
use crate::slots::CmpOp;
use crate::value::{INT_TAG, Value};
use std::sync::atomic::Ordering;

macro_rules! added {
    ($m:ident, $vm:ident, $i:ident, $op:ident) => {{
        $m.save();
        let (p, q) = ($m.take($i.b()), $m.take($i.c()));
        let v = tri!($m, $vm, operators::binary_slow($vm, BinOp::$op, p, q));
        $m.set($i.a(), v);
    }};
}
macro_rules! binary {
    ($m:ident, $vm:ident, $i:ident, $op:ident) => {{
        $m.save();
        let (p, q) = ($m.take($i.b()), $m.take($i.c()));
        let v = tri!($m, $vm, $vm.binary(BinOp::$op as usize, &p, &q));
        $m.set($i.a(), v);
    }};
}
macro_rules! binary_imm {
    ($m:ident, $vm:ident, $i:ident, $op:ident) => {{
        $m.save();
        let (p, q) = ($m.take($i.b()), Value::small_int($i.sc().into()));
        let v = tri!($m, $vm, $vm.binary(BinOp::$op as usize, &p, &q));
        $m.set($i.a(), v);
    }};
}
macro_rules! inplace {
    ($m:ident, $vm:ident, $i:ident, $op:ident) => {{
        $m.save();
        let (p, q) = ($m.take($i.b()), $m.take($i.c()));
        let v = tri!($m, $vm, $vm.inplace(BinOp::$op as usize, &p, &q));
        $m.set($i.a(), v);
    }};
}
macro_rules! inplace_imm {
    ($m:ident, $vm:ident, $i:ident, $op:ident) => {{
        $m.save();
        let (p, q) = ($m.take($i.b()), Value::small_int($i.sc().into()));
        let v = tri!($m, $vm, $vm.inplace(BinOp::$op as usize, &p, &q));
        $m.set($i.a(), v);
    }};
}
macro_rules! compare {
    ($m:ident, $vm:ident, $i:ident, $op:ident) => {{
        $m.save();
        let (p, q) = ($m.take($i.b()), $m.take($i.c()));
        let v = tri!($m, $vm, $vm.compare(&p, &q, CmpOp::$op));
        $m.set($i.a(), v);
    }};
}

handlers! { m, vm, i;
    Add => added!(m, vm, i, Add),
    Sub => added!(m, vm, i, Sub),
    Mul => binary!(m, vm, i, Mul),
    TrueDiv => binary!(m, vm, i, TrueDiv),
    FloorDiv => binary!(m, vm, i, FloorDiv),
    Mod => binary!(m, vm, i, Mod),
    Pow => binary!(m, vm, i, Pow),
    MatMul => binary!(m, vm, i, MatMul),
    LShift => binary!(m, vm, i, LShift),
    RShift => binary!(m, vm, i, RShift),
    And => binary!(m, vm, i, And),
    Or => binary!(m, vm, i, Or),
    Xor => binary!(m, vm, i, Xor),
    AddI => binary_imm!(m, vm, i, Add),
    SubI => binary_imm!(m, vm, i, Sub),
    MulI => binary_imm!(m, vm, i, Mul),
    FloorDivI => binary_imm!(m, vm, i, FloorDiv),
    ModI => binary_imm!(m, vm, i, Mod),
    LShiftI => binary_imm!(m, vm, i, LShift),
    RShiftI => binary_imm!(m, vm, i, RShift),
    AndI => binary_imm!(m, vm, i, And),
    IAdd => {
        m.save();
        // `s += t` on a local gives the string up, so that it can grow in place.
        let own = i.a() == i.b()
            && (*m.at(i.b())).exact_ref::<Str>().is_some()
            && (*m.at(i.c())).exact_ref::<Str>().is_some();
        let p = if own {
            std::ptr::replace(m.at(i.b()), Value::UNBOUND)
        } else {
            m.take(i.b())
        };
        let q = m.take(i.c());
        let v = tri!(m, vm, operators::inplace_add(vm, p, q));
        m.set(i.a(), v);
    },
    ISub => inplace!(m, vm, i, Sub),
    IMul => inplace!(m, vm, i, Mul),
    IAddI => inplace_imm!(m, vm, i, Add),
    ISubI => inplace_imm!(m, vm, i, Sub),
    IMulI => inplace_imm!(m, vm, i, Mul),
    IOther => {
        let op = (*m.ip).load(Ordering::Relaxed) as usize;
        m.ip = m.ip.add(1);
        m.save();
        let (p, q) = (m.take(i.b()), m.take(i.c()));
        let v = tri!(m, vm, vm.inplace(op, &p, &q));
        m.set(i.a(), v);
    },
    Neg => {
        let x = m.bits(i.b());
        if float_bits(x) {
            m.set_bits(i.a(), from_float(-to_float(x)));
            return m.next();
        }
        if x >= INT_TAG
            && let Some(v) = Value::try_small_int(-to_int(x))
        {
            m.set_bits(i.a(), v.into_bits());
            return m.next();
        }
        m.save();
        let p = m.take(i.b());
        let v = tri!(m, vm, vm.neg(&p));
        m.set(i.a(), v);
    },
    Pos => {
        m.save();
        let p = m.take(i.b());
        let v = tri!(m, vm, vm.pos(&p));
        m.set(i.a(), v);
    },
    Invert => {
        m.save();
        let p = m.take(i.b());
        let v = tri!(m, vm, vm.invert(&p));
        m.set(i.a(), v);
    },
    Not => {
        m.save();
        let p = m.take(i.b());
        let truth = tri!(m, vm, vm.truth(&p));
        drop(p);
        m.set_bits(i.a(), TRUE_BITS ^ truth as u64);
    },
    Lt => compare!(m, vm, i, Lt),
    Le => compare!(m, vm, i, Le),
    Eq => compare!(m, vm, i, Eq),
    Ne => compare!(m, vm, i, Ne),
    Gt => compare!(m, vm, i, Gt),
    Ge => compare!(m, vm, i, Ge),
    Is => {
        let (p, q) = (m.take(i.b()), m.take(i.c()));
        let same = p.is(&q);
        drop((p, q));
        m.set(i.a(), Value::bool(same));
    },
    IsNot => {
        let (p, q) = (m.take(i.b()), m.take(i.c()));
        let same = p.is(&q);
        drop((p, q));
        m.set(i.a(), Value::bool(!same));
    },
    In => {
        m.save();
        let (p, q) = (m.take(i.b()), m.take(i.c()));
        let found = tri!(m, vm, vm.contains(&q, &p));
        m.set(i.a(), Value::bool(found));
    },
    NotIn => {
        m.save();
        let (p, q) = (m.take(i.b()), m.take(i.c()));
        let found = tri!(m, vm, vm.contains(&q, &p));
        m.set(i.a(), Value::bool(!found));
    },
}
