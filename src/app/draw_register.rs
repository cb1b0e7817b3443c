//! Draws the index, and says in the last line what its row is about. Changes nothing.

use ratatui::buffer::Buffer;

use crate::facts::KINDS;
use crate::library::Subject;
use crate::panes::register;
use crate::text::count::{counted, counted_as};
use crate::text::{Safe, sanitise};

use super::state::State;

/// The most forms of a name that the last line shows.
const FORMS: usize = 20;

impl State {
    pub(super) fn paint_index(&self, buffer: &mut Buffer) {
        let (pane, library) = self.register.drawn(&self.library);
        let empty = match (self.register.is_pending(), self.register.request().words.is_empty()) {
            (true, _) => "gathering …",
            (_, false) => "nothing has these words",
            (_, true) => "nobody and nothing is named in these articles",
        };
        let title = self.index_title();
        let scene = register::Scene {
            library,
            theme: &self.settings.theme,
            title: sanitise(&title),
            empty: Safe::literal(empty),
            chosen: &|subject| self.register.has(subject),
            tracked: self.tracking.subject(),
        };
        pane.draw(buffer, self.window.areas().body, &scene);
    }

    /// `Index · 214 people, 31 amounts in 10 articles · most mentioned first`.
    fn index_title(&self) -> String {
        let request = self.register.request();
        let register = self.register.drawn(&self.library).0.register();
        let of_kind = KINDS.iter().map(|row| (row, register.count(row.kind))).filter(|(_, count)| *count > 0);
        let told: Vec<String> =
            of_kind.map(|(row, count)| counted_as(count, row.counted.one, row.counted.many)).collect();
        let words = if request.words.is_empty() { String::new() } else { format!(" · /{}", request.words) };
        let pending = if self.register.is_pending() { " · gathering …" } else { "" };
        let articles = counted(register.articles(), "article");
        if told.is_empty() {
            return format!("Index{words}{pending}");
        }
        format!("Index · {} in {articles} · {}{words}{pending}", told.join(", "), request.sort.name())
    }

    /// What the last line says: the open question about a name, else its other forms.
    pub(super) fn where_in_index(&self) -> String {
        let library = self.register.drawn(&self.library).1;
        let selected = match self.register.count() {
            0 => String::new(),
            count => format!("{count} selected · "),
        };
        if let Some(question) = self.question() {
            return format!("{selected}{question}");
        }
        let Some(item) = self.register.selected() else {
            return selected.trim_end_matches(" · ").to_owned();
        };
        let forms = match item.subject {
            Subject::Entity(entity) => {
                let forms = library.entity(entity).surfaces.iter();
                forms
                    .take(FORMS)
                    .map(|(form, count)| format!("{form} ×{count}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            Subject::Figure { .. } => counted(item.mentions, "mention"),
        };
        format!("{selected}{forms}")
    }

    /// What a search in the index has found while it is typed.
    pub(super) fn names_found(&self) -> String {
        if self.register.is_pending() {
            return "…".to_owned();
        }
        counted(self.register.drawn(&self.library).0.count(), "row")
    }

    /// The most useful keys on the index.
    pub(super) fn index_hints(&self) -> Vec<(Safe<'static>, &'static str)> {
        let hints = [
            self.hint("open", "go there"),
            self.hint("filter", "find"),
            self.hint("sort", "sort"),
            self.hint("select", "select"),
            self.hint("merge", "merge"),
            self.hint("hide", "hide"),
            self.hint("export", "export"),
            self.hint("help", "help"),
            self.hint("close", "close"),
        ];
        hints.into_iter().flatten().collect()
    }
}
