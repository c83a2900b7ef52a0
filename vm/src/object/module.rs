//! `module`.

use super::Ref;
use super::dict::Dict;
use super::function_type::call_annotate;
use super::header::{Kind, Payload, VTable, Visit};
use super::typ::TypeDef;
use crate::args::{Args, This};
use crate::names::Name;
use crate::native;
use crate::native::{GetSetDef, NativeDef};
use crate::native_bind::bind_arguments;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of modules.
pub struct Module {
    /// The namespace.
    pub dict: Ref<Dict>,
}

impl Payload for Module {
    const KIND: Kind = Kind::Module;
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.dict.value());
    }
    fn clear(&self) {
        self.dict.clear_all();
    }
}

/// `module`.
pub static MODULE: TypeDef = TypeDef {
    name: "module",
    layout: Some(VTable::of::<Module>),
    subclassable: true,
    doc: "A module: the namespace that running a file leaves behind.",
    slots: |s| {
        s.getattr.set(Some(get));
        s.setattr.set(Some(set));
        s.repr.set(Some(repr));
        s.new.set(Some(|vm, class, _| {
            Ok(vm
                .alloc(
                    class,
                    Module {
                        dict: Dict::new(vm),
                    },
                )
                .into_value())
        }));
        s.init.set(Some(init));
    },
    getsets: &[
        GetSetDef {
            name: "__dict__",
            get: |_, v| {
                Ok(v.downcast_ref::<Module>()
                    .map_or(Value::NONE, |m| m.dict.value().clone()))
            },
            set: None,
        },
        GetSetDef {
            name: "__annotations__",
            get: annotations,
            set: Some(set_annotations),
        },
        GetSetDef {
            name: "__annotate__",
            get: annotate,
            set: Some(set_annotate),
        },
    ],
    methods: &[native!("__dir__(self, /)", dir)],
    ..TypeDef::EMPTY
};

fn namespace<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Dict>> {
    v.downcast_ref::<Module>()
        .map(|m| &m.dict)
        .ok_or_else(|| vm.wrong_self(v))
}

/// `__annotations__`: made by `__annotate__` when first asked for, and kept in the namespace.
fn annotations(vm: &Vm, v: &Value) -> Result<Value> {
    let (dict, names) = (namespace(vm, v)?, vm.names());
    if let Some(known) = dict.get_name(&names.annotations) {
        return Ok(known);
    }
    let made = match dict.get_name(&names.annotate) {
        Some(annotate) if vm.type_of(&annotate).slots.call.get().is_some() => {
            call_annotate(vm, &annotate)?
        }
        _ => Dict::new(vm).into_value(),
    };
    dict.set_name(vm, &names.annotations, made.clone());
    Ok(made)
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let (dict, names) = (namespace(vm, v)?, vm.names());
    match value {
        Some(value) => dict.set_name(vm, &names.annotations, value),
        None => {
            if dict.remove(vm, names.annotations.value())?.is_none() {
                return Err(vm.attribute_error("__annotations__"));
            }
        }
    }
    dict.remove(vm, names.annotate.value())?;
    Ok(())
}

