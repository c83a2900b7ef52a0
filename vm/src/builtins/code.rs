//! `compile`, `eval` and `exec`.

use hasp_compiler::{Mode, Options};

use crate::args::Args;
use crate::buffer::BytesLike;
use crate::native;
use crate::native::NativeDef;
use crate::object::Ref;
use crate::object::code::{Cell, Code};
use crate::object::dict::Dict;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!(
        "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        compile
    )
    .doc("Compiles source text to a code object for exec() or eval()."),
    native!("eval(source, /, globals=None, locals=None)", eval).doc("The value of an expression in text or compiled."),
    native!("exec(source, /, globals=None, locals=None, *, closure=None)", exec)
        .doc("Runs statements in text or compiled."),
];

/// `from __future__ import annotations`.
const FUTURE_ANNOTATIONS: i32 = 0x100_0000;
/// All future features, and the obsolete flag of nested scopes.
const FUTURES: i32 = 0x1FE_0010;
/// Do not imply a dedent at the end; type comments; allow incomplete input. They change nothing here.
const HARMLESS: i32 = 0x200 | 0x1000 | 0x4000;
const ONLY_AST: i32 = 0x400;
const TOP_LEVEL_AWAIT: i32 = 0x2000;
const OPTIMIZED_AST: i32 = 0x8000;

fn syntax_error(vm: &Vm, message: &str) -> Raised {
    match vm.call(
        vm.exceptions().syntax_error.value(),
        Args::positional(&[vm.str(message)]),
    ) {
        Ok(exception) => Raised::new(exception),
        Err(raised) => raised,
    }
}

/// Source text of a str or bytes argument; None if it is neither.
fn source_text(vm: &Vm, source: &Value, filename: &str) -> Result<Option<String>> {
    let text = if let Some(s) = source.as_str_obj() {
        match s.as_str() {
            Some(text) => text.to_owned(),
            None => {
                // Raises the UnicodeEncodeError for the lone surrogate.
                vm.encode(s, "utf-8", "strict")?;
                s.to_string_lossy()
            }
        }
    } else if let Some(bytes) = vm.bytes_like(source)? {
        let bytes = BytesLike::into_vec(bytes);
        if bytes.contains(&0) {
            return Err(syntax_error(
                vm,
                "source code string cannot contain null bytes",
            ));
        }
        vm.decode_source_bytes(&bytes, filename)?
    } else {
        return Ok(None);
    };
    if text.contains('\0') {
        return Err(syntax_error(
            vm,
            "source code string cannot contain null bytes",
        ));
    }
    Ok(Some(text))
}

/// A path argument as text.
fn path_text(vm: &Vm, path: &Value) -> Result<String> {
    let text_of = |v: &Value| {
        v.str_lossy().or_else(|| {
            v.as_bytes_obj()
                .map(|b| String::from_utf8_lossy(b.bytes()).into_owned())
        })
    };
    if let Some(text) = text_of(path) {
        return Ok(text);
    }
    let Some(method) = vm.lookup_special(path, &vm.names().fspath)? else {
        let name = vm.type_name(path);
        return Err(vm.type_error(format!(
            "expected str, bytes or os.PathLike object, not {name}"
        )));
    };
    let result = vm.call(&method, Args::NONE)?;
    text_of(&result).ok_or_else(|| {
        let (class, name) = (vm.type_name(path), vm.type_name(&result));
        vm.type_error(format!(
            "expected {class}.__fspath__() to return str or bytes, not {name}"
        ))
    })
}

