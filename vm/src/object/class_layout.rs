//! What instances of a new class look like: the best base, `__slots__`, the namespace.

use std::sync::atomic::Ordering;

use super::descr::{Member, SIDE};
use super::dict::Dict;
use super::header::Kind;
use super::shape::{Layout, Mode};
use super::str::Str;
use super::typ::{Type, tflag};
use super::{Obj, Ref};
use crate::names::Name;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The base that gave the class its layout: the first, seen from the class, that adds something
/// to its own base's.
pub(crate) fn solid_base(class: &Ref<Type>) -> Ref<Type> {
    let mut class = class.clone();
    loop {
        let base = class.base.get().and_then(|b| b.downcast::<Type>().ok());
        match base {
            Some(base)
                if base.layout.vtable.type_id == class.layout.vtable.type_id
                    && base.layout.members == class.layout.members =>
            {
                class = base;
            }
            _ => return class,
        }
    }
}

/// The base whose layout a class with these bases extends.
///
/// # Errors
/// TypeError if a base cannot be derived from, or the layouts exclude each other.
pub(crate) fn best_base(vm: &Vm, bases: &[Value]) -> Result<Ref<Type>> {
    let mut best: Option<(Ref<Type>, Ref<Type>)> = None;
    for base in bases {
        let Some(base) = base.downcast_ref::<Type>() else {
            return Err(vm.type_error("bases must be types"));
        };
        if !base.has(tflag::BASETYPE) {
            let name = vm.type_full_name(base);
            return Err(vm.type_error(format!("type '{name}' is not an acceptable base type")));
        }
        let solid = solid_base(base);
        best = match best {
            None => Some((base.clone(), solid)),
            Some((kept, known)) if known.is_subtype(&solid) => Some((kept, known)),
            Some((_, known)) if solid.is_subtype(&known) => Some((base.clone(), solid)),
            Some(_) => return Err(vm.type_error("multiple bases have instance lay-out conflict")),
        };
    }
    best.map(|(base, _)| base)
        .ok_or_else(|| vm.type_error("a new class needs a base"))
}

/// Could an instance of one class be made one of the other?
pub(crate) fn same_layout(a: &Type, b: &Type) -> bool {
    a.layout.vtable.type_id == b.layout.vtable.type_id
        && a.layout.members == b.layout.members
        && a.layout.mode == b.layout.mode
}

/// Instances keep their attributes in a namespace of their own kind: classes and modules.
fn has_own_namespace(kind: Kind) -> bool {
    matches!(kind, Kind::Type | Kind::Module)
}

/// Instances of these vary in size, so that CPython allows no `__slots__` behind them.
fn is_sized_by_items(kind: Kind) -> bool {
    matches!(kind, Kind::Int | Kind::Bytes | Kind::Tuple | Kind::Type)
}

/// Can instances be referenced weakly because their class or a base says so?
fn has_weakrefs(vm: &Vm, ty: &Obj<Type>) -> bool {
    has_own_namespace(ty.kind())
        || matches!(ty.kind(), Kind::Set | Kind::Function | Kind::Generator)
        || ty.lookup_uncached(&vm.names().weakref).is_some()
}

/// What `__slots__` and the bases decide.
pub(crate) struct Plan {
    /// Layout of the instances.
    pub(crate) layout: Layout,
    /// The class declares the namespace of its instances.
    pub(crate) adds_dict: bool,
    /// The class allows weak references.
    pub(crate) adds_weakref: bool,
    /// Names of new members, in order.
    pub(crate) members: Vec<Name>,
}

