//! The state of one code object while it is being emitted.

use std::sync::Arc;

use super::flow::Flow;
use super::ir::{Ins, Label, Range, Reg};
use super::unwind::{Block, Region};
use crate::ast::StrContent;
use crate::code::{CodeKind, Const};
use crate::intern::Sym;
use crate::op::Op;
use crate::scope::{Map, ScopeId};
use crate::span::Span;

/// What makes two constants the same one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ConstKey {
    None,
    Bool(bool),
    Ellipsis,
    Int(i64),
    BigInt(Box<str>, u8),
    Float(u64),
    Imag(u64),
    Str(StrContent),
    Bytes(Box<[u8]>),
    Tuple(Box<[ConstKey]>),
    FrozenSet(Box<[ConstKey]>),
}

impl ConstKey {
    /// The key of a constant; code objects have none.
    fn of(value: &Const) -> Option<ConstKey> {
        Some(match value {
            Const::None => ConstKey::None,
            Const::Bool(b) => ConstKey::Bool(*b),
            Const::Ellipsis => ConstKey::Ellipsis,
            Const::Int(i) => ConstKey::Int(*i),
            Const::BigInt { digits, radix } => ConstKey::BigInt(digits.clone(), *radix),
            Const::Float(f) => ConstKey::Float(f.to_bits()),
            Const::Imag(f) => ConstKey::Imag(f.to_bits()),
            Const::Str(s) => ConstKey::Str(s.clone()),
            Const::Bytes(b) => ConstKey::Bytes(b.clone()),
            Const::Tuple(items) => {
                ConstKey::Tuple(items.iter().map(ConstKey::of).collect::<Option<_>>()?)
            }
            Const::FrozenSet(items) => {
                ConstKey::FrozenSet(items.iter().map(ConstKey::of).collect::<Option<_>>()?)
            }
            Const::Code(_) => return None,
        })
    }
}

/// How many parameters of each sort a code object has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signature {
    /// Positional ones, positional-only ones included.
    pub(crate) args: u32,
    /// Positional-only ones.
    pub(crate) posonly: u32,
    /// Keyword-only ones.
    pub(crate) kwonly: u32,
    /// Has `*args`.
    pub(crate) varargs: bool,
    /// Has `**kwargs`.
    pub(crate) varkeywords: bool,
}

/// An inlined comprehension whose code is being emitted.
pub(crate) struct CompFrame {
    /// Its scope.
    pub(crate) scope: ScopeId,
    /// The register of each of its own variables, by position in the scope.
    pub(crate) regs: Vec<Option<Reg>>,
}

/// One code object in the making.
pub(crate) struct Unit<'a> {
    pub(crate) scope: ScopeId,
    pub(crate) kind: CodeKind,
    pub(crate) name: Arc<str>,
    pub(crate) qualname: Arc<str>,
    pub(crate) firstlineno: u32,
    pub(crate) docstring: Option<StrContent>,
    pub(crate) ir: Vec<Ins>,
    pub(crate) labels: Vec<u32>,
    pub(crate) ranges: Vec<Range>,
    pub(crate) consts: Vec<Const>,
    const_index: Map<ConstKey, u32>,
    pub(crate) names: Vec<Sym>,
    name_index: Map<Sym, u32>,
    /// Number of fixed registers.
    pub(crate) fixed: u32,
    /// Name of each fixed register.
    pub(crate) fixed_names: Vec<Option<Sym>>,
    /// Hidden registers that are not in use.
    pub(crate) idle: Vec<Reg>,
    /// The register of each variable of the unit's own scope, by position in the scope.
    pub(crate) regs: Vec<Option<Reg>>,
    /// Registers of a class body's cells.
    pub(crate) class_cells: Vec<(Sym, Reg)>,
    /// Registers that hold cells.
    pub(crate) cells: Vec<(Sym, Reg)>,
    pub(crate) free_index: Map<Sym, u32>,
    pub(crate) temps: u32,
    pub(crate) max_temps: u32,
    pub(crate) comps: Vec<CompFrame>,
    pub(crate) flow: Flow,
    /// Locals that some statement deletes.
    pub(crate) deletable: Flow,
    /// Locals that some assignment expression binds.
    pub(crate) walrus: Flow,
    pub(crate) has_walrus: bool,
    pub(crate) blocks: Vec<Block<'a>>,
    pub(crate) regions: Vec<Region>,
    /// What is assigned at the `break`s of each loop.
    pub(crate) breaks: Vec<Flow>,
    /// Attributes that methods assign through `self`.
    pub(crate) static_attributes: Vec<Arc<str>>,
    pub(crate) signature: Signature,
    /// Number of parameters that a frame fills.
    pub(crate) params: u32,
    /// The numbers of a class's or module's conditional annotations, by address.
    pub(crate) annotation_numbers: Map<usize, i64>,
}

