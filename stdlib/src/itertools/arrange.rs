//! Iterators over arrangements of a pool's items.

use hasp_vm::args::Args;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::{Payload, Visit};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::{bind, class, items, or_none};

/// Where an arrangement stands.
struct State {
    indices: Vec<usize>,
    cycles: Vec<usize>,
    started: bool,
    done: bool,
}

impl State {
    fn new(indices: Vec<usize>, done: bool) -> Locked<State> {
        Locked::new(State {
            indices,
            cycles: Vec::new(),
            started: false,
            done,
        })
    }
    /// Goes on by `advance`, which tells whether there is another arrangement; the first stands
    /// ready. True if there is one.
    fn go(&mut self, advance: impl FnOnce(&mut State) -> bool) -> bool {
        if !self.done && std::mem::replace(&mut self.started, true) {
            self.done = !advance(self);
        }
        !self.done
    }
}

/// Payload of the classes with one pool.
pub(super) struct Arrange<const WHICH: u8> {
    /// A tuple.
    pool: Value,
    length: usize,
    state: Locked<State>,
}
impl<const WHICH: u8> Payload for Arrange<WHICH> {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.pool);
    }
}

const NAMES: [&str; 3] = [
    "combinations",
    "combinations_with_replacement",
    "permutations",
];

fn arrange_new<const WHICH: u8>(vm: &Vm, args: Args<'_>) -> Result<Arrange<WHICH>> {
    let required = if WHICH == 2 { 1 } else { 2 };
    let [source, length] = bind(
        vm,
        NAMES[WHICH as usize],
        args,
        ["iterable", "r"],
        required,
        2,
    )?;
    let pool = vm.to_tuple(&or_none(source))?.into_value();
    let n = items(&pool).len();
    let length = match length {
        Some(length) if WHICH == 2 && length.is_none() => n as i64,
        Some(length) if WHICH == 2 && length.as_int().is_none() => {
            return Err(vm.type_error("Expected int as r"));
        }
        Some(length) => vm.index_clipped(&length)?,
        None => n as i64,
    };
    if length < 0 {
        return Err(vm.value_error("r must be non-negative"));
    }
    let length = length as usize;
    let done = if WHICH == 1 {
        n == 0 && length > 0
    } else {
        length > n
    };
    if !done && length > 1 << 32 {
        return Err(vm.memory_error(""));
    }
    let indices = match WHICH {
        _ if done => Vec::new(),
        0 => (0..length).collect(),
        1 => vec![0; length],
        _ => (0..n).collect(),
    };
    let state = State::new(indices, done);
    if WHICH == 2 && !done {
        state.with(|s| s.cycles = (0..length).map(|i| n - i).collect());
    }
    Ok(Arrange {
        pool,
        length,
        state,
    })
}

fn arrange_next<const WHICH: u8>(
    vm: &Vm,
    this: &Arrange<WHICH>,
    advance: fn(&mut State, usize, usize) -> bool,
) -> Result<Option<Value>> {
    let pool = items(&this.pool);
    let found = this.state.with(|s| {
        s.go(|s| advance(s, pool.len(), this.length)).then(|| {
            s.indices[..this.length]
                .iter()
                .map(|i| pool[*i].clone())
                .collect::<Vec<Value>>()
        })
    });
    Ok(found.map(|found| vm.tuple(found)))
}

fn next_combination(s: &mut State, n: usize, r: usize) -> bool {
    let Some(i) = (0..r).rev().find(|i| s.indices[*i] != i + n - r) else {
        return false;
    };
    s.indices[i] += 1;
    for j in i + 1..r {
        s.indices[j] = s.indices[j - 1] + 1;
    }
    true
}

fn next_multiset(s: &mut State, n: usize, r: usize) -> bool {
    let Some(i) = (0..r).rev().find(|i| s.indices[*i] + 1 != n) else {
        return false;
    };
    let index = s.indices[i] + 1;
    s.indices[i..].fill(index);
    true
}

fn next_permutation(s: &mut State, n: usize, r: usize) -> bool {
    for i in (0..r).rev() {
        s.cycles[i] -= 1;
        if s.cycles[i] > 0 {
            let j = n - s.cycles[i];
            s.indices.swap(i, j);
            return true;
        }
        s.indices[i..].rotate_left(1);
        s.cycles[i] = n - i;
    }
    false
}

class!(
    COMBINATIONS,
    "combinations",
    Arrange<0>,
    arrange_new::<0>,
    |vm, this| arrange_next(vm, this, next_combination),
    |_| {},
    &[],
    "Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)"
);
class!(
    COMBINATIONS_WITH_REPLACEMENT,
    "combinations_with_replacement",
    Arrange<1>,
    arrange_new::<1>,
    |vm, this| arrange_next(vm, this, next_multiset),
    |_| {},
    &[],
    "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats."
);
class!(
    PERMUTATIONS,
    "permutations",
    Arrange<2>,
    arrange_new::<2>,
    |vm, this| arrange_next(vm, this, next_permutation),
    |_| {},
    &[],
    "Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)"
);

pub(super) struct Product {
    /// Tuples.
    pools: Vec<Value>,
    state: Locked<State>,
}
impl Payload for Product {
    fn traverse(&self, visit: Visit<'_>) {
        self.pools.iter().for_each(visit);
    }
}
fn product_new(vm: &Vm, args: Args<'_>) -> Result<Product> {
    let mut repeat = 1;
    for (name, value) in args.keywords() {
        let name = name.str_lossy().unwrap_or_default();
        if name != "repeat" {
            return Err(vm.type_error(format!(
                "product() got an unexpected keyword argument '{name}'"
            )));
        }
        repeat = vm.index_clipped(value)?;
    }
    if repeat < 0 {
        return Err(vm.value_error("repeat argument cannot be negative"));
    }
    let count = args.pos().len();
    if count > 0 && repeat as usize > (1 << 32) / count {
        return Err(vm.overflow_error("repeat argument too large"));
    }
    let mut once = Vec::with_capacity(count);
    if repeat > 0 {
        for source in args.pos() {
            once.push(vm.to_tuple(source)?.into_value());
        }
    }
    let total = once.len() * if once.is_empty() { 0 } else { repeat as usize };
    let pools: Vec<Value> = once.iter().cycle().take(total).cloned().collect();
    let done = once.iter().any(|p| items(p).is_empty());
    let state = State::new(vec![0; pools.len()], done);
    Ok(Product { pools, state })
}
fn product_next(vm: &Vm, this: &Product) -> Result<Option<Value>> {
    let found = this.state.with(|s| {
        let more = s.go(|s| {
            for (index, pool) in s.indices.iter_mut().zip(&this.pools).rev() {
                *index += 1;
                if *index < items(pool).len() {
                    return true;
                }
                *index = 0;
            }
            false
        });
        more.then(|| {
            s.indices
                .iter()
                .zip(&this.pools)
                .map(|(i, p)| items(p)[*i].clone())
                .collect::<Vec<Value>>()
        })
    });
    Ok(found.map(|found| vm.tuple(found)))
}
class!(
    PRODUCT,
    "product",
    Product,
    product_new,
    product_next,
    |_| {},
    &[],
    "Cartesian product of input iterables.  Equivalent to nested for-loops."
);
