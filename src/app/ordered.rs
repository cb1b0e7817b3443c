//! The articles of the list in order, and the index of each.

use crate::article::ArticleId;

/// The articles of the list, in order, and the index of each.
#[derive(Debug, Default)]
pub struct Ordered {
    order: Vec<ArticleId>,
    rank: Vec<u32>,
}

impl Ordered {
    /// A list of some articles of a library of `articles` articles.
    pub(crate) fn new(order: Vec<ArticleId>, articles: usize) -> Self {
        let mut rank = vec![u32::MAX; articles];
        for (place, id) in order.iter().enumerate() {
            rank[id.index()] = place as u32;
        }
        Self { order, rank }
    }

    /// The articles, in order.
    pub(crate) fn ids(&self) -> &[ArticleId] {
        &self.order
    }

    /// The index of an article in the list; `None` when the list does not have it.
    pub fn place(&self, id: ArticleId) -> Option<usize> {
        self.rank.get(id.index()).filter(|&&place| place != u32::MAX).map(|&place| place as usize)
    }
}
