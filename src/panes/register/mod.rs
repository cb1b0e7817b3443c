//! The index: one row for each entity and each value of the listed articles, in groups by kind that fold. What was seen
//! once and without evidence stands last in its group, under a fold. This file holds the rows, the selection and the scroll
//! position; `draw` shows them.

mod draw;

use std::collections::HashSet;
use std::sync::Arc;

use ratatui::layout::{Position, Rect};

use crate::facts::{KINDS, Kind};
use crate::library::Subject;
use crate::library::register::{Group, Item, Register};

use super::layout::Room;
pub(crate) use draw::Scene;
pub(super) use draw::bar;

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// The heading of a kind.
    Kind(Kind),
    /// An item, by its place in the register.
    Item(u32),
    /// The heading of the items of a kind that have no evidence.
    Rest(Kind),
}

/// What a row is about, to find it again among other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// An entity or a value.
    Subject(Subject),
    /// The heading of a kind, or of its items without evidence.
    Heading(Kind, bool),
}

/// The rows, and the place among them.
#[derive(Debug)]
pub(crate) struct RegisterPane {
    register: Arc<Register>,
    groups: Arc<Vec<(Kind, Group)>>,
    rows: Vec<Row>,
    /// The kinds whose items are shown; with `true`, those without evidence.
    unfolded: HashSet<(Kind, bool)>,
    /// Whether all are shown, since they were looked for.
    searched: bool,
    selected: usize,
    top: usize,
    area: Rect,
}

impl Default for RegisterPane {
    fn default() -> Self {
        let entities = KINDS.iter().filter(|row| row.is_entity());
        Self {
            register: Arc::default(),
            groups: Arc::default(),
            rows: Vec::new(),
            unfolded: entities.map(|row| (row.kind, false)).collect(),
            searched: false,
            selected: 0,
            top: 0,
            area: Rect::default(),
        }
    }
}

impl RegisterPane {
    /// What it shows.
    pub(crate) fn register(&self) -> &Arc<Register> {
        &self.register
    }

    /// Its items in groups by kind.
    pub(crate) fn groups(&self) -> &Arc<Vec<(Kind, Group)>> {
        &self.groups
    }

    /// How many items there are, folded ones too.
    pub(crate) fn count(&self) -> usize {
        self.groups.iter().map(|(_, group)| group.items.len()).sum()
    }

    /// The selected row; `None` when there is none.
    pub(crate) fn selected(&self) -> Option<Row> {
        self.rows.get(self.selected).copied()
    }

    /// The selected item; `None` on a heading.
    pub(crate) fn item(&self) -> Option<&Item> {
        match self.selected()? {
            Row::Item(place) => Some(self.register.item(place)),
            Row::Kind(_) | Row::Rest(_) => None,
        }
    }

    /// What the selected row is about; `None` when there is none.
    pub(crate) fn mark(&self) -> Option<Mark> {
        Some(match self.selected()? {
            Row::Item(place) => Mark::Subject(self.register.item(place).subject),
            Row::Kind(kind) => Mark::Heading(kind, false),
            Row::Rest(kind) => Mark::Heading(kind, true),
        })
    }

    /// Shows other items, and selects the row of a mark, or else the first item. When they were `searched` for, all are
    /// shown.
    pub(crate) fn show(
        &mut self,
        register: Arc<Register>,
        groups: Vec<(Kind, Group)>,
        searched: bool,
        mark: Option<Mark>,
    ) {
        (self.register, self.groups, self.searched) = (register, Arc::new(groups), searched);
        self.lay();
        let first = self.rows.iter().position(|row| matches!(row, Row::Item(_)));
        let row = mark.and_then(|mark| self.find(mark)).or(first);
        (self.selected, self.top) = (row.unwrap_or(0), 0);
        self.follow();
    }

    /// Makes the rows of what is unfolded.
    fn lay(&mut self) {
        let groups = Arc::clone(&self.groups);
        self.rows.clear();
        for (kind, group) in groups.iter() {
            self.rows.push(Row::Kind(*kind));
            if !self.shows(*kind, false) {
                continue;
            }
            let (evident, rest) = group.items.split_at(group.evident);
            self.rows.extend(evident.iter().copied().map(Row::Item));
            if rest.is_empty() {
                continue;
            }
            self.rows.push(Row::Rest(*kind));
            if self.shows(*kind, true) {
                self.rows.extend(rest.iter().copied().map(Row::Item));
            }
        }
    }

