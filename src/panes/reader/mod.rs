//! The reading view: the position in the article, and drawing it. Text is in a centred measure with its facts
//! coloured by kind; the tracked target is marked in the text and, as a minimap, on the right edge.

pub(crate) mod document;
mod heights;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::article::{Article, ArticleId};
use crate::config::look::{Guide, TextLook};
use crate::config::theme::Theme;
use crate::facts::{Kind, Mention};
use crate::text::{Safe, Span, sanitise};
use crate::triage::Highlight;
use crate::typeset::{self, Row, Run};
use document::{Document, Laid, Place, Role};

use super::ink;
use super::layout::Room;

/// An emphasis or a link that begins so many bytes before a line, or more, is not shown in it.
const REACH_OF_EMPHASIS: u32 = 8192;

/// At the left of a line of which something is kept.
const KEPT: &str = "▎";

/// From so many occurrences of the target on, a row of the minimap is drawn as full.
const MANY: usize = 4;

/// Columns beside the text: one on the left, and one on the right for the minimap.
const MARGIN: u16 = 1;

/// The open article and the position in it.
#[derive(Debug, Default)]
pub(crate) struct ReadingView {
    article: Option<ArticleId>,
    document: Document,
    width: u16,
    height: u16,
    measure: u16,
    look: TextLook,
    /// The row that is read, when it is marked.
    line: Place,
    /// Whether a frame is around it, which has the title.
    framed: bool,
    top: Place,
    last: Place,
    rows: Vec<Place>,
    percent: u32,
    removed: bool,
}

/// What the reading view is drawn from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// The open article.
    pub(crate) article: &'a Article,
    /// Its mentions, in reading order.
    pub(crate) mentions: &'a [Mention],
    /// The occurrences of the tracked target, in reading order.
    pub(crate) target: &'a [Span],
    /// The current occurrence.
    pub(crate) current: Option<Span>,
    /// The passages that are kept, in reading order.
    pub(crate) highlights: &'a [(Span, Arc<Highlight>)],
    /// The passage that is being selected.
    pub(crate) passage: Option<Span>,
    /// The kinds whose mentions are not coloured.
    pub(crate) plain: &'a [Kind],
    /// The colours.
    pub(crate) theme: &'a Theme,
    /// Whether the pane has the keyboard.
    pub(crate) focused: bool,
}

impl ReadingView {
    /// The open article.
    pub(crate) fn article(&self) -> Option<ArticleId> {
        self.article
    }

    /// Opens `article` at byte `offset` of its text.
    pub(crate) fn open(&mut self, id: ArticleId, article: &Article, mentions: &[Mention], offset: u32) {
        let figures = mentions.iter().filter(|mention| mention.fact.figure().is_some());
        self.document = Document::new(article, figures.map(|mention| mention.span).collect(), self.removed);
        self.article = Some(id);
        self.go_to(article, offset);
    }

    /// Scrolls to byte `offset` of the text, which comes to the top.
    pub(crate) fn go_to(&mut self, article: &Article, offset: u32) {
        self.arrange(article);
        self.top = if offset == 0 { Place::default() } else { self.document.place_of(article, offset) };
        self.line = self.top;
        self.prepare(article);
    }

    /// Closes the article.
    pub(crate) fn close(&mut self) {
        let Self { width, height, measure, look, framed, removed, .. } = *self;
        *self = Self { width, height, measure, look, framed, removed, ..Self::default() };
    }

    /// Adapts to an area of the screen and keeps the position in the text; returns whether anything changed.
    pub(crate) fn resize(
        &mut self,
        room: Room,
        measure: u16,
        look: TextLook,
        article: Option<&Article>,
    ) -> bool {
        let size = (room.inner().width, room.inner().height, measure);
        if (size, look, room.framed) == ((self.width, self.height, self.measure), self.look, self.framed) {
            return false;
        }
        self.framed = room.framed;
        let offset = article.map(|article| (self.offset(article), self.byte_of(article, self.line)));
        ((self.width, self.height, self.measure), self.look) = (size, look);
        if let (Some(article), Some((offset, line))) = (article, offset) {
            self.arrange(article);
            self.top =
                if offset == 0 { self.top.min(self.last) } else { self.document.place_of(article, offset) };
            self.line = if line == 0 { Place::default() } else { self.document.place_of(article, line) };
            self.prepare(article);
        }
        true
    }

