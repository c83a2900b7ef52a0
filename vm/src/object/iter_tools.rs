//! `reversed`, `enumerate`, `zip`, `map` and `filter`.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use super::Ref;
use super::cell::Slot;
use super::header::{Kind, Payload, Visit};
use super::iter::{ListIter, iter_self, reduce_exhausted};
use super::sequence::positional_at_most;
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::native;
use crate::object::VTable;
use crate::proto::pairs::Two;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// The arguments of `zip` and `map` without the keyword `strict`, and its truth.
fn strict_keyword<'a>(vm: &Vm, name: &str, args: &Args<'a>) -> Result<(&'a [Value], bool)> {
    let mut strict = false;
    for (keyword, value) in args.keywords() {
        if keyword.as_str_obj().is_none_or(|k| k.bytes() != b"strict") {
            let keyword = keyword.str_lossy().unwrap_or_default();
            return Err(vm.type_error(format!(
                "{name}() got an unexpected keyword argument '{keyword}'"
            )));
        }
        strict = vm.truth(value)?;
    }
    Ok((args.pos(), strict))
}

/// Iterators of all the arguments, in a tuple.
fn iterators(vm: &Vm, sources: &[Value]) -> Result<Value> {
    let iterators = sources
        .iter()
        .map(|source| vm.iter(source))
        .collect::<Result<Vec<Value>>>()?;
    Ok(vm.tuple(iterators))
}

/// The next item of an iterator that may itself be one of these, and so on.
#[inline(always)]
fn advance(vm: &Vm, it: &Value) -> Result<Option<Value>> {
    if let Some(list) = it.exact_ref::<ListIter>() {
        return Ok(list.next());
    }
    advance_other(vm, it)
}

#[inline(never)]
fn advance_other(vm: &Vm, it: &Value) -> Result<Option<Value>> {
    vm.recurse(|| vm.next(it))
}

/// ValueError of a strict `zip` or `map`: argument number `at` (from 0) is the odd one out.
#[cold]
fn uneven(vm: &Vm, name: &str, at: usize, how: &str) -> Raised {
    let others = if at == 1 {
        " 1".to_owned()
    } else {
        format!("s 1-{at}")
    };
    vm.value_error(format!(
        "{name}() argument {} is {how} than argument{others}",
        at + 1
    ))
}

/// Takes one item from each iterator; None at the end of the shortest (`strict`: of all).
fn row(vm: &Vm, name: &str, its: &[Value], strict: bool) -> Result<Option<Vec<Value>>> {
    let mut items = Vec::with_capacity(its.len());
    for (at, it) in its.iter().enumerate() {
        match advance(vm, it)? {
            Some(item) => items.push(item),
            None if !strict => return Ok(None),
            None if at > 0 => return Err(uneven(vm, name, at, "shorter")),
            None => {
                for (at, it) in its.iter().enumerate().skip(1) {
                    if advance(vm, it)?.is_some() {
                        return Err(uneven(vm, name, at, "longer"));
                    }
                }
                return Ok(None);
            }
        }
    }
    Ok(Some(items))
}

fn pair_reduce(vm: &Vm, this: &Value, args: Vec<Value>, strict: bool) -> Value {
    let class = vm.type_of(this).to_value();
    let args = vm.tuple(args);
    if strict {
        vm.tuple(vec![class, args, Value::TRUE])
    } else {
        vm.pair(class, args)
    }
}

// ---- zip --------------------------------------------------------------------------------------

/// Payload of `zip`.
pub struct Zip {
    /// A tuple.
    iterators: Value,
    strict: AtomicBool,
    /// The last pair given; see [`Vm::next_pair`].
    pair: Slot,
}

impl Payload for Zip {
    const KIND: Kind = Kind::Zip;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.iterators);
        self.pair.visit(visit);
    }
    fn clear(&self) {
        drop(self.pair.take());
    }
}

