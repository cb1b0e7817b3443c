//! Handles events: passes a key to what receives it, and the result of a thread to the part that requested it.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::KeyModifiers;
use ratatui::layout::Rect;

use crate::article::ArticleId;
use crate::config::key::{Key, show_sequence};
use crate::config::keymap::Lookup;
use crate::error::Error;
use crate::filter;
use crate::library::{Library, Subject};

use super::commands;
use super::effect::Event;
use super::input::Overlay;
use super::line_edit::LineEdit;
use super::ordered::Ordered;
use super::state::State;
use super::target::Target;

impl State {
    /// Handles an event at the time `now` (since the start).
    pub fn handle(&mut self, event: Event, now: Duration) {
        self.now = now;
        self.dirty = true;
        match event {
            Event::Key(key) => {
                self.press(key);
                self.place_may_change();
            }
            Event::Mouse(event) => {
                self.dirty = self.settings.mouse && self.point(event);
                self.place_may_change();
            }
            Event::Paste(text) => self.paste(&text),
            Event::Background(background) => self.settings.set_background(background),
            Event::Resize(width, height) => {
                self.window.resize(Rect::new(0, 0, width, height));
                self.arrange();
            }
            Event::Wake => self.dirty = false,
            Event::Filtered { generation, ordered } => self.filtered(generation, ordered),
            Event::Searched { generation, counts } => self.searched(generation, counts),
            Event::Terms { generation, terms, counts } => self.terms_found(generation, terms, counts),
            Event::Claimed => self.claimed(),
            Event::Explained { library, claim, reasons } => self.explained(&library, claim, reasons),
            Event::Board { generation, made } => self.board.take(generation, made),
            Event::Dossier(compiled) => self.dossier.take(compiled),
            Event::Register(gathered) => self.register.take(gathered),
            Event::Hits { generation, found } => {
                self.hits.take(generation, found, self.window.areas().body);
            }
            Event::Relinked { generation, library, index } => self.relinked(generation, library, index),
            Event::Completed { generation, completions } => self.suggested(generation, completions),
            Event::ViewsCounted { generation, counts } => self.views_counted(generation, &counts),
            Event::ViewSaved { name, query } => self.view_saved(&name, &query),
            Event::Reloaded(reloaded) => self.reloaded(reloaded),
            Event::NotReloaded(cause) => self.not_reloaded(cause),
            Event::PileChanged => self.pile_changed(),
            Event::Saved(seq) => self.saved(seq),
            Event::SaveFailed(error) => self.save_failed(error),
            Event::Warned(error) => {
                self.status.complain(error.to_string());
                self.status.notice(error);
            }
            Event::ChangedElsewhere(news) => {
                self.triage.changed_elsewhere(&news);
                let keys = news.values.iter().map(|(key, _)| *key);
                let articles: Vec<_> = keys.flat_map(|key| self.triage.articles_of(key)).copied().collect();
                for id in &articles {
                    self.listing.marked(*id, self.triage.of(*id));
                }
                self.highlights_changed(articles);
            }
            Event::Exported { count, path } => {
                self.say(format!(
                    "exported {} to {}",
                    crate::text::count::counted(count, "article"),
                    path.display()
                ));
            }
            Event::ExportExists { name } => self.export_exists(name),
            Event::NoteWritten { key, text } => self.note_written(key, &text),
            Event::FileIsThere(path) => self.ask_to_replace(&path),
            Event::Notice(text) => self.say(text),
            Event::Failed(error) => self.status.complain(error.to_string()),
        }
        self.take_reloaded();
        if self.reading.due().is_some_and(|due| self.now >= due) {
            self.mark_read();
            self.dirty = true;
        }
        if self.place_due().is_some_and(|due| self.now >= due) {
            self.write_place();
        }
    }

    fn press(&mut self, key: Key) {
        self.status.clear();
        if self.answer(key) {
            return;
        }
        // Suspending works in prompts and overlays too, if its key has Control and so is not text.
        if !self.input.is_free() && self.suspends(key) {
            return self.suspend();
        }
        if self.input.prompt().is_some() {
            return self.press_in_prompt(key);
        }
        if self.input.overlay().is_some() {
            return self.press_in_overlay(key);
        }
        self.input.push(key);
        match self.settings.keymap.look_up(self.input.pending()) {
            Lookup::Prefix => {}
            Lookup::Nothing => {
                let keys = show_sequence(&self.input.take_pending());
                let help = self.keys_for("help");
                self.say(format!("{keys} does nothing here · {help} shows all keys"));
            }
            Lookup::Command(id) => {
                self.input.take_pending();
                self.input.ran(key);
                if let Some(command) = commands::by_id(id) {
                    self.run(command);
                }
            }
        }
    }

    /// Whether the key has Control and is bound to suspending.
    fn suspends(&self, key: Key) -> bool {
        let Lookup::Command(id) = self.settings.keymap.look_up(&[key]) else { return false };
        key.modifiers.contains(KeyModifiers::CONTROL) && self.settings.command("suspend") == Some(id)
    }

    fn paste(&mut self, text: &str) {
        if let Some(prompt) = self.input.prompt_mut() {
            prompt.line.insert(text);
            self.prompt_changed();
        } else if let Some(help) = self.input.overlay_mut().and_then(Overlay::help_mut) {
            let mut line = LineEdit::new(help.query());
            line.insert(text);
            help.search(line.text());
        }
    }

