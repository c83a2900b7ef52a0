//! Binding arguments to the parameters of a script function.

use crate::args::Args;
use crate::names::Name;
use crate::object::Ref;
use crate::object::code::{Code, cflag};
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::str::Str;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Fills the parameter registers (Unbound so far) from the arguments, the defaults and the
/// keyword defaults.
///
/// # Errors
/// TypeError with CPython's messages.
pub(crate) fn bind(
    vm: &Vm,
    function: &Ref<Function>,
    code: &Ref<Code>,
    args: Args<'_>,
    registers: &mut [Value],
) -> Result<()> {
    let argcount = code.argcount();
    let kwonly = code.source.kwonly as usize;
    let positional = args.pos();
    let plain = positional.len().min(argcount);
    registers[..plain].clone_from_slice(&positional[..plain]);
    let mut next = argcount + kwonly;
    if code.flags & cflag::VARARGS != 0 {
        registers[next] = vm.tuple(positional[plain..].to_vec());
        next += 1;
    }
    let extra = (code.flags & cflag::VARKEYWORDS != 0).then(|| Dict::new(vm));
    if let Some(dict) = &extra {
        registers[next] = dict.value().clone();
    }
    let posonly = code.source.posonly as usize;
    let mut wrong_posonly: Vec<String> = Vec::new();
    for (name, value) in args.keywords() {
        let Some(name) = name.as_str_obj() else {
            return Err(vm.type_error("keywords must be strings"));
        };
        match find_param(code, name, posonly..argcount + kwonly) {
            Some(at) if registers[at].is_unbound() => registers[at] = value.clone(),
            Some(_) => {
                let (f, name) = (text(&function.qualname.get()), name.to_string_lossy());
                return Err(
                    vm.type_error(format!("{f}() got multiple values for argument '{name}'"))
                );
            }
            None => match &extra {
                Some(dict) => dict.set_name(vm, &vm.intern_str(name), value.clone()),
                None if find_param(code, name, 0..posonly).is_some() => {
                    wrong_posonly.push(name.to_string_lossy())
                }
                None => return Err(unexpected_keyword(vm, function, code, name)),
            },
        }
    }
    if !wrong_posonly.is_empty() {
        let f = text(&function.qualname.get());
        return Err(vm.type_error(format!(
            "{f}() got some positional-only arguments passed as keyword arguments: '{}'",
            wrong_posonly.join(", ")
        )));
    }
    if positional.len() > argcount && code.flags & cflag::VARARGS == 0 {
        return Err(too_many(vm, function, code, positional.len(), registers));
    }
    let defaults = function.default_values();
    let defaults: &[Value] = defaults.as_ref().map_or(&[], |d| d.as_slice());
    let first_default = argcount.saturating_sub(defaults.len());
    if plain < argcount {
        let missing: Vec<Name> = (plain..first_default)
            .filter(|&i| registers[i].is_unbound())
            .map(|i| code.varnames[i].clone())
            .collect();
        if !missing.is_empty() {
            return Err(missing_arguments(vm, function, "positional", &missing));
        }
        let skip = defaults.len().saturating_sub(argcount);
        for i in first_default.max(plain)..argcount {
            if registers[i].is_unbound() {
                registers[i] = defaults[i - first_default + skip].clone();
            }
        }
    }
    if kwonly > 0 {
        bind_keyword_only(vm, function, code, argcount..argcount + kwonly, registers)?;
    }
    Ok(())
}

fn bind_keyword_only(
    vm: &Vm,
    function: &Ref<Function>,
    code: &Ref<Code>,
    range: std::ops::Range<usize>,
    registers: &mut [Value],
) -> Result<()> {
    let defaults = function.kwdefaults.get();
    let defaults = defaults.as_ref().and_then(|d| d.as_dict());
    let mut missing = Vec::new();
    for i in range {
        if registers[i].is_unbound() {
            match defaults.and_then(|d| d.get_name(&code.varnames[i])) {
                Some(value) => registers[i] = value,
                None => missing.push(code.varnames[i].clone()),
            }
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(missing_arguments(vm, function, "keyword-only", &missing))
    }
}

fn find_param(code: &Ref<Code>, name: &Ref<Str>, range: std::ops::Range<usize>) -> Option<usize> {
    let names = code.varnames.get(range.clone())?;
    let at = names
        .iter()
        .position(|n| n.is(name))
        .or_else(|| names.iter().position(|n| n.same_text(name)))?;
    Some(range.start + at)
}

fn text(v: &Option<Value>) -> String {
    v.as_ref().and_then(|v| v.str_lossy()).unwrap_or_default()
}

#[cold]
fn unexpected_keyword(
    vm: &Vm,
    function: &Ref<Function>,
    code: &Ref<Code>,
    name: &Ref<Str>,
) -> Raised {
    let (f, wrong) = (text(&function.qualname.get()), name.to_string_lossy());
    let params = code.argcount() + code.source.kwonly as usize;
    let known = code.varnames[code.source.posonly as usize..params]
        .iter()
        .map(|n| n.to_string_lossy());
    let hint = match crate::suggest::closest(&wrong, known) {
        Some(better) => format!(". Did you mean '{better}'?"),
        None => String::new(),
    };
    vm.type_error(format!(
        "{f}() got an unexpected keyword argument '{wrong}'{hint}"
    ))
}

#[cold]
fn too_many(
    vm: &Vm,
    function: &Ref<Function>,
    code: &Ref<Code>,
    given: usize,
    registers: &[Value],
) -> Raised {
    let f = text(&function.qualname.get());
    let argcount = code.argcount();
    let defaults = function.default_values().map_or(0, |d| d.body.len());
    let (takes, plural) = if defaults > 0 {
        (
            format!("from {} to {argcount}", argcount - defaults.min(argcount)),
            true,
        )
    } else {
        (argcount.to_string(), argcount != 1)
    };
    let kwonly = code.source.kwonly as usize;
    let kwonly_given = (argcount..argcount + kwonly)
        .filter(|&i| !registers[i].is_unbound())
        .count();
    let plus = if kwonly_given > 0 {
        format!(
            " positional argument{} (and {kwonly_given} keyword-only argument{})",
            if given == 1 { "" } else { "s" },
            if kwonly_given == 1 { "" } else { "s" }
        )
    } else {
        String::new()
    };
    let was = if given == 1 && kwonly_given == 0 {
        "was"
    } else {
        "were"
    };
    let s = if plural { "s" } else { "" };
    vm.type_error(format!(
        "{f}() takes {takes} positional argument{s} but {given}{plus} {was} given"
    ))
}

#[cold]
fn missing_arguments(vm: &Vm, function: &Ref<Function>, kind: &str, missing: &[Name]) -> Raised {
    let f = text(&function.qualname.get());
    let names: Vec<String> = missing
        .iter()
        .map(|n| format!("'{}'", n.to_string_lossy()))
        .collect();
    let list = match names.as_slice() {
        [one] => one.clone(),
        [a, b] => format!("{a} and {b}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        [] => String::new(),
    };
    let s = if names.len() == 1 { "" } else { "s" };
    vm.type_error(format!(
        "{f}() missing {} required {kind} argument{s}: {list}",
        names.len()
    ))
}
