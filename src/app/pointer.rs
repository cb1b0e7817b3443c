//! What the presses of the mouse left behind for the next one.

use std::time::Duration;

use crate::article::ArticleId;
use crate::panes::layout::Pane;

/// What the presses before this one left behind.
#[derive(Debug, Default)]
pub(super) struct Pointer {
    /// The border that is dragged.
    pub(super) border: Option<Pane>,
    /// The last press on a fact in the text: when, in which article, and the first byte of the mention.
    pub(super) pressed: Option<(Duration, ArticleId, u32)>,
}
