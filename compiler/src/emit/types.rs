//! Annotations (evaluated when asked for), type parameters and `type` statements.

use super::ir::Reg;
use super::unit::Signature;
use super::{Emitter, Res, Want};
use crate::ast::*;
use crate::code::{CodeKind, Const};
use crate::intern::known;
use crate::op::{Common, Intrinsic, Op};
use crate::scope::{Part, ScopeId};
use crate::span::Span;

/// The signature of functions that take the format in which a value is asked for.
const FORMAT_SIGNATURE: Signature = Signature {
    args: 1,
    posonly: 1,
    kwonly: 0,
    varargs: false,
    varkeywords: false,
};

impl<'a> Emitter<'a> {
    // ---- annotations ------------------------------------------------------------------------

    /// An annotation's value, or its text under `from __future__ import annotations`.
    fn annotation(&mut self, annotation: &'a Expr) -> Res<Reg> {
        if self.input.scopes.future_annotations {
            let text = crate::unparse::unparse_expr(annotation);
            return Ok(self.push_const(Const::Str(text.into()), annotation.span));
        }
        if let ExprKind::Starred(inner) = &annotation.kind {
            return self.unpack_one(inner, annotation.span);
        }
        self.value(annotation, Want::Temp)
    }

    /// The only item of `*value`, in a new temporary.
    fn unpack_one(&mut self, value: &'a Expr, span: Span) -> Res<Reg> {
        let value = self.value(value, Want::Temp)?;
        self.emit(Op::Unpack, value, value, 1u32, span);
        Ok(value)
    }

    /// Raises NotImplementedError unless the format, the first parameter, is one that code can serve.
    fn check_format(&mut self, span: Span) {
        let served = self.unit.label();
        self.emit(Op::JumpUnlessGtI, Reg(0), 2, served, span);
        let error = self.unit.push_temp();
        let which = Common::NotImplementedError as u32;
        self.emit(Op::LoadCommon, error, which, (), span);
        let flow = self.unit.flow.clone();
        self.emit(Op::Raise, error, (), (), span);
        self.unit.flow = flow;
        self.unit.temps = 0;
        self.unit.place(served);
    }

    /// Makes the annotate function of a function in a new temporary, if it has annotations.
    pub(crate) fn function_annotations(
        &mut self,
        def: &'a FunctionDef,
        qualname: &str,
        span: Span,
    ) -> Res<bool> {
        let Some(scope) = self.input.scopes.find(def, Part::Annotate) else {
            return Ok(false);
        };
        let mark = self.unit.temps;
        let qualname = format!("{qualname}.__annotate__").into();
        self.enter_unit(scope, CodeKind::Function, "__annotate__".into(), qualname)?;
        self.unit.firstlineno = self.input.lines.line(span.start);
        self.unit.signature = FORMAT_SIGNATURE;
        self.check_format(span);
        let params = &def.params;
        let annotated = params
            .posonly
            .iter()
            .chain(&params.args)
            .chain(params.vararg.as_deref())
            .chain(&params.kwonly)
            .chain(params.kwarg.as_deref())
            .filter_map(|p| Some((&*p.name, p.annotation.as_ref()?)))
            .chain(def.returns.as_ref().map(|r| ("return", r)));
        let map = self.unit.push_temp();
        self.emit(Op::BuildMap, map, map, 0u32, span);
        for (name, annotation) in annotated {
            let sym = self.sym(name);
            let name = self.name_const(sym);
            let name = self.push_const(name, annotation.span);
            let value = self.annotation(annotation)?;
            self.emit(Op::MapInsert, map, name, value, annotation.span);
            self.unit.temps = 1;
        }
        self.emit_return(Some(map), self.unit.temps, span);
        self.unit.temps = 0;
        let code = self.leave_unit(span)?;
        self.make_function(code, scope, mark, 0, span);
        Ok(true)
    }

    /// What a class or module does about annotations before its first statement.
    pub(crate) fn begin_annotations(&mut self, body: &[Stmt], span: Span) {
        if self.input.scopes.future_annotations && has_annotations(body) {
            let none = self.unit.push_temp();
            let which = Intrinsic::SetupAnnotations as u32;
            self.emit(Op::CallIntrinsic, none, none, which, span);
            self.emit(Op::Clear, none, (), (), span);
            self.unit.temps -= 1;
        } else if self.input.scopes.annotations_of(self.unit.scope).is_some() {
            let mut all = Vec::new();
            collect(body, self.unit.kind == CodeKind::Module, &mut all);
            let conditional = all.iter().filter(|(_, conditional)| *conditional);
            let addresses = conditional.map(|(ann, _)| std::ptr::from_ref(*ann).addr());
            self.unit.annotation_numbers = addresses.zip(0..).collect();
        }
    }

