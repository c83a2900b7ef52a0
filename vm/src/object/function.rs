//! Functions of scripts, bound methods.

use std::sync::atomic::{AtomicU32, Ordering};

use super::Ref;
use super::cell::Slot;
use super::code::{Cell, Code};
use super::dict::Dict;
use super::header::{Kind, Payload, Visit};
use super::tuple::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// Payload of functions made by `def` and `lambda`.
pub struct Function {
    /// The code; replaceable.
    pub code: Slot,
    /// Global namespace.
    pub globals: Ref<Dict>,
    /// Builtins namespace, taken from the globals when the function was made.
    pub builtins: Ref<Dict>,
    /// `__defaults__`: a tuple, or empty.
    pub defaults: Slot,
    /// `__kwdefaults__`: a dict, or empty.
    pub kwdefaults: Slot,
    /// Cells of the free variables.
    pub closure: Box<[Ref<Cell>]>,
    /// `__name__`
    pub name: Slot,
    /// `__qualname__`
    pub qualname: Slot,
    /// `__module__`
    pub module: Slot,
    /// `__doc__`
    pub doc: Slot,
    /// `__annotate__`: callable or empty.
    pub annotate: Slot,
    /// `__annotations__` once computed or set.
    pub annotations: Slot,
    /// `__type_params__`
    pub type_params: Slot,
    /// Changes whenever code or defaults are replaced; for call caches.
    pub(crate) version: AtomicU32,
}

impl Payload for Function {
    const KIND: Kind = Kind::Function;
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.globals.value());
        visit(self.builtins.value());
        self.closure.iter().for_each(|c| visit(c.value()));
        for slot in self.slots() {
            slot.visit(visit);
        }
    }
    fn clear(&self) {
        for slot in self.slots().into_iter().skip(1) {
            drop(slot.take());
        }
    }
}

impl Function {
    fn slots(&self) -> [&Slot; 10] {
        [
            &self.code,
            &self.defaults,
            &self.kwdefaults,
            &self.name,
            &self.qualname,
            &self.module,
            &self.doc,
            &self.annotate,
            &self.annotations,
            &self.type_params,
        ]
    }

    /// A function of `code`.
    pub(crate) fn make(
        vm: &Vm,
        code: Ref<Code>,
        globals: Ref<Dict>,
        closure: Box<[Ref<Cell>]>,
    ) -> Ref<Function> {
        let (builtins, module) = vm.namespace_of(&globals);
        let function = Function {
            name: Slot::new(code.name.value().clone()),
            qualname: Slot::new(code.qualname.value().clone()),
            doc: Slot::new(code.docstring.clone()),
            code: Slot::new(code.into_value()),
            globals,
            builtins,
            defaults: Slot::empty(),
            kwdefaults: Slot::empty(),
            closure,
            module: Slot::from_option(module),
            annotate: Slot::empty(),
            annotations: Slot::empty(),
            type_params: Slot::empty(),
            version: AtomicU32::new(0),
        };
        vm.alloc(&vm.types().function, function)
    }

    /// The code.
    pub fn code(&self) -> Ref<Code> {
        let code = self.code.get().and_then(|c| c.downcast::<Code>().ok());
        code.expect("a function's code slot always holds code")
    }
    /// The defaults' tuple.
    pub fn default_values(&self) -> Option<Ref<Tuple>> {
        self.defaults.get().and_then(|d| d.downcast::<Tuple>().ok())
    }
    /// Code or defaults were replaced.
    pub(crate) fn touched(&self) {
        self.version.fetch_add(1, Ordering::Relaxed);
    }
}

/// Payload of bound methods, of script functions and of natives.
pub struct BoundMethod {
    /// What is called.
    pub function: Value,
    /// Its first argument.
    pub this: Value,
}

impl Payload for BoundMethod {
    const KIND: Kind = Kind::BoundMethod;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.function);
        visit(&self.this);
    }
}

impl Vm {
    /// `function` bound to `this`.
    pub fn bind(&self, function: Value, this: Value) -> Value {
        let types = self.types();
        let ty = match function.downcast_ref::<crate::native::NativeFunction>() {
            None => &types.method,
            Some(native) if native.slot.is_some() => &types.method_wrapper,
            Some(_) => &types.builtin_method,
        };
        self.alloc(ty, BoundMethod { function, this }).into_value()
    }
}
