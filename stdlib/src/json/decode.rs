//! From JSON to objects.

use std::collections::HashMap;

use hasp_vm::args::{Args, FromArg};
use hasp_vm::object::Ref;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::str::Str;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// What a script's decoder is told.
struct Scanner<'a> {
    vm: &'a Vm,
    source: &'a Value,
    text: &'a [u8],
    strict: bool,
    object_hook: Option<&'a Value>,
    pairs_hook: Option<&'a Value>,
    /// None: the built-in class.
    parse_float: Option<&'a Value>,
    parse_int: Option<&'a Value>,
    parse_constant: &'a Value,
    /// Keys that were met: equal ones become one object.
    keys: HashMap<&'a [u8], Value, foldhash::fast::RandomState>,
}

/// `scan`: the value at an index and the index behind it; StopIteration where there is none.
#[allow(clippy::too_many_arguments)]
pub(super) fn scan(
    vm: &Vm,
    text: &Value,
    index: isize,
    strict: bool,
    object_hook: &Value,
    pairs_hook: &Value,
    parse_float: &Value,
    parse_int: &Value,
    parse_constant: &Value,
) -> Result<Value> {
    let string = <&Ref<Str>>::from_arg(vm, text)?;
    let Ok(index) = usize::try_from(index) else {
        return Err(vm.value_error("idx cannot be negative"));
    };
    let given = |hook| Some(hook).filter(|h: &&Value| !h.is_none());
    let types = vm.types();
    let mut scanner = Scanner {
        vm,
        source: text,
        text: string.bytes(),
        strict,
        object_hook: given(object_hook),
        pairs_hook: given(pairs_hook),
        parse_float: Some(parse_float).filter(|f| !f.is(types.float.value())),
        parse_int: Some(parse_int).filter(|f| !f.is(types.int.value())),
        parse_constant,
        keys: HashMap::default(),
    };
    let Some(at) = byte_index(string, index) else {
        return Err(vm.stop_iteration(vm.int(index as i64)));
    };
    let (value, end) = scanner.value(at)?;
    Ok(vm.pair(value, vm.int(char_index(scanner.text, end))))
}

/// `scanstring`.
pub(super) fn scan_string(vm: &Vm, text: &Value, end: isize, strict: bool) -> Result<Value> {
    let Some(string) = text.as_str_obj() else {
        let class = vm.type_name(text);
        return Err(vm.type_error(format!("first argument must be a string, not {class}")));
    };
    let end = match usize::try_from(end) {
        Ok(end) if end <= string.char_len() => end,
        _ => return Err(vm.value_error("end is out of bounds")),
    };
    let bytes = string.bytes();
    let at = byte_index(string, end).unwrap_or(bytes.len());
    let before = end as i64 - 1;
    let (out, after) = match unquote(bytes, at, strict) {
        Ok(found) => found,
        Err(Wrong::Unterminated) => {
            return Err(fail(vm, text, "Unterminated string starting at", before));
        }
        Err(Wrong::At(message, at)) => {
            return Err(fail(vm, text, message, char_index(bytes, at)));
        }
    };
    let out = match &out {
        Text::Plain(part) => vm.new_wtf8(part),
        Text::Made(bytes) => vm.new_wtf8(bytes),
    };
    Ok(vm.pair(out.into_value(), vm.int(char_index(bytes, after))))
}

/// The byte at which the character of this number begins; None if there is none.
fn byte_index(text: &Ref<Str>, index: usize) -> Option<usize> {
    let bytes = text.bytes();
    if text.is_ascii() {
        return (index < bytes.len()).then_some(index);
    }
    let mut starts = bytes.iter().enumerate().filter(|(_, b)| is_start(**b));
    starts.nth(index).map(|(at, _)| at)
}

