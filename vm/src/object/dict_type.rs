//! `dict`: slots and methods.

use hasp_compiler::op::BinOp;

use super::Ref;
use super::dict::Dict;
use super::dict_iter::{Part, dict_iterator};
use super::dict_views::view;
use super::generic_alias::class_getitem;
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::native;
use crate::object::VTable;
use crate::proto::compare::unhashable;
use crate::slots::{BinaryFn, CmpOp};
use crate::value::Value;
use crate::vm::{Result, Vm};

const OR: usize = BinOp::Or as usize;

/// The type.
pub static DICT: TypeDef = TypeDef {
    name: "dict",
    layout: Some(VTable::of::<Dict>),
    subclassable: true,
    doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
    slots: |s| {
        s.new.set(Some(|vm, cls, _| Ok(vm.alloc(cls, Dict::empty()).into_value())));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.hash.set(Some(unhashable));
        s.compare.set(Some(compare));
        s.iter.set(Some(|vm, v| Ok(dict_iterator(vm, v, Part::Key, false))));
        s.len.set(Some(|_, v| Ok(v.as_dict().map_or(0, |d| d.len()))));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.contains.set(Some(|vm, v, key| match v.as_dict() {
            Some(dict) => dict.contains(vm, key),
            None => Ok(false),
        }));
        s.binary[OR].set(Some(or));
        s.inplace[OR].set(Some(inplace_or));
    },
    methods: &[
        native!("clear(self, /)", |_: &Vm, this: This<'_, Dict>| this.clear_all()).doc("Remove all items from the dict."),
        native!("copy(self, /)", |vm: &Vm, this: This<'_, Dict>| this.copy(vm))
            .doc("Return a shallow copy of the dict."),
        native!("fromkeys(cls, iterable, value=None, /)", fromkeys)
            .class_method()
            .doc("Create a new dictionary with keys from iterable and values set to value."),
        native!("get(self, key, default=None, /)", |vm: &Vm, this: This<'_, Dict>, key: &Value, default: &Value| {
            Ok::<_, crate::vm::Raised>(this.get(vm, key)?.unwrap_or_else(|| default.clone()))
        })
        .quick(|vm, args| match args {
            [dict, key] => {
                let found = dict.as_dict()?.get(vm, key);
                Some(found.map(|found| found.unwrap_or(Value::NONE)))
            }
            [dict, key, default] => {
                let found = dict.as_dict()?.get(vm, key);
                Some(found.map(|found| found.unwrap_or_else(|| default.clone())))
            }
            _ => None,
        })
        .doc("Return the value for key if key is in the dictionary, else default."),
        native!("items(self, /)", |vm: &Vm, this: This<'_, Dict>| view(vm, this.value(), Part::Item))
            .doc("Return a set-like object providing a view on the dict's items."),
        native!("keys(self, /)", |vm: &Vm, this: This<'_, Dict>| view(vm, this.value(), Part::Key))
            .doc("Return a set-like object providing a view on the dict's keys."),
        native!("pop(self, key, default=?, /)", pop)
            .quick(|vm, args| match args {
                [dict, key] => Some(pop(vm, This(dict.as_dict()?), key, None)),
                [dict, key, default] => Some(pop(vm, This(dict.as_dict()?), key, Some(default.clone()))),
                _ => None,
            })
            .doc("D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError."),
        native!("popitem(self, /)", popitem)
            .doc("Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty."),
        native!("setdefault(self, key, default=None, /)", |vm: &Vm, this: This<'_, Dict>, key: &Value, default: &Value| {
            set_default(vm, &this, key, default)
        })
        .quick(|vm, args| match args {
            [dict, key, default] => Some(set_default(vm, dict.as_dict()?, key, default)),
            _ => None,
        })
            .doc("Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default."),
        native!("update(self, /, *args, **kwargs)", update)
            .doc("D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]"),
        native!("values(self, /)", |vm: &Vm, this: This<'_, Dict>| view(vm, this.value(), Part::Value))
            .doc("Return an object providing a view on the dict's values."),
        native!("__reversed__(self, /)", |vm: &Vm, this: This<'_, Dict>| {
            dict_iterator(vm, this.value(), Part::Key, true)
        })
        .doc("Return a reverse iterator over the dict keys."),
        native!("__sizeof__(self, /)", |_: &Vm, this: This<'_, Dict>| this.table.with(|t| t.memory()) + 48)
            .doc("Return the size of the dict in memory."),
        native!("__class_getitem__(cls, object, /)", class_getitem).class_method().doc("See PEP 585"),
    ],
    ..TypeDef::EMPTY
};

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let Some(dict) = v.as_dict() else {
        return Ok(());
    };
    check_count(vm, "dict", args.pos().len())?;
    if let [source] = args.pos() {
        update_from(vm, dict, source)?;
    }
    for (name, value) in args.keywords() {
        dict.set(vm, name.clone(), value.clone())?;
    }
    Ok(())
}

fn check_count(vm: &Vm, name: &str, count: usize) -> Result<()> {
    if count > 1 {
        Err(vm.type_error(format!("{name} expected at most 1 argument, got {count}")))
    } else {
        Ok(())
    }
}

fn update(vm: &Vm, this: This<'_, Dict>, args: &Value, kwargs: &Value) -> Result<()> {
    let args = args.as_tuple().map(|t| t.as_slice()).unwrap_or_default();
    check_count(vm, "update", args.len())?;
    if let [source] = args {
        update_from(vm, &this, source)?;
    }
    match kwargs.as_dict() {
        Some(kwargs) => merge(vm, &this, kwargs),
        None => Ok(()),
    }
}

/// The dict, if its class iterates as `dict` does: then its items are copied without asking it.
pub(crate) fn with_own_items<'a>(vm: &Vm, v: &'a Value) -> Option<&'a Ref<Dict>> {
    let dict = v.as_dict()?;
    let iter = |ty: &Type| ty.slots.iter.get().map(|f| f as usize);
    (v.exact_ref::<Dict>().is_some() || iter(vm.type_of(v)) == iter(&vm.types().dict))
        .then_some(dict)
}

