//! `_lzma`: xz, lzma and raw streams by liblzma.

use hasp_vm::args::{Args, This};
use hasp_vm::buffer::BytesLike;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::slot_args;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};
use liblzma::stream::{Action, Check, Error, Status, Stream, TELL_ANY_CHECK, TELL_NO_CHECK};

use super::bz2::member;
use super::filters::{self, Filter};
use super::pieces::{Decoder, NoOutput, Output, Pieces, Stop};
use super::unsigned;
use crate::detached::Shared;

const FORMAT_AUTO: i32 = 0;
const FORMAT_XZ: i32 = 1;
const FORMAT_ALONE: i32 = 2;
const FORMAT_RAW: i32 = 3;

const CHECK_CRC64: i32 = 4;
/// The greatest number that a check may ever have.
const CHECK_ID_MAX: i32 = 15;
/// The stream's check is not known yet.
const CHECK_UNKNOWN: i32 = 16;

const CONSTANTS: &[(&str, u64)] = &[
    ("FORMAT_AUTO", FORMAT_AUTO as u64),
    ("FORMAT_XZ", FORMAT_XZ as u64),
    ("FORMAT_ALONE", FORMAT_ALONE as u64),
    ("FORMAT_RAW", FORMAT_RAW as u64),
    ("CHECK_NONE", 0),
    ("CHECK_CRC32", 1),
    ("CHECK_CRC64", CHECK_CRC64 as u64),
    ("CHECK_SHA256", 10),
    ("CHECK_ID_MAX", CHECK_ID_MAX as u64),
    ("CHECK_UNKNOWN", CHECK_UNKNOWN as u64),
    ("FILTER_LZMA1", filters::LZMA1),
    ("FILTER_LZMA2", filters::LZMA2),
    ("FILTER_DELTA", filters::DELTA),
    ("FILTER_X86", filters::X86),
    ("FILTER_POWERPC", filters::POWERPC),
    ("FILTER_IA64", filters::IA64),
    ("FILTER_ARM", filters::ARM),
    ("FILTER_ARMTHUMB", filters::ARM_THUMB),
    ("FILTER_SPARC", filters::SPARC),
    ("MF_HC3", 0x03),
    ("MF_HC4", 0x04),
    ("MF_BT2", 0x12),
    ("MF_BT3", 0x13),
    ("MF_BT4", 0x14),
    ("MODE_FAST", 1),
    ("MODE_NORMAL", 2),
    ("PRESET_DEFAULT", filters::PRESET_DEFAULT as u64),
    ("PRESET_EXTREME", 1 << 31),
];

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_lzma",
    doc: "",
    functions: &[
        native!("is_check_supported(check_id, /)", |_: &Vm, check: i32| {
            known_check(check).is_some()
        })
        .doc("Test whether the given integrity check is supported.\n\nAlways returns True for CHECK_NONE and CHECK_CRC32."),
        native!("_encode_filter_properties(filter, /)", |vm: &Vm,
                                                         filter: &Value|
         -> Result<Value> {
            let bytes = filters::encode(vm, &filters::parse(vm, filter)?)?;
            Ok(vm.bytes(&bytes))
        })
        .doc("Return a bytes object encoding the options (properties) of the filter specified by *filter* (a dict).\n\nThe result does not include the filter ID itself, only the options."),
        native!(
            "_decode_filter_properties(filter_id, encoded_props, /)",
            |vm: &Vm, id: &Value, bytes: BytesLike<'_>| -> Result<Value> {
                filters::decode(vm, unsigned(vm, id, u64::MAX, "lzma_vli")?, &bytes)
            }
        )
        .doc("Return a dict describing the options (properties) encoded in the given bytes.\n\nThe id is that of the filter that the options are for."),
    ],
    init: |vm, module| {
        let classes = classes(vm);
        vm.add_to_module(module, "LZMAError", classes.error);
        vm.add_to_module(module, "LZMACompressor", classes.compressor);
        vm.add_to_module(module, "LZMADecompressor", classes.decompressor);
        for (name, value) in CONSTANTS {
            vm.add_to_module(module, name, vm.int_from_u64(*value));
        }
        Ok(())
    },
};

#[derive(Clone)]
struct Classes {
    error: Ref<Type>,
    compressor: Ref<Type>,
    decompressor: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        error: vm.new_native_type(&ERROR),
        compressor: vm.new_native_type(&COMPRESSOR),
        decompressor: vm.new_native_type(&DECOMPRESSOR),
    })
}

static ERROR: TypeDef = TypeDef {
    name: "_lzma.LZMAError",
    base: "Exception",
    subclassable: true,
    doc: "Call to liblzma failed.",
    ..TypeDef::EMPTY
};

