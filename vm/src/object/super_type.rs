//! `super`.

use super::cell::Slot;
use super::code::Cell;
use super::descr::read_only;
use super::header::{Kind, Payload, VTable, Visit};
use super::tuple::Tuple;
use super::typ::{Type, TypeDef};
use super::{Obj, Ref};
use crate::args::Args;
use crate::names::Name;
use crate::native::GetSetDef;
use crate::proto::attr::generic_get;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of `super`.
#[derive(Default)]
pub struct Super {
    /// The class behind which the lookup starts.
    class: Slot,
    /// The object or class that attributes are bound to.
    this: Slot,
    /// The class whose MRO is searched.
    start: Slot,
}

impl Default for Slot {
    fn default() -> Slot {
        Slot::empty()
    }
}

impl Payload for Super {
    const KIND: Kind = Kind::Super;
    fn traverse(&self, visit: Visit<'_>) {
        for slot in [&self.class, &self.this, &self.start] {
            slot.visit(visit);
        }
    }
    fn clear(&self) {
        for slot in [&self.class, &self.this, &self.start] {
            drop(slot.take());
        }
    }
}

/// The class `super`.
pub static SUPER: TypeDef = TypeDef {
    name: "super",
    layout: Some(VTable::of::<Super>),
    subclassable: true,
    doc: "Attributes as the classes behind a given one in the MRO define them.",
    slots: |s| {
        s.new.set(Some(|vm, class, _| {
            Ok(vm.alloc(class, Super::default()).into_value())
        }));
        s.init.set(Some(init));
        s.getattr.set(Some(getattr));
        s.repr.set(Some(repr));
        s.descr_get.set(Some(descr_get));
    },
    getsets: &[
        GetSetDef {
            name: "__thisclass__",
            get: |_, v| Ok(part(v, |s| &s.class)),
            set: Some(read_only),
        },
        GetSetDef {
            name: "__self__",
            get: |_, v| Ok(part(v, |s| &s.this)),
            set: Some(read_only),
        },
        GetSetDef {
            name: "__self_class__",
            get: |_, v| Ok(part(v, |s| &s.start)),
            set: Some(read_only),
        },
    ],
    ..TypeDef::EMPTY
};

fn part(v: &Value, which: fn(&Super) -> &Slot) -> Value {
    v.downcast_ref::<Super>()
        .and_then(|s| which(s).get())
        .unwrap_or(Value::NONE)
}

/// The attribute `name` of the classes that follow `class` in the MRO of `start`.
pub(crate) fn lookup_after(
    _: &Vm,
    start: &Obj<Type>,
    class: &Ref<Type>,
    name: &Name,
) -> Option<Value> {
    let mro = start.mro.get();
    let mro = mro.as_ref()?.downcast_ref::<Tuple>()?;
    let at = mro.as_slice().iter().position(|c| c.is(class.value()))?;
    mro.as_slice()[at + 1..]
        .iter()
        .find_map(|c| c.downcast_ref::<Type>()?.names.get()?.get_name(name))
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    args.no_keywords(vm, "super")?;
    let (class, this) = match args.pos() {
        [] => from_frame(vm)?,
        [class] => (class.clone(), Value::NONE),
        [class, this] => (class.clone(), this.clone()),
        other => {
            return Err(vm.type_error(format!(
                "super() expected at most 2 arguments, got {}",
                other.len()
            )));
        }
    };
    let class = class.downcast::<Type>().map_err(|v| {
        vm.type_error(format!(
            "super() argument 1 must be a type, not {}",
            vm.type_name(&v)
        ))
    })?;
    let Some(payload) = v.downcast_ref::<Super>() else {
        return Ok(());
    };
    let start = if this.is_none() {
        None
    } else {
        Some(check(vm, &class, &this)?)
    };
    payload.class.set(class.into_value());
    drop(payload.this.replace(start.is_some().then_some(this)));
    drop(payload.start.replace(start.map(Ref::into_value)));
    Ok(())
}

