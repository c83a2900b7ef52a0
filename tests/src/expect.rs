//! What a program printed, and the files that hold what it should print.

use std::fs;
use std::io;
use std::path::Path;

use crate::programs::Program;

/// What one run of a program showed, normalised so that two runs on two machines can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    /// The exit status, or the name of what ended the process, e.g. `signal 11`.
    pub status: String,
}

impl Shown {
    /// Normalises raw output: the folder's absolute path is removed, and on standard error addresses
    /// (`0x` and digits) become `0x...` and frames of the interpreter's own library are left out of
    /// tracebacks. Bytes that are not UTF-8 are shown as `\xNN`.
    pub fn new(out: &[u8], err: &[u8], status: String, dir: &Path) -> Shown {
        Shown {
            out: without_dir(text(out), dir),
            err: without_library_frames(&without_addresses(&without_dir(text(err), dir))),
            status,
        }
    }

    /// The text of the `.err` file, or nothing if the program ended well and printed no error.
    pub fn err_file(&self) -> Option<String> {
        if self.err.is_empty() && self.status == "0" {
            return None;
        }
        let newline = if self.err.is_empty() || self.err.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        Some(format!(
            "{}{newline}exit status: {}\n",
            self.err, self.status
        ))
    }
}

/// The expected files of one program as they are on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The `.out` file; `None` if it is missing.
    pub out: Option<String>,
    /// The `.err` file; `None` if there is none.
    pub err: Option<String>,
}

impl Expected {
    /// Reads the expected files of a program.
    ///
    /// # Errors
    /// When a file exists but cannot be read as UTF-8.
    pub fn read(program: &Program) -> io::Result<Expected> {
        Ok(Expected {
            out: read_if_there(&program.beside("out"))?,
            err: read_if_there(&program.beside("err"))?,
        })
    }

    /// Writes what was shown as the expected files; an empty `.err` file is removed.
    ///
    /// # Errors
    /// When a file cannot be written or removed.
    pub fn write(program: &Program, shown: &Shown) -> io::Result<()> {
        fs::write(program.beside("out"), &shown.out)?;
        let err = program.beside("err");
        match shown.err_file() {
            Some(text) => fs::write(err, text),
            None if err.exists() => fs::remove_file(err),
            None => Ok(()),
        }
    }
}

fn read_if_there(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

fn text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text
}

fn without_dir(text: String, dir: &Path) -> String {
    let prefix = format!("{}/", dir.display());
    if text.contains(&prefix) {
        text.replace(&prefix, "")
    } else {
        text
    }
}

fn without_addresses(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut result = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        result.push_str(if digits >= 6 { "0x..." } else { "0x" });
        result.push_str(&part[if digits >= 6 { digits } else { 0 }..]);
    }
    result
}

/// Removes the traceback frames (the `File` line and the more indented lines below it) whose file is
/// absolute or embedded: the library's own files, since the program's folder has been cut off before.
fn without_library_frames(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '|']).len();
    let mut result = String::with_capacity(text.len());
    let mut dropping = None;
    for line in text.split_inclusive('\n') {
        let column = indent(line);
        if dropping.is_some_and(|start| column > start) {
            continue;
        }
        let rest = &line[column..];
        let library = rest.starts_with("File \"/")
            || rest.starts_with("File \"<frozen ")
            || rest.starts_with("File \"<hasp>/");
        dropping = library.then_some(column);
        if !library {
            result.push_str(line);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_on_standard_error_are_masked() {
        let shown = Shown::new(
            b"<f at 0x7f0011223344>",
            b"<f at 0x7f0011223344> 0x1f",
            "0".to_owned(),
            Path::new("/d"),
        );
        assert_eq!(shown.out, "<f at 0x7f0011223344>");
        assert_eq!(shown.err, "<f at 0x...> 0x1f");
    }

    #[test]
    fn library_frames_are_left_out() {
        let text =
            "T:\n  File \"/usr/t.py\", line 1, in run\n    f()\n    ~^^\n  File \"x.py\", line 2\n";
        assert_eq!(
            without_library_frames(text),
            "T:\n  File \"x.py\", line 2\n"
        );
    }

    #[test]
    fn the_program_folder_is_removed_and_bad_bytes_are_shown() {
        let shown = Shown::new(
            b"\xff",
            b"File \"/a/b/x.py\"",
            "1".to_owned(),
            Path::new("/a/b"),
        );
        assert_eq!(shown.out, "\\xff");
        assert_eq!(
            shown.err_file().as_deref(),
            Some("File \"x.py\"\nexit status: 1\n")
        );
    }
}
