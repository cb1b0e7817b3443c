//! What the filter asks for as a target: where nothing else is tracked, its terms are marked in the text and `n` steps through
//! them. Another thread looks up names and counts the terms in the listed articles, after the list itself is there.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::article::ArticleId;
use crate::filter::{Index, Query, Terms};
use crate::library::Library;

use super::effect::{Effect, Event};
use super::ordered::Ordered;
use super::state::State;
use super::target::Target;

/// Finds the terms of a filter in the listed articles.
#[derive(Debug, Clone)]
pub struct TermsJob {
    /// Rises with each job; only the newest counts.
    pub generation: u64,
    query: Query,
    listed: Arc<Ordered>,
    library: Arc<Library>,
    index: Arc<Index>,
}

impl TermsJob {
    /// Runs it; `None` when `newest` became greater than its generation before the end.
    pub fn run(&self, newest: &AtomicU64) -> Option<Event> {
        let stale = || newest.load(Ordering::Relaxed) != self.generation;
        let terms = self.query.terms(&self.index);
        let articles: Vec<ArticleId> = self.listed.with_folded().collect();
        let count = |&id: &ArticleId| {
            let count = if stale() { 0 } else { terms.places(&self.library, id).len() };
            (count > 0).then_some((id, count as u32))
        };
        let mut counts: Vec<(ArticleId, u32)> = articles.par_iter().filter_map(count).collect();
        counts.sort_unstable();
        (!stale()).then_some(Event::Terms { generation: self.generation, terms, counts })
    }
}

impl State {
    /// Called when another list is asked for: terms that are no longer those of the filter are forgotten.
    pub(super) fn expect_terms(&mut self, typing: bool) {
        let written = self.listing.full_query().terms_as_written();
        self.tracking.expect_terms(&written, !typing);
    }

    /// Asks for the terms of the filter, when its list has arrived.
    pub(super) fn ask_for_terms(&mut self) {
        let Some(generation) = self.tracking.awaited_terms() else { return };
        self.effects.push(Effect::Terms(TermsJob {
            generation,
            query: self.listing.full_query(),
            listed: Arc::clone(self.listing.ordered()),
            library: Arc::clone(&self.library),
            index: Arc::clone(&self.index),
        }));
    }

    /// Takes the terms of the filter; carries out the step that waited for them.
    pub(super) fn terms_found(&mut self, generation: u64, terms: Terms, counts: Vec<(ArticleId, u32)>) {
        if self.tracking.awaited_terms() != Some(generation) {
            return;
        }
        let mut target = Target::terms(terms, counts, self.listing.ordered());
        if let Some(id) = self.reading.article() {
            target.enter(&self.library, id, self.library.article(id));
        }
        self.tracking.set_terms(target);
        if let Some(forward) = self.tracking.take_waiting() {
            self.step_target(forward);
        }
    }
}