/// Reads `__slots__`.
///
/// # Errors
/// TypeError and ValueError for what cannot be a slot.
pub(crate) fn plan(
    vm: &Vm,
    class_name: &str,
    base: &Ref<Type>,
    bases: &[Value],
    namespace: &Ref<Dict>,
) -> Result<Plan> {
    let may_dict = base.layout.mode == Mode::None && !has_own_namespace(base.kind());
    let may_weakref = !has_weakrefs(vm, base) && !is_sized_by_items(base.kind());
    let mut plan = Plan {
        layout: base.layout,
        adds_dict: may_dict,
        adds_weakref: may_weakref,
        members: Vec::new(),
    };
    if let Some(slots) = namespace.get_name(&vm.names().slots) {
        let slots = if slots.as_str_obj().is_some() {
            vec![slots]
        } else {
            vm.collect(&slots)?
        };
        read_slots(
            vm,
            class_name,
            base,
            &slots,
            namespace,
            (may_dict, may_weakref),
            &mut plan,
        )?;
        for other in bases
            .iter()
            .filter_map(|b| b.downcast_ref::<Type>())
            .filter(|b| !b.is(base))
        {
            plan.adds_dict |= may_dict && other.layout.mode != Mode::None;
            plan.adds_weakref |= may_weakref && has_weakrefs(vm, other);
        }
    }
    if plan.adds_dict {
        plan.layout.mode = if base.layout.vtable.fixed_size == 0 {
            Mode::Side
        } else {
            Mode::Plain
        };
    }
    if base.layout.vtable.fixed_size != 0 {
        plan.layout.members += plan.members.len() as u32;
    }
    Ok(plan)
}

fn read_slots(
    vm: &Vm,
    class_name: &str,
    base: &Ref<Type>,
    slots: &[Value],
    namespace: &Ref<Dict>,
    (may_dict, may_weakref): (bool, bool),
    plan: &mut Plan,
) -> Result<()> {
    (plan.adds_dict, plan.adds_weakref) = (false, false);
    if !slots.is_empty() && is_sized_by_items(base.kind()) {
        let name = base.name_text();
        return Err(vm.type_error(format!(
            "nonempty __slots__ not supported for subtype of '{name}'"
        )));
    }
    for slot in slots {
        let Some(text) = slot.as_str_obj() else {
            let what = vm.type_name(slot);
            return Err(vm.type_error(format!("__slots__ items must be strings, not '{what}'")));
        };
        if !crate::text::methods::is_identifier(text.bytes()) {
            return Err(vm.type_error("__slots__ must be identifiers"));
        }
        match text.bytes() {
            b"__dict__" if !may_dict || plan.adds_dict => {
                return Err(vm.type_error("__dict__ slot disallowed: we already got one"));
            }
            b"__dict__" => plan.adds_dict = true,
            b"__weakref__" if !may_weakref || plan.adds_weakref => {
                return Err(vm.type_error("__weakref__ slot disallowed: we already got one"));
            }
            b"__weakref__" => plan.adds_weakref = true,
            _ => {
                let name = mangle(vm, class_name, text);
                let of_the_compiler = matches!(
                    name.bytes(),
                    b"__qualname__" | b"__classcell__" | b"__classdictcell__"
                );
                if !of_the_compiler && namespace.get_name(&name).is_some() {
                    let shown = vm.repr_text(name.value())?;
                    return Err(vm.value_error(format!(
                        "{shown} in __slots__ conflicts with class variable"
                    )));
                }
                plan.members.push(name);
            }
        }
    }
    plan.members.sort_by(|a, b| a.bytes().cmp(b.bytes()));
    Ok(())
}

/// A private name as it is called outside its class.
pub(crate) fn mangle(vm: &Vm, class_name: &str, name: &Ref<Str>) -> Name {
    let bytes = name.bytes();
    let class = class_name.trim_start_matches('_');
    if !bytes.starts_with(b"__")
        || bytes.ends_with(b"__")
        || class.is_empty()
        || bytes.contains(&b'.')
    {
        return vm.intern_str(name);
    }
    let mut mangled = format!("_{class}").into_bytes();
    mangled.extend_from_slice(bytes);
    vm.intern_wtf8(&mangled)
}

/// Puts the descriptors of new members into the class.
pub(crate) fn add_members(vm: &Vm, class: &Ref<Type>, base: &Ref<Type>, names: &[Name]) {
    let side = base.layout.vtable.fixed_size == 0;
    for (i, name) in names.iter().enumerate() {
        let index = if side {
            SIDE
        } else {
            base.layout.members + i as u32
        };
        let member = Member {
            index,
            name: name.clone(),
            owner: class.clone(),
        };
        let member = vm.alloc(&vm.types().member_descriptor, member).into_value();
        class.dict().set_name(vm, name, member);
    }
}

/// Flags that a class has from its bases.
pub(crate) fn inherited_flags(bases: &[Ref<Type>]) -> u32 {
    let all = bases
        .iter()
        .fold(0, |bits, base| bits | base.flags.load(Ordering::Relaxed));
    all & (tflag::EXCEPTION | tflag::METATYPE | tflag::SEQUENCE | tflag::MAPPING)
}
