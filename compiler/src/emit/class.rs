//! Classes, and docstrings.

use std::sync::Arc;

use super::call::starred_or;
use super::ir::Reg;
use super::{Emitter, Res, Want, docstring};
use crate::ast::*;
use crate::code::{Code, CodeKind, Const};
use crate::intern::known;
use crate::op::{Intrinsic, Op};
use crate::scope::{Part, ScopeKind};
use crate::span::Span;

impl<'a> Emitter<'a> {
    /// `class`.
    pub(crate) fn class_def(&mut self, def: &'a ClassDef, span: Span) -> Res {
        let mark = self.unit.temps;
        for decorator in &def.decorators {
            self.value(decorator, Want::Temp)?;
        }
        let first = def.decorators.first().map_or(span.start, |d| d.span.start);
        let first_line = self.input.lines.line(first);
        if def.type_params.is_empty() {
            self.build_class(def, first_line, span)?;
        } else {
            self.generic_class(def, first_line, span)?;
        }
        self.apply_decorators(&def.decorators, mark);
        let sym = self.sym(&def.name);
        self.unit.temps = mark;
        self.store_name(sym, Reg::temp(mark), span);
        Ok(())
    }

    /// Calls `__build_class__`; the class goes to a new temporary.
    pub(crate) fn build_class(
        &mut self,
        def: &'a ClassDef,
        first_line: u32,
        span: Span,
    ) -> Res<Reg> {
        let mark = self.unit.temps;
        let generic = !def.type_params.is_empty();
        let build = self.unit.push_temp();
        self.emit(Op::LoadBuildClass, build, (), (), span);
        let code = self.class_body(def, first_line, span)?;
        let scope = self.input.scopes.of(def, Part::Body);
        self.make_function(code, scope, mark + 1, 0, span);
        self.push_const(Const::Str(StrContent::from(&*def.name)), span);
        let plain = !def.bases.iter().any(super::expr::is_starred)
            && def.keywords.iter().all(|k| k.name.is_some())
            && def.bases.len() + def.keywords.len() < 200;
        if plain {
            for base in &def.bases {
                self.value(base, Want::Temp)?;
            }
            if generic {
                self.push_generic_base(span);
            }
            let names = self.push_keywords(&def.keywords)?;
            let count = 2 + def.bases.len() + usize::from(generic) + def.keywords.len();
            let dst = self.dest(Want::Temp, mark);
            self.emit_call(Op::Call, build, count as u32, names, dst, span);
            return Ok(dst);
        }
        let args = Reg::temp(mark + 1);
        self.emit(Op::BuildList, args, args, 2u32, span);
        self.unit.temps = mark + 2;
        for base in &def.bases {
            let (op, base) = starred_or(base, Op::ListExtend, Op::ListAppend);
            let value = self.value(base, Want::Any)?;
            self.emit(op, args, value, (), span);
            self.unit.temps = mark + 2;
        }
        if generic {
            let base = self.push_generic_base(span);
            self.emit(Op::ListAppend, args, base, (), span);
            self.unit.temps = mark + 2;
        }
        self.finish_spread(0, &def.keywords, mark, span, Want::Temp)
    }

    fn push_generic_base(&mut self, span: Span) -> Reg {
        let base = self.load_name(known::DOT_TYPE_PARAMS, Want::Temp, span);
        let which = Intrinsic::SubscriptGeneric as u32;
        self.emit(Op::CallIntrinsic, base, base, which, span);
        base
    }

