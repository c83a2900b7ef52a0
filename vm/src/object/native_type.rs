//! The classes of built-in functions, methods and their descriptors.

use super::Ref;
use super::descr::{does_not_apply, qualname};
use super::function::BoundMethod;
use super::header::{Header, VTable};
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::native;
use crate::native::{GetSetDef, NativeDef, NativeFunction};
use crate::proto::compare::identity_hash;
use crate::slots::{CmpOp, DescrGetFn};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// The class `builtin_function_or_method`: natives that do not bind.
pub static NATIVE_FUNCTION: TypeDef = TypeDef {
    name: "builtin_function_or_method",
    layout: Some(VTable::of::<NativeFunction>),
    slots: |s| {
        s.call.set(Some(call));
        s.repr.set(Some(function_repr));
    },
    methods: &[native!("__reduce__(self, /)", reduce_function)],
    getsets: &[
        NAME,
        GetSetDef {
            name: "__qualname__",
            get: |vm, v| Ok(qualname_of(vm, v)),
            set: None,
        },
        GetSetDef {
            name: "__module__",
            get: |_, v| {
                Ok(native(v)
                    .and_then(|f| f.module.get())
                    .unwrap_or(Value::NONE))
            },
            set: Some(|_, v, value| {
                if let Some(f) = native(v) {
                    f.module.set(value.unwrap_or(Value::NONE));
                }
                Ok(())
            }),
        },
        GetSetDef {
            name: "__self__",
            get: |vm, v| Ok(self_of(vm, v)),
            set: None,
        },
        DOC,
        TEXT_SIGNATURE,
    ],
    ..TypeDef::EMPTY
};

/// The class `builtin_function_or_method` of natives bound to an object.
pub static BUILTIN_METHOD: TypeDef = TypeDef {
    name: "builtin_function_or_method",
    base: "builtin_function_or_method",
    layout: Some(VTable::of::<BoundMethod>),
    slots: bound_slots,
    methods: &[native!("__reduce__(self, /)", reduce_bound)],
    getsets: BOUND_GETSETS,
    ..TypeDef::EMPTY
};

/// The class `method-wrapper`: special methods of built-in classes bound to an object.
pub static METHOD_WRAPPER: TypeDef = TypeDef {
    name: "method-wrapper",
    layout: Some(VTable::of::<BoundMethod>),
    slots: bound_slots,
    methods: &[native!("__reduce__(self, /)", reduce_bound)],
    getsets: BOUND_GETSETS,
    ..TypeDef::EMPTY
};

/// The class `method_descriptor`.
pub static METHOD_DESCRIPTOR: TypeDef = TypeDef {
    name: "method_descriptor",
    layout: Some(VTable::of::<NativeFunction>),
    slots: |s| {
        s.call.set(Some(call));
        s.descr_get.set(Some(bind_instance));
        s.repr
            .set(Some(|vm, v| Ok(descriptor_repr(vm, v, "method"))));
    },
    methods: &[native!("__reduce__(self, /)", reduce_descriptor)],
    getsets: DESCRIPTOR_GETSETS,
    ..TypeDef::EMPTY
};

/// The class `wrapper_descriptor`.
pub static WRAPPER_DESCRIPTOR: TypeDef = TypeDef {
    name: "wrapper_descriptor",
    layout: Some(VTable::of::<NativeFunction>),
    slots: |s| {
        s.call.set(Some(call));
        s.descr_get.set(Some(bind_instance));
        s.repr
            .set(Some(|vm, v| Ok(descriptor_repr(vm, v, "slot wrapper"))));
    },
    methods: &[native!("__reduce__(self, /)", reduce_descriptor)],
    getsets: DESCRIPTOR_GETSETS,
    ..TypeDef::EMPTY
};

