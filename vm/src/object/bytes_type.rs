//! The class `bytes`.

use hasp_compiler::op::BinOp;

use super::Ref;
use super::byte_ops::{self, ByteRun, byte_methods};
use super::bytes::{BYTES_VTABLE, Bytes};
use super::sequence::{Repeat, as_index, ask_right, position, repeat};
use super::str_type::{name_arg, named_args, repeat_bytes};
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::buffer::{Buffer, BytesLike};
use crate::native;
use crate::native::NativeDef;
use crate::slots::{BinaryFn, CmpOp};
use crate::text::{bytes_methods, repr as text_repr};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// The type.
pub static BYTES: TypeDef = TypeDef {
    name: "bytes",
    layout: Some(|| &BYTES_VTABLE),
    subclassable: true,
    doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy\nbytes(int) -> bytes of that many zeros\nbytes() -> empty bytes object",
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(|vm, v| {
            vm.text(text_repr::bytes_repr(bytes_of(v)).as_bytes())
        }));
        s.str.set(Some(|vm, v| {
            vm.text(text_repr::bytes_repr(bytes_of(v)).as_bytes())
        }));
        s.hash
            .set(Some(|vm, v| Ok(v.as_bytes_obj().map_or(0, |b| b.hash(vm)))));
        s.compare.set(Some(compare));
        s.len.set(Some(|_, v| Ok(bytes_of(v).len())));
        s.getitem.set(Some(getitem));
        s.contains.set(Some(|vm, v, item| match v.as_bytes_obj() {
            Some(b) => byte_ops::contains_in(vm, b, item),
            None => Ok(false),
        }));
        s.iter.set(Some(super::byte_iter::bytes_iter));
        s.binary[BinOp::Add as usize].set(Some(add));
        s.binary[BinOp::Mul as usize].set(Some(mul));
        s.binary[BinOp::Mod as usize].set(Some(modulo));
        s.buffer.set(Some(|vm, v| {
            v.as_bytes_obj()
                .map(Buffer::of_bytes)
                .ok_or_else(|| vm.wrong_self(v))
        }));
    },
    methods: METHODS,
    ..TypeDef::EMPTY
};

