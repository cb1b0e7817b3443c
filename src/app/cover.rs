//! What covers the panes: the board of claims, the index, a dossier or the hits of the target. At most one is shown, has the keys, and keeps its place
//! while it is not shown.

/// A view that covers the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cover {
    /// The board of claims.
    Board,
    /// The index.
    Index,
    /// A dossier.
    Dossier,
    /// The hits of the target.
    Hits,
}
