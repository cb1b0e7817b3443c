//! Selecting articles so that triage acts on many at once.

use std::collections::BTreeSet;

use crate::article::ArticleId;

/// The selected articles.
#[derive(Debug, Default)]
pub(super) struct Selection {
    articles: BTreeSet<ArticleId>,
    /// How many of them the list shows.
    here: usize,
    /// The article at which a range begins.
    anchor: Option<ArticleId>,
}

impl Selection {
    /// Whether nothing is selected.
    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The number of selected articles.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// How many of them the list shows.
    pub(super) fn here(&self) -> usize {
        self.here
    }

    /// Counts those that the list shows, after a change of either.
    pub(super) fn count(&mut self, shows: impl Fn(ArticleId) -> bool) {
        self.here = self.articles.iter().filter(|id| shows(**id)).count();
    }

    /// Whether an article is selected.
    pub(super) fn has(&self, id: ArticleId) -> bool {
        self.articles.contains(&id)
    }

    /// All selected articles.
    pub(super) fn ids(&self) -> impl Iterator<Item = ArticleId> {
        self.articles.iter().copied()
    }

    /// Selects nothing.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Selects an article or removes it from the selection; a range begins at it.
    pub(super) fn toggle(&mut self, id: ArticleId) {
        // An article that is selected or taken out is listed.
        if self.articles.remove(&id) {
            self.here = self.here.saturating_sub(1);
        } else {
            self.articles.insert(id);
            self.here += 1;
        }
        self.anchor = Some(id);
    }

    /// Selects more articles.
    pub(super) fn extend<'a>(&mut self, ids: impl IntoIterator<Item = &'a ArticleId>) {
        self.articles.extend(ids);
    }

    /// Goes over to other ids of the articles; those without one are gone.
    pub(super) fn follow(&mut self, to: impl Fn(ArticleId) -> Option<ArticleId>) {
        self.articles = self.articles.iter().filter_map(|id| to(*id)).collect();
        self.anchor = self.anchor.and_then(to);
    }

    /// Where a range begins: the article that was selected last.
    pub(super) fn anchor(&self) -> Option<ArticleId> {
        self.anchor
    }
}
