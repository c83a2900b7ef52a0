//! Binding the arguments of `__new__` and `__init__` slots, which get them raw.

use crate::args::Args;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The arguments in the order of `names`; the first `required` must be given. Parameters whose
/// name is empty are positional-only.
///
/// # Errors
/// TypeError with CPython's messages.
pub fn take<const N: usize>(
    vm: &Vm,
    function: &str,
    names: [&str; N],
    required: usize,
    args: Args<'_>,
) -> Result<[Option<Value>; N]> {
    let mut taken = [const { None }; N];
    let given = args.all().len();
    if given > N {
        let s = if N == 1 { "" } else { "s" };
        let kind = if args.names().is_empty() && required == N {
            "exactly"
        } else {
            "at most"
        };
        return Err(vm.type_error(format!(
            "{function}() takes {kind} {N} argument{s} ({given} given)"
        )));
    }
    for (slot, value) in taken.iter_mut().zip(args.pos()) {
        *slot = Some(value.clone());
    }
    for (name, value) in args.keywords() {
        let name = name.str_lossy().unwrap_or_default();
        match names.iter().position(|n| !n.is_empty() && *n == name) {
            Some(at) if taken[at].is_none() => taken[at] = Some(value.clone()),
            Some(at) => {
                let at = at + 1;
                return Err(vm.type_error(format!(
                    "argument for {function}() given by name ('{name}') and position ({at})"
                )));
            }
            None => {
                return Err(vm.type_error(format!(
                    "{function}() got an unexpected keyword argument '{name}'"
                )));
            }
        }
    }
    if let Some(at) = taken.iter().take(required).position(Option::is_none) {
        let (name, at) = (names[at], at + 1);
        return Err(vm.type_error(format!(
            "{function}() missing required argument '{name}' (pos {at})"
        )));
    }
    Ok(taken)
}

/// The only argument of a constructor that takes exactly one by position.
///
/// # Errors
/// TypeError with CPython's messages.
pub fn only(vm: &Vm, function: &str, args: Args<'_>) -> Result<Value> {
    args.no_keywords(vm, function)?;
    match args.pos() {
        [one] => Ok(one.clone()),
        other => Err(vm.type_error(format!(
            "{function} expected 1 argument, got {}",
            other.len()
        ))),
    }
}
