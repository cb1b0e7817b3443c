//! The inputs that a user names.

use std::path::PathBuf;

/// Where articles come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input, to its end.
    Stdin,
    /// The articles in the binary.
    BuiltIn,
}
