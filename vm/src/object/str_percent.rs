//! `%` formatting of `str`, `bytes` and `bytearray`.

use crate::object::int::IntRef;
use crate::slots::Slots;
use crate::text::format_number::IntRef as TextInt;
use crate::text::percent::{self, Conversion, Count, Flags, NumberError, Piece, Template};
use crate::text::{TooLarge, wtf8};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// What is being formatted into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Text,
    Bytes,
}

/// The arguments, as they are used up.
struct Arguments<'a> {
    /// What stands to the right of `%`.
    whole: &'a Value,
    /// It can be asked for keys.
    mapping: bool,
    /// The value that a key gave, once one was asked for.
    keyed: Option<Value>,
    used: usize,
}

impl Arguments<'_> {
    fn next(&mut self, vm: &Vm) -> Result<Value> {
        let at = self.used;
        self.used += 1;
        let found = match (&self.keyed, self.whole.as_tuple()) {
            (Some(value), _) if at == 0 => Some(value.clone()),
            (None, Some(tuple)) => tuple.as_slice().get(at).cloned(),
            (None, None) if at == 0 => Some(self.whole.clone()),
            _ => None,
        };
        found.ok_or_else(|| vm.type_error("not enough arguments for format string"))
    }
    fn take_key(&mut self, vm: &Vm, key: &Value) -> Result<()> {
        if !self.mapping {
            return Err(vm.type_error("format requires a mapping"));
        }
        self.keyed = Some(vm.get_item(self.whole, key)?);
        self.used = 0;
        Ok(())
    }
    fn all_used(&self) -> bool {
        match (&self.keyed, self.whole.as_tuple()) {
            _ if self.mapping => true,
            (None, Some(tuple)) => self.used >= tuple.body.len(),
            _ => self.used > 0,
        }
    }
}

/// The binary slot `%` of `str`.
///
/// # Errors
/// Those of formatting.
pub(crate) fn modulo(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(template) = a.as_str_obj() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if memchr::memchr(b'%', template.bytes()).is_none()
        && !template.body.is_empty()
        && b.as_tuple().is_some_and(|t| t.body.is_empty())
    {
        return Ok(a.clone());
    }
    let out = run(vm, Template::of_str(template.bytes()), b, Into::Text)?;
    vm.text(&out)
}

/// `template % args` for bytes.
///
/// # Errors
/// Those of formatting.
pub(crate) fn format_bytes(vm: &Vm, template: &[u8], args: &Value) -> Result<Vec<u8>> {
    run(vm, Template::of_bytes(template), args, Into::Bytes)
}

fn is_mapping(vm: &Vm, v: &Value, into: Into) -> bool {
    let text = v.as_str_obj().is_some();
    let bytes =
        into == Into::Bytes && (v.as_bytes_obj().is_some() || v.is_kind(super::Kind::ByteArray));
    v.as_tuple().is_none() && !text && !bytes && vm.type_of(v).slots.getitem.get().is_some()
}

fn run(vm: &Vm, template: Template<'_>, args: &Value, into: Into) -> Result<Vec<u8>> {
    let mut args = Arguments {
        whole: args,
        mapping: is_mapping(vm, args, into),
        keyed: None,
        used: 0,
    };
    let mut out = Vec::new();
    for piece in template {
        let piece = piece.map_err(|message| match (message, into) {
            ("incomplete format key", _) if !args.mapping => {
                vm.type_error("format requires a mapping")
            }
            ("precision too big", Into::Bytes) => vm.value_error("prec too big"),
            _ => vm.value_error(message),
        });
        match piece? {
            Piece::Literal(text) => out.extend_from_slice(text),
            Piece::Conversion(c) => conversion(vm, &c, &mut args, into, &mut out)?,
        }
        vm.check_text_len(out.len())?;
    }
    if args.all_used() {
        return Ok(out);
    }
    let what = if into == Into::Text {
        "string"
    } else {
        "bytes"
    };
    Err(vm.type_error(format!(
        "not all arguments converted during {what} formatting"
    )))
}

/// The number that `*` takes from the arguments.
fn star(vm: &Vm, args: &mut Arguments<'_>, least: i64, most: i64, c_type: &str) -> Result<i64> {
    let v = args.next(vm)?;
    let Some(int) = v.as_int() else {
        return Err(vm.type_error("* wants int"));
    };
    match int.to_i64().filter(|i| (least..=most).contains(i)) {
        Some(i) => Ok(i),
        None => Err(vm.overflow_error(format!("Python int too large to convert to C {c_type}"))),
    }
}

