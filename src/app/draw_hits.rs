//! Draws the hits of the target in context, and says in the last line where one is among them. Changes nothing.

use ratatui::buffer::Buffer;

use crate::panes::hits::Scene;
use crate::text::count::counted;
use crate::text::{Safe, sanitise};

use super::state::State;

impl State {
    pub(super) fn paint_hits(&self, buffer: &mut Buffer) {
        let title = self.hits_title();
        let empty = match (self.hits.totals(), self.hits.words().is_empty()) {
            (None, _) => "looking for them …",
            (Some(_), false) => "no hit has these words beside it",
            (Some(_), true) => "no article of the list has it",
        };
        let scene = Scene {
            library: self.hits.library(&self.library),
            theme: &self.settings.theme,
            title: &sanitise(&title),
            empty: &Safe::literal(empty),
        };
        self.hits.pane().draw(buffer, self.window.areas().body, &scene);
    }

    /// `“tramway” · 31 hits in 9 articles`, or `“tramway” · the first 50000 of 81233 hits in 912 articles`.
    fn hits_title(&self) -> String {
        let name = self.hits.of().map(|(_, name)| name).unwrap_or_default();
        let words = self.hits.words();
        let words = if words.is_empty() { String::new() } else { format!(" · /{words}") };
        format!("{name} · {}{words}", self.hits_found())
    }

    /// How many hits there are.
    pub(super) fn hits_found(&self) -> String {
        let Some((all, articles)) = self.hits.totals() else { return "…".to_owned() };
        let (listed, articles) = (self.hits.pane().count(), counted(articles, "article"));
        if (listed as u64) < all {
            return format!("the first {listed} of {all} hits in {articles}");
        }
        format!("{} in {articles}", counted(listed, "hit"))
    }

    /// What the last line says: the article of the hit with its marks.
    pub(super) fn where_in_hits(&self) -> String {
        let Some((id, _)) = self.hits.pane().selected() else { return String::new() };
        let article = self.hits.library(&self.library).article(id);
        format!("{}{}{}", article.title, self.tags_of(id), self.note_of(id))
    }

    /// The most useful keys among the hits.
    pub(super) fn hits_hints(&self) -> Vec<(Safe<'static>, &'static str)> {
        let hints = [
            self.hint("open", "go there"),
            self.hint("search", "narrow"),
            self.hint("copy-quote", "copy"),
            self.hint("next-target-article", "next article"),
            self.hint("toggle-star", "star"),
            self.hint("close", "close"),
        ];
        hints.into_iter().flatten().collect()
    }
}
