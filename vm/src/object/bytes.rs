//! `bytes`: stand-in until the real one lands.
use super::header::{self, Kind, VTable, Visit};
use super::typ::TypeDef;
use super::var::{Var, VarInfo, var_vtable};
use crate::value::Value;
use crate::vm::Vm;
pub struct BytesInfo;
impl VarInfo for BytesInfo {
    const KIND: Kind = Kind::Bytes;
    const GC: bool = false;
    type Item = u8;
    fn traverse_items(_: &[u8], _: Visit<'_>) {}
}
pub type Bytes = Var<BytesInfo>;
static BYTES_VTABLE: VTable = var_vtable::<BytesInfo>();
pub static BYTES: TypeDef = TypeDef { name: "bytes", layout: Some(|| &BYTES_VTABLE), subclassable: true, ..TypeDef::EMPTY };
impl Vm {
    pub fn bytes(&self, b: &[u8]) -> Value {
        let shape = self.types().bytes.root_shape();
        Bytes::from_parts(&self.interp().heap, self.shape_ref(shape), header::EXACT, BytesInfo, 0, &[b]).into_value()
    }
    pub fn bytes_of<'a>(&self, v: &'a Value) -> Option<&'a [u8]> {
        v.downcast_ref::<Bytes>().map(|b| b.body.items())
    }
}