    /// Shows or hides what cleaning removed; returns whether it is shown now.
    pub(crate) fn toggle_removed(&mut self, article: &Article) -> bool {
        self.removed = !self.removed;
        let offset = self.offset(article);
        if self.article.is_some() {
            self.document = self.document.again(article, self.removed);
            self.go_to(article, offset);
        }
        self.removed
    }

    /// The byte of the text on the first row.
    pub(crate) fn offset(&mut self, article: &Article) -> u32 {
        self.byte_of(article, self.top)
    }

    fn byte_of(&mut self, article: &Article, place: Place) -> u32 {
        if self.article.is_none() || place.block >= self.document.blocks() {
            return 0;
        }
        self.document.offset_of(article, place)
    }

    /// The first byte after what is on the screen.
    pub(crate) fn end_offset(&mut self, article: &Article) -> u32 {
        match self.rows.last() {
            Some(&last) if !self.at_end() => {
                let next = self.step(article, last, 1);
                self.document.offset_of(article, next)
            }
            _ => article.text.len() as u32,
        }
    }

    /// Moves by rows, down or up: the marked line, which stays in the middle third of the screen, or else the view.
    pub(crate) fn move_by(&mut self, article: &Article, rows: isize) {
        if self.look.guide == Guide::Off {
            return self.scroll(article, rows);
        }
        let mut line = self.step(article, self.line, rows);
        // An empty row between paragraphs is not read.
        while self.is_gap(line) {
            let next = self.step(article, line, rows.signum());
            if next == line {
                break;
            }
            line = next;
        }
        self.line = line;
        let (third, rows) = (isize::from(self.height as i16) / 3, self.rows.len() as isize);
        let below = self.rows.iter().position(|row| *row >= line).map_or(rows, |row| row as isize);
        if below >= rows || below > 2 * third {
            self.top = self.step(article, line, -2 * third);
        } else if below < third {
            self.top = self.step(article, line, -third);
        }
        self.prepare(article);
    }

    /// Marks the row at a position of the screen as the line that is read.
    pub(crate) fn mark_line(&mut self, room: Room, at: Position) {
        let row = at.y.checked_sub(room.inner().y).and_then(|row| self.rows.get(usize::from(row)));
        self.line = row.copied().filter(|row| !self.is_gap(*row)).unwrap_or(self.line);
    }

    /// Whether a row shows text of the article, not what is beside it or an empty row.
    fn is_text(&self, place: Place) -> bool {
        let laid = self.document.laid(place.block);
        laid.is_some_and(|laid| matches!(laid.role, Role::Text(_)) && place.row < laid.rows.len())
    }

    /// Whether a row is an empty one after a block.
    fn is_gap(&self, place: Place) -> bool {
        self.document.laid(place.block).is_some_and(|laid| place.row >= laid.rows.len())
    }

    /// Moves by rows, down or up.
    pub(crate) fn scroll(&mut self, article: &Article, rows: isize) {
        self.top = self.step(article, self.top, rows);
        self.prepare(article);
    }

    /// Moves by a fraction of the height: 1.0 is a page, of which two rows stay visible.
    pub(crate) fn scroll_pages(&mut self, article: &Article, pages: f32) {
        let page = f32::from(self.height.saturating_sub(2).max(1));
        self.scroll(article, (page * pages) as isize);
    }

    /// To the first row.
    pub(crate) fn scroll_to_start(&mut self, article: &Article) {
        self.top = Place::default();
        self.prepare(article);
    }

    /// To the last row.
    pub(crate) fn scroll_to_end(&mut self, article: &Article) {
        self.top = self.last;
        self.prepare(article);
    }

    /// Whether the last row is on the screen.
    pub(crate) fn at_end(&self) -> bool {
        self.top >= self.last
    }

