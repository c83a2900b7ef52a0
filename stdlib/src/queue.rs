//! `_queue`: the queue without a bound that puts never wait for.
//!
//! The items stand in a cell of the object, where the collector finds them. How many there are, and
//! who waits for one, is the business of a channel: every put sends a token after it has stored an
//! item, and whoever has received a token has an item coming. So a put does not wait, takes no lock
//! that a script could hold, and may come from a `__del__` or a signal handler in the middle of
//! another put or get.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{
    Receiver, RecvTimeoutError, Sender, bounded, never, select_biased, unbounded,
};
use hasp_vm::args::{Args, This};
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::signals::Wake;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::common::duration_arg;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_queue",
    doc: "C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.",
    functions: &[],
    init: |vm, module| {
        let classes = classes(vm);
        vm.add_to_module(module, "Empty", classes.empty);
        vm.add_to_module(module, "SimpleQueue", classes.queue);
        Ok(())
    },
};

/// The module's classes in one interpreter.
#[derive(Clone)]
struct Classes {
    empty: Ref<Type>,
    queue: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        empty: vm.new_native_type(&EMPTY),
        queue: vm.new_native_type(&SIMPLE_QUEUE),
    })
}

static EMPTY: TypeDef = TypeDef {
    name: "_queue.Empty",
    base: "Exception",
    subclassable: true,
    doc: "Exception raised by Queue.get(block=0)/get_nowait().",
    ..TypeDef::EMPTY
};

/// Payload.
struct SimpleQueue {
    items: Locked<VecDeque<Value>>,
    /// One token for each item that nobody has taken yet.
    put: Sender<()>,
    got: Receiver<()>,
}

impl Payload for SimpleQueue {
    fn traverse(&self, visit: Visit<'_>) {
        self.items
            .peek_in_traverse(|items| items.iter().for_each(visit));
    }
    fn clear(&self) {
        drop(self.items.with(std::mem::take));
    }
}

type Me<'a> = This<'a, SimpleQueue>;