const METHODS: &[NativeDef] = byte_methods! { Bytes;
    native!("fromhex(cls, string, /)", fromhex).class_method(),
    native!("__bytes__(self, /)", |vm: &Vm, s: This<'_, Bytes>| as_exact(vm, &s)),
    native!("__getnewargs__(self, /)", |vm: &Vm, s: This<'_, Bytes>| vm.tuple(vec![vm.bytes(s.bytes())])),
    native!("__sizeof__(self, /)", |_: &Vm, s: This<'_, Bytes>| 33 + s.body.len()),
};

impl ByteRun for Bytes {
    const NAME: &'static str = "bytes";
    #[inline]
    fn read<R>(this: &Ref<Bytes>, read: impl FnOnce(&[u8]) -> R) -> R {
        read(this.bytes())
    }
    #[inline]
    fn make(vm: &Vm, bytes: &[u8]) -> Result<Value> {
        vm.checked_bytes(bytes)
    }
    #[inline]
    fn same(vm: &Vm, this: &Ref<Bytes>) -> Result<Value> {
        Ok(as_exact(vm, this))
    }
}

fn bytes_of(v: &Value) -> &[u8] {
    v.as_bytes_obj().map_or(&[], |b| b.bytes())
}

fn as_exact(vm: &Vm, b: &Ref<Bytes>) -> Value {
    if b.header.is_exact() {
        b.value().clone()
    } else {
        vm.bytes(b.bytes())
    }
}

fn new(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let [source, encoding, errors] =
        named_args(vm, "bytes", args, ["source", "encoding", "errors"])?;
    let encoding = name_arg(vm, "bytes", "encoding", encoding)?;
    let errors = name_arg(vm, "bytes", "errors", errors)?;
    let plain = cls.is(&vm.types().bytes);
    if let Some(source) = source
        && encoding.is_none()
        && errors.is_none()
        && source.exact_ref::<Bytes>().is_some()
        && plain
    {
        return Ok(source.clone());
    }
    let bytes = vm.bytes_from_source(source, encoding.as_deref(), errors.as_deref(), "bytes")?;
    vm.check_text_len(bytes.len())?;
    Ok(vm.new_bytes_of(cls, &bytes).into_value())
}

impl Vm {
    /// The bytes of a bytes-like object or of what `__bytes__` gives; None if it has neither.
    ///
    /// # Errors
    /// What `__bytes__` raises; TypeError if it gives no bytes.
    pub(crate) fn bytes_or_dunder<'a>(&self, v: &'a Value) -> Result<Option<BytesLike<'a>>> {
        if v.exact_ref::<Bytes>().is_none()
            && let Some(bytes) = self.dunder_bytes(v)?
        {
            return Ok(Some(BytesLike::Owned(bytes)));
        }
        self.bytes_like(v)
    }

    fn dunder_bytes(&self, v: &Value) -> Result<Option<Vec<u8>>> {
        let Some(method) = self.lookup_special(v, &self.names().bytes)? else {
            return Ok(None);
        };
        let result = self.call(&method, Args::NONE)?;
        match result.as_bytes_obj() {
            Some(bytes) => Ok(Some(bytes.bytes().to_vec())),
            None => {
                let name = self.type_name(&result);
                Err(self.type_error(format!("__bytes__ returned non-bytes (type {name})")))
            }
        }
    }

    /// What `bytes(source, encoding, errors)` and the same of bytearray hold.
    ///
    /// # Errors
    /// TypeError, ValueError, OverflowError as CPython words them.
    pub(crate) fn bytes_from_source(
        &self,
        source: Option<&Value>,
        encoding: Option<&str>,
        errors: Option<&str>,
        what: &str,
    ) -> Result<Vec<u8>> {
        let without =
            |which: &str| Err(self.type_error(format!("{which} without a string argument")));
        let Some(source) = source else {
            return match (encoding, errors) {
                (Some(_), _) => without("encoding"),
                (None, Some(_)) => without("errors"),
                (None, None) => Ok(Vec::new()),
            };
        };
        if let Some(text) = source.as_str_obj() {
            let Some(encoding) = encoding else {
                return Err(self.type_error("string argument without an encoding"));
            };
            let bytes = self.encode(text, encoding, errors.unwrap_or("strict"))?;
            return Ok(bytes_of(&bytes).to_vec());
        }
        match (encoding, errors) {
            (Some(_), _) => return without("encoding"),
            (None, Some(_)) => return without("errors"),
            (None, None) => {}
        }
        if what == "bytes"
            && let Some(bytes) = self.dunder_bytes(source)?
        {
            return Ok(bytes);
        }
        if source.as_int().is_some() || self.type_of(source).slots.index.get().is_some() {
            match self.index(source) {
                Ok(count) => return self.zeros(&count, source),
                Err(raised) if !self.is_error(&raised, &self.exceptions().type_error) => {
                    return Err(raised);
                }
                Err(_) => {}
            }
        }
        if let Some(buffer) = self.buffer_opt(source)? {
            return Ok(buffer.to_vec());
        }
        let ty = self.type_of(source);
        if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
            let name = ty.name_text();
            return Err(self.type_error(format!("cannot convert '{name}' object to {what}")));
        }
        self.bytes_from_iterable(source, what)
    }

    /// So many zero bytes; `given` is what the count was made from.
    fn zeros(&self, count: &Value, given: &Value) -> Result<Vec<u8>> {
        match count.as_int().and_then(|i| i.to_i64()) {
            Some(n) if n < 0 => Err(self.value_error("negative count")),
            Some(n) => {
                self.check_text_len(n as usize)?;
                Ok(vec![0; n as usize])
            }
            None => {
                let name = self.type_name(given);
                Err(self.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
            }
        }
    }

    /// The bytes that an iterable of ints gives.
    ///
    /// # Errors
    /// TypeError and ValueError for items that are no bytes; what iterating raises.
    pub(crate) fn bytes_from_iterable(&self, source: &Value, what: &str) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(self.length_hint(source)?.min(1 << 20));
        self.iterate(source, |item| {
            let wide = match item.as_small_int() {
                Some(i) => i.into(),
                None => self.index_i128(&item)?,
            };
            let Ok(byte) = u8::try_from(wide) else {
                let name = if what == "bytes" { "bytes" } else { "byte" };
                return Err(self.value_error(format!("{name} must be in range(0, 256)")));
            };
            out.push(byte);
            Ok(())
        })?;
        Ok(out)
    }
}

