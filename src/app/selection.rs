//! Selecting articles so that triage acts on many at once. Marking all articles above asks first: it shows their number
//! and acts when the same key is pressed again.

use std::collections::BTreeSet;

use crate::article::ArticleId;

/// The selected articles, and a question not yet answered.
#[derive(Debug, Default)]
pub(super) struct Selection {
    articles: BTreeSet<ArticleId>,
    /// The article at which a range begins.
    anchor: Option<ArticleId>,
    /// The number of articles that the question is about; `None` without a question.
    question: Option<usize>,
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

    /// Whether an article is selected.
    pub(super) fn has(&self, id: ArticleId) -> bool {
        self.articles.contains(&id)
    }

    /// All selected articles.
    pub(super) fn ids(&self) -> Vec<ArticleId> {
        self.articles.iter().copied().collect()
    }

    /// Selects nothing.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The question not yet answered.
    pub(super) fn asked(&self) -> Option<usize> {
        self.question
    }

    /// Drops a question that the next command did not answer.
    pub(super) fn forget_question(&mut self, asked: Option<usize>) {
        if asked.is_some() {
            self.question = None;
        }
    }

    /// Selects an article or removes it from the selection; a range begins at it.
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

    /// Asks whether to act on `count` articles.
    pub(super) fn ask(&mut self, count: usize) {
        self.question = Some(count);
    }
}
