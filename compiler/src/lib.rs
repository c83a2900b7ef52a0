//! Hasp's compiler: source text in, bytecode or diagnostics out. It knows no runtime value and
//! does no input or output.
#![forbid(unsafe_code)]

pub mod ast;
pub mod code;
pub mod diag;
pub mod op;
pub mod span;
