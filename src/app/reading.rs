//! Moving: through the list, through the open article, between panes; and the way back.

use std::sync::Arc;
use std::time::Duration;

use crate::article::{Article, ArticleId};
use crate::panes::layout::{PANES, Pane, TWO_PANES};
use crate::text::Span;
use crate::triage::Action;

use super::State;

/// Where one was: an article, a place in it, and the mention one stood on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    article: ArticleId,
    offset: u32,
    mention: Option<Span>,
}

/// So many places are kept for the way back.
const TRAIL: usize = 1000;

impl State {
    /// Selects a row of the list and shows its article.
    pub(super) fn select(&mut self, index: usize) {
        self.list.select(index, self.ordered.ids().len());
        match self.ordered.ids().get(self.list.selected()).copied() {
            Some(id) => self.open(id),
            None => {
                self.keep_position();
                self.reader.close();
                self.facts.close();
                self.read_at = None;
            }
        }
    }

    /// Shows an article where it was left.
    pub(super) fn open(&mut self, id: ArticleId) {
        if self.reader.article() == Some(id) {
            return;
        }
        self.keep_position();
        let library = Arc::clone(&self.library);
        let article = library.article(id);
        let offset = self.triage.position(id).unwrap_or(0).min(article.text.len() as u32);
        self.reader.open(id, article, offset);
        self.facts.open(&library, id);
        if let Some(target) = &mut self.target {
            target.enter(&library, id, article);
        }
        self.watch_reading();
    }

    /// Begins to count the time that the open article is being read.
    pub(super) fn watch_reading(&mut self) {
        let delay = self.settings.read_after_ms;
        let unread = self.reader.article().is_some_and(|id| !self.triage.of(id).read);
        let reading = self.focus == Pane::Reader && delay > 0 && unread;
        self.read_at = reading.then(|| self.now + Duration::from_millis(delay));
    }

    /// Remembers where the open article was left.
    pub(super) fn keep_position(&mut self) {
        let Some((id, offset)) = self.with_reader(|reader, article, id| (id, reader.offset(article))) else {
            return;
        };
        if self.triage.position(id).unwrap_or(0) != offset
            && let Some(save) = self.triage.act(&Action::SetPosition { article: id, offset })
        {
            self.keep(save);
        }
    }

    /// Does something with the reading view and its open article.
    pub(super) fn with_reader<T>(
        &mut self,
        with: impl FnOnce(&mut crate::panes::reader::Reader, &Article, ArticleId) -> T,
    ) -> Option<T> {
        let id = self.reader.article()?;
        let library = Arc::clone(&self.library);
        Some(with(&mut self.reader, library.article(id), id))
    }

    /// Something moved in the reading view: at the end of the text the article is read.
    pub(super) fn moved(&mut self) {
        if self.focus == Pane::Reader && self.reader.at_end() {
            self.mark_read();
        }
    }

    pub(crate) fn rows(&mut self, rows: isize) {
        match self.focus {
            Pane::List => self.select(self.list.selected().saturating_add_signed(rows)),
            Pane::Facts => self.facts.step(rows),
            Pane::Reader => {
                self.with_reader(|reader, article, _| reader.scroll(article, rows));
                self.moved();
            }
        }
    }

    pub(crate) fn pages(&mut self, pages: f32) {
        match self.focus {
            Pane::List => self.rows((self.list.shown(self.ordered.ids().len()) as f32 * pages) as isize),
            Pane::Facts => self.facts.step((10.0 * pages) as isize),
            Pane::Reader => {
                self.with_reader(|reader, article, _| reader.scroll_pages(article, pages));
                self.moved();
            }
        }
    }

    pub(crate) fn go_to_edge(&mut self, end: bool) {
        match self.focus {
            Pane::List => self.select(if end { usize::MAX } else { 0 }),
            Pane::Facts => self.facts.step(if end { isize::MAX } else { isize::MIN }),
            Pane::Reader => {
                self.with_reader(
                    |reader, article, _| {
                        if end { reader.to_end(article) } else { reader.to_start(article) }
                    },
                );
                self.moved();
            }
        }
    }

    /// A page down; at the end of the article, on to the next unread one.
    pub(crate) fn read_on(&mut self) {
        if self.focus != Pane::Reader {
            return self.set_focus(Pane::Reader);
        }
        if self.reader.at_end() {
            self.mark_read();
            self.step_unread(true);
        } else {
            self.pages(1.0);
        }
    }

    /// The next or previous unread article of the list.
    pub(super) fn step_unread(&mut self, forward: bool) {
        let ids = self.ordered.ids();
        let here = self.list.selected();
        let unread = |&index: &usize| self.triage.of(ids[index]).unread();
        let next = if forward {
            (here + 1..ids.len()).find(unread)
        } else {
            (0..here.min(ids.len())).rev().find(unread)
        };
        match next {
            Some(index) => {
                self.leave_mark();
                self.select(index);
            }
            None if forward => self.say("no unread article below"),
            None => self.say("no unread article above"),
        }
    }

    pub(crate) fn step_article(&mut self, by: isize) {
        let before = self.list.selected();
        self.select(before.saturating_add_signed(by));
        if self.list.selected() == before && !self.ordered.ids().is_empty() {
            self.say(if by > 0 {
                "this is the last article of the list"
            } else {
                "this is the first article of the list"
            });
        }
    }

    /// The pane beside; `round` goes on from the last to the first.
    pub(crate) fn turn(&mut self, by: isize, round: bool) {
        let here = PANES.iter().position(|pane| *pane == self.focus).unwrap_or(0) as isize;
        let count = PANES.len() as isize;
        let next = if round { (here + by).rem_euclid(count) } else { (here + by).clamp(0, count - 1) };
        self.set_focus(PANES[next as usize]);
    }

    pub(crate) fn zoom(&mut self) {
        self.alone = !self.alone && self.screen.width >= TWO_PANES;
        self.set_focus(Pane::Reader);
        self.arrange();
    }

    pub(crate) fn toggle_removed(&mut self) {
        let none = self.reader.article().is_none_or(|id| self.library.article(id).removed.is_empty());
        let shown = self.with_reader(|reader, article, _| reader.toggle_removed(article));
        match (none, shown) {
            (true, Some(true)) => self.say("nothing was taken out of this text; what was in others is shown"),
            (_, Some(true)) => self.say("showing what was taken out"),
            (_, Some(false)) => self.say("hiding what was taken out"),
            (_, None) => {}
        }
    }

    /// The present place.
    pub(super) fn here(&mut self) -> Option<Place> {
        let mention = self.target.as_ref().and_then(super::target::Target::current);
        self.with_reader(|reader, article, id| Place { article: id, offset: reader.offset(article), mention })
    }

    /// Remembers the present place for the way back.
    pub(super) fn leave_mark(&mut self) {
        if let Some(place) = self.here().filter(|place| self.trail.last() != Some(place)) {
            if self.trail.len() == TRAIL {
                self.trail.remove(0);
            }
            self.trail.push(place);
        }
    }

    pub(crate) fn back(&mut self) {
        match self.trail.pop() {
            Some(place) => self.go_to(place),
            None => self.say("this is where you began"),
        }
    }

    /// Goes where one was.
    pub(super) fn go_to(&mut self, place: Place) {
        match self.ordered.place(place.article) {
            Some(index) => self.select(index),
            None => self.open(place.article),
        }
        self.with_reader(|reader, article, id| reader.open(id, article, place.offset));
        if let Some(target) = &mut self.target {
            let index = target.here().iter().position(|span| Some(*span) == place.mention);
            target.stand_on(index);
        }
    }
}