/// The type.
pub static ZIP: TypeDef = TypeDef {
    name: "zip",
    layout: Some(VTable::of::<Zip>),
    subclassable: true,
    doc: "The zip object yields n-length tuples, where n is the number of iterables\npassed as positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    slots: |s| {
        s.new.set(Some(|vm, cls, args| {
            let (sources, strict) = strict_keyword(vm, "zip", &args)?;
            let iterators = iterators(vm, sources)?;
            Ok(vm
                .alloc(
                    cls,
                    Zip {
                        iterators,
                        strict: AtomicBool::new(strict),
                        pair: Slot::empty(),
                    },
                )
                .into_value())
        }));
        s.iter.set(Some(iter_self));
        s.next.set(Some(zip_next));
    },
    methods: &[
        native!("__reduce__(self, /)", |vm: &Vm, this: This<'_, Zip>| {
            let its = this
                .iterators
                .as_tuple()
                .map(|t| t.as_slice().to_vec())
                .unwrap_or_default();
            pair_reduce(vm, this.value(), its, this.strict.load(Ordering::Relaxed))
        }),
        native!(
            "__setstate__(self, state, /)",
            |vm: &Vm, this: This<'_, Zip>, state: Value| {
                this.strict.store(vm.truth(&state)?, Ordering::Relaxed);
                Ok::<(), Raised>(())
            }
        ),
    ],
    ..TypeDef::EMPTY
};

fn zip_next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(zip) = v.downcast_ref::<Zip>() else {
        return Ok(None);
    };
    let its = zip
        .iterators
        .as_tuple()
        .map(|t| t.as_slice())
        .unwrap_or_default();
    let strict = zip.strict.load(Ordering::Relaxed);
    match its {
        [] => Ok(None),
        [a, b] if !strict => Ok(both(vm, a, b)?.map(|(x, y)| vm.next_pair(&zip.pair, x, y))),
        _ => Ok(row(vm, "zip", its, strict)?.map(|items| vm.tuple(items))),
    }
}

#[inline(always)]
fn both(vm: &Vm, a: &Value, b: &Value) -> Result<Option<(Value, Value)>> {
    let Some(x) = advance(vm, a)? else {
        return Ok(None);
    };
    Ok(advance(vm, b)?.map(|y| (x, y)))
}

impl Zip {
    /// The next row without a tuple around it, if rows have two items.
    #[inline(always)]
    pub(crate) fn next_two(&self, vm: &Vm, put: impl FnOnce(Value, Value)) -> Result<Two> {
        let its = self.iterators.as_tuple().map(|t| t.as_slice());
        let Some([a, b]) = its.filter(|_| !self.strict.load(Ordering::Relaxed)) else {
            return Ok(Two::Unknown);
        };
        match both(vm, a, b)? {
            Some((x, y)) => {
                put(x, y);
                Ok(Two::Put)
            }
            None => Ok(Two::End),
        }
    }
}

// ---- map --------------------------------------------------------------------------------------

/// Payload of `map`.
pub struct Map {
    function: Value,
    /// A tuple.
    iterators: Value,
    strict: AtomicBool,
}

impl Payload for Map {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.function);
        visit(&self.iterators);
    }
}

/// The type.
pub static MAP: TypeDef = TypeDef {
    name: "map",
    layout: Some(VTable::of::<Map>),
    subclassable: true,
    doc: "Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
    slots: |s| {
        s.new.set(Some(|vm, cls, args| {
            let (sources, strict) = strict_keyword(vm, "map", &args)?;
            let [function, sources @ ..] = sources else {
                return Err(too_few(vm));
            };
            if sources.is_empty() {
                return Err(too_few(vm));
            }
            let iterators = iterators(vm, sources)?;
            let payload = Map {
                function: function.clone(),
                iterators,
                strict: AtomicBool::new(strict),
            };
            Ok(vm.alloc(cls, payload).into_value())
        }));
        s.iter.set(Some(iter_self));
        s.next.set(Some(map_next));
    },
    methods: &[
        native!("__reduce__(self, /)", |vm: &Vm, this: This<'_, Map>| {
            let mut args = vec![this.function.clone()];
            args.extend(this.iterators.as_tuple().iter().flat_map(|t| t.values()));
            pair_reduce(vm, this.value(), args, this.strict.load(Ordering::Relaxed))
        }),
        native!(
            "__setstate__(self, state, /)",
            |vm: &Vm, this: This<'_, Map>, state: Value| {
                this.strict.store(vm.truth(&state)?, Ordering::Relaxed);
                Ok::<(), Raised>(())
            }
        ),
    ],
    ..TypeDef::EMPTY
};

