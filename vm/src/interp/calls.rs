//! Calls: binding arguments, making instances, calls from Rust.
//!
//! Part of fence 10: works on register windows of verified frames.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]

use std::sync::atomic::Ordering;

use super::frames::{callee_window, clear, finish_init, write_frame};
use crate::args::Args;
use crate::bind;
use crate::frame::{self, Frame, fill_unbound};
use crate::object::code::{Cell, Code, cflag};
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, Function};
use crate::object::generator::Generator;
use crate::object::header::Kind;
use crate::object::tuple::Tuple;
use crate::object::typ::Type;
use crate::object::{Obj, Ref};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// What a call in the loop came to.
pub(crate) enum Called {
    /// A frame was pushed: go on in it.
    Frame,
    /// The result.
    Value(Value),
}

impl Vm {
    /// Does the recursion limit allow one more call?
    #[inline(always)]
    pub(crate) fn may_call(&self) -> bool {
        self.call_depth() < self.interp().recursion_limit.load(Ordering::Relaxed)
    }

    /// Counts a Python call against the recursion limit.
    #[inline(always)]
    fn enter_call(&self) -> Result<()> {
        if !self.may_call() {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        Ok(())
    }
}

/// Pushes the frame of a function that takes exactly the positional arguments at `args`, which
/// become its first registers where they stand.
///
/// # Safety
/// `caller` is the innermost frame; `args` are `argc` of its registers; `target` is the code of
/// `function`, simple, with `argc` parameters.
#[allow(clippy::too_many_arguments)]
#[inline(always)]
pub(crate) unsafe fn push_simple(
    vm: &Vm,
    caller: *mut Frame,
    args: *mut Value,
    argc: usize,
    function: Value,
    target: *const Obj<Code>,
    kind: frame::Kind,
    dst: u16,
    instance: Option<Value>,
) -> Result<()> {
    vm.enter_call()?;
    // SAFETY: by contract; the window has room for all registers of the target.
    unsafe {
        let base = callee_window(vm, caller, args, argc, (*target).nregs as usize);
        fill_unbound(base, argc, (*target).first_temp as usize);
        write_frame(vm, caller, base, function, target, kind, dst, instance);
    }
    Ok(())
}

/// Pushes the frame of a function of plain parameters whose last arguments are its defaults. Gives
/// None, having done nothing, if that is not so.
///
/// # Safety
/// As [`push_fitted`], without keywords.
#[allow(clippy::too_many_arguments)]
#[inline(always)]
unsafe fn push_with_defaults(
    vm: &Vm,
    caller: *mut Frame,
    function: &Ref<Function>,
    args: *mut Value,
    argc: usize,
    kind: frame::Kind,
    dst: u16,
    instance: &mut Option<Value>,
) -> Option<Result<()>> {
    // SAFETY: by contract; defaults stay as they are while no script code runs.
    unsafe {
        let target = function.code_ptr();
        let argcount = (*target).argcount as usize;
        if (*target).flags & cflag::SIMPLE == 0 || argc > argcount {
            return None;
        }
        let defaults = function.defaults.bits();
        if defaults == 0 {
            return None;
        }
        let defaults = &*(defaults as *const Obj<Tuple>);
        let first_default = argcount.checked_sub(defaults.body.len())?;
        if argc < first_default {
            return None;
        }
        if let Err(raised) = vm.enter_call() {
            return Some(Err(raised));
        }
        let nregs = (*target).nregs as usize;
        let base = callee_window(vm, caller, args, argc, nregs);
        for (n, default) in defaults.as_slice()[argc - first_default..]
            .iter()
            .enumerate()
        {
            base.add(argc + n).write(default.clone());
        }
        fill_unbound(base, argcount, (*target).first_temp as usize);
        let f = function.value().clone();
        write_frame(vm, caller, base, f, target, kind, dst, instance.take());
        Some(Ok(()))
    }
}

/// Most parameters that [`push_fitted`] binds.
const FITTED: usize = 32;

/// Pushes the frame of a function whose arguments fit: keywords name parameters, defaults fill the
/// rest. Gives None, having done nothing, if they do not.
///
/// # Safety
/// `caller` is the innermost frame; `args` are `argc` of its registers, the last of them keyword
/// values with these names; `function` is a function.
#[allow(clippy::too_many_arguments)]
unsafe fn push_fitted(
    vm: &Vm,
    caller: *mut Frame,
    function: &Ref<Function>,
    args: *mut Value,
    argc: usize,
    names: &[Value],
    kind: frame::Kind,
    dst: u16,
    instance: &mut Option<Value>,
) -> Option<Result<()>> {
    // SAFETY: by contract.
    unsafe {
        if names.is_empty() {
            let pushed = push_with_defaults(vm, caller, function, args, argc, kind, dst, instance);
            if pushed.is_some() {
                return pushed;
            }
        }
        let target = function.code_ptr();
        let (positional, argcount) = (argc - names.len(), (*target).argcount as usize);
        let params = argcount + (*target).source.kwonly as usize;
        let flags = (*target).flags;
        let rest = flags & cflag::VARARGS != 0;
        let more = flags & cflag::VARKEYWORDS != 0;
        if flags & cflag::GENERATOR != 0 || positional > argcount && !rest || params > FITTED {
            return None;
        }
        let (extra, positional) = (
            positional.saturating_sub(argcount),
            positional.min(argcount),
        );
        if extra > 0 && !names.is_empty() {
            return None;
        }
        let mut given = (1u64 << positional) - 1;
        let mut places = [0u8; FITTED];
        let (varnames, posonly) = (&(&(*target).varnames)[..params], (*target).source.posonly);
        if names.len() > params {
            return None;
        }
        for (place, name) in places.iter_mut().zip(names) {
            let at = varnames.iter().position(|v| v.value().is(name))?;
            if at < posonly as usize || given & 1 << at != 0 {
                return None;
            }
            given |= 1 << at;
            *place = at as u8;
        }
        let defaults = function.defaults.get();
        let defaults = defaults.as_ref().and_then(|d| d.as_tuple());
        let defaults = defaults.map_or(&[][..], |d| d.as_slice());
        let first_default = argcount.checked_sub(defaults.len())?;
        if !given & ((1u64 << first_default) - 1) != 0 {
            return None;
        }
        let kwdefaults = function.kwdefaults.get();
        let kwdefaults = kwdefaults.as_ref().and_then(|d| d.as_dict());
        for at in (argcount..params).filter(|at| given & 1 << at == 0) {
            kwdefaults?.get_name(&varnames[at])?;
        }
        if let Err(raised) = vm.enter_call() {
            return Some(Err(raised));
        }
        // The words of the keyword values, taken out of the way of the parameters' registers; each
        // is put into its place below.
        let mut values = [0u64; FITTED];
        for (n, &place) in places[..names.len()].iter().enumerate() {
            let value = std::ptr::replace(args.add(positional + n), Value::UNBOUND);
            values[place as usize] = value.into_bits();
        }
        let rest = rest.then(|| {
            let first = args.add(positional);
            vm.tuple_from(extra, |n| std::ptr::replace(first.add(n), Value::UNBOUND))
        });
        let nregs = (*target).nregs as usize;
        let base = callee_window(vm, caller, args, positional, nregs);
        let mut bound = params;
        if let Some(rest) = rest {
            base.add(bound).write(rest.into_value());
            bound += 1;
        }
        if more {
            base.add(bound).write(Dict::new(vm).into_value());
            bound += 1;
        }
        for at in positional..params {
            let value = if values[at] != 0 {
                Value::from_bits(values[at])
            } else if at < argcount {
                defaults[at - first_default].clone()
            } else {
                let found = kwdefaults.and_then(|d| d.get_name(&varnames[at]));
                found.unwrap_or(Value::UNBOUND)
            };
            base.add(at).write(value);
        }
        fill_unbound(base, bound, (*target).first_temp as usize);
        let f = function.value().clone();
        write_frame(vm, caller, base, f, target, kind, dst, instance.take());
        Some(Ok(()))
    }
}

/// The general call of a window: callable at `at`, then (for methods) the self slot, then
/// `argc` arguments of which the last are keywords with these names.
///
/// # Safety
/// `caller` is the innermost frame and the window stands in its registers.
pub(crate) unsafe fn call_window(
    vm: &Vm,
    caller: *mut Frame,
    at: *mut Value,
    argc: usize,
    names: &[Value],
    method: bool,
    dst: u16,
) -> Result<Called> {
    // SAFETY: by contract, for all of the block.
    unsafe {
        let mut callee = std::ptr::replace(at, Value::UNBOUND);
        let (mut first, mut argc) = (at.add(1), argc);
        if method {
            if (*first).is_unbound() {
                first = at.add(2);
            } else {
                argc += 1;
            }
        }
        if let Some(bound) = callee.downcast_ref::<BoundMethod>() {
            let (function, this) = (bound.body.function.clone(), bound.body.this.clone());
            // The place before the arguments is free: the callable's own, or the empty self slot.
            first = first.sub(1);
            drop(std::ptr::replace(first, this));
            argc += 1;
            callee = function;
        }
        let total = first.add(argc).offset_from(at) as usize;
        match callee.header().map(|h| h.kind()) {
            Some(Kind::Function) => {
                let function: &Ref<Function> = Ref::from_value_ref_unchecked(&callee);
                let code = function.code_ptr();
                let flags = (*code).flags;
                if flags & cflag::SIMPLE != 0
                    && names.is_empty()
                    && (*code).argcount as usize == argc
                {
                    push_simple(
                        vm,
                        caller,
                        first,
                        argc,
                        callee,
                        code,
                        frame::Kind::Call,
                        dst,
                        None,
                    )?;
                    return Ok(Called::Frame);
                }
                let fitted = push_fitted(
                    vm,
                    caller,
                    function,
                    first,
                    argc,
                    names,
                    frame::Kind::Call,
                    dst,
                    &mut None,
                );
                if let Some(pushed) = fitted {
                    return pushed.map(|()| Called::Frame);
                }
                let args = std::slice::from_raw_parts(first, argc);
                let result = push_bound(
                    vm,
                    function,
                    Args::with_names(args, names),
                    frame::Kind::Call,
                    dst,
                    None,
                );
                clear(at, total);
                result
            }
            Some(Kind::Type) => {
                let class: &Ref<Type> = Ref::from_value_ref_unchecked(&callee);
                let args = std::slice::from_raw_parts(first, argc);
                let args = Args::with_names(args, names);
                if let Some(init) = plain_instantiation(vm, class) {
                    let instance = crate::object::plain::new_instance(vm, class);
                    let Some(init) = init else {
                        // Nothing to initialise and no arguments: object's own `__init__`.
                        if argc == 0 {
                            clear(at, total);
                            return Ok(Called::Value(instance));
                        }
                        let result = vm.call(&callee, args);
                        clear(at, total);
                        return result.map(Called::Value);
                    };
                    let function: &Ref<Function> = Ref::from_value_ref_unchecked(&init);
                    return push_init(
                        vm,
                        caller,
                        function,
                        instance,
                        (at, total),
                        first,
                        argc,
                        names,
                        dst,
                    );
                }
                let result = vm.call(&callee, args);
                clear(at, total);
                result.map(Called::Value)
            }
            _ => {
                let args = std::slice::from_raw_parts(first, argc);
                let result = vm.call(&callee, Args::with_names(args, names));
                clear(at, total);
                result.map(Called::Value)
            }
        }
    }
}

/// If instances of the class are plain objects made by `object.__new__` and initialised by a
/// script function (or not at all): that function.
pub(super) fn plain_instantiation(vm: &Vm, class: &Obj<Type>) -> Option<Option<Value>> {
    if class.kind() != Kind::Instance || !class.has(crate::object::typ::tflag::PLAIN_NEW) {
        return None;
    }
    let init = class.lookup(vm, &vm.names().init)?;
    if init.is_kind(Kind::Function) {
        return Some(Some(init));
    }
    vm.interp().is_object_init(&init).then_some(None)
}

#[allow(clippy::too_many_arguments)]
unsafe fn push_init(
    vm: &Vm,
    caller: *mut Frame,
    function: &Ref<Function>,
    instance: Value,
    window: (*mut Value, usize),
    first: *mut Value,
    argc: usize,
    names: &[Value],
    dst: u16,
) -> Result<Called> {
    // SAFETY: as `call_window`; the place before the arguments is the callable's, which is free.
    unsafe {
        let this = first.sub(1);
        drop(std::ptr::replace(this, instance.clone()));
        let code = function.code_ptr();
        if (*code).flags & cflag::SIMPLE != 0
            && names.is_empty()
            && (*code).argcount as usize == argc + 1
        {
            let f = function.value().clone();
            push_simple(
                vm,
                caller,
                this,
                argc + 1,
                f,
                code,
                frame::Kind::Init,
                dst,
                Some(instance),
            )?;
            return Ok(Called::Frame);
        }
        let mut instance = Some(instance);
        let fitted = push_fitted(
            vm,
            caller,
            function,
            this,
            argc + 1,
            names,
            frame::Kind::Init,
            dst,
            &mut instance,
        );
        if let Some(pushed) = fitted {
            return pushed.map(|()| Called::Frame);
        }
        let args = Args::with_names(std::slice::from_raw_parts(this, argc + 1), names);
        let result = push_bound(vm, function, args, frame::Kind::Init, dst, instance);
        clear(window.0, window.1);
        result
    }
}

/// Pushes a frame for a function, binding arguments the general way; a generator function gives
/// its generator instead.
pub(crate) fn push_bound(
    vm: &Vm,
    function: &Ref<Function>,
    args: Args<'_>,
    kind: frame::Kind,
    dst: u16,
    instance: Option<Value>,
) -> Result<Called> {
    let code = function.code();
    if code.flags & cflag::GENERATOR != 0 {
        let mut registers: Box<[Value]> = (0..code.nregs).map(|_| Value::UNBOUND).collect();
        bind::bind(vm, function, &code, args, &mut registers)?;
        let generator = vm.alloc(
            &vm.types().generator,
            Generator::new(function.clone(), code, registers),
        );
        if let Some(instance) = instance {
            return finish_init(vm, instance, &generator.into_value()).map(Called::Value);
        }
        return Ok(Called::Value(generator.into_value()));
    }
    vm.enter_call()?;
    let nregs = code.nregs as usize;
    // At least one register, so that a thread's first frame has a place even if it needs none.
    let base = vm.stack.window(vm.stack.bottom(), nregs.max(1));
    // SAFETY: a fresh window of `nregs` registers above every live frame.
    let registers = unsafe {
        fill_unbound(base, 0, nregs);
        std::slice::from_raw_parts_mut(base, nregs)
    };
    if let Err(raised) = bind::bind(vm, function, &code, args, registers) {
        registers.iter_mut().for_each(|r| *r = Value::UNBOUND);
        return Err(raised);
    }
    let (f, target) = (function.value().clone(), function.code_ptr());
    // SAFETY: the window has all registers of the code, bound above; the innermost frame, if there is
    // one, is what calls.
    unsafe { write_frame(vm, vm.stack.top(), base, f, target, kind, dst, instance) };
    Ok(Called::Frame)
}

impl Vm {
    /// Calls anything callable.
    ///
    /// # Errors
    /// TypeError `'int' object is not callable`, and what the call raises.
    #[inline]
    pub fn call(&self, f: &Value, args: Args<'_>) -> Result<Value> {
        match f.header().map(|h| h.kind()) {
            Some(Kind::NativeFunction) => {
                // SAFETY: the kind was checked.
                let native: &Ref<crate::native::NativeFunction> =
                    unsafe { Ref::from_value_ref_unchecked(f) };
                self.recurse(|| native.call(self, args))
            }
            Some(Kind::Function) => {
                // SAFETY: the kind was checked.
                let function: &Ref<Function> = unsafe { Ref::from_value_ref_unchecked(f) };
                self.call_function(function, args)
            }
            _ => self.call_other(f, args),
        }
    }

