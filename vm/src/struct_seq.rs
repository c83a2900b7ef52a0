//! Struct sequences: tuples whose items also have names, such as `sys.version_info`.
//!
//! A module declares a class with [`item`] rows as `getsets`, `base: "tuple"` and
//! `slots: struct_seq::slots`, makes it with [`Vm::struct_sequence_type`] and its instances with
//! [`Vm::struct_sequence`]. Named values beyond the tuple's items go into the instance's
//! dictionary (`has_dict: true`).

use crate::native::GetSetDef;
use crate::object::Ref;
use crate::object::typ::{Type, TypeDef};
use crate::slots::Slots;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Declares a plain class of struct sequences: the static of the class, the constant of the names,
/// the class's name and docstring, and number and name of each item.
#[macro_export]
macro_rules! struct_sequence {
    ($static:ident, $fields:ident, $name:literal, $doc:literal, $($index:literal $field:literal),* $(,)?) => {
        const $fields: &[&str] = &[$($field),*];
        static $static: $crate::object::typ::TypeDef = $crate::object::typ::TypeDef {
            name: $name,
            base: "tuple",
            doc: $doc,
            slots: $crate::struct_seq::slots,
            getsets: &[$($crate::struct_seq::item($field, $index)),*],
            ..$crate::object::typ::TypeDef::EMPTY
        };
    };
}

type Getter = fn(&Vm, &Value) -> Result<Value>;

fn get<const N: usize>(vm: &Vm, v: &Value) -> Result<Value> {
    let tuple = v.as_tuple().ok_or_else(|| vm.wrong_self(v))?;
    Ok(tuple.as_slice().get(N).cloned().unwrap_or(Value::NONE))
}

const GETTERS: [Getter; 20] = [
    get::<0>, get::<1>, get::<2>, get::<3>, get::<4>, get::<5>, get::<6>, get::<7>, get::<8>,
    get::<9>, get::<10>, get::<11>, get::<12>, get::<13>, get::<14>, get::<15>, get::<16>,
    get::<17>, get::<18>, get::<19>,
];

/// The attribute `name` for item number `index` (below 20).
pub const fn item(name: &'static str, index: usize) -> GetSetDef {
    GetSetDef {
        name,
        get: GETTERS[index],
        set: None,
    }
}

/// The slots of a struct sequence's class.
pub fn slots(s: &Slots) {
    s.repr.set(Some(repr));
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let ty = vm.type_of(v);
    let names = match ty.lookup(vm, &vm.names().match_args) {
        Some(names) => vm.collect(&names)?,
        None => Vec::new(),
    };
    let Some(tuple) = v.as_tuple().cloned() else {
        return Err(vm.wrong_self(v));
    };
    let text = vm.repr_guard(v, || {
        let mut parts = Vec::new();
        for (i, value) in tuple.as_slice().iter().enumerate() {
            let shown = vm.repr_text(value)?;
            parts.push(match names.get(i).and_then(Value::str_lossy) {
                Some(name) => format!("{name}={shown}"),
                None => shown,
            });
        }
        Ok(parts.join(", "))
    })?;
    let text = text.unwrap_or_else(|| "...".to_owned());
    Ok(vm.str(format!("{}({text})", vm.type_full_name(vm.type_of(v)))))
}

impl Vm {
    /// Makes the class of a struct sequence whose items have these names.
    pub fn struct_sequence_type(&self, def: &'static TypeDef, names: &[&str]) -> Ref<Type> {
        let ty = self.new_native_type(def);
        let count = self.int(names.len() as i64);
        let names = names.iter().map(|n| self.intern(n).into_value()).collect();
        let dict = ty.dict();
        dict.set_name(self, &self.names().match_args, self.tuple(names));
        dict.set_name(self, &self.intern("n_fields"), count.clone());
        dict.set_name(self, &self.intern("n_sequence_fields"), count);
        dict.set_name(self, &self.intern("n_unnamed_fields"), self.int(0));
        ty
    }

    /// An instance with these items.
    pub fn struct_sequence(&self, ty: &Ref<Type>, values: Vec<Value>) -> Value {
        self.tuple_of(ty, values)
    }
}
