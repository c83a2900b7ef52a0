//! Compiled expressions.

use super::charset::CharSet;
use super::node::Greed;

/// One step of a matcher. Numbers named `to` are positions in the program.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// The whole expression has matched.
    Match,
    /// Nowhere.
    Fail,
    /// These bytes.
    Literal(Box<[u8]>),
    /// One character of set `n`.
    Set(u32),
    /// Any character.
    Any,
    /// Any character but a line feed.
    NotLineFeed,
    /// Places.
    Start,
    LineStart,
    End,
    /// At the end, or before a line feed that ends the text.
    LastLineEnd,
    LineEnd,
    /// Between a word and something else; by Unicode's words?
    Boundary {
        unicode: bool,
        negate: bool,
    },
    /// Remember a position: the start or the end of a group.
    Open(u32),
    Close(u32),
    /// Go on at once here, and at the other place if that fails.
    Split {
        other: u32,
    },
    Jump {
        to: u32,
    },
    /// `min..=max` single characters; the next steps follow.
    Single {
        what: One,
        min: u32,
        max: u32,
        greed: Greed,
        /// The byte with which what follows must begin.
        then: Option<u8>,
    },
    /// Begin of a loop: its counter, the place of its `Until`.
    Loop {
        counter: u32,
        until: u32,
    },
    /// End of an item of a loop, which starts at `body`.
    Until {
        counter: u32,
        min: u32,
        max: u32,
        lazy: bool,
        body: u32,
    },
    /// What a lazy loop does where the rest has failed.
    More {
        counter: u32,
        max: u32,
        body: u32,
    },
    /// The same text as a group.
    Backref {
        group: u32,
        fold: Option<bool>,
    },
    /// Go elsewhere if a group has not matched.
    IfUnset {
        group: u32,
        to: u32,
    },
    /// Begin of something that is not entered again; `counter` remembers where the stack ended.
    Atomic {
        counter: u32,
    },
    EndAtomic {
        counter: u32,
    },
    /// Begin of a look around; `back` characters behind.
    Look {
        counter: u32,
        back: u32,
    },
    EndLook {
        counter: u32,
    },
    /// Begin of one that must not match: where to go on then.
    NotLook {
        counter: u32,
        back: u32,
        to: u32,
    },
    EndNotLook {
        counter: u32,
    },
}

/// What a repetition of single characters is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum One {
    Set(u32),
    Byte(u8),
    Any,
    NotLineFeed,
}

/// How a search finds places where a match could start.
#[derive(Clone, Debug)]
pub(super) enum Hint {
    /// Every place.
    None,
    /// Only the start of the text.
    AtStart,
    /// Where these bytes stand.
    Literal(Box<memchr::memmem::Finder<'static>>),
    /// Where one of these bytes stands.
    Bytes(Box<[bool; 256]>),
}

/// A program with all that belongs to it.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) sets: Vec<CharSet>,
    /// Number of groups, the whole match not counted.
    pub(super) groups: usize,
    /// Number of counters.
    pub(super) counters: usize,
    pub(super) hint: Hint,
}