    /// Scrolls so that byte `offset` of the text is visible; if it was not, to a third from the top.
    pub(crate) fn show(&mut self, article: &Article, offset: u32) {
        let place = self.document.place_of(article, offset);
        self.line = place;
        if !self.rows.contains(&place) {
            self.top = self.step(article, place, -(isize::from(self.height as i16) / 3));
            self.prepare(article);
        }
    }

    /// The part of the article above the end of the screen, in per cent.
    fn percent_read(&mut self, article: &Article) -> u32 {
        if self.at_end() {
            return 100;
        }
        let end = u64::from(self.end_offset(article));
        (end * 100 / article.text.len().max(1) as u64).min(99) as u32
    }

    fn columns(&self) -> u16 {
        self.measure.min(self.width.saturating_sub(2 * MARGIN)).max(1)
    }

    /// Lays out for the width and finds the last position to which the view can scroll.
    fn arrange(&mut self, article: &Article) {
        // Without a frame there is no place for the title but in the text.
        let title = if self.framed { usize::from(self.width.saturating_sub(2)) } else { 0 };
        self.document.arrange(article, usize::from(self.columns()), title, self.look);
        let block = self.document.blocks().saturating_sub(1);
        let end = Place { block, row: self.document.lay(article, block).rows.len().saturating_sub(1) };
        self.last = self.step(article, end, -(self.height.saturating_sub(1) as isize));
    }

    fn step(&mut self, article: &Article, from: Place, rows: isize) -> Place {
        let mut place = from;
        for _ in 0..rows.unsigned_abs() {
            if rows > 0 {
                if place.row + 1 < self.document.lay(article, place.block).height() {
                    place.row += 1;
                } else if place.block + 1 < self.document.blocks() {
                    place = Place { block: place.block + 1, row: 0 };
                } else {
                    break;
                }
            } else if place.row > 0 {
                place.row -= 1;
            } else if place.block > 0 {
                let block = place.block - 1;
                let rows = self.document.lay(article, block).height();
                place = Place { block, row: rows.saturating_sub(1) };
            } else {
                break;
            }
        }
        place
    }

    /// Lays out what is on the screen.
    fn prepare(&mut self, article: &Article) {
        self.top = self.top.min(self.last);
        self.rows.clear();
        let mut place = self.top;
        for _ in 0..self.height {
            self.document.lay(article, place.block);
            self.rows.push(place);
            let next = self.step(article, place, 1);
            if next == place {
                break;
            }
            place = next;
        }
        // The marked line stays in view, and is one of the text as long as there is any.
        let shown = self.rows.first().zip(self.rows.last());
        let line = shown.map_or(self.line, |(first, last)| self.line.clamp(*first, *last));
        let texts = self.rows.iter().copied().filter(|row| self.is_text(*row));
        self.line =
            if self.is_text(line) { line } else { texts.min_by_key(|row| *row < line).unwrap_or(line) };
        self.percent = self.percent_read(article);
    }

    /// The byte of the article's text that is shown at a position of the screen; `None` where none is.
    pub(crate) fn byte_at(&self, room: Room, at: Position) -> Option<u32> {
        let inner = room.inner();
        let place = inner.contains(at).then(|| self.rows.get(usize::from(at.y - inner.y)))??;
        let laid = self.document.laid(place.block).filter(|laid| matches!(laid.role, Role::Text(_)))?;
        let column = at.x.checked_sub(left_of(inner, self.columns()))?;
        let run = laid.rows.get(place.row)?.runs.iter().rfind(|run| run.column <= column)?;
        let text = laid.text.safe().slice(run.span);
        let mut end = run.column;
        let (byte, _) = text.as_str().grapheme_indices(true).find(|(_, grapheme)| {
            end += grapheme.width() as u16;
            column < end
        })?;
        Some(laid.start + laid.text.to_source(run.span.start + byte as u32))
    }

