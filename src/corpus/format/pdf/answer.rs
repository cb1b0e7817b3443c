//! What the process that reads a PDF says of it.

use serde::{Deserialize, Serialize};

/// The answer: one JSON value.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// What it holds.
    Document(Document),
    /// It was not read.
    Refused(Refusal),
}

/// Why a PDF was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Refusal {
    /// It is encrypted, and not with the empty password.
    Password,
    /// It has no pages that can be found.
    Damaged,
}

/// What a PDF holds.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Document {
    /// The texts of its pages, of each that was read.
    pub(super) pages: Vec<String>,
    /// How many pages it has.
    pub(super) count: usize,
    /// How many of those that were read have pictures and no text.
    pub(super) pictures: usize,
    /// How many letters are drawn.
    pub(super) letters: usize,
    /// Of how many of them the document does not say which they are.
    pub(super) unknown: usize,
    /// Lines that stand on page after page, each once; they are not in the texts.
    pub(super) heads: Vec<String>,
    /// The headline of its first page, or the title that its maker gave.
    pub(super) title: Option<String>,
    /// Whom it names as its author, often the user of the computer.
    pub(super) author: Option<String>,
    /// The day on which it was made, as `2024-05-02`.
    pub(super) made: Option<String>,
}
