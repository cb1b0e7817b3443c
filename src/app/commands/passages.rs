//! Commands on passages of the text: keeping them, quoting them into the note, and the list of those that are kept.

use std::sync::Arc;

use super::Command;
use super::out::lines;
use crate::app::input::Overlay;
use crate::app::passage::Passage;
use crate::app::state::State;
use crate::article::ArticleId;
use crate::article::citation::{citation, quoted};
use crate::panes::help::{Entry, Help};
use crate::panes::layout::Pane;
use crate::triage::{Action, Highlight};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "highlight",
        doc: "keep the selected passage, or the sentence; where one is kept, take it back",
        section: "Passages",
        run: State::toggle_highlight,
    },
    Command {
        name: "quote-into-note",
        doc: "put the selected passage, or the sentence, into the note with its citation",
        section: "Passages",
        run: State::quote_into_note,
    },
    Command {
        name: "highlights",
        doc: "list the passages that are kept of the article and go to one",
        section: "Passages",
        run: State::list_highlights,
    },
];

impl State {
    /// Keeps a passage, or takes back those that are kept where it is.
    pub(in crate::app) fn toggle_highlight(&mut self) {
        let Some(Passage { article: id, span, .. }) = self.passage_or_sentence() else {
            return self.say("there is no text here");
        };
        let kept = self.reading.highlights().iter().find(|(own, _)| own.overlaps(span));
        let action = match kept {
            Some((_, kept)) => {
                Some(Action::RemoveHighlight { article: id, highlight: Highlight::clone(kept) })
            }
            None => {
                let at = self.clock.as_second();
                Highlight::of(&self.library.article(id).text, span, at)
                    .map(|highlight| Action::AddHighlight { article: id, highlight })
            }
        };
        self.end_passage();
        action.into_iter().for_each(|action| {
            self.carry_out(&action);
        });
    }

    /// The quotation of a passage with its citation.
    pub(in crate::app) fn quotation(&self, passage: Passage) -> String {
        let article = self.library.article(passage.article);
        let quote = passage.span.of(&article.text);
        format!("{} — {}", quoted(quote, article.language), citation(article))
    }

    pub(in crate::app) fn quote_into_note(&mut self) {
        let Some(passage) = self.passage_or_sentence() else { return self.say("there is no text here") };
        let quotation = lines(&self.quotation(passage)).to_string();
        let text = match self.triage.note(passage.article) {
            Some(note) if note.contains(&quotation) => return self.say("the note has this passage"),
            Some(note) => format!("{}\n\n{quotation}", note.trim_end()),
            None => quotation,
        };
        self.end_passage();
        self.carry_out(&Action::SetNote { article: passage.article, text });
    }

    /// Finds the passages that are kept in the text of the open article, after a change of either.
    pub(in crate::app) fn find_highlights(&mut self) {
        let Some(id) = self.reading.article() else { return self.reading.set_highlights(Vec::new()) };
        let text = &self.library.article(id).text;
        let place = |kept: &Arc<Highlight>| Some((kept.find_in(text)?, Arc::clone(kept)));
        let mut found: Vec<_> = self.triage.highlights(id).iter().filter_map(place).collect();
        found.sort_by_key(|(span, _)| span.start);
        self.reading.set_highlights(found);
    }

    /// The same, when one of these articles is the open one.
    pub(in crate::app) fn highlights_changed(&mut self, articles: impl IntoIterator<Item = ArticleId>) {
        if articles.into_iter().any(|id| self.reading.article() == Some(id)) {
            self.find_highlights();
        }
    }

    pub(in crate::app) fn list_highlights(&mut self) {
        let Some(id) = self.reading.article() else { return self.say("there is no article here") };
        let text = &self.library.article(id).text;
        let entry = |(span, _): &(crate::text::Span, Arc<Highlight>)| Entry {
            key: String::new(),
            text: span.of(text).split_whitespace().collect::<Vec<_>>().join(" "),
            group: "",
        };
        let entries: Vec<_> = self.reading.highlights().iter().map(entry).collect();
        if entries.is_empty() {
            let key = self.first_key_for("highlight");
            return self.say(format!("no passage of this article is kept: {key} keeps one"));
        }
        let places = self.reading.highlights().iter().map(|(span, _)| span.start).collect();
        self.set_focus(Pane::Reader);
        self.lay(Overlay::Outline(
            Help::new("Kept passages · Enter goes there, Esc closes", entries),
            places,
        ));
    }
}
