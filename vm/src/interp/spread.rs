//! Calls with `*args` and `**kwargs`.
//!
//! Part of fence 10: works on register windows of verified frames.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]

use super::calls::{Called, call_window};
use super::frames::clear;
use crate::args::Args;
use crate::frame::{self, Frame};
use crate::object::Ref;
use crate::object::header::Kind;
use crate::object::tuple::Tuple;
use crate::value::Value;
use crate::vm::{Result, Vm};

impl Vm {
    /// `f(*args, **kwargs)`.
    ///
    /// # Errors
    /// TypeError if they are no iterable and no mapping of strings, and what the call raises.
    pub fn call_spread(&self, f: &Value, args: &Value, kwargs: Option<&Value>) -> Result<Value> {
        let (values, names) = spread(self, f, args, kwargs)?;
        self.call(f, Args::with_names(&values, &names))
    }
}

/// The values of `*args` and `**kwargs`, and the names of the last of them.
fn spread(
    vm: &Vm,
    f: &Value,
    args: &Value,
    kwargs: Option<&Value>,
) -> Result<(Vec<Value>, Vec<Value>)> {
    let mut values = match args.exact_ref::<Tuple>() {
        Some(tuple) => tuple.as_slice().to_vec(),
        None => star_args(vm, f, args)?.as_slice().to_vec(),
    };
    let mut names = Vec::new();
    if let Some(kwargs) = kwargs {
        let Some(dict) = kwargs.as_dict() else {
            let (name, what) = (vm.callable_name(f)?, vm.type_name(kwargs));
            return Err(vm.type_error(format!(
                "{name} argument after ** must be a mapping, not {what}"
            )));
        };
        for (name, value) in dict.items() {
            if name.as_str_obj().is_none() {
                return Err(vm.type_error("keywords must be strings"));
            }
            names.push(name);
            values.push(value);
        }
    }
    Ok((values, names))
}

/// `f(*args, **kwargs)` in the loop: a function of a script is entered, with its arguments laid out behind the
/// caller's registers.
///
/// # Safety
/// `caller` is the innermost frame.
pub(crate) unsafe fn call_ex(
    vm: &Vm,
    caller: *mut Frame,
    f: Value,
    args: Value,
    kwargs: Option<Value>,
    dst: u16,
) -> Result<Called> {
    let (values, names) = spread(vm, &f, &args, kwargs.as_ref())?;
    drop((args, kwargs));
    let argc = values.len();
    if f.is_kind(Kind::Function) && argc < frame::CHUNK / 2 {
        // SAFETY: the window lies behind all registers in use; every register of it is written
        // before the call, which leaves none of it behind.
        unsafe {
            let at = vm.stack.window((*caller).top, argc + 1);
            at.write(f);
            for (n, value) in values.into_iter().enumerate() {
                at.add(n + 1).write(value);
            }
            // What is called from Rust meanwhile finds its registers behind the arguments.
            let top = std::mem::replace(&mut (*caller).top, at.add(argc + 1));
            let called = call_window(vm, caller, at, argc, &names, false, dst);
            (*caller).top = top;
            if called.is_err() {
                clear(at, argc + 1);
            }
            return called;
        }
    }
    vm.call(&f, Args::with_names(&values, &names))
        .map(Called::Value)
}

fn star_args(vm: &Vm, f: &Value, args: &Value) -> Result<Ref<Tuple>> {
    let ty = vm.type_of(args);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        let (name, what) = (vm.callable_name(f)?, vm.type_name(args));
        return Err(vm.type_error(format!(
            "{name} argument after * must be an iterable, not {what}"
        )));
    }
    vm.to_tuple(args)
}

impl Vm {
    /// How messages name a callable: `module.qualname()`.
    ///
    /// # Errors
    /// What reading its attributes raises.
    pub fn callable_name(&self, f: &Value) -> Result<String> {
        let Some(qualname) = self.get_attr_opt(f, &self.names().qualname)? else {
            return Ok(self.to_str(f)?.to_string_lossy());
        };
        let qualname = self.to_str(&qualname)?.to_string_lossy();
        match self.get_attr_opt(f, &self.names().module)? {
            Some(module) if !module.is_none() => {
                let module = self.to_str(&module)?.to_string_lossy();
                Ok(if module == "builtins" {
                    format!("{qualname}()")
                } else {
                    format!("{module}.{qualname}()")
                })
            }
            _ => Ok(format!("{qualname}()")),
        }
    }
}
