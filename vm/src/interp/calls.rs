//! Calls and returns: frames are pushed and popped here.
//!
//! Part of fence 10: works on register windows of verified frames.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]

use std::sync::atomic::Ordering;

use hasp_compiler::op::BinOp;

use crate::args::Args;
use crate::bind;
use crate::frame::{self, Frame, fill_unbound};
use crate::object::code::{Cell, Code, cflag};
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, Function};
use crate::object::generator::{Generator, State};
use crate::object::header::Kind;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::typ::Type;
use crate::object::{Obj, Ref};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// What a call in the loop came to.
pub(crate) enum Called {
    /// A frame was pushed: go on in it.
    Frame,
    /// The result.
    Value(Value),
}

/// What leaving a frame came to.
pub(crate) enum Left {
    /// Go on in the caller, now the innermost frame.
    Resume,
    /// The run loop's own entry frame was left.
    Exit(Value),
    /// The caller gets an exception.
    Raise(Raised),
}

impl Function {
    /// The code's address, for the loop.
    #[inline(always)]
    pub(crate) fn code_ptr(&self) -> *const Obj<Code> {
        self.code.bits() as *const Obj<Code>
    }
}

/// Drops registers.
///
/// # Safety
/// `count` registers from `at` on belong to the running frame.
#[inline(always)]
pub(crate) unsafe fn clear(at: *mut Value, count: usize) {
    for n in 0..count {
        // SAFETY: by contract; the register is valid before and after.
        drop(unsafe { std::ptr::replace(at.add(n), Value::UNBOUND) });
    }
}

/// Drops the registers of a frame that is left: the last first, as CPython does.
///
/// # Safety
/// As [`clear`].
#[inline(always)]
unsafe fn clear_frame(base: *mut Value, count: usize) {
    for n in (0..count).rev() {
        // SAFETY: by contract; the register is valid before and after.
        drop(unsafe { std::ptr::replace(base.add(n), Value::UNBOUND) });
    }
}

impl Vm {
    /// Does the recursion limit allow one more call?
    #[inline(always)]
    pub(crate) fn may_call(&self) -> bool {
        self.depth.get() < self.interp().recursion_limit.load(Ordering::Relaxed)
    }

