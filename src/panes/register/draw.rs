//! Draws the index: the rows on the screen are looked up, however many there are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::theme::Theme;
use crate::facts::Kind;
use crate::library::register::{FULL, name};
use crate::library::{Library, Subject};
use crate::text::count::counted;
use crate::text::{Safe, sanitise};

use super::super::layout::Room;
use super::super::{facts, ink};
use super::{RegisterPane, Row};

/// With fewer columns there is no bar, and dates have no room.
const WIDE: u16 = 60;
/// Where there are so many columns, both dates are shown.
const SPACIOUS: u16 = 100;
/// Columns of one count, with the space before it.
const COUNT: u16 = 9;
/// Columns of a date.
const DATE: u16 = 10;

/// What the index is drawn with.
pub(crate) struct Scene<'a> {
    /// The model.
    pub(crate) library: &'a Library,
    /// The colours.
    pub(crate) theme: &'a Theme,
    /// What it is, above.
    pub(crate) title: Safe<'a>,
    /// Said where there are no rows.
    pub(crate) empty: Safe<'a>,
    /// Whether a subject is selected.
    pub(crate) chosen: &'a dyn Fn(&Subject) -> bool,
    /// The tracked subject.
    pub(crate) tracked: Option<Subject>,
}

/// The columns of a line, from the right: dates, bar, counts.
#[derive(Clone, Copy)]
struct Columns {
    first: u16,
    last: u16,
    bar: u16,
    count: u16,
}

impl Columns {
    fn of(width: u16, cells: usize) -> Self {
        let cells = cells as u16;
        let (first, last, bar) = match width {
            SPACIOUS.. => (DATE + 2, DATE + 2, cells + 2),
            WIDE.. => (0, DATE + 2, cells.min(12) + 2),
            _ => (0, 0, 0),
        };
        let bar = if cells < 2 { 0 } else { bar };
        Self { first, last, bar, count: if width >= WIDE { COUNT } else { 5 } }
    }
}

/// Whether the first line names the columns.
pub(super) fn names_columns(area: Rect) -> bool {
    area.width >= WIDE && area.height > 5
}

impl RegisterPane {
    /// Draws the index.
    pub(crate) fn draw(&self, buffer: &mut Buffer, room: Room, scene: &Scene<'_>) {
        let theme = scene.theme;
        ink::clear(buffer, room.area, theme.text);
        let note = match self.rows.len() {
            0 => Safe::default(),
            total => sanitise(&format!("{}/{total}", self.selected + 1)).into_owned(),
        };
        let inner = ink::frame(buffer, room, theme, true, &scene.title, &note);
        if self.rows.is_empty() {
            let middle = Rect { y: inner.y + inner.height / 3, height: inner.height.min(1), ..inner };
            return ink::centred(buffer, middle, &scene.empty, theme.dim);
        }
        let mut y = inner.y;
        if names_columns(inner) {
            self.draw_columns(buffer, Rect { height: 1, ..inner }, theme);
            y += 1;
        }
        for row in self.top..self.rows.len() {
            if y >= inner.bottom() {
                break;
            }
            let area = Rect { y, height: 1, ..inner };
            match self.rows[row] {
                Row::Kind(kind) => self.draw_kind(buffer, area, kind, theme),
                Row::Rest(kind) => self.draw_rest(buffer, area, kind, theme),
                Row::Item(place) => self.draw_item(buffer, area, place, scene),
            }
            if row == self.selected {
                ink::select(buffer, area, theme, true);
            }
            y += 1;
        }
    }

    /// Above the columns: what the counts count, and from when to when the bars are.
    fn draw_columns(&self, buffer: &mut Buffer, area: Rect, theme: &Theme) {
        let columns = Columns::of(area.width, self.cells());
        let mut right = area.right().saturating_sub(1);
        let mut put = |width: u16, text: &str| {
            if width > 0 {
                let text = sanitise(text).into_owned();
                let shown = (text.width() as u16).min(width);
                ink::put(buffer, right.saturating_sub(shown), area.y, shown, &text, theme.dim);
                right = right.saturating_sub(width);
            }
        };
        put(columns.last, "last");
        put(columns.first, "first");
        let months = self.register.months();
        let span = months.map(|(first, last)| format!("{first}–{last}")).unwrap_or_default();
        let fits = |text: &&str| text.chars().count() < usize::from(columns.bar);
        put(columns.bar, [&*span, "by month"].into_iter().find(fits).unwrap_or_default());
        put(columns.count, "articles");
        put(columns.count, "mentions");
    }

