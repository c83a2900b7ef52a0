//! `_weakref`.

use hasp_vm::args::Args;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::weakref::WeakRef;
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::slots::CmpOp;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::common::class_of_module;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_weakref",
    doc: "Weak-reference support module.",
    functions: &[
        native!("getweakrefcount(object, /)", |vm: &Vm, v: &Value| vm
            .weakrefs_of(v)
            .len()),
        native!("getweakrefs(object, /)", |vm: &Vm, v: &Value| {
            vm.list(vm.weakrefs_of(v).into_iter().map(Ref::into_value).collect())
        }),
        native!("proxy(object, callback=None, /)", proxy),
    ],
    init: |vm, module| {
        let class = vm.new_native_type(&REF).into_value();
        vm.add_to_module(module, "ReferenceType", class.clone());
        vm.add_to_module(module, "ref", class);
        vm.add_to_module(module, "ProxyType", vm.new_native_type(&PROXY).into_value());
        vm.add_to_module(
            module,
            "CallableProxyType",
            vm.new_native_type(&CALLABLE_PROXY).into_value(),
        );
        Ok(())
    },
};

/// Built-in classes whose instances can be referred to.
const ALLOWED: &[&str] = &[
    "function",
    "builtin_function_or_method",
    "method",
    "generator",
    "coroutine",
    "async_generator",
    "module",
    "set",
    "frozenset",
    "code",
    "memoryview",
    "deque",
    "partial",
    "_lru_cache_wrapper",
    "GenericAlias",
    "lock",
    "RLock",
    "SimpleQueue",
    "type",
    "Pattern",
    "array",
    "_local",
    "Union",
    "OrderedDict",
];

fn make(vm: &Vm, class: &Ref<Type>, v: &Value, callback: &Value) -> Result<Ref<WeakRef>> {
    let ty = vm.type_of(v).to_ref();
    let allowed = ty.lookup(vm, &vm.intern("__weakref__")).is_some()
        || ty
            .mro_types()
            .iter()
            .any(|t| ALLOWED.contains(&t.name_text().rsplit('.').next().unwrap_or_default()));
    let callback = (!callback.is_none()).then(|| callback.clone());
    let made = if allowed {
        vm.new_weakref(class, v, callback)
    } else {
        None
    };
    made.ok_or_else(|| {
        vm.type_error(format!(
            "cannot create weak reference to '{}' object",
            vm.type_name(v)
        ))
    })
}

static REF: TypeDef = TypeDef {
    name: "weakref.ReferenceType",
    layout: Some(VTable::of::<WeakRef>),
    subclassable: true,
    slots: |s| {
        s.new.set(Some(new));
        s.init.set(Some(|vm, _, args| {
            args.no_keywords(vm, "ref")?;
            Ok(())
        }));
        s.call.set(Some(|vm, v, args| {
            if !args.all().is_empty() {
                let n = args.all().len();
                return Err(vm.type_error(format!("ref expected at most 0 arguments, got {n}")));
            }
            Ok(target(v).unwrap_or(Value::NONE))
        }));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.repr.set(Some(repr));
    },
    methods: &[native!(
        "__class_getitem__(cls, item, /)",
        hasp_vm::object::generic_alias::class_getitem
    )
    .class_method()],
    getsets: &[GetSetDef {
        name: "__callback__",
        get: |_, v| {
            Ok(v.downcast_ref::<WeakRef>()
                .and_then(|r| r.callback())
                .unwrap_or(Value::NONE))
        },
        set: None,
    }],
    ..TypeDef::EMPTY
};

fn target(v: &Value) -> Option<Value> {
    v.downcast_ref::<WeakRef>().and_then(|r| r.get())
}

fn new(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let none = Value::NONE;
    let (object, callback) = match args.pos() {
        [object] => (object, &none),
        [object, callback] => (object, callback),
        [] => return Err(vm.type_error("__new__ expected at least 1 argument, got 0")),
        more => {
            return Err(vm.type_error(format!(
                "__new__ expected at most 2 arguments, got {}",
                more.len()
            )));
        }
    };
    // A plain reference without callback is shared.
    if callback.is_none() && class_of_module(vm, "_weakref", "ref")?.is(cls) {
        let shared = vm.weakrefs_of(object).into_iter();
        let found = shared.map(Ref::into_value).find(|r| {
            vm.type_of(r).to_ref().is(cls)
                && r.downcast_ref::<WeakRef>()
                    .is_some_and(|r| r.callback().is_none())
        });
        if let Some(found) = found {
            return Ok(found);
        }
    }
    Ok(make(vm, cls, object, callback)?.into_value())
}

fn hash(vm: &Vm, v: &Value) -> Result<i64> {
    let Some(r) = v.downcast_ref::<WeakRef>() else {
        return Err(vm.wrong_self(v));
    };
    if let Some(known) = r.known_hash() {
        return Ok(known);
    }
    let Some(object) = r.get() else {
        return Err(vm.type_error("weak object has gone away"));
    };
    let hash = vm.hash(&object)?;
    r.keep_hash(hash);
    Ok(hash)
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) || b.downcast_ref::<WeakRef>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match (target(a), target(b)) {
        (Some(x), Some(y)) => vm.compare(&x, &y, op),
        _ => Ok(Value::bool(a.is(b) == (op == CmpOp::Eq))),
    }
}

