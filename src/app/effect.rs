//! Events, which change the state, and effects, which it asks for.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crossterm::event::MouseEvent;

use crate::article::{ArticleId, ContentKey};
use crate::claims::Reason;
use crate::config::key::Key;
use crate::config::theme::Background;
use crate::correction::Correction;
use crate::error::Error;
use crate::facts::MentionRef;
use crate::filter::{self, Completions, Query, Terms, Views};
use crate::library::Library;
use crate::text::Safe;
use crate::triage::{Annotations, MarksTable, Memo, News, Save};

pub use super::board::{BoardJob, Made};
pub use super::dossier::{Compiled, DossierJob};
pub use super::exporting::ExportJob;
pub use super::filter_target::TermsJob;
use super::grouping::Grouping;
pub use super::hits::{Found, HitsJob};
use super::ordered::{Folding, Ordered};
pub use super::register::{Gathered, RegisterJob};
use super::reloading::{ReloadJob, Reloaded};
use super::text_search::{self, Pattern};
use super::view::View;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something, at any coordinates.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The background of the terminal is known now.
    Background(Background),
    /// The terminal has this size now: columns, rows.
    Resize(u16, u16),
    /// The time that [`super::State::next_wake`] returned has come.
    Wake,
    /// A filter pass is done.
    Filtered {
        /// Which.
        generation: u64,
        /// The list it gives.
        ordered: Ordered,
    },
    /// A search of all texts is done.
    Searched {
        /// Which.
        generation: u64,
        /// The articles that contain the words, with the number of matches.
        counts: Vec<(ArticleId, u32)>,
    },
    /// The terms of the filter are found.
    Terms {
        /// Which question this answers.
        generation: u64,
        /// The terms.
        terms: Terms,
        /// The listed articles that have them, with the number of occurrences.
        counts: Vec<(ArticleId, u32)>,
    },
    /// The claims of a model were brought together.
    Claimed,
    /// Why a claim is together with another one of its question.
    Explained {
        /// The model.
        library: Arc<Library>,
        /// The claim.
        claim: MentionRef,
        /// The other one, with the reasons; `None` when there are none.
        reasons: Option<(MentionRef, Vec<Reason>)>,
    },
    /// The rows of the board are made.
    Board {
        /// Which.
        generation: u64,
        /// The rows.
        made: Made,
    },
    /// A dossier is gathered.
    Dossier(Compiled),
    /// The hits of the target are found.
    Hits {
        /// Which question this answers.
        generation: u64,
        /// The hits.
        found: Found,
    },
    /// The rows of the index are gathered.
    Register(Gathered),
    /// People were linked again.
    Relinked {
        /// Which time.
        generation: u64,
        /// The model.
        library: Arc<Library>,
        /// Its index.
        index: Arc<filter::Index>,
    },
    /// What the filter that is being typed can become.
    Completed {
        /// Which question this answers.
        generation: u64,
        /// The answer.
        completions: Completions,
    },
    /// The articles of the views were counted.
    ViewsCounted {
        /// Which time.
        generation: u64,
        /// Of each: how many are unread, and how many there are.
        counts: Vec<(usize, usize)>,
    },
    /// A view is in the configuration.
    ViewSaved {
        /// Its name.
        name: String,
        /// Its query.
        query: String,
    },
    /// The pile was read anew.
    Reloaded(Box<Reloaded>),
    /// The pile could not be read anew, for this reason.
    NotReloaded(String),
    /// Files of the pile were added, changed or removed.
    PileChanged,
    /// Every step up to this one is saved.
    Saved(u64),
    /// The pending steps could not be saved.
    SaveFailed(Error),
    /// Another reader did this.
    ChangedElsewhere(News),
    /// The editor gave a note back.
    NoteWritten {
        /// The key of its article.
        key: ContentKey,
        /// The note.
        text: String,
    },
    /// A file that was to be written is there already.
    FileIsThere(PathBuf),
    /// Articles were exported.
    Exported {
        /// How many.
        count: usize,
        /// Into which file.
        path: PathBuf,
    },
    /// The file to export into is there already.
    ExportExists {
        /// Its name as it was typed.
        name: String,
    },
    /// A message for the status line.
    Notice(String),
    /// An error of the store, which is shown again after quitting.
    Warned(Error),
    /// Any other error.
    Failed(Error),
}

