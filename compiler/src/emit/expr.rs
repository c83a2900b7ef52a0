//! Expressions.

use super::fold::fold_binary;
use super::ir::Reg;
use super::{Emitter, Res, Want};
use crate::ast::*;
use crate::code::Const;
use crate::op::{BinOp as Operator, Op};
use crate::span::Span;

/// The instruction of a binary operator.
fn binary_op(op: BinaryOp) -> Op {
    match op {
        BinaryOp::Add => Op::Add,
        BinaryOp::Sub => Op::Sub,
        BinaryOp::Mult => Op::Mul,
        BinaryOp::MatMult => Op::MatMul,
        BinaryOp::Div => Op::TrueDiv,
        BinaryOp::Mod => Op::Mod,
        BinaryOp::Pow => Op::Pow,
        BinaryOp::LShift => Op::LShift,
        BinaryOp::RShift => Op::RShift,
        BinaryOp::BitOr => Op::Or,
        BinaryOp::BitXor => Op::Xor,
        BinaryOp::BitAnd => Op::And,
        BinaryOp::FloorDiv => Op::FloorDiv,
    }
}

/// The instruction of a binary operator with a small integer on the right.
fn immediate_op(op: BinaryOp) -> Option<Op> {
    Some(match op {
        BinaryOp::Add => Op::AddI,
        BinaryOp::Sub => Op::SubI,
        BinaryOp::Mult => Op::MulI,
        BinaryOp::FloorDiv => Op::FloorDivI,
        BinaryOp::Mod => Op::ModI,
        BinaryOp::LShift => Op::LShiftI,
        BinaryOp::RShift => Op::RShiftI,
        BinaryOp::BitAnd => Op::AndI,
        _ => return None,
    })
}

/// The number of an operator for `IOther`.
fn operator(op: BinaryOp) -> Operator {
    match op {
        BinaryOp::Add => Operator::Add,
        BinaryOp::Sub => Operator::Sub,
        BinaryOp::Mult => Operator::Mul,
        BinaryOp::MatMult => Operator::MatMul,
        BinaryOp::Div => Operator::TrueDiv,
        BinaryOp::Mod => Operator::Mod,
        BinaryOp::Pow => Operator::Pow,
        BinaryOp::LShift => Operator::LShift,
        BinaryOp::RShift => Operator::RShift,
        BinaryOp::BitOr => Operator::Or,
        BinaryOp::BitXor => Operator::Xor,
        BinaryOp::BitAnd => Operator::And,
        BinaryOp::FloorDiv => Operator::FloorDiv,
    }
}

