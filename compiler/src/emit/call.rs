//! Calls.

use super::expr::is_starred;
use super::ir::Reg;
use super::names::Var;
use super::{Emitter, Res, Want};
use crate::ast::*;
use crate::code::{CodeKind, Const};
use crate::intern::{Sym, known};
use crate::op::Op;
use crate::scope::ScopeKind;
use crate::span::Span;

/// Calls with more arguments than this pass them in a tuple and a dict.
const MAX_ARGS: usize = 250;

/// Whether the arguments can stand in registers.
fn is_plain(args: &[Expr], keywords: &[Keyword]) -> bool {
    args.len() + keywords.len() <= MAX_ARGS
        && !args.iter().any(is_starred)
        && keywords.iter().all(|k| k.name.is_some())
}

impl<'a> Emitter<'a> {
    /// A call.
    pub(crate) fn call(&mut self, call: &'a Call, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        if let ExprKind::Attribute(attribute) = &call.func.kind
            && is_plain(&call.args, &call.keywords)
        {
            self.push_method(attribute, call.func.span)?;
            let span = self.method_span(attribute, call.func.span, span);
            return self.finish_call(Op::CallMethod, &call.args, &call.keywords, mark, span, want);
        }
        self.value(&call.func, Want::Temp)?;
        self.call_pushed(&call.args, &call.keywords, mark, span, want)
    }

    /// The span of a method call: it starts at the method's name if that is on a later line than the
    /// object's end.
    fn method_span(&mut self, attribute: &Attribute, func: Span, call: Span) -> Span {
        let name = self.attribute_span(attribute, func);
        if name == func {
            call
        } else {
            Span::new(name.start, call.end)
        }
    }

    /// Puts a method and its object into two new temporaries.
    fn push_method(&mut self, attribute: &'a Attribute, span: Span) -> Res {
        let mark = self.unit.temps;
        let sym = self.sym(&attribute.attr);
        if let Some(run) = self.push_super(&attribute.value)? {
            let name = self.unit.name(sym);
            self.unit.temps = mark;
            let base = self.unit.push_temp();
            self.unit.push_temp();
            self.emit(Op::LoadSuperMethod, base, run, name, span);
            return Ok(());
        }
        let object = self.value(&attribute.value, Want::Any)?;
        let name = self.unit.name(sym);
        self.unit.temps = mark;
        let base = self.unit.push_temp();
        self.unit.push_temp();
        let span = self.attribute_span(attribute, span);
        self.emit(Op::LoadMethod, base, object, name, span);
        Ok(())
    }

    /// Calls what is in the temporary `mark`, the topmost one.
    pub(crate) fn call_pushed(
        &mut self,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        mark: u32,
        span: Span,
        want: Want,
    ) -> Res<Reg> {
        if is_plain(args, keywords) {
            return self.finish_call(Op::Call, args, keywords, mark, span, want);
        }
        let flags = self.spread_args(args, span)?;
        self.finish_spread(flags, keywords, mark, span, want)
    }

    /// Emits the arguments and the call; the callable is in the temporaries from `mark` on.
    fn finish_call(
        &mut self,
        op: Op,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        mark: u32,
        span: Span,
        want: Want,
    ) -> Res<Reg> {
        for arg in args {
            self.value(arg, Want::Temp)?;
        }
        let names = self.push_keywords(keywords)?;
        let count = (args.len() + keywords.len()) as u32;
        let dst = self.dest(want, mark);
        self.emit_call(op, Reg::temp(mark), count, names, dst, span);
        Ok(dst)
    }

    /// Emits the instruction of a call, with the names of its keyword arguments if there are any.
    pub(crate) fn emit_call(
        &mut self,
        op: Op,
        base: Reg,
        count: u32,
        names: Vec<Const>,
        dst: Reg,
        span: Span,
    ) {
        if names.is_empty() {
            self.emit(op, base, count, dst, span);
            return;
        }
        let op = match op {
            Op::CallMethod => Op::CallMethodKw,
            _ => Op::CallKw,
        };
        let names = self.unit.constant(Const::Tuple(names.into()));
        self.emit_ext(op, base, count, dst, u64::from(names), span);
    }

    /// Puts the values of keyword arguments into new temporaries; gives their names.
    pub(crate) fn push_keywords(&mut self, keywords: &'a [Keyword]) -> Res<Vec<Const>> {
        let mut names = Vec::with_capacity(keywords.len());
        for keyword in keywords {
            let Some(name) = &keyword.name else { continue };
            self.value(&keyword.value, Want::Temp)?;
            // Keywords are mangled in classes as names are.
            let sym = self.sym(name);
            names.push(self.name_const(sym));
        }
        Ok(names)
    }

    /// Puts positional arguments as one sequence into a new temporary; gives the flags of `CallEx`.
    pub(crate) fn spread_args(&mut self, args: &'a [Expr], span: Span) -> Res<u32> {
        if let [
            Expr {
                kind: ExprKind::Starred(inner),
                ..
            },
        ] = args
        {
            self.value(inner, Want::Temp)?;
            return Ok(2);
        }
        if args.is_empty() {
            self.push_const(Const::Tuple(Box::new([])), span);
            return Ok(0);
        }
        self.long_list(args, span)?;
        Ok(0)
    }

