//! Running a program on a text: a backtracking machine with its own stack.

use std::cell::Cell;

use hasp_vm::text::wtf8;
use hasp_vm::vm::{Result, Vm};

use super::charset::{fold_key, in_category};
use super::node::{Category, Greed, MAX_REPEAT};
use super::program::{Hint, One, Op, Program};

/// A mark that is not set.
pub(super) const UNSET: usize = usize::MAX;

/// Steps back between two looks at what is asked of the thread.
const POLL_EVERY: u32 = 1 << 13;

/// Most entries of the stack.
const MAX_STACK: usize = 1 << 26;

/// How characters stand in the text.
pub(super) trait Text {
    /// The character at a position, and the position behind it.
    fn at(text: &[u8], at: usize) -> Option<(u32, usize)>;
    /// The character before a position, and its position.
    fn before(text: &[u8], at: usize) -> Option<(u32, usize)>;
    /// Is each character one byte?
    const NARROW: bool;
}

/// Bytes, or ASCII.
pub(super) struct Narrow;

impl Text for Narrow {
    #[inline(always)]
    fn at(text: &[u8], at: usize) -> Option<(u32, usize)> {
        text.get(at).map(|&b| (u32::from(b), at + 1))
    }
    #[inline(always)]
    fn before(text: &[u8], at: usize) -> Option<(u32, usize)> {
        let at = at.checked_sub(1)?;
        text.get(at).map(|&b| (u32::from(b), at))
    }
    const NARROW: bool = true;
}

/// Text as strings hold it.
pub(super) struct Wide;

impl Text for Wide {
    #[inline(always)]
    fn at(text: &[u8], at: usize) -> Option<(u32, usize)> {
        match text.get(at) {
            Some(&b) if b < 128 => Some((u32::from(b), at + 1)),
            Some(_) => wtf8::decode_at(text, at).map(|(c, len)| (c, at + len)),
            None => None,
        }
    }
    #[inline(always)]
    fn before(text: &[u8], at: usize) -> Option<(u32, usize)> {
        match text.get(at.checked_sub(1)?) {
            Some(&b) if b < 128 => Some((u32::from(b), at - 1)),
            _ => wtf8::decode_before(text, at).map(|(c, len)| (c, at - len)),
        }
    }
    const NARROW: bool = false;
}

/// What to do when a way leads nowhere.
#[derive(Clone, Copy, Debug)]
enum Frame {
    /// Go on elsewhere.
    Retry { pc: u32, at: usize },
    /// Give back what a mark was.
    Mark { slot: u32, old: usize },
    /// The same at the end of a group.
    Close { slot: u32, last: u32, old: usize },
    /// Give back what a counter was.
    Counter { slot: u32, n: usize, at: usize },
    /// Give back one character of a repetition, down to `low`.
    Back { pc: u32, low: usize, at: usize },
    /// Take one more.
    Forth { pc: u32, left: u32, at: usize },
}

#[derive(Clone, Copy, Debug)]
struct Counter {
    n: usize,
    at: usize,
}

/// Marks that need no memory of their own.
const FEW: usize = 8;

/// Starts and ends of the groups, the whole match first; UNSET where a group has not matched.
#[derive(Clone, Debug)]
pub(super) enum Marks {
    Few(u8, [usize; FEW]),
    Many(Box<[usize]>),
}

impl std::ops::Deref for Marks {
    type Target = [usize];
    #[inline]
    fn deref(&self) -> &[usize] {
        match self {
            Marks::Few(len, marks) => &marks[..usize::from(*len)],
            Marks::Many(marks) => marks,
        }
    }
}

/// What matchers leave for the next ones.
#[derive(Default)]
struct Scratch {
    marks: Vec<usize>,
    counters: Vec<Counter>,
    stack: Vec<Frame>,
}

thread_local! {
    static SCRATCH: Cell<Option<Scratch>> = const { Cell::new(None) };
}

/// A stack with more room than this is not kept.
const KEPT_STACK: usize = 1 << 12;

/// What a match found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The groups' places.
    pub(super) marks: Marks,
    /// The group that was closed last, 0 if none was.
    pub(super) last: usize,
}

/// How a match must lie.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish {
    /// It reaches to the end.
    pub(super) full: bool,
    /// It is not empty where it starts at the given place.
    pub(super) advance: bool,
}

/// A program at work on a text.
pub(super) struct Matcher<'a> {
    vm: &'a Vm,
    program: &'a Program,
    text: &'a [u8],
    marks: Vec<usize>,
    last: u32,
    counters: Vec<Counter>,
    stack: Vec<Frame>,
    steps: u32,
}

