//! `open`.

use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::buffered::{READS, WRITES};
use super::support::{chain, text_or_none, types};
use super::text::{Options, newline_of};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!(
        "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
        open
    )
    .doc("Open file and return a stream.  Raise OSError upon failure.")
    .releases(),
    native!("open_code(path)", open_code)
        .doc("Opens the provided file with the intent to import the contents.")
        .releases(),
    native!("text_encoding(encoding, stacklevel=2, /)", |_: &Vm, encoding: &Value, _level: &Value| {
        EncodingName(encoding.clone())
    })
    .doc("A helper function to choose the text encoding."),
];

/// The encoding, or `"locale"` for None.
struct EncodingName(Value);

impl hasp_vm::args::IntoResult for EncodingName {
    fn into_result(self, vm: &Vm) -> Result<Value> {
        Ok(if self.0.is_none() {
            vm.str("locale")
        } else {
            self.0
        })
    }
}

/// What the `mode` argument says.
#[derive(Default)]
struct Kind {
    creating: bool,
    reading: bool,
    writing: bool,
    appending: bool,
    updating: bool,
    text: bool,
    binary: bool,
}

fn parse(vm: &Vm, mode: &Value) -> Result<(Kind, String)> {
    let Some(text) = mode.str_lossy() else {
        return Err(vm.type_error(format!(
            "open() argument 'mode' must be str, not {}",
            vm.argument_class(mode)
        )));
    };
    let mut kind = Kind::default();
    for (at, c) in text.char_indices() {
        let flag = match c {
            'x' => &mut kind.creating,
            'r' => &mut kind.reading,
            'w' => &mut kind.writing,
            'a' => &mut kind.appending,
            '+' => &mut kind.updating,
            't' => &mut kind.text,
            'b' => &mut kind.binary,
            _ => return Err(vm.value_error(format!("invalid mode: '{text}'"))),
        };
        *flag = true;
        if text[..at].contains(c) {
            return Err(vm.value_error(format!("invalid mode: '{text}'")));
        }
    }
    let mut raw = String::new();
    for (on, c) in [
        (kind.creating, 'x'),
        (kind.reading, 'r'),
        (kind.writing, 'w'),
        (kind.appending, 'a'),
        (kind.updating, '+'),
    ] {
        if on {
            raw.push(c);
        }
    }
    Ok((kind, raw))
}

#[allow(clippy::too_many_arguments)]
fn open(
    vm: &Vm,
    file: &Value,
    mode: &Value,
    buffering: i32,
    encoding: &Value,
    errors: &Value,
    newline: &Value,
    closefd: bool,
    opener: &Value,
) -> Result<Value> {
    let (kind, raw_mode) = parse(vm, mode)?;
    let encoding = text_or_none(vm, Some(encoding), "open", "encoding")?;
    let errors = text_or_none(vm, Some(errors), "open", "errors")?;
    let newline = text_or_none(vm, Some(newline), "open", "newline")?;
    let path = if vm.type_of(file).slots.index.get().is_some() && !file.is_none() {
        file.clone()
    } else {
        crate::posix::path::fspath(vm, file)?
    };
    if kind.text && kind.binary {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    let kinds = [kind.creating, kind.reading, kind.writing, kind.appending];
    if kinds.iter().filter(|on| **on).count() > 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    if kind.binary {
        for (given, what) in [
            (encoding.is_some(), "an encoding"),
            (errors.is_some(), "an errors"),
            (newline.is_some(), "a newline"),
        ] {
            if given {
                return Err(vm.value_error(format!("binary mode doesn't take {what} argument")));
            }
        }
        if buffering == 1 {
            vm.warn(
                &vm.exceptions().runtime_warning,
                "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
            )?;
        }
    }
    let known = types(vm);
    let raw = super::fileio::create(vm, &known.file, &path, &raw_mode, closefd, opener)?;
    let mut result = raw.value().clone();
    // Whatever fails from here on: the file is closed again.
    let made = (|| -> Result<Value> {
        let line_buffering = buffering == 1 && !kind.binary || buffering < 0 && raw.is_tty();
        let size = match buffering {
            0 if kind.binary => return Ok(result.clone()),
            0 => return Err(vm.value_error("can't have unbuffered text I/O")),
            ..0 | 1 => raw.block_size().clamp(super::DEFAULT_BUFFER_SIZE, 8 << 20) as i64,
            size => size.into(),
        };
        let (class, abilities) = if kind.updating {
            (&known.random, READS | WRITES)
        } else if kind.reading {
            (&known.reader, READS)
        } else {
            (&known.writer, WRITES)
        };
        if kind.updating && !raw.is_seekable(vm) {
            return Err(super::support::unsupported(
                vm,
                "File or stream is not seekable.",
            ));
        }
        let buffer = super::buffered::new(vm, class);
        buffer.open(vm, raw.value().clone(), size, abilities)?;
        result = buffer.into_value();
        if kind.binary {
            return Ok(result.clone());
        }
        let options = Options {
            encoding: encoding.as_deref(),
            errors: errors.as_deref(),
            newline: newline_of(vm, newline.as_deref())?,
            line_buffering,
            write_through: false,
        };
        let text = super::text::create(vm, &known.text, &result, &options)?;
        vm.set_attr(text.value(), &vm.names().mode_plain, mode.clone())?;
        Ok(text.into_value())
    })();
    made.map_err(
        |first| match super::support::call_name(vm, &result, &vm.names().close, &[]) {
            Ok(_) => first,
            Err(second) => chain(Some(first), second),
        },
    )
}

fn open_code(vm: &Vm, path: &Value) -> Result<Value> {
    if path.as_str_obj().is_none() {
        return Err(vm.type_error(format!(
            "open_code() argument 'path' must be str, not {}",
            vm.argument_class(path)
        )));
    }
    let none = Value::NONE;
    open(
        vm,
        path,
        &vm.str("rb"),
        -1,
        &none,
        &none,
        &none,
        true,
        &none,
    )
}
