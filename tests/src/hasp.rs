//! Getting the `hasp` binary that the tests run.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The variable that names a `hasp` binary to test instead of building one.
pub const BINARY_VARIABLE: &str = "HASP_BIN";

/// Builds `hasp` with the profile and target folder of the running test executable and returns the
/// binary's path. `HASP_BIN` in the environment overrides this. Cargo's own lock keeps two such builds
/// apart, and an up-to-date binary is not built again.
///
/// # Errors
/// When the build fails, with the compiler's messages already on standard error.
pub fn binary() -> io::Result<PathBuf> {
    if let Some(path) = env::var_os(BINARY_VARIABLE) {
        return PathBuf::from(path).canonicalize();
    }
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["build", "--package", "hasp", "--bin", "hasp", "--quiet"])
        .args(["--message-format", "json-render-diagnostics"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    if let Some(profile) = profile(&env::current_exe()?) {
        command.args(["--profile", &profile]);
    }
    let output = command.output()?;
    if !output.status.success() {
        return Err(io::Error::other("the hasp binary cannot be built"));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    executable(&messages).ok_or_else(|| io::Error::other("cargo names no hasp binary"))
}

/// The profile an executable `…/target/PROFILE/deps/NAME` was built with.
fn profile(executable: &Path) -> Option<String> {
    let deps = executable.parent()?;
    let dir = if deps.file_name()? == "deps" {
        deps.parent()?
    } else {
        deps
    };
    match dir.file_name()?.to_str()? {
        "debug" => Some("dev".to_owned()),
        other => Some(other.to_owned()),
    }
}

/// The last `"executable":"PATH"` in Cargo's messages, one JSON object per line.
fn executable(messages: &str) -> Option<PathBuf> {
    let key = "\"executable\":\"";
    let start = messages.rfind(key)? + key.len();
    let end = messages[start..].find('"')? + start;
    Some(PathBuf::from(&messages[start..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_read_from_the_path() {
        let of = |path| profile(Path::new(path));
        assert_eq!(
            of("/t/target/debug/deps/programs-1").as_deref(),
            Some("dev")
        );
        assert_eq!(
            of("/t/target/quick/deps/programs-1").as_deref(),
            Some("quick")
        );
    }

    #[test]
    fn the_executable_is_found_in_the_messages() {
        let messages = "{\"executable\":null}\n{\"executable\":\"/t/hasp\",\"fresh\":true}\n";
        assert_eq!(executable(messages), Some(PathBuf::from("/t/hasp")));
    }
}
