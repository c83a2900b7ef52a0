//! Memory that objects lend.
//!
//! An object of a type with the `buffer` slot gives a [`Buffer`]: a description of its memory and
//! a pin on it (a pinned bytearray is not resized). The bytes are reached in closures: immutable
//! memory directly, mutable memory under its owner's byte lock, so a closure must be short, run no
//! script code and open no other cell of the same owner. What a native needs longer, or while it
//! is detached, it takes as [`BytesLike`]: immutable memory is borrowed, mutable memory copied.

use std::borrow::Cow;

use crate::args::{Args, FromArg};
use crate::object::Ref;
use crate::object::bytearray::ByteArray;
use crate::object::bytes::Bytes;
use crate::object::memoryview::MemoryView;
use crate::object::typ::tflag;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Opens an owner's memory for the closure; used for owners other than bytes and bytearray.
pub type OpenFn = fn(&Value, &mut dyn FnMut(&mut [u8]));
/// Takes (true) or gives back (false) a pin on an owner's memory.
pub type PinFn = fn(&Value, bool);

/// How the memory is reached.
#[derive(Clone, Copy)]
enum Memory {
    Bytes,
    ByteArray,
    Other { open: OpenFn, pin: PinFn },
}

/// Shape and strides; one dimension is by far the most frequent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dims {
    /// Number of items and distance in bytes.
    One(usize, isize),
    /// Any other number of dimensions.
    Many(Box<[(usize, isize)]>),
}

impl Dims {
    /// Length and stride of each dimension.
    pub fn list(&self) -> Vec<(usize, isize)> {
        match self {
            Dims::One(len, stride) => vec![(*len, *stride)],
            Dims::Many(dims) => dims.to_vec(),
        }
    }
    /// Number of dimensions.
    pub fn count(&self) -> usize {
        match self {
            Dims::One(..) => 1,
            Dims::Many(dims) => dims.len(),
        }
    }
    /// Number of items.
    pub fn items(&self) -> usize {
        match self {
            Dims::One(len, _) => *len,
            Dims::Many(dims) => dims.iter().map(|d| d.0).product(),
        }
    }
    /// Do the items follow each other, the last index running fastest?
    pub fn is_c_contiguous(&self, item_size: usize) -> bool {
        match self {
            Dims::One(len, stride) => *len == 1 || *stride == item_size as isize,
            Dims::Many(dims) => {
                let mut expected = item_size as isize;
                dims.iter().rev().all(|&(len, stride)| {
                    let fits = len <= 1 || stride == expected;
                    expected *= len as isize;
                    fits
                }) || self.items() == 0
            }
        }
    }
    /// The same with the first index running fastest.
    pub fn is_f_contiguous(&self, item_size: usize) -> bool {
        match self {
            Dims::One(..) => self.is_c_contiguous(item_size),
            Dims::Many(dims) => {
                let mut expected = item_size as isize;
                dims.iter().all(|&(len, stride)| {
                    let fits = len <= 1 || stride == expected;
                    expected *= len as isize;
                    fits
                }) || self.items() == 0
            }
        }
    }
}

/// A view of an object's memory, which it pins while it lives.
pub struct Buffer {
    owner: Value,
    memory: Memory,
    /// Byte offset of the first item in the owner's memory.
    pub start: usize,
    /// Shape and strides.
    pub dims: Dims,
    /// May not be written.
    pub readonly: bool,
    /// Bytes of an item.
    pub item_size: usize,
    /// Item format as the `struct` module writes it.
    pub format: Cow<'static, str>,
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.pin(false);
    }
}

impl Clone for Buffer {
    fn clone(&self) -> Buffer {
        let copy = Buffer {
            owner: self.owner.clone(),
            memory: self.memory,
            start: self.start,
            dims: self.dims.clone(),
            readonly: self.readonly,
            item_size: self.item_size,
            format: self.format.clone(),
        };
        copy.pin(true);
        copy
    }
}

