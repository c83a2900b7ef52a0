//! Part of Hasp.
