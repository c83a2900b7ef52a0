//! What the file classes share: their registry, arguments, errors, calls by name.

use std::sync::Arc;

use hasp_vm::args::Args;
use hasp_vm::object::Ref;
use hasp_vm::object::str_type::named_args;
use hasp_vm::object::typ::Type;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// The classes of `_io`.
pub(crate) struct Types {
    pub(crate) base: Ref<Type>,
    pub(crate) raw_base: Ref<Type>,
    pub(crate) buffered_base: Ref<Type>,
    pub(crate) text_base: Ref<Type>,
    pub(crate) file: Ref<Type>,
    pub(crate) reader: Ref<Type>,
    pub(crate) writer: Ref<Type>,
    pub(crate) random: Ref<Type>,
    pub(crate) pair: Ref<Type>,
    pub(crate) text: Ref<Type>,
    pub(crate) bytes: Ref<Type>,
    pub(crate) string: Ref<Type>,
    pub(crate) newline_decoder: Ref<Type>,
}

#[derive(Clone)]
struct Handle(Arc<Types>);

// Classes are neither, but threads share them only while they are attached.
#[allow(clippy::arc_with_non_send_sync)]
/// The classes; made when they are first asked for.
pub(crate) fn types(vm: &Vm) -> Arc<Types> {
    vm.interp().state(|| Handle(Arc::new(make_types(vm)))).0
}

fn make_types(vm: &Vm) -> Types {
    let base = vm.new_native_type(&super::base::IO_BASE);
    let raw_base = vm.new_native_subtype(&super::raw_base::RAW_BASE, &base);
    let buffered_base = vm.new_native_subtype(&super::buffered_base::BUFFERED_BASE, &base);
    let text_base = vm.new_native_subtype(&super::text_base::TEXT_BASE, &base);
    Types {
        file: vm.new_native_subtype(&super::fileio::FILE_IO, &raw_base),
        reader: vm.new_native_subtype(&super::reader::READER, &buffered_base),
        writer: vm.new_native_subtype(&super::writer::WRITER, &buffered_base),
        random: vm.new_native_subtype(&super::random::RANDOM, &buffered_base),
        pair: vm.new_native_subtype(&super::pair::PAIR, &buffered_base),
        text: vm.new_native_subtype(&super::text::TEXT_FILE, &text_base),
        bytes: vm.new_native_subtype(&super::bytesio::BYTES_IO, &buffered_base),
        string: vm.new_native_subtype(&super::stringio::STRING_IO, &text_base),
        newline_decoder: vm.new_native_type(&super::newline_type::NEWLINE_DECODER),
        base,
        raw_base,
        buffered_base,
        text_base,
    }
}

/// The class of "this kind of file cannot do that".
#[derive(Clone)]
struct Unsupported(Value);

/// `io.UnsupportedOperation`.
pub(crate) fn unsupported_class(vm: &Vm) -> Value {
    let state = vm.interp().state(|| {
        let bases = vm.pair(
            vm.exceptions().os_error.value().clone(),
            vm.exceptions().value_error.value().clone(),
        );
        let body = hasp_vm::object::dict::Dict::new(vm);
        body.set_name(vm, &vm.names().module, vm.str("io"));
        let args = [vm.str("UnsupportedOperation"), bases, body.into_value()];
        let made = vm.call(vm.types().type_.value(), Args::positional(&args));
        Unsupported(made.unwrap_or_else(|_| vm.exceptions().os_error.value().clone()))
    });
    state.0
}

/// `UnsupportedOperation(message)`.
#[cold]
pub(crate) fn unsupported(vm: &Vm, message: &str) -> Raised {
    let class = unsupported_class(vm);
    match vm.call(&class, Args::positional(&[vm.str(message)])) {
        Ok(exception) => Raised::new(exception),
        Err(raised) => raised,
    }
}

/// `ValueError: I/O operation on closed file.`
#[cold]
pub(crate) fn closed_error(vm: &Vm) -> Raised {
    vm.value_error("I/O operation on closed file.")
}

/// `v.closed`.
///
/// # Errors
/// What the attribute raises.
pub(crate) fn is_closed(vm: &Vm, v: &Value) -> Result<bool> {
    let closed = vm.recurse(|| vm.get_attr_str(v, "closed"))?;
    vm.truth(&closed)
}

/// Refuses a closed file.
///
/// # Errors
/// ValueError.
pub(crate) fn check_closed(vm: &Vm, v: &Value) -> Result<()> {
    if is_closed(vm, v)? {
        Err(closed_error(vm))
    } else {
        Ok(())
    }
}

