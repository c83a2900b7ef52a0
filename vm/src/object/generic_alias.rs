//! `types.GenericAlias`: `list[int]` and the like.

use super::Ref;
use super::header::{Payload, Visit};
use super::list::List;
use super::tuple::Tuple;
use super::typ::{Type, TypeDef};
use super::union_type;
use crate::args::{Args, This};
use crate::names::Name;
use crate::native;
use crate::native::GetSetDef;
use crate::object::VTable;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of `types.GenericAlias`.
pub struct GenericAlias {
    origin: Value,
    /// A tuple.
    args: Value,
    /// It stands for `*alias`.
    starred: bool,
}

impl Payload for GenericAlias {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.origin);
        visit(&self.args);
    }
}

/// `origin[args]`; `args` that are no tuple stand for one argument.
///
/// # Errors
/// None so far.
pub fn make(vm: &Vm, origin: Value, args: Value) -> Result<Value> {
    let args = if args.as_tuple().is_some() {
        args
    } else {
        vm.tuple(vec![args])
    };
    Ok(vm
        .alloc(
            &vm.types().generic_alias,
            GenericAlias {
                origin,
                args,
                starred: false,
            },
        )
        .into_value())
}

/// `__class_getitem__` of the generic built-in classes.
///
/// # Errors
/// None so far.
pub fn class_getitem(vm: &Vm, class: Value, item: Value) -> Result<Value> {
    make(vm, class, item)
}

/// Origin and arguments, if it is such an alias.
pub(crate) fn parts(v: &Value) -> Option<(&Value, &Value)> {
    v.downcast_ref::<GenericAlias>()
        .map(|a| (&a.body.origin, &a.body.args))
}

