//! `_types`: `SimpleNamespace`, and the types of objects that the language names but does not make.

use hasp_vm::args::Args;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::module::Module;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::slots::CmpOp;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_types",
    doc: "Define names for built-in types.",
    functions: &[],
    init: |vm: &Vm, module: &Ref<Module>| {
        vm.add_to_module(module, "SimpleNamespace", class(vm).into_value());
        for (name, def) in [
            ("CoroutineType", &COROUTINE),
            ("AsyncGeneratorType", &ASYNC_GENERATOR),
        ] {
            vm.add_to_module(module, name, vm.new_native_type(def).into_value());
        }
        Ok(())
    },
};

/// What `async def` functions give elsewhere; here there are no instances.
static COROUTINE: TypeDef = TypeDef {
    name: "coroutine",
    slots: |s| s.new.set(Some(no_instances)),
    ..TypeDef::EMPTY
};
/// As [`COROUTINE`].
static ASYNC_GENERATOR: TypeDef = TypeDef {
    name: "async_generator",
    slots: |s| s.new.set(Some(no_instances)),
    ..TypeDef::EMPTY
};

fn no_instances(vm: &Vm, class: &Ref<Type>, _: Args<'_>) -> Result<Value> {
    let class = class.name_text();
    Err(vm.type_error(format!("cannot create '{class}' instances")))
}

static SIMPLE_NAMESPACE: TypeDef = TypeDef {
    name: "types.SimpleNamespace",
    subclassable: true,
    has_dict: true,
    doc: "A simple attribute-based namespace.",
    slots: |s| {
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
    },
    methods: &[
        native!("__reduce__(self, /)", reduce).doc("Return state information for pickling"),
        native!("__replace__(self, /, **changes)", replace).doc(
            "Return a copy of the namespace object with new values for the specified attributes.",
        ),
    ],
    ..TypeDef::EMPTY
};

#[derive(Clone)]
struct Class(Ref<Type>);

fn class(vm: &Vm) -> Ref<Type> {
    vm.interp()
        .state(|| Class(vm.new_native_type(&SIMPLE_NAMESPACE)))
        .0
}

/// A namespace with these attributes.
///
/// # Errors
/// Of its making: memory.
pub(crate) fn namespace(vm: &Vm, attributes: Vec<(&str, Value)>) -> Result<Value> {
    let made = vm.call(class(vm).value(), Args::NONE)?;
    for (name, value) in attributes {
        vm.set_attr(&made, &vm.intern(name), value)?;
    }
    Ok(made)
}

fn attributes(vm: &Vm, v: &Value) -> Result<Ref<Dict>> {
    let dict = vm.get_attr_str(v, "__dict__")?;
    dict.as_dict().cloned().ok_or_else(|| vm.wrong_self(v))
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let dict = attributes(vm, v)?;
    match args.pos() {
        [] => {}
        [source] => {
            let given = vm.call(
                vm.types().dict.value(),
                Args::positional(std::slice::from_ref(source)),
            )?;
            let items = given.as_dict().map(|d| d.items()).unwrap_or_default();
            if items.iter().any(|(key, _)| key.as_str_obj().is_none()) {
                return Err(vm.type_error("keywords must be strings"));
            }
            for (key, value) in items {
                dict.set(vm, key, value)?;
            }
        }
        more => {
            let class = vm.type_name(v);
            let class = class.rsplit('.').next().unwrap_or_default();
            return Err(vm.type_error(format!(
                "{class} expected at most 1 argument, got {}",
                more.len()
            )));
        }
    }
    for (name, value) in args.keywords() {
        dict.set(vm, name.clone(), value.clone())?;
    }
    Ok(())
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let own = vm.type_of(v).to_ref();
    let name = if own.is(&class(vm)) {
        "namespace".to_owned()
    } else {
        vm.type_name(v)
    };
    let dict = attributes(vm, v)?;
    let inner = vm.repr_guard(v, || {
        let mut out = Vec::new();
        for (key, value) in dict.items() {
            let Some(key) = key.as_str_obj().filter(|k| !k.bytes().is_empty()) else {
                continue;
            };
            if !out.is_empty() {
                out.extend_from_slice(b", ");
            }
            out.extend_from_slice(key.bytes());
            out.push(b'=');
            out.extend_from_slice(vm.repr(&value)?.bytes());
        }
        Ok(out)
    })?;
    let inner = inner.unwrap_or_else(|| b"...".to_vec());
    Ok(crate::common::join(
        vm,
        &[name.as_bytes(), b"(", &inner, b")"],
    ))
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let class = class(vm);
    if !vm.is_instance_of(a, &class) || !vm.is_instance_of(b, &class) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (attributes(vm, a)?, attributes(vm, b)?);
    vm.compare(a.value(), b.value(), op)
}

fn reduce(vm: &Vm, v: &Value) -> Result<Value> {
    let class = vm.type_of(v).to_value();
    let state = attributes(vm, v)?.into_value();
    Ok(vm.tuple(vec![class, vm.tuple(Vec::new()), state]))
}

fn replace(vm: &Vm, v: &Value, changes: &Value) -> Result<Value> {
    let made = vm.call(vm.type_of(v).to_ref().value(), Args::NONE)?;
    if !vm.is_instance_of(&made, &class(vm)) {
        let (wanted, got) = (vm.type_name(v), vm.type_name(&made));
        return Err(vm.type_error(format!(
            "expect {wanted} type, but {wanted}() returned '{got}' object"
        )));
    }
    let dict = attributes(vm, &made)?;
    let changes = changes.as_dict().map(|d| d.items()).unwrap_or_default();
    for (key, value) in attributes(vm, v)?.items().into_iter().chain(changes) {
        dict.set(vm, key, value)?;
    }
    Ok(made)
}
