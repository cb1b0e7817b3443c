//! Lines of input: the text each begins with, what keys do in it, and what is done with the result.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::article::{ArticleId, ContentKey};
use crate::config::key::Key;
use crate::panes::layout::Pane;
use crate::triage::{Action, StoredValue};

use super::completion::Completion;
use super::effect::Effect;
use super::line_edit::LineEdit;
use super::prompt::{Prompt, Purpose};
use super::recall::Recalled;
use super::state::State;
use super::suggestions::Suggestions;

impl State {
    /// Asks for a line of input.
    pub(crate) fn ask(&mut self, purpose: Purpose) {
        let text = match purpose {
            Purpose::Filter { keep: true } => self.listing.query().to_owned(),
            Purpose::Note => self.selected_note(),
            Purpose::NameQuestion => self.row_question_name(),
            Purpose::ExportCover => self.name_of_export(),
            Purpose::Rows => self.words_of_cover().to_owned(),
            Purpose::Rename => self.selected_person().map(|(_, name)| name).unwrap_or_default(),
            _ => String::new(),
        };
        let nothing = match purpose {
            Purpose::Filter { .. }
            | Purpose::SaveView
            | Purpose::Rows
            | Purpose::ExportCover
            | Purpose::ReplaceFile => false,
            Purpose::Export => self.exported_articles().is_empty(),
            Purpose::Search => self.reading.article().is_none(),
            Purpose::AddTag | Purpose::RemoveTag => self.subjects().is_empty(),
            Purpose::Rename => self.selected_person().is_none(),
            Purpose::Note | Purpose::Pipe | Purpose::NameQuestion => self.current_id().is_none(),
        };
        if nothing {
            return self.say("there is no article here");
        }
        // A filter changes the list, so show it.
        if purpose.is_filter() && self.window.areas().list.is_none() && self.cover().is_none() {
            self.set_focus(Pane::List);
        }
        let query = if purpose == Purpose::Rows { self.words_of_cover() } else { self.listing.query() };
        let before = (query.to_owned(), self.here());
        let completion = self.completion(purpose);
        let set_aside = (purpose == Purpose::Search).then(|| {
            let focus = self.focus();
            self.set_focus(Pane::Reader);
            (self.tracking.take(), focus)
        });
        let line = if purpose == Purpose::Note { LineEdit::of_lines(&text) } else { LineEdit::new(&text) };
        let suggestions = Suggestions::default();
        let recalled = Recalled::default();
        let mistake = None;
        self.input.ask(Prompt {
            purpose,
            line,
            completion,
            suggestions,
            recalled,
            before,
            set_aside,
            mistake,
        });
        if purpose == (Purpose::Filter { keep: false }) {
            self.prompt_changed();
        } else {
            self.suggest();
        }
    }

    /// Gives the note that is being typed to the editor.
    fn note_to_editor(&mut self) {
        let Some(prompt) = self.input.take_prompt() else { return };
        let Some(id) = self.current_id() else { return };
        let (key, text) = (self.library.article(id).key, prompt.line.text().to_owned());
        self.effects.push(Effect::EditNote { key, text });
    }

    /// Opens the note of the current article in the editor.
    pub(super) fn edit_note(&mut self) {
        let Some(id) = self.current_id() else { return self.say("there is no article here") };
        let (key, text) = (self.library.article(id).key, self.selected_note());
        self.effects.push(Effect::EditNote { key, text });
    }

    /// Takes the note that comes back from the editor.
    pub(super) fn note_written(&mut self, key: ContentKey, text: &str) {
        match self.triage.articles_of(key).first().copied() {
            Some(article) => self.set_note(article, text),
            None => self.say("the article of this note is gone"),
        }
    }

    /// Writes a note, without what could act on a terminal.
    fn set_note(&mut self, article: ArticleId, text: &str) {
        let note = LineEdit::of_lines(text);
        let text = note.text().trim_matches('\n').trim_end().to_owned();
        if self.triage.note(article).unwrap_or_default() == text {
            return self.say("the note is as it was");
        }
        self.carry_out(&Action::SetNote { article, text });
    }

    fn selected_note(&self) -> String {
        self.current_id().and_then(|id| self.triage.note(id)).unwrap_or_default().to_owned()
    }

    /// The tags to complete from: to add, those that the files of the articles offer, then all there are; to remove,
    /// those that the articles have.
    fn completion(&self, purpose: Purpose) -> Completion {
        let subjects = self.subjects();
        match purpose {
            Purpose::AddTag => {
                let offered = subjects.iter().flat_map(|&id| self.missing(id));
                let offered: Vec<_> = offered
                    .filter_map(|value| match value {
                        StoredValue::Tag(tag, _) => Some(tag),
                        _ => None,
                    })
                    .collect();
                Completion::new(offered.iter().map(|tag| &**tag).chain(self.triage.tags()))
            }
            Purpose::RemoveTag => {
                Completion::new(subjects.iter().flat_map(|&id| self.triage.of(id).tags.iter()))
            }
            _ => Completion::default(),
        }
    }

