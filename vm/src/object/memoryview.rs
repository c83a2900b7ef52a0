//! `memoryview`: a look at another object's memory.

use std::borrow::Cow;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use super::Ref;
use super::cell::{Locked, Slot};
use super::header::{Payload, Visit};
use super::iter::iter_self;
use super::memory_item::{is_byte_kind, native_kind, native_size, pack, supported_kind, unpack};
use super::sequence::{as_index, clip, position, search_bound};
use super::typ::{Type, TypeDef};
use crate::args::{Args, This};
use crate::buffer::{Buffer, Dims};
use crate::native;
use crate::native::{GetSetDef, NativeDef};
use crate::object::VTable;
use crate::slots::CmpOp;
use crate::text::bytes_methods;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of `memoryview`.
pub struct MemoryView {
    /// None once it was released.
    buffer: Locked<Option<Buffer>>,
    /// 0: not computed yet.
    hash: AtomicI64,
}

impl Payload for MemoryView {
    fn traverse(&self, visit: Visit<'_>) {
        self.buffer.peek_in_traverse(|buffer| {
            if let Some(buffer) = buffer {
                visit(buffer.owner());
            }
        });
    }
    fn clear(&self) {
        self.release();
    }
}

impl MemoryView {
    fn release(&self) {
        let buffer = self.buffer.with(Option::take);
        drop(buffer);
    }
    fn snapshot(&self, vm: &Vm) -> Result<Buffer> {
        self.buffer
            .with(|buffer| buffer.clone())
            .ok_or_else(|| released(vm))
    }
}

#[cold]
fn released(vm: &Vm) -> crate::vm::Raised {
    vm.value_error("operation forbidden on released memoryview object")
}

/// `__buffer__` of the built-in types that lend memory.
///
/// # Errors
/// What lending raises.
pub fn dunder_buffer(vm: &Vm, v: &Value, _flags: i64) -> Result<Value> {
    Ok(vm.memoryview(vm.buffer(v)?))
}

/// `__release_buffer__` of those types.
///
/// # Errors
/// TypeError for what is no memoryview.
pub fn dunder_release(vm: &Vm, _: &Value, buffer: &Value) -> Result<()> {
    view(vm, buffer)?.release();
    Ok(())
}

/// The type.
pub static MEMORYVIEW: TypeDef = TypeDef {
    name: "memoryview",
    layout: Some(VTable::of::<MemoryView>),
    doc: "Create a new memoryview object which references the given object.",
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.len.set(Some(len));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.iter.set(Some(iter));
        s.buffer.set(Some(|vm, v| view(vm, v)?.snapshot(vm)));
    },
    methods: METHODS,
    getsets: GETSETS,
    ..TypeDef::EMPTY
};

type View<'a> = This<'a, MemoryView>;