impl<'a> Emitter<'a> {
    /// Emits an expression, and tells where its value is.
    ///
    /// A temporary that is returned lies on top of those that were live before. With
    /// [`Want::To`], the register is written by the last instruction that can fail, so it may be a
    /// variable of the program.
    ///
    /// # Errors
    /// Constructs that are not supported.
    pub(crate) fn value(&mut self, expr: &'a Expr, want: Want) -> Res<Reg> {
        match &expr.kind {
            ExprKind::Name(name) if name != "__debug__" => {
                let sym = self.sym(name);
                Ok(self.load_name(sym, want, expr.span))
            }
            ExprKind::Call(call) => self.call(call, expr.span, want),
            ExprKind::Attribute(attribute) => self.attribute(attribute, expr.span, want),
            ExprKind::BinOp(_) => self.bin_op(expr, want),
            ExprKind::Subscript(subscript) => self.subscript(subscript, expr.span, want),
            ExprKind::Compare(compare) => self.compare(compare, expr.span, want),
            ExprKind::BoolOp(e) => self.bool_op(e, expr.span, want),
            ExprKind::UnaryOp(e) => self.unary_op(expr, e, want),
            ExprKind::IfExp(e) => self.if_exp(e, expr.span, want),
            ExprKind::List(seq) => self.list(&seq.elts, expr.span, want),
            ExprKind::Tuple(seq) => self.tuple(expr, &seq.elts, want),
            ExprKind::Set(seq) => self.set(&seq.elts, expr.span, want),
            ExprKind::Dict(dict) => self.dict(dict, expr.span, want),
            ExprKind::FString(f) => self.fstring(f, expr.span, want),
            ExprKind::NamedExpr(e) => self.named_expr(e, want),
            ExprKind::Lambda(lambda) => self.lambda(lambda, expr.span, want),
            ExprKind::ListComp(comp) => self.list_comp(comp, expr.span, want),
            ExprKind::SetComp(comp) => self.set_comp(comp, expr.span, want),
            ExprKind::DictComp(comp) => self.dict_comp(comp, expr.span, want),
            ExprKind::GeneratorExp(comp) => self.generator(comp, expr.span, want),
            ExprKind::Yield(value) => self.yield_(value.as_deref(), expr.span, want),
            ExprKind::YieldFrom(value) => self.yield_from(value, expr.span, want),
            ExprKind::Slice(slice) => self.slice(slice, expr.span, want),
            ExprKind::Await(_) => self.unsupported("'await'", expr.span),
            ExprKind::Starred(_) => Err(crate::diag::Diagnostic::syntax(
                "can't use starred expression here",
                expr.span,
            )),
            ExprKind::Name(_)
            | ExprKind::Int(_)
            | ExprKind::BigInt(_)
            | ExprKind::Float(_)
            | ExprKind::Imag(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Ellipsis => {
                let value = self.constant(expr).unwrap_or(Const::None);
                let mark = self.unit.temps;
                let dst = self.dest(want, mark);
                self.load_const(dst, value, expr.span);
                Ok(dst)
            }
        }
    }

    /// Emits an expression whose value is not needed.
    ///
    /// # Errors
    /// As [`Emitter::value`].
    pub(crate) fn effect(&mut self, expr: &'a Expr) -> Res {
        let mark = self.unit.temps;
        match &expr.kind {
            ExprKind::BoolOp(e) => {
                let end = self.unit.label();
                let Some((last, first)) = e.values.split_last() else {
                    return Ok(());
                };
                let flow = self.save_flow();
                for value in first {
                    self.jump_if(value, e.op == BoolOp::Or, end)?;
                }
                self.effect(last)?;
                self.restore_flow(flow);
                self.unit.place(end);
            }
            _ if self.constant(expr).is_some() => {}
            _ => {
                let reg = self.value(expr, Want::Any)?;
                if reg.is_temp() {
                    self.emit(Op::Clear, reg, (), (), expr.span);
                }
            }
        }
        self.unit.temps = mark;
        Ok(())
    }

    /// The state of the locals, to be restored after a part of an expression that may not run.
    pub(crate) fn save_flow(&self) -> Option<super::flow::Flow> {
        let in_registers = self.unit.kind == crate::code::CodeKind::Function;
        (in_registers || !self.unit.comps.is_empty()).then(|| self.unit.flow.clone())
    }

    /// Restores what [`Emitter::save_flow`] saved.
    pub(crate) fn restore_flow(&mut self, saved: Option<super::flow::Flow>) {
        if let Some(flow) = saved {
            self.unit.flow = flow;
        }
    }

    /// A value that stands in a variable's register is copied to a temporary if evaluating `later` may
    /// rebind that variable.
    pub(crate) fn protect(&mut self, reg: Reg, later: &[&Expr], span: Span) -> Reg {
        if reg.is_temp()
            || self.unit.flow.is_dead()
            || !self.unit.walrus.has(reg.0)
            || !later.iter().any(|e| has_walrus(e))
        {
            return reg;
        }
        let copy = self.unit.push_temp();
        self.emit(Op::Move, copy, reg, (), span);
        copy
    }

    // ---- operators --------------------------------------------------------------------------

    /// A binary operator; chains of them are gone down in a loop.
    fn bin_op(&mut self, expr: &'a Expr, want: Want) -> Res<Reg> {
        let mut chain: Vec<(&'a BinOp, Span)> = Vec::new();
        let mut leftmost = expr;
        while let ExprKind::BinOp(op) = &leftmost.kind {
            chain.push((op, leftmost.span));
            leftmost = &op.left;
        }
        // Fold the constant beginning of the chain.
        let mut folded = self.constant(leftmost);
        while let (Some(value), Some((op, _))) = (&folded, chain.last()) {
            let result = self
                .constant(&op.right)
                .and_then(|right| fold_binary(value, op.op, &right));
            if result.is_none() {
                break;
            }
            folded = result;
            chain.pop();
        }
        let mark = self.unit.temps;
        if chain.is_empty() {
            let dst = self.dest(want, mark);
            self.load_const(dst, folded.unwrap_or(Const::None), expr.span);
            return Ok(dst);
        }
        let mut left = match folded {
            Some(value) => self.push_const(value, leftmost.span),
            None => self.value(leftmost, Want::Any)?,
        };
        while let Some((op, span)) = chain.pop() {
            let want = if chain.is_empty() { want } else { Want::Temp };
            let immediate = immediate_op(op.op).zip(self.small_int(&op.right));
            if let Some((instr, number)) = immediate {
                let dst = self.dest(want, mark);
                self.emit(instr, dst, left, number, span);
                left = dst;
                continue;
            }
            left = self.protect(left, &[&op.right], span);
            let right = self.value(&op.right, Want::Any)?;
            let dst = self.dest(want, mark);
            self.emit(binary_op(op.op), dst, left, right, span);
            left = dst;
        }
        Ok(left)
    }

    /// `target op= value` on values: `left` is consumed.
    pub(crate) fn in_place(
        &mut self,
        op: BinaryOp,
        left: Reg,
        right: &'a Expr,
        want: Want,
        mark: u32,
        span: Span,
    ) -> Res<Reg> {
        let instr = match op {
            BinaryOp::Add => Op::IAddI,
            BinaryOp::Sub => Op::ISubI,
            BinaryOp::Mult => Op::IMulI,
            _ => Op::IOther,
        };
        if instr != Op::IOther
            && let Some(number) = self.small_int(right)
        {
            let dst = self.dest(want, mark);
            self.emit(instr, dst, left, number, span);
            return Ok(dst);
        }
        let left = self.protect(left, &[right], span);
        let right = self.value(right, Want::Any)?;
        let dst = self.dest(want, mark);
        match instr {
            Op::IAddI => self.emit(Op::IAdd, dst, left, right, span),
            Op::ISubI => self.emit(Op::ISub, dst, left, right, span),
            Op::IMulI => self.emit(Op::IMul, dst, left, right, span),
            _ => self.emit_ext(instr, dst, left, right, operator(op) as u64, span),
        }
        Ok(dst)
    }

    fn unary_op(&mut self, expr: &'a Expr, e: &'a UnaryOpExpr, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        if let Some(value) = self.constant(expr) {
            let dst = self.dest(want, mark);
            self.load_const(dst, value, expr.span);
            return Ok(dst);
        }
        if e.op == UnaryOp::Not
            && let ExprKind::Compare(compare) = &e.operand.kind
            && let [(op @ (CmpOp::In | CmpOp::NotIn | CmpOp::Is | CmpOp::IsNot), right)] =
                &compare.ops[..]
        {
            let inverse = match op {
                CmpOp::In => CmpOp::NotIn,
                CmpOp::NotIn => CmpOp::In,
                CmpOp::Is => CmpOp::IsNot,
                _ => CmpOp::Is,
            };
            return self.compare_two(&compare.left, inverse, right, e.operand.span, want);
        }
        let operand = self.value(&e.operand, Want::Any)?;
        let op = match e.op {
            UnaryOp::Invert => Op::Invert,
            UnaryOp::Not => Op::Not,
            UnaryOp::UAdd => Op::Pos,
            UnaryOp::USub => Op::Neg,
        };
        let dst = self.dest(want, mark);
        self.emit(op, dst, operand, (), expr.span);
        Ok(dst)
    }

    /// `and`, `or`: the first operand that decides, or the last.
    fn bool_op(&mut self, e: &'a BoolOpExpr, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        let Some((last, first)) = e.values.split_last() else {
            return self.unsupported("an empty operation", span);
        };
        let jump = match e.op {
            BoolOp::And => Op::JumpIfFalseKeep,
            BoolOp::Or => Op::JumpIfTrueKeep,
        };
        let end = self.unit.label();
        // A temporary may be written early, a variable only at the end.
        let result = match want {
            Want::To(reg) if reg.is_temp() => reg,
            _ => self.unit.push_temp(),
        };
        let mut flow = None;
        for (i, value) in first.iter().enumerate() {
            match self.constant_truth(value) {
                // An operand that never decides.
                Some(truth) if truth == (e.op == BoolOp::And) => continue,
                Some(_) => {
                    self.value(value, Want::To(result))?;
                    self.restore_flow(flow);
                    self.unit.place(end);
                    return Ok(self.deliver(result, want, mark, span));
                }
                None => {}
            }
            self.value(value, Want::To(result))?;
            self.emit(jump, result, end, (), value.span);
            if i == 0 {
                flow = self.save_flow();
            }
        }
        self.value(last, Want::To(result))?;
        self.restore_flow(flow);
        self.unit.place(end);
        Ok(self.deliver(result, want, mark, span))
    }

    fn if_exp(&mut self, e: &'a IfExp, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        if let Some(truth) = self.constant_truth(&e.test) {
            return self.value(if truth { &e.body } else { &e.orelse }, want);
        }
        let other = self.unit.label();
        let end = self.unit.label();
        self.jump_if(&e.test, false, other)?;
        let flow = self.save_flow();
        let dst = self.dest(want, mark);
        self.value(&e.body, Want::To(dst))?;
        self.emit(Op::Jump, (), end, (), span);
        self.restore_flow(flow.clone());
        self.unit.place(other);
        self.value(&e.orelse, Want::To(dst))?;
        self.restore_flow(flow);
        self.unit.place(end);
        Ok(dst)
    }

