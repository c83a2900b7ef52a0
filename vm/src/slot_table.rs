//! Connects special method names and slots.
//!
//! A *group* is one slot entry with the names that stand for it. In a built-in class each name of
//! a filled slot becomes a wrapper (a native whose `slot` is the row). In a class made by a script
//! [`update`] chooses for each group: the native entry, if every name of the group still leads to
//! wrappers of one owner, else the generic entry, which calls the method by name.

use std::sync::atomic::Ordering;

use hasp_compiler::op::BinOp;

use crate::args::Args;
use crate::names::{Name, Names};
use crate::native::{NativeDef, NativeFunction};
use crate::object::header;
use crate::object::typ::{Type, tflag};
use crate::object::{Kind, Obj, Ref};
use crate::proto::attr::{generic_get, generic_set};
use crate::proto::compare::unhashable;
use crate::slots::{BINARY, BinaryFn, CmpOp, DIVMOD, Slots};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// One special method name of a slot.
pub struct SlotRow {
    /// Which group it belongs to.
    pub group: usize,
    /// Number that tells the names of one group apart.
    pub part: usize,
    /// Signature of the wrapper; the name stands in front.
    pub def: NativeDef,
    /// Calls the slot of `owner` with the wrapper's arguments.
    pub call: fn(&Vm, &Obj<Type>, Args<'_>, usize) -> Result<Value>,
}

/// One slot entry.
struct Group {
    is_set: fn(&Slots) -> bool,
    /// Identity of the entry.
    address: fn(&Slots) -> usize,
    copy: fn(&Slots, &Slots),
    set_generic: fn(&Slots),
    clear: fn(&Slots),
}

macro_rules! field_group {
    ($field:ident, $generic:expr) => {
        Group {
            is_set: |s| s.$field.get().is_some(),
            address: |s| s.$field.get().map_or(0, |f| f as usize),
            copy: |from, to| to.$field.set(from.$field.get()),
            set_generic: |s| s.$field.set(Some($generic)),
            clear: |s| s.$field.set(None),
        }
    };
}
macro_rules! index_group {
    ($field:ident, $index:expr, $generic:expr) => {
        Group {
            is_set: |s| s.$field[$index].get().is_some(),
            address: |s| s.$field[$index].get().map_or(0, |f| f as usize),
            copy: |from, to| to.$field[$index].set(from.$field[$index].get()),
            set_generic: |s| s.$field[$index].set(Some($generic)),
            clear: |s| s.$field[$index].set(None),
        }
    };
}

const BINARY_BASE: usize = 25;
const INPLACE_BASE: usize = BINARY_BASE + BINARY;

static GROUPS: [Group; INPLACE_BASE + 13] = [
    field_group!(repr, |vm, v| call_named(vm, v, &vm.names().repr, &[])),
    field_group!(str, |vm, v| call_named(vm, v, &vm.names().str, &[])),
    field_group!(hash, generic_hash),
    field_group!(call, generic_call),
    field_group!(getattr, generic_getattr),
    field_group!(setattr, generic_setattr),
    field_group!(compare, generic_compare),
    field_group!(iter, generic_iter),
    field_group!(next, generic_next),
    field_group!(descr_get, generic_descr_get),
    field_group!(descr_set, generic_descr_set),
    field_group!(init, generic_init),
    field_group!(new, generic_new),
    field_group!(len, generic_len),
    field_group!(bool, generic_bool),
    field_group!(getitem, |vm, v, key| call_named(
        vm,
        v,
        &vm.names().getitem,
        std::slice::from_ref(key)
    )),
    field_group!(setitem, generic_setitem),
    field_group!(contains, generic_contains),
    field_group!(neg, |vm, v| call_named(vm, v, &vm.names().neg, &[])),
    field_group!(pos, |vm, v| call_named(vm, v, &vm.names().pos, &[])),
    field_group!(invert, |vm, v| call_named(vm, v, &vm.names().invert, &[])),
    field_group!(abs, |vm, v| call_named(vm, v, &vm.names().abs, &[])),
    field_group!(int, |vm, v| call_named(vm, v, &vm.names().int, &[])),
    field_group!(float, |vm, v| call_named(vm, v, &vm.names().float, &[])),
    field_group!(index, |vm, v| call_named(vm, v, &vm.names().index, &[])),
    index_group!(binary, 0, generic_binary::<0>),
    index_group!(binary, 1, generic_binary::<1>),
    index_group!(binary, 2, generic_binary::<2>),
    index_group!(binary, 3, generic_binary::<3>),
    index_group!(binary, 4, generic_binary::<4>),
    index_group!(binary, 5, generic_binary::<5>),
    index_group!(binary, 6, generic_binary::<6>),
    index_group!(binary, 7, generic_binary::<7>),
    index_group!(binary, 8, generic_binary::<8>),
    index_group!(binary, 9, generic_binary::<9>),
    index_group!(binary, 10, generic_binary::<10>),
    index_group!(binary, 11, generic_binary::<11>),
    index_group!(binary, 12, generic_binary::<12>),
    index_group!(binary, 13, generic_binary::<13>),
    index_group!(inplace, 0, generic_inplace::<0>),
    index_group!(inplace, 1, generic_inplace::<1>),
    index_group!(inplace, 2, generic_inplace::<2>),
    index_group!(inplace, 3, generic_inplace::<3>),
    index_group!(inplace, 4, generic_inplace::<4>),
    index_group!(inplace, 5, generic_inplace::<5>),
    index_group!(inplace, 6, generic_inplace::<6>),
    index_group!(inplace, 7, generic_inplace::<7>),
    index_group!(inplace, 8, generic_inplace::<8>),
    index_group!(inplace, 9, generic_inplace::<9>),
    index_group!(inplace, 10, generic_inplace::<10>),
    index_group!(inplace, 11, generic_inplace::<11>),
    index_group!(inplace, 12, generic_inplace::<12>),
];

const NEW_GROUP: usize = 12;
const HASH_GROUP: usize = 2;

fn unreachable_raw(_: &Vm, _: &[Value]) -> Result<Value> {
    Ok(Value::NONE)
}

macro_rules! rows {
    ($($group:expr, $part:expr, $signature:literal => $call:expr;)*) => {
        /// Every special method that stands for a slot.
        static ROWS: &[SlotRow] = &[$(SlotRow {
            group: $group,
            part: $part,
            def: NativeDef::new($signature, unreachable_raw),
            call: $call,
        },)*];
    };
}

fn arg<'a>(vm: &Vm, args: Args<'a>, at: usize, want: usize) -> Result<&'a Value> {
    if args.pos().len() != want + 1 || !args.names().is_empty() {
        let given = args.pos().len().saturating_sub(1);
        let s = if want == 1 { "" } else { "s" };
        return Err(vm.type_error(format!("expected {want} argument{s}, got {given}")));
    }
    Ok(&args.pos()[at])
}

