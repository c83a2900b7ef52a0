//! Which natives let other threads run while they wait or compute: those that are declared with
//! [`crate::native::NativeDef::releases`].

use std::collections::BTreeMap;

use crate::native::{NativeDef, NativeFunction};
use crate::object::Ref;
use crate::object::module::Module;
use crate::object::typ::Type;
use crate::vm::{Result, Vm};

/// A native that releases the lock.
#[derive(Clone, Copy)]
pub struct Releasing {
    /// Module, or module and class.
    pub owner: &'static str,
    /// The declaration.
    pub def: &'static NativeDef,
}

impl Vm {
    /// All natives of the built-in classes and of the native modules that are declared as releasing,
    /// by their full names (`zlib.compress`, `_io.FileIO.read`). Loads all native modules.
    ///
    /// # Errors
    /// What a module raises when it is loaded.
    pub fn releasing_natives(&self) -> Result<BTreeMap<String, Releasing>> {
        let mut found = BTreeMap::new();
        let mut add = |owner: &'static str, def: &'static NativeDef| {
            if def.releasing {
                let name = format!("{owner}.{}", def.name());
                found.insert(name, Releasing { owner, def });
            }
        };
        for module in self.interp().config.library.natives {
            let loaded = self.import_module(module.name)?;
            let names = loaded.downcast_ref::<Module>().map(|m| &m.body.dict);
            for (_, v) in names.map(|names| names.items()).unwrap_or_default() {
                if let Some(native) = v.downcast_ref::<NativeFunction>()
                    && native.owner.is_empty()
                {
                    add(module.name, native.def);
                }
            }
        }
        for (_, v) in self.interp().builtins().items() {
            if let Some(native) = v.downcast_ref::<NativeFunction>()
                && native.owner.is_empty()
            {
                add("builtins", native.def);
            }
        }
        let mut classes: Vec<Ref<Type>> = vec![self.types().object.clone()];
        let mut at = 0;
        while let Some(class) = classes.get(at).cloned() {
            at += 1;
            if let Some(def) = class.def {
                def.methods.iter().for_each(|method| add(def.name, method));
            }
            for derived in class.live_subclasses() {
                if !classes.iter().any(|known| known.is(&derived)) {
                    classes.push(derived);
                }
            }
        }
        Ok(found)
    }
}
