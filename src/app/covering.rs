//! What the state does with the view that covers the panes: shows it, hides it, and asks for its rows.

use super::cover::Cover;
use super::state::State;

impl State {
    /// What covers the panes; `None` when they are seen.
    pub(super) fn cover(&self) -> Option<Cover> {
        if self.board.is_shown() {
            Some(Cover::Board)
        } else if self.register.is_shown() {
            Some(Cover::Index)
        } else if self.dossier.is_shown() {
            Some(Cover::Dossier)
        } else if self.hits.is_shown() {
            Some(Cover::Hits)
        } else {
            None
        }
    }

    /// Covers the panes, or shows them.
    pub(super) fn set_cover(&mut self, cover: Option<Cover>) {
        self.board.set_shown(cover == Some(Cover::Board));
        self.register.set_shown(cover == Some(Cover::Index));
        self.dossier.set_shown(cover == Some(Cover::Dossier));
        self.hits.set_shown(cover == Some(Cover::Hits));
        self.refresh_cover();
        self.watch_reading();
    }

    /// Asks for the rows of the list, when those of what covers the panes are of another one.
    pub(super) fn refresh_cover(&mut self) {
        match self.cover() {
            Some(Cover::Board) => self.refresh_board(),
            Some(Cover::Index) => self.refresh_index(),
            Some(Cover::Dossier) => self.refresh_dossier(),
            Some(Cover::Hits) => self.refresh_hits(),
            None => {}
        }
    }

    /// The words that the rows of what covers the panes must have; without a cover, those of the facts.
    pub(super) fn words_of_cover(&self) -> &str {
        match self.cover() {
            Some(Cover::Index) => &self.register.request().words,
            Some(Cover::Hits) => self.hits.words(),
            Some(Cover::Dossier) => self.dossier.words(),
            Some(Cover::Board) => &self.board.request().words,
            None => self.facts.words(),
        }
    }

    /// Changes them; returns whether they are different.
    pub(super) fn set_words_of_cover(&mut self, words: &str) -> bool {
        match self.cover() {
            Some(Cover::Index) => {
                let changed = self.register.set_words(words);
                if changed {
                    self.ask_for_index();
                }
                changed
            }
            Some(Cover::Hits) => {
                let changed = self.hits.set_words(words);
                if changed {
                    self.ask_for_hits();
                }
                changed
            }
            Some(Cover::Dossier) => {
                let changed = self.dossier.set_words(words);
                if changed {
                    self.ask_for_dossier();
                }
                changed
            }
            None => self.facts.search(words),
            Some(Cover::Board) => {
                let changed = self.board.set_words(words);
                if changed {
                    self.ask_for_rows();
                }
                changed
            }
        }
    }
}
