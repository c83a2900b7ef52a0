//! Built-in functions on iterables.

use crate::args::Args;
use crate::native;
use crate::native::NativeDef;
use crate::object::list::List;
use crate::object::list_sort::sort_values;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Result, Vm};
use hasp_compiler::op::BinOp;

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("aiter(async_iterable, /)", aiter)
        .doc("The asynchronous iterator of an asynchronous iterable."),
    native!("all(iterable, /)", |vm: &Vm, v: &Value| -> Result<bool> {
        Ok(!find(vm, v, false)?)
    })
    .doc("Are all items true?"),
    native!("anext(aiterator, default=?, /)", anext).doc("The awaitable of the next item."),
    native!("any(iterable, /)", |vm: &Vm, v: &Value| find(vm, v, true)).doc("Is any item true?"),
    native!("iter(object, sentinel=?, /)", iter).doc(
        "The iterator of an iterable, or one that calls a function until it gives the sentinel.",
    ),
    native!("len(obj, /)", |vm: &Vm, v: &Value| vm.len(v))
        .doc("The number of items in a container."),
    native!("max(*args, key=None, default=?)", |vm: &Vm,
                                                args: &Value,
                                                key: &Value,
                                                default: Option<
        Value,
    >| {
        extreme(vm, args, key, default, CmpOp::Gt, "max")
    })
    .quick(|vm, args| quick_extreme(vm, args, CmpOp::Gt))
    .doc("The largest item of an iterable, or the largest argument."),
    native!("min(*args, key=None, default=?)", |vm: &Vm,
                                                args: &Value,
                                                key: &Value,
                                                default: Option<
        Value,
    >| {
        extreme(vm, args, key, default, CmpOp::Lt, "min")
    })
    .quick(|vm, args| quick_extreme(vm, args, CmpOp::Lt))
    .doc("The smallest item of an iterable, or the smallest argument."),
    native!("next(iterator, default=?, /)", next)
        .quick(|vm, args| match args {
            [it] => Some(next(vm, it, None)),
            _ => None,
        })
        .doc("The next item of an iterator; the default at its end."),
    native!("sorted(*args, **kwargs)", sorted)
        .quick(|vm, args| match args {
            [iterable] => Some(sorted_plain(vm, iterable)),
            _ => None,
        })
        .doc("A new sorted list of the items."),
    native!("sum(iterable, /, start=0)", sum)
        .quick(|vm, args| match args {
            [iterable] => Some(sum_from(vm, iterable, Total::Int(0))),
            _ => None,
        })
        .doc("The start value plus all items."),
];

/// Is there an item of this truth?
fn find(vm: &Vm, iterable: &Value, wanted: bool) -> Result<bool> {
    let it = vm.iter(iterable)?;
    while let Some(item) = vm.next(&it)? {
        if vm.truth(&item)? == wanted {
            return Ok(true);
        }
        vm.poll_native()?;
    }
    Ok(false)
}

