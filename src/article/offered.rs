//! What the file of an article says its user did with it: exports of other programs give tags, stars and read marks. They
//! are offered for import, and never taken over by themselves.

/// The marks that a file offers of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// As the file writes them; at most 100, of at most 256 bytes each.
    pub tags: Vec<Box<str>>,
    /// Starred, a favourite, or marked by another name.
    pub starred: bool,
    /// Read to its end, or marked as read.
    pub read: bool,
    /// Archived.
    pub archived: bool,
}

impl Offered {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
