//! `BaseExceptionGroup`, `ExceptionGroup` and what `except*` does with them.

use super::Ref;
use super::exceptions::{new as base_new, this};
use super::typ::{Type, tflag};
use crate::args::{Args, This};
use crate::errors::Exception;
use crate::native;
use crate::native::{GetSetDef, NativeDef};
use crate::object::Kind;
use crate::object::tuple::Tuple;
use crate::slots::Slots;
use crate::value::Value;
use crate::vm::{Result, Vm};

// Fields: 0 message, 1 exceptions (a tuple).

pub(crate) const METHODS: &[NativeDef] = &[
    native!("derive(self, excs, /)", derive),
    native!("split(self, matcher_value, /)", split_method),
    native!("subgroup(self, matcher_value, /)", subgroup),
    native!("__class_getitem__(cls, item, /)", class_getitem).class_method(),
];

pub(crate) const GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "message",
        get: |vm, v| Ok(this(vm, v)?.fields[0].get().unwrap_or(Value::NONE)),
        set: None,
    },
    GetSetDef {
        name: "exceptions",
        get: |vm, v| Ok(this(vm, v)?.fields[1].get().unwrap_or(Value::NONE)),
        set: None,
    },
];

pub(crate) fn slots(s: &Slots) {
    s.new.set(Some(new));
    s.init.set(Some(super::exceptions::init));
    s.str.set(Some(str));
    s.repr.set(Some(repr));
}

fn class_getitem(vm: &Vm, class: Value, item: Value) -> Result<Value> {
    super::generic_alias::make(vm, class, item)
}

fn new(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let name = class.name_text();
    let [message, list] = args.pos() else {
        let given = args.pos().len();
        return Err(vm.type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)"
        )));
    };
    if message.as_str_obj().is_none() {
        return Err(vm.type_error(format!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
            vm.argument_class(message)
        )));
    }
    let ty = vm.type_of(list);
    if ty.slots.getitem.get().is_none() || list.as_dict().is_some() {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let list = vm.collect(list)?;
    if list.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut only_exceptions = true;
    for (i, e) in list.iter().enumerate() {
        if !e.is_kind(Kind::Exception) {
            return Err(vm.value_error(format!(
                "Item {i} of second argument (exceptions) is not an exception"
            )));
        }
        only_exceptions &= vm.is_instance_of(e, &vm.exceptions().exception);
    }
    let mut class = class;
    let group = exception_group(vm);
    if class.is(&vm.exceptions().base_exception_group) {
        if only_exceptions && let Some(group) = &group {
            class = group;
        }
    } else if !only_exceptions {
        if group.as_ref().is_some_and(|g| class.is(g)) {
            return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
        }
        if class.is_subtype(&vm.exceptions().exception) {
            return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{name}'")));
        }
    }
    let v = base_new(vm, class, args)?;
    let e = this(vm, &v)?;
    e.fields[0].set(message.clone());
    e.fields[1].set(vm.tuple(list));
    Ok(v)
}

/// `ExceptionGroup`, which has two bases and so is made like a script's class.
fn exception_group(vm: &Vm) -> Option<Ref<Type>> {
    vm.interp()
        .builtins()
        .get_name(&vm.intern("ExceptionGroup"))
        .and_then(|g| g.downcast::<Type>().ok())
}

fn parts(vm: &Vm, v: &Value) -> Result<Vec<Value>> {
    let list = this(vm, v)?.fields[1].get();
    Ok(list
        .as_ref()
        .and_then(|l| l.as_tuple())
        .map(|t| t.as_slice().to_vec())
        .unwrap_or_default())
}

fn str(vm: &Vm, v: &Value) -> Result<Value> {
    let message = this(vm, v)?.fields[0]
        .get()
        .and_then(|m| m.str_lossy())
        .unwrap_or_default();
    let count = parts(vm, v)?.len();
    let s = if count == 1 { "" } else { "s" };
    Ok(vm.str(format!("{message} ({count} sub-exception{s})")))
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let message = this(vm, v)?.fields[0].get().unwrap_or(Value::NONE);
    let list = match this(vm, v)?
        .args
        .get()
        .as_ref()
        .and_then(|a| a.as_tuple())
        .map(|t| t.as_slice().to_vec())
    {
        Some(args) if args.len() == 2 && args[1].as_list().is_some() => vm.list(parts(vm, v)?),
        _ => vm.tuple(parts(vm, v)?),
    };
    Ok(vm.str(format!(
        "{}({}, {})",
        vm.type_name(v),
        vm.repr_text(&message)?,
        vm.repr_text(&list)?
    )))
}

