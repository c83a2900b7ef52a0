//! Imports.

use super::ir::Reg;
use super::{Emitter, Res};
use crate::ast::*;
use crate::code::Const;
use crate::op::Op;
use crate::span::Span;

impl<'a> Emitter<'a> {
    /// Imports a module into a new temporary.
    fn import_module(&mut self, name: &str, level: u32, names: Const, span: Span) -> Reg {
        let mark = self.unit.temps;
        self.push_const(Const::Int(i64::from(level)), span);
        self.push_const(names, span);
        let sym = self.names.intern(name);
        let name = self.unit.name(sym);
        self.unit.temps = mark;
        let module = self.unit.push_temp();
        self.emit(Op::ImportName, module, module, name, span);
        module
    }

    /// `import a.b, c as d`.
    pub(crate) fn import(&mut self, aliases: &'a [Alias], span: Span) -> Res {
        for alias in aliases {
            let mark = self.unit.temps;
            let module = self.import_module(&alias.name, 0, Const::None, span);
            let bound = match &alias.asname {
                None => alias.name.split('.').next().unwrap_or(""),
                Some(asname) => {
                    // `import a.b.c as d` binds the innermost module.
                    for part in alias.name.split('.').skip(1) {
                        let sym = self.names.intern(part);
                        let name = self.unit.name(sym);
                        let inner = self.unit.push_temp();
                        self.emit(Op::ImportFrom, inner, module, name, span);
                        self.emit(Op::Move, module, inner, (), span);
                        self.unit.temps -= 1;
                    }
                    asname
                }
            };
            let sym = self.sym(bound);
            self.store_name(sym, module, span);
            self.unit.temps = mark;
        }
        Ok(())
    }

    /// `from m import a as b`.
    pub(crate) fn import_from(&mut self, import: &'a ImportFrom, span: Span) -> Res {
        let mark = self.unit.temps;
        let names = import
            .names
            .iter()
            .map(|alias| Const::Str(StrContent::from(&*alias.name)))
            .collect();
        let from = import.module.as_deref().unwrap_or("");
        let module = self.import_module(from, import.level, Const::Tuple(names), span);
        for alias in &import.names {
            if alias.name == "*" {
                self.emit(Op::ImportStar, module, (), (), span);
                self.unit.temps = mark;
                return Ok(());
            }
            let sym = self.names.intern(&alias.name);
            let name = self.unit.name(sym);
            let bound = alias.asname.as_ref().unwrap_or(&alias.name);
            let value = self.unit.push_temp();
            self.emit(Op::ImportFrom, value, module, name, span);
            let sym = self.sym(bound);
            self.store_and_pop(sym, value, span);
        }
        self.emit(Op::Clear, module, (), (), span);
        self.unit.temps = mark;
        Ok(())
    }
}
