//! Finding the test programs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folders under `programs/`, one per area.
pub const AREAS: [&str; 6] = [
    "language", "builtins", "stdlib", "threads", "errors", "limits",
];

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
    /// Has it to do with threads? Such programs run under every lock policy.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn uses_threads(&self) -> io::Result<bool> {
        let modules = ["threading", "_thread", "queue"];
        let imports = |line: &str| {
            let mut words = line.split([' ', ',']);
            matches!(words.next(), Some("import" | "from"))
                && words.any(|word| modules.contains(&word))
        };
        let text = fs::read_to_string(&self.path)?;
        Ok(self.area == "threads" || text.lines().any(|line| imports(line.trim())))
    }

    /// Does it set or read the switch interval, which not every lock policy has?
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn uses_interval(&self) -> io::Result<bool> {
        Ok(fs::read_to_string(&self.path)?.contains("switchinterval"))
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
