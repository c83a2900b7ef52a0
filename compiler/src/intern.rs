//! Interned names: each distinct name of a source text gets one number and one shared string.

use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// The number of an interned name.
pub(crate) type Sym = u32;

/// The table of names of one compilation.
pub(crate) struct Interner {
    table: HashTable<Sym>,
    names: Vec<Arc<str>>,
    hasher: FixedState,
}

macro_rules! well_known {
    ($($constant:ident = $text:literal,)*) => {
        /// Names that the compiler itself uses, interned first so that their numbers are constants.
        #[allow(missing_docs)]
        pub(crate) mod known {
            use super::Sym;
            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            #[repr(u32)]
            enum Order { $($constant,)* }
            $(pub(crate) const $constant: Sym = Order::$constant as Sym;)*
        }
        const WELL_KNOWN: &[&str] = &[$($text,)*];
    };
}

well_known! {
    CLASS = "__class__",
    CLASSDICT = "__classdict__",
    CLASSCELL = "__classcell__",
    CLASSDICTCELL = "__classdictcell__",
    SUPER = "super",
    DOT_ZERO = ".0",
    MODULE = "__module__",
    NAME = "__name__",
    QUALNAME = "__qualname__",
    DOC = "__doc__",
    FIRSTLINENO = "__firstlineno__",
    STATIC_ATTRIBUTES = "__static_attributes__",
    ANNOTATE = "__annotate__",
    ANNOTATE_FUNC = "__annotate_func__",
    ANNOTATIONS = "__annotations__",
    CONDITIONAL = "__conditional_annotations__",
    TYPE_PARAMS = "__type_params__",
    DOT_DEFAULTS = ".defaults",
    DOT_KWDEFAULTS = ".kwdefaults",
    DOT_TYPE_PARAMS = ".type_params",
    DOT_GENERIC_BASE = ".generic_base",
    FORMAT = "format",
    DOT_FORMAT = ".format",
}

impl Interner {
    /// A table that holds the well-known names.
    pub(crate) fn new() -> Self {
        let mut interner = Interner {
            table: HashTable::with_capacity(256),
            names: Vec::with_capacity(256),
            hasher: FixedState::with_seed(0x48617370),
        };
        for (number, text) in WELL_KNOWN.iter().enumerate() {
            let sym = interner.intern(text);
            debug_assert_eq!(sym as usize, number);
        }
        interner
    }

    /// The number of `text`.
    pub(crate) fn intern(&mut self, text: &str) -> Sym {
        let Interner {
            table,
            names,
            hasher,
        } = self;
        let hash = hasher.hash_one(text);
        *table
            .entry(
                hash,
                |&sym| *names[sym as usize] == *text,
                |&sym| hasher.hash_one(&*names[sym as usize]),
            )
            .or_insert_with(|| {
                names.push(text.into());
                names.len() as Sym - 1
            })
            .get()
    }

    /// The number of `text` after private-name mangling inside the class `class`.
    pub(crate) fn intern_mangled(&mut self, text: &str, class: Option<&str>) -> Sym {
        match class {
            Some(class) if is_private(text) => {
                let stripped = class.trim_start_matches('_');
                if stripped.is_empty() {
                    return self.intern(text);
                }
                self.intern(&format!("_{stripped}{text}"))
            }
            _ => self.intern(text),
        }
    }

    /// The text of a number.
    pub(crate) fn text(&self, sym: Sym) -> &Arc<str> {
        &self.names[sym as usize]
    }
}

/// Whether a name is mangled inside classes.
fn is_private(text: &str) -> bool {
    text.starts_with("__") && !text.ends_with("__") && !text.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interning() {
        let mut names = Interner::new();
        assert_eq!(names.intern("__class__"), known::CLASS);
        assert_eq!(names.intern("format"), known::FORMAT);
        let a = names.intern("alpha");
        assert_eq!(names.intern("alpha"), a);
        assert_eq!(&**names.text(a), "alpha");
    }

    #[test]
    fn mangling() {
        let mut names = Interner::new();
        let mut mangle = |text, class| {
            let sym = names.intern_mangled(text, class);
            names.text(sym).to_string()
        };
        assert_eq!(mangle("__x", Some("C")), "_C__x");
        assert_eq!(mangle("__x", Some("_C")), "_C__x");
        assert_eq!(mangle("__x", Some("__")), "__x");
        assert_eq!(mangle("__x__", Some("C")), "__x__");
        assert_eq!(mangle("__x", None), "__x");
        assert_eq!(mangle("_x", Some("C")), "_x");
    }
}
