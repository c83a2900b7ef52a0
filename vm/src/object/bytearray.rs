//! `bytearray`: stand-in until the real one lands.
use super::header::{Kind, Payload, VTable};
use super::typ::TypeDef;
pub struct ByteArray;
impl Payload for ByteArray { const KIND: Kind = Kind::ByteArray; const GC: bool = false; }
pub static BYTEARRAY: TypeDef = TypeDef { name: "bytearray", layout: Some(VTable::of::<ByteArray>), subclassable: true, ..TypeDef::EMPTY };
