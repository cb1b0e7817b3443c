//! How articles are read.

use crate::text::Language;

/// How to read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Leave the texts as they are: no cleaning. The text of a JSON record is then exactly the given string.
    pub raw: bool,
    /// The most bytes that are read of one file; the rest is left out with a notice.
    pub max_file_bytes: u64,
    /// The language of all articles that do not declare one; `None`: it is detected.
    pub language: Option<Language>,
}

/// The default size limit of one file: 32 MiB.
pub const MAX_FILE_BYTES: u64 = 32 << 20;

impl Default for Options {
    fn default() -> Self {
        Self { raw: false, max_file_bytes: MAX_FILE_BYTES, language: None }
    }
}
