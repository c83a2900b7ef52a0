//! `UnicodeEncodeError`, `UnicodeDecodeError` and `UnicodeTranslateError`.
//!
//! Fields: 0 encoding, 1 object, 2 start, 3 end, 4 reason.

use super::exceptions::{field, init as base_init, this};
use crate::args::Args;
use crate::errors::Exception;
use crate::native::GetSetDef;
use crate::slots::Slots;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

macro_rules! number_field {
    ($name:literal, $index:expr) => {
        GetSetDef {
            name: $name,
            get: |vm, v| Ok(vm.int(number(this(vm, v)?, $index))),
            set: Some(|vm, v, value| {
                let Some(value) = value else {
                    return Err(vm.type_error("can't delete numeric/char attribute"));
                };
                if value.as_int().is_none() {
                    return Err(vm.type_error("an integer is required"));
                }
                let value = index(vm, &value)?;
                this(vm, v)?.fields[$index].set(value);
                Ok(())
            }),
        }
    };
}

pub(crate) const GETSETS: &[GetSetDef] = &[
    field!("encoding", ENCODING),
    field!("object", OBJECT),
    number_field!("start", START),
    number_field!("end", END),
    field!("reason", REASON),
];

pub(crate) fn decode_slots(s: &Slots) {
    s.init.set(Some(|vm, v, args| {
        base_init(vm, v, args)?;
        let [encoding, object, start, end, reason] = exactly(vm, args)?;
        let encoding = string(vm, encoding, 1)?;
        let (start, end) = (index(vm, start)?, index(vm, end)?);
        let reason = string(vm, reason, 5)?;
        let object = if object.as_bytes_obj().is_some() {
            object.clone()
        } else {
            match vm.bytes_like(object)? {
                Some(bytes) => vm.bytes(&bytes),
                None => {
                    let class = vm.type_name(object);
                    return Err(
                        vm.type_error(format!("a bytes-like object is required, not '{class}'"))
                    );
                }
            }
        };
        set(
            vm,
            v,
            [
                Some(encoding),
                Some(object),
                Some(start),
                Some(end),
                Some(reason),
            ],
        )
    }));
    s.str.set(Some(|vm, v| {
        let Some(fields) = Fields::of(vm, v)? else {
            return Ok(vm.str(""));
        };
        let Some(bytes) = vm.bytes_of(&fields.object) else {
            return Err(vm.type_error("UnicodeError 'object' attribute must be a bytes"));
        };
        let codec = vm.to_str(&fields.encoding)?.to_string_lossy();
        let what = match fields.only(bytes.len()) {
            Some(at) => format!("byte {:#04x} in position {at}", bytes[at]),
            None => format!("bytes in position {}", fields.range()),
        };
        fields.text(vm, &format!("'{codec}' codec can't decode {what}"))
    }));
}

pub(crate) fn encode_slots(s: &Slots) {
    s.init.set(Some(|vm, v, args| {
        base_init(vm, v, args)?;
        let [encoding, object, start, end, reason] = exactly(vm, args)?;
        let fields = [
            string(vm, encoding, 1)?,
            string(vm, object, 2)?,
            index(vm, start)?,
            index(vm, end)?,
            string(vm, reason, 5)?,
        ];
        set(vm, v, fields.map(Some))
    }));
    s.str.set(Some(|vm, v| {
        let Some(fields) = Fields::of(vm, v)? else {
            return Ok(vm.str(""));
        };
        let codec = vm.to_str(&fields.encoding)?.to_string_lossy();
        let what = fields.characters(vm)?;
        fields.text(vm, &format!("'{codec}' codec can't encode {what}"))
    }));
}