    fn call_other(&self, f: &Value, args: Args<'_>) -> Result<Value> {
        if let Some(bound) = f.downcast_ref::<BoundMethod>() {
            return self.call_with_first(&bound.body.function, &bound.body.this, args);
        }
        match self.type_of(f).slots.call.get() {
            Some(call) => self.recurse(|| call(self, f, args)),
            None => Err(self.type_error(format!("'{}' object is not callable", self.type_name(f)))),
        }
    }

    /// Calls with one more argument in front.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub fn call_with_first(&self, f: &Value, first: &Value, args: Args<'_>) -> Result<Value> {
        if f.is_kind(Kind::Function) && args.names().is_empty() {
            // SAFETY: the kind was checked.
            let function: &Ref<Function> = unsafe { Ref::from_value_ref_unchecked(f) };
            if let Some(result) = self.call_simple(function, Some(first), args.pos()) {
                return result;
            }
        }
        const FEW: usize = 6;
        let all = args.all();
        if all.len() < FEW {
            let mut few = [const { Value::UNBOUND }; FEW];
            few[0] = first.clone();
            few[1..=all.len()].clone_from_slice(all);
            return self.call(f, Args::with_names(&few[..=all.len()], args.names()));
        }
        let mut many = Vec::with_capacity(all.len() + 1);
        many.push(first.clone());
        many.extend_from_slice(all);
        self.call(f, Args::with_names(&many, args.names()))
    }

