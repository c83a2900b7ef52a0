//! `object`: the root of all classes, and plain instances.

use crate::alloc::Plain;
use crate::args::Args;
use crate::object::Ref;
use crate::object::header::{Kind, VTable};
use crate::object::typ::{Type, TypeDef, tflag};
use crate::proto::attr::{generic_get, generic_set};
use crate::proto::compare::identity_hash;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// `object`.
pub static OBJECT: TypeDef = TypeDef {
    name: "object",
    base: "",
    layout: Some(VTable::of::<Plain>),
    subclassable: true,
    doc: "The base of every class.",
    slots: |s| {
        s.repr.set(Some(|vm, v| Ok(vm.str(vm.default_repr(v)))));
        s.str.set(Some(|vm, v| vm.repr(v).map(Ref::into_value)));
        s.hash.set(Some(identity_hash));
        s.getattr.set(Some(generic_get));
        s.setattr.set(Some(generic_set));
        s.compare.set(Some(compare));
        s.init.set(Some(init));
        s.new.set(Some(new));
    },
    methods: crate::object::object_methods::METHODS,
    getsets: crate::object::object_methods::GETSETS,
    ..TypeDef::EMPTY
};

/// An instance without attributes of a class whose layout is a plain object's.
#[inline]
pub(crate) fn new_instance(vm: &Vm, class: &Ref<Type>) -> Value {
    let instance = vm.alloc(class, Plain);
    instance.into_value()
}

/// Is it `object.__init__`, which does nothing to an instance of a built-in class?
#[inline]
pub(crate) fn is_init(slot: crate::slots::InitFn) -> bool {
    slot as usize == init as *const () as usize
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    match op {
        CmpOp::Eq if a.is(b) => Ok(Value::TRUE),
        CmpOp::Ne => {
            // `!=` is the opposite of what `__eq__` says.
            let Some(eq) = vm.type_of(a).slots.compare.get() else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            let equal = eq(vm, a, b, CmpOp::Eq)?;
            if equal.is_not_implemented() {
                Ok(equal)
            } else {
                Ok(Value::bool(!vm.truth(&equal)?))
            }
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn new(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    if !args.all().is_empty() {
        let overrides_new = class
            .slots
            .new
            .get()
            .is_some_and(|f| f as usize != new as *const () as usize);
        let overrides_init = class
            .slots
            .init
            .get()
            .is_some_and(|f| f as usize != init as *const () as usize);
        if overrides_new {
            return Err(vm.type_error(
                "object.__new__() takes exactly one argument (the type to instantiate)",
            ));
        }
        if !overrides_init {
            return Err(vm.type_error(format!("{}() takes no arguments", class.name_text())));
        }
    }
    if class.kind() != Kind::Instance {
        let name = class
            .def
            .map_or_else(|| class.name_text(), |def| def.name.to_owned());
        return Err(vm.type_error(format!("cannot create '{name}' instances")));
    }
    if class.has(tflag::ABSTRACT) {
        return Err(crate::object::object_methods::abstract_error(vm, class)?);
    }
    Ok(new_instance(vm, class))
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    if args.all().is_empty() {
        return Ok(());
    }
    let ty = vm.type_of(v);
    let overrides_init = ty
        .slots
        .init
        .get()
        .is_some_and(|f| f as usize != init as *const () as usize);
    let overrides_new = ty
        .slots
        .new
        .get()
        .is_some_and(|f| f as usize != new as *const () as usize);
    if overrides_init {
        return Err(vm.type_error(
            "object.__init__() takes exactly one argument (the instance to initialize)",
        ));
    }
    if !overrides_new {
        let class = ty.name_text();
        return Err(vm.type_error(format!(
            "{class}.__init__() takes exactly one argument (the instance to initialize)"
        )));
    }
    Ok(())
}