    /// Whether the items of a kind are shown; with `rest`, those without evidence.
    fn shows(&self, kind: Kind, rest: bool) -> bool {
        self.searched || self.unfolded.contains(&(kind, rest))
    }

    /// The row of a mark; for an item that is folded, its heading.
    fn find(&self, mark: Mark) -> Option<usize> {
        let position = |wanted: Row| self.rows.iter().position(|row| *row == wanted);
        match mark {
            Mark::Heading(kind, false) => position(Row::Kind(kind)),
            Mark::Heading(kind, true) => position(Row::Rest(kind)),
            Mark::Subject(subject) => {
                let is = |row: &Row| matches!(row, Row::Item(place) if self.register.item(*place).subject == subject);
                self.rows.iter().position(is).or_else(|| position(Row::Rest(subject.kind())))
            }
        }
    }

    /// Shows or hides the items below the heading at the selected row, or above it, which becomes the selected row;
    /// with `open`, only shows them, or only hides them. Returns whether anything changed.
    pub(crate) fn fold(&mut self, open: Option<bool>) -> bool {
        let Some(heading) = self.heading() else { return false };
        let (kind, rest) = match self.rows[heading] {
            Row::Kind(kind) => (kind, false),
            Row::Rest(kind) => (kind, true),
            Row::Item(_) => return false,
        };
        let shown = self.shows(kind, rest);
        if self.searched || open == Some(shown) || (open == Some(true) && heading != self.selected) {
            return false;
        }
        if shown {
            self.unfolded.remove(&(kind, rest))
        } else {
            self.unfolded.insert((kind, rest))
        };
        self.lay();
        self.selected = heading;
        self.follow();
        true
    }

    /// The row of the heading of the selected row.
    fn heading(&self) -> Option<usize> {
        let to = (self.selected + 1).min(self.rows.len());
        self.rows[..to].iter().rposition(|row| !matches!(row, Row::Item(_)))
    }

    /// Goes to the next heading of a kind, or the one before; after the last comes the first.
    pub(crate) fn step_kind(&mut self, forward: bool) {
        let is_kind = |row: &usize| matches!(self.rows[*row], Row::Kind(_));
        let (count, here) = (self.rows.len(), self.selected);
        let next = if forward {
            (here + 1..count).chain(0..count).find(is_kind)
        } else {
            (0..here.min(count)).rev().chain((0..count).rev()).find(is_kind)
        };
        self.selected = next.unwrap_or(here);
        self.follow();
    }

    /// All items that are shown, in the order of the rows.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Item> {
        let place = |row: &Row| match row {
            Row::Item(place) => Some(*place),
            Row::Kind(_) | Row::Rest(_) => None,
        };
        self.rows.iter().filter_map(place).map(|place| self.register.item(place))
    }

    /// Moves the selection by rows.
    pub(crate) fn step(&mut self, rows: isize) {
        self.selected = self.selected.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1));
        self.follow();
    }

    /// Moves the selection by pages.
    pub(crate) fn pages(&mut self, pages: f32) {
        self.step((self.shown().max(1) as f32 * pages) as isize);
    }

    /// Adapts to an area of the screen.
    pub(crate) fn resize(&mut self, room: Room) {
        if self.area != room.inner() {
            self.area = room.inner();
            self.follow();
        }
    }

    /// Scrolls by rows, down or up, and leaves the selection where it is.
    pub(crate) fn scroll(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(self.shown().max(1));
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// The index of the selected row.
    pub(crate) fn index(&self) -> usize {
        self.selected
    }

    /// Selects a row by its index.
    pub(crate) fn select(&mut self, row: usize) {
        self.selected = row;
        self.step(0);
    }

    /// The row at a position of the screen; `None` outside of all rows.
    pub(crate) fn row_at(&self, at: Position) -> Option<usize> {
        let head = u16::from(draw::names_columns(self.area));
        let y = at.y.checked_sub(self.area.y + head).filter(|_| self.area.contains(at))?;
        Some(self.top + usize::from(y)).filter(|row| *row < self.rows.len())
    }

    /// How many rows fit; the first line names the columns.
    fn shown(&self) -> usize {
        usize::from(self.area.height.saturating_sub(u16::from(draw::names_columns(self.area))))
    }

    /// Scrolls so that the selected row is seen.
    fn follow(&mut self) {
        let height = self.shown().max(1);
        let most = self.rows.len().saturating_sub(height);
        self.top = self.top.min(self.selected).max((self.selected + 1).saturating_sub(height)).min(most);
    }
}

#[cfg(test)]
mod tests;
