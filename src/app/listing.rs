//! The list: which articles it shows, in which order, and the selected row. View, filter and order make a job for
//! another thread; this part has the newest job and its answer.

use std::sync::Arc;

use crate::article::ArticleId;
use crate::filter::{self, Highlighter, Query};
use crate::library::Library;
use crate::panes::layout::Room;
use crate::panes::list::List;
use crate::triage::MarksTable;

use super::effect::FilterJob;
use super::ordered::{Folding, Ordered};
use super::view::{Sort, View};

/// The list, and the view, filter and order that it was computed from.
#[derive(Debug)]
pub(super) struct Listing {
    pane: List,
    ordered: Arc<Ordered>,
    folding: Folding,
    view: View,
    sort: Sort,
    /// The filter as typed.
    query: String,
    /// The last filter without a mistake, which the newest job uses.
    parsed: Query,
    /// Finds the letters that the filter matches in titles.
    highlighter: Highlighter,
    /// The mistake in the filter as typed.
    mistake: Option<String>,
    /// The newest job.
    asked: u64,
    /// The job whose answer is shown.
    shown: u64,
}

impl Listing {
    /// Every article of a library, in its order.
    pub(super) fn new(library: &Library) -> Self {
        let folding = Folding::default();
        Self {
            pane: List::default(),
            ordered: Arc::new(Ordered::new(library.ids().collect(), library, &folding)),
            folding,
            view: View::All,
            sort: Sort::AsGiven,
            query: String::new(),
            parsed: Query::default(),
            highlighter: Highlighter::new(&Query::default()),
            mistake: None,
            asked: 0,
            shown: 0,
        }
    }

    /// The listed articles.
    pub(super) fn ordered(&self) -> &Arc<Ordered> {
        &self.ordered
    }

    /// The listed articles, in order.
    pub(super) fn ids(&self) -> &[ArticleId] {
        self.ordered.ids()
    }

    /// The row of an article, its own or that of its story; `None` when the list does not have it.
    pub(super) fn row_of(&self, id: ArticleId) -> Option<usize> {
        self.ordered.row(id)
    }

    /// Which stories have a row for each of their articles.
    pub(super) fn folding_mut(&mut self) -> &mut Folding {
        &mut self.folding
    }

    /// The index of the selected row.
    pub(super) fn row(&self) -> usize {
        self.pane.selected()
    }

    /// The article of the selected row; `None` when the list is empty.
    pub(super) fn current(&self) -> Option<ArticleId> {
        self.ids().get(self.row()).copied()
    }

    /// Selects a row, or the last one when `index` is greater, and returns its article.
    pub(super) fn move_to(&mut self, index: usize) -> Option<ArticleId> {
        self.pane.select(index, self.ordered.ids().len());
        self.current()
    }

    /// How many articles the screen shows at once.
    pub(super) fn page(&self) -> usize {
        self.pane.shown()
    }

    /// Adapts the pane to an area of the screen.
    pub(super) fn resize(&mut self, room: Room) {
        self.pane.resize(room, self.ordered.ids().len());
    }

    /// The pane, to be drawn.
    pub(super) fn pane(&self) -> &List {
        &self.pane
    }

    /// Finds the letters that the filter matches in titles.
    pub(super) fn highlighter(&self) -> &Highlighter {
        &self.highlighter
    }

    /// The filter as typed.
    pub(super) fn query(&self) -> &str {
        &self.query
    }

    /// The mistake in the filter as typed; `None` when it is correct.
    pub(super) fn mistake(&self) -> Option<&str> {
        self.mistake.as_deref()
    }

    /// The part of the library that is shown.
    pub(super) fn view(&self) -> View {
        self.view
    }

    /// The view, the order and the number of folded articles, for the frame of the list; without an order that the
    /// filter asks for.
    pub(super) fn title(&self) -> String {
        let mut title = self.view.title().to_owned();
        if let Some(by) = self.sort.name().filter(|_| !self.parsed.sorts()) {
            title.push_str(&format!(" · {by}"));
        }
        if self.ordered.hidden() > 0 {
            title.push_str(&format!(" · {} folded", self.ordered.hidden()));
        }
        title
    }

    /// Whether the newest job has no answer yet.
    pub(super) fn is_pending(&self) -> bool {
        self.asked != self.shown
    }

    /// The job whose answer is shown.
    pub(super) fn generation(&self) -> u64 {
        self.shown
    }

    /// Changes the filter; returns whether it is different.
    pub(super) fn set_query(&mut self, query: String) -> bool {
        let changed = query != self.query;
        self.query = query;
        changed
    }

    /// Changes the view.
    pub(super) fn set_view(&mut self, view: View) {
        self.view = view;
    }

    /// Changes to the next order and returns it.
    pub(super) fn next_sort(&mut self) -> Sort {
        self.sort = self.sort.next();
        self.sort
    }

    /// The job for the present filter, view and order; `None` when the filter has a mistake, which is stored.
    pub(super) fn ask(
        &mut self,
        marks: &MarksTable,
        library: &Arc<Library>,
        index: &Arc<filter::Index>,
    ) -> Option<FilterJob> {
        match Query::parse(&self.query) {
            Err(mistakes) => {
                self.mistake = mistakes.first().map(ToString::to_string);
                None
            }
            Ok(query) => {
                self.mistake = None;
                self.highlighter = Highlighter::new(&query);
                self.parsed = query.clone();
                self.asked += 1;
                Some(FilterJob {
                    generation: self.asked,
                    query: query.or_sorted(self.sort.order()),
                    view: self.view,
                    folding: self.folding.clone(),
                    marks: marks.clone(),
                    library: Arc::clone(library),
                    index: Arc::clone(index),
                })
            }
        }
    }

    /// Takes the answer to a job; returns whether it is newer than the list shown.
    pub(super) fn take(&mut self, generation: u64, ordered: Ordered) -> bool {
        if generation < self.shown {
            return false;
        }
        self.shown = generation;
        self.ordered = Arc::new(ordered);
        true
    }
}
