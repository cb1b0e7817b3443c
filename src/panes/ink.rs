//! The only functions that write text into the buffer: they take [`Safe`] text only and clip it to its place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Clear, Widget};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::config::theme::Theme;
use crate::text::Safe;

use super::layout::Room;

/// Writes `text` at (`x`, `y`), at most `width` columns, and returns the columns used; 0 outside the buffer.
pub(crate) fn put(buffer: &mut Buffer, x: u16, y: u16, width: u16, text: &Safe<'_>, style: Style) -> u16 {
    let area = *buffer.area();
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
        return 0;
    }
    let width = width.min(area.right() - x);
    buffer.set_stringn(x, y, text.as_str(), usize::from(width), style).0 - x
}

/// Like [`put`], with `…` where the text had to be cut.
pub(crate) fn put_fitted(
    buffer: &mut Buffer,
    x: u16,
    y: u16,
    width: u16,
    text: &Safe<'_>,
    style: Style,
) -> u16 {
    if text.width() <= usize::from(width) {
        return put(buffer, x, y, width, text, style);
    }
    let used = put(buffer, x, y, width.saturating_sub(1), text, style);
    used + put(buffer, x + used, y, width - used.min(width), &Safe::literal("…"), style)
}

/// Sets the style of a run of cells and keeps their text.
pub(crate) fn tint(buffer: &mut Buffer, x: u16, y: u16, width: u16, style: Style) {
    buffer.set_style(Rect::new(x, y, width, 1).intersection(*buffer.area()), style);
}

/// Marks the rows of `area` as selected: by the theme's style in the pane that has the keyboard, else by a bar at the
/// left edge. A reversed style replaces the colours, so that the block is even.
pub(crate) fn select(buffer: &mut Buffer, area: Rect, theme: &Theme, focused: bool) {
    let area = area.intersection(*buffer.area());
    if focused {
        if theme.selection.add_modifier.contains(Modifier::REVERSED) {
            buffer.set_style(
                area,
                Style::new().fg(Color::Reset).bg(Color::Reset).remove_modifier(Modifier::DIM),
            );
        }
        buffer.set_style(area, theme.selection);
    } else {
        for y in area.top()..area.bottom() {
            put(buffer, area.x, y, 1, &Safe::literal("▌"), theme.focus);
        }
    }
}

/// Styles the graphemes of the line at (`x`, `y`) whose byte offsets are in `bytes` (ascending).
pub(crate) fn tint_bytes(
    buffer: &mut Buffer,
    at: (u16, u16),
    width: u16,
    text: &Safe<'_>,
    bytes: &[u32],
    style: Style,
) {
    let mut wanted = bytes.iter().peekable();
    let mut column = 0;
    for (offset, grapheme) in text.as_str().grapheme_indices(true) {
        let columns = grapheme.width() as u16;
        if column + columns > width {
            return;
        }
        let end = (offset + grapheme.len()) as u32;
        if wanted.next_if(|&&byte| byte < end).is_some() {
            tint(buffer, at.0 + column, at.1, columns, style);
            while wanted.next_if(|&&byte| byte < end).is_some() {}
        }
        column += columns;
    }
}

/// Draws the frame of a pane, if it has one, with its title above and a note below at the right; returns the area inside.
pub(crate) fn frame(
    buffer: &mut Buffer,
    room: Room,
    theme: &Theme,
    focused: bool,
    title: &Safe<'_>,
    note: &Safe<'_>,
) -> Rect {
    let Room { area, framed } = room;
    if !framed {
        return area;
    }
    let border = if focused { theme.focus } else { theme.border };
    let name = if focused { theme.title.patch(theme.focus) } else { theme.title };
    let block = Block::bordered().border_type(BorderType::Rounded).border_style(border);
    let inner = block.inner(area);
    block.render(area, buffer);
    let room = area.width.saturating_sub(4);
    if area.height == 0 || room < 3 {
        return inner;
    }
    let space = Safe::literal(" ");
    let (left, y) = (area.x + 1, area.y);
    if !title.as_str().is_empty() {
        put(buffer, left, y, 1, &space, border);
        let used = put_fitted(buffer, left + 1, y, room, title, name);
        put(buffer, left + 1 + used, y, 1, &space, border);
    }
    let columns = note.width() as u16;
    if columns > 0 && columns + 4 < area.width && area.height > 1 {
        let x = area.right() - columns - 4;
        let y = area.bottom() - 1;
        put(buffer, x, y, 1, &space, border);
        put(buffer, x + 1, y, columns, note, theme.dim);
        put(buffer, x + 1 + columns, y, 1, &space, border);
    }
    inner
}

/// Erases an area before something is drawn over it.
pub(crate) fn clear(buffer: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(*buffer.area());
    Clear.render(area, buffer);
    buffer.set_style(area, style);
}

/// Writes one line of text in the middle of an area, cut when it does not fit.
pub(crate) fn centred(buffer: &mut Buffer, area: Rect, text: &Safe<'_>, style: Style) {
    Line::styled(text.as_str(), style).centered().render(area.intersection(*buffer.area()), buffer);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitise;

    #[test]
    fn a_cut_text_ends_in_an_ellipsis_within_its_width() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        put_fitted(&mut buffer, 1, 0, 5, &sanitise("日本語文字"), Style::default());
        assert_eq!(buffer, Buffer::with_lines([" 日本…  "]));
    }

    #[test]
    fn nothing_is_drawn_off_the_buffer() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        assert_eq!(put(&mut buffer, 3, 0, 5, &sanitise("abc"), Style::default()), 0);
        assert_eq!(put(&mut buffer, 1, 0, 5, &sanitise("abc"), Style::default()), 2);
        assert_eq!(put(&mut buffer, 0, 7, 5, &sanitise("abc"), Style::default()), 0);
    }
}
