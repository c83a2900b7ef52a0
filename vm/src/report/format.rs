//! The text of uncaught exceptions: chains, tracebacks, notes, groups.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{carets, suggest};
use crate::errors::Exception;
use crate::object::Ref;
use crate::object::traceback::Traceback;
use crate::value::Value;
use crate::vm::Vm;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// Equal entries of a traceback that are shown.
const REPEATS: usize = 3;
const GROUP_WIDTH: usize = 15;
const GROUP_DEPTH: usize = 10;

/// Formats one exception with all that led to it.
pub(super) struct Formatter<'a> {
    vm: &'a Vm,
    pub(super) out: String,
    /// How far exceptions in groups are indented.
    depth: usize,
    /// The box of the group is still to be closed.
    open: bool,
    /// Exceptions that are shown already.
    seen: HashSet<u64>,
    files: HashMap<String, Option<Arc<str>>>,
    /// Lines are not underlined.
    plain: bool,
}

impl<'a> Formatter<'a> {
    pub(super) fn new(vm: &'a Vm) -> Formatter<'a> {
        Formatter {
            vm,
            out: String::new(),
            depth: 0,
            open: false,
            seen: HashSet::new(),
            files: HashMap::new(),
            plain: false,
        }
    }

    /// Adds the exception alone, without what led to it, underlines, notes and suggestions.
    pub(super) fn plainly(&mut self, exception: &Value) {
        self.plain = true;
        let stack = self.stack(exception);
        if !stack.is_empty() {
            self.out.push_str("Traceback (most recent call last):\n");
            self.out.push_str(&stack);
        }
        let name = self.class_name(exception);
        let text = match self.vm.to_str(exception) {
            Ok(text) => printable(text.bytes()),
            Err(_) => "<exception str() failed>".to_owned(),
        };
        self.out.push_str(&name);
        if !text.is_empty() {
            self.out.push_str(": ");
            self.out.push_str(&text);
        }
        self.out.push('\n');
    }

    fn class_name(&self, exception: &Value) -> String {
        let name = self.vm.type_full_name(self.vm.type_of(exception));
        name.strip_prefix("__main__.").unwrap_or(&name).to_owned()
    }

    /// Adds lines with the margin of the group before each.
    fn emit(&mut self, text: &str, margin: char) {
        for line in text.split_inclusive('\n') {
            if self.depth > 0 {
                self.out.push_str(&" ".repeat(2 * self.depth));
                self.out.push(margin);
                self.out.push(' ');
            }
            self.out.push_str(line);
        }
    }

    /// Adds the exception, after those that led to it.
    pub(super) fn chain(&mut self, exception: &Value) {
        let mut chain = vec![exception.clone()];
        self.seen.insert(exception.bits());
        let mut now = exception.clone();
        while let Some(e) = now.downcast_ref::<Exception>() {
            let cause = e.cause.get().filter(|c| !c.is_none());
            let context = e.context.get().filter(|c| !c.is_none());
            let suppressed = e.suppress_context.load(Ordering::Relaxed);
            let before = match (cause, context) {
                (Some(cause), _) if !self.seen.contains(&cause.bits()) => cause,
                (_, Some(context)) if !suppressed && !self.seen.contains(&context.bits()) => {
                    context
                }
                _ => break,
            };
            self.seen.insert(before.bits());
            chain.push(before.clone());
            now = before;
        }
        while let Some(exception) = chain.pop() {
            self.one(&exception);
            if let Some(words) = Self::words_before(&chain, &exception) {
                self.emit(words, '|');
            }
        }
    }

    /// What stands between an exception and the one that it led to, the last of `chain`.
    fn words_before(chain: &[Value], exception: &Value) -> Option<&'static str> {
        let e = chain.last()?.downcast_ref::<Exception>()?;
        Some(if e.cause.get().is_some_and(|c| c.is(exception)) {
            CAUSE
        } else {
            CONTEXT
        })
    }

    fn one(&mut self, exception: &Value) {
        let inner = self.members(exception);
        if inner.is_empty() {
            let stack = self.stack(exception);
            if !stack.is_empty() {
                self.emit("Traceback (most recent call last):\n", '|');
                self.emit(&stack, '|');
            }
            let last = self.last_lines(exception);
            self.emit(&last, '|');
        } else if self.depth > GROUP_DEPTH {
            self.emit(&format!("... (max_group_depth is {GROUP_DEPTH})\n"), '|');
        } else {
            self.group(exception, &inner);
        }
    }

    /// The exceptions in a group.
    fn members(&self, exception: &Value) -> Vec<Value> {
        if !self
            .vm
            .is_instance_of(exception, &self.vm.exceptions().base_exception_group)
        {
            return Vec::new();
        }
        let e = exception.downcast_ref::<Exception>();
        let tuple = e.and_then(|e| e.fields[1].get());
        tuple
            .and_then(|t| t.as_tuple().map(|t| t.as_slice().to_vec()))
            .unwrap_or_default()
    }

