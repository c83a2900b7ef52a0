//! Hasp's standard library: native modules, and those written in the language.

mod sources;
pub mod sys;

use hasp_vm::import::{Library, ModuleDef};

/// Native modules, one row each.
static NATIVES: &[ModuleDef] = &[
    sys::MODULE,
];

/// Everything that comes with the program.
pub const LIBRARY: Library = Library { natives: NATIVES, sources: sources::SOURCES };
