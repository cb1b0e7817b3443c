//! What a command does while a view covers the panes.

use crate::app::state::State;

/// What a command does on a cover.
pub(super) enum On {
    /// What it always does.
    AsAlways,
    /// Something of the cover's own.
    Own(fn(&mut State)),
}
