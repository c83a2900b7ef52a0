//! `collections.OrderedDict`: a dict whose order can be changed and counts in comparisons with its
//! like. Its items stand in a dict's own table, so looking up, storing and deleting are a dict's.

use hasp_compiler::op::BinOp;

use super::Ref;
use super::dict::Dict;
use super::dict_iter::Part;
use super::dict_type::{self, has_own_getitem, has_own_setitem, merge};
use super::ordered_views::{self, iterator, view};
use super::typ::{Type, TypeDef};
use crate::args::{Args, FromArg};
use crate::native;
use crate::proto::compare::unhashable;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

const OR: usize = BinOp::Or as usize;

/// The type; made when it is first asked for.
pub static ORDERED_DICT: TypeDef = TypeDef {
    name: "collections.OrderedDict",
    base: "dict",
    subclassable: true,
    has_dict: true,
    doc: "Dictionary that remembers insertion order",
    slots: |s| {
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.hash.set(Some(unhashable));
        s.compare.set(Some(compare));
        s.iter.set(Some(|vm, v| Ok(iterator(vm, v, Part::Key, false))));
        s.binary[OR].set(Some(or));
        s.inplace[OR].set(Some(|vm, a, b| {
            update_from(vm, &this(vm, a)?, b)?;
            Ok(a.clone())
        }));
    },
    methods: &[
        native!("clear(self, /)", |_: &Vm, me: Me<'_>| me.dict.clear_all())
            .doc("Remove all items from ordered dict."),
        native!("copy(self, /)", copy).doc("A shallow copy of ordered dict."),
        native!("fromkeys(cls, /, iterable, value=None)", dict_type::fromkeys)
            .class_method()
            .doc("Create a new ordered dictionary with keys from iterable and values set to value."),
        native!("items(self, /)", |vm: &Vm, me: Me<'_>| view(vm, me.value, Part::Item)),
        native!("keys(self, /)", |vm: &Vm, me: Me<'_>| view(vm, me.value, Part::Key)),
        native!("values(self, /)", |vm: &Vm, me: Me<'_>| view(vm, me.value, Part::Value)),
        native!("move_to_end(self, /, key, last=True)", |vm: &Vm, me: Me<'_>, key: &Value, last: bool| {
            move_to_end(vm, me.dict, key, last)
        })
        .quick(|vm, args| match args {
            [me, key] => {
                Some(move_to_end(vm, ordered(vm, me)?, key, true).map(|()| Value::NONE))
            }
            _ => None,
        })
        .doc("Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist."),
        native!("pop(self, /, key, default=?)", pop)
            .doc("od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError."),
        native!("popitem(self, /, last=True)", |vm: &Vm, me: Me<'_>, last: bool| {
            let item = if last { me.dict.pop_last() } else { me.dict.pop_first() };
            match item {
                Some((key, value)) => Ok(vm.pair(key, value)),
                None => Err(vm.key_error_text("dictionary is empty")),
            }
        })
        .doc("Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if\nfalse."),
        native!("setdefault(self, /, key, default=None)", set_default)
            .doc("Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default."),
        native!("update(self, /, *args, **kwargs)", |vm: &Vm, me: Me<'_>, args: &Value, keywords: &Value| {
            let args = args.as_tuple().map(|t| t.as_slice()).unwrap_or_default();
            let keywords = keywords.as_dict().map(|d| d.items()).unwrap_or_default();
            update(vm, &me, args, keywords)
        }),
        native!("__reversed__(self, /)", |vm: &Vm, me: Me<'_>| iterator(vm, me.value, Part::Key, true))
            .doc("od.__reversed__() <==> reversed(od)"),
        native!("__reduce__(self, /)", reduce).doc("Return state information for pickling"),
    ],
    ..TypeDef::EMPTY
};

#[derive(Clone)]
struct Class(Ref<Type>);

/// The class.
pub fn class(vm: &Vm) -> Ref<Type> {
    let made = vm
        .interp()
        .state(|| Class(vm.new_native_type(&ORDERED_DICT)));
    made.0
}

/// Is it the class itself, no subclass?
fn is_class(ty: &Type) -> bool {
    ty.def
        .is_some_and(|def| std::ptr::eq(def, &raw const ORDERED_DICT))
}

/// The dict, if it is an ordered one.
pub(crate) fn ordered<'a>(vm: &Vm, v: &'a Value) -> Option<&'a Ref<Dict>> {
    let dict = v.as_dict()?;
    if dict.header.is_exact() {
        return None;
    }
    let class = vm.type_of(v);
    let ordered = is_class(class) || class.mro_types().iter().any(|ty| is_class(ty));
    ordered.then_some(dict)
}

