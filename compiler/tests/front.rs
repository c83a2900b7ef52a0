//! The front end takes any input: it never panics, and what it accepts survives printing.

use hasp_compiler::ast_dump::dump_ast;
use hasp_compiler::parse::{parse_bytes, parse_expression, parse_interactive, parse_module};
use hasp_compiler::token_dump::dump_tokens;
use hasp_compiler::unparse::unparse;
use proptest::prelude::*;

/// Pieces of Python, from which odd programs are made.
const PIECES: &[&str] = &[
    "if ",
    "elif ",
    "else",
    "for ",
    "in ",
    "while ",
    "def ",
    "class ",
    "lambda ",
    "return ",
    "yield ",
    "await ",
    "async ",
    "with ",
    "as ",
    "try",
    "except ",
    "finally",
    "match ",
    "case ",
    "type ",
    "import ",
    "from ",
    "not ",
    "and ",
    "or ",
    "is ",
    "pass",
    "x",
    "y",
    "f",
    "print ",
    "_",
    "1",
    "2.5",
    "0x",
    "1_",
    "'a'",
    "\"",
    "'",
    "'''",
    "f'",
    "f\"{",
    "{",
    "}",
    "{{",
    "!r",
    "b'",
    "rb'",
    "(",
    ")",
    "[",
    "]",
    ",",
    ":",
    ":=",
    "=",
    "==",
    "+",
    "-",
    "*",
    "**",
    "/",
    "@",
    "->",
    ";",
    ".",
    "...",
    "\\",
    "\n",
    "\n    ",
    "\n\t",
    "    ",
    " ",
    "#",
    "\\N{",
    "\\x",
    "é",
    "€",
    "\u{200b}",
    "\0",
    "\r",
    "\r\n",
    "$",
    "?",
    "!",
    "<>",
    "|",
    "global ",
    "nonlocal ",
    "del ",
    "raise ",
    "None",
    "True",
];

fn programs() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|p| p.concat())
}

fn check(src: &str) {
    let _ = dump_tokens(src);
    let _ = parse_expression(src);
    let _ = parse_interactive(src);
    match parse_module(src) {
        Err(e) => {
            let _ = e.render("<test>", src);
        }
        Ok(module) => {
            let text = unparse(&module);
            let again = parse_module(&text).expect(&text);
            assert_eq!(dump_ast(&module), dump_ast(&again), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse_bytes(&bytes, Some("x.py"));
    }

    #[test]
    fn any_text(src in ".{0,80}") {
        check(&src);
    }

    #[test]
    fn any_pieces(src in programs()) {
        check(&src);
    }
}

/// Runs `f` on a stack of the size that a main thread has.
fn on_main_stack(f: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(8 << 20)
        .spawn(f)
        .expect("a thread")
        .join()
        .expect("no overflow");
}

const PARSER: &str = "Parser stack overflowed - Python source too complex to parse";
const COMPILER: &str = "maximum recursion depth exceeded during compilation";

#[test]
fn deep_nesting_is_refused() {
    on_main_stack(|| {
        let n = 100_000;
        for (src, message) in [
            ("(".repeat(n), "too many nested parentheses"),
            ("[".repeat(n), "too many nested parentheses"),
            (format!("{}1", "-".repeat(n)), PARSER),
            (format!("{}1", "not ".repeat(n)), PARSER),
            (format!("{}1", "lambda: ".repeat(n)), PARSER),
            (format!("1{}", "+1".repeat(n)), COMPILER),
            (format!("a{}", ".b".repeat(n)), COMPILER),
            (format!("a{}", "()".repeat(n)), COMPILER),
            (format!("{}1", "2**".repeat(n)), PARSER),
            (format!("{}1", "1 if 2 else ".repeat(n)), PARSER),
        ] {
            assert_eq!(parse_module(&src).expect_err(message).message, message);
            // An error besides changes nothing.
            assert!(parse_module(&format!("{src} ) =")).is_err());
            assert!(parse_module(&format!("x = {src} y z")).is_err());
        }
    });
}

#[test]
fn long_chains_are_fine() {
    on_main_stack(|| {
        for src in [
            format!("1{}", "+1".repeat(5000)),
            format!("a{}", " and a".repeat(100_000)),
            format!("a{}", " < a".repeat(100_000)),
            format!("[{}]", "1,".repeat(100_000)),
            format!("x{} = 1", " = x".repeat(100_000)),
            format!("if a: b\n{}", "elif a: b\n".repeat(100_000)),
            "x\n".repeat(100_000),
        ] {
            parse_module(&src).expect("parses");
        }
        let deep: String = (0..100)
            .map(|i| format!("{}if x:\n", " ".repeat(i)))
            .collect();
        assert!(parse_module(&deep).is_err());
    });
}
