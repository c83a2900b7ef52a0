//! What code objects tell that stands only in their instructions: constants and the order of locals
//! as CPython's compiler would have met them.

use hasp_compiler::op::{Ext, Instr, Kind, Op};

use super::Ref;
use super::code::Code;
use crate::value::Value;
use crate::vm::Vm;

/// The instructions with their opcode and extension word.
fn instructions(code: &Code) -> impl Iterator<Item = (Op, Instr, u64)> {
    let words = &code.source.words;
    let mut at = 0;
    std::iter::from_fn(move || {
        let instr = Instr(*words.get(at)?);
        let op = instr.op()?;
        let ext = words.get(at + 1).copied().unwrap_or(0);
        at += op.len();
        Some((op, instr, ext))
    })
}

/// The fixed registers: parameters, then the others in the order in which the instructions mention
/// them, then those that none mentions; cells that are no parameters come last.
pub(crate) fn local_order(code: &Code) -> Vec<usize> {
    let fixed = (code.first_temp as usize).min(code.varnames.len());
    let params = (code.nparams as usize).min(fixed);
    let mut seen = vec![false; fixed];
    let mut order = Vec::with_capacity(fixed);
    let mut mention = |register: usize| {
        if let Some(seen) = seen.get_mut(register)
            && !std::mem::replace(seen, true)
        {
            order.push(register);
        }
    };
    (0..params).for_each(&mut mention);
    for (op, instr, ext) in instructions(code) {
        // What is read comes before what is written.
        let operands = [instr.a(), instr.b(), instr.c()];
        for written in [false, true] {
            for (position, (kind, operand)) in op.kinds().into_iter().zip(operands).enumerate() {
                let first = operand as usize;
                match kind {
                    Kind::In | Kind::Keep if !written => mention(first),
                    Kind::Out if written => mention(first),
                    Kind::Base if written => {
                        let length = op.run_length(position, instr, ext);
                        (first..first.saturating_add(length).min(fixed)).for_each(&mut mention);
                    }
                    _ => {}
                }
            }
        }
    }
    (0..fixed).for_each(&mut mention);
    let cells = &code.source.cells;
    order.retain(|&i| i < params || !cells.contains(&(i as u16)));
    let inner = cells.iter().map(|&i| usize::from(i));
    order.extend(inner.filter(|i| (params..fixed).contains(i)));
    order
}

/// `co_varnames`: parameters and plain locals.
pub(crate) fn varnames(code: &Code) -> Vec<Value> {
    let cells = &code.source.cells;
    let params = code.nparams as usize;
    let mut names: Vec<Value> = Vec::new();
    for i in local_order(code) {
        let name = code.varnames[i].value();
        let plain = i < params || !cells.contains(&(i as u16));
        if plain && !code.varnames[i].bytes().is_empty() && !names.iter().any(|n| n.is(name)) {
            names.push(name.clone());
        }
    }
    names
}

/// `co_consts`: the docstring or the first constant, whatever it is; the others but for the small
/// ints; then those that were put together from several.
pub(crate) fn constants(vm: &Vm, code: &Ref<Code>) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    let mut composed: Vec<Value> = Vec::new();
    if !code.docstring.is_none() {
        found.push(code.docstring.clone());
    }
    let mut add = |value: Value| {
        let small = value.as_small_int();
        if small.is_some_and(|i| (0..256).contains(&i)) && !found.is_empty() {
            return;
        }
        let is_composed = value.as_tuple().is_some()
            || vm.type_of(&value).to_ref().is(&vm.types().frozenset)
            || small.is_some_and(|i| i < 0);
        let list = if is_composed {
            &mut composed
        } else {
            &mut found
        };
        if !list.iter().any(|known| known.is(&value)) {
            list.push(value);
        }
    };
    for (op, instr, ext) in instructions(code) {
        if matches!(op, Op::LoadNone | Op::ReturnNone) {
            add(Value::NONE);
        }
        let operands = [instr.a(), instr.b(), instr.c()];
        for (kind, operand) in op.kinds().into_iter().zip(operands) {
            match kind {
                Kind::Imm => add(vm.int((operand as i16).into())),
                Kind::ImmW => add(vm.int((instr.bx() as i32).into())),
                Kind::ConstW => code
                    .consts
                    .get(instr.bx() as usize)
                    .cloned()
                    .into_iter()
                    .for_each(&mut add),
                _ => {}
            }
        }
        if op.ext() == Ext::Const {
            code.consts
                .get(ext as usize)
                .cloned()
                .into_iter()
                .for_each(&mut add);
        }
    }
    found.append(&mut composed);
    found
}
