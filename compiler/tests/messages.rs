//! The messages and places of syntax errors: rows of (source, class, message, line, column), as CPython
//! 3.14 gives them.

use hasp_compiler::parse::parse_module;

/// Source, exception class, message, `lineno`, `offset`.
type Row = (&'static str, &'static str, &'static str, u32, u32);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("f() = 1", "SyntaxError", "cannot assign to function call here. Maybe you meant '==' instead of '='?", 1, 1),
    ("x = f() = 1", "SyntaxError", "cannot assign to function call", 1, 5),
    ("a, f() = 1", "SyntaxError", "cannot assign to function call here. Maybe you meant '==' instead of '='?", 1, 4),
    ("None = 1", "SyntaxError", "cannot assign to None", 1, 1),
    ("(a, 1) = x", "SyntaxError", "cannot assign to literal", 1, 5),
    ("a if b else c = 1", "SyntaxError", "cannot assign to conditional expression", 1, 1),
    ("x = yield = 1", "SyntaxError", "assignment to yield expression not possible", 1, 5),
    ("*a = 1", "SyntaxError", "starred assignment target must be in a list or tuple", 1, 1),
    ("*a, *b = 1", "SyntaxError", "multiple starred expressions in assignment", 1, 1),
    ("x = *a", "SyntaxError", "can't use starred expression here", 1, 5),
    ("(*a)", "SyntaxError", "cannot use starred expression here", 1, 2),
    ("del f()", "SyntaxError", "cannot delete function call", 1, 5),
    ("f() += 1", "SyntaxError", "'function call' is an illegal expression for augmented assignment", 1, 1),
    ("f(): int", "SyntaxError", "illegal target for annotation", 1, 1),
    ("a, b: int", "SyntaxError", "only single target (not tuple) can be annotated", 1, 1),
    ("for f() in x: pass", "SyntaxError", "cannot assign to function call", 1, 5),
    ("with a as 1: pass", "SyntaxError", "cannot assign to literal", 1, 11),
    ("(a.b := 1)", "SyntaxError", "cannot use assignment expressions with attribute", 1, 2),
    ("if x = 1: pass", "SyntaxError", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 4),
    ("f(a.b=1)", "SyntaxError", "expression cannot contain assignment, perhaps you meant \"==\"?", 1, 3),
    ("f(True=1)", "SyntaxError", "cannot assign to True", 1, 3),
    ("f(a=1, b)", "SyntaxError", "positional argument follows keyword argument", 1, 9),
    ("f(**k, *a)", "SyntaxError", "iterable argument unpacking follows keyword argument unpacking", 1, 6),
    ("f(a for a in b, c)", "SyntaxError", "Generator expression must be parenthesized", 1, 3),
    ("f(a b)", "SyntaxError", "invalid syntax. Perhaps you forgot a comma?", 1, 3),
    ("{a: b, c}", "SyntaxError", "':' expected after dictionary key", 1, 8),
    ("{a: }", "SyntaxError", "expression expected after dictionary key and ':'", 1, 3),
    ("{a: *b}", "SyntaxError", "cannot use a starred expression in a dictionary value", 1, 5),
    ("print a", "SyntaxError", "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1),
    ("print \"hello\"", "SyntaxError", "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1),
    ("f(a, b", "SyntaxError", "'(' was never closed", 1, 2),
    ("f(a, b]", "SyntaxError", "closing parenthesis ']' does not match opening parenthesis '('", 1, 7),
    (")", "SyntaxError", "unmatched ')'", 1, 1),
    ("x = (1,", "SyntaxError", "'(' was never closed", 1, 5),
    ("if x", "SyntaxError", "expected ':'", 1, 5),
    ("if x:", "IndentationError", "expected an indented block after 'if' statement on line 1", 1, 6),
    ("def f", "SyntaxError", "expected '('", 1, 6),
    ("class A", "SyntaxError", "expected ':'", 1, 8),
    ("try: pass", "SyntaxError", "expected 'except' or 'finally' block", 1, 10),
    ("import", "SyntaxError", "Expected one or more names after 'import'", 1, 7),
    ("from a import b,", "SyntaxError", "trailing comma not allowed without surrounding parentheses", 1, 17),
    ("import a from b", "SyntaxError", "Did you mean to use 'from ... import ...' instead?", 1, 1),
    ("return", "SyntaxError", "'return' outside function", 1, 1),
    ("yield 1", "SyntaxError", "'yield' outside function", 1, 1),
    ("break", "SyntaxError", "'break' outside loop", 1, 1),
    ("continue", "SyntaxError", "'continue' not properly in loop", 1, 1),
    ("x = await y", "SyntaxError", "'await' outside function", 1, 5),
    ("def f(a, a): pass", "SyntaxError", "duplicate argument 'a' in function definition", 1, 10),
    ("def f(a=1, b): pass", "SyntaxError", "parameter without a default follows parameter with a default", 1, 12),
    ("def f(*): pass", "SyntaxError", "named arguments must follow bare *", 1, 7),
    ("def f(*a, *b): pass", "SyntaxError", "* argument may appear only once", 1, 11),
    ("def f(**k, a): pass", "SyntaxError", "arguments cannot follow var-keyword argument", 1, 12),
    ("def f(/, a): pass", "SyntaxError", "at least one argument must precede /", 1, 7),
    ("def f((a, b)): pass", "SyntaxError", "Function parameters cannot be parenthesized", 1, 7),
    ("lambda (a, b): 1", "SyntaxError", "Lambda expression parameters cannot be parenthesized", 1, 8),
    ("def f(a=): pass", "SyntaxError", "expected default value expression", 1, 8),
    ("class A(x=1, x=2): pass", "SyntaxError", "keyword argument repeated: x", 1, 14),
    ("\"abc", "SyntaxError", "unterminated string literal (detected at line 1)", 1, 1),
    ("'abc\\'", "SyntaxError", "unterminated string literal (detected at line 1); perhaps you escaped the end quote?", 1, 1),
    ("\"\"\"abc", "SyntaxError", "unterminated triple-quoted string literal (detected at line 1)", 1, 1),
    ("b\"é\"", "SyntaxError", "bytes can only contain ASCII literal characters", 1, 1),
    ("b\"a\" \"b\"", "SyntaxError", "cannot mix bytes and nonbytes literals", 1, 9),
    ("f\"{a\"", "SyntaxError", "f-string: expecting '}'", 1, 5),
    ("f\"{a}}\"", "SyntaxError", "f-string: single '}' is not allowed", 1, 6),
    ("f\"{a!x}\"", "SyntaxError", "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'", 1, 6),
    ("f\"{}\"", "SyntaxError", "f-string: valid expression required before '}'", 1, 4),
    ("f\"{a b}\"", "SyntaxError", "invalid syntax. Perhaps you forgot a comma?", 1, 4),
    ("f\"{a:{b}\"", "SyntaxError", "f-string: expecting '}', or format specs", 1, 9),
    ("f\"{lambda x: 1}\"", "SyntaxError", "f-string: lambda expressions are not allowed without parentheses", 1, 4),
    ("f\"{a = b}\"", "SyntaxError", "f-string: expecting '!', or ':', or '}'", 1, 8),
    ("f\"{a $ b}\"", "SyntaxError", "f-string: expecting '=', or '!', or ':', or '}'", 1, 6),
    ("\"\\N{foo}\"", "SyntaxError", "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-6: unknown Unicode character name", 1, 1),
    ("\"\\x1\"", "SyntaxError", "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape", 1, 1),
    ("b\"\\x1\"", "SyntaxError", "(value error) invalid \\x escape at position 0", 1, 1),
    ("1abc", "SyntaxError", "invalid decimal literal", 1, 1),
    ("1__0", "SyntaxError", "invalid decimal literal", 1, 2),
    ("0xg", "SyntaxError", "invalid hexadecimal literal", 1, 2),
    ("0o8", "SyntaxError", "invalid digit '8' in octal literal", 1, 3),
    ("0b2", "SyntaxError", "invalid digit '2' in binary literal", 1, 3),
    ("007", "SyntaxError", "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", 1, 1),
    ("1e+", "SyntaxError", "invalid decimal literal", 1, 3),
    ("1jx", "SyntaxError", "invalid imaginary literal", 1, 2),
    ("€", "SyntaxError", "invalid character '€' (U+20AC)", 1, 1),
    ("\u{200b}x", "SyntaxError", "invalid non-printable character U+200B", 1, 1),
    ("a \\ b", "SyntaxError", "unexpected character after line continuation character", 1, 4),
    ("a ; ; b", "SyntaxError", "invalid syntax", 1, 5),
    ("  x", "IndentationError", "unexpected indent", 1, 2),
    ("x = 5 if y", "SyntaxError", "expected 'else' after 'if' expression", 1, 5),
    ("[x for x]", "SyntaxError", "'in' expected after for-loop variables", 1, 9),
    ("[x, y for x in z]", "SyntaxError", "did you forget parentheses around the comprehension target?", 1, 2),
    ("{**z for x in z}", "SyntaxError", "dict unpacking cannot be used in dict comprehension", 1, 2),
    ("[*z for x in z]", "SyntaxError", "iterable unpacking cannot be used in comprehension", 1, 2),
    ("f(*)", "SyntaxError", "Invalid star expression", 1, 4),
    ("a <> b", "SyntaxError", "invalid syntax.  Maybe you meant '!=' instead of '<>'?", 1, 3),
    ("1 + not x", "SyntaxError", "'not' after an operator must be parenthesized", 1, 5),
    ("match x", "SyntaxError", "expected ':'", 1, 8),
    ("x = 1; from __future__ import annotations", "SyntaxError", "from __future__ imports must occur at the beginning of the file", 1, 8),
    ("from __future__ import braces", "SyntaxError", "not a chance", 1, 24),
    ("from __future__ import nope", "SyntaxError", "future feature nope is not defined", 1, 24),
    ("global x = 1", "SyntaxError", "invalid syntax", 1, 10),
    ("assert x := 1", "SyntaxError", "invalid syntax", 1, 10),
    ("try:\n  a\nb\n", "SyntaxError", "expected 'except' or 'finally' block", 3, 1),
    ("if x:\nx\n", "IndentationError", "expected an indented block after 'if' statement on line 1", 2, 1),
    ("try:\n  a\nexcept X, Y as e:\n  b\n", "SyntaxError", "multiple exception types must be parenthesized when using 'as'", 3, 8),
    ("if a:\n    b\n  else:\n", "IndentationError", "unindent does not match any outer indentation level", 3, 8),
    ("def f():\n\tx\n        y\n", "TabError", "inconsistent use of tabs and spaces in indentation", 3, 1),
    ("match x:\n  case a: pass\n  case b: pass\n", "SyntaxError", "name capture 'a' makes remaining patterns unreachable", 2, 8),
    ("match x:\n  case a | b: pass\n", "SyntaxError", "name capture 'a' makes remaining patterns unreachable", 2, 8),
    ("match x:\n  case [a, a]: pass\n", "SyntaxError", "multiple assignments to name 'a' in pattern", 2, 12),
    ("match x:\n  case 1 + 2: pass\n", "SyntaxError", "imaginary number required in complex literal", 2, 12),
    ("match x:\n  case A(x=1, y): pass\n", "SyntaxError", "positional patterns follow keyword patterns", 2, 15),
    ("x = {\n 'a': 1,\n 'b': 2\n", "SyntaxError", "'{' was never closed", 1, 5),
    ("if x:\n    a\nelse:\n    b\nelif c:\n    d\n", "SyntaxError", "'elif' block follows an 'else' block", 5, 1),
    ("try:\n  a\nexcept*:\n  c\n", "SyntaxError", "expected one or more exception types", 3, 8),
    ("match x:\n    case [a, b] | [a]: pass\n", "SyntaxError", "alternative patterns bind different names", 2, 10),
];

#[test]
fn syntax_errors_are_worded_and_placed_as_in_cpython() {
    let mut wrong = Vec::new();
    for &(src, class, message, line, column) in ROWS {
        let src = if src.ends_with('\n') {
            src.to_string()
        } else {
            format!("{src}\n")
        };
        match parse_module(&src) {
            Ok(_) => wrong.push(format!("{src:?} is accepted")),
            Err(e) => {
                let place = e.place(&src).map_or((0, 0), |p| (p.lineno, p.offset));
                let got = (e.kind.class_name(), e.message.as_str(), place);
                if got != (class, message, (line, column)) {
                    wrong.push(format!(
                        "{src:?}\n  want {:?}\n  got  {got:?}",
                        (class, message, (line, column))
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
