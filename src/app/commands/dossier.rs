//! The dossier: opening it, and what the keys of commands do in it. A command that is not in [`ON_DOSSIER`] does nothing
//! there.

use std::sync::Arc;

use super::Command;
use super::board::cited;
use super::on::On;
use crate::app::cover::Cover;
use crate::app::effect::Effect;
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::facts::MentionRef;
use crate::library::Subject;
use crate::panes::layout::Pane;
use crate::text::sanitise::sanitise_text;

pub(super) const COMMANDS: &[Command] = &[Command {
    name: "dossier",
    doc: "the dossier of the selected name or figure: when it is mentioned, with whom, and every sentence",
    section: "Facts",
    run: State::open_dossier,
}];

/// What commands do in the dossier.
pub(super) const ON_DOSSIER: &[(&str, On)] = &[
    ("down", On::Own(|state| state.dossier.pane_mut().step(1))),
    ("up", On::Own(|state| state.dossier.pane_mut().step(-1))),
    ("half-page-down", On::Own(|state| state.dossier.pane_mut().pages(0.5))),
    ("half-page-up", On::Own(|state| state.dossier.pane_mut().pages(-0.5))),
    ("page-down", On::Own(|state| state.dossier.pane_mut().pages(1.0))),
    ("page-up", On::Own(|state| state.dossier.pane_mut().pages(-1.0))),
    ("read-on", On::Own(|state| state.dossier.pane_mut().pages(1.0))),
    ("first", On::Own(|state| state.dossier.pane_mut().step(isize::MIN))),
    ("last", On::Own(|state| state.dossier.pane_mut().step(isize::MAX))),
    ("next-pane", On::Own(|state| state.dossier.pane_mut().step_part(true))),
    ("previous-pane", On::Own(|state| state.dossier.pane_mut().step_part(false))),
    ("pane-right", On::Own(State::open_in_dossier)),
    ("pane-left", On::Own(|state| state.dossier.pane_mut().fold())),
    ("unfold", On::Own(|state| _ = state.dossier.pane_mut().unfold())),
    ("open", On::Own(State::open_in_dossier)),
    ("dossier", On::Own(State::open_in_dossier)),
    ("track", On::Own(State::track_in_dossier)),
    ("sort", On::Own(State::turn_dossier)),
    ("search", On::Own(|state| state.ask(Purpose::Rows))),
    ("filter", On::Own(|state| state.ask(Purpose::Rows))),
    ("copy-quote", On::Own(State::copy_in_dossier)),
    ("export", On::Own(|state| state.ask(Purpose::ExportCover))),
    ("export-board", On::Own(|state| state.ask(Purpose::ExportCover))),
    ("back", On::Own(State::back_in_dossier)),
    ("close", On::Own(State::close_dossier)),
    ("clear", On::Own(State::clear_dossier)),
    ("index", On::AsAlways),
    ("figures", On::AsAlways),
    ("merge", On::AsAlways),
    ("split", On::AsAlways),
    ("hide", On::AsAlways),
    ("rename", On::AsAlways),
    ("confirm", On::AsAlways),
    ("refuse", On::AsAlways),
    ("toggle-read", On::AsAlways),
    ("toggle-star", On::AsAlways),
    ("toggle-archive", On::AsAlways),
    ("add-tag", On::AsAlways),
    ("remove-tag", On::AsAlways),
    ("note", On::AsAlways),
    ("undo", On::AsAlways),
    ("redo", On::AsAlways),
    ("copy-address", On::AsAlways),
    ("browse", On::AsAlways),
    ("edit", On::AsAlways),
    ("pipe", On::AsAlways),
    ("theme", On::AsAlways),
    ("palette", On::AsAlways),
    ("help", On::AsAlways),
    ("problems", On::AsAlways),
    ("repaint", On::AsAlways),
    ("quit", On::AsAlways),
    ("suspend", On::AsAlways),
];

