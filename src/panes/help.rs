//! A searchable list over the panes, used for the help (every command with its keys), the command palette and the
//! list of problems.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Theme;
use crate::text::fold::fold;
use crate::text::wrap::wrap;
use crate::text::{Language, Safe, Span, sanitise};

use super::layout::Room;
use super::{filter_line, ink};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The text at the left: keys.
    pub(crate) key: String,
    /// What the command does, or the message.
    pub(crate) text: String,
    /// The heading of its group.
    pub(crate) group: &'static str,
}

/// The list, the search, and the selection.
#[derive(Debug, Default)]
pub(crate) struct Help {
    title: String,
    entries: Vec<Entry>,
    query: String,
    found: Vec<usize>,
    selected: usize,
    /// The first row on the screen; of a list that wraps, `selected` is.
    top: usize,
    height: u16,
    /// Columns inside the frame.
    width: u16,
    /// Whether long texts are wrapped instead of cut; then the list scrolls by rows and has no selection.
    wraps: bool,
    /// When it wraps: each row, as the index of the entry and the span of its sanitised text.
    rows: Vec<(usize, Span)>,
}

impl Help {
    /// A list of `entries` under a title.
    pub(crate) fn new(title: &str, entries: Vec<Entry>) -> Self {
        let found = (0..entries.len()).collect();
        Self { title: title.to_owned(), entries, found, ..Self::default() }
    }

    /// A list to be read, with long entries wrapped and no selection.
    pub(crate) fn wrapped(title: &str, entries: Vec<Entry>) -> Self {
        Self { wraps: true, ..Self::new(title, entries) }
    }

    /// Keeps the entries that contain every word of `query`.
    pub(crate) fn search(&mut self, query: &str) {
        query.clone_into(&mut self.query);
        let words: Vec<String> = query.split_whitespace().map(fold).collect();
        let holds = |entry: &Entry| {
            let text = fold(&format!("{} {} {}", entry.key, entry.text, entry.group));
            words.iter().all(|word| text.contains(word.as_str()))
        };
        self.found = (0..self.entries.len()).filter(|&index| holds(&self.entries[index])).collect();
        // The entry whose key is the query and those that begin with it come first, then those in which a word begins with it.
        let typed = fold(query.trim());
        let rank = |index: &usize| {
            if fold(&self.entries[*index].key) == typed {
                return 0;
            }
            let text = fold(&self.entries[*index].text);
            match text.find(&typed) {
                Some(0) => 0,
                Some(at) if text[..at].ends_with([' ', '(', '-']) => 1,
                _ => 2,
            }
        };
        if !typed.is_empty() {
            self.found.sort_by_key(rank);
        }
        (self.selected, self.top) = (0, 0);
        self.wrap();
    }

    /// Puts other entries in the place of those there are, as many and in the same order.
    pub(crate) fn replace(&mut self, entries: Vec<Entry>) {
        self.entries = entries;
        let selected = self.selected;
        self.search(&self.query.clone());
        self.selected = selected;
        self.step(0);
    }

    /// The query.
    pub(crate) fn query(&self) -> &str {
        &self.query
    }

    /// Index of the selected entry among all entries; `None` when nothing can be selected.
    pub(crate) fn selected(&self) -> Option<usize> {
        self.found.get(self.selected).copied()
    }

    /// Moves the selection by rows.
    pub(crate) fn step(&mut self, rows: isize) {
        let last = if self.wraps {
            self.rows.len().saturating_sub(usize::from(self.height))
        } else {
            self.found.len().saturating_sub(1)
        };
        self.selected = self.selected.saturating_add_signed(rows).min(last);
        self.follow();
    }

    /// Selects the first entry of a group, which comes to the top.
    pub(crate) fn begin_at(&mut self, group: &str) {
        let row = self.found.iter().position(|&index| self.entries[index].group == group);
        self.selected = row.unwrap_or(self.selected);
        self.top = self.selected.min(self.found.len().saturating_sub(usize::from(self.height)));
    }

    fn follow(&mut self) {
        let height = usize::from(self.height).max(1);
        self.top = self.top.min(self.selected).max((self.selected + 1).saturating_sub(height));
        // A list that was moved in before it had its height begins at its first row, if there is room for all.
        self.top = self.top.min(self.found.len().saturating_sub(height));
    }

