//! Corrections of people, each one key: merge two, split one, hide what is none, rename. A correction is a step of
//! triage like any other, so it is kept, undone and redone with the rest; people are then linked anew in the
//! background, and the model changes in one step.

use std::sync::Arc;

use crate::correction::Correction;
use crate::facts::{Kind, PersonId};
use crate::filter;
use crate::library::{Library, Subject};
use crate::panes::help::{Entry, Help};
use crate::panes::layout::Pane;
use crate::text::fold::fold;
use crate::triage::Action;

use super::effect::{Effect, RelinkJob};
use super::prompt::Purpose;
use super::target::{Goal, Target};
use super::{Overlay, State};

/// What a choice in a list decides.
#[derive(Debug)]
pub(super) enum Choice {
    /// Into whom the named person is merged.
    Merge {
        /// Who disappears.
        from: String,
        /// Who can be chosen, in the order of the list.
        into: Vec<String>,
    },
    /// Which surface form of the named person is someone else.
    Split {
        /// Who is split.
        name: String,
        /// What can be chosen, in the order of the list.
        surfaces: Vec<String>,
    },
}

impl State {
    /// The person that corrections are about: the one selected in the facts, or the tracked one.
    pub(super) fn selected_person(&self) -> Option<(PersonId, String)> {
        let tracked = || match self.target.as_ref()?.goal {
            Goal::Subject(subject) => Some(subject),
            Goal::Text(_) => None,
        };
        let subject = match self.focus {
            Pane::Facts => self.facts.selected().map(|row| row.subject),
            _ => tracked(),
        };
        match subject {
            Some(Subject::Entity(entity)) if entity.kind == Kind::Person => {
                Some((PersonId(entity.id), self.library.entity(entity).name.to_string()))
            }
            _ => None,
        }
    }

    fn no_person(&mut self) {
        let key = self.first_key_for("facts");
        self.say(format!("no person is selected: {key} goes to the facts of the article"));
    }

    pub(crate) fn ask_merge(&mut self) {
        let Some((id, from)) = self.selected_person() else { return self.no_person() };
        let last = |name: &str| fold(name.rsplit(' ').next().unwrap_or(name));
        let own = last(&from);
        let mut others: Vec<_> =
            self.library.people().iter().filter(|person| *person.name != *from).collect();
        // Who shares the last word of the name is the likeliest, then who is named most.
        others.sort_by_key(|person| (last(&person.name) != own, std::cmp::Reverse(person.mentions.len())));
        let entries = others.iter().map(|person| Entry {
            key: person.mentions.len().to_string(),
            text: match &person.description {
                Some(role) => format!("{} · {role}", person.name),
                None => person.name.to_string(),
            },
            group: "",
        });
        let entries: Vec<_> = entries.collect();
        if entries.is_empty() {
            return self.say(format!("{} is the only person here", self.library.person(id).name));
        }
        let into = others.iter().map(|person| person.name.to_string()).collect();
        self.choose_from(&format!("Merge {from} into…"), entries, Choice::Merge { from, into });
    }

    pub(crate) fn ask_split(&mut self) {
        let Some((id, name)) = self.selected_person() else { return self.no_person() };
        let forms = &self.library.person(id).surfaces;
        if forms.len() < 2 {
            return self.say(format!("{name} is written in one way only: there is nothing to split"));
        }
        let surfaces: Vec<String> = forms.iter().map(|(form, _)| form.to_string()).collect();
        let entries = forms.iter().map(|(form, count)| Entry {
            key: count.to_string(),
            text: form.to_string(),
            group: "",
        });
        let entries = entries.collect();
        let title = format!("{name}: which form is someone else?");
        self.choose_from(&title, entries, Choice::Split { name, surfaces });
    }

    fn choose_from(&mut self, title: &str, entries: Vec<Entry>, choice: Choice) {
        let mut help = Help::new(title, entries);
        help.resize(self.screen);
        self.overlay = Some(Overlay::Choice(help, choice));
    }

