//! Running code: the loop and its parts.
//!
//! `fast/` is the loop, `handlers/` what each opcode comes to beyond the short ways there,
//! `machine.rs` what both work on; the other files know values, not registers.

pub(crate) mod build;
pub(crate) mod calls;
mod fast;
pub(crate) mod frames;
pub(crate) mod generators;
mod handlers;
pub(crate) mod imports;
pub(crate) mod intrinsics;
pub(crate) mod loads;
pub(crate) mod machine;
pub(crate) mod operators;
pub(crate) mod patterns;
pub(crate) mod spread;
pub(crate) mod unwind;
mod words;

use std::sync::atomic::Ordering;

use hasp_compiler::op::Instr;

use crate::object::Ref;
use crate::object::generator::{Generator, State};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Kinds of an attribute cache entry, in bits 32..40 of its first word; bits 40..64 are a payload.
pub(crate) mod cache {
    /// Inline slot; payload: byte offset.
    pub(crate) const SLOT: u64 = 1;
    /// Class attribute; word 1: the value, borrowed from the class (or from a static method in it).
    pub(crate) const CLASS: u64 = 2;
    /// Module attribute: the guard is the module dict's version; word 1: where the value stands while the
    /// dict has it.
    pub(crate) const MODULE: u64 = 3;
    /// Store that adds the attribute: word 1: the next shape; payload: byte offset.
    pub(crate) const ADD: u64 = 4;
    /// Method, for LoadMethod: word 1: the function, borrowed from the class.
    pub(crate) const METHOD: u64 = 6;
    /// Property: word 1: the property object, borrowed from the class.
    pub(crate) const PROPERTY: u64 = 5;
    /// Slot of the overflow array; payload: its index.
    pub(crate) const OVERFLOW: u64 = 7;
    /// Attribute of a class as it is: the guard is the class's version; word 1: the value, borrowed
    /// from the class (or from a static method in it).
    pub(crate) const TYPE: u64 = 8;
    /// Class method, for LoadMethod: word 1: the function, borrowed from the class. The guard is an
    /// instance's or, of a class itself, the class's version.
    pub(crate) const CLASS_METHOD: u64 = 9;

    pub(crate) const fn word(guard: u32, kind: u64, payload: u32) -> u64 {
        guard as u64 | kind << 32 | (payload as u64) << 40
    }
}

/// Runs the innermost frame until the frame pushed at depth `entry` (an `Entry` frame) is left.
///
/// The loop around this one may have said why it stops already, and drop objects on its way out: what
/// runs script code then has to go through [`Vm::shielded`].
#[inline]
pub(crate) fn run(vm: &Vm) -> Result<Value> {
    fast::dispatch(vm);
    let word = vm.exited.replace(0);
    if word != 0 {
        // SAFETY: the loop gave up the reference of the word it left there.
        return Ok(unsafe { Value::from_bits(word) });
    }
    run_on(vm)
}

/// The same, with an exception that is raised in the frame first.
#[inline(never)]
pub(crate) fn run_with(vm: &Vm, raised: Raised) -> Result<Value> {
    vm.thrown.set(Some(machine::Thrown {
        raised,
        fresh: true,
    }));
    run_on(vm)
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

/// Goes on after the loop has stopped with an exception.
#[cold]
#[inline(never)]
fn run_on(vm: &Vm) -> Result<Value> {
    loop {
        let Some(thrown) = vm.thrown.take() else {
            unreachable!("the loop says why it stops")
        };
        match unwind::unwind(vm, thrown.raised, thrown.fresh) {
            unwind::Next::Resume => {}
            unwind::Next::Leave(exception) => return Err(exception),
        }
        fast::dispatch(vm);
        let word = vm.exited.replace(0);
        if word != 0 {
            // SAFETY: as in `run`.
            return Ok(unsafe { Value::from_bits(word) });
        }
    }
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
