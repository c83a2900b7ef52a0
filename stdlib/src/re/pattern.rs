//! `re.Pattern`.

use std::fmt::Write;

use hasp_vm::args::{Args, OrNone, This};
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::descr::read_only;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::generic_alias::class_getitem;
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::slots::CmpOp;
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::classes;
use super::found;
use super::matcher::{Found, Matcher, UNSET};
use super::node::flag;
use super::program::Program;
use super::scanner;
use super::subject::{How, Subject};
use super::template::Template;

/// Payload of compiled patterns.
pub(super) struct Pattern {
    source: Value,
    flags: u32,
    pub(super) is_text: bool,
    pub(super) program: Program,
    /// Names of groups with their numbers.
    pub(super) names: Ref<Dict>,
    /// The class of its matches.
    pub(super) matched: Ref<Type>,
}

impl Payload for Pattern {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.source);
        visit(self.names.value());
        visit(self.matched.value());
    }
}

/// The characters of a pattern or a template: code points, or bytes.
///
/// # Errors
/// TypeError for what is no text.
pub(super) fn code_points(vm: &Vm, v: &Value) -> Result<Vec<u32>> {
    if let Some(text) = v.as_str_obj() {
        return Ok(wtf8::code_points(text.bytes()).collect());
    }
    match vm.bytes_like(v)? {
        Some(bytes) => Ok(bytes.iter().map(|&b| b.into()).collect()),
        None => {
            let name = vm.type_name(v);
            Err(vm.type_error(format!(
                "decoding to str: need a bytes-like object, {name} found"
            )))
        }
    }
}

/// Compiles a pattern.
///
/// # Errors
/// PatternError and the others that parsing raises; TypeError for what is no text.
pub(super) fn compile(vm: &Vm, source: &Value, flags: u32) -> Result<Value> {
    let is_text = source.as_str_obj().is_some();
    if !is_text && vm.buffer_opt(source)?.is_none() {
        return Err(vm.type_error("first argument must be string or compiled pattern"));
    }
    let chars = code_points(vm, source)?;
    let parsed = super::parser::parse(vm, source, chars, is_text, flags)?;
    let program = super::compile::compile(vm, is_text, &parsed)?;
    let classes = classes(vm);
    let names = Dict::new(vm);
    for (name, n) in &parsed.names {
        let name = super::source::text_of(vm, name);
        names.set(vm, name, vm.int(*n as i64))?;
    }
    let body = Pattern {
        source: source.clone(),
        flags: parsed.flags,
        is_text,
        program,
        names,
        matched: classes.matched,
    };
    Ok(vm.alloc(&classes.pattern, body).into_value())
}

type Me<'a> = This<'a, Pattern>;

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Pattern>> {
    v.downcast_ref::<Pattern>().ok_or_else(|| vm.wrong_self(v))
}

macro_rules! member {
    ($name:literal, $get:expr) => {
        GetSetDef {
            name: $name,
            get: |vm, v| {
                let get: fn(&Vm, &Ref<Pattern>) -> Result<Value> = $get;
                get(vm, this(vm, v)?)
            },
            set: Some(read_only),
        }
    };
}