/// The type.
pub static GENERIC_ALIAS: TypeDef = TypeDef {
    name: "types.GenericAlias",
    layout: Some(VTable::of::<GenericAlias>),
    subclassable: true,
    doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.call.set(Some(call));
        s.getattr.set(Some(getattr));
        s.getitem.set(Some(getitem));
        s.iter.set(Some(iter));
        s.binary[hasp_compiler::op::BinOp::Or as usize].set(Some(union_type::or));
    },
    methods: &[
        native!(
            "__mro_entries__(self, bases, /)",
            |vm: &Vm, this: This<'_, GenericAlias>, _bases: Value| {
                vm.tuple(vec![this.origin.clone()])
            }
        ),
        native!(
            "__instancecheck__(self, instance, /)",
            |vm: &Vm, _this: Value, _v: Value| -> Result<()> {
                Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
            }
        ),
        native!("__subclasscheck__(self, cls, /)", |vm: &Vm,
                                                    _this: Value,
                                                    _v: Value|
         -> Result<()> {
            Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
        }),
        native!("__reduce__(self, /)", reduce),
        native!("__dir__(self, /)", |vm: &Vm,
                                     this: This<'_, GenericAlias>|
         -> Result<Value> {
            let dir = super::iter::builtin(vm, "dir");
            vm.call(&dir, Args::positional(std::slice::from_ref(&this.origin)))
        }),
    ],
    getsets: &[
        GetSetDef {
            name: "__origin__",
            get: |_, v| Ok(field(v, |a| a.origin.clone())),
            set: Some(super::descr::read_only),
        },
        GetSetDef {
            name: "__args__",
            get: |_, v| Ok(field(v, |a| a.args.clone())),
            set: Some(super::descr::read_only),
        },
        GetSetDef {
            name: "__unpacked__",
            get: |_, v| Ok(field(v, |a| Value::bool(a.starred))),
            set: Some(super::descr::read_only),
        },
        GetSetDef {
            name: "__parameters__",
            get: |vm, v| {
                let args = field(v, |a| a.args.clone());
                Ok(vm.tuple(parameters(vm, &args)?))
            },
            set: None,
        },
        GetSetDef {
            name: "__typing_unpacked_tuple_args__",
            get: |vm, v| {
                let Some(alias) = v.downcast_ref::<GenericAlias>() else {
                    return Ok(Value::NONE);
                };
                let unpacked = alias.starred && alias.origin.is(vm.types().tuple.value());
                Ok(if unpacked {
                    alias.args.clone()
                } else {
                    Value::NONE
                })
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn field(v: &Value, get: fn(&GenericAlias) -> Value) -> Value {
    v.downcast_ref::<GenericAlias>()
        .map_or(Value::NONE, |a| get(a))
}

fn new(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    super::sequence::positional_at_most(vm, "GenericAlias", &args, 2, 2)?;
    let [origin, items] = args.pos() else {
        return Ok(Value::NONE);
    };
    let items = if items.as_tuple().is_some() {
        items.clone()
    } else {
        vm.tuple(vec![items.clone()])
    };
    Ok(vm
        .alloc(
            cls,
            GenericAlias {
                origin: origin.clone(),
                args: items,
                starred: false,
            },
        )
        .into_value())
}

fn reduce(vm: &Vm, this: This<'_, GenericAlias>) -> Result<Value> {
    if this.starred {
        let plain = make(vm, this.origin.clone(), this.args.clone())?;
        let it = vm.iter(&plain)?;
        let args = vm.tuple(vec![it]);
        return Ok(vm.pair(super::iter::builtin(vm, "next"), args));
    }
    let args = vm.pair(this.origin.clone(), this.args.clone());
    Ok(vm.pair(vm.types().generic_alias.value().clone(), args))
}

/// How a type is written in an alias or union: classes by their full name.
///
/// # Errors
/// What attribute access and `repr` raise.
pub(crate) fn write_type(vm: &Vm, out: &mut Vec<u8>, v: &Value) -> Result<()> {
    if v.is(&Value::ELLIPSIS) {
        out.extend_from_slice(b"...");
        return Ok(());
    }
    if v.is(vm.types().none.value()) {
        out.extend_from_slice(b"None");
        return Ok(());
    }
    let has = |name: &str| -> Result<Option<Value>> { vm.get_attr_opt(v, &vm.intern(name)) };
    let is_alias = has("__origin__")?.is_some() && has("__args__")?.is_some();
    if !is_alias
        && let (Some(qualname), Some(module)) = (has("__qualname__")?, has("__module__")?)
        && !module.is_none()
    {
        let module = vm.to_str(&module)?;
        if module.bytes() != b"builtins" {
            out.extend_from_slice(module.bytes());
            out.push(b'.');
        }
        out.extend_from_slice(vm.to_str(&qualname)?.bytes());
        return Ok(());
    }
    out.extend_from_slice(vm.repr(v)?.bytes());
    Ok(())
}

fn write_items(vm: &Vm, out: &mut Vec<u8>, items: &[Value]) -> Result<()> {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        match item.exact_ref::<List>() {
            Some(list) => {
                out.push(b'[');
                let items = list.to_vec();
                vm.recurse(|| write_items(vm, out, &items))?;
                out.push(b']');
            }
            None => write_type(vm, out, item)?,
        }
    }
    Ok(())
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(alias) = v.downcast_ref::<GenericAlias>() else {
        return Ok(Value::NONE);
    };
    let mut out = Vec::new();
    if alias.starred {
        out.push(b'*');
    }
    write_type(vm, &mut out, &alias.origin)?;
    out.push(b'[');
    match alias.args.as_tuple() {
        Some(args) if args.body.is_empty() => out.extend_from_slice(b"()"),
        Some(args) => write_items(vm, &mut out, args.as_slice())?,
        None => {}
    }
    out.push(b']');
    Ok(vm.new_wtf8(&out).into_value())
}

fn hash(vm: &Vm, v: &Value) -> Result<i64> {
    let Some(alias) = v.downcast_ref::<GenericAlias>() else {
        return Ok(0);
    };
    let hash = vm.hash(&alias.origin)? ^ vm.hash(&alias.args)?;
    Ok(crate::num::hash::avoid_minus_one(hash))
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (
        a.downcast_ref::<GenericAlias>(),
        b.downcast_ref::<GenericAlias>(),
    ) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal =
        x.starred == y.starred && vm.eq(&x.origin, &y.origin)? && vm.eq(&x.args, &y.args)?;
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

fn call(vm: &Vm, v: &Value, args: Args<'_>) -> Result<Value> {
    let Some(alias) = v.downcast_ref::<GenericAlias>() else {
        return Ok(Value::NONE);
    };
    let made = vm.call(&alias.origin, args)?;
    if let Err(e) = vm.set_attr(&made, &vm.intern("__orig_class__"), v.clone()) {
        let expected = vm.is_error(&e, &vm.exceptions().attribute_error)
            || vm.is_error(&e, &vm.exceptions().type_error);
        if !expected {
            return Err(e);
        }
    }
    Ok(made)
}

/// Attributes that an alias has itself; all others are its origin's.
const OWN: [&str; 13] = [
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
    "__bases__",
    "__dir__",
];

fn getattr(vm: &Vm, v: &Value, name: &Name) -> Result<Value> {
    let Some(alias) = v.downcast_ref::<GenericAlias>() else {
        return crate::proto::attr::generic_get(vm, v, name);
    };
    let own = name
        .as_str()
        .is_some_and(|n| n.starts_with("__") && OWN.contains(&n));
    if own {
        crate::proto::attr::generic_get(vm, v, name)
    } else {
        vm.get_attr(&alias.origin, name)
    }
}

fn iter(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(alias) = v.downcast_ref::<GenericAlias>() else {
        return Ok(Value::NONE);
    };
    let payload = GenericAlias {
        origin: alias.origin.clone(),
        args: alias.args.clone(),
        starred: true,
    };
    let starred = vm.alloc(&vm.types().generic_alias, payload).into_value();
    super::iter::tuple_iter(vm, &vm.tuple(vec![starred]))
}

/// The type variables among the arguments, each once.
///
/// # Errors
/// What attribute access raises.
pub(crate) fn parameters(vm: &Vm, args: &Value) -> Result<Vec<Value>> {
    let mut found = Vec::new();
    collect_parameters(vm, args, &mut found)?;
    Ok(found)
}

fn collect_parameters(vm: &Vm, args: &Value, found: &mut Vec<Value>) -> Result<()> {
    let items = match (args.as_tuple(), args.as_list()) {
        (Some(tuple), _) => tuple.as_slice().to_vec(),
        (_, Some(list)) => list.to_vec(),
        _ => return Ok(()),
    };
    for item in &items {
        if vm.as_type(item).is_some() {
            continue;
        }
        if vm
            .get_attr_opt(item, &vm.intern("__typing_subst__"))?
            .is_some()
        {
            push_new(vm, found, item)?;
        } else if let Some(inner) = vm.get_attr_opt(item, &vm.intern("__parameters__"))? {
            for parameter in inner
                .as_tuple()
                .map(|t| t.as_slice().to_vec())
                .unwrap_or_default()
            {
                push_new(vm, found, &parameter)?;
            }
        } else if item.as_tuple().is_some() || item.as_list().is_some() {
            vm.recurse(|| collect_parameters(vm, item, found))?;
        }
    }
    Ok(())
}

fn push_new(vm: &Vm, found: &mut Vec<Value>, v: &Value) -> Result<()> {
    for known in found.iter() {
        if vm.eq(known, v)? {
            return Ok(());
        }
    }
    found.push(v.clone());
    Ok(())
}

fn getitem(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let Some(alias) = v.downcast_ref::<GenericAlias>() else {
        return Ok(Value::NONE);
    };
    let parameters = parameters(vm, &alias.args)?;
    let args = substitute(vm, v, &alias.args, &parameters, key)?;
    let payload = GenericAlias {
        origin: alias.origin.clone(),
        args,
        starred: alias.starred,
    };
    Ok(vm.alloc(&vm.types().generic_alias, payload).into_value())
}

/// `args` with the type variables `parameters` replaced by `item` (a tuple: one each).
///
/// # Errors
/// TypeError `… is not a generic class`, `Too few arguments for …`, and what the variables raise.
pub(crate) fn substitute(
    vm: &Vm,
    alias: &Value,
    args: &Value,
    parameters: &[Value],
    item: &Value,
) -> Result<Value> {
    if parameters.is_empty() {
        return Err(vm.type_error(format!("{} is not a generic class", vm.repr_text(alias)?)));
    }
    let mut item = if item.as_tuple().is_some() {
        item.clone()
    } else {
        vm.tuple(vec![item.clone()])
    };
    for parameter in parameters {
        if let Some(prepare) = vm.get_attr_opt(parameter, &vm.intern("__typing_prepare_subst__"))?
            && !prepare.is_none()
        {
            let made = vm.call(&prepare, Args::positional(&[alias.clone(), item.clone()]))?;
            item = if made.as_tuple().is_some() {
                made
            } else {
                vm.tuple(vec![made])
            };
        }
    }
    let items: Vec<Value> = item
        .as_tuple()
        .map(|t| t.as_slice().to_vec())
        .unwrap_or_default();
    if items.len() != parameters.len() {
        let which = if items.len() > parameters.len() {
            "many"
        } else {
            "few"
        };
        let (got, want) = (items.len(), parameters.len());
        let alias = vm.repr_text(alias)?;
        return Err(vm.type_error(format!(
            "Too {which} arguments for {alias}; actual {got}, expected {want}"
        )));
    }
    Ok(vm.tuple(replace_all(vm, args, parameters, &items)?))
}

fn replace_all(vm: &Vm, args: &Value, parameters: &[Value], items: &[Value]) -> Result<Vec<Value>> {
    let args = args
        .as_tuple()
        .map(|t| t.as_slice().to_vec())
        .unwrap_or_default();
    let mut out = Vec::with_capacity(args.len());
    for arg in &args {
        if vm.as_type(arg).is_some() {
            out.push(arg.clone());
            continue;
        }
        if arg.as_tuple().is_some() {
            out.push(vm.tuple(vm.recurse(|| replace_all(vm, arg, parameters, items))?));
            continue;
        }
        if let Some(list) = arg.as_list() {
            let inner = list.to_tuple(vm);
            out.push(vm.list(vm.recurse(|| replace_all(vm, &inner, parameters, items))?));
            continue;
        }
        let unpack =
            match vm.get_attr_opt(arg, &vm.intern("__typing_is_unpacked_typevartuple__"))? {
                Some(flag) => vm.truth(&flag)?,
                None => false,
            };
        let made = match vm.get_attr_opt(arg, &vm.intern("__typing_subst__"))? {
            Some(subst) => {
                let at = position_of(vm, parameters, arg)?;
                let item = at
                    .and_then(|i| items.get(i).cloned())
                    .unwrap_or(Value::NONE);
                vm.call(&subst, Args::positional(&[item]))?
            }
            None => substitute_inner(vm, arg, parameters, items)?,
        };
        match made.as_tuple() {
            Some(tuple) if unpack => out.extend(tuple.values()),
            _ => out.push(made),
        }
    }
    Ok(out)
}

fn position_of(vm: &Vm, parameters: &[Value], v: &Value) -> Result<Option<usize>> {
    for (i, parameter) in parameters.iter().enumerate() {
        if vm.eq(parameter, v)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

/// An argument that has parameters of its own, with these replaced.
fn substitute_inner(vm: &Vm, arg: &Value, parameters: &[Value], items: &[Value]) -> Result<Value> {
    let inner = vm.get_attr_opt(arg, &vm.intern("__parameters__"))?;
    let inner: Vec<Value> = match inner.as_ref().and_then(|p| p.downcast_ref::<Tuple>()) {
        Some(tuple) if !tuple.body.is_empty() => tuple.as_slice().to_vec(),
        _ => return Ok(arg.clone()),
    };
    let mut chosen = Vec::with_capacity(inner.len());
    for parameter in &inner {
        match position_of(vm, parameters, parameter)?.and_then(|i| items.get(i)) {
            Some(item) => chosen.push(item.clone()),
            None => chosen.push(parameter.clone()),
        }
    }
    vm.get_item(arg, &vm.tuple(chosen))
}
