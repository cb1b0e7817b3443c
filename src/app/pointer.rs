//! What is remembered of earlier mouse events: the border that is being dragged, and the last click on a fact.

use std::time::Duration;

use crate::article::ArticleId;
use crate::panes::layout::Pane;

/// What is remembered of earlier mouse events, to recognise a drag and a double click.
#[derive(Debug, Default)]
pub(super) struct Pointer {
    /// The border that is dragged.
    pub(super) border: Option<Pane>,
    /// The last press on a fact in the text: when, in which article, and the first byte of the mention.
    pub(super) pressed: Option<(Duration, ArticleId, u32)>,
}
