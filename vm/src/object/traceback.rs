//! Traceback entries and frame objects' link to them.

use std::sync::atomic::AtomicUsize;

use super::Ref;
use super::cell::Slot;
use super::frame_object::FrameObject;
use super::header::{Payload, Visit};
use crate::value::Value;

/// Payload of tracebacks: one entry.
pub struct Traceback {
    /// The next entry, nearer to where the exception was raised; None at the end.
    pub next: Slot,
    /// The frame.
    pub frame: Ref<FrameObject>,
    /// Word index of the instruction (`tb_lasti`).
    pub word: usize,
    /// Line number.
    pub line: AtomicUsize,
}

impl Payload for Traceback {
    fn traverse(&self, visit: Visit<'_>) {
        self.next.visit(visit);
        visit(self.frame.value());
    }
    fn clear(&self) {
        drop(self.next.take());
    }
}

impl Traceback {
    /// An entry.
    pub(crate) fn new(next: Value, frame: Ref<FrameObject>, word: usize, line: u32) -> Traceback {
        Traceback {
            next: Slot::new(next),
            frame,
            word,
            line: AtomicUsize::new(line as usize),
        }
    }
}
