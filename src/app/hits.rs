//! The hits of the target in all listed articles: whether they are shown, the job that finds them, and which are awaited. They
//! keep their place while they are not shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::article::ArticleId;
use crate::library::Library;
use crate::panes::hits::{Hit, HitsPane};
use crate::panes::layout::Room;
use crate::text::Span;
use crate::text::find::Words;
use crate::text::sentence::around;

use super::ordered::Ordered;
use super::target::Goal;

/// The most hits that are listed; more are counted.
const MOST: usize = 50_000;

/// Articles that are searched at a time.
const PIECE: usize = 512;

/// The hits, and what they are hits of.
#[derive(Debug, Default)]
pub(super) struct HitsState {
    pane: HitsPane,
    shown: bool,
    /// The goal and its name; `None` before the first.
    of: Option<(Arc<Goal>, String)>,
    /// What was found.
    found: Option<Found>,
    /// Only hits whose sentence, title or source has these words.
    words: String,
    /// The list that the newest job is about.
    list: Option<u64>,
    /// The newest job, and the one whose answer is shown.
    asked: u64,
    answered: u64,
    /// The hit to select once the background job has returned the hits; `None` selects the first one.
    mark: Option<Hit>,
}

impl HitsState {
    /// Whether they are shown and have the keys.
    pub(super) fn is_shown(&self) -> bool {
        self.shown
    }

    /// Shows them, or hides them.
    pub(super) fn set_shown(&mut self, shown: bool) {
        self.shown = shown;
    }

    /// The pane, to be drawn.
    pub(super) fn pane(&self) -> &HitsPane {
        &self.pane
    }

    /// The model that the hits are of; `present`, before there are any.
    pub(super) fn library<'a>(&'a self, present: &'a Arc<Library>) -> &'a Arc<Library> {
        self.found.as_ref().map_or(present, |found| &found.library)
    }

    /// Moves in the pane.
    pub(super) fn move_in(&mut self, by: impl FnOnce(&mut HitsPane, &Library)) {
        if let Some(found) = &self.found {
            by(&mut self.pane, &found.library);
        }
    }

    /// Adapts to an area of the screen.
    pub(super) fn resize(&mut self, room: Room, present: &Library) {
        let library = self.found.as_ref().map_or(present, |found| &found.library);
        self.pane.resize(room, library);
    }

    /// What they are hits of, with its name.
    pub(super) fn of(&self) -> Option<(&Arc<Goal>, &str)> {
        self.of.as_ref().map(|(goal, name)| (goal, &**name))
    }

    /// The hits are those of this from now on; returns whether that is something else.
    pub(super) fn set_of(&mut self, goal: &Goal, name: &str) {
        if self.of().is_none_or(|(_, own)| own != name) {
            (self.mark, self.list) = (None, None);
            self.pane = HitsPane::default();
            self.found = None;
            self.words.clear();
        }
        self.of = Some((Arc::new(goal.clone()), name.to_owned()));
    }

    /// The words that hits must have beside them.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// Changes them; returns whether they are different.
    pub(super) fn set_words(&mut self, words: &str) -> bool {
        let changed = self.words != words;
        words.clone_into(&mut self.words);
        changed
    }

    /// Whether its hits are, or will be, of this list.
    pub(super) fn is_of(&self, list: u64) -> bool {
        self.list == Some(list)
    }

    /// Called when the model is another one: nothing that was found counts any more.
    pub(super) fn forget_model(&mut self) {
        *self = Self { asked: self.asked + 1, answered: self.asked + 1, ..Self::default() };
    }

    /// The job for the hits in a list; `None` when there is nothing to find.
    pub(super) fn ask(&mut self, library: &Arc<Library>, list: (u64, &Arc<Ordered>)) -> Option<HitsJob> {
        let (goal, _) = self.of.as_ref()?;
        if self.asked == self.answered {
            self.mark = self.pane.selected().or(self.mark);
        }
        self.list = Some(list.0);
        self.asked += 1;
        Some(HitsJob {
            generation: self.asked,
            library: Arc::clone(library),
            listed: Arc::clone(list.1),
            goal: Arc::clone(goal),
            words: self.words.clone(),
        })
    }

    /// Takes the answer to a job, unless it is not the newest.
    pub(super) fn take(&mut self, generation: u64, mut found: Found, area: Room) {
        if generation == self.asked {
            self.answered = generation;
            let hits = std::mem::take(&mut found.hits);
            self.pane.resize(area, &found.library);
            self.pane.show(&found.library, hits, self.mark.take());
            self.found = Some(found);
        }
    }

    /// How many hits there are in how many articles; `None` while they are being counted.
    pub(super) fn totals(&self) -> Option<(u64, usize)> {
        let found = self.found.as_ref().filter(|_| self.asked == self.answered)?;
        Some((found.all, found.articles))
    }
}

/// Finds the hits of a goal in the listed articles.
#[derive(Debug, Clone)]
pub struct HitsJob {
    /// Rises with each job; only the newest counts.
    pub generation: u64,
    library: Arc<Library>,
    listed: Arc<Ordered>,
    goal: Arc<Goal>,
    words: String,
}

/// Hits, and how many there are beside those that are listed.
#[derive(Debug)]
pub struct Found {
    library: Arc<Library>,
    hits: Vec<Hit>,
    all: u64,
    articles: usize,
}

impl HitsJob {
    /// The hits; `None` when `newest` became greater than its generation before the end.
    pub(super) fn find(&self, newest: &AtomicU64) -> Option<Found> {
        let stale = || newest.load(Ordering::Relaxed) != self.generation;
        let mut found = Found { library: Arc::clone(&self.library), hits: Vec::new(), all: 0, articles: 0 };
        let narrow = Words::new(&self.words);
        let articles: Vec<ArticleId> = self.listed.with_folded().collect();
        for piece in articles.chunks(PIECE) {
            let hits: Vec<Vec<Span>> = piece
                .par_iter()
                .map(|&id| if stale() { Vec::new() } else { self.hits_of(id, &narrow) })
                .collect();
            if stale() {
                return None;
            }
            for (&id, spans) in piece.iter().zip(hits) {
                found.all += spans.len() as u64;
                found.articles += usize::from(!spans.is_empty());
                let room = MOST - found.hits.len();
                found.hits.extend(spans.into_iter().take(room).map(|span| (id, span)));
            }
        }
        Some(found)
    }

    fn hits_of(&self, id: ArticleId, narrow: &Words) -> Vec<Span> {
        let article = self.library.article(id);
        let mut places = self.goal.places(&self.library, id);
        let has = |text: &str| !narrow.places(text).is_empty();
        if narrow.is_empty() || places.is_empty() {
            return places;
        }
        if !has(&article.title) && !article.source.as_deref().is_some_and(has) {
            places.retain(|span| has(around(&article.text, *span).of(&article.text)));
        }
        places
    }
}
