//! The keys that the last line offers: what is possible in the pane that has the keyboard, the most useful first. The line shows as
//! many as it has room for.

use crate::library::Subject;
use crate::panes::layout::Pane;
use crate::text::{Safe, sanitise};

use super::cover::Cover;
use super::state::State;

/// Commands and what they do here, in a word or two.
type Offer = (&'static str, &'static str);

const PASSAGE: [Offer; 6] = [
    ("copy-quote", "copy"),
    ("highlight", "keep"),
    ("quote-into-note", "into the note"),
    ("select", "fix"),
    ("next-pane", "other end"),
    ("clear", "drop"),
];

const TARGET: [Offer; 6] = [
    ("next", "next"),
    ("help", "help"),
    ("clear", "drop"),
    ("previous", "previous"),
    ("hits", "all hits"),
    ("next-target-article", "next article"),
];

const LIST: [Offer; 6] = [
    ("open", "read"),
    ("toggle-star", "star"),
    ("toggle-archive", "archive"),
    ("next", "next unread"),
    ("filter", "filter"),
    ("select", "select"),
];

const NOTHING: [Offer; 4] =
    [("clear-filter", "no filter"), ("edit-filter", "filter"), ("view-all", "all"), ("views", "views")];

const HEADING: [Offer; 3] = [("open", "fold"), ("group", "group by"), ("toggle-read", "read all")];

const TEXT: [Offer; 5] = [
    ("read-on", "read on"),
    ("search", "search"),
    ("next", "next unread"),
    ("facts", "facts"),
    ("toggle-star", "star"),
];

impl State {
    /// The key of a command and what it does; `None` where it has no key.
    pub(super) fn hint(&self, command: &str, what: &'static str) -> Option<(Safe<'static>, &'static str)> {
        let key = self.first_key_for(command);
        (!key.is_empty()).then(|| (sanitise(&key).into_owned(), what))
    }

    /// The most useful keys in the present place.
    pub(super) fn hints(&self) -> Vec<(Safe<'static>, &'static str)> {
        if let Some(cover) = self.cover() {
            return match cover {
                Cover::Board => self.board_hints(),
                Cover::Index => self.index_hints(),
                Cover::Dossier => self.dossier_hints(),
                Cover::Hits => self.hits_hints(),
            };
        }
        if self.passage().is_some() {
            return self.offer(&[], &PASSAGE);
        }
        let tracking = self.tracking.target().is_some();
        let help: &[Offer] = &[("help", "help")];
        match self.focus() {
            Pane::Facts if !self.facts.rows().is_empty() => self.offer(help, &self.for_fact(tracking)),
            _ if tracking => self.offer(&[], &TARGET),
            Pane::List if self.listing.rows() == 0 => self.offer(help, &NOTHING),
            Pane::List if self.heading().is_some() => self.offer(help, &HEADING),
            Pane::List => self.offer(help, &LIST),
            Pane::Reader | Pane::Facts => self.offer(help, &self.for_text()),
        }
    }

    fn offer(&self, first: &[Offer], others: &[Offer]) -> Vec<(Safe<'static>, &'static str)> {
        first.iter().chain(others).filter_map(|(command, what)| self.hint(command, what)).collect()
    }

    /// For the selected fact: a question about it first.
    fn for_fact(&self, tracking: bool) -> Vec<Offer> {
        let Some(row) = self.facts.selected() else { return Vec::new() };
        let entity = matches!(row.subject, Subject::Entity(_));
        let offers: [(bool, Offer); 9] = [
            (row.doubtful, ("confirm", "yes")),
            (row.doubtful, ("refuse", "no")),
            (true, ("open", "track")),
            (true, ("dossier", "dossier")),
            (row.disputed, ("track-question", "who says what")),
            (entity, ("merge", "merge")),
            (true, ("hide", "hide")),
            (entity, ("rename", "rename")),
            (tracking, ("clear", "drop")),
        ];
        offers.into_iter().filter_map(|(possible, offer)| possible.then_some(offer)).collect()
    }

    /// For the open article: its links and its outline where it has any.
    fn for_text(&self) -> Vec<Offer> {
        let mut offers = TEXT.to_vec();
        let structure = self.reading.article().and_then(|id| self.library.article(id).structure.as_deref());
        if structure.is_some_and(|structure| !structure.links().is_empty()) {
            offers.push(("links", "links"));
        }
        offers
    }
}
