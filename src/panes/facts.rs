//! The facts sidebar: the people, amounts and percentages of the open article, one row for each person or value,
//! with its count in the article and in the whole library. Amounts are in order of size, with a bar on a
//! logarithmic scale.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::article::{Article, ArticleId};
use crate::config::theme::Theme;
use crate::facts::display::Style as Typography;
use crate::facts::{Content, EntityId, Kind, Mention, MentionRef, Modifier, Order};
use crate::library::{Library, Subject};
use crate::text::{Safe, sanitise};

use super::ink;
use super::layout::Room;

/// Columns of each of the two counts.
const COUNT: u16 = 4;
/// The most columns of a bar.
const BAR: u16 = 10;
/// The fewest columns of a bar; with less room there is none.
const LEAST_BAR: u16 = 4;
/// The decimal logarithms of the amounts at which a bar begins (a thousand) and is full (ten thousand billion).
const BAR_FROM: f64 = 3.0;
const BAR_TO: f64 = 13.0;

/// A row that can be selected: one person or one value.
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
}

/// The rows for one article, and the place among them.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    rows: Vec<FactRow>,
    selected: usize,
    top: usize,
    height: u16,
}

impl Facts {
    /// Shows the facts of `article`.
    pub(crate) fn open(&mut self, library: &Library, id: ArticleId) {
        self.rows = rows(library, id);
        (self.selected, self.top) = (0, 0);
    }

    /// Shows the facts of the same article again, after claims became known.
    pub(crate) fn renew(&mut self, library: &Library, id: ArticleId) {
        self.rows = rows(library, id);
        self.select_index(self.selected);
    }

    /// Shows nothing.
    pub(crate) fn close(&mut self) {
        self.rows.clear();
        (self.selected, self.top) = (0, 0);
    }

    /// The rows, in order.
    pub(crate) fn rows(&self) -> &[FactRow] {
        &self.rows
    }

    /// The selected row.
    pub(crate) fn selected(&self) -> Option<&FactRow> {
        self.rows.get(self.selected)
    }

    /// Moves the selection by rows.
    pub(crate) fn step(&mut self, rows: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
        self.follow();
    }

    /// Selects the row of `subject`, where there is one.
    pub(crate) fn select(&mut self, subject: &Subject) {
        if let Some(index) = self.rows.iter().position(|row| row.subject == *subject) {
            self.selected = index;
            self.follow();
        }
    }

    /// Index of the selected row.
    pub(crate) fn index(&self) -> usize {
        self.selected
    }

    /// Selects a row by its place.
    pub(crate) fn select_index(&mut self, index: usize) {
        self.selected = index.min(self.rows.len().saturating_sub(1));
        self.follow();
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
        let lines = self.rows.len().checked_sub(1).map_or(0, |last| self.line_of(last) + 1);
        self.top = self.top.saturating_add_signed(by).min(lines.saturating_sub(usize::from(self.height)));
    }

    /// The row at a position of the screen; `None` on a heading and outside of all rows.
    pub(crate) fn row_at(&self, room: Room, at: Position) -> Option<usize> {
        let inner = room.inner();
        let wanted = inner.contains(at).then(|| self.top + usize::from(at.y - inner.y))?;
        self.lines().find(|(_, line)| *line >= wanted).filter(|(_, line)| *line == wanted).map(|(row, _)| row)
    }

    /// The columns of a full bar, beside the longest amount: all bars have one scale. 0 when there is too little room.
    fn bar_cells(&self, width: u16) -> u16 {
        let amounts = self.rows.iter().filter(|row| row.value.is_some());
        let width_of = |row: &FactRow| sanitise(&row.label).width() + if row.disputed { 3 } else { 0 };
        let longest = amounts.map(width_of).max().unwrap_or(0) as u16;
        let room = width.saturating_sub(2 * COUNT + 2 + longest + 1);
        if room < LEAST_BAR { 0 } else { room.min(BAR) }
    }

    /// Each row with its line: a heading stands before each group, and an empty line before each but the first.
    fn lines(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut next = 0;
        (0..self.rows.len()).map(move |row| {
            let before = match row {
                _ if !self.begins_group(row) => 0,
                0 => 1,
                _ => 2,
            };
            let line = next + before;
            next = line + 1;
            (row, line)
        })
    }

    fn line_of(&self, index: usize) -> usize {
        self.lines().nth(index).map_or(0, |(_, line)| line)
    }