/// The type.
pub(super) static PATTERN: TypeDef = TypeDef {
    name: "re.Pattern",
    layout: Some(VTable::of::<Pattern>),
    doc: "Compiled regular expression object.",
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(|vm, v| {
            let p = this(vm, v)?;
            Ok(vm.hash(&p.source)? ^ i64::from(p.flags) ^ i64::from(p.is_text))
        }));
        s.compare.set(Some(|vm, a, b, op| {
            let (Some(x), Some(y)) = (a.downcast_ref::<Pattern>(), b.downcast_ref::<Pattern>())
            else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            let same = x.is(y)
                || x.flags == y.flags && x.is_text == y.is_text && vm.eq(&x.source, &y.source)?;
            Ok(match op {
                CmpOp::Eq => Value::bool(same),
                CmpOp::Ne => Value::bool(!same),
                _ => Value::NOT_IMPLEMENTED,
            })
        }));
    },
    methods: METHODS,
    getsets: &[
        member!("pattern", |_, p| Ok(p.source.clone())),
        member!("flags", |vm, p| Ok(vm.int(p.flags.into()))),
        member!("groups", |vm, p| Ok(vm.int(p.program.groups as i64))),
        GetSetDef {
            name: "groupindex",
            get: |vm, v| {
                let class = vm.types().mappingproxy.value().clone();
                let names = this(vm, v)?.names.value().clone();
                vm.call(&class, Args::positional(&[names]))
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn repr(vm: &Vm, v: &Value) -> Result<Value> {
    /// More of a pattern is not shown.
    const SHOWN: usize = 200;
    const NAMES: [(u32, &str); 8] = [
        (flag::IGNORECASE, "re.IGNORECASE"),
        (flag::LOCALE, "re.LOCALE"),
        (flag::MULTILINE, "re.MULTILINE"),
        (flag::DOTALL, "re.DOTALL"),
        (flag::UNICODE, "re.UNICODE"),
        (flag::VERBOSE, "re.VERBOSE"),
        (flag::DEBUG, "re.DEBUG"),
        (flag::ASCII, "re.ASCII"),
    ];
    let p = this(vm, v)?;
    let source = vm.repr(&p.source)?;
    let shown = source.bytes();
    let cut = wtf8::offset_of(shown, SHOWN.min(source.char_len()));
    let mut flags = p.flags;
    if p.is_text && flags & flag::TYPES == flag::UNICODE {
        flags &= !flag::UNICODE;
    }
    let mut text = String::new();
    for (bit, name) in NAMES {
        if flags & bit != 0 {
            flags &= !bit;
            text.push_str(if text.is_empty() { ", " } else { "|" });
            text.push_str(name);
        }
    }
    if flags != 0 {
        let _ = write!(
            text,
            "{}{flags:#x}",
            if text.is_empty() { ", " } else { "|" }
        );
    }
    text.push(')');
    Ok(crate::common::join(
        vm,
        &[b"re.compile(", &shown[..cut], text.as_bytes()],
    ))
}

const METHODS: &[NativeDef] = &[
    native!("match(self, /, string, pos=0, endpos=?)", |vm: &Vm,
        p: Me<'_>, string: &Value, pos: isize, endpos: Option<isize>| {
        once(vm, &p, string, pos, endpos, How::Match)
    })
    .doc("Matches zero or more characters at the beginning of the string."),
    native!("fullmatch(self, /, string, pos=0, endpos=?)", |vm: &Vm,
        p: Me<'_>, string: &Value, pos: isize, endpos: Option<isize>| {
        once(vm, &p, string, pos, endpos, How::Full)
    })
    .doc("Matches against all of the string."),
    native!("search(self, /, string, pos=0, endpos=?)", |vm: &Vm,
        p: Me<'_>, string: &Value, pos: isize, endpos: Option<isize>| {
        once(vm, &p, string, pos, endpos, How::Search)
    })
    .doc("Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches."),
    native!("findall(self, /, string, pos=0, endpos=?)", find_all)
        .doc("Return a list of all non-overlapping matches of pattern in string."),
    native!("finditer(self, /, string, pos=0, endpos=?)", |vm: &Vm,
        p: Me<'_>, string: &Value, pos: isize, endpos: Option<isize>| {
        scanner::iterator(vm, &p, string, pos, endpos)
    })
    .doc("Return an iterator over all non-overlapping matches for the RE pattern in string."),
    native!("scanner(self, /, string, pos=0, endpos=?)", |vm: &Vm,
        p: Me<'_>, string: &Value, pos: isize, endpos: Option<isize>| {
        scanner::make(vm, &p, string, pos, endpos)
    }),
    native!("split(self, /, string, maxsplit=0)", split)
        .doc("Split string by the occurrences of pattern."),
    native!("sub(self, /, repl, string, count=0)", |vm: &Vm,
        p: Me<'_>, repl: &Value, string: &Value, count: isize| {
        Ok(substitute(vm, &p, repl, string, count)?.0)
    })
    .doc("Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl."),
    native!("subn(self, /, repl, string, count=0)", |vm: &Vm,
        p: Me<'_>, repl: &Value, string: &Value, count: isize| {
        let (text, n) = substitute(vm, &p, repl, string, count)?;
        Ok(vm.pair(text, vm.int(n as i64)))
    })
    .doc("Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl."),
    native!("__copy__(self, /)", |_: &Vm, v: Value| v),
    native!("__deepcopy__(self, memo, /)", |_: &Vm,
                                             v: Value,
                                             _: OrNone<Value>| v),
    native!("__reduce__(self, /)", |vm: &Vm, p: Me<'_>| {
        let module = vm.import_module("re")?;
        let function = vm.get_attr_str(&module, "_compile")?;
        let args = vm.pair(p.source.clone(), vm.int(p.flags.into()));
        Ok(vm.pair(function, args))
    }),
    native!("__class_getitem__(cls, item, /)", class_getitem).class_method(),
];

