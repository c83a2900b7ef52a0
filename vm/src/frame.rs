//! FENCE 9. Frames and registers.
//!
//! A frame's registers are a window of the thread's register stack (or, for a generator, a block
//! of its own). Windows overlap as in Lua: the arguments that a caller has laid out at the end
//! of its temporaries are the first registers of the callee. A frame only ever runs verified code,
//! which is what makes unchecked register access right: every operand is below `nregs`.
//!
//! Register chunks never move; a window that does not fit in the current chunk starts in the next
//! one, and the arguments are moved there.
//!
//! Registers above the innermost window hold words that own nothing: a frame that is left gives up what its
//! registers own, and temporaries are empty but between two instructions. So a new frame has to
//! set only its variables to Unbound. Memory that no frame has used yet is garbage; each chunk knows
//! how far it is *ready*.

// Frames and code are reached through raw pointers here; the borrows made on the way are as short
// as the expressions they stand in.
#![allow(dangerous_implicit_autorefs)]

use std::alloc::{self, Layout};
use std::cell::{Cell, UnsafeCell};
use std::ptr::null_mut;
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
    /// A generator that the caller, a generator as well, delegates to by `YieldFrom`: a yielded
    /// value is the caller's own; the result goes to `dst`.
    Delegate,
}

/// One activation.
pub(crate) struct Frame {
    /// The caller's frame.
    pub(crate) prev: *mut Frame,
    /// Next instruction, while a callee runs or the loop is not in this frame.
    pub(crate) ip: *const AtomicU64,
    /// Register 0.
    pub(crate) base: *mut Value,
    /// First register of the thread's stack that is free for callees.
    pub(crate) top: *mut Value,
    /// The code; kept alive by `function`.
    pub(crate) code: *const Obj<Code>,
    /// The constants of the code.
    pub(crate) consts: *const Value,
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
    /// Number of frames outside of this one.
    pub(crate) index: u32,
    /// First temporary register of the code.
    pub(crate) first_temp: u16,
    /// Set once any of `locals`, `handled`, `object` and `generator` has been set: leaving such a
    /// frame takes more than dropping its registers.
    pub(crate) rare: bool,
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
pub(crate) const CHUNK: usize = 1 << 15;

/// Bytes of a frame chunk, which is aligned to its size: an address tells its place in the chunk.
const FRAME_CHUNK: usize = 1 << 14;
/// Where the first frame of a chunk stands; before it there is a link to the next chunk.
const FIRST_FRAME: usize = 64;

/// A thread's frames and register chunks.
///
/// Neither moves: the address of a frame is valid until it is popped.
pub(crate) struct FrameStack {
    /// The innermost frame, or the place before the outermost.
    top: Cell<*mut Frame>,
    /// The place before the outermost frame: no frame, but its `index` precedes the first.
    bottom: *mut Frame,
    /// The chunk that windows were last taken from: its start, and the end of what is ready.
    chunk: Cell<(*mut Value, *mut Value)>,
    chunks: UnsafeCell<Vec<Chunk>>,
}

/// Registers in one piece.
struct Chunk {
    registers: Box<[std::mem::MaybeUninit<Value>]>,
    /// Number of registers that hold a value.
    ready: usize,
}

/// Registers are made ready in steps of so many.
const READY_STEP: usize = 512;

impl Chunk {
    fn new(count: usize) -> Chunk {
        Chunk {
            registers: Box::new_uninit_slice(count),
            ready: 0,
        }
    }
    fn start(&self) -> *mut Value {
        self.registers.as_ptr().cast_mut().cast()
    }
    /// Does the address lie in the chunk, or at its end?
    fn has(&self, at: *mut Value) -> bool {
        let start = self.start() as usize;
        (start..=start + self.registers.len() * 8).contains(&(at as usize))
    }
    /// Makes the first `count` registers, and some more, ready; gives the end of what is.
    fn make_ready(&mut self, count: usize) -> *mut Value {
        let count = (count + READY_STEP).min(self.registers.len());
        for register in self.registers.iter_mut().take(count).skip(self.ready) {
            register.write(Value::UNBOUND);
        }
        self.ready = self.ready.max(count);
        self.start().wrapping_add(self.ready)
    }
}

fn frame_chunk_layout() -> Layout {
    Layout::from_size_align(FRAME_CHUNK, FRAME_CHUNK).expect("constant layout")
}

/// A chunk for frames, with an empty link.
fn new_frame_chunk() -> *mut u8 {
    let layout = frame_chunk_layout();
    // SAFETY: the layout has a size, and room for the link at its start.
    unsafe {
        let chunk = alloc::alloc(layout);
        if chunk.is_null() {
            alloc::handle_alloc_error(layout);
        }
        chunk.cast::<*mut u8>().write(null_mut());
        chunk
    }
}

impl FrameStack {
    pub(crate) fn new() -> FrameStack {
        // SAFETY: a chunk is much longer than that.
        let bottom = unsafe { new_frame_chunk().add(FIRST_FRAME).cast::<Frame>() };
        // SAFETY: fresh memory; the outermost frame follows number -1.
        unsafe { (&raw mut (*bottom).index).write(u32::MAX) };
        FrameStack {
            top: Cell::new(bottom),
            bottom,
            chunk: Cell::new((null_mut(), null_mut())),
            chunks: UnsafeCell::default(),
        }
    }

