//! What the benchmark commands share: the list of programs, measured child processes, the search
//! for interpreters, and a generator of ordinary source for the compiler.
//!
//! The programs lie in `programs/`, one file each; adding a benchmark is dropping a file there.
//! Commands: `compare` (time and memory against a CPython), `instructions` (instruction counts,
//! which do not depend on the machine's load), `compile_speed` (the compiler alone).

pub mod child;
pub mod interpreters;
pub mod programs;
pub mod source;
