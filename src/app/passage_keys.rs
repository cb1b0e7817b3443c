//! Selecting a passage of the text by keys: those that move otherwise, however the user has bound them.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use crate::panes::layout::Pane;
use crate::text::Span;
use crate::text::count::counted;

use super::passage::Passage;
use super::state::State;

impl State {
    /// The passage that is being selected, while its article is read.
    pub(super) fn passage(&self) -> Option<Passage> {
        self.passage.filter(|passage| {
            self.reading.article() == Some(passage.article)
                && self.focus() == Pane::Reader
                && self.cover().is_none()
        })
    }

    /// Begins to select a passage: at the current mention if there is one, else at the top of what is in sight.
    pub(super) fn begin_passage(&mut self) {
        self.passage = self.sentence_here();
        if self.passage.is_none() {
            self.say("there is no text here");
        }
        self.show_passage();
    }

    /// The sentence of the current mention, else the first one in sight.
    fn sentence_here(&mut self) -> Option<Passage> {
        let mention = self.tracking.current();
        let id = self.reading.article()?;
        let top = self.with_reader(|reader, article, _| reader.offset(article))?;
        let text = &self.library.article(id).text;
        Passage::new(id, text, mention.unwrap_or(Span { start: top, end: top }))
    }

    /// What a key acts on in the text: the selected passage, else the sentence of the current mention, else the first sentence
    /// in sight.
    pub(super) fn passage_or_sentence(&mut self) -> Option<Passage> {
        self.passage().or_else(|| self.sentence_here())
    }

    /// Ends the selection of a passage; returns whether there was one.
    pub(super) fn end_passage(&mut self) -> bool {
        let was = self.passage().is_some();
        self.passage = None;
        was
    }

    fn show_passage(&mut self) {
        if let Some(passage) = self.passage() {
            self.with_reader(|reader, article, _| reader.show(article, passage.edge()));
        }
    }

    /// Takes a command that moves, while a passage is selected; returns whether it was one.
    pub(super) fn move_passage(&mut self, command: &str) -> bool {
        let Some(mut passage) = self.passage() else { return false };
        let library = Arc::clone(&self.library);
        let text = &*library.article(passage.article).text;
        match command {
            "down" => passage.sentence(text, true),
            "up" => passage.sentence(text, false),
            "pane-right" => passage.word(text, true),
            "pane-left" => passage.word(text, false),
            "next-target-article" => passage.paragraph(text, true),
            "previous-target-article" => passage.paragraph(text, false),
            "next-pane" | "previous-pane" => passage.turn(),
            "select" => passage.fix(),
            "clear" => {
                self.passage = None;
                return true;
            }
            _ => return false,
        }
        self.passage = Some(passage);
        self.show_passage();
        true
    }

    /// `passage · 23 words · its end moves`, for the last line; `None` when none is selected.
    pub(super) fn passage_line(&self) -> Option<String> {
        /// Bytes of it that are counted.
        const COUNTED: u32 = 1 << 16;
        let passage = self.passage()?;
        let text = passage.span.of(&self.library.article(passage.article).text);
        let words = match passage.span.end - passage.span.start {
            ..COUNTED => counted(text.unicode_words().count(), "word"),
            _ => "many words".to_owned(),
        };
        Some(format!("passage · {words} · {}", passage.name()))
    }
}
