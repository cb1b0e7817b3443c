//! The facts sidebar: the entities, amounts and percentages of the open article, one row for each entity or value, with its
//! count in the article and in the whole library. Amounts are in order of size, with a bar on a logarithmic scale. Groups
//! fold, and a long one shows its most frequent rows first. This file holds the lines, the selection and the scroll
//! position; `rows` makes the rows, `draw` shows them.

mod draw;
mod rows;

use std::collections::HashSet;

use ratatui::layout::Position;

use crate::article::ArticleId;
use crate::facts::Kind;
use crate::filter::Names;
use crate::library::{Library, Subject};

use super::layout::Room;
pub(super) use draw::short;

/// A group of more rows than this shows its most frequent ones first.
const LONG: usize = 24;
/// How many of these.
const FREQUENT: usize = 12;

/// A row that can be selected: one entity or one value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FactRow {
    /// What it is.
    pub(crate) subject: Subject,
    /// As it is shown.
    pub(crate) label: Box<str>,
    /// Mentions in this article.
    pub(crate) here: u32,
    /// Mentions in the library.
    pub(crate) all: u32,
    /// The value that the bar shows; `None` for a kind without bars.
    pub(crate) value: Option<f64>,
    /// Whether linking is not sure of it here, or offers another person as the same.
    pub(crate) doubtful: bool,
    /// Whether another claim of the library contradicts it.
    pub(crate) disputed: bool,
    /// All its forms in the article, folded, one for each line.
    forms: Box<str>,
}

/// A line. Those with nothing to unfold cannot be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// An empty line before a group.
    Space,
    /// The heading of a kind.
    Heading(Kind),
    /// A row, by its place.
    Row(usize),
    /// Shows so many more rows of a kind.
    More(Kind, usize),
}

/// The rows for one article, and the place among them.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    rows: Vec<FactRow>,
    lines: Vec<Line>,
    /// The kinds whose rows are hidden; kept from article to article.
    folded: HashSet<Kind>,
    /// The kinds whose rows are all shown, though there are many.
    whole: HashSet<Kind>,
    /// The words that rows must have; empty for all.
    words: String,
    /// The selected line.
    selected: usize,
    top: usize,
    height: u16,
}

impl Facts {
    /// Shows the facts of `article`.
    pub(crate) fn open(&mut self, library: &Library, id: ArticleId) {
        self.rows = rows::rows(library, id);
        self.whole.clear();
        self.words.clear();
        self.lay();
        (self.selected, self.top) = (0, 0);
        self.settle(1);
    }

    /// Shows the facts of the same article again, after claims became known.
    pub(crate) fn renew(&mut self, library: &Library, id: ArticleId) {
        let selected = self.selected;
        self.rows = rows::rows(library, id);
        self.lay();
        self.selected = selected;
        self.settle(1);
    }

    /// Shows nothing.
    pub(crate) fn close(&mut self) {
        self.rows.clear();
        self.lines.clear();
        (self.selected, self.top) = (0, 0);
    }

    /// All rows, in order, hidden ones too.
    pub(crate) fn rows(&self) -> &[FactRow] {
        &self.rows
    }

    /// The selected row; `None` on a heading.
    pub(crate) fn selected(&self) -> Option<&FactRow> {
        match self.lines.get(self.selected)? {
            Line::Row(index) => self.rows.get(*index),
            Line::Space | Line::Heading(_) | Line::More(..) => None,
        }
    }

    /// The first entity of the article.
    pub(crate) fn first_entity(&self) -> Option<Subject> {
        self.rows.iter().map(|row| row.subject).find(|subject| matches!(subject, Subject::Entity(_)))
    }

    /// The words that rows must have.
    pub(crate) fn words(&self) -> &str {
        &self.words
    }

    /// Shows only rows that have these words, or their letters in order, and selects the first; returns whether they are
    /// other words.
    pub(crate) fn search(&mut self, words: &str) -> bool {
        if self.words == words {
            return false;
        }
        let subject = self.selected().map(|row| row.subject);
        words.clone_into(&mut self.words);
        self.lay();
        (self.selected, self.top) = (0, 0);
        self.settle(1);
        if let Some(subject) = subject.filter(|_| words.is_empty()) {
            self.select(&subject);
        }
        true
    }

