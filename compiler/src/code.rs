//! Compiled code: plain data, no runtime values.

use std::sync::Arc;

use crate::ast::StrContent;
use crate::span::{LineIndex, Span};

/// A constant of a code object.
#[derive(Clone, Debug)]
pub enum Const {
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An integer that fits 64 bits.
    Int(i64),
    /// A larger integer: digits without underscores or prefix, and their radix.
    BigInt {
        /// The digits.
        digits: Box<str>,
        /// 2, 8, 10 or 16.
        radix: u8,
    },
    /// A float.
    Float(f64),
    /// An imaginary number: its imaginary part.
    Imag(f64),
    /// A string (WTF-8: lone surrogates are possible).
    Str(StrContent),
    /// Bytes.
    Bytes(Box<[u8]>),
    /// A tuple of constants.
    Tuple(Box<[Const]>),
    /// A frozen set of constants (for `x in {…}`).
    FrozenSet(Box<[Const]>),
    /// The code of a nested function, class or comprehension.
    Code(Arc<Code>),
}

/// What kind of block a code object was compiled from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// A module, `exec` source or interactive statement: names live in mappings.
    Module,
    /// A class body: names live in the class namespace.
    Class,
    /// A function, lambda, generator expression or annotation scope: names live in registers.
    Function,
}

/// A range of code whose exceptions go to one handler.
///
/// Ranges are nested; the innermost stands first in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First word of the range.
    pub start: u32,
    /// Word after the range.
    pub end: u32,
    /// Where the handler starts.
    pub target: u32,
    /// Register that takes the exception.
    pub exc: u16,
    /// Temporaries from this register on (other than `exc`) are cleared first.
    pub clear_from: u16,
}

/// One compiled block.
#[derive(Clone, Debug)]
pub struct Code {
    /// Function, class or module name, `<lambda>`, `<module>`, …
    pub name: Arc<str>,
    /// Dotted name with `<locals>` parts.
    pub qualname: Arc<str>,
    /// File name as it was given to the compiler.
    pub filename: Arc<str>,
    /// What it was compiled from.
    pub kind: CodeKind,
    /// Positional parameters (positional-only ones included).
    pub argcount: u32,
    /// Positional-only parameters.
    pub posonly: u32,
    /// Keyword-only parameters.
    pub kwonly: u32,
    /// Has `*args`.
    pub varargs: bool,
    /// Has `**kwargs`.
    pub varkeywords: bool,
    /// Is a generator function.
    pub generator: bool,
    /// Is defined inside a function.
    pub nested: bool,
    /// Instructions and their extension words.
    pub words: Box<[u64]>,
    /// Constants. A function's docstring, if any, is `docstring`.
    pub consts: Box<[Const]>,
    /// Names of globals, attributes, modules.
    pub names: Box<[Arc<str>]>,
    /// `varnames[r]` is the name of register r, for the parameters (positional, keyword-only,
    /// `*args`, `**kwargs`: in this order) and then the other plain locals. Registers of
    /// variables that closures capture carry their name too, and so do those of the variables of
    /// inlined comprehensions, which stand after the locals (in functions, classes and modules
    /// alike); other hidden ones have an empty name.
    pub varnames: Box<[Arc<str>]>,
    /// Registers that hold cells, in the order of `co_cellvars`.
    pub cells: Box<[u16]>,
    /// Names of free variables, in the closure's order.
    pub freevars: Box<[Arc<str>]>,
    /// First temporary register.
    pub first_temp: u16,
    /// Number of registers.
    pub nregs: u16,
    /// Exception handlers, innermost first.
    pub handlers: Box<[Handler]>,
    /// Source positions: each entry holds from its word index to the next entry's.
    pub positions: Box<[(u32, Span)]>,
    /// Converts offsets of `positions` to lines and columns; shared by a source's code objects.
    pub lines: Arc<LineIndex>,
    /// Line of the `def`, `class` or decorator; 1 for modules.
    pub firstlineno: u32,
    /// The docstring of a function.
    pub docstring: Option<StrContent>,
}

impl Code {
    /// The source span of the instruction at word `ip`.
    pub fn span_at(&self, ip: usize) -> Option<Span> {
        let index = self
            .positions
            .partition_point(|&(start, _)| start as usize <= ip);
        index.checked_sub(1).map(|i| self.positions[i].1)
    }
}
