//! The hits of a target in context: under the heading of each article, each hit in its sentence, which is shown whole where
//! it fits a few lines. Only the rows on the screen are looked up, however many there are.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::article::{Article, ArticleId};
use crate::config::theme::Theme;
use crate::library::Library;
use crate::text::sanitise::{SafeText, sanitise_text};
use crate::text::sentence::around;
use crate::text::wrap::wrap;
use crate::text::{Language, Safe, Span, sanitise};

use super::layout::Room;
use super::{context, ink};

/// A sentence of more lines is cut around its hit, to one line.
const MOST_LINES: usize = 3;
/// Columns before a sentence.
const INDENT: u16 = 3;

/// A place of the text of an article.
pub(crate) type Hit = (ArticleId, Span);

/// The hits, in the order of the list and of the texts, and the place among them.
#[derive(Debug, Default)]
pub(crate) struct HitsPane {
    hits: Vec<Hit>,
    selected: usize,
    top: usize,
    area: Rect,
}

/// What is drawn beside the hits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// The model that the hits are of.
    pub(crate) library: &'a Library,
    /// The colours.
    pub(crate) theme: &'a Theme,
    /// The title of the frame.
    pub(crate) title: &'a Safe<'a>,
    /// What is said where there is no hit.
    pub(crate) empty: &'a Safe<'a>,
}

impl HitsPane {
    /// The selected hit; `None` when there is none.
    pub(crate) fn selected(&self) -> Option<Hit> {
        self.hits.get(self.selected).copied()
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.hits.len()
    }

    /// Shows other hits, and selects `hit` if it is among them, else the first.
    pub(crate) fn show(&mut self, library: &Library, hits: Vec<Hit>, hit: Option<Hit>) {
        self.hits = hits;
        self.selected = hit.and_then(|hit| self.hits.iter().position(|own| *own == hit)).unwrap_or(0);
        self.top = 0;
        self.follow(library);
    }

    /// The index of the selected hit.
    pub(crate) fn index(&self) -> usize {
        self.selected
    }

    /// Selects a hit by its index.
    pub(crate) fn select(&mut self, library: &Library, index: usize) {
        self.selected = index.min(self.hits.len().saturating_sub(1));
        self.follow(library);
    }

    /// The hit that is drawn at a place of the screen, or whose article's heading is.
    pub(crate) fn row_at(&self, library: &Library, at: Position) -> Option<usize> {
        let mut y = self.area.y;
        (self.top..self.hits.len()).take_while(|_| self.area.contains(at)).find(|&index| {
            y = y.saturating_add(self.height(library, index, self.top) as u16);
            at.y < y
        })
    }

    /// Moves the selection by hits.
    pub(crate) fn step(&mut self, library: &Library, hits: isize) {
        self.selected = self.selected.saturating_add_signed(hits).min(self.hits.len().saturating_sub(1));
        self.follow(library);
    }

    /// Moves the selection by what the screen shows.
    pub(crate) fn pages(&mut self, library: &Library, pages: f32) {
        let shown = self.shown(library).max(1);
        let step = ((shown as f32 * pages.abs()) as isize).max(1);
        self.step(library, if pages < 0.0 { -step } else { step });
    }

    /// Moves the selection to the first hit of the next article, or of the one before.
    pub(crate) fn step_article(&mut self, library: &Library, forward: bool) {
        let Some((here, _)) = self.selected() else { return };
        let first_of = |from: usize| {
            let article = self.hits[from].0;
            self.hits[..from].iter().rposition(|hit| hit.0 != article).map_or(0, |before| before + 1)
        };
        self.selected = if forward {
            let next = self.hits[self.selected..].iter().position(|hit| hit.0 != here);
            next.map_or(self.selected, |next| self.selected + next)
        } else {
            first_of(first_of(self.selected).saturating_sub(1))
        };
        self.follow(library);
    }

    /// Adapts to an area of the screen.
    pub(crate) fn resize(&mut self, room: Room, library: &Library) {
        if self.area != room.inner() {
            self.area = room.inner();
            self.follow(library);
        }
    }

    /// The columns of a sentence.
    fn width(&self) -> u16 {
        self.area.width.saturating_sub(INDENT + 1).max(1)
    }

    /// The rows of a hit, with the heading of its article when it is the first of it, or on the screen.
    fn height(&self, library: &Library, index: usize, top: usize) -> usize {
        let (id, span) = self.hits[index];
        let article = library.article(id);
        let sentence = Sentence::of(article, span);
        let heading = index == top || self.hits[index - 1].0 != id;
        usize::from(heading) + sentence.lines(self.width()).map_or(1, |lines| lines.len())
    }

    /// Scrolls so that the selected hit is seen.
    fn follow(&mut self, library: &Library) {
        self.top = self.top.min(self.selected);
        if self.hits.is_empty() {
            return;
        }
        let room = usize::from(self.area.height);
        let mut first = self.selected;
        let mut used = self.height(library, first, first);
        while first > self.top {
            let before = first - 1;
            // The heading of the article is above its first hit on the screen, whichever that is.
            let heading = usize::from(self.hits[before].0 == self.hits[first].0);
            let more = self.height(library, before, before) - heading;
            if used + more > room {
                break;
            }
            used += more;
            first = before;
        }
        self.top = first;
    }

