//! Frame objects: what scripts see of a frame. Made only when somebody asks.
//!
//! While the frame runs, the object refers to it by its place on the thread's stack; when the
//! frame is left and somebody still holds the object, the registers move into it.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Ref;
use super::cell::{Locked, Slot};
use super::code::{Cell, Code};
use super::dict::Dict;
use super::function::Function;
use super::generator::Generator;
use super::header::{Payload, Visit};
use super::weakref::WeakRef;
use crate::frame::Frame;
use crate::names::Name;
use crate::value::Value;
use crate::vm::{Result, Vm};

const DEAD: usize = usize::MAX;

/// Payload of frame objects.
pub struct FrameObject {
    /// The code.
    pub code: Ref<Code>,
    /// The function.
    pub function: Ref<Function>,
    /// Namespace mapping of module, class and exec frames, if it is not the globals.
    pub locals: Slot,
    /// The caller's frame object, once asked for.
    pub back: Slot,
    /// Depth on the thread's stack; `usize::MAX` when the frame does not run.
    depth: AtomicUsize,
    /// Word index of the last instruction, while the frame does not run.
    last_word: AtomicUsize,
    /// Registers that the frame left behind.
    registers: Locked<Vec<Value>>,
    /// Thread on whose stack it runs.
    thread: u64,
    /// A dict of the names that a script added through `f_locals`.
    extra: Slot,
    /// A weak reference to the generator that the frame is suspended in.
    suspended_in: Slot,
}

impl Payload for FrameObject {
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.code.value());
        visit(self.function.value());
        self.locals.visit(visit);
        self.back.visit(visit);
        self.extra.visit(visit);
        self.suspended_in.visit(visit);
        self.registers.peek(|r| r.iter().for_each(visit));
    }
    fn clear(&self) {
        drop(self.registers.with(std::mem::take));
        drop(self.back.take());
        drop(self.locals.take());
        drop(self.extra.take());
    }
}

impl FrameObject {
    /// Global namespace.
    pub fn globals(&self) -> &Ref<Dict> {
        &self.function.body.globals
    }
    /// The frame is on a stack?
    pub fn is_running(&self) -> bool {
        self.depth.load(Ordering::Relaxed) != DEAD
    }
    /// Depth on the stack of the calling thread, if it runs there.
    pub(crate) fn depth(&self, vm: &Vm) -> Option<usize> {
        let depth = self.depth.load(Ordering::Relaxed);
        (depth != DEAD && self.thread == vm.ident).then_some(depth)
    }
    /// Word index of the instruction that runs or ran last.
    pub fn word_index(&self, vm: &Vm) -> usize {
        match self.depth(vm) {
            Some(depth) => vm.stack.at(depth, |f| f.word_index()).unwrap_or(0),
            None => self.last_word.load(Ordering::Relaxed),
        }
    }
    /// The value in a register.
    pub(crate) fn register(&self, vm: &Vm, index: usize) -> Option<Value> {
        match self.depth(vm) {
            Some(depth) => vm.stack.at(depth, |f| f.register(index).clone()),
            None => self.registers.with(|r| r.get(index).cloned()),
        }
    }
    /// Writes a register, where the frame is.
    ///
    /// # Errors
    /// RuntimeError for a frame that another thread runs.
    fn set_register(&self, vm: &Vm, index: usize, value: Value) -> Result<()> {
        if self.is_running() && self.depth(vm).is_none() {
            return Err(vm.runtime_error("cannot set a variable of a frame of another thread"));
        }
        // The loop keeps no reference to a register while scripts or natives run.
        let old = match self.depth(vm) {
            Some(depth) => vm.stack.at(depth, |f| f.set_register(index, value)),
            None => {
                let replace = |registers: &mut [Value]| {
                    let register = registers.get_mut(index)?;
                    Some(std::mem::replace(register, value.clone()))
                };
                let generator = self.suspended_in.get();
                let generator = generator.and_then(|r| r.downcast_ref::<WeakRef>()?.get());
                let generator = generator.and_then(|g| g.downcast::<Generator>().ok());
                let in_generator =
                    generator.and_then(|g| g.registers.with(|registers| replace(registers)));
                drop(in_generator);
                self.registers.with(|registers| replace(registers))
            }
        };
        drop(old);
        Ok(())
    }
    /// Registers and cells of a variable: more than one if an inlined comprehension has one of the
    /// same name.
    fn places(&self, name: &Name) -> Vec<usize> {
        let names = self.code.varnames.iter().enumerate();
        names.filter(|(_, n)| n.is(name)).map(|(i, _)| i).collect()
    }
    fn free_cell(&self, name: &Name) -> Option<&Ref<Cell>> {
        let at = self.code.freevars.iter().position(|n| n.is(name))?;
        self.function.body.closure.get(at)
    }
    /// Does the function have a variable of this name?
    pub(crate) fn has_variable(&self, name: &Name) -> bool {
        !self.places(name).is_empty() || self.free_cell(name).is_some()
    }
    /// Sets a variable; false if there is none of this name.
    ///
    /// # Errors
    /// RuntimeError for a frame that another thread runs.
    pub(crate) fn set_variable(&self, vm: &Vm, name: &Name, value: Value) -> Result<bool> {
        let places = self.places(name);
        let is_bound = |i: &&usize| self.register(vm, **i).is_some_and(|v| !v.is_unbound());
        let Some(&at) = places.iter().find(is_bound).or(places.first()) else {
            if let Some(cell) = self.free_cell(name) {
                cell.contents.set(value);
                return Ok(true);
            }
            return Ok(false);
        };
        if self.code.source.cells.contains(&(at as u16)) {
            // The loop relies on it that such a register holds a cell.
            let cell = self.register(vm, at);
            if let Some(cell) = cell.as_ref().and_then(|c| c.downcast_ref::<Cell>()) {
                cell.contents.set(value);
            }
            return Ok(true);
        }
        self.set_register(vm, at, value)?;
        Ok(true)
    }
    /// The dict of names beside the variables.
    pub(crate) fn extra(&self, vm: &Vm) -> Ref<Dict> {
        let known = self.extra.get().and_then(|d| d.downcast::<Dict>().ok());
        known.unwrap_or_else(|| {
            let dict = Dict::new(vm);
            self.extra.set(dict.value().clone());
            dict
        })
    }
    /// The names beside the variables, if there are any.
    pub(crate) fn extra_items(&self) -> Vec<(Value, Value)> {
        let dict = self.extra.get();
        let dict = dict.as_ref().and_then(|d| d.as_dict());
        dict.map(|d| d.items()).unwrap_or_default()
    }
    /// Drops what a finished frame holds (`frame.clear()`).
    pub fn clear_registers(&self) {
        drop(self.registers.with(std::mem::take));
    }
}

