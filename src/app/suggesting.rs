//! Completing the filter: what its end can become is found in another thread after each key; Tab goes through it.

use crate::filter::Completions;

use super::effect::{CompleteJob, Effect};
use super::state::State;
use super::suggestions::Suggestions;

impl State {
    /// Asks what the filter that is being typed can become.
    pub(super) fn suggest(&mut self) {
        let generation = self.input.next_question();
        let Some(prompt) = self.input.prompt_mut().filter(|prompt| prompt.purpose.is_filter()) else {
            return;
        };
        let (text, cursor) = (prompt.line.text().to_owned(), prompt.line.cursor());
        prompt.suggestions =
            Suggestions { asked: generation, typed: (text.clone(), cursor), ..Suggestions::default() };
        self.effects.push(Effect::Complete(CompleteJob {
            generation,
            text,
            cursor,
            marks: self.triage.marks().clone(),
            library: std::sync::Arc::clone(&self.library),
            index: std::sync::Arc::clone(&self.index),
            views: std::sync::Arc::clone(&self.views),
        }));
    }

    /// Takes the answer to [`State::suggest`].
    pub(super) fn suggested(&mut self, generation: u64, completions: Completions) {
        let Some(prompt) = self.input.prompt_mut() else { return };
        if prompt.suggestions.asked != generation {
            return;
        }
        prompt.suggestions.found = Some(completions);
        if let Some(forward) = prompt.suggestions.waiting.take() {
            self.complete_filter(forward);
        }
    }

    /// Puts the next of what fits into the filter.
    pub(super) fn complete_filter(&mut self, forward: bool) {
        let Some(prompt) = self.input.prompt_mut() else { return };
        let (text, cursor) = (prompt.line.text(), prompt.line.cursor());
        let suggestions = &prompt.suggestions;
        // The cursor may have moved since.
        if suggestions.turn.is_none() && (&*suggestions.typed.0, suggestions.typed.1) != (text, cursor) {
            self.suggest();
        }
        let Some(prompt) = self.input.prompt_mut() else { return };
        if prompt.suggestions.found.is_none() {
            prompt.suggestions.waiting = Some(forward);
            return;
        }
        let Some(line) = prompt.suggestions.next(forward) else { return };
        let only = prompt.suggestions.found.as_ref().is_some_and(|found| found.texts.len() == 1);
        prompt.line = line;
        let query = prompt.line.text().to_owned();
        self.set_query(query);
        // After the only one comes what can follow it.
        if only {
            self.suggest();
        }
    }
}
