//! The classes `function`, `method` and `cell`.

use super::code::{Cell, Code};
use super::descr::read_only;
use super::dict::Dict;
use super::function::{BoundMethod, Function};
use super::header::VTable;
use super::tuple::Tuple;
use super::typ::{Type, TypeDef};
use super::{Ref, Slot, slot_args};
use crate::args::{Args, This};
use crate::names::Name;
use crate::native;
use crate::native::GetSetDef;
use crate::proto::compare::identity_hash;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The class of functions that scripts define.
pub static FUNCTION: TypeDef = TypeDef {
    name: "function",
    layout: Some(VTable::of::<Function>),
    has_dict: true,
    doc: "A function of a script: code with a global namespace, defaults and a closure.",
    slots: |s| {
        s.new.set(Some(function_new));
        s.call.set(Some(|vm, v, args| match function(v) {
            Some(f) => vm.call_function(f, args),
            None => Err(vm.not_callable(v)),
        }));
        s.descr_get.set(Some(|vm, d, this, _| {
            Ok(match this {
                Some(this) => vm.bind(d.clone(), this.clone()),
                None => d.clone(),
            })
        }));
        s.repr.set(Some(|vm, v| {
            let name = function(v)
                .and_then(|f| f.qualname.get())
                .and_then(|q| q.str_lossy())
                .unwrap_or_default();
            Ok(vm.str(format!("<function {name} at {:#x}>", v.bits())))
        }));
    },
    getsets: &[
        GetSetDef {
            name: "__code__",
            get: |_, v| Ok(part(v, |f| &f.code)),
            set: Some(set_code),
        },
        GetSetDef {
            name: "__defaults__",
            get: |_, v| Ok(part(v, |f| &f.defaults)),
            set: Some(set_defaults),
        },
        GetSetDef {
            name: "__kwdefaults__",
            get: |_, v| Ok(part(v, |f| &f.kwdefaults)),
            set: Some(set_kwdefaults),
        },
        GetSetDef {
            name: "__name__",
            get: |_, v| Ok(part(v, |f| &f.name)),
            set: Some(|vm, v, x| set_text(vm, v, x, "__name__", |f| &f.name)),
        },
        GetSetDef {
            name: "__qualname__",
            get: |_, v| Ok(part(v, |f| &f.qualname)),
            set: Some(|vm, v, x| set_text(vm, v, x, "__qualname__", |f| &f.qualname)),
        },
        GetSetDef {
            name: "__module__",
            get: |_, v| Ok(part(v, |f| &f.module)),
            set: Some(|_, v, x| set_part(v, x, |f| &f.module)),
        },
        GetSetDef {
            name: "__doc__",
            get: |_, v| Ok(part(v, |f| &f.doc)),
            set: Some(|_, v, x| set_part(v, x, |f| &f.doc)),
        },
        GetSetDef {
            name: "__annotations__",
            get: annotations,
            set: Some(set_annotations),
        },
        GetSetDef {
            name: "__annotate__",
            get: |_, v| Ok(part(v, |f| &f.annotate)),
            set: Some(set_annotate),
        },
        GetSetDef {
            name: "__type_params__",
            get: |vm, v| {
                Ok(function(v)
                    .and_then(|f| f.type_params.get())
                    .unwrap_or_else(|| vm.tuple(Vec::new())))
            },
            set: Some(set_type_params),
        },
        GetSetDef {
            name: "__globals__",
            get: |_, v| Ok(function(v).map_or(Value::NONE, |f| f.globals.value().clone())),
            set: Some(read_only),
        },
        GetSetDef {
            name: "__builtins__",
            get: |_, v| Ok(function(v).map_or(Value::NONE, |f| f.builtins.value().clone())),
            set: Some(read_only),
        },
        GetSetDef {
            name: "__closure__",
            get: |vm, v| Ok(closure(vm, v)),
            set: Some(read_only),
        },
    ],
    ..TypeDef::EMPTY
};

fn function(v: &Value) -> Option<&Ref<Function>> {
    v.downcast_ref::<Function>()
}
fn part(v: &Value, which: fn(&Function) -> &Slot) -> Value {
    function(v)
        .and_then(|f| which(f).get())
        .unwrap_or(Value::NONE)
}
fn set_part(v: &Value, value: Option<Value>, which: fn(&Function) -> &Slot) -> Result<()> {
    if let Some(f) = function(v) {
        which(f).set(value.unwrap_or(Value::NONE));
    }
    Ok(())
}