    /// How many rows have the words.
    pub(crate) fn count(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line, Line::Row(_))).count()
    }

    /// Moves the selection by rows.
    pub(crate) fn step(&mut self, rows: isize) {
        let (forward, mut left) = (rows > 0, rows.unsigned_abs());
        let mut at = self.selected;
        while left > 0 {
            let next = if forward {
                (at + 1..self.lines.len()).find(|line| self.is_selectable(*line))
            } else {
                (0..at.min(self.lines.len())).rev().find(|line| self.is_selectable(*line))
            };
            let Some(next) = next else { break };
            (at, left) = (next, left - 1);
        }
        self.selected = at;
        self.follow();
    }

    /// Selects the row of `subject`, where there is one that is not folded away.
    pub(crate) fn select(&mut self, subject: &Subject) {
        let is = |line: &Line| matches!(line, Line::Row(index) if self.rows[*index].subject == *subject);
        if let Some(line) = self.lines.iter().position(is) {
            self.selected = line;
            self.follow();
        }
    }

    /// The place of the selected line among those that can be selected.
    pub(crate) fn index(&self) -> usize {
        (0..self.selected.min(self.lines.len())).filter(|line| self.is_selectable(*line)).count()
    }

    /// How many lines there are.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(crate) fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Selects a line by that place; the last one where there are fewer.
    pub(crate) fn select_index(&mut self, index: usize) {
        let selectable = (0..self.lines.len()).filter(|line| self.is_selectable(*line));
        self.selected = selectable.take(index.saturating_add(1)).last().unwrap_or(0);
        self.settle(1);
    }

    /// Shows all rows of a long group, or folds and unfolds the group of the selected line; returns whether the line stood
    /// for something that it showed.
    pub(crate) fn unfold(&mut self) -> bool {
        match self.lines.get(self.selected) {
            Some(Line::More(kind, _)) => {
                self.whole.insert(*kind);
            }
            Some(Line::Heading(kind)) => {
                self.folded.remove(kind);
                self.lay();
                self.settle(1);
                return true;
            }
            _ => return false,
        }
        self.lay();
        self.settle(1);
        true
    }

    /// Folds the group of the selected line; a folded one is unfolded.
    pub(crate) fn fold(&mut self) {
        if self.unfold() {
            return;
        }
        let Some(kind) = self.selected().map(|row| row.subject.kind()) else { return };
        self.folded.insert(kind);
        self.lay();
        self.selected = self.lines.iter().position(|line| *line == Line::Heading(kind)).unwrap_or(0);
        self.settle(1);
    }

    /// Adapts to an area of the screen.
    pub(crate) fn resize(&mut self, room: Room) {
        if self.height != room.inner().height {
            self.height = room.inner().height;
            self.follow();
        }
    }

    /// Scrolls by lines, down or up, and leaves the selection where it is.
    pub(crate) fn scroll(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(usize::from(self.height));
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// The place of the line at a position of the screen among those that can be selected; `None` on another one and
    /// outside of all.
    pub(crate) fn row_at(&self, room: Room, at: Position) -> Option<usize> {
        let inner = room.inner();
        let line = inner.contains(at).then(|| self.top + usize::from(at.y - inner.y))?;
        self.is_selectable(line).then(|| (0..line).filter(|line| self.is_selectable(*line)).count())
    }

    /// Makes the lines of the rows that are shown.
    fn lay(&mut self) {
        self.lines.clear();
        let names = Names::new(&self.words);
        let searched = !self.words.trim().is_empty();
        let found = |row: &FactRow| names.quality(&row.forms).is_some();
        let mut start = 0;
        for group in self.rows.chunk_by(|a, b| a.subject.kind() == b.subject.kind()) {
            let places = start..start + group.len();
            start = places.end;
            let mut shown: Vec<usize> = places.filter(|at| !searched || found(&self.rows[*at])).collect();
            let Some(kind) = shown.first().map(|at| self.rows[*at].subject.kind()) else { continue };
            if !self.lines.is_empty() {
                self.lines.push(Line::Space);
            }
            self.lines.push(Line::Heading(kind));
            if self.folded.contains(&kind) && !searched {
                continue;
            }
            let all = shown.len();
            if all > LONG && !searched && !self.whole.contains(&kind) {
                shown.sort_by_key(|at| std::cmp::Reverse((self.rows[*at].here, self.rows[*at].all)));
                shown.truncate(FREQUENT);
            }
            let more = all - shown.len();
            self.lines.extend(shown.into_iter().map(Line::Row));
            if more > 0 {
                self.lines.push(Line::More(kind, more));
            }
        }
    }

    fn is_selectable(&self, line: usize) -> bool {
        match self.lines.get(line) {
            Some(Line::Row(_) | Line::More(..)) => true,
            Some(Line::Heading(kind)) => self.folded.contains(kind) && self.words.trim().is_empty(),
            Some(Line::Space) | None => false,
        }
    }

    /// Selects the nearest line that can be, in the direction of `step` first.
    fn settle(&mut self, step: isize) {
        self.selected = self.selected.min(self.lines.len().saturating_sub(1));
        if !self.is_selectable(self.selected) {
            let before = self.selected;
            self.step(step);
            if self.selected == before {
                self.step(-step);
            }
        }
        self.follow();
    }

    fn follow(&mut self) {
        let line = self.selected;
        // The heading of a group is seen with its first row.
        let above = line.saturating_sub(1);
        let heading = if matches!(self.lines.get(above), Some(Line::Heading(_))) { above } else { line };
        let height = usize::from(self.height).max(1);
        let last = self.lines.len().saturating_sub(height);
        self.top = self.top.min(heading).max((line + 1).saturating_sub(height)).min(last);
    }
}
