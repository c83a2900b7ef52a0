//! `bytes`: the payload, and what the VM itself does with it.

use std::sync::atomic::{AtomicI64, Ordering};

use super::Ref;
use super::header::{self, Kind, Obj, VTable, Visit};
use super::typ::{Type, tflag};
use super::var::{Var, VarInfo, var_vtable};
use crate::value::Value;
use crate::vm::{Result, Vm};

pub use super::bytes_type::BYTES;

/// Fixed part of a bytes object.
pub struct BytesInfo {
    /// 0: not computed yet.
    hash: AtomicI64,
}

impl VarInfo for BytesInfo {
    const KIND: Kind = Kind::Bytes;
    const GC: bool = false;
    type Item = u8;
    fn traverse_items(_: &[u8], _: Visit<'_>) {}
}

/// Payload of `bytes`.
pub type Bytes = Var<BytesInfo>;

pub(crate) static BYTES_VTABLE: VTable = var_vtable::<BytesInfo>();

impl Obj<Bytes> {
    /// The bytes.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        self.body.items()
    }
    /// The hash, as `hash()` gives it.
    pub fn hash(&self, vm: &Vm) -> i64 {
        let hash = self.body.info.hash.load(Ordering::Relaxed);
        if hash != 0 {
            return hash;
        }
        let hash = vm.interp().hash_bytes(self.bytes());
        self.body.info.hash.store(hash, Ordering::Relaxed);
        hash
    }
}

impl Value {
    /// The bytes object, if it is one (subclasses included).
    #[inline(always)]
    pub fn as_bytes_obj(&self) -> Option<&Ref<Bytes>> {
        self.downcast_ref::<Bytes>()
    }
}

impl Vm {
    /// A bytes object.
    pub fn new_bytes(&self, bytes: &[u8]) -> Ref<Bytes> {
        self.bytes_from_parts(&[bytes])
    }
    /// A bytes value.
    #[inline]
    pub fn bytes(&self, bytes: &[u8]) -> Value {
        self.new_bytes(bytes).into_value()
    }
    /// A bytes object of the parts one after the other.
    pub(crate) fn bytes_from_parts(&self, parts: &[&[u8]]) -> Ref<Bytes> {
        let info = BytesInfo {
            hash: AtomicI64::new(0),
        };
        let shape = self.types().bytes.root_shape();
        Bytes::from_parts(
            &self.interp().heap,
            self.shape_ref(shape),
            header::EXACT,
            info,
            0,
            parts,
        )
    }
    /// An instance of `cls`, which is `bytes` or derived from it.
    pub fn new_bytes_of(&self, cls: &Ref<Type>, bytes: &[u8]) -> Ref<Bytes> {
        if cls.is(&self.types().bytes) {
            return self.new_bytes(bytes);
        }
        if cls.has(tflag::HEAP) {
            cls.header.retain();
        }
        let traits = cls.traits.load(Ordering::Relaxed) as u8;
        let info = BytesInfo {
            hash: AtomicI64::new(0),
        };
        let shape = self.shape_ref(cls.root_shape());
        Bytes::from_parts(&self.interp().heap, shape, traits, info, 0, &[bytes])
    }
    /// As [`Vm::bytes`] for a size that came from a script.
    ///
    /// # Errors
    /// MemoryError.
    #[inline]
    pub fn checked_bytes(&self, bytes: &[u8]) -> Result<Value> {
        self.check_text_len(bytes.len())?;
        Ok(self.bytes(bytes))
    }
    /// The bytes of a `bytes` object (subclasses included).
    #[inline]
    pub fn bytes_of<'a>(&self, v: &'a Value) -> Option<&'a [u8]> {
        v.as_bytes_obj().map(|b| b.bytes())
    }
}
