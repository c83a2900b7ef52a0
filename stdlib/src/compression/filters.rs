//! Filter chains of `_lzma`: from the dicts that scripts give, and to them.

use hasp_vm::object::Ref;
use hasp_vm::object::dict::Dict;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};
use liblzma::stream::{Error, Filters, LzmaOptions, MatchFinder, Mode};

use super::lzma::{error, failure};
use super::unsigned;

pub(super) const LZMA1: u64 = 0x4000_0000_0000_0001;
pub(super) const LZMA2: u64 = 0x21;
pub(super) const DELTA: u64 = 3;
pub(super) const X86: u64 = 4;
pub(super) const POWERPC: u64 = 5;
pub(super) const IA64: u64 = 6;
pub(super) const ARM: u64 = 7;
pub(super) const ARM_THUMB: u64 = 8;
pub(super) const SPARC: u64 = 9;

/// The most filters that a chain has.
const MOST: usize = 4;

/// The preset that is one without saying.
pub(super) const PRESET_DEFAULT: u32 = 6;

/// Options of the LZMA filters.
#[derive(Clone)]
pub(super) struct Lzma {
    pub(super) preset: u32,
    dict_size: Option<u32>,
    lc: Option<u32>,
    lp: Option<u32>,
    pb: Option<u32>,
    mode: Option<u32>,
    nice_len: Option<u32>,
    mf: Option<u32>,
    depth: Option<u32>,
}

/// One filter of a chain.
#[derive(Clone)]
pub(super) enum Filter {
    Lzma1(Lzma),
    Lzma2(Lzma),
    Delta(u32),
    /// One for the machine code of a processor; the offset of the first instruction.
    Code(u64, Option<u32>),
}

impl Lzma {
    /// The library's options.
    ///
    /// # Errors
    /// Options, if they cannot be those of an encoder.
    fn options(&self, encodes: bool) -> std::result::Result<LzmaOptions, Error> {
        let mut options = LzmaOptions::new_preset(self.preset)?;
        if let Some(n) = self.dict_size {
            options.dict_size(n);
        }
        if let Some(n) = self.lc {
            options.literal_context_bits(n);
        }
        if let Some(n) = self.lp {
            options.literal_position_bits(n);
        }
        if let Some(n) = self.pb {
            options.position_bits(n);
        }
        match self.mode {
            None => {}
            Some(1) => drop(options.mode(Mode::Fast)),
            Some(2) => drop(options.mode(Mode::Normal)),
            Some(_) if encodes => return Err(Error::Options),
            Some(_) => {}
        }
        if let Some(n) = self.nice_len {
            options.nice_len(n);
        }
        let finder = match self.mf {
            Some(0x03) => Some(MatchFinder::HashChain3),
            Some(0x04) => Some(MatchFinder::HashChain4),
            Some(0x12) => Some(MatchFinder::BinaryTree2),
            Some(0x13) => Some(MatchFinder::BinaryTree3),
            Some(0x14) => Some(MatchFinder::BinaryTree4),
            Some(_) if encodes => return Err(Error::Options),
            _ => None,
        };
        if let Some(finder) = finder {
            options.match_finder(finder);
        }
        if let Some(n) = self.depth {
            options.depth(n);
        }
        Ok(options)
    }

    /// The dictionary's size: what the preset has, unless another is given.
    fn dict_size(&self) -> u32 {
        const BY_LEVEL: [u32; 10] = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26];
        let level = (self.preset & 0x1F) as usize;
        self.dict_size
            .unwrap_or_else(|| 1 << BY_LEVEL.get(level).copied().unwrap_or(23))
    }
}

/// The chain as the library takes it.
///
/// # Errors
/// Options that are not allowed.
pub(super) fn chain(filters: &[Filter], encodes: bool) -> std::result::Result<Filters, Error> {
    let mut chain = Filters::new();
    for filter in filters {
        match filter {
            Filter::Lzma1(lzma) => drop(chain.lzma1(&lzma.options(encodes)?)),
            Filter::Lzma2(lzma) => drop(chain.lzma2(&lzma.options(encodes)?)),
            Filter::Delta(distance) => drop(chain.delta_properties(&[delta_byte(*distance)?])?),
            Filter::Code(id, offset) => {
                let bytes = offset.unwrap_or(0).to_le_bytes();
                let bytes = if offset.is_some() { &bytes[..] } else { &[] };
                match *id {
                    X86 => chain.x86_properties(bytes)?,
                    POWERPC => chain.powerpc_properties(bytes)?,
                    IA64 => chain.ia64_properties(bytes)?,
                    ARM => chain.arm_properties(bytes)?,
                    ARM_THUMB => chain.arm_thumb_properties(bytes)?,
                    _ => chain.sparc_properties(bytes)?,
                };
            }
        }
    }
    Ok(chain)
}

