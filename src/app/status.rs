//! What the reader tells its user: the answer to the last key, a lasting warning, and what was wrong when it opened.

use crate::error::Error;

/// The answer to the last key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    /// What is said.
    pub(super) text: String,
    /// Whether something went wrong.
    pub(super) error: bool,
}

/// What is told.
#[derive(Debug, Default)]
pub(super) struct Status {
    message: Option<Message>,
    /// What the list of problems shows beside what could not be read.
    notices: Vec<Error>,
}

impl Status {
    /// The answer to the last key.
    pub(super) fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// Answers the last key.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: false });
    }

    /// Tells of something that went wrong.
    pub(super) fn complain(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: true });
    }

    /// Forgets the answer to the last key.
    pub(super) fn clear(&mut self) {
        self.message = None;
    }

    /// What the user must learn of, also after quitting.
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