    /// Draws the reading view.
    pub(crate) fn draw(&self, buffer: &mut Buffer, room: Room, scene: &Scene<'_>) {
        let title = document::title(scene.article);
        let note = sanitise(&format!("{} %", self.percent)).into_owned();
        let inner = ink::frame(buffer, room, scene.theme, scene.focused, &title, &note);
        let columns = self.columns();
        let left = left_of(inner, columns);
        for (place, y) in self.rows.iter().zip(inner.top()..inner.bottom()) {
            if let Some(laid) = self.document.laid(place.block) {
                let guided = *place == self.line;
                self.draw_row(buffer, (inner, left, y), laid, (place.row, guided), scene);
            }
        }
        if room.framed {
            self.draw_minimap(buffer, room.area, scene);
        }
    }

    fn draw_row(
        &self,
        buffer: &mut Buffer,
        (inner, left, y): (Rect, u16, u16),
        laid: &Laid,
        (row, guided): (usize, bool),
        scene: &Scene<'_>,
    ) {
        let Some(row) = laid.rows.get(row) else { return };
        let (style, centred) = style(laid.role, row, scene.theme);
        let safe = laid.text.safe();
        let columns = self.columns();
        if guided {
            self.draw_guide(buffer, (inner, left, y), scene);
        }
        for sign in &row.signs {
            for column in sign.column..sign.column.saturating_add(sign.times).min(columns) {
                ink::put(buffer, left + column, y, 1, &Safe::literal(sign.sign), scene.theme.dim);
            }
        }
        for run in &row.runs {
            let text = safe.slice(run.span);
            let middle = if centred { columns.saturating_sub(text.width() as u16) / 2 } else { 0 };
            let x = left + run.column + middle;
            let used = ink::put(buffer, x, y, columns.saturating_sub(run.column), &text, style);
            if run.hyphen {
                ink::put(buffer, x + used, y, 1, &Safe::literal("-"), style);
            }
        }
        if let Role::Text(_) = laid.role {
            for line in row.runs.chunk_by(|run, next| run.span.end == next.span.start) {
                let whole = Span { start: line[0].span.start, end: line[line.len() - 1].span.end };
                if left > 0 && has_highlight(laid, whole, scene) {
                    ink::put(buffer, left - 1, y, 1, &Safe::literal(KEPT), scene.theme.focus);
                }
                for (span, style) in marks_in(laid, whole, scene) {
                    tint(buffer, (left, y), safe, line, span, style);
                }
            }
        }
    }

    /// Marks the line that is read.
    fn draw_guide(&self, buffer: &mut Buffer, (inner, left, y): (Rect, u16, u16), scene: &Scene<'_>) {
        let selection = scene.theme.selection;
        match (self.look.guide, selection.bg) {
            (Guide::Off, _) => {}
            (Guide::Row, Some(background)) => {
                ink::tint(buffer, inner.x, y, inner.width, Style::new().bg(background));
            }
            // A theme without backgrounds has the signs only.
            (Guide::Row, None) | (Guide::Signs, _) => {
                for (x, sign) in [(left.saturating_sub(1), "›"), (left + self.columns(), "‹")] {
                    if (inner.left()..inner.right()).contains(&x) {
                        ink::put(buffer, x, y, 1, &Safe::literal(sign), scene.theme.focus);
                    }
                }
            }
        }
    }

    fn draw_minimap(&self, buffer: &mut Buffer, area: Rect, scene: &Scene<'_>) {
        let rows = area.height.saturating_sub(2);
        if area.width < 2 || rows == 0 || scene.target.is_empty() {
            return;
        }
        let before = |byte: u32| scene.target.partition_point(|span| span.start < byte);
        let mut first = 0;
        for row in 0..rows {
            // What begins in the rows of the text that this one stands for.
            let next = match self.document.share(row + 1, rows) {
                _ if row + 1 == rows => scene.target.len(),
                byte => before(byte).max(first),
            };
            let sign = match next - first {
                0 => continue,
                1..MANY => "┃",
                _ => "█",
            };
            let current = scene.current.is_some_and(|current| scene.target[first..next].contains(&current));
            let style = if current { scene.theme.current } else { scene.theme.focus };
            ink::put(buffer, area.right() - 1, area.y + 1 + row, 1, &Safe::literal(sign), style);
            first = next;
        }
    }
}

