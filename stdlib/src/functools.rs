//! `_functools`: reduce, partial, cmp_to_key and the cache of `lru_cache`.

use hasp_vm::args::{Args, This};
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::cell::Slot;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::slots::CmpOp;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::common::class_of_module;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_functools",
    doc: "Tools that operate on functions.",
    functions: &[
        native!("reduce(function, iterable, /, initial=?)", reduce),
        native!("cmp_to_key(mycmp)", cmp_to_key),
    ],
    init: |vm, module| {
        vm.add_to_module(module, "partial", vm.new_native_type(&PARTIAL).into_value());
        vm.add_to_module(module, "KeyWrapper", vm.new_native_type(&KEY).into_value());
        let placeholder = vm.new_native_type(&PLACEHOLDER);
        let singleton = vm.alloc(&placeholder, Placeholder).into_value();
        vm.add_to_module(module, "_PlaceholderType", placeholder.into_value());
        vm.add_to_module(module, "Placeholder", singleton);
        let cache = vm.new_native_type(&crate::lru_cache::LRU_CACHE);
        vm.add_to_module(module, "_lru_cache_wrapper", cache.into_value());
        Ok(())
    },
};

fn reduce(vm: &Vm, function: &Value, iterable: &Value, initial: Option<Value>) -> Result<Value> {
    let it = match vm.iter(iterable) {
        Ok(it) => it,
        Err(raised) if vm.is_error(&raised, &vm.exceptions().type_error) => {
            return Err(vm.type_error("reduce() arg 2 must support iteration"));
        }
        Err(raised) => return Err(raised),
    };
    let mut result = match initial {
        Some(initial) => initial,
        None => match vm.next(&it)? {
            Some(first) => first,
            None => return Err(vm.type_error("reduce() of empty iterable with no initial value")),
        },
    };
    while let Some(item) = vm.next(&it)? {
        result = vm.call(function, Args::positional(&[result, item]))?;
    }
    Ok(result)
}

// ---- Placeholder --------------------------------------------------------------------------

/// Payload of `Placeholder`.
struct Placeholder;

impl Payload for Placeholder {
    const GC: bool = false;
}

static PLACEHOLDER: TypeDef = TypeDef {
    name: "functools._PlaceholderType",
    layout: Some(VTable::of::<Placeholder>),
    doc: "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.",
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.str("Placeholder"))));
        s.new.set(Some(|vm, _, args| {
            if !args.all().is_empty() {
                return Err(vm.type_error("_PlaceholderType takes no arguments"));
            }
            let module = vm.import_module("_functools")?;
            vm.get_attr_str(&module, "Placeholder")
        }));
    },
    methods: &[native!(
        "__reduce__(self, /)",
        |_: &Vm, _v: &Value| "Placeholder"
    )],
    ..TypeDef::EMPTY
};

fn is_placeholder(v: &Value) -> bool {
    v.downcast_ref::<Placeholder>().is_some()
}

// ---- partial ------------------------------------------------------------------------------

/// Payload of `partial`.
struct Partial {
    func: Slot,
    /// A tuple.
    args: Slot,
    /// A dict.
    keywords: Slot,
}

impl Payload for Partial {
    fn traverse(&self, visit: Visit<'_>) {
        self.func.visit(visit);
        self.args.visit(visit);
        self.keywords.visit(visit);
    }
    fn clear(&self) {
        drop(self.keywords.take());
        drop(self.args.take());
        drop(self.func.take());
    }
}

