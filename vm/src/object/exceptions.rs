//! The built-in exception classes: what each adds to `BaseException`.
//!
//! Fields of a class stand in the payload's numbered slots; the table [`FIELDS`] names them.

use std::sync::atomic::Ordering;

use super::Ref;
use super::header::VTable;
use super::traceback::Traceback;
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::errors::Exception;
use crate::native;
use crate::native::{GetSetDef, NativeDef};
use crate::object::Kind;
use crate::slots::Slots;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The attribute that shows a field as it is; None for an empty one.
macro_rules! field {
    ($name:literal, $index:expr) => {
        crate::native::GetSetDef {
            name: $name,
            get: |vm, v| {
                let field = &crate::object::exceptions::this(vm, v)?.fields[$index];
                Ok(field.get().unwrap_or(crate::value::Value::NONE))
            },
            set: Some(|vm, v, value| {
                let field = &crate::object::exceptions::this(vm, v)?.fields[$index];
                drop(field.replace(value));
                Ok(())
            }),
        }
    };
}
pub(super) use field;

const fn class(name: &'static str) -> TypeDef {
    TypeDef {
        name,
        layout: Some(VTable::of::<Exception>),
        subclassable: true,
        has_dict: true,
        ..TypeDef::EMPTY
    }
}

macro_rules! definitions {
    ($($name:literal { $($field:ident: $value:expr),* };)*) => {
        /// The declaration of a built-in exception class.
        ///
        /// # Panics
        /// For a name that is none.
        pub(crate) fn definition(name: &str) -> &'static TypeDef {
            match name {
                $($name => {
                    static DEF: TypeDef = TypeDef { $($field: $value,)* ..class($name) };
                    &DEF
                })*
                _ => unreachable!("every row of the exceptions table has a definition"),
            }
        }
    };
}

definitions! {
    "BaseException" { doc: "Common base class for all exceptions", slots: base_slots, methods: BASE_METHODS, getsets: BASE_GETSETS };
    "Exception" { doc: "Common base class for all non-exit exceptions." };
    "SystemExit" { slots: |s| s.init.set(Some(init_single)), getsets: &[field!("code", 0)] };
    "KeyboardInterrupt" {};
    "GeneratorExit" {};
    "BaseExceptionGroup" {
        slots: super::exc_group::slots,
        methods: super::exc_group::METHODS,
        getsets: super::exc_group::GETSETS
    };
    "ArithmeticError" {};
    "FloatingPointError" {};
    "OverflowError" {};
    "ZeroDivisionError" {};
    "AssertionError" {};
    "AttributeError" { slots: |s| s.init.set(Some(init_attribute)), getsets: &[field!("name", 0), field!("obj", 1)] };
    "BufferError" {};
    "EOFError" {};
    "ImportError" {
        slots: |s| { s.init.set(Some(init_import)); s.str.set(Some(str_import)); },
        getsets: &[field!("name", 0), field!("path", 1), field!("msg", 2), field!("name_from", 3)]
    };
    "ModuleNotFoundError" {};
    "LookupError" {};
    "IndexError" {};
    "KeyError" { slots: |s| s.str.set(Some(str_key)) };
    "MemoryError" {};
    "NameError" { slots: |s| s.init.set(Some(init_name)), getsets: &[field!("name", 0)] };
    "UnboundLocalError" {};
    "OSError" {
        slots: super::os_error::slots,
        getsets: super::os_error::GETSETS
    };
    "BlockingIOError" {};
    "ChildProcessError" {};
    "ConnectionError" {};
    "BrokenPipeError" {};
    "ConnectionAbortedError" {};
    "ConnectionRefusedError" {};
    "ConnectionResetError" {};
    "FileExistsError" {};
    "FileNotFoundError" {};
    "InterruptedError" {};
    "IsADirectoryError" {};
    "NotADirectoryError" {};
    "PermissionError" {};
    "ProcessLookupError" {};
    "TimeoutError" {};
    "ReferenceError" {};
    "RuntimeError" {};
    "NotImplementedError" {};
    "RecursionError" {};
    "PythonFinalizationError" {};
    "StopIteration" { slots: |s| s.init.set(Some(init_stop)), getsets: &[field!("value", 0)] };
    "StopAsyncIteration" {};
    "SyntaxError" {
        slots: |s| { s.init.set(Some(init_syntax)); s.str.set(Some(str_syntax)); },
        getsets: &[
            field!("msg", 0), field!("filename", 1), field!("lineno", 2), field!("offset", 3),
            field!("text", 4), field!("end_lineno", 5), field!("end_offset", 6),
            field!("print_file_and_line", 7)
        ]
    };
    "IndentationError" {};
    "TabError" {};
    "_IncompleteInputError" {};
    "SystemError" {};
    "TypeError" {};
    "ValueError" {};
    "UnicodeError" {};
    "UnicodeDecodeError" {
        slots: super::unicode_error::decode_slots,
        getsets: super::unicode_error::GETSETS
    };
    "UnicodeEncodeError" {
        slots: super::unicode_error::encode_slots,
        getsets: super::unicode_error::GETSETS
    };
    "UnicodeTranslateError" {
        slots: super::unicode_error::translate_slots,
        getsets: super::unicode_error::GETSETS
    };
    "Warning" {};
    "BytesWarning" {};
    "DeprecationWarning" {};
    "EncodingWarning" {};
    "FutureWarning" {};
    "ImportWarning" {};
    "PendingDeprecationWarning" {};
    "ResourceWarning" {};
    "RuntimeWarning" {};
    "SyntaxWarning" {};
    "UnicodeWarning" {};
    "UserWarning" {};
}

