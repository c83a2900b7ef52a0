//! Assignments.

use super::expr::{LONG, has_walrus, is_starred};
use super::ir::{Label, Reg};
use super::{Emitter, Res, Want};
use crate::ast::*;
use crate::diag::Diagnostic;
use crate::op::Op;
use crate::span::Span;

impl<'a> Emitter<'a> {
    /// `a = b = value`.
    pub(crate) fn assign(&mut self, assign: &'a Assign) -> Res {
        if let [target] = &assign.targets[..] {
            return self.assign_value(target, &assign.value);
        }
        let mark = self.unit.temps;
        let simple = assign
            .targets
            .iter()
            .all(|t| matches!(t.kind, ExprKind::Name(_)));
        let want = if simple { Want::Any } else { Want::Temp };
        let value = self.value(&assign.value, want)?;
        let last = assign.targets.len() - 1;
        for (i, target) in assign.targets.iter().enumerate() {
            if i == last || !value.is_temp() {
                self.store(target, value)?;
            } else {
                let copy = self.unit.push_temp();
                self.emit(Op::Copy, copy, value, (), target.span);
                self.store(target, copy)?;
                self.unit.temps -= 1;
            }
        }
        self.unit.temps = mark;
        Ok(())
    }

    /// `target = value`.
    pub(crate) fn assign_value(&mut self, target: &'a Expr, value: &'a Expr) -> Res {
        let mark = self.unit.temps;
        match &target.kind {
            ExprKind::Name(name) => {
                if let Some(local) = self.local_register(name) {
                    self.value(value, Want::To(local))?;
                    self.unit.flow.set(local.0);
                } else {
                    let value = self.value(value, Want::Any)?;
                    self.store(target, value)?;
                }
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                let pairs = match &value.kind {
                    ExprKind::Tuple(values) | ExprKind::List(values) => Some(&values.elts),
                    _ => None,
                };
                match pairs {
                    Some(values) if can_pair(&targets.elts, values) => {
                        self.assign_pairs(&targets.elts, values)?;
                    }
                    _ => {
                        let value = self.value(value, Want::Any)?;
                        self.store(target, value)?;
                    }
                }
            }
            _ => {
                let reg = self.value(value, Want::Any)?;
                let reg = self.protect(reg, &[target], value.span);
                self.store(target, reg)?;
            }
        }
        self.unit.temps = mark;
        Ok(())
    }