    /// The code of a class body.
    fn class_body(&mut self, def: &'a ClassDef, first_line: u32, span: Span) -> Res<Arc<Code>> {
        let qualname = self.qualname_of(&def.name, true);
        let id = self.input.scopes.of(def, Part::Body);
        let scope = self.input.scopes.get(id);
        self.enter_unit(id, CodeKind::Class, (&*def.name).into(), qualname.clone())?;
        self.unit.firstlineno = first_line;
        let start = Span::new(span.start, span.start);
        let value = self.load_name(known::NAME, Want::Temp, start);
        self.store_and_pop(known::MODULE, value, start);
        let value = self.push_const(Const::Str(StrContent::from(&*qualname)), start);
        self.store_and_pop(known::QUALNAME, value, start);
        let value = self.push_const(Const::Int(i64::from(first_line)), start);
        self.store_and_pop(known::FIRSTLINENO, value, start);
        let mut body = &def.body[..];
        if let Some((text, at)) = docstring(body) {
            if self.input.optimize < 2 {
                self.store_docstring(text, at);
            }
            body = &body[1..];
        }
        if !def.type_params.is_empty() {
            let value = self.load_name(known::DOT_TYPE_PARAMS, Want::Temp, start);
            self.store_and_pop(known::TYPE_PARAMS, value, start);
        }
        if let Some(cell) = self.class_cell(known::CLASSDICT) {
            let locals = self.unit.push_temp();
            self.emit(Op::LoadLocals, locals, (), (), start);
            self.emit(Op::StoreCell, cell, locals, (), start);
            self.unit.temps = 0;
        }
        if let Some(cell) = self.class_cell(known::CONDITIONAL) {
            let set = self.unit.push_temp();
            self.emit(Op::BuildSet, set, set, 0u32, start);
            self.emit(Op::StoreCell, cell, set, (), start);
            self.unit.temps = 0;
        }
        self.begin_annotations(&def.body, start);
        self.stmts(body)?;
        self.class_annotations(&def.body, start)?;
        self.store_static_attributes(start);
        if let Some(cell) = self.class_cell(known::CLASSDICT) {
            self.store_name(known::CLASSDICTCELL, cell, start);
        }
        if scope.needs_class
            && let Some(cell) = self.class_cell(known::CLASS)
        {
            self.store_name(known::CLASSCELL, cell, start);
            self.emit_return(Some(cell), self.unit.temps, start);
        }
        self.leave_unit(span)
    }

    /// The register of one of a class body's own cells.
    pub(crate) fn class_cell(&self, name: u32) -> Option<Reg> {
        let cell = self.unit.class_cells.iter().find(|c| c.0 == name);
        cell.map(|&(_, reg)| reg)
    }

    /// Stores a temporary under a name and gives the temporary back.
    pub(crate) fn store_and_pop(&mut self, name: u32, value: Reg, span: Span) {
        self.store_name(name, value, span);
        if let Some(temp) = value.as_temp() {
            self.unit.temps = temp;
        }
    }

    fn store_static_attributes(&mut self, span: Span) {
        let mut names = std::mem::take(&mut self.unit.static_attributes);
        names.sort_unstable();
        names.dedup();
        let names = names
            .iter()
            .map(|name| Const::Str(StrContent::from(&**name)))
            .collect();
        let value = self.push_const(Const::Tuple(names), span);
        self.store_and_pop(known::STATIC_ATTRIBUTES, value, span);
    }

    /// Notes `self.name = …` for the class around the current method.
    pub(crate) fn note_static_attribute(&mut self, attribute: &Attribute) {
        match &attribute.value.kind {
            ExprKind::Name(name) if name == "self" => {}
            _ => return,
        }
        if self.unit.kind != CodeKind::Function {
            return;
        }
        let scopes = self.input.scopes;
        let class = self
            .outer
            .iter_mut()
            .rev()
            .find(|unit| scopes.get(unit.scope).kind == ScopeKind::Class);
        if let Some(class) = class {
            class.static_attributes.push((&*attribute.attr).into());
        }
    }

    /// Stores a docstring as `__doc__`.
    pub(crate) fn store_docstring(&mut self, text: &StrContent, span: Span) {
        let value = self.push_const(Const::Str(clean_doc(text)), span);
        self.store_and_pop(known::DOC, value, span);
    }
}

/// A docstring without the indentation that its lines share; tabs are expanded.
pub(crate) fn clean_doc(text: &StrContent) -> StrContent {
    let Some(text) = text.as_str() else {
        return text.clone();
    };
    let expanded = expand_tabs(text);
    let text = expanded.as_deref().unwrap_or(text);
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or("").trim_start_matches(' ');
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin = lines
        .clone()
        .filter(|line| indent(line) < line.len())
        .map(indent)
        .min()
        .unwrap_or(usize::MAX);
    let mut cleaned = String::with_capacity(text.len());
    cleaned.push_str(first);
    for line in lines {
        cleaned.push('\n');
        cleaned.push_str(&line[indent(line).min(margin)..]);
    }
    StrContent::from(cleaned)
}

/// The text with tabs as spaces up to the next multiple of eight columns.
fn expand_tabs(text: &str) -> Option<String> {
    if !text.contains('\t') {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 32);
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let width = 8 - column % 8;
                out.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::clean_doc;

    fn clean(text: &str) -> String {
        clean_doc(&text.into()).as_str().unwrap_or("").to_string()
    }

    #[test]
    fn docstrings() {
        assert_eq!(clean("one"), "one");
        assert_eq!(
            clean("  one\n    two\n      three\n    "),
            "one\ntwo\n  three\n"
        );
        assert_eq!(clean("a\n\tb"), "a\nb");
        assert_eq!(clean("a\n\n  b\n c"), "a\n\n b\nc");
    }
}
