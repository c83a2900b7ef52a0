//! The emitter: from the tree and its scopes to code objects.
//!
//! Instructions are collected in a symbolic form ([`ir`]) per code object ([`unit`]) and assembled
//! when it is complete ([`assemble`]). Temporaries follow a stack discipline: whoever takes one gives it
//! back by resetting [`Unit::temps`](unit::Unit), and its value must have been consumed by then.
//! An expression is emitted by [`Emitter::value`], which is told where its value is [`Want`]ed.

mod assemble;
mod assign;
mod call;
mod class;
mod comp;
mod cond;
mod exc;
mod expr;
mod flow;
mod fold;
mod fstring;
mod func;
mod import;
mod ir;
mod loops;
mod names;
mod pattern;
mod stmt;
mod types;
mod unit;
mod unwind;

use std::sync::Arc;

use crate::ast::*;
use crate::code::{Code, CodeKind, Const};
use crate::diag::{DiagKind, Diagnostic};
use crate::intern::{Interner, Sym, known};
use crate::op::Op;
use crate::scope::{Place, ScopeId, ScopeKind, Scopes, flag};
use crate::span::{LineIndex, Span};
use ir::{Arg, Reg};
use unit::Unit;

/// Code objects are not nested deeper than this.
const MAX_NESTING: usize = 200;

/// The result of emitting something.
pub(crate) type Res<T = ()> = Result<T, Diagnostic>;

/// Where the value of an expression is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// Anywhere: in place if it is a variable in a register, else in a new temporary.
    Any,
    /// In a new temporary on top of the others.
    Temp,
    /// In this register, which is written by the last instruction that can fail.
    To(Reg),
}

/// What the emitter needs besides the tree.
pub(crate) struct Input<'a> {
    /// The tree.
    pub(crate) module: &'a Module,
    /// Where each name lives.
    pub(crate) scopes: &'a Scopes,
    /// The file name for tracebacks.
    pub(crate) filename: Arc<str>,
    /// The text's lines.
    pub(crate) lines: Arc<LineIndex>,
    /// 0, 1 (no asserts) or 2 (no docstrings either).
    pub(crate) optimize: u8,
}

/// Emits code objects.
pub(crate) struct Emitter<'a> {
    pub(crate) input: Input<'a>,
    pub(crate) names: Interner,
    pub(crate) unit: Unit<'a>,
    /// The source line that was asked for last.
    pub(crate) line: Span,
    /// The units around the current one.
    pub(crate) outer: Vec<Unit<'a>>,
}

/// Emits the code of a whole text.
///
/// # Errors
/// Constructs that are not supported, misplaced statements, and blocks too large for the code format.
pub(crate) fn emit(input: Input<'_>, names: Interner) -> Res<Arc<Code>> {
    let name: Arc<str> = "<module>".into();
    let unit = Unit::new(ScopeId::MODULE, CodeKind::Module, name.clone(), name);
    let module = input.module;
    let mut emitter = Emitter {
        input,
        names,
        unit,
        line: Span::default(),
        outer: Vec::new(),
    };
    emitter.prepare_registers();
    emitter.module(module)?;
    emitter.finish_unit(Span::default())
}

impl<'a> Emitter<'a> {
    fn module(&mut self, module: &'a Module) -> Res {
        match (module.mode, &module.body[..]) {
            (
                Mode::Eval,
                [
                    Stmt {
                        kind: StmtKind::Expr(value),
                        ..
                    },
                ],
            ) => {
                let result = self.value(value, Want::Any)?;
                self.emit_return(Some(result), self.unit.temps, value.span);
                self.unit.temps = 0;
                Ok(())
            }
            (Mode::Exec, body) => {
                let body = self.module_docstring(body);
                self.module_annotations()?;
                self.stmts(body)
            }
            (_, body) => {
                self.module_annotations()?;
                self.stmts(body)
            }
        }
    }

