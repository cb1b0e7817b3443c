//! Which articles the list shows and in which order: the view, the filter and the sort together make a job
//! that is worked out off the thread of the keys.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::filter::{self, Query};
use crate::library::Library;
use crate::triage::{Marks, MarksTable};

use super::State;
use super::effect::Effect;
use super::target::Ordered;

/// A part of the library by triage state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Everything.
    All,
    /// Neither read nor archived.
    Unread,
    /// Starred.
    Starred,
    /// Archived.
    Archived,
}

impl View {
    /// As the frame of the list names it.
    pub fn title(self) -> &'static str {
        match self {
            Self::All => "Articles",
            Self::Unread => "Unread",
            Self::Starred => "Starred",
            Self::Archived => "Archived",
        }
    }

    fn shows(self, marks: &Marks) -> bool {
        match self {
            Self::All => true,
            Self::Unread => marks.unread(),
            Self::Starred => marks.starred,
            Self::Archived => marks.archived,
        }
    }
}

/// The order of a list whose filter does not ask for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// As the paths were given; by fit while the filter has words.
    AsGiven,
    /// Newest first.
    Date,
    /// By title.
    Title,
    /// Most facts first.
    Facts,
}

impl Sort {
    fn next(self) -> Self {
        match self {
            Self::AsGiven => Self::Date,
            Self::Date => Self::Title,
            Self::Title => Self::Facts,
            Self::Facts => Self::AsGiven,
        }
    }

    /// The order where the filter asks for none.
    fn order(self) -> Option<filter::Sort> {
        match self {
            Self::AsGiven => None,
            Self::Date => Some(filter::Sort::NEWEST),
            Self::Title => Some(filter::Sort::TITLE),
            Self::Facts => Some(filter::Sort::MOST_FACTS),
        }
    }

    /// What stands in the frame of the list; nothing for the order as given.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::AsGiven => None,
            Self::Date => Some("by date"),
            Self::Title => Some("by title"),
            Self::Facts => Some("by facts"),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::AsGiven => "as given",
            Self::Date => "by date, newest first",
            Self::Title => "by title",
            Self::Facts => "by number of facts, most first",
        }
    }
}

/// A list to be worked out.
#[derive(Debug, Clone)]
pub struct FilterJob {
    /// Rises with each job; only the newest counts.
    pub generation: u64,
    /// The filter, with the order of the list.
    pub query: Query,
    /// The view.
    pub view: View,
    /// The triage state at that moment.
    pub marks: MarksTable,
    /// The model at that moment.
    pub library: Arc<Library>,
    /// Its index.
    pub index: Arc<filter::Index>,
}

impl FilterJob {
    /// Works it out; `None` when `newest` moved past it before it was done.
    pub fn run(&self, newest: &AtomicU64) -> Option<Ordered> {
        let library = &self.library;
        let stale = || newest.load(Ordering::Relaxed) != self.generation;
        let mut order = filter::evaluate(library, &self.marks, &self.query, &self.index, &stale)?;
        if self.view != View::All {
            order.retain(|id| self.view.shows(self.marks.get(*id)));
        }
        (!stale()).then(|| Ordered::new(order, library.articles().len()))
    }
}

impl State {
    /// Changes the filter and asks for its list.
    pub(super) fn set_query(&mut self, query: String) {
        if query != self.query {
            self.query = query;
            self.filter();
        }
    }

    pub(crate) fn set_view(&mut self, view: View) {
        self.view = view;
        self.filter();
    }

    pub(crate) fn sort(&mut self) {
        self.sort = self.sort.next();
        self.filter();
        self.say(format!("sorted {}", self.sort.words()));
    }

    /// Asks for the list of the present filter, view and order.
    pub(super) fn filter(&mut self) {
        match Query::parse(&self.query) {
            Err(mistakes) => {
                self.query_mistake = mistakes.first().map(ToString::to_string);
            }
            Ok(query) => {
                self.query_mistake = None;
                self.highlighter = filter::Highlighter::new(&query);
                self.parsed = query.clone();
                self.asked += 1;
                self.effects.push(Effect::Filter(FilterJob {
                    generation: self.asked,
                    query: query.or_sorted(self.sort.order()),
                    view: self.view,
                    marks: self.triage.marks().clone(),
                    library: Arc::clone(&self.library),
                    index: Arc::clone(&self.index),
                }));
            }
        }
    }

    /// Takes the newest list; a stale one is dropped.
    pub(super) fn filtered(&mut self, generation: u64, ordered: Ordered) {
        if generation < self.shown {
            return;
        }
        self.shown = generation;
        self.ordered = Arc::new(ordered);
        if let Some(target) = &mut self.target {
            target.arrange(&self.ordered);
        }
        if let Some(origin) = self.return_to.take() {
            return self.go_to(origin);
        }
        let typing = self.prompt.is_some() && !self.query.is_empty();
        let place = self.reader.article().and_then(|id| self.ordered.place(id));
        self.select(if typing { 0 } else { place.unwrap_or(0) });
    }
}
