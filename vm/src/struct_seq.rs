//! Struct sequences: tuples whose items also have names, such as `sys.version_info`.
//!
//! A module declares a class with [`item`] and [`crate::hidden_field!`] rows as `getsets`, `base: "tuple"`,
//! `methods: struct_seq::METHODS` and `slots: struct_seq::slots` (or [`sealed`]), makes it with
//! [`Vm::struct_sequence_type`] and its instances with [`Vm::struct_sequence`]. Hidden fields have a
//! name, but are no items of the tuple: they live in the instance's dictionary (`has_dict: true`)
//! and stand behind the visible ones in `getsets`.

use crate::args::Args;
use crate::names::Name;
use crate::native;
use crate::native::{GetSetDef, NativeDef};
use crate::object::Ref;
use crate::object::dict::Dict;
use crate::object::header::Obj;
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
            methods: $crate::struct_seq::METHODS,
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
        set: Some(read_only),
    }
}

/// Declares the attribute of a hidden field.
#[macro_export]
macro_rules! hidden_field {
    ($name:literal) => {
        $crate::native::GetSetDef {
            name: $name,
            get: |vm, v| {
                Ok($crate::struct_seq::hidden(vm, v, $name).unwrap_or($crate::value::Value::NONE))
            },
            set: Some($crate::struct_seq::read_only),
        }
    };
}

/// The value of a hidden field, if the instance was made with one.
pub fn hidden(vm: &Vm, v: &Value, name: &str) -> Option<Value> {
    v.header()?.own_attr(vm, &vm.intern(name))
}

/// Refuses to set a field.
///
/// # Errors
/// AttributeError.
pub fn read_only(vm: &Vm, _: &Value, _: Option<Value>) -> Result<()> {
    Err(vm.attribute_error("readonly attribute"))
}

/// The slots of a struct sequence's class.
pub fn slots(s: &Slots) {
    s.new.set(Some(new));
    s.repr.set(Some(repr));
    s.setattr.set(Some(set_attr));
}

/// The slots of a struct sequence's class that scripts cannot make instances of.
pub fn sealed(s: &Slots) {
    slots(s);
    s.new.set(Some(|vm, class, _| {
        let class = vm.type_full_name(class);
        Err(vm.type_error(format!("cannot create '{class}' instances")))
    }));
}

/// Methods of a struct sequence's class.
pub const METHODS: &[NativeDef] = &[
    native!("__reduce__(self, /)", reduce),
    native!("__replace__(self, /, **changes)", replace)
        .doc("Return a copy of the structure with new values for the specified fields."),
];

/// What a class is made of.
struct Layout {
    /// Names of the fields: visible ones, then hidden ones.
    names: Vec<&'static str>,
    /// Number of items.
    items: usize,
    /// Number of items without a name.
    unnamed: usize,
}

impl Layout {
    fn of(vm: &Vm, class: &Obj<Type>) -> Layout {
        let number = |name: &str| {
            let n = class.lookup(vm, &vm.intern(name));
            n.and_then(|n| n.as_small_int()).unwrap_or(0) as usize
        };
        Layout {
            names: class
                .def
                .map(|d| d.getsets.iter().map(|g| g.name).collect())
                .unwrap_or_default(),
            items: number("n_sequence_fields"),
            unnamed: number("n_unnamed_fields"),
        }
    }
    fn hidden(&self) -> &[&'static str] {
        self.names
            .get(self.items - self.unnamed..)
            .unwrap_or_default()
    }
}

/// An attribute that the class does not know is refused, though there is a dictionary for the
/// hidden fields.
fn set_attr(vm: &Vm, v: &Value, name: &Name, value: Option<Value>) -> Result<()> {
    let class = vm.type_of(v);
    if class.lookup(vm, name).is_some() || class.def.is_none() {
        return crate::proto::attr::generic_set(vm, v, name, value);
    }
    let (class, attr) = (class.name_text(), name.to_string_lossy());
    let message = format!(
        "'{class}' object has no attribute '{attr}' and no __dict__ for setting new attributes"
    );
    Err(vm.attribute_error_for(message, v, name))
}

fn new(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    static SIGNATURE: NativeDef = native!(
        "structseq(sequence, dict=?)",
        |_: &Vm, items: Value, _: &Value| items
    );
    let bound = crate::native_bind::bind_arguments(vm, &SIGNATURE, args)?;
    match bound.as_slice() {
        [sequence, dict] => make(vm, class, sequence, Some(dict)),
        _ => Ok(Value::NONE),
    }
}