/// The number of the character that begins at this byte.
fn char_index(text: &[u8], at: usize) -> i64 {
    let before = &text[..at.min(text.len())];
    before.iter().filter(|b| is_start(**b)).count() as i64
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// JSONDecodeError.
#[cold]
fn fail(vm: &Vm, source: &Value, message: &str, at: i64) -> Raised {
    let class = match crate::common::class_of_module(vm, "json.decoder", "JSONDecodeError") {
        Ok(class) => class,
        Err(raised) => return raised,
    };
    let args = [vm.str(message), source.clone(), vm.int(at)];
    match vm.call(class.value(), Args::positional(&args)) {
        Ok(exception) => Raised::new(exception),
        Err(raised) => raised,
    }
}

// ---- strings ------------------------------------------------------------------------------

/// A string's text: a part of the source, or what escapes make of it.
enum Text<'a> {
    Plain(&'a [u8]),
    Made(Vec<u8>),
}

/// What is wrong with a string.
enum Wrong {
    Unterminated,
    At(&'static str, usize),
}

/// Reads a string from behind its quote; gives its text and the place behind the other quote.
fn unquote(
    text: &[u8],
    start: usize,
    strict: bool,
) -> std::result::Result<(Text<'_>, usize), Wrong> {
    let (mut at, mut made) = (start, Vec::new());
    loop {
        let rest = &text[at..];
        let special = |b: &u8| *b == b'"' || *b == b'\\' || (*b < 0x20 && strict);
        let Some(n) = rest.iter().position(special) else {
            return Err(Wrong::Unterminated);
        };
        match rest[n] {
            b'"' if at == start => return Ok((Text::Plain(&rest[..n]), at + n + 1)),
            b'"' => {
                made.extend_from_slice(&rest[..n]);
                return Ok((Text::Made(made), at + n + 1));
            }
            b'\\' => made.extend_from_slice(&rest[..n]),
            _ => return Err(Wrong::At("Invalid control character at", at + n)),
        }
        at += n;
        let Some(&escape) = text.get(at + 1) else {
            return Err(Wrong::Unterminated);
        };
        let plain = match escape {
            b'"' | b'\\' | b'/' => escape,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                at = unescape(text, at, &mut made)?;
                continue;
            }
            _ => return Err(Wrong::At("Invalid \\escape", at)),
        };
        made.push(plain);
        at += 2;
    }
}

/// Reads an escape of a number, or of two surrogates, at a backslash.
fn unescape(text: &[u8], at: usize, made: &mut Vec<u8>) -> std::result::Result<usize, Wrong> {
    let invalid = Wrong::At("Invalid \\uXXXX escape", at + 1);
    let mut code = match unit(text, at) {
        // The digits cannot be the last in the text.
        Some(code) if at + 6 < text.len() => code,
        _ => return Err(invalid),
    };
    let mut end = at + 6;
    if (0xD800..0xDC00).contains(&code)
        && let Some(low @ 0xDC00..0xE000) = unit(text, end)
        && end + 6 < text.len()
    {
        code = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        end += 6;
    }
    let tail = |shift: u32| 0x80 | (code >> shift & 63) as u8;
    match code {
        0..0x80 => made.push(code as u8),
        0x80..0x800 => made.extend([0xC0 | (code >> 6) as u8, tail(0)]),
        0x800..0x1_0000 => made.extend([0xE0 | (code >> 12) as u8, tail(6), tail(0)]),
        _ => made.extend([0xF0 | (code >> 18) as u8, tail(12), tail(6), tail(0)]),
    }
    Ok(end)
}

/// The number of the escape at a backslash, if there is one.
fn unit(text: &[u8], at: usize) -> Option<u32> {
    let digits = text.get(at..at + 6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0, |code, digit| {
        Some(code << 4 | char::from(*digit).to_digit(16)?)
    })
}

// ---- values -------------------------------------------------------------------------------

impl<'a> Scanner<'a> {
    fn wrong(&self, message: &str, at: usize) -> Raised {
        fail(self.vm, self.source, message, char_index(self.text, at))
    }
    #[cold]
    fn nothing(&self, at: usize) -> Raised {
        let at = char_index(self.text, at);
        self.vm.stop_iteration(self.vm.int(at))
    }
    fn skip_space(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.text.get(at) {
            at += 1;
        }
        at
    }
    fn peek(&self, at: usize) -> u8 {
        self.text.get(at).copied().unwrap_or(0)
    }

    fn string(&self, at: usize) -> Result<(Text<'a>, usize)> {
        unquote(self.text, at, self.strict).map_err(|wrong| match wrong {
            Wrong::Unterminated => self.wrong("Unterminated string starting at", at - 1),
            Wrong::At(message, at) => self.wrong(message, at),
        })
    }

    fn value(&mut self, at: usize) -> Result<(Value, usize)> {
        let rest = &self.text[at.min(self.text.len())..];
        let constant = |name: &str| rest.starts_with(name.as_bytes());
        match self.peek(at) {
            b'"' => {
                let (text, end) = self.string(at + 1)?;
                let value = match text {
                    Text::Plain(part) => self.vm.text(part)?,
                    Text::Made(bytes) => self.vm.text(&bytes)?,
                };
                Ok((value, end))
            }
            b'{' => self.vm.recurse(|| self.object(at + 1)),
            b'[' => self.vm.recurse(|| self.array(at + 1)),
            b'n' if constant("null") => Ok((Value::NONE, at + 4)),
            b't' if constant("true") => Ok((Value::bool(true), at + 4)),
            b'f' if constant("false") => Ok((Value::bool(false), at + 5)),
            b'N' if constant("NaN") => self.constant("NaN", at),
            b'I' if constant("Infinity") => self.constant("Infinity", at),
            b'-' if constant("-Infinity") => self.constant("-Infinity", at),
            b'-' | b'0'..=b'9' => self.number(at),
            _ => Err(self.nothing(at)),
        }
    }

    fn constant(&self, name: &str, at: usize) -> Result<(Value, usize)> {
        let value = self
            .vm
            .call(self.parse_constant, Args::positional(&[self.vm.str(name)]))?;
        Ok((value, at + name.len()))
    }

    fn number(&self, start: usize) -> Result<(Value, usize)> {
        let digits = |mut at: usize| {
            while self.peek(at).is_ascii_digit() {
                at += 1;
            }
            at
        };
        let mut end = start + usize::from(self.peek(start) == b'-');
        end = match self.peek(end) {
            b'0' => end + 1,
            b'1'..=b'9' => digits(end),
            _ => return Err(self.nothing(start)),
        };
        let mut is_float = false;
        if self.peek(end) == b'.' && self.peek(end + 1).is_ascii_digit() {
            end = digits(end + 1);
            is_float = true;
        }
        if matches!(self.peek(end), b'e' | b'E') {
            let sign = usize::from(matches!(self.peek(end + 1), b'+' | b'-'));
            if self.peek(end + 1 + sign).is_ascii_digit() {
                end = digits(end + 1 + sign);
                is_float = true;
            }
        }
        let text = &self.text[start..end];
        let string = || self.vm.new_ascii(text).into_value();
        let (hook, class) = if is_float {
            (self.parse_float, &self.vm.types().float)
        } else {
            (self.parse_int, &self.vm.types().int)
        };
        let simple = std::str::from_utf8(text).ok().filter(|_| hook.is_none());
        let simple = simple.and_then(|text| match is_float {
            true => text.parse().ok().map(Value::float),
            false => text.parse().ok().map(|i| self.vm.int(i)),
        });
        let value = match simple {
            Some(value) => value,
            None => {
                let parse = hook.unwrap_or(class.value());
                self.vm.call(parse, Args::positional(&[string()]))?
            }
        };
        Ok((value, end))
    }

    fn array(&mut self, start: usize) -> Result<(Value, usize)> {
        let mut items = Vec::new();
        let mut at = self.skip_space(start);
        if self.peek(at) == b']' {
            return Ok((self.vm.list(items), at + 1));
        }
        loop {
            let (value, end) = self.value(at)?;
            items.push(value);
            at = self.skip_space(end);
            match self.peek(at) {
                b',' => {}
                b']' => return Ok((self.vm.list(items), at + 1)),
                _ => return Err(self.wrong("Expecting ',' delimiter", at)),
            }
            let comma = at;
            at = self.skip_space(at + 1);
            if self.peek(at) == b']' {
                return Err(self.wrong("Illegal trailing comma before end of array", comma));
            }
        }
    }

    fn key(&mut self, at: usize) -> Result<(Value, usize)> {
        let (text, end) = self.string(at)?;
        let value = match text {
            Text::Plain(part) => match self.keys.get(part) {
                Some(known) => known.clone(),
                None => {
                    let value = self.vm.text(part)?;
                    self.keys.insert(part, value.clone());
                    value
                }
            },
            Text::Made(bytes) => self.vm.text(&bytes)?,
        };
        Ok((value, end))
    }

    fn object(&mut self, start: usize) -> Result<(Value, usize)> {
        let vm = self.vm;
        let dict = Dict::new(vm);
        let mut pairs = Vec::new();
        let mut at = self.skip_space(start);
        let mut more = self.peek(at) != b'}';
        while more {
            if self.peek(at) != b'"' {
                let message = "Expecting property name enclosed in double quotes";
                return Err(self.wrong(message, at));
            }
            let (key, end) = self.key(at + 1)?;
            at = self.skip_space(end);
            if self.peek(at) != b':' {
                return Err(self.wrong("Expecting ':' delimiter", at));
            }
            at = self.skip_space(at + 1);
            let (value, end) = self.value(at)?;
            if self.pairs_hook.is_some() {
                pairs.push(vm.pair(key, value));
            } else {
                dict.set(vm, key, value)?;
            }
            at = self.skip_space(end);
            match self.peek(at) {
                b',' => {}
                b'}' => more = false,
                _ => return Err(self.wrong("Expecting ',' delimiter", at)),
            }
            if more {
                let comma = at;
                at = self.skip_space(at + 1);
                if self.peek(at) == b'}' {
                    return Err(self.wrong("Illegal trailing comma before end of object", comma));
                }
            }
        }
        let (hook, argument) = match self.pairs_hook {
            Some(hook) => (Some(hook), vm.list(pairs)),
            None => (self.object_hook, dict.into_value()),
        };
        let value = match hook {
            Some(hook) => vm.call(hook, Args::positional(&[argument]))?,
            None => argument,
        };
        Ok((value, at + 1))
    }
}
