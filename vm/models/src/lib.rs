//! The lock policies of the machine, built for themselves under `--cfg loom`, so that models can go
//! through every order of events; the whole machine would be too much for that. See `tests/models.rs`.
#![cfg(loom)]

#[path = "../../src/lock/mod.rs"]
pub mod lock;
#[path = "../../src/sync.rs"]
mod sync;