    /// Takes the newest list; a stale one is dropped.
    fn filtered(&mut self, generation: u64, ordered: Ordered) {
        self.list_taken(generation, ordered);
        self.refresh_cover();
    }

    fn list_taken(&mut self, generation: u64, ordered: Ordered) {
        let heading = self.listing.section().map(|section| section.name.clone());
        if !self.listing.take(generation, ordered) {
            return;
        }
        self.tracking.arrange(self.listing.ordered());
        self.ask_for_terms();
        self.count_selected();
        if let Some(origin) = self.reading.take_return() {
            self.listing.move_to(self.listing.row());
            return self.go_to(origin);
        }
        let typing = self.input.prompt().is_some() && !self.listing.query().is_empty();
        let place = self.reading.article().and_then(|id| self.listing.row_of(id));
        let first = (0..2).find(|row| self.listing.article_at(*row).is_some()).unwrap_or(0);
        if let Some(row) =
            heading.and_then(|name| self.listing.ordered().row_of_heading(&name)).filter(|_| !typing)
        {
            return self.select(row);
        }
        self.select(if typing { first } else { place.unwrap_or(first) });
    }

    /// Takes the articles that have the words of a search.
    fn searched(&mut self, generation: u64, counts: Vec<(ArticleId, u32)>) {
        match self.tracking.found(generation, counts, self.listing.ordered()) {
            None => {}
            Some(true) => {
                if let Some(forward) = self.tracking.take_waiting() {
                    self.step_target(forward);
                }
            }
            Some(false) => {
                self.tracking.take_waiting();
                self.say_nowhere();
            }
        }
    }

    /// Takes the model with its people linked again; keeps the position, the target and the selection.
    fn relinked(&mut self, generation: u64, library: Arc<Library>, words: Arc<filter::Index>) {
        if self.relinking.is_stale(generation) {
            return;
        }
        let (selected, index) = (self.facts.selected().map(|row| row.subject), self.facts.index());
        let old = Arc::clone(&self.library);
        let follow = |subject| follow(&old, &library, subject);
        self.register.drop_rows(follow);
        self.dossier.drop_rows(follow);
        let (selected, tracked) = (selected.and_then(follow), self.tracking.subject().map(follow));
        self.tracking.forget_terms();
        self.library = library;
        self.index = words;
        self.board.drop_rows();
        self.hits.forget_model();
        self.ask_for_claims();
        if let Some(id) = self.reading.article() {
            self.facts.open(&self.library, id);
            self.facts.select_index(index);
            if let Some(subject) = selected {
                self.facts.select(&subject);
            }
            // Select the person that came back by undo.
            let named = self.relinking.take_named();
            let back = self.facts.rows().iter().find(|row| named.iter().any(|name| **name == *row.label));
            if let Some(subject) = back.map(|row| row.subject) {
                self.facts.select(&subject);
            }
        }
        match tracked {
            Some(Some(subject)) => self.retarget(subject),
            Some(None) => drop(self.tracking.clear()),
            None => {}
        }
        self.filter();
    }

    /// Keeps the tracked target and mention under the ids of a new model.
    fn retarget(&mut self, subject: Subject) {
        let library = Arc::clone(&self.library);
        let current = self.tracking.current();
        let name = match subject {
            Subject::Entity(entity) => library.entity(entity).name.to_string(),
            _ => self.tracking.tracked().map(|target| target.name.clone()).unwrap_or_default(),
        };
        let mut target = Target::subject(subject, &name, &library, self.listing.ordered());
        if let Some(id) = self.reading.article() {
            target.enter(&library, id);
            target.stand_on(target.here().iter().position(|span| Some(*span) == current));
        }
        self.tracking.set(target);
    }

    fn saved(&mut self, seq: u64) {
        // Actions of the reader itself have no label and no message.
        let labels = self.triage.saved(seq);
        let remark = loop {
            match self.remarks.front() {
                Some((number, _)) if *number <= seq => {
                    let remark = self.remarks.pop_front();
                    if self.remarks.front().is_none_or(|(number, _)| *number > seq) {
                        break remark;
                    }
                }
                _ => break None,
            }
        };
        if let Some(label) = labels.into_iter().rfind(|label| !label.is_empty()) {
            let remark = remark.map(|(_, remark)| format!(" · {remark}")).unwrap_or_default();
            self.say(format!("{label}{remark}"));
        }
    }

    fn save_failed(&mut self, error: Error) {
        self.triage.failed(error);
        // Shown whole until the next key, then on one line.
        if let Some(text) = self.save_note() {
            self.status.complain(text);
        }
    }
}

/// The same subject under the ids of another model: the person who has one of the same mentions there.
fn follow(old: &Library, new: &Library, subject: Subject) -> Option<Subject> {
    let Subject::Entity(entity) = subject else { return Some(subject) };
    old.mentions_of(&subject).iter().find_map(|&at| {
        let span = old.mention(at).span;
        let mentions = new.mentions(at.article);
        let same = |mention: &&crate::facts::Mention| {
            mention.span == span && mention.fact.entity().is_some_and(|other| other.kind == entity.kind)
        };
        mentions.iter().find(same).map(|mention| Subject::of(&mention.fact))
    })
}
