//! What comes into the state and what goes out of it.

use crate::article::{ArticleId, ContentKey};
use crate::config::key::Key;
use crate::error::Error;
use crate::triage::{Save, Value};

use super::target::Ordered;
use super::view::FilterJob;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this size now: columns, rows.
    Resize(u16, u16),
    /// The time asked for by [`super::State::next_wake`] has come.
    Wake,
    /// A filter pass is done.
    Filtered {
        /// Which.
        generation: u64,
        /// The list it gives.
        ordered: Ordered,
    },
    /// A search of all texts is done.
    Searched {
        /// Which.
        generation: u64,
        /// The articles that have it, and how often.
        counts: Vec<(ArticleId, u32)>,
    },
    /// Every step up to this one is on disk.
    Saved(u64),
    /// What is pending could not be written.
    SaveFailed(Error),
    /// Another reader wrote these.
    ChangedElsewhere(Vec<(ContentKey, Value)>),
    /// Something to tell.
    Notice(String),
    /// Something went wrong outside.
    Failed(Error),
}

/// Something to be done outside.
#[derive(Debug)]
pub enum Effect {
    /// Work out a list.
    Filter(FilterJob),
    /// Search all texts for words.
    Search {
        /// Which search; only the newest counts.
        generation: u64,
        /// As typed.
        query: String,
    },
    /// Keep a step.
    Save(Save),
    /// Put text on the clipboard.
    Copy(String),
}
