//! Messages to the user: the answer to the last key, a lasting warning, and problems from the start.

use crate::error::Error;

/// The answer to the last key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    /// The text.
    pub(super) text: String,
    /// Whether something went wrong.
    pub(super) error: bool,
}

/// The messages.
#[derive(Debug, Default)]
pub(super) struct Status {
    message: Option<Message>,
    /// Further entries of the list of problems, besides inputs that could not be read.
    notices: Vec<Error>,
}

impl Status {
    /// The answer to the last key.
    pub(super) fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// Sets the answer to the last key.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: false });
    }

    /// Shows an error.
    pub(super) fn complain(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: true });
    }

    /// Clears the answer to the last key.
    pub(super) fn clear(&mut self) {
        self.message = None;
    }

    /// The error to be shown again after quitting.
    pub(super) fn notices(&self) -> &[Error] {
        &self.notices
    }

    /// Adds a notice, unless it is there already.
    pub(super) fn notice(&mut self, error: Error) {
        if !self.notices.contains(&error) {
            self.notices.push(error);
        }
    }
}