pub(crate) fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Exception>> {
    v.downcast_ref::<Exception>()
        .ok_or_else(|| vm.wrong_self(v))
}

fn base_slots(s: &Slots) {
    s.new.set(Some(new));
    s.init.set(Some(init));
    s.str.set(Some(to_str));
    s.repr.set(Some(repr));
}

/// `BaseException.__new__`: keeps the positional arguments.
pub(crate) fn new(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let args = vm.tuple(args.pos().to_vec());
    Ok(vm.alloc(class, Exception::with_args(args)).into_value())
}

/// `BaseException.__init__`.
pub(crate) fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    if !args.names().is_empty() {
        return args.no_keywords(vm, &vm.type_name(v));
    }
    this(vm, v)?.args.set(vm.tuple(args.pos().to_vec()));
    Ok(())
}

pub(crate) fn args_of(vm: &Vm, v: &Value) -> Result<Vec<Value>> {
    let args = this(vm, v)?.args.get();
    Ok(args
        .as_ref()
        .and_then(|a| a.as_tuple())
        .map(|t| t.as_slice().to_vec())
        .unwrap_or_default())
}

fn to_str(vm: &Vm, v: &Value) -> Result<Value> {
    match args_of(vm, v)?.as_slice() {
        [] => Ok(vm.str("")),
        [one] => vm.to_str(one).map(Ref::into_value),
        many => vm.repr(&vm.tuple(many.to_vec())).map(Ref::into_value),
    }
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let name = vm.type_name(v);
    let name = name.rsplit('.').next().unwrap_or_default();
    let args = match args_of(vm, v)?.as_slice() {
        [one] => format!("({})", vm.repr_text(one)?),
        many => vm.repr_text(&vm.tuple(many.to_vec()))?,
    };
    Ok(vm.str(format!("{name}{args}")))
}

fn str_key(vm: &Vm, v: &Value) -> Result<Value> {
    match args_of(vm, v)?.as_slice() {
        [one] => vm.repr(one).map(Ref::into_value),
        _ => to_str(vm, v),
    }
}

/// Takes keywords out: only those named are allowed.
fn take_keywords<const N: usize>(
    vm: &Vm,
    v: &Value,
    args: Args<'_>,
    names: [&str; N],
) -> Result<[Option<Value>; N]> {
    let mut found = [const { None }; N];
    for (name, value) in args.keywords() {
        let text = name.str_lossy().unwrap_or_default();
        match names.iter().position(|n| *n == text) {
            Some(at) => found[at] = Some(value.clone()),
            None => {
                let class = vm.type_name(v);
                return Err(vm.type_error(format!(
                    "{class}() got an unexpected keyword argument '{text}'"
                )));
            }
        }
    }
    init(vm, v, Args::positional(args.pos()))?;
    Ok(found)
}

