//! What comes into the state and what goes out of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::article::{ArticleId, ContentKey};
use crate::config::key::Key;
use crate::correction::Correction;
use crate::error::Error;
use crate::filter::{self, Query};
use crate::library::{Library, MentionRef};
use crate::text::Safe;
use crate::triage::{MarksTable, Save, Value};

use super::ordered::Ordered;
use super::text_search;
use super::view::View;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this size now: columns, rows.
    Resize(u16, u16),
    /// The time asked for by [`super::State::next_wake`] has come.
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
        /// The articles that have it, and how often.
        counts: Vec<(ArticleId, u32)>,
    },
    /// The amounts of the listed articles, the largest first.
    Figures {
        /// Which list they were asked for; an answer for another one is dropped.
        generation: u64,
        /// Where they are.
        mentions: Vec<MentionRef>,
    },
    /// People were linked anew.
    Relinked {
        /// Which time.
        generation: u64,
        /// The model.
        library: Arc<Library>,
        /// Its index.
        index: Arc<filter::Index>,
    },
    /// Every step up to this one is on disk.
    Saved(u64),
    /// What is pending could not be written.
    SaveFailed(Error),
    /// Another reader wrote these.
    ChangedElsewhere(Vec<(ContentKey, Value)>),
    /// Something to tell.
    Notice(String),
    /// Something went wrong that the user must learn of, also after quitting: with the store.
    Warned(Error),
    /// Something went wrong outside.
    Failed(Error),
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

/// All texts to be searched.
#[derive(Debug, Clone)]
pub struct SearchJob {
    /// Which search; only the newest counts.
    pub generation: u64,
    /// As typed.
    pub query: String,
    /// Where.
    pub library: Arc<Library>,
}

impl SearchJob {
    /// Works it out; `None` when `newest` moved past it before it was done.
    pub fn run(&self, newest: &AtomicU64) -> Option<Event> {
        let generation = self.generation;
        let counts = text_search::counts(&self.library, &self.query, generation, newest)?;
        Some(Event::Searched { generation, counts })
    }
}

/// The amounts of the listed articles, to be gathered.
#[derive(Debug, Clone)]
pub struct FiguresJob {
    /// The list they are asked for.
    pub generation: u64,
    /// Its articles.
    pub listed: Arc<Ordered>,
    /// The model.
    pub library: Arc<Library>,
}

impl FiguresJob {
    /// Works it out.
    pub fn run(&self) -> Event {
        let listed = |at: &MentionRef| self.listed.place(at.article).is_some();
        let mentions = self.library.board_by_size().filter(listed).collect();
        Event::Figures { generation: self.generation, mentions }
    }
}

/// People to be linked anew.
#[derive(Debug, Clone)]
pub struct RelinkJob {
    /// Which time; only the newest counts.
    pub generation: u64,
    /// All corrections that hold.
    pub corrections: Vec<Correction>,
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

/// Something to be done outside.
#[derive(Debug)]
pub enum Effect {
    /// Work out a list.
    Filter(FilterJob),
    /// Search all texts for words.
    Search(SearchJob),
    /// Link people anew.
    Relink(RelinkJob),
    /// Gather the amounts of the listed articles.
    Figures(FiguresJob),
    /// Keep a step.
    Save(Save),
    /// Put text on the clipboard. It is safe there too: a paste into a shell must not run anything by a control.
    Copy(Safe<'static>),
    /// Open an address in the browser.
    Browse(String),
    /// Open a file in the editor.
    Edit(PathBuf),
    /// Give a text to a command line of the shell and show what it says.
    Pipe {
        /// The command line.
        command: String,
        /// What it reads. Safe, because most commands repeat it on the terminal.
        text: Safe<'static>,
    },
}
