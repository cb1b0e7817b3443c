//! Commands that correct people, one key each: merge two, split one, hide, rename. A correction is a step of triage
//! like any other: it is saved, undone and redone with the rest. People are then linked again in the background, and the
//! model changes in one step.

use super::Command;
use crate::app::cover::Cover;
use crate::app::input::{Choice, Overlay};
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::correction::Correction;
use crate::facts::{EntityId, Kind};
use crate::library::{Doubt, Subject};
use crate::panes::help::{Entry, Help};
use crate::panes::layout::Pane;
use crate::text::count::counted;
use crate::text::fold::fold;
use crate::triage::Action;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "merge",
        doc: "merge the selected person into another: they are one",
        section: "Facts",
        run: State::ask_merge,
    },
    Command {
        name: "split",
        doc: "split the selected person: one way of writing the name is someone else",
        section: "Facts",
        run: State::ask_split,
    },
    Command {
        name: "hide",
        doc: "hide the selected person or figure: it was found by mistake",
        section: "Facts",
        run: State::hide,
    },
    Command {
        name: "rename",
        doc: "give the selected person another name",
        section: "Facts",
        run: State::ask_rename,
    },
    Command {
        name: "confirm",
        doc: "yes to the question about the selected person: the likely links are right, or the two are one",
        section: "Facts",
        run: |state| state.answer_doubt(true),
    },
    Command {
        name: "refuse",
        doc: "no to the question about the selected person: the likely links are wrong, or the two are not one",
        section: "Facts",
        run: |state| state.answer_doubt(false),
    },
];

impl State {
    /// The person that a correction changes: the one selected in the facts, or the tracked one.
    pub(in crate::app) fn selected_person(&self) -> Option<(EntityId, String)> {
        let subject = match (self.cover(), self.focus()) {
            (Some(Cover::Index), _) => self.register.selected_of(&self.library).map(|item| item.subject),
            (Some(Cover::Dossier), _) => self.dossier.subject_of(&self.library),
            (_, Pane::Facts) => self.facts.selected().map(|row| row.subject),
            _ => self.tracking.subject(),
        };
        match subject {
            Some(Subject::Entity(entity)) if entity.kind == Kind::Person => {
                Some((EntityId(entity.id), self.library.entity(entity).name.to_string()))
            }
            _ => None,
        }
    }

    fn no_person(&mut self) {
        let key = self.first_key_for("facts");
        self.say(format!("no person is selected: {key} goes to the facts of the article"));
    }

    pub(in crate::app) fn ask_merge(&mut self) {
        let Some((id, from)) = self.selected_person() else { return self.no_person() };
        let last = |name: &str| fold(name.rsplit(' ').next().unwrap_or(name));
        let own = last(&from);
        let mut others: Vec<_> =
            self.library.entities().iter().filter(|person| *person.name != *from).collect();
        // First the people with the same last word of the name, then those mentioned most.
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
            return self.say(format!("{} is the only person here", self.library.profile(id).name));
        }
        let into = others.iter().map(|person| person.name.to_string()).collect();
        self.choose_from(&format!("Merge {from} into…"), entries, Choice::Merge { from, into });
    }

    pub(in crate::app) fn ask_split(&mut self) {
        let Some((id, name)) = self.selected_person() else { return self.no_person() };
        let forms = &self.library.profile(id).surfaces;
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
        self.lay(Overlay::Choice(Help::new(title, entries), choice));
    }

    /// Applies the choice made in a list.
    pub(in crate::app) fn choose(&mut self, choice: Choice, selected: Option<usize>) {
        let Some(index) = selected else { return };
        match choice {
            Choice::Merge { from, mut into } => {
                let into = into.swap_remove(index);
                self.correct(Correction::Merge { from: vec![from], into });
            }
            Choice::MergeAll { mut names } => {
                let into = names.remove(index);
                self.register.clear();
                self.correct(Correction::Merge { from: names, into });
            }
            Choice::Join { from, mut into } => self.join_questions(from, into.swap_remove(index)),
            Choice::Split { name, mut surfaces } => {
                let surface = surfaces.swap_remove(index);
                self.correct(Correction::Split { name, surface, article: None });
            }
        }
    }

    pub(in crate::app) fn hide(&mut self) {
        if let Some((_, name)) = self.selected_person() {
            return self.correct(Correction::Hide { name });
        }
        let subject = self.facts.selected().filter(|_| self.focus() == Pane::Facts).map(|row| row.subject);
        let (Some(subject), Some(id)) = (subject, self.reading.article()) else { return self.no_person() };
        let article = self.library.article(id);
        let same = self.library.mentions(id).iter().filter(|mention| Subject::of(&mention.fact) == subject);
        let surfaces = same.map(|mention| mention.span.of(&article.text).to_owned()).collect();
        self.correct(Correction::HideFigures { article: article.key.to_string(), surfaces });
    }

    pub(in crate::app) fn ask_rename(&mut self) {
        match self.selected_person() {
            Some(_) => self.ask(Purpose::Rename),
            None => self.no_person(),
        }
    }

    /// Gives the selected person another name.
    pub(in crate::app) fn rename(&mut self, to: &str) {
        let to = to.trim();
        match self.selected_person() {
            Some((_, from)) if !to.is_empty() && to != from => {
                self.correct(Correction::Rename { from, to: to.to_owned() });
            }
            _ => self.say("nothing to change"),
        }
    }

    /// The open question about the person selected in the facts; `None` when there is none.
    pub(in crate::app) fn question(&self) -> Option<String> {
        let is_doubtful = match self.cover() {
            Some(Cover::Index) => {
                self.register.selected_of(&self.library).is_some_and(|item| item.is_doubtful)
            }
            Some(Cover::Board | Cover::Hits) => false,
            Some(Cover::Dossier) => {
                self.dossier.subject_of(&self.library).is_some_and(|it| self.library.is_doubtful(&it))
            }
            None => self.focus() == Pane::Facts && self.facts.selected().is_some_and(|row| row.doubtful),
        };
        if !is_doubtful {
            return None;
        }
        let (id, name) = self.selected_person()?;
        let (yes, no) = (self.first_key_for("confirm"), self.first_key_for("refuse"));
        let asked = match self.library.doubt(id)? {
            Doubt::Likely { surfaces, mentions } => {
                let mentions = counted(mentions as usize, "mention");
                format!("{} is likely {name}, in {mentions}", surfaces.join(", "))
            }
            Doubt::Alike { other, .. } => format!("{name} and {other} may be one person"),
        };
        Some(format!("{asked}: {yes} yes · {no} no"))
    }

    /// Answers the open question about the selected person, for the whole library.
    fn answer_doubt(&mut self, yes: bool) {
        let Some((id, name)) = self.selected_person() else { return self.no_person() };
        match self.library.doubt(id) {
            Some(doubt) => self.correct(doubt.answer(&name, yes)),
            None => self.say(format!("nothing is doubtful about {name}")),
        }
    }

    pub(super) fn correct(&mut self, correction: Correction) {
        self.correct_all(vec![correction]);
    }

    /// Makes corrections that are undone together.
    pub(super) fn correct_all(&mut self, corrections: Vec<Correction>) {
        self.carry_out(&Action::AddCorrections { corrections });
    }
}