#[cold]
fn too_few(vm: &Vm) -> Raised {
    vm.type_error("map() must have at least two arguments.")
}

fn map_next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(map) = v.downcast_ref::<Map>() else {
        return Ok(None);
    };
    let its = map
        .iterators
        .as_tuple()
        .map(|t| t.as_slice())
        .unwrap_or_default();
    if let [it] = its {
        let Some(item) = advance(vm, it)? else {
            return Ok(None);
        };
        return vm.call(&map.function, Args::positional(&[item])).map(Some);
    }
    match row(vm, "map", its, map.strict.load(Ordering::Relaxed))? {
        Some(items) => vm.call(&map.function, Args::positional(&items)).map(Some),
        None => Ok(None),
    }
}

// ---- filter -----------------------------------------------------------------------------------

/// Payload of `filter`.
pub struct Filter {
    function: Value,
    iterator: Value,
}

impl Payload for Filter {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.function);
        visit(&self.iterator);
    }
}

/// The type.
pub static FILTER: TypeDef = TypeDef {
    name: "filter",
    layout: Some(VTable::of::<Filter>),
    subclassable: true,
    doc: "Return an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.",
    slots: |s| {
        s.new.set(Some(|vm, cls, args| {
            if cls.is(&vm.types().filter) || args.names().is_empty() {
                positional_at_most(vm, "filter", &args, 2, 2)?;
            }
            let [function, source, ..] = args.pos() else {
                return Ok(Value::NONE);
            };
            let iterator = vm.iter(source)?;
            Ok(vm
                .alloc(
                    cls,
                    Filter {
                        function: function.clone(),
                        iterator,
                    },
                )
                .into_value())
        }));
        s.iter.set(Some(iter_self));
        s.next.set(Some(filter_next));
    },
    methods: &[native!(
        "__reduce__(self, /)",
        |vm: &Vm, this: This<'_, Filter>| {
            pair_reduce(
                vm,
                this.value(),
                vec![this.function.clone(), this.iterator.clone()],
                false,
            )
        }
    )],
    ..TypeDef::EMPTY
};

fn filter_next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(filter) = v.downcast_ref::<Filter>() else {
        return Ok(None);
    };
    let plain = filter.function.is_none() || filter.function.is(vm.types().bool.value());
    while let Some(item) = advance(vm, &filter.iterator)? {
        let keep = if plain {
            vm.truth(&item)?
        } else {
            let verdict = vm.call(
                &filter.function,
                Args::positional(std::slice::from_ref(&item)),
            )?;
            vm.truth(&verdict)?
        };
        if keep {
            return Ok(Some(item));
        }
        vm.poll_native()?;
    }
    Ok(None)
}

// ---- enumerate --------------------------------------------------------------------------------

/// Payload of `enumerate`.
pub struct Enumerate {
    iterator: Value,
    /// The next number, less `base`.
    count: AtomicI64,
    /// A start that does not fit an inline int.
    base: Option<Value>,
    /// The last pair given; see [`Vm::next_pair`].
    pair: Slot,
}

impl Payload for Enumerate {
    const KIND: Kind = Kind::Enumerate;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.iterator);
        self.pair.visit(visit);
    }
    fn clear(&self) {
        drop(self.pair.take());
    }
}

