//! The binary: arguments, dispatch, exit code.
fn main() {}
