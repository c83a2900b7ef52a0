//! Number algorithms that know nothing of the VM's objects: parsing, printing, hashing and the
//! arithmetic whose Python meaning differs from Rust's.

pub mod bigint;
pub mod complex;
pub mod float_arith;
pub mod float_hex;
pub mod float_parse;
pub mod float_repr;
pub mod hash;
pub mod int_parse;
pub mod mt19937;