/// Options of a single LZMA1 filter, which is all that the old container format has.
///
/// # Errors
/// As [`chain`].
pub(super) fn lzma_alone(lzma: &Lzma) -> std::result::Result<LzmaOptions, Error> {
    lzma.options(true)
}

fn delta_byte(distance: u32) -> std::result::Result<u8, Error> {
    match distance {
        1..=256 => Ok((distance - 1) as u8),
        _ => Err(Error::Options),
    }
}

// ---- from scripts -------------------------------------------------------------------------

/// A chain from a sequence of dicts.
///
/// # Errors
/// As CPython's, in its order.
pub(super) fn parse_chain(vm: &Vm, filters: &Value) -> Result<Vec<Filter>> {
    let n = vm.len(filters)?;
    if n > MOST {
        return Err(vm.value_error(format!(
            "Too many filters - liblzma supports a maximum of {MOST}"
        )));
    }
    if filters.as_dict().is_some() {
        return Err(vm.type_error("dict is not a sequence"));
    }
    (0..n)
        .map(|at| parse(vm, &vm.get_item(filters, &vm.int(at as i64))?))
        .collect()
}

/// One filter from a dict.
///
/// # Errors
/// As CPython's.
pub(super) fn parse(vm: &Vm, spec: &Value) -> Result<Filter> {
    if vm.type_of(spec).slots.getitem.get().is_none() {
        return Err(vm.type_error("Filter specifier must be a dict or dict-like object"));
    }
    let id = match vm.get_item(spec, vm.intern("id").value()) {
        Ok(id) => id,
        Err(raised) if vm.is_error(&raised, &vm.exceptions().key_error) => {
            return Err(vm.value_error("Filter specifier must have an \"id\" entry"));
        }
        Err(raised) => return Err(raised),
    };
    match unsigned(vm, &id, u64::MAX, "lzma_vli")? {
        LZMA1 => Ok(Filter::Lzma1(parse_lzma(vm, spec)?)),
        LZMA2 => Ok(Filter::Lzma2(parse_lzma(vm, spec)?)),
        DELTA => {
            let [distance] = options(vm, spec, ["dist"], "delta")?;
            Ok(Filter::Delta(distance.unwrap_or(1)))
        }
        id @ (X86 | POWERPC | IA64 | ARM | ARM_THUMB | SPARC) => {
            let [offset] = options(vm, spec, ["start_offset"], "BCJ")?;
            Ok(Filter::Code(id, offset.filter(|n| *n != 0)))
        }
        id => Err(vm.value_error(format!("Invalid filter ID: {id}"))),
    }
}

fn parse_lzma(vm: &Vm, spec: &Value) -> Result<Lzma> {
    let preset = match spec.as_dict() {
        Some(dict) => dict.get_name(&vm.intern("preset")),
        None => None,
    };
    let preset = match preset {
        Some(preset) => unsigned(vm, &preset, u32::MAX.into(), "uint32_t")? as u32,
        None => PRESET_DEFAULT,
    };
    check_preset(vm, preset)?;
    let names = [
        "preset",
        "dict_size",
        "lc",
        "lp",
        "pb",
        "mode",
        "nice_len",
        "mf",
        "depth",
    ];
    let [_, dict_size, lc, lp, pb, mode, nice_len, mf, depth] = options(vm, spec, names, "LZMA")?;
    Ok(Lzma {
        preset,
        dict_size,
        lc,
        lp,
        pb,
        mode,
        nice_len,
        mf,
        depth,
    })
}

/// A preset alone.
///
/// # Errors
/// LZMAError if there is no such preset.
pub(super) fn of_preset(vm: &Vm, preset: u32) -> Result<Lzma> {
    check_preset(vm, preset)?;
    Ok(Lzma {
        preset,
        dict_size: None,
        lc: None,
        lp: None,
        pb: None,
        mode: None,
        nice_len: None,
        mf: None,
        depth: None,
    })
}

