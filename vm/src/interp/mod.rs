//! FENCE 10. The loop.
//!
//! Runs verified code only; see `frame.rs` for what that means for register access. The fast paths
//! stand here; what is rarer is a function of the family files, which know values, not registers.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]
// `unsafe` covers the whole loop: its note stands at its start. A refreshed `frame` is not always read.
#![allow(clippy::undocumented_unsafe_blocks, unused_assignments)]

pub(crate) mod build;
pub(crate) mod calls;
pub(crate) mod generators;
pub(crate) mod imports;
pub(crate) mod intrinsics;
pub(crate) mod loads;
pub(crate) mod patterns;
pub(crate) mod unwind;

use std::sync::atomic::{AtomicU64, Ordering};

use hasp_compiler::op::{BinOp, Instr, Op};

use crate::frame::{self, Frame};
use crate::object::Kind;
use crate::object::code::{Cell, cflag};
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::generator::{Generator, State};
use crate::object::iter::{ListIter, RangeIter, TupleIter};
use crate::object::list::List;
use crate::object::shape::slot_at;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::Ref;
use crate::slots::CmpOp;
use crate::value::{FLOAT_OFFSET, INT_TAG, Value};
use crate::vm::{Raised, Result, Vm};

/// Kinds of an attribute cache entry, in bits 32..40 of its first word; bits 40..64 are a payload.
pub(crate) mod cache {
    /// Inline slot; payload: byte offset.
    pub(crate) const SLOT: u64 = 1;
    /// Class attribute; word 1: the value, borrowed from the class.
    pub(crate) const CLASS: u64 = 2;
    /// Module attribute: the guard is the module dict's version; payload: entry number.
    pub(crate) const MODULE: u64 = 3;
    /// Store that adds the attribute: word 1: the next shape; payload: byte offset.
    pub(crate) const ADD: u64 = 4;
    /// Method, for LoadMethod: word 1: the function, borrowed from the class.
    pub(crate) const METHOD: u64 = 6;
    /// Property: word 1: the property object, borrowed from the class.
    pub(crate) const PROPERTY: u64 = 5;
    /// Slot of the overflow array; payload: its index.
    pub(crate) const OVERFLOW: u64 = 7;

    pub(crate) const fn word(guard: u32, kind: u64, payload: u32) -> u64 {
        guard as u64 | kind << 32 | (payload as u64) << 40
    }
}

const UNBOUND_BITS: u64 = 0xFFFE_0000_0000_0008;
const TRUE_BITS: u64 = 0xFFFE_0000_0000_0003;

/// Is it a float's word?
#[inline(always)]
fn float_bits(x: u64) -> bool {
    x.wrapping_sub(FLOAT_OFFSET) < 0xFFFA_0000_0000_0000
}
#[inline(always)]
fn to_float(x: u64) -> f64 {
    f64::from_bits(x - FLOAT_OFFSET)
}
#[inline(always)]
fn to_int(x: u64) -> i64 {
    (x << 16) as i64 >> 16
}
/// The word of a float that arithmetic on canonical floats gave.
#[inline(always)]
fn from_float(f: f64) -> u64 {
    if f.is_nan() {
        Value::float(f).into_bits()
    } else {
        f.to_bits() + FLOAT_OFFSET
    }
}

/// Runs the innermost frame until the frame pushed at depth `entry` (an `Entry` frame) is left.
pub(crate) fn run(vm: &Vm) -> Result<Value> {
    run_from(vm, None)
}

/// The same, with an exception that is raised in the frame first.
pub(crate) fn run_with(vm: &Vm, raised: Raised) -> Result<Value> {
    run_from(vm, Some((raised, true)))
}

/// Goes on in a generator whose `yield from` has come to its end with `value`; its frame has just
/// been pushed, standing behind the YieldFrom.
pub(crate) fn run_finished_delegate(
    vm: &Vm,
    generator: &Ref<Generator>,
    value: Value,
) -> Result<generators::Resumed> {
    let at = generator.resume_at.load(Ordering::Relaxed);
    let instr = Instr(generator.code.words[at].load(Ordering::Relaxed));
    let old = generator.registers.with(|r| {
        let iterator = std::mem::replace(&mut r[instr.b() as usize], Value::UNBOUND);
        (
            iterator,
            std::mem::replace(&mut r[instr.a() as usize], value),
        )
    });
    drop(old);
    let value = vm.recurse(|| run(vm))?;
    Ok(match generator.state() {
        State::Suspended => generators::Resumed::Yielded(value),
        _ => generators::Resumed::Returned(value),
    })
}

fn run_from(vm: &Vm, mut raised: Option<(Raised, bool)>) -> Result<Value> {
    let entry = vm.stack.depth();
    loop {
        if let Some((exception, fresh)) = raised.take() {
            match unwind::unwind(vm, exception, fresh) {
                unwind::Next::Resume => {}
                unwind::Next::Leave(exception) => return Err(exception),
            }
        }
        debug_assert!(vm.stack.depth() >= entry);
        match dispatch(vm) {
            Ok(value) => return Ok(value),
            Err(Stop {
                raised: exception,
                fresh,
            }) => raised = Some((exception, fresh)),
        }
    }
}

/// An exception that leaves the dispatch loop.
struct Stop {
    raised: Raised,
    /// False for a re-raise, which adds no traceback entry for its own frame.
    fresh: bool,
}

impl From<Raised> for Stop {
    #[inline(always)]
    fn from(raised: Raised) -> Stop {
        Stop {
            raised,
            fresh: true,
        }
    }
}

macro_rules! ops {
    ($number:expr; $($op:ident => $body:expr,)*) => {
        match $number { $($crate::interp::OpNumber::$op => $body,)* _ => unreachable_op() }
    };
}