    fn named_expr(&mut self, e: &'a NamedExpr, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        let span = e.target.span;
        let ExprKind::Name(name) = &e.target.kind else {
            return self.unsupported("this assignment expression", span);
        };
        if let Some(local) = self.local_register(name) {
            self.value(&e.value, Want::To(local))?;
            self.unit.flow.set(local.0);
            return Ok(self.deliver(local, want, mark, span));
        }
        let value = self.value(&e.value, Want::Temp)?;
        let copy = self.unit.push_temp();
        self.emit(Op::Copy, copy, value, (), span);
        let sym = self.sym(name);
        self.store_name(sym, copy, span);
        Ok(self.deliver(value, want, mark, span))
    }

    // ---- attributes and items ---------------------------------------------------------------

    fn attribute(&mut self, e: &'a Attribute, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        if let Some(reg) = self.super_attribute(e, span, want)? {
            return Ok(reg);
        }
        let object = self.value(&e.value, Want::Any)?;
        let sym = self.sym(&e.attr);
        let name = self.unit.name(sym);
        let dst = self.dest(want, mark);
        let span = self.attribute_span(e, span);
        self.emit(Op::LoadAttr, dst, object, name, span);
        Ok(dst)
    }

    /// The span that tracebacks show for an attribute: only the name if the expression starts on an
    /// earlier line, so that the line is the name's.
    pub(crate) fn attribute_span(&mut self, e: &Attribute, span: Span) -> Span {
        if self.is_on_one_line(span) {
            return span;
        }
        Span::new(span.end.saturating_sub(e.attr.len() as u32), span.end)
    }

    /// Whether a span starts and ends on the same line. The last line found is kept, since most
    /// questions are about it.
    fn is_on_one_line(&mut self, span: Span) -> bool {
        if !(self.line.start..self.line.end).contains(&span.start) {
            let lines = &self.input.lines;
            let number = lines.line(span.start);
            let end = match number < lines.line_count() {
                true => lines.line_start(number + 1),
                false => u32::MAX,
            };
            self.line = Span::new(lines.line_start(number), end);
        }
        span.end <= self.line.end
    }

    fn subscript(&mut self, e: &'a Subscript, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        let object = self.value(&e.value, Want::Any)?;
        if let Some(number) = self.small_int(&e.index) {
            let dst = self.dest(want, mark);
            self.emit(Op::GetItemI, dst, object, number, span);
            return Ok(dst);
        }
        let object = self.protect(object, &[&e.index], span);
        if let ExprKind::Slice(slice) = &e.index.kind
            && slice.step.is_none()
        {
            let run = self.slice_bounds(slice, e.index.span)?;
            let dst = self.dest(want, mark);
            self.emit(Op::GetSlice, dst, object, run, span);
            return Ok(dst);
        }
        let index = self.value(&e.index, Want::Any)?;
        let dst = self.dest(want, mark);
        self.emit(Op::GetItem, dst, object, index, span);
        Ok(dst)
    }

    /// Puts the bounds of a slice into consecutive temporaries; gives the first.
    fn slice_bounds(&mut self, slice: &'a Slice, span: Span) -> Res<Reg> {
        let first = Reg::temp(self.unit.temps);
        for bound in [&slice.lower, &slice.upper] {
            match bound {
                Some(bound) => self.value(bound, Want::Temp)?,
                None => self.push_const(Const::None, span),
            };
        }
        Ok(first)
    }

    fn slice(&mut self, slice: &'a Slice, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        let first = self.slice_bounds(slice, span)?;
        let mut count = 2u32;
        if let Some(step) = &slice.step {
            self.value(step, Want::Temp)?;
            count = 3;
        }
        let dst = self.dest(want, mark);
        self.emit(Op::BuildSlice, dst, first, count, span);
        Ok(dst)
    }

    // ---- generators -------------------------------------------------------------------------

    fn yield_(&mut self, value: Option<&'a Expr>, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        let value = match value {
            Some(value) => self.value(value, Want::Any)?,
            None => self.push_const(Const::None, span),
        };
        let dst = self.dest(want, mark);
        self.emit(Op::Yield, dst, value, (), span);
        Ok(dst)
    }

    fn yield_from(&mut self, value: &'a Expr, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        let value = self.value(value, Want::Any)?;
        self.unit.temps = mark;
        let iter = self.unit.push_temp();
        self.emit(Op::GetYieldFrom, iter, value, (), span);
        if let Want::To(reg) = want {
            self.emit(Op::YieldFrom, reg, iter, (), span);
            self.unit.temps = mark;
            return Ok(reg);
        }
        // The iterator is cleared at the end: its register is not the result's.
        let result = self.unit.push_temp();
        self.emit(Op::YieldFrom, result, iter, (), span);
        Ok(self.deliver(result, Want::Temp, mark, span))
    }

    // ---- displays ---------------------------------------------------------------------------

    fn tuple(&mut self, expr: &'a Expr, elts: &'a [Expr], want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        if let Some(value) = self.constant(expr) {
            let dst = self.dest(want, mark);
            self.load_const(dst, value, expr.span);
            return Ok(dst);
        }
        if elts.len() > LONG || elts.iter().any(is_starred) {
            let list = self.long_list(elts, expr.span)?;
            let dst = self.dest(want, mark);
            self.emit(Op::ListToTuple, dst, list, (), expr.span);
            return Ok(dst);
        }
        self.run(Op::BuildTuple, elts, expr.span, want)
    }

    fn list(&mut self, elts: &'a [Expr], span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        if elts.len() > LONG || elts.iter().any(is_starred) || self.is_constant_run(elts) {
            let list = self.long_list(elts, span)?;
            return Ok(self.deliver(list, want, mark, span));
        }
        self.run(Op::BuildList, elts, span, want)
    }

    fn set(&mut self, elts: &'a [Expr], span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        if elts.len() <= LONG && !elts.iter().any(is_starred) {
            return self.run(Op::BuildSet, elts, span, want);
        }
        let set = self.unit.push_temp();
        self.emit(Op::BuildSet, set, set, 0u32, span);
        for elt in elts {
            let mark = self.unit.temps;
            let (op, elt) = match &elt.kind {
                ExprKind::Starred(inner) => (Op::SetUpdate, &**inner),
                _ => (Op::SetAdd, elt),
            };
            let value = self.value(elt, Want::Any)?;
            self.emit(op, set, value, (), span);
            self.unit.temps = mark;
        }
        Ok(self.deliver(set, want, mark, span))
    }

    /// Elements in consecutive temporaries, and the instruction that makes one value of them.
    fn run(&mut self, op: Op, elts: &'a [Expr], span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        for elt in elts {
            self.value(elt, Want::Temp)?;
        }
        let dst = self.dest(want, mark);
        self.emit(op, dst, Reg::temp(mark), elts.len() as u32, span);
        Ok(dst)
    }

    /// Whether a list display is better made by copying a constant tuple.
    fn is_constant_run(&self, elts: &[Expr]) -> bool {
        elts.len() > 3 && elts.iter().all(|e| self.constant(e).is_some())
    }

    /// A list with starred or very many elements, in a new temporary.
    pub(crate) fn long_list(&mut self, elts: &'a [Expr], span: Span) -> Res<Reg> {
        let list = self.unit.push_temp();
        let plain = elts.iter().position(is_starred).unwrap_or(elts.len());
        let (first, rest) = elts.split_at(if plain <= LONG { plain } else { 0 });
        let constant = match first {
            [] => None,
            _ if self.is_constant_run(first) => self.constants(first),
            _ => None,
        };
        self.unit.temps -= 1;
        match constant {
            Some(_) => {
                let list = self.unit.push_temp();
                self.emit(Op::BuildList, list, list, 0u32, span);
            }
            None => {
                self.run(Op::BuildList, first, span, Want::Temp)?;
            }
        }
        if let Some(items) = constant {
            let mark = self.unit.temps;
            let items = self.push_const(Const::Tuple(items), span);
            self.emit(Op::ListExtend, list, items, (), span);
            self.unit.temps = mark;
        }
        if rest.len() > LONG
            && let Some(items) = self.constants(rest)
        {
            let mark = self.unit.temps;
            let items = self.push_const(Const::Tuple(items), span);
            self.emit(Op::ListExtend, list, items, (), span);
            self.unit.temps = mark;
            return Ok(list);
        }
        for elt in rest {
            let mark = self.unit.temps;
            let (op, elt) = match &elt.kind {
                ExprKind::Starred(inner) => (Op::ListExtend, &**inner),
                _ => (Op::ListAppend, elt),
            };
            let value = self.value(elt, Want::Any)?;
            self.emit(op, list, value, (), span);
            self.unit.temps = mark;
        }
        Ok(list)
    }

    fn dict(&mut self, dict: &'a Dict, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        let plain = dict.items.iter().position(|item| item.key.is_none());
        let plain = plain.unwrap_or(dict.items.len());
        let (first, rest) = dict.items.split_at(plain.min(LONG));
        for item in first {
            if let Some(key) = &item.key {
                self.value(key, Want::Temp)?;
            }
            self.value(&item.value, Want::Temp)?;
        }
        if rest.is_empty() {
            let dst = self.dest(want, mark);
            self.emit(Op::BuildMap, dst, Reg::temp(mark), first.len() as u32, span);
            return Ok(dst);
        }
        let map = self.dest(Want::Temp, mark);
        self.emit(Op::BuildMap, map, map, first.len() as u32, span);
        for item in rest {
            let mark = self.unit.temps;
            match &item.key {
                Some(key) => {
                    let key_reg = self.value(key, Want::Any)?;
                    let key_reg = self.protect(key_reg, &[&item.value], span);
                    let value = self.value(&item.value, Want::Any)?;
                    self.emit(Op::MapInsert, map, key_reg, value, span);
                }
                None => {
                    let value = self.value(&item.value, Want::Any)?;
                    self.emit(Op::DictUpdate, map, value, (), span);
                }
            }
            self.unit.temps = mark;
        }
        Ok(self.deliver(map, want, mark, span))
    }
}

