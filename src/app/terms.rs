//! What the filter asks for as a target: where nothing else is tracked, its terms are marked in the text and `n` steps through
//! them. They are asked for after the list itself has arrived.

use std::sync::Arc;

use crate::article::ArticleId;
use crate::filter::Terms;

use super::effect::Effect;
use super::filter_target::TermsJob;
use super::state::State;
use super::target::Target;

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
            target.enter(&self.library, id);
        }
        self.tracking.set_terms(target);
        if let Some(forward) = self.tracking.take_waiting() {
            self.step_target(forward);
        }
    }
}
