//! FENCE 9. Frames and registers.
//!
//! A frame's registers are a window of the thread's register stack (or, for a generator, a block
//! of its own). Windows overlap as in Lua: the arguments that a caller has laid out at the end
//! of its temporaries are the first registers of the callee. A frame only ever runs verified code,
//! which is what makes unchecked register access right: every operand is below `nregs`.
//!
//! Register chunks never move; a window that does not fit in the current chunk starts in the next
//! one, and the arguments are moved there.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]

use std::cell::UnsafeCell;
use std::sync::atomic::AtomicU64;

use crate::object::code::Code;
use crate::object::function::Function;
use crate::object::generator::Generator;
use crate::object::{Obj, Ref};
use crate::value::Value;

/// What happens when a frame returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The run loop returns to its Rust caller.
    Entry,
    /// The result goes to register `dst` of the caller.
    Call,
    /// `__init__` of an instance that the caller gets in `dst`.
    Init,
    /// A generator driven by the caller's `ForIter`: a yielded value goes to `dst` and the caller
    /// jumps by `jump`; at its end the caller goes on.
    ForIter,
}

/// One activation.
pub(crate) struct Frame {
    /// Next instruction, while a callee runs or the loop is not in this frame.
    pub(crate) ip: *const AtomicU64,
    /// Register 0.
    pub(crate) base: *mut Value,
    /// First register of the thread's stack that is free for callees.
    pub(crate) top: *mut Value,
    /// The code; kept alive by `function`.
    pub(crate) code: *const Obj<Code>,
    /// The function.
    pub(crate) function: Ref<Function>,
    /// Namespace mapping of module, class and exec code (None: the globals).
    pub(crate) locals: Option<Value>,
    /// The exception that is being handled.
    pub(crate) handled: Option<Value>,
    /// The frame object, once somebody asked for it.
    pub(crate) object: Option<Value>,
    /// Instance of an `Init` frame.
    pub(crate) instance: Option<Value>,
    /// The generator whose body this is.
    pub(crate) generator: Option<Ref<Generator>>,
    pub(crate) kind: Kind,
    /// Caller's register for the result.
    pub(crate) dst: u16,
    /// Caller's jump of a `ForIter` frame.
    pub(crate) jump: i16,
}

impl Frame {
    /// The code.
    #[inline(always)]
    pub(crate) fn code(&self) -> &Obj<Code> {
        // SAFETY: `function` (or what it held when the frame was made: `set_code` keeps the old
        // code alive as long as a frame runs it) owns the code.
        unsafe { &*self.code }
    }
    /// Index of the instruction that runs (or called), by word.
    pub(crate) fn word_index(&self) -> usize {
        let start = self.code().words.as_ptr() as usize;
        ((self.ip as usize - start) / 8).saturating_sub(1)
    }
    /// The value in a register.
    pub(crate) fn register(&self, index: usize) -> &Value {
        assert!(index < self.code().nregs as usize);
        // SAFETY: the window has `nregs` valid values.
        unsafe { &*self.base.add(index) }
    }
    /// Replaces the value in a register and gives the old one.
    pub(crate) fn set_register(&self, index: usize, value: Value) -> Value {
        assert!(index < self.code().nregs as usize);
        // SAFETY: as above.
        unsafe { std::ptr::replace(self.base.add(index), value) }
    }
}

/// Registers of one chunk.
const CHUNK: usize = 1 << 15;

/// A thread's frames and register chunks.
pub(crate) struct FrameStack {
    frames: UnsafeCell<Vec<Frame>>,
    chunks: UnsafeCell<Vec<Box<[std::mem::MaybeUninit<Value>]>>>,
}

impl FrameStack {
    pub(crate) fn new() -> FrameStack {
        FrameStack {
            frames: UnsafeCell::new(Vec::with_capacity(64)),
            chunks: UnsafeCell::default(),
        }
    }

    /// Number of frames.
    #[inline(always)]
    pub(crate) fn depth(&self) -> usize {
        // SAFETY: only this thread uses its stack, and no reference into it is kept across calls.
        unsafe { (*self.frames.get()).len() }
    }

    /// Pushes a frame and gives its address, valid until the next push.
    #[inline(always)]
    pub(crate) fn push(&self, frame: Frame) -> *mut Frame {
        // SAFETY: as above.
        unsafe {
            let frames = &mut *self.frames.get();
            frames.push(frame);
            let last = frames.len() - 1;
            frames.as_mut_ptr().add(last)
        }
    }

    /// Pops the innermost frame.
    #[inline(always)]
    pub(crate) fn pop(&self) -> Option<Frame> {
        // SAFETY: as above.
        unsafe { (*self.frames.get()).pop() }
    }

    /// Address of the innermost frame.
    #[inline(always)]
    pub(crate) fn last(&self) -> Option<*mut Frame> {
        // SAFETY: as above.
        unsafe { (*self.frames.get()).last_mut().map(std::ptr::from_mut) }
    }

    /// Looks at frame `index` (0 is the outermost).
    pub(crate) fn at<R>(&self, index: usize, look: impl FnOnce(&mut Frame) -> R) -> Option<R> {
        // SAFETY: `look` must not push or pop (it is called with short closures only).
        unsafe { (*self.frames.get()).get_mut(index).map(look) }
    }

    /// Start of a window of `count` registers: at `at` if it fits in that chunk, else in another.
    /// The registers there hold garbage.
    #[inline(always)]
    pub(crate) fn window(&self, at: *mut Value, count: usize) -> *mut Value {
        // SAFETY: as above.
        let chunks = unsafe { &mut *self.chunks.get() };
        for chunk in chunks.iter().rev() {
            let start = chunk.as_ptr() as usize;
            let end = start + chunk.len() * 8;
            if (at as usize) >= start && (at as usize) <= end {
                if (end - at as usize) / 8 >= count {
                    return at;
                }
                break;
            }
        }
        self.next_chunk(at, count)
    }

    #[cold]
    fn next_chunk(&self, at: *mut Value, count: usize) -> *mut Value {
        // SAFETY: as above.
        let chunks = unsafe { &mut *self.chunks.get() };
        let inside = |c: &[std::mem::MaybeUninit<Value>]| {
            let start = c.as_ptr() as usize;
            (at as usize) >= start && (at as usize) <= start + c.len() * 8
        };
        let following = chunks.iter().position(|c| inside(c)).map_or(0, |i| i + 1);
        // Chunks behind the current one hold no live window.
        while chunks.len() > following && chunks[following].len() < count {
            chunks.remove(following);
        }
        if chunks.len() <= following {
            chunks.push(Box::new_uninit_slice(CHUNK.max(count)));
        }
        chunks[following].as_mut_ptr().cast()
    }

    /// First free register for a frame that is called from outside any frame.
    pub(crate) fn bottom(&self) -> *mut Value {
        match self.last() {
            // SAFETY: the frame is alive.
            Some(frame) => unsafe { (*frame).top },
            None => std::ptr::null_mut(),
        }
    }
}

/// Fills registers with Unbound.
///
/// # Safety
/// The registers from `from` up to `to` are part of a window and hold garbage.
#[inline(always)]
pub(crate) unsafe fn fill_unbound(base: *mut Value, from: usize, to: usize) {
    for i in from..to {
        // SAFETY: by contract.
        unsafe { base.add(i).write(Value::UNBOUND) };
    }
}