impl Buffer {
    fn new(owner: Value, memory: Memory, len: usize, readonly: bool) -> Buffer {
        let dims = Dims::One(len, 1);
        let buffer = Buffer {
            owner,
            memory,
            start: 0,
            dims,
            readonly,
            item_size: 1,
            format: Cow::Borrowed("B"),
        };
        buffer.pin(true);
        buffer
    }
    /// All of a bytes object.
    pub fn of_bytes(owner: &Ref<Bytes>) -> Buffer {
        Buffer::new(owner.value().clone(), Memory::Bytes, owner.body.len(), true)
    }
    /// All of a bytearray.
    pub fn of_bytearray(owner: &Ref<ByteArray>) -> Buffer {
        // The pin comes first, so that the length is still right when it is used.
        let mut buffer = Buffer::new(owner.value().clone(), Memory::ByteArray, 0, false);
        buffer.dims = Dims::One(owner.len(), 1);
        buffer
    }
    /// `len` bytes of another owner: `open` gives its memory, `pin` counts its pins.
    pub fn of_other(owner: Value, len: usize, readonly: bool, open: OpenFn, pin: PinFn) -> Buffer {
        Buffer::new(owner, Memory::Other { open, pin }, len, readonly)
    }
    /// The same memory as items of another kind; the caller has checked that they fit.
    pub fn with_items(mut self, format: Cow<'static, str>, item_size: usize) -> Buffer {
        let size = item_size.max(1);
        self.dims = Dims::One(self.byte_len() / size, size as isize);
        (self.format, self.item_size) = (format, size);
        self
    }

    fn pin(&self, take: bool) {
        match self.memory {
            Memory::Bytes => {}
            Memory::ByteArray => {
                if let Some(owner) = self.owner.downcast_ref::<ByteArray>() {
                    owner.pin(take);
                }
            }
            Memory::Other { pin, .. } => pin(&self.owner, take),
        }
    }

    /// The object whose memory it is.
    pub fn owner(&self) -> &Value {
        &self.owner
    }
    /// Number of bytes of the items.
    pub fn byte_len(&self) -> usize {
        self.dims.items() * self.item_size
    }
    /// Do the items follow each other without gaps?
    pub fn is_contiguous(&self) -> bool {
        self.dims.is_c_contiguous(self.item_size)
    }
    /// True if the memory never changes.
    pub fn is_frozen(&self) -> bool {
        matches!(self.memory, Memory::Bytes)
    }

    /// Opens the owner's whole memory for reading; see the module's text.
    pub fn with_memory<R>(&self, read: impl FnOnce(&[u8]) -> R) -> R {
        match self.memory {
            Memory::Bytes => read(
                self.owner
                    .downcast_ref::<Bytes>()
                    .map_or(&[][..], |b| b.bytes()),
            ),
            Memory::ByteArray => match self.owner.downcast_ref::<ByteArray>() {
                Some(owner) => owner.with(|data| read(data)),
                None => read(&[]),
            },
            Memory::Other { open, .. } => {
                let (mut read, mut result) = (Some(read), None);
                open(&self.owner, &mut |data| {
                    if let Some(read) = read.take() {
                        result = Some(read(data));
                    }
                });
                match (result, read) {
                    (Some(result), _) => result,
                    (None, Some(read)) => read(&[]),
                    (None, None) => unreachable!("the closure was taken, so there is a result"),
                }
            }
        }
    }
    /// Opens the owner's whole memory for writing; immutable memory looks empty.
    pub fn with_memory_mut<R>(&self, write: impl FnOnce(&mut [u8]) -> R) -> R {
        match self.memory {
            Memory::Bytes => write(&mut []),
            Memory::ByteArray => match self.owner.downcast_ref::<ByteArray>() {
                Some(owner) => owner.with(|data| write(data)),
                None => write(&mut []),
            },
            Memory::Other { open, .. } => {
                let (mut write, mut result) = (Some(write), None);
                open(&self.owner, &mut |data| {
                    if let Some(write) = write.take() {
                        result = Some(write(data));
                    }
                });
                match (result, write) {
                    (Some(result), _) => result,
                    (None, Some(write)) => write(&mut []),
                    (None, None) => unreachable!("the closure was taken, so there is a result"),
                }
            }
        }
    }
    /// Opens the bytes of a contiguous buffer.
    pub fn with_bytes<R>(&self, read: impl FnOnce(&[u8]) -> R) -> R {
        let (start, len) = (self.start, self.byte_len());
        self.with_memory(|data| read(data.get(start..start + len).unwrap_or_default()))
    }
    /// Opens the bytes of a contiguous buffer for writing.
    pub fn with_bytes_mut<R>(&self, write: impl FnOnce(&mut [u8]) -> R) -> R {
        let (start, len) = (self.start, self.byte_len());
        self.with_memory_mut(|data| write(data.get_mut(start..start + len).unwrap_or_default()))
    }

