//! The dossier: of which entity or value it is shown, those before it to which one comes back, the job that gathers it,
//! and what of it waits. It keeps its place while it is not shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::library::dossier::{Dossier, Found};
use crate::library::{Library, Subject};
use crate::panes::dossier::{DossierPane, Mark};
use crate::panes::layout::Room;

use super::cover::Cover;

/// Whose dossier, and what of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// Whose it is.
    pub(super) subject: Subject,
    /// Whether the newest articles come first.
    pub(super) newest_first: bool,
    /// Only what has all these words; empty for all.
    pub(super) words: String,
}

/// The dossier, and the request that its rows answer.
#[derive(Debug, Default)]
pub(super) struct DossierState {
    pane: DossierPane,
    shown: bool,
    request: Option<Request>,
    /// The dossiers from which one came here, with their rows.
    trail: Vec<(Subject, Option<Mark>)>,
    /// What is seen when it is closed.
    under: Option<Cover>,
    /// The newest job, and the one whose answer is shown.
    asked: u64,
    answered: u64,
    /// Whether its rows are of an older model.
    old: bool,
    /// The row to select once the background job has returned the rows; `None` selects the first mention.
    mark: Option<Mark>,
}

/// The most dossiers to come back to.
const TRAIL: usize = 100;

impl DossierState {
    /// Whether it is shown and has the keys.
    pub(super) fn is_shown(&self) -> bool {
        self.shown
    }

    /// Shows it, or hides it.
    pub(super) fn set_shown(&mut self, shown: bool) {
        self.shown = shown && self.request.is_some();
    }

    /// The pane, to be drawn.
    pub(super) fn pane(&self) -> &DossierPane {
        &self.pane
    }

    /// The pane, to be moved in.
    pub(super) fn pane_mut(&mut self) -> &mut DossierPane {
        &mut self.pane
    }

    /// Adapts to an area of the screen.
    pub(super) fn resize(&mut self, room: Room) {
        self.pane.resize(room);
    }

    /// Whose it is, and what of it; `None` before the first.
    pub(super) fn request(&self) -> Option<&Request> {
        self.request.as_ref()
    }

    /// The words that are looked for.
    pub(super) fn words(&self) -> &str {
        self.request.as_ref().map_or("", |request| &request.words)
    }

    /// Whose it is, where its rows are of this model.
    pub(super) fn subject_of(&self, library: &Arc<Library>) -> Option<Subject> {
        let request = self.request.as_ref().filter(|_| Arc::ptr_eq(self.pane.library(), library));
        request.map(|request| request.subject)
    }

    /// Whether rows are awaited.
    pub(super) fn is_pending(&self) -> bool {
        self.asked != self.answered
    }

    /// What is seen when it is closed.
    pub(super) fn under(&self) -> Option<Cover> {
        self.under
    }

    /// Whether its rows have to be gathered anew.
    pub(super) fn is_old(&self) -> bool {
        self.old && self.request.is_some()
    }

    /// Begins with the dossier of a subject, over what covers the panes now.
    pub(super) fn open(&mut self, subject: Subject, under: Option<Cover>) {
        self.trail.clear();
        self.under = under;
        self.turn_to(subject, None);
    }

    /// Goes on to the dossier of another subject.
    pub(super) fn go_on_to(&mut self, subject: Subject) {
        if let Some(request) = &self.request {
            if self.trail.len() == TRAIL {
                self.trail.remove(0);
            }
            self.trail.push((request.subject, self.pane.mark()));
        }
        self.turn_to(subject, None);
    }

    /// Comes back to the dossier before; returns whether there is one.
    pub(super) fn step_back(&mut self) -> bool {
        let Some((subject, mark)) = self.trail.pop() else { return false };
        self.turn_to(subject, mark);
        true
    }

    fn turn_to(&mut self, subject: Subject, mark: Option<Mark>) {
        let newest_first = self.request.as_ref().is_none_or(|request| request.newest_first);
        self.request = Some(Request { subject, newest_first, words: String::new() });
        self.mark = mark;
        self.pane.clear();
    }

