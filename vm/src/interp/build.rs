//! Displays, unpacking, formatting.

use crate::object::list::List;
use crate::object::set::Set;
use crate::object::slice::Slice;
use crate::object::str::Str;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The `count` items of `v`.
pub(crate) fn unpack(vm: &Vm, v: &Value, count: usize) -> Result<Vec<Value>> {
    if let Some(list) = v.exact_ref::<List>() {
        let items = list.to_vec();
        check_count(vm, items.len(), count)?;
        return Ok(items);
    }
    let it = unpack_iter(vm, v)?;
    let mut items = Vec::with_capacity(count);
    while items.len() < count {
        match vm.next(&it)? {
            Some(item) => items.push(item),
            None => check_count(vm, items.len(), count)?,
        }
    }
    if vm.next(&it)?.is_some() {
        // CPython tells the number it got for sequences it knows the length of.
        if let Some(tuple) = v.as_tuple() {
            check_count(vm, tuple.body.len(), count)?;
        }
        if let Some(dict) = v.as_dict() {
            check_count(vm, dict.len(), count)?;
        }
        return Err(vm.value_error(format!("too many values to unpack (expected {count})")));
    }
    Ok(items)
}

fn unpack_iter(vm: &Vm, v: &Value) -> Result<Value> {
    let ty = vm.type_of(v);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Err(vm.type_error(format!(
            "cannot unpack non-iterable {} object",
            ty.name_text()
        )));
    }
    vm.iter(v)
}

fn check_count(vm: &Vm, got: usize, count: usize) -> Result<()> {
    match got.cmp(&count) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Less => Err(vm.value_error(format!(
            "not enough values to unpack (expected {count}, got {got})"
        ))),
        std::cmp::Ordering::Greater => Err(vm.value_error(format!(
            "too many values to unpack (expected {count}, got {got})"
        ))),
    }
}

/// Items for `before` targets, a list for the starred one, items for `after` targets.
pub(crate) fn unpack_ex(vm: &Vm, v: &Value, before: usize, after: usize) -> Result<Vec<Value>> {
    let it = unpack_iter(vm, v)?;
    let mut items = vm.collect(&it)?;
    if items.len() < before + after {
        return Err(vm.value_error(format!(
            "not enough values to unpack (expected at least {}, got {})",
            before + after,
            items.len()
        )));
    }
    let tail = items.split_off(items.len() - after);
    let middle = items.split_off(before);
    items.push(vm.list(middle));
    items.extend(tail);
    Ok(items)
}

/// `slice(start, stop, step)`.
pub(crate) fn slice(vm: &Vm, start: Value, stop: Value, step: Value) -> Value {
    vm.alloc(&vm.types().slice, Slice { start, stop, step })
        .into_value()
}

/// The strings joined.
pub(crate) fn string(vm: &Vm, parts: &[Value]) -> Result<Value> {
    let size = vm.joined_len(None, parts)?;
    Ok(vm.join_parts(None, parts, size))
}

/// One replacement field of an f-string.
pub(crate) fn format_value(
    vm: &Vm,
    v: Value,
    conversion: u16,
    spec: Option<Value>,
) -> Result<Value> {
    let v = match conversion {
        1 => vm.to_str(&v)?.into_value(),
        2 => vm.repr(&v)?.into_value(),
        3 => vm.ascii(&v)?.into_value(),
        _ => v,
    };
    if spec.is_none() && v.exact_ref::<Str>().is_some() {
        return Ok(v);
    }
    Ok(vm.format(&v, spec.as_ref())?.into_value())
}

/// `list.extend(v)` of a display.
pub(crate) fn list_extend(vm: &Vm, list: &Value, v: &Value) -> Result<()> {
    let Some(list) = list.as_list() else {
        return Ok(());
    };
    let ty = vm.type_of(v);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Err(vm.type_error(format!(
            "Value after * must be an iterable, not {}",
            ty.name_text()
        )));
    }
    crate::object::list_type::extend(vm, list, v)
}

/// `set.add(v)`.
pub(crate) fn set_add(vm: &Vm, set: &Value, v: Value) -> Result<()> {
    match set.downcast_ref::<Set>() {
        Some(set) => set.add(vm, v),
        None => Ok(()),
    }
}

/// `set.update(v)`.
pub(crate) fn set_update(vm: &Vm, set: &Value, v: &Value) -> Result<()> {
    let Some(set) = set.downcast_ref::<Set>() else {
        return Ok(());
    };
    crate::object::set_type::update(vm, set, v)
}

/// `dict[key] = value`.
pub(crate) fn map_insert(vm: &Vm, dict: &Value, key: Value, value: Value) -> Result<()> {
    match dict.as_dict() {
        Some(dict) => dict.set(vm, key, value),
        None => Ok(()),
    }
}

/// `{**v}`.
pub(crate) fn dict_update(vm: &Vm, dict: &Value, v: &Value) -> Result<()> {
    let Some(dict) = dict.as_dict() else {
        return Ok(());
    };
    let items = mapping_items(vm, v)?;
    let Some(items) = items else {
        return Err(vm.type_error(format!("'{}' object is not a mapping", vm.type_name(v))));
    };
    for (key, value) in items {
        dict.set(vm, key, value)?;
    }
    Ok(())
}

/// Keys and values of a mapping, None if it has no `keys`.
pub(crate) fn mapping_items(vm: &Vm, v: &Value) -> Result<Option<Vec<(Value, Value)>>> {
    if let Some(source) = crate::object::dict_type::with_own_items(vm, v) {
        return Ok(Some(source.items()));
    }
    let Some(keys) = vm.get_attr_opt(v, &vm.names().keys)? else {
        return Ok(None);
    };
    let keys = vm.call(&keys, crate::args::Args::NONE)?;
    let mut items = Vec::new();
    vm.iterate(&keys, |key| {
        let value = vm.get_item(v, &key)?;
        items.push((key, value));
        Ok(())
    })?;
    Ok(Some(items))
}

/// `f(**v)`: as `dict_update`, but a repeated key is an error.
pub(crate) fn dict_merge(vm: &Vm, dict: &Value, v: &Value, callable: &Value) -> Result<()> {
    let Some(dict) = dict.as_dict() else {
        return Ok(());
    };
    let Some(items) = mapping_items(vm, v)? else {
        let (name, what) = (vm.callable_name(callable)?, vm.type_name(v));
        return Err(vm.type_error(format!(
            "{name} argument after ** must be a mapping, not {what}"
        )));
    };
    for (key, value) in items {
        if dict.contains(vm, &key)? {
            let name = vm.callable_name(callable)?;
            return match key.str_lossy() {
                Some(key) => Err(vm.type_error(format!(
                    "{name} got multiple values for keyword argument '{key}'"
                ))),
                None => Err(vm.type_error("keywords must be strings")),
            };
        }
        dict.set(vm, key, value)?;
    }
    Ok(())
}

/// `tuple(v)` of a list that only the running code holds.
pub(crate) fn list_to_tuple(vm: &Vm, v: Value) -> Value {
    match v.as_list() {
        Some(list) => vm.tuple(list.take_all()),
        None => v,
    }
}
