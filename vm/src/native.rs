//! Native functions: declared once, by their Python signature and a typed Rust function.
//!
//! ```ignore
//! const FUNCTIONS: &[NativeDef] = &[
//!     native!("crc32(data, value=0, /)", crc32),
//!     native!("sleep(secs, /)", sleep).releases(),
//! ];
//! fn crc32(vm: &Vm, data: BytesLike, value: u32) -> Result<u32> { … }
//! ```
//! From the signature come argument binding, its error messages, `__text_signature__` and
//! `inspect.signature`. A method's signature starts with `self`. Parameters without a default
//! are required; `name=?` stands for a default that the Rust side supplies (the parameter then
//! is an `Option`). `*args` arrives as a tuple, `**kwargs` as a dict.

use std::sync::OnceLock;

use crate::args::{Args, FromArg, IntoResult};
use crate::names::Name;
use crate::object::cell::Slot;
use crate::object::header::{Kind, Payload, Visit};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The machine form of a native: all parameters bound, in the signature's order.
pub type RawNative = fn(&Vm, &[Value]) -> Result<Value>;

/// A native's short cut for the calls that are most frequent: gets the positional arguments as they
/// are given, and None sends them the usual way.
pub type QuickNative = fn(&Vm, &[Value]) -> Option<Result<Value>>;

/// How a native function is declared.
#[derive(Clone, Copy)]
pub struct NativeDef {
    /// `"name(param, other=1, /, *, key=None)"`.
    pub signature: &'static str,
    /// The function.
    pub call: RawNative,
    /// Docstring.
    pub doc: &'static str,
    /// It detaches while it waits or computes.
    pub releasing: bool,
    /// How it is bound in a class.
    pub binding: Binding,
    /// Tried first in calls without keyword arguments.
    pub quick: Option<QuickNative>,
    /// Errors about the number of arguments count them: `f() takes exactly 2 arguments (1 given)`.
    pub(crate) counted: bool,
    /// Length of the name at the beginning of the signature.
    name_len: u8,
    /// Number of parameters, when all are plain required positional ones; else 255.
    pub(crate) exact: u8,
}

/// How a native in a class binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// First argument is the instance.
    Method,
    /// First argument is the class.
    Class,
    /// No binding.
    Static,
}

impl NativeDef {
    /// Declares it; see [`crate::native!`].
    pub const fn new(signature: &'static str, call: RawNative) -> NativeDef {
        NativeDef {
            signature,
            call,
            doc: "",
            releasing: false,
            binding: Binding::Method,
            quick: None,
            counted: false,
            name_len: name_len(signature),
            exact: exact_count(signature),
        }
    }
    /// With a short cut for calls without keyword arguments. It is not asked where all parameters
    /// are required ones: such calls are short already.
    pub const fn quick(self, quick: QuickNative) -> NativeDef {
        NativeDef {
            quick: Some(quick),
            ..self
        }
    }
    /// With a docstring.
    pub const fn doc(self, doc: &'static str) -> NativeDef {
        NativeDef { doc, ..self }
    }
    /// With the words of older functions of CPython for a wrong number of arguments, all of which
    /// are given by position: `f() takes at least 1 argument (0 given)`.
    pub const fn counted(self) -> NativeDef {
        NativeDef {
            counted: true,
            ..self
        }
    }
    /// Marks it as one that lets other threads run meanwhile.
    pub const fn releases(self) -> NativeDef {
        NativeDef {
            releasing: true,
            ..self
        }
    }
    /// A class method.
    pub const fn class_method(self) -> NativeDef {
        NativeDef {
            binding: Binding::Class,
            ..self
        }
    }
    /// A static method.
    pub const fn static_method(self) -> NativeDef {
        NativeDef {
            binding: Binding::Static,
            ..self
        }
    }
    /// The name, from the signature.
    #[inline]
    pub fn name(&self) -> &'static str {
        &self.signature[..self.name_len as usize]
    }
}

/// A typed Rust function that can be a native. `P` names its parameter types.
pub trait NativeFn<'a, P> {
    /// Converts the arguments and calls it. The signature is for the words of errors.
    ///
    /// # Errors
    /// The conversion's or the function's.
    fn invoke(&self, vm: &'a Vm, args: &'a [Value], signature: &'static str) -> Result<Value>;
}

