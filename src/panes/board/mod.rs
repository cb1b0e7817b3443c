//! The board of claims: one row for each question with what its claims say, unfolding to them, or one row for each figure.
//! This file holds the rows, the selection and the scroll position; `draw` shows them.

mod draw;

use std::collections::HashSet;
use std::sync::Arc;

use ratatui::layout::{Position, Rect};

use crate::article::ArticleId;
use crate::facts::MentionRef;
use crate::library::Library;
use crate::library::board::{Board, Entry};

use super::layout::Room;
pub(crate) use draw::Scene;

/// With fewer columns a question has two lines.
const WIDE: u16 = 70;

/// The rows of the board, and the place among them.
#[derive(Debug, Default)]
pub(crate) struct BoardPane {
    board: Arc<Board>,
    rows: Vec<Entry>,
    /// The unfolded questions, by their numbers in the library.
    unfolded: HashSet<u32>,
    selected: usize,
    top: usize,
    area: Rect,
}

/// What a row is about, to find it again among other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The article and the place in its text of the claim, or of the first claim of the question.
    at: (ArticleId, u32),
    /// Whether it is the row of a question.
    question: bool,
}

impl BoardPane {
    /// What it shows.
    pub(crate) fn board(&self) -> &Arc<Board> {
        &self.board
    }

    /// How many rows there are.
    pub(crate) fn count(&self) -> usize {
        self.rows.len()
    }

    /// The rows with nothing unfolded: the questions, or in the flat view the figures.
    pub(crate) fn whole_rows(&self, flat: bool) -> Vec<Entry> {
        let is_whole = |row: &&Entry| flat || matches!(row, Entry::Question(_));
        self.rows.iter().filter(is_whole).copied().collect()
    }

    /// The selected row; `None` when there is none.
    pub(crate) fn selected(&self) -> Option<Entry> {
        self.rows.get(self.selected).copied()
    }

    /// What the selected row is about; `None` when there is none. `library` is the model that the rows are of.
    pub(crate) fn mark(&self, library: &Library) -> Option<Mark> {
        let (at, question) = match self.selected()? {
            Entry::Question(place) => (*self.board.claims(place).first()?, true),
            Entry::Claim(at) => (at, false),
        };
        Some(Mark { at: (at.article, library.mention(at).span.start), question })
    }

    /// Shows other rows, in which questions that were unfolded are unfolded again, and selects the row of a mark, or else the
    /// first.
    pub(crate) fn show(
        &mut self,
        library: &Library,
        board: Arc<Board>,
        rows: Vec<Entry>,
        mark: Option<Mark>,
    ) {
        self.board = board;
        self.rows = if self.unfolded.is_empty() { rows } else { self.with_claims(rows) };
        self.selected = mark.and_then(|mark| self.find(library, mark)).unwrap_or(0);
        self.top = 0;
        self.follow();
    }

    /// Folds all questions.
    pub(crate) fn forget(&mut self) {
        self.unfolded.clear();
    }

    /// The row of a mark; for a claim that has none, the row of its question.
    fn find(&self, library: &Library, mark: Mark) -> Option<usize> {
        let is = |at: &MentionRef| (at.article, library.mention(*at).span.start) == mark.at;
        let claim = |row: &Entry| !mark.question && matches!(row, Entry::Claim(at) if is(at));
        let question =
            |row: &Entry| matches!(row, Entry::Question(place) if self.board.claims(*place).iter().any(is));
        self.rows.iter().position(claim).or_else(|| self.rows.iter().position(question))
    }

