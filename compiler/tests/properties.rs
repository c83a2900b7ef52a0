//! Properties of the code format: what is encoded is decoded again, and neither the disassembler nor the
//! verifier minds what it is given.

use hasp_compiler::code::Code;
use hasp_compiler::disasm::disassemble;
use hasp_compiler::op::{Instr, Kind, Op};
use hasp_compiler::verify::{check_values, verify};
use hasp_compiler::{Mode, Options, compile};
use proptest::prelude::*;

fn sample() -> Code {
    let source =
        "def f(a, *b):\n    for x in a:\n        try: b(x, k=1)\n        finally: yield x\n";
    let code = compile(source, "sample", Mode::Exec, &Options::default()).expect("valid code");
    let inner = code.consts.iter().find_map(|c| match c {
        hasp_compiler::code::Const::Code(inner) => Some((**inner).clone()),
        _ => None,
    });
    inner.expect("a function")
}

#[test]
fn every_opcode_is_described() {
    for (number, &op) in Op::ALL.iter().enumerate() {
        assert_eq!(op as usize, number);
        assert_eq!(Op::from_u8(number as u8), Some(op));
        assert!(!op.doc().trim().is_empty() && !op.text().is_empty());
        let [a, b, c] = op.kinds();
        assert!(!a.is_wide() && !c.is_wide(), "{op:?}");
        assert!(!b.is_wide() || c == Kind::None, "{op:?}");
    }
    let mut texts: Vec<_> = Op::ALL.iter().map(|op| op.text()).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), Op::ALL.len(), "two opcodes of one name");
}

proptest! {
    #[test]
    fn instructions_decode_to_what_was_encoded(
        number in 0..Op::ALL.len(), a: u16, b: u16, c: u16, wide: u32,
    ) {
        let op = Op::ALL[number];
        let narrow = Instr::abc(op, a, b, c);
        prop_assert_eq!((narrow.op(), narrow.a(), narrow.b(), narrow.c()), (Some(op), a, b, c));
        prop_assert_eq!((narrow.sb(), narrow.sc()), (b as i16, c as i16));
        let bx = Instr::abx(op, a, wide);
        prop_assert_eq!((bx.op(), bx.a(), bx.bx(), bx.sbx()), (Some(op), a, wide, wide as i32));
    }

    #[test]
    fn any_words_can_be_shown_and_judged(words in proptest::collection::vec(any::<u64>(), 0..40)) {
        let mut code = sample();
        code.words = words.into();
        disassemble(&code);
        let _ = verify(&code);
    }

    #[test]
    fn changed_code_is_refused_or_can_be_checked(at in 0usize..200, word: u64, bit in 0u32..64) {
        let mut code = sample();
        let at = at % code.words.len();
        for word in [word, code.words[at] ^ 1 << bit] {
            code.words[at] = word;
            disassemble(&code);
            if verify(&code).is_ok() {
                // It may read empty registers, which the virtual machine stands; it must not panic.
                let _ = check_values(&code);
            }
        }
    }
}
