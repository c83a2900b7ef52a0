//! `match`.
//!
//! The subject and its parts are kept in temporaries while a case is tried. Names are bound when the
//! whole pattern has matched. A test that fails jumps to where the temporaries that are live there are
//! cleared, one label per number of them.

use super::expr::has_walrus;
use super::flow::Flow;
use super::ir::{Label, Reg};
use super::{Emitter, Res, Want};
use crate::ast::*;
use crate::code::Const;
use crate::diag::Diagnostic;
use crate::intern::Sym;
use crate::op::Op;
use crate::span::Span;

/// The state of one case.
struct Case {
    /// Number of temporaries before the case.
    base: u32,
    /// Where a test jumps that fails with `base + i` temporaries live.
    fails: Vec<Option<Label>>,
    /// What is to be bound: the name, where its value is, and where it stands.
    stores: Vec<(Sym, Reg, Span)>,
}

impl<'a> Emitter<'a> {
    /// `match`.
    pub(crate) fn match_(&mut self, e: &'a Match, span: Span) -> Res {
        let mark = self.unit.temps;
        let mut subject = self.value(&e.subject, Want::Any)?;
        if !subject.is_temp() && self.is_rebound(subject, e) {
            let copy = self.unit.push_temp();
            self.emit(Op::Move, copy, subject, (), span);
            subject = copy;
        }
        let end = self.unit.label();
        let mut after = Flow::unreached();
        for case in &e.cases {
            let mut state = Case {
                base: self.unit.temps,
                fails: Vec::new(),
                stores: Vec::new(),
            };
            let before = self.unit.flow.clone();
            self.pattern(&case.pattern, subject, &mut state)?;
            self.bind_captures(&mut state, subject);
            let failed = self.unit.label();
            if let Some(guard) = &case.guard {
                self.jump_if(guard, false, failed)?;
            }
            if subject.is_temp() {
                self.emit(Op::Clear, subject, (), (), case.pattern.span);
            }
            self.stmts(&case.body)?;
            let at = self.unit.ir.last().map_or(case.span, |ins| ins.span);
            self.emit(Op::Jump, (), end, (), at);
            after.join(&self.unit.flow);
            // After a guard, captured names may be bound; that is no harm.
            self.unit.flow = before;
            self.place_fails(&state, case.pattern.span);
            self.unit.place(failed);
        }
        if subject.is_temp() {
            self.emit(Op::Clear, subject, (), (), span);
        }
        self.unit.temps = mark;
        self.unit.flow.join(&after);
        self.unit.place(end);
        Ok(())
    }

    /// Whether trying the cases may rebind the variable that is the subject.
    fn is_rebound(&mut self, subject: Reg, e: &Match) -> bool {
        e.cases.iter().any(|case| {
            let mut names = Vec::new();
            captures(&case.pattern, &mut names);
            names
                .into_iter()
                .any(|name| self.local_register(name) == Some(subject))
                || case.guard.as_ref().is_some_and(has_walrus)
        })
    }

    /// Where a test jumps that fails now.
    fn fail(&mut self, case: &mut Case) -> Label {
        let level = (self.unit.temps - case.base) as usize;
        if case.fails.len() <= level {
            case.fails.resize(level + 1, None);
        }
        *case.fails[level].get_or_insert_with(|| self.unit.label())
    }

    /// Places the labels of the failing tests: each clears what was live there.
    fn place_fails(&mut self, case: &Case, span: Span) {
        for (level, label) in case.fails.iter().enumerate().rev() {
            if let Some(label) = label {
                self.unit.place(*label);
            }
            if level > 0 {
                let temp = Reg::temp(case.base + level as u32 - 1);
                self.emit(Op::Clear, temp, (), (), span);
            }
        }
        self.unit.temps = case.base;
    }

