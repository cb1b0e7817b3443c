//! Commands of triage: marks, tags and notes on the current article, and their undo.

use super::Command;
use crate::app::input::Overlay;
use crate::app::prompt::Purpose;
use crate::app::state::State;
use crate::article::ArticleId;
use crate::panes::help::{Entry, Help};
use crate::text::ago::ago;
use crate::triage::{Action, By, Entry as StepEntry, StepId};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "toggle-read",
        doc: "mark as read, or as unread",
        section: "Triage",
        run: State::toggle_read,
    },
    Command {
        name: "toggle-star",
        doc: "star, or take the star away",
        section: "Triage",
        run: State::toggle_star,
    },
    Command {
        name: "toggle-archive",
        doc: "archive, or bring back",
        section: "Triage",
        run: State::toggle_archive,
    },
    Command {
        name: "add-tag",
        doc: "add tags to the article (a, b are two); Tab completes",
        section: "Triage",
        run: |state| state.ask(Purpose::AddTag),
    },
    Command {
        name: "remove-tag",
        doc: "remove tags from the article; Tab completes",
        section: "Triage",
        run: |state| state.ask(Purpose::RemoveTag),
    },
    Command {
        name: "take-offered",
        doc: "take over the tags, stars and read marks that the files of the listed or selected articles offer",
        section: "Triage",
        run: State::take_offered,
    },
    Command {
        name: "note",
        doc: "write a note; C-n or A-Enter begins a line, C-o goes to the editor, an empty one deletes it",
        section: "Triage",
        run: |state| state.ask(Purpose::Note),
    },
    Command {
        name: "edit-note",
        doc: "write the note in your editor",
        section: "Triage",
        run: State::edit_note,
    },
    Command {
        name: "repeat",
        doc: "repeat the last action on this article, or on the selected ones",
        section: "Triage",
        run: State::repeat,
    },
    Command {
        name: "steps",
        doc: "undo list: what was done and when, to undo or redo down to any of it",
        section: "Triage",
        run: State::list_steps,
    },
    Command { name: "undo", doc: "undo the last action", section: "Triage", run: State::undo },
    Command { name: "redo", doc: "redo what was undone", section: "Triage", run: State::redo },
];

impl State {
    pub(in crate::app) fn toggle_read(&mut self) {
        let read = self.all(|marks| marks.read);
        // An article just marked as unread must not be marked as read by itself.
        self.reading.read_at(None);
        self.act(move |articles| Action::SetRead { articles, value: !read });
    }

    pub(in crate::app) fn toggle_star(&mut self) {
        let starred = self.all(|marks| marks.starred);
        self.act(move |articles| Action::SetStarred { articles, value: !starred });
    }

    pub(in crate::app) fn toggle_archive(&mut self) {
        let archived = self.all(|marks| marks.archived);
        self.act(move |articles| Action::SetArchived { articles, value: !archived });
    }

    /// What exports offer: of the selected articles, else of all that are listed, with those in folded stories.
    pub(in crate::app) fn take_offered(&mut self) {
        let library = std::sync::Arc::clone(&self.library);
        let ids: Vec<ArticleId> = if self.selection.is_empty() {
            let ordered = self.listing.ordered();
            let with_folded = |&id: &ArticleId| [&[id], ordered.folded(id)].concat();
            ordered.ids().iter().flat_map(with_folded).collect()
        } else {
            self.subjects()
        };
        let action = self.triage.take_offered(ids.into_iter().map(|id| (id, library.article(id))));
        match self.triage.act(&action) {
            Some(save) => self.keep(save),
            None => self.say("the files of these articles offer no marks that they do not have"),
        }
    }

    pub(in crate::app) fn repeat(&mut self) {
        match self.last_action.clone() {
            Some(action) => self.act(|articles| on(&action, articles)),
            None => self.say("nothing was done yet that could be repeated"),
        }
    }

    pub(in crate::app) fn undo(&mut self) {
        match self.triage.undo() {
            Some(save) => {
                self.keep(save.clone());
                self.show_changed(&save);
            }
            None => self.say("nothing to undo"),
        }
    }

    /// Lists what was done, the newest first; the step that undo would revert is selected.
    pub(in crate::app) fn list_steps(&mut self) {
        let now = self.triage.time();
        let steps: Vec<_> = self.triage.steps().iter().rev().collect();
        if steps.is_empty() {
            return self.say("nothing was done yet that could be undone");
        }
        let entry = |entry: &&StepEntry| Entry {
            key: ago(now - entry.step.at),
            text: told(entry),
            group: if entry.undone { "undone" } else { "" },
        };
        let entries = steps.iter().map(entry).collect();
        let ids = steps.iter().map(|entry| entry.step.id).collect();
        let next = steps.iter().position(|entry| !entry.undone && entry.by != By::Others).unwrap_or(0);
        let mut list =
            Help::new("What was done · Enter undoes down to there, or redoes up to there", entries);
        list.step(isize::try_from(next).unwrap_or(0));
        self.lay(Overlay::Steps(list, ids));
    }

    /// Undoes or redoes the steps down to the one that was chosen.
    pub(in crate::app) fn go_to_step(&mut self, chosen: Option<StepId>) {
        if let Some(save) = chosen.and_then(|id| self.triage.go_to_step(id)) {
            self.keep(save.clone());
            self.show_changed(&save);
        }
    }

    pub(in crate::app) fn redo(&mut self) {
        match self.triage.redo() {
            Some(save) => {
                self.keep(save.clone());
                self.show_changed(&save);
            }
            None => self.say("nothing to redo"),
        }
    }
}

/// What was done, and by whom if not by this reader.
fn told(entry: &StepEntry) -> String {
    let label = &entry.step.label;
    match (entry.by, &*entry.step.program) {
        (By::Us, _) | (By::Earlier, "reader") => label.clone(),
        (By::Earlier, program) => format!("{label} · by liseuse {program}"),
        (By::Others, "reader") => format!("{label} · by another reader"),
        (By::Others, program) => format!("{label} · by liseuse {program}, meanwhile"),
    }
}

/// The same action on other articles.
fn on(action: &Action, articles: Vec<ArticleId>) -> Action {
    match action.clone() {
        Action::SetRead { value, .. } => Action::SetRead { articles, value },
        Action::SetStarred { value, .. } => Action::SetStarred { articles, value },
        Action::SetArchived { value, .. } => Action::SetArchived { articles, value },
        Action::AddTag { tag, .. } => Action::AddTag { articles, tag },
        Action::RemoveTag { tag, .. } => Action::RemoveTag { articles, tag },
        other => other,
    }
}
