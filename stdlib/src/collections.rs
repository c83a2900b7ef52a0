//! `_collections`: deque, OrderedDict, defaultdict, and helpers of Counter and namedtuple.

use hasp_vm::args::{Args, This};
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::cell::Slot;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::header::Visit;
use hasp_vm::object::ordered_dict;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::deque::{DEQUE, DEQUE_ITER, DEQUE_REVERSE_ITER};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_collections",
    doc: "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory\n",
    functions: &[native!(
        "count_elements(mapping, iterable, /)",
        count_elements
    )],
    init: |vm, module| {
        for (name, def) in [
            ("deque", &DEQUE),
            ("_deque_iterator", &DEQUE_ITER),
            ("_deque_reverse_iterator", &DEQUE_REVERSE_ITER),
            ("tuplegetter", &TUPLEGETTER),
        ] {
            vm.add_to_module(module, name, vm.new_native_type(def).into_value());
        }
        let ordered = ordered_dict::class(vm).into_value();
        vm.add_to_module(module, "OrderedDict", ordered);
        let class = default_dict(vm)?;
        vm.add_to_module(module, "defaultdict", class);
        Ok(())
    },
};

/// Adds the number of times each item occurs.
fn count_elements(vm: &Vm, mapping: &Value, iterable: &Value) -> Result<()> {
    let one = Value::small_int(1);
    let plus = |old: &Value| -> Result<Value> {
        match old.as_small_int().and_then(|i| i.checked_add(1)) {
            Some(i) => Ok(vm.int(i)),
            None => vm.binary(0, old, &one),
        }
    };
    // A dict, or a subclass that reads and writes as dict does.
    let dict = mapping.as_dict().filter(|_| {
        let class = vm.type_of(mapping).to_ref();
        let same = |name: &str| {
            let name = vm.intern(name);
            match (class.lookup(vm, &name), vm.types().dict.lookup(vm, &name)) {
                (Some(a), Some(b)) => a.is(&b),
                _ => false,
            }
        };
        same("get") && same("__setitem__")
    });
    if let Some(dict) = dict {
        return vm.iterate(iterable, |key| {
            let hash = vm.hash(&key)?;
            let new = match dict.get_hashed(vm, &key, hash)? {
                Some(old) => plus(&old)?,
                None => one.clone(),
            };
            dict.set_hashed(vm, key, hash, new)
        });
    }
    let get = vm.get_attr_str(mapping, "get")?;
    vm.iterate(iterable, |key| {
        let old = vm.call(&get, Args::positional(&[key.clone(), Value::small_int(0)]))?;
        vm.set_item(mapping, &key, plus(&old)?)
    })
}

// ---- tuplegetter --------------------------------------------------------------------------

/// Payload of the descriptors of a named tuple's fields.
struct TupleGetter {
    index: usize,
    doc: Slot,
}

impl Payload for TupleGetter {
    fn traverse(&self, visit: Visit<'_>) {
        self.doc.visit(visit);
    }
    fn clear(&self) {
        drop(self.doc.take());
    }
}

static TUPLEGETTER: TypeDef = TypeDef {
    name: "collections._tuplegetter",
    layout: Some(VTable::of::<TupleGetter>),
    slots: |s| {
        s.new.set(Some(getter_new));
        s.descr_get.set(Some(getter_get));
        s.descr_set.set(Some(|vm, _, _, value| {
            let verb = if value.is_some() { "set" } else { "delete" };
            Err(vm.attribute_error(format!("can't {verb} attribute")))
        }));
        s.repr.set(Some(|vm, v| {
            let Some(getter) = v.downcast_ref::<TupleGetter>() else {
                return Err(vm.wrong_self(v));
            };
            let doc = vm.repr_text(&getter.doc.get().unwrap_or(Value::NONE))?;
            Ok(vm.str(format!("_tuplegetter({}, {doc})", getter.index)))
        }));
    },
    methods: &[native!("__reduce__(self, /)", |vm: &Vm,
                                               g: This<
        '_,
        TupleGetter,
    >| {
        let class = vm.type_of(g.value()).to_value();
        vm.pair(
            class,
            vm.pair(vm.int(g.index as i64), g.doc.get().unwrap_or(Value::NONE)),
        )
    })],
    getsets: &[GetSetDef {
        name: "__doc__",
        get: |_, v| {
            Ok(v.downcast_ref::<TupleGetter>()
                .and_then(|g| g.doc.get())
                .unwrap_or(Value::NONE))
        },
        set: Some(|_, v, value| {
            if let Some(getter) = v.downcast_ref::<TupleGetter>() {
                drop(getter.doc.replace(value));
            }
            Ok(())
        }),
    }],
    ..TypeDef::EMPTY
};

fn getter_new(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    args.no_keywords(vm, "_tuplegetter")?;
    let [index, doc] = args.pos() else {
        return Err(vm.type_error(format!(
            "_tuplegetter expected 2 arguments, got {}",
            args.pos().len()
        )));
    };
    let index = usize::try_from(vm.index_clipped(index)?).unwrap_or(usize::MAX);
    Ok(vm
        .alloc(
            cls,
            TupleGetter {
                index,
                doc: Slot::new(doc.clone()),
            },
        )
        .into_value())
}

