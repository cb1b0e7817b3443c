//! The reading view: the open article, the places to go back to, and when the open article counts as read.

use std::sync::Arc;
use std::time::Duration;

use crate::article::{Article, ArticleId};
use crate::facts::Mention;
use crate::panes::reader::ReadingView;
use crate::text::Span;
use crate::triage::Highlight;

use super::cover::Cover;

/// A place to go back to: an article, a position in it, and the current mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The article that was open.
    pub(super) article: ArticleId,
    /// The byte of its text at the top of the view.
    pub(super) offset: u32,
    /// The current mention of the target.
    pub(super) mention: Option<Span>,
    /// What was shown over it.
    pub(super) cover: Option<Cover>,
}

/// The most places to go back to.
const TRAIL: usize = 1000;

/// The open article and the places before.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pane: ReadingView,
    trail: Vec<Place>,
    /// Where to go when the requested list arrives.
    return_to: Option<Place>,
    /// When the open article counts as read; `None` for never.
    read_at: Option<Duration>,
    /// The passages that are kept, where they stand in the open article, in order.
    highlights: Vec<(Span, Arc<Highlight>)>,
}

impl Reading {
    /// The passages that are kept of the open article, in order.
    pub(super) fn highlights(&self) -> &[(Span, Arc<Highlight>)] {
        &self.highlights
    }

    /// Sets them.
    pub(super) fn set_highlights(&mut self, highlights: Vec<(Span, Arc<Highlight>)>) {
        self.highlights = highlights;
    }

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

    /// Shows an article from a byte of its text.
    pub(super) fn open(&mut self, id: ArticleId, article: &Article, mentions: &[Mention], offset: u32) {
        self.pane.open(id, article, mentions, offset);
    }

    /// Shows nothing.
    pub(super) fn close(&mut self) {
        self.pane.close();
        self.read_at = None;
        self.highlights.clear();
    }

    /// Adds a place to go back to, unless it is already the last one.
    pub(super) fn remember(&mut self, place: Place) {
        if self.trail.last() != Some(&place) {
            if self.trail.len() == TRAIL {
                self.trail.remove(0);
            }
            self.trail.push(place);
        }
    }

    /// Removes and returns the last place to go back to.
    pub(super) fn step_back(&mut self) -> Option<Place> {
        self.trail.pop()
    }

    /// Goes over to other ids of the articles, with no article open; places in those that are gone are forgotten.
    pub(super) fn follow(&mut self, to: impl Fn(ArticleId) -> Option<ArticleId>) {
        self.close();
        self.return_to = None;
        let place = |place: &Place| Some(Place { article: to(place.article)?, mention: None, ..*place });
        self.trail = self.trail.iter().filter_map(place).collect();
    }

    /// Sets where to go when the requested list arrives.
    pub(super) fn return_to(&mut self, place: Option<Place>) {
        self.return_to = place;
    }

    /// Removes and returns where to go, when the list has arrived.
    pub(super) fn take_return(&mut self) -> Option<Place> {
        self.return_to.take()
    }

    /// Sets when the open article counts as read; `None` for never.
    pub(super) fn read_at(&mut self, due: Option<Duration>) {
        self.read_at = due;
    }

    /// When the open article counts as read; `None` for never.
    pub(super) fn due(&self) -> Option<Duration> {
        self.read_at
    }
}
