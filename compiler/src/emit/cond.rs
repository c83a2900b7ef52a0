//! Comparisons, and conditions as jumps.

use super::ir::{Label, Reg};
use super::{Emitter, Res, Want};
use crate::ast::*;
use crate::code::Const;
use crate::op::Op;
use crate::span::Span;

fn compare_op(op: CmpOp) -> Op {
    match op {
        CmpOp::Eq => Op::Eq,
        CmpOp::NotEq => Op::Ne,
        CmpOp::Lt => Op::Lt,
        CmpOp::LtE => Op::Le,
        CmpOp::Gt => Op::Gt,
        CmpOp::GtE => Op::Ge,
        CmpOp::Is => Op::Is,
        CmpOp::IsNot => Op::IsNot,
        CmpOp::In => Op::In,
        CmpOp::NotIn => Op::NotIn,
    }
}

/// The instruction that jumps if the comparison's truth is `sense`.
fn jump_op(op: CmpOp, sense: bool) -> Op {
    match (op, sense) {
        (CmpOp::Eq, true) => Op::JumpIfEq,
        (CmpOp::Eq, false) => Op::JumpUnlessEq,
        (CmpOp::NotEq, true) => Op::JumpIfNe,
        (CmpOp::NotEq, false) => Op::JumpUnlessNe,
        (CmpOp::Lt, true) => Op::JumpIfLt,
        (CmpOp::Lt, false) => Op::JumpUnlessLt,
        (CmpOp::LtE, true) => Op::JumpIfLe,
        (CmpOp::LtE, false) => Op::JumpUnlessLe,
        (CmpOp::Gt, true) => Op::JumpIfGt,
        (CmpOp::Gt, false) => Op::JumpUnlessGt,
        (CmpOp::GtE, true) => Op::JumpIfGe,
        (CmpOp::GtE, false) => Op::JumpUnlessGe,
        (CmpOp::Is, true) | (CmpOp::IsNot, false) => Op::JumpIfIs,
        (CmpOp::Is, false) | (CmpOp::IsNot, true) => Op::JumpIfIsNot,
        (CmpOp::In, true) | (CmpOp::NotIn, false) => Op::JumpIfIn,
        (CmpOp::In, false) | (CmpOp::NotIn, true) => Op::JumpIfNotIn,
    }
}

/// The same with a small integer on the right.
fn immediate_jump(op: CmpOp, sense: bool) -> Option<Op> {
    Some(match (op, sense) {
        (CmpOp::Eq, true) => Op::JumpIfEqI,
        (CmpOp::Eq, false) => Op::JumpUnlessEqI,
        (CmpOp::NotEq, true) => Op::JumpIfNeI,
        (CmpOp::NotEq, false) => Op::JumpUnlessNeI,
        (CmpOp::Lt, true) => Op::JumpIfLtI,
        (CmpOp::Lt, false) => Op::JumpUnlessLtI,
        (CmpOp::LtE, true) => Op::JumpIfLeI,
        (CmpOp::LtE, false) => Op::JumpUnlessLeI,
        (CmpOp::Gt, true) => Op::JumpIfGtI,
        (CmpOp::Gt, false) => Op::JumpUnlessGtI,
        (CmpOp::GtE, true) => Op::JumpIfGeI,
        (CmpOp::GtE, false) => Op::JumpUnlessGeI,
        _ => return None,
    })
}

impl<'a> Emitter<'a> {
    /// A comparison, chained or not, as a value.
    pub(crate) fn compare(&mut self, e: &'a Compare, span: Span, want: Want) -> Res<Reg> {
        if let [(op, right)] = &e.ops[..] {
            return self.compare_two(&e.left, *op, right, span, want);
        }
        let mark = self.unit.temps;
        let result = self.unit.push_temp();
        let end = self.unit.label();
        let mut left = self.value(&e.left, Want::Any)?;
        let mut flow = None;
        for (i, (op, right)) in e.ops.iter().enumerate() {
            left = self.protect(left, &[right], span);
            let value = self.comparand(right, *op)?;
            let last = i + 1 == e.ops.len();
            let next = if last {
                value
            } else {
                self.keep_comparand(value, &e.ops[i + 1].1, span)
            };
            self.emit(compare_op(*op), result, left, value, span);
            if !last {
                if next.is_temp() {
                    // A comparison that fails drops the operand that was kept for the next one.
                    let keep_going = self.unit.label();
                    self.emit(Op::JumpIfTrueKeep, result, keep_going, (), span);
                    self.emit(Op::Clear, next, (), (), span);
                    self.emit(Op::Jump, (), end, (), span);
                    self.unit.place(keep_going);
                } else {
                    self.emit(Op::JumpIfFalseKeep, result, end, (), span);
                }
                left = next;
            }
            if i == 0 {
                flow = self.save_flow();
            }
        }
        self.restore_flow(flow);
        self.unit.place(end);
        Ok(self.deliver(result, want, mark, span))
    }

    /// The right operand of a comparison. A display of constants after `in` is a constant itself.
    fn comparand(&mut self, right: &'a Expr, op: CmpOp) -> Res<Reg> {
        let constant = match (op, &right.kind) {
            (CmpOp::In | CmpOp::NotIn, ExprKind::List(seq)) => {
                self.constants(&seq.elts).map(Const::Tuple)
            }
            (CmpOp::In | CmpOp::NotIn, ExprKind::Set(seq)) => {
                self.constants(&seq.elts).map(Const::FrozenSet)
            }
            _ => None,
        };
        match constant {
            Some(constant) => Ok(self.push_const(constant, right.span)),
            None => self.value(right, Want::Any),
        }
    }

