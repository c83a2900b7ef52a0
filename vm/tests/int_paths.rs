//! The int operators take 64-bit, 128-bit or big-integer paths by the size of their operands:
//! whichever they take, the result is that of big integers.

use dashu_int::IBig;
use hasp_compiler::op::BinOp;
use hasp_vm::config::Config;
use hasp_vm::num::bigint;
use hasp_vm::setup::with_interpreter;
use hasp_vm::value::Value;
use hasp_vm::vm::Vm;
use proptest::prelude::*;

/// Numbers of every size, close to where the paths meet in particular.
fn number() -> impl Strategy<Value = IBig> {
    let edge = prop::sample::select(vec![
        0u32, 1, 31, 32, 46, 47, 48, 62, 63, 64, 126, 127, 128, 190,
    ]);
    let near = (edge, -2i64..=2, any::<bool>()).prop_map(|(bits, offset, negative)| {
        let n = (IBig::ONE << bits as usize) + IBig::from(offset);
        if negative { -n } else { n }
    });
    let wide = (any::<i128>(), 0u32..128).prop_map(|(n, shift)| IBig::from(n >> shift));
    let huge = (any::<i128>(), any::<i128>()).prop_map(|(a, b)| IBig::from(a) * IBig::from(b));
    prop_oneof![near, wide, huge, any::<i64>().prop_map(IBig::from)]
}

/// The number in a value, which must be inline if it fits.
fn number_of(v: &Value) -> IBig {
    let big = v.as_int().expect("an int").to_big();
    let fits = i64::try_from(&big).ok().and_then(Value::try_small_int);
    assert_eq!(fits.is_some(), v.is_small_int(), "{big}");
    big
}

fn apply(vm: &Vm, op: BinOp, a: &IBig, b: &IBig) -> Option<IBig> {
    let (a, b) = (vm.int_from_big(a.clone()), vm.int_from_big(b.clone()));
    vm.binary(op as usize, &a, &b).ok().map(|v| number_of(&v))
}

fn expected(op: BinOp, a: &IBig, b: &IBig) -> Option<IBig> {
    match op {
        BinOp::Add => Some(a + b),
        BinOp::Sub => Some(a - b),
        BinOp::Mul => Some(a * b),
        BinOp::FloorDiv => bigint::floor_div(a, b),
        BinOp::Mod => bigint::modulo(a, b),
        BinOp::And => Some(a & b),
        BinOp::Or => Some(a | b),
        BinOp::Xor => Some(a ^ b),
        _ => None,
    }
}

const OPS: [BinOp; 8] = [
    BinOp::Add,
    BinOp::Sub,
    BinOp::Mul,
    BinOp::FloorDiv,
    BinOp::Mod,
    BinOp::And,
    BinOp::Or,
    BinOp::Xor,
];

#[test]
fn operators_agree_with_big_integers() {
    with_interpreter(Config::default(), |vm| {
        proptest!(|(a in number(), b in number())| {
            for op in OPS {
                prop_assert_eq!(apply(vm, op, &a, &b), expected(op, &a, &b), "{:?}", op);
            }
        });
    });
}

#[test]
fn shifts_agree_with_big_integers() {
    with_interpreter(Config::default(), |vm| {
        proptest!(|(a in number(), count in 0u16..300)| {
            let by = IBig::from(count);
            prop_assert_eq!(apply(vm, BinOp::LShift, &a, &by), Some(&a << usize::from(count)));
            prop_assert_eq!(apply(vm, BinOp::RShift, &a, &by), Some(bigint::shr(&a, count.into())));
        });
    });
}

#[test]
fn powers_agree_with_big_integers() {
    with_interpreter(Config::default(), |vm| {
        proptest!(|(a in number(), exponent in 0u8..140)| {
            let by = IBig::from(exponent);
            prop_assert_eq!(apply(vm, BinOp::Pow, &a, &by), Some(a.pow(exponent.into())));
        });
    });
}

#[test]
fn comparisons_and_hashes_agree() {
    with_interpreter(Config::default(), |vm| {
        proptest!(|(a in number(), b in number())| {
            let (x, y) = (vm.int_from_big(a.clone()), vm.int_from_big(b.clone()));
            let less = vm.less(&x, &y).expect("ints have an order");
            prop_assert_eq!(less, a < b);
            prop_assert_eq!(vm.eq(&x, &y).expect("ints can be equal"), a == b);
            prop_assert_eq!(vm.hash(&x).expect("ints have a hash"), hasp_vm::num::hash::hash_big(&a));
        });
    });
}
