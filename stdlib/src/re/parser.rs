//! From the text of a pattern to a tree.

use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::node::{Greed, MAX_REPEAT, Node, Place, flag};
use super::source::{Source, Token, is_number, lossy, number, text_of};

/// Greatest number of a group.
const MAX_GROUPS: u64 = 1 << 30;

/// A pattern that was read.
pub(super) struct Parsed {
    pub(super) node: Node,
    pub(super) flags: u32,
    /// Number of groups, the whole match not counted.
    pub(super) groups: usize,
    /// Names of groups with their numbers, in order.
    pub(super) names: Vec<(Vec<u32>, usize)>,
    /// Widths of the groups.
    pub(super) widths: Vec<(u64, u64)>,
}

/// What is known while a pattern is read.
pub(super) struct Parser<'a> {
    pub(super) vm: &'a Vm,
    pub(super) source: Source<'a>,
    flags: u32,
    names: Vec<(Vec<u32>, usize)>,
    /// For each group its width once it is closed; the whole match comes first.
    pub(super) groups: Vec<Option<(u64, u64)>>,
    /// Number of groups at the start of the outermost lookbehind.
    lookbehind: Option<usize>,
    /// Groups that conditionals name, with positions.
    mentioned: Vec<(u64, usize)>,
}

/// Reads a pattern.
///
/// # Errors
/// PatternError, OverflowError for repetition counts, ValueError for flags that exclude each other.
pub(super) fn parse(
    vm: &Vm,
    object: &Value,
    chars: Vec<u32>,
    is_text: bool,
    flags: u32,
) -> Result<Parsed> {
    let mut parser = Parser {
        vm,
        source: Source::new(vm, object, chars, is_text)?,
        flags,
        names: Vec::new(),
        groups: vec![None],
        lookbehind: None,
        mentioned: Vec::new(),
    };
    let node = parser.branches(flags & flag::VERBOSE != 0, 0)?;
    let flags = fix_flags(vm, is_text, parser.flags)?;
    if parser.source.next.is_some() {
        return Err(parser.source.error("unbalanced parenthesis", 0));
    }
    for (group, at) in &parser.mentioned {
        if *group >= parser.groups.len() as u64 {
            let message = format!("invalid group reference {group}");
            return Err(parser.source.error_at(&message, Some(*at)));
        }
    }
    let widths = parser.groups.iter().map(|w| w.unwrap_or((0, 0)));
    Ok(Parsed {
        node,
        flags,
        groups: parser.groups.len() - 1,
        widths: widths.collect(),
        names: parser.names,
    })
}

fn fix_flags(vm: &Vm, is_text: bool, flags: u32) -> Result<u32> {
    let both = |a: u32, b: u32| flags & a != 0 && flags & b != 0;
    if is_text {
        if flags & flag::LOCALE != 0 {
            return Err(vm.value_error("cannot use LOCALE flag with a str pattern"));
        }
        if both(flag::ASCII, flag::UNICODE) {
            return Err(vm.value_error("ASCII and UNICODE flags are incompatible"));
        }
        if flags & flag::ASCII == 0 {
            return Ok(flags | flag::UNICODE);
        }
    } else {
        if flags & flag::UNICODE != 0 {
            return Err(vm.value_error("cannot use UNICODE flag with a bytes pattern"));
        }
        if both(flag::LOCALE, flag::ASCII) {
            return Err(vm.value_error("ASCII and LOCALE flags are incompatible"));
        }
    }
    Ok(flags)
}

/// A flag by its letter.
fn flag_of(token: Token) -> Option<u32> {
    if token.escaped.is_some() {
        return None;
    }
    Some(match char::from_u32(token.first)? {
        'i' => flag::IGNORECASE,
        'L' => flag::LOCALE,
        'm' => flag::MULTILINE,
        's' => flag::DOTALL,
        'x' => flag::VERBOSE,
        'a' => flag::ASCII,
        'u' => flag::UNICODE,
        _ => return None,
    })
}