    /// A module's annotate function, and the set of annotations that were executed.
    pub(crate) fn module_annotations(&mut self) -> Res {
        let body = &self.input.module.body;
        let span = Span::default();
        self.begin_annotations(body, span);
        if let Some(scope) = self.input.scopes.annotations_of(ScopeId::MODULE) {
            let function = self.block_annotations(scope, body, span)?;
            self.store_and_pop(known::ANNOTATE, function, span);
            let set = self.unit.push_temp();
            self.emit(Op::BuildSet, set, set, 0u32, span);
            self.store_and_pop(known::CONDITIONAL, set, span);
        }
        Ok(())
    }

    /// A class's annotate function.
    pub(crate) fn class_annotations(&mut self, body: &'a [Stmt], span: Span) -> Res {
        if let Some(scope) = self.input.scopes.annotations_of(self.unit.scope) {
            let function = self.block_annotations(scope, body, span)?;
            self.store_and_pop(known::ANNOTATE_FUNC, function, span);
        }
        Ok(())
    }

    /// Makes the annotate function of a class or module in a new temporary.
    fn block_annotations(&mut self, scope: ScopeId, body: &'a [Stmt], span: Span) -> Res<Reg> {
        let mark = self.unit.temps;
        let is_module = self.unit.kind == CodeKind::Module;
        let mut all = Vec::new();
        collect(body, is_module, &mut all);
        let qualname = self.qualname("__annotate__");
        self.enter_unit(scope, CodeKind::Function, "__annotate__".into(), qualname)?;
        self.unit.firstlineno = self.input.lines.line(span.start);
        self.unit.signature = FORMAT_SIGNATURE;
        self.check_format(span);
        let map = self.unit.push_temp();
        self.emit(Op::BuildMap, map, map, 0u32, span);
        let mut number = 0;
        for (ann, conditional) in all {
            let ExprKind::Name(name) = &ann.target.kind else {
                continue;
            };
            let span = ann.annotation.span;
            let skip = self.unit.label();
            if conditional {
                let index = self.push_const(Const::Int(number), span);
                let set = self.load_name(known::CONDITIONAL, Want::Temp, span);
                self.emit(Op::JumpIfNotIn, index, set, skip, span);
                self.unit.temps = 1;
                number += 1;
            }
            let sym = self.sym(name);
            let name = self.name_const(sym);
            let name = self.push_const(name, span);
            let value = self.annotation(&ann.annotation)?;
            self.emit(Op::MapInsert, map, name, value, span);
            self.unit.temps = 1;
            self.unit.place(skip);
        }
        self.emit_return(Some(map), self.unit.temps, span);
        self.unit.temps = 0;
        let code = self.leave_unit(span)?;
        Ok(self.make_function(code, scope, mark, 0, span))
    }

