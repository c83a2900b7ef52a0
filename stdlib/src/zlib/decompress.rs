//! `zlib.decompress` and `zlib.decompressobj`.

use hasp_vm::args::{OrNone, This};
use hasp_vm::buffer::BytesLike;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::descr::read_only;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use super::inflater::{Inflater, Stop, allowed_wbits};
use super::{COMPRESS_FACTOR, DEF_BUF_SIZE, classes, error};
use crate::detached::{Shared, work};

/// The exception for a stop that is a failure, if it is one.
pub(super) fn failure(vm: &Vm, stop: Stop, message: Option<&str>) -> Option<Raised> {
    match stop {
        Stop::NeedsInput | Stop::Full | Stop::End => None,
        Stop::NeedsDictionary => Some(error(vm, 2, "while decompressing data", None)),
        Stop::WrongDictionary => Some(error(vm, -3, "while setting zdict", None)),
        Stop::Error(number) => Some(error(vm, number, "while decompressing data", message)),
    }
}

/// `decompress(data, /, wbits=15, bufsize=16384)`.
pub(super) fn decompress(
    vm: &Vm,
    data: BytesLike<'_>,
    wbits: i32,
    bufsize: isize,
) -> Result<Value> {
    let Ok(step) = usize::try_from(bufsize) else {
        return Err(vm.value_error("bufsize must be non-negative"));
    };
    if !allowed_wbits(wbits) {
        return Err(error(vm, -2, "while preparing to decompress data", None));
    }
    let Some(mut inflater) = Inflater::new(wbits, None) else {
        return Err(error(vm, -2, "while preparing to decompress data", None));
    };
    let bytes = &data[..];
    let (out, stop, message) = work(
        vm,
        "zlib.decompress",
        bytes.len().saturating_mul(COMPRESS_FACTOR),
        || {
            let mut out = Vec::new();
            let step = step.min(1 << 30);
            let (_, stop) = inflater.run(bytes, &mut out, usize::MAX, step);
            (out, stop, inflater.message())
        },
    );
    if let Some(raised) = failure(vm, stop, message.as_deref()) {
        return Err(raised);
    }
    if stop != Stop::End {
        return Err(error(vm, -5, "while decompressing data", None));
    }
    vm.checked_bytes(&out)
}

/// A dictionary argument; an empty one is none.
fn dictionary(vm: &Vm, zdict: &Value) -> Result<Option<Vec<u8>>> {
    match vm.bytes_like(zdict)? {
        Some(bytes) => Ok((!bytes.is_empty()).then(|| bytes.into_vec())),
        None => Err(vm.type_error("zdict argument must support the buffer protocol")),
    }
}

/// `decompressobj`.
pub(super) fn decompressobj(vm: &Vm, wbits: i32, zdict: &Value) -> Result<Value> {
    let zdict = dictionary(vm, zdict)?;
    if !allowed_wbits(wbits) {
        return Err(vm.value_error("Invalid initialization option"));
    }
    match Inflater::new(wbits, zdict) {
        Some(inflater) => Ok(object(
            vm,
            State {
                inflater: Some(inflater),
                unused: Vec::new(),
                tail: Vec::new(),
                eof: false,
            },
        )),
        None => Err(error(vm, -3, "while setting zdict", None)),
    }
}

fn object(vm: &Vm, state: State) -> Value {
    let body = Decompress(Shared::new(state));
    vm.alloc(&classes(vm).decompress, body).into_value()
}

struct State {
    /// None after flush() at the end: then there are no more copies.
    inflater: Option<Inflater>,
    unused: Vec<u8>,
    tail: Vec<u8>,
    eof: bool,
}

impl State {
    /// Decompresses at most `limit` bytes and keeps what is left over of the input.
    fn run(&mut self, input: &[u8], limit: usize, step: usize) -> (Vec<u8>, Stop, Option<String>) {
        let mut out = Vec::new();
        let inflater = match &mut self.inflater {
            Some(inflater) if !self.eof => inflater,
            _ => {
                self.unused.extend_from_slice(input);
                self.tail.clear();
                return (out, Stop::End, None);
            }
        };
        let (used, stop) = inflater.run(input, &mut out, limit, step);
        let message = inflater.message();
        let rest = &input[used..];
        if stop == Stop::End {
            self.unused.extend_from_slice(rest);
            self.tail.clear();
            self.eof = true;
        } else {
            self.tail = rest.to_vec();
        }
        (out, stop, message)
    }
}

