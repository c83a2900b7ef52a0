//! Frame objects: what scripts see of a frame. Made only when somebody asks.
//!
//! While the frame runs, the object refers to it by its place on the thread's stack; when the
//! frame is left and somebody still holds the object, the registers move into it.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Ref;
use super::cell::{Locked, Slot};
use super::code::Code;
use super::dict::Dict;
use super::function::Function;
use super::header::{Payload, Visit};
use crate::frame::Frame;
use crate::value::Value;
use crate::vm::Vm;

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
}

impl Payload for FrameObject {
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.code.value());
        visit(self.function.value());
        self.locals.visit(visit);
        self.back.visit(visit);
        self.registers.peek(|r| r.iter().for_each(visit));
    }
    fn clear(&self) {
        drop(self.registers.with(std::mem::take));
        drop(self.back.take());
        drop(self.locals.take());
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
        };
        let object = vm.alloc(&vm.types().frame, object);
        generator.frame_object.set(object.value().clone());
        object
    });
    let word = generator.resume_at.load(Ordering::Relaxed);
    object.last_word.store(word, Ordering::Relaxed);
    let registers = generator.registers.with(|r| r.to_vec());
    let old = object.registers.with(|r| std::mem::replace(r, registers));
    drop(old);
    object
}
