//! Draws the dossier: the rows on the screen are looked up, however many there are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::theme::Theme;
use crate::facts::MentionRef;
use crate::library::Subject;
use crate::text::count::{counted, counted_as};
use crate::text::{Safe, sanitise};

use super::super::layout::Room;
use super::super::{ink, register};
use super::{DossierPane, Part, Row, told};

/// With fewer rows there are no lines about the subject.
const TALL: u16 = 12;
/// The most columns of a sentence.
const MEASURE: u16 = 100;
/// Columns before a sentence.
const INDENT: u16 = 4;
/// The most forms of a name.
const FORMS: usize = 20;

/// What the dossier is drawn with.
pub(crate) struct Scene<'a> {
    /// The colours.
    pub(crate) theme: &'a Theme,
    /// What it is, above.
    pub(crate) title: Safe<'a>,
    /// Said where there are no rows.
    pub(crate) empty: Safe<'a>,
}

/// The lines about the subject above the rows.
pub(super) fn head(area: Rect) -> u16 {
    if area.height >= TALL { 3 } else { 0 }
}

/// The columns of a sentence.
pub(super) fn width_of_sentence(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(INDENT + 1).min(MEASURE))
}

impl DossierPane {
    /// Draws the dossier.
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
        let head = head(inner);
        if head > 0 {
            self.draw_head(buffer, Rect { height: head, ..inner }, scene);
        }
        let head = head.min(inner.height);
        let below = Rect { y: inner.y + head, height: inner.height - head, ..inner };
        for (row, area) in self.places(below) {
            self.draw_row(buffer, area, self.rows[row], scene);
            if row == self.selected {
                ink::select(buffer, area, theme, true);
            }
        }
    }

    /// Its other names, and how often it is mentioned when.
    fn draw_head(&self, buffer: &mut Buffer, area: Rect, scene: &Scene<'_>) {
        let (Some(dossier), Some(subject)) = (&self.dossier, self.subject()) else { return };
        let theme = scene.theme;
        let (x, width) = (area.x + 1, area.width.saturating_sub(2));
        if let Subject::Entity(entity) = subject {
            let forms = self.library.entity(entity).surfaces.iter().take(FORMS);
            let forms: Vec<_> = forms.map(|(form, count)| format!("{form} ×{count}")).collect();
            let line = sanitise(&forms.join(", ")).into_owned();
            ink::put_fitted(buffer, x, area.y, width, &line, theme.dim);
        }
        let Some(item) = dossier.item() else { return };
        let mut told =
            format!("{} in {}", counted(item.mentions, "mention"), counted(item.articles, "article"));
        if dossier.stories() < item.articles as usize {
            told = format!("{told} ({})", counted_as(dossier.stories(), "story", "stories"));
        }
        let (levels, months) = dossier.bar();
        let y = area.y + 1;
        let used = ink::put_fitted(buffer, x, y, width, &sanitise(&told), theme.text);
        let Some((first, last)) = months else { return };
        let mut x = x + used + 2;
        let mut put = |text: &Safe<'_>, style| {
            let room = area.right().saturating_sub(x);
            x += ink::put_fitted(buffer, x, y, room, text, style);
        };
        put(&sanitise(&format!("{first} ")), theme.dim);
        if first != last {
            put(&register::bar(levels, levels.len()), theme.role(subject.kind().row().role));
            put(&sanitise(&format!(" {last}")), theme.dim);
        }
    }

    fn draw_row(&self, buffer: &mut Buffer, area: Rect, row: Row, scene: &Scene<'_>) {
        let Some(dossier) = &self.dossier else { return };
        let theme = scene.theme;
        match row {
            Row::Part(part) => self.draw_part(buffer, area, part, theme),
            Row::More(_, count) => {
                let text = sanitise(&format!("… {count} more")).into_owned();
                ink::put_fitted(
                    buffer,
                    area.x + INDENT,
                    area.y,
                    area.width.saturating_sub(INDENT),
                    &text,
                    theme.dim,
                );
            }
            Row::Beside(part, place) => self.draw_beside(buffer, area, (part, place), theme),
            Row::Article(place) => {
                if let Some(at) = dossier.mentions().get(place as usize) {
                    self.draw_article(buffer, area, *at, theme);
                }
            }
            Row::Mention(place) => {
                if let Some(at) = dossier.mentions().get(place as usize) {
                    self.draw_mention(buffer, area, *at, theme);
                }
            }
        }
    }

    fn draw_part(&self, buffer: &mut Buffer, area: Rect, part: Part, theme: &Theme) {
        let (name, count) = match part {
            Part::Together => ("Named together", self.found.together.len()),
            Part::Figures => ("Sums and percentages in the same sentence", self.found.figures.len()),
            Part::Mentions => ("Mentions", self.found.mentions.len()),
        };
        let sign = if self.folded.contains(&part) { "▸" } else { "▾" };
        ink::put(buffer, area.x + 1, area.y, 1, &Safe::literal(sign), theme.dim);
        let room = area.width.saturating_sub(4);
        let used = ink::put_fitted(buffer, area.x + 3, area.y, room, &Safe::literal(name), theme.title);
        let count = sanitise(&format!("  {count}")).into_owned();
        ink::put(buffer, area.x + 3 + used, area.y, room - used.min(room), &count, theme.dim);
    }

    fn draw_beside(&self, buffer: &mut Buffer, area: Rect, (part, place): (Part, u32), theme: &Theme) {
        let Some(dossier) = &self.dossier else { return };
        let all = if part == Part::Figures { dossier.figures() } else { dossier.together() };
        let Some(beside) = all.get(place as usize) else { return };
        let style = theme.role(beside.subject.kind().row().role);
        let room = area.width.saturating_sub(INDENT + 1);
        let name = sanitise(&beside.name(&self.library)).into_owned();
        let used = ink::put_fitted(buffer, area.x + INDENT, area.y, room, &name, style);
        let told = match (beside.sentences, beside.articles) {
            (0, articles) => format!("  in {}", counted(articles, "article")),
            (sentences, articles) => {
                format!("  in {} · {}", counted(sentences, "sentence"), counted(articles, "article"))
            }
        };
        let told = sanitise(&told).into_owned();
        ink::put_fitted(buffer, area.x + INDENT + used, area.y, room - used.min(room), &told, theme.dim);
    }

    fn draw_article(&self, buffer: &mut Buffer, area: Rect, at: MentionRef, theme: &Theme) {
        let article = self.library.article(at.article);
        let room = area.width.saturating_sub(3);
        let used =
            ink::put_fitted(buffer, area.x + 2, area.y, room, &sanitise(&article.title), theme.text.bold());
        let source = article.source.as_deref().map(|source| format!(" · {source}")).unwrap_or_default();
        let date = article.date.map(|date| format!(" · {date}")).unwrap_or_default();
        let rest = sanitise(&format!("{source}{date}")).into_owned();
        ink::put_fitted(buffer, area.x + 2 + used, area.y, room - used.min(room), &rest, theme.dim);
    }

    fn draw_mention(&self, buffer: &mut Buffer, area: Rect, at: MentionRef, theme: &Theme) {
        let style = theme.role(self.library.mention(at).fact.kind().row().role);
        let lines = told::lines(&self.library, at, width_of_sentence(area));
        for (told, y) in lines.iter().zip(area.top()..area.bottom()) {
            let x = area.x + INDENT;
            let width = area.right().saturating_sub(x);
            ink::put(buffer, x, y, width, &told.text, theme.text);
            let bytes: Vec<u32> = (told.mention.start..told.mention.end).collect();
            ink::tint_bytes(buffer, (x, y), width, &told.text, &bytes, style.patch(theme.target));
        }
    }
}