/// Flags, width and precision after `*` was replaced.
struct Field {
    flags: Flags,
    width: usize,
    precision: Option<usize>,
}

fn conversion(
    vm: &Vm,
    c: &Conversion<'_>,
    args: &mut Arguments<'_>,
    into: Into,
    out: &mut Vec<u8>,
) -> Result<()> {
    if let Some(key) = c.key {
        let key = if into == Into::Text {
            vm.new_wtf8(key).into_value()
        } else {
            vm.bytes(key)
        };
        args.take_key(vm, &key)?;
    }
    let mut field = Field {
        flags: c.flags,
        width: 0,
        precision: None,
    };
    match c.width {
        Count::None => {}
        Count::Given(n) => field.width = n,
        Count::Argument => {
            let n = star(vm, args, i64::MIN + 1, i64::MAX, "ssize_t")?;
            field.flags.left |= n < 0;
            field.width = n.unsigned_abs() as usize;
        }
    }
    match c.precision {
        Count::None => {}
        Count::Given(n) => field.precision = Some(n),
        Count::Argument => {
            field.precision =
                Some(star(vm, args, i32::MIN.into(), i32::MAX.into(), "int")?.max(0) as usize);
        }
    }
    let letter = u8::try_from(c.letter).unwrap_or(0);
    let v = args.next(vm)?;
    let text = match letter {
        b's' | b'r' | b'a' | b'b' if into == Into::Bytes => bytes_object(vm, letter, &v, &field)?,
        b's' | b'r' | b'a' => {
            let text = match letter {
                b's' => vm.to_str(&v)?,
                b'r' => vm.repr(&v)?,
                _ => vm.ascii(&v)?,
            };
            if field.width == 0 && field.precision.is_none() {
                out.extend_from_slice(text.bytes());
                return Ok(());
            }
            percent::format_text(text.bytes(), field.flags, field.width, field.precision)
                .map_err(|TooLarge| vm.memory_error(""))?
        }
        b'd' | b'i' | b'u' | b'o' | b'x' | b'X' => {
            if let Some(i) = v.as_small_int()
                && field.width == 0
                && field.precision.is_none()
                && matches!(letter, b'd' | b'i')
                && c.flags == Flags::default()
            {
                push_decimal(out, i);
                return Ok(());
            }
            integer(vm, letter, &v, &field)?
        }
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => float(vm, letter, &v, &field, into)?,
        b'c' => {
            let text = if into == Into::Text {
                character(vm, &v)?
            } else {
                vec![byte(vm, &v)?]
            };
            let precision = None;
            let padded = match into {
                Into::Text => percent::format_text(&text, field.flags, field.width, precision),
                Into::Bytes => percent::format_bytes(&text, field.flags, field.width, precision),
            };
            padded.map_err(|TooLarge| vm.memory_error(""))?
        }
        // What CPython says of a byte that it takes for a negative number.
        _ if into == Into::Bytes && c.letter >= 0x80 => {
            return Err(vm.overflow_error("character argument not in range(0x110000)"));
        }
        _ => return Err(vm.value_error(percent::unsupported(c))),
    };
    out.extend_from_slice(&text);
    Ok(())
}

/// Appends the decimal digits of a number.
pub(crate) fn push_decimal(out: &mut Vec<u8>, i: i64) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = i.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if i < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

fn number_error(vm: &Vm, e: NumberError) -> Raised {
    match e {
        NumberError::Value(message) => vm.value_error(message),
        NumberError::TooLarge => vm.memory_error(""),
    }
}

/// Has the type something that makes it a number?
pub(super) fn is_number(slots: &Slots) -> bool {
    slots.index.get().is_some() || slots.int.get().is_some() || slots.float.get().is_some()
}