    /// Binds the captured names, and clears the temporaries of the case.
    fn bind_captures(&mut self, case: &mut Case, subject: Reg) {
        let stores = std::mem::take(&mut case.stores);
        let mut taken = Vec::new();
        let last_use =
            |reg: Reg, from: usize| stores[from + 1..].iter().all(|&(_, other, _)| other != reg);
        let top = self.unit.temps;
        for (i, &(sym, reg, span)) in stores.iter().enumerate() {
            let own = reg.as_temp().is_some_and(|t| t >= case.base) && reg != subject;
            if own && last_use(reg, i) {
                taken.push(reg);
                self.store_name(sym, reg, span);
            } else if reg.is_temp() {
                let copy = self.unit.push_temp();
                self.emit(Op::Copy, copy, reg, (), span);
                self.store_name(sym, copy, span);
                self.unit.temps = top;
            } else {
                self.store_name(sym, reg, span);
            }
        }
        let span = stores.first().map_or(Span::default(), |s| s.2);
        for t in (case.base..top).rev() {
            let reg = Reg::temp(t);
            if !taken.contains(&reg) {
                self.emit(Op::Clear, reg, (), (), span);
            }
        }
        self.unit.temps = case.base;
    }

    fn capture(&mut self, name: &str, value: Reg, case: &mut Case, span: Span) -> Res {
        let sym = self.sym(name);
        if case.stores.iter().any(|&(other, ..)| other == sym) {
            return Err(Diagnostic::syntax(
                format!("multiple assignments to name '{name}' in pattern"),
                span,
            ));
        }
        case.stores.push((sym, value, span));
        Ok(())
    }

