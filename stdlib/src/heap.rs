//! `_heapq` and `_bisect`: order in lists.

use hasp_vm::args::Args;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::object::Ref;
use hasp_vm::object::list::List;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// `_heapq`.
pub(crate) const HEAPQ: ModuleDef = ModuleDef {
    name: "_heapq",
    doc: "Heap queue algorithm (a.k.a. priority queue).",
    functions: &[
        native!(
            "heappush(heap, item, /)",
            |vm: &Vm, h: &Ref<List>, v: Value| { push(vm, h, v, false) }
        ),
        native!("heappop(heap, /)", |vm: &Vm, h: &Ref<List>| pop(
            vm, h, false
        )),
        native!("heapify(heap, /)", |vm: &Vm, h: &Ref<List>| heapify(
            vm, h, false
        )),
        native!(
            "heapreplace(heap, item, /)",
            |vm: &Vm, h: &Ref<List>, v: Value| replace(vm, h, v, false)
        ),
        native!(
            "heappushpop(heap, item, /)",
            |vm: &Vm, h: &Ref<List>, v: Value| push_pop(vm, h, v, false)
        ),
        native!(
            "heappush_max(heap, item, /)",
            |vm: &Vm, h: &Ref<List>, v: Value| push(vm, h, v, true)
        ),
        native!("heappop_max(heap, /)", |vm: &Vm, h: &Ref<List>| pop(
            vm, h, true
        )),
        native!("heapify_max(heap, /)", |vm: &Vm, h: &Ref<List>| heapify(
            vm, h, true
        )),
        native!(
            "heapreplace_max(heap, item, /)",
            |vm: &Vm, h: &Ref<List>, v: Value| replace(vm, h, v, true)
        ),
        native!(
            "heappushpop_max(heap, item, /)",
            |vm: &Vm, h: &Ref<List>, v: Value| push_pop(vm, h, v, true)
        ),
    ],
    init: |_, _| Ok(()),
};

fn before(vm: &Vm, a: &Value, b: &Value, max: bool) -> Result<bool> {
    if max { vm.less(b, a) } else { vm.less(a, b) }
}

/// Does the item at `i` go before the one at `j`?
#[inline(always)]
fn goes_before(vm: &Vm, heap: &List, i: usize, j: usize, len: usize, max: bool) -> Result<bool> {
    let pair = heap.with_vec(|v| {
        let (a, b) = if max { (j, i) } else { (i, j) };
        let (a, b) = (v.get(a)?, v.get(b)?);
        if v.len() != len {
            return None;
        }
        Some(match Vm::quick_less(a, b) {
            Some(less) => Ok(less),
            None => Err((a.clone(), b.clone())),
        })
    });
    match pair {
        Some(Ok(less)) => Ok(less),
        Some(Err((a, b))) => vm.less(&a, &b),
        None => Err(vm.runtime_error("list changed size during iteration")),
    }
}

fn swap(heap: &List, i: usize, j: usize) {
    heap.with_vec(|v| {
        if i.max(j) < v.len() {
            v.swap(i, j);
        }
    });
}

/// Moves the item at `i` towards the root, at most to `top`.
fn up(vm: &Vm, heap: &List, top: usize, mut i: usize, max: bool) -> Result<()> {
    let len = heap.len();
    while i > top {
        let parent = (i - 1) / 2;
        if !goes_before(vm, heap, i, parent, len, max)? {
            break;
        }
        swap(heap, i, parent);
        i = parent;
    }
    Ok(())
}

/// Moves the item at `top` down to a leaf, then up to its place: fewer comparisons.
fn down(vm: &Vm, heap: &List, top: usize, max: bool) -> Result<()> {
    let len = heap.len();
    let mut i = top;
    while 2 * i + 1 < len {
        let mut child = 2 * i + 1;
        if child + 1 < len && !goes_before(vm, heap, child, child + 1, len, max)? {
            child += 1;
        }
        swap(heap, i, child);
        i = child;
    }
    up(vm, heap, top, i, max)
}

fn push(vm: &Vm, heap: &Ref<List>, item: Value, max: bool) -> Result<()> {
    heap.push(item);
    up(vm, heap, 0, heap.len().saturating_sub(1), max)
}

fn pop(vm: &Vm, heap: &Ref<List>, max: bool) -> Result<Value> {
    let last = heap
        .pop()
        .ok_or_else(|| vm.index_error("index out of range"))?;
    exchange(vm, heap, last, max)
}

