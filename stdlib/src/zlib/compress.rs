//! `zlib.compress` and `zlib.compressobj`.

use hasp_vm::args::{OrNone, This};
use hasp_vm::buffer::BytesLike;
use hasp_vm::native;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::stream::Settings;

use super::deflater::Deflater;
use super::{COMPRESS_FACTOR, classes, error};
use crate::detached::{Shared, work};

/// Z_FINISH
const FINISH: i32 = 4;
/// The only method.
const DEFLATED: i32 = 8;
const DEF_MEM_LEVEL: i32 = 8;

/// `compress(data, /, level=-1, wbits=15)`.
pub(super) fn compress(vm: &Vm, data: BytesLike<'_>, level: i32, wbits: i32) -> Result<Value> {
    let settings = Settings {
        level,
        method: DEFLATED,
        window_bits: wbits,
        mem_level: DEF_MEM_LEVEL,
        strategy: 0,
    };
    let Ok(mut deflater) = Deflater::new(settings) else {
        return Err(vm.error(&classes(vm).error, "Bad compression level"));
    };
    let bytes = &data[..];
    let size = bytes.len().saturating_mul(COMPRESS_FACTOR);
    let result = work(vm, "zlib.compress", size, || {
        let mut out = deflater.compress(bytes)?;
        out.extend_from_slice(&deflater.flush(FINISH)?);
        Ok(out)
    });
    let out = result.map_err(|number| error(vm, number, "while compressing data", None))?;
    vm.checked_bytes(&out)
}

/// `compressobj`.
pub(super) fn compressobj(
    vm: &Vm,
    level: i32,
    method: i32,
    wbits: i32,
    mem_level: i32,
    strategy: i32,
    zdict: Option<BytesLike<'_>>,
) -> Result<Value> {
    let settings = Settings {
        level,
        method,
        window_bits: wbits,
        mem_level,
        strategy,
    };
    let Ok(mut deflater) = Deflater::new(settings) else {
        return Err(vm.value_error("Invalid initialization option"));
    };
    if let Some(zdict) = zdict
        && deflater.set_dictionary(&zdict).is_err()
    {
        return Err(vm.value_error("Invalid dictionary"));
    }
    Ok(object(vm, deflater))
}

fn object(vm: &Vm, deflater: Deflater) -> Value {
    let body = Compress(Shared::new(deflater));
    vm.alloc(&classes(vm).compress, body).into_value()
}

/// Payload of the objects.
pub(super) struct Compress(Shared<Deflater>);

impl Payload for Compress {
    const GC: bool = false;
}

type Me<'a> = This<'a, Compress>;

/// The type.
pub(super) static COMPRESS: TypeDef = TypeDef {
    name: "zlib.Compress",
    layout: Some(VTable::of::<Compress>),
    methods: &[
        native!(
            "compress(self, *args)",
            |vm: &Vm, c: Me<'_>, args: &Value| {
                let given = args.as_tuple().map_or(&[][..], |t| t.as_slice());
                let [data] = given else {
                    let n = given.len();
                    return Err(vm.type_error(format!(
                        "compress() takes exactly 1 positional argument ({n} given)"
                    )));
                };
                let data = vm
                    .bytes_like(data)?
                    .ok_or_else(|| vm.not_bytes_like(data))?;
                let bytes = &data[..];
                let result = c.0.0.with(
                    vm,
                    "zlib.Compress.compress",
                    bytes.len().saturating_mul(COMPRESS_FACTOR),
                    |d| d.compress(bytes),
                );
                let out = result.map_err(|n| error(vm, n, "while compressing data", None))?;
                vm.checked_bytes(&out)
            }
        )
        .doc("Return what compressed data there is after these data.")
        .releases(),
        native!("flush(self, mode=4, /)", |vm: &Vm, c: Me<'_>, mode: i32| {
            if mode == 0 {
                return Ok(vm.bytes(b""));
            }
            // A whole block may be left to do.
            let size = crate::detached::DETACH_FROM;
            let result =
                c.0.0
                    .with(vm, "zlib.Compress.flush", size, |d| d.flush(mode));
            let out = result.map_err(|n| error(vm, n, "while flushing", None))?;
            vm.checked_bytes(&out)
        })
        .doc("Return the rest of the compressed data.")
        .releases(),
        native!("copy(self, /)", copy).doc("Return a copy of the object."),
        native!("__copy__(self, /)", copy),
        native!(
            "__deepcopy__(self, memo, /)",
            |vm: &Vm, c: Me<'_>, _: OrNone<Value>| copy(vm, c)
        ),
    ],
    ..TypeDef::EMPTY
};

fn copy(vm: &Vm, c: Me<'_>) -> Result<Value> {
    match c.0.0.with(vm, "zlib.Compress.copy", 0, Deflater::copy) {
        Some(deflater) => Ok(object(vm, deflater)),
        None => Err(vm.value_error("Inconsistent stream state")),
    }
}
