//! Functions and lambdas.

use std::sync::Arc;

use super::ir::{Label, Reg};
use super::unit::Signature;
use super::{Emitter, Res, Want, docstring};
use crate::ast::*;
use crate::code::{Code, CodeKind, Const};
use crate::op::{Intrinsic, Op};
use crate::scope::{Part, Place, ScopeId, ScopeKind};
use crate::span::Span;

impl<'a> Emitter<'a> {
    /// The qualified name of a function that is defined here.
    pub(crate) fn qualname(&mut self, name: &str) -> Arc<str> {
        self.qualname_of(name, false)
    }

    /// The qualified name of what is defined here. `binds`: the definition binds the name, so that a
    /// global declaration counts.
    pub(crate) fn qualname_of(&mut self, name: &str, binds: bool) -> Arc<str> {
        let sym = self.sym(name);
        let scopes = self.input.scopes;
        let is_type_params = scopes.get(self.unit.scope).kind == ScopeKind::TypeParams;
        let parent = match self.outer.last() {
            Some(outer) if is_type_params => outer,
            _ => &self.unit,
        };
        let scope = scopes.get(parent.scope);
        let is_global = binds
            && scope
                .get(sym)
                .is_some_and(|s| s.place == Place::GlobalExplicit);
        if is_global || scope.kind == ScopeKind::Module {
            return name.into();
        }
        match scope.kind {
            ScopeKind::Function | ScopeKind::Generator => {
                format!("{}.<locals>.{name}", parent.qualname).into()
            }
            _ => format!("{}.{name}", parent.qualname).into(),
        }
    }

    /// `def`.
    pub(crate) fn function_def(&mut self, def: &'a FunctionDef, span: Span) -> Res {
        if def.is_async {
            return self.unsupported("'async def'", span);
        }
        let mark = self.unit.temps;
        for decorator in &def.decorators {
            self.value(decorator, Want::Temp)?;
        }
        let first_line = def.decorators.first().map_or(span.start, |d| d.span.start);
        let first_line = self.input.lines.line(first_line);
        if def.type_params.is_empty() {
            self.function(def, first_line, None, span)?;
        } else {
            self.generic_function(def, first_line, span)?;
        }
        self.apply_decorators(&def.decorators, mark);
        let sym = self.sym(&def.name);
        self.unit.temps = mark;
        self.store_name(sym, Reg::temp(mark), span);
        Ok(())
    }

    /// Calls the decorators in the temporaries from `mark` on with what follows them.
    pub(crate) fn apply_decorators(&mut self, decorators: &'a [Expr], mark: u32) {
        for (i, decorator) in decorators.iter().enumerate().rev() {
            let callable = Reg::temp(mark + i as u32);
            self.emit(Op::Call, callable, 1u32, callable, decorator.span);
        }
    }

    /// Makes a function object in a new temporary. `outside`: the registers that hold its defaults and
    /// keyword defaults, where these were evaluated already.
    pub(crate) fn function(
        &mut self,
        def: &'a FunctionDef,
        first_line: u32,
        outside: Option<[Option<Reg>; 2]>,
        span: Span,
    ) -> Res<Reg> {
        let mark = self.unit.temps;
        let mut flags = match outside {
            None => self.defaults(&def.params, span)?,
            Some(regs) => {
                let mut flags = 0;
                for (reg, flag) in regs.into_iter().zip([1, 2]) {
                    let Some(reg) = reg else { continue };
                    let temp = self.unit.push_temp();
                    self.emit(Op::Move, temp, reg, (), span);
                    flags |= flag;
                }
                flags
            }
        };
        let qualname = self.qualname_of(&def.name, true);
        if self.function_annotations(def, &qualname, span)? {
            flags |= 4;
        }
        let scope = self.input.scopes.of(def, Part::Body);
        self.enter_unit(scope, CodeKind::Function, (&*def.name).into(), qualname)?;
        self.unit.firstlineno = first_line;
        self.unit.signature = signature(&def.params);
        let mut body = &def.body[..];
        if let Some((text, _)) = docstring(body) {
            if self.input.optimize < 2 {
                self.unit.docstring = Some(super::class::clean_doc(text));
            }
            body = &body[1..];
        }
        let guard = self
            .input
            .scopes
            .get(scope)
            .generator
            .then(|| self.open_generator());
        self.stmts(body)?;
        if let Some(guard) = guard {
            let end = def.body.last().map_or(span, |s| s.span);
            self.close_generator(guard, end);
        }
        let code = self.leave_unit(span)?;
        Ok(self.make_function(code, scope, mark, flags, span))
    }

