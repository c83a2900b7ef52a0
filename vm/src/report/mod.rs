//! Showing exceptions that nobody catches.

pub mod carets;
mod format;
mod suggest;

use crate::args::Args;
use crate::errors::Exception;
use crate::native::NativeFunction;
use crate::object::Ref;
use crate::object::typ::{Type, TypeDef};
use crate::struct_seq;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// Signature of `sys.unraisablehook` as it comes with the interpreter.
pub const UNRAISABLE_SIGNATURE: &str = "unraisablehook(unraisable, /)";

const UNRAISABLE_FIELDS: &[&str] = &[
    "exc_type",
    "exc_value",
    "exc_traceback",
    "err_msg",
    "object",
];

static UNRAISABLE: TypeDef = TypeDef {
    name: "UnraisableHookArgs",
    base: "tuple",
    doc: "What sys.unraisablehook is given.",
    slots: struct_seq::slots,
    methods: struct_seq::METHODS,
    getsets: &[
        struct_seq::item("exc_type", 0),
        struct_seq::item("exc_value", 1),
        struct_seq::item("exc_traceback", 2),
        struct_seq::item("err_msg", 3),
        struct_seq::item("object", 4),
    ],
    ..TypeDef::EMPTY
};

#[derive(Clone)]
struct UnraisableType(Ref<Type>);

fn is_default_hook(hook: &Value) -> bool {
    hook.is_none()
        || hook
            .downcast_ref::<NativeFunction>()
            .is_some_and(|f| f.def.signature == UNRAISABLE_SIGNATURE)
}

impl Vm {
    /// The text that CPython prints for an uncaught exception.
    pub fn format_exception(&self, exception: &Value) -> String {
        let mut formatter = format::Formatter::new(self);
        formatter.chain(exception);
        formatter.out
    }

    /// The text of an exception that is only reported: alone, its lines without underlines.
    pub fn format_plainly(&self, exception: &Value) -> String {
        let mut formatter = format::Formatter::new(self);
        formatter.plainly(exception);
        formatter.out
    }

    /// Reports an exception that cannot be raised where it happened, to `sys.unraisablehook`.
    pub fn report_unraisable(&self, raised: Raised, what: &str, object: Option<&Value>) {
        let message = match object {
            Some(object) => match self.repr_text(object) {
                Ok(object) => format!("{what} {object}"),
                Err(_) => format!("{what} <object repr() failed>"),
            },
            None => what.to_owned(),
        };
        let hook = self
            .sys_attr(&self.intern("unraisablehook"))
            .filter(|hook| !is_default_hook(hook));
        let Some(hook) = hook else {
            self.write_stderr(&format!(
                "{message}:\n{}",
                self.format_plainly(raised.value())
            ));
            return;
        };
        let exception = raised.into_value();
        let class = self.type_of(&exception).to_value();
        let traceback = exception
            .downcast_ref::<Exception>()
            .and_then(|e| e.traceback.get());
        let values = vec![
            class,
            exception,
            traceback.unwrap_or(Value::NONE),
            self.str(message),
            Value::NONE,
        ];
        let ty = self
            .interp()
            .state(|| UnraisableType(self.struct_sequence_type(&UNRAISABLE, UNRAISABLE_FIELDS, 0)));
        let args = self.struct_sequence(&ty.0, values);
        if let Err(second) = self.call(&hook, Args::positional(&[args])) {
            let hook = self.repr_text(&hook).unwrap_or_default();
            self.write_stderr(&format!(
                "Exception ignored in sys.unraisablehook: {hook}\n{}",
                self.format_plainly(second.value())
            ));
        }
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

    /// Issues a warning for a place in source text, whose line is `source`.
    ///
    /// # Errors
    /// The warning itself, if filters turn it into an error.
    pub fn warn_explicit(
        &self,
        class: &Ref<Type>,
        message: &str,
        filename: &str,
        line: u32,
        source: &str,
    ) -> Result<()> {
        let mut text = format!("{filename}:{line}: {}: {message}\n", class.name_text());
        let source = source.trim();
        if !source.is_empty() {
            text += &format!("  {source}\n");
        }
        self.write_stderr(&text);
        Ok(())
    }
}
