//! The loop is threaded code where it is optimised: each instruction's function jumps to the next
//! one's. A call in place of such a jump would leave something on the machine stack each time.
//!
//! `limits/every_instruction_often.py` runs all kinds of instructions in a thread with a small stack. Among
//! the other programs it runs as often as an unoptimised binary bears; here, when the binary to test is
//! given (`HASP_BIN`: an optimised one), often enough for the smallest thing left behind to overflow.

use std::collections::HashSet;
use std::process::Command;

use hasp_compiler::code::{Code, Const};
use hasp_compiler::op::{Instr, Op};
use hasp_compiler::{Mode, Options, compile};
use hasp_tests::hasp;

const PROGRAM: &str = include_str!("programs/limits/every_instruction_often.py");

/// A frame of one word, and as much for alignment, left behind so often fills a thread's least stack,
/// 1 MiB.
const OFTEN: &str = "TIMES = 80_000";
const NORMAL: &str = "TIMES = 20_000";

fn collect(code: &Code, found: &mut HashSet<Op>) {
    let mut at = 0;
    while at < code.words.len() {
        let op = Instr(code.words[at]).op().expect("an instruction");
        found.insert(op);
        at += op.len();
    }
    for constant in code.consts.iter() {
        if let Const::Code(inner) = constant {
            collect(inner, found);
        }
    }
}

#[test]
fn the_program_has_every_instruction() {
    // What its `exec` texts hold, what no loop can hold, and what the emitter has left out.
    let elsewhere = [Op::ImportStar, Op::DelName, Op::Nop, Op::LoadNameOrCell];
    let code = compile(PROGRAM, "program.py", Mode::Exec, &Options::default());
    let mut found = HashSet::new();
    collect(&code.expect("a program that compiles"), &mut found);
    let missing: Vec<Op> = (Op::ALL.iter().copied())
        .filter(|op| !found.contains(op) && !elsewhere.contains(op))
        .collect();
    assert!(missing.is_empty(), "not in the program: {missing:?}");
}

#[test]
fn nothing_stays_on_the_stack() {
    if std::env::var_os(hasp::BINARY_VARIABLE).is_none() {
        return;
    }
    assert!(PROGRAM.contains(NORMAL));
    let output = Command::new(hasp::binary().expect("the binary to test"))
        .args(["-c", &PROGRAM.replace(NORMAL, OFTEN)])
        .output()
        .expect("a process");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", output.status);
}
