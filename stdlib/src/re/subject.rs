//! The text that is searched: a str or the bytes of a buffer.

use hasp_vm::buffer::BytesLike;
use hasp_vm::object::Ref;
use hasp_vm::object::str::Str;
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::matcher::{Found, Matcher, Narrow, Wide, Wish};
use super::pattern::Pattern;

enum Data<'a> {
    Text(&'a Ref<Str>),
    Bytes(BytesLike<'a>),
}

/// A text with the part of it that is looked at.
pub(super) struct Subject<'a> {
    data: Data<'a>,
    narrow: bool,
    /// Byte offsets of the part.
    pub(super) start: usize,
    end: usize,
    /// The same in characters.
    pub(super) pos: usize,
    pub(super) endpos: usize,
}

impl<'a> Subject<'a> {
    /// All of the text.
    ///
    /// # Errors
    /// TypeError if the pattern is for another kind of text, or it is none.
    pub(super) fn new(vm: &Vm, pattern: &Pattern, v: &'a Value) -> Result<Subject<'a>> {
        Subject::part(vm, pattern, v, 0, i64::MAX)
    }

    /// The text from `pos` to `endpos`.
    ///
    /// # Errors
    /// As [`Subject::new`].
    pub(super) fn part(
        vm: &Vm,
        pattern: &Pattern,
        v: &'a Value,
        pos: i64,
        endpos: i64,
    ) -> Result<Subject<'a>> {
        let data = match v.as_str_obj() {
            Some(text) => Data::Text(text),
            None => match vm.bytes_like_quietly(v)? {
                Some(bytes) => Data::Bytes(bytes),
                None => {
                    let name = vm.type_name(v);
                    return Err(vm.type_error(format!(
                        "expected string or bytes-like object, got '{name}'"
                    )));
                }
            },
        };
        match (&data, pattern.is_text) {
            (Data::Text(_), false) => {
                return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
            }
            (Data::Bytes(_), true) => {
                return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
            }
            _ => {}
        }
        let (len, narrow) = match &data {
            Data::Text(text) => (text.char_len(), text.is_ascii()),
            Data::Bytes(bytes) => (bytes.len(), true),
        };
        let clip = |i: i64| usize::try_from(i).unwrap_or(0).min(len);
        let (pos, endpos) = (clip(pos), clip(endpos));
        let mut subject = Subject {
            data,
            narrow,
            start: pos,
            end: endpos,
            pos,
            endpos,
        };
        if !narrow {
            let bytes = subject.all();
            let offset = |i: usize| match i {
                0 => 0,
                _ if i == len => bytes.len(),
                _ => wtf8::offset_of(bytes, i),
            };
            let (start, end) = (offset(pos), offset(endpos));
            (subject.start, subject.end) = (start, end);
        }
        Ok(subject)
    }

    /// The bytes of the whole text.
    pub(super) fn all(&self) -> &[u8] {
        match &self.data {
            Data::Text(text) => text.bytes(),
            Data::Bytes(bytes) => bytes,
        }
    }
    /// The bytes up to where the part ends.
    pub(super) fn text(&self) -> &[u8] {
        self.all().get(..self.end).unwrap_or_default()
    }
    /// Is each character one byte?
    pub(super) fn is_narrow(&self) -> bool {
        self.narrow
    }
    /// Is it a str?
    pub(super) fn is_text(&self) -> bool {
        matches!(self.data, Data::Text(_))
    }
    /// A piece as an object.
    pub(super) fn piece(&self, vm: &Vm, start: usize, end: usize) -> Value {
        let bytes = self.all().get(start..end).unwrap_or_default();
        self.object(vm, bytes)
    }
    /// An object of the text's kind.
    pub(super) fn object(&self, vm: &Vm, bytes: &[u8]) -> Value {
        match &self.data {
            Data::Text(text) if text.is_ascii() && bytes.is_ascii() => {
                vm.new_ascii(bytes).into_value()
            }
            Data::Text(_) => vm.new_wtf8(bytes).into_value(),
            Data::Bytes(_) => vm.bytes(bytes),
        }
    }

    /// Runs one of the matcher's functions.
    ///
    /// # Errors
    /// What the matcher raises.
    pub(super) fn find(
        &self,
        matcher: &mut Matcher<'_>,
        how: How,
        at: usize,
    ) -> Result<Option<Found>> {
        // As in CPython, an empty match is found behind the end, but not searched for.
        if at > self.end && !matches!(how, How::Match | How::MatchOn) {
            return Ok(None);
        }
        let wish = Wish {
            full: how == How::Full,
            advance: matches!(how, How::SearchOn | How::MatchOn),
        };
        match (how, self.narrow) {
            (How::Match | How::MatchOn | How::Full, true) => matcher.match_at::<Narrow>(at, wish),
            (How::Match | How::MatchOn | How::Full, false) => matcher.match_at::<Wide>(at, wish),
            (_, true) => matcher.search::<Narrow>(at, wish),
            (_, false) => matcher.search::<Wide>(at, wish),
        }
    }
}

/// What is asked of a matcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// A match at the place.
    Match,
    /// One that is not empty.
    MatchOn,
    /// A match from the place to the end.
    Full,
    /// The first match.
    Search,
    /// The first match that is not empty at the place.
    SearchOn,
}

impl How {
    /// How to search on after a match.
    pub(super) fn after(found: &Found) -> How {
        if found.marks[0] == found.marks[1] {
            How::SearchOn
        } else {
            How::Search
        }
    }
}
