//! Triage acts on what is seen: the current article, or the selected articles that the list shows. An action on more than
//! a screenful of them, or on matches of words, asks first. After it the cursor goes on.

use crate::article::ArticleId;
use crate::config::AfterVerb;
use crate::config::key::Key;
use crate::panes::layout::Pane;
use crate::text::count::{counted, counted_as};
use crate::triage::{Action, Change, Marks, Save};

use super::cover::Cover;
use super::input::{Asked, Question};
use super::ordered::Section;
use super::state::State;

/// The longest title that a question shows, in characters.
const TITLE: usize = 60;

impl State {
    /// The articles that triage acts on: those of the row of the board; else the selected ones that have a row in the list,
    /// else those of the selected heading, else the current one.
    pub(super) fn subjects(&self) -> Vec<ArticleId> {
        match self.cover() {
            Some(Cover::Board) => return self.board.articles(),
            Some(Cover::Index | Cover::Dossier | Cover::Hits) => {
                return self.current_id().into_iter().collect();
            }
            None => {}
        }
        let selected: Vec<_> = self.selection.ids().filter(|id| self.listing.ordered().shows(*id)).collect();
        if !selected.is_empty() {
            return selected;
        }
        match self.heading() {
            Some(section) => self.listing.ordered().members(section).to_vec(),
            None => self.current_id().into_iter().collect(),
        }
    }

    /// The group whose heading triage acts on.
    pub(super) fn heading(&self) -> Option<&Section> {
        self.listing.section().filter(|_| self.focus() == Pane::List && self.cover().is_none())
    }

    /// Counts the selected articles that are listed, after a change of the list or of the selection.
    pub(super) fn count_selected(&mut self) {
        let list = self.listing.ordered();
        self.selection.count(|id| list.shows(id));
    }

    /// Whether all articles that triage acts on have a mark, so that a toggle removes it.
    pub(super) fn all(&self, has: impl Fn(&Marks) -> bool) -> bool {
        self.subjects().iter().all(|id| has(self.triage.of(*id)))
    }

    /// Performs an action on what is seen, and stores it for repetition. Asks first when there is much of it.
    pub(super) fn act(&mut self, action: impl FnOnce(Vec<ArticleId>) -> Action) {
        let subjects = self.subjects();
        if subjects.is_empty() {
            return self.say("there is no article here");
        }
        let count = subjects.len();
        let group = self.heading().filter(|_| self.selection.here() == 0).map(|section| section.name.clone());
        let many = group.is_some() || count > 1 && (count > self.listing.page() || self.listing.is_fuzzy());
        let worst = if many { self.worst_match(&subjects) } else { None };
        let action = action(subjects);
        if many { self.ask_first(action, (count, group), worst) } else { self.carry_out_on(&action) }
    }

    /// The title of the article that the words of the filter match worst; `None` without words.
    fn worst_match(&self, subjects: &[ArticleId]) -> Option<String> {
        let quality = |id: &&ArticleId| self.listing.ordered().quality(**id);
        let worst = subjects.iter().rev().min_by_key(quality).filter(|id| quality(id).is_some())?;
        let title = &self.library.article(*worst).title;
        let short: String = title.chars().take(TITLE).collect();
        let dots = if short.len() < title.len() { "…" } else { "" };
        Some(format!("“{short}{dots}”"))
    }

    /// Asks for a confirmation of an action.
    fn ask_first(&mut self, action: Action, (count, group): (usize, Option<String>), worst: Option<String>) {
        let key = self.input.last();
        let worst = worst.map(|title| format!(" · the worst match is {title}")).unwrap_or_default();
        let group = group.map(|name| format!(" of the group {name}")).unwrap_or_default();
        let these = counted(count, "article") + &group;
        let again = key.map(|key| key.to_string()).filter(|key| key != "Enter");
        let again = again.map(|key| format!("{key} or ")).unwrap_or_default();
        self.say(format!("{} {these}?{worst} · {again}Enter does it", action.verb()));
        self.input.confirm(Question { asked: Asked::Act(action), key });
    }

    /// Asks for a confirmation with a question of one's own.
    pub(super) fn ask_about(&mut self, asked: Asked, question: String) {
        self.say(question);
        let key = self.input.last();
        self.input.confirm(Question { asked, key });
    }