    /// Emits the keyword arguments as one dict, and the call of what is in the temporary `mark`.
    pub(crate) fn finish_spread(
        &mut self,
        mut flags: u32,
        keywords: &'a [Keyword],
        mark: u32,
        span: Span,
        want: Want,
    ) -> Res<Reg> {
        let callable = Reg::temp(mark);
        if !keywords.is_empty() {
            flags |= 1;
            let map = self.unit.push_temp();
            let mut rest = keywords;
            let plain = |keywords: &[Keyword]| {
                let end = keywords.iter().position(|k| k.name.is_none());
                end.unwrap_or(keywords.len()).min(MAX_ARGS / 2)
            };
            let first = plain(rest);
            self.unit.temps -= 1;
            self.keyword_dict(&rest[..first], span)?;
            rest = &rest[first..];
            while let Some((keyword, others)) = rest.split_first() {
                let mark = self.unit.temps;
                if keyword.name.is_some() {
                    let count = plain(rest);
                    self.keyword_dict(&rest[..count], span)?;
                    rest = &rest[count..];
                } else {
                    self.value(&keyword.value, Want::Temp)?;
                    rest = others;
                }
                self.emit(Op::DictMerge, map, Reg::temp(mark), callable, span);
                self.unit.temps = mark;
            }
        }
        let dst = self.dest(want, mark);
        self.emit(Op::CallEx, callable, flags, dst, span);
        Ok(dst)
    }

    /// A dict of keyword arguments, in a new temporary.
    fn keyword_dict(&mut self, keywords: &'a [Keyword], span: Span) -> Res {
        let mark = self.unit.temps;
        for keyword in keywords {
            let Some(name) = &keyword.name else { continue };
            let sym = self.sym(name);
            let name = self.name_const(sym);
            self.push_const(name, keyword.span);
            self.value(&keyword.value, Want::Temp)?;
        }
        let map = self.dest(Want::Temp, mark);
        self.emit(
            Op::BuildMap,
            map,
            Reg::temp(mark),
            keywords.len() as u32,
            span,
        );
        Ok(())
    }

    // ---- super ------------------------------------------------------------------------------

    /// `super().name` and `super(C, self).name`, if the expression is that.
    pub(crate) fn super_attribute(
        &mut self,
        attribute: &'a Attribute,
        span: Span,
        want: Want,
    ) -> Res<Option<Reg>> {
        let mark = self.unit.temps;
        let Some(run) = self.push_super(&attribute.value)? else {
            return Ok(None);
        };
        let sym = self.sym(&attribute.attr);
        let name = self.unit.name(sym);
        let dst = self.dest(want, mark);
        self.emit(Op::LoadSuperAttr, dst, run, name, span);
        Ok(Some(dst))
    }

    /// If the expression is `super()` or `super(C, self)`, puts what the name `super` gives, the class
    /// and the object into three new temporaries.
    fn push_super(&mut self, expr: &'a Expr) -> Res<Option<Reg>> {
        let ExprKind::Call(call) = &expr.kind else {
            return Ok(None);
        };
        match &call.func.kind {
            ExprKind::Name(name) if name == "super" => {}
            _ => return Ok(None),
        }
        if self.unit.kind != CodeKind::Function
            || !call.keywords.is_empty()
            || self.lookup(known::SUPER) != Var::Global
        {
            return Ok(None);
        }
        let span = expr.span;
        let run = Reg::temp(self.unit.temps);
        match &call.args[..] {
            [] => {
                let Some(first) = self.first_parameter() else {
                    return Ok(None);
                };
                if !matches!(self.lookup(known::CLASS), Var::Free(_)) {
                    return Ok(None);
                }
                self.load_name(known::SUPER, Want::Temp, call.func.span);
                self.load_name(known::CLASS, Want::Temp, span);
                self.load_name(first, Want::Temp, span);
            }
            [class, object] if !is_starred(class) && !is_starred(object) => {
                self.load_name(known::SUPER, Want::Temp, call.func.span);
                self.value(class, Want::Temp)?;
                self.value(object, Want::Temp)?;
            }
            _ => return Ok(None),
        }
        Ok(Some(run))
    }

    /// The first positional parameter of the current function.
    fn first_parameter(&self) -> Option<Sym> {
        let scope = self.input.scopes.get(self.unit.scope);
        let takes_one = match scope.kind {
            ScopeKind::Function => self.unit.signature.args > 0,
            ScopeKind::Generator => true,
            _ => false,
        };
        takes_one
            .then(|| scope.symbols.first().map(|s| s.name))
            .flatten()
    }
}

/// `*x` with the first instruction, and anything else with the second.
pub(crate) fn starred_or(expr: &Expr, starred: Op, plain: Op) -> (Op, &Expr) {
    match &expr.kind {
        ExprKind::Starred(inner) => (starred, inner),
        _ => (plain, expr),
    }
}
