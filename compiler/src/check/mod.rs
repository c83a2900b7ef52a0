//! Rules of Python's grammar that the generated parser does not carry.

pub(crate) mod call;
pub(crate) mod params;
pub(crate) mod pattern;
pub(crate) mod structure;
pub(crate) mod target;