fn set_text(
    vm: &Vm,
    v: &Value,
    value: Option<Value>,
    name: &str,
    which: fn(&Function) -> &Slot,
) -> Result<()> {
    match value {
        Some(text) if text.as_str_obj().is_some() => set_part(v, Some(text), which),
        _ => Err(vm.type_error(format!("{name} must be set to a string object"))),
    }
}

fn set_code(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(f) = function(v) else { return Ok(()) };
    let Some(code) = value.as_ref().and_then(|c| c.downcast_ref::<Code>()) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let (wanted, given) = (f.closure.len(), code.freevars.len());
    if wanted != given {
        let name = f.name.get().and_then(|n| n.str_lossy()).unwrap_or_default();
        return Err(vm.value_error(format!(
            "{name}() requires a code object with {wanted} free vars, not {given}"
        )));
    }
    // Frames borrow the code that they run from their function: the old code has to stay.
    if let Some(header) = f.code.get().as_ref().and_then(|c| c.header()) {
        header.make_immortal();
    }
    f.code.set(code.value().clone());
    f.touched();
    Ok(())
}

fn set_defaults(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(f) = function(v) else { return Ok(()) };
    let value = value.filter(|v| !v.is_none());
    if value.as_ref().is_some_and(|v| v.as_tuple().is_none()) {
        return Err(vm.type_error("__defaults__ must be set to a tuple object"));
    }
    drop(f.defaults.replace(value));
    f.touched();
    Ok(())
}

fn set_kwdefaults(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(f) = function(v) else { return Ok(()) };
    let value = value.filter(|v| !v.is_none());
    if value.as_ref().is_some_and(|v| v.as_dict().is_none()) {
        return Err(vm.type_error("__kwdefaults__ must be set to a dict object"));
    }
    drop(f.kwdefaults.replace(value));
    f.touched();
    Ok(())
}

fn set_type_params(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    match value {
        Some(params) if params.as_tuple().is_some() => {
            set_part(v, Some(params), |f| &f.type_params)
        }
        _ => Err(vm.type_error("__type_params__ must be set to a tuple")),
    }
}

fn annotations(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(f) = function(v) else {
        return Ok(Value::NONE);
    };
    if let Some(known) = f.annotations.get() {
        return Ok(known);
    }
    let made = match f.annotate.get().filter(|a| !a.is_none()) {
        Some(annotate) => call_annotate(vm, &annotate)?,
        None => Dict::new(vm).into_value(),
    };
    f.annotations.set(made.clone());
    Ok(made)
}

/// Calls an annotate function for the values of annotations.
///
/// # Errors
/// What it raises; TypeError if it gives no dict.
pub(crate) fn call_annotate(vm: &Vm, annotate: &Value) -> Result<Value> {
    let made = vm.call(annotate, Args::positional(&[Value::small_int(1)]))?;
    if made.as_dict().is_some() {
        return Ok(made);
    }
    Err(vm.type_error(format!(
        "__annotate__ returned non-dict of type '{}'",
        vm.type_name(&made)
    )))
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(f) = function(v) else { return Ok(()) };
    let value = value.filter(|v| !v.is_none());
    if value.as_ref().is_some_and(|v| v.as_dict().is_none()) {
        return Err(vm.type_error("__annotations__ must be set to a dict object"));
    }
    drop(f.annotations.replace(value));
    drop(f.annotate.take());
    Ok(())
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(f) = function(v) else { return Ok(()) };
    match value {
        None => Err(vm.type_error("__annotate__ cannot be deleted")),
        Some(none) if none.is_none() => {
            f.annotate.set(none);
            Ok(())
        }
        Some(annotate) if vm.type_of(&annotate).slots.call.get().is_some() => {
            f.annotate.set(annotate);
            drop(f.annotations.take());
            Ok(())
        }
        Some(_) => Err(vm.type_error("__annotate__ must be callable or None")),
    }
}

fn closure(vm: &Vm, v: &Value) -> Value {
    match function(v) {
        Some(f) if !f.closure.is_empty() => {
            vm.tuple(f.closure.iter().map(|c| c.value().clone()).collect())
        }
        _ => Value::NONE,
    }
}