    fn draw_kind(&self, buffer: &mut Buffer, area: Rect, kind: Kind, theme: &Theme) {
        let sign = if self.shows(kind, false) { "▾" } else { "▸" };
        let count = self.group(kind).map_or(0, |group| group.items.len());
        ink::put(buffer, area.x + 1, area.y, 1, &Safe::literal(sign), theme.dim);
        let x = area.x + 3;
        let used = ink::put(
            buffer,
            x,
            area.y,
            area.width.saturating_sub(4),
            &Safe::literal(kind.row().plural),
            theme.title,
        );
        let told = sanitise(&format!("  {count}")).into_owned();
        ink::put(buffer, x + used, area.y, area.width.saturating_sub(4 + used), &told, theme.dim);
    }

    fn draw_rest(&self, buffer: &mut Buffer, area: Rect, kind: Kind, theme: &Theme) {
        let sign = if self.shows(kind, true) { "▾" } else { "▸" };
        let count = self.group(kind).map_or(0, |group| group.items.len() - group.evident);
        let told = format!("{sign} {} seen once, with nothing that tells what it is", counted(count, "name"));
        ink::put_fitted(
            buffer,
            area.x + 3,
            area.y,
            area.width.saturating_sub(4),
            &sanitise(&told),
            theme.dim,
        );
    }

    fn group(&self, kind: Kind) -> Option<&crate::library::register::Group> {
        self.groups.iter().find(|(own, _)| *own == kind).map(|(_, group)| group)
    }

    fn cells(&self) -> usize {
        self.rows
            .iter()
            .find_map(|row| match row {
                Row::Item(place) => Some(self.register.bar(*place).len()),
                Row::Kind(_) | Row::Rest(_) => None,
            })
            .unwrap_or(0)
    }

    fn draw_item(&self, buffer: &mut Buffer, area: Rect, place: u32, scene: &Scene<'_>) {
        let (item, theme) = (self.register.item(place), scene.theme);
        let style = theme.role(item.subject.kind().row().role);
        let tracked = scene.tracked == Some(item.subject);
        let sign = match ((scene.chosen)(&item.subject), tracked) {
            (true, _) => "✓",
            (_, true) => "▸",
            _ => " ",
        };
        ink::put(buffer, area.x, area.y, 1, &Safe::literal(sign), theme.focus);
        if item.is_doubtful {
            ink::put(buffer, area.x + 2, area.y, 1, &Safe::literal("?"), theme.focus);
        }
        let columns = Columns::of(area.width, self.register.bar(place).len());
        let mut right = area.right().saturating_sub(1);
        let mut put = |buffer: &mut Buffer, width: u16, text: &Safe<'_>, style| {
            if width > 0 {
                let shown = (text.width() as u16).min(width);
                ink::put(buffer, right.saturating_sub(shown), area.y, shown, text, style);
                right = right.saturating_sub(width);
            }
        };
        let date = |date: Option<String>| sanitise(&date.unwrap_or_default()).into_owned();
        put(buffer, columns.last, &date(item.dates.map(|dates| dates.1.to_string())), theme.dim);
        put(buffer, columns.first, &date(item.dates.map(|dates| dates.0.to_string())), theme.dim);
        let cells = usize::from(columns.bar.saturating_sub(2));
        put(buffer, columns.bar, &bar(self.register.bar(place), cells), style);
        let count = |count: u32| sanitise(facts::short(count).trim()).into_owned();
        put(buffer, columns.count, &count(item.articles), theme.dim);
        put(buffer, columns.count, &count(item.mentions), theme.text);
        let x = area.x + 4;
        let room = right.saturating_sub(x + 1);
        let look = if tracked { style.bold() } else { style };
        let used = ink::put_fitted(buffer, x, area.y, room, &sanitise(&name(scene.library, item)), look);
        if let Subject::Entity(entity) = item.subject
            && let Some(role) = scene.library.entity(entity).description.as_deref()
        {
            let role = sanitise(&format!(" · {role}")).into_owned();
            ink::put_fitted(buffer, x + used, area.y, room - used.min(room), &role, theme.dim);
        }
    }
}

/// Levels as a bar of at most `cells` cells, each the highest of those that it stands for.
pub(in crate::panes) fn bar(levels: &[u8], cells: usize) -> Safe<'static> {
    const SIGNS: [char; FULL as usize + 1] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let cells = cells.min(levels.len());
    let level = |cell: usize| {
        let range = cell * levels.len() / cells..(cell + 1) * levels.len() / cells;
        levels[range].iter().copied().max().unwrap_or(0)
    };
    let text: String = (0..cells).map(|cell| SIGNS[usize::from(level(cell).min(FULL))]).collect();
    sanitise(&text).into_owned()
}