    /// Takes the answer to a question: returns whether the key was one.
    pub(super) fn answer(&mut self, key: Key) -> bool {
        let Some(question) = self.input.take_question() else { return false };
        let is = |name: &str| name.parse() == Ok(key);
        if question.key == Some(key) || is("Enter") || is("y") {
            match question.asked {
                Asked::Act(action) => self.carry_out_on(&action),
                Asked::SaveView { name, query } => self.keep_view(name, query),
                Asked::Browse(address) => self.browse_to(&address),
                Asked::Export { name } => self.export_to(&name, true),
            }
            return true;
        }
        let no = is("Esc") || is("n") || is("C-c");
        if no {
            self.say("nothing was changed");
        }
        no
    }

    fn carry_out_on(&mut self, action: &Action) {
        let selected = action.articles().iter().filter(|id| self.selection.has(**id)).count();
        let elsewhere = self.selection.len() - selected;
        if let Some(seq) = self.carry_out(action).filter(|_| elsewhere > 0) {
            let others = counted_as(elsewhere, "selected article is", "selected articles are");
            self.remarks.push_back((seq, format!("{others} not in this list and stayed as before")));
        }
        self.last_action = Some(action.clone());
        self.go_on(action);
    }

    /// Performs an action and requests saving it; returns the number of the step.
    pub(super) fn carry_out(&mut self, action: &Action) -> Option<u64> {
        let Some(save) = self.triage.act(action) else {
            self.say("nothing to change");
            return None;
        };
        let seq = save.seq;
        self.keep(save);
        Some(seq)
    }

    /// After a decision about the current article, goes to the next one.
    fn go_on(&mut self, action: &Action) {
        // A star is set while one reads; what is read or archived is done with.
        let decided = match action {
            Action::SetRead { .. } | Action::SetArchived { .. } => self.focus() != Pane::Facts,
            Action::SetStarred { .. } => self.focus() == Pane::List,
            _ => false,
        };
        let alone = matches!(action.articles(), [id] if Some(*id) == self.current_id());
        if !decided || !alone || self.cover().is_some() {
            return;
        }
        let Some(here) = self.current_id().and_then(|id| self.listing.row_of(id)) else { return };
        let next = match self.settings.after_verb {
            AfterVerb::Stay => None,
            AfterVerb::Next => self.next_row(here, |state, id| !state.listing.has_left(id)),
            AfterVerb::NextUnread => self.next_row(here, |state, id| state.triage.of(id).unread()),
        };
        if let Some(row) = next {
            self.select(row);
        }
    }

    fn next_row(&self, here: usize, wanted: impl Fn(&Self, ArticleId) -> bool) -> Option<usize> {
        let row = |row: &usize| self.listing.article_at(*row).is_some_and(|id| wanted(self, id));
        (here + 1..self.listing.rows()).find(row)
    }

    /// Tells the list which articles' marks have changed.
    pub(super) fn listing_marked(&mut self, changes: &[Change]) {
        for change in changes {
            for id in self.triage.articles_of(change.key) {
                self.listing.marked(*id, self.triage.of(*id));
            }
        }
    }

    /// After undo or redo: goes to the article, if it was one, and lists it again if the list has lost it.
    pub(super) fn show_changed(&mut self, save: &Save) {
        let mut ids: Vec<ArticleId> = save
            .step
            .changes
            .iter()
            .filter(|change| change.after.is_mark())
            .flat_map(|change| self.triage.articles_of(change.key).iter().take(1).copied())
            .collect();
        ids.dedup();
        let lost = ids.iter().any(|id| self.listing.row_of(*id).is_none());
        let place = match ids[..] {
            [id] => Some(id),
            _ => None,
        };
        match place {
            Some(id) if lost => {
                let (offset, cover) = (self.triage.position(id).unwrap_or(0), self.cover());
                self.reading.return_to(Some(super::reading::Place {
                    article: id,
                    offset,
                    mention: None,
                    cover,
                }));
                self.filter();
            }
            Some(id) => self.show_article(id),
            None if lost => self.filter(),
            None => {}
        }
    }
}
