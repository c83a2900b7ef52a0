//! What every object has: the methods and computed attributes of `object`.

use super::dict::Dict;
use super::typ::{Type, tflag};
use super::{Kind, Ref};
use crate::args::Args;
use crate::native;
use crate::native::{GetSetDef, NativeDef};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// The methods of `object`.
pub const METHODS: &[NativeDef] = &[
    native!("__format__(self, format_spec, /)", format),
    native!("__dir__(self, /)", dir),
    native!(
        "__reduce__(self, /)",
        |vm: &Vm, this: Value| reduce_default(vm, &this, 0)
    ),
    native!("__reduce_ex__(self, protocol, /)", reduce_ex),
    native!("__getstate__(self, /)", |vm: &Vm, this: Value| {
        default_state(vm, &this, false)
    }),
    native!("__init_subclass__(cls, /, *args, **kwargs)", init_subclass).class_method(),
    native!(
        "__subclasshook__(cls, object, /)",
        |_: &Vm, _cls: Value, _other: Value| Value::NOT_IMPLEMENTED
    )
    .class_method(),
    native!("__sizeof__(self, /)", size_of),
];

/// The computed attributes of `object`.
pub const GETSETS: &[GetSetDef] = &[GetSetDef {
    name: "__class__",
    get: |vm, v| Ok(vm.type_of(v).to_value()),
    set: Some(set_class),
}];

/// `__dict__`, for the classes whose instances have one.
pub static DICT: GetSetDef = GetSetDef {
    name: "__dict__",
    get: get_dict,
    set: Some(set_dict),
};

/// `__weakref__`, for the classes whose instances can be referenced weakly.
pub(crate) static WEAKREF: GetSetDef = GetSetDef {
    name: "__weakref__",
    get: get_weakref,
    set: None,
};

fn get_dict(vm: &Vm, v: &Value) -> Result<Value> {
    match v.header().and_then(|h| h.attr_dict(vm)) {
        Some(dict) => Ok(dict.into_value()),
        None => {
            let class = vm.type_name(v);
            Err(vm.attribute_error(format!("'{class}' object has no attribute '__dict__'")))
        }
    }
}

fn set_dict(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(header) = v.header() else {
        return Ok(());
    };
    let dict = match value {
        None if v.is_kind(Kind::Function) => return Err(vm.type_error("cannot delete __dict__")),
        None => Dict::new(vm),
        Some(value) => value.downcast::<Dict>().map_err(|other| {
            let what = vm.type_name(&other);
            vm.type_error(format!(
                "__dict__ must be set to a dictionary, not a '{what}'"
            ))
        })?,
    };
    if header.set_attr_dict(vm, dict) {
        return Ok(());
    }
    Err(vm.attribute_error("This object has no __dict__"))
}

fn get_weakref(vm: &Vm, v: &Value) -> Result<Value> {
    let first = vm.weakrefs_of(v).into_iter().next();
    Ok(first.map_or(Value::NONE, Ref::into_value))
}

fn set_class(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(value) = value else {
        return Err(vm.type_error("can't delete __class__ attribute"));
    };
    let Some(new) = value.downcast_ref::<Type>() else {
        let what = vm.type_name(&value);
        return Err(vm.type_error(format!(
            "__class__ must be set to a class, not '{what}' object"
        )));
    };
    let old = vm.type_of(v).to_ref();
    let both_modules = v.is_kind(Kind::Module) && new.kind() == Kind::Module;
    if !both_modules && (!old.has(tflag::HEAP) || !new.has(tflag::HEAP)) {
        return Err(vm.type_error(
            "__class__ assignment only supported for mutable types or ModuleType subclasses",
        ));
    }
    let fits = v
        .header()
        .is_some_and(|h| super::class_layout::same_layout(&old, new) && h.change_type(vm, new));
    if fits {
        return Ok(());
    }
    let (new, old) = (new.name_text(), old.name_text());
    Err(vm.type_error(format!(
        "__class__ assignment: '{new}' object layout differs from '{old}'"
    )))
}

fn format(vm: &Vm, this: Value, spec: Value) -> Result<Value> {
    let Some(text) = spec.as_str_obj() else {
        let what = vm.argument_class(&spec);
        return Err(vm.type_error(format!("__format__() argument must be str, not {what}")));
    };
    if !text.bytes().is_empty() {
        let class = vm.type_name(&this);
        return Err(vm.type_error(format!(
            "unsupported format string passed to {class}.__format__"
        )));
    }
    vm.to_str(&this).map(Ref::into_value)
}