    /// The middle operand of a chain is needed twice: gives the register for the second use.
    fn keep_comparand(&mut self, value: Reg, later: &Expr, span: Span) -> Reg {
        if !value.is_temp() {
            return self.protect(value, &[later], span);
        }
        let copy = self.unit.push_temp();
        self.emit(Op::Copy, copy, value, (), span);
        copy
    }

    /// One comparison as a value.
    pub(crate) fn compare_two(
        &mut self,
        left: &'a Expr,
        op: CmpOp,
        right: &'a Expr,
        span: Span,
        want: Want,
    ) -> Res<Reg> {
        let mark = self.unit.temps;
        let a = self.value(left, Want::Any)?;
        let a = self.protect(a, &[right], span);
        let b = self.comparand(right, op)?;
        let dst = self.dest(want, mark);
        self.emit(compare_op(op), dst, a, b, span);
        Ok(dst)
    }

    /// Jumps to `target` if the truth of a condition is `sense`; else goes on.
    ///
    /// # Errors
    /// As [`Emitter::value`].
    pub(crate) fn jump_if(&mut self, test: &'a Expr, sense: bool, target: Label) -> Res {
        if let Some(truth) = self.constant_truth(test) {
            if truth == sense {
                self.emit(Op::Jump, (), target, (), test.span);
            }
            return Ok(());
        }
        let mark = self.unit.temps;
        match &test.kind {
            ExprKind::UnaryOp(e) if e.op == UnaryOp::Not => {
                self.jump_if(&e.operand, !sense, target)?;
            }
            ExprKind::BoolOp(e) => self.jump_bool_op(e, sense, target)?,
            ExprKind::IfExp(e) => {
                let other = self.unit.label();
                let end = self.unit.label();
                self.jump_if(&e.test, false, other)?;
                let flow = self.save_flow();
                self.jump_if(&e.body, sense, target)?;
                self.emit(Op::Jump, (), end, (), test.span);
                self.restore_flow(flow.clone());
                self.unit.place(other);
                self.jump_if(&e.orelse, sense, target)?;
                self.restore_flow(flow);
                self.unit.place(end);
            }
            ExprKind::Compare(e) => match &e.ops[..] {
                [(op, right)] => {
                    self.jump_compare(&e.left, *op, right, test.span, sense, target)?
                }
                _ => self.jump_chain(e, test.span, sense, target)?,
            },
            _ => {
                let value = self.value(test, Want::Any)?;
                let op = if sense {
                    Op::JumpIfTrue
                } else {
                    Op::JumpIfFalse
                };
                self.emit(op, value, target, (), test.span);
            }
        }
        self.unit.temps = mark;
        Ok(())
    }

    fn jump_bool_op(&mut self, e: &'a BoolOpExpr, sense: bool, target: Label) -> Res {
        let Some((last, first)) = e.values.split_last() else {
            return Ok(());
        };
        // The truth that decides early: false for `and`, true for `or`.
        let decides = e.op == BoolOp::Or;
        let end = self.unit.label();
        let early = if decides == sense { target } else { end };
        let mut flow = None;
        for (i, value) in first.iter().enumerate() {
            self.jump_if(value, decides, early)?;
            if i == 0 {
                flow = self.save_flow();
            }
        }
        self.jump_if(last, sense, target)?;
        self.restore_flow(flow);
        self.unit.place(end);
        Ok(())
    }

    fn jump_compare(
        &mut self,
        left: &'a Expr,
        op: CmpOp,
        right: &'a Expr,
        span: Span,
        sense: bool,
        target: Label,
    ) -> Res {
        let a = self.value(left, Want::Any)?;
        if let Some(jump) = immediate_jump(op, sense)
            && let Some(number) = self.small_int(right)
        {
            self.emit(jump, a, number, target, span);
            return Ok(());
        }
        if matches!(op, CmpOp::Is | CmpOp::IsNot) && matches!(right.kind, ExprKind::None) {
            let jump = match (op == CmpOp::Is) == sense {
                true => Op::JumpIfNone,
                false => Op::JumpIfNotNone,
            };
            self.emit(jump, a, target, (), span);
            return Ok(());
        }
        let a = self.protect(a, &[right], span);
        let b = self.comparand(right, op)?;
        self.emit(jump_op(op, sense), a, b, target, span);
        Ok(())
    }

    /// `a < b < c` as a condition.
    fn jump_chain(&mut self, e: &'a Compare, span: Span, sense: bool, target: Label) -> Res {
        let end = self.unit.label();
        let on_false = if sense { end } else { target };
        let mut left = self.value(&e.left, Want::Any)?;
        let mut flow = None;
        for (i, (op, right)) in e.ops.iter().enumerate() {
            left = self.protect(left, &[right], span);
            let value = self.comparand(right, *op)?;
            if i + 1 == e.ops.len() {
                self.emit(jump_op(*op, sense), left, value, target, span);
                break;
            }
            let next = self.keep_comparand(value, &e.ops[i + 1].1, span);
            if next.is_temp() {
                let go_on = self.unit.label();
                self.emit(jump_op(*op, true), left, value, go_on, span);
                self.emit(Op::Clear, next, (), (), span);
                self.emit(Op::Jump, (), on_false, (), span);
                self.unit.place(go_on);
            } else {
                self.emit(jump_op(*op, false), left, value, on_false, span);
            }
            left = next;
            if i == 0 {
                flow = self.save_flow();
            }
        }
        self.restore_flow(flow);
        self.unit.place(end);
        Ok(())
    }
}