const METHODS: &[NativeDef] = &[
    native!("release(self, /)", |_: &Vm, s: View<'_>| s.release()).doc("Let go of the memory."),
    native!("tobytes(self, /, order='C')", tobytes).doc("Return the data as bytes."),
    native!("tolist(self, /)", tolist).doc("Return the items as a list."),
    native!("hex(self, /, sep=?, bytes_per_sep=1)", hex)
        .doc("Return the data as hexadecimal digits."),
    native!("cast(self, /, format, shape=?)", cast)
        .doc("Look at the same memory with another format or shape."),
    native!("toreadonly(self, /)", toreadonly).doc("Return a readonly view of the same memory."),
    native!("count(self, value, /)", count).doc("Count the items equal to value."),
    native!(
        "index(self, value, start=0, stop=9223372036854775807, /)",
        index
    )
    .doc("Return the index of the first item equal to value."),
    native!("__enter__(self, /)", |vm: &Vm, s: View<'_>| s
        .snapshot(vm)
        .map(|_| s.value().clone())),
    native!(
        "__exit__(self, /, *exc_info)",
        |_: &Vm, s: View<'_>, _: &Value| s.release()
    ),
    native!(
        "__class_getitem__(cls, object, /)",
        super::generic_alias::class_getitem
    )
    .class_method(),
    native!("__buffer__(self, flags, /)", dunder_buffer),
    native!("__release_buffer__(self, buffer, /)", dunder_release),
    native!("_from_flags(cls, object, flags)", from_flags).class_method(),
];

macro_rules! field {
    ($name:literal, $get:expr) => {
        GetSetDef {
            name: $name,
            get: |vm, v| {
                let buffer = view(vm, v)?.snapshot(vm)?;
                let get: fn(&Vm, &Buffer) -> Value = $get;
                Ok(get(vm, &buffer))
            },
            set: None,
        }
    };
}

const GETSETS: &[GetSetDef] = &[
    field!("obj", |_, b| b.owner().clone()),
    field!("nbytes", |vm, b| vm.int(b.byte_len() as i64)),
    field!("readonly", |_, b| Value::bool(b.readonly)),
    field!("itemsize", |vm, b| vm.int(b.item_size as i64)),
    field!("format", |vm, b| vm.str(&b.format)),
    field!("ndim", |vm, b| vm.int(b.dims.count() as i64)),
    field!("shape", |vm, b| vm.tuple(
        b.dims.list().iter().map(|d| vm.int(d.0 as i64)).collect()
    )),
    field!("strides", |vm, b| vm.tuple(
        b.dims.list().iter().map(|d| vm.int(d.1 as i64)).collect()
    )),
    field!("suboffsets", |vm, _| vm.tuple(Vec::new())),
    field!("c_contiguous", |_, b| Value::bool(
        b.dims.is_c_contiguous(b.item_size)
    )),
    field!("f_contiguous", |_, b| Value::bool(
        b.dims.is_f_contiguous(b.item_size)
    )),
    field!("contiguous", |_, b| Value::bool(
        b.dims.is_c_contiguous(b.item_size) || b.dims.is_f_contiguous(b.item_size)
    )),
];

fn view<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<MemoryView>> {
    v.downcast_ref::<MemoryView>()
        .ok_or_else(|| vm.wrong_self(v))
}

impl Vm {
    /// A memoryview of this buffer.
    pub fn memoryview(&self, buffer: Buffer) -> Value {
        let payload = MemoryView {
            buffer: Locked::new(Some(buffer)),
            hash: AtomicI64::new(0),
        };
        self.alloc(&self.types().memoryview, payload).into_value()
    }
}

fn new(vm: &Vm, _: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let named_object = |name: &Value| name.str_lossy().is_some_and(|n| n == "object");
    if args.pos().is_empty() && args.all().len() < 2 && !args.names().iter().any(named_object) {
        return Err(vm.type_error("memoryview() missing required argument 'object' (pos 1)"));
    }
    let [object] = super::str_type::named_args(vm, "memoryview", args, ["object"])?;
    of_object(vm, object.unwrap_or(&Value::NONE))
}

fn of_object(vm: &Vm, object: &Value) -> Result<Value> {
    match vm.buffer_opt(object)? {
        Some(buffer) => Ok(vm.memoryview(buffer)),
        None => {
            let name = vm.type_name(object);
            Err(vm.type_error(format!(
                "memoryview: a bytes-like object is required, not '{name}'"
            )))
        }
    }
}

fn from_flags(vm: &Vm, _: &Value, object: &Value, _: i64) -> Result<Value> {
    of_object(vm, object)
}

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    let gone = view(vm, v)?.buffer.with(|b| b.is_none());
    let what = if gone { "released memory" } else { "memory" };
    Ok(vm.str(format!("<{what} at {:#x}>", v.bits())))
}

