//! Mentions side by side, each in its sentence: the dossier of a person. Only the rows on the screen are looked up, however many there are.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Theme;
use crate::facts::Content;
use crate::facts::display::Style as Typography;
use crate::library::{Library, MentionRef};
use crate::text::{Safe, sanitise};

use super::layout::Room;
use super::{context, facts, ink};

/// Columns of the figure before a sentence.
const FIGURE: u16 = 16;
/// Columns of the bar after the figure.
const BAR: u16 = 10;
/// Rows per mention: its article and its sentence.
const ROWS: usize = 2;

/// The mentions and the selection.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    title: String,
    rows: Vec<MentionRef>,
    selected: usize,
    top: usize,
    height: u16,
}

impl Mentions {
    /// A list of mentions under a title.
    pub(crate) fn new(title: String, rows: Vec<MentionRef>) -> Self {
        Self { title, rows, ..Self::default() }
    }

    /// The selected mention.
    pub(crate) fn selected(&self) -> Option<MentionRef> {
        self.rows.get(self.selected).copied()
    }

    /// Moves the selection.
    pub(crate) fn step(&mut self, rows: isize) {
        self.selected = self.selected.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1));
        self.follow();
    }

    /// Index of the selected mention.
    pub(crate) fn index(&self) -> usize {
        self.selected
    }

    /// Selects a mention by its index.
    pub(crate) fn select(&mut self, index: usize) {
        self.selected = index;
        self.step(0);
    }

    /// Scrolls by mentions, down or up, and leaves the selection where it is.
    pub(crate) fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.rows.len().saturating_sub(self.shown()));
    }

    /// The mention at a position of the screen `area`; `None` outside of all.
    pub(crate) fn row_at(&self, area: Rect, at: Position) -> Option<usize> {
        let inner = Room::framed(area).inner();
        self.places(inner).find(|(_, area)| area.contains(at)).map(|(row, _)| row)
    }

    fn follow(&mut self) {
        self.top = self.top.min(self.selected).max((self.selected + 1).saturating_sub(self.shown()));
    }

    /// The mentions on the screen, each with its area.
    fn places(&self, inner: Rect) -> impl Iterator<Item = (usize, Rect)> {
        let rows = (self.top..self.rows.len()).take(self.shown()).zip(0..);
        rows.map(move |(row, place): (usize, u16)| {
            let y = inner.y + place * ROWS as u16;
            (row, Rect { y, height: (ROWS as u16).min(inner.bottom().saturating_sub(y)), ..inner })
        })
    }

    /// Moves the selection by pages.
    pub(crate) fn page(&mut self, pages: isize) {
        self.step(pages * self.shown() as isize);
    }

    /// Adapts to an area of the screen.
    pub(crate) fn resize(&mut self, area: Rect) {
        self.height = area.height.saturating_sub(2);
        self.follow();
    }

    fn shown(&self) -> usize {
        (usize::from(self.height) / ROWS).max(1)
    }

    /// Draws the board.
    pub(crate) fn draw(&self, buffer: &mut Buffer, area: Rect, library: &Library, theme: &Theme) {
        ink::clear(buffer, area, theme.text);
        let note = match self.rows.len() {
            0 => Safe::default(),
            total => sanitise(&format!("{}/{total} · Enter goes there · Esc closes", self.selected + 1))
                .into_owned(),
        };
        let inner = ink::frame(buffer, Room::framed(area), theme, true, &sanitise(&self.title), &note);
        if self.rows.is_empty() {
            let middle = Rect { y: inner.y + inner.height / 3, height: inner.height.min(1), ..inner };
            return ink::centred(buffer, middle, &Safe::literal("nothing to show"), theme.dim);
        }
        for (row, area) in self.places(inner) {
            draw_mention(buffer, area, library, self.rows[row], theme);
            if row == self.selected {
                ink::select(buffer, area, theme, false);
            }
        }
    }
}

fn draw_mention(buffer: &mut Buffer, area: Rect, library: &Library, at: MentionRef, theme: &Theme) {
    if area.height == 0 {
        return;
    }
    let (article, mention) = (library.article(at.article), library.mention(at));
    let row = mention.fact.kind().row();
    let label = match row.content {
        Content::Figure(shown) => shown(&mention.fact, Typography::of(article.language)),
        Content::Entity => String::new(),
    };
    let value = mention.fact.figure().filter(|_| row.bar).map(|figure| figure.value);
    let style = theme.role(row.role);
    let mut x = area.x + 2;
    if !label.is_empty() {
        ink::put_fitted(buffer, x, area.y, FIGURE, &sanitise(&label), style);
        if let Some(value) = value {
            ink::put(buffer, x, area.y + 1, BAR, &facts::bar(value, BAR), style);
        }
        x += FIGURE + 1;
    }
    let width = area.right().saturating_sub(x + 1);
    let date = article.date.map(|date| format!(" · {date}")).unwrap_or_default();
    let source = article.source.as_deref().map(|source| format!(" · {source}")).unwrap_or_default();
    let heading = sanitise(&format!("{}{source}{date}", article.title)).into_owned();
    ink::put_fitted(buffer, x, area.y, width, &heading, theme.dim);
    if area.height > 1 {
        context::draw(buffer, (x, area.y + 1, width), &article.text, mention.span, style, theme);
    }
}
