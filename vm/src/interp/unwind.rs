//! Exceptions: raising, matching, finding handlers.
//!
//! Part of fence 10: frames and their registers.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]

use super::generators;
use crate::args::Args;
use crate::errors::Exception;
use crate::frame;
use crate::object::Kind;
use crate::object::traceback::Traceback;
use crate::object::tuple::Tuple;
use crate::object::typ::{Type, tflag};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// How the loop goes on after an exception.
pub(crate) enum Next {
    /// In the innermost frame, at its handler.
    Resume,
    /// The entry frame was left.
    Leave(Raised),
}

/// Finds the handler of an exception raised in the innermost frame. `fresh`: it was raised or
/// passed through here now, which the traceback records; a re-raise goes on where it was.
pub(crate) fn unwind(vm: &Vm, raised: Raised, fresh: bool) -> Next {
    let mut record = fresh;
    if fresh {
        vm.chain_context(&raised);
    }
    loop {
        let last = vm.stack.last().expect("an exception is raised in a frame");
        // SAFETY: the innermost frame; only its plain fields are read before the next push.
        let (word, code) = unsafe { ((*last).word_index(), (*last).code().to_ref()) };
        if record {
            add_traceback(vm, &raised, word);
        }
        record = true;
        let handler = code
            .source
            .handlers
            .iter()
            .find(|h| (h.start as usize..h.end as usize).contains(&word));
        if let Some(handler) = handler {
            // SAFETY: verified code: the handler's registers and target are in range.
            unsafe {
                let last = vm.stack.last().expect("the same frame");
                for register in handler.clear_from as usize..code.nregs as usize {
                    if register != handler.exc as usize {
                        drop((*last).set_register(register, Value::UNBOUND));
                    }
                }
                let last = vm.stack.last().expect("the same frame");
                (*last).ip = &raw const code.words[handler.target as usize];
                drop((*last).set_register(handler.exc.into(), raised.into_value()));
            }
            return Next::Resume;
        }
        let frame = generators::finish(vm);
        if frame.kind == frame::Kind::Entry {
            return Next::Leave(raised);
        }
        drop(frame);
    }
}

fn add_traceback(vm: &Vm, raised: &Raised, word: usize) {
    let Some(exception) = raised.value().downcast_ref::<Exception>() else {
        return;
    };
    let frame = vm.frame_object(vm.stack.depth() - 1);
    let next = exception.traceback.get().unwrap_or(Value::NONE);
    let traceback = Traceback::new(next, frame, word, None);
    exception
        .traceback
        .set(vm.alloc(&vm.types().traceback, traceback).into_value());
}

impl Vm {
    /// The exception that is being handled, as `sys.exception()` tells it.
    pub fn handled_exception(&self) -> Option<Value> {
        if self.handling.get() == 0 {
            return None;
        }
        self.stack.find(|f| f.handled.clone())
    }

    /// Sets `__context__` of a new exception to the one that is being handled.
    pub(crate) fn chain_context(&self, raised: &Raised) {
        let Some(handled) = self.handled_exception() else {
            return;
        };
        let Some(exception) = raised.value().downcast_ref::<Exception>() else {
            return;
        };
        if handled.is(raised.value()) || exception.context.get().is_some() {
            return;
        }
        // The handled exception may have this one in its own chain: cut it there.
        let mut link = handled.clone();
        while let Some(next) = link
            .downcast_ref::<Exception>()
            .and_then(|e| e.context.get())
        {
            if next.is(raised.value()) {
                if let Some(e) = link.downcast_ref::<Exception>() {
                    drop(e.context.take());
                }
                break;
            }
            link = next;
        }
        exception.context.set(handled);
    }
}

/// What `raise v` raises: `v`, an instance of it, or TypeError.
pub(crate) fn make_exception(vm: &Vm, v: Value) -> Raised {
    match instantiate(vm, v) {
        Ok(exception) => Raised(exception),
        Err(raised) => raised,
    }
}

