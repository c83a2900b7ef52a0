//! Hasp's standard library: native modules, and those written in the language.

#![forbid(unsafe_code)]

mod errno;
mod math;
mod operator;
mod sources;
pub mod sys;
mod time;

use hasp_vm::import::{Library, ModuleDef};

/// Native modules, one row each.
static NATIVES: &[ModuleDef] = &[
    sys::MODULE,
    errno::ERRNO,
    math::MATH,
    operator::OPERATOR,
    operator::UNDERSCORE_OPERATOR,
    time::TIME,
];

/// Everything that comes with the program.
pub const LIBRARY: Library = Library { natives: NATIVES, sources: sources::SOURCES };
