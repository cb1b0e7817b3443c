//! The last line: the current target and where one is among its mentions, or the answer to the last key, or
//! the prompt for a line of input. At the right, what the most useful keys would do now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::config::theme::Theme;
use crate::text::wrap::wrap;
use crate::text::{Language, Safe, Span, sanitise};

use super::{filter_line, ink};

/// What the line shows.
#[derive(Debug, Clone)]
pub enum Scene<'a> {
    /// Where one is: the target, or the article.
    Place {
        /// What is being tracked, or the place in the list.
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
        /// How many rows it may take: more than one lie over the panes.
        rows: u16,
    },
    /// A line of input.
    Prompt {
        /// What is asked: `/`, `tag`.
        label: &'static str,
        /// As typed.
        text: &'a str,
        /// The byte before which the cursor stands.
        cursor: usize,
    },
}

/// Paints it; gives the place of the cursor of a prompt.
pub fn draw(buffer: &mut Buffer, area: Rect, scene: &Scene<'_>, theme: &Theme) -> Option<(u16, u16)> {
    let (x, width) = (area.x + 1, area.width.saturating_sub(2));
    match scene {
        Scene::Message { text, error, rows } => {
            let style = if *error { theme.error } else { theme.text };
            draw_message(buffer, area, text, style, *rows);
            None
        }
        Scene::Prompt { label, text, cursor } => {
            let used = ink::put(buffer, x, area.y, width, &Safe::literal(label), theme.title) + 1;
            let room = Rect::new(x + used, area.y, width.saturating_sub(used), 1);
            filter_line::input(buffer, room, text, Some(*cursor), theme.text)
        }
        Scene::Place { left, hints } => {
            let used = ink::put_fitted(buffer, x, area.y, width, left, theme.text);
            draw_hints(buffer, Rect { x: x + used, width: width - used, ..area }, hints, theme);
            None
        }
    }
}

/// A message on the last row, and on the rows above it where it is long; cut only where `rows` are too few.
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

/// The lines of a text of at most `width` columns; what does not fit on `rows` of them stays on the last one.
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

/// As many hints as fit at the right, the first ones first.
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
