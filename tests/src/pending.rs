//! The list of programs that are known to fail: `programs/PENDING`.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use crate::programs::root;

/// Reads the list: one `AREA/NAME.py` and a reason per line; `#` starts a comment line.
/// Gives reasons by program name.
///
/// # Errors
/// When the file cannot be read, or a line has no reason.
pub fn read() -> io::Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(root().join("PENDING"))?;
    let mut pending = BTreeMap::new();
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((name, reason)) = line.split_once(char::is_whitespace) else {
            return Err(io::Error::other(format!("PENDING: no reason in {line:?}")));
        };
        pending.insert(name.to_owned(), reason.trim().to_owned());
    }
    Ok(pending)
}