    /// Tests `value` (kept) against a pattern; what fails jumps away, what matches goes on.
    fn pattern(&mut self, pattern: &'a Pattern, value: Reg, case: &mut Case) -> Res {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Star(None) => {}
            PatternKind::Capture(name) | PatternKind::Star(Some(name)) => {
                self.capture(name, value, case, span)?;
            }
            PatternKind::As(inner, name) => {
                self.pattern(inner, value, case)?;
                self.capture(name, value, case, span)?;
            }
            PatternKind::Value(expr) => self.value_pattern(expr, value, case)?,
            PatternKind::Singleton(expr) => {
                let mark = self.unit.temps;
                let fail = self.fail(case);
                let copy = self.kept(value, span);
                if matches!(expr.kind, ExprKind::None) {
                    self.emit(Op::JumpIfNotNone, copy, fail, (), span);
                } else {
                    let constant = self.value(expr, Want::Any)?;
                    self.emit(Op::JumpIfIsNot, copy, constant, fail, span);
                }
                self.unit.temps = mark;
            }
            PatternKind::Sequence(items) => self.sequence_pattern(items, value, case, span)?,
            PatternKind::Mapping(mapping) => self.mapping_pattern(mapping, value, case, span)?,
            PatternKind::Class(class) => self.class_pattern(class, value, case, span)?,
            PatternKind::Or(alternatives) => self.or_pattern(alternatives, value, case, span)?,
        }
        Ok(())
    }

    /// A register to consume a kept value from.
    fn kept(&mut self, value: Reg, span: Span) -> Reg {
        if !value.is_temp() {
            return value;
        }
        let copy = self.unit.push_temp();
        self.emit(Op::Copy, copy, value, (), span);
        copy
    }

    fn value_pattern(&mut self, expr: &'a Expr, value: Reg, case: &mut Case) -> Res {
        let mark = self.unit.temps;
        let fail = self.fail(case);
        let copy = self.kept(value, expr.span);
        if let Some(number) = self.small_int(expr) {
            self.emit(Op::JumpUnlessEqI, copy, number, fail, expr.span);
        } else {
            let wanted = self.value(expr, Want::Any)?;
            self.emit(Op::JumpUnlessEq, copy, wanted, fail, expr.span);
        }
        self.unit.temps = mark;
        Ok(())
    }

    /// Fails unless the boolean that `op` makes of the value holds.
    fn require(&mut self, op: Op, value: Reg, case: &mut Case, span: Span) {
        let fail = self.fail(case);
        let test = self.unit.push_temp();
        self.emit(op, test, value, (), span);
        self.emit(Op::JumpIfFalse, test, fail, (), span);
        self.unit.temps -= 1;
    }

    fn sequence_pattern(
        &mut self,
        items: &'a [Pattern],
        value: Reg,
        case: &mut Case,
        span: Span,
    ) -> Res {
        let is_star = |p: &Pattern| matches!(p.kind, PatternKind::Star(_));
        let star = items.iter().position(is_star);
        if items.iter().filter(|p| is_star(p)).count() > 1 {
            return Err(Diagnostic::syntax(
                "multiple starred expressions in sequence pattern",
                span,
            ));
        }
        self.require(Op::MatchSequence, value, case, span);
        let least = items.len() - usize::from(star.is_some());
        if star.is_none() || least > 0 {
            let mark = self.unit.temps;
            let fail = self.fail(case);
            let len = self.unit.push_temp();
            self.emit(Op::GetLen, len, value, (), span);
            let jump = match star {
                None => Op::JumpUnlessEqI,
                Some(_) => Op::JumpUnlessGeI,
            };
            if let Ok(least) = i16::try_from(least) {
                self.emit(jump, len, i32::from(least), fail, span);
            } else {
                let least = self.push_const(Const::Int(least as i64), span);
                let jump = match star {
                    None => Op::JumpUnlessEq,
                    Some(_) => Op::JumpUnlessGe,
                };
                self.emit(jump, len, least, fail, span);
            }
            self.unit.temps = mark;
        }
        // Nothing to look into: only the length counts.
        let idle = |p: &Pattern| matches!(p.kind, PatternKind::Wildcard | PatternKind::Star(None));
        if items.iter().all(idle) {
            return Ok(());
        }
        let count = items.len() as u32;
        let source = self.kept(value, span);
        let first = if source.is_temp() {
            self.unit.temps -= 1;
            source
        } else {
            Reg::temp(self.unit.temps)
        };
        for _ in items {
            self.unit.push_temp();
        }
        match star {
            None => self.emit(Op::Unpack, source, first, count, span),
            Some(star) => {
                let counts = star as u64 | ((items.len() - star - 1) as u64) << 32;
                self.emit_ext(Op::UnpackEx, source, first, (), counts, span);
            }
        }
        for (i, item) in items.iter().enumerate() {
            self.pattern(item, first.plus(i as u32), case)?;
        }
        Ok(())
    }

    fn mapping_pattern(
        &mut self,
        mapping: &'a MappingPattern,
        value: Reg,
        case: &mut Case,
        span: Span,
    ) -> Res {
        self.require(Op::MatchMapping, value, case, span);
        let count = mapping.keys.len();
        if count == 0 && mapping.rest.is_none() {
            return Ok(());
        }
        if count > 0 {
            let fail = self.fail(case);
            let len = self.unit.push_temp();
            self.emit(Op::GetLen, len, value, (), span);
            self.emit(Op::JumpUnlessGeI, len, count.min(32767) as i32, fail, span);
            self.unit.temps -= 1;
        }
        // The keys, as long as the rest needs them.
        let keys = Reg::temp(self.unit.temps);
        if let Some(constants) = self.constants(&mapping.keys) {
            self.push_const(Const::Tuple(constants), span);
        } else {
            for key in &mapping.keys {
                self.value(key, Want::Temp)?;
            }
            self.unit.temps = keys.as_temp().unwrap_or(0) + 1;
            self.emit(Op::BuildTuple, keys, keys, count as u32, span);
        }
        let fail = self.fail(case);
        let values = self.unit.push_temp();
        let copy = self.unit.push_temp();
        self.emit(Op::Copy, copy, keys, (), span);
        self.emit(Op::MatchKeys, values, value, copy, span);
        self.unit.temps -= 1;
        let test = self.unit.push_temp();
        self.emit(Op::Copy, test, values, (), span);
        self.emit(Op::JumpIfNone, test, fail, (), span);
        self.unit.temps -= 1;
        self.unpack_values(values, count, span);
        let rest = match &mapping.rest {
            Some(name) => {
                let rest = self.unit.push_temp();
                self.emit(Op::Copy, rest, keys, (), span);
                self.emit(Op::MatchRest, rest, value, rest, span);
                Some((name, rest))
            }
            None => None,
        };
        for (i, pattern) in mapping.patterns.iter().enumerate() {
            self.pattern(pattern, values.plus(i as u32), case)?;
        }
        if let Some((name, rest)) = rest {
            self.capture(name, rest, case, span)?;
        }
        Ok(())
    }

    /// Unpacks the tuple in the topmost temporary into the temporaries from there on.
    fn unpack_values(&mut self, tuple: Reg, count: usize, span: Span) {
        let base = tuple.as_temp().unwrap_or(0);
        self.unit.temps = base;
        for _ in 0..count {
            self.unit.push_temp();
        }
        if count == 0 {
            self.emit(Op::Clear, tuple, (), (), span);
        } else {
            self.emit(Op::Unpack, tuple, tuple, count as u32, span);
        }
    }

    fn class_pattern(
        &mut self,
        class: &'a ClassPattern,
        value: Reg,
        case: &mut Case,
        span: Span,
    ) -> Res {
        let mut names = Vec::new();
        for (name, _) in &class.keywords {
            let sym = self.sym(name);
            let name = self.name_const(sym);
            names.push(name);
        }
        let fail = self.fail(case);
        let run = self.value(&class.cls, Want::Temp)?;
        self.push_const(Const::Int(class.patterns.len() as i64), span);
        self.push_const(Const::Tuple(names.into()), span);
        self.unit.temps -= 2;
        self.emit(Op::MatchClass, run, value, run, span);
        let test = self.unit.push_temp();
        self.emit(Op::Copy, test, run, (), span);
        self.emit(Op::JumpIfNone, test, fail, (), span);
        let patterns = || {
            let keywords = class.keywords.iter().map(|(_, p)| p);
            class.patterns.iter().chain(keywords)
        };
        self.unpack_values(run, patterns().count(), span);
        for (i, pattern) in patterns().enumerate() {
            self.pattern(pattern, run.plus(i as u32), case)?;
        }
        Ok(())
    }

    /// Alternatives: each binds the same names, into the same temporaries.
    fn or_pattern(
        &mut self,
        alternatives: &'a [Pattern],
        value: Reg,
        case: &mut Case,
        span: Span,
    ) -> Res {
        let mut names = Vec::new();
        if let Some(first) = alternatives.first() {
            captures(first, &mut names);
        }
        let mut slots = Vec::new();
        for name in &names {
            let sym = self.sym(name);
            slots.push((sym, self.unit.push_temp()));
        }
        let matched = self.unit.label();
        for (i, alternative) in alternatives.iter().enumerate() {
            let last = i + 1 == alternatives.len();
            let mut inner = Case {
                base: self.unit.temps,
                fails: Vec::new(),
                stores: Vec::new(),
            };
            self.pattern(alternative, value, &mut inner)?;
            let stores = std::mem::take(&mut inner.stores);
            let same = stores.len() == slots.len()
                && slots
                    .iter()
                    .all(|&(sym, _)| stores.iter().any(|&(other, ..)| other == sym));
            if !same {
                return Err(Diagnostic::syntax(
                    "alternative patterns bind different names",
                    span,
                ));
            }
            for &(sym, reg, at) in &stores {
                if let Some(&(_, slot)) = slots.iter().find(|s| s.0 == sym) {
                    let op = if reg.is_temp() { Op::Copy } else { Op::Move };
                    self.emit(op, slot, reg, (), at);
                }
            }
            for t in (inner.base..self.unit.temps).rev() {
                self.emit(Op::Clear, Reg::temp(t), (), (), span);
            }
            self.unit.temps = inner.base;
            self.emit(Op::Jump, (), matched, (), span);
            self.place_fails(&inner, span);
            if last {
                let fail = self.fail(case);
                self.emit(Op::Jump, (), fail, (), span);
            }
        }
        self.unit.place(matched);
        for (sym, slot) in slots {
            if case.stores.iter().any(|&(other, ..)| other == sym) {
                return Err(Diagnostic::syntax(
                    format!(
                        "multiple assignments to name '{}' in pattern",
                        self.names.text(sym)
                    ),
                    span,
                ));
            }
            case.stores.push((sym, slot, span));
        }
        Ok(())
    }
}

/// The names that a pattern binds.
fn captures<'p>(pattern: &'p Pattern, names: &mut Vec<&'p str>) {
    match &pattern.kind {
        PatternKind::Capture(name) | PatternKind::Star(Some(name)) => names.push(name),
        PatternKind::As(inner, name) => {
            captures(inner, names);
            names.push(name);
        }
        PatternKind::Sequence(items) => items.iter().for_each(|p| captures(p, names)),
        PatternKind::Or(items) => {
            if let Some(first) = items.first() {
                captures(first, names);
            }
        }
        PatternKind::Mapping(mapping) => {
            mapping.patterns.iter().for_each(|p| captures(p, names));
            names.extend(mapping.rest.as_deref());
        }
        PatternKind::Class(class) => {
            class.patterns.iter().for_each(|p| captures(p, names));
            class.keywords.iter().for_each(|(_, p)| captures(p, names));
        }
        PatternKind::Value(_)
        | PatternKind::Singleton(_)
        | PatternKind::Star(None)
        | PatternKind::Wildcard => {}
    }
}
