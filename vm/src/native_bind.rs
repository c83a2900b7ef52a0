//! Binding arguments to a native's signature: the part behind the fast path.

use crate::args::Args;
use crate::native::{NativeDef, NativeFunction, Param, ParamKind, Signature};
use crate::object::dict::Dict;
use crate::object::header::Kind;
use crate::object::typ::Type;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Parameters that fit without an allocation.
const FEW: usize = 8;

/// Binds and calls.
///
/// # Errors
/// TypeError of the binding; what the function raises.
pub(crate) fn call(vm: &Vm, function: &NativeFunction, args: Args<'_>) -> Result<Value> {
    let signature = function.signature(vm);
    let count = signature.params.len();
    let given = args.pos();
    if signature.simple
        && args.names().is_empty()
        && (signature.required..=count).contains(&given.len())
    {
        // Nothing but positions: the rest are defaults.
        if given.len() >= signature.enough {
            return (function.def.call)(vm, given);
        }
        if count <= 3 {
            let at = |i: usize| match given.get(i) {
                Some(v) => v.clone(),
                None => match signature.params.get(i) {
                    Some(Param {
                        default: Some(v), ..
                    }) => v.clone(),
                    _ => Value::UNBOUND,
                },
            };
            let bound = [at(0), at(1), at(2)];
            return (function.def.call)(vm, &bound[..count]);
        }
        if count <= FEW {
            let mut bound = [const { Value::UNBOUND }; FEW];
            for (at, (place, param)) in bound.iter_mut().zip(&signature.params).enumerate() {
                if let Some(v) = given.get(at).or(param.default.as_ref()) {
                    *place = v.clone();
                }
            }
            return (function.def.call)(vm, &bound[..count]);
        }
    }
    if count <= FEW {
        let mut bound = [const { Value::UNBOUND }; FEW];
        bind(vm, function, signature, args, &mut bound[..count])?;
        return (function.def.call)(vm, &bound[..count]);
    }
    let mut bound = vec![Value::UNBOUND; count];
    bind(vm, function, signature, args, &mut bound)?;
    (function.def.call)(vm, &bound)
}

/// Binds the arguments of a constructor, whose signature stands in a declaration of its own.
///
/// # Errors
/// TypeError of the binding.
pub(crate) fn bind_arguments(
    vm: &Vm,
    def: &'static NativeDef,
    args: Args<'_>,
) -> Result<Vec<Value>> {
    let function = NativeFunction::new(vm, def, None, None);
    let signature = function.signature(vm);
    let mut bound = vec![Value::UNBOUND; signature.params.len()];
    bind(vm, &function, signature, args, &mut bound)?;
    Ok(bound)
}

fn bind(
    vm: &Vm,
    function: &NativeFunction,
    signature: &Signature,
    args: Args<'_>,
    bound: &mut [Value],
) -> Result<()> {
    let params = &signature.params;
    let given = args.pos();
    let takes_self = || {
        params
            .first()
            .is_some_and(|p| matches!(p.name.as_str(), Some("self" | "cls")))
            && !function.owner.is_empty()
    };
    if let Some(name) = args.names().first() {
        let by_position =
            |p: &Param| matches!(p.kind, ParamKind::PositionalOnly | ParamKind::VarArgs);
        if params.iter().all(by_position) {
            // Before anything else is looked at.
            let name = name.str_lossy().unwrap_or_default();
            return Err(unexpected(vm, function, signature, args, &name));
        }
    }
    let plain = given.len().min(signature.positional);
    bound[..plain].clone_from_slice(&given[..plain]);
    let mut extra = None;
    for (i, param) in params.iter().enumerate() {
        match param.kind {
            ParamKind::VarArgs => bound[i] = vm.tuple(given[plain..].to_vec()),
            ParamKind::VarKeywords => {
                let dict = Dict::new(vm);
                bound[i] = dict.value().clone();
                extra = Some(dict);
            }
            _ => {}
        }
    }
    let mut unknown = None;
    let collects = |kind: ParamKind| params.iter().any(|p| p.kind == kind);
    let too_many_by_position = given.len() > signature.positional && !collects(ParamKind::VarArgs);
    let too_many_in_all = given.len() + args.names().len() > params.len()
        && !collects(ParamKind::VarArgs)
        && !collects(ParamKind::VarKeywords);
    if too_many_by_position || too_many_in_all {
        return Err(too_many(vm, function, signature, args, takes_self()));
    }
    for (name, value) in args.keywords() {
        let Some(text) = name.as_str_obj() else {
            return Err(vm.type_error("keywords must be strings"));
        };
        let at = params.iter().position(|p| {
            matches!(p.kind, ParamKind::Normal | ParamKind::KeywordOnly) && p.name.same_text(text)
        });
        match (at, &extra) {
            (Some(at), _) if bound[at].is_unbound() => bound[at] = value.clone(),
            (Some(at), _) => {
                let f = function.def.name();
                return Err(vm.type_error(format!(
                    "argument for {f}() given by name ('{}') and position ({})",
                    text.to_string_lossy(),
                    at + 1 - takes_self() as usize
                )));
            }
            (None, Some(dict)) => dict.set_name(vm, &vm.intern_str(text), value.clone()),
            (None, None) => {
                unknown.get_or_insert(text);
            }
        }
    }
    for (i, param) in params.iter().enumerate() {
        if bound[i].is_unbound() {
            match &param.default {
                Some(default) => bound[i] = default.clone(),
                None if matches!(param.kind, ParamKind::VarArgs | ParamKind::VarKeywords) => {}
                None => return Err(missing(vm, function, signature, given, i, takes_self())),
            }
        }
    }
    match unknown {
        Some(name) => Err(unexpected(
            vm,
            function,
            signature,
            args,
            &name.to_string_lossy(),
        )),
        None => Ok(()),
    }
}

