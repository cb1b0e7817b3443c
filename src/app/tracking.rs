//! The steps of the tracked target: through the open article, and on into the next article that has it.

use std::sync::Arc;

use crate::article::ArticleId;
use crate::library::Subject;
use crate::panes::layout::Pane;

use super::State;
use super::effect::Effect;
use super::target::Target;

impl State {
    /// Tracks what is selected in the facts, from its first mention here.
    pub(crate) fn track_selected(&mut self) {
        if self.facts.rows().is_empty() {
            return self.say("there are no facts in this article");
        }
        if self.focus != Pane::Facts {
            self.set_focus(Pane::Facts);
            let key = self.first_key_for("open");
            return self.say(format!("choose a fact, then {key} tracks it"));
        }
        if let Some(row) = self.facts.selected() {
            let (subject, label) = (row.subject, row.label.to_string());
            self.track(subject, &label);
        }
    }

    /// Tracks a person or a value, and goes to its first mention in the open article.
    pub(super) fn track(&mut self, subject: Subject, name: &str) {
        self.leave_mark();
        let library = Arc::clone(&self.library);
        let mut target = Target::subject(subject, name, &library, &self.ordered);
        if let Some(id) = self.reader.article() {
            target.enter(&library, id, library.article(id));
        }
        self.target = Some(target);
        self.set_focus(Pane::Reader);
        self.stand_on(Some(0));
    }

    /// Tracks words in the texts, and goes to their next place.
    pub(super) fn search(&mut self, query: &str) {
        if query.trim().is_empty() {
            return;
        }
        let library = Arc::clone(&self.library);
        let mut target = Target::text(query);
        if let Some(id) = self.reader.article() {
            target.enter(&library, id, library.article(id));
        }
        self.leave_mark();
        self.target = Some(target);
        self.searches += 1;
        self.effects.push(Effect::Search { generation: self.searches, query: query.to_owned() });
        self.set_focus(Pane::Reader);
        match self.step_in_article(true) {
            Some(index) => self.stand_on(Some(index)),
            // Where to go is known only when all texts are searched.
            None => self.jump = true,
        }
    }

    /// Takes the articles that have the words.
    pub(super) fn searched(&mut self, generation: u64, counts: Vec<(ArticleId, u32)>) {
        let Some(target) = self.target.as_mut().filter(|_| generation == self.searches) else { return };
        let none = counts.is_empty();
        target.found(counts, &self.ordered);
        if none {
            let text = format!("{} is in no article", target.name);
            self.target = None;
            self.jump = false;
            self.say(text);
        } else if std::mem::take(&mut self.jump) {
            self.step_target(true);
        }
    }

    /// Stands on an occurrence in the open article and shows it.
    fn stand_on(&mut self, index: Option<usize>) {
        let Some(target) = &mut self.target else { return };
        target.stand_on(index);
        if let Some(span) = target.current() {
            self.with_reader(|reader, article, _| reader.show(article, span.start));
            self.moved();
        }
    }

    fn step_in_article(&mut self, forward: bool) -> Option<usize> {
        let offset = self.with_reader(|reader, article, _| reader.offset(article))?;
        self.target.as_ref()?.step_here(forward, offset)
    }

    /// The next mention, here or in the next article of the list that has one.
    pub(crate) fn step_target(&mut self, forward: bool) {
        if self.target.is_none() {
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

    pub(crate) fn step_target_here(&mut self, forward: bool) {
        if self.target.is_none() {
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
    pub(crate) fn step_target_article(&mut self, forward: bool) {
        let here = self.reader.article().and_then(|id| self.ordered.place(id));
        let Some(target) = &self.target else { return self.no_target() };
        if !target.is_complete() {
            self.jump = true;
            return;
        }
        match target.step_article(forward, here) {
            Some(place) => {
                self.leave_mark();
                self.select(place);
                if self.focus == Pane::List {
                    self.set_focus(Pane::Reader);
                }
                let last = self.target.as_ref().map_or(0, |target| target.here().len().saturating_sub(1));
                self.stand_on(Some(if forward { 0 } else { last }));
            }
            None => {
                let name = target.name.clone();
                let end = if forward { "last" } else { "first" };
                let (back, drop) = (self.first_key_for("back"), self.first_key_for("clear"));
                self.say(format!(
                    "{name}: this was the {end} mention in the list · {back} back · {drop} drop"
                ));
            }
        }
    }

    fn no_target(&mut self) {
        let (search, facts) = (self.first_key_for("search"), self.first_key_for("facts"));
        self.say(format!("nothing is tracked: {search} searches the texts, {facts} chooses a fact"));
    }
}
