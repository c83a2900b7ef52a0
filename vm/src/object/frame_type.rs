//! `frame` and `traceback`.

use super::Ref;
use super::code::Cell;
use super::code_view;
use super::dict::Dict;
use super::frame_locals;
use super::frame_object::FrameObject;
use super::header::VTable;
use super::traceback::Traceback;
use super::typ::TypeDef;
use crate::args::This;
use crate::native;
use crate::native::GetSetDef;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// `frame`.
pub static FRAME: TypeDef = TypeDef {
    name: "frame",
    layout: Some(VTable::of::<FrameObject>),
    doc: "One activation of a function, class body or module.",
    slots: |s| {
        s.repr.set(Some(|vm, v| {
            let f = frame(vm, v)?;
            let file = vm.repr_text(&f.code.filename)?;
            let name = f.code.name.to_string_lossy();
            Ok(vm.str(format!(
                "<frame at {:#x}, file {file}, line {}, code {name}>",
                v.bits(),
                line(vm, f)
            )))
        }));
    },
    methods: &[native!("clear(self, /)", clear)],
    getsets: &[
        GetSetDef {
            name: "f_code",
            get: |vm, v| Ok(frame(vm, v)?.code.value().clone()),
            set: None,
        },
        GetSetDef {
            name: "f_globals",
            get: |vm, v| Ok(frame(vm, v)?.globals().value().clone()),
            set: None,
        },
        GetSetDef {
            name: "f_builtins",
            get: |vm, v| Ok(frame(vm, v)?.function.body.builtins.value().clone()),
            set: None,
        },
        GetSetDef {
            name: "f_locals",
            get: |vm, v| {
                let f = frame(vm, v)?;
                let is_function =
                    f.locals.is_empty() && f.code.flags & super::code::cflag::NAMESPACE == 0;
                if is_function {
                    Ok(frame_locals::make(vm, f))
                } else {
                    locals(vm, f)
                }
            },
            set: None,
        },
        GetSetDef {
            name: "f_lineno",
            get: |vm, v| Ok(vm.int(line(vm, frame(vm, v)?).into())),
            set: None,
        },
        GetSetDef {
            name: "f_lasti",
            get: |vm, v| Ok(vm.int(frame(vm, v)?.word_index(vm) as i64 * 8)),
            set: None,
        },
        GetSetDef {
            name: "f_back",
            get: |vm, v| Ok(back(vm, frame(vm, v)?)),
            set: None,
        },
        GetSetDef {
            name: "f_trace",
            get: |_, _| Ok(Value::NONE),
            set: Some(|vm, _, _| Err(vm.not_implemented_error("tracing is not supported"))),
        },
    ],
    ..TypeDef::EMPTY
};

