//! The tracked target and the search that may still be on its way to it.

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
    /// Whether a step waits for the answer of the search to know where to go.
    waiting: bool,
}

impl Tracking {
    /// The target.
    pub(super) fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    /// The tracked person or value; `None` when nothing or a search is tracked.
    pub(super) fn subject(&self) -> Option<Subject> {
        match self.target.as_ref()?.goal {
            Goal::Subject(subject) => Some(subject),
            Goal::Text(_) => None,
        }
    }

    /// Where the target occurs in the open article.
    pub(super) fn here(&self) -> &[Span] {
        self.target.as_ref().map_or(&[], Target::here)
    }

    /// The occurrence in the open article that one stands on.
    pub(super) fn current(&self) -> Option<Span> {
        self.target.as_ref().and_then(Target::current)
    }

    /// Tracks something else.
    pub(super) fn set(&mut self, target: Target) {
        self.target = Some(target);
    }

    /// Tracks nothing; says whether something was tracked.
    pub(super) fn clear(&mut self) -> bool {
        self.waiting = false;
        self.target.take().is_some()
    }

    /// Follows a change of the open article.
    pub(super) fn enter(&mut self, library: &Library, id: ArticleId, article: &Article) {
        if let Some(target) = &mut self.target {
            target.enter(library, id, article);
        }
    }

    /// Follows a change of the list.
    pub(super) fn arrange(&mut self, list: &Ordered) {
        if let Some(target) = &mut self.target {
            target.arrange(list);
        }
    }

    /// Stands on an occurrence in the open article, or on none, and gives it.
    pub(super) fn stand_on(&mut self, index: Option<usize>) -> Option<Span> {
        let target = self.target.as_mut()?;
        target.stand_on(index);
        target.current()
    }

    /// Begins a search of all texts, and gives its number.
    pub(super) fn begin_search(&mut self) -> u64 {
        self.searches += 1;
        self.searches
    }

    /// Takes the answer to a search. `None` when it is stale; else whether any article has the words.
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

    /// Lets a step wait for the answer of the search.
    pub(super) fn wait(&mut self) {
        self.waiting = true;
    }

    /// Whether a step was waiting; it no longer does.
    pub(super) fn take_waiting(&mut self) -> bool {
        std::mem::take(&mut self.waiting)
    }
}
