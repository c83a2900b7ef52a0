//! `bytearray`: a run of bytes that changes; pinned while somebody looks at its memory.

use std::sync::atomic::{AtomicUsize, Ordering};

use hasp_compiler::op::BinOp;

use super::Ref;
use super::byte_ops::{self, ByteRun, byte_arg, byte_methods};
use super::bytes_type::{compare_runs, concat};
use super::cell::Locked;
use super::header::{Kind, Payload};
use super::sequence::{Repeat, as_index, position, repeat};
use super::str_type::{name_arg, named_args, repeat_bytes};
use super::typ::TypeDef;
use crate::args::{Args, This};
use crate::buffer::Buffer;
use crate::native;
use crate::native::NativeDef;
use crate::object::VTable;
use crate::object::slice::Indices;
use crate::slots::CmpOp;
use crate::text::{bytes_methods, repr as text_repr};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of `bytearray`.
pub struct ByteArray {
    data: Locked<Vec<u8>>,
    /// Number of buffers that look at the data: while there is one, the length stays.
    pins: AtomicUsize,
}

impl Payload for ByteArray {
    const KIND: Kind = Kind::ByteArray;
    const GC: bool = false;
}

impl ByteArray {
    /// A payload with these bytes.
    pub fn with_bytes(data: Vec<u8>) -> ByteArray {
        ByteArray {
            data: Locked::new(data),
            pins: AtomicUsize::new(0),
        }
    }
    /// Opens the bytes for `f`, which runs no script code and opens no other bytearray.
    #[inline]
    pub fn with<R>(&self, f: impl FnOnce(&mut [u8]) -> R) -> R {
        self.data.with(|data| f(data))
    }
    /// Number of bytes.
    #[inline]
    pub fn len(&self) -> usize {
        self.data.with(|data| data.len())
    }
    /// No bytes?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// A copy of the bytes.
    pub fn to_vec(&self) -> Vec<u8> {
        self.data.with(|data| data.clone())
    }
    /// Takes or gives back a pin.
    pub(crate) fn pin(&self, take: bool) {
        if take {
            self.pins.fetch_add(1, Ordering::Relaxed);
        } else {
            self.pins.fetch_sub(1, Ordering::Relaxed);
        }
    }
    /// Opens the data for a change of its length.
    ///
    /// # Errors
    /// BufferError while it is pinned.
    #[inline]
    pub fn resize<R>(&self, vm: &Vm, f: impl FnOnce(&mut Vec<u8>) -> R) -> Result<R> {
        if self.pins.load(Ordering::Relaxed) > 0 {
            return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
        }
        Ok(self.data.with(f))
    }
}

impl Vm {
    /// A bytearray of these bytes.
    pub fn new_bytearray(&self, bytes: Vec<u8>) -> Ref<ByteArray> {
        self.alloc(&self.types().bytearray, ByteArray::with_bytes(bytes))
    }
    fn bytearray_value(&self, bytes: Vec<u8>) -> Value {
        self.new_bytearray(bytes).into_value()
    }
}

impl ByteRun for ByteArray {
    const NAME: &'static str = "bytearray";
    #[inline]
    fn read<R>(this: &Ref<ByteArray>, read: impl FnOnce(&[u8]) -> R) -> R {
        this.data.with(|data| read(data))
    }
    fn make(vm: &Vm, bytes: &[u8]) -> Result<Value> {
        vm.check_text_len(bytes.len())?;
        Ok(vm.bytearray_value(bytes.to_vec()))
    }
    fn same(vm: &Vm, this: &Ref<ByteArray>) -> Result<Value> {
        Ok(vm.bytearray_value(this.to_vec()))
    }
}

/// The type.
pub static BYTEARRAY: TypeDef = TypeDef {
    name: "bytearray",
    layout: Some(VTable::of::<ByteArray>),
    subclassable: true,
    doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy\nbytearray(int) -> bytes array of that many zeros\nbytearray() -> empty bytes array",
    slots: |s| {
        s.new.set(Some(|vm, cls, _| {
            Ok(vm
                .alloc(cls, ByteArray::with_bytes(Vec::new()))
                .into_value())
        }));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.str.set(Some(repr));
        s.hash.set(Some(crate::proto::compare::unhashable));
        s.compare.set(Some(compare));
        s.len.set(Some(|vm, v| Ok(this(vm, v)?.len())));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.contains.set(Some(|vm, v, item| {
            byte_ops::contains_in(vm, this(vm, v)?, item)
        }));
        s.iter.set(Some(super::byte_iter::bytearray_iter));
        s.binary[BinOp::Add as usize].set(Some(add));
        s.binary[BinOp::Mul as usize].set(Some(mul));
        s.binary[BinOp::Mod as usize].set(Some(modulo));
        s.inplace[BinOp::Add as usize].set(Some(inplace_add));
        s.inplace[BinOp::Mul as usize].set(Some(inplace_mul));
        s.buffer
            .set(Some(|vm, v| Ok(Buffer::of_bytearray(this(vm, v)?))));
    },
    methods: METHODS,
    ..TypeDef::EMPTY
};

