//! The index: opening it, and what the keys of commands do on its rows. A command that is not in [`ON_INDEX`] does
//! nothing there.

use std::sync::Arc;

use super::Command;
use super::on::On;
use crate::app::cover::Cover;
use crate::app::effect::Effect;
use crate::app::input::{Choice, Overlay};
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::app::target::Target;
use crate::correction::Correction;
use crate::library::Subject;
use crate::library::register::{Item, name};
use crate::panes::help::{Entry, Help};

pub(super) const COMMANDS: &[Command] = &[Command {
    name: "index",
    doc: "the index: everyone and everything named in the listed articles, with counts and dates",
    section: "Facts",
    run: State::open_index,
}];

/// What commands do on the index.
pub(super) const ON_INDEX: &[(&str, On)] = &[
    ("down", On::Own(|state| state.register.pane_mut().step(1))),
    ("up", On::Own(|state| state.register.pane_mut().step(-1))),
    ("half-page-down", On::Own(|state| state.register.pane_mut().pages(0.5))),
    ("half-page-up", On::Own(|state| state.register.pane_mut().pages(-0.5))),
    ("page-down", On::Own(|state| state.register.pane_mut().pages(1.0))),
    ("page-up", On::Own(|state| state.register.pane_mut().pages(-1.0))),
    ("first", On::Own(|state| state.register.pane_mut().step(isize::MIN))),
    ("last", On::Own(|state| state.register.pane_mut().step(isize::MAX))),
    ("next-pane", On::Own(|state| state.register.pane_mut().step_kind(true))),
    ("previous-pane", On::Own(|state| state.register.pane_mut().step_kind(false))),
    ("pane-right", On::Own(|state| state.fold_index(Some(true)))),
    ("pane-left", On::Own(|state| state.fold_index(Some(false)))),
    ("unfold", On::Own(|state| state.fold_index(None))),
    ("open", On::Own(State::open_in_index)),
    ("track", On::Own(State::track_in_index)),
    ("sort", On::Own(State::sort_index)),
    ("filter", On::Own(|state| state.ask(Purpose::Rows))),
    ("search", On::Own(|state| state.ask(Purpose::Rows))),
    ("edit-filter", On::AsAlways),
    ("read-on", On::Own(State::select_in_index)),
    ("select", On::Own(State::select_in_index)),
    ("select-all", On::Own(|state| state.register.select_all())),
    ("merge", On::Own(State::merge_in_index)),
    ("hide", On::Own(State::hide_in_index)),
    ("split", On::AsAlways),
    ("rename", On::AsAlways),
    ("confirm", On::AsAlways),
    ("refuse", On::AsAlways),
    ("export", On::Own(|state| state.ask(Purpose::ExportCover))),
    ("export-board", On::Own(|state| state.ask(Purpose::ExportCover))),
    ("dossier", On::AsAlways),
    ("index", On::Own(State::close_index)),
    ("close", On::Own(State::close_index)),
    ("back", On::Own(State::close_index)),
    ("clear", On::Own(State::clear_index)),
    ("figures", On::AsAlways),
    ("view-all", On::AsAlways),
    ("view-unread", On::AsAlways),
    ("view-starred", On::AsAlways),
    ("view-archived", On::AsAlways),
    ("undo", On::AsAlways),
    ("redo", On::AsAlways),
    ("theme", On::AsAlways),
    ("palette", On::AsAlways),
    ("help", On::AsAlways),
    ("problems", On::AsAlways),
    ("repaint", On::AsAlways),
    ("quit", On::AsAlways),
    ("suspend", On::AsAlways),
];

impl State {
    /// Shows the index, where one left it.
    fn open_index(&mut self) {
        self.set_cover(Some(Cover::Index));
    }

    /// Asks for the rows of the list, when those of the index are of another one.
    pub(in crate::app) fn refresh_index(&mut self) {
        if !self.register.is_of(self.listing.generation()) {
            self.ask_for_index();
        }
    }

