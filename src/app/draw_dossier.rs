//! Draws the dossier, and says in the last line what its row is about. Changes nothing.

use ratatui::buffer::Buffer;

use crate::library::Subject;
use crate::library::register::name;
use crate::panes::dossier;
use crate::text::count::counted;
use crate::text::{Safe, sanitise};

use super::state::State;

impl State {
    pub(super) fn paint_dossier(&self, buffer: &mut Buffer) {
        let Some(request) = self.dossier.request() else { return };
        let empty = match (self.dossier.is_pending(), request.words.is_empty()) {
            (true, _) => "gathering …",
            (_, false) => "nothing has these words",
            (_, true) => "nothing mentions it any more",
        };
        let title = self.dossier_title();
        let scene = dossier::Scene {
            theme: &self.settings.theme,
            title: sanitise(&title),
            empty: Safe::literal(empty),
        };
        self.dossier.pane().draw(buffer, self.window.areas().body, &scene);
    }

    /// `Odile Varga · mayor of Malville · oldest first · /pont`.
    fn dossier_title(&self) -> String {
        let (Some(request), pane) = (self.dossier.request(), self.dossier.pane()) else {
            return String::new();
        };
        let Some(dossier) = pane.dossier() else { return "Dossier · gathering …".to_owned() };
        let library = pane.library();
        let name = dossier.item().map(|item| name(library, item)).unwrap_or_default();
        let role = match pane.subject() {
            Some(Subject::Entity(entity)) => library.entity(entity).description.as_deref(),
            Some(Subject::Figure { .. }) | None => None,
        };
        let role = role.map(|role| format!(" · {role}")).unwrap_or_default();
        let order = if request.newest_first { "" } else { " · oldest first" };
        let words = if request.words.is_empty() { String::new() } else { format!(" · /{}", request.words) };
        let pending = if self.dossier.is_pending() { " · …" } else { "" };
        format!("{name}{role}{order}{words}{pending}")
    }

    /// What the last line says: the article of the row with its marks, or the open question about the subject.
    pub(super) fn where_in_dossier(&self) -> String {
        let pane = self.dossier.pane();
        match pane.mention() {
            Some(at) => {
                let article = pane.library().article(at.article);
                let date = article.date.map(|date| format!(" · {date}")).unwrap_or_default();
                format!("{}{date}{}{}", article.title, self.tags_of(at.article), self.note_of(at.article))
            }
            None => self.question().unwrap_or_default(),
        }
    }

    /// What a search in the dossier has found while it is typed.
    pub(super) fn found_in_dossier(&self) -> String {
        if self.dossier.is_pending() {
            return "…".to_owned();
        }
        counted(self.dossier.pane().found().mentions.len(), "mention")
    }

    /// The most useful keys in the dossier.
    pub(super) fn dossier_hints(&self) -> Vec<(Safe<'static>, &'static str)> {
        let open = if self.dossier.pane().beside().is_some() { "dossier" } else { "go there" };
        let hints = [
            self.hint("open", open),
            self.hint("next-pane", "next part"),
            self.hint("search", "search"),
            self.hint("copy-quote", "copy"),
            self.hint("export", "export"),
            self.hint("sort", "turn round"),
            self.hint("back", "back"),
            self.hint("close", "close"),
        ];
        hints.into_iter().flatten().collect()
    }
}