    /// Changes between the newest and the oldest articles first; returns whether the newest are.
    pub(super) fn turn(&mut self) -> bool {
        let Some(request) = &mut self.request else { return true };
        request.newest_first = !request.newest_first;
        self.old = true;
        request.newest_first
    }

    /// Changes the words that are looked for; returns whether they are different.
    pub(super) fn set_words(&mut self, words: &str) -> bool {
        let Some(request) = &mut self.request else { return false };
        let changed = request.words != words;
        words.clone_into(&mut request.words);
        changed
    }

    /// Called after a change of the model: `follow` gives what a subject is in the new one.
    pub(super) fn drop_rows(&mut self, follow: impl Fn(Subject) -> Option<Subject>) {
        let mark = self.pane.mark().filter(|_| !self.is_pending()).or(self.mark);
        self.mark = match mark {
            Some(Mark::Subject(subject)) => follow(subject).map(Mark::Subject),
            // A mention is found by its place among the mentions, which may be another now.
            Some(Mark::Mention(_)) | None => None,
        };
        self.trail.retain_mut(|(subject, mark)| {
            *mark = None;
            follow(*subject).map(|now| *subject = now).is_some()
        });
        self.request = self
            .request
            .take()
            .and_then(|request| Some(Request { subject: follow(request.subject)?, ..request }));
        self.shown &= self.request.is_some();
        self.old = true;
    }

    /// Called when the articles are others: nothing that was worked out counts any more.
    pub(super) fn forget_model(&mut self) {
        self.pane.clear();
        self.trail.clear();
        (self.request, self.under, self.mark) = (None, None, None);
        (self.shown, self.old) = (false, false);
        self.asked += 1;
        self.answered = self.asked;
    }

    /// The job for its rows; `None` before the first dossier.
    pub(super) fn ask(&mut self, library: &Arc<Library>) -> Option<DossierJob> {
        let request = self.request.clone()?;
        if !self.is_pending() && !self.old {
            self.mark = self.pane.mark().or(self.mark);
        }
        let known = self.pane.dossier().filter(|_| !self.old && !self.is_pending()).map(Arc::clone);
        self.old = false;
        self.asked += 1;
        Some(DossierJob { generation: self.asked, library: Arc::clone(library), known, request })
    }

    /// Takes the answer to a job, unless it is not the newest.
    pub(super) fn take(&mut self, compiled: Compiled) {
        let Compiled { generation, library, dossier, found } = compiled;
        if generation == self.asked {
            self.answered = generation;
            let searched = !self.words().trim().is_empty();
            let mark = self.mark.take();
            self.pane.show(library, dossier, found, searched, mark);
        }
    }
}

/// Gathers a dossier, or searches in it.
#[derive(Debug, Clone)]
pub struct DossierJob {
    /// Rises with each job; only the newest counts.
    pub generation: u64,
    /// The model.
    library: Arc<Library>,
    /// The dossier, where it was gathered already.
    known: Option<Arc<Dossier>>,
    request: Request,
}

/// A dossier, what of it is looked for, and its model.
#[derive(Debug)]
pub struct Compiled {
    /// Of which job.
    generation: u64,
    library: Arc<Library>,
    dossier: Arc<Dossier>,
    found: Found,
}

impl DossierJob {
    /// Runs it; `None` when `newest` became greater than its generation before the end.
    pub fn run(&self, newest: &AtomicU64) -> Option<Compiled> {
        let (library, request) = (&self.library, &self.request);
        let stale = || newest.load(Ordering::Relaxed) != self.generation;
        let dossier = match &self.known {
            Some(known) => Arc::clone(known),
            None => Arc::new(Dossier::new(library, request.subject, request.newest_first, &stale)?),
        };
        let found = dossier.find(library, &request.words, &stale)?;
        Some(Compiled { generation: self.generation, library: Arc::clone(library), dossier, found })
    }
}
