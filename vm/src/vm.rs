//! A thread's handle to its interpreter: what every native function is given.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::ptr::NonNull;
use std::sync::Arc;

use crate::frame::FrameStack;
use crate::interp_state::Interp;
use crate::object::Ref;
use crate::object::dict::NamePlace;
use crate::object::shape::Shape;
use crate::safepoint::PollWord;
use crate::types::Types;
use crate::value::Value;

/// An exception on its way.
pub struct Raised(pub(crate) Value);

/// What a fallible operation of the VM gives.
pub type Result<T = Value> = std::result::Result<T, Raised>;

impl Raised {
    /// The exception instance.
    pub fn value(&self) -> &Value {
        &self.0
    }
    /// The exception instance, owned.
    pub fn into_value(self) -> Value {
        self.0
    }
    /// An exception instance that is to be raised as it is.
    pub fn new(exception: Value) -> Raised {
        Raised(exception)
    }
}

impl std::fmt::Debug for Raised {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raised({:?})", self.0)
    }
}

/// One attached thread's state. Neither `Send` nor `Sync`: a closure that runs detached cannot
/// hold it, and so cannot reach an object.
pub struct Vm {
    interp: Arc<Interp>,
    /// Frames and registers.
    pub(crate) stack: FrameStack,
    /// What is asked of this thread; polled at safepoints.
    pub(crate) poll: Arc<PollWord>,
    /// Lowest stack address that native recursion may reach.
    pub(crate) stack_limit: Cell<usize>,
    /// Number of frames that are handling an exception.
    pub(crate) handling: Cell<u32>,
    /// Containers that may still be allocated before the collector looks.
    pub(crate) gc_left: Cell<u32>,
    /// Number by which the lock policy knows the thread.
    pub(crate) thread_id: Cell<u64>,
    /// The script-visible thread identity.
    pub(crate) ident: u64,
    /// What the thread has had of the lock.
    pub(crate) record: crate::lock::counters::Record,
    /// Nested `repr` calls under way (for `[...]`).
    pub(crate) repr_ids: RefCell<HashSet<usize, foldhash::fast::FixedState>>,
    /// Attributes found lately, for sites that see many shapes.
    pub(crate) attr_cache: crate::interp::loads::AttrCache,
    /// What `super()` found lately.
    pub(crate) super_cache: crate::interp::loads::SuperCache,
    /// Where the namespace that functions were last made in has their built-ins and their module.
    pub(crate) namespace_places: [NamePlace; 2],
    /// The exception with which the dispatch loop has stopped.
    pub(crate) thrown: Cell<Option<crate::interp::machine::Thrown>>,
    /// The word of the value with which it has stopped, and its reference; 0 if it did not return.
    pub(crate) exited: Cell<u64>,
    /// What is being sent to the generator that is resumed.
    pub(crate) sent: RefCell<Value>,
    /// Value of the StopIteration that the last exhausted iterator stands for.
    pub(crate) stop_value: RefCell<Option<Value>>,
    /// Exception to raise at the next safepoint (KeyboardInterrupt, async exceptions).
    pub(crate) pending: RefCell<Option<Value>>,
}

thread_local! {
    static CURRENT: Cell<Option<NonNull<Vm>>> = const { Cell::new(None) };
}

/// Bytes of machine stack that stay free below the limit for natives that recurse.
const STACK_RESERVE: usize = 192 * 1024;

impl Vm {
    /// The state of a thread that is about to attach; `stack_bytes` is the size of its stack.
    pub(crate) fn new(interp: Arc<Interp>, ident: u64, stack_bytes: usize) -> Box<Vm> {
        let here = (&raw const ident) as usize;
        Box::new(Vm {
            interp,
            stack: FrameStack::new(),
            poll: Arc::new(PollWord::new()),
            stack_limit: Cell::new(here.saturating_sub(stack_bytes.saturating_sub(STACK_RESERVE))),
            handling: Cell::new(0),
            gc_left: Cell::new(1),
            thread_id: Cell::new(0),
            ident,
            record: crate::lock::counters::Record::new(),
            repr_ids: RefCell::default(),
            attr_cache: crate::interp::loads::AttrCache::new(),
            super_cache: crate::interp::loads::SuperCache::new(),
            namespace_places: [const { NamePlace::new() }; 2],
            thrown: Cell::new(None),
            exited: Cell::new(0),
            sent: RefCell::new(Value::NONE),
            stop_value: RefCell::default(),
            pending: RefCell::default(),
        })
    }

