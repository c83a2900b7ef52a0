//! Single values of a structure.

use hasp_vm::object::memory_item::{f64_to_half, half_to_f64};
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use super::layout::{Field, Layout, error};

impl Layout {
    /// The bytes of these values.
    ///
    /// # Errors
    /// struct.error and OverflowError for values that do not fit; the number of values has been
    /// checked.
    pub(super) fn pack(&self, vm: &Vm, values: &[Value]) -> Result<Vec<u8>> {
        vm.check_text_len(self.size)?;
        let mut out = vec![0; self.size];
        let mut values = values.iter();
        for field in &self.fields {
            for i in 0..field.repeat {
                let Some(v) = values.next() else {
                    return Ok(out);
                };
                let start = field.offset + i * field.size;
                let place = &mut out[start..start + field.size];
                self.put(vm, field, v, place)?;
            }
        }
        Ok(out)
    }

    /// The values of these bytes, of which there are [`Layout::size`].
    pub(super) fn unpack(&self, vm: &Vm, bytes: &[u8]) -> Value {
        let mut out = Vec::with_capacity(self.len);
        for field in &self.fields {
            for i in 0..field.repeat {
                let start = field.offset + i * field.size;
                let place = bytes.get(start..start + field.size).unwrap_or_default();
                out.push(self.get(vm, field, place));
            }
        }
        vm.tuple(out)
    }

    fn put(&self, vm: &Vm, field: &Field, v: &Value, place: &mut [u8]) -> Result<()> {
        match field.code {
            b's' | b'p' => return put_bytes(vm, field.code, v, place),
            b'c' => {
                let one = vm.bytes_of(v).filter(|b| b.len() == 1);
                let Some([byte]) = one else {
                    return Err(error(vm, "char format requires a bytes object of length 1"));
                };
                place[0] = *byte;
            }
            b'?' => place[0] = u8::from(vm.truth(v)?),
            b'e' | b'f' | b'd' => {
                let word = float_bits(vm, field.code, float(vm, v)?)
                    .map_err(|raised| too_large(vm, v, raised))?;
                self.put_word(word, place);
            }
            b'F' | b'D' => {
                let (re, im) = complex(vm, v)?;
                let code = field.code.to_ascii_lowercase();
                let (first, second) = place.split_at_mut(field.size / 2);
                self.put_word(float_bits(vm, code, re)?, first);
                self.put_word(float_bits(vm, code, im)?, second);
            }
            b'P' => {
                let wide = integer(vm, v)?;
                let word = wide
                    .filter(|w| (i128::from(i64::MIN)..=u64::MAX.into()).contains(w))
                    .ok_or_else(|| error(vm, "int too large to convert"))?;
                self.put_word(word as u64, place);
            }
            code => {
                let wide = match v.as_small_int() {
                    Some(i) => Some(i.into()),
                    None => integer(vm, v)?,
                };
                let (low, high) = range(code, field.size);
                match wide {
                    Some(wide) if (low..=high).contains(&wide) => {
                        self.put_word(wide as u64, place);
                    }
                    _ => {
                        let code = char::from(code);
                        return Err(error(
                            vm,
                            format!("'{code}' format requires {low} <= number <= {high}"),
                        ));
                    }
                }
            }
        }
        Ok(())
    }

    fn put_word(&self, word: u64, place: &mut [u8]) {
        let bytes = word.to_le_bytes();
        let len = place.len().min(8);
        place[..len].copy_from_slice(&bytes[..len]);
        if self.big_endian {
            place.reverse();
        }
    }

    fn word(&self, place: &[u8]) -> u64 {
        let mut bytes = [0; 8];
        for (i, b) in place.iter().take(8).enumerate() {
            let at = if self.big_endian {
                place.len() - 1 - i
            } else {
                i
            };
            bytes[at & 7] = *b;
        }
        u64::from_le_bytes(bytes)
    }

