//! Traceback entries and frame objects' link to them.

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
    /// Line number, if it was given; else the word's.
    line: Option<u32>,
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
    /// An entry; without a line, the line is the word's in the frame's code.
    pub(crate) fn new(
        next: Value,
        frame: Ref<FrameObject>,
        word: usize,
        line: Option<u32>,
    ) -> Traceback {
        Traceback {
            next: Slot::new(next),
            frame,
            word,
            line,
        }
    }
    /// Line number.
    pub fn line(&self) -> u32 {
        self.line
            .unwrap_or_else(|| self.frame.code.line_at(self.word))
    }
}