    fn with_claims(&self, rows: Vec<Entry>) -> Vec<Entry> {
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            all.push(row);
            if let Entry::Question(place) = row
                && self.unfolded.contains(&self.board.asked(place).question)
            {
                all.extend(self.board.claims(place).iter().copied().map(Entry::Claim));
            }
        }
        all
    }

    /// Whether the claims of a question are shown.
    pub(crate) fn is_unfolded(&self, place: u32) -> bool {
        self.unfolded.contains(&self.board.asked(place).question)
    }

    /// Shows the claims of the selected question; returns whether they were hidden.
    pub(crate) fn unfold(&mut self) -> bool {
        let Some(Entry::Question(place)) = self.selected() else { return false };
        if !self.unfolded.insert(self.board.asked(place).question) {
            return false;
        }
        let claims = self.board.claims(place).iter().copied().map(Entry::Claim);
        let behind = self.selected + 1;
        self.rows.splice(behind..behind, claims.collect::<Vec<_>>());
        self.show_claims(behind);
        true
    }

    /// Scrolls so that as many of the claims that begin at a row are seen as the screen has room for.
    fn show_claims(&mut self, first: usize) {
        let count = self.rows[first..].iter().take_while(|row| matches!(row, Entry::Claim(_))).count();
        let question = self.selected;
        self.selected = first + count.saturating_sub(1);
        self.follow();
        self.selected = question;
        self.follow();
    }

    /// Hides the claims of the selected row's question, which becomes the selected row; returns whether they were shown.
    pub(crate) fn fold(&mut self) -> bool {
        let is_question = |row: &Entry| matches!(row, Entry::Question(_));
        let Some(row) = self.rows[..(self.selected + 1).min(self.rows.len())].iter().rposition(is_question)
        else {
            return false;
        };
        let Entry::Question(place) = self.rows[row] else { return false };
        if !self.unfolded.remove(&self.board.asked(place).question) {
            return false;
        }
        self.rows.drain(row + 1..row + 1 + self.board.claims(place).len());
        self.selected = row;
        self.follow();
        true
    }

    /// Moves the selection by rows.
    pub(crate) fn step(&mut self, rows: isize) {
        self.selected = self.selected.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1));
        self.follow();
    }

    /// Moves the selection by pages.
    pub(crate) fn pages(&mut self, pages: f32) {
        let page = (usize::from(self.area.height) / 2).max(1);
        self.step((page as f32 * pages) as isize);
    }

    /// Adapts to an area of the screen.
    pub(crate) fn resize(&mut self, room: Room) {
        self.area = room.inner();
        self.follow();
    }

    /// Scrolls by rows, down or up, and leaves the selection where it is.
    pub(crate) fn scroll(&mut self, by: isize) {
        let height = usize::from(self.area.height);
        let mut used = 0;
        let on_last_page = (0..self.rows.len()).rev().take_while(|row| {
            used += self.lines(*row);
            used <= height
        });
        let last = on_last_page.last().unwrap_or(0);
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// The index of the selected row.
    pub(crate) fn index(&self) -> usize {
        self.selected
    }

    /// Selects a row by its index.
    pub(crate) fn select(&mut self, row: usize) {
        self.selected = row.min(self.rows.len().saturating_sub(1));
        self.follow();
    }

    /// The row at a position of the screen; `None` outside of all rows.
    pub(crate) fn row_at(&self, at: Position) -> Option<usize> {
        self.places(self.area).find(|(_, area)| area.contains(at)).map(|(row, _)| row)
    }

    /// The rows on the screen, each with its area.
    fn places(&self, inner: Rect) -> impl Iterator<Item = (usize, Rect)> {
        let mut y = inner.y;
        (self.top..self.rows.len()).map_while(move |row| {
            let left = inner.bottom().checked_sub(y).filter(|left| *left > 0)?;
            let area = Rect { y, height: (self.lines(row) as u16).min(left), ..inner };
            y += area.height;
            Some((row, area))
        })
    }

    /// The lines of a row.
    fn lines(&self, row: usize) -> usize {
        match self.rows.get(row) {
            Some(Entry::Question(_)) if self.area.width >= WIDE => 1,
            _ => 2,
        }
    }

    /// Scrolls so that the selected row is seen. Looks only at rows that fit on the screen.
    fn follow(&mut self) {
        self.top = self.top.min(self.selected);
        let height = usize::from(self.area.height);
        let (mut first, mut used) = (self.selected, self.lines(self.selected));
        while first > self.top {
            used += self.lines(first - 1);
            if used > height {
                break;
            }
            first -= 1;
        }
        self.top = first;
    }
}

#[cfg(test)]
mod tests;