    /// Counts a Python call against the recursion limit.
    #[inline(always)]
    fn enter_call(&self) -> Result<()> {
        if !self.may_call() {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        self.depth.set(self.depth.get() + 1);
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
    if !vm.may_call() {
        return Err(vm.recursion_error("maximum recursion depth exceeded"));
    }
    // SAFETY: by contract.
    unsafe {
        push_counted(
            vm, caller, args, argc, function, target, kind, dst, instance,
        )
    }
    Ok(())
}

/// As [`push_simple`], when [`Vm::may_call`] has said yes.
///
/// # Safety
/// As [`push_simple`].
#[allow(clippy::too_many_arguments)]
#[inline(always)]
pub(crate) unsafe fn push_counted(
    vm: &Vm,
    caller: *mut Frame,
    args: *mut Value,
    argc: usize,
    function: Value,
    target: *const Obj<Code>,
    kind: frame::Kind,
    dst: u16,
    instance: Option<Value>,
) {
    vm.depth.set(vm.depth.get() + 1);
    // SAFETY: by contract; the window has room for all registers of the target.
    unsafe {
        let nregs = (*target).nregs as usize;
        let base = callee_window(vm, caller, args, argc, nregs);
        fill_unbound(base, argc, nregs);
        write_frame(vm, caller, base, function, target, kind, dst, instance);
    }
}

/// The window of a callee whose first registers are the `argc` arguments at `args`: moves them if
/// the window cannot start there.
///
/// # Safety
/// `caller` is the innermost frame; `args` are `argc` of its registers.
#[inline(always)]
unsafe fn callee_window(
    vm: &Vm,
    caller: *mut Frame,
    args: *mut Value,
    argc: usize,
    nregs: usize,
) -> *mut Value {
    // SAFETY: by contract.
    unsafe {
        let at = if (*caller).generator.is_none() {
            args
        } else {
            (*caller).top
        };
        let base = vm.stack.window(at, nregs);
        if base != args {
            for n in 0..argc {
                base.add(n)
                    .write(std::ptr::replace(args.add(n), Value::UNBOUND));
            }
        }
        base
    }
}

/// Makes a frame of `target` with the registers at `base` the innermost, and gives it.
///
/// # Safety
/// `caller` is the innermost frame or the place before the outermost; the window at `base` has all
/// registers of `target`, written; `function`, or the generator, keeps `target` alive.
#[allow(clippy::too_many_arguments)]
#[inline(always)]
pub(crate) unsafe fn write_frame(
    vm: &Vm,
    caller: *mut Frame,
    base: *mut Value,
    function: Value,
    target: *const Obj<Code>,
    kind: frame::Kind,
    dst: u16,
    instance: Option<Value>,
) -> *mut Frame {
    // SAFETY: by contract. Field by field: a frame that is put together elsewhere and copied would
    // stall on its own stores.
    unsafe {
        let f = vm.stack.place();
        (&raw mut (*f).prev).write(caller);
        (&raw mut (*f).ip).write((*target).words.as_ptr());
        (&raw mut (*f).base).write(base);
        (&raw mut (*f).top).write(base.add((*target).nregs as usize));
        (&raw mut (*f).code).write(target);
        (&raw mut (*f).consts).write((*target).consts.as_ptr());
        (&raw mut (*f).function).write(Ref::from_value_unchecked(function));
        (&raw mut (*f).locals).write(None);
        (&raw mut (*f).handled).write(None);
        (&raw mut (*f).object).write(None);
        (&raw mut (*f).instance).write(instance);
        (&raw mut (*f).generator).write(None);
        (&raw mut (*f).index).write((*caller).index.wrapping_add(1));
        (&raw mut (*f).first_temp).write((*target).first_temp as u16);
        (&raw mut (*f).kind).write(kind);
        (&raw mut (*f).rare).write(false);
        (&raw mut (*f).dst).write(dst);
        (&raw mut (*f).jump).write(0);
        vm.stack.pushed(f);
        f
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
        fill_unbound(base, bound, nregs);
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
fn plain_instantiation(vm: &Vm, class: &Obj<Type>) -> Option<Option<Value>> {
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
        vm.depth.set(vm.depth.get() - 1);
        registers.iter_mut().for_each(|r| *r = Value::UNBOUND);
        return Err(raised);
    }
    let (f, target) = (function.value().clone(), function.code_ptr());
    // SAFETY: the window has all registers of the code, bound above; the innermost frame, if there is
    // one, is what calls.
    unsafe { write_frame(vm, vm.stack.top(), base, f, target, kind, dst, instance) };
    Ok(Called::Frame)
}

/// `__init__` must return None.
fn finish_init(vm: &Vm, instance: Value, result: &Value) -> Result<Value> {
    if result.is_none() {
        return Ok(instance);
    }
    let name = vm.type_name(result);
    Err(vm.type_error(format!("__init__() should return None, not '{name}'")))
}

/// Ends the innermost frame: drops its registers and pops it.
pub(crate) fn pop_frame(vm: &Vm) -> Frame {
    let last = vm.stack.last().expect("a frame to leave");
    // SAFETY: the innermost frame and its window; dropping registers may run script code, which
    // pushes and pops frames above `top` only, so the window stays as it is.
    unsafe {
        if (*last).object.is_some() {
            crate::object::frame_object::detach(vm, &mut *last);
        }
        let last = vm.stack.last().expect("a frame to leave");
        let (base, nregs) = ((*last).base, (*last).code().nregs as usize);
        if (*last).generator.is_none() {
            clear_frame(base, nregs);
        }
    }
    let frame = vm.stack.pop().expect("a frame to leave");
    vm.depth.set(vm.depth.get() - 1);
    if frame.handled.is_some() {
        vm.handling.set(vm.handling.get() - 1);
    }
    frame
}

/// Returns `value` from the innermost frame, `frame`, a `Call` that is not rare.
///
/// # Safety
/// `frame` is the innermost frame, of verified code.
#[inline(always)]
pub(crate) unsafe fn leave_call(vm: &Vm, frame: *mut Frame, value: Value) {
    // SAFETY: by contract, as in `leave_fast`.
    unsafe {
        clear_frame((*frame).base, (*(*frame).code).nregs as usize);
        vm.stack.pop_in_place(frame);
        vm.depth.set(vm.depth.get() - 1);
        let dst = (*frame).dst as usize;
        drop((&raw mut (*frame).function).read());
        drop(std::ptr::replace((*vm.stack.top()).base.add(dst), value));
    }
}

/// Returns `value` from the innermost frame, `frame`.
///
/// # Safety
/// `frame` is the innermost frame, of verified code.
#[inline(always)]
pub(crate) unsafe fn leave_fast(vm: &Vm, frame: *mut Frame, value: Value) -> Left {
    // SAFETY: by contract. Dropping registers may run script code, which pushes and pops frames
    // above this one only.
    unsafe {
        if (*frame).rare {
            return leave(vm, value);
        }
        clear_frame((*frame).base, (*(*frame).code).nregs as usize);
        vm.stack.pop_in_place(frame);
        vm.depth.set(vm.depth.get() - 1);
        let (kind, dst) = ((*frame).kind, (*frame).dst);
        let instance = (&raw mut (*frame).instance).read();
        drop((&raw mut (*frame).function).read());
        match kind {
            frame::Kind::Call => give(vm, dst, value),
            frame::Kind::Entry => Left::Exit(value),
            frame::Kind::Init => {
                let instance = instance.expect("an Init frame has its instance");
                if value.is_none() {
                    return give(vm, dst, instance);
                }
                match finish_init(vm, instance, &value) {
                    Ok(instance) => give(vm, dst, instance),
                    Err(raised) => Left::Raise(raised),
                }
            }
            frame::Kind::ForIter | frame::Kind::Delegate => {
                unreachable!("generator frames are rare")
            }
        }
    }
}

/// Returns `value` from the innermost frame.
#[inline(never)]
pub(crate) fn leave(vm: &Vm, value: Value) -> Left {
    let frame = pop_frame(vm);
    if let Some(generator) = &frame.generator {
        generator.set_state(State::Finished);
        let registers = generator.registers.with(std::mem::take);
        drop(registers);
    }
    match frame.kind {
        frame::Kind::Entry => Left::Exit(value),
        frame::Kind::Call => {
            drop(frame.function);
            give(vm, frame.dst, value)
        }
        frame::Kind::Init => {
            let instance = frame.instance.expect("an Init frame has its instance");
            match finish_init(vm, instance, &value) {
                Ok(instance) => give(vm, frame.dst, instance),
                Err(raised) => Left::Raise(raised),
            }
        }
        frame::Kind::ForIter => {
            // The generator is exhausted: the loop ends and lets go of it.
            drop(value);
            drop(frame);
            let caller = vm.stack.top();
            // SAFETY: the caller's saved ip stands after its ForIter, whose operand a holds the iterator.
            unsafe {
                let word = (*(*caller).ip.sub(1)).load(Ordering::Relaxed);
                let iterator = hasp_compiler::op::Instr(word).a();
                drop((*caller).set_register(iterator.into(), Value::UNBOUND));
            }
            Left::Resume
        }
        frame::Kind::Delegate => {
            let dst = frame.dst;
            drop(frame);
            let caller = vm.stack.top();
            // SAFETY: the caller's saved ip stands after its YieldFrom, whose operand b holds the
            // generator.
            unsafe {
                let word = (*(*caller).ip.sub(1)).load(Ordering::Relaxed);
                let iterator = hasp_compiler::op::Instr(word).b();
                drop((*caller).set_register(iterator.into(), Value::UNBOUND));
            }
            give(vm, dst, value)
        }
    }
}

/// Puts a result into a register of the innermost frame.
#[inline(always)]
pub(crate) fn give(vm: &Vm, dst: u16, value: Value) -> Left {
    let caller = vm.stack.top();
    // SAFETY: frames that are called from a frame have it before them; verified code: `dst` is a
    // register of the caller.
    let old = unsafe { std::ptr::replace((*caller).base.add(dst as usize), value) };
    drop(old);
    Left::Resume
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
        self.recurse(
            || match push_bound(self, function, args, frame::Kind::Entry, 0, None)? {
                Called::Value(v) => Ok(v),
                Called::Frame => super::run(self),
            },
        )
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

/// `a + b` and the like after the fast paths: strings first.
#[inline(never)]
pub(crate) fn binary_slow(vm: &Vm, op: BinOp, a: Value, b: Value) -> Result<Value> {
    if op == BinOp::Add && a.exact_ref::<Str>().is_some() && b.exact_ref::<Str>().is_some() {
        return concat(vm, a, &b);
    }
    vm.binary(op as usize, &a, &b)
}

fn concat(vm: &Vm, a: Value, b: &Value) -> Result<Value> {
    match (a.downcast::<Str>(), b.as_str_obj()) {
        (Ok(a), Some(b)) => vm.append_checked(a, b),
        (Ok(a), None) => vm.binary(BinOp::Add as usize, a.value(), b),
        (Err(a), _) => vm.binary(BinOp::Add as usize, &a, b),
    }
}

/// `a += b` after the fast paths.
#[inline(never)]
pub(crate) fn inplace_add(vm: &Vm, a: Value, b: Value) -> Result<Value> {
    if a.exact_ref::<Str>().is_some() && b.exact_ref::<Str>().is_some() {
        return concat(vm, a, &b);
    }
    vm.inplace(BinOp::Add as usize, &a, &b)
}

/// `v[key]` after the fast paths.
#[inline(never)]
pub(crate) fn get_item(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    if let Some(dict) = v.exact_ref::<Dict>() {
        return match dict.get(vm, key)? {
            Some(found) => Ok(found),
            None => Err(vm.key_error(key.clone())),
        };
    }
    vm.get_item(v, key)
}

/// `v[lower:upper]`.
pub(crate) fn get_slice(vm: &Vm, v: &Value, lower: Value, upper: Value) -> Result<Value> {
    vm.get_slice(v, lower, upper)
}

/// `v[key] = value` after the fast paths.
#[inline(never)]
pub(crate) fn set_item(vm: &Vm, v: &Value, key: Value, value: Value) -> Result<()> {
    if let Some(dict) = v.exact_ref::<Dict>() {
        return dict.set(vm, key, value);
    }
    vm.set_item(v, &key, value)
}

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
