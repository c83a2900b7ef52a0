//! `type`, the class of classes.

use super::class_build::{type_init, type_new};
use super::dict::Dict;
use super::function_type::call_annotate;
use super::header::VTable;
use super::typ::{Type, TypeDef, tflag};
use super::{Kind, Ref, class_bases, class_check, mro, object_methods, union_type};
use crate::args::{Args, This};
use crate::names::Name;
use crate::native;
use crate::native::GetSetDef;
use crate::proto::attr::{generic_set, type_get};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The class `type`.
pub static TYPE: TypeDef = TypeDef {
    name: "type",
    layout: Some(VTable::of::<Type>),
    subclassable: true,
    doc: "The class of an object, or a new class.",
    slots: |s| {
        s.call.set(Some(call));
        s.getattr.set(Some(type_get));
        s.setattr.set(Some(set_attr));
        s.repr.set(Some(repr));
        s.new.set(Some(type_new));
        s.init.set(Some(type_init));
        s.binary[hasp_compiler::op::BinOp::Or as usize].set(Some(union_type::or));
    },
    methods: &[
        native!("mro(self, /)", |vm: &Vm,
                                 this: This<'_, Type>|
         -> Result<Value> {
            Ok(vm.list(mro::linearize(vm, &this)?))
        }),
        native!(
            "__subclasses__(self, /)",
            |vm: &Vm, this: This<'_, Type>| {
                vm.list(
                    this.live_subclasses()
                        .into_iter()
                        .map(Ref::into_value)
                        .collect(),
                )
            }
        ),
        native!(
            "__instancecheck__(self, instance, /)",
            |vm: &Vm, this: &Value, v: &Value| { class_check::default_instance_check(vm, v, this) }
        ),
        native!(
            "__subclasscheck__(self, subclass, /)",
            |vm: &Vm, this: &Value, sub: &Value| {
                class_check::default_subclass_check(vm, sub, this)
            }
        ),
        native!(
            "__prepare__(cls, /, *args, **kwargs)",
            |vm: &Vm, _cls: Value, _args: Value, _kwargs: Value| { Dict::new(vm) }
        )
        .class_method(),
        native!("__dir__(self, /)", |vm: &Vm,
                                     this: Value|
         -> Result<Value> {
            let names = Dict::new(vm);
            object_methods::merge_class_names(vm, &names, &this)?;
            Ok(vm.list(names.keys()))
        }),
        native!("__sizeof__(self, /)", |_: &Vm, _this: This<'_, Type>| {
            std::mem::size_of::<super::Obj<Type>>()
        }),
    ],
    getsets: &[
        GetSetDef {
            name: "__name__",
            get: |_, v| Ok(field(v, |t| t.name.get())),
            set: Some(set_name),
        },
        GetSetDef {
            name: "__qualname__",
            get: |_, v| Ok(field(v, |t| t.qualname.get())),
            set: Some(set_qualname),
        },
        GetSetDef {
            name: "__module__",
            get: get_module,
            set: Some(set_module),
        },
        GetSetDef {
            name: "__bases__",
            get: |vm, v| {
                Ok(class(v)
                    .and_then(|t| t.bases.get())
                    .unwrap_or_else(|| vm.tuple(Vec::new())))
            },
            set: Some(class_bases::set_bases),
        },
        GetSetDef {
            name: "__base__",
            get: |_, v| Ok(field(v, |t| t.base.get())),
            set: None,
        },
        GetSetDef {
            name: "__mro__",
            get: |_, v| Ok(field(v, |t| t.mro.get())),
            set: None,
        },
        GetSetDef {
            name: "__dict__",
            get: get_dict,
            set: None,
        },
        GetSetDef {
            name: "__doc__",
            get: get_doc,
            set: Some(set_doc),
        },
        GetSetDef {
            name: "__text_signature__",
            get: |_, _| Ok(Value::NONE),
            set: None,
        },
        GetSetDef {
            name: "__abstractmethods__",
            get: get_abstract,
            set: Some(set_abstract),
        },
        GetSetDef {
            name: "__annotations__",
            get: get_annotations,
            set: Some(set_annotations),
        },
        GetSetDef {
            name: "__annotate__",
            get: get_annotate,
            set: Some(set_annotate),
        },
        GetSetDef {
            name: "__type_params__",
            get: get_type_params,
            set: Some(set_type_params),
        },
        GetSetDef {
            name: "__flags__",
            get: |vm, v| Ok(vm.int(class(v).map_or(0, |t| flags(t)))),
            set: None,
        },
        GetSetDef {
            name: "__basicsize__",
            get: |vm, v| {
                let size = class(v).map_or(0, |t| {
                    let shape = vm.shape_ref(t.root_shape());
                    shape.instance_size().max(t.layout.vtable.fixed_size)
                });
                Ok(vm.int(size as i64))
            },
            set: None,
        },
        GetSetDef {
            name: "__itemsize__",
            get: |vm, v| Ok(vm.int(class(v).map_or(0, |t| item_size(t.kind())))),
            set: None,
        },
        GetSetDef {
            name: "__dictoffset__",
            get: |vm, v| {
                let has = class(v).is_some_and(|t| t.layout.mode != super::shape::Mode::None);
                Ok(vm.int(if has { -1 } else { 0 }))
            },
            set: None,
        },
        GetSetDef {
            name: "__weakrefoffset__",
            get: |vm, v| {
                let has =
                    class(v).is_some_and(|t| t.lookup_uncached(&vm.names().weakref).is_some());
                Ok(vm.int(if has { -32 } else { 0 }))
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn class(v: &Value) -> Option<&Ref<Type>> {
    v.downcast_ref::<Type>()
}
fn field(v: &Value, read: fn(&Type) -> Option<Value>) -> Value {
    class(v).and_then(|t| read(t)).unwrap_or(Value::NONE)
}

fn item_size(kind: Kind) -> i64 {
    match kind {
        Kind::Int => 4,
        Kind::Bytes => 1,
        Kind::Tuple => 8,
        Kind::Type => 40,
        _ => 0,
    }
}

/// The flag bits that CPython documents.
fn flags(ty: &Type) -> i64 {
    let kind_bit = match ty.kind() {
        Kind::Int => 24,
        Kind::List => 25,
        Kind::Tuple => 26,
        Kind::Bytes => 27,
        Kind::Str => 28,
        Kind::Dict => 29,
        Kind::Exception => 30,
        Kind::Type => 31,
        _ => 63,
    };
    let named = [
        (tflag::SEQUENCE, 5),
        (tflag::MAPPING, 6),
        (tflag::IMMUTABLE, 8),
        (tflag::HEAP, 9),
        (tflag::BASETYPE, 10),
        (tflag::ABSTRACT, 20),
    ];
    let bits = named
        .iter()
        .filter(|(flag, _)| ty.has(*flag))
        .fold(1 << 12 | 1 << 14, |bits, (_, bit)| bits | 1 << bit);
    if kind_bit == 63 {
        bits
    } else {
        bits | 1 << kind_bit
    }
}

/// `class(*args)`: makes and initialises an instance; `type(x)` gives the class of `x`.
fn call(vm: &Vm, v: &Value, args: Args<'_>) -> Result<Value> {
    let Some(class) = class(v) else {
        return Err(vm.not_callable(v));
    };
    if class.is(&vm.types().type_) {
        match args.pos() {
            [one] if args.names().is_empty() => return Ok(vm.type_of(one).to_value()),
            [_] => return args.no_keywords(vm, "type").map(|()| Value::NONE),
            [_, _, _] => {}
            _ => return Err(vm.type_error("type() takes 1 or 3 arguments")),
        }
    }
    let Some(new) = class.slots.new.get() else {
        return Err(vm.type_error(format!(
            "cannot create '{}' instances",
            vm.type_full_name(class)
        )));
    };
    let made = new(vm, class, args)?;
    let own = vm.type_of(&made);
    if (std::ptr::eq(own, &raw const **class) || own.is_subtype(class))
        && let Some(init) = own.slots.init.get()
        && (own.has(tflag::HEAP) || !crate::object::plain::is_init(init))
    {
        init(vm, &made, args)?;
    }
    Ok(made)
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(ty) = class(v) else {
        return Ok(vm.str(vm.default_repr(v)));
    };
    Ok(vm.str(format!("<class '{}'>", vm.type_full_name(ty))))
}

/// `type.__setattr__` and `type.__delattr__`.
fn set_attr(vm: &Vm, v: &Value, name: &Name, value: Option<Value>) -> Result<()> {
    let Some(ty) = class(v) else {
        return generic_set(vm, v, name, value);
    };
    if ty.has(tflag::IMMUTABLE) {
        let (name, class) = (name.to_string_lossy(), vm.type_full_name(ty));
        return Err(vm.type_error(format!(
            "cannot set '{name}' attribute of immutable type '{class}'"
        )));
    }
    if let Some(attr) = vm.type_of(v).lookup(vm, name)
        && let Some(set) = vm.type_of(&attr).slots.descr_set.get()
    {
        return set(vm, &attr, v, value);
    }
    if value.is_none() && ty.dict().get_name(name).is_none() {
        return Err(vm.missing_attribute(v, name));
    }
    store(vm, ty, name, value);
    Ok(())
}

/// Changes the class's namespace and tells everything that depends on it.
pub(crate) fn store(vm: &Vm, ty: &Ref<Type>, name: &Name, value: Option<Value>) {
    // Caches borrow the old value until `modified` has run.
    let old = ty.dict().get_name(name);
    match value {
        Some(value) => ty.dict().set_name(vm, name, value),
        None => drop(ty.dict().pop_name(vm, name)),
    }
    ty.modified(vm);
    if let Some(text) = name.as_str().filter(|n| crate::slot_table::is_slot_name(n)) {
        crate::slot_table::update_name(vm, ty, text);
        if matches!(text, "__get__" | "__set__" | "__delete__") {
            // Caches of every class may hold an instance of this one and what it meant so far.
            vm.types().object.modified(vm);
        }
    }
    drop(old);
}

/// The class, if the attribute of it can be set.
fn settable<'a>(vm: &Vm, v: &'a Value, name: &str, value: Option<&Value>) -> Result<&'a Ref<Type>> {
    let Some(ty) = class(v) else {
        return Err(vm.wrong_self(v));
    };
    if ty.has(tflag::IMMUTABLE) {
        let class = vm.type_full_name(ty);
        return Err(vm.type_error(format!(
            "cannot set '{name}' attribute of immutable type '{class}'"
        )));
    }
    if value.is_none() {
        let class = ty.name_text();
        return Err(vm.type_error(format!(
            "cannot delete '{name}' attribute of immutable type '{class}'"
        )));
    }
    Ok(ty)
}

fn set_name(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let ty = settable(vm, v, "__name__", value.as_ref())?;
    let value = value.unwrap_or(Value::NONE);
    let Some(text) = value.as_str_obj() else {
        let (class, what) = (ty.name_text(), vm.type_name(&value));
        return Err(vm.type_error(format!(
            "can only assign string to {class}.__name__, not '{what}'"
        )));
    };
    if text.bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    ty.name.set(value);
    Ok(())
}

fn set_qualname(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let ty = settable(vm, v, "__qualname__", value.as_ref())?;
    let value = value.unwrap_or(Value::NONE);
    if value.as_str_obj().is_none() {
        let (class, what) = (ty.name_text(), vm.type_name(&value));
        return Err(vm.type_error(format!(
            "can only assign string to {class}.__qualname__, not '{what}'"
        )));
    }
    ty.qualname.set(value);
    Ok(())
}

fn get_module(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(ty) = class(v) else {
        return Ok(Value::NONE);
    };
    let own = ty.dict().get_name(&vm.names().module);
    if !ty.has(tflag::HEAP) {
        let own = own.filter(|m| m.as_str_obj().is_some());
        return Ok(own.unwrap_or_else(|| vm.names().builtins_plain.value().clone()));
    }
    match own {
        Some(module) => Ok(module),
        None => Err(vm.attribute_error("__module__")),
    }
}

fn set_module(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let ty = settable(vm, v, "__module__", value.as_ref())?;
    store(vm, ty, &vm.names().module, value);
    store(vm, ty, &vm.names().firstlineno, None);
    Ok(())
}

fn get_dict(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(ty) = class(v) else {
        return Ok(Value::NONE);
    };
    Ok(super::mappingproxy::make(vm, ty.dict().value().clone()))
}

fn get_doc(vm: &Vm, v: &Value) -> Result<Value> {
    match class(v).and_then(|t| t.dict().get_name(&vm.names().doc)) {
        Some(doc) => vm.bind_descriptor(&doc, None, v),
        None => Ok(Value::NONE),
    }
}

fn set_doc(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let ty = settable(vm, v, "__doc__", value.as_ref())?;
    store(vm, ty, &vm.names().doc, value);
    Ok(())
}

fn get_abstract(vm: &Vm, v: &Value) -> Result<Value> {
    let name = &vm.names().abstractmethods;
    let own = class(v)
        .filter(|t| !t.is(&vm.types().type_))
        .and_then(|t| t.dict().get_name(name));
    own.ok_or_else(|| vm.attribute_error_for(name.to_string_lossy(), v, name))
}

fn set_abstract(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(ty) = class(v) else { return Ok(()) };
    let name = &vm.names().abstractmethods;
    let on = match &value {
        Some(value) => vm.truth(value)?,
        None if ty.dict().get_name(name).is_none() => {
            return Err(vm.attribute_error_for(name.to_string_lossy(), v, name));
        }
        None => false,
    };
    if ty.has(tflag::IMMUTABLE) {
        return settable(vm, v, "__abstractmethods__", value.as_ref()).map(drop);
    }
    ty.set_flag(tflag::ABSTRACT, on);
    store(vm, ty, name, value);
    crate::slot_table::settle_flags(vm, ty);
    Ok(())
}

fn only_heap<'a>(vm: &Vm, v: &'a Value, name: &Name) -> Result<&'a Ref<Type>> {
    class(v)
        .filter(|t| t.has(tflag::HEAP))
        .ok_or_else(|| vm.missing_attribute(v, name))
}