/// Displays with more elements than this are built piece by piece.
pub(crate) const LONG: usize = 64;

/// Whether an element is `*x`.
pub(crate) fn is_starred(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Starred(_))
}

/// Whether an expression holds an assignment expression outside of lambdas.
pub(crate) fn has_walrus(expr: &Expr) -> bool {
    let any = |exprs: &[Expr]| exprs.iter().any(has_walrus);
    let opt = |e: &Option<Expr>| e.as_ref().is_some_and(has_walrus);
    let clauses = |generators: &[Comprehension]| {
        generators
            .iter()
            .any(|g| has_walrus(&g.iter) || g.ifs.iter().any(has_walrus))
    };
    match &expr.kind {
        ExprKind::NamedExpr(_) => true,
        ExprKind::BoolOp(e) => any(&e.values),
        ExprKind::BinOp(e) => has_walrus(&e.left) || has_walrus(&e.right),
        ExprKind::UnaryOp(e) => has_walrus(&e.operand),
        ExprKind::IfExp(e) => has_walrus(&e.test) || has_walrus(&e.body) || has_walrus(&e.orelse),
        ExprKind::Dict(e) => e
            .items
            .iter()
            .any(|item| opt(&item.key) || has_walrus(&item.value)),
        ExprKind::Set(e) | ExprKind::List(e) | ExprKind::Tuple(e) => any(&e.elts),
        ExprKind::ListComp(e) | ExprKind::SetComp(e) | ExprKind::GeneratorExp(e) => {
            has_walrus(&e.elt) || clauses(&e.generators)
        }
        ExprKind::DictComp(e) => {
            has_walrus(&e.key) || has_walrus(&e.value) || clauses(&e.generators)
        }
        ExprKind::Await(e) | ExprKind::YieldFrom(e) | ExprKind::Starred(e) => has_walrus(e),
        ExprKind::Yield(e) => e.as_ref().is_some_and(|e| has_walrus(e)),
        ExprKind::Compare(e) => has_walrus(&e.left) || e.ops.iter().any(|(_, r)| has_walrus(r)),
        ExprKind::Call(e) => {
            has_walrus(&e.func) || any(&e.args) || e.keywords.iter().any(|k| has_walrus(&k.value))
        }
        ExprKind::FString(f) => fstring_has_walrus(f),
        ExprKind::Attribute(e) => has_walrus(&e.value),
        ExprKind::Subscript(e) => has_walrus(&e.value) || has_walrus(&e.index),
        ExprKind::Slice(e) => opt(&e.lower) || opt(&e.upper) || opt(&e.step),
        _ => false,
    }
}

fn fstring_has_walrus(f: &FString) -> bool {
    f.parts.iter().any(|part| match part {
        FStringPart::Literal(_) => false,
        FStringPart::Field(field) => {
            has_walrus(&field.expr) || field.spec.as_ref().is_some_and(fstring_has_walrus)
        }
    })
}