    /// Asks for the rows of the index.
    pub(in crate::app) fn ask_for_index(&mut self) {
        let list = (self.listing.generation(), self.listing.ordered());
        let job = self.register.ask(&self.library, &self.index, list);
        self.effects.push(Effect::Register(job));
    }

    fn close_index(&mut self) {
        self.set_cover(None);
    }

    /// Takes back the first of these: what is selected, the words. Without any, closes the index.
    fn clear_index(&mut self) {
        if !self.register.clear() && !self.set_words_of_cover("") {
            self.close_index();
        }
    }

    fn sort_index(&mut self) {
        self.register.next_sort();
        self.ask_for_index();
        self.say(format!("sorted {}", self.register.request().sort.name()));
    }

    fn fold_index(&mut self, open: Option<bool>) {
        self.register.pane_mut().fold(open);
    }

    /// Folds below a heading; else tracks what the row is about.
    fn open_in_index(&mut self) {
        match self.register.selected() {
            None => self.fold_index(None),
            Some(_) => self.track_in_index(),
        }
    }

    /// Tracks what the row is about, and goes to its first mention in the listed articles.
    fn track_in_index(&mut self) {
        let library = Arc::clone(self.register.drawn(&self.library).1);
        let Some(item) = self.register.selected() else { return self.no_name() };
        let target = Target::subject(item.subject, &name(&library, item), &library, self.listing.ordered());
        let first = target.step_article(true, None);
        self.leave_mark();
        self.set_cover(None);
        if let Some(article) = first {
            self.show_article(article);
        }
        self.track_target(target);
        self.stand_on(Some(0));
    }

    fn no_name(&mut self) {
        self.say("no name is selected: choose a row below a heading");
    }

    /// Selects the row, or takes it out, and goes to the next one.
    fn select_in_index(&mut self) {
        self.register.toggle();
        self.register.pane_mut().step(1);
    }

    /// Merges what is selected: it asks which of the names stays. With nothing selected, asks into whom the person of the
    /// row is merged.
    fn merge_in_index(&mut self) {
        if self.register.count() == 0 {
            return self.ask_merge();
        }
        let library = Arc::clone(self.register.drawn(&self.library).1);
        let mut chosen: Vec<Item> = self.register.subjects().into_iter().cloned().collect();
        let kind = chosen.first().map(|item| item.subject.kind());
        let alike =
            |item: &Item| Some(item.subject.kind()) == kind && matches!(item.subject, Subject::Entity(_));
        if chosen.len() < 2 || !chosen.iter().all(alike) {
            return self.say("select two names or more of one kind to merge them");
        }
        chosen.sort_by_key(|item| std::cmp::Reverse((item.mentions, item.articles)));
        let names: Vec<String> = chosen.iter().map(|item| name(&library, item)).collect();
        let line = |(item, name): (&Item, &String)| Entry {
            key: item.mentions.to_string(),
            text: name.clone(),
            group: "",
        };
        let lines = chosen.iter().zip(&names).map(line).collect();
        let title = format!("{} are one: which name stays?", names.len());
        self.lay(Overlay::Choice(Help::new(&title, lines), Choice::MergeAll { names }));
    }

    /// Hides the selected rows; when none is selected, the row under the cursor. For text that was taken for a name by mistake. All of
    /// it is one step of undo.
    fn hide_in_index(&mut self) {
        let library = Arc::clone(self.register.drawn(&self.library).1);
        let subjects = self.register.subjects();
        let is_entity = |item: &&Item| matches!(item.subject, Subject::Entity(_));
        let names: Vec<String> =
            subjects.iter().copied().filter(is_entity).map(|item| name(&library, item)).collect();
        if names.is_empty() {
            return self.say("names are hidden here; a figure is hidden in the facts of its article");
        }
        self.register.clear();
        self.correct_all(names.into_iter().map(|name| Correction::Hide { name }).collect());
    }
}
