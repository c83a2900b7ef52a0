//! `types.MappingProxyType`: a read-only view of a mapping.

use hasp_compiler::op::BinOp;

use super::Ref;
use super::generic_alias::class_getitem;
use super::header::{Payload, Visit};
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::native;
use crate::object::VTable;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of `mappingproxy`.
pub struct MappingProxy {
    mapping: Value,
}

impl Payload for MappingProxy {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.mapping);
    }
}

/// A read-only view of `mapping`.
pub fn make(vm: &Vm, mapping: Value) -> Value {
    vm.alloc(&vm.types().mappingproxy, MappingProxy { mapping })
        .into_value()
}

/// The type.
pub static MAPPINGPROXY: TypeDef = TypeDef {
    name: "mappingproxy",
    layout: Some(VTable::of::<MappingProxy>),
    doc: "Read-only proxy of a mapping.",
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(|vm, v| {
            let mut out = b"mappingproxy(".to_vec();
            out.extend_from_slice(vm.repr(inner(v))?.bytes());
            out.push(b')');
            Ok(vm.new_wtf8(&out).into_value())
        }));
        s.str
            .set(Some(|vm, v| Ok(vm.to_str(inner(v))?.into_value())));
        s.hash.set(Some(|vm, v| vm.hash(inner(v))));
        s.compare.set(Some(|vm, a, b, op| {
            if a.downcast_ref::<MappingProxy>().is_some() {
                vm.compare(inner(a), b, op)
            } else {
                Ok(Value::NOT_IMPLEMENTED)
            }
        }));
        s.iter.set(Some(|vm, v| vm.iter(inner(v))));
        s.len.set(Some(|vm, v| vm.len(inner(v))));
        s.getitem.set(Some(|vm, v, key| vm.get_item(inner(v), key)));
        s.contains
            .set(Some(|vm, v, key| vm.contains(inner(v), key)));
        s.binary[BinOp::Or as usize].set(Some(|vm, a, b| {
            vm.binary(BinOp::Or as usize, inner(a), inner(b))
        }));
        s.inplace[BinOp::Or as usize].set(Some(|vm, a, _| {
            let name = vm.type_name(a);
            Err(vm.type_error(format!("'|=' is not supported by {name}; use '|' instead")))
        }));
    },
    methods: &[
        native!(
            "get(self, key, default=None, /)",
            |vm: &Vm, this: &Value, key: Value, default: Value| {
                forward(vm, this, "get", &[key, default])
            }
        ),
        native!("keys(self, /)", |vm: &Vm, this: &Value| forward(
            vm,
            this,
            "keys",
            &[]
        )),
        native!("values(self, /)", |vm: &Vm, this: &Value| forward(
            vm,
            this,
            "values",
            &[]
        )),
        native!("items(self, /)", |vm: &Vm, this: &Value| forward(
            vm,
            this,
            "items",
            &[]
        )),
        native!("copy(self, /)", |vm: &Vm, this: &Value| forward(
            vm,
            this,
            "copy",
            &[]
        )),
        native!(
            "__reversed__(self, /)",
            |vm: &Vm, this: This<'_, MappingProxy>| {
                super::iter_tools::reversed(vm, &this.mapping)
            }
        ),
        native!("__class_getitem__(cls, object, /)", class_getitem).class_method(),
    ],
    ..TypeDef::EMPTY
};

/// The mapping behind a proxy; anything else stands for itself.
fn inner(v: &Value) -> &Value {
    match v.downcast_ref::<MappingProxy>() {
        Some(proxy) => &proxy.body.mapping,
        None => v,
    }
}

fn new(vm: &Vm, _: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let mapping = match (args.pos(), args.names()) {
        ([mapping], []) => mapping,
        ([], [name]) if name.as_str_obj().is_some_and(|n| n.bytes() == b"mapping") => {
            &args.all()[0]
        }
        ([], []) => {
            return Err(vm.type_error("mappingproxy() missing required argument 'mapping' (pos 1)"));
        }
        (_, _) => {
            let given = args.all().len();
            return Err(vm.type_error(format!(
                "mappingproxy() takes at most 1 argument ({given} given)"
            )));
        }
    };
    let sequence = mapping.as_list().is_some() || mapping.as_tuple().is_some();
    if sequence || vm.type_of(mapping).slots.getitem.get().is_none() {
        let name = vm.type_name(mapping);
        return Err(vm.type_error(format!(
            "mappingproxy() argument must be a mapping, not {name}"
        )));
    }
    Ok(make(vm, mapping.clone()))
}

fn forward(vm: &Vm, this: &Value, method: &str, args: &[Value]) -> Result<Value> {
    let method = vm.get_attr_str(inner(this), method)?;
    vm.call(&method, Args::positional(args))
}