/// Sets all keys of `source`: a mapping, or an iterable of pairs.
///
/// # Errors
/// What looking at the source raises, and TypeError or ValueError for what is no pair.
pub(crate) fn update_from(vm: &Vm, dict: &Ref<Dict>, source: &Value) -> Result<()> {
    if let Some(other) = with_own_items(vm, source) {
        return merge(vm, dict, other);
    }
    match vm.get_attr_opt(source, &vm.names().keys)? {
        Some(keys) => merge_mapping(vm, dict, source, &keys),
        None => merge_pairs(vm, dict, source),
    }
}

/// Sets all keys of another dict.
///
/// # Errors
/// What comparing keys raises.
pub(crate) fn merge(vm: &Vm, dict: &Dict, other: &Dict) -> Result<()> {
    if std::ptr::eq(dict, other) || other.is_empty() {
        return Ok(());
    }
    if dict.is_empty() {
        drop(dict.replace_table(other.copy_table()));
        return Ok(());
    }
    let entries: Vec<(i64, Value, Value)> = other.table.with(|t| {
        t.entries()
            .iter()
            .filter_map(|e| Some((e.hash, e.key.clone()?, e.value.clone()?)))
            .collect()
    });
    for (hash, key, value) in entries {
        dict.set_hashed(vm, key, hash, value)?;
    }
    Ok(())
}

/// Sets all keys of a mapping, as its `keys` method gives them.
fn merge_mapping(vm: &Vm, dict: &Ref<Dict>, source: &Value, keys: &Value) -> Result<()> {
    if let Some(other) = source.as_dict()
        && vm.type_of(source).slots.iter.get().map(|f| f as usize)
            == vm.types().dict.slots.iter.get().map(|f| f as usize)
    {
        return merge(vm, dict, other);
    }
    let keys = vm.call(keys, Args::NONE)?;
    vm.iterate(&keys, |key| {
        let value = vm.get_item(source, &key)?;
        dict.set(vm, key, value)
    })
}

fn merge_pairs(vm: &Vm, dict: &Ref<Dict>, source: &Value) -> Result<()> {
    let mut at = 0usize;
    vm.iterate(source, |pair| {
        let (key, value) = match pair
            .exact_ref::<super::tuple::Tuple>()
            .map(|t| t.as_slice())
        {
            Some([key, value]) => (key.clone(), value.clone()),
            _ => split_pair(vm, &pair, at)?,
        };
        at += 1;
        dict.set(vm, key, value)
    })
}

fn split_pair(vm: &Vm, pair: &Value, at: usize) -> Result<(Value, Value)> {
    let items = match super::sequence::to_items(vm, pair, "object is not iterable") {
        Ok(items) => items,
        Err(e) if vm.is_error(&e, &vm.exceptions().type_error) => {
            let note = vm.str(format!(
                "Cannot convert dictionary update sequence element #{at} to a sequence"
            ));
            let add_note = vm.get_attr_str(e.value(), "add_note")?;
            vm.call(&add_note, Args::positional(&[note]))?;
            return Err(e);
        }
        Err(e) => return Err(e),
    };
    match <[Value; 2]>::try_from(items) {
        Ok([key, value]) => Ok((key, value)),
        Err(items) => Err(vm.value_error(format!(
            "dictionary update sequence element #{at} has length {}; 2 is required",
            items.len()
        ))),
    }
}

