//! From trees to programs.

use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::charset::{CharSet, Mode};
use super::node::{Greed, MAX_REPEAT, Node, Place, flag};
use super::parser::Parsed;
use super::program::{Hint, One, Op, Program};
use super::source::pattern_error;

/// Repetitions of literals up to this length are written out.
const WRITTEN_OUT: u32 = 8;

struct Compiler<'a> {
    vm: &'a Vm,
    is_text: bool,
    widths: &'a [(u64, u64)],
    ops: Vec<Op>,
    sets: Vec<CharSet>,
    counters: u32,
}

/// Compiles a tree.
///
/// # Errors
/// PatternError for lookbehinds of variable width, RecursionError.
pub(super) fn compile(vm: &Vm, is_text: bool, parsed: &Parsed) -> Result<Program> {
    let mut compiler = Compiler {
        vm,
        is_text,
        widths: &parsed.widths,
        ops: Vec::new(),
        sets: Vec::new(),
        counters: 0,
    };
    compiler.emit(&parsed.node, parsed.flags)?;
    compiler.ops.push(Op::Match);
    compiler.join_literals();
    let hint = compiler.hint();
    compiler.look_ahead();
    Ok(Program {
        ops: compiler.ops,
        sets: compiler.sets,
        groups: parsed.groups,
        counters: compiler.counters as usize,
        hint,
    })
}

fn mode(flags: u32) -> Mode {
    Mode {
        ignore_case: flags & flag::IGNORECASE != 0,
        unicode: flags & flag::UNICODE != 0,
    }
}

