//! What is written down for the next start of a reader of the same articles, and when.

use std::sync::Arc;
use std::time::Duration;

use crate::config::look::Look;

/// What is remembered for the next start.
#[derive(Debug, Default)]
pub(super) struct Coming {
    /// What the place is of; `None` when nothing is remembered.
    pub(super) pile: Option<Arc<str>>,
    /// What was written last.
    pub(super) written: String,
    /// The look that is configured, and what was written of it last; `None` when it is not remembered.
    pub(super) look: Option<(Look, String)>,
    /// When it is written next.
    pub(super) due: Option<Duration>,
}
