//! How a pass learns that nobody waits for it any more.

/// Says whether a pass is stale, because the user has typed on. Called before every article, so it must be quick.
pub(super) type Stale<'a> = &'a (dyn Fn() -> bool + Sync);
