//! Draws the state: gives each pane its area and its data. Changes nothing.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::article::ArticleId;
use crate::panes::layout::{Pane, SMALLEST};
use crate::panes::{filter_line, ink, list, reader, status};
use crate::text::count::counted;
use crate::text::{Safe, sanitise};
use crate::triage::{Pending, StoredValue};

use super::cover::Cover;
use super::input::Overlay;
use super::ordered::Row;
use super::prompt::Purpose;
use super::state::State;

impl State {
    /// Draws everything.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        if let Some(cursor) = self.paint(frame.buffer_mut(), area) {
            frame.set_cursor_position(cursor);
        }
    }

    /// Draws the screen; returns the position of the cursor while something is typed.
    pub fn paint(&self, buffer: &mut Buffer, screen: Rect) -> Option<(u16, u16)> {
        if screen.width < SMALLEST.0 || screen.height < SMALLEST.1 {
            let line = Rect { y: screen.y + screen.height / 2, height: screen.height.min(1), ..screen };
            let words = ["larger, please", "larger", "+"];
            let fitting = words.into_iter().find(|text| text.len() <= usize::from(screen.width));
            ink::centred(buffer, line, &Safe::literal(fitting.unwrap_or_default()), self.settings.theme.text);
            return None;
        }
        let in_filter = self.paint_top(buffer);
        match self.cover() {
            Some(Cover::Board) => self.paint_board(buffer),
            Some(Cover::Index) => self.paint_index(buffer),
            Some(Cover::Dossier) => self.paint_dossier(buffer),
            Some(Cover::Hits) => self.paint_hits(buffer),
            None => {
                self.paint_list(buffer);
                self.paint_reader(buffer);
            }
        }
        if let Some(room) = self.window.areas().facts.filter(|_| self.cover().is_none()) {
            let tracked = self.tracking.subject();
            let (focused, pending) = (self.focus() == Pane::Facts, self.triage.corrections_pending());
            self.facts.draw(buffer, room, &self.settings.theme, focused, tracked.as_ref(), pending);
        }
        let in_status = self.paint_status(buffer);
        let theme = &self.settings.theme;
        let help = self.input.overlay().and_then(Overlay::help);
        let in_overlay = help.and_then(|help| help.draw(buffer, screen, theme));
        in_overlay.or(in_filter).or(in_status)
    }

    fn paint_top(&self, buffer: &mut Buffer) -> Option<(u16, u16)> {
        let editing = self.input.prompt().filter(|prompt| prompt.purpose.is_filter());
        if editing.is_none() && self.window.areas().share_a_line() {
            return None;
        }
        let key = self.first_key_for("filter");
        let scene = filter_line::Scene {
            place: sanitise(&self.place),
            articles: self.library.articles().len() - self.triage.marks().counts().archived,
            of: self.listing.in_view(self.triage.marks(), self.library.articles().len()),
            unread: self.triage.marks().unread(),
            unread_pending: self.triage.marks().counts().unread_pending > 0,
            query: editing.map_or(self.listing.query(), |prompt| prompt.line.text()),
            cursor: editing.map(|prompt| prompt.line.cursor()),
            matching: self.listing.staying(),
            pending: self.listing.is_pending(),
            flaws: self.listing.flaws().iter().map(|flaw| (flaw.error.span, flaw.unfinished)).collect(),
            key: sanitise(&key),
        };
        filter_line::draw(buffer, self.window.areas().top, &scene, &self.settings.theme)
    }

    fn paint_list(&self, buffer: &mut Buffer) {
        let Some(room) = self.window.areas().list else { return };
        let empty = if self.library.articles().is_empty() {
            Safe::literal("no articles")
        } else if self.listing.query().is_empty() {
            Safe::literal("nothing in this view")
        } else {
            Safe::literal("nothing matches the filter")
        };
        let title = self.listing.title();
        let ordered = self.listing.ordered();
        self.listing.pane().draw(
            buffer,
            room,
            &list::Scene {
                library: &self.library,
                listed: ordered.ids().len(),
                place: self.listing.place(),
                row: &|row| match ordered.at(row)? {
                    Row::Article(id) => Some(list::Shown::Article(id)),
                    Row::Heading(index) => {
                        let section = ordered.sections().get(index)?;
                        Some(list::Shown::Heading(&section.name, section.places.len(), section.folded))
                    }
                },
                marks: &|id| self.triage.of(id),
                told: &|id| ordered.told(id),
                chosen: &|id| self.selection.has(id),
                left: &|id| self.listing.has_left(id),
                hits: &|id| self.tracking.target().and_then(|target| target.count_at(ordered.place_of(id)?)),
                staying: self.listing.staying(),
                matched: &|title| self.listing.highlighter().letters(title),
                open: self.reading.article(),
                title: sanitise(&title),
                empty,
                theme: &self.settings.theme,
                focused: self.focus() == Pane::List,
            },
        );
    }

    fn paint_reader(&self, buffer: &mut Buffer) {
        let Some(room) = self.window.areas().reader else { return };
        let theme = &self.settings.theme;
        let focused = self.focus() == Pane::Reader;
        let Some(id) = self.reading.article() else {
            ink::frame(buffer, room, theme, focused, &Safe::default(), &Safe::default());
            return;
        };
        let scene = reader::Scene {
            article: self.library.article(id),
            mentions: self.library.mentions(id),
            target: self.tracking.here(),
            current: self.tracking.current(),
            highlights: self.reading.highlights(),
            passage: self.passage().map(|passage| passage.span),
            plain: &self.plain,
            theme,
            focused,
        };
        self.reading.pane().draw(buffer, room, &scene);
    }

    fn paint_status(&self, buffer: &mut Buffer) -> Option<(u16, u16)> {
        let theme = &self.settings.theme;
        let area = self.window.areas().status;
        let filtering = self.input.prompt().is_some_and(|prompt| prompt.purpose.is_filter());
        if filtering && self.window.areas().share_a_line() {
            return None;
        }
        if let Some(prompt) = self.input.prompt()
            && !prompt.purpose.is_filter()
        {
            let (label, text, cursor) = (prompt.purpose.label(), prompt.line.text(), prompt.line.cursor());
            let hint = prompt.completion.shown(text);
            let mistake = prompt.mistake.is_some();
            let note = prompt.mistake.clone().unwrap_or_else(|| self.found_so_far(prompt.purpose));
            let (hint, note) = (sanitise(&hint), sanitise(&note));
            if prompt.purpose == Purpose::Note {
                let rows = (self.window.screen().height / 2).max(1);
                return status::draw_lines(buffer, area, (label, text, cursor), rows, theme);
            }
            let scene = status::Scene::Prompt { label, text, cursor, hint, note, mistake };
            return status::draw(buffer, area, &scene, theme);
        }
        let suggested = self.input.prompt().map(|prompt| prompt.suggestions.shown()).unwrap_or_default();
        let wrong = self.listing.flaws().iter().any(|flaw| !flaw.unfinished);
        if !suggested.is_empty() && !wrong {
            let left = sanitise(&suggested);
            let hints = [(Safe::literal("Tab"), "completes")];
            return status::draw(buffer, area, &status::Scene::Place { left, hints: &hints }, theme);
        }
        if let Some(mistake) = self.listing.mistake().filter(|_| self.input.prompt().is_some()) {
            let scene = status::Scene::Message { text: sanitise(&mistake), error: wrong, rows: 1 };
            return status::draw(buffer, area, &scene, theme);
        }
        if let Some(message) = self.status.message() {
            // An error is shown whole; other messages do not cover the panes.
            let height = self.window.screen().height;
            let rows = if message.error { height.saturating_sub(4).max(1) } else { 1 };
            let scene = status::Scene::Message { text: sanitise(&message.text), error: message.error, rows };
            return status::draw(buffer, area, &scene, theme);
        }
        if let Some(banner) = self.save_note().filter(|note| note.starts_with("not saved")) {
            let scene = status::Scene::Message { text: sanitise(&banner), error: true, rows: 1 };
            return status::draw(buffer, area, &scene, theme);
        }
        let left = self.where_one_is();
        let hints = self.hints();
        status::draw(buffer, area, &status::Scene::Place { left: sanitise(&left), hints: &hints }, theme)
    }

    /// What a search has found while it is typed: `3 here · 31 in 9 articles`.
    fn found_so_far(&self, purpose: Purpose) -> String {
        if purpose == Purpose::Rows {
            return match self.cover() {
                Some(Cover::Index) => self.names_found(),
                Some(Cover::Dossier) => self.found_in_dossier(),
                Some(Cover::Board) => self.rows_found(),
                None => counted(self.facts.count(), "row"),
                Some(Cover::Hits) => self.hits_found(),
            };
        }
        if purpose == Purpose::Export {
            let selected = self.selection.here();
            let count = if selected > 0 {
                selected
            } else {
                self.listing.ids().len() + self.listing.ordered().hidden()
            };
            return format!("{} · name.md, .csv, .ndjson or .bib", counted(count, "article"));
        }
        let Some(target) = self.tracking.tracked().filter(|_| purpose == Purpose::Search) else {
            return String::new();
        };
        let here = target.here().len();
        match target.totals() {
            None => format!("{here} here · searching…"),
            Some((0, _)) => "nowhere in the list".to_owned(),
            Some((all, articles)) => format!("{here} here · {all} in {}", counted(articles, "article")),
        }
    }

    fn where_one_is(&self) -> String {
        let open = self.reading.article();
        match self.cover() {
            Some(Cover::Board) => return self.where_on_board(),
            Some(Cover::Index) => return self.where_in_index(),
            Some(Cover::Dossier) => return self.where_in_dossier(),
            Some(Cover::Hits) => return self.where_in_hits(),
            None => {}
        }
        if let Some(passage) = self.passage_line() {
            return passage;
        }
        if let Some(question) = self.question() {
            return question;
        }
        if let Some(figure) = self.selected_figure() {
            return figure;
        }
        let mut text = match (self.tracking.target(), open) {
            (Some(target), _) => {
                let listed = self.listing.ids().len() + self.listing.ordered().hidden();
                let whole = listed == self.library.articles().len();
                let place = open.and_then(|id| self.listing.ordered().place_of(id));
                format!("{}{}", target.label(place, whole), self.said_beside())
            }
            (None, Some(id)) => {
                let article = self.library.article(id);
                let path = article.origin.path.file_name().map_or_else(
                    || article.origin.path.display().to_string(),
                    |name| name.to_string_lossy().into_owned(),
                );
                let changed = if self.triage.of(id).changed { " · changed since it was marked" } else { "" };
                format!("{path}{changed}{}{}{}", self.tags_of(id), self.note_of(id), self.offered_of(id))
            }
            (None, None) => "nothing to read here".to_owned(),
        };
        if let Some(selected) = self.selected() {
            text = format!("{selected} · {text}");
        }
        if !self.input.pending().is_empty() {
            text = format!("{} … · {text}", crate::config::key::show_sequence(self.input.pending()));
        }
        if let Some(note) = self.stale_note() {
            text = format!("{note} · {text}");
        }
        // First, so that a narrow screen shows it too.
        if let Some(note) = self.save_note() {
            text = format!("{note} · {text}");
        }
        text
    }

    /// The tags of an article, followed by `…` while they are not saved yet.
    pub(super) fn tags_of(&self, id: ArticleId) -> String {
        let marks = self.triage.of(id);
        let mut text: String = marks.tags.iter().map(|tag| format!(" #{tag}")).collect();
        if marks.pending.any_of(Pending::TAGS) {
            text.push_str(" #…");
        }
        text
    }

    /// The note on an article, after `…` while it is not saved yet.
    pub(super) fn note_of(&self, id: ArticleId) -> String {
        let pending = if self.triage.of(id).pending.any_of(Pending::NOTE) { "…" } else { "" };
        match self.triage.note(id) {
            None if pending.is_empty() => String::new(),
            note => {
                let note = note.unwrap_or_default();
                let more = match note.lines().count() {
                    0 | 1 => String::new(),
                    lines => format!(" (and {} more)", counted(lines - 1, "line")),
                };
                format!(" · note{pending}: {}{more}", note.lines().next().unwrap_or_default())
            }
        }
    }

    /// The marks that the file of an article offers and it does not have.
    fn offered_of(&self, id: ArticleId) -> String {
        let missing = self.missing(id);
        if missing.is_empty() {
            return String::new();
        }
        let marks: Vec<_> = missing
            .iter()
            .map(|value| match value {
                StoredValue::Tag(tag, _) => format!("#{tag}"),
                StoredValue::Starred(_) => "starred".to_owned(),
                StoredValue::Archived(_) => "archived".to_owned(),
                _ => "read".to_owned(),
            })
            .collect();
        format!(" · its file offers {}", marks.join(" "))
    }
}