fn get_annotations(vm: &Vm, v: &Value) -> Result<Value> {
    let names = vm.names();
    let ty = only_heap(vm, v, &names.annotations)?;
    let known = ty
        .dict()
        .get_name(&names.annotations)
        .or_else(|| ty.dict().get_name(&names.annotations_cache));
    if let Some(known) = known {
        return vm.bind_descriptor(&known, None, v);
    }
    let annotate = vm.get_attr(v, &names.annotate)?;
    let made = if vm.type_of(&annotate).slots.call.get().is_some() {
        call_annotate(vm, &annotate)?
    } else {
        Dict::new(vm).into_value()
    };
    store(vm, ty, &names.annotations_cache, Some(made.clone()));
    Ok(made)
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let names = vm.names();
    let ty = match &value {
        Some(_) => settable(vm, v, "__annotations__", value.as_ref())?,
        None => settable(vm, v, "__annotations__", Some(&Value::NONE))?,
    };
    let own = ty.dict().get_name(&names.annotations).is_some();
    let key = if own {
        &names.annotations
    } else {
        &names.annotations_cache
    };
    if value.is_none() && ty.dict().get_name(key).is_none() {
        return Err(vm.attribute_error_for("__annotations__".to_owned(), v, &names.annotations));
    }
    store(vm, ty, key, value);
    store(vm, ty, &names.annotate_func, None);
    store(vm, ty, &names.annotate, None);
    Ok(())
}

