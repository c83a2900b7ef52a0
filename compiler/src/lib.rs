//! Hasp's compiler: source text in, bytecode or diagnostics out. It knows no runtime value and
//! does no input or output.
#![forbid(unsafe_code)]

pub mod ast;
pub mod code;
pub mod diag;
mod intern;
pub mod op;
mod scope;
pub mod span;