    fn group(&mut self, exception: &Value, inner: &[Value]) {
        let outermost = self.depth == 0;
        if outermost {
            self.depth += 1;
        }
        let stack = self.stack(exception);
        if !stack.is_empty() {
            self.emit(
                "Exception Group Traceback (most recent call last):\n",
                if outermost { '+' } else { '|' },
            );
            self.emit(&stack, '|');
        }
        let last = self.last_lines(exception);
        self.emit(&last, '|');
        let shown = inner.len().min(GROUP_WIDTH);
        let rows = shown + usize::from(inner.len() > shown);
        self.open = false;
        for row in 0..rows {
            let is_last = row + 1 == rows;
            if is_last {
                // The box is closed here, unless a group within has closed it.
                self.open = true;
            }
            let title = if row < shown {
                (row + 1).to_string()
            } else {
                "...".to_owned()
            };
            let corner = if row == 0 { "+-" } else { "  " };
            let indent = " ".repeat(2 * self.depth);
            self.out.push_str(&format!(
                "{indent}{corner}+---------------- {title} ----------------\n"
            ));
            self.depth += 1;
            if row < shown {
                self.chain(&inner[row]);
            } else {
                let rest = inner.len() - shown;
                let plural = if rest == 1 { "" } else { "s" };
                self.emit(&format!("and {rest} more exception{plural}\n"), '|');
            }
            if is_last && self.open {
                let indent = " ".repeat(2 * self.depth);
                self.out
                    .push_str(&format!("{indent}+------------------------------------\n"));
                self.open = false;
            }
            self.depth -= 1;
        }
        if outermost {
            self.depth = 0;
        }
    }

    /// The entries of the traceback.
    fn stack(&mut self, exception: &Value) -> String {
        let mut out = String::new();
        let mut link = exception
            .downcast_ref::<Exception>()
            .and_then(|e| e.traceback.get());
        let mut last: Option<(String, usize, String)> = None;
        let mut count = 0;
        while let Some(entry) = link
            .as_ref()
            .and_then(|l| l.downcast_ref::<Traceback>())
            .cloned()
        {
            let code = &entry.frame.code;
            let file = code.filename.str_lossy().unwrap_or_default();
            let name = code.name.to_string_lossy();
            let line = entry.line() as usize;
            let key = (file, line, name);
            if last.as_ref() != Some(&key) {
                note_repeats(&mut out, count);
                count = 0;
            }
            count += 1;
            if count <= REPEATS {
                out.push_str(&format!(
                    "  File \"{}\", line {line}, in {}\n",
                    key.0, key.2
                ));
                self.source(&mut out, &entry, &key.0, line);
            }
            last = Some(key);
            link = entry.next.get();
        }
        note_repeats(&mut out, count);
        out
    }

    /// The text an entry's code was compiled from.
    fn text(&mut self, entry: &Ref<Traceback>, file: &str) -> Option<Arc<str>> {
        if let Some(text) = self.vm.remembered_source(&entry.frame.code) {
            return Some(text);
        }
        if file.starts_with('<') {
            return None;
        }
        if let Some(known) = self.files.get(file) {
            return known.clone();
        }
        let bytes = std::fs::read(file).ok();
        let text: Option<Arc<str>> = bytes.map(|b| String::from_utf8_lossy(&b).into());
        self.files.insert(file.to_owned(), text.clone());
        text
    }

    /// The source lines of an entry, underlined where it failed.
    fn source(&mut self, out: &mut String, entry: &Ref<Traceback>, file: &str, line: usize) {
        let Some(text) = self.text(entry, file) else {
            return;
        };
        let lines: Vec<&str> = text.split('\n').map(|l| l.trim_end_matches('\r')).collect();
        let Some(first) = line.checked_sub(1).and_then(|i| lines.get(i)) else {
            return;
        };
        if first.trim().is_empty() {
            return;
        }
        let source = &entry.frame.code.source;
        let place = source.span_at(entry.word).map(|span| {
            (
                source.lines.line_col(span.start),
                source.lines.line_col(span.end),
            )
        });
        match place {
            Some(((from, start), (to, end)))
                if !self.plain
                    && from as usize == line
                    && to >= from
                    && (to as usize) <= lines.len() =>
            {
                let shown = &lines[line - 1..to as usize];
                for row in carets::picture(shown, start as usize, end as usize) {
                    out.push_str(&format!("    {row}\n"));
                }
            }
            _ => out.push_str(&format!("    {}\n", first.trim())),
        }
    }