/// The type.
pub static ENUMERATE: TypeDef = TypeDef {
    name: "enumerate",
    layout: Some(VTable::of::<Enumerate>),
    subclassable: true,
    doc: "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    slots: |s| {
        s.new.set(Some(enumerate_new));
        s.iter.set(Some(iter_self));
        s.next.set(Some(enumerate_next));
    },
    methods: &[
        native!(
            "__reduce__(self, /)",
            |vm: &Vm, this: This<'_, Enumerate>| {
                let number = enumerate_number(vm, &this, this.count.load(Ordering::Relaxed))?;
                Ok::<Value, Raised>(pair_reduce(
                    vm,
                    this.value(),
                    vec![this.iterator.clone(), number],
                    false,
                ))
            }
        ),
        native!(
            "__class_getitem__(cls, object, /)",
            super::generic_alias::class_getitem
        )
        .class_method(),
    ],
    ..TypeDef::EMPTY
};

fn enumerate_new(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let given = args.all().len();
    if given > 2 {
        return Err(vm.type_error(format!(
            "enumerate() takes at most 2 arguments ({given} given)"
        )));
    }
    let mut source = args.pos().first();
    let mut start = args.pos().get(1);
    for (name, value) in args.keywords() {
        match name.as_str_obj().map(|n| n.bytes()) {
            Some(b"iterable") if source.is_none() => source = Some(value),
            Some(b"start") if start.is_none() => start = Some(value),
            _ => {
                let name = name.str_lossy().unwrap_or_default();
                return Err(vm.type_error(format!(
                    "'{name}' is an invalid keyword argument for enumerate()"
                )));
            }
        }
    }
    let Some(source) = source else {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    };
    let start = match start {
        Some(start) => vm.index(start)?,
        None => Value::small_int(0),
    };
    let iterator = vm.iter(source)?;
    let (count, base) = match start
        .as_int()
        .and_then(|i| i.to_i64())
        .and_then(Value::try_small_int)
    {
        Some(small) => (small.as_small_int().unwrap_or(0), None),
        None => (0, Some(start)),
    };
    Ok(vm
        .alloc(
            cls,
            Enumerate {
                iterator,
                count: AtomicI64::new(count),
                base,
                pair: Slot::empty(),
            },
        )
        .into_value())
}

fn enumerate_number(vm: &Vm, it: &Enumerate, count: i64) -> Result<Value> {
    match &it.base {
        None => Ok(vm.int(count)),
        Some(base) => vm.binary(hasp_compiler::op::BinOp::Add as usize, base, &vm.int(count)),
    }
}

fn enumerate_next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<Enumerate>() else {
        return Ok(None);
    };
    let next = it.numbered(vm)?;
    Ok(next.map(|(number, item)| vm.next_pair(&it.pair, number, item)))
}

impl Enumerate {
    #[inline(always)]
    fn numbered(&self, vm: &Vm) -> Result<Option<(Value, Value)>> {
        let Some(item) = advance(vm, &self.iterator)? else {
            return Ok(None);
        };
        let count = self.count.load(Ordering::Relaxed);
        self.count.store(count.wrapping_add(1), Ordering::Relaxed);
        let number = match (&self.base, Value::try_small_int(count)) {
            (None, Some(small)) => small,
            _ => enumerate_number(vm, self, count)?,
        };
        Ok(Some((number, item)))
    }
    /// The next number and item without a tuple around them.
    #[inline(always)]
    pub(crate) fn next_two(&self, vm: &Vm, put: impl FnOnce(Value, Value)) -> Result<Two> {
        match self.numbered(vm)? {
            Some((number, item)) => {
                put(number, item);
                Ok(Two::Put)
            }
            None => Ok(Two::End),
        }
    }
}

// ---- reversed ---------------------------------------------------------------------------------

/// Payload of `reversed` over objects that have length and subscript only.
pub struct Reversed {
    sequence: Slot,
    at: AtomicI64,
}

impl Payload for Reversed {
    fn traverse(&self, visit: Visit<'_>) {
        self.sequence.visit(visit);
    }
    fn clear(&self) {
        drop(self.sequence.take());
    }
}