#[cold]
fn unexpected(
    vm: &Vm,
    function: &NativeFunction,
    signature: &Signature,
    args: Args<'_>,
    name: &str,
) -> Raised {
    let f = function.def.name();
    let by_name = |p: &&Param| matches!(p.kind, ParamKind::Normal | ParamKind::KeywordOnly);
    let mut keywords = signature
        .params
        .iter()
        .filter(by_name)
        .map(|p| p.name.to_string_lossy())
        .peekable();
    if keywords.peek().is_some() {
        unexpected_keyword(vm, f, name, keywords)
    } else {
        let name = match function.def.counted {
            true => f.to_owned(),
            false => full_name(function, args.pos()),
        };
        vm.type_error(format!("{name}() takes no keyword arguments"))
    }
}

/// TypeError for a keyword argument that the function does not know; `known` are those it does.
#[cold]
pub(crate) fn unexpected_keyword(
    vm: &Vm,
    function: &str,
    name: &str,
    known: impl Iterator<Item = String>,
) -> Raised {
    let hint = match crate::suggest::closest(name, known) {
        Some(known) => format!(". Did you mean '{known}'?"),
        None => String::new(),
    };
    vm.type_error(format!(
        "{function}() got an unexpected keyword argument '{name}'{hint}"
    ))
}