type Array<'a> = This<'a, ByteArray>;

const METHODS: &[NativeDef] = byte_methods! { ByteArray;
    native!("append(self, item, /)", append).doc("Append a byte."),
    native!("extend(self, iterable_of_ints, /)", extend).doc("Append the bytes of an iterable or buffer."),
    native!("insert(self, index, item, /)", insert).doc("Insert a byte before the index."),
    native!("pop(self, index=-1, /)", pop).doc("Remove and return a byte, by default the last."),
    native!("remove(self, value, /)", remove).doc("Remove the first occurrence of a byte."),
    native!("reverse(self, /)", |_: &Vm, s: Array<'_>| s.with(<[u8]>::reverse)).doc("Reverse in place."),
    native!("clear(self, /)", |vm: &Vm, s: Array<'_>| s.resize(vm, Vec::clear)).doc("Remove all bytes."),
    native!("copy(self, /)", |vm: &Vm, s: Array<'_>| vm.bytearray_value(s.to_vec())).doc("Return a copy."),
    native!("resize(self, size, /)", resize).doc("Set the length; new bytes are zeros."),
    native!("fromhex(cls, string, /)", fromhex).class_method(),
    native!("__alloc__(self, /)", |_: &Vm, s: Array<'_>| s.data.with(|d| if d.is_empty() { 0 } else { d.capacity().max(d.len() + 1) })),
    native!("__sizeof__(self, /)", |_: &Vm, s: Array<'_>| 56 + s.data.with(|d| if d.is_empty() { 0 } else { d.len() + 1 })),
    native!("__release_buffer__(self, buffer, /)", super::memoryview::dunder_release),
    native!("__reduce__(self, /)", reduce),
    native!("__reduce_ex__(self, proto=0, /)", reduce_ex),
};

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<ByteArray>> {
    v.downcast_ref::<ByteArray>()
        .ok_or_else(|| vm.wrong_self(v))
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let [source, encoding, errors] =
        named_args(vm, "bytearray", args, ["source", "encoding", "errors"])?;
    let encoding = name_arg(vm, "bytearray", "encoding", encoding)?;
    let errors = name_arg(vm, "bytearray", "errors", errors)?;
    let array = this(vm, v)?;
    if !array.is_empty() {
        array.resize(vm, Vec::clear)?;
    }
    let bytes =
        vm.bytes_from_source(source, encoding.as_deref(), errors.as_deref(), "bytearray")?;
    vm.check_text_len(bytes.len())?;
    array.resize(vm, |data| *data = bytes)
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let text = text_repr::bytearray_repr(&this(vm, v)?.to_vec());
    let name = vm.type_name(v);
    match text.strip_prefix("bytearray") {
        Some(rest) if name != "bytearray" => vm.text(format!("{name}{rest}").as_bytes()),
        _ => vm.text(text.as_bytes()),
    }
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    if a.is(b) {
        return Ok(Value::bool(matches!(op, CmpOp::Eq | CmpOp::Le | CmpOp::Ge)));
    }
    let Some(right) = vm.bytes_like_quietly(b)? else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(
        this(vm, a)?.with(|left| compare_runs(left, &right, op)),
    ))
}

fn getitem(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let array = this(vm, v)?;
    if let Some(slice) = key.as_slice_obj() {
        let raw = slice.unpack(vm)?;
        let bytes = array.with(|data| {
            let at = raw.fit(data.len());
            match at.plain() {
                Some((start, end)) => data[start..end].to_vec(),
                None => at.positions().map(|i| data[i]).collect(),
            }
        });
        return Ok(vm.bytearray_value(bytes));
    }
    let Some(index) = as_index(vm, key)? else {
        return Err(super::sequence::bad_index(vm, "bytearray", key));
    };
    match array.with(|data| position(index, data.len()).map(|at| data[at])) {
        Some(byte) => Ok(Value::small_int(byte.into())),
        None => Err(vm.index_error("bytearray index out of range")),
    }
}

fn setitem(vm: &Vm, v: &Value, key: &Value, value: Option<Value>) -> Result<()> {
    let array = this(vm, v)?;
    if let Some(slice) = key.as_slice_obj() {
        // The length is asked for last: getting the bytes may change it.
        let raw = slice.unpack(vm)?;
        let new = match &value {
            None => None,
            Some(value) => Some(slice_source(vm, value)?),
        };
        let at = raw.fit(array.len());
        return set_slice(vm, array, at, new.as_deref());
    }
    let Some(index) = as_index(vm, key)? else {
        return Err(super::sequence::bad_index(vm, "bytearray", key));
    };
    let out_of_range = || vm.index_error("bytearray index out of range");
    match value {
        Some(value) => {
            let byte = byte_arg(vm, &value)?;
            array
                .with(|data| position(index, data.len()).map(|at| data[at] = byte))
                .ok_or_else(out_of_range)
        }
        None => {
            if position(index, array.len()).is_none() {
                return Err(out_of_range());
            }
            array
                .resize(vm, |data| {
                    position(index, data.len()).map(|at| data.remove(at))
                })?
                .ok_or_else(out_of_range)?;
            Ok(())
        }
    }
}

/// What is assigned to a slice.
fn slice_source(vm: &Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(bytes) = vm.bytes_like(value)? {
        return Ok(bytes.into_vec());
    }
    if super::str_percent::is_number(&vm.type_of(value).slots) || value.as_str_obj().is_some() {
        return Err(
            vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
        );
    }
    vm.bytes_from_source(Some(value), None, None, "bytearray")
}

fn set_slice(vm: &Vm, array: &Ref<ByteArray>, at: Indices, new: Option<&[u8]>) -> Result<()> {
    let bytes = new.unwrap_or_default();
    if let Some((start, end)) = at.plain() {
        if bytes.len() == end - start {
            array.with(|data| {
                if let Some(place) = data.get_mut(start..end) {
                    place.copy_from_slice(bytes);
                }
            });
            return Ok(());
        }
        vm.check_text_len(array.len() + bytes.len())?;
        return array.resize(vm, |data| {
            if end <= data.len() {
                data.splice(start..end, bytes.iter().copied());
            }
        });
    }
    if bytes.is_empty() {
        let mut gone: Vec<usize> = at.positions().collect();
        if gone.is_empty() {
            return Ok(());
        }
        gone.sort_unstable();
        return array.resize(vm, |data| {
            let (mut i, mut next) = (0, gone.iter().peekable());
            data.retain(|_| {
                let drop = next.next_if(|&&g| g == i).is_some();
                i += 1;
                !drop
            });
        });
    }
    if bytes.len() != at.count {
        return Err(vm.value_error(format!(
            "attempt to assign bytes of size {} to extended slice of size {}",
            bytes.len(),
            at.count
        )));
    }
    array.with(|data| {
        for (i, &b) in at.positions().zip(bytes) {
            if let Some(place) = data.get_mut(i) {
                *place = b;
            }
        }
    });
    Ok(())
}

fn append(vm: &Vm, s: Array<'_>, item: &Value) -> Result<()> {
    let byte = byte_arg(vm, item)?;
    s.resize(vm, |data| data.push(byte))
}

fn extend(vm: &Vm, s: Array<'_>, iterable: &Value) -> Result<()> {
    let bytes = match vm.bytes_like(iterable)? {
        Some(bytes) => bytes,
        None => {
            let ty = vm.type_of(iterable);
            if iterable.as_str_obj().is_some() {
                return Err(vm.type_error("expected iterable of integers; got: 'str'"));
            }
            if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
                let name = ty.name_text();
                return Err(vm.type_error(format!("can't extend bytearray with {name}")));
            }
            crate::buffer::BytesLike::Owned(vm.bytes_from_iterable(iterable, "bytearray")?)
        }
    };
    grow(vm, &s, &bytes)
}

fn grow(vm: &Vm, s: &Ref<ByteArray>, bytes: &[u8]) -> Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    vm.check_text_len(s.len() + bytes.len())?;
    s.resize(vm, |data| data.extend_from_slice(bytes))
}

fn insert(vm: &Vm, s: Array<'_>, index: isize, item: &Value) -> Result<()> {
    let byte = byte_arg(vm, item)?;
    s.resize(vm, |data| {
        let len = data.len() as isize;
        let at = if index < 0 {
            (index.saturating_add(len)).max(0)
        } else {
            index.min(len)
        };
        data.insert(at as usize, byte);
    })
}

fn pop(vm: &Vm, s: Array<'_>, index: isize) -> Result<i64> {
    if s.is_empty() {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let Some(_) = position(index as i64, s.len()) else {
        return Err(vm.index_error("pop index out of range"));
    };
    let byte = s.resize(vm, |data| {
        position(index as i64, data.len()).map(|at| data.remove(at))
    })?;
    byte.map(i64::from)
        .ok_or_else(|| vm.index_error("pop index out of range"))
}

fn remove(vm: &Vm, s: Array<'_>, value: &Value) -> Result<()> {
    let byte = byte_arg(vm, value)?;
    if s.with(|data| memchr::memchr(byte, data)).is_none() {
        return Err(vm.value_error("value not found in bytearray"));
    }
    s.resize(vm, |data| {
        if let Some(at) = memchr::memchr(byte, data) {
            data.remove(at);
        }
    })
}

fn resize(vm: &Vm, s: Array<'_>, size: isize) -> Result<()> {
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error(format!("Can only resize to positive sizes, got {size}")));
    };
    vm.check_text_len(size)?;
    s.resize(vm, |data| data.resize(size, 0))
}

fn fromhex(vm: &Vm, cls: &Value, text: &Value) -> Result<Value> {
    let bytes = byte_ops::from_hex(vm, text)?;
    if cls.is(vm.types().bytearray.value()) {
        return Ok(vm.bytearray_value(bytes));
    }
    vm.call(cls, Args::positional(&[vm.bytes(&bytes)]))
}

fn add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(x) = a.downcast_ref::<ByteArray>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(match concat(vm, add, &x.to_vec(), a, b)? {
        Ok(bytes) => vm.bytearray_value(bytes),
        Err(result) => result,
    })
}

