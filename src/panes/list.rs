//! The article list: two rows per article, the title and, below it, date, source and numbers of facts. Only the
//! rows on the screen are computed, however long the list is.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use unicode_width::UnicodeWidthStr;

use crate::article::{Article, ArticleId};
use crate::config::theme::Theme;
use crate::facts::{KINDS, KindRow};
use crate::library::Library;
use crate::text::wrap::wrap;
use crate::text::{Language, Safe, Span, sanitise};
use crate::triage::Marks;

use super::ink;
use super::layout::Room;
use crate::text::count::{counted, counted_as};

/// Rows per article: title and details.
const ROWS: usize = 2;
/// Below so many columns, and from so many rows on, a long title gets a second row.
const ROOMY: (u16, u16) = (32, 20);
/// Shown instead of a mark that is not saved yet.
const PENDING: &str = "…";
/// Columns of mark and spaces before the text.
const GUTTER: u16 = 3;

/// The rows of a list: which of them are headings of groups, which take one row of the screen.
pub(crate) trait Rows {
    /// How many there are.
    fn count(&self) -> usize;
    /// Whether one of them is a heading.
    fn is_heading(&self, row: usize) -> bool;
}

/// What a row shows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shown<'a> {
    /// An article.
    Article(ArticleId),
    /// The heading of a group, the number of its articles, and whether they have no rows.
    Heading(&'a str, usize, bool),
}

/// The selection and the scroll position.
#[derive(Debug, Default, Clone)]
pub(crate) struct List {
    selected: usize,
    top: usize,
    height: u16,
    /// Rows per article; they depend on the pane alone, so that they do not change while one reads or filters.
    rows: usize,
}

/// How the row of an article belongs to a story that several articles tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// It is alone in the list, or the first of an unfolded story.
    Alone,
    /// So many others are folded below it.
    Folded(usize),
    /// It is one of an unfolded story, after the first.
    Below,
}

/// What the list is drawn from.
pub(crate) struct Scene<'a> {
    /// The model.
    pub(crate) library: &'a Library,
    /// How many articles the list has.
    pub(crate) listed: usize,
    /// The place among them of the selected row; that of its first article for a heading.
    pub(crate) place: usize,
    /// What a row shows; `None` after the last one.
    pub(crate) row: &'a dyn Fn(usize) -> Option<Shown<'a>>,
    /// The triage state of an article.
    pub(crate) marks: &'a dyn Fn(ArticleId) -> &'a Marks,
    /// How the row of an article belongs to a story.
    pub(crate) told: &'a dyn Fn(ArticleId) -> Told,
    /// Whether an article is selected for triage.
    pub(crate) chosen: &'a dyn Fn(ArticleId) -> bool,
    /// Whether an article was acted on so that the view would no longer show it.
    pub(crate) left: &'a dyn Fn(ArticleId) -> bool,
    /// How often an article has the target; `None` where it does not.
    pub(crate) hits: &'a dyn Fn(ArticleId) -> Option<u32>,
    /// The number of articles without those.
    pub(crate) staying: usize,
    /// Which letters of a title the filter matched.
    pub(crate) matched: &'a dyn Fn(&str) -> Vec<u32>,
    /// The article in the reading view.
    pub(crate) open: Option<ArticleId>,
    /// The title of the frame: the name of the view.
    pub(crate) title: Safe<'a>,
    /// The text shown when the list is empty.
    pub(crate) empty: Safe<'a>,
    /// The colours.
    pub(crate) theme: &'a Theme,
    /// Whether the pane has the keyboard.
    pub(crate) focused: bool,
}

impl List {
    /// Index of the selected row.
    pub(crate) fn selected(&self) -> usize {
        self.selected
    }

    /// Selects a row and scrolls to it.
    pub(crate) fn select(&mut self, index: usize, rows: &dyn Rows) {
        let last = rows.count().saturating_sub(1);
        self.selected = index.min(last);
        // The heading above the first article of a group comes into view with it.
        let above = self.selected.checked_sub(1).filter(|row| rows.is_heading(*row));
        let first = above.unwrap_or(self.selected);
        self.top =
            self.top.min(first).max(self.first_above(self.selected, rows)).min(self.first_above(last, rows));
    }