impl<'a> Matcher<'a> {
    /// A matcher for this text, of which no more is looked at.
    pub(super) fn new(vm: &'a Vm, program: &'a Program, text: &'a [u8]) -> Matcher<'a> {
        let mut scratch = SCRATCH.take().unwrap_or_default();
        scratch.marks.clear();
        scratch.marks.resize(2 * (program.groups + 1), UNSET);
        scratch.counters.clear();
        scratch
            .counters
            .resize(program.counters, Counter { n: 0, at: UNSET });
        Matcher {
            vm,
            program,
            text,
            marks: scratch.marks,
            last: 0,
            counters: scratch.counters,
            stack: scratch.stack,
            steps: 0,
        }
    }

    /// Leaves the memory for the next matcher.
    pub(super) fn end(self) {
        if self.stack.capacity() <= KEPT_STACK {
            SCRATCH.set(Some(Scratch {
                marks: self.marks,
                counters: self.counters,
                stack: self.stack,
            }));
        }
    }

    fn found(&self, start: usize, end: usize) -> Found {
        let fix = |marks: &mut [usize]| {
            marks[0] = start;
            marks[1] = end;
            for pair in marks.chunks_exact_mut(2) {
                if pair[0] == UNSET || pair[1] == UNSET {
                    pair.fill(UNSET);
                }
            }
        };
        let len = self.marks.len();
        let marks = if len <= FEW {
            let mut few = [UNSET; FEW];
            few[..len].copy_from_slice(&self.marks);
            fix(&mut few[..len]);
            Marks::Few(len as u8, few)
        } else {
            let mut many: Box<[usize]> = self.marks.as_slice().into();
            fix(&mut many);
            Marks::Many(many)
        };
        Found {
            marks,
            last: self.last as usize,
        }
    }

    /// Matches at `start`.
    ///
    /// # Errors
    /// What was asked of the thread meanwhile; MemoryError.
    pub(super) fn match_at<T: Text>(&mut self, start: usize, wish: Wish) -> Result<Option<Found>> {
        self.stack.clear();
        self.last = 0;
        if self.program.groups > 0 {
            self.marks.fill(UNSET);
        }
        Ok(self
            .run::<T>(start, wish)?
            .map(|end| self.found(start, end)))
    }

    /// Finds the first match from `start` on.
    ///
    /// # Errors
    /// As [`Matcher::match_at`].
    pub(super) fn search<T: Text>(&mut self, start: usize, wish: Wish) -> Result<Option<Found>> {
        let text = self.text;
        let mut at = start;
        let mut wish = wish;
        loop {
            at = match &self.program.hint {
                Hint::None => at,
                Hint::AtStart if at == 0 => 0,
                Hint::AtStart => return Ok(None),
                Hint::Literal(finder) => match text.get(at..).and_then(|rest| finder.find(rest)) {
                    Some(found) => at + found,
                    None => return Ok(None),
                },
                Hint::Bytes(bytes) => {
                    let rest = text.get(at..).unwrap_or_default();
                    match rest.iter().position(|&b| bytes[b as usize]) {
                        Some(found) => at + found,
                        None => return Ok(None),
                    }
                }
            };
            if at > start {
                wish.advance = false;
            }
            if let Some(found) = self.match_at::<T>(at, wish)? {
                return Ok(Some(found));
            }
            self.tick()?;
            at = match T::at(text, at) {
                Some((_, next)) => next,
                None => return Ok(None),
            };
        }
    }

    #[inline(always)]
    fn tick(&mut self) -> Result<()> {
        self.steps += 1;
        if self.steps < POLL_EVERY {
            return Ok(());
        }
        self.tick_slow()
    }

    #[cold]
    fn tick_slow(&mut self) -> Result<()> {
        self.steps = 0;
        if self.stack.len() > MAX_STACK {
            return Err(self.vm.memory_error(""));
        }
        self.vm.poll_native()
    }

    /// Remembers how to undo a change; needless where no way is left to try.
    #[inline(always)]
    fn undo(&mut self, frame: Frame) {
        if !self.stack.is_empty() {
            self.stack.push(frame);
        }
    }

    fn set_counter(&mut self, slot: u32, n: usize, at: usize) {
        let old = std::mem::replace(&mut self.counters[slot as usize], Counter { n, at });
        self.undo(Frame::Counter {
            slot,
            n: old.n,
            at: old.at,
        });
    }

    /// Forgets the ways to try since the stack had this height; what must be undone stays.
    fn commit(&mut self, height: usize) {
        if height == 0 {
            self.stack.clear();
            return;
        }
        let mut kept = height;
        for i in height..self.stack.len() {
            let frame = self.stack[i];
            if matches!(
                frame,
                Frame::Mark { .. } | Frame::Close { .. } | Frame::Counter { .. }
            ) {
                self.stack[kept] = frame;
                kept += 1;
            }
        }
        self.stack.truncate(kept);
    }

    /// Undoes a change; false for frames that are ways to try.
    #[inline(always)]
    fn restore(&mut self, frame: Frame) -> bool {
        match frame {
            Frame::Mark { slot, old } => self.marks[slot as usize] = old,
            Frame::Close { slot, last, old } => {
                self.marks[slot as usize] = old;
                self.last = last;
            }
            Frame::Counter { slot, n, at } => self.counters[slot as usize] = Counter { n, at },
            _ => return false,
        }
        true
    }

    #[inline(always)]
    fn one<T: Text>(&self, what: One, at: usize) -> Option<usize> {
        let (c, next) = T::at(self.text, at)?;
        let fits = match what {
            One::Set(n) => self.program.sets[n as usize].contains(c),
            One::Byte(b) => c == u32::from(b),
            One::Any => true,
            One::NotLineFeed => c != 10,
        };
        fits.then_some(next)
    }

    /// Takes up to `max` characters; gives their number and the position behind them.
    #[inline(always)]
    fn many<T: Text>(&self, what: One, at: usize, max: u32) -> (usize, usize) {
        let max = if max == MAX_REPEAT {
            usize::MAX
        } else {
            max as usize
        };
        let rest = self.text.get(at..).unwrap_or_default();
        if T::NARROW {
            let rest = &rest[..rest.len().min(max)];
            let count = match what {
                One::Any => rest.len(),
                One::NotLineFeed => memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
                One::Byte(b) => rest.iter().take_while(|&&x| x == b).count(),
                One::Set(n) => {
                    let set = &self.program.sets[n as usize];
                    let end = rest.iter().position(|&x| !set.contains_byte(x));
                    end.unwrap_or(rest.len())
                }
            };
            return (count, at + count);
        }
        let (mut count, mut at) = (0, at);
        while count < max
            && let Some(next) = self.one::<T>(what, at)
        {
            count += 1;
            at = next;
        }
        (count, at)
    }

    /// Steps back characters.
    fn step_back<T: Text>(&self, at: usize, count: u32) -> Option<usize> {
        if T::NARROW {
            return at.checked_sub(count as usize);
        }
        let mut at = at;
        for _ in 0..count {
            at = T::before(self.text, at)?.1;
        }
        Some(at)
    }

    fn is_word<T: Text>(&self, c: Option<(u32, usize)>, unicode: bool) -> bool {
        c.is_some_and(|(c, _)| in_category(c, Category::Word, unicode))
    }

    /// Position behind the text of a group that stands at `at`, too.
    fn backref<T: Text>(&self, group: u32, fold: Option<bool>, at: usize) -> Option<usize> {
        let (start, end) = self.group(group)?;
        let wanted = self.text.get(start..end)?;
        let Some(unicode) = fold else {
            let rest = self.text.get(at..).unwrap_or_default();
            return rest.starts_with(wanted).then_some(at + wanted.len());
        };
        let (mut from, mut to) = (start, at);
        while from < end {
            let (a, after) = T::at(self.text, from)?;
            let (b, next) = T::at(self.text, to)?;
            if a != b && fold_key(a, unicode) != fold_key(b, unicode) {
                return None;
            }
            (from, to) = (after, next);
        }
        Some(to)
    }

    fn group(&self, group: u32) -> Option<(usize, usize)> {
        let slot = 2 * group as usize;
        let (start, end) = (self.marks[slot], self.marks[slot + 1]);
        (start != UNSET && end != UNSET && start <= end).then_some((start, end))
    }

    /// The last position from `low` to `at` at which what follows can begin.
    #[inline(always)]
    fn give_back<T: Text>(&self, low: usize, at: usize, then: Option<u8>) -> Option<usize> {
        let Some(byte) = then else { return Some(at) };
        let mut at = at;
        loop {
            if self.text.get(at) == Some(&byte) {
                return Some(at);
            }
            if at <= low {
                return None;
            }
            at = if T::NARROW {
                at - 1
            } else {
                T::before(self.text, at)?.1
            };
        }
    }

    /// Goes back to the latest way that has not been tried: program position and text position.
    #[inline(always)]
    fn back<T: Text>(&mut self) -> Result<Option<(usize, usize)>> {
        self.tick()?;
        while let Some(frame) = self.stack.pop() {
            match frame {
                Frame::Retry { pc, at } => return Ok(Some((pc as usize, at))),
                Frame::Back { pc, low, at } => {
                    let Op::Single { then, .. } = self.program.ops[pc as usize] else {
                        continue;
                    };
                    let before = if T::NARROW {
                        Some(at - 1)
                    } else {
                        T::before(self.text, at).map(|(_, before)| before)
                    };
                    let place = before.and_then(|at| self.give_back::<T>(low, at, then));
                    if let Some(at) = place {
                        if at > low {
                            self.stack.push(Frame::Back { pc, low, at });
                        }
                        return Ok(Some((pc as usize + 1, at)));
                    }
                }
                Frame::Forth { pc, left, at } => {
                    let Op::Single { what, then, .. } = self.program.ops[pc as usize] else {
                        continue;
                    };
                    let (mut left, mut at) = (left, at);
                    while left > 0
                        && let Some(next) = self.one::<T>(what, at)
                    {
                        at = next;
                        if left != MAX_REPEAT {
                            left -= 1;
                        }
                        if then.is_none_or(|b| self.text.get(at) == Some(&b)) {
                            self.stack.push(Frame::Forth { pc, left, at });
                            return Ok(Some((pc as usize + 1, at)));
                        }
                    }
                }
                undo => {
                    self.restore(undo);
                }
            }
        }
        Ok(None)
    }

    /// Runs the program from its beginning; gives the end of the match.
    fn run<T: Text>(&mut self, start: usize, wish: Wish) -> Result<Option<usize>> {
        let program = self.program;
        let text = self.text;
        let (mut pc, mut at) = (0usize, start);
        loop {
            let on = match &program.ops[pc] {
                Op::Match => {
                    if !(wish.full && at != text.len() || wish.advance && at == start) {
                        return Ok(Some(at));
                    }
                    None
                }
                Op::Fail => None,
                Op::Literal(literal) => match text.get(at..at + literal.len()) {
                    Some(here) if here == &literal[..] => Some((pc + 1, at + literal.len())),
                    _ => None,
                },
                Op::Set(n) => match T::at(text, at) {
                    Some((c, next)) if program.sets[*n as usize].contains(c) => {
                        Some((pc + 1, next))
                    }
                    _ => None,
                },
                Op::Any => T::at(text, at).map(|(_, next)| (pc + 1, next)),
                Op::NotLineFeed => match T::at(text, at) {
                    Some((c, next)) if c != 10 => Some((pc + 1, next)),
                    _ => None,
                },
                Op::Start => (at == 0).then_some((pc + 1, at)),
                Op::LineStart => {
                    (at == 0 || text.get(at - 1) == Some(&b'\n')).then_some((pc + 1, at))
                }
                Op::End => (at == text.len()).then_some((pc + 1, at)),
                Op::LineEnd => {
                    (at == text.len() || text.get(at) == Some(&b'\n')).then_some((pc + 1, at))
                }
                Op::LastLineEnd => {
                    let ends =
                        at == text.len() || at + 1 == text.len() && text.get(at) == Some(&b'\n');
                    ends.then_some((pc + 1, at))
                }
                Op::Boundary { unicode, negate } => {
                    let before = self.is_word::<T>(T::before(text, at), *unicode);
                    let after = self.is_word::<T>(T::at(text, at), *unicode);
                    (at <= text.len() && (before != after) != *negate).then_some((pc + 1, at))
                }
                Op::Open(n) => {
                    let slot = 2 * n;
                    let old = std::mem::replace(&mut self.marks[slot as usize], at);
                    self.undo(Frame::Mark { slot, old });
                    Some((pc + 1, at))
                }
                Op::Close(n) => {
                    let slot = 2 * n + 1;
                    let old = std::mem::replace(&mut self.marks[slot as usize], at);
                    let last = std::mem::replace(&mut self.last, *n);
                    self.undo(Frame::Close { slot, last, old });
                    Some((pc + 1, at))
                }
                Op::Split { other } => {
                    self.stack.push(Frame::Retry { pc: *other, at });
                    Some((pc + 1, at))
                }
                Op::Jump { to } => Some((*to as usize, at)),
                Op::Single {
                    what,
                    min,
                    max,
                    greed,
                    then,
                } => self.single::<T>(pc, at, (*what, *min, *max), *greed, *then),
                Op::Loop { counter, until } => {
                    self.set_counter(*counter, usize::MAX, UNSET);
                    Some((*until as usize, at))
                }
                Op::Until {
                    counter,
                    min,
                    max,
                    lazy,
                    body,
                } => {
                    self.tick()?;
                    let old = self.counters[*counter as usize];
                    let count = old.n.wrapping_add(1);
                    if count < *min as usize {
                        self.set_counter(*counter, count, old.at);
                        Some((*body as usize, at))
                    } else if *lazy {
                        let more = pc as u32 + 1;
                        self.stack.push(Frame::Retry { pc: more, at });
                        Some((pc + 2, at))
                    } else if (count < *max as usize || *max == MAX_REPEAT) && at != old.at {
                        let rest = pc as u32 + 1;
                        self.stack.push(Frame::Retry { pc: rest, at });
                        self.set_counter(*counter, count, at);
                        Some((*body as usize, at))
                    } else {
                        Some((pc + 1, at))
                    }
                }
                Op::More { counter, max, body } => {
                    let old = self.counters[*counter as usize];
                    let count = old.n.wrapping_add(1);
                    if count >= *max as usize && *max != MAX_REPEAT || at == old.at {
                        None
                    } else {
                        self.set_counter(*counter, count, at);
                        Some((*body as usize, at))
                    }
                }
                Op::Backref { group, fold } => {
                    self.backref::<T>(*group, *fold, at).map(|at| (pc + 1, at))
                }
                Op::IfUnset { group, to } => match self.group(*group) {
                    Some(_) => Some((pc + 1, at)),
                    None => Some((*to as usize, at)),
                },
                Op::Atomic { counter } => {
                    let n = self.stack.len();
                    self.counters[*counter as usize] = Counter { n, at };
                    Some((pc + 1, at))
                }
                Op::EndAtomic { counter } => {
                    self.commit(self.counters[*counter as usize].n);
                    Some((pc + 1, at))
                }
                Op::Look { counter, back } => self.step_back::<T>(at, *back).map(|from| {
                    let n = self.stack.len();
                    self.counters[*counter as usize] = Counter { n, at };
                    (pc + 1, from)
                }),
                Op::EndLook { counter } => {
                    let Counter { n, at } = self.counters[*counter as usize];
                    self.commit(n);
                    Some((pc + 1, at))
                }
                Op::NotLook { counter, back, to } => match self.step_back::<T>(at, *back) {
                    None => Some((*to as usize, at)),
                    Some(from) => {
                        let n = self.stack.len();
                        self.counters[*counter as usize] = Counter { n, at };
                        self.stack.push(Frame::Retry { pc: *to, at });
                        Some((pc + 1, from))
                    }
                },
                Op::EndNotLook { counter } => {
                    let height = self.counters[*counter as usize].n;
                    while self.stack.len() > height {
                        if let Some(frame) = self.stack.pop() {
                            self.restore(frame);
                        }
                    }
                    None
                }
            };
            (pc, at) = match on {
                Some(on) => on,
                None => match self.back::<T>()? {
                    Some(on) => on,
                    None => return Ok(None),
                },
            };
        }
    }

    #[inline(always)]
    fn single<T: Text>(
        &mut self,
        pc: usize,
        at: usize,
        (what, min, max): (One, u32, u32),
        greed: Greed,
        then: Option<u8>,
    ) -> Option<(usize, usize)> {
        if at > self.text.len() {
            // Where a match starts behind the end.
            return None;
        }
        let low = if min == 0 {
            at
        } else {
            let (count, low) = self.many::<T>(what, at, min);
            if count < min as usize {
                return None;
            }
            low
        };
        let left = if max == MAX_REPEAT { max } else { max - min };
        match greed {
            Greed::Lazy => {
                let here = then.is_none_or(|b| self.text.get(low) == Some(&b));
                let pc32 = pc as u32;
                self.stack.push(Frame::Forth {
                    pc: pc32,
                    left,
                    at: low,
                });
                here.then_some((pc + 1, low))
            }
            Greed::Possessive => Some((pc + 1, self.many::<T>(what, low, left).1)),
            Greed::Greedy => {
                let (_, end) = self.many::<T>(what, low, left);
                let at = self.give_back::<T>(low, end, then)?;
                if at > low {
                    self.stack.push(Frame::Back {
                        pc: pc as u32,
                        low,
                        at,
                    });
                }
                Some((pc + 1, at))
            }
        }
    }
}
