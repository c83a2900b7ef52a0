//! When an input is complete, and the prompts.

use std::borrow::Cow;

use hasp_compiler::{Mode, Options};
use hasp_vm::vm::Vm;
use reedline::{PromptEditMode, PromptHistorySearch, ValidationResult, Validator};

/// Asks for more lines until the input is a statement.
pub(super) struct Complete;

impl Validator for Complete {
    fn validate(&self, text: &str) -> ValidationResult {
        if is_complete(text) {
            ValidationResult::Complete
        } else {
            ValidationResult::Incomplete
        }
    }
}

/// Is there nothing more to come? A block goes on until an empty line.
fn is_complete(text: &str) -> bool {
    if text.trim().is_empty() || text.ends_with('\n') && !text.trim_end().ends_with('\\') {
        // An empty line ends anything but brackets and strings.
        let whole = hasp_compiler::compile(text, "<input>", Mode::Single, &Options::default());
        return !matches!(whole, Err(error) if error.incomplete && !text.ends_with("\n\n"));
    }
    let whole = format!("{text}\n");
    match hasp_compiler::compile(&whole, "<input>", Mode::Single, &Options::default()) {
        Ok(_) => {
            let last = text.lines().last().unwrap_or_default();
            !(last.starts_with([' ', '\t']) || opens_block(text) && text.contains(':'))
        }
        Err(error) => !error.incomplete,
    }
}

/// Does the input start with the keyword of a statement that has a block, or a decorator?
fn opens_block(text: &str) -> bool {
    const WORDS: [&str; 8] = ["if", "while", "for", "try", "with", "def", "class", "match"];
    let start = text.trim_start();
    let word: &str = start
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or_default();
    start.starts_with('@') || WORDS.contains(&word)
}

/// `sys.ps1` and `sys.ps2`.
pub(super) struct Prompt {
    first: String,
    more: String,
}

impl Prompt {
    pub(super) fn new(vm: &Vm) -> Prompt {
        let text = |name: &str, default: &str| {
            let value = vm.sys_attr(&vm.intern(name));
            let text = value.and_then(|v| vm.to_str(&v).ok());
            text.map_or_else(|| default.to_owned(), |t| t.to_string_lossy())
        };
        Prompt {
            first: text("ps1", ">>> "),
            more: text("ps2", "... "),
        }
    }
}

impl reedline::Prompt for Prompt {
    fn render_prompt_left(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.first)
    }
    fn render_prompt_right(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }
    fn render_prompt_indicator(&self, _: PromptEditMode) -> Cow<'_, str> {
        Cow::Borrowed("")
    }
    fn render_prompt_multiline_indicator(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.more)
    }
    fn render_prompt_history_search_indicator(&self, search: PromptHistorySearch) -> Cow<'_, str> {
        Cow::Owned(format!("(search) '{}': ", search.term))
    }
}

#[cfg(test)]
mod tests {
    use super::is_complete;

    #[test]
    fn statements_end_with_their_line() {
        for text in ["x = 1", "print(1)", "1 +", "x = )", "a = 'abc", "pass"] {
            assert!(is_complete(text), "{text:?}");
        }
    }

    #[test]
    fn brackets_strings_and_blocks_go_on() {
        for text in [
            "x = (1,",
            "f(",
            "'''abc",
            "if x:",
            "if x:\n    y = 1",
            "def f(): pass",
            "@decorator",
            "x = 1 + \\",
            "try:\n    pass",
        ] {
            assert!(!is_complete(text), "{text:?}");
        }
    }

    #[test]
    fn an_empty_line_ends_a_block() {
        for text in [
            "if x:\n    y = 1\n",
            "def f(): pass\n",
            "for i in x:\n  i\n",
        ] {
            assert!(is_complete(text), "{text:?}");
        }
    }
}
