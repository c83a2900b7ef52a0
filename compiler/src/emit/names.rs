//! Loading, storing and deleting names.

use super::ir::Reg;
use super::unit::CompFrame;
use super::{Emitter, Res, Want};
use crate::code::CodeKind;
use crate::intern::{Sym, known};
use crate::op::{Intrinsic, Op};
use crate::scope::{Place, ScopeId, ScopeKind};
use crate::span::Span;

/// Where a name lives, as the code being emitted sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Var {
    /// In a register.
    Reg(Reg),
    /// In the cell that a register holds.
    Cell(Reg),
    /// In a free variable.
    Free(u32),
    /// In the globals.
    Global,
    /// In the namespace of the class or module.
    Name,
    /// In the class namespace, else in a free variable.
    NameOrFree(u32),
    /// In the namespace of the class around an annotation scope, else global.
    ClassOrGlobal,
    /// In the namespace of the class around an annotation scope, else in a free variable.
    ClassOrFree(u32),
}

impl<'a> Emitter<'a> {
    /// Where a name lives.
    pub(crate) fn lookup(&self, sym: Sym) -> Var {
        let scopes = self.input.scopes;
        let unit = &self.unit;
        let unit_scope = scopes.get(unit.scope);
        let free = |sym: Sym| unit.free_index.get(&sym).copied();
        for comp in unit.comps.iter().rev() {
            let scope = scopes.get(comp.scope);
            let Some(at) = scope.position(sym) else {
                continue;
            };
            let reg = comp.regs[at as usize];
            match (scope.symbols[at as usize].place, reg) {
                (Place::Local, Some(reg)) => return Var::Reg(reg),
                (Place::Cell, Some(reg)) => return Var::Cell(reg),
                (Place::GlobalExplicit, _) => return Var::Global,
                (Place::GlobalImplicit, _) => {
                    return match unit_scope.kind {
                        ScopeKind::Module => Var::Name,
                        _ => Var::Global,
                    };
                }
                _ if unit.kind == CodeKind::Class => {
                    if let Some(&(_, reg)) = unit.class_cells.iter().find(|c| c.0 == sym) {
                        return Var::Cell(reg);
                    }
                    return free(sym).map_or(Var::Global, Var::Free);
                }
                _ => {}
            }
        }
        let found = unit_scope.position(sym);
        let place = found.map(|at| unit_scope.symbols[at as usize].place);
        match unit_scope.kind {
            ScopeKind::Module => match place {
                Some(Place::GlobalExplicit) => Var::Global,
                _ => Var::Name,
            },
            ScopeKind::Class => match place {
                Some(Place::GlobalExplicit) => Var::Global,
                Some(Place::Free) => free(sym).map_or(Var::Name, Var::NameOrFree),
                _ => Var::Name,
            },
            _ => {
                let special = matches!(sym, known::CLASSDICT | known::CONDITIONAL);
                let sees_class = unit_scope.sees_class.is_some() && !special;
                let reg = found.and_then(|at| unit.regs[at as usize]);
                match (place, reg) {
                    (Some(Place::Local), Some(reg)) => Var::Reg(reg),
                    (Some(Place::Cell), Some(reg)) => Var::Cell(reg),
                    (Some(Place::Free), _) => match free(sym) {
                        Some(at) if sees_class => Var::ClassOrFree(at),
                        Some(at) => Var::Free(at),
                        None => Var::Global,
                    },
                    (Some(Place::GlobalImplicit), _) if sees_class => Var::ClassOrGlobal,
                    _ => match free(sym) {
                        // Only passed through to an inner block.
                        Some(at) if place.is_none() => Var::Free(at),
                        _ => Var::Global,
                    },
                }
            }
        }
    }

    /// Loads a name.
    pub(crate) fn load_name(&mut self, sym: Sym, want: Want, span: Span) -> Reg {
        let mark = self.unit.temps;
        match self.lookup(sym) {
            Var::Reg(reg) => {
                self.check_assigned(reg, span);
                self.deliver(reg, want, mark, span)
            }
            Var::Cell(reg) => {
                let dst = self.dest(want, mark);
                self.emit(Op::LoadCell, dst, reg, (), span);
                dst
            }
            Var::Free(at) => {
                let dst = self.dest(want, mark);
                self.emit(Op::LoadFree, dst, at, (), span);
                dst
            }
            Var::Global => {
                let name = self.unit.name(sym);
                let dst = self.dest(want, mark);
                self.emit(Op::LoadGlobal, dst, name, (), span);
                dst
            }
            Var::Name => {
                let name = self.unit.name(sym);
                let dst = self.dest(want, mark);
                self.emit(Op::LoadName, dst, name, (), span);
                dst
            }
            Var::NameOrFree(at) => {
                let name = self.unit.name(sym);
                let dst = self.dest(want, mark);
                self.emit(Op::LoadNameOrFree, dst, at, name, span);
                dst
            }
            Var::ClassOrGlobal => {
                let namespace = self.load_name(known::CLASSDICT, Want::Temp, span);
                let name = self.unit.name(sym);
                let dst = self.dest(want, mark);
                self.emit(Op::LoadFromDict, dst, namespace, name, span);
                dst
            }
            Var::ClassOrFree(at) => {
                let run = self.load_name(known::CLASSDICT, Want::Temp, span);
                let name = self.name_const(sym);
                self.push_const(name, span);
                let cell = self.unit.push_temp();
                self.emit(Op::LoadFreeCell, cell, at, (), span);
                let dst = self.dest(want, mark);
                let which = Intrinsic::LoadFromDictOrCell as u32;
                self.emit(Op::CallIntrinsic, dst, run, which, span);
                dst
            }
        }
    }

