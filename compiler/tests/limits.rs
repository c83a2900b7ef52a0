//! Large and deep programs: they compile, or a diagnostic says why not.

use std::fmt::Write;

use hasp_compiler::code::{Code, Const};
use hasp_compiler::op::{Instr, Op};
use hasp_compiler::verify::{check_values, verify};
use hasp_compiler::{Mode, Options, compile};

fn checked(source: &str) -> std::sync::Arc<Code> {
    let code = compile(source, "limits", Mode::Exec, &Options::default())
        .unwrap_or_else(|error| panic!("{}", error.message));
    verify(&code).unwrap_or_else(|error| panic!("{error}"));
    check_values(&code).unwrap_or_else(|error| panic!("{error}"));
    code
}

fn refused(source: &str) -> String {
    match compile(source, "limits", Mode::Exec, &Options::default()) {
        Ok(_) => panic!("compiled"),
        Err(error) => error.message,
    }
}

#[test]
fn far_jumps() {
    let mut source = String::from("def f(x):\n for i in x:\n  while x > 3:\n");
    for i in 0..6000 {
        let _ = writeln!(source, "   if x < {i}: x = f(x, {i}); continue");
    }
    let code = checked(&source);
    assert!(
        code.consts
            .iter()
            .any(|c| matches!(c, Const::Code(inner) if inner.words.len() > 40000))
    );
}

#[test]
fn deep_expressions() {
    for (open, middle, close, depth) in [
        ("", "a", ".b", 2500),
        ("", "a", "()", 2500),
        ("-", "1", "", 2500),
        ("not ", "a", "", 2500),
        ("lambda: ", "a", "", 150),
        ("a + ", "b", "", 5000),
        ("a if b else ", "c", "", 2500),
        ("a ** ", "b", "", 2500),
    ] {
        let source = format!(
            "x = {}{middle}{}\n",
            open.repeat(depth),
            close.repeat(depth)
        );
        checked(&source);
    }
}

#[test]
fn deep_nesting_of_functions() {
    let message = refused(&format!("x = {}a\n", "lambda: ".repeat(1500)));
    assert_eq!(
        message,
        "maximum recursion depth exceeded during compilation"
    );
}

#[test]
fn long_displays_and_calls() {
    let items = |n: usize, text: &str| vec![text; n].join(", ");
    checked(&format!(
        "x = [{}]\ny = ({})\nz = {{{}}}\n",
        items(70000, "a"),
        items(70000, "a"),
        items(70000, "a")
    ));
    checked(&format!(
        "x = {{{}}}\nf({})\n",
        items(70000, "a: b"),
        items(70000, "a")
    ));
    let keywords: Vec<String> = (0..3000).map(|i| format!("k{i}=i")).collect();
    checked(&format!("f({}, *x)\n", keywords.join(", ")));
    checked(&format!("x = f'{}'\n", "{a} b ".repeat(20000)));
}

#[test]
fn too_many_variables() {
    let mut source = String::from("def f():\n");
    for i in 0..70000 {
        let _ = writeln!(source, " v{i} = 1");
    }
    assert_eq!(
        refused(&source),
        "too many variables or nested values in one code block"
    );
    let targets = vec!["a"; 70000].join(", ");
    assert!(refused(&format!("{targets} = x\n")).contains("too many"));
}

#[test]
fn many_globals_and_attributes() {
    let mut source = String::new();
    for i in 0..70000 {
        let _ = writeln!(source, "v{i} = a.b{}", i % 100);
    }
    let code = checked(&source);
    assert!(code.names.len() > 70000);
}

#[test]
fn nested_blocks() {
    let mut source = String::new();
    for depth in 0..22 {
        let _ = writeln!(source, "{}for x in y:", " ".repeat(depth));
    }
    let _ = writeln!(source, "{}pass", " ".repeat(22));
    assert_eq!(refused(&source), "too many statically nested blocks");
}

#[test]
fn dead_code_is_dropped() {
    let code = checked("def f():\n return 1\n x = 2\n while x: pass\n");
    let Some(Const::Code(inner)) = code.consts.iter().find(|c| matches!(c, Const::Code(_))) else {
        panic!("no function");
    };
    let ops: Vec<_> = inner.words.iter().filter_map(|&w| Instr(w).op()).collect();
    assert_eq!(ops, [Op::LoadInt, Op::Return]);
}