fn supported<F>(vm: &Vm, slot: Option<F>) -> Result<F> {
    slot.ok_or_else(|| vm.type_error("operation not supported by this type"))
}

macro_rules! unary_call {
    ($field:ident) => {
        |vm, owner, args, _| supported(vm, owner.slots.$field.get())?(vm, arg(vm, args, 0, 0)?)
    };
}

fn call_binary(vm: &Vm, owner: &Obj<Type>, args: Args<'_>, op: usize) -> Result<Value> {
    let other = arg(vm, args, 1, 1)?;
    check_count(vm, owner, other, op)?;
    supported(vm, owner.slots.binary[op].get())?(vm, &args.pos()[0], other)
}
/// `sequence.__mul__(n)` takes nothing but an index.
fn check_count(vm: &Vm, owner: &Obj<Type>, count: &Value, op: usize) -> Result<()> {
    let sequence = matches!(
        owner.kind(),
        Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::List | Kind::Tuple
    );
    if sequence && op == BinOp::Mul as usize {
        vm.index(count).map(drop)
    } else {
        Ok(())
    }
}
fn call_reflected(vm: &Vm, owner: &Obj<Type>, args: Args<'_>, op: usize) -> Result<Value> {
    let other = arg(vm, args, 1, 1)?;
    check_count(vm, owner, other, op - 100)?;
    supported(vm, owner.slots.binary[op - 100].get())?(vm, other, &args.pos()[0])
}
fn call_inplace(vm: &Vm, owner: &Obj<Type>, args: Args<'_>, op: usize) -> Result<Value> {
    let other = arg(vm, args, 1, 1)?;
    check_count(vm, owner, other, op)?;
    supported(vm, owner.slots.inplace[op].get())?(vm, &args.pos()[0], other)
}
fn call_compare(vm: &Vm, owner: &Obj<Type>, args: Args<'_>, op: usize) -> Result<Value> {
    let other = arg(vm, args, 1, 1)?;
    supported(vm, owner.slots.compare.get())?(vm, &args.pos()[0], other, COMPARE[op])
}
const COMPARE: [CmpOp; 6] = [
    CmpOp::Lt,
    CmpOp::Le,
    CmpOp::Eq,
    CmpOp::Ne,
    CmpOp::Gt,
    CmpOp::Ge,
];

fn name_arg(vm: &Vm, v: &Value) -> Result<Name> {
    match v.as_str_obj() {
        Some(s) => Ok(vm.intern_str(s)),
        None => Err(vm.type_error(format!(
            "attribute name must be string, not '{}'",
            vm.type_name(v)
        ))),
    }
}

