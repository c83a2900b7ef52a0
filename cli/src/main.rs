//! The `hasp` command.
fn main() {}