/// An ordered dict as `self`.
struct Me<'a> {
    value: &'a Value,
    dict: &'a Ref<Dict>,
}

fn this<'a>(vm: &Vm, value: &'a Value) -> Result<Me<'a>> {
    match ordered(vm, value) {
        Some(dict) => Ok(Me { value, dict }),
        None => Err(vm.wrong_self(value)),
    }
}

impl<'a> FromArg<'a> for Me<'a> {
    fn from_arg(vm: &Vm, arg: &'a Value) -> Result<Me<'a>> {
        this(vm, arg)
    }
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let count = args.pos().len();
    if count > 1 {
        return Err(vm.type_error(format!("expected at most 1 argument, got {count}")));
    }
    let keywords = args.keywords().map(|(k, v)| (k.clone(), v.clone()));
    update(vm, &this(vm, v)?, args.pos(), keywords.collect())
}

fn update(vm: &Vm, me: &Me<'_>, args: &[Value], keywords: Vec<(Value, Value)>) -> Result<()> {
    match args {
        [] => {}
        [source] => update_from(vm, me, source)?,
        _ => {
            return Err(vm.type_error(format!(
                "update() takes at most 1 positional argument ({} given)",
                args.len()
            )));
        }
    }
    for (key, value) in keywords {
        vm.set_item(me.value, &key, value)?;
    }
    Ok(())
}

/// Sets the items of a mapping, or of an iterable of pairs.
fn update_from(vm: &Vm, me: &Me<'_>, source: &Value) -> Result<()> {
    let plain = source
        .as_dict()
        .filter(|d| d.header.is_exact() || is_class(vm.type_of(source)));
    if let Some(other) = plain.filter(|_| has_own_setitem(vm.type_of(me.value))) {
        return merge(vm, me.dict, other);
    }
    if let Some(other) = source.exact_ref::<Dict>() {
        for (key, value) in other.items() {
            vm.set_item(me.value, &key, value)?;
        }
        return Ok(());
    }
    if let Some(keys) = vm.get_attr_opt(source, &vm.names().keys)? {
        let keys = vm.call(&keys, Args::NONE)?;
        return vm.iterate(&keys, |key| {
            let value = vm.get_item(source, &key)?;
            vm.set_item(me.value, &key, value)
        });
    }
    match vm.get_attr_opt(source, &vm.intern("items"))? {
        Some(items) => set_pairs(vm, me.value, &vm.call(&items, Args::NONE)?),
        None => set_pairs(vm, me.value, source),
    }
}

fn set_pairs(vm: &Vm, target: &Value, pairs: &Value) -> Result<()> {
    vm.iterate(pairs, |pair| {
        let parts = vm.iter(&pair)?;
        let few = |count: usize| {
            let s = if count == 1 { "" } else { "s" };
            vm.value_error(format!("need more than {count} value{s} to unpack"))
        };
        let key = vm.next(&parts)?.ok_or_else(|| few(0))?;
        let value = vm.next(&parts)?.ok_or_else(|| few(1))?;
        if vm.next(&parts)?.is_some() {
            return Err(vm.value_error("too many values to unpack (expected 2)"));
        }
        vm.set_item(target, &key, value)
    })
}

fn move_to_end(vm: &Vm, dict: &Ref<Dict>, key: &Value, last: bool) -> Result<()> {
    if !dict.is_empty()
        && let Some(at) = dict.find(vm, key, vm.hash(key)?)?
    {
        dict.move_to_end(at, last);
        return Ok(());
    }
    Err(vm.key_error(key.clone()))
}

fn pop(vm: &Vm, me: Me<'_>, key: &Value, default: Option<Value>) -> Result<Value> {
    let hash = vm.hash(key)?;
    match (me.dict.remove_hashed(vm, key, hash)?, default) {
        (Some((_, value)), _) => Ok(value),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(vm.key_error(key.clone())),
    }
}