    /// Calls a class attribute that stands for a special method: bound to `this` by its own rules.
    ///
    /// # Errors
    /// As [`Vm::call`].
    pub fn call_unbound(&self, method: &Value, this: &Value, args: Args<'_>) -> Result<Value> {
        if crate::proto::attr::is_plain_method(method) {
            return self.call_with_first(method, this, args);
        }
        let bound = self.bind_descriptor(method, Some(this), &self.type_of(this).to_value())?;
        self.call(&bound, args)
    }

    /// `v.name(*args)`.
    ///
    /// # Errors
    /// AttributeError, and as [`Vm::call`].
    pub fn call_method(
        &self,
        v: &Value,
        name: &crate::names::Name,
        args: &[Value],
    ) -> Result<Value> {
        let (method, bind) = self.get_method(v, name)?;
        if bind {
            self.call_with_first(&method, v, Args::positional(args))
        } else {
            self.call(&method, Args::positional(args))
        }
    }

    /// `v.name(*args)` by text.
    ///
    /// # Errors
    /// As [`Vm::call_method`].
    pub fn call_method_str(&self, v: &Value, name: &str, args: &[Value]) -> Result<Value> {
        self.call_method(v, &self.intern(name), args)
    }

    /// Runs a script function from Rust.
    ///
    /// # Errors
    /// What it raises.
    pub fn call_function(&self, function: &Ref<Function>, args: Args<'_>) -> Result<Value> {
        if args.names().is_empty()
            && let Some(result) = self.call_simple(function, None, args.pos())
        {
            return result;
        }
        self.recurse(
            || match push_bound(self, function, args, frame::Kind::Entry, 0, None)? {
                Called::Value(v) => Ok(v),
                Called::Frame => super::run(self),
            },
        )
    }