/// The type.
pub static REVERSED: TypeDef = TypeDef {
    name: "reversed",
    layout: Some(VTable::of::<Reversed>),
    subclassable: true,
    doc: "Return a reverse iterator over the values of the given sequence.",
    slots: |s| {
        s.new.set(Some(|vm, cls, args| {
            if cls.is(&vm.types().reversed) || args.names().is_empty() {
                positional_at_most(vm, "reversed", &args, 1, 1)?;
            }
            match args.pos().first() {
                Some(sequence) => make_reversed(vm, cls, sequence),
                None => Ok(Value::NONE),
            }
        }));
        s.iter.set(Some(iter_self));
        s.next.set(Some(reversed_next));
    },
    methods: &[
        native!("__length_hint__(self, /)", |vm: &Vm,
                                             this: This<'_, Reversed>|
         -> Result<i64> {
            let Some(sequence) = this.sequence.get() else {
                return Ok(0);
            };
            let left = this.at.load(Ordering::Relaxed) + 1;
            Ok(if (vm.len(&sequence)? as i64) < left {
                0
            } else {
                left
            })
        }),
        native!(
            "__reduce__(self, /)",
            |vm: &Vm, this: This<'_, Reversed>| match this.sequence.get() {
                Some(sequence) => {
                    let args = vm.tuple(vec![sequence]);
                    let class = vm.type_of(this.value()).to_value();
                    vm.tuple(vec![class, args, vm.int(this.at.load(Ordering::Relaxed))])
                }
                None => reduce_exhausted(vm, vm.tuple(Vec::new())),
            }
        ),
        native!("__setstate__(self, state, /)", |vm: &Vm,
                                                 this: This<
            '_,
            Reversed,
        >,
                                                 state: i64|
         -> Result<()> {
            if let Some(sequence) = this.sequence.get() {
                let len = vm.len(&sequence)? as i64;
                this.at.store(state.clamp(-1, len - 1), Ordering::Relaxed);
            }
            Ok(())
        }),
    ],
    ..TypeDef::EMPTY
};

/// `reversed(v)`.
///
/// # Errors
/// TypeError `'set' object is not reversible`, and what the object's methods raise.
pub(crate) fn reversed(vm: &Vm, v: &Value) -> Result<Value> {
    make_reversed(vm, &vm.types().reversed, v)
}

fn make_reversed(vm: &Vm, cls: &Ref<Type>, v: &Value) -> Result<Value> {
    if let Some(method) = vm.lookup_special(v, &vm.names().reversed)? {
        if method.is_none() {
            return Err(not_reversible(vm, v));
        }
        return vm.call(&method, Args::NONE);
    }
    let slots = &vm.type_of(v).slots;
    if slots.getitem.get().is_none() || v.is_kind(Kind::Dict) {
        return Err(not_reversible(vm, v));
    }
    let len = vm.len(v)? as i64;
    Ok(vm
        .alloc(
            cls,
            Reversed {
                sequence: Slot::new(v.clone()),
                at: AtomicI64::new(len - 1),
            },
        )
        .into_value())
}

#[cold]
fn not_reversible(vm: &Vm, v: &Value) -> Raised {
    let name = vm.type_name(v);
    vm.type_error(format!("'{name}' object is not reversible"))
}

fn reversed_next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<Reversed>() else {
        return Ok(None);
    };
    let Some(sequence) = it.sequence.get() else {
        return Ok(None);
    };
    let at = it.at.load(Ordering::Relaxed);
    if at < 0 {
        drop(it.sequence.take());
        return Ok(None);
    }
    match vm.get_item(&sequence, &vm.int(at)) {
        Ok(item) => {
            it.at.store(at - 1, Ordering::Relaxed);
            Ok(Some(item))
        }
        Err(e)
            if vm.is_error(&e, &vm.exceptions().index_error)
                || vm.is_error(&e, &vm.exceptions().stop_iteration) =>
        {
            it.at.store(-1, Ordering::Relaxed);
            drop(it.sequence.take());
            Ok(None)
        }
        Err(e) => Err(e),
    }
}