rows! {
    0, 0, "__repr__(self, /)" => unary_call!(repr);
    1, 0, "__str__(self, /)" => unary_call!(str);
    2, 0, "__hash__(self, /)" => |vm, owner, args, _| {
        Ok(vm.int(supported(vm, owner.slots.hash.get())?(vm, arg(vm, args, 0, 0)?)?))
    };
    3, 0, "__call__(self, /, *args, **kwargs)" => |vm, owner, args, _| {
        supported(vm, owner.slots.call.get())?(vm, &args.pos()[0], args.skip_first())
    };
    4, 0, "__getattribute__(self, name, /)" => |vm, owner, args, _| {
        let name = name_arg(vm, arg(vm, args, 1, 1)?)?;
        supported(vm, owner.slots.getattr.get())?(vm, &args.pos()[0], &name)
    };
    5, 0, "__setattr__(self, name, value, /)" => |vm, owner, args, _| {
        let value = arg(vm, args, 2, 2)?.clone();
        let name = name_arg(vm, &args.pos()[1])?;
        supported(vm, owner.slots.setattr.get())?(vm, &args.pos()[0], &name, Some(value))?;
        Ok(Value::NONE)
    };
    5, 1, "__delattr__(self, name, /)" => |vm, owner, args, _| {
        let name = name_arg(vm, arg(vm, args, 1, 1)?)?;
        supported(vm, owner.slots.setattr.get())?(vm, &args.pos()[0], &name, None)?;
        Ok(Value::NONE)
    };
    6, 0, "__lt__(self, value, /)" => call_compare;
    6, 1, "__le__(self, value, /)" => call_compare;
    6, 2, "__eq__(self, value, /)" => call_compare;
    6, 3, "__ne__(self, value, /)" => call_compare;
    6, 4, "__gt__(self, value, /)" => call_compare;
    6, 5, "__ge__(self, value, /)" => call_compare;
    7, 0, "__iter__(self, /)" => unary_call!(iter);
    8, 0, "__next__(self, /)" => |vm, owner, args, _| {
        let v = arg(vm, args, 0, 0)?;
        match vm.next_slot_value(v, supported(vm, owner.slots.next.get())?)? {
            Ok(item) => Ok(item),
            Err(value) => Err(vm.stop_iteration(value)),
        }
    };
    9, 0, "__get__(self, instance, owner=None, /)" => |vm, owner, args, _| {
        let (this, class) = match args.pos() {
            [_, this] => (this, &Value::NONE),
            [_, this, class] => (this, class),
            other => {
                let given = other.len() - 1;
                return Err(vm.type_error(format!("expected at least 1 argument, got {given}")));
            }
        };
        if this.is_none() && class.is_none() {
            return Err(vm.type_error("__get__(None, None) is invalid"));
        }
        let this = (!this.is_none()).then_some(this);
        supported(vm, owner.slots.descr_get.get())?(vm, &args.pos()[0], this, class)
    };
    10, 0, "__set__(self, instance, value, /)" => |vm, owner, args, _| {
        let value = arg(vm, args, 2, 2)?.clone();
        supported(vm, owner.slots.descr_set.get())?(vm, &args.pos()[0], &args.pos()[1], Some(value))?;
        Ok(Value::NONE)
    };
    10, 1, "__delete__(self, instance, /)" => |vm, owner, args, _| {
        let this = arg(vm, args, 1, 1)?;
        supported(vm, owner.slots.descr_set.get())?(vm, &args.pos()[0], this, None)?;
        Ok(Value::NONE)
    };
    11, 0, "__init__(self, /, *args, **kwargs)" => |vm, owner, args, _| {
        supported(vm, owner.slots.init.get())?(vm, &args.pos()[0], args.skip_first())?;
        Ok(Value::NONE)
    };
    12, 0, "__new__(*args, **kwargs)" => call_new;
    13, 0, "__len__(self, /)" => |vm, owner, args, _| {
        let len = supported(vm, owner.slots.len.get())?(vm, arg(vm, args, 0, 0)?)?;
        Ok(vm.int_from_u64(len as u64))
    };
    14, 0, "__bool__(self, /)" => |vm, owner, args, _| {
        Ok(Value::bool(supported(vm, owner.slots.bool.get())?(vm, arg(vm, args, 0, 0)?)?))
    };
    15, 0, "__getitem__(self, key, /)" => |vm, owner, args, _| {
        let key = arg(vm, args, 1, 1)?;
        supported(vm, owner.slots.getitem.get())?(vm, &args.pos()[0], key)
    };
    16, 0, "__setitem__(self, key, value, /)" => |vm, owner, args, _| {
        let value = arg(vm, args, 2, 2)?.clone();
        supported(vm, owner.slots.setitem.get())?(vm, &args.pos()[0], &args.pos()[1], Some(value))?;
        Ok(Value::NONE)
    };
    16, 1, "__delitem__(self, key, /)" => |vm, owner, args, _| {
        let key = arg(vm, args, 1, 1)?;
        supported(vm, owner.slots.setitem.get())?(vm, &args.pos()[0], key, None)?;
        Ok(Value::NONE)
    };
    17, 0, "__contains__(self, key, /)" => |vm, owner, args, _| {
        let key = arg(vm, args, 1, 1)?;
        Ok(Value::bool(supported(vm, owner.slots.contains.get())?(vm, &args.pos()[0], key)?))
    };
    18, 0, "__neg__(self, /)" => unary_call!(neg);
    19, 0, "__pos__(self, /)" => unary_call!(pos);
    20, 0, "__invert__(self, /)" => unary_call!(invert);
    21, 0, "__abs__(self, /)" => unary_call!(abs);
    22, 0, "__int__(self, /)" => unary_call!(int);
    23, 0, "__float__(self, /)" => unary_call!(float);
    24, 0, "__index__(self, /)" => unary_call!(index);
    25, 0, "__add__(self, value, /)" => call_binary;
    25, 100, "__radd__(self, value, /)" => call_reflected;
    26, 1, "__sub__(self, value, /)" => call_binary;
    26, 101, "__rsub__(self, value, /)" => call_reflected;
    27, 2, "__mul__(self, value, /)" => call_binary;
    27, 102, "__rmul__(self, value, /)" => call_reflected;
    28, 3, "__truediv__(self, value, /)" => call_binary;
    28, 103, "__rtruediv__(self, value, /)" => call_reflected;
    29, 4, "__floordiv__(self, value, /)" => call_binary;
    29, 104, "__rfloordiv__(self, value, /)" => call_reflected;
    30, 5, "__mod__(self, value, /)" => call_binary;
    30, 105, "__rmod__(self, value, /)" => call_reflected;
    31, 6, "__pow__(self, value, mod=None, /)" => |vm, owner, args, op| {
        if let [a, b, m] = args.pos()
            && !m.is_none()
        {
            return supported(vm, owner.slots.pow3.get())?(vm, a, b, m);
        }
        let args = Args::positional(&args.pos()[..args.pos().len().min(2)]);
        call_binary(vm, owner, args, op)
    };
    31, 106, "__rpow__(self, value, mod=None, /)" => |vm, owner, args, op| {
        if let [a, b, m] = args.pos()
            && !m.is_none()
        {
            return supported(vm, owner.slots.pow3.get())?(vm, b, a, m);
        }
        let args = Args::positional(&args.pos()[..args.pos().len().min(2)]);
        call_reflected(vm, owner, args, op)
    };
    32, 7, "__matmul__(self, value, /)" => call_binary;
    32, 107, "__rmatmul__(self, value, /)" => call_reflected;
    33, 8, "__lshift__(self, value, /)" => call_binary;
    33, 108, "__rlshift__(self, value, /)" => call_reflected;
    34, 9, "__rshift__(self, value, /)" => call_binary;
    34, 109, "__rrshift__(self, value, /)" => call_reflected;
    35, 10, "__and__(self, value, /)" => call_binary;
    35, 110, "__rand__(self, value, /)" => call_reflected;
    36, 11, "__or__(self, value, /)" => call_binary;
    36, 111, "__ror__(self, value, /)" => call_reflected;
    37, 12, "__xor__(self, value, /)" => call_binary;
    37, 112, "__rxor__(self, value, /)" => call_reflected;
    38, 13, "__divmod__(self, value, /)" => call_binary;
    38, 113, "__rdivmod__(self, value, /)" => call_reflected;
    39, 0, "__iadd__(self, value, /)" => call_inplace;
    40, 1, "__isub__(self, value, /)" => call_inplace;
    41, 2, "__imul__(self, value, /)" => call_inplace;
    42, 3, "__itruediv__(self, value, /)" => call_inplace;
    43, 4, "__ifloordiv__(self, value, /)" => call_inplace;
    44, 5, "__imod__(self, value, /)" => call_inplace;
    45, 6, "__ipow__(self, value, /)" => call_inplace;
    46, 7, "__imatmul__(self, value, /)" => call_inplace;
    47, 8, "__ilshift__(self, value, /)" => call_inplace;
    48, 9, "__irshift__(self, value, /)" => call_inplace;
    49, 10, "__iand__(self, value, /)" => call_inplace;
    50, 11, "__ior__(self, value, /)" => call_inplace;
    51, 12, "__ixor__(self, value, /)" => call_inplace;
}

