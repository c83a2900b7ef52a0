//! `_bz2`: bzip2 by the crate of that name.

use bzip2::{Action, Compress, Compression, Decompress, Status};
use hasp_vm::args::{Args, This};
use hasp_vm::buffer::BytesLike;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::descr::read_only;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::pieces::{Decoder, NoOutput, Output, Pieces, Stop};
use crate::detached::Shared;

/// The most that the library takes at once.
const AT_ONCE: usize = u32::MAX as usize;

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_bz2",
    doc: "",
    functions: &[],
    init: |vm, module| {
        let classes = classes(vm);
        vm.add_to_module(module, "BZ2Compressor", classes.compressor);
        vm.add_to_module(module, "BZ2Decompressor", classes.decompressor);
        Ok(())
    },
};

#[derive(Clone)]
struct Classes {
    compressor: Ref<Type>,
    decompressor: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        compressor: vm.new_native_type(&COMPRESSOR),
        decompressor: vm.new_native_type(&DECOMPRESSOR),
    })
}

// ---- compressor ---------------------------------------------------------------------------

struct Encoder {
    raw: Compress,
    flushed: bool,
}

impl Encoder {
    /// None if the compressor refuses, which it does not in the order that it is used here.
    fn run(&mut self, mut input: &[u8], action: Action) -> Option<Vec<u8>> {
        let mut output = Output::new(usize::MAX);
        loop {
            let (seen, made) = (self.raw.total_in(), self.raw.total_out());
            let part = &input[..input.len().min(AT_ONCE)];
            let room = output.room();
            let result = self.raw.compress(part, room, action);
            output.fill((self.raw.total_out() - made) as usize);
            input = &input[(self.raw.total_in() - seen) as usize..];
            match result {
                Ok(Status::StreamEnd) => return Some(output.into_vec()),
                Ok(_) if action == Action::Run && input.is_empty() => {
                    return Some(output.into_vec());
                }
                Ok(_) => {}
                Err(_) => return None,
            }
        }
    }
}

/// Payload of `BZ2Compressor`.
struct Compressor(Shared<Encoder>);

impl Payload for Compressor {
    const GC: bool = false;
}

static COMPRESSOR: TypeDef = TypeDef {
    name: "_bz2.BZ2Compressor",
    layout: Some(VTable::of::<Compressor>),
    doc: "Create a compressor object for compressing data incrementally.\n\n  compresslevel\n    Compression level, as a number between 1 and 9.\n\nFor one-shot compression, use the compress() function instead.",
    slots: |s| s.new.set(Some(new_compressor)),
    methods: &[
        native!(
            "compress(self, data, /)",
            |vm: &Vm, c: This<'_, Compressor>, data: BytesLike<'_>| {
                let bytes = &data[..];
                finish(
                    vm,
                    c.0.0
                        .with(vm, "_bz2.BZ2Compressor.compress", bytes.len(), |e| {
                            if e.flushed {
                                return Err("Compressor has been flushed");
                            }
                            Ok(e.run(bytes, Action::Run))
                        }),
                )
            }
        )
        .doc("Provide data to the compressor object.")
        .releases(),
        native!("flush(self, /)", |vm: &Vm, c: This<'_, Compressor>| {
            finish(
                vm,
                c.0.0.with(vm, "_bz2.BZ2Compressor.flush", usize::MAX, |e| {
                    if std::mem::replace(&mut e.flushed, true) {
                        return Err("Repeated call to flush()");
                    }
                    Ok(e.run(&[], Action::Finish))
                }),
            )
        })
        .doc("Finish the compression process.")
        .releases(),
    ],
    ..TypeDef::EMPTY
};

fn new_compressor(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    args.no_keywords(vm, "BZ2Compressor")?;
    let level = match args.pos() {
        [] => 9,
        [level] => vm.index_clipped(level)?,
        more => {
            return Err(vm.type_error(format!(
                "BZ2Compressor expected at most 1 argument, got {}",
                more.len()
            )));
        }
    };
    if !(1..=9).contains(&level) {
        return Err(vm.value_error("compresslevel must be between 1 and 9"));
    }
    let encoder = Encoder {
        raw: Compress::new(Compression::new(level as u32), 0),
        flushed: false,
    };
    Ok(vm
        .alloc(class, Compressor(Shared::new(encoder)))
        .into_value())
}

fn finish(vm: &Vm, result: std::result::Result<Option<Vec<u8>>, &str>) -> Result<Value> {
    match result {
        Ok(Some(out)) => vm.checked_bytes(&out),
        Ok(None) => {
            Err(vm.runtime_error("Internal error - Invalid sequence of commands sent to libbzip2"))
        }
        Err(message) => Err(vm.value_error(message)),
    }
}

