//! The first line: what is open and how much of it is unread, and the filter with the number of articles it
//! leaves. While the filter is being typed it takes the whole line on a narrow screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::config::theme::Theme;
use crate::text::count::counted;
use crate::text::{Safe, Span, sanitise};

use super::ink;

/// What the line shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scene<'a> {
    /// What was opened: a folder, a file, the built-in corpus.
    pub(crate) place: Safe<'a>,
    /// Articles in the library that are not archived.
    pub(crate) articles: usize,
    /// Articles that the view has without the filter.
    pub(crate) of: usize,
    /// Articles that are neither read nor archived.
    pub(crate) unread: usize,
    /// Whether that number is not saved yet.
    pub(crate) unread_pending: bool,
    /// The filter as typed.
    pub(crate) query: &'a str,
    /// The byte of `query` at the cursor while the filter is edited; else `None`.
    pub(crate) cursor: Option<usize>,
    /// Articles the filter leaves.
    pub(crate) matching: usize,
    /// Whether the result is still being computed.
    pub(crate) pending: bool,
    /// The parts of `query` that were not understood, and whether each may only be unfinished; the last line says why.
    pub(crate) flaws: Vec<(Span, bool)>,
    /// The key that starts a filter.
    pub(crate) key: Safe<'a>,
}

/// Draws the line; returns the cursor's position while the filter is edited.
pub(crate) fn draw(buffer: &mut Buffer, area: Rect, scene: &Scene<'_>, theme: &Theme) -> Option<(u16, u16)> {
    let narrow = area.width < 70;
    let editing = scene.cursor.is_some();
    let mut x = area.x + 1;
    if !(narrow && (editing || !scene.query.is_empty())) {
        let name = Safe::literal("liseuse");
        x += ink::put(buffer, x, area.y, area.right().saturating_sub(x), &name, theme.title);
        let room = if narrow { area.right().saturating_sub(x) } else { (area.width / 2).saturating_sub(x) };
        x += ink::put_fitted(buffer, x, area.y, room, &sanitise(&counts(scene, room)), theme.dim);
        x += 3;
    }
    if narrow && !editing && scene.query.is_empty() {
        return None;
    }
    let wrong = scene.flaws.iter().any(|(_, unfinished)| !unfinished);
    let count = if scene.pending { "…".to_owned() } else { format!("{}/{}", scene.matching, scene.of) };
    let count = if scene.flaws.is_empty() { count } else { format!("? {count}") };
    let count = sanitise(&count).into_owned();
    let count_style = if wrong { theme.error } else { theme.dim };
    let right = area.right().saturating_sub(1);
    let count_width = (count.width() as u16).min(area.width / 2);
    let count_x = right.saturating_sub(count_width);
    let key = sanitise(&format!("{} ", scene.key)).into_owned();
    let label = if editing || !scene.query.is_empty() { "filter " } else { "filter" };
    let mut at = if narrow { x } else { x.max(area.x + area.width / 2) };
    at += ink::put(buffer, at, area.y, count_x.saturating_sub(at), &key, theme.title);
    at += ink::put(buffer, at, area.y, count_x.saturating_sub(at), &Safe::literal(label), theme.dim);
    let room = count_x.saturating_sub(at + 1);
    let style = if editing { theme.text } else { theme.matched };
    let line = Rect::new(at, area.y, room, 1);
    let cursor = input(buffer, line, scene.query, scene.cursor, style);
    for (span, unfinished) in &scene.flaws {
        let style = if *unfinished { theme.dim } else { theme.error };
        mark(buffer, line, scene, *span, style.add_modifier(Modifier::UNDERLINED));
    }
    ink::put_fitted(buffer, count_x, area.y, count_width, &count, count_style);
    cursor
}

/// What is open and how much of it is unread, cut to `room` columns.
fn counts(scene: &Scene<'_>, room: u16) -> String {
    let pending = if scene.unread_pending { "…" } else { "" };
    let counts = format!("{} · {} unread{pending}", counted(scene.articles, "article"), scene.unread);
    let long = format!(" · {} · {counts}", scene.place);
    if long.width() <= usize::from(room) { long } else { format!(" · {counts}") }
}

/// Marks a part of the filter in its line.
fn mark(buffer: &mut Buffer, area: Rect, scene: &Scene<'_>, span: Span, style: Style) {
    let from = scrolled(scene.query, scene.cursor, area.width).0;
    let columns = |end: u32| sanitise(scene.query.get(..end as usize).unwrap_or_default()).width();
    let before = sanitise(scene.query).slice(Span::new(0, from)).width();
    let (start, end) = (columns(span.start).max(before) - before, columns(span.end).max(before) - before);
    let room = usize::from(area.width);
    let (start, end) = (start.min(room), end.max(start + 1).min(room));
    ink::tint(buffer, area.x + start as u16, area.y, (end - start) as u16, style);
}

/// The byte of the sanitised line that is its first in sight, and the column of the cursor from there.
fn scrolled(text: &str, cursor: Option<usize>, width: u16) -> (usize, usize) {
    let shown = sanitise(text);
    let mut column = sanitise(&text[..cursor.unwrap_or(0)]).width();
    let room = usize::from(width.saturating_sub(1));
    let mut from = 0;
    for grapheme in shown.as_str().graphemes(true) {
        if column <= room {
            break;
        }
        column -= grapheme.width().min(column);
        from += grapheme.len();
    }
    (from, column.min(room))
}

/// Paints a line of input so that its cursor is in sight; gives the cursor's place.
pub(crate) fn input(
    buffer: &mut Buffer,
    area: Rect,
    text: &str,
    cursor: Option<usize>,
    style: Style,
) -> Option<(u16, u16)> {
    let shown = sanitise(text);
    let (from, column) = scrolled(text, cursor, area.width);
    let shown = shown.slice(Span::new(from, shown.as_str().len()));
    ink::put(buffer, area.x, area.y, area.width, &shown, style);
    // Where there is no room for the line, its cursor is not shown either.
    cursor.filter(|_| area.width > 0).map(|_| (area.x + column as u16, area.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_of_a_long_line_is_in_sight_with_whole_cells_before_it() {
        let area = Rect::new(0, 0, 8, 1);
        for (text, cursor, shown, column) in [
            ("abc", 3, "abc     ", 3),
            ("abcdefghij", 10, "defghij ", 7),
            ("abcdefghij", 2, "abcdefgh", 2),
            ("漢字漢字漢", 15, "漢字漢  ", 6),
            ("xxxxxxe\u{301}abcdefg", 16, "abcdefg ", 7),
            ("\u{1b}[2Jabcdefg", 11, "abcdefg ", 7),
        ] {
            let mut buffer = Buffer::empty(area);
            let place = input(&mut buffer, area, text, Some(cursor), Style::new());
            let cells: String = (0..area.width).map(|x| buffer[(x, 0)].symbol()).collect();
            let cells = cells.replace("字 ", "字").replace("漢 ", "漢");
            assert_eq!((cells.as_str(), place), (shown, Some((column, 0))), "{text}");
        }
    }
}
