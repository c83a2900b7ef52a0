//! `io.IncrementalNewlineDecoder`.

use hasp_vm::args::{Args, This};
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::Ref;
use hasp_vm::object::cell::{Locked, Slot};
use hasp_vm::object::header::{Payload, VTable, Visit};
use hasp_vm::object::typ::TypeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::newline::NewlineDecoder;
use super::support::bind;

/// Payload: the decoder of bytes in front of it, and what it does itself.
pub(super) struct Decoder {
    inner: Slot,
    state: Locked<NewlineDecoder>,
}

impl Payload for Decoder {
    fn traverse(&self, visit: Visit<'_>) {
        self.inner.visit(visit);
    }
    fn clear(&self) {
        drop(self.inner.take());
    }
}

/// The class.
pub(super) static NEWLINE_DECODER: TypeDef = TypeDef {
    name: "_io.IncrementalNewlineDecoder",
    layout: Some(VTable::of::<Decoder>),
    subclassable: true,
    doc: "Codec used when reading a file in universal newlines mode.",
    slots: |s| {
        s.new.set(Some(|vm, class, _| {
            let decoder = Decoder {
                inner: Slot::empty(),
                state: Locked::new(NewlineDecoder::new(false)),
            };
            Ok(vm.alloc(class, decoder).into_value())
        }));
        s.init.set(Some(init));
    },
    methods: &[
        native!("decode(self, input, final=False)", decode),
        native!("getstate(self, /)", getstate),
        native!("setstate(self, state, /)", setstate),
        native!("reset(self, /)", reset),
    ],
    getsets: &[GetSetDef {
        name: "newlines",
        get: |vm, v| {
            let state = this(vm, v)?.state.with(|s| s.clone());
            Ok(state.newlines(vm))
        },
        set: None,
    }],
    ..TypeDef::EMPTY
};

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Decoder>> {
    v.downcast_ref::<Decoder>().ok_or_else(|| vm.wrong_self(v))
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let names = ["decoder", "translate", "errors"];
    let [decoder, translate, _errors] = bind(vm, "IncrementalNewlineDecoder", args, names, 2)?;
    let translate = translate.map_or(Ok(false), |t| vm.truth(t))?;
    let d = this(vm, v)?;
    d.inner.set(decoder.cloned().unwrap_or(Value::NONE));
    d.state.with(|s| *s = NewlineDecoder::new(translate));
    Ok(())
}

fn inner(vm: &Vm, d: &Decoder) -> Result<Option<Value>> {
    match d.inner.get() {
        Some(inner) => Ok((!inner.is_none()).then_some(inner)),
        None => Err(vm.value_error("IncrementalNewlineDecoder.__init__() not called")),
    }
}

fn decode(vm: &Vm, d: This<'_, Decoder>, input: &Value, last: bool) -> Result<Value> {
    let text = match inner(vm, &d)? {
        None => input.clone(),
        Some(inner) => {
            super::support::call_str(vm, &inner, "decode", &[input.clone(), Value::bool(last)])?
        }
    };
    let Some(text) = text.as_str_obj() else {
        return Err(vm.type_error(format!(
            "decoder should return a string result, not '{}'",
            vm.type_name(&text)
        )));
    };
    let bytes = text.bytes().to_vec();
    let out = d.state.with(|s| s.decode(bytes, last));
    Ok(vm.new_wtf8(&out).into_value())
}

fn getstate(vm: &Vm, d: This<'_, Decoder>) -> Result<Value> {
    let (buffer, flag) = match inner(vm, &d)? {
        None => (vm.bytes(b""), 0),
        Some(inner) => {
            let state = super::support::call_str(vm, &inner, "getstate", &[])?;
            match state.as_tuple().map(|t| t.as_slice()) {
                Some([buffer, flag]) => (buffer.clone(), vm.index_clipped(flag)?),
                _ => return Err(vm.type_error("illegal decoder state")),
            }
        }
    };
    let flag = flag << 1 | i64::from(d.state.with(|s| s.pending_cr));
    Ok(vm.pair(buffer, vm.int(flag)))
}

fn setstate(vm: &Vm, d: This<'_, Decoder>, state: &Value) -> Result<()> {
    let Some([buffer, flag]) = state.as_tuple().map(|t| t.as_slice()) else {
        return Err(vm.type_error("state argument must be a tuple"));
    };
    let flag = vm.index_clipped(flag)?;
    d.state.with(|s| s.pending_cr = flag & 1 != 0);
    if let Some(inner) = inner(vm, &d)? {
        let state = vm.pair(buffer.clone(), vm.int(flag >> 1));
        super::support::call_str(vm, &inner, "setstate", &[state])?;
    }
    Ok(())
}

fn reset(vm: &Vm, d: This<'_, Decoder>) -> Result<()> {
    d.state.with(NewlineDecoder::reset);
    if let Some(inner) = inner(vm, &d)? {
        super::support::call_str(vm, &inner, "reset", &[])?;
    }
    Ok(())
}