/// A filter pass: computes the list.
#[derive(Debug, Clone)]
pub struct FilterJob {
    /// Rises with each job; only the newest counts.
    pub generation: u64,
    /// The filter, with the order of the list.
    pub(crate) query: Query,
    /// The view.
    pub(crate) view: View,
    /// The query of the saved view, which `query` is within.
    pub(crate) saved: Option<Query>,
    /// Which stories are folded.
    pub(crate) folding: Folding,
    /// How the list is grouped.
    pub(crate) grouping: Grouping,
    /// The triage state at that moment.
    pub marks: MarksTable,
    /// The model at that moment.
    pub library: Arc<Library>,
    /// Its index.
    pub(crate) index: Arc<filter::Index>,
}

impl TermsJob {
    /// Runs it; `None` when `newest` became greater than its generation before the end.
    pub fn run(&self, newest: &AtomicU64) -> Option<Event> {
        let (terms, counts) = self.find(newest)?;
        Some(Event::Terms { generation: self.generation, terms, counts })
    }
}

impl HitsJob {
    /// Runs it; `None` when `newest` became greater than its generation before the end.
    pub fn run(&self, newest: &AtomicU64) -> Option<Event> {
        let found = self.find(newest)?;
        Some(Event::Hits { generation: self.generation, found })
    }
}

impl FilterJob {
    /// Runs it; `None` when `newest` became greater than its generation before the end.
    pub fn run(&self, newest: &AtomicU64) -> Option<Ordered> {
        let library = &self.library;
        let stale = || newest.load(Ordering::Relaxed) != self.generation;
        let found = filter::evaluate(library, &self.marks, &self.query, &self.index, &stale)?;
        let archived_too = self.query.asks_for_archived();
        let mut order = found.ids.clone();
        order.retain(|id| self.view.shows(self.marks.get(*id), archived_too));
        let in_view = match &self.saved {
            None => 0,
            Some(saved) => {
                let whole = filter::evaluate(library, &self.marks, saved, &self.index, &stale)?.ids;
                let archived_too = saved.asks_for_archived();
                whole.iter().filter(|id| self.view.shows(self.marks.get(**id), archived_too)).count()
            }
        };
        let as_given = self.query.is_best_first();
        let shape = (&self.folding, &self.grouping);
        let ordered = Ordered::grouped(order, library, shape, &self.marks, as_given);
        (!stale()).then(|| ordered.with_qualities(&found).of_view(in_view))
    }
}

/// A search of all texts.
#[derive(Debug, Clone)]
pub struct SearchJob {
    /// The number of the search; only the newest counts.
    pub generation: u64,
    /// What is searched for.
    pub(crate) pattern: Pattern,
    /// Where.
    pub library: Arc<Library>,
}

impl SearchJob {
    /// Runs it; `None` when `newest` became greater than its generation before the end.
    pub fn run(&self, newest: &AtomicU64) -> Option<Event> {
        let generation = self.generation;
        let counts = text_search::counts(&self.library, &self.pattern, generation, newest)?;
        Some(Event::Searched { generation, counts })
    }
}

/// Brings claims together, before one looks at them; or finds out why two of them are together.
#[derive(Debug, Clone)]
pub struct ClaimsJob {
    /// Rises with each job; only the newest counts.
    pub generation: u64,
    /// The model.
    pub(crate) library: Arc<Library>,
    /// A claim and others of its question, to say why they are together; `None` to bring claims together.
    pub(crate) why: Option<(MentionRef, Vec<MentionRef>)>,
}

impl ClaimsJob {
    /// Works it out; the model keeps its claims.
    pub fn run(&self) -> Event {
        let Some((claim, others)) = &self.why else {
            self.library.claims();
            return Event::Claimed;
        };
        let reasons = others.iter().filter_map(|other| {
            let (reasons, sum) = self.library.why(*claim, *other)?;
            Some((sum, *other, reasons))
        });
        // The likeliest of the others is the one by which it came in.
        let nearest = reasons.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let reasons = nearest.map(|(_, other, reasons)| (other, reasons));
        Event::Explained { library: Arc::clone(&self.library), claim: *claim, reasons }
    }
}

/// Finds what the filter that is being typed can become.
#[derive(Debug, Clone)]
pub struct CompleteJob {
    /// The number of the question; only the newest counts.
    pub generation: u64,
    /// What was typed.
    pub(crate) text: String,
    /// The byte of the cursor in it.
    pub(crate) cursor: usize,
    /// The triage state at that moment.
    pub(crate) marks: MarksTable,
    /// The model.
    pub library: Arc<Library>,
    /// Its index.
    pub(crate) index: Arc<filter::Index>,
    /// The saved views.
    pub(crate) views: Arc<Views>,
}