/// Names that concern a slot but have no wrapper in built-in classes.
const EXTRA: &[(&str, usize)] = &[("__getattr__", 4)];

/// Names whose wrapper must not exist for types where the slot merely supports sequences.
fn has_reflected(ty: &Obj<Type>, op: usize) -> bool {
    let sequence = matches!(
        ty.kind(),
        Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::List | Kind::Tuple
    );
    // Sequences concatenate from the left only; they repeat and format from both sides.
    !sequence || op == BinOp::Mul as usize || op == BinOp::Mod as usize
}

/// Adds the wrappers of a built-in class's own slots to its namespace.
pub(crate) fn add_wrappers(vm: &Vm, ty: &Ref<Type>) {
    for row in ROWS {
        if !(GROUPS[row.group].is_set)(&ty.slots) {
            continue;
        }
        if row.part >= 100 && !has_reflected(ty, row.part - 100) {
            continue;
        }
        let name = vm.intern(row.def.name());
        if row.group == HASH_GROUP
            && ty.slots.hash.get().map(|f| f as usize) == Some(unhashable as *const () as usize)
        {
            ty.dict().set_name(vm, &name, Value::NONE);
            continue;
        }
        let class = if row.group == NEW_GROUP {
            &vm.types().native_function
        } else {
            &vm.types().wrapper_descriptor
        };
        let function = NativeFunction::new(vm, &row.def, Some(ty.value().clone()), None);
        let function = function.for_slot(row);
        let function = vm.alloc(class, function).into_value();
        ty.dict().set_name(vm, &name, function);
    }
}

