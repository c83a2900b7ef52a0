//! Regular expressions as trees.

/// Flag bits, as scripts know them.
pub(super) mod flag {
    pub(in crate::re) const IGNORECASE: u32 = 2;
    pub(in crate::re) const LOCALE: u32 = 4;
    pub(in crate::re) const MULTILINE: u32 = 8;
    pub(in crate::re) const DOTALL: u32 = 16;
    pub(in crate::re) const UNICODE: u32 = 32;
    pub(in crate::re) const VERBOSE: u32 = 64;
    pub(in crate::re) const DEBUG: u32 = 128;
    pub(in crate::re) const ASCII: u32 = 256;
    /// Of these only one can hold.
    pub(in crate::re) const TYPES: u32 = ASCII | LOCALE | UNICODE;
}

/// No upper bound of a repetition.
pub(super) const MAX_REPEAT: u32 = u32::MAX;

/// `\d`, `\s`, `\w`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Digit,
    Space,
    Word,
}

/// What stands in a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SetItem {
    Char(u32),
    Range(u32, u32),
    /// A category, or (true) all that is not in it.
    Category(Category, bool),
}

/// Places between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `^`
    LineStart,
    /// `$`
    LineEnd,
    /// `\A`
    Start,
    /// `\Z`, `\z`
    End,
    /// `\b`
    Boundary,
    /// `\B`
    NotBoundary,
}

/// How eagerly something repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// A part of an expression.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Char(u32),
    Set {
        items: Vec<SetItem>,
        negate: bool,
    },
    /// `.`
    Any,
    Place(Place),
    Sequence(Vec<Node>),
    Branch(Vec<Node>),
    /// A group; flags that are turned on and off inside.
    Group {
        index: Option<usize>,
        add: u32,
        remove: u32,
        body: Box<Node>,
    },
    Atomic(Box<Node>),
    Repeat {
        min: u32,
        max: u32,
        greed: Greed,
        body: Box<Node>,
    },
    Backref(usize),
    Look {
        behind: bool,
        negative: bool,
        body: Box<Node>,
    },
    Conditional {
        group: usize,
        yes: Box<Node>,
        no: Box<Node>,
    },
    /// Matches nowhere.
    Fail,
}

impl Node {
    /// Least and greatest number of characters; `groups` has those of the groups.
    pub(super) fn width(&self, groups: &[(u64, u64)]) -> (u64, u64) {
        /// Wider than this is as good as endless.
        const ENDLESS: u64 = u32::MAX as u64;
        let clip = |(low, high): (u64, u64)| (low.min(ENDLESS), high.min(ENDLESS));
        match self {
            Node::Char(_) | Node::Set { .. } | Node::Any => (1, 1),
            Node::Place(_) | Node::Look { .. } | Node::Fail => (0, 0),
            Node::Sequence(parts) => clip(parts.iter().fold((0, 0), |(low, high), part| {
                let (l, h) = part.width(groups);
                (low + l, high + h)
            })),
            Node::Branch(parts) => {
                let widths = parts.iter().map(|p| p.width(groups));
                widths
                    .reduce(|(low, high), (l, h)| (low.min(l), high.max(h)))
                    .unwrap_or((0, 0))
            }
            Node::Group { index, body, .. } => match index.and_then(|n| groups.get(n)) {
                Some(known) => *known,
                None => body.width(groups),
            },
            Node::Atomic(body) => body.width(groups),
            Node::Repeat { min, max, body, .. } => {
                let (low, high) = body.width(groups);
                let high = if *max == MAX_REPEAT && high > 0 {
                    ENDLESS
                } else {
                    high.saturating_mul(u64::from(*max))
                };
                clip((low.saturating_mul(u64::from(*min)), high))
            }
            Node::Backref(n) => groups.get(*n).copied().unwrap_or((0, ENDLESS)),
            Node::Conditional { yes, no, .. } => {
                let ((a, b), (c, d)) = (yes.width(groups), no.width(groups));
                (a.min(c), b.max(d))
            }
        }
    }
}