/// LZMAError with this text.
#[cold]
pub(super) fn error(vm: &Vm, text: &str) -> Raised {
    vm.error(&classes(vm).error, text)
}

/// The exception for the library's error.
#[cold]
pub(super) fn failure(vm: &Vm, failure: Error) -> Raised {
    let text = match failure {
        Error::Mem => return vm.memory_error(""),
        Error::UnsupportedCheck => "Unsupported integrity check",
        Error::MemLimit => "Memory usage limit exceeded",
        Error::Format => "Input format not supported by decoder",
        Error::Options => "Invalid or unsupported options",
        Error::Data => "Corrupt input data",
        Error::Program | Error::NoCheck => "Internal error",
    };
    error(vm, text)
}

fn known_check(check: i32) -> Option<Check> {
    match check {
        0 => Some(Check::None),
        1 => Some(Check::Crc32),
        CHECK_CRC64 => Some(Check::Crc64),
        10 => Some(Check::Sha256),
        _ => None,
    }
}

/// An argument that counts as missing if it is None.
fn given(argument: Option<Value>) -> Option<Value> {
    argument.filter(|v| !v.is_none())
}

// ---- compressor ---------------------------------------------------------------------------

struct Encoder {
    raw: Stream,
    flushed: bool,
}

impl Encoder {
    fn run(&mut self, mut input: &[u8], action: Action) -> std::result::Result<Vec<u8>, Error> {
        let mut output = Output::new(usize::MAX);
        loop {
            let (seen, made) = (self.raw.total_in(), self.raw.total_out());
            let result = self.raw.process(input, output.room(), action);
            output.fill((self.raw.total_out() - made) as usize);
            input = &input[(self.raw.total_in() - seen) as usize..];
            match result {
                Ok(Status::StreamEnd) => return Ok(output.into_vec()),
                // Nothing to do is no error.
                Ok(_) if input.is_empty() && !output.is_full() && matches!(action, Action::Run) => {
                    return Ok(output.into_vec());
                }
                Ok(_) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Payload of `LZMACompressor`.
struct Compressor(Shared<Encoder>);

impl Payload for Compressor {
    const GC: bool = false;
}

static COMPRESSOR: TypeDef = TypeDef {
    name: "_lzma.LZMACompressor",
    layout: Some(VTable::of::<Compressor>),
    doc: "LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\nCreate a compressor object for compressing data incrementally.\n\nformat is the container: FORMAT_XZ, FORMAT_ALONE or FORMAT_RAW. check, the\nchecksum, is for FORMAT_XZ only. How to compress is said either by a preset,\na number from 0 to 9 that may be OR-ed with PRESET_EXTREME, or by a chain of\nfilters: a sequence of dicts with the \"id\" of a filter and its options each.\nFORMAT_RAW needs such a chain.",
    slots: |s| s.new.set(Some(new_compressor)),
    methods: &[
        native!(
            "compress(self, data, /)",
            |vm: &Vm, c: This<'_, Compressor>, data: BytesLike<'_>| {
                let bytes = &data[..];
                let name = "_lzma.LZMACompressor.compress";
                let result = c.0.0.with(vm, name, bytes.len(), |e| {
                    (!e.flushed).then(|| e.run(bytes, Action::Run))
                });
                finish(vm, result, "Compressor has been flushed")
            }
        )
        .doc("Provide data to the compressor object.")
        .releases(),
        native!("flush(self, /)", |vm: &Vm, c: This<'_, Compressor>| {
            let name = "_lzma.LZMACompressor.flush";
            let result = c.0.0.with(vm, name, usize::MAX, |e| {
                let first = !std::mem::replace(&mut e.flushed, true);
                first.then(|| e.run(&[], Action::Finish))
            });
            finish(vm, result, "Repeated call to flush()")
        })
        .doc("Finish the compression process.")
        .releases(),
    ],
    ..TypeDef::EMPTY
};

fn finish(
    vm: &Vm,
    result: Option<std::result::Result<Vec<u8>, Error>>,
    too_late: &str,
) -> Result<Value> {
    match result {
        Some(Ok(out)) => vm.checked_bytes(&out),
        Some(Err(error)) => Err(failure(vm, error)),
        None => Err(vm.value_error(too_late)),
    }
}

fn new_compressor(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let names = ["format", "check", "preset", "filters"];
    let [format, check, preset, filters] = slot_args::take(vm, "LZMACompressor", names, 0, args)?;
    let format = number(vm, format.as_ref(), FORMAT_XZ)?;
    let check = number(vm, check.as_ref(), -1)?;
    let (preset, filters) = (given(preset), given(filters));
    if preset.is_some() && filters.is_some() {
        return Err(vm.value_error("Cannot specify both preset and filter chain"));
    }
    let preset = match &preset {
        Some(preset) => unsigned(vm, preset, u32::MAX.into(), "uint32_t")? as u32,
        None => filters::PRESET_DEFAULT,
    };
    if format != FORMAT_XZ && check != -1 && check != 0 {
        return Err(vm.value_error("Integrity checks are only supported by FORMAT_XZ"));
    }
    let filters = filters.as_ref();
    let raw = match format {
        FORMAT_XZ => new_xz(vm, check, preset, filters)?,
        FORMAT_ALONE => new_alone(vm, preset, filters)?,
        FORMAT_RAW => {
            let Some(given) = filters else {
                return Err(vm.value_error("Must specify filters for FORMAT_RAW"));
            };
            let parsed = filters::parse_chain(vm, given)?;
            filters::chain(&parsed, true).and_then(|chain| Stream::new_raw_encoder(&chain))
        }
        other => return Err(vm.value_error(format!("Invalid container format: {other}"))),
    };
    let raw = raw.map_err(|error| failure(vm, error))?;
    let encoder = Encoder {
        raw,
        flushed: false,
    };
    Ok(vm
        .alloc(class, Compressor(Shared::new(encoder)))
        .into_value())
}

fn number(vm: &Vm, argument: Option<&Value>, default: i32) -> Result<i32> {
    match argument {
        Some(v) => hasp_vm::args::FromArg::from_arg(vm, v),
        None => Ok(default),
    }
}

type Made = std::result::Result<Stream, Error>;

fn new_xz(vm: &Vm, check: i32, preset: u32, filters: Option<&Value>) -> Result<Made> {
    let parsed = match filters {
        Some(filters) => Some(filters::parse_chain(vm, filters)?),
        None => None,
    };
    let check = if check == -1 { CHECK_CRC64 } else { check };
    let Some(check) = known_check(check) else {
        return Ok(Err(match check {
            0..=CHECK_ID_MAX => Error::UnsupportedCheck,
            _ => Error::Program,
        }));
    };
    Ok(match parsed {
        Some(parsed) => filters::chain(&parsed, true)
            .and_then(|chain| Stream::new_stream_encoder(&chain, check)),
        None => Stream::new_easy_encoder(preset, check),
    })
}

fn new_alone(vm: &Vm, preset: u32, filters: Option<&Value>) -> Result<Made> {
    let lzma = match filters {
        None => filters::of_preset(vm, preset)?,
        Some(filters) => match filters::parse_chain(vm, filters)?.as_slice() {
            [Filter::Lzma1(lzma)] => lzma.clone(),
            _ => {
                return Err(vm.value_error(
                    "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter",
                ));
            }
        },
    };
    Ok(filters::lzma_alone(&lzma).and_then(|options| Stream::new_lzma_encoder(&options)))
}

// ---- decompressor -------------------------------------------------------------------------

struct LzmaDecoder {
    raw: Stream,
    /// The stream's first bytes, until its check is known.
    header: Vec<u8>,
    check: i32,
}

/// Bytes of the header of an xz stream.
const HEADER: usize = 12;

impl LzmaDecoder {
    /// The check that the header tells of.
    fn check_in_header(&self) -> i32 {
        match self.header.as_slice() {
            [0xFD, b'7', b'z', b'X', b'Z', 0, _, flags, ..] => (flags & 0x0F).into(),
            _ => 0,
        }
    }
}

impl Decoder for LzmaDecoder {
    /// None: no progress was possible.
    type Failure = Option<Error>;

    fn decode(
        &mut self,
        input: &[u8],
        output: &mut Output,
    ) -> std::result::Result<(usize, Stop), Option<Error>> {
        if self.check == CHECK_UNKNOWN {
            let missing = HEADER.saturating_sub(self.header.len()).min(input.len());
            self.header.extend_from_slice(&input[..missing]);
        }
        let mut used = 0;
        loop {
            let (seen, made) = (self.raw.total_in(), self.raw.total_out());
            let result = self.raw.process(&input[used..], output.room(), Action::Run);
            used += (self.raw.total_in() - seen) as usize;
            output.fill((self.raw.total_out() - made) as usize);
            match result {
                Ok(Status::StreamEnd) => return Ok((used, Stop::End)),
                Ok(Status::GetCheck) => self.check = self.check_in_header(),
                Err(Error::NoCheck) => self.check = 0,
                Ok(Status::MemNeeded) if used < input.len() || output.is_full() => {
                    // The library's way to say that neither side can go on.
                    if !output.is_at_limit() {
                        return Err(None);
                    }
                }
                Ok(_) => {}
                Err(error) => return Err(Some(error)),
            }
            if output.is_full() {
                // The library may hold back output even where all input was read.
                if output.is_at_limit() {
                    return Ok((used, Stop::Full));
                }
            } else if used == input.len() {
                return Ok((used, Stop::NeedsInput));
            }
        }
    }
}

/// Payload of `LZMADecompressor`.
struct Decompressor(Shared<Pieces<LzmaDecoder>>);

impl Payload for Decompressor {
    const GC: bool = false;
}

static DECOMPRESSOR: TypeDef = TypeDef {
    name: "_lzma.LZMADecompressor",
    layout: Some(VTable::of::<Decompressor>),
    doc: "Create a decompressor object for decompressing data incrementally.\n\nformat is the container of the stream; FORMAT_AUTO finds out whether it is\nFORMAT_XZ or FORMAT_ALONE. memlimit is the most memory that decompressing may\ntake. FORMAT_RAW, and no other format, needs the chain of filters.",
    slots: |s| s.new.set(Some(new_decompressor)),
    methods: &[
        native!("decompress(self, /, data, max_length=-1)", decompress)
            .doc("Return at most max_length bytes of decompressed data.")
            .releases(),
    ],
    getsets: &[
        member("check", |vm, v| {
            look(vm, v, |vm, p| vm.int(p.decoder.check.into()))
        }),
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

fn look(vm: &Vm, v: &Value, f: fn(&Vm, &Pieces<LzmaDecoder>) -> Value) -> Result<Value> {
    let Some(this) = v.downcast_ref::<Decompressor>() else {
        return Err(vm.wrong_self(v));
    };
    Ok(this.0.look(vm, "_lzma.LZMADecompressor", |p| f(vm, p)))
}

fn new_decompressor(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let names = ["format", "memlimit", "filters"];
    let [format, memlimit, filters] = slot_args::take(vm, "LZMADecompressor", names, 0, args)?;
    let format = number(vm, format.as_ref(), FORMAT_AUTO)?;
    let (memlimit, filters) = (given(memlimit), given(filters));
    let limit = match &memlimit {
        Some(_) if format == FORMAT_RAW => {
            return Err(vm.value_error("Cannot specify memory limit with FORMAT_RAW"));
        }
        Some(limit) => unsigned(vm, limit, u64::MAX, "uint64_t")?,
        None => u64::MAX,
    };
    if format == FORMAT_RAW && filters.is_none() {
        return Err(vm.value_error("Must specify filters for FORMAT_RAW"));
    }
    if format != FORMAT_RAW && filters.is_some() {
        return Err(vm.value_error("Cannot specify filters except with FORMAT_RAW"));
    }
    let flags = TELL_ANY_CHECK | TELL_NO_CHECK;
    let (raw, check) = match format {
        FORMAT_AUTO => (Stream::new_auto_decoder(limit, flags), CHECK_UNKNOWN),
        FORMAT_XZ => (Stream::new_stream_decoder(limit, flags), CHECK_UNKNOWN),
        FORMAT_ALONE => (Stream::new_lzma_decoder(limit), 0),
        FORMAT_RAW => {
            let parsed = filters::parse_chain(vm, filters.as_ref().unwrap_or(&Value::NONE))?;
            let chain = filters::chain(&parsed, false);
            (chain.and_then(|chain| Stream::new_raw_decoder(&chain)), 0)
        }
        other => return Err(vm.value_error(format!("Invalid container format: {other}"))),
    };
    let decoder = LzmaDecoder {
        raw: raw.map_err(|error| failure(vm, error))?,
        header: Vec::new(),
        check,
    };
    let body = Decompressor(Shared::new(Pieces::new(decoder)));
    Ok(vm.alloc(class, body).into_value())
}

fn decompress(
    vm: &Vm,
    this: This<'_, Decompressor>,
    data: BytesLike<'_>,
    max_length: isize,
) -> Result<Value> {
    let limit = usize::try_from(max_length).unwrap_or(usize::MAX);
    let (bytes, name) = (&data[..], "_lzma.LZMADecompressor.decompress");
    let result = this
        .0
        .0
        .with(vm, name, usize::MAX, |p| p.decompress(bytes, limit));
    match result {
        Ok(out) => vm.checked_bytes(&out),
        Err(NoOutput::Ended) => Err(vm.eof_error("Already at end of stream")),
        Err(NoOutput::Failed(Some(problem))) => Err(failure(vm, problem)),
        Err(NoOutput::Failed(None)) => Err(error(vm, "Insufficient buffer space")),
    }
}