fn set_default(vm: &Vm, me: Me<'_>, key: &Value, default: &Value) -> Result<Value> {
    if is_class(vm.type_of(me.value)) {
        return dict_type::set_default(vm, me.dict, key, default);
    }
    if vm.contains(me.value, key)? {
        return vm.get_item(me.value, key);
    }
    vm.set_item(me.value, key, default.clone())?;
    Ok(default.clone())
}

fn copy(vm: &Vm, me: Me<'_>) -> Result<Value> {
    let class = vm.type_of(me.value).to_ref();
    if is_class(&class) {
        let copy = Dict::from_table(me.dict.copy_table());
        return Ok(vm.alloc(&class, copy).into_value());
    }
    let made = vm.call(class.value(), Args::NONE)?;
    let plain = has_own_getitem(&class);
    vm.iterate(&iterator(vm, me.value, Part::Item, false), |item| {
        let Some([key, value]) = item.as_tuple().map(|t| t.as_slice()) else {
            return Ok(());
        };
        let value = if plain {
            value.clone()
        } else {
            vm.get_item(me.value, key)?
        };
        vm.set_item(&made, key, value)
    })?;
    Ok(made)
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let me = this(vm, v)?;
    let name = vm.type_of(v).name_text();
    let name = name.rsplit('.').next().unwrap_or_default();
    if me.dict.is_empty() {
        return Ok(vm.str(format!("{name}()")));
    }
    let text = vm.repr_guard(v, || {
        let items = if is_class(vm.type_of(v)) {
            me.dict.copy(vm).into_value()
        } else {
            let args = Args::positional(std::slice::from_ref(v));
            vm.call(vm.types().dict.value(), args)?
        };
        let items = vm.repr(&items)?;
        Ok([name.as_bytes(), b"(", items.bytes(), b")"].concat())
    })?;
    Ok(text.map_or_else(|| vm.str("..."), |text| vm.new_wtf8(&text).into_value()))
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (ordered(vm, a), b.as_dict()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let mut equal = dict_type::compare(vm, a, b, CmpOp::Eq)?.is(&Value::TRUE);
    if equal && ordered(vm, b).is_some() && !a.is(b) {
        equal = same_order(vm, x, y)?;
    }
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

/// Do the keys of both come in the same order?
fn same_order(vm: &Vm, a: &Dict, b: &Dict) -> Result<bool> {
    let state = || (a.table.with(|t| t.state()), b.table.with(|t| t.state()));
    let before = state();
    let (mut from, mut other_from) = (0, 0);
    while let Some((at, key, _)) = a.entry_from(from) {
        let Some((other_at, other, _)) = b.entry_from(other_from) else {
            return Ok(false);
        };
        if !vm.eq(&key, &other)? {
            return Ok(false);
        }
        if state() != before {
            return Err(ordered_views::mutated(vm));
        }
        (from, other_from) = (at + 1, other_at + 1);
        if from & 0x3ff == 0 {
            vm.poll_native()?;
        }
    }
    Ok(b.entry_from(other_from).is_none())
}

/// `a | b`, one of which is an ordered dict; the left one's items come first.
fn or(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (own, other) = if ordered(vm, a).is_some() {
        (a, b)
    } else {
        (b, a)
    };
    if other.as_dict().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let class = vm.type_of(own).to_value();
    let made = vm.call(&class, Args::positional(std::slice::from_ref(a)))?;
    if ordered(vm, &made).is_some() {
        update_from(vm, &this(vm, &made)?, b)?;
    } else {
        vm.call_method_str(&made, "update", std::slice::from_ref(b))?;
    }
    Ok(made)
}

fn reduce(vm: &Vm, me: Me<'_>) -> std::result::Result<Value, Raised> {
    let state = vm.call_method_str(me.value, "__getstate__", &[])?;
    let items = vm.iter(&vm.call_method_str(me.value, "items", &[])?)?;
    let class = vm.type_of(me.value).to_value();
    let none = vm.tuple(Vec::new());
    Ok(vm.tuple(vec![class, none, state, Value::NONE, items]))
}