macro_rules! native_fns {
    ($($($p:ident)*;)*) => {$(
        impl<'a, F, R, $($p),*> NativeFn<'a, ($($p,)*)> for F
        where
            F: Fn(&'a Vm, $($p),*) -> R,
            R: IntoResult,
            $($p: FromArg<'a>,)*
        {
            #[inline(always)]
            #[allow(non_snake_case, unused_mut, unused_variables, unused_assignments)]
            fn invoke(
                &self,
                vm: &'a Vm,
                args: &'a [Value],
                signature: &'static str,
            ) -> Result<Value> {
                let mut at = 0;
                $(
                    let $p = match $p::from_arg(vm, args.get(at).unwrap_or(MISSING)) {
                        Ok(converted) => converted,
                        Err(raised) => {
                            return Err(crate::native_bind::wrong_argument(
                                vm, signature, at, raised,
                            ));
                        }
                    };
                    at += 1;
                )*
                self(vm, $($p),*).into_result(vm)
            }
        }
    )*};
}
native_fns! {
    ;
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E G;
    A B C D E G H;
    A B C D E G H I;
    A B C D E G H I J;
    A B C D E G H I J K;
}

/// What a missing argument looks like.
const MISSING: &Value = &Value::UNBOUND;

/// Declares a native: `native!("signature", function)`.
#[macro_export]
macro_rules! native {
    ($signature:literal, $function:expr) => {{
        fn raw(vm: &$crate::vm::Vm, args: &[$crate::value::Value]) -> $crate::vm::Result {
            $crate::native::NativeFn::invoke(&$function, vm, args, $signature)
        }
        $crate::native::NativeDef::new($signature, raw)
    }};
}

/// Sets a computed attribute, or deletes it (None).
pub type SetFn = fn(&Vm, &Value, Option<Value>) -> Result<()>;

/// A computed attribute of a native type.
pub struct GetSetDef {
    /// Attribute name.
    pub name: &'static str,
    /// Reads it.
    pub get: fn(&Vm, &Value) -> Result<Value>,
    /// Sets it, or deletes it (None). Without: AttributeError.
    pub set: Option<SetFn>,
}

/// How a parameter takes its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// By position only.
    PositionalOnly,
    /// By position or keyword.
    Normal,
    /// By keyword only.
    KeywordOnly,
    /// `*args`
    VarArgs,
    /// `**kwargs`
    VarKeywords,
}

/// One parameter of a parsed signature.
pub struct Param {
    /// Name.
    pub name: Name,
    /// Kind.
    pub kind: ParamKind,
    /// Default; UNBOUND for `=?`; None if required.
    pub default: Option<Value>,
}

/// A parsed signature.
pub struct Signature {
    /// Parameters in order.
    pub params: Vec<Param>,
    /// Number of required positional parameters.
    pub required: usize,
    /// Number of parameters that can be given by position.
    pub positional: usize,
    /// Nothing but plain positional parameters.
    pub simple: bool,
    /// With this many positional arguments the rest are defaults that the Rust side supplies (of
    /// a simple signature).
    pub enough: usize,
}

/// Payload of built-in functions and methods.
pub struct NativeFunction {
    /// The declaration.
    pub def: &'static NativeDef,
    /// Parsed when first needed.
    signature: OnceLock<Box<Signature>>,
    /// The type it is a method of.
    pub owner: Slot,
    /// `__module__`.
    pub module: Slot,
    /// Name, interned.
    pub name: Name,
    /// The declaration's [`NativeDef::exact`], 255 if it stands for a slot.
    exact: u8,
    /// The slot it stands for, if it wraps one; see [`NativeFunction::for_slot`].
    pub(crate) slot: Option<&'static crate::slot_table::SlotRow>,
}

impl Payload for NativeFunction {
    const KIND: Kind = Kind::NativeFunction;
    fn traverse(&self, visit: Visit<'_>) {
        self.owner.visit(visit);
        self.module.visit(visit);
    }
    fn clear(&self) {
        drop(self.owner.take());
    }
}

/// Length of the name that a signature starts with.
const fn name_len(signature: &str) -> u8 {
    let text = signature.as_bytes();
    let mut len = 0;
    while len < text.len() && text[len] != b'(' {
        len += 1;
    }
    assert!(len < 256, "a native's name is short");
    len as u8
}

/// Number of parameters of a signature whose parameters are all required and positional, else 255.
const fn exact_count(signature: &str) -> u8 {
    let text = signature.as_bytes();
    let mut at = name_len(signature) as usize + 1;
    let (mut count, mut in_param) = (0, false);
    while at < text.len() {
        match text[at] {
            b'*' | b'=' => return 255,
            b',' => in_param = false,
            b' ' | b'/' | b')' => {}
            _ if in_param => {}
            _ => {
                in_param = true;
                count += 1;
            }
        }
        at += 1;
    }
    count
}

impl NativeFunction {
    /// A native of this declaration.
    pub(crate) fn new(
        vm: &Vm,
        def: &'static NativeDef,
        owner: Option<Value>,
        module: Option<Value>,
    ) -> NativeFunction {
        NativeFunction {
            def,
            signature: OnceLock::new(),
            owner: Slot::from_option(owner),
            module: Slot::from_option(module),
            name: vm.intern(def.name()),
            exact: def.exact,
            slot: None,
        }
    }

    /// The same as a wrapper of a slot.
    pub(crate) fn for_slot(self, row: &'static crate::slot_table::SlotRow) -> NativeFunction {
        NativeFunction {
            exact: u8::MAX,
            slot: Some(row),
            ..self
        }
    }

    /// The parsed signature.
    pub fn signature(&self, vm: &Vm) -> &Signature {
        self.signature
            .get_or_init(|| Box::new(parse_signature(vm, self.def.signature)))
    }

    /// Calls it.
    ///
    /// # Errors
    /// Of the binding or of the function.
    #[inline]
    pub(crate) fn call(&self, vm: &Vm, args: Args<'_>) -> Result<Value> {
        if args.names().is_empty() {
            return self.call_positional(vm, args.pos());
        }
        self.call_bound(vm, args)
    }

    /// Calls it without keyword arguments.
    ///
    /// # Errors
    /// As [`NativeFunction::call`].
    #[inline(always)]
    pub(crate) fn call_positional(&self, vm: &Vm, args: &[Value]) -> Result<Value> {
        if args.len() != self.exact as usize {
            return self.call_quick(vm, args);
        }
        match (self.def.call)(vm, args) {
            Err(raised) => Err(self.explain(vm, args, raised)),
            done => done,
        }
    }

    #[inline(never)]
    fn call_quick(&self, vm: &Vm, args: &[Value]) -> Result<Value> {
        match self.def.quick.and_then(|quick| quick(vm, args)) {
            Some(result) => result,
            None => self.call_bound(vm, Args::positional(args)),
        }
    }

    #[inline(never)]
    fn call_bound(&self, vm: &Vm, args: Args<'_>) -> Result<Value> {
        match self.slot {
            Some(row) => crate::slot_table::call_wrapper(vm, self, row, args),
            None => crate::native_bind::call(vm, self, args)
                .map_err(|raised| self.explain(vm, args.pos(), raised)),
        }
    }

    /// The TypeError for a method that was called on an object of another class, in place of
    /// what became of that call.
    #[cold]
    #[inline(never)]
    fn explain(&self, vm: &Vm, args: &[Value], raised: crate::vm::Raised) -> crate::vm::Raised {
        let owner = self
            .owner
            .get()
            .and_then(|o| o.downcast::<crate::object::typ::Type>().ok());
        match (owner, args.first()) {
            (Some(owner), Some(this))
                if self.def.binding == Binding::Method && !vm.is_instance_of(this, &owner) =>
            {
                crate::object::descr::does_not_apply(vm, &self.name, &owner, this)
            }
            (Some(_), Some(class)) if self.def.binding == Binding::Class => {
                crate::object::native_type::not_for_class(vm, self, class).unwrap_or(raised)
            }
            _ => raised,
        }
    }
}

/// Parses a declaration's signature.
///
/// # Panics
/// If the declaration is not well formed: a mistake in this program, found by the first test.
pub(crate) fn parse_signature(vm: &Vm, text: &'static str) -> Signature {
    let inside = text
        .split_once('(')
        .map_or("", |(_, rest)| rest.strip_suffix(')').unwrap_or(rest));
    let mut params: Vec<Param> = Vec::new();
    let mut keyword_only = false;
    for part in split_params(inside) {
        match part {
            "/" => params
                .iter_mut()
                .for_each(|p| p.kind = ParamKind::PositionalOnly),
            "*" => keyword_only = true,
            _ => {
                let (name, default) = match part.split_once('=') {
                    Some((name, default)) => (name, Some(default_value(vm, default))),
                    None => (part, None),
                };
                let (name, kind) = if let Some(name) = name.strip_prefix("**") {
                    (name, ParamKind::VarKeywords)
                } else if let Some(name) = name.strip_prefix('*') {
                    keyword_only = true;
                    (name, ParamKind::VarArgs)
                } else if keyword_only {
                    (name, ParamKind::KeywordOnly)
                } else {
                    (name, ParamKind::Normal)
                };
                params.push(Param {
                    name: vm.intern(name),
                    kind,
                    default,
                });
            }
        }
    }
    let by_position = |p: &&Param| matches!(p.kind, ParamKind::PositionalOnly | ParamKind::Normal);
    let positional = params.iter().filter(by_position).count();
    let required = params
        .iter()
        .filter(by_position)
        .filter(|p| p.default.is_none())
        .count();
    let simple = positional == params.len();
    let supplied = |p: &&Param| p.default.as_ref().is_some_and(Value::is_unbound);
    let enough = params.len() - params.iter().rev().take_while(supplied).count();
    Signature {
        params,
        required,
        positional,
        simple,
        enough,
    }
}

/// Splits at commas outside quotes and brackets.
fn split_params(text: &'static str) -> Vec<&'static str> {
    let (mut parts, mut start, mut quote, mut depth) = (Vec::new(), 0, None, 0);
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(text[start..i].trim());
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|p| !p.is_empty());
    parts
}

fn default_value(vm: &Vm, text: &str) -> Value {
    match text {
        "?" => Value::UNBOUND,
        "None" => Value::NONE,
        "True" => Value::TRUE,
        "False" => Value::FALSE,
        "..." => Value::ELLIPSIS,
        "()" => vm.tuple(Vec::new()),
        _ => {
            if let Some(inner) = text.strip_prefix(['\'', '"']) {
                return vm
                    .intern(&inner[..inner.len() - 1].replace("\\n", "\n"))
                    .into_value();
            }
            if let Some(bytes) = text.strip_prefix("b'") {
                return vm.bytes(bytes.trim_end_matches('\'').as_bytes());
            }
            if let Ok(i) = text.parse::<i64>() {
                return vm.int(i);
            }
            Value::float(
                text.parse::<f64>()
                    .expect("a default in a native's signature"),
            )
        }
    }
}
