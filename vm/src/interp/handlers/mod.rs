//! The handlers of the opcodes, by family, and the table of the steps that lead to them.
//!
//! A handler does all that its opcode can come to, apart from what the loop has tried before: so
//! none repeats a fast path.

mod arith;
mod attrs;
mod build;
mod calls;
mod data;
mod exceptions;
mod items;
mod iterate;
mod jumps;
mod misc;

use super::machine::{Flow, Machine, Way, stop};
use crate::frame::Frame;
use crate::value::Value;
use crate::vm::Vm;
use hasp_compiler::op::{Instr, Op};
use std::sync::atomic::AtomicU64;

/// Steps by opcode number.
pub(super) const STEPS: [Way; 256] = table();

const fn table() -> [Way; 256] {
    const fn add(table: &mut [Way; 256], family: &[(Op, Way)]) {
        let mut n = 0;
        while n < family.len() {
            table[family[n].0 as usize] = family[n].1;
            n += 1;
        }
    }
    let mut table = [missing as Way; 256];
    add(&mut table, arith::STEPS);
    add(&mut table, attrs::STEPS);
    add(&mut table, build::STEPS);
    add(&mut table, calls::STEPS);
    add(&mut table, data::STEPS);
    add(&mut table, exceptions::STEPS);
    add(&mut table, items::STEPS);
    add(&mut table, iterate::STEPS);
    add(&mut table, jumps::STEPS);
    add(&mut table, misc::STEPS);
    table
}

/// Stands for the opcodes that the loop does wholly.
unsafe fn missing(
    vm: &Vm,
    frame: *mut Frame,
    ip: *const AtomicU64,
    base: *mut Value,
    i: Instr,
) -> Flow {
    let text = format!("opcode {} has no handler", i.op_number());
    let stopped = Machine { frame, ip, base }.raise(vm, vm.system_error(&text));
    stop(stopped.frame)
}