impl CompleteJob {
    /// Works it out.
    pub fn run(&self) -> Event {
        let typed = (&*self.text, self.cursor);
        let completions = filter::complete(typed, &self.library, &self.marks, &self.index, &self.views);
        Event::Completed { generation: self.generation, completions }
    }
}

/// Counts the articles of the saved views.
#[derive(Debug, Clone)]
pub struct CountJob {
    /// The number of the job; only the newest counts.
    pub generation: u64,
    /// The saved views.
    pub(crate) views: Arc<Views>,
    /// The triage state at that moment.
    pub(crate) marks: MarksTable,
    /// The model.
    pub library: Arc<Library>,
    /// Its index.
    pub(crate) index: Arc<filter::Index>,
}

impl CountJob {
    /// Works it out; `None` when `newest` became greater than its generation before the end.
    pub fn run(&self, newest: &AtomicU64) -> Option<Event> {
        let stale = || newest.load(Ordering::Relaxed) != self.generation;
        let count = |query: &Query| {
            let found = filter::evaluate(&self.library, &self.marks, query, &self.index, &stale)?.ids;
            let archived_too = query.asks_for_archived();
            let marks = found.iter().map(|id| self.marks.get(*id));
            let shown: Vec<_> = marks.filter(|marks| View::All.shows(marks, archived_too)).collect();
            Some((shown.iter().filter(|marks| marks.unread()).count(), shown.len()))
        };
        let counts = self.views.all().iter().map(|view| count(&view.query)).collect::<Option<_>>()?;
        Some(Event::ViewsCounted { generation: self.generation, counts })
    }
}

/// Writes articles into a file.
#[derive(Debug, Clone)]
pub struct ListedJob {
    /// Its name as it was typed.
    pub(crate) name: String,
    /// Whether a file of that name is replaced.
    pub(crate) replace: bool,
    /// The articles, in order.
    pub(crate) articles: Vec<ArticleId>,
    /// What the user made of them.
    pub(crate) annotations: Annotations,
    /// The model.
    pub(crate) library: Arc<Library>,
}

/// Links people again, after a correction.
#[derive(Debug, Clone)]
pub struct RelinkJob {
    /// The number of the job; only the newest counts.
    pub generation: u64,
    /// All active corrections.
    pub(crate) corrections: Vec<Correction>,
    /// The model until now.
    pub library: Arc<Library>,
}

impl RelinkJob {
    /// Works it out.
    pub fn run(&self) -> Event {
        let library = Arc::new(self.library.relinked(&self.corrections));
        let index = Arc::new(filter::Index::new(&library));
        Event::Relinked { generation: self.generation, library, index }
    }
}

/// Work that the state asks for.
#[derive(Debug)]
pub enum Effect {
    /// Compute a list.
    Filter(FilterJob),
    /// Search all texts for words.
    Search(SearchJob),
    /// Find the terms of the filter in the listed articles.
    Terms(TermsJob),
    /// Link people again.
    Relink(RelinkJob),
    /// Bring claims together.
    Claims(ClaimsJob),
    /// Make the rows of the board.
    Board(BoardJob),
    /// Gather a dossier.
    Dossier(DossierJob),
    /// Find the hits of the target in the listed articles.
    Hits(HitsJob),
    /// Gather the rows of the index.
    Register(RegisterJob),
    /// Find what the filter can become.
    Complete(CompleteJob),
    /// Count the articles of the saved views.
    Count(CountJob),
    /// Put a view into the configuration.
    SaveView {
        /// Its name.
        name: String,
        /// Its query.
        query: String,
    },
    /// Write the rows of the board to a file.
    Export(ExportJob),
    /// Save a step.
    Save(Save),
    /// Read the pile anew.
    Reload(ReloadJob),
    /// Remember something for the next start.
    Remember(Memo),
    /// Paint the whole screen anew.
    Repaint,
    /// Put text on the clipboard. Sanitised, because control characters could act when it is pasted into a shell.
    Copy(Safe<'static>),
    /// Open an address in the browser.
    Browse(String),
    /// Open a file in the editor.
    Edit(PathBuf),
    /// Export articles into a file.
    ExportListed(ListedJob),
    /// Let a note be written in the editor.
    EditNote {
        /// The key of its article.
        key: ContentKey,
        /// The note as it is.
        text: String,
    },
    /// Send a text to a shell command and show its output.
    Pipe {
        /// The command line.
        command: String,
        /// Its input. Sanitised, because most commands print it to the terminal.
        text: Safe<'static>,
    },
}