pub(crate) fn fromkeys(vm: &Vm, cls: &Value, iterable: &Value, value: &Value) -> Result<Value> {
    let made = vm.call(cls, Args::NONE)?;
    match made.exact_ref::<Dict>() {
        Some(dict) => vm.iterate(iterable, |key| dict.set(vm, key, value.clone()))?,
        None => vm.iterate(iterable, |key| vm.set_item(&made, &key, value.clone()))?,
    }
    Ok(made)
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(dict) = v.as_dict() else {
        return Ok(Value::NONE);
    };
    if dict.is_empty() {
        return Ok(vm.str("{}"));
    }
    let text = vm.repr_guard(v, || {
        let mut out = vec![b'{'];
        let mut from = 0;
        while let Some((at, key, value)) = dict.entry_from(from) {
            if out.len() > 1 {
                out.extend_from_slice(b", ");
            }
            out.extend_from_slice(vm.repr(&key)?.bytes());
            out.extend_from_slice(b": ");
            out.extend_from_slice(vm.repr(&value)?.bytes());
            from = at + 1;
            if from & 0x3ff == 0 {
                vm.poll_native()?;
            }
        }
        out.push(b'}');
        Ok(out)
    })?;
    Ok(text.map_or_else(|| vm.str("{...}"), |text| vm.new_wtf8(&text).into_value()))
}

pub(crate) fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.as_dict(), b.as_dict()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = a.is(b) || (x.len() == y.len() && same_items(vm, x, y)?);
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

/// Has `b` every key of `a` with an equal value?
fn same_items(vm: &Vm, a: &Dict, b: &Dict) -> Result<bool> {
    let mut from = 0;
    while let Some((at, hash, key, value)) = a.hashed_entry_from(from) {
        match b.get_hashed(vm, &key, hash)? {
            Some(other) if vm.eq(&value, &other)? => {}
            _ => return Ok(false),
        }
        from = at + 1;
        if from & 0x3ff == 0 {
            vm.poll_native()?;
        }
    }
    Ok(true)
}

fn getitem(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let Some(dict) = v.as_dict() else {
        return Ok(Value::NONE);
    };
    match dict.get(vm, key)? {
        Some(value) => Ok(value),
        None => missing(vm, v, key),
    }
}

/// Do instances of this class, derived from `dict`, look items up as `dict` does?
#[inline(always)]
pub(crate) fn has_own_getitem(class: &Type) -> bool {
    let own: BinaryFn = getitem;
    class.slots.getitem.get().map(|f| f as usize) == Some(own as usize)
}

/// Do instances of this class, derived from `dict`, store items as `dict` does?
#[inline(always)]
pub(crate) fn has_own_setitem(class: &Type) -> bool {
    let own: crate::slots::SetItemFn = setitem;
    class.slots.setitem.get().map(|f| f as usize) == Some(own as usize)
}

/// `dict.__missing__` of a subclass, or KeyError.
#[cold]
fn missing(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let exact = v.header().is_some_and(|h| h.is_exact());
    if !exact && let Some(method) = vm.lookup_special(v, &vm.names().missing)? {
        return vm.call(&method, Args::positional(std::slice::from_ref(key)));
    }
    Err(vm.key_error(key.clone()))
}

fn setitem(vm: &Vm, v: &Value, key: &Value, value: Option<Value>) -> Result<()> {
    let Some(dict) = v.as_dict() else {
        return Ok(());
    };
    match value {
        Some(value) => dict.set(vm, key.clone(), value),
        None => match dict.remove(vm, key)? {
            Some(_) => Ok(()),
            None => Err(vm.key_error(key.clone())),
        },
    }
}

fn or(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (Some(x), Some(y)) = (a.as_dict(), b.as_dict()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let made = x.copy(vm);
    merge(vm, &made, y)?;
    Ok(made.into_value())
}

fn inplace_or(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(dict) = a.as_dict() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    update_from(vm, dict, b)?;
    Ok(a.clone())
}

fn pop(vm: &Vm, this: This<'_, Dict>, key: &Value, default: Option<Value>) -> Result<Value> {
    // An empty dict does not even ask for the key's hash.
    let removed = if this.is_empty() {
        None
    } else {
        this.remove(vm, key)?
    };
    match (removed, default) {
        (Some((_, value)), _) => Ok(value),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(vm.key_error(key.clone())),
    }
}

fn popitem(vm: &Vm, this: This<'_, Dict>) -> Result<Value> {
    match this.pop_last() {
        Some((key, value)) => Ok(vm.pair(key, value)),
        None => Err(vm.key_error_text("popitem(): dictionary is empty")),
    }
}

/// The value under `key`, which becomes `default` if there is none.
///
/// # Errors
/// What hashing or comparing keys raises.
pub(crate) fn set_default(vm: &Vm, dict: &Dict, key: &Value, default: &Value) -> Result<Value> {
    let hash = super::dict::hash_key(vm, key)?;
    if let Some(value) = dict.get_hashed(vm, key, hash)? {
        return Ok(value);
    }
    dict.set_hashed(vm, key.clone(), hash, default.clone())?;
    Ok(default.clone())
}
