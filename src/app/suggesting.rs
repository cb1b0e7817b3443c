//! Completing the filter: what its end can become is found in another thread after each key; Tab goes through it.

use crate::filter::Completions;

use super::effect::{CompleteJob, Effect};
use super::line_edit::LineEdit;
use super::state::State;

/// How many are shown.
const SHOWN: usize = 24;

/// What the filter that is being typed can become.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    /// The newest question.
    asked: u64,
    /// The line and the cursor that it is about.
    typed: (String, usize),
    /// The answer; `None` while it is being found.
    found: Option<Completions>,
    /// Which of them is in the line.
    turn: Option<usize>,
    /// The direction of a Tab that waits for the answer.
    waiting: Option<bool>,
}

impl Suggestions {
    /// What is offered, for the user: that in the line first. Empty when there is nothing.
    pub(crate) fn shown(&self) -> String {
        let Some(Completions { texts, .. }) = &self.found else { return String::new() };
        let from = self.turn.unwrap_or(0);
        let more = if texts.len() > SHOWN { "  …" } else { "" };
        let texts: Vec<_> = texts.iter().cycle().skip(from).take(texts.len().min(SHOWN)).cloned().collect();
        if texts.is_empty() { String::new() } else { texts.join("  ") + more }
    }

    /// The line with the next one, or the one before; `None` when there is none.
    fn next(&mut self, forward: bool) -> Option<LineEdit> {
        let found = self.found.as_ref().filter(|found| !found.texts.is_empty())?;
        let count = found.texts.len();
        let turn = match (self.turn, forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(turn), true) => (turn + 1) % count,
            (Some(turn), false) => (turn + count - 1) % count,
        };
        self.turn = Some(turn);
        let (line, cursor) = &self.typed;
        let before = format!("{}{}", &line[..found.start], found.texts[turn]);
        Some(LineEdit::at(&format!("{before}{}", &line[*cursor..]), before.len()))
    }
}

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