fn make(vm: &Vm, class: &Ref<Type>, sequence: &Value, dict: Option<&Value>) -> Result<Value> {
    let layout = Layout::of(vm, class);
    let name = vm.type_full_name(class);
    let slots = &vm.type_of(sequence).slots;
    if slots.iter.get().is_none() && slots.getitem.get().is_none() {
        return Err(vm.type_error("constructor requires a sequence"));
    }
    let mut items = vm.collect(sequence)?;
    let dict = match dict.filter(|d| !d.is_unbound()) {
        Some(dict) => Some(dict.as_dict().ok_or_else(|| {
            vm.type_error(format!("{name}() takes a dict as second arg, if any"))
        })?),
        None => None,
    };
    let (given, least, most) = (
        items.len(),
        layout.items,
        layout.items + layout.hidden().len(),
    );
    if given < least || given > most {
        let bound = match (least == most, given < least) {
            (true, _) => String::new(),
            (false, true) => "an at least ".to_owned(),
            (false, false) => "an at most ".to_owned(),
        };
        let article = if least == most { "a " } else { "" };
        let wanted = if given < least { least } else { most };
        return Err(vm.type_error(format!(
            "{name}() takes {article}{bound}{wanted}-sequence ({given}-sequence given)"
        )));
    }
    let beyond = items.split_off(least);
    let mut hidden: Vec<(&'static str, Value)> =
        layout.hidden().iter().copied().zip(beyond).collect();
    if let Some(dict) = dict {
        let missing = layout.hidden().get(hidden.len()..).unwrap_or_default();
        let mut used = 0;
        for field in missing {
            if let Some(value) = dict.get_name(&vm.intern(field)) {
                used += 1;
                hidden.push((field, value));
            }
        }
        if dict.len() > used {
            return Err(vm.type_error(format!(
                "{name}() got duplicate or unexpected field name(s)"
            )));
        }
    }
    Ok(vm.struct_sequence_with(class, items, &hidden))
}

fn reduce(vm: &Vm, this: &Value) -> Result<Value> {
    let class = vm.type_of(this).to_ref();
    let hidden = Dict::new(vm);
    for name in Layout::of(vm, &class).hidden() {
        hidden.set_name(vm, &vm.intern(name), vm.get_attr_str(this, name)?);
    }
    let items = vm.tuple(this.as_tuple().iter().flat_map(|t| t.values()).collect());
    Ok(vm.pair(class.into_value(), vm.pair(items, hidden.into_value())))
}

fn replace(vm: &Vm, this: &Value, changes: &Value) -> Result<Value> {
    let class = vm.type_of(this).to_ref();
    let layout = Layout::of(vm, &class);
    let name = vm.type_full_name(&class);
    if layout.unnamed > 0 {
        return Err(vm.type_error(format!(
            "__replace__() is not supported for {name} because it has unnamed field(s)"
        )));
    }
    let changes = changes.as_dict().ok_or_else(|| vm.wrong_self(this))?;
    let mut values = Vec::new();
    let mut used = 0;
    for field in &layout.names {
        match changes.get_name(&vm.intern(field)) {
            Some(value) => {
                used += 1;
                values.push(value);
            }
            None => values.push(vm.get_attr_str(this, field)?),
        }
    }
    if changes.len() > used {
        let unknown: Vec<Value> = changes
            .items()
            .into_iter()
            .map(|(key, _)| key)
            .filter(|key| {
                !layout
                    .names
                    .iter()
                    .any(|n| key.str_lossy().is_some_and(|k| k == *n))
            })
            .collect();
        let unknown = vm.repr_text(&vm.list(unknown))?;
        return Err(vm.type_error(format!("Got unexpected field name(s): {unknown}")));
    }
    make(vm, &class, &vm.tuple(values), None)
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let names = Layout::of(vm, vm.type_of(v)).names;
    let Some(tuple) = v.as_tuple().cloned() else {
        return Err(vm.wrong_self(v));
    };
    let text = vm.repr_guard(v, || {
        let mut parts = Vec::new();
        for (i, value) in tuple.as_slice().iter().enumerate() {
            let shown = vm.repr_text(value)?;
            parts.push(match names.get(i) {
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
    /// Makes the class of a struct sequence with these names and, behind them, `unnamed` items
    /// without one.
    pub fn struct_sequence_type(
        &self,
        def: &'static TypeDef,
        names: &[&str],
        unnamed: usize,
    ) -> Ref<Type> {
        let ty = self.new_native_type(def);
        let hidden = def.getsets.len() - names.len();
        let items = names.len() + unnamed;
        let names = names.iter().map(|n| self.intern(n).into_value()).collect();
        let dict = ty.dict();
        dict.set_name(self, &self.names().match_args, self.tuple(names));
        for (name, count) in [
            ("n_fields", items + hidden),
            ("n_sequence_fields", items),
            ("n_unnamed_fields", unnamed),
        ] {
            dict.set_name(self, &self.intern(name), self.int(count as i64));
        }
        ty
    }

    /// An instance with these items.
    pub fn struct_sequence(&self, ty: &Ref<Type>, values: Vec<Value>) -> Value {
        self.tuple_of(ty, values)
    }

    /// An instance with these items and hidden fields.
    pub fn struct_sequence_with(
        &self,
        ty: &Ref<Type>,
        values: Vec<Value>,
        hidden: &[(&'static str, Value)],
    ) -> Value {
        let made = self.tuple_of(ty, values);
        if let Some(header) = made.header() {
            for (name, value) in hidden {
                header.set_own_attr(self, &self.intern(name), value.clone());
            }
        }
        made
    }
}