    /// The lines that tell what the exception is, and its notes.
    fn last_lines(&self, exception: &Value) -> String {
        let vm = self.vm;
        let name = self.class_name(exception);
        let mut out = if vm.is_instance_of(exception, &vm.exceptions().syntax_error) {
            self.syntax_error(exception, &name)
        } else {
            let text = match vm.to_str(exception) {
                Ok(text) => printable(text.bytes()),
                Err(_) => "<exception str() failed>".to_owned(),
            };
            let text = text + &suggest::hint(vm, exception);
            if text.is_empty() {
                format!("{name}\n")
            } else {
                format!("{name}: {text}\n")
            }
        };
        self.notes(exception, &mut out);
        out
    }

    fn notes(&self, exception: &Value, out: &mut String) {
        let vm = self.vm;
        let Ok(Some(notes)) = vm.get_attr_opt(exception, &vm.names().notes) else {
            return;
        };
        if notes.is_none() {
            return;
        }
        if notes.as_list().is_none() && notes.as_tuple().is_none() {
            let text = vm
                .repr_text(&notes)
                .unwrap_or_else(|_| "<__notes__ repr() failed>".to_owned());
            out.push_str(&format!("{text}\n"));
            return;
        }
        for note in vm.collect(&notes).unwrap_or_default() {
            let text = match vm.to_str(&note) {
                Ok(text) => printable(text.bytes()),
                Err(_) => "<note str() failed>".to_owned(),
            };
            for line in text.split('\n') {
                out.push_str(&format!("{line}\n"));
            }
        }
    }

    fn syntax_error(&self, exception: &Value, name: &str) -> String {
        let field = |i: usize| {
            let e = exception.downcast_ref::<Exception>();
            e.and_then(|e| e.fields[i].get()).filter(|v| !v.is_none())
        };
        let number = |i: usize| field(i).and_then(|v| v.as_small_int());
        let mut out = String::new();
        let mut suffix = String::new();
        let file = field(1).and_then(|f| f.str_lossy());
        let line = number(2);
        match (line, file) {
            (Some(line), file) => {
                let file = file
                    .filter(|f| !f.is_empty())
                    .unwrap_or_else(|| "<string>".to_owned());
                out.push_str(&format!("  File \"{file}\", line {line}\n"));
            }
            (None, Some(file)) => suffix = format!(" ({file})"),
            (None, None) => {}
        }
        if let Some(text) = field(4).and_then(|t| t.str_lossy()) {
            wrong_line(&mut out, &text, number(3), (line, number(5), number(6)));
        }
        let message = field(0).and_then(|m| vm_text(self.vm, &m));
        let message = message.unwrap_or_else(|| "<no detail available>".to_owned());
        out.push_str(&format!("{name}: {message}{suffix}\n"));
        out
    }
}

fn vm_text(vm: &Vm, v: &Value) -> Option<String> {
    vm.to_str(v).ok().map(|s| printable(s.bytes()))
}

/// WTF-8 as text, with lone surrogates as `\udXXX`.
fn printable(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == 0xED && at + 2 < bytes.len() && bytes[at + 1] >= 0xA0 {
            let code =
                0xD000 | u32::from(bytes[at + 1] & 0x3F) << 6 | u32::from(bytes[at + 2] & 0x3F);
            out.extend_from_slice(format!("\\u{code:04x}").as_bytes());
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn note_repeats(out: &mut String, count: usize) {
    if count > REPEATS {
        let more = count - REPEATS;
        let plural = if more == 1 { "" } else { "s" };
        out.push_str(&format!(
            "  [Previous line repeated {more} more time{plural}]\n"
        ));
    }
}

/// The line of a SyntaxError and the carets below it.
fn wrong_line(
    out: &mut String,
    text: &str,
    offset: Option<i64>,
    place: (Option<i64>, Option<i64>, Option<i64>),
) {
    let raw = text.trim_end_matches('\n');
    let line = raw.trim_start_matches([' ', '\n', '\x0c']);
    out.push_str(&format!("    {line}\n"));
    let Some(mut start) = offset else { return };
    let (lineno, end_lineno, end_offset) = place;
    let raw_len = raw.chars().count() as i64;
    let line_len = line.chars().count() as i64;
    let mut end = if lineno == end_lineno {
        end_offset.filter(|e| *e != 0).unwrap_or(start)
    } else {
        raw_len + 1
    };
    let text_len = text.chars().count() as i64;
    if text_len > 0 && start > text_len {
        start = text_len + 1;
        end = end.max(start);
    }
    if start >= end || end < 0 {
        end = start + 1;
    }
    // Offsets count from one, in the line before it lost its blanks.
    let cut = 1 + raw_len - line_len;
    if start >= cut {
        let before = line.chars().take((start - cut) as usize);
        let blanks: String = before
            .map(|c| if c.is_whitespace() { c } else { ' ' })
            .collect();
        // A caret count beyond the line says nothing more.
        let count = (end - start).clamp(1, line_len + 1) as usize;
        out.push_str(&format!("    {blanks}{}\n", "^".repeat(count)));
    }
}
