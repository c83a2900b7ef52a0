//! Ways of ints that outgrow a word in the middle of an expression: `(state * 1103515245 + 12345) & mask`.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).
//!
//! A result that does not fit a register's word, and that the next instructions work on, is carried on as
//! an `i128` instead of as an object: generators of random numbers and hash functions make nothing else.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::{AtomicU64, Ordering};

use hasp_compiler::op::{Instr, Op};

use super::{put_and_go, ways};
use crate::frame::Frame;
use crate::interp::machine::{Flow, UNBOUND_BITS};
use crate::interp::words::{from_int, to_int};
use crate::value::{INT_TAG, Value};
use crate::vm::Vm;

/// What is carried is smaller than this: a product with an inline int fits an `i128`.
const MOST: i128 = 1 << 79;

/// The operators whose operands are two registers.
const IN_REGISTERS: [u8; 9] = [
    Op::Add as u8,
    Op::Sub as u8,
    Op::Mul as u8,
    Op::And as u8,
    Op::Or as u8,
    Op::Xor as u8,
    Op::RShift as u8,
    Op::Mod as u8,
    Op::FloorDiv as u8,
];

/// Goes on with `value`, which does not fit a word, as the result of the instruction before `ip`, whose
/// register is `i.a()`.
///
/// # Safety
/// As [`Way`](crate::interp::machine::Way); `value` is below [`MOST`].
#[inline(always)]
unsafe fn carry(
    vm: &Vm,
    frame: *mut Frame,
    mut ip: *const AtomicU64,
    base: *mut Value,
    i: Instr,
    mut value: i128,
) -> Flow {
    unsafe {
        let registers = base.cast::<u64>();
        let first_temp = (*frame).first_temp;
        let mut dst = i.a();
        // A local could be looked at.
        while dst >= first_temp {
            let then = Instr((*ip).load(Ordering::Relaxed));
            let op = then.op_number();
            if op == Op::LoadInt as u8 {
                let place = registers.add(then.a() as usize);
                if then.a() == dst || *place >> 48 == 0 {
                    break;
                }
                *place = from_int(then.sbx().into());
                ip = ip.add(1);
                continue;
            }
            if op == Op::LoadConst as u8 {
                let place = registers.add(then.a() as usize);
                let word = *(*frame).consts.add(then.bx() as usize).cast::<u64>();
                if then.a() == dst || *place >> 48 == 0 || word < INT_TAG {
                    break;
                }
                *place = word;
                ip = ip.add(1);
                continue;
            }
            // The other operand: an immediate, or an inline int in a register.
            let (op, other, register) = if op == Op::AddI as u8 {
                (Op::Add as u8, then.sc().into(), dst)
            } else if op == Op::SubI as u8 {
                (Op::Sub as u8, then.sc().into(), dst)
            } else if op == Op::MulI as u8 {
                (Op::Mul as u8, then.sc().into(), dst)
            } else if op == Op::AndI as u8 {
                (Op::And as u8, then.sc().into(), dst)
            } else if op == Op::RShiftI as u8 {
                (Op::RShift as u8, then.sc().into(), dst)
            } else if op == Op::ModI as u8 {
                (Op::Mod as u8, then.sc().into(), dst)
            } else if op == Op::FloorDivI as u8 {
                (Op::FloorDiv as u8, then.sc().into(), dst)
            } else if IN_REGISTERS.contains(&op) {
                let word = *registers.add(then.c() as usize);
                if word < INT_TAG || then.c() == dst {
                    break;
                }
                (op, to_int(word), then.c())
            } else {
                break;
            };
            if then.b() != dst {
                break;
            }
            let other = i128::from(other);
            let result = if op == Op::Add as u8 {
                value + other
            } else if op == Op::Sub as u8 {
                value - other
            } else if op == Op::Mul as u8 {
                value * other
            } else if op == Op::And as u8 {
                value & other
            } else if op == Op::Or as u8 {
                value | other
            } else if op == Op::Xor as u8 {
                value ^ other
            } else if op == Op::RShift as u8 && (0..64).contains(&other) {
                value >> other
            } else if op == Op::Mod as u8 && other > 0 {
                value.rem_euclid(other)
            } else if op == Op::FloorDiv as u8 && other > 0 {
                value.div_euclid(other)
            } else {
                break;
            };
            if !(-MOST..MOST).contains(&result) {
                break;
            }
            // The instruction is done: it has used up its temporaries.
            if register != dst && register >= first_temp {
                *registers.add(register as usize) = UNBOUND_BITS;
            }
            ip = ip.add(1);
            dst = then.a();
            value = result;
            if (-(1 << 47)..1 << 47).contains(&value) {
                return put_and_go(vm, frame, ip, base, dst, from_int(value as i64));
            }
        }
        let word = made(vm, value as u64, (value >> 64) as u64);
        put_and_go(vm, frame, ip, base, dst, word)
    }
}

/// The word of an int object, given in two halves.
#[inline(never)]
fn made(vm: &Vm, low: u64, high: u64) -> u64 {
    let value = (u128::from(high) << 64 | u128::from(low)) as i128;
    vm.int_from_i128(value).into_bits()
}

ways! {
    /// A product of two inline ints that does not fit a word; the factors are `x` and `y`'s.
    pub(super) fn multiply(vm, frame, ip, base, i) {
        let registers = base.cast::<u64>();
        let x = to_int(*registers.add(i.b() as usize));
        let y = to_int(*registers.add(i.c() as usize));
        // Inline ints own nothing: used-up temporaries are emptied all the same, for whoever looks at them.
        for register in [i.b(), i.c()] {
            if register >= (*frame).first_temp {
                *registers.add(register as usize) = UNBOUND_BITS;
            }
        }
        let product = i128::from(x) * i128::from(y);
        if !(-MOST..MOST).contains(&product) {
            let word = made(vm, product as u64, (product >> 64) as u64);
            return put_and_go(vm, frame, ip, base, i.a(), word);
        }
        carry(vm, frame, ip, base, i, product)
    }
}
