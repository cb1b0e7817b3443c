//! Commands that find: the filter, the search, and the steps of the tracked target.

use std::sync::Arc;

use super::Command;
use crate::app::effect::{Effect, SearchJob};
use crate::app::prompt::Purpose;
use crate::app::reading::Place;
use crate::app::state::State;
use crate::app::target::Target;
use crate::app::text_search::Pattern;
use crate::app::view::View;
use crate::panes::layout::Pane;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "filter",
        doc: "filter the list as you type, by title and by is: person: amount: and more; in the facts, find names there",
        section: "Find",
        run: |state| {
            let in_facts = state.focus() == Pane::Facts && !state.facts.rows().is_empty();
            state.ask(if in_facts { Purpose::Rows } else { Purpose::Filter { keep: false } });
        },
    },
    Command {
        name: "edit-filter",
        doc: "edit the whole filter",
        section: "Find",
        run: |state| state.ask(Purpose::Filter { keep: true }),
    },
    Command {
        name: "search",
        doc: "search the texts as you type, whatever the case and accents; /…/ is a regular expression",
        section: "Find",
        run: |state| state.ask(Purpose::Search),
    },
    Command {
        name: "next",
        doc: "next mention of the target; without a target the next unread article",
        section: "Find",
        run: |state| state.step_target(true),
    },
    Command {
        name: "previous",
        doc: "previous mention of the target; without a target the previous unread article",
        section: "Find",
        run: |state| state.step_target(false),
    },
    Command {
        name: "next-here",
        doc: "next mention within this article",
        section: "Find",
        run: |state| state.step_target_here(true),
    },
    Command {
        name: "previous-here",
        doc: "previous mention within this article",
        section: "Find",
        run: |state| state.step_target_here(false),
    },
    Command {
        name: "next-target-article",
        doc: "next article that mentions the target",
        section: "Find",
        run: |state| state.step_target_article(true),
    },
    Command {
        name: "previous-target-article",
        doc: "previous article that mentions the target",
        section: "Find",
        run: |state| state.step_target_article(false),
    },
    Command { name: "back", doc: "go back the way you came", section: "Find", run: State::back },
    Command {
        name: "clear",
        doc: "clear one layer: selection, target, filter, view",
        section: "Find",
        run: State::clear_layer,
    },
];

impl State {
    /// Tracks what is being typed and shows its first match in the open article, from `origin` on.
    ///
    /// # Errors
    /// What is wrong with a regular expression.
    pub(in crate::app) fn preview_search(
        &mut self,
        query: &str,
        origin: Option<Place>,
    ) -> Result<(), String> {
        drop(self.tracking.take());
        let pattern = Pattern::parse(query)?;
        if let Some(origin) = origin {
            self.go_to(origin);
        }
        if pattern.is_empty() {
            return Ok(());
        }
        let library = Arc::clone(&self.library);
        let mut target = Target::text(pattern.clone());
        if let Some(id) = self.reading.article() {
            target.enter(&library, id);
        }
        let first = target.step_here(true, origin.map_or(0, |place| place.offset));
        self.tracking.set(target);
        let generation = self.tracking.begin_search();
        self.effects.push(Effect::Search(SearchJob { generation, pattern, library }));
        // Not by `stand_on`, for which an article whose end is shown has been read.
        if let Some(span) = self.tracking.stand_on(first) {
            self.with_reader(|reader, article, _| reader.show(article, span.start));
        }
        Ok(())
    }

    /// Keeps the target that was previewed, and goes to its next match if the open article has none from `origin` on.
    pub(in crate::app) fn submit_search(
        &mut self,
        before: Option<Target>,
        focus: Pane,
        origin: Option<Place>,
    ) {
        if self.tracking.tracked().is_none() {
            return self.cancel_search(before, focus, origin);
        }
        origin.into_iter().for_each(|place| self.reading.remember(place));
        match self.tracking.current() {
            Some(_) => self.moved(),
            None => self.step_target_article(true),
        }
    }

