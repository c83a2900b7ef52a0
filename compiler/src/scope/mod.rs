//! Scopes: which names each block binds, and where every name of it lives.
//!
//! [`build`] walks the tree once and records, per block, how each name is used. [`resolve`] then
//! decides for every name whether it is a local, a cell, a free variable or a global. The emitter finds a
//! block's scope by the address of its node ([`ScopeKey`]), which is stable while the tree is borrowed.

mod build;
mod build_expr;
mod resolve;
#[cfg(test)]
mod tests;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::ast::Module;
use crate::diag::Diagnostic;
use crate::intern::{Interner, Sym};
use crate::span::Span;

/// A fast map for small keys.
pub(crate) type Map<K, V> = HashMap<K, V, FixedState>;

/// Index of a scope in [`Scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ScopeId(pub(crate) u32);

impl ScopeId {
    /// The scope of the whole text.
    pub(crate) const MODULE: ScopeId = ScopeId(0);
}

/// What kind of block a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    /// The whole text.
    Module,
    /// A class body.
    Class,
    /// A function or lambda body.
    Function,
    /// A list, set or dict comprehension: inlined, it has no code of its own.
    Comprehension,
    /// A generator expression.
    Generator,
    /// An `__annotate__` function.
    Annotate,
    /// The type parameters of a function, class or alias.
    TypeParams,
    /// The evaluator of a bound, a default or an alias value, by CPython's name for it.
    Evaluator(&'static str),
}

impl ScopeKind {
    /// Whether names of this block live in registers.
    pub(crate) fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }
    /// Whether the block belongs to annotations or type parameters.
    pub(crate) fn is_annotation(self) -> bool {
        matches!(
            self,
            ScopeKind::Annotate | ScopeKind::TypeParams | ScopeKind::Evaluator(_)
        )
    }
    /// How errors name a block in which `yield`, `await` and `:=` have no place.
    pub(crate) fn forbidding(self) -> Option<&'static str> {
        match self {
            ScopeKind::Annotate => Some("an annotation"),
            ScopeKind::TypeParams => Some("the definition of a generic"),
            ScopeKind::Evaluator(what) => Some(what),
            _ => None,
        }
    }
}

/// Which of a node's blocks is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// Its body.
    Body,
    /// Its annotations.
    Annotate,
    /// Its type parameters.
    TypeParams,
    /// The bound of a type parameter.
    Bound,
    /// The default of a type parameter.
    Default,
}

/// A node's address and the part of it that makes a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ScopeKey(usize, Part);

impl ScopeKey {
    /// The key of `part` of `node`.
    pub(crate) fn new<T>(node: &T, part: Part) -> ScopeKey {
        ScopeKey(std::ptr::from_ref(node).addr(), part)
    }
}

/// Where a name lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a register, or in the namespace of a class or module.
    Local,
    /// In a cell of this block.
    Cell,
    /// In a cell of an enclosing block.
    Free,
    /// Declared global.
    GlobalExplicit,
    /// Global because nothing binds it.
    GlobalImplicit,
}

/// How a block uses a name, as bits.
pub(crate) mod flag {
    /// A parameter.
    pub(crate) const PARAM: u16 = 1;
    /// Bound in the block.
    pub(crate) const BOUND: u16 = 1 << 1;
    /// Read.
    pub(crate) const USED: u16 = 1 << 2;
    /// Declared `global`.
    pub(crate) const GLOBAL: u16 = 1 << 3;
    /// Declared `nonlocal`.
    pub(crate) const NONLOCAL: u16 = 1 << 4;
    /// Deleted somewhere in the block.
    pub(crate) const DELETED: u16 = 1 << 5;
    /// Target of an assignment expression.
    pub(crate) const WALRUS: u16 = 1 << 6;
    /// Has an annotation.
    pub(crate) const ANNOTATED: u16 = 1 << 7;
    /// The variable of a comprehension.
    pub(crate) const ITERATION: u16 = 1 << 8;
    /// A type parameter.
    pub(crate) const TYPE_PARAM: u16 = 1 << 9;
    /// Stands in the block's list of free variables.
    pub(crate) const IN_FREES: u16 = 1 << 10;
}

/// One name of a block.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    /// The (mangled) name.
    pub(crate) name: Sym,
    /// How it is used; see [`flag`].
    pub(crate) flags: u16,
    /// Where it lives; valid after resolution.
    pub(crate) place: Place,
}

