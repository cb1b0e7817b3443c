//! The board of claims over the listed articles: whether it is shown, the job that makes its rows, and what of it waits.
//! It keeps its place while it is not shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::article::ArticleId;
use crate::facts::{Mention, MentionRef};
use crate::library::board::{Board, Entry, Request, Sort};
use crate::library::{Library, Subject};
use crate::panes::board::{BoardPane, Mark};
use crate::panes::layout::Room;

use super::effect::Event;
use super::ordered::Ordered;

/// The board, and the request that its rows answer.
#[derive(Debug)]
pub(super) struct BoardState {
    pane: BoardPane,
    /// The model that its rows are of; `None` before the first.
    library: Option<Arc<Library>>,
    shown: bool,
    request: Request,
    /// The orders of questions and of figures.
    sorts: [Sort; 2],
    /// The newest job, and the one whose answer is shown.
    asked: u64,
    answered: u64,
    /// The list that the newest job is about.
    list: Option<u64>,
    /// The row to select once the background job has returned the rows; `None` selects the first row.
    mark: Option<Mark>,
    /// The newest job about claims themselves.
    claims: u64,
}

impl Default for BoardState {
    fn default() -> Self {
        Self {
            pane: BoardPane::default(),
            library: None,
            shown: false,
            request: Request { flat: false, sort: Sort::Dispute, words: String::new() },
            sorts: [Sort::Dispute, Sort::Size],
            asked: 0,
            answered: 0,
            list: None,
            mark: None,
            claims: 0,
        }
    }
}

impl BoardState {
    /// Whether it is shown and has the keys.
    pub(super) fn is_shown(&self) -> bool {
        self.shown
    }

    /// Shows it, or hides it.
    pub(super) fn set_shown(&mut self, shown: bool) {
        self.shown = shown;
    }

    /// The pane, to be drawn, with the model that its rows are of; `present`, before there are any.
    pub(super) fn drawn<'a>(&'a self, present: &'a Arc<Library>) -> (&'a BoardPane, &'a Arc<Library>) {
        (&self.pane, self.library.as_ref().unwrap_or(present))
    }

    /// The pane, to be moved in.
    pub(super) fn pane_mut(&mut self) -> &mut BoardPane {
        &mut self.pane
    }

    /// Adapts to an area of the screen.
    pub(super) fn resize(&mut self, room: Room) {
        self.pane.resize(room);
    }

    /// Which rows it shows, or will show.
    pub(super) fn request(&self) -> &Request {
        &self.request
    }

    /// Whether rows are awaited.
    pub(super) fn is_pending(&self) -> bool {
        self.asked != self.answered
    }

    /// Changes between questions and figures, each with its own order.
    pub(super) fn toggle_flat(&mut self) {
        self.request.flat = !self.request.flat;
        self.request.sort = self.sorts[usize::from(self.request.flat)];
    }

    /// Changes to the next order.
    pub(super) fn next_sort(&mut self) {
        self.request.sort = self.request.sort.next();
        self.sorts[usize::from(self.request.flat)] = self.request.sort;
    }

    /// Changes the words that rows must have; returns whether they are different.
    pub(super) fn set_words(&mut self, words: &str) -> bool {
        let changed = self.request.words != words;
        words.clone_into(&mut self.request.words);
        changed
    }

    /// Whether its rows are, or will be, of this list.
    pub(super) fn is_of(&self, list: u64) -> bool {
        self.list == Some(list)
    }

    /// Called after a change of the model: its rows are made anew when it is shown the next time.
    pub(super) fn drop_rows(&mut self) {
        self.keep_place();
        self.pane.forget();
        self.list = None;
    }

    /// Called when the articles are others: nothing that was worked out counts any more.
    pub(super) fn forget_model(&mut self) {
        (self.library, self.list, self.mark) = (None, None, None);
        self.pane.forget();
        self.asked += 1;
        self.answered = self.asked;
    }

    fn keep_place(&mut self) {
        if let Some(library) = &self.library
            && !self.is_pending()
        {
            self.mark = self.pane.mark(library).or(self.mark);
        }
    }

    /// The job for the rows of a list.
    pub(super) fn ask(&mut self, library: &Arc<Library>, list: (u64, &Arc<Ordered>)) -> BoardJob {
        self.keep_place();
        let same = self.list == Some(list.0) && !self.is_pending();
        let known = self.library.as_ref().filter(|of| same && Arc::ptr_eq(of, library));
        let known = known.map(|_| Arc::clone(self.pane.board()));
        self.list = Some(list.0);
        self.asked += 1;
        BoardJob {
            generation: self.asked,
            library: Arc::clone(library),
            listed: Arc::clone(list.1),
            known,
            request: self.request.clone(),
        }
    }

    /// Takes the answer to a job, unless it is not the newest.
    pub(super) fn take(&mut self, generation: u64, made: Made) {
        if generation == self.asked {
            self.answered = generation;
            let mark = self.mark.take();
            self.pane.show(&made.library, made.board, made.rows, mark);
            self.library = Some(made.library);
        }
    }

    /// The number of the next job about claims themselves.
    pub(super) fn next_claims_job(&mut self) -> u64 {
        self.claims += 1;
        self.claims
    }

    /// The selected row; `None` when the board has no rows.
    pub(super) fn selected(&self) -> Option<Entry> {
        self.pane.selected()
    }

    /// The claims of the selected row: its own, or those of its question.
    pub(super) fn claims(&self) -> Vec<MentionRef> {
        match self.selected() {
            Some(Entry::Question(place)) => self.pane.board().claims(place).to_vec(),
            Some(Entry::Claim(at)) => vec![at],
            None => Vec::new(),
        }
    }

    /// The articles of the selected row.
    pub(super) fn articles(&self) -> Vec<ArticleId> {
        let mut articles: Vec<ArticleId> = self.claims().iter().map(|at| at.article).collect();
        articles.dedup();
        articles
    }
}

/// Makes the rows of the board.
#[derive(Debug, Clone)]
pub struct BoardJob {
    /// Rises with each job; only the newest counts.
    pub generation: u64,
    /// The model.
    library: Arc<Library>,
    /// The list.
    listed: Arc<Ordered>,
    /// The board of this list, where it was made already.
    known: Option<Arc<Board>>,
    request: Request,
}

/// The rows, what they are rows of, and its model.
#[derive(Debug)]
pub struct Made {
    library: Arc<Library>,
    board: Arc<Board>,
    rows: Vec<Entry>,
}

impl BoardJob {
    /// Runs it; `None` when `newest` became greater than its generation before the end.
    pub fn run(&self, newest: &AtomicU64) -> Option<Event> {
        let library = &self.library;
        let stale = || newest.load(Ordering::Relaxed) != self.generation;
        let board = self.known.clone().unwrap_or_else(|| {
            Arc::new(Board::new(library, self.listed.with_folded(), |at| self.is_shown(at)))
        });
        let rows = board.rows(library, &self.request, &stale)?;
        let made = Made { library: Arc::clone(library), board, rows };
        Some(Event::Board { generation: self.generation, made })
    }

    /// Whether a figure is in the list. One of a folded article is shown only where the article of the row that it is
    /// folded below does not have it too.
    fn is_shown(&self, at: MentionRef) -> bool {
        let Some(place) = self.listed.place_of(at.article) else { return false };
        let listed = self.listed.ids()[place];
        let subject = |mention: &Mention| Subject::of(&mention.fact);
        listed == at.article || {
            let asked = subject(self.library.mention(at));
            self.library.mentions(listed).iter().all(|mention| subject(mention) != asked)
        }
    }
}