fn instantiate(vm: &Vm, v: Value) -> Result<Value> {
    if v.is_kind(Kind::Exception) {
        return Ok(v);
    }
    if let Some(class) = v.downcast_ref::<Type>()
        && class.has(tflag::EXCEPTION)
    {
        let instance = vm.call(&v, Args::NONE)?;
        if !instance.is_kind(Kind::Exception) {
            let (class, name) = (class.name_text(), vm.type_name(&instance));
            return Err(vm.type_error(format!(
                "calling <class '{class}'> should have returned an instance of BaseException, not <class '{name}'>"
            )));
        }
        return Ok(instance);
    }
    Err(vm.type_error("exceptions must derive from BaseException"))
}

/// What `raise v from cause` raises.
pub(crate) fn make_exception_from(vm: &Vm, v: Value, cause: Value) -> Raised {
    let exception = match instantiate(vm, v) {
        Ok(exception) => exception,
        Err(raised) => return raised,
    };
    let cause = if cause.is_none() {
        cause
    } else if cause.is_kind(Kind::Type) || cause.is_kind(Kind::Exception) {
        match instantiate(vm, cause) {
            Ok(cause) => cause,
            Err(raised) if vm.is_error(&raised, &vm.exceptions().type_error) => {
                return vm.type_error("exception causes must derive from BaseException");
            }
            Err(raised) => return raised,
        }
    } else {
        return vm.type_error("exception causes must derive from BaseException");
    };
    if let Some(e) = exception.downcast_ref::<Exception>() {
        e.set_cause(cause);
    }
    Raised(exception)
}

/// `except class:` for an exception.
pub(crate) fn matches(vm: &Vm, exception: &Value, class: &Value) -> Result<bool> {
    check_class(vm, class)?;
    Ok(match_checked(vm, exception, class))
}

fn check_class(vm: &Vm, class: &Value) -> Result<()> {
    let valid = |c: &Value| {
        c.downcast_ref::<Type>()
            .is_some_and(|t| t.has(tflag::EXCEPTION))
    };
    let good = match class.downcast_ref::<Tuple>() {
        Some(tuple) => tuple.as_slice().iter().all(valid),
        None => valid(class),
    };
    if good {
        return Ok(());
    }
    Err(vm.type_error("catching classes that do not inherit from BaseException is not allowed"))
}

fn match_checked(vm: &Vm, exception: &Value, class: &Value) -> bool {
    let ty = vm.type_of(exception);
    match class.downcast_ref::<Tuple>() {
        Some(tuple) => tuple
            .as_slice()
            .iter()
            .any(|c| c.downcast_ref::<Type>().is_some_and(|c| ty.is_subtype(c))),
        None => class
            .downcast_ref::<Type>()
            .is_some_and(|c| ty.is_subtype(c)),
    }
}

/// `except* class:`: the part that matches and the rest, each None if empty.
pub(crate) fn match_star(vm: &Vm, exception: &Value, class: &Value) -> Result<(Value, Value)> {
    if exception.is_none() {
        return Ok((Value::NONE, Value::NONE));
    }
    check_class(vm, class)?;
    crate::object::exc_group::check_star_class(vm, class)?;
    if match_checked(vm, exception, class) {
        if vm.is_instance_of(exception, &vm.exceptions().base_exception_group) {
            return Ok((exception.clone(), Value::NONE));
        }
        return Ok((crate::object::exc_group::wrap(vm, exception)?, Value::NONE));
    }
    if vm.is_instance_of(exception, &vm.exceptions().base_exception_group) {
        return crate::object::exc_group::split(vm, exception, class);
    }
    Ok((Value::NONE, exception.clone()))
}

/// What the end of a try with `except*` raises, or None.
pub(crate) fn prep_reraise_star(vm: &Vm, exception: &Value, list: &Value) -> Result<Value> {
    crate::object::exc_group::prep_reraise(vm, exception, list)
}

/// Type, value and traceback for `__exit__`.
pub(crate) fn triple(vm: &Vm, exception: Value) -> [Value; 3] {
    let ty = vm.type_of(&exception).to_value();
    let traceback = exception
        .downcast_ref::<Exception>()
        .and_then(|e| e.traceback.get());
    [ty, exception, traceback.unwrap_or(Value::NONE)]
}