    /// Takes the choice made in a list.
    pub(super) fn choose(&mut self, choice: Choice, selected: Option<usize>) {
        let Some(index) = selected else { return };
        match choice {
            Choice::Merge { from, mut into } => {
                let into = into.swap_remove(index);
                self.correct(Correction::Merge { from: vec![from], into });
            }
            Choice::Split { name, mut surfaces } => {
                let surface = surfaces.swap_remove(index);
                self.correct(Correction::Split { name, surface, article: None });
            }
        }
    }

    pub(crate) fn hide(&mut self) {
        if let Some((_, name)) = self.selected_person() {
            return self.correct(Correction::Hide { name });
        }
        let subject = self.facts.selected().filter(|_| self.focus == Pane::Facts).map(|row| row.subject);
        let (Some(subject), Some(id)) = (subject, self.reader.article()) else { return self.no_person() };
        let article = self.library.article(id);
        let same = self.library.mentions(id).iter().filter(|mention| Subject::of(&mention.fact) == subject);
        let surfaces = same.map(|mention| mention.span.of(&article.text).to_owned()).collect();
        self.correct(Correction::HideFigures { article: article.key.to_string(), surfaces });
    }

    pub(crate) fn ask_rename(&mut self) {
        match self.selected_person() {
            Some(_) => self.ask(Purpose::Rename),
            None => self.no_person(),
        }
    }

    /// Gives the selected person another name.
    pub(super) fn rename(&mut self, to: &str) {
        let to = to.trim();
        match self.selected_person() {
            Some((_, from)) if !to.is_empty() && to != from => {
                self.correct(Correction::Rename { from, to: to.to_owned() });
            }
            _ => self.say("nothing to change"),
        }
    }

    fn correct(&mut self, correction: Correction) {
        self.carry_out(&Action::AddCorrection { correction });
    }

    /// Asks for people to be linked anew, with all corrections that hold now.
    pub(super) fn relink(&mut self) {
        self.relinks += 1;
        let corrections = self.triage.corrections();
        self.effects.push(Effect::Relink(RelinkJob {
            generation: self.relinks,
            corrections: corrections.cloned().collect(),
            library: Arc::clone(&self.library),
        }));
    }

    /// Takes the model with its people linked anew; keeps the place, the target and the selection.
    pub(super) fn relinked(&mut self, generation: u64, library: Arc<Library>, words: Arc<filter::Index>) {
        if generation < self.relinks {
            return;
        }
        let (selected, index) = (self.facts.selected().map(|row| row.subject), self.facts.index());
        let follow = |subject| follow(&self.library, &library, subject);
        let (selected, tracked) =
            (selected.and_then(follow), self.target.as_ref().map(|target| &target.goal));
        let tracked = match tracked {
            Some(Goal::Subject(subject)) => Some(follow(*subject)),
            _ => None,
        };
        self.library = library;
        self.index = words;
        if let Some(id) = self.reader.article() {
            self.facts.open(&self.library, id);
            self.facts.select_index(index);
            if let Some(subject) = selected {
                self.facts.select(&subject);
            }
            // Whoever comes back by undo is who the next key should be about.
            let named = std::mem::take(&mut self.corrected);
            let back = self.facts.rows().iter().find(|row| named.iter().any(|name| **name == *row.label));
            if let Some(subject) = back.map(|row| row.subject) {
                self.facts.select(&subject);
            }
        }
        match tracked {
            Some(Some(subject)) => self.retarget(subject),
            Some(None) => self.target = None,
            None => {}
        }
        self.filter();
    }

    /// Tracks on under the ids of a new model, from the same mention.
    fn retarget(&mut self, subject: Subject) {
        let library = Arc::clone(&self.library);
        let current = self.target.as_ref().and_then(Target::current);
        let name = match subject {
            Subject::Entity(entity) => library.entity(entity).name.to_string(),
            _ => self.target.as_ref().map(|target| target.name.clone()).unwrap_or_default(),
        };
        let mut target = Target::subject(subject, &name, &library, &self.ordered);
        if let Some(id) = self.reader.article() {
            target.enter(&library, id, library.article(id));
            target.stand_on(target.here().iter().position(|span| Some(*span) == current));
        }
        self.target = Some(target);
    }
}

/// The same subject under the ids of another model: a person is whoever has one of their mentions there.
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