    /// Scrolls by rows, down or up, and leaves the selection where it is.
    pub(crate) fn scroll(&mut self, by: isize) {
        if self.wraps {
            return self.step(by);
        }
        let last = self.found.len().saturating_sub(usize::from(self.height));
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// Selects a row that is on the screen.
    pub(crate) fn select_row(&mut self, row: usize) {
        self.selected = row;
        self.step(0);
    }

    /// The selected row; `None` when nothing can be selected.
    pub(crate) fn row(&self) -> Option<usize> {
        (!self.wraps && !self.found.is_empty()).then_some(self.selected)
    }

    /// The row at a position of the screen that can be selected; `None` where there is none.
    pub(crate) fn row_at(&self, screen: Rect, at: Position) -> Option<usize> {
        let rows = rows_area(Room::framed(place(screen)).inner());
        let row = rows.contains(at).then(|| self.top + usize::from(at.y - rows.y))?;
        (row < self.found.len() && !self.wraps).then_some(row)
    }

    /// Whether a position is on the list.
    pub(crate) fn contains(screen: Rect, at: Position) -> bool {
        place(screen).contains(at)
    }

    /// Moves the selection by pages.
    pub(crate) fn page(&mut self, pages: isize) {
        self.step(pages * isize::from(self.height.max(2) as i16 - 1));
    }

    /// Adapts to the size of the screen.
    pub(crate) fn resize(&mut self, screen: Rect) {
        self.height = place(screen).height.saturating_sub(3);
        self.width = place(screen).width.saturating_sub(2);
        self.wrap();
        self.step(0);
    }

    /// Breaks the entries found into rows.
    fn wrap(&mut self) {
        if !self.wraps {
            return;
        }
        let width = usize::from(text_columns(self.width, self.key_columns()).max(1));
        self.rows.clear();
        for &index in &self.found {
            let text = sanitise(&self.entries[index].text);
            if text.width() <= width {
                self.rows.push((index, Span::new(0, text.as_str().len())));
            } else {
                let lines = wrap(text.as_str(), width, Language::UNKNOWN);
                self.rows.extend(lines.iter().map(|line| (index, line.span)));
            }
        }
    }

    /// Columns of the keys at the left.
    fn key_columns(&self) -> u16 {
        let widest = self.entries.iter().map(|entry| sanitise(&entry.key).width()).max().unwrap_or(0);
        widest.min(usize::from(self.width / 4).max(9)) as u16
    }

    /// Draws it over `screen`; returns the position of the cursor in the search.
    pub(crate) fn draw(&self, buffer: &mut Buffer, screen: Rect, theme: &Theme) -> Option<(u16, u16)> {
        let area = place(screen);
        ink::clear(buffer, area, theme.text);
        let note = sanitise(&format!("{} of {}", self.found.len(), self.entries.len())).into_owned();
        let inner = ink::frame(buffer, Room::framed(area), theme, true, &sanitise(&self.title), &note);
        if inner.height == 0 {
            return None;
        }
        let used = ink::put(buffer, inner.x + 1, inner.y, inner.width, &Safe::literal("search "), theme.dim);
        let room = Rect::new(inner.x + 1 + used, inner.y, inner.width.saturating_sub(used + 2), 1);
        let cursor = filter_line::input(buffer, room, &self.query, Some(self.query.len()), theme.text);
        let rows = rows_area(inner);
        let keys = self.key_columns();
        if self.wraps {
            self.draw_rows(buffer, rows, keys, theme);
            return cursor;
        }
        let on_screen = self.found.iter().enumerate().skip(self.top).zip(rows.top()..rows.bottom());
        for ((row, &index), y) in on_screen {
            let entry = &self.entries[index];
            ink::put_fitted(buffer, rows.x + 1, y, keys, &sanitise(&entry.key), theme.title);
            let x = rows.x + 1 + if keys > 0 { keys + 2 } else { 0 };
            let group = entry.group.len() as u16;
            let width = rows.right().saturating_sub(x + 1);
            let used = ink::put_fitted(buffer, x, y, width, &sanitise(&entry.text), theme.text);
            if group > 0 && used + group + 2 < width {
                ink::put(buffer, rows.right() - group - 1, y, group, &sanitise(entry.group), theme.dim);
            }
            if row == self.selected {
                ink::select(buffer, Rect { y, height: 1, ..rows }, theme, true);
            }
        }
        cursor
    }
}

impl Help {
    /// Draws the rows of wrapped entries; the key is on the first row of each.
    fn draw_rows(&self, buffer: &mut Buffer, area: Rect, keys: u16, theme: &Theme) {
        let width = text_columns(area.width, keys);
        for (&(index, span), y) in self.rows.iter().skip(self.selected).zip(area.top()..area.bottom()) {
            let entry = &self.entries[index];
            if span.start == 0 {
                ink::put_fitted(buffer, area.x + 1, y, keys, &sanitise(&entry.key), theme.title);
            }
            ink::put_fitted(
                buffer,
                area.right() - width - 1,
                y,
                width,
                &sanitise(&entry.text).slice(span),
                theme.text,
            );
        }
    }
}

/// Columns for the texts, beside `keys` columns of keys, in a frame of `width` columns.
fn text_columns(width: u16, keys: u16) -> u16 {
    width.saturating_sub(2 + if keys > 0 { keys + 2 } else { 0 })
}

/// The rows below the search.
fn rows_area(inner: Rect) -> Rect {
    Rect { y: inner.y.saturating_add(1), height: inner.height.saturating_sub(1), ..inner }
}

/// The area of the list in the middle of the screen.
fn place(screen: Rect) -> Rect {
    let width = screen.width.saturating_sub(if screen.width < 60 { 0 } else { 8 }).min(96);
    let height = screen.height.saturating_sub(if screen.height < 16 { 0 } else { 4 }).min(40);
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_search_must_be_there_in_any_order_and_accent() {
        let entry = |text: &str| Entry { key: "x".into(), text: text.into(), group: "Move" };
        let mut help = Help::new("t", vec![entry("go down a row"), entry("Écrire une note"), entry("go up")]);
        help.search("MOVE go");
        assert_eq!(help.found, [0, 2]);
        help.search("ecrire");
        assert_eq!(help.selected(), Some(1));
        help.search("nothing");
        assert_eq!(help.selected(), None);
        help.step(5);
        assert_eq!(help.selected(), None);
    }
}