    /// Puts the defaults into new temporaries, as `MakeFunction` wants them; gives its flags.
    pub(crate) fn defaults(&mut self, params: &'a Params, span: Span) -> Res<u32> {
        let mut flags = 0;
        let positional = || {
            let params = params.posonly.iter().chain(&params.args);
            params.filter_map(|p| p.default.as_ref())
        };
        let count = positional().count();
        if count > 0 {
            let mark = self.unit.temps;
            let constants: Option<Box<[Const]>> = positional().map(|d| self.constant(d)).collect();
            if let Some(constants) = constants {
                self.push_const(Const::Tuple(constants), span);
            } else {
                for default in positional() {
                    self.value(default, Want::Temp)?;
                }
                let dst = self.dest(Want::Temp, mark);
                self.emit(Op::BuildTuple, dst, Reg::temp(mark), count as u32, span);
            }
            flags |= 1;
        }
        let mark = self.unit.temps;
        let mut count = 0u32;
        for param in &params.kwonly {
            if let Some(default) = &param.default {
                let sym = self.sym(&param.name);
                let name = self.name_const(sym);
                self.push_const(name, default.span);
                self.value(default, Want::Temp)?;
                count += 1;
            }
        }
        if count > 0 {
            let dst = self.dest(Want::Temp, mark);
            self.emit(Op::BuildMap, dst, Reg::temp(mark), count, span);
            flags |= 2;
        }
        Ok(flags)
    }

    /// Emits the instruction that makes a function; its defaults and so on are in the temporaries from
    /// `mark` on, as `flags` tell. The function goes to the temporary `mark`.
    pub(crate) fn make_function(
        &mut self,
        code: Arc<Code>,
        scope: ScopeId,
        mark: u32,
        mut flags: u32,
        span: Span,
    ) -> Reg {
        if self.push_closure(scope, span).is_some() {
            flags |= 8;
        }
        let code = self.unit.constant(Const::Code(code));
        let dst = self.dest(Want::Temp, mark);
        self.emit_ext(Op::MakeFunction, dst, dst, flags, u64::from(code), span);
        dst
    }

    /// `lambda`.
    pub(crate) fn lambda(&mut self, lambda: &'a Lambda, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        let flags = self.defaults(&lambda.params, span)?;
        let scope = self.input.scopes.of(lambda, Part::Body);
        let qualname = self.qualname("<lambda>");
        self.enter_unit(scope, CodeKind::Function, "<lambda>".into(), qualname)?;
        self.unit.firstlineno = self.input.lines.line(span.start);
        self.unit.signature = signature(&lambda.params);
        let guard = self
            .input
            .scopes
            .get(scope)
            .generator
            .then(|| self.open_generator());
        let value = self.value(&lambda.body, Want::Any)?;
        self.emit_return(Some(value), self.unit.temps, lambda.body.span);
        self.unit.temps = 0;
        if let Some(guard) = guard {
            self.close_generator(guard, lambda.body.span);
        }
        let code = self.leave_unit(span)?;
        let function = self.make_function(code, scope, mark, flags, span);
        Ok(self.deliver(function, want, mark, span))
    }

    /// Opens the region of a generator's body: a StopIteration that leaves it becomes a RuntimeError.
    pub(crate) fn open_generator(&mut self) -> Label {
        let handler = self.unit.label();
        self.open_region(handler, Reg::temp(0), Reg::temp(0));
        handler
    }

    /// Closes the region of a generator's body.
    pub(crate) fn close_generator(&mut self, handler: Label, span: Span) {
        self.emit_return(None, self.unit.temps, span);
        self.close_region();
        self.unit.place(handler);
        let exc = self.unit.push_temp();
        let which = Intrinsic::StopIterationError as u32;
        self.emit(Op::CallIntrinsic, exc, exc, which, span);
        self.emit(Op::Reraise, exc, (), (), span);
        self.unit.temps = 0;
    }
}

/// How many parameters of each sort there are.
fn signature(params: &Params) -> Signature {
    Signature {
        args: (params.posonly.len() + params.args.len()) as u32,
        posonly: params.posonly.len() as u32,
        kwonly: params.kwonly.len() as u32,
        varargs: params.vararg.is_some(),
        varkeywords: params.kwarg.is_some(),
    }
}