/// `v.name(*args)`. The file below may stand on another one, and so on: there is a limit.
///
/// # Errors
/// Of the call; RecursionError.
pub(crate) fn call_str(vm: &Vm, v: &Value, name: &str, args: &[Value]) -> Result<Value> {
    vm.recurse(|| vm.call_method_str(v, name, args))
}

/// The same for a name that the VM knows.
///
/// # Errors
/// Of the call; RecursionError.
pub(crate) fn call_name(
    vm: &Vm,
    v: &Value,
    name: &hasp_vm::names::Name,
    args: &[Value],
) -> Result<Value> {
    vm.recurse(|| vm.call_method(v, name, args))
}

/// `v.name()`, a truth value.
///
/// # Errors
/// Of the call.
pub(crate) fn ask(vm: &Vm, v: &Value, name: &str) -> Result<bool> {
    let answer = call_str(vm, v, name, &[])?;
    vm.truth(&answer)
}

/// A size that may be None or missing (both mean: all); negative ones mean all too.
///
/// # Errors
/// TypeError.
pub(crate) fn size(vm: &Vm, v: Option<&Value>) -> Result<Option<usize>> {
    match v {
        None => Ok(None),
        Some(v) if v.is_none() => Ok(None),
        Some(v) => match v.as_small_int() {
            Some(n) => Ok(usize::try_from(n).ok()),
            None => long_size(vm, v),
        },
    }
}

#[cold]
fn long_size(vm: &Vm, v: &Value) -> Result<Option<usize>> {
    if vm.type_of(v).slots.index.get().is_none() {
        return Err(vm.type_error(format!(
            "argument should be integer or None, not '{}'",
            vm.type_name(v)
        )));
    }
    let n = vm.index_clipped(v)?;
    Ok(usize::try_from(n).ok())
}

/// The arguments of a constructor by name, of which the first `required` must be there.
///
/// # Errors
/// TypeError as CPython words it.
pub(crate) fn bind<'a, const N: usize>(
    vm: &Vm,
    function: &str,
    args: Args<'a>,
    names: [&str; N],
    required: usize,
) -> Result<[Option<&'a Value>; N]> {
    let found = named_args(vm, function, args, names)?;
    for (at, name) in names.iter().enumerate().take(required) {
        if found[at].is_none() {
            return Err(vm.type_error(format!(
                "{function}() missing required argument '{name}' (pos {})",
                at + 1
            )));
        }
    }
    Ok(found)
}

/// A text argument that may be None.
///
/// # Errors
/// TypeError.
pub(crate) fn text_or_none(
    vm: &Vm,
    v: Option<&Value>,
    function: &str,
    name: &str,
) -> Result<Option<String>> {
    match v {
        None => Ok(None),
        Some(v) if v.is_none() => Ok(None),
        Some(v) => match v.as_str_obj() {
            Some(text) if text.bytes().contains(&0) => {
                Err(vm.value_error("embedded null character"))
            }
            Some(text) => Ok(Some(text.to_string_lossy())),
            None => Err(vm.type_error(format!(
                "{function}() argument '{name}' must be str or None, not {}",
                vm.argument_class(v)
            ))),
        },
    }
}

/// Lets the second error stand, with the first as its context if it has none.
pub(crate) fn chain(first: Option<Raised>, second: Raised) -> Raised {
    use hasp_vm::errors::Exception;
    if let (Some(first), Some(exception)) = (first, second.value().downcast_ref::<Exception>())
        && exception.context.is_empty()
        && !first.value().is(second.value())
    {
        exception.context.set(first.into_value());
    }
    second
}

/// Memory that a function fills; `argument` names it in the error.
///
/// # Errors
/// TypeError; what the object raises.
pub(crate) fn writable(vm: &Vm, v: &Value, argument: &str) -> Result<hasp_vm::buffer::Buffer> {
    let buffer = vm
        .buffer_opt(v)?
        .filter(|b| !b.readonly && b.is_contiguous());
    buffer.ok_or_else(|| {
        vm.type_error(format!(
            "{argument} must be read-write bytes-like object, not {}",
            vm.type_name(v)
        ))
    })
}

/// A position or length as the system takes it.
///
/// # Errors
/// TypeError, OverflowError.
pub(crate) fn offset(vm: &Vm, v: &Value) -> Result<i64> {
    match v.as_small_int() {
        Some(n) => Ok(n),
        None => i64::try_from(vm.index_i128(v)?)
            .map_err(|_| vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// The TypeError for a copy or pickle of an open file.
#[cold]
pub(super) fn not_picklable(vm: &Vm, file: &Value) -> Raised {
    let class = vm.type_name(file);
    let name = class.rsplit('.').next().unwrap_or_default();
    vm.type_error(format!("cannot pickle '{name}' instances"))
}
