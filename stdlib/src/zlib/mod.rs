//! `zlib`: compression, decompression and checksums.

mod compress;
mod decompress;
mod decompressor;
mod deflater;
mod inflater;
#[allow(unsafe_code)] // a fence
mod stream;

use hasp_vm::buffer::BytesLike;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use crate::detached::work;

/// Bytes of a checksum that are as much work as one of a hash function.
const CHECKSUM_FACTOR: usize = 16;

/// Bytes of a hash function that are as much work as one to compress or decompress.
const COMPRESS_FACTOR: usize = 8;

/// Room that decompressed data gets at first.
const DEF_BUF_SIZE: i64 = 16 * 1024;

/// Constants of the module.
const CONSTANTS: &[(&str, i64)] = &[
    ("DEFLATED", 8),
    ("DEF_BUF_SIZE", DEF_BUF_SIZE),
    ("DEF_MEM_LEVEL", 8),
    ("MAX_WBITS", 15),
    ("Z_BEST_COMPRESSION", 9),
    ("Z_BEST_SPEED", 1),
    ("Z_BLOCK", 5),
    ("Z_DEFAULT_COMPRESSION", -1),
    ("Z_DEFAULT_STRATEGY", 0),
    ("Z_FILTERED", 1),
    ("Z_FINISH", 4),
    ("Z_FIXED", 4),
    ("Z_FULL_FLUSH", 3),
    ("Z_HUFFMAN_ONLY", 2),
    ("Z_NO_COMPRESSION", 0),
    ("Z_NO_FLUSH", 0),
    ("Z_PARTIAL_FLUSH", 1),
    ("Z_RLE", 3),
    ("Z_SYNC_FLUSH", 2),
    ("Z_TREES", 6),
];

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "zlib",
    doc: "Compression and decompression in the formats of zlib and gzip, and the checksums\nadler32 and crc32. Objects made by compressobj() and decompressobj() work on data that\ncomes in pieces. Failures raise zlib.error.",
    functions: &[
        native!("adler32(data, value=1, /)", adler32)
            .doc("Return the Adler-32 checksum of the data.")
            .releases(),
        native!("crc32(data, value=0, /)", crc32)
            .doc("Return the CRC-32 checksum of the data.")
            .releases(),
        native!("compress(data, /, level=-1, wbits=15)", compress::compress)
            .doc("Return the data compressed.")
            .releases(),
        native!(
            "compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=?)",
            compress::compressobj
        )
        .doc("Return an object that compresses data that comes in pieces."),
        native!(
            "decompress(data, /, wbits=15, bufsize=16384)",
            decompress::decompress
        )
        .doc("Return the data decompressed.")
        .releases(),
        native!(
            "decompressobj(wbits=15, zdict=b'')",
            decompress::decompressobj
        )
        .doc("Return an object that decompresses data that comes in pieces."),
    ],
    init: |vm, module| {
        let classes = classes(vm);
        vm.add_to_module(module, "error", classes.error);
        vm.add_to_module(module, "_ZlibDecompressor", classes.decompressor);
        for (name, value) in CONSTANTS {
            vm.add_to_module(module, name, vm.int(*value));
        }
        vm.add_to_module(module, "ZLIB_VERSION", vm.str("1.3.1"));
        vm.add_to_module(module, "ZLIB_RUNTIME_VERSION", vm.str("1.3.1"));
        vm.add_to_module(module, "__version__", vm.str("1.0"));
        Ok(())
    },
};

/// The module's classes in one interpreter.
#[derive(Clone)]
struct Classes {
    error: Ref<Type>,
    compress: Ref<Type>,
    decompress: Ref<Type>,
    decompressor: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        error: vm.new_native_type(&ERROR),
        compress: vm.new_native_type(&compress::COMPRESS),
        decompress: vm.new_native_type(&decompress::DECOMPRESS),
        decompressor: vm.new_native_type(&decompressor::DECOMPRESSOR),
    })
}

static ERROR: TypeDef = TypeDef {
    name: "zlib.error",
    base: "Exception",
    subclassable: true,
    ..TypeDef::EMPTY
};

/// `zlib.error`: number, what was being done, and what zlib says to it.
#[cold]
fn error(vm: &Vm, number: i32, doing: &str, message: Option<&str>) -> Raised {
    let known = match number {
        -5 => Some("incomplete or truncated stream"),
        -2 => Some("inconsistent stream state"),
        -3 => Some("invalid input data"),
        _ => None,
    };
    let text = match message.or(known) {
        Some(message) => format!("Error {number} {doing}: {message}"),
        None => format!("Error {number} {doing}"),
    };
    vm.error(&classes(vm).error, &text)
}

/// The low 32 bits of a checksum argument.
fn start(vm: &Vm, v: &Value) -> Result<u32> {
    match v.as_small_int() {
        Some(i) => Ok(i as u32),
        None => {
            let index = vm.index(v)?;
            Ok(index.as_int().map_or(0, |i| i.low_u128() as u32))
        }
    }
}

fn adler32(vm: &Vm, data: BytesLike<'_>, value: &Value) -> Result<Value> {
    let (start, bytes) = (start(vm, value)?, &data[..]);
    let sum = work(vm, "zlib.adler32", bytes.len() / CHECKSUM_FACTOR, || {
        zlib_rs::adler32::adler32(start, bytes)
    });
    Ok(vm.int(sum.into()))
}

/// `crc32(data, value=0)`.
pub(crate) fn crc32(vm: &Vm, data: BytesLike<'_>, value: &Value) -> Result<Value> {
    let (start, bytes) = (start(vm, value)?, &data[..]);
    let sum = work(vm, "zlib.crc32", bytes.len() / CHECKSUM_FACTOR, || {
        deflater::crc32(start, bytes)
    });
    Ok(vm.int(sum.into()))
}