    /// Runs a function that takes just these positional arguments; None if it takes others.
    #[inline]
    fn call_simple(
        &self,
        function: &Ref<Function>,
        first: Option<&Value>,
        args: &[Value],
    ) -> Option<Result<Value>> {
        let target = function.code_ptr();
        let skip = first.is_some() as usize;
        // SAFETY: the function owns its code.
        let fits = unsafe {
            (*target).flags & cflag::SIMPLE != 0 && (*target).argcount as usize == args.len() + skip
        };
        fits.then(|| {
            self.recurse(|| {
                self.enter_call()?;
                // SAFETY: the code is the function's; the window is above every live frame and has all
                // its registers, at least one, so that a thread's first frame has a place even if it
                // needs none.
                unsafe {
                    let nregs = (*target).nregs as usize;
                    let base = self.stack.window(self.stack.bottom(), nregs.max(1));
                    if let Some(first) = first {
                        base.write(first.clone());
                    }
                    for (n, arg) in args.iter().enumerate() {
                        base.add(skip + n).write(arg.clone());
                    }
                    fill_unbound(base, args.len() + skip, (*target).first_temp as usize);
                    let (f, caller) = (function.value().clone(), self.stack.top());
                    write_frame(self, caller, base, f, target, frame::Kind::Entry, 0, None);
                }
                super::run(self)
            })
        })
    }