    /// Goes back to what was tracked and shown before a search.
    pub(in crate::app) fn cancel_search(
        &mut self,
        before: Option<Target>,
        focus: Pane,
        origin: Option<Place>,
    ) {
        drop(self.tracking.take());
        let library = Arc::clone(&self.library);
        if let Some(mut target) = before {
            target.arrange(self.listing.ordered());
            if let Some(id) = self.reading.article() {
                target.enter(&library, id);
            }
            self.tracking.set(target);
        }
        if let Some(origin) = origin {
            self.go_to(origin);
        }
        self.set_focus(focus);
    }

    fn step_in_article(&mut self, forward: bool) -> Option<usize> {
        let offset = self.with_reader(|reader, article, _| reader.offset(article))?;
        self.tracking.target()?.step_here(forward, offset)
    }

    /// The next mention, here or in the next article of the list that has one.
    pub(in crate::app) fn step_target(&mut self, forward: bool) {
        if self.tracking.target().is_none() {
            if self.tracking.awaited_terms().is_some() {
                return self.tracking.wait(forward);
            }
            return self.step_unread(forward);
        }
        match self.step_in_article(forward) {
            Some(index) => {
                self.leave_mark();
                self.stand_on(Some(index));
            }
            None => self.step_target_article(forward),
        }
    }

    pub(in crate::app) fn step_target_here(&mut self, forward: bool) {
        if self.tracking.target().is_none() {
            return self.no_target();
        }
        match self.step_in_article(forward) {
            Some(index) => {
                self.leave_mark();
                self.stand_on(Some(index));
            }
            None if forward => self.say("no further mention in this article"),
            None => self.say("no earlier mention in this article"),
        }
    }

    /// The next article of the list that has the target, at its first mention (its last, going back).
    pub(in crate::app) fn step_target_article(&mut self, forward: bool) {
        let here = self.reading.article().and_then(|id| self.listing.ordered().place_of(id));
        let Some(target) = self.tracking.target() else { return self.no_target() };
        if target.is_nowhere() {
            return self.say_nowhere();
        }
        if !target.is_complete() {
            self.tracking.wait(forward);
            return;
        }
        // After the last one comes the first.
        let (next, first) = (target.step_article(forward, here), target.step_article(forward, None));
        let wraps = next.is_none();
        match next.or(first) {
            Some(article) => {
                self.leave_mark();
                self.show_article(article);
                if self.focus() == Pane::List {
                    self.set_focus(Pane::Reader);
                }
                let last = self.tracking.here().len().saturating_sub(1);
                self.stand_on(Some(if forward { 0 } else { last }));
            }
            None => self.say_nowhere(),
        }
        if wraps {
            let (past, again) = if forward { ("last", "first") } else { ("first", "last") };
            let (back, drop) = (self.first_key_for("back"), self.first_key_for("clear"));
            self.say(format!("past the {past} mention: at the {again} again · {back} back · {drop} drop"));
        }
    }

    pub(in crate::app) fn say_nowhere(&mut self) {
        let name = self.tracking.target().map(|target| target.name.clone()).unwrap_or_default();
        let drop = self.first_key_for("clear");
        self.say(format!("{name} is in no article of the list · {drop} drops it"));
    }

    pub(in crate::app) fn no_target(&mut self) {
        let (search, facts) = (self.first_key_for("search"), self.first_key_for("facts"));
        self.say(format!("nothing is tracked: {search} searches the texts, {facts} chooses a fact"));
    }

    pub(in crate::app) fn back(&mut self) {
        match self.reading.step_back() {
            Some(place) => self.go_to(place),
            None => self.say("this is where you began"),
        }
    }

    /// Clears the first of these that is set: selection, target, filter, view.
    pub(in crate::app) fn clear_layer(&mut self) {
        if self.end_passage() || self.focus() == Pane::Facts && self.facts.search("") {
        } else if !self.selection.is_empty() {
            self.selection.clear();
        } else if self.tracking.clear() {
        } else if !self.listing.query().is_empty() {
            self.set_query(String::new());
        } else if self.listing.view() != View::All || self.listing.saved().is_some() {
            self.set_view(View::All);
        } else if self.window.is_alone() {
            self.zoom();
        }
    }
}
