//! Code objects: verified code with its constants and names made into values.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use hasp_compiler::code::{self, CodeKind, Const};

use super::Ref;
use super::cell::Slot;
use super::header::{Kind, Obj, Payload, Visit};
use crate::names::Name;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of code objects.
pub struct Code {
    /// What the compiler made.
    pub source: Arc<code::Code>,
    /// Instructions and inline caches. Only the cache words ever change.
    pub(crate) words: Box<[AtomicU64]>,
    /// Constants.
    pub(crate) consts: Box<[Value]>,
    /// Names.
    pub(crate) names: Box<[Name]>,
    /// Names of the registers of parameters and locals.
    pub(crate) varnames: Box<[Name]>,
    /// Names of the free variables.
    pub(crate) freevars: Box<[Name]>,
    /// `co_name`, replaceable by `replace()`.
    pub name: Name,
    /// `co_qualname`.
    pub qualname: Name,
    /// `co_filename`.
    pub filename: Value,
    /// The docstring or None.
    pub docstring: Value,
    /// Copies of the fields that a call reads.
    pub(crate) nregs: u32,
    pub(crate) first_temp: u32,
    pub(crate) argcount: u32,
    /// `argcount` of simple code, else a number that no call has arguments.
    pub(crate) takes: u32,
    /// Parameters in registers: positional, keyword-only, `*args`, `**kwargs`.
    pub(crate) nparams: u32,
    pub(crate) flags: u32,
}

/// Bits of [`Code::flags`].
pub(crate) mod cflag {
    /// Nothing but positional parameters, no generator: the fast call.
    pub(crate) const SIMPLE: u32 = 1;
    /// Generator function.
    pub(crate) const GENERATOR: u32 = 2;
    /// `*args`
    pub(crate) const VARARGS: u32 = 4;
    /// `**kwargs`
    pub(crate) const VARKEYWORDS: u32 = 8;
    /// Runs with a namespace mapping (module, class, exec).
    pub(crate) const NAMESPACE: u32 = 16;
}

impl Payload for Code {
    const KIND: Kind = Kind::Code;
    fn traverse(&self, visit: Visit<'_>) {
        self.consts.iter().for_each(visit);
    }
}

impl Code {
    /// Parameters that can be given by position.
    pub fn argcount(&self) -> usize {
        self.argcount as usize
    }
    /// Was it compiled from a module or class?
    pub fn kind(&self) -> CodeKind {
        self.source.kind
    }
}

impl Vm {
    /// Makes a code object (and those nested in it) of compiled code, which is verified first.
    ///
    /// # Errors
    /// SystemError if the verifier rejects the code: an internal error.
    pub fn load_code(&self, source: &Arc<code::Code>) -> Result<Ref<Code>> {
        hasp_compiler::verify::verify(source)
            .map_err(|e| self.system_error(format!("invalid code: {e}")))?;
        self.load_verified(source)
    }

    fn load_verified(&self, source: &Arc<code::Code>) -> Result<Ref<Code>> {
        let consts = source
            .consts
            .iter()
            .map(|c| self.load_const(c))
            .collect::<Result<Box<[Value]>>>()?;
        let names =
            |list: &[Arc<str>]| list.iter().map(|n| self.intern(n)).collect::<Box<[Name]>>();
        let varargs = source.varargs as u32;
        let varkeywords = source.varkeywords as u32;
        let mut flags = 0;
        if !source.generator && varargs + varkeywords + source.kwonly == 0 {
            flags |= cflag::SIMPLE;
        }
        for (bit, on) in [
            (cflag::GENERATOR, source.generator),
            (cflag::VARARGS, source.varargs),
            (cflag::VARKEYWORDS, source.varkeywords),
            (cflag::NAMESPACE, source.kind != CodeKind::Function),
        ] {
            if on {
                flags |= bit;
            }
        }
        let code = Code {
            words: source.words.iter().map(|&w| AtomicU64::new(w)).collect(),
            consts,
            names: names(&source.names),
            varnames: names(&source.varnames),
            freevars: names(&source.freevars),
            name: self.intern(&source.name),
            qualname: self.intern(&source.qualname),
            filename: self.intern(&source.filename).into_value(),
            docstring: source
                .docstring
                .as_ref()
                .map_or(Value::NONE, |d| self.new_wtf8(d.as_bytes()).into_value()),
            nregs: source.nregs.into(),
            first_temp: source.first_temp.into(),
            argcount: source.argcount,
            takes: if flags & cflag::SIMPLE != 0 {
                source.argcount
            } else {
                u32::MAX
            },
            nparams: source.argcount + source.kwonly + varargs + varkeywords,
            flags,
            source: source.clone(),
        };
        Ok(self.alloc(&self.types().code, code))
    }

    fn load_const(&self, constant: &Const) -> Result<Value> {
        Ok(match constant {
            Const::None => Value::NONE,
            Const::Bool(b) => Value::bool(*b),
            Const::Ellipsis => Value::ELLIPSIS,
            Const::Int(i) => self.int(*i),
            Const::BigInt { digits, radix } => self.int_from_digits(digits, (*radix).into()),
            Const::Float(f) => Value::float(*f),
            Const::Imag(f) => self.complex(0.0, *f),
            Const::Str(s) => self.load_str(s.as_bytes()),
            Const::Bytes(b) => self.bytes(b),
            Const::Tuple(items) => self.tuple(self.load_all(items)?),
            Const::FrozenSet(items) => self.frozen_set(self.load_all(items)?)?,
            Const::Code(code) => self.load_verified(code)?.into_value(),
        })
    }

    fn load_all(&self, constants: &[Const]) -> Result<Vec<Value>> {
        constants.iter().map(|c| self.load_const(c)).collect()
    }

    /// String constants that look like names are interned, so that comparing them is quick.
    fn load_str(&self, bytes: &[u8]) -> Value {
        let name_like = bytes.len() <= 64
            && bytes
                .iter()
                .all(|b| b.is_ascii_alphanumeric() || *b == b'_');
        if name_like {
            self.intern_wtf8(bytes).into_value()
        } else {
            self.new_wtf8(bytes).into_value()
        }
    }
}

impl Obj<Code> {
    /// Source line of the instruction at a word index.
    pub fn line_at(&self, word: usize) -> u32 {
        self.source
            .span_at(word)
            .map_or(self.source.firstlineno, |s| self.source.lines.line(s.start))
    }
}

/// Payload of cells: variables that closures share.
pub struct Cell {
    /// The contents.
    pub contents: Slot,
}

impl Payload for Cell {
    const KIND: Kind = Kind::Cell;
    fn traverse(&self, visit: Visit<'_>) {
        self.contents.visit(visit);
    }
    fn clear(&self) {
        drop(self.contents.take());
    }
}

/// The same code under other names.
pub(crate) fn renamed(
    vm: &Vm,
    code: &Ref<Code>,
    name: Name,
    qualname: Name,
    filename: Value,
) -> Ref<Code> {
    let copy = Code {
        source: code.source.clone(),
        words: code
            .words
            .iter()
            .zip(&code.source.words)
            .map(|(_, &w)| AtomicU64::new(w))
            .collect(),
        consts: code.consts.clone(),
        names: code.names.clone(),
        varnames: code.varnames.clone(),
        freevars: code.freevars.clone(),
        name,
        qualname,
        filename,
        docstring: code.docstring.clone(),
        nregs: code.nregs,
        first_temp: code.first_temp,
        argcount: code.argcount,
        takes: code.takes,
        nparams: code.nparams,
        flags: code.flags,
    };
    vm.alloc(&vm.types().code, copy)
}
