//! Draws the sidebar: a line for each heading and each row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::config::theme::Theme;
use crate::facts::Kind;
use crate::library::Subject;
use crate::text::{Safe, sanitise};

use super::super::ink;
use super::super::layout::Room;
use super::{FactRow, Facts, Line};

/// Columns of each of the two counts.
const COUNT: u16 = 4;
/// The most columns of a bar.
const BAR: u16 = 10;
/// The fewest columns of a bar; with less room there is none.
const LEAST_BAR: u16 = 4;
/// The decimal logarithms of the amounts at which a bar begins (a thousand) and is full (ten thousand billion).
const BAR_FROM: f64 = 3.0;
const BAR_TO: f64 = 13.0;

impl Facts {
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
        let title = match (pending, self.words.is_empty()) {
            (true, _) => "Facts · saving…".to_owned(),
            (_, true) => "Facts".to_owned(),
            (_, false) => format!("Facts · /{}", self.words),
        };
        let title = sanitise(&title);
        let inner = ink::frame(buffer, room, theme, focused, &title, &Safe::default());
        if self.lines.is_empty() {
            let empty = if self.rows.is_empty() { "no facts found" } else { "no fact has these words" };
            let middle = Rect { y: inner.y + inner.height / 3, height: inner.height.min(1), ..inner };
            return ink::centred(buffer, middle, &Safe::literal(empty), theme.dim);
        }
        let cells = self.bar_cells(inner.width);
        let first = self.lines.iter().position(|line| matches!(line, Line::Heading(_)));
        let shown = self.lines.iter().enumerate().skip(self.top);
        for ((index, line), y) in shown.zip(inner.top()..inner.bottom()) {
            let area = Rect { y, height: 1, ..inner };
            match *line {
                Line::Space => {}
                Line::Heading(kind) => {
                    let hidden = self.folded.contains(&kind) && self.words.trim().is_empty();
                    let count =
                        hidden.then(|| self.rows.iter().filter(|row| row.subject.kind() == kind).count());
                    draw_heading(buffer, area, kind, (count, first == Some(index)), theme);
                }
                Line::More(_, count) => {
                    let text = sanitise(&format!("… {count} more")).into_owned();
                    ink::put_fitted(buffer, area.x + 2, y, area.width.saturating_sub(2), &text, theme.dim);
                }
                Line::Row(at) => {
                    let row = &self.rows[at];
                    draw_row(buffer, area, row, cells, theme, tracked == Some(&row.subject));
                }
            }
            if focused && index == self.selected {
                ink::select(buffer, area, theme, true);
            }
        }
    }

    /// The columns of a full bar, beside the longest amount: all bars have one scale. 0 when there is too little room.
    fn bar_cells(&self, width: u16) -> u16 {
        let amounts = self.rows.iter().filter(|row| row.value.is_some());
        let width_of = |row: &FactRow| sanitise(&row.label).width() + if row.disputed { 3 } else { 0 };
        let longest = amounts.map(width_of).max().unwrap_or(0) as u16;
        let room = width.saturating_sub(2 * COUNT + 2 + longest + 1);
        if room < LEAST_BAR { 0 } else { room.min(BAR) }
    }
}

/// With a count, its rows are folded away.
fn draw_heading(
    buffer: &mut Buffer,
    area: Rect,
    kind: Kind,
    (folded, first): (Option<usize>, bool),
    theme: &Theme,
) {
    let name = match folded {
        Some(count) => format!("▸ {}  {count}", kind.row().plural),
        None => kind.row().plural.to_owned(),
    };
    ink::put_fitted(buffer, area.x, area.y, area.width, &sanitise(&name), theme.title);
    if first && area.width > 24 {
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
pub(in crate::panes) fn short(count: u32) -> String {
    match count {
        0..1_000 => format!("{count:>4}"),
        1_000..1_000_000 => format!("{:>3}k", count / 1000),
        _ => format!("{:>3}M", count / 1_000_000),
    }
}

/// A bar of at most `cells` cells for a value on a logarithmic scale: about one for each order of magnitude.
fn bar(value: f64, cells: u16) -> Safe<'static> {
    if value < 1.0 {
        return Safe::default();
    }
    let share = ((value.log10() - BAR_FROM) / (BAR_TO - BAR_FROM)).clamp(0.0, 1.0);
    let full = (share * f64::from(cells)).round().max(1.0) as usize;
    sanitise(&"▇".repeat(full)).into_owned()
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
