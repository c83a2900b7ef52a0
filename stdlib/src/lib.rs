//! Hasp's standard library: native modules, and those written in the language.
#![deny(unsafe_code)]

mod array;
mod atexit;
mod binascii;
mod cmath;
mod collections;
mod common;
mod compression;
mod deque;
mod detached;
mod dis;
mod errno;
mod functools;
mod gc;
mod hashes;
mod hasp_lock;
mod heap;
mod io;
mod itertools;
mod json;
mod lru_cache;
mod math;
mod namespace;
mod operator;
mod posix;
mod queue;
mod random;
mod re;
mod select;
mod signal;
pub mod site;
mod socket;
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
    compression::bz2::MODULE,
    compression::lzma::MODULE,
    structs::MODULE,
    sys::MODULE,
    errno::ERRNO,
    itertools::ITERTOOLS,
    json::MODULE,
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
    queue::MODULE,
    random::MODULE,
    atexit::MODULE,
    binascii::MODULE,
    gc::MODULE,
    hashes::MODULE,
    hashes::BLAKE2,
    hasp_lock::MODULE,
    heap::HEAPQ,
    heap::BISECT,
    heap::UNDERSCORE_BISECT,
    select::MODULE,
    signal::MODULE,
    socket::MODULE,
    thread::MODULE,
    weakrefs::MODULE,
];

/// Everything that comes with the program.
pub const LIBRARY: Library = Library {
    natives: NATIVES,
    sources: sources::SOURCES,
};
