//! Hasp's compiler: source text in, bytecode or diagnostics out. It knows no runtime value and
//! does no input or output.
#![forbid(unsafe_code)]

pub mod ast;
pub mod ast_dump;
mod check;
pub mod code;
mod construct;
mod depth;
pub mod diag;
mod explain;
mod intern;
pub mod layout;
mod lexer;
mod number;
pub mod op;
pub mod parse;
mod scope;
mod source;
pub mod span;
mod strings;
mod text;
pub mod token;