fn init_subclass(vm: &Vm, class: Value, args: Value, kwargs: Value) -> Result<()> {
    let name = || {
        class
            .downcast_ref::<Type>()
            .map(|t| t.name_text())
            .unwrap_or_default()
    };
    if kwargs.as_dict().is_some_and(|k| !k.is_empty()) {
        return Err(vm.type_error(format!(
            "{}.__init_subclass__() takes no keyword arguments",
            name()
        )));
    }
    match args.as_tuple().map_or(0, |t| t.as_slice().len()) {
        0 => Ok(()),
        given => Err(vm.type_error(format!(
            "{}.__init_subclass__() takes no arguments ({given} given)",
            name()
        ))),
    }
}

fn size_of(vm: &Vm, this: Value) -> Value {
    let size = match this.header() {
        Some(header) => header
            .shape()
            .instance_size()
            .max(header.shape().vtable.fixed_size),
        None => 8,
    };
    vm.int(size as i64)
}

/// Collects the names of a class and its bases.
pub(crate) fn merge_class_names(vm: &Vm, names: &Ref<Dict>, class: &Value) -> Result<()> {
    if let Some(ty) = class.downcast_ref::<Type>() {
        for ty in ty.mro_types().iter().rev() {
            for key in ty.dict().keys() {
                names.set(vm, key, Value::NONE)?;
            }
        }
        return Ok(());
    }
    if let Some(dict) = vm.get_attr_opt(class, &vm.names().dict)? {
        vm.iterate(&dict, |key| names.set(vm, key, Value::NONE))?;
    }
    if let Some(bases) = vm.get_attr_opt(class, &vm.names().bases)?
        && let Some(bases) = bases.as_tuple()
    {
        for base in bases.as_slice() {
            vm.recurse(|| merge_class_names(vm, names, base))?;
        }
    }
    Ok(())
}

fn dir(vm: &Vm, this: Value) -> Result<Value> {
    let names = Dict::new(vm);
    if let Some(dict) = vm.get_attr_opt(&this, &vm.names().dict)?
        && let Some(dict) = dict.as_dict()
    {
        for key in dict.keys() {
            names.set(vm, key, Value::NONE)?;
        }
    }
    if let Some(class) = vm.get_attr_opt(&this, &vm.names().class)? {
        merge_class_names(vm, &names, &class)?;
    }
    Ok(vm.list(names.keys()))
}

/// TypeError for an instance of an abstract class.
///
/// # Errors
/// What reading the names of the abstract methods raises.
pub(crate) fn abstract_error(vm: &Vm, class: &Ref<Type>) -> Result<Raised> {
    let methods = class
        .dict()
        .get_name(&vm.names().abstractmethods)
        .unwrap_or(Value::NONE);
    let mut names = Vec::new();
    for method in vm.collect(&methods)? {
        names.push(vm.to_str(&method)?.to_string_lossy());
    }
    names.sort();
    let s = if names.len() == 1 { "" } else { "s" };
    let list: Vec<String> = names.iter().map(|n| format!("'{n}'")).collect();
    Ok(vm.type_error(format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{s} {}",
        class.name_text(),
        list.join(", ")
    )))
}

fn copyreg(vm: &Vm, name: &str) -> Result<Value> {
    let import = super::iter::builtin(vm, "__import__");
    let module = vm.call(&import, Args::positional(&[vm.str("copyreg")]))?;
    vm.get_attr_str(&module, name)
}

fn reduce_ex(vm: &Vm, this: Value, protocol: i32) -> Result<Value> {
    let name = &vm.names().reduce;
    let class = vm.type_of(&this);
    let default = vm.types().object.dict().get_name(name);
    let found = class.lookup(vm, name);
    let overridden = match (&found, &default) {
        (Some(found), Some(default)) => !found.is(default),
        _ => false,
    };
    if overridden {
        let reduce = vm.get_attr(&this, name)?;
        return vm.call(&reduce, Args::NONE);
    }
    reduce_default(vm, &this, protocol)
}