fn set_fields(vm: &Vm, v: &Value, values: impl IntoIterator<Item = Option<Value>>) -> Result<()> {
    let e = this(vm, v)?;
    for (slot, value) in e.fields.iter().zip(values) {
        drop(slot.replace(value));
    }
    Ok(())
}

fn init_single(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    init(vm, v, args)?;
    let code = match args.pos() {
        [] => Value::NONE,
        [one] => one.clone(),
        many => vm.tuple(many.to_vec()),
    };
    set_fields(vm, v, [Some(code)])
}

fn init_stop(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    init(vm, v, args)?;
    set_fields(vm, v, [args.pos().first().cloned()])
}

fn init_attribute(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let found = take_keywords(vm, v, args, ["name", "obj"])?;
    set_fields(vm, v, found)
}

fn init_name(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let found = take_keywords(vm, v, args, ["name"])?;
    set_fields(vm, v, found)
}

fn init_import(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let [name, path, name_from] = take_keywords(vm, v, args, ["name", "path", "name_from"])?;
    let message = match args.pos() {
        [one] => Some(one.clone()),
        _ => None,
    };
    set_fields(vm, v, [name, path, message, name_from])
}

fn str_import(vm: &Vm, v: &Value) -> Result<Value> {
    match this(vm, v)?.fields[2].get() {
        Some(message) if message.as_str_obj().is_some() => Ok(message),
        _ => to_str(vm, v),
    }
}

fn init_syntax(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    init(vm, v, args)?;
    let mut fields: [Option<Value>; 8] = [const { None }; 8];
    if let Some(message) = args.pos().first() {
        fields[0] = Some(message.clone());
    }
    if let [_, info] = args.pos() {
        let info = vm.collect(info)?;
        let got = info.len();
        if !(4..=7).contains(&got) {
            let bound = if got < 4 { "least 4" } else { "most 7" };
            return Err(vm.type_error(format!("function takes at {bound} arguments ({got} given)")));
        }
        if got == 5 {
            return Err(vm.type_error("end_offset must be provided when end_lineno is provided"));
        }
        for (slot, value) in fields[1..7].iter_mut().zip(info) {
            *slot = Some(value);
        }
    }
    set_fields(vm, v, fields)
}

fn str_syntax(vm: &Vm, v: &Value) -> Result<Value> {
    let e = this(vm, v)?;
    let message = e.fields[0].get().unwrap_or(Value::NONE);
    let message = vm.to_str(&message)?.to_string_lossy();
    let file = e.fields[1].get().and_then(|f| f.str_lossy());
    let file = file.map(|f| f.rsplit('/').next().unwrap_or_default().to_owned());
    let line = e.fields[2]
        .get()
        .and_then(|l| l.as_int().and_then(|i| i.to_i64()));
    Ok(vm.str(match (file, line) {
        (Some(file), Some(line)) => format!("{message} ({file}, line {line})"),
        (Some(file), None) => format!("{message} ({file})"),
        (None, Some(line)) => format!("{message} (line {line})"),
        (None, None) => message,
    }))
}

const BASE_METHODS: &[NativeDef] = &[
    native!("with_traceback(self, object, /)", with_traceback),
    native!("add_note(self, object, /)", add_note),
    native!("__setstate__(self, object, /)", set_state),
    native!("__reduce__(self, /)", reduce),
];

