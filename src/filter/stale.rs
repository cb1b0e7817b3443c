//! How a pass learns that its result is no longer needed.

/// Returns whether a pass is stale because the query has changed. Called for every article, so it must be fast.
pub(super) type Stale<'a> = &'a (dyn Fn() -> bool + Sync);