fn getter_get(vm: &Vm, v: &Value, this: Option<&Value>, _: &Value) -> Result<Value> {
    let Some(getter) = v.downcast_ref::<TupleGetter>() else {
        return Err(vm.wrong_self(v));
    };
    let Some(this) = this else {
        return Ok(v.clone());
    };
    if this.is_none() {
        return Ok(v.clone());
    }
    match this.as_tuple() {
        Some(tuple) => tuple
            .as_slice()
            .get(getter.index)
            .cloned()
            .ok_or_else(|| vm.index_error("tuple index out of range")),
        None => Err(vm.type_error(format!(
            "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
            getter.index,
            vm.type_name(this)
        ))),
    }
}

// ---- defaultdict --------------------------------------------------------------------------

/// A subclass of dict with a slot for the factory and native methods.
fn default_dict(vm: &Vm) -> Result<Value> {
    let names = Dict::new(vm);
    let put = |name: &str, value: Value| names.set(vm, vm.intern(name).into_value(), value);
    put("__module__", vm.str("collections"))?;
    put("__slots__", vm.tuple(vec![vm.str("default_factory")]))?;
    put(
        "__doc__",
        vm.str("dict with a factory that makes the value of a key that is missing."),
    )?;
    let bases = vm.tuple(vec![vm.types().dict.value().clone()]);
    let args = [vm.str("defaultdict"), bases, names.into_value()];
    let class = vm.call(vm.types().type_.value(), Args::positional(&args))?;
    let ty = class
        .clone()
        .downcast::<Type>()
        .map_err(|v| vm.wrong_type("type", &v))?;
    for method in DEFAULTDICT_METHODS {
        vm.add_native_method(&ty, method)?;
    }
    Ok(class)
}

static DEFAULTDICT_METHODS: &[NativeDef] = &[
    native!("__init__(self, /, *args, **kwargs)", init),
    native!("__missing__(self, key, /)", missing),
    native!("__repr__(self, /)", repr),
    native!("copy(self, /)", copy),
    native!("__copy__(self, /)", copy),
    native!("__reduce__(self, /)", reduce),
    native!("__or__(self, value, /)", or),
    native!("__ror__(self, value, /)", ror),
    native!(
        "__class_getitem__(cls, item, /)",
        hasp_vm::object::generic_alias::class_getitem
    )
    .class_method(),
];

fn factory(vm: &Vm, v: &Value) -> Result<Value> {
    Ok(vm
        .get_attr_opt(v, &vm.intern("default_factory"))?
        .unwrap_or(Value::NONE))
}

fn init(vm: &Vm, v: &Value, args: &Value, keywords: &Value) -> Result<()> {
    let args = args.as_tuple().map_or(&[][..], |t| t.as_slice());
    let (factory, rest) = match args.split_first() {
        Some((factory, rest)) => (factory.clone(), rest),
        None => (Value::NONE, args),
    };
    if !factory.is_none() && vm.type_of(&factory).slots.call.get().is_none() {
        return Err(vm.type_error("first argument must be callable or None"));
    }
    vm.set_attr(v, &vm.intern("default_factory"), factory)?;
    let mut values = vec![v.clone()];
    values.extend_from_slice(rest);
    let (names, more) = keywords
        .as_dict()
        .map(|d| (d.keys(), d.values()))
        .unwrap_or_default();
    values.extend(more);
    let init = vm.get_attr_str(vm.types().dict.value(), "__init__")?;
    vm.call(&init, Args::with_names(&values, &names))?;
    Ok(())
}

fn missing(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let factory = factory(vm, v)?;
    if factory.is_none() {
        return Err(vm.key_error(key.clone()));
    }
    let value = vm.call(&factory, Args::NONE)?;
    vm.set_item(v, key, value.clone())?;
    Ok(value)
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let factory = factory(vm, v)?;
    let plain = vm.get_attr_str(vm.types().dict.value(), "__repr__")?;
    let items = vm.call(&plain, Args::positional(std::slice::from_ref(v)))?;
    let shown = match vm.repr_guard(&factory, || vm.repr(&factory))? {
        Some(text) => text.into_value(),
        None => vm.str("..."),
    };
    let name = vm.type_of(v).name_text();
    let bytes = |v: &Value| {
        v.as_str_obj()
            .map(|s| s.bytes().to_vec())
            .unwrap_or_default()
    };
    Ok(crate::common::join(
        vm,
        &[
            name.as_bytes(),
            b"(",
            &bytes(&shown),
            b", ",
            &bytes(&items),
            b")",
        ],
    ))
}

fn copy(vm: &Vm, v: &Value) -> Result<Value> {
    let class = vm.type_of(v).to_value();
    vm.call(&class, Args::positional(&[factory(vm, v)?, v.clone()]))
}

fn reduce(vm: &Vm, v: &Value) -> Result<Value> {
    let factory = factory(vm, v)?;
    let args = if factory.is_none() {
        Vec::new()
    } else {
        vec![factory]
    };
    let items = vm.iter(&vm.call_method_str(v, "items", &[])?)?;
    let class = vm.type_of(v).to_value();
    Ok(vm.tuple(vec![class, vm.tuple(args), Value::NONE, Value::NONE, items]))
}

fn or(vm: &Vm, v: &Value, other: &Value) -> Result<Value> {
    if other.as_dict().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let new = copy(vm, v)?;
    vm.call_method_str(&new, "update", std::slice::from_ref(other))?;
    Ok(new)
}

fn ror(vm: &Vm, v: &Value, other: &Value) -> Result<Value> {
    if other.as_dict().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let class = vm.type_of(v).to_value();
    let new = vm.call(&class, Args::positional(&[factory(vm, v)?, other.clone()]))?;
    vm.call_method_str(&new, "update", std::slice::from_ref(v))?;
    Ok(new)
}
