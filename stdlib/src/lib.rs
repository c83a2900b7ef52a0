//! Hasp's standard library: native modules, and those written in the language.
#![forbid(unsafe_code)]

mod array;
mod atexit;
mod cmath;
mod collections;
mod common;
mod deque;
mod dis;
mod errno;
mod functools;
mod gc;
mod hasp_lock;
mod heap;
mod io;
mod itertools;
mod lru_cache;
mod math;
mod namespace;
mod operator;
mod posix;
mod random;
mod re;
mod signal;
pub mod site;
mod sources;
mod string_parser;
mod structs;
mod sys;
mod thread;
mod time;
mod traceback;
mod weakrefs;
mod zlib;

use hasp_vm::import::{Library, ModuleDef};

/// Native modules, one row each.
static NATIVES: &[ModuleDef] = &[
    array::MODULE,
    dis::MODULE,
    re::MODULE,
    cmath::MODULE,
    zlib::MODULE,
    structs::MODULE,
    sys::MODULE,
    errno::ERRNO,
    itertools::ITERTOOLS,
    math::MATH,
    namespace::MODULE,
    operator::OPERATOR,
    operator::UNDERSCORE_OPERATOR,
    string_parser::STRING_PARSER,
    time::TIME,
    traceback::MODULE,
    functools::MODULE,
    collections::MODULE,
    io::MODULE,
    posix::MODULE,
    random::MODULE,
    atexit::MODULE,
    gc::MODULE,
    hasp_lock::MODULE,
    heap::HEAPQ,
    heap::BISECT,
    heap::UNDERSCORE_BISECT,
    signal::MODULE,
    thread::MODULE,
    weakrefs::MODULE,
];

/// Everything that comes with the program.
pub const LIBRARY: Library = Library {
    natives: NATIVES,
    sources: sources::SOURCES,
};