    fn begins_group(&self, index: usize) -> bool {
        let kind = |at: usize| self.rows.get(at).map(|row| row.subject.kind());
        index == 0 || kind(index) != kind(index - 1)
    }

    fn follow(&mut self) {
        if self.rows.is_empty() {
            self.top = 0;
            return;
        }
        let line = self.line_of(self.selected);
        let heading = if self.begins_group(self.selected) { line.saturating_sub(1) } else { line };
        let height = usize::from(self.height).max(1);
        let lines = self.line_of(self.rows.len() - 1) + 1;
        self.top =
            self.top.min(heading).max((line + 1).saturating_sub(height)).min(lines.saturating_sub(height));
    }

    /// Draws the sidebar; `tracked` is the subject of the current target.
    pub(crate) fn draw(
        &self,
        buffer: &mut Buffer,
        room: Room,
        theme: &Theme,
        focused: bool,
        tracked: Option<&Subject>,
        pending: bool,
    ) {
        let title = Safe::literal(if pending { "Facts · saving…" } else { "Facts" });
        let inner = ink::frame(buffer, room, theme, focused, &title, &Safe::default());
        if self.rows.is_empty() {
            let middle = Rect { y: inner.y + inner.height / 3, height: inner.height.min(1), ..inner };
            return ink::centred(buffer, middle, &Safe::literal("no facts found"), theme.dim);
        }
        let cells = self.bar_cells(inner.width);
        for (index, line) in self.lines().skip_while(|(_, line)| *line < self.top) {
            if line > self.top + usize::from(inner.height) {
                break;
            }
            let y = |line: usize| {
                let row = line.checked_sub(self.top)?;
                (row < usize::from(inner.height)).then(|| inner.y + row as u16)
            };
            if self.begins_group(index)
                && let Some(y) = y(line - 1)
            {
                draw_heading(
                    buffer,
                    Rect { y, height: 1, ..inner },
                    self.rows[index].subject.kind(),
                    index,
                    theme,
                );
            }
            if let Some(y) = y(line) {
                let area = Rect { y, height: 1, ..inner };
                let row = &self.rows[index];
                draw_row(buffer, area, row, cells, theme, tracked == Some(&row.subject));
                if focused && index == self.selected {
                    ink::select(buffer, area, theme, true);
                }
            }
        }
    }
}

fn draw_heading(buffer: &mut Buffer, area: Rect, kind: Kind, index: usize, theme: &Theme) {
    ink::put(buffer, area.x, area.y, area.width, &Safe::literal(kind.row().plural), theme.title);
    if index == 0 && area.width > 24 {
        let x = area.right() - 2 * COUNT;
        ink::put(buffer, x, area.y, 2 * COUNT, &Safe::literal("here all"), theme.dim);
    }
}

fn draw_row(buffer: &mut Buffer, area: Rect, row: &FactRow, cells: u16, theme: &Theme, tracked: bool) {
    let style = theme.role(row.subject.kind().row().role);
    if tracked {
        ink::put(buffer, area.x, area.y, 1, &Safe::literal("▸"), theme.focus);
    }
    if row.doubtful {
        ink::put(buffer, area.x + 1, area.y, 1, &Safe::literal("?"), theme.focus);
    }
    let counts = (2 * COUNT).min(area.width / 2);
    let label = sanitise(&row.label);
    let room = area.width.saturating_sub(counts + 2);
    let look = if tracked { style.bold() } else { style };
    let mark = if row.disputed { 3 } else { 0 };
    let used = ink::put_fitted(buffer, area.x + 2, area.y, room.saturating_sub(mark), &label, look);
    if row.disputed {
        ink::put(buffer, area.x + 2 + used + 1, area.y, 2, &Safe::literal("⚡"), theme.focus);
    }
    if let Some(value) = row.value.filter(|_| cells > 0) {
        ink::put(buffer, area.right() - counts - cells, area.y, cells, &bar(value, cells), style);
    }
    let number = |buffer: &mut Buffer, x: u16, count: u32, style: Style| {
        let text = sanitise(&short(count)).into_owned();
        ink::put(buffer, x, area.y, COUNT, &text, style);
    };
    if counts == 2 * COUNT {
        number(buffer, area.right() - 2 * COUNT, row.here, theme.text);
        number(buffer, area.right() - COUNT, row.all, theme.dim);
    }
}