fn reduce_default(vm: &Vm, this: &Value, protocol: i32) -> Result<Value> {
    if protocol < 2 {
        let reduce = copyreg(vm, "_reduce_ex")?;
        return vm.call(
            &reduce,
            Args::positional(&[this.clone(), vm.int(protocol.into())]),
        );
    }
    let class = vm.type_of(this).to_ref();
    if class.slots.new.get().is_none() {
        return Err(vm.type_error(format!("cannot pickle '{}' object", class.name_text())));
    }
    let (args, kwargs) = new_arguments(vm, this)?;
    let (list, dict) = (this.as_list().is_some(), this.as_dict().is_some());
    let required = args.is_none() && !list && !dict;
    let args = args.unwrap_or_default();
    let state = vm.get_attr(this, &vm.names().getstate)?;
    let default_getstate = state
        .downcast_ref::<super::function::BoundMethod>()
        .and_then(|m| {
            m.function
                .downcast_ref::<crate::native::NativeFunction>()
                .cloned()
        })
        .is_some_and(|f| {
            f.def.name() == "__getstate__"
                && f.owner
                    .get()
                    .is_some_and(|o| o.is(vm.types().object.value()))
        });
    let state = if default_getstate {
        default_state(vm, this, required)?
    } else {
        vm.call(&state, Args::NONE)?
    };
    let (function, arguments) = match kwargs.filter(|k| k.as_dict().is_some_and(|k| !k.is_empty()))
    {
        None => {
            let mut all = vec![class.into_value()];
            all.extend(args);
            (copyreg(vm, "__newobj__")?, vm.tuple(all))
        }
        Some(kwargs) => {
            let args = vm.tuple(args);
            (
                copyreg(vm, "__newobj_ex__")?,
                vm.tuple(vec![class.into_value(), args, kwargs]),
            )
        }
    };
    let items = if list { vm.iter(this)? } else { Value::NONE };
    let pairs = if dict {
        let items = vm.call_method_str(this, "items", &[])?;
        vm.iter(&items)?
    } else {
        Value::NONE
    };
    Ok(vm.tuple(vec![function, arguments, state, items, pairs]))
}

/// What `__getnewargs_ex__` or `__getnewargs__` gives.
fn new_arguments(vm: &Vm, this: &Value) -> Result<(Option<Vec<Value>>, Option<Value>)> {
    if let Some(method) = vm.lookup_special(this, &vm.intern("__getnewargs_ex__"))? {
        let result = vm.call(&method, Args::NONE)?;
        let Some(pair) = result.as_tuple() else {
            let what = vm.type_name(&result);
            return Err(vm.type_error(format!(
                "__getnewargs_ex__ should return a tuple, not '{what}'"
            )));
        };
        let [args, kwargs] = pair.as_slice() else {
            let len = pair.as_slice().len();
            return Err(vm.value_error(format!(
                "__getnewargs_ex__ should return a tuple of length 2, not {len}"
            )));
        };
        let Some(items) = args.as_tuple() else {
            let what = vm.type_name(args);
            return Err(vm.type_error(format!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{what}'"
            )));
        };
        if kwargs.as_dict().is_none() {
            let what = vm.type_name(kwargs);
            return Err(vm.type_error(format!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{what}'"
            )));
        }
        return Ok((Some(items.as_slice().to_vec()), Some(kwargs.clone())));
    }
    if let Some(method) = vm.lookup_special(this, &vm.names().getnewargs)? {
        let result = vm.call(&method, Args::NONE)?;
        let Some(items) = result.as_tuple() else {
            let what = vm.type_name(&result);
            return Err(vm.type_error(format!(
                "__getnewargs__ should return a tuple, not '{what}'"
            )));
        };
        return Ok((Some(items.as_slice().to_vec()), None));
    }
    Ok((None, None))
}

/// `object.__getstate__`: the attributes, and the values of `__slots__` beside them.
fn default_state(vm: &Vm, this: &Value, required: bool) -> Result<Value> {
    let class = vm.type_of(this);
    let plain = class.layout.vtable.type_id == vm.types().object.layout.vtable.type_id;
    if required && !plain {
        return Err(vm.type_error(format!("cannot pickle '{}' object", class.name_text())));
    }
    let attrs = this.header().map(|h| h.own_attrs(vm)).unwrap_or_default();
    let state = if attrs.is_empty() {
        Value::NONE
    } else {
        let dict = Dict::with_capacity(vm, attrs.len());
        for (name, value) in attrs {
            dict.set(vm, name, value)?;
        }
        dict.into_value()
    };
    let mut slots = None;
    for name in slot_names(vm, class)? {
        if let Some(value) = vm.get_attr_opt(this, &name)? {
            slots
                .get_or_insert_with(|| Dict::new(vm))
                .set_name(vm, &name, value);
        }
    }
    Ok(match slots {
        Some(slots) => vm.pair(state, slots.into_value()),
        None => state,
    })
}

/// The names that `__slots__` of the class and its bases declare, as the members are called.
fn slot_names(vm: &Vm, class: &Type) -> Result<Vec<crate::names::Name>> {
    let mut names = Vec::new();
    for ty in class.mro_types() {
        let Some(slots) = ty.dict().get_name(&vm.names().slots) else {
            continue;
        };
        let slots = if slots.as_str_obj().is_some() {
            vec![slots]
        } else {
            vm.collect(&slots)?
        };
        for slot in slots {
            let Some(text) = slot.as_str_obj() else {
                continue;
            };
            if text.bytes() == b"__dict__" || text.bytes() == b"__weakref__" {
                continue;
            }
            names.push(super::class_layout::mangle(vm, &ty.name_text(), text));
        }
    }
    Ok(names)
}
