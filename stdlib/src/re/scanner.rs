//! Scanners: matching again and again from where the last match ended.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use hasp_vm::args::This;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::descr::read_only;
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::classes;
use super::found;
use super::matcher::Matcher;
use super::pattern::Pattern;
use super::subject::{How, Subject};

/// Place of a scanner that has found all.
const DONE: usize = usize::MAX;

/// Payload of scanners.
pub(super) struct Scanner {
    pattern: Ref<Pattern>,
    string: Value,
    pos: i64,
    endpos: i64,
    /// Byte offset from which to go on.
    at: AtomicUsize,
    /// The same in characters.
    index: AtomicUsize,
    /// The last match was empty.
    empty: AtomicBool,
}

impl Payload for Scanner {
    fn traverse(&self, visit: Visit<'_>) {
        visit(self.pattern.value());
        visit(&self.string);
    }
}

/// A scanner of the text from `pos` to `endpos`.
///
/// # Errors
/// TypeError as for a search.
pub(super) fn make(
    vm: &Vm,
    pattern: &Ref<Pattern>,
    string: &Value,
    pos: isize,
    endpos: Option<isize>,
) -> Result<Value> {
    let body = scanner(vm, pattern, string, pos, endpos)?;
    Ok(vm.alloc(&classes(vm).scanner, body).into_value())
}

/// An iterator over the matches in the text from `pos` to `endpos`.
///
/// # Errors
/// TypeError as for a search.
pub(super) fn iterator(
    vm: &Vm,
    pattern: &Ref<Pattern>,
    string: &Value,
    pos: isize,
    endpos: Option<isize>,
) -> Result<Value> {
    let body = scanner(vm, pattern, string, pos, endpos)?;
    Ok(vm.alloc(&classes(vm).iterator, body).into_value())
}

fn scanner(
    vm: &Vm,
    pattern: &Ref<Pattern>,
    string: &Value,
    pos: isize,
    endpos: Option<isize>,
) -> Result<Scanner> {
    let endpos = endpos.map_or(i64::MAX, |e| e as i64);
    let subject = Subject::part(vm, pattern, string, pos as i64, endpos)?;
    Ok(Scanner {
        pattern: pattern.clone(),
        string: string.clone(),
        pos: pos as i64,
        endpos,
        at: AtomicUsize::new(subject.start),
        index: AtomicUsize::new(subject.pos),
        empty: AtomicBool::new(false),
    })
}

/// The type.
pub(super) static SCANNER: TypeDef = TypeDef {
    name: "_sre.SRE_Scanner",
    layout: Some(VTable::of::<Scanner>),
    methods: &[
        native!("match(self, /)", |vm: &Vm, s: This<'_, Scanner>| next(
            vm,
            &s,
            How::Match
        )),
        native!("search(self, /)", |vm: &Vm, s: This<'_, Scanner>| next(
            vm,
            &s,
            How::Search
        )),
    ],
    getsets: &[GetSetDef {
        name: "pattern",
        get: |vm, v| match v.downcast_ref::<Scanner>() {
            Some(s) => Ok(s.pattern.value().clone()),
            None => Err(vm.wrong_self(v)),
        },
        set: Some(read_only),
    }],
    ..TypeDef::EMPTY
};

/// The type of the iterators.
pub(super) static ITERATOR: TypeDef = TypeDef {
    name: "callable_iterator",
    layout: Some(VTable::of::<Scanner>),
    slots: |s| {
        s.iter.set(Some(crate::common::iter_self));
        s.next.set(Some(|vm, v| match v.downcast_ref::<Scanner>() {
            Some(s) => Ok(Some(next(vm, s, How::Search)?).filter(|m| !m.is_none())),
            None => Err(vm.wrong_self(v)),
        }));
    },
    ..TypeDef::EMPTY
};

fn next(vm: &Vm, s: &Ref<Scanner>, how: How) -> Result<Value> {
    let at = s.at.load(Ordering::Relaxed);
    if at == DONE {
        return Ok(Value::NONE);
    }
    let subject = Subject::part(vm, &s.pattern, &s.string, s.pos, s.endpos)?;
    let on = s.empty.load(Ordering::Relaxed);
    let how = match how {
        How::Search if on => How::SearchOn,
        How::Match if on => How::MatchOn,
        how => how,
    };
    let mut matcher = Matcher::new(vm, &s.pattern.program, subject.text());
    let found = subject.find(&mut matcher, how, at);
    matcher.end();
    let Some(found) = found? else {
        s.at.store(DONE, Ordering::Relaxed);
        return Ok(Value::NONE);
    };
    let (start, end) = (found.marks[0], found.marks[1]);
    let known = (at, s.index.load(Ordering::Relaxed));
    let index = if subject.is_narrow() {
        end
    } else {
        found::char_index(subject.all(), known, end)
    };
    s.at.store(end, Ordering::Relaxed);
    s.index.store(index, Ordering::Relaxed);
    s.empty.store(start == end, Ordering::Relaxed);
    Ok(found::make(
        vm, &s.pattern, &s.string, &subject, found, known,
    ))
}