/// A count in four columns, right-aligned: `  12`, ` 12k`.
pub(super) fn short(count: u32) -> String {
    match count {
        0..1_000 => format!("{count:>4}"),
        1_000..1_000_000 => format!("{:>3}k", count / 1000),
        _ => format!("{:>3}M", count / 1_000_000),
    }
}

/// A bar of at most `cells` cells for a value on a logarithmic scale: about one for each order of magnitude.
pub(super) fn bar(value: f64, cells: u16) -> Safe<'static> {
    if value < 1.0 {
        return Safe::default();
    }
    let share = ((value.log10() - BAR_FROM) / (BAR_TO - BAR_FROM)).clamp(0.0, 1.0);
    let full = (share * f64::from(cells)).round().max(1.0) as usize;
    sanitise(&"▇".repeat(full)).into_owned()
}

/// One row for each person (most mentioned first), amount (largest first) and percentage of an article.
fn rows(library: &Library, id: ArticleId) -> Vec<FactRow> {
    let article = library.article(id);
    let numbered = library.mentions(id).iter().zip(0..);
    let mut mentions: Vec<(Subject, &Mention, u32)> =
        numbered.map(|(mention, index)| (Subject::of(&mention.fact), mention, index)).collect();
    mentions.sort_by_key(|(subject, ..)| *subject);
    let mut rows: Vec<FactRow> = mentions
        .chunk_by(|(a, ..), (b, ..)| a == b)
        .filter_map(|same| {
            let (subject, first, _) = same.first()?;
            let disputed = |index| library.is_disputed(MentionRef { article: id, index });
            let value = first.fact.figure().map(|figure| figure.value);
            Some(FactRow {
                subject: *subject,
                label: label(library, article, same).into(),
                here: same.len() as u32,
                all: library.count_of(subject),
                value,
                doubtful: is_doubtful(library, id, subject),
                disputed: same.iter().any(|(.., index)| disputed(*index)),
            })
        })
        .collect();
    rows.sort_by(|a, b| {
        let size = |row: &FactRow| match row.subject.kind().row().order {
            Order::Size => row.value.unwrap_or(0.0),
            Order::Mentions => 0.0,
        };
        let kinds = a.subject.kind().place().cmp(&b.subject.kind().place());
        let sizes = size(b).total_cmp(&size(a));
        kinds.then(sizes).then(b.here.cmp(&a.here)).then(b.all.cmp(&a.all)).then(a.label.cmp(&b.label))
    });
    for row in &mut rows {
        if !row.subject.kind().row().bar {
            row.value = None;
        }
    }
    rows
}

/// Whether a mention in the article is only likely one of `subject`, or somebody may be the same person.
fn is_doubtful(library: &Library, id: ArticleId, subject: &Subject) -> bool {
    let Subject::Entity(entity) = subject else { return false };
    let likely = library.likely_in(id).iter().any(|&at| library.mention(at).fact.entity() == Some(*entity));
    likely || library.alike(EntityId(entity.id)).next().is_some()
}

/// The name of an entity; a figure with its sign where all its mentions share one.
fn label(library: &Library, article: &Article, same: &[(Subject, &Mention, u32)]) -> String {
    let fact = same[0].1.fact;
    if let Some(entity) = fact.entity() {
        return library.entity(entity).name.to_string();
    }
    let modifier = |mention: &Mention| mention.fact.figure().map(|figure| figure.modifier);
    let shared = same.iter().all(|(_, mention, _)| modifier(mention) == modifier(same[0].1));
    let fact = if shared { fact } else { fact.with_modifier(Modifier::Exact) };
    match fact.kind().row().content {
        Content::Figure(shown) => shown(&fact, Typography::of(article.language)),
        Content::Entity => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::theme::FILES;
    use crate::facts::KINDS;

    #[test]
    fn every_theme_gives_every_kind_a_look_that_tells_it_from_the_others() {
        for (name, _) in FILES {
            let theme = Theme::built_in(name).unwrap();
            let styles: Vec<Style> = KINDS.iter().map(|row| theme.role(row.role)).collect();
            for (at, style) in styles.iter().enumerate() {
                let kind = KINDS[at].name;
                assert_ne!(*style, theme.text, "{name}: {kind} looks like running text");
                assert!(!styles[..at].contains(style), "{name}: {kind} looks like another kind");
            }
        }
    }
}