    /// Byte offsets of the items in the owner's memory, the last index running fastest.
    pub fn offsets(&self) -> Vec<usize> {
        let mut out = vec![self.start as isize];
        for (len, stride) in self.dims.list() {
            out = out
                .iter()
                .flat_map(|&at| (0..len as isize).map(move |i| at + i * stride))
                .collect();
        }
        out.into_iter().map(|at| at as usize).collect()
    }
    /// A copy of the items' bytes, the last index running fastest.
    pub fn to_vec(&self) -> Vec<u8> {
        if self.is_contiguous() {
            return self.with_bytes(<[u8]>::to_vec);
        }
        let (offsets, size) = (self.offsets(), self.item_size);
        self.with_memory(|data| {
            let mut out = Vec::with_capacity(offsets.len() * size);
            for at in offsets {
                out.extend_from_slice(data.get(at..at + size).unwrap_or_default());
            }
            out
        })
    }
}

impl Vm {
    /// The object's memory.
    ///
    /// # Errors
    /// TypeError `a bytes-like object is required, not 'int'`; what the object raises.
    pub fn buffer(&self, v: &Value) -> Result<Buffer> {
        self.buffer_opt(v)?.ok_or_else(|| self.not_bytes_like(v))
    }
    /// The object's memory, or None if it lends none.
    ///
    /// # Errors
    /// What the object raises.
    pub fn buffer_opt(&self, v: &Value) -> Result<Option<Buffer>> {
        if let Some(bytes) = v.downcast_ref::<Bytes>() {
            return Ok(Some(Buffer::of_bytes(bytes)));
        }
        match self.type_of(v).slots.buffer.get() {
            Some(lend) => lend(self, v).map(Some),
            None if self.type_of(v).has(tflag::HEAP) => self.dunder_buffer(v),
            None => Ok(None),
        }
    }
    /// What a class's own `__buffer__` gives.
    fn dunder_buffer(&self, v: &Value) -> Result<Option<Buffer>> {
        /// The flags of a request for all there is to know about readonly memory.
        const FULL_READONLY: i64 = 0x11C;
        let Some(method) = self.lookup_special(v, &self.intern("__buffer__"))? else {
            return Ok(None);
        };
        let result = self.call(&method, Args::positional(&[self.int(FULL_READONLY)]))?;
        if result.downcast_ref::<MemoryView>().is_none() {
            return Err(self.type_error("__buffer__ returned non-memoryview object"));
        }
        self.buffer_opt(&result)
    }
    /// TypeError: `a bytes-like object is required, not 'int'`.
    #[cold]
    pub fn not_bytes_like(&self, v: &Value) -> Raised {
        let name = self.type_name(v);
        self.type_error(format!("a bytes-like object is required, not '{name}'"))
    }
    /// The bytes of a bytes-like object, or None if it is none.
    ///
    /// # Errors
    /// BufferError if they do not follow each other; what the object raises.
    pub fn bytes_like<'a>(&self, v: &'a Value) -> Result<Option<BytesLike<'a>>> {
        if let Some(bytes) = v.downcast_ref::<Bytes>() {
            return Ok(Some(BytesLike::Borrowed(bytes.bytes())));
        }
        if let Some(array) = v.downcast_ref::<ByteArray>() {
            return Ok(Some(BytesLike::Owned(array.to_vec())));
        }
        let Some(buffer) = self.buffer_opt(v)? else {
            return Ok(None);
        };
        if !buffer.is_contiguous() {
            return Err(self.buffer_error("memoryview: underlying buffer is not C-contiguous"));
        }
        Ok(Some(BytesLike::of_buffer(buffer)))
    }
    /// The same, but None for a buffer that is not contiguous.
    ///
    /// # Errors
    /// What the object raises.
    pub fn bytes_like_quietly<'a>(&self, v: &'a Value) -> Result<Option<BytesLike<'a>>> {
        match self.bytes_like(v) {
            Err(raised) if self.is_error(&raised, &self.exceptions().buffer_error) => Ok(None),
            result => result,
        }
    }
}