/// Takes over from the base what a built-in class does not define.
pub(crate) fn inherit(vm: &Vm, ty: &Ref<Type>, base: &Ref<Type>) {
    if ty.slots.compare.get().is_some() && ty.slots.hash.get().is_none() {
        ty.slots.hash.set(Some(unhashable));
        ty.dict().set_name(vm, &vm.names().hash, Value::NONE);
    }
    let own_new = ty.slots.new.get();
    ty.slots.inherit(&base.slots);
    if own_new.is_none() && ty.layout.vtable.type_id != base.layout.vtable.type_id {
        // The base's `__new__` makes objects of another layout.
        ty.slots.new.set(None);
    }
}

/// Calls a wrapper.
///
/// # Errors
/// TypeError for a first argument that is no instance of the owner; what the slot raises.
pub(crate) fn call_wrapper(
    vm: &Vm,
    function: &NativeFunction,
    row: &'static SlotRow,
    args: Args<'_>,
) -> Result<Value> {
    let owner = function.owner.get();
    let Some(owner) = owner.as_ref().and_then(|o| o.downcast_ref::<Type>()) else {
        return Err(vm.system_error("a slot wrapper without an owner"));
    };
    let name = row.def.name();
    if row.group != NEW_GROUP {
        let Some(this) = args.pos().first() else {
            let class = owner.name_text();
            return Err(vm.type_error(format!(
                "descriptor '{name}' of '{class}' object needs an argument"
            )));
        };
        if !vm.is_instance_of(this, owner) {
            let (class, other) = (owner.name_text(), vm.type_name(this));
            return Err(vm.type_error(format!(
                "descriptor '{name}' requires a '{class}' object but received a '{other}'"
            )));
        }
    }
    if !args.names().is_empty() && !row.def.signature.contains("**") {
        return Err(vm.type_error(format!("wrapper {name}() takes no keyword arguments")));
    }
    (row.call)(vm, owner, args, row.part)
}

fn call_new(vm: &Vm, owner: &Obj<Type>, args: Args<'_>, _: usize) -> Result<Value> {
    let own = owner.name_text();
    let Some(first) = args.pos().first() else {
        return Err(vm.type_error(format!("{own}.__new__(): not enough arguments")));
    };
    let Some(class) = first.downcast_ref::<Type>() else {
        let what = vm.type_name(first);
        return Err(vm.type_error(format!("{own}.__new__(X): X is not a type object ({what})")));
    };
    let name = class.name_text();
    if !class.is_subtype(owner) {
        return Err(vm.type_error(format!(
            "{own}.__new__({name}): {name} is not a subtype of {own}"
        )));
    }
    if class.layout.vtable.type_id != owner.layout.vtable.type_id {
        let safe = class.mro_types().into_iter().find(|t| !t.has(tflag::HEAP));
        let safe = safe.map(|t| t.name_text()).unwrap_or_default();
        return Err(vm.type_error(format!(
            "{own}.__new__({name}) is not safe, use {safe}.__new__()"
        )));
    }
    supported(vm, owner.slots.new.get())?(vm, class, args.skip_first())
}

/// Is the name a special method that a slot depends on?
pub(crate) fn is_slot_name(name: &str) -> bool {
    name.starts_with("__")
        && (name == "__del__"
            || ROWS.iter().any(|r| r.def.name() == name)
            || EXTRA.iter().any(|(n, _)| *n == name))
}

/// Chooses every slot of a class made by a script.
pub(crate) fn update_all(vm: &Vm, ty: &Ref<Type>) {
    // What has no special method name is inherited as it is.
    if let Some(base) = ty
        .base
        .get()
        .as_ref()
        .and_then(|b| b.downcast_ref::<Type>())
    {
        ty.slots.buffer.set(base.slots.buffer.get());
    }
    update_pow3(vm, ty);
    for (number, group) in GROUPS.iter().enumerate() {
        update_group(vm, ty, number, group);
    }
    update_del(vm, ty);
    settle_flags(vm, ty);
}

/// Chooses the slots that a name stands for again, in the class and its subclasses.
pub(crate) fn update_name(vm: &Vm, ty: &Ref<Type>, name: &str) {
    let of_rows = ROWS
        .iter()
        .filter(|r| r.def.name() == name)
        .map(|r| r.group);
    let of_extra = EXTRA.iter().filter(|(n, _)| *n == name).map(|(_, g)| *g);
    for group in of_rows.chain(of_extra) {
        update_group(vm, ty, group, &GROUPS[group]);
    }
    match name {
        "__del__" => update_del(vm, ty),
        "__pow__" | "__rpow__" => update_pow3(vm, ty),
        _ => {}
    }
    settle_flags(vm, ty);
    for sub in ty.live_subclasses() {
        update_name(vm, &sub, name);
    }
}