/// A block's names.
#[derive(Debug)]
pub(crate) struct Scope {
    /// What kind of block it is.
    pub(crate) kind: ScopeKind,
    /// The enclosing block.
    pub(crate) parent: Option<ScopeId>,
    /// The names in order of first appearance; parameters first.
    pub(crate) symbols: Vec<Symbol>,
    index: Map<Sym, u32>,
    /// Free variables, sorted by name after resolution.
    pub(crate) frees: Vec<Sym>,
    /// The name of the class whose private names are mangled here.
    pub(crate) private: Option<std::rc::Rc<str>>,
    /// Has a `yield`.
    pub(crate) generator: bool,
    /// Is inside a function.
    pub(crate) nested: bool,
    /// A class body whose `__class__` is captured.
    pub(crate) needs_class: bool,
    /// A class body whose `__classdict__` is captured.
    pub(crate) needs_classdict: bool,
    /// The class whose namespace this annotation scope sees first.
    pub(crate) sees_class: Option<ScopeId>,
    /// Where each `nonlocal` name was declared.
    nonlocals: Vec<(Sym, Span)>,
    /// A class or module that keeps a set of the annotations that were executed.
    pub(crate) conditional_annotations: bool,
    /// Whether the conditional set is captured by the class's annotate function.
    pub(crate) has_annotations: bool,
    /// A comprehension within the iterable of another.
    in_iterable: u32,
    /// Has an assignment expression, its own or an inlined comprehension's.
    pub(crate) has_walrus: bool,
}

impl Scope {
    /// The symbol of a name, if the block mentions it.
    pub(crate) fn get(&self, name: Sym) -> Option<&Symbol> {
        self.index.get(&name).map(|&i| &self.symbols[i as usize])
    }

    /// Index of a name's symbol.
    pub(crate) fn position(&self, name: Sym) -> Option<u32> {
        self.index.get(&name).copied()
    }

    /// Adds `flags` to a name, and gives all its flags from before.
    fn mark(&mut self, name: Sym, flags: u16) -> u16 {
        let next = self.symbols.len() as u32;
        let at = *self.index.entry(name).or_insert(next);
        if at == next {
            self.symbols.push(Symbol {
                name,
                flags: 0,
                place: Place::GlobalImplicit,
            });
        }
        let symbol = &mut self.symbols[at as usize];
        let before = symbol.flags;
        symbol.flags |= flags;
        before
    }

    /// Whether a name is a variable of this very block.
    pub(crate) fn binds(&self, name: Sym) -> bool {
        self.get(name).is_some_and(|s| {
            s.flags & (flag::BOUND | flag::PARAM) != 0
                && s.flags & (flag::GLOBAL | flag::NONLOCAL) == 0
        })
    }
}

/// All scopes of a text.
#[derive(Debug)]
pub(crate) struct Scopes {
    list: Vec<Scope>,
    by_key: Map<ScopeKey, ScopeId>,
    /// `from __future__ import annotations` is in force.
    pub(crate) future_annotations: bool,
}

impl Scopes {
    /// Analyses a tree. `names` takes every name that is met.
    ///
    /// # Errors
    /// Misuse of `global`, `nonlocal` and assignment expressions, with CPython's messages.
    pub(crate) fn analyse(
        module: &Module,
        names: &mut Interner,
        future_annotations: bool,
    ) -> Result<Scopes, Diagnostic> {
        let mut scopes = build::build(module, names, future_annotations)?;
        resolve::resolve(&mut scopes, names)?;
        Ok(scopes)
    }

    /// The scope with this number.
    pub(crate) fn get(&self, id: ScopeId) -> &Scope {
        &self.list[id.0 as usize]
    }

    fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.list[id.0 as usize]
    }

    /// The scope of a part of a node.
    ///
    /// Every node that makes a block was seen by the builder, so there is one; the module's stands in
    /// for what cannot be.
    pub(crate) fn of<T>(&self, node: &T, part: Part) -> ScopeId {
        let found = self.by_key.get(&ScopeKey::new(node, part)).copied();
        debug_assert!(found.is_some(), "a block without a scope");
        found.unwrap_or(ScopeId::MODULE)
    }

    /// The scope of a part of a node, if it has one.
    pub(crate) fn find<T>(&self, node: &T, part: Part) -> Option<ScopeId> {
        self.by_key.get(&ScopeKey::new(node, part)).copied()
    }
}
