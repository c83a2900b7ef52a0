//! `FrameLocalsProxy`: what `frame.f_locals` gives for a function's frame. It reads and writes the
//! variables where they live, and keeps names that the function does not have beside them.

use hasp_compiler::op::BinOp;

use super::Ref;
use super::dict::Dict;
use super::frame_object::FrameObject;
use super::frame_type::locals;
use super::header::{Payload, VTable, Visit};
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::native;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Payload of `FrameLocalsProxy`.
pub struct FrameLocals {
    frame: Ref<FrameObject>,
}

impl Payload for FrameLocals {
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.frame.value());
    }
}

const OR: usize = BinOp::Or as usize;

/// The type.
pub static FRAME_LOCALS: TypeDef = TypeDef {
    name: "FrameLocalsProxy",
    layout: Some(VTable::of::<FrameLocals>),
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(|vm, v| {
            let text = vm.repr_guard(v, || vm.repr(snapshot(vm, this(vm, v)?)?.value()))?;
            Ok(text.map_or_else(|| vm.str("{...}"), Ref::into_value))
        }));
        s.hash.set(Some(crate::proto::compare::unhashable));
        s.compare.set(Some(compare));
        s.iter
            .set(Some(|vm, v| vm.iter(&vm.list(keys(vm, this(vm, v)?)?))));
        s.len
            .set(Some(|vm, v| Ok(snapshot(vm, this(vm, v)?)?.len())));
        s.getitem.set(Some(|vm, v, key| {
            snapshot(vm, this(vm, v)?)?.get(vm, key)?.map_or_else(
                || {
                    let key = vm.repr_text(key)?;
                    let message = format!("local variable '{key}' is not defined");
                    Err(vm.key_error(vm.str(message)))
                },
                Ok,
            )
        }));
        s.setitem.set(Some(|vm, v, key, value| {
            let this = this(vm, v)?;
            match value {
                Some(value) => set(vm, this, key, value),
                None => remove(vm, this, key).map(drop),
            }
        }));
        s.contains.set(Some(|vm, v, key| {
            snapshot(vm, this(vm, v)?)?.contains(vm, key)
        }));
        s.binary[OR].set(Some(|vm, a, b| {
            let (Some(a), Some(b)) = (as_dict(vm, a)?, as_dict(vm, b)?) else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            let made = a.copy(vm);
            for (key, value) in b.items() {
                made.set(vm, key, value)?;
            }
            Ok(made.into_value())
        }));
        s.inplace[OR].set(Some(|vm, a, b| {
            let Some(source) = as_dict(vm, b)? else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            set_all(vm, this(vm, a)?, &source)?;
            Ok(a.clone())
        }));
    },
    methods: &[
        native!(
            "__reversed__(self, /)",
            |vm: &Vm, this: This<'_, FrameLocals>| {
                let mut keys = keys(vm, &this)?;
                keys.reverse();
                vm.iter(&vm.list(keys))
            }
        ),
        native!("copy(self, /)", |vm: &Vm, this: This<'_, FrameLocals>| {
            snapshot(vm, &this)
        }),
        native!("keys(self, /)", |vm: &Vm,
                                  this: This<'_, FrameLocals>|
         -> Result<Value> {
            Ok(vm.list(keys(vm, &this)?))
        }),
        native!("values(self, /)", |vm: &Vm,
                                    this: This<'_, FrameLocals>|
         -> Result<Value> {
            Ok(vm.list(snapshot(vm, &this)?.values()))
        }),
        native!("items(self, /)", |vm: &Vm,
                                   this: This<'_, FrameLocals>|
         -> Result<Value> {
            let items = snapshot(vm, &this)?.items();
            Ok(vm.list(items.into_iter().map(|(k, v)| vm.pair(k, v)).collect()))
        }),
        native!(
            "get(self, key, default=None, /)",
            |vm: &Vm, this: This<'_, FrameLocals>, key: &Value, default: Value| -> Result<Value> {
                Ok(snapshot(vm, &this)?.get(vm, key)?.unwrap_or(default))
            }
        ),
        native!(
            "setdefault(self, key, default=None, /)",
            |vm: &Vm, this: This<'_, FrameLocals>, key: &Value, default: Value| -> Result<Value> {
                if let Some(known) = snapshot(vm, &this)?.get(vm, key)? {
                    return Ok(known);
                }
                set(vm, &this, key, default.clone())?;
                Ok(default)
            }
        ),
        native!("pop(self, key, default=?, /)", |vm: &Vm,
                                                 this: This<
            '_,
            FrameLocals,
        >,
                                                 key: &Value,
                                                 default: Option<Value>|
         -> Result<Value> {
            match (remove(vm, &this, key), default) {
                (Err(raised), Some(default))
                    if vm.is_error(&raised, &vm.exceptions().key_error) =>
                {
                    Ok(default)
                }
                (removed, _) => removed,
            }
        }),
        native!("update(self, other, /)", |vm: &Vm,
                                           this: This<'_, FrameLocals>,
                                           other: &Value|
         -> Result<()> {
            let Some(source) = as_dict(vm, other)? else {
                return Err(
                    vm.type_error("update() argument must be dict or another FrameLocalsProxy")
                );
            };
            set_all(vm, &this, &source)
        }),
    ],
    ..TypeDef::EMPTY
};

