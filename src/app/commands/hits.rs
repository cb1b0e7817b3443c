//! The hits of the target in context: opening them, and what the keys of commands do there. A command that is not in
//! [`ON_HITS`] does nothing there.

use std::sync::Arc;

use super::Command;
use super::on::On;
use crate::app::cover::Cover;
use crate::app::effect::{Effect, SearchJob};
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::app::target::{Goal, Target};
use crate::article::citation::{citation, quoted};
use crate::panes::layout::Pane;
use crate::text::sentence;

pub(super) const COMMANDS: &[Command] = &[Command {
    name: "hits",
    doc: "list every hit of the search, or of what is tracked or filtered for, in its sentence",
    section: "Find",
    run: State::open_hits,
}];

/// What commands do on the hits.
pub(super) const ON_HITS: &[(&str, On)] = &[
    ("down", On::Own(|state| state.hits.move_in(|pane, library| pane.step(library, 1)))),
    ("up", On::Own(|state| state.hits.move_in(|pane, library| pane.step(library, -1)))),
    ("next", On::Own(|state| state.hits.move_in(|pane, library| pane.step(library, 1)))),
    ("previous", On::Own(|state| state.hits.move_in(|pane, library| pane.step(library, -1)))),
    ("half-page-down", On::Own(|state| state.hits.move_in(|pane, library| pane.pages(library, 0.5)))),
    ("half-page-up", On::Own(|state| state.hits.move_in(|pane, library| pane.pages(library, -0.5)))),
    ("page-down", On::Own(|state| state.hits.move_in(|pane, library| pane.pages(library, 1.0)))),
    ("page-up", On::Own(|state| state.hits.move_in(|pane, library| pane.pages(library, -1.0)))),
    ("read-on", On::Own(|state| state.hits.move_in(|pane, library| pane.pages(library, 1.0)))),
    ("first", On::Own(|state| state.hits.move_in(|pane, library| pane.step(library, isize::MIN)))),
    ("last", On::Own(|state| state.hits.move_in(|pane, library| pane.step(library, isize::MAX)))),
    (
        "next-target-article",
        On::Own(|state| state.hits.move_in(|pane, library| pane.step_article(library, true))),
    ),
    ("next-article", On::Own(|state| state.hits.move_in(|pane, library| pane.step_article(library, true)))),
    (
        "previous-target-article",
        On::Own(|state| state.hits.move_in(|pane, library| pane.step_article(library, false))),
    ),
    (
        "previous-article",
        On::Own(|state| state.hits.move_in(|pane, library| pane.step_article(library, false))),
    ),
    ("open", On::Own(State::go_to_hit)),
    ("search", On::Own(|state| state.ask(Purpose::Rows))),
    ("filter", On::Own(|state| state.ask(Purpose::Rows))),
    ("hits", On::Own(|state| state.set_cover(None))),
    ("close", On::Own(|state| state.set_cover(None))),
    ("back", On::Own(|state| state.set_cover(None))),
    ("clear", On::Own(State::clear_hits)),
    ("copy-quote", On::Own(State::copy_hit)),
    ("note", On::AsAlways),
    ("toggle-read", On::AsAlways),
    ("toggle-star", On::AsAlways),
    ("toggle-archive", On::AsAlways),
    ("add-tag", On::AsAlways),
    ("remove-tag", On::AsAlways),
    ("undo", On::AsAlways),
    ("redo", On::AsAlways),
    ("copy-address", On::AsAlways),
    ("browse", On::AsAlways),
    ("edit", On::AsAlways),
    ("pipe", On::AsAlways),
    ("figures", On::AsAlways),
    ("index", On::AsAlways),
    ("theme", On::AsAlways),
    ("palette", On::AsAlways),
    ("help", On::AsAlways),
    ("problems", On::AsAlways),
    ("repaint", On::AsAlways),
    ("quit", On::AsAlways),
    ("suspend", On::AsAlways),
];

impl State {
    /// Shows the hits of the target, where one left them.
    fn open_hits(&mut self) {
        let Some(target) = self.tracking.target() else { return self.no_target() };
        self.hits.set_of(&target.goal, &target.name);
        self.set_cover(Some(Cover::Hits));
    }

    /// Asks for the hits in the list, when those that are shown are of another one.
    pub(in crate::app) fn refresh_hits(&mut self) {
        if !self.hits.is_of(self.listing.generation()) {
            self.ask_for_hits();
        }
    }

    /// Asks for the hits in the list.
    pub(in crate::app) fn ask_for_hits(&mut self) {
        let list = (self.listing.generation(), self.listing.ordered());
        let job = self.hits.ask(&self.library, list);
        self.effects.extend(job.map(Effect::Hits));
    }

    /// Takes back the words; without any, closes the hits.
    fn clear_hits(&mut self) {
        if !self.set_words_of_cover("") {
            self.set_cover(None);
        }
    }

    /// Goes to the selected hit, with its target tracked.
    fn go_to_hit(&mut self) {
        let Some((id, span)) = self.hits.pane().selected() else { return };
        self.leave_mark();
        self.set_cover(None);
        self.show_article(id);
        self.set_focus(Pane::Reader);
        self.track_hits();
        let index = self.tracking.here().iter().position(|here| *here == span);
        self.stand_on(index);
        if index.is_none() {
            self.with_reader(|reader, article, _| reader.show(article, span.start));
        }
    }

    /// Tracks what the hits are hits of, unless it is the target already or what the filter asks for.
    fn track_hits(&mut self) {
        let Some((goal, name)) = self.hits.of() else { return };
        if self.tracking.target().is_some_and(|target| target.name == name) {
            return;
        }
        let (goal, name, library) = (Arc::clone(goal), name.to_owned(), Arc::clone(&self.library));
        let list = Arc::clone(self.listing.ordered());
        match &*goal {
            Goal::Terms(_) => {}
            Goal::Subject(subject) => self.track_target(Target::subject(*subject, &name, &library, &list)),
            Goal::Question(places) => self.track_target(Target::places(places.clone(), &name, &list)),
            Goal::Text(pattern) => {
                let pattern = (**pattern).clone();
                self.track_target(Target::text(pattern.clone()));
                let generation = self.tracking.begin_search();
                self.effects.push(Effect::Search(SearchJob { generation, pattern, library }));
            }
        }
    }

    /// Copies the sentence of the selected hit with its citation.
    fn copy_hit(&mut self) {
        let Some((id, span)) = self.hits.pane().selected() else {
            return self.say("there is nothing to copy");
        };
        let article = self.hits.library(&self.library).article(id);
        let quote = sentence::around(&article.text, span).of(&article.text);
        let text = format!("{} — {}", quoted(quote, article.language), citation(article));
        self.copy(super::out::lines(&text), "copied the sentence with its citation".to_owned());
    }
}