/// Takes the root and puts `item` in; `item` itself where there is no root.
fn exchange(vm: &Vm, heap: &Ref<List>, item: Value, max: bool) -> Result<Value> {
    let root = heap.with_vec(|v| match v.first_mut() {
        Some(first) => std::mem::replace(first, item),
        None => item,
    });
    down(vm, heap, 0, max)?;
    Ok(root)
}

fn replace(vm: &Vm, heap: &Ref<List>, item: Value, max: bool) -> Result<Value> {
    if heap.is_empty() {
        return Err(vm.index_error("index out of range"));
    }
    exchange(vm, heap, item, max)
}

fn push_pop(vm: &Vm, heap: &Ref<List>, item: Value, max: bool) -> Result<Value> {
    let Some(root) = heap.get(0) else {
        return Ok(item);
    };
    if !before(vm, &root, &item, max)? {
        return Ok(item);
    }
    if heap.is_empty() {
        return Err(vm.index_error("index out of range"));
    }
    exchange(vm, heap, item, max)
}

fn heapify(vm: &Vm, heap: &Ref<List>, max: bool) -> Result<()> {
    for top in (0..heap.len() / 2).rev() {
        down(vm, heap, top, max)?;
    }
    Ok(())
}

// ---- bisect -------------------------------------------------------------------------------

/// `bisect`.
pub(crate) const BISECT: ModuleDef = ModuleDef {
    name: "bisect",
    ..BISECT_BASE
};
/// `_bisect`.
pub(crate) const UNDERSCORE_BISECT: ModuleDef = ModuleDef {
    name: "_bisect",
    ..BISECT_BASE
};

const BISECT_BASE: ModuleDef = ModuleDef {
    name: "bisect",
    doc: "Bisection algorithms.",
    functions: BISECTS,
    init: |vm, module| {
        for (alias, name) in [("bisect", "bisect_right"), ("insort", "insort_right")] {
            if let Some(function) = module.body.dict.get_name(&vm.intern(name)) {
                vm.add_to_module(module, alias, function);
            }
        }
        Ok(())
    },
};

const BISECTS: &[NativeDef] = &[
    native!("bisect_right(a, x, lo=0, hi=None, *, key=None)", right),
    native!("bisect_left(a, x, lo=0, hi=None, *, key=None)", left),
    native!(
        "insort_right(a, x, lo=0, hi=None, *, key=None)",
        insort_right
    ),
    native!("insort_left(a, x, lo=0, hi=None, *, key=None)", insort_left),
];

fn search(
    vm: &Vm,
    a: &Value,
    x: &Value,
    bounds: (i64, &Value),
    key: &Value,
    right: bool,
) -> Result<i64> {
    let (mut lo, hi) = bounds;
    if lo < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut hi = match hi {
        hi if hi.is_none() => vm.len(a)? as i64,
        hi if vm.type_of(hi).slots.index.get().is_some() => vm.index_clipped(hi)?,
        hi => {
            let class = vm.type_name(hi);
            return Err(vm.type_error(format!("argument should be integer or None, not '{class}'")));
        }
    };
    while lo < hi {
        let middle = lo + (hi - lo) / 2;
        let mut item = vm.get_item(a, &vm.int(middle))?;
        if !key.is_none() {
            item = vm.call(key, Args::positional(&[item]))?;
        }
        let lower = if right {
            !vm.less(x, &item)?
        } else {
            vm.less(&item, x)?
        };
        if lower {
            lo = middle + 1;
        } else {
            hi = middle;
        }
    }
    Ok(lo)
}

fn right(vm: &Vm, a: &Value, x: &Value, lo: i64, hi: &Value, key: &Value) -> Result<i64> {
    search(vm, a, x, (lo, hi), key, true)
}

fn left(vm: &Vm, a: &Value, x: &Value, lo: i64, hi: &Value, key: &Value) -> Result<i64> {
    search(vm, a, x, (lo, hi), key, false)
}

fn insort(
    vm: &Vm,
    a: &Value,
    x: &Value,
    bounds: (i64, &Value),
    key: &Value,
    right: bool,
) -> Result<()> {
    let sought = if key.is_none() {
        x.clone()
    } else {
        vm.call(key, Args::positional(std::slice::from_ref(x)))?
    };
    let at = search(vm, a, &sought, bounds, key, right)?;
    vm.call_method_str(a, "insert", &[vm.int(at), x.clone()])?;
    Ok(())
}

fn insort_right(vm: &Vm, a: &Value, x: &Value, lo: i64, hi: &Value, key: &Value) -> Result<()> {
    insort(vm, a, x, (lo, hi), key, true)
}

fn insort_left(vm: &Vm, a: &Value, x: &Value, lo: i64, hi: &Value, key: &Value) -> Result<()> {
    insort(vm, a, x, (lo, hi), key, false)
}
