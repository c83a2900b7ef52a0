//! `_random`: the Mersenne Twister.

use hasp_vm::args::{Args, This};
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::num::mt19937::Mt19937;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_random",
    doc: "Module implements the Mersenne Twister random number generator.",
    functions: &[],
    init: |vm, module| {
        vm.add_to_module(module, "Random", vm.new_native_type(&RANDOM).into_value());
        Ok(())
    },
};

/// Payload of `Random`.
struct Random(Locked<Mt19937>);

impl Payload for Random {
    const GC: bool = false;
}

type Me<'a> = This<'a, Random>;

static RANDOM: TypeDef = TypeDef {
    name: "_random.Random",
    layout: Some(VTable::of::<Random>),
    subclassable: true,
    doc: "Random() -> create a random number generator with its own internal state.",
    slots: |s| {
        s.new.set(Some(|vm, cls, _| {
            Ok(vm
                .alloc(cls, Random(Locked::new(Mt19937::from_key(&entropy(vm)?))))
                .into_value())
        }));
        s.init.set(Some(|vm, v, args: Args<'_>| {
            if args.all().len() > 1 {
                let n = args.all().len();
                return Err(vm.type_error(format!("Random() takes at most 1 argument ({n} given)")));
            }
            if let (Some(seed), Some(r)) = (args.all().first(), v.downcast_ref::<Random>()) {
                reseed(vm, r, seed)?;
            }
            Ok(())
        }));
    },
    methods: &[
        native!("random(self, /)", |_: &Vm, r: Me<'_>| r
            .0
            .0
            .with(Mt19937::random)),
        native!(
            "seed(self, n=None, /)",
            |vm: &Vm, r: Me<'_>, seed: &Value| reseed(vm, &r, seed)
        ),
        native!("getrandbits(self, k, /)", getrandbits),
        native!("getstate(self, /)", |vm: &Vm, r: Me<'_>| {
            let (words, at) = r.0.0.with(|g| {
                let (words, at) = g.state();
                (words.to_vec(), at)
            });
            let mut all: Vec<Value> = words.into_iter().map(|w| vm.int(w.into())).collect();
            all.push(vm.int(at as i64));
            vm.tuple(all)
        }),
        native!("setstate(self, state, /)", setstate),
    ],
    ..TypeDef::EMPTY
};

fn entropy(vm: &Vm) -> Result<Vec<u32>> {
    let mut bytes = [0u8; 2496];
    getrandom::fill(&mut bytes).map_err(|e| vm.os_error(e.raw_os_error().unwrap_or(0), None))?;
    Ok(bytes
        .chunks_exact(4)
        .map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]))
        .collect())
}

fn reseed(vm: &Vm, r: &Random, seed: &Value) -> Result<()> {
    let key = if seed.is_none() {
        entropy(vm)?
    } else if let Some(i) = seed.as_int() {
        words(&i.as_big())
    } else {
        let hash = vm.hash(seed)?.cast_unsigned();
        words(&dashu_int::IBig::from(hash))
    };
    r.0.with(|g| *g = Mt19937::from_key(&key));
    Ok(())
}

/// The magnitude in words of 32 bits, least significant first.
fn words(i: &dashu_int::IBig) -> Vec<u32> {
    use dashu_base::UnsignedAbs;
    let bytes = i.clone().unsigned_abs().to_le_bytes();
    let mut key: Vec<u32> = bytes
        .chunks(4)
        .map(|c| {
            c.iter()
                .rev()
                .fold(0, |word, byte| word << 8 | u32::from(*byte))
        })
        .collect();
    if key.is_empty() {
        key.push(0);
    }
    key
}

fn getrandbits(vm: &Vm, r: Me<'_>, k: &Value) -> Result<Value> {
    let k = vm.index_i128(k)?;
    if k < 0 {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    if k <= 64 {
        return Ok(vm.int_from_u64(r.0.0.with(|g| g.bits_u64(k as u32))));
    }
    if k > i128::from(i32::MAX) {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    }
    let bytes: Vec<u8> =
        r.0.0
            .with(|g| g.bits(k as usize))
            .into_iter()
            .flat_map(u32::to_le_bytes)
            .collect();
    Ok(vm.int_from_big(dashu_int::UBig::from_le_bytes(&bytes).into()))
}

fn setstate(vm: &Vm, r: Me<'_>, state: &Value) -> Result<()> {
    let Some(state) = state.as_tuple() else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    let Some((at, words)) = state
        .as_slice()
        .split_last()
        .filter(|(_, w)| w.len() == 624)
    else {
        return Err(vm.value_error("state vector is the wrong size"));
    };
    let mut new = Vec::with_capacity(624);
    for word in words {
        let word = vm.index_i128(word)?;
        new.push(
            u32::try_from(word)
                .map_err(|_| vm.overflow_error("can't convert negative int to unsigned"))?,
        );
    }
    let at = usize::try_from(vm.index_i128(at)?).unwrap_or(usize::MAX);
    let new = Mt19937::from_state(&new, at).ok_or_else(|| vm.value_error("invalid state"))?;
    r.0.0.with(|g| *g = new);
    Ok(())
}
