//! Showing exceptions that nobody catches.

mod carets;
mod format;
mod suggest;

use crate::object::Ref;
use crate::object::typ::Type;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

impl Vm {
    /// The text that CPython prints for an uncaught exception.
    pub fn format_exception(&self, exception: &Value) -> String {
        let mut formatter = format::Formatter::new(self);
        formatter.chain(exception);
        formatter.out
    }

    /// Reports an exception that cannot be raised where it happened.
    pub fn report_unraisable(&self, raised: Raised, what: &str, object: Option<&Value>) {
        let object = object
            .and_then(|o| self.repr_text(o).ok())
            .unwrap_or_default();
        let text = self.format_exception(raised.value());
        self.write_stderr(&format!("{what} {object}:\n{text}"));
    }

    /// Writes to `sys.stderr`, or to the process's standard error if there is none.
    pub fn write_stderr(&self, text: &str) {
        if let Some(stream) = self.sys_attr(&self.names().stderr).filter(|s| !s.is_none())
            && self
                .call_method(&stream, &self.names().write, &[self.str(text)])
                .is_ok()
        {
            return;
        }
        eprint!("{text}");
    }

    /// Issues a warning for a place in source text.
    ///
    /// # Errors
    /// The warning itself, if filters turn it into an error.
    pub fn warn_explicit(
        &self,
        class: &Ref<Type>,
        message: &str,
        filename: &str,
        line: u32,
    ) -> Result<()> {
        self.write_stderr(&format!(
            "{filename}:{line}: {}: {message}\n",
            class.name_text()
        ));
        Ok(())
    }
}
