//! `generator`.

use super::generator::{Generator, State};
use super::header::VTable;
use super::typ::TypeDef;
use crate::args::This;
use crate::errors::Exception;
use crate::interp::generators::Resumed;
use crate::interp::unwind::make_exception;
use crate::native;
use crate::native::GetSetDef;
use crate::object::Kind;
use crate::object::Ref;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// `generator`.
pub static GENERATOR: TypeDef = TypeDef {
    name: "generator",
    layout: Some(VTable::of::<Generator>),
    doc: "The iterator that calling a function with `yield` makes.",
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v.clone())));
        s.next.set(Some(next));
        s.repr.set(Some(|vm, v| {
            let name = this(vm, v)?
                .qualname
                .get()
                .and_then(|q| q.str_lossy())
                .unwrap_or_default();
            Ok(vm.str(format!("<generator object {name} at {:#x}>", v.bits())))
        }));
        s.del.set(Some(|vm, v| vm.close_generator(this(vm, v)?)));
    },
    methods: &[
        native!("send(self, value, /)", send),
        native!("throw(self, typ, val=?, tb=?, /)", throw),
        native!("close(self, /)", close),
    ],
    getsets: &[
        GetSetDef {
            name: "__name__",
            get: |vm, v| Ok(this(vm, v)?.name.get().unwrap_or(Value::NONE)),
            set: Some(|vm, v, value| set_text(vm, &this(vm, v)?.name, value, "__name__")),
        },
        GetSetDef {
            name: "__qualname__",
            get: |vm, v| Ok(this(vm, v)?.qualname.get().unwrap_or(Value::NONE)),
            set: Some(|vm, v, value| set_text(vm, &this(vm, v)?.qualname, value, "__qualname__")),
        },
        GetSetDef {
            name: "gi_running",
            get: |vm, v| Ok(Value::bool(this(vm, v)?.state() == State::Running)),
            set: None,
        },
        GetSetDef {
            name: "gi_suspended",
            get: |vm, v| Ok(Value::bool(this(vm, v)?.state() == State::Suspended)),
            set: None,
        },
        GetSetDef {
            name: "gi_code",
            get: |vm, v| Ok(this(vm, v)?.code.value().clone()),
            set: None,
        },
        GetSetDef {
            name: "gi_yieldfrom",
            get: |vm, v| Ok(vm.delegate_of(this(vm, v)?).unwrap_or(Value::NONE)),
            set: None,
        },
        GetSetDef {
            name: "gi_frame",
            get: frame,
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Generator>> {
    v.downcast_ref::<Generator>()
        .ok_or_else(|| vm.wrong_self(v))
}

fn set_text(vm: &Vm, slot: &super::Slot, value: Option<Value>, name: &str) -> Result<()> {
    match value {
        Some(value) if value.as_str_obj().is_some() => {
            slot.set(value);
            Ok(())
        }
        _ => Err(vm.type_error(format!("{name} must be set to a string object"))),
    }
}

fn next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    match vm.resume_generator(this(vm, v)?, Value::NONE)? {
        Resumed::Yielded(value) => Ok(Some(value)),
        Resumed::Returned(value) => {
            if !value.is_none() {
                *vm.stop_value.borrow_mut() = Some(value);
            }
            Ok(None)
        }
    }
}

fn give(vm: &Vm, resumed: Resumed) -> Result<Value> {
    match resumed {
        Resumed::Yielded(value) => Ok(value),
        Resumed::Returned(value) => Err(vm.stop_iteration(value)),
    }
}

fn send(vm: &Vm, generator: This<'_, Generator>, value: Value) -> Result<Value> {
    let resumed = vm.resume_generator(&generator, value)?;
    give(vm, resumed)
}

fn throw(
    vm: &Vm,
    generator: This<'_, Generator>,
    typ: Value,
    val: Option<Value>,
    tb: Option<Value>,
) -> Result<Value> {
    let raised = thrown(vm, typ, val, tb)?;
    let resumed = vm.throw_into_generator(&generator, raised)?;
    give(vm, resumed)
}

/// The exception that the arguments of `throw` stand for.
fn thrown(vm: &Vm, typ: Value, val: Option<Value>, tb: Option<Value>) -> Result<Raised> {
    let val = val.filter(|v| !v.is_none());
    let exception = if typ.is_kind(Kind::Exception) {
        if val.is_some() {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        typ
    } else if let Some(class) = vm
        .as_type(&typ)
        .filter(|c| c.is_subtype(&vm.exceptions().base_exception))
    {
        match val {
            None => make_exception(vm, typ).into_value(),
            Some(val) if vm.is_instance_of(&val, class) => val,
            Some(val) => {
                let args = match val.as_tuple() {
                    Some(tuple) => tuple.as_slice().to_vec(),
                    None => vec![val],
                };
                vm.call(&typ, crate::args::Args::positional(&args))?
            }
        }
    } else {
        let name = vm.type_name(&typ);
        return Err(vm.type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {name}"
        )));
    };
    if let Some(tb) = tb.filter(|t| !t.is_none()) {
        if tb.downcast_ref::<super::traceback::Traceback>().is_none() {
            return Err(vm.type_error("throw() third argument must be a traceback object"));
        }
        if let Some(e) = exception.downcast_ref::<Exception>() {
            e.traceback.set(tb);
        }
    }
    Ok(Raised::new(exception))
}

fn close(vm: &Vm, generator: This<'_, Generator>) -> Result<Value> {
    vm.close_generator_value(&generator)
}

fn frame(vm: &Vm, v: &Value) -> Result<Value> {
    let generator = this(vm, v)?;
    Ok(match generator.state() {
        State::Finished => Value::NONE,
        State::Running => {
            let depth = (0..vm.stack.depth()).rev().find(|&d| {
                vm.stack
                    .at(d, |f| f.generator.as_ref().is_some_and(|g| g.is(generator)))
                    .unwrap_or(false)
            });
            depth.map_or(Value::NONE, |d| vm.frame_object(d).into_value())
        }
        State::Created | State::Suspended => {
            super::frame_object::of_suspended(vm, generator).into_value()
        }
    })
}

impl Vm {
    /// Next item of an iterator by its slot, or the value its end carries.
    ///
    /// # Errors
    /// What the slot raises.
    pub(crate) fn next_slot_value(
        &self,
        it: &Value,
        next: crate::slots::NextFn,
    ) -> Result<std::result::Result<Value, Value>> {
        *self.stop_value.borrow_mut() = None;
        match next(self, it)? {
            Some(item) => Ok(Ok(item)),
            None => Ok(Err(self
                .stop_value
                .borrow_mut()
                .take()
                .unwrap_or(Value::NONE))),
        }
    }

    /// Next item of an iterator, or the value its end carries.
    ///
    /// # Errors
    /// As [`Vm::next`].
    pub fn next_with_value(&self, it: &Value) -> Result<std::result::Result<Value, Value>> {
        match self.type_of(it).slots.next.get() {
            Some(next) => self.next_slot_value(it, next),
            None => Err(self.type_error(format!(
                "'{}' object is not an iterator",
                self.type_name(it)
            ))),
        }
    }
}