#[allow(clippy::too_many_arguments)]
fn compile(
    vm: &Vm,
    source: &Value,
    filename: &Value,
    mode: &Value,
    flags: i32,
    _dont_inherit: bool,
    optimize: i32,
    _feature_version: i32,
) -> Result<Ref<Code>> {
    let filename = path_text(vm, filename)?;
    let Some(mode) = mode.str_lossy() else {
        return Err(vm.type_error(format!(
            "compile() argument 'mode' must be str, not {}",
            vm.argument_class(mode)
        )));
    };
    if flags & !(FUTURES | HARMLESS | ONLY_AST | TOP_LEVEL_AWAIT | OPTIMIZED_AST) != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    if !(-1..=2).contains(&optimize) {
        return Err(vm.value_error("compile(): invalid optimize value"));
    }
    let only_ast = flags & (ONLY_AST | OPTIMIZED_AST) != 0;
    let mode = match mode.as_str() {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        "func_type" if !only_ast => {
            return Err(vm.value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST"));
        }
        _ if only_ast => {
            return Err(
                vm.value_error("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
            );
        }
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    if only_ast {
        return Err(
            vm.not_implemented_error("compile(): syntax trees (PyCF_ONLY_AST) are not supported")
        );
    }
    if flags & TOP_LEVEL_AWAIT != 0 {
        return Err(
            vm.not_implemented_error("compile(): PyCF_ALLOW_TOP_LEVEL_AWAIT is not supported")
        );
    }
    let Some(text) = source_text(vm, source, &filename)? else {
        return Err(vm.type_error("compile() arg 1 must be a string, bytes or AST object"));
    };
    let options = Options {
        optimize: optimize.max(0) as u8,
        future_annotations: flags & FUTURE_ANNOTATIONS != 0,
    };
    vm.compile(&text, &filename, mode, &options)
}

/// Where code runs: globals, and locals if they are something else.
struct Scope {
    globals: Ref<Dict>,
    locals: Option<Value>,
}

/// Globals and locals of `eval` and `exec` (checked already), as their defaults rule.
fn scope(vm: &Vm, globals: &Value, locals: &Value, name: &str) -> Result<Scope> {
    let (globals, locals) = match globals.as_dict() {
        Some(globals) if locals.is_none() => (globals.clone(), None),
        Some(globals) => (globals.clone(), Some(locals.clone())),
        None => {
            let Some(current) = vm.current_globals() else {
                return Err(vm.system_error(format!(
                    "{name} must be given globals and locals when called without a frame"
                )));
            };
            let locals = if locals.is_none() {
                vm.current_locals()?
            } else {
                locals.clone()
            };
            (current, Some(locals))
        }
    };
    let builtins = &vm.names().builtins;
    if globals.get_name(builtins).is_none() {
        let ours = match vm.current_globals() {
            Some(current) => vm.builtins_of(&current),
            None => vm.interp().builtins().clone(),
        };
        globals.set_name(vm, builtins, ours.into_value());
    }
    let locals = locals.filter(|l| !l.is(globals.value()));
    Ok(Scope { globals, locals })
}

fn eval(vm: &Vm, source: &Value, globals: &Value, locals: &Value) -> Result<Value> {
    if !locals.is_none() && !vm.is_mapping(locals) {
        return Err(vm.type_error("locals must be a mapping"));
    }
    if !globals.is_none() && globals.as_dict().is_none() {
        return Err(vm.type_error(if vm.is_mapping(globals) {
            "globals must be a real dict; try eval(code, {}, mapping)"
        } else {
            "globals must be a dict"
        }));
    }
    let scope = scope(vm, globals, locals, "eval")?;
    let code = match source.downcast_ref::<Code>() {
        Some(code) if code.freevars.is_empty() => code.clone(),
        Some(_) => {
            return Err(
                vm.type_error("code object passed to eval() may not contain free variables")
            );
        }
        None => match source_text(vm, source, "<string>")? {
            Some(text) => {
                let text = text.trim_start_matches([' ', '\t']);
                vm.compile(text, "<string>", Mode::Eval, &Options::default())?
            }
            None => {
                return Err(vm.type_error("eval() arg 1 must be a string, bytes or code object"));
            }
        },
    };
    vm.run_code(&code, &scope.globals, scope.locals, Box::default())
}

fn exec(vm: &Vm, source: &Value, globals: &Value, locals: &Value, closure: &Value) -> Result<()> {
    if !globals.is_none() && globals.as_dict().is_none() {
        let name = vm.type_name(globals);
        return Err(vm.type_error(format!("exec() globals must be a dict, not {name}")));
    }
    if !locals.is_none() && !vm.is_mapping(locals) {
        let name = vm.type_name(locals);
        return Err(vm.type_error(format!("locals must be a mapping or None, not {name}")));
    }
    let scope = scope(vm, globals, locals, "exec")?;
    let (code, cells) = match source.downcast_ref::<Code>() {
        Some(code) => (code.clone(), closure_cells(vm, code, closure)?),
        None if !closure.is_none() => {
            return Err(vm.type_error("closure can only be used when source is a code object"));
        }
        None => match source_text(vm, source, "<string>")? {
            Some(text) => (
                vm.compile(&text, "<string>", Mode::Exec, &Options::default())?,
                Box::default(),
            ),
            None => {
                return Err(vm.type_error("exec() arg 1 must be a string, bytes or code object"));
            }
        },
    };
    vm.run_code(&code, &scope.globals, scope.locals, cells)
        .map(drop)
}

fn closure_cells(vm: &Vm, code: &Ref<Code>, closure: &Value) -> Result<Box<[Ref<Cell>]>> {
    let count = code.freevars.len();
    if count == 0 {
        if closure.is_none() {
            return Ok(Box::default());
        }
        return Err(vm.type_error("cannot use a closure with this code object"));
    }
    let cells = closure
        .as_tuple()
        .filter(|t| t.as_slice().len() == count)
        .and_then(|t| {
            t.as_slice()
                .iter()
                .map(|v| v.clone().downcast::<Cell>().ok())
                .collect::<Option<Box<[Ref<Cell>]>>>()
        });
    cells.ok_or_else(|| {
        vm.type_error(format!(
            "code object requires a closure of exactly length {count}"
        ))
    })
}
