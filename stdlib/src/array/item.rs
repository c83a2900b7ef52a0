//! What a type code says about an array's items.

use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// The kinds of items, one for each type code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind(u8);

/// All type codes, as `array.typecodes` lists them.
pub(super) const TYPECODES: &str = "bBuwhHiIlLqQfd";

impl Kind {
    /// The kind that a type code stands for.
    pub(super) fn of(code: u32) -> Option<Kind> {
        let code = u8::try_from(code).ok()?;
        TYPECODES.as_bytes().contains(&code).then_some(Kind(code))
    }
    /// The type code.
    pub(super) fn code(self) -> u8 {
        self.0
    }
    /// Bytes of an item.
    pub(super) fn size(self) -> usize {
        match self.0 {
            b'b' | b'B' => 1,
            b'h' | b'H' => 2,
            b'i' | b'I' | b'f' | b'u' | b'w' => 4,
            _ => 8,
        }
    }
    /// Characters?
    pub(super) fn is_text(self) -> bool {
        matches!(self.0, b'u' | b'w')
    }
    /// Floating-point numbers?
    pub(super) fn is_float(self) -> bool {
        matches!(self.0, b'f' | b'd')
    }
    /// Numbers that can be negative?
    pub(super) fn is_signed(self) -> bool {
        matches!(self.0, b'b' | b'h' | b'i' | b'l' | b'q')
    }
    /// The format by which a buffer describes the items.
    pub(super) fn format(self) -> &'static str {
        match self.0 {
            b'b' => "b",
            b'B' => "B",
            b'u' | b'w' => "w",
            b'h' => "h",
            b'H' => "H",
            b'i' => "i",
            b'I' => "I",
            b'l' => "l",
            b'L' => "L",
            b'q' => "q",
            b'Q' => "Q",
            b'f' => "f",
            _ => "d",
        }
    }

    /// An item's bytes as one number: sign-extended, zero-extended, or a float's bits.
    pub(super) fn word(self, bytes: &[u8]) -> u64 {
        fn fixed<const N: usize>(bytes: &[u8]) -> [u8; N] {
            let mut out = [0; N];
            for (to, from) in out.iter_mut().zip(bytes) {
                *to = *from;
            }
            out
        }
        match self.0 {
            b'b' => i64::from(i8::from_ne_bytes(fixed(bytes))) as u64,
            b'B' => fixed::<1>(bytes)[0].into(),
            b'h' => i64::from(i16::from_ne_bytes(fixed(bytes))) as u64,
            b'H' => u16::from_ne_bytes(fixed(bytes)).into(),
            b'i' => i64::from(i32::from_ne_bytes(fixed(bytes))) as u64,
            b'I' | b'f' | b'u' | b'w' => u32::from_ne_bytes(fixed(bytes)).into(),
            _ => u64::from_ne_bytes(fixed(bytes)),
        }
    }

    /// The item that a word stands for.
    ///
    /// # Errors
    /// ValueError for what is no character.
    #[inline]
    pub(super) fn value(self, vm: &Vm, word: u64) -> Result<Value> {
        match self.0 {
            b'L' | b'Q' => Ok(vm.int_from_u64(word)),
            b'f' => Ok(Value::float(f32::from_bits(word as u32).into())),
            b'd' => Ok(Value::float(f64::from_bits(word))),
            b'w' if word > 0x10_FFFF => Err(vm.value_error("chr() arg not in range(0x110000)")),
            b'u' if word > 0x10_FFFF => Err(vm.value_error(format!(
                "character U+{word:x} is not in range [U+0000; U+10ffff]"
            ))),
            b'u' | b'w' => Ok(vm.new_wtf8(&wtf8::single(word as u32)).into_value()),
            _ => Ok(vm.int(word as i64)),
        }
    }

    /// The bytes of an item (the first [`Kind::size`] of them).
    ///
    /// # Errors
    /// TypeError and OverflowError, as CPython words them for each type code.
    pub(super) fn pack(self, vm: &Vm, v: &Value) -> Result<[u8; 8]> {
        let word = match self.0 {
            b'u' | b'w' => character(vm, v)?.into(),
            b'f' => (number(vm, v)? as f32).to_bits().into(),
            b'd' => number(vm, v)?.to_bits(),
            _ => self.integer(vm, v)?,
        };
        Ok(match self.size() {
            1 => widen([word as u8]),
            2 => widen((word as u16).to_ne_bytes()),
            4 => widen((word as u32).to_ne_bytes()),
            _ => word.to_ne_bytes(),
        })
    }

    fn integer(self, vm: &Vm, v: &Value) -> Result<u64> {
        let wide = match v.as_small_int() {
            Some(i) => Some(i.into()),
            None => {
                let index = vm.index(v)?;
                index.as_int().and_then(|i| i.to_i128())
            }
        };
        let (low, high) = self.range();
        match wide {
            Some(wide) if (low..=high).contains(&wide) => Ok(wide as u64),
            _ => Err(self.out_of_range(vm, v, wide)),
        }
    }

    fn range(self) -> (i128, i128) {
        let bits = 8 * self.size() as u32;
        if self.is_signed() {
            (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
        } else {
            (0, (1 << bits) - 1)
        }
    }

    #[cold]
    fn out_of_range(self, vm: &Vm, v: &Value, wide: Option<i128>) -> Raised {
        let negative = match wide {
            Some(wide) => wide < 0,
            None => v.as_int().is_some_and(|i| i.is_negative()),
        };
        let fits_long = wide.is_some_and(|w| i64::try_from(w).is_ok());
        let text = match self.0 {
            b'q' => "int too big to convert",
            b'Q' if negative => "can't convert negative int to unsigned",
            b'Q' => "int too big to convert",
            b'I' | b'L' if negative => "can't convert negative value to unsigned int",
            b'I' if wide.is_some_and(|w| u64::try_from(w).is_ok()) => {
                "unsigned int is greater than maximum"
            }
            b'I' | b'L' => "Python int too large to convert to C unsigned long",
            _ if !fits_long => "Python int too large to convert to C long",
            b'b' if negative => "signed char is less than minimum",
            b'b' => "signed char is greater than maximum",
            b'B' if negative => "unsigned byte integer is less than minimum",
            b'B' => "unsigned byte integer is greater than maximum",
            b'h' if negative => "signed short integer is less than minimum",
            b'h' => "signed short integer is greater than maximum",
            b'H' if negative => "unsigned short is less than minimum",
            b'H' => "unsigned short is greater than maximum",
            _ if negative => "signed integer is less than minimum",
            _ => "signed integer is greater than maximum",
        };
        vm.overflow_error(text)
    }
}

fn widen<const N: usize>(bytes: [u8; N]) -> [u8; 8] {
    let mut out = [0; 8];
    out[..N].copy_from_slice(&bytes);
    out
}

fn number(vm: &Vm, v: &Value) -> Result<f64> {
    match v.as_float() {
        Some(f) => Ok(f),
        None => vm.to_f64(v),
    }
}

fn character(vm: &Vm, v: &Value) -> Result<u32> {
    let Some(text) = v.as_str_obj() else {
        let name = vm.type_name(v);
        return Err(vm.type_error(format!(
            "array item must be a unicode character, not {name}"
        )));
    };
    let mut points = wtf8::code_points(text.bytes());
    match (points.next(), points.next()) {
        (Some(one), None) => Ok(one),
        _ => {
            let len = text.char_len();
            Err(vm.type_error(format!(
                "array item must be a unicode character, not a string of length {len}"
            )))
        }
    }
}