static SIMPLE_QUEUE: TypeDef = TypeDef {
    name: "_queue.SimpleQueue",
    layout: Some(VTable::of::<SimpleQueue>),
    subclassable: true,
    doc: "Simple, unbounded, reentrant FIFO queue.",
    slots: |s| {
        s.new.set(Some(|vm, class, args: Args<'_>| {
            let exact = class.is(&classes(vm).queue);
            if exact && !args.all().is_empty() {
                let kind = if args.names().is_empty() {
                    "positional"
                } else {
                    "keyword"
                };
                return Err(vm.type_error(format!("SimpleQueue() takes no {kind} arguments")));
            }
            let (put, got) = unbounded();
            let body = SimpleQueue {
                items: Locked::new(VecDeque::new()),
                put,
                got,
            };
            Ok(vm.alloc(class, body).into_value())
        }));
    },
    methods: &[
        native!(
            "put(self, item, block=True, timeout=None)",
            |_: &Vm, q: Me<'_>, item: Value, _block: &Value, _timeout: &Value| q.put(item)
        )
        .quick(|_, args| match args {
            [queue, item] => {
                queue.downcast_ref::<SimpleQueue>()?.put(item.clone());
                Some(Ok(Value::NONE))
            }
            _ => None,
        })
        .doc("Put the item on the queue.  The other arguments are for likeness: this never waits."),
        native!("put_nowait(self, item)", |_: &Vm, q: Me<'_>, item: Value| q
            .put(item))
        .doc("Put the item on the queue, like put()."),
        native!("get(self, block=True, timeout=None)", get)
            .quick(|vm, args| match args {
                // With an item there, it does not matter how long to wait for one.
                [queue] => {
                    let queue = queue.downcast_ref::<SimpleQueue>()?;
                    queue.got.try_recv().ok()?;
                    Some(queue.first(vm))
                }
                _ => None,
            })
            .doc("Remove and return an item, waiting for one if block is true, at most timeout seconds.")
            .releases(),
        native!("get_nowait(self)", |vm: &Vm, q: Me<'_>| q.take(vm))
            .quick(|vm, args| match args {
                [_] => None,
                _ => Some(Err(vm.type_error("get_nowait() takes no arguments"))),
            })
            .doc("Remove and return an item if there is one now, else raise Empty."),
        native!("empty(self, /)", |_: &Vm, q: Me<'_>| q.got.is_empty())
            .doc("Return whether the queue was empty just now."),
        native!("qsize(self, /)", |_: &Vm, q: Me<'_>| q.got.len())
            .doc("Return how many items were in the queue just now."),
        native!(
            "__class_getitem__(cls, item, /)",
            hasp_vm::object::generic_alias::class_getitem
        )
        .class_method()
        .doc("See PEP 585"),
    ],
    ..TypeDef::EMPTY
};

impl SimpleQueue {
    fn put(&self, item: Value) {
        self.items.with(|items| items.push_back(item));
        // The object holds the other end, so this cannot fail.
        let _sent = self.put.send(());
    }

    /// The item that a token stands for.
    fn first(&self, vm: &Vm) -> Result<Value> {
        let first = self.items.with(VecDeque::pop_front);
        first.ok_or_else(|| empty(vm))
    }

    /// An item if there is one now.
    fn take(&self, vm: &Vm) -> Result<Value> {
        match self.got.try_recv() {
            Ok(()) => self.first(vm),
            Err(_) => Err(empty(vm)),
        }
    }
}

#[cold]
fn empty(vm: &Vm) -> hasp_vm::vm::Raised {
    vm.error(&classes(vm).empty, "")
}

/// Ends the wait of the main thread.
struct Bell(Sender<()>);

impl Wake for Bell {
    fn wake(&self) {
        // If one is in already, that is enough.
        let _rung = self.0.try_send(());
    }
}

/// What a wait came to.
enum Waited {
    Token,
    TimeOver,
    Signal,
}

/// `get(block=True, timeout=None)`.
fn get(vm: &Vm, q: Me<'_>, block: bool, timeout: &Value) -> Result<Value> {
    if !block {
        return q.take(vm);
    }
    let length = if timeout.is_none() {
        None
    } else {
        let nanos = duration_arg(vm, timeout)?;
        let nanos = u64::try_from(nanos)
            .map_err(|_| vm.value_error("'timeout' must be a non-negative number"))?;
        Some(Duration::from_nanos(nanos))
    };
    if q.got.try_recv().is_ok() {
        return q.first(vm);
    }
    if length == Some(Duration::ZERO) {
        return Err(empty(vm));
    }
    let deadline = length.and_then(|length| Instant::now().checked_add(length));
    loop {
        match wait(vm, &q.got, deadline) {
            Waited::Token => return q.first(vm),
            Waited::TimeOver => return Err(empty(vm)),
            Waited::Signal => vm.poll_native()?,
        }
    }
}

/// Waits detached for a token.
fn wait(vm: &Vm, tokens: &Receiver<()>, deadline: Option<Instant>) -> Waited {
    const NAME: &str = "SimpleQueue.get";
    if !vm.is_main_thread() {
        return vm.detached(NAME, || {
            let received = match deadline {
                None => tokens.recv().map_err(RecvTimeoutError::from),
                Some(deadline) => tokens.recv_deadline(deadline),
            };
            match received {
                Ok(()) => Waited::Token,
                Err(_) => Waited::TimeOver,
            }
        });
    }
    let (ring, bell) = bounded(1);
    vm.detached_wait(NAME, Arc::new(Bell(ring)), |interrupt| {
        let over = deadline.map_or_else(never, crossbeam_channel::at);
        while !interrupt.is_set() {
            select_biased! {
                recv(tokens) -> _ => return Waited::Token,
                recv(bell) -> _ => {}
                recv(over) -> _ => return Waited::TimeOver,
            }
        }
        Waited::Signal
    })
}