impl State {
    /// The dossier of the row of the index, of the selected fact, of the tracked target, or else of the first entity of the
    /// article.
    fn open_dossier(&mut self) {
        let in_index = self.register.selected_of(&self.library).map(|item| item.subject);
        let in_index = in_index.filter(|_| self.cover() == Some(Cover::Index));
        let in_facts = self.facts.selected().filter(|_| self.focus() == Pane::Facts).map(|row| row.subject);
        let subject = match self.cover() {
            Some(_) => in_index,
            None => in_facts.or_else(|| self.tracking.subject()).or_else(|| self.facts.first_entity()),
        };
        let Some(subject) = subject else { return self.say("no name is selected here") };
        self.dossier.open(subject, self.cover());
        self.set_cover(Some(Cover::Dossier));
        self.ask_for_dossier();
    }

    /// Asks for the rows of the dossier.
    pub(in crate::app) fn ask_for_dossier(&mut self) {
        let job = self.dossier.ask(&self.library);
        self.effects.extend(job.map(Effect::Dossier));
    }

    /// Asks for the rows of the dossier, when they are of an older model.
    pub(in crate::app) fn refresh_dossier(&mut self) {
        if self.dossier.is_old() {
            self.ask_for_dossier();
        }
    }

    /// Shows the rest of a part, goes on to the dossier of the row's entity, or goes to the mention of the row.
    fn open_in_dossier(&mut self) {
        if self.dossier.pane_mut().unfold() {
            return;
        }
        if let Some(subject) = self.dossier.pane().beside().map(|beside| beside.subject) {
            self.dossier.go_on_to(subject);
            return self.ask_for_dossier();
        }
        if let Some(at) = self.dossier.pane().mention() {
            self.go_to_mention(at);
        }
    }

    /// Goes to a mention and tracks what it mentions.
    fn go_to_mention(&mut self, at: MentionRef) {
        let library = Arc::clone(self.dossier.pane().library());
        let mention = library.mention(at);
        let subject = Subject::of(&mention.fact);
        self.leave_mark();
        self.set_cover(None);
        self.show_article(at.article);
        let name = match subject {
            Subject::Entity(entity) => library.entity(entity).name.to_string(),
            Subject::Figure { .. } => mention.span.of(&library.article(at.article).text).to_owned(),
        };
        self.track(subject, &name);
        let index = self.tracking.here().iter().position(|span| *span == mention.span);
        self.stand_on(index);
    }

    /// Tracks whose dossier it is, from the mention of the row on, or from the first one.
    fn track_in_dossier(&mut self) {
        let Some(dossier) = self.dossier.pane().dossier() else { return };
        let own = self.dossier.pane().mention().filter(|at| dossier.mentions().contains(at));
        match own.or(dossier.mentions().first().copied()) {
            Some(at) => self.go_to_mention(at),
            None => self.say("nothing to track"),
        }
    }

    fn turn_dossier(&mut self) {
        let newest = self.dossier.turn();
        self.ask_for_dossier();
        self.say(if newest { "the newest articles first" } else { "the oldest articles first" });
    }

    fn copy_in_dossier(&mut self) {
        let Some(at) = self.dossier.pane().mention() else {
            return self.say("choose a mention: its sentence is copied with its citation");
        };
        let text = cited(self.dossier.pane().library(), at);
        self.copy(
            sanitise_text(&text).safe().clone().into_owned(),
            "copied the sentence with its citation".to_owned(),
        );
    }

    /// Comes back to the dossier before; from the first one, to what was under it.
    fn back_in_dossier(&mut self) {
        if self.dossier.step_back() { self.ask_for_dossier() } else { self.close_dossier() }
    }

    /// Takes back the search; without one, closes the dossier.
    fn clear_dossier(&mut self) {
        if !self.set_words_of_cover("") {
            self.close_dossier();
        }
    }

    fn close_dossier(&mut self) {
        self.set_cover(self.dossier.under());
    }
}