static PARTIAL: TypeDef = TypeDef {
    name: "functools.partial",
    layout: Some(VTable::of::<Partial>),
    subclassable: true,
    has_dict: true,
    doc: "Create a new function with partial application of the given arguments and keywords.",
    slots: |s| {
        s.new.set(Some(partial_new));
        s.call.set(Some(partial_call));
        s.repr.set(Some(partial_repr));
        s.descr_get.set(Some(|vm, v, this, _| match this {
            Some(this) => Ok(bind_method(vm, v, this)),
            None => Ok(v.clone()),
        }));
    },
    methods: &[
        native!("__reduce__(self, /)", partial_reduce),
        native!("__setstate__(self, state, /)", partial_setstate),
        native!(
            "__class_getitem__(cls, item, /)",
            hasp_vm::object::generic_alias::class_getitem
        )
        .class_method(),
    ],
    getsets: &[
        GetSetDef {
            name: "func",
            get: |_, v| Ok(part(v, |p| &p.func)),
            set: None,
        },
        GetSetDef {
            name: "args",
            get: |_, v| Ok(part(v, |p| &p.args)),
            set: None,
        },
        GetSetDef {
            name: "keywords",
            get: |_, v| Ok(part(v, |p| &p.keywords)),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

/// A method object, whatever the function is.
pub(crate) fn bind_method(vm: &Vm, function: &Value, this: &Value) -> Value {
    vm.bind(function.clone(), this.clone())
}

fn part(v: &Value, which: impl Fn(&Partial) -> &Slot) -> Value {
    v.downcast_ref::<Partial>()
        .and_then(|p| which(&p.body).get())
        .unwrap_or(Value::NONE)
}

fn items(v: &Value) -> Vec<Value> {
    v.as_tuple()
        .map(|t| t.as_slice().to_vec())
        .unwrap_or_default()
}

fn is_callable(vm: &Vm, v: &Value) -> bool {
    vm.type_of(v).slots.call.get().is_some()
}

/// Puts later arguments at the placeholders of the earlier ones, the rest behind. None if there
/// are too few.
fn fill(earlier: Vec<Value>, later: &[Value], partly: bool) -> Option<Vec<Value>> {
    let mut rest = later.iter();
    let mut out = Vec::with_capacity(earlier.len() + later.len());
    for item in earlier {
        if is_placeholder(&item) {
            match rest.next() {
                Some(given) => out.push(given.clone()),
                None if partly => out.push(item),
                None => return None,
            }
        } else {
            out.push(item);
        }
    }
    out.extend(rest.cloned());
    Some(out)
}

fn partial_new(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let Some((func, later)) = args.pos().split_first() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !is_callable(vm, func) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    if later.last().is_some_and(is_placeholder) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    if args.keywords().any(|(_, v)| is_placeholder(v)) {
        return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    let keywords = Dict::new(vm);
    // A partial of a plain partial becomes one.
    let inner = func.downcast_ref::<Partial>();
    let (func, all) = match inner {
        Some(inner) => {
            if let Some(old) = inner.keywords.get().as_ref().and_then(Value::as_dict) {
                for (k, v) in old.items() {
                    keywords.set(vm, k, v)?;
                }
            }
            let earlier = items(&part(func, |p| &p.args));
            (
                part(func, |p| &p.func),
                fill(earlier, later, true).unwrap_or_default(),
            )
        }
        None => (func.clone(), later.to_vec()),
    };
    for (k, v) in args.keywords() {
        keywords.set(vm, k.clone(), v.clone())?;
    }
    let body = Partial {
        func: Slot::new(func),
        args: Slot::new(vm.tuple(all)),
        keywords: Slot::new(keywords.into_value()),
    };
    Ok(vm.alloc(cls, body).into_value())
}

/// Arguments that need no memory of their own.
const FEW: usize = 6;

fn partial_call(vm: &Vm, v: &Value, args: Args<'_>) -> Result<Value> {
    let func = part(v, |p| &p.func);
    let earlier = part(v, |p| &p.args);
    let earlier = earlier.as_tuple().map_or(&[][..], |t| t.as_slice());
    let holes = earlier.iter().filter(|a| is_placeholder(a)).count();
    let given = args.pos();
    let keywords = part(v, |p| &p.keywords);
    let own = keywords.as_dict().filter(|d| !d.is_empty());
    let count = earlier.len() + args.all().len();
    if holes == 0 && own.is_none() && count <= FEW {
        let mut values = [const { Value::UNBOUND }; FEW];
        let all = earlier.iter().chain(args.all());
        for (place, value) in values.iter_mut().zip(all) {
            *place = value.clone();
        }
        return vm.call(&func, Args::with_names(&values[..count], args.names()));
    }
    let mut values = if holes == 0 {
        let mut values = Vec::with_capacity(earlier.len() + args.all().len());
        values.extend_from_slice(earlier);
        values.extend_from_slice(given);
        values
    } else {
        fill(earlier.to_vec(), given, false).ok_or_else(|| {
            let n = given.len();
            vm.type_error(format!(
                "missing positional arguments in 'partial' call; expected at least {holes}, got {n}"
            ))
        })?
    };
    let Some(own) = own else {
        values.extend_from_slice(&args.all()[given.len()..]);
        return vm.call(&func, Args::with_names(&values, args.names()));
    };
    let merged = Dict::new(vm);
    for (k, v) in own.items() {
        merged.set(vm, k, v)?;
    }
    for (k, v) in args.keywords() {
        merged.set(vm, k.clone(), v.clone())?;
    }
    let names = merged.keys();
    values.extend(merged.values());
    vm.call(&func, Args::with_names(&values, &names))
}

fn partial_repr(vm: &Vm, v: &Value) -> Result<Value> {
    let text = vm.repr_guard(v, || {
        let mut out = vm.type_full_name(vm.type_of(v)).into_bytes();
        out.push(b'(');
        out.extend_from_slice(vm.repr(&part(v, |p| &p.func))?.bytes());
        for item in items(&part(v, |p| &p.args)) {
            out.extend_from_slice(b", ");
            out.extend_from_slice(vm.repr(&item)?.bytes());
        }
        let keywords = part(v, |p| &p.keywords);
        for (key, item) in keywords.as_dict().map(|d| d.items()).unwrap_or_default() {
            out.extend_from_slice(b", ");
            out.extend_from_slice(vm.to_str(&key)?.bytes());
            out.push(b'=');
            out.extend_from_slice(vm.repr(&item)?.bytes());
        }
        out.push(b')');
        Ok(out)
    })?;
    Ok(text.map_or_else(|| vm.str("..."), |t| vm.new_wtf8(&t).into_value()))
}

fn partial_reduce(vm: &Vm, v: &Value) -> Result<Value> {
    let func = part(v, |p| &p.func);
    let own = vm.get_attr_str(v, "__dict__")?;
    let state = vm.tuple(vec![
        func.clone(),
        part(v, |p| &p.args),
        part(v, |p| &p.keywords),
        own,
    ]);
    let class = vm.type_of(v).to_value();
    Ok(vm.tuple(vec![class, vm.tuple(vec![func]), state]))
}

fn partial_setstate(vm: &Vm, this: This<'_, Partial>, state: &Value) -> Result<()> {
    let parts = items(state);
    let [func, args, keywords, own] = parts.as_slice() else {
        return Err(vm.type_error("invalid partial state"));
    };
    if !is_callable(vm, func)
        || args.as_tuple().is_none()
        || !(keywords.is_none() || keywords.as_dict().is_some())
    {
        return Err(vm.type_error("invalid partial state"));
    }
    if items(args).last().is_some_and(is_placeholder) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    let keywords = if keywords.is_none() {
        Dict::new(vm).into_value()
    } else {
        keywords.clone()
    };
    this.func.set(func.clone());
    this.args.set(args.clone());
    this.keywords.set(keywords);
    if !own.is_none() {
        vm.set_attr(this.value(), &vm.intern("__dict__"), own.clone())?;
    }
    Ok(())
}

// ---- cmp_to_key ---------------------------------------------------------------------------

/// Payload of the keys.
struct Key {
    cmp: Value,
    /// The wrapped object; nothing in the key function itself.
    object: Slot,
}

impl Payload for Key {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.cmp);
        self.object.visit(visit);
    }
    fn clear(&self) {
        drop(self.object.take());
    }
}

static KEY: TypeDef = TypeDef {
    name: "functools.KeyWrapper",
    layout: Some(VTable::of::<Key>),
    slots: |s| {
        s.call.set(Some(key_call));
        s.compare.set(Some(key_compare));
        s.hash.set(Some(hasp_vm::proto::compare::unhashable));
    },
    getsets: &[GetSetDef {
        name: "obj",
        get: |vm, v| {
            v.downcast_ref::<Key>()
                .and_then(|k| k.object.get())
                .ok_or_else(|| vm.attribute_error("object"))
        },
        set: Some(|_, v, value| {
            if let Some(key) = v.downcast_ref::<Key>() {
                drop(key.object.replace(value));
            }
            Ok(())
        }),
    }],
    ..TypeDef::EMPTY
};

fn cmp_to_key(vm: &Vm, mycmp: Value) -> Result<Value> {
    let class = class_of_module(vm, "_functools", "KeyWrapper")?;
    Ok(vm
        .alloc(
            &class,
            Key {
                cmp: mycmp,
                object: Slot::empty(),
            },
        )
        .into_value())
}

fn key_call(vm: &Vm, v: &Value, args: Args<'_>) -> Result<Value> {
    let Some(key) = v.downcast_ref::<Key>() else {
        return Err(vm.wrong_self(v));
    };
    let named = args
        .names()
        .first()
        .and_then(Value::str_lossy)
        .is_some_and(|n| n == "obj");
    let object = match args.all() {
        [object] if args.names().is_empty() || named => object.clone(),
        other => {
            return Err(vm.type_error(format!(
                "K() takes exactly 1 argument ({} given)",
                other.len()
            )));
        }
    };
    let class = vm.type_of(v).to_ref();
    Ok(vm
        .alloc(
            &class,
            Key {
                cmp: key.cmp.clone(),
                object: Slot::new(object),
            },
        )
        .into_value())
}

fn key_compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.downcast_ref::<Key>(), b.downcast_ref::<Key>()) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    let (Some(left), Some(right)) = (x.object.get(), y.object.get()) else {
        return Err(vm.attribute_error("object"));
    };
    let answer = vm.call(&x.cmp, Args::positional(&[left, right]))?;
    vm.compare(&answer, &Value::small_int(0), op)
}
