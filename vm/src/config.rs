//! What an interpreter is told at its start.

use std::sync::Arc;

use crate::lock::LockSpec;
use crate::signals::SignalSource;

/// Settings of one interpreter.
#[derive(Clone)]
pub struct Config {
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// Folders where imports look, in order.
    pub path: Vec<String>,
    /// Seed of the string hashes.
    pub hash_seed: u64,
    /// The lock policy.
    pub lock: LockSpec,
    /// Modules that come with the program.
    pub library: crate::import::Library,
    /// `sys.executable`.
    pub executable: String,
    /// Bytes of machine stack of the thread that runs the interpreter.
    pub stack_bytes: usize,
    /// Where the signals of the process come from, for the one interpreter that gets them.
    pub signals: Option<Arc<dyn SignalSource>>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            argv: vec![String::new()],
            path: Vec::new(),
            hash_seed: 0,
            lock: LockSpec::default(),
            library: crate::import::Library::EMPTY,
            executable: String::new(),
            stack_bytes: 8 << 20,
            signals: None,
        }
    }
}