fn is_space(token: Token) -> bool {
    token.escaped.is_none() && matches!(token.first, 9..=13 | 32)
}

/// What comes of the inside of `(?`.
enum Special {
    /// Nothing that stays.
    Nothing,
    /// A whole node.
    Done(Node),
    /// A group follows: its name, whether it captures, is atomic, its flags.
    Group {
        name: Option<Vec<u32>>,
        capture: bool,
        atomic: bool,
        add: u32,
        remove: u32,
    },
}

impl Parser<'_> {
    /// `a|b|c`
    fn branches(&mut self, verbose: bool, depth: usize) -> Result<Node> {
        let vm = self.vm;
        vm.recurse(|| {
            let mut verbose = verbose;
            let mut parts = Vec::new();
            loop {
                let first = depth == 0 && parts.is_empty();
                parts.push(self.sequence(verbose, depth, first)?);
                if !self.source.take('|')? {
                    break;
                }
                if depth == 0 {
                    verbose = self.flags & flag::VERBOSE != 0;
                }
            }
            Ok(match parts.len() {
                1 => parts.remove(0),
                _ => Node::Branch(parts),
            })
        })
    }

    /// Items that follow each other.
    fn sequence(&mut self, verbose: bool, depth: usize, first: bool) -> Result<Node> {
        let mut verbose = verbose;
        let mut items: Vec<Node> = Vec::new();
        while let Some(token) = self.source.next {
            if token.is('|') || token.is(')') {
                break;
            }
            self.source.get()?;
            if verbose {
                if is_space(token) {
                    continue;
                }
                if token.is('#') {
                    while let Some(token) = self.source.get()? {
                        if token.is('\n') {
                            break;
                        }
                    }
                    continue;
                }
            }
            if let Some(c) = token.escaped {
                let node = self.escape(c)?;
                items.push(node);
                continue;
            }
            match char::from_u32(token.first) {
                Some('[') => {
                    let node = self.set()?;
                    items.push(node);
                }
                Some('*' | '+' | '?' | '{') => self.repeat(token, &mut items)?,
                Some('.') => items.push(Node::Any),
                Some('^') => items.push(Node::Place(Place::LineStart)),
                Some('$') => items.push(Node::Place(Place::LineEnd)),
                Some('(') => {
                    let at_start = first && items.is_empty();
                    if let Some(node) = self.group(&mut verbose, depth, at_start)? {
                        items.push(node);
                    }
                }
                _ => items.push(Node::Char(token.first)),
            }
        }
        Ok(match items.len() {
            1 => items.remove(0),
            _ => Node::Sequence(items),
        })
    }

    fn repeat(&mut self, token: Token, items: &mut Vec<Node>) -> Result<()> {
        let here = self.source.tell();
        let (min, max) = match char::from_u32(token.first) {
            Some('?') => (0, 1),
            Some('*') => (0, MAX_REPEAT),
            Some('+') => (1, MAX_REPEAT),
            _ => {
                if self.source.next.is_some_and(|t| t.is('}')) {
                    items.push(Node::Char(token.first));
                    return Ok(());
                }
                let digit = |b: u8| b.is_ascii_digit();
                let low = self.source.get_while(usize::MAX, digit)?;
                let high = if self.source.take(',')? {
                    self.source.get_while(usize::MAX, digit)?
                } else {
                    low.clone()
                };
                if !self.source.take('}')? {
                    items.push(Node::Char(token.first));
                    return self.source.seek(here);
                }
                let bound = |digits: &[u32], default: u32| -> Result<u32> {
                    if digits.is_empty() {
                        return Ok(default);
                    }
                    match u32::try_from(number(digits)) {
                        Ok(n) if n < MAX_REPEAT => Ok(n),
                        _ => Err(self.vm.overflow_error("the repetition number is too large")),
                    }
                };
                let (min, max) = (bound(&low, 0)?, bound(&high, MAX_REPEAT)?);
                if max < min {
                    let back = self.source.tell() - here;
                    return Err(self
                        .source
                        .error("min repeat greater than max repeat", back));
                }
                (min, max)
            }
        };
        let back = self.source.tell() - here + token.len();
        let body = match items.pop() {
            None | Some(Node::Place(_)) => {
                return Err(self.source.error("nothing to repeat", back));
            }
            Some(Node::Repeat { .. }) => {
                return Err(self.source.error("multiple repeat", back));
            }
            Some(body) => body,
        };
        let greed = if self.source.take('?')? {
            Greed::Lazy
        } else if self.source.take('+')? {
            Greed::Possessive
        } else {
            Greed::Greedy
        };
        items.push(Node::Repeat {
            min,
            max,
            greed,
            body: Box::new(body),
        });
        Ok(())
    }

    /// What follows an opening parenthesis.
    fn group(&mut self, verbose: &mut bool, depth: usize, at_start: bool) -> Result<Option<Node>> {
        let start = self.source.tell() - 1;
        let mut parts = Special::Group {
            name: None,
            capture: true,
            atomic: false,
            add: 0,
            remove: 0,
        };
        if self.source.take('?')? {
            parts = self.special(verbose, depth, start, at_start)?;
        }
        let (name, capture, atomic, add, remove) = match parts {
            Special::Nothing => return Ok(None),
            Special::Done(node) => return Ok(Some(node)),
            Special::Group {
                name,
                capture,
                atomic,
                add,
                remove,
            } => (name, capture, atomic, add, remove),
        };
        let index = if capture {
            Some(self.open_group(name)?)
        } else {
            None
        };
        let inside = (*verbose || add & flag::VERBOSE != 0) && remove & flag::VERBOSE == 0;
        let body = self.branches(inside, depth + 1)?;
        self.close_parenthesis(start)?;
        if let Some(index) = index {
            let known: Vec<(u64, u64)> = self.groups.iter().map(|w| w.unwrap_or((0, 0))).collect();
            self.groups[index] = Some(body.width(&known));
        }
        let body = Box::new(body);
        Ok(Some(if atomic {
            Node::Atomic(body)
        } else {
            Node::Group {
                index,
                add,
                remove,
                body,
            }
        }))
    }

    fn close_parenthesis(&mut self, start: usize) -> Result<()> {
        if self.source.take(')')? {
            return Ok(());
        }
        let back = self.source.tell() - start;
        Err(self
            .source
            .error("missing ), unterminated subpattern", back))
    }

    fn open_group(&mut self, name: Option<Vec<u32>>) -> Result<usize> {
        let index = self.groups.len();
        self.groups.push(None);
        if let Some(name) = name {
            if let Some((_, other)) = self.names.iter().find(|(n, _)| *n == name) {
                let shown = self.vm.repr_text(&text_of(self.vm, &name))?;
                let message = format!(
                    "redefinition of group name {shown} as group {index}; was group {other}"
                );
                return Err(self.source.error(&message, name.len() + 1));
            }
            self.names.push((name, index));
        }
        Ok(index)
    }

    fn end_of_pattern(&self) -> hasp_vm::vm::Raised {
        self.source.error("unexpected end of pattern", 0)
    }

    /// What follows `(?`.
    fn special(
        &mut self,
        verbose: &mut bool,
        depth: usize,
        start: usize,
        at_start: bool,
    ) -> Result<Special> {
        let Some(token) = self.source.get()? else {
            return Err(self.end_of_pattern());
        };
        let plain = |capture, atomic| Special::Group {
            name: None,
            capture,
            atomic,
            add: 0,
            remove: 0,
        };
        let c = if token.escaped.is_none() {
            char::from_u32(token.first)
        } else {
            None
        };
        match c {
            Some('P') => self.named(),
            Some(':') => Ok(plain(false, false)),
            Some('>') => Ok(plain(false, true)),
            Some('#') => loop {
                if self.source.next.is_none() {
                    let back = self.source.tell() - start;
                    return Err(self.source.error("missing ), unterminated comment", back));
                }
                if self.source.get()?.is_some_and(|t| t.is(')')) {
                    return Ok(Special::Nothing);
                }
            },
            Some(c @ ('=' | '!' | '<')) => self.look(c, *verbose, depth, start),
            Some('(') => self.conditional(*verbose, depth, start),
            _ if flag_of(token).is_some() || token.is('-') => {
                let Some((add, remove)) = self.inline_flags(token)? else {
                    if !at_start {
                        let back = self.source.tell() - start;
                        return Err(self
                            .source
                            .error("global flags not at the start of the expression", back));
                    }
                    *verbose = self.flags & flag::VERBOSE != 0;
                    return Ok(Special::Nothing);
                };
                Ok(Special::Group {
                    name: None,
                    capture: false,
                    atomic: false,
                    add,
                    remove,
                })
            }
            _ => {
                let text = lossy(&token.text());
                Err(self
                    .source
                    .error(&format!("unknown extension ?{text}"), token.len() + 1))
            }
        }
    }

    /// `(?P`
    fn named(&mut self) -> Result<Special> {
        if self.source.take('<')? {
            let name = self.source.get_until('>', "group name")?;
            self.source.check_name(&name, 1)?;
            return Ok(Special::Group {
                name: Some(name),
                capture: true,
                atomic: false,
                add: 0,
                remove: 0,
            });
        }
        if self.source.take('=')? {
            let name = self.source.get_until(')', "group name")?;
            self.source.check_name(&name, 1)?;
            let group = self.group_named(&name)?;
            if self.groups[group].is_none() {
                return Err(self
                    .source
                    .error("cannot refer to an open group", name.len() + 1));
            }
            self.check_lookbehind(group)?;
            return Ok(Special::Done(Node::Backref(group)));
        }
        let Some(token) = self.source.get()? else {
            return Err(self.end_of_pattern());
        };
        let text = lossy(&token.text());
        Err(self
            .source
            .error(&format!("unknown extension ?P{text}"), token.len() + 2))
    }

    fn group_named(&self, name: &[u32]) -> Result<usize> {
        match self.names.iter().find(|(n, _)| n == name) {
            Some((_, index)) => Ok(*index),
            None => {
                let shown = self.vm.repr_text(&text_of(self.vm, name))?;
                let message = format!("unknown group name {shown}");
                Err(self.source.error(&message, name.len() + 1))
            }
        }
    }

    /// Inside a lookbehind only groups from before it can be meant.
    pub(super) fn check_lookbehind(&self, group: usize) -> Result<()> {
        let Some(first) = self.lookbehind else {
            return Ok(());
        };
        if self.groups.get(group).copied().flatten().is_none() {
            return Err(self.source.error("cannot refer to an open group", 0));
        }
        if group >= first {
            return Err(self.source.error(
                "cannot refer to group defined in the same lookbehind subpattern",
                0,
            ));
        }
        Ok(())
    }

    fn look(&mut self, c: char, verbose: bool, depth: usize, start: usize) -> Result<Special> {
        let mut kind = c;
        let behind = c == '<';
        let outer = self.lookbehind;
        if behind {
            let Some(token) = self.source.get()? else {
                return Err(self.end_of_pattern());
            };
            if !token.is('=') && !token.is('!') {
                let text = lossy(&token.text());
                return Err(self
                    .source
                    .error(&format!("unknown extension ?<{text}"), token.len() + 2));
            }
            kind = if token.is('=') { '=' } else { '!' };
            self.lookbehind = outer.or(Some(self.groups.len()));
        }
        let body = self.branches(verbose, depth + 1)?;
        if behind {
            self.lookbehind = outer;
        }
        self.close_parenthesis(start)?;
        let negative = kind == '!';
        if negative && matches!(&body, Node::Sequence(items) if items.is_empty()) {
            return Ok(Special::Done(Node::Fail));
        }
        Ok(Special::Done(Node::Look {
            behind,
            negative,
            body: Box::new(body),
        }))
    }

    fn conditional(&mut self, verbose: bool, depth: usize, start: usize) -> Result<Special> {
        let name = self.source.get_until(')', "group name")?;
        let group = if is_number(&name) {
            let group = number(&name);
            if group == 0 {
                return Err(self.source.error("bad group number", name.len() + 1));
            }
            if group >= MAX_GROUPS {
                let message = format!("invalid group reference {group}");
                return Err(self.source.error(&message, name.len() + 1));
            }
            if !self.mentioned.iter().any(|(g, _)| *g == group) {
                let at = self.source.tell() - name.len() - 1;
                self.mentioned.push((group, at));
            }
            group as usize
        } else {
            self.source.check_name(&name, 1)?;
            self.group_named(&name)?
        };
        self.check_lookbehind(group)?;
        let vm = self.vm;
        let yes = vm.recurse(|| self.sequence(verbose, depth + 1, false))?;
        let no = if self.source.take('|')? {
            let no = vm.recurse(|| self.sequence(verbose, depth + 1, false))?;
            if self.source.next.is_some_and(|t| t.is('|')) {
                return Err(self
                    .source
                    .error("conditional backref with more than two branches", 0));
            }
            no
        } else {
            Node::Sequence(Vec::new())
        };
        self.close_parenthesis(start)?;
        Ok(Special::Done(Node::Conditional {
            group,
            yes: Box::new(yes),
            no: Box::new(no),
        }))
    }

    /// Flags in `(?`: None if they are for the whole expression.
    fn inline_flags(&mut self, first: Token) -> Result<Option<(u32, u32)>> {
        let (mut add, mut remove) = (0, 0);
        let mut token = first;
        let letter = |t: Token| t.escaped.is_none() && hasp_vm::text::unicode::is_alpha(t.first);
        if !token.is('-') {
            loop {
                let flag = flag_of(token).unwrap_or(0);
                if self.source.is_text && flag == flag::LOCALE {
                    return Err(self.source.error(
                        "bad inline flags: cannot use 'L' flag with a str pattern",
                        0,
                    ));
                }
                if !self.source.is_text && flag == flag::UNICODE {
                    return Err(self.source.error(
                        "bad inline flags: cannot use 'u' flag with a bytes pattern",
                        0,
                    ));
                }
                add |= flag;
                if flag & flag::TYPES != 0 && add & flag::TYPES != flag {
                    return Err(self.source.error(
                        "bad inline flags: flags 'a', 'u' and 'L' are incompatible",
                        0,
                    ));
                }
                let Some(next) = self.source.get()? else {
                    return Err(self.source.error("missing -, : or )", 0));
                };
                token = next;
                if token.is(')') || token.is('-') || token.is(':') {
                    break;
                }
                if flag_of(token).is_none() {
                    let message = if letter(token) {
                        "unknown flag"
                    } else {
                        "missing -, : or )"
                    };
                    return Err(self.source.error(message, token.len()));
                }
            }
        }
        if token.is(')') {
            self.flags |= add;
            return Ok(None);
        }
        if token.is('-') {
            let Some(next) = self.source.get()? else {
                return Err(self.source.error("missing flag", 0));
            };
            token = next;
            if flag_of(token).is_none() {
                let message = if letter(token) {
                    "unknown flag"
                } else {
                    "missing flag"
                };
                return Err(self.source.error(message, token.len()));
            }
            loop {
                let flag = flag_of(token).unwrap_or(0);
                if flag & flag::TYPES != 0 {
                    return Err(self.source.error(
                        "bad inline flags: cannot turn off flags 'a', 'u' and 'L'",
                        0,
                    ));
                }
                remove |= flag;
                let Some(next) = self.source.get()? else {
                    return Err(self.source.error("missing :", 0));
                };
                token = next;
                if token.is(':') {
                    break;
                }
                if flag_of(token).is_none() {
                    let message = if letter(token) {
                        "unknown flag"
                    } else {
                        "missing :"
                    };
                    return Err(self.source.error(message, token.len()));
                }
            }
        }
        if add & remove != 0 {
            return Err(self
                .source
                .error("bad inline flags: flag turned on and off", 1));
        }
        Ok(Some((add, remove)))
    }
}