    /// `a, b = x, y` without a tuple.
    fn assign_pairs(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> Res {
        let mark = self.unit.temps;
        let mut regs = Vec::with_capacity(values.len());
        for (i, value) in values.iter().enumerate() {
            if self.constant(value).is_some() {
                // Loaded when it is stored.
                regs.push(None);
                continue;
            }
            let mut reg = self.value(value, Want::Any)?;
            if !reg.is_temp() {
                let stored = targets[..i].iter().any(|target| match &target.kind {
                    ExprKind::Name(name) => self.local_register(name) == Some(reg),
                    ExprKind::Attribute(_) | ExprKind::Subscript(_) => has_walrus(target),
                    _ => true,
                });
                let rebound = self.unit.walrus.has(reg.0)
                    && (values[i + 1..].iter().any(has_walrus) || targets.iter().any(has_walrus));
                if stored || rebound {
                    let copy = self.unit.push_temp();
                    self.emit(Op::Move, copy, reg, (), value.span);
                    reg = copy;
                }
            }
            regs.push(Some(reg));
        }
        for ((target, value), reg) in targets.iter().zip(values).zip(regs) {
            match reg {
                Some(reg) => self.store(target, reg)?,
                None => self.assign_value(target, value)?,
            }
        }
        self.unit.temps = mark;
        Ok(())
    }

    /// Stores the value in `value` (consumed if it is a temporary) in a target.
    pub(crate) fn store(&mut self, target: &'a Expr, value: Reg) -> Res {
        let mark = self.unit.temps;
        let span = target.span;
        match &target.kind {
            ExprKind::Name(name) => {
                let sym = self.sym(name);
                self.store_name(sym, value, span);
            }
            ExprKind::Attribute(attribute) => {
                self.note_static_attribute(attribute);
                let object = self.value(&attribute.value, Want::Any)?;
                let sym = self.sym(&attribute.attr);
                let name = self.unit.name(sym);
                let span = self.attribute_span(attribute, span);
                self.emit(Op::StoreAttr, object, value, name, span);
            }
            ExprKind::Subscript(subscript) => {
                let object = self.value(&subscript.value, Want::Any)?;
                let object = self.protect(object, &[&subscript.index], span);
                let index = self.value(&subscript.index, Want::Any)?;
                self.emit(Op::SetItem, object, index, value, span);
            }
            ExprKind::Tuple(seq) | ExprKind::List(seq) => self.unpack(&seq.elts, value, span)?,
            _ => {
                return Err(Diagnostic::syntax("cannot assign to expression here", span));
            }
        }
        self.unit.temps = mark;
        Ok(())
    }

    /// `a, *b, c = value`.
    fn unpack(&mut self, targets: &'a [Expr], value: Reg, span: Span) -> Res {
        let count = targets.len() as u32;
        let star = targets.iter().position(is_starred);
        if let Some(star) = star
            && (star >= 256 || targets.len() - star > 1 << 24)
        {
            return Err(Diagnostic::syntax(
                "too many expressions in star-unpacking assignment",
                span,
            ));
        }
        if let Some(run) = self.adjacent_locals(targets, value) {
            self.emit(Op::Unpack, value, run, count, span);
            for i in 0..count {
                self.unit.flow.set(run.plus(i).0);
            }
            return Ok(());
        }
        let first = Reg::temp(self.unit.temps);
        for _ in targets {
            self.unit.push_temp();
        }
        match star {
            None => self.emit(Op::Unpack, value, first, count, span),
            Some(star) => {
                let counts = star as u64 | ((targets.len() - star - 1) as u64) << 32;
                self.emit_ext(Op::UnpackEx, value, first, (), counts, span);
            }
        }
        for (i, target) in targets.iter().enumerate() {
            let target = match &target.kind {
                ExprKind::Starred(inner) => inner,
                _ => target,
            };
            self.store(target, first.plus(i as u32))?;
        }
        Ok(())
    }

    /// The first register of targets that are local variables in adjacent registers, so that unpacking
    /// can write them directly.
    fn adjacent_locals(&mut self, targets: &[Expr], value: Reg) -> Option<Reg> {
        let mut first = None;
        for (i, target) in targets.iter().enumerate() {
            let ExprKind::Name(name) = &target.kind else {
                return None;
            };
            let reg = self.local_register(name)?;
            let first = *first.get_or_insert(reg);
            if reg != first.plus(i as u32) || reg == value {
                return None;
            }
        }
        first
    }

    /// Places the start of a loop's body, and stores the item that the loop's instruction delivers;
    /// gives the register for that instruction to write.
    pub(crate) fn loop_target(&mut self, target: &'a Expr, body: Label) -> Res<Reg> {
        self.unit.place(body);
        if let ExprKind::Name(name) = &target.kind
            && let Some(local) = self.local_register(name)
        {
            self.unit.flow.set(local.0);
            return Ok(local);
        }
        let mark = self.unit.temps;
        let item = self.unit.push_temp();
        self.store(target, item)?;
        self.unit.temps = mark;
        Ok(item)
    }

    /// `target op= value`.
    pub(crate) fn aug_assign(&mut self, aug: &'a AugAssign, span: Span) -> Res {
        let mark = self.unit.temps;
        let target = &aug.target;
        match &target.kind {
            ExprKind::Name(name) => {
                let sym = self.sym(name);
                let left = self.load_name(sym, Want::Any, target.span);
                // A variable in a register is changed in place.
                let want = match left.is_temp() {
                    true => Want::Any,
                    false => Want::To(left),
                };
                let result = self.in_place(aug.op, left, &aug.value, want, mark, span)?;
                self.store_name(sym, result, target.span);
            }
            ExprKind::Attribute(attribute) => {
                self.note_static_attribute(attribute);
                let object = self.value(&attribute.value, Want::Any)?;
                let object = self.protect(object, &[&aug.value], span);
                let sym = self.sym(&attribute.attr);
                let name = self.unit.name(sym);
                let at = self.attribute_span(attribute, target.span);
                let inner = self.unit.temps;
                let source = self.duplicate(object, target.span);
                let left = self.dest(Want::Temp, inner);
                self.emit(Op::LoadAttr, left, source, name, at);
                let result = self.in_place(aug.op, left, &aug.value, Want::Temp, inner, span)?;
                self.emit(Op::StoreAttr, object, result, name, at);
            }
            ExprKind::Subscript(subscript) => {
                let object = self.value(&subscript.value, Want::Any)?;
                let object = self.protect(object, &[&subscript.index, &aug.value], span);
                let index = self.value(&subscript.index, Want::Any)?;
                let index = self.protect(index, &[&aug.value], span);
                let inner = self.unit.temps;
                let source = self.duplicate(object, target.span);
                let key = self.duplicate(index, target.span);
                let left = self.dest(Want::Temp, inner);
                self.emit(Op::GetItem, left, source, key, target.span);
                let result = self.in_place(aug.op, left, &aug.value, Want::Temp, inner, span)?;
                self.emit(Op::SetItem, object, index, result, target.span);
            }
            _ => {
                return Err(Diagnostic::syntax(
                    "illegal expression for augmented assignment",
                    target.span,
                ));
            }
        }
        self.unit.temps = mark;
        Ok(())
    }

    /// A register to read a value from that is needed once more: a copy of a temporary.
    fn duplicate(&mut self, reg: Reg, span: Span) -> Reg {
        if !reg.is_temp() {
            return reg;
        }
        let copy = self.unit.push_temp();
        self.emit(Op::Copy, copy, reg, (), span);
        copy
    }
}

/// Whether `targets = values` can be done one by one.
fn can_pair(targets: &[Expr], values: &[Expr]) -> bool {
    targets.len() == values.len()
        && targets.len() <= LONG
        && !targets.iter().chain(values).any(is_starred)
}
