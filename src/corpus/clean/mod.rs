//! The text that a reader wants: what the web put around it goes.

use super::draft::Draft;
use crate::article::{PartialDate, Removed};

/// What cleaning found.
#[derive(Debug, Default)]
pub(super) struct Cleaned {
    /// `None` when the text stays as it is.
    pub(super) text: Option<String>,
    pub(super) removed: Vec<Removed>,
    pub(super) title: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) author: Option<String>,
    pub(super) source: Option<String>,
}

pub(super) fn clean(draft: &mut Draft<'_>, _raw: bool) -> Cleaned {
    let first = draft.text.trim().lines().next().map(super::title::one_line);
    Cleaned { title: first, ..Cleaned::default() }
}