fn derive(vm: &Vm, v: This<'_, Exception>, list: Value) -> Result<Value> {
    let message = v.fields[0].get().unwrap_or(Value::NONE);
    let class = vm.exceptions().base_exception_group.value().clone();
    vm.call(&class, Args::positional(&[message, list]))
}

/// A group like `v` of other exceptions, with v's traceback, cause, context and notes.
fn derive_from(vm: &Vm, v: &Value, list: Vec<Value>) -> Result<Value> {
    let list = vm.list(list);
    let group = vm.call_method_str(v, "derive", &[list])?;
    let (Some(from), Some(to)) = (
        v.downcast_ref::<Exception>(),
        group.downcast_ref::<Exception>(),
    ) else {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    };
    for (a, b) in [
        (&from.traceback, &to.traceback),
        (&from.cause, &to.cause),
        (&from.context, &to.context),
    ] {
        drop(b.replace(a.get()));
    }
    let suppress = from
        .suppress_context
        .load(std::sync::atomic::Ordering::Relaxed);
    to.suppress_context
        .store(suppress, std::sync::atomic::Ordering::Relaxed);
    if let Some(notes) = vm.get_attr_opt(v, &vm.names().notes)?
        && let Ok(notes) = vm.collect(&notes)
    {
        vm.set_attr(&group, &vm.names().notes, vm.list(notes))?;
    }
    Ok(group)
}

fn is_group(vm: &Vm, v: &Value) -> bool {
    vm.is_instance_of(v, &vm.exceptions().base_exception_group)
}

/// Splits by a test on single exceptions and groups.
fn split_by(
    vm: &Vm,
    v: &Value,
    test: &mut dyn FnMut(&Value) -> Result<bool>,
) -> Result<(Option<Value>, Option<Value>)> {
    if test(v)? {
        return Ok((Some(v.clone()), None));
    }
    if !is_group(vm, v) {
        return Ok((None, Some(v.clone())));
    }
    vm.recurse(|| {
        let (mut matched, mut rest) = (Vec::new(), Vec::new());
        for part in parts(vm, v)? {
            let (m, r) = split_by(vm, &part, test)?;
            matched.extend(m);
            rest.extend(r);
        }
        let matched = if matched.is_empty() {
            None
        } else {
            Some(derive_from(vm, v, matched)?)
        };
        let rest = if rest.is_empty() {
            None
        } else {
            Some(derive_from(vm, v, rest)?)
        };
        Ok((matched, rest))
    })
}

fn matches_class(vm: &Vm, v: &Value, class: &Value) -> bool {
    let ty = vm.type_of(v);
    let one = |c: &Value| c.downcast_ref::<Type>().is_some_and(|c| ty.is_subtype(c));
    match class.downcast_ref::<Tuple>() {
        Some(tuple) => tuple.as_slice().iter().any(one),
        None => one(class),
    }
}

fn split_with(vm: &Vm, v: &Value, matcher: &Value) -> Result<(Option<Value>, Option<Value>)> {
    let is_class = |c: &Value| {
        c.downcast_ref::<Type>()
            .is_some_and(|t| t.has(tflag::EXCEPTION))
    };
    let by_class = match matcher.downcast_ref::<Tuple>() {
        Some(tuple) => tuple.as_slice().iter().all(is_class),
        None => is_class(matcher),
    };
    if by_class {
        return split_by(vm, v, &mut |e| Ok(matches_class(vm, e, matcher)));
    }
    if vm.type_of(matcher).slots.call.get().is_none() || matcher.is_kind(Kind::Type) {
        return Err(vm.type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)"));
    }
    split_by(vm, v, &mut |e| {
        let result = vm.call(matcher, Args::positional(std::slice::from_ref(e)))?;
        vm.truth(&result)
    })
}

fn split_method(vm: &Vm, v: &Value, matcher: &Value) -> Result<Value> {
    let (matched, rest) = split_with(vm, v, matcher)?;
    Ok(vm.pair(matched.unwrap_or(Value::NONE), rest.unwrap_or(Value::NONE)))
}

fn subgroup(vm: &Vm, v: &Value, matcher: &Value) -> Result<Value> {
    Ok(split_with(vm, v, matcher)?.0.unwrap_or(Value::NONE))
}