/// The class whose MRO is searched for `super(class, this)`.
fn check(vm: &Vm, class: &Ref<Type>, this: &Value) -> Result<Ref<Type>> {
    if let Some(ty) = this.downcast_ref::<Type>()
        && ty.is_subtype(class)
    {
        return Ok(ty.clone());
    }
    let own = vm.type_of(this);
    if own.is_subtype(class) {
        return Ok(own.to_ref());
    }
    let told = vm.get_attr_opt(this, &vm.names().class)?;
    if let Some(told) = told.and_then(|t| t.downcast::<Type>().ok())
        && !std::ptr::eq(&*told, own)
        && told.is_subtype(class)
    {
        return Ok(told);
    }
    let (what, name) = match this.downcast_ref::<Type>() {
        Some(ty) => ("type", ty.name_text()),
        None => ("instance of", own.name_text()),
    };
    Err(vm.type_error(format!(
        "super(type, obj): obj ({what} {name}) is not an instance or subtype of type ({}).",
        class.name_text()
    )))
}

/// Class and first argument of the method that calls `super()`.
fn from_frame(vm: &Vm) -> Result<(Value, Value)> {
    let found = vm.stack.depth().checked_sub(1).and_then(|last| {
        vm.stack.at(last, |frame| {
            let code = frame.code();
            let first = (code.argcount > 0).then(|| frame.register(0).clone());
            let class = code.freevars.iter().position(|n| n.bytes() == b"__class__");
            (
                first,
                class.and_then(|at| frame.function.closure.get(at).cloned()),
            )
        })
    });
    let Some((first, cell)) = found else {
        return Err(vm.runtime_error("super(): no current frame"));
    };
    let Some(first) = first else {
        return Err(vm.runtime_error("super(): no arguments"));
    };
    // A parameter that inner functions use stands in a cell.
    let first = match first.downcast_ref::<Cell>() {
        Some(cell) => cell.contents.get().unwrap_or(Value::UNBOUND),
        None => first,
    };
    if first.is_unbound() {
        return Err(vm.runtime_error("super(): arg[0] deleted"));
    }
    let Some(cell) = cell else {
        return Err(vm.runtime_error("super(): __class__ cell not found"));
    };
    let Some(class) = cell.contents.get() else {
        return Err(vm.runtime_error("super(): empty __class__ cell"));
    };
    if class.downcast_ref::<Type>().is_none() {
        let name = vm.type_name(&class);
        return Err(vm.runtime_error(format!("super(): __class__ is not a type ({name})")));
    }
    Ok((class, first))
}

fn getattr(vm: &Vm, v: &Value, name: &Name) -> Result<Value> {
    let Some(payload) = v.downcast_ref::<Super>() else {
        return generic_get(vm, v, name);
    };
    let (class, this, start) = (payload.class.get(), payload.this.get(), payload.start.get());
    if let (Some(class), Some(this), Some(start)) = (class, this, start)
        && !name.is(&vm.names().class)
        && let (Some(class), Some(start_type)) =
            (class.downcast_ref::<Type>(), start.downcast_ref::<Type>())
        && let Some(attr) = lookup_after(vm, start_type, class, name)
    {
        let bound_to = (!this.is(&start)).then_some(&this);
        return vm.bind_descriptor(&attr, bound_to, &start);
    }
    generic_get(vm, v, name)
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(payload) = v.downcast_ref::<Super>() else {
        return Ok(vm.str(vm.default_repr(v)));
    };
    let name = |slot: &Slot| {
        slot.get()
            .and_then(|t| t.downcast::<Type>().ok())
            .map(|t| t.name_text())
    };
    let class = name(&payload.class).unwrap_or_else(|| "NULL".to_owned());
    Ok(vm.str(match name(&payload.start) {
        Some(start) => format!("<super: <class '{class}'>, <{start} object>>"),
        None => format!("<super: <class '{class}'>, NULL>"),
    }))
}

/// An unbound `super` in a class binds to the instance it is read through.
fn descr_get(vm: &Vm, d: &Value, this: Option<&Value>, _: &Value) -> Result<Value> {
    let (Some(this), Some(payload)) = (this, d.downcast_ref::<Super>()) else {
        return Ok(d.clone());
    };
    if this.is_none() || !payload.this.is_empty() {
        return Ok(d.clone());
    }
    let Some(class) = payload.class.get() else {
        return Ok(d.clone());
    };
    let own = vm.type_of(d);
    if !std::ptr::eq(own, &*vm.types().super_) {
        return vm.call(&own.to_value(), Args::positional(&[class, this.clone()]));
    }
    let Some(class) = class.downcast_ref::<Type>() else {
        return Ok(d.clone());
    };
    let start = check(vm, class, this)?;
    let bound = Super {
        class: Slot::new(class.value().clone()),
        this: Slot::new(this.clone()),
        start: Slot::new(start.into_value()),
    };
    Ok(vm.alloc(&vm.types().super_, bound).into_value())
}