    /// The first row in view when `row` is the last one.
    fn first_above(&self, row: usize, rows: &dyn Rows) -> usize {
        let mut first = row;
        let mut room = usize::from(self.height).saturating_sub(self.height_of(row, rows));
        while let Some(next) = first.checked_sub(1) {
            let height = self.height_of(next, rows);
            if height > room {
                break;
            }
            room -= height;
            first = next;
        }
        first
    }

    /// The rows of the screen that a row takes.
    fn height_of(&self, row: usize, rows: &dyn Rows) -> usize {
        if rows.is_heading(row) { 1 } else { self.rows.max(ROWS) }
    }

    /// Adapts to an area of the screen.
    pub(crate) fn resize(&mut self, room: Room, rows: &dyn Rows) {
        let inner = room.inner();
        let rows_each = if inner.width < ROOMY.0 && inner.height >= ROOMY.1 { ROWS + 1 } else { ROWS };
        if (inner.height, rows_each) != (self.height, self.rows) {
            (self.height, self.rows) = (inner.height, rows_each);
            self.select(self.selected, rows);
        }
    }

    /// Scrolls by rows, down or up, and leaves the selection where it is.
    pub(crate) fn scroll(&mut self, by: isize, rows: &dyn Rows) {
        let last = self.first_above(rows.count().saturating_sub(1), rows);
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// The row at a position of the screen; `None` outside of all rows.
    pub(crate) fn row_at(&self, room: Room, at: Position, rows: &dyn Rows) -> Option<usize> {
        let heading = |row| (row < rows.count()).then(|| rows.is_heading(row));
        self.places(room.inner(), heading).find(|(_, area)| area.contains(at)).map(|(row, _)| row)
    }

    /// The rows on the screen, each with its area. `heading` says whether a row is one; `None` after the last row.
    fn places(
        &self,
        inner: Rect,
        heading: impl Fn(usize) -> Option<bool>,
    ) -> impl Iterator<Item = (usize, Rect)> {
        let mut y = inner.y;
        (self.top..).map_while(move |row| {
            let heading = heading(row).filter(|_| y < inner.bottom())?;
            let wanted = if heading { 1 } else { self.rows.max(ROWS) as u16 };
            let area = Rect { y, height: wanted.min(inner.bottom() - y), ..inner };
            y += area.height;
            // A part of an article would look like another one.
            (heading || area.height == wanted || row == self.top).then_some((row, area))
        })
    }

    /// How many articles the screen shows.
    pub(crate) fn shown(&self) -> usize {
        (usize::from(self.height) / self.rows.max(ROWS)).max(1)
    }

    /// Draws the list.
    pub(crate) fn draw(&self, buffer: &mut Buffer, room: Room, scene: &Scene<'_>) {
        let note = if scene.listed == 0 {
            Safe::default()
        } else {
            owned(format!("{}/{}", scene.place + 1, position_of(scene.staying, scene.listed)))
        };
        let inner = ink::frame(buffer, room, scene.theme, scene.focused, &scene.title, &note);
        if scene.listed == 0 {
            let middle = Rect { y: inner.y + inner.height / 3, height: inner.height.min(1), ..inner };
            return ink::centred(buffer, middle, &scene.empty, scene.theme.dim);
        }
        let heading = |row| Some(matches!((scene.row)(row)?, Shown::Heading(..)));
        for (index, area) in self.places(inner, heading) {
            let selected = index == self.selected;
            match (scene.row)(index) {
                Some(Shown::Article(id)) => draw_article(buffer, area, id, selected, scene),
                Some(Shown::Heading(name, count, folded)) => {
                    draw_heading(buffer, area, (name, count, folded), selected, scene);
                }
                None => {}
            }
        }
    }
}

fn draw_heading(
    buffer: &mut Buffer,
    area: Rect,
    (name, count, folded): (&str, usize, bool),
    selected: bool,
    scene: &Scene<'_>,
) {
    let theme = scene.theme;
    let sign = if folded { "▸" } else { "▾" };
    ink::put(buffer, area.x + 1, area.y, 1, &Safe::literal(sign), theme.title);
    let count = owned(count.to_string());
    let columns = count.width() as u16;
    let (x, room) = (area.x + GUTTER, area.width.saturating_sub(GUTTER + columns + 2));
    let used = ink::put_fitted(buffer, x, area.y, room, &sanitise(name), theme.title);
    ink::put(buffer, x + used + 1, area.y, columns, &count, theme.dim);
    if selected {
        ink::select(buffer, area, theme, scene.focused);
    }
}

fn draw_article(buffer: &mut Buffer, area: Rect, id: ArticleId, selected: bool, scene: &Scene<'_>) {
    let (theme, article) = (scene.theme, scene.library.article(id));
    let marks = (scene.marks)(id);
    let (mark, mark_style) = match marks {
        marks if marks.row_pending() => (PENDING, theme.text),
        Marks { archived: true, .. } => ("✓", theme.dim),
        Marks { starred: true, read: false, .. } => ("★", theme.starred.patch(theme.unread)),
        Marks { starred: true, .. } => ("★", theme.starred),
        Marks { read: true, .. } => (" ", theme.dim),
        _ => ("●", theme.unread),
    };
    let title_style = match marks {
        marks if marks.unread_pending() => theme.text,
        marks if marks.unread() => theme.title,
        _ => theme.dim,
    };
    let left = (scene.left)(id);
    let title_style = if left { theme.dim.add_modifier(Modifier::DIM) } else { title_style };
    let title_style = if left {
        title_style
    } else if scene.open == Some(id) {
        theme.title.patch(theme.focus)
    } else {
        title_style
    };
    ink::put(buffer, area.x + 1, area.y, 1, &Safe::literal(mark), mark_style);
    if (scene.chosen)(id) {
        ink::put(buffer, area.x + 2, area.y, 1, &Safe::literal("✚"), theme.matched);
    }
    let (x, width) = (area.x + GUTTER, area.width.saturating_sub(GUTTER));
    let title = sanitise(&article.title);
    let matched = (scene.matched)(title.as_str());
    let mut y = area.y;
    for line in title_lines(&title, width, (usize::from(area.height) + 1).saturating_sub(ROWS)) {
        let text = title.slice(line);
        ink::put_fitted(buffer, x, y, width, &text, title_style);
        let letters: Vec<u32> =
            matched.iter().filter(|&&byte| byte >= line.start).map(|byte| byte - line.start).collect();
        if !letters.is_empty() {
            ink::tint_bytes(buffer, (x, y), width, &text, &letters, theme.matched);
        }
        y += 1;
    }
    if y < area.bottom() {
        let changed = if marks.changed { "changed · " } else { "" };
        let sign = match (scene.told)(id) {
            Told::Alone => changed.to_owned(),
            Told::Folded(others) => format!("{changed}+{others} similar · "),
            Told::Below => format!("└ similar · {changed}"),
        };
        let sign = if marks.highlighted { format!("{KEPT} {sign}") } else { sign };
        let sign = if marks.note { format!("{NOTE} {sign}") } else { sign };
        let tags = tags(marks);
        let tagged: usize = tags.iter().map(|(tag, _)| tag.width() + 1).sum();
        let hits = (scene.hits)(id).map(|count| format!("{HIT}{count}"));
        let hit: usize = hits.iter().map(|hits| hits.width() + 1).sum();
        let room = usize::from(width).saturating_sub(sign.width() + tagged + hit);
        let details = sign + &details(article, scene.library, id, room);
        let mut x = x;
        let mut room = width;
        if let Some(hits) = hits {
            let used = (ink::put_fitted(buffer, x, y, room, &sanitise(&hits), theme.focus) + 1).min(room);
            (x, room) = (x + used, room - used);
        }
        for (tag, style) in tags {
            let style = if left { theme.dim } else { style(theme) };
            let used = (ink::put_fitted(buffer, x, y, room, &sanitise(&tag), style) + 1).min(room);
            (x, room) = (x + used, room - used);
        }
        ink::put_fitted(buffer, x, y, room, &sanitise(&details), theme.dim);
    }
    if selected {
        ink::select(buffer, area, theme, scene.focused);
    }
}

/// The number of rows in the frame, and how many of them the view would not show any more.
fn position_of(staying: usize, rows: usize) -> String {
    if staying == rows { rows.to_string() } else { format!("{rows} · {} gone", rows - staying) }
}

/// The sign of the target, as on the edge of the text.
const HIT: &str = "┃";
/// The sign of a note.
const NOTE: &str = "✎";
/// The sign of a passage that is kept.
const KEPT: &str = "❝";

/// The tags of an article as the list shows them, each with its colour.
fn tags(marks: &Marks) -> Vec<(String, impl Fn(&Theme) -> Style)> {
    let tag = |tag: &str| {
        let place =
            tag.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
        (format!("#{tag}"), move |theme: &Theme| tag_style(theme, place))
    };
    marks.tags.iter().map(tag).collect()
}

/// One of the colours of tags. They are those of other roles, so that each theme has them with enough contrast.
fn tag_style(theme: &Theme, place: usize) -> Style {
    let roles = [theme.person, theme.amount, theme.percent, theme.starred, theme.unread];
    let role = roles[place % roles.len()];
    Style { add_modifier: Modifier::empty(), ..role }
}

/// A title on at most `lines` rows; the last row has the rest, which is cut when it is drawn.
fn title_lines(title: &Safe<'_>, width: u16, lines: usize) -> Vec<Span> {
    let whole = Span::new(0, title.as_str().len());
    if lines < 2 || title.width() <= usize::from(width) {
        return vec![whole];
    }
    // Without hyphens: two short lines read better with whole words.
    let wrapped = wrap(title.as_str(), usize::from(width), Language::UNKNOWN);
    let mut spans: Vec<Span> = wrapped.iter().take(lines).map(|line| line.span).collect();
    if let Some(last) = spans.last_mut() {
        last.end = whole.end;
    }
    spans
}

/// `2025-06-17 · Le Matin · 7 amounts · 2 percentages · 4 people`, as far as there is any and as much as fits into
/// `width` columns: the source goes first, then the percentages, the people and the amounts.
fn details(article: &Article, library: &Library, id: ArticleId, width: usize) -> String {
    let counts = library.counts(id);
    // Figures before entities, each in the order of the registry.
    let rows =
        || KINDS.iter().filter(|row| !row.is_entity()).chain(KINDS.iter().filter(|row| row.is_entity()));
    let spare = KINDS.iter().map(|row| row.counted.spare).max().unwrap_or(0);
    let of_kind = |row: &KindRow| {
        let count = counts.of(row.kind);
        (count > 0).then(|| counted_as(count, row.counted.one, row.counted.many))
    };
    let date = article.date.map(|date| date.to_string());
    let source = article.source.as_deref().map(str::to_owned);
    let written = |source: Option<&String>, most: Option<u8>| {
        let kinds = rows().filter(|row| Some(row.counted.spare) <= most).filter_map(of_kind);
        date.iter().chain(source).cloned().chain(kinds).collect::<Vec<_>>().join(" · ")
    };
    let mut line = written(source.as_ref(), Some(spare));
    let fewer = (0..=spare).rev().map(Some).chain([None]);
    for most in fewer {
        if line.width() > width {
            line = written(None, most);
        }
    }
    if line.is_empty() { counted(article.words, "word") } else { line }
}

fn owned(text: String) -> Safe<'static> {
    sanitise(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_in_the_list_and_on_the_screen() {
        let mut list = List::default();
        list.resize(Room::framed(Rect::new(0, 0, 40, 10)), &Plain(100));
        assert_eq!(list.shown(), 4);
        list.select(5, &Plain(100));
        assert_eq!((list.selected, list.top), (5, 2));
        list.select(1005, &Plain(100));
        assert_eq!((list.selected, list.top), (99, 96));
        list.select(98, &Plain(100));
        assert_eq!((list.selected, list.top), (98, 96));
        list.select(50, &Plain(3));
        assert_eq!((list.selected, list.top), (2, 0));
        list.select(5, &Plain(0));
        assert_eq!((list.selected, list.top), (0, 0));
    }

    #[test]
    fn headings_take_one_row_and_come_into_view_with_what_is_below_them() {
        let mut list = List::default();
        // Eight rows of the screen: a heading (1) and three articles (2 each) fill seven of them.
        list.resize(Room::framed(Rect::new(0, 0, 40, 10)), &Grouped);
        list.select(4, &Grouped);
        assert_eq!((list.selected, list.top), (4, 0), "heading, three articles, heading");
        list.select(5, &Grouped);
        assert_eq!((list.selected, list.top), (5, 2));
        list.select(9, &Grouped);
        list.select(5, &Grouped);
        assert_eq!((list.selected, list.top), (5, 4), "with the heading of its group");
    }

    struct Plain(usize);

    impl Rows for Plain {
        fn count(&self) -> usize {
            self.0
        }

        fn is_heading(&self, _row: usize) -> bool {
            false
        }
    }

    /// Groups of three articles.
    struct Grouped;

    impl Rows for Grouped {
        fn count(&self) -> usize {
            40
        }

        fn is_heading(&self, row: usize) -> bool {
            row.is_multiple_of(4)
        }
    }
}
