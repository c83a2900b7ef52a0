//! Raising the built-in exceptions from Rust.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::object::Ref;
use crate::object::cell::Slot;
use crate::object::header::{Kind, Payload, Visit};
use crate::object::typ::Type;
use crate::value::Value;
use crate::vm::{Raised, Vm};

/// Payload of exceptions.
pub struct Exception {
    /// `args`, a tuple.
    pub args: Slot,
    /// `__cause__`
    pub cause: Slot,
    /// `__context__`
    pub context: Slot,
    /// `__traceback__`
    pub traceback: Slot,
    /// `__suppress_context__`
    pub suppress_context: AtomicBool,
    /// Fields of the particular class (`errno`, `value`, `name` …); the class's file names them.
    pub fields: [Slot; FIELDS],
}

/// How the text of [`Vm::wrong_type`] begins.
const WRONG_TYPE: &str = "argument ";

/// Most fields that an exception class has.
pub const FIELDS: usize = 8;

impl Payload for Exception {
    const KIND: Kind = Kind::Exception;
    fn traverse(&self, visit: Visit<'_>) {
        for slot in [&self.args, &self.cause, &self.context, &self.traceback]
            .into_iter()
            .chain(&self.fields)
        {
            slot.visit(visit);
        }
    }
    fn clear(&self) {
        for slot in [&self.cause, &self.context, &self.traceback]
            .into_iter()
            .chain(&self.fields)
        {
            drop(slot.take());
        }
    }
}

impl Exception {
    /// A payload with these arguments (a tuple).
    pub fn with_args(args: Value) -> Exception {
        Exception {
            args: Slot::new(args),
            cause: Slot::empty(),
            context: Slot::empty(),
            traceback: Slot::empty(),
            suppress_context: AtomicBool::new(false),
            fields: [const { Slot::empty() }; FIELDS],
        }
    }
    /// Sets `__cause__` (None: no cause), which suppresses the context.
    pub fn set_cause(&self, cause: Value) {
        self.suppress_context.store(true, Ordering::Relaxed);
        self.cause.set(cause);
    }
}