    /// The marks that the file of an article offers and it does not have yet.
    pub(super) fn missing(&self, id: ArticleId) -> Vec<StoredValue> {
        let offered = self.library.article(id).offered.as_deref();
        offered.map_or_else(Vec::new, |offered| self.triage.missing(id, offered))
    }

    pub(super) fn press_in_prompt(&mut self, key: Key) {
        let Some(prompt) = self.input.prompt_mut() else { return };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let filtering = prompt.purpose.is_filter();
        let note = prompt.purpose == Purpose::Note;
        match key.code {
            KeyCode::Char('o') if control && note => self.note_to_editor(),
            KeyCode::Enter if note && !key.modifiers.is_empty() => drop(prompt.line.press(key)),
            KeyCode::Esc => self.cancel_prompt(),
            KeyCode::Char('c') if control => self.cancel_prompt(),
            KeyCode::Enter => {
                self.input.ran(key);
                self.submit();
            }
            KeyCode::Up | KeyCode::Down => {
                // In a note they move from line to line first.
                let before = prompt.line.cursor();
                prompt.line.press(key);
                if prompt.line.cursor() != before {
                    return;
                }
                if key.code == KeyCode::Up { self.up_in_prompt() } else { self.down_in_prompt() }
            }
            KeyCode::Char('n') if control && filtering => self.step_article(1),
            KeyCode::Char('p') if control && filtering => self.step_article(-1),
            KeyCode::Tab if filtering => self.complete_filter(true),
            KeyCode::BackTab if filtering => self.complete_filter(false),
            KeyCode::Tab => {
                if let Some(line) = prompt.completion.next(prompt.line.text()) {
                    prompt.line = LineEdit::new(&line);
                }
            }
            _ => {
                prompt.completion.reset();
                if prompt.line.press(key) {
                    prompt.recalled.typed();
                    self.prompt_changed();
                }
            }
        }
    }

    fn cancel_prompt(&mut self) {
        let Some(prompt) = self.input.take_prompt() else { return };
        if let Some((target, focus)) = prompt.set_aside {
            self.cancel_search(target, focus, prompt.before.1);
        } else if prompt.purpose.is_filter() {
            let (query, place) = prompt.before;
            if query == self.listing.query() {
                return;
            }
            self.reading.return_to(place);
            self.set_query(query);
        } else if prompt.purpose == Purpose::Rows {
            self.set_words_of_cover(&prompt.before.0);
        }
    }

    /// Called when the text of the prompt has changed.
    pub(super) fn prompt_changed(&mut self) {
        let Some(prompt) = self.input.prompt() else { return };
        if prompt.purpose.is_filter() {
            let query = prompt.line.text().to_owned();
            self.set_query(query);
            self.suggest();
        } else if prompt.purpose == Purpose::Rows {
            let words = prompt.line.text().to_owned();
            self.set_words_of_cover(&words);
        } else if prompt.purpose == Purpose::Search {
            let (query, origin) = (prompt.line.text().to_owned(), prompt.before.1);
            let mistake = self.preview_search(&query, origin).err();
            if let Some(prompt) = self.input.prompt_mut() {
                prompt.mistake = mistake;
            }
        }
    }

    pub(super) fn submit(&mut self) {
        // A mistake is shown beside it.
        if self.input.prompt().is_some_and(|prompt| prompt.mistake.is_some()) {
            return;
        }
        self.entered();
        let Some(mut prompt) = self.input.take_prompt() else { return };
        if let Some((target, focus)) = prompt.set_aside.take() {
            return self.submit_search(target, focus, prompt.before.1);
        }
        let text = prompt.line.text();
        match prompt.purpose {
            Purpose::Filter { .. } => {
                // While it was typed the best matches came first; now the order is that of the list.
                self.filter();
                if let Some(mistake) = self.listing.mistake() {
                    self.say(mistake);
                }
            }
            Purpose::Search | Purpose::Rows => {}
            Purpose::SaveView => self.save_view_as(text),
            Purpose::Export => self.export_to(text, false),
            Purpose::AddTag => self.act(|articles| Action::AddTag { articles, tag: text.to_owned() }),
            Purpose::RemoveTag => self.act(|articles| Action::RemoveTag { articles, tag: text.to_owned() }),
            Purpose::Rename => self.rename(text),
            Purpose::Pipe => {
                self.current_id().into_iter().for_each(|id| self.pipe(id, text));
            }
            Purpose::ExportCover => self.export_cover(text, false),
            // Another name is another file, which may be there too.
            Purpose::ReplaceFile => self.export_cover(text, text == prompt.before.0),
            Purpose::NameQuestion => self.name_question(text),
            Purpose::Note => {
                if let Some(article) = self.current_id() {
                    self.set_note(article, text);
                }
            }
        }
    }
}
