//! The last line: the current target and mention, or the answer to the last key, or the prompt for a line of input;
//! at the right, the most useful keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::config::theme::Theme;
use crate::text::wrap::wrap;
use crate::text::{Language, Safe, Span, sanitise};

use super::{filter_line, ink};

/// What the line shows.
#[derive(Debug, Clone)]
pub(crate) enum Scene<'a> {
    /// The current place: in the target, or in the list.
    Place {
        /// The tracked target with the current mention, or the place in the list.
        left: Safe<'a>,
        /// Keys that help now, most useful first: `("n", "next")`.
        hints: &'a [(Safe<'static>, &'static str)],
    },
    /// The answer to the last key.
    Message {
        /// What it says.
        text: Safe<'a>,
        /// Whether something went wrong.
        error: bool,
        /// The most rows it may take; all but the last cover the panes.
        rows: u16,
    },
    /// A line of input.
    Prompt {
        /// What is asked for: `/`, `tag`.
        label: &'static str,
        /// As typed.
        text: &'a str,
        /// The byte of `text` at the cursor.
        cursor: usize,
        /// What it can be completed to.
        hint: Safe<'a>,
        /// At the right: what it finds, or what is wrong with it.
        note: Safe<'a>,
        /// Whether something is wrong with it.
        mistake: bool,
    },
}

/// Draws the line; returns the position of the cursor of a prompt.
pub(crate) fn draw(buffer: &mut Buffer, area: Rect, scene: &Scene<'_>, theme: &Theme) -> Option<(u16, u16)> {
    let (x, width) = (area.x + 1, area.width.saturating_sub(2));
    match scene {
        Scene::Message { text, error, rows } => {
            let style = if *error { theme.error } else { theme.text };
            draw_message(buffer, area, text, style, *rows);
            None
        }
        Scene::Prompt { label, text, cursor, hint, note, mistake } => {
            let used = ink::put(buffer, x, area.y, width, &Safe::literal(label), theme.title) + 1;
            let columns = (note.width() as u16).min(width.saturating_sub(used) * 2 / 3);
            let style = if *mistake { theme.error } else { theme.dim };
            ink::put_fitted(buffer, x + width - columns, area.y, columns, note, style);
            let gap = if columns > 0 { columns + 2 } else { 0 };
            let room = Rect::new(x + used, area.y, width.saturating_sub(used + gap), 1);
            let at = filter_line::input(buffer, room, text, Some(*cursor), theme.text);
            let typed = (sanitise(text).width() + 2).min(usize::from(room.width)) as u16;
            ink::put_fitted(buffer, room.x + typed, area.y, room.width - typed, hint, theme.dim);
            at
        }
        Scene::Place { left, hints } => {
            let used = ink::put_fitted(buffer, x, area.y, width, left, theme.text);
            draw_hints(buffer, Rect { x: x + used, width: width - used, ..area }, hints, theme);
            None
        }
    }
}

/// Draws lines that are being typed, the last of them on the last row and at most `rows` in all; returns the position of the
/// cursor, which is in sight.
pub(crate) fn draw_lines(
    buffer: &mut Buffer,
    area: Rect,
    (label, text, cursor): (&'static str, &str, usize),
    rows: u16,
    theme: &Theme,
) -> Option<(u16, u16)> {
    let keys = Safe::literal("C-n new line · C-o editor");
    let lines: Vec<&str> = text.split('\n').collect();
    let at_line = text[..cursor].matches('\n').count();
    let shown = lines.len().min(usize::from(rows.clamp(1, area.y + 1)));
    let first = (at_line + 1).saturating_sub(shown).min(lines.len() - shown);
    let top = area.y + 1 - shown as u16;
    if shown > 1 {
        ink::clear(buffer, Rect { y: top, height: shown as u16, ..area }, theme.text);
    }
    let (x, width) = (area.x + 1, area.width.saturating_sub(2));
    let used = ink::put(buffer, x, top, width, &Safe::literal(label), theme.title) + 1;
    let start_of = |line: usize| lines[..line].iter().map(|line| line.len() + 1).sum::<usize>();
    let mut place = None;
    for (line, y) in (first..first + shown).zip(top..) {
        let room = Rect::new(x + used, y, width.saturating_sub(used), 1);
        let here = (line == at_line).then(|| cursor - start_of(line));
        place = filter_line::input(buffer, room, lines[line], here, theme.text).or(place);
    }
    // Where the first line leaves room, beside it.
    let (typed, columns) = (sanitise(lines[first]).width() + usize::from(used) + 3, keys.width() as u16);
    if typed + usize::from(columns) <= usize::from(width) {
        ink::put(buffer, x + width - columns, top, columns, &keys, theme.dim);
    }
    place
}

/// Draws a message on the last row and, when it is long, on rows above; it is cut only when `rows` are too few.
fn draw_message(buffer: &mut Buffer, area: Rect, text: &Safe<'_>, style: Style, rows: u16) {
    let width = area.width.saturating_sub(2);
    let lines = wrapped(text, width, usize::from(rows.clamp(1, area.y + 1)));
    let height = (lines.len() as u16).max(1);
    let area = Rect { y: area.y + 1 - height, height, ..area };
    if height > 1 {
        ink::clear(buffer, area, style);
    }
    for (line, y) in lines.into_iter().zip(area.top()..) {
        ink::put_fitted(buffer, area.x + 1, y, width, &text.slice(line), style);
    }
}

/// Wraps a text to `width` columns, on at most `rows` lines; the last line has the rest.
fn wrapped(text: &Safe<'_>, width: u16, rows: usize) -> Vec<Span> {
    let whole = Span::new(0, text.as_str().len());
    if rows < 2 || text.width() <= usize::from(width) {
        return vec![whole];
    }
    let mut lines: Vec<Span> =
        wrap(text.as_str(), usize::from(width), Language::UNKNOWN).iter().map(|line| line.span).collect();
    if lines.len() > rows {
        lines.truncate(rows);
        lines[rows - 1].end = whole.end;
    }
    lines
}

/// Draws as many hints as fit at the right, beginning with the first.
fn draw_hints(buffer: &mut Buffer, area: Rect, hints: &[(Safe<'static>, &'static str)], theme: &Theme) {
    let width_of = |(key, what): &(Safe<'static>, &'static str)| (key.width() + what.len() + 3) as u16;
    let mut shown = 0;
    let mut total = 0;
    for hint in hints {
        let width = width_of(hint);
        if total + width + 1 > area.width {
            break;
        }
        total += width;
        shown += 1;
    }
    let mut x = area.right().saturating_sub(total);
    for (key, what) in &hints[..shown] {
        x += 2;
        x += ink::put(buffer, x, area.y, key.width() as u16, key, theme.title);
        x += 1;
        x += ink::put(buffer, x, area.y, what.len() as u16, &sanitise(what), theme.dim);
    }
}