macro_rules! op_numbers {
    ($($(#[$doc:meta])* $name:ident = $text:literal ($a:ident, $b:ident, $c:ident) $ext:ident;)*) => {
        /// The opcodes' numbers as constants, for patterns.
        struct OpNumber;
        #[allow(non_upper_case_globals)]
        impl OpNumber { $(pub(crate) const $name: u8 = Op::$name as u8;)* }
    };
}
hasp_compiler::for_each_op!(op_numbers);

/// What stands where a number is no opcode's.
///
/// # Safety
/// Never called: verified code holds opcodes only, and the loop has a handler for each.
#[inline(always)]
unsafe fn unreachable_op() -> ! {
    // SAFETY: by contract; debug builds check it.
    unsafe { std::hint::unreachable_unchecked() }
}

/// The dispatch loop proper: leaves with the entry frame's result or with an exception.
#[allow(clippy::cognitive_complexity)]
fn dispatch(vm: &Vm) -> std::result::Result<Value, Stop> {
    let mut frame: *mut Frame = vm.stack.last().expect("a frame to run");
    // SAFETY (of the whole function): `frame` is the innermost frame and is refreshed after every
    // push and pop; `base` is its window of `nregs` valid values; `ip` walks its verified code,
    // whose operands are registers below `nregs`, constants, names and free variables in range,
    // and whose extension words stand where the opcode table says. `code` lives as long as the
    // frame. No reference to a register is kept across anything that can write registers.
    unsafe {
        let mut base: *mut Value;
        let mut ip: *const AtomicU64;

        macro_rules! enter_frame {
            () => {{
                base = (*frame).base;
                ip = (*frame).ip;
            }};
        }
        macro_rules! refresh {
            () => {{
                frame = vm.stack.top();
            }};
        }
        macro_rules! r {
            ($i:expr) => {
                (*base.add($i as usize))
            };
        }
        macro_rules! bits {
            ($i:expr) => {
                *base.add($i as usize).cast::<u64>()
            };
        }
        // Writes a register; the old value is dropped after the new one is in place.
        macro_rules! set {
            ($i:expr, $v:expr) => {{
                let value: Value = $v;
                drop(std::ptr::replace(base.add($i as usize), value));
            }};
        }
        // Writes a word that owns nothing.
        macro_rules! set_bits {
            ($i:expr, $bits:expr) => {{
                let word: u64 = $bits;
                let old = std::mem::replace(&mut *base.add($i as usize).cast::<u64>(), word);
                if old >> 48 == 0 {
                    drop(Value::from_bits(old));
                }
            }};
        }
        // Reads an `In` operand: temporaries are moved out of, others copied.
        macro_rules! take {
            ($i:expr) => {{
                let i = $i;
                if i >= (*frame).first_temp {
                    std::ptr::replace(base.add(i as usize), Value::UNBOUND)
                } else {
                    r!(i).clone()
                }
            }};
        }
        macro_rules! save {
            () => {
                (*frame).ip = ip
            };
        }
        macro_rules! tri {
            ($e:expr) => {
                match $e {
                    Ok(v) => v,
                    Err(e) => {
                        save!();
                        return Err(Stop::from(e));
                    }
                }
            };
        }
        macro_rules! fail {
            ($e:expr) => {{
                let e: Raised = $e;
                save!();
                return Err(Stop::from(e));
            }};
        }
        macro_rules! name {
            ($i:expr) => {
                (&(&(*(*frame).code).names)[$i as usize])
            };
        }
        macro_rules! cache_word {
            ($n:expr) => {
                (*ip.add($n))
            };
        }
        // Checks the poll word: at back-edges, function entries and after calls.
        macro_rules! poll {
            () => {
                if vm.poll.is_set() {
                    save!();
                    tri!(vm.handle_poll());
                }
            };
        }
        macro_rules! jump {
            ($off:expr) => {{
                let off = $off as isize;
                if off < 0 {
                    poll!();
                }
                ip = ip.offset(off);
            }};
        }
        macro_rules! arith {
            ($i:expr, $op:ident, $int:ident, $float:tt) => {{
                let i = $i;
                let (x, y) = (bits!(i.b()), bits!(i.c()));
                if x & y >= INT_TAG {
                    let (sum, over) = ((x << 16) as i64).$int((y << 16) as i64);
                    if !over {
                        set_bits!(i.a(), INT_TAG | (sum as u64 >> 16));
                        continue;
                    }
                } else if float_bits(x) && float_bits(y) {
                    set_bits!(i.a(), from_float(to_float(x) $float to_float(y)));
                    continue;
                } else if let Some((p, q)) = mixed(x, y) {
                    set_bits!(i.a(), from_float(p $float q));
                    continue;
                }
                save!();
                let (p, q) = (take!(i.b()), take!(i.c()));
                let v = tri!(calls::binary_slow(vm, BinOp::$op, p, q));
                set!(i.a(), v);
            }};
        }
        macro_rules! arith_imm {
            ($i:expr, $op:ident, $inplace:expr, $int:ident, $float:tt) => {{
                let i = $i;
                let x = bits!(i.b());
                if x >= INT_TAG {
                    let (sum, over) = ((x << 16) as i64).$int((i.sc() as i64) << 16);
                    if !over {
                        set_bits!(i.a(), INT_TAG | (sum as u64 >> 16));
                        continue;
                    }
                } else if float_bits(x) {
                    set_bits!(i.a(), from_float(to_float(x) $float (i.sc() as f64)));
                    continue;
                }
                save!();
                let p = take!(i.b());
                let q = Value::small_int(i.sc().into());
                let v = if $inplace { tri!(vm.inplace(BinOp::$op as usize, &p, &q)) } else { tri!(calls::binary_slow(vm, BinOp::$op, p, q)) };
                set!(i.a(), v);
            }};
        }
        macro_rules! binary {
            ($i:expr, $op:ident) => {{
                let i = $i;
                save!();
                let (p, q) = (take!(i.b()), take!(i.c()));
                let v = tri!(vm.binary(BinOp::$op as usize, &p, &q));
                set!(i.a(), v);
            }};
        }
        macro_rules! binary_imm {
            ($i:expr, $op:ident) => {{
                let i = $i;
                save!();
                let p = take!(i.b());
                let v = tri!(vm.binary(BinOp::$op as usize, &p, &Value::small_int(i.sc().into())));
                set!(i.a(), v);
            }};
        }
        macro_rules! bitop {
            ($i:expr, $op:ident, $sign:tt) => {{
                let i = $i;
                let (x, y) = (bits!(i.b()), bits!(i.c()));
                if x & y >= INT_TAG {
                    set_bits!(i.a(), INT_TAG | ((to_int(x) $sign to_int(y)) as u64 & !INT_TAG));
                    continue;
                }
                binary!(i, $op)
            }};
        }
        macro_rules! compare {
            ($i:expr, $op:ident, $sign:tt) => {{
                let i = $i;
                let (x, y) = (bits!(i.b()), bits!(i.c()));
                if x & y >= INT_TAG {
                    set_bits!(i.a(), 0xFFFE_0000_0000_0002 | (((x as i64) << 16) $sign ((y as i64) << 16)) as u64);
                    continue;
                }
                if float_bits(x) && float_bits(y) {
                    set_bits!(i.a(), 0xFFFE_0000_0000_0002 | (to_float(x) $sign to_float(y)) as u64);
                    continue;
                }
                save!();
                let (p, q) = (take!(i.b()), take!(i.c()));
                let v = tri!(vm.compare(&p, &q, CmpOp::$op));
                set!(i.a(), v);
            }};
        }
        macro_rules! compare_jump {
            ($i:expr, $op:ident, $sign:tt, $want:expr) => {{
                let i = $i;
                let (x, y) = (bits!(i.a()), bits!(i.b()));
                let holds = if x & y >= INT_TAG {
                    ((x << 16) as i64) $sign ((y << 16) as i64)
                } else if float_bits(x) && float_bits(y) {
                    to_float(x) $sign to_float(y)
                } else {
                    save!();
                    let (p, q) = (take!(i.a()), take!(i.b()));
                    tri!(vm.compare_bool(&p, &q, CmpOp::$op))
                };
                if holds == $want {
                    jump!(i.sc());
                }
            }};
        }
        macro_rules! compare_jump_imm {
            ($i:expr, $op:ident, $sign:tt, $want:expr) => {{
                let i = $i;
                let x = bits!(i.a());
                let holds = if x >= INT_TAG {
                    to_int(x) $sign (i.sb() as i64)
                } else if float_bits(x) {
                    to_float(x) $sign (i.sb() as f64)
                } else {
                    save!();
                    let p = take!(i.a());
                    tri!(vm.compare_bool(&p, &Value::small_int(i.sb().into()), CmpOp::$op))
                };
                if holds == $want {
                    jump!(i.sc());
                }
            }};
        }
        macro_rules! return_value {
            ($v:expr) => {
                match calls::leave_fast(vm, frame, $v) {
                    calls::Left::Resume => {
                        refresh!();
                        enter_frame!();
                    }
                    calls::Left::Exit(v) => return Ok(v),
                    calls::Left::Raise(e) => {
                        refresh!();
                        return Err(Stop::from(e));
                    }
                }
            };
        }
        // After a callee's frame was pushed: go on in it.
        macro_rules! descend {
            () => {{
                refresh!();
                enter_frame!();
                poll!();
            }};
        }

        enter_frame!();
        loop {
            let i = Instr((*ip).load(Ordering::Relaxed));
            ip = ip.add(1);
            ops! { i.op_number();
                Nop => {},
                Move => {
                    let v = take!(i.b());
                    set!(i.a(), v);
                },
                Copy => {
                    let v = r!(i.b()).clone();
                    set!(i.a(), v);
                },
                LoadConst => {
                    let v = (&(*(*frame).code).consts)[i.bx() as usize].clone();
                    set!(i.a(), v);
                },
                LoadInt => set_bits!(i.a(), INT_TAG | (i.sbx() as i64 as u64 & !INT_TAG)),
                LoadNone => set_bits!(i.a(), 0xFFFE_0000_0000_0000),
                Clear => set_bits!(i.a(), UNBOUND_BITS),
                CheckLocal => {
                    if bits!(i.a()) == UNBOUND_BITS {
                        fail!(loads::unbound_local(vm, &*(*frame).code, i.a()));
                    }
                },
                DelLocal => {
                    if bits!(i.a()) == UNBOUND_BITS {
                        fail!(loads::unbound_local(vm, &*(*frame).code, i.a()));
                    }
                    set_bits!(i.a(), UNBOUND_BITS);
                },
                LoadCommon => {
                    let v = loads::common(vm, i.b());
                    set!(i.a(), v);
                },
                MakeCell => {
                    let held = std::ptr::replace(base.add(i.a() as usize), Value::UNBOUND);
                    let cell = loads::new_cell(vm, held);
                    set!(i.a(), cell);
                },
                LoadCell => {
                    let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&r!(i.b()));
                    match cell.contents.get() {
                        Some(v) => set!(i.a(), v),
                        None => fail!(loads::unbound_local(vm, &*(*frame).code, i.b())),
                    }
                },
                StoreCell => {
                    let v = take!(i.b());
                    let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&r!(i.a()));
                    let old = cell.contents.replace(Some(v));
                    drop(old);
                },
                DelCell => {
                    let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&r!(i.a()));
                    match cell.contents.take() {
                        Some(v) => drop(v),
                        None => fail!(loads::unbound_local(vm, &*(*frame).code, i.a())),
                    }
                },
                LoadFree => {
                    match (&(*frame).function.closure)[i.b() as usize].contents.get() {
                        Some(v) => set!(i.a(), v),
                        None => fail!(loads::unbound_free(vm, &*(*frame).code, i.b())),
                    }
                },
                StoreFree => {
                    let v = take!(i.b());
                    let old = (&(*frame).function.closure)[i.a() as usize].contents.replace(Some(v));
                    drop(old);
                },
                DelFree => {
                    match (&(*frame).function.closure)[i.a() as usize].contents.take() {
                        Some(v) => drop(v),
                        None => fail!(loads::unbound_free(vm, &*(*frame).code, i.a())),
                    }
                },
                LoadFreeCell => {
                    let cell = (&(*frame).function.closure)[i.b() as usize].value().clone();
                    set!(i.a(), cell);
                },

                LoadGlobal => {
                    let function: *const Ref<Function> = &raw const (*frame).function;
                    let word = cache_word!(0).load(Ordering::Relaxed);
                    if word as u32 == (*function).globals.version() && word != 0 {
                        let at = (word >> 32) as u32;
                        if at != u32::MAX {
                            if let Some(v) = (*function).globals.value_at(at as usize) {
                                ip = ip.add(2);
                                set!(i.a(), v);
                                continue;
                            }
                        } else {
                            let word = cache_word!(1).load(Ordering::Relaxed);
                            if word as u32 == (*function).builtins.version() && word != 0
                                && let Some(v) = (*function).builtins.value_at((word >> 32) as usize) {
                                ip = ip.add(2);
                                set!(i.a(), v);
                                continue;
                            }
                        }
                    }
                    let v = tri!(loads::load_global(vm, &(*frame).function, name!(i.bx()), &*ip, &*ip.add(1)));
                    ip = ip.add(2);
                    set!(i.a(), v);
                },
                StoreGlobal => {
                    let v = take!(i.a());
                    let globals: *const Ref<Dict> = &raw const (*frame).function.globals;
                    let word = cache_word!(0).load(Ordering::Relaxed);
                    if word != 0 && word as u32 == (*globals).version() {
                        (*globals).set_value_at((word >> 32) as usize, v);
                    } else {
                        loads::store_global(vm, &*globals, name!(i.bx()), v, &*ip);
                    }
                    ip = ip.add(2);
                },
                DelGlobal => {
                    save!();
                    tri!(loads::del_global(vm, &(*frame).function.globals, name!(i.bx())));
                },
                LoadName => {
                    save!();
                    let locals = (*frame).locals.clone();
                    let v = tri!(loads::load_name(vm, &(*frame).function, locals.as_ref(), name!(i.bx()), &*ip, &*ip.add(1)));
                    ip = ip.add(2);
                    set!(i.a(), v);
                },
                StoreName => {
                    save!();
                    let v = take!(i.a());
                    let locals = (*frame).locals.clone();
                    tri!(loads::store_name(vm, &(*frame).function.globals, locals.as_ref(), name!(i.bx()), v, &*ip));
                    ip = ip.add(2);
                },
                DelName => {
                    save!();
                    let locals = (*frame).locals.clone();
                    tri!(loads::del_name(vm, &(*frame).function.globals, locals.as_ref(), name!(i.bx())));
                },
                LoadNameOrFree => {
                    save!();
                    let locals = (*frame).locals.clone();
                    let found = match &locals {
                        Some(mapping) => tri!(loads::from_mapping(vm, mapping, name!(i.c()))),
                        None => None,
                    };
                    match found.or_else(|| (&(*frame).function.closure)[i.b() as usize].contents.get()) {
                        Some(v) => set!(i.a(), v),
                        None => fail!(loads::unbound_free(vm, &*(*frame).code, i.b())),
                    }
                },
                LoadNameOrCell => {
                    save!();
                    let locals = (*frame).locals.clone();
                    let found = match &locals {
                        Some(mapping) => tri!(loads::from_mapping(vm, mapping, name!(i.c()))),
                        None => None,
                    };
                    let cell: &Ref<Cell> = Ref::from_value_ref_unchecked(&r!(i.b()));
                    match found.or_else(|| cell.contents.get()) {
                        Some(v) => set!(i.a(), v),
                        None => fail!(loads::unbound_local(vm, &*(*frame).code, i.b())),
                    }
                },
                LoadFromDict => {
                    save!();
                    let mapping = take!(i.b());
                    let found = tri!(loads::from_mapping(vm, &mapping, name!(i.c())));
                    let v = match found {
                        Some(v) => v,
                        None => tri!(loads::global_or_builtin(vm, &(*frame).function, name!(i.c()))),
                    };
                    set!(i.a(), v);
                },
                LoadLocals => {
                    let v = (*frame).locals.clone().unwrap_or_else(|| (*frame).function.globals.value().clone());
                    set!(i.a(), v);
                },

                LoadAttr => {
                    let v: *const Value = &raw const r!(i.b());
                    let guard = vm.guard_of(&*v);
                    let word = cache_word!(0).load(Ordering::Relaxed);
                    if word as u32 == guard {
                        let kind = word >> 32 & 0xff;
                        if kind == cache::SLOT {
                            // The guard proves that the object has the slot.
                            let header = (*v).header().unwrap_unchecked();
                            if let Some(found) = slot_at(header, (word >> 40) as u32).get() {
                                ip = ip.add(2);
                                if i.b() >= (*frame).first_temp {
                                    set_bits!(i.b(), UNBOUND_BITS);
                                }
                                set!(i.a(), found);
                                continue;
                            }
                        } else if kind == cache::CLASS {
                            let found = loads::borrowed(cache_word!(1).load(Ordering::Relaxed));
                            ip = ip.add(2);
                            if i.b() >= (*frame).first_temp {
                                set_bits!(i.b(), UNBOUND_BITS);
                            }
                            set!(i.a(), found);
                            continue;
                        }
                    }
                    save!();
                    let v = take!(i.b());
                    let found = tri!(loads::load_attr(vm, &v, name!(i.c()), &*ip, &*ip.add(1)));
                    ip = ip.add(2);
                    drop(v);
                    set!(i.a(), found);
                },
                StoreAttr => {
                    let target: *const Value = &raw const r!(i.a());
                    let word = cache_word!(0).load(Ordering::Relaxed);
                    if let Some(header) = (*target).header()
                        && word as u32 == header.shape().guard.load(Ordering::Relaxed)
                    {
                        let kind = word >> 32 & 0xff;
                        let slot = slot_at(header, (word >> 40) as u32);
                        if kind == cache::SLOT {
                            let v = take!(i.b());
                            let old = slot.replace(Some(v));
                            ip = ip.add(2);
                            save!();
                            if i.a() >= (*frame).first_temp {
                                set_bits!(i.a(), UNBOUND_BITS);
                            }
                            drop(old);
                            continue;
                        }
                        if kind == cache::ADD {
                            let v = take!(i.b());
                            let old = slot.replace(Some(v));
                            header.set_shape(loads::cached_shape(cache_word!(1).load(Ordering::Relaxed)));
                            ip = ip.add(2);
                            if i.a() >= (*frame).first_temp {
                                set_bits!(i.a(), UNBOUND_BITS);
                            }
                            drop(old);
                            continue;
                        }
                    }
                    save!();
                    let (target, v) = (take!(i.a()), take!(i.b()));
                    tri!(loads::store_attr(vm, &target, name!(i.c()), v, &*ip, &*ip.add(1)));
                    ip = ip.add(2);
                },
                DelAttr => {
                    save!();
                    let target = take!(i.a());
                    tri!(vm.del_attr(&target, name!(i.b())));
                },
                LoadMethod => {
                    let v: *const Value = &raw const r!(i.b());
                    let guard = vm.guard_of(&*v);
                    let word = cache_word!(0).load(Ordering::Relaxed);
                    if word as u32 == guard && word >> 32 & 0xff == cache::METHOD {
                        let found = loads::borrowed(cache_word!(1).load(Ordering::Relaxed));
                        ip = ip.add(2);
                        let this = take!(i.b());
                        set!(i.a(), found);
                        set!(i.a() + 1, this);
                        continue;
                    }
                    save!();
                    let v = take!(i.b());
                    let (found, bind) = tri!(loads::load_method(vm, &v, name!(i.c()), &*ip, &*ip.add(1)));
                    ip = ip.add(2);
                    set!(i.a(), found);
                    set!(i.a() + 1, if bind { v } else { Value::UNBOUND });
                },
                LoadSuperAttr => {
                    save!();
                    let b = i.b();
                    let args = [take!(b), take!(b + 1), take!(b + 2)];
                    let (found, bind) = tri!(loads::super_method(vm, &args, name!(i.c())));
                    let [_, _, this] = args;
                    let v = if bind { tri!(vm.bind_descriptor(&found, Some(&this), &vm.type_of(&this).to_value())) } else { found };
                    set!(i.a(), v);
                },
                LoadSuperMethod => {
                    save!();
                    let b = i.b();
                    let args = [take!(b), take!(b + 1), take!(b + 2)];
                    let (found, bind) = tri!(loads::super_method(vm, &args, name!(i.c())));
                    let [_, _, this] = args;
                    set!(i.a(), found);
                    set!(i.a() + 1, if bind { this } else { Value::UNBOUND });
                },
                LoadSpecial => {
                    save!();
                    let v = r!(i.b()).clone();
                    let (found, bind) = tri!(loads::load_special(vm, &v, i.c()));
                    set!(i.a(), found);
                    set!(i.a() + 1, if bind { v } else { Value::UNBOUND });
                },
                GetItem => {
                    let (v, key) = (&raw const r!(i.b()), &raw const r!(i.c()));
                    if let Some(index) = (*key).as_small_int() {
                        if let Some(list) = (*v).exact_ref::<List>()
                            && let Some(item) = list.get_signed(index)
                        {
                            if i.b() >= (*frame).first_temp {
                                set_bits!(i.b(), UNBOUND_BITS);
                            }
                            set!(i.a(), item);
                            continue;
                        }
                        if let Some(tuple) = (*v).exact_ref::<Tuple>() {
                            let items = tuple.as_slice();
                            let at = if index < 0 { index + items.len() as i64 } else { index };
                            if let Some(item) = usize::try_from(at).ok().and_then(|at| items.get(at)) {
                                let item = item.clone();
                                if i.b() >= (*frame).first_temp {
                                    set_bits!(i.b(), UNBOUND_BITS);
                                }
                                set!(i.a(), item);
                                continue;
                            }
                        }
                    }
                    save!();
                    let (v, key) = (take!(i.b()), take!(i.c()));
                    let item = tri!(calls::get_item(vm, &v, &key));
                    drop((v, key));
                    set!(i.a(), item);
                },
                GetItemI => {
                    let v = &raw const r!(i.b());
                    let index = i.sc() as i64;
                    let found = if let Some(list) = (*v).exact_ref::<List>() {
                        list.get_signed(index)
                    } else if let Some(tuple) = (*v).exact_ref::<Tuple>() {
                        let items = tuple.as_slice();
                        let at = if index < 0 { index + items.len() as i64 } else { index };
                        usize::try_from(at).ok().and_then(|at| items.get(at)).cloned()
                    } else {
                        None
                    };
                    if let Some(item) = found {
                        if i.b() >= (*frame).first_temp {
                            set_bits!(i.b(), UNBOUND_BITS);
                        }
                        set!(i.a(), item);
                        continue;
                    }
                    save!();
                    let v = take!(i.b());
                    let item = tri!(calls::get_item(vm, &v, &Value::small_int(index)));
                    drop(v);
                    set!(i.a(), item);
                },
                GetSlice => {
                    save!();
                    let v = take!(i.b());
                    let (lower, upper) = (take!(i.c()), take!(i.c() + 1));
                    let item = tri!(calls::get_slice(vm, &v, lower, upper));
                    drop(v);
                    set!(i.a(), item);
                },
                SetItem => {
                    let (v, key) = (&raw const r!(i.a()), &raw const r!(i.b()));
                    if let Some(index) = (*key).as_small_int()
                        && let Some(list) = (*v).exact_ref::<List>()
                    {
                        save!();
                        let value = take!(i.c());
                        match list.set_signed(index, value) {
                            Ok(()) => {
                                if i.a() >= (*frame).first_temp {
                                    set_bits!(i.a(), UNBOUND_BITS);
                                }
                                continue;
                            }
                            Err(_) => fail!(vm.index_error("list assignment index out of range")),
                        }
                    }
                    save!();
                    let (v, key, value) = (take!(i.a()), take!(i.b()), take!(i.c()));
                    tri!(calls::set_item(vm, &v, key, value));
                },
                DelItem => {
                    save!();
                    let (v, key) = (take!(i.a()), take!(i.b()));
                    tri!(vm.del_item(&v, &key));
                },

                Add => arith!(i, Add, overflowing_add, +),
                Sub => arith!(i, Sub, overflowing_sub, -),
                Mul => {
                    let (x, y) = (bits!(i.b()), bits!(i.c()));
                    if x & y >= INT_TAG {
                        if let Some(v) = to_int(x).checked_mul(to_int(y)).and_then(Value::try_small_int) {
                            set_bits!(i.a(), v.into_bits());
                            continue;
                        }
                    } else if float_bits(x) && float_bits(y) {
                        set_bits!(i.a(), from_float(to_float(x) * to_float(y)));
                        continue;
                    } else if let Some((p, q)) = mixed(x, y) {
                        set_bits!(i.a(), from_float(p * q));
                        continue;
                    }
                    binary!(i, Mul)
                },
                TrueDiv => {
                    let (x, y) = (bits!(i.b()), bits!(i.c()));
                    if let Some((p, q)) = both_float(x, y)
                        && q != 0.0
                    {
                        set_bits!(i.a(), from_float(p / q));
                        continue;
                    }
                    binary!(i, TrueDiv)
                },
                FloorDiv => {
                    let (x, y) = (bits!(i.b()), bits!(i.c()));
                    if x & y >= INT_TAG && to_int(y) > 0 {
                        set_bits!(i.a(), INT_TAG | (to_int(x).div_euclid(to_int(y)) as u64 & !INT_TAG));
                        continue;
                    }
                    binary!(i, FloorDiv)
                },
                Mod => {
                    let (x, y) = (bits!(i.b()), bits!(i.c()));
                    if x & y >= INT_TAG && to_int(y) > 0 {
                        set_bits!(i.a(), INT_TAG | to_int(x).rem_euclid(to_int(y)) as u64);
                        continue;
                    }
                    binary!(i, Mod)
                },
                Pow => binary!(i, Pow),
                MatMul => binary!(i, MatMul),
                LShift => {
                    let (x, y) = (bits!(i.b()), bits!(i.c()));
                    if x & y >= INT_TAG
                        && (0..16).contains(&to_int(y))
                        && let Some(v) = Value::try_small_int(to_int(x) << to_int(y))
                    {
                        set_bits!(i.a(), v.into_bits());
                        continue;
                    }
                    binary!(i, LShift)
                },
                RShift => {
                    let (x, y) = (bits!(i.b()), bits!(i.c()));
                    if x & y >= INT_TAG && (0..64).contains(&to_int(y)) {
                        set_bits!(i.a(), INT_TAG | ((to_int(x) >> to_int(y)) as u64 & !INT_TAG));
                        continue;
                    }
                    binary!(i, RShift)
                },
                And => bitop!(i, And, &),
                Or => bitop!(i, Or, |),
                Xor => bitop!(i, Xor, ^),
                AddI => arith_imm!(i, Add, false, overflowing_add, +),
                SubI => arith_imm!(i, Sub, false, overflowing_sub, -),
                MulI => {
                    let x = bits!(i.b());
                    if x >= INT_TAG {
                        if let Some(v) = to_int(x).checked_mul(i.sc().into()).and_then(Value::try_small_int) {
                            set_bits!(i.a(), v.into_bits());
                            continue;
                        }
                    } else if float_bits(x) {
                        set_bits!(i.a(), from_float(to_float(x) * i.sc() as f64));
                        continue;
                    }
                    binary_imm!(i, Mul)
                },
                FloorDivI => {
                    let x = bits!(i.b());
                    if x >= INT_TAG && i.sc() > 0 {
                        set_bits!(i.a(), INT_TAG | (to_int(x).div_euclid(i.sc().into()) as u64 & !INT_TAG));
                        continue;
                    }
                    binary_imm!(i, FloorDiv)
                },
                ModI => {
                    let x = bits!(i.b());
                    if x >= INT_TAG && i.sc() > 0 {
                        set_bits!(i.a(), INT_TAG | to_int(x).rem_euclid(i.sc().into()) as u64);
                        continue;
                    }
                    binary_imm!(i, Mod)
                },
                LShiftI => {
                    let x = bits!(i.b());
                    if x >= INT_TAG && (0..16).contains(&i.sc())
                        && let Some(v) = Value::try_small_int(to_int(x) << i.sc())
                    {
                        set_bits!(i.a(), v.into_bits());
                        continue;
                    }
                    binary_imm!(i, LShift)
                },
                RShiftI => {
                    let x = bits!(i.b());
                    if x >= INT_TAG && (0..64).contains(&i.sc()) {
                        set_bits!(i.a(), INT_TAG | ((to_int(x) >> i.sc()) as u64 & !INT_TAG));
                        continue;
                    }
                    binary_imm!(i, RShift)
                },
                AndI => {
                    let x = bits!(i.b());
                    if x >= INT_TAG {
                        set_bits!(i.a(), INT_TAG | ((to_int(x) & i.sc() as i64) as u64 & !INT_TAG));
                        continue;
                    }
                    binary_imm!(i, And)
                },
                IAdd => {
                    let (x, y) = (bits!(i.b()), bits!(i.c()));
                    if x & y >= INT_TAG {
                        let (sum, over) = ((x << 16) as i64).overflowing_add((y << 16) as i64);
                        if !over {
                            set_bits!(i.a(), INT_TAG | (sum as u64 >> 16));
                            continue;
                        }
                    } else if let Some((p, q)) = both_float(x, y) {
                        set_bits!(i.a(), from_float(p + q));
                        continue;
                    }
                    save!();
                    // `s += t` on a local gives the string up, so that it can grow in place.
                    let own = i.a() == i.b() && r!(i.b()).exact_ref::<Str>().is_some() && r!(i.c()).exact_ref::<Str>().is_some();
                    let p = if own { std::ptr::replace(base.add(i.b() as usize), Value::UNBOUND) } else { take!(i.b()) };
                    let q = take!(i.c());
                    let v = tri!(calls::inplace_add(vm, p, q));
                    set!(i.a(), v);
                },
                ISub => {
                    let (x, y) = (bits!(i.b()), bits!(i.c()));
                    if x & y >= INT_TAG {
                        let (sum, over) = ((x << 16) as i64).overflowing_sub((y << 16) as i64);
                        if !over {
                            set_bits!(i.a(), INT_TAG | (sum as u64 >> 16));
                            continue;
                        }
                    } else if let Some((p, q)) = both_float(x, y) {
                        set_bits!(i.a(), from_float(p - q));
                        continue;
                    }
                    save!();
                    let (p, q) = (take!(i.b()), take!(i.c()));
                    let v = tri!(vm.inplace(BinOp::Sub as usize, &p, &q));
                    set!(i.a(), v);
                },
                IMul => {
                    let (x, y) = (bits!(i.b()), bits!(i.c()));
                    if x & y >= INT_TAG {
                        if let Some(v) = to_int(x).checked_mul(to_int(y)).and_then(Value::try_small_int) {
                            set_bits!(i.a(), v.into_bits());
                            continue;
                        }
                    } else if let Some((p, q)) = both_float(x, y) {
                        set_bits!(i.a(), from_float(p * q));
                        continue;
                    }
                    save!();
                    let (p, q) = (take!(i.b()), take!(i.c()));
                    let v = tri!(vm.inplace(BinOp::Mul as usize, &p, &q));
                    set!(i.a(), v);
                },
                IAddI => arith_imm!(i, Add, true, overflowing_add, +),
                ISubI => arith_imm!(i, Sub, true, overflowing_sub, -),
                IMulI => {
                    let x = bits!(i.b());
                    if x >= INT_TAG
                        && let Some(v) = to_int(x).checked_mul(i.sc().into()).and_then(Value::try_small_int)
                    {
                        set_bits!(i.a(), v.into_bits());
                        continue;
                    }
                    save!();
                    let p = take!(i.b());
                    let v = tri!(vm.inplace(BinOp::Mul as usize, &p, &Value::small_int(i.sc().into())));
                    set!(i.a(), v);
                },
                IOther => {
                    let op = (*ip).load(Ordering::Relaxed) as usize;
                    ip = ip.add(1);
                    save!();
                    let (p, q) = (take!(i.b()), take!(i.c()));
                    let v = tri!(vm.inplace(op, &p, &q));
                    set!(i.a(), v);
                },
                Neg => {
                    let x = bits!(i.b());
                    if float_bits(x) {
                        set_bits!(i.a(), from_float(-to_float(x)));
                        continue;
                    }
                    if x >= INT_TAG
                        && let Some(v) = Value::try_small_int(-to_int(x))
                    {
                        set_bits!(i.a(), v.into_bits());
                        continue;
                    }
                    save!();
                    let p = take!(i.b());
                    let v = tri!(vm.neg(&p));
                    set!(i.a(), v);
                },
                Pos => {
                    save!();
                    let p = take!(i.b());
                    let v = tri!(vm.pos(&p));
                    set!(i.a(), v);
                },
                Invert => {
                    save!();
                    let p = take!(i.b());
                    let v = tri!(vm.invert(&p));
                    set!(i.a(), v);
                },
                Not => {
                    save!();
                    let p = take!(i.b());
                    let truth = tri!(vm.truth(&p));
                    drop(p);
                    set_bits!(i.a(), TRUE_BITS ^ truth as u64);
                },
                Lt => compare!(i, Lt, <),
                Le => compare!(i, Le, <=),
                Eq => compare!(i, Eq, ==),
                Ne => compare!(i, Ne, !=),
                Gt => compare!(i, Gt, >),
                Ge => compare!(i, Ge, >=),
                Is => {
                    let (p, q) = (take!(i.b()), take!(i.c()));
                    let same = p.is(&q);
                    drop((p, q));
                    set!(i.a(), Value::bool(same));
                },
                IsNot => {
                    let (p, q) = (take!(i.b()), take!(i.c()));
                    let same = p.is(&q);
                    drop((p, q));
                    set!(i.a(), Value::bool(!same));
                },
                In => {
                    save!();
                    let (p, q) = (take!(i.b()), take!(i.c()));
                    let found = tri!(vm.contains(&q, &p));
                    set!(i.a(), Value::bool(found));
                },
                NotIn => {
                    save!();
                    let (p, q) = (take!(i.b()), take!(i.c()));
                    let found = tri!(vm.contains(&q, &p));
                    set!(i.a(), Value::bool(!found));
                },

                Jump => jump!(i.sbx()),
                JumpIfTrue => {
                    let x = bits!(i.a());
                    let truth = if x == TRUE_BITS {
                        true
                    } else if x == TRUE_BITS ^ 1 {
                        false
                    } else {
                        save!();
                        let v = take!(i.a());
                        tri!(vm.truth(&v))
                    };
                    if truth {
                        jump!(i.sbx());
                    }
                },
                JumpIfFalse => {
                    let x = bits!(i.a());
                    let truth = if x == TRUE_BITS {
                        true
                    } else if x == TRUE_BITS ^ 1 {
                        false
                    } else {
                        save!();
                        let v = take!(i.a());
                        tri!(vm.truth(&v))
                    };
                    if !truth {
                        jump!(i.sbx());
                    }
                },
                JumpIfTrueKeep => {
                    save!();
                    let v = r!(i.a()).clone();
                    if tri!(vm.truth(&v)) {
                        drop(v);
                        jump!(i.sbx());
                    }
                },
                JumpIfFalseKeep => {
                    save!();
                    let v = r!(i.a()).clone();
                    if !tri!(vm.truth(&v)) {
                        drop(v);
                        jump!(i.sbx());
                    }
                },
                JumpIfNone => {
                    let none = r!(i.a()).is_none();
                    if i.a() >= (*frame).first_temp {
                        set_bits!(i.a(), UNBOUND_BITS);
                    }
                    if none {
                        jump!(i.sbx());
                    }
                },
                JumpIfNotNone => {
                    let none = r!(i.a()).is_none();
                    if i.a() >= (*frame).first_temp {
                        set_bits!(i.a(), UNBOUND_BITS);
                    }
                    if !none {
                        jump!(i.sbx());
                    }
                },
                JumpIfLt => compare_jump!(i, Lt, <, true),
                JumpIfLe => compare_jump!(i, Le, <=, true),
                JumpIfEq => compare_jump!(i, Eq, ==, true),
                JumpIfNe => compare_jump!(i, Ne, !=, true),
                JumpIfGt => compare_jump!(i, Gt, >, true),
                JumpIfGe => compare_jump!(i, Ge, >=, true),
                JumpUnlessLt => compare_jump!(i, Lt, <, false),
                JumpUnlessLe => compare_jump!(i, Le, <=, false),
                JumpUnlessEq => compare_jump!(i, Eq, ==, false),
                JumpUnlessNe => compare_jump!(i, Ne, !=, false),
                JumpUnlessGt => compare_jump!(i, Gt, >, false),
                JumpUnlessGe => compare_jump!(i, Ge, >=, false),
                JumpIfLtI => compare_jump_imm!(i, Lt, <, true),
                JumpIfLeI => compare_jump_imm!(i, Le, <=, true),
                JumpIfEqI => compare_jump_imm!(i, Eq, ==, true),
                JumpIfNeI => compare_jump_imm!(i, Ne, !=, true),
                JumpIfGtI => compare_jump_imm!(i, Gt, >, true),
                JumpIfGeI => compare_jump_imm!(i, Ge, >=, true),
                JumpUnlessLtI => compare_jump_imm!(i, Lt, <, false),
                JumpUnlessLeI => compare_jump_imm!(i, Le, <=, false),
                JumpUnlessEqI => compare_jump_imm!(i, Eq, ==, false),
                JumpUnlessNeI => compare_jump_imm!(i, Ne, !=, false),
                JumpUnlessGtI => compare_jump_imm!(i, Gt, >, false),
                JumpUnlessGeI => compare_jump_imm!(i, Ge, >=, false),
                JumpIfIs => {
                    let (p, q) = (take!(i.a()), take!(i.b()));
                    let same = p.is(&q);
                    drop((p, q));
                    if same {
                        jump!(i.sc());
                    }
                },
                JumpIfIsNot => {
                    let (p, q) = (take!(i.a()), take!(i.b()));
                    let same = p.is(&q);
                    drop((p, q));
                    if !same {
                        jump!(i.sc());
                    }
                },
                JumpIfIn => {
                    save!();
                    let (p, q) = (take!(i.a()), take!(i.b()));
                    let found = tri!(vm.contains(&q, &p));
                    drop((p, q));
                    if found {
                        jump!(i.sc());
                    }
                },
                JumpIfNotIn => {
                    save!();
                    let (p, q) = (take!(i.a()), take!(i.b()));
                    let found = tri!(vm.contains(&q, &p));
                    drop((p, q));
                    if !found {
                        jump!(i.sc());
                    }
                },

                GetIter => {
                    save!();
                    let v = take!(i.b());
                    let it = tri!(vm.iter(&v));
                    drop(v);
                    set!(i.a(), it);
                },
                ForIter => {
                    let it = &raw const r!(i.a());
                    let header = (*it).header();
                    let item = match header.map(|h| h.kind()) {
                        Some(Kind::RangeIter) => {
                            let range: &Ref<RangeIter> = Ref::from_value_ref_unchecked(&*it);
                            range.step()
                        }
                        Some(Kind::ListIter) => {
                            let list: &Ref<ListIter> = Ref::from_value_ref_unchecked(&*it);
                            list.step()
                        }
                        Some(Kind::TupleIter) => {
                            let tuple: &Ref<TupleIter> = Ref::from_value_ref_unchecked(&*it);
                            tuple.step()
                        }
                        Some(Kind::Generator) => {
                            let generator: &Ref<Generator> = Ref::from_value_ref_unchecked(&*it);
                            save!();
                            if generators::enter_for(vm, generator, i.b(), i.sc()) {
                                descend!();
                                continue;
                            }
                            if generator.state() == State::Finished { None } else { fail!(generators::already_executing(vm)) }
                        }
                        _ => {
                            save!();
                            let it = (*it).clone();
                            let item = tri!(vm.next(&it));
                            drop(it);
                            item
                        }
                    };
                    match item {
                        Some(item) => {
                            set!(i.b(), item);
                            jump!(i.sc());
                        }
                        None => set_bits!(i.a(), UNBOUND_BITS),
                    }
                },
                Unpack => {
                    save!();
                    let v = take!(i.a());
                    let count = i.c() as usize;
                    if let Some(tuple) = v.exact_ref::<Tuple>()
                        && tuple.body.len() == count
                    {
                        for (n, item) in tuple.as_slice().iter().enumerate() {
                            let item = item.clone();
                            set!(i.b() as usize + n, item);
                        }
                        continue;
                    }
                    let items = tri!(build::unpack(vm, &v, count));
                    for (n, item) in items.into_iter().enumerate() {
                        set!(i.b() as usize + n, item);
                    }
                },
                UnpackEx => {
                    let counts = (*ip).load(Ordering::Relaxed);
                    ip = ip.add(1);
                    save!();
                    let v = take!(i.a());
                    let items = tri!(build::unpack_ex(vm, &v, counts as u32 as usize, (counts >> 32) as usize));
                    for (n, item) in items.into_iter().enumerate() {
                        set!(i.b() as usize + n, item);
                    }
                },

                BuildTuple => {
                    let count = i.c() as usize;
                    let start = base.add(i.b() as usize);
                    let v = if count == 0 {
                        vm.tuple(Vec::new())
                    } else {
                        vm.tuple_from(count, |n| std::ptr::replace(start.add(n), Value::UNBOUND)).into_value()
                    };
                    set!(i.a(), v);
                },
                BuildList => {
                    let start = base.add(i.b() as usize);
                    let items = (0..i.c() as usize).map(|n| std::ptr::replace(start.add(n), Value::UNBOUND)).collect();
                    let v = vm.list(items);
                    set!(i.a(), v);
                },
                BuildSet => {
                    save!();
                    let start = base.add(i.b() as usize);
                    let items: Vec<Value> = (0..i.c() as usize).map(|n| std::ptr::replace(start.add(n), Value::UNBOUND)).collect();
                    let v = tri!(vm.set(items));
                    set!(i.a(), v);
                },
                BuildMap => {
                    save!();
                    let start = base.add(i.b() as usize);
                    let dict = Dict::with_capacity(vm, i.c() as usize);
                    for n in 0..i.c() as usize {
                        let key = std::ptr::replace(start.add(2 * n), Value::UNBOUND);
                        let value = std::ptr::replace(start.add(2 * n + 1), Value::UNBOUND);
                        tri!(dict.set(vm, key, value));
                    }
                    set!(i.a(), dict.into_value());
                },
                BuildSlice => {
                    let b = i.b();
                    let (start, stop) = (take!(b), take!(b + 1));
                    let step = if i.c() == 3 { take!(b + 2) } else { Value::NONE };
                    let v = build::slice(vm, start, stop, step);
                    set!(i.a(), v);
                },
                BuildString => {
                    save!();
                    let start = base.add(i.b() as usize);
                    let v = tri!(build::string(vm, std::slice::from_raw_parts(start, i.c() as usize)));
                    for n in 0..i.c() {
                        set_bits!(i.b() + n, UNBOUND_BITS);
                    }
                    set!(i.a(), v);
                },
                FormatValue => {
                    save!();
                    let v = take!(i.b());
                    let spec = (i.c() & 4 != 0).then(|| take!(i.b() + 1));
                    let text = tri!(build::format_value(vm, v, i.c() & 3, spec));
                    set!(i.a(), text);
                },
                ListAppend => {
                    let v = take!(i.b());
                    let list: &Ref<List> = Ref::from_value_ref_unchecked(&r!(i.a()));
                    list.push(v);
                },
                ListExtend => {
                    save!();
                    let v = take!(i.b());
                    let list = r!(i.a()).clone();
                    tri!(build::list_extend(vm, &list, &v));
                },
                SetAdd => {
                    save!();
                    let v = take!(i.b());
                    let set = r!(i.a()).clone();
                    tri!(build::set_add(vm, &set, v));
                },
                SetUpdate => {
                    save!();
                    let v = take!(i.b());
                    let set = r!(i.a()).clone();
                    tri!(build::set_update(vm, &set, &v));
                },
                MapInsert => {
                    save!();
                    let (key, value) = (take!(i.b()), take!(i.c()));
                    let dict = r!(i.a()).clone();
                    tri!(build::map_insert(vm, &dict, key, value));
                },
                DictUpdate => {
                    save!();
                    let v = take!(i.b());
                    let dict = r!(i.a()).clone();
                    tri!(build::dict_update(vm, &dict, &v));
                },
                DictMerge => {
                    save!();
                    let v = take!(i.b());
                    let dict = r!(i.a()).clone();
                    let callable = r!(i.c()).clone();
                    tri!(build::dict_merge(vm, &dict, &v, &callable));
                },
                ListToTuple => {
                    let v = take!(i.b());
                    let tuple = build::list_to_tuple(vm, v);
                    set!(i.a(), tuple);
                },

                Call => {
                    let argc = i.b() as usize;
                    let at = base.add(i.a() as usize);
                    let callee = &raw const *at;
                    if let Some(header) = (*callee).header() {
                        match header.kind() {
                            Kind::Function => {
                                let function: &Ref<Function> = Ref::from_value_ref_unchecked(&*callee);
                                let target = function.code_ptr();
                                if (*target).flags & cflag::SIMPLE != 0 && (*target).argcount as usize == argc {
                                    save!();
                                    tri!(calls::push_simple(vm, frame, at.add(1), argc, std::ptr::replace(at, Value::UNBOUND), target, frame::Kind::Call, i.c(), None));
                                    descend!();
                                    continue;
                                }
                            }
                            Kind::NativeFunction => {
                                let native: &Ref<crate::native::NativeFunction> = Ref::from_value_ref_unchecked(&*callee);
                                save!();
                                let args = std::slice::from_raw_parts(at.add(1), argc);
                                let result = native.call(vm, crate::args::Args::positional(args));
                                calls::clear(at, argc + 1);
                                let v = tri!(result);
                                set!(i.c(), v);
                                poll!();
                                continue;
                            }
                            _ => {}
                        }
                    }
                    save!();
                    match tri!(calls::call_window(vm, frame, at, argc, &[], false, i.c())) {
                        calls::Called::Frame => descend!(),
                        calls::Called::Value(v) => {
                            set!(i.c(), v);
                            poll!();
                        }
                    }
                },
                CallMethod => {
                    let mut argc = i.b() as usize;
                    let at = base.add(i.a() as usize);
                    let has_self = bits!(i.a() + 1) != UNBOUND_BITS;
                    argc += has_self as usize;
                    let args_at = at.add(2 - has_self as usize);
                    let callee = &raw const *at;
                    if let Some(header) = (*callee).header() {
                        match header.kind() {
                            Kind::Function => {
                                let function: &Ref<Function> = Ref::from_value_ref_unchecked(&*callee);
                                let target = function.code_ptr();
                                if (*target).flags & cflag::SIMPLE != 0 && (*target).argcount as usize == argc {
                                    save!();
                                    tri!(calls::push_simple(vm, frame, args_at, argc, std::ptr::replace(at, Value::UNBOUND), target, frame::Kind::Call, i.c(), None));
                                    descend!();
                                    continue;
                                }
                            }
                            Kind::NativeFunction => {
                                let native: &Ref<crate::native::NativeFunction> = Ref::from_value_ref_unchecked(&*callee);
                                save!();
                                let args = std::slice::from_raw_parts(args_at, argc);
                                let result = native.call(vm, crate::args::Args::positional(args));
                                calls::clear(at, i.b() as usize + 2);
                                let v = tri!(result);
                                set!(i.c(), v);
                                poll!();
                                continue;
                            }
                            _ => {}
                        }
                    }
                    save!();
                    match tri!(calls::call_window(vm, frame, at, i.b() as usize, &[], true, i.c())) {
                        calls::Called::Frame => descend!(),
                        calls::Called::Value(v) => {
                            set!(i.c(), v);
                            poll!();
                        }
                    }
                },
                CallKw => {
                    let names = (&(*(*frame).code).consts)[(*ip).load(Ordering::Relaxed) as usize].clone();
                    ip = ip.add(1);
                    save!();
                    let names = names.as_tuple().expect("verified: a tuple of names").clone();
                    match tri!(calls::call_window(vm, frame, base.add(i.a() as usize), i.b() as usize, names.as_slice(), false, i.c())) {
                        calls::Called::Frame => descend!(),
                        calls::Called::Value(v) => {
                            set!(i.c(), v);
                            poll!();
                        }
                    }
                },
                CallMethodKw => {
                    let names = (&(*(*frame).code).consts)[(*ip).load(Ordering::Relaxed) as usize].clone();
                    ip = ip.add(1);
                    save!();
                    let names = names.as_tuple().expect("verified: a tuple of names").clone();
                    match tri!(calls::call_window(vm, frame, base.add(i.a() as usize), i.b() as usize, names.as_slice(), true, i.c())) {
                        calls::Called::Frame => descend!(),
                        calls::Called::Value(v) => {
                            set!(i.c(), v);
                            poll!();
                        }
                    }
                },
                CallEx => {
                    save!();
                    let a = i.a();
                    let (f, args) = (take!(a), take!(a + 1));
                    let kwargs = if i.b() & 1 != 0 { Some(take!(a + 2)) } else { None };
                    let v = tri!(calls::call_ex(vm, &f, &args, kwargs.as_ref()));
                    drop((f, args, kwargs));
                    set!(i.c(), v);
                    poll!();
                },
                Return => {
                    let v = std::ptr::replace(base.add(i.a() as usize), Value::UNBOUND);
                    return_value!(v);
                },
                ReturnNone => return_value!(Value::NONE),
                Yield => {
                    let v = take!(i.b());
                    save!();
                    match generators::suspend(vm, v) {
                        calls::Left::Resume => {
                            refresh!();
                            enter_frame!();
                            poll!();
                        }
                        calls::Left::Exit(v) => return Ok(v),
                        calls::Left::Raise(e) => return Err(Stop::from(e)),
                    }
                },
                GetYieldFrom => {
                    save!();
                    let v = take!(i.b());
                    let it = tri!(generators::yield_from_iter(vm, v));
                    set!(i.a(), it);
                },
                YieldFrom => {
                    save!();
                    let it = r!(i.b()).clone();
                    match tri!(generators::delegate(vm, &it)) {
                        generators::Delegated::Yielded(v) => match generators::suspend(vm, v) {
                            calls::Left::Resume => {
                                refresh!();
                                enter_frame!();
                                poll!();
                            }
                            calls::Left::Exit(v) => return Ok(v),
                            calls::Left::Raise(e) => return Err(Stop::from(e)),
                        },
                        generators::Delegated::Finished(v) => {
                            drop(it);
                            set_bits!(i.b(), UNBOUND_BITS);
                            set!(i.a(), v);
                        }
                    }
                },
                MakeFunction => {
                    let k = (*ip).load(Ordering::Relaxed) as usize;
                    ip = ip.add(1);
                    save!();
                    let mut at = i.b();
                    let mut next = |bit: u16| {
                        (i.c() & bit != 0).then(|| {
                            at += 1;
                            take!(at - 1)
                        })
                    };
                    let parts = [next(1), next(2), next(4), next(8)];
                    let constant = (&(*(*frame).code).consts)[k].clone();
                    let globals = (*frame).function.globals.clone();
                    let v = calls::make_function(vm, constant, globals, parts);
                    set!(i.a(), v);
                },
                LoadBuildClass => {
                    save!();
                    let v = tri!(loads::build_class(vm, &(*frame).function));
                    set!(i.a(), v);
                },

                Raise => {
                    save!();
                    let v = take!(i.a());
                    let raised = unwind::make_exception(vm, v);
                    fail!(raised);
                },
                RaiseFrom => {
                    save!();
                    let (v, cause) = (take!(i.a()), take!(i.b()));
                    let raised = unwind::make_exception_from(vm, v, cause);
                    fail!(raised);
                },
                RaiseCurrent => {
                    save!();
                    match vm.handled_exception() {
                        Some(exception) => {
                            return Err(Stop { raised: Raised(exception), fresh: false });
                        }
                        None => fail!(vm.runtime_error("No active exception to reraise")),
                    }
                },
                Reraise => {
                    save!();
                    let raised = Raised(take!(i.a()));
                    return Err(Stop { raised, fresh: false });
                },
                EnterHandler => {
                    let exception = r!(i.a()).clone();
                    (*frame).rare = true;
                    let saved = (*frame).handled.replace(exception);
                    if saved.is_none() {
                        vm.handling.set(vm.handling.get() + 1);
                    }
                    set!(i.b(), saved.unwrap_or(Value::NONE));
                },
                LeaveHandler => {
                    let saved = take!(i.a());
                    let old = if saved.is_none() {
                        vm.handling.set(vm.handling.get() - 1);
                        (*frame).handled.take()
                    } else {
                        (*frame).handled.replace(saved)
                    };
                    save!();
                    drop(old);
                },
                JumpUnlessMatch => {
                    save!();
                    let class = take!(i.b());
                    let exception = r!(i.a()).clone();
                    if !tri!(unwind::matches(vm, &exception, &class)) {
                        jump!(i.sc());
                    }
                },
                MatchStar => {
                    save!();
                    let class = take!(i.c());
                    let exception = r!(i.b()).clone();
                    let (matched, rest) = tri!(unwind::match_star(vm, &exception, &class));
                    set!(i.a(), matched);
                    set!(i.a() + 1, rest);
                },
                PrepReraiseStar => {
                    save!();
                    let list = take!(i.c());
                    let exception = r!(i.b()).clone();
                    let v = tri!(unwind::prep_reraise_star(vm, &exception, &list));
                    set!(i.a(), v);
                },
                ExcTriple => {
                    let exception = r!(i.b()).clone();
                    let [ty, value, traceback] = unwind::triple(vm, exception);
                    set!(i.a(), ty);
                    set!(i.a() + 1, value);
                    set!(i.a() + 2, traceback);
                },

                ImportName => {
                    save!();
                    let (level, from) = (take!(i.b()), take!(i.b() + 1));
                    let globals = (*frame).function.globals.clone();
                    let locals = (*frame).locals.clone();
                    let v = tri!(imports::import_name(vm, name!(i.c()), &globals, locals.as_ref(), level, from));
                    set!(i.a(), v);
                },
                ImportFrom => {
                    save!();
                    let module = r!(i.b()).clone();
                    let v = tri!(imports::import_from(vm, &module, name!(i.c())));
                    set!(i.a(), v);
                },
                ImportStar => {
                    save!();
                    let module = take!(i.a());
                    let globals = (*frame).function.globals.clone();
                    let locals = (*frame).locals.clone();
                    tri!(imports::import_star(vm, &module, &globals, locals.as_ref()));
                },

                MatchSequence => {
                    let yes = patterns::is_sequence(vm, &r!(i.b()));
                    set!(i.a(), Value::bool(yes));
                },
                MatchMapping => {
                    let yes = patterns::is_mapping(vm, &r!(i.b()));
                    set!(i.a(), Value::bool(yes));
                },
                GetLen => {
                    save!();
                    let v = r!(i.b()).clone();
                    let len = tri!(vm.len(&v));
                    set!(i.a(), vm.int_from_u64(len as u64));
                },
                MatchKeys => {
                    save!();
                    let keys = take!(i.c());
                    let v = r!(i.b()).clone();
                    let found = tri!(patterns::keys(vm, &v, &keys));
                    set!(i.a(), found);
                },
                MatchClass => {
                    save!();
                    let c = i.c();
                    let (class, count, names) = (take!(c), take!(c + 1), take!(c + 2));
                    let v = r!(i.b()).clone();
                    let found = tri!(patterns::class(vm, &v, &class, &count, &names));
                    set!(i.a(), found);
                },
                MatchRest => {
                    save!();
                    let keys = take!(i.c());
                    let v = r!(i.b()).clone();
                    let rest = tri!(patterns::rest(vm, &v, &keys));
                    set!(i.a(), rest);
                },
                CallIntrinsic => {
                    save!();
                    let which = hasp_compiler::op::Intrinsic::from_u16(i.c()).expect("verified");
                    let args: Vec<Value> = (0..which.arity() as u16).map(|n| take!(i.b() + n)).collect();
                    let v = tri!(intrinsics::call(vm, which, args));
                    set!(i.a(), v);
                },
            }
        }
    }
}

/// One int and one float, both as floats.
#[inline(always)]
fn mixed(x: u64, y: u64) -> Option<(f64, f64)> {
    if x >= INT_TAG && float_bits(y) {
        Some((to_int(x) as f64, to_float(y)))
    } else if float_bits(x) && y >= INT_TAG {
        Some((to_float(x), to_int(y) as f64))
    } else {
        None
    }
}

/// Two numbers, ints or floats, not both ints for sums' sake; both as floats.
#[inline(always)]
fn both_float(x: u64, y: u64) -> Option<(f64, f64)> {
    if float_bits(x) && float_bits(y) {
        return Some((to_float(x), to_float(y)));
    }
    if x & y >= INT_TAG {
        return Some((to_int(x) as f64, to_int(y) as f64));
    }
    mixed(x, y)
}

impl Vm {
    /// The guard of the value's shape.
    #[inline(always)]
    pub(crate) fn guard_of(&self, v: &Value) -> u32 {
        match v.header() {
            Some(header) => header.shape().guard.load(Ordering::Relaxed),
            None => {
                let shape = self.type_of(v).root_shape();
                self.shape_ref(shape).guard.load(Ordering::Relaxed)
            }
        }
    }
}
