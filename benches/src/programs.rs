//! The benchmark programs and their sizes.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// One benchmark program.
#[derive(Debug, Clone)]
pub struct Program {
    /// File name without `.py`.
    pub name: String,
    /// Where the program lies.
    pub path: PathBuf,
    /// Size for which CPython 3.13 takes about a second.
    pub full: u64,
    /// Size for quick looks and instruction counts, about a fiftieth of the work.
    pub quick: u64,
}

/// The directory `benches/`, from which programs and demonstrations are found.
pub fn benches_dir() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The programs whose name contains one of `filters` (all of them if there is none), by name.
///
/// # Errors
/// If the directory cannot be read, or a program has no `FULL, QUICK = …` line.
pub fn load(filters: &[String]) -> io::Result<Vec<Program>> {
    let mut programs = Vec::new();
    for entry in fs::read_dir(benches_dir().join("programs"))? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !filters.is_empty() && !filters.iter().any(|filter| name.contains(filter.as_str())) {
            continue;
        }
        let (full, quick) = sizes(&fs::read_to_string(&path)?).ok_or_else(|| {
            let message = format!("{}: no line `FULL, QUICK = …`", path.display());
            io::Error::new(io::ErrorKind::InvalidData, message)
        })?;
        programs.push(Program {
            name,
            path,
            full,
            quick,
        });
    }
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(programs)
}

/// The two sizes that a program states in its line `FULL, QUICK = 2_600_000, 52_000`.
fn sizes(text: &str) -> Option<(u64, u64)> {
    let values = text
        .lines()
        .find_map(|line| line.strip_prefix("FULL, QUICK = "))?;
    let (full, quick) = values.split_once(", ")?;
    let number = |digits: &str| digits.replace('_', "").parse().ok();
    Some((number(full)?, number(quick)?))
}

#[cfg(test)]
mod tests {
    use super::{load, sizes};

    #[test]
    fn sizes_are_read_from_their_line() {
        assert_eq!(
            sizes("import sys\n\nFULL, QUICK = 2_600_000, 52_000\n"),
            Some((2_600_000, 52_000))
        );
        assert_eq!(sizes("FULL = 3\n"), None);
    }

    #[test]
    fn every_program_states_its_sizes() {
        let programs = load(&[]).expect("programs load");
        assert!(programs.len() >= 24);
        assert!(programs.iter().all(|program| program.quick < program.full));
    }

    #[test]
    fn every_program_parses() {
        for program in load(&[]).expect("programs load") {
            let text = std::fs::read_to_string(&program.path).expect("the program is readable");
            if let Err(error) = hasp_compiler::parse::parse_module(&text) {
                panic!("{}", error.render(&program.name, &text));
            }
        }
    }
}