fn inplace_add(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let Some(bytes) = vm.bytes_like_quietly(b)? else {
        let (got, to) = (vm.type_name(b), vm.type_name(a));
        return Err(vm.type_error(format!("can't concat {got} to {to}")));
    };
    grow(vm, this(vm, a)?, &bytes)?;
    Ok(a.clone())
}

fn mul(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (left, times) = match repeat(vm, mul, |v| v.is_kind(Kind::ByteArray), a, b)? {
        Repeat::Times(left, times) => (left, times),
        Repeat::Done(result) => return Ok(result),
    };
    let s = this(vm, if left { a } else { b })?;
    Ok(vm.bytearray_value(repeat_bytes(vm, &s.to_vec(), times, "")?))
}

fn inplace_mul(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    if b.as_int().is_none() && vm.type_of(b).slots.index.get().is_none() {
        let name = vm.type_name(b);
        return Err(vm.type_error(format!(
            "can't multiply sequence by non-int of type '{name}'"
        )));
    }
    let times = super::sequence::repeat_count(vm, b)?;
    let s = this(vm, a)?;
    let bytes = repeat_bytes(vm, &s.to_vec(), times, "")?;
    if times != 1 {
        s.resize(vm, |data| *data = bytes)?;
    }
    Ok(a.clone())
}

fn modulo(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    match a.downcast_ref::<ByteArray>() {
        Some(template) => {
            Ok(vm.bytearray_value(super::str_percent::format_bytes(vm, &template.to_vec(), b)?))
        }
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `(class, (bytes,), state)`.
fn reduce(vm: &Vm, s: Array<'_>) -> Result<Value> {
    reduce_ex(vm, s, 2)
}

fn reduce_ex(vm: &Vm, s: Array<'_>, protocol: i32) -> Result<Value> {
    let class = vm.type_of(s.value()).to_value();
    let bytes = s.to_vec();
    let args = if protocol < 3 {
        let text: Vec<u8> = crate::text::wtf8::from_code_points(bytes.iter().map(|&b| b.into()));
        vec![vm.new_wtf8(&text).into_value(), vm.str("latin-1")]
    } else if bytes.is_empty() {
        Vec::new()
    } else {
        vec![vm.bytes(&bytes)]
    };
    let state = vm.call_method(s.value(), &vm.names().getstate, &[])?;
    Ok(vm.tuple(vec![class, vm.tuple(args), state]))
}
