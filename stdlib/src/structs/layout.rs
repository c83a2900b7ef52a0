//! Format strings: parsed once, kept, used for packing and unpacking.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// Formats that are kept; when there are more, all are forgotten.
const KEPT: usize = 100;

/// One item of a format, `3h` or `5s`.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The format character.
    pub(super) code: u8,
    /// Offset of the first value.
    pub(super) offset: usize,
    /// Bytes of one value.
    pub(super) size: usize,
    /// Number of values.
    pub(super) repeat: usize,
}

/// What a format string says.
#[derive(Debug)]
pub(super) struct Layout {
    /// The fields that have values.
    pub(super) fields: Vec<Field>,
    /// Bytes of all.
    pub(super) size: usize,
    /// Number of values.
    pub(super) len: usize,
    /// Numbers start with their highest byte.
    pub(super) big_endian: bool,
}

enum Problem {
    BadChar,
    NoChar,
    TooLong,
}

/// Size and alignment of a format character; None if there is no such.
fn measure(code: u8, native: bool) -> Option<(usize, usize)> {
    let size = match code {
        b'x' | b'b' | b'B' | b'c' | b's' | b'p' | b'?' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' if !native => 4,
        b'n' | b'N' | b'P' if !native => return None,
        b'l' | b'L' | b'q' | b'Q' | b'd' | b'n' | b'N' | b'P' => 8,
        b'F' => return Some((8, if native { 4 } else { 1 })),
        b'D' => return Some((16, if native { 8 } else { 1 })),
        _ => return None,
    };
    Some((size, if native { size } else { 1 }))
}

fn parse(text: &[u8]) -> std::result::Result<Layout, Problem> {
    let (native, big_endian, mut rest) = match text.split_first() {
        Some((b'<', rest)) => (false, false, rest),
        Some((b'>' | b'!', rest)) => (false, true, rest),
        Some((b'=', rest)) => (false, cfg!(target_endian = "big"), rest),
        Some((b'@', rest)) => (true, cfg!(target_endian = "big"), rest),
        _ => (true, cfg!(target_endian = "big"), text),
    };
    let limit = isize::MAX as usize;
    let mut layout = Layout {
        fields: Vec::new(),
        size: 0,
        len: 0,
        big_endian,
    };
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first.is_ascii_whitespace() || first == 0x0B {
            continue;
        }
        let (mut code, mut repeat) = (first, 1usize);
        if first.is_ascii_digit() {
            repeat = usize::from(first - b'0');
            loop {
                let Some((&next, after)) = rest.split_first() else {
                    return Err(Problem::NoChar);
                };
                rest = after;
                if !next.is_ascii_digit() {
                    code = next;
                    break;
                }
                repeat = repeat
                    .checked_mul(10)
                    .and_then(|r| r.checked_add(usize::from(next - b'0')))
                    .filter(|&r| r <= limit)
                    .ok_or(Problem::TooLong)?;
            }
        }
        let (size, align) = measure(code, native).ok_or(Problem::BadChar)?;
        let offset = layout
            .size
            .checked_next_multiple_of(align)
            .ok_or(Problem::TooLong)?;
        layout.size = repeat
            .checked_mul(size)
            .and_then(|bytes| bytes.checked_add(offset))
            .filter(|&total| total <= limit)
            .ok_or(Problem::TooLong)?;
        let (size, repeat) = match code {
            b'x' => continue,
            b's' | b'p' => (repeat, 1),
            _ => (size, repeat),
        };
        layout.len = layout.len.checked_add(repeat).ok_or(Problem::TooLong)?;
        if repeat > 0 {
            layout.fields.push(Field {
                code,
                offset,
                size,
                repeat,
            });
        }
    }
    Ok(layout)
}

type Known = HashMap<Box<[u8]>, Arc<Layout>>;

/// Formats that were parsed before.
#[derive(Clone, Default)]
struct Cache(Arc<Mutex<Known>>);

impl Cache {
    fn with<R>(&self, f: impl FnOnce(&mut Known) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Forgets the kept formats.
pub(super) fn clear_cache(vm: &Vm) {
    vm.interp().state(Cache::default).with(HashMap::clear);
}

/// The bytes of a format argument.
///
/// # Errors
/// TypeError for what is neither str nor bytes, UnicodeEncodeError.
pub(super) fn format_bytes(vm: &Vm, format: &Value) -> Result<Vec<u8>> {
    if let Some(text) = format.as_str_obj() {
        if text.is_ascii() {
            return Ok(text.bytes().to_vec());
        }
        let bytes = vm.encode(text, "ascii", "strict")?;
        return Ok(bytes
            .as_bytes_obj()
            .map(|b| b.bytes().to_vec())
            .unwrap_or_default());
    }
    match format.as_bytes_obj() {
        Some(bytes) => Ok(bytes.bytes().to_vec()),
        None => {
            let name = vm.type_name(format);
            Err(vm.type_error(format!(
                "Struct() argument 1 must be a str or bytes object, not {name}"
            )))
        }
    }
}

/// The layout of a format argument.
///
/// # Errors
/// As [`format_bytes`]; struct.error for what is no format.
pub(super) fn layout_of(vm: &Vm, format: &Value) -> Result<Arc<Layout>> {
    let cache = vm.interp().state(Cache::default);
    if let Some(text) = format.as_str_obj()
        && let Some(known) = cache.with(|known| known.get(text.bytes()).cloned())
    {
        return Ok(known);
    }
    let bytes = format_bytes(vm, format)?;
    if bytes.contains(&0) {
        return Err(error(vm, "embedded null character"));
    }
    let layout = parse(&bytes).map_err(|problem| {
        error(
            vm,
            match problem {
                Problem::BadChar => "bad char in struct format",
                Problem::NoChar => "repeat count given without format specifier",
                Problem::TooLong => "total struct size too long",
            },
        )
    })?;
    let layout = Arc::new(layout);
    cache.with(|known| {
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(bytes.into(), layout.clone());
    });
    Ok(layout)
}

/// `struct.error(message)`.
#[cold]
pub(super) fn error(vm: &Vm, message: impl AsRef<str>) -> Raised {
    vm.error(&super::classes(vm).error, message.as_ref())
}