fn get_annotate(vm: &Vm, v: &Value) -> Result<Value> {
    let names = vm.names();
    let ty = only_heap(vm, v, &names.annotate)?;
    let known = ty
        .dict()
        .get_name(&names.annotate_func)
        .or_else(|| ty.dict().get_name(&names.annotate));
    match known {
        Some(annotate) => vm.bind_descriptor(&annotate, None, v),
        None => {
            store(vm, ty, &names.annotate_func, Some(Value::NONE));
            Ok(Value::NONE)
        }
    }
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(value) = value else {
        return Err(vm.type_error("cannot delete __annotate__ attribute"));
    };
    let ty = settable(vm, v, "__annotate__", Some(&value))?;
    if !value.is_none() && vm.type_of(&value).slots.call.get().is_none() {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    let names = vm.names();
    if !value.is_none() {
        store(vm, ty, &names.annotations_cache, None);
        store(vm, ty, &names.annotations, None);
    }
    store(vm, ty, &names.annotate_func, Some(value));
    Ok(())
}

fn get_type_params(vm: &Vm, v: &Value) -> Result<Value> {
    let own = class(v).and_then(|t| t.dict().get_name(&vm.names().type_params));
    Ok(own.unwrap_or_else(|| vm.tuple(Vec::new())))
}

fn set_type_params(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let ty = settable(vm, v, "__type_params__", value.as_ref())?;
    store(vm, ty, &vm.names().type_params, value);
    Ok(())
}
