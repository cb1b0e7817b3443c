//! The index of the listed articles: whether it is shown, the job that makes its rows, what is selected of it, and what of
//! it waits. It keeps its place while it is not shown.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::article::ArticleId;
use crate::facts::Kind;
use crate::filter::{self, Names};
use crate::library::register::{Group, Item, Register, Sort, name};
use crate::library::{Library, Subject};
use crate::panes::layout::Room;
use crate::panes::register::{Mark, RegisterPane};
use crate::text::fold::fold;

use super::ordered::Ordered;

/// Which rows, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// The order.
    pub(super) sort: Sort,
    /// Only what one of its forms has all these words of, or their letters in order; empty for all.
    pub(super) words: String,
}

/// The index, and the request that its rows answer.
#[derive(Debug)]
pub(super) struct RegisterState {
    pane: RegisterPane,
    /// The model that its rows are of; `None` before the first.
    library: Option<Arc<Library>>,
    shown: bool,
    request: Request,
    /// What is selected, to be merged, hidden or exported at once.
    chosen: HashSet<Subject>,
    /// The newest job, and the one whose answer is shown.
    asked: u64,
    answered: u64,
    /// The list that the newest job is about.
    list: Option<u64>,
    /// The row to select once the background job has returned the rows; `None` selects the first item.
    mark: Option<Mark>,
    /// Whether other words are looked for, so that the best match is selected.
    anew: bool,
}

impl Default for RegisterState {
    fn default() -> Self {
        Self {
            pane: RegisterPane::default(),
            library: None,
            shown: false,
            request: Request { sort: Sort::Mentions, words: String::new() },
            chosen: HashSet::new(),
            asked: 0,
            answered: 0,
            list: None,
            mark: None,
            anew: false,
        }
    }
}

impl RegisterState {
    /// Whether it is shown and has the keys.
    pub(super) fn is_shown(&self) -> bool {
        self.shown
    }

    /// Shows it, or hides it.
    pub(super) fn set_shown(&mut self, shown: bool) {
        self.shown = shown;
    }

