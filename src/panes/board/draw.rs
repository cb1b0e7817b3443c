//! Draws the board: the rows on the screen are looked up, however many there are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::article::ArticleId;
use crate::config::theme::Theme;
use crate::facts::MentionRef;
use crate::library::Library;
use crate::library::board::{Entry, Scale, label, range, values};
use crate::text::count::counted;
use crate::text::{Safe, sanitise};
use crate::triage::Marks;

use super::super::layout::Room;
use super::super::{context, ink};
use super::{BoardPane, WIDE};

/// Columns of values.
const VALUE: u16 = 16;
/// Columns before the value of a claim.
const INDENT: u16 = 4;
/// Where there are so many columns, the bar is longer and the articles are counted.
const SPACIOUS: u16 = 100;
/// Columns of the bar.
const BARS: (u16, u16) = (8, 14);

/// What the board is drawn with.
pub(crate) struct Scene<'a> {
    /// The model.
    pub(crate) library: &'a Library,
    /// The colours.
    pub(crate) theme: &'a Theme,
    /// What it is, above.
    pub(crate) title: Safe<'a>,
    /// Said where there are no rows.
    pub(crate) empty: Safe<'a>,
    /// The marks of an article.
    pub(crate) marks: &'a dyn Fn(ArticleId) -> &'a Marks,
    /// Whether each figure has a row.
    pub(crate) flat: bool,
}

/// The columns of the lines.
#[derive(Clone, Copy)]
struct Columns {
    bar: u16,
    counts: u16,
}

impl Columns {
    fn of(width: u16) -> Self {
        if width >= SPACIOUS {
            Self { bar: BARS.1, counts: 23 }
        } else {
            Self { bar: BARS.0, counts: if width >= WIDE { 10 } else { 0 } }
        }
    }
}