/// The class `classmethod_descriptor`.
pub static CLASSMETHOD_DESCRIPTOR: TypeDef = TypeDef {
    name: "classmethod_descriptor",
    layout: Some(VTable::of::<NativeFunction>),
    slots: |s| {
        s.call.set(Some(call));
        s.descr_get.set(Some(bind_class));
        s.repr
            .set(Some(|vm, v| Ok(descriptor_repr(vm, v, "method"))));
    },
    getsets: DESCRIPTOR_GETSETS,
    ..TypeDef::EMPTY
};

const NAME: GetSetDef = GetSetDef {
    name: "__name__",
    get: |_, v| Ok(native(v).map_or(Value::NONE, |f| f.name.value().clone())),
    set: None,
};
const DOC: GetSetDef = GetSetDef {
    name: "__doc__",
    get: |vm, v| Ok(native(v).map_or(Value::NONE, |f| doc_of(vm, f))),
    set: None,
};
const TEXT_SIGNATURE: GetSetDef = GetSetDef {
    name: "__text_signature__",
    get: |vm, v| Ok(native(v).map_or(Value::NONE, |f| text_signature(vm, f))),
    set: None,
};

const DESCRIPTOR_GETSETS: &[GetSetDef] = &[
    NAME,
    GetSetDef {
        name: "__qualname__",
        get: |vm, v| Ok(qualname_of(vm, v)),
        set: None,
    },
    GetSetDef {
        name: "__objclass__",
        get: |_, v| Ok(native(v).and_then(|f| f.owner.get()).unwrap_or(Value::NONE)),
        set: None,
    },
    DOC,
    TEXT_SIGNATURE,
];

const BOUND_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__name__",
        get: |_, v| Ok(bound_native(v).map_or(Value::NONE, |(f, _)| f.name.value().clone())),
        set: None,
    },
    GetSetDef {
        name: "__qualname__",
        get: bound_qualname,
        set: None,
    },
    GetSetDef {
        name: "__self__",
        get: |_, v| Ok(bound_native(v).map_or(Value::NONE, |(_, this)| this.clone())),
        set: None,
    },
    GetSetDef {
        name: "__module__",
        get: |_, _| Ok(Value::NONE),
        set: None,
    },
    GetSetDef {
        name: "__objclass__",
        get: |vm, v| match bound_native(v) {
            Some((f, _)) if f.slot.is_some() => Ok(f.owner.get().unwrap_or(Value::NONE)),
            _ => Err(vm.missing_attribute(v, &vm.names().objclass)),
        },
        set: None,
    },
    GetSetDef {
        name: "__doc__",
        get: |vm, v| Ok(bound_native(v).map_or(Value::NONE, |(f, _)| doc_of(vm, f))),
        set: None,
    },
    GetSetDef {
        name: "__text_signature__",
        get: |vm, v| Ok(bound_native(v).map_or(Value::NONE, |(f, _)| text_signature(vm, f))),
        set: None,
    },
];

fn bound_slots(s: &crate::slots::Slots) {
    s.call
        .set(Some(|vm, v, args| match v.downcast_ref::<BoundMethod>() {
            Some(m) => vm.call_with_first(&m.function, &m.this, args),
            None => Err(vm.not_callable(v)),
        }));
    s.repr.set(Some(bound_repr));
    s.compare.set(Some(bound_compare));
    s.hash.set(Some(bound_hash));
}

fn native(v: &Value) -> Option<&Ref<NativeFunction>> {
    v.downcast_ref::<NativeFunction>()
}
fn bound_native(v: &Value) -> Option<(&Ref<NativeFunction>, &Value)> {
    let bound = &v.downcast_ref::<BoundMethod>()?.body;
    Some((native(&bound.function)?, &bound.this))
}
fn owner(f: &NativeFunction) -> Option<Ref<Type>> {
    f.owner.get()?.downcast::<Type>().ok()
}

