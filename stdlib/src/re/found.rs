//! `re.Match`.

use std::sync::atomic::{AtomicUsize, Ordering};

use hasp_vm::args::{OrNone, This};
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::descr::read_only;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::generic_alias::class_getitem;
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use super::matcher::{Found, Marks, UNSET};
use super::pattern::Pattern;
use super::subject::Subject;
use super::template::Template;

/// Payload of matches.
pub(super) struct Match {
    pub(super) pattern: Ref<Pattern>,
    string: Value,
    /// Byte offsets.
    marks: Marks,
    last: usize,
    pos: usize,
    endpos: usize,
    /// Is each character one byte?
    narrow: bool,
    /// A place of which byte offset and number of characters are known.
    known_byte: AtomicUsize,
    known_char: AtomicUsize,
}

impl Payload for Match {
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.pattern.value());
        visit(&self.string);
    }
}

/// A match object.
pub(super) fn make(
    vm: &Vm,
    pattern: &Ref<Pattern>,
    string: &Value,
    subject: &Subject<'_>,
    found: Found,
    known: (usize, usize),
) -> Value {
    let body = Match {
        pattern: pattern.clone(),
        string: string.clone(),
        marks: found.marks,
        last: found.last,
        pos: subject.pos,
        endpos: subject.endpos,
        narrow: subject.is_narrow(),
        known_byte: AtomicUsize::new(known.0),
        known_char: AtomicUsize::new(known.1),
    };
    vm.alloc(&pattern.matched, body).into_value()
}

/// Number of characters before a byte offset, counted from a place where it is known.
pub(super) fn char_index(text: &[u8], known: (usize, usize), at: usize) -> usize {
    let (byte, index) = known;
    if at >= byte {
        index + wtf8::count(text.get(byte..at).unwrap_or_default())
    } else {
        index - wtf8::count(text.get(at..byte).unwrap_or_default())
    }
}

type Me<'a> = This<'a, Match>;

impl Match {
    /// The bytes of a group; None if it has not matched.
    pub(super) fn group_bytes<T>(
        &self,
        vm: &Vm,
        n: usize,
        f: impl FnOnce(&[u8]) -> T,
    ) -> Result<Option<T>> {
        let (start, end) = (self.marks[2 * n], self.marks[2 * n + 1]);
        if start == UNSET {
            return Ok(None);
        }
        if let Some(text) = self.string.as_str_obj() {
            return Ok(Some(f(text.bytes().get(start..end).unwrap_or_default())));
        }
        let bytes = vm.bytes_like(&self.string)?;
        let bytes = bytes.as_deref().unwrap_or_default();
        // The buffer may be shorter by now.
        Ok(Some(f(bytes
            .get(start.min(bytes.len())..end.min(bytes.len()))
            .unwrap_or_default())))
    }

    /// A group as an object, or the default.
    pub(super) fn group(&self, vm: &Vm, n: usize, default: &Value) -> Result<Value> {
        let is_text = self.string.as_str_obj().is_some();
        let object = self.group_bytes(vm, n, |bytes| {
            if is_text {
                vm.new_wtf8(bytes).into_value()
            } else {
                vm.bytes(bytes)
            }
        })?;
        Ok(object.unwrap_or_else(|| default.clone()))
    }

    fn groups(&self) -> usize {
        self.marks.len() / 2
    }

    /// Start and end of a group in characters, (-1, -1) if it has not matched.
    fn span(&self, n: usize) -> (i64, i64) {
        let (start, end) = (self.marks[2 * n], self.marks[2 * n + 1]);
        if start == UNSET {
            return (-1, -1);
        }
        if self.narrow {
            return (start as i64, end as i64);
        }
        let Some(text) = self.string.as_str_obj() else {
            return (start as i64, end as i64);
        };
        let known = (
            self.known_byte.load(Ordering::Relaxed),
            self.known_char.load(Ordering::Relaxed),
        );
        let first = char_index(text.bytes(), known, start);
        let last = char_index(text.bytes(), (start, first), end);
        (first as i64, last as i64)
    }

    fn pair(&self, vm: &Vm, n: usize) -> Value {
        let (start, end) = self.span(n);
        vm.pair(vm.int(start), vm.int(end))
    }

    /// The number of the group that an argument names.
    fn index(&self, vm: &Vm, key: &Value) -> Result<usize> {
        let no_such = || -> Raised { vm.index_error("no such group") };
        if key.as_int().is_some() || vm.type_of(key).slots.index.get().is_some() {
            let n = vm.index_clipped(key)?;
            return usize::try_from(n)
                .ok()
                .filter(|&n| n < self.groups())
                .ok_or_else(no_such);
        }
        let found = match self.pattern.names.get(vm, key) {
            Ok(found) => found,
            Err(_) => return Err(no_such()),
        };
        found
            .and_then(|n| n.as_small_int())
            .map(|n| n as usize)
            .ok_or_else(no_such)
    }
}

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Match>> {
    v.downcast_ref::<Match>().ok_or_else(|| vm.wrong_self(v))
}

