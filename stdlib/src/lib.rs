//! Hasp's standard library: native modules, and those written in the language.

use hasp_vm::import::{Library, ModuleDef, SourceDef};

/// Native modules, one row each.
static NATIVES: &[ModuleDef] = &[];

macro_rules! sources {
    ($($name:literal $file:literal $package:literal;)*) => {
        /// Modules written in the language, one row each.
        static SOURCES: &[SourceDef] = &[$(SourceDef {
            name: $name,
            source: include_str!(concat!("py/", $file)),
            package: $package,
        },)*];
    };
}
sources! {
    "abc" "abc.py" false;
}

/// Everything that comes with the program.
pub const LIBRARY: Library = Library { natives: NATIVES, sources: SOURCES };