    /// Number of frames.
    #[inline(always)]
    pub(crate) fn depth(&self) -> usize {
        // SAFETY: a live frame, or the place before the outermost, which has an index too.
        unsafe { (*self.top.get()).index.wrapping_add(1) as usize }
    }

    /// Has the current chunk a place for a frame, and the current register chunk room for a window of
    /// `count` registers at `at`? Then neither [`FrameStack::place`] nor [`FrameStack::window`] go
    /// anywhere else.
    #[inline(always)]
    pub(crate) fn has_room(&self, at: *mut Value, count: usize) -> bool {
        let (start, end) = self.chunk.get();
        let next = self.top.get().wrapping_add(1) as usize;
        // Outside of the chunk the distance to its end is too great, from below as from above.
        let left = (end as usize).wrapping_sub(at as usize);
        left >= count * size_of::<Value>()
            && left <= end as usize - start as usize
            && next & (FRAME_CHUNK - 1) <= FRAME_CHUNK - size_of::<Frame>()
    }

    /// The place of the frame that is pushed next; [`FrameStack::pushed`] makes it the innermost.
    #[inline(always)]
    pub(crate) fn place(&self) -> *mut Frame {
        let at = self.top.get().wrapping_add(1);
        if (at as usize & (FRAME_CHUNK - 1)) > FRAME_CHUNK - size_of::<Frame>() {
            return self.place_in_next_chunk();
        }
        at
    }

    #[cold]
    #[inline(never)]
    fn place_in_next_chunk(&self) -> *mut Frame {
        let chunk = (self.top.get() as usize & !(FRAME_CHUNK - 1)) as *mut *mut u8;
        // SAFETY: the chunk of the innermost frame starts with the link, which is null or a chunk
        // that holds no live frame.
        unsafe {
            if (*chunk).is_null() {
                *chunk = new_frame_chunk();
            }
            (*chunk).add(FIRST_FRAME).cast()
        }
    }

    /// Makes the frame written at [`FrameStack::place`] the innermost.
    ///
    /// # Safety
    /// `frame` came from `place`, nothing was pushed or popped since, all of it is written, and its
    /// `prev` and `index` follow the innermost frame's.
    #[inline(always)]
    pub(crate) unsafe fn pushed(&self, frame: *mut Frame) {
        self.top.set(frame);
    }

    /// Pops the innermost frame.
    #[inline(always)]
    pub(crate) fn pop(&self) -> Option<Frame> {
        let last = self.last()?;
        // SAFETY: the frame is alive and is given up here.
        unsafe {
            self.pop_in_place(last);
            Some(last.read())
        }
    }

