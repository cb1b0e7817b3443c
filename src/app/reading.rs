//! The reading view: the open article, the way back through what was open before, and when the open article
//! counts as read.

use std::time::Duration;

use crate::article::{Article, ArticleId};
use crate::panes::reader::ReadingView;
use crate::text::Span;

/// Where one was: an article, a place in it, and the mention one stood on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The article that was open.
    pub(super) article: ArticleId,
    /// The byte of its text at the top of the view.
    pub(super) offset: u32,
    /// The mention of the target one stood on.
    pub(super) mention: Option<Span>,
}

/// So many places are kept for the way back.
const TRAIL: usize = 1000;

/// What is open and how one came there.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pane: ReadingView,
    trail: Vec<Place>,
    /// Where to go when the list that was asked for has come.
    return_to: Option<Place>,
    /// When the open article counts as read.
    read_at: Option<Duration>,
}

impl Reading {
    /// The open article.
    pub(super) fn article(&self) -> Option<ArticleId> {
        self.pane.article()
    }

    /// The pane, to be drawn.
    pub(super) fn pane(&self) -> &ReadingView {
        &self.pane
    }

    /// The pane, to be scrolled.
    pub(super) fn pane_mut(&mut self) -> &mut ReadingView {
        &mut self.pane
    }

    /// Shows an article from a byte of its text on.
    pub(super) fn open(&mut self, id: ArticleId, article: &Article, offset: u32) {
        self.pane.open(id, article, offset);
    }

    /// Shows nothing.
    pub(super) fn close(&mut self) {
        self.pane.close();
        self.read_at = None;
    }

    /// Remembers a place for the way back, unless it is the last one that was remembered.
    pub(super) fn remember(&mut self, place: Place) {
        if self.trail.last() != Some(&place) {
            if self.trail.len() == TRAIL {
                self.trail.remove(0);
            }
            self.trail.push(place);
        }
    }

    /// Takes the last remembered place.
    pub(super) fn step_back(&mut self) -> Option<Place> {
        self.trail.pop()
    }

    /// Sets where to go when the list that was asked for has come.
    pub(super) fn return_to(&mut self, place: Option<Place>) {
        self.return_to = place;
    }

    /// Takes where to go now that the list has come.
    pub(super) fn take_return(&mut self) -> Option<Place> {
        self.return_to.take()
    }

    /// Sets when the open article counts as read; `None` for never.
    pub(super) fn read_at(&mut self, due: Option<Duration>) {
        self.read_at = due;
    }

    /// When the open article counts as read.
    pub(super) fn due(&self) -> Option<Duration> {
        self.read_at
    }
}
