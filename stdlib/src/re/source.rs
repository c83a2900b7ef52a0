//! Reading a pattern or a template piece by piece, and what goes wrong there.

use hasp_vm::args::Args;
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// One character, or a backslash and the character behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) first: u32,
    pub(super) escaped: Option<u32>,
}

impl Token {
    /// Is it this character, unescaped?
    pub(super) fn is(self, c: char) -> bool {
        self.escaped.is_none() && self.first == u32::from(c)
    }
    /// The characters.
    pub(super) fn text(self) -> Vec<u32> {
        std::iter::once(self.first).chain(self.escaped).collect()
    }
    pub(super) fn len(self) -> usize {
        1 + usize::from(self.escaped.is_some())
    }
}

/// The text with a position in it.
pub(super) struct Source<'a> {
    pub(super) vm: &'a Vm,
    /// The object that errors name.
    pub(super) object: Value,
    pub(super) is_text: bool,
    chars: Vec<u32>,
    /// Behind `next`.
    index: usize,
    pub(super) next: Option<Token>,
}

impl<'a> Source<'a> {
    /// Starts reading a str or a bytes-like object.
    ///
    /// # Errors
    /// PatternError for a lone backslash.
    pub(super) fn new(
        vm: &'a Vm,
        object: &Value,
        chars: Vec<u32>,
        is_text: bool,
    ) -> Result<Source<'a>> {
        let mut source = Source {
            vm,
            object: object.clone(),
            is_text,
            chars,
            index: 0,
            next: None,
        };
        source.advance()?;
        Ok(source)
    }

    fn advance(&mut self) -> Result<()> {
        let Some(&first) = self.chars.get(self.index) else {
            self.next = None;
            return Ok(());
        };
        self.index += 1;
        let mut escaped = None;
        if first == u32::from(b'\\') {
            let Some(&second) = self.chars.get(self.index) else {
                let at = self.chars.len() - 1;
                return Err(self.error_at("bad escape (end of pattern)", Some(at)));
            };
            self.index += 1;
            escaped = Some(second);
        }
        self.next = Some(Token { first, escaped });
        Ok(())
    }

    /// Takes the next token.
    pub(super) fn get(&mut self) -> Result<Option<Token>> {
        let token = self.next;
        self.advance()?;
        Ok(token)
    }
    /// Takes the next token if it is this character.
    pub(super) fn take(&mut self, c: char) -> Result<bool> {
        let found = self.next.is_some_and(|t| t.is(c));
        if found {
            self.advance()?;
        }
        Ok(found)
    }
    /// Takes at most `n` characters as long as they fulfil the test.
    pub(super) fn get_while(&mut self, n: usize, test: impl Fn(u8) -> bool) -> Result<Vec<u32>> {
        let mut out = Vec::new();
        while out.len() < n {
            match self.next {
                Some(Token {
                    first,
                    escaped: None,
                }) if first < 128 && test(first as u8) => {
                    out.push(first);
                    self.advance()?;
                }
                _ => break,
            }
        }
        Ok(out)
    }
    /// Is the next token a character that fulfils the test?
    pub(super) fn next_is(&self, test: impl Fn(u8) -> bool) -> bool {
        matches!(self.next, Some(Token { first, escaped: None }) if first < 128 && test(first as u8))
    }
    /// Takes all up to a character, which is taken, too.
    pub(super) fn get_until(&mut self, end: char, name: &str) -> Result<Vec<u32>> {
        let mut out = Vec::new();
        loop {
            match self.get()? {
                None if out.is_empty() => return Err(self.error(&format!("missing {name}"), 0)),
                None => {
                    let text = format!("missing {end}, unterminated name");
                    return Err(self.error(&text, out.len()));
                }
                Some(token) if token.is(end) => {
                    if out.is_empty() {
                        return Err(self.error(&format!("missing {name}"), 1));
                    }
                    return Ok(out);
                }
                Some(token) => out.extend(token.text()),
            }
        }
    }
    /// Position of the next token.
    pub(super) fn tell(&self) -> usize {
        self.index - self.next.map_or(0, Token::len)
    }
    /// Goes to a position.
    pub(super) fn seek(&mut self, index: usize) -> Result<()> {
        self.index = index;
        self.advance()
    }

    /// The exception for a problem `back` characters before the position.
    #[cold]
    pub(super) fn error(&self, message: &str, back: usize) -> Raised {
        self.error_at(message, Some(self.tell().saturating_sub(back)))
    }
    /// The exception for a problem at a position.
    #[cold]
    pub(super) fn error_at(&self, message: &str, at: Option<usize>) -> Raised {
        pattern_error(self.vm, message, &self.object, at)
    }
    /// Checks the name of a group.
    ///
    /// # Errors
    /// PatternError `bad character in group name`.
    pub(super) fn check_name(&self, name: &[u32], back: usize) -> Result<()> {
        let text = text_of(self.vm, name);
        let shown = |text: &Value| self.vm.repr_text(text);
        if !self.is_text && name.iter().any(|&c| c >= 128) {
            let shown = self.vm.ascii(&text)?.to_string_lossy();
            let message = format!("bad character in group name {shown}");
            return Err(self.error(&message, name.len() + back));
        }
        let valid = self.vm.call_method_str(&text, "isidentifier", &[])?;
        if !valid.is_true() {
            let message = format!("bad character in group name {}", shown(&text)?);
            return Err(self.error(&message, name.len() + back));
        }
        Ok(())
    }
}

/// A str of these code points.
pub(super) fn text_of(vm: &Vm, points: &[u32]) -> Value {
    let text = wtf8::from_code_points(points.iter().copied());
    vm.new_wtf8(&text).into_value()
}

/// The same for messages.
pub(super) fn lossy(points: &[u32]) -> String {
    wtf8::to_string_lossy(&wtf8::from_code_points(points.iter().copied()))
}

/// `re.PatternError(message, pattern, position)`.
#[cold]
pub(super) fn pattern_error(vm: &Vm, message: &str, pattern: &Value, at: Option<usize>) -> Raised {
    let made = || -> Result<Value> {
        let module = vm.import_module("re")?;
        let class = vm.get_attr_str(&module, "PatternError")?;
        let at = at.map_or(Value::NONE, |at| vm.int(at as i64));
        vm.call(
            &class,
            Args::positional(&[vm.str(message), pattern.clone(), at]),
        )
    };
    match made() {
        Ok(exception) => Raised::new(exception),
        Err(raised) => raised,
    }
}

/// Is the name of a group a number?
pub(super) fn is_number(name: &[u32]) -> bool {
    !name.is_empty() && name.iter().all(|c| (48..58).contains(c))
}

/// The number that decimal digits stand for; saturated.
pub(super) fn number(digits: &[u32]) -> u64 {
    digits.iter().fold(0u64, |n, d| {
        n.saturating_mul(10)
            .saturating_add(u64::from(d.wrapping_sub(48)))
    })
}