/// Styles what `span` of a text covers of a line, whose runs follow each other in the text: also the wider spaces between them.
fn tint(buffer: &mut Buffer, (left, y): (u16, u16), safe: &Safe<'_>, line: &[Run], span: Span, style: Style) {
    for (number, run) in line.iter().enumerate() {
        let (start, end) = (span.start.max(run.span.start), span.end.min(run.span.end));
        if start >= end {
            continue;
        }
        let column =
            |to: u32| run.column + safe.slice(Span { start: run.span.start, end: to }).width() as u16;
        let next = line.get(number + 1).filter(|next| next.span.start < span.end);
        let end = next.map_or_else(|| column(end), |next| next.column);
        ink::tint(buffer, left + column(start), y, end.saturating_sub(column(start)), style);
    }
}

/// The first column of the text, which is in the middle.
fn left_of(inner: Rect, columns: u16) -> u16 {
    inner.x + inner.width.saturating_sub(columns) / 2
}

/// The style of a row, and whether it is centred.
fn style(role: Role, row: &Row, theme: &Theme) -> (Style, bool) {
    let style = match role {
        Role::Title => return (theme.title, true),
        Role::Byline => return (theme.dim, true),
        Role::Notice => return (theme.error, true),
        Role::Removed => theme.dim,
        Role::Text(kind) => theme.block(kind, row.strong),
    };
    (style, false)
}

/// Whether a part of a line is kept.
fn has_highlight(laid: &Laid, line: Span, scene: &Scene<'_>) -> bool {
    let source = source_of(laid, line);
    scene.highlights.iter().any(|(span, _)| span.overlaps(source))
}

/// A part of a block in the article's text.
fn source_of(laid: &Laid, line: Span) -> Span {
    Span {
        start: laid.start + laid.text.to_source(line.start),
        end: laid.start + laid.text.to_source(line.end),
    }
}

/// The parts of a line that are styled by an emphasis, a link, a mention, the target or the current occurrence, in
/// drawing order.
fn marks_in(laid: &Laid, line: Span, scene: &Scene<'_>) -> Vec<(Span, Style)> {
    let source = source_of(laid, line);
    let theme = scene.theme;
    let kept = scene.highlights.iter().filter(|(span, _)| span.overlaps(source));
    let mut marks = Vec::new();
    let mut mark = |span: Span, style: Style| {
        marks.extend(typeset::within_run(&laid.text, laid.start, line, span).map(|span| (span, style)));
    };
    for (span, _) in kept {
        mark(*span, theme.highlight);
    }
    if let Some(structure) = &scene.article.structure {
        let near = Span { start: source.start.saturating_sub(REACH_OF_EMPHASIS), end: source.end };
        for run in structure.emphasis_from(near) {
            mark(run.span, theme.emphasis(run.kind));
        }
        for link in structure.links_from(near) {
            mark(link.span, theme.link());
        }
    }
    for mention in overlapping(scene.mentions, source, |mention| mention.span) {
        if scene.plain.contains(&mention.fact.kind()) {
            continue;
        }
        let style = theme.role(mention.fact.kind().row().role);
        mark(mention.span, style);
    }
    for span in overlapping(scene.target, source, |span| *span) {
        let style = if Some(*span) == scene.current { theme.current } else { theme.target };
        mark(*span, style);
    }
    if let Some(span) = scene.passage.filter(|span| span.overlaps(source)) {
        mark(span, theme.current);
    }
    marks
}

/// The items that overlap `within`, from a list in reading order.
fn overlapping<T>(items: &[T], within: Span, span: impl Fn(&T) -> Span) -> impl Iterator<Item = &T> {
    /// The longest mention, in bytes: one that begins further back cannot overlap the line.
    const REACH: u32 = 512;
    let first = items.partition_point(|item| span(item).start + REACH < within.start);
    let last = items.partition_point(|item| span(item).start < within.end);
    items[first..last.max(first)].iter().filter(move |item| span(item).overlaps(within))
}

#[cfg(test)]
mod tests;