/// `traceback`.
pub static TRACEBACK: TypeDef = TypeDef {
    name: "traceback",
    layout: Some(VTable::of::<Traceback>),
    doc: "One step of the way that an exception took.",
    slots: |s| {
        s.new.set(Some(|vm, class, args| {
            let [next, frame, word, line] = args.pos() else {
                let given = args.pos().len();
                return Err(vm.type_error(format!(
                    "traceback() takes exactly 4 arguments ({given} given)"
                )));
            };
            if !next.is_none() && next.downcast_ref::<Traceback>().is_none() {
                let what = vm.type_name(next);
                return Err(
                    vm.type_error(format!("expected traceback object or None, got '{what}'"))
                );
            }
            let Some(frame) = frame.downcast_ref::<FrameObject>() else {
                let what = vm.argument_class(frame);
                return Err(vm.type_error(format!(
                    "traceback() argument 'tb_frame' must be frame, not {what}"
                )));
            };
            let word = vm.index_clipped(word)?.max(0) as usize / 8;
            let line = vm.index_clipped(line)?.clamp(0, u32::MAX.into()) as u32;
            Ok(vm
                .alloc(
                    class,
                    Traceback::new(next.clone(), frame.clone(), word, Some(line)),
                )
                .into_value())
        }));
    },
    getsets: &[
        GetSetDef {
            name: "tb_frame",
            get: |vm, v| Ok(traceback(vm, v)?.frame.value().clone()),
            set: None,
        },
        GetSetDef {
            name: "tb_next",
            get: |vm, v| Ok(traceback(vm, v)?.next.get().unwrap_or(Value::NONE)),
            set: Some(set_next),
        },
        GetSetDef {
            name: "tb_lineno",
            get: |vm, v| Ok(vm.int(traceback(vm, v)?.line().into())),
            set: None,
        },
        GetSetDef {
            name: "tb_lasti",
            get: |vm, v| Ok(vm.int(traceback(vm, v)?.word as i64 * 8)),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn frame<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<FrameObject>> {
    v.downcast_ref::<FrameObject>()
        .ok_or_else(|| vm.wrong_self(v))
}

fn traceback<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Traceback>> {
    v.downcast_ref::<Traceback>()
        .ok_or_else(|| vm.wrong_self(v))
}

fn line(vm: &Vm, f: &Ref<FrameObject>) -> u32 {
    let is_generator = f.code.flags & super::code::cflag::GENERATOR != 0;
    if is_generator && !f.is_running() && f.word_index(vm) == 0 {
        // Not begun.
        return f.code.source.firstlineno;
    }
    f.code.line_at(f.word_index(vm))
}

fn back(vm: &Vm, f: &Ref<FrameObject>) -> Value {
    match f.depth(vm) {
        Some(0) => Value::NONE,
        Some(depth) => vm.frame_object(depth - 1).into_value(),
        None => f.back.get().unwrap_or(Value::NONE),
    }
}

fn set_next(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(value) = value else {
        return Err(vm.type_error("can't delete tb_next attribute"));
    };
    if !value.is_none() && value.downcast_ref::<Traceback>().is_none() {
        return Err(vm.type_error(format!(
            "expected traceback object or None, got '{}'",
            vm.type_name(&value)
        )));
    }
    let mut link = value.clone();
    while let Some(t) = link.downcast_ref::<Traceback>() {
        if link.is(v) {
            return Err(vm.value_error("traceback loop detected"));
        }
        let next = t.next.get().unwrap_or(Value::NONE);
        link = next;
    }
    traceback(vm, v)?.next.set(value);
    Ok(())
}

fn clear(vm: &Vm, f: This<'_, FrameObject>) -> Result<()> {
    if f.is_running() {
        return Err(vm.runtime_error("cannot clear an executing frame"));
    }
    f.clear_registers();
    Ok(())
}

/// The frame's variables: its namespace, or for functions a dict of a moment.
pub(crate) fn locals(vm: &Vm, f: &Ref<FrameObject>) -> Result<Value> {
    if let Some(namespace) = f.locals.get() {
        return Ok(namespace);
    }
    if f.code.flags & super::code::cflag::NAMESPACE != 0 {
        return Ok(f.globals().value().clone());
    }
    let dict = Dict::new(vm);
    for i in code_view::local_order(&f.code) {
        // Hidden registers have no name.
        let name = &f.code.varnames[i];
        if name.bytes().is_empty() {
            continue;
        }
        let Some(value) = f.register(vm, i) else {
            continue;
        };
        let value = match value.downcast_ref::<Cell>() {
            Some(cell) if f.code.source.cells.contains(&(i as u16)) => cell.contents.get(),
            _ => Some(value),
        };
        if let Some(value) = value.filter(|v| !v.is_unbound()) {
            dict.set_name(vm, name, value);
        }
    }
    for (name, cell) in f.code.freevars.iter().zip(f.function.body.closure.iter()) {
        if let Some(value) = cell.contents.get() {
            dict.set_name(vm, name, value);
        }
    }
    for (name, value) in f.extra_items() {
        dict.set(vm, name, value)?;
    }
    Ok(dict.into_value())
}

impl Vm {
    /// The namespace that `locals()` shows in the running frame.
    ///
    /// # Errors
    /// RuntimeError outside of any frame.
    pub fn current_locals(&self) -> Result<Value> {
        match self.stack.depth() {
            0 => Err(self.runtime_error("no frame is running")),
            depth => locals(self, &self.frame_object(depth - 1)),
        }
    }
    /// The globals of the running frame, or those of `__main__` outside of any.
    pub fn current_globals(&self) -> Option<Ref<Dict>> {
        let depth = self.stack.depth();
        depth
            .checked_sub(1)
            .and_then(|d| self.stack.at(d, |f| f.function.body.globals.clone()))
    }
    /// Where the running class or module frame puts its names.
    pub(crate) fn current_namespace(&self) -> Value {
        let depth = self.stack.depth();
        let locals = depth
            .checked_sub(1)
            .and_then(|d| self.stack.at(d, |f| f.locals.clone()))
            .flatten();
        locals
            .or_else(|| self.current_globals().map(Ref::into_value))
            .unwrap_or(Value::NONE)
    }
}