fn iter(vm: &Vm, v: &Value, sentinel: Option<Value>) -> Result<Value> {
    let Some(sentinel) = sentinel else {
        return vm.iter(v);
    };
    if vm.type_of(v).slots.call.get().is_none() {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    Ok(crate::object::iter::callable_iterator(
        vm,
        v.clone(),
        sentinel,
    ))
}

fn next(vm: &Vm, it: &Value, default: Option<Value>) -> Result<Value> {
    drop(vm.stop_value.take());
    if let Some(item) = vm.next(it)? {
        return Ok(item);
    }
    let value = vm.stop_value.take();
    default.ok_or_else(|| vm.stop_iteration(value.unwrap_or(Value::NONE)))
}

fn aiter(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(method) = vm.lookup_special(v, &vm.intern("__aiter__"))? else {
        return Err(vm.type_error(format!(
            "'{}' object is not an async iterable",
            vm.type_name(v)
        )));
    };
    let it = vm.call(&method, Args::NONE)?;
    if vm
        .type_of(&it)
        .lookup(vm, &vm.intern("__anext__"))
        .is_none()
    {
        return Err(vm.type_error(format!(
            "aiter() returned not an async iterator of type '{}'",
            vm.type_name(&it)
        )));
    }
    Ok(it)
}

fn anext(vm: &Vm, v: &Value, default: Option<Value>) -> Result<Value> {
    let Some(method) = vm.lookup_special(v, &vm.intern("__anext__"))? else {
        return Err(vm.type_error(format!(
            "'{}' object is not an async iterator",
            vm.type_name(v)
        )));
    };
    if default.is_some() {
        return Err(vm.not_implemented_error("anext() with a default is not supported"));
    }
    vm.call(&method, Args::NONE)
}

/// `min` or `max` without keywords: of several arguments, or of a list that has items.
fn quick_extreme(vm: &Vm, args: &[Value], op: CmpOp) -> Option<Result<Value>> {
    match args {
        [first, rest @ ..] if !rest.is_empty() => {
            let mut best = first;
            for v in rest {
                let better = match (best.as_small_int(), v.as_small_int()) {
                    (Some(x), Some(y)) => op.holds(Some(y.cmp(&x))),
                    _ => match vm.compare_bool(v, best, op) {
                        Ok(better) => better,
                        Err(raised) => return Some(Err(raised)),
                    },
                };
                if better {
                    best = v;
                }
            }
            Some(Ok(best.clone()))
        }
        [items] if items.exact_ref::<List>().is_some_and(|l| !l.is_empty()) => {
            Some(best_of(vm, items, op))
        }
        _ => None,
    }
}

/// The least or greatest item of a list that is not empty.
fn best_of(vm: &Vm, items: &Value, op: CmpOp) -> Result<Value> {
    let mut best = Value::UNBOUND;
    vm.iterate(items, |item| {
        if best.is_unbound() || vm.compare_bool(&item, &best, op)? {
            best = item;
        }
        Ok(())
    })?;
    Ok(best)
}

fn extreme(
    vm: &Vm,
    args: &Value,
    key: &Value,
    default: Option<Value>,
    op: CmpOp,
    name: &str,
) -> Result<Value> {
    let args = args.as_tuple().map_or(&[][..], |t| t.as_slice());
    let mut best: Option<(Value, Value)> = None;
    let mut offer = |item: Value| -> Result<()> {
        let rank = if key.is_none() {
            item.clone()
        } else {
            vm.call(key, Args::positional(std::slice::from_ref(&item)))?
        };
        match &best {
            Some((old, _)) if !vm.compare_bool(&rank, old, op)? => {}
            _ => best = Some((rank, item)),
        }
        Ok(())
    };
    match args {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => vm.iterate(iterable, offer)?,
        _ if default.is_some() => {
            return Err(vm.type_error(format!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            )));
        }
        _ => args.iter().cloned().try_for_each(&mut offer)?,
    }
    match best {
        Some((_, item)) => Ok(item),
        None => {
            default.ok_or_else(|| vm.value_error(format!("{name}() iterable argument is empty")))
        }
    }
}

/// Counts its positional argument itself and leaves the keywords to `list.sort`, whose messages
/// these are.
fn sorted(vm: &Vm, args: &Value, keywords: &Value) -> Result<Value> {
    let args = vm.to_tuple(args)?;
    let [iterable] = args.as_slice() else {
        let given = args.body.len();
        return Err(vm.type_error(format!("sorted expected 1 argument, got {given}")));
    };
    if keywords.as_dict().is_some_and(|k| k.is_empty()) {
        return sorted_plain(vm, iterable);
    }
    let list = vm.list(vm.collect(iterable)?);
    let sort = vm.get_attr(&list, &vm.intern("sort"))?;
    let none = vm.tuple(Vec::new());
    vm.call_spread(&sort, &none, Some(keywords))?;
    Ok(list)
}

/// `sorted(iterable)`.
fn sorted_plain(vm: &Vm, iterable: &Value) -> Result<Value> {
    let mut items = vm.collect(iterable)?;
    sort_values(vm, &mut items, None, false)?;
    Ok(vm.list(items))
}

/// A float sum with the part that rounding lost (Neumaier's variant of Kahan's algorithm).
#[derive(Clone, Copy)]
struct Precise {
    high: f64,
    low: f64,
}

