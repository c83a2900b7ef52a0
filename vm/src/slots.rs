//! What the instances of a type can do: one function pointer per operation.
//!
//! Built-in types fill the table from their [`crate::object::typ::TypeDef`]; a class made by a
//! script inherits its bases' entries and gets generic ones, which call the special method,
//! wherever its namespace defines one (`slot_table.rs` connects names and entries).

use crate::args::Args;
use crate::names::Name;
use crate::object::cell::FnCell;
use crate::object::typ::Type;
use crate::object::{Obj, Ref};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum CmpOp {
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl CmpOp {
    /// The operator with its sides exchanged.
    pub fn swapped(self) -> CmpOp {
        match self {
            CmpOp::Lt => CmpOp::Gt,
            CmpOp::Le => CmpOp::Ge,
            CmpOp::Gt => CmpOp::Lt,
            CmpOp::Ge => CmpOp::Le,
            same => same,
        }
    }
    /// The operator's sign.
    pub fn sign(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }
    /// Its truth for an ordering; None stands for "unordered" (NaN).
    #[inline(always)]
    pub fn holds(self, ordering: Option<std::cmp::Ordering>) -> bool {
        use std::cmp::Ordering::{Equal, Greater, Less};
        match self {
            CmpOp::Lt => ordering == Some(Less),
            CmpOp::Le => matches!(ordering, Some(Less | Equal)),
            CmpOp::Eq => ordering == Some(Equal),
            CmpOp::Ne => ordering != Some(Equal),
            CmpOp::Gt => ordering == Some(Greater),
            CmpOp::Ge => matches!(ordering, Some(Greater | Equal)),
        }
    }
}

/// One operand, one result.
pub type UnaryFn = fn(&Vm, &Value) -> Result<Value>;
/// Two operands; gives NotImplemented where it cannot serve.
pub type BinaryFn = fn(&Vm, &Value, &Value) -> Result<Value>;
/// pow with modulus.
pub type TernaryFn = fn(&Vm, &Value, &Value, &Value) -> Result<Value>;
/// Hash.
pub type HashFn = fn(&Vm, &Value) -> Result<i64>;
/// Call: the callable, its arguments.
pub type CallFn = fn(&Vm, &Value, Args<'_>) -> Result<Value>;
/// Attribute: the object, the name.
pub type GetAttrFn = fn(&Vm, &Value, &Name) -> Result<Value>;
/// Attribute set, or deleted (None).
pub type SetAttrFn = fn(&Vm, &Value, &Name, Option<Value>) -> Result<()>;
/// Rich comparison.
pub type CompareFn = fn(&Vm, &Value, &Value, CmpOp) -> Result<Value>;
/// Next item; None at the end.
pub type NextFn = fn(&Vm, &Value) -> Result<Option<Value>>;
/// Descriptor get: descriptor, instance (None: on the class), class.
pub type DescrGetFn = fn(&Vm, &Value, Option<&Value>, &Value) -> Result<Value>;
/// Descriptor set or delete (None): descriptor, instance, value.
pub type DescrSetFn = fn(&Vm, &Value, &Value, Option<Value>) -> Result<()>;
/// `__init__`.
pub type InitFn = fn(&Vm, &Value, Args<'_>) -> Result<()>;
/// `__new__`: the class to make an instance of.
pub type NewFn = fn(&Vm, &Ref<Type>, Args<'_>) -> Result<Value>;
/// Length.
pub type LenFn = fn(&Vm, &Value) -> Result<usize>;
/// Yes or no.
pub type BoolFn = fn(&Vm, &Value) -> Result<bool>;
/// Item set or deleted (None): object, key, value.
pub type SetItemFn = fn(&Vm, &Value, &Value, Option<Value>) -> Result<()>;
/// Membership: container, item.
pub type ContainsFn = fn(&Vm, &Value, &Value) -> Result<bool>;
/// Finalizer.
pub type DelFn = fn(&Vm, &Value) -> Result<()>;
/// Memory export.
pub type BufferFn = fn(&Vm, &Value) -> Result<crate::buffer::Buffer>;

/// Number of binary operators: [`hasp_compiler::op::BinOp`] and, last, divmod.
pub const BINARY: usize = 14;
/// Index of divmod among the binary operators.
pub const DIVMOD: usize = 13;

macro_rules! slots {
    ($($(#[$doc:meta])* $name:ident: $ty:ty,)*) => {
        /// The table; an empty entry means that the operation is not supported.
        pub struct Slots {
            $($(#[$doc])* pub $name: FnCell<$ty>,)*
            /// Binary operators, by number.
            pub binary: [FnCell<BinaryFn>; BINARY],
            /// In-place operators, by number.
            pub inplace: [FnCell<BinaryFn>; BINARY],
        }
        impl Default for Slots {
            fn default() -> Slots {
                Slots {
                    $($name: FnCell::none(),)*
                    binary: [const { FnCell::none() }; BINARY],
                    inplace: [const { FnCell::none() }; BINARY],
                }
            }
        }
        impl Slots {
            /// Takes over from `base` every entry that is still empty.
            pub(crate) fn inherit(&self, base: &Slots) {
                $(if self.$name.get().is_none() { self.$name.set(base.$name.get()); })*
                for (mine, theirs) in self.binary.iter().zip(&base.binary) {
                    if mine.get().is_none() { mine.set(theirs.get()); }
                }
                for (mine, theirs) in self.inplace.iter().zip(&base.inplace) {
                    if mine.get().is_none() { mine.set(theirs.get()); }
                }
            }
        }
    };
}

slots! {
    /// `repr()`
    repr: UnaryFn,
    /// `str()`
    str: UnaryFn,
    /// `hash()`; `None` in the class makes it an entry that raises.
    hash: HashFn,
    /// `f()`
    call: CallFn,
    /// `x.name`
    getattr: GetAttrFn,
    /// `x.name = v`, `del x.name`
    setattr: SetAttrFn,
    /// Comparisons.
    compare: CompareFn,
    /// `iter()`
    iter: UnaryFn,
    /// `next()`
    next: NextFn,
    /// Descriptor `__get__`
    descr_get: DescrGetFn,
    /// Descriptor `__set__`, `__delete__`
    descr_set: DescrSetFn,
    /// `__init__`
    init: InitFn,
    /// `__new__`
    new: NewFn,
    /// `len()`
    len: LenFn,
    /// `bool()`
    bool: BoolFn,
    /// `x[k]`
    getitem: BinaryFn,
    /// `x[k] = v`, `del x[k]`
    setitem: SetItemFn,
    /// `in`
    contains: ContainsFn,
    /// `-x`
    neg: UnaryFn,
    /// `+x`
    pos: UnaryFn,
    /// `~x`
    invert: UnaryFn,
    /// `abs()`
    abs: UnaryFn,
    /// `__int__`
    int: UnaryFn,
    /// `__float__`
    float: UnaryFn,
    /// `__index__`
    index: UnaryFn,
    /// `pow()` with three arguments
    pow3: TernaryFn,
    /// `__del__`
    del: DelFn,
    /// The buffer protocol.
    buffer: BufferFn,
}

impl Obj<Type> {
    /// The binary operator's entry.
    #[inline(always)]
    pub(crate) fn binary_slot(&self, op: usize) -> Option<BinaryFn> {
        self.slots.binary[op].get()
    }
}