macro_rules! member {
    ($name:literal, $get:expr) => {
        GetSetDef {
            name: $name,
            get: |vm, v| {
                let get: fn(&Vm, &Ref<Match>) -> Value = $get;
                Ok(get(vm, this(vm, v)?))
            },
            set: Some(read_only),
        }
    };
}

/// The type.
pub(super) static MATCH: TypeDef = TypeDef {
    name: "re.Match",
    layout: Some(VTable::of::<Match>),
    doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    slots: |s| {
        s.repr.set(Some(|vm, v| {
            let m = this(vm, v)?;
            let (start, end) = m.span(0);
            let text = vm.repr(&m.group(vm, 0, &Value::NONE)?)?;
            let head = format!("<re.Match object; span=({start}, {end}), match=");
            Ok(crate::common::join(
                vm,
                &[head.as_bytes(), text.bytes(), b">"],
            ))
        }));
        s.getitem.set(Some(|vm, v, key| {
            let m = this(vm, v)?;
            m.group(vm, m.index(vm, key)?, &Value::NONE)
        }));
    },
    methods: METHODS,
    getsets: &[
        member!("string", |_, m| m.string.clone()),
        member!("re", |_, m| m.pattern.value().clone()),
        member!("pos", |vm, m| vm.int(m.pos as i64)),
        member!("endpos", |vm, m| vm.int(m.endpos as i64)),
        GetSetDef {
            name: "lastindex",
            get: |vm, v| {
                let last = this(vm, v)?.last;
                Ok(if last > 0 {
                    vm.int(last as i64)
                } else {
                    Value::NONE
                })
            },
            set: None,
        },
        GetSetDef {
            name: "lastgroup",
            get: |vm, v| {
                let m = this(vm, v)?;
                let named = m
                    .pattern
                    .names
                    .items()
                    .into_iter()
                    .find(|(_, n)| m.last > 0 && n.as_small_int() == Some(m.last as i64));
                Ok(named.map_or(Value::NONE, |(name, _)| name))
            },
            set: None,
        },
        GetSetDef {
            name: "regs",
            get: |vm, v| {
                let m = this(vm, v)?;
                Ok(vm.tuple((0..m.groups()).map(|n| m.pair(vm, n)).collect()))
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

const METHODS: &[NativeDef] = &[
    native!(
        "group(self, /, *args)",
        |vm: &Vm, m: Me<'_>, args: &Value| {
            let args = args.as_tuple().map_or(&[][..], |t| t.as_slice());
            match args {
                [] => m.group(vm, 0, &Value::NONE),
                [one] => m.group(vm, m.index(vm, one)?, &Value::NONE),
                _ => {
                    let parts: Result<Vec<Value>> = args
                        .iter()
                        .map(|key| m.group(vm, m.index(vm, key)?, &Value::NONE))
                        .collect();
                    Ok(vm.tuple(parts?))
                }
            }
        }
    )
    .doc("Return one or more groups of the match."),
    native!(
        "groups(self, /, default=None)",
        |vm: &Vm, m: Me<'_>, default: &Value| {
            let parts: Result<Vec<Value>> =
                (1..m.groups()).map(|n| m.group(vm, n, default)).collect();
            Ok(vm.tuple(parts?))
        }
    )
    .doc("Return all groups of the match as a tuple."),
    native!(
        "groupdict(self, /, default=None)",
        |vm: &Vm, m: Me<'_>, default: &Value| {
            let dict = Dict::new(vm);
            for (name, n) in m.pattern.names.items() {
                let n = n.as_small_int().unwrap_or(0) as usize;
                dict.set(vm, name, m.group(vm, n, default)?)?;
            }
            Ok(dict)
        }
    )
    .doc("Return the named groups of the match as a dict."),
    native!(
        "start(self, group=0, /)",
        |vm: &Vm, m: Me<'_>, key: &Value| { Ok(m.span(m.index(vm, key)?).0) }
    )
    .doc("Return where a group starts."),
    native!(
        "end(self, group=0, /)",
        |vm: &Vm, m: Me<'_>, key: &Value| { Ok(m.span(m.index(vm, key)?).1) }
    )
    .doc("Return where a group ends."),
    native!(
        "span(self, group=0, /)",
        |vm: &Vm, m: Me<'_>, key: &Value| { Ok(m.pair(vm, m.index(vm, key)?)) }
    )
    .doc("Return where a group starts and ends."),
    native!(
        "expand(self, /, template)",
        |vm: &Vm, m: Me<'_>, template: &Value| {
            let template = Template::parse(vm, &m.pattern, template)?;
            let mut out = Vec::new();
            template.expand(vm, &m, &mut out)?;
            Ok(if m.string.as_str_obj().is_some() {
                vm.text(&out)?
            } else {
                vm.bytes(&out)
            })
        }
    )
    .doc("Return a template with the groups of the match put in."),
    native!("__copy__(self, /)", |_: &Vm, v: Value| v),
    native!(
        "__deepcopy__(self, memo, /)",
        |_: &Vm, v: Value, _: OrNone<Value>| v
    ),
    native!("__class_getitem__(cls, item, /)", class_getitem).class_method(),
];
