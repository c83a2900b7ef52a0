//! Warnings from Rust.

use crate::args::Args;
use crate::object::Ref;
use crate::object::typ::Type;
use crate::value::Value;
use crate::vm::{Result, Vm};

impl Vm {
    /// `warnings.warn(message, category)`. Nothing happens before a script has imported
    /// `warnings`: filters and output are that module's, and loading it costs more than most
    /// warnings are worth.
    ///
    /// # Errors
    /// The warning itself, where a filter makes it an error.
    pub fn warn(&self, category: &Ref<Type>, message: &str) -> Result<()> {
        let Some(module) = self.interp().modules().get_name(&self.intern("warnings")) else {
            return Ok(());
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
}
