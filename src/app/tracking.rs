//! The tracked target and the search for it that may be running. Where nothing is tracked, what the filter asks for is the
//! target, if any article of the list has it.

use crate::article::ArticleId;
use crate::library::{Library, Subject};
use crate::text::Span;

use super::ordered::Ordered;
use super::target::{Goal, Target};

/// What is tracked.
#[derive(Debug, Default)]
pub(super) struct Tracking {
    tracked: Option<Target>,
    /// What the filter asks for.
    terms: Option<Target>,
    /// Whether the terms of the filter are awaited, and the newest question for them.
    awaiting: bool,
    asked: u64,
    /// The newest search of all texts.
    searches: u64,
    /// The direction of a step that waits for the next match; `None` when none does.
    waiting: Option<bool>,
}

impl Tracking {
    /// The target: what is tracked, else what the filter asks for.
    pub(super) fn target(&self) -> Option<&Target> {
        self.tracked.as_ref().or_else(|| self.terms.as_ref().filter(|terms| !terms.is_nowhere()))
    }

    fn target_mut(&mut self) -> Option<&mut Target> {
        match &mut self.tracked {
            Some(target) => Some(target),
            None => self.terms.as_mut().filter(|terms| !terms.is_nowhere()),
        }
    }

    /// What is tracked; `None` also where the target is what the filter asks for.
    pub(super) fn tracked(&self) -> Option<&Target> {
        self.tracked.as_ref()
    }

    /// The tracked person or value; `None` when nothing, a question or a search is tracked.
    pub(super) fn subject(&self) -> Option<Subject> {
        match self.tracked.as_ref()?.goal {
            Goal::Subject(subject) => Some(subject),
            Goal::Question(_) | Goal::Text(_) | Goal::Terms(_) => None,
        }
    }

    /// The occurrences of the target in the open article.
    pub(super) fn here(&self) -> &[Span] {
        self.target().map_or(&[], Target::here)
    }

    /// The current occurrence in the open article.
    pub(super) fn current(&self) -> Option<Span> {
        self.target().and_then(Target::current)
    }

    /// The terms of the filter are those that are written so, from now on. `await_them` says whether they are to be found.
    pub(super) fn expect_terms(&mut self, written: &str, await_them: bool) {
        let known = self.terms.as_ref().and_then(|terms| match &terms.goal {
            Goal::Terms(terms) => Some(terms.name()),
            _ => None,
        });
        if known != Some(written) {
            self.terms = None;
        }
        self.asked += 1;
        self.awaiting = await_them && !written.is_empty();
    }

    /// Forgets the terms of the filter, when the model is another one.
    pub(super) fn forget_terms(&mut self) {
        (self.terms, self.awaiting) = (None, false);
    }

    /// The question for the terms of the filter that has no answer yet.
    pub(super) fn awaited_terms(&self) -> Option<u64> {
        self.awaiting.then_some(self.asked)
    }

    /// Takes the terms of the filter; an occurrence that was the current one stays so.
    pub(super) fn set_terms(&mut self, mut terms: Target) {
        let current = self.terms.take().and_then(|before| before.current());
        terms.stand_on(terms.here().iter().position(|span| Some(*span) == current));
        self.awaiting = false;
        self.terms = Some(terms);
    }

    /// Tracks another target.
    pub(super) fn set(&mut self, target: Target) {
        self.tracked = Some(target);
    }

    /// Stops tracking and returns what was tracked.
    pub(super) fn take(&mut self) -> Option<Target> {
        self.waiting = None;
        self.tracked.take()
    }

    /// Stops tracking; returns whether anything was tracked.
    pub(super) fn clear(&mut self) -> bool {
        self.waiting = None;
        self.tracked.take().is_some()
    }

    /// Updates the target after a change of the open article.
    pub(super) fn enter(&mut self, library: &Library, id: ArticleId) {
        for target in self.tracked.iter_mut().chain(&mut self.terms) {
            target.enter(library, id);
        }
    }

    /// Updates the target after a change of the list.
    pub(super) fn arrange(&mut self, list: &Ordered) {
        for target in self.tracked.iter_mut().chain(&mut self.terms) {
            target.arrange(list);
        }
    }

    /// Makes an occurrence in the open article the current one, or none, and returns it.
    pub(super) fn stand_on(&mut self, index: Option<usize>) -> Option<Span> {
        let target = self.target_mut()?;
        target.stand_on(index);
        target.current()
    }

    /// Begins a search of all texts and returns its number.
    pub(super) fn begin_search(&mut self) -> u64 {
        self.searches += 1;
        self.searches
    }

    /// Takes the result of a search. `None` when it is stale; else whether any article has the words.
    pub(super) fn found(
        &mut self,
        generation: u64,
        counts: Vec<(ArticleId, u32)>,
        list: &Ordered,
    ) -> Option<bool> {
        let target = self.tracked.as_mut().filter(|_| generation == self.searches)?;
        let any = !counts.is_empty();
        target.found(counts, list);
        Some(any)
    }

    /// Makes a step wait for the result of the search, or for the terms of the filter.
    pub(super) fn wait(&mut self, forward: bool) {
        self.waiting = Some(forward);
    }

    /// Returns the direction of the step that was waiting, and resets that.
    pub(super) fn take_waiting(&mut self) -> Option<bool> {
        self.waiting.take()
    }
}
