//! The steps of the tracked target: through the open article, and on into the next article that has it.

use std::sync::Arc;

use crate::article::ArticleId;
use crate::library::{MentionRef, Subject};
use crate::panes::layout::Pane;
use crate::panes::mentions::Mentions;
use crate::text::count::counted;

use super::effect::{Effect, FiguresJob, SearchJob};
use super::target::{Goal, Target};
use super::{Overlay, State};

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
            self.leave_mark();
            self.track(subject, &label);
        }
    }

    /// Tracks a person or a value, and goes to its first mention in the open article.
    pub(super) fn track(&mut self, subject: Subject, name: &str) {
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
        self.effects.push(Effect::Search(SearchJob {
            generation: self.searches,
            query: query.to_owned(),
            library,
        }));
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
            self.jump = false;
            self.say_nowhere();
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
        if target.is_nowhere() {
            return self.say_nowhere();
        }
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

    /// Every mention of the selected person, or of the tracked target, in its sentence.
    pub(crate) fn dossier(&mut self) {
        let selected = self.facts.selected().filter(|_| self.focus == Pane::Facts).map(|row| row.subject);
        let tracked = || match self.target.as_ref()?.goal {
            Goal::Subject(subject) => Some(subject),
            Goal::Text(_) => None,
        };
        let first =
            || self.facts.rows().iter().map(|row| row.subject).find(|it| matches!(it, Subject::Entity(_)));
        let Some(subject) = selected.or_else(tracked).or_else(first) else {
            return self.say("there is no person in this article");
        };
        let rows = self.library.mentions_of(&subject).to_vec();
        let name = match subject {
            Subject::Entity(entity) => {
                let person = self.library.entity(entity);
                let role = person.description.as_deref().map(|role| format!(" · {role}")).unwrap_or_default();
                format!("{}{role}", person.name)
            }
            _ => self
                .facts
                .rows()
                .iter()
                .find(|row| row.subject == subject)
                .map_or_else(String::new, |row| row.label.to_string()),
        };
        let articles = rows.chunk_by(|a, b| a.article == b.article).count();
        let (mentions, articles) = (counted(rows.len(), "mention"), counted(articles, "article"));
        let title = format!("{name} · {mentions} in {articles}");
        self.show_mentions(Mentions::new(title, rows));
    }

    /// Every amount of the listed articles, the largest first.
    pub(crate) fn figures(&mut self) {
        self.effects.push(Effect::Figures(FiguresJob {
            generation: self.shown,
            listed: Arc::clone(&self.ordered),
            library: Arc::clone(&self.library),
        }));
    }

    /// Shows the amounts that were gathered.
    pub(super) fn figures_gathered(&mut self, generation: u64, rows: Vec<MentionRef>) {
        if generation != self.shown || self.prompt.is_some() || self.overlay.is_some() {
            return;
        }
        let articles = counted(self.ordered.ids().len(), "article");
        let title = format!("Figures · {} in {articles}", counted(rows.len(), "amount"));
        self.show_mentions(Mentions::new(title, rows));
    }

    fn show_mentions(&mut self, mut mentions: Mentions) {
        mentions.resize(self.screen);
        self.overlay = Some(Overlay::Mentions(mentions));
    }

    /// Goes to the mention that is selected among those side by side, and tracks what it is a mention of.
    pub(super) fn go_to_mention(&mut self) {
        let Some(Overlay::Mentions(mentions)) = self.overlay.take() else { return };
        let Some(at) = mentions.selected() else { return };
        self.leave_mark();
        let library = Arc::clone(&self.library);
        let mention = library.mention(at);
        let subject = Subject::of(&mention.fact);
        match self.ordered.place(at.article) {
            Some(place) => self.select(place),
            None => self.open(at.article),
        }
        let name = match subject {
            Subject::Entity(entity) => library.entity(entity).name.to_string(),
            _ => mention.span.of(&library.article(at.article).text).to_owned(),
        };
        self.track(subject, &name);
        let here = self.target.as_ref().map_or(&[][..], Target::here);
        let index = here.iter().position(|span| *span == mention.span);
        self.stand_on(index);
    }

    fn say_nowhere(&mut self) {
        let name = self.target.as_ref().map(|target| target.name.clone()).unwrap_or_default();
        let drop = self.first_key_for("clear");
        self.say(format!("{name} is in no article of the list · {drop} drops it"));
    }

    fn no_target(&mut self) {
        let (search, facts) = (self.first_key_for("search"), self.first_key_for("facts"));
        self.say(format!("nothing is tracked: {search} searches the texts, {facts} chooses a fact"));
    }
}
