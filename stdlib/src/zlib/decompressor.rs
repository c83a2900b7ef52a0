//! `zlib._ZlibDecompressor`: the decompressor that file objects read through.

use hasp_vm::args::This;
use hasp_vm::buffer::BytesLike;
use hasp_vm::native;
use hasp_vm::object::slot_args;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::decompress::{failure, member};
use super::error;
use super::inflater::{Inflater, Stop, allowed_wbits};
use crate::detached::Shared;

struct State {
    inflater: Inflater,
    /// Input that was not read yet.
    rest: Vec<u8>,
    unused: Vec<u8>,
    eof: bool,
    needs_input: bool,
}

/// Payload of the objects.
pub(super) struct Decompressor(Shared<State>);

impl Payload for Decompressor {
    const GC: bool = false;
}

/// The type.
pub(super) static DECOMPRESSOR: TypeDef = TypeDef {
    name: "zlib._ZlibDecompressor",
    layout: Some(VTable::of::<Decompressor>),
    doc: "Create a decompressor object for decompressing data incrementally.",
    slots: |s| {
        s.new.set(Some(|vm, cls, args| {
            let [wbits, zdict] =
                slot_args::take(vm, "_ZlibDecompressor", ["wbits", "zdict"], 0, args)?;
            let wbits = match wbits {
                Some(wbits) => i32::try_from(vm.index_clipped(&wbits)?).unwrap_or(i32::MAX),
                None => 15,
            };
            let zdict = match zdict {
                Some(v) => match vm.bytes_like(&v)? {
                    Some(bytes) => Some(bytes.into_vec()),
                    None => {
                        return Err(
                            vm.type_error("zdict argument must support the buffer protocol")
                        );
                    }
                },
                None => None,
            };
            if !allowed_wbits(wbits) {
                return Err(vm.value_error("Invalid initialization option"));
            }
            let Some(inflater) = Inflater::new(wbits, zdict) else {
                return Err(error(vm, -3, "while setting zdict", None));
            };
            let state = State {
                inflater,
                rest: Vec::new(),
                unused: Vec::new(),
                eof: false,
                needs_input: true,
            };
            Ok(vm.alloc(cls, Decompressor(Shared::new(state))).into_value())
        }));
    },
    methods: &[native!("decompress(self, /, data, max_length=-1)", run)
        .doc("Return at most max_length bytes of decompressed data.")
        .releases()],
    getsets: &[
        member("eof", |vm, v| read(vm, v, |_, s| Value::bool(s.eof))),
        member("unused_data", |vm, v| {
            read(vm, v, |vm, s| vm.bytes(&s.unused))
        }),
        member("needs_input", |vm, v| {
            read(vm, v, |_, s| Value::bool(s.needs_input))
        }),
    ],
    ..TypeDef::EMPTY
};

fn read(vm: &Vm, v: &Value, f: fn(&Vm, &State) -> Value) -> Result<Value> {
    let Some(this) = v.downcast_ref::<Decompressor>() else {
        return Err(vm.wrong_self(v));
    };
    let look = this
        .0
        .look(vm, "zlib._ZlibDecompressor", |state| f(vm, state));
    Ok(look)
}

fn run(
    vm: &Vm,
    this: This<'_, Decompressor>,
    data: BytesLike<'_>,
    max_length: isize,
) -> Result<Value> {
    let limit = usize::try_from(max_length).unwrap_or(usize::MAX);
    let bytes = &data[..];
    let name = "zlib._ZlibDecompressor.decompress";
    let result = this.0.0.with(vm, name, usize::MAX, |state| {
        if state.eof {
            return None;
        }
        let mut joined = std::mem::take(&mut state.rest);
        let input = if joined.is_empty() {
            bytes
        } else {
            joined.extend_from_slice(bytes);
            &joined
        };
        let mut out = Vec::new();
        let (used, stop) = state.inflater.run(input, &mut out, limit, 16 * 1024);
        let rest = input[used..].to_vec();
        match stop {
            Stop::End => {
                state.eof = true;
                state.needs_input = false;
                state.unused = rest;
            }
            Stop::Full => {
                state.needs_input = false;
                state.rest = rest;
            }
            _ => {
                state.needs_input = rest.is_empty();
                state.rest = rest;
            }
        }
        Some((out, stop, state.inflater.message()))
    });
    let Some((out, stop, message)) = result else {
        return Err(vm.eof_error("End of stream already reached"));
    };
    match failure(vm, stop, message.as_deref()) {
        Some(raised) => Err(raised),
        None => vm.checked_bytes(&out),
    }
}