pub(crate) fn translate_slots(s: &Slots) {
    s.init.set(Some(|vm, v, args| {
        base_init(vm, v, args)?;
        let [object, start, end, reason] = exactly(vm, args)?;
        let fields = [
            None,
            Some(string(vm, object, 1)?),
            Some(index(vm, start)?),
            Some(index(vm, end)?),
            Some(string(vm, reason, 4)?),
        ];
        set(vm, v, fields)
    }));
    s.str.set(Some(|vm, v| {
        let Some(fields) = Fields::of(vm, v)? else {
            return Ok(vm.str(""));
        };
        let what = fields.characters(vm)?;
        fields.text(vm, &format!("can't translate {what}"))
    }));
}

fn exactly<'a, const N: usize>(vm: &Vm, args: Args<'a>) -> Result<&'a [Value; N]> {
    let given = args.pos();
    given.try_into().map_err(|_| {
        let given = given.len();
        vm.type_error(format!(
            "function takes exactly {N} arguments ({given} given)"
        ))
    })
}

fn string(vm: &Vm, v: &Value, number: usize) -> Result<Value> {
    if v.as_str_obj().is_some() {
        return Ok(v.clone());
    }
    let class = vm.type_name(v);
    Err(vm.type_error(format!("argument {number} must be str, not {class}")))
}

fn index(vm: &Vm, v: &Value) -> Result<Value> {
    let number = vm.index_i128(v)?;
    let number = i64::try_from(number)
        .map_err(|_| vm.overflow_error("Python int too large to convert to C ssize_t"))?;
    Ok(vm.int(number))
}

fn number(e: &Exception, field: usize) -> i64 {
    let number = e.fields[field].get();
    number
        .and_then(|n| n.as_int().and_then(|i| i.to_i64()))
        .unwrap_or(0)
}

fn set(vm: &Vm, v: &Value, fields: [Option<Value>; 5]) -> Result<()> {
    let e = this(vm, v)?;
    for (slot, value) in e.fields.iter().zip(fields) {
        drop(slot.replace(value));
    }
    Ok(())
}

/// What the message is made of.
struct Fields {
    encoding: Value,
    object: Value,
    start: i64,
    end: i64,
    reason: Value,
}

impl Fields {
    /// None if the exception was made without its arguments.
    fn of(vm: &Vm, v: &Value) -> Result<Option<Fields>> {
        let e = this(vm, v)?;
        let field = |i: usize| e.fields[i].get();
        Ok(field(OBJECT).map(|object| Fields {
            encoding: field(ENCODING).unwrap_or(Value::NONE),
            object,
            start: number(e, START),
            end: number(e, END),
            reason: field(REASON).unwrap_or(Value::NONE),
        }))
    }
    /// The position, if the range is one item of an object of this length.
    fn only(&self, len: usize) -> Option<usize> {
        let at = usize::try_from(self.start).ok().filter(|at| *at < len)?;
        (self.start.checked_add(1) == Some(self.end)).then_some(at)
    }
    fn range(&self) -> String {
        format!("{}-{}", self.start, self.end.wrapping_sub(1))
    }
    fn characters(&self, vm: &Vm) -> Result<String> {
        let Some(text) = self.object.as_str_obj() else {
            return Err(wrong_object(vm));
        };
        let one = self.only(text.len()).and_then(|at| {
            let mut characters = crate::text::wtf8::code_points(text.bytes());
            characters.nth(at).map(|c| (at, c))
        });
        Ok(match one {
            Some((at, c @ 0..=0xff)) => format!("character '\\x{c:02x}' in position {at}"),
            Some((at, c @ 0..=0xffff)) => format!("character '\\u{c:04x}' in position {at}"),
            Some((at, c)) => format!("character '\\U{c:08x}' in position {at}"),
            None => format!("characters in position {}", self.range()),
        })
    }
    fn text(&self, vm: &Vm, head: &str) -> Result<Value> {
        let reason = vm.to_str(&self.reason)?.to_string_lossy();
        Ok(vm.str(format!("{head}: {reason}")))
    }
}

fn wrong_object(vm: &Vm) -> Raised {
    vm.type_error("UnicodeError 'object' attribute must be a string")
}