    /// `target: annotation = value`. Annotations of other targets than bare names are never evaluated.
    pub(crate) fn ann_assign(&mut self, ann: &'a AnnAssign, span: Span) -> Res {
        if let Some(value) = &ann.value {
            self.assign_value(&ann.target, value)?;
        }
        let in_block = self.unit.kind != CodeKind::Function;
        match &ann.target.kind {
            ExprKind::Name(name) => {
                if !in_block {
                    return Ok(());
                }
                if !ann.simple {
                    return Ok(());
                }
                if self.input.scopes.future_annotations {
                    let mark = self.unit.temps;
                    let value = self.annotation(&ann.annotation)?;
                    let map = self.load_name(known::ANNOTATIONS, Want::Temp, span);
                    let sym = self.sym(name);
                    let name = self.name_const(sym);
                    let name = self.push_const(name, span);
                    self.emit(Op::SetItem, map, name, value, span);
                    self.unit.temps = mark;
                    return Ok(());
                }
                self.note_annotation(ann, span);
            }
            ExprKind::Attribute(attribute) if ann.value.is_none() => {
                self.effect(&attribute.value)?;
            }
            ExprKind::Subscript(subscript) if ann.value.is_none() => {
                self.effect(&subscript.value)?;
                self.effect(&subscript.index)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Notes that a conditional annotation was executed.
    fn note_annotation(&mut self, ann: &AnnAssign, span: Span) {
        let address = std::ptr::from_ref(ann).addr();
        let Some(&number) = self.unit.annotation_numbers.get(&address) else {
            return;
        };
        let mark = self.unit.temps;
        let set = match self.class_cell(known::CONDITIONAL) {
            Some(cell) => {
                let set = self.unit.push_temp();
                self.emit(Op::LoadCell, set, cell, (), span);
                set
            }
            None => self.load_name(known::CONDITIONAL, Want::Temp, span),
        };
        let number = self.push_const(Const::Int(number), span);
        self.emit(Op::SetAdd, set, number, (), span);
        self.emit(Op::Clear, set, (), (), span);
        self.unit.temps = mark;
    }

    // ---- type parameters --------------------------------------------------------------------

    /// Binds type parameters; their tuple goes to a new temporary.
    fn type_params(&mut self, params: &'a [TypeParam]) -> Res<Reg> {
        let mark = self.unit.temps;
        for param in params {
            let span = param.span;
            let name = Const::Str(StrContent::from(&*param.name));
            let reg = self.push_const(name, span);
            let which = match &param.kind {
                TypeParamKind::TypeVar(None) => Intrinsic::TypeVar,
                TypeParamKind::TypeVar(Some(bound)) => {
                    let scope = self.input.scopes.of(param, Part::Bound);
                    self.evaluator(scope, &param.name, bound, span)?;
                    match bound.kind {
                        ExprKind::Tuple(_) => Intrinsic::TypeVarConstraints,
                        _ => Intrinsic::TypeVarBound,
                    }
                }
                TypeParamKind::ParamSpec => Intrinsic::ParamSpec,
                TypeParamKind::TypeVarTuple => Intrinsic::TypeVarTuple,
            };
            self.emit(Op::CallIntrinsic, reg, reg, which as u32, span);
            if let Some(default) = &param.default {
                let scope = self.input.scopes.of(param, Part::Default);
                self.unit.temps = reg.as_temp().unwrap_or(0) + 1;
                self.evaluator(scope, &param.name, default, span)?;
                let which = Intrinsic::SetTypeParamDefault as u32;
                self.emit(Op::CallIntrinsic, reg, reg, which, span);
            }
            self.unit.temps = reg.as_temp().unwrap_or(0) + 1;
            let copy = self.unit.push_temp();
            self.emit(Op::Copy, copy, reg, (), span);
            let sym = self.sym(&param.name);
            self.store_and_pop(sym, copy, span);
        }
        let dst = self.dest(Want::Temp, mark);
        let span = params.first().map_or(Span::default(), |p| p.span);
        self.emit(
            Op::BuildTuple,
            dst,
            Reg::temp(mark),
            params.len() as u32,
            span,
        );
        Ok(dst)
    }

    /// Makes a function that evaluates an expression when called, in a new temporary.
    fn evaluator(&mut self, scope: ScopeId, name: &str, value: &'a Expr, span: Span) -> Res<Reg> {
        let mark = self.unit.temps;
        self.push_const(Const::Tuple(Box::new([Const::Int(1)])), span);
        let qualname = self.qualname(name);
        self.enter_unit(scope, CodeKind::Function, name.into(), qualname)?;
        self.unit.firstlineno = self.input.lines.line(span.start);
        self.unit.signature = FORMAT_SIGNATURE;
        self.check_format(span);
        let result = match &value.kind {
            ExprKind::Starred(inner) => self.unpack_one(inner, value.span)?,
            _ => self.value(value, Want::Any)?,
        };
        self.emit_return(Some(result), self.unit.temps, value.span);
        self.unit.temps = 0;
        let code = self.leave_unit(span)?;
        Ok(self.make_function(code, scope, mark, 1, span))
    }

    /// Emits the function that binds type parameters around a definition, and its call; `body` leaves
    /// what the call gives in a register.
    fn with_type_params(
        &mut self,
        scope: ScopeId,
        name: &str,
        span: Span,
        args: impl FnOnce(&mut Self) -> Res<Signature>,
        body: impl FnOnce(&mut Self) -> Res<Reg>,
    ) -> Res<Reg> {
        let mark = self.unit.temps;
        let name = format!("<generic parameters of {name}>");
        let qualname = self.qualname(&name);
        // The function goes below its arguments, which are evaluated out here.
        self.enter_unit(scope, CodeKind::Function, name.into(), qualname)?;
        self.unit.firstlineno = self.input.lines.line(span.start);
        let result = body(self)?;
        self.emit_return(Some(result), self.unit.temps, span);
        self.unit.temps = 0;
        self.unit.signature.args = self.unit.params;
        let code = self.leave_unit(span)?;
        let function = self.make_function(code, scope, mark, 0, span);
        let signature = args(self)?;
        let dst = self.dest(Want::Temp, mark);
        self.emit(Op::Call, function, signature.args, dst, span);
        Ok(dst)
    }

    /// A function with type parameters, in a new temporary.
    pub(crate) fn generic_function(
        &mut self,
        def: &'a FunctionDef,
        first_line: u32,
        span: Span,
    ) -> Res<Reg> {
        let scope = self.input.scopes.of(def, Part::TypeParams);
        self.with_type_params(
            scope,
            &def.name,
            span,
            |this| {
                let flags = this.defaults(&def.params, span)?;
                Ok(Signature {
                    args: flags.count_ones(),
                    ..Signature::default()
                })
            },
            |this| {
                let params = this.type_params(&def.type_params)?;
                let outside = [known::DOT_DEFAULTS, known::DOT_KWDEFAULTS].map(|name| {
                    match this.lookup(name) {
                        super::names::Var::Reg(reg) => Some(reg),
                        _ => None,
                    }
                });
                let function = this.function(def, first_line, Some(outside), span)?;
                let tuple = this.unit.push_temp();
                this.emit(Op::Move, tuple, params, (), span);
                let which = Intrinsic::SetFunctionTypeParams as u32;
                this.emit(Op::CallIntrinsic, function, function, which, span);
                Ok(function)
            },
        )
    }

    /// A class with type parameters, in a new temporary.
    pub(crate) fn generic_class(
        &mut self,
        def: &'a ClassDef,
        first_line: u32,
        span: Span,
    ) -> Res<Reg> {
        let scope = self.input.scopes.of(def, Part::TypeParams);
        self.with_type_params(
            scope,
            &def.name,
            span,
            |_| Ok(Signature::default()),
            |this| {
                let params = this.type_params(&def.type_params)?;
                this.store_and_pop(known::DOT_TYPE_PARAMS, params, span);
                this.build_class(def, first_line, span)
            },
        )
    }

    /// `type name[T] = value`.
    pub(crate) fn type_alias(&mut self, alias: &'a TypeAlias, span: Span) -> Res {
        let mark = self.unit.temps;
        let result = if alias.type_params.is_empty() {
            self.make_alias(alias, span)?
        } else {
            let scope = self.input.scopes.of(alias, Part::TypeParams);
            self.with_type_params(
                scope,
                &alias.name,
                span,
                |_| Ok(Signature::default()),
                |this| this.make_alias(alias, span),
            )?
        };
        let sym = self.sym(&alias.name);
        self.store_name(sym, result, span);
        self.unit.temps = mark;
        Ok(())
    }

    fn make_alias(&mut self, alias: &'a TypeAlias, span: Span) -> Res<Reg> {
        let mark = self.unit.temps;
        self.push_const(Const::Str(StrContent::from(&*alias.name)), span);
        if alias.type_params.is_empty() {
            self.push_const(Const::None, span);
        } else {
            self.type_params(&alias.type_params)?;
        }
        let scope = self.input.scopes.of(alias, Part::Body);
        self.evaluator(scope, &alias.name, &alias.value, span)?;
        let dst = self.dest(Want::Temp, mark);
        let which = Intrinsic::TypeAlias as u32;
        self.emit(Op::CallIntrinsic, dst, dst, which, span);
        Ok(dst)
    }
}

/// Whether statements of a block, not those of blocks inside, annotate a name.
fn has_annotations(body: &[Stmt]) -> bool {
    let mut all = Vec::new();
    collect(body, true, &mut all);
    !all.is_empty()
}

/// Collects the annotated names of a block in the order in which they are emitted, each with whether it
/// may not be executed.
fn collect<'a>(body: &'a [Stmt], conditional: bool, all: &mut Vec<(&'a AnnAssign, bool)>) {
    for stmt in body {
        match &stmt.kind {
            StmtKind::AnnAssign(ann)
                if ann.simple && matches!(ann.target.kind, ExprKind::Name(_)) =>
            {
                all.push((ann, conditional));
            }
            StmtKind::For(f) => {
                collect(&f.body, true, all);
                collect(&f.orelse, true, all);
            }
            StmtKind::While(w) => {
                collect(&w.body, true, all);
                collect(&w.orelse, true, all);
            }
            StmtKind::If(i) => {
                for branch in &i.branches {
                    collect(&branch.body, true, all);
                }
                collect(&i.orelse, true, all);
            }
            StmtKind::With(w) => collect(&w.body, true, all),
            StmtKind::Match(m) => {
                for case in &m.cases {
                    collect(&case.body, true, all);
                }
            }
            StmtKind::Try(t) => {
                collect(&t.body, true, all);
                for handler in &t.handlers {
                    collect(&handler.body, true, all);
                }
                collect(&t.orelse, true, all);
                collect(&t.finalbody, true, all);
            }
            _ => {}
        }
    }
}