fn fromhex(vm: &Vm, cls: &Value, text: &Value) -> Result<Value> {
    let bytes = vm.checked_bytes(&byte_ops::from_hex(vm, text)?)?;
    if cls.is(vm.types().bytes.value()) {
        Ok(bytes)
    } else {
        vm.call(cls, Args::positional(&[bytes]))
    }
}

fn compare(_: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    let (Some(x), Some(y)) = (a.as_bytes_obj(), b.as_bytes_obj()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(compare_runs(x.bytes(), y.bytes(), op)))
}

/// `a <op> b` of two runs of bytes.
pub(crate) fn compare_runs(a: &[u8], b: &[u8], op: CmpOp) -> bool {
    match op {
        CmpOp::Eq => a == b,
        CmpOp::Ne => a != b,
        _ => op.holds(Some(a.cmp(b))),
    }
}

fn getitem(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let Some(b) = v.as_bytes_obj() else {
        return Ok(Value::NONE);
    };
    let bytes = b.bytes();
    if let Some(slice) = key.as_slice_obj() {
        let at = slice.unpack(vm)?.fit(bytes.len());
        return match at.plain() {
            Some((0, end)) if end == bytes.len() => Ok(as_exact(vm, b)),
            Some((start, end)) => Ok(vm.bytes(&bytes[start..end])),
            None => Ok(vm.bytes(&at.positions().map(|i| bytes[i]).collect::<Vec<_>>())),
        };
    }
    let Some(index) = as_index(vm, key)? else {
        let name = vm.type_name(key);
        return Err(vm.type_error(format!(
            "byte indices must be integers or slices, not {name}"
        )));
    };
    match position(index, bytes.len()) {
        Some(at) => Ok(Value::small_int(bytes[at].into())),
        None => Err(vm.index_error("index out of range")),
    }
}

/// `a + b` where `a` holds `left`: the bytes of both.
///
/// # Errors
/// TypeError `can't concat int to bytes`, MemoryError; what the right side's own `+` raises.
pub(super) fn concat(
    vm: &Vm,
    own: BinaryFn,
    left: &[u8],
    a: &Value,
    b: &Value,
) -> Result<std::result::Result<Vec<u8>, Value>> {
    let Some(right) = vm.bytes_like_quietly(b)? else {
        if let Some(result) = ask_right(vm, BinOp::Add as usize, own, a, b)? {
            return Ok(Err(result));
        }
        let (got, to) = (vm.type_name(b), vm.type_name(a));
        return Err(vm.type_error(format!("can't concat {got} to {to}")));
    };
    vm.check_text_len(left.len() + right.len())?;
    Ok(Ok([left, &right].concat()))
}

fn add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(x) = a.as_bytes_obj() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if let Some(y) = b.as_bytes_obj() {
        vm.check_text_len(x.body.len() + y.body.len())?;
        return Ok(if y.body.is_empty() {
            as_exact(vm, x)
        } else if x.body.is_empty() {
            as_exact(vm, y)
        } else {
            vm.bytes_from_parts(&[x.bytes(), y.bytes()]).into_value()
        });
    }
    Ok(match concat(vm, add, x.bytes(), a, b)? {
        Ok(bytes) => vm.bytes(&bytes),
        Err(result) => result,
    })
}

fn mul(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (left, times) = match repeat(vm, mul, |v| v.as_bytes_obj().is_some(), a, b)? {
        Repeat::Times(left, times) => (left, times),
        Repeat::Done(result) => return Ok(result),
    };
    let Some(s) = (if left { a } else { b }).as_bytes_obj() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if times == 1 {
        return Ok(as_exact(vm, s));
    }
    Ok(vm.bytes(&repeat_bytes(
        vm,
        s.bytes(),
        times,
        "repeated bytes are too long",
    )?))
}

fn modulo(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    match a.as_bytes_obj() {
        Some(template) => {
            vm.checked_bytes(&super::str_percent::format_bytes(vm, template.bytes(), b)?)
        }
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}