impl Precise {
    fn new(high: f64) -> Precise {
        Precise { high, low: 0.0 }
    }
    #[inline]
    fn add(&mut self, x: f64) {
        let total = self.high + x;
        self.low += if self.high.abs() >= x.abs() {
            (self.high - total) + x
        } else {
            (x - total) + self.high
        };
        self.high = total;
    }
    fn total(self) -> f64 {
        if self.low != 0.0 && self.low.is_finite() {
            self.high + self.low
        } else {
            self.high
        }
    }
}

/// What has been summed up so far.
enum Total {
    Int(i64),
    Float(Precise),
    Complex(Precise, Precise),
    Other(Value),
}

impl Total {
    fn of(vm: &Vm, v: Value) -> Total {
        if vm.is_exact(&v, &vm.types().complex)
            && let Some(c) = v.as_complex()
        {
            return Total::Complex(Precise::new(c.0), Precise::new(c.1));
        }
        match v.as_float() {
            Some(f) => Total::Float(Precise::new(f)),
            None => Total::Other(v),
        }
    }
    fn value(self, vm: &Vm) -> Value {
        match self {
            Total::Int(i) => vm.int(i),
            Total::Float(f) => Value::float(f.total()),
            Total::Complex(re, im) => vm.complex(re.total(), im.total()),
            Total::Other(v) => v,
        }
    }
    /// Adds the item if that needs no method of it.
    #[inline]
    fn add(&mut self, vm: &Vm, item: &Value) -> bool {
        match self {
            Total::Int(total) => {
                let i = item
                    .as_small_int()
                    .or_else(|| item.as_bool().map(i64::from));
                match i.and_then(|i| total.checked_add(i)) {
                    Some(sum) => *total = sum,
                    None => return false,
                }
            }
            Total::Float(total) => match real(item) {
                Some(f) => total.add(f),
                None => return false,
            },
            Total::Complex(re, im) => match real(item) {
                Some(f) => re.add(f),
                None if vm.is_exact(item, &vm.types().complex) => match item.as_complex() {
                    Some(c) => {
                        re.add(c.0);
                        im.add(c.1);
                    }
                    None => return false,
                },
                None => return false,
            },
            Total::Other(_) => return false,
        }
        true
    }
}

/// A float, or an int that fits a word, as a float.
#[inline]
fn real(item: &Value) -> Option<f64> {
    item.as_float()
        .or_else(|| item.as_int()?.to_i64().map(|i| i as f64))
}

impl Vm {
    /// Is the value's class this one and no subclass?
    fn is_exact(&self, v: &Value, ty: &crate::object::Ref<crate::object::typ::Type>) -> bool {
        std::ptr::eq(self.type_of(v), &**ty)
    }
}

fn sum(vm: &Vm, iterable: &Value, start: Value) -> Result<Value> {
    let unsummable = if start.as_str_obj().is_some() {
        Some(("strings", "''"))
    } else if start.as_bytes_obj().is_some() {
        Some(("bytes", "b''"))
    } else if vm.is_instance_of(&start, &vm.types().bytearray) {
        Some(("bytearray", "b''"))
    } else {
        None
    };
    if let Some((what, joiner)) = unsummable {
        return Err(vm.type_error(format!(
            "sum() can't sum {what} [use {joiner}.join(seq) instead]"
        )));
    }
    let total = match start.as_small_int() {
        Some(i) => Total::Int(i),
        None => Total::of(vm, start),
    };
    sum_from(vm, iterable, total)
}

/// The items of an iterable added to a total.
fn sum_from(vm: &Vm, iterable: &Value, mut total: Total) -> Result<Value> {
    vm.iterate(iterable, |item| {
        if total.add(vm, &item) {
            return Ok(());
        }
        let so_far = std::mem::replace(&mut total, Total::Int(0)).value(vm);
        let sum = vm.binary(BinOp::Add as usize, &so_far, &item)?;
        // Sums of ints that left the machine word stay with the general addition.
        total = Total::of(vm, sum);
        Ok(())
    })?;
    Ok(total.value(vm))
}
