//! Arrays as sequences: items, slices, comparison, `+` and `*`, repr.

use hasp_vm::object::Ref;
use hasp_vm::object::sequence::{Repeat, as_index, ask_right, position, repeat, repeat_count};
use hasp_vm::object::slice::Indices;
use hasp_vm::slots::{CmpOp, Slots};
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use super::{Array, plain, this};

const ADD: usize = 0;
const MUL: usize = 2;

/// Fills the slots.
pub(super) fn slots(s: &Slots) {
    s.repr.set(Some(repr));
    s.hash.set(Some(hasp_vm::proto::compare::unhashable));
    s.compare.set(Some(compare));
    s.len.set(Some(|vm, v| Ok(this(vm, v)?.len())));
    s.getitem.set(Some(get_item));
    s.setitem.set(Some(set_item));
    s.contains.set(Some(|vm, v, item| {
        Ok(find(vm, this(vm, v)?, item, 0, usize::MAX)?.is_some())
    }));
    s.binary[ADD].set(Some(add));
    s.binary[MUL].set(Some(multiply));
    s.inplace[ADD].set(Some(add_in_place));
    s.inplace[MUL].set(Some(multiply_in_place));
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let array = this(vm, v)?;
    let name = vm.type_of(v).name.get();
    let name = name.and_then(|n| n.str_lossy()).unwrap_or_default();
    let code = char::from(array.kind.code());
    let mut out = format!("{name}('{code}'").into_bytes();
    if array.len() > 0 {
        let content = if array.kind.is_text() {
            super::methods::to_unicode(vm, array)?
        } else {
            vm.list(array.values(vm)?)
        };
        out.extend_from_slice(b", ");
        out.extend_from_slice(vm.repr(&content)?.bytes());
    }
    out.push(b')');
    Ok(vm.new_wtf8(&out).into_value())
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.downcast_ref::<Array>(), b.downcast_ref::<Array>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (left, right) = (x.len(), y.len());
    if left != right && matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    if x.kind == y.kind && !x.kind.is_float() {
        return Ok(Value::bool(op.holds(Some(compare_words(x, y)))));
    }
    for at in 0..left.min(right) {
        let (Some(p), Some(q)) = (x.get(vm, at)?, y.get(vm, at)?) else {
            break;
        };
        if !vm.compare_bool(&p, &q, CmpOp::Eq)? {
            return match op {
                CmpOp::Eq => Ok(Value::FALSE),
                CmpOp::Ne => Ok(Value::TRUE),
                _ => vm.compare(&p, &q, op),
            };
        }
        if at & 0x3FF == 0x3FF {
            vm.poll_native()?;
        }
    }
    Ok(Value::bool(op.holds(Some(x.len().cmp(&y.len())))))
}

/// Order of two arrays of the same kind of integers or characters.
fn compare_words(x: &Ref<Array>, y: &Ref<Array>) -> std::cmp::Ordering {
    let (kind, size) = (x.kind, x.kind.size());
    let (p, q) = (x.to_vec(), y.to_vec());
    let differ = p
        .chunks_exact(size)
        .zip(q.chunks_exact(size))
        .find(|(p, q)| p != q);
    match differ {
        None => p.len().cmp(&q.len()),
        Some((p, q)) if kind.is_signed() => (kind.word(p) as i64).cmp(&(kind.word(q) as i64)),
        Some((p, q)) => kind.word(p).cmp(&kind.word(q)),
    }
}

/// Position of the first item in `start..stop` that equals `item`.
pub(super) fn find(
    vm: &Vm,
    array: &Ref<Array>,
    item: &Value,
    start: usize,
    stop: usize,
) -> Result<Option<usize>> {
    let kind = array.kind;
    if let (Some(wanted), false) = (item.as_small_int(), kind.is_float() || kind.is_text()) {
        // An inline int equals the words with its bits, if its sign fits.
        if wanted < 0 && !kind.is_signed() {
            return Ok(None);
        }
        return Ok(array.data.with(|data| {
            data.chunks_exact(kind.size())
                .take(stop)
                .skip(start)
                .position(|item| kind.word(item) as i64 == wanted)
                .map(|at| at + start)
        }));
    }
    for at in start..stop {
        let Some(v) = array.get(vm, at)? else { break };
        if vm.compare_bool(&v, item, CmpOp::Eq)? {
            return Ok(Some(at));
        }
        if at & 0x3FF == 0x3FF {
            vm.poll_native()?;
        }
    }
    Ok(None)
}

fn no_index(vm: &Vm) -> Raised {
    vm.type_error("array indices must be integers")
}

fn get_item(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let array = this(vm, v)?;
    if let Some(slice) = key.as_slice_obj() {
        let raw = slice.unpack(vm)?;
        let size = array.kind.size();
        let bytes = array.data.with(|data| {
            let at = raw.fit(data.len() / size);
            match at.plain() {
                Some((start, end)) => data[start * size..end * size].to_vec(),
                None => {
                    let mut out = Vec::with_capacity(at.count * size);
                    for i in at.positions() {
                        out.extend_from_slice(&data[i * size..(i + 1) * size]);
                    }
                    out
                }
            }
        });
        return Ok(plain(vm, array.kind, bytes));
    }
    let Some(index) = as_index(vm, key)? else {
        return Err(no_index(vm));
    };
    let item = match position(index, array.len()) {
        Some(at) => array.get(vm, at)?,
        None => None,
    };
    item.ok_or_else(|| vm.index_error("array index out of range"))
}