const BASE_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "args",
        get: |vm, v| Ok(this(vm, v)?.args.get().unwrap_or(Value::NONE)),
        set: Some(|vm, v, value| match value {
            Some(value) => {
                let tuple = vm.to_tuple(&value)?;
                this(vm, v)?.args.set(tuple.into_value());
                Ok(())
            }
            None => Err(vm.type_error("args may not be deleted")),
        }),
    },
    GetSetDef {
        name: "__cause__",
        get: |vm, v| Ok(this(vm, v)?.cause.get().unwrap_or(Value::NONE)),
        set: Some(|vm, v, value| {
            let value = exception_or_none(vm, value, "cause")?;
            this(vm, v)?.set_cause(value);
            Ok(())
        }),
    },
    GetSetDef {
        name: "__context__",
        get: |vm, v| Ok(this(vm, v)?.context.get().unwrap_or(Value::NONE)),
        set: Some(|vm, v, value| {
            let value = exception_or_none(vm, value, "context")?;
            drop(
                this(vm, v)?
                    .context
                    .replace((!value.is_none()).then_some(value)),
            );
            Ok(())
        }),
    },
    GetSetDef {
        name: "__traceback__",
        get: |vm, v| Ok(this(vm, v)?.traceback.get().unwrap_or(Value::NONE)),
        set: Some(|vm, v, value| match value {
            Some(value) => set_traceback(vm, v, value),
            None => Err(vm.type_error("__traceback__ may not be deleted")),
        }),
    },
    GetSetDef {
        name: "__suppress_context__",
        get: |vm, v| {
            Ok(Value::bool(
                this(vm, v)?.suppress_context.load(Ordering::Relaxed),
            ))
        },
        set: Some(|vm, v, value| {
            let on = match value {
                Some(value) => vm.truth(&value)?,
                None => return Err(vm.type_error("can't delete numeric/char attribute")),
            };
            this(vm, v)?.suppress_context.store(on, Ordering::Relaxed);
            Ok(())
        }),
    },
];

fn exception_or_none(vm: &Vm, value: Option<Value>, what: &str) -> Result<Value> {
    match value {
        None => Err(vm.type_error(format!("__{what}__ may not be deleted"))),
        Some(value) if value.is_none() || value.is_kind(Kind::Exception) => Ok(value),
        Some(_) => Err(vm.type_error(format!(
            "exception {what} must be None or derive from BaseException"
        ))),
    }
}

fn set_traceback(vm: &Vm, v: &Value, value: Value) -> Result<()> {
    if !value.is_none() && value.downcast_ref::<Traceback>().is_none() {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    drop(
        this(vm, v)?
            .traceback
            .replace((!value.is_none()).then_some(value)),
    );
    Ok(())
}

fn with_traceback(vm: &Vm, e: &Value, traceback: Value) -> Result<Value> {
    set_traceback(vm, e, traceback)?;
    Ok(e.clone())
}

fn add_note(vm: &Vm, e: &Value, note: &Value) -> Result<()> {
    if note.as_str_obj().is_none() {
        return Err(vm.type_error(format!(
            "add_note() argument must be str, not {}",
            vm.argument_class(note)
        )));
    }
    let names = vm.names();
    let notes = match vm.get_attr_opt(e, &names.notes)? {
        Some(notes) => notes,
        None => {
            let notes = vm.list(Vec::new());
            vm.set_attr(e, &names.notes, notes.clone())?;
            notes
        }
    };
    match notes.as_list() {
        Some(list) => {
            list.push(note.clone());
            Ok(())
        }
        None => Err(vm.type_error("Cannot add note: __notes__ is not a list")),
    }
}

fn set_state(vm: &Vm, e: &Value, state: &Value) -> Result<()> {
    let Some(dict) = state.as_dict() else {
        return if state.is_none() {
            Ok(())
        } else {
            Err(vm.type_error("state is not a dictionary"))
        };
    };
    for (name, value) in dict.items() {
        if let Some(name) = name.as_str_obj() {
            vm.set_attr(e, &vm.intern_str(name), value)?;
        }
    }
    Ok(())
}

fn reduce(vm: &Vm, e: This<'_, Exception>) -> Result<Value> {
    let class = vm.type_of(e.value()).to_value();
    let args = e.args.get().unwrap_or_else(|| vm.tuple(Vec::new()));
    match e.header.attr_dict(vm).filter(|d| !d.is_empty()) {
        Some(dict) => Ok(vm.tuple(vec![class, args, dict.into_value()])),
        None => Ok(vm.pair(class, args)),
    }
}