fn once(
    vm: &Vm,
    p: &Ref<Pattern>,
    string: &Value,
    pos: isize,
    endpos: Option<isize>,
    how: How,
) -> Result<Value> {
    let subject = Subject::part(
        vm,
        p,
        string,
        pos as i64,
        endpos.map_or(i64::MAX, |e| e as i64),
    )?;
    let mut matcher = Matcher::new(vm, &p.program, subject.text());
    let found = subject.find(&mut matcher, how, subject.start);
    matcher.end();
    match found? {
        Some(found) => {
            let known = (subject.start, subject.pos);
            Ok(found::make(vm, p, string, &subject, found, known))
        }
        None => Ok(Value::NONE),
    }
}

/// Runs through all matches; `each` says whether to go on.
fn each_match(
    vm: &Vm,
    p: &Ref<Pattern>,
    subject: &Subject<'_>,
    mut each: impl FnMut(&Found) -> Result<bool>,
) -> Result<()> {
    let mut matcher = Matcher::new(vm, &p.program, subject.text());
    let (mut at, mut how) = (subject.start, How::Search);
    while let Some(found) = subject.find(&mut matcher, how, at)? {
        how = How::after(&found);
        at = found.marks[1];
        if !each(&found)? {
            break;
        }
    }
    matcher.end();
    Ok(())
}

fn find_all(
    vm: &Vm,
    p: Me<'_>,
    string: &Value,
    pos: isize,
    endpos: Option<isize>,
) -> Result<Value> {
    let subject = Subject::part(
        vm,
        &p,
        string,
        pos as i64,
        endpos.map_or(i64::MAX, |e| e as i64),
    )?;
    let mut out = Vec::new();
    // Where a group has not matched, it counts as empty.
    let group = |found: &Found, n: usize| {
        let (start, end) = (found.marks[2 * n], found.marks[2 * n + 1]);
        if start == UNSET {
            subject.object(vm, b"")
        } else {
            subject.piece(vm, start, end)
        }
    };
    let groups = p.program.groups;
    each_match(vm, &p, &subject, |found| {
        out.push(match groups {
            0 => group(found, 0),
            1 => group(found, 1),
            _ => vm.tuple((1..=groups).map(|n| group(found, n)).collect()),
        });
        Ok(true)
    })?;
    Ok(vm.list(out))
}

fn split(vm: &Vm, p: Me<'_>, string: &Value, maxsplit: isize) -> Result<Value> {
    let subject = Subject::new(vm, &p, string)?;
    let (mut out, mut last, mut n) = (Vec::new(), subject.start, 0);
    if maxsplit >= 0 {
        each_match(vm, &p, &subject, |found| {
            out.push(subject.piece(vm, last, found.marks[0]));
            for pair in found.marks[2..].chunks_exact(2) {
                out.push(if pair[0] == UNSET {
                    Value::NONE
                } else {
                    subject.piece(vm, pair[0], pair[1])
                });
            }
            last = found.marks[1];
            n += 1;
            Ok(maxsplit == 0 || n < maxsplit)
        })?;
    }
    out.push(subject.piece(vm, last, subject.text().len()));
    Ok(vm.list(out))
}

