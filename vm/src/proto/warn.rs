//! Warnings from Rust.

use crate::args::Args;
use crate::object::Ref;
use crate::object::typ::Type;
use crate::value::Value;
use crate::vm::{Result, Vm};

impl Vm {
    /// `warnings.warn(message, category)`. The module is only loaded for a warning that its filters
    /// would not drop at once.
    ///
    /// # Errors
    /// The warning itself, where a filter makes it an error.
    pub fn warn(&self, category: &Ref<Type>, message: &str) -> Result<()> {
        let known = self.interp().modules().get_name(&self.intern("warnings"));
        let module = match known {
            Some(module) => module,
            None if self.is_dropped(category) => return Ok(()),
            None => self.import_module("warnings")?,
        };
        let warn = self.get_attr_str(&module, "warn")?;
        let args: [Value; 2] = [self.str(message), category.value().clone()];
        self.call(&warn, Args::positional(&args))?;
        Ok(())
    }

    /// [`Vm::warn`] with a DeprecationWarning.
    ///
    /// # Errors
    /// As [`Vm::warn`].
    #[cold]
    pub fn warn_deprecated(&self, message: &str) -> Result<()> {
        self.warn(&self.exceptions().deprecation_warning, message)
    }

    /// Do the filters that nobody has changed drop this warning of the running frame?
    fn is_dropped(&self, category: &Ref<Type>) -> bool {
        let e = self.exceptions();
        if category.is_subtype(&e.deprecation_warning) {
            let name = self
                .current_globals()
                .and_then(|g| g.get_name(&self.names().name));
            return name.and_then(|n| n.str_lossy()).as_deref() != Some("__main__");
        }
        [
            &e.pending_deprecation_warning,
            &e.import_warning,
            &e.resource_warning,
        ]
        .into_iter()
        .any(|ignored| category.is_subtype(ignored))
    }
}
