//! `match`.

use super::loads::attr_if_any;
use crate::object::Kind;
use crate::object::dict::Dict;
use crate::object::memoryview::MemoryView;
use crate::object::typ::{Type, tflag};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// May sequence patterns match it?
pub(crate) fn is_sequence(vm: &Vm, v: &Value) -> bool {
    match v.header().map(|h| h.kind()) {
        Some(Kind::List | Kind::Tuple | Kind::Range) => true,
        Some(Kind::Str | Kind::Bytes | Kind::ByteArray) | None => false,
        _ => vm.type_of(v).has(tflag::SEQUENCE) || v.downcast_ref::<MemoryView>().is_some(),
    }
}

/// May mapping patterns match it?
pub(crate) fn is_mapping(vm: &Vm, v: &Value) -> bool {
    v.is_kind(Kind::Dict) || (v.is_object() && vm.type_of(v).has(tflag::MAPPING))
}

/// The values under all keys, or None.
pub(crate) fn keys(vm: &Vm, v: &Value, keys: &Value) -> Result<Value> {
    let keys = vm.to_tuple(keys)?;
    let mut seen: Vec<Value> = Vec::new();
    let mut found = Vec::with_capacity(keys.body.len());
    let getter = match v.exact_ref::<Dict>() {
        Some(_) => None,
        None => Some(vm.get_attr_str(v, "get")?),
    };
    let missing = vm
        .alloc(&vm.types().object, crate::alloc::Plain)
        .into_value();
    for key in keys.as_slice() {
        for other in &seen {
            if vm.eq(other, key)? {
                let key = vm.repr_text(key)?;
                return Err(vm.value_error(format!("mapping pattern checks duplicate key ({key})")));
            }
        }
        seen.push(key.clone());
        let value = match (&getter, v.as_dict()) {
            (Some(get), _) => {
                let value = vm.call(
                    get,
                    crate::args::Args::positional(&[key.clone(), missing.clone()]),
                )?;
                (!value.is(&missing)).then_some(value)
            }
            (None, Some(dict)) => dict.get(vm, key)?,
            (None, None) => None,
        };
        match value {
            Some(value) => found.push(value),
            None => return Ok(Value::NONE),
        }
    }
    Ok(vm.tuple(found))
}

/// A dict of what a mapping holds besides the keys.
pub(crate) fn rest(vm: &Vm, v: &Value, keys: &Value) -> Result<Value> {
    let copy = Dict::new(vm);
    super::build::dict_update(vm, copy.value(), v)?;
    for key in vm.to_tuple(keys)?.as_slice() {
        copy.remove(vm, key)?;
    }
    Ok(copy.into_value())
}

/// Built-in classes whose single positional pattern matches the object itself.
fn matches_self(vm: &Vm, class: &Type) -> bool {
    let types = vm.types();
    let known = [
        &types.bool,
        &types.bytearray,
        &types.bytes,
        &types.dict,
        &types.float,
        &types.frozenset,
        &types.int,
        &types.list,
        &types.set,
        &types.str,
        &types.tuple,
    ];
    let mro = class.mro_types();
    known.iter().any(|k| mro.iter().any(|t| t.is(k)))
}

/// The attributes that a class pattern asks for, or None if the class does not match.
pub(crate) fn class(
    vm: &Vm,
    v: &Value,
    class: &Value,
    count: &Value,
    names: &Value,
) -> Result<Value> {
    let Some(ty) = class.downcast_ref::<Type>() else {
        return Err(vm.type_error("called match pattern must be a class"));
    };
    if !vm.isinstance(v, class)? {
        return Ok(Value::NONE);
    }
    let count = count.as_small_int().unwrap_or(0) as usize;
    let names = vm.to_tuple(names)?;
    let names = names.as_slice();
    let mut found = Found::new();
    let mut match_args = None;
    if count > 0 {
        match_args = attr_if_any(vm, class, &vm.names().match_args)?;
        match &match_args {
            Some(match_args) => {
                let Some(tuple) = match_args.as_tuple() else {
                    let (name, what) = (ty.name_text(), vm.type_name(match_args));
                    return Err(vm.type_error(format!(
                        "{name}.__match_args__ must be a tuple (got {what})"
                    )));
                };
                let allowed = tuple.body.len();
                if count > allowed {
                    return Err(too_many(vm, ty, allowed, count));
                }
                let positional = &tuple.as_slice()[..count];
                for (at, name) in positional.iter().enumerate() {
                    if name.as_str_obj().is_none() {
                        let what = vm.type_name(name);
                        return Err(vm.type_error(format!(
                            "__match_args__ elements must be strings (got {what})"
                        )));
                    }
                    match attribute(vm, v, ty, name, [&positional[..at], &[]])? {
                        Some(value) => found.push(value),
                        None => return Ok(Value::NONE),
                    }
                }
            }
            None if matches_self(vm, ty) => {
                if count > 1 {
                    return Err(too_many(vm, ty, 1, count));
                }
                found.push(v.clone());
            }
            None => return Err(too_many(vm, ty, 0, count)),
        }
    }
    let positional = match_args.as_ref().and_then(|m| m.as_tuple());
    let positional = positional.map_or(&[][..], |t| &t.as_slice()[..count]);
    for (at, name) in names.iter().enumerate() {
        match attribute(vm, v, ty, name, [positional, &names[..at]])? {
            Some(value) => found.push(value),
            None => return Ok(Value::NONE),
        }
    }
    Ok(found.into_tuple(vm))
}

/// What sub-patterns ask for: few values most often, which need no memory of their own.
struct Found {
    few: [Option<Value>; FEW],
    len: usize,
    /// All of them, if they are more than a few.
    many: Vec<Value>,
}

const FEW: usize = 4;

impl Found {
    fn new() -> Found {
        Found {
            few: [const { None }; FEW],
            len: 0,
            many: Vec::new(),
        }
    }
    fn push(&mut self, value: Value) {
        match self.few.get_mut(self.len) {
            Some(place) => *place = Some(value),
            None => {
                self.many
                    .extend(self.few.iter_mut().filter_map(Option::take));
                self.many.push(value);
            }
        }
        self.len += 1;
    }
    fn into_tuple(mut self, vm: &Vm) -> Value {
        if self.len == 0 || self.len > FEW {
            return vm.tuple(self.many);
        }
        let take = |n: usize| self.few[n].take().unwrap_or(Value::NONE);
        vm.tuple_from(self.len, take).into_value()
    }
}

#[cold]
fn too_many(vm: &Vm, ty: &Type, allowed: usize, given: usize) -> crate::vm::Raised {
    let (name, s) = (ty.name_text(), if allowed == 1 { "" } else { "s" });
    vm.type_error(format!(
        "{name}() accepts {allowed} positional sub-pattern{s} ({given} given)"
    ))
}

/// The attribute of the subject that a sub-pattern asks for; `seen` are the names asked for before.
fn attribute(
    vm: &Vm,
    v: &Value,
    ty: &Type,
    name: &Value,
    seen: [&[Value]; 2],
) -> Result<Option<Value>> {
    let Some(text) = name.as_str_obj() else {
        return Ok(None);
    };
    if seen
        .into_iter()
        .flatten()
        .any(|s| s.as_str_obj().is_some_and(|s| s.same_text(text)))
    {
        let class = ty.name_text();
        return Err(vm.type_error(format!(
            "{class}() got multiple sub-patterns for attribute '{}'",
            text.to_string_lossy()
        )));
    }
    if text.is_interned() {
        return attr_if_any(vm, v, text);
    }
    vm.get_attr_opt(v, &vm.intern_str(text))
}