macro_rules! exceptions {
    ($($field:ident, $raise:ident: $name:literal < $base:ident;)*) => {
        /// The built-in exception classes.
        #[allow(missing_docs)]
        pub struct Exceptions { $(pub $field: Ref<Type>,)* }

        impl Exceptions {
            /// Makes the classes, `make(name, base's name)` each, bases first.
            pub(crate) fn new(mut make: impl FnMut(&'static str, &'static str) -> Ref<Type>) -> Exceptions {
                Exceptions { $($field: make($name, stringify!($base)),)* }
            }
            /// All of them with their names.
            pub(crate) fn each(&self, mut f: impl FnMut(&'static str, &Ref<Type>)) {
                $(f($name, &self.$field);)*
            }
        }

        impl Vm {
            $(
                #[doc = concat!("A new `", $name, "` with this message.")]
                #[cold]
                pub fn $raise(&self, message: impl AsRef<str>) -> Raised {
                    self.error(&self.exceptions().$field, message.as_ref())
                }
            )*
        }
    };
}

exceptions! {
    base_exception, base_exception_error: "BaseException" < object;
    exception, exception_error: "Exception" < BaseException;
    system_exit, system_exit_error: "SystemExit" < BaseException;
    keyboard_interrupt, keyboard_interrupt_error: "KeyboardInterrupt" < BaseException;
    generator_exit, generator_exit_error: "GeneratorExit" < BaseException;
    base_exception_group, base_exception_group_error: "BaseExceptionGroup" < BaseException;
    arithmetic_error, arithmetic_error: "ArithmeticError" < Exception;
    floating_point_error, floating_point_error: "FloatingPointError" < ArithmeticError;
    overflow_error, overflow_error: "OverflowError" < ArithmeticError;
    zero_division_error, zero_division_error: "ZeroDivisionError" < ArithmeticError;
    assertion_error, assertion_error: "AssertionError" < Exception;
    attribute_error, attribute_error: "AttributeError" < Exception;
    buffer_error, buffer_error: "BufferError" < Exception;
    eof_error, eof_error: "EOFError" < Exception;
    import_error, import_error: "ImportError" < Exception;
    module_not_found_error, module_not_found_error: "ModuleNotFoundError" < ImportError;
    lookup_error, lookup_error: "LookupError" < Exception;
    index_error, index_error: "IndexError" < LookupError;
    key_error, key_error_text: "KeyError" < LookupError;
    memory_error, memory_error: "MemoryError" < Exception;
    name_error, name_error: "NameError" < Exception;
    unbound_local_error, unbound_local_error: "UnboundLocalError" < NameError;
    os_error, os_error_text: "OSError" < Exception;
    blocking_io_error, blocking_io_error: "BlockingIOError" < OSError;
    child_process_error, child_process_error: "ChildProcessError" < OSError;
    connection_error, connection_error: "ConnectionError" < OSError;
    broken_pipe_error, broken_pipe_error: "BrokenPipeError" < ConnectionError;
    connection_aborted_error, connection_aborted_error: "ConnectionAbortedError" < ConnectionError;
    connection_refused_error, connection_refused_error: "ConnectionRefusedError" < ConnectionError;
    connection_reset_error, connection_reset_error: "ConnectionResetError" < ConnectionError;
    file_exists_error, file_exists_error: "FileExistsError" < OSError;
    file_not_found_error, file_not_found_error: "FileNotFoundError" < OSError;
    interrupted_error, interrupted_error: "InterruptedError" < OSError;
    is_a_directory_error, is_a_directory_error: "IsADirectoryError" < OSError;
    not_a_directory_error, not_a_directory_error: "NotADirectoryError" < OSError;
    permission_error, permission_error: "PermissionError" < OSError;
    process_lookup_error, process_lookup_error: "ProcessLookupError" < OSError;
    timeout_error, timeout_error: "TimeoutError" < OSError;
    reference_error, reference_error: "ReferenceError" < Exception;
    runtime_error, runtime_error: "RuntimeError" < Exception;
    not_implemented_error, not_implemented_error: "NotImplementedError" < RuntimeError;
    recursion_error, recursion_error: "RecursionError" < RuntimeError;
    python_finalization_error, python_finalization_error: "PythonFinalizationError" < RuntimeError;
    stop_iteration, stop_iteration_error: "StopIteration" < Exception;
    stop_async_iteration, stop_async_iteration_error: "StopAsyncIteration" < Exception;
    syntax_error, syntax_error_text: "SyntaxError" < Exception;
    indentation_error, indentation_error_text: "IndentationError" < SyntaxError;
    tab_error, tab_error_text: "TabError" < IndentationError;
    incomplete_input_error, incomplete_input_error_text: "_IncompleteInputError" < SyntaxError;
    system_error, system_error: "SystemError" < Exception;
    type_error, type_error: "TypeError" < Exception;
    value_error, value_error: "ValueError" < Exception;
    unicode_error, unicode_error_text: "UnicodeError" < ValueError;
    unicode_decode_error, unicode_decode_error_text: "UnicodeDecodeError" < UnicodeError;
    unicode_encode_error, unicode_encode_error_text: "UnicodeEncodeError" < UnicodeError;
    unicode_translate_error, unicode_translate_error_text: "UnicodeTranslateError" < UnicodeError;
    warning, warning_error: "Warning" < Exception;
    bytes_warning, bytes_warning_error: "BytesWarning" < Warning;
    deprecation_warning, deprecation_warning_error: "DeprecationWarning" < Warning;
    encoding_warning, encoding_warning_error: "EncodingWarning" < Warning;
    future_warning, future_warning_error: "FutureWarning" < Warning;
    import_warning, import_warning_error: "ImportWarning" < Warning;
    pending_deprecation_warning, pending_deprecation_warning_error: "PendingDeprecationWarning" < Warning;
    resource_warning, resource_warning_error: "ResourceWarning" < Warning;
    runtime_warning, runtime_warning_error: "RuntimeWarning" < Warning;
    syntax_warning, syntax_warning_error: "SyntaxWarning" < Warning;
    unicode_warning, unicode_warning_error: "UnicodeWarning" < Warning;
    user_warning, user_warning_error: "UserWarning" < Warning;
}

impl Vm {
    /// The built-in exception classes.
    #[inline(always)]
    pub fn exceptions(&self) -> &Exceptions {
        self.interp().exceptions()
    }

    /// A new exception of class `ty` with one string argument (none for an empty message).
    #[cold]
    pub fn error(&self, ty: &Ref<Type>, message: &str) -> Raised {
        let args = if message.is_empty() {
            Vec::new()
        } else {
            vec![self.str(message)]
        };
        self.error_with(ty, args)
    }
    /// A new exception of class `ty` with these arguments.
    #[cold]
    pub fn error_with(&self, ty: &Ref<Type>, args: Vec<Value>) -> Raised {
        let args = self.tuple(args);
        Raised(self.alloc(ty, Exception::with_args(args)).into_value())
    }
    /// `KeyError(key)`.
    #[cold]
    pub fn key_error(&self, key: Value) -> Raised {
        self.error_with(&self.exceptions().key_error, vec![key])
    }
    /// `StopIteration(value)`.
    #[cold]
    pub fn stop_iteration(&self, value: Value) -> Raised {
        let args = if value.is_none() {
            Vec::new()
        } else {
            vec![value.clone()]
        };
        let raised = self.error_with(&self.exceptions().stop_iteration, args);
        if let Some(exc) = raised.0.downcast_ref::<Exception>() {
            exc.fields[0].set(value);
        }
        raised
    }
    /// TypeError for an argument that should have been a `wanted`.
    #[cold]
    pub fn wrong_type(&self, wanted: &str, got: &Value) -> Raised {
        let name = self.argument_class(got);
        self.type_error(format!("{WRONG_TYPE}must be {wanted}, not {name}"))
    }
    /// How errors about the type of an argument name what was given: None by its own name.
    pub fn argument_class(&self, got: &Value) -> String {
        if got.is_none() {
            "None".to_owned()
        } else {
            self.type_name(got)
        }
    }
    /// What [`Vm::wrong_type`] said behind `argument `, if it made this exception.
    pub(crate) fn wrong_type_words(&self, raised: &Raised) -> Option<String> {
        if !self.is_error(raised, &self.exceptions().type_error) {
            return None;
        }
        let exception = raised.0.downcast_ref::<Exception>()?;
        // What a script's `__index__` raised has a traceback.
        if !exception.traceback.is_empty() {
            return None;
        }
        let args = exception.args.get()?;
        let text = args.as_tuple()?.as_slice().first()?.str_lossy()?;
        text.strip_prefix(WRONG_TYPE).map(str::to_owned)
    }
    /// TypeError for a method called on something else than an instance of its class.
    #[cold]
    pub fn wrong_self(&self, got: &Value) -> Raised {
        let name = self.type_name(got);
        self.type_error(format!(
            "descriptor requires another type of object, not '{name}'"
        ))
    }
    /// Does the exception match the class?
    pub fn is_error(&self, raised: &Raised, ty: &Ref<Type>) -> bool {
        self.type_of(&raised.0).is_subtype(ty)
    }
    /// Turns AttributeError into "nothing".
    ///
    /// # Errors
    /// Every other exception.
    pub fn no_attribute(
        &self,
        result: crate::vm::Result<Value>,
    ) -> crate::vm::Result<Option<Value>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(raised) if self.is_error(&raised, &self.exceptions().attribute_error) => Ok(None),
            Err(raised) => Err(raised),
        }
    }
}
