//! `property`, `staticmethod`, `classmethod`.

use std::sync::atomic::{AtomicBool, Ordering};

use super::cell::Slot;
use super::descr::read_only;
use super::header::{Kind, Payload, VTable, Visit};
use super::typ::{Type, TypeDef};
use super::{Ref, slot_args};
use crate::args::{Args, This};
use crate::names::Name;
use crate::native;
use crate::native::GetSetDef;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Payload of `property`.
pub struct Property {
    /// The getter.
    pub getter: Slot,
    /// The setter.
    pub setter: Slot,
    /// The deleter.
    pub deleter: Slot,
    doc: Slot,
    /// The name it was given in its class.
    name: Slot,
    /// The docstring is the getter's.
    doc_of_getter: AtomicBool,
}

impl Payload for Property {
    const KIND: Kind = Kind::Property;
    fn traverse(&self, visit: Visit<'_>) {
        for slot in [
            &self.getter,
            &self.setter,
            &self.deleter,
            &self.doc,
            &self.name,
        ] {
            slot.visit(visit);
        }
    }
    fn clear(&self) {
        for slot in [
            &self.getter,
            &self.setter,
            &self.deleter,
            &self.doc,
            &self.name,
        ] {
            drop(slot.take());
        }
    }
}

/// The class `property`.
pub static PROPERTY: TypeDef = TypeDef {
    name: "property",
    layout: Some(VTable::of::<Property>),
    subclassable: true,
    doc: "A managed attribute, made of functions that get, set and delete it.",
    slots: |s| {
        s.new.set(Some(|vm, class, _| {
            let property = Property {
                getter: Slot::empty(),
                setter: Slot::empty(),
                deleter: Slot::empty(),
                doc: Slot::empty(),
                name: Slot::empty(),
                doc_of_getter: AtomicBool::new(false),
            };
            Ok(vm.alloc(class, property).into_value())
        }));
        s.init.set(Some(property_init));
        s.descr_get.set(Some(property_get));
        s.descr_set.set(Some(property_set));
    },
    methods: &[
        native!(
            "getter(self, fget, /)",
            |vm: &Vm, this: This<'_, Property>, f: Value| copy(vm, &this, [Some(f), None, None])
        ),
        native!(
            "setter(self, fset, /)",
            |vm: &Vm, this: This<'_, Property>, f: Value| copy(vm, &this, [None, Some(f), None])
        ),
        native!(
            "deleter(self, fdel, /)",
            |vm: &Vm, this: This<'_, Property>, f: Value| copy(vm, &this, [None, None, Some(f)])
        ),
        native!(
            "__set_name__(self, owner, name, /)",
            |_: &Vm, this: This<'_, Property>, _owner: Value, name: Value| {
                this.name.set(name);
            }
        ),
    ],
    getsets: &[
        GetSetDef {
            name: "fget",
            get: |_, v| Ok(field(v, |p| &p.getter)),
            set: Some(read_only),
        },
        GetSetDef {
            name: "fset",
            get: |_, v| Ok(field(v, |p| &p.setter)),
            set: Some(read_only),
        },
        GetSetDef {
            name: "fdel",
            get: |_, v| Ok(field(v, |p| &p.deleter)),
            set: Some(read_only),
        },
        GetSetDef {
            name: "__doc__",
            get: |_, v| Ok(field(v, |p| &p.doc)),
            set: Some(|_, v, value| {
                if let Some(p) = v.downcast_ref::<Property>() {
                    p.doc.set(value.unwrap_or(Value::NONE));
                }
                Ok(())
            }),
        },
        GetSetDef {
            name: "__name__",
            get: property_name,
            set: Some(set_property_name),
        },
        GetSetDef {
            name: "__isabstractmethod__",
            get: property_is_abstract,
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn field(v: &Value, which: fn(&Property) -> &Slot) -> Value {
    v.downcast_ref::<Property>()
        .and_then(|p| which(p).get())
        .unwrap_or(Value::NONE)
}

fn property_init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let [fget, fset, fdel, doc] =
        slot_args::take(vm, "property", ["fget", "fset", "fdel", "doc"], 0, args)?;
    let Some(property) = v.downcast_ref::<Property>() else {
        return Ok(());
    };
    let given = |x: Option<Value>| x.filter(|x| !x.is_none());
    let (fget, mut doc) = (given(fget), given(doc));
    drop(property.getter.replace(fget.clone()));
    drop(property.setter.replace(given(fset)));
    drop(property.deleter.replace(given(fdel)));
    drop(property.name.take());
    property.doc_of_getter.store(false, Ordering::Relaxed);
    if doc.is_none()
        && let Some(fget) = &fget
    {
        doc = given(vm.get_attr_opt(fget, &vm.names().doc)?);
        property
            .doc_of_getter
            .store(doc.is_some(), Ordering::Relaxed);
    }
    let exact = std::ptr::eq(vm.type_of(v), &*vm.types().property);
    if !exact {
        // The class of a subclass has a `__doc__` of its own, which hides the descriptor of `property`.
        let stored = vm.set_attr(v, &vm.names().doc, doc.clone().unwrap_or(Value::NONE));
        match stored {
            Err(raised) if !vm.is_error(&raised, &vm.exceptions().attribute_error) => {
                return Err(raised);
            }
            _ => {}
        }
    }
    drop(property.doc.replace(doc));
    Ok(())
}

fn copy(vm: &Vm, this: &Ref<Property>, parts: [Option<Value>; 3]) -> Result<Value> {
    let [fget, fset, fdel] = parts;
    let given = |x: Option<Value>| x.filter(|x| !x.is_none());
    let fget = given(fget);
    let keep = |slot: &Slot| slot.get().unwrap_or(Value::NONE);
    let doc = if this.doc_of_getter.load(Ordering::Relaxed)
        && (fget.is_some() || !this.getter.is_empty())
    {
        Value::NONE
    } else {
        keep(&this.doc)
    };
    let args = [
        fget.unwrap_or_else(|| keep(&this.getter)),
        given(fset).unwrap_or_else(|| keep(&this.setter)),
        given(fdel).unwrap_or_else(|| keep(&this.deleter)),
        doc,
    ];
    let class = vm.type_of(this.value()).to_value();
    let new = vm.call(&class, Args::positional(&args))?;
    if let Some(new) = new.downcast_ref::<Property>() {
        drop(new.name.replace(this.name.get()));
    }
    Ok(new)
}

/// The name for messages: as set in the class, or the getter's.
fn name_of(vm: &Vm, property: &Ref<Property>) -> Result<Option<Value>> {
    if let Some(name) = property.name.get() {
        return Ok(Some(name));
    }
    match property.getter.get() {
        Some(getter) => vm.get_attr_opt(&getter, &vm.names().name),
        None => Ok(None),
    }
}

fn property_name(vm: &Vm, v: &Value) -> Result<Value> {
    let found = match v.downcast_ref::<Property>() {
        Some(property) => name_of(vm, property)?,
        None => None,
    };
    found.ok_or_else(|| vm.missing_attribute(v, &vm.names().name))
}

fn set_property_name(_: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    if let Some(p) = v.downcast_ref::<Property>() {
        drop(p.name.replace(value));
    }
    Ok(())
}

fn property_is_abstract(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(p) = v.downcast_ref::<Property>() else {
        return Ok(Value::FALSE);
    };
    for function in [&p.getter, &p.setter, &p.deleter]
        .into_iter()
        .filter_map(Slot::get)
    {
        if is_abstract(vm, &function)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

/// Has the function a true `__isabstractmethod__`?
pub(crate) fn is_abstract(vm: &Vm, function: &Value) -> Result<bool> {
    match vm.get_attr_opt(function, &vm.intern("__isabstractmethod__"))? {
        Some(flag) => vm.truth(&flag),
        None => Ok(false),
    }
}

#[cold]
fn lacks(vm: &Vm, property: &Ref<Property>, this: &Value, what: &str) -> Raised {
    let class = vm.type_of(this).qualname.get();
    let class = match class.map(|c| vm.repr_text(&c)).transpose() {
        Ok(class) => class.unwrap_or_default(),
        Err(raised) => return raised,
    };
    let name = match name_of(vm, property) {
        Ok(name) => name,
        Err(raised) => return raised,
    };
    match name.map(|n| vm.repr_text(&n)).transpose() {
        Ok(Some(name)) => {
            vm.attribute_error(format!("property {name} of {class} object has no {what}"))
        }
        Ok(None) => vm.attribute_error(format!("property of {class} object has no {what}")),
        Err(raised) => raised,
    }
}

fn property_get(vm: &Vm, d: &Value, this: Option<&Value>, _: &Value) -> Result<Value> {
    let (Some(this), Some(property)) = (this, d.downcast_ref::<Property>()) else {
        return Ok(d.clone());
    };
    match property.getter.get() {
        Some(getter) => vm.call(&getter, Args::positional(std::slice::from_ref(this))),
        None => Err(lacks(vm, property, this, "getter")),
    }
}

fn property_set(vm: &Vm, d: &Value, this: &Value, value: Option<Value>) -> Result<()> {
    let Some(property) = d.downcast_ref::<Property>() else {
        return Ok(());
    };
    match value {
        Some(value) => match property.setter.get() {
            Some(setter) => vm
                .call(&setter, Args::positional(&[this.clone(), value]))
                .map(drop),
            None => Err(lacks(vm, property, this, "setter")),
        },
        None => match property.deleter.get() {
            Some(deleter) => vm
                .call(&deleter, Args::positional(std::slice::from_ref(this)))
                .map(drop),
            None => Err(lacks(vm, property, this, "deleter")),
        },
    }
}

/// Payload of `staticmethod`.
pub struct StaticMethod {
    /// What it wraps.
    pub function: Slot,
}

impl Payload for StaticMethod {
    const KIND: Kind = Kind::StaticMethod;
    fn traverse(&self, visit: Visit<'_>) {
        self.function.visit(visit);
    }
    fn clear(&self) {
        drop(self.function.take());
    }
}

/// Payload of `classmethod`.
pub struct ClassMethod {
    /// What it wraps.
    pub function: Slot,
}

impl Payload for ClassMethod {
    const KIND: Kind = Kind::ClassMethod;
    fn traverse(&self, visit: Visit<'_>) {
        self.function.visit(visit);
    }
    fn clear(&self) {
        drop(self.function.take());
    }
}

/// A `staticmethod` around a function.
pub fn static_method(vm: &Vm, function: Value) -> Value {
    vm.alloc(
        &vm.types().staticmethod,
        StaticMethod {
            function: Slot::new(function),
        },
    )
    .into_value()
}

/// A `classmethod` around a function.
pub fn class_method(vm: &Vm, function: Value) -> Value {
    vm.alloc(
        &vm.types().classmethod,
        ClassMethod {
            function: Slot::new(function),
        },
    )
    .into_value()
}

/// What a static or class method wraps.
fn wrapped(v: &Value) -> Option<Value> {
    match v.downcast_ref::<StaticMethod>() {
        Some(m) => m.function.get(),
        None => v.downcast_ref::<ClassMethod>()?.function.get(),
    }
}

fn wrapped_or_error(vm: &Vm, v: &Value) -> Result<Value> {
    wrapped(v).ok_or_else(|| {
        let class = if v.is_kind(Kind::StaticMethod) {
            "staticmethod"
        } else {
            "classmethod"
        };
        vm.runtime_error(format!("uninitialized {class} object"))
    })
}

/// The wrapper looks like the function: name, docstring and so on.
fn copy_attributes(vm: &Vm, wrapper: &Value, function: &Value) -> Result<()> {
    let names = vm.names();
    for name in [&names.module, &names.name, &names.qualname, &names.doc] {
        if let Some(value) = vm.get_attr_opt(function, name)? {
            vm.set_attr(wrapper, name, value)?;
        }
    }
    Ok(())
}

/// An attribute of the wrapped function, kept in the wrapper once it was asked for.
fn from_wrapped(vm: &Vm, v: &Value, name: &Name) -> Result<Value> {
    if let Some(own) = v.header().and_then(|h| h.own_attr(vm, name)) {
        return Ok(own);
    }
    let value = vm.get_attr(&wrapped_or_error(vm, v)?, name)?;
    if let Some(header) = v.header() {
        header.set_own_attr(vm, name, value.clone());
    }
    Ok(value)
}

fn set_own(vm: &Vm, v: &Value, name: &Name, value: Option<Value>) -> Result<()> {
    let Some(header) = v.header() else {
        return Ok(());
    };
    let done = match value {
        Some(value) => header.set_own_attr(vm, name, value),
        None => header.del_own_attr(vm, name),
    };
    if done {
        Ok(())
    } else {
        Err(vm.missing_attribute(v, name))
    }
}

const WRAPPER_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__func__",
        get: |_, v| Ok(wrapped(v).unwrap_or(Value::NONE)),
        set: Some(read_only),
    },
    GetSetDef {
        name: "__wrapped__",
        get: |_, v| Ok(wrapped(v).unwrap_or(Value::NONE)),
        set: Some(read_only),
    },
    GetSetDef {
        name: "__isabstractmethod__",
        get: |vm, v| {
            Ok(Value::bool(
                wrapped(v).map_or(Ok(false), |f| is_abstract(vm, &f))?,
            ))
        },
        set: None,
    },
    GetSetDef {
        name: "__annotations__",
        get: |vm, v| from_wrapped(vm, v, &vm.names().annotations),
        set: Some(|vm, v, value| set_own(vm, v, &vm.names().annotations, value)),
    },
    GetSetDef {
        name: "__annotate__",
        get: |vm, v| from_wrapped(vm, v, &vm.names().annotate),
        set: Some(|vm, v, value| set_own(vm, v, &vm.names().annotate, value)),
    },
];

/// The class `staticmethod`.
pub static STATICMETHOD: TypeDef = TypeDef {
    name: "staticmethod",
    layout: Some(VTable::of::<StaticMethod>),
    subclassable: true,
    has_dict: true,
    doc: "A method that gets neither instance nor class.",
    slots: |s| {
        s.new.set(Some(|vm, class: &Ref<Type>, _| {
            Ok(vm
                .alloc(
                    class,
                    StaticMethod {
                        function: Slot::empty(),
                    },
                )
                .into_value())
        }));
        s.init.set(Some(|vm, v, args| {
            let function = slot_args::only(vm, "staticmethod", args)?;
            if let Some(m) = v.downcast_ref::<StaticMethod>() {
                m.function.set(function.clone());
            }
            copy_attributes(vm, v, &function)
        }));
        s.descr_get.set(Some(|vm, d, _, _| wrapped_or_error(vm, d)));
        s.call
            .set(Some(|vm, v, args| vm.call(&wrapped_or_error(vm, v)?, args)));
        s.repr
            .set(Some(|vm, v| wrapper_repr(vm, v, "staticmethod")));
    },
    methods: &[native!(
        "__class_getitem__(cls, object, /)",
        crate::object::generic_alias::class_getitem
    )
    .class_method()],
    getsets: WRAPPER_GETSETS,
    ..TypeDef::EMPTY
};

/// The class `classmethod`.
pub static CLASSMETHOD: TypeDef = TypeDef {
    name: "classmethod",
    layout: Some(VTable::of::<ClassMethod>),
    subclassable: true,
    has_dict: true,
    doc: "A method that gets its class as the first argument.",
    slots: |s| {
        s.new.set(Some(|vm, class: &Ref<Type>, _| {
            Ok(vm
                .alloc(
                    class,
                    ClassMethod {
                        function: Slot::empty(),
                    },
                )
                .into_value())
        }));
        s.init.set(Some(|vm, v, args| {
            let function = slot_args::only(vm, "classmethod", args)?;
            if let Some(m) = v.downcast_ref::<ClassMethod>() {
                m.function.set(function.clone());
            }
            copy_attributes(vm, v, &function)
        }));
        s.descr_get.set(Some(|vm, d, this, owner| {
            let class = match this {
                Some(this) if owner.is_none() => vm.type_of(this).to_value(),
                _ => owner.clone(),
            };
            Ok(vm.bind(wrapped_or_error(vm, d)?, class))
        }));
        s.repr.set(Some(|vm, v| wrapper_repr(vm, v, "classmethod")));
    },
    methods: &[native!(
        "__class_getitem__(cls, object, /)",
        crate::object::generic_alias::class_getitem
    )
    .class_method()],
    getsets: WRAPPER_GETSETS,
    ..TypeDef::EMPTY
};

fn wrapper_repr(vm: &Vm, v: &Value, class: &str) -> Result<Value> {
    let function = wrapped(v).unwrap_or(Value::NONE);
    let inner = vm.repr(&function)?;
    let mut text = format!("<{class}(").into_bytes();
    text.extend_from_slice(inner.bytes());
    text.extend_from_slice(b")>");
    Ok(vm.new_wtf8(&text).into_value())
}