impl<'a> Unit<'a> {
    /// An empty unit.
    pub(crate) fn new(scope: ScopeId, kind: CodeKind, name: Arc<str>, qualname: Arc<str>) -> Self {
        Unit {
            scope,
            kind,
            name,
            qualname,
            firstlineno: 1,
            docstring: None,
            ir: Vec::new(),
            labels: Vec::new(),
            ranges: Vec::new(),
            consts: Vec::new(),
            const_index: Map::default(),
            names: Vec::new(),
            name_index: Map::default(),
            fixed: 0,
            fixed_names: Vec::new(),
            idle: Vec::new(),
            regs: Vec::new(),
            class_cells: Vec::new(),
            cells: Vec::new(),
            free_index: Map::default(),
            temps: 0,
            max_temps: 0,
            comps: Vec::new(),
            flow: Flow::default(),
            deletable: Flow::default(),
            walrus: Flow::default(),
            has_walrus: false,
            blocks: Vec::new(),
            regions: Vec::new(),
            breaks: Vec::new(),
            static_attributes: Vec::new(),
            signature: Signature::default(),
            params: 0,
            annotation_numbers: Map::default(),
        }
    }

    /// Adds a fixed register.
    pub(crate) fn new_fixed(&mut self, name: Option<Sym>) -> Reg {
        let reg = Reg(self.fixed);
        self.fixed += 1;
        self.fixed_names.push(name);
        reg
    }

    /// A fixed register for a hidden variable: an idle one, or a new one.
    pub(crate) fn hidden(&mut self, name: Option<Sym>) -> Reg {
        // An idle one of the same name keeps error messages right.
        let same = self
            .idle
            .iter()
            .position(|r| self.fixed_names[r.0 as usize] == name);
        match same {
            Some(at) => self.idle.swap_remove(at),
            None => self.new_fixed(name),
        }
    }

    /// The next temporary.
    pub(crate) fn push_temp(&mut self) -> Reg {
        let reg = Reg::temp(self.temps);
        self.temps += 1;
        self.max_temps = self.max_temps.max(self.temps);
        reg
    }

    /// A label that is not placed yet.
    pub(crate) fn label(&mut self) -> Label {
        self.labels.push(u32::MAX);
        Label(self.labels.len() as u32 - 1)
    }

    /// Places a label at the next instruction.
    pub(crate) fn place(&mut self, label: Label) {
        self.labels[label.0 as usize] = self.ir.len() as u32;
    }

    /// Index of a name.
    pub(crate) fn name(&mut self, sym: Sym) -> u32 {
        let next = self.names.len() as u32;
        let at = *self.name_index.entry(sym).or_insert(next);
        if at == next {
            self.names.push(sym);
        }
        at
    }

    /// Index of a constant.
    pub(crate) fn constant(&mut self, value: Const) -> u32 {
        let next = self.consts.len() as u32;
        if let Some(key) = ConstKey::of(&value) {
            let at = *self.const_index.entry(key).or_insert(next);
            if at != next {
                return at;
            }
        }
        self.consts.push(value);
        next
    }

    /// Appends an instruction.
    pub(crate) fn push(&mut self, op: Op, a: u32, b: u32, c: u32, ext: u64, span: Span) {
        let ins = Ins {
            op,
            a,
            b,
            c,
            ext,
            span,
        };
        if ins.ends_flow() && op != Op::Jump {
            self.flow.kill();
        }
        self.ir.push(ins);
    }
}
