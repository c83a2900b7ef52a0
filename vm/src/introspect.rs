//! What `sys` asks the VM about itself, and the limits it may set.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use hasp_compiler::span::LineIndex;
use parking_lot::Mutex;

use crate::object::Ref;
use crate::object::code::Code;
use crate::object::frame_object::FrameObject;
use crate::vm::Vm;

/// Texts that are in no file, by the file name given to the compiler.
type Texts = Arc<Mutex<HashMap<String, (Arc<LineIndex>, Arc<str>)>>>;

impl Vm {
    /// The frame `up` levels above the running one (0: the running one), if the stack is so deep.
    pub fn frame_above(&self, up: usize) -> Option<Ref<FrameObject>> {
        let at = self.stack.depth().checked_sub(1)?.checked_sub(up)?;
        Some(self.frame_object(at))
    }

    /// Depth of the calls that count against the recursion limit.
    #[inline(always)]
    pub fn call_depth(&self) -> u32 {
        self.stack.depth() as u32
    }

    /// `sys.getrecursionlimit()`.
    pub fn recursion_limit(&self) -> u32 {
        self.interp().recursion_limit.load(Ordering::Relaxed)
    }

    /// `sys.setrecursionlimit()`, unchecked.
    pub fn set_recursion_limit(&self, limit: u32) {
        self.interp()
            .recursion_limit
            .store(limit, Ordering::Relaxed);
    }

    /// `sys.set_int_max_str_digits()`, unchecked.
    pub fn set_int_max_str_digits(&self, digits: usize) {
        self.interp()
            .int_max_str_digits
            .store(digits, Ordering::Relaxed);
    }

    /// Number of references to an object; None for values that are no objects.
    pub fn ref_count(&self, v: &crate::value::Value) -> Option<u32> {
        v.header().map(crate::object::header::Header::ref_count)
    }

    fn texts(&self) -> Texts {
        self.interp().state(Texts::default)
    }

    /// Keeps the text that `code` was compiled from, so that tracebacks can show its lines.
    pub fn remember_source(&self, code: &Code, text: &str) {
        let entry = (code.source.lines.clone(), text.into());
        self.texts()
            .lock()
            .insert(code.source.filename.to_string(), entry);
    }

    /// The kept text that `code` was compiled from.
    pub fn remembered_source(&self, code: &Code) -> Option<Arc<str>> {
        let texts = self.texts();
        let texts = texts.lock();
        let (lines, text) = texts.get(&*code.source.filename)?;
        Arc::ptr_eq(lines, &code.source.lines).then(|| text.clone())
    }
}
