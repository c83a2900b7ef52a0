//! Built-in functions that read and write.

use std::cell::Cell;
use std::io::{BufRead, Write};

use crate::args::Args;
use crate::native;
use crate::native::NativeDef;
use crate::object::Ref;
use crate::object::str::Str;
use crate::object::str_percent::push_decimal;
use crate::object::typ::Type;
use crate::value::Value;
use crate::vm::{Result, Vm};

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("breakpoint(*args, **kws)", breakpoint).doc("Calls sys.breakpointhook."),
    native!("help(*args, **kwds)", help).doc("Shows an object's documentation."),
    native!("input(prompt=?, /)", input)
        .doc("Reads a line from standard input, without its end.")
        .releases(),
    native!(
        "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
        open
    )
    .doc("Opens a file; see io.open."),
    native!("print(*args, sep=' ', end='\\n', file=None, flush=False)", print)
        .quick(|vm, args| Some(print_plain(vm, args)))
        .doc("Writes the arguments as text."),
];

fn breakpoint(vm: &Vm, args: &Value, keywords: &Value) -> Result<Value> {
    match vm.sys_attr(&vm.intern("breakpointhook")) {
        Some(hook) => vm.call_spread(&hook, args, Some(keywords)),
        None => Err(vm.runtime_error("breakpoint(): there is no debugger")),
    }
}

#[allow(clippy::too_many_arguments)]
fn open(
    vm: &Vm,
    file: Value,
    mode: Value,
    buffering: Value,
    encoding: Value,
    errors: Value,
    newline: Value,
    closefd: Value,
    opener: Value,
) -> Result<Value> {
    let io = vm.import_module("_io")?;
    let open = vm.get_attr_str(&io, "open")?;
    vm.call(
        &open,
        Args::positional(&[
            file, mode, buffering, encoding, errors, newline, closefd, opener,
        ]),
    )
}

/// How `print` writes to the text files of the `io` module.
pub struct TextSink {
    /// The class that is written to directly; classes of scripts are not.
    pub class: Ref<Type>,
    /// Writes text (WTF-8) to a file of that class.
    pub write: fn(&Vm, &Value, &[u8]) -> Result<()>,
}

/// Where `print` puts its text.
enum Sink {
    /// A text file of ours: it does not tell one long write from several short ones.
    Text(Value, fn(&Vm, &Value, &[u8]) -> Result<()>),
    /// A `write` method, with the file as its first argument if that is to be bound.
    File {
        file: Value,
        write: Value,
        bind: bool,
    },
    /// The process's standard output, as long as there is no `sys.stdout`.
    Process,
}

impl Sink {
    fn of_file(vm: &Vm, file: Value) -> Result<Sink> {
        if let Some(sink) = vm.interp().text_sink()
            && std::ptr::eq(vm.type_of(&file), &*sink.class)
        {
            return Ok(Sink::Text(file, sink.write));
        }
        let (write, bind) = vm.get_method(&file, &vm.names().write)?;
        Ok(Sink::File { file, write, bind })
    }
    fn write(&self, vm: &Vm, text: &Value) -> Result<()> {
        match self {
            Sink::Text(file, write) => match text.as_str_obj() {
                Some(text) => write(vm, file, text.bytes()),
                None => Ok(()),
            },
            Sink::File { file, write, bind } => {
                let args = Args::positional(std::slice::from_ref(text));
                if *bind {
                    vm.call_with_first(write, file, args)
                } else {
                    vm.call(write, args)
                }
                .map(drop)
            }
            Sink::Process => {
                let text = text.str_lossy().unwrap_or_default();
                write_process(vm, text.as_bytes())
            }
        }
    }
    fn flush(&self, vm: &Vm) -> Result<()> {
        match self {
            Sink::Text(file, _) | Sink::File { file, .. } => {
                vm.call_method(file, &vm.names().flush, &[]).map(drop)
            }
            Sink::Process => std::io::stdout()
                .flush()
                .map_err(|e| vm.os_error(e.raw_os_error().unwrap_or(0), None)),
        }
    }
}

fn write_process(vm: &Vm, text: &[u8]) -> Result<()> {
    std::io::stdout()
        .write_all(text)
        .map_err(|e| vm.os_error(e.raw_os_error().unwrap_or(0), None))
}

thread_local! {
    /// Memory in which `print` puts its text together.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Most memory that is kept for the next `print`.
const KEPT: usize = 1 << 16;

/// `print` to a text file of ours: all in one write, unless an item runs code of a script.
fn print_joined(
    vm: &Vm,
    items: &[Value],
    sep: &[u8],
    end: &[u8],
    write: impl Fn(&[u8]) -> Result<()>,
) -> Result<()> {
    let mut text = SCRATCH.take();
    text.clear();
    let mut put = || -> Result<()> {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                text.extend_from_slice(sep);
            }
            if let Some(s) = item.exact_ref::<Str>() {
                text.extend_from_slice(s.bytes());
            } else if let Some(n) = item.as_small_int() {
                push_decimal(&mut text, n);
            } else {
                // What stands before it is out already when the item's own code runs.
                if item.is_object() && !text.is_empty() {
                    write(&text)?;
                    text.clear();
                }
                text.extend_from_slice(vm.to_str(item)?.bytes());
            }
        }
        text.extend_from_slice(end);
        write(&text)
    };
    let result = put();
    if text.capacity() <= KEPT {
        SCRATCH.set(text);
    }
    result
}