fn function_new(vm: &Vm, _: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let names = [
        "code",
        "globals",
        "name",
        "argdefs",
        "closure",
        "kwdefaults",
    ];
    let [code, globals, name, defaults, closure, kwdefaults] =
        slot_args::take(vm, "function", names, 2, args)?;
    let wrong = |what: &str, wanted: &str, got: &Value| {
        vm.type_error(format!(
            "function() argument '{what}' must be {wanted}, not {}",
            vm.argument_class(got)
        ))
    };
    let code = code
        .unwrap_or(Value::NONE)
        .downcast::<Code>()
        .map_err(|v| wrong("code", "code", &v))?;
    let globals = globals
        .unwrap_or(Value::NONE)
        .downcast::<Dict>()
        .map_err(|v| wrong("globals", "dict", &v))?;
    let given = |v: Option<Value>| v.filter(|v| !v.is_none());
    let name = given(name);
    if name.as_ref().is_some_and(|n| n.as_str_obj().is_none()) {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    let defaults = given(defaults);
    if defaults.as_ref().is_some_and(|d| d.as_tuple().is_none()) {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let kwdefaults = given(kwdefaults);
    if kwdefaults.as_ref().is_some_and(|d| d.as_dict().is_none()) {
        return Err(vm.type_error("arg 6 (kwdefaults) must be None or dict"));
    }
    let cells = cells_for(vm, &code, closure)?;
    let f = Function::make(vm, code, globals, cells);
    if let Some(name) = name {
        f.name.set(name);
    }
    drop(f.defaults.replace(defaults));
    drop(f.kwdefaults.replace(kwdefaults));
    Ok(f.into_value())
}

/// The cells of a closure, checked against what the code needs.
fn cells_for(vm: &Vm, code: &Ref<Code>, closure: Option<Value>) -> Result<Box<[Ref<Cell>]>> {
    let closure = closure.unwrap_or(Value::NONE);
    let items: &[Value] = match closure.as_tuple() {
        Some(tuple) => tuple.as_slice(),
        None if closure.is_none() && code.freevars.is_empty() => &[],
        None if !code.freevars.is_empty() => {
            return Err(vm.type_error("arg 5 (closure) must be tuple"));
        }
        None => return Err(vm.type_error("arg 5 (closure) must be None or tuple")),
    };
    let (wanted, given) = (code.freevars.len(), items.len());
    if wanted != given {
        let name = code.name.to_string_lossy();
        return Err(vm.value_error(format!(
            "{name} requires closure of length {wanted}, not {given}"
        )));
    }
    items
        .iter()
        .map(|cell| match cell.downcast_ref::<Cell>() {
            Some(cell) => Ok(cell.clone()),
            None => Err(vm.type_error(format!(
                "arg 5 (closure) expected cell, found {}",
                vm.type_name(cell)
            ))),
        })
        .collect()
}

/// The class of functions bound to an object.
pub static METHOD: TypeDef = TypeDef {
    name: "method",
    layout: Some(VTable::of::<BoundMethod>),
    doc: "A callable bound to its first argument.",
    slots: |s| {
        s.new.set(Some(method_new));
        s.call.set(Some(|vm, v, args| match method(v) {
            Some(m) => vm.call_with_first(&m.function, &m.this, args),
            None => Err(vm.not_callable(v)),
        }));
        s.getattr.set(Some(method_getattr));
        s.descr_get.set(Some(|_, d, _, _| Ok(d.clone())));
        s.repr.set(Some(method_repr));
        s.hash.set(Some(|vm, v| match method(v) {
            Some(m) => Ok(identity_hash(vm, &m.this)? ^ vm.hash(&m.function)?.rotate_left(7)),
            None => identity_hash(vm, v),
        }));
        s.compare.set(Some(method_compare));
    },
    methods: &[native!("__reduce__(self, /)", method_reduce)],
    getsets: &[
        GetSetDef {
            name: "__func__",
            get: |_, v| Ok(method(v).map_or(Value::NONE, |m| m.function.clone())),
            set: Some(read_only),
        },
        GetSetDef {
            name: "__self__",
            get: |_, v| Ok(method(v).map_or(Value::NONE, |m| m.this.clone())),
            set: Some(read_only),
        },
        GetSetDef {
            name: "__doc__",
            get: |vm, v| match method(v) {
                Some(m) => Ok(vm
                    .get_attr_opt(&m.function, &vm.names().doc)?
                    .unwrap_or(Value::NONE)),
                None => Ok(Value::NONE),
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn method(v: &Value) -> Option<&Ref<BoundMethod>> {
    v.downcast_ref::<BoundMethod>()
}

fn method_new(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    args.no_keywords(vm, "method")?;
    let [function, this] = args.pos() else {
        return Err(vm.type_error(format!(
            "method expected 2 arguments, got {}",
            args.pos().len()
        )));
    };
    if vm.type_of(function).slots.call.get().is_none() {
        return Err(vm.type_error("first argument must be callable"));
    }
    if this.is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    Ok(vm
        .alloc(
            class,
            BoundMethod {
                function: function.clone(),
                this: this.clone(),
            },
        )
        .into_value())
}

/// What the class `method` does not know is asked of the function.
fn method_getattr(vm: &Vm, v: &Value, name: &Name) -> Result<Value> {
    let Some(m) = method(v) else {
        return crate::proto::attr::generic_get(vm, v, name);
    };
    let ty = vm.type_of(v);
    match ty.lookup(vm, name) {
        Some(attr) => vm.bind_descriptor(&attr, Some(v), &ty.to_value()),
        None => vm.get_attr(&m.function, name),
    }
}

fn method_repr(vm: &Vm, v: &Value) -> Result<Value> {
    let Some(m) = method(v) else {
        return Ok(vm.str(vm.default_repr(v)));
    };
    let names = vm.names();
    let name = match vm.get_attr_opt(&m.function, &names.qualname)? {
        Some(name) => Some(name),
        None => vm.get_attr_opt(&m.function, &names.name)?,
    };
    let mut text = b"<bound method ".to_vec();
    match name.as_ref().and_then(|n| n.as_str_obj()) {
        Some(name) => text.extend_from_slice(name.bytes()),
        None => text.push(b'?'),
    }
    text.extend_from_slice(b" of ");
    text.extend_from_slice(vm.repr(&m.this)?.bytes());
    text.push(b'>');
    Ok(vm.new_wtf8(&text).into_value())
}

fn method_compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (method(a), method(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let same = x.this.is(&y.this) && vm.eq(&x.function, &y.function)?;
    Ok(Value::bool(same == (op == CmpOp::Eq)))
}

fn method_reduce(vm: &Vm, this: This<'_, BoundMethod>) -> Result<Value> {
    let name = vm.get_attr(&this.function, &vm.names().name)?;
    let getattr = super::iter::builtin(vm, "getattr");
    Ok(vm.pair(getattr, vm.pair(this.this.clone(), name)))
}

/// The class of cells.
pub static CELL: TypeDef = TypeDef {
    name: "cell",
    layout: Some(VTable::of::<Cell>),
    doc: "A variable that a function shares with the functions inside it.",
    slots: |s| {
        s.new.set(Some(|vm, class, args| {
            args.no_keywords(vm, "cell")?;
            if args.pos().len() > 1 {
                let given = args.pos().len();
                return Err(vm.type_error(format!("cell expected at most 1 argument, got {given}")));
            }
            let contents = Slot::from_option(args.pos().first().cloned());
            Ok(vm.alloc(class, Cell { contents }).into_value())
        }));
        s.repr.set(Some(cell_repr));
        s.compare.set(Some(cell_compare));
    },
    getsets: &[GetSetDef {
        name: "cell_contents",
        get: |vm, v| {
            let contents = v.downcast_ref::<Cell>().and_then(|c| c.contents.get());
            contents.ok_or_else(|| vm.value_error("Cell is empty"))
        },
        set: Some(|_, v, value| {
            if let Some(cell) = v.downcast_ref::<Cell>() {
                drop(cell.contents.replace(value));
            }
            Ok(())
        }),
    }],
    ..TypeDef::EMPTY
};

fn cell_repr(vm: &Vm, v: &Value) -> Result<Value> {
    let contents = v.downcast_ref::<Cell>().and_then(|c| c.contents.get());
    let at = v.bits();
    Ok(vm.str(match contents {
        Some(held) => format!(
            "<cell at {at:#x}: {} object at {:#x}>",
            vm.type_name(&held),
            held.bits()
        ),
        None => format!("<cell at {at:#x}: empty>"),
    }))
}

fn cell_compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.downcast_ref::<Cell>(), b.downcast_ref::<Cell>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match (x.contents.get(), y.contents.get()) {
        (Some(x), Some(y)) => vm.compare(&x, &y, op),
        (x, y) => Ok(Value::bool(op.holds(Some(x.is_some().cmp(&y.is_some()))))),
    }
}

impl Function {
    /// Replaces the tuple of defaults.
    pub fn set_defaults(&self, defaults: Option<Ref<Tuple>>) {
        drop(self.defaults.replace(defaults.map(Ref::into_value)));
        self.touched();
    }
}
