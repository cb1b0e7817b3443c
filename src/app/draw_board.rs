//! Draws the board of claims, and says in the last line where one is on it. Changes nothing.

use ratatui::buffer::Buffer;

use crate::library::board::Entry;
use crate::panes::board;
use crate::text::count::counted;
use crate::text::{Safe, sanitise};

use super::state::State;

impl State {
    pub(super) fn paint_board(&self, buffer: &mut Buffer) {
        let request = self.board.request();
        let (pane, library) = self.board.drawn(&self.library);
        let empty = match (self.board.is_pending(), request.words.is_empty()) {
            (true, _) => "finding out who claims what …",
            (_, false) => "no row has these words",
            (_, true) => "no sum and no percentage in these articles",
        };
        let title = self.board_title();
        let scene = board::Scene {
            library,
            theme: &self.settings.theme,
            title: sanitise(&title),
            empty: Safe::literal(empty),
            marks: &|id| self.triage.of(id),
            flat: request.flat,
        };
        pane.draw(buffer, self.window.areas().body, &scene);
    }

    /// `Who claims what · 31 questions in 10 articles · most disputed first`.
    fn board_title(&self) -> String {
        let request = self.board.request();
        let (questions, figures, articles) = self.board.drawn(&self.library).0.board().counts();
        let rows = if request.flat { counted(figures, "figure") } else { counted(questions, "question") };
        let words = if request.words.is_empty() { String::new() } else { format!(" · /{}", request.words) };
        let pending = if self.board.is_pending() { " · …" } else { "" };
        let articles = counted(articles, "article");
        format!("Who claims what · {rows} in {articles} · {}{words}{pending}", request.sort.name())
    }

    /// What the last line says: the article of a claim with its marks, or the question.
    pub(super) fn where_on_board(&self) -> String {
        let (pane, library) = self.board.drawn(&self.library);
        match pane.selected() {
            None => String::new(),
            Some(Entry::Question(place)) => {
                library.question_name(pane.board().asked(place).question).to_owned()
            }
            Some(Entry::Claim(at)) => {
                let article = library.article(at.article);
                let date = article.date.map(|date| format!(" · {date}")).unwrap_or_default();
                let (tags, note) = (self.tags_of(at.article), self.note_of(at.article));
                format!("{}{date}{tags}{note}", article.title)
            }
        }
    }

    /// What a search on the board has found while it is typed.
    pub(super) fn rows_found(&self) -> String {
        if self.board.is_pending() {
            return "…".to_owned();
        }
        counted(self.board.drawn(&self.library).0.count(), "row")
    }

    /// The most useful keys on the board.
    pub(super) fn board_hints(&self) -> Vec<(Safe<'static>, &'static str)> {
        let other = if self.board.request().flat { "questions" } else { "every figure" };
        let hints = [
            self.hint("open", "open"),
            self.hint("next-pane", other),
            self.hint("sort", "sort"),
            self.hint("search", "search"),
            self.hint("filter", "filter"),
            self.hint("copy-quote", "copy"),
            self.hint("help", "why"),
            self.hint("close", "close"),
        ];
        hints.into_iter().flatten().collect()
    }
}