impl Vm {
    /// TypeError: `'int' object is not callable`.
    #[cold]
    pub(crate) fn not_callable(&self, v: &Value) -> Raised {
        self.type_error(format!("'{}' object is not callable", self.type_name(v)))
    }
}

/// Does a native in a class take the instance as its first argument when it is called through one?
pub(crate) fn binds_instance(native: &Header) -> bool {
    let get: DescrGetFn = bind_instance;
    native
        .shape()
        .ty()
        .slots
        .descr_get
        .get()
        .map(|f| f as usize)
        == Some(get as usize)
}

fn call(vm: &Vm, f: &Value, args: Args<'_>) -> Result<Value> {
    match native(f) {
        Some(native) => native.call(vm, args),
        None => Err(vm.not_callable(f)),
    }
}

fn bind_instance(vm: &Vm, d: &Value, this: Option<&Value>, _: &Value) -> Result<Value> {
    let (Some(this), Some(f)) = (this, native(d)) else {
        return Ok(d.clone());
    };
    match owner(f) {
        Some(owner) if !vm.is_instance_of(this, &owner) => {
            Err(does_not_apply(vm, &f.name, &owner, this))
        }
        _ => Ok(vm.bind(d.clone(), this.clone())),
    }
}

fn bind_class(vm: &Vm, d: &Value, this: Option<&Value>, class: &Value) -> Result<Value> {
    let Some(f) = native(d) else {
        return Ok(d.clone());
    };
    let class = match this {
        Some(this) if class.is_none() => vm.type_of(this).to_value(),
        _ => class.clone(),
    };
    if let Some(raised) = not_for_class(vm, f, &class) {
        return Err(raised);
    }
    Ok(vm.bind(d.clone(), class))
}

/// TypeError for what a class method of a built-in class is not for.
pub(crate) fn not_for_class(vm: &Vm, f: &NativeFunction, given: &Value) -> Option<Raised> {
    let owner = owner(f)?;
    let (name, wanted) = (f.name.to_string_lossy(), owner.name_text());
    let Some(class) = given.downcast_ref::<Type>() else {
        let given = vm.type_name(given);
        return Some(vm.type_error(format!(
            "descriptor '{name}' for type '{wanted}' needs a type, not a '{given}' as arg 2"
        )));
    };
    if class.is_subtype(&owner) {
        return None;
    }
    let given = class.name_text();
    Some(vm.type_error(format!(
        "descriptor '{name}' requires a subtype of '{wanted}' but received '{given}'"
    )))
}

fn doc_of(vm: &Vm, f: &NativeFunction) -> Value {
    if f.def.doc.is_empty() {
        Value::NONE
    } else {
        vm.str(f.def.doc)
    }
}

/// `__text_signature__` of a native, from its declaration.
fn text_signature(vm: &Vm, f: &NativeFunction) -> Value {
    let NativeDef { signature, .. } = f.def;
    let inside = signature
        .split_once('(')
        .map_or("", |(_, rest)| rest.strip_suffix(')').unwrap_or(rest));
    let inside = inside.replace("=?", "=<unrepresentable>");
    let is_first = |word: &str| inside == word || inside.starts_with(&format!("{word},"));
    vm.str(
        if is_first("self") || is_first("cls") && owner(f).is_some() {
            format!("(${inside})").replacen("$cls", "$type", 1)
        } else if owner(f).is_some() {
            format!("({inside})")
        } else if inside.is_empty() {
            "($module, /)".to_owned()
        } else if inside.contains('/') {
            format!("($module, {inside})")
        } else {
            format!("($module, /, {inside})")
        },
    )
}

fn qualname_of(vm: &Vm, v: &Value) -> Value {
    let Some(f) = native(v) else {
        return Value::NONE;
    };
    match owner(f) {
        Some(owner) => qualname(vm, &owner, &f.name),
        None => f.name.value().clone(),
    }
}

