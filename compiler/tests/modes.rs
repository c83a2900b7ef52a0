//! The door's modes and options, and its errors.

use hasp_compiler::code::{Code, CodeKind, Const};
use hasp_compiler::diag::DiagKind;
use hasp_compiler::disasm::disassemble;
use hasp_compiler::op::{Instr, Op};
use hasp_compiler::verify::verify;
use hasp_compiler::{Mode, Options, compile};

fn ops(code: &Code) -> Vec<Op> {
    let mut at = 0;
    let mut ops = Vec::new();
    while let Some(op) = code.words.get(at).and_then(|&w| Instr(w).op()) {
        ops.push(op);
        at += op.len();
    }
    ops
}

fn compiled(source: &str, mode: Mode, options: &Options) -> std::sync::Arc<Code> {
    let code = compile(source, "modes", mode, options).unwrap_or_else(|e| panic!("{}", e.message));
    verify(&code).unwrap_or_else(|error| panic!("{error}"));
    code
}

#[test]
fn eval_returns_the_value() {
    let code = compiled("a + 1", Mode::Eval, &Options::default());
    assert_eq!(ops(&code)[..3], [Op::LoadName, Op::AddI, Op::Return]);
    assert_eq!(code.kind, CodeKind::Module);
}

#[test]
fn single_prints_expression_statements() {
    let code = compiled("f(x); y = 1\n", Mode::Single, &Options::default());
    let text = disassemble(&code);
    assert_eq!(text.matches("PrintExpr").count(), 1, "{text}");
}

#[test]
fn optimizing_drops_asserts_and_docstrings() {
    let source = "def f():\n 'doc'\n assert x\n return __debug__\n";
    let function = |optimize| {
        let code = compiled(
            source,
            Mode::Exec,
            &Options {
                optimize,
                ..Options::default()
            },
        );
        let inner = code.consts.iter().find_map(|c| match c {
            Const::Code(inner) => Some(inner.clone()),
            _ => None,
        });
        inner.expect("a function")
    };
    assert!(ops(&function(0)).contains(&Op::Raise));
    assert!(!ops(&function(1)).contains(&Op::Raise));
    assert!(function(1).docstring.is_some() && function(2).docstring.is_none());
}

#[test]
fn inherited_future_annotations() {
    let options = Options {
        future_annotations: true,
        ..Options::default()
    };
    let text = disassemble(&compiled("x: a[  b ]\n", Mode::Exec, &options));
    assert!(
        text.contains("\"a[b]\"") && text.contains("SetupAnnotations"),
        "{text}"
    );
}

#[test]
fn what_is_missing_says_so() {
    let error = compile(
        "async def f(): pass\n",
        "modes",
        Mode::Exec,
        &Options::default(),
    )
    .unwrap_err();
    assert_eq!(error.kind, DiagKind::Unsupported);
    assert_eq!(error.message, "'async def' is not supported by Hasp yet");
    assert!(error.span.is_some());
}

#[test]
fn positions_are_those_of_whole_expressions() {
    let source = "x = a.b(c)[1:2] + d\n";
    let code = compiled(source, Mode::Exec, &Options::default());
    let mut at = 0;
    let mut found = Vec::new();
    while let Some(op) = code.words.get(at).and_then(|&w| Instr(w).op()) {
        let text = code.span_at(at).map_or("", |span| span.text(source));
        found.push((op, text));
        at += op.len();
    }
    for expected in [
        (Op::LoadMethod, "a.b"),
        (Op::CallMethod, "a.b(c)"),
        (Op::GetSlice, "a.b(c)[1:2]"),
        (Op::Add, "a.b(c)[1:2] + d"),
        (Op::StoreName, "x"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
}
