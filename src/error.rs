//! What went wrong, where, and the next step. One type for every floor; the text is made for a person.

use std::fmt;

/// An error that names the thing, the cause and the next step.
///
/// Displays as `thing: cause; next step`. The parts may quote untrusted text: whoever prints it sends it
/// through [`crate::text::sanitise`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What it is about: a path, a key, an option.
    pub thing: String,
    /// What was found and what was expected.
    pub cause: String,
    /// What the user can do now; empty where there is nothing to say.
    pub next_step: String,
}

/// The crate's result.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error with no next step yet.
    pub fn new(thing: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { thing: thing.into(), cause: cause.into(), next_step: String::new() }
    }

    /// The same error with its next step.
    #[must_use]
    pub fn next(mut self, step: impl Into<String>) -> Self {
        self.next_step = step.into();
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.thing, self.cause)?;
        if self.next_step.is_empty() { Ok(()) } else { write!(f, "; {}", self.next_step) }
    }
}

impl std::error::Error for Error {}
