//! Ways of calls of script functions that take more than moving on: arguments of a generator's frame,
//! defaults, keywords.
//!
//! Part of fence 10: the contract is that of [`Way`](crate::interp::machine::Way).

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// The contract above covers every block.
#![allow(clippy::undocumented_unsafe_blocks)]

use std::sync::atomic::Ordering;

use hasp_compiler::op::Op;

use super::natives::arguments;
use super::{go, ways};
use crate::frame::{self, fill_unbound};
use crate::interp::handlers::STEPS;
use crate::interp::machine::{Machine, UNBOUND_BITS, copied};
use crate::object::Kind;
use crate::object::code::{Code, cflag};
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::header::{Header, Obj};
use crate::object::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// Most parameters of a function whose keyword arguments are put into place here.
const FITTED: usize = 16;

/// The defaults of a function's positional parameters.
#[inline(always)]
unsafe fn defaults_of<'a>(function: *const Obj<Function>) -> &'a [Value] {
    unsafe {
        match (*function).defaults.bits() {
            0 => &[],
            word => (*(word as *const Obj<Tuple>)).as_slice(),
        }
    }
}

/// May a frame with this many registers at `base` be pushed without any detour?
#[inline(always)]
unsafe fn may_enter(vm: &Vm, base: *mut Value, nregs: usize) -> bool {
    !vm.poll.is_set() && vm.may_call() && vm.stack.has_room(base, nregs)
}

/// The end of a call whose arguments, and defaults, stand in `base`: pushes the frame.
macro_rules! push {
    ($vm:ident, $frame:ident, $ip:expr, $base:ident, $i:ident, $target:ident, $from:expr, $args:expr) => {{
        let mut m = Machine {
            frame: $frame,
            ip: $ip,
            base: $args,
        };
        m.save();
        let callee = (*$frame).base.cast::<u64>().add($i.a() as usize);
        let function = std::mem::replace(&mut *callee, UNBOUND_BITS);
        fill_unbound($args, $from, (*$target).first_temp as usize);
        m.push($vm, $args, function, $target, frame::Kind::Call, $i.c());
        return go($vm, m.frame, m.ip, m.base);
    }};
}

ways! {
    /// A call of a script function with a generator's frame around it, or with defaults.
    pub(super) fn call_function<const METHOD>(vm, frame, ip, base, i) {
        const OP: [Op; 2] = [Op::Call, Op::CallMethod];
        let (args, argc) = arguments::<METHOD>(base, i);
        let function = *base.cast::<u64>().add(i.a() as usize) as *const Obj<Function>;
        let target = (*function).code_ptr();
        let argcount = (*target).argcount as usize;
        let defaults = defaults_of(function);
        // A generator's registers are elsewhere: the arguments move onto the stack.
        let outside = (*frame).generator.is_some();
        let window = if outside {
            (*frame).top
        } else {
            args.cast_mut()
        };
        if (*target).flags & cflag::SIMPLE != 0
            && argc <= argcount
            && argcount - argc <= defaults.len()
            && may_enter(vm, window, (*target).nregs as usize)
        {
            if outside {
                let from = args.cast_mut().cast::<u64>();
                for n in 0..argc {
                    let word = std::mem::replace(&mut *from.add(n), UNBOUND_BITS);
                    *window.cast::<u64>().add(n) = word;
                }
            }
            for n in argc..argcount {
                let default = &raw const defaults[defaults.len() - (argcount - n)];
                *window.cast::<u64>().add(n) = copied(*default.cast::<u64>());
            }
            push!(vm, frame, ip, base, i, target, argcount, window);
        }
        STEPS[OP[METHOD as usize] as usize](vm, frame, ip, base, i)
    }
}

ways! {
    /// A call of a script function with keywords, whose names are the constant behind the instruction.
    pub(super) fn call_keywords<const METHOD>(vm, frame, ip, base, i) {
        const OP: [Op; 2] = [Op::CallKw, Op::CallMethodKw];
        let callee = *base.cast::<u64>().add(i.a() as usize);
        if callee >> 48 == 0
            && (*(callee as *const Header)).kind() == Kind::Function
            && (*frame).generator.is_none()
        {
            let (args, argc) = arguments::<METHOD>(base, i);
            let args = args.cast_mut();
            let function = callee as *const Obj<Function>;
            let target = (*function).code_ptr();
            let constant = (*ip).load(Ordering::Relaxed) as usize;
            let names = *(*frame).consts.add(constant).cast::<u64>() as *const Obj<Tuple>;
            if may_enter(vm, args, (*target).nregs as usize)
                && place(vm, function, target, args, argc, &*names)
            {
                let params = (*target).nparams as usize;
                push!(vm, frame, ip.add(1), base, i, target, params, args);
            }
        }
        STEPS[OP[METHOD as usize] as usize](vm, frame, ip, base, i)
    }
}

/// Puts keyword arguments, and defaults, where the parameters stand; false, with nothing done, if that
/// takes more than moving them.
///
/// # Safety
/// `args` are `argc` arguments of `function`, whose code is `target`, the last of them keywords with these
/// `names`; behind them there is room for the function's registers.
#[inline(never)]
unsafe fn place(
    vm: &Vm,
    function: *const Obj<Function>,
    target: *const Obj<Code>,
    args: *mut Value,
    argc: usize,
    names: &Obj<Tuple>,
) -> bool {
    const OTHER: u32 = cflag::GENERATOR | cflag::VARARGS | cflag::VARKEYWORDS;
    unsafe {
        let names = names.as_slice();
        let (params, argcount) = ((*target).nparams as usize, (*target).argcount as usize);
        let positional = argc - names.len();
        if (*target).flags & OTHER != 0 || positional > argcount || params > FITTED || argc > params
        {
            return false;
        }
        let varnames = &(&(*target).varnames)[..params];
        let posonly = (*target).source.posonly as usize;
        let args = args.cast::<u64>();
        // The word for each parameter behind the positional ones; 0 where there is none yet.
        let mut words = [0; FITTED];
        for (n, name) in names.iter().enumerate() {
            let Some(at) = (positional..params).find(|&at| varnames[at].value().is(name)) else {
                return false;
            };
            if at < posonly || words[at] != 0 {
                return false;
            }
            words[at] = *args.add(positional + n);
        }
        let defaults = defaults_of(function);
        let kwdefaults = (*function).kwdefaults.bits() as *const Obj<Dict>;
        // Defaults are marked by their place in here until nothing can go wrong any more: then each gets
        // a reference of its own.
        let mut own = 0u32;
        for at in positional..params {
            if words[at] == 0 {
                words[at] = if at < argcount {
                    match (at + defaults.len()).checked_sub(argcount) {
                        Some(n) => *(&raw const defaults[n]).cast::<u64>(),
                        None => return false,
                    }
                } else if kwdefaults.is_null() {
                    return false;
                } else {
                    let name = &varnames[at];
                    (*kwdefaults).word_at_sight(name.hash(vm), name.value().bits())
                };
                own |= 1 << at;
                if words[at] == 0 {
                    return false;
                }
            }
        }
        for (at, &word) in words.iter().enumerate().take(params).skip(positional) {
            *args.add(at) = if own & 1 << at != 0 {
                copied(word)
            } else {
                word
            };
        }
        true
    }
}