    /// Runs code in a namespace: `globals`, and `locals` if they differ (module, class, exec).
    ///
    /// # Errors
    /// What the code raises.
    pub fn run_code(
        &self,
        code: &Ref<Code>,
        globals: &Ref<Dict>,
        locals: Option<Value>,
        closure: Box<[Ref<Cell>]>,
    ) -> Result<Value> {
        let function = Function::make(self, code.clone(), globals.clone(), closure);
        self.run_function_in(&function, locals)
    }

    /// Runs a function of no arguments with a namespace mapping.
    ///
    /// # Errors
    /// What it raises.
    pub fn run_function_in(
        &self,
        function: &Ref<Function>,
        locals: Option<Value>,
    ) -> Result<Value> {
        self.recurse(|| {
            match push_bound(self, function, Args::NONE, frame::Kind::Entry, 0, None)? {
                Called::Value(v) => Ok(v),
                Called::Frame => {
                    if let Some(frame) = self.stack.last() {
                        // SAFETY: the frame was just pushed.
                        unsafe {
                            (*frame).rare = locals.is_some();
                            (*frame).locals = locals;
                        }
                    }
                    super::run(self)
                }
            }
        })
    }
}

/// A function of a code constant.
pub(crate) fn make_function(
    vm: &Vm,
    code: Value,
    globals: Ref<Dict>,
    parts: [Option<Value>; 4],
) -> Value {
    let [defaults, kwdefaults, annotate, closure] = parts;
    let code = code.downcast::<Code>().expect("verified: a code constant");
    let cells = closure
        .as_ref()
        .and_then(|c| c.as_tuple())
        .map_or_else(Box::default, |tuple| {
            tuple
                .values()
                .filter_map(|c| c.downcast::<Cell>().ok())
                .collect::<Box<[_]>>()
        });
    debug_assert_eq!(cells.len(), code.freevars.len());
    let function = Function::make(vm, code, globals, cells);
    for (slot, part) in [
        (&function.defaults, defaults),
        (&function.kwdefaults, kwdefaults),
        (&function.annotate, annotate),
    ] {
        if let Some(part) = part {
            slot.set(part);
        }
    }
    function.into_value()
}
