//! Handlers: jumps.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use crate::interp::machine::{UNBOUND_BITS, handlers, jump, poll, rest, tri};
use crate::object::str::Str;
use crate::slots::CmpOp;
use crate::value::Value;

macro_rules! compare_jump {
    ($m:ident, $vm:ident, $i:ident, $op:ident, $want:expr) => {{
        $m.save();
        let (p, q) = ($m.take($i.a()), $m.take($i.b()));
        let holds = tri!($m, $vm, $vm.compare_bool(&p, &q, CmpOp::$op));
        drop((p, q));
        if holds == $want {
            jump!($m, $vm, $i.sc());
        }
    }};
}
macro_rules! compare_jump_imm {
    ($m:ident, $vm:ident, $i:ident, $op:ident, $want:expr) => {{
        $m.save();
        let (p, q) = ($m.take($i.a()), Value::small_int($i.sb().into()));
        let holds = tri!($m, $vm, $vm.compare_bool(&p, &q, CmpOp::$op));
        drop(p);
        if holds == $want {
            jump!($m, $vm, $i.sc());
        }
    }};
}
macro_rules! truth_jump {
    ($m:ident, $vm:ident, $i:ident, $want:expr) => {{
        $m.save();
        let v = $m.take($i.a());
        let truth = tri!($m, $vm, $vm.truth(&v));
        drop(v);
        if truth == $want {
            jump!($m, $vm, $i.sbx());
        }
    }};
}
macro_rules! truth_jump_keep {
    ($m:ident, $vm:ident, $i:ident, $want:expr) => {{
        $m.save();
        let v = (*$m.at($i.a())).clone();
        let truth = tri!($m, $vm, $vm.truth(&v));
        drop(v);
        if truth == $want {
            jump!($m, $vm, $i.sbx());
        }
    }};
}

macro_rules! membership_jump {
    ($m:ident, $vm:ident, $i:ident, $want:expr) => {{
        if let Some(found) = $vm.quick_contains(&*$m.at($i.b()), &*$m.at($i.a())) {
            $m.save();
            $m.let_go($i.a());
            $m.let_go($i.b());
            if found == $want {
                jump!($m, $vm, $i.sc());
            }
            return $m.next();
        }
        rest!($m, $vm, $i, {
            $m.save();
            let (p, q) = ($m.take($i.a()), $m.take($i.b()));
            let found = tri!($m, $vm, $vm.contains(&q, &p));
            drop((p, q));
            if found == $want {
                jump!($m, $vm, $i.sc());
            }
        })
    }};
}
/// Jumps on equality: strings first.
macro_rules! equal_jump {
    ($m:ident, $vm:ident, $i:ident, $op:ident, $want:expr) => {{
        let (p, q) = (&*$m.at($i.a()), &*$m.at($i.b()));
        if let (Some(x), Some(y)) = (p.exact_ref::<Str>(), q.exact_ref::<Str>()) {
            let holds = x.same_text(y) == (CmpOp::$op == CmpOp::Eq);
            $m.save();
            $m.let_go($i.a());
            $m.let_go($i.b());
            if holds == $want {
                jump!($m, $vm, $i.sc());
            }
            return $m.next();
        }
        rest!($m, $vm, $i, compare_jump!($m, $vm, $i, $op, $want))
    }};
}

handlers! { m, vm, i;
    Jump => jump!(m, vm, i.sbx()),
    JumpIfTrue => truth_jump!(m, vm, i, true),
    JumpIfFalse => truth_jump!(m, vm, i, false),
    JumpIfTrueKeep => truth_jump_keep!(m, vm, i, true),
    JumpIfFalseKeep => truth_jump_keep!(m, vm, i, false),
    JumpIfNone => {
        let none = (*m.at(i.a())).is_none();
        if i.a() >= (*m.frame).first_temp {
            m.set_bits(i.a(), UNBOUND_BITS);
        }
        if none {
            jump!(m, vm, i.sbx());
        }
    },
    JumpIfNotNone => {
        let none = (*m.at(i.a())).is_none();
        if i.a() >= (*m.frame).first_temp {
            m.set_bits(i.a(), UNBOUND_BITS);
        }
        if !none {
            jump!(m, vm, i.sbx());
        }
    },
    JumpIfLt => compare_jump!(m, vm, i, Lt, true),
    JumpIfLe => compare_jump!(m, vm, i, Le, true),
    JumpIfEq => equal_jump!(m, vm, i, Eq, true),
    JumpIfNe => equal_jump!(m, vm, i, Ne, true),
    JumpIfGt => compare_jump!(m, vm, i, Gt, true),
    JumpIfGe => compare_jump!(m, vm, i, Ge, true),
    JumpUnlessLt => compare_jump!(m, vm, i, Lt, false),
    JumpUnlessLe => compare_jump!(m, vm, i, Le, false),
    JumpUnlessEq => equal_jump!(m, vm, i, Eq, false),
    JumpUnlessNe => equal_jump!(m, vm, i, Ne, false),
    JumpUnlessGt => compare_jump!(m, vm, i, Gt, false),
    JumpUnlessGe => compare_jump!(m, vm, i, Ge, false),
    JumpIfLtI => compare_jump_imm!(m, vm, i, Lt, true),
    JumpIfLeI => compare_jump_imm!(m, vm, i, Le, true),
    JumpIfEqI => compare_jump_imm!(m, vm, i, Eq, true),
    JumpIfNeI => compare_jump_imm!(m, vm, i, Ne, true),
    JumpIfGtI => compare_jump_imm!(m, vm, i, Gt, true),
    JumpIfGeI => compare_jump_imm!(m, vm, i, Ge, true),
    JumpUnlessLtI => compare_jump_imm!(m, vm, i, Lt, false),
    JumpUnlessLeI => compare_jump_imm!(m, vm, i, Le, false),
    JumpUnlessEqI => compare_jump_imm!(m, vm, i, Eq, false),
    JumpUnlessNeI => compare_jump_imm!(m, vm, i, Ne, false),
    JumpUnlessGtI => compare_jump_imm!(m, vm, i, Gt, false),
    JumpUnlessGeI => compare_jump_imm!(m, vm, i, Ge, false),
    JumpIfIs => {
        let (p, q) = (m.take(i.a()), m.take(i.b()));
        let same = p.is(&q);
        drop((p, q));
        if same {
            jump!(m, vm, i.sc());
        }
    },
    JumpIfIsNot => {
        let (p, q) = (m.take(i.a()), m.take(i.b()));
        let same = p.is(&q);
        drop((p, q));
        if !same {
            jump!(m, vm, i.sc());
        }
    },
    JumpIfIn => membership_jump!(m, vm, i, true),
    JumpIfNotIn => membership_jump!(m, vm, i, false),
}