impl Vm {
    /// The frame object of the frame at `depth` on this thread's stack.
    pub(crate) fn frame_object(&self, depth: usize) -> Ref<FrameObject> {
        let known = self.stack.at(depth, |f| f.object.clone()).flatten();
        if let Some(object) = known.and_then(|o| o.downcast::<FrameObject>().ok()) {
            object.depth.store(depth, Ordering::Relaxed);
            return object;
        }
        let parts = self.stack.at(depth, |f| {
            (f.code().to_ref(), f.function.clone(), f.locals.clone())
        });
        let (code, function, locals) = parts.expect("a frame at this depth");
        let object = FrameObject {
            code,
            function,
            locals: Slot::from_option(locals),
            back: Slot::empty(),
            depth: AtomicUsize::new(depth),
            last_word: AtomicUsize::new(0),
            registers: Locked::new(Vec::new()),
            thread: self.ident,
            extra: Slot::empty(),
            suspended_in: Slot::empty(),
        };
        let object = self.alloc(&self.types().frame, object);
        self.stack.at(depth, |f| {
            f.rare = true;
            f.object = Some(object.value().clone());
        });
        object
    }
}

/// The frame is about to be left: its object keeps the registers if somebody else holds it.
pub(crate) fn detach(vm: &Vm, frame: &mut Frame) {
    let Some(object) = frame.object.take() else {
        return;
    };
    let Some(this) = object.downcast_ref::<FrameObject>() else {
        return;
    };
    if this.header.ref_count() > 1 {
        let word = frame.word_index();
        this.last_word.store(word, Ordering::Relaxed);
        let depth = vm.stack.depth();
        if depth >= 2 && this.back.is_empty() {
            this.back.set(vm.frame_object(depth - 2).into_value());
        }
        let count = frame.code().nregs as usize;
        let registers = (0..count)
            .map(|i| frame.set_register(i, Value::UNBOUND))
            .collect();
        let old = this.registers.with(|r| std::mem::replace(r, registers));
        drop(old);
    }
    this.depth.store(DEAD, Ordering::Relaxed);
    drop(object);
}

/// The generator's frame is suspended: its object does not run.
pub(crate) fn park(object: &Value) {
    if let Some(this) = object.downcast_ref::<FrameObject>() {
        this.depth.store(DEAD, Ordering::Relaxed);
    }
}

/// The frame object of a suspended generator: it sees the registers through the generator.
pub(crate) fn of_suspended(
    vm: &Vm,
    generator: &Ref<super::generator::Generator>,
) -> Ref<FrameObject> {
    let known = generator
        .frame_object
        .get()
        .and_then(|o| o.downcast::<FrameObject>().ok());
    let object = known.unwrap_or_else(|| {
        let object = FrameObject {
            code: generator.code.clone(),
            function: generator.function.clone(),
            locals: Slot::empty(),
            back: Slot::empty(),
            depth: AtomicUsize::new(DEAD),
            last_word: AtomicUsize::new(0),
            registers: Locked::new(Vec::new()),
            thread: vm.ident,
            extra: Slot::empty(),
            suspended_in: Slot::empty(),
        };
        let object = vm.alloc(&vm.types().frame, object);
        generator.frame_object.set(object.value().clone());
        object
    });
    if object.suspended_in.is_empty() {
        let weak = vm.new_weakref(&vm.types().weak_link, generator.value(), None);
        drop(object.suspended_in.replace(weak.map(Ref::into_value)));
    }
    let word = generator.resume_at.load(Ordering::Relaxed);
    object.last_word.store(word, Ordering::Relaxed);
    let registers = generator.registers.with(|r| r.to_vec());
    let old = object.registers.with(|r| std::mem::replace(r, registers));
    drop(old);
    object
}
