//! `io.BufferedRWPair`: a reader and a writer in one.

use hasp_vm::args::{Args, This};
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::Ref;
use hasp_vm::object::cell::Slot;
use hasp_vm::object::header::{Payload, VTable, Visit};
use hasp_vm::object::typ::TypeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::base::require;
use super::support::{ask, bind, chain, types};

/// Payload.
pub(super) struct Pair {
    reader: Slot,
    writer: Slot,
}

impl Payload for Pair {
    fn traverse(&self, visit: Visit<'_>) {
        self.reader.visit(visit);
        self.writer.visit(visit);
    }
    fn clear(&self) {
        drop(self.reader.take());
        drop(self.writer.take());
    }
}

type Me<'a> = This<'a, Pair>;

/// The class.
pub(super) static PAIR: TypeDef = TypeDef {
    name: "_io.BufferedRWPair",
    layout: Some(VTable::of::<Pair>),
    subclassable: true,
    doc: "A buffered reader and writer object together.",
    slots: |s| {
        s.new.set(Some(|vm, class, _| {
            let pair = Pair {
                reader: Slot::empty(),
                writer: Slot::empty(),
            };
            Ok(vm.alloc(class, pair).into_value())
        }));
        s.init.set(Some(init));
    },
    methods: &[
        native!("read(self, /, *args)", |vm: &Vm, p: Me<'_>, a: &Value| {
            reader(vm, &p, "read", a)
        }),
        native!("read1(self, /, *args)", |vm: &Vm, p: Me<'_>, a: &Value| {
            reader(vm, &p, "read1", a)
        }),
        native!("peek(self, /, *args)", |vm: &Vm, p: Me<'_>, a: &Value| {
            reader(vm, &p, "peek", a)
        }),
        native!(
            "readinto(self, /, *args)",
            |vm: &Vm, p: Me<'_>, a: &Value| reader(vm, &p, "readinto", a)
        ),
        native!(
            "readinto1(self, /, *args)",
            |vm: &Vm, p: Me<'_>, a: &Value| reader(vm, &p, "readinto1", a)
        ),
        native!("readable(self, /)", |vm: &Vm, p: Me<'_>| {
            super::support::call_str(vm, &side(vm, &p.reader)?, "readable", &[])
        }),
        native!("write(self, /, *args)", |vm: &Vm, p: Me<'_>, a: &Value| {
            writer(vm, &p, "write", a)
        }),
        native!("flush(self, /)", |vm: &Vm, p: Me<'_>| {
            super::support::call_str(vm, &side(vm, &p.writer)?, "flush", &[])
        }),
        native!("writable(self, /)", |vm: &Vm, p: Me<'_>| {
            super::support::call_str(vm, &side(vm, &p.writer)?, "writable", &[])
        }),
        native!("isatty(self, /)", |vm: &Vm, p: Me<'_>| -> Result<bool> {
            Ok(ask(vm, &side(vm, &p.writer)?, "isatty")?
                || ask(vm, &side(vm, &p.reader)?, "isatty")?)
        }),
        native!("close(self, /)", close),
    ],
    getsets: &[GetSetDef {
        name: "closed",
        get: |vm, v| {
            let pair: &Ref<Pair> = v.downcast_ref().ok_or_else(|| vm.wrong_self(v))?;
            {
                let writer = side(vm, &pair.writer)?;
                vm.recurse(|| vm.get_attr_str(&writer, "closed"))
            }
        },
        set: None,
    }],
    ..TypeDef::EMPTY
};

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let names = ["reader", "writer", "buffer_size"];
    let [read, write, size] = bind(vm, "BufferedRWPair", args, names, 2)?;
    let none = Value::NONE;
    let (read, write) = (read.unwrap_or(&none), write.unwrap_or(&none));
    require(vm, read, "readable", "File or stream is not readable.")?;
    require(vm, write, "writable", "File or stream is not writable.")?;
    let types = types(vm);
    let make = |class: &Value, raw: &Value| {
        let mut given = vec![raw.clone()];
        given.extend(size.cloned());
        vm.call(class, Args::positional(&given))
    };
    let pair: &Ref<Pair> = v.downcast_ref().ok_or_else(|| vm.wrong_self(v))?;
    pair.reader.set(make(types.reader.value(), read)?);
    pair.writer.set(make(types.writer.value(), write)?);
    Ok(())
}

fn side(vm: &Vm, slot: &Slot) -> Result<Value> {
    slot.get()
        .ok_or_else(|| vm.value_error("I/O operation on uninitialized object"))
}

fn reader(vm: &Vm, pair: &Pair, name: &str, args: &Value) -> Result<Value> {
    super::support::call_str(vm, &side(vm, &pair.reader)?, name, &vm.collect(args)?)
}

fn writer(vm: &Vm, pair: &Pair, name: &str, args: &Value) -> Result<Value> {
    super::support::call_str(vm, &side(vm, &pair.writer)?, name, &vm.collect(args)?)
}

fn close(vm: &Vm, pair: Me<'_>) -> Result<Value> {
    let first = match side(vm, &pair.writer) {
        Ok(writer) => super::support::call_str(vm, &writer, "close", &[]).err(),
        Err(raised) => Some(raised),
    };
    match (
        super::support::call_str(vm, &side(vm, &pair.reader)?, "close", &[]),
        first,
    ) {
        (Err(second), first) => Err(chain(first, second)),
        (Ok(_), Some(first)) => Err(first),
        (Ok(result), None) => Ok(result),
    }
}