/// A static native's class, a module function's module.
fn self_of(vm: &Vm, v: &Value) -> Value {
    let Some(f) = native(v) else {
        return Value::NONE;
    };
    if let Some(owner) = f.owner.get() {
        return owner;
    }
    let module = f.module.get();
    let name = module
        .as_ref()
        .and_then(|m| m.as_str_obj())
        .map(|m| vm.intern_str(m));
    name.and_then(|n| vm.interp().modules().get_name(&n))
        .unwrap_or(Value::NONE)
}

fn function_repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(f) = native(v) else {
        return Ok(vm.str(vm.default_repr(v)));
    };
    let name = f.name.to_string_lossy();
    Ok(vm.str(match f.owner.get() {
        Some(owner) => format!(
            "<built-in method {name} of {} object at {:#x}>",
            vm.type_name(&owner),
            owner.bits()
        ),
        None => format!("<built-in function {name}>"),
    }))
}

fn descriptor_repr(vm: &Vm, v: &Value, what: &str) -> Value {
    let Some(f) = native(v) else {
        return vm.str(vm.default_repr(v));
    };
    let class = owner(f).map(|o| o.name_text()).unwrap_or_default();
    vm.str(format!(
        "<{what} '{}' of '{class}' objects>",
        f.name.to_string_lossy()
    ))
}

fn bound_repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some((f, this)) = bound_native(v) else {
        return Ok(vm.str(vm.default_repr(v)));
    };
    let (name, class, at) = (f.name.to_string_lossy(), vm.type_name(this), this.bits());
    Ok(vm.str(if f.slot.is_some() {
        format!("<method-wrapper '{name}' of {class} object at {at:#x}>")
    } else {
        format!("<built-in method {name} of {class} object at {at:#x}>")
    }))
}

fn bound_qualname(vm: &Vm, v: &Value) -> Result<Value> {
    let Some((f, this)) = bound_native(v) else {
        return Ok(Value::NONE);
    };
    if f.slot.is_some()
        && let Some(owner) = owner(f)
    {
        return Ok(qualname(vm, &owner, &f.name));
    }
    let class = match this.downcast_ref::<Type>() {
        Some(class) => class.clone(),
        None => vm.type_of(this).to_ref(),
    };
    Ok(qualname(vm, &class, &f.name))
}

fn bound_compare(_: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (
        a.downcast_ref::<BoundMethod>(),
        b.downcast_ref::<BoundMethod>(),
    ) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let same = x.function.is(&y.function) && x.this.is(&y.this);
    Ok(match op {
        CmpOp::Eq => Value::bool(same),
        CmpOp::Ne => Value::bool(!same),
        _ => Value::NOT_IMPLEMENTED,
    })
}

fn bound_hash(vm: &Vm, v: &Value) -> Result<i64> {
    let Some(m) = v.downcast_ref::<BoundMethod>() else {
        return identity_hash(vm, v);
    };
    Ok(identity_hash(vm, &m.this)? ^ identity_hash(vm, &m.function)?.rotate_left(7))
}

fn reduce_function(vm: &Vm, this: This<'_, NativeFunction>) -> Value {
    match this.owner.get() {
        Some(owner) => reduce_by_getattr(vm, owner, &this),
        None => this.name.value().clone(),
    }
}

fn reduce_bound(vm: &Vm, this: This<'_, BoundMethod>) -> Value {
    match native(&this.function) {
        Some(f) => reduce_by_getattr(vm, this.this.clone(), f),
        None => Value::NONE,
    }
}

fn reduce_descriptor(vm: &Vm, this: This<'_, NativeFunction>) -> Value {
    reduce_by_getattr(vm, this.owner.get().unwrap_or(Value::NONE), &this)
}

fn reduce_by_getattr(vm: &Vm, owner: Value, f: &Ref<NativeFunction>) -> Value {
    let getattr = super::iter::builtin(vm, "getattr");
    vm.pair(getattr, vm.pair(owner, f.name.value().clone()))
}