/// Payload of the objects.
pub(super) struct Decompress(Shared<State>);

impl Payload for Decompress {
    const GC: bool = false;
}

type Me<'a> = This<'a, Decompress>;

/// The type.
pub(super) static DECOMPRESS: TypeDef = TypeDef {
    name: "zlib.Decompress",
    layout: Some(VTable::of::<Decompress>),
    methods: &[
        native!("decompress(self, data, /, max_length=0)", run)
            .doc("Return what decompressed data there is after these data.")
            .releases(),
        native!("flush(self, length=16384, /)", flush)
            .doc("Return the rest of the decompressed data.")
            .releases(),
        native!("copy(self, /)", copy).doc("Return a copy of the object."),
        native!("__copy__(self, /)", copy),
        native!(
            "__deepcopy__(self, memo, /)",
            |vm: &Vm, d: Me<'_>, _: OrNone<Value>| copy(vm, d)
        ),
    ],
    getsets: &[
        member("unused_data", |vm, v| {
            read(vm, v, |vm, s| vm.bytes(&s.unused))
        }),
        member("unconsumed_tail", |vm, v| {
            read(vm, v, |vm, s| vm.bytes(&s.tail))
        }),
        member("eof", |vm, v| read(vm, v, |_, s| Value::bool(s.eof))),
    ],
    ..TypeDef::EMPTY
};

/// A read-only member.
pub(super) const fn member(name: &'static str, get: fn(&Vm, &Value) -> Result<Value>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: Some(read_only),
    }
}

fn read(vm: &Vm, v: &Value, f: fn(&Vm, &State) -> Value) -> Result<Value> {
    let Some(this) = v.downcast_ref::<Decompress>() else {
        return Err(vm.wrong_self(v));
    };
    Ok(this.0.look(vm, "zlib.Decompress", |state| f(vm, state)))
}

fn run(vm: &Vm, d: Me<'_>, data: BytesLike<'_>, max_length: isize) -> Result<Value> {
    let limit = match max_length {
        ..0 => return Err(vm.value_error("max_length must be non-negative")),
        0 => usize::MAX,
        _ => max_length as usize,
    };
    let (bytes, step) = (&data[..], DEF_BUF_SIZE as usize);
    let (out, stop, message) = d.0.0.with(
        vm,
        "zlib.Decompress.decompress",
        bytes.len().saturating_mul(COMPRESS_FACTOR),
        |state| state.run(bytes, limit, step),
    );
    match failure(vm, stop, message.as_deref()) {
        Some(raised) => Err(raised),
        None => vm.checked_bytes(&out),
    }
}

fn flush(vm: &Vm, d: Me<'_>, length: isize) -> Result<Value> {
    let step = match usize::try_from(length) {
        Ok(step) if step > 0 => step.min(1 << 30),
        _ => return Err(vm.value_error("length must be greater than zero")),
    };
    let (out, ..) =
        d.0.0
            .with(vm, "zlib.Decompress.flush", usize::MAX, |state| {
                let tail = std::mem::take(&mut state.tail);
                let result = state.run(&tail, usize::MAX, step);
                if state.eof {
                    state.inflater = None;
                }
                result
            });
    vm.checked_bytes(&out)
}

fn copy(vm: &Vm, d: Me<'_>) -> Result<Value> {
    let copy = d.0.0.with(vm, "zlib.Decompress.copy", usize::MAX, |state| {
        let inflater = state.inflater.as_ref()?;
        Some(inflater.copy().map(|inflater| State {
            inflater: Some(inflater),
            unused: state.unused.clone(),
            tail: state.tail.clone(),
            eof: state.eof,
        }))
    });
    match copy {
        None => Err(vm.value_error("Inconsistent stream state")),
        Some(None) => Err(vm.memory_error("Can't allocate memory for decompression object")),
        Some(Some(state)) => Ok(object(vm, state)),
    }
}
