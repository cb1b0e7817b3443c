//! Finding what the filter asks for in the listed articles: names are looked up and terms counted by another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::article::ArticleId;
use crate::filter::{Index, Query, Terms};
use crate::library::Library;

use super::ordered::Ordered;

/// Finds the terms of a filter in the listed articles.
#[derive(Debug, Clone)]
pub struct TermsJob {
    /// Rises with each job; only the newest counts.
    pub generation: u64,
    /// The filter, within the saved view.
    pub(super) query: Query,
    /// The list.
    pub(super) listed: Arc<Ordered>,
    /// The model.
    pub(super) library: Arc<Library>,
    /// Its index.
    pub(super) index: Arc<Index>,
}

impl TermsJob {
    /// The terms, and the listed articles that have them with the number of occurrences; `None` when `newest` became greater
    /// than its generation before the end.
    pub(super) fn find(&self, newest: &AtomicU64) -> Option<(Terms, Vec<(ArticleId, u32)>)> {
        let stale = || newest.load(Ordering::Relaxed) != self.generation;
        let terms = self.query.terms(&self.index);
        let articles: Vec<ArticleId> = self.listed.with_folded().collect();
        let count = |&id: &ArticleId| {
            let count = if stale() { 0 } else { terms.places(&self.library, id).len() };
            (count > 0).then_some((id, count as u32))
        };
        let mut counts: Vec<(ArticleId, u32)> = articles.par_iter().filter_map(count).collect();
        counts.sort_unstable();
        (!stale()).then_some((terms, counts))
    }
}