impl Compiler<'_> {
    fn bytes_of(&self, c: u32) -> Vec<u8> {
        if self.is_text {
            wtf8::single(c)
        } else {
            vec![c as u8]
        }
    }

    fn here(&self) -> u32 {
        self.ops.len() as u32
    }

    fn counter(&mut self) -> u32 {
        self.counters += 1;
        self.counters - 1
    }

    fn set(&mut self, set: CharSet) -> u32 {
        self.sets.push(set);
        self.sets.len() as u32 - 1
    }

    /// What a single-character node is, if it is one.
    fn single(&mut self, node: &Node, flags: u32) -> Option<One> {
        match node {
            Node::Char(c) => {
                if let Some(set) = folded(*c, flags) {
                    return Some(One::Set(self.set(set)));
                }
                if *c < 128 || !self.is_text {
                    return Some(One::Byte(*c as u8));
                }
                let items = vec![super::node::SetItem::Char(*c)];
                let plain = Mode {
                    ignore_case: false,
                    unicode: true,
                };
                Some(One::Set(self.set(CharSet::new(items, false, plain))))
            }
            Node::Set { items, negate } => {
                let set = CharSet::new(items.clone(), *negate, mode(flags));
                Some(One::Set(self.set(set)))
            }
            Node::Any if flags & flag::DOTALL != 0 => Some(One::Any),
            Node::Any => Some(One::NotLineFeed),
            Node::Group {
                index: None,
                add,
                remove,
                body,
            } => self.single(body, inner_flags(flags, *add, *remove)),
            _ => None,
        }
    }

    fn emit(&mut self, node: &Node, flags: u32) -> Result<()> {
        let vm = self.vm;
        vm.recurse(|| self.emit_node(node, flags))
    }

    fn emit_node(&mut self, node: &Node, flags: u32) -> Result<()> {
        match node {
            Node::Char(_) | Node::Set { .. } | Node::Any => {
                let op = match (node, self.single(node, flags)) {
                    (_, Some(One::Set(n))) if !matches!(node, Node::Char(c) if folded(*c, flags).is_none()) => {
                        Op::Set(n)
                    }
                    (Node::Char(c), _) => Op::Literal(self.bytes_of(*c).into()),
                    (_, Some(One::Any)) => Op::Any,
                    _ => Op::NotLineFeed,
                };
                self.ops.push(op);
            }
            Node::Place(place) => {
                let lines = flags & flag::MULTILINE != 0;
                let unicode = flags & flag::UNICODE != 0;
                self.ops.push(match place {
                    Place::LineStart if lines => Op::LineStart,
                    Place::LineStart | Place::Start => Op::Start,
                    Place::LineEnd if lines => Op::LineEnd,
                    Place::LineEnd => Op::LastLineEnd,
                    Place::End => Op::End,
                    Place::Boundary => Op::Boundary {
                        unicode,
                        negate: false,
                    },
                    Place::NotBoundary => Op::Boundary {
                        unicode,
                        negate: true,
                    },
                });
            }
            Node::Sequence(parts) => {
                for part in parts {
                    self.emit(part, flags)?;
                }
            }
            Node::Branch(parts) => self.branch(parts, flags)?,
            Node::Group {
                index,
                add,
                remove,
                body,
            } => {
                if let Some(n) = index {
                    self.ops.push(Op::Open(*n as u32));
                }
                self.emit(body, inner_flags(flags, *add, *remove))?;
                if let Some(n) = index {
                    self.ops.push(Op::Close(*n as u32));
                }
            }
            Node::Atomic(body) => {
                let counter = self.counter();
                self.ops.push(Op::Atomic { counter });
                self.emit(body, flags)?;
                self.ops.push(Op::EndAtomic { counter });
            }
            Node::Repeat {
                min,
                max,
                greed,
                body,
            } => self.repeat(*min, *max, *greed, body, flags)?,
            Node::Backref(group) => {
                let fold = (flags & flag::IGNORECASE != 0).then_some(flags & flag::UNICODE != 0);
                self.ops.push(Op::Backref {
                    group: *group as u32,
                    fold,
                });
            }
            Node::Look {
                behind,
                negative,
                body,
            } => self.look(*behind, *negative, body, flags)?,
            Node::Conditional { group, yes, no } => {
                let at = self.here() as usize;
                let group = *group as u32;
                self.ops.push(Op::IfUnset { group, to: 0 });
                self.emit(yes, flags)?;
                let jump = self.here() as usize;
                self.ops.push(Op::Jump { to: 0 });
                let to = self.here();
                self.ops[at] = Op::IfUnset { group, to };
                self.emit(no, flags)?;
                let to = self.here();
                self.ops[jump] = Op::Jump { to };
            }
            Node::Fail => self.ops.push(Op::Fail),
        }
        Ok(())
    }

    fn branch(&mut self, parts: &[Node], flags: u32) -> Result<()> {
        let mut jumps = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            let last = i + 1 == parts.len();
            let split = self.here() as usize;
            if !last {
                self.ops.push(Op::Split { other: 0 });
            }
            self.emit(part, flags)?;
            if !last {
                jumps.push(self.here() as usize);
                self.ops.push(Op::Jump { to: 0 });
                let other = self.here();
                self.ops[split] = Op::Split { other };
            }
        }
        let to = self.here();
        for jump in jumps {
            self.ops[jump] = Op::Jump { to };
        }
        Ok(())
    }

    fn repeat(&mut self, min: u32, max: u32, greed: Greed, body: &Node, flags: u32) -> Result<()> {
        if max == 0 {
            return Ok(());
        }
        if let Some(what) = self.single(body, flags) {
            if min == max
                && max <= WRITTEN_OUT
                && let One::Byte(b) = what
            {
                let text = vec![b; max as usize];
                self.ops.push(Op::Literal(text.into()));
                return Ok(());
            }
            self.ops.push(Op::Single {
                what,
                min,
                max,
                greed,
                then: None,
            });
            return Ok(());
        }
        if greed == Greed::Possessive {
            // No item is entered again, nor is the repetition as a whole.
            let item = Node::Atomic(Box::new(body.clone()));
            let counter = self.counter();
            self.ops.push(Op::Atomic { counter });
            self.repeat(min, max, Greed::Greedy, &item, flags)?;
            self.ops.push(Op::EndAtomic { counter });
            return Ok(());
        }
        let lazy = greed == Greed::Lazy;
        if (min, max) == (0, 1) && body.width(self.widths).0 > 0 {
            // An option that is never empty needs no counter.
            let at = self.here() as usize;
            self.ops.push(Op::Split { other: 0 });
            if !lazy {
                self.emit(body, flags)?;
                let other = self.here();
                self.ops[at] = Op::Split { other };
                return Ok(());
            }
            let jump = self.here() as usize;
            self.ops.push(Op::Jump { to: 0 });
            let other = self.here();
            self.ops[at] = Op::Split { other };
            self.emit(body, flags)?;
            let to = self.here();
            self.ops[jump] = Op::Jump { to };
            return Ok(());
        }
        let counter = self.counter();
        let at = self.here() as usize;
        self.ops.push(Op::Loop { counter, until: 0 });
        let start = self.here();
        self.emit(body, flags)?;
        let until = self.here();
        self.ops[at] = Op::Loop { counter, until };
        self.ops.push(Op::Until {
            counter,
            min,
            max,
            lazy,
            body: start,
        });
        if lazy {
            // The rest is tried first: it stands behind this step, which is skipped.
            self.ops.push(Op::More {
                counter,
                max,
                body: start,
            });
        }
        Ok(())
    }

    fn look(&mut self, behind: bool, negative: bool, body: &Node, flags: u32) -> Result<()> {
        let mut back = 0;
        if behind {
            let (low, high) = body.width(self.widths);
            if low >= u64::from(MAX_REPEAT) {
                return Err(self.vm.overflow_error("looks too much behind"));
            }
            if low != high {
                let message = "look-behind requires fixed-width pattern";
                return Err(pattern_error(self.vm, message, &Value::NONE, None));
            }
            back = low as u32;
        }
        let counter = self.counter();
        let at = self.here() as usize;
        if negative {
            self.ops.push(Op::NotLook {
                counter,
                back,
                to: 0,
            });
        } else {
            self.ops.push(Op::Look { counter, back });
        }
        self.emit(body, flags)?;
        if negative {
            self.ops.push(Op::EndNotLook { counter });
            let to = self.here();
            self.ops[at] = Op::NotLook { counter, back, to };
        } else {
            self.ops.push(Op::EndLook { counter });
        }
        Ok(())
    }

    /// Marks the places that are jumped to.
    fn targets(&self) -> Vec<bool> {
        let mut marks = vec![false; self.ops.len() + 1];
        for op in &self.ops {
            match op {
                Op::Split { other: to }
                | Op::Jump { to }
                | Op::Loop { until: to, .. }
                | Op::IfUnset { to, .. }
                | Op::NotLook { to, .. }
                | Op::Until { body: to, .. }
                | Op::More { body: to, .. } => marks[*to as usize] = true,
                _ => {}
            }
        }
        marks
    }

    /// Makes one literal of several that follow each other. The places of those that are gone hold
    /// nothing: jumps over them keep the positions as they are.
    fn join_literals(&mut self) {
        let marks = self.targets();
        let mut at = 0;
        while at < self.ops.len() {
            let mut end = at + 1;
            if let Op::Literal(first) = &self.ops[at] {
                let mut text = first.to_vec();
                while end < self.ops.len()
                    && !marks[end]
                    && let Op::Literal(more) = &self.ops[end]
                {
                    text.extend_from_slice(more);
                    end += 1;
                }
                if end > at + 2 {
                    self.ops[at] = Op::Literal(text.into());
                    self.ops[at + 1] = Op::Jump { to: end as u32 };
                }
            }
            at = end;
        }
    }

    /// Tells repetitions of single characters what must follow them.
    fn look_ahead(&mut self) {
        for at in 0..self.ops.len() {
            let mut next = at + 1;
            let byte = loop {
                match self.ops.get(next) {
                    Some(Op::Literal(text)) => break text.first().copied(),
                    Some(Op::Open(_) | Op::Close(_)) => next += 1,
                    Some(Op::Jump { to }) if *to as usize > next => next = *to as usize,
                    Some(Op::Single {
                        what: One::Byte(b),
                        min: 1..,
                        ..
                    }) => break Some(*b),
                    _ => break None,
                }
            };
            let Op::Single { what, greed, .. } = &self.ops[at] else {
                continue;
            };
            // Where what repeats cannot be what follows, giving back leads nowhere.
            let never = byte.is_some_and(|b| {
                b < 128
                    && match *what {
                        One::Set(n) => !self.sets[n as usize].contains_byte(b),
                        One::Byte(x) => x != b,
                        One::NotLineFeed => b == b'\n',
                        One::Any => false,
                    }
            });
            let settled = never && *greed == Greed::Greedy;
            if let Op::Single { then, greed, .. } = &mut self.ops[at] {
                *then = byte;
                if settled {
                    *greed = Greed::Possessive;
                }
            }
        }
    }

    fn hint(&self) -> Hint {
        let mut at = 0;
        while let Some(Op::Open(_)) = self.ops.get(at) {
            at += 1;
        }
        match self.ops.get(at) {
            Some(Op::Start) => return Hint::AtStart,
            Some(Op::Literal(text)) => {
                let finder = memchr::memmem::Finder::new(text).into_owned();
                return Hint::Literal(Box::new(finder));
            }
            _ => {}
        }
        let mut bytes = Box::new([false; 256]);
        let mut steps = 0;
        if self.first_bytes(at, &mut bytes, &mut steps) && bytes.iter().any(|b| !b) {
            Hint::Bytes(bytes)
        } else {
            Hint::None
        }
    }

    /// Collects the bytes with which a match from `at` can begin; false if it can be empty or that is
    /// not known.
    fn first_bytes(&self, at: usize, bytes: &mut [bool; 256], steps: &mut usize) -> bool {
        /// More than this is not looked at.
        const MOST_STEPS: usize = 200;
        *steps += 1;
        if *steps > MOST_STEPS {
            return false;
        }
        let mut add_set = |n: u32| {
            let set = &self.sets[n as usize];
            let wide = self.is_text && set.may_contain_wide();
            for b in 0..=255u8 {
                bytes[b as usize] |= if b < 128 || !self.is_text {
                    set.contains_byte(b)
                } else {
                    wide
                };
            }
        };
        match self.ops.get(at) {
            Some(Op::Literal(text)) => {
                if let Some(b) = text.first() {
                    bytes[*b as usize] = true;
                }
                true
            }
            Some(Op::Set(n)) => {
                add_set(*n);
                true
            }
            Some(Op::Single { what, min, .. }) => {
                match what {
                    One::Set(n) => add_set(*n),
                    One::Byte(b) => bytes[*b as usize] = true,
                    One::Any | One::NotLineFeed => return false,
                }
                *min > 0 || self.first_bytes(at + 1, bytes, steps)
            }
            Some(
                Op::Open(_)
                | Op::Close(_)
                | Op::Atomic { .. }
                | Op::EndAtomic { .. }
                | Op::Boundary { .. }
                | Op::LineStart,
            ) => self.first_bytes(at + 1, bytes, steps),
            Some(Op::Jump { to }) => self.first_bytes(*to as usize, bytes, steps),
            Some(Op::Split { other }) => {
                self.first_bytes(at + 1, bytes, steps)
                    && self.first_bytes(*other as usize, bytes, steps)
            }
            Some(Op::Loop { until, .. }) => match self.ops.get(*until as usize) {
                // At least one item, which is looked at alone.
                Some(Op::Until { min: 1.., body, .. }) => {
                    self.first_bytes(*body as usize, bytes, steps)
                }
                _ => false,
            },
            _ => false,
        }
    }
}

fn inner_flags(flags: u32, add: u32, remove: u32) -> u32 {
    let flags = if add & flag::TYPES != 0 {
        flags & !flag::TYPES
    } else {
        flags
    };
    (flags | add) & !remove
}

/// The set for a character whose case is ignored; None if it has no case.
fn folded(c: u32, flags: u32) -> Option<CharSet> {
    if flags & flag::IGNORECASE == 0 {
        return None;
    }
    let unicode = flags & flag::UNICODE != 0;
    let cased = if c < 128 {
        (c as u8).is_ascii_alphabetic()
    } else {
        unicode
    };
    cased.then(|| CharSet::ignoring_case(c, unicode))
}