impl BoardPane {
    /// Draws the board.
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
        for (row, area) in self.places(inner) {
            match self.rows[row] {
                Entry::Question(place) => self.draw_question(buffer, area, place, scene),
                Entry::Claim(at) => self.draw_claim(buffer, area, at, scene),
            }
            if row == self.selected {
                ink::select(buffer, area, theme, true);
            }
        }
    }

    fn draw_question(&self, buffer: &mut Buffer, area: Rect, place: u32, scene: &Scene<'_>) {
        let (asked, theme) = (self.board.asked(place), scene.theme);
        let (columns, wide) = (Columns::of(area.width), area.width >= WIDE);
        let claims = self.board.claims(place).len();
        let sign = match (claims, self.is_unfolded(place)) {
            (_, true) => "▾",
            (1, _) => "·",
            _ => "▸",
        };
        ink::put(buffer, area.x + 1, area.y, 1, &Safe::literal(sign), theme.dim);
        let name = sanitise(scene.library.question_name(asked.question)).into_owned();
        let x = area.x + 3;
        let right = area.right().saturating_sub(1);
        let kind = scene.library.mention(asked.extremes.0).fact.kind();
        let style = theme.role(kind.row().role);
        let value = range(scene.library, asked);
        let value = if asked.dispute > 0.0 { format!("⚡ {value}") } else { value };
        let value = sanitise(&value);
        let told = if columns.counts > 12 {
            format!("{} in {}", counted(claims, "claim"), counted(asked.articles, "article"))
        } else {
            counted(claims, "claim")
        };
        let told = sanitise(&told).into_owned();
        if !wide {
            ink::put_fitted(buffer, x, area.y, right.saturating_sub(x), &name, theme.title);
            if area.height > 1 {
                let used = ink::put_fitted(buffer, x, area.y + 1, right.saturating_sub(x), &value, style);
                let x = x + used + 2;
                let room = right.saturating_sub(x);
                let used = if claims > 1 {
                    ink::put_fitted(buffer, x, area.y + 1, room, &told, theme.dim)
                } else {
                    0
                };
                let bar = right.saturating_sub(x + used + 2);
                if bar >= columns.bar {
                    let at = (right - columns.bar, area.y + 1);
                    draw_bar(buffer, at, columns.bar, asked.range, self.board.scale(kind), (style, theme));
                }
            }
            return;
        }
        let bar = right - columns.bar;
        draw_bar(buffer, (bar, area.y), columns.bar, asked.range, self.board.scale(kind), (style, theme));
        let values = bar - 1 - VALUE;
        let shown = (value.width() as u16).min(VALUE);
        ink::put_fitted(buffer, values + VALUE - shown, area.y, VALUE, &value, style);
        let counts = values - 1 - columns.counts;
        ink::put_fitted(buffer, counts, area.y, columns.counts, &told, theme.dim);
        ink::put_fitted(buffer, x, area.y, counts.saturating_sub(x + 1), &name, theme.title);
    }

    fn draw_claim(&self, buffer: &mut Buffer, area: Rect, at: MentionRef, scene: &Scene<'_>) {
        let (library, theme) = (scene.library, scene.theme);
        let (article, mention) = (library.article(at.article), library.mention(at));
        let kind = mention.fact.kind();
        let style = theme.role(kind.row().role);
        let (columns, wide) = (Columns::of(area.width), area.width >= WIDE);
        let indent = if scene.flat { 2 } else { INDENT }.min(if wide { INDENT } else { 2 });
        let right = area.right().saturating_sub(1);
        let x = area.x + indent;
        if (scene.marks)(at.article).starred {
            ink::put(buffer, area.x, area.y, 1, &Safe::literal("★"), theme.starred);
        }
        let value = sanitise(&label(library, at)).into_owned();
        let room = VALUE.min(right.saturating_sub(x));
        let used = ink::put_fitted(buffer, x, area.y, room, &value, style);
        let text = if wide { x + VALUE + 1 } else { x + used + 2 };
        let end = if wide { right - columns.bar - 1 } else { right };
        if wide {
            let bar = (right - columns.bar, area.y);
            draw_bar(buffer, bar, columns.bar, values(library, at), self.board.scale(kind), (style, theme));
        }
        self.draw_heading(buffer, (text, area.y, end.saturating_sub(text)), at, scene);
        if area.height > 1 {
            let text = if wide { text } else { x };
            let place = (text, area.y + 1, right.saturating_sub(text));
            context::draw(buffer, place, &article.text, mention.span, style, theme);
        }
    }

    /// Who says so (for a figure alone: the question that it answers), and the article.
    fn draw_heading(
        &self,
        buffer: &mut Buffer,
        (x, y, width): (u16, u16, u16),
        at: MentionRef,
        scene: &Scene<'_>,
    ) {
        let (library, theme) = (scene.library, scene.theme);
        let article = library.article(at.article);
        let claim = library.claims_if_known().and_then(|claims| claims.at(at));
        let said = claim.and_then(|claim| library.said_by(claim));
        let lead = match (scene.flat, claim) {
            (true, Some(claim)) => library.question_name(claim.question),
            _ => said.unwrap_or("the article"),
        };
        let style = if scene.flat { theme.title } else { theme.text };
        let style = if !scene.flat && said.is_none() { theme.dim } else { style };
        let used = ink::put_fitted(buffer, x, y, width, &sanitise(lead), style);
        let said = said.filter(|_| scene.flat).map(|said| format!(" · {said}")).unwrap_or_default();
        let date = article.date.map(|date| format!(" · {date}")).unwrap_or_default();
        let source = article.source.as_deref().map(|source| format!(" · {source}")).unwrap_or_default();
        let rest = sanitise(&format!("{said} · {}{source}{date}", article.title)).into_owned();
        ink::put_fitted(buffer, x + used, y, width.saturating_sub(used), &rest, theme.dim);
    }
}

/// Draws where a range lies between the smallest and the largest value of the board, on a logarithmic scale.
fn draw_bar(
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    cells: u16,
    range: (f64, f64),
    scale: Scale,
    (style, theme): (Style, &Theme),
) {
    let Some((from, to)) = place(cells, range, scale) else { return };
    ink::put(buffer, x, y, cells, &Safe::literal("──────────────"), theme.border);
    ink::put(buffer, x + from, y, to - from, &Safe::literal("██████████████"), style);
}

/// The cells of a bar that a range takes: from and to; `None` for what a logarithmic scale does not have.
pub(super) fn place(cells: u16, (low, high): (f64, f64), scale: Scale) -> Option<(u16, u16)> {
    let (least, most) = scale.filter(|_| low > 0.0)?;
    let decades = (most / least).log10();
    let cell = |value: f64| {
        let share = if decades > 0.0 { (value / least).log10() / decades } else { 0.0 };
        (share.clamp(0.0, 1.0) * f64::from(cells.saturating_sub(1))).round() as u16
    };
    Some((cell(low), cell(high) + 1))
}
