//! Part of Hasp.

pub mod num;
pub mod text;