    /// Pops the innermost frame, `last`: its memory stays as it is until the next push, and the
    /// caller takes over what it owns.
    ///
    /// # Safety
    /// `last` is the innermost frame.
    #[inline(always)]
    pub(crate) unsafe fn pop_in_place(&self, last: *mut Frame) {
        debug_assert_eq!(self.last(), Some(last));
        // SAFETY: by contract.
        self.top.set(unsafe { (*last).prev });
    }

    /// Address of the innermost frame.
    #[inline(always)]
    pub(crate) fn last(&self) -> Option<*mut Frame> {
        let top = self.top.get();
        (top != self.bottom).then_some(top)
    }

    /// Address of the innermost frame, or of the place before the outermost.
    #[inline(always)]
    pub(crate) fn top(&self) -> *mut Frame {
        self.top.get()
    }

    /// Looks at frame `index` (0 is the outermost).
    pub(crate) fn at<R>(&self, index: usize, look: impl FnOnce(&mut Frame) -> R) -> Option<R> {
        let mut frame = self.last()?;
        // SAFETY: live frames, each before the next; `look` must not push or pop (it is called with
        // short closures only).
        unsafe {
            if ((*frame).index as usize) < index {
                return None;
            }
            while (*frame).index as usize != index {
                frame = (*frame).prev;
            }
            Some(look(&mut *frame))
        }
    }

    /// What `look` finds in the innermost frame for which it finds something.
    pub(crate) fn find<R>(&self, look: impl Fn(&Frame) -> Option<R>) -> Option<R> {
        let mut frame = self.last()?;
        // SAFETY: as in `at`.
        unsafe {
            loop {
                if let Some(found) = look(&*frame) {
                    return Some(found);
                }
                if (*frame).index == 0 {
                    return None;
                }
                frame = (*frame).prev;
            }
        }
    }

    /// Start of a window of `count` registers: at `at` if it fits in that chunk, else in another.
    /// The registers there hold words that own nothing.
    #[inline(always)]
    pub(crate) fn window(&self, at: *mut Value, count: usize) -> *mut Value {
        let (start, end) = self.chunk.get();
        if at >= start && at <= end && (end as usize - at as usize) / 8 >= count {
            return at;
        }
        self.other_window(at, count)
    }

    #[cold]
    #[inline(never)]
    fn other_window(&self, at: *mut Value, count: usize) -> *mut Value {
        // SAFETY: only this thread uses its stack.
        let chunks = unsafe { &mut *self.chunks.get() };
        let current = chunks.iter().rposition(|c| c.has(at));
        let mut place = at;
        let chunk = match current {
            Some(n)
                if (chunks[n].start() as usize + chunks[n].registers.len() * 8 - at as usize)
                    / 8
                    >= count =>
            {
                &mut chunks[n]
            }
            _ => {
                let following = current.map_or(0, |n| n + 1);
                // Chunks behind the current one hold no live window.
                while chunks.len() > following && chunks[following].registers.len() < count {
                    chunks.remove(following);
                }
                if chunks.len() <= following {
                    chunks.push(Chunk::new(CHUNK.max(count)));
                }
                place = chunks[following].start();
                &mut chunks[following]
            }
        };
        let start = chunk.start();
        let end = chunk.make_ready((place as usize - start as usize) / 8 + count);
        self.chunk.set((start, end));
        place
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

impl Drop for FrameStack {
    fn drop(&mut self) {
        while let Some(frame) = self.pop() {
            drop(frame);
        }
        let mut chunk = (self.bottom as usize & !(FRAME_CHUNK - 1)) as *mut u8;
        while !chunk.is_null() {
            // SAFETY: made by `new_frame_chunk`; each starts with the link to the next.
            unsafe {
                let next = chunk.cast::<*mut u8>().read();
                alloc::dealloc(chunk, frame_chunk_layout());
                chunk = next;
            }
        }
    }
}

/// Fills registers with Unbound.
///
/// # Safety
/// The registers from `from` up to `to` are part of a window and own nothing.
#[inline(always)]
pub(crate) unsafe fn fill_unbound(base: *mut Value, from: usize, to: usize) {
    for i in from..to {
        // SAFETY: by contract.
        unsafe { base.add(i).write(Value::UNBOUND) };
    }
}
