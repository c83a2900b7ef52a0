//! Templates of `sub` and `expand`: text with references to groups.

use hasp_vm::object::Ref;
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::escapes::control;
use super::found::Match;
use super::pattern::{Pattern, code_points};
use super::source::{Source, is_number, lossy, number, text_of};

enum Part {
    Text(Vec<u8>),
    Group(usize),
}

/// A template that was read.
pub(super) struct Template(Vec<Part>);

/// References to groups from this number on are never valid.
const MAX_GROUPS: u64 = 1 << 30;

impl Template {
    /// Reads a template for a pattern.
    ///
    /// # Errors
    /// PatternError; IndexError for unknown names; TypeError for what is no text.
    pub(super) fn parse(vm: &Vm, pattern: &Ref<Pattern>, template: &Value) -> Result<Template> {
        let is_text = template.as_str_obj().is_some();
        let chars = code_points(vm, template)?;
        let mut source = Source::new(vm, template, chars, is_text)?;
        let mut parts = Vec::new();
        let mut text: Vec<u8> = Vec::new();
        let put = |text: &mut Vec<u8>, c: u32| {
            if is_text {
                wtf8::push(text, c);
            } else {
                text.push(c as u8);
            }
        };
        let is_octal = |b: u8| (b'0'..=b'7').contains(&b);
        while let Some(token) = source.get()? {
            let Some(c) = token.escaped else {
                put(&mut text, token.first);
                continue;
            };
            let mut digits = vec![u32::from(b'\\'), c];
            let group = match char::from_u32(c) {
                Some('g') => {
                    if !source.take('<')? {
                        return Err(source.error("missing <", 0));
                    }
                    let name = source.get_until('>', "group name")?;
                    let group = if is_number(&name) {
                        let group = number(&name);
                        if group >= MAX_GROUPS {
                            let message = format!("invalid group reference {group}");
                            return Err(source.error(&message, name.len() + 1));
                        }
                        group as usize
                    } else {
                        source.check_name(&name, 1)?;
                        let name = text_of(vm, &name);
                        match pattern.names.get(vm, &name)?.and_then(|n| n.as_small_int()) {
                            Some(n) => n as usize,
                            None => {
                                let shown = vm.repr_text(&name)?;
                                return Err(vm.index_error(format!("unknown group name {shown}")));
                            }
                        }
                    };
                    Some((group, name.len() + 1))
                }
                Some('0') => {
                    digits.extend(source.get_while(2, is_octal)?);
                    let value = digits[1..].iter().fold(0, |n, d| n * 8 + (d - 48));
                    put(&mut text, value & 0xff);
                    None
                }
                Some('1'..='9') => {
                    let octal = |c: u32| c < 128 && is_octal(c as u8);
                    if source.next_is(|b| b.is_ascii_digit()) {
                        digits.extend(source.get_while(1, |b| b.is_ascii_digit())?);
                        if octal(c) && octal(digits[2]) && source.next_is(is_octal) {
                            digits.extend(source.get_while(1, is_octal)?);
                        }
                    }
                    if digits.len() == 4 {
                        let value = digits[1..].iter().fold(0, |n, d| n * 8 + (d - 48));
                        if value > 0o377 {
                            let message = format!(
                                "octal escape value {} outside of range 0-0o377",
                                lossy(&digits)
                            );
                            return Err(source.error(&message, digits.len()));
                        }
                        put(&mut text, value);
                        None
                    } else {
                        Some((number(&digits[1..]) as usize, digits.len() - 1))
                    }
                }
                _ => {
                    if let Some(c) = control(c) {
                        put(&mut text, c);
                    } else if c < 128 && (c as u8).is_ascii_alphabetic() {
                        let message = format!("bad escape {}", lossy(&digits));
                        return Err(source.error(&message, digits.len()));
                    } else {
                        put(&mut text, token.first);
                        put(&mut text, c);
                    }
                    None
                }
            };
            if let Some((group, back)) = group {
                if group > pattern.program.groups {
                    let message = format!("invalid group reference {group}");
                    return Err(source.error(&message, back));
                }
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(Part::Group(group));
            }
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Ok(Template(parts))
    }

    /// Appends the template with a match's groups.
    ///
    /// # Errors
    /// What reading a buffer raises.
    pub(super) fn expand(&self, vm: &Vm, m: &Match, out: &mut Vec<u8>) -> Result<()> {
        for part in &self.0 {
            match part {
                Part::Text(text) => out.extend_from_slice(text),
                Part::Group(n) => {
                    m.group_bytes(vm, *n, |bytes| out.extend_from_slice(bytes))?;
                }
            }
        }
        Ok(())
    }

    /// The same for groups given by their places in a text.
    pub(super) fn expand_in(&self, text: &[u8], marks: &[usize], out: &mut Vec<u8>) {
        for part in &self.0 {
            match part {
                Part::Text(text) => out.extend_from_slice(text),
                Part::Group(n) => {
                    let place = marks[2 * n]..marks[2 * n + 1];
                    out.extend_from_slice(text.get(place).unwrap_or_default());
                }
            }
        }
    }
}