    /// Stores the docstring of a module, and gives the statements after it.
    fn module_docstring(&mut self, body: &'a [Stmt]) -> &'a [Stmt] {
        let Some((text, span)) = docstring(body) else {
            return body;
        };
        if self.input.optimize < 2 {
            self.store_docstring(text, span);
        }
        &body[1..]
    }

    // ---- units ------------------------------------------------------------------------------

    /// Starts a code object inside the current one.
    ///
    /// # Errors
    /// When it is nested too deeply.
    pub(crate) fn enter_unit(
        &mut self,
        scope: ScopeId,
        kind: CodeKind,
        name: Arc<str>,
        qualname: Arc<str>,
    ) -> Res {
        if self.outer.len() >= MAX_NESTING {
            return Err(Diagnostic::new(
                DiagKind::Recursion,
                "maximum recursion depth exceeded during compilation",
                Span::default(),
            ));
        }
        let unit = Unit::new(scope, kind, name, qualname);
        self.outer.push(std::mem::replace(&mut self.unit, unit));
        self.prepare_registers();
        Ok(())
    }

    /// Completes the current code object, and goes back to the one around it.
    ///
    /// # Errors
    /// When it is too large for the code format.
    pub(crate) fn leave_unit(&mut self, span: Span) -> Res<Arc<Code>> {
        let code = self.finish_unit(span)?;
        if let Some(outer) = self.outer.pop() {
            self.unit = outer;
        }
        Ok(code)
    }

    /// Gives the variables of the unit's scope their registers, and makes its cells.
    fn prepare_registers(&mut self) {
        let scopes = self.input.scopes;
        let scope = scopes.get(self.unit.scope);
        let unit = &mut self.unit;
        if scope.kind.is_function_like() {
            let mut cells = Vec::new();
            for symbol in &scope.symbols {
                let reg = match symbol.place {
                    Place::Local | Place::Cell => Some(unit.new_fixed(Some(symbol.name))),
                    _ => None,
                };
                unit.regs.push(reg);
                let Some(reg) = reg else { continue };
                if symbol.flags & flag::PARAM != 0 {
                    unit.flow.set(reg.0);
                    unit.params += 1;
                }
                if symbol.flags & flag::DELETED != 0 {
                    unit.deletable.set(reg.0);
                }
                if symbol.flags & flag::WALRUS != 0 {
                    unit.walrus.set(reg.0);
                }
                if symbol.place == Place::Cell {
                    cells.push((symbol.name, reg));
                }
            }
            unit.cells = cells;
        } else if scope.kind == ScopeKind::Class {
            let conditional = scope.conditional_annotations;
            for (name, needed) in [
                (known::CLASS, scope.needs_class),
                (known::CLASSDICT, scope.needs_classdict),
                (known::CONDITIONAL, conditional),
            ] {
                if needed {
                    let reg = unit.new_fixed(Some(name));
                    unit.class_cells.push((name, reg));
                    unit.cells.push((name, reg));
                }
            }
        }
        unit.has_walrus = scope.has_walrus;
        unit.free_index = scope
            .frees
            .iter()
            .zip(0..)
            .map(|(&name, i)| (name, i))
            .collect();
        for i in 0..self.unit.cells.len() {
            let (_, reg) = self.unit.cells[i];
            self.emit(Op::MakeCell, reg, (), (), Span::default());
        }
    }

    /// Completes the current unit.
    fn finish_unit(&mut self, span: Span) -> Res<Arc<Code>> {
        let end = self.unit.ir.last().map_or(span, |last| last.span);
        self.emit_return(None, self.unit.temps, end);
        let scopes = self.input.scopes;
        let scope = scopes.get(self.unit.scope);
        let unit = &mut self.unit;
        let names = &self.names;
        unit.cells
            .sort_unstable_by(|a, b| names.text(a.0).cmp(names.text(b.0)));
        let parts = assemble::assemble(unit, names, span)?;
        if scope.frees.len() > u16::MAX as usize {
            return Err(assemble::too_many("free variables", span));
        }
        let empty: Arc<str> = "".into();
        let unit = &mut self.unit;
        Ok(Arc::new(Code {
            name: unit.name.clone(),
            qualname: unit.qualname.clone(),
            filename: self.input.filename.clone(),
            kind: unit.kind,
            argcount: unit.signature.args,
            posonly: unit.signature.posonly,
            kwonly: unit.signature.kwonly,
            varargs: unit.signature.varargs,
            varkeywords: unit.signature.varkeywords,
            generator: scope.generator,
            nested: scope.nested,
            words: parts.words,
            consts: std::mem::take(&mut unit.consts).into(),
            names: parts.names,
            varnames: unit
                .fixed_names
                .iter()
                .map(|name| name.map_or(&empty, |sym| names.text(sym)).clone())
                .collect(),
            cells: unit.cells.iter().map(|&(_, reg)| reg.0 as u16).collect(),
            freevars: scope
                .frees
                .iter()
                .map(|&sym| names.text(sym).clone())
                .collect(),
            first_temp: parts.first_temp,
            nregs: parts.nregs,
            handlers: parts.handlers,
            positions: parts.positions,
            lines: self.input.lines.clone(),
            firstlineno: unit.firstlineno,
            docstring: unit.docstring.take(),
        }))
    }

    // ---- instructions -----------------------------------------------------------------------

    /// A return of a value or of None; `live` temporaries may hold something besides it.
    pub(crate) fn emit_return(&mut self, value: Option<Reg>, live: u32, span: Span) {
        let rest = Reg::temp(live);
        match value {
            Some(value) => self.emit(Op::Return, value, rest, (), span),
            None => self.emit(Op::ReturnNone, (), rest, (), span),
        }
    }

    /// Emits an instruction. A wide operand stands at `b`.
    pub(crate) fn emit(
        &mut self,
        op: Op,
        a: impl Into<Arg>,
        b: impl Into<Arg>,
        c: impl Into<Arg>,
        span: Span,
    ) {
        self.unit
            .push(op, a.into().0, b.into().0, c.into().0, 0, span);
    }

    /// Emits an instruction with an extension word.
    pub(crate) fn emit_ext(
        &mut self,
        op: Op,
        a: impl Into<Arg>,
        b: impl Into<Arg>,
        c: impl Into<Arg>,
        ext: u64,
        span: Span,
    ) {
        self.unit
            .push(op, a.into().0, b.into().0, c.into().0, ext, span);
    }

    /// Gives back the temporaries above `mark`, and says where a value that is wanted goes.
    pub(crate) fn dest(&mut self, want: Want, mark: u32) -> Reg {
        self.unit.temps = mark;
        match want {
            Want::To(reg) => reg,
            Want::Any | Want::Temp => self.unit.push_temp(),
        }
    }

    /// Moves a value that is in `reg` to where it is wanted.
    pub(crate) fn deliver(&mut self, reg: Reg, want: Want, mark: u32, span: Span) -> Reg {
        if want == Want::Any && !reg.is_temp() {
            self.unit.temps = mark;
            return reg;
        }
        let dst = self.dest(want, mark);
        if dst != reg {
            self.emit(Op::Move, dst, reg, (), span);
        }
        dst
    }

    /// Loads a constant into a register.
    pub(crate) fn load_const(&mut self, dst: Reg, value: Const, span: Span) {
        match value {
            Const::None => self.emit(Op::LoadNone, dst, (), (), span),
            Const::Int(i) if i32::try_from(i).is_ok() => {
                self.emit(Op::LoadInt, dst, i as i32, (), span);
            }
            _ => {
                let index = self.unit.constant(value);
                self.emit(Op::LoadConst, dst, index, (), span);
            }
        }
    }

    /// Loads a constant into a new temporary.
    pub(crate) fn push_const(&mut self, value: Const, span: Span) -> Reg {
        let dst = self.unit.push_temp();
        self.load_const(dst, value, span);
        dst
    }

    /// The interned number of a name as the current block sees it (private names are mangled).
    pub(crate) fn sym(&mut self, name: &str) -> Sym {
        let scopes = self.input.scopes;
        let private = scopes.get(self.unit.scope).private.as_deref();
        self.names.intern_mangled(name, private)
    }

    /// A constant string that is a name's text.
    pub(crate) fn name_const(&self, sym: Sym) -> Const {
        Const::Str(StrContent::from(&**self.names.text(sym)))
    }

    /// The error for a construct that Hasp does not have.
    pub(crate) fn unsupported<T>(&self, what: &str, span: Span) -> Res<T> {
        Err(Diagnostic::new(
            DiagKind::Unsupported,
            format!("{what} is not supported by Hasp yet"),
            span,
        ))
    }
}

/// The docstring that a body starts with.
pub(crate) fn docstring(body: &[Stmt]) -> Option<(&StrContent, Span)> {
    match &body.first()?.kind {
        StmtKind::Expr(value) => match &value.kind {
            ExprKind::Str(text) => Some((text, value.span)),
            _ => None,
        },
        _ => None,
    }
}