    /// Makes sure that a local variable holds a value.
    pub(crate) fn check_assigned(&mut self, reg: Reg, span: Span) {
        if !self.unit.flow.has(reg.0) {
            self.emit(Op::CheckLocal, reg, (), (), span);
            self.unit.flow.set(reg.0);
        }
    }

    /// Stores the value in `src` (consumed) under a name.
    pub(crate) fn store_name(&mut self, sym: Sym, src: Reg, span: Span) {
        match self.lookup(sym) {
            Var::Reg(reg) => {
                if reg != src {
                    self.emit(Op::Move, reg, src, (), span);
                }
                self.unit.flow.set(reg.0);
            }
            Var::Cell(reg) => self.emit(Op::StoreCell, reg, src, (), span),
            Var::Free(at) | Var::NameOrFree(at) | Var::ClassOrFree(at) => {
                self.emit(Op::StoreFree, at, src, (), span);
            }
            Var::Global | Var::ClassOrGlobal => {
                let name = self.unit.name(sym);
                self.emit(Op::StoreGlobal, src, name, (), span);
            }
            Var::Name => {
                let name = self.unit.name(sym);
                self.emit(Op::StoreName, src, name, (), span);
            }
        }
    }

    /// `del` of a name.
    pub(crate) fn delete_name(&mut self, sym: Sym, span: Span) {
        match self.lookup(sym) {
            Var::Reg(reg) => {
                if self.unit.flow.has(reg.0) {
                    self.emit(Op::Clear, reg, (), (), span);
                } else {
                    self.emit(Op::DelLocal, reg, (), (), span);
                }
                self.unit.flow.unset(reg.0);
            }
            Var::Cell(reg) => self.emit(Op::DelCell, reg, (), (), span),
            Var::Free(at) | Var::NameOrFree(at) | Var::ClassOrFree(at) => {
                self.emit(Op::DelFree, at, (), (), span);
            }
            Var::Global | Var::ClassOrGlobal => {
                let name = self.unit.name(sym);
                self.emit(Op::DelGlobal, (), name, (), span);
            }
            Var::Name => {
                let name = self.unit.name(sym);
                self.emit(Op::DelName, (), name, (), span);
            }
        }
    }

    /// The end of `except … as name`: the name is unbound, whether it still is bound or not.
    pub(crate) fn forget_name(&mut self, name: &str, span: Span) -> Res {
        let sym = self.sym(name);
        if let Var::Reg(reg) = self.lookup(sym) {
            self.emit(Op::Clear, reg, (), (), span);
            self.unit.flow.unset(reg.0);
            return Ok(());
        }
        let mark = self.unit.temps;
        let none = self.unit.push_temp();
        self.emit(Op::LoadNone, none, (), (), span);
        self.store_name(sym, none, span);
        self.unit.temps = mark;
        self.delete_name(sym, span);
        Ok(())
    }

    /// The register that a plain local variable lives in.
    pub(crate) fn local_register(&mut self, name: &str) -> Option<Reg> {
        let sym = self.sym(name);
        match self.lookup(sym) {
            Var::Reg(reg) => Some(reg),
            _ => None,
        }
    }

    /// Puts the cell of a variable itself into a new temporary.
    fn push_cell(&mut self, sym: Sym, span: Span) -> Reg {
        let dst = self.unit.push_temp();
        match self.find_cell(sym) {
            Some(cell) => self.emit(Op::Move, dst, cell, (), span),
            None => {
                let at = self.unit.free_index.get(&sym).copied().unwrap_or(0);
                self.emit(Op::LoadFreeCell, dst, at, (), span);
            }
        }
        dst
    }

    /// The register that holds the cell of a variable of the current unit.
    fn find_cell(&self, sym: Sym) -> Option<Reg> {
        let scopes = self.input.scopes;
        let own = |scope: ScopeId, regs: &[Option<Reg>]| {
            let scope = scopes.get(scope);
            let at = scope.position(sym)?;
            match scope.symbols[at as usize].place {
                Place::Cell => regs.get(at as usize).copied().flatten(),
                _ => None,
            }
        };
        let unit = &self.unit;
        unit.comps
            .iter()
            .rev()
            .find_map(|comp: &CompFrame| own(comp.scope, &comp.regs))
            .or_else(|| {
                let class = unit.class_cells.iter().find(|c| c.0 == sym);
                class.map(|&(_, reg)| reg)
            })
            .or_else(|| own(unit.scope, &unit.regs))
    }

    /// Puts the closure tuple for a block inside the current one into a new temporary, if it has free
    /// variables.
    pub(crate) fn push_closure(&mut self, scope: ScopeId, span: Span) -> Option<Reg> {
        let scopes = self.input.scopes;
        let frees = &scopes.get(scope).frees;
        if frees.is_empty() {
            return None;
        }
        let mark = self.unit.temps;
        for &sym in frees {
            self.push_cell(sym, span);
        }
        let dst = self.dest(Want::Temp, mark);
        self.emit(
            Op::BuildTuple,
            dst,
            Reg::temp(mark),
            frees.len() as u32,
            span,
        );
        Some(dst)
    }
}