/// `except*` must not name groups.
pub(crate) fn check_star_class(vm: &Vm, class: &Value) -> Result<()> {
    let bad = |c: &Value| {
        c.downcast_ref::<Type>()
            .is_some_and(|t| t.is_subtype(&vm.exceptions().base_exception_group))
    };
    let bad = match class.downcast_ref::<Tuple>() {
        Some(tuple) => tuple.as_slice().iter().any(bad),
        None => bad(class),
    };
    if bad {
        return Err(vm.type_error(
            "catching ExceptionGroup with except* is not allowed. Use except instead.",
        ));
    }
    Ok(())
}

/// A naked exception that `except*` caught, in a group.
pub(crate) fn wrap(vm: &Vm, exception: &Value) -> Result<Value> {
    let class = vm.exceptions().base_exception_group.value().clone();
    let list = vm.tuple(vec![exception.clone()]);
    let group = vm.call(&class, Args::positional(&[vm.str(""), list]))?;
    if let (Some(e), Some(g)) = (
        exception.downcast_ref::<Exception>(),
        group.downcast_ref::<Exception>(),
    ) {
        drop(g.traceback.replace(e.traceback.get()));
    }
    Ok(group)
}

/// The part of a group that matches a class and the rest, each None if empty.
pub(crate) fn split(vm: &Vm, group: &Value, class: &Value) -> Result<(Value, Value)> {
    let (matched, rest) = split_by(vm, group, &mut |e| Ok(matches_class(vm, e, class)))?;
    Ok((matched.unwrap_or(Value::NONE), rest.unwrap_or(Value::NONE)))
}

/// What the end of a try with `except*` raises: the exceptions raised in the handlers, and those
/// parts of the original that nobody handled, put together again.
pub(crate) fn prep_reraise(vm: &Vm, original: &Value, list: &Value) -> Result<Value> {
    let list = vm.collect(list)?;
    let list: Vec<Value> = list.into_iter().filter(|e| !e.is_none()).collect();
    if list.is_empty() {
        return Ok(Value::NONE);
    }
    if !is_group(vm, original) {
        // A naked exception: it was wrapped to be handled, or left over as it is.
        return match list.as_slice() {
            [one] => Ok(one.clone()),
            _ => {
                let class = vm.exceptions().base_exception_group.value().clone();
                vm.call(&class, Args::positional(&[vm.str(""), vm.list(list)]))
            }
        };
    }
    let (mut raised, mut reraised) = (Vec::new(), Vec::new());
    for e in list {
        if same_origin(vm, original, &e)? {
            reraised.push(e)
        } else {
            raised.push(e)
        }
    }
    let mut leaves = Vec::new();
    for e in &reraised {
        collect_leaves(vm, e, &mut leaves)?;
    }
    let rest = if leaves.is_empty() {
        None
    } else {
        split_by(vm, original, &mut |e| {
            Ok(!is_group(vm, e) && leaves.iter().any(|l| l.is(e)))
        })?
        .0
    };
    if raised.is_empty() {
        return Ok(rest.unwrap_or(Value::NONE));
    }
    raised.extend(rest);
    let class = vm.exceptions().base_exception_group.value().clone();
    vm.call(&class, Args::positional(&[vm.str(""), vm.list(raised)]))
}

/// Is `e` a part of the original group that is raised again (rather than a new exception)?
fn same_origin(vm: &Vm, original: &Value, e: &Value) -> Result<bool> {
    if e.is(original) {
        return Ok(true);
    }
    if !is_group(vm, e) {
        return Ok(false);
    }
    let traceback = |v: &Value| {
        v.downcast_ref::<Exception>()
            .and_then(|x| x.traceback.get())
    };
    let (mut ours, mut all) = (Vec::new(), Vec::new());
    collect_leaves(vm, e, &mut ours)?;
    collect_leaves(vm, original, &mut all)?;
    let contained = ours.iter().all(|l| all.iter().any(|a| a.is(l)));
    Ok(contained && traceback(e).is_some() == traceback(original).is_some())
}

fn collect_leaves(vm: &Vm, v: &Value, into: &mut Vec<Value>) -> Result<()> {
    if !is_group(vm, v) {
        into.push(v.clone());
        return Ok(());
    }
    vm.recurse(|| {
        parts(vm, v)?
            .iter()
            .try_for_each(|p| collect_leaves(vm, p, into))
    })
}