fn address(v: &Value) -> usize {
    v.header().map_or(0, |h| std::ptr::from_ref(h) as usize)
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let at = address(v);
    let Some(object) = target(v) else {
        return Ok(vm.str(format!("<weakref at {at:#x}; dead>")));
    };
    let name = vm
        .get_attr_opt(&object, &vm.intern("__name__"))?
        .and_then(|n| n.str_lossy());
    let name = name.map(|n| format!(" ({n})")).unwrap_or_default();
    Ok(vm.str(format!(
        "<weakref at {at:#x}; to '{}' at {:#x}{name}>",
        vm.type_name(&object),
        address(&object)
    )))
}

// ---- proxies ------------------------------------------------------------------------------

/// Payload of proxies.
struct Proxy(Ref<WeakRef>);

impl Payload for Proxy {
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.0.value());
    }
}

fn proxy(vm: &Vm, object: &Value, callback: &Value) -> Result<Value> {
    let callable = vm.type_of(object).slots.call.get().is_some();
    let class = class_of_module(
        vm,
        "_weakref",
        if callable {
            "CallableProxyType"
        } else {
            "ProxyType"
        },
    )?;
    let reference = make(
        vm,
        &class_of_module(vm, "_weakref", "ref")?,
        object,
        callback,
    )?;
    Ok(vm.alloc(&class, Proxy(reference)).into_value())
}

/// The object behind a proxy; other values are themselves.
fn behind(vm: &Vm, v: &Value) -> Result<Value> {
    match v.downcast_ref::<Proxy>() {
        None => Ok(v.clone()),
        Some(p) => p.body.0.get().ok_or_else(|| {
            let error = &vm.exceptions().reference_error;
            vm.error(error, "weakly-referenced object no longer exists")
        }),
    }
}

fn binary<const OP: usize>(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    vm.binary(OP, &behind(vm, a)?, &behind(vm, b)?)
}

fn proxy_slots(s: &hasp_vm::slots::Slots) {
    s.getattr
        .set(Some(|vm, v, name| vm.get_attr(&behind(vm, v)?, name)));
    s.setattr.set(Some(|vm, v, name, value| match value {
        Some(value) => vm.set_attr(&behind(vm, v)?, name, value),
        None => vm.del_attr(&behind(vm, v)?, name),
    }));
    s.repr.set(Some(|vm, v| {
        let at = address(v);
        let Ok(object) = behind(vm, v) else {
            return Ok(vm.str(format!("<weakproxy at {at:#x}; dead>")));
        };
        Ok(vm.str(format!(
            "<weakproxy at {at:#x}; to '{}' at {:#x}>",
            vm.type_name(&object),
            address(&object)
        )))
    }));
    s.str
        .set(Some(|vm, v| Ok(vm.to_str(&behind(vm, v)?)?.into_value())));
    s.hash.set(Some(hasp_vm::proto::compare::unhashable));
    s.bool.set(Some(|vm, v| vm.truth(&behind(vm, v)?)));
    s.len.set(Some(|vm, v| vm.len(&behind(vm, v)?)));
    s.iter.set(Some(|vm, v| vm.iter(&behind(vm, v)?)));
    s.contains
        .set(Some(|vm, v, item| vm.contains(&behind(vm, v)?, item)));
    s.getitem
        .set(Some(|vm, v, key| vm.get_item(&behind(vm, v)?, key)));
    s.setitem.set(Some(|vm, v, key, value| match value {
        Some(value) => vm.set_item(&behind(vm, v)?, key, value),
        None => vm.del_item(&behind(vm, v)?, key),
    }));
    s.compare.set(Some(|vm, a, b, op| {
        vm.compare(&behind(vm, a)?, &behind(vm, b)?, op)
    }));
    s.neg.set(Some(|vm, v| vm.neg(&behind(vm, v)?)));
    s.pos.set(Some(|vm, v| vm.pos(&behind(vm, v)?)));
    s.abs.set(Some(|vm, v| vm.abs(&behind(vm, v)?)));
    s.invert.set(Some(|vm, v| vm.invert(&behind(vm, v)?)));
    s.index.set(Some(|vm, v| vm.index(&behind(vm, v)?)));
    let operators: [hasp_vm::slots::BinaryFn; 13] = [
        binary::<0>,
        binary::<1>,
        binary::<2>,
        binary::<3>,
        binary::<4>,
        binary::<5>,
        binary::<6>,
        binary::<7>,
        binary::<8>,
        binary::<9>,
        binary::<10>,
        binary::<11>,
        binary::<12>,
    ];
    for (slot, operator) in s.binary.iter().zip(operators) {
        slot.set(Some(operator));
    }
}

static PROXY: TypeDef = TypeDef {
    name: "weakref.ProxyType",
    layout: Some(VTable::of::<Proxy>),
    slots: proxy_slots,
    ..TypeDef::EMPTY
};

static CALLABLE_PROXY: TypeDef = TypeDef {
    name: "weakref.CallableProxyType",
    layout: Some(VTable::of::<Proxy>),
    slots: |s| {
        proxy_slots(s);
        s.call
            .set(Some(|vm, v, args| vm.call(&behind(vm, v)?, args)));
    },
    ..TypeDef::EMPTY
};
