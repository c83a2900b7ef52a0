//! `code`.

use hasp_compiler::code::CodeKind;

use super::Ref;
use super::code::Code;
use super::code_view;
use super::header::VTable;
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::native;
use crate::native::GetSetDef;
use crate::slots::CmpOp;
use crate::value::Value;
use crate::vm::{Result, Vm};

macro_rules! int_field {
    ($name:literal, $code:ident => $value:expr) => {
        GetSetDef {
            name: $name,
            get: |vm, v| {
                let $code = this(vm, v)?;
                Ok(vm.int($value as i64))
            },
            set: None,
        }
    };
}

/// What CPython's constructor takes is its own bytecode; a wrong number of arguments is refused
/// with its words.
fn new(vm: &Vm, _: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    args.no_keywords(vm, "code")?;
    let given = args.pos().len();
    Err(vm.type_error(match given {
        ..16 => format!("code expected at least 16 arguments, got {given}"),
        16..=18 => "code objects cannot be made of bytecode here".to_owned(),
        _ => format!("code expected at most 18 arguments, got {given}"),
    }))
}

/// `code`.
pub static CODE: TypeDef = TypeDef {
    name: "code",
    layout: Some(VTable::of::<Code>),
    doc: "Compiled source.",
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.compare.set(Some(|_, a, b, op| {
            Ok(match op {
                CmpOp::Eq => Value::bool(a.is(b)),
                CmpOp::Ne => Value::bool(!a.is(b)),
                _ => Value::NOT_IMPLEMENTED,
            })
        }));
        s.hash.set(Some(crate::proto::compare::identity_hash));
    },
    methods: &[
        native!("co_positions(self, /)", positions),
        native!("co_lines(self, /)", lines),
        native!("replace(self, /, **changes)", replace),
    ],
    getsets: &[
        int_field!("co_argcount", code => code.argcount),
        int_field!("co_posonlyargcount", code => code.source.posonly),
        int_field!("co_kwonlyargcount", code => code.source.kwonly),
        int_field!("co_nlocals", code => locals(code).len()),
        int_field!("co_stacksize", code => code.nregs - code.first_temp),
        int_field!("co_firstlineno", code => code.source.firstlineno),
        int_field!("co_flags", code => flags(code)),
        GetSetDef {
            name: "co_name",
            get: |vm, v| Ok(this(vm, v)?.name.value().clone()),
            set: None,
        },
        GetSetDef {
            name: "co_qualname",
            get: |vm, v| Ok(this(vm, v)?.qualname.value().clone()),
            set: None,
        },
        GetSetDef {
            name: "co_filename",
            get: |vm, v| Ok(this(vm, v)?.filename.clone()),
            set: None,
        },
        GetSetDef {
            name: "co_consts",
            get: |vm, v| Ok(vm.tuple(code_view::constants(vm, this(vm, v)?))),
            set: None,
        },
        GetSetDef {
            name: "co_names",
            get: |vm, v| {
                Ok(vm.tuple(
                    this(vm, v)?
                        .names
                        .iter()
                        .map(|n| n.value().clone())
                        .collect(),
                ))
            },
            set: None,
        },
        GetSetDef {
            name: "co_varnames",
            get: |vm, v| Ok(vm.tuple(locals(this(vm, v)?))),
            set: None,
        },
        GetSetDef {
            name: "co_freevars",
            get: |vm, v| {
                Ok(vm.tuple(
                    this(vm, v)?
                        .freevars
                        .iter()
                        .map(|n| n.value().clone())
                        .collect(),
                ))
            },
            set: None,
        },
        GetSetDef {
            name: "co_cellvars",
            get: |vm, v| {
                let code = this(vm, v)?;
                let cells = code
                    .source
                    .cells
                    .iter()
                    .filter_map(|&r| code.varnames.get(r as usize));
                Ok(vm.tuple(cells.map(|n| n.value().clone()).collect()))
            },
            set: None,
        },
        GetSetDef {
            name: "co_code",
            get: |vm, v| {
                let bytes: Vec<u8> = this(vm, v)?
                    .source
                    .words
                    .iter()
                    .flat_map(|w| w.to_le_bytes())
                    .collect();
                Ok(vm.bytes(&bytes))
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Code>> {
    v.downcast_ref::<Code>().ok_or_else(|| vm.wrong_self(v))
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let code = this(vm, v)?;
    let (name, line) = (code.name.to_string_lossy(), code.source.firstlineno);
    let file = code.filename.str_lossy().unwrap_or_default();
    Ok(vm.str(format!(
        "<code object {name} at {:#x}, file \"{file}\", line {line}>",
        v.bits()
    )))
}

/// Parameters and plain locals, as `co_varnames` tells them.
fn locals(code: &Ref<Code>) -> Vec<Value> {
    if code.source.kind != CodeKind::Function {
        return Vec::new();
    }
    code_view::varnames(code)
}

/// CPython's flag bits.
fn flags(code: &Ref<Code>) -> u32 {
    let source = &code.source;
    let mut flags = 0;
    if source.kind == CodeKind::Function {
        flags |= 0x1 | 0x2;
    }
    for (bit, on) in [
        (0x4, source.varargs),
        (0x8, source.varkeywords),
        (0x10, source.nested),
        (0x20, source.generator),
        (0x400_0000, source.docstring.is_some()),
    ] {
        if on {
            flags |= bit;
        }
    }
    flags
}

fn positions(vm: &Vm, code: This<'_, Code>) -> Result<Value> {
    let mut rows = Vec::with_capacity(code.words.len());
    for word in 0..code.words.len() {
        let row = match code.source.span_at(word) {
            Some(span) => {
                let lines = &code.source.lines;
                let (start, end) = (lines.line_col(span.start), lines.line_col(span.end));
                vec![
                    vm.int(start.0.into()),
                    vm.int(end.0.into()),
                    vm.int(start.1.into()),
                    vm.int(end.1.into()),
                ]
            }
            None => vec![Value::NONE; 4],
        };
        rows.push(vm.tuple(row));
    }
    // An instruction index counts 2 bytes in CPython's tables and one word here: `tb_lasti // 2`
    // finds its row when each word stands four times.
    let rows = rows
        .into_iter()
        .flat_map(|r| [r.clone(), r.clone(), r.clone(), r])
        .collect();
    vm.iter(&vm.list(rows))
}

fn lines(vm: &Vm, code: This<'_, Code>) -> Result<Value> {
    let mut rows: Vec<Value> = Vec::new();
    let (mut start, mut current) = (0usize, None);
    for word in 0..=code.words.len() {
        let line = (word < code.words.len()).then(|| code.line_at(word));
        if line != current || line.is_none() {
            if let Some(line) = current {
                rows.push(vm.tuple(vec![
                    vm.int(start as i64 * 8),
                    vm.int(word as i64 * 8),
                    vm.int(line.into()),
                ]));
            }
            start = word;
            current = line;
        }
    }
    vm.iter(&vm.list(rows))
}

fn replace(vm: &Vm, code: This<'_, Code>, changes: &Value) -> Result<Value> {
    let copy = vm.load_code(&code.source)?;
    let (mut name, mut qualname, mut filename) = (
        code.name.clone(),
        code.qualname.clone(),
        code.filename.clone(),
    );
    for (key, value) in changes.as_dict().map(|d| d.items()).unwrap_or_default() {
        let text = value.as_str_obj().map(|s| vm.intern_str(s));
        match (key.str_lossy().as_deref(), text) {
            (Some("co_name"), Some(text)) => name = text,
            (Some("co_qualname"), Some(text)) => qualname = text,
            (Some("co_filename"), Some(text)) => filename = text.into_value(),
            (key, _) => {
                let key = key.unwrap_or_default();
                return Err(
                    vm.not_implemented_error(format!("code.replace() of '{key}' is not supported"))
                );
            }
        }
    }
    Ok(crate::object::code::renamed(vm, &copy, name, qualname, filename).into_value())
}