    fn get(&self, vm: &Vm, field: &Field, place: &[u8]) -> Value {
        match field.code {
            b's' | b'c' => vm.bytes(place),
            b'p' => match place.split_first() {
                Some((&len, text)) => vm.bytes(&text[..text.len().min(len.into())]),
                None => vm.bytes(b""),
            },
            b'?' => Value::bool(place.first().is_some_and(|&b| b != 0)),
            code @ (b'e' | b'f' | b'd') => Value::float(to_float(code, self.word(place))),
            code @ (b'F' | b'D') => {
                let (re, im) = place.split_at(place.len() / 2);
                let code = code.to_ascii_lowercase();
                vm.complex(to_float(code, self.word(re)), to_float(code, self.word(im)))
            }
            code => {
                let word = self.word(place);
                if code.is_ascii_lowercase() {
                    let unused = 64 - 8 * field.size.clamp(1, 8) as u32;
                    vm.int(((word << unused) as i64) >> unused)
                } else {
                    vm.int_from_u64(word)
                }
            }
        }
    }
}

fn put_bytes(vm: &Vm, code: u8, v: &Value, place: &mut [u8]) -> Result<()> {
    let copy;
    let bytes = match v.downcast_ref::<hasp_vm::object::bytearray::ByteArray>() {
        Some(array) => {
            copy = array.to_vec();
            &copy[..]
        }
        None => match v.as_bytes_obj() {
            Some(bytes) => bytes.bytes(),
            None => {
                let code = char::from(code);
                return Err(error(
                    vm,
                    format!("argument for '{code}' must be a bytes object"),
                ));
            }
        },
    };
    if code == b's' {
        let len = bytes.len().min(place.len());
        place[..len].copy_from_slice(&bytes[..len]);
    } else if let Some((count, text)) = place.split_first_mut() {
        let len = bytes.len().min(text.len());
        text[..len].copy_from_slice(&bytes[..len]);
        *count = len.min(255) as u8;
    }
    Ok(())
}

/// The number of an integer argument; None if it is out of all ranges.
fn integer(vm: &Vm, v: &Value) -> Result<Option<i128>> {
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        return Err(error(vm, "required argument is not an integer"));
    }
    let index = vm.index(v)?;
    Ok(index.as_int().and_then(|i| i.to_i128()))
}

fn range(code: u8, size: usize) -> (i128, i128) {
    let bits = 8 * size as u32;
    if code.is_ascii_lowercase() {
        (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
    } else {
        (0, (1 << bits) - 1)
    }
}

fn float(vm: &Vm, v: &Value) -> Result<f64> {
    vm.to_f64(v)
        .map_err(|_| error(vm, "required argument is not a float"))
}

fn complex(vm: &Vm, v: &Value) -> Result<(f64, f64)> {
    if let Some(z) = v.as_complex() {
        return Ok((z.0, z.1));
    }
    let has = |name: &str| {
        vm.lookup_special(v, &vm.intern(name))
            .is_ok_and(|m| m.is_some())
    };
    let number = if has("__complex__") {
        vm.call(
            vm.types().complex.value(),
            hasp_vm::args::Args::positional(std::slice::from_ref(v)),
        )
        .ok()
        .and_then(|z| z.as_complex())
        .map(|z| (z.0, z.1))
    } else {
        vm.to_f64(v).ok().map(|re| (re, 0.0))
    };
    number.ok_or_else(|| error(vm, "required argument is not a complex"))
}

/// The bits of a float in this format.
fn float_bits(vm: &Vm, code: u8, f: f64) -> Result<u64> {
    let bits = match code {
        b'd' => Some(f.to_bits()),
        b'f' => {
            let narrow = f as f32;
            (narrow.is_finite() || !f.is_finite()).then(|| narrow.to_bits().into())
        }
        _ => f64_to_half(f).map(u64::from),
    };
    bits.ok_or_else(|| {
        let code = char::from(code);
        vm.overflow_error(format!("float too large to pack with {code} format"))
    })
}

/// An int that is too large for a float format gets a text of its own.
fn too_large(vm: &Vm, v: &Value, raised: Raised) -> Raised {
    if v.as_int().is_some() && vm.is_error(&raised, &vm.exceptions().overflow_error) {
        error(vm, "int too large to convert")
    } else {
        raised
    }
}

fn to_float(code: u8, word: u64) -> f64 {
    match code {
        b'd' => f64::from_bits(word),
        b'f' => f32::from_bits(word as u32).into(),
        _ => half_to_f64(word as u16),
    }
}