// ---- decompressor -------------------------------------------------------------------------

/// Why the decompressor gave up.
enum Failure {
    Data,
    Earlier,
    Library,
}

struct Bz2Decoder {
    raw: Decompress,
    failed: bool,
}

impl Decoder for Bz2Decoder {
    type Failure = Failure;

    fn decode(
        &mut self,
        input: &[u8],
        output: &mut Output,
    ) -> std::result::Result<(usize, Stop), Failure> {
        if self.failed {
            return Err(Failure::Earlier);
        }
        let mut used = 0;
        loop {
            let (seen, made) = (self.raw.total_in(), self.raw.total_out());
            let part = &input[used..];
            let part = &part[..part.len().min(AT_ONCE)];
            let result = self.raw.decompress(part, output.room());
            used += (self.raw.total_in() - seen) as usize;
            output.fill((self.raw.total_out() - made) as usize);
            match result {
                Ok(Status::StreamEnd) => return Ok((used, Stop::End)),
                Ok(Status::MemNeeded) | Err(bzip2::Error::Sequence | bzip2::Error::Param) => {
                    self.failed = true;
                    return Err(Failure::Library);
                }
                Ok(_) if used == input.len() => return Ok((used, Stop::NeedsInput)),
                Ok(_) if output.is_at_limit() => return Ok((used, Stop::Full)),
                Ok(_) => {}
                Err(bzip2::Error::Data | bzip2::Error::DataMagic) => {
                    self.failed = true;
                    return Err(Failure::Data);
                }
            }
        }
    }
}

/// Payload of `BZ2Decompressor`.
struct Decompressor(Shared<Pieces<Bz2Decoder>>);

impl Payload for Decompressor {
    const GC: bool = false;
}

static DECOMPRESSOR: TypeDef = TypeDef {
    name: "_bz2.BZ2Decompressor",
    layout: Some(VTable::of::<Decompressor>),
    doc: "Create a decompressor object for decompressing data incrementally.\n\nFor one-shot decompression, use the decompress() function instead.",
    slots: |s| {
        s.new.set(Some(|vm, class, args| {
            if !args.names().is_empty() {
                return Err(vm.type_error("BZ2Decompressor() takes no keyword arguments"));
            }
            if !args.pos().is_empty() {
                return Err(vm.type_error("BZ2Decompressor() takes no positional arguments"));
            }
            let decoder = Bz2Decoder {
                raw: Decompress::new(false),
                failed: false,
            };
            let body = Decompressor(Shared::new(Pieces::new(decoder)));
            Ok(vm.alloc(class, body).into_value())
        }));
    },
    methods: &[
        native!("decompress(self, /, data, max_length=-1)", decompress)
            .doc("Return at most max_length bytes of decompressed data.")
            .releases(),
    ],
    getsets: &[
        member("eof", |vm, v| look(vm, v, |_, p| Value::bool(p.eof))),
        member("needs_input", |vm, v| {
            look(vm, v, |_, p| Value::bool(p.needs_input))
        }),
        member("unused_data", |vm, v| {
            look(vm, v, |vm, p| vm.bytes(&p.unused))
        }),
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

fn look(vm: &Vm, v: &Value, f: fn(&Vm, &Pieces<Bz2Decoder>) -> Value) -> Result<Value> {
    let Some(this) = v.downcast_ref::<Decompressor>() else {
        return Err(vm.wrong_self(v));
    };
    Ok(this.0.look(vm, "_bz2.BZ2Decompressor", |p| f(vm, p)))
}

fn decompress(
    vm: &Vm,
    this: This<'_, Decompressor>,
    data: BytesLike<'_>,
    max_length: isize,
) -> Result<Value> {
    let limit = usize::try_from(max_length).unwrap_or(usize::MAX);
    let (bytes, name) = (&data[..], "_bz2.BZ2Decompressor.decompress");
    let result = this.0.0.with(vm, name, usize::MAX, |p| {
        let result = p.decompress(bytes, limit);
        p.needs_input &= !matches!(result, Err(NoOutput::Failed(_)));
        result
    });
    match result {
        Ok(out) => vm.checked_bytes(&out),
        Err(NoOutput::Ended) => Err(vm.eof_error("End of stream already reached")),
        Err(NoOutput::Failed(Failure::Data)) => Err(vm.os_error_text("Invalid data stream")),
        Err(NoOutput::Failed(Failure::Earlier)) => {
            Err(vm.value_error("Decompressor is unusable after a previous error"))
        }
        Err(NoOutput::Failed(Failure::Library)) => {
            Err(vm.runtime_error("Internal error - Invalid sequence of commands sent to libbzip2"))
        }
    }
}