/// The bytes of a bytes-like argument. They may be used while detached: they cannot change.
pub enum BytesLike<'a> {
    /// Those of a bytes object.
    Borrowed(&'a [u8]),
    /// A part of a bytes object that is kept alive here.
    Part(Ref<Bytes>, usize, usize),
    /// A copy.
    Owned(Vec<u8>),
}

impl BytesLike<'_> {
    /// The bytes of a buffer.
    pub fn of_buffer(buffer: Buffer) -> BytesLike<'static> {
        if buffer.is_frozen()
            && buffer.is_contiguous()
            && let Some(bytes) = buffer.owner.downcast_ref::<Bytes>()
        {
            return BytesLike::Part(
                bytes.clone(),
                buffer.start,
                buffer.start + buffer.byte_len(),
            );
        }
        BytesLike::Owned(buffer.to_vec())
    }
    /// The bytes, owned.
    pub fn into_vec(self) -> Vec<u8> {
        match self {
            BytesLike::Owned(bytes) => bytes,
            other => other.to_vec(),
        }
    }
}

impl std::ops::Deref for BytesLike<'_> {
    type Target = [u8];
    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            BytesLike::Borrowed(bytes) => bytes,
            BytesLike::Part(owner, start, end) => {
                owner.bytes().get(*start..*end).unwrap_or_default()
            }
            BytesLike::Owned(bytes) => bytes,
        }
    }
}

impl<'a> FromArg<'a> for BytesLike<'a> {
    #[inline]
    fn from_arg(vm: &Vm, arg: &'a Value) -> Result<BytesLike<'a>> {
        vm.bytes_like(arg)?.ok_or_else(|| vm.not_bytes_like(arg))
    }
}

/// A contiguous buffer that a native fills; pinned while the argument lives.
pub struct WritableBytes(pub Buffer);

impl WritableBytes {
    /// Number of bytes.
    pub fn len(&self) -> usize {
        self.0.byte_len()
    }
    /// No bytes?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Opens the bytes; see [`Buffer::with_bytes_mut`].
    pub fn with<R>(&self, write: impl FnOnce(&mut [u8]) -> R) -> R {
        self.0.with_bytes_mut(write)
    }
}

impl FromArg<'_> for WritableBytes {
    fn from_arg(vm: &Vm, arg: &Value) -> Result<WritableBytes> {
        let buffer = vm
            .buffer_opt(arg)?
            .filter(|b| !b.readonly && b.is_contiguous());
        buffer.map(WritableBytes).ok_or_else(|| {
            let name = vm.type_name(arg);
            vm.type_error(format!(
                "argument must be read-write bytes-like object, not {name}"
            ))
        })
    }
}
