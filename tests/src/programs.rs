//! Finding the test programs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folders under `programs/`, one per area.
pub const AREAS: [&str; 6] = [
    "language", "builtins", "stdlib", "threads", "errors", "limits",
];

/// The lock policies under which each program of the `threads` folder runs; the others run under the
/// first one only.
pub const POLICIES: [&str; 1] = ["gil"];

/// One test program.
#[derive(Clone, Debug)]
pub struct Program {
    /// `AREA/NAME.py`, as written in the pending list and in reports.
    pub name: String,
    /// The area: one of [`AREAS`].
    pub area: &'static str,
    /// The absolute path of the `.py` file.
    pub path: PathBuf,
}

impl Program {
    /// The policies this program is run under.
    pub fn policies(&self) -> &'static [&'static str] {
        if self.area == "threads" {
            &POLICIES
        } else {
            &POLICIES[..1]
        }
    }

    /// The folder that holds the program, which is also its working directory.
    pub fn dir(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// The program's file with another extension, e.g. `out`.
    pub fn beside(&self, extension: &str) -> PathBuf {
        self.path.with_extension(extension)
    }
}

/// The folder `tests/programs` of this source tree.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("programs")
}

/// All programs whose name contains one of `filters` (all of them if there is no filter), sorted by name.
///
/// # Errors
/// When an area's folder cannot be read.
pub fn find(filters: &[String]) -> io::Result<Vec<Program>> {
    let mut found = Vec::new();
    for area in AREAS {
        let dir = root().join(area);
        for entry in fs::read_dir(&dir)? {
            let path = entry?.path();
            if path.extension().is_none_or(|e| e != "py") {
                continue;
            }
            let Some(file) = path.file_name().and_then(|f| f.to_str()) else {
                continue;
            };
            let name = format!("{area}/{file}");
            if filters.is_empty() || filters.iter().any(|f| name.contains(f.as_str())) {
                found.push(Program { name, area, path });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
