//! The patterns of `match` statements.

use super::{Expr, Name};
use crate::span::Span;

/// A `case` pattern and where it stands.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// From its first token to its last.
    pub span: Span,
    /// What it is.
    pub kind: PatternKind,
}

/// The kinds of pattern.
#[derive(Clone, Debug)]
pub enum PatternKind {
    /// A literal (`-1`, `1+2j`, `"x"`) or dotted name, compared with `==`.
    Value(Box<Expr>),
    /// `None`, `True` or `False`, compared with `is`.
    Singleton(Box<Expr>),
    /// `[a, *rest]` or `(a, b)`.
    Sequence(Vec<Pattern>),
    /// `{k: p, **rest}`.
    Mapping(Box<MappingPattern>),
    /// `Cls(p, k=p)`.
    Class(Box<ClassPattern>),
    /// `*name` or `*_` (`None`) in a sequence.
    Star(Option<Name>),
    /// `pattern as name`.
    As(Box<Pattern>, Name),
    /// A bare name, which takes anything.
    Capture(Name),
    /// `_`.
    Wildcard,
    /// `a | b | c`; at least two.
    Or(Vec<Pattern>),
}

/// `{key: pattern, **rest}`.
#[derive(Clone, Debug)]
pub struct MappingPattern {
    /// Literals or dotted names, one per pattern.
    pub keys: Vec<Expr>,
    /// What each key's value must match.
    pub patterns: Vec<Pattern>,
    /// `**rest`.
    pub rest: Option<Name>,
}

/// `cls(patterns, name=pattern)`.
#[derive(Clone, Debug)]
pub struct ClassPattern {
    /// A name or dotted name.
    pub cls: Expr,
    /// Positional subpatterns.
    pub patterns: Vec<Pattern>,
    /// Keyword subpatterns.
    pub keywords: Vec<(Name, Pattern)>,
}