fn hash(vm: &Vm, v: &Value) -> Result<i64> {
    let this = view(vm, v)?;
    let known = this.hash.load(Ordering::Relaxed);
    if known != 0 {
        return Ok(known);
    }
    let buffer = this.snapshot(vm)?;
    if !buffer.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !native_kind(&buffer.format).is_some_and(is_byte_kind) {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    vm.hash(buffer.owner())?;
    let hash = vm.interp().hash_bytes(&buffer.to_vec());
    this.hash.store(hash, Ordering::Relaxed);
    Ok(hash)
}

fn len(vm: &Vm, v: &Value) -> Result<usize> {
    let length = view(vm, v)?.buffer.with(|b| {
        b.as_ref().map(|b| match &b.dims {
            Dims::One(len, _) => Some(*len),
            Dims::Many(dims) => dims.first().map(|d| d.0),
        })
    });
    length
        .ok_or_else(|| released(vm))?
        .ok_or_else(|| vm.type_error("0-dim memory has no length"))
}

/// The items in order.
fn items(vm: &Vm, buffer: &Buffer) -> Result<Vec<Value>> {
    let kind = supported_kind(vm, &buffer.format)?;
    let bytes = buffer.to_vec();
    Ok(bytes
        .chunks(buffer.item_size.max(1))
        .map(|item| unpack(vm, kind, item))
        .collect())
}

fn compare(vm: &Vm, a: &Value, b: &Value, op: CmpOp) -> Result<Value> {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let holds = |equal: bool| Value::bool(equal == (op == CmpOp::Eq));
    let Ok(left) = view(vm, a)?.snapshot(vm) else {
        return Ok(holds(a.is(b)));
    };
    let right = match b.downcast_ref::<MemoryView>() {
        Some(other) => match other.snapshot(vm) {
            Ok(buffer) => buffer,
            Err(_) => return Ok(holds(a.is(b))),
        },
        None => match vm.buffer_opt(b)? {
            Some(buffer) => buffer,
            None => return Ok(Value::NOT_IMPLEMENTED),
        },
    };
    let shape = |b: &Buffer| b.dims.list().iter().map(|d| d.0).collect::<Vec<_>>();
    if shape(&left) != shape(&right) {
        return Ok(holds(false));
    }
    let (kind, other) = (native_kind(&left.format), native_kind(&right.format));
    let known = |kind: Option<u8>| kind.is_some_and(|k| native_size(k).is_some());
    if !known(kind) || !known(other) {
        return Ok(holds(a.is(b)));
    }
    if kind == other && !kind.is_some_and(|k| matches!(k, b'f' | b'd' | b'e' | b'?')) {
        return Ok(holds(left.to_vec() == right.to_vec()));
    }
    for (x, y) in items(vm, &left)?.iter().zip(&items(vm, &right)?) {
        if !vm.compare_bool(x, y, CmpOp::Eq)? {
            return Ok(holds(false));
        }
    }
    Ok(holds(true))
}

/// Byte offset of the item at these indices.
fn place(vm: &Vm, buffer: &Buffer, indices: &[i64]) -> Result<usize> {
    let mut at = buffer.start as isize;
    for (dim, (&index, (len, stride))) in indices.iter().zip(buffer.dims.list()).enumerate() {
        let Some(i) = position(index, len) else {
            return Err(vm.index_error(format!("index out of bounds on dimension {}", dim + 1)));
        };
        at += i as isize * stride;
    }
    Ok(at as usize)
}

fn item_at(vm: &Vm, buffer: &Buffer, at: usize) -> Result<Value> {
    let kind = supported_kind(vm, &buffer.format)?;
    let mut word = [0u8; 8];
    let size = buffer.item_size.min(8);
    buffer.with_memory(|data| {
        if let Some(item) = data.get(at..at + size) {
            word[..size].copy_from_slice(item);
        }
    });
    Ok(unpack(vm, kind, &word[..size]))
}

/// What a key stands for.
enum Key {
    /// One item, by its byte offset.
    Item(usize),
    /// A view.
    Part(Box<Buffer>),
}

fn resolve(vm: &Vm, buffer: Buffer, key: &Value) -> Result<Key> {
    let dims = buffer.dims.count();
    if dims == 0 {
        if key.as_tuple().is_some_and(|t| t.body.is_empty()) {
            return Ok(Key::Item(buffer.start));
        }
        if key.is(&Value::ELLIPSIS) {
            return Ok(Key::Part(Box::new(buffer)));
        }
        return Err(vm.type_error("invalid indexing of 0-dim memory"));
    }
    if let Some(slice) = key.as_slice_obj() {
        return sliced(vm, buffer, slice).map(|b| Key::Part(Box::new(b)));
    }
    if let Some(index) = as_index(vm, key)? {
        if dims > 1 {
            return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
        }
        return place(vm, &buffer, &[index]).map(Key::Item);
    }
    if let Some(tuple) = key.as_tuple() {
        let keys = tuple.as_slice();
        let is_index =
            |k: &Value| k.as_int().is_some() || vm.type_of(k).slots.index.get().is_some();
        if keys.iter().all(is_index) {
            if keys.len() < dims {
                return Err(vm.not_implemented_error("sub-views are not implemented"));
            }
            if keys.len() > dims {
                let n = keys.len();
                return Err(vm.type_error(format!(
                    "cannot index {dims}-dimension view with {n}-element tuple"
                )));
            }
            let mut indices = Vec::with_capacity(dims);
            for k in keys {
                indices.push(as_index(vm, k)?.unwrap_or(0));
            }
            return place(vm, &buffer, &indices).map(Key::Item);
        }
        if !keys.is_empty() && keys.iter().all(|k| k.as_slice_obj().is_some()) {
            return Err(vm.not_implemented_error("multi-dimensional slicing is not implemented"));
        }
    }
    Err(vm.type_error("memoryview: invalid slice key"))
}

/// The view of a slice of the first dimension.
fn sliced(vm: &Vm, mut buffer: Buffer, slice: &super::slice::Slice) -> Result<Buffer> {
    let mut dims = buffer.dims.list();
    let Some(first) = dims.first_mut() else {
        return Ok(buffer);
    };
    let at = slice.unpack(vm)?.fit(first.0);
    let (_, stride) = *first;
    *first = (at.count, stride.saturating_mul(at.step as isize));
    if at.count > 0 {
        buffer.start = (buffer.start as isize + at.start as isize * stride) as usize;
    }
    buffer.dims = match dims[..] {
        [(len, stride)] => Dims::One(len, stride),
        _ => Dims::Many(dims.into_boxed_slice()),
    };
    Ok(buffer)
}

fn getitem(vm: &Vm, v: &Value, key: &Value) -> Result<Value> {
    let this = view(vm, v)?;
    // Bytes of a one-dimensional view are by far the most frequent.
    if let Some(index) = key.as_small_int() {
        let byte = this.buffer.with(|buffer| {
            let buffer = buffer.as_ref()?;
            let Dims::One(len, stride) = buffer.dims else {
                return None;
            };
            let at = position(index, len).filter(|_| buffer.format == "B")?;
            let at = (buffer.start as isize + at as isize * stride) as usize;
            buffer.with_memory(|data| data.get(at).copied())
        });
        if let Some(byte) = byte {
            return Ok(Value::small_int(byte.into()));
        }
    }
    let buffer = this.snapshot(vm)?;
    match resolve(vm, buffer.clone(), key)? {
        Key::Item(at) => item_at(vm, &buffer, at),
        Key::Part(part) => Ok(vm.memoryview(*part)),
    }
}

fn setitem(vm: &Vm, v: &Value, key: &Value, value: Option<Value>) -> Result<()> {
    let this = view(vm, v)?;
    let buffer = this.snapshot(vm)?;
    if buffer.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let Some(value) = value else {
        return Err(vm.type_error("cannot delete memory"));
    };
    let slices = |t: &[Value]| !t.is_empty() && t.iter().all(|k| k.as_slice_obj().is_some());
    let sliced = key.as_slice_obj().is_some() && buffer.dims.count() > 1;
    if sliced || key.as_tuple().is_some_and(|t| slices(t.as_slice())) {
        let message = "memoryview slice assignments are currently restricted to ndim = 1";
        return Err(vm.not_implemented_error(message));
    }
    let part = match resolve(vm, buffer.clone(), key)? {
        Key::Item(at) => {
            let kind = supported_kind(vm, &buffer.format)?;
            let word = pack(vm, kind, native_name(&buffer.format), &value)?;
            // Index and value may have let go of the memory.
            if this.buffer.with(|b| b.is_none()) {
                return Err(released(vm));
            }
            let size = buffer.item_size.min(8);
            buffer.with_memory_mut(|data| {
                if let Some(item) = data.get_mut(at..at + size) {
                    item.copy_from_slice(&word[..size]);
                }
            });
            return Ok(());
        }
        Key::Part(part) => part,
    };
    let source = vm.buffer(&value)?;
    let same_kind = native_name(&source.format) == native_name(&part.format);
    let shape = |b: &Buffer| b.dims.list().iter().map(|d| d.0).collect::<Vec<_>>();
    if !same_kind || shape(&source) != shape(&part) {
        return Err(
            vm.value_error("memoryview assignment: lvalue and rvalue have different structures")
        );
    }
    let (bytes, offsets, size) = (source.to_vec(), part.offsets(), part.item_size);
    part.with_memory_mut(|data| {
        for (at, item) in offsets.into_iter().zip(bytes.chunks(size)) {
            if let Some(place) = data.get_mut(at..at + size) {
                place.copy_from_slice(item);
            }
        }
    });
    Ok(())
}

/// The format without a leading `@`.
fn native_name(format: &str) -> &str {
    format.strip_prefix('@').unwrap_or(format)
}

fn tobytes(vm: &Vm, s: View<'_>, order: &Value) -> Result<Value> {
    let order = if order.is_none() {
        "C".to_owned()
    } else {
        order.str_lossy().unwrap_or_default()
    };
    let buffer = s.snapshot(vm)?;
    let column_first = match order.as_str() {
        "C" => false,
        "F" => true,
        "A" => buffer.dims.is_f_contiguous(buffer.item_size) && !buffer.is_contiguous(),
        _ => return Err(vm.value_error("order must be 'C', 'F' or 'A'")),
    };
    if column_first && buffer.dims.count() > 1 {
        let mut turned = buffer.clone();
        let mut dims = turned.dims.list();
        dims.reverse();
        turned.dims = Dims::Many(dims.into_boxed_slice());
        return vm.checked_bytes(&turned.to_vec());
    }
    if buffer.is_contiguous() {
        let bytes = crate::buffer::BytesLike::of_buffer(buffer);
        return vm.checked_bytes(&bytes);
    }
    vm.checked_bytes(&buffer.to_vec())
}

fn tolist(vm: &Vm, s: View<'_>) -> Result<Value> {
    let buffer = s.snapshot(vm)?;
    let mut items = items(vm, &buffer)?.into_iter();
    let lengths: Vec<usize> = buffer.dims.list().iter().map(|d| d.0).collect();
    Ok(nested(vm, &lengths, &mut items))
}

/// Lists in lists, one level for each dimension (at most 64).
fn nested(vm: &Vm, lengths: &[usize], items: &mut std::vec::IntoIter<Value>) -> Value {
    match lengths {
        [] => items.next().unwrap_or(Value::NONE),
        [len, rest @ ..] => vm.list((0..*len).map(|_| nested(vm, rest, items)).collect()),
    }
}

fn hex(vm: &Vm, s: View<'_>, sep: &Value, per: i32) -> Result<Value> {
    let buffer = s.snapshot(vm)?;
    let sep = super::byte_ops::hex_args(vm, sep)?;
    vm.text(bytes_methods::hex(&buffer.to_vec(), sep, per.into()).as_bytes())
}

fn toreadonly(vm: &Vm, s: View<'_>) -> Result<Value> {
    let mut buffer = s.snapshot(vm)?;
    buffer.readonly = true;
    Ok(vm.memoryview(buffer))
}

fn count(vm: &Vm, s: View<'_>, value: &Value) -> Result<usize> {
    let buffer = s.snapshot(vm)?;
    can_iterate(vm, &buffer)?;
    let mut n = 0;
    for item in items(vm, &buffer)? {
        n += usize::from(vm.eq(&item, value)?);
    }
    Ok(n)
}

fn one_dim(vm: &Vm, s: &Ref<MemoryView>) -> Result<Buffer> {
    let buffer = s.snapshot(vm)?;
    match buffer.dims.count() {
        0 => Err(vm.type_error("invalid lookup on 0-dim memory")),
        1 => Ok(buffer),
        _ => Err(vm.not_implemented_error("multi-dimensional lookup is not implemented")),
    }
}

fn index(vm: &Vm, s: View<'_>, value: &Value, start: &Value, stop: &Value) -> Result<usize> {
    let (start, stop) = (search_bound(vm, start)?, search_bound(vm, stop)?);
    let items = items(vm, &one_dim(vm, &s)?)?;
    let (start, stop) = (clip(start, items.len()), clip(stop, items.len()));
    for (i, item) in items.iter().enumerate().take(stop).skip(start) {
        if vm.eq(item, value)? {
            return Ok(i);
        }
    }
    Err(vm.value_error("memoryview.index(x): x not found"))
}

fn cast(vm: &Vm, s: View<'_>, format: &Value, shape: &Value) -> Result<Value> {
    let Some(format) = format.as_str_obj() else {
        let got = vm.argument_class(format);
        return Err(vm.type_error(format!("cast() argument 'format' must be str, not {got}")));
    };
    let format = format.to_string_lossy();
    let mut buffer = s.snapshot(vm)?;
    if !buffer.is_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let shaped = !shape.is_unbound();
    if (shaped || buffer.dims.count() != 1) && buffer.dims.list().iter().any(|d| d.0 == 0) {
        return Err(vm.type_error("memoryview: cannot cast view with zeros in shape or strides"));
    }
    let shape = if shaped {
        Some(shape_arg(vm, shape, &buffer)?)
    } else {
        None
    };
    let must_be = |which: &str| {
        format!(
            "memoryview: {which} format must be a native single character format prefixed with an optional '@'"
        )
    };
    let known = |format: &str| {
        native_kind(format).and_then(|kind| native_size(kind).map(|size| (kind, size)))
    };
    let Some((kind, size)) = known(&format) else {
        return Err(vm.value_error(must_be("destination")));
    };
    let Some((source, _)) = known(&buffer.format) else {
        return Err(vm.value_error(must_be("source")));
    };
    if !is_byte_kind(kind) && !is_byte_kind(source) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = buffer.byte_len();
    if !bytes.is_multiple_of(size) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    buffer = buffer.with_items(Cow::Owned(format), size);
    let Some(shape) = shape else {
        return Ok(vm.memoryview(buffer));
    };
    let mut product: usize = 1;
    for &n in &shape {
        product = product
            .checked_mul(n)
            .filter(|&p| isize::try_from(p).is_ok())
            .ok_or_else(|| vm.value_error("memoryview.cast(): product(shape) > SSIZE_MAX"))?;
    }
    if product.checked_mul(size) != Some(bytes) {
        return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    buffer.dims = match shape[..] {
        [len] => Dims::One(len, size as isize),
        _ => {
            let mut stride = size as isize;
            let mut dims: Vec<(usize, isize)> = shape
                .iter()
                .rev()
                .map(|&len| {
                    let dim = (len, stride);
                    stride *= len as isize;
                    dim
                })
                .collect();
            dims.reverse();
            Dims::Many(dims.into_boxed_slice())
        }
    };
    Ok(vm.memoryview(buffer))
}

fn shape_arg(vm: &Vm, shape: &Value, buffer: &Buffer) -> Result<Vec<usize>> {
    if shape.as_list().is_none() && shape.as_tuple().is_none() {
        return Err(vm.type_error("shape must be a list or a tuple"));
    }
    let items = vm.collect(shape)?;
    if items.len() > 64 {
        return Err(vm.value_error("memoryview: number of dimensions must not exceed 64"));
    }
    if buffer.dims.count() != 1 && items.len() != 1 {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let mut out = Vec::with_capacity(items.len());
    for item in &items {
        let Some(int) = item.as_int() else {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        };
        match int.to_i64() {
            Some(n) if n > 0 => out.push(n as usize),
            _ => {
                return Err(
                    vm.value_error("memoryview.cast(): elements of shape must be integers > 0")
                );
            }
        }
    }
    Ok(out)
}

// ---- iteration ----------------------------------------------------------------------------

/// Payload of `memory_iterator`.
pub struct MemoryIter {
    view: Slot,
    at: AtomicUsize,
}

impl Payload for MemoryIter {
    fn traverse(&self, visit: Visit<'_>) {
        self.view.visit(visit);
    }
    fn clear(&self) {
        drop(self.view.take());
    }
}

fn can_iterate(vm: &Vm, buffer: &Buffer) -> Result<()> {
    match buffer.dims.count() {
        0 => Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => Ok(()),
        _ => Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
}

fn iter(vm: &Vm, v: &Value) -> Result<Value> {
    let buffer = view(vm, v)?.snapshot(vm)?;
    can_iterate(vm, &buffer)?;
    supported_kind(vm, &buffer.format)?;
    let payload = MemoryIter {
        view: Slot::new(v.clone()),
        at: AtomicUsize::new(0),
    };
    Ok(vm.alloc(&vm.types().memory_iterator, payload).into_value())
}

fn next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<MemoryIter>() else {
        return Ok(None);
    };
    let Some(source) = it.view.get() else {
        return Ok(None);
    };
    let at = it.at.load(Ordering::Relaxed);
    if at >= len(vm, &source)? {
        drop(it.view.take());
        return Ok(None);
    }
    it.at.store(at + 1, Ordering::Relaxed);
    getitem(vm, &source, &Value::small_int(at as i64)).map(Some)
}

/// The type.
pub static MEMORY_ITERATOR: TypeDef = TypeDef {
    name: "memory_iterator",
    layout: Some(VTable::of::<MemoryIter>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(next));
    },
    ..TypeDef::EMPTY
};