/// The proxy of a frame that has registers for its variables.
pub(crate) fn make(vm: &Vm, frame: &Ref<FrameObject>) -> Value {
    let body = FrameLocals {
        frame: frame.clone(),
    };
    vm.alloc(&vm.types().frame_locals, body).into_value()
}

fn new(vm: &Vm, _: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    args.no_keywords(vm, "FrameLocalsProxy")?;
    let [frame] = args.pos() else {
        let given = args.pos().len();
        return Err(vm.type_error(format!("FrameLocalsProxy expected 1 argument, got {given}")));
    };
    match frame.downcast_ref::<FrameObject>() {
        Some(frame) => Ok(make(vm, frame)),
        None => {
            let class = vm.type_name(frame);
            Err(vm.type_error(format!("expect frame, not {class}")))
        }
    }
}

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<FrameLocals>> {
    v.downcast_ref::<FrameLocals>()
        .ok_or_else(|| vm.wrong_self(v))
}

/// The variables that have a value now, and the names beside them.
fn snapshot(vm: &Vm, this: &FrameLocals) -> Result<Ref<Dict>> {
    let dict = locals(vm, &this.frame)?;
    Ok(dict.as_dict().cloned().unwrap_or_else(|| Dict::new(vm)))
}

fn keys(vm: &Vm, this: &FrameLocals) -> Result<Vec<Value>> {
    Ok(snapshot(vm, this)?.keys())
}

/// A dict, or what a proxy shows.
fn as_dict(vm: &Vm, v: &Value) -> Result<Option<Ref<Dict>>> {
    match v.downcast_ref::<FrameLocals>() {
        Some(proxy) => snapshot(vm, proxy).map(Some),
        None => Ok(v.as_dict().cloned()),
    }
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match (as_dict(vm, a)?, as_dict(vm, b)?) {
        (Some(a), Some(b)) => vm.compare(a.value(), b.value(), op),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn set(vm: &Vm, this: &FrameLocals, key: &Value, value: Value) -> Result<()> {
    if let Some(name) = key.as_str_obj() {
        let name = vm.intern_str(name);
        if this.frame.set_variable(vm, &name, value.clone())? {
            return Ok(());
        }
    }
    this.frame.extra(vm).set(vm, key.clone(), value)
}

fn set_all(vm: &Vm, this: &FrameLocals, source: &Dict) -> Result<()> {
    source
        .items()
        .into_iter()
        .try_for_each(|(key, value)| set(vm, this, &key, value))
}

fn remove(vm: &Vm, this: &FrameLocals, key: &Value) -> Result<Value> {
    let is_variable = key
        .as_str_obj()
        .is_some_and(|name| this.frame.has_variable(&vm.intern_str(name)));
    if is_variable {
        return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    let missing = || -> Raised { vm.key_error(key.clone()) };
    let removed = this.frame.extra(vm).remove(vm, key)?;
    removed.map(|(_, value)| value).ok_or_else(missing)
}
