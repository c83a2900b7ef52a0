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
pub mod disasm;
mod door;
mod emit;
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
pub mod token_dump;
pub mod unparse;
pub mod verify;

pub use ast::Mode;
pub use door::{Compiled, Options, compile, compile_module, compile_with_warnings};