fn set_item(vm: &Vm, v: &Value, key: &Value, value: Option<Value>) -> Result<()> {
    let array = this(vm, v)?;
    let size = array.kind.size();
    if let Some(slice) = key.as_slice_obj() {
        let raw = slice.unpack(vm)?;
        let new = match &value {
            None => Vec::new(),
            Some(value) => {
                let Some(other) = value.downcast_ref::<Array>() else {
                    let name = vm.type_name(value);
                    return Err(vm.type_error(format!(
                        "can only assign array (not \"{name}\") to array slice"
                    )));
                };
                same_kind(vm, array, other)?;
                other.to_vec()
            }
        };
        return set_slice(vm, array, raw.fit(array.len()), &new);
    }
    let Some(index) = as_index(vm, key)? else {
        return Err(no_index(vm));
    };
    let out_of_range = || vm.index_error("array assignment index out of range");
    let Some(at) = position(index, array.len()) else {
        return Err(out_of_range());
    };
    match value {
        Some(value) => {
            let item = array.kind.pack(vm, &value)?;
            let done = array.data.with(|data| {
                let place = data.get_mut(at * size..(at + 1) * size)?;
                place.copy_from_slice(&item[..size]);
                Some(())
            });
            done.ok_or_else(out_of_range)
        }
        None => array.resize(vm, |data| {
            if (at + 1) * size <= data.len() {
                data.drain(at * size..(at + 1) * size);
            }
        }),
    }
}

fn set_slice(vm: &Vm, array: &Ref<Array>, at: Indices, new: &[u8]) -> Result<()> {
    let size = array.kind.size();
    let count = new.len() / size;
    if count == 0 || count != at.count {
        array.check_pins(vm)?;
    }
    if let Some((start, end)) = at.plain() {
        let len = array.data.with(|data| data.len());
        vm.check_text_len(len.saturating_add(new.len()))?;
        array.data.with(|data| {
            if end * size <= data.len() {
                data.splice(start * size..end * size, new.iter().copied());
            }
        });
        return Ok(());
    }
    if new.is_empty() {
        let mut gone: Vec<usize> = at.positions().collect();
        gone.sort_unstable();
        array.data.with(|data| {
            let mut kept = Vec::with_capacity(data.len());
            let mut gone = gone.iter().peekable();
            for (i, item) in data.chunks_exact(size).enumerate() {
                if gone.next_if(|&&g| g == i).is_none() {
                    kept.extend_from_slice(item);
                }
            }
            *data = kept;
        });
        return Ok(());
    }
    if count != at.count {
        return Err(vm.value_error(format!(
            "attempt to assign array of size {count} to extended slice of size {}",
            at.count
        )));
    }
    array.data.with(|data| {
        for (i, item) in at.positions().zip(new.chunks_exact(size)) {
            if let Some(place) = data.get_mut(i * size..(i + 1) * size) {
                place.copy_from_slice(item);
            }
        }
    });
    Ok(())
}

fn same_kind(vm: &Vm, a: &Ref<Array>, b: &Ref<Array>) -> Result<()> {
    if a.kind == b.kind {
        Ok(())
    } else {
        Err(vm.type_error("bad argument type for built-in operation"))
    }
}

fn add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(x) = a.downcast_ref::<Array>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let Some(y) = b.downcast_ref::<Array>() else {
        if let Some(result) = ask_right(vm, ADD, add, a, b)? {
            return Ok(result);
        }
        let name = vm.type_name(b);
        return Err(vm.type_error(format!("can only append array (not \"{name}\") to array")));
    };
    same_kind(vm, x, y)?;
    let mut data = x.to_vec();
    let more = y.to_vec();
    vm.check_text_len(data.len().saturating_add(more.len()))?;
    data.extend_from_slice(&more);
    Ok(plain(vm, x.kind, data))
}

fn add_in_place(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    if b.downcast_ref::<Array>().is_none() {
        let name = vm.type_name(b);
        return Err(vm.type_error(format!("can only extend array with array (not \"{name}\")")));
    }
    super::methods::extend_by(vm, this(vm, a)?, b)?;
    Ok(a.clone())
}

/// The bytes `times` times over.
fn repeated(vm: &Vm, array: &Ref<Array>, times: usize) -> Result<Vec<u8>> {
    let data = array.to_vec();
    let total = data
        .len()
        .checked_mul(times)
        .ok_or_else(|| vm.memory_error(""))?;
    vm.check_text_len(total)?;
    Ok(data.repeat(times))
}

fn multiply(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let is_array = |v: &Value| v.downcast_ref::<Array>().is_some();
    let (left, times) = match repeat(vm, multiply, is_array, a, b)? {
        Repeat::Times(left, times) => (left, times),
        Repeat::Done(result) => return Ok(result),
    };
    let array = this(vm, if left { a } else { b })?;
    Ok(plain(vm, array.kind, repeated(vm, array, times)?))
}

fn multiply_in_place(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    if b.as_int().is_none() && vm.type_of(b).slots.index.get().is_none() {
        let name = vm.type_name(b);
        return Err(vm.type_error(format!(
            "can't multiply sequence by non-int of type '{name}'"
        )));
    }
    let times = repeat_count(vm, b)?;
    let array = this(vm, a)?;
    if times != 1 && array.len() > 0 {
        let data = repeated(vm, array, times)?;
        array.resize(vm, |old| *old = data)?;
    }
    Ok(a.clone())
}