/// What matches are replaced by.
enum Replacement<'a> {
    Text(&'a Value),
    Template(Template),
    Call(&'a Value),
}

fn replacement<'a>(vm: &Vm, p: &Ref<Pattern>, repl: &'a Value) -> Result<Replacement<'a>> {
    let callable = vm.type_of(repl).slots.call.get().is_some();
    if callable {
        return Ok(Replacement::Call(repl));
    }
    let plain = match repl.as_str_obj() {
        Some(text) => !text.bytes().contains(&b'\\'),
        None => match vm.bytes_like(repl)? {
            Some(bytes) => !bytes.contains(&b'\\'),
            None => false,
        },
    };
    if plain {
        return Ok(Replacement::Text(repl));
    }
    Template::parse(vm, p, repl).map(Replacement::Template)
}

fn substitute(
    vm: &Vm,
    p: &Ref<Pattern>,
    repl: &Value,
    string: &Value,
    count: isize,
) -> Result<(Value, usize)> {
    let replacement = replacement(vm, p, repl)?;
    let subject = Subject::new(vm, p, string)?;
    let (mut out, mut last, mut n) = (Vec::new(), 0, 0usize);
    // Number of pieces before, by which an error names the wrong one.
    let mut pieces = 0;
    let mut known = (0, 0);
    if count >= 0 {
        each_match(vm, p, &subject, |found| {
            let (start, end) = (found.marks[0], found.marks[1]);
            if last < start {
                out.extend_from_slice(subject.all().get(last..start).unwrap_or_default());
                pieces += 1;
            }
            match &replacement {
                Replacement::Template(template) => {
                    template.expand_in(subject.all(), &found.marks, &mut out);
                    pieces += 1;
                }
                Replacement::Text(text) => append(vm, &subject, &mut out, text, &mut pieces)?,
                Replacement::Call(function) => {
                    if !subject.is_narrow() {
                        known = (start, found::char_index(subject.all(), known, start));
                    }
                    let m = found::make(vm, p, string, &subject, found.clone(), known);
                    let text = vm.call(function, Args::positional(&[m]))?;
                    if !text.is_none() {
                        append(vm, &subject, &mut out, &text, &mut pieces)?;
                    }
                }
            }
            last = end;
            n += 1;
            Ok(count == 0 || n < count as usize)
        })?;
    }
    if n == 0 {
        let whole = string.exact_ref::<hasp_vm::object::str::Str>().is_some()
            || string
                .exact_ref::<hasp_vm::object::bytes::Bytes>()
                .is_some();
        if whole {
            return Ok((string.clone(), 0));
        }
    }
    let all = subject.all();
    out.extend_from_slice(all.get(last..).unwrap_or_default());
    vm.check_text_len(out.len())?;
    Ok((subject.object(vm, &out), n))
}

/// Appends a replacement of the text's kind.
fn append(
    vm: &Vm,
    subject: &Subject<'_>,
    out: &mut Vec<u8>,
    text: &Value,
    pieces: &mut usize,
) -> Result<()> {
    if subject.is_text() {
        let Some(text) = text.as_str_obj() else {
            let name = vm.type_name(text);
            return Err(vm.type_error(format!(
                "sequence item {pieces}: expected str instance, {name} found"
            )));
        };
        out.extend_from_slice(text.bytes());
    } else {
        let bytes = match text.as_str_obj() {
            None => vm.bytes_like(text)?,
            Some(_) => None,
        };
        let Some(bytes) = bytes else {
            let name = vm.type_name(text);
            return Err(vm.type_error(format!(
                "sequence item {pieces}: expected a bytes-like object, {name} found"
            )));
        };
        out.extend_from_slice(&bytes);
    }
    *pieces += 1;
    Ok(())
}