/// `type.method` for methods, `module.function` outside builtins, as CPython names functions in
/// these messages. A method of a class object is named after that class.
fn full_name(function: &NativeFunction, given: &[Value]) -> String {
    let name = function.def.name();
    let owner = function.owner.get();
    let as_type = |v: &Value| v.downcast_ref::<Type>().cloned();
    let owner = match owner.as_ref().and_then(as_type) {
        Some(owner) if owner.kind() == Kind::Type => given
            .first()
            .and_then(as_type)
            .unwrap_or(owner)
            .qualname
            .get(),
        Some(owner) => owner.qualname.get(),
        None => function.module.get(),
    };
    match owner.and_then(|o| o.str_lossy()) {
        Some(owner) if owner != "builtins" => format!("{owner}.{name}"),
        _ => name.to_owned(),
    }
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Names the parameter in what a conversion ([`crate::args::FromArg`]) says about the type of an
/// argument; other errors stay as they are.
#[cold]
#[inline(never)]
pub(crate) fn wrong_argument(
    vm: &Vm,
    signature: &'static str,
    at: usize,
    raised: Raised,
) -> Raised {
    let Some(words) = vm.wrong_type_words(&raised) else {
        return raised;
    };
    let name = signature.split('(').next().unwrap_or_default();
    let parsed = crate::native::parse_signature(vm, signature);
    let is_self = |p: &&Param| matches!(p.name.as_str(), Some("self" | "cls"));
    let skip = parsed.params.first().filter(is_self).is_some() as usize;
    let which = match parsed.params.get(at) {
        Some(p) if p.kind != ParamKind::PositionalOnly => {
            format!(" '{}'", p.name.to_string_lossy())
        }
        _ if parsed.params.len() - skip == 1 => String::new(),
        _ => format!(" {}", at + 1 - skip),
    };
    vm.type_error(format!("{name}() argument{which} {words}"))
}

/// Too many arguments: all of them are counted first, then those given by position.
#[cold]
fn too_many(
    vm: &Vm,
    function: &NativeFunction,
    signature: &Signature,
    args: Args<'_>,
    takes_self: bool,
) -> Raised {
    let skip = takes_self as usize;
    let keywords = args.names().len();
    let (given, most, least) = (
        args.pos().len().saturating_sub(skip),
        signature.positional - skip,
        signature.required.saturating_sub(skip),
    );
    let name = function.def.name();
    if function.def.counted {
        return counted(vm, name, least, most, given);
    }
    let all_positional_only = signature
        .params
        .iter()
        .all(|p| p.kind == ParamKind::PositionalOnly);
    if all_positional_only {
        if most == 0 {
            let name = full_name(function, args.pos());
            return vm.type_error(format!("{name}() takes no arguments ({given} given)"));
        }
        if least == most && most == 1 {
            let name = full_name(function, args.pos());
            return vm.type_error(format!(
                "{name}() takes exactly one argument ({given} given)"
            ));
        }
        let bound = if least == most { "" } else { "at most " };
        return vm.type_error(format!(
            "{name} expected {bound}{most} argument{}, got {given}",
            plural(most)
        ));
    }
    let all = signature.params.len() - skip;
    if given + keywords > all {
        let kind = if given == 0 { "keyword " } else { "" };
        return vm.type_error(format!(
            "{name}() takes at most {all} {kind}argument{} ({} given)",
            plural(all),
            given + keywords
        ));
    }
    if most == 0 {
        return vm.type_error(format!("{name}() takes no positional arguments"));
    }
    let bound = if least == most { "exactly" } else { "at most" };
    vm.type_error(format!(
        "{name}() takes {bound} {most} positional argument{} ({given} given)",
        plural(most)
    ))
}

/// The words of a function that is declared as counted.
#[cold]
fn counted(vm: &Vm, name: &str, least: usize, most: usize, given: usize) -> Raised {
    let (bound, n) = match given < least {
        _ if least == most => ("exactly", most),
        true => ("at least", least),
        false => ("at most", most),
    };
    vm.type_error(format!(
        "{name}() takes {bound} {n} argument{} ({given} given)",
        plural(n)
    ))
}

#[cold]
fn missing(
    vm: &Vm,
    function: &NativeFunction,
    signature: &Signature,
    given: &[Value],
    at: usize,
    takes_self: bool,
) -> Raised {
    let name = function.def.name();
    if takes_self && given.is_empty() {
        let owner = full_name(function, given);
        let owner = owner.split('.').next().unwrap_or_default();
        return vm.type_error(format!("unbound method {owner}.{name}() needs an argument"));
    }
    let skip = takes_self as usize;
    let (got, most, least) = (
        given.len().saturating_sub(skip),
        signature.positional - skip,
        signature.required.saturating_sub(skip),
    );
    if function.def.counted {
        return counted(vm, name, least, most, got);
    }
    let param = &signature.params[at];
    if param.kind == ParamKind::PositionalOnly
        && signature
            .params
            .iter()
            .any(|p| p.kind != ParamKind::PositionalOnly)
    {
        let count =
            |p: &&crate::native::Param| p.kind == ParamKind::PositionalOnly && p.default.is_none();
        let least = signature.params.iter().filter(count).count() - skip;
        let s = plural(least);
        let bound = if least < most { "at least" } else { "exactly" };
        return vm.type_error(format!(
            "{name}() takes {bound} {least} positional argument{s} ({got} given)"
        ));
    }
    if param.kind == ParamKind::PositionalOnly {
        if least == most && most == 1 {
            return vm.type_error(format!(
                "{}() takes exactly one argument ({got} given)",
                full_name(function, given)
            ));
        }
        let bound = if least == most { "" } else { "at least " };
        return vm.type_error(format!(
            "{name} expected {bound}{least} argument{}, got {got}",
            plural(least)
        ));
    }
    vm.type_error(format!(
        "{name}() missing required argument '{}' (pos {})",
        param.name.to_string_lossy(),
        at + 1 - skip
    ))
}