    /// Lets go of the values that the handle itself holds, before its thread detaches for good.
    pub(crate) fn forget_values(&self) {
        drop(self.sent.replace(Value::NONE));
        drop(self.stop_value.take());
        drop(self.pending.take());
    }

    /// Makes this the thread's current handle while `f` runs.
    pub(crate) fn enter<R>(&self, f: impl FnOnce(&Vm) -> R) -> R {
        struct Restore(Option<NonNull<Vm>>);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }
        let _restore = Restore(CURRENT.replace(Some(NonNull::from(self))));
        f(self)
    }

    /// The handle of the running thread, for code that a dropped value reaches.
    ///
    /// # Panics
    /// If the thread is not inside [`Vm::enter`]: objects may not be touched there.
    pub(crate) fn current<'a>() -> &'a Vm {
        let current = CURRENT
            .get()
            .expect("an object was touched by a thread that is not attached");
        // SAFETY: `enter` keeps the handle alive while it is current, and the reference is used
        // only inside drop glue, which ends before `enter` does.
        unsafe { current.as_ref() }
    }

    /// The handle of the running thread, if there is one.
    pub(crate) fn try_current<'a>() -> Option<&'a Vm> {
        // SAFETY: as in `current`.
        CURRENT.get().map(|vm| unsafe { vm.as_ref() })
    }

    /// The interpreter.
    #[inline(always)]
    pub fn interp(&self) -> &Interp {
        &self.interp
    }
    /// The interpreter, to be given to another thread.
    pub(crate) fn interp_arc(&self) -> Arc<Interp> {
        self.interp.clone()
    }
    /// The built-in types.
    #[inline(always)]
    pub fn types(&self) -> &Types {
        self.interp.types()
    }
    /// The names that the VM itself uses.
    #[inline(always)]
    pub fn names(&self) -> &crate::names::Names {
        self.interp.names()
    }
    /// A shape of a type that outlives the borrow of this handle: a built-in type, or the type of
    /// an object the caller holds.
    #[inline(always)]
    pub(crate) fn shape_ref(&self, shape: NonNull<Shape>) -> &Shape {
        // SAFETY: as the caller promises by its choice of shape (see above).
        unsafe { shape.as_ref() }
    }

    /// Counts an allocation of a container; the collector runs at the next safepoint when enough
    /// have come together.
    #[inline(always)]
    pub(crate) fn note_gc_alloc(&self) {
        let left = self.gc_left.get().wrapping_sub(1);
        self.gc_left.set(left);
        if left == 0 {
            self.collector_is_due();
        }
    }

    #[cold]
    fn collector_is_due(&self) {
        self.poll.set(crate::safepoint::GC);
    }

    /// Enters one level of native recursion: RecursionError where the stack ends.
    ///
    /// # Errors
    /// RecursionError.
    #[inline(always)]
    pub fn recurse<R>(&self, f: impl FnOnce() -> Result<R>) -> Result<R> {
        let marker = 0u8;
        if ((&raw const marker) as usize) < self.stack_limit.get() {
            return Err(self.stack_overflow());
        }
        f()
    }

    #[cold]
    fn stack_overflow(&self) -> Raised {
        self.recursion_error("Stack overflow (native recursion too deep)")
    }

    /// The object a value of this type gets: header, payload, empty attributes.
    #[inline]
    pub fn alloc<T: crate::object::Payload>(
        &self,
        ty: &Ref<crate::object::typ::Type>,
        body: T,
    ) -> Ref<T> {
        crate::alloc::alloc(self, ty, body)
    }
}
