//! Finding the two interpreters: a CPython on this machine, and the release build of hasp.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Prints implementation and version, for [`python_version`].
const ASK: &str = "import sys; print(sys.implementation.name, *sys.version_info[:3])";

/// The newest CPython 3 under pyenv and on the search path, and its version.
///
/// # Errors
/// If there is none.
pub fn find_python() -> Result<(PathBuf, String), String> {
    let mut candidates: Vec<PathBuf> = Vec::new();
    let pyenv = env::var_os("PYENV_ROOT").map(PathBuf::from);
    let pyenv = pyenv.or_else(|| env::home_dir().map(|home| home.join(".pyenv")));
    if let Some(versions) = pyenv.and_then(|root| fs::read_dir(root.join("versions")).ok()) {
        candidates.extend(
            versions
                .flatten()
                .map(|version| version.path().join("bin/python3")),
        );
    }
    for directory in env::split_paths(&env::var_os("PATH").unwrap_or_default()) {
        let names = fs::read_dir(directory).into_iter().flatten().flatten();
        candidates.extend(
            names
                .map(|entry| entry.path())
                .filter(|path| is_python_name(path)),
        );
    }
    candidates.sort();
    candidates.dedup();
    let known = candidates
        .into_iter()
        .filter_map(|path| Some((python_version(&path)?, path)));
    let (version, path) = known
        .max()
        .ok_or("no CPython 3 found: name one with --python PATH")?;
    Ok((path, dotted(version)))
}

/// The version of the CPython at `path`, as `3.13.0`.
///
/// # Errors
/// If it cannot be run, or is something else.
pub fn check_python(path: &Path) -> Result<String, String> {
    let version =
        python_version(path).ok_or_else(|| format!("{} is not a CPython 3", path.display()))?;
    Ok(dotted(version))
}

/// `python3` and `python3.13`, but not `python3-config` or `python3.13t`.
fn is_python_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_prefix("python3").is_some_and(|rest| {
        rest.is_empty()
            || rest
                .strip_prefix('.')
                .is_some_and(|minor| minor.parse::<u32>().is_ok())
    })
}

fn python_version(path: &Path) -> Option<[u32; 3]> {
    let output = Command::new(path).args(["-c", ASK]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut words = text.split_whitespace();
    if words.next() != Some("cpython") {
        return None;
    }
    let mut part = || words.next()?.parse().ok();
    let version = [part()?, part()?, part()?];
    (version[0] == 3).then_some(version)
}

fn dotted(version: [u32; 3]) -> String {
    version.map(|part| part.to_string()).join(".")
}

/// Builds hasp in release mode and gives the binary's path.
///
/// # Errors
/// If cargo fails; its own messages have then gone to standard error.
pub fn build_hasp() -> Result<PathBuf, String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--quiet", "-p", "hasp"])
        .current_dir(crate::programs::benches_dir())
        .status();
    if !status.is_ok_and(|status| status.success()) {
        return Err("cargo build --release -p hasp failed; name a binary with --hasp PATH".into());
    }
    // Commands of this crate are built into target/PROFILE, and hasp into target/release beside it.
    let here = env::current_exe().map_err(|error| error.to_string())?;
    let target = here
        .ancestors()
        .nth(2)
        .ok_or("this command lies in no target directory")?;
    let path = target.join("release").join("hasp");
    if path.is_file() {
        Ok(path)
    } else {
        Err(format!("no hasp at {}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::is_python_name;
    use std::path::Path;

    #[test]
    fn only_plain_python_names_are_tried() {
        assert!(is_python_name(Path::new("/usr/bin/python3")));
        assert!(is_python_name(Path::new("/usr/bin/python3.13")));
        assert!(!is_python_name(Path::new("/usr/bin/python3-config")));
        assert!(!is_python_name(Path::new("/usr/bin/python3.13t")));
        assert!(!is_python_name(Path::new("/usr/bin/python2")));
    }
}