fn annotate(vm: &Vm, v: &Value) -> Result<Value> {
    let (dict, names) = (namespace(vm, v)?, vm.names());
    Ok(dict.get_name(&names.annotate).unwrap_or_else(|| {
        dict.set_name(vm, &names.annotate, Value::NONE);
        Value::NONE
    }))
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let (dict, names) = (namespace(vm, v)?, vm.names());
    let Some(value) = value else {
        return Err(vm.type_error("cannot delete __annotate__ attribute"));
    };
    let callable = vm.type_of(&value).slots.call.get().is_some();
    if !callable && !value.is_none() {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    dict.set_name(vm, &names.annotate, value);
    if callable {
        dict.remove(vm, names.annotations.value())?;
    }
    Ok(())
}

/// `__dir__()`: the names in the module, or what its own `__dir__` function tells.
fn dir(vm: &Vm, module: This<'_, Module>) -> Result<Value> {
    if let Some(own) = module.dict.get_name(&vm.intern("__dir__")) {
        return vm.call(&own, Args::NONE);
    }
    Ok(vm.list(module.dict.keys()))
}

impl Vm {
    /// A new module of this name, not registered anywhere.
    pub fn new_module(&self, name: &str) -> Ref<Module> {
        let module = self.alloc(
            &self.types().module,
            Module {
                dict: Dict::new(self),
            },
        );
        fill(self, &module, self.intern(name).into_value(), Value::NONE);
        module
    }
}

fn fill(vm: &Vm, module: &Ref<Module>, name: Value, doc: Value) {
    let names = vm.names();
    let dict = &module.body.dict;
    dict.set_name(vm, &names.name, name);
    dict.set_name(vm, &names.doc, doc);
    for key in [&names.package, &names.loader, &names.spec] {
        dict.set_name(vm, key, Value::NONE);
    }
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    static SIGNATURE: NativeDef = native!(
        "module(name, doc=None)",
        |_: &Vm, name: Value, _: &Value| name
    );
    let bound = bind_arguments(vm, &SIGNATURE, args)?;
    let [name, doc] = bound.as_slice() else {
        return Ok(());
    };
    if name.as_str_obj().is_none() {
        let class = vm.type_name(name);
        return Err(vm.type_error(format!("module() argument 'name' must be str, not {class}")));
    }
    if let Some(module) = v.downcast_ref::<Module>() {
        fill(vm, module, name.clone(), doc.clone());
    }
    Ok(())
}

fn get(vm: &Vm, v: &Value, name: &Name) -> Result<Value> {
    let Some(module) = v.downcast_ref::<Module>() else {
        return crate::proto::attr::generic_get(vm, v, name);
    };
    let ty = vm.type_of(v);
    let class_attr = ty.lookup(vm, name);
    if let Some(attr) = &class_attr
        && vm.type_of(attr).slots.descr_set.get().is_some()
    {
        return vm.bind_descriptor(attr, Some(v), &ty.to_value());
    }
    if let Some(found) = module.body.dict.get_name(name) {
        return Ok(found);
    }
    if let Some(attr) = class_attr {
        return vm.bind_descriptor(&attr, Some(v), &ty.to_value());
    }
    if let Some(getattr) = module.body.dict.get_name(&vm.names().getattr) {
        return vm.call(&getattr, Args::positional(&[name.value().clone()]));
    }
    let message = vm.no_module_attribute(&module.body.dict, &name.to_string_lossy());
    Err(vm.attribute_error_for(message, v, name))
}

fn set(vm: &Vm, v: &Value, name: &Name, value: Option<Value>) -> Result<()> {
    let Some(module) = v.downcast_ref::<Module>() else {
        return crate::proto::attr::generic_set(vm, v, name, value);
    };
    if let Some(attr) = vm.type_of(v).lookup(vm, name)
        && vm.type_of(&attr).slots.descr_set.get().is_some()
    {
        return crate::proto::attr::generic_set(vm, v, name, value);
    }
    match value {
        Some(value) => module.body.dict.set_name(vm, name, value),
        None if module.body.dict.del_name(vm, name) => {}
        None => return Err(vm.missing_attribute(v, name)),
    }
    Ok(())
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(module) = v.downcast_ref::<Module>() else {
        return Ok(vm.str(vm.default_repr(v)));
    };
    let text = |name: &Name| module.body.dict.get_name(name).and_then(|n| n.str_lossy());
    let name = text(&vm.names().name).unwrap_or_else(|| "?".to_owned());
    Ok(vm.str(match text(&vm.names().file) {
        Some(file) => format!("<module '{name}' from '{file}'>"),
        None if vm.is_builtin_module(&name) => format!("<module '{name}' (built-in)>"),
        None => match module.body.dict.get_name(&vm.names().path) {
            Some(path) if path.as_list().is_none() => {
                let folders = vm.collect(&path)?;
                let folders = vm.repr_text(&vm.list(folders))?;
                format!("<module '{name}' (namespace) from {folders}>")
            }
            _ => format!("<module '{name}'>"),
        },
    }))
}
