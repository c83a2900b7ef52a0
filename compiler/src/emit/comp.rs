//! Comprehensions, which are inlined, and generator expressions, which are functions of their own.

use super::ir::Reg;
use super::unit::CompFrame;
use super::{Emitter, Res, Want};
use crate::ast::*;
use crate::code::{CodeKind, Const};
use crate::intern::known;
use crate::op::Op;
use crate::scope::{Part, Place, ScopeId};
use crate::span::Span;

/// What a comprehension does with each element.
#[derive(Clone, Copy)]
enum Element<'a> {
    List(Reg, &'a Expr),
    Set(Reg, &'a Expr),
    Dict(Reg, &'a Expr, &'a Expr),
    Yield(&'a Expr),
}

impl<'a> Emitter<'a> {
    /// `[elt for …]`.
    pub(crate) fn list_comp(&mut self, comp: &'a Comp, span: Span, want: Want) -> Res<Reg> {
        let scope = self.input.scopes.of(comp, Part::Body);
        self.comprehension(
            Op::BuildList,
            scope,
            &comp.generators,
            span,
            want,
            |result| Element::List(result, &comp.elt),
        )
    }

    /// `{elt for …}`.
    pub(crate) fn set_comp(&mut self, comp: &'a Comp, span: Span, want: Want) -> Res<Reg> {
        let scope = self.input.scopes.of(comp, Part::Body);
        self.comprehension(
            Op::BuildSet,
            scope,
            &comp.generators,
            span,
            want,
            |result| Element::Set(result, &comp.elt),
        )
    }

    /// `{key: value for …}`.
    pub(crate) fn dict_comp(&mut self, comp: &'a DictComp, span: Span, want: Want) -> Res<Reg> {
        let scope = self.input.scopes.of(comp, Part::Body);
        self.comprehension(
            Op::BuildMap,
            scope,
            &comp.generators,
            span,
            want,
            |result| Element::Dict(result, &comp.key, &comp.value),
        )
    }

    fn comprehension(
        &mut self,
        build: Op,
        scope: ScopeId,
        generators: &'a [Comprehension],
        span: Span,
        want: Want,
        element: impl FnOnce(Reg) -> Element<'a>,
    ) -> Res<Reg> {
        let mark = self.unit.temps;
        let Some(first) = generators.first() else {
            return self.unsupported("an empty comprehension", span);
        };
        self.refuse_async(generators, span)?;
        let result = self.unit.push_temp();
        self.emit(build, result, result, 0u32, span);
        let iter = self.push_iter(&first.iter)?;
        let flow = self.save_flow();
        self.enter_comp(scope, span);
        self.generators(generators, Some(iter), element(result))?;
        self.leave_comp(span);
        self.restore_flow(flow);
        Ok(self.deliver(result, want, mark, span))
    }

    fn refuse_async(&self, generators: &[Comprehension], span: Span) -> Res {
        if generators.iter().any(|g| g.is_async) {
            return self.unsupported("an asynchronous comprehension", span);
        }
        Ok(())
    }

    /// Puts the iterator of an expression into a new temporary.
    pub(crate) fn push_iter(&mut self, iterable: &'a Expr) -> Res<Reg> {
        let mark = self.unit.temps;
        // A list of constants that only the loop sees can be a tuple as well.
        let constant = match &iterable.kind {
            ExprKind::List(seq) if !seq.elts.is_empty() => self.constants(&seq.elts),
            _ => None,
        };
        let value = match constant {
            Some(items) => self.push_const(Const::Tuple(items), iterable.span),
            None => self.value(iterable, Want::Any)?,
        };
        let iter = self.dest(Want::Temp, mark);
        self.emit(Op::GetIter, iter, value, (), iterable.span);
        Ok(iter)
    }

    /// Gives the variables of an inlined comprehension registers of their own.
    fn enter_comp(&mut self, id: ScopeId, span: Span) {
        let scope = self.input.scopes.get(id);
        let mut regs = Vec::with_capacity(scope.symbols.len());
        for symbol in &scope.symbols {
            let reg = match symbol.place {
                Place::Local | Place::Cell => Some(self.unit.hidden(Some(symbol.name))),
                _ => None,
            };
            if let Some(reg) = reg {
                self.unit.flow.unset(reg.0);
                if symbol.place == Place::Cell {
                    // What a run that ended in an exception left there is not to be captured.
                    self.emit(Op::Clear, reg, (), (), span);
                    self.emit(Op::MakeCell, reg, (), (), span);
                }
            }
            regs.push(reg);
        }
        self.unit.comps.push(CompFrame { scope: id, regs });
    }

    fn leave_comp(&mut self, span: Span) {
        let Some(frame) = self.unit.comps.pop() else {
            return;
        };
        for reg in frame.regs.into_iter().flatten() {
            self.emit(Op::Clear, reg, (), (), span);
            self.unit.flow.unset(reg.0);
            self.unit.idle.push(reg);
        }
    }

    /// The loops of a comprehension from the first of `generators` on. `iter` is its iterator, if
    /// it was made already.
    fn generators(
        &mut self,
        generators: &'a [Comprehension],
        iter: Option<Reg>,
        element: Element<'a>,
    ) -> Res {
        let Some((generator, rest)) = generators.split_first() else {
            return self.element(element);
        };
        let mark = self.unit.temps;
        let next = self.unit.label();
        if iter.is_none()
            && let Some(only) = single_element(&generator.iter)
        {
            // `for x in [value]` assigns; nothing is iterated.
            self.assign_value(&generator.target, only)?;
            for test in &generator.ifs {
                self.jump_if(test, false, next)?;
            }
            self.generators(rest, None, element)?;
            self.unit.place(next);
            self.unit.temps = mark;
            return Ok(());
        }
        let iter = match iter {
            Some(iter) => iter,
            None => self.push_iter(&generator.iter)?,
        };
        let body = self.unit.label();
        self.emit(Op::Jump, (), next, (), generator.iter.span);
        let item = self.loop_target(&generator.target, body)?;
        for test in &generator.ifs {
            self.jump_if(test, false, next)?;
        }
        self.generators(rest, None, element)?;
        self.unit.place(next);
        self.emit(Op::ForIter, iter, item, body, generator.iter.span);
        self.unit.temps = mark;
        Ok(())
    }

    fn element(&mut self, element: Element<'a>) -> Res {
        let mark = self.unit.temps;
        match element {
            Element::List(list, elt) => {
                let value = self.value(elt, Want::Any)?;
                self.emit(Op::ListAppend, list, value, (), elt.span);
            }
            Element::Set(set, elt) => {
                let value = self.value(elt, Want::Any)?;
                self.emit(Op::SetAdd, set, value, (), elt.span);
            }
            Element::Dict(map, key, value) => {
                let span = key.span.to(value.span);
                let key = self.value(key, Want::Any)?;
                let key = self.protect(key, &[value], span);
                let value = self.value(value, Want::Any)?;
                self.emit(Op::MapInsert, map, key, value, span);
            }
            Element::Yield(elt) => {
                let value = self.value(elt, Want::Any)?;
                let sent = self.dest(Want::Temp, mark);
                self.emit(Op::Yield, sent, value, (), elt.span);
                self.emit(Op::Clear, sent, (), (), elt.span);
            }
        }
        self.unit.temps = mark;
        Ok(())
    }

    /// `(elt for …)`: a function that is called with the first iterator.
    pub(crate) fn generator(&mut self, comp: &'a Comp, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        self.refuse_async(&comp.generators, span)?;
        let Some(first) = comp.generators.first() else {
            return self.unsupported("an empty generator expression", span);
        };
        let scope = self.input.scopes.of(comp, Part::Body);
        let qualname = self.qualname("<genexpr>");
        self.enter_unit(scope, CodeKind::Function, "<genexpr>".into(), qualname)?;
        self.unit.firstlineno = self.input.lines.line(span.start);
        self.unit.signature.args = 1;
        let guard = self.open_generator();
        let source = Reg(0);
        debug_assert_eq!(self.unit.fixed_names.first(), Some(&Some(known::DOT_ZERO)));
        self.generators(&comp.generators, Some(source), Element::Yield(&comp.elt))?;
        self.close_generator(guard, span);
        let code = self.leave_unit(span)?;
        self.make_function(code, scope, mark, 0, span);
        self.push_iter(&first.iter)?;
        let dst = self.dest(want, mark);
        self.emit(Op::Call, Reg::temp(mark), 1u32, dst, span);
        Ok(dst)
    }
}

/// The only element of a list or tuple display.
fn single_element(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::List(seq) | ExprKind::Tuple(seq) => match &seq.elts[..] {
            [only] if !matches!(only.kind, ExprKind::Starred(_)) => Some(only),
            _ => None,
        },
        _ => None,
    }
}
