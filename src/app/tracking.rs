//! The tracked target and the search for it that may be running.

use crate::article::{Article, ArticleId};
use crate::library::{Library, Subject};
use crate::text::Span;

use super::ordered::Ordered;
use super::target::{Goal, Target};

/// What is tracked.
#[derive(Debug, Default)]
pub(super) struct Tracking {
    target: Option<Target>,
    /// The newest search of all texts.
    searches: u64,
    /// Whether a step to the next match waits for the search.
    waiting: bool,
}

impl Tracking {
    /// The target.
    pub(super) fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    /// The tracked person or value; `None` when nothing, a question or a search is tracked.
    pub(super) fn subject(&self) -> Option<Subject> {
        match self.target.as_ref()?.goal {
            Goal::Subject(subject) => Some(subject),
            Goal::Question(_) | Goal::Text(_) => None,
        }
    }

    /// The occurrences of the target in the open article.
    pub(super) fn here(&self) -> &[Span] {
        self.target.as_ref().map_or(&[], Target::here)
    }

    /// The current occurrence in the open article.
    pub(super) fn current(&self) -> Option<Span> {
        self.target.as_ref().and_then(Target::current)
    }

    /// Tracks another target.
    pub(super) fn set(&mut self, target: Target) {
        self.target = Some(target);
    }

    /// Stops tracking and returns what was tracked.
    pub(super) fn take(&mut self) -> Option<Target> {
        self.waiting = false;
        self.target.take()
    }

    /// Stops tracking; returns whether anything was tracked.
    pub(super) fn clear(&mut self) -> bool {
        self.waiting = false;
        self.target.take().is_some()
    }

    /// Updates the target after a change of the open article.
    pub(super) fn enter(&mut self, library: &Library, id: ArticleId, article: &Article) {
        if let Some(target) = &mut self.target {
            target.enter(library, id, article);
        }
    }

    /// Updates the target after a change of the list.
    pub(super) fn arrange(&mut self, list: &Ordered) {
        if let Some(target) = &mut self.target {
            target.arrange(list);
        }
    }

    /// Makes an occurrence in the open article the current one, or none, and returns it.
    pub(super) fn stand_on(&mut self, index: Option<usize>) -> Option<Span> {
        let target = self.target.as_mut()?;
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
        let target = self.target.as_mut().filter(|_| generation == self.searches)?;
        let any = !counts.is_empty();
        target.found(counts, list);
        Some(any)
    }

    /// Makes a step wait for the result of the search.
    pub(super) fn wait(&mut self) {
        self.waiting = true;
    }

    /// Returns whether a step was waiting, and resets that.
    pub(super) fn take_waiting(&mut self) -> bool {
        std::mem::take(&mut self.waiting)
    }
}
