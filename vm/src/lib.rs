//! Hasp's virtual machine: values, objects, the dispatch loop, threads and the lock boundary.
//!
//! Programs come in as [`hasp_compiler`]'s code; natives (the standard library, embedders) use
//! [`vm::Vm`], [`native!`] and the object types. `unsafe` stands in the fences only, each named
//! so on its first line.

#![allow(clippy::missing_safety_doc)]

pub mod alloc;
pub mod args;
pub mod bind;
pub mod buffer;
pub mod builtins;
pub mod collect;
pub mod config;
pub mod errors;
pub mod fd;
pub mod finalize;
mod frame;
pub mod gc;
mod heap;
pub mod import;
mod import_lock;
pub mod interp;
pub mod interp_state;
pub mod introspect;
pub mod lock;
pub mod names;
mod namespace_path;
pub mod native;
mod native_bind;
pub mod net;
pub mod num;
pub mod object;
pub mod proto;
pub mod releasing;
pub mod report;
pub mod run;
mod safepoint;
pub mod setup;
pub mod signals;
pub mod slot_table;
pub mod slots;
pub mod struct_seq;
pub mod suggest;
mod sync;
mod teardown;
pub mod text;
pub mod thread;
pub mod types;
pub mod value;
pub mod vm;