    /// The pane, to be drawn, with the model that its rows are of; `present`, before there are any.
    pub(super) fn drawn<'a>(&'a self, present: &'a Arc<Library>) -> (&'a RegisterPane, &'a Arc<Library>) {
        (&self.pane, self.library.as_ref().unwrap_or(present))
    }

    /// The pane, to be moved in.
    pub(super) fn pane_mut(&mut self) -> &mut RegisterPane {
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

    /// Changes to the next order.
    pub(super) fn next_sort(&mut self) {
        self.request.sort = self.request.sort.next();
    }

    /// Changes the words that rows must have; returns whether they are different.
    pub(super) fn set_words(&mut self, words: &str) -> bool {
        let changed = self.request.words != words;
        words.clone_into(&mut self.request.words);
        self.anew = changed && !words.is_empty();
        changed
    }

    /// Whether its rows are, or will be, of this list.
    pub(super) fn is_of(&self, list: u64) -> bool {
        self.list == Some(list)
    }

    /// Called after a change of the model, whose rows are made anew when it is shown the next time: `follow` gives what
    /// a subject is in the new one.
    pub(super) fn drop_rows(&mut self, follow: impl Fn(Subject) -> Option<Subject>) {
        self.keep_place();
        if let Some(Mark::Subject(subject)) = self.mark {
            self.mark = follow(subject).map(Mark::Subject);
        }
        self.chosen = self.chosen.iter().filter_map(|subject| follow(*subject)).collect();
        self.list = None;
    }

    /// Called when the articles are others: nothing that was worked out counts any more.
    pub(super) fn forget_model(&mut self) {
        (self.library, self.list, self.mark) = (None, None, None);
        self.chosen.clear();
        self.pane = RegisterPane::default();
        self.asked += 1;
        self.answered = self.asked;
    }

    fn keep_place(&mut self) {
        if self.library.is_some() && !self.is_pending() {
            self.mark = self.pane.mark().or(self.mark);
        }
    }

    /// The job for the rows of a list.
    pub(super) fn ask(
        &mut self,
        library: &Arc<Library>,
        index: &Arc<filter::Index>,
        list: (u64, &Arc<Ordered>),
    ) -> RegisterJob {
        self.keep_place();
        if std::mem::take(&mut self.anew) {
            self.mark = None;
        }
        let same = self.list == Some(list.0) && !self.is_pending();
        let known = self.library.as_ref().filter(|of| same && Arc::ptr_eq(of, library));
        let known = known.map(|_| Arc::clone(self.pane.register()));
        self.list = Some(list.0);
        self.asked += 1;
        RegisterJob {
            generation: self.asked,
            library: Arc::clone(library),
            index: Arc::clone(index),
            listed: Arc::clone(list.1),
            known,
            request: self.request.clone(),
        }
    }

    /// Takes the answer to a job, unless it is not the newest.
    pub(super) fn take(&mut self, gathered: Gathered) {
        if gathered.generation == self.asked {
            self.answered = gathered.generation;
            let mark = self.mark.take();
            let searched = !self.request.words.trim().is_empty();
            self.pane.show(gathered.register, gathered.groups, searched, mark);
            self.library = Some(gathered.library);
        }
    }

    /// The subject of the selected row; `None` on a heading.
    pub(super) fn selected(&self) -> Option<&Item> {
        self.pane.item()
    }

    /// The same, where its rows are of this model: while rows of a newer one are awaited, corrections have to wait too.
    pub(super) fn selected_of(&self, library: &Arc<Library>) -> Option<&Item> {
        self.selected().filter(|_| self.library.as_ref().is_some_and(|of| Arc::ptr_eq(of, library)))
    }

    /// Whether a subject is selected.
    pub(super) fn has(&self, subject: &Subject) -> bool {
        self.chosen.contains(subject)
    }

    /// Selects the subject of the row, or takes it out.
    pub(super) fn toggle(&mut self) {
        if let Some(subject) = self.pane.item().map(|item| item.subject)
            && !self.chosen.remove(&subject)
        {
            self.chosen.insert(subject);
        }
    }

    /// Selects all that is shown.
    pub(super) fn select_all(&mut self) {
        self.chosen.extend(self.pane.items().map(|item| item.subject));
    }

    /// Selects nothing; returns whether anything was selected.
    pub(super) fn clear(&mut self) -> bool {
        !std::mem::take(&mut self.chosen).is_empty()
    }

    /// The selected items in the order of the groups; without any, that of the row.
    pub(super) fn subjects(&self) -> Vec<&Item> {
        if self.chosen.is_empty() {
            return self.pane.item().into_iter().collect();
        }
        self.all().filter(|item| self.chosen.contains(&item.subject)).collect()
    }

    /// What is exported, by places: what is selected, else everything that matches, in the order of the groups.
    pub(super) fn exported(&self) -> Vec<u32> {
        let places = self.pane.groups().iter().flat_map(|(_, group)| &group.items).copied();
        let register = self.pane.register();
        places.filter(|place| self.chosen.is_empty() || self.has(&register.item(*place).subject)).collect()
    }

    /// How many are selected.
    pub(super) fn count(&self) -> usize {
        self.chosen.len()
    }

    /// All items, in the order of the groups.
    fn all(&self) -> impl Iterator<Item = &Item> {
        let groups = self.pane.groups().iter();
        groups.flat_map(|(_, group)| &group.items).map(|place| self.pane.register().item(*place))
    }
}

/// Makes the rows of the index.
#[derive(Debug, Clone)]
pub struct RegisterJob {
    /// Rises with each job; only the newest counts.
    pub generation: u64,
    /// The model.
    library: Arc<Library>,
    /// Its names, folded.
    index: Arc<filter::Index>,
    /// The list.
    listed: Arc<Ordered>,
    /// The index of this list, where it was gathered already.
    known: Option<Arc<Register>>,
    request: Request,
}

/// The rows, what they are rows of, and its model.
#[derive(Debug)]
pub struct Gathered {
    /// Of which job.
    generation: u64,
    library: Arc<Library>,
    register: Arc<Register>,
    groups: Vec<(Kind, Group)>,
}

impl RegisterJob {
    /// Runs it; `None` when `newest` became greater than its generation before the end.
    pub fn run(&self, newest: &AtomicU64) -> Option<Gathered> {
        let library = &self.library;
        let stale = || newest.load(Ordering::Relaxed) != self.generation;
        let register = match &self.known {
            Some(known) => Arc::clone(known),
            None => {
                let with_folded =
                    |&id: &ArticleId| std::iter::once(id).chain(self.listed.folded(id).iter().copied());
                let articles = self.listed.ids().iter().flat_map(with_folded);
                Arc::new(Register::new(library, articles, &stale)?)
            }
        };
        let names = Names::new(&self.request.words);
        let quality = |item: &Item| match item.subject {
            _ if self.request.words.is_empty() => Some(0),
            Subject::Entity(entity) => names.quality(self.index.forms_of(entity)),
            Subject::Figure { .. } => names.quality(&fold(&name(library, item))),
        };
        let groups = register.groups(library, self.request.sort, quality, &stale)?;
        Some(Gathered { generation: self.generation, library: Arc::clone(library), register, groups })
    }
}
