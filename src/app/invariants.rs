//! Properties of the state after every event, for the fuzz target of the whole reader.

use std::sync::Arc;

use super::line_edit::{LONGEST, LONGEST_NOTE};
use super::prompt::Purpose;
use super::state::State;

impl State {
    /// Checks that every index and id in the state is valid.
    ///
    /// # Panics
    /// When one is not.
    pub(crate) fn assert_whole(&self) {
        let articles = self.library.articles().len();
        let listed = self.listing.ids();
        let ordered = self.listing.ordered();
        for (place, &id) in listed.iter().enumerate() {
            assert!(id.index() < articles, "the list has article {id:?} of {articles}");
            assert_eq!(ordered.place_of(id), Some(place), "{id:?} is listed twice");
        }
        for row in 0..ordered.rows() {
            assert!(ordered.at(row).is_some(), "row {row} shows nothing");
            if let Some(id) = ordered.article_at(row) {
                assert_eq!(ordered.row(id), Some(row), "{id:?} is in two rows");
            }
        }
        assert!(self.listing.row() < ordered.rows().max(1), "row {} is selected", self.listing.row());
        assert!(self.selection.ids().all(|id| id.index() < articles), "a selected article is gone");
        assert!(
            self.facts.index() < self.facts.line_count().max(1),
            "fact {} is selected",
            self.facts.index()
        );
        assert!(
            self.board.articles().iter().all(|id| id.index() < articles),
            "an article of the board is gone"
        );
        for area in [
            Some(self.window.areas().top),
            self.window.areas().list.map(|room| room.area),
            self.window.areas().reader.map(|room| room.area),
            self.window.areas().facts.map(|room| room.area),
        ] {
            let area = area.unwrap_or_default();
            assert!(
                area.is_empty() || self.window.screen().union(area) == self.window.screen(),
                "{area} is off {}",
                self.window.screen()
            );
        }
        if let Some(prompt) = self.input.prompt() {
            let (text, cursor) = (prompt.line.text(), prompt.line.cursor());
            let note = prompt.purpose == Purpose::Note;
            let most = if note { LONGEST_NOTE } else { LONGEST };
            assert!(text.is_char_boundary(cursor) && text.chars().count() <= most, "{cursor} in {text:?}");
            assert!(!text.contains(|c: char| c.is_control() && !(note && c == '\n')), "{text:?}");
        }
        match self.reading.article() {
            Some(id) => {
                let text = &self.library.article(id).text;
                for span in self.tracking.here() {
                    assert!(text.get(span.range()).is_some(), "the target's {span:?} does not resolve");
                }
            }
            None => assert!(listed.is_empty() || self.listing.row() == 0, "no article is open"),
        }
    }

    /// Undoes every action: then nothing is marked, in a reader that began without marks. (An article that
    /// was marked as read automatically stays read, because undo does not include that.)
    ///
    /// # Panics
    /// When a mark remains, or redoing all actions gives different marks than before.
    pub(crate) fn assert_undone(mut self) {
        let before = self.marked();
        let mut undone = 0;
        while self.triage.undo().is_some() {
            undone += 1;
        }
        let counts = self.triage.marks().counts();
        assert_eq!((counts.starred, counts.archived), (0, 0), "after undoing {undone} actions");
        assert!(self.library.ids().all(|id| {
            let kept = self.triage.highlights(id).len();
            self.triage.of(id).tags.is_empty() && self.triage.note(id).is_none() && kept == 0
        }));
        assert_eq!(self.triage.corrections().count(), 0, "a correction stays");
        // What had been undone before stays so.
        (0..undone).for_each(|_| drop(self.triage.redo()));
        assert_eq!(self.marked(), before, "doing again what was undone");
    }

    /// Stars, tags and notes of all articles, and the corrections.
    fn marked(&self) -> (Vec<String>, Vec<String>) {
        let library = Arc::clone(&self.library);
        let mark = |id| {
            let marks = self.triage.of(id);
            let tags: Vec<_> = marks.tags.iter().collect();
            let (note, kept) = (self.triage.note(id), self.triage.highlights(id).len());
            format!("{} {} {tags:?} {note:?} {kept}", marks.starred, marks.archived)
        };
        let corrections = self.triage.corrections().map(|correction| format!("{correction:?}"));
        (library.ids().map(mark).collect(), corrections.collect())
    }
}
