//! `_NamespacePath`: the `__path__` of packages without `__init__.py`.

use crate::args::This;
use crate::native;
use crate::object::Ref;
use crate::object::header::Visit;
use crate::object::list::List;
use crate::object::typ::{Type, TypeDef};
use crate::object::{Payload, VTable};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload: the folders.
struct NamespacePath(Ref<List>);

impl Payload for NamespacePath {
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.0.value());
    }
}

fn folders<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Value> {
    match v.downcast_ref::<NamespacePath>() {
        Some(path) => Ok(path.body.0.value()),
        None => Err(vm.wrong_self(v)),
    }
}

static NAMESPACE_PATH: TypeDef = TypeDef {
    name: "_frozen_importlib_external._NamespacePath",
    layout: Some(VTable::of::<NamespacePath>),
    doc: "The folders of a package that has no __init__.py.",
    slots: |s| {
        s.repr.set(Some(|vm, v| {
            let folders = vm.repr_text(folders(vm, v)?)?;
            Ok(vm.str(format!("_NamespacePath({folders})")))
        }));
        s.len.set(Some(|vm, v| vm.len(folders(vm, v)?)));
        s.iter.set(Some(|vm, v| vm.iter(folders(vm, v)?)));
        s.getitem
            .set(Some(|vm, v, key| vm.get_item(folders(vm, v)?, key)));
        s.setitem.set(Some(|vm, v, key, value| match value {
            Some(value) => vm.set_item(folders(vm, v)?, key, value),
            None => vm.del_item(folders(vm, v)?, key),
        }));
        s.contains
            .set(Some(|vm, v, item| vm.contains(folders(vm, v)?, item)));
    },
    methods: &[native!(
        "append(self, item)",
        |_: &Vm, path: This<'_, NamespacePath>, item: Value| path.0.body.0.push(item)
    )],
    ..TypeDef::EMPTY
};

#[derive(Clone)]
struct Class(Ref<Type>);

impl Vm {
    /// The `__path__` of a namespace package.
    pub(crate) fn namespace_path(&self, folders: Vec<Value>) -> Value {
        let class = self
            .interp()
            .state(|| Class(self.new_native_type(&NAMESPACE_PATH)));
        let folders = self.new_list(folders);
        self.alloc(&class.0, NamespacePath(folders)).into_value()
    }
}