    /// How many hits the screen shows.
    fn shown(&self, library: &Library) -> usize {
        let mut room = usize::from(self.area.height);
        let fits = |&index: &usize| {
            let height = self.height(library, index, self.top);
            let fits = height <= room;
            room = room.saturating_sub(height);
            fits
        };
        (self.top..self.hits.len()).take_while(fits).count()
    }

    /// Draws the hits.
    pub(crate) fn draw(&self, buffer: &mut Buffer, room: Room, scene: &Scene<'_>) {
        let Scene { library, theme, .. } = *scene;
        ink::clear(buffer, room.area, theme.text);
        let note = match self.hits.len() {
            0 => Safe::default(),
            total => sanitise(&format!("{}/{total}", self.selected + 1)).into_owned(),
        };
        let inner = ink::frame(buffer, room, theme, true, scene.title, &note);
        if self.hits.is_empty() {
            let middle = Rect { y: inner.y + inner.height / 3, height: inner.height.min(1), ..inner };
            return ink::centred(buffer, middle, scene.empty, theme.dim);
        }
        let mut y = inner.y;
        for (index, &(id, span)) in self.hits.iter().enumerate().skip(self.top) {
            if y >= inner.bottom() {
                break;
            }
            let article = library.article(id);
            if index == self.top || self.hits[index - 1].0 != id {
                draw_heading(buffer, Rect { y, height: 1, ..inner }, article, theme);
                y += 1;
            }
            let area = Rect { y, height: inner.bottom() - y, ..inner };
            let height = self.draw_hit(buffer, area, article, span, theme).min(area.height);
            if index == self.selected {
                ink::select(buffer, Rect { height, ..area }, theme, true);
            }
            y += height;
        }
    }

    /// Draws a hit in its sentence; returns how many rows it takes.
    fn draw_hit(&self, buffer: &mut Buffer, area: Rect, article: &Article, hit: Span, theme: &Theme) -> u16 {
        if area.height == 0 {
            return 0;
        }
        let (x, width) = (area.x + INDENT, self.width());
        let style = theme.text.patch(theme.target);
        let sentence = Sentence::of(article, hit);
        let Some(lines) = sentence.lines(width) else {
            context::draw(buffer, (x, area.y, width), &article.text, hit, theme.text, theme);
            return 1;
        };
        let safe = sentence.text.safe();
        for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
            ink::put(buffer, x, y, width, &safe.slice(*line), theme.text);
            let (from, to) = (sentence.hit.start.max(line.start), sentence.hit.end.min(line.end));
            if from < to {
                let before = safe.slice(Span { start: line.start, end: from }).width() as u16;
                let columns = safe.slice(Span { start: from, end: to }).width() as u16;
                ink::tint(buffer, x + before, y, columns.min(width.saturating_sub(before)), style);
            }
        }
        lines.len() as u16
    }
}

/// `Le pacte fissuré · La Gazette · 2025-01`.
fn draw_heading(buffer: &mut Buffer, area: Rect, article: &Article, theme: &Theme) {
    let width = area.width.saturating_sub(2);
    let used = ink::put_fitted(buffer, area.x + 1, area.y, width, &sanitise(&article.title), theme.title);
    let date = article.date.map(|date| format!(" · {date}")).unwrap_or_default();
    let source = article.source.as_deref().map(|source| format!(" · {source}")).unwrap_or_default();
    let beside = format!("{source}{date}");
    ink::put_fitted(
        buffer,
        area.x + 1 + used,
        area.y,
        width - used.min(width),
        &sanitise(&beside),
        theme.dim,
    );
}

/// The sentence of a hit.
struct Sentence<'a> {
    text: SafeText<'a>,
    /// The hit in it.
    hit: Span,
}

impl<'a> Sentence<'a> {
    fn of(article: &'a Article, hit: Span) -> Self {
        let sentence = around(&article.text, hit);
        let text = sanitise_text(sentence.of(&article.text));
        let start = hit.start.max(sentence.start) - sentence.start;
        let end = hit.end.min(sentence.end).max(sentence.start + start) - sentence.start;
        let hit = text.map(Span { start, end });
        Self { text, hit }
    }

    /// Its lines; `None` when there are too many.
    fn lines(&self, width: u16) -> Option<Vec<Span>> {
        let safe = self.text.safe();
        let width = usize::from(width);
        // Not wrapped only to be cut.
        if safe.width() > width * MOST_LINES {
            return None;
        }
        let mut lines = Vec::new();
        let mut at = 0;
        for line in safe.as_str().split('\n') {
            // Without hyphens: lines as short as these read better with whole words.
            let wrapped = wrap(line, width, Language::UNKNOWN).into_iter();
            lines.extend(wrapped.map(|part| Span { start: at + part.span.start, end: at + part.span.end }));
            at += line.len() as u32 + 1;
        }
        (lines.len() <= MOST_LINES).then_some(lines)
    }
}

#[cfg(test)]
#[path = "hits_tests.rs"]
mod tests;