fn separator<'a>(vm: &Vm, v: &'a Value, what: &str) -> Result<Option<&'a Ref<Str>>> {
    match v.as_str_obj() {
        None if !v.is_none() => Err(vm.type_error(format!(
            "{what} must be None or a string, not {}",
            vm.type_name(v)
        ))),
        s => Ok(s),
    }
}

/// `print` of nothing but items.
fn print_plain(vm: &Vm, items: &[Value]) -> Result<Value> {
    if let Some(sink) = vm.interp().text_sink()
        && let Some(file) = vm.sys_stdout()
        && std::ptr::eq(vm.type_of(&file), &*sink.class)
    {
        print_joined(vm, items, b" ", b"\n", |text| (sink.write)(vm, &file, text))?;
        return Ok(Value::NONE);
    }
    let (none, items) = (Value::NONE, vm.tuple(items.to_vec()));
    print(vm, &items, &none, &none, Value::NONE, &Value::FALSE)?;
    Ok(Value::NONE)
}

fn print(
    vm: &Vm,
    args: &Value,
    sep: &Value,
    end: &Value,
    file: Value,
    flush: &Value,
) -> Result<()> {
    let file = if file.is_none() {
        vm.sys_attr(&vm.names().stdout)
    } else {
        Some(file)
    };
    if file.as_ref().is_some_and(Value::is_none) {
        return Ok(());
    }
    let sep = separator(vm, sep, "sep")?;
    let end = separator(vm, end, "end")?;
    let sink = match file {
        Some(file) => Sink::of_file(vm, file)?,
        None => Sink::Process,
    };
    let items = args.as_tuple().map_or(&[][..], |t| t.as_slice());
    if let Sink::Text(file, write) = &sink {
        let sep = sep.map_or(&b" "[..], |s| s.bytes());
        let end = end.map_or(&b"\n"[..], |s| s.bytes());
        print_joined(vm, items, sep, end, |text| write(vm, file, text))?;
    } else {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                sink.write(vm, &sep.map_or_else(|| vm.str(" "), |s| s.value().clone()))?;
            }
            sink.write(vm, vm.to_str(item)?.value())?;
        }
        sink.write(vm, &end.map_or_else(|| vm.str("\n"), |s| s.value().clone()))?;
    }
    if vm.truth(flush)? {
        sink.flush(vm)
    } else {
        Ok(())
    }
}

fn input(vm: &Vm, prompt: Option<&Value>) -> Result<Value> {
    let prompt = prompt.map(|p| vm.to_str(p)).transpose()?;
    let stdout = vm.sys_attr(&vm.names().stdout);
    if let Some(stderr) = vm.sys_attr(&vm.names().stderr).filter(|s| !s.is_none()) {
        vm.call_method(&stderr, &vm.names().flush, &[])?;
    }
    match stdout {
        Some(stdout) if stdout.is_none() => {
            return Err(vm.runtime_error("input(): lost sys.stdout"));
        }
        Some(stdout) => {
            if let Some(prompt) = prompt {
                vm.call_method(&stdout, &vm.names().write, &[prompt.into_value()])?;
            }
            vm.call_method(&stdout, &vm.names().flush, &[])?;
        }
        None => {
            write_process(vm, prompt.as_ref().map_or(&[], |p| p.bytes()))?;
            Sink::Process.flush(vm)?;
        }
    }
    let line = match vm.sys_attr(&vm.names().stdin) {
        Some(stdin) if stdin.is_none() => return Err(vm.runtime_error("input(): lost sys.stdin")),
        Some(stdin) => vm.call_method_str(&stdin, "readline", &[])?,
        None => process_line(vm)?,
    };
    let Some(line) = line.as_str_obj() else {
        return Err(vm.type_error("object.readline() returned non-string"));
    };
    match line.bytes() {
        [] => Err(vm.eof_error("EOF when reading a line")),
        [text @ .., b'\n'] => Ok(vm.new_wtf8(text).into_value()),
        text => Ok(vm.new_wtf8(text).into_value()),
    }
}

fn process_line(vm: &Vm) -> Result<Value> {
    let read = vm.detached("input", || {
        let mut line = Vec::new();
        std::io::stdin()
            .lock()
            .read_until(b'\n', &mut line)
            .map(|_| line)
    });
    match read {
        Ok(line) => Ok(vm.str(String::from_utf8_lossy(&line))),
        Err(e) => Err(vm.os_error(e.raw_os_error().unwrap_or(0), None)),
    }
}

/// The interactive help of other implementations is a program of its own; this shows what the
/// object itself says.
fn help(vm: &Vm, args: &Value, _keywords: &Value) -> Result<()> {
    let text = match args.as_tuple().map_or(&[][..], |t| t.as_slice()) {
        [] => "Type help(object) for the documentation of an object.".to_owned(),
        [object, ..] => {
            let name = match vm
                .get_attr_opt(object, &vm.names().name)?
                .and_then(|n| n.str_lossy())
            {
                Some(name) => name,
                None => vm.type_name(object),
            };
            let signature = vm
                .get_attr_opt(object, &vm.names().text_signature)?
                .and_then(|s| s.str_lossy());
            let doc = vm
                .get_attr_opt(object, &vm.names().doc)?
                .and_then(|d| d.str_lossy());
            let doc = doc.unwrap_or_else(|| "No documentation.".to_owned());
            format!(
                "Help on {name}:\n\n{name}{}\n    {}\n",
                signature.unwrap_or_default(),
                doc.replace('\n', "\n    ")
            )
        }
    };
    let items = vm.tuple(vec![vm.str(text)]);
    print(
        vm,
        &items,
        &Value::NONE,
        &Value::NONE,
        Value::NONE,
        &Value::FALSE,
    )
}
