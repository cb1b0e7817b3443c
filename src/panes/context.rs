//! A mention in its sentence (keyword in context), on one line.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::config::theme::Theme;
use crate::text::sanitise::sanitise_text;
use crate::text::sentence::around;
use crate::text::{Safe, Span, sanitise};

use super::ink;

/// Draws the sentence around a mention, cut so that the mention is visible.
pub(super) fn draw(
    buffer: &mut Buffer,
    (x, y, width): (u16, u16, u16),
    text: &str,
    mention: Span,
    style: Style,
    theme: &Theme,
) {
    let sentence = around(text, mention);
    let safe = sanitise_text(sentence.of(text)).into_owned();
    let local = safe.map(Span { start: mention.start - sentence.start, end: mention.end - sentence.start });
    let (before, name, after) = (
        safe.safe().slice(Span { start: 0, end: local.start }),
        safe.safe().slice(local),
        safe.safe().slice(Span::new(local.range().end, safe.safe().as_str().len())),
    );
    // The text before the mention gets at most half of the room; its end is shown.
    let room = usize::from(width / 2);
    let mut start = 0;
    let text = before.as_str();
    while sanitise(&text[start..]).width() + 1 > room.max(1) && start < text.len() {
        start += text[start..].chars().next().map_or(1, char::len_utf8);
    }
    let mut used = 0;
    if start > 0 {
        used += ink::put(buffer, x, y, width, &Safe::literal("…"), theme.dim);
    }
    let before = sanitise(&text[start..]);
    used += ink::put(buffer, x + used, y, width - used.min(width), &before, theme.text);
    used += ink::put(buffer, x + used, y, width - used.min(width), &name, style.patch(theme.target));
    ink::put_fitted(buffer, x + used, y, width - used.min(width), &after, theme.text);
}
