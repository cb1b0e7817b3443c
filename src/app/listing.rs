//! The list: which articles it shows, in which order, and the selected row. View, filter and order make a job for
//! another thread; this part has the newest job and its answer.

use std::collections::HashSet;
use std::sync::Arc;

use ratatui::layout::Position;

use crate::article::ArticleId;
use crate::filter::{self, Flaw, Highlighter, Query, SavedView, Typed, Views};
use crate::library::Library;
use crate::panes::layout::Room;
use crate::panes::list::List;
use crate::triage::{Marks, MarksTable};

use super::effect::FilterJob;
use super::grouping::{GroupBy, Grouping};
use super::ordered::{Folding, Ordered, Row, Section};
use super::view::{Sort, View};

/// The list, and the view, filter and order that it was computed from.
#[derive(Debug)]
pub(super) struct Listing {
    pane: List,
    ordered: Arc<Ordered>,
    folding: Folding,
    grouping: Grouping,
    view: View,
    /// The saved view that is listed instead of a part of the library.
    saved: Option<SavedView>,
    sort: Sort,
    /// The filter as typed.
    query: String,
    /// The last filter without a mistake, which the newest job uses.
    parsed: Query,
    /// Finds the letters that the filter matches in titles.
    highlighter: Highlighter,
    /// The text of the last filter that was understood as a whole.
    understood: String,
    /// What was not understood of the filter as typed.
    flaws: Vec<Flaw>,
    /// Whether the filter is being typed: then the best matches of its words come first.
    typing: bool,
    /// Listed articles whose marks were changed so that the view would not show them any more.
    left: HashSet<ArticleId>,
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
            grouping: Grouping::default(),
            view: View::All,
            saved: None,
            sort: Sort::AsGiven,
            query: String::new(),
            parsed: Query::default(),
            highlighter: Highlighter::new(&Query::default()),
            understood: String::new(),
            flaws: Vec::new(),
            typing: false,
            left: HashSet::new(),
            asked: 0,
            shown: 0,
        }
    }

    /// The listed articles.
    pub(super) fn ordered(&self) -> &Arc<Ordered> {
        &self.ordered
    }

    /// The listed articles, in order, with those of folded groups.
    pub(super) fn ids(&self) -> &[ArticleId] {
        self.ordered.ids()
    }

    /// The row of an article: its own, that of its story, or that of the heading of its folded group; `None` when the list
    /// does not have it.
    pub(super) fn row_of(&self, id: ArticleId) -> Option<usize> {
        self.ordered.row(id)
    }

    /// Which stories have a row for each of their articles.
    pub(super) fn folding_mut(&mut self) -> &mut Folding {
        &mut self.folding
    }

    /// How the list is grouped.
    pub(super) fn grouping(&self) -> &Grouping {
        &self.grouping
    }

    /// The same, to be changed.
    pub(super) fn grouping_mut(&mut self) -> &mut Grouping {
        &mut self.grouping
    }

    /// The group whose heading is selected; `None` on an article.
    pub(super) fn section(&self) -> Option<&Section> {
        match self.ordered.at(self.row())? {
            Row::Heading(index) => self.ordered.sections().get(index),
            Row::Article(_) => None,
        }
    }

    /// The place of the selected row among the listed articles; that of its first article for a heading.
    pub(super) fn place(&self) -> usize {
        let article = self.current().and_then(|id| self.ordered.place_of(id));
        article.or_else(|| self.section().map(|section| section.places.start)).unwrap_or(0)
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.ordered.rows()
    }

    /// The article of a row; `None` for a heading.
    pub(super) fn article_at(&self, row: usize) -> Option<ArticleId> {
        self.ordered.article_at(row)
    }

    /// Which stories have a row for each of their articles, to be read.
    pub(super) fn folding(&self) -> &Folding {
        &self.folding
    }

    /// The index of the selected row.
    pub(super) fn row(&self) -> usize {
        self.pane.selected()
    }

    /// The article of the selected row; `None` when the list is empty or a heading is selected.
    pub(super) fn current(&self) -> Option<ArticleId> {
        self.article_at(self.row())
    }

    /// Selects a row, or the last one when `index` is greater, and returns what it shows.
    pub(super) fn move_to(&mut self, index: usize) -> Option<Row> {
        let ordered = Arc::clone(&self.ordered);
        self.pane.select(index, &*ordered);
        self.ordered.at(self.row())
    }

    /// How many articles the screen shows at once.
    pub(super) fn page(&self) -> usize {
        self.pane.shown()
    }

    /// Adapts the pane to an area of the screen.
    pub(super) fn resize(&mut self, room: Room) {
        let ordered = Arc::clone(&self.ordered);
        self.pane.resize(room, &*ordered);
    }

    /// Scrolls by rows, down or up, and leaves the selection where it is.
    pub(super) fn scroll(&mut self, by: isize) {
        let ordered = Arc::clone(&self.ordered);
        self.pane.scroll(by, &*ordered);
    }

    /// The row at a position of the screen, where the list has this room.
    pub(super) fn row_at(&self, room: Room, at: Position) -> Option<usize> {
        self.pane.row_at(room, at, &*self.ordered)
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

    /// What was not understood of the filter as typed.
    pub(super) fn flaws(&self) -> &[Flaw] {
        &self.flaws
    }

    /// Why the filter as typed is not the one that the list has, and which that is; `None` when it is.
    pub(super) fn mistake(&self) -> Option<String> {
        let flaw = self.flaws.first()?;
        let shown = match (self.keeps(), self.understood.trim()) {
            (true, kept) => format!("the list is still that of {kept}"),
            (false, _) => "the list is without it".to_owned(),
        };
        Some(format!("{} · {shown} · {}", flaw.error.message, flaw.error.next_step))
    }

    /// Whether the list stays that of the last filter that was understood: when this one only changes a value in it.
    fn keeps(&self) -> bool {
        let Some(flaw) = self.flaws.first() else { return false };
        let before = &self.query[..flaw.error.span.start as usize];
        before.trim_end_matches('"').ends_with(':')
            && self.understood.len() > before.len()
            && self.understood.starts_with(before)
    }

    /// Sets whether the filter is being typed.
    pub(super) fn set_typing(&mut self, typing: bool) {
        self.typing = typing;
    }

    /// Whether the list has matches of words, which are fuzzy.
    pub(super) fn is_fuzzy(&self) -> bool {
        self.parsed.is_fuzzy() || self.saved.as_ref().is_some_and(|view| view.query.is_fuzzy())
    }

    /// Whether an article of the list is no longer what the view shows.
    pub(super) fn has_left(&self, id: ArticleId) -> bool {
        self.left.contains(&id)
    }

    /// The number of articles without those that the view would not show any more.
    pub(super) fn staying(&self) -> usize {
        self.ids().len() - self.left.len()
    }

    /// Called after a change of an article's marks.
    pub(super) fn marked(&mut self, id: ArticleId, marks: &Marks) {
        if self.view.shows(marks, self.archived_too()) {
            self.left.remove(&id);
        } else if self.ordered.leads(id) {
            self.left.insert(id);
        }
    }

    /// The number of articles that the view has without the filter.
    pub(super) fn in_view(&self, marks: &MarksTable, articles: usize) -> usize {
        let counts = marks.counts();
        if self.saved.is_some() {
            return self.ordered.in_view();
        }
        match self.view {
            _ if self.archived_too() => articles,
            View::Archived => counts.archived,
            View::Unread => marks.unread(),
            View::All | View::Starred => articles - counts.archived,
        }
    }

    /// Whether what is archived is listed too, because the filter or the saved view asks for it.
    fn archived_too(&self) -> bool {
        self.parsed.asks_for_archived()
            || self.saved.as_ref().is_some_and(|view| view.query.asks_for_archived())
    }

    /// The saved view that is listed; `None` when it is a part of the library.
    pub(super) fn saved(&self) -> Option<&SavedView> {
        self.saved.as_ref()
    }

    /// The part of the library that is shown.
    pub(super) fn view(&self) -> View {
        self.view
    }

    /// The view, the groups, the order and the number of folded articles, for the frame of the list.
    pub(super) fn title(&self) -> String {
        let mut title = match &self.saved {
            Some(view) => view.name.to_string(),
            None => self.view.title().to_owned(),
        };
        if self.grouping.by() != GroupBy::Nothing {
            title.push_str(&format!(" by {}", self.grouping.by().name()));
        }
        if let Some(order) = self.full_query().order() {
            title.push_str(&format!(" · {}", order.words()));
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
        (self.view, self.saved) = (view, None);
    }

    /// Lists a saved view.
    pub(super) fn set_saved(&mut self, view: SavedView) {
        (self.view, self.saved) = (View::All, Some(view));
    }

    /// What is listed, as a query: the filter within the saved view, in the order that the list has.
    pub(super) fn full_query(&self) -> Query {
        let query = self.parsed.clone();
        let query = if self.typing { query.or_best_first() } else { query };
        let query = match &self.saved {
            Some(view) => query.within(&view.query),
            None => query,
        };
        query.or_sorted(self.sort.order())
    }

    /// The same as text, with the part of the library, to be saved as a view; `None` when it is all of it, unsorted.
    pub(super) fn to_be_saved(&self, views: &Views) -> Option<String> {
        let part = self.view.condition();
        let plain = part.is_none() && self.saved.is_none() && self.sort == Sort::AsGiven;
        if plain {
            return (!self.query.trim().is_empty()).then(|| self.query.trim().to_owned());
        }
        let condition = match (&self.saved, part) {
            (Some(view), _) => format!("view:\"{}\"", view.name),
            (None, part) => part.unwrap_or_default().to_owned(),
        };
        let within = Query::typed(&condition, views).query;
        Some(self.parsed.clone().within(&within).or_sorted(self.sort.order()).to_string())
    }

    /// The order of the list.
    pub(super) fn sort(&self) -> Sort {
        self.sort
    }

    /// Changes the order.
    pub(super) fn set_sort(&mut self, sort: Sort) {
        self.sort = sort;
    }

    /// Changes to the next order and returns it.
    pub(super) fn next_sort(&mut self) -> Sort {
        self.sort = self.sort.next();
        self.sort
    }

    /// The job for the present filter, view and order.
    pub(super) fn ask(
        &mut self,
        marks: &MarksTable,
        library: &Arc<Library>,
        index: &Arc<filter::Index>,
        views: &Views,
    ) -> FilterJob {
        let Typed { query, flaws } = Query::typed(&self.query, views);
        self.flaws = flaws;
        if self.flaws.is_empty() {
            self.understood.clone_from(&self.query);
        }
        if !self.keeps() {
            self.highlighter = Highlighter::new(&query);
            self.parsed = query;
        }
        self.asked += 1;
        FilterJob {
            generation: self.asked,
            query: self.full_query(),
            view: self.view,
            saved: self.saved.as_ref().map(|view| view.query.clone()),
            folding: self.folding.clone(),
            grouping: self.grouping.clone(),
            marks: marks.clone(),
            library: Arc::clone(library),
            index: Arc::clone(index),
        }
    }

    /// Lists all articles of another library until the next answer; what was asked before is of no use.
    pub(super) fn begin_again(&mut self, library: &Library) {
        self.asked += 1;
        self.shown = self.asked;
        self.ordered = Arc::new(Ordered::new(library.ids().collect(), library, &Folding::default()));
        self.left.clear();
    }

    /// Takes the answer to a job; returns whether it is newer than the list shown.
    pub(super) fn take(&mut self, generation: u64, ordered: Ordered) -> bool {
        if generation < self.shown {
            return false;
        }
        self.shown = generation;
        self.ordered = Arc::new(ordered);
        self.left.clear();
        true
    }
}
