//! The harness of Hasp's program tests.
//!
//! A test is a file `programs/AREA/NAME.py`. Beside it stands what CPython 3.14 prints for it:
//! `NAME.out` (standard output) and, when there is something to say, `NAME.err` (standard error, then a
//! last line with the exit status). `NAME.in`, if it exists, is the program's standard input.
//! Helper packages for import tests live in sub-folders, which are not searched for programs.
//!
//! The `programs` test target runs every program with the `hasp` binary and compares; the `refresh`
//! binary runs them with CPython and writes the expected files.

pub mod diff;
pub mod expect;
pub mod hasp;
pub mod pending;
pub mod programs;
pub mod run;
