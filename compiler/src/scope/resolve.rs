//! Decides where each name lives, once every block's names are known.

use super::{Place, ScopeId, ScopeKind, Scopes, flag};
use crate::diag::Diagnostic;
use crate::intern::{Interner, Sym, known};

/// Resolves every name of every scope.
pub(super) fn resolve(scopes: &mut Scopes, names: &Interner) -> Result<(), Diagnostic> {
    // Scopes were created outside in, and a captured variable is marked in its owner, whose other
    // marks do not change that: one pass in any order will do. Inner blocks add symbols to outer ones
    // only for the way through, and those are complete when they are added.
    for number in 0..scopes.list.len() as u32 {
        resolve_scope(scopes, ScopeId(number), names)?;
    }
    for scope in &mut scopes.list {
        scope
            .frees
            .sort_unstable_by(|&a, &b| names.text(a).cmp(names.text(b)));
    }
    Ok(())
}

fn resolve_scope(scopes: &mut Scopes, id: ScopeId, names: &Interner) -> Result<(), Diagnostic> {
    let mut at = 0;
    while at < scopes.get(id).symbols.len() {
        let scope = scopes.get(id);
        let symbol = &scope.symbols[at];
        let (name, flags) = (symbol.name, symbol.flags);
        at += 1;
        if flags & flag::GLOBAL != 0 {
            if flags & flag::NONLOCAL != 0 {
                return Err(declared_twice(scopes, id, name, names));
            }
            scopes.get_mut(id).symbols[at - 1].place = Place::GlobalExplicit;
            continue;
        }
        if flags & flag::NONLOCAL != 0 {
            match climb(scopes, id, name) {
                Found::In(provider) => {
                    check_type_param(scopes, provider, id, name, names)?;
                    scopes.get_mut(id).symbols[at - 1].place = Place::Free;
                }
                Found::Global if scope_is_inlined_walrus(scopes, id, flags) => {
                    scopes.get_mut(id).symbols[at - 1].place = Place::GlobalExplicit;
                }
                _ => return Err(no_binding(scopes, id, name, names)),
            }
            continue;
        }
        let place = if flags & (flag::BOUND | flag::PARAM) != 0 {
            // A captured variable may already be marked as a cell.
            match scopes.get(id).symbols[at - 1].place {
                Place::Cell => Place::Cell,
                _ => Place::Local,
            }
        } else if flags & !flag::IN_FREES == 0 {
            // Only on the way to an inner block.
            Place::Free
        } else if hidden_by_class(scopes, id, name) {
            Place::GlobalImplicit
        } else {
            match climb(scopes, id, name) {
                Found::In(_) => Place::Free,
                Found::Global | Found::Nowhere => Place::GlobalImplicit,
            }
        };
        scopes.get_mut(id).symbols[at - 1].place = place;
    }
    Ok(())
}

/// A comprehension's assignment expression whose target is declared global outside of it.
fn scope_is_inlined_walrus(scopes: &Scopes, id: ScopeId, flags: u16) -> bool {
    flags & flag::WALRUS != 0
        && matches!(
            scopes.get(id).kind,
            ScopeKind::Comprehension | ScopeKind::Generator
        )
}

/// Whether the class that an annotation scope sees binds the name, so that it is looked up there.
fn hidden_by_class(scopes: &Scopes, id: ScopeId, name: Sym) -> bool {
    let special = matches!(name, known::CLASSDICT | known::CLASS | known::CONDITIONAL);
    !special
        && scopes
            .get(id)
            .sees_class
            .and_then(|class| scopes.get(class).get(name))
            .is_some_and(|s| {
                s.flags & flag::GLOBAL != 0
                    || s.flags & flag::BOUND != 0 && s.flags & flag::NONLOCAL == 0
            })
}

/// Where the search for a free name ended.
enum Found {
    /// In this scope.
    In(ScopeId),
    /// At a `global` declaration.
    Global,
    /// Nowhere.
    Nowhere,
}

/// Looks for a name in the blocks around `id`. If one has it, every block in between passes it on.
fn climb(scopes: &mut Scopes, id: ScopeId, name: Sym) -> Found {
    let mut next = scopes.get(id).parent;
    let provider = loop {
        let Some(at) = next else {
            return Found::Nowhere;
        };
        let scope = scopes.get(at);
        match scope.kind {
            ScopeKind::Module => return Found::Nowhere,
            ScopeKind::Class => match name {
                known::CLASS | known::CLASSDICT => break at,
                known::CONDITIONAL if scope.conditional_annotations => break at,
                _ => {}
            },
            _ => {
                if scope.binds(name) {
                    break at;
                }
                if scope.get(name).is_some_and(|s| s.flags & flag::GLOBAL != 0) {
                    return Found::Global;
                }
            }
        }
        next = scope.parent;
    };
    let mut at = id;
    let mut captured = false;
    while at != provider {
        let scope = scopes.get_mut(at);
        if scope.kind != ScopeKind::Comprehension {
            captured = true;
            let before = scope.mark(name, flag::IN_FREES);
            if before & flag::IN_FREES == 0 {
                scope.frees.push(name);
            }
            if before == 0
                && let Some(i) = scope.position(name)
            {
                scope.symbols[i as usize].place = Place::Free;
            }
        }
        match scope.parent {
            Some(parent) => at = parent,
            None => break,
        }
    }
    if captured {
        let scope = scopes.get_mut(provider);
        if scope.kind == ScopeKind::Class {
            match name {
                known::CLASS => scope.needs_class = true,
                known::CLASSDICT => scope.needs_classdict = true,
                _ => {}
            }
        } else if let Some(i) = scope.position(name) {
            scope.symbols[i as usize].place = Place::Cell;
        }
    }
    Found::In(provider)
}

fn nonlocal_error(scopes: &Scopes, id: ScopeId, name: Sym, message: String) -> Diagnostic {
    let span = scopes
        .get(id)
        .nonlocals
        .iter()
        .find(|(declared, _)| *declared == name)
        .map(|&(_, span)| span)
        .unwrap_or_default();
    Diagnostic::syntax(message, span)
}

fn no_binding(scopes: &Scopes, id: ScopeId, name: Sym, names: &Interner) -> Diagnostic {
    let message = format!("no binding for nonlocal '{}' found", names.text(name));
    nonlocal_error(scopes, id, name, message)
}

fn declared_twice(scopes: &Scopes, id: ScopeId, name: Sym, names: &Interner) -> Diagnostic {
    let message = format!("name '{}' is nonlocal and global", names.text(name));
    nonlocal_error(scopes, id, name, message)
}

fn check_type_param(
    scopes: &Scopes,
    provider: ScopeId,
    id: ScopeId,
    name: Sym,
    names: &Interner,
) -> Result<(), Diagnostic> {
    let is_param = scopes
        .get(provider)
        .get(name)
        .is_some_and(|s| s.flags & flag::TYPE_PARAM != 0);
    if !is_param {
        return Ok(());
    }
    let message = format!(
        "nonlocal binding not allowed for type parameter '{}'",
        names.text(name)
    );
    Err(nonlocal_error(scopes, id, name, message))
}