fn check_preset(vm: &Vm, preset: u32) -> Result<()> {
    match LzmaOptions::new_preset(preset) {
        Ok(_) => Ok(()),
        Err(_) => Err(error(vm, &format!("Invalid compression preset: {preset}"))),
    }
}

/// The options that a filter knows; whatever is wrong with them is one ValueError.
fn options<const N: usize>(
    vm: &Vm,
    spec: &Value,
    names: [&str; N],
    kind: &str,
) -> Result<[Option<u32>; N]> {
    let invalid = || vm.value_error(format!("Invalid filter specifier for {kind} filter"));
    let Some(dict) = spec.as_dict() else {
        return Err(invalid());
    };
    let mut found = [None; N];
    for (key, value) in dict.items() {
        let Some(key) = key.str_lossy() else {
            return Err(invalid());
        };
        match names.iter().position(|name| *name == key) {
            Some(at) => match unsigned(vm, &value, u32::MAX.into(), "uint32_t") {
                Ok(n) => found[at] = Some(n as u32),
                Err(_) => return Err(invalid()),
            },
            None if key == "id" => {}
            None => return Err(invalid()),
        }
    }
    Ok(found)
}

// ---- properties ---------------------------------------------------------------------------

/// The filter's options as container formats store them.
///
/// # Errors
/// Options that cannot be stored.
pub(super) fn encode(vm: &Vm, filter: &Filter) -> Result<Vec<u8>> {
    match filter {
        Filter::Lzma1(lzma) => {
            let (lc, lp, pb) = (
                lzma.lc.unwrap_or(3),
                lzma.lp.unwrap_or(0),
                lzma.pb.unwrap_or(2),
            );
            if lc.saturating_add(lp) > 4 || pb > 4 {
                return Err(failure(vm, Error::Program));
            }
            let mut bytes = vec![((pb * 5 + lp) * 9 + lc) as u8];
            bytes.extend_from_slice(&lzma.dict_size().to_le_bytes());
            Ok(bytes)
        }
        Filter::Lzma2(lzma) => {
            let size = lzma.dict_size().max(4096);
            // Sizes are two or three times a power of two, or the greatest of all.
            let code = (0..40).find(|code| stored_size(*code) >= u64::from(size));
            Ok(vec![code.unwrap_or(40)])
        }
        Filter::Delta(distance) => match delta_byte(*distance) {
            Ok(byte) => Ok(vec![byte]),
            Err(_) => Err(failure(vm, Error::Program)),
        },
        Filter::Code(_, None) => Ok(Vec::new()),
        Filter::Code(_, Some(offset)) => Ok(offset.to_le_bytes().to_vec()),
    }
}

fn stored_size(code: u8) -> u64 {
    (2 | u64::from(code & 1)) << (code / 2 + 11)
}

/// The dict for stored options.
///
/// # Errors
/// LZMAError for bytes that are none.
pub(super) fn decode(vm: &Vm, id: u64, bytes: &[u8]) -> Result<Value> {
    let dict = Dict::new(vm);
    let set = |dict: &Ref<Dict>, name: &str, n: u64| {
        dict.set_name(vm, &vm.intern(name), vm.int_from_u64(n));
    };
    set(&dict, "id", id);
    match (id, bytes) {
        (LZMA1, [first, size @ ..]) if *first < 9 * 5 * 5 && size.len() == 4 => {
            let first = u64::from(*first);
            let (lc, lp, pb) = (first % 9, first / 9 % 5, first / 45);
            if lc + lp > 4 {
                return Err(failure(vm, Error::Options));
            }
            set(&dict, "lc", lc);
            set(&dict, "lp", lp);
            set(&dict, "pb", pb);
            let size = size.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
            set(&dict, "dict_size", size);
        }
        (LZMA2, [40]) => set(&dict, "dict_size", u32::MAX.into()),
        (LZMA2, [code @ ..40]) => set(&dict, "dict_size", stored_size(*code)),
        (DELTA, [distance]) => set(&dict, "dist", u64::from(*distance) + 1),
        (X86 | POWERPC | IA64 | ARM | ARM_THUMB | SPARC, []) => {}
        (X86 | POWERPC | IA64 | ARM | ARM_THUMB | SPARC, [a, b, c, d]) => {
            let offset = u32::from_le_bytes([*a, *b, *c, *d]);
            if offset != 0 {
                set(&dict, "start_offset", offset.into());
            }
        }
        _ => return Err(failure(vm, Error::Options)),
    }
    Ok(dict.into_value())
}
