//! Dates as articles give them.

use std::path::Path;

use crate::article::PartialDate;

/// A date given as such, in a field.
pub(super) fn given(_text: &str) -> Option<PartialDate> {
    None
}

/// A date in a file's name.
pub(super) fn from_name(_path: &Path) -> Option<PartialDate> {
    None
}