fn integer(vm: &Vm, letter: u8, v: &Value, field: &Field) -> Result<Vec<u8>> {
    let plain = matches!(letter, b'o' | b'x' | b'X');
    let wrong = || {
        let wanted = if plain { "an integer" } else { "a real number" };
        let name = vm.type_name(v);
        vm.type_error(format!(
            "%{} format: {wanted} is required, not {name}",
            letter as char
        ))
    };
    let converted = if v.as_int().is_some() {
        v.clone()
    } else if !is_number(&vm.type_of(v).slots) {
        return Err(wrong());
    } else {
        let result = if plain { vm.index(v) } else { vm.to_int(v) };
        result.map_err(|raised| {
            if vm.is_error(&raised, &vm.exceptions().type_error) {
                wrong()
            } else {
                raised
            }
        })?
    };
    let value = match converted.as_int() {
        Some(IntRef::Small(i)) => TextInt::Small(i),
        Some(IntRef::Big(big)) => TextInt::Big(big),
        None => return Err(wrong()),
    };
    let letter = if matches!(letter, b'i' | b'u') {
        b'd'
    } else {
        letter
    };
    let limit = vm.int_max_str_digits();
    percent::format_int(
        value,
        letter,
        field.flags,
        field.width,
        field.precision,
        limit,
    )
    .map_err(|e| number_error(vm, e))
}

fn float(vm: &Vm, letter: u8, v: &Value, field: &Field, into: Into) -> Result<Vec<u8>> {
    let value = match vm.to_f64(v) {
        Ok(value) => value,
        Err(raised) if into == Into::Bytes && vm.is_error(&raised, &vm.exceptions().type_error) => {
            let name = vm.type_name(v);
            return Err(vm.type_error(format!("float argument required, not {name}")));
        }
        Err(raised) => return Err(raised),
    };
    percent::format_float(value, letter, field.flags, field.width, field.precision)
        .map_err(|e| number_error(vm, e))
}

/// Name of the value's class, with its module unless that is the program or `builtins`.
fn qualified_name(vm: &Vm, v: &Value) -> String {
    let name = vm.type_full_name(vm.type_of(v));
    name.strip_prefix("__main__.")
        .map(str::to_owned)
        .unwrap_or(name)
}

fn character(vm: &Vm, v: &Value) -> Result<Vec<u8>> {
    if let Some(s) = v.as_str_obj() {
        if s.char_len() == 1 {
            return Ok(s.bytes().to_vec());
        }
        let len = s.char_len();
        return Err(vm.type_error(format!(
            "%c requires an int or a unicode character, not a string of length {len}"
        )));
    }
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        let name = qualified_name(vm, v);
        return Err(vm.type_error(format!(
            "%c requires an int or a unicode character, not {name}"
        )));
    }
    match u32::try_from(vm.index_i128(v)?) {
        Ok(cp) if cp <= wtf8::MAX_CODE_POINT => Ok(wtf8::single(cp)),
        _ => Err(vm.overflow_error("%c arg not in range(0x110000)")),
    }
}

fn byte(vm: &Vm, v: &Value) -> Result<u8> {
    let single = |what: &str, bytes: &[u8]| {
        match bytes {
        [one] => Ok(*one),
        _ => Err(vm.type_error(format!(
            "%c requires an integer in range(256) or a single byte, not a {what} object of length {}",
            bytes.len()
        ))),
    }
    };
    if let Some(bytes) = v.as_bytes_obj() {
        return single("bytes", bytes.bytes());
    }
    if let Some(array) = v.downcast_ref::<super::bytearray::ByteArray>() {
        return single("bytearray", &array.to_vec());
    }
    if v.as_int().is_none() && vm.type_of(v).slots.index.get().is_none() {
        let name = qualified_name(vm, v);
        return Err(vm.type_error(format!(
            "%c requires an integer in range(256) or a single byte, not {name}"
        )));
    }
    u8::try_from(vm.index_i128(v)?).map_err(|_| vm.overflow_error("%c arg not in range(256)"))
}

/// What `%s`, `%b`, `%r` and `%a` put into bytes.
fn bytes_object(vm: &Vm, letter: u8, v: &Value, field: &Field) -> Result<Vec<u8>> {
    let pad = |bytes: &[u8]| {
        percent::format_bytes(bytes, field.flags, field.width, field.precision)
            .map_err(|TooLarge| vm.memory_error(""))
    };
    if matches!(letter, b'r' | b'a') {
        return pad(vm.ascii(v)?.bytes());
    }
    let found = match v.as_bytes_obj() {
        Some(bytes) => Some(crate::buffer::BytesLike::Borrowed(bytes.bytes())),
        None => vm.bytes_or_dunder(v)?,
    };
    match found {
        Some(bytes) => pad(&bytes),
        None => {
            let name = vm.type_name(v);
            Err(vm.type_error(format!(
                "%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'"
            )))
        }
    }
}
