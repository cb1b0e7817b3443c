//! Selecting articles so that triage acts on many at once. A mark on everything above asks first: it says how
//! many it would be, and does it when the same key comes again.

use std::collections::BTreeSet;

use crate::article::ArticleId;

/// The selected articles, and a question that waits for its answer.
#[derive(Debug, Default)]
pub(super) struct Selection {
    articles: BTreeSet<ArticleId>,
    /// Where a range begins.
    anchor: Option<ArticleId>,
    /// How many articles the question is about.
    question: Option<usize>,
}

impl Selection {
    /// Whether nothing is selected.
    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// How many are.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether one is.
    pub(super) fn has(&self, id: ArticleId) -> bool {
        self.articles.contains(&id)
    }

    /// All of them.
    pub(super) fn ids(&self) -> Vec<ArticleId> {
        self.articles.iter().copied().collect()
    }

    /// Selects nothing.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The question that waits.
    pub(super) fn asked(&self) -> Option<usize> {
        self.question
    }

    /// A question that was not answered by the very next command is forgotten.
    pub(super) fn forget_question(&mut self, asked: Option<usize>) {
        if asked.is_some() {
            self.question = None;
        }
    }

    /// Selects an article, or takes it out; a range begins at it.
    pub(super) fn toggle(&mut self, id: ArticleId) {
        if !self.articles.remove(&id) {
            self.articles.insert(id);
        }
        self.anchor = Some(id);
    }

    /// Selects more articles.
    pub(super) fn extend<'a>(&mut self, ids: impl IntoIterator<Item = &'a ArticleId>) {
        self.articles.extend(ids);
    }

    /// Where a range begins: the article that was selected last.
    pub(super) fn anchor(&self) -> Option<ArticleId> {
        self.anchor
    }

    /// Asks whether so many articles are meant.
    pub(super) fn ask(&mut self, count: usize) {
        self.question = Some(count);
    }
}