/// The entry for `pow(a, b, m)`, which the wrappers of `__pow__` and `__rpow__` do not stand for.
fn update_pow3(vm: &Vm, ty: &Ref<Type>) {
    let names = vm.names();
    let scripted = [&names.pow, &names.rpow].into_iter().any(|name| {
        let found = ty.lookup_uncached(name);
        found.is_some_and(|f| {
            f.downcast_ref::<NativeFunction>()
                .is_none_or(|f| f.slot.is_none())
        })
    });
    let base = ty.base.get().and_then(|b| b.downcast::<Type>().ok());
    let inherited = base.and_then(|b| b.slots.pow3.get());
    ty.slots.pow3.set(if scripted {
        Some(generic_pow3)
    } else {
        inherited
    });
}

/// The method of the left operand, then the reflected one of the right.
fn generic_pow3(vm: &Vm, a: &Value, b: &Value, m: &Value) -> Result<Value> {
    let own: crate::slots::TernaryFn = generic_pow3;
    let own = own as usize;
    for (this, name, other) in [(a, &vm.names().pow, b), (b, &vm.names().rpow, a)] {
        if vm.type_of(this).slots.pow3.get().map(|f| f as usize) != Some(own) {
            continue;
        }
        let Some(method) = find_named(vm, this, name) else {
            continue;
        };
        let args = [other.clone(), m.clone()];
        let result = vm.call_unbound(&method, this, Args::positional(&args))?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    Ok(Value::NOT_IMPLEMENTED)
}

fn update_del(vm: &Vm, ty: &Ref<Type>) {
    let found = ty.lookup_uncached(&vm.names().del);
    ty.slots.del.set(found.map(|_| -> crate::slots::DelFn {
        |vm, v| call_named(vm, v, &vm.names().del, &[]).map(drop)
    }));
}

fn update_group(vm: &Vm, ty: &Ref<Type>, number: usize, group: &Group) {
    let mut native: Option<Ref<Type>> = None;
    let mut generic = false;
    let mut any = false;
    let names = ROWS
        .iter()
        .filter(|r| r.group == number)
        .map(|r| r.def.name());
    let names = names.chain(EXTRA.iter().filter(|(_, g)| *g == number).map(|(n, _)| *n));
    for name in names {
        let Some(found) = ty.lookup_uncached(&vm.intern(name)) else {
            continue;
        };
        any = true;
        if number == HASH_GROUP && found.is_none() {
            ty.slots.hash.set(Some(unhashable));
            return;
        }
        let wrapper = found
            .downcast_ref::<NativeFunction>()
            .filter(|f| f.slot.is_some_and(|r| r.group == number));
        let owner = wrapper
            .and_then(|f| f.owner.get())
            .and_then(|o| o.downcast::<Type>().ok());
        let owner = owner.filter(|owner| ty.is_subtype(owner));
        match (owner, &native) {
            (Some(owner), None) => native = Some(owner),
            (Some(owner), Some(known)) => {
                generic |= (group.address)(&owner.slots) != (group.address)(&known.slots);
            }
            (None, _) => generic = true,
        }
    }
    if !any {
        (group.clear)(&ty.slots);
    } else if let (Some(owner), false) = (native, generic) {
        (group.copy)(&owner.slots, &ty.slots);
    } else {
        (group.set_generic)(&ty.slots);
    }
}

/// Sets the flags and traits that follow from the slots.
pub(crate) fn settle_flags(vm: &Vm, ty: &Ref<Type>) {
    let at = |f: Option<usize>, want: usize| f == Some(want);
    let slots = &ty.slots;
    ty.set_flag(
        tflag::PLAIN_GETATTR,
        at(
            slots.getattr.get().map(|f| f as usize),
            generic_get as *const () as usize,
        ),
    );
    ty.set_flag(
        tflag::PLAIN_SETATTR,
        at(
            slots.setattr.get().map(|f| f as usize),
            generic_set as *const () as usize,
        ),
    );
    let object_new = vm.types().object.slots.new.get().map(|f| f as usize);
    let type_call = vm.types().type_.slots.call.get().map(|f| f as usize);
    let meta_call = vm.type_of(ty.value()).slots.call.get().map(|f| f as usize);
    let plain = slots.new.get().map(|f| f as usize) == object_new
        && meta_call == type_call
        && !ty.has(tflag::ABSTRACT);
    ty.set_flag(tflag::PLAIN_NEW, plain);
    let traits = ty.traits.load(Ordering::Relaxed) & !(header::FINALIZER as u32);
    let finalizer = if slots.del.get().is_some() {
        header::FINALIZER as u32
    } else {
        0
    };
    ty.traits.store(traits | finalizer, Ordering::Relaxed);
    if finalizer != 0 {
        // Its instances have to be told from others.
        ty.bare.store(0, Ordering::Relaxed);
    }
}

/// Calls a special method found on the class.
fn call_named(vm: &Vm, v: &Value, name: &Name, args: &[Value]) -> Result<Value> {
    match find_named(vm, v, name) {
        Some(method) => vm.call_unbound(&method, v, Args::positional(args)),
        None => Err(vm.missing_attribute(v, name)),
    }
}

fn find_named(vm: &Vm, v: &Value, name: &Name) -> Option<Value> {
    vm.type_of(v).lookup(vm, name)
}

fn generic_hash(vm: &Vm, v: &Value) -> Result<i64> {
    let Some(method) = find_named(vm, v, &vm.names().hash).filter(|m| !m.is_none()) else {
        return Err(vm.unhashable(v));
    };
    let result = vm.call_unbound(&method, v, Args::NONE)?;
    match result.as_int() {
        Some(int) => Ok(match int.to_i64() {
            Some(-1) => -2,
            Some(i) => i,
            None => crate::num::hash::hash_big(&int.to_big()),
        }),
        None => Err(vm.type_error("__hash__ method should return an integer")),
    }
}

fn generic_call(vm: &Vm, v: &Value, args: Args<'_>) -> Result<Value> {
    match find_named(vm, v, &vm.names().call) {
        Some(method) => vm.call_unbound(&method, v, args),
        None => Err(vm.missing_attribute(v, &vm.names().call)),
    }
}

fn generic_getattr(vm: &Vm, v: &Value, name: &Name) -> Result<Value> {
    let ty = vm.type_of(v);
    let found = match ty.lookup(vm, &vm.names().getattribute) {
        Some(method) if !is_native_of(&method, 4) => {
            vm.call_unbound(&method, v, Args::positional(&[name.value().clone()]))
        }
        Some(method) => match method
            .downcast_ref::<NativeFunction>()
            .and_then(|f| f.owner.get())
        {
            Some(owner) => {
                let get = owner
                    .downcast_ref::<Type>()
                    .and_then(|t| t.slots.getattr.get());
                get.unwrap_or(generic_get)(vm, v, name)
            }
            None => generic_get(vm, v, name),
        },
        None => generic_get(vm, v, name),
    };
    match found {
        Err(raised) if vm.is_error(&raised, &vm.exceptions().attribute_error) => {
            match ty.lookup(vm, &vm.names().getattr) {
                Some(method) => {
                    vm.call_unbound(&method, v, Args::positional(&[name.value().clone()]))
                }
                None => Err(raised),
            }
        }
        found => found,
    }
}

fn is_native_of(method: &Value, group: usize) -> bool {
    method
        .downcast_ref::<NativeFunction>()
        .is_some_and(|f| f.slot.is_some_and(|r| r.group == group))
}

fn generic_setattr(vm: &Vm, v: &Value, name: &Name, value: Option<Value>) -> Result<()> {
    match value {
        Some(value) => {
            call_named(vm, v, &vm.names().setattr, &[name.value().clone(), value]).map(drop)
        }
        None => call_named(vm, v, &vm.names().delattr, &[name.value().clone()]).map(drop),
    }
}

fn compare_name(names: &Names, op: CmpOp) -> &Name {
    match op {
        CmpOp::Lt => &names.lt,
        CmpOp::Le => &names.le,
        CmpOp::Eq => &names.eq,
        CmpOp::Ne => &names.ne,
        CmpOp::Gt => &names.gt,
        CmpOp::Ge => &names.ge,
    }
}

fn generic_compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    match find_named(vm, a, compare_name(vm.names(), op)) {
        Some(method) => vm.call_unbound(&method, a, Args::positional(std::slice::from_ref(b))),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn generic_iter(vm: &Vm, v: &Value) -> Result<Value> {
    match find_named(vm, v, &vm.names().iter) {
        Some(method) if method.is_none() => {
            Err(vm.type_error(format!("'{}' object is not iterable", vm.type_name(v))))
        }
        Some(method) => vm.call_unbound(&method, v, Args::NONE),
        None => Ok(crate::object::iter::sequence_iterator(vm, v.clone())),
    }
}

fn generic_next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    match call_named(vm, v, &vm.names().next, &[]) {
        Ok(item) => Ok(Some(item)),
        Err(raised) if vm.is_error(&raised, &vm.exceptions().stop_iteration) => {
            let value = crate::interp::generators::stop_value(&raised);
            if !value.is_none() {
                *vm.stop_value.borrow_mut() = Some(value);
            }
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

fn generic_descr_get(vm: &Vm, v: &Value, this: Option<&Value>, owner: &Value) -> Result<Value> {
    let this = this.cloned().unwrap_or(Value::NONE);
    match find_named(vm, v, &vm.names().get) {
        Some(method) => vm.call_unbound(&method, v, Args::positional(&[this, owner.clone()])),
        None => Ok(v.clone()),
    }
}

fn generic_descr_set(vm: &Vm, v: &Value, this: &Value, value: Option<Value>) -> Result<()> {
    let (name, args) = match value {
        Some(value) => (&vm.names().set, vec![this.clone(), value]),
        None => (&vm.names().delete, vec![this.clone()]),
    };
    if find_named(vm, v, name).is_none() {
        return Err(vm.attribute_error(name.to_string_lossy()));
    }
    call_named(vm, v, name, &args).map(drop)
}

fn generic_init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let Some(method) = find_named(vm, v, &vm.names().init) else {
        return Ok(());
    };
    let result = vm.call_unbound(&method, v, args)?;
    if result.is_none() {
        return Ok(());
    }
    Err(vm.type_error(format!(
        "__init__() should return None, not '{}'",
        vm.type_name(&result)
    )))
}

fn generic_new(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let Some(new) = class.lookup(vm, &vm.names().new) else {
        return Err(vm.type_error(format!("cannot create '{}' instances", class.name_text())));
    };
    let new = vm.bind_descriptor(&new, None, class.value())?;
    vm.call_with_first(&new, class.value(), args)
}

fn generic_len(vm: &Vm, v: &Value) -> Result<usize> {
    let result = call_named(vm, v, &vm.names().len, &[])?;
    let index = vm.index(&result)?;
    let Some(int) = index.as_int() else {
        return Ok(0);
    };
    if int.is_negative() {
        return Err(vm.value_error("__len__() should return >= 0"));
    }
    match int.to_i64() {
        Some(n) => Ok(n as usize),
        None => Err(vm.overflow_error("cannot fit 'int' into an index-sized integer")),
    }
}

fn generic_bool(vm: &Vm, v: &Value) -> Result<bool> {
    let result = call_named(vm, v, &vm.names().bool, &[])?;
    result.as_bool().ok_or_else(|| {
        vm.type_error(format!(
            "__bool__ should return bool, returned {}",
            vm.type_name(&result)
        ))
    })
}

fn generic_setitem(vm: &Vm, v: &Value, key: &Value, value: Option<Value>) -> Result<()> {
    match value {
        Some(value) => {
            if find_named(vm, v, &vm.names().setitem).is_none() {
                let name = vm.type_name(v);
                return Err(
                    vm.type_error(format!("'{name}' object does not support item assignment"))
                );
            }
            call_named(vm, v, &vm.names().setitem, &[key.clone(), value]).map(drop)
        }
        None => {
            if find_named(vm, v, &vm.names().delitem).is_none() {
                return Err(vm.no_item_deletion(v, key));
            }
            call_named(vm, v, &vm.names().delitem, std::slice::from_ref(key)).map(drop)
        }
    }
}

fn generic_contains(vm: &Vm, v: &Value, item: &Value) -> Result<bool> {
    match find_named(vm, v, &vm.names().contains) {
        Some(method) if method.is_none() => {
            Err(vm.type_error(format!("'{}' object is not a container", vm.type_name(v))))
        }
        Some(method) => {
            let result =
                vm.call_unbound(&method, v, Args::positional(std::slice::from_ref(item)))?;
            vm.truth(&result)
        }
        None => Ok(false),
    }
}

macro_rules! operator_names {
    ($names:expr, $op:expr, $($n:literal => $plain:ident $reflected:ident $inplace:ident,)*) => {
        match $op { $($n => [&$names.$plain, &$names.$reflected, &$names.$inplace],)* _ => [&$names.add, &$names.radd, &$names.iadd] }
    };
}

/// The operator's method, its reflected and its in-place form.
fn operator_names(names: &Names, op: usize) -> [&Name; 3] {
    operator_names!(names, op,
        0 => add radd iadd,
        1 => sub rsub isub,
        2 => mul rmul imul,
        3 => truediv rtruediv itruediv,
        4 => floordiv rfloordiv ifloordiv,
        5 => mod_ rmod imod,
        6 => pow rpow ipow,
        7 => matmul rmatmul imatmul,
        8 => lshift rlshift ilshift,
        9 => rshift rrshift irshift,
        10 => and rand iand,
        11 => or ror ior,
        12 => xor rxor ixor,
        13 => divmod rdivmod divmod,
    )
}

fn generic_binary<const OP: usize>(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let this: BinaryFn = generic_binary::<OP>;
    let is_this = |ty: &Obj<Type>| ty.binary_slot(OP).map(|f| f as usize) == Some(this as usize);
    let (ta, tb) = (vm.type_of(a), vm.type_of(b));
    let [plain, reflected, _] = operator_names(vm.names(), OP);
    let mut try_other = !std::ptr::eq(ta, tb) && is_this(tb);
    if is_this(ta) {
        if try_other && tb.is_subtype(ta) && overrides(vm, ta, tb, reflected) {
            let result = try_method(vm, b, reflected, a)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
            try_other = false;
        }
        let result = try_method(vm, a, plain, b)?;
        if !result.is_not_implemented() || std::ptr::eq(ta, tb) {
            return Ok(result);
        }
    }
    if try_other {
        try_method(vm, b, reflected, a)
    } else {
        Ok(Value::NOT_IMPLEMENTED)
    }
}

fn overrides(vm: &Vm, base: &Obj<Type>, derived: &Obj<Type>, name: &Name) -> bool {
    match (base.lookup(vm, name), derived.lookup(vm, name)) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(a), Some(b)) => !a.is(&b),
    }
}

fn try_method(vm: &Vm, v: &Value, name: &Name, other: &Value) -> Result<Value> {
    match find_named(vm, v, name) {
        Some(method) => vm.call_unbound(&method, v, Args::positional(std::slice::from_ref(other))),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn generic_inplace<const OP: usize>(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    debug_assert!(OP < DIVMOD);
    let [_, _, inplace] = operator_names(vm.names(), OP);
    try_method(vm, a, inplace, b)
}
