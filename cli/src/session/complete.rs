//! Completion: names of the session, and attributes of what they stand for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use hasp_vm::args::Args;
use hasp_vm::object::Ref;
use hasp_vm::object::dict::Dict;
use hasp_vm::value::Value;
use hasp_vm::vm::Vm;
use reedline::{Completer, CompletionResult, Span, Suggestion};

const KEYWORDS: [&str; 37] = [
    "False", "None", "True", "and", "as", "assert", "break", "case", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
    "is", "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return", "try", "type",
    "while", "with", "yield", "print",
];

/// More names than this, and their attributes are not looked up.
const MANY: usize = 300;

/// The names that can be completed, and the attributes of those that have been looked up.
#[derive(Default)]
pub(super) struct Names {
    plain: Vec<String>,
    attributes: BTreeMap<String, Vec<String>>,
}

impl Names {
    /// The names of a session as it stands.
    pub(super) fn of(vm: &Vm, globals: &Ref<Dict>) -> Names {
        let mut names = Names::default();
        let own = globals.items();
        for (name, value) in &own {
            let Some(name) = name.as_str_obj().map(|n| n.to_string_lossy()) else {
                continue;
            };
            if own.len() <= MANY {
                names.attributes.insert(name.clone(), attributes(vm, value));
            }
            names.plain.push(name);
        }
        for (name, _) in vm.interp().builtins().items() {
            names
                .plain
                .extend(name.as_str_obj().map(|n| n.to_string_lossy()));
        }
        names.plain.extend(KEYWORDS.iter().map(|&k| k.to_owned()));
        names.plain.sort();
        names.plain.dedup();
        names
    }
}

/// `dir(value)`; nothing if it fails.
fn attributes(vm: &Vm, value: &Value) -> Vec<String> {
    let Some(dir) = vm.interp().builtins().get_name(&vm.intern("dir")) else {
        return Vec::new();
    };
    let listed = vm.call(&dir, Args::positional(std::slice::from_ref(value)));
    let listed = listed.and_then(|list| vm.collect(&list));
    listed.map_or_else(
        |_| Vec::new(),
        |names| {
            names
                .iter()
                .filter_map(|n| n.as_str_obj().map(|n| n.to_string_lossy()))
                .collect()
        },
    )
}

/// Completes the word before the cursor.
pub(super) struct ByName(pub(super) Arc<Mutex<Names>>);

impl ByName {
    fn suggestions(&self, line: &str, pos: usize) -> Vec<Suggestion> {
        let Ok(names) = self.0.lock() else {
            return Vec::new();
        };
        let before = &line[..pos];
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let start = before.trim_end_matches(is_word).len();
        let word = &before[start..];
        let owner = before[..start].strip_suffix('.').map(|rest| {
            let from = rest.trim_end_matches(is_word).len();
            (&rest[from..], rest[..from].ends_with('.'))
        });
        let known: &[String] = match owner {
            Some((owner, false)) => names.attributes.get(owner).map_or(&[], Vec::as_slice),
            Some((_, true)) => &[],
            None if word.is_empty() => &[],
            None => &names.plain,
        };
        known
            .iter()
            .filter(|name| name.starts_with(word) && (!word.is_empty() || !name.starts_with('_')))
            .map(|name| Suggestion {
                value: name.clone(),
                span: Span::new(start, pos),
                ..Suggestion::default()
            })
            .collect()
    }
}

impl Completer for ByName {
    fn complete(&mut self, line: &str, pos: usize) -> CompletionResult {
        CompletionResult::Fresh {
            suggestions: self.suggestions(line, pos).into(),
            partial: None,
        }
    }
}
